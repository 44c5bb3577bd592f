/* Which candidates are forms of one name; see names.h. Each rule joins only where the text leaves one choice. */
#include "report/names.h"

static tb_candidate *at(const tb_gathering *g, uint32_t c) {
    return &g->candidates.at[c];
}

static void join(tb_gathering *g, uint32_t a, uint32_t b) {
    a = tb_candidate_root(g, a);
    b = tb_candidate_root(g, b);
    if (a == b) return;
    /* the earlier one stays: no long chains, and the same result whatever the rule */
    if (b < a) {
        uint32_t x = a;
        a = b;
        b = x;
    }
    at(g, b)->parent = a;
    if (at(g, a)->entity == TB_NONE) at(g, a)->entity = at(g, b)->entity;
}

/* "Russian Foreign Ministry" and "Foreign Ministry", where no other ministry is called so. */
static void join_variants(tb_gathering *g) {
    for (uint32_t c = 0; c < g->candidates.n; c++) {
        uint32_t variant = at(g, c)->variant;
        bool only = variant != TB_NONE;
        for (uint32_t d = 0; d < g->candidates.n && only; d++) only = d == c || at(g, d)->variant != variant;
        if (only) join(g, c, variant);
    }
}

static void join_states(tb_gathering *g) {
    for (uint32_t c = 0; c < g->candidates.n; c++) {
        if (at(g, c)->state == TB_NONE) continue;
        for (uint32_t d = 0; d < c; d++) {
            if (at(g, d)->state != at(g, c)->state) continue;
            join(g, d, c);
            break;
        }
    }
}

/* Whether the letters of an acronym are those that the words of a name begin with, small words left out. */
static bool is_initials(tb_slice acronym, tb_slice name) {
    size_t n = 0;
    for (size_t i = 0; i < name.len; i++) {
        if (i > 0 && name.p[i - 1] != ' ' && name.p[i - 1] != '-') continue;
        if (n < acronym.len && name.p[i] == acronym.p[n]) {
            n++;
            continue;
        }
        tb_slice rest = tb_slice_sub(name, i, name.len);
        static const char *const small[] = {"of ", "the ", "for ", "and ", "de ", "del ", "la ", "y ", "to ", "a "};
        bool skip = false;
        for (size_t k = 0; k < sizeof small / sizeof *small; k++) skip |= tb_slice_starts(rest, tb_slice_cstr(small[k]));
        if (!skip) return false;
    }
    return n == acronym.len;
}

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
        tb_slice letters = g->spellings.at[inner->spelling].key;
        bool body = ((at(g, o->candidate)->lex_any) & TB_LEX_GROUP) != 0;
        if (!body && !is_initials(letters, at(g, o->candidate)->key)) continue;
        if (inner->mention != TB_NONE) {
            if (at(g, o->candidate)->entity == TB_NONE)
                at(g, o->candidate)->entity = t->state->mentions.at[inner->mention].entity;
            continue;
        }
        uint32_t acronym = tb_map_get(&g->candidates_by_key, letters);
        if (acronym != TB_MAP_NONE) join(g, o->candidate, acronym);
    }
}

static void join_acronyms(tb_gathering *g) {
    for (uint32_t c = 0; c < g->candidates.n; c++) {
        if (!at(g, c)->caps || at(g, c)->state != TB_NONE || at(g, c)->key.len < 3) continue;
        uint32_t match = TB_NONE;
        size_t n = 0;
        for (uint32_t d = 0; d < g->candidates.n; d++) {
            if (at(g, d)->n_words < 2 || at(g, d)->n == 0 || at(g, d)->described || !is_initials(at(g, c)->key, at(g, d)->key)) continue;
            if (n && tb_candidate_root(g, d) == tb_candidate_root(g, match)) continue;
            match = d;
            n++;
        }
        if (n == 1) join(g, match, c);
    }
}

/* A name of several words that may be somebody's, so that its last word alone may be, too. */
static bool may_be_person(const tb_candidate *c) {
    uint32_t heads = TB_LEX_GROUP | TB_LEX_PEOPLE | TB_LEX_PLACE | TB_LEX_THING | TB_LEX_PACT | TB_LEX_REALM;
    if (c->described || c->n_words < 2 || c->n_words > 5 || c->state != TB_NONE || c->n == 0) return false;
    return !((c->lex_first | c->lex_last | c->lex_head) & heads) && !(c->lex_first & (TB_LEX_BELIEF | TB_LEX_STATE | TB_LEX_AREA));
}

/* A surname alone, and the one fuller name that ends in it. */
static void join_surnames(tb_gathering *g) {
    for (uint32_t c = 0; c < g->candidates.n; c++) {
        const tb_candidate *s = at(g, c);
        if (s->described || s->state != TB_NONE || s->caps || s->n == 0) continue;
        uint32_t match = TB_NONE;
        size_t n = 0;
        for (uint32_t d = 0; d < g->candidates.n; d++) {
            const tb_candidate *m = at(g, d);
            if (d == c || m->n_words <= s->n_words || !may_be_person(m) || !tb_slice_ends(m->key, s->key)) continue;
            char before = m->key.p[m->key.len - s->key.len - 1];
            if (before != ' ') continue;
            if (n && tb_candidate_root(g, d) == tb_candidate_root(g, match)) continue;
            match = d;
            n++;
        }
        if (n == 1) join(g, match, c);
    }
}

/* Whether two keys differ by one letter: put in, left out, another, or two neighbours swapped. */
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

/* Names of several words, one of them spelled in two ways. */
static void join_misspelled(tb_gathering *g) {
    for (uint32_t c = 0; c < g->candidates.n; c++) {
        if (!may_be_person(at(g, c))) continue;
        for (uint32_t d = 0; d < c; d++) {
            if (!may_be_person(at(g, d)) || at(g, d)->n_words != at(g, c)->n_words || at(g, c)->key.len < 8) continue;
            if (one_letter_apart(at(g, c)->key, at(g, d)->key)) join(g, d, c);
        }
    }
}

/* "Latin American" and "Latin America", "Middle Eastern" and "Middle East". */
static tb_status join_adjectives(tb_gathering *g) {
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
    return TB_OK;
}

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
        if (!memchr(head.len ? head.p : "", ' ', head.len)) continue;
        uint32_t whole = tb_map_get(&g->candidates_by_key, head), first = c;
        if (whole != TB_MAP_NONE) join(g, whole, c);
        status = tb_map_add(&heads, head, c, &first, NULL);
        if (status == TB_OK) join(g, first, c);
    }
    tb_map_free(&heads);
    return status;
}

tb_status tb_candidates_merge(tb_gathering *g) {
    join_states(g);
    TB_TRY(join_adjectives(g));
    join_variants(g);
    join_bracketed(g);
    join_acronyms(g);
    join_misspelled(g);
    join_surnames(g);
    TB_TRY(join_places(g));
    return TB_OK;
}
