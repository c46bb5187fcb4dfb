#include "forked.h"
#include "control.h"
#include <unistd.h>

/* Who outlives its parent in a PID namespace of others has nobody to end it. */
#define MOST_SECONDS 60

long forked(void)
{
	pid_t pid = fork();
	if (pid != 0)
		return (long)pid;
	alarm(MOST_SECONDS);
	control_go();
	_exit(0);
}
