/* Mark-up as the readers of HTML and of Markdown (which may hold HTML) see it in the source. Within the room only. */
#ifndef TB_CORPUS_HTML_H
#define TB_CORPUS_HTML_H

#include "corpus/html_entity.h"
#include "corpus/pieces.h"

/* Whether mark-up begins at s (a tag, comment or declaration; not every '<' is one). */
bool tb_html_is_markup(tb_slice s);
/* Bytes of the mark-up that s begins with; all of s where it has no end. */
size_t tb_html_markup_len(tb_slice s);
/* Whether a tag, given from its name on ("form id=x>…"), has this name (lower case); ASCII case aside. */
bool tb_html_is_named(tb_slice tag, const char *name);
/* Adds raw[from, to), which has no mark-up, with references replaced by what they stand for. TB_ENOMEM. */
TB_MUST_USE tb_status tb_html_add_decoded(tb_pieces *pieces, tb_entities *entities, size_t from, size_t to);
/* The encoding that a page says it has, as written, or "". */
tb_slice tb_html_charset(tb_slice page);

#endif
