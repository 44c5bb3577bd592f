/* Links of a view as reports print them: one place, so that they look alike. */
#ifndef TB_CLI_LINKS_H
#define TB_CLI_LINKS_H

#include "base/json.h"
#include "cli/load.h"
#include "view/view.h"

/* "Iran funds Hezbollah", cleaned. */
void tb_links_sentence(tb_buf *out, const tb_view *v, const tb_view_edge *e);
/* "asserted, support: quote, 2 independent sources [1, 4]" */
void tb_links_claim(tb_buf *out, const tb_view *v, const tb_view_edge *e);
/* The sources that are flagged (of the view), a line each with the numbers of tb_links_claim, behind "Sources:"; nothing where
 * there are none. */
void tb_links_sources(tb_buf *out, const tb_view *v, const bool *flags);
void tb_links_flag(const tb_view_edge *e, bool *flags);

/* Members of a JSON object: "id", "from", "relation", "to", "symmetric", "stance", "support", "independent", "sources",
 * "unsourced". */
void tb_links_json(tb_json *j, const tb_view *v, const tb_view_edge *e);
/* "key": {"id", "kind", "name"} */
void tb_links_json_entity(tb_json *j, const char *key, const tb_view_node *n);
/* "sources": those flagged, each {"id", "number", "title", …} */
void tb_links_json_sources(tb_json *j, const tb_view *v, const bool *flags);

/* Writes a view in a format of render.h that is one file ("dot", "svg") to the command's output. 0, or says what is wrong and
 * gives the exit status. */
int tb_links_draw(tb_cli *cli, const tb_view *v, const char *format);
/* The node of an entity of the book in the view, or TB_NONE. */
uint32_t tb_links_node(const tb_view *v, uint32_t entity);

#endif
