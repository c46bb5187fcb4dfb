# Who holds the other end of a terminal, as conmon and the shim of containerd do: it appends to the log what comes out. There are two ways to
# get at that end, and which one a runtime takes is a matter of the runtime: this process makes a terminal and tells its name; and it
# listens on a console socket, where a detached runtime sends the one that it made (SCM_RIGHTS, unix(7)). Perl, since node can do
# neither; recvmsg(2) by its number, since perl has no name for it either.
#
# Parameters: the number of recvmsg, the log, the console socket. On stdout: the name of the terminal, and `done` once all that was written
# has come out. On stdin: `hang up` to close the other end while PID 1 runs, which `hung up` answers; `ended` when PID 1 has, then the
# end of the file.
use strict;
use Socket;
use Fcntl;
my ($recvmsg, $log, $console) = @ARGV;
my ($TIOCSPTLCK, $TIOCGPTN, $SCM_RIGHTS) = (0x40045431, 0x80045430, 1);
my $listening;
$| = 1;
sysopen my $master, '/dev/ptmx', O_RDWR | O_NOCTTY or die "/dev/ptmx: $!\n";
my $number = pack 'i', 0;
ioctl $master, $TIOCSPTLCK, $number or die "TIOCSPTLCK: $!\n";
ioctl $master, $TIOCGPTN, $number or die "TIOCGPTN: $!\n";
my $name = '/dev/pts/' . unpack 'i', $number;
sysopen my $slave, $name, O_RDWR | O_NOCTTY or die "$name: $!\n"; # Without one, a terminal that nobody has opened yet looks ended.
socket $listening, AF_UNIX, SOCK_STREAM, 0 and bind $listening, pack_sockaddr_un $console and listen $listening, 1 or die "$console: $!\n";
sysopen my $out, $log, O_WRONLY | O_APPEND;
print "$name\n";
print STDERR "ready\n";

my ($done, $hung) = (0, 0);
while (1) {
  my $set = '';
  vec($set, fileno $_, 1) = 1 for \*STDIN, $listening, $done ? () : $master;
  next if select(my $ready = $set, undef, undef, undef) < 0;
  if (vec $ready, fileno STDIN, 1) { sysread STDIN, my $word, 64 or exit; $word =~ /^hang up/ ? hang_up() : ended() }
  if (vec $ready, fileno $listening, 1) { take() }
  if (!$done && vec $ready, fileno $master, 1) { drain() }
}

sub ended {
  close $slave if $slave;
  undef $slave;
  print "done\n" if $hung;
}

sub hang_up {
  close $slave if $slave;
  undef $slave;
  close $master;
  $done = $hung = 1;
  print "hung up\n";
}

# EIO is how a terminal says that nobody has it open any more.
sub drain {
  my $n = sysread $master, my $bytes, 65536;
  if ($n) { syswrite $out, $bytes; return }
  $done = 1;
  print "done\n";
}

# struct msghdr with one struct iovec, and room for one descriptor (recvmsg(2), cmsg(3)); both are those of 64-bit machines.
sub take {
  accept my $peer, $listening or return;
  my ($bytes, $control) = ("\0" x 4096, "\0" x 64);
  my $iovec = pack 'Q2', unpack('Q', pack 'P', $bytes), length $bytes;
  my $header = pack 'Q L x4 Q3 Q l x4', 0, 0, unpack('Q', pack 'P', $iovec), 1, unpack('Q', pack 'P', $control), length $control, 0;
  my $n = syscall $recvmsg, fileno $peer, $header, 0;
  my (undef, $level, $type, $fd) = unpack 'Q l l l', $control;
  die "no terminal came by the console socket\n" unless $n >= 0 && $level == SOL_SOCKET && $type == $SCM_RIGHTS;
  close $slave if $slave;
  undef $slave;
  open $master, '+<&=', $fd or die "the terminal that came: $!\n";
}
