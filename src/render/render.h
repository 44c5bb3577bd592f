/* Pictures and tables of a view. One file a format, one row a format in registry.c; only dot.c knows cgraph, only
 * draw.c knows gvc.
 *
 * Laying out is Graphviz's work, and Graphviz is not safe in several threads: drawing takes a lock of the process. */
#ifndef TB_RENDER_RENDER_H
#define TB_RENDER_RENDER_H

#include "base/buf.h"
#include "base/vec.h"
#include "view/view.h"

/* Links above which a single drawing is hard to read on paper, and a better cut is advised. */
#define TB_RENDER_READABLE 300

typedef enum tb_theme { TB_THEME_LIGHT, TB_THEME_DARK, TB_THEME_PRINT } tb_theme; /* print: in grey */
/* What stands at a link: relation and numbers of its sources, the numbers alone, or nothing. */
typedef enum tb_labels { TB_LABELS_FULL, TB_LABELS_NUMBERS, TB_LABELS_NONE } tb_labels;

typedef struct tb_render_options {
    tb_theme theme;
    tb_labels labels;
    const char *engine; /* a layout engine of Graphviz ("dot", "neato", "sfdp", …), or NULL for the one that fits */
    void (*step)(void *context, const char *what); /* told what is done next where it takes long; or NULL */
    void *context;
    bool bare;          /* without title, legend and list of articles: for a page that says these itself */
} tb_render_options; /* all zeros is the default */

/* A file that was made: `bytes` of what is to be called STEM plus `suffix`. */
typedef struct tb_rendered {
    const char *suffix; /* ".svg", "-links.csv" */
    tb_buf bytes;
} tb_rendered;

/* The rendering of one view in one or several formats; a layout is worked out once for all of them. The view must outlive
 * it. */
typedef struct tb_render tb_render;

typedef struct tb_format {
    const char *name;      /* as in --format */
    const char *extension; /* without the dot, of its first file */
    const char *summary;   /* for --help */
    bool is_drawn;         /* is laid out, which takes time with many links */
    tb_status (*run)(tb_render *r, const struct tb_format *format, tb_error *error);
} tb_format;

/* All formats, in the order of --help. */
const tb_format *tb_formats(size_t *n);
/* The format called name, or NULL. */
const tb_format *tb_format_find(tb_slice name);
/* "light", "dark", "print"; "full", "numbers", "none"; false where it is none of them. */
bool tb_theme_find(tb_slice name, tb_theme *out);
bool tb_labels_find(tb_slice name, tb_labels *out);

/* options may be NULL. TB_ENOMEM. Freed with tb_render_free. */
TB_MUST_USE tb_status tb_render_new(const tb_view *view, const tb_render_options *options, tb_render **out);
/* Makes the files of a format; *files are *n files that belong to r and last until the next run. TB_ENOMEM; TB_EDATA with
 * error filled where Graphviz cannot draw (its plug-ins are not there, say). */
TB_MUST_USE tb_status tb_render_run(tb_render *r, const tb_format *format, const tb_rendered **files, size_t *n,
                                    tb_error *error);
/* What is worth saying about the drawing, one remark a line, "" if nothing: too many links for paper and which cut would help,
 * and what Graphviz had to say. Complete after the last run; belongs to r. */
tb_slice tb_render_remarks(const tb_render *r);
void tb_render_free(tb_render *r);

/* The id of a node's or link's element in every drawing: "node-" or "link-" and the id as tb_id_encode writes it. */
void tb_render_node_id(tb_buf *out, const tb_view_node *node);
void tb_render_link_id(tb_buf *out, const tb_view_edge *edge);

#endif
