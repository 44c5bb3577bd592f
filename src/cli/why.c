/* tiebook why: which links does the book state between two entities, and with which words? */
#include "cli/why.h"

#include "cli/commands.h"

bool tb_why_touches(const tb_link *link, uint32_t entity) {
    return entity == TB_NONE || link->from == entity || link->to == entity;
}

static tb_status collect(const tb_cli *cli, tb_why *why) {
    const tb_book *book = why->load->book;
    uint32_t *links = TB_NEW_ARRAY(cli->arena, book->n_links + 1, uint32_t);
    if (!links) return TB_ENOMEM;
    for (uint32_t i = 0; i < book->n_links; i++) {
        const tb_link *link = &book->links[i];
        bool ends = tb_why_touches(link, why->from) && tb_why_touches(link, why->to);
        if (ends) links[why->n_links++] = i;
    }
    why->links = links;
    return TB_OK;
}

static int resolve(const tb_cli *cli, tb_why *why) {
    const char *const *operands = cli->args->operands;
    int status = tb_load_entity(cli, why->load->book, operands[0], &why->from);
    why->to = TB_NONE;
    if (status || !operands[1]) return status;
    status = tb_load_entity(cli, why->load->book, operands[1], &why->to);
    if (status || why->from != why->to) return status;
    return tb_cli_misused(cli, "both words name the same entity",
                          "tiebook why with one of them shows all its links");
}

static int answer(tb_cli *cli, tb_load *l) {
    tb_why why = {.load = l};
    int status = tb_load_remark(cli, l);
    if (!status) status = resolve(cli, &why);
    if (status) return status;
    const char *format = tb_args_value(cli->args, TB_OPT_FORMAT);
    tb_status written = collect(cli, &why);
    if (written == TB_OK)
        written = format && strcmp(format, "json") == 0 ? tb_why_json(cli, &why) : tb_why_text(cli, &why);
    if (written != TB_OK) return tb_cli_failed(cli, written, NULL);
    return why.n_links ? TB_EXIT_CLEAN : TB_EXIT_FINDINGS;
}

int tb_cli_why(tb_cli *cli) {
    const char *path;
    tb_load l;
    int status = tb_load_path(cli, NULL, &path);
    if (status) return status;
    status = tb_load_book(cli, path, &l);
    if (!status) status = tb_load_check(cli, &l);
    if (!status) status = answer(cli, &l);
    tb_load_free(&l);
    return status;
}
