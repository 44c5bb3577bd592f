/* The texts as words, each with how it is spelled elsewhere; see names.h. */
#include "match/match.h"
#include "report/names.h"

static tb_status spelling_of(tb_gathering *g, tb_slice word, uint32_t *out) {
    tb_buf_clear(&g->scratch);
    tb_fold_key(&g->scratch, word);
    TB_TRY(tb_buf_status(&g->scratch));
    tb_slice key = tb_buf_slice(&g->scratch);
    *out = tb_map_get(&g->spellings_by_key, key);
    if (*out != TB_MAP_NONE) return TB_OK;
    tb_spelling s = {.state = TB_NONE};
    TB_TRY(tb_arena_copy(g->arena, key, &s.key));
    s.lex = tb_lexicon_flags(&g->lexicon, s.key);
    s.state = tb_lexicon_state(&g->lexicon, s.key);
    *out = (uint32_t)g->spellings.n;
    TB_TRY(tb_map_set(&g->spellings_by_key, s.key, *out));
    return tb_vec_push(g->arena, &g->spellings, s);
}

/* Marks the tokens that mentions cover. Both are in the order of the text; a nested mention lies in a longer one. */
static void cover(tb_gap_text *t) {
    const tb_mentions *mentions = &t->state->mentions;
    size_t m = 0;
    for (size_t i = 0; i < t->n; i++) {
        t->tokens[i].mention = TB_NONE;
        while (m < mentions->n && (mentions->at[m].nested || mentions->at[m].end <= t->tokens[i].start)) m++;
        if (m < mentions->n && mentions->at[m].start < t->tokens[i].end) t->tokens[i].mention = (uint32_t)m;
    }
}

/* Headlines and lines of a page's furniture: most words have a capital, and there is no full stop. */
static bool is_headline(const tb_gap_text *t, size_t first, size_t end) {
    size_t upper = 0, lower = 0;
    for (size_t i = first; i < end; i++) {
        upper += (t->tokens[i].flags & TB_WORD_UPPER) != 0;
        lower += (t->tokens[i].flags & TB_WORD_LOWER) != 0;
    }
    tb_slice text = t->state->article.text.text;
    size_t stop = t->tokens[end - 1].end, next = end < t->n ? t->tokens[end].start : text.len;
    while (stop < next && text.p[stop] != '.' && text.p[stop] != ',') stop++;
    return upper >= 4 && lower * 2 <= upper && stop == next;
}

/* Whether the words before the quotation mark lead up to a sentence of its own: `said, "The …`. */
static bool opens_speech(const tb_token *t) {
    return (t->flags & TB_WORD_QUOTE) && (t->flags & (TB_WORD_COMMA | TB_WORD_COLON));
}

/* Text that is wrapped has short lines; a longer line ends where its author meant it to, though no full stop says so. */
static void mark_lines(tb_gap_text *t) {
    enum { WRAPPED = 120 };
    size_t line = 0; /* where the line begins, as far as words tell */
    for (size_t i = 0; i < t->n; i++) {
        if (!(t->tokens[i].flags & TB_WORD_BREAK)) continue;
        t->tokens[i].parted = i > 0 && t->tokens[i - 1].end - line > WRAPPED;
        line = t->tokens[i].start;
    }
}

static void mark_first(tb_gap_text *t) {
    for (size_t i = 0; i < t->n;) {
        size_t end = i + 1;
        while (end < t->n && t->tokens[end].sentence == t->tokens[i].sentence) end++;
        bool headline = is_headline(t, i, end);
        for (size_t k = i; k < end; k++) 
            t->tokens[k].first = headline || k == i || t->tokens[k].parted || opens_speech(&t->tokens[k]);
        i = end;
    }
}

static void count_spellings(tb_gathering *g, const tb_gap_text *t) {
    for (size_t i = 0; i < t->n; i++) {
        tb_spelling *s = &g->spellings.at[t->tokens[i].spelling];
        if (t->tokens[i].flags & TB_WORD_LOWER) s->lower++;
        else if ((t->tokens[i].flags & TB_WORD_UPPER) && !t->tokens[i].first) s->upper++;
    }
}

static tb_status read_text(tb_gathering *g, uint32_t source) {
    const tb_source_state *state = &g->check->sources[source];
    tb_slice text = state->article.text.text;
    tb_words words;
    TB_TRY(tb_words_find(g->arena, text, &words));
    tb_gap_text t = {.source = source, .state = state, .n = words.n};
    t.tokens = TB_NEW_ARRAY(g->arena, words.n, tb_token);
    if (!t.tokens) return TB_ENOMEM;
    size_t sentence = 0;
    for (size_t i = 0; i < words.n; i++) {
        const tb_word *w = &words.at[i];
        while (sentence + 1 < state->sentences.n && state->sentences.starts[sentence + 1] <= w->start) sentence++;
        t.tokens[i] = (tb_token){.start = w->start, .end = w->end, .flags = w->flags, .sentence = (uint32_t)sentence};
        TB_TRY(spelling_of(g, tb_slice_sub(text, w->start, w->end), &t.tokens[i].spelling));
    }
    cover(&t);
    mark_lines(&t);
    mark_first(&t);
    count_spellings(g, &t);
    return tb_vec_push(g->arena, &g->texts, t);
}

tb_status tb_tokens_read(tb_gathering *g) {
    for (uint32_t s = 0; s < g->book->n_sources; s++) {
        const tb_source_state *state = &g->check->sources[s];
        if (state->is_read && state->article.readable) TB_TRY(read_text(g, s));
    }
    return TB_OK;
}

/* ---- candidates ---- */

tb_status tb_candidate_of(tb_gathering *g, uint32_t text, size_t first, size_t last, uint32_t *out) {
    const tb_gap_text *t = &g->texts.at[text];
    tb_slice words = tb_slice_sub(t->state->article.text.text, t->tokens[first].start, t->tokens[last].end);
    tb_buf_clear(&g->scratch);
    tb_fold_key(&g->scratch, words);
    TB_TRY(tb_buf_status(&g->scratch));
    tb_slice key = tb_buf_slice(&g->scratch);
    *out = tb_map_get(&g->candidates_by_key, key);
    if (*out != TB_MAP_NONE) return TB_OK;
    *out = (uint32_t)g->candidates.n;
    tb_candidate c = {.text = words, .state = TB_NONE, .variant = TB_NONE, .entity = TB_NONE, .parent = *out,
                      .n_words = last - first + 1};
    TB_TRY(tb_arena_copy(g->arena, key, &c.key));
    c.state = tb_lexicon_state(&g->lexicon, c.key);
    c.lex_first = tb_token_lex(g, &t->tokens[first]);
    c.lex_last = tb_token_lex(g, &t->tokens[last]);
    c.lex_head = c.lex_last;
    for (size_t i = first; i <= last; i++) c.lex_any |= tb_token_lex(g, &t->tokens[i]);
    for (size_t i = first + 1; i < last; i++)
        if ((t->tokens[i].flags & TB_WORD_LOWER) && (tb_token_lex(g, &t->tokens[i]) & (TB_LEX_LINKER | TB_LEX_IN))) {
            c.lex_head = tb_token_lex(g, &t->tokens[i - 1]);
            break;
        }
    c.caps = first == last && (t->tokens[first].flags & TB_WORD_CAPS);
    TB_TRY(tb_map_set(&g->candidates_by_key, c.key, *out));
    return tb_vec_push(g->arena, &g->candidates, c);
}

tb_status tb_candidate_add(tb_gathering *g, uint32_t text, size_t first, size_t last, uint32_t cues, uint32_t *out) {
    uint32_t candidate;
    TB_TRY(tb_candidate_of(g, text, first, last, &candidate));
    g->candidates.at[candidate].n++;
    if (out) *out = candidate;
    tb_occurrence o = {text, (uint32_t)first, (uint32_t)last, candidate, cues};
    return tb_vec_push(g->arena, &g->occurrences, o);
}

uint32_t tb_candidate_root(const tb_gathering *g, uint32_t candidate) {
    tb_candidate *all = g->candidates.at;
    while (all[candidate].parent != candidate) /* halving the way for the next time */
        candidate = all[candidate].parent = all[all[candidate].parent].parent;
    return candidate;
}

/* ---- what stands around ---- */

static uint32_t cues_before(const tb_gathering *g, const tb_gap_text *t, size_t first) {
    uint32_t cues = 0;
    if (first == 0) return 0;
    const tb_token *before = &t->tokens[first - 1], *here = &t->tokens[first];
    if (before->sentence != here->sentence) return 0;
    uint32_t lex = tb_token_lex(g, before);
    bool near = (here->flags & (TB_WORD_SPACE | TB_WORD_STOP)) != 0;
    if (!near) return here->flags & TB_WORD_COMMA ? (lex & TB_LEX_SPEECH ? TB_CUE_SPEECH : 0) : 0;
    if (lex & TB_LEX_ARTICLE) {
        if (lex & TB_LEX_DEFINITE) cues |= TB_CUE_THE;
        if (first < 2) return cues;
        lex = tb_token_lex(g, before - 1);
        if (!(before->flags & TB_WORD_SPACE)) return cues;
        before--;
    } else if ((lex & TB_LEX_TITLE) && !(before->flags & TB_WORD_POSSESSIVE)) {
        cues |= TB_CUE_TITLE;
    } else if (lex & TB_LEX_SPEECH) {
        cues |= TB_CUE_SPEECH;
    }
    if (lex & TB_LEX_IN) cues |= TB_CUE_IN;
    if ((lex & TB_LEX_LINKER) && before > t->tokens && (tb_token_lex(g, before - 1) & TB_LEX_REALM)) cues |= TB_CUE_REALM;
    return cues;
}

static uint32_t cues_after(const tb_gathering *g, const tb_gap_text *t, size_t last) {
    uint32_t cues = t->tokens[last].flags & TB_WORD_POSSESSIVE ? TB_CUE_OWNS : 0;
    if (last + 1 >= t->n) return cues;
    const tb_token *next = &t->tokens[last + 1];
    if (next->sentence != t->tokens[last].sentence) return cues;
    uint32_t lex = tb_token_lex(g, next);
    if ((next->flags & TB_WORD_COMMA) && last + 2 < t->n) {
        /* ", the deputy director of" */
        for (size_t i = last + 1; i < t->n && i < last + 5 && t->tokens[i].sentence == next->sentence; i++)
            if (tb_token_lex(g, &t->tokens[i]) & TB_LEX_TITLE) cues |= TB_CUE_OFFICE;
            else if (!(tb_token_lex(g, &t->tokens[i]) & (TB_LEX_TITLE_PART | TB_LEX_ARTICLE | TB_LEX_STATE))) break;
    }
    if (!(next->flags & TB_WORD_SPACE) || !(next->flags & TB_WORD_LOWER)) return cues;
    if (lex & TB_LEX_SPEECH) cues |= TB_CUE_SPEECH;
    else if ((lex & TB_LEX_REALM) && !(cues & TB_CUE_OWNS)) cues |= TB_CUE_REGIME;
    else if (!(lex & (TB_LEX_STOP | TB_LEX_IN | TB_LEX_AND | TB_LEX_LINKER | TB_LEX_ARTICLE)) && !(cues & TB_CUE_OWNS))
        cues |= TB_CUE_NOUN;
    return cues;
}

/* The entity whose name stands next in a row: parted by a comma, by "and", or by both. step is 1 or -1. */
static uint32_t cues_in_row(const tb_gathering *g, const tb_gap_text *t, size_t at, int step) {
    static const uint32_t like[] = {TB_CUE_LIKE_PERSON, TB_CUE_LIKE_GROUP, TB_CUE_LIKE_STATE};
    bool parted = false;
    for (int n = 0; n < 3; n++) {
        if (step < 0 ? at == 0 : at + 1 >= t->n) return 0;
        const tb_token *gap = &t->tokens[step < 0 ? at : at + 1]; /* whose flags tell what stands between */
        at = step < 0 ? at - 1 : at + 1;
        const tb_token *next = &t->tokens[at];
        if (next->sentence != gap->sentence || (gap->flags & (TB_WORD_COLON | TB_WORD_OPEN | TB_WORD_CLOSE))) return 0;
        bool comma = (gap->flags & TB_WORD_COMMA) != 0, and = (tb_token_lex(g, next) & TB_LEX_AND) != 0;
        if (!comma && !(gap->flags & TB_WORD_SPACE)) return 0;
        parted |= comma || and;
        if (and) continue;
        if (!parted || next->mention == TB_NONE) return 0;
        const tb_mention *m = &t->state->mentions.at[next->mention];
        const tb_entity *e = &g->book->entities[m->entity];
        return e->kind < 3 && e->forms[m->form].type != TB_FORM_ADJECTIVE ? like[e->kind] : 0;
    }
    return 0;
}

uint32_t tb_cues_of(const tb_gathering *g, uint32_t text, size_t first, size_t last) {
    const tb_gap_text *t = &g->texts.at[text];
    uint32_t cues = cues_before(g, t, first) | cues_after(g, t, last);
    cues |= cues_in_row(g, t, first, -1) | cues_in_row(g, t, last, 1);
    if ((t->tokens[first].flags & TB_WORD_QUOTE) && (t->tokens[last].flags & TB_WORD_QUOTE_AFTER)) cues |= TB_CUE_QUOTED;
    return cues;
}
