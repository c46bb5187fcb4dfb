# Reads fd 3 by odd small sizes and appends to the log what it reads, until the end: what is written in one piece is never read in one, so that
# whoever relays must take care of what a write did not take. Where the log takes no more it reads on, as tee(1) does. Parameter: the log.
use strict;
use Fcntl;
sysopen my $log, $ARGV[0], O_WRONLY | O_APPEND;
open my $pipe, '<&=', 3 or die "fd 3: $!\n";
my @sizes = (1, 2, 3, 5, 7, 61, 127, 509, 1021, 4093);
while (sysread $pipe, my $bytes, $sizes[0]) {
  syswrite $log, $bytes;
  push @sizes, shift @sizes;
}
