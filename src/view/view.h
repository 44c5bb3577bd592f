/* The view: an immutable, sorted, filtered graph with every word that a renderer shows. A renderer sees
 * this and nothing else: no book, no text, no finding. All strings are clean UTF-8 (no control
 * characters), all orders are fixed, so that the same view is the same bytes everywhere. */
#ifndef TB_VIEW_VIEW_H
#define TB_VIEW_VIEW_H

#include "check/check.h"

typedef struct tb_view_source {
    tb_slice id, title, publisher, author, date, url, archive; /* "" where not given; URLs safe or "" */
    unsigned number;                                  /* from 1, in the order of the list in the drawing */
    unsigned n_links;
    uint32_t source; /* in the book, for callers that go back */
} tb_view_source;

/* What became of a node or an edge between two states of a book; a view of one book leaves it at TB_CHANGE_NONE. */
typedef enum tb_change {
    TB_CHANGE_NONE, TB_CHANGE_GONE, TB_CHANGE_NEW, TB_CHANGE_WEAKER, TB_CHANGE_STRONGER, TB_CHANGE_OTHER,
} tb_change;
const char *tb_change_name(tb_change change); /* "" for none, else "gone", "new", "weaker", "stronger", "changed" */

typedef struct tb_view_node {
    tb_slice id, name, kind, note, wikidata, url;
    tb_slices aliases; /* the forms without the name, as written */
    tb_slices tags;
    uint32_t kind_index; /* 0 person, 1 group, 2 state, then declared */
    uint32_t entity;     /* in the book, for callers that go back */
    unsigned degree;     /* links of the view that touch it */
    size_t mentions;     /* in all texts (with is_public in those that are not private) */
    tb_change change;
} tb_view_node;

typedef struct tb_view_evidence {
    uint32_t source; /* index into sources */
    tb_slice quote;  /* several are joined with " … " */
    tb_slice by;     /* the claimant's name, or "" */
    tb_slice by_id;  /* entity id, or "" */
    tb_slice when, note;
    tb_stance stance;
    tb_support support;
    bool found, by_reference, nested;
    uint32_t index; /* in the link's evidence in the book */
} tb_view_evidence;

typedef enum tb_line { /* what the line style says */
    TB_LINE_ASSERTED, TB_LINE_ALLEGED, TB_LINE_PLANNED, TB_LINE_DENIED,
    TB_LINE_CONTESTED, /* denied in one piece of evidence, claimed in another */
    TB_LINE_UNSOURCED,
} tb_line;

typedef struct tb_view_edge {
    tb_slice id;       /* the link's id: unique; where a faulty book has one twice, the second ends in "#2" */
    tb_slice relation, inverse;
    tb_slice colour;   /* of the relation, by the style of the book; "" where it does not say */
    uint32_t from, to; /* nodes */
    bool symmetric;
    tb_line line;
    tb_support support;    /* the best */
    unsigned independent;  /* independent sources: reprints count with their original */
    const uint32_t *sources; /* indexes into the view's sources, ascending, no doubles */
    size_t n_sources;
    const tb_view_evidence *evidence;
    size_t n_evidence;
    tb_slice unsourced, note;
    uint32_t link; /* in the book */
    tb_change change;
} tb_view_edge;

typedef struct tb_view {
    tb_arena arena;
    tb_slice title; /* of the book, and of the slice after an en dash where there is one */
    tb_slice book_title, slice_title; /* its parts; "" where not given */
    tb_slice remark; /* what the slice leaves out, for its caption; "" if that goes without saying */
    tb_slice name; /* of the slice: "" for the whole, else "source:isis-routes" and the like */
    tb_view_node *nodes;     size_t n_nodes;   /* by id */
    tb_view_edge *edges;     size_t n_edges;   /* by from id, relation, to id, link id */
    tb_view_source *sources; size_t n_sources; /* by date, then id; numbered over the whole book, so that a
                                                  number means the same article in every drawing of a book */
    tb_slices kinds;         /* singular names by kind_index */
    tb_slices kind_colours, kind_shapes; /* by the style of the book: "#rgb" or "#rrggbb", a word; "" where it does not
                                            say, n 0 where it says nothing at all */
} tb_view;

/* What is shown. The filters on evidence (sources, stances, when, is_public) choose pieces of evidence: a
 * link is shown with those that are left, its line, support and numbers are theirs, and it falls where none
 * is left. A link that is unsourced falls where there is any such filter but is_public. All zeros is everything. */
typedef struct tb_filter {
    const uint32_t *sources, *kinds, *relations; size_t n_sources, n_kinds, n_relations; /* n 0: all; of kinds both
                                                  ends of a link */
    unsigned stances;      /* bits 1 << tb_stance; 0: all */
    const uint32_t *around; size_t n_around; /* entities; with depth steps of links round them */
    unsigned depth;        /* 1: the links that touch them; 0: they alone */
    tb_period when;        /* evidence that held in it; undated evidence is left out when one is given */
    unsigned min_sources;  /* independent ones, counted before `sources` chooses among them */
    bool is_public;        /* leaves out all that is private */
    bool isolated;         /* also entities without a link */
    const uint32_t *touching, *touching_kinds; size_t n_touching, n_touching_kinds; /* n 0: all; at least one end is
                                                  one of these entities; is of one of these kinds */
    const uint32_t *groups; uint32_t group; /* by link of the book: only those of this group; NULL: all */
    tb_slice name;         /* of the view: see tb_view.name */
    tb_slice title;        /* of the view, added to the book's; "" for none */
    tb_slice remark;       /* see tb_view.remark */
} tb_filter;

/* Makes the view of a checked book. TB_ENOMEM. *out is freed with tb_view_free. O(book). */
TB_MUST_USE tb_status tb_view_new(const tb_check *check, const tb_filter *filter, tb_view **out);
void tb_view_free(tb_view *v);

/* A book cut into several drawings. */
typedef enum tb_by {
    TB_BY_WHOLE, TB_BY_SOURCE, TB_BY_ENTITY, TB_BY_RELATION, TB_BY_KIND,
    TB_BY_COMPONENT, /* what hangs together at all */
    TB_BY_COMMUNITY, /* what hangs together closely: see groups.h */
} tb_by;

typedef struct tb_view_slice {
    tb_slice name;    /* "source:isis-routes", "relation:allied with"; "" for the whole */
    tb_slice stem;    /* of its files: "source-isis-routes", "relation-allied_with"; "whole" without a name; different names have
                         different stems, also where the file system ignores case */
    tb_filter filter; /* base with what the slice adds; borrows from base and arena */
} tb_view_slice;

/* The slices of a book that have a link in them, in the order of their names, each to be handed to tb_view_new: by source
 * what one article states; by entity the links that touch it; by relation; by kind the links with an end of that kind; by component
 * and community the links within one, called after its entities with most links; a community says in its remark how many
 * links lead to others, so that none goes without notice.
 * TB_BY_WHOLE is one slice, also of an empty book, with the name of the base filter. *out in arena. TB_ENOMEM. */
TB_MUST_USE tb_status tb_view_slices(const tb_check *check, const tb_filter *base, tb_by by, tb_arena *arena,
                                     const tb_view_slice **out, size_t *n);
/* "source" and the like to the cut, or false. */
bool tb_by_find(tb_slice word, tb_by *out);

/* s as a word of XML ids, classes and file names: ASCII letters, digits and '-' stay, a blank is '_', all other bytes are
 * ".HH". One to one. */
void tb_id_encode(tb_buf *out, tb_slice s);

/* url where its scheme is http, https or mailto and it has no control character or blank, else "". */
tb_slice tb_url_safe(tb_slice url);
const char *tb_line_name(tb_line line);

#endif
