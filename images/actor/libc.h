#pragma once

/** `glibc 2.36`, `musl`: the library that this program was built with. */
const char *libc_name(void);
