/* Quotes that prove nothing, and passives that may turn a link round. */
#include "check/wording.h"

enum { FEW_WORDS = 3, CUT_DISTANCE = 2, HEADLINE_WORDS = 20 };

/* Whether the quote is one name and nothing else. */
static bool bare_name(const tb_wording_case *c, const tb_located *quote) {
    const tb_mentions *mentions = &c->state->mentions;
    const tb_words *words = &c->wording->words;
    if (quote->n_pieces != 1) return false;
    for (size_t i = 0; i < mentions->n; i++) {
        const tb_mention *m = &mentions->at[i];
        bool inside = m->start >= quote->pieces[0].start && m->end <= quote->pieces[0].end;
        if (inside && tb_words_in(words, (tb_span){m->start, m->end}) == tb_words_in(words, quote->pieces[0])) return true;
    }
    return false;
}

/* Words of all quotes of the evidence: a list is read together. */
static size_t quoted_words(const tb_wording_case *c) {
    size_t n = 0;
    for (size_t q = 0; q < c->passage->evidence->n_quotes; q++)
        for (size_t p = 0; p < c->passage->quotes[q].n_pieces; p++)
            n += tb_words_in(&c->wording->words, c->passage->quotes[q].pieces[p]);
    return n;
}

/* A "not" beside the quote, in its sentence and outside of it. */
static const tb_cue *cut_negation(const tb_wording_case *c, const tb_located *quote) {
    tb_span place = quote->places[0], round = tb_sentences_round(c->state, place);
    for (size_t i = 0; i < c->wording->n_cues; i++) {
        const tb_cue *cue = &c->wording->cues[i];
        bool outside = cue->at.end <= place.start || cue->at.start >= place.end;
        bool inside_sentence = cue->at.start >= round.start && cue->at.end <= round.end;
        if (cue->what == TB_CUE_NOT && outside && inside_sentence &&
            tb_words_between(&c->wording->words, cue->at, place) < CUT_DISTANCE)
            return cue;
    }
    return NULL;
}

/* The first paragraph, if it is a short line without a full stop, or the title of the source wherever it stands. */
static bool in_headline(const tb_wording_case *c, tb_span place) {
    const tb_text *text = &c->state->article.text;
    size_t p = tb_text_paragraph(text, place.start);
    tb_span whole = {text->breaks[p], text->breaks[p + 1]};
    size_t end = whole.end;
    while (end > whole.start && (unsigned char)text->text.p[end - 1] <= ' ') end--;
    tb_slice title = c->run->book->sources[c->passage->evidence->source].title;
    tb_slice words = tb_slice_sub(text->text, whole.start, end);
    if (title.len && tb_slice_ends(words, title) && words.len < title.len + 8) return true;
    if (p > 0 || end == whole.start || text->n_breaks < 3) return false;
    char last = text->text.p[end - 1];
    bool stops = last == '.' || last == '!' || last == '?' || (unsigned char)last >= 0x80 || last == '"';
    return !stops && tb_words_in(&c->wording->words, whole) <= HEADLINE_WORDS;
}

tb_status tb_check_quote(const tb_wording_case *c, const tb_located *quote) {
    const tb_span place = quote->places[0];
    size_t words = quoted_words(c);
    if (words < FEW_WORDS)
        TB_TRY(tb_wording_report(c, TB_CODE_QUOTE_SHORT, quote->quote->at, place, "the quote has %zu word%s", words,
                                 words == 1 ? "" : "s"));
    else if (bare_name(c, quote) && c->passage->evidence->n_quotes == 1)
        TB_TRY(tb_wording_report(c, TB_CODE_QUOTE_BARE_NAME, quote->quote->at, place, "the quote is a name and nothing else"));
    if (in_headline(c, place))
        TB_TRY(tb_wording_report(c, TB_CODE_QUOTE_HEADLINE, quote->quote->at, place, "the quote stands in the headline"));
    const tb_cue *cue = cut_negation(c, quote);
    if (!cue || c->passage->evidence->stance == TB_DENIED) return TB_OK;
    tb_slice word = tb_slice_sub(c->state->article.text.text, cue->at.start, cue->at.end);
    return tb_wording_report(c, TB_CODE_QUOTE_CUT, quote->quote->at, cue->at, "\"%.*s\" stands next to the quote", TB_FMT(word));
}

static bool word_is(tb_slice text, const tb_word *w, const char *what) {
    return tb_slice_eq(tb_slice_sub(text, w->start, w->end), tb_slice_cstr(what));
}

static bool is_being(tb_slice text, const tb_word *w) {
    static const char *const forms[] = {"is", "are", "was", "were", "been", "being", "be"};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (word_is(text, w, forms[i])) return true;
    return false;
}

/* "was founded by": a form of be, a participle, by; at most one adverb among them. */
static bool passive_at(tb_slice text, const tb_words *w, size_t by) {
    if (!word_is(text, &w->at[by], "by") || by < 2) return false;
    tb_slice participle = tb_slice_sub(text, w->at[by - 1].start, w->at[by - 1].end);
    if (!tb_slice_ends(participle, TB_S("ed")) && !tb_slice_ends(participle, TB_S("en"))) return false;
    return is_being(text, &w->at[by - 2]) || (by >= 3 && is_being(text, &w->at[by - 3]));
}

static const tb_mention *mention_of(const tb_wording_case *c, uint32_t entity, tb_span inside) {
    for (size_t i = 0; i < c->state->mentions.n; i++) {
        const tb_mention *m = &c->state->mentions.at[i];
        if (m->entity == entity && !m->nested && m->start >= inside.start && m->end <= inside.end) return m;
    }
    return NULL;
}

tb_status tb_check_direction(const tb_wording_case *c) {
    const tb_book *book = c->run->book;
    const tb_link *link = &book->links[c->passage->first_link];
    const tb_relation *relation = &book->relations[link->relation];
    const tb_words *w = &c->wording->words;
    tb_slice text = c->state->article.text.text;
    if (relation->symmetric || tb_slice_ends(relation->name, TB_S(" by"))) return TB_OK;
    for (size_t q = 0; q < c->passage->evidence->n_quotes; q++) {
        tb_span place = tb_sentences_round(c->state, c->passage->quotes[q].places[0]);
        const tb_mention *from = mention_of(c, link->from, place), *to = mention_of(c, link->to, place);
        if (!from || !to || from->end > to->start) continue;
        for (size_t i = 0; i < w->n; i++) {
            bool between = w->at[i].start >= from->end && w->at[i].end <= to->start;
            bool close = between && tb_words_between(w, (tb_span){w->at[i].start, w->at[i].end}, (tb_span){to->start, to->end}) <= 2;
            if (close && passive_at(text, w, i))
                return tb_wording_report(c, TB_CODE_DIRECTION_PASSIVE, c->passage->evidence->at,
                                         (tb_span){from->start, to->end}, "%.*s stands before the passive and %.*s behind it",
                                         TB_FMT(tb_entity_name(book, link->from)), TB_FMT(tb_entity_name(book, link->to)));
        }
    }
    return TB_OK;
}
