/* Runs the matcher over cases from standard input and compares with what the oracle found on another machine; see
 * cases_file.h. Paragraphs are found here as well. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cases_file.h"

static void must(bool holds, const char *what) {
    if (holds) return;
    fprintf(stderr, "replay_cases: %s\n", what);
    exit(3);
}

static bool same_hits(const tb_hits *a, const tb_hits *b) {
    if (a->n != b->n) return false;
    for (size_t i = 0; i < a->n; i++)
        if (a->at[i].pattern != b->at[i].pattern || a->at[i].start != b->at[i].start || a->at[i].end != b->at[i].end)
            return false;
    return true;
}

static void scan(const match_case *c, unsigned engine, const tb_text *text, tb_hits *hits) {
    tb_matcher *m;
    tb_scratch *s;
    must(tb_matcher_new(&m, c->patterns, c->n, c->options | engine) == TB_OK, "no matcher");
    must(tb_scratch_new(&s) == TB_OK, "no scratch");
    hits->n = 0;
    must(tb_matcher_scan(m, s, text, hits) == TB_OK, "no scan");
    tb_scratch_free(s);
    tb_matcher_free(m);
}

/* The breaks of a plain text, or those that the case brings. */
static bool has_breaks(const tb_text *text, const size_t *breaks, size_t n) {
    return n == text->n_breaks && memcmp(breaks, text->breaks, n * sizeof *breaks) == 0;
}

int main(void) {
    static const unsigned engines[] = {0, TB_MATCH_PIECES, TB_MATCH_SIMPLE, TB_MATCH_PATH | TB_MATCH_MANY, 15 * TB_MATCH_PATH};
    static match_case c;
    static size_t breaks[CASE_BYTES + 2];
    size_t n_breaks, cases = 0, hits = 0, own_breaks = 0;
    tb_hits wanted = {0}, got = {0};
    for (; case_read(stdin, &c, breaks, &n_breaks, &wanted); cases++) {
        tb_arena arena = {0};
        tb_text text;
        case_link(&c);
        must(tb_text_plain(&arena, (tb_slice){c.text.p, c.text.len}, &text) == TB_OK, "no text");
        own_breaks += !has_breaks(&text, breaks, n_breaks);
        text.breaks = breaks;
        text.n_breaks = n_breaks;
        for (size_t i = 0; i < sizeof engines / sizeof *engines; i++) {
            scan(&c, engines[i], &text, &got);
            if (same_hits(&wanted, &got)) continue;
            printf("case %zu of the stream differs with engine %x\n", cases, engines[i]);
            return 1;
        }
        hits += wanted.n;
        tb_arena_free(&arena);
    }
    tb_vec_free(&wanted);
    tb_vec_free(&got);
    printf("%zu cases, %zu hits as the oracle's\n", cases, hits);
    /* One case in five brings breaks of its own; more would be a fault in finding paragraphs. */
    return cases == 0 || hits < cases || own_breaks > cases / 4;
}
