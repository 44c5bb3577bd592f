/* The matcher: its life, and hits in the order that the header promises. How patterns are read is in
 * variant.c, how they are found in the engines. */
#include "match/match.h"

#include <assert.h>
#include <stdlib.h>

#include "match/simple.h"
#include "match/variant.h"
#include "text/utf8.h"

struct tb_matcher {
    tb_variants variants;
    tb_simple *simple;
};

struct tb_scratch {
    int unused;
};

static tb_status build(tb_matcher *m, const tb_pattern *patterns, size_t n, unsigned options) {
    bool quotes = options & TB_MATCH_QUOTES;
    for (size_t i = 0; i < n; i++) TB_TRY(tb_variants_add(&m->variants, &patterns[i], (uint32_t)i, quotes));
    return tb_simple_new(&m->simple, &m->variants, quotes);
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
    tb_simple_free(m->simple);
    tb_variants_free(&m->variants);
    free(m);
}

tb_status tb_scratch_new(tb_scratch **out) {
    *out = calloc(1, sizeof **out);
    return *out ? TB_OK : TB_ENOMEM;
}

void tb_scratch_free(tb_scratch *s) {
    free(s);
}

static int by_place(const void *a, const void *b) {
    const tb_hit *x = a, *y = b;
    if (x->start != y->start) return x->start < y->start ? -1 : 1;
    if (x->end != y->end) return x->end > y->end ? -1 : 1;
    return (x->pattern > y->pattern) - (x->pattern < y->pattern);
}

static void sort_and_unite(tb_hit *at, size_t *n) {
    if (*n < 2) return;
    qsort(at, *n, sizeof *at, by_place);
    size_t kept = 1;
    for (size_t i = 1; i < *n; i++)
        if (by_place(&at[kept - 1], &at[i]) != 0) at[kept++] = at[i];
    *n = kept;
}

tb_status tb_matcher_scan(const tb_matcher *m, tb_scratch *s, const tb_text *text, tb_hits *hits) {
    (void)s;
    size_t before = hits->n;
    tb_status status = tb_simple_scan(m->simple, text, hits);
    if (status != TB_OK) {
        hits->n = before;
        return status;
    }
    size_t n = hits->n - before;
    if (n) sort_and_unite(hits->at + before, &n);
    hits->n = before + n;
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
