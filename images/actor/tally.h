#pragma once
#include "line.h"
#include "patterns.h"

/** MAX_ERRNO of linux/err.h. */
#define MOST_ERRNO 4095
/** So many that what two streams took has room in a line. */
#define MOST_RANGES 500

/** What write(2) on one stream took; `wrote` of lib/control/messages.ts tells it. */
struct sum {
	const char *stream;
	int fd;
	int is_asked;
	/** What it is made of, and its name; NULL for numbered lines. */
	pattern *pattern;
	const char *content;
	unsigned long long acked;
	unsigned long long tried;
	/** Failed calls by errno. */
	unsigned failed[MOST_ERRNO + 1];
	/** Which bytes were taken, [from, to), in order. */
	unsigned long long took[MOST_RANGES][2];
	int ranges;
	/** There are more of them than have room: then nothing is said of them, and the suite judges only where all were taken. */
	int is_overfull;
};

/** Of a stream by its name; NULL where there is none. It is told of from then on. */
struct sum *tally_of(const char *stream);
void tally_took(struct sum *sum, unsigned long long from, unsigned long long to);
void tally_failed(struct sum *sum, int number);
/** Adds all that is known of the streams that were asked for. */
void tally_add(struct line *line);
