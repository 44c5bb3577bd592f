/* The oracle's view of single characters: ICU's answers, remembered. */
#ifndef TB_TESTS_ORACLE_CHARS_H
#define TB_TESTS_ORACLE_CHARS_H

#include <stdbool.h>
#include <stddef.h>
#include <unicode/utypes.h>

typedef struct ostring {
    UChar32 at[40];
    size_t n;
} ostring;

typedef struct ochar {
    UChar32 cp;
    bool nothing;    /* counts for nothing */
    bool space, line_break, hyphen, double_quote;
    bool upper, mark, word, spaceless;
    ostring even;    /* what it is equal to whatever the fold */
    ostring cased;   /* folded: an evened character only */
    ostring key;
} ochar;

const ochar *ochar_of(UChar32 cp);
/* Whether a mark vanishes from keys behind the letter base (0: none). */
bool ochar_vanishes(UChar32 base, UChar32 mark);
/* Whether two conjoining jamo are of one syllable block. */
bool ochar_joins(UChar32 before, UChar32 after);
/* s in canonical order. */
void ostring_reorder(ostring *s);
void ostring_push(ostring *s, UChar32 cp);
/* Whether cp ends a sentence, or may follow its end (closing quotes and the like). */
bool ochar_ends_sentence(UChar32 cp);
bool ochar_closes(UChar32 cp);

#endif
