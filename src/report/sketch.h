/* Sketches of texts, by which near copies are known. Within the room only. */
#ifndef TB_REPORT_SKETCH_H
#define TB_REPORT_SKETCH_H

#include "text/text.h"

enum { TB_SKETCH_SIZE = 128 };

/* The smallest hashes of all runs of four words of a text: of texts that share most of their sentences, most are the same
 * (A. Z. Broder, "On the resemblance and containment of documents", 1997). */
typedef struct tb_sketch {
    uint64_t at[TB_SKETCH_SIZE]; /* ascending, no doubles */
    size_t n;
} tb_sketch;

/* TB_ENOMEM. O(text × log text). */
TB_MUST_USE tb_status tb_sketch_make(tb_slice text, tb_sketch *out);
/* How much two texts share, in hundredths: 100 for the same words. Texts of less than four words share nothing. */
unsigned tb_sketch_resemblance(const tb_sketch *a, const tb_sketch *b);

#endif
