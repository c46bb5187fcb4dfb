#!/bin/bash
# conmon, but that the hundredth record of a log is left out.
. "${0%/*}/behind/conmon.sh"
records perl -ne 'BEGIN { $| = 1 } print unless $. == 100'
