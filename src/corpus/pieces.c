/* Pieces of a file to a text with its way back. Owns the invariants of tb_text's segs and breaks for texts that
 * are not their file's own bytes; must not know formats. */
#include "corpus/pieces.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>

static const size_t zero_break[1] = {0};

tb_text tb_text_empty(tb_slice raw) {
    return (tb_text){.raw = raw, .text = {raw.p, 0}, .breaks = zero_break, .n_breaks = 1};
}

static tb_status add(tb_pieces *p, tb_piece piece) {
    if (p->all.n) {
        tb_piece *last = &p->all.at[p->all.n - 1];
        if (piece.raw < last->raw + last->raw_len) p->unsorted = true;
        if (!last->instead.p && !piece.instead.p && last->paragraph == piece.paragraph &&
            last->raw + last->raw_len == piece.raw) {
            last->raw_len += piece.raw_len;
            return TB_OK;
        }
    }
    p->begun = true;
    return tb_vec_push(NULL, &p->all, piece);
}

tb_status tb_pieces_add(tb_pieces *p, size_t raw, size_t raw_len) {
    assert(raw + raw_len <= p->raw.len);
    if (raw_len == 0) return TB_OK;
    return add(p, (tb_piece){.raw = raw, .raw_len = raw_len, .paragraph = p->paragraph});
}

tb_status tb_pieces_replace(tb_pieces *p, size_t raw, size_t raw_len, tb_slice instead) {
    assert(raw + raw_len <= p->raw.len);
    if (instead.len == 0) return TB_OK;
    return add(p, (tb_piece){.raw = raw, .raw_len = raw_len, .instead = instead, .paragraph = p->paragraph});
}

void tb_pieces_break(tb_pieces *p) {
    if (p->begun) p->paragraph++;
    p->begun = false;
}

void tb_pieces_free(tb_pieces *p) {
    tb_vec_free(&p->all);
}

static size_t piece_len(const tb_piece *piece) {
    return piece->instead.p ? piece->instead.len : piece->raw_len;
}

/* The order of the file; pieces at the same place stay in the order of their paragraphs. */
static int compare_pieces(const void *a, const void *b) {
    const tb_piece *x = a, *y = b;
    if (x->raw != y->raw) return x->raw < y->raw ? -1 : 1;
    if (x->raw_len != y->raw_len) return x->raw_len < y->raw_len ? -1 : 1;
    return (x->paragraph > y->paragraph) - (x->paragraph < y->paragraph);
}

/* Readers that follow a tree can come by text out of order (HTML moves misplaced text in front of a table). */
static void put_in_order(tb_pieces *p) {
    if (!p->unsorted) return;
    qsort(p->all.at, p->all.n, sizeof *p->all.at, compare_pieces);
    size_t n = 0, end = 0;
    for (size_t i = 0; i < p->all.n; i++) {
        tb_piece piece = p->all.at[i];
        if (piece.raw < end) continue;
        end = piece.raw + piece.raw_len;
        p->all.at[n++] = piece;
    }
    p->all.n = n;
    p->unsorted = false;
}

typedef struct {
    const tb_pieces *p;
    char *text; /* NULL on the first pass, which counts */
    tb_seg *segs;
    size_t *breaks;
    size_t len, n_segs, n_breaks;
} maker;

static void make_seg(maker *m, size_t raw, size_t raw_len, const char *bytes, size_t len, bool verbatim) {
    if (m->text) {
        memcpy(m->text + m->len, bytes, len);
        m->segs[m->n_segs] = (tb_seg){m->len, len, raw, raw_len, verbatim};
    }
    m->len += len;
    m->n_segs++;
}

static void make_break(maker *m) {
    if (m->breaks) m->breaks[m->n_breaks] = m->len;
    m->n_breaks++;
}

static void make(maker *m) {
    const tb_pieces *p = m->p;
    size_t end = 0;
    m->len = m->n_segs = m->n_breaks = 0;
    make_break(m);
    for (size_t i = 0; i < p->all.n; i++) {
        const tb_piece *piece = &p->all.at[i];
        if (i && piece->paragraph != p->all.at[i - 1].paragraph) {
            if (p->separators) make_seg(m, end, piece->raw - end, "\n", 1, false);
            make_break(m);
        }
        end = piece->raw + piece->raw_len;
        if (piece->instead.p)
            make_seg(m, piece->raw, piece->raw_len, piece->instead.p, piece->instead.len, false);
        else
            make_seg(m, piece->raw, piece->raw_len, p->raw.p + piece->raw, piece->raw_len, true);
    }
    if (p->all.n) make_break(m);
}

tb_status tb_pieces_make(tb_pieces *p, tb_text *out) {
    put_in_order(p);
    maker m = {.p = p};
    *out = tb_text_empty(p->raw);
    if (p->all.n == 0) return TB_OK;
    make(&m);
    m.segs = TB_NEW_ARRAY(p->arena, m.n_segs, tb_seg);
    m.breaks = TB_NEW_ARRAY(p->arena, m.n_breaks, size_t);
    if (!m.segs || !m.breaks) return TB_ENOMEM;
    if (p->all.n == 1 && !p->all.at[0].instead.p) {
        const tb_piece *only = &p->all.at[0];
        out->text = tb_slice_sub(p->raw, only->raw, only->raw + only->raw_len);
        m.segs[0] = (tb_seg){0, only->raw_len, only->raw, only->raw_len, true};
        m.breaks[1] = only->raw_len;
    } else {
        m.text = tb_arena_alloc(p->arena, m.len);
        if (!m.text) return TB_ENOMEM;
        out->text = (tb_slice){m.text, m.len};
        make(&m);
    }
    out->segs = m.segs;
    out->n_segs = m.n_segs;
    out->breaks = m.breaks;
    out->n_breaks = m.n_breaks;
    return TB_OK;
}

typedef struct {
    size_t from, to; /* bytes of the text that the pieces make */
} range;
typedef TB_VEC(range) ranges;

/* The part [from, to) of a piece that stands for itself. */
static tb_piece part_of(tb_piece piece, size_t from, size_t to) {
    piece.raw += from;
    piece.raw_len = to - from;
    return piece;
}

/* Adds what is left of a piece whose text begins at `at` when the ranges from *next on are taken out of it. */
static tb_status keep(tb_pieces *out, tb_piece piece, size_t at, const ranges *cut, size_t *next) {
    size_t len = piece_len(&piece);
    piece.paragraph += *next;
    for (size_t done = 0; done < len;) {
        while (*next < cut->n && at + done >= cut->at[*next].to) (*next)++, piece.paragraph++;
        size_t from = *next < cut->n ? cut->at[*next].from : SIZE_MAX;
        if (at + done >= from) {
            size_t to = cut->at[*next].to - at;
            done = to < len ? to : len;
            continue;
        }
        if (piece.instead.p) return tb_vec_push(NULL, &out->all, piece); /* a character or two: kept whole */
        size_t to = from - at < len ? from - at : len;
        TB_TRY(tb_vec_push(NULL, &out->all, part_of(piece, done, to)));
        done = to;
    }
    return TB_OK;
}

/* Takes ranges, sorted and apart, out of the pieces. */
static tb_status cut_out(tb_pieces *p, const ranges *cut) {
    tb_pieces out = *p;
    out.all.at = NULL;
    out.all.n = out.all.cap = 0;
    size_t at = 0, next = 0;
    tb_status status = TB_OK;
    for (size_t i = 0; i < p->all.n && status == TB_OK; i++) {
        if (i && p->separators && p->all.at[i].paragraph != p->all.at[i - 1].paragraph) at++;
        status = keep(&out, p->all.at[i], at, cut, &next);
        at += piece_len(&p->all.at[i]);
    }
    out.paragraph += cut->n + 1;
    tb_pieces *gone = status == TB_OK ? p : &out;
    tb_pieces_free(gone);
    if (status == TB_OK) *p = out;
    return status;
}

/* Adds the ignored lines of t->text[from..to) to found. */
static tb_status find_lines(const tb_text *t, size_t from, size_t to, const tb_ignore *ignore, ranges *found) {
    if (tb_ignore_has_collapsed(ignore, tb_slice_sub(t->text, from, to)))
        return tb_vec_push(NULL, found, ((range){from, to}));
    for (size_t at = from, whole; at < to; at += whole) {
        size_t len = tb_line_len(t->text.p + at, to - at, &whole);
        if (tb_ignore_has(ignore, (tb_slice){t->text.p + at, len}))
            TB_TRY(tb_vec_push(NULL, found, ((range){at, at + whole})));
    }
    return TB_OK;
}

static tb_status find_ignored(const tb_text *t, const tb_ignore *ignore, ranges *found) {
    size_t from = 0, paragraph = 1;
    for (size_t i = 0; i < t->n_segs; i++) {
        const tb_seg *s = &t->segs[i];
        size_t end = s->text + s->text_len;
        bool line_feed = !s->verbatim && s->text_len == 1 && t->text.p[s->text] == '\n';
        bool last = paragraph < t->n_breaks && end == t->breaks[paragraph];
        if (last) paragraph++;
        if (!line_feed && !last) continue;
        TB_TRY(find_lines(t, from, end, ignore, found));
        from = end;
    }
    return TB_OK;
}

/* Adds the ranges of t's text that come from the ignored lines of its file. */
static tb_status find_raw_lines(const tb_text *t, size_t body, const tb_ignore *ignore, ranges *found) {
    size_t i = 0;
    for (size_t at = body, whole; at < t->raw.len; at += whole) {
        size_t len = tb_line_len(t->raw.p + at, t->raw.len - at, &whole);
        if (!tb_ignore_has(ignore, (tb_slice){t->raw.p + at, len})) continue;
        for (; i < t->n_segs && t->segs[i].raw < at + whole; i++) {
            const tb_seg *s = &t->segs[i];
            size_t from = at > s->raw ? at - s->raw : 0, to = at + whole - s->raw;
            if (s->raw + s->raw_len <= at) continue;
            if (!s->verbatim) from = 0, to = s->text_len;
            if (to > s->text_len) to = s->text_len;
            TB_TRY(tb_vec_push(NULL, found, ((range){s->text + from, s->text + to})));
            if (s->raw + s->raw_len > at + whole) break; /* the next ignored line may be in it too */
        }
    }
    return TB_OK;
}

/* Finds ranges in the text as it is so far and takes them out. body is SIZE_MAX for lines of the text. */
static tb_status ignore_lines(tb_pieces *p, size_t body, const tb_ignore *ignore) {
    if (ignore->n == 0 || p->all.n == 0) return TB_OK;
    tb_arena scratch = {0}, *own = p->arena;
    tb_text text;
    ranges found = {0};
    p->arena = &scratch;
    tb_status status = tb_pieces_make(p, &text);
    p->arena = own;
    if (status == TB_OK)
        status = body == SIZE_MAX ? find_ignored(&text, ignore, &found) : find_raw_lines(&text, body, ignore, &found);
    if (status == TB_OK && found.n) status = cut_out(p, &found);
    tb_vec_free(&found);
    tb_arena_free(&scratch);
    return status;
}

tb_status tb_pieces_ignore(tb_pieces *p, const tb_ignore *ignore) {
    return ignore_lines(p, SIZE_MAX, ignore);
}

tb_status tb_pieces_ignore_raw(tb_pieces *p, size_t body, const tb_ignore *ignore) {
    return ignore_lines(p, body, ignore);
}
