/* tests/data/matching.json: the matcher's cases as data, run through every engine. A case names its forms
 * (a string, or a mapping as in the book), a text, and every hit as [form, offset, the bytes there]. */
#include "test.h"

#include <jansson.h>

#include "match/match.h"

#define MAX_FORMS 16
#define MAX_AFFIXES 4

static const unsigned engines[] = {0, TB_MATCH_SIMPLE, TB_MATCH_PIECES, TB_MATCH_PATH | TB_MATCH_MANY, 2 * TB_MATCH_PATH, 15 * TB_MATCH_PATH};

typedef struct forms {
    tb_pattern patterns[MAX_FORMS];
    tb_slice affixes[MAX_FORMS][2][MAX_AFFIXES];
    size_t n;
} forms;

static tb_slice string_of(const json_t *j) {
    assert_true(json_is_string(j));
    return (tb_slice){json_string_value(j), json_string_length(j)};
}

static size_t read_affixes(const json_t *list, tb_slice *out) {
    size_t n = json_array_size(list);
    assert_true(n <= MAX_AFFIXES);
    for (size_t i = 0; i < n; i++) out[i] = string_of(json_array_get(list, i));
    return n;
}

static void read_form(const json_t *form, tb_pattern *p, tb_slice affixes[2][MAX_AFFIXES]) {
    *p = (tb_pattern){.prefixes = affixes[0], .endings = affixes[1]};
    if (json_is_string(form)) {
        p->text = string_of(form);
        return;
    }
    p->text = string_of(json_object_get(form, "text"));
    const json_t *letter_case = json_object_get(form, "case"), *accents = json_object_get(form, "accents");
    if (letter_case) {
        bool exact = tb_slice_eq(string_of(letter_case), TB_S("exact"));
        assert_true(exact || tb_slice_eq(string_of(letter_case), TB_S("any")));
        p->letter_case = exact ? TB_CASE_EXACT : TB_CASE_ANY;
    }
    if (accents) {
        assert_slice(string_of(accents), "exact");
        p->accents = TB_ACCENTS_EXACT;
    }
    p->n_prefixes = read_affixes(json_object_get(form, "prefixes"), affixes[0]);
    p->n_endings = read_affixes(json_object_get(form, "endings"), affixes[1]);
}

static void read_forms(const json_t *list, forms *f) {
    f->n = json_array_size(list);
    assert_in_range(f->n, 1, MAX_FORMS);
    for (size_t i = 0; i < f->n; i++) read_form(json_array_get(list, i), &f->patterns[i], f->affixes[i]);
}

static void print_hits(tb_slice text, const tb_hits *hits) {
    for (size_t i = 0; i < hits->n; i++) {
        const tb_hit *h = &hits->at[i];
        print_error("  got [%u, %zu, \"%.*s\"]\n", h->pattern, h->start, TB_FMT(tb_slice_sub(text, h->start, h->end)));
    }
}

static bool is_hit(const json_t *wanted, const tb_hit *hit, tb_slice text) {
    tb_slice words = string_of(json_array_get(wanted, 2));
    return json_integer_value(json_array_get(wanted, 0)) == (json_int_t)hit->pattern &&
           json_integer_value(json_array_get(wanted, 1)) == (json_int_t)hit->start &&
           tb_slice_eq(words, tb_slice_sub(text, hit->start, hit->end));
}

static bool are_hits(const json_t *wanted, const tb_hits *hits, tb_slice text) {
    if (json_array_size(wanted) != hits->n) return false;
    for (size_t i = 0; i < hits->n; i++)
        if (!is_hit(json_array_get(wanted, i), &hits->at[i], text)) return false;
    return true;
}

static bool run_case(const json_t *c, unsigned engine) {
    forms f;
    read_forms(json_object_get(c, "forms"), &f);
    tb_slice bytes = string_of(json_object_get(c, "text"));
    unsigned options = json_is_true(json_object_get(c, "quotes")) ? TB_MATCH_QUOTES : 0;
    tb_arena arena = {0};
    tb_text text;
    tb_matcher *m;
    tb_scratch *s;
    tb_hits hits = {0};
    assert_ok(tb_text_plain(&arena, bytes, &text));
    assert_ok(tb_matcher_new(&m, f.patterns, f.n, options | engine));
    assert_ok(tb_scratch_new(&s));
    assert_ok(tb_matcher_scan(m, s, &text, &hits));
    bool right = are_hits(json_object_get(c, "hits"), &hits, bytes);
    if (!right) {
        print_error("case \"%s\" (engine %x):\n", json_string_value(json_object_get(c, "name")), engine);
        print_hits(bytes, &hits);
    }
    tb_vec_free(&hits);
    tb_scratch_free(s);
    tb_matcher_free(m);
    tb_arena_free(&arena);
    return right;
}

static void every_case_of_the_table(void **state) {
    (void)state;
    json_error_t error;
    json_t *table = json_load_file(TB_TEST_DATA "/matching.json", JSON_ALLOW_NUL, &error);
    if (!table) fail_msg("matching.json:%d: %s", error.line, error.text);
    size_t wrong = 0, run = 0;
    for (size_t i = 0; i < json_array_size(table); i++) {
        const json_t *c = json_array_get(table, i);
        if (json_object_get(c, "section")) continue;
        for (size_t e = 0; e < sizeof engines / sizeof engines[0]; e++) wrong += !run_case(c, engines[e]);
        run++;
    }
    json_decref(table);
    assert_in_range(run, 50, 10000);
    assert_int_equal(wrong, 0);
}

static tb_slice key_of(tb_buf *b, const char *s) {
    tb_buf_clear(b);
    tb_fold_key(b, tb_slice_cstr(s));
    assert_ok(tb_buf_status(b));
    return tb_buf_slice(b);
}

static void keys_are_equal_where_forms_are(void **state) {
    (void)state;
    tb_buf b = {0};
    assert_slice(key_of(&b, "  Nicolás\n\u00adMADURO "), "nicolas maduro");
    assert_slice(key_of(&b, "ﬁ ß Ø İ"), "fi ss o i");
    assert_slice(key_of(&b, "O’Neill–X"), "o'neill-x");
    assert_slice(key_of(&b, "Ёж йод"), "еж и\u0306од");
    assert_slice(key_of(&b, ""), "");
    tb_buf_free(&b);
    assert_true(tb_pattern_empty(TB_S("")));
    assert_true(tb_pattern_empty(TB_S(" \u00ad\u200b\n")));
    assert_false(tb_pattern_empty(TB_S(" - ")));
}

static void too_many_ways_to_write_a_form(void **state) {
    (void)state;
    static tb_slice affixes[4097];
    for (size_t i = 0; i < 4097; i++) affixes[i] = TB_S("x");
    tb_pattern p = {.text = TB_S("a"), .prefixes = affixes, .n_prefixes = 64, .endings = affixes, .n_endings = 65};
    tb_matcher *m;
    assert_int_equal(tb_matcher_new(&m, &p, 1, 0), TB_ELIMIT);
    p.n_prefixes = 4097, p.n_endings = 0;
    assert_int_equal(tb_matcher_new(&m, &p, 1, 0), TB_ELIMIT);
    p.n_prefixes = 64, p.n_endings = 64;
    assert_ok(tb_matcher_new(&m, &p, 1, 0));
    tb_matcher_free(m);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_case_of_the_table),
        cmocka_unit_test(keys_are_equal_where_forms_are),
        cmocka_unit_test(too_many_ways_to_write_a_form),
    };
    return cmocka_run_group_tests_name("match_table", tests, NULL, NULL);
}
