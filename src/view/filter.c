/* Which links are shown; see filter.h and the comment on tb_filter. It knows nothing of names and numbers. */
#include "view/filter.h"

static bool has(const uint32_t *list, size_t n, uint32_t x) {
    for (size_t i = 0; i < n; i++)
        if (list[i] == x) return true;
    return false;
}

static bool is_dated(tb_period p) {
    return p.from.year != 0 || p.to.year != 0;
}

/* Whether two periods share a day, as far as their dates say; an open end has year 0. */
static bool overlaps(tb_period a, tb_period b) {
    if (a.to.year && b.from.year && tb_date_cmp(a.to, b.from) < 0) return false;
    if (a.from.year && b.to.year && tb_date_cmp(a.from, b.to) > 0) return false;
    return true;
}

/* Where a chain of reprints begins. A faulty book may turn in a circle; then it is where the steps run out.
 */
static uint32_t original_of(const tb_book *book, uint32_t source) {
    for (size_t steps = 0; steps < book->n_sources && book->sources[source].reprint_of != TB_NONE; steps++)
        source = book->sources[source].reprint_of;
    return source;
}

unsigned tb_filter_independent(const tb_book *book, const tb_link *link, const uint32_t *evidence, size_t n) {
    unsigned count = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t original = original_of(book, link->evidence[evidence[i]].source);
        bool seen = false;
        for (size_t j = 0; j < i && !seen; j++)
            seen = original_of(book, link->evidence[evidence[j]].source) == original;
        count += !seen;
    }
    return count;
}

static bool is_hidden(const tb_book *book, const tb_filter *f, uint32_t entity) {
    return f->is_public && book->entities[entity].is_private;
}

static bool kind_fits(const tb_book *book, const tb_filter *f, uint32_t entity) {
    return f->n_kinds == 0 || has(f->kinds, f->n_kinds, book->entities[entity].kind);
}

/* All about a link but its evidence. */
static bool link_fits(const tb_book *book, const tb_filter *f, const tb_link *l) {
    /* a faulty book may have links whose ends were not understood */
    if (l->from >= book->n_entities || l->to >= book->n_entities || l->relation >= book->n_relations)
        return false;
    if (f->is_public && l->is_private) return false;
    if (is_hidden(book, f, l->from) || is_hidden(book, f, l->to)) return false;
    if (f->n_relations && !has(f->relations, f->n_relations, l->relation)) return false;
    if (!kind_fits(book, f, l->from) || !kind_fits(book, f, l->to)) return false;
    if (f->n_touching && !has(f->touching, f->n_touching, l->from) && !has(f->touching, f->n_touching, l->to))
        return false;
    if (f->n_touching_kinds && !has(f->touching_kinds, f->n_touching_kinds, book->entities[l->from].kind) &&
        !has(f->touching_kinds, f->n_touching_kinds, book->entities[l->to].kind))
        return false;
    return true;
}

static bool evidence_fits(const tb_book *book, const tb_filter *f, const tb_evidence *e) {
    if (e->source >= book->n_sources) return false;
    if (f->is_public && (e->is_private || book->sources[e->source].is_private)) return false;
    if (f->stances && !(f->stances & 1u << e->stance)) return false;
    if (is_dated(f->when) && (!is_dated(e->when) || !overlaps(f->when, e->when))) return false;
    return true;
}

/* The evidence of a link that is left; *fits is false where the link falls. */
static tb_status choose(const tb_book *book, const tb_filter *f, uint32_t at, tb_arena *arena, tb_chosen *out,
                        bool *fits) {
    const tb_link *l = &book->links[at];
    *fits = false;
    *out = (tb_chosen){.link = at};
    if (f->groups && f->groups[at] != f->group) return TB_OK;
    if (!link_fits(book, f, l)) return TB_OK;
    if (l->n_evidence == 0) {
        *fits = f->n_sources == 0 && f->stances == 0 && !is_dated(f->when) && f->min_sources == 0;
        return TB_OK;
    }
    uint32_t *kept = TB_NEW_ARRAY(arena, l->n_evidence, uint32_t);
    if (!kept) return TB_ENOMEM;
    size_t n = 0;
    for (uint32_t i = 0; i < l->n_evidence; i++)
        if (evidence_fits(book, f, &l->evidence[i])) kept[n++] = i;
    if (f->min_sources && tb_filter_independent(book, l, kept, n) < f->min_sources) return TB_OK;
    if (f->n_sources) {
        size_t m = 0;
        for (size_t i = 0; i < n; i++)
            if (has(f->sources, f->n_sources, l->evidence[kept[i]].source)) kept[m++] = kept[i];
        n = m;
    }
    out->evidence = kept;
    out->n = n;
    *fits = n > 0;
    return TB_OK;
}

/* Keeps the links that a walk of depth steps from the entities of `around` goes over. Each round looks at
 * every link once, so the cost is rounds times links; the rounds end when nothing new is reached. */
static tb_status keep_around(const tb_book *book, const tb_filter *f, tb_arena *arena, tb_choice *c) {
    bool *near = TB_NEW_ARRAY(arena, book->n_entities, bool);
    bool *next = TB_NEW_ARRAY(arena, book->n_entities, bool);
    bool *kept = TB_NEW_ARRAY(arena, c->links.n, bool);
    if (!near || !next || !kept) return TB_ENOMEM;
    for (size_t i = 0; i < f->n_around; i++) near[f->around[i]] = true;
    bool grew = true;
    for (unsigned step = 0; step < f->depth && grew; step++) {
        grew = false;
        memcpy(next, near, book->n_entities * sizeof *near);
        for (size_t i = 0; i < c->links.n; i++) {
            const tb_link *l = &book->links[c->links.at[i].link];
            if (kept[i] || (!near[l->from] && !near[l->to])) continue;
            kept[i] = next[l->from] = next[l->to] = grew = true;
        }
        memcpy(near, next, book->n_entities * sizeof *near);
    }
    size_t n = 0;
    for (size_t i = 0; i < c->links.n; i++)
        if (kept[i]) c->links.at[n++] = c->links.at[i];
    c->links.n = n;
    return TB_OK;
}

static void mark_entities(const tb_book *book, const tb_filter *f, tb_choice *c) {
    for (size_t i = 0; i < c->links.n; i++) {
        const tb_link *l = &book->links[c->links.at[i].link];
        c->entities[l->from] = c->entities[l->to] = true;
    }
    for (size_t i = 0; i < f->n_around; i++)
        if (!is_hidden(book, f, f->around[i])) c->entities[f->around[i]] = true;
    if (!f->isolated || f->n_around) return;
    for (uint32_t i = 0; i < book->n_entities; i++)
        if (!is_hidden(book, f, i) && kind_fits(book, f, i) && !f->n_touching && !f->n_touching_kinds)
            c->entities[i] = true;
}

tb_status tb_filter_apply(const tb_check *check, const tb_filter *f, tb_arena *arena, tb_choice *out) {
    const tb_book *book = check->book;
    *out = (tb_choice){0};
    out->entities = TB_NEW_ARRAY(arena, book->n_entities + 1, bool);
    if (!out->entities) return TB_ENOMEM;
    for (uint32_t i = 0; i < book->n_links; i++) {
        tb_chosen chosen;
        bool fits;
        TB_TRY(choose(book, f, i, arena, &chosen, &fits));
        if (fits) TB_TRY(tb_vec_push(arena, &out->links, chosen));
    }
    if (f->n_around) TB_TRY(keep_around(book, f, arena, out));
    mark_entities(book, f, out);
    return TB_OK;
}
