/* The simple engine: a trie over folded characters for each way of folding, walked from every place where a
 * word may begin.
 *
 * A unit of the text that may count for nothing (a line break after a hyphen) makes the walk fork; the
 * forks are kept as sets of trie nodes by place, so that they never multiply. Where a node ends variants,
 * the case rule of each is checked over the same forks. Knows no Unicode: that is fold.c's business. */
#include "match/simple.h"

#include <stdlib.h>

#define NONE UINT32_MAX

typedef struct edge {
    uint64_t key; /* node << 21 | code point, plus 1 so that 0 is a free slot */
    uint32_t child;
} edge;

typedef struct trie {
    edge *edges; /* open addressing */
    size_t n_edges, cap;
    TB_VEC(uint32_t) finals; /* by node: its first variant, or NONE */
} trie;

struct tb_simple {
    const tb_variants *variants;
    uint32_t *next; /* by variant: the next one that ends at the same node, or NONE */
    bool quotes;
    trie tries[3]; /* by tb_fold */
};

static size_t slot_of(const trie *t, uint64_t key) {
    size_t mask = t->cap - 1;
    size_t i = (size_t)((key * UINT64_C(0x9E3779B97F4A7C15)) >> 20) & mask;
    while (t->edges[i].key != 0 && t->edges[i].key != key) i = (i + 1) & mask;
    return i;
}

static uint64_t key_of(uint32_t node, uint32_t cp) {
    return ((uint64_t)node << 21 | cp) + 1;
}

static uint32_t child_of(const trie *t, uint32_t node, uint32_t cp) {
    if (t->cap == 0) return NONE;
    const edge *e = &t->edges[slot_of(t, key_of(node, cp))];
    return e->key ? e->child : NONE;
}

static tb_status grow(trie *t) {
    trie bigger = {.cap = t->cap ? t->cap * 2 : 64};
    bigger.edges = calloc(bigger.cap, sizeof *bigger.edges);
    if (!bigger.edges) return TB_ENOMEM;
    for (size_t i = 0; i < t->cap; i++)
        if (t->edges[i].key) bigger.edges[slot_of(&bigger, t->edges[i].key)] = t->edges[i];
    free(t->edges);
    t->edges = bigger.edges;
    t->cap = bigger.cap;
    return TB_OK;
}

static tb_status add_child(trie *t, uint32_t node, uint32_t cp, uint32_t *out) {
    uint32_t child = child_of(t, node, cp);
    if (child == NONE) {
        if (2 * (t->n_edges + 1) > t->cap) TB_TRY(grow(t));
        child = (uint32_t)t->finals.n;
        TB_TRY(tb_vec_push(NULL, &t->finals, NONE));
        edge *e = &t->edges[slot_of(t, key_of(node, cp))];
        *e = (edge){key_of(node, cp), child};
        t->n_edges++;
    }
    *out = child;
    return TB_OK;
}

static tb_status add_variant(tb_simple *s, uint32_t index) {
    const tb_variant *v = &s->variants->all.at[index];
    trie *t = &s->tries[v->fold];
    if (t->finals.n == 0) TB_TRY(tb_vec_push(NULL, &t->finals, NONE));
    uint32_t node = 0;
    for (size_t i = 0; i < v->n; i++) TB_TRY(add_child(t, node, s->variants->units.at[v->first + i].cp, &node));
    s->next[index] = t->finals.at[node];
    t->finals.at[node] = index;
    return TB_OK;
}

tb_status tb_simple_new(tb_simple **out, const tb_variants *variants, bool quotes) {
    tb_simple *s = calloc(1, sizeof *s);
    if (!s) return TB_ENOMEM;
    s->variants = variants;
    s->quotes = quotes;
    s->next = calloc(variants->all.n + 1, sizeof *s->next);
    tb_status status = s->next ? TB_OK : TB_ENOMEM;
    for (size_t i = 0; i < variants->all.n && status == TB_OK; i++) status = add_variant(s, (uint32_t)i);
    if (status != TB_OK) {
        tb_simple_free(s);
        return status;
    }
    *out = s;
    return TB_OK;
}

void tb_simple_free(tb_simple *s) {
    if (!s) return;
    for (int i = 0; i < 3; i++) {
        free(s->tries[i].edges);
        tb_vec_free(&s->tries[i].finals);
    }
    free(s->next);
    free(s);
}

/* ---- scanning ---- */

typedef TB_VEC(uint32_t) set;

/* The walks that stand at a place and at the two after it. */
typedef struct walker {
    const tb_simple *simple;
    const trie *trie;
    const tb_unit *units;
    size_t n;
    size_t base; /* offset of the paragraph */
    set sets[3]; /* sets[p % 3] */
    set places;  /* working sets of fits() */
    set places_next;
    tb_hits *hits;
} walker;

static tb_status add(set *s, uint32_t value) {
    for (size_t i = s->n; i > 0; i--)
        if (s->at[i - 1] == value) return TB_OK;
    return tb_vec_push(NULL, s, value);
}

/* Adds to a set of places those from which the next unit may be read as well. Places count from `from`. */
static tb_status add_skips(const walker *w, set *s, size_t from) {
    for (size_t i = 0; i < s->n; i++) {
        size_t place = from + s->at[i];
        if (place >= w->n) continue;
        if (w->units[place].flags & TB_UNIT_SKIP) TB_TRY(add(s, (uint32_t)(place + 1 - from)));
        if (w->units[place].flags & TB_UNIT_SKIP2) TB_TRY(add(s, (uint32_t)(place + 2 - from)));
    }
    return TB_OK;
}

/* Whether variant v, case and all, stands in units [from, to). */
static tb_status fits(walker *w, const tb_variant *v, size_t from, size_t to, bool *out) {
    const tb_unit *p = w->simple->variants->units.at + v->first;
    *out = true;
    if (!tb_case_matters(v)) return TB_OK;
    w->places.n = 0;
    TB_TRY(tb_vec_push(NULL, &w->places, 0));
    for (size_t k = 0; k < v->n; k++) {
        w->places_next.n = 0;
        bool at_end = false;
        for (size_t i = 0; i < w->places.n; i++) {
            size_t at = from + w->places.at[i];
            if (at >= to) continue;
            const tb_unit *u = &w->units[at];
            if (u->cp != p[k].cp || !tb_case_fits(v->letter_case, p[k].flags, u->flags)) continue;
            if (at + 1 == to) at_end = true;
            TB_TRY(add(&w->places_next, (uint32_t)(at + 1 - from)));
        }
        TB_TRY(add_skips(w, &w->places_next, from));
        *out = at_end;
        set swap = w->places;
        w->places = w->places_next;
        w->places_next = swap;
    }
    return TB_OK;
}

static tb_status end_variants(walker *w, uint32_t node, size_t from, size_t to) {
    for (uint32_t v = w->trie->finals.at[node]; v != NONE; v = w->simple->next[v]) {
        const tb_variant *variant = &w->simple->variants->all.at[v];
        bool hit;
        TB_TRY(fits(w, variant, from, to, &hit));
        if (!hit) continue;
        tb_hit h = {variant->pattern, w->base + w->units[from].start, w->base + w->units[to - 1].end};
        TB_TRY(tb_vec_push(NULL, w->hits, h));
    }
    return TB_OK;
}

/* Reads the unit at place from node; the walk goes on at the place after it. */
static tb_status step(walker *w, uint32_t node, size_t from, size_t place) {
    uint32_t child = child_of(w->trie, node, w->units[place].cp);
    if (child == NONE) return TB_OK;
    if (w->units[place].flags & TB_UNIT_END) TB_TRY(end_variants(w, child, from, place + 1));
    return add(&w->sets[(place + 1) % 3], child);
}

static tb_status walk_from(walker *w, size_t from) {
    for (int i = 0; i < 3; i++) w->sets[i].n = 0;
    TB_TRY(step(w, 0, from, from));
    for (size_t place = from + 1; place < w->n; place++) {
        set *here = &w->sets[place % 3];
        set *after = &w->sets[(place + 1) % 3], *second = &w->sets[(place + 2) % 3];
        uint32_t flags = w->units[place].flags;
        for (size_t i = 0; i < here->n; i++) {
            TB_TRY(step(w, here->at[i], from, place));
            if (flags & TB_UNIT_SKIP) TB_TRY(add(after, here->at[i]));
            if (flags & TB_UNIT_SKIP2) TB_TRY(add(second, here->at[i]));
        }
        here->n = 0;
        if (after->n == 0 && second->n == 0) break;
    }
    return TB_OK;
}

static tb_status scan_paragraph(walker *w, tb_fold fold, tb_slice paragraph, tb_units *units) {
    units->n = 0;
    TB_TRY(tb_fold_units(paragraph, fold, w->simple->quotes, units));
    w->trie = &w->simple->tries[fold];
    w->units = units->at;
    w->n = units->n;
    for (size_t i = 0; i < units->n; i++)
        if (units->at[i].flags & TB_UNIT_START) TB_TRY(walk_from(w, i));
    return TB_OK;
}

tb_status tb_simple_scan(const tb_simple *s, const tb_text *text, tb_hits *hits) {
    walker w = {.simple = s, .hits = hits};
    tb_units units = {0};
    tb_status status = TB_OK;
    for (size_t i = 0; i + 1 < text->n_breaks && status == TB_OK; i++) {
        tb_slice paragraph = tb_slice_sub(text->text, text->breaks[i], text->breaks[i + 1]);
        w.base = text->breaks[i];
        for (int fold = 0; fold < 3 && status == TB_OK; fold++)
            if (s->tries[fold].finals.n > 0) status = scan_paragraph(&w, (tb_fold)fold, paragraph, &units);
    }
    for (int i = 0; i < 3; i++) tb_vec_free(&w.sets[i]);
    tb_vec_free(&w.places);
    tb_vec_free(&w.places_next);
    tb_vec_free(&units);
    return status;
}
