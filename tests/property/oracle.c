/* The oracle. A text is a row of items, atoms and runs of white space; a pattern is a row of units; from
 * each atom every way through the items is tried. */
#include "oracle.h"

#include <stdio.h>
#include <stdlib.h>
#include <unicode/utf8.h>

#include "oracle_chars.h"

typedef enum fold { KEY, CASED, NONE } fold;

typedef struct ounit {
    UChar32 cp;
    bool upper, first;
} ounit;

#define ATOM_MAX 60 /* characters of an atom */

typedef struct item {
    bool space;
    size_t start, end;
    unsigned line_breaks; /* of white space */
    bool soft;            /* white space behind a soft hyphen */
    bool skippable;       /* white space that may count for nothing */
    bool divides;         /* a hyphen that may count for nothing together with the white space behind it */
    bool word_first, word_last, spaceless;
    size_t n_sources;
    UChar32 sources[ATOM_MAX];
    ostring even;
    ounit units[ATOM_MAX]; /* by the row's fold */
    size_t n_units;
} item;

static void must(bool holds, const char *what) {
    if (holds) return;
    fprintf(stderr, "oracle: %s\n", what);
    abort();
}

typedef struct row {
    item *at;
    size_t n;
} row;

static item *new_item(row *r, bool space, size_t start) {
    r->at = realloc(r->at, (r->n + 1) * sizeof *r->at);
    must(r->at != NULL, "no memory");
    item *i = &r->at[r->n++];
    memset(i, 0, offsetof(item, sources));
    i->space = space;
    i->start = start;
    i->even.n = i->n_units = 0;
    return i;
}

static const ostring *even_of(const ochar *c, bool quotes) {
    static const ostring quote = {.at = {'"'}, .n = 1};
    return quotes && c->double_quote ? &quote : &c->even;
}

/* Cuts s into items. */
static row itemize(tb_slice s, bool quotes) {
    row r = {0};
    bool soft = false;
    for (size_t i = 0; i < s.len;) {
        size_t start = i;
        UChar32 cp;
        U8_NEXT(s.p, i, s.len, cp);
        if (cp < 0) {
            cp = 0xFFFD;
            i = start + 1;
        }
        const ochar *c = ochar_of(cp);
        item *last = r.n ? &r.at[r.n - 1] : NULL;
        if (c->nothing) {
            if (cp == 0xAD && last && !last->space) soft = true;
            continue;
        }
        if (c->space) {
            if (!last || !last->space) {
                last = new_item(&r, true, start);
                last->soft = soft;
            }
            last->end = i;
            bool rest_of_crlf = cp == '\n' && start > 0 && s.p[start - 1] == '\r';
            if (c->line_break && !rest_of_crlf) last->line_breaks++;
        } else {
            const ostring *e = even_of(c, quotes);
            bool goes_on = last && !last->space &&
                           (ochar_of(e->at[0])->mark || ochar_joins(last->even.at[last->even.n - 1], e->at[0]));
            if (!goes_on) last = new_item(&r, false, start);
            last->end = i;
            must(last->n_sources < ATOM_MAX, "an atom is too long");
            last->sources[last->n_sources++] = cp;
            for (size_t k = 0; k < e->n; k++) ostring_push(&last->even, e->at[k]);
        }
        soft = false;
    }
    return r;
}

/* What an item is by its neighbours and its own characters. */
static void look_around(row *r) {
    for (size_t i = 0; i < r->n; i++) {
        item *a = &r->at[i];
        if (a->space) continue;
        if (a->even.n > 1) ostring_reorder(&a->even);
        a->word_first = ochar_of(a->even.at[0])->word;
        a->word_last = ochar_of(a->even.at[a->even.n - 1])->word;
        for (size_t k = 0; k < a->n_sources; k++) a->spaceless = a->spaceless || ochar_of(a->sources[k])->spaceless;
    }
    for (size_t i = 1; i + 1 < r->n; i++) {
        item *before = &r->at[i - 1], *here = &r->at[i], *after = &r->at[i + 1];
        if (!here->space) continue;
        bool hyphen = before->even.n == 1 && before->even.at[0] == '-';
        item *attached = hyphen && i >= 2 && !r->at[i - 2].space ? &r->at[i - 2] : NULL;
        bool divides = attached && attached->even.at[attached->even.n - 1] != '-' && here->line_breaks == 1;
        before->divides = divides;
        here->skippable = divides || (here->soft && here->line_breaks == 1) ||
                          (here->line_breaks > 0 && before->spaceless && after->spaceless);
    }
}

/* Finds the units of an atom. */
static void unify(item *a, fold f, bool quotes) {
    /* For each letter of the atom, in order: is its source upper case, is it the first of its source? */
    bool upper[ATOM_MAX], first[ATOM_MAX];
    size_t letters = 0, letter = 0;
    for (size_t i = 0; i < a->n_sources; i++) {
        const ochar *c = ochar_of(a->sources[i]);
        const ostring *e = even_of(c, quotes);
        bool is_first = true;
        for (size_t k = 0; k < e->n; k++) {
            if (ochar_of(e->at[k])->mark) continue;
            must(letters < ATOM_MAX, "an atom has too many letters");
            upper[letters] = c->upper;
            first[letters++] = is_first;
            is_first = false;
        }
    }
    UChar32 base = 0;
    a->n_units = 0;
    for (size_t k = 0; k < a->even.n; k++) {
        const ochar *c = ochar_of(a->even.at[k]);
        if (c->mark && f == KEY && ochar_vanishes(base, c->cp)) continue;
        const ostring *folded = f == KEY ? &c->key : f == CASED ? &c->cased : &c->even;
        for (size_t j = 0; j < folded->n; j++) {
            bool is_letter = !c->mark;
            must(a->n_units < ATOM_MAX, "an atom has too many units");
            a->units[a->n_units++] =
                (ounit){folded->at[j], is_letter && upper[letter], is_letter && first[letter] && j == 0};
        }
        if (!c->mark) base = c->cp, letter++;
    }
}

static row read_row(tb_slice s, fold f, bool quotes) {
    row r = itemize(s, quotes);
    look_around(&r);
    for (size_t i = 0; i < r.n; i++)
        if (!r.at[i].space) unify(&r.at[i], f, quotes);
    return r;
}

typedef struct opattern {
    ounit at[ORACLE_MAX];
    size_t n;
    fold fold;
    tb_case letter_case;
} opattern;

static void read_pattern(opattern *p, tb_slice s, bool quotes) {
    row r = read_row(s, p->fold, quotes);
    p->n = 0;
    for (size_t i = 0; i < r.n; i++) {
        bool at_end = i == 0 || i + 1 == r.n;
        if (r.at[i].space && at_end) continue;
        must(p->n + ATOM_MAX < ORACLE_MAX, "a pattern is too long");
        if (r.at[i].space) p->at[p->n++] = (ounit){' ', false, false};
        for (size_t k = 0; k < r.at[i].n_units; k++) p->at[p->n++] = r.at[i].units[k];
    }
    free(r.at);
}

static bool case_fits(const opattern *p, ounit wanted, ounit got) {
    if (p->fold == NONE || p->letter_case == TB_CASE_ANY) return true;
    if (wanted.upper && !wanted.first) return true;
    if (wanted.upper) return got.upper;
    return p->letter_case == TB_CASE_SMART || !got.upper;
}

typedef struct search {
    const opattern *p;
    const row *r;
    uint32_t pattern;
    size_t base, from;
    tb_hits *hits;
} search;

static bool word_may_begin(const row *r, size_t i) {
    if (i == 0 || r->at[i - 1].space) return true;
    return !r->at[i - 1].word_last || r->at[i - 1].spaceless || r->at[i].spaceless;
}

static bool word_may_end(const row *r, size_t i) {
    if (i + 1 == r->n || r->at[i + 1].space) return true;
    return !r->at[i + 1].word_first || r->at[i + 1].spaceless || r->at[i].spaceless;
}

/* Tries to read pattern units [k, n) from item i on. */
static void go(search *s, size_t i, size_t k) {
    if (i == s->r->n) return;
    const item *here = &s->r->at[i];
    if (here->space) {
        if (here->skippable) go(s, i + 1, k);
        if (k < s->p->n && s->p->at[k].cp == ' ') go(s, i + 1, k + 1);
        return;
    }
    if (here->divides && i > s->from) go(s, i + 2, k);
    const ounit *got = here->units;
    size_t n = here->n_units;
    if (n == 0 && i == s->from) return;
    if (k + n > s->p->n) return;
    for (size_t j = 0; j < n; j++)
        if (got[j].cp != s->p->at[k + j].cp || !case_fits(s->p, s->p->at[k + j], got[j])) return;
    if (n > 0 && k + n == s->p->n) {
        tb_hit hit = {s->pattern, s->base + s->r->at[s->from].start, s->base + here->end};
        if (word_may_end(s->r, i)) must(tb_vec_push(NULL, s->hits, hit) == TB_OK, "no memory");
        return;
    }
    go(s, i + 1, k + n);
}

static void scan_row(const opattern *p, uint32_t index, const row *r, size_t base, tb_hits *hits) {
    for (size_t i = 0; i < r->n; i++) {
        if (r->at[i].space || !word_may_begin(r, i)) continue;
        search s = {p, r, index, base, i, hits};
        if (p->n > 0) go(&s, i, 0);
    }
}

static int by_place(const void *a, const void *b) {
    const tb_hit *x = a, *y = b;
    if (x->start != y->start) return x->start < y->start ? -1 : 1;
    if (x->end != y->end) return x->end > y->end ? -1 : 1;
    return (x->pattern > y->pattern) - (x->pattern < y->pattern);
}

static tb_slice trim(tb_slice s) {
    row r = itemize(s, false);
    size_t from = 0, to = 0;
    for (size_t i = 0; i < r.n; i++) {
        if (r.at[i].space) continue;
        if (to == 0) from = r.at[i].start;
        to = r.at[i].end;
    }
    free(r.at);
    return tb_slice_sub(s, from, to);
}

static fold fold_of(const tb_pattern *p) {
    return p->accents == TB_ACCENTS_FOLD ? KEY : p->letter_case == TB_CASE_EXACT ? NONE : CASED;
}

static void scan_written(const tb_pattern *p, uint32_t index, tb_slice parts[3], bool quotes, const row *rows,
                         const tb_text *text, tb_hits *hits) {
    char written[4 * ORACLE_MAX];
    size_t len = 0;
    for (int i = 0; i < 3; i++) {
        must(len + parts[i].len < sizeof written, "a pattern is too long");
        if (parts[i].len) memcpy(written + len, parts[i].p, parts[i].len);
        len += parts[i].len;
    }
    static opattern o;
    o.letter_case = p->letter_case;
    o.fold = fold_of(p);
    read_pattern(&o, (tb_slice){written, len}, quotes);
    for (size_t i = 0; i + 1 < text->n_breaks; i++) scan_row(&o, index, &rows[i], text->breaks[i], hits);
}

static void scan_pattern(const tb_pattern *p, uint32_t index, bool quotes, const row *rows, const tb_text *text,
                         tb_hits *hits) {
    tb_slice form = trim(p->text);
    for (size_t i = 0; i <= p->n_prefixes && form.len > 0; i++) {
        for (size_t j = 0; j <= p->n_endings; j++) {
            tb_slice parts[3] = {{0}, form, {0}};
            if (i) parts[0] = trim(p->prefixes[i - 1]);
            if (j) parts[2] = trim(p->endings[j - 1]);
            scan_written(p, index, parts, quotes, rows, text, hits);
        }
    }
}

static void sort_and_unite(tb_hits *hits, size_t before) {
    if (hits->n == before) return;
    qsort(hits->at + before, hits->n - before, sizeof *hits->at, by_place);
    size_t kept = before + 1;
    for (size_t i = before + 1; i < hits->n; i++)
        if (by_place(&hits->at[kept - 1], &hits->at[i]) != 0) hits->at[kept++] = hits->at[i];
    hits->n = kept;
}

void oracle_scan(const tb_pattern *patterns, size_t n, unsigned options, const tb_text *text, tb_hits *hits) {
    size_t before = hits->n, n_rows = text->n_breaks - 1;
    bool quotes = options & TB_MATCH_QUOTES;
    row *rows = calloc(n_rows + 1, sizeof *rows);
    must(rows != NULL, "no memory");
    for (fold f = KEY; f <= NONE; f++) {
        bool wanted = false;
        for (size_t k = 0; k < n; k++) wanted = wanted || fold_of(&patterns[k]) == f;
        if (!wanted) continue;
        for (size_t i = 0; i < n_rows; i++)
            rows[i] = read_row(tb_slice_sub(text->text, text->breaks[i], text->breaks[i + 1]), f, quotes);
        for (size_t k = 0; k < n; k++)
            if (fold_of(&patterns[k]) == f) scan_pattern(&patterns[k], (uint32_t)k, quotes, rows, text, hits);
        for (size_t i = 0; i < n_rows; i++) free(rows[i].at);
    }
    free(rows);
    sort_and_unite(hits, before);
}

/* ---- paragraphs ---- */

typedef struct line {
    size_t start, end;        /* without its line break */
    size_t text;              /* where its first character that counts stands */
    bool blank, ends_sentence;
    bool after_separator;     /* begins behind a U+2029 */
} line;

static size_t break_length(tb_slice s, size_t i) {
    static const char *const breaks[] = {"\r\n", "\n", "\r", "\xC2\x85", "\u2028", "\u2029"};
    for (int k = 0; k < 6; k++)
        if (tb_slice_starts(tb_slice_sub(s, i, s.len), tb_slice_cstr(breaks[k]))) return strlen(breaks[k]);
    return 0;
}

static void look_at_line(line *l, tb_slice s) {
    l->blank = true;
    for (size_t i = l->start; i < l->end;) {
        UChar32 cp;
        U8_NEXT(s.p, i, l->end, cp);
        const ochar *c = ochar_of(cp < 0 ? 0xFFFD : cp);
        if (c->nothing || c->space) continue;
        l->blank = false;
        if (ochar_ends_sentence(c->cp))
            l->ends_sentence = true;
        else if (!ochar_closes(c->cp))
            l->ends_sentence = false;
    }
}

size_t oracle_breaks(tb_slice s, size_t *out, size_t max) {
    static line lines[ORACLE_MAX];
    size_t n = 0, n_out = 0;
    line current = {0};
    for (size_t i = 0; i <= s.len;) {
        size_t length = i < s.len ? break_length(s, i) : 1;
        if (length == 0) {
            i++;
            continue;
        }
        current.end = i;
        look_at_line(&current, s);
        must(n < ORACLE_MAX, "too many lines");
        lines[n++] = current;
        bool separator = i < s.len && s.p[i] == '\xE2' && s.p[i + 2] == '\xA9';
        i += length;
        current = (line){.start = i, .after_separator = separator};
    }
    /* A U+2029 ends no line for the question whether some line is blank. */
    bool blank_lines = false, text_before = false, blank_before = false;
    for (size_t i = 0; i < n;) {
        bool blank = true;
        do blank &= lines[i++].blank;
        while (i < n && lines[i].after_separator);
        if (!blank && text_before && blank_before) blank_lines = true;
        text_before = text_before || !blank;
        blank_before = blank && text_before;
    }
    out[n_out++] = 0;
    const line *last = NULL; /* the last line of text */
    bool ended = false;
    for (size_t i = 0; i < n; i++) {
        ended = ended || lines[i].after_separator;
        if (lines[i].blank) {
            /* Between two separators there is no line. */
            bool is_line = !lines[i].after_separator && (i + 1 == n || !lines[i + 1].after_separator);
            ended = ended || is_line;
            continue;
        }
        if (last && (ended || (!blank_lines && last->ends_sentence))) {
            must(n_out + 1 < max, "too many paragraphs");
            out[n_out++] = lines[i].start;
        }
        last = &lines[i];
        ended = false;
    }
    if (s.len > 0) out[n_out++] = s.len;
    return n_out;
}
