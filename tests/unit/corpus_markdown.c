/* Markdown: its text, and that places are those of the file. */
#include "corpus_support.h"

static void test_text_and_mark_up(void **state) {
    (void)state;
    static const struct {
        const char *markdown, *want;
    } cases[] = {
        {"One\nTwo\n\nThree", "One\nTwo|Three"},
        {"# One\nTwo\n===\nThree\n\n## Four ##", "One|Two|Three|Four"},
        {"**Hez**bollah and Hez*bol*lah and Hez~~bol~~lah", "Hezbollah and Hezbollah and Hezbollah"},
        {"Hez`bol`lah \\*One\\*", "Hezbollah *One*"},
        {"[One **two**](http://iran.example \"Iran\") three", "One two three"},
        {"[One][x] [x] [y]\n\n[x]: http://iran.example 'Iran'", "One x [y]"},
        {"One ![Iran](x.png) two <http://x.example>", "One two http://x.example"},
        {"One  \ntwo\\\nthree", "One\ntwo\nthree"},
        {"- One\n- Two\n  three\n\n  Four\n1. Five", "One|Two\nthree|Four|Five"},
        {"> One\n> two\n>\n> Three\nfour", "One\ntwo|Three\nfour"},
        {"| One | Two |\n|---|---|\n| Th**r**ee | [Four](x) |", "One|Two|Three|Four"},
        {"- [x] One\n- [ ] Two", "One|Two"},
        {"    One\n      two\n\nThree\n\n```yaml\nFour: x\n```", "One\ntwo|Three|Four: x"},
        {"One\n\n---\n\nTwo", "One|Two"},
        {"Hez<b>bol</b>lah <!-- x --> <br>One", "Hezbollah\nOne"},
        {"<div>\nOne <i\nclass=\"x>y\">t</i>wo &amp; three\n<p>Four</div>\n\nFive", "One two & three|Four|Five"},
        {"> <div>One\n> two</div>", "One\ntwo"},
        {"<script>\nx\n\ny\n</script>\n\nOne", "One"},
        {"<style>x</style>One", "One"},
        {"<!--\nx\n\ny -->\n\nOne", "One"},
        {"<table><tr><td>One</td><td>Two</td></tr></table>", "One|Two"},
        {"AT&amp;T &copy; &#8217; &nope; &amp &", "AT&T © ’ &nope; &amp &"},
        {"One & two < three", "One & two < three"},
        {"$5 and $6, http://iran.example", "$5 and $6, http://iran.example"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tb_page p;
        page_read(&p, "a.md", cases[i].markdown, "");
        assert_paragraphs(&p, cases[i].want);
        assert_no_finding(&p);
        page_free(&p);
    }
}

static void test_places(void **state) {
    (void)state;
    static const struct {
        const char *markdown, *words, *raw;
    } cases[] = {
        {"x **Hez**bollah y", "Hezbollah", "Hez**bollah"},
        {"x Hez**bol**lah y", "Hezbollah", "Hez**bol**lah"},
        {"x [Hez](y \"z\")bollah", "Hezbollah", "Hez](y \"z\")bollah"},
        {"x Hez<b>bol</b>lah", "Hezbollah", "Hez<b>bol</b>lah"},
        {"AT&amp;T", "AT&T", "AT&amp;T"},
        {"Iran&#8217;s", "Iran’s", "Iran&#8217;s"},
        {"a \\* b", "a * b", "a \\* b"},
        {"Iran  \r\nand Cuba", "Iran\r\nand", "Iran  \r\nand"},
        {"**Iran**\nand", "Iran\nand", "Iran**\nand"},
        {"> Iran\n> and", "Iran\nand", "Iran\n> and"},
        {"Nicola\xCC\x81s \xF0\x9F\x98\x80 Iran", "Iran", "Iran"},
        {"| a | Cu**ba** |\n|---|---|\n| x | y |", "Cuba", "Cu**ba"},
        {"`Iran\nand`", "Iran\nand", "Iran\nand"},
        {"<div>Hez<b>bol</b>lah &lt;", "Hezbollah <", "Hez<b>bol</b>lah &lt;"},
    };
    static const char *const before[] = {"", "\xEF\xBB\xBF", "---\ntitle: x\n---\n", "\xC3\xA9\r\n\r\n"};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (size_t k = 0; k < sizeof before / sizeof *before; k++) {
            char page[300];
            (void)snprintf(page, sizeof page, "%s%s", before[k], cases[i].markdown);
            tb_page p;
            page_read(&p, "a.md", page, "");
            tb_slice raw = page_raw(&p, cases[i].words);
            assert_slice(raw, cases[i].raw);
            const char *want = strstr(page, cases[i].markdown) + (strstr(cases[i].markdown, cases[i].raw) - cases[i].markdown);
            assert_int_equal(raw.p - p.article.bytes.p, want - page);
            page_free(&p);
        }
    }
}

static void test_ignored_lines(void **state) {
    (void)state;
    static const struct {
        const char *markdown, *want;
    } cases[] = {
        {"One\n\nRead more\n\nTwo", "One|Two"},
        {"One\nRead more\nTwo", "One|Two"},
        {"One\n\n**Read more**\n\nTwo", "One|Two"},
        {"One\n\n## [Read more](x)\n\nTwo", "One|Two"},
        {"One\n\n> Read more\n\nTwo", "One|Two"},
        {"One Read more\n\nread more", "One Read more|read more"},
        {"| Read more | One |\n|---|---|\n| Two | x |", "One|Two|x"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tb_page p;
        page_read(&p, "a.md", cases[i].markdown, "Read more");
        assert_paragraphs(&p, cases[i].want);
        page_free(&p);
    }
}

/* A line may also be named as it stands in the file, mark-up and all. */
static void test_ignored_source_lines(void **state) {
    (void)state;
    tb_page p;
    page_read(&p, "a.md", "One\n [Read *more*](x) \nTwo\n\n[Read *more*](x)\n\nRead more", "[Read *more*](x)");
    assert_paragraphs(&p, "One|Two|Read more");
    page_free(&p);
}

static void test_hostile_texts(void **state) {
    (void)state;
    static const struct {
        const char *once, *again;
        size_t times;
        const char *words; /* of the finding; NULL where the text is read */
    } cases[] = {
        {"Iran", "[", 100000, NULL},
        {"Iran", "*a **a ", 50000, NULL},
        {"Iran", "[a](b", 50000, NULL},
        {"Iran", "<b ", 50000, NULL},
        {"Iran\n\n<div>\n", "<!--", 50000, NULL},
        {"Iran", " `a", 50000, NULL},
        {"", "> ", 50000, ""},
        {"", "- Iran ", 50000, NULL},
        {"Iran", "\n[x] y", 200000, "a paragraph has too many lines and brackets; put blank lines between its parts"},
        {"Iran", "\n- [x] y", 20000, NULL},
        {"Iran", "\n\n[x] y", 20000, NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tb_buf text = {0};
        tb_buf_puts(&text, cases[i].once);
        for (size_t k = 0; k < cases[i].times; k++) tb_buf_puts(&text, cases[i].again);
        assert_ok(tb_buf_status(&text));
        tb_page p;
        page_read_bytes(&p, "a.md", tb_buf_slice(&text), "");
        tb_buf_free(&text);
        assert_int_equal(p.article.readable, !cases[i].words);
        if (cases[i].words && *cases[i].words) {
            char message[200];
            (void)snprintf(message, sizeof message, "a.md cannot be read: %s", cases[i].words);
            assert_finding(&p, TEXT_UNREADABLE, 0, message);
        }
        page_free(&p);
    }
}

/* md4c adds the cells that rows lack. */
static void test_sparse_table(void **state) {
    (void)state;
    tb_buf text = {0};
    for (int i = 0; i < 5000; i++) tb_buf_puts(&text, "|x");
    tb_buf_puts(&text, "|\n");
    for (int i = 0; i < 5000; i++) tb_buf_puts(&text, "|---");
    tb_buf_puts(&text, "|\n");
    for (int i = 0; i < 5000; i++) tb_buf_puts(&text, "|Iran|\n");
    assert_ok(tb_buf_status(&text));
    tb_page p;
    page_read_bytes(&p, "a.md", tb_buf_slice(&text), "");
    tb_buf_free(&text);
    assert_finding(&p, TEXT_UNREADABLE, 0,
                   "a.md cannot be read: a table has more columns than its rows have cells for");
    page_free(&p);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_and_mark_up),       cmocka_unit_test(test_places),
        cmocka_unit_test(test_ignored_lines),          cmocka_unit_test(test_ignored_source_lines),
        cmocka_unit_test(test_hostile_texts),          cmocka_unit_test(test_sparse_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
