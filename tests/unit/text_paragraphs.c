/* The room text: UTF-8, paragraphs, sentences, and the way back to the file. */
#include "test.h"

#include "base/buf.h"
#include "text/text.h"

#define NEL "\xC2\x85"

typedef struct fixture {
    tb_arena arena;
    tb_text text;
} fixture;

static fixture read_plain(const char *s) {
    fixture f = {0};
    assert_ok(tb_text_plain(&f.arena, tb_slice_cstr(s), &f.text));
    return f;
}

/* The paragraphs of s, shown as "first|second", must be as wanted. */
static void expect_paragraphs(const char *s, const char *wanted) {
    fixture f = read_plain(s);
    tb_buf shown = {0};
    for (size_t i = 0; i + 1 < f.text.n_breaks; i++) {
        if (i > 0) tb_buf_putc(&shown, '|');
        tb_buf_put(&shown, tb_slice_sub(f.text.text, f.text.breaks[i], f.text.breaks[i + 1]));
    }
    assert_slice(tb_buf_slice(&shown), wanted);
    assert_int_equal(f.text.breaks[0], 0);
    assert_int_equal(f.text.breaks[f.text.n_breaks - 1], strlen(s));
    tb_buf_free(&shown);
    tb_arena_free(&f.arena);
}

static void paragraphs_end_at_blank_lines(void **state) {
    (void)state;
    expect_paragraphs("", "");
    expect_paragraphs("one", "one");
    expect_paragraphs("one\ntwo\n\nthree\n", "one\ntwo\n\n|three\n");
    expect_paragraphs("one.\ntwo\n\nthree.\nfour", "one.\ntwo\n\n|three.\nfour");
    expect_paragraphs("one\r\n\r\ntwo", "one\r\n\r\n|two");
    expect_paragraphs("one\r\rtwo", "one\r\r|two");
    expect_paragraphs("one\n \t\u00a0\ntwo", "one\n \t\u00a0\n|two");
    expect_paragraphs("one\n\u200b\n\n\n  two", "one\n\u200b\n\n\n|  two");
    expect_paragraphs("one" NEL "" NEL "two\u2028\u2028three", "one" NEL "" NEL "|two\u2028\u2028|three");
    expect_paragraphs("\n\n one\n\n", "\n\n one\n\n");
    expect_paragraphs("\n\n", "\n\n");
    /* A form feed is no line break: the line it stands on is blank only if nothing else is there. */
    expect_paragraphs("one\n\f\ntwo\fthree", "one\n\f\n|two\fthree");
}

static void paragraphs_end_at_separators(void **state) {
    (void)state;
    expect_paragraphs("one\u2029two", "one\u2029|two");
    expect_paragraphs("one\u2029\u2029 two\u2029", "one\u2029\u2029| two\u2029");
    expect_paragraphs("one\u2029\ntwo\n\nthree", "one\u2029\n|two\n\n|three");
    expect_paragraphs("one.\ntwo\u2029three", "one.\n|two\u2029|three");
}

static void paragraphs_end_with_sentences_where_no_line_is_blank(void **state) {
    (void)state;
    expect_paragraphs("one.\ntwo\nthree!\nfour?\nfive", "one.\n|two\nthree!\n|four?\n|five");
    expect_paragraphs("One.” \t\ntwo.)\nthree.\u00ad\nfour", "One.” \t\n|two.)\n|three.\u00ad\n|four");
    expect_paragraphs("好。\n好」\n好？』\nx", "好。\n|好」\n好？』\n|x");
    expect_paragraphs("हाँ।\nنعم؟\none:\ntwo", "हाँ।\n|نعم؟\n|one:\ntwo");
    expect_paragraphs("\none.\r\ntwo\n\n", "\none.\r\n|two\n\n");
}

/* The sentences of s, shown as "first|second". */
static void expect_sentences(const char *language, const char *s, const char *wanted) {
    fixture f = read_plain(s);
    tb_sentences found;
    tb_error error;
    assert_ok(tb_sentences_find(&f.arena, &f.text, language, &found, &error));
    tb_buf shown = {0};
    for (size_t i = 0; i < found.n; i++) {
        if (i > 0) tb_buf_putc(&shown, '|');
        tb_buf_put(&shown, tb_slice_sub(f.text.text, found.starts[i], found.starts[i + 1]));
        assert_int_equal(tb_sentence_at(&found, found.starts[i]), i);
        assert_int_equal(tb_sentence_at(&found, found.starts[i + 1] - 1), i);
    }
    assert_slice(tb_buf_slice(&shown), wanted);
    tb_buf_free(&shown);
    tb_arena_free(&f.arena);
}

static void sentences_are_not_cut_at_abbreviations(void **state) {
    (void)state;
    expect_sentences("en", "", "");
    expect_sentences("en", "One here. Two there.", "One here. |Two there.");
    expect_sentences("en", "We met U.S. Officials today. They left.", "We met U.S. Officials today. |They left.");
    expect_sentences("en", "So Mr. Zarif came. He sat.", "So Mr. Zarif came. |He sat.");
    expect_sentences("en", "The U.S. President, a Ph.D. Fellow.", "The U.S. President, a Ph.D. Fellow.");
    expect_sentences("en", "To U.S. officials. It is.", "To U.S. officials. |It is.");
    expect_sentences("en", "Is XMr. A word? Yes.", "Is XMr. |A word? |Yes.");
    expect_sentences("en", "“In the U.S.” He said.", "“In the U.S.” |He said.");
    expect_sentences("en", "Mr.  \t Zarif. (Mr. X) came.", "Mr.  \t Zarif. |(Mr. X) came.");
    expect_sentences("fa", "Mr. Zarif.", "Mr. |Zarif.");
    expect_sentences("ru", "В 1900 г. до н. э. Были.", "В 1900 г. до н. э. Были.");
    expect_sentences("en-GB", "So Mr. Zarif came. He sat.", "So Mr. Zarif came. |He sat.");
    expect_sentences("de", "Das ist z.B. Bonn. Ja.", "Das ist z.B. Bonn. |Ja.");
    expect_sentences("xx-no-such", "One. Two.", "One. |Two.");
    expect_sentences("", "One. Two.", "One. |Two.");
    expect_sentences("en", "“Go.” He went. 好。好", "“Go.” |He went. |好。|好");
}

static void sentences_cross_line_breaks_but_not_paragraphs(void **state) {
    (void)state;
    expect_sentences("en", "One\nline. Two\r\nlines, Mr.\nX there\n\nEnd",
                     "One\nline. |Two\r\nlines, Mr.\nX there\n\n|End");
    expect_sentences("en", "a" NEL "b\u2028c. D", "a" NEL "b\u2028c. |D");
    expect_sentences("en", "Head\n\nText here. More", "Head\n\n|Text here. |More");
    expect_sentences("en", "with\u2029out", "with\u2029|out");
}

static void raw_offsets_pass_over_markup(void **state) {
    (void)state;
    /* file: "a<b>b</b>&amp;c", text: "ab&c" */
    const tb_seg segs[] = {{0, 1, 0, 1, true}, {1, 1, 4, 1, true}, {2, 1, 9, 5, false}, {3, 1, 14, 1, true}};
    tb_text t = {.raw = TB_S("a<b>b</b>&amp;c"), .text = TB_S("ab&c"), .segs = segs, .n_segs = 4};
    static const struct {
        size_t start, end, raw_start, raw_end;
    } rows[] = {{0, 1, 0, 1}, {0, 2, 0, 5}, {1, 2, 4, 5},   {1, 3, 4, 14},
                {2, 3, 9, 14}, {2, 4, 9, 15}, {3, 4, 14, 15}, {0, 4, 0, 15}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        size_t start = rows[i].start, end = rows[i].end;
        tb_text_to_raw(&t, &start, &end);
        assert_int_equal(start, rows[i].raw_start);
        assert_int_equal(end, rows[i].raw_end);
    }
    size_t start = 4, end = 4;
    tb_text_to_raw(&t, &start, &end);
    assert_int_equal(start, 15);
    assert_int_equal(end, 15);
}

static void paragraph_of_an_offset(void **state) {
    (void)state;
    fixture f = read_plain("one\n\ntwo\n\nthree");
    assert_int_equal(tb_text_paragraph(&f.text, 0), 0);
    assert_int_equal(tb_text_paragraph(&f.text, 4), 0);
    assert_int_equal(tb_text_paragraph(&f.text, 5), 1);
    assert_int_equal(tb_text_paragraph(&f.text, 10), 2);
    assert_int_equal(tb_text_paragraph(&f.text, 999), 2);
    tb_arena_free(&f.arena);
    f = read_plain("");
    assert_int_equal(tb_text_paragraph(&f.text, 0), 0);
    tb_arena_free(&f.arena);
}

static void utf8_is_checked(void **state) {
    (void)state;
    static const struct {
        const char *bytes;
        size_t valid;
    } rows[] = {{"", 0},
                {"abcdefghijklmnop", 16},
                {"é\u20ac\U0001F600", 9},
                {"abcdefgh\xff", 8},
                {"abc\xc0\x80", 3},
                {"\xed\xa0\x80", 0},
                {"a\xf4\x90\x80\x80", 1},
                {"abcdefghij\xe2\x82", 10},
                {"\x80", 0}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_int_equal(tb_utf8_valid_len(tb_slice_cstr(rows[i].bytes)), rows[i].valid);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paragraphs_end_at_blank_lines),
        cmocka_unit_test(paragraphs_end_at_separators),
        cmocka_unit_test(paragraphs_end_with_sentences_where_no_line_is_blank),
        cmocka_unit_test(sentences_are_not_cut_at_abbreviations),
        cmocka_unit_test(sentences_cross_line_breaks_but_not_paragraphs),
        cmocka_unit_test(raw_offsets_pass_over_markup),
        cmocka_unit_test(paragraph_of_an_offset),
        cmocka_unit_test(utf8_is_checked),
    };
    return cmocka_run_group_tests_name("text_paragraphs", tests, NULL, NULL);
}
