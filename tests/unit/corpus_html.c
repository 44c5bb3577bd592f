/* HTML: what of a page is text, and that places are those of the file through tags, entities and line ends. */
#include "corpus_support.h"

#include "base/file.h"

static void test_text_and_mark_up(void **state) {
    (void)state;
    static const struct {
        const char *html, *want;
    } cases[] = {
        {"Iran", "Iran"},
        {"<p>One<p>Two", "One|Two"},
        {"<p>One</p>Two<div>Three</div>Four", "One|Two|Three|Four"},
        {"<div>One<div>Two</div>Three</div>", "One|Two|Three"},
        {"One<br>Two<br/>Three", "One\nTwo\nThree"},
        {"One<br><br>Two<br>\n <BR>Three<br><b></b><br>Four", "One|Two|Three|Four"},
        {"One<br>Two<br><i>Three</i><br>", "One\nTwo\nThree"},
        {"<ul><li>One<li>Two</ul><ol><li>Three", "One|Two|Three"},
        {"<table><tr><td>One<td>Two<tr><th>Three</table>", "One|Two|Three"},
        {"<table>Stray<tr><td>One</table>Two", "Stray|One|Two"},
        {"<table><tr><td>One</td>Stray<td>Two</td></table>", "One|Stray|Two"},
        {"<h1>One</h1><hr>Two<dl><dt>Three<dd>Four</dl>", "One|Two|Three|Four"},
        {"Hez<b>bol</b>l<i><u>a</u></i>h", "Hezbollah"},
        {"Hez<b>bol<i>l</b>a</i>h", "Hezbollah"},
        {"Hez<!-- x -->bol<!-->lah", "Hezbollah"},
        {"Hez</b>bol</nope>lah<tr>s", "Hezbollahs"},
        {"Hez<wbr>bollah<span hidden>x</span><script>y</script>s", "Hezbollahs"},
        {"Iran<img src=x>Cuba<button>x</button>Peru<svg><text>x</text></svg>Chile", "Iran Cuba Peru Chile"},
        {"<ruby>a<rt>x</rt>b</ruby>", "ab"},
        {"<pre>\nOne\nTwo\n\nThree\n \n\nFour</pre>", "One\nTwo|Three|Four"},
        {"<pre>a<b>\n</b>\nb</pre>", "a|b"},
        {"<xmp>a<b>c</xmp>d", "a<b>c|d"},
        {"a < b <= c <3 d<", "a < b <= c <3 d<"},
        {"<p>One\n\nTwo</p>", "One\nTwo"},
        {"<title>x</title><head><meta name=author content=y></head><body>One", "One"},
        {"<nav>x</nav>One<aside>x</aside>Two<footer>x</footer>", "One|Two"},
        {"<header>x</header><article><header>One</header>Two<footer>x</footer></article>", "One|Two"},
        {"<blockquote>One<footer>Two</footer></blockquote>", "One|Two"},
        {"One<form>x</form>Two<template>x</template>Three<noscript>x</noscript>", "One|TwoThree"},
        {"<form><p>One two three</p></form>", "One two three"},
        {"<textarea>x</textarea><select><option>x</select><iframe>x</iframe><datalist><option>x</datalist>One", "One"},
        {"<p hidden>x<p style='color:red; display : none'>x<p style=display:block>One<p style='visibility:hidden'>x", "One"},
        {"<p style='--x-display:none'>One<p style='display:nonesuch'>Two", "One|Two"},
        {"<dialog>x</dialog>One<dialog open>Two</dialog><search>x</search>", "One|Two"},
        {"<div role=navigation>x</div><div role=Search>x</div><div role=button>One</div>", "One"},
        {"<details><summary>One</summary>Two</details>", "One|Two"},
        {"<?xml version='1.0'?><!DOCTYPE html><![if IE]>One<![endif]>", "One"},
        {"<a title='x > y' href=\"'>\">One</a>", "One"},
        {"<p>One</body></html><p>Two", "One|Two"},
        {"<frameset><frame src=x></frameset>", ""},
        {"One<plaintext>Two</p>", "One|Two</p>"},
        {"<p>control \x01\x7F\xC2\x85 and \xEF\xBF\xBE here", "control \x01\x7F\xC2\x85 and \xEF\xBF\xBE here"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tb_page p;
        page_read(&p, "a.html", cases[i].html, "");
        assert_paragraphs(&p, cases[i].want);
        page_free(&p);
    }
}

static void test_places(void **state) {
    (void)state;
    static const struct {
        const char *html, *words, *raw;
    } cases[] = {
        {"<p>x Hez<b>bol</b>lah y", "Hezbollah", "Hez<b>bol</b>lah"},
        {"<p>x <b>Hez</b>bollah y", "Hezbollah", "Hez</b>bollah"},
        {"<p>AT&amp;T", "AT&T", "AT&amp;T"},
        {"<p>Ask&eacute;r &amp; x", "Askér", "Ask&eacute;r"},
        {"<p>&Eacute;lite", "Élite", "&Eacute;lite"},
        {"<p>Iran&#8217;s", "Iran’s", "Iran&#8217;s"},
        {"<p>Iran&#x2019;s", "Iran’s", "Iran&#x2019;s"},
        {"<p>Iran&#146;s", "Iran’s", "Iran&#146;s"},
        {"<p>x&notin y", "¬in", "&notin"},
        {"<p>x&notin; y", "∉", "&notin;"},
        {"<p>x&notit; y", "¬it;", "&notit;"},
        {"<p>x&nGt; y", "\xE2\x89\xAB\xE2\x83\x92", "&nGt;"},
        {"<p>a&lt;b", "a<b", "a&lt;b"},
        {"<p>a&nbsp;b", "a\xC2\xA0" "b", "a&nbsp;b"},
        {"<p>\xF0\x9F\x98\x80Iran", "Iran", "Iran"},
        {"<p>&#x1F600;Iran", "\xF0\x9F\x98\x80Iran", "&#x1F600;Iran"},
        {"<p>Nicola\xCC\x81s", "Nicola\xCC\x81s", "Nicola\xCC\x81s"},
        {"<p>a\r\n b\r\nc", "b\r\nc", "b\r\nc"},
        {"<p>Hez<tr>bollah", "Hezbollah", "Hez<tr>bollah"},
        {"<p>Hez</span title='>'>bollah", "Hezbollah", "Hez</span title='>'>bollah"},
        {"One<br\n>Two", "One\nTwo", "One<br\n>Two"},
        {"<p>One</p>\n<p>Two", "One\nTwo", "One</p>\n<p>Two"},
        {"<table><tr><td>One</td>Stray<td>Two</table>", "Stray", "Stray"},
        {"<p>a &b; &; & &# &#x; &#xZ &bogus; &1", "&b; &; & &# &#x; &#xZ &bogus; &1", "&b; &; & &# &#x; &#xZ &bogus; &1"},
    };
    static const char *const before[] = {"", "\xEF\xBB\xBF", "---\ntitle: x\n---\n", "<!-- \xC3\xA9 & -->\r\n"};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (size_t k = 0; k < sizeof before / sizeof *before; k++) {
            char page[300];
            (void)snprintf(page, sizeof page, "%s%s", before[k], cases[i].html);
            tb_page p;
            page_read(&p, "a.html", page, "");
            tb_slice raw = page_raw(&p, cases[i].words);
            assert_slice(raw, cases[i].raw);
            const char *want = strstr(page, cases[i].html) + (strstr(cases[i].html, cases[i].raw) - cases[i].html);
            assert_int_equal(raw.p - p.article.bytes.p, want - page);
            page_free(&p);
        }
    }
}

static void test_numbers_that_are_no_characters(void **state) {
    (void)state;
    static const struct {
        const char *html, *want;
    } cases[] = {
        {"a&#0;b", "a\xEF\xBF\xBD" "b"},          {"a&#xD800;b", "a\xEF\xBF\xBD" "b"},
        {"a&#x110000;b", "a\xEF\xBF\xBD" "b"},    {"a&#4294967295;b", "a\xEF\xBF\xBD" "b"},
        {"a&#4294967361;b", "a\xEF\xBF\xBD" "b"}, {"a&#99999999999999999999999999;b", "a\xEF\xBF\xBD" "b"},
        {"a&#x10FFFF;b", "a\xF4\x8F\xBF\xBF" "b"}, {"a&#65b", "aAb"},
        {"a&#X41b", "a\xD0\x9B"},                 {"a&#129;b", "a\xC2\x81" "b"},
        {"a&#00065;b", "aAb"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tb_page p;
        page_read(&p, "a.html", cases[i].html, "");
        assert_paragraphs(&p, cases[i].want);
        page_free(&p);
    }
}

static void test_ignored_lines(void **state) {
    (void)state;
    static const struct {
        const char *html, *want;
    } cases[] = {
        {"<p>One</p><p>Read more</p><p>Two</p>", "One|Two"},
        {"<p>One</p><p> <a href=x>Read</a> more </p><p>Two</p>", "One|Two"},
        {"<p>One</p><p>Read\n   more</p><p>Two</p>", "One|Two"},
        {"One<br>Read&#32;more<br>Two", "One|Two"},
        {"<p>One\nRead more\nTwo</p>", "One|Two"},
        {"<p>One Read more</p><p>Read more.</p>", "One Read more|Read more."},
        {"<pre>One\nRead more\nTwo</pre>", "One|Two"},
        {"<p>Read more<p>Read more", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tb_page p;
        page_read(&p, "a.html", cases[i].html, "Read more");
        assert_paragraphs(&p, cases[i].want);
        page_free(&p);
    }
}

/* In XHTML, by name or by declaration, an element may end in its own tag. */
static void test_xhtml(void **state) {
    (void)state;
    static const char page[] = "<html><head><title/><script src='a>b' /></head><body>One<nav/><aside class='x'/>Two<br/>Three";
    char declared[200];
    tb_page p;
    (void)snprintf(declared, sizeof declared, "<?xml version='1.0'?>%s", page);
    page_read(&p, "a.xhtml", page, "");
    assert_paragraphs(&p, "OneTwo\nThree");
    assert_raw(&p, "Three", "Three");
    page_free(&p);
    page_read(&p, "a.html", declared, "");
    assert_paragraphs(&p, "OneTwo\nThree");
    page_free(&p);
    page_read(&p, "a.html", "One<script/>Two", "");
    assert_paragraphs(&p, "One");
    page_free(&p);
}

static void test_choice_of_the_article(void **state) {
    (void)state;
    static const char words[] = "Forty letters and more of running text here.";
    static const struct {
        const char *html, *want;
    } cases[] = {
        /* one article */
        {"<p>x</p><article>$</article><p>x</p>", "$"},
        {"<main><h2>x</h2><article>$</article></main>", "$"},
        /* the article that is the longest by far; teasers are articles too */
        {"<article>$$$</article><article>$</article><article>x</article>", "$$$"},
        {"<article>$$</article><article>$</article>", "$$|$"},
        {"<article>$<article>$</article></article>", "$|$"},
        /* a teaser beside the text is not the article */
        {"<div>$$$$</div><article>$</article>", "$$$$|$"},
        /* main, where it is the only one */
        {"<p>x</p><main>$</main>", "$"},
        {"<p>x</p><div role=main>$</div>", "$"},
        {"<main>$</main><main>$</main>", "$|$"},
        {"<main><article>$</article><article>$</article></main><p>x</p>", "$|$"},
        {"<main></main>$", "$"},
        {"<aside><article>$$$$$</article></aside><p>$</p>", "$"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tb_buf text[2] = {0};
        for (size_t k = 0; k < 2; k++)
            for (const char *c = k ? cases[i].want : cases[i].html; *c; c++)
                *c == '$' ? tb_buf_puts(&text[k], words) : tb_buf_putc(&text[k], *c);
        tb_buf_putc(&text[1], '\0');
        assert_ok(tb_buf_status(&text[1]));
        tb_page p;
        page_read_bytes(&p, "a.html", tb_buf_slice(&text[0]), "");
        assert_paragraphs(&p, text[1].p);
        page_free(&p);
        tb_buf_free(&text[0]);
        tb_buf_free(&text[1]);
    }
}

/* Whole pages as sites write them, and what a reader would call their text: a paragraph a line, " / " for a line
 * break or white space with one. */
static void test_pages(void **state) {
    (void)state;
    static const char *const names[] = {"weblog", "tables", "portal", "webform"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[400];
        tb_error error;
        tb_buf want = {0}, got = {0};
        tb_page p = {0};
        (void)snprintf(path, sizeof path, "%s/pages/%s.txt", TB_TEST_DATA, names[i]);
        assert_ok(tb_file_read(path, 1 << 20, &want, &error));
        (void)snprintf(path, sizeof path, "%s/pages/%s.html", TB_TEST_DATA, names[i]);
        assert_ok(tb_article_read(&p.article, path, NULL, 0, &p.origins, &p.findings, TB_S("source"), TB_NOWHERE));
        assert_null(tb_broken_article(&p.article, NULL, 0));
        assert_no_finding(&p);
        char *paragraphs = page_paragraphs(&p, '\x1E');
        for (const char *c = paragraphs; *c; c++)
            *c == '\n' ? tb_buf_puts(&got, " / ") : tb_buf_putc(&got, *c == '\x1E' ? '\n' : *c);
        tb_buf_putc(&got, '\n');
        tb_buf_putc(&got, '\0');
        tb_buf_putc(&want, '\0');
        assert_ok(tb_buf_status(&got));
        assert_string_equal(got.p, want.p);
        free(paragraphs);
        tb_buf_free(&want);
        tb_buf_free(&got);
        page_free(&p);
    }
}

typedef struct {
    const char *name, *once, *again; /* again is repeated */
    size_t times;
    bool counted;     /* each repetition has its number in it */
    const char *last;
    const char *words; /* of the finding; NULL where the page is read */
} hostile;

static void test_hostile_pages(void **state) {
    (void)state;
    static const hostile cases[] = {
        {"deep", "", "<div>", 200000, false, "Iran", "its elements nest more than 256 deep"},
        {"deep inline", "", "<span>", 200000, false, "Iran", "its elements nest more than 256 deep"},
        {"formatting", "", "<font size=%zu>", 200000, true, "Iran", "its elements nest more than 256 deep"},
        {"attributes", "<p ", "a%zu=1 ", 100000, true, ">Iran", "a tag has hundreds of attributes"},
        {"merged attributes", "", "<body a%zu>", 50000, true, "Iran", "a tag has hundreds of attributes"},
        {"svg", "", "<svg>", 200000, false, "Iran", "its elements nest more than 256 deep"},
        {"reopened", "<p><b id=1><b id=2><b id=3><b id=4><b id=5><b id=6><b id=7><b id=8>", "<p>x", 400000, false, "Iran",
         "its mark-up is too tangled to be put in order"},
        {"paragraphs", "", "<p>x", 50000, false, "Iran", NULL},
        {"tables", "", "<table>", 50000, false, "Iran", NULL},
        {"adoption", "", "<a><p>", 50000, false, "Iran", NULL},
        {"less-than", "", "<", 200000, false, " Iran", NULL},
        {"ampersands", "", "&", 200000, false, "Iran", NULL},
        {"references", "", "&x%zu;", 20000, true, "Iran", NULL},
        {"open comments", "Iran", "<!--", 100000, false, "", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const hostile *h = &cases[i];
        tb_buf page = {0};
        tb_buf_puts(&page, h->once);
        for (size_t k = 0; k < h->times; k++) {
            const char *number = h->counted ? strstr(h->again, "%zu") : NULL;
            tb_buf_put(&page, (tb_slice){h->again, number ? (size_t)(number - h->again) : strlen(h->again)});
            if (!number) continue;
            tb_buf_putu(&page, k);
            tb_buf_puts(&page, number + 3);
        }
        tb_buf_puts(&page, h->last);
        assert_ok(tb_buf_status(&page));
        tb_page p;
        page_read_bytes(&p, "a.html", tb_buf_slice(&page), "");
        tb_buf_free(&page);
        if (p.article.readable != !h->words) print_error("%s\n", h->name);
        assert_int_equal(p.article.readable, !h->words);
        if (h->words) {
            char message[200];
            (void)snprintf(message, sizeof message, "a.html cannot be read: %s", h->words);
            assert_finding(&p, TEXT_UNREADABLE, 0, message);
        }
        page_free(&p);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_and_mark_up),
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_numbers_that_are_no_characters),
        cmocka_unit_test(test_ignored_lines),
        cmocka_unit_test(test_xhtml),
        cmocka_unit_test(test_choice_of_the_article),
        cmocka_unit_test(test_pages),
        cmocka_unit_test(test_hostile_pages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
