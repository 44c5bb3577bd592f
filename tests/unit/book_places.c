/* Places are exact bytes, whatever stands before them: line breaks of every kind, a BOM, characters of all
 * widths. */
#include "book_support.h"

static void expect(const char *yaml, const char *findings, const char *pointed) {
    char text[500];
    read_book *x = book_of(yaml);
    assert_string_equal(findings_text(x, text, sizeof text), findings);
    assert_slice(pointed_at(x, 0), pointed);
    book_end(x);
}

static void test_line_breaks(void **state) {
    (void)state;
    expect("tiebook: 1\r\ntitle: a\r\nbad: x\r\n", "3:1 key-unknown", "bad");
    expect("tiebook: 1\rtitle: a\rbad: x\r", "3:1 key-unknown", "bad");
    expect("tiebook: 1\xC2\x85title: a\xC2\x85"
           "bad: x\n",
           "3:1 key-unknown", "bad");
    expect("tiebook: 1\xE2\x80\xA8title: a\xE2\x80\xA9"
           "bad: x\n",
           "3:1 key-unknown", "bad");
    expect("tiebook: 1\n\r\n\r# c\r\n\nbad: x\n", "6:1 key-unknown", "bad");
    /* Line separators inside a quoted text. */
    expect("tiebook: 1\ntitle: \"a\xE2\x80\xA8 b\xC2\x85 c\r\n d\"\nbad: x\n", "6:1 key-unknown", "bad");
}

static void test_characters(void **state) {
    (void)state;
    expect("\xEF\xBB\xBFtiebook: 1\nbad: x\n", "2:1 key-unknown", "bad");
    expect("\xEF\xBB\xBF"
           "bad: x\ntiebook: 1\n",
           "1:1 key-unknown", "bad");
    expect("\xEF\xBB\xBF# é\r\ntiebook: 1\n{}", "3:3 yaml-syntax", "");
    /* é as two characters, an astral one, and one of three bytes before the place. */
    expect("tiebook: 1\npeople: {a: {name: \"e\xCC\x81\xF0\x9F\x98\x80\xE2\x82\xAC\", bad: x}}\n",
           "2:28 key-unknown", "bad");
    expect("tiebook: 1\ntitle: \xF0\x9F\x98\x80\xFF\n", "2:9 yaml-encoding", "\xFF");
    expect("tiebook: 1\nbä\xF0\x9F\x98\x80"
           "d: x\n",
           "2:1 key-unknown",
           "bä\xF0\x9F\x98\x80"
           "d");
}

static void test_ranges(void **state) {
    (void)state;
    expect("tiebook: 1\nlinks:\n  - from: a\n    relation: b # why\n    to: c\n\n# end\n",
           "3:5 key-missing, 3:11 entity-unknown, 4:15 relation-unknown, 5:9 entity-unknown",
           "from: a\n    relation: b # why\n    to: c");
    expect("tiebook: 1\nlinks: [ {from: a, to: b, unsourced: x } ]\n",
           "2:10 key-missing, 2:17 entity-unknown, 2:24 entity-unknown", "{from: a, to: b, unsourced: x }");
    expect("tiebook: 1\nlanguage: |\n  a b\n  c\n\n\ntitle: x\n", "2:11 value-wrong", "|\n  a b\n  c");
    expect("tiebook: 1\nlanguage: 'a\n  b'  \n", "2:11 value-wrong", "'a\n  b'");
    expect("tiebook: 1\nsources: {x: {date: &d July, title: T}, z: {date: *d}}\n",
           "2:21 date-invalid, 2:51 date-invalid", "&d July");
}

static void test_quotes_keep_their_places(void **state) {
    (void)state;
    read_book *x = book_of(
        "\xEF\xBB\xBFtiebook: 1\r\npeople: {é: {name: É}}\r\ngroups: {b: {name: B}}\r\nsources: {s: {}}\r\n"
        "relations: {owns: {}}\r\nlinks:\r\n  - from: é\r\n    relation: owns\r\n    to: b\r\n    "
        "evidence:\r\n"
        "      - source: s\r\n        quote: [\"one “two”\", 'it''s', >-\r\n  x ]\r\n        as: {from: "
        "she}\r\n");
    char text[500];
    findings_text(x, text, sizeof text);
    assert_string_equal(text, "12:39 yaml-syntax");
    book_end(x);
    x = book_of(
        "\xEF\xBB\xBFtiebook: 1\r\npeople: {é: {name: É}}\r\ngroups: {b: {name: B}}\r\nsources: {s: {}}\r\n"
        "relations: {owns: {}}\r\nlinks:\r\n  - from: é\r\n    relation: owns\r\n    to: b\r\n    "
        "evidence:\r\n"
        "      - source: s\r\n        quote:\r\n          - \"one “two”\"\r\n          - 'it''s'\r\n         "
        " - >-\r\n"
        "            of two\r\n            lines\r\n        as: {from: she}\r\n");
    assert_string_equal(findings_text(x, text, sizeof text), "");
    const tb_evidence *e = &x->book->links[0].evidence[0];
    tb_slice file = x->origins.all.at[0].bytes;
    assert_int_equal(e->n_quotes, 3);
    assert_slice(e->quotes[0].text, "one “two”");
    assert_slice(tb_slice_sub(file, e->quotes[0].at.start, e->quotes[0].at.end), "\"one “two”\"");
    assert_slice(e->quotes[1].text, "it's");
    assert_slice(tb_slice_sub(file, e->quotes[1].at.start, e->quotes[1].at.end), "'it''s'");
    assert_slice(e->quotes[2].text, "of two lines");
    assert_slice(tb_slice_sub(file, e->quotes[2].at.start, e->quotes[2].at.end),
                 ">-\r\n            of two\r\n            lines");
    assert_slice(tb_slice_sub(file, e->as_from->at.start, e->as_from->at.end), "she");
    book_end(x);
}

static void test_related(void **state) {
    (void)state;
    read_book *x = book_of("tiebook: 1\npeople: {a: {name: A}}\nstates: {a: {name: B}}\n");
    const tb_finding *f = x->findings.all.at[0];
    assert_int_equal(f->related.n, 1);
    assert_int_equal(f->related.at[0].at.start, strlen("tiebook: 1\npeople: {"));
    assert_slice(f->subject, "a");
    book_end(x);
    x = book_of("tiebook: 1\nlinks: [a\ntitle: b\n");
    f = x->findings.all.at[0];
    assert_int_equal(f->related.n, 1); /* where the list began */
    assert_int_equal(f->related.at[0].at.start, strlen("tiebook: 1\nlinks: "));
    book_end(x);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_line_breaks), cmocka_unit_test(test_characters),
        cmocka_unit_test(test_ranges),      cmocka_unit_test(test_quotes_keep_their_places),
        cmocka_unit_test(test_related),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
