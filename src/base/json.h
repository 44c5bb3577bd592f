/* A writer of JSON (RFC 8259) into a buffer: commas and escapes are its business, order the caller's.
 * Strings are UTF-8; a byte that is no UTF-8 is written as U+FFFD. Compact, no line breaks, except that
 * with indent > 0 each member stands on a line of its own. Reading JSON is a library's work, not ours. */
#ifndef TB_BASE_JSON_H
#define TB_BASE_JSON_H

#include "base/buf.h"

#define TB_JSON_DEPTH 32

typedef struct tb_json {
    tb_buf *out;
    int indent; /* spaces a level; 0 is compact */
    int depth;
    bool comma[TB_JSON_DEPTH]; /* a member was written at this depth */
    bool after_key;
} tb_json;

static inline tb_json tb_json_to(tb_buf *out, int indent) {
    return (tb_json){.out = out, .indent = indent};
}
void tb_json_object(tb_json *j); /* { */
void tb_json_array(tb_json *j);  /* [ */
void tb_json_end_object(tb_json *j);
void tb_json_end_array(tb_json *j);
void tb_json_key(tb_json *j, const char *key);
void tb_json_key_slice(tb_json *j, tb_slice key);
void tb_json_string(tb_json *j, tb_slice s);
void tb_json_cstr(tb_json *j, const char *s); /* NULL writes null */
void tb_json_uint(tb_json *j, uint64_t n);
void tb_json_bool(tb_json *j, bool b);
void tb_json_null(tb_json *j);
/* The escaped string with its quotes, into any buffer. */
void tb_json_escape(tb_buf *out, tb_slice s);

#endif
