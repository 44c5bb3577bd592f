/* Finding cues: one more set of patterns for the one matcher. */
#include "check/cues.h"

typedef struct cue_row {
    const char *language, *phrase;
    tb_cue_class what;
} cue_row;

#define HEDGE TB_CUE_HEDGE
#define CLAIM TB_CUE_CLAIM
#define DENY TB_CUE_DENY
#define PLAN TB_CUE_PLAN
#define NOT TB_CUE_NOT
#define REPORT TB_CUE_REPORT
#define SPEECH TB_CUE_SPEECH
#define SOURCE TB_CUE_SOURCE
#define TB_CUE(language, what, phrase) {language, phrase, what},
static const cue_row rows[] = {
#include "check/cues.def"
};
enum { N_ROWS = sizeof rows / sizeof *rows };

static bool speaks(tb_slice language, const char *row) {
    tb_slice code = tb_slice_cstr(row);
    if (language.len == 0) return tb_slice_eq(code, TB_S("en"));
    if (!tb_slice_starts(language, code)) return false;
    return language.len == code.len || language.p[code.len] == '-' || language.p[code.len] == '_';
}

tb_status tb_cues_new(tb_slice language, tb_matcher **out, tb_arena *arena, const tb_cue_class **classes) {
    tb_pattern *patterns = TB_NEW_ARRAY(arena, N_ROWS, tb_pattern);
    tb_cue_class *what = TB_NEW_ARRAY(arena, N_ROWS, tb_cue_class);
    size_t n = 0;
    *out = NULL;
    if (!patterns || !what) return TB_ENOMEM;
    for (size_t i = 0; i < N_ROWS; i++) {
        if (!speaks(language, rows[i].language)) continue;
        patterns[n].text = tb_slice_cstr(rows[i].phrase);
        what[n++] = rows[i].what;
    }
    *classes = what;
    return n ? tb_matcher_new(out, patterns, n, 0) : TB_OK;
}

bool tb_cues_speech(tb_slice language, tb_slice relation) {
    enum { STEM = 4 };
    for (size_t i = 0; i < N_ROWS; i++) {
        if (rows[i].what != TB_CUE_REPORT && rows[i].what != TB_CUE_SPEECH) continue;
        if (strlen(rows[i].phrase) < STEM || !speaks(language, rows[i].language)) continue;
        for (size_t at = 0; at + STEM <= relation.len; at++)
            if ((at == 0 || relation.p[at - 1] == ' ') && memcmp(relation.p + at, rows[i].phrase, STEM) == 0) return true;
    }
    return false;
}

/* A capital in mid-sentence makes a name of it: "May", "Will". */
static bool is_name(const tb_source_state *s, tb_span at) {
    char c = s->article.text.text.p[at.start];
    if (c < 'A' || c > 'Z') return false;
    size_t sentence = s->sentences.starts[tb_sentence_at(&s->sentences, at.start)];
    return at.start > sentence + 4; /* an opening quotation mark may stand before the first word */
}

tb_status tb_wording_read(tb_run *run, const tb_matcher *cues, const tb_cue_class *classes, const tb_source_state *s,
                          tb_wording *out) {
    tb_arena *arena = &run->check->arena;
    TB_VEC(tb_cue) found = {0};
    tb_hits hits = {0};
    TB_TRY(tb_words_find(arena, s->article.text.text, &out->words));
    tb_status status = tb_matcher_scan(cues, run->scratch, &s->article.text, &hits);
    for (size_t i = 0; i < hits.n && status == TB_OK; i++) {
        tb_cue cue = {{hits.at[i].start, hits.at[i].end}, classes[hits.at[i].pattern]};
        if (!is_name(s, cue.at)) status = tb_vec_push(arena, &found, cue);
    }
    tb_vec_free(&hits);
    out->cues = found.at;
    out->n_cues = found.n;
    return status;
}

/* The first word that ends after offset. */
static size_t word_after(const tb_words *w, size_t offset) {
    size_t lo = 0, hi = w->n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (w->at[mid].end <= offset) lo = mid + 1;
        else hi = mid;
    }
    return lo;
}

/* The first word that starts at or after offset. */
static size_t word_from(const tb_words *w, size_t offset) {
    size_t i = word_after(w, offset);
    return i < w->n && w->at[i].start < offset ? i + 1 : i;
}

size_t tb_words_between(const tb_words *w, tb_span a, tb_span b) {
    if (a.start < b.end && b.start < a.end) return 0;
    tb_span gap = a.end <= b.start ? (tb_span){a.end, b.start} : (tb_span){b.end, a.start};
    size_t first = word_from(w, gap.start), last = word_from(w, gap.end);
    return last > first ? last - first : 0;
}

size_t tb_words_in(const tb_words *w, tb_span s) {
    size_t first = word_after(w, s.start), last = word_from(w, s.end);
    return last > first ? last - first : 0;
}

tb_span tb_sentences_round(const tb_source_state *s, tb_span place) {
    if (s->sentences.n == 0 || place.end == place.start) return place;
    size_t first = tb_sentence_at(&s->sentences, place.start), last = tb_sentence_at(&s->sentences, place.end - 1);
    return (tb_span){s->sentences.starts[first], s->sentences.starts[last + 1]};
}
