/* Mentions as JSON: the members that `mentions` promises, in its order. */
#ifndef TB_CLI_MENTION_LINES_H
#define TB_CLI_MENTION_LINES_H

#include "check/check.h"

/* What is the same for every mention of a form is written once, when this is made. Immutable; may be shared
 * by threads. */
typedef struct tb_mention_lines {
    const tb_book *book;
    tb_slice *tails;  /* of all forms: ,"entity":…,"kind":…,"form":…,"alias":… */
    uint32_t *firsts; /* of an entity's forms among them */
} tb_mention_lines;

TB_MUST_USE tb_status tb_mention_lines_new(tb_arena *arena, const tb_book *book, tb_mention_lines *out);

/* One line a mention of an article whose file is origin:
 * {"source":…,"start":…,"end":…,"line":…,"column":…,"text":…, and the tail. */
void tb_mention_lines_write(const tb_mention_lines *x, tb_buf *out, tb_slice source, const tb_text *text,
                            const tb_origin *origin, const tb_mentions *m);
/* The same mentions as an array without source, line and column, as `--jsonl` answers. */
void tb_mention_array_write(const tb_mention_lines *x, tb_buf *out, const tb_text *text, const tb_mentions *m);

#endif
