/* What `why` found, for its two formats. */
#ifndef TB_CLI_WHY_H
#define TB_CLI_WHY_H

#include "cli/load.h"

typedef struct tb_why {
    const tb_load *load;
    uint32_t from, to;     /* entities; to may be TB_NONE */
    const uint32_t *links; /* in the order of the book */
    size_t n_links;
} tb_why;

TB_MUST_USE tb_status tb_why_text(tb_cli *cli, const tb_why *why);
TB_MUST_USE tb_status tb_why_json(tb_cli *cli, const tb_why *why);

/* Whether link touches entity (TB_NONE: any). */
bool tb_why_touches(const tb_link *link, uint32_t entity);

#endif
