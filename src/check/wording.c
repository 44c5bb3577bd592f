/* What the words round a quote say of it: hedges, speakers, passives, quotes that prove nothing. Rules of thumb over a
 * lexicon, so what they find is a note for a person to judge; docs/evidence.md has their measured precision. */
#include <stdarg.h>
#include <stdio.h>

#include "check/wording.h"

tb_status tb_wording_report(const tb_wording_case *c, tb_code code, tb_place at, tb_span cause, const char *format, ...) {
    char message[400];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    size_t len = strlen(message);
    while (len + 1 == sizeof message && len && ((unsigned char)message[len - 1] & 0x80)) message[--len] = '\0';
    tb_finding *finding;
    TB_TRY(tb_findings_add(c->run->findings, code, at, tb_passage_link(c->run, c->passage), &finding, "%s", message));
    if (cause.end == cause.start) return TB_OK;
    return tb_finding_relate(c->run->findings, finding, tb_span_place(c->state, cause), "the passage");
}

static tb_status check_passage(const tb_wording_case *c) {
    for (size_t q = 0; q < c->passage->evidence->n_quotes; q++) TB_TRY(tb_check_quote(c, &c->passage->quotes[q]));
    TB_TRY(tb_check_stance(c));
    TB_TRY(tb_check_attribution(c));
    return tb_check_direction(c);
}

static tb_status check_source(tb_run *run, uint32_t source, const tb_matcher *cues, const tb_cue_class *classes) {
    const tb_source_state *state = &run->check->sources[source];
    tb_wording wording = {0};
    if (!tb_source_readable(run, source) || run->by_source[source].n == 0) return TB_OK;
    TB_TRY(tb_wording_read(run, cues, classes, state, &wording));
    for (size_t i = 0; i < run->by_source[source].n; i++) {
        tb_wording_case c = {run, run->by_source[source].at[i], state, &wording};
        if (c.passage->found) TB_TRY(check_passage(&c));
    }
    return TB_OK;
}

tb_status tb_check_wording(tb_run *run) {
    tb_matcher *cues;
    const tb_cue_class *classes;
    TB_TRY(tb_cues_new(run->book->language, &cues, &run->check->arena, &classes));
    if (!cues) return TB_OK; /* no lexicon for this language */
    tb_status status = TB_OK;
    for (uint32_t s = 0; s < run->book->n_sources && status == TB_OK; s++)
        status = check_source(run, s, cues, classes);
    tb_matcher_free(cues);
    return status;
}
