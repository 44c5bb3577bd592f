/* Forms to keys. Most forms are their own keys; the rest of those without marks is mapped a character at a time. */
#include "match/form.h"

#include "base/eight.h"
#include "match/ascii.h"
#include "text/chars.h"
#include "text/utf8.h"

/* Whether eight bytes at p stand as they are in a key; a ninth is read. */
static inline bool is_key_8(const char *p) {
    uint64_t x = tb_load8(p), next = tb_load8(p + 1);
    uint64_t beyond = x & TB_ALL(0x80), control = (x - TB_ALL(0x20)) & ~x & TB_ALL(0x80);
    return !(beyond | control | tb_any_zero(x ^ TB_ALL('`')) | tb_any_zero((x ^ TB_ALL(' ')) | (next ^ TB_ALL(' '))));
}

/* Whether a form is its own key, if its letters are not to be made small. May say no too often. */
static bool is_key(tb_slice s) {
    size_t i = 0;
    for (; i + 9 <= s.len; i += 8)
        if (!is_key_8(s.p + i)) return false;
    if (i > 0 && !is_key_8(s.p + s.len - 9)) return false;
    if (i > 0) i = s.len - 1;
    for (; i < s.len; i++)
        if (s.p[i] < ' ' || s.p[i] > '~' || s.p[i] == '`' || (s.p[i] == ' ' && i > 0 && s.p[i - 1] == ' ')) return false;
    return true;
}

/* How a key is written. */
typedef struct writer {
    char *out; /* with room */
    size_t len;
    bool small;  /* no letter asks for anything */
    bool exact;  /* small letters of a form take no capitals */
    bool quotes;
    bool marked;
} writer;

static void add_ascii(writer *w, char c, bool blank_before) {
    bool blank = c == ' ' || (c >= '\t' && c <= '\r');
    if (blank && blank_before) return;
    if (w->small && c >= 'A' && c <= 'Z') c = (char)(c | 0x20);
    w->out[w->len++] = blank ? ' ' : c == '`' ? '\'' : c;
}

static void add_part(writer *w, uint32_t cp, bool asks, bool either) {
    if (asks && cp >= 'a' && cp <= 'z') {
        cp -= 0x20;
    } else if (asks || either) {
        w->out[w->len++] = (char)(asks ? TB_KEY_ASKS : TB_KEY_EITHER);
        w->marked = true;
    }
    w->marked = w->marked || cp >= 0x80;
    w->len += tb_utf8_put(w->out + w->len, cp);
}

#define MOST_PARTS 4 /* of a character that is mapped here */

/* A character outside ASCII; false where more than a look at it is needed. */
static bool add_high(writer *w, uint32_t cp) {
    const tb_char *c = tb_char_of(cp);
    if (!(c->flags & TB_CH_PLAIN) || c->flags & (TB_CH_SPACE | (w->quotes ? TB_CH_DQUOTE : 0))) return false;
    uint32_t n = c->whole ? tb_char_pool[c->whole] : 1;
    const uint32_t *parts = c->whole ? &tb_char_pool[c->whole + 1] : &cp;
    if (n > MOST_PARTS) return false;
    for (uint32_t i = 0; i < n && n > 1; i++)
        if (tb_char_of(parts[i])->flags & TB_CH_MARK) return false;
    bool upper = c->flags & TB_CH_UPPER && !w->small;
    for (uint32_t i = 0; i < n; i++) add_part(w, parts[i], upper && i == 0, upper && i > 0 && w->exact);
    return true;
}

/* Writes the key of a form; false where a character needs more than a look. */
static bool write_key(writer *w, tb_slice s, bool ascii_alone) {
    bool blank = false;
    for (size_t i = 0; i < s.len;) {
        unsigned char b = (unsigned char)s.p[i];
        if (b < 0x80) {
            add_ascii(w, s.p[i++], blank);
            blank = w->out[w->len - 1] == ' ';
            continue;
        }
        if (ascii_alone || !add_high(w, tb_utf8_next(s.p, s.len, &i))) return false;
        blank = false;
    }
    return w->len > 0;
}

tb_status tb_form_to_key(tb_buf *b, tb_slice written, tb_fold fold, tb_case letter_case, bool quotes, tb_form_key *out) {
    bool small = fold != TB_FOLD_NONE && letter_case == TB_CASE_ANY;
    *out = (tb_form_key){.sure = true, .key = written};
    if (!small && is_key(written)) return TB_OK;
    tb_buf_clear(b);
    /* A character of two bytes or more gives up to MOST_PARTS, each of four bytes and a mark. */
    TB_TRY(tb_buf_reserve(b, written.len / 2 * MOST_PARTS * 5 + 2));
    writer w = {.out = b->p, .small = small, .exact = letter_case == TB_CASE_EXACT, .quotes = quotes};
    out->sure = write_key(&w, written, fold != TB_FOLD_KEY);
    out->key = (tb_slice){w.out, w.len};
    out->marked = w.marked;
    return TB_OK;
}
