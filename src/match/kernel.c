/* The portable kernel, and the choice between the kernels. */
#include "match/kernel.h"

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
#include "match/kernel_body.h"

tb_kernel_function *tb_kernel_at(unsigned i, const char **name) {
    static const char *const names[] = {"avx2", "sse2", "neon", "portable"};
    struct {
        tb_kernel_function *function;
        const char *name;
    } found[4];
    unsigned n = 0;
#if defined(TB_KERNEL_X86)
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
        __builtin_cpu_supports("popcnt")) {
        found[n].function = tb_kernel_avx2;
        found[n++].name = names[0];
    }
#if defined(__SSE2__)
    found[n].function = tb_kernel_sse2;
    found[n++].name = names[1];
#endif
#elif defined(TB_KERNEL_NEON)
    found[n].function = tb_kernel_neon;
    found[n++].name = names[2];
#endif
    found[n].function = tb_kernel_portable;
    found[n++].name = names[3];
    if (i >= n) return NULL;
    if (name) *name = found[i].name;
    return found[i].function;
}
