#pragma once

/**
 * Writes the next `size` bytes of a stream in calls of at most `chunk` bytes, as images/node/workloads/writer.cjs does; bytes that fail are not tried again. What is
 * told after one call names the next as tried already: then at no time more bytes stand in the log than the suite has heard of.
 * @param content what the stream is made of: the name of a pattern; NULL for numbered lines. It is the same all the time
 * @returns 0, or the errno of why it could not even try
 */
int writer_write(const char *stream, unsigned long long size, unsigned long long chunk, const char *content);
