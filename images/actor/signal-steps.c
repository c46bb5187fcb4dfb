#define _GNU_SOURCE
#include "signal-steps.h"
#include "signals.h"
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>

static int set_of(const char *name, sigset_t *set)
{
	int signal = signal_number(name);
	sigemptyset(set);
	return signal ? sigaddset(set, signal) : -1;
}

/* The kernel never discards a signal that is blocked (kernel/signal.c, sig_ignored). */
int hold_step(char **words, struct line *value)
{
	sigset_t set;
	(void)value;
	if (set_of(words[0], &set) < 0)
		return EINVAL;
	return sigprocmask(SIG_BLOCK, &set, NULL) < 0 ? errno : 0;
}

int take_signal_step(char **words, struct line *value)
{
	long long milliseconds = strtoll(words[1], NULL, 10);
	struct timespec most = { .tv_sec = milliseconds / 1000, .tv_nsec = milliseconds % 1000 * 1000000 };
	sigset_t set;
	(void)value;
	if (set_of(words[0], &set) < 0)
		return EINVAL;
	if (sigtimedwait(&set, NULL, &most) >= 0)
		return 0;
	return errno == EAGAIN ? ETIMEDOUT : errno;
}
