/* Random names and texts over nasty alphabets, the same for the same seed. */
#ifndef TB_TESTS_CASES_H
#define TB_TESTS_CASES_H

#include <stdint.h>

#include "match/match.h"

#define CASE_PATTERNS 8
#define CASE_AFFIXES 2
#define CASE_BYTES 1500
#define CASE_BREAKS 64

typedef struct random_source {
    uint64_t state;
} random_source;

uint64_t random_next(random_source *r);
/* A number below n (at least 1). */
unsigned random_below(random_source *r, unsigned n);

/* A string that holds its bytes. */
typedef struct words {
    char p[CASE_BYTES];
    size_t len;
} words;

typedef struct match_case {
    words texts[CASE_PATTERNS];
    words affixes[CASE_PATTERNS][2 * CASE_AFFIXES]; /* prefixes, then endings */
    tb_slice slices[CASE_PATTERNS][2 * CASE_AFFIXES];
    tb_pattern patterns[CASE_PATTERNS]; /* filled from the rest by case_link */
    size_t n;
    unsigned options;
    words text;
    size_t breaks[CASE_BREAKS]; /* of the text; n_breaks 0: by the rules of plain text */
    size_t n_breaks;
} match_case;

/* Makes the case of a seed. */
void case_make(match_case *c, uint64_t seed);
/* Points the patterns at the strings again, after strings have changed or the case has moved. */
void case_link(match_case *c);
/* Prints a case so that it can be read and typed. */
void case_print(const match_case *c);

#endif
