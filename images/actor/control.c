#include "control.h"
#include "dispositions.h"
#include "libc.h"
#include "views.h"
#include "waiting.h"
#include "words.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* As process.arch of node names it. */
#if defined __x86_64__
#define ARCHITECTURE "x64"
#elif defined __aarch64__
#define ARCHITECTURE "arm64"
#else
#define ARCHITECTURE "unknown"
#endif

#define NO_WATCH -1

static const char *directory = "/fd012";
static const char *name = "";
static int watch = NO_WATCH;

/* The suite then says that its own program failed. */
static void fail(void)
{
	_exit(125);
}

int above_stdio(int fd)
{
	int other;
	if (fd < 0 || fd > STDERR_FILENO)
		return fd;
	other = fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	close(fd);
	return other;
}

int control_open_answers(void)
{
	char path[4200];
	int fd;
	snprintf(path, sizeof path, "%s/events", directory);
	fd = above_stdio(open(path, O_WRONLY | O_APPEND | O_CLOEXEC));
	if (fd < 0)
		fail();
	return fd;
}

void control_begin(struct line *line, const char *event)
{
	line_clear(line);
	line_add(line, "{\"event\":\"%s\"", event);
	if (*name) {
		line_add(line, ",\"of\":");
		line_add_string(line, name, strlen(name));
	}
}

void control_say(int answers, struct line *line)
{
	line_add(line, "}\n");
	if (line->is_cut || write(answers, line->text, line->length) != (ssize_t)line->length)
		fail();
}

void control_report(struct line *line)
{
	int answers = control_open_answers();
	control_say(answers, line);
	close(answers);
}

static void begin_watch(void)
{
	watch = above_stdio(watch_open(directory));
	if (watch < 0)
		fail();
}

/* To close it takes the kernel some milliseconds, at an exit too. It takes them before the step: what is done is then over in an instant. */
static void end_watch(void)
{
	if (watch != NO_WATCH)
		close(watch);
	watch = NO_WATCH;
}

void control_ready(const char *channel)
{
	static struct line line;
	const char *given = getenv("FD012_CONTROL");
	if (given && *given)
		directory = given;
	name = channel;
	control_begin(&line, "ready");
	line_add(&line, ",\"pid\":%d,\"libc\":\"%s\",\"architecture\":\"" ARCHITECTURE "\"", (int)getpid(), libc_name());
	dispositions_add(&line);
	views_add(&line);
	control_report(&line);
	begin_watch(); /* Before it says so: whoever then counts what it has open finds the watch. */
	control_begin(&line, "waiting");
	control_report(&line);
}

/* The watch stands before the look, so that no change is missed. The file appears with all that is in it. */
static int open_once_there(const char *path)
{
	int fd;
	while ((fd = above_stdio(open(path, O_RDONLY | O_CLOEXEC))) < 0) {
		if (errno != ENOENT)
			fail();
		if (watch == NO_WATCH)
			begin_watch();
		else
			watch_wait(watch);
	}
	end_watch();
	return fd;
}

static void path_of(char *path, size_t size, const char *file)
{
	snprintf(path, size, "%s/%s%s%s", directory, name, *name ? "." : "", file);
}

void control_go(void)
{
	char path[4400];
	path_of(path, sizeof path, "go");
	close(open_once_there(path));
}

int control_step(int number, char **words)
{
	static char text[65536];
	char path[4400], file[32];
	ssize_t length;
	int fd;
	snprintf(file, sizeof file, "step-%d", number);
	path_of(path, sizeof path, file);
	fd = open_once_there(path);
	length = read(fd, text, sizeof text - 1);
	close(fd);
	if (length < 0 || length == sizeof text - 1)
		fail();
	text[length] = 0;
	return words_of(text, words, MOST_WORDS);
}
