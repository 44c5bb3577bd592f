/* JSON Lines: what is a line, what is a document, and what is said of what is none. */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "corpus/jsonl.h"

/* So long that a value with it is not left to the JSON library. */
#define LONG "seventy characters of a text that is long enough to be cut out of it .."

/* A reader of these bytes. */
static tb_jsonl *reader_of(tb_slice bytes, FILE **file) {
    tb_jsonl *reader;
    *file = tmpfile();
    assert_non_null(*file);
    assert_int_equal(fwrite(bytes.p ? bytes.p : "", 1, bytes.len, *file), bytes.len);
    rewind(*file);
    assert_ok(tb_jsonl_open(fileno(*file), "standard input", &reader));
    return reader;
}

static void test_lines(void **state) {
    (void)state;
    static const struct {
        const char *bytes, *lines[4];
    } cases[] = {
        {"", {NULL}},
        {"a", {"a", NULL}},
        {"a\n", {"a", NULL}},
        {"a\nb", {"a", "b", NULL}},
        {"a\r\nb\r\n", {"a", "b", NULL}},
        {"\n\na", {"", "", "a", NULL}},
        {"\xEF\xBB\xBF" "a\n\xEF\xBB\xBF" "b", {"a", "\xEF\xBB\xBF" "b", NULL}},
        {"a\rb\xE2\x80\xA8" "c\n", {"a\rb\xE2\x80\xA8" "c", NULL}},
        {"\xEF\xBB\xBF", {"", NULL}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        FILE *file;
        tb_jsonl *reader = reader_of(tb_slice_cstr(cases[i].bytes), &file);
        tb_jsonl_line line;
        tb_error error;
        bool more;
        for (size_t k = 0; cases[i].lines[k]; k++) {
            assert_ok(tb_jsonl_next(reader, &line, &more, &error));
            assert_true(more);
            assert_int_equal(line.number, k + 1);
            assert_slice(line.bytes, cases[i].lines[k]);
        }
        for (int again = 0; again < 2; again++) {
            assert_ok(tb_jsonl_next(reader, &line, &more, &error));
            assert_false(more);
        }
        tb_jsonl_close(reader);
        (void)fclose(file);
    }
}

/* Lines of every length around the sizes in which the reader reads, and some longer. */
static void test_lines_over_chunks(void **state) {
    (void)state;
    static const size_t lengths[] = {0, 1, 262143, 262144, 262145, 5, 524288, 3000000, 7, 524287, 40000000, 1, 2};
    tb_buf bytes = {0};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        for (size_t k = 0; k < lengths[i]; k++) tb_buf_putc(&bytes, (char)('a' + (k + i) % 26));
        tb_buf_putc(&bytes, '\n');
    }
    assert_ok(tb_buf_status(&bytes));
    FILE *file;
    tb_jsonl *reader = reader_of(tb_buf_slice(&bytes), &file);
    tb_jsonl_line line;
    tb_error error;
    bool more;
    size_t at = 0;
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        assert_ok(tb_jsonl_next(reader, &line, &more, &error));
        assert_true(more);
        assert_int_equal(line.bytes.len, lengths[i]);
        assert_memory_equal(line.bytes.p, bytes.p + at, lengths[i]);
        at += lengths[i] + 1;
    }
    assert_ok(tb_jsonl_next(reader, &line, &more, &error));
    assert_false(more);
    tb_jsonl_close(reader);
    (void)fclose(file);
    tb_buf_free(&bytes);
}

static void test_a_stream_that_fails(void **state) {
    (void)state;
    tb_jsonl *reader;
    tb_jsonl_line line;
    tb_error error;
    bool more;
    assert_ok(tb_jsonl_open(-1, "standard input", &reader));
    assert_int_equal(tb_jsonl_next(reader, &line, &more, &error), TB_EIO);
    assert_string_equal(error.message, "standard input: Bad file descriptor");
    assert_ok(tb_jsonl_next(reader, &line, &more, &error));
    assert_false(more);
    tb_jsonl_close(reader);
}

static void test_documents(void **state) {
    (void)state;
    static const struct {
        const char *line, *id_json, *id, *text;
    } cases[] = {
        {"{\"id\":\"a\",\"text\":\"Iran\"}", "\"a\"", "a", "Iran"},
        {" {\t\"text\" : \"\" , \"id\" : 12 } ", "12", "12", ""},
        {"{\"id\":-1.50e+3,\"text\":\"x\"}", "-1.50e+3", "-1.50e+3", "x"},
        {"{\"id\":123456789012345678901234567890,\"text\":\"x\"}", "123456789012345678901234567890",
         "123456789012345678901234567890", "x"},
        {"{\"id\":\"\\u00e9\\\"}{\",\"text\":\"x\"}", "\"\\u00e9\\\"}{\"", "é\"}{", "x"},
        {"{\"x\":{\"id\":1,\"y\":[\"}\",{}]},\"i\\u0064\":2,\"text\":\"x\"}", "2", "2", "x"},
        {"{\"x\":[],\"y\":\"\\\\\",\"id\":\"\",\"text\":\"x\"}", "\"\"", "", "x"},
        {"{\"id\":1,\"text\":\"\\ud83d\\ude00 \\u0627\\n\\/\"}", "1", "1", "\xF0\x9F\x98\x80 \xD8\xA7\n/"},
        {"{\"id\":\"" LONG "\\u00e9\",\"text\":\"" LONG "\\ud83d\\ude00\\\"" LONG "\\n\\b\"}", "\"" LONG "\\u00e9\"", LONG "é",
         LONG "\xF0\x9F\x98\x80\"" LONG "\n\b"},
        {"{\"" LONG "\":\"" LONG "\",\"" LONG "x\":\"" LONG "\",\"id\":1,\"text\":\"" LONG "\"}", "1", "1", LONG},
        {"{\"x\":{\"text\":\"" LONG "\"},\"text\":\"x\",\"id\":1}", "1", "1", "x"},
        {"{\"id\":1,\"text\":\"---\\ntitle: x\\n---\\n\"}", "1", "1", "---\ntitle: x\n---\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tb_jsonl_line line = {.number = 1, .bytes = tb_slice_cstr(cases[i].line)};
        tb_jsonl_doc doc;
        assert_ok(tb_jsonl_parse(&line, &doc));
        assert_string_equal(doc.error, "");
        assert_slice(doc.id_json, cases[i].id_json);
        assert_slice(doc.id, cases[i].id);
        assert_slice(doc.text, cases[i].text);
        tb_jsonl_doc_free(&doc);
    }
}

static void test_nul_in_text(void **state) {
    (void)state;
    tb_jsonl_line line = {.number = 1, .bytes = TB_S("{\"id\":\"a\\u0000b\",\"text\":\"x\\u0000y\"}")};
    tb_jsonl_doc doc;
    assert_ok(tb_jsonl_parse(&line, &doc));
    assert_string_equal(doc.error, "");
    assert_int_equal(doc.text.len, 3);
    assert_memory_equal(doc.text.p, "x\0y", 3);
    assert_int_equal(doc.id.len, 3);
    tb_jsonl_doc_free(&doc);
}

static void test_lines_that_are_no_documents(void **state) {
    (void)state;
    static const struct {
        const char *line, *error; /* the error begins so; what jansson says is its own */
    } cases[] = {
        {"", "the line is empty"},
        {" \t\r", "the line is empty"},
        {"Iran", "the line is no JSON: "},
        {"{\"id\":1,\"text\":\"x\"", "the line is no JSON: "},
        {"{\"id\":1,\"text\":\"x\"} {}", "the line is no JSON: "},
        {"{\"id\":1,\"text\":\"x\",}", "the line is no JSON: "},
        {"{\"id\":1,\"id\":2,\"text\":\"x\"}", "the line is no JSON: duplicate object key"},
        {"{\"id\":1,\"text\":\"\\ud83d\"}", "the line is no JSON: "},
        {"{\"id\":1,\"text\":\"\\ude00 x\"}", "the line is no JSON: "},
        {"{\"id\":1,\"text\":\"\xFF\"}", "the line is no JSON: "},
        {"{\"id\":1,\"text\":\"a\tb\"}", "the line is no JSON: "},
        {"{\"id\":1,\"text\":\"" LONG "\\ud83d" LONG "\"}", "the line is no JSON: "},
        {"{\"id\":1,\"text\":\"" LONG "\\x" LONG "\"}", "the line is no JSON: "},
        {"{\"id\":1,\"text\":\"" LONG "\t" LONG "\"}", "the line is no JSON: "},
        {"{\"id\":1,\"text\":\"" LONG "\xC3\"}", "the line is no JSON: "},
        {"{\"id\":1,\"" LONG "\":1,\"" LONG "\":2,\"text\":\"x\"}", "the line is no JSON: duplicate object key"},
        {"{\"id\":\"" LONG "\",\"text\":\"" LONG "\"", "the line is no JSON: "},
        {"{\"id\":NaN,\"text\":\"x\"}", "the line is no JSON: "},
        {"{\"id\":01,\"text\":\"x\"}", "the line is no JSON: "},
        {"[{\"id\":1,\"text\":\"x\"}]", "the line is no JSON object"},
        {"\"Iran\"", "the line is no JSON: "},
        {"{\"text\":\"x\"}", "the object has no \"id\""},
        {"{\"ID\":1,\"text\":\"x\"}", "the object has no \"id\""},
        {"{\"id\":null,\"text\":\"x\"}", "\"id\" is neither a string nor a number"},
        {"{\"id\":true,\"text\":\"x\"}", "\"id\" is neither a string nor a number"},
        {"{\"id\":[1],\"text\":\"x\"}", "\"id\" is neither a string nor a number"},
        {"{\"id\":1}", "the object has no \"text\""},
        {"{\"id\":1,\"text\":null}", "\"text\" is no string"},
        {"{\"id\":1,\"text\":[\"x\"]}", "\"text\" is no string"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tb_jsonl_line line = {.number = 1, .bytes = tb_slice_cstr(cases[i].line)};
        tb_jsonl_doc doc;
        assert_ok(tb_jsonl_parse(&line, &doc));
        assert_true(strlen(doc.error) >= strlen(cases[i].error));
        doc.error[strlen(cases[i].error)] = '\0';
        assert_string_equal(doc.error, cases[i].error);
        assert_int_equal(doc.text.len + doc.id.len + doc.id_json.len, 0);
        tb_jsonl_doc_free(&doc);
    }
}

static void test_deep_line(void **state) {
    (void)state;
    tb_buf bytes = {0};
    tb_buf_puts(&bytes, "{\"id\":1,\"text\":\"x\",\"y\":");
    for (int i = 0; i < 200000; i++) tb_buf_putc(&bytes, '[');
    assert_ok(tb_buf_status(&bytes));
    tb_jsonl_line line = {.number = 1, .bytes = tb_buf_slice(&bytes)};
    tb_jsonl_doc doc;
    assert_ok(tb_jsonl_parse(&line, &doc));
    assert_int_equal(strncmp(doc.error, "the line is no JSON: ", 21), 0);
    tb_jsonl_doc_free(&doc);
    tb_buf_free(&bytes);
}

static void test_line_that_is_too_long(void **state) {
    (void)state;
    tb_jsonl_line line = {.number = 1, .too_long = true};
    tb_jsonl_doc doc;
    assert_ok(tb_jsonl_parse(&line, &doc));
    assert_string_equal(doc.error, "the line is longer than 1 GiB");
    tb_jsonl_doc_free(&doc);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_lines_over_chunks),
        cmocka_unit_test(test_a_stream_that_fails),
        cmocka_unit_test(test_documents),
        cmocka_unit_test(test_nul_in_text),
        cmocka_unit_test(test_lines_that_are_no_documents),
        cmocka_unit_test(test_deep_line),
        cmocka_unit_test(test_line_that_is_too_long),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
