#include "steps.h"
#include "control.h"
#include "forked.h"
#include "signal-steps.h"
#include "signals.h"
#include "spawned.h"
#include "terminal-steps.h"
#include "stdin.h"
#include "writer.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/** MAX_ERRNO of linux/err.h: what was asked for is no step. */
#define UNKNOWN 4095

static long long number_of(const char *word)
{
	return strtoll(word, NULL, 10);
}

/* Each gets its words after the name, ended by NULL, and writes what it answers, as JSON. @returns 0, or an errno */
typedef int act(char **words, struct line *value);

static int write_step(char **words, struct line *value)
{
	(void)value;
	return writer_write(words[0], strtoull(words[1], NULL, 10), strtoull(words[2], NULL, 10), words[3]);
}

static int read_step(char **words, struct line *value)
{
	size_t size = (size_t)number_of(words[1]);
	char *buffer = malloc(size ? size : 1);
	ssize_t n = buffer ? read((int)number_of(words[0]), buffer, size) : -1;
	int number = errno;
	free(buffer);
	if (n < 0)
		return number;
	line_add(value, "%lld", (long long)n);
	return 0;
}

static int take_step(char **words, struct line *value)
{
	return stdin_take(strtoull(words[0], NULL, 10), (size_t)number_of(words[1]), value);
}

static int open_step(char **words, struct line *value)
{
	int flags, fd;
	if (!strcmp(words[1], "read"))
		flags = O_RDONLY;
	else if (!strcmp(words[1], "read-at-once"))
		flags = O_RDONLY | O_NONBLOCK;
	else if (!strcmp(words[1], "truncate"))
		flags = O_WRONLY | O_TRUNC | O_CREAT;
	else if (!strcmp(words[1], "write"))
		flags = O_RDWR; /* As node's "r+". */
	else if (!strcmp(words[1], "append"))
		flags = O_WRONLY | O_APPEND | O_CREAT;
	else
		return UNKNOWN;
	fd = open(words[0], flags | O_CLOEXEC, 0666);
	if (fd < 0)
		return errno;
	line_add(value, "%d", fd);
	return 0;
}

static int close_step(char **words, struct line *value)
{
	(void)value;
	return close((int)number_of(words[0])) < 0 ? errno : 0;
}

static int readlink_step(char **words, struct line *value)
{
	char target[4096];
	ssize_t length = readlink(words[0], target, sizeof target);
	if (length < 0)
		return errno;
	line_add_string(value, target, (size_t)length);
	return 0;
}

static int stat_step(char **words, struct line *value)
{
	struct stat stat;
	if (fstat((int)number_of(words[0]), &stat) < 0)
		return errno;
	line_add(value, "{\"mode\":%u,\"size\":%lld,\"nlink\":%llu}", (unsigned)stat.st_mode, (long long)stat.st_size,
		 (unsigned long long)stat.st_nlink);
	return 0;
}

static int isatty_step(char **words, struct line *value)
{
	line_add(value, isatty((int)number_of(words[0])) ? "true" : "false");
	return 0;
}

static int spawn_step(char **words, struct line *value)
{
	line_add(value, "%ld", spawned(words));
	return 0;
}

static int limit_step(char **words, struct line *value)
{
	rlim_t bytes = (rlim_t)strtoull(words[0], NULL, 10);
	struct rlimit limit = { .rlim_cur = bytes, .rlim_max = bytes };
	(void)value;
	return setrlimit(RLIMIT_FSIZE, &limit) < 0 ? errno : 0;
}

static int fork_step(char **words, struct line *value)
{
	(void)words;
	line_add(value, "%ld", forked());
	return 0;
}

static int signal_step(char **words, struct line *value)
{
	pid_t pid = (pid_t)number_of(words[0]);
	int signal = signal_number(words[1]);
	(void)value;
	if (!signal)
		return UNKNOWN;
	return kill(pid ? pid : getpid(), signal) < 0 ? errno : 0;
}

static const struct {
	const char *name;
	/** So many words follow it at least. */
	int words;
	act *act;
} steps[] = {
	{ "write", 3, write_step },   { "read", 2, read_step },		{ "open", 2, open_step },
	{ "close", 1, close_step },   { "readlink", 1, readlink_step }, { "stat", 1, stat_step },
	{ "take", 2, take_step },     { "hold-signal", 1, hold_step },		{ "take-signal", 2, take_signal_step },
	{ "fork", 0, fork_step },     { "limit", 1, limit_step },
	{ "isatty", 1, isatty_step }, { "spawn", 1, spawn_step },	{ "signal", 2, signal_step },
	{ "size", 1, size_step },     { "catch-resize", 0, catch_resize_step },
	{ "session", 1, session_step }, { "await-size", 5, await_size_step },
	{ "termios", 1, termios_step }, { "raw", 1, raw_step },		{ "inject", 2, inject_step },
	{ "await-input", 2, await_input_step },
};

static int is_whole(char **words, int count)
{
	int i;
	for (i = 0; i < count; i++)
		if (!words[i])
			return 0;
	return count > 0 && count < MOST_WORDS;
}

static int done(char **words, int count, struct line *value)
{
	size_t i;
	if (!is_whole(words, count))
		return UNKNOWN;
	words[count] = NULL;
	for (i = 0; i < sizeof steps / sizeof *steps; i++)
		if (!strcmp(steps[i].name, words[0]) && count > steps[i].words)
			return steps[i].act(words + 1, value);
	return UNKNOWN;
}

void step_do(int number, char **words, int count)
{
	static struct line value, line;
	struct timespec began, ended;
	long long microseconds;
	int failure;
	line_clear(&value);
	clock_gettime(CLOCK_MONOTONIC, &began);
	failure = done(words, count, &value);
	clock_gettime(CLOCK_MONOTONIC, &ended);
	microseconds = (ended.tv_sec - began.tv_sec) * 1000000LL + (ended.tv_nsec - began.tv_nsec) / 1000;
	control_begin(&line, "did");
	line_add(&line, ",\"step\":%d,\"errno\":%d", number, failure);
	if (value.length > 0)
		line_add(&line, ",\"value\":%s", value.text);
	line_add(&line, ",\"milliseconds\":%lld.%03lld", microseconds / 1000, microseconds % 1000);
	control_report(&line);
}

int step_is_exit(char **words, int count)
{
	return count > 1 && words[0] && words[1] && !strcmp(words[0], "exit");
}

int step_last(char **words, int count)
{
	if (count > 3 && words[2] && words[3])
		writer_write(words[2], strtoull(words[3], NULL, 10), 65536, NULL);
	return (int)number_of(words[1]);
}
