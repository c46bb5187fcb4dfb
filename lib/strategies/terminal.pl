# Who holds the other end of a terminal, as conmon and the shim of containerd do: it appends to the log what comes out. There are two ways to
# get at that end, and which one a runtime takes is a matter of the runtime: this process makes a terminal and tells its name; and it
# listens on a console socket, where a detached runtime sends the one that it made (SCM_RIGHTS, unix(7)). Perl, since node can do
# neither; recvmsg(2) by its number, since perl has no name for it either.
#
# Parameters: the number of recvmsg, the log, the console socket, rows and columns of the window. On stdout, a line each: `terminal NAME`, then
# `done` once all that was written has come out. On stdin, a line each, with its answer:
#   resize ROWS COLUMNS   `resized`
#   look                  `state ROWS COLUMNS TERMIOS WAITING SENT`: struct termios in hexadecimal, how many bytes of input nobody has read, and
#                         whether the terminal came by the console socket. When PID 1 has ended, or the terminal is hung up: as it was then
#   shown                 `text HEX`: the beginning of what has come out, in hexadecimal
#   pause, go on          `paused`, `goes on`: meanwhile nobody reads what comes out
#   hang up               `hung up`: the other end is closed while PID 1 runs
#   ended                 PID 1 has; `done` follows. Then the end of the file.
use strict;
use Socket;
use Fcntl;
my ($recvmsg, $log, $console, $rows, $columns) = @ARGV;
my ($TIOCSPTLCK, $TIOCGPTN, $SCM_RIGHTS) = (0x40045431, 0x80045430, 1);
my ($TCGETS, $TIOCGWINSZ, $TIOCSWINSZ, $FIONREAD) = (0x5401, 0x5413, 0x5414, 0x541b); # asm-generic/ioctls.h
my $TERMIOS = 36; # sizeof(struct termios), asm-generic/termbits.h
my $listening;
$| = 1;
sysopen my $master, '/dev/ptmx', O_RDWR | O_NOCTTY or die "/dev/ptmx: $!\n";
my $number = pack 'i', 0;
ioctl $master, $TIOCSPTLCK, $number or die "TIOCSPTLCK: $!\n";
ioctl $master, $TIOCGPTN, $number or die "TIOCGPTN: $!\n";
my $name = '/dev/pts/' . unpack 'i', $number;
sysopen my $slave, $name, O_RDWR | O_NOCTTY or die "$name: $!\n"; # Without one, a terminal that nobody has opened yet looks ended.
resize($rows, $columns);
socket $listening, AF_UNIX, SOCK_STREAM, 0 and bind $listening, pack_sockaddr_un $console and listen $listening, 1 or die "$console: $!\n";
sysopen my $out, $log, O_WRONLY | O_APPEND;
print "terminal $name\n";
print STDERR "ready\n";

my ($done, $hung, $sent, $paused, $last, $orders, $shown) = (0, 0, 0, 0, undef, '', '');
my $MOST_SHOWN = 4096;
while (1) {
  my $set = '';
  vec($set, fileno $_, 1) = 1 for \*STDIN, $listening, $done || $paused ? () : $master;
  next if select(my $ready = $set, undef, undef, undef) < 0;
  if (vec $ready, fileno STDIN, 1) {
    sysread STDIN, $orders, 4096, length $orders or exit;
    obey($1) while $orders =~ s/^(.*)\n//;
  }
  if (vec $ready, fileno $listening, 1) { take() }
  if (!$done && !$paused && vec $ready, fileno $master, 1) { drain() }
}

sub obey {
  my ($word, @numbers) = split ' ', shift;
  if ($word eq 'resize') { resize(@numbers); print "resized\n" }
  elsif ($word eq 'look') { print $last // state(), "\n" }
  elsif ($word eq 'shown') { print 'text ', unpack('H*', $shown), "\n" }
  elsif ($word eq 'pause') { $paused = 1; print "paused\n" }
  elsif ($word eq 'go') { $paused = 0; print "goes on\n" }
  elsif ($word eq 'hang') { hang_up() }
  elsif ($word eq 'ended') { ended() }
}

sub resize {
  my $size = pack 'S4', @_, 0, 0;
  ioctl $master, $TIOCSWINSZ, $size or die "TIOCSWINSZ: $!\n";
}

# Asked of the other end, it tells of the terminal itself; but what waits to be read there, only the terminal does.
sub state {
  my ($size, $termios, $waiting) = ("\0" x 8, "\0" x $TERMIOS, pack 'i', 0);
  ioctl $master, $TIOCGWINSZ, $size or die "TIOCGWINSZ: $!\n";
  ioctl $master, $TCGETS, $termios or die "TCGETS: $!\n";
  ioctl $slave, $FIONREAD, $waiting or die "FIONREAD: $!\n" if $slave;
  return join ' ', 'state', (unpack 'S2', $size), unpack('H' . 2 * $TERMIOS, $termios), unpack('i', $waiting), $sent;
}

sub ended {
  $last //= state();
  close $slave if $slave;
  undef $slave;
  print "done\n" if $hung;
}

sub hang_up {
  $last //= state();
  close $slave if $slave;
  undef $slave;
  close $master;
  $done = $hung = 1;
  print "hung up\n";
}

# EIO is how a terminal says that nobody has it open any more.
sub drain {
  my $n = sysread $master, my $bytes, 65536;
  if ($n) {
    $shown .= substr $bytes, 0, $MOST_SHOWN - length $shown;
    syswrite $out, $bytes;
    return;
  }
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
  $sent = 1;
}
