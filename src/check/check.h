/* The check: every entity, name, link and quote of a book against its texts. */
#ifndef TB_CHECK_CHECK_H
#define TB_CHECK_CHECK_H

#include "book/book.h"
#include "corpus/corpus.h"

/* A place in a text where a form of an entity stands. */
typedef struct tb_mention {
    size_t start, end; /* bytes of the text's `text`; tb_text_to_raw leads to the file */
    uint32_t entity;
    uint32_t form;     /* index into the entity's forms */
    bool nested;       /* inside a longer name of the book */
} tb_mention;

typedef TB_VEC(tb_mention) tb_mentions; /* on the heap: tb_vec_free */

/* The names of a book, ready to be looked for in any number of texts; immutable, may be shared. */
typedef struct tb_names_index tb_names_index;
TB_MUST_USE tb_status tb_names_index_new(const tb_book *book, tb_names_index **out);
void tb_names_index_free(tb_names_index *x);
/* The mentions in a text, sorted by start, then entity in the order of ids, then longer first; with nested
 * also the names inside longer names. source (or TB_NONE for a text outside the book) decides only-in.
 * Appends to *out. TB_ENOMEM. */
TB_MUST_USE tb_status tb_mentions_find(const tb_names_index *x, tb_scratch *scratch, const tb_text *text,
                                       uint32_t source, bool nested, tb_mentions *out);

typedef enum tb_support {
    TB_SUPPORT_UNCHECKED, /* the text could not be read, or the quote is not found */
    TB_SUPPORT_NONE, TB_SUPPORT_ARTICLE, TB_SUPPORT_PARAGRAPH, TB_SUPPORT_SENTENCE, TB_SUPPORT_QUOTE,
} tb_support;
const char *tb_support_name(tb_support s); /* "unchecked", "none", "article", … */

typedef struct tb_span {
    size_t start, end; /* bytes of the text's `text` */
} tb_span;

/* What became of one piece of evidence for one link. */
typedef struct tb_verdict {
    bool checked;         /* the text could be read */
    bool found;           /* every quote of the list stands in the text */
    const tb_span *spans; /* the first place of each quote, in the order of the book; start == end where not found */
    size_t n_spans;
    tb_support support;
    bool from_by_reference, to_by_reference;
    bool from_nested, to_nested;
    tb_span from_at, to_at; /* the place nearest to the quote that names (or refers to) the endpoint; empty if none */
} tb_verdict;

typedef struct tb_source_state {
    tb_article article;
    bool is_read;            /* article is filled */
    tb_sentences sentences;
    tb_mentions mentions;    /* with nested ones */
    bool drifted;            /* the book lists hashes, and that of this text is none of them */
} tb_source_state;

typedef struct tb_link_state {
    tb_verdict *verdicts; /* one for each evidence of the link */
} tb_link_state;

typedef struct tb_counts {
    size_t articles, articles_read;
    size_t entities, entities_mentioned;
    size_t links, links_supported, links_weak, links_unsupported, links_unsourced, links_unchecked;
    size_t evidence, by_support[TB_SUPPORT_QUOTE + 1];
    size_t quotes, quotes_found;
    size_t mentions;
} tb_counts;

typedef struct tb_check {
    tb_arena arena;
    const tb_book *book;
    tb_source_state *sources; /* as book->sources */
    tb_link_state *links;     /* as book->links */
    size_t *mentions;         /* [entity * n_sources + source], nested ones not counted */
    tb_counts counts;
} tb_check;

/* Where earlier versions of a text may be had from, so that it can be said what became of the quotes of a text that
 * drifted. */
typedef struct tb_earlier {
    /* Appends the i-th candidate (from 0) for the earlier version of the text of a source to *out, and says in *where what it
     * is ("old/daily.txt"; lives as long as context). *more is false, and nothing is appended, where there are no more.
     * What cannot be read is no candidate. TB_ENOMEM. */
    tb_status (*read)(void *context, const tb_source *source, tb_slice path, size_t i, tb_buf *out, tb_slice *where, bool *more);
    void *context;
} tb_earlier;

typedef struct tb_check_options {
    const tb_slice *texts; /* folders that replace the book's, as given; n_texts 0: the book's own */
    size_t n_texts;
    tb_date today;         /* for waivers; year 0: waivers do not expire */
    const tb_severity *severities; /* levels of findings, over those of the book; the last of a code counts */
    size_t n_severities;
    const tb_earlier *earlier; /* or NULL: none are known */
} tb_check_options;

/* The folders in which the texts of a book are looked for, at least one; in arena. */
TB_MUST_USE tb_status tb_check_folders(tb_arena *arena, const tb_book *book, const tb_check_options *options,
                                       const tb_slice **out, size_t *n);

/* Reads the texts, finds the mentions, verifies and grades the evidence, applies the waivers; findings are added and
 * sorted. The book's front-matter fields are filled in. TB_ENOMEM, TB_EDATA (no sentence rules).
 * *out is freed with tb_check_free, before the book. */
TB_MUST_USE tb_status tb_check_run(tb_book *book, const tb_check_options *options, tb_origins *origins,
                                   tb_findings *findings, tb_check **out, tb_error *error);
void tb_check_free(tb_check *c);

/* The best support that a link has, over its evidence. */
tb_support tb_link_support(const tb_check *c, uint32_t link);

#endif
