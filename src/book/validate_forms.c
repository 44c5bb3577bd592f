/* Forms that find nothing, or nothing of their own. */
#include "book/validate.h"
#include "text/fold.h"

#define TB_MAX_SAME_KEY 16 /* forms of one entity with one key that are compared with each other */

/* Whether texts that have b's letters have a's: upper-case letters ask for upper case. */
static tb_status asks_no_more(const tb_form *a, const tb_form *b, tb_fold fold, bool same_case, bool *out) {
    tb_units x = {0}, y = {0};
    tb_status s = tb_fold_units(a->text, fold, false, &x);
    if (s == TB_OK) s = tb_fold_units(b->text, fold, false, &y);
    *out = s == TB_OK && x.n == y.n;
    for (size_t i = 0; i < x.n && *out; i++) {
        const uint32_t asks = TB_UNIT_UPPER | TB_UNIT_FIRST;
        bool upper_a = (x.at[i].flags & asks) == asks, upper_b = (y.at[i].flags & asks) == asks;
        *out = x.at[i].cp == y.at[i].cp && (same_case ? upper_a == upper_b : !upper_a || upper_b);
    }
    tb_vec_free(&x);
    tb_vec_free(&y);
    return s;
}

static bool same_texts(tb_slices a, tb_slices b) {
    if (a.n != b.n) return false;
    for (size_t i = 0; i < a.n; i++)
        if (!tb_slice_eq(a.at[i], b.at[i])) return false;
    return true;
}

static bool same_limits(const tb_form *a, const tb_form *b) {
    bool only = a->n_only_in == 0 || (a->n_only_in == b->n_only_in &&
                                      memcmp(a->only_in, b->only_in, a->n_only_in * sizeof *a->only_in) == 0);
    bool phrases = a->n_not_in == 0 || a->n_not_in == b->n_not_in;
    for (size_t i = 0; i < a->n_not_in && phrases; i++)
        phrases = tb_slice_eq(a->not_in[i].text, b->not_in[i].text);
    bool affixes = (same_texts(a->prefixes, b->prefixes) || b->prefixes.n == 0) &&
                   (same_texts(a->endings, b->endings) || b->endings.n == 0);
    return only && phrases && affixes && (!a->weak || b->weak);
}

/* Whether each place that b finds is found by a, given that their keys are equal. */
static tb_status covers(const tb_form *a, const tb_form *b, bool *out) {
    bool exact = a->letter_case == TB_CASE_EXACT;
    *out = false;
    if (!same_limits(a, b) || (a->accents == TB_ACCENTS_EXACT && b->accents != TB_ACCENTS_EXACT))
        return TB_OK;
    if (exact && b->letter_case != TB_CASE_EXACT) return TB_OK;
    if (a->letter_case == TB_CASE_SMART && b->letter_case == TB_CASE_ANY) return TB_OK;
    if (a->letter_case == TB_CASE_ANY && a->accents == TB_ACCENTS_FOLD) {
        *out = true;
        return TB_OK;
    }
    tb_fold fold = a->accents == TB_ACCENTS_EXACT ? TB_FOLD_CASED : TB_FOLD_KEY;
    return asks_no_more(a, b, fold, exact, out);
}

typedef struct tb_doubles { /* the forms of one entity by their keys */
    tb_buf key;
    tb_arena keys;
    tb_map first;   /* key → form */
    uint32_t *next; /* form → the next one with its key, or TB_NONE */
} tb_doubles;

static void report_double(tb_reader *r, const tb_form *f, const tb_form *first) {
    tb_finding *x =
        tb_slice_eq(f->text, first->text)
            ? tb_complain_at(r, TB_CODE_FORM_DUPLICATE, f->at, "the form '%s' stands twice",
                             tb_show(f->text).s)
            : tb_complain_at(r, TB_CODE_FORM_DUPLICATE, f->at, "'%s' finds nothing that '%s' does not find",
                             tb_show(f->text).s, tb_show(first->text).s);
    tb_complain_related(r, x, first->at, "the form that the entity has already");
}

/* Reports form i where one before it covers it; else remembers it. */
static tb_status check_double(tb_reader *r, tb_doubles *d, const tb_entity *e, uint32_t i) {
    tb_slice key;
    uint32_t at;
    bool added, covered = false;
    tb_buf_clear(&d->key);
    tb_fold_key(&d->key, e->forms[i].text);
    TB_TRY(tb_buf_status(&d->key));
    TB_TRY(tb_arena_copy(&d->keys, tb_buf_slice(&d->key), &key));
    d->next[i] = TB_NONE;
    TB_TRY(tb_map_add(&d->first, key, i, &at, &added));
    for (int steps = 0; !added && steps < TB_MAX_SAME_KEY; steps++) {
        TB_TRY(covers(&e->forms[at], &e->forms[i], &covered));
        if (covered) {
            report_double(r, &e->forms[i], &e->forms[at]);
            return TB_OK;
        }
        if (d->next[at] == TB_NONE) {
            d->next[at] = i;
            return TB_OK;
        }
        at = d->next[at];
    }
    return TB_OK;
}

/* The letters and digits of a text of ASCII alone, whatever their case; false for any other text. Texts with
 * equal keys have the same, because no other character of ASCII folds to a letter or digit. */
static bool ascii_letters(tb_slice text, uint64_t *sum) {
    *sum = 14695981039346656037u; /* FNV-1a */
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (c >= 0x80) return false;
        if (c >= 'A' && c <= 'Z') c |= 0x20;
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) *sum = (*sum ^ c) * 1099511628211u;
    }
    return true;
}

/* Whether two forms might have one key: most entities are told without folding. */
static bool may_have_doubles(const tb_entity *e) {
    uint64_t sums[8];
    if (e->n_forms > sizeof sums / sizeof *sums) return true;
    for (size_t i = 0; i < e->n_forms; i++) {
        if (!ascii_letters(e->forms[i].text, &sums[i])) return true;
        for (size_t j = 0; j < i; j++)
            if (sums[i] == sums[j]) return true;
    }
    return false;
}

static tb_status check_doubles(tb_reader *r, const tb_entity *e) {
    tb_doubles d = {0};
    if (e->n_forms < 2 || !may_have_doubles(e)) return TB_OK;
    d.next = TB_NEW_ARRAY(&d.keys, e->n_forms, uint32_t);
    tb_status s = d.next ? TB_OK : TB_ENOMEM;
    for (uint32_t i = 0; i < e->n_forms && s == TB_OK; i++)
        if (!tb_pattern_empty(e->forms[i].text)) s = check_double(r, &d, e, i);
    tb_buf_free(&d.key);
    tb_map_free(&d.first);
    tb_arena_free(&d.keys);
    return s;
}

static void check_entity(tb_reader *r, const tb_entity *e) {
    bool any_strong = false;
    for (size_t i = 0; i < e->n_forms; i++) {
        if (tb_pattern_empty(e->forms[i].text))
            tb_complain_at(r, TB_CODE_FORM_EMPTY, e->forms[i].at,
                           "this form of '%s' has no character to be found by", tb_show(e->id).s);
        any_strong |= !e->forms[i].weak;
    }
    if (!any_strong)
        tb_complain_at(r, TB_CODE_FORM_ONLY_WEAK, e->forms[0].at,
                       "every form of '%s' is weak, so none ever counts", tb_show(e->id).s);
    tb_keep(r, check_doubles(r, e));
}

void tb_validate_forms(tb_reader *r) {
    for (size_t i = 0; i < r->entities.n && r->status == TB_OK; i++) {
        r->subject = r->entities.at[i].id;
        check_entity(r, &r->entities.at[i]);
    }
}
