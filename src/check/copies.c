/* Copies: two texts that share most of their sentences, found by content and reported as a suspicion.
 *
 * A sentence of at least MIN_KEY bytes is known by the hash of its fold key, so that a wire text with other quotation
 * marks or line breaks is the same; the share is that of the text with fewer such sentences (containment, Broder 1997). */
#include <stdlib.h>

#include "check/internal.h"

enum { MIN_KEY = 30, MIN_SHARED = 3 };

typedef struct fingerprint {
    uint64_t *hashes; /* sorted, no doubles */
    size_t n;
} fingerprint;

static int by_value(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static tb_status take_fingerprint(tb_run *run, const tb_source_state *s, fingerprint *out) {
    const tb_sentences *sentences = &s->sentences;
    out->hashes = TB_NEW_ARRAY(&run->check->arena, sentences->n, uint64_t);
    if (!out->hashes) return TB_ENOMEM;
    tb_buf key = {0};
    for (size_t i = 0; i < sentences->n; i++) {
        tb_buf_clear(&key);
        tb_fold_key(&key, tb_slice_sub(s->article.text.text, sentences->starts[i], sentences->starts[i + 1]));
        if (key.len >= MIN_KEY) out->hashes[out->n++] = tb_hash(tb_buf_slice(&key));
    }
    tb_status status = tb_buf_status(&key);
    tb_buf_free(&key);
    if (out->n) qsort(out->hashes, out->n, sizeof *out->hashes, by_value);
    size_t kept = 0;
    for (size_t i = 0; i < out->n; i++)
        if (i == 0 || out->hashes[i] != out->hashes[i - 1]) out->hashes[kept++] = out->hashes[i];
    out->n = kept;
    return status;
}

static size_t shared(const fingerprint *a, const fingerprint *b) {
    size_t n = 0;
    for (size_t i = 0, j = 0; i < a->n && j < b->n;) {
        if (a->hashes[i] == b->hashes[j]) n++, i++, j++;
        else if (a->hashes[i] < b->hashes[j]) i++;
        else j++;
    }
    return n;
}

/* Whether the book already says that one goes back to the other, or both to a third. */
static bool related(const tb_book *book, uint32_t a, uint32_t b) {
    uint32_t of_a = book->sources[a].reprint_of, of_b = book->sources[b].reprint_of;
    return of_a == b || of_b == a || (of_a != TB_NONE && of_a == of_b);
}

tb_status tb_check_copies(tb_run *run) {
    size_t n = run->book->n_sources;
    fingerprint *prints = TB_NEW_ARRAY(&run->check->arena, n, fingerprint);
    if (!prints) return TB_ENOMEM;
    for (uint32_t a = 0; a < n; a++) {
        if (!tb_source_readable(run, a)) continue;
        TB_TRY(take_fingerprint(run, &run->check->sources[a], &prints[a]));
        for (uint32_t b = 0; b < a; b++) {
            size_t same = shared(&prints[a], &prints[b]), fewer = prints[a].n < prints[b].n ? prints[a].n : prints[b].n;
            if (same < MIN_SHARED || same * 2 < fewer || related(run->book, a, b)) continue;
            TB_TRY(tb_findings_add(run->findings, TB_CODE_SOURCE_COPY, run->book->sources[a].at, run->book->sources[a].id, NULL,
                                   "%zu of %zu sentences also stand in %.*s", same, prints[a].n,
                                   TB_FMT(run->book->sources[b].id)));
        }
    }
    return TB_OK;
}
