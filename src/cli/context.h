/* The passages that a reader must see to judge a piece of evidence: the sentences that its quotes touch, and
 * where an end is named only elsewhere, the sentence that names it; with the quotes and names in them. */
#ifndef TB_CLI_CONTEXT_H
#define TB_CLI_CONTEXT_H

#include "check/check.h"

enum { TB_MARK_QUOTE = 1, TB_MARK_FROM = 2, TB_MARK_TO = 4 };

typedef struct tb_mark {
    unsigned what;     /* one of TB_MARK_ */
    size_t start, end; /* bytes of the text's `text`, within the passage */
} tb_mark;

typedef struct tb_context {
    size_t start, end;    /* bytes of the text's `text`: whole sentences, without white space at the ends */
    tb_span at;           /* what the passage is shown for */
    unsigned what;        /* TB_MARK_QUOTE, or the end that only this passage names */
    const tb_mark *marks; /* by start, then the longer first, then what */
    size_t n_marks;
} tb_context;

/* The passages of one piece of evidence, in the order of its quotes, then those of the ends; none where the
 * text could not be read or nothing was found in it. In arena. TB_ENOMEM. */
TB_MUST_USE tb_status tb_contexts_find(tb_arena *arena, const tb_check *check, uint32_t link, size_t evidence,
                                       const tb_context **out, size_t *n);

#endif
