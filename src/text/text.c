/* A text's offsets: back to the bytes of its file, to its paragraph. Knows no characters but for the check
 * that they are UTF-8. */
#include "text/text.h"

#include "base/scan.h"
#include "text/utf8.h"

/* The last i with key(i) <= offset, over a sorted array of sizes; 0 if there is none. */
static size_t last_not_after(const size_t *at, size_t n, size_t offset) {
    size_t low = 0, high = n;
    while (high - low > 1) {
        size_t mid = low + (high - low) / 2;
        if (at[mid] <= offset)
            low = mid;
        else
            high = mid;
    }
    return low;
}

static size_t seg_at(const tb_text *t, size_t offset) {
    size_t low = 0, high = t->n_segs;
    while (high - low > 1) {
        size_t mid = low + (high - low) / 2;
        if (t->segs[mid].text <= offset)
            low = mid;
        else
            high = mid;
    }
    return low;
}

/* Where an offset that begins something stands in the file. */
static size_t raw_start(const tb_text *t, size_t offset) {
    const tb_seg *s = &t->segs[seg_at(t, offset)];
    if (!s->verbatim) return offset >= s->text + s->text_len ? s->raw + s->raw_len : s->raw;
    return s->raw + (offset - s->text);
}

/* Where an offset that ends something stands: behind the character before it, not before the one after,
 * since what lies between them in the file (mark-up) belongs to neither. */
static size_t raw_end(const tb_text *t, size_t offset) {
    const tb_seg *s = &t->segs[seg_at(t, offset - 1)];
    if (!s->verbatim) return s->raw + s->raw_len;
    return s->raw + (offset - s->text);
}

void tb_text_to_raw(const tb_text *t, size_t *start, size_t *end) {
    if (t->n_segs == 0) {
        *start = *end = 0;
        return;
    }
    size_t from = raw_start(t, *start);
    *end = *end > *start ? raw_end(t, *end) : from;
    *start = from;
}

size_t tb_text_paragraph(const tb_text *t, size_t offset) {
    return t->n_breaks < 2 ? 0 : last_not_after(t->breaks, t->n_breaks - 1, offset);
}

size_t tb_sentence_at(const tb_sentences *s, size_t offset) {
    return s->n == 0 ? 0 : last_not_after(s->starts, s->n, offset);
}

size_t tb_utf8_valid_len(tb_slice s) {
    for (size_t i = 0; i < s.len;) {
        i += tb_ascii_len(tb_slice_sub(s, i, s.len));
        /* A word of another script, character by character. */
        for (size_t n; i < s.len && (unsigned char)s.p[i] >= 0x80; i += n) {
            n = tb_utf8_len(s.p + i, s.len - i);
            if (n == 0) return i;
        }
    }
    return s.len;
}

tb_status tb_text_plain(tb_arena *arena, tb_slice bytes, tb_text *out) {
    tb_text t = {.raw = bytes, .text = bytes, .n_segs = 1};
    tb_seg *seg = TB_NEW(arena, tb_seg);
    if (!seg) return TB_ENOMEM;
    *seg = (tb_seg){.text_len = bytes.len, .raw_len = bytes.len, .verbatim = true};
    t.segs = seg;
    TB_TRY(tb_plain_breaks(arena, bytes, &t.breaks, &t.n_breaks));
    *out = t;
    return TB_OK;
}
