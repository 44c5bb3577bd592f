/* Counts and findings that must not mislead: links that were not understood, forms that could not be seen. */
#include "check_support.h"

#define HEAD                                                                     \
    "tiebook: 1\nsources: {t: {title: T}}\ngroups: {u: {name: Union}}\n"         \
    "relations: {leads: {}}\n"

static const file_text files[] = {{"t.txt", "Ann Lee leads the Union."}};

static size_t unseen(const char *forms) {
    char yaml[1024];
    snprintf(yaml, sizeof yaml, HEAD "people: {ann: {name: Ann Lee%s}}\n", forms);
    fixture *x = fixture_new(yaml, files, 1);
    size_t n = n_findings(x, TB_CODE_FORM_UNSEEN);
    fixture_free(x, files, 1);
    return n;
}

/* A form that no text has is reported once; one that is empty or a double is reported as that. */
static void test_unseen(void **state) {
    (void)state;
    assert_int_equal(unseen(""), 0);
    assert_int_equal(unseen(", aliases: [Never Seen]"), 1);
    assert_int_equal(unseen(", aliases: [Never Seen, Nobody]"), 2);
    assert_int_equal(unseen(", aliases: ['', ' ']"), 0);
    assert_int_equal(unseen(", aliases: [Ánn Lee, ann lee]"), 0);
    assert_int_equal(unseen(", aliases: [Never Seen, never seen], adjectives: [NÉVER SEEN]"), 1);
}

static void assert_links(const char *links, size_t unsourced, size_t unchecked, size_t supported) {
    char yaml[1024];
    snprintf(yaml, sizeof yaml, HEAD "people: {ann: {name: Ann Lee}}\nlinks: [{from: ann, relation: leads, to: u, %s}]\n",
             links);
    fixture *x = fixture_new(yaml, files, 1);
    assert_int_equal(x->check->counts.links_unsourced, unsourced);
    assert_int_equal(x->check->counts.links_unchecked, unchecked);
    assert_int_equal(x->check->counts.links_supported, supported);
    fixture_free(x, files, 1);
}

static void test_links_without_evidence(void **state) {
    (void)state;
    assert_links("unsourced: heard", 1, 0, 0);
    assert_links("evidence: [{source: nowhere, quote: Ann Lee leads the Union}]", 0, 1, 0);
    assert_links("evidence: [{source: t, quote: Ann Lee leads the Union}]", 0, 0, 1);
}

/* The caller's levels go over the book's, for findings on waivers as well. */
static void test_levels(void **state) {
    (void)state;
    static const char yaml[] = HEAD "people: {ann: {name: Ann Lee, aliases: [Never Seen]}}\n"
                                    "severity: {form-unseen: error, waiver-unused: off}\n"
                                    "waivers: [{code: text-drift, at: t, reason: r}]\n";
    fixture *x = fixture_new(yaml, files, 1);
    assert_int_equal(tb_findings_count(&x->findings, TB_ERROR), 1);
    assert_int_equal(n_findings(x, TB_CODE_WAIVER_UNUSED), 0);
    tb_slice folder = tb_slice_cstr(x->dir);
    const tb_severity levels[] = {{.code = TB_CODE_FORM_UNSEEN, .off = true, .level = TB_OFF},
                                  {.code = TB_CODE_FORM_UNSEEN, .level = TB_WARNING},
                                  {.code = TB_CODE_WAIVER_UNUSED, .level = TB_NOTE}};
    tb_check_options options = {.texts = &folder, .n_texts = 1, .severities = levels, .n_severities = 3};
    tb_findings findings = {0};
    tb_check *check = NULL;
    assert_int_equal(tb_check_run(x->book, &options, &x->origins, &findings, &check, &x->error), TB_OK);
    assert_int_equal(tb_findings_count(&findings, TB_ERROR), 0);
    bool raised = false, waiver = false;
    for (size_t i = 0; i < findings.all.n; i++) {
        const tb_finding *f = findings.all.at[i];
        raised |= f->code == TB_CODE_FORM_UNSEEN && f->level == TB_WARNING;
        waiver |= f->code == TB_CODE_WAIVER_UNUSED && f->level == TB_NOTE;
    }
    assert_true(raised && waiver);
    tb_check_free(check);
    tb_findings_free(&findings);
    fixture_free(x, files, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_unseen),
        cmocka_unit_test(test_links_without_evidence),
        cmocka_unit_test(test_levels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
