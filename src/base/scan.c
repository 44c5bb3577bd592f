/* Line breaks and ASCII, 64 bytes at a time: with SSE2, which every x86-64 has, or eight bytes in a word. */
#include "base/scan.h"

#include <string.h>

#include "base/origin.h"

#define BLOCK 64

#if defined(__SSE2__)

#include <immintrin.h>

static inline __m128i load(const char *p) {
    return _mm_loadu_si128((const __m128i *)(const void *)p);
}

static inline uint64_t mask_16(const char *p) {
    __m128i v = load(p);
    __m128i lf = _mm_cmpeq_epi8(v, _mm_set1_epi8('\n')), cr = _mm_cmpeq_epi8(v, _mm_set1_epi8('\r'));
    /* C2 and E2 differ by one bit. */
    __m128i high = _mm_cmpeq_epi8(_mm_or_si128(v, _mm_set1_epi8(0x20)), _mm_set1_epi8('\xE2'));
    return (unsigned)_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(lf, cr), high));
}

/* One bit for each of 64 bytes that may begin a break. */
static inline uint64_t break_mask(const char *p) {
    return mask_16(p) | mask_16(p + 16) << 16 | mask_16(p + 32) << 32 | mask_16(p + 48) << 48;
}

static inline bool is_ascii(const char *p) {
    __m128i low = _mm_or_si128(load(p), load(p + 16)), high = _mm_or_si128(load(p + 32), load(p + 48));
    return _mm_movemask_epi8(_mm_or_si128(low, high)) == 0;
}

#define AVX2 __attribute__((target("avx2")))

AVX2 static inline uint64_t mask_32(const char *p) {
    __m256i v = _mm256_loadu_si256((const __m256i *)(const void *)p);
    __m256i lf = _mm256_cmpeq_epi8(v, _mm256_set1_epi8('\n')), cr = _mm256_cmpeq_epi8(v, _mm256_set1_epi8('\r'));
    __m256i high = _mm256_cmpeq_epi8(_mm256_or_si256(v, _mm256_set1_epi8(0x20)), _mm256_set1_epi8('\xE2'));
    return (unsigned)_mm256_movemask_epi8(_mm256_or_si256(_mm256_or_si256(lf, cr), high));
}

AVX2 static void masks_avx2(const char *p, size_t n, uint64_t *out) {
    for (size_t i = 0; i < n; i++, p += BLOCK) out[i] = mask_32(p) | mask_32(p + 32) << 32;
}

#else

/* Eight bytes, each set to b. */
#define ALL(b) (UINT64_C(0x0101010101010101) * (b))

/* Not 0 where one of eight bytes is 0. */
static inline uint64_t any_zero(uint64_t x) {
    return (x - ALL(1)) & ~x & ALL(0x80);
}

static inline uint64_t load(const char *p) {
    uint64_t x;
    memcpy(&x, p, sizeof x);
    return x;
}

/* The bytes with which a break may begin. */
static inline bool may_break(char c) {
    return c == '\n' || c == '\r' || c == '\xC2' || c == '\xE2';
}

static inline uint64_t break_mask(const char *p) {
    uint64_t mask = 0;
    for (unsigned i = 0; i < BLOCK; i += 8) {
        uint64_t x = load(p + i);
        if (!(any_zero(x ^ ALL(0x0A)) | any_zero(x ^ ALL(0x0D)) | any_zero(x ^ ALL(0xC2)) | any_zero(x ^ ALL(0xE2))))
            continue;
        for (unsigned k = i; k < i + 8; k++) mask |= (uint64_t)may_break(p[k]) << k;
    }
    return mask;
}

static inline bool is_ascii(const char *p) {
    uint64_t all = 0;
    for (unsigned i = 0; i < BLOCK; i += 8) all |= load(p + i);
    return (all & ALL(0x80)) == 0;
}

#endif

/* The masks of n blocks. */
static void make_masks(const char *p, size_t n, uint64_t *out) {
#if defined(AVX2)
    if (__builtin_cpu_supports("avx2")) {
        masks_avx2(p, n, out);
        return;
    }
#endif
    for (size_t i = 0; i < n; i++, p += BLOCK) out[i] = break_mask(p);
}

/* Two are written whether they are there or not, so that only a block of short lines branches. */
static inline void add_found(tb_breaks *b, size_t at, uint64_t mask) {
    const uint64_t top = UINT64_C(1) << 63;
    for (unsigned i = 0; i < 2; i++) {
        b->found[b->n] = (uint16_t)(at + (unsigned)__builtin_ctzll(mask | top));
        b->n += mask != 0;
        mask &= mask - 1;
    }
    for (; mask; mask &= mask - 1) b->found[b->n++] = (uint16_t)(at + (unsigned)__builtin_ctzll(mask));
}

/* Looks at the next piece of the text; false at its end. */
static bool refill(tb_breaks *b) {
    uint64_t masks[TB_BREAKS_PIECE / BLOCK];
    b->i = b->n = 0;
    while (b->n == 0 && b->next < b->text.len) {
        const char *p = b->text.p + b->next;
        size_t left = b->text.len - b->next, n = (left < TB_BREAKS_PIECE ? left : TB_BREAKS_PIECE) / BLOCK;
        b->piece = b->next;
        b->next += n * BLOCK;
        make_masks(p, n, masks);
        if (n == 0) {
            char rest[BLOCK] = {0};
            memcpy(rest, p, left);
            make_masks(rest, 1, masks);
            b->next += left;
            n = 1;
        }
        for (size_t i = 0; i < n; i++) add_found(b, BLOCK * i, masks[i]);
    }
    return b->n > 0;
}

size_t tb_breaks_slow(tb_breaks *b, size_t *len) {
    while (b->i < b->n || refill(b)) {
        size_t at = b->piece + b->found[b->i++];
        if (at < b->behind) continue; /* the LF of a CRLF */
        *len = tb_line_break(b->text.p + at, b->text.len - at);
        if (*len == 0) continue;
        b->behind = at + *len;
        return at;
    }
    *len = 0;
    return b->text.len;
}

size_t tb_ascii_len(tb_slice s) {
    size_t i = 0;
    while (s.len - i >= BLOCK && is_ascii(s.p + i)) i += BLOCK;
    while (i < s.len && (unsigned char)s.p[i] < 0x80) i++;
    return i;
}
