/* Passages with marks; see marked.h. The writer goes through the passage once, word by word; what is marked
 * at a place is a set of bits, so that marks may overlap in any way. */
#include "cli/marked.h"

#include "cli/clean.h"
#include "cli/style.h"
#include "cli/wrap.h"

#define LONG 1500  /* bytes of a passage that is shown whole */
#define AROUND 300 /* bytes that are shown before the first and after the last mark of a longer one */

#define NAMES (TB_MARK_FROM | TB_MARK_TO)

typedef struct writer {
    tb_buf *out, word;
    size_t column, word_width, indent, width;
    unsigned marked;      /* what is marked at this place */
    unsigned line_marked; /* what was, at the start of word */
    bool color;
    bool begun; /* a word stands on this line */
    bool glued; /* the word goes on the one before: it was too long for a line */
} writer;

static void style(writer *w, tb_buf *out, unsigned marked) {
    if (!w->color) return;
    tb_buf_puts(out, TB_STYLE_RESET);
    if (marked & TB_MARK_QUOTE) tb_buf_puts(out, TB_STYLE_QUOTE);
    if (marked & NAMES) tb_buf_puts(out, TB_STYLE_NAME);
}

static void new_line(writer *w) {
    if (w->line_marked) style(w, w->out, 0);
    tb_buf_putc(w->out, '\n');
    tb_pad(w->out, w->indent);
    if (w->line_marked) style(w, w->out, w->line_marked);
    w->column = w->indent;
    w->begun = false;
}

static void end_word(writer *w) {
    if (w->word_width == 0) return;
    size_t blank = w->begun && !w->glued;
    if (w->begun && w->column + blank + w->word_width > w->width) {
        new_line(w);
        blank = 0;
    }
    tb_pad(w->out, blank);
    w->column += blank;
    tb_buf_put(w->out, tb_buf_slice(&w->word));
    if (w->word.status != TB_OK) w->out->status = w->word.status;
    w->column += w->word_width;
    w->begun = true;
    w->glued = false;
    w->line_marked = w->marked;
    tb_buf_clear(&w->word);
    w->word_width = 0;
}

static void put(writer *w, const char *shown, size_t columns) {
    tb_buf_puts(&w->word, shown);
    w->word_width += columns;
}

/* Goes over from what is marked now to what is marked next. Ends are written onto the word before, starts
 * onto the one after; names lie inside the quote where both begin or end together. */
static void change(writer *w, unsigned next) {
    unsigned names = w->marked & NAMES, next_names = next & NAMES;
    bool quote = w->marked & TB_MARK_QUOTE, next_quote = next & TB_MARK_QUOTE;
    if (w->color) {
        w->marked = next;
        style(w, &w->word, next);
        return;
    }
    if (names && !next_names) put(w, "]", 1);
    if (quote && !next_quote) put(w, "»", 1);
    if (!quote && next_quote) put(w, "«", 1);
    if (!names && next_names) put(w, "[", 1);
    w->marked = next;
}

static unsigned marked_at(const tb_context *c, size_t at) {
    unsigned marked = 0;
    for (size_t i = 0; i < c->n_marks && c->marks[i].start <= at; i++)
        if (at < c->marks[i].end) marked |= c->marks[i].what;
    return marked;
}

/* The next offset after at where a mark begins or ends, or end. */
static size_t next_change(const tb_context *c, size_t at, size_t end) {
    for (size_t i = 0; i < c->n_marks; i++) {
        if (c->marks[i].start > at && c->marks[i].start < end) end = c->marks[i].start;
        if (c->marks[i].end > at && c->marks[i].end < end) end = c->marks[i].end;
    }
    return end;
}

static size_t to_blank(tb_slice text, size_t at, size_t limit, int step) {
    for (size_t i = 0; i < 60 && at != limit; i++, at = step > 0 ? at + 1 : at - 1)
        if (text.p[at] == ' ' || text.p[at] == '\n') return at;
    while (at != limit && ((unsigned char)text.p[at] & 0xC0) == 0x80) at = step > 0 ? at + 1 : at - 1;
    return at;
}

/* The part of a long passage that is shown. */
static void cut(tb_slice text, const tb_context *c, size_t *start, size_t *end) {
    *start = c->start, *end = c->end;
    if (c->end - c->start <= LONG) return;
    if (c->at.start > c->start + AROUND) *start = to_blank(text, c->at.start - AROUND, c->at.start, 1);
    if (c->at.end + AROUND < c->end) *end = to_blank(text, c->at.end + AROUND, c->at.end, -1);
}

void tb_marked_write(tb_buf *out, tb_slice text, const tb_context *c, size_t indent, size_t width,
                     bool color) {
    size_t start, end;
    cut(text, c, &start, &end);
    writer w = {.out = out, .indent = indent, .column = indent, .width = width, .color = color};
    tb_pad(out, indent);
    if (start > c->start) put(&w, "…", 1), end_word(&w);
    for (size_t at = start, change_at = start; at < end;) {
        if (at >= change_at) {
            change_at = next_change(c, at, end);
            unsigned next = marked_at(c, at);
            if (next != w.marked) change(&w, next);
        }
        tb_shown shown = tb_shown_at(tb_slice_sub(text, 0, end), at);
        at += shown.len;
        if (shown.is_blank) {
            end_word(&w);
            w.glued = false;
        } else {
            put(&w, shown.text, (size_t)shown.width);
            if (w.word_width + w.indent >= w.width) {
                end_word(&w);
                w.glued = true;
            }
        }
    }
    change(&w, 0);
    end_word(&w);
    tb_buf_put(out, tb_buf_slice(&w.word)); /* a style that ended behind the last blank */
    tb_buf_puts(out, end < c->end ? " …\n" : "\n");
    tb_buf_free(&w.word);
}
