/* Mark-up in any order: pages and Markdown texts are thrown together from tags, references, line ends and numbered
 * words. Whatever comes out, what always holds must hold, and every word of the text must lead to the very
 * place where it was put. The series is fixed; the first argument is another number of documents, the second
 * another seed. */
#include "corpus_support.h"

enum { WORDS = 64, TOKENS = 60 };

static const char *const html_tokens[] = {
    "<p>", "</p>", "<div>", "</div>", "<b>", "</b>", "<i id=x>", "</i>", "<a href='x>y'>", "</a>", "<br>", "</br>",
    "<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<th>", "<caption>", "</caption>", "<colgroup>", "<col>",
    "<tbody>", "</tbody>", "<ul>", "</ul>", "<li>", "</li>", "<dl>", "<dt>", "<dd>", "</dl>", "<form>", "</form>",
    "<select>", "</select>", "<option>", "<optgroup>", "<button>", "</button>", "<input>", "<textarea>", "</textarea>",
    "<pre>", "</pre>", "<xmp>", "</xmp>", "<script>", "</script>", "<style>", "</style>", "<title>", "</title>",
    "<template>", "</template>", "<noscript>", "</noscript>", "<svg>", "</svg>", "<foreignObject>", "<desc>",
    "</foreignObject>", "<math>", "</math>", "<mi>", "</mi>", "<annotation-xml encoding='text/html'>", "<mtext>",
    "<html>", "</html>", "<head>", "</head>", "<body class=y>", "</body>", "<frameset>", "</frameset>", "<frame>",
    "<noframes>", "</noframes>", "<iframe>", "</iframe>", "<object>", "</object>", "<marquee>", "</marquee>", "<applet>",
    "<h1>", "</h1>", "<h2>", "</h3>", "<article>", "</article>", "<main>", "</main>", "<nav>", "</nav>", "<header>",
    "</header>", "<footer>", "</footer>", "<aside>", "</aside>", "<section>", "</section>", "<blockquote>",
    "</blockquote>", "<font color=red>", "</font>", "<nobr>", "</nobr>", "<ruby>", "<rt>", "<rp>", "</ruby>", "<img>",
    "<image>", "<isindex>", "<hr>", "<wbr>", "<center>", "<details>", "<summary>", "<p hidden>", "<dialog>",
    "<plaintext>", "<!-- x -->", "<!-->", "<!--", "-->", "<!DOCTYPE html>", "<![CDATA[", "]]>", "<?x?>", "</>", "<",
    "&", "&amp;", "&eacute;", "&notit", "&#8217;", "&#x;", "&nbsp;", " ", "\n", "\r\n", "\r", "\t", "\xC3\xA9",
    "\xF0\x9F\x98\x80", "\x01", "\xEF\xBF\xBD", "\"", "'", "=", "/", ">", "Read more", "<x-y z", "<script/>", "<nav id=z />", "<title/>", "<a b='", "</",
};
static const char *const markdown_tokens[] = {
    "\n", "\n", "\n\n", "\r\n", "  \n", "\\\n", " ", "    ", "\t", "> ", "- ", "1. ", "* ", "+ ", "# ", "## ", "===\n",
    "---\n", "***\n", "```\n", "~~~\n", "`", "``", "*", "**", "_", "~~", "[", "]", "](", ")", "![", "<", ">", "|", "| a ",
    "|---|---|\n", "|\n", "[x]: ", "<b>", "</b>", "<br>", "<div>", "</div>", "<script>", "</script>", "<!--", "-->",
    "<p class='", "'>", "<td>", "<http://x.example>", "&amp;", "&eacute;", "&nope;", "&#8217;", "&", "\\", "\\*", "- [ ] ",
    "\xC3\xA9", "\xF0\x9F\x98\x80", "\xC2\xA0", "\xC2\x85", "Read more", "\nRead more\n", "x", "(", "\"", "'", ":", "!",
};

static uint64_t next(uint64_t *state) {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

/* Words look like w07z, so that no other token makes or breaks one. */
static void make_soup(tb_buf *out, size_t places[WORDS], const char *const *tokens, size_t n, uint64_t *state) {
    size_t words = 0;
    tb_buf_clear(out);
    for (size_t k = 1 + next(state) % TOKENS; k; k--) {
        if (next(state) % 3 == 0 && words < WORDS) {
            places[words] = out->len;
            tb_buf_printf(out, "w%02zuz", words++);
        } else {
            tb_buf_puts(out, tokens[next(state) % n]);
        }
    }
    assert_ok(tb_buf_status(out));
}

/* Whether all words lead back to where they were put. */
static bool check_words(const tb_page *p, const size_t places[WORDS]) {
    tb_slice text = p->article.text.text;
    for (size_t i = 0; i + 4 <= text.len; i++) {
        if (text.p[i] != 'w' || text.p[i + 3] != 'z') continue;
        size_t word = (size_t)(text.p[i + 1] - '0') * 10 + (size_t)(text.p[i + 2] - '0');
        size_t start = i, end = i + 4;
        tb_text_to_raw(&p->article.text, &start, &end);
        if (word >= WORDS || start != places[word] || end != start + 4) return false;
    }
    return true;
}

static void run(const char *name, const char *const *tokens, size_t n, size_t times, uint64_t seed) {
    tb_buf soup = {0};
    size_t places[WORDS];
    for (size_t i = 0; i < times; i++) {
        make_soup(&soup, places, tokens, n, &seed);
        tb_page p;
        page_read_bytes(&p, name, tb_buf_slice(&soup), "Read more");
        if (!check_words(&p, places)) {
            FILE *kept = fopen("failed-input", "wb");
            if (kept) {
                (void)!fwrite(soup.p, 1, soup.len, kept);
                (void)fclose(kept);
            }
            fail_msg("%s: a word leads elsewhere; see the file failed-input", name);
        }
        page_free(&p);
    }
    tb_buf_free(&soup);
}

static size_t times = 15000;
static uint64_t seed = 0x9E3779B97F4A7C15u;

static void test_html(void **state) {
    (void)state;
    run("a.html", html_tokens, sizeof html_tokens / sizeof *html_tokens, times, seed);
}

static void test_xhtml(void **state) {
    (void)state;
    run("a.xhtml", html_tokens, sizeof html_tokens / sizeof *html_tokens, times / 4, seed);
}

static void test_markdown(void **state) {
    (void)state;
    run("a.md", markdown_tokens, sizeof markdown_tokens / sizeof *markdown_tokens, times, seed);
}

static void test_markdown_with_html(void **state) {
    (void)state;
    run("a.md", html_tokens, sizeof html_tokens / sizeof *html_tokens, times / 4, seed);
}

int main(int argc, char **argv) {
    if (argc > 1) times = strtoull(argv[1], NULL, 10);
    if (argc > 2) seed = strtoull(argv[2], NULL, 10) | 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_html),
        cmocka_unit_test(test_xhtml),
        cmocka_unit_test(test_markdown),
        cmocka_unit_test(test_markdown_with_html),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
