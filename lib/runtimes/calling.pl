# Becomes a program that is called by somebody who ignores and blocks some signals, and has all others at their default. A shell cannot block
# signals, nor let go of those that it was itself started with ignored; perl-base can, and no Debian or Ubuntu is without it.
#
# Parameters: the signals to ignore and those to block, names without SIG that are separated by spaces; the program and its arguments.
use strict;
use POSIX ();
my ($ignored, $blocked, @program) = @ARGV;
$SIG{$_} = 'DEFAULT' for grep { !/^(KILL|STOP|NUM3[23]|__)/ } keys %SIG; # 32 and 33 are the C library's own.
$SIG{$_} = 'IGNORE' for split ' ', $ignored;
my $set = POSIX::SigSet->new(map { POSIX->can("SIG$_")->() } split ' ', $blocked);
POSIX::sigprocmask(POSIX::SIG_SETMASK(), $set) or die "sigprocmask: $!\n";
exec { $program[0] } @program or die "$program[0]: $!\n";
