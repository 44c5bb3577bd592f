/* What the program knows of a character: one record for each code point, in a table that
 * tools/fold_table.c makes from ICU's data (src/text/fold_table.c).
 *
 * Three mappings stand in it. `even` takes a character of a text to what it is equal to whatever the case
 * and accents: canonical decomposition, ligatures and width forms taken apart, one apostrophe, one
 * hyphen. `cased` takes an evened character on to its full case folding, `key` to its folding with the
 * letter maps of accent folding as well (ø is o). That marks vanish in keys depends on the letter before
 * them and is told by tb_mark_folds. `whole` takes a character of a text, on which no mark follows, to its key
 * in one step (É is e). How the mappings work together is the business of fold.c. */
#ifndef TB_TEXT_CHARS_H
#define TB_TEXT_CHARS_H

#include <stdbool.h>
#include <stdint.h>

enum {
    TB_CH_DROP = 1 << 0,      /* counts for nothing: default-ignorable, tatweel */
    TB_CH_SPACE = 1 << 1,     /* White_Space */
    TB_CH_BREAK = 1 << 2,     /* ends a line: LF CR NEL U+2028 U+2029 */
    TB_CH_HYPHEN = 1 << 3,    /* Pd, minus; evened to '-' */
    TB_CH_WORD = 1 << 4,      /* letter, mark or decimal digit, no apostrophe */
    TB_CH_UPPER = 1 << 5,     /* upper or title case */
    TB_CH_SPACELESS = 1 << 6, /* of a script without spaces, by Script_Extensions */
    TB_CH_MARK = 1 << 7,      /* general category M */
    TB_CH_DQUOTE = 1 << 8,    /* a double quotation mark */
    TB_CH_STERM = 1 << 9,     /* ends a sentence */
    TB_CH_CLOSE = 1 << 10,    /* quotes, brackets and the like that may follow a sentence's end */
    TB_CH_HANGUL = 1 << 11,   /* a Hangul syllable: taken apart by arithmetic, not by the table */

    TB_CH_JAMO_SHIFT = 12, /* two bits: conjoining jamo, 1 leading, 2 vowel, 3 trailing */
    TB_CH_BASE_SHIFT = 14, /* three bits: tb_base, what marks may vanish after it */
    TB_CH_FOLD_SHIFT = 17, /* three bits: tb_mark, how a mark vanishes */
    TB_CH_PLAIN = 1 << 20, /* white space, or all that it is evened and folded to is of a word like itself, or
                              none of it; no mark, jamo or letter of a script without spaces, nothing dropped */
};

typedef enum tb_base { TB_BASE_OTHER, TB_BASE_LATIN, TB_BASE_GREEK, TB_BASE_VOWEL, TB_BASE_IE, TB_BASE_ALEF } tb_base;
typedef enum tb_mark {
    TB_MARK_KEPT,     /* no mark, or one that only stays */
    TB_MARK_MN,       /* vanishes after Latin, Greek and digits */
    TB_MARK_STRESS,   /* grave, acute: also after Cyrillic vowels */
    TB_MARK_DOTS,     /* diaeresis: also after Cyrillic е */
    TB_MARK_HAMZA,    /* madda, hamza: also after alef */
    TB_MARK_POINT,    /* Arabic and Hebrew points: anywhere */
} tb_mark;

typedef struct tb_char {
    uint32_t flags;
    uint16_t even, cased, key, whole; /* indexes into tb_char_pool (a length, then code points), 0: itself */
    uint8_t ccc;               /* canonical combining class */
} tb_char;

#define TB_CHAR_SHIFT 7
extern const tb_char tb_char_records[];
extern const uint16_t tb_char_blocks[][1 << TB_CHAR_SHIFT];
extern const uint16_t tb_char_index[];
extern const uint32_t tb_char_pool[];
extern const char tb_char_unicode[]; /* the version of Unicode, "15.0" */

/* The record of a code point (at most 0x10FFFF). */
static inline const tb_char *tb_char_of(uint32_t cp) {
    return &tb_char_records[tb_char_blocks[tb_char_index[cp >> TB_CHAR_SHIFT]]
                                          [cp & ((1u << TB_CHAR_SHIFT) - 1)]];
}

/* Whether a mark of this record vanishes from keys when base (evened; NULL for none) is the letter that
 * it belongs to. */
static inline bool tb_mark_folds(const tb_char *base, const tb_char *mark) {
    static const uint8_t folds[6] = {
        [TB_BASE_OTHER] = 1 << TB_MARK_POINT,
        [TB_BASE_LATIN] = 0x3E,
        [TB_BASE_GREEK] = 0x3E,
        [TB_BASE_VOWEL] = 1 << TB_MARK_POINT | 1 << TB_MARK_STRESS,
        [TB_BASE_IE] = 1 << TB_MARK_POINT | 1 << TB_MARK_STRESS | 1 << TB_MARK_DOTS,
        [TB_BASE_ALEF] = 1 << TB_MARK_POINT | 1 << TB_MARK_HAMZA,
    };
    unsigned b = base ? base->flags >> TB_CH_BASE_SHIFT & 7 : TB_BASE_OTHER;
    return folds[b] >> (mark->flags >> TB_CH_FOLD_SHIFT & 7) & 1;
}

#endif
