/* tiebook diff: what changed between two versions of a book, each a file or a revision of git. */
#include "report/diff.h"

#include "cli/clean.h"
#include "cli/commands.h"
#include "cli/links.h"
#include "cli/revision.h"
#include "cli/style.h"

typedef struct side {
    tb_revision revision;
    tb_load load;
    tb_view *view;
    tb_version version;
} side;

typedef struct asked {
    tb_cli *cli;
    side old, now;
    tb_diff diff;
} asked;

/* What a kind of object is called, and how one of them is shown. */
typedef struct table {
    const char *key, *one, *many;
    const tb_differences *differences;
    void (*text)(tb_buf *out, const side *s, uint32_t i);
    void (*json)(tb_json *j, const side *s, uint32_t i);
} table;

static const side *side_of(const asked *a, const tb_difference *d) {
    return d->now == TB_NONE ? &a->old : &a->now;
}

static uint32_t index_of(const tb_difference *d) {
    return d->now == TB_NONE ? d->old : d->now;
}

/* ---- how objects are shown ---- */

static void entity_text(tb_buf *out, const side *s, uint32_t i) {
    const tb_view_node *n = &s->view->nodes[i];
    tb_clean_line(out, n->id);
    tb_buf_puts(out, ": ");
    tb_clean_line(out, n->name);
    tb_buf_puts(out, " (");
    tb_clean_line(out, n->kind);
    tb_buf_putc(out, ')');
}

static void link_text(tb_buf *out, const side *s, uint32_t i) {
    const tb_view_edge *e = &s->view->edges[i];
    tb_links_sentence(out, s->view, e);
    tb_buf_printf(out, ": %s", tb_line_name(e->line));
    if (e->n_evidence) tb_buf_printf(out, ", support: %s", tb_support_name(e->support));
    for (size_t k = 0; k < e->n_sources; k++) {
        tb_buf_puts(out, k ? ", " : ", from ");
        tb_clean_line(out, s->view->sources[e->sources[k]].id);
    }
}

static void source_text(tb_buf *out, const side *s, uint32_t i) {
    const tb_source *x = &s->load.book->sources[i];
    tb_clean_line(out, x->id);
    if (x->title.len) tb_buf_puts(out, ": ");
    tb_clean_line(out, x->title);
}

static void relation_text(tb_buf *out, const side *s, uint32_t i) {
    tb_clean_line(out, s->load.book->relations[i].name);
}

static void key_text(tb_json *j, const char *key, tb_slice s) {
    tb_json_key(j, key);
    tb_json_string(j, s);
}

static void entity_json(tb_json *j, const side *s, uint32_t i) {
    key_text(j, "id", s->view->nodes[i].id);
    key_text(j, "kind", s->view->nodes[i].kind);
    key_text(j, "name", s->view->nodes[i].name);
}

static void link_json(tb_json *j, const side *s, uint32_t i) {
    tb_links_json(j, s->view, &s->view->edges[i]);
}

static void source_json(tb_json *j, const side *s, uint32_t i) {
    key_text(j, "id", s->load.book->sources[i].id);
    key_text(j, "title", s->load.book->sources[i].title);
}

static void relation_json(tb_json *j, const side *s, uint32_t i) {
    key_text(j, "name", s->load.book->relations[i].name);
}

enum { N_TABLES = 4 };

static void tables_of(const asked *a, table out[N_TABLES]) {
    out[0] = (table){"links", "link", "links", &a->diff.links, link_text, link_json};
    out[1] = (table){"entities", "entity", "entities", &a->diff.entities, entity_text, entity_json};
    out[2] = (table){"sources", "source", "sources", &a->diff.sources, source_text, source_json};
    out[3] = (table){"relations", "relation", "relations", &a->diff.relations, relation_text, relation_json};
}

/* ---- text ---- */

static void facets_text(tb_buf *out, const tb_facet *facets, size_t n, int indent) {
    for (size_t i = 0; i < n; i++) {
        const tb_facet *f = &facets[i];
        tb_buf_printf(out, "%*s%s", indent, "", f->what);
        if (!f->before.len || !f->after.len) {
            tb_buf_puts(out, f->before.len ? " \xE2\x88\x92 " : " + ");
            tb_clean_line(out, f->before.len ? f->before : f->after);
        } else {
            tb_buf_puts(out, ": ");
            tb_clean_line(out, f->before);
            tb_buf_puts(out, " \xE2\x86\x92 ");
            tb_clean_line(out, f->after);
        }
        tb_buf_putc(out, '\n');
    }
}

static void heading(const asked *a, const table *t, size_t n, tb_change change) {
    tb_buf *out = &a->cli->out.buf;
    tb_buf_putc(out, '\n');
    if (a->cli->color) tb_buf_puts(out, TB_STYLE_BOLD);
    tb_buf_printf(out, "%zu %s %s\n", n, n == 1 ? t->one : t->many, tb_change_name(change));
    if (a->cli->color) tb_buf_puts(out, TB_STYLE_RESET);
}

static void table_text(const asked *a, const table *t) {
    tb_buf *out = &a->cli->out.buf;
    for (size_t i = 0; i < t->differences->n; i++) {
        const tb_difference *d = &t->differences->at[i];
        if (i == 0 || d->change != t->differences->at[i - 1].change) {
            size_t n = 0;
            while (i + n < t->differences->n && t->differences->at[i + n].change == d->change) n++;
            heading(a, t, n, d->change);
        }
        tb_buf_puts(out, "  ");
        t->text(out, side_of(a, d), index_of(d));
        tb_buf_putc(out, '\n');
        facets_text(out, d->facets, d->n_facets, 5);
    }
}

static void as_text(const asked *a) {
    tb_buf *out = &a->cli->out.buf;
    table tables[N_TABLES];
    tables_of(a, tables);
    tb_clean_line(out, a->old.revision.shown);
    tb_buf_puts(out, " \xE2\x86\x92 ");
    tb_clean_line(out, a->now.revision.shown);
    tb_buf_putc(out, '\n');
    if (tb_diff_is_empty(&a->diff)) tb_buf_puts(out, "Nothing that the book states has changed.\n");
    facets_text(out, a->diff.book, a->diff.n_book, 2);
    for (size_t i = 0; i < N_TABLES; i++) table_text(a, &tables[i]);
    if (a->diff.n_uncompared)
        tb_cli_note(a->cli, "the support of %zu link%s could not be compared, as a text could not be read", a->diff.n_uncompared,
                    a->diff.n_uncompared == 1 ? "" : "s");
}

/* ---- JSON ---- */

static void facets_json(tb_json *j, const char *key, const tb_facet *facets, size_t n) {
    tb_json_key(j, key);
    tb_json_array(j);
    for (size_t i = 0; i < n; i++) {
        tb_json_object(j);
        tb_json_key(j, "what");
        tb_json_cstr(j, facets[i].what);
        key_text(j, "before", facets[i].before);
        key_text(j, "after", facets[i].after);
        tb_json_end_object(j);
    }
    tb_json_end_array(j);
}

static void table_json(tb_json *j, const asked *a, const table *t) {
    tb_json_key(j, t->key);
    tb_json_array(j);
    for (size_t i = 0; i < t->differences->n; i++) {
        const tb_difference *d = &t->differences->at[i];
        tb_json_object(j);
        tb_json_key(j, "change");
        tb_json_cstr(j, tb_change_name(d->change));
        t->json(j, side_of(a, d), index_of(d));
        facets_json(j, "changes", d->facets, d->n_facets);
        tb_json_end_object(j);
    }
    tb_json_end_array(j);
}

static void as_json(const asked *a) {
    table tables[N_TABLES];
    tables_of(a, tables);
    tb_json j = tb_json_to(&a->cli->out.buf, 2);
    tb_json_object(&j);
    tb_json_key(&j, "tiebook");
    tb_json_uint(&j, 1);
    key_text(&j, "old", a->old.revision.shown);
    key_text(&j, "new", a->now.revision.shown);
    facets_json(&j, "book", a->diff.book, a->diff.n_book);
    for (size_t i = 0; i < N_TABLES; i++) table_json(&j, a, &tables[i]);
    tb_json_key(&j, "uncompared");
    tb_json_uint(&j, a->diff.n_uncompared);
    tb_json_end_object(&j);
    tb_buf_putc(&a->cli->out.buf, '\n');
}

/* ---- the command ---- */

static int write_out(asked *a) {
    const char *format = tb_args_value(a->cli->args, TB_OPT_FORMAT);
    tb_view picture;
    tb_status status = TB_OK;
    if (!format || strcmp(format, "text") == 0) as_text(a);
    else if (strcmp(format, "json") == 0) as_json(a);
    else {
        status = tb_diff_picture(&a->diff, &a->old.version, &a->now.version, &picture);
        if (status == TB_OK) return tb_links_draw(a->cli, &picture, format);
    }
    return status == TB_OK ? 0 : tb_cli_failed(a->cli, status, NULL);
}

static int open_side(tb_cli *cli, const char *operand, side *s) {
    int status = tb_revision_open(cli, operand, &s->revision);
    if (!status) status = tb_load_book(cli, s->revision.path, &s->load);
    if (status) return status;
    tb_revision_name(cli, &s->revision, &s->load);
    status = tb_load_check(cli, &s->load);
    if (status) return status;
    tb_revision_name(cli, &s->revision, &s->load);
    if (s->load.broken) return tb_load_remark(cli, &s->load); /* other errors are what a diff may be about */
    tb_filter filter = {.is_public = tb_args_has(cli->args, TB_OPT_PUBLIC), .isolated = true};
    tb_status made = tb_view_new(s->load.check, &filter, &s->view);
    if (made != TB_OK) return tb_cli_failed(cli, made, NULL);
    s->version = (tb_version){s->load.check, s->view, filter.is_public};
    return 0;
}

static void close_side(side *s) {
    tb_view_free(s->view);
    if (s->load.book) tb_load_free(&s->load);
    tb_revision_free(&s->revision);
}

static int compare(asked *a) {
    tb_status found = tb_diff_find(&a->old.version, &a->now.version, &a->diff);
    int status = found == TB_OK ? write_out(a) : tb_cli_failed(a->cli, found, NULL);
    tb_diff_free(&a->diff);
    return status;
}

int tb_cli_diff(tb_cli *cli) {
    asked a = {.cli = cli};
    int status = open_side(cli, cli->args->operands[0], &a.old);
    if (!status) status = open_side(cli, cli->args->operands[1], &a.now);
    if (!status) status = compare(&a);
    close_side(&a.now);
    close_side(&a.old);
    return status;
}
