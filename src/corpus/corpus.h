/* The corpus: article files to texts. Finds the file of a source, reads plain text, Markdown and HTML,
 * sets front matter, markup and ignored lines aside, and keeps the way back to the bytes on disk. */
#ifndef TB_CORPUS_CORPUS_H
#define TB_CORPUS_CORPUS_H

#include "base/file.h"
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
    char sha256[65];        /* "" until tb_article_sha256 is asked for it */
    tb_slice front_matter;  /* the YAML between the --- lines, "" if none */
    size_t front_matter_at; /* its offset in the file */
    tb_text text;
    bool readable;          /* false: a finding says why, and text is empty or without words */
    tb_folder folder;       /* of the file, for the next one */
} tb_article;

/* Reads one file ("-" is standard input). What is wrong with it is a finding with subject, and the status still
 * TB_OK: not there, unreadable or larger than TB_TEXT_MAX (reported at `at`, a place in the book); not UTF-8 or
 * with a NUL byte, no words in it, HTML or Markdown that cannot be read with bounded work: then readable is
 * false. Front matter without an end is a finding too, but the text is readable. ignore are whole lines, white
 * space at their ends aside; they are borrowed for the call. Otherwise TB_ENOMEM. *out is filled in place and
 * emptied with tb_article_free, whatever the status; it must not be moved once it is filled. origins borrow
 * the article's bytes. Cost: in proportion to the file; HTML takes about 30 times its size in memory meanwhile. */
TB_MUST_USE tb_status tb_article_read(tb_article *out, const char *path, const tb_slice *ignore, size_t n_ignore,
                                      tb_origins *origins, tb_findings *findings, tb_slice subject, tb_place at);
/* The same into an article that holds another one, whose memory is used again; its origin must be gone
 * (tb_origins_clear). */
TB_MUST_USE tb_status tb_article_read_next(tb_article *out, const char *path, const tb_slice *ignore, size_t n_ignore,
                                           tb_origins *origins, tb_findings *findings, tb_slice subject, tb_place at);
/* The same for bytes already read (moved into the article). */
TB_MUST_USE tb_status tb_article_parse(tb_article *out, tb_slice path, tb_buf *bytes, const tb_slice *ignore,
                                       size_t n_ignore, tb_origins *origins, tb_findings *findings,
                                       tb_slice subject, tb_place at);
void tb_article_free(tb_article *a);
/* The SHA-256 of the file's bytes as 64 lower-case hex digits; reckoned when it is asked for first. */
const char *tb_article_sha256(tb_article *a);
/* That of any bytes, and a NUL. About 0.2 to 2 GB/s, by machine. */
void tb_sha256_hex(tb_slice bytes, char out[65]);

/* A text that is no file: plain, and what looks like front matter is text. Borrows bytes, which are valid UTF-8; ignore as
 * above. In arena. TB_ENOMEM. */
TB_MUST_USE tb_status tb_corpus_plain(tb_arena *arena, tb_slice bytes, const tb_slice *ignore, size_t n_ignore,
                                      tb_text *out);

/* Which file in folders is the text of a source: the one named file where that is not "", else the only
 * one whose stem (its name without the last ending) is id and whose ending is a text's (txt, md, markdown, html,
 * htm, xhtml, in lower or upper case, or none). Earlier folders win, subfolders are not looked into. *out is "" where
 * there is none; *second is "" but where two fit in one folder. Paths end in NUL, in arena. TB_ENOMEM. */
TB_MUST_USE tb_status tb_corpus_find(tb_arena *arena, const tb_slice *folders, size_t n, tb_slice id, tb_slice file,
                                     tb_slice *out, tb_slice *second);

#endif
