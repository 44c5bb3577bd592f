/* An arena: memory that is freed at once. One arena a book, a corpus, a run.
 *
 * With TB_ARENA_MALLOC defined (sanitizer builds) each allocation is a malloc of its own, so that the
 * sanitizer sees overruns between neighbours. */
#ifndef TB_BASE_ARENA_H
#define TB_BASE_ARENA_H

#include <stdarg.h>

#include "base/slice.h"
#include "base/status.h"

typedef struct tb_arena {
    struct tb_arena_block *blocks; /* newest first */
    size_t used;                   /* bytes handed out in the newest block */
    size_t total;                  /* bytes handed out in all */
} tb_arena;

/* An empty arena is all zeros: `tb_arena a = {0};`. */

/* size bytes, zeroed, aligned for any type; NULL when there is no memory. size 0 gives a unique address. */
void *tb_arena_alloc(tb_arena *arena, size_t size);
/* n objects of size bytes, zeroed; NULL on overflow or when there is no memory. */
void *tb_arena_array(tb_arena *arena, size_t n, size_t size);
/* A copy of s that lives as long as the arena and is followed by a NUL (not counted); TB_ENOMEM. */
TB_MUST_USE tb_status tb_arena_copy(tb_arena *arena, tb_slice s, tb_slice *out);
/* printf into the arena. */
TB_MUST_USE tb_status tb_arena_printf(tb_arena *arena, tb_slice *out, const char *format, ...)
    TB_PRINTF(3, 4);
TB_MUST_USE tb_status tb_arena_vprintf(tb_arena *arena, tb_slice *out, const char *format, va_list args)
    TB_PRINTF(3, 0);
/* Frees everything; the arena is empty again. */
void tb_arena_free(tb_arena *arena);
/* The arena is empty again and keeps memory, not more than a megabyte, for as much as it held: for one that is filled
 * for each of many files. */
void tb_arena_clear(tb_arena *arena);

#define TB_NEW(arena, T) ((T *)tb_arena_alloc((arena), sizeof(T)))
#define TB_NEW_ARRAY(arena, n, T) ((T *)tb_arena_array((arena), (n), sizeof(T)))

#endif
