#include "stdin.h"
#include "content.h"
#include <errno.h>
#include <string.h>
#include <unistd.h>

#define MOST_PIECE 65536

int stdin_take(unsigned long long bytes, size_t piece, struct line *value)
{
	static char came[MOST_PIECE], wanted[MOST_PIECE];
	static unsigned long long place;
	unsigned long long taken = 0;
	int is_exact = 1, has_ended = 0;
	if (piece == 0 || piece > MOST_PIECE)
		return EINVAL;
	while (taken < bytes && !has_ended) {
		size_t most = bytes - taken < piece ? (size_t)(bytes - taken) : piece;
		ssize_t n = read(STDIN_FILENO, came, most);
		if (n < 0)
			return errno;
		content_slice("stdin", place, wanted, (size_t)n);
		is_exact = is_exact && !memcmp(came, wanted, (size_t)n);
		has_ended = n == 0;
		place += (size_t)n;
		taken += (size_t)n;
	}
	line_add(value, "{\"bytes\":%llu,\"exact\":%s,\"ended\":%s}", taken, is_exact ? "true" : "false", has_ended ? "true" : "false");
	return 0;
}
