/* Origins: line breaks, lines, columns and the way back. */
#include "test.h"

#include "base/origin.h"

static void breaks_of_every_kind(void **state) {
    (void)state;
    assert_int_equal(tb_line_break("\n", 1), 1);
    assert_int_equal(tb_line_break("\r\n", 2), 2);
    assert_int_equal(tb_line_break("\r\n", 1), 1);
    assert_int_equal(tb_line_break("\rx", 2), 1);
    assert_int_equal(tb_line_break("\n\r", 2), 1);
    assert_int_equal(tb_line_break("\xC2\x85", 2), 2);
    assert_int_equal(tb_line_break("\xC2\x85", 1), 0);
    assert_int_equal(tb_line_break("\xC2\xA0", 2), 0);
    assert_int_equal(tb_line_break("\xE2\x80\xA8", 3), 3);
    assert_int_equal(tb_line_break("\xE2\x80\xA9", 3), 3);
    assert_int_equal(tb_line_break("\xE2\x80\xA8", 2), 0);
    assert_int_equal(tb_line_break("\xE2\x80\x99", 3), 0);
    assert_int_equal(tb_line_break("x\n", 2), 0);
    assert_int_equal(tb_line_break("\v", 1), 0);
    assert_int_equal(tb_line_break(NULL, 0), 0);
}

/* One origin of text; freed by the caller. */
static tb_origin *origin_of(tb_origins *o, tb_slice text) {
    uint32_t index;
    assert_ok(tb_origins_add(o, TB_S("file.txt"), text, &index));
    return &o->all.at[index];
}

static void lines_are_without_their_breaks(void **state) {
    (void)state;
    tb_origins o = {0};
    tb_origin *f = origin_of(&o, TB_S("a\nb\r\nc\rd\xC2\x85" "e\xE2\x80\xA8" "f\xE2\x80\xA9\n\nlast"));
    static const char *const want[] = {"a", "b", "c", "d", "e", "f", "", "", "last"};
    assert_int_equal(f->n_lines, 9);
    for (size_t i = 0; i < 9; i++) assert_slice(tb_origin_line(f, i + 1), want[i]);
    assert_slice(tb_origin_line(f, 0), "");
    assert_slice(tb_origin_line(f, 10), "");
    tb_origins_free(&o);
}

static void a_final_break_begins_an_empty_line(void **state) {
    (void)state;
    tb_origins o = {0};
    tb_origin *f = origin_of(&o, TB_S("a\n"));
    assert_int_equal(f->n_lines, 2);
    assert_slice(tb_origin_line(f, 1), "a");
    assert_slice(tb_origin_line(f, 2), "");
    tb_position at = tb_origin_position(f, 2);
    assert_int_equal(at.line, 2);
    assert_int_equal(at.column, 1);
    f = origin_of(&o, (tb_slice){0});
    assert_int_equal(f->n_lines, 1);
    at = tb_origin_position(f, 5);
    assert_int_equal(at.line, 1);
    assert_int_equal(at.column, 1);
    tb_origins_free(&o);
}

static void assert_at(const tb_origin *f, size_t offset, size_t line, size_t column) {
    tb_position at = tb_origin_position(f, offset);
    if (at.line == line && at.column == column) return;
    print_error("offset %zu: expected %zu:%zu, got %zu:%zu\n", offset, line, column, at.line, at.column);
    fail();
}

static void columns_are_code_points(void **state) {
    (void)state;
    tb_origins o = {0};
    /* e acute composed, e with a combining acute, a Han character, an emoji, then x */
    tb_origin *f = origin_of(&o, TB_S("1\n\xC3\xA9" "e\xCC\x81\xE4\xB8\xAD\xF0\x9F\x98\x80x\r\ny"));
    assert_at(f, 0, 1, 1);
    assert_at(f, 1, 1, 2);
    assert_at(f, 2, 2, 1);
    assert_at(f, 3, 2, 1); /* inside a character: its own column */
    assert_at(f, 4, 2, 2);
    assert_at(f, 5, 2, 3);
    assert_at(f, 7, 2, 4);
    assert_at(f, 10, 2, 5);
    assert_at(f, 13, 2, 5);
    assert_at(f, 14, 2, 6);
    assert_at(f, 15, 2, 7); /* CR */
    assert_at(f, 16, 2, 8); /* LF of the same break */
    assert_at(f, 17, 3, 1);
    assert_at(f, 18, 3, 2);
    assert_at(f, 999, 3, 2);
    tb_origins_free(&o);
}

static void bytes_that_are_no_text_are_columns(void **state) {
    (void)state;
    tb_origins o = {0};
    /* a lone continuation, an overlong "/", a surrogate, a cut-off sequence: each byte counts as one */
    tb_origin *f = origin_of(&o, TB_S("\x80\xC0\xAF\xED\xA0\x80\xE4\xB8x\xFF\n\xC3"));
    for (size_t i = 0; i < 11; i++) assert_at(f, i, 1, i + 1);
    assert_at(f, 11, 2, 1);
    assert_at(f, 12, 2, 2);
    tb_origins_free(&o);
}

static void a_bom_is_no_column(void **state) {
    (void)state;
    tb_origins o = {0};
    tb_origin *f = origin_of(&o, TB_S("\xEF\xBB\xBF" "ab\n\xEF\xBB\xBF" "c"));
    assert_slice(tb_origin_line(f, 1), "ab");
    assert_slice(tb_origin_line(f, 2), "\xEF\xBB\xBF" "c"); /* only at the file's start */
    assert_int_equal(f->line_starts[0], 0);
    assert_at(f, 0, 1, 1);
    assert_at(f, 2, 1, 1);
    assert_at(f, 3, 1, 1);
    assert_at(f, 4, 1, 2);
    assert_at(f, 6, 2, 1);
    assert_at(f, 9, 2, 2);
    assert_int_equal(tb_origin_offset(f, (tb_position){1, 1}), 3);
    f = origin_of(&o, TB_S("\xEF\xBB\xBF"));
    assert_slice(tb_origin_line(f, 1), "");
    assert_at(f, 3, 1, 1);
    tb_origins_free(&o);
}

static void positions_lead_back_to_offsets(void **state) {
    (void)state;
    tb_origins o = {0};
    const tb_slice text = TB_S("\xEF\xBB\xBF" "a\xC3\xA9\r\n\r\n\xF0\x9F\x98\x80 b\xE2\x80\xA8\x80z\rend");
    tb_origin *f = origin_of(&o, text);
    for (size_t line = 1; line <= f->n_lines; line++) {
        tb_slice s = tb_origin_line(f, line);
        size_t begin = (size_t)(s.p - text.p), end = begin + s.len;
        for (size_t i = begin; i <= end; i++) {
            if (i < text.len && ((unsigned char)text.p[i] & 0xC0) == 0x80 && text.p[i] != '\x80' ) continue;
            tb_position at = tb_origin_position(f, i);
            assert_int_equal(at.line, line);
            if (tb_origin_offset(f, at) > i || tb_origin_offset(f, at) + 3 < i) fail_msg("offset %zu", i);
        }
        /* past the end of a line is its end */
        assert_int_equal(tb_origin_offset(f, (tb_position){line, 1000}), end);
    }
    assert_int_equal(tb_origin_offset(f, (tb_position){99, 1}), text.len);
    assert_int_equal(tb_origin_offset(f, (tb_position){0, 0}), 3);
    tb_origins_free(&o);
}

static void many_origins_stay_apart(void **state) {
    (void)state;
    tb_origins o = {0};
    for (uint32_t i = 0; i < 1000; i++) {
        uint32_t index;
        char name[8] = {'n', (char)('0' + i / 100), (char)('0' + i / 10 % 10), (char)('0' + i % 10)};
        assert_ok(tb_origins_add(&o, tb_slice_cstr(name), TB_S("x\ny"), &index));
        assert_int_equal(index, i);
    }
    assert_slice(o.all.at[42].name, "n042");
    assert_int_equal(o.all.at[999].n_lines, 2);
    tb_origins_free(&o);
    assert_int_equal(o.all.n, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(breaks_of_every_kind),
        cmocka_unit_test(lines_are_without_their_breaks),
        cmocka_unit_test(a_final_break_begins_an_empty_line),
        cmocka_unit_test(columns_are_code_points),
        cmocka_unit_test(bytes_that_are_no_text_are_columns),
        cmocka_unit_test(a_bom_is_no_column),
        cmocka_unit_test(positions_lead_back_to_offsets),
        cmocka_unit_test(many_origins_stay_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
