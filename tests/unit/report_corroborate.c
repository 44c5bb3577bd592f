/* Passages for links: which is kept, which goes before which, what is a copy. */
#include "check_support.h"
#include "test.h"
#include "report/corroborate.h"
#include "report/cues.h"
#include "report/sketch.h"

#define BOOK                                                                                                          \
    "tiebook: 1\ntitle: T\nsources: {a: {title: A}}\n"                                                                 \
    "people: {ann: {name: Ann}, bob: {name: Bob}}\nstates: {peru: {name: Peru, adjectives: [Peruvian]}}\n"            \
    "relations: {funds: {}, supplies arms to: {}, \"of the and\": {}, allied with: {symmetric: true}}\n"              \
    "links:\n  - {from: ann, relation: funds, to: bob, evidence: [{source: a, quote: Ann funds Bob}]}\n"              \
    "  - {from: ann, relation: allied with, to: peru, unsourced: x}\n"                                                \
    "  - {from: ann, relation: allied with, to: ann, unsourced: a slip}\n"
#define OLD "Ann funds Bob, as the whole town has known for years and years, and nobody minds it in the least.\n"

static const file_text files[] = {{"a.txt", OLD}};

typedef struct reading {
    fixture *x;
    tb_corroborator *c;
    tb_arena arena;
    tb_corroborations all;
} reading;

static reading start(size_t most) {
    reading r = {.x = fixture_new(BOOK, files, 1)};
    assert_int_equal(tb_corroborator_new(r.x->check, most, &r.c), TB_OK);
    return r;
}

static void read_doc(reading *r, const char *id, const char *text) {
    tb_arena arena = {0};
    tb_text t;
    tb_error error;
    char *copy = strdup(text); /* nothing may be borrowed */
    assert_int_equal(tb_corpus_plain(&arena, tb_slice_cstr(copy), NULL, 0, &t), TB_OK);
    tb_document doc = {.id = tb_slice_cstr(id), .text = &t, .line = 1};
    assert_int_equal(tb_corroborator_read(r->c, &doc, &error), TB_OK);
    tb_arena_free(&arena);
    memset(copy, '#', strlen(copy));
    free(copy);
}

static void done(reading *r) {
    tb_arena_free(&r->arena);
    tb_corroborator_free(r->c);
    fixture_free(r->x, files, 1);
}

/* Expects these documents, in this order, parted by blanks. */
static void expect(reading *r, const char *want) {
    char got[512] = "";
    assert_int_equal(tb_corroborator_results(r->c, &r->arena, &r->all), TB_OK);
    for (size_t i = 0; i < r->all.n; i++)
        snprintf(got + strlen(got), sizeof got - strlen(got), "%s%.*s", i ? " " : "", TB_FMT(r->all.at[i].id));
    assert_string_equal(got, want);
}

static void the_best_come_first(void **state) {
    (void)state;
    reading r = start(9);
    read_doc(&r, "far", "Ann came home. Then Bob left.");
    read_doc(&r, "plain", "Ann and Bob.");
    read_doc(&r, "cue", "Ann has been financing Bob.");
    read_doc(&r, "cue-away", "Ann and Bob fought over money.");
    read_doc(&r, "turned", "Bob has been financed, again, by Ann.");
    read_doc(&r, "nothing", "Ann came home.\n\nBob left.");
    read_doc(&r, "apart", "Ann came. It rained. It snowed. The sun shone. Bob left.");
    expect(&r, "cue turned cue-away plain far");
    assert_int_equal(r.all.n_documents, 7);
    assert_int_equal(r.all.at[0].n_cues, 1);
    assert_true(r.all.at[0].one_sentence && !r.all.at[4].one_sentence);
    assert_true(tb_slice_eq(r.all.at[0].quote, TB_S("Ann has been financing Bob")));
    done(&r);
}

static void only_so_many_are_kept(void **state) {
    (void)state;
    reading r = start(2);
    const char *texts[] = {"Ann and Bob sat by the river.", "Ann saw that Bob slept.", "Ann pays Bob.", "Ann, or Bob, wrote.",
                           "Ann bankrolls Bob in spring."};
    for (size_t i = 0; i < 5; i++) read_doc(&r, (const char *[]){"0", "1", "2", "3", "4"}[i], texts[i]);
    expect(&r, "2 4"); /* the first of equal ones stays */
    done(&r);
}

static void copies_are_counted_once(void **state) {
    (void)state;
    reading r = start(3);
    const char *wire = "The town was told today that Ann pays Bob for the boats that he keeps for her on the lake all year. More follows.";
    char again[256];
    snprintf(again, sizeof again, "%s Our paper adds a line.", wire);
    read_doc(&r, "wire", wire);
    read_doc(&r, "reprint", again);
    read_doc(&r, "other", "Ann pays Bob.");
    read_doc(&r, "same-passage", "A story. Ann pays Bob. Another end to it, with words of its own.");
    expect(&r, "wire other");
    assert_int_equal(r.all.at[0].copies + r.all.at[1].copies, 2);
    done(&r);
}

static void sources_are_no_news(void **state) {
    (void)state;
    reading r = start(3);
    read_doc(&r, "x", OLD);
    read_doc(&r, "a", "Ann funds Bob in another wording, under the id of the source.");
    read_doc(&r, "near", "Ann funds Bob, as the whole town has known for years and years, and nobody minds it in the least!\nMore.");
    read_doc(&r, "new", "Ann, says Bob, is out.");
    expect(&r, "new near"); /* a near copy of a source goes last, however good it is */
    assert_int_equal(r.all.n_sources, 2);
    assert_int_equal(r.all.at[1].like, 0);
    assert_true(r.all.at[0].like == TB_NONE && r.all.at[1].score > r.all.at[0].score);
    done(&r);
}

static void long_quotes_leave_words_out(void **state) {
    (void)state;
    reading r = start(3);
    read_doc(&r, "long",
             "Ann, who came from the north with a horse and a cart and little else, and who slept in barns for the first two years of "
             "it, as all the world knows and tells to this day,\nsent coins to Bob.");
    expect(&r, "long");
    assert_slice(r.all.at[0].quote, "Ann, who came from the […] day, sent coins to Bob");
    tb_slice passage = r.all.at[0].passage;
    assert_null(memchr(passage.p, '\n', passage.len));
    assert_true(tb_slice_eq(tb_slice_sub(passage, r.all.at[0].to.start, r.all.at[0].to.end), TB_S("Bob")));
    done(&r);
}

static bool has_cue(const tb_cues *c, uint32_t relation, const char *word) {
    return tb_cues_has(c, relation, tb_cues_stem(c, tb_slice_cstr(word)));
}

static void relations_have_cues(void **state) {
    (void)state;
    fixture *x = fixture_new(BOOK, files, 1);
    tb_cues c;
    assert_int_equal(tb_cues_make(x->book, &c), TB_OK);
    assert_true(has_cue(&c, 0, "funded") && has_cue(&c, 0, "financing") && has_cue(&c, 0, "payments"));
    assert_false(has_cue(&c, 0, "weapons") || has_cue(&c, 0, "the"));
    assert_true(has_cue(&c, 1, "weapon") && has_cue(&c, 1, "delivery") && !has_cue(&c, 1, "to"));
    assert_int_equal(c.n[2], 0);
    assert_true(has_cue(&c, 3, "alliance") && has_cue(&c, 3, "ally"));
    tb_cues_free(&c);
    fixture_free(x, files, 1);
}

static void near_copies_resemble(void **state) {
    (void)state;
    tb_sketch a, b, c, none;
    assert_int_equal(tb_sketch_make(TB_S("One two three four five six seven eight nine ten."), &a), TB_OK);
    assert_int_equal(tb_sketch_make(TB_S("ONE two, three  four\nfive six seven eight nine ten"), &b), TB_OK);
    assert_int_equal(tb_sketch_make(TB_S("one two three four five six seven eight nine eleven"), &c), TB_OK);
    assert_int_equal(tb_sketch_make(TB_S("one two three"), &none), TB_OK);
    assert_int_equal(tb_sketch_resemblance(&a, &b), 100);
    assert_int_equal(tb_sketch_resemblance(&a, &c), 75);
    assert_int_equal(tb_sketch_resemblance(&a, &none), 0);
    assert_int_equal(tb_sketch_resemblance(&none, &none), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_best_come_first),        cmocka_unit_test(only_so_many_are_kept),
        cmocka_unit_test(copies_are_counted_once),    cmocka_unit_test(sources_are_no_news),
        cmocka_unit_test(long_quotes_leave_words_out), cmocka_unit_test(relations_have_cues),
        cmocka_unit_test(near_copies_resemble),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
