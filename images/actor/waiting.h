#pragma once

/** Watches a directory for files that appear there. @returns a descriptor; -1 where that cannot be had */
int watch_open(const char *directory);
/** Returns when something may have appeared. */
void watch_wait(int watch);
