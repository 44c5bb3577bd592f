/* The table of rules, and the list of findings in order and without doubles. */
#include "test.h"

#include "base/finding.h"

static void rules_are_whole(void **state) {
    (void)state;
    assert_true(TB_N_CODES > 0);
    for (int i = 0; i < TB_N_CODES; i++) {
        const tb_rule *rule = tb_rule_of((tb_code)i);
        assert_int_equal(tb_rule_find(tb_slice_cstr(rule->code)), i); /* also: no code stands twice */
        for (const char *c = rule->code; *c; c++)
            assert_true((*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9') || *c == '-');
        size_t n = strlen(rule->summary);
        assert_true(n > 0 && rule->summary[n - 1] != '.');
        assert_null(strchr(rule->summary, '\n'));
        n = strlen(rule->meaning);
        assert_true(n > 0 && rule->meaning[n - 1] == '.');
        n = strlen(rule->remedy);
        assert_true(n > 0 && rule->remedy[n - 1] == '.');
    }
}

static void rules_are_found_by_their_whole_name(void **state) {
    (void)state;
    assert_int_equal(tb_rule_find(TB_S("quote-not-found")), TB_CODE_QUOTE_NOT_FOUND);
    assert_int_equal(tb_rule_find(TB_S("quote-not-foun")), TB_N_CODES);
    assert_int_equal(tb_rule_find(TB_S("Quote-not-found")), TB_N_CODES);
    assert_int_equal(tb_rule_find(TB_S("")), TB_N_CODES);
    assert_string_equal(tb_level_name(TB_ERROR), "error");
    assert_string_equal(tb_level_name(TB_WARNING), "warning");
    assert_string_equal(tb_level_name(TB_NOTE), "note");
}

static void findings_keep_what_they_are_given(void **state) {
    (void)state;
    tb_findings f = {0};
    tb_finding *one;
    char subject[] = "iran";
    assert_ok(tb_findings_add(&f, TB_CODE_QUOTE_NOT_FOUND, (tb_place){2, 10, 20}, tb_slice_cstr(subject), &one,
                              "the quote \"%.*s\" is not in %s", TB_FMT(TB_S("x y")), "a.txt"));
    memset(subject, '?', 4);
    assert_ok(tb_finding_relate(&f, one, (tb_place){1, 3, 4}, "nearest %d", 1));
    assert_ok(tb_finding_relate(&f, one, TB_NOWHERE, "%s", "second"));
    assert_slice(one->message, "the quote \"x y\" is not in a.txt");
    assert_slice(one->subject, "iran");
    assert_int_equal(one->level, TB_ERROR);
    assert_int_equal(one->related.n, 2);
    assert_slice(one->related.at[0].message, "nearest 1");
    assert_int_equal(one->related.at[1].at.origin, TB_NO_ORIGIN);
    assert_ok(tb_findings_add(&f, TB_CODE_FORM_UNSEEN, TB_NOWHERE, TB_S(""), NULL, "no place for the result"));
    assert_int_equal(f.all.n, 2);
    tb_findings_free(&f);
    assert_int_equal(f.all.n, 0);
}

/* What distinguishes one finding from the next in the sorted order, one difference each. */
static const struct {
    tb_place at;
    tb_code code;
    const char *message, *subject;
} in_order[] = {
    {{0, 5, 9}, TB_CODE_YAML_SYNTAX, "a", ""},
    {{0, 5, 9}, TB_CODE_KEY_UNKNOWN, "a", ""},     /* a later code of the same level */
    {{0, 5, 9}, TB_CODE_YAML_MISTYPED, "a", ""},   /* a lower level, though an earlier code */
    {{0, 5, 9}, TB_CODE_LINK_UNSOURCED, "a", ""},
    {{0, 5, 9}, TB_CODE_LINK_UNSOURCED, "ab", ""}, /* a later message */
    {{0, 5, 9}, TB_CODE_LINK_UNSOURCED, "b", ""},
    {{0, 5, 10}, TB_CODE_LINK_UNSOURCED, "b", ""}, /* a later end */
    {{0, 5, 10}, TB_CODE_LINK_UNSOURCED, "b", "s"},
    {{0, 6, 6}, TB_CODE_YAML_SYNTAX, "a", ""},
    {{1, 0, 0}, TB_CODE_FORM_UNSEEN, "a", ""},
    {{TB_NO_ORIGIN, 0, 0}, TB_CODE_YAML_SYNTAX, "a", ""}, /* nowhere comes last */
};

static void findings_are_sorted_and_doubles_dropped(void **state) {
    (void)state;
    enum { N = sizeof in_order / sizeof *in_order };
    /* Any order in which they are found gives the same result: here each third, from several starts. */
    for (size_t first = 0; first < N; first++) {
        tb_findings f = {0};
        for (size_t round = 0; round < 2; round++)
            for (size_t i = 0; i < N; i++) {
                size_t k = (first + i * 3 + round) % N;
                assert_ok(tb_findings_add(&f, in_order[k].code, in_order[k].at, tb_slice_cstr(in_order[k].subject),
                                          NULL, "%s", in_order[k].message));
            }
        assert_int_equal(f.all.n, 2 * N);
        tb_findings_sort(&f);
        assert_int_equal(f.all.n, N);
        for (size_t i = 0; i < N; i++) {
            assert_int_equal(f.all.at[i]->code, in_order[i].code);
            assert_slice(f.all.at[i]->message, in_order[i].message);
            assert_slice(f.all.at[i]->subject, in_order[i].subject);
            assert_int_equal(f.all.at[i]->at.end, in_order[i].at.end);
        }
        tb_findings_sort(&f);
        assert_int_equal(f.all.n, N);
        tb_findings_free(&f);
    }
}

static void findings_with_other_related_places_are_no_doubles(void **state) {
    (void)state;
    tb_findings f = {0};
    for (size_t i = 0; i < 4; i++) {
        tb_finding *one;
        assert_ok(tb_findings_add(&f, TB_CODE_ID_DUPLICATE, (tb_place){0, 1, 2}, TB_S(""), &one, "twice"));
        if (i > 0) assert_ok(tb_finding_relate(&f, one, (tb_place){0, i < 3 ? 7 : 8, 9}, "first here"));
    }
    tb_findings_sort(&f);
    assert_int_equal(f.all.n, 3);
    assert_int_equal(f.all.at[0]->related.n, 0);
    assert_int_equal(f.all.at[2]->related.at[0].at.start, 8);
    tb_findings_free(&f);
}

static void waived_findings_are_not_counted(void **state) {
    (void)state;
    tb_findings f = {0};
    tb_finding *one;
    assert_int_equal(tb_findings_count(&f, TB_ERROR), 0);
    assert_ok(tb_findings_add(&f, TB_CODE_ID_DUPLICATE, TB_NOWHERE, TB_S(""), &one, "a"));
    assert_ok(tb_findings_add(&f, TB_CODE_ID_DUPLICATE, TB_NOWHERE, TB_S(""), NULL, "b"));
    assert_ok(tb_findings_add(&f, TB_CODE_FORM_UNSEEN, TB_NOWHERE, TB_S(""), NULL, "c"));
    assert_int_equal(tb_findings_count(&f, TB_ERROR), 2);
    one->waived = true;
    assert_int_equal(tb_findings_count(&f, TB_ERROR), 1);
    assert_int_equal(tb_findings_count(&f, TB_WARNING), 0);
    assert_int_equal(tb_findings_count(&f, TB_NOTE), 1);
    tb_findings_sort(&f);
    assert_int_equal(f.all.n, 3);
    tb_findings_free(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_are_whole),
        cmocka_unit_test(rules_are_found_by_their_whole_name),
        cmocka_unit_test(findings_keep_what_they_are_given),
        cmocka_unit_test(findings_are_sorted_and_doubles_dropped),
        cmocka_unit_test(findings_with_other_related_places_are_no_doubles),
        cmocka_unit_test(waived_findings_are_not_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
