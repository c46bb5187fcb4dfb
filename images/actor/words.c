#define _DEFAULT_SOURCE
#include "words.h"
#include <string.h>

static int digit(char sign)
{
	static const char digits[] = "0123456789abcdef0123456789ABCDEF";
	const char *found = sign ? strchr(digits, sign) : NULL;
	return found ? (int)((found - digits) & 15) : -1;
}

static char *decoded(char *word)
{
	char *from = word, *to = word;
	while (*from) {
		int high = *from == '%' ? digit(from[1]) : -1;
		int low = high < 0 ? -1 : digit(from[2]);
		*to = low < 0 ? *from : (char)(high << 4 | low);
		if (!*to)
			return NULL;
		from += low < 0 ? 1 : 3;
		to++;
	}
	*to = 0;
	return word;
}

int words_of(char *line, char **words, int most)
{
	int count = 0;
	char *word;
	line[strcspn(line, "\n")] = 0;
	while (line && count < most) {
		word = strsep(&line, " ");
		words[count++] = decoded(word);
	}
	return count;
}
