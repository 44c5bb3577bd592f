/* Where the paragraphs of plain text end. Owns the format's rule: a blank line or U+2029; where no blank
 * line stands between two lines of text, also a line break that follows the end of a sentence.
 *
 * A paragraph begins with its first line of text, so that the blank lines between two belong to the first
 * and no paragraph but that of a blank text is blank. */
#include "base/scan.h"
#include "text/chars.h"
#include "text/text.h"
#include "text/utf8.h"

/* What ends a piece of a line. */
typedef enum ending { LINE_BREAK, SEPARATOR, END_OF_TEXT } ending;

/* A piece of a line without line breaks and separators. */
typedef struct piece {
    size_t start, end; /* bytes of the text */
    size_t next;       /* where the next piece begins */
    ending ending;
} piece;

static piece next_piece(tb_breaks *b, size_t start) {
    size_t len, at = tb_breaks_next(b, &len);
    const char *p = b->text.p + at;
    ending e = len == 0 ? END_OF_TEXT : len == 3 && p[2] == '\xA9' ? SEPARATOR : LINE_BREAK;
    return (piece){start, at, at + len, e};
}

static bool has_text(tb_slice text, const piece *p) {
    /* Most lines begin with a visible character of ASCII. */
    if (p->start < p->end && text.p[p->start] > ' ' && text.p[p->start] < 0x7F) return true;
    for (size_t i = p->start; i < p->end;)
        if (!(tb_char_of(tb_utf8_next(text.p, p->end, &i))->flags & (TB_CH_SPACE | TB_CH_DROP))) return true;
    return false;
}

static bool ends_sentence(tb_slice text, const piece *p) {
    for (size_t i = p->end; i > p->start;) {
        uint32_t flags = tb_char_of(tb_utf8_before(text.p, &i))->flags;
        if (flags & TB_CH_STERM) return true;
        if (!(flags & (TB_CH_SPACE | TB_CH_DROP | TB_CH_CLOSE | TB_CH_MARK))) return false;
    }
    return false;
}

/* Where a walk over the pieces stands. */
typedef struct lines {
    bool text;     /* the line has text so far */
    bool sentence; /* and ends a sentence */
    bool seen;     /* there was text */
    bool blank;    /* a blank line stands between here and the last text, */
    bool parted;   /* a separator does, */
    bool ended;    /* a line break behind a sentence does */
} lines;

static void end_line(lines *l) {
    if (l->text)
        l->ended = l->sentence;
    else
        l->blank = l->seen;
    l->text = l->sentence = false;
}

typedef TB_VEC(size_t) offsets;

/* One pass. Without breaks it only looks for a blank line between two lines of text, and ends where one is. */
static tb_status walk(tb_arena *arena, tb_slice text, bool by_sentences, offsets *breaks, bool *blank_lines) {
    lines l = {0};
    tb_breaks b;
    tb_breaks_begin(&b, text);
    for (size_t at = 0; at < text.len;) {
        piece p = next_piece(&b, at);
        at = p.next;
        if (has_text(text, &p)) {
            bool first = !l.text || l.parted;
            if (!breaks && first && l.blank) {
                *blank_lines = true;
                return TB_OK;
            }
            if (breaks && first && l.seen && (l.parted || l.blank || (by_sentences && l.ended)))
                TB_TRY(tb_vec_push(arena, breaks, p.start));
            l = (lines){.text = true, .seen = true, .sentence = by_sentences && ends_sentence(text, &p)};
        }
        if (p.ending == LINE_BREAK) end_line(&l);
        if (p.ending == SEPARATOR) {
            l.parted = l.seen;
            l.sentence = false;
        }
    }
    return TB_OK;
}

tb_status tb_plain_breaks(tb_arena *arena, tb_slice text, const size_t **breaks, size_t *n) {
    offsets found = {0};
    bool blank_lines = false;
    TB_TRY(walk(NULL, text, false, NULL, &blank_lines));
    TB_TRY(tb_vec_push(arena, &found, 0));
    TB_TRY(walk(arena, text, !blank_lines, &found, NULL));
    if (text.len > 0) TB_TRY(tb_vec_push(arena, &found, text.len));
    *breaks = found.at;
    *n = found.n;
    return TB_OK;
}
