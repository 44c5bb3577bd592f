#include "render_views.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

enum { NODES_MAX = 64, EDGES_MAX = 400 };

static tb_slice copy(tb_view *v, const char *s) {
    tb_slice out;
    tb_status status = tb_arena_copy(&v->arena, tb_slice_cstr(s), &out);
    assert(status == TB_OK);
    (void)status;
    return out;
}

static void *array(tb_view *v, size_t n, size_t size) {
    void *p = tb_arena_array(&v->arena, n, size);
    assert(p);
    return p;
}

static tb_view *start(const char *book_title, const char *slice_title) {
    const tb_slice kinds[] = {TB_S("person"), TB_S("group"), TB_S("state"), TB_S("treaty")};
    tb_view *v = calloc(1, sizeof *v);
    assert(v);
    tb_slice *own = array(v, 4, sizeof *own);
    memcpy(own, kinds, sizeof kinds);
    v->kinds = (tb_slices){own, 4};
    v->book_title = copy(v, book_title);
    v->slice_title = copy(v, slice_title);
    v->title = v->book_title;
    v->name = copy(v, "");
    v->nodes = array(v, NODES_MAX, sizeof *v->nodes);
    v->edges = array(v, EDGES_MAX, sizeof *v->edges);
    return v;
}

static void node(tb_view *v, const char *id, const char *name, uint32_t kind) {
    assert(v->n_nodes < NODES_MAX);
    v->nodes[v->n_nodes++] = (tb_view_node){.id = copy(v, id),
                                            .name = copy(v, name),
                                            .kind = v->kinds.at[kind],
                                            .kind_index = kind,
                                            .mentions = 3};
}

static void sources(tb_view *v, const tb_view_source *list, size_t n) {
    v->sources = array(v, n, sizeof *list);
    memcpy(v->sources, list, n * sizeof *list);
    v->n_sources = n;
}

/* from says `said` by way of the sources in the digits of `by`, "12" for the first two. */
static tb_view_edge *edge(tb_view *v, uint32_t from, const char *relation, uint32_t to, const char *by,
                          tb_line line, const char *quote) {
    static const tb_stance stances[] = {TB_ASSERTED, TB_ALLEGED, TB_PLANNED,
                                        TB_DENIED,   TB_DENIED,  TB_ASSERTED};
    assert(v->n_edges < EDGES_MAX);
    tb_view_edge *e = &v->edges[v->n_edges];
    size_t n = strlen(by);
    tb_view_evidence *evidence = array(v, n, sizeof *evidence);
    uint32_t *cited = array(v, n, sizeof *cited);
    char id[64];
    snprintf(id, sizeof id, "%zu %u %u", v->n_edges++, (unsigned)from, (unsigned)to);
    for (size_t i = 0; i < n; i++) {
        cited[i] = (uint32_t)(by[i] - '1');
        evidence[i] = (tb_view_evidence){.source = cited[i],
                                         .quote = copy(v, quote),
                                         .stance = stances[line],
                                         .support = TB_SUPPORT_SENTENCE,
                                         .found = true};
    }
    *e = (tb_view_edge){.id = copy(v, id),
                        .relation = copy(v, relation),
                        .from = from,
                        .to = to,
                        .line = line,
                        .support = n ? TB_SUPPORT_SENTENCE : TB_SUPPORT_UNCHECKED,
                        .independent = (unsigned)n,
                        .sources = cited,
                        .n_sources = n,
                        .evidence = evidence,
                        .n_evidence = n};
    v->nodes[from].degree++;
    v->nodes[to].degree++;
    return e;
}

static tb_view *small(void) {
    const tb_view_source list[] = {
        {.id = TB_S("harbour"),
         .title = TB_S("The harbour of Aland"),
         .publisher = TB_S("Daily Gull"),
         .date = TB_S("2019-07-19"),
         .url = TB_S("https://gull.example/a?id=1&page=2"),
         .number = 1},
        {.id = TB_S("letters"),
         .title = TB_S("Letters from Bland"),
         .author = TB_S("A. Writer"),
         .number = 2},
        {.id = TB_S("radio"),
         .title = TB_S("On the radio"),
         .archive = TB_S("https://archive.example/radio"),
         .number = 4},
    };
    tb_view *v = start("Who funds the harbour", "");
    sources(v, list, 3);
    node(v, "aland", "Aland", 2);
    node(v, "ann", "Ann Other", 0);
    node(v, "bland", "Bland", 2);
    node(v, "peace", "the Treaty of Aland", 3);
    node(v, "union", "Union of Harbour Workers and Pilots", 1);
    edge(v, 0, "funds", 4, "12", TB_LINE_ASSERTED, "pays the Union");
    edge(v, 0, "allied with", 2, "1", TB_LINE_ASSERTED, "old allies")->symmetric = true;
    edge(v, 0, "arms", 2, "3", TB_LINE_ALLEGED, "guns, it is said");
    edge(v, 1, "leads", 4, "1", TB_LINE_ASSERTED, "Ann Other, who leads it");
    edge(v, 1, "signs", 3, "2", TB_LINE_PLANNED, "will sign");
    edge(v, 2, "threatens", 4, "1", TB_LINE_DENIED, "no threat at all");
    edge(v, 2, "spies on", 0, "23", TB_LINE_CONTESTED, "a spy");
    edge(v, 2, "knows", 1, "", TB_LINE_UNSOURCED, "")->unsourced = TB_S("heard at a hearing");
    tb_view_edge *doubtful = edge(v, 4, "strikes in", 0, "2", TB_LINE_ASSERTED, "on strike");
    tb_view_evidence *e = array(v, 1, sizeof *e);
    *e = doubtful->evidence[0];
    e->support = TB_SUPPORT_UNCHECKED;
    e->found = false;
    e->by = TB_S("Ann Other");
    e->when = TB_S("2018/2019");
    doubtful->evidence = e;
    doubtful->support = TB_SUPPORT_UNCHECKED;
    return v;
}

static tb_view *hostile(void) {
    static char long_name[10001];
    memset(long_name, 'x', 10000);
    const tb_view_source list[] = {
        {.id = TB_S("a\\"),
         .title = TB_S("<b>&amp; \"quoted\" \\N --> ]]> <!-- é"),
         .publisher = TB_S("A & B > C"),
         .url = TB_S("https://x.example/?a=1&b=2&amp;c=\"><script>\\N'"),
         .number = 1},
        {.id = TB_S("b"), .title = TB_S("<TABLE><TR><TD>x</TD></TR></TABLE>"), .number = 2},
    };
    static const char *const names[] = {
        "<b>bold</b>",
        "\\N \\G \\E \\L \\n \\",
        "say \"hi\"",
        "a & b &lt; &copy; &#65;",
        "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D \xD8\xA5\xD9\x8A\xD8\xB1\xD8\xA7\xD9\x86",
        "node",
        "-1.5",
        "]]> --> <!-- <![CDATA[",
        "\xF0\x9F\x98\x80 \xE4\xB8\xAD\xE6\x96\x87",
        "\xEF\xBF\xBD",
        "{|}",
        "';DROP",
    };
    enum { N = sizeof names / sizeof *names };
    tb_view *v = start("A <title> & \"more\" \\G", "-- slice -->");
    sources(v, list, 2);
    char id[] = "a._-a"; /* what an id may have; the book sees to that */
    for (uint32_t i = 0; i < N; i++, id[4]++) node(v, id, names[i], i % 4);
    node(v, long_name, long_name, 1);
    for (uint32_t i = 0; i < N; i++)
        edge(v, i, names[(i + 1) % N], (i + 1) % N, i % 2 ? "1" : "12", (tb_line)(i % 5), names[(i + 2) % N]);
    edge(v, N, long_name, 0, "1", TB_LINE_ASSERTED, long_name);
    edge(v, 3, "loops to", 3, "2", TB_LINE_ASSERTED, "itself");
    edge(v, 3, "loops to", 3, "2", TB_LINE_ASSERTED, "itself");
    v->nodes[5].id = copy(v, "node"); /* a word of DOT */
    v->nodes[6].id = copy(v, "-1.5"); /* a number to DOT */
    v->edges[1].id = copy(v, "a b\\c\"d<e>&f.g_h\xC3\xA9");
    v->edges[2].id = copy(v, "a_b\\c\"d<e>&f.g h\xC3\xA9");
    return v;
}

static tb_view *made(size_t n_nodes, size_t n_edges, bool star) {
    const tb_view_source list[] = {{.id = TB_S("a"), .title = TB_S("One"), .number = 1},
                                   {.id = TB_S("b"), .title = TB_S("Two"), .number = 2}};
    static const char *const relations[] = {"funds", "works with", "accuses", "is the cousin of", "visited"};
    tb_view *v = start("Made", star ? "Star" : "");
    sources(v, list, 2);
    char name[32];
    for (size_t i = 0; i < n_nodes; i++) {
        snprintf(name, sizeof name, "Entity %02zu", i);
        node(v, name, name, (uint32_t)(i % 3));
    }
    uint32_t seed = 1;
    for (size_t i = 0; i < n_edges; i++) { /* a linear congruence: the same everywhere */
        seed = seed * 1664525u + 1013904223u;
        uint32_t a = star ? 0 : (seed >> 20) % (uint32_t)n_nodes * ((seed >> 10) % 3 ? 1u : 0u);
        uint32_t b = star ? 1 + (uint32_t)i % (uint32_t)(n_nodes - 1) : (seed >> 8) % (uint32_t)n_nodes;
        if (a == b) b = (b + 1) % (uint32_t)n_nodes;
        edge(v, i % 2 ? a : b, relations[i % 5], i % 2 ? b : a, i % 3 ? "1" : "12", (tb_line)(i % 5),
             "words");
    }
    return v;
}

tb_view *tb_test_view(const char *name) {
    if (strcmp(name, "small") == 0) return small();
    if (strcmp(name, "hostile") == 0) return hostile();
    if (strcmp(name, "empty") == 0) return start("", "");
    if (strcmp(name, "star") == 0) return made(28, 40, true);
    if (strcmp(name, "many") == 0) return made(60, 400, false);
    return NULL;
}
