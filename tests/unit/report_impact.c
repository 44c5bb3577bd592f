/* What falls when articles or claimants are withdrawn. */
#include "check_support.h"
#include "report/impact.h"

#define BOOK                                                                                                  \
    "tiebook: 1\ntitle: T\n"                                                                                  \
    "sources: {a: {title: A}, b: {title: B}, copy: {title: C, reprint-of: a}, again: {reprint-of: copy}}\n"   \
    "people: {ann: {name: Ann}, bob: {name: Bob}, cy: {name: Cy}, dee: {name: Dee}, eve: {name: Eve}}\n"      \
    "relations: {knows: {symmetric: true}, funds: {}, pays: {}}\n"                                            \
    "links:\n"                                                                                                \
    "  - {from: ann, relation: knows, to: bob, evidence: [{source: a, quote: Ann knows Bob},\n"               \
    "     {source: b, quote: Ann knows Bob}]}\n"                                                              \
    "  - {from: bob, relation: knows, to: cy, evidence: [{source: a, quote: Bob knows Cy},\n"                 \
    "     {source: copy, quote: Bob knows Cy}]}\n"                                                            \
    "  - {from: ann, relation: funds, to: dee, evidence: [{source: a, quote: Ann funds Dee, by: eve},\n"      \
    "     {source: b, quote: Ann funds Dee, stance: denied, by: {name: The Press Office}}]}\n"                \
    "  - {from: dee, relation: pays, to: eve, evidence: [{source: a, quote: Dee pays Eve}]}\n"                \
    "  - {from: ann, relation: knows, to: cy, unsourced: hearsay}\n"
#define TEXT "Ann knows Bob. Bob knows Cy. Ann funds Dee. Dee pays Eve.\n"

static const file_text files[] = {{"a.txt", TEXT}, {"b.txt", TEXT}, {"copy.txt", TEXT}, {"again.txt", TEXT}};
enum { N_FILES = sizeof files / sizeof *files };

typedef struct asked {
    fixture *x;
    tb_view *view;
    tb_impact impact;
} asked;

static asked ask(const tb_withdrawal *what) {
    asked a = {.x = fixture_new(BOOK, files, N_FILES)};
    assert_int_equal(tb_findings_count(&a.x->findings, TB_ERROR), 0);
    assert_int_equal(tb_view_new(a.x->check, NULL, &a.view), TB_OK);
    assert_int_equal(tb_impact_find(a.x->check, a.view, what, &a.impact), TB_OK);
    return a;
}

static void done(asked *a) {
    tb_impact_free(&a->impact);
    tb_view_free(a->view);
    fixture_free(a->x, files, N_FILES);
}

static uint32_t source(const fixture *x, const char *id) {
    return tb_map_get(&x->book->source_ids, tb_slice_cstr(id));
}

static void expect_link(const asked *a, size_t at, const char *id, tb_fate fate, unsigned independent) {
    assert_true(at < a->impact.n_links);
    const tb_impact_link *l = &a->impact.links[at];
    tb_slice got = a->view->edges[l->edge].id;
    if (!tb_slice_eq(got, tb_slice_cstr(id))) fail_msg("link %zu is %.*s, not %s", at, TB_FMT(got), id);
    assert_int_equal(l->fate, fate);
    assert_int_equal(l->independent, independent);
}

static void a_source_is_withdrawn(void **state) {
    (void)state;
    asked a = ask(&(tb_withdrawal){.sources = (uint32_t[]){0}, .n_sources = 1});
    assert_int_equal(a.impact.n_evidence, 4);
    assert_int_equal(a.impact.n_evidence_before, 7);
    assert_int_equal(a.impact.n_links, 4);
    expect_link(&a, 0, "dee pays eve", TB_FATE_FALLS, 0);
    expect_link(&a, 1, "bob knows cy", TB_FATE_COPIED, 1);
    expect_link(&a, 2, "ann funds dee", TB_FATE_DENIED, 1);
    expect_link(&a, 3, "ann knows bob", TB_FATE_SINGLE, 1);
    assert_int_equal(a.impact.n_by_fate[TB_FATE_SINGLE], 1);
    assert_int_equal(a.impact.n_reprints, 2);
    assert_false(a.impact.reprints[0].withdrawn);
    assert_int_equal(a.impact.n_cut_off, 1);
    assert_true(tb_slice_eq(a.view->nodes[a.impact.cut_off[0]].id, TB_S("eve")));
    assert_int_equal(a.impact.parts_before, 1);
    assert_int_equal(a.impact.parts, 1);
    done(&a);
}

static void its_reprints_with_it(void **state) {
    (void)state;
    asked a = ask(&(tb_withdrawal){.sources = (uint32_t[]){0}, .n_sources = 1, .reprints = true});
    assert_int_equal(a.impact.n_links, 4);
    expect_link(&a, 0, "bob knows cy", TB_FATE_FALLS, 0);
    assert_true(a.impact.reprints[0].withdrawn && a.impact.reprints[1].withdrawn);
    done(&a);
}

static void a_claimant_is_withdrawn(void **state) {
    (void)state;
    asked a = ask(&(tb_withdrawal){.claimants = (uint32_t[]){4}, .n_claimants = 1});
    assert_int_equal(a.impact.n_claims, 1);
    assert_int_equal(a.impact.n_links, 1);
    expect_link(&a, 0, "ann funds dee", TB_FATE_DENIED, 1);
    assert_int_equal(a.impact.n_cut_off, 0);
    done(&a);
    a = ask(&(tb_withdrawal){.names = (tb_slice[]){TB_S("the press OFFICE")}, .n_names = 1});
    assert_int_equal(a.impact.n_links, 1); /* no longer contested: what is left is no weaker, but it is another line */
    expect_link(&a, 0, "ann funds dee", TB_FATE_SINGLE, 1);
    done(&a);
}

static void nothing_is_withdrawn(void **state) {
    (void)state;
    asked a = ask(&(tb_withdrawal){.names = (tb_slice[]){TB_S("nobody")}, .n_names = 1});
    assert_int_equal(a.impact.n_links + a.impact.n_evidence + a.impact.n_cut_off, 0);
    tb_view picture;
    assert_int_equal(tb_impact_picture(&a.impact, a.view, &picture), TB_OK);
    assert_int_equal(picture.n_nodes + picture.n_edges + picture.n_sources, 0);
    done(&a);
}

static void the_picture_is_of_what_changes(void **state) {
    (void)state;
    asked a = ask(&(tb_withdrawal){.sources = (uint32_t[]){0}, .n_sources = 1});
    tb_view p;
    assert_int_equal(tb_impact_picture(&a.impact, a.view, &p), TB_OK);
    assert_int_equal(p.n_edges, a.impact.n_links);
    size_t gone = 0;
    for (size_t i = 0; i < p.n_edges; i++) {
        assert_true(p.edges[i].from < p.n_nodes && p.edges[i].to < p.n_nodes);
        for (size_t s = 0; s < p.edges[i].n_sources; s++) assert_true(p.edges[i].sources[s] < p.n_sources);
        for (size_t e = 0; e < p.edges[i].n_evidence; e++) assert_true(p.edges[i].evidence[e].source < p.n_sources);
        gone += p.edges[i].change == TB_CHANGE_GONE;
    }
    assert_int_equal(gone, 1);
    for (size_t i = 0; i < p.n_nodes; i++)
        assert_int_equal(p.nodes[i].change,
                         tb_slice_eq(p.nodes[i].id, TB_S("eve")) ? TB_CHANGE_GONE : TB_CHANGE_NONE);
    done(&a);
}

static void reprints_in_a_circle_end(void **state) {
    (void)state;
    const char *yaml = "tiebook: 1\ntitle: T\nsources: {a: {reprint-of: b}, b: {reprint-of: a}, c: {reprint-of: a}}\n"
                       "people: {ann: {name: Ann}, bob: {name: Bob}}\nrelations: {knows: {}}\n"
                       "links: [{from: ann, relation: knows, to: bob, evidence: [{source: c, quote: Ann knows Bob}]}]\n";
    const file_text texts[] = {{"a.txt", TEXT}, {"b.txt", TEXT}, {"c.txt", TEXT}};
    fixture *x = fixture_new(yaml, texts, 3);
    tb_view *view;
    tb_impact impact;
    assert_int_equal(tb_view_new(x->check, NULL, &view), TB_OK);
    uint32_t b = source(x, "b");
    assert_int_equal(tb_impact_find(x->check, view, &(tb_withdrawal){.sources = &b, .n_sources = 1}, &impact), TB_OK);
    assert_true(impact.n_reprints <= 2);
    tb_impact_free(&impact);
    tb_view_free(view);
    fixture_free(x, texts, 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_source_is_withdrawn),
        cmocka_unit_test(its_reprints_with_it),
        cmocka_unit_test(a_claimant_is_withdrawn),
        cmocka_unit_test(nothing_is_withdrawn),
        cmocka_unit_test(the_picture_is_of_what_changes),
        cmocka_unit_test(reprints_in_a_circle_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
