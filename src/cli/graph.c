/* tiebook graph: drawings of the stated links. What is drawn is the view's business, how it looks the
 * renderers'; this file chooses the slices and formats and writes the files. */
#include <stdio.h>

#include "base/file.h"
#include "cli/commands.h"
#include "cli/filter.h"
#include "render/render.h"

typedef struct drawer {
    tb_cli *cli;
    const tb_check *check;
    const char *dir; /* NULL: standard output */
    tb_render_options options;
    size_t n_drawings, n_links; /* of all drawings */
    size_t n_links_now;         /* of this one */
    tb_error error;
} drawer;

/* dot and svg unless --format says otherwise; to standard output dot alone. */
static bool is_wanted(const drawer *d, const tb_format *format) {
    if (tb_args_has(d->cli->args, TB_OPT_FORMAT))
        return tb_args_lists(d->cli->args, TB_OPT_FORMAT, format->name);
    return strcmp(format->name, "dot") == 0 || (d->dir && strcmp(format->name, "svg") == 0);
}

static tb_status write_files(drawer *d, tb_slice stem, const tb_rendered *files, size_t n) {
    for (size_t i = 0; i < n; i++) {
        TB_TRY(tb_buf_status(&files[i].bytes));
        if (!d->dir) {
            tb_buf_put(&d->cli->out.buf, tb_buf_slice(&files[i].bytes));
            continue;
        }
        tb_slice name, path;
        TB_TRY(tb_arena_printf(d->cli->arena, &name, "%.*s%s", TB_FMT(stem), files[i].suffix));
        TB_TRY(tb_path_join(d->cli->arena, tb_slice_cstr(d->dir), name, &path));
        TB_TRY(tb_file_write(path.p, tb_buf_slice(&files[i].bytes), &d->error));
        if (!d->cli->quiet) tb_buf_printf(&d->cli->out.buf, "%s\n", path.p);
    }
    return TB_OK;
}

/* Each line of the remarks on one drawing. */
static void remark(const drawer *d, tb_slice name, tb_slice remarks) {
    while (remarks.len) {
        const char *end = memchr(remarks.p, '\n', remarks.len);
        size_t n = end ? (size_t)(end - remarks.p) : remarks.len;
        if (n) tb_cli_note(d->cli, "%.*s%s%.*s", TB_FMT(name), name.len ? ": " : "", (int)n, remarks.p);
        remarks = tb_slice_sub(remarks, n + (end != NULL), remarks.len);
    }
}

static tb_status render(drawer *d, const tb_view_slice *slice, const tb_view *view) {
    tb_render *r;
    TB_TRY(tb_render_new(view, &d->options, &r));
    size_t n_formats, n;
    const tb_format *formats = tb_formats(&n_formats);
    const tb_rendered *files;
    tb_status status = TB_OK;
    for (size_t i = 0; i < n_formats && status == TB_OK; i++) {
        if (!is_wanted(d, &formats[i])) continue;
        status = tb_render_run(r, &formats[i], &files, &n, &d->error);
        if (status == TB_OK) status = write_files(d, slice->stem, files, n);
    }
    if (status == TB_OK) remark(d, slice->name, tb_render_remarks(r));
    tb_render_free(r);
    return status;
}

enum { SLOW = 1000 /* links that take some seconds to lay out */ };

static bool is_drawn(const drawer *d) {
    size_t n;
    const tb_format *formats = tb_formats(&n);
    for (size_t i = 0; i < n; i++)
        if (formats[i].is_drawn && is_wanted(d, &formats[i])) return true;
    return false;
}

/* What a long drawing is at, on the line of the progress. */
static void show_step(void *context, const char *what) {
    const drawer *d = context;
    char line[80];
    snprintf(line, sizeof line, "%s, %zu links ...", what, d->n_links_now);
    tb_cli_progress(d->cli, line, 0, 1);
}

static tb_status draw(drawer *d, const tb_view_slice *slice) {
    tb_view *view;
    TB_TRY(tb_view_new(d->check, &slice->filter, &view));
    d->n_links += view->n_edges;
    d->n_links_now = view->n_edges;
    bool slow = view->n_edges > SLOW && is_drawn(d);
    if (slow) tb_cli_note(d->cli, "laying out %zu links with sfdp takes a while", view->n_edges);
    d->options.step = slow ? show_step : NULL;
    d->options.context = d;
    tb_status status = render(d, slice, view);
    tb_view_free(view);
    return status;
}

static size_t count_formats(const drawer *d) {
    size_t n, wanted = 0;
    const tb_format *formats = tb_formats(&n);
    for (size_t i = 0; i < n; i++) wanted += is_wanted(d, &formats[i]);
    return wanted;
}

static int draw_all(drawer *d, const tb_filter *filter, tb_by by) {
    const tb_view_slice *slices;
    tb_status status = tb_view_slices(d->check, filter, by, d->cli->arena, &slices, &d->n_drawings);
    if (status != TB_OK) return tb_cli_failed(d->cli, status, NULL);
    if (!d->dir && (d->n_drawings > 1 || count_formats(d) > 1))
        return tb_cli_misused(d->cli, "several drawings cannot go to standard output",
                              "-o DIR, or one --format");
    if (d->dir) status = tb_dir_make(d->dir, &d->error);
    for (size_t i = 0; i < d->n_drawings && status == TB_OK; i++) {
        tb_cli_progress(d->cli, "drawing", i, d->n_drawings);
        status = draw(d, &slices[i]);
    }
    tb_cli_progress(d->cli, "", 1, 1);
    if (status != TB_OK) return tb_cli_failed(d->cli, status, &d->error);
    if (d->n_links == 0) tb_cli_note(d->cli, "no link is left to be drawn; are the filters meant so?");
    return TB_EXIT_CLEAN;
}

static int graph(tb_cli *cli, const tb_load *l) {
    drawer d = {.cli = cli, .check = l->check, .dir = tb_args_value(cli->args, TB_OPT_OUTPUT)};
    if (strcmp(d.dir, "-") == 0) d.dir = NULL;
    const char *theme = tb_args_value(cli->args, TB_OPT_THEME),
               *labels = tb_args_value(cli->args, TB_OPT_LABELS);
    const char *by_word = tb_args_value(cli->args, TB_OPT_BY);
    tb_by by = TB_BY_WHOLE;
    tb_filter filter;
    bool known = (!theme || tb_theme_find(tb_slice_cstr(theme), &d.options.theme)) &&
                 (!labels || tb_labels_find(tb_slice_cstr(labels), &d.options.labels)) &&
                 (!by_word || tb_by_find(tb_slice_cstr(by_word), &by));
    if (!known)
        return tb_cli_misused(cli, "an option has a value that graph does not know",
                              "see tiebook graph --help");
    int status = tb_load_remark(cli, l);
    if (!status) status = tb_filter_read(cli, l->book, &filter);
    if (!status) status = tb_filter_chains(cli, l->check, &filter);
    return status ? status : draw_all(&d, &filter, by);
}

int tb_cli_graph(tb_cli *cli) {
    const char *path;
    tb_load l;
    if (!tb_args_value(cli->args, TB_OPT_OUTPUT))
        return tb_cli_misused(cli, "graph needs a folder to write into",
                              "-o DIR; -o - writes to standard output");
    int status = tb_filter_check(cli);
    if (!status) status = tb_load_path(cli, cli->args->operands[0], &path);
    if (status) return status;
    status = tb_load_book(cli, path, &l);
    if (!status) status = tb_load_check(cli, &l);
    if (!status) status = graph(cli, &l);
    tb_load_free(&l);
    return status;
}
