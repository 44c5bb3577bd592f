/* Wrapping by words, by the width that they take in a terminal. */
#include "cli/wrap.h"

#include "cli/clean.h"

void tb_pad(tb_buf *out, size_t n) {
    while (n--) tb_buf_putc(out, ' ');
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

void tb_wrap(tb_buf *out, tb_slice text, size_t at, size_t indent, size_t width) {
    bool first = true;
    for (size_t i = 0; i < text.len;) {
        while (i < text.len && is_blank(text.p[i])) i++;
        size_t end = i;
        while (end < text.len && !is_blank(text.p[end])) end++;
        if (end == i) break;
        tb_slice word = tb_slice_sub(text, i, end);
        size_t columns = tb_clean_width(word);
        if (!first && at + 1 + columns > width) {
            tb_buf_putc(out, '\n');
            tb_pad(out, indent);
            at = indent;
        } else if (!first) {
            tb_buf_putc(out, ' ');
            at++;
        }
        tb_clean_line(out, word);
        at += columns;
        first = false;
        i = end;
    }
    tb_buf_putc(out, '\n');
}
