/* Masks: which bytes of a text are what, 64 at a time, one bit a byte. The one part that differs between
 * machines; every path gives the same answers. */
#ifndef TB_MATCH_MASK_H
#define TB_MATCH_MASK_H

#include <stddef.h>
#include <stdint.h>

typedef struct tb_mask_filter {
    unsigned char first[256]; /* 1: a form may begin with this byte of ASCII */
    /* The same for machines that look up sixteen bytes at once: bit h of first_low[l] is set when byte
     * 16 h + l is in the set (h below 8). */
    unsigned char first_low[16];
} tb_mask_filter;

typedef struct tb_masks {
    uint64_t word;  /* ASCII letters and digits */
    uint64_t high;  /* bytes from 0x80 */
    uint64_t first; /* bytes of the set; to be asked only of bytes that continue no word */
} tb_masks;

/* The masks of n blocks of 64 bytes at p. */
typedef void tb_mask_function(const tb_mask_filter *f, const unsigned char *p, size_t n, tb_masks *out);

tb_mask_function tb_mask_portable;
#if defined(__x86_64__) || defined(__i386__)
#define TB_MASK_X86 1
tb_mask_function tb_mask_sse2;
tb_mask_function tb_mask_avx2;
#endif
#if defined(__aarch64__)
#define TB_MASK_NEON 1
tb_mask_function tb_mask_neon;
#endif

void tb_mask_filter_init(tb_mask_filter *f, const unsigned char first[256]);

/* What the machine can do, best first; NULL-ended, in static memory. */
typedef struct tb_mask_path {
    const char *name;
    tb_mask_function *function;
} tb_mask_path;
/* The path number i that this machine has, from 0 (the best); function NULL behind the last. */
tb_mask_path tb_mask_path_at(unsigned i);

#endif
