/* Plain text: the file's own bytes, without ignored lines. The rule of paragraphs is the room text's. */
#include "corpus/corpus.h"
#include "corpus/pieces.h"
#include "corpus/read.h"

/* Adds what is no ignored line; the paragraph breaks where one was. */
static tb_status add_lines(tb_pieces *p, size_t body, const tb_ignore *ignore) {
    size_t kept = body;
    for (size_t at = body, whole; at < p->raw.len; at += whole) {
        size_t len = tb_line_len(p->raw.p + at, p->raw.len - at, &whole);
        if (!tb_ignore_has(ignore, (tb_slice){p->raw.p + at, len})) continue;
        TB_TRY(tb_pieces_add(p, kept, at - kept));
        tb_pieces_break(p);
        kept = at + whole;
    }
    return tb_pieces_add(p, kept, p->raw.len - kept);
}

/* Both lists of breaks, sorted, without doubles. */
static tb_status merge_breaks(tb_arena *arena, const size_t *a, size_t n_a, const size_t *b, size_t n_b,
                              tb_text *out) {
    size_t *merged = TB_NEW_ARRAY(arena, n_a + n_b, size_t), n = 0, i = 0, k = 0;
    if (!merged) return TB_ENOMEM;
    while (i < n_a || k < n_b) {
        size_t next = k == n_b || (i < n_a && a[i] <= b[k]) ? a[i] : b[k];
        while (i < n_a && a[i] == next) i++;
        while (k < n_b && b[k] == next) k++;
        merged[n++] = next;
    }
    out->breaks = merged;
    out->n_breaks = n;
    return TB_OK;
}

/* An ignored line ends a paragraph but is no blank line: whether blank lines separate the paragraphs is decided
 * on what is left. */
static tb_status find_breaks(tb_arena *arena, tb_text *text) {
    const size_t *breaks;
    size_t n;
    TB_TRY(tb_plain_breaks(arena, text->text, &breaks, &n));
    if (text->n_breaks > 2) return merge_breaks(arena, text->breaks, text->n_breaks, breaks, n, text);
    text->breaks = breaks;
    text->n_breaks = n;
    return TB_OK;
}

tb_status tb_plain_read(tb_arena *arena, tb_slice raw, size_t body, const tb_ignore *ignore, tb_text *out) {
    tb_pieces pieces = {.arena = arena, .raw = raw};
    tb_status status = ignore->n ? add_lines(&pieces, body, ignore) : tb_pieces_add(&pieces, body, raw.len - body);
    if (status == TB_OK) status = tb_pieces_make(&pieces, out);
    tb_pieces_free(&pieces);
    return status == TB_OK ? find_breaks(arena, out) : status;
}

tb_status tb_corpus_plain(tb_arena *arena, tb_slice bytes, const tb_slice *ignore, size_t n_ignore, tb_text *out) {
    tb_ignore lines;
    TB_TRY(tb_ignore_make(arena, ignore, n_ignore, &lines));
    return tb_plain_read(arena, bytes, 0, &lines, out);
}
