/* Names that no entity covers, while they are being gathered: what the files behind `gaps` share. Within the room only.
 *
 * The way of a name: tokens.c cuts the texts into words and counts how each is written; chunks.c takes runs of capitalised
 * words for names, described.c takes nouns for groups with what describes them; merge.c finds which forms belong together;
 * rank.c guesses at kinds and puts the most useful first. */
#ifndef TB_REPORT_NAMES_H
#define TB_REPORT_NAMES_H

#include "base/map.h"
#include "check/check.h"
#include "report/gaps.h"
#include "report/lexicon.h"
#include "text/words.h"

/* A word as it is spelled, over all texts. */
typedef struct tb_spelling {
    tb_slice key;          /* folded */
    uint32_t lex;          /* tb_lex */
    uint32_t state;        /* of the lexicon, or TB_NONE */
    uint32_t lower, upper; /* places where it begins with a small letter; with a capital though nothing asks for one */
} tb_spelling;

typedef struct tb_token {
    size_t start, end;
    uint32_t flags;    /* of tb_word */
    uint32_t spelling;
    uint32_t sentence;
    uint32_t mention;  /* the mention of the text that it is part of, or TB_NONE; nested ones not counted */
    bool first;        /* a capital says nothing here: begins a sentence, a quotation, stands in a headline */
    bool parted;       /* begins a line, and the line before was too long for one that was only wrapped */
} tb_token;

typedef struct tb_gap_text {
    uint32_t source;
    const tb_source_state *state;
    tb_token *tokens;
    size_t n;
} tb_gap_text;

enum { /* what is seen at a place where a name stands */
    TB_CUE_TITLE = 1 << 0,    /* an office or form of address right before it */
    TB_CUE_SPEECH = 1 << 1,   /* it speaks */
    TB_CUE_THE = 1 << 2,      /* an article before it */
    TB_CUE_IN = 1 << 3,       /* "in" before it */
    TB_CUE_REALM = 1 << 4,    /* "government of" */
    TB_CUE_REGIME = 1 << 14,  /* "government" behind it */
    TB_CUE_OWNS = 1 << 5,     /* a possessive */
    TB_CUE_NOUN = 1 << 6,     /* another noun follows: it is used as an adjective */
    TB_CUE_QUOTED = 1 << 7,
    TB_CUE_WEAK = 1 << 8,     /* one word at the beginning of a sentence */
    TB_CUE_NESTED = 1 << 9,   /* inside a longer name */
    TB_CUE_OFFICE = 1 << 10,  /* an office stands behind it: "X, the minister of" */
    /* in a row with an entity of the book: "Hezbollah, X and others" */
    TB_CUE_LIKE_PERSON = 1 << 11, TB_CUE_LIKE_GROUP = 1 << 12, TB_CUE_LIKE_STATE = 1 << 13,
};

/* A place where a candidate stands. */
typedef struct tb_occurrence {
    uint32_t text, first, last; /* tokens, inclusive */
    uint32_t candidate;
    uint32_t cues;
} tb_occurrence;

typedef struct tb_candidate {
    tb_slice key;     /* folded */
    tb_slice text;    /* as first seen */
    uint32_t state;   /* of the lexicon, or TB_NONE */
    uint32_t variant; /* candidate that is the same without what describes it, or TB_NONE */
    uint32_t entity;  /* of which it seems to be a form, or TB_NONE */
    uint32_t parent;  /* the candidate that it is joined to; itself at first */
    uint32_t lex_first, lex_last, lex_head, lex_any; /* tb_lex of its first and last word, the one before "of", all */
    size_t n_words;
    size_t n;         /* places */
    bool described;   /* by described.c */
    bool has_name;    /* described, and by a state, a belief or a tie to a name */
    bool caps;        /* an acronym */
} tb_candidate;

typedef struct tb_gathering {
    tb_arena *arena;
    const tb_check *check;
    const tb_book *book;
    tb_lexicon lexicon;
    tb_map spellings_by_key, candidates_by_key;
    TB_VEC(tb_spelling) spellings;
    TB_VEC(tb_gap_text) texts;
    TB_VEC(tb_candidate) candidates;
    TB_VEC(tb_occurrence) occurrences;
    tb_buf scratch;
    tb_error *error;
} tb_gathering;

TB_MUST_USE tb_status tb_tokens_read(tb_gathering *g);
TB_MUST_USE tb_status tb_chunks_find(tb_gathering *g);
TB_MUST_USE tb_status tb_described_find(tb_gathering *g);
TB_MUST_USE tb_status tb_candidates_merge(tb_gathering *g);
TB_MUST_USE tb_status tb_candidates_rank(tb_gathering *g, const tb_gap_name **out, size_t *n);

/* Adds a place of the candidate that the tokens spell; *out (may be NULL) is the candidate. */
TB_MUST_USE tb_status tb_candidate_add(tb_gathering *g, uint32_t text, size_t first, size_t last, uint32_t cues,
                                       uint32_t *out);
/* The candidate that the tokens spell, without a place; made where it is new. */
TB_MUST_USE tb_status tb_candidate_of(tb_gathering *g, uint32_t text, size_t first, size_t last, uint32_t *out);
/* The candidate that those it is joined to stand under. */
uint32_t tb_candidate_root(const tb_gathering *g, uint32_t candidate);
static inline uint32_t tb_token_lex(const tb_gathering *g, const tb_token *t) {
    return g->spellings.at[t->spelling].lex;
}
/* What is seen round tokens first to last. */
uint32_t tb_cues_of(const tb_gathering *g, uint32_t text, size_t first, size_t last);

#endif
