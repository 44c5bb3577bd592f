/* The JSON writer: escapes, commas, shape. */
#include "test.h"

#include <stdio.h>

#include "base/json.h"

#define BAD "\xEF\xBF\xBD"

static void assert_escaped(tb_slice s, const char *want) {
    tb_buf b = {0};
    tb_json_escape(&b, s);
    assert_ok(tb_buf_status(&b));
    assert_slice(tb_buf_slice(&b), want);
    tb_buf_free(&b);
}

/* What is to be escaped is seen wherever it stands in a string of any length: bytes are looked at by fours and
 * eights. */
static void any_place_is_looked_at(void **state) {
    (void)state;
    static const struct {
        const char *byte, *want;
    } rows[] = {{"\x1F", "\\u001f"}, {"\"", "\\\""}, {"\\", "\\\\"}, {"\x80", BAD}, {" ", " "}, {"\x7F", "\x7F"}};
    for (size_t len = 1; len < 30; len++) {
        for (size_t at = 0; at < len; at++) {
            for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
                char text[30], want[64];
                memset(text, 'x', sizeof text);
                text[at] = rows[i].byte[0];
                (void)snprintf(want, sizeof want, "\"%.*s%s%.*s\"", (int)at, text, rows[i].want, (int)(len - at - 1),
                               text + at + 1);
                assert_escaped((tb_slice){text, len}, want);
            }
        }
    }
}

static void strings_are_escaped(void **state) {
    (void)state;
    assert_escaped(TB_S(""), "\"\"");
    assert_escaped((tb_slice){0}, "\"\"");
    assert_escaped(TB_S("plain / text"), "\"plain / text\"");
    assert_escaped(TB_S("\"\\"), "\"\\\"\\\\\"");
    assert_escaped(TB_S("a\n\t\r\b\fb"), "\"a\\n\\t\\r\\b\\fb\"");
    assert_escaped(TB_S("\0\x01\x1F\x7F"), "\"\\u0000\\u0001\\u001f\x7F\"");
    assert_escaped(TB_S("\xC3\xA9\xE4\xB8\xAD\xF0\x9F\x98\x80\xE2\x80\xA8"),
                   "\"\xC3\xA9\xE4\xB8\xAD\xF0\x9F\x98\x80\xE2\x80\xA8\"");
}


static void bytes_that_are_no_text_are_replaced(void **state) {
    (void)state;
    assert_escaped(TB_S("a\xFF" "b"), "\"a" BAD "b\"");
    assert_escaped(TB_S("\x80"), "\"" BAD "\"");
    assert_escaped(TB_S("\xC3"), "\"" BAD "\"");                     /* cut off */
    assert_escaped(TB_S("\xC3\""), "\"" BAD "\\\"\"");               /* does not swallow the next */
    assert_escaped(TB_S("\xC0\xAF"), "\"" BAD BAD "\"");             /* overlong */
    assert_escaped(TB_S("\xE0\x80\xAF"), "\"" BAD BAD BAD "\"");     /* overlong */
    assert_escaped(TB_S("\xED\xA0\x80"), "\"" BAD BAD BAD "\"");     /* a surrogate */
    assert_escaped(TB_S("\xF4\x90\x80\x80"), "\"" BAD BAD BAD BAD "\""); /* above U+10FFFF */
    assert_escaped(TB_S("\xF4\x8F\xBF\xBF"), "\"\xF4\x8F\xBF\xBF\"");
    assert_escaped(TB_S("\xEF\xBB\xBF"), "\"\xEF\xBB\xBF\"");
}

static void write_sample(tb_json *j) {
    tb_json_object(j);
    tb_json_key(j, "n");
    tb_json_uint(j, 18446744073709551615u);
    tb_json_key_slice(j, TB_S("a\"b"));
    tb_json_array(j);
    tb_json_string(j, TB_S("x"));
    tb_json_cstr(j, "y");
    tb_json_cstr(j, NULL);
    tb_json_bool(j, true);
    tb_json_bool(j, false);
    tb_json_array(j);
    tb_json_end_array(j);
    tb_json_object(j);
    tb_json_end_object(j);
    tb_json_end_array(j);
    tb_json_key(j, "o");
    tb_json_object(j);
    tb_json_key(j, "z");
    tb_json_null(j);
    tb_json_end_object(j);
    tb_json_end_object(j);
}

static void compact(void **state) {
    (void)state;
    tb_buf b = {0};
    tb_json j = tb_json_to(&b, 0);
    write_sample(&j);
    assert_slice(tb_buf_slice(&b), "{\"n\":18446744073709551615,\"a\\\"b\":[\"x\",\"y\",null,true,false,[],{}],"
                                   "\"o\":{\"z\":null}}");
    assert_int_equal(j.depth, 0);
    tb_buf_free(&b);
}

static void indented(void **state) {
    (void)state;
    tb_buf b = {0};
    tb_json j = tb_json_to(&b, 2);
    write_sample(&j);
    assert_slice(tb_buf_slice(&b), "{\n  \"n\": 18446744073709551615,\n  \"a\\\"b\": [\n    \"x\",\n    \"y\",\n"
                                   "    null,\n    true,\n    false,\n    [],\n    {}\n  ],\n  \"o\": {\n"
                                   "    \"z\": null\n  }\n}");
    tb_buf_free(&b);
}

static void values_at_the_top_stand_alone(void **state) {
    (void)state;
    tb_buf b = {0};
    tb_json j = tb_json_to(&b, 0);
    for (int i = 0; i < 2; i++) {
        tb_json_array(&j);
        tb_json_uint(&j, 1);
        tb_json_end_array(&j);
        tb_buf_putc(&b, '\n');
    }
    assert_slice(tb_buf_slice(&b), "[1]\n[1]\n");
    tb_buf_free(&b);
}

static void nests_to_its_limit(void **state) {
    (void)state;
    tb_buf b = {0};
    tb_json j = tb_json_to(&b, 0);
    for (int i = 0; i < TB_JSON_DEPTH - 1; i++) tb_json_array(&j);
    tb_json_uint(&j, 1);
    tb_json_uint(&j, 2);
    for (int i = 0; i < TB_JSON_DEPTH - 1; i++) tb_json_end_array(&j);
    assert_int_equal(b.len, 2 * (TB_JSON_DEPTH - 1) + 3);
    tb_buf_free(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strings_are_escaped),
        cmocka_unit_test(any_place_is_looked_at),
        cmocka_unit_test(bytes_that_are_no_text_are_replaced),
        cmocka_unit_test(compact),
        cmocka_unit_test(indented),
        cmocka_unit_test(values_at_the_top_stand_alone),
        cmocka_unit_test(nests_to_its_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
