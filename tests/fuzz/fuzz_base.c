/* Origins and JSON strings on arbitrary bytes: positions lead back to where they came from, lines cover the file,
 * and what is escaped is read back by another JSON reader as it was. */
#include <string.h>

#include <jansson.h>

#include "base/json.h"
#include "base/origin.h"
#include "base/utf8.h"
#include "fuzz.h"

static void check_origin(tb_slice bytes) {
    tb_origins origins = {0};
    uint32_t index;
    CHECK(tb_origins_add(&origins, TB_S("file"), bytes, &index) == TB_OK);
    const tb_origin *o = &origins.all.at[index];
    size_t end_of_last = 0;
    for (size_t line = 1; line <= o->n_lines; line++) {
        tb_slice s = tb_origin_line(o, line);
        size_t start = o->line_starts[line - 1], next = line < o->n_lines ? o->line_starts[line] : bytes.len;
        CHECK(start == end_of_last && next >= start + s.len);
        for (size_t i = 0; i < s.len; i++) CHECK(tb_line_break(s.p + i, s.len - i) == 0);
        if (line < o->n_lines) CHECK(next > start);
        end_of_last = next;
    }
    CHECK(end_of_last == bytes.len);
    tb_position before = {1, 1};
    for (size_t i = 0; i <= bytes.len && i < 2000; i++) {
        tb_position at = tb_origin_position(o, i);
        CHECK(at.line > before.line || (at.line == before.line && at.column >= before.column));
        CHECK(at.column <= before.column + 1 || at.line > before.line);
        size_t back = tb_origin_offset(o, at);
        CHECK(back <= i || (i < 3 && back == 3)); /* at the start of the same character, or after a BOM */
        before = at;
    }
    tb_origins_free(&origins);
}

static void check_json(tb_slice bytes) {
    tb_buf out = {0};
    tb_json_escape(&out, bytes);
    CHECK(tb_buf_status(&out) == TB_OK);
    json_error_t error;
    json_t *value = json_loadb(out.p, out.len, JSON_DECODE_ANY | JSON_ALLOW_NUL, &error);
    CHECK(value != NULL);
    bool valid = true;
    for (size_t i = 0, n; valid && i < bytes.len; i += n) {
        n = tb_utf8_len(bytes.p + i, bytes.len - i);
        valid = n > 0;
    }
    if (valid) CHECK(tb_slice_eq(bytes, (tb_slice){json_string_value(value), json_string_length(value)}));
    json_decref(value);
    tb_buf_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    tb_slice bytes = {(const char *)data, size};
    check_origin(bytes);
    check_json(bytes);
    return 0;
}
