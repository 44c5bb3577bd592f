/* Components and communities, against graphs whose parts are known. */
#include "view/groups.h"

#include "test.h"

static size_t communities(const tb_tie *ties, size_t n, size_t n_nodes, uint32_t *out) {
    tb_arena arena = {0};
    size_t groups;
    assert_int_equal(tb_groups_communities(ties, n, n_nodes, &arena, out, &groups), TB_OK);
    tb_arena_free(&arena);
    return groups;
}

static void nothing(void **state) {
    uint32_t of[3];
    size_t n;
    (void)state;
    assert_int_equal(communities(NULL, 0, 0, of), 0);
    assert_int_equal(communities(NULL, 0, 3, of), 3);
    assert_int_equal(tb_groups_components(NULL, 0, 0, of, &n), TB_OK);
    assert_int_equal(n, 0);
}

static void components(void **state) {
    static const tb_tie ties[] = {{5, 1}, {1, 3}, {0, 4}, {2, 2}, {4, 0}};
    static const uint32_t wanted[] = {0, 1, 2, 1, 0, 1};
    uint32_t of[6];
    size_t n;
    (void)state;
    assert_int_equal(tb_groups_components(ties, 5, 6, of, &n), TB_OK);
    assert_int_equal(n, 3);
    assert_memory_equal(of, wanted, sizeof wanted);
}

static void triangles_with_a_bridge(void **state) {
    static const tb_tie ties[] = {{0, 2}, {2, 4}, {4, 0}, {1, 3}, {3, 5}, {5, 1}, {4, 5}};
    static const uint32_t wanted[] = {0, 1, 0, 1, 0, 1};
    uint32_t of[6];
    (void)state;
    assert_int_equal(communities(ties, 7, 6, of), 2);
    assert_memory_equal(of, wanted, sizeof wanted);
}

/* Several links between two are a closer tie than one. */
static void weights(void **state) {
    static const tb_tie ties[] = {{0, 1}, {1, 0}, {0, 1}, {1, 2}, {2, 3}, {3, 2}, {2, 3}};
    static const uint32_t wanted[] = {0, 0, 1, 1};
    uint32_t of[4];
    (void)state;
    assert_int_equal(communities(ties, 7, 4, of), 2);
    assert_memory_equal(of, wanted, sizeof wanted);
}

static void star_and_self(void **state) {
    static const tb_tie ties[] = {{0, 1}, {0, 2}, {0, 3}, {0, 4}, {2, 2}, {5, 5}};
    uint32_t of[6];
    (void)state;
    assert_int_equal(communities(ties, 6, 6, of), 2);
    for (int i = 1; i < 5; i++) assert_int_equal(of[i], 0);
    assert_int_equal(of[5], 1);
}

/* Thirty rings of five, each tied to the next by one tie. */
static void ring_of_rings(void **state) {
    enum { RINGS = 30, SIZE = 5 };
    tb_tie ties[RINGS * (SIZE * (SIZE - 1) / 2 + 1)];
    uint32_t of[RINGS * SIZE];
    size_t n = 0;
    (void)state;
    for (uint32_t r = 0; r < RINGS; r++) {
        for (uint32_t i = 0; i < SIZE; i++)
            for (uint32_t k = 0; k < i; k++) ties[n++] = (tb_tie){r * SIZE + i, r * SIZE + k};
        ties[n++] = (tb_tie){r * SIZE, (r + 1) % RINGS * SIZE + 1};
    }
    size_t groups = communities(ties, n, RINGS * SIZE, of);
    assert_in_range(groups, 10, RINGS); /* modularity joins small ones in large graphs; it never tears one */
    for (size_t i = 0; i < RINGS * SIZE; i++) assert_int_equal(of[i], of[i / SIZE * SIZE]);
}

/* W. W. Zachary's karate club (1977): the best known division has modularity 0.4198, in four. */
static void karate_club(void **state) {
    static const tb_tie ties[] = {
        {1, 2}, {1, 3}, {1, 4}, {1, 5}, {1, 6}, {1, 7}, {1, 8}, {1, 9}, {1, 11}, {1, 12}, {1, 13}, {1, 14}, {1, 18}, {1, 20},
        {1, 22}, {1, 32}, {2, 3}, {2, 4}, {2, 8}, {2, 14}, {2, 18}, {2, 20}, {2, 22}, {2, 31}, {3, 4}, {3, 8}, {3, 9}, {3, 10},
        {3, 14}, {3, 28}, {3, 29}, {3, 33}, {4, 8}, {4, 13}, {4, 14}, {5, 7}, {5, 11}, {6, 7}, {6, 11}, {6, 17}, {7, 17},
        {9, 31}, {9, 33}, {9, 34}, {10, 34}, {14, 34}, {15, 33}, {15, 34}, {16, 33}, {16, 34}, {19, 33}, {19, 34}, {20, 34},
        {21, 33}, {21, 34}, {23, 33}, {23, 34}, {24, 26}, {24, 28}, {24, 30}, {24, 33}, {24, 34}, {25, 26}, {25, 28}, {25, 32},
        {26, 32}, {27, 30}, {27, 34}, {28, 34}, {29, 32}, {29, 34}, {30, 33}, {30, 34}, {31, 33}, {31, 34}, {32, 33}, {32, 34},
        {33, 34}};
    enum { TIES = sizeof ties / sizeof *ties, NODES = 35 };
    uint32_t of[NODES];
    long degree[NODES] = {0}, within = 0, squares = 0;
    (void)state;
    assert_int_equal(TIES, 78);
    size_t groups = communities(ties, TIES, NODES, of);
    for (size_t i = 0; i < TIES; i++) {
        degree[of[ties[i].a]]++;
        degree[of[ties[i].b]]++;
        within += of[ties[i].a] == of[ties[i].b];
    }
    for (size_t i = 0; i < groups; i++) squares += degree[i] * degree[i];
    long thousandths = 1000 * within / TIES - 1000 * squares / (4L * TIES * TIES);
    assert_in_range(groups - 1, 3, 5); /* node 0 is alone */
    assert_in_range(thousandths, 405, 420);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing),     cmocka_unit_test(components),    cmocka_unit_test(triangles_with_a_bridge),
        cmocka_unit_test(weights),     cmocka_unit_test(star_and_self), cmocka_unit_test(ring_of_rings),
        cmocka_unit_test(karate_club),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
