/* Articles from strings, for the tests of the room corpus. */
#ifndef TB_TESTS_UNIT_CORPUS_SUPPORT_H
#define TB_TESTS_UNIT_CORPUS_SUPPORT_H

#include "test.h"

#include <stdio.h>
#include <stdlib.h>

#include "corpus_invariants.h"

typedef struct tb_page {
    tb_article article;
    tb_origins origins;
    tb_findings findings;
} tb_page;

/* Reads bytes as the file called name, one line ignored ("" for none), and checks what holds always. */
static inline void page_read_bytes(tb_page *p, const char *name, tb_slice bytes, const char *ignored) {
    tb_buf buf = {0};
    tb_slice ignore = tb_slice_cstr(ignored);
    *p = (tb_page){0};
    tb_buf_put(&buf, bytes);
    assert_ok(tb_buf_status(&buf));
    assert_ok(tb_article_parse(&p->article, tb_slice_cstr(name), &buf, &ignore, ignore.len ? 1 : 0, &p->origins,
                               &p->findings, TB_S("source"), TB_NOWHERE));
    const char *broken = tb_broken_article(&p->article, &ignore, ignore.len ? 1 : 0);
    if (broken) fail_msg("%s: %s", name, broken);
}

static inline void page_read(tb_page *p, const char *name, const char *text, const char *ignored) {
    page_read_bytes(p, name, tb_slice_cstr(text), ignored);
}

static inline void page_free(tb_page *p) {
    tb_article_free(&p->article);
    tb_origins_free(&p->origins);
    tb_findings_free(&p->findings);
}

/* The paragraphs of a text as one string: white space at their ends left out, each run of it inside one blank (a
 * line feed where it has one), the character `between` between them. */
static inline char *page_paragraphs(const tb_page *p, char between) {
    const tb_text *t = &p->article.text;
    char *out = malloc(2 * t->text.len + 1);
    size_t n = 0;
    assert_non_null(out);
    for (size_t i = 0; i + 1 < t->n_breaks; i++) {
        char blank = 0;
        if (n) out[n++] = between;
        size_t first = n;
        for (size_t k = t->breaks[i]; k < t->breaks[i + 1]; k++) {
            char c = t->text.p[k];
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                blank = blank == '\n' || c == '\n' ? '\n' : ' ';
                continue;
            }
            if (blank && n > first) out[n++] = blank;
            blank = 0;
            out[n++] = c;
        }
        if (n == first && n) n--;
    }
    out[n] = '\0';
    return out;
}

#define assert_paragraphs(p, want)                    \
    do {                                              \
        char *got_ = page_paragraphs(p, '|');            \
        assert_string_equal(got_, want);              \
        free(got_);                                   \
    } while (0)

/* Where words stand in the text, as bytes of the file; the words must be there. */
static inline tb_slice page_raw(const tb_page *p, const char *words) {
    const tb_text *t = &p->article.text;
    size_t len = strlen(words);
    for (size_t i = 0; i + len <= t->text.len; i++) {
        if (memcmp(t->text.p + i, words, len) != 0) continue;
        size_t start = i, end = i + len;
        tb_text_to_raw(t, &start, &end);
        return tb_slice_sub(t->raw, start, end);
    }
    fail_msg("the text has no \"%s\"", words);
    return (tb_slice){0};
}

#define assert_raw(p, words, want) assert_slice(page_raw(p, words), want)

/* The one finding of a page. */
#define assert_finding(p, id, start_, words)                                                 \
    do {                                                                                     \
        assert_int_equal((p)->findings.all.n, 1);                                            \
        const tb_finding *f_ = (p)->findings.all.at[0];                                      \
        assert_int_equal(f_->code, TB_CODE_##id);                                            \
        assert_int_equal(f_->at.start, start_);                                              \
        assert_slice(f_->subject, "source");                                                 \
        assert_slice(f_->message, words);                                                    \
    } while (0)

#define assert_no_finding(p) assert_int_equal((p)->findings.all.n, 0)

#endif
