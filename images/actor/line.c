#include "line.h"
#include <stdarg.h>
#include <stdio.h>

void line_clear(struct line *line)
{
	line->length = 0;
	line->text[0] = 0;
	line->is_cut = 0;
}

void line_add(struct line *line, const char *format, ...)
{
	size_t room = sizeof line->text - line->length;
	va_list values;
	int length;
	va_start(values, format);
	length = vsnprintf(line->text + line->length, room, format, values);
	va_end(values);
	if (length < 0 || (size_t)length >= room) {
		line->text[line->length] = 0;
		line->is_cut = 1;
		return;
	}
	line->length += (size_t)length;
}

void line_add_string(struct line *line, const char *bytes, size_t length)
{
	size_t i;
	line_add(line, "\"");
	for (i = 0; i < length; i++) {
		unsigned char byte = (unsigned char)bytes[i];
		if (byte == '"' || byte == '\\')
			line_add(line, "\\%c", byte);
		else if (byte < 0x20)
			line_add(line, "\\u%04x", byte);
		else
			line_add(line, "%c", byte);
	}
	line_add(line, "\"");
}
