/* The view: what filters leave, which words, numbers and lines links get, how a book is cut. */
#include "check_support.h"

#include <stdlib.h>

#include "test.h"
#include "view/view.h"

static const char book[] =
    "tiebook: 1\n"
    "title: A test\n"
    "sources:\n"
    "  late: {title: Late, date: 2020-05-01, url: 'javascript:alert(1)'}\n"
    "  early: {title: Early, date: 2019, url: 'https://a.example/?x=1&y=2'}\n"
    "  copy: {title: Copy, date: 2019-01-02, reprint-of: early}\n"
    "  secret: {title: Secret, date: 2001, private: true}\n"
    "  undated: {title: Undated}\n"
    "people:\n"
    "  ann: {name: Ann, aliases: [Annie]}\n"
    "  spy: {name: Spy, private: true}\n"
    "groups:\n"
    "  club: {name: Club}\n"
    "  alone: {name: Alone}\n"
    "states:\n"
    "  land: {name: Land}\n"
    "  isle: {name: Isle}\n"
    "relations:\n"
    "  funds: {}\n"
    "  allied with: {symmetric: true}\n"
    "  leads: {}\n"
    "style:\n"
    "  kinds: {person: {color: '#123', shape: diamond}}\n"
    "  relations: {funds: {color: '#a0b0c0'}}\n"
    "links:\n"
    "  - from: land\n"
    "    relation: funds\n"
    "    to: club\n"
    "    evidence:\n"
    "      - {source: late, quote: Land pays the Club, stance: denied, when: 2010}\n"
    "      - {source: early, quote: Land pays the Club, by: spy}\n"
    "      - {source: copy, quote: Land pays the Club}\n"
    "  - {from: land, relation: allied with, to: isle, evidence: [{source: undated, quote: Land and Isle, "
    "stance: alleged}]}\n"
    "  - {from: ann, relation: leads, to: club, evidence: [{source: late, quote: Ann leads the Club, when: "
    "{from: 2005, to: 2008}}]}\n"
    "  - {from: spy, relation: leads, to: club, evidence: [{source: late, quote: Spy leads the Club}]}\n"
    "  - {from: isle, relation: funds, to: club, evidence: [{source: secret, quote: Isle pays the Club}]}\n"
    "  - {from: ann, relation: funds, to: club, unsourced: heard it}\n";

static const file_text texts[] = {
    {"late.txt", "Land pays the Club. Ann leads the Club. Spy leads the Club.\n"},
    {"early.txt", "Land pays the Club.\n"},
    {"copy.txt", "Land pays the Club.\n"},
    {"secret.txt", "Isle pays the Club.\n"},
    {"undated.txt", "Land and Isle and Annie.\n"},
};
enum { N_TEXTS = sizeof texts / sizeof *texts };

static tb_view *view_of(const fixture *x, const tb_filter *filter) {
    tb_view *v;
    assert_ok(tb_view_new(x->check, filter, &v));
    return v;
}

static const tb_view_edge *edge_of(const tb_view *v, const char *id) {
    for (size_t i = 0; i < v->n_edges; i++)
        if (tb_slice_eq(v->edges[i].id, tb_slice_cstr(id))) return &v->edges[i];
    return NULL;
}

static uint32_t id(const tb_map *map, const char *word) {
    uint32_t i = tb_map_get(map, tb_slice_cstr(word));
    assert_int_not_equal(i, TB_MAP_NONE);
    return i;
}

static void the_whole(void **state) {
    const fixture *x = *state;
    tb_view *v = view_of(x, NULL);
    assert_int_equal(v->n_edges, 6);
    assert_int_equal(v->n_nodes, 5); /* without the one that has no link */
    assert_slice(v->nodes[0].id, "ann");
    assert_slice(v->nodes[0].aliases.at[0], "Annie");
    assert_slice(v->edges[0].id, "ann funds club");
    assert_slice(v->sources[0].id, "secret"); /* by date, the undated last */
    assert_slice(v->sources[1].id, "early");
    assert_slice(v->sources[2].id, "copy");
    assert_slice(v->sources[3].id, "late");
    assert_slice(v->sources[4].id, "undated");
    assert_int_equal(v->sources[4].number, 5);
    assert_slice(v->sources[1].url, "https://a.example/?x=1&y=2");
    assert_slice(v->sources[3].url, "");
    const tb_view_edge *e = edge_of(v, "land funds club");
    assert_non_null(e);
    assert_int_equal(e->line, TB_LINE_CONTESTED);
    assert_int_equal(e->n_sources, 3);
    assert_int_equal(e->independent, 2); /* the reprint counts with its original */
    assert_slice(e->evidence[1].by, "Spy");
    assert_int_equal(e->support, TB_SUPPORT_QUOTE);
    assert_int_equal(edge_of(v, "ann funds club")->line, TB_LINE_UNSOURCED);
    assert_int_equal(edge_of(v, "land allied with isle")->line, TB_LINE_ALLEGED);
    assert_true(edge_of(v, "land allied with isle")->symmetric);
    assert_slice(v->kind_colours.at[0], "#123");
    assert_slice(v->kind_shapes.at[0], "diamond");
    assert_slice(v->kind_shapes.at[1], "");
    assert_slice(e->colour, "#a0b0c0");
    assert_slice(edge_of(v, "land allied with isle")->colour, "");
    tb_view_free(v);
}

static void filters_choose_evidence(void **state) {
    const fixture *x = *state;
    uint32_t early = id(&x->book->source_ids, "early"), club = id(&x->book->entity_ids, "club");
    uint32_t land = id(&x->book->entity_ids, "land"), funds = id(&x->book->relation_names, "funds");
    uint32_t state_kind = 2, person_kind = 0;
    tb_view *v = view_of(x, &(tb_filter){.sources = &early, .n_sources = 1});
    assert_int_equal(v->n_edges, 1);
    assert_int_equal(v->edges[0].line, TB_LINE_ASSERTED); /* the denial is another article's */
    assert_int_equal(v->n_sources, 1);
    assert_int_equal(v->sources[0].number, 2); /* the same number as in every drawing */
    tb_view_free(v);
    v = view_of(x, &(tb_filter){.stances = 1u << TB_DENIED});
    assert_int_equal(v->n_edges, 1);
    assert_int_equal(v->edges[0].line, TB_LINE_DENIED);
    tb_view_free(v);
    v = view_of(x, &(tb_filter){.relations = &funds, .n_relations = 1});
    assert_int_equal(v->n_edges, 3);
    tb_view_free(v);
    v = view_of(x, &(tb_filter){.kinds = &state_kind, .n_kinds = 1});
    assert_int_equal(v->n_edges, 1); /* both ends are states */
    tb_view_free(v);
    v = view_of(x, &(tb_filter){.touching_kinds = &person_kind, .n_touching_kinds = 1});
    assert_int_equal(v->n_edges, 3);
    tb_view_free(v);
    v = view_of(x, &(tb_filter){.min_sources = 2});
    assert_int_equal(v->n_edges, 1);
    tb_view_free(v);
    v = view_of(x, &(tb_filter){.min_sources = 3});
    assert_int_equal(v->n_edges, 0);
    tb_view_free(v);
    v = view_of(x, &(tb_filter){.when = {{2006, 0, 0}, {2007, 0, 0}}});
    assert_int_equal(v->n_edges, 1);
    assert_slice(v->edges[0].id, "ann leads club");
    tb_view_free(v);
    v = view_of(x, &(tb_filter){.when = {{2009, 0, 0}, {0, 0, 0}}});
    assert_int_equal(v->n_edges, 1);
    assert_slice(v->edges[0].id, "land funds club");
    tb_view_free(v);
    v = view_of(x, &(tb_filter){.around = &land, .n_around = 1, .depth = 1});
    assert_int_equal(v->n_edges, 2);
    tb_view_free(v);
    v = view_of(x, &(tb_filter){.around = &land, .n_around = 1, .depth = 2});
    assert_int_equal(v->n_edges, 6);
    tb_view_free(v);
    v = view_of(x, &(tb_filter){.around = &club, .n_around = 1});
    assert_int_equal(v->n_edges, 0);
    assert_int_equal(v->n_nodes, 1);
    tb_view_free(v);
    v = view_of(x, &(tb_filter){.isolated = true});
    assert_int_equal(v->n_nodes, 6);
    tb_view_free(v);
}

static bool says(tb_slice s, const char *word) {
    size_t n = strlen(word);
    for (size_t i = 0; i + n <= s.len; i++)
        if (memcmp(s.p + i, word, n) == 0) return true;
    return false;
}

static void nothing_private_is_public(void **state) {
    const fixture *x = *state;
    tb_view *v = view_of(x, &(tb_filter){.is_public = true, .isolated = true});
    assert_int_equal(v->n_edges, 4); /* not the spy's, not the secret's */
    for (size_t i = 0; i < v->n_nodes; i++) assert_false(says(v->nodes[i].name, "Spy"));
    for (size_t i = 0; i < v->n_sources; i++) assert_false(says(v->sources[i].id, "secret"));
    assert_int_equal(v->sources[0].number, 1); /* no gap tells that something is left out */
    const tb_view_edge *e = edge_of(v, "land funds club");
    for (size_t i = 0; i < e->n_evidence; i++) {
        assert_slice(e->evidence[i].by, "");
        assert_slice(e->evidence[i].by_id, "");
    }
    tb_view_free(v);
}

/* Every link is in one component; every link that is in no community is counted in the remarks of two. */
static void groups(void **state) {
    const fixture *x = *state;
    static const tb_filter all;
    for (tb_by by = TB_BY_COMPONENT; by <= TB_BY_COMMUNITY; by++) {
        tb_arena arena = {0};
        const tb_view_slice *list;
        size_t n, links = 0, out = 0;
        assert_ok(tb_view_slices(x->check, &all, by, &arena, &list, &n));
        assert_true(n > 0);
        for (size_t i = 0; i < n; i++) {
            tb_view *v = view_of(x, &list[i].filter);
            assert_true(v->n_edges > 0 && v->n_nodes > 0 && v->slice_title.len > 0);
            if (v->remark.len) out += (size_t)strtol(v->remark.p, NULL, 10);
            links += v->n_edges;
            tb_view_free(v);
        }
        tb_view *whole = view_of(x, &all);
        if (by == TB_BY_COMPONENT) assert_int_equal(out, 0);
        assert_int_equal(2 * links + out, 2 * whole->n_edges);
        tb_view_free(whole);
        tb_arena_free(&arena);
    }
}

static void slices(void **state) {
    const fixture *x = *state;
    static const size_t expected[] = {1, 5, 5, 3, 3};
    static const tb_filter all;
    for (int by = TB_BY_WHOLE; by <= TB_BY_KIND; by++) {
        tb_arena arena = {0};
        const tb_view_slice *list;
        size_t n, links = 0;
        assert_ok(tb_view_slices(x->check, &all, (tb_by)by, &arena, &list, &n));
        assert_int_equal(n, expected[by]);
        for (size_t i = 0; i < n; i++) {
            tb_view *v = view_of(x, &list[i].filter);
            assert_true(v->n_edges > 0);
            assert_true(tb_slice_eq(v->name, list[i].name));
            if (i) assert_true(tb_slice_cmp(list[i - 1].name, list[i].name) < 0);
            links += v->n_edges;
            tb_view_free(v);
        }
        if (by == TB_BY_SOURCE) {
            assert_slice(list[0].name, "source:copy");
            assert_slice(list[0].stem, "source-copy");
            assert_int_equal(links, 7); /* one for each article that states a link */
        }
        if (by == TB_BY_RELATION) {
            assert_slice(list[0].stem, "relation-allied_with");
            assert_int_equal(links, 6);
        }
        tb_arena_free(&arena);
    }
    tb_by by;
    assert_true(tb_by_find(TB_S("kind"), &by) && by == TB_BY_KIND);
    assert_false(tb_by_find(TB_S("whole"), &by));
}

static void words_are_cleaned(void **state) {
    (void)state;
    static const char yaml[] = "tiebook: 1\n"
                               "title: \"A\\tb\\nc\\u202E d\\u0007\"\n"
                               "groups:\n"
                               "  a: {name: \"  x\\u2028y\\u0085 \\u2066z\\uFFFE\"}\n"
                               "  b: {name: b}\n"
                               "relations: {r: {}}\n"
                               "links:\n"
                               "  - {from: a, relation: r, to: b, unsourced: \"no\\ntext\"}\n"
                               "  - {from: b, relation: r, to: a, unsourced: again}\n";
    fixture *x = fixture_new(yaml, NULL, 0);
    assert_int_equal(x->book->n_links, 2);
    x->book->links[1].id = x->book->links[0].id; /* as a faulty book might have it */
    tb_view *v = view_of(x, NULL);
    assert_slice(v->title, "A b c d");
    assert_int_equal(v->n_edges, 2);
    assert_slice(v->edges[0].id, "a r b");
    assert_slice(v->edges[1].id, "a r b#2"); /* ids are unique, whatever the book */
    assert_slice(v->edges[0].unsourced, "no text");
    assert_slice(v->nodes[0].name, "x y z\xEF\xBF\xBD");
    tb_view_free(v);
    fixture_free(x, NULL, 0);
}

static void only_safe_addresses(void **state) {
    (void)state;
    static const char *const good[] = {"http://a", "HTTPS://a/?b=1&c=2", "mailto:a@b.example",
                                       "https://\xC3\xA9"};
    static const char *const bad[] = {"javascript:alert(1)",
                                      "java\nscript:x",
                                      " http://a",
                                      "http://a b",
                                      "http://a\x7F",
                                      "data:text/html,x",
                                      "//a",
                                      "",
                                      "ftp://a",
                                      "https:/a",
                                      "http://a\xC2\x85"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_slice(tb_url_safe(tb_slice_cstr(good[i])), good[i]);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_slice(tb_url_safe(tb_slice_cstr(bad[i])), "");
}

static void ids_are_one_to_one(void **state) {
    (void)state;
    static const struct {
        const char *in, *out;
    } cases[] = {{"iran funds hezbollah", "iran_funds_hezbollah"},
                 {"a_b", "a.5fb"},
                 {"a.b", "a.2eb"},
                 {"\xC3\xA9", ".c3.a9"},
                 {"A-9", "A-9"},
                 {"", ""},
                 {"<&>\"", ".3c.26.3e.22"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tb_buf b = {0};
        tb_id_encode(&b, tb_slice_cstr(cases[i].in));
        assert_slice(tb_buf_slice(&b), cases[i].out);
        tb_buf_free(&b);
    }
}

static int set_up(void **state) {
    *state = fixture_new(book, texts, N_TEXTS);
    return 0;
}

static int tear_down(void **state) {
    fixture_free(*state, texts, N_TEXTS);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_whole),
        cmocka_unit_test(filters_choose_evidence),
        cmocka_unit_test(nothing_private_is_public),
        cmocka_unit_test(slices),
        cmocka_unit_test(groups),
        cmocka_unit_test(words_are_cleaned),
        cmocka_unit_test(only_safe_addresses),
        cmocka_unit_test(ids_are_one_to_one),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
