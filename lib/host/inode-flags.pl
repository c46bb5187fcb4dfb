# Makes the file on fd 0 immutable (parameter `+`) or lets it be written again (`-`), as chattr(1) does; chattr itself takes names alone, which
# may be links by then. The numbers are those of ioctl_iflags(2) on 64-bit machines.
use strict;
my ($FS_IOC_GETFLAGS, $FS_IOC_SETFLAGS, $FS_IMMUTABLE_FL) = (0x80086601, 0x40086602, 0x10);
my $flags = pack 'q', 0;
ioctl STDIN, $FS_IOC_GETFLAGS, $flags or die "FS_IOC_GETFLAGS: $!\n";
my $old = unpack 'l', $flags;
$flags = pack 'q', $ARGV[0] eq '+' ? $old | $FS_IMMUTABLE_FL : $old & ~$FS_IMMUTABLE_FL;
ioctl STDIN, $FS_IOC_SETFLAGS, $flags or die "FS_IOC_SETFLAGS: $!\n";
