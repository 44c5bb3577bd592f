/* JSON Lines: documents on a stream, one JSON object a line with "id" (string or number) and "text" (string);
 * other keys are passed over. Memory is in proportion to the longest line, not to the number of lines.
 *
 * Reading lines and understanding them are two steps, so that one thread can read and others parse. */
#ifndef TB_CORPUS_JSONL_H
#define TB_CORPUS_JSONL_H

#include "base/slice.h"
#include "base/status.h"

#define TB_JSONL_MAX ((size_t)1 << 30) /* bytes of one line, without its line feed */

typedef struct tb_jsonl tb_jsonl; /* a reader of lines */

typedef struct tb_jsonl_line {
    size_t number;  /* from 1 */
    tb_slice bytes; /* without LF or CRLF, without a BOM before the first line; until the next call on the reader */
    bool too_long;  /* longer than TB_JSONL_MAX: the line was passed over, bytes is "" */
} tb_jsonl_line;

/* A reader of fd, which it does not close; name is for messages and must outlive it. TB_ENOMEM. */
TB_MUST_USE tb_status tb_jsonl_open(int fd, const char *name, tb_jsonl **out);
/* The next line; *more is false at the end of the stream, and there is no line. Only LF ends a line; the last one
 * needs none. An empty line is a line. TB_EIO with error filled, TB_ENOMEM; after either the reader is at its end. */
TB_MUST_USE tb_status tb_jsonl_next(tb_jsonl *reader, tb_jsonl_line *out, bool *more, tb_error *error);
/* Whether the next line is there already, so that tb_jsonl_next will not wait for the stream. */
bool tb_jsonl_ready(const tb_jsonl *reader);
void tb_jsonl_close(tb_jsonl *reader); /* NULL is fine */

typedef struct tb_jsonl_doc {
    tb_slice id_json;  /* the id as it stands in the line, quotation marks and all: to be echoed */
    tb_slice id;       /* a string without quotation marks and escapes; a number as written */
    tb_slice text;     /* UTF-8; may hold NUL characters (\u0000) */
    char error[256];   /* why the line is no document, one clause of UTF-8; "" where it is one */
    void *own;
} tb_jsonl_doc;

/* Understands a line; id_json (and a number's id) point into it, the rest lives until tb_jsonl_doc_free. An empty
 * line, a key that stands twice, half a surrogate pair, and what is no object with an id and a text are
 * errors of the document, with TB_OK. TB_ENOMEM. May be called by several threads. */
TB_MUST_USE tb_status tb_jsonl_parse(const tb_jsonl_line *line, tb_jsonl_doc *out);
void tb_jsonl_doc_free(tb_jsonl_doc *doc);

#endif
