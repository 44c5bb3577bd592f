/* Hyperscan (or Vectorscan): literals, caseless in ASCII, each hit checked for whole words.
 *
 *   bench_hyperscan FOLDER N [caseless|cased] [ROUNDS] [OUT]
 *
 * A byte from 0x80 counts as part of a word. All hits are counted, nested ones too. OUT gets a line for each hit, as
 * in hits.c, in a round of its own that is not measured. */
#include <hs/hs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "corpus.h"

typedef struct counter {
    const unsigned char *text;
    size_t len;
    const size_t *lengths; /* of the names */
    size_t hits;
    FILE *out;   /* or NULL */
    size_t base; /* of text, in the corpus */
} counter;

static int is_word(unsigned char b) {
    return b >= 0x80 || (unsigned char)(b - '0') < 10 || (unsigned char)((b | 0x20) - 'a') < 26;
}

static int on_match(unsigned int id, unsigned long long from, unsigned long long to, unsigned int flags, void *context) {
    counter *c = context;
    (void)from;
    (void)flags;
    size_t start = (size_t)to - c->lengths[id];
    if ((start > 0 && is_word(c->text[start - 1])) || (to < c->len && is_word(c->text[to]))) return 0;
    c->hits++;
    if (c->out) fprintf(c->out, "%zu %zu %u\n", c->base + start, c->base + (size_t)to, id);
    return 0;
}

static hs_database_t *compile(const bench_data *d, size_t *lengths, unsigned flag) {
    const char **expressions = malloc(d->n_names * sizeof *expressions);
    unsigned *flags = malloc(d->n_names * sizeof *flags), *ids = malloc(d->n_names * sizeof *ids);
    for (size_t i = 0; i < d->n_names; i++) {
        expressions[i] = d->names[i].p;
        lengths[i] = d->names[i].len;
        flags[i] = flag;
        ids[i] = (unsigned)i;
    }
    hs_database_t *database;
    hs_compile_error_t *error;
    if (hs_compile_lit_multi(expressions, flags, ids, lengths, (unsigned)d->n_names, HS_MODE_BLOCK, NULL, &database,
                             &error) != HS_SUCCESS) {
        fprintf(stderr, "bench_hyperscan: %s\n", error->message);
        exit(1);
    }
    free(expressions);
    free(flags);
    free(ids);
    return database;
}

int main(int argc, char **argv) {
    if (argc < 3) {
        fputs("usage: bench_hyperscan FOLDER N [caseless|cased] [ROUNDS] [OUT]\n", stderr);
        return 2;
    }
    int cased = argc > 3 && strcmp(argv[3], "cased") == 0;
    int rounds = argc > 4 ? atoi(argv[4]) : 5;
    bench_data d = bench_read(argv[1], argv[2]);
    size_t *lengths = malloc(d.n_names * sizeof *lengths);
    double start = bench_now();
    hs_database_t *database = compile(&d, lengths, cased ? 0 : HS_FLAG_CASELESS);
    double build = bench_now() - start;
    size_t size = 0, scratch_size = 0;
    hs_database_size(database, &size);
    hs_scratch_t *scratch = NULL;
    hs_alloc_scratch(database, &scratch);
    hs_scratch_size(scratch, &scratch_size);
    double best = 1e9;
    counter c = {.lengths = lengths};
    for (int round = 0; round < rounds + (argc > 5); round++) {
        if (round == rounds && !(c.out = fopen(argv[5], "w"))) return 1;
        start = bench_now();
        c.hits = 0;
        for (size_t i = 0; i < d.n_articles; i++) {
            c.text = (const unsigned char *)d.articles[i].p;
            c.len = d.articles[i].len;
            c.base = (size_t)(d.articles[i].p - d.text.p);
            hs_scan(database, d.articles[i].p, (unsigned)d.articles[i].len, 0, scratch, on_match, &c);
        }
        double taken = bench_now() - start;
        if (taken < best && !c.out) best = taken;
    }
    bench_report(cased ? "hyperscan cased" : "hyperscan caseless", &d, build, (double)(size + scratch_size) / 1e6, best,
                 c.hits);
    return c.out && fclose(c.out) != 0 ? 1 : 0;
}
