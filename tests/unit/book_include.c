/* Books of several files: what include may name, what it may not, and what is then not said. */
#include "book_support.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

static char folder[200];

static void put(const char *name, const char *text) {
    char path[400];
    tb_error error;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    assert_ok(tb_file_write(path, tb_slice_cstr(text), &error));
}

static void make_folder(const char *name) {
    char path[400];
    tb_error error;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    assert_ok(tb_dir_make(path, &error));
}

static read_book *read_it(const char *name) {
    char path[400];
    read_book *x = calloc(1, sizeof *x);
    assert_non_null(x);
    snprintf(path, sizeof path, "%s/%s", folder, name);
    tb_status s = tb_book_read(path, &x->origins, &x->findings, &x->book, &x->error);
    if (s != TB_OK) print_error("%s\n", x->error.message);
    assert_ok(s);
    tb_findings_sort(&x->findings);
    return x;
}

/* The findings, with the folder left out of the names of the files. */
static void expect(const char *name, const char *findings) {
    char text[4000], shown[4000];
    size_t n = 0;
    read_book *x = read_it(name);
    findings_text(x, text, sizeof text);
    for (const char *p = text; *p;) {
        if (strncmp(p, folder, strlen(folder)) == 0) p += strlen(folder) + 1;
        else shown[n++] = *p++;
    }
    shown[n] = '\0';
    if (strcmp(shown, findings) != 0)
        for (size_t i = 0; i < x->findings.all.n; i++)
            print_error("    %.*s\n", TB_FMT(x->findings.all.at[i]->message));
    assert_string_equal(shown, findings);
    book_end(x);
}

static void test_parts(void **state) {
    (void)state;
    make_folder("links/deep");
    put("parts.yaml", "tiebook: 1\ninclude: [people.yaml, 'links/*.yaml']\nrelations: {r: {}}\n");
    put("people.yaml", "people: {a: {name: A}}\ntexts: here\n");
    put("links/b.yaml",
        "include: [../more.yaml]\nlinks: [{from: a, relation: r, to: b, unsourced: x}]\ntexts: [there]\n");
    put("links/a.yaml", "people: {b: {name: B}}\nkinds: {events: {singular: event}}\n");
    put("links/.hidden.yaml", "foo: bar\n");
    put("links/c.yml", "foo: bar\n");
    put("more.yaml", "events: {e: {name: E}}\n");
    put("links/é.yml", "people: {z: {name: Z}}\n");
    put("any.yaml", "tiebook: 1\ninclude: ['links/?.yaml', 'l*k?/?.yml']\n");
    expect("any.yaml", "links/b.yaml:2:16 entity-unknown, links/b.yaml:2:29 relation-unknown, "
                       "links/c.yml:1:1 key-unknown");
    read_book *x = read_it("parts.yaml");
    assert_int_equal(x->findings.all.n, 1);
    assert_int_equal(x->findings.all.at[0]->code, TB_CODE_LINK_UNSOURCED);
    assert_int_equal(x->origins.all.n, 5);
    assert_true(tb_slice_ends(x->origins.all.at[1].name, TB_S("/people.yaml")));
    assert_true(tb_slice_ends(x->origins.all.at[2].name, TB_S("/links/a.yaml"))); /* sorted */
    assert_true(tb_slice_ends(x->origins.all.at[4].name, TB_S("/more.yaml")));
    assert_int_equal(x->book->n_entities, 3);
    assert_int_equal(x->book->n_links, 1);
    assert_int_equal(x->book->links[0].at.origin, 3);
    assert_int_equal(x->book->texts.n, 2);
    assert_slice(x->book->texts.at[0], "here");
    assert_slice(x->book->texts.at[1], "links/there"); /* relative to the file that names it */
    book_end(x);
}

static void test_refused(void **state) {
    (void)state;
    put("x.yaml", "people: {x: {name: X}}\n");
    put("missing.yaml", "tiebook: 1\ninclude: [gone.yaml, 'gone-*.yaml', /etc/hostname, ../x.yaml, "
                        "links/../../x.yaml, '', .]\n");
    expect("missing.yaml",
           "2:11 include-failed, 2:22 include-failed, 2:37 include-failed, 2:52 include-failed, 2:63 "
           "include-failed, 2:87 include-failed");
    put("twice.yaml", "tiebook: 1\ninclude: [x.yaml, ./links/../x.yaml, 'x*.yaml']\n");
    expect("twice.yaml", "2:19 include-failed, 2:38 include-failed");
    put("self.yaml", "tiebook: 1\ninclude: [self.yaml]\n");
    expect("self.yaml", "2:11 include-failed");
    put("ring.yaml", "tiebook: 1\ninclude: [ring-b.yaml]\n");
    put("ring-b.yaml", "include: [ring-c.yaml]\n");
    put("ring-c.yaml", "include: [ring-b.yaml]\n");
    expect("ring.yaml", "ring-c.yaml:1:11 include-failed");
    put("folder.yaml", "tiebook: 1\ninclude: [links]\n");
    expect("folder.yaml", "2:11 include-failed");
    char pipe[400];
    snprintf(pipe, sizeof pipe, "%s/pipe.yaml", folder);
    assert_int_equal(mkfifo(pipe, 0600), 0);
    put("waits.yaml", "tiebook: 1\ninclude: [pipe.yaml]\n");
    expect("waits.yaml", "2:11 include-failed");
    put("string.yaml", "tiebook: 1\ninclude: x.yaml\n");
    expect("string.yaml", "2:10 value-wrong");
}

static void test_links_out(void **state) {
    (void)state;
    char path[400], target[400];
    make_folder("out");
    make_folder("in/sub");
    put("out/secret.yaml", "people: {s: {name: S}}\n");
    put("in/own.yaml", "people: {o: {name: O}}\n");
    put("in/book.yaml", "tiebook: 1\ninclude: [link.yaml, sub/dir/secret.yaml, alias.yaml]\n");
    snprintf(target, sizeof target, "%s/out/secret.yaml", folder);
    snprintf(path, sizeof path, "%s/in/link.yaml", folder);
    assert_int_equal(symlink(target, path), 0);
    snprintf(path, sizeof path, "%s/in/sub/dir", folder);
    assert_int_equal(symlink("../../out", path), 0);
    snprintf(path, sizeof path, "%s/in/alias.yaml", folder);
    assert_int_equal(symlink("own.yaml", path), 0);
    expect("in/book.yaml", "2:11 include-failed, 2:22 include-failed");
}

static void test_parts_with_mistakes(void **state) {
    (void)state;
    put("version.yaml", "tiebook: 1\ntitle: a\ninclude: [version-b.yaml, empty.yaml]\n");
    put("version-b.yaml", "tiebook: 1\ntitle: b\nfoo: bar\n");
    put("empty.yaml", "# nothing\n");
    expect("version.yaml", "version-b.yaml:1:1 version-unknown, version-b.yaml:2:1 key-duplicate, "
                           "version-b.yaml:3:1 key-unknown");
    put("ids.yaml", "tiebook: 1\ninclude: [ids-b.yaml]\npeople: {a: {name: A}}\nrelations: {r: "
                    "{}}\nseverity: {text-drift: off}\n");
    put("ids-b.yaml", "groups: {a: {name: B}}\nrelations: {r: {}}\nseverity: {text-drift: note}\n");
    expect("ids.yaml",
           "ids-b.yaml:1:10 id-duplicate, ids-b.yaml:2:13 id-duplicate, ids-b.yaml:3:12 key-duplicate");
    /* What a broken or missing file may hold is not called unknown. */
    put("broken.yaml", "tiebook: 1\ninclude: [broken-b.yaml]\nlinks: [{from: a, relation: r, to: b, "
                       "unsourced: x}]\nfoo: {}\n");
    put("broken-b.yaml", "people: {a: {name: A}}\nbad: [\n");
    expect("broken.yaml", "broken-b.yaml:3:1 yaml-syntax");
    put("broken.yaml",
        "tiebook: 1\ninclude: [gone.yaml]\nlinks: [{from: a, relation: r, to: b, unsourced: x}]\n");
    expect("broken.yaml", "2:11 include-failed");
}

/* A file of no bytes on disk and too many to read. */
static void test_too_large(void **state) {
    (void)state;
    char path[400];
    put("large.yaml", "");
    snprintf(path, sizeof path, "%s/large.yaml", folder);
    assert_int_equal(truncate(path, (off_t)300 << 20), 0);
    expect("large.yaml", "1:1 yaml-limit");
    put("large-part.yaml", "tiebook: 1\ninclude: [large.yaml]\n");
    expect("large-part.yaml", "2:11 yaml-limit");
    unlink(path);
}

static void test_no_book(void **state) {
    (void)state;
    char path[400];
    tb_origins o = {0};
    tb_findings f = {0};
    tb_book *b;
    tb_error error = {0};
    snprintf(path, sizeof path, "%s/no-such.yaml", folder);
    assert_int_equal(tb_book_read(path, &o, &f, &b, &error), TB_EIO);
    assert_null(b);
    assert_non_null(strstr(error.message, "no-such.yaml"));
    assert_int_equal(tb_book_read(folder, &o, &f, &b, &error), TB_EIO);
    assert_null(b);
    tb_findings_free(&f);
    tb_origins_free(&o);
}

static int set_up(void **state) {
    (void)state;
    const char *tmp = getenv("TMPDIR");
    snprintf(folder, sizeof folder, "%s/tiebook-test-XXXXXX", tmp && strlen(tmp) < 150 ? tmp : "/tmp");
    return mkdtemp(folder) ? 0 : -1;
}

static int tear_down(void **state) {
    (void)state;
    tb_arena arena = {0};
    tb_names names = {0};
    tb_error error;
    char path[600];
    if (tb_dir_list(folder, true, &arena, &names, &error) != TB_OK) return -1;
    for (size_t i = 0; i < names.n; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, names.at[i].p);
        unlink(path);
    }
    static const char *const folders[] = {"in/sub/dir", "in/sub", "in", "out", "links/deep", "links", ""};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, folders[i]);
        (void)unlink(path);
        (void)rmdir(path);
    }
    tb_arena_free(&arena);
    return tb_file_is_dir(folder) ? -1 : 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parts),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_parts_with_mistakes),
        cmocka_unit_test(test_links_out),
        cmocka_unit_test(test_too_large),
        cmocka_unit_test(test_no_book),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
