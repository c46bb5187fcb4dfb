#pragma once
#include <stddef.h>

/** Writes bytes `from` to `from + size` of a stream: the very bytes of images/node/workloads/patterns.cjs. */
typedef void pattern(const char *stream, unsigned long long from, char *to, size_t size);

/** By its name: `binary` or `unbroken`; NULL where there is none. */
pattern *pattern_of(const char *name);
