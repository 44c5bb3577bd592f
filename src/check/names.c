/* The names of a book as patterns, and the mentions that their hits make.
 *
 * Owns the rule of which hits count (only-in, not-in, weak) and which of those that count are mentions
 * (leftmost, then longest). Knows nothing of characters: where a form stands is the matcher's word. */
#include <stdlib.h>

#include "check/check.h"

/* What a pattern of the matcher stands for: a form, or a phrase that excludes its form. */
typedef struct name_pattern {
    uint32_t entity, form;
    uint32_t form_number; /* over all forms of the book */
    bool is_phrase;
    bool is_limited;      /* by only-in or not-in: whether the form counts is to be looked up */
    bool is_weak;
} name_pattern;

#define MANY_HITS 40 /* more than most small texts have, in little memory */

struct tb_names_index {
    const tb_book *book;
    tb_matcher *matcher;
    name_pattern *patterns;
    uint32_t *rank; /* of an entity by id */
    bool has_phrases, has_weak;
};

static size_t count_patterns(const tb_book *book) {
    size_t n = 0;
    for (size_t e = 0; e < book->n_entities; e++) {
        const tb_entity *entity = &book->entities[e];
        for (size_t f = 0; f < entity->n_forms; f++) n += 1 + entity->forms[f].n_not_in;
    }
    return n;
}

static void fill_patterns(tb_names_index *x, tb_pattern *out) {
    size_t n = 0;
    uint32_t number = 0;
    for (size_t e = 0; e < x->book->n_entities; e++) {
        const tb_entity *entity = &x->book->entities[e];
        for (size_t f = 0; f < entity->n_forms; f++, number++) {
            const tb_form *form = &entity->forms[f];
            bool is_limited = form->n_only_in || form->n_not_in;
            x->patterns[n] = (name_pattern){(uint32_t)e, (uint32_t)f, number, false, is_limited, form->weak};
            out[n++] = (tb_pattern){
                .text = form->text,
                .letter_case = form->letter_case,
                .accents = form->accents,
                .prefixes = form->prefixes.at,
                .n_prefixes = form->prefixes.n,
                .endings = form->endings.at,
                .n_endings = form->endings.n,
            };
            x->has_weak |= form->weak;
            x->has_phrases |= form->n_not_in > 0;
            for (size_t p = 0; p < form->n_not_in; p++) {
                x->patterns[n] = (name_pattern){(uint32_t)e, (uint32_t)f, number, true, false, false};
                out[n++] = (tb_pattern){.text = form->not_in[p].text};
            }
        }
    }
}

typedef struct ranked {
    tb_slice id;
    uint32_t entity;
} ranked;

static int by_id(const void *a, const void *b) {
    return tb_slice_cmp(((const ranked *)a)->id, ((const ranked *)b)->id);
}

static tb_status rank_entities(tb_names_index *x) {
    size_t n = x->book->n_entities;
    ranked *order = malloc((n + 1) * sizeof *order);
    if (!order) return TB_ENOMEM;
    for (size_t i = 0; i < n; i++) order[i] = (ranked){x->book->entities[i].id, (uint32_t)i};
    qsort(order, n, sizeof *order, by_id);
    for (size_t i = 0; i < n; i++) x->rank[order[i].entity] = (uint32_t)i;
    free(order);
    return TB_OK;
}

tb_status tb_names_index_new(const tb_book *book, tb_names_index **out) {
    *out = NULL;
    size_t n = count_patterns(book);
    tb_names_index *x = calloc(1, sizeof *x);
    tb_pattern *patterns = calloc(n + 1, sizeof *patterns);
    if (x) {
        x->book = book;
        x->patterns = calloc(n + 1, sizeof *x->patterns);
        x->rank = calloc(book->n_entities + 1, sizeof *x->rank);
    }
    tb_status status = x && patterns && x->patterns && x->rank ? TB_OK : TB_ENOMEM;
    if (status == TB_OK) {
        fill_patterns(x, patterns);
        status = rank_entities(x);
    }
    if (status == TB_OK) status = tb_matcher_new(&x->matcher, patterns, n, 0);
    free(patterns);
    if (status != TB_OK) {
        tb_names_index_free(x);
        return status;
    }
    *out = x;
    return TB_OK;
}

void tb_names_index_free(tb_names_index *x) {
    if (!x) return;
    tb_matcher_free(x->matcher);
    free(x->patterns);
    free(x->rank);
    free(x);
}

/* A phrase that stands somewhere: excludes the form inside it. */
typedef struct phrase_hit {
    uint32_t form_number;
    size_t start, end;
    size_t furthest; /* the largest end of this form's phrases up to here */
} phrase_hit;

typedef TB_VEC(phrase_hit) phrase_hits;

static int by_form_and_start(const void *a, const void *b) {
    const phrase_hit *x = a, *y = b;
    if (x->form_number != y->form_number) return x->form_number < y->form_number ? -1 : 1;
    return (x->start > y->start) - (x->start < y->start);
}

static tb_status collect_phrases(const tb_names_index *x, const tb_hits *hits, phrase_hits *out) {
    for (size_t i = 0; i < hits->n; i++) {
        const name_pattern *p = &x->patterns[hits->at[i].pattern];
        if (!p->is_phrase) continue;
        phrase_hit hit = {p->form_number, hits->at[i].start, hits->at[i].end, 0};
        TB_TRY(tb_vec_push(NULL, out, hit));
    }
    if (out->n) qsort(out->at, out->n, sizeof *out->at, by_form_and_start);
    for (size_t i = 0; i < out->n; i++) {
        bool same = i > 0 && out->at[i - 1].form_number == out->at[i].form_number;
        size_t before = same ? out->at[i - 1].furthest : 0;
        out->at[i].furthest = before > out->at[i].end ? before : out->at[i].end;
    }
    return TB_OK;
}

/* Whether a phrase of the form covers [start, end). Sorted by start, the furthest end so far decides: a
 * phrase that begins at or before start and reaches end exists exactly if the furthest one does. */
static bool excluded(const phrase_hits *phrases, uint32_t form_number, size_t start, size_t end) {
    size_t lo = 0, hi = phrases->n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        const phrase_hit *p = &phrases->at[mid];
        bool before = p->form_number < form_number || (p->form_number == form_number && p->start <= start);
        if (before) lo = mid + 1;
        else hi = mid;
    }
    return lo > 0 && phrases->at[lo - 1].form_number == form_number && phrases->at[lo - 1].furthest >= end;
}

static bool form_in_source(const tb_form *form, uint32_t source) {
    if (form->n_only_in == 0) return true;
    for (size_t i = 0; i < form->n_only_in; i++)
        if (form->only_in[i] == source) return true;
    return false;
}

static bool counts(const tb_names_index *x, const name_pattern *p, const tb_hit *hit, const phrase_hits *phrases,
                   uint32_t source) {
    const tb_form *form = &x->book->entities[p->entity].forms[p->form];
    if (!form_in_source(form, source)) return false;
    return form->n_not_in == 0 || !excluded(phrases, p->form_number, hit->start, hit->end);
}

/* Leaves in hits the forms that count where they stand, weak ones included. */
static void keep_counting(const tb_names_index *x, tb_hits *hits, const phrase_hits *phrases, uint32_t source) {
    size_t kept = 0;
    for (size_t i = 0; i < hits->n; i++) {
        tb_hit hit = hits->at[i];
        const name_pattern *p = &x->patterns[hit.pattern];
        if (p->is_phrase || (p->is_limited && !counts(x, p, &hit, phrases, source))) continue;
        hits->at[kept++] = hit;
    }
    hits->n = kept;
}

typedef struct selection {
    const tb_names_index *x;
    const tb_hits *hits;
    const bool *strong; /* entities whose weak forms count; NULL: no weak form counts */
} selection;

static const name_pattern *pattern_of(const selection *s, size_t hit) {
    return &s->x->patterns[s->hits->at[hit].pattern];
}

static bool is_candidate(const selection *s, const name_pattern *p) {
    return !p->is_weak || (s->strong && s->strong[p->entity]);
}

/* Leftmost, then longest; with nested also the candidates inside a mention. */
static tb_status select_mentions(const selection *s, tb_mentions *out, bool nested) {
    size_t start = 0, end = 0; /* of the last mention */
    for (size_t i = 0; i < s->hits->n; i++) {
        const tb_hit *hit = &s->hits->at[i];
        const name_pattern *p = pattern_of(s, i);
        if (!is_candidate(s, p)) continue;
        bool same = hit->start == start && hit->end == end && end > 0;
        bool inside = hit->start < end && !same;
        if (inside && (!nested || hit->end > end)) continue;
        if (!inside && !same) {
            start = hit->start;
            end = hit->end;
        }
        tb_mention m = {hit->start, hit->end, p->entity, p->form, inside};
        TB_TRY(tb_vec_push(NULL, out, m));
    }
    return TB_OK;
}

typedef struct keyed {
    tb_mention m;
    uint32_t rank;
} keyed;

static int in_order(const void *a, const void *b) {
    const keyed *x = a, *y = b;
    if (x->m.start != y->m.start) return x->m.start < y->m.start ? -1 : 1;
    if (x->rank != y->rank) return x->rank < y->rank ? -1 : 1;
    if (x->m.end != y->m.end) return x->m.end > y->m.end ? -1 : 1;
    return (x->m.form > y->m.form) - (x->m.form < y->m.form);
}

/* Mentions come by start, so that only some of one start are out of order: where that is all, they are put right in
 * their place. False where there is too much to do. */
static bool sort_in_place(const tb_names_index *x, tb_mention *at, size_t n) {
    size_t moves = 0;
    for (size_t i = 1; i < n; i++) {
        if (at[i - 1].start < at[i].start) continue;
        keyed new = {at[i], x->rank[at[i].entity]};
        size_t k = i;
        for (; k > 0; k--, moves++) {
            keyed before = {at[k - 1], x->rank[at[k - 1].entity]};
            if (in_order(&before, &new) <= 0) break;
            at[k] = at[k - 1];
        }
        at[k] = new.m;
        if (moves > 8 * i + 64) return false;
    }
    return true;
}

static tb_status sort_apart(const tb_names_index *x, tb_mention *at, size_t n) {
    keyed *order = malloc(n * sizeof *order);
    if (!order) return TB_ENOMEM;
    for (size_t i = 0; i < n; i++) order[i] = (keyed){at[i], x->rank[at[i].entity]};
    qsort(order, n, sizeof *order, in_order);
    for (size_t i = 0; i < n; i++) at[i] = order[i].m;
    free(order);
    return TB_OK;
}

/* Sorts mentions [from, n) and leaves one for each entity and span: that of the first form. */
static tb_status sort_mentions(const tb_names_index *x, tb_mentions *out, size_t from) {
    size_t kept = from, n = out->n - from;
    if (n == 0) return TB_OK; /* out may have no memory yet */
    if (!sort_in_place(x, out->at + from, n)) TB_TRY(sort_apart(x, out->at + from, n));
    for (size_t i = from; i < out->n; i++) {
        const tb_mention *m = &out->at[i], *last = &out->at[kept - (kept > from)];
        if (kept > from && last->start == m->start && last->end == m->end && last->entity == m->entity) continue;
        if (kept < i) out->at[kept] = *m;
        kept++;
    }
    out->n = kept;
    return TB_OK;
}

/* The entities that the text names when all weak forms are left out. */
static tb_status find_strong(selection *s, bool **out) {
    *out = NULL;
    bool any = false;
    for (size_t i = 0; i < s->hits->n && !any; i++) any = pattern_of(s, i)->is_weak;
    if (!any) return TB_OK;
    tb_mentions strong = {0};
    tb_status status = select_mentions(s, &strong, false);
    bool *set = status == TB_OK ? calloc(s->x->book->n_entities + 1, sizeof *set) : NULL;
    if (status == TB_OK && !set) status = TB_ENOMEM;
    for (size_t i = 0; status == TB_OK && i < strong.n; i++) set[strong.at[i].entity] = true;
    tb_vec_free(&strong);
    *out = set;
    return status;
}

tb_status tb_mentions_find(const tb_names_index *x, tb_scratch *scratch, const tb_text *text, uint32_t source,
                           bool nested, tb_mentions *out) {
    tb_hits hits = {0};
    phrase_hits phrases = {0};
    bool *strong = NULL;
    size_t from = out->n;
    selection s = {x, &hits, NULL};
    tb_status status = tb_vec_grow(NULL, &hits.at, MANY_HITS - 1, &hits.cap, sizeof *hits.at);
    if (status == TB_OK) status = tb_matcher_scan(x->matcher, scratch, text, &hits);
    if (status == TB_OK && x->has_phrases) status = collect_phrases(x, &hits, &phrases);
    if (status == TB_OK) {
        keep_counting(x, &hits, &phrases, source);
        if (x->has_weak) status = find_strong(&s, &strong);
        s.strong = strong;
    }
    if (status == TB_OK) status = select_mentions(&s, out, nested);
    if (status == TB_OK) status = sort_mentions(x, out, from);
    if (status != TB_OK) out->n = from;
    free(strong);
    tb_vec_free(&phrases);
    tb_vec_free(&hits);
    return status;
}
