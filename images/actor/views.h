#pragma once
#include "line.h"

/** Adds how the actor itself sees its descriptors, for runtimes whose processes the host's /proc does not show: `streams` has fds 0-2, `above` the others. */
void views_add(struct line *line);
