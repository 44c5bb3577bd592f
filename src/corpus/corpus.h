/* The corpus: article files to texts. Finds the file of a source, reads plain text, Markdown and HTML,
 * sets front matter, markup and ignored lines aside, and keeps the way back to the bytes on disk. */
#ifndef TB_CORPUS_CORPUS_H
#define TB_CORPUS_CORPUS_H

#include "base/buf.h"
#include "base/finding.h"
#include "text/text.h"

#define TB_TEXT_MAX ((size_t)1 << 30) /* bytes of one article file */

typedef enum tb_text_format { TB_TEXT_PLAIN, TB_TEXT_MARKDOWN, TB_TEXT_HTML } tb_text_format;

typedef struct tb_article {
    tb_arena arena;
    tb_slice path;          /* as shown */
    uint32_t origin;        /* the file in origins, or TB_NO_ORIGIN */
    tb_buf bytes;           /* the file */
    tb_text_format format;  /* by the file's ending: md, markdown; html, htm, xhtml; else plain */
    char sha256[65];        /* of the file's bytes, lower-case hex */
    tb_slice front_matter;  /* the YAML between the --- lines, "" if none */
    size_t front_matter_at; /* its offset in the file */
    tb_text text;
    bool readable;          /* false: a finding says why, and nothing was checked in it */
} tb_article;

/* Reads one file. What is wrong with it (missing, unreadable, not UTF-8, empty, open front matter) is a
 * finding with subject; then readable is false and the status still TB_OK. ignore are whole lines.
 * `at` is the place in the book to which a missing file is reported. TB_ENOMEM. *out is filled in place
 * and emptied with tb_article_free; it must not be moved once it is filled. */
TB_MUST_USE tb_status tb_article_read(tb_article *out, const char *path, const tb_slice *ignore, size_t n_ignore,
                                      tb_origins *origins, tb_findings *findings, tb_slice subject, tb_place at);
/* The same for bytes already read (moved into the article). */
TB_MUST_USE tb_status tb_article_parse(tb_article *out, tb_slice path, tb_buf *bytes, const tb_slice *ignore,
                                       size_t n_ignore, tb_origins *origins, tb_findings *findings,
                                       tb_slice subject, tb_place at);
void tb_article_free(tb_article *a);

/* Which file in folders is the text of a source: the one named file where that is not "", else the only
 * one whose stem is id and whose ending is a text's (txt, md, markdown, html, htm, xhtml, or none).
 * Earlier folders win. *out is "" where there is none; *second is set where two fit in one folder. */
TB_MUST_USE tb_status tb_corpus_find(tb_arena *arena, const tb_slice *folders, size_t n, tb_slice id, tb_slice file,
                                     tb_slice *out, tb_slice *second);

#endif
