/* Passages of one document that name both ends of links of a book. Within the room only. */
#ifndef TB_REPORT_PASSAGE_H
#define TB_REPORT_PASSAGE_H

#include "check/check.h"
#include "report/cues.h"

/* Which pairs of entities have links; made once for a book. */
typedef struct tb_passages {
    const tb_book *book;
    tb_arena arena;
    tb_map pairs;        /* two entities as bytes, the lower first → index into first */
    uint32_t *first;     /* by pair: a link, then next */
    uint32_t *next;      /* by link: the next of the same pair, or TB_NONE */
    tb_cues cues;
} tb_passages;

TB_MUST_USE tb_status tb_passages_new(const tb_book *book, tb_passages *out);
void tb_passages_free(tb_passages *p);

/* The best passage of a document for one link. Offsets are bytes of the text. */
typedef struct tb_passage_found {
    uint32_t link;
    tb_span from, to;   /* where the ends are named */
    tb_span first, second; /* the sentences of the one named first and of the other; the same where they stand in one */
    tb_span quote;      /* from the one name to the other */
    bool one_sentence;
    unsigned n_cues, distance, score;
} tb_passage_found;

/* Of each link whose ends are named in one paragraph the best passage, by link. mentions are those of the text, without nested
 * ones. In arena. TB_ENOMEM, TB_EDATA with error filled. */
TB_MUST_USE tb_status tb_passages_find(const tb_passages *p, const tb_text *text, const tb_mentions *mentions, tb_arena *arena,
                                       const tb_passage_found **out, size_t *n, tb_error *error);

/* A passage and its quote in words. */
typedef struct tb_passage_words {
    tb_buf passage, quote;
    tb_span from, to; /* of passage */
    uint64_t hash;    /* of the passage's words, folded */
} tb_passage_words;

TB_MUST_USE tb_status tb_passage_write(tb_slice text, const tb_passage_found *p, tb_passage_words *out);
void tb_passage_words_free(tb_passage_words *w);

#endif
