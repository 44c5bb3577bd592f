/* JSON string literals, fast: most of a line of JSON Lines is one. Within the room only. */
#ifndef TB_CORPUS_JSONL_STRING_H
#define TB_CORPUS_JSONL_STRING_H

#include "base/slice.h"

/* Behind the string literal that begins at s.p[i] (its quotation mark); 0 where it has no end, a control character, a
 * wrong escape or half a surrogate pair. s is UTF-8. */
size_t tb_jsonl_string_end(tb_slice s, size_t i);
/* Writes what a literal (with its quotation marks, and without fault) stands for to out, which has room for as many
 * bytes as the literal has; the number of bytes written. */
size_t tb_jsonl_unescape(tb_slice literal, char *out);

#endif
