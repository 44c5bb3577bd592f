/* Reading the corpus, and telling the result. */
#define _GNU_SOURCE
#include "corpus.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static void die(const char *what, const char *name) {
    fprintf(stderr, "bench: %s %s\n", what, name);
    exit(1);
}

static bench_slice read_file(const char *folder, const char *name) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "rb");
    if (!f) die("cannot read", path);
    fseek(f, 0, SEEK_END);
    long size = ftell(f);
    rewind(f);
    bench_slice s = {malloc((size_t)size + 1), (size_t)size};
    if (!s.p || fread(s.p, 1, s.len, f) != s.len) die("cannot read", path);
    s.p[s.len] = '\0';
    fclose(f);
    return s;
}

static size_t count_lines(bench_slice s) {
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++) n += s.p[i] == '\n';
    return n;
}

bench_data bench_read(const char *folder, const char *n_names) {
    char name[64];
    snprintf(name, sizeof name, "names-%s.txt", n_names);
    bench_data d = {.text = read_file(folder, "corpus.txt"), .names_text = read_file(folder, name)};
    bench_slice lengths = read_file(folder, "corpus.len");
    d.articles = malloc((count_lines(lengths) + 1) * sizeof *d.articles);
    d.names = malloc((count_lines(d.names_text) + 1) * sizeof *d.names);
    if (!d.articles || !d.names) die("no memory for", folder);
    size_t at = 0;
    for (char *p = lengths.p; *p; p = strchr(p, '\n') + 1) {
        size_t len = strtoull(p, NULL, 10);
        d.articles[d.n_articles++] = (bench_slice){d.text.p + at, len};
        at += len;
    }
    for (char *p = d.names_text.p; *p; p = strchr(p, '\n') + 1)
        d.names[d.n_names++] = (bench_slice){p, (size_t)(strchr(p, '\n') - p)};
    free(lengths.p);
    return d;
}

double bench_now(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

double bench_heap_mb(void) {
    struct mallinfo2 m = mallinfo2();
    return (double)(m.uordblks + m.hblkhd) / 1e6;
}

void bench_report(const char *contender, const bench_data *d, double build_seconds, double memory_mb,
                  double scan_seconds, size_t hits) {
    printf("{\"contender\": \"%s\", \"names\": %zu, \"build_ms\": %.3f, \"memory_mb\": %.3f, \"mb_per_s\": %.1f, "
           "\"hits\": %zu}\n",
           contender, d->n_names, build_seconds * 1e3, memory_mb, (double)d->text.len / 1e6 / scan_seconds, hits);
}
