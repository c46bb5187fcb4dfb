#pragma once
#include "line.h"

/** Of a step; more is no step of the suite's. */
#define MOST_WORDS 256

/** Above fds 0-2, which are what is measured: where one of them is closed, open(2) would give its number to what is the actor's own. */
int above_stdio(int fd);
/** The handshake, the first message of all, and the word that it waits: lib/control/messages.ts has the messages. @param channel its own name; "" is PID 1's */
void control_ready(const char *channel);
/** Waits for a step, and gives its words, which hold until the next; a word that is none is NULL. @returns how many */
int control_step(int number, char **words);
/** Waits until the suite says `go`, which is for a child of the actor. */
void control_go(void);
/** The one file that it may write, in a directory that it may not. */
int control_open_answers(void);
/** Begins a message. */
void control_begin(struct line *line, const char *event);
/** Ends it, and appends it by one call: who is killed has said it or has not. */
void control_say(int answers, struct line *line);
/** The same, with the file open for that moment alone: nothing above fd 2 is the actor's while the suite looks, but for its watch. */
void control_report(struct line *line);
