/* Which links of a book a filter leaves, and with which of their evidence. Internal to the room view. */
#ifndef TB_VIEW_FILTER_H
#define TB_VIEW_FILTER_H

#include "view/view.h"

/* A link that is shown. */
typedef struct tb_chosen {
    uint32_t link;
    const uint32_t *evidence; /* indexes into the link's evidence, in the order of the book */
    size_t n;
} tb_chosen;

typedef struct tb_choice {
    TB_VEC(tb_chosen) links; /* in the order of the book, in the arena */
    bool *entities;          /* of the book: those that are shown */
} tb_choice;

/* Applies the filter; *out in arena. TB_ENOMEM. */
TB_MUST_USE tb_status tb_filter_apply(const tb_check *check, const tb_filter *f, tb_arena *arena,
                                      tb_choice *out);

/* Independent sources among a link's pieces of evidence: a reprint counts with its original. O(n²) in a
 * number that is small by nature. */
unsigned tb_filter_independent(const tb_book *book, const tb_link *link, const uint32_t *evidence, size_t n);

#endif
