// Counts what a thread allocates: the benchmarks' own malloc stands before the C library's and calls it.
#include "allocation_count.h"

#include <stdlib.h>

#ifdef __GLIBC__
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *block, size_t size);

static __thread unsigned long asked;

void *malloc(size_t size) {
    asked++;
    return __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
    asked++;
    return __libc_calloc(count, size);
}

void *realloc(void *block, size_t size) {
    asked++;
    return __libc_realloc(block, size);
}

unsigned long pulse_allocation_count(void) { return asked; }
#else
unsigned long pulse_allocation_count(void) { return 0; }
#endif
