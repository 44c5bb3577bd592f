/* Origins: which file a place is in, and the lines and columns of bytes. Owns the one definition of a line
 * break; must not know what kind of file it looks at. */
#include "base/origin.h"

#include "base/utf8.h"

#define MOST_KEPT 65536 /* line starts, for whose memory the next file need not ask again */

size_t tb_line_break(const char *p, size_t len) {
    if (len == 0) return 0;
    const unsigned char *b = (const unsigned char *)p;
    if (b[0] == '\n') return 1;
    if (b[0] == '\r') return len > 1 && b[1] == '\n' ? 2 : 1;
    if (b[0] == 0xC2 && len > 1 && b[1] == 0x85) return 2; /* NEL */
    if (b[0] == 0xE2 && len > 2 && b[1] == 0x80 && (b[2] == 0xA8 || b[2] == 0xA9)) return 3;
    return 0;
}

static tb_status copy_starts(tb_arena *arena, const tb_survey *s, size_t **out, size_t *n) {
    *n = s->starts.n;
    *out = TB_NEW_ARRAY(arena, *n, size_t);
    if (!*out) return TB_ENOMEM;
    memcpy(*out, s->starts.at, *n * sizeof **out);
    return TB_OK;
}

tb_status tb_line_starts(tb_arena *arena, tb_slice bytes, size_t **out, size_t *n) {
    tb_survey survey = {0};
    tb_status status = tb_survey_make(bytes, &survey);
    if (status == TB_OK) status = copy_starts(arena, &survey, out, n);
    tb_survey_free(&survey);
    return status;
}

tb_status tb_origins_add(tb_origins *o, tb_slice name, tb_slice bytes, uint32_t *out) {
    if (o->all.n >= TB_NO_ORIGIN) return TB_ELIMIT;
    tb_origin origin = {.bytes = bytes};
    TB_TRY(tb_arena_copy(&o->arena, name, &origin.name));
    tb_status status = tb_survey_make(bytes, &o->survey);
    if (status == TB_OK) status = copy_starts(&o->arena, &o->survey, &origin.line_starts, &origin.n_lines);
    origin.is_text = o->survey.is_text;
    if (o->survey.starts.cap > MOST_KEPT) tb_survey_free(&o->survey);
    TB_TRY(status);
    TB_TRY(tb_vec_push(&o->arena, &o->all, origin));
    *out = (uint32_t)(o->all.n - 1);
    return TB_OK;
}

void tb_origins_free(tb_origins *o) {
    tb_arena_free(&o->arena);
    tb_survey_free(&o->survey);
    *o = (tb_origins){0};
}

void tb_origins_clear(tb_origins *o) {
    tb_arena_clear(&o->arena);
    *o = (tb_origins){.arena = o->arena, .survey = o->survey};
}

/* Where the characters of a line (from 0) begin: after the BOM, if there is one. */
static size_t line_begin(const tb_origin *o, size_t line) {
    if (line == 0 && tb_slice_starts(o->bytes, TB_S("\xEF\xBB\xBF"))) return 3;
    return o->line_starts[line];
}

/* The end of a line (from 0) without its break. */
static size_t line_end(const tb_origin *o, size_t line) {
    if (line + 1 == o->n_lines) return o->bytes.len;
    size_t end = o->line_starts[line + 1];
    /* Of the breaks that end here the longest counts: CRLF before LF. */
    for (size_t n = 3; n > 1; n--)
        if (end >= o->line_starts[line] + n && tb_line_break(o->bytes.p + end - n, n) == n) return end - n;
    return end - 1;
}

/* The last line (from 0) that begins at or before offset. */
static size_t line_of(const tb_origin *o, size_t offset) {
    size_t low = 0, high = o->n_lines;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (o->line_starts[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* Bytes of the character at p; a byte that is no UTF-8 is one by itself. */
static size_t step(const char *p, size_t len) {
    size_t n = tb_utf8_len(p, len);
    return n ? n : 1;
}

size_t tb_origin_line_at(const tb_origin *o, size_t offset) {
    return line_of(o, offset) + 1;
}

tb_position tb_origin_position(const tb_origin *o, size_t offset) {
    if (offset > o->bytes.len) offset = o->bytes.len;
    size_t line = line_of(o, offset);
    size_t column = 1;
    for (size_t at = line_begin(o, line); at < offset; column++) {
        at += step(o->bytes.p + at, o->bytes.len - at);
        if (at > offset) break; /* in the middle of a character: its column */
    }
    return (tb_position){line + 1, column};
}

size_t tb_origin_offset(const tb_origin *o, tb_position at) {
    size_t line = at.line < 1 ? 0 : at.line - 1;
    if (line >= o->n_lines) return o->bytes.len;
    size_t offset = line_begin(o, line), end = line_end(o, line);
    for (size_t column = 1; column < at.column && offset < end; column++)
        offset += step(o->bytes.p + offset, end - offset);
    return offset;
}

tb_slice tb_origin_line(const tb_origin *o, size_t line) {
    if (line < 1 || line > o->n_lines) return (tb_slice){0};
    return tb_slice_sub(o->bytes, line_begin(o, line - 1), line_end(o, line - 1));
}
