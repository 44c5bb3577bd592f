/* Chains of links: the best first, none twice, ties broken by ids; and the same chains as trying all of them gives. */
#include "test.h"

#include <stdlib.h>

#include "report/path.h"

enum { MAX_NODES = 8, MAX_EDGES = 24 };

/* A view made by hand: nodes a, b, c, …; the search looks at nothing but these fields. */
typedef struct graph {
    tb_view view;
    tb_view_node nodes[MAX_NODES];
    tb_view_edge edges[MAX_EDGES];
} graph;

static const char *const letters = "abcdefgh";

static void start(graph *g, size_t n) {
    memset(g, 0, sizeof *g);
    for (size_t i = 0; i < n; i++) g->nodes[i].id = (tb_slice){letters + i, 1};
    g->view.nodes = g->nodes;
    g->view.edges = g->edges;
    g->view.n_nodes = n;
}

static tb_view_edge *tie(graph *g, char from, char to) {
    assert_true(g->view.n_edges < MAX_EDGES);
    tb_view_edge *e = &g->edges[g->view.n_edges++];
    *e = (tb_view_edge){.from = (uint32_t)(from - 'a'), .to = (uint32_t)(to - 'a'), .support = TB_SUPPORT_QUOTE,
                        .independent = 1};
    return e;
}

/* A chain as "abd". */
static void spell(const tb_chain *c, char *out) {
    out[0] = letters[c->hops[0].from];
    for (size_t h = 0; h < c->n_hops; h++) {
        assert_int_equal(c->hops[h].from, strchr(letters, out[h]) - letters);
        out[h + 1] = letters[c->hops[h].to];
    }
    out[c->n_hops + 1] = '\0';
}

/* Expects exactly these chains, parted by blanks. */
static void expect(const graph *g, char from, char to, size_t k, bool directed, const char *want) {
    tb_paths p;
    char got[2048] = "", one[MAX_NODES + 2];
    assert_ok(tb_paths_find(&g->view, (uint32_t)(from - 'a'), (uint32_t)(to - 'a'), k, directed, &p));
    for (size_t i = 0; i < p.n_chains; i++) {
        spell(&p.chains[i], one);
        if (i) strcat(got, " ");
        strcat(got, one);
    }
    assert_string_equal(got, want);
    tb_paths_free(&p);
}

static void shorter_chains_come_first(void **state) {
    (void)state;
    graph g;
    start(&g, 5);
    tie(&g, 'a', 'b'), tie(&g, 'b', 'c'), tie(&g, 'a', 'c'), tie(&g, 'c', 'd'), tie(&g, 'b', 'd');
    expect(&g, 'a', 'd', 10, false, "abd acd abcd acbd");
    expect(&g, 'a', 'd', 2, false, "abd acd");
    expect(&g, 'a', 'd', 0, false, "");
    expect(&g, 'a', 'e', 3, false, "");
}

static void direction_counts_where_asked_for(void **state) {
    (void)state;
    graph g;
    start(&g, 3);
    tie(&g, 'a', 'b'), tie(&g, 'c', 'b');
    expect(&g, 'a', 'c', 3, false, "abc");
    expect(&g, 'a', 'c', 3, true, "");
    tie(&g, 'c', 'b')->symmetric = true;
    expect(&g, 'a', 'c', 3, true, "abc");
    expect(&g, 'c', 'a', 3, true, "");
}

static void parallel_links_are_one_hop(void **state) {
    (void)state;
    graph g;
    start(&g, 2);
    tie(&g, 'a', 'b')->line = TB_LINE_DENIED;
    tie(&g, 'b', 'a')->support = TB_SUPPORT_ARTICLE;
    tie(&g, 'a', 'b')->independent = 2;
    tie(&g, 'a', 'a');
    tb_paths p;
    assert_ok(tb_paths_find(&g.view, 0, 1, 5, false, &p));
    assert_int_equal(p.n_chains, 1);
    const tb_hop *hop = &p.chains[0].hops[0];
    assert_int_equal(hop->n_edges, 3);
    assert_int_equal(hop->edges[0], 2); /* two sources */
    assert_int_equal(hop->edges[1], 1); /* one, and weak */
    assert_int_equal(hop->edges[2], 0); /* denied */
    assert_int_equal(p.chains[0].doubt, tb_edge_doubt(&g.edges[2]));
    tb_paths_free(&p);
    assert_ok(tb_paths_find(&g.view, 0, 1, 5, true, &p));
    assert_int_equal(p.chains[0].hops[0].n_edges, 2);
    tb_paths_free(&p);
}

static void doubt_breaks_ties_before_ids(void **state) {
    (void)state;
    graph g;
    start(&g, 4);
    tie(&g, 'a', 'b'), tie(&g, 'b', 'd')->line = TB_LINE_ALLEGED;
    tie(&g, 'a', 'c'), tie(&g, 'c', 'd')->support = TB_SUPPORT_ARTICLE;
    expect(&g, 'a', 'd', 5, false, "acd abd");
    tb_paths p;
    assert_ok(tb_paths_find(&g.view, 0, 3, 5, false, &p));
    assert_int_equal(p.chains[0].weakest, TB_SUPPORT_ARTICLE);
    assert_int_equal(p.chains[1].weakest, TB_SUPPORT_QUOTE);
    bool *nodes, *edges;
    assert_ok(tb_paths_union(&p, &g.view, &nodes, &edges));
    assert_true(nodes[0] && nodes[1] && nodes[2] && nodes[3] && edges[0] && edges[3]);
    tb_paths_free(&p);
}

/* ---- against trying everything ---- */

typedef struct trial {
    char chain[MAX_NODES + 1];
    size_t hops;
    unsigned doubt;
} trial;

typedef struct trials {
    trial all[4096];
    size_t n;
} trials;

static bool step(const graph *g, uint32_t from, uint32_t to, bool directed, unsigned *doubt) {
    bool can = false;
    for (size_t e = 0; e < g->view.n_edges; e++) {
        const tb_view_edge *x = &g->edges[e];
        bool along = x->from == from && x->to == to;
        bool against = x->from == to && x->to == from && (!directed || x->symmetric);
        if (!along && !against) continue;
        if (!can || tb_edge_doubt(x) < *doubt) *doubt = tb_edge_doubt(x);
        can = true;
    }
    return can;
}

/* All orders of some of the nodes, counted through: a chain is a row of different nodes from first to last. */
static void try_all(const graph *g, uint32_t from, uint32_t to, bool directed, trials *out) {
    size_t n = g->view.n_nodes;
    uint32_t row[MAX_NODES + 1] = {from};
    size_t len = 1;
    uint32_t next = 0;
    out->n = 0;
    while (len) {
        unsigned doubt = 0;
        bool again = false, extended = false;
        for (; next < n && !extended; next++) {
            again = false;
            for (size_t i = 0; i < len; i++) again |= row[i] == next;
            if (again || row[len - 1] == to || !step(g, row[len - 1], next, directed, &doubt)) continue;
            row[len++] = next;
            extended = true;
        }
        if (extended && row[len - 1] == to) {
            trial *t = &out->all[out->n++];
            *t = (trial){.hops = len - 1};
            for (size_t i = 0; i < len; i++) {
                t->chain[i] = letters[row[i]];
                if (i && step(g, row[i - 1], row[i], directed, &doubt)) t->doubt += doubt;
            }
        }
        next = 0;
        if (!extended) next = row[--len] + 1;
    }
}

static int by_worth(const void *x, const void *y) {
    const trial *a = x, *b = y;
    if (a->hops != b->hops) return a->hops < b->hops ? -1 : 1;
    if (a->doubt != b->doubt) return a->doubt < b->doubt ? -1 : 1;
    return strcmp(a->chain, b->chain);
}

static uint32_t draw(uint32_t *seed, uint32_t below) {
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) % below;
}

static void as_trying_everything_says(void **state) {
    (void)state;
    static trials t;
    uint32_t seed = 7;
    size_t compared = 0;
    for (int round = 0; round < 10000; round++) {
        graph g;
        size_t n = 2 + draw(&seed, MAX_NODES - 3);
        start(&g, n);
        for (uint32_t i = draw(&seed, MAX_EDGES); i > 0; i--) {
            tb_view_edge *e = tie(&g, (char)('a' + draw(&seed, (uint32_t)n)), (char)('a' + draw(&seed, (uint32_t)n)));
            e->symmetric = draw(&seed, 4) == 0;
            e->line = (tb_line)draw(&seed, 6);
            e->independent = 1 + draw(&seed, 2);
            e->support = (tb_support)draw(&seed, 6);
        }
        bool directed = draw(&seed, 2);
        try_all(&g, 0, 1, directed, &t);
        qsort(t.all, t.n, sizeof *t.all, by_worth);
        size_t k = 1 + draw(&seed, 40);
        tb_paths p;
        assert_ok(tb_paths_find(&g.view, 0, 1, k, directed, &p));
        assert_int_equal(p.n_chains, t.n < k ? t.n : k);
        for (size_t i = 0; i < p.n_chains; i++, compared++) {
            char one[MAX_NODES + 2];
            spell(&p.chains[i], one);
            assert_string_equal(one, t.all[i].chain);
            assert_int_equal(p.chains[i].doubt, t.all[i].doubt);
        }
        tb_paths_free(&p);
    }
    assert_true(compared > 10000);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shorter_chains_come_first),  cmocka_unit_test(direction_counts_where_asked_for),
        cmocka_unit_test(parallel_links_are_one_hop), cmocka_unit_test(doubt_breaks_ties_before_ids),
        cmocka_unit_test(as_trying_everything_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
