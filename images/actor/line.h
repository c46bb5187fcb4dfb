#pragma once
#include <stddef.h>

/** A bit less than LONGEST_LINE of lib/control/answers-file.ts. */
#define LINE_MOST 65000

/** A line of JSON that is being written, never longer than its room; always ended by a NUL. */
struct line {
	char text[LINE_MOST];
	size_t length;
	/** Whether something had no room, and is not there. */
	int is_cut;
};

void line_clear(struct line *line);
/** As printf(3) has it. */
void line_add(struct line *line, const char *format, ...) __attribute__((format(printf, 2, 3)));
/** Bytes as a string, in quotes and escaped. Those above 127 stay as they are: whoever reads the line decodes them as UTF-8, and none becomes more than one sign. */
void line_add_string(struct line *line, const char *bytes, size_t length);
