/* Masks: the portable path, and the choice between the paths. */
#include "match/mask.h"

#include <string.h>

void tb_mask_filter_init(tb_mask_filter *f, const unsigned char first[256]) {
    memset(f, 0, sizeof *f);
    for (unsigned b = 0; b < 128; b++) {
        f->first[b] = first[b] != 0;
        if (first[b]) f->first_low[b & 15] |= (unsigned char)(1u << (b >> 4));
    }
}

static int is_word(unsigned char b) {
    return (unsigned char)(b - '0') < 10 || (unsigned char)((b | 0x20) - 'a') < 26;
}

void tb_mask_portable(const tb_mask_filter *f, const unsigned char *p, size_t n, tb_masks *out) {
    for (; n > 0; n--, p += 64, out++) {
        tb_masks m = {0, 0, 0};
        for (unsigned i = 0; i < 64; i++) {
            m.word |= (uint64_t)is_word(p[i]) << i;
            m.high |= (uint64_t)(p[i] >> 7) << i;
            m.first |= (uint64_t)f->first[p[i]] << i;
        }
        *out = m;
    }
}

tb_mask_path tb_mask_path_at(unsigned i) {
    tb_mask_path paths[4];
    unsigned n = 0;
#if defined(TB_MASK_X86)
    if (__builtin_cpu_supports("avx2")) paths[n++] = (tb_mask_path){"avx2", tb_mask_avx2};
#if defined(__SSE2__)
    paths[n++] = (tb_mask_path){"sse2", tb_mask_sse2};
#endif
#elif defined(TB_MASK_NEON)
    paths[n++] = (tb_mask_path){"neon", tb_mask_neon};
#endif
    paths[n++] = (tb_mask_path){"portable", tb_mask_portable};
    return i < n ? paths[i] : (tb_mask_path){NULL, NULL};
}
