/* Findings for people and for programs: one file a format. */
#ifndef TB_CLI_REPORT_H
#define TB_CLI_REPORT_H

#include "base/json.h"
#include "cli/load.h"

/* The findings as text, with source lines and carets. Waived ones are left out everywhere but in SARIF. */
void tb_report_findings(tb_buf *out, const tb_load *l, size_t width, bool color);
/* What was checked, and how much of it holds. */
void tb_report_summary(tb_buf *out, const tb_load *l, bool color);
/* `check --format json`, as the manual describes it. */
void tb_report_json(tb_buf *out, const tb_load *l);
/* SARIF 2.1.0. */
void tb_report_sarif(tb_buf *out, const tb_load *l);
/* The diagnostic format of reviewdog, as one object. */
void tb_report_rdjson(tb_buf *out, const tb_load *l);
/* Workflow commands of GitHub Actions. */
void tb_report_github(tb_buf *out, const tb_load *l);

/* Members of JSON objects that `check` and `why` share: "quote", "by", and from "found" to "stance". */
void tb_report_json_quotes(tb_json *j, const tb_evidence *e);
void tb_report_json_claimant(tb_json *j, const tb_book *b, const tb_evidence *e);
void tb_report_json_verdict(tb_json *j, const tb_load *l, const tb_evidence *e, const tb_verdict *v);

/* Where a finding is, for all formats: the file as shown (for one that is nowhere the book), and line and
 * column, 0 where it has none. */
typedef struct tb_spot {
    tb_slice file;
    tb_position from, to;    /* to: the end, exclusive */
    const tb_origin *origin; /* or NULL */
} tb_spot;
tb_spot tb_spot_of(const tb_load *l, tb_place place);

#endif
