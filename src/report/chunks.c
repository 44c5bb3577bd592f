/* Runs of capitalised words as candidates for names; see names.h.
 *
 * A run is cut where an office stands in it ("Foreign Minister Jorge Faurie"), loses what belongs to known names at its ends,
 * and keeps a state before a body ("Russian Foreign Ministry"). Sentence beginnings are judged by how the word is written
 * elsewhere. */
#include "report/names.h"

typedef struct scan {
    tb_gathering *g;
    uint32_t text;
    const tb_gap_text *t;
} scan;

static uint32_t lex(const scan *s, size_t i) {
    return tb_token_lex(s->g, &s->t->tokens[i]);
}

static const tb_spelling *spelling(const scan *s, size_t i) {
    return &s->g->spellings.at[s->t->tokens[i].spelling];
}

static bool has(const scan *s, size_t i, uint32_t flags) {
    return (s->t->tokens[i].flags & flags) != 0;
}

static bool covered(const scan *s, size_t i) {
    return s->t->tokens[i].mention != TB_NONE;
}

static const tb_mention *mention(const scan *s, size_t i) {
    return &s->t->state->mentions.at[s->t->tokens[i].mention];
}

static bool names_state(const scan *s, size_t i) { /* a state, its people or its adjective, known or not */
    if (covered(s, i)) return s->g->book->entities[mention(s, i)->entity].kind == 2;
    return spelling(s, i)->state != TB_NONE;
}

/* "Foundation for Defense of ...", "Bank of ...". */
static bool begins_body(const scan *s, size_t i) {
    if (!(lex(s, i) & TB_LEX_GROUP) || i + 2 >= s->t->n || !(lex(s, i + 1) & TB_LEX_LINKER)) return false;
    size_t k = i + 2;
    if ((lex(s, k) & TB_LEX_ARTICLE) && k + 1 < s->t->n) k++;
    return has(s, i + 1, TB_WORD_SPACE) && has(s, k, TB_WORD_UPPER) && s->t->tokens[k].sentence == s->t->tokens[i].sentence;
}

/* A capital that only the beginning of a sentence asks for. */
static bool is_plain_word(const scan *s, size_t i) {
    const tb_spelling *w = spelling(s, i);
    if (!s->t->tokens[i].first || covered(s, i) || w->state != TB_NONE) return false;
    if (has(s, i, TB_WORD_CAPS) && s->t->tokens[i].end - s->t->tokens[i].start > 1) return false;
    uint32_t never = TB_LEX_STOP | TB_LEX_ADVERB | TB_LEX_ARTICLE | TB_LEX_LINKER | TB_LEX_IN | TB_LEX_AND | TB_LEX_NUMBER;
    if (w->upper > w->lower) return false;
    if (begins_body(s, i)) return false;
    bool tied = i + 1 < s->t->n && has(s, i + 1, TB_WORD_UPPER) && has(s, i + 1, TB_WORD_SPACE | TB_WORD_HYPHEN);
    if (tied && w->lower == 0 && !(w->lex & (never & ~(uint32_t)TB_LEX_ADVERB))) return false; /* Emily Marsh */
    if ((w->lex & TB_LEX_PARTICLE) && !(w->lex & never) && tied) return false;
    return (w->lex & never) || w->lower > 0;
}

static bool is_name(const scan *s, size_t i) {
    return has(s, i, TB_WORD_UPPER) && !is_plain_word(s, i) && !(lex(s, i) & TB_LEX_TIME);
}

static bool joins(const scan *s, size_t i) { /* nothing between it and the word before that ends a name */
    if (s->t->tokens[i].sentence != s->t->tokens[i - 1].sentence || has(s, i - 1, TB_WORD_POSSESSIVE)) return false;
    if (s->t->tokens[i].parted) return false;
    if (has(s, i, TB_WORD_SPACE | TB_WORD_HYPHEN | TB_WORD_AMPERSAND)) return true;
    /* "John F. Kennedy", "St. Petersburg" */
    return has(s, i, TB_WORD_STOP) && (has(s, i - 1, TB_WORD_INITIAL) || s->t->tokens[i - 1].end - s->t->tokens[i - 1].start <= 3);
}

/* The end of the run of names from i, with what ties them; *last is its last token. */
static size_t run_from(const scan *s, size_t i) {
    size_t last = i;
    bool body = false, linked = false;
    for (size_t k = i; k < s->t->n;) {
        last = k;
        body |= (lex(s, k) & (TB_LEX_GROUP | TB_LEX_REALM)) != 0;
        size_t next = k + 1;
        if (next >= s->t->n || !joins(s, next)) break;
        if (is_name(s, next)) {
            k = next;
            continue;
        }
        if (!has(s, next, TB_WORD_LOWER)) break;
        uint32_t x = lex(s, next);
        bool link = (x & TB_LEX_LINKER) && body, and = (x & TB_LEX_AND) && linked;
        if (!link && !and && !(x & TB_LEX_PARTICLE)) break;
        size_t after = next + 1;
        while (after < s->t->n && after < next + 3 && joins(s, after) && has(s, after, TB_WORD_LOWER) &&
               (lex(s, after) & (TB_LEX_ARTICLE | TB_LEX_PARTICLE)))
            after++;
        if (after >= s->t->n || !joins(s, after) || !is_name(s, after)) break;
        linked |= link;
        k = after;
    }
    return last;
}

/* The tokens of a mention all lie in [first, last]. */
static bool whole_mention(const scan *s, size_t i, size_t first, size_t last) {
    const tb_mention *m = mention(s, i);
    return m->start >= s->t->tokens[first].start && m->end <= s->t->tokens[last].end;
}

/* How many tokens at the beginning name a state, by one name; 0 for none. */
static size_t state_len(const scan *s, size_t first, size_t last) {
    if (covered(s, first)) {
        if (!names_state(s, first) || !whole_mention(s, first, first, last)) return 0;
        size_t n = 1;
        while (first + n <= last && s->t->tokens[first + n].mention == s->t->tokens[first].mention) n++;
        return n;
    }
    for (size_t n = last - first + 1 < 5 ? last - first + 1 : 5; n > 1; n--) {
        tb_slice words = tb_slice_sub(s->t->state->article.text.text, s->t->tokens[first].start,
                                      s->t->tokens[first + n - 1].end);
        tb_buf_clear(&s->g->scratch);
        tb_fold_key(&s->g->scratch, words);
        if (tb_buf_status(&s->g->scratch) == TB_OK &&
            tb_lexicon_state(&s->g->lexicon, tb_buf_slice(&s->g->scratch)) != TB_NONE)
            return n;
    }
    return names_state(s, first) ? 1 : 0;
}

static tb_status add(scan *s, size_t first, size_t last, uint32_t cues, uint32_t *out) {
    return tb_candidate_add(s->g, s->text, first, last, cues | tb_cues_of(s->g, s->text, first, last), out);
}

/* A state on its own, where the book has none there. */
static tb_status add_state(scan *s, size_t first, size_t n, uint32_t cues) {
    return covered(s, first) ? TB_OK : add(s, first, first + n - 1, cues, NULL);
}

static bool any_uncovered(const scan *s, size_t first, size_t last) {
    for (size_t i = first; i <= last; i++)
        if (!covered(s, i) && has(s, i, TB_WORD_UPPER)) return true;
    return false;
}

static bool has_head(const scan *s, size_t first, size_t last, uint32_t heads) {
    for (size_t i = first; i <= last; i++)
        if (!covered(s, i) && (lex(s, i) & heads)) return true;
    return false;
}

/* Takes off the ends what is no part of a name: small words, days, articles, "In" at the beginning of a sentence. */
static bool trim(const scan *s, size_t *first, size_t *last) {
    uint32_t never = TB_LEX_ARTICLE | TB_LEX_TIME;
    for (; *first <= *last; ++*first) {
        uint32_t x = lex(s, *first);
        bool small = !has(s, *first, TB_WORD_UPPER) && !has(s, *first + (*first < *last), TB_WORD_HYPHEN);
        bool lead = s->t->tokens[*first].first && (x & (TB_LEX_STOP | TB_LEX_IN)) && *first < *last;
        if (covered(s, *first) || (!small && !(x & never) && !lead)) break;
    }
    for (; *last > *first; --*last)
        if (covered(s, *last) || (has(s, *last, TB_WORD_UPPER) && !(lex(s, *last) & (never | TB_LEX_STOP)))) break;
    return *first <= *last && any_uncovered(s, *first, *last);
}

/* Names of people whose last word the book knows: "Jawad Zarif", where it has Zarif. */
static bool is_form_of_person(const scan *s, size_t first, size_t last) {
    if (first == last || !covered(s, last) || covered(s, first) || names_state(s, first)) return false;
    if (lex(s, first) & TB_LEX_BELIEF) return false;
    return s->g->book->entities[mention(s, last)->entity].kind == 0;
}

static tb_status add_form(scan *s, size_t first, size_t last, uint32_t entity, uint32_t cues) {
    uint32_t candidate;
    TB_TRY(add(s, first, last, cues, &candidate));
    s->g->candidates.at[candidate].entity = entity;
    return TB_OK;
}

/* XXI, XXth: a number. */
static bool is_roman(const scan *s, size_t i) {
    tb_slice key = spelling(s, i)->key;
    size_t n = 0;
    while (n < key.len && strchr("ivxlc", key.p[n])) n++;
    tb_slice rest = tb_slice_sub(key, n, key.len);
    return n > 0 && (rest.len == 0 || tb_slice_eq(rest, TB_S("th")) || tb_slice_eq(rest, TB_S("st")) ||
                     tb_slice_eq(rest, TB_S("nd")) || tb_slice_eq(rest, TB_S("rd")));
}

/* Words that are never a name when they stand alone. */
static bool is_nothing(const scan *s, size_t i) {
    uint32_t x = lex(s, i);
    if (has(s, i, TB_WORD_UPPER) && is_roman(s, i)) return true;
    if (s->t->tokens[i].end - s->t->tokens[i].start < 2 || has(s, i, TB_WORD_DIGITS)) return true;
    if (spelling(s, i)->state != TB_NONE) return false;
    if (has(s, i, TB_WORD_CAPS) && !(x & TB_LEX_STOP)) return false;
    return (x & (TB_LEX_STOP | TB_LEX_BELIEF | TB_LEX_TITLE | TB_LEX_TITLE_PART | TB_LEX_NUMBER | TB_LEX_IN)) != 0;
}

static tb_status add_single(scan *s, size_t i, uint32_t cues) {
    if (is_nothing(s, i)) return TB_OK;
    const tb_spelling *w = spelling(s, i);
    uint32_t x = w->lex;
    if (s->t->tokens[i].first && w->upper == 0 && (x & TB_LEX_ADVERB)) return TB_OK;
    if (s->t->tokens[i].first && w->state == TB_NONE && w->upper == (has(s, i, TB_WORD_CAPS) && w->upper)) cues |= TB_CUE_WEAK;
    return add(s, i, i, cues, NULL);
}

static bool all_small(const scan *s, size_t first, size_t last) {
    for (size_t i = first; i <= last; i++)
        if (covered(s, i) || !(lex(s, i) & (TB_LEX_STOP | TB_LEX_ARTICLE | TB_LEX_LINKER | TB_LEX_IN | TB_LEX_AND | TB_LEX_NUMBER))) return false;
    return true;
}

/* Where a body's name ends and what it belongs to begins: "Ministry of Foreign Affairs of the Russian Federation". The token
 * that ties them, or first. */
static size_t owner_link(const scan *s, size_t first, size_t last) {
    for (size_t i = first + 1; i < last; i++) {
        if (!has(s, i, TB_WORD_LOWER) || !(lex(s, i) & TB_LEX_LINKER)) continue;
        size_t from = i + 1, to;
        bool any = false; /* "for a Secure Free Society" is no owner */
        for (; from < last && has(s, from, TB_WORD_LOWER); from++)
            any |= (lex(s, from) & (TB_LEX_ARTICLE | TB_LEX_DEFINITE)) == TB_LEX_ARTICLE;
        if (any) continue;
        for (to = from; to < last && has(s, to + 1, TB_WORD_UPPER); to++) continue;
        bool state = state_len(s, from, to) == to - from + 1;
        if (state && i - first >= 2 && !(lex(s, i - 1) & TB_LEX_REALM)) return i;
        bool body = false; /* known or not */
        for (size_t k = first; k < i; k++) body |= (lex(s, k) & TB_LEX_GROUP) != 0;
        if (!state && body && has_head(s, from, to, TB_LEX_GROUP)) return i;
        if (!any_uncovered(s, first, i - 1)) return i;
    }
    return first;
}

/* A run that is one name, or a state and a name. */
static tb_status add_plain(scan *s, size_t first, size_t last, uint32_t cues) {
    uint32_t heads = TB_LEX_GROUP | TB_LEX_PEOPLE | TB_LEX_PACT | TB_LEX_THING | TB_LEX_PLACE | TB_LEX_REALM;
    uint32_t whole = TB_NONE;
    if (first > last || !trim(s, &first, &last) || all_small(s, first, last)) return TB_OK;
    if (first == last) return add_single(s, first, cues);
    if (is_form_of_person(s, first, last)) return add_form(s, first, last, mention(s, last)->entity, cues);
    size_t n = state_len(s, first, last);
    if (n > last - first) return add_state(s, first, n, cues);
    if (n > 0) {
        size_t rest = first + n;
        bool body = has_head(s, rest, last, heads);
        if (body) {
            TB_TRY(add(s, first, last, cues, &whole));
            if (!covered(s, first)) TB_TRY(add(s, first, first + n - 1, TB_CUE_NESTED, NULL));
            uint32_t variant;
            if (rest == last || !trim(s, &rest, &last)) return TB_OK;
            TB_TRY(tb_candidate_of(s->g, s->text, rest, last, &variant));
            s->g->candidates.at[whole].variant = variant;
            return TB_OK;
        }
        TB_TRY(add_state(s, first, n, cues & ~(uint32_t)TB_CUE_TITLE));
        return rest <= last && trim(s, &rest, &last) ? rest == last ? add_single(s, rest, cues) : add(s, rest, last, cues, NULL)
                                                     : TB_OK;
    }
    if (covered(s, first) && !has_head(s, first, last, heads)) {
        while (first <= last && covered(s, first)) first++;
        return add_plain(s, first, last, cues);
    }
    if (covered(s, last)) {
        size_t end = last;
        while (end > first && (covered(s, end) || !has(s, end, TB_WORD_UPPER))) end--;
        if (end > first || !has_head(s, first, first, heads)) return end == first ? add_single(s, first, cues) : add(s, first, end, cues, NULL);
    }
    return add(s, first, last, cues, NULL);
}

/* A run without offices in it. */
static tb_status add_piece(scan *s, size_t first, size_t last, uint32_t cues) {
    if (first > last || !trim(s, &first, &last) || all_small(s, first, last)) return TB_OK;
    for (size_t link; (link = owner_link(s, first, last)) > first;) {
        TB_TRY(add_plain(s, first, link - 1, cues));
        first = link + 1;
        cues = 0;
        if (!trim(s, &first, &last)) return TB_OK;
        /* "the Russian Federation for Countering Terrorism": what the state does it for is nothing of its own */
        size_t n = state_len(s, first, last);
        if (n && first + n <= last && has(s, first + n, TB_WORD_LOWER)) return add_state(s, first, n, 0);
    }
    return add_plain(s, first, last, cues);
}
/* Whether an office ends at i: its last word is one, and it is no part of a body's name ("General Assembly"). */
static bool ends_office(const scan *s, size_t i, size_t last) {
    if (covered(s, i) || !(lex(s, i) & TB_LEX_TITLE)) return false;
    return !(i + 1 <= last && has(s, i + 1, TB_WORD_UPPER) && (lex(s, i + 1) & (TB_LEX_GROUP | TB_LEX_TITLE | TB_LEX_PLACE)) && i + 1 == last);
}

/* The first token of the office that ends at `end`: "Deputy Foreign Minister". */
static size_t office_start(const scan *s, size_t first, size_t end) {
    size_t i = end;
    while (i > first && !covered(s, i - 1) && (lex(s, i - 1) & (TB_LEX_TITLE | TB_LEX_TITLE_PART))) i--;
    return i;
}

/* "Secretary of State Mike Pompeo": the run begins with what an office before it is of. */
static bool follows_office_of(const scan *s, size_t first) {
    if (first < 2 || !(lex(s, first) & TB_LEX_PORTFOLIO) || !has(s, first, TB_WORD_SPACE)) return false;
    size_t i = first - 1;
    if ((lex(s, i) & TB_LEX_ARTICLE) && i > 0) i--;
    return i > 0 && (lex(s, i) & TB_LEX_LINKER) && (lex(s, i - 1) & TB_LEX_TITLE);
}

/* Cuts a run at the offices in it. */
static tb_status add_run(scan *s, size_t first, size_t last, uint32_t cues) {
    if (follows_office_of(s, first)) {
        first++;
        cues |= TB_CUE_TITLE;
    }
    size_t from = first;
    for (size_t i = first; i <= last; i++) {
        if (!ends_office(s, i, last) || !has(s, i, TB_WORD_UPPER)) continue;
        size_t office = office_start(s, from, i);
        if (office > from) TB_TRY(add_piece(s, from, office - 1, cues));
        from = i + 1;
        cues |= TB_CUE_TITLE;
        if (from <= last && !has(s, from, TB_WORD_UPPER)) cues &= ~(uint32_t)TB_CUE_TITLE; /* Director of the Department */
    }
    return from <= last ? add_piece(s, from, last, cues) : TB_OK;
}

/* A quotation of a few words, all but the small ones with capitals, is the name of something: its last token, or first. */
static size_t quoted_title(const scan *s, size_t first) {
    size_t upper = 0;
    if (!has(s, first, TB_WORD_QUOTE) || !has(s, first, TB_WORD_UPPER)) return first;
    for (size_t i = first; i < s->t->n && i < first + 8 && s->t->tokens[i].sentence == s->t->tokens[first].sentence; i++) {
        uint32_t small = TB_LEX_STOP | TB_LEX_ARTICLE | TB_LEX_LINKER | TB_LEX_IN | TB_LEX_AND | TB_LEX_PARTICLE;
        if (i > first && !has(s, i, TB_WORD_SPACE | TB_WORD_HYPHEN)) return first;
        if (has(s, i, TB_WORD_UPPER)) upper++;
        else if (!(lex(s, i) & small)) return first;
        if (has(s, i, TB_WORD_QUOTE_AFTER)) return upper > 1 && has(s, i, TB_WORD_UPPER) ? i : first;
    }
    return first;
}

static bool in_headline(const scan *s, size_t i) {
    return s->t->tokens[i].first && i + 1 < s->t->n && s->t->tokens[i + 1].first &&
           s->t->tokens[i + 1].sentence == s->t->tokens[i].sentence;
}

tb_status tb_chunks_find(tb_gathering *g) {
    for (uint32_t t = 0; t < g->texts.n; t++) {
        scan s = {g, t, &g->texts.at[t]};
        for (size_t i = 0; i < s.t->n; i++) {
            size_t quoted = quoted_title(&s, i);
            if (quoted > i) {
                TB_TRY(add_run(&s, i, quoted, TB_CUE_QUOTED));
                i = quoted;
                continue;
            }
            bool al = has(&s, i, TB_WORD_LOWER) && (lex(&s, i) & TB_LEX_PARTICLE) && i + 1 < s.t->n &&
                      has(&s, i + 1, TB_WORD_HYPHEN) && is_name(&s, i + 1);
            if ((!is_name(&s, i) && !al) || in_headline(&s, i)) continue;
            size_t last = run_from(&s, al ? i + 1 : i);
            TB_TRY(add_run(&s, i, last, 0));
            i = last;
        }
    }
    return TB_OK;
}
