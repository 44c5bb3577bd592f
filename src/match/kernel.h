/* Kernels: from the bytes of a chunk to the few words in it that a form may begin with. The inner loop of the fast
 * engine, and the one part of it that differs between machines; every kernel gives the same events.
 *
 * A chunk is looked at in steps, each of which branches little: from masks of its bytes, 64 at a time, one bit a
 * byte, the places where a match may begin; of these the ones with a word that begins like some form's; of these
 * the ones that the sieve of first words lets pass. */
#ifndef TB_MATCH_KERNEL_H
#define TB_MATCH_KERNEL_H

#include "match/table.h"

#define TB_CHUNK 4096 /* bytes, at most; always a multiple of 64 but at the end of a text */

typedef struct tb_masks {
    uint64_t word;  /* ASCII letters and digits */
    uint64_t high;  /* bytes from 0x80 */
    uint64_t first; /* bytes with which a form may begin; to be asked only of bytes that continue no word */
} tb_masks;

/* The bytes with which a form may begin. */
typedef struct tb_first_bytes {
    unsigned char is[256];
    /* The same for machines that look up sixteen bytes at once: bit h of low[l] is set when byte 16 h + l is one
     * (h below 8). */
    unsigned char low[16];
    /* For machines that look up all bytes of ASCII at once: TB_CLASS_WORD and TB_CLASS_FIRST. */
    unsigned char classes[128];
    bool parting; /* some are bytes of no word */
} tb_first_bytes;

enum { TB_CLASS_WORD = 0x40, TB_CLASS_FIRST = 0x80 };

/* Sets the first bytes (from `is`, below 0x80) as the kernels want them. */
void tb_first_bytes_set(tb_first_bytes *f);

/* A place where a match may begin: a word of ASCII, another byte of ASCII, or a run of bytes from 0x80. */
typedef struct tb_event {
    uint32_t at;   /* from the start of the chunk */
    uint32_t len;  /* of the word of ASCII, up to 16; 0: there is none, or it must be looked at another way */
    uint64_t hash; /* of that word, or 0 */
} tb_event;

typedef struct tb_kernel {
    const tb_first_bytes *first;
    tb_sieve heads;  /* of tb_hash_head; without bits where it would let pass too much */
    tb_sieve firsts;
    uint64_t fold;   /* TB_HASH_FOLD or 0 */
    /* of the chunk */
    const unsigned char *p;
    size_t room;     /* bytes from p to the end of the text; more of them may be read than are of the chunk */
    size_t n_blocks; /* of 64 bytes; the last may be short of room */
    uint64_t word_carry, high_carry; /* bit 0: the byte before the chunk is of a word, from 0x80; updated */
    /* results */
    uint64_t words[TB_CHUNK / 64 + 1]; /* masks of the bytes of words, of the chunk and of one block behind it */
    uint16_t places[TB_CHUNK + 64];
    tb_event events[TB_CHUNK + 1];
} tb_kernel;

/* 1 for a byte behind a word that may make it another one: '-', and from 0x80 on. */
extern const unsigned char tb_behind_word[256];

/* Finds the events of the chunk; returns how many. */
typedef size_t tb_kernel_function(tb_kernel *k);

tb_kernel_function tb_kernel_portable;
#if defined(__x86_64__) || defined(__i386__)
#define TB_KERNEL_X86 1
#if defined(__SSE2__)
tb_kernel_function tb_kernel_sse2;
#endif
tb_kernel_function tb_kernel_avx2;
/* The address sanitizer of gcc before 14 does not align what it keeps of 64 bytes for its checks of returned frames (gcc bug
 * 110027). */
#if !defined(__SANITIZE_ADDRESS__) || __GNUC__ >= 14
#define TB_KERNEL_AVX512 1
tb_kernel_function tb_kernel_avx512;
#endif
#endif
#if defined(__aarch64__)
#define TB_KERNEL_NEON 1
tb_kernel_function tb_kernel_neon;
#endif

/* The kernel number i that this machine can run, from 0, the best; NULL behind the last, which is the portable
 * one. name (may be NULL) gets what it is called. */
tb_kernel_function *tb_kernel_at(unsigned i, const char **name);

/* How many bits are set, for machines that are not sure to have an instruction for it. */
static inline size_t tb_count_bits(uint64_t x) {
    x -= x >> 1 & UINT64_C(0x5555555555555555);
    x = (x & UINT64_C(0x3333333333333333)) + (x >> 2 & UINT64_C(0x3333333333333333));
    return (size_t)(((x + (x >> 4)) & UINT64_C(0x0F0F0F0F0F0F0F0F)) * UINT64_C(0x0101010101010101) >> 56);
}

static inline bool tb_is_word_byte(unsigned char b) {
    return (unsigned char)(b - '0') < 10 || (unsigned char)((b | 0x20) - 'a') < 26;
}

static inline bool tb_is_blank_byte(unsigned char b) {
    return b == ' ' || (b >= '\t' && b <= '\r');
}

/* The length of the word that begins at bit i of the masks; of a longer one than 56 bytes, 57 to 63. There is a mask behind
 * that of i. */
static inline size_t tb_word_length(const uint64_t *words, size_t i) {
    uint64_t word;
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    memcpy(&word, (const unsigned char *)words + i / 8, sizeof word);
    word >>= i % 8;
#else
    word = words[i / 64] >> i % 64 | words[i / 64 + 1] << 1 << (63 - i % 64);
#endif
    return (size_t)__builtin_ctzll(~word | UINT64_C(1) << 63);
}

#endif
