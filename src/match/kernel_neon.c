/* The kernel for NEON, which every 64-bit ARM has. */
#include "match/kernel.h"

#if defined(TB_KERNEL_NEON)

#include <arm_neon.h>

static const unsigned char word_low_bytes[16] = {0xA8, 0xF8, 0xF8, 0xF8, 0xF8, 0xF8, 0xF8, 0xF8,
                                                 0xF8, 0xF8, 0xF0, 0x50, 0x50, 0x50, 0x50, 0x50};
static const unsigned char high_bits_bytes[16] = {1, 2, 4, 8, 16, 32, 64, 128};

/* One bit for each byte that is not zero, of four times sixteen. */
static uint64_t bits_of(uint8x16_t a, uint8x16_t b, uint8x16_t c, uint8x16_t d) {
    static const unsigned char weights[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
    uint8x16_t w = vld1q_u8(weights);
    a = vandq_u8(vtstq_u8(a, a), w);
    b = vandq_u8(vtstq_u8(b, b), w);
    c = vandq_u8(vtstq_u8(c, c), w);
    d = vandq_u8(vtstq_u8(d, d), w);
    uint8x16_t ab = vpaddq_u8(a, b), cd = vpaddq_u8(c, d);
    uint8x16_t sum = vpaddq_u8(ab, cd);
    sum = vpaddq_u8(sum, sum);
    return vgetq_lane_u64(vreinterpretq_u64_u8(sum), 0);
}

static void block(const tb_first_bytes *first, const unsigned char *p, tb_masks *out) {
    const uint8x16_t word_low = vld1q_u8(word_low_bytes), high_bits = vld1q_u8(high_bits_bytes);
    const uint8x16_t first_low = vld1q_u8(first->low);
    const uint8x16_t nibble = vdupq_n_u8(0x0F), top = vdupq_n_u8(0x80);
    uint8x16_t v[4], word[4], begins[4], high[4];
    for (unsigned i = 0; i < 4; i++) {
        v[i] = vld1q_u8(p + 16 * i);
        uint8x16_t h = vqtbl1q_u8(high_bits, vshrq_n_u8(v[i], 4));
        uint8x16_t low = vandq_u8(v[i], nibble);
        word[i] = vandq_u8(vqtbl1q_u8(word_low, low), h);
        begins[i] = vandq_u8(vqtbl1q_u8(first_low, low), h);
        high[i] = vandq_u8(v[i], top);
    }
    out->word = bits_of(word[0], word[1], word[2], word[3]);
    out->first = bits_of(begins[0], begins[1], begins[2], begins[3]);
    out->high = bits_of(high[0], high[1], high[2], high[3]);
}

#define KERNEL_NAME tb_kernel_neon
#define KERNEL_TARGET
#define KERNEL_BLOCK block
#define KERNEL_COUNT (size_t)__builtin_popcountll
#include "match/kernel_body.h"

#else
typedef int tb_kernel_not_neon;
#endif
