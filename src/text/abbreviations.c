/* Abbreviations after which no sentence ends.
 *
 * ICU has an iterator that applies the CLDR's list itself (the locale keyword ss=standard), but in the
 * versions in use it lets every abbreviation with a full stop inside through, and every one that such a
 * one begins with: "the U.S. President" is cut. So the list is read here and applied to the iterator's
 * breaks. Knows nothing of sentences. */
#include "text/abbreviations.h"

#include <stdio.h>
#include <unicode/uloc.h>
#include <unicode/ures.h>
#include <unicode/ustring.h>

#include "text/chars.h"
#include "text/utf8.h"

/* ICU falls back on the locale of the process where it has no data for the one asked for: other words on
 * another machine. Such data is not used. */
static bool is_of_language(const UResourceBundle *bundle, const char *locale) {
    char wanted[ULOC_LANG_CAPACITY], got[ULOC_LANG_CAPACITY];
    UErrorCode e = U_ZERO_ERROR;
    const char *actual = ures_getLocaleByType(bundle, ULOC_ACTUAL_LOCALE, &e);
    if (U_FAILURE(e)) return false;
    uloc_getLanguage(locale, wanted, sizeof wanted, &e);
    uloc_getLanguage(actual, got, sizeof got, &e);
    return U_SUCCESS(e) && wanted[0] != '\0' && strcmp(wanted, got) == 0;
}

static tb_status add_all(tb_arena *arena, const UResourceBundle *list, tb_abbreviations *out) {
    for (int32_t i = 0; i < ures_getSize(list); i++) {
        UErrorCode e = U_ZERO_ERROR;
        int32_t len = 0, bytes = 0;
        char utf8[128];
        const UChar *s = ures_getStringByIndex(list, i, &len, &e);
        u_strToUTF8(utf8, sizeof utf8, &bytes, s, len, &e);
        if (U_FAILURE(e)) continue;
        tb_slice copy;
        TB_TRY(tb_arena_copy(arena, (tb_slice){utf8, (size_t)bytes}, &copy));
        TB_TRY(tb_vec_push(arena, out, copy));
    }
    return TB_OK;
}

tb_status tb_abbreviations_read(tb_arena *arena, const char *locale, tb_abbreviations *out) {
    UErrorCode e = U_ZERO_ERROR;
    UResourceBundle *bundle = ures_open(U_ICUDATA_NAME "-brkitr", locale, &e);
    UResourceBundle *exceptions = ures_getByKey(bundle, "exceptions", NULL, &e);
    UResourceBundle *list = ures_getByKey(exceptions, "SentenceBreak", NULL, &e);
    tb_status status = TB_OK;
    if (U_SUCCESS(e) && is_of_language(list, locale)) status = add_all(arena, list, out);
    ures_close(list);
    ures_close(exceptions);
    ures_close(bundle);
    return status;
}

/* s without the white space at its end. */
static tb_slice without_space(tb_slice s) {
    size_t end = 0;
    for (size_t i = s.len > 64 ? s.len - 64 : 0; i < s.len;) {
        uint32_t cp = tb_utf8_next(s.p, s.len, &i);
        if (!(tb_char_of(cp)->flags & (TB_CH_SPACE | TB_CH_DROP))) end = i;
    }
    return tb_slice_sub(s, 0, end);
}

/* Whether the last character of s is one of a word. */
static bool ends_in_word(tb_slice s) {
    size_t i = s.len;
    while (i > 0 && ((unsigned char)s.p[i - 1] & 0xC0) == 0x80) i--;
    if (i == 0) return false;
    i--;
    return tb_char_of(tb_utf8_next(s.p, s.len, &i))->flags & TB_CH_WORD;
}

bool tb_abbreviations_end(const tb_abbreviations *a, tb_slice s) {
    s = without_space(s);
    for (size_t i = 0; i < a->n; i++)
        if (tb_slice_ends(s, a->at[i]) && !ends_in_word(tb_slice_sub(s, 0, s.len - a->at[i].len))) return true;
    return false;
}
