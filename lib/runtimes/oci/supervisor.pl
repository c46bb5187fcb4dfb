# What conmon and the shim of containerd do, without their pipes: become the reaper of orphans, `create` with the own descriptors of
# the strategy, `start`, and wait(2) for PID 1. Perl, since Debian and Ubuntu cannot be without perl-base, and node cannot call prctl(2).
#
# Parameters: the number of prctl; `wait` or `ask`; bundle, pid file and id; the shell script that wires fds 0-2 and becomes the runtime; further options of
# `create`, separated by spaces; the command of the runtime. On fd 3 it tells, a line each: `failed COMMAND STATUS`, `started PID`, and
# `ended STATUS` in the encoding of wait(2), or `said JSON` of `wait` of the runtime itself. It exits as a shell would.
use strict;
use IO::Handle;
my ($prctl, $mode, $bundle, $pidfile, $id, $wiring, $options, @runtime) = @ARGV;
my ($subreaper, $deathsig, $term, $setfd, $cloexec) = (36, 1, 15, 2, 1);
my ($pid, $report) = 0;
if (open $report, '>&=', 3) { fcntl $report, $setfd, $cloexec; $report->autoflush(1) } else { undef $report }
sub tell_suite { print $report "@_\n" if $report }
sub leave { my $s = shift; exit($s & 127 ? 128 + ($s & 127) : $s >> 8) }
sub end_pid1 { # Only a child of ours: a runtime may write any pid into its pid file.
  open my $stat, '<', "/proc/$pid/stat" or return;
  kill 9, $pid if <$stat> =~ /.*\) \S (\d+)/ && $1 == $$;
}
sub must { my $word = shift; return if system(@_) == 0; my $s = $?; end_pid1() if $pid; tell_suite('failed', $word, $s); leave($s || 256) }
syscall($prctl, $subreaper, 1, 0, 0, 0) == 0 or do { tell_suite('failed', 'prctl', $!); exit 1 };
syscall($prctl, $deathsig, $term, 0, 0, 0);
$SIG{TERM} = sub { end_pid1() if $pid; exit 143 };
must('create', 'sh', '-c', $wiring, 'fd012-stdio', @runtime, 'create', '--bundle', $bundle, '--pid-file', $pidfile, split(' ', $options), $id);
for (4 .. 9) { my $copy; open $copy, '>&=', $_ and close $copy }
open my $file, '<', $pidfile;
$pid = int <$file>;
must('start', @runtime, 'start', $id);
tell_suite('started', $pid);
if ($mode eq 'ask') {
  # A sandbox that has ended looks alive to the runtime until its parent, which is this process, has taken its status.
  $SIG{CHLD} = sub { 1 while waitpid(-1, 1) > 0 };
  open my $answer, '-|', @runtime, 'wait', $id;
  my $said = join '', <$answer>;
  1 while waitpid(-1, 0) > 0;
  tell_suite('said', $said =~ s/\s+/ /gr);
  exit($said =~ /"exitStatus":\s*(\d+)/ ? $1 : 1);
}
while ((my $gone = waitpid -1, 0) != -1) {
  next unless $gone == $pid;
  my $status = $?;
  tell_suite('ended', $status);
  leave($status);
}
tell_suite('lost', $pid);
exit 1;
