/* The fast engine.
 *
 * A text is scanned in chunks: masks of its bytes first (mask.h), from them the places where a match may
 * begin (events), of which the sieves of the table drop nearly all; what is left is looked up. Each step runs
 * over a whole chunk, so that loads of the table are under way before their turn comes.
 *
 * An event is: a word of ASCII that begins with a byte of the filter behind a byte that is neither of a
 * word nor high; a byte of the filter that is of no word, behind the same; the first byte of each run of
 * high bytes. What follows a run of high bytes is looked at with it. Invariant: events are in order, and
 * every place where a match begins is one of them or within the bytes that high() answers for. */
#include "match/fast.h"

#include <stdlib.h>

#include "text/chars.h"
#include "text/utf8.h"

#define LOAD 16 /* bytes that the hash of a short word reads */

typedef struct event {
    uint32_t at;    /* from the start of the chunk */
    uint32_t len;   /* of the word of ASCII; 0: there is none, or it is too long or near the end */
    uint64_t hash;  /* of the word */
} event;

struct tb_fast_scratch {
    tb_walker *walker;
    tb_masks masks[TB_FAST_CHUNK / 64 + 1];
    event events[TB_FAST_CHUNK];
};

tb_status tb_fast_scratch_new(tb_fast_scratch **out) {
    tb_fast_scratch *s = malloc(sizeof *s);
    if (!s) return TB_ENOMEM;
    tb_status status = tb_walker_new(&s->walker);
    if (status != TB_OK) {
        free(s);
        return status;
    }
    *out = s;
    return TB_OK;
}

void tb_fast_scratch_free(tb_fast_scratch *s) {
    if (!s) return;
    tb_walker_free(s->walker);
    free(s);
}

void tb_fast_init(tb_fast *f, tb_mask_function *masks, size_t chunk) {
    f->masks = masks;
    f->chunk = chunk;
    tb_mask_filter_init(&f->filter, f->table.first);
}

/* A stretch of the text whose paragraphs end in white space, so that no word crosses their ends. */
typedef struct scan {
    const tb_fast *f;
    const tb_table *t;
    tb_fast_scratch *scratch;
    const tb_text *text;
    const unsigned char *p; /* the text */
    size_t start, end;      /* the stretch */
    size_t paragraph;       /* the one that the last event was in */
    uint64_t fold;          /* for hashing: TB_HASH_FOLD or 0 */
    tb_hits *hits;
} scan;

static inline bool is_word(unsigned char b) {
    return (unsigned char)(b - '0') < 10 || (unsigned char)((b | 0x20) - 'a') < 26;
}

static inline bool is_blank(unsigned char b) {
    return b == ' ' || (b >= '\t' && b <= '\r');
}

/* Whether the byte at `at` is a hyphen behind which a line may end, so that it may count for nothing. */
static inline bool may_divide(const scan *s, size_t at) {
    if (at >= s->end || s->p[at] != '-') return false;
    return at + 1 == s->end || s->p[at + 1] >= 0x80 || is_blank(s->p[at + 1]);
}

/* The end of the paragraph that holds byte at. Asked in ascending order. */
static size_t paragraph_end(scan *s, size_t at) {
    while (s->text->breaks[s->paragraph + 1] <= at) s->paragraph++;
    return s->text->breaks[s->paragraph + 1];
}

/* Everything that begins in bytes [from, to), by the walk. */
static tb_status walk(scan *s, size_t from, size_t to) {
    size_t end = paragraph_end(s, from), start = s->text->breaks[s->paragraph];
    if (to > end) to = end;
    tb_slice paragraph = {s->text->text.p + start, end - start};
    return tb_walk(s->scratch->walker, s->t, paragraph, start, from - start, to - start, s->hits);
}

/* ---- a candidate in plain ASCII ---- */

typedef enum answer { NO, YES, UNSURE } answer;

/* Whether a record stands at byte at; *end is where it ends. */
static answer stands(const scan *s, uint32_t record, size_t at, size_t *end) {
    uint32_t len_flags = s->t->words[record + TB_HEAD_LEN];
    if (len_flags & TB_RECORD_MARKED) return UNSURE;
    tb_slice key = tb_record_key(s->t, record);
    bool exact = len_flags & TB_RECORD_EXACT;
    const unsigned char *p = s->p;
    for (size_t i = 0; i < key.len; i++) {
        if (at >= s->end) return UNSURE;
        unsigned char k = (unsigned char)key.p[i], b = p[at];
        if (b >= 0x80 || may_divide(s, at)) return UNSURE;
        if (k == b && k != ' ') {
            at++;
            continue;
        }
        if (is_blank(b)) {
            /* A blank of the form takes a run. */
            if (k != ' ') return NO;
            while (at < s->end && is_blank(p[at])) at++;
            if (at == s->end || p[at] >= 0x80) return UNSURE;
            continue;
        }
        bool small = k >= 'a' && k <= 'z', apostrophe = b == '`' && k == '\'';
        if (!apostrophe && !(small && !exact && (b | 0x20) == k)) return NO;
        at++;
    }
    if (at >= s->end || p[at] >= 0x80) return UNSURE;
    /* A letter parts words if a mark behind it is of a script without spaces. */
    if (is_word(p[at])) return at + 1 == s->end || p[at + 1] >= 0x80 ? UNSURE : NO;
    *end = at;
    return YES;
}

/* Adds a hit for each record of a chain that stands at byte at. False: ask the walk. */
static tb_status try_records(scan *s, uint32_t record, size_t at, bool *unsure) {
    for (; record && !*unsure; record = s->t->words[record + TB_HEAD_NEXT]) {
        size_t end = 0;
        answer a = stands(s, record, at, &end);
        if (a == UNSURE) *unsure = true;
        if (a == YES && end <= paragraph_end(s, at))
            TB_TRY(tb_vec_push(NULL, s->hits, ((tb_hit){s->t->words[record + TB_HEAD_PATTERN], at, end})));
    }
    return TB_OK;
}

/* What stands between two words of ASCII, as labels have it. */
typedef struct gap {
    unsigned char p[24];
    size_t len;
    size_t next; /* where the next word begins */
} gap;

/* Reads a gap; NO where no form has such a one, so that the trie ends here. */
static answer read_gap(const scan *s, size_t at, gap *g) {
    g->len = 0;
    while (at < s->end && !is_word(s->p[at])) {
        unsigned char b = s->p[at];
        if (b >= 0x80 || may_divide(s, at)) return UNSURE;
        if (is_blank(b)) {
            while (at < s->end && is_blank(s->p[at])) at++;
            b = ' ';
        } else {
            at++;
        }
        if (g->len == sizeof g->p) return UNSURE;
        if (g->len >= s->t->longest_separators) return NO;
        g->p[g->len++] = b == '`' ? '\'' : b;
    }
    if (at == s->end) return UNSURE;
    g->next = at;
    return YES;
}

/* Tries the forms that end with the first characters of a gap ("U.S."). */
static tb_status try_closed(scan *s, uint32_t node, const gap *g, size_t at, bool *unsure) {
    for (size_t n = 1; n <= g->len && !*unsure; n++) {
        uint64_t label = tb_hash_label(tb_hash_word(g->p, n, 0), 0);
        uint32_t slot = tb_table_find(s->t, tb_hash_edge(node, label));
        if (slot != TB_NO_SLOT) TB_TRY(try_records(s, s->t->slots[slot].ref >> TB_SLOT_BITS, at, unsure));
    }
    return TB_OK;
}

static size_t word_end(const scan *s, size_t at) {
    while (at < s->end && is_word(s->p[at])) at++;
    return at;
}

/* Goes down the trie from the word at `at`, which ends at `end` and has this hash. */
static tb_status descend(scan *s, size_t at, size_t end, uint64_t hash, bool *unsure) {
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
        end = word_end(s, g.next);
        if (end == s->end || s->p[end] >= 0x80 || may_divide(s, end)) *unsure = true;
        uint64_t word = tb_hash_word(s->p + g.next, end - g.next, s->fold);
        slot = tb_table_find(t, tb_hash_edge(slot, tb_hash_label(tb_hash_word(g.p, g.len, 0), word)));
    }
    return TB_OK;
}

static tb_status ascii(scan *s, size_t at, size_t end, uint64_t hash) {
    size_t before = s->hits->n;
    bool unsure = false;
    TB_TRY(descend(s, at, end, hash, &unsure));
    if (!unsure) return TB_OK;
    s->hits->n = before;
    return walk(s, at, at + 1);
}

/* ---- characters beyond ASCII ---- */

/* Whether a form may begin with a character that is evened like cp. A superset. */
static bool may_begin(const tb_table *t, uint32_t cp, const tb_char *c) {
    if (c->flags & TB_CH_HANGUL || c->even || c->flags & TB_CH_DQUOTE) return true;
    uint16_t mapping = t->fold == TB_FOLD_KEY ? c->key : t->fold == TB_FOLD_CASED ? c->cased : 0;
    uint32_t first = mapping ? tb_char_pool[mapping + 1] : cp;
    const uint64_t *set = c->flags & TB_CH_UPPER ? t->first_upper : t->first_any;
    return set[first >> 6 & 63] >> (first & 63) & 1;
}

/* Characters after which it is plain whether a word may begin, whatever stands around them. */
static bool is_simple(const tb_char *c) {
    return !(c->flags & (TB_CH_DROP | TB_CH_MARK | TB_CH_SPACELESS | 3 << TB_CH_JAMO_SHIFT));
}

/* 1 where the sieves let a first word pass. */
static inline unsigned passes(const tb_table *t, uint64_t hash) {
    return tb_sieve_has(&t->whole, hash) | tb_sieve_has(&t->begun, hash);
}

/* A word of ASCII that a match may begin with. */
static tb_status word(scan *s, size_t at, size_t end, uint64_t hash) {
    if (end == s->end || may_divide(s, end)) return walk(s, at, at + 1);
    if (s->p[end] >= 0x80) {
        /* A dash, quotation mark or the like ends the word; anything else may go on with it. */
        size_t i = end;
        const tb_char *c = tb_char_of(tb_utf8_next((const char *)s->p, s->end, &i));
        if (!is_simple(c) || c->flags & (TB_CH_WORD | TB_CH_HYPHEN) || passes(s->t, hash)) return walk(s, at, at + 1);
        return TB_OK;
    }
    return passes(s->t, hash) ? ascii(s, at, end, hash) : TB_OK;
}

/* The word of ASCII behind high bytes: a word may begin there. */
static tb_status word_behind(scan *s, size_t at) {
    if (!s->f->filter.first[s->p[at]]) return TB_OK;
    size_t end = word_end(s, at);
    return word(s, at, end, tb_hash_word(s->p + at, end - at, s->fold));
}

/* The run of high bytes that begins at `at`, and the word of ASCII right behind it. */
static tb_status high(scan *s, size_t at) {
    size_t i = at, letter = at; /* letter: what a mark would belong to */
    bool word_before = false;
    if (at > s->start && !is_blank(s->p[at - 1])) {
        letter = at - 1;
        word_before = is_word(s->p[letter]);
    }
    while (i < s->end && s->p[i] >= 0x80) {
        size_t start = i;
        uint32_t cp = tb_utf8_next((const char *)s->p, s->end, &i);
        const tb_char *c = tb_char_of(cp);
        bool simple = is_simple(c);
        if (!simple || (!word_before && may_begin(s->t, cp, c))) {
            while (i < s->end && s->p[i] >= 0x80) i++;
            return walk(s, simple ? start : letter, i < s->end ? i + 1 : i);
        }
        letter = start;
        word_before = c->flags & TB_CH_WORD;
    }
    return i < s->end && is_word(s->p[i]) && !word_before ? word_behind(s, i) : TB_OK;
}

/* ---- chunks ---- */

/* The masks of n blocks at `at`; bytes behind the stretch are blanks. */
static void make_masks(const scan *s, size_t at, size_t n, tb_masks *out) {
    size_t left = at < s->end ? s->end - at : 0, whole = left / 64 < n ? left / 64 : n;
    s->f->masks(&s->f->filter, s->p + at, whole, out);
    for (size_t i = whole; i < n; i++) {
        size_t from = at + 64 * i;
        unsigned char rest[64];
        memset(rest, ' ', sizeof rest);
        if (from < s->end) memcpy(rest, s->p + from, s->end - from);
        s->f->masks(&s->f->filter, rest, 1, out + i);
    }
}

/* The length of the word that begins at bit i of the masks; 0 where it is longer than LOAD. The mask behind
 * the last one is there. */
static inline size_t word_length(const tb_masks *masks, size_t i) {
    size_t block = i / 64, bit = i % 64;
    uint64_t word = masks[block].word >> bit | masks[block + 1].word << 1 << (63 - bit);
    uint64_t not_word = ~word;
    size_t len = not_word ? (size_t)__builtin_ctzll(not_word) : 64;
    return len <= LOAD ? len : 0;
}

/* Finds the events of a chunk that begins at `at`; returns how many. */
static size_t find_events(const scan *s, size_t at, size_t n_blocks, uint64_t *word_carry, uint64_t *high_carry) {
    const tb_masks *masks = s->scratch->masks;
    event *events = s->scratch->events;
    size_t n = 0;
    for (size_t b = 0; b < n_blocks; b++) {
        const tb_masks *m = &masks[b];
        uint64_t behind_word = m->word << 1 | *word_carry, behind_high = m->high << 1 | *high_carry;
        uint64_t begins_high = m->high & ~behind_high;
        uint64_t found = (m->first & ~behind_word & ~(behind_high & m->word)) | begins_high;
        *word_carry = m->word >> 63;
        *high_carry = m->high >> 63;
        for (; found; found &= found - 1) {
            size_t i = 64 * b + (size_t)__builtin_ctzll(found);
            size_t len = word_length(masks, i);
            events[n].at = (uint32_t)i;
            events[n].len = (uint32_t)len;
            if (at + i + LOAD >= s->end || len == 0) {
                events[n++].len = 0;
                continue;
            }
            uint64_t hash = tb_hash_short(s->p + at + i, len, s->fold);
            unsigned char next = s->p[at + i + len];
            events[n].hash = hash;
            n += passes(s->t, hash) | (unsigned)(next >= 0x80) | (unsigned)(next == '-');
        }
    }
    return n;
}

static tb_status answer_event(scan *s, size_t chunk, const event *e) {
    size_t at = chunk + e->at;
    if (s->p[at] >= 0x80) return high(s, at);
    if (e->len == 0) return walk(s, at, at + 1);
    return word(s, at, at + e->len, e->hash);
}

static tb_status scan_stretch(scan *s) {
    uint64_t word_carry = 0, high_carry = 0;
    for (size_t at = s->start; at < s->end; at += s->f->chunk) {
        size_t left = s->end - at, n_blocks = left < s->f->chunk ? (left + 63) / 64 : s->f->chunk / 64;
        /* One block more, by which words are measured that go on behind the chunk. */
        make_masks(s, at, n_blocks + 1, s->scratch->masks);
        size_t n = find_events(s, at, n_blocks, &word_carry, &high_carry);
        for (size_t i = 0; i < n; i++) TB_TRY(answer_event(s, at, &s->scratch->events[i]));
    }
    return TB_OK;
}

/* Whether a paragraph's end is one for words as well: white space of ASCII stands before it. */
static bool is_clean(const tb_text *text, size_t at) {
    return at == 0 || is_blank((unsigned char)text->text.p[at - 1]);
}

tb_status tb_fast_scan(const tb_fast *f, tb_fast_scratch *scratch, const tb_text *text, tb_hits *hits) {
    if (f->table.n_records == 0) return TB_OK;
    scan s = {.f = f,
              .t = &f->table,
              .scratch = scratch,
              .text = text,
              .p = (const unsigned char *)text->text.p,
              .fold = f->table.fold == TB_FOLD_NONE ? 0 : TB_HASH_FOLD,
              .hits = hits};
    size_t first = 0;
    for (size_t i = 1; i < text->n_breaks; i++) {
        if (i + 1 < text->n_breaks && is_clean(text, text->breaks[i])) continue;
        s.start = text->breaks[first];
        s.end = text->breaks[i];
        s.paragraph = first;
        TB_TRY(scan_stretch(&s));
        first = i;
    }
    return TB_OK;
}
