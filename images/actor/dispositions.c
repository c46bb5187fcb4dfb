#define _GNU_SOURCE
#include "dispositions.h"
#include <signal.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

/** _NSIG of linux/signal.h. */
#define SIGNALS 64

static uint64_t ignored, blocked;

/*
 * The system calls themselves: a C library keeps signals 32 and 33 for itself, and tells of neither. The handler comes first in the kernel's struct sigaction on every
 * architecture that has this program; the rest has room.
 */
void dispositions_look(void)
{
	unsigned long action[8];
	int signal;
	for (signal = 1; signal <= SIGNALS; signal++) {
		if (syscall(SYS_rt_sigaction, signal, NULL, action, SIGNALS / 8) == 0 && action[0] == (unsigned long)SIG_IGN)
			ignored |= (uint64_t)1 << (signal - 1);
	}
	if (syscall(SYS_rt_sigprocmask, SIG_BLOCK, NULL, &blocked, SIGNALS / 8) < 0)
		blocked = 0;
}

void dispositions_add(struct line *line)
{
	line_add(line, ",\"signals\":{\"ignored\":\"%016llx\",\"blocked\":\"%016llx\"}", (unsigned long long)ignored,
		 (unsigned long long)blocked);
}
