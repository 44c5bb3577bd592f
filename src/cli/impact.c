/* tiebook impact: what falls if articles, or all that somebody says, are withdrawn? The book is not changed. */
#include "report/impact.h"

#include "cli/clean.h"
#include "cli/commands.h"
#include "cli/filter.h"
#include "cli/links.h"
#include "cli/style.h"
#include "match/match.h"

typedef struct asked {
    tb_cli *cli;
    const tb_load *load;
    const tb_view *view;
    tb_withdrawal what;
    tb_impact impact;
} asked;

/* ---- what is withdrawn ---- */

static int read_sources(tb_cli *cli, const tb_book *b, tb_withdrawal *what) {
    uint32_t *list = TB_NEW_ARRAY(cli->arena, cli->args->n_operands + 1, uint32_t);
    if (!list) return tb_cli_failed(cli, TB_ENOMEM, NULL);
    for (size_t i = 0; i < cli->args->n_operands; i++) {
        int status = tb_filter_source(cli, b, cli->args->operands[i], &list[i]);
        if (status) return status;
    }
    what->sources = list;
    what->n_sources = cli->args->n_operands;
    return 0;
}

/* Whether some evidence is by a claimant of that name who is outside the book. */
static tb_status is_outsider(tb_cli *cli, const tb_book *b, tb_slice name, bool *out) {
    tb_buf wanted = {0}, key = {0};
    (void)cli;
    tb_fold_key(&wanted, name);
    *out = false;
    for (size_t l = 0; l < b->n_links && !*out; l++)
        for (size_t e = 0; e < b->links[l].n_evidence && !*out; e++) {
            tb_buf_clear(&key);
            tb_fold_key(&key, b->links[l].evidence[e].by_name);
            *out = key.len && tb_slice_eq(tb_buf_slice(&key), tb_buf_slice(&wanted));
        }
    tb_status status = wanted.status != TB_OK ? wanted.status : key.status;
    tb_buf_free(&wanted);
    tb_buf_free(&key);
    return status;
}

static int read_claimants(tb_cli *cli, const tb_book *b, tb_withdrawal *what) {
    size_t n = 0;
    for (size_t at = 0; tb_args_next(cli->args, TB_OPT_BY, &at);) n++;
    uint32_t *entities = TB_NEW_ARRAY(cli->arena, n + 1, uint32_t);
    tb_slice *names = TB_NEW_ARRAY(cli->arena, n + 1, tb_slice);
    if (!entities || !names) return tb_cli_failed(cli, TB_ENOMEM, NULL);
    const char *word;
    for (size_t at = 0; (word = tb_args_next(cli->args, TB_OPT_BY, &at));) {
        bool outside;
        tb_status status = is_outsider(cli, b, tb_slice_cstr(word), &outside);
        if (status != TB_OK) return tb_cli_failed(cli, status, NULL);
        if (outside) {
            names[what->n_names++] = tb_slice_cstr(word);
            continue;
        }
        int wrong = tb_load_entity(cli, b, word, &entities[what->n_claimants]);
        if (wrong) return wrong;
        what->n_claimants++;
    }
    what->claimants = entities;
    what->names = names;
    return 0;
}

/* ---- text ---- */

static const char *const headings[] = {
    [TB_FATE_FALLS] = "without any evidence left",
    [TB_FATE_COPIED] = "left in reprints of what is withdrawn alone",
    [TB_FATE_DENIED] = "left with denials alone",
    [TB_FATE_SINGLE] = "left with one independent source",
    [TB_FATE_WEAKER] = "otherwise weaker",
};

static void heading(const asked *a, size_t n, const char *words) {
    tb_buf *out = &a->cli->out.buf;
    tb_buf_putc(out, '\n');
    if (a->cli->color) tb_buf_puts(out, TB_STYLE_BOLD);
    tb_buf_printf(out, "%zu link%s %s\n", n, n == 1 ? "" : "s", words);
    if (a->cli->color) tb_buf_puts(out, TB_STYLE_RESET);
}

static void names_of(const asked *a, tb_buf *line) {
    const tb_book *b = a->load->book;
    bool any = false;
    for (size_t s = 0; s < b->n_sources; s++) {
        if (!a->impact.sources[s]) continue;
        tb_buf_puts(line, any ? ", " : "");
        tb_clean_line(line, b->sources[s].id);
        any = true;
    }
    for (size_t i = 0; i < a->what.n_claimants + a->what.n_names; i++) {
        bool entity = i < a->what.n_claimants;
        tb_buf_puts(line, any ? ", what " : "what ");
        tb_clean_line(line, entity ? b->entities[a->what.claimants[i]].forms[0].text : a->what.names[i - a->what.n_claimants]);
        tb_buf_puts(line, " says");
        any = true;
    }
}

static void reprints_text(const asked *a) {
    tb_buf *out = &a->cli->out.buf;
    bool any = false;
    for (size_t i = 0; i < a->impact.n_reprints; i++) {
        const tb_impact_reprint *r = &a->impact.reprints[i];
        if (r->withdrawn) continue;
        tb_clean_line(out, a->load->book->sources[r->source].id);
        tb_buf_puts(out, " is a reprint of ");
        tb_clean_line(out, a->load->book->sources[r->original].id);
        tb_buf_puts(out, " and still counts\n");
        any = true;
    }
    if (any) tb_cli_note(a->cli, "--reprints withdraws them too");
}

static void link_text(const asked *a, const tb_impact_link *l) {
    tb_buf *out = &a->cli->out.buf;
    const tb_view_edge *e = &a->view->edges[l->edge];
    tb_buf_puts(out, "  ");
    tb_links_sentence(out, a->view, e);
    tb_buf_puts(out, ": ");
    if (l->fate == TB_FATE_FALLS) {
        tb_buf_puts(out, "was ");
        tb_links_claim(out, a->view, e);
    } else {
        tb_view_edge left = *e; /* as it is without what is withdrawn */
        left.line = l->line;
        left.support = l->support;
        left.independent = l->independent;
        left.sources = l->sources;
        left.n_sources = l->n_sources;
        tb_links_claim(out, a->view, &left);
        if (l->line != e->line) tb_buf_printf(out, "; was %s", tb_line_name(e->line));
        if (l->support != e->support) tb_buf_printf(out, "; support was %s", tb_support_name(e->support));
    }
    tb_buf_putc(out, '\n');
}

static void cut_off_text(const asked *a) {
    tb_buf *out = &a->cli->out.buf;
    const tb_impact *i = &a->impact;
    if (i->n_cut_off == 0) return;
    tb_buf_putc(out, '\n');
    if (a->cli->color) tb_buf_puts(out, TB_STYLE_BOLD);
    tb_buf_printf(out, "%zu entit%s left without a link\n", i->n_cut_off, i->n_cut_off == 1 ? "y" : "ies");
    if (a->cli->color) tb_buf_puts(out, TB_STYLE_RESET);
    for (size_t k = 0; k < i->n_cut_off; k++) {
        const tb_view_node *n = &a->view->nodes[i->cut_off[k]];
        tb_buf_puts(out, "  ");
        tb_clean_line(out, n->name);
        tb_buf_puts(out, " (");
        tb_clean_line(out, n->kind);
        tb_buf_puts(out, ")\n");
    }
}

static tb_status as_text(const asked *a) {
    tb_buf *out = &a->cli->out.buf;
    const tb_impact *i = &a->impact;
    bool *sources = TB_NEW_ARRAY(a->cli->arena, a->view->n_sources, bool);
    if (!sources) return TB_ENOMEM;
    tb_buf_puts(out, "Without ");
    names_of(a, out);
    tb_buf_printf(out, ": %zu of %zu pieces of evidence go.\n", i->n_evidence, i->n_evidence_before);
    reprints_text(a);
    for (size_t k = 0; k < i->n_links; k++) {
        if (k == 0 || i->links[k].fate != i->links[k - 1].fate)
            heading(a, i->n_by_fate[i->links[k].fate], headings[i->links[k].fate]);
        link_text(a, &i->links[k]);
        tb_links_flag(&a->view->edges[i->links[k].edge], sources);
    }
    cut_off_text(a);
    if (i->n_links == 0) tb_buf_puts(out, "No link falls or is weaker.\n");
    if (i->parts != i->parts_before)
        tb_buf_printf(out, "\nThe picture had %zu part%s and has %zu.\n", i->parts_before, i->parts_before == 1 ? "" : "s",
                      i->parts);
    tb_links_sources(out, a->view, sources);
    return TB_OK;
}

/* ---- JSON ---- */

static void key_uint(tb_json *j, const char *key, size_t n) {
    tb_json_key(j, key);
    tb_json_uint(j, n);
}

static void withdrawn_json(tb_json *j, const asked *a) {
    const tb_book *b = a->load->book;
    tb_json_key(j, "withdrawn");
    tb_json_object(j);
    tb_json_key(j, "sources");
    tb_json_array(j);
    for (size_t s = 0; s < b->n_sources; s++)
        if (a->impact.sources[s]) tb_json_string(j, b->sources[s].id);
    tb_json_end_array(j);
    tb_json_key(j, "by");
    tb_json_array(j);
    for (size_t i = 0; i < a->what.n_claimants; i++) tb_json_string(j, b->entities[a->what.claimants[i]].id);
    for (size_t i = 0; i < a->what.n_names; i++) {
        tb_json_object(j);
        tb_json_key(j, "name");
        tb_json_string(j, a->what.names[i]);
        tb_json_end_object(j);
    }
    tb_json_end_array(j);
    key_uint(j, "evidence", a->impact.n_evidence);
    key_uint(j, "evidence_before", a->impact.n_evidence_before);
    tb_json_end_object(j);
}

static void reprints_json(tb_json *j, const asked *a) {
    tb_json_key(j, "reprints");
    tb_json_array(j);
    for (size_t i = 0; i < a->impact.n_reprints; i++) {
        const tb_impact_reprint *r = &a->impact.reprints[i];
        tb_json_object(j);
        tb_json_key(j, "source");
        tb_json_string(j, a->load->book->sources[r->source].id);
        tb_json_key(j, "reprint_of");
        tb_json_string(j, a->load->book->sources[r->original].id);
        tb_json_key(j, "withdrawn");
        tb_json_bool(j, r->withdrawn);
        tb_json_end_object(j);
    }
    tb_json_end_array(j);
}

static void link_json(tb_json *j, const asked *a, const tb_impact_link *l) {
    tb_json_object(j);
    tb_json_key(j, "fate");
    tb_json_cstr(j, tb_fate_name(l->fate));
    tb_links_json(j, a->view, &a->view->edges[l->edge]);
    tb_json_key(j, "left");
    if (l->n_evidence == 0) {
        tb_json_null(j);
    } else {
        tb_json_object(j);
        tb_json_key(j, "stance");
        tb_json_cstr(j, tb_line_name(l->line));
        tb_json_key(j, "support");
        tb_json_cstr(j, tb_support_name(l->support));
        key_uint(j, "evidence", l->n_evidence);
        key_uint(j, "independent", l->independent);
        tb_json_key(j, "sources");
        tb_json_array(j);
        for (size_t s = 0; s < l->n_sources; s++) tb_json_string(j, a->view->sources[l->sources[s]].id);
        tb_json_end_array(j);
        tb_json_end_object(j);
    }
    tb_json_end_object(j);
}

static void as_json(const asked *a) {
    const tb_impact *i = &a->impact;
    tb_json j = tb_json_to(&a->cli->out.buf, 2);
    tb_json_object(&j);
    key_uint(&j, "tiebook", 1);
    tb_json_key(&j, "book");
    tb_json_string(&j, a->load->book->path);
    withdrawn_json(&j, a);
    reprints_json(&j, a);
    tb_json_key(&j, "counts");
    tb_json_object(&j);
    for (tb_fate f = TB_FATE_FALLS; f <= TB_FATE_WEAKER; f++) key_uint(&j, tb_fate_name(f), i->n_by_fate[f]);
    tb_json_end_object(&j);
    tb_json_key(&j, "links");
    tb_json_array(&j);
    for (size_t k = 0; k < i->n_links; k++) link_json(&j, a, &i->links[k]);
    tb_json_end_array(&j);
    tb_json_key(&j, "cut_off");
    tb_json_array(&j);
    for (size_t k = 0; k < i->n_cut_off; k++) tb_links_json_entity(&j, NULL, &a->view->nodes[i->cut_off[k]]);
    tb_json_end_array(&j);
    key_uint(&j, "parts_before", i->parts_before);
    key_uint(&j, "parts", i->parts);
    tb_json_end_object(&j);
    tb_buf_putc(&a->cli->out.buf, '\n');
}

/* ---- the command ---- */

static int write_out(asked *a) {
    const char *format = tb_args_value(a->cli->args, TB_OPT_FORMAT);
    tb_view picture;
    tb_status status = TB_OK;
    if (!format || strcmp(format, "text") == 0) status = as_text(a);
    else if (strcmp(format, "json") == 0) as_json(a);
    else {
        status = tb_impact_picture(&a->impact, a->view, &picture);
        if (status == TB_OK) return tb_links_draw(a->cli, &picture, format);
    }
    return status == TB_OK ? 0 : tb_cli_failed(a->cli, status, NULL);
}

static int answer(tb_cli *cli, const tb_load *l) {
    asked a = {.cli = cli, .load = l, .what = {.reprints = tb_args_has(cli->args, TB_OPT_REPRINTS)}};
    tb_filter filter;
    tb_view *view;
    int status = tb_load_remark(cli, l);
    if (!status) status = read_sources(cli, l->book, &a.what);
    if (!status) status = read_claimants(cli, l->book, &a.what);
    if (!status) status = tb_filter_read(cli, l->book, &filter);
    if (status) return status;
    tb_status made = tb_view_new(l->check, &filter, &view);
    if (made != TB_OK) return tb_cli_failed(cli, made, NULL);
    a.view = view;
    made = tb_impact_find(l->check, view, &a.what, &a.impact);
    status = made == TB_OK ? write_out(&a) : tb_cli_failed(cli, made, NULL);
    tb_impact_free(&a.impact);
    tb_view_free(view);
    return status;
}

int tb_cli_impact(tb_cli *cli) {
    const char *path;
    tb_load l;
    size_t at = 0;
    if (cli->args->n_operands == 0 && !tb_args_next(cli->args, TB_OPT_BY, &at))
        return tb_cli_misused(cli, "nothing is withdrawn", "name sources, or a claimant with --by");
    int status = tb_filter_check(cli);
    if (!status) status = tb_load_path(cli, NULL, &path);
    if (status) return status;
    status = tb_load_book(cli, path, &l);
    if (!status) status = tb_load_check(cli, &l);
    if (!status) status = answer(cli, &l);
    tb_load_free(&l);
    return status;
}
