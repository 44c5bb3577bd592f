/* Lack of memory while a text is read is a status, at every allocation: also inside gumbo, which itself would not
 * survive it. md4c and jansson keep their memory here. */
#include "corpus_support.h"

#include <unistd.h>

#include "corpus/jsonl.h"
#include "nomem.h"

static tb_status read_article(const char *name, tb_slice text) {
    tb_slice ignore[] = {TB_S("Read more"), TB_S("[x](y)")};
    tb_page p = {0};
    tb_buf bytes = {0};
    tb_buf_put(&bytes, text);
    tb_status status = tb_buf_status(&bytes);
    if (status == TB_OK)
        status = tb_article_parse(&p.article, tb_slice_cstr(name), &bytes, ignore, 2, &p.origins, &p.findings,
                                  TB_S("source"), TB_NOWHERE);
    tb_buf_free(&bytes);
    page_free(&p);
    return status;
}

static void test_plain(void **state) {
    (void)state;
    tb_slice text = TB_S("---\ntitle: x\n---\nOne.\nRead more\nTwo.\n\nThree.");
    tb_nomem_run(read_article("a.txt", text));
    tb_nomem_run(read_article("a.txt", TB_S("---\n\xFF")));
}

static void test_markdown(void **state) {
    (void)state;
    tb_slice text = TB_S("# One\n\n[x](y)\nTwo **th**ree &amp; &nbsp;\n\nRead more\n\n<div>\nFour &lt;<br>\n</div>\n\n|a|b|\n|---|---|\n|c|d|");
    tb_nomem_run(read_article("a.md", text));
}

static void test_html(void **state) {
    (void)state;
    tb_slice text = TB_S("<!DOCTYPE html><title>x</title><article><h1>One &amp; two</h1><p>Th<b id=1>r</b>ee<br>Read more<br>"
                         "<table>Four<tr><td>Five</table><form>x</form><pre>a\n\nb</pre>&eacute;&#65;<img src=x></article>");
    tb_nomem_run(read_article("a.html", text));
}

static tb_status read_lines(void) {
    int ends[2];
    tb_jsonl *reader = NULL;
    tb_jsonl_line line;
    tb_error error;
    bool more = true;
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], "one\ntwo", 7), 7);
    (void)close(ends[1]);
    tb_status status = tb_jsonl_open(ends[0], "standard input", &reader);
    while (status == TB_OK && more) status = tb_jsonl_next(reader, &line, &more, &error);
    tb_jsonl_close(reader);
    (void)close(ends[0]);
    return status;
}

static void test_lines(void **state) {
    (void)state;
    tb_nomem_run(read_lines());
}

static tb_status find(void) {
    tb_arena arena = {0};
    tb_slice folder = TB_S(TB_PROJECT), out, second;
    tb_status status = tb_corpus_find(&arena, &folder, 1, TB_S("README"), TB_S(""), &out, &second);
    tb_arena_free(&arena);
    return status;
}

static void test_find(void **state) {
    (void)state;
    tb_nomem_run(find());
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain), cmocka_unit_test(test_markdown), cmocka_unit_test(test_html),
        cmocka_unit_test(test_lines), cmocka_unit_test(test_find),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
