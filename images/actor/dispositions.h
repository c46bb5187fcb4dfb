#pragma once
#include "line.h"

/** Looks at which signals are ignored and blocked; the first thing of all, before the actor changes any of it. */
void dispositions_look(void);
/** Adds what was found, each a 64-bit mask in hexadecimal as proc(5) has it. */
void dispositions_add(struct line *line);
