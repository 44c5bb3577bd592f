/* Masks by SSE2, which every x86-64 has, and by AVX2. */
#include "match/mask.h"

#if defined(TB_MASK_X86)

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

/* SSE2 has no table of bytes: the set is looked at byte by byte where a word begins or a byte is none of a word. */
static uint64_t first_of(const tb_mask_filter *f, const unsigned char *p, uint64_t candidates) {
    uint64_t first = 0;
    for (; candidates; candidates &= candidates - 1) {
        unsigned i = (unsigned)__builtin_ctzll(candidates);
        first |= (uint64_t)f->first[p[i]] << i;
    }
    return first;
}

void tb_mask_sse2(const tb_mask_filter *f, const unsigned char *p, size_t n, tb_masks *out) {
    for (; n > 0; n--, p += 64, out++) {
        tb_masks m = {0, 0, 0};
        for (unsigned i = 0; i < 4; i++) {
            __m128i v = _mm_loadu_si128((const __m128i *)(const void *)(p + 16 * i));
            __m128i word = _mm_or_si128(in_range(v, '0', 10), in_range(_mm_or_si128(v, _mm_set1_epi8(0x20)), 'a', 26));
            m.word |= (uint64_t)(unsigned)_mm_movemask_epi8(word) << 16 * i;
            m.high |= (uint64_t)(unsigned)_mm_movemask_epi8(v) << 16 * i;
        }
        m.first = first_of(f, p, ~m.high & ~(m.word & m.word << 1));
        *out = m;
    }
}

#endif

__attribute__((target("avx2"))) static inline uint64_t bits_of(__m256i low, __m256i high) {
    /* Bytes that are not zero. */
    __m256i zero = _mm256_setzero_si256();
    uint64_t a = (unsigned)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, zero));
    uint64_t b = (unsigned)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, zero));
    return ~(a | b << 32);
}

__attribute__((target("avx2"))) void tb_mask_avx2(const tb_mask_filter *f, const unsigned char *p, size_t n,
                                                  tb_masks *out) {
    const __m256i word_low = _mm256_broadcastsi128_si256(_mm_setr_epi8(WORD_LOW));
    const __m256i high_bits = _mm256_broadcastsi128_si256(_mm_setr_epi8(HIGH_BITS));
    const __m256i first_low =
        _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)f->first_low));
    const __m256i nibble = _mm256_set1_epi8(0x0F);
    for (; n > 0; n--, p += 64, out++) {
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
}

#else
typedef int tb_mask_not_x86;
#endif
