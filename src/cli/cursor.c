/* See cursor.h. */
#include "cli/cursor.h"

#include "base/scan.h"
#include "base/utf8.h"

#define APART 65536 /* bytes between stations */

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

/* Counts from s to offset, and leaves stations where there are none yet. */
static void walk(tb_cursor *c, tb_station s, size_t offset) {
    const tb_origin *o = c->origin;
    size_t known = c->stations.n ? c->stations.at[c->stations.n - 1].offset : begin_of(c).offset;
    while (s.offset < offset) {
        size_t station = known + APART > s.offset ? known + APART : s.offset + 1;
        size_t plain = tb_ascii_len(tb_slice_sub(o->bytes, s.offset, offset < station ? offset : station));
        size_t n = plain ? plain : tb_utf8_len(o->bytes.p + s.offset, o->bytes.len - s.offset);
        if (s.offset + (n ? n : 1) > offset) break; /* in the middle of a character: its column */
        s.offset += n ? n : 1;
        s.column += plain ? plain : 1;
        if (s.offset < known + APART) continue;
        known = s.offset;
        if (tb_vec_push(NULL, &c->stations, s) != TB_OK) continue; /* slower, and right all the same */
    }
    c->last = s;
}

tb_position tb_cursor_at(tb_cursor *c, size_t offset) {
    if (offset > c->origin->bytes.len) offset = c->origin->bytes.len;
    if (!is_in_line(c, offset)) {
        c->line = tb_origin_line_at(c->origin, offset);
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
