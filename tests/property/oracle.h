/* The oracle: what a matcher of docs/matching.md must find, said as plainly as can be, with ICU's own
 * functions for each character and every way tried. Shares no code and no table with src/. Slow; for short
 * texts only (ORACLE_MAX characters). Ends the process where it runs out of room. */
#ifndef TB_TESTS_ORACLE_H
#define TB_TESTS_ORACLE_H

#include "match/match.h"

#define ORACLE_MAX 2048 /* characters of a text or pattern, after they are taken apart */

/* Appends every hit, in the order that tb_matcher_scan promises. */
void oracle_scan(const tb_pattern *patterns, size_t n, unsigned options, const tb_text *text, tb_hits *hits);

/* Where the paragraphs of plain text end, as tb_plain_breaks says; at most max offsets. */
size_t oracle_breaks(tb_slice text, size_t *out, size_t max);

#endif
