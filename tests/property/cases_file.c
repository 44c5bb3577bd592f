/* Cases without the libraries that make them; see cases_file.h. */
#include "cases_file.h"

#include <stdlib.h>

void case_link(match_case *c) {
    for (size_t i = 0; i < c->n; i++) {
        c->patterns[i].text = (tb_slice){c->texts[i].p, c->texts[i].len};
        for (int k = 0; k < 2 * CASE_AFFIXES; k++)
            c->slices[i][k] = (tb_slice){c->affixes[i][k].p, c->affixes[i][k].len};
        c->patterns[i].prefixes = c->slices[i];
        c->patterns[i].endings = c->slices[i] + CASE_AFFIXES;
    }
}

static bool put(FILE *f, size_t n) {
    uint32_t x = (uint32_t)n;
    return fwrite(&x, sizeof x, 1, f) == 1;
}

static bool put_words(FILE *f, const words *w) {
    return put(f, w->len) && fwrite(w->p, 1, w->len, f) == w->len;
}

bool case_write(FILE *f, const match_case *c, const tb_text *text, const tb_hits *hits) {
    bool well = put(f, CASES_FILE_MAGIC) && put(f, c->options) && put(f, c->n) && put_words(f, &c->text);
    for (size_t i = 0; i < c->n && well; i++) {
        const tb_pattern *p = &c->patterns[i];
        well = put_words(f, &c->texts[i]) && put(f, p->letter_case) && put(f, p->accents) && put(f, p->n_prefixes) &&
               put(f, p->n_endings);
        for (int k = 0; k < 2 * CASE_AFFIXES && well; k++) well = put_words(f, &c->affixes[i][k]);
    }
    well = well && put(f, text->n_breaks);
    for (size_t i = 0; i < text->n_breaks && well; i++) well = put(f, text->breaks[i]);
    well = well && put(f, hits->n);
    for (size_t i = 0; i < hits->n && well; i++)
        well = put(f, hits->at[i].pattern) && put(f, hits->at[i].start) && put(f, hits->at[i].end);
    return well;
}

static size_t get(FILE *f, size_t most) {
    uint32_t x;
    if (fread(&x, sizeof x, 1, f) == 1 && x <= most) return x;
    fputs("the stream of cases is broken\n", stderr);
    exit(3);
}

static void get_words(FILE *f, words *w) {
    w->len = get(f, CASE_BYTES);
    if (fread(w->p, 1, w->len, f) != w->len) exit(3);
}

bool case_read(FILE *f, match_case *c, size_t *breaks, size_t *n_breaks, tb_hits *hits) {
    uint32_t magic;
    if (fread(&magic, sizeof magic, 1, f) != 1) return false;
    if (magic != CASES_FILE_MAGIC) exit(3);
    c->options = (unsigned)get(f, UINT32_MAX);
    c->n = get(f, CASE_PATTERNS);
    get_words(f, &c->text);
    for (size_t i = 0; i < c->n; i++) {
        tb_pattern *p = &c->patterns[i];
        *p = (tb_pattern){0};
        get_words(f, &c->texts[i]);
        p->letter_case = (tb_case)get(f, TB_CASE_ANY);
        p->accents = (tb_accents)get(f, TB_ACCENTS_EXACT);
        p->n_prefixes = get(f, CASE_AFFIXES);
        p->n_endings = get(f, CASE_AFFIXES);
        for (int k = 0; k < 2 * CASE_AFFIXES; k++) get_words(f, &c->affixes[i][k]);
    }
    *n_breaks = get(f, CASE_BYTES + 2);
    for (size_t i = 0; i < *n_breaks; i++) breaks[i] = get(f, CASE_BYTES);
    hits->n = 0;
    for (size_t n = get(f, UINT32_MAX); n > 0; n--) {
        tb_hit h = {.pattern = (uint32_t)get(f, CASE_PATTERNS)};
        h.start = get(f, CASE_BYTES);
        h.end = get(f, CASE_BYTES);
        if (tb_vec_push(NULL, hits, h) != TB_OK) exit(3);
    }
    return true;
}
