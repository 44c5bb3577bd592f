/* The arena: a list of blocks, from the newest of which memory is handed out.
 *
 * Owns how memory is asked for; knows nothing of what it holds. Invariants: every block comes from calloc
 * and is handed out once, so that what is handed out is zero; the newest block is the one with room.
 * With TB_ARENA_MALLOC every allocation is a block of its own that ends where the allocation ends, so that
 * a sanitizer sees the first byte of an overrun. */
#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* The alignment of max_align_t makes the header's size a multiple of it, so that the bytes after it are
 * aligned for any type. */
struct tb_arena_block {
    _Alignas(max_align_t) struct tb_arena_block *next;
    size_t cap; /* bytes after the header */
};

#define ALIGNMENT _Alignof(max_align_t)
#define HEADER sizeof(struct tb_arena_block)
#define FIRST_BLOCK 4096u
#define LARGEST_BLOCK (1024u * 1024u)

static struct tb_arena_block *new_block(size_t cap) {
    if (cap > SIZE_MAX - HEADER) return NULL;
    struct tb_arena_block *block = calloc(1, HEADER + cap);
    if (block) block->cap = cap;
    return block;
}

static char *block_bytes(struct tb_arena_block *block) {
    return (char *)block + HEADER;
}

#if defined(TB_ARENA_MALLOC)

void *tb_arena_alloc(tb_arena *arena, size_t size) {
    if (size == 0) size = 1;
    struct tb_arena_block *block = new_block(size);
    if (!block) return NULL;
    block->next = arena->blocks;
    arena->blocks = block;
    arena->used = size;
    arena->total += size;
    return block_bytes(block);
}

#else

/* A block of its own for a large piece goes behind the newest one, whose room stays in use. */
static void *alloc_alone(tb_arena *arena, size_t size) {
    struct tb_arena_block *block = new_block(size);
    if (!block) return NULL;
    if (arena->blocks) {
        block->next = arena->blocks->next;
        arena->blocks->next = block;
    } else {
        arena->blocks = block;
        arena->used = size;
    }
    arena->total += size;
    return block_bytes(block);
}

void *tb_arena_alloc(tb_arena *arena, size_t size) {
    if (size == 0) size = 1;
    if (size > SIZE_MAX - ALIGNMENT) return NULL;
    size = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    struct tb_arena_block *newest = arena->blocks;
    if (!newest || newest->cap - arena->used < size) {
        /* Blocks grow with what was handed out, so that small arenas stay small and large ones few. */
        size_t cap = arena->total < FIRST_BLOCK ? FIRST_BLOCK : arena->total;
        if (cap > LARGEST_BLOCK) cap = LARGEST_BLOCK;
        if (size > cap / 4) return alloc_alone(arena, size);
        cap = (cap + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        newest = new_block(cap);
        if (!newest) return NULL;
        newest->next = arena->blocks;
        arena->blocks = newest;
        arena->used = 0;
    }
    void *p = block_bytes(newest) + arena->used;
    arena->used += size;
    arena->total += size;
    return p;
}

#endif

void *tb_arena_array(tb_arena *arena, size_t n, size_t size) {
    if (size && n > SIZE_MAX / size) return NULL;
    return tb_arena_alloc(arena, n * size);
}

tb_status tb_arena_copy(tb_arena *arena, tb_slice s, tb_slice *out) {
    if (s.len == SIZE_MAX) return TB_ENOMEM;
    char *p = tb_arena_alloc(arena, s.len + 1);
    if (!p) return TB_ENOMEM;
    if (s.len) memcpy(p, s.p, s.len);
    *out = (tb_slice){p, s.len};
    return TB_OK;
}

tb_status tb_arena_vprintf(tb_arena *arena, tb_slice *out, const char *format, va_list args) {
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (n < 0) return TB_ENOMEM;
    char *p = tb_arena_alloc(arena, (size_t)n + 1);
    if (!p) return TB_ENOMEM;
    (void)vsnprintf(p, (size_t)n + 1, format, args);
    *out = (tb_slice){p, (size_t)n};
    return TB_OK;
}

tb_status tb_arena_printf(tb_arena *arena, tb_slice *out, const char *format, ...) {
    va_list args;
    va_start(args, format);
    tb_status status = tb_arena_vprintf(arena, out, format, args);
    va_end(args);
    return status;
}

void tb_arena_free(tb_arena *arena) {
    struct tb_arena_block *block = arena->blocks;
    while (block) {
        struct tb_arena_block *next = block->next;
        free(block);
        block = next;
    }
    *arena = (tb_arena){0};
}

#if defined(TB_ARENA_MALLOC)

void tb_arena_clear(tb_arena *arena) {
    tb_arena_free(arena);
}

#else

void tb_arena_clear(tb_arena *arena) {
    struct tb_arena_block *kept = arena->blocks;
    if (!kept) return;
    if (kept->next || kept->cap > LARGEST_BLOCK) {
        /* What took several blocks gets one that has room for all of it; without memory for that the arena is
         * merely empty. */
        size_t cap = arena->total < LARGEST_BLOCK / 2 ? 2 * arena->total : LARGEST_BLOCK;
        tb_arena_free(arena);
        kept = new_block(cap);
    } else {
        memset(block_bytes(kept), 0, arena->used);
    }
    *arena = (tb_arena){.blocks = kept};
}

#endif
