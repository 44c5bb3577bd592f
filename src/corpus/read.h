/* The readers of formats, each in a file of its own. They take a whole file of valid UTF-8 without NUL bytes,
 * and where its text begins after a BOM and front matter. Within the room only. */
#ifndef TB_CORPUS_READ_H
#define TB_CORPUS_READ_H

#include "corpus/lines.h"
#include "text/text.h"

/* Plain text. TB_ENOMEM. */
TB_MUST_USE tb_status tb_plain_read(tb_arena *arena, tb_slice raw, size_t body, const tb_ignore *ignore, tb_text *out);

/* CommonMark with GitHub's tables. TB_ENOMEM; TB_ELIMIT where the text cannot be read with bounded work, then *why
 * is a clause that says what is the matter with "it". */
TB_MUST_USE tb_status tb_markdown_read(tb_arena *arena, tb_slice raw, size_t body, const tb_ignore *ignore,
                                       tb_text *out, const char **why);

/* The main text of a page, as docs/texts.md says; xml where it is XHTML by its name (it may also say so itself). Fails
 * as tb_markdown_read. */
#define TB_HTML_MAX ((size_t)128 << 20) /* bytes of a page */
TB_MUST_USE tb_status tb_html_read(tb_arena *arena, tb_slice raw, size_t body, bool xml, const tb_ignore *ignore,
                                   tb_text *out, const char **why);

#endif
