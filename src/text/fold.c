/* Bytes to units. Owns the order of the steps: characters that count for nothing are passed over; each
 * other one is evened (taken apart, one apostrophe, one hyphen); a letter gathers its marks, which are put
 * into canonical order; marks vanish or stay by their letter; what is left is folded.
 *
 * Invariant: an atom is written out when the next one (or the end) shows what stands beside it, since
 * word edges and white space depend on both neighbours. Knows no pattern and no paragraph. */
#include "text/fold.h"

#include <stdlib.h>

#include "text/chars.h"
#include "text/utf8.h"

#define SOFT_HYPHEN 0xADu

/* A character of an atom, evened. */
typedef struct part {
    uint32_t cp;
    const tb_char *info;
    bool upper;  /* its source is an upper-case letter, and it is no mark */
    bool source; /* the first of its source that is no mark */
} part;

typedef struct atom {
    size_t start, end;
    bool any;              /* there is an atom */
    bool word_first, word_last, spaceless;
    bool hyphen;           /* a hyphen and nothing else */
    bool ends_in_hyphen;
    unsigned jamo;         /* the kind of jamo it ends in, or 0 */
    bool joined;           /* no white space and no paragraph's start before it */
    size_t last_unit;      /* index of its last unit, or SIZE_MAX if it has none */
} atom;

typedef struct folder {
    tb_fold fold;
    bool quotes;
    tb_slice s;
    size_t at;    /* the next byte to be read */
    size_t ready; /* units before this one have all their flags */
    tb_units out;
    TB_VEC(part) parts; /* of the atom that is being gathered */
    atom cur, prev;
    size_t space_start, space_end; /* the white space before cur; empty if none */
    unsigned space_breaks;
    bool space_soft;    /* a soft hyphen stands right before the white space */
    bool soft;          /* a soft hyphen was passed since the last character that counts */
    bool before_hyphen_ok; /* what stands before prev lets a hyphen there divide a word */
} folder;

/* Canonical order: a stable sort of each run of marks by class. Runs are short but for hostile texts, so
 * a short one is sorted in place and a long one by counting. */
static tb_status sort_run(part *at, size_t n) {
    if (n <= 32) {
        for (size_t i = 1; i < n; i++) {
            part p = at[i];
            size_t j = i;
            for (; j > 0 && at[j - 1].info->ccc > p.info->ccc; j--) at[j] = at[j - 1];
            at[j] = p;
        }
        return TB_OK;
    }
    size_t starts[257] = {0};
    for (size_t i = 0; i < n; i++) starts[at[i].info->ccc + 1]++;
    for (size_t c = 0; c < 256; c++) starts[c + 1] += starts[c];
    part *sorted = malloc(n * sizeof *sorted);
    if (!sorted) return TB_ENOMEM;
    for (size_t i = 0; i < n; i++) sorted[starts[at[i].info->ccc]++] = at[i];
    memcpy(at, sorted, n * sizeof *sorted);
    free(sorted);
    return TB_OK;
}

static tb_status sort_marks(part *at, size_t n) {
    for (size_t i = 0; i < n;) {
        if (at[i].info->ccc == 0) {
            i++;
            continue;
        }
        size_t run = i;
        while (i < n && at[i].info->ccc != 0) i++;
        TB_TRY(sort_run(at + run, i - run));
    }
    return TB_OK;
}

static tb_status emit(folder *f, uint32_t cp, uint32_t flags) {
    return tb_vec_push(NULL, &f->out, ((tb_unit){cp, flags, f->cur.start, f->cur.end}));
}

static tb_status emit_part(folder *f, const part *p) {
    uint16_t mapping = f->fold == TB_FOLD_KEY ? p->info->key : f->fold == TB_FOLD_CASED ? p->info->cased : 0;
    uint32_t flags = p->upper ? TB_UNIT_UPPER : 0;
    if (mapping == 0) return emit(f, p->cp, flags | (p->source ? TB_UNIT_FIRST : 0));
    uint32_t n = tb_char_pool[mapping];
    for (uint32_t i = 1; i <= n; i++)
        TB_TRY(emit(f, tb_char_pool[mapping + i], flags | (p->source && i == 1 ? TB_UNIT_FIRST : 0)));
    return TB_OK;
}

static tb_status emit_parts(folder *f) {
    const tb_char *base = NULL;
    for (size_t i = 0; i < f->parts.n; i++) {
        const part *p = &f->parts.at[i];
        bool mark = p->info->flags & TB_CH_MARK;
        if (!mark) base = p->info;
        if (mark && f->fold == TB_FOLD_KEY && tb_mark_folds(base, p->info)) continue;
        TB_TRY(emit_part(f, p));
    }
    return TB_OK;
}

/* The white space between prev and cur, now that both are known. */
static tb_status emit_space(folder *f) {
    const atom *prev = &f->prev, *cur = &f->cur;
    bool divides = prev->hyphen && f->before_hyphen_ok;
    bool one_break = f->space_breaks == 1;
    uint32_t flags = TB_UNIT_SPACE;
    if (f->space_breaks > 0 && prev->spaceless && cur->spaceless) flags |= TB_UNIT_SKIP;
    if (one_break && (f->space_soft || divides)) flags |= TB_UNIT_SKIP;
    if (one_break && divides && prev->last_unit != SIZE_MAX) f->out.at[prev->last_unit].flags |= TB_UNIT_SKIP2;
    return tb_vec_push(NULL, &f->out, ((tb_unit){' ', flags, f->space_start, f->space_end}));
}

/* Writes out the atom that was gathered, if there is one. */
static tb_status flush(folder *f) {
    atom *cur = &f->cur;
    if (!cur->any) return TB_OK;
    TB_TRY(sort_marks(f->parts.at, f->parts.n));
    const part *first = &f->parts.at[0], *last = &f->parts.at[f->parts.n - 1];
    cur->word_first = first->info->flags & TB_CH_WORD;
    cur->word_last = last->info->flags & TB_CH_WORD;
    cur->hyphen = f->parts.n == 1 && first->cp == '-';
    cur->ends_in_hyphen = last->cp == '-';
    cur->joined = f->prev.any && f->space_start == f->space_end;
    if (f->prev.any && !cur->joined) TB_TRY(emit_space(f));
    size_t from = f->out.n;
    f->ready = from;
    TB_TRY(emit_parts(f));
    bool apart = !cur->joined || cur->spaceless || f->prev.spaceless;
    if (f->prev.any && f->prev.last_unit != SIZE_MAX && (apart || !cur->word_first))
        f->out.at[f->prev.last_unit].flags |= TB_UNIT_END;
    if (f->out.n > from && (apart || !f->prev.word_last)) f->out.at[from].flags |= TB_UNIT_START;
    cur->last_unit = f->out.n > from ? f->out.n - 1 : SIZE_MAX;
    f->before_hyphen_ok = cur->joined && !f->prev.ends_in_hyphen;
    f->prev = *cur;
    f->space_start = f->space_end = 0;
    f->space_breaks = 0;
    f->space_soft = false;
    cur->any = false;
    f->parts.n = 0;
    return TB_OK;
}

/* Whether a character goes on the syllable that ends in a jamo of kind `before` (0: in none). */
static bool joins(unsigned jamo_before, const tb_char *info) {
    unsigned jamo = info->flags >> TB_CH_JAMO_SHIFT & 3;
    return jamo && jamo_before && (jamo == jamo_before || jamo == jamo_before + 1);
}

/* Whether a character continues the atom that is being gathered: a mark, or a jamo of the same syllable. */
static bool continues(const folder *f, const tb_char *info) {
    if (!f->cur.any) return false;
    if (info->flags & TB_CH_MARK) return true;
    return joins(f->parts.at[f->parts.n - 1].info->flags >> TB_CH_JAMO_SHIFT & 3, info);
}

/* The evened characters of cp; at most 32. */
static size_t even(uint32_t cp, const tb_char *info, bool quotes, uint32_t out[32]) {
    if (quotes && info->flags & TB_CH_DQUOTE) {
        out[0] = '"';
        return 1;
    }
    if (info->flags & TB_CH_HANGUL) {
        uint32_t s = cp - 0xAC00;
        out[0] = 0x1100 + s / 588;
        out[1] = 0x1161 + s % 588 / 28;
        out[2] = 0x11A7 + s % 28;
        return s % 28 ? 3 : 2;
    }
    if (info->even == 0) {
        out[0] = cp;
        return 1;
    }
    size_t n = tb_char_pool[info->even];
    for (size_t i = 0; i < n; i++) out[i] = tb_char_pool[info->even + 1 + i];
    return n;
}

static tb_status add_character(folder *f, uint32_t cp, const tb_char *info, size_t start, size_t end) {
    uint32_t cps[32];
    size_t n = even(cp, info, f->quotes, cps);
    if (n == 0) return TB_OK;
    if (!continues(f, tb_char_of(cps[0]))) {
        TB_TRY(flush(f));
        f->cur = (atom){.any = true, .start = start};
    }
    f->cur.end = end;
    f->cur.spaceless = f->cur.spaceless || info->flags & TB_CH_SPACELESS;
    f->soft = false;
    bool first = true;
    for (size_t i = 0; i < n; i++) {
        const tb_char *p = tb_char_of(cps[i]);
        bool letter = !(p->flags & TB_CH_MARK);
        TB_TRY(tb_vec_push(NULL, &f->parts,
                           ((part){cps[i], p, letter && info->flags & TB_CH_UPPER, letter && first})));
        if (letter) first = false;
    }
    return TB_OK;
}

static tb_status add_space(folder *f, uint32_t cp, const tb_char *info, bool after_cr, size_t start, size_t end) {
    TB_TRY(flush(f));
    if (f->space_start == f->space_end) {
        f->space_start = start;
        f->space_soft = f->soft;
    }
    f->space_end = end;
    if (info->flags & TB_CH_BREAK && !(cp == '\n' && after_cr)) f->space_breaks++;
    return TB_OK;
}

/* Reads one character. */
static tb_status read_one(folder *f) {
    size_t start = f->at;
    uint32_t cp = tb_utf8_next(f->s.p, f->s.len, &f->at);
    const tb_char *info = tb_char_of(cp);
    if (info->flags & TB_CH_DROP) {
        if (cp == SOFT_HYPHEN) f->soft = true;
        return TB_OK;
    }
    if (info->flags & TB_CH_SPACE)
        return add_space(f, cp, info, start > 0 && f->s.p[start - 1] == '\r', start, f->at);
    return add_character(f, cp, info, start, f->at);
}

/* Writes out what is left when all has been read. */
static tb_status finish(folder *f) {
    TB_TRY(flush(f));
    if (f->prev.any && f->prev.last_unit != SIZE_MAX) f->out.at[f->prev.last_unit].flags |= TB_UNIT_END;
    f->ready = f->out.n;
    return TB_OK;
}

tb_status tb_fold_units(tb_slice s, tb_fold fold, bool quotes, tb_units *out) {
    folder f = {.fold = fold, .quotes = quotes, .s = s, .out = *out};
    tb_status status = TB_OK;
    while (status == TB_OK && f.at < s.len) status = read_one(&f);
    if (status == TB_OK) status = finish(&f);
    *out = f.out;
    tb_vec_free(&f.parts);
    return status;
}

/* ---- a piece at a time ---- */

struct tb_folding {
    folder f;
    bool finished;
    tb_status status;
};

tb_status tb_folding_new(tb_folding **out) {
    *out = calloc(1, sizeof **out);
    return *out ? TB_OK : TB_ENOMEM;
}

void tb_folding_free(tb_folding *f) {
    if (!f) return;
    tb_vec_free(&f->f.parts);
    tb_vec_free(&f->f.out);
    free(f);
}

/* Makes prev the atom that stands before f->at, as far as that matters for the next one: no atom behind
 * white space or at the start. */
static void look_back(folder *f) {
    size_t at = f->at;
    bool last = true;
    while (at > 0) {
        uint32_t cp = tb_utf8_before(f->s.p, &at);
        const tb_char *info = tb_char_of(cp);
        if (info->flags & TB_CH_DROP) continue;
        if (info->flags & TB_CH_SPACE) break;
        uint32_t cps[32];
        size_t n = even(cp, info, f->quotes, cps);
        const tb_char *end = tb_char_of(cps[n - 1]);
        if (last) {
            f->prev = (atom){.any = true, .last_unit = SIZE_MAX};
            f->prev.word_last = end->flags & TB_CH_WORD;
            f->prev.ends_in_hyphen = cps[n - 1] == '-';
            f->prev.jamo = end->flags >> TB_CH_JAMO_SHIFT & 3;
            last = false;
        }
        f->prev.spaceless = f->prev.spaceless || info->flags & TB_CH_SPACELESS;
        /* Marks belong to a letter further back, which may be of a script without spaces. */
        if (!(tb_char_of(cps[0])->flags & TB_CH_MARK)) break;
    }
}

/* Whether an atom may begin with this character behind prev. */
static bool begins_atom(const folder *f, uint32_t cp, const tb_char *info) {
    if (info->flags & (TB_CH_DROP | TB_CH_SPACE)) return false;
    uint32_t cps[32];
    if (even(cp, info, f->quotes, cps) == 0) return false;
    const tb_char *first = tb_char_of(cps[0]);
    return !f->prev.any || !(first->flags & TB_CH_MARK || joins(f->prev.jamo, first));
}

bool tb_folding_start(tb_folding *folding, tb_slice s, size_t at, tb_fold fold, bool quotes) {
    folder *f = &folding->f;
    tb_units out = f->out;
    out.n = 0;
    f->parts.n = 0;
    *f = (folder){.fold = fold, .quotes = quotes, .s = s, .at = at, .out = out,
                  .parts.at = f->parts.at, .parts.cap = f->parts.cap};
    folding->finished = false;
    folding->status = TB_OK;
    size_t end = at;
    uint32_t cp = tb_utf8_next(s.p, s.len, &end);
    look_back(f);
    return begins_atom(f, cp, tb_char_of(cp));
}

const tb_unit *tb_folding_unit(tb_folding *folding, size_t i) {
    folder *f = &folding->f;
    while (f->ready <= i) {
        if (folding->finished || folding->status != TB_OK) return NULL;
        if (f->at < f->s.len) {
            folding->status = read_one(f);
        } else {
            folding->status = finish(f);
            folding->finished = true;
        }
        if (folding->status != TB_OK) return NULL;
    }
    return &f->out.at[i];
}

tb_status tb_folding_status(const tb_folding *f) {
    return f->status;
}

bool tb_fold_empty(tb_slice s) {
    for (size_t i = 0; i < s.len;)
        if (!(tb_char_of(tb_utf8_next(s.p, s.len, &i))->flags & (TB_CH_DROP | TB_CH_SPACE))) return false;
    return true;
}
