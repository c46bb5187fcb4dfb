#pragma once

/**
 * Takes a line of percent-encoded words apart, in its own place; wordsOf of lib/control/steps.ts writes them. A word that would hold a NUL byte can be no
 * argument of a system call, and is NULL.
 * @returns how many, at most `most`
 */
int words_of(char *line, char **words, int most);
