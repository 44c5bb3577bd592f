/* The fast engine: chunk after chunk through the kernel (kernel.h), and what is left over is looked up (place.h).
 *
 * Invariant: events come in order, and every place where a match begins is one of them or is looked at with
 * one: what stands behind a run of bytes from 0x80 is looked at with the run. */
#include "match/fast.h"

#include <stdlib.h>

#include "match/place.h"

#define LOAD 16 /* bytes that the hash of a short word reads */

struct tb_fast_scratch {
    tb_walker *walker;
    tb_kernel kernel;
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

/* What a byte behind a first word says of the second one. */
typedef enum gap {
    GAP_NONE,  /* no form goes on so */
    GAP_BLANK,
    GAP_OTHER, /* some form may */
} gap;

static gap gap_of(const tb_table *t, unsigned char b) {
    if (tb_is_blank_byte(b)) return GAP_BLANK;
    if (b < ' ' || b >= 0x7F || b == '-') return GAP_OTHER;
    return t->goes_on[b == '`' ? '\'' : b] ? GAP_OTHER : GAP_NONE;
}

void tb_fast_init(tb_fast *f, tb_kernel_function *kernel, size_t chunk) {
    f->kernel = kernel;
    f->chunk = chunk;
    for (unsigned b = 0; b < 128; b++) f->first.is[b] = f->table.first[b] != 0;
    tb_first_bytes_set(&f->first);
    tb_places_set(&f->table);
    for (unsigned b = 0; b < 256; b++) f->gap[b] = (unsigned char)gap_of(&f->table, (unsigned char)b);
}

typedef struct scan {
    const tb_fast *f;
    tb_kernel *k;
    tb_stretch s;
} scan;

/* Drops the events of which the sieve of pairs knows, once the word behind is looked at too, that no form begins so; returns
 * how many are left. Which they are cannot be foreseen, so that all is reckoned for each and nothing branches. */
static size_t drop_by_pairs(const scan *x, size_t n_events) {
    const tb_sieve whole = x->s.t->whole, pairs = x->s.t->pairs;
    const uint64_t blank = x->s.t->blank, fold = x->k->fold, *words = x->k->words;
    const unsigned char *gaps = x->f->gap;
    const unsigned char *p = x->k->p;
    const size_t room = x->k->room, blocks_end = 64 * x->k->n_blocks;
    tb_event *events = x->k->events;
    size_t n = 0;
    for (size_t i = 0; i < n_events; i++) {
        tb_event e = events[i];
        size_t end = e.at + e.len, next = end + 1;
        events[n] = e;
        if (next + 64 >= room || next >= blocks_end) {
            n++;
            continue;
        }
        size_t len = tb_word_length(words, next);
        uint64_t second = tb_hash_label(blank, tb_hash_short(p + next, len < LOAD ? len : LOAD, fold));
        unsigned unknown = (unsigned)(len - 1 >= LOAD) | tb_behind_word[p[next + len]];
        unsigned pair = (unsigned)(gaps[p[end]] == GAP_BLANK) & (unknown | tb_sieve_has(&pairs, tb_hash_pair(e.hash, second)));
        n += (unsigned)(e.len == 0) | tb_sieve_has(&whole, e.hash) | (unsigned)(gaps[p[end]] == GAP_OTHER) | pair;
    }
    return n;
}

/* A table of so many slots is more than a near cache holds. */
#define FAR_SLOTS 16384

/* Drops events, and has what the others need brought in where it is far; returns how many are left. */
static size_t sift_pairs(const scan *x, size_t n_events) {
    const tb_table *t = x->s.t;
    size_t n = t->pairs.bits ? drop_by_pairs(x, n_events) : n_events;
    if (t->n_slots < FAR_SLOTS) return n;
    for (size_t i = 0; i < n; i++) TB_PREFETCH(&t->slots[tb_slot_home(t, tb_hash_edge(TB_ROOT, x->k->events[i].hash))]);
    return n;
}

static tb_status answer(scan *x, const tb_event *e) {
    size_t at = (size_t)(x->k->p - x->s.p) + e->at;
    if (x->s.p[at] >= 0x80) return tb_place_high(&x->s, at);
    if (e->len == 0) return tb_place_any(&x->s, at);
    return tb_place_word(&x->s, at, at + e->len, e->hash);
}

static tb_status scan_stretch(scan *x) {
    tb_kernel *k = x->k;
    k->first = &x->f->first;
    k->heads = x->s.t->heads;
    k->firsts = x->s.t->firsts;
    k->fold = x->s.fold;
    k->word_carry = k->high_carry = 0;
    for (size_t at = x->s.start; at < x->s.end; at += x->f->chunk) {
        k->p = x->s.p + at;
        k->room = x->s.end - at;
        k->n_blocks = (k->room < x->f->chunk ? k->room + 63 : x->f->chunk) / 64;
        size_t n = sift_pairs(x, x->f->kernel(k));
        for (size_t i = 0; i < n; i++) TB_TRY(answer(x, &k->events[i]));
    }
    return TB_OK;
}

/* Whether a paragraph's end is one for words as well: white space of ASCII stands before it. */
static bool is_clean(const tb_text *text, size_t at) {
    return at == 0 || tb_is_blank_byte((unsigned char)text->text.p[at - 1]);
}

tb_status tb_fast_scan(const tb_fast *f, tb_fast_scratch *scratch, const tb_text *text, tb_hits *hits) {
    if (f->table.n_records == 0) return TB_OK;
    scan x = {.f = f,
              .k = &scratch->kernel,
              .s = {.t = &f->table,
                    .walker = scratch->walker,
                    .text = text,
                    .p = (const unsigned char *)text->text.p,
                    .fold = f->table.fold == TB_FOLD_NONE ? 0 : TB_HASH_FOLD,
                    .hits = hits}};
    size_t first = 0;
    for (size_t i = 1; i < text->n_breaks; i++) {
        if (i + 1 < text->n_breaks && is_clean(text, text->breaks[i])) continue;
        x.s.start = text->breaks[first];
        x.s.end = text->breaks[i];
        x.s.paragraph = first;
        TB_TRY(scan_stretch(&x));
        first = i;
    }
    return TB_OK;
}
