/* Which file is the text of a source. */
#include "test.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "corpus/corpus.h"

typedef struct {
    char dir[32];
    tb_arena arena;
} folder;

static int make_folder(void **state) {
    static const char *const files[] = {
        "a/one.txt", "a/two.md", "a/two.html", "a/a.b.txt", "a/plain", "a/UPPER.TXT", "a/dotted.name", "a/other.pdf",
        "b/one.html", "b/three.markdown", "b/report.txt", "b/both.MD", "b/both.md", "b/x.xhtml", "b/y.htm",
    };
    folder *f = calloc(1, sizeof *f);
    if (!f) return -1;
    *state = f;
    strcpy(f->dir, "corpus-find-XXXXXX");
    if (!mkdtemp(f->dir)) return -1;
    tb_error error;
    tb_slice path;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        tb_slice name = tb_slice_cstr(files[i]), dir;
        if (tb_path_join(&f->arena, tb_slice_cstr(f->dir), name, &path) != TB_OK ||
            tb_arena_copy(&f->arena, tb_path_dir(path), &dir) != TB_OK || tb_dir_make(dir.p, &error) != TB_OK ||
            tb_file_write(path.p, TB_S("text"), &error) != TB_OK)
            return -1;
    }
    return tb_path_join(&f->arena, tb_slice_cstr(f->dir), TB_S("a/folder"), &path) == TB_OK &&
                   tb_dir_make(path.p, &error) == TB_OK
               ? 0
               : -1;
}

static int remove_folder(void **state) {
    folder *f = *state;
    tb_names names = {0};
    tb_error error;
    if (tb_dir_list(f->dir, true, &f->arena, &names, &error) != TB_OK) return -1;
    for (size_t i = 0; i < names.n; i++) {
        tb_slice path;
        if (tb_path_join(&f->arena, tb_slice_cstr(f->dir), names.at[i], &path) == TB_OK) (void)unlink(path.p);
    }
    static const char *const dirs[] = {"a/folder", "a", "b", ""};
    for (size_t i = 0; i < 4; i++) {
        tb_slice path;
        if (tb_path_join(&f->arena, tb_slice_cstr(f->dir), tb_slice_cstr(dirs[i]), &path) == TB_OK) (void)rmdir(path.p);
    }
    tb_arena_free(&f->arena);
    free(f);
    return 0;
}

/* Looks in a, then b; want and want_second are below the folder, "" for none. */
static void expect(folder *f, const char *id, const char *file, const char *want, const char *want_second) {
    tb_slice folders[2], out, second;
    assert_ok(tb_path_join(&f->arena, tb_slice_cstr(f->dir), TB_S("a"), &folders[0]));
    assert_ok(tb_path_join(&f->arena, tb_slice_cstr(f->dir), TB_S("b"), &folders[1]));
    assert_ok(tb_corpus_find(&f->arena, folders, 2, tb_slice_cstr(id), tb_slice_cstr(file), &out, &second));
    size_t skip = strlen(f->dir) + 1;
    assert_slice(tb_slice_sub(out, skip, out.len), want);
    assert_slice(tb_slice_sub(second, skip, second.len), want_second);
    if (out.len) assert_int_equal(out.p[out.len], '\0');
}

static void test_by_stem(void **state) {
    expect(*state, "one", "", "a/one.txt", "");
    expect(*state, "three", "", "b/three.markdown", "");
    expect(*state, "x", "", "b/x.xhtml", "");
    expect(*state, "y", "", "b/y.htm", "");
    expect(*state, "plain", "", "a/plain", "");
    expect(*state, "UPPER", "", "a/UPPER.TXT", "");
    expect(*state, "upper", "", "", "");
    expect(*state, "none", "", "", "");
    expect(*state, "other", "", "", "");
    expect(*state, "folder", "", "", "");
}

static void test_ids_with_dots(void **state) {
    expect(*state, "a.b", "", "a/a.b.txt", "");
    expect(*state, "a", "", "", "");
    expect(*state, "dotted.name", "", "a/dotted.name", "");
    expect(*state, "report.txt", "", "", ""); /* that file is the text of "report" */
    expect(*state, "report", "", "b/report.txt", "");
}

static void test_two_in_one_folder(void **state) {
    expect(*state, "two", "", "a/two.html", "a/two.md");
    expect(*state, "both", "", "b/both.md", ""); /* on some systems both names are one file */
}

static void test_by_file(void **state) {
    expect(*state, "one", "report.txt", "b/report.txt", "");
    expect(*state, "one", "other.pdf", "a/other.pdf", "");
    expect(*state, "one", "missing.txt", "", "");
}

static void test_no_folders(void **state) {
    folder *f = *state;
    tb_slice out, second;
    assert_ok(tb_corpus_find(&f->arena, NULL, 0, TB_S("one"), TB_S(""), &out, &second));
    assert_int_equal(out.len + second.len, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_by_stem),  cmocka_unit_test(test_ids_with_dots), cmocka_unit_test(test_two_in_one_folder),
        cmocka_unit_test(test_by_file), cmocka_unit_test(test_no_folders),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
