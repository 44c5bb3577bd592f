/* Sentences: the rules of UAX #29 from ICU, less the breaks behind an abbreviation that ends none ("Mr.").
 *
 * Each paragraph is cut on its own, in a copy in which line breaks are blanks of the same length: to the
 * rules of UAX #29 a line break is a paragraph's end, to the format it is not. The only place that knows
 * ICU's break iterators. */
#include <stdio.h>
#include <stdlib.h>
#include <unicode/ubrk.h>
#include <unicode/uloc.h>
#include <unicode/utext.h>

#include "text/abbreviations.h"
#include "text/text.h"

typedef TB_VEC(size_t) offsets;

/* Blanks in the place of line breaks, none longer or shorter than what it stands for. */
static void soften(char *p, size_t len) {
    for (size_t i = 0; i < len; i++) {
        if (p[i] == '\n' || p[i] == '\r') {
            p[i] = ' ';
        } else if (p[i] == '\xC2' && i + 1 < len && p[i + 1] == '\x85') {
            p[i + 1] = '\xA0'; /* NEL: no-break space */
        } else if (p[i] == '\xE2' && i + 2 < len && p[i + 1] == '\x80' && (p[i + 2] == '\xA8' || p[i + 2] == '\xA9')) {
            p[i + 2] = '\x83'; /* U+2028: em space */
        }
    }
}

/* The ICU locale of a BCP 47 tag; the root locale for one that is none. */
static void locale_of(const char *language, char locale[ULOC_FULLNAME_CAPACITY]) {
    UErrorCode e = U_ZERO_ERROR;
    int32_t parsed = 0;
    int32_t len = uloc_forLanguageTag(language, locale, ULOC_FULLNAME_CAPACITY, &parsed, &e);
    if (U_FAILURE(e) || e == U_STRING_NOT_TERMINATED_WARNING || len == 0) memcpy(locale, "root", sizeof "root");
}

typedef struct cutter {
    UBreakIterator *rules;
    UText utext;
    tb_abbreviations abbreviations;
    tb_arena *arena;
    offsets starts;
    UErrorCode e;
} cutter;

/* Adds the starts of the sentences of a paragraph, which begins at offset base of the text. */
static tb_status cut(cutter *c, tb_slice paragraph, size_t base) {
    utext_openUTF8(&c->utext, paragraph.p, (int64_t)paragraph.len, &c->e);
    ubrk_setUText(c->rules, &c->utext, &c->e);
    if (U_FAILURE(c->e)) return TB_OK;
    for (int32_t at = ubrk_first(c->rules); at != UBRK_DONE; at = ubrk_next(c->rules)) {
        if ((size_t)at >= paragraph.len) break;
        if (at > 0 && tb_abbreviations_end(&c->abbreviations, tb_slice_sub(paragraph, 0, (size_t)at))) continue;
        TB_TRY(tb_vec_push(c->arena, &c->starts, base + (size_t)at));
    }
    return TB_OK;
}

static tb_status cut_all(cutter *c, const tb_text *t, const char *copy) {
    for (size_t i = 0; i + 1 < t->n_breaks && U_SUCCESS(c->e); i++) {
        size_t from = t->breaks[i], to = t->breaks[i + 1];
        if (to > from) TB_TRY(cut(c, (tb_slice){copy + from, to - from}, from));
    }
    return TB_OK;
}

static tb_status no_rules(tb_error *error, UErrorCode e) {
    if (e == U_MEMORY_ALLOCATION_ERROR) return TB_ENOMEM;
    error->sys = 0;
    snprintf(error->message, sizeof error->message, "the sentence rules of ICU cannot be had: %s", u_errorName(e));
    return TB_EDATA;
}

/* Cuts a copy of the text that the iterator may keep for as long as it likes. */
static tb_status find(cutter *c, const tb_text *t, const char *locale) {
    TB_TRY(tb_abbreviations_read(c->arena, locale, &c->abbreviations));
    char *copy = malloc(t->text.len + 1);
    if (!copy) return TB_ENOMEM;
    c->rules = ubrk_open(UBRK_SENTENCE, locale, NULL, 0, &c->e);
    if (U_FAILURE(c->e)) {
        free(copy);
        return TB_OK;
    }
    if (t->text.len) memcpy(copy, t->text.p, t->text.len);
    soften(copy, t->text.len);
    tb_status status = cut_all(c, t, copy);
    ubrk_close(c->rules);
    c->rules = NULL;
    utext_close(&c->utext);
    free(copy);
    return status;
}

tb_status tb_sentences_find(tb_arena *arena, const tb_text *t, const char *language, tb_sentences *out,
                            tb_error *error) {
    char locale[ULOC_FULLNAME_CAPACITY];
    locale_of(language, locale);
    cutter c = {.utext = UTEXT_INITIALIZER, .arena = arena, .e = U_ZERO_ERROR};
    TB_TRY(find(&c, t, locale));
    if (U_FAILURE(c.e)) return no_rules(error, c.e);
    size_t n = c.starts.n;
    TB_TRY(tb_vec_push(arena, &c.starts, t->text.len));
    *out = (tb_sentences){c.starts.at, n};
    return TB_OK;
}
