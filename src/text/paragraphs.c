/* Where the paragraphs of plain text end. Owns the format's rule: a blank line or U+2029; where no blank
 * line stands between two lines of text, also a line break that follows the end of a sentence.
 *
 * A paragraph begins with its first line of text, so that the blank lines between two belong to the first
 * and no paragraph but that of a blank text is blank. */
#include "text/chars.h"
#include "text/text.h"
#include "text/utf8.h"

#define PARAGRAPH_SEPARATOR 0x2029u

/* Looks at one character after the other; the state is that of the line they are in. */
typedef struct lines {
    bool text;        /* the line has a character that counts */
    bool sentence;    /* its last characters end a sentence */
    bool seen;        /* some line before, or this one, has text */
    bool blank;       /* a blank line stands between this line and the last line of text */
    bool parted;      /* a U+2029 does */
    bool ended;       /* the last line of text ended with a sentence's end */
    size_t start;     /* of the line */
} lines;

static void end_line(lines *l, size_t next) {
    if (l->text) {
        l->ended = l->sentence;
        l->blank = false;
    } else if (l->seen) {
        l->blank = true;
    }
    l->text = l->sentence = false;
    l->start = next;
}

/* Whether the paragraph ends before the first character of the line that counts. */
static bool begins_paragraph(const lines *l, bool by_sentences) {
    return l->seen && (l->parted || l->blank || (by_sentences && l->ended));
}

static void see(lines *l, const tb_char *c) {
    l->text = l->seen = true;
    l->parted = l->blank = l->ended = false;
    if (c->flags & TB_CH_STERM)
        l->sentence = true;
    else if (!(c->flags & (TB_CH_CLOSE | TB_CH_MARK)))
        l->sentence = false;
}

typedef TB_VEC(size_t) offsets;

/* One pass. Without breaks it only looks for a blank line between two lines of text. */
static tb_status walk(tb_arena *arena, tb_slice text, bool by_sentences, offsets *breaks, bool *blank_lines) {
    lines l = {0};
    for (size_t i = 0; i < text.len;) {
        uint32_t cp = tb_utf8_next(text.p, text.len, &i);
        const tb_char *c = tb_char_of(cp);
        if (cp == PARAGRAPH_SEPARATOR) {
            /* Parts paragraphs, also within a line. */
            l.parted = l.seen;
            l.sentence = false;
            l.start = i;
        } else if (c->flags & TB_CH_BREAK) {
            if (cp == '\r' && i < text.len && text.p[i] == '\n') i++;
            end_line(&l, i);
        } else if (!(c->flags & (TB_CH_SPACE | TB_CH_DROP))) {
            bool first = !l.text || l.parted;
            if (first && l.blank && blank_lines) *blank_lines = true;
            if (first && breaks && begins_paragraph(&l, by_sentences))
                TB_TRY(tb_vec_push(arena, breaks, l.start));
            see(&l, c);
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
