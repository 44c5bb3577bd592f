/* Reading a book, filling in front matter and resolving a name say TB_ENOMEM where memory runs out at any
 * point, and leave nothing behind (the leak checker of the sanitizer builds sees to that). */
#include "book_support.h"

#include "nomem.h"

static const char yaml[] =
    "tiebook: 1\n"
    "texts: [a, b]\n"
    "kinds: {events: {singular: event}}\n"
    "sources: {s: {sha256: [ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef0123456789], ignore: [x]}, "
    "t: {reprint-of: s}}\n"
    "people:\n"
    "  ann: {name: Ann, aliases: [\"A\\x6en\", {text: the chair, only-in: [s], not-in: [the chair leg, "
    "bank], prefixes: [x]}]}\n"
    "groups: {bank: &b {name: Bank}, club: *b}\n"
    "relations: {owns: {from: [person], to: [group]}, knows: {symmetric: true}}\n"
    "links:\n"
    "  - {from: ann, relation: owns, to: [bank, club, nobody], evidence: [\n"
    "      {source: s, quote: [q, \"r\\n\"], by: {name: C}, when: {from: 2019, to: 2018}, as: {to: it}}]}\n"
    "  - {from: bank, relation: knows, to: bank, unsourced: x}\n"
    "waivers: [{code: link-self, at: x, reason: y}]\n"
    "severity: {form-unseen: off}\n"
    "style: {kinds: {event: {color: '#123'}}}\n"
    "include: [no-such-*.yaml, none.yaml]\n"
    "titel: x\n";

static tb_status read_all(const char *text) {
    tb_origins o = {0};
    tb_findings f = {0};
    tb_book *b = NULL;
    tb_error error;
    tb_arena arena = {0};
    const uint32_t *who, *nearest;
    size_t n;
    uint32_t origin;
    static const char front[] = "author: [A, B]\ntitle: \"a\\x62\"\ndate: 2019\n";
    tb_status s = tb_book_parse(TB_S("book.yaml"), tb_slice_cstr(text), &o, &f, &b, &error);
    if (s != TB_OK) assert_null(b);
    if (s == TB_OK) s = tb_origins_add(&o, TB_S("text"), tb_slice_cstr(front), &origin);
    if (s == TB_OK && b->n_sources) s = tb_source_fill(b, 0, tb_slice_cstr(front), origin, 0, &f);
    if (s == TB_OK) s = tb_book_resolve(b, TB_S("anm"), &arena, &who, &n, &nearest, &n);
    tb_arena_free(&arena);
    tb_book_free(b);
    tb_findings_free(&f);
    tb_origins_free(&o);
    return s;
}

static void test_whole(void **state) {
    (void)state;
    tb_nomem_run(read_all(yaml));
}

static void test_broken(void **state) {
    (void)state;
    tb_nomem_run(read_all("tiebook: 1\nlinks: [a\nb: c"));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_whole), cmocka_unit_test(test_broken)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
