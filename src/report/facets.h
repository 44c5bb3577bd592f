/* Lists of what is not as it was. Within the room only. */
#ifndef TB_REPORT_FACETS_H
#define TB_REPORT_FACETS_H

#include "report/diff.h"

typedef struct tb_facets {
    tb_arena *arena;
    TB_VEC(tb_facet) all;
} tb_facets;

/* Adds a facet where the two differ. */
TB_MUST_USE tb_status tb_facet_text(tb_facets *f, const char *what, tb_slice before, tb_slice after);
TB_MUST_USE tb_status tb_facet_flag(tb_facets *f, const char *what, bool before, bool after);
TB_MUST_USE tb_status tb_facet_number(tb_facets *f, const char *what, unsigned before, unsigned after);
/* One facet for each word that one side alone has. O(n × m): lists are short. */
TB_MUST_USE tb_status tb_facet_words(tb_facets *f, const char *what, tb_slices before, tb_slices after);

/* What two versions of an object differ in; words that are private are the caller's to leave out. */
TB_MUST_USE tb_status tb_facets_entity(tb_facets *f, const tb_version *old, uint32_t a, const tb_version *now, uint32_t b);
TB_MUST_USE tb_status tb_facets_source(tb_facets *f, const tb_book *old, uint32_t a, const tb_book *now, uint32_t b);
TB_MUST_USE tb_status tb_facets_relation(tb_facets *f, const tb_book *old, uint32_t a, const tb_book *now, uint32_t b);
TB_MUST_USE tb_status tb_facets_book(tb_facets *f, const tb_book *old, const tb_book *now);
/* Of a link, with what became of it: TB_CHANGE_NONE where nothing differs. *compared is false where support is not known on
 * one side. */
TB_MUST_USE tb_status tb_facets_link(tb_facets *f, const tb_version *old, const tb_view_edge *a, const tb_version *now,
                                     const tb_view_edge *b, tb_change *out, bool *compared);

#endif
