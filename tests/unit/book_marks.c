/* The places of the tree against the lines and columns that libyaml counts, over every book of the tests: two
 * ways of counting that know nothing of each other. */
#include "book_support.h"

#include <yaml.h>

#include "base/file.h"
#include "book/yaml.h"

static size_t n_compared;

/* libyaml puts what is missing at the end of a file behind a line break that is not there. */
static void compare(const char *path, const tb_origin *o, size_t offset, yaml_mark_t mark) {
    tb_position ours = tb_origin_position(o, offset);
    n_compared++;
    if (ours.line == mark.line + 1 && ours.column == mark.column + 1) return;
    if (offset == o->bytes.len && mark.column == 0 && ours.line == mark.line) return;
    fail_msg("%s: byte %zu is %zu:%zu, libyaml says %zu:%zu", path, offset, ours.line, ours.column,
             mark.line + 1, mark.column + 1);
}

static bool makes_node(yaml_event_type_t type) {
    return type == YAML_SCALAR_EVENT || type == YAML_ALIAS_EVENT || type == YAML_SEQUENCE_START_EVENT ||
           type == YAML_MAPPING_START_EVENT;
}

static void compare_file(const char *path) {
    tb_buf file = {0};
    tb_error error;
    tb_arena arena = {0};
    tb_tree tree;
    tb_origins origins = {0};
    uint32_t origin;
    assert_ok(tb_file_read(path, 1 << 26, &file, &error));
    tb_slice bytes = tb_buf_slice(&file);
    assert_ok(tb_yaml_read(&arena, bytes, &tree));
    assert_ok(tb_origins_add(&origins, tb_slice_cstr(path), bytes, &origin));
    const tb_origin *o = &origins.all.at[origin];
    size_t bom = tb_slice_starts(bytes, TB_S("\xEF\xBB\xBF")) ? 3 : 0;
    yaml_parser_t parser;
    assert_true(yaml_parser_initialize(&parser));
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)bytes.p + bom, bytes.len - bom);
    yaml_event_t e;
    bool done = false;
    for (tb_node_id id = 1; !done && id < tree.n_nodes && yaml_parser_parse(&parser, &e);) {
        done = e.type == YAML_STREAM_END_EVENT;
        if (makes_node(e.type)) {
            const tb_node *n = &tree.nodes[id++]; /* nodes are made in the order of events */
            compare(path, o, n->start, e.start_mark);
            bool block =
                n->style == TB_STYLE_LITERAL || n->style == TB_STYLE_FOLDED; /* ends before its line breaks */
            if (n->kind == TB_NODE_SCALAR && !block) compare(path, o, n->end, e.end_mark);
        }
        yaml_event_delete(&e);
    }
    yaml_parser_delete(&parser);
    tb_tree_free(&tree);
    tb_origins_free(&origins);
    tb_arena_free(&arena);
    tb_buf_free(&file);
}

static void compare_folder(const char *folder, const char *ending) {
    tb_arena arena = {0};
    tb_names names = {0};
    tb_error error;
    size_t n = 0;
    assert_ok(tb_dir_list(folder, true, &arena, &names, &error));
    for (size_t i = 0; i < names.n; i++) {
        tb_slice path;
        if (!tb_slice_ends(names.at[i], tb_slice_cstr(ending))) continue;
        assert_ok(tb_path_join(&arena, tb_slice_cstr(folder), names.at[i], &path));
        compare_file(path.p);
        n++;
    }
    assert_true(n > 0);
    tb_arena_free(&arena);
}

static void test_marks(void **state) {
    (void)state;
    compare_file(TB_PROJECT "/entities.yaml");
    compare_folder(TB_PROJECT "/tests/fuzz/corpus/book", "");
    compare_folder(TB_PROJECT "/tests/golden", ".yaml");
    assert_true(n_compared > 5000);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_marks)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
