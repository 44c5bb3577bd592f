/* Waivers: findings that a curator has judged. A waiver that waives nothing, or whose end has passed, is
 * itself a finding, so that the list stays as short as the judgements that hold. */
#include "check/internal.h"

static bool fits(const tb_waiver *w, const tb_finding *f) {
    return f->code == w->code && tb_slice_eq(f->subject, w->at_subject);
}

static bool expired(const tb_waiver *w, tb_date today) {
    return w->until.year && today.year && tb_date_cmp(w->until, today) < 0;
}

tb_status tb_check_waivers(tb_run *run) {
    tb_date today = run->options ? run->options->today : (tb_date){0, 0, 0};
    size_t n_before = run->findings->all.n;
    for (size_t i = 0; i < run->book->n_waivers; i++) {
        const tb_waiver *w = &run->book->waivers[i];
        bool over = expired(w, today), used = false;
        for (size_t f = 0; f < n_before; f++) {
            tb_finding *finding = run->findings->all.at[f];
            if (!fits(w, finding)) continue;
            used = true;
            finding->waived |= !over;
        }
        if (!used)
            TB_TRY(tb_findings_add(run->findings, TB_CODE_WAIVER_UNUSED, w->at, w->at_subject, NULL,
                                   "no finding %s at %.*s", tb_rule_of(w->code)->code, TB_FMT(w->at_subject)));
        else if (over)
            TB_TRY(tb_findings_add(run->findings, TB_CODE_WAIVER_EXPIRED, w->at, w->at_subject, NULL,
                                   "the waiver of %s at %.*s ended on %04d-%02d-%02d", tb_rule_of(w->code)->code,
                                   TB_FMT(w->at_subject), w->until.year, w->until.month, w->until.day));
    }
    return TB_OK;
}
