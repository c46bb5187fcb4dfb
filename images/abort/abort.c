/*
 * The smallest reproduction: a PID 1 that calls abort(3). It talks to the suite as images/node/workloads/control.cjs does: JSON lines at the
 * end of /fd012/events, and it waits for /fd012/go, in a directory that it cannot write. Its argument says what becomes of SIGABRT before: default, handler, blocked, ignored,
 * reraise (a handler that restores the default and raises it again); or what it does instead: reraise-fault (a fault, with such a handler), raise-segv.
 * With the argument `libc` it tells which C library it was built with, and leaves.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>
#ifdef __GLIBC__
#include <gnu/libc-version.h>
#endif

static const char *libc(void)
{
#ifdef __GLIBC__
	static char name[64];
	snprintf(name, sizeof name, "glibc %s", gnu_get_libc_version());
	return name;
#else
	return "musl"; /* It has no macro of its own, on purpose. */
#endif
}

static char directory[4096];

static const char *path(const char *name)
{
	static char full[4200];
	snprintf(full, sizeof full, "%s/%s", directory, name);
	return full;
}

static void report(const char *line)
{
	int fd = open(path("events"), O_WRONLY | O_APPEND);
	if (fd < 0 || write(fd, line, strlen(line)) != (ssize_t)strlen(line))
		_exit(125); /* The suite then says that it never ran. */
	close(fd);
}

static void ready(void)
{
	char line[256];
	snprintf(line, sizeof line, "{\"event\":\"ready\",\"pid\":%d,\"libc\":\"%s\"}\n", (int)getpid(), libc());
	report(line);
}

/* gVisor's kernel is not told of what is done to a directory from outside its sandbox, so there, and only there, it is looked at again
 * and again; see control.cjs. */
static int patience(void)
{
	char version[512] = "";
	int fd = open("/proc/version", O_RDONLY);
	if (fd >= 0) {
		if (read(fd, version, sizeof version - 1) < 0)
			version[0] = 0;
		close(fd);
	}
	return strstr(version, "#1 SMP Sun Jan 10 15:06:54 PST 2016") ? 20 : -1;
}

/* The watch stands before the look, so that no change is missed. */
static void wait_for_go(void)
{
	char events[4096];
	struct pollfd watch = { .fd = inotify_init1(IN_NONBLOCK), .events = POLLIN };
	int milliseconds = patience();
	if (watch.fd < 0 || inotify_add_watch(watch.fd, directory, IN_CREATE) < 0)
		_exit(125);
	report("{\"event\":\"waiting\"}\n");
	while (access(path("go"), F_OK) != 0) {
		poll(&watch, 1, milliseconds);
		while (read(watch.fd, events, sizeof events) > 0)
			;
	}
	close(watch.fd);
}

static void come_back(int signal)
{
	(void)signal;
}

/* What many programs do to dump their state and die all the same. */
static void raise_again(int signal_number)
{
	signal(signal_number, SIG_DFL);
	raise(signal_number);
}

static void prepare(const char *manner)
{
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, SIGABRT);
	if (!strcmp(manner, "handler"))
		signal(SIGABRT, come_back);
	else if (!strcmp(manner, "reraise"))
		signal(SIGABRT, raise_again);
	else if (!strcmp(manner, "reraise-fault"))
		signal(SIGSEGV, raise_again);
	else if (!strcmp(manner, "ignored"))
		signal(SIGABRT, SIG_IGN);
	else if (!strcmp(manner, "blocked"))
		sigprocmask(SIG_BLOCK, &set, NULL);
}

/* A place that the compiler does not know of. */
static char *volatile nowhere;

static int act(const char *manner)
{
	if (!strcmp(manner, "raise-segv"))
		return raise(SIGSEGV);
	if (!strcmp(manner, "reraise-fault"))
		*nowhere = 1;
	abort();
}

int main(int argc, char **argv)
{
	const char *manner = argc > 1 ? argv[1] : "default";
	const char *control = getenv("FD012_CONTROL");
	if (!strcmp(manner, "libc")) {
		puts(libc());
		return 0;
	}
	snprintf(directory, sizeof directory, "%s", control ? control : "/fd012");
	ready();
	prepare(manner);
	wait_for_go();
	return act(manner);
}
