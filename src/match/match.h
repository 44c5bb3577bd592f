/* The matcher: patterns (names, phrases, quotes) to spans of a text, by the equalities of the format.
 * It knows no entities. Every command finds through this one matcher.
 *
 * A hit is a place where a pattern stands: whole words, equal characters, the pattern's own case and
 * accent rules, inside one paragraph, first and last byte belonging to characters that count. Which hits
 * count as mentions (only-in, not-in, weak, leftmost-longest) is decided by the caller. */
#ifndef TB_MATCH_MATCH_H
#define TB_MATCH_MATCH_H

#include "base/buf.h"
#include "text/text.h"

typedef enum tb_case { TB_CASE_SMART, TB_CASE_EXACT, TB_CASE_ANY } tb_case;
typedef enum tb_accents { TB_ACCENTS_FOLD, TB_ACCENTS_EXACT } tb_accents;

typedef struct tb_pattern {
    tb_slice text;            /* UTF-8, borrowed while the matcher is built */
    tb_case letter_case;
    tb_accents accents;
    const tb_slice *prefixes; /* what may be written onto its front, one at most */
    size_t n_prefixes;
    const tb_slice *endings;  /* what may be written onto its end, one at most */
    size_t n_endings;
} tb_pattern;

enum {
    TB_MATCH_QUOTES = 1, /* all double quotation marks are equal, as evidence wants it */

    /* For tests: every way to the same answers. */
    TB_MATCH_SIMPLE = 1 << 8,   /* the plain engine */
    TB_MATCH_PIECES = 1 << 9,   /* the fast engine, with a text cut into the smallest pieces */
    TB_MATCH_MANY = 1 << 10,    /* the fast engine as it is for a great many patterns */
    TB_MATCH_PATH = 1 << 12,    /* times a number up to 15: instructions that this machine has, 0 the best;
                                   above their number, the last (portable) */
};

typedef struct tb_matcher tb_matcher; /* immutable after it is built; may be shared by threads */
typedef struct tb_scratch tb_scratch; /* working memory of one scan at a time */

/* Builds a matcher. A pattern in which no character counts (see tb_pattern_empty) never hits. TB_ENOMEM,
 * or TB_ELIMIT when prefixes × endings of one pattern pass 4096. */
TB_MUST_USE tb_status tb_matcher_new(tb_matcher **out, const tb_pattern *patterns, size_t n, unsigned options);
void tb_matcher_free(tb_matcher *m); /* NULL is fine */
TB_MUST_USE tb_status tb_scratch_new(tb_scratch **out);
void tb_scratch_free(tb_scratch *s);

typedef struct tb_hit {
    uint32_t pattern;  /* index into the patterns given */
    size_t start, end; /* bytes of text->text */
} tb_hit;

typedef TB_VEC(tb_hit) tb_hits; /* on the heap: tb_vec_free */

/* Appends every hit of every pattern in text, overlapping and nested ones too, sorted by start, then
 * longer first, then pattern; no hit twice. TB_ENOMEM. */
TB_MUST_USE tb_status tb_matcher_scan(const tb_matcher *m, tb_scratch *s, const tb_text *text, tb_hits *hits);

/* Whether no character of s counts (white space and default-ignorable characters alone). */
bool tb_pattern_empty(tb_slice s);
/* The key by which two forms are equal when case and accents are folded: equal keys, equal forms. For
 * finding doubles, resolving names on the command line and sorting. Appends to out. */
void tb_fold_key(tb_buf *out, tb_slice s);

#endif
