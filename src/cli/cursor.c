/* See cursor.h. */
#include "cli/cursor.h"

#include "base/scan.h"
#include "base/utf8.h"

#define APART 65536 /* bytes between stations */
#define NEAR 16     /* lines in which the next offset mostly is */

static bool is_in_line(const tb_cursor *c, size_t offset) {
    const tb_origin *o = c->origin;
    return c->line && offset >= o->line_starts[c->line - 1] &&
           (c->line == o->n_lines || offset < o->line_starts[c->line]);
}

/* The start of the line, behind a BOM. */
static tb_station begin_of(const tb_cursor *c) {
    bool bom = c->line == 1 && tb_slice_starts(c->origin->bytes, TB_S("\xEF\xBB\xBF"));
    return (tb_station){c->origin->line_starts[c->line - 1] + (bom ? 3 : 0), 1};
}

/* The nearest place at or before offset from where the line may be counted. */
static tb_station nearest(const tb_cursor *c, size_t offset) {
    tb_station best = begin_of(c);
    size_t low = 0, high = c->stations.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (c->stations.at[middle].offset <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    if (low > 0) best = c->stations.at[low - 1];
    return c->last.offset <= offset && c->last.offset > best.offset ? c->last : best;
}

static bool is_inside_character(const tb_origin *o, size_t offset) {
    return offset < o->bytes.len && ((unsigned char)o->bytes.p[offset] & 0xC0) == 0x80;
}

/* Goes on to `to` or, where that is inside a character, behind it; in text, where bytes need not be told apart to be
 * counted. */
static void leap(const tb_origin *o, tb_station *s, size_t to) {
    while (is_inside_character(o, to)) to++;
    s->column += tb_utf8_count(tb_slice_sub(o->bytes, s->offset, to));
    s->offset = to;
}

/* Goes on towards `to`, over ASCII or one character; in a file that is no text. False where that would lead beyond
 * end. */
static bool step(const tb_origin *o, tb_station *s, size_t to, size_t end) {
    size_t plain = tb_ascii_len(tb_slice_sub(o->bytes, s->offset, to));
    size_t n = plain ? plain : tb_utf8_len(o->bytes.p + s->offset, o->bytes.len - s->offset);
    if (s->offset + (n ? n : 1) > end) return false;
    s->offset += n ? n : 1;
    s->column += plain ? plain : 1;
    return true;
}

/* Counts from s to offset (inside a character: to its start), and leaves stations where there are none yet. */
static void walk(tb_cursor *c, tb_station s, size_t offset) {
    const tb_origin *o = c->origin;
    size_t known = c->stations.n ? c->stations.at[c->stations.n - 1].offset : begin_of(c).offset;
    while (o->is_text && is_inside_character(o, offset)) offset--;
    while (s.offset < offset) {
        size_t station = known + APART > s.offset ? known + APART : s.offset + 1;
        size_t to = offset < station ? offset : station;
        if (o->is_text)
            leap(o, &s, to);
        else if (!step(o, &s, to, offset))
            break;
        if (s.offset < known + APART) continue;
        known = s.offset;
        if (tb_vec_push(NULL, &c->stations, s) != TB_OK) continue; /* slower, and right all the same */
    }
    c->last = s;
}

/* The line of offset, which mostly is a little behind the last one. */
static size_t line_at(const tb_cursor *c, size_t offset) {
    const tb_origin *o = c->origin;
    size_t from = c->line ? c->line : 1;
    if (offset >= o->line_starts[from - 1])
        for (size_t n = from; n < from + NEAR; n++)
            if (n == o->n_lines || offset < o->line_starts[n]) return n;
    return tb_origin_line_at(o, offset);
}

tb_position tb_cursor_at(tb_cursor *c, size_t offset) {
    if (offset > c->origin->bytes.len) offset = c->origin->bytes.len;
    if (!is_in_line(c, offset)) {
        c->line = line_at(c, offset);
        c->stations.n = 0;
        c->last = begin_of(c);
    }
    walk(c, nearest(c, offset), offset);
    return (tb_position){c->line, c->last.column};
}

void tb_cursor_free(tb_cursor *c) {
    tb_vec_free(&c->stations);
}

tb_position tb_locate(tb_locator *l, const tb_origins *origins, uint32_t origin, size_t offset) {
    while (l->cursors.n <= origin) {
        tb_cursor next = tb_cursor_on(&origins->all.at[l->cursors.n]);
        if (tb_vec_push(NULL, &l->cursors, next) != TB_OK)
            return tb_origin_position(&origins->all.at[origin], offset);
    }
    l->cursors.at[origin].origin = &origins->all.at[origin]; /* the list may have moved */
    return tb_cursor_at(&l->cursors.at[origin], offset);
}

void tb_locator_free(tb_locator *l) {
    for (size_t i = 0; i < l->cursors.n; i++) tb_cursor_free(&l->cursors.at[i]);
    tb_vec_free(&l->cursors);
}
