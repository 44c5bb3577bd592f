/* Words that tell of a relation; see cues.def. Within the room only. */
#ifndef TB_REPORT_CUES_H
#define TB_REPORT_CUES_H

#include "book/book.h"
#include "report/lexicon.h"

/* The cues of the relations of a book, as hashes of words without their endings. */
typedef struct tb_cues {
    tb_arena arena;
    TB_VEC(tb_slice) endings; /* of the language */
    uint64_t **stems;     /* of each relation, ascending */
    size_t *n;
} tb_cues;

/* For all relations of a book: the words of the name, small ones left out, and those of every group that has one of them.
 * TB_ENOMEM. */
TB_MUST_USE tb_status tb_cues_make(const tb_book *book, tb_cues *out);
void tb_cues_free(tb_cues *c);
/* The hash of a folded word without its ending. */
uint64_t tb_cues_stem(const tb_cues *c, tb_slice key);
bool tb_cues_has(const tb_cues *c, uint32_t relation, uint64_t stem);

#endif
