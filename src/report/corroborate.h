/* Passages in other articles that name both ends of a stated link: places for a curator to read, and to quote or not. They
 * support nothing by themselves; two names in one sentence are no link.
 *
 * Documents are looked at one after the other and forgotten; for each link the best few passages are kept, so memory does
 * not grow with the number of documents. */
#ifndef TB_REPORT_CORROBORATE_H
#define TB_REPORT_CORROBORATE_H

#include "check/check.h"

#define TB_CORROBORATE_MAX 100 /* passages kept of one link */

typedef struct tb_document {
    tb_slice id;         /* what it is called: a path, or the id of a JSON document */
    const tb_text *text;
    tb_article *article; /* of a file, or NULL */
    size_t line;         /* of a JSON document in its stream, from 1; 0 for a file */
} tb_document;

typedef struct tb_corroboration {
    uint32_t link;       /* of the book */
    tb_slice id;         /* of the document */
    tb_slice passage;    /* the sentence or sentences, on one line: white space in runs is one blank */
    tb_span from, to;    /* of the passage: where the ends are named */
    tb_slice quote;      /* words of the document for evidence: from the one name to the other, "[…]" where they are many */
    size_t start, end;   /* bytes of the file (of the JSON document's text) from the one name to the other */
    size_t line, column; /* from 1, of start in the file; for a JSON document its line, and column 0 */
    bool one_sentence;
    unsigned n_cues;     /* words of the passage that the relation lets expect */
    unsigned distance;   /* words between the names */
    unsigned score;      /* the list is in the order of it; only comparisons are meant by it */
    uint32_t like;       /* source of the book whose text the document nearly is, or TB_NONE */
    unsigned copies;     /* further documents that are nearly this one, or have the same passage; of those that came when there
                            was no room for another passage only the ones that seemed better are counted */
} tb_corroboration;

typedef struct tb_corroborator tb_corroborator;

/* For the links of a checked book, which must outlive it; of each at most `most` passages (1 to TB_CORROBORATE_MAX) are kept.
 * TB_ENOMEM. */
TB_MUST_USE tb_status tb_corroborator_new(const tb_check *check, size_t most, tb_corroborator **out);
void tb_corroborator_free(tb_corroborator *c);
/* Looks at a document, of which nothing is borrowed. One that is a source of the book already (its id is, in JSON; or its text
 * or its hash) is passed over. TB_ENOMEM, TB_EDATA with error filled (no sentence rules). */
TB_MUST_USE tb_status tb_corroborator_read(tb_corroborator *c, const tb_document *doc, tb_error *error);

typedef struct tb_corroborations {
    const tb_corroboration *at; /* by link in the order of the book, the best first; belongs to the corroborator */
    size_t n;
    size_t n_documents; /* looked at */
    size_t n_sources;   /* of those that name both ends of some link: passed over as sources of the book */
    size_t n_links;             /* links with a passage */
} tb_corroborations;
/* What was found so far. In arena, borrowing from c until it reads on. TB_ENOMEM. */
TB_MUST_USE tb_status tb_corroborator_results(const tb_corroborator *c, tb_arena *arena, tb_corroborations *out);

#endif
