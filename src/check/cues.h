/* Cues: the words of check/cues.def as they stand in a text, and the words round a quote. */
#ifndef TB_CHECK_CUES_H
#define TB_CHECK_CUES_H

#include "check/internal.h"
#include "text/words.h"

typedef enum tb_cue_class {
    TB_CUE_HEDGE, TB_CUE_CLAIM, TB_CUE_DENY, TB_CUE_PLAN, TB_CUE_NOT, TB_CUE_REPORT, TB_CUE_SPEECH, TB_CUE_SOURCE,
} tb_cue_class;

typedef struct tb_cue {
    tb_span at; /* bytes of the text's `text` */
    tb_cue_class what;
} tb_cue;

/* What the rules on the wording of evidence look at in one text. */
typedef struct tb_wording {
    tb_words words;
    const tb_cue *cues; /* by start */
    size_t n_cues;
} tb_wording;

/* Ready to look for the cues of a language ("es-MX" takes "es"); *out is NULL where there are none for it. */
TB_MUST_USE tb_status tb_cues_new(tb_slice language, tb_matcher **out, tb_arena *arena, const tb_cue_class **classes);
/* Whether the name of a relation begins a word as a verb of saying does (by its first four letters). */
bool tb_cues_speech(tb_slice language, tb_slice relation);
/* The words and cues of a source's text. */
TB_MUST_USE tb_status tb_wording_read(tb_run *run, const tb_matcher *cues, const tb_cue_class *classes,
                                      const tb_source_state *s, tb_wording *out);
/* Words strictly between two spans; 0 where they touch or overlap. */
size_t tb_words_between(const tb_words *w, tb_span a, tb_span b);
/* Words that a span overlaps. */
size_t tb_words_in(const tb_words *w, tb_span s);
/* From the start of the first sentence that the quote's place touches to the end of the last. */
tb_span tb_sentences_round(const tb_source_state *s, tb_span place);

#endif
