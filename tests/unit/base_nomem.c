/* Each thing in base that asks for memory says TB_ENOMEM when there is none, and leaves nothing behind (the leak
 * checker of the sanitizer builds sees to that). */
#include "test.h"

#include <stdio.h>
#include <unistd.h>

#include "base/file.h"
#include "base/finding.h"
#include "base/json.h"
#include "base/map.h"
#include "base/origin.h"
#include "nomem.h"

static tb_status use_arena(void) {
    tb_arena arena = {0};
    tb_slice out;
    tb_status status = TB_OK;
    for (int i = 0; i < 200 && status == TB_OK; i++) status = tb_arena_printf(&arena, &out, "%0200d", i);
    if (status == TB_OK) status = tb_arena_copy(&arena, TB_S("text"), &out);
    if (status == TB_OK && !tb_arena_alloc(&arena, 1 << 22)) status = TB_ENOMEM;
    tb_arena_free(&arena);
    return status;
}

static tb_status use_vectors(void) {
    tb_arena arena = {0};
    TB_VEC(int) in_arena = {0}, on_heap = {0};
    tb_status status = TB_OK;
    for (int i = 0; i < 1000 && status == TB_OK; i++) {
        size_t n = on_heap.n;
        status = tb_vec_push(NULL, &on_heap, i);
        if (status != TB_OK) assert_int_equal(on_heap.n, n);
        if (status == TB_OK) status = tb_vec_push(&arena, &in_arena, i);
    }
    tb_vec_free(&on_heap);
    tb_arena_free(&arena);
    return status;
}

static tb_status use_map(void) {
    static char keys[300][8];
    tb_map m = {0};
    tb_status status = TB_OK;
    for (uint32_t i = 0; i < 300 && status == TB_OK; i++) {
        int n = snprintf(keys[i], sizeof keys[i], "%u", i);
        uint32_t out = 999;
        bool added = true;
        status = tb_map_add(&m, (tb_slice){keys[i], (size_t)n}, i, &out, &added);
        assert_int_equal(out, i);
        if (status != TB_OK) {
            assert_false(added);
            assert_int_equal(m.n, i);
            for (uint32_t k = 0; k < i; k++) assert_int_equal(tb_map_get(&m, tb_slice_cstr(keys[k])), k);
        }
    }
    tb_map_free(&m);
    return status;
}

static tb_status use_json(void) {
    tb_buf b = {0};
    tb_json j = tb_json_to(&b, 2);
    tb_json_array(&j);
    for (unsigned i = 0; i < 100; i++) {
        tb_json_string(&j, TB_S("quoted \"text\" \x01"));
        tb_buf_printf(&b, "%200u", i);
    }
    tb_json_end_array(&j);
    tb_status status = tb_buf_status(&b);
    tb_buf_free(&b);
    return status;
}

static tb_status use_findings(void) {
    tb_findings f = {0};
    tb_origins o = {0};
    tb_status status = TB_OK;
    for (unsigned i = 0; i < 60 && status == TB_OK; i++) {
        uint32_t origin;
        tb_finding *finding;
        status = tb_origins_add(&o, TB_S("a/file.txt"), TB_S("one\ntwo\nthree"), &origin);
        if (status == TB_OK)
            status = tb_findings_add(&f, TB_CODE_KEY_UNKNOWN, (tb_place){origin, 0, 3}, TB_S("subject"), &finding,
                                     "%0100u", i);
        if (status == TB_OK) status = tb_finding_relate(&f, finding, TB_NOWHERE, "%0100u", i);
    }
    tb_findings_sort(&f); /* what there is can be sorted, counted and freed */
    assert_true(tb_findings_count(&f, TB_ERROR) == f.all.n);
    tb_findings_free(&f);
    tb_origins_free(&o);
    return status;
}

static tb_status use_files(void) {
    tb_arena arena = {0};
    tb_buf b = {0};
    tb_names names = {0};
    tb_error error;
    tb_status status = tb_file_read(TB_PROJECT "/LICENSE", 1 << 20, &b, &error);
    if (status == TB_OK) status = tb_dir_list(TB_PROJECT "/src/base", true, &arena, &names, &error);
    if (status == TB_OK) status = tb_dir_make(".", &error);
    char path[64];
    (void)snprintf(path, sizeof path, "/tmp/tiebook-test-%ld", (long)getpid());
    if (status == TB_OK) status = tb_file_write(path, tb_buf_slice(&b), &error);
    (void)unlink(path);
    tb_buf_free(&b);
    tb_arena_free(&arena);
    return status;
}

/* glibc's opendir asks for memory by itself, out of reach of the wrap: all that fails here is ours. */
#define TEST_OF(what) \
    static void what##_without_memory(void **state) { (void)state; tb_nomem_run(use_##what()); }
TEST_OF(arena)
TEST_OF(vectors)
TEST_OF(map)
TEST_OF(json)
TEST_OF(findings)
TEST_OF(files)

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arena_without_memory),    cmocka_unit_test(vectors_without_memory),
        cmocka_unit_test(map_without_memory),      cmocka_unit_test(json_without_memory),
        cmocka_unit_test(findings_without_memory), cmocka_unit_test(files_without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
