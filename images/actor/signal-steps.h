#pragma once
#include "line.h"

/** `hold SIGNAL`: what comes of it from now on is kept, also by a PID 1 that has no handler, which would discard it else. */
int hold_step(char **words, struct line *value);
/** `take SIGNAL MILLISECONDS`: waits for one that is held; ETIMEDOUT where none comes in time. */
int take_signal_step(char **words, struct line *value);
