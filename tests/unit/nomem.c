/* The linker leads every malloc, calloc and realloc of the project's objects here (--wrap). */
#include "nomem.h"

#include <stdint.h>

/* Names that the linker prescribes. */
void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *p, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *p, size_t size);

static size_t left = SIZE_MAX;
static bool failed;

void tb_nomem_after(size_t n) {
    left = n;
    failed = false;
}

bool tb_nomem_end(void) {
    left = SIZE_MAX;
    return failed;
}

static bool granted(void) {
    if (left == SIZE_MAX) return true;
    if (left == 0) {
        failed = true;
        return false;
    }
    left--;
    return true;
}

void *__wrap_malloc(size_t size) {
    return granted() ? __real_malloc(size) : NULL;
}

void *__wrap_calloc(size_t n, size_t size) {
    return granted() ? __real_calloc(n, size) : NULL;
}

void *__wrap_realloc(void *p, size_t size) {
    return granted() ? __real_realloc(p, size) : NULL;
}
