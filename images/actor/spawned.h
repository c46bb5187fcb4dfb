#pragma once

/** Starts a program that has the same fds 0-2, and does not wait for it. @param words ended by NULL @returns its pid; -1 where it could not be started */
long spawned(char **words);
