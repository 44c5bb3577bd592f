/* Two versions of a book: what is the same, what became of it, and the picture of it. */
#include "check_support.h"
#include "report/diff.h"

#define HEAD "tiebook: 1\ntitle: T\nsources: {a: {title: A}, b: {title: B}}\n"
#define RELATIONS "relations: {knows: {symmetric: true}, pays: {}}\n"
#define TEXT "Ann pays Bob. Ann knows Bob. Bob pays Ann. Cy pays Ann. Ann pays Cy.\n"

static const file_text files[] = {{"a.txt", TEXT}, {"b.txt", TEXT}};

typedef struct pair {
    fixture *x[2];
    tb_view *views[2];
    tb_version versions[2];
    tb_diff diff;
} pair;

static pair compare(const char *old, const char *now) {
    pair p = {.x = {fixture_new(old, files, 2), fixture_new(now, files, 2)}};
    for (int i = 0; i < 2; i++) {
        tb_filter filter = {.isolated = true};
        assert_int_equal(tb_view_new(p.x[i]->check, &filter, &p.views[i]), TB_OK);
        p.versions[i] = (tb_version){p.x[i]->check, p.views[i], false};
    }
    assert_int_equal(tb_diff_find(&p.versions[0], &p.versions[1], &p.diff), TB_OK);
    return p;
}

static void done(pair *p) {
    tb_diff_free(&p->diff);
    for (int i = 0; i < 2; i++) {
        tb_view_free(p->views[i]);
        fixture_free(p->x[i], files, 2);
    }
}

/* The one difference of a link, or TB_CHANGE_NONE. */
static tb_change link_change(const char *old_links, const char *now_links) {
    char old[2048], now[2048];
    const char *people = "people: {ann: {name: Ann}, bob: {name: Bob}, cy: {name: Cy}}\n";
    snprintf(old, sizeof old, HEAD "%s" RELATIONS "links:\n%s", people, old_links);
    snprintf(now, sizeof now, HEAD "%s" RELATIONS "links:\n%s", people, now_links);
    pair p = compare(old, now);
    assert_int_equal(p.diff.entities.n + p.diff.sources.n + p.diff.relations.n + p.diff.n_book, 0);
    assert_true(p.diff.links.n <= 1);
    tb_change change = p.diff.links.n ? p.diff.links.at[0].change : TB_CHANGE_NONE;
    assert_true((change == TB_CHANGE_NONE) == tb_diff_is_empty(&p.diff));
    done(&p);
    return change;
}

#define LINK(more) "  - {from: ann, relation: pays, to: bob, " more "}\n"

static void links_grow_stronger_and_weaker(void **state) {
    (void)state;
    static const struct {
        const char *old, *now;
        tb_change there, back;
    } cases[] = {
        {LINK("evidence: [{source: a, quote: Ann pays Bob}]"), LINK("evidence: [{source: a, quote: Ann pays Bob}]"), TB_CHANGE_NONE,
         TB_CHANGE_NONE},
        {LINK("evidence: [{source: a, quote: Ann pays Bob}]"),
         LINK("evidence: [{source: a, quote: Ann pays Bob}, {source: b, quote: Ann pays Bob}]"), TB_CHANGE_STRONGER,
         TB_CHANGE_WEAKER},
        {LINK("evidence: [{source: a, quote: Ann pays Bob, stance: alleged}]"),
         LINK("evidence: [{source: a, quote: Ann pays Bob}]"), TB_CHANGE_STRONGER, TB_CHANGE_WEAKER},
        {LINK("evidence: [{source: a, quote: pays Bob}]"), LINK("evidence: [{source: a, quote: Ann pays Bob}]"),
         TB_CHANGE_STRONGER, TB_CHANGE_WEAKER},
        {LINK("unsourced: hearsay"), LINK("evidence: [{source: a, quote: Ann pays Bob}]"), TB_CHANGE_STRONGER, TB_CHANGE_WEAKER},
        /* more sources, but one denies it */
        {LINK("evidence: [{source: a, quote: Ann pays Bob}]"),
         LINK("evidence: [{source: a, quote: Ann pays Bob}, {source: b, quote: Ann pays Bob, stance: denied}]"), TB_CHANGE_OTHER,
         TB_CHANGE_OTHER},
        {LINK("evidence: [{source: a, quote: Ann pays Bob}]"), LINK("evidence: [{source: b, quote: Ann pays Bob}]"),
         TB_CHANGE_OTHER, TB_CHANGE_OTHER},
        {LINK("evidence: [{source: a, quote: Ann pays Bob}]"), LINK("note: x, evidence: [{source: a, quote: Ann pays Bob}]"),
         TB_CHANGE_OTHER, TB_CHANGE_OTHER},
        {LINK("evidence: [{source: a, quote: Ann pays Bob}]"), "  []\n", TB_CHANGE_GONE, TB_CHANGE_NEW},
        /* a symmetric link has no direction */
        {"  - {from: ann, relation: knows, to: bob, evidence: [{source: a, quote: Ann knows Bob}]}\n",
         "  - {from: bob, relation: knows, to: ann, evidence: [{source: a, quote: Ann knows Bob}]}\n", TB_CHANGE_NONE,
         TB_CHANGE_NONE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (link_change(cases[i].old, cases[i].now) != cases[i].there) fail_msg("case %zu", i);
        if (link_change(cases[i].now, cases[i].old) != cases[i].back) fail_msg("case %zu, back", i);
    }
}

static void entities_keep_their_links_when_renamed(void **state) {
    (void)state;
    pair p = compare(HEAD "people: {ann: {name: Ann}, bob: {name: Bob}}\n" RELATIONS
                          "links: [{from: ann, relation: pays, to: bob, evidence: [{source: a, quote: Ann pays Bob}]}]\n",
                     HEAD "people: {ann-b: {name: Ann}, bob: {name: Bob}, cy: {name: Cy}}\n" RELATIONS
                          "links: [{from: ann-b, relation: pays, to: bob, evidence: [{source: a, quote: Ann pays Bob}]}]\n");
    assert_int_equal(p.diff.links.n, 0);
    assert_int_equal(p.diff.entities.n, 2);
    assert_int_equal(p.diff.entities.at[0].change, TB_CHANGE_NEW);
    assert_int_equal(p.diff.entities.at[1].change, TB_CHANGE_OTHER);
    assert_string_equal(p.diff.entities.at[1].facets[0].what, "id");
    done(&p);
}

static void two_of_a_name_are_not_guessed(void **state) {
    (void)state;
    pair p = compare(HEAD "people: {ann: {name: Ann}}\n" RELATIONS,
                     HEAD "people: {a1: {name: Ann}, a2: {name: Ann}}\n" RELATIONS);
    assert_int_equal(p.diff.entities.n, 3);
    assert_int_equal(p.diff.entities.at[0].change, TB_CHANGE_GONE);
    done(&p);
}

static void links_of_one_kind_go_by_id_then_order(void **state) {
    (void)state;
    const char *people = HEAD "people: {ann: {name: Ann}, bob: {name: Bob}}\n" RELATIONS;
    char old[2048], now[2048];
    snprintf(old, sizeof old,
             "%slinks:\n  - {id: x, from: ann, relation: pays, to: bob, evidence: [{source: a, quote: Ann pays Bob}]}\n"
             "  - {id: y, from: ann, relation: pays, to: bob, evidence: [{source: b, quote: Ann pays Bob}]}\n", people);
    snprintf(now, sizeof now,
             "%slinks:\n  - {id: y, from: ann, relation: pays, to: bob, evidence: [{source: b, quote: Ann pays Bob}]}\n", people);
    pair p = compare(old, now);
    assert_int_equal(p.diff.links.n, 1);
    assert_int_equal(p.diff.links.at[0].change, TB_CHANGE_GONE);
    assert_true(tb_slice_eq(p.views[0]->edges[p.diff.links.at[0].old].id, TB_S("x")));
    done(&p);
}

static void the_picture_holds_together(void **state) {
    (void)state;
    pair p = compare(HEAD "people: {ann: {name: Ann}, bob: {name: Bob}, cy: {name: Cy}}\n" RELATIONS
                          "links: [{from: ann, relation: pays, to: cy, evidence: [{source: a, quote: Ann pays Cy}]},\n"
                          " {from: bob, relation: pays, to: ann, evidence: [{source: b, quote: Bob pays Ann}]}]\n",
                     HEAD "people: {ann: {name: Ann}, robert: {name: Bob}}\n" RELATIONS
                          "links: [{from: ann, relation: pays, to: robert, evidence: [{source: b, quote: Ann pays Bob}]}]\n");
    tb_view v;
    assert_int_equal(tb_diff_picture(&p.diff, &p.versions[0], &p.versions[1], &v), TB_OK);
    assert_int_equal(v.n_nodes, 3); /* Bob once, under his new id */
    assert_int_equal(v.n_edges, 3);
    for (size_t i = 0; i < v.n_edges; i++) {
        assert_true(v.edges[i].from < v.n_nodes && v.edges[i].to < v.n_nodes);
        assert_true(v.edges[i].change != TB_CHANGE_NONE);
        for (size_t s = 0; s < v.edges[i].n_sources; s++) assert_true(v.edges[i].sources[s] < v.n_sources);
        for (size_t e = 0; e < v.edges[i].n_evidence; e++) assert_true(v.edges[i].evidence[e].source < v.n_sources);
    }
    for (size_t i = 0; i < v.n_nodes; i++)
        assert_int_equal(v.nodes[i].change, tb_slice_eq(v.nodes[i].id, TB_S("cy")) ? TB_CHANGE_GONE : TB_CHANGE_NONE);
    for (size_t i = 0; i < v.n_sources; i++) assert_int_equal(v.sources[i].number, i + 1);
    done(&p);
}

static void a_book_is_like_itself(void **state) {
    (void)state;
    tb_origins origins = {0};
    tb_findings findings = {0};
    tb_book *book;
    tb_check *check;
    tb_view *view;
    tb_error error;
    tb_diff diff;
    assert_int_equal(tb_book_read(TB_PROJECT "/entities.yaml", &origins, &findings, &book, &error), TB_OK);
    assert_int_equal(tb_check_run(book, &(tb_check_options){0}, &origins, &findings, &check, &error), TB_OK);
    assert_int_equal(tb_view_new(check, &(tb_filter){.isolated = true}, &view), TB_OK);
    assert_true(view->n_edges > 100);
    tb_version version = {check, view, false};
    assert_int_equal(tb_diff_find(&version, &version, &diff), TB_OK);
    assert_true(tb_diff_is_empty(&diff));
    tb_diff_free(&diff);
    tb_view_free(view);
    tb_check_free(check);
    tb_book_free(book);
    tb_findings_free(&findings);
    tb_origins_free(&origins);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(links_grow_stronger_and_weaker),
        cmocka_unit_test(entities_keep_their_links_when_renamed),
        cmocka_unit_test(two_of_a_name_are_not_guessed),
        cmocka_unit_test(links_of_one_kind_go_by_id_then_order),
        cmocka_unit_test(the_picture_holds_together),
        cmocka_unit_test(a_book_is_like_itself),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
