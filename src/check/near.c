/* Suggestions for a quote that is not found: where its words stand in another source's text, and the passage of
 * its own text that comes nearest, with what differs. A suggestion is never support.
 *
 * The nearest passage is the one with the least edit distance over words (Sellers 1980: a free start and end in
 * the text), where words are equal by the fold key and alike ones cost half. A passage with more than half of
 * its words wrong is not shown. */
#include <stdlib.h>

#include "check/internal.h"

/* A word of the quote that the text lacks weighs more than one that it has besides: that one can be left out with [...]. */
enum { COST_WORD = 2, COST_ALIKE = 1, COST_LACKING = 3, SHOWN_BYTES = 160 };
static const size_t MOST_STEPS = 50u * 1000 * 1000; /* about a tenth of a second */
static const size_t MOST_BYTES = 8u << 20;          /* of a text that is split into words */

typedef struct word {
    tb_span at;   /* with its punctuation */
    tb_slice key; /* folded, without it */
} word;

typedef TB_VEC(word) words;

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

static bool is_ascii_mark(char c) {
    return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
}

/* Length of a typographic quotation mark or dash (U+2010 to U+203A) at p, or 0. */
static size_t wide_mark(const char *p, size_t len) {
    return len >= 3 && p[0] == '\xE2' && p[1] == '\x80' && (unsigned char)p[2] >= 0x90 && (unsigned char)p[2] <= 0xBA
               ? 3
               : 0;
}

static tb_slice stripped(tb_slice s) {
    for (size_t n; s.len; s = tb_slice_sub(s, n, s.len)) {
        n = is_ascii_mark(s.p[0]) ? 1 : wide_mark(s.p, s.len);
        if (!n) break;
    }
    while (s.len) {
        if (is_ascii_mark(s.p[s.len - 1])) s.len--;
        else if (s.len >= 3 && wide_mark(s.p + s.len - 3, 3)) s.len -= 3;
        else break;
    }
    return s;
}

static tb_status add_word(tb_arena *arena, tb_slice text, size_t start, size_t end, tb_buf *key, words *out) {
    tb_buf_clear(key);
    tb_fold_key(key, stripped(tb_slice_sub(text, start, end)));
    TB_TRY(tb_buf_status(key));
    if (key->len == 0) return TB_OK;
    word w = {{start, end}, {0}};
    TB_TRY(tb_arena_copy(arena, tb_buf_slice(key), &w.key));
    return tb_vec_push(arena, out, w);
}

static tb_status split_words(tb_arena *arena, tb_slice text, words *out) {
    tb_buf key = {0};
    tb_status status = TB_OK;
    for (size_t i = 0; i < text.len && status == TB_OK;) {
        while (i < text.len && is_space(text.p[i])) i++;
        size_t start = i;
        while (i < text.len && !is_space(text.p[i])) i++;
        if (i > start) status = add_word(arena, text, start, i, &key, out);
    }
    tb_buf_free(&key);
    return status;
}

/* Words are alike that share half of their letters at their two ends: "Hizbollah" and "Hezbollah". */
static unsigned replace_cost(tb_slice a, tb_slice b) {
    if (tb_slice_eq(a, b)) return 0;
    size_t head = 0, tail = 0, shorter = a.len < b.len ? a.len : b.len, longer = a.len < b.len ? b.len : a.len;
    while (head < shorter && a.p[head] == b.p[head]) head++;
    while (tail < shorter - head && a.p[a.len - 1 - tail] == b.p[b.len - 1 - tail]) tail++;
    return head + tail >= 3 && (head + tail) * 2 >= longer ? COST_ALIKE : COST_WORD;
}

typedef struct cell {
    unsigned cost;
    size_t start; /* first word of the passage */
} cell;

typedef struct window {
    size_t first, last; /* words of the text, last inclusive */
    unsigned cost;
} window;

static cell least(cell a, cell b) {
    return b.cost < a.cost ? b : a;
}

/* One column of the table: the text's word j against all words of the quote. */
static void step(cell *column, const words *quote, const words *text, size_t j) {
    cell diagonal = {0, j}; /* the passage may begin with any word */
    column[0] = (cell){0, j + 1};
    for (size_t i = 1; i <= quote->n; i++) {
        cell before = column[i];
        cell replaced = {diagonal.cost + replace_cost(quote->at[i - 1].key, text->at[j].key), diagonal.start};
        cell added = {before.cost + COST_WORD, before.start};
        cell left_out = {column[i - 1].cost + COST_LACKING, column[i - 1].start};
        column[i] = least(replaced, least(added, left_out));
        diagonal = before;
    }
}

static void reset(cell *column, size_t n, size_t j) {
    for (size_t i = 0; i <= n; i++) column[i] = (cell){(unsigned)(i * COST_LACKING), j};
}

static bool nearest(tb_arena *arena, const words *quote, const words *all, const tb_text *text, window *out) {
    if (quote->n == 0 || all->n == 0 || quote->n > MOST_STEPS / all->n) return false;
    cell *column = TB_NEW_ARRAY(arena, quote->n + 1, cell);
    if (!column) return false;
    size_t paragraph = SIZE_MAX;
    out->cost = UINT32_MAX;
    for (size_t j = 0; j < all->n; j++) {
        size_t here = tb_text_paragraph(text, all->at[j].at.start);
        if (here != paragraph) reset(column, quote->n, j);
        paragraph = here;
        step(column, quote, all, j);
        cell c = column[quote->n];
        if (c.cost < out->cost && c.start <= j) *out = (window){c.start, j, c.cost};
    }
    return out->cost <= quote->n * COST_WORD / 2;
}

static tb_slice cut(tb_slice s) {
    if (s.len <= SHOWN_BYTES) return s;
    s.len = SHOWN_BYTES;
    while (s.len && ((unsigned char)s.p[s.len] & 0xC0) == 0x80) s.len--;
    return s;
}

static tb_slice words_slice(tb_slice text, const words *w, size_t from, size_t to) {
    return from < to ? tb_slice_sub(text, w->at[from].at.start, w->at[to - 1].at.end) : TB_S("");
}

/* Whether two words are the same to the letter. Where the quote begins or ends, punctuation of the text that
 * it leaves outside is no difference. */
static bool same_word(tb_slice quote, const words *q, size_t i, tb_slice text, const word *t) {
    tb_slice a = tb_slice_sub(quote, q->at[i].at.start, q->at[i].at.end);
    tb_slice b = tb_slice_sub(text, t->at.start, t->at.end);
    if (tb_slice_eq(a, b)) return true;
    return (i == 0 || i + 1 == q->n) && tb_slice_eq(stripped(a), stripped(b));
}

/* Says what the text has in the place of what the quote has, with the equal words at both ends left out. */
static tb_status describe(tb_run *run, tb_finding *finding, const tb_source_state *s, tb_slice quote,
                          const words *q, const words *t, const window *w) {
    tb_slice text = s->article.text.text;
    size_t a = 0, b = w->first, a_end = q->n, b_end = w->last + 1;
    while (a < a_end && b < b_end && same_word(quote, q, a, text, &t->at[b])) a++, b++;
    while (a < a_end && b < b_end && same_word(quote, q, a_end - 1, text, &t->at[b_end - 1])) a_end--, b_end--;
    tb_slice in_quote = cut(words_slice(quote, q, a, a_end)), in_text = cut(words_slice(text, t, b, b_end));
    tb_place at = tb_span_place(s, (tb_span){t->at[w->first].at.start, t->at[w->last].at.end});
    if (in_quote.len == 0 && in_text.len == 0)
        return tb_finding_relate(run->findings, finding, at, "the nearest passage has the same words, but not as "
                                                             "whole words in one paragraph");
    if (in_quote.len == 0)
        return tb_finding_relate(run->findings, finding, at, "the nearest passage also has \"%.*s\", for which [...] may stand",
                                 TB_FMT(in_text));
    if (in_text.len == 0)
        return tb_finding_relate(run->findings, finding, at, "the nearest passage does not have \"%.*s\"",
                                 TB_FMT(in_quote));
    return tb_finding_relate(run->findings, finding, at,
                             "the nearest passage has \"%.*s\" where the quote has \"%.*s\"", TB_FMT(in_text),
                             TB_FMT(in_quote));
}

/* Looks for the quote in the texts of the other sources. */
static tb_status find_elsewhere(tb_run *run, uint32_t source, const tb_slice piece, tb_finding *finding) {
    tb_pattern p = {.text = piece, .letter_case = TB_CASE_EXACT, .accents = TB_ACCENTS_EXACT};
    tb_matcher *matcher;
    TB_TRY(tb_matcher_new(&matcher, &p, 1, TB_MATCH_QUOTES));
    tb_hits hits = {0};
    tb_status status = TB_OK;
    for (uint32_t i = 0; i < run->book->n_sources && status == TB_OK; i++) {
        const tb_source_state *s = &run->check->sources[i];
        if (i == source || !s->is_read || !s->article.readable) continue;
        hits.n = 0;
        status = tb_matcher_scan(matcher, run->scratch, &s->article.text, &hits);
        if (status == TB_OK && hits.n)
            status = tb_finding_relate(run->findings, finding,
                                       tb_span_place(s, (tb_span){hits.at[0].start, hits.at[0].end}),
                                       "the words stand in %.*s", TB_FMT(run->book->sources[i].id));
    }
    tb_vec_free(&hits);
    tb_matcher_free(matcher);
    return status;
}

tb_status tb_quote_suggest(tb_run *run, uint32_t source, const tb_quote *quote, tb_finding *finding) {
    const tb_source_state *s = &run->check->sources[source];
    tb_arena arena = {0};
    tb_slice *pieces;
    size_t n;
    words q = {0}, t = {0};
    window w = {0, 0, UINT32_MAX};
    tb_status status = tb_quote_split(&arena, quote->text, &pieces, &n);
    size_t longest = 0;
    for (size_t i = 1; status == TB_OK && i < n; i++)
        if (pieces[i].len > pieces[longest].len) longest = i;
    if (status == TB_OK) status = split_words(&arena, pieces[longest], &q);
    bool small = s->article.text.text.len <= MOST_BYTES;
    if (status == TB_OK && small) status = split_words(&arena, s->article.text.text, &t);
    if (status == TB_OK && nearest(&arena, &q, &t, &s->article.text, &w))
        status = describe(run, finding, s, pieces[longest], &q, &t, &w);
    if (status == TB_OK) status = find_elsewhere(run, source, pieces[longest], finding);
    tb_arena_free(&arena);
    return status;
}
