/* Places, read in plain ASCII. Every shortcut here must be sure; in doubt the walk is asked, which begins
 * again from the start of the match. */
#include "match/place.h"

#include "match/ascii.h"
#include "match/key.h"
#include "text/chars.h"
#include "text/utf8.h"

/* The end of the paragraph that holds byte at. */
static size_t paragraph_end(tb_stretch *s, size_t at) {
    while (s->text->breaks[s->paragraph + 1] <= at) s->paragraph++;
    return s->text->breaks[s->paragraph + 1];
}

/* Everything that begins in bytes [from, to) of one paragraph. */
static tb_status walk(tb_stretch *s, size_t from, size_t to) {
    size_t end = paragraph_end(s, from), start = s->text->breaks[s->paragraph];
    if (to > end) to = end;
    tb_slice paragraph = {s->text->text.p + start, end - start};
    return tb_walk(s->walker, s->t, paragraph, start, from - start, to - start, s->hits);
}

/* The character at byte *at, which is moved behind it. */
static const tb_char *read_char(const tb_stretch *s, size_t *at, uint32_t *cp) {
    *cp = tb_utf8_next((const char *)s->p, s->end, at);
    return tb_char_of(*cp);
}

/* The number of one of 64 characters from U+2000 on that stands at byte at, or 64. */
static inline unsigned number_of(const tb_stretch *s, size_t at) {
    if (s->end - at < 3 || s->p[at] != 0xE2 || s->p[at + 1] != 0x80) return 64;
    unsigned n = s->p[at + 2] ^ 0x80u;
    return n < 64 ? n : 64;
}

/* Whether the character at byte at parts words, whatever stands around it. */
static bool parts_words(const tb_stretch *s, size_t at) {
    unsigned n = number_of(s, at);
    if (n < 64) return s->t->parting >> n & 1;
    uint32_t cp;
    return (read_char(s, &at, &cp)->flags & (TB_CH_PLAIN | TB_CH_WORD)) == TB_CH_PLAIN;
}

/* Whether a line may end at byte `at`, so that a hyphen before it may count for nothing. */
static inline bool may_end_line(const tb_stretch *s, size_t at) {
    return at == s->end || s->p[at] >= 0x80 || tb_is_blank_byte(s->p[at]);
}

/* Whether the byte at `at` is such a hyphen. */
static inline bool may_divide(const tb_stretch *s, size_t at) {
    return at < s->end && s->p[at] == '-' && may_end_line(s, at + 1);
}

/* Whether the character at byte at, from 0x80, is such a hyphen: most dashes stand between words. */
static bool high_may_divide(const tb_stretch *s, size_t at) {
    unsigned n = number_of(s, at);
    if (n < 64) return s->t->hyphens >> n & 1 && may_end_line(s, at + 3);
    uint32_t cp;
    return read_char(s, &at, &cp)->flags & TB_CH_HYPHEN && may_end_line(s, at);
}

static size_t word_end(const tb_stretch *s, size_t at) {
    while (s->end - at >= 8) {
        size_t n = tb_word_run_8(s->p + at);
        at += n;
        if (n < 8) return at;
    }
    while (at < s->end && tb_is_word_byte(s->p[at])) at++;
    return at;
}

/* ---- records against the text ---- */

typedef enum answer { NO, YES, UNSURE } answer;

/* Whether a match that has come to byte at may end there. */
static answer may_end(const tb_stretch *s, size_t at) {
    if (at >= s->end) return UNSURE;
    if (s->p[at] >= 0x80) return parts_words(s, at) ? YES : UNSURE;
    if (!tb_is_word_byte(s->p[at])) return YES;
    /* A letter parts words if a mark behind it is of a script without spaces. */
    return at + 1 == s->end || s->p[at + 1] >= 0x80 ? UNSURE : NO;
}

/* Whether eight bytes of a key of ASCII stand in the text as they are, but for small letters that take capitals. */
static inline bool equal_8(uint64_t key, uint64_t text, bool exact) {
    /* 0x80 in each byte from 'a' to 'z': the sums do not carry, since all bytes are below 0x80. */
    uint64_t small = (key + TB_ALL(0x80 - 'a')) & ~(key + TB_ALL(0x7F - 'z')) & TB_ALL(0x80);
    return ((text ^ key) & ~(exact ? 0 : small >> 2)) == 0;
}

/* How many bytes of a key of ASCII stand in the text so: all, or some pieces of eight before the first that does not. Up to
 * COMPARED bytes of either are read whatever the key's length, so that keys of up to so many do not branch by it. */
#define COMPARED 16
static inline size_t skip_equal(const unsigned char *key, const unsigned char *p, size_t len, bool exact) {
    size_t i = 0;
    for (; len - i > COMPARED; i += 8)
        if (!equal_8(tb_load8(key + i), tb_load8(p + i), exact)) return i;
    const unsigned char *mask = tb_hash_ones + 16 - (len - i);
    uint64_t first = tb_load8(mask), second = tb_load8(mask + 8);
    if (!equal_8(tb_load8(key + i) & first, tb_load8(p + i) & first, exact)) return i;
    return equal_8(tb_load8(key + i + 8) & second, tb_load8(p + i + 8) & second, exact) ? len : i + 8;
}

/* Where a comparison stands. */
typedef struct cursor {
    tb_slice key;
    size_t i;   /* in the key */
    size_t at;  /* in the text */
    bool exact; /* small letters take no capitals */
} cursor;

/* Compares the character beyond ASCII at c->at with the key. */
static answer stands_high(const tb_stretch *s, cursor *c) {
    uint32_t cp;
    if (s->t->fold != TB_FOLD_KEY) return UNSURE;
    const tb_char *info = read_char(s, &c->at, &cp);
    if (!(info->flags & TB_CH_PLAIN) || info->flags & (TB_CH_SPACE | TB_CH_HYPHEN | TB_CH_DQUOTE)) return UNSURE;
    uint32_t n = info->whole ? tb_char_pool[info->whole] : 1;
    for (uint32_t k = 1; k <= n; k++) {
        uint32_t got = info->whole ? tb_char_pool[info->whole + k] : cp;
        /* Marks that follow may go before one among the parts, and case is a matter of each of them. */
        if (n > 1 && (tb_char_of(got)->flags & TB_CH_MARK)) return UNSURE;
        if (c->i == c->key.len) return NO;
        tb_key_char wanted = tb_key_next(c->key, &c->i, false);
        if (wanted.cp != got) return NO;
        bool upper = info->flags & TB_CH_UPPER;
        if (!wanted.either && (wanted.asks ? !upper : c->exact && upper)) return NO;
    }
    return YES;
}

/* Compares the byte of ASCII at c->at with the key. */
static answer stands_ascii(const tb_stretch *s, cursor *c) {
    unsigned char b = s->p[c->at];
    if (may_divide(s, c->at)) return UNSURE;
    if (tb_is_blank_byte(b)) {
        /* A blank of the form takes a run. */
        if (c->key.p[c->i++] != ' ') return NO;
        while (c->at < s->end && tb_is_blank_byte(s->p[c->at])) c->at++;
        return c->at == s->end || s->p[c->at] >= 0x80 ? UNSURE : YES;
    }
    unsigned char k = (unsigned char)c->key.p[c->i++];
    c->at++;
    if (k >= TB_KEY_EITHER) return UNSURE;
    bool small = k >= 'a' && k <= 'z', apostrophe = b == '`' && k == '\'';
    return k == b || apostrophe || (small && !c->exact && (b | 0x20) == k) ? YES : NO;
}

/* Whether a record stands at byte at; *end is where it ends. */
static answer stands(const tb_stretch *s, uint32_t record, size_t at, size_t *end) {
    uint32_t flags = s->t->words[record + TB_HEAD_LEN];
    cursor c = {.key = tb_record_key(s->t, record), .at = at, .exact = flags & TB_RECORD_EXACT};
    if (!(flags & (TB_RECORD_MARKED | TB_RECORD_ODD)) && s->end - at > c.key.len + COMPARED) {
        c.i = skip_equal((const unsigned char *)c.key.p, s->p + at, c.key.len, c.exact);
        /* A blank takes a run, of which no more than the first was looked at; but what follows it in the key is none. */
        if (c.i < c.key.len && c.i > 0 && c.key.p[c.i - 1] == ' ') c.i--;
        c.at += c.i;
    }
    while (c.i < c.key.len) {
        if (c.at >= s->end) return UNSURE;
        answer a = s->p[c.at] < 0x80 ? stands_ascii(s, &c) : stands_high(s, &c);
        if (a != YES) return a;
    }
    *end = c.at;
    return may_end(s, c.at);
}

/* Adds a hit for each record of a chain that stands at byte at. */
static tb_status try_records(tb_stretch *s, uint32_t record, size_t at, bool *unsure) {
    for (; record && !*unsure; record = s->t->words[record + TB_HEAD_NEXT]) {
        size_t end = 0;
        answer a = stands(s, record, at, &end);
        if (a == UNSURE) *unsure = true;
        if (a == YES && end <= paragraph_end(s, at))
            TB_TRY(tb_vec_push(NULL, s->hits, ((tb_hit){s->t->words[record + TB_HEAD_PATTERN], at, end})));
    }
    return TB_OK;
}

/* ---- words ---- */

/* A word of the text, folded. */
typedef struct word {
    size_t end;
    uint64_t hash;
} word;

/* Reads the word at `at` through letters of all kinds, where that takes no more than a look at each; else false. */
static bool read_high_word(const tb_stretch *s, size_t at, word *out) {
    if (s->t->fold != TB_FOLD_KEY) return false;
    unsigned char folded[96];
    size_t n = 0;
    for (size_t next = at; at < s->end && n + 16 <= sizeof folded; at = next) {
        unsigned char b = s->p[at];
        uint32_t cp = b;
        const tb_char *c = read_char(s, &next, &cp);
        if (!(c->flags & TB_CH_PLAIN) || (b >= 0x80 && c->flags & TB_CH_HYPHEN) || may_divide(s, at)) return false;
        if (!(c->flags & TB_CH_WORD)) {
            *out = (word){at, tb_hash_word(folded, n, 0)};
            return true;
        }
        uint32_t parts = c->whole ? tb_char_pool[c->whole] : 1;
        if (parts > 4) return false;
        for (uint32_t i = 1; i <= parts; i++)
            n += tb_utf8_put((char *)folded + n, c->whole ? tb_char_pool[c->whole + i] : cp);
    }
    return false;
}

/* Reads the word at `at`, which begins with a byte of ASCII; false where only the walk can. */
static bool read_word(const tb_stretch *s, size_t at, word *out) {
    size_t end = word_end(s, at);
    if (end == s->end || may_divide(s, end)) return false;
    if (s->p[end] >= 0x80 && !parts_words(s, end)) return read_high_word(s, at, out);
    if (s->p[end] >= 0x80 && high_may_divide(s, end)) return false;
    size_t len = end - at;
    bool is_short = len - 1 < 16 && s->end - at >= 16;
    *out = (word){end, is_short ? tb_hash_short(s->p + at, len, s->fold) : tb_hash_word(s->p + at, len, s->fold)};
    return true;
}

/* ---- down the trie ---- */

/* What stands between two words of ASCII, as labels have it. */
typedef struct gap {
    unsigned char p[32];
    size_t len;
    size_t next; /* where the next word begins */
} gap;

/* Whether a character that has a key of one character is evened to that already. */
static bool is_evened_key(const tb_char *c) {
    return c->even && tb_char_pool[c->even] == 1 && tb_char_pool[c->even + 1] == tb_char_pool[c->whole + 1];
}

/* Adds the folded character that begins at *at, from 0x80; false where more than a look is needed. */
static bool add_high_to_gap(const tb_stretch *s, size_t *at, gap *g) {
    uint32_t cp;
    const tb_char *c = read_char(s, at, &cp);
    if ((c->flags & (TB_CH_PLAIN | TB_CH_WORD | TB_CH_SPACE | TB_CH_HYPHEN | TB_CH_DQUOTE)) != TB_CH_PLAIN) return false;
    if (c->whole && tb_char_pool[c->whole] != 1) return false;
    /* Where case or accents count, only what is evened is equal to its key (an apostrophe, but not the numeral U+2163). */
    if (c->whole && s->t->fold != TB_FOLD_KEY && !is_evened_key(c)) return false;
    g->len += tb_utf8_put((char *)g->p + g->len, c->whole ? tb_char_pool[c->whole + 1] : cp);
    return true;
}

/* Reads a gap; NO where no form has such a one, so that the trie ends here. */
static answer read_gap(const tb_stretch *s, size_t at, gap *g) {
    if (s->end - at > 1 && s->p[at] == ' ' && tb_is_word_byte(s->p[at + 1])) {
        *g = (gap){.p[0] = ' ', .len = 1, .next = at + 1};
        return YES;
    }
    g->len = 0;
    while (at < s->end && !tb_is_word_byte(s->p[at])) {
        unsigned char b = s->p[at];
        if (g->len + 4 > sizeof g->p || may_divide(s, at)) return UNSURE;
        if (b >= 0x80) {
            if (!add_high_to_gap(s, &at, g)) return UNSURE;
        } else if (tb_is_blank_byte(b)) {
            while (at < s->end && tb_is_blank_byte(s->p[at])) at++;
            g->p[g->len++] = ' ';
        } else {
            at++;
            g->p[g->len++] = b == '`' ? '\'' : b;
        }
        if (g->len > s->t->longest_separators) return NO;
    }
    if (at == s->end) return UNSURE;
    g->next = at;
    return YES;
}

static uint64_t gap_hash(const tb_table *t, const gap *g) {
    return g->len == 1 && g->p[0] == ' ' ? t->blank : tb_hash_word(g->p, g->len, 0);
}

/* Tries the forms that end with the first characters of a gap ("U.S."). */
static tb_status try_closed(tb_stretch *s, uint32_t node, const gap *g, size_t at, bool *unsure) {
    for (size_t n = 1; n <= g->len && !*unsure; n++) {
        uint64_t label = tb_hash_label(tb_hash_word(g->p, n, 0), 0);
        uint32_t slot = tb_table_find(s->t, tb_hash_edge(node, label));
        if (slot != TB_NO_SLOT) TB_TRY(try_records(s, s->t->slots[slot].ref >> TB_SLOT_BITS, at, unsure));
    }
    return TB_OK;
}

/* Goes down the trie from the word at `at`, which ends at `end` and has this hash. */
static tb_status descend(tb_stretch *s, size_t at, size_t end, uint64_t hash, bool *unsure) {
    const tb_table *t = s->t;
    uint32_t slot = tb_table_find(t, tb_hash_edge(TB_ROOT, hash));
    while (slot != TB_NO_SLOT && !*unsure) {
        uint32_t ref = t->slots[slot].ref;
        TB_TRY(try_records(s, ref >> TB_SLOT_BITS, at, unsure));
        if (!(ref & TB_SLOT_INNER) || *unsure) return TB_OK;
        gap g;
        answer a = read_gap(s, end, &g);
        /* A gap that no form has may yet begin like the end of one. */
        if (a == UNSURE || (a == NO && ref & TB_SLOT_CLOSED)) *unsure = true;
        if (a != YES) return TB_OK;
        if (ref & TB_SLOT_CLOSED) TB_TRY(try_closed(s, slot, &g, at, unsure));
        word w;
        if (!read_word(s, g.next, &w)) {
            *unsure = true;
            return TB_OK;
        }
        end = w.end;
        slot = tb_table_find(t, tb_hash_edge(slot, tb_hash_label(gap_hash(t, &g), w.hash)));
    }
    return TB_OK;
}

/* What begins with a word whose end is sure. */
static tb_status look_up(tb_stretch *s, size_t at, const word *w) {
    if (!tb_may_be_first(s->t, w->hash)) return TB_OK;
    size_t before = s->hits->n;
    bool unsure = false;
    TB_TRY(descend(s, at, w->end, w->hash, &unsure));
    if (!unsure) return TB_OK;
    s->hits->n = before;
    return walk(s, at, at + 1);
}

/* Whether a word of ASCII ends at `end` for sure. */
static inline bool ends_word(const tb_stretch *s, size_t end) {
    if (end == s->end || may_divide(s, end)) return false;
    return s->p[end] < 0x80 || (parts_words(s, end) && !high_may_divide(s, end));
}

tb_status tb_place_word(tb_stretch *s, size_t at, size_t end, uint64_t hash) {
    word w = {end, hash};
    if (!ends_word(s, end) && !read_word(s, at, &w)) return walk(s, at, at + 1);
    return look_up(s, at, &w);
}

/* Whether a form may begin with a character beyond ASCII. A superset. */
static bool may_begin(const tb_table *t, uint32_t cp, const tb_char *c) {
    if (t->quotes && c->flags & TB_CH_DQUOTE) return true;
    if (t->fold != TB_FOLD_KEY && c->whole) return true;
    uint32_t first = c->whole ? tb_char_pool[c->whole + 1] : cp;
    const uint64_t *set = c->flags & TB_CH_UPPER ? t->first_upper : t->first_any;
    return set[first >> 6 & 63] >> (first & 63) & 1;
}

/* What begins with the word at `at`, with a letter of any kind. */
static tb_status any_word(tb_stretch *s, size_t at) {
    word w;
    bool sure = s->p[at] < 0x80 ? read_word(s, at, &w) : read_high_word(s, at, &w);
    return sure ? look_up(s, at, &w) : walk(s, at, at + 1);
}

tb_status tb_place_any(tb_stretch *s, size_t at) {
    return tb_is_word_byte(s->p[at]) ? any_word(s, at) : walk(s, at, at + 1);
}

void tb_places_set(tb_table *t) {
    t->parting = t->hyphens = t->apart = 0;
    for (uint32_t i = 0; i < 64; i++) {
        const tb_char *c = tb_char_of(0x2000 + i);
        uint64_t bit = UINT64_C(1) << i;
        if (c->flags & TB_CH_HYPHEN) t->hyphens |= bit;
        if ((c->flags & (TB_CH_PLAIN | TB_CH_WORD)) != TB_CH_PLAIN) continue;
        t->parting |= bit;
        if (!may_begin(t, 0x2000 + i, c)) t->apart |= bit;
    }
}

tb_status tb_place_high(tb_stretch *s, size_t at) {
    unsigned number = number_of(s, at);
    if (number < 64 && s->t->apart >> number & 1 && s->end - at > 3 && s->p[at + 3] < 0x80) {
        unsigned char next = s->p[at + 3];
        return tb_is_word_byte(next) && s->t->first[next] ? any_word(s, at + 3) : TB_OK;
    }
    size_t i = at, letter = at; /* letter: what a mark would belong to */
    bool word_before = false;
    if (at > s->start && !tb_is_blank_byte(s->p[at - 1])) {
        letter = at - 1;
        word_before = tb_is_word_byte(s->p[letter]);
    }
    while (i < s->end && s->p[i] >= 0x80) {
        size_t start = i;
        uint32_t cp;
        const tb_char *c = read_char(s, &i, &cp);
        if (!(c->flags & TB_CH_PLAIN)) {
            /* The rest of the run is the walk's, and what stands behind it. */
            while (i < s->end && s->p[i] >= 0x80) i++;
            return walk(s, letter, i < s->end ? i + 1 : i);
        }
        bool is_word = c->flags & TB_CH_WORD;
        if (!word_before && may_begin(s->t, cp, c)) TB_TRY(is_word ? any_word(s, start) : walk(s, start, start + 1));
        letter = start;
        word_before = is_word;
    }
    bool begins = i < s->end && tb_is_word_byte(s->p[i]) && !word_before && s->t->first[s->p[i]];
    return begins ? any_word(s, i) : TB_OK;
}
