/*
 * The steps of images/node/workloads/actor.cjs in C, for claims that must not depend on node, and for a PID 1 that starts and ends in an instant.
 * Its argument is the name of its channel, where it was executed beside PID 1. With the argument `exit` and a status it
 * ends with that at once, without a word. With the argument `libc` it tells which C library it was built with, and leaves.
 */
#include "control.h"
#include "dispositions.h"
#include "libc.h"
#include "steps.h"
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* As node has it: a write to a pipe whose reader has gone is answered with EPIPE, and ends nobody. */
static void ignore_broken_pipes(void)
{
	signal(SIGPIPE, SIG_IGN);
}

/* What a step spawned is waited for by nobody, and its end leaves no zombie. The action stays the default one: who is executed inherits nothing. */
static void let_children_go(void)
{
	struct sigaction action = { .sa_handler = SIG_DFL, .sa_flags = SA_NOCLDWAIT };
	sigaction(SIGCHLD, &action, NULL);
}

int main(int argc, char **argv)
{
	const char *channel = argc > 1 ? argv[1] : "";
	char *words[MOST_WORDS];
	int number, count;
	if (!strcmp(channel, "libc")) {
		puts(libc_name());
		return 0;
	}
	if (!strcmp(channel, "exit"))
		return argc > 2 ? atoi(argv[2]) : 0;
	dispositions_look();
	ignore_broken_pipes();
	let_children_go();
	control_ready(channel);
	for (number = 0;; number++) {
		count = control_step(number, words);
		if (step_is_exit(words, count))
			return step_last(words, count);
		step_do(number, words, count);
	}
}
