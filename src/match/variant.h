/* Variants: what a pattern comes to when its prefixes and endings are written onto it and it is folded.
 * A pattern has as many variants as there are ways to write it; a place where one stands is a hit. */
#ifndef TB_MATCH_VARIANT_H
#define TB_MATCH_VARIANT_H

#include "match/match.h"
#include "text/fold.h"

typedef struct tb_variant {
    uint32_t pattern;     /* index into the caller's patterns */
    tb_fold fold;         /* how texts are folded for it */
    tb_case letter_case;  /* of its pattern */
    size_t first, n;      /* its units; n at least 1 */
} tb_variant;

typedef struct tb_variants {
    TB_VEC(tb_variant) all; /* in the order of the patterns; no two of a pattern are alike */
    tb_units units;         /* of all variants, one after the other */
} tb_variants;

/* How texts are folded for a pattern. */
tb_fold tb_pattern_fold(const tb_pattern *p);

/* Calls f with every way to write a pattern: each prefix, or none, the form, each ending, or none; white space
 * and characters that count for nothing taken off the ends of all three. Ends with f's failure, if it fails;
 * TB_ENOMEM; TB_ELIMIT when prefixes × endings pass 4096. */
typedef tb_status tb_written_function(void *context, const tb_pattern *p, uint32_t index, tb_slice written);
TB_MUST_USE tb_status tb_pattern_write(const tb_pattern *p, uint32_t index, tb_written_function *f, void *context);

/* Adds the variants of pattern number index. TB_ENOMEM; TB_ELIMIT when prefixes × endings pass 4096. */
TB_MUST_USE tb_status tb_variants_add(tb_variants *v, const tb_pattern *pattern, uint32_t index, bool quotes);
void tb_variants_free(tb_variants *v);

/* Whether a text's unit may stand for a pattern's unit of the same character: the case rule. */
static inline bool tb_case_fits(tb_case letter_case, uint32_t pattern_flags, uint32_t text_flags) {
    bool asks = (pattern_flags & (TB_UNIT_UPPER | TB_UNIT_FIRST)) == (TB_UNIT_UPPER | TB_UNIT_FIRST);
    bool upper = text_flags & TB_UNIT_UPPER;
    switch (letter_case) {
    case TB_CASE_SMART: return !asks || upper;
    case TB_CASE_EXACT: return pattern_flags & TB_UNIT_UPPER ? !asks || upper : !upper;
    case TB_CASE_ANY: break;
    }
    return true;
}

/* Whether the case rule is to be asked at all. */
static inline bool tb_case_matters(const tb_variant *v) {
    return v->letter_case != TB_CASE_ANY && v->fold != TB_FOLD_NONE;
}

#endif
