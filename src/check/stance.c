/* Stance against wording: does the passage hedge, deny or plan what the evidence asserts, or the other way round? */
#include "check/wording.h"

/* How many words may stand between a cue and the quote for the cue to be said of the quote. */
enum { WORDS_BEFORE = 4, WORDS_AFTER = 1 };

/* Whether the name of the link's relation has the first letters of the words at a cue. */
static bool relation_has(const tb_wording_case *c, tb_span cue) {
    enum { STEM = 4 };
    tb_slice relation = c->run->book->relations[c->run->book->links[c->passage->first_link].relation].name;
    tb_slice words = tb_slice_sub(c->state->article.text.text, cue.start, cue.end);
    if (words.len < STEM) return false;
    for (size_t i = 0; i + STEM <= relation.len; i++)
        if (memcmp(relation.p + i, words.p, STEM) == 0) return true;
    return false;
}

/* Whether a comma, semicolon or colon parts two spans: then a cue is said of its own clause. */
static bool parted(tb_slice text, tb_span a, tb_span b) {
    size_t from = a.end <= b.start ? a.end : b.end, to = a.end <= b.start ? b.start : a.start;
    for (size_t i = from; i < to; i++) {
        char ch = text.p[i];
        if (ch == ',' || ch == ';' || ch == ':') return true;
    }
    return false;
}

/* Whether a cue is said of a quote in its sentence. An accusation reaches over all that follows it; a plan is one of what
 * follows or is quoted with it ("three allies [will act]" says of the quoted words what they will do, not what they are). */
static bool near_quote(const tb_wording_case *c, const tb_cue *cue, tb_span place) {
    if (cue->what == TB_CUE_CLAIM) return cue->at.end <= place.start;
    if (cue->what == TB_CUE_PLAN && cue->at.start >= place.end) return false;
    if (parted(c->state->article.text.text, cue->at, place)) return false;
    size_t between = tb_words_between(&c->wording->words, cue->at, place);
    return between <= (cue->at.start < place.start ? (size_t)WORDS_BEFORE : (size_t)WORDS_AFTER);
}

/* The first cue of a class in the sentence of a quote; close: only right at the quote. */
static const tb_cue *find_cue(const tb_wording_case *c, unsigned classes, bool close) {
    for (size_t q = 0; q < c->passage->evidence->n_quotes; q++) {
        tb_span place = c->passage->quotes[q].places[0], round = tb_sentences_round(c->state, place);
        for (size_t i = 0; i < c->wording->n_cues; i++) {
            const tb_cue *cue = &c->wording->cues[i];
            if (!(classes & 1u << cue->what) || cue->at.start < round.start || cue->at.end > round.end) continue;
            if (close && (!near_quote(c, cue, place) || relation_has(c, cue->at))) continue;
            return cue;
        }
    }
    return NULL;
}

static tb_status report_cue(const tb_wording_case *c, tb_code code, const tb_cue *cue, const char *what) {
    tb_slice words = tb_slice_sub(c->state->article.text.text, cue->at.start, cue->at.end);
    return tb_wording_report(c, code, c->passage->evidence->at, cue->at, "\"%.*s\" stands at the quote: %s", TB_FMT(words), what);
}

tb_status tb_check_stance(const tb_wording_case *c) {
    const tb_evidence *e = c->passage->evidence;
    const unsigned hedge = 1u << TB_CUE_HEDGE | 1u << TB_CUE_CLAIM, deny = 1u << TB_CUE_DENY, plan = 1u << TB_CUE_PLAN, not = 1u << TB_CUE_NOT;
    tb_slice relation = c->run->book->relations[c->run->book->links[c->passage->first_link].relation].name;
    /* "reported on", "accused": the link is an act of saying, and what is said may well be hedged. */
    if (e->stance == TB_ASSERTED && tb_cues_speech(c->run->book->language, relation)) return TB_OK;
    const tb_cue *cue = find_cue(c, deny, true);
    if (cue && e->stance != TB_DENIED)
        TB_TRY(report_cue(c, TB_CODE_STANCE_DENIED, cue, "is the link denied?"));
    switch (e->stance) {
    case TB_ASSERTED:
        if ((cue = find_cue(c, hedge, true))) return report_cue(c, TB_CODE_STANCE_HEDGED, cue, "is the link alleged?");
        if ((cue = find_cue(c, plan, true))) return report_cue(c, TB_CODE_STANCE_PLANNED, cue, "is the link planned?");
        return TB_OK;
    case TB_ALLEGED:
        if (e->by != TB_NONE || e->by_name.len || find_cue(c, hedge | deny | plan, false)) return TB_OK;
        return tb_wording_report(c, TB_CODE_STANCE_UNHEDGED, e->at, tb_sentences_round(c->state, c->passage->quotes[0].places[0]),
                                 "no word of the sentence hedges, and no one is named who says so");
    case TB_DENIED:
        if (find_cue(c, deny | not, false)) return TB_OK;
        return tb_wording_report(c, TB_CODE_STANCE_UNDENIED, e->at, tb_sentences_round(c->state, c->passage->quotes[0].places[0]),
                                 "no word of the sentence denies or negates");
    case TB_PLANNED: return TB_OK;
    }
    return TB_OK;
}
