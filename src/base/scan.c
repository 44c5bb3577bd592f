/* Line breaks and ASCII, 64 bytes at a time: with AVX-512 or AVX2 where the machine has it, with SSE2, which every
 * x86-64 has, with NEON, which every 64-bit ARM has, or eight bytes in a word. Owns the choice between them; what a
 * line that begins means to a paragraph is the business of the room text. */
#include "base/scan.h"

#include <string.h>

#include "base/eight.h"

#define BLOCK TB_BREAKS_BLOCK
#define PIECE ((size_t)64) /* blocks */
#define AHEAD (PIECE * BLOCK)
#define SOME 4 /* blocks */
#define AROUND 2           /* bytes before a block that are read; one behind it */

/* ---- eight bytes in a word ---- */

static inline uint64_t load_word(const unsigned char *p) {
    uint64_t x;
    memcpy(&x, p, sizeof x);
    return x;
}

static inline bool is_letter(unsigned char c) {
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* Whether a break of the kind ends with the byte at p: LF, CR or CRLF, */
static inline bool ends_short(const unsigned char *p, tb_breaks_kind kind) {
    if (*p != '\n' && (*p != '\r' || p[1] == '\n')) return false;
    bool visible = p[1] > ' ' && p[1] < 0x80;
    return !visible || (kind == TB_BREAKS_SENTENCE && !is_letter(p[-1]));
}

/* or NEL, U+2028 or U+2029. */
static inline bool ends_long(const unsigned char *p) {
    return (*p == 0x85 && p[-1] == 0xC2) || ((*p | 1) == 0xA9 && p[-1] == 0x80 && p[-2] == 0xE2);
}

static uint64_t short_mask_portable(const unsigned char *p, tb_breaks_kind kind) {
    uint64_t mask = 0;
    for (unsigned i = 0; i < BLOCK; i += 8) {
        uint64_t x = load_word(p + i);
        if (!(tb_any_zero(x ^ TB_ALL(0x0A)) | tb_any_zero(x ^ TB_ALL(0x0D)))) continue;
        for (unsigned k = i; k < i + 8; k++) mask |= (uint64_t)ends_short(p + k, kind) << k;
    }
    return mask;
}

static uint64_t long_mask_portable(const unsigned char *p) {
    uint64_t mask = 0;
    for (unsigned i = 0; i < BLOCK; i += 8) {
        uint64_t x = load_word(p + i);
        if (!(tb_any_zero(x ^ TB_ALL(0x85)) | tb_any_zero((x | TB_ALL(1)) ^ TB_ALL(0xA9)))) continue;
        for (unsigned k = i; k < i + 8; k++) mask |= (uint64_t)ends_long(p + k) << k;
    }
    return mask;
}

static inline bool is_ascii_portable(const unsigned char *p) {
    uint64_t all = 0;
    for (unsigned i = 0; i < BLOCK; i += 8) all |= load_word(p + i);
    return (all & TB_ALL(0x80)) == 0;
}

#define SCAN(name) name##_portable
#define TARGET
#include "base/scan_body.h"

/* ---- vectors ---- */

#if defined(__x86_64__)

#include <immintrin.h>

#define SCAN(name) name##_sse2
#define TARGET
#define WIDTH 16
#define AND_NOT(a, b) _mm_andnot_si128((__m128i)(b), (__m128i)(a))
#define MARKS(v) (unsigned)_mm_movemask_epi8((__m128i)(v))
#define ANY_HIGH(v) (MARKS(v) != 0)
#include "base/scan_body.h"

#define SCAN(name) name##_avx2
#define TARGET __attribute__((target("avx2")))
#define WIDTH 32
#define AND_NOT(a, b) _mm256_andnot_si256((__m256i)(b), (__m256i)(a))
#define MARKS(v) (unsigned)_mm256_movemask_epi8((__m256i)(v))
#define ANY_HIGH(v) (MARKS(v) != 0)
#include "base/scan_body.h"

#define AVX512 __attribute__((target("avx512f,avx512bw")))

AVX512 static inline __m512i load_512(const unsigned char *p) {
    return _mm512_loadu_si512((const void *)p);
}

AVX512 static inline __m512i all_512(int c) {
    return _mm512_set1_epi8((char)c);
}

/* Comparisons give the 64 bits themselves here, and take those that a comparison before them left. */
AVX512 static inline uint64_t short_mask_avx512(const unsigned char *p, tb_breaks_kind kind) {
    __m512i at = load_512(p), next = load_512(p + 1);
    __mmask64 cr = _mm512_mask_cmpneq_epi8_mask(_mm512_cmpeq_epi8_mask(at, all_512('\r')), next, all_512('\n'));
    __mmask64 found = _mm512_cmpeq_epi8_mask(at, all_512('\n')) | cr;
    if (kind == TB_BREAKS_BLANK) return _mm512_mask_cmple_epi8_mask(found, next, all_512(' '));
    __m512i from_a = _mm512_sub_epi8(_mm512_or_si512(load_512(p - 1), all_512(0x20)), all_512('a'));
    return found & ~_mm512_mask_cmplt_epu8_mask(_mm512_cmpgt_epi8_mask(next, all_512(' ')), from_a, all_512(26));
}

/* U+2028 and U+2029 are told by their last two bytes, which few characters have; then by the first. */
AVX512 static inline uint64_t long_mask_avx512(const unsigned char *p) {
    __m512i at = load_512(p), before = load_512(p - 1), odd = _mm512_or_si512(at, all_512(1));
    __mmask64 nel = _mm512_mask_cmpeq_epi8_mask(_mm512_cmpeq_epi8_mask(at, all_512(0x85)), before, all_512(0xC2));
    __mmask64 wide = _mm512_mask_cmpeq_epi8_mask(_mm512_cmpeq_epi8_mask(odd, all_512(0xA9)), before, all_512(0x80));
    if (wide) wide = _mm512_mask_cmpeq_epi8_mask(wide, load_512(p - 2), all_512(0xE2));
    return nel | wide;
}

AVX512 static inline bool is_ascii_avx512(const unsigned char *p) {
    return _mm512_movepi8_mask(load_512(p)) == 0;
}

#define SCAN(name) name##_avx512
#define TARGET AVX512
#include "base/scan_body.h"

#elif defined(__aarch64__)

#include <arm_neon.h>

/* One bit for each of sixteen bytes that are all ones or zero. */
static inline unsigned marks_neon(uint8x16_t v) {
    static const unsigned char weights[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
    uint8x16_t bits = vandq_u8(v, vld1q_u8(weights));
    return vaddv_u8(vget_low_u8(bits)) | (unsigned)vaddv_u8(vget_high_u8(bits)) << 8;
}

#define SCAN(name) name##_neon
#define TARGET
#define WIDTH 16
#define AND_NOT(a, b) vbicq_u8((uint8x16_t)(a), (uint8x16_t)(b))
#define MARKS(v) marks_neon((uint8x16_t)(v))
#define ANY_HIGH(v) (vmaxvq_u8((uint8x16_t)(v)) >= 0x80)
#include "base/scan_body.h"

#endif

tb_breaks_function *tb_breaks_at(unsigned i, const char **name) {
    struct {
        tb_breaks_function *find;
        const char *name;
    } found[4];
    unsigned n = 0;
#define ADD(which) (found[n].find = find_##which, found[n++].name = #which)
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512bw")) ADD(avx512);
    if (__builtin_cpu_supports("avx2")) ADD(avx2);
    ADD(sse2);
#elif defined(__aarch64__)
    ADD(neon);
#endif
    ADD(portable);
#undef ADD
    if (i >= n) return NULL;
    if (name) *name = found[i].name;
    return found[i].find;
}

/* ---- a walk over a text ---- */

void tb_breaks_begin(tb_breaks *b, tb_slice text) {
    b->text = text;
    b->find = tb_breaks_at(0, NULL);
    b->piece = b->next = 0;
    b->blocks = 0;
}

/* Whether the byte at offset at is the last of a break; zeros stand where the text does not reach. */
static uint64_t is_last_at(tb_slice text, size_t at, tb_breaks_kind kind) {
    const unsigned char *p = (const unsigned char *)text.p;
    if (p[at] > '\r' && p[at] < 0x80) return 0;
    unsigned char around[AROUND + 2] = {0};
    for (size_t i = 0; i < sizeof around; i++)
        if (at + i >= AROUND && at + i - AROUND < text.len) around[i] = p[at + i - AROUND];
    return ends_short(around + AROUND, kind) || ends_long(around + AROUND);
}

/* The mask of a text's first block: of the bytes that have enough before them, moved into place, and the others. */
static uint64_t first_mask(const tb_breaks *b, tb_breaks_kind kind) {
    uint64_t mask;
    b->find((const unsigned char *)b->text.p + AROUND, 1, kind, &mask);
    return mask << AROUND | is_last_at(b->text, 1, kind) << 1 | is_last_at(b->text, 0, kind);
}

/* The mask of its last n bytes, a block at most: of those that have one behind them, and of the very last. */
static uint64_t last_mask(const tb_breaks *b, size_t n, tb_breaks_kind kind) {
    uint64_t mask;
    b->find((const unsigned char *)b->text.p + b->text.len - 1 - BLOCK, 1, kind, &mask);
    /* The last n - 1 bits, moved into place. */
    return (n > 1 ? mask >> (BLOCK + 1 - n) : 0) | is_last_at(b->text, b->text.len - 1, kind) << (n - 1);
}

static void add_mask(tb_breaks *b, size_t block, uint64_t mask) {
    b->masks[block] = mask;
    b->blocks |= (uint64_t)(mask != 0) << block;
}

/* Looks at all of a text that is too short for the two above, in a copy with zeros around it. */
static void find_in_copy(tb_breaks *b, tb_breaks_kind kind) {
    unsigned char copy[AROUND + 2 * BLOCK + 1] = {0};
    memcpy(copy + AROUND, b->text.p, b->text.len);
    b->next = b->text.len;
    b->blocks = b->find(copy + AROUND, (b->text.len + BLOCK - 1) / BLOCK, kind, b->masks);
}

/* Looks at the next piece. */
static void find_in_piece(tb_breaks *b, tb_breaks_kind kind) {
    const unsigned char *p = (const unsigned char *)b->text.p + b->next;
    size_t left = b->text.len - b->next, n = left > PIECE * BLOCK ? PIECE : (left + BLOCK - 1) / BLOCK;
    /* The blocks from first to last have enough around them. */
    size_t first = b->next == 0, last = n * BLOCK < left ? n : n - 1;
    b->piece = b->next;
    b->next += n * BLOCK < left ? n * BLOCK : left;
    if (first < last) b->blocks = b->find(p + first * BLOCK, last - first, kind, b->masks + first) << first;
    if (first > 0) add_mask(b, 0, first_mask(b, kind));
    if (last < n) add_mask(b, last, last_mask(b, left - last * BLOCK, kind));
}

bool tb_breaks_more(tb_breaks *b, tb_breaks_kind kind) {
    b->blocks = 0;
    while (b->blocks == 0 && b->next < b->text.len) {
        if (b->text.len < AROUND + BLOCK + 1)
            find_in_copy(b, kind);
        else
            find_in_piece(b, kind);
    }
    return b->blocks != 0;
}

/* ---- ASCII ---- */

#if defined(__x86_64__)
#define is_ascii is_ascii_sse2
#elif defined(__aarch64__)
#define is_ascii is_ascii_neon
#else
#define is_ascii is_ascii_portable
#endif

size_t tb_ascii_len(tb_slice s) {
    size_t i = 0;
    while (s.len - i >= BLOCK && is_ascii((const unsigned char *)s.p + i)) i += BLOCK;
    while (i < s.len && (unsigned char)s.p[i] < 0x80) i++;
    return i;
}
