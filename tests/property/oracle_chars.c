/* Single characters, by ICU. */
#include "oracle_chars.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

static void must(bool holds, const char *what) {
    if (holds) return;
    fprintf(stderr, "oracle: %s\n", what);
    abort();
}

void ostring_push(ostring *s, UChar32 cp) {
    must(s->n < sizeof s->at / sizeof s->at[0], "a string is too long");
    s->at[s->n++] = cp;
}

static ostring from_utf16(const UChar *s, int32_t len) {
    ostring out = {.n = 0};
    for (int32_t i = 0; i < len;) {
        UChar32 cp;
        U16_NEXT(s, i, len, cp);
        ostring_push(&out, cp);
    }
    return out;
}

static int32_t to_utf16(const ostring *s, UChar *out) {
    int32_t n = 0;
    for (size_t i = 0; i < s->n; i++) U16_APPEND_UNSAFE(out, n, s->at[i]);
    return n;
}

static ostring nfd(const ostring *s) {
    UChar in[200], out[600];
    int32_t n = to_utf16(s, in);
    UErrorCode e = U_ZERO_ERROR;
    int32_t len = unorm2_normalize(unorm2_getNFDInstance(&e), in, n, out, 600, &e);
    must(U_SUCCESS(e), "normalization failed");
    return from_utf16(out, len);
}

/* One step of what a character stands for, compatibility included; nothing where it stands for itself. */
static ostring stands_for(UChar32 cp) {
    UChar out[64];
    UErrorCode e = U_ZERO_ERROR;
    int32_t len = unorm2_getRawDecomposition(unorm2_getNFKCInstance(&e), cp, out, 64, &e);
    must(U_SUCCESS(e), "decomposition failed");
    return from_utf16(out, len > 0 ? len : 0);
}

void ostring_reorder(ostring *s) {
    *s = nfd(s);
}

static bool gc(UChar32 cp, uint32_t mask) {
    return (U_GET_GC_MASK(cp) & mask) != 0;
}

static bool script_is(UChar32 cp, UScriptCode wanted) {
    UErrorCode e = U_ZERO_ERROR;
    return uscript_getScript(cp, &e) == wanted;
}

static bool spaceless(UChar32 cp) {
    static const char *const codes[] = {"Hani", "Hira", "Kana", "Hang", "Thai", "Laoo", "Khmr", "Mymr"};
    for (int i = 0; i < 8; i++)
        if (uscript_hasScript(cp, (UScriptCode)u_getPropertyValueEnum(UCHAR_SCRIPT, codes[i]))) return true;
    return false;
}

/* Presentation forms, ligatures and widths: the characters whose compatibility the format sees through. */
static bool is_form_of_another(UChar32 cp) {
    UBlockCode block = ublock_getCode(cp);
    int32_t type = u_getIntPropertyValue(cp, UCHAR_DECOMPOSITION_TYPE);
    if (type == U_DT_WIDE || type == U_DT_NARROW) return true;
    if (type == U_DT_INITIAL || type == U_DT_MEDIAL || type == U_DT_FINAL || type == U_DT_ISOLATED) return true;
    if (block == UBLOCK_ALPHABETIC_PRESENTATION_FORMS) return type == U_DT_COMPAT || type == U_DT_FONT;
    char name[128] = "";
    UErrorCode e = U_ZERO_ERROR;
    if (type == U_DT_COMPAT) u_charName(cp, U_EXTENDED_CHAR_NAME, name, sizeof name, &e);
    return strstr(name, "LIGATURE") != NULL;
}

static bool among(UChar32 cp, const char *utf8) {
    UChar list[64];
    UErrorCode e = U_ZERO_ERROR;
    int32_t len;
    u_strFromUTF8(list, 64, &len, utf8, -1, &e);
    return cp < 0x10000 && u_memchr(list, (UChar)cp, len) != NULL;
}

static ostring even_of(const ochar *c) {
    ostring out = {.n = 0}, self = {.at = {c->cp}, .n = 1};
    if (c->nothing) return out;
    ostring parts = is_form_of_another(c->cp) ? stands_for(c->cp) : nfd(&self);
    /* A vowel sign that stands alone is given with a blank, which the text does not have. */
    if (parts.at[0] == ' ') parts = self;
    if (c->space) parts = (ostring){.at = {' '}, .n = 1};
    bool itself = parts.n == 1 && parts.at[0] == c->cp;
    for (size_t i = 0; i < parts.n; i++) {
        UChar32 p = parts.at[i];
        bool hyphen = gc(p, U_GC_PD_MASK) || p == 0x2212;
        if (u_hasBinaryProperty(p, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) || p == 0x640) continue;
        if (among(p, "'’‘´`ʼʻ′＇") || hyphen) {
            ostring_push(&out, hyphen ? '-' : '\'');
        } else if (itself) {
            ostring_push(&out, p);
        } else {
            ostring more = ochar_of(p)->even;
            for (size_t k = 0; k < more.n; k++) ostring_push(&out, more.at[k]);
        }
    }
    return out;
}

static ostring transliterated(UChar32 cp) {
    static UTransliterator *latin_ascii;
    static const UChar id[] = u"Latin-ASCII";
    UErrorCode e = U_ZERO_ERROR;
    if (!latin_ascii) latin_ascii = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &e);
    ostring s = {.at = {cp}, .n = 1};
    if (!gc(cp, U_GC_L_MASK) || !script_is(cp, USCRIPT_LATIN)) return s;
    UChar text[64];
    int32_t len = to_utf16(&s, text), limit = len;
    utrans_transUChars(latin_ascii, text, &len, 64, 0, &limit, &e);
    must(U_SUCCESS(e), "transliteration failed");
    return from_utf16(text, len);
}

/* Letters to ASCII where asked for, case folded, evened; again until it is at rest. */
static ostring folded(ostring s, bool letters) {
    for (int round = 0; round < 10; round++) {
        ostring next = {.n = 0};
        for (size_t i = 0; i < s.n; i++) {
            ostring l = letters ? transliterated(s.at[i]) : (ostring){.at = {s.at[i]}, .n = 1};
            UChar in[80], out[200];
            UErrorCode e = U_ZERO_ERROR;
            int32_t n = u_strFoldCase(out, 200, in, to_utf16(&l, in), U_FOLD_CASE_DEFAULT, &e);
            must(U_SUCCESS(e), "case folding failed");
            ostring f = from_utf16(out, n);
            for (size_t j = 0; j < f.n; j++) {
                const ochar *c = ochar_of(f.at[j]);
                for (size_t k = 0; k < c->even.n; k++) ostring_push(&next, c->even.at[k]);
            }
        }
        if (next.n == s.n && memcmp(next.at, s.at, s.n * sizeof s.at[0]) == 0) return s;
        s = next;
    }
    must(false, "folding does not come to rest");
    return s;
}

static void describe(ochar *c, UChar32 cp) {
    memset(c, 0, sizeof *c);
    c->cp = cp;
    c->nothing = u_hasBinaryProperty(cp, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) || cp == 0x640;
    c->space = u_hasBinaryProperty(cp, UCHAR_WHITE_SPACE);
    c->line_break = cp == 0xA || cp == 0xD || cp == 0x85 || cp == 0x2028 || cp == 0x2029;
    c->hyphen = gc(cp, U_GC_PD_MASK) || cp == 0x2212;
    c->double_quote = among(cp, "\"“”„‟«»″‶❝❞⹂〝〞〟＂");
    c->upper = u_hasBinaryProperty(cp, UCHAR_UPPERCASE) || gc(cp, U_GC_LT_MASK);
    c->mark = gc(cp, U_GC_M_MASK);
    c->word = gc(cp, U_GC_L_MASK | U_GC_M_MASK | U_GC_ND_MASK) && !among(cp, "’‘´`ʼʻ′＇");
    c->even = even_of(c);
    c->spaceless = spaceless(cp);
    for (size_t i = 0; i < c->even.n; i++) c->spaceless = c->spaceless || spaceless(c->even.at[i]);
}

typedef struct slot {
    bool known, folds_known;
    ochar c;
} slot;

/* Descriptions by code point, a page at a time. */
const ochar *ochar_of(UChar32 cp) {
    static slot *pages[0x1100];
    must(cp >= 0 && cp <= 0x10FFFF, "no such code point");
    slot **page = &pages[cp >> 8];
    if (!*page) *page = calloc(256, sizeof **page);
    must(*page != NULL, "no memory");
    slot *s = &(*page)[cp & 255];
    if (!s->known) {
        describe(&s->c, cp);
        s->known = true;
    }
    if (!s->folds_known && s->c.even.n == 1 && s->c.even.at[0] == cp) {
        s->folds_known = true;
        s->c.cased = folded(s->c.even, false);
        s->c.key = folded(s->c.even, true);
    }
    return &s->c;
}

bool ochar_vanishes(UChar32 base, UChar32 mark) {
    if (!gc(mark, U_GC_MN_MASK)) return false;
    bool digit = base >= '0' && base <= '9';
    if (base && (digit || script_is(base, USCRIPT_LATIN) || script_is(base, USCRIPT_GREEK))) return true;
    if (mark >= 0x653 && mark <= 0x655) return base == 0x627;
    switch (ublock_getCode(mark)) {
    case UBLOCK_ARABIC:
    case UBLOCK_ARABIC_SUPPLEMENT:
    case UBLOCK_ARABIC_EXTENDED_A:
    case UBLOCK_ARABIC_PRESENTATION_FORMS_A:
    case UBLOCK_ARABIC_PRESENTATION_FORMS_B:
    case UBLOCK_ARABIC_MATHEMATICAL_ALPHABETIC_SYMBOLS:
    case UBLOCK_HEBREW: return true;
    default: break;
    }
    if (mark == 0xFB1E || (mark >= 0x870 && mark <= 0x89F) || (mark >= 0x10EC0 && mark <= 0x10EFF)) return true;
    /* Capitals, and the old shapes of letters that fold to the same one (U+1C82 to о). */
    UChar32 small = u_foldCase(base, U_FOLD_CASE_DEFAULT);
    if (mark == 0x300 || mark == 0x301) return among(small, "аеиоуыэюяієѣѵ");
    return mark == 0x308 && small == 0x435;
}

bool ochar_joins(UChar32 before, UChar32 after) {
    int32_t a = u_getIntPropertyValue(before, UCHAR_HANGUL_SYLLABLE_TYPE);
    int32_t b = u_getIntPropertyValue(after, UCHAR_HANGUL_SYLLABLE_TYPE);
    switch (a) {
    case U_HST_LEADING_JAMO: return b == U_HST_LEADING_JAMO || b == U_HST_VOWEL_JAMO;
    case U_HST_VOWEL_JAMO: return b == U_HST_VOWEL_JAMO || b == U_HST_TRAILING_JAMO;
    case U_HST_TRAILING_JAMO: return b == U_HST_TRAILING_JAMO;
    default: return false;
    }
}

bool ochar_ends_sentence(UChar32 cp) {
    int32_t sb = u_getIntPropertyValue(cp, UCHAR_SENTENCE_BREAK);
    return sb == U_SB_ATERM || sb == U_SB_STERM || u_hasBinaryProperty(cp, UCHAR_S_TERM);
}

bool ochar_closes(UChar32 cp) {
    return u_getIntPropertyValue(cp, UCHAR_SENTENCE_BREAK) == U_SB_CLOSE || gc(cp, U_GC_M_MASK);
}
