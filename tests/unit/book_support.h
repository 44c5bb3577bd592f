/* A book from a string, and its findings as one line of text: for the unit tests of the room book. */
#ifndef TB_TESTS_BOOK_SUPPORT_H
#define TB_TESTS_BOOK_SUPPORT_H

#include "test.h"

#include <stdio.h>
#include <stdlib.h>

#include "book/book.h"

typedef struct read_book {
    tb_origins origins;
    tb_findings findings;
    tb_book *book;
    tb_error error;
} read_book;

static inline read_book *book_of_bytes(tb_slice yaml) {
    read_book *x = calloc(1, sizeof *x);
    assert_non_null(x);
    assert_ok(tb_book_parse(TB_S("book.yaml"), yaml, &x->origins, &x->findings, &x->book, &x->error));
    tb_findings_sort(&x->findings);
    return x;
}

static inline read_book *book_of(const char *yaml) {
    return book_of_bytes(tb_slice_cstr(yaml));
}

static inline void book_end(read_book *x) {
    tb_book_free(x->book);
    tb_findings_free(&x->findings);
    tb_origins_free(&x->origins);
    free(x);
}

/* "2:3 key-unknown, 4:1 value-wrong" in the order of the file; of another file than the first "x.yaml:2:3 …".
 */
static inline const char *findings_text(const read_book *x, char *out, size_t room) {
    size_t n = 0;
    out[0] = '\0';
    for (size_t i = 0; i < x->findings.all.n && n < room; i++) {
        const tb_finding *f = x->findings.all.at[i];
        const tb_origin *o = &x->origins.all.at[f->at.origin];
        tb_position p = tb_origin_position(o, f->at.start);
        tb_slice file = f->at.origin ? o->name : TB_S("");
        n += (size_t)snprintf(out + n, room - n, "%s%.*s%s%zu:%zu %s", i ? ", " : "", TB_FMT(file),
                              file.len ? ":" : "", p.line, p.column, tb_rule_of(f->code)->code);
    }
    return out;
}

/* The bytes of the book that a finding points at. */
static inline tb_slice pointed_at(const read_book *x, size_t finding) {
    tb_place at = x->findings.all.at[finding]->at;
    return tb_slice_sub(x->origins.all.at[at.origin].bytes, at.start, at.end);
}

#endif
