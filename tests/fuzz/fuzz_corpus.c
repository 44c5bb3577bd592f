/* Arbitrary bytes as an article of each format, and as JSON Lines: what holds for every text holds, and documents
 * are those that jansson alone finds, with the same text. */
#include <string.h>

#include <jansson.h>

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

static bool is_string(const json_t *value, tb_slice s) {
    return tb_slice_eq(s, (tb_slice){json_string_value(value), json_string_length(value)});
}

static void read_as_line(tb_slice bytes) {
    tb_jsonl_line line = {.number = 1, .bytes = bytes};
    tb_jsonl_doc doc;
    CHECK(tb_jsonl_parse(&line, &doc) == TB_OK);
    json_t *value = json_loadb(bytes.p, bytes.len, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL, NULL);
    const json_t *id = json_object_get(value, "id"), *text = json_object_get(value, "text");
    CHECK(!doc.error[0] == ((json_is_string(id) || json_is_number(id)) && json_is_string(text)));
    if (!doc.error[0]) {
        CHECK(is_string(text, doc.text));
        json_t *echo = json_loadb(doc.id_json.p, doc.id_json.len, JSON_DECODE_ANY | JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL, NULL);
        CHECK(json_equal(id, echo));
        json_decref(echo);
        CHECK(json_is_string(id) ? is_string(id, doc.id) : tb_slice_eq(doc.id, doc.id_json));
    }
    json_decref(value);
    tb_jsonl_doc_free(&doc);
}

static void read_as_lines(tb_slice text) {
    for (size_t at = 0; at < text.len;) {
        const char *lf = memchr(text.p + at, '\n', text.len - at);
        size_t end = lf ? (size_t)(lf - text.p) : text.len;
        read_as_line(tb_slice_sub(text, at, end));
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
    read_as("a.xhtml", mended);
    free(text);
    return 0;
}
