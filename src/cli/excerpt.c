/* Source line and caret; see excerpt.h. Articles have paragraphs on one line, so a line may be as long as its
 * file: nothing here looks further than what is shown. */
#include "cli/excerpt.h"

#include "base/utf8.h"
#include "cli/clean.h"
#include "cli/style.h"

#define GUTTER 5 /* digits of the line number */
#define TAB 8    /* columns, at most, of a tab */
#define LEAST 20 /* columns that are shown of a line, however narrow the terminal */

static size_t columns_of(const tb_shown *c) {
    return c->text[0] == '\t' ? TAB : (size_t)c->width;
}

/* The start of the character before at. */
static size_t before(tb_slice line, size_t at) {
    size_t from = at > 4 ? at - 4 : 0;
    for (size_t i = from; i + 1 < at; i++)
        if (tb_utf8_len(line.p + i, line.len - i) == at - i) return i;
    return at - 1;
}

/* Goes left from at while no more than columns are taken; marks stay with their letter. */
static size_t reach_left(tb_slice line, size_t at, size_t columns) {
    size_t best = at, used = 0;
    while (at > 0) {
        at = before(line, at);
        tb_shown c = tb_shown_at(line, at);
        used += columns_of(&c);
        if (used > columns) break;
        if (c.width > 0) best = at;
        if (at == 0) best = 0;
    }
    return best;
}

static size_t reach_right(tb_slice line, size_t at, size_t columns) {
    size_t used = 0;
    while (at < line.len) {
        tb_shown c = tb_shown_at(line, at);
        used += columns_of(&c);
        if (used > columns) break;
        at += c.len;
    }
    return at;
}

/* The part of line that is shown for a range that begins at `at`. */
static void clip(tb_slice line, size_t at, size_t width, size_t *from, size_t *to) {
    *from = 0;
    *to = reach_right(line, 0, width);
    if (*to == line.len) return;
    *from = reach_left(line, at, width / 3);
    *to = reach_right(line, *from, width - 2); /* two columns for the dots */
}

static void paint(tb_buf *out, const char *style, bool color) {
    if (color) tb_buf_puts(out, style);
}

/* The marks: blanks and tabs up to start, then one mark a column up to end. */
static void marks(tb_buf *out, tb_slice line, size_t from, size_t to, size_t start, size_t end, bool color) {
    size_t at = from;
    while (at < start && at < to) {
        tb_shown c = tb_shown_at(line, at);
        at += c.len;
        if (c.text[0] == '\t')
            tb_buf_putc(out, '\t');
        else
            for (int i = 0; i < c.width; i++) tb_buf_putc(out, ' ');
    }
    paint(out, TB_STYLE_CARET, color);
    size_t n = 0;
    while (at < end && at < to) {
        tb_shown c = tb_shown_at(line, at);
        at += c.len;
        if (c.text[0] == '\t' && n > 0) {
            tb_buf_putc(out, '\t');
            continue;
        }
        for (int i = 0; i < c.width; i++) tb_buf_putc(out, n++ ? '~' : '^');
    }
    if (n == 0) tb_buf_putc(out, '^');
    paint(out, TB_STYLE_RESET, color);
}

void tb_excerpt(tb_buf *out, const tb_origin *origin, size_t number, size_t start, size_t end, size_t width,
                bool color) {
    tb_slice line = tb_origin_line(origin, number);
    size_t line_start = (size_t)(line.p - origin->bytes.p);
    size_t first = start > line_start ? start - line_start : 0;
    size_t last = end > line_start ? end - line_start : 0;
    if (first > line.len) first = line.len;
    if (last > line.len) last = line.len;
    size_t room = width > GUTTER + 3 + LEAST ? width - GUTTER - 3 : LEAST;

    size_t from, to;
    clip(line, first, room, &from, &to);
    paint(out, TB_STYLE_FAINT, color);
    tb_buf_printf(out, "%*zu |", GUTTER, number);
    paint(out, TB_STYLE_RESET, color);
    tb_buf_puts(out, from > 0 ? " …" : line.len ? " " : "");
    for (size_t at = from; at < to;) {
        tb_shown c = tb_shown_at(line, at);
        tb_buf_puts(out, c.text);
        at += c.len;
    }
    tb_buf_puts(out, to < line.len ? "…\n" : "\n");
    paint(out, TB_STYLE_FAINT, color);
    tb_buf_printf(out, "%*s |", GUTTER, "");
    paint(out, TB_STYLE_RESET, color);
    tb_buf_puts(out, from > 0 ? "  " : " ");
    marks(out, line, from, to, first, last, color);
    tb_buf_putc(out, '\n');
}
