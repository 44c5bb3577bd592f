/* The pool hands results on in order, whatever the threads do, and stops when it is told to. */
#include "test.h"

#include <stdlib.h>
#include <time.h>

#include "cli/pool.h"

typedef struct run {
    size_t next, pieces, given, stop_after;
    size_t longest; /* pieces taken and not given, at most */
    bool ordered, last;
} run;

typedef struct slot {
    size_t number, square;
    int *memory; /* kept from piece to piece */
} slot;

static bool take(void *context, void *into) {
    run *r = context;
    slot *s = into;
    if (r->next >= r->pieces) return false;
    s->number = r->next++;
    return true;
}

static void work(void *context, void *at, size_t worker) {
    slot *s = at;
    (void)context;
    (void)worker;
    if (!s->memory) s->memory = calloc(1, sizeof *s->memory);
    /* The first of four takes longest, so that results come out of order. */
    struct timespec pause = {0, s->number % 4 == 0 ? 300000 : 0};
    nanosleep(&pause, NULL);
    s->square = s->number * s->number;
}

static bool give(void *context, void *from, bool last) {
    run *r = context;
    const slot *s = from;
    r->ordered &= s->number == r->given && s->square == s->number * s->number;
    r->last = last;
    r->given++;
    return r->given != r->stop_after;
}

static void done(void *context, void *at) {
    (void)context;
    free(((slot *)at)->memory);
}

static run go(size_t pieces, size_t threads, size_t stop_after) {
    run r = {.pieces = pieces, .stop_after = stop_after, .ordered = true};
    tb_pool pool = {&r, sizeof(slot), take, work, give, done};
    assert_ok(tb_pool_run(&pool, threads));
    assert_true(r.ordered);
    return r;
}

static void order_is_kept(void **state) {
    (void)state;
    for (size_t threads = 0; threads <= 9; threads++) {
        run r = go(200, threads, 0);
        assert_int_equal(r.given, 200);
        assert_true(r.last);
    }
    assert_int_equal(go(0, 3, 0).given, 0);
    assert_int_equal(go(1, 3, 0).given, 1);
}

static void it_stops(void **state) {
    (void)state;
    for (size_t threads = 1; threads <= 4; threads++) {
        run r = go(100000, threads, 10);
        assert_int_equal(r.given, 10);
        assert_true(r.next < 100); /* nobody went on taking */
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(order_is_kept), cmocka_unit_test(it_stops)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
