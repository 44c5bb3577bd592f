/* Cue words of relations; see cues.h. */
#include "report/cues.h"

#include <stdlib.h>

#include "match/match.h"

typedef struct row {
    const char *language, *words;
} row;

static const row groups[] = {
#define TB_CUES(language, words) {language, words},
#define TB_CUE_ENDINGS(language, words)
#include "report/cues.def"
#undef TB_CUES
#undef TB_CUE_ENDINGS
};

static const row endings[] = {
#define TB_CUES(language, words)
#define TB_CUE_ENDINGS(language, words) {language, words},
#include "report/cues.def"
#undef TB_CUES
#undef TB_CUE_ENDINGS
};

enum { N_GROUPS = sizeof groups / sizeof *groups, N_ENDINGS = sizeof endings / sizeof *endings, STEM_MIN = 3 };

static bool speaks(const char *row_language, tb_slice language) {
    tb_slice r = tb_slice_cstr(row_language);
    return tb_slice_starts(language, r) && (language.len == r.len || language.p[r.len] == '-');
}

/* The next word of a list parted by blanks; false at the end. */
static bool next_word(const char **list, tb_slice *out) {
    while (**list == ' ') ++*list;
    size_t n = strcspn(*list, " ");
    *out = (tb_slice){*list, n};
    *list += n;
    return n > 0;
}

uint64_t tb_cues_stem(const tb_cues *c, tb_slice key) {
    for (size_t round = 0; round < 2; round++) /* deliver-y, deliv-er */
        for (size_t i = 0; i < c->endings.n; i++) {
            tb_slice ending = c->endings.at[i];
            if (key.len < ending.len + STEM_MIN + round || !tb_slice_ends(key, ending)) continue;
            key.len -= ending.len;
            break;
        }
    return tb_hash(key);
}

typedef struct builder {
    tb_cues *cues;
    const tb_book *book;
    tb_slice language;
    tb_lexicon lexicon;
    tb_buf scratch;
    TB_VEC(uint64_t) stems; /* of the relation that is being worked on; on the heap */
} builder;

static tb_status fold(builder *b, tb_slice word, uint64_t *out) {
    tb_buf_clear(&b->scratch);
    tb_fold_key(&b->scratch, word);
    *out = tb_cues_stem(b->cues, tb_buf_slice(&b->scratch));
    return tb_buf_status(&b->scratch);
}

/* Adds the group if it has a word with that stem. */
static tb_status add_group(builder *b, const char *words, uint64_t wanted) {
    uint64_t stem;
    tb_slice word;
    bool has = false;
    const char *list = words;
    while (!has && next_word(&list, &word)) {
        TB_TRY(fold(b, word, &stem));
        has = stem == wanted;
    }
    for (list = words; has && next_word(&list, &word);) {
        TB_TRY(fold(b, word, &stem));
        TB_TRY(tb_vec_push(NULL, &b->stems, stem));
    }
    return TB_OK;
}

static int by_value(const void *x, const void *y) {
    uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
    return (a > b) - (a < b);
}

static tb_status add_relation(builder *b, uint32_t relation) {
    tb_buf name = {0};
    tb_status status = TB_OK;
    uint32_t small = TB_LEX_STOP | TB_LEX_ARTICLE | TB_LEX_LINKER | TB_LEX_AND | TB_LEX_IN;
    b->stems.n = 0;
    tb_fold_key(&name, b->book->relations[relation].name);
    tb_buf_putc(&name, '\0');
    const char *list = tb_buf_status(&name) == TB_OK ? name.p : "";
    tb_slice word;
    while (status == TB_OK && next_word(&list, &word)) {
        if (word.len < STEM_MIN || (tb_lexicon_flags(&b->lexicon, word) & small)) continue;
        uint64_t stem = tb_cues_stem(b->cues, word);
        status = tb_vec_push(NULL, &b->stems, stem);
        for (size_t i = 0; i < N_GROUPS && status == TB_OK; i++)
            if (speaks(groups[i].language, b->language)) status = add_group(b, groups[i].words, stem);
    }
    if (status == TB_OK) status = tb_buf_status(&name);
    tb_buf_free(&name);
    TB_TRY(status);
    if (b->stems.n) qsort(b->stems.at, b->stems.n, sizeof *b->stems.at, by_value);
    uint64_t *list_of = TB_NEW_ARRAY(&b->cues->arena, b->stems.n, uint64_t);
    if (!list_of) return TB_ENOMEM;
    if (b->stems.n) memcpy(list_of, b->stems.at, b->stems.n * sizeof *list_of);
    b->cues->stems[relation] = list_of;
    b->cues->n[relation] = b->stems.n;
    return TB_OK;
}

static tb_status make(builder *b) {
    b->language = b->book->language.len ? b->book->language : TB_S("en");
    for (size_t i = 0; i < N_ENDINGS; i++) {
        tb_slice ending;
        if (!speaks(endings[i].language, b->language)) continue;
        for (const char *list = endings[i].words; next_word(&list, &ending);)
            TB_TRY(tb_vec_push(&b->cues->arena, &b->cues->endings, ending));
    }
    TB_TRY(tb_lexicon_make(b->language, &b->lexicon));
    b->cues->stems = TB_NEW_ARRAY(&b->cues->arena, b->book->n_relations, uint64_t *);
    b->cues->n = TB_NEW_ARRAY(&b->cues->arena, b->book->n_relations, size_t);
    if (!b->cues->stems || !b->cues->n) return TB_ENOMEM;
    for (uint32_t r = 0; r < b->book->n_relations; r++) TB_TRY(add_relation(b, r));
    return TB_OK;
}

tb_status tb_cues_make(const tb_book *book, tb_cues *out) {
    *out = (tb_cues){0};
    builder b = {.cues = out, .book = book};
    tb_status status = make(&b);
    tb_lexicon_free(&b.lexicon);
    tb_buf_free(&b.scratch);
    tb_vec_free(&b.stems);
    if (status != TB_OK) tb_cues_free(out);
    return status;
}

void tb_cues_free(tb_cues *c) {
    tb_arena_free(&c->arena);
    *c = (tb_cues){0};
}

bool tb_cues_has(const tb_cues *c, uint32_t relation, uint64_t stem) {
    return c->n[relation] && bsearch(&stem, c->stems[relation], c->n[relation], sizeof stem, by_value) != NULL;
}
