/* The walk: labels are cut from the folded text as far as the trie goes, and each record that a node leads
 * to is compared with the text.
 *
 * Where a unit may count for nothing the walk forks; forks that come to the same (node, place, label) are
 * one, so that they never multiply. The trie only proposes: what it leads to is compared from the start,
 * along every fork, with case. A form may end within what the text makes a longer label (beside a letter
 * of a script without spaces), so the label so far is looked up wherever a match may end. */
#include "match/walk.h"

#include <stdlib.h>

#include "match/key.h"
#include "match/variant.h"

#define MANY_UNITS 4096

/* One way through the text. */
typedef struct fork {
    uint32_t node;
    size_t place; /* the next unit */
    tb_label label;
} fork;

typedef TB_VEC(size_t) places;

struct tb_walker {
    tb_folding *folding;
    TB_VEC(fork) todo, seen; /* forks to be followed; forks that were */
    places here, next;       /* of compare() */
    /* of this call */
    const tb_table *t;
    size_t from; /* the first unit of the match */
    size_t base;
    tb_hits *hits;
    uint32_t tried; /* the record chain compared last */
};

tb_status tb_walker_new(tb_walker **out) {
    tb_walker *w = calloc(1, sizeof *w);
    if (!w) return TB_ENOMEM;
    tb_status status = tb_folding_new(&w->folding);
    if (status != TB_OK) {
        free(w);
        return status;
    }
    *out = w;
    return TB_OK;
}

void tb_walker_free(tb_walker *w) {
    if (!w) return;
    tb_folding_free(w->folding);
    tb_vec_free(&w->todo);
    tb_vec_free(&w->seen);
    tb_vec_free(&w->here);
    tb_vec_free(&w->next);
    free(w);
}

static const tb_unit *unit_at(tb_walker *w, size_t i) {
    return tb_folding_unit(w->folding, i);
}

/* ---- comparing ---- */

static tb_status add_place(places *p, size_t place) {
    for (size_t i = p->n; i > 0; i--)
        if (p->at[i - 1] == place) return TB_OK;
    return tb_vec_push(NULL, p, place);
}

/* Adds the places from which the next unit may be read as well. */
static tb_status add_skips(tb_walker *w, places *p) {
    for (size_t i = 0; i < p->n; i++) {
        size_t place = p->at[i];
        const tb_unit *u = unit_at(w, place);
        if (!u || !(u->flags & (TB_UNIT_SKIP | TB_UNIT_SKIP2))) continue;
        bool one = u->flags & TB_UNIT_SKIP, two = u->flags & TB_UNIT_SKIP2;
        if (one) TB_TRY(add_place(p, place + 1));
        if (two) TB_TRY(add_place(p, place + 2));
    }
    return TB_OK;
}

static bool fits(const tb_table *t, bool exact, tb_key_char c, const tb_unit *u) {
    if (c.cp != u->cp) return false;
    if (tb_key_is_raw(t) || c.either) return true;
    bool upper = u->flags & TB_UNIT_UPPER;
    return c.asks ? upper : !(exact && upper);
}

static tb_status add_hit(tb_walker *w, uint32_t record, size_t last) {
    size_t end = unit_at(w, last)->end, start = unit_at(w, w->from)->start;
    tb_hit hit = {w->t->words[record + TB_HEAD_PATTERN], w->base + start, w->base + end};
    return tb_vec_push(NULL, w->hits, hit);
}

/* Compares a record with the text along every fork; each place where it ends is a hit. */
static tb_status compare(tb_walker *w, uint32_t record) {
    tb_slice key = tb_record_key(w->t, record);
    bool exact = w->t->words[record + TB_HEAD_LEN] & TB_RECORD_EXACT, raw = tb_key_is_raw(w->t);
    w->here.n = 0;
    TB_TRY(tb_vec_push(NULL, &w->here, w->from));
    for (size_t i = 0; i < key.len && w->here.n > 0;) {
        tb_key_char c = tb_key_next(key, &i, raw);
        w->next.n = 0;
        for (size_t k = 0; k < w->here.n; k++) {
            size_t place = w->here.at[k];
            const tb_unit *u = unit_at(w, place);
            if (!u || !fits(w->t, exact, c, u)) continue;
            if (i == key.len && u->flags & TB_UNIT_END) TB_TRY(add_hit(w, record, place));
            TB_TRY(add_place(&w->next, place + 1));
        }
        if (i < key.len) TB_TRY(add_skips(w, &w->next));
        places swap = w->here;
        w->here = w->next;
        w->next = swap;
    }
    return TB_OK;
}

static tb_status compare_all(tb_walker *w, uint32_t record) {
    if (record == w->tried) return TB_OK;
    w->tried = record;
    for (; record; record = w->t->words[record + TB_HEAD_NEXT]) TB_TRY(compare(w, record));
    return TB_OK;
}

/* ---- walking ---- */

static bool same_hasher(const tb_hasher *a, const tb_hasher *b) {
    return a->len == b->len && tb_hasher_value(a) == tb_hasher_value(b);
}

static bool same_fork(const fork *a, const fork *b) {
    return a->node == b->node && a->place == b->place && same_hasher(&a->label.separators, &b->label.separators) &&
           same_hasher(&a->label.word, &b->label.word);
}

/* Sets a fork aside to be followed, unless an equal one was before. */
static tb_status add_fork(tb_walker *w, const fork *f, size_t place) {
    fork new = *f;
    new.place = place;
    for (size_t i = 0; i < w->seen.n; i++)
        if (same_fork(&w->seen.at[i], &new)) return TB_OK;
    TB_TRY(tb_vec_push(NULL, &w->seen, new));
    return tb_vec_push(NULL, &w->todo, new);
}

/* The slot of the label so far, or TB_NO_SLOT. Most first labels are sieved out. */
static uint32_t look_up(const tb_table *t, const fork *f) {
    if (f->node == TB_ROOT && f->label.separators.len == 0) {
        if (!tb_sieve_has(&t->firsts, tb_hasher_value(&f->label.word))) return TB_NO_SLOT;
    }
    return tb_table_find(t, tb_hash_edge(f->node, tb_label_hash(&f->label)));
}

/* Goes on from a fork until the trie ends; forks of it are set aside. */
static tb_status follow(tb_walker *w, fork f) {
    const tb_table *t = w->t;
    for (;; f.place++) {
        const tb_unit *u = unit_at(w, f.place);
        if (!u) return tb_folding_status(w->folding);
        uint32_t flags = u->flags;
        if (f.place > w->from && flags & TB_UNIT_SKIP) TB_TRY(add_fork(w, &f, f.place + 1));
        if (f.place > w->from && flags & TB_UNIT_SKIP2) TB_TRY(add_fork(w, &f, f.place + 2));
        tb_part part = tb_part_of(u->cp);
        if (tb_label_ends(&f.label, part)) {
            uint32_t slot = look_up(t, &f);
            if (slot == TB_NO_SLOT) return TB_OK;
            uint32_t ref = t->slots[slot].ref;
            if (!(ref & TB_SLOT_INNER)) return compare_all(w, ref >> TB_SLOT_BITS);
            f.node = slot;
            tb_label_clear(&f.label);
        }
        tb_label_add(&f.label, u->cp, part);
        if (f.label.word.len > t->longest_word || f.label.separators.len > t->longest_separators) return TB_OK;
        if (flags & TB_UNIT_END) {
            uint32_t slot = look_up(t, &f);
            if (slot != TB_NO_SLOT) TB_TRY(compare_all(w, t->slots[slot].ref >> TB_SLOT_BITS));
        }
    }
}

/* Whether some form begins with this unit. */
static bool may_begin(const tb_table *t, const tb_unit *u) {
    const uint64_t *set = u->flags & TB_UNIT_UPPER ? t->first_upper : t->first_any;
    return set[u->cp >> 6 & 63] >> (u->cp & 63) & 1;
}

static tb_status walk_from(tb_walker *w, size_t from) {
    w->from = from;
    w->tried = 0;
    w->todo.n = w->seen.n = 0;
    fork f = {.node = TB_ROOT, .place = from};
    tb_label_clear(&f.label);
    TB_TRY(follow(w, f));
    while (w->todo.n > 0) TB_TRY(follow(w, w->todo.at[--w->todo.n]));
    return tb_folding_status(w->folding);
}

/* Begins to fold at the first place from *from on where an atom begins; false where there is none before to. */
static bool begin(tb_walker *w, tb_slice paragraph, size_t *from, size_t to) {
    while (*from < to) {
        if (tb_folding_start(w->folding, paragraph, *from, w->t->fold, w->t->quotes)) return true;
        (void)tb_utf8_next(paragraph.p, paragraph.len, from);
    }
    return false;
}

tb_status tb_walk(tb_walker *w, const tb_table *t, tb_slice paragraph, size_t base, size_t from, size_t to,
                  tb_hits *hits) {
    w->t = t;
    w->base = base;
    w->hits = hits;
    if (!begin(w, paragraph, &from, to)) return TB_OK;
    size_t before = SIZE_MAX; /* where the last unit's atom begins */
    for (size_t i = 0;; i++) {
        const tb_unit *u = unit_at(w, i);
        if (!u || u->start >= to) return tb_folding_status(w->folding);
        if (i >= MANY_UNITS && u->start != before) {
            /* Not to hold the units of all of a long text. */
            from = u->start;
            if (!begin(w, paragraph, &from, to)) return TB_OK;
            u = unit_at(w, i = 0);
            if (!u || u->start >= to) return tb_folding_status(w->folding);
        }
        before = u->start;
        if (u->flags & TB_UNIT_START && may_begin(t, u)) TB_TRY(walk_from(w, i));
    }
}
