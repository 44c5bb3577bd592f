/* Books that are larger, deeper or more tangled than any that is written by hand end in a finding, soon. */
#include "book_support.h"

#include "base/buf.h"

static void repeat(tb_buf *b, const char *s, size_t n) {
    for (size_t i = 0; i < n; i++) tb_buf_puts(b, s);
}

static void expect_limit(tb_buf *b, size_t line, size_t column) {
    assert_ok(tb_buf_status(b));
    read_book *x = book_of_bytes(tb_buf_slice(b));
    assert_true(x->findings.all.n >= 1);
    const tb_finding *f = x->findings.all.at[0];
    tb_position at = tb_origin_position(&x->origins.all.at[f->at.origin], f->at.start);
    assert_int_equal(f->code, TB_CODE_YAML_LIMIT);
    assert_int_equal(at.line, line);
    assert_int_equal(at.column, column);
    assert_int_equal(x->findings.all.n, 1);
    book_end(x);
    tb_buf_clear(b);
}

static void test_depth(void **state) {
    (void)state;
    tb_buf b = {0};
    repeat(&b, "[", 200000);
    expect_limit(&b, 1, 65);
    repeat(&b, "{a: ", 200000);
    expect_limit(&b, 1, 257);
    repeat(&b, "- ", 200000);
    expect_limit(&b, 1, 129);
    repeat(&b, "? ", 200000);
    expect_limit(&b, 1, 129);
    tb_buf_free(&b);
}

static void test_aliases(void **state) {
    (void)state;
    tb_buf b = {0};
    tb_buf_puts(&b, "tiebook: 1\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 30; i++) {
        tb_buf_printf(&b, "a%d: &a%d [", i, i);
        for (int k = 0; k < 10; k++) tb_buf_printf(&b, "%s*a%d", k ? ", " : "", i - 1);
        tb_buf_puts(&b, "]\n");
    }
    expect_limit(&b, 6, 45);
    tb_buf_free(&b);
}

/* libyaml's work on these lines grows with the square of their number. */
static void test_directives(void **state) {
    (void)state;
    tb_buf b = {0};
    for (int i = 0; i < 200000; i++) tb_buf_printf(&b, "%%TAG !a%d! tag:x\n", i);
    tb_buf_puts(&b, "---\ntiebook: 1\n");
    expect_limit(&b, 65, 1);
    tb_buf_free(&b);
}

static void test_spread(void **state) {
    (void)state;
    tb_buf b = {0};
    tb_buf_puts(&b, "tiebook: 1\npeople: {a: {name: A}}\nrelations: {r: {}}\nlinks:\n  - {from: &l [a");
    repeat(&b, ", a", 200);
    tb_buf_puts(&b, "], relation: r, to: *l, unsourced: x}\n");
    expect_limit(&b, 5, 5);
    tb_buf_free(&b);
}

static void test_affixes(void **state) {
    (void)state;
    tb_buf b = {0};
    tb_buf_puts(&b, "tiebook: 1\npeople: {a: {name: {text: A, prefixes: &p [x");
    repeat(&b, ", x", 100);
    tb_buf_puts(&b, "], endings: *p}}}\n");
    expect_limit(&b, 2, 27);
    tb_buf_free(&b);
}

static void test_long_chains(void **state) {
    (void)state;
    tb_buf b = {0};
    tb_buf_puts(&b, "tiebook: 1\nsources:\n  s0: {}\n");
    for (int i = 1; i <= 102; i++) tb_buf_printf(&b, "  s%d: {reprint-of: s%d}\n", i, i - 1);
    expect_limit(&b, 104, 22);
    tb_buf_puts(&b, "tiebook: 1\nkinds:\n");
    for (int i = 0; i < 998; i++) tb_buf_printf(&b, "  k%d: {singular: s%d}\n", i, i);
    expect_limit(&b, 1000, 3);
    tb_buf_free(&b);
}

static void test_many_findings(void **state) {
    (void)state;
    tb_buf b = {0};
    tb_buf_puts(&b, "tiebook: 1\n");
    for (int i = 0; i < 50000; i++) tb_buf_printf(&b, "key%d: x\n", i);
    read_book *x = book_of_bytes(tb_buf_slice(&b));
    assert_int_equal(x->findings.all.n, 10001);
    assert_int_equal(x->findings.all.at[10000]->code, TB_CODE_YAML_LIMIT);
    book_end(x);
    tb_buf_free(&b);
}

/* A book of 50 MB is read. */
static void test_large(void **state) {
    (void)state;
    tb_buf b = {0};
    unsigned n = 0;
    tb_buf_puts(&b, "tiebook: 1\npeople:\n");
    for (; b.len < (size_t)50 << 20; n++) {
        tb_buf_printf(&b, "  p%u:\n    name: Person %u\n    note: |\n", n, n);
        repeat(
            &b,
            "      A line of a long note about nobody in particular, written to fill a book of many pages.\n",
            8);
    }
    read_book *x = book_of_bytes(tb_buf_slice(&b));
    assert_int_equal(x->findings.all.n, 0);
    assert_int_equal(x->book->n_entities, n);
    book_end(x);
    tb_buf_free(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_depth),         cmocka_unit_test(test_aliases),
        cmocka_unit_test(test_directives),    cmocka_unit_test(test_spread),
        cmocka_unit_test(test_affixes),       cmocka_unit_test(test_long_chains),
        cmocka_unit_test(test_many_findings), cmocka_unit_test(test_large),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
