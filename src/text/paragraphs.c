/* Where the paragraphs of plain text end. Owns the format's rule: a blank line or U+2029; where no blank
 * line stands between two lines of text, also a line break that follows the end of a sentence.
 *
 * A paragraph begins with its first line of text, so that the blank lines between two belong to the first
 * and no paragraph but that of a blank text is blank.
 *
 * Which of the two rules holds is known where the first blank line has been found; until then a text is read by both.
 * Only line breaks that may end a paragraph are looked at, see tb_breaks_kind: most lines cost nothing. */
#include "base/scan.h"
#include "text/chars.h"
#include "text/text.h"
#include "text/utf8.h"

typedef TB_VEC(size_t) offsets;

/* Where a walk over the lines of a text stands. */
typedef struct walk {
    tb_arena *arena;
    tb_slice text;
    size_t done;       /* what comes before it was looked at */
    bool blank_lines;  /* a blank line stands between two lines of text */
    offsets breaks;    /* the paragraphs where that is so, */
    offsets sentences; /* and where it is not */
} walk;

/* What lies between two pieces of text, from a break on. */
enum {
    PARTED = 1, /* a separator */
    BLANK = 2,  /* a blank line */
};
typedef struct gap {
    unsigned has;
    size_t line; /* where its last line begins */
} gap;

/* The first bytes of letters of Cyrillic, U+0400 to U+047F, */
static inline bool leads_cyrillic(unsigned char c) {
    return (c & 0xFE) == 0xD0;
}

/* and of ideographs, U+4000 to U+9FFF: what is looked at most, and needs no look at the table of characters. */
static inline bool leads_ideograph(unsigned char c) {
    return c >= 0xE4 && c <= 0xE9;
}

/* Whether what begins with this byte, well-formed or not, is surely text. */
static inline bool begins_text(unsigned char c) {
    return (c > ' ' && c < 0x7F) || leads_cyrillic(c) || leads_ideograph(c);
}

static inline bool goes_on(unsigned char c) {
    return (c & 0xC0) == 0x80;
}

/* Reads on from where a line begins, to the first character that is text; where that is, or the end of the text. The
 * rest of a line behind a separator is no blank line. */
static size_t read_gap(tb_slice text, gap *g) {
    unsigned has = g->has, blank = has & PARTED ? 0 : BLANK;
    size_t i = g->line;
    while (i < text.len) {
        size_t at = i;
        uint32_t c = tb_utf8_next(text.p, text.len, &i), flags = tb_char_of(c)->flags;
        if (!(flags & (TB_CH_SPACE | TB_CH_DROP))) {
            i = at;
            break;
        }
        if (!(flags & TB_CH_BREAK)) continue;
        if (c == '\r' && i < text.len && text.p[i] == '\n') i++;
        g->line = i;
        has |= c == 0x2029 ? PARTED : blank;
        if (c != 0x2029) blank = BLANK;
    }
    g->has = has;
    return i;
}

/* Bytes of the break that ends at `end`. */
static inline size_t break_len(const char *p, size_t end) {
    switch (p[end - 1]) {
    case '\n': return end > 1 && p[end - 2] == '\r' ? 2 : 1;
    case '\r': return 1;
    case '\x85': return 2;
    default: return 3;
    }
}

/* The flags of the character before text.p[*i], where *i is moved to; of one that is surely no end of a sentence and
 * cannot follow one, no more than that. */
static inline uint32_t flags_before(tb_slice text, size_t *i) {
    const unsigned char *p = (const unsigned char *)text.p + *i;
    unsigned char last = p[-1], small = last | 0x20;
    if (small >= 'a' && small <= 'z') return TB_CH_WORD;
    if (last < 0x80) return --*i, tb_char_of(last)->flags;
    if (*i >= 3 && goes_on(last)) {
        if (leads_cyrillic(p[-2]) || (goes_on(p[-2]) && leads_ideograph(p[-3]))) return TB_CH_WORD;
        if (p[-2] >= 0xC2 && p[-2] <= 0xDF) return *i -= 2, tb_char_of((p[-2] & 0x1Fu) << 6 | (last & 0x3Fu))->flags;
    }
    return tb_char_of(tb_utf8_before(text.p, i))->flags;
}

/* Whether the line whose break ends at `end` ends a sentence. */
static bool ends_sentence(tb_slice text, size_t end) {
    const uint32_t aside = TB_CH_SPACE | TB_CH_DROP | TB_CH_CLOSE | TB_CH_MARK;
    for (size_t i = end - break_len(text.p, end); i > 0;) {
        uint32_t flags = flags_before(text, &i);
        if (flags & TB_CH_STERM) return true;
        if (flags & TB_CH_BREAK || !(flags & aside)) return false;
    }
    return false;
}

/* Looks at what follows a line break; `line` is where it ends. */
static tb_status look_behind(walk *w, size_t line) {
    bool separator = w->text.p[line - 1] == '\xA9'; /* no other break ends with this byte */
    gap g = {.line = line, .has = separator ? PARTED : 0};
    w->done = line;
    if (line == w->text.len) return TB_OK;
    if (!begins_text((unsigned char)w->text.p[line])) {
        w->done = read_gap(w->text, &g);
        if (w->done == w->text.len) return TB_OK;
    }
    if (g.has) {
        if (g.has & BLANK) w->blank_lines = true;
        TB_TRY(tb_vec_push(w->arena, &w->breaks, g.line));
    }
    if (!w->blank_lines && (g.has || ends_sentence(w->text, line)))
        TB_TRY(tb_vec_push(w->arena, &w->sentences, g.line));
    return TB_OK;
}

tb_status tb_plain_breaks(tb_arena *arena, tb_slice text, const size_t **breaks, size_t *n) {
    walk w = {.arena = arena, .text = text, .done = read_gap(text, &(gap){0})};
    size_t line;
    tb_breaks b;
    TB_TRY(tb_vec_push(arena, &w.breaks, 0));
    TB_TRY(tb_vec_push(arena, &w.sentences, 0));
    tb_breaks_begin(&b, text);
    while (tb_breaks_more(&b, w.blank_lines ? TB_BREAKS_BLANK : TB_BREAKS_SENTENCE))
        while (tb_breaks_next(&b, &line))
            if (line > w.done) TB_TRY(look_behind(&w, line));
    offsets *found = w.blank_lines ? &w.breaks : &w.sentences;
    if (text.len > 0) TB_TRY(tb_vec_push(arena, found, text.len));
    *breaks = found->at;
    *n = found->n;
    return TB_OK;
}
