#include "tally.h"
#include <string.h>
#include <unistd.h>

static struct sum sums[] = {
	{ .stream = "stdout", .fd = STDOUT_FILENO },
	{ .stream = "stderr", .fd = STDERR_FILENO },
};
#define SUMS (sizeof sums / sizeof *sums)

struct sum *tally_of(const char *stream)
{
	size_t i;
	for (i = 0; i < SUMS; i++)
		if (!strcmp(sums[i].stream, stream)) {
			sums[i].is_asked = 1;
			return &sums[i];
		}
	return NULL;
}

void tally_took(struct sum *sum, unsigned long long from, unsigned long long to)
{
	sum->acked += to - from;
	if (sum->ranges > 0 && sum->took[sum->ranges - 1][1] == from) {
		sum->took[sum->ranges - 1][1] = to;
	} else if (sum->ranges == MOST_RANGES) {
		sum->is_overfull = 1;
	} else if (to > from) {
		sum->took[sum->ranges][0] = from;
		sum->took[sum->ranges++][1] = to;
	}
}

void tally_failed(struct sum *sum, int number)
{
	if (number >= 0 && number <= MOST_ERRNO)
		sum->failed[number]++;
}

static void add_failed(struct line *line, const struct sum *sum)
{
	const char *comma = "";
	int number;
	line_add(line, ",\"failed\":{");
	for (number = 0; number <= MOST_ERRNO; number++) {
		if (!sum->failed[number])
			continue;
		line_add(line, "%s\"%d\":%u", comma, number, sum->failed[number]);
		comma = ",";
	}
	line_add(line, "}");
}

static void add_took(struct line *line, const struct sum *sum)
{
	int i;
	if (sum->is_overfull)
		return;
	line_add(line, ",\"took\":[");
	for (i = 0; i < sum->ranges; i++)
		line_add(line, "%s[%llu,%llu]", i ? "," : "", sum->took[i][0], sum->took[i][1]);
	line_add(line, "]");
}

void tally_add(struct line *line)
{
	const char *comma = "";
	size_t i;
	line_add(line, ",\"streams\":{");
	for (i = 0; i < SUMS; i++) {
		const struct sum *sum = &sums[i];
		if (!sum->is_asked)
			continue;
		line_add(line, "%s\"%s\":{\"acked\":%llu,\"tried\":%llu", comma, sum->stream, sum->acked, sum->tried);
		add_failed(line, sum);
		add_took(line, sum);
		if (sum->content)
			line_add(line, ",\"content\":\"%s\"", sum->content);
		line_add(line, "}");
		comma = ",";
	}
	line_add(line, "}");
}
