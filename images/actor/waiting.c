#include "waiting.h"
#include "control.h"
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

/* gVisor's kernel is not told of what is done to a directory from outside its sandbox, so there, and only there, it is looked at again
 * and again; see control.cjs. */
static int patience = -1;

static int milliseconds(void)
{
	char version[512] = "";
	int fd = above_stdio(open("/proc/version", O_RDONLY | O_CLOEXEC));
	if (fd >= 0) {
		if (read(fd, version, sizeof version - 1) < 0)
			version[0] = 0;
		close(fd);
	}
	return strstr(version, "#1 SMP Sun Jan 10 15:06:54 PST 2016") ? 20 : -1;
}

int watch_open(const char *directory)
{
	int watch = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	patience = milliseconds();
	if (watch < 0 || inotify_add_watch(watch, directory, IN_CREATE | IN_MOVED_TO) >= 0)
		return watch;
	close(watch);
	return -1;
}

void watch_wait(int watch)
{
	char events[4096];
	struct pollfd one = { .fd = watch, .events = POLLIN };
	poll(&one, 1, patience);
	while (read(watch, events, sizeof events) > 0)
		;
}
