#pragma once
#include <stddef.h>

/** Bytes `from` to `from + size` of a stream ("stdout" or "stderr"): the very bytes of images/node/workloads/content.cjs. */
void content_slice(const char *stream, unsigned long long from, char *to, size_t size);
