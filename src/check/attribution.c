/* Attribution: who says so, by the verbs of saying in the sentence of a quote.
 *
 * A speaker is a person or group of the book that stands right after the verb ("said Ann Lee"), or last before it with at
 * most an apposition between ("Ann Lee, head of the Union, said"), or right after words like "according to". */
#include "check/wording.h"

/* Words between a speaker and the verb. */
enum { BEFORE_VERB = 2, APPOSITION = 24, AFTER_SOURCE = 6 };

static bool may_speak(const tb_wording_case *c, const tb_mention *m) {
    uint32_t kind = c->run->book->entities[m->entity].kind;
    bool adjective = c->run->book->entities[m->entity].forms[m->form].type == TB_FORM_ADJECTIVE;
    return !m->nested && !adjective && kind < 2; /* people and groups; "Iran said" is its government, and stays open */
}

/* Whether [from, to) is set off by commas: an apposition between a name and its verb. */
static bool is_apposition(tb_slice text, size_t from, size_t to) {
    return to > from + 2 && text.p[from] == ',' && (text.p[to - 1] == ',' || (text.p[to - 1] == ' ' && text.p[to - 2] == ','));
}

static bool holds(tb_slice text, size_t from, size_t to, tb_slice what) {
    for (size_t i = from; i + what.len <= to; i++)
        if (memcmp(text.p + i, what.p, what.len) == 0) return true;
    return false;
}

/* How a mention before a verb may be its speaker: not at all, right before it, or with an apposition between. */
typedef enum before { NOT_BEFORE, RIGHT_BEFORE, WITH_APPOSITION } before;

static before speaks_before(const tb_wording_case *c, const tb_mention *m, tb_span verb) {
    tb_span at = {m->start, m->end};
    if (at.end > verb.start) return NOT_BEFORE;
    size_t between = tb_words_between(&c->wording->words, at, verb);
    if (between <= APPOSITION && is_apposition(c->state->article.text.text, at.end, verb.start)) return WITH_APPOSITION;
    return between < BEFORE_VERB ? RIGHT_BEFORE : NOT_BEFORE;
}

/* "said Ann Lee", with nothing but blanks between; "stressed, “the Union …" is another sentence. */
static bool speaks_after(const tb_wording_case *c, const tb_mention *m, const tb_cue *cue) {
    if (m->start < cue->at.end) return false;
    if (cue->what == TB_CUE_SOURCE) /* "According to two clerks, Ann Lee …" is the clerks' word */
        return !holds(c->state->article.text.text, cue->at.end, m->start, TB_S(",")) &&
               tb_words_between(&c->wording->words, cue->at, (tb_span){m->start, m->end}) <= AFTER_SOURCE;
    return m->start - cue->at.end <= 2 && c->state->article.text.text.p[cue->at.end] == ' ';
}

/* Where the speaker at a cue is named; NULL where no entity of the book does. Somebody with an apposition goes before
 * the names inside it: "Ann Lee, head of the Union, said". */
static const tb_mention *speaker_at(const tb_wording_case *c, const tb_cue *cue, tb_span round) {
    const tb_mentions *mentions = &c->state->mentions;
    const tb_mention *right_before = NULL, *with_apposition = NULL;
    for (size_t i = 0; i < mentions->n; i++) {
        const tb_mention *m = &mentions->at[i];
        if (m->start < round.start || m->end > round.end || !may_speak(c, m)) continue;
        if (speaks_after(c, m, cue)) return m;
        if (cue->what != TB_CUE_REPORT) continue;
        before how = speaks_before(c, m, cue->at);
        if (how == RIGHT_BEFORE) right_before = m;
        if (how == WITH_APPOSITION && !with_apposition) with_apposition = m;
    }
    return with_apposition ? with_apposition : right_before;
}

/* Whether the words at the cue speak of the quote. A cue inside the quote is what the link is about. Behind the quote it
 * needs a closing quotation mark between ("…,” said Ann Lee"), or the end of the sentence (", according to Ann Lee."). */
static bool covers_quote(const tb_wording_case *c, const tb_cue *cue, const tb_mention *speaker, tb_span round) {
    enum { LAST_WORDS = 7 };
    tb_slice text = c->state->article.text.text;
    tb_span place = c->passage->quotes[0].places[0];
    if (cue->at.start >= place.end) {
        if (speaker && place.start >= speaker->start) return false; /* the quote is of the apposition */
        if (holds(text, place.end, cue->at.start, TB_S("\xE2\x80\x9D"))) return cue->what == TB_CUE_REPORT;
        bool comma = cue->at.start >= 2 && text.p[cue->at.start - 2] == ',';
        size_t rest = tb_words_in(&c->wording->words, (tb_span){cue->at.end, round.end});
        return comma && rest <= LAST_WORDS;
    }
    return cue->at.end <= place.start;
}

/* A speaker who is an end of the link is what the link is about: "Ann Lee warned the Union". */
static bool is_end(const tb_wording_case *c, uint32_t entity) {
    for (uint32_t l = c->passage->first_link; l < c->run->book->n_links; l++) {
        const tb_link *link = &c->run->book->links[l];
        if (link->evidence != c->run->book->links[c->passage->first_link].evidence) break;
        if (link->from == entity || link->to == entity) return true;
    }
    return false;
}

static tb_status report(const tb_wording_case *c, const tb_cue *cue, uint32_t speaker) {
    const tb_book *book = c->run->book;
    const tb_evidence *e = c->passage->evidence;
    tb_slice words = tb_slice_sub(c->state->article.text.text, cue->at.start, cue->at.end);
    if (speaker == TB_NONE)
        return tb_wording_report(c, TB_CODE_BY_MISSING, e->at, cue->at, "\"%.*s\" in the sentence: who says so?", TB_FMT(words));
    tb_slice name = tb_entity_name(book, speaker);
    if (e->by == TB_NONE && e->by_name.len == 0)
        return tb_wording_report(c, TB_CODE_BY_MISSING, e->at, cue->at, "the sentence lets %.*s speak (\"%.*s\"), and by is missing",
                                 TB_FMT(name), TB_FMT(words));
    tb_slice by = e->by != TB_NONE ? tb_entity_name(book, e->by) : e->by_name;
    return tb_wording_report(c, TB_CODE_BY_DIFFERS, e->at, cue->at, "the sentence lets %.*s speak (\"%.*s\"), and by is %.*s",
                             TB_FMT(name), TB_FMT(words), TB_FMT(by));
}

/* The quotation that the quote is part of, from its opening to its closing mark, if it is speech rather than a fragment;
 * empty where there is none in the paragraph. Typographic marks alone tell where a quotation opens. */
static tb_span speech_round(const tb_wording_case *c, tb_span place) {
    enum { FEWEST_WORDS = 8, MARK = 3 };
    const tb_text *text = &c->state->article.text;
    size_t p = tb_text_paragraph(text, place.start), start = place.start, end = place.end;
    const char *at = text->text.p;
    tb_span none = {place.start, place.start};
    for (;; start--) {
        if (start < text->breaks[p] + MARK) return none;
        if (memcmp(at + start - MARK, "\xE2\x80\x9D", MARK) == 0) return none;
        if (memcmp(at + start - MARK, "\xE2\x80\x9C", MARK) == 0) break;
    }
    for (;; end++) {
        if (end + MARK > text->breaks[p + 1]) return none;
        if (memcmp(at + end, "\xE2\x80\x9D", MARK) == 0) break;
    }
    tb_span speech = {start - MARK, end + MARK};
    return tb_words_in(&c->wording->words, speech) < FEWEST_WORDS ? none : speech;
}

/* The verb of saying that stands beside a quotation, with its speaker; NULL where none does. */
static const tb_cue *beside_speech(const tb_wording_case *c, tb_span speech, const tb_mention **speaker) {
    enum { NEAR = 8 };
    for (size_t i = 0; i < c->wording->n_cues; i++) {
        const tb_cue *cue = &c->wording->cues[i];
        bool outside = cue->at.end <= speech.start || cue->at.start >= speech.end;
        if (cue->what != TB_CUE_REPORT || !outside) continue;
        if (tb_text_paragraph(&c->state->article.text, cue->at.start) !=
            tb_text_paragraph(&c->state->article.text, speech.start))
            continue;
        size_t limit = cue->at.end <= speech.start ? 2 : NEAR;
        if (tb_words_between(&c->wording->words, cue->at, speech) > limit) continue;
        *speaker = speaker_at(c, cue, tb_sentences_round(c->state, cue->at));
        return cue;
    }
    return NULL;
}

/* A quotation may run over several sentences, with its speaker at one end of it. */
static tb_status check_speech(const tb_wording_case *c) {
    const tb_evidence *e = c->passage->evidence;
    tb_span speech = speech_round(c, c->passage->quotes[0].places[0]);
    const tb_mention *speaker = NULL;
    const tb_cue *cue = speech.end > speech.start ? beside_speech(c, speech, &speaker) : NULL;
    tb_slice relation = c->run->book->relations[c->run->book->links[c->passage->first_link].relation].name;
    /* "He warned" of a link "Ann Lee warned about …" most likely is that end of it. */
    bool given = e->by != TB_NONE || e->by_name.len || tb_cues_speech(c->run->book->language, relation);
    if (!cue || (speaker && (speaker->entity == e->by || is_end(c, speaker->entity))) || (!speaker && given)) return TB_OK;
    return report(c, cue, speaker ? speaker->entity : TB_NONE);
}

tb_status tb_check_attribution(const tb_wording_case *c) {
    const tb_evidence *e = c->passage->evidence;
    tb_span round = tb_sentences_round(c->state, c->passage->quotes[0].places[0]);
    const tb_cue *unnamed = NULL, *named = NULL;
    uint32_t other = TB_NONE;
    for (size_t i = 0; i < c->wording->n_cues; i++) {
        const tb_cue *cue = &c->wording->cues[i];
        bool inside = cue->at.start >= round.start && cue->at.end <= round.end;
        if (!inside || (cue->what != TB_CUE_REPORT && cue->what != TB_CUE_SOURCE)) continue;
        const tb_mention *named_at = speaker_at(c, cue, round);
        if (!covers_quote(c, cue, named_at, round)) continue;
        uint32_t speaker = named_at ? named_at->entity : TB_NONE;
        if (speaker != TB_NONE && (speaker == e->by || is_end(c, speaker))) return TB_OK;
        if (speaker != TB_NONE && !named) named = cue, other = speaker;
        if (speaker == TB_NONE && cue->what == TB_CUE_SOURCE && !unnamed) unnamed = cue;
    }
    if (named) return report(c, named, other);
    if (unnamed && e->by == TB_NONE && e->by_name.len == 0) return report(c, unnamed, TB_NONE);
    return check_speech(c);
}
