/* Arbitrary bytes as an article of each format, and as JSON Lines: what holds for every text holds, and a document
 * that is understood is one that another reading of its line finds too. */
#include <string.h>
#include <unistd.h>

#include "../unit/corpus_invariants.h"
#include "base/utf8.h"
#include "corpus/jsonl.h"
#include "fuzz.h"

static void read_as(const char *name, tb_slice text) {
    tb_slice ignore[] = {TB_S("Read more"), TB_S("x")};
    tb_article article;
    tb_origins origins = {0};
    tb_findings findings = {0};
    tb_buf bytes = {0};
    tb_buf_put(&bytes, text);
    CHECK(tb_buf_status(&bytes) == TB_OK);
    CHECK(tb_article_parse(&article, tb_slice_cstr(name), &bytes, ignore, 2, &origins, &findings, TB_S("source"),
                           TB_NOWHERE) == TB_OK);
    const char *broken = tb_broken_article(&article, ignore, 2);
    if (broken) fprintf(stderr, "%s: %s\n", name, broken);
    CHECK(!broken);
    CHECK(article.readable || findings.all.n > 0);
    for (size_t i = 0; i < findings.all.n; i++)
        CHECK(findings.all.at[i]->at.start <= findings.all.at[i]->at.end && findings.all.at[i]->at.end <= text.len);
    tb_article_free(&article);
    tb_origins_free(&origins);
    tb_findings_free(&findings);
}

static void read_as_lines(tb_slice text) {
    size_t number = 0;
    for (size_t at = 0; at < text.len;) {
        const char *lf = memchr(text.p + at, '\n', text.len - at);
        size_t end = lf ? (size_t)(lf - text.p) : text.len;
        tb_jsonl_line line = {.number = ++number, .bytes = tb_slice_sub(text, at, end)};
        tb_jsonl_doc doc;
        CHECK(tb_jsonl_parse(&line, &doc) == TB_OK);
        if (!doc.error[0]) {
            CHECK(doc.id_json.len && doc.id_json.p >= line.bytes.p);
            CHECK(doc.id_json.p + doc.id_json.len < line.bytes.p + line.bytes.len);
            CHECK(doc.id_json.p[0] == '"' || doc.id_json.p[0] == '-' ||
                  (doc.id_json.p[0] >= '0' && doc.id_json.p[0] <= '9'));
            CHECK(doc.id_json.p[0] == '"' || tb_slice_eq(doc.id, doc.id_json));
        }
        tb_jsonl_doc_free(&doc);
        at = end + 1;
    }
}

/* The same bytes, made into text where they are none, so that the readers get to see most inputs. */
static void mend(char *to, const uint8_t *data, size_t size) {
    memcpy(to, data, size);
    for (size_t i = 0, n; i < size; i += n) {
        n = tb_utf8_len(to + i, size - i);
        if (n == 0 || to[i] == '\0') to[i] = '?', n = 1;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    tb_slice given = {(const char *)data, size};
    char *text = malloc(size + 1);
    CHECK(text);
    read_as("a.txt", given);
    read_as_lines(given);
    if (size) mend(text, data, size);
    tb_slice mended = {text, size};
    read_as("a.txt", mended);
    read_as("a.md", mended);
    read_as("a.html", mended);
    free(text);
    return 0;
}
