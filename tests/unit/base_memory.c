/* Arena, vector, buffer and map. */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "base/vec.h"

/* ---- slices ---- */

static void slices_compare_as_bytes(void **state) {
    (void)state;
    assert_true(tb_slice_eq((tb_slice){0}, TB_S("")));
    assert_false(tb_slice_eq(TB_S("a"), TB_S("b")));
    assert_true(tb_slice_cmp(TB_S("a"), TB_S("ab")) < 0);
    assert_true(tb_slice_cmp(TB_S("z"), TB_S("\xC3\xA9")) < 0);
    assert_int_equal(tb_slice_cmp((tb_slice){0}, (tb_slice){0}), 0);
    assert_true(tb_slice_starts(TB_S("abc"), TB_S("ab")));
    assert_false(tb_slice_starts(TB_S("a"), TB_S("ab")));
    assert_true(tb_slice_ends(TB_S("abc"), TB_S("bc")));
    assert_slice(tb_slice_sub(TB_S("abc"), 1, 99), "bc");
    assert_slice(tb_slice_sub(TB_S("abc"), 5, 2), "");
    assert_int_equal(tb_slice_sub((tb_slice){0}, 1, 2).len, 0);
}

/* ---- arena ---- */

static void arena_memory_is_zeroed_aligned_and_apart(void **state) {
    (void)state;
    tb_arena arena = {0};
    unsigned char *old = NULL;
    size_t old_size = 0;
    for (size_t size = 0; size < 3000; size += 7) {
        unsigned char *p = tb_arena_alloc(&arena, size);
        assert_non_null(p);
        assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++) assert_int_equal(p[i], 0);
        memset(p, 0xAA, size);
        for (size_t i = 0; i < old_size; i++) assert_int_equal(old[i], 0xAA);
        old = p;
        old_size = size;
    }
    assert_true(arena.total >= 3000 / 7 * 3000 / 2);
    tb_arena_free(&arena);
    assert_null(arena.blocks);
    assert_int_equal(arena.total, 0);
}

/* Cleared, it hands out zeros again, whatever its blocks were, and goes on with the memory that it has. */
static void arena_cleared_is_as_new(void **state) {
    (void)state;
    static const size_t sizes[] = {10, 3000, 100, 5000, 70000, 1, 3000000, 20};
    tb_arena arena = {0};
    tb_arena_clear(&arena);
    for (size_t round = 0; round < 30; round++) {
        for (size_t i = 0; i <= round % 8; i++) {
            size_t size = sizes[(round + i) % 8];
            unsigned char *p = tb_arena_alloc(&arena, size);
            assert_non_null(p);
            for (size_t k = 0; k < size; k++) assert_true(p[k] == 0);
            memset(p, 0xAA, size);
        }
        tb_arena_clear(&arena);
        assert_int_equal(arena.total, 0);
    }
#if !defined(TB_ARENA_MALLOC)
    const void *first = tb_arena_alloc(&arena, 50);
    tb_arena_clear(&arena);
    assert_ptr_equal(tb_arena_alloc(&arena, 60), first);
#endif
    tb_arena_free(&arena);
}

static void arena_empty_allocations_have_addresses_of_their_own(void **state) {
    (void)state;
    tb_arena arena = {0};
    void *a = tb_arena_alloc(&arena, 0), *b = tb_arena_alloc(&arena, 0);
    assert_non_null(a);
    assert_ptr_not_equal(a, b);
    tb_arena_free(&arena);
}

static void arena_large_pieces_leave_the_small_ones_together(void **state) {
    (void)state;
    tb_arena arena = {0};
    char *small = tb_arena_alloc(&arena, 16);
    char *large = tb_arena_alloc(&arena, 10 * 1024 * 1024);
    assert_non_null(large);
    large[10 * 1024 * 1024 - 1] = 'x';
    char *next = tb_arena_alloc(&arena, 16);
#if !defined(TB_ARENA_MALLOC)
    assert_ptr_equal(next, small + 16);
#endif
    (void)small, (void)next;
    tb_arena_free(&arena);
}

static void arena_a_large_piece_may_come_first(void **state) {
    (void)state;
    tb_arena arena = {0};
    char *large = tb_arena_alloc(&arena, 100000);
    char *small = tb_arena_alloc(&arena, 100);
    assert_non_null(large);
    assert_non_null(small);
    memset(large, 1, 100000);
    memset(small, 2, 100);
    assert_int_equal(large[99999], 1);
    tb_arena_free(&arena);
}

static void arena_impossible_sizes_give_null(void **state) {
    (void)state;
    tb_arena arena = {0};
    /* volatile: the compiler knows these to be impossible and would say so */
    volatile size_t most = SIZE_MAX;
    assert_null(tb_arena_alloc(&arena, most));
    assert_null(tb_arena_alloc(&arena, most - 8));
    assert_null(tb_arena_array(&arena, most / 2, 3));
    assert_non_null(tb_arena_array(&arena, 0, 8));
    tb_slice out = TB_S("before");
    assert_int_equal(tb_arena_copy(&arena, (tb_slice){"", most}, &out), TB_ENOMEM);
    assert_int_equal(tb_arena_copy(&arena, (tb_slice){"", most - 64}, &out), TB_ENOMEM);
    assert_slice(out, "before");
    tb_arena_free(&arena);
}

static void arena_copies_end_in_nul(void **state) {
    (void)state;
    tb_arena arena = {0};
    tb_slice out;
    assert_ok(tb_arena_copy(&arena, (tb_slice){"abcdef", 3}, &out));
    assert_slice(out, "abc");
    assert_int_equal(out.p[3], '\0');
    assert_ok(tb_arena_copy(&arena, (tb_slice){0}, &out));
    assert_int_equal(out.len, 0);
    assert_int_equal(out.p[0], '\0');
    assert_ok(tb_arena_printf(&arena, &out, "%s-%d", "x", 42));
    assert_slice(out, "x-42");
    assert_ok(tb_arena_printf(&arena, &out, "%5000d", 1));
    assert_int_equal(out.len, 5000);
    assert_int_equal(out.p[5000], '\0');
    tb_arena_free(&arena);
}

/* ---- vectors ---- */

static void vectors_grow_in_an_arena_and_on_the_heap(void **state) {
    (void)state;
    tb_arena arena = {0};
    TB_VEC(uint32_t) in_arena = {0}, on_heap = {0};
    for (uint32_t i = 0; i < 10000; i++) {
        assert_ok(tb_vec_push(&arena, &in_arena, i));
        assert_ok(tb_vec_push(NULL, &on_heap, i * 2));
    }
    assert_int_equal(in_arena.n, 10000);
    for (uint32_t i = 0; i < 10000; i++) {
        assert_int_equal(in_arena.at[i], i);
        assert_int_equal(on_heap.at[i], i * 2);
    }
    tb_vec_free(&on_heap);
    assert_null(on_heap.at);
    assert_int_equal(on_heap.cap, 0);
    tb_arena_free(&arena);
}

static void vectors_refuse_what_cannot_be(void **state) {
    (void)state;
    char one = 'x', *at = &one;
    size_t cap = SIZE_MAX - 1;
    assert_int_equal(tb_vec_grow(NULL, &at, 1, &cap, 1), TB_ENOMEM);
    assert_ptr_equal(at, &one);
    assert_true(cap == SIZE_MAX - 1);
    cap = SIZE_MAX / 4;
    assert_int_equal(tb_vec_grow(NULL, &at, 1, &cap, 1024), TB_ENOMEM);
    assert_ptr_equal(at, &one);
}

/* ---- buffers ---- */

static void buffers_collect(void **state) {
    (void)state;
    tb_buf b = {0};
    tb_buf_puts(&b, "a");
    tb_buf_puts(&b, NULL);
    tb_buf_putc(&b, '\0');
    tb_buf_put(&b, (tb_slice){0});
    tb_buf_put(&b, TB_S("bc"));
    assert_int_equal(b.len, 4);
    assert_memory_equal(b.p, "a\0bc", 4);
    tb_buf_clear(&b);
    tb_buf_putu(&b, 0);
    tb_buf_putc(&b, ' ');
    tb_buf_putu(&b, UINT64_MAX);
    assert_slice(tb_buf_slice(&b), "0 18446744073709551615");
    assert_ok(tb_buf_status(&b));
    tb_buf_free(&b);
    assert_null(b.p);
}

static void buffers_print_at_every_fill(void **state) {
    (void)state;
    /* The edges where the text just fits, or its NUL just does not. */
    for (int before = 0; before < 130; before++) {
        tb_buf b = {0};
        for (int i = 0; i < before; i++) tb_buf_putc(&b, 'x');
        tb_buf_printf(&b, "%s:%d", "abc", 7);
        assert_int_equal(b.len, before + 5);
        assert_memory_equal(b.p + before, "abc:7", 5);
        tb_buf_free(&b);
    }
    tb_buf b = {0};
    tb_buf_printf(&b, "%100000d", 1);
    assert_int_equal(b.len, 100000);
    tb_buf_free(&b);
}

static void buffers_keep_their_first_failure(void **state) {
    (void)state;
    tb_buf b = {0};
    tb_buf_puts(&b, "kept");
    volatile size_t most = SIZE_MAX;
    assert_int_equal(tb_buf_reserve(&b, most), TB_ENOMEM);
    tb_buf_puts(&b, "lost");
    tb_buf_putc(&b, 'x');
    tb_buf_putu(&b, 1);
    tb_buf_printf(&b, "%d", 1);
    assert_slice(tb_buf_slice(&b), "kept");
    assert_int_equal(tb_buf_status(&b), TB_ENOMEM);
    assert_int_equal(tb_buf_reserve(&b, 1), TB_ENOMEM);
    tb_buf_free(&b);
    assert_int_equal(tb_buf_reserve(&b, most / 2 + 10), TB_ENOMEM);
    tb_buf_free(&b);
}

/* ---- maps ---- */

static void the_hash_is_siphash_1_3(void **state) {
    (void)state;
    /* Values of an independent implementation that also gives the paper's for SipHash-2-4; key 00 01 … 0f, input 00 01 … (n - 1). */
    char input[64];
    for (size_t i = 0; i < sizeof input; i++) input[i] = (char)i;
    assert_true(tb_hash((tb_slice){input, 0}) == UINT64_C(0xabac0158050fc4dc));
    assert_true(tb_hash((tb_slice){input, 1}) == UINT64_C(0xc9f49bf37d57ca93));
    assert_true(tb_hash((tb_slice){input, 8}) == UINT64_C(0x369095118d299a8e));
    assert_true(tb_hash((tb_slice){input, 63}) == UINT64_C(0x9d199062b7bbb3a8));
}

static void maps_set_add_and_get(void **state) {
    (void)state;
    tb_map m = {0};
    uint32_t out = 7;
    bool added;
    assert_int_equal(tb_map_get(&m, TB_S("a")), TB_MAP_NONE);
    assert_ok(tb_map_set(&m, TB_S("a"), 1));
    assert_ok(tb_map_set(&m, TB_S("a"), 2));
    assert_ok(tb_map_set(&m, TB_S(""), 3));
    assert_int_equal(tb_map_get(&m, TB_S("a")), 2);
    assert_int_equal(tb_map_get(&m, (tb_slice){0}), 3);
    assert_int_equal(tb_map_get(&m, TB_S("b")), TB_MAP_NONE);
    assert_ok(tb_map_add(&m, TB_S("a"), 9, &out, &added));
    assert_int_equal(out, 2);
    assert_false(added);
    assert_ok(tb_map_add(&m, TB_S("a\0b"), 9, &out, &added));
    assert_int_equal(out, 9);
    assert_true(added);
    assert_ok(tb_map_add(&m, TB_S("c"), 10, &out, NULL));
    assert_int_equal(m.n, 4);
    tb_map_free(&m);
    assert_int_equal(tb_map_get(&m, TB_S("a")), TB_MAP_NONE);
}

static void maps_hold_many(void **state) {
    (void)state;
    enum { N = 100000 };
    tb_arena arena = {0};
    tb_map m = {0};
    tb_slice key;
    for (uint32_t i = 0; i < N; i++) {
        uint32_t out;
        bool added;
        assert_ok(tb_arena_printf(&arena, &key, "key %u", i));
        assert_ok(tb_map_add(&m, key, i, &out, &added));
        assert_true(added && out == i);
    }
    assert_int_equal(m.n, N);
    assert_true(m.n <= m.cap / 4 * 3);
    for (uint32_t i = 0; i < N; i++) {
        char text[32];
        int n = snprintf(text, sizeof text, "key %u", i);
        assert_int_equal(tb_map_get(&m, (tb_slice){text, (size_t)n}), i);
        n = snprintf(text, sizeof text, "key %u ", i);
        assert_int_equal(tb_map_get(&m, (tb_slice){text, (size_t)n}), TB_MAP_NONE);
    }
    tb_map_free(&m);
    tb_arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slices_compare_as_bytes),
        cmocka_unit_test(arena_memory_is_zeroed_aligned_and_apart),
        cmocka_unit_test(arena_cleared_is_as_new),
        cmocka_unit_test(arena_empty_allocations_have_addresses_of_their_own),
        cmocka_unit_test(arena_large_pieces_leave_the_small_ones_together),
        cmocka_unit_test(arena_a_large_piece_may_come_first),
        cmocka_unit_test(arena_impossible_sizes_give_null),
        cmocka_unit_test(arena_copies_end_in_nul),
        cmocka_unit_test(vectors_grow_in_an_arena_and_on_the_heap),
        cmocka_unit_test(vectors_refuse_what_cannot_be),
        cmocka_unit_test(buffers_collect),
        cmocka_unit_test(buffers_print_at_every_fill),
        cmocka_unit_test(buffers_keep_their_first_failure),
        cmocka_unit_test(the_hash_is_siphash_1_3),
        cmocka_unit_test(maps_set_add_and_get),
        cmocka_unit_test(maps_hold_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
