#include "views.h"
#include "control.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/** As lib/control/messages.ts has it. */
#define MOST_ABOVE 1024

/* The file status flags, an octal number as proc(5) has it; null where there is no fdinfo. */
static void add_flags(struct line *line, int fd)
{
	char path[64], info[512] = "", *digits;
	int file;
	snprintf(path, sizeof path, "/proc/self/fdinfo/%d", fd);
	file = above_stdio(open(path, O_RDONLY | O_CLOEXEC));
	if (file >= 0 && read(file, info, sizeof info - 1) < 0)
		info[0] = 0;
	if (file >= 0)
		close(file);
	digits = strstr(info, "flags:");
	if (!digits) {
		line_add(line, ",\"flags\":null");
		return;
	}
	digits += strlen("flags:");
	digits += strspn(digits, " \t");
	line_add(line, ",\"flags\":\"%.*s\"", (int)strspn(digits, "01234567"), digits);
}

static void add_target(struct line *line, int fd)
{
	char path[64], target[4096];
	ssize_t length;
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	length = readlink(path, target, sizeof target);
	line_add(line, ",\"target\":");
	if (length < 0)
		line_add(line, "null");
	else
		line_add_string(line, target, (size_t)length);
}

static void add_view(struct line *line, int fd)
{
	struct stat stat;
	if (fstat(fd, &stat) < 0) {
		line_add(line, "{\"fd\":%d,\"errno\":%d}", fd, errno);
		return;
	}
	line_add(line, "{\"fd\":%d,\"mode\":%u,\"rdev\":%llu,\"dev\":\"%llu\",\"ino\":\"%llu\"", fd, (unsigned)stat.st_mode,
		 (unsigned long long)stat.st_rdev, (unsigned long long)stat.st_dev, (unsigned long long)stat.st_ino);
	add_target(line, fd);
	add_flags(line, fd);
	line_add(line, ",\"isTerminal\":%s}", isatty(fd) ? "true" : "false");
}

/* Without what is open only to read the list. @returns whether there is a list, and room for it */
static int add_above(struct line *line)
{
	int fd = above_stdio(open("/proc/self/fd", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
	DIR *list = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry;
	int count = 0;
	if (!list)
		return 0;
	line_add(line, "[");
	while ((entry = readdir(list))) {
		int one = atoi(entry->d_name);
		if (one <= STDERR_FILENO || one == fd)
			continue;
		if (count++)
			line_add(line, ",");
		add_view(line, one);
	}
	closedir(list);
	line_add(line, "]");
	return count <= MOST_ABOVE && !line->is_cut;
}

void views_add(struct line *line)
{
	static struct line above;
	int fd;
	line_add(line, ",\"streams\":[");
	for (fd = 0; fd <= STDERR_FILENO; fd++) {
		if (fd)
			line_add(line, ",");
		add_view(line, fd);
	}
	line_clear(&above);
	line_add(line, "],\"above\":");
	/* Where it has no room beside fds 0-2, those are told all the same. */
	if (!add_above(&above) || above.length + line->length > LINE_MOST - 16)
		line_add(line, "null");
	else
		line_add(line, "%s", above.text);
}
