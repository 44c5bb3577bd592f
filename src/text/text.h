/* A document as it is read: the bytes of its file, the words in them, and the way back.
 *
 * `text` is what names and quotes are looked for in: UTF-8 without front matter, markup, ignored lines
 * and entities (&amp; is "&"). For plain text it is the file's own bytes, borrowed. `segs` leads from any
 * offset in `text` to the bytes of the file. No mention, sentence or quote crosses a `break`. */
#ifndef TB_TEXT_TEXT_H
#define TB_TEXT_TEXT_H

#include <stdint.h>

#include "base/arena.h"
#include "base/vec.h"

typedef struct tb_seg {
    size_t text, text_len; /* bytes of text */
    size_t raw, raw_len;   /* bytes of the file they stand for */
    bool verbatim;         /* the same bytes, so offsets inside map one to one (text_len == raw_len) */
} tb_seg;

typedef struct tb_text {
    tb_slice raw;         /* the file as it stands on disk, borrowed */
    tb_slice text;        /* what is matched, borrowed from raw or owned by the arena that built it */
    const tb_seg *segs;   /* sorted by text, no gaps in text; raw ascending */
    size_t n_segs;
    const size_t *breaks; /* paragraph i is text[breaks[i], breaks[i+1]); breaks[0] 0, the last text.len */
    size_t n_breaks;      /* at least 1 (an empty text has the single break 0) */
} tb_text;

/* The half-open range [*start, *end) of text as a range of bytes of the file. The start of a replaced
 * piece (an entity) is the start of its source, the end is its end. O(log n_segs). */
void tb_text_to_raw(const tb_text *t, size_t *start, size_t *end);

/* Index of the paragraph that holds text offset (clamped). O(log n_breaks). */
size_t tb_text_paragraph(const tb_text *t, size_t offset);

/* Where the paragraphs of plain text end, by the format's rule: at a blank line or U+2029; in a text
 * without a blank line between two lines of text, at a line break that follows the end of a sentence.
 * *breaks in arena as in tb_text.breaks. TB_ENOMEM. */
TB_MUST_USE tb_status tb_plain_breaks(tb_arena *arena, tb_slice text, const size_t **breaks, size_t *n);

/* A plain text made of `text` alone, raw and text the same bytes: for tests and JSON Lines. */
TB_MUST_USE tb_status tb_text_plain(tb_arena *arena, tb_slice bytes, tb_text *out);

/* The first byte of s that is no well-formed UTF-8, or s.len. */
size_t tb_utf8_valid_len(tb_slice s);

/* Sentences of a text: UAX #29 with the CLDR's abbreviation suppressions of the language, so that
 * "U.S. officials" and "Mr. Zarif" are not cut; a sentence never crosses a paragraph's end. */
typedef struct tb_sentences {
    const size_t *starts; /* sentence i is text[starts[i], starts[i+1]); one more start than sentences */
    size_t n;             /* sentences; 0 for an empty text */
} tb_sentences;

/* language is BCP 47 ("en"); an unknown one takes the root rules. Result in arena. TB_ENOMEM, or
 * TB_EDATA with error filled when the sentence rules cannot be had. */
TB_MUST_USE tb_status tb_sentences_find(tb_arena *arena, const tb_text *t, const char *language,
                                        tb_sentences *out, tb_error *error);
/* Index of the sentence that holds text offset (clamped to the last). O(log n). */
size_t tb_sentence_at(const tb_sentences *s, size_t offset);

#endif
