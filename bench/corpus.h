/* What the contenders in C share: the corpus and the names in memory, a clock, and one line of result. */
#ifndef TB_BENCH_CORPUS_H
#define TB_BENCH_CORPUS_H

#include <stddef.h>

typedef struct bench_slice {
    char *p;
    size_t len;
} bench_slice;

typedef struct bench_data {
    bench_slice text;      /* all articles */
    bench_slice *articles; /* parts of it */
    size_t n_articles;
    bench_slice names_text;
    bench_slice *names;
    size_t n_names;
} bench_data;

/* Reads FOLDER/corpus.txt, FOLDER/corpus.len and FOLDER/names-N.txt; ends the process where it cannot. */
bench_data bench_read(const char *folder, const char *n_names);
double bench_now(void);       /* seconds of processor time of this process */
double bench_heap_mb(void);   /* bytes in use by malloc, in millions */
/* {"contender": …, "names": …, "build_ms": …, "memory_mb": …, "mb_per_s": …, "hits": …} */
void bench_report(const char *contender, const bench_data *d, double build_seconds, double memory_mb,
                  double scan_seconds, size_t hits);

#endif
