# Parameters: a command that finds two sockets as fds 4 and 5, and what drains each of them. Ends as the command does.
use strict;
use Socket;
use POSIX 'dup2';
my @ends = map { socketpair my $ours, my $far, AF_UNIX, SOCK_STREAM, 0; [$ours, $far] } 1, 2;
for (0, 1) {
  next if fork;
  open STDIN, "<&", $ends[$_][1];
  undef @ends;
  exec "sh", "-c", $ARGV[$_ + 1];
}
my $command = fork;
if (!$command) {
  # By a detour, since perl's own sockets may have these numbers.
  my @high = map { dup2(fileno $ends[$_][0], 14 + $_) } 0, 1;
  dup2($high[$_], 4 + $_), POSIX::close($high[$_]) for 0, 1;
  exec "sh", "-c", $ARGV[0];
}
undef @ends;
waitpid $command, 0;
my $status = $? >> 8;
1 until wait == -1;
exit $status
