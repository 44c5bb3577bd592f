/* What all pages of the site share. Internal to the room site. */
#ifndef TB_SITE_PAGE_H
#define TB_SITE_PAGE_H

#include "site/html.h"
#include "site/site.h"

/* A list of indexes for each of some things. */
typedef struct tb_lists {
    uint32_t *start; /* n + 1 */
    uint32_t *at;
} tb_lists;

typedef struct tb_maker {
    const tb_check *check;
    const tb_book *book;
    const tb_origins *origins;
    const tb_findings *findings;
    const tb_site_options *options;
    const tb_view *view;
    tb_site *site;
    tb_arena arena; /* of the making */
    tb_error *error;
    tb_slice *node_pages, *source_pages; /* "entity/iran.html", by node and by source of the view */
    uint32_t *node_of;                   /* by entity of the book: the node, or TB_NONE */
    uint32_t *by_name;                   /* the nodes in the order of their names */
    tb_lists node_edges, source_edges;   /* edges that touch a node; that a source states */
} tb_maker;

typedef enum tb_tab { TB_TAB_GRAPH, TB_TAB_ENTITIES, TB_TAB_ARTICLES, TB_TAB_MATRIX, TB_TAB_TIMELINE, TB_TAB_FINDINGS,
                      TB_TAB_NONE } tb_tab;

/* names.c: a name for a file, "entity/" + stem + ".html", that no other id has. In site's arena. */
TB_MUST_USE tb_status tb_site_name(tb_arena *arena, const char *folder, tb_slice id, tb_slice *out);

/* page.c: a new file of the site, and its head up to <main> and what ends it. up is "" or "../". */
TB_MUST_USE tb_status tb_page_begin(tb_maker *m, tb_slice path, tb_tab tab, tb_slice title, tb_buf **out);
void tb_page_end(tb_maker *m, tb_buf *out, const char *up);
bool tb_page_findings(const tb_maker *m); /* whether there is a list of findings */

/* Whether a file of the site below a folder: "../", else "". */
const char *tb_page_up(tb_slice path);

/* link.c: parts of pages. */
void tb_put_entity(const tb_maker *m, tb_buf *out, uint32_t node, const char *up); /* its name, to its page */
void tb_put_article(const tb_maker *m, tb_buf *out, uint32_t source, const char *up); /* "[2] Title", to its page */
void tb_put_statement(const tb_maker *m, tb_buf *out, uint32_t edge, const char *up); /* from, relation, to, line */
/* Every piece of evidence of a link, or that of one source (TB_NONE: all), each as a figure. */
void tb_put_evidence(const tb_maker *m, tb_buf *out, uint32_t edge, uint32_t source, const char *up);
/* The statement as a heading of `level` and the evidence below it. */
void tb_put_link(const tb_maker *m, tb_buf *out, uint32_t edge, uint32_t source, int level, const char *up);
/* entities.c: what is known of an entity; the same of all of them, for the panel. */
void tb_put_card(const tb_maker *m, tb_buf *out, uint32_t node);
void tb_put_cards(const tb_maker *m, tb_buf *out);
/* "e12-0": where a piece of evidence stands in its text. */
void tb_put_place(tb_buf *out, uint32_t edge, uint32_t evidence);
/* Publisher, author, date and where to find the article and its copy. */
void tb_put_source_line(const tb_maker *m, tb_buf *out, uint32_t source, bool dated);
const char *tb_kind_class(uint32_t kind_index); /* "k0" to "k6" */

/* marks.c: text with names and quotes marked. */
typedef struct tb_paint {
    size_t start, end; /* bytes of the text's `text` */
    uint32_t edge, evidence; /* a quote of this evidence of the view, or edge TB_NONE */
    uint32_t node;           /* a name of this node, or TB_NONE */
} tb_paint;
typedef TB_VEC(tb_paint) tb_paints;
/* The paints of a source of the book that fall into [start, end), sorted; only quotes of `edge` unless it is TB_NONE, and
 * with names those of all nodes or of the ends of `edge`. In arena. */
TB_MUST_USE tb_status tb_paints_find(const tb_maker *m, tb_arena *arena, uint32_t source, uint32_t edge, tb_paints *out);
/* Writes [start, end) of the text with its paints; with ids the places that tb_put_place leads to. */
TB_MUST_USE tb_status tb_put_painted(const tb_maker *m, tb_buf *out, tb_slice text, size_t start, size_t end,
                                     const tb_paints *paints, bool ids, const char *up);

/* The pages, one file each. */
TB_MUST_USE tb_status tb_site_index(tb_maker *m);
TB_MUST_USE tb_status tb_site_entities(tb_maker *m);
TB_MUST_USE tb_status tb_site_articles(tb_maker *m);
TB_MUST_USE tb_status tb_site_matrix(tb_maker *m);
TB_MUST_USE tb_status tb_site_timeline(tb_maker *m);
TB_MUST_USE tb_status tb_site_findings(tb_maker *m);

/* picture.c: the drawing as an element of a page, made from the SVG of the room render. */
TB_MUST_USE tb_status tb_put_picture(tb_maker *m, tb_buf *out);
/* data.c: what the filters and the search need, as JSON. */
void tb_put_data(const tb_maker *m, tb_buf *out);

/* findings.c: a finding with its places, as an <li>; whether it is for the list at all. */
void tb_put_finding(const tb_origins *origins, tb_buf *out, const tb_finding *f);
bool tb_finding_shown(const tb_finding *f);
/* notice.c: what a site has more where it is served: the page for addresses that are not there, and a style sheet. */
TB_MUST_USE tb_status tb_site_live(tb_maker *m);

/* The files that every site has, made at build time from src/site/assets. */
typedef struct tb_asset {
    const char *path;
    const unsigned char *bytes;
    size_t len;
} tb_asset;
extern const tb_asset tb_assets[];
extern const size_t tb_n_assets;

/* Appends a file to the site; *out its bytes, until the next file. */
TB_MUST_USE tb_status tb_site_file_add(tb_maker *m, tb_slice path, tb_buf **out);

#endif
