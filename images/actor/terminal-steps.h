#pragma once
#include "line.h"

/* Steps on the terminal that a descriptor is; see lib/control/steps.ts. Each gets its words and writes what it answers. @returns 0, or an errno */
int size_step(char **words, struct line *value);
int await_size_step(char **words, struct line *value);
int catch_resize_step(char **words, struct line *value);
int session_step(char **words, struct line *value);
int termios_step(char **words, struct line *value);
int raw_step(char **words, struct line *value);
int inject_step(char **words, struct line *value);
int await_input_step(char **words, struct line *value);
