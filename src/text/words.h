/* The words of a text, with what their letters and the signs between them look like: for guesses at names that nobody has
 * listed yet. Names that are listed are found by the matcher and by nothing else. */
#ifndef TB_TEXT_WORDS_H
#define TB_TEXT_WORDS_H

#include "text/text.h"

enum {
    TB_WORD_UPPER = 1 << 0,      /* its first letter is an upper- or title-case one */
    TB_WORD_CAPS = 1 << 1,       /* two letters or more, all of them upper-case */
    TB_WORD_LOWER = 1 << 2,      /* its first letter is a lower-case one */
    TB_WORD_DIGITS = 1 << 3,     /* begins with a digit */
    TB_WORD_INITIAL = 1 << 4,    /* a single upper-case letter with a full stop behind it, which is not part of it */
    TB_WORD_POSSESSIVE = 1 << 5, /* an apostrophe, or one with an s, stands behind it and is not part of it */
    /* what stands between the word before and this one */
    TB_WORD_SPACE = 1 << 8,      /* white space, and nothing else */
    TB_WORD_HYPHEN = 1 << 9,     /* one hyphen or dash, and nothing else */
    TB_WORD_STOP = 1 << 10,      /* a full stop, then white space or nothing, and nothing else */
    TB_WORD_AMPERSAND = 1 << 11, /* & and white space */
    TB_WORD_COMMA = 1 << 12,     /* a comma is among it */
    TB_WORD_OPEN = 1 << 13,      /* an opening bracket is among it */
    TB_WORD_CLOSE = 1 << 14,     /* a closing bracket */
    TB_WORD_QUOTE = 1 << 15,     /* a quotation mark, double or single, right before this word */
    TB_WORD_COLON = 1 << 16,     /* a colon, a semicolon or a dash set off by white space */
    TB_WORD_BREAK = 1 << 18,     /* a line break is among it */
    TB_WORD_QUOTE_AFTER = 1 << 17, /* a quotation mark comes right behind this word, a comma or stop aside */
};

typedef struct tb_word {
    size_t start, end; /* bytes of text */
    uint32_t flags;
} tb_word;

typedef struct tb_words {
    const tb_word *at;
    size_t n;
} tb_words;

/* A word is a run of letters, marks and digits; apostrophes between letters belong to it, but for an English possessive, and
 * so do the full stops of an abbreviation like "U.S.". In the order of the text, in arena. TB_ENOMEM. O(text). */
TB_MUST_USE tb_status tb_words_find(tb_arena *arena, tb_slice text, tb_words *out);

/* Names that the CLDR has in a language. */
typedef enum tb_known_class {
    TB_KNOWN_STATE, /* states and other territories of ISO 3166 */
    TB_KNOWN_AREA,  /* continents and regions of UN M.49 */
    TB_KNOWN_TIME,  /* months and days of the week */
} tb_known_class;

typedef struct tb_known {
    tb_slice name;
    tb_known_class what;
} tb_known;

/* All of them for a BCP 47 language, root where it is unknown; a name may come twice. In arena. TB_ENOMEM; what ICU cannot
 * give is left out. */
TB_MUST_USE tb_status tb_known_names(tb_arena *arena, const char *language, const tb_known **out, size_t *n);

#endif
