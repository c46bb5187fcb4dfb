#include "content.h"
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define LINE 64
#define DIGITS 10
/** Where the checksum begins. */
#define SUM (LINE - 9)

/* FNV-1a, 32 bits (Fowler, Noll, Vo). */
static uint32_t checksum(const char *bytes, size_t length)
{
	uint32_t hash = 0x811c9dc5;
	size_t i;
	for (i = 0; i < length; i++)
		hash = (hash ^ (unsigned char)bytes[i]) * 0x01000193;
	return hash;
}

static void write_line(char *line, const char *stream, unsigned long long number)
{
	int length = snprintf(line, LINE, "%s %0*llu the quick brown fox jumps over ", stream, DIGITS, number % 10000000000ULL);
	memset(line + length, '.', (size_t)(SUM - length));
	snprintf(line + SUM, LINE - SUM, "%08lx", (unsigned long)checksum(line, strlen(stream) + 1 + DIGITS));
	line[LINE - 1] = '\n';
}

void content_slice(const char *stream, unsigned long long from, char *to, size_t size)
{
	char line[LINE];
	while (size > 0) {
		size_t start = (size_t)(from % LINE);
		size_t length = size < LINE - start ? size : LINE - start;
		write_line(line, stream, from / LINE);
		memcpy(to, line + start, length);
		from += length;
		to += length;
		size -= length;
	}
}
