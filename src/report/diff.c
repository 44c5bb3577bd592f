/* Which objects of two versions are the same, and what became of each; see diff.h. */
#include "report/diff.h"

#include <stdlib.h>

#include "report/facets.h"

typedef struct comparing {
    const tb_version *old, *now;
    tb_diff *out;
    uint32_t *node_now; /* node of the old view → of the new one, or TB_NONE */
    uint32_t *node_old;
} comparing;

typedef TB_VEC(tb_difference) differences;

static tb_status add(comparing *c, differences *to, tb_change change, uint32_t old, uint32_t now, const tb_facets *facets,
                     size_t first) {
    tb_difference d = {.change = change, .old = old, .now = now};
    if (facets && facets->all.n > first) {
        d.n_facets = facets->all.n - first;
        tb_facet *list = TB_NEW_ARRAY(&c->out->arena, d.n_facets, tb_facet);
        if (!list) return TB_ENOMEM;
        memcpy(list, facets->all.at + first, d.n_facets * sizeof *list);
        d.facets = list;
    }
    return tb_vec_push(&c->out->arena, to, d);
}

static int rank_of(tb_change change) {
    static const int ranks[] = {[TB_CHANGE_GONE] = 0,   [TB_CHANGE_NEW] = 1,   [TB_CHANGE_WEAKER] = 2,
                                [TB_CHANGE_STRONGER] = 3, [TB_CHANGE_OTHER] = 4, [TB_CHANGE_NONE] = 5};
    return ranks[change];
}

static int by_change(const void *x, const void *y) {
    const tb_difference *a = x, *b = y;
    if (a->change != b->change) return rank_of(a->change) < rank_of(b->change) ? -1 : 1;
    uint32_t p = a->now != TB_NONE ? a->now : a->old, q = b->now != TB_NONE ? b->now : b->old;
    return (p > q) - (p < q);
}

static tb_differences finish(differences *d) {
    if (d->n) qsort(d->at, d->n, sizeof *d->at, by_change);
    return (tb_differences){d->at, d->n};
}

/* ---- entities ---- */

/* Keys by which an entity is known when its id is not: kind and Wikidata item, kind and name. */
static tb_status other_key(tb_arena *arena, const tb_version *v, uint32_t node, bool wikidata, tb_slice *out) {
    const tb_view_node *n = &v->view->nodes[node];
    tb_buf key = {0};
    *out = (tb_slice){NULL, 0};
    if (wikidata && !n->wikidata.len) return TB_OK;
    tb_buf_put(&key, n->kind);
    tb_buf_putc(&key, '\n');
    if (wikidata) tb_buf_put(&key, n->wikidata);
    else tb_fold_key(&key, n->name);
    tb_status status = tb_buf_status(&key);
    if (status == TB_OK) status = tb_arena_copy(arena, tb_buf_slice(&key), out);
    tb_buf_free(&key);
    return status;
}

static void match(comparing *c, uint32_t old, uint32_t now) {
    c->node_now[old] = now;
    c->node_old[now] = old;
}

/* Matches what is left of both sides by another key, where each side has it once. */
static tb_status match_by(comparing *c, bool wikidata) {
    static const uint32_t SEVERAL = TB_NONE - 1;
    tb_map keys = {0};
    tb_status status = TB_OK;
    const tb_view *old = c->old->view, *now = c->now->view;
    uint32_t *old_of = TB_NEW_ARRAY(&c->out->arena, now->n_nodes + 1, uint32_t); /* of a new node, SEVERAL, or TB_NONE */
    if (!old_of) return TB_ENOMEM;
    for (uint32_t i = 0; i < now->n_nodes && status == TB_OK; i++) {
        tb_slice key;
        uint32_t first = i;
        bool added = true;
        old_of[i] = TB_NONE;
        if (c->node_old[i] != TB_NONE) continue;
        status = other_key(&c->out->arena, c->now, i, wikidata, &key);
        if (status == TB_OK && key.len) status = tb_map_add(&keys, key, i, &first, &added);
        if (!added) old_of[first] = SEVERAL;
    }
    for (uint32_t i = 0; i < old->n_nodes && status == TB_OK; i++) {
        tb_slice key;
        if (c->node_now[i] != TB_NONE) continue;
        status = other_key(&c->out->arena, c->old, i, wikidata, &key);
        uint32_t at = status == TB_OK && key.len ? tb_map_get(&keys, key) : TB_MAP_NONE;
        if (at != TB_MAP_NONE) old_of[at] = old_of[at] == TB_NONE ? i : SEVERAL;
    }
    for (uint32_t i = 0; i < now->n_nodes && status == TB_OK; i++)
        if (old_of[i] < SEVERAL) match(c, old_of[i], i);
    tb_map_free(&keys);
    return status;
}

static tb_status match_nodes(comparing *c) {
    const tb_view *old = c->old->view, *now = c->now->view;
    c->node_now = TB_NEW_ARRAY(&c->out->arena, old->n_nodes, uint32_t);
    c->node_old = TB_NEW_ARRAY(&c->out->arena, now->n_nodes, uint32_t);
    if (!c->node_now || !c->node_old) return TB_ENOMEM;
    for (size_t i = 0; i < old->n_nodes; i++) c->node_now[i] = TB_NONE;
    for (size_t i = 0; i < now->n_nodes; i++) c->node_old[i] = TB_NONE;
    for (uint32_t i = 0, k = 0; i < old->n_nodes && k < now->n_nodes;) { /* both are sorted by id */
        int order = tb_slice_cmp(old->nodes[i].id, now->nodes[k].id);
        if (order == 0) match(c, i++, k++);
        else if (order < 0) i++;
        else k++;
    }
    TB_TRY(match_by(c, true));
    return match_by(c, false);
}

static tb_status compare_entities(comparing *c) {
    const tb_view *old = c->old->view, *now = c->now->view;
    differences all = {0};
    for (uint32_t i = 0; i < old->n_nodes; i++)
        if (c->node_now[i] == TB_NONE) TB_TRY(add(c, &all, TB_CHANGE_GONE, i, TB_NONE, NULL, 0));
    for (uint32_t i = 0; i < now->n_nodes; i++) {
        tb_facets f = {.arena = &c->out->arena};
        if (c->node_old[i] == TB_NONE) {
            TB_TRY(add(c, &all, TB_CHANGE_NEW, TB_NONE, i, NULL, 0));
            continue;
        }
        TB_TRY(tb_facets_entity(&f, c->old, old->nodes[c->node_old[i]].entity, c->now, now->nodes[i].entity));
        if (f.all.n) TB_TRY(add(c, &all, TB_CHANGE_OTHER, c->node_old[i], i, &f, 0));
    }
    c->out->node_now = c->node_now;
    c->out->entities = finish(&all);
    return TB_OK;
}

/* ---- links ---- */

/* A link of either side in the terms of the new one. */
typedef struct ends {
    uint32_t from, to; /* nodes of the new view; gone ones stand above them */
    tb_slice relation, id;
    uint32_t edge;
    bool old;
} ends;

static ends ends_of(const comparing *c, const tb_view_edge *e, uint32_t edge, bool old) {
    size_t n = c->now->view->n_nodes;
    ends x = {.relation = e->relation, .id = e->id, .edge = edge, .old = old, .from = e->from, .to = e->to};
    if (old) {
        x.from = c->node_now[e->from] != TB_NONE ? c->node_now[e->from] : (uint32_t)(n + e->from);
        x.to = c->node_now[e->to] != TB_NONE ? c->node_now[e->to] : (uint32_t)(n + e->to);
    }
    if (e->symmetric && x.from > x.to) {
        uint32_t swap = x.from;
        x.from = x.to;
        x.to = swap;
    }
    return x;
}

static int same_ends(const ends *a, const ends *b) {
    if (a->from != b->from) return a->from < b->from ? -1 : 1;
    if (a->to != b->to) return a->to < b->to ? -1 : 1;
    return tb_slice_cmp(a->relation, b->relation);
}

static int by_ends(const void *x, const void *y) {
    const ends *a = x, *b = y;
    int order = same_ends(a, b);
    if (order) return order;
    if (a->old != b->old) return a->old ? -1 : 1;
    return (a->edge > b->edge) - (a->edge < b->edge);
}

static tb_status compare_link(comparing *c, differences *all, uint32_t old, uint32_t now) {
    tb_facets f = {.arena = &c->out->arena};
    tb_change change;
    bool compared;
    TB_TRY(tb_facets_link(&f, c->old, &c->old->view->edges[old], c->now, &c->now->view->edges[now], &change, &compared));
    c->out->n_uncompared += !compared;
    return change == TB_CHANGE_NONE ? TB_OK : add(c, all, change, old, now, &f, 0);
}

/* Links with the same ends and relation: [0, n_old) are of the old side. By id first, then in their order. */
static tb_status compare_group(comparing *c, differences *all, ends *group, size_t n_old, size_t n) {
    uint32_t *now_of = TB_NEW_ARRAY(&c->out->arena, n, uint32_t); /* index into group, of each */
    if (!now_of) return TB_ENOMEM;
    for (size_t i = 0; i < n; i++) now_of[i] = TB_NONE;
    for (int round = 0; round < 2; round++)
        for (size_t i = 0; i < n_old; i++)
            for (size_t k = n_old; k < n && now_of[i] == TB_NONE; k++)
                if (now_of[k] == TB_NONE && (round || tb_slice_eq(group[i].id, group[k].id))) {
                    now_of[i] = (uint32_t)k;
                    now_of[k] = (uint32_t)i;
                }
    for (size_t i = 0; i < n; i++) {
        if (i < n_old && now_of[i] != TB_NONE) TB_TRY(compare_link(c, all, group[i].edge, group[now_of[i]].edge));
        else if (i < n_old) TB_TRY(add(c, all, TB_CHANGE_GONE, group[i].edge, TB_NONE, NULL, 0));
        else if (now_of[i] == TB_NONE) TB_TRY(add(c, all, TB_CHANGE_NEW, TB_NONE, group[i].edge, NULL, 0));
    }
    return TB_OK;
}

static tb_status compare_links(comparing *c) {
    const tb_view *old = c->old->view, *now = c->now->view;
    size_t n = old->n_edges + now->n_edges;
    ends *list = TB_NEW_ARRAY(&c->out->arena, n, ends);
    differences all = {0};
    if (!list) return TB_ENOMEM;
    for (uint32_t i = 0; i < old->n_edges; i++) list[i] = ends_of(c, &old->edges[i], i, true);
    for (uint32_t i = 0; i < now->n_edges; i++) list[old->n_edges + i] = ends_of(c, &now->edges[i], i, false);
    if (n) qsort(list, n, sizeof *list, by_ends);
    for (size_t i = 0; i < n;) {
        size_t end = i, n_old = 0;
        for (; end < n && same_ends(&list[i], &list[end]) == 0; end++) n_old += list[end].old;
        TB_TRY(compare_group(c, &all, list + i, n_old, end - i));
        i = end;
    }
    c->out->links = finish(&all);
    return TB_OK;
}

/* ---- sources and relations ---- */

typedef tb_status facets_of(tb_facets *f, const tb_book *old, uint32_t a, const tb_book *now, uint32_t b);

/* Compares objects that are the same by a key of each book's own map. `hidden` ones are left out. */
static tb_status compare_named(comparing *c, size_t n_old, size_t n_now, const tb_map *now_keys, const tb_map *old_keys,
                               tb_slice (*key)(const tb_book *, size_t), bool (*hidden)(const comparing *, const tb_book *, size_t),
                               facets_of *facets, tb_differences *out) {
    const tb_book *old = c->old->check->book, *now = c->now->check->book;
    differences all = {0};
    for (uint32_t i = 0; i < n_old; i++) {
        uint32_t k = tb_map_get(now_keys, key(old, i));
        if (!hidden(c, old, i) && (k == TB_MAP_NONE || hidden(c, now, k)))
            TB_TRY(add(c, &all, TB_CHANGE_GONE, i, TB_NONE, NULL, 0));
    }
    for (uint32_t i = 0; i < n_now; i++) {
        tb_facets f = {.arena = &c->out->arena};
        uint32_t k = tb_map_get(old_keys, key(now, i));
        if (hidden(c, now, i)) continue;
        if (k == TB_MAP_NONE || hidden(c, old, k)) {
            TB_TRY(add(c, &all, TB_CHANGE_NEW, TB_NONE, i, NULL, 0));
            continue;
        }
        TB_TRY(facets(&f, old, k, now, i));
        if (f.all.n) TB_TRY(add(c, &all, TB_CHANGE_OTHER, k, i, &f, 0));
    }
    *out = finish(&all);
    return TB_OK;
}

static tb_slice source_id(const tb_book *b, size_t i) {
    return b->sources[i].id;
}

static tb_slice relation_name(const tb_book *b, size_t i) {
    return b->relations[i].name;
}

static bool source_hidden(const comparing *c, const tb_book *b, size_t i) {
    const tb_version *v = b == c->old->check->book ? c->old : c->now;
    return v->is_public && b->sources[i].is_private;
}

static bool never_hidden(const comparing *c, const tb_book *b, size_t i) {
    (void)c, (void)b, (void)i;
    return false;
}

static tb_status compare(comparing *c) {
    const tb_book *old = c->old->check->book, *now = c->now->check->book;
    tb_facets f = {.arena = &c->out->arena};
    TB_TRY(tb_facets_book(&f, old, now));
    c->out->book = f.all.at;
    c->out->n_book = f.all.n;
    TB_TRY(match_nodes(c));
    TB_TRY(compare_entities(c));
    TB_TRY(compare_links(c));
    TB_TRY(compare_named(c, old->n_sources, now->n_sources, &now->source_ids, &old->source_ids, source_id, source_hidden,
                         tb_facets_source, &c->out->sources));
    return compare_named(c, old->n_relations, now->n_relations, &now->relation_names, &old->relation_names, relation_name,
                         never_hidden, tb_facets_relation, &c->out->relations);
}

tb_status tb_diff_find(const tb_version *old, const tb_version *now, tb_diff *out) {
    *out = (tb_diff){0};
    comparing c = {.old = old, .now = now, .out = out};
    tb_status status = compare(&c);
    if (status != TB_OK) tb_diff_free(out);
    return status;
}

void tb_diff_free(tb_diff *d) {
    tb_arena_free(&d->arena);
    *d = (tb_diff){0};
}

bool tb_diff_is_empty(const tb_diff *d) {
    return d->n_book + d->entities.n + d->links.n + d->sources.n + d->relations.n == 0;
}
