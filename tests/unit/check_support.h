/* A book and its texts from strings, checked: for the unit tests of the check and of what stands on it. */
#ifndef TB_TESTS_CHECK_SUPPORT_H
#define TB_TESTS_CHECK_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "check/check.h"

typedef struct fixture {
    char dir[256];
    tb_origins origins;
    tb_findings findings;
    tb_book *book;
    tb_check *check;
    tb_error error;
} fixture;

typedef struct file_text {
    const char *name, *text;
} file_text;

static inline void write_text(const fixture *x, const char *name, const char *text) {
    char path[512];
    tb_error error;
    snprintf(path, sizeof path, "%s/%s", x->dir, name);
    assert_int_equal(tb_file_write(path, tb_slice_cstr(text), &error), TB_OK);
}

/* Checks the book yaml against files; today is 2026-01-01. Free with fixture_free. */
static inline fixture *fixture_new(const char *yaml, const file_text *files, size_t n) {
    fixture *x = calloc(1, sizeof *x);
    assert_non_null(x);
    const char *tmp = getenv("TMPDIR");
    snprintf(x->dir, sizeof x->dir, "%s/tiebook-test-XXXXXX", tmp && strlen(tmp) < 200 ? tmp : "/tmp");
    assert_non_null(mkdtemp(x->dir));
    for (size_t i = 0; i < n; i++) write_text(x, files[i].name, files[i].text);
    assert_int_equal(tb_book_parse(TB_S("book.yaml"), tb_slice_cstr(yaml), &x->origins, &x->findings, &x->book,
                                   &x->error),
                     TB_OK);
    tb_slice folder = tb_slice_cstr(x->dir);
    tb_check_options options = {.texts = &folder, .n_texts = 1, .today = {2026, 1, 1}};
    assert_int_equal(tb_check_run(x->book, &options, &x->origins, &x->findings, &x->check, &x->error), TB_OK);
    return x;
}

static inline void fixture_free(fixture *x, const file_text *files, size_t n) {
    char path[512];
    for (size_t i = 0; i < n; i++) {
        snprintf(path, sizeof path, "%s/%s", x->dir, files[i].name);
        unlink(path);
    }
    rmdir(x->dir);
    tb_check_free(x->check);
    tb_book_free(x->book);
    tb_findings_free(&x->findings);
    tb_origins_free(&x->origins);
    free(x);
}

/* Findings with this code that are not waived. */
static inline size_t n_findings(const fixture *x, tb_code code) {
    size_t n = 0;
    for (size_t i = 0; i < x->findings.all.n; i++)
        n += x->findings.all.at[i]->code == code && !x->findings.all.at[i]->waived;
    return n;
}

#endif
