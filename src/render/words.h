/* The words in a drawing, and how they are written so that Graphviz leaves them alone. Internal to the room
 * render. */
#ifndef TB_RENDER_WORDS_H
#define TB_RENDER_WORDS_H

#include "render/render.h"

/* Escapes, each appended to out: for a label; for a tooltip, which Graphviz expands twice; for XML; for a
 * URL; for the text inside an HTML-like label; for an attribute of our own, which nothing expands (cut after
 * 4,000 characters: DOT's readers have a limit of 16 KiB). */
typedef void (*tb_put)(tb_buf *out, tb_slice s);
void tb_put_label(tb_buf *out, tb_slice s);
void tb_put_tooltip(tb_buf *out, tb_slice s);
void tb_put_xml(tb_buf *out, tb_slice s);
void tb_put_url(tb_buf *out, tb_slice url);
void tb_put_html(tb_buf *out, tb_slice s);
void tb_put_html_url(tb_buf *out, tb_slice url);
void tb_put_plain(tb_buf *out,
                  tb_slice s); /* cut after 4,000 characters: the limit of DOT's readers is 16 KiB */

/* s without what is past max code points, which "…" stands for; *cut tells. */
tb_slice tb_cut(tb_slice s, size_t max, bool *cut);

/* A name as a node's label: lines of about 16 characters, cut after 120. */
void tb_put_name(tb_buf *out, tb_slice name);
/* "funds [2,5]", "[2,5]" or "": plain text, not escaped. A number whose words were not found in the article
 * has a "?". */
void tb_put_link_label(tb_buf *out, const tb_view *view, const tb_view_edge *edge, tb_labels labels);
/* "Iran funds Hezbollah (alleged)", words written by put. */
void tb_put_sentence(tb_buf *out, const tb_view *view, const tb_view_edge *edge, tb_put put);
/* What an element means: every piece of evidence with its quote, who says so, article and date; an entity
 * with its kind and forms. Words are written by put, with line_break between lines. */
void tb_put_link_meaning(tb_buf *out, const tb_view *view, const tb_view_edge *edge, tb_put put,
                         const char *line_break);
void tb_put_node_meaning(tb_buf *out, const tb_view_node *node, tb_put put, const char *line_break);

#endif
