#include "writer.h"
#include "content.h"
#include "control.h"
#include "tally.h"
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void tell(int answers)
{
	static struct line line;
	control_begin(&line, "wrote");
	tally_add(&line);
	control_say(answers, &line);
}

/* A pipe that somebody made non-blocking is full: back-pressure. Where the reader goes instead, write(2) tells. */
static void wait_for_room(int fd)
{
	struct pollfd one = { .fd = fd, .events = POLLOUT };
	poll(&one, 1, -1);
}

/* @param place where the buffer begins in the stream */
static void write_all(struct sum *sum, const char *buffer, size_t size, unsigned long long place, int answers)
{
	size_t from = 0;
	while (from < size) {
		ssize_t n = write(sum->fd, buffer + from, size - from);
		if (n < 0 && errno == EAGAIN) {
			wait_for_room(sum->fd);
			continue;
		}
		if (n < 0) {
			tally_failed(sum, errno);
			return;
		}
		tally_took(sum, place + from, place + from + (size_t)n);
		from += (size_t)n;
		if (from < size)
			tell(answers);
	}
}

/* A stream that has begun as one thing does not go on as another. */
static int begin(struct sum *sum, const char *content)
{
	static char names[2][16];
	char *name = names[sum->fd == STDERR_FILENO];
	if (sum->tried > 0)
		return content ? sum->content && !strcmp(content, sum->content) : !sum->content;
	sum->pattern = content ? pattern_of(content) : NULL;
	if (!sum->pattern)
		return !content;
	strncpy(name, content, sizeof names[0] - 1);
	sum->content = name;
	return 1;
}

static void slice(const struct sum *sum, unsigned long long from, char *to, size_t size)
{
	if (sum->pattern)
		sum->pattern(sum->stream, from, to, size);
	else
		content_slice(sum->stream, from, to, size);
}

int writer_write(const char *stream, unsigned long long size, unsigned long long chunk, const char *content)
{
	struct sum *sum = tally_of(stream);
	unsigned long long end, from, next;
	char *buffer;
	int answers;
	if (!sum || chunk == 0 || !begin(sum, content))
		return EINVAL;
	if (chunk > size)
		chunk = size;
	buffer = malloc(chunk ? chunk : 1);
	if (!buffer)
		return ENOMEM;
	end = sum->tried + size;
	answers = control_open_answers();
	for (from = sum->tried; from < end; from = next) {
		next = end - from < chunk ? end : from + chunk;
		sum->tried = next;
		tell(answers);
		slice(sum, from, buffer, (size_t)(next - from));
		write_all(sum, buffer, (size_t)(next - from), from, answers);
	}
	tell(answers);
	close(answers);
	free(buffer);
	return 0;
}
