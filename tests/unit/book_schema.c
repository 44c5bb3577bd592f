/* The table of keys: that it hangs together, and that the JSON Schemas in contrib/schema are what is made of
 * it. With a folder as its argument the program writes them there instead. */
#include "book_support.h"

#include <jansson.h>

#include "base/file.h"
#include "book/schema.h"

static const struct {
    const char *name;
    bool part;
} schemas[] = {{"book.schema.json", false}, {"part.schema.json", true}};

static void test_table(void **state) {
    (void)state;
    for (int i = TB_OBJECT_BOOK; i < TB_N_OBJECTS; i++) {
        const tb_schema_object *o = tb_schema_of((tb_object)i);
        assert_true(o->n_keys > 0 && o->title[0] && o->description[0]);
        for (size_t k = 0; k < o->n_keys; k++) {
            const tb_schema_key *key = &o->keys[k];
            size_t len = strlen(key->description);
            assert_int_equal(tb_schema_find(o, tb_slice_cstr(key->key)), k); /* no key stands twice */
            assert_int_equal(key->key_len, strlen(key->key));
            assert_true(len > 0 && key->description[len - 1] == '.');
            assert_int_equal(key->type == TB_TYPE_WORD, key->words[0] != '\0');
            assert_true(key->type != TB_TYPE_OBJECT || key->of != TB_OBJECT_NONE);
        }
        assert_int_equal(tb_schema_find(o, TB_S("no such key")), o->n_keys);
    }
    assert_string_equal(tb_schema_of(TB_OBJECT_LINK)->keys[TB_KEY_LINK_FROM].key, "from");
}

static void test_words(void **state) {
    (void)state;
    size_t at = 99;
    assert_true(tb_words_have("a|bc|d", TB_S("bc"), &at));
    assert_int_equal(at, 1);
    assert_true(tb_words_have("a|bc|d", TB_S("d"), NULL));
    assert_false(tb_words_have("a|bc|d", TB_S("b"), NULL));
    assert_false(tb_words_have("a|bc|d", TB_S(""), NULL));
    assert_false(tb_words_have("", TB_S("a"), NULL));
}

/* Another JSON reader finds each key with its description where the reader of books expects it. */
static void test_json(void **state) {
    (void)state;
    for (size_t s = 0; s < 2; s++) {
        tb_buf out = {0};
        json_error_t error;
        tb_schema_json(&out, schemas[s].part);
        assert_ok(tb_buf_status(&out));
        json_t *root = json_loadb(out.p, out.len, JSON_REJECT_DUPLICATES, &error);
        if (!root) fail_msg("%s", error.text);
        for (int i = TB_OBJECT_BOOK; i < TB_N_OBJECTS; i++) {
            const tb_schema_object *o = tb_schema_of((tb_object)i);
            const json_t *def =
                i == TB_OBJECT_BOOK ? root : json_object_get(json_object_get(root, "definitions"), o->name);
            for (size_t k = 0; k < o->n_keys; k++) {
                const json_t *key = json_object_get(json_object_get(def, "properties"), o->keys[k].key);
                bool left_out = schemas[s].part && (o->keys[k].flags & TB_MAIN_ONLY);
                assert_int_equal(key == NULL, left_out);
                if (key)
                    assert_string_equal(json_string_value(json_object_get(key, "description")),
                                        o->keys[k].description);
            }
        }
        json_decref(root);
        tb_buf_free(&out);
    }
}

static void test_files(void **state) {
    (void)state;
    for (size_t s = 0; s < 2; s++) {
        char path[1000];
        tb_buf made = {0}, there = {0};
        tb_error error;
        snprintf(path, sizeof path, "%s/contrib/schema/%s", TB_PROJECT, schemas[s].name);
        tb_schema_json(&made, schemas[s].part);
        assert_ok(tb_buf_status(&made));
        if (tb_file_read(path, 1 << 24, &there, &error) != TB_OK) fail_msg("%s", error.message);
        if (!tb_slice_eq(tb_buf_slice(&made), tb_buf_slice(&there)))
            fail_msg("%s is not what the table gives; run book_schema contrib/schema", path);
        tb_buf_free(&made);
        tb_buf_free(&there);
    }
}

static int write_files(const char *folder) {
    for (size_t s = 0; s < 2; s++) {
        char path[1000];
        tb_buf made = {0};
        tb_error error;
        snprintf(path, sizeof path, "%s/%s", folder, schemas[s].name);
        tb_schema_json(&made, schemas[s].part);
        tb_status status = tb_buf_status(&made);
        if (status == TB_OK) status = tb_file_write(path, tb_buf_slice(&made), &error);
        tb_buf_free(&made);
        if (status != TB_OK) return 3;
    }
    return 0;
}

int main(int argc, char **argv) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_json),
        cmocka_unit_test(test_files),
    };
    return argc == 2 ? write_files(argv[1]) : cmocka_run_group_tests(tests, NULL, NULL);
}
