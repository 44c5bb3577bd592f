/* Patterns to variants: prefixes and endings written on, white space at the ends taken off, folded. Knows
 * how a pattern is read; how it is found is for the engines. */
#include "match/variant.h"

#include "text/chars.h"
#include "text/utf8.h"

#define MAX_VARIANTS 4096u

static bool counts(uint32_t cp) {
    return !(tb_char_of(cp)->flags & (TB_CH_DROP | TB_CH_SPACE));
}

static bool is_visible_ascii(char c) {
    return c > ' ' && c < 0x7F;
}

/* s without the characters at its ends that do not count. */
static tb_slice trim(tb_slice s) {
    if (s.len > 0 && is_visible_ascii(s.p[0]) && is_visible_ascii(s.p[s.len - 1])) return s;
    size_t from = s.len, to = 0;
    for (size_t i = 0; i < s.len;) {
        size_t at = i;
        if (!counts(tb_utf8_next(s.p, s.len, &i))) continue;
        if (from > at) from = at;
        to = i;
    }
    return to > from ? tb_slice_sub(s, from, to) : (tb_slice){0};
}

tb_fold tb_pattern_fold(const tb_pattern *p) {
    if (p->accents == TB_ACCENTS_FOLD) return TB_FOLD_KEY;
    return p->letter_case == TB_CASE_EXACT ? TB_FOLD_NONE : TB_FOLD_CASED;
}

/* Whether a variant of this pattern that was added before has the same units, flags and all. */
static bool is_double(const tb_variants *v, const tb_variant *new) {
    for (size_t i = v->all.n; i > 0 && v->all.at[i - 1].pattern == new->pattern; i--) {
        const tb_variant *old = &v->all.at[i - 1];
        if (old->n != new->n) continue;
        size_t k = 0;
        const tb_unit *a = v->units.at + old->first, *b = v->units.at + new->first;
        uint32_t both = TB_UNIT_UPPER | TB_UNIT_FIRST;
        while (k < new->n && a[k].cp == b[k].cp && (a[k].flags & both) == (b[k].flags & both)) k++;
        if (k == new->n) return true;
    }
    return false;
}

tb_status tb_pattern_write(const tb_pattern *p, uint32_t index, tb_written_function *f, void *context) {
    tb_slice form = trim(p->text);
    if (form.len == 0) return TB_OK;
    if (p->n_prefixes == 0 && p->n_endings == 0) return f(context, p, index, form);
    size_t most = p->n_prefixes ? MAX_VARIANTS / p->n_prefixes : MAX_VARIANTS;
    if (p->n_prefixes > MAX_VARIANTS || p->n_endings > most) return TB_ELIMIT;
    tb_buf written = {0};
    tb_status status = TB_OK;
    for (size_t i = 0; i <= p->n_prefixes && status == TB_OK; i++) {
        for (size_t j = 0; j <= p->n_endings && status == TB_OK; j++) {
            tb_buf_clear(&written);
            if (i > 0) tb_buf_put(&written, trim(p->prefixes[i - 1]));
            tb_buf_put(&written, form);
            if (j > 0) tb_buf_put(&written, trim(p->endings[j - 1]));
            status = tb_buf_status(&written);
            if (status == TB_OK) status = f(context, p, index, tb_buf_slice(&written));
        }
    }
    tb_buf_free(&written);
    return status;
}

typedef struct adder {
    tb_variants *to;
    bool quotes;
} adder;

static tb_status add_variant(void *context, const tb_pattern *p, uint32_t index, tb_slice written) {
    const adder *a = context;
    tb_variants *v = a->to;
    tb_variant new = {.pattern = index, .fold = tb_pattern_fold(p), .letter_case = p->letter_case, .first = v->units.n};
    tb_status status = tb_fold_units(written, new.fold, a->quotes, &v->units);
    new.n = v->units.n - new.first;
    if (status == TB_OK && new.n > 0 && !is_double(v, &new)) {
        status = tb_vec_push(NULL, &v->all, new);
        if (status == TB_OK) return TB_OK;
    }
    v->units.n = new.first;
    return status;
}

tb_status tb_variants_add(tb_variants *v, const tb_pattern *pattern, uint32_t index, bool quotes) {
    adder a = {v, quotes};
    return tb_pattern_write(pattern, index, add_variant, &a);
}

void tb_variants_free(tb_variants *v) {
    tb_vec_free(&v->all);
    tb_vec_free(&v->units);
}
