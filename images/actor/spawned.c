#define _GNU_SOURCE
#include "spawned.h"
#include <signal.h>
#include <spawn.h>
#include <unistd.h>

/* SIGPIPE is ignored by the actor alone: a program of others is to find what node, too, would give it. */
long spawned(char **words)
{
	posix_spawnattr_t attributes;
	sigset_t defaults;
	pid_t pid;
	int failure;
	sigemptyset(&defaults);
	sigaddset(&defaults, SIGPIPE);
	posix_spawnattr_init(&attributes);
	posix_spawnattr_setsigdefault(&attributes, &defaults);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
	failure = posix_spawnp(&pid, words[0], NULL, &attributes, words, environ);
	posix_spawnattr_destroy(&attributes);
	return failure ? -1 : (long)pid;
}
