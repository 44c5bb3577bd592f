/* Components and communities; see groups.h. */
#include "view/groups.h"

#include <stdlib.h>
#include <string.h>

#include "base/vec.h"

enum { ROUNDS = 100 /* over all nodes of a level; a handful is usual */ };

/* Numbers from 0 in the order in which they appear. numbers has room for the greatest of group_of. */
static size_t renumber(uint32_t *group_of, size_t n, uint32_t *numbers) {
    uint32_t count = 0;
    for (size_t i = 0; i < n; i++) numbers[i] = UINT32_MAX;
    for (size_t i = 0; i < n; i++) {
        uint32_t *number = &numbers[group_of[i]];
        if (*number == UINT32_MAX) *number = count++;
        group_of[i] = *number;
    }
    return count;
}

static uint32_t root_of(uint32_t *up, uint32_t x) {
    while (up[x] != x) x = up[x] = up[up[x]];
    return x;
}

tb_status tb_groups_components(const tb_tie *ties, size_t n_ties, size_t n_nodes, uint32_t *group_of, size_t *n_out) {
    uint32_t *numbers = calloc(n_nodes + 1, sizeof *numbers);
    if (!numbers) return TB_ENOMEM;
    for (uint32_t i = 0; i < n_nodes; i++) group_of[i] = i;
    for (size_t i = 0; i < n_ties; i++) {
        uint32_t a = root_of(group_of, ties[i].a), b = root_of(group_of, ties[i].b);
        group_of[a > b ? a : b] = a > b ? b : a;
    }
    for (uint32_t i = 0; i < n_nodes; i++) group_of[i] = root_of(group_of, i);
    *n_out = renumber(group_of, n_nodes, numbers);
    free(numbers);
    return TB_OK;
}

/* ---- communities ---- */

typedef struct arc {
    uint32_t from, to;
    int64_t weight;
} arc;

/* The graph of a level: its nodes are the communities of the level below. */
typedef struct level {
    size_t n;
    const arc *arcs; /* both ways, by from, then to; what is within a node has no arc */
    size_t n_arcs;
    size_t *first;   /* n + 1 */
    int64_t *degree; /* with what is within, which counts twice */
} level;

typedef struct mover {
    const level *l;
    int64_t all;        /* twice the weight of all ties */
    uint32_t *group_of;
    int64_t *total;     /* of degrees, by group */
    int64_t *towards;   /* weight of the ties of the node that moves, by group */
} mover;

static int by_ends(const void *x, const void *y) {
    const arc *a = x, *b = y;
    if (a->from != b->from) return a->from < b->from ? -1 : 1;
    return (a->to > b->to) - (a->to < b->to);
}

/* Sorts arcs, joins those between the same two nodes, and makes a level of them. degree is there already. */
static tb_status make_level(tb_arena *arena, arc *arcs, size_t n_arcs, size_t n, int64_t *degree, level *out) {
    size_t kept = 0, node = 0;
    if (n_arcs) qsort(arcs, n_arcs, sizeof *arcs, by_ends);
    for (size_t i = 0; i < n_arcs; i++) {
        if (kept && by_ends(&arcs[kept - 1], &arcs[i]) == 0)
            arcs[kept - 1].weight += arcs[i].weight;
        else
            arcs[kept++] = arcs[i];
    }
    *out = (level){.n = n, .arcs = arcs, .n_arcs = kept, .degree = degree};
    out->first = TB_NEW_ARRAY(arena, n + 1, size_t);
    if (!out->first) return TB_ENOMEM;
    for (size_t i = 0; i < kept; i++)
        while (node <= arcs[i].from) out->first[node++] = i;
    while (node <= n) out->first[node++] = kept;
    return TB_OK;
}

/* What the modularity of the whole gains, but for a constant factor, where node i joins a group. */
static int64_t gain(const mover *m, uint32_t i, uint32_t group) {
    return m->towards[group] * m->all - m->l->degree[i] * m->total[group];
}

/* Whether node i went to a better group: the best of its neighbours', of several as good the first. */
static bool move(mover *m, uint32_t i) {
    const level *l = m->l;
    uint32_t own = m->group_of[i], best = own;
    for (size_t a = l->first[i]; a < l->first[i + 1]; a++)
        m->towards[m->group_of[l->arcs[a].to]] += l->arcs[a].weight;
    m->total[own] -= l->degree[i];
    int64_t most = gain(m, i, own);
    for (size_t a = l->first[i]; a < l->first[i + 1]; a++) {
        uint32_t group = m->group_of[l->arcs[a].to];
        int64_t here = gain(m, i, group);
        if (here > most || (here == most && best != own && group < best)) {
            most = here;
            best = group;
        }
    }
    m->total[best] += l->degree[i];
    m->group_of[i] = best;
    for (size_t a = l->first[i]; a < l->first[i + 1]; a++) m->towards[m->group_of[l->arcs[a].to]] = 0;
    m->towards[own] = 0;
    return best != own;
}

static bool move_all(mover *m) {
    bool any = false;
    for (int round = 0; round < ROUNDS; round++) {
        bool moved = false;
        for (uint32_t i = 0; i < m->l->n; i++) moved |= move(m, i);
        any |= moved;
        if (!moved) break;
    }
    return any;
}

/* Moves the nodes of a level, and makes the level above it. *done where nothing moved. */
static tb_status climb(tb_arena *arena, const level *l, int64_t all, uint32_t *group_of, level *above, bool *done) {
    mover m = {.l = l, .all = all, .group_of = group_of};
    uint32_t *numbers = TB_NEW_ARRAY(arena, l->n + 1, uint32_t);
    arc *arcs = TB_NEW_ARRAY(arena, l->n_arcs, arc);
    m.total = TB_NEW_ARRAY(arena, l->n, int64_t);
    m.towards = TB_NEW_ARRAY(arena, l->n, int64_t);
    if (!numbers || !arcs || !m.total || !m.towards) return TB_ENOMEM;
    for (uint32_t i = 0; i < l->n; i++) {
        group_of[i] = i;
        m.total[i] = l->degree[i];
    }
    *done = !move_all(&m);
    size_t n = renumber(group_of, l->n, numbers), n_arcs = 0;
    int64_t *degree = TB_NEW_ARRAY(arena, n, int64_t);
    if (!degree) return TB_ENOMEM;
    for (size_t i = 0; i < l->n; i++) degree[group_of[i]] += l->degree[i];
    for (size_t i = 0; i < l->n_arcs; i++) {
        arc a = {group_of[l->arcs[i].from], group_of[l->arcs[i].to], l->arcs[i].weight};
        if (a.from != a.to) arcs[n_arcs++] = a;
    }
    return make_level(arena, arcs, n_arcs, n, degree, above);
}

/* A node that is alone goes to the group it has most ties to, so that its ties are in some drawing. */
static void join_single(const level *l, uint32_t *group_of, size_t *size, int64_t *towards) {
    for (uint32_t i = 0; i < l->n; i++) {
        if (size[group_of[i]] != 1 || l->first[i] == l->first[i + 1]) continue;
        uint32_t best = group_of[l->arcs[l->first[i]].to];
        for (size_t a = l->first[i]; a < l->first[i + 1]; a++) {
            uint32_t group = group_of[l->arcs[a].to];
            towards[group] += l->arcs[a].weight;
            if (towards[group] > towards[best] || (towards[group] == towards[best] && group < best)) best = group;
        }
        for (size_t a = l->first[i]; a < l->first[i + 1]; a++) towards[group_of[l->arcs[a].to]] = 0;
        size[group_of[i]]--;
        size[best]++;
        group_of[i] = best;
    }
}

static tb_status first_level(const tb_tie *ties, size_t n_ties, size_t n_nodes, tb_arena *arena, level *out) {
    arc *arcs = TB_NEW_ARRAY(arena, 2 * n_ties, arc);
    int64_t *degree = TB_NEW_ARRAY(arena, n_nodes, int64_t);
    size_t n = 0;
    if (!arcs || !degree) return TB_ENOMEM;
    for (size_t i = 0; i < n_ties; i++) {
        if (ties[i].a == ties[i].b) continue; /* says nothing of what goes together */
        arcs[n++] = (arc){ties[i].a, ties[i].b, 1};
        arcs[n++] = (arc){ties[i].b, ties[i].a, 1};
        degree[ties[i].a]++;
        degree[ties[i].b]++;
    }
    return make_level(arena, arcs, n, n_nodes, degree, out);
}

tb_status tb_groups_communities(const tb_tie *ties, size_t n_ties, size_t n_nodes, tb_arena *arena, uint32_t *group_of,
                                size_t *n_out) {
    level bottom, l;
    bool done = false;
    uint32_t *up = TB_NEW_ARRAY(arena, n_nodes + 1, uint32_t);
    size_t *size = TB_NEW_ARRAY(arena, n_nodes, size_t);
    int64_t *towards = TB_NEW_ARRAY(arena, n_nodes, int64_t), all = 0;
    if (!up || !size || !towards) return TB_ENOMEM;
    TB_TRY(first_level(ties, n_ties, n_nodes, arena, &bottom));
    for (uint32_t i = 0; i < n_nodes; i++) {
        group_of[i] = i;
        all += bottom.degree[i];
    }
    l = bottom;
    while (!done) {
        level above;
        TB_TRY(climb(arena, &l, all, up, &above, &done));
        for (size_t i = 0; i < n_nodes; i++) group_of[i] = up[group_of[i]];
        l = above;
    }
    for (size_t i = 0; i < n_nodes; i++) size[group_of[i]]++;
    join_single(&bottom, group_of, size, towards);
    *n_out = renumber(group_of, n_nodes, up);
    return TB_OK;
}
