/* Findings: what is wrong or worth knowing, each with a stable code and a place.
 *
 * The codes are declared once, in base/rules.def; the enum here, `explain`, the manual, the SARIF rules
 * and the test that every code has a golden case are made from it. */
#ifndef TB_BASE_FINDING_H
#define TB_BASE_FINDING_H

#include "base/origin.h"

typedef enum tb_level {
    TB_ERROR, TB_WARNING, TB_NOTE,
    TB_OFF, /* not reported unless the book or the command line raises it */
} tb_level;

typedef enum tb_code {
#define TB_RULE(id, code, level, summary, meaning, remedy) TB_CODE_##id,
#include "base/rules.def"
#undef TB_RULE
    TB_N_CODES
} tb_code;

typedef struct tb_rule {
    const char *code;    /* "quote-not-found" */
    tb_level level;      /* by default */
    const char *summary; /* one line, no full stop */
    const char *meaning; /* one or more sentences */
    const char *remedy;  /* one or more sentences: what to do */
} tb_rule;

/* The rule of a code; valid for ever. */
const tb_rule *tb_rule_of(tb_code code);
/* The code that is called name, or TB_N_CODES. */
tb_code tb_rule_find(tb_slice name);
const char *tb_level_name(tb_level level); /* "error", "warning", "note", "off" */

typedef struct tb_related {
    tb_place at;
    tb_slice message;
} tb_related;

typedef struct tb_finding {
    tb_code code;
    tb_level level;
    tb_place at;
    tb_slice message;   /* one line, no full stop at its end */
    tb_slice subject;   /* what it is about, for waivers: "iran funds hezbollah", an entity's or source's id; may be "" */
    TB_VEC(tb_related) related;
    bool waived;        /* judged by a waiver of the book: shown only where asked for, never counted */
} tb_finding;

typedef struct tb_findings {
    tb_arena arena;
    TB_VEC(tb_finding *) all; /* in the order found until tb_findings_sort */
} tb_findings;

/* Adds a finding with the rule's level; subject is copied. *out (may be NULL) lives as long as f.
 * Every %.*s of a hostile string is cleaned when it is shown, not here. */
TB_MUST_USE tb_status tb_findings_add(tb_findings *f, tb_code code, tb_place at, tb_slice subject,
                                      tb_finding **out, const char *format, ...) TB_PRINTF(6, 7);
/* Adds a related place to one of f's findings. */
TB_MUST_USE tb_status tb_finding_relate(tb_findings *f, tb_finding *finding, tb_place at,
                                        const char *format, ...) TB_PRINTF(4, 5);
/* Sorts by origin, start, level, code, message, and drops exact doubles; stable on every machine. */
void tb_findings_sort(tb_findings *f);
/* Findings of a level that are not waived. */
size_t tb_findings_count(const tb_findings *f, tb_level level);
void tb_findings_free(tb_findings *f);
/* There are no findings any more; memory is kept for those that come. */
void tb_findings_clear(tb_findings *f);

#endif
