#pragma once

/** By its name, `SIGTERM`; 0 where there is none. */
int signal_number(const char *name);
