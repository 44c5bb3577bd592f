/* Plain text, and what is the same for every format: BOM, front matter, ignored lines, bad bytes, the hash. */
#include "corpus_support.h"

#include <stdio.h>
#include <unistd.h>

#include "base/file.h"

static void test_plain_is_its_own_bytes(void **state) {
    (void)state;
    tb_page p;
    page_read(&p, "a.txt", "One here.\nTwo there.\n\nThree.", "");
    assert_true(p.article.readable);
    assert_int_equal(p.article.format, TB_TEXT_PLAIN);
    assert_ptr_equal(p.article.text.text.p, p.article.bytes.p);
    assert_int_equal(p.article.text.n_segs, 1);
    assert_paragraphs(&p, "One here.\nTwo there.|Three.");
    assert_no_finding(&p);
    page_free(&p);
}

static void test_formats_by_ending(void **state) {
    (void)state;
    static const struct {
        const char *name;
        tb_text_format format;
    } cases[] = {
        {"a.md", TB_TEXT_MARKDOWN}, {"a.MARKDOWN", TB_TEXT_MARKDOWN}, {"x/a.html", TB_TEXT_HTML}, {"a.Htm", TB_TEXT_HTML},
        {"a.xhtml", TB_TEXT_HTML},  {"a.txt", TB_TEXT_PLAIN},         {"a", TB_TEXT_PLAIN},       {"a.md.txt", TB_TEXT_PLAIN},
        {"html", TB_TEXT_PLAIN},    {".md", TB_TEXT_PLAIN},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tb_page p;
        page_read(&p, cases[i].name, "word", "");
        assert_int_equal(p.article.format, cases[i].format);
        page_free(&p);
    }
}

static void test_offsets_are_of_the_file(void **state) {
    (void)state;
    tb_page p;
    /* BOM, CRLF, a letter with a combining mark, a character beyond the BMP */
    page_read(&p, "a.txt", "\xEF\xBB\xBFNicola\xCC\x81s\r\n\xF0\x9F\x98\x80 Iran\r\n", "");
    tb_slice raw = page_raw(&p, "Iran");
    assert_int_equal(raw.p - p.article.bytes.p, 3 + 9 + 2 + 5);
    assert_slice(raw, "Iran");
    raw = page_raw(&p, "Nicola\xCC\x81s");
    assert_int_equal(raw.p - p.article.bytes.p, 3);
    page_free(&p);
}

static void test_front_matter(void **state) {
    (void)state;
    static const struct {
        const char *text, *yaml, *words;
        size_t at;
    } cases[] = {
        {"---\ntitle: x\n---\nWords", "title: x\n", "Words", 4},
        {"---\r\ntitle: x\r\n---\r\nWords", "title: x\r\n", "Words", 5},
        {"\xEF\xBB\xBF---\ntitle: x\n...\nWords", "title: x\n", "Words", 7},
        {"--- \t\ntitle: x\n---  \nWords", "title: x\n", "Words", 6},
        {"---\n---\nWords", "", "Words", 4},
        {"\n---\ntitle: x\n---\nWords", "", "---\ntitle: x\n---\nWords", 0},
        {" ---\ntitle: x\n---\nWords", "", "---\ntitle: x\n---\nWords", 0},
        {"----\ntitle: x\n---\nWords", "", "----\ntitle: x\n---\nWords", 0},
        {"---\ntitle: '---'\n  ---\n---\nWords", "title: '---'\n  ---\n", "Words", 4},
        {"---\na: b\n---\nWords\n---\nMore", "a: b\n", "Words\n---\nMore", 4},
    };
    static const char *const names[] = {"a.txt", "a.html"};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (size_t k = 0; k < 2; k++) {
            tb_page p;
            page_read(&p, names[k], cases[i].text, "");
            assert_slice(p.article.front_matter, cases[i].yaml);
            assert_int_equal(p.article.front_matter_at, cases[i].at);
            assert_paragraphs(&p, cases[i].words);
            assert_no_finding(&p);
            page_free(&p);
        }
    }
}

static void test_front_matter_without_end_is_text(void **state) {
    (void)state;
    tb_page p;
    page_read(&p, "a.txt", "\xEF\xBB\xBF---\r\ntitle: x\r\nWords", "");
    assert_finding(&p, FRONT_MATTER_OPEN, 3, "the front matter of a.txt has no closing line ---");
    assert_int_equal(p.findings.all.at[0]->at.end, 6);
    assert_true(p.article.readable);
    assert_int_equal(p.article.front_matter.len, 0);
    assert_paragraphs(&p, "---\ntitle: x\nWords");
    page_free(&p);
    page_read(&p, "a.txt", "---", "");
    assert_int_equal(p.findings.all.n, 2); /* and no words */
    assert_false(p.article.readable);
    page_free(&p);
}

static void test_ignored_lines(void **state) {
    (void)state;
    static const struct {
        const char *text, *want;
    } cases[] = {
        {"One\nRead more\nTwo\n", "One|Two"},
        {"Read more\nOne", "One"},
        {"One\n \t\xC2\xA0Read more \r\nTwo", "One|Two"},
        {"One\nRead more", "One"},
        {"One\rRead more\rTwo", "One|Two"},
        {"One\xE2\x80\xA8Read more\xE2\x80\xA8Two", "One\xE2\x80\xA8|Two"},
        {"One Read more\nRead more now\nread more", "One Read more\nRead more now\nread more"},
        {"Read more\nRead more\nOne\nRead more\nRead more\nTwo", "One|Two"},
        /* an ignored line is no blank line: sentences at line ends still end paragraphs */
        {"Alpha is here.\nRead more\nBeta is\nthere. Gamma.\nDelta.", "Alpha is here.|Beta is\nthere. Gamma.|Delta."},
        /* with a blank line they do not */
        {"Alpha.\nBeta.\nRead more\nGamma.\n\nDelta.\nEpsilon.", "Alpha.\nBeta.|Gamma.|Delta.\nEpsilon."},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tb_page p;
        page_read(&p, "a.txt", cases[i].text, "  Read more");
        assert_paragraphs(&p, cases[i].want);
        assert_no_finding(&p);
        page_free(&p);
    }
}

static void test_places_behind_ignored_lines(void **state) {
    (void)state;
    tb_page p;
    page_read(&p, "a.txt", "\xEF\xBB\xBF---\nx: y\n---\nRead more\nIran here\nRead more\nand Cuba", "Read more");
    tb_slice raw = page_raw(&p, "Cuba");
    assert_int_equal(raw.p - p.article.bytes.p, 3 + 13 + 10 + 10 + 10 + 4);
    assert_slice(raw, "Cuba");
    assert_raw(&p, "Iran", "Iran");
    page_free(&p);
}

static void test_bytes_that_are_no_text(void **state) {
    (void)state;
    static const struct {
        const char *name;
        tb_slice bytes;
        size_t at;
        const char *words;
    } cases[] = {
        {"a.txt", {"caf\xE9 au lait", 12}, 3, "a.txt is not UTF-8: byte 0xE9 at offset 3"},
        {"a.txt", {"ab\xE2\x82", 4}, 2, "a.txt is not UTF-8: byte 0xE2 at offset 2"},
        {"a.txt", {"a\xED\xA0\x80", 4}, 1, "a.txt is not UTF-8: byte 0xED at offset 1"},
        {"a.txt", {"a\0b", 3}, 1, "a.txt has a NUL byte at offset 1, which no text has"},
        {"a.md", {"a\0\xFF", 3}, 1, "a.md has a NUL byte at offset 1, which no text has"},
        {"a.txt", {"\xFF\xFE" "a\0", 4}, 0, "a.txt is UTF-16, not UTF-8"},
        {"a.html",
         {"<meta http-equiv=x content='text/html; charset=windows-1252'><p>\x93", 65},
         64,
         "a.html is not UTF-8: byte 0x93 at offset 64; the page says that it is windows-1252"},
        {"a.html", {"<meta CHARSET = \"latin1\">\xE9", 26}, 25,
         "a.html is not UTF-8: byte 0xE9 at offset 25; the page says that it is latin1"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tb_page p;
        page_read_bytes(&p, cases[i].name, cases[i].bytes, "");
        assert_finding(&p, TEXT_ENCODING, cases[i].at, cases[i].words);
        assert_false(p.article.readable);
        assert_int_equal(p.article.text.text.len, 0);
        page_free(&p);
    }
}

static void test_texts_without_words(void **state) {
    (void)state;
    static const struct {
        const char *name, *text, *words;
    } cases[] = {
        {"a.txt", "", "a.txt is empty"},
        {"a.txt", "\xEF\xBB\xBF", "a.txt has no words outside front matter, mark-up and ignored lines"},
        {"a.txt", " \n\xC2\xA0\n***\n\xE2\x80\x94", "a.txt has no words outside front matter, mark-up and ignored lines"},
        {"a.txt", "---\ntitle: x\n---\n", "a.txt has no words outside front matter, mark-up and ignored lines"},
        {"a.txt", "Read more\n\nRead more", "a.txt has no words outside front matter, mark-up and ignored lines"},
        {"a.html", "<title>Iran</title><script>x</script>", "a.html has no words outside front matter, mark-up and ignored lines"},
        {"a.md", "[x]: http://iran.example\n", "a.md has no words outside front matter, mark-up and ignored lines"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tb_page p;
        page_read(&p, cases[i].name, cases[i].text, "Read more");
        assert_finding(&p, TEXT_EMPTY, 0, cases[i].words);
        assert_false(p.article.readable);
        page_free(&p);
    }
}

static void test_hash(void **state) {
    (void)state;
    tb_page p;
    page_read(&p, "a.txt", "abc", "");
    assert_string_equal(tb_article_sha256(&p.article), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    page_free(&p);
    page_read(&p, "a.txt", "", "");
    assert_string_equal(tb_article_sha256(&p.article), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    page_free(&p);
}

static void test_files_that_cannot_be_read(void **state) {
    (void)state;
    static const struct {
        const char *path;
        tb_code code;
    } cases[] = {
        {"no-such-folder/no-such-file.txt", TB_CODE_TEXT_MISSING},
        {TB_PROJECT "/CMakeLists.txt/x.txt", TB_CODE_TEXT_MISSING},
        {TB_PROJECT "/tests", TB_CODE_TEXT_UNREADABLE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tb_page p = {0};
        tb_place at = {7, 1, 2};
        assert_ok(tb_article_read(&p.article, cases[i].path, NULL, 0, &p.origins, &p.findings, TB_S("source"), at));
        assert_int_equal(p.findings.all.n, 1);
        assert_int_equal(p.findings.all.at[0]->code, cases[i].code);
        assert_int_equal(p.findings.all.at[0]->at.origin, 7);
        assert_int_equal(p.article.origin, TB_NO_ORIGIN);
        assert_false(p.article.readable);
        assert_slice(p.article.path, cases[i].path);
        assert_int_equal(p.article.text.n_breaks, 1);
        page_free(&p);
    }
}

static void test_read_from_a_file(void **state) {
    (void)state;
    char path[] = "corpus-plain-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    (void)close(fd);
    tb_error error;
    assert_ok(tb_file_write(path, TB_S("Iran\nRead more\n"), &error));
    tb_page p = {0};
    tb_slice ignore = TB_S("Read more");
    assert_ok(tb_article_read(&p.article, path, &ignore, 1, &p.origins, &p.findings, TB_S("source"), TB_NOWHERE));
    (void)unlink(path);
    assert_no_finding(&p);
    assert_true(p.article.readable);
    assert_paragraphs(&p, "Iran");
    assert_slice(p.origins.all.at[p.article.origin].name, path);
    page_free(&p);
}

static void read_next(tb_page *p, const char *path, tb_slice bytes, const char *want) {
    tb_error error;
    assert_ok(tb_file_write(path, bytes, &error));
    tb_origins_clear(&p->origins);
    tb_findings_clear(&p->findings);
    assert_ok(tb_article_read_next(&p->article, path, NULL, 0, &p->origins, &p->findings, TB_S("source"), TB_NOWHERE));
    assert_int_equal(p->article.readable, want != NULL);
    assert_int_equal(p->findings.all.n, want == NULL);
    assert_int_equal(p->origins.all.n, 1);
    assert_slice(p->origins.all.at[p->article.origin].name, path);
    if (want) assert_slice(p->article.text.text, want);
}

static void test_files_in_the_same_memory(void **state) {
    (void)state;
    char path[] = "corpus-next-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    (void)close(fd);
    tb_page p = {0};
    p.article.origin = TB_NO_ORIGIN;
    read_next(&p, path, TB_S("---\ntitle: x\n---\nA first text, the longest of them all.\n"),
              "A first text, the longest of them all.\n");
    assert_slice(p.article.front_matter, "title: x\n");
    char hash[65];
    memcpy(hash, tb_article_sha256(&p.article), sizeof hash);
    read_next(&p, path, TB_S("Short"), "Short");
    assert_int_equal(p.article.front_matter.len, 0);
    assert_string_not_equal(tb_article_sha256(&p.article), hash);
    read_next(&p, path, TB_S("no text \xff"), NULL);
    read_next(&p, path, TB_S("nor \0 this"), NULL);
    read_next(&p, path, TB_S(""), NULL);
    (void)unlink(path);
    tb_origins_clear(&p.origins);
    tb_findings_clear(&p.findings);
    assert_ok(tb_article_read_next(&p.article, path, NULL, 0, &p.origins, &p.findings, TB_S("source"), TB_NOWHERE));
    assert_false(p.article.readable);
    assert_int_equal(p.article.origin, TB_NO_ORIGIN);
    assert_int_equal(p.findings.all.n, 1);
    read_next(&p, path, TB_S("And a last one."), "And a last one.");
    (void)unlink(path);
    page_free(&p);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain_is_its_own_bytes),
        cmocka_unit_test(test_formats_by_ending),
        cmocka_unit_test(test_offsets_are_of_the_file),
        cmocka_unit_test(test_front_matter),
        cmocka_unit_test(test_front_matter_without_end_is_text),
        cmocka_unit_test(test_ignored_lines),
        cmocka_unit_test(test_places_behind_ignored_lines),
        cmocka_unit_test(test_bytes_that_are_no_text),
        cmocka_unit_test(test_texts_without_words),
        cmocka_unit_test(test_hash),
        cmocka_unit_test(test_files_that_cannot_be_read),
        cmocka_unit_test(test_read_from_a_file),
        cmocka_unit_test(test_files_in_the_same_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
