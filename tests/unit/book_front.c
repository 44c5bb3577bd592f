/* Front matter: what it fills in, where it disagrees, and what is wrong with it. */
#include "book_support.h"

static read_book *filled(const char *source, const char *front, const char *findings) {
    static char yaml[500]; /* outlives the book that borrows it */
    char text[500];
    uint32_t origin;
    snprintf(yaml, sizeof yaml, "tiebook: 1\nsources: {s: %s}\n", source);
    read_book *x = book_of(yaml);
    assert_int_equal(x->findings.all.n, 0);
    assert_ok(tb_origins_add(&x->origins, TB_S("s.md"), tb_slice_cstr(front), &origin));
    assert_true(strncmp(front, "---\n", 4) == 0);
    assert_ok(tb_source_fill(x->book, 0, tb_slice_cstr(front + 4), origin, 4, &x->findings));
    tb_findings_sort(&x->findings);
    assert_string_equal(findings_text(x, text, sizeof text), findings);
    return x;
}

static void test_fills(void **state) {
    (void)state;
    read_book *x = filled("{title: Mine}",
                          "---\npublisher: P\nauthor: [A, B]\ndate: 2019-07-19 12:30:00 +0200\n"
                          "url: https://x.example\narchive: https://y.example\nlayout: post\ntags: {a: b}\n",
                          "");
    const tb_source *s = &x->book->sources[0];
    assert_slice(s->title, "Mine");
    assert_slice(s->publisher, "P");
    assert_slice(s->author, "A, B");
    assert_slice(s->date_text, "2019-07-19");
    assert_int_equal(s->date.day, 19);
    assert_slice(s->url, "https://x.example");
    assert_slice(s->archive, "https://y.example");
    book_end(x);
}

static void test_agrees(void **state) {
    (void)state;
    book_end(filled("{title: Same, date: 2019-07}", "---\ntitle: ' Same '\ndate: 2019-07-19\n", ""));
    book_end(filled("{}", "---\n", ""));
    book_end(filled("{title: T}", "---\ntitle:\nurl: ''\n", ""));
    read_book *x = filled("{title: T, date: 2019}", "---\ntitle: U\ndate: 2020-01-01\n",
                          "s.md:2:8 source-conflict, s.md:3:7 source-conflict");
    assert_slice(x->book->sources[0].title, "T");
    assert_slice(x->book->sources[0].date_text, "2019");
    assert_slice(x->findings.all.at[0]->subject, "s");
    assert_int_equal(x->findings.all.at[0]->related.n, 1);
    book_end(x);
}

static void test_mistakes(void **state) {
    (void)state;
    book_end(filled("{}", "---\ntitle: a: b\n", "s.md:2:9 front-matter-invalid"));
    book_end(filled("{}", "---\njust words\n", "s.md:2:1 front-matter-invalid"));
    book_end(filled("{}", "---\ntitle: \xFF\n", "s.md:2:8 front-matter-invalid"));
    book_end(filled("{}", "---\ndate: 19 July 2019\n", "s.md:2:7 date-invalid"));
    book_end(filled("{}", "---\nurl: javascript:x\n", "s.md:2:6 url-unsafe"));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_fills), cmocka_unit_test(test_agrees),
                                       cmocka_unit_test(test_mistakes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
