/* The rules on the wording of one piece of evidence; see wording.c. */
#ifndef TB_CHECK_WORDING_H
#define TB_CHECK_WORDING_H

#include "check/cues.h"

/* One passage, its text, and the words of the text. */
typedef struct tb_wording_case {
    tb_run *run;
    const tb_passage *passage;
    const tb_source_state *state;
    const tb_wording *wording;
} tb_wording_case;

/* stance.c */
TB_MUST_USE tb_status tb_check_stance(const tb_wording_case *c);
/* attribution.c */
TB_MUST_USE tb_status tb_check_attribution(const tb_wording_case *c);
/* quote_rules.c */
TB_MUST_USE tb_status tb_check_direction(const tb_wording_case *c);
TB_MUST_USE tb_status tb_check_quote(const tb_wording_case *c, const tb_located *quote);

/* Adds a finding on the passage, with the words of the text that caused it as a related place. */
TB_MUST_USE tb_status tb_wording_report(const tb_wording_case *c, tb_code code, tb_place at, tb_span cause,
                                        const char *format, ...) TB_PRINTF(5, 6);

#endif
