/* The hits of tiebook's matcher, written down: what its own engines are compared with, and the peers.
 *
 *   bench_hits FOLDER N smart|any|exact best|portable|pieces|simple OUT [MEGABYTES]
 *
 * OUT gets a line for each hit, nested ones too: start and end in corpus.txt, and the number of the name.
 * With MEGABYTES, of as many articles from the first on: the plain engine is slow. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "corpus.h"
#include "match/match.h"

static void must(tb_status status) {
    if (status == TB_OK) return;
    fprintf(stderr, "bench_hits: status %d\n", status);
    exit(1);
}

static unsigned engine(const char *name) {
    if (strcmp(name, "best") == 0) return 0;
    if (strcmp(name, "portable") == 0) return 15 * TB_MATCH_PATH;
    if (strcmp(name, "pieces") == 0) return TB_MATCH_PIECES;
    if (strcmp(name, "simple") == 0) return TB_MATCH_SIMPLE;
    fprintf(stderr, "bench_hits: no engine %s\n", name);
    exit(2);
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

int main(int argc, char **argv) {
    if (argc < 6) {
        fputs("usage: bench_hits FOLDER N smart|any|exact best|portable|pieces|simple OUT [MEGABYTES]\n", stderr);
        return 2;
    }
    bench_data d = bench_read(argv[1], argv[2]);
    FILE *out = fopen(argv[5], "w");
    tb_matcher *m;
    tb_scratch *s;
    tb_hits hits = {0};
    size_t limit = argc > 6 ? strtoull(argv[6], NULL, 10) * 1000000 : SIZE_MAX;
    if (!out) must(TB_EIO);
    must(tb_matcher_new(&m, patterns_of(&d, argv[3]), d.n_names, engine(argv[4])));
    must(tb_scratch_new(&s));
    for (size_t i = 0; i < d.n_articles; i++) {
        tb_arena arena = {0};
        tb_text text;
        size_t base = (size_t)(d.articles[i].p - d.text.p);
        if (base >= limit) break;
        must(tb_text_plain(&arena, (tb_slice){d.articles[i].p, d.articles[i].len}, &text));
        hits.n = 0;
        must(tb_matcher_scan(m, s, &text, &hits));
        for (size_t h = 0; h < hits.n; h++)
            fprintf(out, "%zu %zu %u\n", base + hits.at[h].start, base + hits.at[h].end, hits.at[h].pattern);
        tb_arena_free(&arena);
    }
    return fclose(out) == 0 ? 0 : 1;
}
