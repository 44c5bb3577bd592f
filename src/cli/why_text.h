/* What the two layouts of `why` as text share: by link (why_text.c) and by source (why_sources.c). */
#ifndef TB_CLI_WHY_TEXT_H
#define TB_CLI_WHY_TEXT_H

#include "cli/context.h"
#include "cli/why.h"

typedef struct tb_why_writer {
    const tb_cli *cli;
    tb_buf *out;
    const tb_load *load;
    size_t indent; /* of what is said about a piece of evidence */
} tb_why_writer;

void tb_why_paint(const tb_why_writer *w, const char *style);
/* Writes line wrapped, from column at on, and frees it. */
void tb_why_wrapped(const tb_why_writer *w, tb_buf *line, size_t at);
/* "id: title, publisher, author, date" */
void tb_why_source(const tb_why_writer *w, const tb_source *s);
/* "FROM relation TO" with names, and " (id) (private)". */
void tb_why_sentence(const tb_why_writer *w, tb_buf *out, const tb_link *link);
void tb_why_tags(tb_buf *out, const tb_link *link);
/* The note of a link, and what it says where it has no evidence. */
void tb_why_remarks(const tb_why_writer *w, const tb_link *link);
/* "file:line:column" and the passage with its marks; link: of a passage that shows where an end is named. */
void tb_why_passage(const tb_why_writer *w, const tb_link *link, const tb_article *a, const tb_context *c);
/* A quote that no passage shows, in its own words. */
void tb_why_lost_quotes(const tb_why_writer *w, const tb_evidence *e, const tb_verdict *v);
/* "alleged by WHO, held WHEN; support: …", and the note. */
void tb_why_claim(const tb_why_writer *w, const tb_link *link, const tb_evidence *e, const tb_verdict *v);

/* All links of one entity: each article once, each passage once, with the links that it carries. */
TB_MUST_USE tb_status tb_why_sources(tb_cli *cli, const tb_why *why);

#endif
