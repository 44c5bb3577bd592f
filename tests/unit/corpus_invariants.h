/* What holds for every text that the room corpus makes, whatever the file; for unit tests and the fuzz target. */
#ifndef TB_TESTS_UNIT_CORPUS_INVARIANTS_H
#define TB_TESTS_UNIT_CORPUS_INVARIANTS_H

#include "corpus/corpus.h"

static inline bool tb_is_char_start(tb_slice s, size_t at) {
    return at == s.len || (at < s.len && ((unsigned char)s.p[at] & 0xC0) != 0x80);
}

static inline const char *tb_broken_segs(const tb_text *t, size_t body) {
    size_t text = 0, raw = body;
    for (size_t i = 0; i < t->n_segs; i++) {
        const tb_seg *s = &t->segs[i];
        if (s->text != text) return "segs have a gap or overlap in the text";
        if (s->text_len == 0) return "a seg is empty";
        if (s->raw < raw) return "segs are not in the order of the file, or reach into front matter";
        if (s->raw + s->raw_len > t->raw.len) return "a seg reaches behind the file's end";
        if (!tb_is_char_start(t->raw, s->raw) || !tb_is_char_start(t->raw, s->raw + s->raw_len))
            return "a seg cuts a character of the file";
        text += s->text_len;
        raw = s->raw + s->raw_len;
        if (!s->verbatim) continue;
        if (s->text_len != s->raw_len || memcmp(t->text.p + s->text, t->raw.p + s->raw, s->raw_len) != 0)
            return "a verbatim seg is not the file's bytes";
    }
    return text == t->text.len ? NULL : "segs do not cover the text";
}

static inline const char *tb_broken_breaks(const tb_text *t) {
    if (t->n_breaks < 1 || t->breaks[0] != 0) return "the first break is not 0";
    if (t->breaks[t->n_breaks - 1] != t->text.len) return "the last break is not the text's end";
    for (size_t i = 1; i < t->n_breaks; i++)
        if (t->breaks[i] <= t->breaks[i - 1]) return "breaks do not ascend";
    for (size_t i = 0; i < t->n_breaks; i++)
        if (!tb_is_char_start(t->text, t->breaks[i])) return "a break cuts a character";
    return NULL;
}

/* Every line of the text, as paragraphs and line breaks divide it, is none of the ignored lines (of ASCII). */
static inline const char *tb_broken_ignore(const tb_text *t, const tb_slice *ignore, size_t n) {
    for (size_t p = 0; p + 1 < t->n_breaks; p++) {
        for (size_t at = t->breaks[p], end = at; at < t->breaks[p + 1]; at = end + 1) {
            for (end = at; end < t->breaks[p + 1] && t->text.p[end] != '\n' && t->text.p[end] != '\r';) end++;
            for (size_t i = 0; i < n; i++)
                if (tb_slice_eq(ignore[i], tb_slice_sub(t->text, at, end))) return "an ignored line is in the text";
        }
    }
    return NULL;
}

/* NULL, or what is wrong with an article that was read with these lines ignored. */
static inline const char *tb_broken_article(const tb_article *a, const tb_slice *ignore, size_t n) {
    const tb_text *t = &a->text;
    if (t->raw.p != a->bytes.p || t->raw.len != a->bytes.len) return "raw is not the file";
    if (t->text.len && tb_utf8_valid_len(t->text) != t->text.len) return "the text is no UTF-8";
    if (a->front_matter.len && a->front_matter.p != a->bytes.p + a->front_matter_at)
        return "front matter is not where it is said to be";
    const char *broken = tb_broken_segs(t, a->front_matter_at + a->front_matter.len);
    if (!broken) broken = tb_broken_breaks(t);
    if (!broken) broken = tb_broken_ignore(t, ignore, n);
    if (broken) return broken;
    size_t start = 0, end = t->text.len;
    tb_text_to_raw(t, &start, &end);
    return start <= end && end <= t->raw.len ? NULL : "the text's ends do not lead back into the file";
}

#endif
