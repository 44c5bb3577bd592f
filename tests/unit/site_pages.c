/* The page without a browser: what is escaped, which files there are, that nothing private is in them, and that the same
 * book gives the same bytes. */
#include "check_support.h"

#include "site/html.h"
#include "site/site.h"
#include "test.h"

static const char book[] =
    "tiebook: 1\n"
    "title: 'A <test> & \"more\"'\n"
    "kinds: {secrets: {singular: hushkind}}\n"
    "sources:\n"
    "  open: {title: Open, date: 2019, url: 'https://a.example/?x=1&y=<2>'}\n"
    "  hush: {title: Hush, private: true}\n"
    "people:\n"
    "  ann: {name: 'Ann </script><b>'}\n"
    "  con: {name: Con}\n"
    "  Con: {name: Upper}\n"
    "  hush-spy: {name: Hushman, private: true}\n"
    "secrets:\n"
    "  hush-thing: {name: Hushthing, private: true}\n"
    "groups:\n"
    "  club: {name: The Club}\n"
    "  long: {name: 'Xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx&xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx and two words'}\n"
    "relations:\n"
    "  leads: {}\n"
    "  hushes: {}\n"
    "links:\n"
    "  - {from: ann, relation: leads, to: club, evidence: [{source: open, quote: 'leads The Club', when: 2010},\n"
    "     {source: hush, quote: 'ran The Club', note: hush}]}\n"
    "  - {from: hush-spy, relation: hushes, to: club, evidence: [{source: open, quote: 'leads The Club'}]}\n";

static const file_text texts[] = {
    {"open.txt", "It is said that Ann </script><b> leads The Club. So be it & more.\n"},
    {"hush.txt", "Ann </script><b> ran The Club.\n"},
};
enum { N_TEXTS = sizeof texts / sizeof *texts };

static tb_site *site_of(const fixture *x, const tb_filter *filter, bool with_texts) {
    tb_site *s;
    tb_error error;
    tb_site_options options = {.filter = filter, .with_texts = with_texts};
    assert_ok(tb_site_new(x->check, &x->origins, &x->findings, &options, &s, &error));
    return s;
}

static const tb_buf *file_of(const tb_site *s, const char *path) {
    for (size_t i = 0; i < s->files.n; i++)
        if (tb_slice_eq(s->files.at[i].path, tb_slice_cstr(path))) return &s->files.at[i].bytes;
    return NULL;
}

/* Whether words stand in b; of ASCII letters the case does not count. */
static bool has(const tb_buf *b, const char *words) {
    size_t n = strlen(words);
    for (size_t i = 0; i + n <= b->len; i++) {
        size_t k = 0;
        while (k < n && (b->p[i + k] | 0x20) == (words[k] | 0x20)) k++;
        if (k == n) return true;
    }
    return false;
}

static void assert_html(const char *in, const char *expected) {
    tb_buf out = {0};
    tb_html_text(&out, tb_slice_cstr(in));
    tb_buf_putc(&out, '\0');
    assert_string_equal(out.p, expected);
    tb_buf_free(&out);
}

static void test_escapes(void **state) {
    (void)state;
    assert_html("a<b>&\"'", "a&lt;b&gt;&amp;&quot;&#39;");
    assert_html("x\x01\ty\x7F", "x  y ");
    assert_html("\xE2\x80\xAE"
                "abc\xE2\x81\xA9",
                "abc"); /* an override and an isolate's end */
    assert_html("\xFF\xC3\xA9", "\xEF\xBF\xBD\xC3\xA9");
    tb_buf out = {0};
    tb_html_json(&out, TB_S("</script>&\"\xE2\x80\xA8"));
    tb_html_url(&out, "href", TB_S("https://x/?a=1&b=\"<>"));
    tb_buf_putc(&out, '\0');
    assert_string_equal(out.p, "\"\\u003c/script\\u003e\\u0026\\\"\\u2028\" href=\"https://x/?a=1&amp;b=%22%3C%3E\"");
    tb_buf_free(&out);
}

static void test_files(void **state) {
    const fixture *x = *state;
    tb_site *s = site_of(x, &(tb_filter){.isolated = true}, false);
    static const char *const wanted[] = {
        "article/hush.html", "article/open.html", "articles.html",      "assets/icon.svg", "assets/site.css", "assets/site.js",
        "entities.html",     "entity/=.43on.html", "entity/=.63on.html", "entity/ann.html", "entity/club.html",
    };
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        if (!file_of(s, wanted[i])) fail_msg("no %s", wanted[i]);
    assert_int_equal(s->files.n, sizeof wanted / sizeof *wanted + 3 + 4);
    for (size_t i = 1; i < s->files.n; i++) assert_true(tb_slice_cmp(s->files.at[i - 1].path, s->files.at[i].path) < 0);
    const tb_buf *index = file_of(s, "index.html");
    assert_true(has(index, "A &lt;test&gt; &amp; &quot;more&quot;"));
    assert_true(has(index, "default-src 'none'"));
    assert_true(has(index, "\\u003c/script\\u003e\\u003cb\\u003e"));
    assert_false(has(index, "</script><b>"));
    assert_true(has(file_of(s, "timeline.html"), "<h2>2010</h2>"));
    assert_false(has(file_of(s, "article/open.html"), "So be it")); /* the quotes alone */
    tb_site_free(s);
}

/* Who speaks to the machine says what is seen: it is part of what is heard. */
static void test_labels(void **state) {
    const fixture *x = *state;
    tb_site *s = site_of(x, &(tb_filter){.isolated = true}, false);
    const tb_buf *index = file_of(s, "index.html");
    assert_true(has(index, "aria-label=\"Ann &lt;/script&gt;&lt;b&gt; leads [1,2] The Club\""));
    assert_true(has(index, "aria-label=\"Xxxx"));
    assert_true(has(index, "words (group)\""));
    assert_true(has(index, "aria-label=\"The Club (group)\"")); /* seen whole: said once */
    assert_true(has(index, "xxx</text><text")); /* a long word goes on in the next line */
    assert_true(has(index, "</text> <text"));
    tb_site_free(s);
}

static void test_texts(void **state) {
    const fixture *x = *state;
    tb_site *s = site_of(x, &(tb_filter){.isolated = true}, true);
    const tb_buf *article = file_of(s, "article/open.html");
    assert_true(has(article, "<mark>leads </mark><mark><a class=\"mention k1\" href=\"../entity/club.html\">The Club</a></mark>."));
    assert_true(has(article, "So be it &amp; more."));
    assert_true(has(article, "class=\"spot\" id=\"e0-0\""));
    assert_true(has(file_of(s, "entity/ann.html"), "It is said that"));
    tb_site_free(s);
}

static void test_public(void **state) {
    const fixture *x = *state;
    tb_site *open = site_of(x, &(tb_filter){.isolated = true}, true);
    tb_site *closed = site_of(x, &(tb_filter){.isolated = true, .is_public = true}, true);
    size_t told = 0;
    for (size_t i = 0; i < open->files.n; i++) told += has(&open->files.at[i].bytes, "hush");
    assert_true(told >= 4); /* so that the test can fail */
    for (size_t i = 0; i < closed->files.n; i++) {
        tb_buf path = {.p = (char *)(uintptr_t)closed->files.at[i].path.p, .len = closed->files.at[i].path.len};
        if (has(&closed->files.at[i].bytes, "hush") || has(&path, "hush")) fail_msg("%s", path.p);
    }
    assert_null(file_of(closed, "findings.html"));
    tb_site_free(open);
    tb_site_free(closed);
}

static void test_same_bytes(void **state) {
    const fixture *x = *state;
    tb_site *a = site_of(x, &(tb_filter){.isolated = true}, true), *b = site_of(x, &(tb_filter){.isolated = true}, true);
    assert_int_equal(a->files.n, b->files.n);
    for (size_t i = 0; i < a->files.n; i++)
        assert_true(tb_slice_eq(tb_buf_slice(&a->files.at[i].bytes), tb_buf_slice(&b->files.at[i].bytes)));
    tb_site_free(a);
    tb_site_free(b);
}

static int setup(void **state) {
    *state = fixture_new(book, texts, N_TEXTS);
    return 0;
}

static int teardown(void **state) {
    fixture_free(*state, texts, N_TEXTS);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_escapes), cmocka_unit_test(test_files),      cmocka_unit_test(test_texts),
        cmocka_unit_test(test_public),  cmocka_unit_test(test_same_bytes), cmocka_unit_test(test_labels),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
