/* From verdicts to passages; see context.h. */
#include "cli/context.h"

#include <stdlib.h>

typedef struct finder {
    tb_arena *arena;
    const tb_check *check;
    const tb_link *link;
    const tb_verdict *verdict;
    const tb_source_state *source;
    TB_VEC(tb_context) out;
} finder;

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The sentences that span touches. */
static void widen(const finder *f, tb_span span, size_t *start, size_t *end) {
    tb_slice text = f->source->article.text.text;
    const tb_sentences *s = &f->source->sentences;
    *start = span.start, *end = span.end;
    if (s->n) {
        *start = s->starts[tb_sentence_at(s, span.start)];
        *end = s->starts[tb_sentence_at(s, span.end - 1) + 1];
    }
    while (*start < *end && is_blank(text.p[*start])) ++*start;
    while (*end > *start && is_blank(text.p[*end - 1])) --*end;
}

/* Adds the passage of span, unless one shows it already. */
static tb_status add(finder *f, tb_span span, unsigned what) {
    if (span.end <= span.start) return TB_OK;
    tb_context c = {.at = span, .what = what};
    widen(f, span, &c.start, &c.end);
    for (size_t i = 0; i < f->out.n; i++) {
        tb_context *other = &f->out.at[i];
        if (span.start >= other->start && span.end <= other->end) return TB_OK;
        if (what == TB_MARK_QUOTE && c.start < other->end && c.end > other->start) {
            if (c.start < other->start) other->start = c.start;
            if (c.end > other->end) other->end = c.end;
            return TB_OK;
        }
    }
    return tb_vec_push(f->arena, &f->out, c);
}

static int by_place(const void *x, const void *y) {
    const tb_mark *a = x, *b = y;
    if (a->start != b->start) return a->start < b->start ? -1 : 1;
    if (a->end != b->end) return a->end > b->end ? -1 : 1;
    return (a->what > b->what) - (a->what < b->what);
}

typedef TB_VEC(tb_mark) marks;

/* The part of span that lies in c. A mark that is there already is not put twice. */
static tb_status mark(finder *f, const tb_context *c, marks *m, tb_span span, unsigned what) {
    size_t start = span.start > c->start ? span.start : c->start;
    size_t end = span.end < c->end ? span.end : c->end;
    if (start >= end) return TB_OK;
    for (size_t i = 0; i < m->n; i++)
        if (m->at[i].what == what && m->at[i].start == start && m->at[i].end == end) return TB_OK;
    return tb_vec_push(f->arena, m, ((tb_mark){what, start, end}));
}

/* The first mention that begins at or after offset. */
static size_t first_mention(const tb_mentions *m, size_t offset) {
    size_t low = 0, high = m->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (m->at[middle].start < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static tb_status mark_names(finder *f, const tb_context *c, marks *m) {
    const tb_mentions *all = &f->source->mentions;
    for (size_t i = first_mention(all, c->start); i < all->n && all->at[i].start < c->end; i++) {
        const tb_mention *at = &all->at[i];
        bool from = at->entity == f->link->from && (!at->nested || f->verdict->from_nested);
        bool to = at->entity == f->link->to && (!at->nested || f->verdict->to_nested);
        tb_span span = {at->start, at->end};
        if (from) TB_TRY(mark(f, c, m, span, TB_MARK_FROM));
        if (to) TB_TRY(mark(f, c, m, span, TB_MARK_TO));
    }
    TB_TRY(mark(f, c, m, f->verdict->from_at, TB_MARK_FROM));
    return mark(f, c, m, f->verdict->to_at, TB_MARK_TO);
}

static tb_status mark_all(finder *f, tb_context *c) {
    marks m = {0};
    for (size_t i = 0; i < f->verdict->n_spans; i++)
        TB_TRY(mark(f, c, &m, f->verdict->spans[i], TB_MARK_QUOTE));
    TB_TRY(mark_names(f, c, &m));
    if (m.n) qsort(m.at, m.n, sizeof *m.at, by_place);
    c->marks = m.at;
    c->n_marks = m.n;
    return TB_OK;
}

tb_status tb_contexts_find(tb_arena *arena, const tb_check *check, uint32_t link, size_t evidence,
                           const tb_context **out, size_t *n) {
    finder f = {.arena = arena, .check = check, .link = &check->book->links[link]};
    const tb_evidence *e = &f.link->evidence[evidence];
    f.verdict = &check->links[link].verdicts[evidence];
    *out = NULL;
    *n = 0;
    if (e->source == TB_NONE || !f.verdict->checked) return TB_OK;
    f.source = &check->sources[e->source];
    for (size_t i = 0; i < f.verdict->n_spans; i++) TB_TRY(add(&f, f.verdict->spans[i], TB_MARK_QUOTE));
    TB_TRY(add(&f, f.verdict->from_at, TB_MARK_FROM));
    TB_TRY(add(&f, f.verdict->to_at, TB_MARK_TO));
    for (size_t i = 0; i < f.out.n; i++) TB_TRY(mark_all(&f, &f.out.at[i]));
    *out = f.out.at;
    *n = f.out.n;
    return TB_OK;
}
