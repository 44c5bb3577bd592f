/* The kernels for SSE2, which every x86-64 has, for AVX2 with the bit instructions that came with it, and for AVX-512 with
 * those that move bytes (VBMI, VBMI2). */
#include "match/kernel.h"

#if defined(TB_KERNEL_X86)

#include <immintrin.h>

/* ASCII letters and digits have these bits: bit h of word_low[l] is set when byte 16 h + l is one. */
#define WORD_LOW                                                                                             \
    (char)0xA8, (char)0xF8, (char)0xF8, (char)0xF8, (char)0xF8, (char)0xF8, (char)0xF8, (char)0xF8, (char)0xF8, \
        (char)0xF8, (char)0xF0, (char)0x50, (char)0x50, (char)0x50, (char)0x50, (char)0x50
/* The bit of each upper half; none for bytes from 0x80. */
#define HIGH_BITS 1, 2, 4, 8, 16, 32, 64, (char)0x80, 0, 0, 0, 0, 0, 0, 0, 0

#if defined(__SSE2__)

static inline __m128i in_range(__m128i v, char first, char n) {
    /* Unsigned v - first < n, by a saturating subtraction. */
    __m128i d = _mm_sub_epi8(v, _mm_set1_epi8(first));
    return _mm_cmpeq_epi8(_mm_subs_epu8(d, _mm_set1_epi8((char)(n - 1))), _mm_setzero_si128());
}

/* SSE2 has no table of bytes: the set is looked at byte by byte, where no word of ASCII goes on. */
static uint64_t first_of(const tb_first_bytes *first, const unsigned char *p, uint64_t candidates) {
    uint64_t found = 0;
    for (; candidates; candidates &= candidates - 1) {
        unsigned i = (unsigned)__builtin_ctzll(candidates);
        found |= (uint64_t)first->is[p[i]] << i;
    }
    return found;
}

static void block_sse2(const tb_first_bytes *first, const unsigned char *p, tb_masks *out) {
    tb_masks m = {0, 0, 0};
    for (unsigned i = 0; i < 4; i++) {
        __m128i v = _mm_loadu_si128((const __m128i *)(const void *)(p + 16 * i));
        __m128i word = _mm_or_si128(in_range(v, '0', 10), in_range(_mm_or_si128(v, _mm_set1_epi8(0x20)), 'a', 26));
        m.word |= (uint64_t)(unsigned)_mm_movemask_epi8(word) << 16 * i;
        m.high |= (uint64_t)(unsigned)_mm_movemask_epi8(v) << 16 * i;
    }
    m.first = first_of(first, p, ~m.high & ~(m.word << 1) & (first->parting ? UINT64_MAX : m.word));
    *out = m;
}

#define KERNEL_NAME tb_kernel_sse2
#define KERNEL_TARGET
#define KERNEL_BLOCK block_sse2
#define KERNEL_COUNT tb_count_bits
#include "match/kernel_body.h"

#endif

#define AVX2 __attribute__((target("avx2,bmi,bmi2,popcnt")))

/* One bit for each byte that is not zero. */
AVX2 static inline uint64_t bits_of(__m256i low, __m256i high) {
    __m256i zero = _mm256_setzero_si256();
    uint64_t a = (unsigned)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, zero));
    uint64_t b = (unsigned)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, zero));
    return ~(a | b << 32);
}

AVX2 static inline void block_avx2(const tb_first_bytes *first, const unsigned char *p, tb_masks *out) {
    const __m256i word_low = _mm256_broadcastsi128_si256(_mm_setr_epi8(WORD_LOW));
    const __m256i high_bits = _mm256_broadcastsi128_si256(_mm_setr_epi8(HIGH_BITS));
    const __m256i first_low = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)first->low));
    const __m256i nibble = _mm256_set1_epi8(0x0F);
    __m256i a = _mm256_loadu_si256((const __m256i *)(const void *)p);
    __m256i b = _mm256_loadu_si256((const __m256i *)(const void *)(p + 32));
    __m256i ha = _mm256_shuffle_epi8(high_bits, _mm256_and_si256(_mm256_srli_epi16(a, 4), nibble));
    __m256i hb = _mm256_shuffle_epi8(high_bits, _mm256_and_si256(_mm256_srli_epi16(b, 4), nibble));
    /* A byte from 0x80 finds zero in a table of low halves. */
    out->word = bits_of(_mm256_and_si256(_mm256_shuffle_epi8(word_low, a), ha),
                        _mm256_and_si256(_mm256_shuffle_epi8(word_low, b), hb));
    out->first = bits_of(_mm256_and_si256(_mm256_shuffle_epi8(first_low, a), ha),
                         _mm256_and_si256(_mm256_shuffle_epi8(first_low, b), hb));
    out->high = (unsigned)_mm256_movemask_epi8(a) | (uint64_t)(unsigned)_mm256_movemask_epi8(b) << 32;
}

#define KERNEL_NAME tb_kernel_avx2
#define KERNEL_TARGET AVX2
#define KERNEL_BLOCK block_avx2
#define KERNEL_COUNT (size_t)__builtin_popcountll
#include "match/kernel_body.h"

#if defined(TB_KERNEL_AVX512)

#define AVX512 __attribute__((target("avx512f,avx512bw,avx512vbmi,avx512vbmi2,bmi,bmi2,popcnt")))

AVX512 static inline void block_avx512(const tb_first_bytes *first, const unsigned char *p, tb_masks *out) {
    const __m512i low = _mm512_loadu_si512(first->classes), high = _mm512_loadu_si512(first->classes + 64);
    __m512i v = _mm512_loadu_si512(p);
    __m512i classes = _mm512_permutex2var_epi8(low, v, high); /* by the lower seven bits */
    uint64_t beyond = _mm512_movepi8_mask(v);
    out->high = beyond;
    /* Top bits are gathered at another port of the processor than the one that all else here waits for. */
    out->first = _mm512_movepi8_mask(classes) & ~beyond;
    out->word = _mm512_movepi8_mask(_mm512_slli_epi16(classes, 1)) & ~beyond;
}

static const unsigned char numbers[64] = {0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
                                          22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43,
                                          44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63};

AVX512 static inline size_t write_avx512(uint16_t *out, size_t base, uint64_t found) {
    size_t n = (size_t)__builtin_popcountll(found);
    __m512i at = _mm512_maskz_compress_epi8(found, _mm512_loadu_si512(numbers));
    /* A short store for what nearly all blocks have: long ones would mostly cross into another line of the cache. */
    _mm_storeu_si128((__m128i *)(void *)out, _mm_add_epi16(_mm_cvtepu8_epi16(_mm512_castsi512_si128(at)), _mm_set1_epi16((short)base)));
    if (n > 8) {
        __m512i from = _mm512_set1_epi16((short)base);
        _mm512_storeu_si512(out, _mm512_add_epi16(_mm512_cvtepu8_epi16(_mm512_castsi512_si256(at)), from));
        _mm512_storeu_si512(out + 32, _mm512_add_epi16(_mm512_cvtepu8_epi16(_mm512_extracti64x4_epi64(at, 1)), from));
    }
    return n;
}

#define KERNEL_NAME tb_kernel_avx512
#define KERNEL_TARGET AVX512
#define KERNEL_BLOCK block_avx512
#define KERNEL_WRITE write_avx512
#include "match/kernel_body.h"

#endif

#else
typedef int tb_kernel_not_x86;
#endif
