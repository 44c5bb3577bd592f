/* The abbreviations of a language after which no sentence ends, from the CLDR data that ICU carries. */
#ifndef TB_TEXT_ABBREVIATIONS_H
#define TB_TEXT_ABBREVIATIONS_H

#include "base/vec.h"

typedef TB_VEC(tb_slice) tb_abbreviations;

/* Reads those of an ICU locale into arena; none where the CLDR has none for the language. TB_ENOMEM. */
TB_MUST_USE tb_status tb_abbreviations_read(tb_arena *arena, const char *locale, tb_abbreviations *out);

/* Whether s, white space at its end aside, ends in one of them, as a word of its own. */
bool tb_abbreviations_end(const tb_abbreviations *a, tb_slice s);

#endif
