/* Compares the matcher with the oracle on random cases.
 *
 *   match_property [--cases N] [--seed S] [--write FILE]
 *
 * With --write, cases and hits go into a file, for replay_cases on another machine. Ends with 1 and the smallest case it could come to where they differ. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cases_file.h"
#include "oracle.h"

static void must(bool holds, const char *what) {
    if (holds) return;
    fprintf(stderr, "match_property: %s\n", what);
    abort();
}

typedef struct engine {
    const char *name;
    unsigned option;
} engine;

/* Paths that the machine does not have come to the portable one. */
static const engine engines[] = {{"simple", TB_MATCH_SIMPLE},
                                 {"fast", 0},
                                 {"fast, second path, as for many", 1 * TB_MATCH_PATH | TB_MATCH_PIECES | TB_MATCH_MANY},
                                 {"fast, third path", 2 * TB_MATCH_PATH | TB_MATCH_PIECES},
                                 {"fast, portable", 15 * TB_MATCH_PATH}};
#define N_ENGINES (sizeof engines / sizeof engines[0])

typedef struct result {
    tb_hits hits;
    const char *wrong; /* the engine that differs, or what else does; NULL if all is well */
    tb_hits got;
} result;

static bool same_hits(const tb_hits *a, const tb_hits *b) {
    if (a->n != b->n) return false;
    for (size_t i = 0; i < a->n; i++)
        if (a->at[i].pattern != b->at[i].pattern || a->at[i].start != b->at[i].start || a->at[i].end != b->at[i].end)
            return false;
    return true;
}

static void scan(const match_case *c, unsigned option, const tb_text *text, tb_hits *hits) {
    tb_matcher *m;
    tb_scratch *s;
    must(tb_matcher_new(&m, c->patterns, c->n, c->options | option) == TB_OK, "no matcher");
    must(tb_scratch_new(&s) == TB_OK, "no scratch");
    hits->n = 0;
    must(tb_matcher_scan(m, s, text, hits) == TB_OK, "no scan");
    tb_scratch_free(s);
    tb_matcher_free(m);
}

/* Runs a case through the oracle and every engine; writes it to f, if there is one. */
static void run_and_write(const match_case *c, result *r, FILE *f) {
    tb_arena arena = {0};
    tb_text text;
    tb_slice bytes = {c->text.p, c->text.len};
    must(tb_text_plain(&arena, bytes, &text) == TB_OK, "no text");
    r->wrong = NULL;
    size_t breaks[CASE_BYTES + 2];
    size_t n_breaks = oracle_breaks(bytes, breaks, CASE_BYTES + 2);
    if (n_breaks != text.n_breaks || memcmp(breaks, text.breaks, n_breaks * sizeof *breaks) != 0) r->wrong = "paragraphs";
    if (c->n_breaks) {
        text.breaks = c->breaks;
        text.n_breaks = c->n_breaks;
    }
    r->hits.n = 0;
    oracle_scan(c->patterns, c->n, c->options, &text, &r->hits);
    for (size_t i = 0; i < N_ENGINES && !r->wrong; i++) {
        scan(c, engines[i].option, &text, &r->got);
        if (!same_hits(&r->hits, &r->got)) r->wrong = engines[i].name;
    }
    if (f) must(case_write(f, c, &text, &r->hits), "cannot write");
    tb_arena_free(&arena);
}

static void run(const match_case *c, result *r) {
    run_and_write(c, r, NULL);
}

/* Removes a character of w if the case still differs without it. */
static bool shrink_words(match_case *c, words *w, result *r) {
    bool smaller = false;
    for (size_t i = 0; i < w->len;) {
        size_t n = 1;
        while (i + n < w->len && ((unsigned char)w->p[i + n] & 0xC0) == 0x80) n++;
        words old = *w;
        memmove(w->p + i, w->p + i + n, w->len - i - n);
        w->len -= n;
        case_link(c);
        run(c, r);
        if (r->wrong) {
            smaller = true;
        } else {
            *w = old;
            i += n;
        }
    }
    case_link(c);
    return smaller;
}

static bool shrink_patterns(match_case *c, result *r) {
    bool smaller = false;
    for (size_t i = 0; i < c->n; i++) {
        match_case old = *c;
        memmove(&c->texts[i], &c->texts[i + 1], (c->n - i - 1) * sizeof c->texts[0]);
        memmove(&c->affixes[i], &c->affixes[i + 1], (c->n - i - 1) * sizeof c->affixes[0]);
        memmove(&c->patterns[i], &c->patterns[i + 1], (c->n - i - 1) * sizeof c->patterns[0]);
        c->n--;
        case_link(c);
        run(c, r);
        if (r->wrong) {
            smaller = true;
        } else {
            *c = old;
            case_link(c);
        }
    }
    return smaller;
}

static void shrink(match_case *c, result *r) {
    if (c->n_breaks) {
        size_t n = c->n_breaks;
        c->n_breaks = 0;
        run(c, r);
        if (!r->wrong) c->n_breaks = n;
    }
    bool smaller = true;
    while (smaller) {
        smaller = shrink_patterns(c, r);
        for (size_t i = 0; i < c->n; i++) smaller = shrink_words(c, &c->texts[i], r) || smaller;
        if (!c->n_breaks) smaller = shrink_words(c, &c->text, r) || smaller;
    }
    run(c, r);
}

static void print_hits(const char *who, const tb_hits *h) {
    printf("  %s:", who);
    for (size_t i = 0; i < h->n; i++) printf(" %u@%zu-%zu", h->at[i].pattern, h->at[i].start, h->at[i].end);
    putchar('\n');
}

static void report(match_case *c, uint64_t seed, result *r) {
    printf("case %llu differs: %s\n", (unsigned long long)seed, r->wrong);
    shrink(c, r);
    case_print(c);
    print_hits("oracle", &r->hits);
    print_hits(r->wrong, &r->got);
}

int main(int argc, char **argv) {
    unsigned long long cases = 200000, seed = 1;
    FILE *file = NULL;
    for (int i = 1; i + 1 < argc; i += 2) {
        if (strcmp(argv[i], "--cases") == 0) cases = strtoull(argv[i + 1], NULL, 10);
        if (strcmp(argv[i], "--seed") == 0) seed = strtoull(argv[i + 1], NULL, 10);
        if (strcmp(argv[i], "--write") == 0) must((file = fopen(argv[i + 1], "wb")) != NULL, "cannot open the file");
    }
    static match_case c;
    result r = {0};
    unsigned long long hits = 0, with_hits = 0;
    for (unsigned long long i = 0; i < cases; i++) {
        case_make(&c, seed + i);
        run_and_write(&c, &r, file);
        hits += r.hits.n;
        with_hits += r.hits.n > 0;
        if (r.wrong) {
            report(&c, seed + i, &r);
            return 1;
        }
    }
    printf("%llu cases from seed %llu: no difference; %llu hits in %llu cases\n", cases, seed, hits, with_hits);
    tb_vec_free(&r.hits);
    tb_vec_free(&r.got);
    must(!file || fclose(file) == 0, "cannot write");
    /* A generator that makes no hits would prove nothing. */
    return cases >= 1000 && with_hits < cases / 4;
}
