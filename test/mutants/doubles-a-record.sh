#!/bin/bash
# conmon, but that the hundredth record of a log stands in it twice.
. "${0%/*}/behind/conmon.sh"
records perl -ne 'BEGIN { $| = 1 } print; print if $. == 100'
