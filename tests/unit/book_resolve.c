/* Words of the command line to entities, and dates to dates. */
#include "book_support.h"

static const char yaml[] =
    "tiebook: 1\n"
    "people:\n"
    "  maduro: {name: Nicolás Maduro, aliases: [the President]}\n"
    "  macri: {name: Mauricio Macri, aliases: [the President]}\n"
    "  us: {name: Ursula Sand}\n"
    "states: {usa: {name: United States, aliases: [US]}, iran: {name: Iran, adjectives: [Iranian]}}\n";

static void expect(const char *words, const char *ids, const char *near_ids) {
    read_book *x = book_of(yaml);
    tb_arena arena = {0};
    const uint32_t *who, *nearest;
    size_t n, n_nearest;
    char text[200] = "", near_text[200] = "";
    assert_ok(tb_book_resolve(x->book, tb_slice_cstr(words), &arena, &who, &n, &nearest, &n_nearest));
    for (size_t i = 0; i < n; i++)
        strncat(text, x->book->entities[who[i]].id.p, x->book->entities[who[i]].id.len), strcat(text, " ");
    for (size_t i = 0; i < n_nearest; i++)
        strncat(near_text, x->book->entities[nearest[i]].id.p, x->book->entities[nearest[i]].id.len),
            strcat(near_text, " ");
    assert_string_equal(text, ids);
    assert_string_equal(near_text, near_ids);
    assert_ok(tb_book_resolve(x->book, tb_slice_cstr(words), &arena, &who, &n, NULL, NULL));
    tb_arena_free(&arena);
    book_end(x);
}

static void test_resolve(void **state) {
    (void)state;
    expect("maduro", "maduro ", "");
    expect("nicolas maduro", "maduro ", "");
    expect("NICOLÁS  MADURO", "maduro ", "");
    expect("The President", "maduro macri ", "");
    expect("us", "us ", ""); /* an id before names */
    expect("US", "us usa ", "");
    expect("iranian", "iran ", "");
    expect("irna", "", "iran ");
    expect("madura", "", "maduro ");
    expect("mucro", "", "macri ");
    expect("the Presidant", "", "maduro macri ");
    expect("mauricio nacri", "", "macri ");
    expect("iram", "", "iran ");
    expect("macro", "", "macri maduro ");
    expect("Zanzibar", "", "");
    expect("", "", "");
    expect(" ", "", "");
}

static void test_dates(void **state) {
    (void)state;
    tb_date d;
    static const char *const good[] = {"2019", "0001", "2019-12", "2019-12-31", "2000-02-29", "2024-02-29"};
    static const char *const bad[] = {"",           "19",      "0000",        "2019-",      "2019-1",
                                      "2019-13",    "2019-00", "2019-04-31",  "1900-02-29", "2019-02-2x",
                                      "2019/02/02", "+2019",   "2019-02-02 ", "20190202",   "２０１９"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(tb_date_parse(tb_slice_cstr(good[i]), &d));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(tb_date_parse(tb_slice_cstr(bad[i]), &d));
        assert_int_equal(d.year, 0);
    }
    const tb_date year = {2019, 0, 0}, month = {2019, 7, 0}, day = {2019, 7, 19}, later = {2019, 8, 1},
                  none = {0, 0, 0};
    assert_int_equal(tb_date_cmp(year, day), 0);
    assert_int_equal(tb_date_cmp(month, day), 0);
    assert_int_equal(tb_date_cmp(day, later), -1);
    assert_int_equal(tb_date_cmp(later, month), 1);
    assert_int_equal(tb_date_cmp(none, day), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_resolve), cmocka_unit_test(test_dates)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
