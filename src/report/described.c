/* Groups that have no name of their own and are described: "Jewish communities", "the nuclear deal", "two Iranians",
 * "a mosque in Havana". See names.h.
 *
 * A noun for a group or a pact counts with what describes it: a name, a belief or a hyphened tie before it, plain words before
 * it, or a place behind it. */
#include "report/names.h"

enum { MODIFIERS = 3 };

typedef struct scan {
    tb_gathering *g;
    uint32_t text;
    const tb_gap_text *t;
} scan;

static uint32_t lex(const scan *s, size_t i) {
    return tb_token_lex(s->g, &s->t->tokens[i]);
}

static bool has(const scan *s, size_t i, uint32_t flags) {
    return (s->t->tokens[i].flags & flags) != 0;
}

static bool covered(const scan *s, size_t i) {
    return s->t->tokens[i].mention != TB_NONE;
}

static bool tells_state(const scan *s, size_t i) {
    if (covered(s, i)) return s->g->book->entities[s->t->state->mentions.at[s->t->tokens[i].mention].entity].kind == 2;
    return s->g->spellings.at[s->t->tokens[i].spelling].state != TB_NONE;
}

static bool is_head(const scan *s, size_t i) {
    if (!has(s, i, TB_WORD_LOWER) || covered(s, i)) return false;
    if (!(lex(s, i) & (TB_LEX_PEOPLE | TB_LEX_PACT | TB_LEX_GROUP))) return false;
    /* "bank" in "bank account" is no head */
    if (i + 1 >= s->t->n || !has(s, i + 1, TB_WORD_SPACE) || !has(s, i + 1, TB_WORD_LOWER)) return true;
    return !(lex(s, i + 1) & (TB_LEX_PEOPLE | TB_LEX_PACT | TB_LEX_GROUP | TB_LEX_TITLE));
}

static bool ends_in(tb_slice s, const char *ending) {
    return tb_slice_ends(s, tb_slice_cstr(ending));
}

/* A plain word that may describe: no small word, no verb form. */
static bool describes(const scan *s, size_t i) {
    uint32_t never = TB_LEX_STOP | TB_LEX_ADVERB | TB_LEX_ARTICLE | TB_LEX_LINKER | TB_LEX_AND | TB_LEX_IN | TB_LEX_NUMBER | TB_LEX_SPEECH |
                     TB_LEX_TITLE | TB_LEX_TIME;
    tb_slice key = s->g->spellings.at[s->t->tokens[i].spelling].key;
    if (!has(s, i, TB_WORD_LOWER) || (lex(s, i) & never) || key.len < 3) return false;
    return (lex(s, i) & TB_LEX_TIED) || (!ends_in(key, "ing") && !ends_in(key, "ed"));
}

/* The first token of what describes the head; *named when a name is among it. */
static size_t modifiers(const scan *s, size_t head, bool *named) {
    size_t first = head;
    *named = false;
    for (int n = 0; n < MODIFIERS && first > 0; n++) {
        size_t i = first - 1;
        if (s->t->tokens[i].sentence != s->t->tokens[head].sentence || has(s, i, TB_WORD_POSSESSIVE)) break;
        if (has(s, first, TB_WORD_HYPHEN)) { /* Iran-backed, non-aligned */
            first = i;
            *named |= has(s, i, TB_WORD_UPPER) && (lex(s, i + 1) & TB_LEX_TIED);
            continue;
        }
        if (!has(s, first, TB_WORD_SPACE)) break;
        if (has(s, i, TB_WORD_UPPER) && !(s->t->tokens[i].first && (lex(s, i) & (TB_LEX_STOP | TB_LEX_ARTICLE)))) {
            first = i;
            while (first > 0 && has(s, first - 1, TB_WORD_UPPER) && has(s, first, TB_WORD_SPACE) && !has(s, first - 1, TB_WORD_POSSESSIVE) &&
                   s->t->tokens[first - 1].sentence == s->t->tokens[head].sentence && !s->t->tokens[first - 1].first)
                first--;
            *named |= tells_state(s, first) || (!covered(s, first) && (lex(s, first) & TB_LEX_BELIEF));
            break;
        }
        bool tied = i > 0 && has(s, i, TB_WORD_HYPHEN);
        if (!describes(s, i) && !tied) break;
        first = i;
    }
    return first;
}

/* The last token of a name that stands behind the head: "in Havana", "to the United States"; head where there is none. */
static size_t place_behind(const scan *s, size_t head) {
    size_t i = head + 1;
    if (i + 1 >= s->t->n || s->t->tokens[i + 1].sentence != s->t->tokens[head].sentence) return head;
    if (!has(s, i, TB_WORD_SPACE) || !has(s, i, TB_WORD_LOWER)) return head;
    tb_slice word = s->g->spellings.at[s->t->tokens[i].spelling].key;
    if (!(lex(s, head) & TB_LEX_SEAT)) return head; /* "groups in Peru" says where, not which */
    if (!tb_slice_eq(word, TB_S("in")) && !tb_slice_eq(word, TB_S("to")) && !tb_slice_eq(word, TB_S("en")) &&
        !tb_slice_eq(word, TB_S("from")))
        return head;
    i++;
    if ((lex(s, i) & TB_LEX_ARTICLE) && i + 1 < s->t->n) i++;
    if (!has(s, i, TB_WORD_UPPER) || (lex(s, i) & TB_LEX_TIME)) return head;
    while (i + 1 < s->t->n && has(s, i + 1, TB_WORD_UPPER) && has(s, i + 1, TB_WORD_SPACE) && !has(s, i, TB_WORD_POSSESSIVE) &&
           s->t->tokens[i + 1].sentence == s->t->tokens[head].sentence)
        i++;
    return i;
}

static tb_status add(scan *s, size_t first, size_t last, bool named, uint32_t *out) {
    uint32_t candidate;
    TB_TRY(tb_candidate_add(s->g, s->text, first, last, tb_cues_of(s->g, s->text, first, last), &candidate));
    tb_candidate *c = &s->g->candidates.at[candidate];
    c->described = true;
    c->has_name |= named;
    if (out) *out = candidate;
    return TB_OK;
}

static tb_status add_head(scan *s, size_t head, size_t *next) {
    bool named;
    size_t first = modifiers(s, head, &named), last = place_behind(s, head);
    bool singular = !ends_in(s->g->spellings.at[s->t->tokens[head].spelling].key, "s");
    if (!singular && !(lex(s, head) & TB_LEX_PEOPLE)) last = head;
    *next = last;
    if (first == head && last == head) return TB_OK;
    uint32_t whole, shorter;
    TB_TRY(add(s, first, last, named || last > head, &whole));
    size_t rest = first;
    if (first < head && tells_state(s, first)) {
        while (rest < head && tells_state(s, rest)) rest++;
        if (rest < last && !has(s, rest, TB_WORD_HYPHEN) && (rest < head || last > head)) {
            TB_TRY(tb_candidate_of(s->g, s->text, rest, last, &shorter));
            s->g->candidates.at[whole].variant = shorter;
        }
    }
    return TB_OK;
}

/* "two Iranians". */
static bool counts_people(const scan *s, size_t i) {
    return i + 1 < s->t->n && (lex(s, i) & TB_LEX_NUMBER) && has(s, i + 1, TB_WORD_SPACE) && has(s, i + 1, TB_WORD_UPPER) &&
           tells_state(s, i + 1) && ends_in(s->g->spellings.at[s->t->tokens[i + 1].spelling].key, "s");
}

tb_status tb_described_find(tb_gathering *g) {
    for (uint32_t t = 0; t < g->texts.n; t++) {
        scan s = {g, t, &g->texts.at[t]};
        for (size_t i = 0; i < s.t->n; i++) {
            if (is_head(&s, i)) TB_TRY(add_head(&s, i, &i));
            else if (!covered(&s, i) && counts_people(&s, i)) TB_TRY(add(&s, i, i + 1, true, NULL));
        }
    }
    return TB_OK;
}
