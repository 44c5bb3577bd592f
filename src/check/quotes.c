/* Finding quotes: all quotes and references of one source become patterns of one matcher, so that a text is
 * read once, and by the same equalities as names. Case and accents are exact for quotes. */
#include <stdlib.h>

#include "check/internal.h"

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static tb_slice trimmed(tb_slice s) {
    while (s.len && is_blank(s.p[0])) s = tb_slice_sub(s, 1, s.len);
    while (s.len && is_blank(s.p[s.len - 1])) s.len--;
    return s;
}

/* The length of an omission mark at the start of s: [...] or […], blanks inside allowed; else 0. */
static size_t omission(tb_slice s) {
    if (s.len == 0 || s.p[0] != '[') return 0;
    size_t i = 1;
    while (i < s.len && is_blank(s.p[i])) i++;
    tb_slice rest = tb_slice_sub(s, i, s.len);
    if (tb_slice_starts(rest, TB_S("..."))) i += 3;
    else if (tb_slice_starts(rest, TB_S("\xE2\x80\xA6"))) i += 3;
    else return 0;
    while (i < s.len && is_blank(s.p[i])) i++;
    return i < s.len && s.p[i] == ']' ? i + 1 : 0;
}

tb_status tb_quote_split(tb_arena *arena, tb_slice quote, tb_slice **out, size_t *n) {
    TB_VEC(tb_slice) pieces = {0};
    size_t start = 0, i = 0;
    while (i <= quote.len) {
        size_t mark = i < quote.len ? omission(tb_slice_sub(quote, i, quote.len)) : 0;
        if (i < quote.len && !mark) {
            i++;
            continue;
        }
        tb_slice piece = trimmed(tb_slice_sub(quote, start, i));
        if (piece.len) TB_TRY(tb_vec_push(arena, &pieces, piece)); /* an omission at an end leaves out nothing */
        if (i == quote.len) break;
        i += mark;
        start = i;
    }
    *out = pieces.at;
    *n = pieces.n;
    return TB_OK;
}

/* The patterns of one source, and where in them each quote begins. */
typedef struct job {
    tb_arena arena; /* freed with the job; results go to the check's arena */
    TB_VEC(tb_pattern) patterns;
    tb_hits hits;
    size_t *first; /* of each pattern's hits in by_pattern; one more at the end */
    tb_span *by_pattern;
} job;

static tb_status add_exact(job *j, tb_slice words) {
    tb_pattern p = {.text = words, .letter_case = TB_CASE_EXACT, .accents = TB_ACCENTS_EXACT};
    return tb_vec_push(&j->arena, &j->patterns, p);
}

/* First the quote as it is written, because a text may itself have a [...]; then, where there is one, the
 * pieces between its omissions. */
static tb_status add_quote(job *j, const tb_quote *quote, tb_located *out) {
    tb_slice *pieces;
    out->quote = quote;
    TB_TRY(add_exact(j, quote->text));
    TB_TRY(tb_quote_split(&j->arena, quote->text, &pieces, &out->n_pieces));
    out->has_no_words = true;
    for (size_t i = 0; i < out->n_pieces; i++) {
        out->has_no_words &= tb_pattern_empty(pieces[i]);
        TB_TRY(add_exact(j, pieces[i]));
    }
    return TB_OK;
}

/* References are found like names: plain smart case, so that "the group" is also "The group". */
static tb_status add_reference(job *j, const tb_quote *words) {
    if (!words) return TB_OK;
    tb_pattern p = {.text = words->text};
    return tb_vec_push(&j->arena, &j->patterns, p);
}

static tb_status scan(job *j, const tb_text *text, tb_scratch *scratch) {
    tb_matcher *matcher = NULL;
    TB_TRY(tb_matcher_new(&matcher, j->patterns.at, j->patterns.n, TB_MATCH_QUOTES));
    tb_status status = tb_matcher_scan(matcher, scratch, text, &j->hits);
    tb_matcher_free(matcher);
    TB_TRY(status);
    j->first = TB_NEW_ARRAY(&j->arena, j->patterns.n + 2, size_t);
    j->by_pattern = TB_NEW_ARRAY(&j->arena, j->hits.n + 1, tb_span);
    if (!j->first || !j->by_pattern) return TB_ENOMEM;
    for (size_t i = 0; i < j->hits.n; i++) j->first[j->hits.at[i].pattern + 2]++;
    for (size_t p = 2; p < j->patterns.n + 2; p++) j->first[p] += j->first[p - 1];
    for (size_t i = 0; i < j->hits.n; i++) /* hits come by start, so each pattern's do too */
        j->by_pattern[j->first[j->hits.at[i].pattern + 1]++] = (tb_span){j->hits.at[i].start, j->hits.at[i].end};
    return TB_OK;
}

/* The first hit of pattern that begins at or after `from`, or NULL. */
static const tb_span *next_hit(const job *j, size_t pattern, size_t from) {
    size_t lo = j->first[pattern], hi = j->first[pattern + 1];
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (j->by_pattern[mid].start < from) lo = mid + 1;
        else hi = mid;
    }
    return lo < j->first[pattern + 1] ? &j->by_pattern[lo] : NULL;
}

/* Follows the pieces from one hit of the first; false when they do not stand in order in its paragraph. */
static bool follow(const job *j, const tb_text *text, size_t pattern, size_t n, tb_span first, tb_span *pieces) {
    size_t paragraph = tb_text_paragraph(text, first.start);
    pieces[0] = first;
    for (size_t i = 1; i < n; i++) {
        const tb_span *next = next_hit(j, pattern + i, pieces[i - 1].end);
        if (!next || tb_text_paragraph(text, next->start) != paragraph) return false;
        pieces[i] = *next;
    }
    return true;
}

static tb_status locate_quote(const job *j, const tb_text *text, size_t pattern, size_t n, tb_arena *arena,
                              tb_located *out) {
    TB_VEC(tb_span) places = {0};
    if (n == 0) return TB_OK;
    tb_span *pieces = TB_NEW_ARRAY(arena, n, tb_span), *first = TB_NEW_ARRAY(arena, n, tb_span);
    if (!pieces || !first) return TB_ENOMEM;
    for (size_t h = j->first[pattern]; h < j->first[pattern + 1]; h++) {
        if (!follow(j, text, pattern, n, j->by_pattern[h], pieces)) continue;
        tb_span place = {pieces[0].start, pieces[n - 1].end};
        /* Of two beginnings that lead to one end, the nearer one is meant. */
        bool again = places.n && places.at[places.n - 1].end == place.end;
        if (again) places.at[places.n - 1] = place;
        else TB_TRY(tb_vec_push(arena, &places, place));
        if (places.n == 1) memcpy(first, pieces, n * sizeof *pieces);
    }
    out->places = places.at;
    out->n_places = places.n;
    out->pieces = first;
    out->n_pieces = places.n ? n : 0;
    return TB_OK;
}

static tb_status copy_reference(const job *j, size_t pattern, tb_arena *arena, tb_reference *out) {
    size_t n = j->first[pattern + 1] - j->first[pattern];
    tb_span *places = TB_NEW_ARRAY(arena, n, tb_span);
    if (!places) return TB_ENOMEM;
    if (n) memcpy(places, j->by_pattern + j->first[pattern], n * sizeof *places);
    out->places = places;
    out->n_places = n;
    return TB_OK;
}

static tb_status collect(job *j, tb_passage **passages, size_t n) {
    for (size_t i = 0; i < n; i++) {
        const tb_evidence *e = passages[i]->evidence;
        for (size_t q = 0; q < e->n_quotes; q++) TB_TRY(add_quote(j, &e->quotes[q], &passages[i]->quotes[q]));
        passages[i]->from.words = e->as_from;
        passages[i]->to.words = e->as_to;
        TB_TRY(add_reference(j, e->as_from));
        TB_TRY(add_reference(j, e->as_to));
    }
    return TB_OK;
}

static tb_status distribute(const job *j, const tb_text *text, tb_passage **passages, size_t n, tb_arena *arena) {
    size_t pattern = 0;
    for (size_t i = 0; i < n; i++) {
        tb_passage *p = passages[i];
        p->found = p->evidence->n_quotes > 0;
        for (size_t q = 0; q < p->evidence->n_quotes; q++) {
            size_t n_pieces = p->quotes[q].n_pieces;
            TB_TRY(locate_quote(j, text, pattern, 1, arena, &p->quotes[q]));
            if (p->quotes[q].n_places == 0)
                TB_TRY(locate_quote(j, text, pattern + 1, n_pieces, arena, &p->quotes[q]));
            pattern += 1 + n_pieces;
            p->found &= p->quotes[q].n_places > 0;
        }
        if (p->from.words) TB_TRY(copy_reference(j, pattern++, arena, &p->from));
        if (p->to.words) TB_TRY(copy_reference(j, pattern++, arena, &p->to));
    }
    return TB_OK;
}

tb_status tb_passages_locate(tb_run *run, const tb_text *text, tb_passage **passages, size_t n) {
    job j = {0};
    tb_status status = collect(&j, passages, n);
    if (status == TB_OK) status = scan(&j, text, run->scratch);
    if (status == TB_OK) status = distribute(&j, text, passages, n, &run->check->arena);
    tb_vec_free(&j.hits);
    tb_arena_free(&j.arena);
    return status;
}
