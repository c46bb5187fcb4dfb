#pragma once
#include "line.h"

/**
 * Reads the next `bytes` of fd 0, or what there is up to its end, in calls of at most `piece`, and compares it with what the suite writes there.
 * @param value gets how many came, whether they are those, and whether the end did
 * @returns 0, or an errno
 */
int stdin_take(unsigned long long bytes, size_t piece, struct line *value);
