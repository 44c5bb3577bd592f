/* Where the paragraphs of plain text end. Owns the format's rule: a blank line or U+2029; where no blank
 * line stands between two lines of text, also a line break that follows the end of a sentence.
 *
 * A paragraph begins with its first line of text, so that the blank lines between two belong to the first
 * and no paragraph but that of a blank text is blank. */
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

/* Eight bytes, each set to b. */
#define ALL(b) (UINT64_C(0x0101010101010101) * (b))

/* Not 0 where one of eight bytes is 0. */
static inline uint64_t any_zero(uint64_t x) {
    return (x - ALL(1)) & ~x & ALL(0x80);
}

/* The first byte from i on with which a line break or separator may begin, or len. */
static size_t skip_plain(const char *p, size_t i, size_t len) {
    for (uint64_t x; len - i >= sizeof x; i += sizeof x) {
        memcpy(&x, p + i, sizeof x);
        if (any_zero(x ^ ALL(0x0A)) | any_zero(x ^ ALL(0x0D)) | any_zero(x ^ ALL(0xC2)) | any_zero(x ^ ALL(0xE2))) break;
    }
    while (i < len && p[i] != '\n' && p[i] != '\r' && p[i] != '\xC2' && p[i] != '\xE2') i++;
    return i;
}

static piece next_piece(tb_slice text, size_t start) {
    for (size_t i = start; (i = skip_plain(text.p, i, text.len)) < text.len;) {
        size_t at = i;
        uint32_t cp = tb_utf8_next(text.p, text.len, &i);
        if (cp == 0x2029) return (piece){start, at, i, SEPARATOR};
        if (!(tb_char_of(cp)->flags & TB_CH_BREAK)) continue;
        if (cp == '\r' && i < text.len && text.p[i] == '\n') i++;
        return (piece){start, at, i, LINE_BREAK};
    }
    return (piece){start, text.len, text.len, END_OF_TEXT};
}

static bool has_text(tb_slice text, const piece *p) {
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
    for (size_t at = 0; at < text.len;) {
        piece p = next_piece(text, at);
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
