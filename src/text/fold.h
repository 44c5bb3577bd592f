/* Folding: bytes to units, the characters by which texts and patterns are compared. The one function that
 * serves names, quotes and texts alike; what is equal is decided here and nowhere else.
 *
 * An *atom* is what a match may not cut: a letter with the marks (and conjoining jamo) that follow it, or
 * all that one character of the text (a ligature) is taken apart into. Each atom gives one or more units,
 * or none when all of it vanishes. A run of white space gives one unit, ' '; white space at the ends
 * gives none. docs/matching.md tells the rules and their reasons. */
#ifndef TB_TEXT_FOLD_H
#define TB_TEXT_FOLD_H

#include <stdint.h>

#include "base/buf.h"
#include "base/vec.h"

typedef enum tb_fold {
    TB_FOLD_KEY,   /* case and accents folded */
    TB_FOLD_CASED, /* case folded, accents kept */
    TB_FOLD_NONE,  /* neither: canonical, ligatures, widths, apostrophes and hyphens alone */
} tb_fold;

enum {
    TB_UNIT_UPPER = 1 << 0,  /* comes from an upper- or title-case letter */
    TB_UNIT_FIRST = 1 << 1,  /* the first unit of its character: the one that asks for upper case */
    TB_UNIT_START = 1 << 2,  /* first of an atom, and a word may begin here: the character before is none of a word … */
    TB_UNIT_END = 1 << 3,    /* last of an atom, and a word may end here */
    TB_UNIT_SPACE = 1 << 4,  /* a run of white space */
    TB_UNIT_SKIP = 1 << 5,   /* this unit may count for nothing (a line break between letters of scripts
                                without spaces, or after a hyphen) */
    TB_UNIT_SKIP2 = 1 << 6,  /* this unit and the next may count for nothing (a hyphen and a line break) */
};

typedef struct tb_unit {
    uint32_t cp;
    uint32_t flags;
    size_t start, end; /* bytes of its atom or run */
} tb_unit;

typedef TB_VEC(tb_unit) tb_units;

/* Appends (on the heap) the units of s, which is a whole paragraph or a whole pattern: what stands outside
 * of s is as good as white space. Offsets count from the start of s. With quotes, all double quotation
 * marks are one. TB_ENOMEM. O(s.len) but for runs of marks, which are sorted. */
TB_MUST_USE tb_status tb_fold_units(tb_slice s, tb_fold fold, bool quotes, tb_units *out);

/* Folding a piece at a time, for a matcher that looks at few places of a long text. */
typedef struct tb_folding tb_folding;
TB_MUST_USE tb_status tb_folding_new(tb_folding **out);
void tb_folding_free(tb_folding *f); /* NULL is fine */

/* Begins at byte `at` of s, whose characters before that are looked at, but not folded. False where no atom
 * begins there: within a character or an atom, at white space or a character that counts for nothing. s is
 * borrowed until the next start. O(1) but for runs of marks and of characters that count for nothing. */
bool tb_folding_start(tb_folding *f, tb_slice s, size_t at, tb_fold fold, bool quotes);
/* Reads on until unit number i is there with all its flags, or s has ended: then NULL. The pointer is valid
 * until the next call. TB_ENOMEM is remembered: NULL from then on. */
const tb_unit *tb_folding_unit(tb_folding *f, size_t i);
TB_MUST_USE tb_status tb_folding_status(const tb_folding *f);

/* Whether no character of s counts: white space and default-ignorable characters alone. */
bool tb_fold_empty(tb_slice s);

#endif
