#define _GNU_SOURCE
#include "signals.h"
#include <signal.h>
#include <string.h>

#define SIGNAL(name) { #name, name }

/* sigabbrev_np(3) is not in every libc. */
static const struct {
	const char *name;
	int number;
} signals[] = {
	SIGNAL(SIGHUP),	 SIGNAL(SIGINT),  SIGNAL(SIGQUIT), SIGNAL(SIGILL),    SIGNAL(SIGTRAP), SIGNAL(SIGABRT),	 SIGNAL(SIGBUS),
	SIGNAL(SIGFPE),	 SIGNAL(SIGKILL), SIGNAL(SIGUSR1), SIGNAL(SIGSEGV),   SIGNAL(SIGUSR2), SIGNAL(SIGPIPE),	 SIGNAL(SIGALRM),
	SIGNAL(SIGTERM), SIGNAL(SIGCHLD), SIGNAL(SIGCONT), SIGNAL(SIGSTOP),   SIGNAL(SIGTSTP), SIGNAL(SIGTTIN),	 SIGNAL(SIGTTOU),
	SIGNAL(SIGURG),	 SIGNAL(SIGXCPU), SIGNAL(SIGXFSZ), SIGNAL(SIGVTALRM), SIGNAL(SIGPROF), SIGNAL(SIGWINCH), SIGNAL(SIGIO),
	SIGNAL(SIGPWR),	 SIGNAL(SIGSYS),
};

int signal_number(const char *name)
{
	size_t i;
	for (i = 0; i < sizeof signals / sizeof *signals; i++)
		if (!strcmp(signals[i].name, name))
			return signals[i].number;
	return 0;
}
