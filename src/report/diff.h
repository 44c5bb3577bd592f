/* What changed between two versions of a book. */
#ifndef TB_REPORT_DIFF_H
#define TB_REPORT_DIFF_H

#include "view/view.h"

/* One side: a book that was checked, and a view of all of it (with entities that have no link). What the view leaves out,
 * as private things, is left out here. */
typedef struct tb_version {
    const tb_check *check;
    const tb_view *view;
    bool is_public; /* the view leaves out what is private, so sources that are private are left out as well */
} tb_version;

/* Something about an object that is not as it was. "" on one side where it was not, or is no more. */
typedef struct tb_facet {
    const char *what; /* a word of the format ("alias", "date") or of the report ("support", "evidence") */
    tb_slice before, after;
} tb_facet;

typedef struct tb_difference {
    tb_change change;  /* never TB_CHANGE_NONE; stronger and weaker of links alone */
    uint32_t old, now; /* index on each side, or TB_NONE: nodes, edges of the views; sources, relations of the books */
    const tb_facet *facets; /* of what is on both sides, in a fixed order */
    size_t n_facets;
} tb_difference;

typedef struct tb_differences {
    const tb_difference *at; /* gone, new, weaker, stronger, otherwise changed; each by the order of its side */
    size_t n;
} tb_differences;

typedef struct tb_diff {
    tb_arena arena;
    tb_facet *book;  /* title, language, kinds */
    size_t n_book;
    tb_differences entities, links, sources, relations;
    const uint32_t *node_now; /* node of the old view → the same of the new one, or TB_NONE */
    size_t n_uncompared; /* links on both sides whose support is not known on one of them */
} tb_diff;

/* Entities are the same by id; else by kind and Wikidata item, or kind and name, where only one fits: then the id has changed.
 * Links are the same by their ends and relation, whatever their evidence; where a book has several such, by id and order.
 * A link is stronger when nothing of its stance, number of independent sources and support is less than before and something
 * more, and weaker the other way round. *out refers to both sides; freed with tb_diff_free. TB_ENOMEM.
 * O(size of the books × log). */
TB_MUST_USE tb_status tb_diff_find(const tb_version *old, const tb_version *now, tb_diff *out);
void tb_diff_free(tb_diff *d);
bool tb_diff_is_empty(const tb_diff *d);

/* The links that differ and their entities as one view: gone ones as they were, others as they are. Sources are numbered
 * anew. In the arena of d, borrowing from both views. TB_ENOMEM. */
TB_MUST_USE tb_status tb_diff_picture(tb_diff *d, const tb_version *old, const tb_version *now, tb_view *out);

#endif
