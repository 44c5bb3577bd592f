/* The matcher: its life, and hits in the order that the header promises. How patterns are read is in
 * variant.c, how they are found in the engines. */
#include "match/match.h"

#include <assert.h>
#include <stdlib.h>

#include "match/fast.h"
#include "match/form.h"
#include "match/simple.h"
#include "match/variant.h"
#include "text/utf8.h"

#define N_FOLDS 3 /* tb_fold */

struct tb_matcher {
    tb_fast fast[N_FOLDS]; /* without records where no pattern is folded so */
    tb_simple *simple;     /* in the place of the fast ones, or NULL */
    tb_variants variants;  /* its own */
};

struct tb_scratch {
    tb_fast_scratch *fast;
};

/* ---- building ---- */

typedef struct builder {
    tb_matcher *m;
    bool quotes;
    tb_buf key;
    tb_units units;
} builder;

static tb_status add_written(void *context, const tb_pattern *p, uint32_t index, tb_slice written) {
    builder *b = context;
    tb_fold fold = tb_pattern_fold(p);
    tb_table *t = &b->m->fast[fold].table;
    tb_form_key form;
    TB_TRY(tb_form_to_key(&b->key, written, fold, p->letter_case, b->quotes, &form));
    if (form.sure) return tb_table_add_key(t, index, p->letter_case, form.key, form.marked);
    b->units.n = 0;
    TB_TRY(tb_fold_units(written, fold, b->quotes, &b->units));
    if (b->units.n == 0) return TB_OK;
    /* What vanishes at an end may leave a blank there, and no match begins or ends with one. */
    const tb_unit *first = b->units.at, *last = first + b->units.n - 1;
    if ((first->flags | last->flags) & TB_UNIT_SPACE) return TB_OK;
    return tb_table_add_units(t, index, p->letter_case, first, b->units.n);
}

static tb_kernel_function *choose_kernel(unsigned number) {
    tb_kernel_function *best = tb_kernel_at(0, NULL);
    for (unsigned i = 1; i <= number && tb_kernel_at(i, NULL); i++) best = tb_kernel_at(i, NULL);
    return best;
}

static tb_status build_fast(builder *b, const tb_pattern *patterns, size_t n, unsigned options) {
    tb_kernel_function *kernel = choose_kernel(options / TB_MATCH_PATH & 15);
    size_t chunk = options & TB_MATCH_PIECES ? 64 : TB_CHUNK;
    for (int i = 0; i < N_FOLDS; i++) {
        tb_table_init(&b->m->fast[i].table, (tb_fold)i, b->quotes);
        b->m->fast[i].table.many = options & TB_MATCH_MANY;
    }
    for (size_t i = 0; i < n; i++) TB_TRY(tb_pattern_write(&patterns[i], (uint32_t)i, add_written, b));
    for (int i = 0; i < N_FOLDS; i++) {
        TB_TRY(tb_table_build(&b->m->fast[i].table));
        tb_fast_init(&b->m->fast[i], kernel, chunk);
    }
    return TB_OK;
}

static tb_status build_simple(tb_matcher *m, const tb_pattern *patterns, size_t n, bool quotes) {
    for (size_t i = 0; i < n; i++) TB_TRY(tb_variants_add(&m->variants, &patterns[i], (uint32_t)i, quotes));
    return tb_simple_new(&m->simple, &m->variants, quotes);
}

static tb_status build(tb_matcher *m, const tb_pattern *patterns, size_t n, unsigned options) {
    bool quotes = options & TB_MATCH_QUOTES;
    if (options & TB_MATCH_SIMPLE) return build_simple(m, patterns, n, quotes);
    builder b = {.m = m, .quotes = quotes};
    tb_status status = build_fast(&b, patterns, n, options);
    tb_buf_free(&b.key);
    tb_vec_free(&b.units);
    return status;
}

tb_status tb_matcher_new(tb_matcher **out, const tb_pattern *patterns, size_t n, unsigned options) {
    assert(n < UINT32_MAX);
    tb_matcher *m = calloc(1, sizeof *m);
    if (!m) return TB_ENOMEM;
    tb_status status = build(m, patterns, n, options);
    if (status != TB_OK) {
        tb_matcher_free(m);
        return status;
    }
    *out = m;
    return TB_OK;
}

void tb_matcher_free(tb_matcher *m) {
    if (!m) return;
    for (int i = 0; i < N_FOLDS; i++) tb_table_free(&m->fast[i].table);
    tb_simple_free(m->simple);
    tb_variants_free(&m->variants);
    free(m);
}

tb_status tb_scratch_new(tb_scratch **out) {
    tb_scratch *s = calloc(1, sizeof *s);
    if (!s) return TB_ENOMEM;
    tb_status status = tb_fast_scratch_new(&s->fast);
    if (status != TB_OK) {
        free(s);
        return status;
    }
    *out = s;
    return TB_OK;
}

void tb_scratch_free(tb_scratch *s) {
    if (!s) return;
    tb_fast_scratch_free(s->fast);
    free(s);
}

/* ---- scanning ---- */

static int by_place(const void *a, const void *b) {
    const tb_hit *x = a, *y = b;
    if (x->start != y->start) return x->start < y->start ? -1 : 1;
    if (x->end != y->end) return x->end > y->end ? -1 : 1;
    return (x->pattern > y->pattern) - (x->pattern < y->pattern);
}

/* Puts hits in order. They mostly are, but for those of one start, so that an insertion sort has little to do;
 * where it would have much, qsort has it. */
static void sort(tb_hit *at, size_t n) {
    size_t moves = 0;
    for (size_t i = 1; i < n; i++) {
        tb_hit h = at[i];
        size_t k = i;
        for (; k > 0 && by_place(&at[k - 1], &h) > 0; k--) at[k] = at[k - 1];
        at[k] = h;
        moves += i - k;
        if (moves > 8 * i + 64) {
            qsort(at, n, sizeof *at, by_place);
            return;
        }
    }
}

static size_t unite(tb_hit *at, size_t n) {
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (kept == 0 || by_place(&at[kept - 1], &at[i]) != 0) at[kept++] = at[i];
    return kept;
}

static tb_status scan(const tb_matcher *m, tb_scratch *s, const tb_text *text, tb_hits *hits) {
    if (m->simple) return tb_simple_scan(m->simple, text, hits);
    for (int i = 0; i < N_FOLDS; i++) TB_TRY(tb_fast_scan(&m->fast[i], s->fast, text, hits));
    return TB_OK;
}

tb_status tb_matcher_scan(const tb_matcher *m, tb_scratch *s, const tb_text *text, tb_hits *hits) {
    size_t before = hits->n;
    tb_status status = scan(m, s, text, hits);
    if (status != TB_OK) {
        hits->n = before;
        return status;
    }
    size_t n = hits->n - before;
    if (n > 1) {
        sort(hits->at + before, n);
        hits->n = before + unite(hits->at + before, n);
    }
    return TB_OK;
}

bool tb_pattern_empty(tb_slice s) {
    return tb_fold_empty(s);
}

void tb_fold_key(tb_buf *out, tb_slice s) {
    tb_units units = {0};
    tb_status status = tb_fold_units(s, TB_FOLD_KEY, false, &units);
    for (size_t i = 0; i < units.n && status == TB_OK; i++) {
        char bytes[4];
        tb_buf_put(out, (tb_slice){bytes, tb_utf8_put(bytes, units.at[i].cp)});
    }
    tb_vec_free(&units);
    if (status != TB_OK) out->status = status;
}
