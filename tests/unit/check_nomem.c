/* From the book to the view with ever more memory: each step says TB_ENOMEM, crashes never, and leaves nothing behind. */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "check/check.h"
#include "nomem.h"
#include "view/view.h"

static const char book_text[] =
    "tiebook: 1\n"
    "title: A small book\n"
    "sources:\n"
    "  one: {title: First, date: 2020-01-02, ignore: [Share this]}\n"
    "  two: {title: Second, url: 'https://example.org/two'}\n"
    "  gone: {title: Third}\n"
    "people:\n"
    "  ann: {name: Ann Ártó, aliases: [Ártó, {text: the minister, weak: true}]}\n"
    "groups:\n"
    "  guild: {name: Guild of Bakers, aliases: [{text: Guild, not-in: [Guild Hall]}, {text: GB, only-in: [one]}]}\n"
    "states:\n"
    "  north: {name: Northland, adjectives: [Northlandic], colour: red}\n"
    "relations:\n"
    "  leads: {from: [person], to: [group]}\n"
    "  funds: {from: [state], to: [group]}\n"
    "links:\n"
    "  - from: ann\n"
    "    relation: leads\n"
    "    to: guild\n"
    "    evidence:\n"
    "      - {source: one, quote: 'Ann Arto leads'}\n"
    "      - {source: two, quote: [the minister, 'Guild […] met'], as: {from: the minister}, by: north, stance: alleged}\n"
    "      - {source: gone, quote: nothing}\n"
    "  - {from: north, relation: funds, to: [guild], unsourced: hearsay}\n"
    "waivers:\n"
    "  - {code: text-missing, at: gone, reason: lost}\n"
    "  - {code: quote-empty, at: nobody, reason: none}\n";

static const char *const names[] = {"one.md", "two.html"};
static const char *const texts[] = {
    "---\ntitle: Other\ndate: 2020-01-02\n---\nShare this\n\nIn **Northland**, Ann A\xCC\x81rto\xCC\x81 leads the Guild of Bakers. "
    "GB is small.\n\nThe Guild Hall is not far.\n",
    "<html><body><article><p>The minister, Ann &Aacute;rt&oacute;, spoke.</p><p>The Guild has met.</p></article></body></html>",
};

static tb_slice folder;

static tb_status use_view(const tb_check *check) {
    tb_view *view = NULL;
    tb_filter filter = {0};
    tb_status status = tb_view_new(check, &filter, &view);
    if (status == TB_OK) tb_view_free(view);
    return status;
}

static tb_status use_all(void) {
    tb_origins origins = {0};
    tb_findings findings = {0};
    tb_book *book = NULL;
    tb_check *check = NULL;
    tb_error error;
    tb_check_options options = {.texts = &folder, .n_texts = 1, .today = {2026, 1, 1}};
    tb_status status = tb_book_parse(TB_S("book.yaml"), tb_slice_cstr(book_text), &origins, &findings, &book, &error);
    if (status == TB_OK) status = tb_check_run(book, &options, &origins, &findings, &check, &error);
    if (status == TB_OK) status = use_view(check);
    if (status == TB_OK) {
        assert_int_equal(check->counts.articles_read, 2);
        assert_true(check->counts.quotes_found > 0);
        assert_true(tb_findings_count(&findings, TB_ERROR) > 0);
    }
    tb_check_free(check);
    tb_book_free(book);
    tb_findings_free(&findings);
    tb_origins_free(&origins);
    return status;
}

static void a_check_without_memory(void **state) {
    (void)state;
    tb_nomem_run(use_all());
}

int main(void) {
    char dir[] = "/tmp/tiebook-test-XXXXXX", path[64];
    tb_error error;
    if (!mkdtemp(dir)) return 3;
    for (size_t i = 0; i < 2; i++) {
        (void)snprintf(path, sizeof path, "%s/%s", dir, names[i]);
        if (tb_file_write(path, tb_slice_cstr(texts[i]), &error) != TB_OK) return 3;
    }
    folder = tb_slice_cstr(dir);
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_check_without_memory)};
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    for (size_t i = 0; i < 2; i++) {
        (void)snprintf(path, sizeof path, "%s/%s", dir, names[i]);
        (void)unlink(path);
    }
    (void)rmdir(dir);
    return failed;
}
