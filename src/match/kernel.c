/* The portable kernel, and the choice between the kernels. */
#include "match/kernel.h"

#define ONES 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1
const unsigned char tb_behind_word[256] = {
    ['-'] = 1, [0x80] = ONES, ONES, ONES, ONES, ONES, ONES, ONES, ONES,
};

static void block(const tb_first_bytes *first, const unsigned char *p, tb_masks *out) {
    tb_masks m = {0, 0, 0};
    for (unsigned i = 0; i < 64; i++) {
        m.word |= (uint64_t)tb_is_word_byte(p[i]) << i;
        m.high |= (uint64_t)(p[i] >> 7) << i;
        m.first |= (uint64_t)first->is[p[i]] << i;
    }
    *out = m;
}

#define KERNEL_NAME tb_kernel_portable
#define KERNEL_TARGET
#define KERNEL_BLOCK block
#define KERNEL_COUNT tb_count_bits
#include "match/kernel_body.h"

void tb_first_bytes_set(tb_first_bytes *f) {
    memset(f->low, 0, sizeof f->low);
    f->parting = false;
    for (unsigned b = 0; b < 128; b++) {
        if (f->is[b]) f->low[b & 15] |= (unsigned char)(1u << (b >> 4));
        bool of_word = tb_is_word_byte((unsigned char)b);
        f->classes[b] = (unsigned char)((of_word ? TB_CLASS_WORD : 0) | (f->is[b] ? TB_CLASS_FIRST : 0));
        if (f->is[b] && !of_word) f->parting = true;
    }
}

tb_kernel_function *tb_kernel_at(unsigned i, const char **name) {
    static const char *const names[] = {"avx512", "avx2", "sse2", "neon", "portable"};
    struct {
        tb_kernel_function *function;
        const char *name;
    } found[5];
    unsigned n = 0;
#if defined(TB_KERNEL_AVX512)
    if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vbmi") && __builtin_cpu_supports("avx512vbmi2") &&
        __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt")) {
        found[n].function = tb_kernel_avx512;
        found[n++].name = names[0];
    }
#endif
#if defined(TB_KERNEL_X86)
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
        __builtin_cpu_supports("popcnt")) {
        found[n].function = tb_kernel_avx2;
        found[n++].name = names[1];
    }
#if defined(__SSE2__)
    found[n].function = tb_kernel_sse2;
    found[n++].name = names[2];
#endif
#elif defined(TB_KERNEL_NEON)
    found[n].function = tb_kernel_neon;
    found[n++].name = names[3];
#endif
    found[n].function = tb_kernel_portable;
    found[n++].name = names[4];
    if (i >= n) return NULL;
    if (name) *name = found[i].name;
    return found[i].function;
}
