/* Lines, and whether the bytes are text, 64 bytes at a time: with AVX-512 or AVX2 where the machine has it, with SSE2,
 * which every x86-64 has, or eight bytes in a word. Most blocks are ASCII with a line feed or none; what else there is,
 * is looked at byte by byte. */
#include "base/survey.h"

#include <stdint.h>

#include "base/eight.h"
#include "base/origin.h"
#include "base/utf8.h"

#define BLOCK 64
#define BLOCKS 16 /* of which the masks are made at once */
#define UNITS 31  /* that are counted at once: not more than one byte of sums can tell */

/* One bit for each of 64 bytes. */
typedef struct masks {
    uint64_t feeds; /* line feeds */
    uint64_t odd;   /* outside ASCII, NUL, carriage return */
} masks;

#if defined(__SSE2__)

#include <immintrin.h>

static inline __m128i load(const char *p) {
    return _mm_loadu_si128((const __m128i *)(const void *)p);
}

static inline void add_16(masks *m, const char *p, unsigned at) {
    __m128i v = load(p + at);
    __m128i feeds = _mm_cmpeq_epi8(v, _mm_set1_epi8('\n'));
    /* As signed numbers, bytes outside ASCII and NUL are below 1. */
    __m128i odd = _mm_or_si128(_mm_cmplt_epi8(v, _mm_set1_epi8(1)), _mm_cmpeq_epi8(v, _mm_set1_epi8('\r')));
    m->feeds |= (uint64_t)(unsigned)_mm_movemask_epi8(feeds) << at;
    m->odd |= (uint64_t)(unsigned)_mm_movemask_epi8(odd) << at;
}

static inline masks masks_of(const char *p) {
    masks m = {0, 0};
    for (unsigned at = 0; at < BLOCK; at += 16) add_16(&m, p, at);
    return m;
}

#define UNIT sizeof(__m128i)

/* Characters that begin in n units, in those bytes of each that `which` marks with ones. */
static inline size_t count_units(const char *p, size_t n, const char *which) {
    const __m128i last = _mm_set1_epi8('\xBF'), zero = _mm_setzero_si128(); /* last: of those that begin none, signed */
    __m128i sums = zero;
    for (size_t i = 0; i < n; i++) sums = _mm_sub_epi8(sums, _mm_cmpgt_epi8(load(p + i * UNIT), last));
    sums = _mm_sad_epu8(_mm_and_si128(sums, load(which)), zero);
    return (size_t)(unsigned)(_mm_cvtsi128_si32(sums) + _mm_cvtsi128_si32(_mm_srli_si128(sums, 8)));
}

#define AVX2 __attribute__((target("avx2")))

AVX2 static inline void add_32(masks *m, const char *p, unsigned at) {
    __m256i v = _mm256_loadu_si256((const __m256i *)(const void *)(p + at));
    __m256i feeds = _mm256_cmpeq_epi8(v, _mm256_set1_epi8('\n'));
    __m256i odd =
        _mm256_or_si256(_mm256_cmpgt_epi8(_mm256_set1_epi8(1), v), _mm256_cmpeq_epi8(v, _mm256_set1_epi8('\r')));
    m->feeds |= (uint64_t)(unsigned)_mm256_movemask_epi8(feeds) << at;
    m->odd |= (uint64_t)(unsigned)_mm256_movemask_epi8(odd) << at;
}

#define AVX512 __attribute__((target("avx512f,avx512bw")))

/* Comparisons give the 64 bits themselves here. */
AVX512 static void masks_avx512(const char *p, size_t n, masks *out) {
    const __m512i feed = _mm512_set1_epi8('\n'), cr = _mm512_set1_epi8('\r'), one = _mm512_set1_epi8(1);
    for (size_t i = 0; i < n; i++, p += BLOCK) {
        __m512i v = _mm512_loadu_si512((const void *)p);
        out[i].feeds = _mm512_cmpeq_epi8_mask(v, feed);
        out[i].odd = _mm512_cmplt_epi8_mask(v, one) | _mm512_cmpeq_epi8_mask(v, cr);
    }
}

AVX2 static void masks_avx2(const char *p, size_t n, masks *out) {
    for (size_t i = 0; i < n; i++, p += BLOCK) {
        masks m = {0, 0};
        add_32(&m, p, 0);
        add_32(&m, p, 32);
        out[i] = m;
    }
}

#else

static inline uint64_t load(const char *p) {
    uint64_t x;
    memcpy(&x, p, sizeof x);
    return x;
}

static inline masks masks_of(const char *p) {
    masks m = {0, 0};
    for (unsigned i = 0; i < BLOCK; i += 8) {
        uint64_t x = load(p + i);
        if (!((x & TB_ALL(0x80)) | tb_any_zero(x) | tb_any_zero(x ^ TB_ALL(0x0A)) | tb_any_zero(x ^ TB_ALL(0x0D)))) continue;
        for (unsigned k = i; k < i + 8; k++) {
            unsigned char c = (unsigned char)p[k];
            m.feeds |= (uint64_t)(c == '\n') << k;
            m.odd |= (uint64_t)(c >= 0x80 || c == 0 || c == '\r') << k;
        }
    }
    return m;
}

#define UNIT sizeof(uint64_t)

static inline size_t count_units(const char *p, size_t n, const char *which) {
    uint64_t sums = 0;
    for (size_t i = 0; i < n; i++) {
        uint64_t x = load(p + i * UNIT);
        sums += ((~x >> 7) | (x >> 6)) & TB_ALL(1);
    }
    return (size_t)(((sums & load(which)) * TB_ALL(1)) >> 56);
}

#endif

/* Of n blocks. */
static void make_masks(const char *p, size_t n, masks *out) {
#if defined(AVX2)
    if (__builtin_cpu_supports("avx512bw")) {
        masks_avx512(p, n, out);
        return;
    }
    if (__builtin_cpu_supports("avx2")) {
        masks_avx2(p, n, out);
        return;
    }
#endif
    for (size_t i = 0; i < n; i++, p += BLOCK) out[i] = masks_of(p);
}

typedef struct surveyor {
    tb_slice bytes;
    size_t behind; /* the end of the characters that were looked at one by one */
    tb_survey *to;
} surveyor;

static tb_status add_start(surveyor *s, size_t at) {
    return tb_vec_push(NULL, &s->to->starts, at);
}

static inline bool is_rest(char c) {
    return ((unsigned char)c & 0xC0) == 0x80;
}

/* Passes from `at` on over the letters of most scripts: whole characters of two or three bytes whose first byte alone says
 * that they are well-formed, if the others go on, and no line break. */
static size_t pass_letters(tb_slice b, size_t at) {
    while (b.len - at >= 3) {
        unsigned char first = (unsigned char)b.p[at];
        if (first >= 0xC3 && first <= 0xDF && is_rest(b.p[at + 1]))
            at += 2;
        else if (first >= 0xE1 && first <= 0xEC && first != 0xE2 && is_rest(b.p[at + 1]) && is_rest(b.p[at + 2]))
            at += 3;
        else
            break;
    }
    return at;
}

/* Passes over characters outside ASCII from `at` on. */
static tb_status pass_characters(surveyor *s, size_t at) {
    tb_slice b = s->bytes;
    for (size_t n;; at += n) {
        at = pass_letters(b, at);
        if (at == b.len || (unsigned char)b.p[at] < 0x80) break;
        n = tb_utf8_len(b.p + at, b.len - at);
        if (n == 0) {
            s->to->is_text = false;
            n = 1;
        } else if (n < 4 && tb_line_break(b.p + at, b.len - at)) {
            TB_TRY(add_start(s, at + n));
        }
    }
    s->behind = at;
    return TB_OK;
}

/* The bits of a block for bytes from offset on. */
static uint64_t bits_from(size_t block, size_t offset) {
    if (offset <= block) return ~UINT64_C(0);
    return offset - block < BLOCK ? ~UINT64_C(0) << (offset - block) : 0;
}

/* A block with something in it that is not ASCII with line feeds. */
static tb_status walk_odd(surveyor *s, size_t block, masks m) {
    tb_slice b = s->bytes;
    uint64_t left = (m.feeds | m.odd) & bits_from(block, s->behind);
    for (; left; left &= left - 1) {
        size_t at = block + (unsigned)__builtin_ctzll(left);
        if ((unsigned char)b.p[at] >= 0x80) {
            TB_TRY(pass_characters(s, at));
            /* The bit taken away next is that of the first byte, which is among them. */
            left = (left & bits_from(block, s->behind)) | (left & -left);
        } else if (b.p[at] == '\0') {
            s->to->is_text = false;
        } else if (b.p[at] == '\n' || at + 1 == b.len || b.p[at + 1] != '\n') { /* not the CR of a CRLF */
            TB_TRY(add_start(s, at + 1));
        }
    }
    return TB_OK;
}

/* Adds the starts behind line feeds of a block, for which there is room. Two are written whether they are there or
 * not, so that only a block of short lines branches. */
static inline void add_feeds(tb_survey *to, size_t block, uint64_t feeds) {
    const uint64_t top = UINT64_C(1) << 63;
    size_t *o = to->starts.at + to->starts.n;
    for (unsigned i = 0; i < 2; i++) {
        *o = block + (unsigned)__builtin_ctzll(feeds | top) + 1;
        o += feeds != 0;
        feeds &= feeds - 1;
    }
    for (; feeds; feeds &= feeds - 1) *o++ = block + (unsigned)__builtin_ctzll(feeds) + 1;
    to->starts.n = (size_t)(o - to->starts.at);
}

static tb_status make_room(tb_survey *s, size_t n) {
    while (s->starts.cap - s->starts.n < n)
        TB_TRY(tb_vec_grow(NULL, &s->starts.at, s->starts.cap, &s->starts.cap, sizeof *s->starts.at));
    return TB_OK;
}

/* Looks at n blocks from offset on, of which all or some hold the bytes at p. Those with something in them are
 * gathered first, since a branch for each is guessed wrongly as often as a line ends. */
static tb_status walk(surveyor *s, size_t offset, const char *p, size_t n) {
    masks all[BLOCKS];
    unsigned char some[BLOCKS];
    size_t n_some = 0;
    make_masks(p, n, all);
    for (size_t i = 0; i < n; i++) {
        some[n_some] = (unsigned char)i;
        n_some += (all[i].feeds | all[i].odd) != 0;
    }
    /* For a start behind each byte, and what add_feeds writes beyond them. */
    TB_TRY(make_room(s->to, n * BLOCK + 2));
    for (size_t k = 0; k < n_some; k++) {
        size_t block = offset + some[k] * BLOCK;
        if (all[some[k]].odd)
            TB_TRY(walk_odd(s, block, all[some[k]]));
        else
            add_feeds(s->to, block, all[some[k]].feeds);
    }
    return TB_OK;
}

tb_status tb_survey_make(tb_slice bytes, tb_survey *out) {
    surveyor s = {.bytes = bytes, .to = out};
    out->starts.n = 0;
    out->is_text = true;
    TB_TRY(add_start(&s, 0));
    size_t at = 0;
    for (size_t n; bytes.len - at >= BLOCK; at += n * BLOCK) {
        n = (bytes.len - at) / BLOCK;
        if (n > BLOCKS) n = BLOCKS;
        TB_TRY(walk(&s, at, bytes.p + at, n));
    }
    if (at == bytes.len) return TB_OK;
    char rest[BLOCK];
    memset(rest, ' ', sizeof rest);
    memcpy(rest, bytes.p + at, bytes.len - at);
    return walk(&s, at, rest, 1);
}

void tb_survey_free(tb_survey *s) {
    tb_vec_free(&s->starts);
}

size_t tb_utf8_count(tb_slice s) {
    static const char which[] = "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
                                "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF";
    const char *all = which + 16;
    size_t n = 0, at = 0;
    for (size_t units; (units = (s.len - at) / UNIT) > 0; at += units * UNIT) {
        if (units > UNITS) units = UNITS;
        n += count_units(s.p + at, units, all);
    }
    /* What is left is the end of a unit that begins before it. */
    if (s.len >= UNIT) return n + count_units(s.p + s.len - UNIT, 1, all - UNIT + (s.len - at));
    for (; at < s.len; at++) n += ((unsigned char)s.p[at] & 0xC0) != 0x80;
    return n;
}
