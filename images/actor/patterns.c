#include "patterns.h"
#include <stdint.h>
#include <string.h>

/** Every value of a byte stands once at the beginning of `binary`. */
#define VALUES 256

/* The finalizer of MurmurHash3: two places of a stream, or one of two streams, hardly ever have the same four bytes. */
static uint32_t mixed(uint32_t word)
{
	word = (word ^ word >> 16) * 0x85ebca6b;
	word = (word ^ word >> 13) * 0xc2b2ae35;
	return word ^ word >> 16;
}

/* `std` has every stream's name in common. */
static unsigned char byte_at(const char *stream, unsigned long long place)
{
	uint32_t word = (uint32_t)(place / 4) ^ (uint32_t)(unsigned char)stream[3] << 24;
	return (unsigned char)(mixed(word) >> (place % 4 * 8));
}

static void binary(const char *stream, unsigned long long from, char *to, size_t size)
{
	size_t i;
	for (i = 0; i < size; i++)
		to[i] = (char)(from + i < VALUES ? from + i : byte_at(stream, from + i));
}

static void unbroken(const char *stream, unsigned long long from, char *to, size_t size)
{
	static const char signs[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	size_t i;
	for (i = 0; i < size; i++)
		to[i] = signs[byte_at(stream, from + i) & 63];
}

/* Lines of so many bytes, newline included, which engines store in parts. */
#define LONG 40000

static void long_lines(const char *stream, unsigned long long from, char *to, size_t size)
{
	size_t i;
	unbroken(stream, from, to, size);
	for (i = 0; i < size; i++)
		if ((from + i) % LONG == LONG - 1)
			to[i] = '\n';
}

pattern *pattern_of(const char *name)
{
	if (!strcmp(name, "binary"))
		return binary;
	if (!strcmp(name, "long-lines"))
		return long_lines;
	return strcmp(name, "unbroken") ? NULL : unbroken;
}
