/* tiebook path: how do two entities hang together? */
#include "report/path.h"

#include "cli/clean.h"
#include "cli/commands.h"
#include "cli/filter.h"
#include "cli/links.h"
#include "cli/style.h"
#include "report/part.h"

enum { CHAINS = 3, LISTED = 5 /* links of a hop that are named in the text */ };

typedef struct asked {
    tb_cli *cli;
    const tb_load *load;
    const tb_view *view;
    uint32_t from, to; /* entities */
    bool directed;
    const char *format;
    tb_paths paths;
} asked;

static tb_slice name_of(const asked *a, uint32_t entity) {
    return a->load->book->entities[entity].forms[0].text;
}

/* "→" where the link is gone along in its direction, "←" against it, "–" where it has none. */
static const char *arrow(const tb_view_edge *e, const tb_hop *hop) {
    if (e->symmetric) return "\xE2\x80\x93";
    return e->from == hop->from ? "\xE2\x86\x92" : "\xE2\x86\x90";
}

static void hop_text(const asked *a, const tb_hop *hop) {
    tb_buf *out = &a->cli->out.buf;
    tb_buf_puts(out, "   ");
    tb_clean_line(out, a->view->nodes[hop->from].name);
    tb_buf_puts(out, ", ");
    tb_clean_line(out, a->view->nodes[hop->to].name);
    tb_buf_putc(out, '\n');
    for (size_t i = 0; i < hop->n_edges && i < LISTED; i++) {
        const tb_view_edge *e = &a->view->edges[hop->edges[i]];
        tb_buf_printf(out, "     %s ", arrow(e, hop));
        tb_links_sentence(out, a->view, e);
        tb_buf_puts(out, ": ");
        tb_links_claim(out, a->view, e);
        tb_buf_putc(out, '\n');
    }
    if (hop->n_edges > LISTED) tb_buf_printf(out, "     and %zu more\n", hop->n_edges - LISTED);
}

static void chain_text(const asked *a, const tb_chain *c, size_t number) {
    tb_buf *out = &a->cli->out.buf;
    if (a->cli->color) tb_buf_puts(out, TB_STYLE_BOLD);
    tb_buf_printf(out, "%zu. ", number);
    tb_clean_line(out, a->view->nodes[c->hops[0].from].name);
    for (size_t h = 0; h < c->n_hops; h++) {
        tb_buf_puts(out, " \xE2\x80\x93 ");
        tb_clean_line(out, a->view->nodes[c->hops[h].to].name);
    }
    if (a->cli->color) tb_buf_puts(out, TB_STYLE_RESET);
    tb_buf_printf(out, " (%zu link%s, weakest support: %s)\n", c->n_hops, c->n_hops == 1 ? "" : "s",
                  tb_support_name(c->weakest));
    for (size_t h = 0; h < c->n_hops; h++) hop_text(a, &c->hops[h]);
}

/* The sources of all links that are part of a chain. */
static bool *cited(const asked *a) {
    bool *flags = TB_NEW_ARRAY(a->cli->arena, a->view->n_sources, bool);
    for (size_t c = 0; flags && c < a->paths.n_chains; c++)
        for (size_t h = 0; h < a->paths.chains[c].n_hops; h++)
            for (size_t e = 0; e < a->paths.chains[c].hops[h].n_edges; e++)
                tb_links_flag(&a->view->edges[a->paths.chains[c].hops[h].edges[e]], flags);
    return flags;
}

static int as_text(const asked *a) {
    tb_buf *out = &a->cli->out.buf;
    bool *sources = cited(a);
    if (!sources) return tb_cli_failed(a->cli, TB_ENOMEM, NULL);
    if (a->paths.n_chains == 0) {
        tb_buf_puts(out, "No chain of links leads from ");
        tb_clean_line(out, name_of(a, a->from));
        tb_buf_puts(out, " to ");
        tb_clean_line(out, name_of(a, a->to));
        tb_buf_puts(out, a->directed ? " in the direction of the links.\n" : ".\n");
        return 0;
    }
    for (size_t i = 0; i < a->paths.n_chains; i++) {
        if (i) tb_buf_putc(out, '\n');
        chain_text(a, &a->paths.chains[i], i + 1);
    }
    tb_links_sources(out, a->view, sources);
    return 0;
}

static void hop_json(tb_json *j, const asked *a, const tb_hop *hop) {
    tb_json_object(j);
    tb_json_key(j, "from");
    tb_json_string(j, a->view->nodes[hop->from].id);
    tb_json_key(j, "to");
    tb_json_string(j, a->view->nodes[hop->to].id);
    tb_json_key(j, "links");
    tb_json_array(j);
    for (size_t i = 0; i < hop->n_edges; i++) {
        const tb_view_edge *e = &a->view->edges[hop->edges[i]];
        tb_json_object(j);
        tb_links_json(j, a->view, e);
        tb_json_key(j, "direction");
        tb_json_cstr(j, e->symmetric ? "both" : e->from == hop->from ? "along" : "against");
        tb_json_end_object(j);
    }
    tb_json_end_array(j);
    tb_json_end_object(j);
}

static void chain_json(tb_json *j, const asked *a, const tb_chain *c) {
    tb_json_object(j);
    tb_json_key(j, "weakest");
    tb_json_cstr(j, tb_support_name(c->weakest));
    tb_json_key(j, "entities");
    tb_json_array(j);
    tb_links_json_entity(j, NULL, &a->view->nodes[c->hops[0].from]);
    for (size_t h = 0; h < c->n_hops; h++) tb_links_json_entity(j, NULL, &a->view->nodes[c->hops[h].to]);
    tb_json_end_array(j);
    tb_json_key(j, "hops");
    tb_json_array(j);
    for (size_t h = 0; h < c->n_hops; h++) hop_json(j, a, &c->hops[h]);
    tb_json_end_array(j);
    tb_json_end_object(j);
}

static int as_json(const asked *a) {
    bool *sources = cited(a);
    if (!sources) return tb_cli_failed(a->cli, TB_ENOMEM, NULL);
    tb_json j = tb_json_to(&a->cli->out.buf, 2);
    tb_json_object(&j);
    tb_json_key(&j, "tiebook");
    tb_json_uint(&j, 1);
    tb_json_key(&j, "book");
    tb_json_string(&j, a->load->book->path);
    tb_json_key(&j, "from");
    tb_json_string(&j, a->load->book->entities[a->from].id);
    tb_json_key(&j, "to");
    tb_json_string(&j, a->load->book->entities[a->to].id);
    tb_json_key(&j, "directed");
    tb_json_bool(&j, a->directed);
    tb_json_key(&j, "paths");
    tb_json_array(&j);
    for (size_t i = 0; i < a->paths.n_chains; i++) chain_json(&j, a, &a->paths.chains[i]);
    tb_json_end_array(&j);
    tb_links_json_sources(&j, a->view, sources);
    tb_json_end_object(&j);
    tb_buf_putc(&a->cli->out.buf, '\n');
    return 0;
}

static int as_picture(asked *a) {
    bool *nodes, *edges;
    tb_view picture;
    tb_slice title = {0};
    tb_status status = tb_paths_union(&a->paths, a->view, &nodes, &edges);
    if (status == TB_OK)
        status = tb_arena_printf(a->cli->arena, &title, "From %.*s to %.*s", TB_FMT(name_of(a, a->from)),
                                 TB_FMT(name_of(a, a->to)));
    tb_part part = {.nodes = nodes, .edges = edges, .name = TB_S("path"), .title = title};
    if (status == TB_OK) status = tb_part_make(a->cli->arena, a->view, &part, &picture);
    return status == TB_OK ? tb_links_draw(a->cli, &picture, a->format) : tb_cli_failed(a->cli, status, NULL);
}

static int find(asked *a) {
    uint32_t from = tb_links_node(a->view, a->from), to = tb_links_node(a->view, a->to);
    size_t k = tb_args_number(a->cli->args, TB_OPT_PATHS, CHAINS);
    if (from != TB_NONE && to != TB_NONE) {
        tb_status status = tb_paths_find(a->view, from, to, k, a->directed, &a->paths);
        if (status != TB_OK) return tb_cli_failed(a->cli, status, NULL);
    }
    int status = strcmp(a->format, "text") == 0 ? as_text(a) : strcmp(a->format, "json") == 0 ? as_json(a) : as_picture(a);
    bool any = a->paths.n_chains > 0;
    tb_paths_free(&a->paths);
    return status ? status : any ? TB_EXIT_CLEAN : TB_EXIT_FINDINGS;
}

static int answer(tb_cli *cli, const tb_load *l) {
    const char *format = tb_args_value(cli->args, TB_OPT_FORMAT);
    asked a = {.cli = cli, .load = l, .directed = tb_args_has(cli->args, TB_OPT_DIRECTED), .format = format ? format : "text"};
    tb_filter filter;
    tb_view *view;
    int status = tb_load_remark(cli, l);
    if (!status) status = tb_load_entity(cli, l->book, cli->args->operands[0], &a.from);
    if (!status) status = tb_load_entity(cli, l->book, cli->args->operands[1], &a.to);
    if (!status && a.from == a.to) return tb_cli_misused(cli, "both words name the same entity", "a path has two ends");
    if (!status) status = tb_filter_read(cli, l->book, &filter);
    if (status) return status;
    tb_status made = tb_view_new(l->check, &filter, &view);
    if (made != TB_OK) return tb_cli_failed(cli, made, NULL);
    a.view = view;
    status = find(&a);
    tb_view_free(view);
    return status;
}

int tb_cli_path(tb_cli *cli) {
    const char *path;
    tb_load l;
    int status = tb_filter_check(cli);
    if (!status) status = tb_load_path(cli, NULL, &path);
    if (status) return status;
    status = tb_load_book(cli, path, &l);
    if (!status) status = tb_load_check(cli, &l);
    if (!status) status = answer(cli, &l);
    tb_load_free(&l);
    return status;
}
