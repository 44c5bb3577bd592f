/* The table of rules and the list of findings. Owns the order in which findings are shown; must not know how
 * they are shown, nor which rules exist (base/rules.def does). */
#include "base/finding.h"

#include <assert.h>
#include <stdarg.h>
#include <stdlib.h>

#include "base/buf.h"

static const tb_rule rules[TB_N_CODES] = {
#define TB_RULE(id, code, level, summary, meaning, remedy) {code, level, summary, meaning, remedy},
#include "base/rules.def"
#undef TB_RULE
};

const tb_rule *tb_rule_of(tb_code code) {
    assert(code < TB_N_CODES);
    return &rules[code];
}

tb_code tb_rule_find(tb_slice name) {
    for (size_t i = 0; i < TB_N_CODES; i++)
        if (tb_slice_eq(name, tb_slice_cstr(rules[i].code))) return (tb_code)i;
    return TB_N_CODES;
}

const char *tb_level_name(tb_level level) {
    switch (level) {
    case TB_ERROR: return "error";
    case TB_WARNING: return "warning";
    case TB_NOTE: return "note";
    case TB_OFF: return "off";
    }
    return "";
}

tb_status tb_findings_add(tb_findings *f, tb_code code, tb_place at, tb_slice subject, tb_finding **out,
                          const char *format, ...) {
    tb_finding *finding = TB_NEW(&f->arena, tb_finding);
    if (!finding) return TB_ENOMEM;
    finding->code = code;
    finding->level = tb_rule_of(code)->level;
    finding->at = at;
    TB_TRY(tb_arena_copy(&f->arena, subject, &finding->subject));
    va_list args;
    va_start(args, format);
    tb_status status = tb_arena_vprintf(&f->arena, &finding->message, format, args);
    va_end(args);
    TB_TRY(status);
    TB_TRY(tb_vec_push(&f->arena, &f->all, finding));
    if (out) *out = finding;
    return TB_OK;
}

tb_status tb_finding_relate(tb_findings *f, tb_finding *finding, tb_place at, const char *format, ...) {
    tb_related related = {.at = at};
    va_list args;
    va_start(args, format);
    tb_status status = tb_arena_vprintf(&f->arena, &related.message, format, args);
    va_end(args);
    TB_TRY(status);
    return tb_vec_push(&f->arena, &finding->related, related);
}

static int compare_sizes(size_t a, size_t b) {
    return (a > b) - (a < b);
}

static int compare_related(const tb_finding *a, const tb_finding *b) {
    int c = compare_sizes(a->related.n, b->related.n);
    for (size_t i = 0; c == 0 && i < a->related.n; i++) {
        const tb_related *x = &a->related.at[i], *y = &b->related.at[i];
        if ((c = compare_sizes(x->at.origin, y->at.origin))) break;
        if ((c = compare_sizes(x->at.start, y->at.start))) break;
        if ((c = compare_sizes(x->at.end, y->at.end))) break;
        c = tb_slice_cmp(x->message, y->message);
    }
    return c;
}

/* A total order over all that a finding says: equal means an exact double, so that it does not matter which
 * of the two goes, nor whether the sort is stable. */
static int compare(const tb_finding *a, const tb_finding *b) {
    int c;
    if ((c = compare_sizes(a->at.origin, b->at.origin))) return c;
    if ((c = compare_sizes(a->at.start, b->at.start))) return c;
    if ((c = compare_sizes(a->level, b->level))) return c;
    if ((c = compare_sizes(a->code, b->code))) return c;
    if ((c = tb_slice_cmp(a->message, b->message))) return c;
    if ((c = compare_sizes(a->at.end, b->at.end))) return c;
    if ((c = tb_slice_cmp(a->subject, b->subject))) return c;
    if ((c = compare_sizes(a->waived, b->waived))) return c;
    return compare_related(a, b);
}

static int compare_pointers(const void *a, const void *b) {
    return compare(*(tb_finding *const *)a, *(tb_finding *const *)b);
}

void tb_findings_sort(tb_findings *f) {
    if (f->all.n < 2) return;
    qsort(f->all.at, f->all.n, sizeof *f->all.at, compare_pointers);
    size_t kept = 1;
    for (size_t i = 1; i < f->all.n; i++)
        if (compare(f->all.at[kept - 1], f->all.at[i]) != 0) f->all.at[kept++] = f->all.at[i];
    f->all.n = kept;
}

size_t tb_findings_count(const tb_findings *f, tb_level level) {
    size_t n = 0;
    for (size_t i = 0; i < f->all.n; i++) n += f->all.at[i]->level == level && !f->all.at[i]->waived;
    return n;
}

void tb_findings_free(tb_findings *f) {
    tb_arena_free(&f->arena);
    *f = (tb_findings){0};
}

void tb_findings_clear(tb_findings *f) {
    tb_arena_clear(&f->arena);
    *f = (tb_findings){.arena = f->arena};
}
