/* Places: what stands at one place of a text, read in plain ASCII as far as that goes, and by the walk where it
 * does not. Between the scan, which finds the places, and the walk, which is exact for all of them. */
#ifndef TB_MATCH_PLACE_H
#define TB_MATCH_PLACE_H

#include "match/kernel.h"
#include "match/walk.h"

/* A stretch of a text whose paragraphs end in white space, so that no word crosses their ends. */
typedef struct tb_stretch {
    const tb_table *t;
    tb_walker *walker;
    const tb_text *text;
    const unsigned char *p; /* the text's bytes */
    size_t start, end;      /* the stretch */
    size_t paragraph;       /* the one that the last place was in */
    uint64_t fold;          /* for hashing: TB_HASH_FOLD or 0 */
    tb_hits *hits;
} tb_stretch;

/* 1 where the sieve lets a first word pass. */
static inline unsigned tb_may_be_first(const tb_table *t, uint64_t hash) {
    return tb_sieve_has(&t->firsts, hash);
}

/* Makes tb_table.parting and what stands beside it, of a table that is built. */
void tb_places_set(tb_table *t);

/* Each of these appends the hits that begin at places from `at` on, by start; those of one start in no order,
 * some perhaps twice. Places are asked for in ascending order. TB_ENOMEM. */

/* At a byte of ASCII; if it is of a word, as for tb_place_word. */
TB_MUST_USE tb_status tb_place_any(tb_stretch *s, size_t at);
/* At a word of ASCII, which ends at `end` (it may go on beyond ASCII) and has this hash. The character before it is
 * of ASCII and none of a word. */
TB_MUST_USE tb_status tb_place_word(tb_stretch *s, size_t at, size_t end, uint64_t hash);
/* In the run of bytes from 0x80 that begins at `at`, and at the word of ASCII right behind it. */
TB_MUST_USE tb_status tb_place_high(tb_stretch *s, size_t at);

#endif
