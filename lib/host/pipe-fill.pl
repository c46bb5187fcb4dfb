# Parameter: path of a pipe. Says how many bytes stand in it and how many it can hold. It is opened for writing and nothing is written, so
# that nothing in it is moved.
use strict;
use Fcntl;
my ($FIONREAD, $F_GETPIPE_SZ) = (0x541B, 1032);
sysopen my $pipe, $ARGV[0], O_WRONLY | O_NONBLOCK or exit 1;
my $bytes = pack "i", 0;
ioctl $pipe, $FIONREAD, $bytes or exit 1;
printf "%d %d", unpack("i", $bytes), fcntl($pipe, $F_GETPIPE_SZ, 0);
