/* Near copies by the smallest hashes of runs of words; see sketch.h. */
#include "report/sketch.h"

#include <stdlib.h>

#include "base/map.h"
#include "match/match.h"
#include "text/words.h"

enum { RUN = 4 };

static int by_value(const void *x, const void *y) {
    uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
    return (a > b) - (a < b);
}

/* The hash of each word, as it is folded. */
static tb_status hash_words(tb_arena *arena, tb_slice text, uint64_t **out, size_t *n) {
    tb_words words;
    tb_buf key = {0};
    TB_TRY(tb_words_find(arena, text, &words));
    *out = TB_NEW_ARRAY(arena, words.n, uint64_t);
    if (!*out) return TB_ENOMEM;
    for (size_t i = 0; i < words.n; i++) {
        tb_buf_clear(&key);
        tb_fold_key(&key, tb_slice_sub(text, words.at[i].start, words.at[i].end));
        (*out)[i] = tb_hash(tb_buf_slice(&key));
    }
    *n = words.n;
    tb_status status = tb_buf_status(&key);
    tb_buf_free(&key);
    return status;
}

tb_status tb_sketch_make(tb_slice text, tb_sketch *out) {
    tb_arena arena = {0};
    uint64_t *hashes;
    size_t n;
    out->n = 0;
    tb_status status = hash_words(&arena, text, &hashes, &n);
    if (status == TB_OK && n >= RUN) {
        for (size_t i = 0; i + RUN <= n; i++) {
            uint64_t run[RUN];
            memcpy(run, hashes + i, sizeof run);
            hashes[i] = tb_hash((tb_slice){(const char *)run, sizeof run});
        }
        n -= RUN - 1;
        qsort(hashes, n, sizeof *hashes, by_value);
        for (size_t i = 0; i < n && out->n < TB_SKETCH_SIZE; i++)
            if (i == 0 || hashes[i] != hashes[i - 1]) out->at[out->n++] = hashes[i];
    }
    tb_arena_free(&arena);
    return status;
}

unsigned tb_sketch_resemblance(const tb_sketch *a, const tb_sketch *b) {
    size_t i = 0, k = 0, all = 0, both = 0;
    while (all < TB_SKETCH_SIZE && (i < a->n || k < b->n)) {
        all++;
        if (k == b->n || (i < a->n && a->at[i] < b->at[k])) i++;
        else if (i == a->n || b->at[k] < a->at[i]) k++;
        else both++, i++, k++;
    }
    return all ? (unsigned)(both * 100 / all) : 0;
}
