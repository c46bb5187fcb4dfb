#pragma once

/** Does what lib/control/steps.ts has, and answers it with its errno, its value and its time. @param number of the step in its channel */
void step_do(int number, char **words, int count);
/** The last step, which is not answered. */
int step_is_exit(char **words, int count);
/** Writes its last words, if there are any. @returns the status to leave with, at once */
int step_last(char **words, int count);
