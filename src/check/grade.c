/* Support: how near to the quoted words both ends of a link are named.
 *
 * Each end is graded by its nearest naming place; the link by the worse of its two ends. At the same
 * distance a name goes before a reference (`as`), and a reference before a name inside a longer name. */
#include "check/internal.h"

typedef enum naming { NAMED, REFERRED, NESTED, NOT_NAMED } naming;

typedef struct endpoint {
    tb_support level;
    naming how;
    size_t distance; /* bytes to the quote */
    tb_span at;
} endpoint;

static bool overlaps(tb_span a, tb_span b) {
    return a.start < b.end && b.start < a.end;
}

/* Whether a sentence holds a part of both spans. */
static bool share_sentence(const tb_sentences *s, tb_span a, tb_span b) {
    if (s->n == 0 || a.end == a.start || b.end == b.start) return false;
    size_t a0 = tb_sentence_at(s, a.start), a1 = tb_sentence_at(s, a.end - 1);
    size_t b0 = tb_sentence_at(s, b.start), b1 = tb_sentence_at(s, b.end - 1);
    return a0 <= b1 && b0 <= a1;
}

static tb_support level_at(const tb_source_state *s, const tb_located *quote, tb_span at) {
    tb_support best = TB_SUPPORT_ARTICLE;
    const tb_span place = quote->places[0];
    if (tb_text_paragraph(&s->article.text, place.start) == tb_text_paragraph(&s->article.text, at.start))
        best = TB_SUPPORT_PARAGRAPH;
    for (size_t i = 0; i < quote->n_pieces; i++) {
        tb_span piece = quote->pieces[i];
        if (piece.start <= at.start && at.end <= piece.end) return TB_SUPPORT_QUOTE;
        if (share_sentence(&s->sentences, piece, at)) best = TB_SUPPORT_SENTENCE;
    }
    return best;
}

static size_t distance(tb_span a, tb_span b) {
    if (overlaps(a, b)) return 0;
    return a.end <= b.start ? b.start - a.end : a.start - b.end;
}

static bool better(const endpoint *a, const endpoint *b) {
    if (a->level != b->level) return a->level > b->level;
    if (a->how != b->how) return a->how < b->how;
    if (a->distance != b->distance) return a->distance < b->distance;
    return a->at.start < b->at.start;
}

/* Weighs one naming place against all quotes of the passage. */
static void weigh(const tb_source_state *s, const tb_passage *passage, tb_span at, naming how, endpoint *best) {
    for (size_t q = 0; q < passage->evidence->n_quotes; q++) {
        const tb_located *quote = &passage->quotes[q];
        endpoint here = {level_at(s, quote, at), how, distance(at, quote->places[0]), at};
        if (better(&here, best)) *best = here;
    }
}

/* Whether a nested mention stands inside a longer name of the same entity, which then is named all the same. */
static bool inside_own_name(const tb_mentions *mentions, size_t i) {
    const tb_mention *m = &mentions->at[i];
    for (size_t k = 0; k < mentions->n && mentions->at[k].start <= m->start; k++) {
        const tb_mention *around = &mentions->at[k];
        if (!around->nested && around->end >= m->end && around->entity == m->entity) return true;
    }
    return false;
}

static endpoint grade_end(const tb_source_state *s, const tb_passage *passage, uint32_t entity,
                          const tb_reference *reference) {
    endpoint best = {TB_SUPPORT_NONE, NOT_NAMED, SIZE_MAX, {0, 0}};
    bool named = false;
    for (size_t i = 0; i < s->mentions.n; i++) {
        const tb_mention *m = &s->mentions.at[i];
        if (m->entity != entity) continue;
        named = true;
        bool nested = m->nested && !inside_own_name(&s->mentions, i);
        weigh(s, passage, (tb_span){m->start, m->end}, nested ? NESTED : NAMED, &best);
    }
    for (size_t i = 0; named && i < reference->n_places; i++)
        weigh(s, passage, reference->places[i], REFERRED, &best);
    return best;
}

tb_status tb_passage_grade(tb_run *run, const tb_link *link, const tb_passage *passage, tb_verdict *out) {
    const tb_source_state *s = &run->check->sources[passage->evidence->source];
    size_t n = passage->evidence->n_quotes;
    tb_span *spans = TB_NEW_ARRAY(&run->check->arena, n, tb_span);
    if (!spans) return TB_ENOMEM;
    for (size_t q = 0; q < n; q++)
        if (passage->quotes[q].n_places) spans[q] = passage->quotes[q].places[0];
    *out = (tb_verdict){.checked = true, .found = passage->found, .spans = spans, .n_spans = n,
                        .support = TB_SUPPORT_NONE};
    if (!passage->found) return TB_OK;
    endpoint from = grade_end(s, passage, link->from, &passage->from);
    endpoint to = grade_end(s, passage, link->to, &passage->to);
    out->support = from.level < to.level ? from.level : to.level;
    out->from_by_reference = from.how == REFERRED;
    out->to_by_reference = to.how == REFERRED;
    out->from_nested = from.how == NESTED;
    out->to_nested = to.how == NESTED;
    out->from_at = from.at;
    out->to_at = to.at;
    return TB_OK;
}
