#pragma once

/** A child that has the same fds 0-2 and keeps them until the suite says `go`; it never waits for ever. @returns its pid; -1 where there is none */
long forked(void);
