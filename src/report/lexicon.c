/* The words of a language that tell what names are; see lexicon.h. States and their people are joined from the CLDR's names
 * and the exceptions of lexicon.def. */
#include "report/lexicon.h"

#include "match/match.h"
#include "text/words.h"

typedef struct words_row {
    const char *language;
    uint32_t flag;
    bool endings;
    const char *words;
} words_row;

typedef struct state_row {
    const char *language, *name, *words;
} state_row;

static const words_row rows[] = {
#define TB_WORDS(language, flag, words) {language, TB_LEX_##flag, false, words},
#define TB_ENDINGS(language, flag, words) {language, TB_LEX_##flag, true, words},
#define TB_STATE_WORDS(language, name, words)
#include "report/lexicon.def"
#undef TB_WORDS
#undef TB_ENDINGS
#undef TB_STATE_WORDS
};

static const state_row states[] = {
#define TB_WORDS(language, flag, words)
#define TB_ENDINGS(language, flag, words)
#define TB_STATE_WORDS(language, name, words) {language, name, words},
#include "report/lexicon.def"
#undef TB_WORDS
#undef TB_ENDINGS
#undef TB_STATE_WORDS
};

enum { N_ROWS = sizeof rows / sizeof *rows, N_STATES = sizeof states / sizeof *states };

/* The folded form, in the lexicon's arena. */
static tb_status fold(tb_lexicon *x, tb_slice s, tb_slice *out) {
    tb_buf_clear(&x->scratch);
    tb_fold_key(&x->scratch, s);
    TB_TRY(tb_buf_status(&x->scratch));
    return tb_arena_copy(&x->arena, tb_buf_slice(&x->scratch), out);
}

static tb_status add(tb_lexicon *x, tb_slice word, uint32_t flag, uint32_t state) {
    tb_slice key;
    uint32_t at;
    bool added;
    TB_TRY(fold(x, word, &key));
    if (!key.len) return TB_OK;
    TB_TRY(tb_map_add(&x->words, key, (uint32_t)x->flags.n, &at, &added));
    if (added) {
        TB_TRY(tb_vec_push(&x->arena, &x->flags, 0));
        TB_TRY(tb_vec_push(&x->arena, &x->states, TB_NONE));
    }
    x->flags.at[at] |= flag;
    if (state != TB_NONE && x->states.at[at] == TB_NONE) x->states.at[at] = state;
    return TB_OK;
}

/* Adds the words of a list parted by any of the separators and blanks round them. */
static tb_status add_list(tb_lexicon *x, const char *list, char separator, uint32_t flag, uint32_t state) {
    while (*list) {
        while (*list == ' ' || *list == separator) list++;
        const char *end = list;
        while (*end && *end != separator) end++;
        size_t len = (size_t)(end - list);
        while (len && list[len - 1] == ' ') len--;
        TB_TRY(add(x, (tb_slice){list, len}, flag, state));
        list = end;
    }
    return TB_OK;
}

static tb_status add_state(tb_lexicon *x, tb_slice name, uint32_t *out) {
    tb_slice key;
    TB_TRY(fold(x, name, &key));
    *out = tb_map_get(&x->words, key);
    *out = *out == TB_MAP_NONE ? TB_NONE : x->states.at[*out];
    if (*out != TB_NONE) return TB_OK;
    *out = (uint32_t)x->names.n;
    TB_TRY(tb_vec_push(&x->arena, &x->names, name));
    TB_TRY(tb_vec_push(&x->arena, &x->name_keys, key));
    return add(x, name, TB_LEX_STATE, *out);
}

/* The name in the CLDR goes first, so that what is in the list of exceptions as well joins it. */
static tb_status add_known(tb_lexicon *x, const char *language) {
    const tb_known *known;
    size_t n;
    TB_TRY(tb_known_names(&x->arena, language, &known, &n));
    for (size_t i = 0; i < n; i++) {
        uint32_t state;
        /* short names ("US") come after full ones and are in the list of exceptions where they matter */
        if (known[i].what == TB_KNOWN_STATE) TB_TRY(add_state(x, known[i].name, &state));
        else TB_TRY(add(x, known[i].name, known[i].what == TB_KNOWN_AREA ? TB_LEX_AREA : TB_LEX_TIME, TB_NONE));
    }
    return TB_OK;
}

static bool speaks(const char *row, const char *language) {
    size_t n = strlen(row);
    return strncmp(row, language, n) == 0 && (language[n] == '\0' || language[n] == '-');
}

static tb_status make(tb_lexicon *x, const char *language) {
    for (size_t i = 0; i < N_STATES; i++) {
        uint32_t state;
        if (!speaks(states[i].language, language)) continue;
        TB_TRY(add_state(x, tb_slice_cstr(states[i].name), &state));
        TB_TRY(add_list(x, states[i].words, ',', TB_LEX_STATE, state));
    }
    TB_TRY(add_known(x, language));
    for (size_t i = 0; i < N_ROWS; i++)
        if (speaks(rows[i].language, language) && !rows[i].endings)
            TB_TRY(add_list(x, rows[i].words, ' ', rows[i].flag, TB_NONE));
    for (size_t i = 0; i < N_ROWS; i++) {
        if (!speaks(rows[i].language, language) || !rows[i].endings) continue;
        tb_ending e = {tb_slice_cstr(rows[i].words), rows[i].flag};
        TB_TRY(tb_vec_push(&x->arena, &x->endings, e));
    }
    return TB_OK;
}

tb_status tb_lexicon_make(tb_slice language, tb_lexicon *out) {
    char tag[32] = "en";
    *out = (tb_lexicon){0};
    if (language.len && language.len < sizeof tag) {
        memcpy(tag, language.p, language.len);
        tag[language.len] = '\0';
    }
    tb_status status = make(out, tag);
    if (status != TB_OK) tb_lexicon_free(out);
    return status;
}

void tb_lexicon_free(tb_lexicon *x) {
    tb_map_free(&x->words);
    tb_buf_free(&x->scratch);
    tb_arena_free(&x->arena);
    *x = (tb_lexicon){0};
}

uint32_t tb_lexicon_flags(const tb_lexicon *x, tb_slice key) {
    uint32_t at = tb_map_get(&x->words, key);
    uint32_t flags = at == TB_MAP_NONE ? 0 : x->flags.at[at];
    for (size_t i = 0; i < x->endings.n && key.len >= 5; i++)
        if (tb_slice_ends(key, x->endings.at[i].ending)) flags |= x->endings.at[i].flag;
    return flags;
}

static bool in_list(tb_slice word, const char *const *list) {
    for (; *list; list++)
        if (tb_slice_eq(word, tb_slice_cstr(*list))) return true;
    return false;
}

/* How many letters key and the name of a state share at their beginning, where what is left of the key is an ending of words
 * for a people; 0 where it is not. */
static size_t shared_letters(tb_slice key, tb_slice name) {
    static const char *const endings[] = {"n",  "an", "ian", "ean", "vian", "vians", "nian", "ese", "ish", "i",    "ic",   "ns",    "ans",
                                          "ians", "eans", "is",  "ene", "ano",  "ana",  "anos", "ense", "enses", "eno",
                                          "ena", "enos", "i",   "ies", NULL};
    size_t n = 0;
    while (n < key.len && n < name.len && key.p[n] == name.p[n]) n++;
    if (n < 4 || (name.len > n + 3)) return 0;
    /* the ending may take letters back that it shares with the name: argentin-a, argentin-ean */
    for (size_t from = n; from + 3 > n && from >= 4; from--)
        if (in_list(tb_slice_sub(key, from, key.len), endings)) return n;
    return 0;
}

uint32_t tb_lexicon_state(const tb_lexicon *x, tb_slice key) {
    uint32_t at = tb_map_get(&x->words, key);
    if (at != TB_MAP_NONE) return x->states.at[at];
    uint32_t best = TB_NONE;
    size_t most = 0;
    if (memchr(key.p, ' ', key.len)) return TB_NONE;
    for (uint32_t i = 0; i < x->name_keys.n; i++) {
        size_t n = shared_letters(key, x->name_keys.at[i]);
        if (n <= most) continue;
        most = n;
        best = i;
    }
    return best;
}

bool tb_lexicon_is_state_name(const tb_lexicon *x, uint32_t state, tb_slice key) {
    return tb_slice_eq(x->name_keys.at[state], key);
}
