/* The matcher of tiebook on the corpus in memory.
 *
 *   bench_tiebook FOLDER N [smart|any|exact] [ROUNDS] [PATH]
 *
 * smart is the whole semantics of the format; any folds case whatever the form asks, as the peers do. All
 * hits are counted, nested ones too. The best of the rounds counts. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "corpus.h"
#include "match/match.h"

static void must(tb_status status) {
    if (status == TB_OK) return;
    fprintf(stderr, "bench_tiebook: status %d\n", status);
    exit(1);
}

static tb_pattern *patterns_of(const bench_data *d, const char *mode) {
    tb_pattern *patterns = calloc(d->n_names, sizeof *patterns);
    if (!patterns) must(TB_ENOMEM);
    for (size_t i = 0; i < d->n_names; i++) {
        patterns[i].text = (tb_slice){d->names[i].p, d->names[i].len};
        if (strcmp(mode, "any") == 0) patterns[i].letter_case = TB_CASE_ANY;
        if (strcmp(mode, "exact") == 0) patterns[i].letter_case = TB_CASE_EXACT;
    }
    return patterns;
}

/* Looks for everything in an article, from its bytes on: where its paragraphs end is a part of the work. */
static size_t look(const tb_matcher *m, tb_scratch *s, bench_slice article, tb_arena *arena, tb_hits *hits) {
    tb_text text;
    tb_arena_clear(arena); /* as the program does: memory that is used again */
    must(tb_text_plain(arena, (tb_slice){article.p, article.len}, &text));
    hits->n = 0;
    must(tb_matcher_scan(m, s, &text, hits));
    return hits->n;
}

/* Seconds for the ends of the paragraphs alone. */
static double paragraphs(const bench_data *d, tb_arena *arena) {
    double start = bench_now();
    for (size_t i = 0; i < d->n_articles; i++) {
        tb_text text;
        tb_arena_clear(arena);
        must(tb_text_plain(arena, (tb_slice){d->articles[i].p, d->articles[i].len}, &text));
    }
    return bench_now() - start;
}

int main(int argc, char **argv) {
    if (argc < 3) {
        fputs("usage: bench_tiebook FOLDER N [smart|any|exact] [ROUNDS] [PATH]\n", stderr);
        return 2;
    }
    const char *mode = argc > 3 ? argv[3] : "smart";
    int rounds = argc > 4 ? atoi(argv[4]) : 5;
    unsigned options = argc > 5 ? (unsigned)atoi(argv[5]) * TB_MATCH_PATH : 0;
    bench_data d = bench_read(argv[1], argv[2]);
    tb_pattern *patterns = patterns_of(&d, mode);
    double build = 1e9, best = 1e9, breaks = 1e9, memory = 0;
    tb_matcher *m = NULL;
    for (int i = 0; i < 3; i++) {
        tb_matcher_free(m);
        double heap = bench_heap_mb(), start = bench_now();
        must(tb_matcher_new(&m, patterns, d.n_names, options));
        double taken = bench_now() - start;
        if (taken < build) build = taken;
        memory = bench_heap_mb() - heap;
    }
    tb_scratch *s;
    must(tb_scratch_new(&s));
    tb_hits hits = {0};
    tb_arena arena = {0};
    size_t n = 0;
    for (int round = 0; round < rounds; round++) {
        double start = bench_now();
        n = 0;
        for (size_t i = 0; i < d.n_articles; i++) n += look(m, s, d.articles[i], &arena, &hits);
        double taken = bench_now() - start;
        if (taken < best) best = taken;
        taken = paragraphs(&d, &arena);
        if (taken < breaks) breaks = taken;
    }
    char name[64];
    snprintf(name, sizeof name, "tiebook %s", mode);
    bench_report(name, &d, build, memory, best, n);
    fprintf(stderr, "paragraphs: %.0f MB/s\n", (double)d.text.len / 1e6 / breaks);
    return 0;
}
