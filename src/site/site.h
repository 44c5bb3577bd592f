/* The page: a checked book as a folder of HTML files that opens from the disk, without a network and without
 * anything from elsewhere. The room makes the files in memory; who calls it writes or serves them.
 *
 * Every word of a book and of its texts is text in them: see html.h. The same book gives the same bytes. */
#ifndef TB_SITE_SITE_H
#define TB_SITE_SITE_H

#include "base/buf.h"
#include "base/finding.h"
#include "base/vec.h"
#include "view/view.h"

typedef struct tb_site_options {
    const tb_filter *filter; /* what is shown; with is_public nothing private is in any file, and no finding */
    bool with_texts;         /* the articles' texts, too; else the quotes alone */
    bool live;               /* served: see below */
} tb_site_options;

typedef struct tb_site_file {
    tb_slice path; /* relative, with "/": "index.html", "entity/iran.html"; different ones differ also where the file
                      system ignores case */
    tb_buf bytes;
} tb_site_file;

typedef struct tb_site {
    tb_arena arena;
    TB_VEC(tb_site_file) files; /* by path */
} tb_site;

/* Makes the files. origins and findings are those of the check. TB_ENOMEM; TB_EDATA with error filled where Graphviz
 * cannot draw. *out is freed with tb_site_free and borrows nothing. Cost: that of the drawing, and in proportion to
 * book and texts. */
TB_MUST_USE tb_status tb_site_new(const tb_check *check, const tb_origins *origins, const tb_findings *findings,
                                  const tb_site_options *options, tb_site **out, tb_error *error);
void tb_site_free(tb_site *site);

/* A site that is served while its book is worked on (`live`) asks its server when to load itself again, has the page
 * TB_SITE_NOT_FOUND for addresses that are not there, and TB_SITE_NOTICE once in every page, where the server puts the
 * notice of the day: no word of a book can look like it. */
#define TB_SITE_NOTICE "<!--tiebook:notice-->"
#define TB_SITE_NOT_FOUND "404.html"

/* What is to be said on top of a served page: the findings of the latest check, and whether the page is older. */
typedef struct tb_site_notice {
    const tb_origins *origins;
    const tb_findings *findings; /* NULL: there are none to speak of */
    tb_slice trouble;            /* why the page could not be made anew; "": it is that of the latest check */
    bool is_public;              /* numbers alone: findings speak of what is private */
} tb_site_notice;

/* Appends the notice as HTML. */
void tb_site_notice_put(const tb_site_notice *notice, tb_buf *out);
/* A live site that has nothing but a page for the notice, for a book that was never whole. TB_ENOMEM. */
TB_MUST_USE tb_status tb_site_blank(tb_site **out);

#endif
