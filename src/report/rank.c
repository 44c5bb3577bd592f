/* Kinds guessed from what stands around, and the order of the list; see names.h.
 *
 * The weights are judgements, tried on the books and texts of docs/gaps.md; what they must do is said there. */
#include "report/names.h"

#include <math.h>
#include <stdlib.h>

enum { ALSO = 6 };

/* What was seen of a name in all its forms. */
typedef struct tally {
    size_t n, weak, nested, sentences, articles, beside;
    size_t title, speech, the, in, realm, owns, noun, quoted, office, regime, like[3];
    bool multi; /* a form of several words, and a shorter one that it ends in */
    uint32_t longest;
    const uint32_t *forms; /* candidates */
    size_t n_forms;
    tb_gap_place places[TB_GAPS_PLACES];
    size_t n_places;
    uint32_t last_source;
    size_t last_sentence;
} tally;

static void count_cues(tally *t, uint32_t cues) {
    t->n++;
    t->weak += (cues & TB_CUE_WEAK) != 0;
    t->nested += (cues & TB_CUE_NESTED) != 0;
    t->title += (cues & TB_CUE_TITLE) != 0;
    t->speech += (cues & TB_CUE_SPEECH) != 0;
    t->the += (cues & TB_CUE_THE) != 0;
    t->in += (cues & TB_CUE_IN) != 0;
    t->realm += (cues & TB_CUE_REALM) != 0;
    t->owns += (cues & TB_CUE_OWNS) != 0;
    t->noun += (cues & TB_CUE_NOUN) != 0;
    t->quoted += (cues & TB_CUE_QUOTED) != 0;
    t->office += (cues & TB_CUE_OFFICE) != 0;
    t->regime += (cues & TB_CUE_REGIME) != 0;
    t->like[0] += (cues & TB_CUE_LIKE_PERSON) != 0;
    t->like[1] += (cues & TB_CUE_LIKE_GROUP) != 0;
    t->like[2] += (cues & TB_CUE_LIKE_STATE) != 0;
}

static bool is_blank(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

static tb_span sentence_span(const tb_source_state *s, size_t sentence) {
    tb_slice text = s->article.text.text;
    tb_span span = {s->sentences.starts[sentence], s->sentences.starts[sentence + 1]};
    while (span.end > span.start && is_blank(text.p[span.end - 1])) span.end--;
    while (span.start < span.end && is_blank(text.p[span.start])) span.start++;
    return span;
}

/* Whether an entity of the book is named in the sentence. */
static bool names_entity(const tb_source_state *s, size_t sentence) {
    size_t low = 0, high = s->mentions.n;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (s->mentions.at[mid].start < s->sentences.starts[sentence]) low = mid + 1;
        else high = mid;
    }
    return low < s->mentions.n && s->mentions.at[low].start < s->sentences.starts[sentence + 1];
}

/* Keeps the first place of each article before a second one of any. */
static void keep_place(tally *t, const tb_gap_place *place, bool new_article) {
    if (t->n_places < TB_GAPS_PLACES) {
        t->places[t->n_places++] = *place;
        return;
    }
    if (!new_article) return;
    for (size_t i = TB_GAPS_PLACES; i-- > 1;)
        for (size_t k = 0; k < i; k++)
            if (t->places[k].source == t->places[i].source) {
                memmove(&t->places[i], &t->places[i + 1], (TB_GAPS_PLACES - 1 - i) * sizeof *t->places);
                t->places[TB_GAPS_PLACES - 1] = *place;
                return;
            }
}

/* Occurrences of a root in the order of the texts. */
static void count_place(const tb_gathering *g, tally *t, const tb_occurrence *o) {
    const tb_gap_text *text = &g->texts.at[o->text];
    size_t sentence = text->tokens[o->first].sentence;
    bool new_article = t->n == 0 || t->last_source != text->source;
    bool new_sentence = new_article || t->last_sentence != sentence;
    count_cues(t, o->cues);
    t->articles += new_article;
    t->last_source = text->source;
    t->last_sentence = sentence;
    if (!new_sentence) return;
    t->sentences++;
    t->beside += names_entity(text->state, sentence);
    tb_gap_place place = {text->source, {text->tokens[o->first].start, text->tokens[o->last].end},
                          {0, 0}, sentence_span(text->state, sentence)};
    keep_place(t, &place, new_article);
}

/* ---- kinds ---- */

static bool any_form(const tb_gathering *g, const tally *t, bool (*is)(const tb_gathering *, const tb_candidate *)) {
    for (size_t i = 0; i < t->n_forms; i++)
        if (g->candidates.at[t->forms[i]].n && is(g, &g->candidates.at[t->forms[i]])) return true;
    return false;
}

static bool is_state(const tb_gathering *g, const tb_candidate *c) {
    (void)g;
    return c->state != TB_NONE;
}

static bool is_state_noun(const tb_gathering *g, const tb_candidate *c) {
    return c->state != TB_NONE && tb_lexicon_is_state_name(&g->lexicon, c->state, c->key);
}

static bool is_area(const tb_gathering *g, const tb_candidate *c) {
    return (tb_lexicon_flags(&g->lexicon, c->key) & TB_LEX_AREA) != 0;
}

static bool is_body(const tb_gathering *g, const tb_candidate *c) {
    (void)g;
    if ((c->lex_last | c->lex_head) & (TB_LEX_GROUP | TB_LEX_PEOPLE)) return true;
    return !c->described && (c->lex_last & TB_LEX_THING) && (c->lex_any & TB_LEX_GROUP);
}

static bool is_thing(const tb_gathering *g, const tb_candidate *c) {
    (void)g;
    return (((c->lex_last | c->lex_head) & (TB_LEX_THING | TB_LEX_PACT)) | (c->described ? 0 : c->lex_any & TB_LEX_THING)) != 0;
}

static bool is_place(const tb_gathering *g, const tb_candidate *c) {
    (void)g;
    return (c->lex_last & TB_LEX_PLACE) != 0;
}

static bool is_acronym(const tb_gathering *g, const tb_candidate *c) {
    (void)g;
    return c->caps;
}

static tb_likely likely(const tb_gathering *g, const tally *t) {
    const tb_candidate *longest = &g->candidates.at[t->longest];
    if (any_form(g, t, is_state)) return TB_LIKELY_STATE;
    if (any_form(g, t, is_area)) return TB_LIKELY_PLACE;
    if (longest->described) return is_thing(g, longest) ? TB_LIKELY_OTHER : TB_LIKELY_GROUP;
    if (t->title * 3 >= t->n && t->title && !is_body(g, longest)) return TB_LIKELY_PERSON;
    if (is_body(g, longest)) return TB_LIKELY_GROUP;
    if (is_thing(g, longest)) return TB_LIKELY_OTHER;
    if (is_place(g, longest)) return TB_LIKELY_PLACE;
    if (t->multi && t->the * 2 < t->n) return TB_LIKELY_PERSON;
    if ((t->speech || t->office || t->title) && t->the * 2 < t->n && !any_form(g, t, is_acronym)) return TB_LIKELY_PERSON;
    if (any_form(g, t, is_acronym)) return TB_LIKELY_GROUP;
    if (t->like[1] && t->like[1] >= t->like[2]) return TB_LIKELY_GROUP;
    if (t->like[2]) return TB_LIKELY_STATE;
    if (t->realm * 4 >= t->n && t->realm) return TB_LIKELY_STATE;
    if (t->regime && !t->the) return TB_LIKELY_PERSON;
    if (t->in * 2 >= t->n) return TB_LIKELY_PLACE;
    if (longest->n_words >= 2 && longest->n_words <= 3 && t->the == 0 && t->noun < t->n) return TB_LIKELY_PERSON;
    return t->the ? TB_LIKELY_GROUP : TB_LIKELY_UNKNOWN;
}

static double worth(const tb_gathering *g, const tally *t, tb_likely kind) {
    static const double by_kind[] = {3.0, 2.6, 3.0, 0.7, 0.4, 1.5};
    const tb_candidate *longest = &g->candidates.at[t->longest];
    double w = by_kind[kind];
    if (longest->described) {
        bool people = (longest->lex_any & (TB_LEX_PEOPLE | TB_LEX_PACT)) || (longest->lex_first & TB_LEX_NUMBER);
        w = (longest->has_name || t->quoted ? 1.2 : 0.5) + (people ? 0.4 : 0);
    } else if (longest->caps && longest->key.len < 3 && t->n == 1 && kind != TB_LIKELY_STATE && !is_body(g, longest)) {
        w *= 0.5;
    }
    if (kind == TB_LIKELY_STATE && !any_form(g, t, is_state_noun)) w *= 0.7;
    if (t->noun == t->n && kind == TB_LIKELY_UNKNOWN) w *= 0.6;
    /* "the Party", "the Board": most often short for one that is named elsewhere */
    uint32_t plain = TB_LEX_GROUP | TB_LEX_PEOPLE | TB_LEX_PLACE | TB_LEX_THING | TB_LEX_REALM;
    if (longest->n_words == 1 && (longest->lex_last & plain) && !(longest->lex_last & TB_LEX_BODY) && longest->state == TB_NONE)
        w *= 0.3;
    if (t->weak == t->n) w *= 0.3;
    size_t beside = t->beside < 4 ? t->beside : 4;
    return w * (1 + 0.6 * log2((double)t->sentences)) * (1 + 0.1 * (double)beside);
}

/* A single word, seen once, where any word has a capital, and nothing beside it says that it is a name. */
static bool is_chance(const tally *t) {
    return t->n == 1 && t->weak == 1 && !(t->title + t->speech + t->owns + t->office + t->regime + t->realm + t->like[0] + t->like[1] + t->like[2]);
}

/* ---- the list ---- */

static bool shows_more(const tb_gathering *g, const tb_candidate *a, const tb_candidate *b, tb_likely kind) {
    if ((a->n > 0) != (b->n > 0)) return a->n > 0;
    if (is_state_noun(g, a) != is_state_noun(g, b)) return is_state_noun(g, a);
    if (a->caps != b->caps && kind != TB_LIKELY_STATE) return !a->caps;
    if (kind == TB_LIKELY_PERSON || kind == TB_LIKELY_GROUP)
        if (a->n_words != b->n_words) return a->n_words > b->n_words;
    if (a->n != b->n) return a->n > b->n;
    return tb_slice_cmp(a->key, b->key) < 0;
}

static int by_count(const void *x, const void *y) {
    const tb_candidate *const *a = x, *const *b = y;
    if ((*a)->n != (*b)->n) return (*a)->n > (*b)->n ? -1 : 1;
    return tb_slice_cmp((*a)->key, (*b)->key);
}

static tb_status name_forms(const tb_gathering *g, const tally *t, tb_gap_name *out) {
    const tb_candidate **forms = TB_NEW_ARRAY(g->arena, t->n_forms, const tb_candidate *);
    tb_slice *also = TB_NEW_ARRAY(g->arena, ALSO, tb_slice);
    const tb_candidate *best = NULL;
    if (!forms || !also) return TB_ENOMEM;
    for (size_t i = 0; i < t->n_forms; i++) {
        forms[i] = &g->candidates.at[t->forms[i]];
        if (!best || shows_more(g, forms[i], best, out->likely)) best = forms[i];
    }
    qsort(forms, t->n_forms, sizeof *forms, by_count);
    size_t n_also = 0;
    for (size_t i = 0; i < t->n_forms && n_also < ALSO; i++)
        if (forms[i] != best) also[n_also++] = forms[i]->text;
    out->name = best->text;
    out->described = best->described;
    out->also = (tb_slices){also, n_also};
    return TB_OK;
}

static int by_score(const void *x, const void *y) {
    const tb_gap_name *a = x, *b = y;
    if (a->score != b->score) return a->score > b->score ? -1 : 1;
    return tb_slice_cmp(a->name, b->name);
}

/* One tally a root, with its forms in the order of the candidates and the longest of them. */
static tb_status tally_all(const tb_gathering *g, tally *tallies) {
    uint32_t *forms = TB_NEW_ARRAY(g->arena, g->candidates.n, uint32_t);
    size_t at = 0;
    if (!forms) return TB_ENOMEM;
    for (uint32_t c = 0; c < g->candidates.n; c++) tallies[tb_candidate_root(g, c)].n_forms++;
    for (uint32_t c = 0; c < g->candidates.n; c++) { /* a root comes before its forms */
        const tb_candidate *k = &g->candidates.at[c];
        uint32_t root = tb_candidate_root(g, c);
        tally *t = &tallies[root];
        if (c == root) {
            t->longest = c;
            t->forms = forms + at;
            at += t->n_forms;
            t->n_forms = 0;
        }
        forms[(size_t)(t->forms - forms) + t->n_forms++] = c;
        const tb_candidate *longest = &g->candidates.at[t->longest];
        if (k->n && (!longest->n || k->n_words > longest->n_words)) t->longest = c;
        if (c != root && k->n_words != g->candidates.at[root].n_words && !k->caps) t->multi = true;
    }
    return TB_OK;
}

static int by_place(const void *x, const void *y) {
    const tb_occurrence *a = x, *b = y;
    if (a->text != b->text) return a->text < b->text ? -1 : 1;
    if (a->first != b->first) return a->first < b->first ? -1 : 1;
    return (a->candidate > b->candidate) - (a->candidate < b->candidate);
}

tb_status tb_candidates_rank(tb_gathering *g, const tb_gap_name **out, size_t *n) {
    tally *tallies = TB_NEW_ARRAY(g->arena, g->candidates.n, tally);
    tb_gap_name *names = TB_NEW_ARRAY(g->arena, g->candidates.n, tb_gap_name);
    if (!tallies || !names) return TB_ENOMEM;
    TB_TRY(tally_all(g, tallies));
    if (g->occurrences.n) qsort(g->occurrences.at, g->occurrences.n, sizeof *g->occurrences.at, by_place);
    for (size_t i = 0; i < g->occurrences.n; i++)
        count_place(g, &tallies[tb_candidate_root(g, g->occurrences.at[i].candidate)], &g->occurrences.at[i]);
    *n = 0;
    for (uint32_t c = 0; c < g->candidates.n; c++) {
        const tally *t = &tallies[c];
        if (tb_candidate_root(g, c) != c || t->n == 0 || is_chance(t)) continue;
        tb_gap_name *name = &names[(*n)++];
        *name = (tb_gap_name){.likely = likely(g, t), .entity = g->candidates.at[c].entity, .n_places = t->n,
                              .n_articles = t->articles, .n_sentences = t->sentences, .n_beside = t->beside,
                              .n_shown = t->n_places};
        memcpy(name->places, t->places, sizeof name->places);
        name->score = worth(g, t, name->likely);
        TB_TRY(name_forms(g, t, name));
    }
    if (*n) qsort(names, *n, sizeof *names, by_score);
    *out = names;
    return TB_OK;
}
