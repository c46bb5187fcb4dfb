#include "libc.h"
#include <stdio.h>
#ifdef __GLIBC__
#include <gnu/libc-version.h>
#endif

const char *libc_name(void)
{
#ifdef __GLIBC__
	static char name[64];
	snprintf(name, sizeof name, "glibc %s", gnu_get_libc_version());
	return name;
#else
	return "musl"; /* It has no macro of its own, on purpose. */
#endif
}
