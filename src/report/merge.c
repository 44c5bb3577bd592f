/* Which candidates are forms of one name; see names.h. Each rule joins only where the text leaves one choice, and none looks
 * at all pairs: texts may hold a hundred thousand names. */
#include "report/names.h"

#include <stdlib.h>

static tb_candidate *at(const tb_gathering *g, uint32_t c) {
    return &g->candidates.at[c];
}

/* The earlier root stays, so that the result does not depend on the order of the rules' finds. */
static void join(tb_gathering *g, uint32_t a, uint32_t b) {
    a = tb_candidate_root(g, a);
    b = tb_candidate_root(g, b);
    if (a == b) return;
    uint32_t first = a < b ? a : b, second = a < b ? b : a;
    at(g, second)->parent = first;
    if (at(g, first)->entity == TB_NONE) at(g, first)->entity = at(g, second)->entity;
}

/* Who answers to a key, when only one does. */
typedef struct answers {
    tb_map map;               /* key → index into who */
    TB_VEC(uint32_t) who;     /* a candidate, or TB_NONE where several do; on the heap */
} answers;

/* Candidates of one root count as one. */
static tb_status answer(tb_gathering *g, answers *a, tb_slice key, uint32_t candidate) {
    uint32_t at_key;
    bool added;
    TB_TRY(tb_map_add(&a->map, key, (uint32_t)a->who.n, &at_key, &added));
    if (added) return tb_vec_push(NULL, &a->who, candidate);
    uint32_t known = a->who.at[at_key];
    if (known != TB_NONE && tb_candidate_root(g, known) != tb_candidate_root(g, candidate)) a->who.at[at_key] = TB_NONE;
    return TB_OK;
}

static uint32_t who_answers(const answers *a, tb_slice key) {
    uint32_t at_key = tb_map_get(&a->map, key);
    return at_key == TB_MAP_NONE ? TB_NONE : a->who.at[at_key];
}

static void free_answers(answers *a) {
    tb_map_free(&a->map);
    tb_vec_free(&a->who);
}

/* ---- states, adjectives, variants ---- */

static tb_status join_states(tb_gathering *g) {
    uint32_t *first = TB_NEW_ARRAY(g->arena, g->lexicon.names.n, uint32_t);
    if (!first) return TB_ENOMEM;
    for (size_t i = 0; i < g->lexicon.names.n; i++) first[i] = TB_NONE;
    for (uint32_t c = 0; c < g->candidates.n; c++) {
        uint32_t state = at(g, c)->state;
        if (state == TB_NONE) continue;
        if (first[state] == TB_NONE) first[state] = c;
        else join(g, first[state], c);
    }
    return TB_OK;
}

/* "Latin American" and "Latin America", "Middle Eastern" and "Middle East". */
static void join_adjectives(tb_gathering *g) {
    static const char *const endings[] = {"n", "ns", "an", "ans", "ian", "ians", "ern", "ese", "i", "is", "ish"};
    for (uint32_t c = 0; c < g->candidates.n; c++) {
        tb_slice key = at(g, c)->key;
        if (at(g, c)->state != TB_NONE || at(g, c)->described) continue;
        for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
            tb_slice ending = tb_slice_cstr(endings[i]);
            if (!tb_slice_ends(key, ending) || key.len - ending.len < 4) continue;
            uint32_t d = tb_map_get(&g->candidates_by_key, tb_slice_sub(key, 0, key.len - ending.len));
            if (d != TB_MAP_NONE && !at(g, d)->described) join(g, d, c);
        }
    }
}

/* "Russian Foreign Ministry" and "Foreign Ministry", where no other ministry is called so. */
static tb_status join_variants(tb_gathering *g) {
    uint32_t *n = TB_NEW_ARRAY(g->arena, g->candidates.n, uint32_t);
    if (!n) return TB_ENOMEM;
    for (uint32_t c = 0; c < g->candidates.n; c++)
        if (at(g, c)->variant != TB_NONE) n[at(g, c)->variant]++;
    for (uint32_t c = 0; c < g->candidates.n; c++)
        if (at(g, c)->variant != TB_NONE && n[at(g, c)->variant] == 1) join(g, c, at(g, c)->variant);
    return TB_OK;
}

/* ---- acronyms ---- */

/* The letters that the words of a name begin with, small words left out; at most max of them. */
static tb_slice initials(tb_slice name, char *out, size_t max) {
    static const char *const small[] = {"of ", "the ", "for ", "and ", "de ", "del ", "la ", "y ", "to ", "a "};
    size_t n = 0;
    for (size_t i = 0; i < name.len && n < max; i++) {
        if (i > 0 && name.p[i - 1] != ' ' && name.p[i - 1] != '-') continue;
        bool skip = false;
        for (size_t k = 0; k < sizeof small / sizeof *small; k++)
            skip |= tb_slice_starts(tb_slice_sub(name, i, name.len), tb_slice_cstr(small[k]));
        if (!skip) out[n++] = name.p[i];
    }
    return (tb_slice){out, n};
}

enum { ACRONYM_MAX = 12 };

/* "Center for a Secure Free Society (SFS)": the acronym may be known to the book, or another candidate. */
static void join_bracketed(tb_gathering *g) {
    for (size_t i = 0; i < g->occurrences.n; i++) {
        const tb_occurrence *o = &g->occurrences.at[i];
        const tb_gap_text *t = &g->texts.at[o->text];
        size_t k = o->last + 1;
        if (o->first == o->last || k >= t->n) continue;
        const tb_token *inner = &t->tokens[k];
        if (!(inner->flags & TB_WORD_OPEN) || !(inner->flags & TB_WORD_CAPS)) continue;
        if (inner->sentence != t->tokens[o->last].sentence) continue;
        /* an acronym of another language has other letters; a body may have one, a place beside which it stands has not */
        char buffer[ACRONYM_MAX];
        tb_slice letters = g->spellings.at[inner->spelling].key;
        bool body = (at(g, o->candidate)->lex_any & TB_LEX_GROUP) != 0;
        if (!body && !tb_slice_eq(letters, initials(at(g, o->candidate)->key, buffer, ACRONYM_MAX))) continue;
        if (inner->mention != TB_NONE) {
            if (at(g, o->candidate)->entity == TB_NONE)
                at(g, o->candidate)->entity = t->state->mentions.at[inner->mention].entity;
            continue;
        }
        uint32_t acronym = tb_map_get(&g->candidates_by_key, letters);
        if (acronym != TB_MAP_NONE) join(g, o->candidate, acronym);
    }
}

static tb_status collect_initials(tb_gathering *g, answers *a) {
    for (uint32_t c = 0; c < g->candidates.n; c++) {
        char buffer[ACRONYM_MAX];
        tb_slice key;
        if (at(g, c)->n_words < 3 || at(g, c)->n == 0 || at(g, c)->described) continue;
        TB_TRY(tb_arena_copy(g->arena, initials(at(g, c)->key, buffer, ACRONYM_MAX), &key));
        TB_TRY(answer(g, a, key, c));
    }
    return TB_OK;
}

static tb_status join_acronyms(tb_gathering *g) {
    answers a = {0};
    tb_status status = collect_initials(g, &a);
    for (uint32_t c = 0; c < g->candidates.n && status == TB_OK; c++) {
        if (!at(g, c)->caps || at(g, c)->state != TB_NONE || at(g, c)->key.len < 3) continue;
        uint32_t match = who_answers(&a, at(g, c)->key);
        if (match != TB_NONE) join(g, match, c);
    }
    free_answers(&a);
    return status;
}

/* ---- people ---- */

/* A name of several words that may be somebody's, so that its last word alone may be, too. */
static bool may_be_person(const tb_candidate *c) {
    uint32_t heads = TB_LEX_GROUP | TB_LEX_PEOPLE | TB_LEX_PLACE | TB_LEX_THING | TB_LEX_PACT | TB_LEX_REALM;
    if (c->described || c->n_words < 2 || c->n_words > 5 || c->state != TB_NONE || c->n == 0) return false;
    return !((c->lex_first | c->lex_last | c->lex_head) & heads) && !(c->lex_first & (TB_LEX_BELIEF | TB_LEX_STATE | TB_LEX_AREA));
}

static tb_status collect_surnames(tb_gathering *g, answers *a) {
    for (uint32_t c = 0; c < g->candidates.n; c++) {
        tb_slice key = at(g, c)->key;
        if (!may_be_person(at(g, c))) continue;
        for (size_t i = 1; i < key.len; i++)
            if (key.p[i - 1] == ' ') TB_TRY(answer(g, a, tb_slice_sub(key, i, key.len), c));
    }
    return TB_OK;
}

/* A surname alone, and the one fuller name that ends in it. */
static tb_status join_surnames(tb_gathering *g) {
    answers a = {0};
    tb_status status = collect_surnames(g, &a);
    for (uint32_t c = 0; c < g->candidates.n && status == TB_OK; c++) {
        const tb_candidate *s = at(g, c);
        if (s->described || s->state != TB_NONE || s->caps || s->n == 0) continue;
        uint32_t match = who_answers(&a, s->key);
        if (match != TB_NONE) join(g, match, c);
    }
    free_answers(&a);
    return status;
}

/* Whether two words differ by one letter: put in, left out, another, or two neighbours swapped. */
static bool one_letter_apart(tb_slice a, tb_slice b) {
    if (a.len > b.len) {
        tb_slice x = a;
        a = b;
        b = x;
    }
    if (b.len - a.len > 1) return false;
    size_t i = 0, end = 0;
    while (i < a.len && a.p[i] == b.p[i]) i++;
    while (end < a.len - i && a.p[a.len - 1 - end] == b.p[b.len - 1 - end]) end++;
    size_t left = a.len - i - end, right = b.len - i - end;
    if (left <= 1 && right == 1) return true;
    return left == 2 && right == 2 && a.p[i] == b.p[i + 1] && a.p[i + 1] == b.p[i];
}

/* A name without one of its words: names that agree in this differ in that word alone. */
typedef struct masked {
    uint64_t rest;
    uint32_t candidate;
} masked;

static int by_rest(const void *x, const void *y) {
    const masked *a = x, *b = y;
    if (a->rest != b->rest) return a->rest < b->rest ? -1 : 1;
    return (a->candidate > b->candidate) - (a->candidate < b->candidate);
}

/* Names of several words, one of them spelled in two ways: "Ebrahim Raisi", "Ebrahim Riasi". */
static tb_status join_misspelled(tb_gathering *g) {
    enum { NEIGHBOURS = 50 };
    TB_VEC(masked) all = {0};
    for (uint32_t c = 0; c < g->candidates.n; c++) {
        tb_slice key = at(g, c)->key;
        if (!may_be_person(at(g, c)) || key.len < 8) continue;
        for (size_t start = 0, i = 0; i <= key.len; i++) {
            if (i < key.len && key.p[i] != ' ') continue;
            uint64_t before = tb_hash(tb_slice_sub(key, 0, start)), after = tb_hash(tb_slice_sub(key, i, key.len));
            masked m = {before * 31 + after, c};
            TB_TRY(tb_vec_push(g->arena, &all, m));
            start = i + 1;
        }
    }
    if (all.n) qsort(all.at, all.n, sizeof *all.at, by_rest);
    for (size_t i = 0; i < all.n; i++)
        for (size_t k = i + 1; k < all.n && k <= i + NEIGHBOURS && all.at[k].rest == all.at[i].rest; k++)
            if (one_letter_apart(at(g, all.at[i].candidate)->key, at(g, all.at[k].candidate)->key))
                join(g, all.at[i].candidate, all.at[k].candidate);
    return TB_OK;
}

/* ---- descriptions ---- */

/* The part of a description before the place behind it: "saudi ambassador" of "saudi ambassador to the u.s."; "" if none. */
static tb_slice before_place(tb_slice key) {
    static const char *const links[] = {" to ", " in ", " en ", " from "};
    for (size_t i = 0; i < key.len; i++)
        for (size_t k = 0; k < sizeof links / sizeof *links; k++)
            if (tb_slice_starts(tb_slice_sub(key, i, key.len), tb_slice_cstr(links[k]))) return tb_slice_sub(key, 0, i);
    return (tb_slice){NULL, 0};
}

/* "Israeli Embassy" and "Israeli embassy in Buenos Aires", where what stands before the place tells enough. */
static tb_status join_places(tb_gathering *g) {
    tb_map heads = {0};
    tb_status status = TB_OK;
    for (uint32_t c = 0; c < g->candidates.n && status == TB_OK; c++) {
        tb_slice head = at(g, c)->described ? before_place(at(g, c)->key) : (tb_slice){NULL, 0};
        if (!head.len || !memchr(head.p, ' ', head.len)) continue;
        uint32_t whole = tb_map_get(&g->candidates_by_key, head), first = c;
        if (whole != TB_MAP_NONE) join(g, whole, c);
        status = tb_map_add(&heads, head, c, &first, NULL);
        if (status == TB_OK) join(g, first, c);
    }
    tb_map_free(&heads);
    return status;
}

tb_status tb_candidates_merge(tb_gathering *g) {
    TB_TRY(join_states(g));
    join_adjectives(g);
    TB_TRY(join_variants(g));
    join_bracketed(g);
    TB_TRY(join_acronyms(g));
    TB_TRY(join_misspelled(g));
    TB_TRY(join_surnames(g));
    return join_places(g);
}
