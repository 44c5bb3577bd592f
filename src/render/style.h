/* What things look like: one table for kinds, lines, colours, sizes. Internal to the room render.
 *
 * Colours are those of Okabe and Ito ("Color Universal Design", 2008), which colour-blind readers tell apart;
 * nothing is said by colour alone. */
#ifndef TB_RENDER_STYLE_H
#define TB_RENDER_STYLE_H

#include "render/render.h"

/* Sizes, in points. */
#define TB_LABEL_SIZE "7.5" /* of a link's label */
#define TB_ARROW 5.0        /* length of an arrow head at TB_ARROW_SIZE */
#define TB_ARROW_SIZE "0.5"

typedef enum tb_outline {
    TB_OUTLINE_ELLIPSE,
    TB_OUTLINE_BOX,
    TB_OUTLINE_HEXAGON,
    TB_OUTLINE_DIAMOND,
    TB_OUTLINE_TRIANGLE
} tb_outline;

typedef struct tb_kind_style {
    const char *shape;     /* of Graphviz */
    const char *called;    /* in the legend */
    tb_outline outline;    /* where lines end */
    bool rounded;          /* a box with round corners */
    char fill[8], line[8]; /* "#rrggbb" */
} tb_kind_style;

typedef struct tb_line_style {
    const char *style;  /* of Graphviz */
    const char *head;   /* arrow head */
    const char *colour; /* NULL: that of the source */
    bool twofold;       /* two lines side by side */
    const char *called; /* in the legend */
} tb_line_style;

/* What became of a link or an entity: a sign before its label and a colour, so that neither has to do alone.
 */
typedef struct tb_change_style {
    const char *sign;   /* with a blank behind it; "" for TB_CHANGE_NONE */
    const char *colour; /* NULL: as it would be */
    const char *called; /* in the legend */
    bool faded;         /* of an entity: an outline alone */
} tb_change_style;

typedef struct tb_palette {
    const char *paper, *ink, *faint;
    const char *several;    /* links of several sources */
    const char *sources[6]; /* of one source, by its number; "" where the theme has none */
} tb_palette;

const tb_palette *tb_style_palette(tb_theme theme);
/* By the style of the book, else by our table, where the kinds past the three of the format take turns with
 * further shapes. In print there are no colours. */
tb_kind_style tb_style_kind(const tb_view *view, tb_theme theme, uint32_t kind_index);
const tb_line_style *tb_style_line(tb_theme theme, tb_line line);
/* Whether sources have colours in drawings of this view: where there are more than colours, none has. */
bool tb_style_coloured(const tb_view *view, tb_theme theme);
const tb_change_style *tb_style_change(tb_theme theme, tb_change change);
/* The colour of an edge's line, that of its change, its relation or its source; it may be the edge's own, and
 * lives as long. And of a source in the list. */
const char *tb_style_edge_colour(const tb_view *view, const tb_view_edge *edge, tb_theme theme);
/* Whether the book gives the edge's relation a colour that this theme shows. */
bool tb_style_has_colour(const tb_view_edge *edge, tb_theme theme);
const char *tb_style_source_colour(const tb_view *view, const tb_view_source *source, tb_theme theme);
/* In hundredths of a point: width of a line by its independent sources; size of a name by its links. */
long tb_style_width(const tb_view_edge *edge);
long tb_style_growth(size_t n_edges); /* of what is to be seen from afar, in hundredths; 100 up to TB_RENDER_READABLE */
long tb_style_font_size(unsigned degree, size_t n_edges); /* of the drawing */
bool tb_style_bold(unsigned degree);

#endif
