/* What the command line does to text before people see it: cleaning, clipping, carets, wrapping, positions. */
#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "cli/clean.h"
#include "cli/cursor.h"
#include "cli/excerpt.h"
#include "cli/marked.h"
#include "cli/wrap.h"

static void assert_buf(tb_buf *b, const char *want) {
    assert_ok(tb_buf_status(b));
    assert_slice(tb_buf_slice(b), want);
    tb_buf_free(b);
}

static void assert_clean(tb_slice s, const char *want) {
    tb_buf b = {0};
    tb_clean_line(&b, s);
    assert_int_equal(tb_clean_width(s), tb_clean_width(tb_slice_cstr(want)));
    assert_buf(&b, want);
}

static void what_acts_is_shown(void **state) {
    (void)state;
    assert_clean(TB_S("plain naïve 漢字 ‏"), "plain naïve 漢字 ‏");
    assert_clean(TB_S("\x1b[31mred\x07"), "<U+001B>[31mred<U+0007>");
    assert_clean(TB_S("a\0b"), "a<U+0000>b");
    assert_clean(TB_S("\x7f\xc2\x9b"), "<U+007F><U+009B>");
    assert_clean(TB_S("x\xe2\x80\xae" "drowssap"), "x<U+202E>drowssap");
    assert_clean(TB_S("\xe2\x81\xa6\xe2\x81\xa9\xef\xbb\xbf"), "<U+2066><U+2069><U+FEFF>");
    assert_clean(TB_S("\xff\xc3(\xe2\x82"), "<FF><C3>(<E2><82>");
    assert_clean(TB_S("\xf3\xa0\x81\xa1\xef\xbf\xbf"), "<U+E0061><U+FFFF>");
    assert_clean(TB_S("one\r\n\t two\xe2\x80\xa8three"), "one  two three");
}

static void excerpt(const char *text, size_t start, size_t end, size_t width, const char *want) {
    tb_origins o = {0};
    uint32_t index;
    tb_buf b = {0};
    assert_ok(tb_origins_add(&o, TB_S("x"), tb_slice_cstr(text), &index));
    const tb_origin *origin = &o.all.at[index];
    tb_excerpt(&b, origin, tb_origin_position(origin, start).line, start, end, width, false);
    assert_buf(&b, want);
    tb_origins_free(&o);
}

static void carets_stand_under_the_place(void **state) {
    (void)state;
    excerpt("one two\nthree", 4, 7, 80, "    1 | one two\n      |     ^~~\n");
    excerpt("one two\nthree", 8, 8, 80, "    2 | three\n      | ^\n");
    excerpt("one\ttwo", 4, 7, 80, "    1 | one\ttwo\n      |    \t^~~\n");
    excerpt("one\ttwo", 0, 7, 80, "    1 | one\ttwo\n      | ^~~\t~~~\n");
    /* wide characters are two columns, marks none, what is shown in other words as many as that takes */
    excerpt("漢字x", 6, 7, 80, "    1 | 漢字x\n      |     ^\n");
    excerpt("漢字x", 3, 6, 80, "    1 | 漢字x\n      |   ^~\n");
    excerpt("e\xcc\x81x", 3, 4, 80, "    1 | e\xcc\x81x\n      |  ^\n");
    excerpt("\x1bx", 1, 2, 80, "    1 | <U+001B>x\n      |         ^\n");
    excerpt("\xffx", 0, 1, 80, "    1 | <FF>x\n      | ^~~~\n");
    /* a range over several lines is marked on its first one */
    excerpt("one two\r\nthree", 4, 12, 80, "    1 | one two\n      |     ^~~\n");
    /* the end of the text, and past it */
    excerpt("one", 3, 3, 80, "    1 | one\n      |    ^\n");
    excerpt("one\n", 4, 4, 80, "    2 |\n      | ^\n");
    excerpt("", 0, 0, 80, "    1 |\n      | ^\n");
    excerpt("\xef\xbb\xbf" "one", 3, 6, 80, "    1 | one\n      | ^~~\n");
    excerpt("\xef\xbb\xbf" "one", 0, 3, 80, "    1 | one\n      | ^\n");
}

static void long_lines_are_clipped(void **state) {
    (void)state;
    const char *line = "0123456789012345678901234567890123456789abcdef0123456789012345678901234567890123456789";
    excerpt(line, 0, 4, 40, "    1 | 012345678901234567890123456789…\n      | ^~~~\n");
    excerpt(line, 40, 46, 40,
            "    1 | …0123456789abcdef01234567890123…\n      |            ^~~~~~\n");
    excerpt(line, 80, 86, 40, "    1 | …4567890123456789\n      |            ^~~~~~\n");
}

static void count_like_origin(tb_slice text) {
    tb_origins o = {0};
    uint32_t index;
    assert_ok(tb_origins_add(&o, TB_S("x"), text, &index));
    const tb_origin *origin = &o.all.at[index];
    for (size_t step = 1; step < 40; step++) {
        tb_cursor c = tb_cursor_on(origin);
        for (size_t at = 0; at <= text.len; at += step) {
            tb_position want = tb_origin_position(origin, at), got = tb_cursor_at(&c, at);
            assert_int_equal(got.line, want.line);
            assert_int_equal(got.column, want.column);
        }
        for (size_t at = text.len; at-- > 0;) { /* and back */
            tb_position want = tb_origin_position(origin, at), got = tb_cursor_at(&c, at);
            assert_int_equal(got.line, want.line);
            assert_int_equal(got.column, want.column);
        }
        tb_cursor_free(&c);
    }
    tb_origins_free(&o);
}

static void cursors_count_like_origins(void **state) {
    (void)state;
    /* The second is no text, the third has lines that are further apart than a cursor looks for the next one. */
    count_like_origin(TB_S("\xef\xbb\xbfn\xc3\xa4hrt\r\nzwei\xe2\x80\xa8\xf0\x9f\x98\x80 drei\n\nvier"));
    count_like_origin(TB_S("\xef\xbb\xbfn\xc3\xa4h\xff\xffrt\r\nzwei\xe2\x80\xa8\xf0\x9f\x98\x80 drei\n\nvier"));
    count_like_origin(TB_S("a\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\xc3\xa4z"));
}

/* Of a unit that begins with an ASCII character, over and over. */
static void leave_stations(tb_slice unit, bool is_text) {
    enum { LEN = 1000000 };
    char *text = malloc(LEN);
    assert_non_null(text);
    for (size_t i = 0; i < LEN; i++) text[i] = unit.p[i % unit.len];
    text[unit.len * 70] = '\n';
    size_t len = LEN / unit.len * unit.len;
    tb_origins o = {0};
    uint32_t index;
    assert_ok(tb_origins_add(&o, TB_S("x"), (tb_slice){text, len}, &index));
    assert_int_equal(o.all.at[index].is_text, is_text);
    tb_locator l = {0};
    for (size_t i = 0; i < 300; i++) {
        size_t at = i * 7919 * 31 % (len + 1);
        tb_position want = tb_origin_position(&o.all.at[index], at), got = tb_locate(&l, &o, index, at);
        assert_int_equal(got.line, want.line);
        assert_int_equal(got.column, want.column);
    }
    assert_true(l.cursors.at[0].stations.n > 5 && l.cursors.at[0].stations.n < 20);
    tb_locator_free(&l);
    tb_origins_free(&o);
    free(text);
}

static void long_lines_have_stations(void **state) {
    (void)state;
    leave_stations(TB_S("a\xc3\xa4\xe2\x82\xac\xff"), false);
    leave_stations(TB_S("a\xc3\xa4\xe2\x82\xacz"), true);
    leave_stations(TB_S("z\xe2\x82\xac\xf0\x9f\x98\x80\xf0\x9f\x98\x81\xc3\xa4"), true);
}

static void words_are_wrapped(void **state) {
    (void)state;
    tb_buf b = {0};
    tb_wrap(&b, TB_S("  one two\nthree   four "), 0, 2, 9);
    assert_buf(&b, "one two\n  three\n  four\n");
    b = (tb_buf){0};
    tb_wrap(&b, TB_S("extraordinarily long"), 3, 2, 9);
    assert_buf(&b, "extraordinarily\n  long\n");
    b = (tb_buf){0};
    tb_wrap(&b, TB_S(""), 0, 2, 9);
    assert_buf(&b, "\n");
    b = (tb_buf){0};
    tb_wrap(&b, TB_S("漢字 漢字"), 0, 0, 8);
    assert_buf(&b, "漢字\n漢字\n");
}

/* A passage over all of text, with marks. */
static void marked(const char *text, const tb_mark *marks, size_t n, size_t width, bool color, const char *want) {
    tb_context c = {.end = strlen(text), .marks = marks, .n_marks = n};
    tb_buf b = {0};
    if (n) c.at = (tb_span){marks[0].start, marks[0].end};
    tb_marked_write(&b, tb_slice_cstr(text), &c, 2, width, color);
    assert_buf(&b, want);
}

static void passages_are_marked(void **state) {
    (void)state;
    const tb_mark quote = {TB_MARK_QUOTE, 4, 13}, from = {TB_MARK_FROM, 4, 7}, to = {TB_MARK_TO, 18, 22};
    marked("The fox saw\nthe big hare.", NULL, 0, 80, false, "  The fox saw the big hare.\n");
    marked("The fox saw a big hare.", (tb_mark[]){quote, from, to}, 3, 80, false, "  The «[fox] saw a» big [hare].\n");
    marked("The fox saw a big hare.", (tb_mark[]){quote, from, to}, 3, 14, false,
           "  The «[fox]\n  saw a» big\n  [hare].\n");
    /* marks that cross, touch and lie on one another */
    marked("abcdef", (tb_mark[]){{TB_MARK_QUOTE, 0, 4}, {TB_MARK_FROM, 2, 6}}, 2, 80, false, "  «ab[cd»ef]\n");
    marked("abcdef", (tb_mark[]){{TB_MARK_FROM, 0, 3}, {TB_MARK_TO, 0, 3}}, 2, 80, false, "  [abc]def\n");
    marked("a b", (tb_mark[]){{TB_MARK_QUOTE, 0, 1}, {TB_MARK_QUOTE, 2, 3}}, 2, 80, false, "  «a» «b»\n");
    /* a style does not run into the indentation of the next line, nor over the end */
    marked("one two", (tb_mark[]){{TB_MARK_QUOTE, 0, 7}}, 1, 6, true,
           "  \x1b[0m\x1b[7mone\x1b[0m\n  \x1b[0m\x1b[7mtwo\x1b[0m\n");
    /* hostile text, and text without blanks */
    marked("a\x1b[1mb", NULL, 0, 80, false, "  a<U+001B>[1mb\n");
    marked("漢字漢字漢字", (tb_mark[]){{TB_MARK_QUOTE, 6, 12}}, 1, 8, false, "  漢字«漢\n  字»漢字\n");
}

static void long_passages_are_cut(void **state) {
    (void)state;
    char text[4001];
    for (size_t i = 0; i < 4000; i++) text[i] = i % 8 == 7 ? ' ' : (char)('a' + i % 8);
    text[4000] = '\0';
    tb_mark quote = {TB_MARK_QUOTE, 2000, 2007};
    tb_context c = {.end = 4000, .at = {2000, 2007}, .marks = &quote, .n_marks = 1};
    tb_buf b = {0};
    tb_marked_write(&b, tb_slice_cstr(text), &c, 0, 10000, false);
    assert_ok(tb_buf_status(&b));
    assert_true(b.len > 550 && b.len < 700);
    assert_true(tb_slice_starts(tb_buf_slice(&b), TB_S("… abcdefg ")));
    assert_true(tb_slice_ends(tb_buf_slice(&b), TB_S(" abcdefg …\n")));
    tb_buf_putc(&b, '\0');
    assert_non_null(strstr(b.p, " «abcdefg» "));
    tb_buf_free(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_acts_is_shown),       cmocka_unit_test(carets_stand_under_the_place),
        cmocka_unit_test(long_lines_are_clipped),   cmocka_unit_test(cursors_count_like_origins),
        cmocka_unit_test(long_lines_have_stations),
        cmocka_unit_test(words_are_wrapped),        cmocka_unit_test(passages_are_marked),
        cmocka_unit_test(long_passages_are_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
