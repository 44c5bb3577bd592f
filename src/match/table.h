/* The table of the fast engine: all forms that are folded in one way, and a trie over their labels.
 *
 * A *label* is a piece of a folded form: characters that are none of a word, then a word ("nicolas", " maduro";
 * "u", ".s", "." for "U.S."). A character of a script without spaces is a word of its own. Labels are known
 * by their hash alone. Two that share a hash share a node, so that nothing is lost by it; what a node leads
 * to are candidates, and every candidate is compared with the text in full.
 *
 * The trie lies in one open-addressing array of eight-byte slots, keyed by (slot of the parent, label). A
 * branch with a single form in it is not built: its slot leads straight to the form, a *leaf*.
 *
 * Forms are *records* in one block of 32-bit words: the next record of the same slot, the pattern, length and
 * flags, and the folded characters as bytes. A capital that the form asks for stands as a capital; where
 * that cannot be said in ASCII, TB_KEY_ASKS stands before the character, and TB_KEY_EITHER before one that asks
 * for nothing in a form whose case is exact. Neither byte occurs in UTF-8. */
#ifndef TB_MATCH_TABLE_H
#define TB_MATCH_TABLE_H

#include "match/hash.h"
#include "match/match.h"
#include "text/fold.h"

#define TB_KEY_ASKS 0xFFu
#define TB_KEY_EITHER 0xFEu

enum { /* of records */
    TB_RECORD_EXACT = 1,  /* a small letter takes no capital */
    TB_RECORD_MARKED = 2, /* has one of the bytes above, or other bytes outside ASCII */
    TB_RECORD_ODD = 4,    /* has a hyphen or two blanks side by side, for which a text stands otherwise than byte by byte */
    TB_RECORD_BITS = 3,
};

enum { /* of slots */
    TB_SLOT_INNER = 1,  /* a node with children; its records end here */
    TB_SLOT_CLOSED = 2, /* a child has separators and no word: a form that ends like "U.S." */
    TB_SLOT_BITS = 2,
};

/* Words behind the last record that may be read. */
#define TB_RECORD_ROOM 6u

enum { TB_HEAD_NEXT, TB_HEAD_PATTERN, TB_HEAD_LEN, TB_HEAD_WORDS };

typedef struct tb_slot {
    uint32_t tag; /* 0: free */
    uint32_t ref; /* record << TB_SLOT_BITS | flags; record 0 is none */
} tb_slot;

#define TB_ROOT UINT32_MAX
#define TB_NO_SLOT UINT32_MAX

/* A set of hashes that may hold more than was put in. */
typedef struct tb_sieve {
    uint64_t *bits;
    unsigned shift; /* 64 less the number of bits of an index */
} tb_sieve;

typedef struct tb_table {
    tb_fold fold;
    bool quotes;
    bool many; /* heads are not kept, however few forms there are */
    uint32_t *words; /* the records; word 0 is not used */
    size_t n_words, cap_words;
    size_t n_records;
    tb_slot *slots;
    uint32_t n_slots, n_used;
    uint64_t blank;  /* the hash of a blank alone, as separators of a label */
    tb_sieve heads;  /* of the words of first labels, see tb_hash_head; without bits where there are many forms */
    tb_sieve firsts; /* first labels, those that begin with a word */
    tb_sieve whole;  /* the ones among them that are a form, or must be looked up for another reason */
    tb_sieve pairs;  /* first and second labels of the others; without bits where there are few forms */
    unsigned char goes_on[128]; /* 1: a form goes on with this separator behind its first word (' for `) */
    /* Of the quotation marks, dashes and blanks of most texts, bit i for U+2000 + i: those that part words, the hyphens among
     * them, and those that begin no form. */
    uint64_t parting, hyphens, apart;
    size_t longest_word, longest_separators; /* of any label, in bytes */
    unsigned char first[256];     /* 1: a form may begin with this byte in an ASCII text */
    uint64_t first_any[64];       /* of first characters that are not ASCII, modulo 4096, */
    uint64_t first_upper[64];     /* the same where only a capital will do */
} tb_table;

/* Begins a table. Free it with tb_table_free whatever happens. */
void tb_table_init(tb_table *t, tb_fold fold, bool quotes);
/* Adds a form by its key, whose bytes are as above; marked as TB_RECORD_MARKED. */
TB_MUST_USE tb_status tb_table_add_key(tb_table *t, uint32_t pattern, tb_case letter_case, tb_slice key, bool marked);
/* Adds a form by its units (n at least 1). */
TB_MUST_USE tb_status tb_table_add_units(tb_table *t, uint32_t pattern, tb_case letter_case, const tb_unit *units,
                                         size_t n);
/* Builds the trie when all forms are in. TB_ENOMEM. */
TB_MUST_USE tb_status tb_table_build(tb_table *t);
void tb_table_free(tb_table *t);

static inline tb_slice tb_record_key(const tb_table *t, uint32_t record) {
    return (tb_slice){(const char *)&t->words[record + TB_HEAD_WORDS],
                      t->words[record + TB_HEAD_LEN] >> TB_RECORD_BITS};
}

/* 1 or 0. */
static inline unsigned tb_sieve_has(const tb_sieve *s, uint64_t hash) {
    uint64_t i = hash >> s->shift;
    return (unsigned)(s->bits[i >> 6] >> (i & 63) & 1);
}

static inline uint64_t tb_hash_pair(uint64_t first, uint64_t second) {
    return (first ^ (second << 23 | second >> 41)) * TB_HASH_1;
}

static inline uint32_t tb_slot_home(const tb_table *t, uint64_t edge) {
    return (uint32_t)((edge >> 32) * t->n_slots >> 32);
}

/* The slot of an edge, or TB_NO_SLOT. */
static inline uint32_t tb_table_find(const tb_table *t, uint64_t edge) {
    uint32_t tag = (uint32_t)edge | 1;
    uint32_t i = tb_slot_home(t, edge);
    while (t->slots[i].tag != tag) {
        if (t->slots[i].tag == 0) return TB_NO_SLOT;
        if (++i == t->n_slots) i = 0;
    }
    return i;
}

#endif
