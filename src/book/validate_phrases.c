/* not-in phrases that do not hold their form: they would exclude nothing. What a phrase holds is found by the
 * matcher, as it is when texts are read. */
#include "book/validate.h"

typedef struct tb_excluding { /* the forms with phrases, as patterns */
    TB_VEC(tb_pattern) patterns;
    TB_VEC(tb_slice) subjects; /* whose form it is */
    TB_VEC(const tb_form *) forms;
    tb_matcher *matcher;
    tb_scratch *scratch;
    tb_hits hits;
} tb_excluding;

static tb_status collect(tb_reader *r, tb_excluding *x) {
    for (size_t i = 0; i < r->entities.n; i++) {
        const tb_entity *e = &r->entities.at[i];
        for (size_t j = 0; j < e->n_forms; j++) {
            const tb_form *f = &e->forms[j];
            if (!f->n_not_in) continue;
            tb_pattern p = {f->text,       f->letter_case, f->accents,  f->prefixes.at,
                            f->prefixes.n, f->endings.at,  f->endings.n};
            TB_TRY(tb_vec_push(NULL, &x->patterns, p));
            TB_TRY(tb_vec_push(NULL, &x->subjects, e->id));
            TB_TRY(tb_vec_push(NULL, &x->forms, f));
        }
    }
    return TB_OK;
}

static tb_status holds(tb_excluding *x, tb_slice phrase, uint32_t pattern, bool *out) {
    tb_arena arena = {0};
    tb_text text;
    *out = false;
    x->hits.n = 0;
    tb_status s = tb_text_plain(&arena, phrase, &text);
    if (s == TB_OK) s = tb_matcher_scan(x->matcher, x->scratch, &text, &x->hits);
    for (size_t i = 0; i < x->hits.n; i++) *out |= x->hits.at[i].pattern == pattern;
    tb_arena_free(&arena);
    return s;
}

static tb_status check_all(tb_reader *r, tb_excluding *x) {
    TB_TRY(collect(r, x));
    if (!x->patterns.n) return TB_OK;
    TB_TRY(tb_matcher_new(&x->matcher, x->patterns.at, x->patterns.n, 0));
    TB_TRY(tb_scratch_new(&x->scratch));
    for (uint32_t i = 0; i < x->forms.n; i++) {
        const tb_form *f = x->forms.at[i];
        r->subject = x->subjects.at[i];
        for (size_t j = 0; j < f->n_not_in; j++) {
            bool held;
            TB_TRY(holds(x, f->not_in[j].text, i, &held));
            if (!held)
                tb_complain_at(r, TB_CODE_PHRASE_WITHOUT_FORM, f->not_in[j].at,
                               "the phrase '%s' does not hold '%s'", tb_show(f->not_in[j].text).s,
                               tb_show(f->text).s);
        }
    }
    return TB_OK;
}

void tb_validate_phrases(tb_reader *r) {
    tb_excluding x = {0};
    tb_keep(r, check_all(r, &x));
    tb_vec_free(&x.patterns);
    tb_vec_free(&x.subjects);
    tb_vec_free(&x.forms);
    tb_vec_free(&x.hits);
    tb_scratch_free(x.scratch);
    tb_matcher_free(x.matcher);
}
