/* A book cut into what hangs together: components and communities, each called after its entities with most links. */
#include <stdlib.h>

#include "view/groups.h"
#include "view/slices.h"

enum { NAMED = 3 /* entities in a title */, OTHERS = 4 /* communities that a remark names */ };

typedef struct grouping {
    tb_cutter *c;
    const tb_choice *choice;
    uint32_t *entities;  /* by node: entities with a link, by id */
    uint32_t *node_of;   /* by entity */
    size_t n_nodes;
    tb_tie *ties;        /* as the links of the choice */
    uint32_t *group_of;  /* by node */
    size_t n_groups;
    unsigned *degree;    /* by node: links that touch it */
    uint32_t *order;     /* nodes by group, then most links, then id */
    size_t *first;       /* of each group in order; n_groups + 1 */
    uint32_t *groups;    /* by link of the book: for the filters */
    size_t *n_links;     /* within, by group */
} grouping;

static tb_slice name_of(const grouping *g, uint32_t node) {
    const tb_entity *e = &g->c->book->entities[g->entities[node]];
    return e->n_forms ? e->forms[0].text : e->id;
}

typedef struct named {
    tb_slice id;
    uint32_t entity;
} named;

static int by_id(const void *x, const void *y) {
    const named *a = x, *b = y;
    int c = tb_slice_cmp(a->id, b->id);
    return c ? c : (a->entity > b->entity) - (a->entity < b->entity);
}

/* The entities with a link are the nodes, in the order of their ids, so that the order of the book does not matter. */
static tb_status make_nodes(grouping *g) {
    const tb_book *book = g->c->book;
    named *all = TB_NEW_ARRAY(g->c->arena, book->n_entities, named);
    bool *used = TB_NEW_ARRAY(g->c->arena, book->n_entities, bool);
    g->entities = TB_NEW_ARRAY(g->c->arena, book->n_entities, uint32_t);
    g->node_of = TB_NEW_ARRAY(g->c->arena, book->n_entities, uint32_t);
    if (!all || !used || !g->entities || !g->node_of) return TB_ENOMEM;
    for (size_t i = 0; i < g->choice->links.n; i++) {
        const tb_link *l = &book->links[g->choice->links.at[i].link];
        used[l->from] = used[l->to] = true;
    }
    for (uint32_t i = 0; i < book->n_entities; i++)
        if (used[i]) all[g->n_nodes++] = (named){book->entities[i].id, i};
    if (g->n_nodes) qsort(all, g->n_nodes, sizeof *all, by_id);
    for (uint32_t i = 0; i < g->n_nodes; i++) {
        g->entities[i] = all[i].entity;
        g->node_of[all[i].entity] = i;
    }
    return TB_OK;
}

static tb_status make_groups(grouping *g) {
    tb_arena *arena = g->c->arena;
    size_t n = g->choice->links.n;
    g->ties = TB_NEW_ARRAY(arena, n, tb_tie);
    g->group_of = TB_NEW_ARRAY(arena, g->n_nodes, uint32_t);
    g->degree = TB_NEW_ARRAY(arena, g->n_nodes, unsigned);
    if (!g->ties || !g->group_of || !g->degree) return TB_ENOMEM;
    for (size_t i = 0; i < n; i++) {
        const tb_link *l = &g->c->book->links[g->choice->links.at[i].link];
        g->ties[i] = (tb_tie){g->node_of[l->from], g->node_of[l->to]};
        g->degree[g->ties[i].a]++;
        if (l->from != l->to) g->degree[g->ties[i].b]++;
    }
    if (g->c->by == TB_BY_COMPONENT) return tb_groups_components(g->ties, n, g->n_nodes, g->group_of, &g->n_groups);
    return tb_groups_communities(g->ties, n, g->n_nodes, arena, g->group_of, &g->n_groups);
}

/* A node and what it is sorted by: qsort has no context. */
typedef struct ranked {
    uint32_t group, node;
    unsigned degree;
} ranked;

static int by_rank(const void *x, const void *y) {
    const ranked *a = x, *b = y;
    if (a->group != b->group) return a->group < b->group ? -1 : 1;
    if (a->degree != b->degree) return a->degree > b->degree ? -1 : 1;
    return (a->node > b->node) - (a->node < b->node);
}

static tb_status sort_nodes(grouping *g) {
    ranked *all = TB_NEW_ARRAY(g->c->arena, g->n_nodes, ranked);
    g->order = TB_NEW_ARRAY(g->c->arena, g->n_nodes, uint32_t);
    g->first = TB_NEW_ARRAY(g->c->arena, g->n_groups + 1, size_t);
    if (!all || !g->order || !g->first) return TB_ENOMEM;
    for (uint32_t i = 0; i < g->n_nodes; i++) all[i] = (ranked){g->group_of[i], i, g->degree[i]};
    if (g->n_nodes) qsort(all, g->n_nodes, sizeof *all, by_rank);
    for (size_t i = 0; i < g->n_nodes; i++) {
        g->order[i] = all[i].node;
        g->first[all[i].group + 1] = i + 1;
    }
    return TB_OK;
}

static tb_status sort_links(grouping *g) {
    g->groups = TB_NEW_ARRAY(g->c->arena, g->c->book->n_links, uint32_t);
    g->n_links = TB_NEW_ARRAY(g->c->arena, g->n_groups, size_t);
    if (!g->groups || !g->n_links) return TB_ENOMEM;
    for (size_t i = 0; i < g->c->book->n_links; i++) g->groups[i] = TB_NONE;
    for (size_t i = 0; i < g->choice->links.n; i++) {
        uint32_t a = g->group_of[g->ties[i].a];
        if (a != g->group_of[g->ties[i].b]) continue;
        g->groups[g->choice->links.at[i].link] = a;
        g->n_links[a]++;
    }
    return TB_OK;
}

/* "Ann, Bob, Cid and 7 more" */
static tb_status make_title(const grouping *g, uint32_t group, tb_slice *out) {
    tb_buf *b = &g->c->scratch;
    size_t n = g->first[group + 1] - g->first[group];
    tb_buf_clear(b);
    for (size_t i = 0; i < n && i < NAMED; i++) {
        if (i) tb_buf_puts(b, i + 1 == n ? " and " : ", ");
        tb_buf_put(b, name_of(g, g->order[g->first[group] + i]));
    }
    if (n > NAMED) tb_buf_printf(b, " and %zu more", n - NAMED);
    TB_TRY(tb_buf_status(b));
    return tb_arena_copy(g->c->arena, tb_buf_slice(b), out);
}

/* How many links lead from a community to each other one, by group in `out`; in all. */
static size_t count_out(const grouping *g, uint32_t group, size_t *out) {
    size_t all = 0;
    for (size_t i = 0; i < g->n_groups; i++) out[i] = 0;
    for (size_t i = 0; i < g->choice->links.n; i++) {
        uint32_t a = g->group_of[g->ties[i].a], b = g->group_of[g->ties[i].b];
        if (a == b || (a != group && b != group)) continue;
        out[a == group ? b : a]++;
        all++;
    }
    return all;
}

/* "9 more links lead to other communities: 5 to that of Iran, 3 to that of CNN, 1 to another" */
static tb_status make_remark(const grouping *g, uint32_t group, size_t *counts, tb_slice *out) {
    tb_buf *b = &g->c->scratch;
    size_t left = count_out(g, group, counts);
    tb_buf_clear(b);
    tb_buf_put(b, g->c->base->remark);
    if (left && b->len) tb_buf_puts(b, ". ");
    if (left) tb_buf_printf(b, "%zu more link%s to other communities:", left, left == 1 ? " leads" : "s lead");
    for (int i = 0; i < OTHERS && left; i++) {
        uint32_t most = 0;
        for (uint32_t k = 1; k < g->n_groups; k++)
            if (counts[k] > counts[most]) most = k;
        tb_buf_printf(b, "%s %zu to that of ", i ? "," : "", counts[most]);
        tb_buf_put(b, name_of(g, g->order[g->first[most]]));
        left -= counts[most];
        counts[most] = 0;
    }
    if (left) tb_buf_printf(b, ", %zu elsewhere", left);
    TB_TRY(tb_buf_status(b));
    return tb_arena_copy(g->c->arena, tb_buf_slice(b), out);
}

static tb_status add_group(grouping *g, uint32_t group, size_t *counts) {
    tb_view_slice s = {.name = {NULL, 0}};
    tb_slice title;
    uint32_t hub = g->order[g->first[group]];
    TB_TRY(tb_slice_name(g->c, g->c->book->entities[g->entities[hub]].id, &s));
    s.filter.groups = g->groups;
    s.filter.group = group;
    TB_TRY(make_title(g, group, &title));
    TB_TRY(tb_slice_title(g->c, title, &s));
    if (g->c->by == TB_BY_COMMUNITY) TB_TRY(make_remark(g, group, counts, &s.filter.remark));
    return tb_vec_push(g->c->arena, &g->c->out, s);
}

tb_status tb_cut_groups(tb_cutter *c, const tb_choice *choice) {
    grouping g = {.c = c, .choice = choice};
    TB_TRY(make_nodes(&g));
    TB_TRY(make_groups(&g));
    TB_TRY(sort_nodes(&g));
    TB_TRY(sort_links(&g));
    size_t *counts = TB_NEW_ARRAY(c->arena, g.n_groups + 1, size_t);
    if (!counts) return TB_ENOMEM;
    for (uint32_t i = 0; i < g.n_groups; i++)
        if (g.n_links[i]) TB_TRY(add_group(&g, i, counts));
    return TB_OK;
}
