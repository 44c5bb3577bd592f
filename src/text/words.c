/* Words by the classes of their characters; see words.h. */
#include "text/words.h"

#include <unicode/uchar.h>

#include "base/origin.h"
#include "text/utf8.h"

typedef struct letter {
    UChar32 c;
    size_t len; /* 0 at the end */
} letter;

static letter at(tb_slice s, size_t i) {
    if (i >= s.len) return (letter){0, 0};
    size_t end = i;
    UChar32 c = (UChar32)tb_utf8_next(s.p, s.len, &end);
    return (letter){c, end - i};
}

static bool is_part(UChar32 c) { /* of a word */
    return (U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_M_MASK | U_GC_ND_MASK)) != 0 && !u_hasBinaryProperty(c, UCHAR_DASH);
}

static bool is_upper(UChar32 c) {
    return (U_GET_GC_MASK(c) & (U_GC_LU_MASK | U_GC_LT_MASK)) != 0;
}

static bool is_apostrophe(UChar32 c) {
    switch (c) {
    case 0x27: case 0x2018: case 0x2019: case 0xB4: case 0x60: case 0x2BC: case 0x2BB: case 0x2032: case 0xFF07: return true;
    default: return false;
    }
}

static bool is_quote(UChar32 c) {
    return u_hasBinaryProperty(c, UCHAR_QUOTATION_MARK) || is_apostrophe(c);
}

/* Where "U.S." ends that begins at i: single letters, each with a full stop; 0 where there are not two of them. */
static size_t dotted_end(tb_slice s, size_t i) {
    size_t n = 0, end = i;
    for (;; n++) {
        letter l = at(s, end);
        if (!l.len || !(U_GET_GC_MASK(l.c) & U_GC_L_MASK) || end + l.len >= s.len || s.p[end + l.len] != '.') break;
        end += l.len + 1;
    }
    if (n < 2) return 0;
    letter next = at(s, end);
    return next.len && is_part(next.c) ? 0 : end;
}

/* Where the run of letters that begins at i ends, apostrophes between them included. */
static size_t run_end(tb_slice s, size_t i, bool *possessive) {
    *possessive = false;
    for (;;) {
        letter l = at(s, i);
        if (l.len && is_part(l.c)) {
            i += l.len;
            continue;
        }
        if (!l.len || !is_apostrophe(l.c)) return i;
        letter next = at(s, i + l.len), after = at(s, i + l.len + next.len);
        bool on = next.len && is_part(next.c);
        bool s_only = on && (next.c == 's' || next.c == 'S') && !(after.len && is_part(after.c));
        /* "Leftists’" and the end of a quotation look the same: neither is part of the word */
        if (s_only || !on) {
            *possessive = s_only;
            return i;
        }
        i += l.len;
    }
}

static uint32_t look(tb_slice s, size_t start, size_t end) {
    uint32_t flags = 0;
    size_t letters = 0, upper = 0;
    for (size_t i = start; i < end;) {
        letter l = at(s, i);
        i += l.len;
        bool is_letter = (U_GET_GC_MASK(l.c) & U_GC_L_MASK) != 0;
        if (i - l.len == start && u_isdigit(l.c)) flags |= TB_WORD_DIGITS;
        if (!is_letter) continue;
        if (letters == 0) flags |= is_upper(l.c) ? TB_WORD_UPPER : u_isULowercase(l.c) ? TB_WORD_LOWER : 0;
        letters++;
        upper += is_upper(l.c);
    }
    if (letters > 1 && upper == letters) flags |= TB_WORD_CAPS;
    if (letters == 1 && upper == 1 && end < s.len && s.p[end] == '.') flags |= TB_WORD_INITIAL;
    return flags;
}

/* What stands in the gap before a word. */
static uint32_t look_between(tb_slice s, size_t start, size_t end) {
    size_t spaces = 0, hyphens = 0, stops = 0, ampersands = 0, others = 0;
    uint32_t flags = 0;
    for (size_t i = start; i < end;) {
        letter l = at(s, i);
        i += l.len;
        if (u_isUWhiteSpace(l.c)) spaces++;
        if (tb_line_break(s.p + i - l.len, end - i + l.len)) flags |= TB_WORD_BREAK;
        if (u_isUWhiteSpace(l.c)) continue;
        if (u_hasBinaryProperty(l.c, UCHAR_DASH)) hyphens++;
        else if (u_hasBinaryProperty(l.c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) continue;
        else if (l.c == '.') stops++;
        else if (l.c == '&') ampersands++;
        else others++;
        if (l.c == ',' || l.c == 0x60C || l.c == 0x3001) flags |= TB_WORD_COMMA;
        if (l.c == ':' || l.c == ';') flags |= TB_WORD_COLON;
        if (u_charType(l.c) == U_START_PUNCTUATION) flags |= TB_WORD_OPEN;
        if (u_charType(l.c) == U_END_PUNCTUATION) flags |= TB_WORD_CLOSE;
        if (is_quote(l.c) && i == end) flags |= TB_WORD_QUOTE;
    }
    if (hyphens && (spaces || hyphens > 1)) flags |= TB_WORD_COLON;
    if (others) return flags;
    if (spaces && !hyphens && !stops && !ampersands) flags |= TB_WORD_SPACE;
    if (hyphens == 1 && !spaces && !stops && !ampersands) flags |= TB_WORD_HYPHEN;
    if (stops == 1 && !hyphens && !ampersands) flags |= TB_WORD_STOP;
    if (ampersands == 1 && !hyphens && !stops) flags |= TB_WORD_AMPERSAND;
    return flags;
}

static bool quote_follows(tb_slice s, size_t end) {
    letter l = at(s, end);
    if (l.len && (l.c == ',' || l.c == '.')) l = at(s, end + l.len);
    return l.len && is_quote(l.c);
}

tb_status tb_words_find(tb_arena *arena, tb_slice text, tb_words *out) {
    TB_VEC(tb_word) words = {0};
    size_t gap = 0; /* where the word before ended, its possessive included */
    for (size_t i = 0; i < text.len;) {
        letter l = at(text, i);
        if (!is_part(l.c)) {
            i += l.len;
            continue;
        }
        bool possessive = false;
        size_t end = dotted_end(text, i);
        if (!end) end = run_end(text, i, &possessive);
        tb_word w = {i, end, look(text, i, end) | look_between(text, gap, i)};
        if (possessive) {
            w.flags |= TB_WORD_POSSESSIVE;
            letter mark = at(text, end);
            end += mark.len + 1;
        }
        if (quote_follows(text, end)) w.flags |= TB_WORD_QUOTE_AFTER;
        TB_TRY(tb_vec_push(arena, &words, w));
        i = gap = end;
    }
    *out = (tb_words){words.at, words.n};
    return TB_OK;
}
