/* tiebook site: the page as a folder. What is in it is the room site's business; this file writes it.
 *
 * A folder that was written before is brought to the state of this run: files of the last run that this one does not
 * make are removed, so that nothing private is left over. A folder with other things in it is not touched. */
#include "site/site.h"

#include <unistd.h>

#include "base/file.h"
#include "cli/commands.h"
#include "cli/filter.h"

#define LIST "tiebook-site.txt" /* in the folder: the files of the last run */

typedef struct writer {
    tb_cli *cli;
    const char *dir;
    tb_buf old; /* LIST as the last run left it */
    tb_error error;
} writer;

static tb_status path_of(const writer *w, tb_slice name, tb_slice *out) {
    return tb_path_join(w->cli->arena, tb_slice_cstr(w->dir), name, out);
}

/* 0 where the folder is new, empty, or ours; else says what is wrong. */
static int look_at(writer *w) {
    tb_names names = {0};
    tb_slice list = {"", 0};
    if (!tb_file_exists(w->dir)) return 0;
    tb_status status = tb_dir_list(w->dir, false, w->cli->arena, &names, &w->error);
    if (status == TB_OK) status = path_of(w, TB_S(LIST), &list);
    if (status != TB_OK) return tb_cli_failed(w->cli, status, &w->error);
    if (names.n == 0) return 0;
    if (!tb_file_exists(list.p)) {
        tb_cli_error(w->cli, "%s: not empty, and no page of tiebook", w->dir);
        tb_cli_hint(w->cli, "name a new or an empty folder");
        return TB_EXIT_FAILED;
    }
    status = tb_file_read(list.p, (size_t)1 << 26, &w->old, &w->error);
    return status == TB_OK ? 0 : tb_cli_failed(w->cli, status, &w->error);
}

/* Whether a line of LIST is a file that a site can have: nobody else's is to be removed. */
static bool is_ours(tb_slice name) {
    static const char *const folders[] = {"entity/", "article/", "assets/", ""};
    if (name.len == 0 || name.p[0] == '/' || name.p[0] == '.') return false;
    for (size_t i = 0; i < 4; i++) {
        tb_slice folder = tb_slice_cstr(folders[i]);
        if (!tb_slice_starts(name, folder)) continue;
        tb_slice rest = tb_slice_sub(name, folder.len, name.len);
        if (memchr(rest.p, '/', rest.len)) return false;
        return tb_slice_ends(rest, TB_S(".html")) || tb_slice_ends(rest, TB_S(".js")) ||
               tb_slice_ends(rest, TB_S(".css")) || tb_slice_ends(rest, TB_S(".svg"));
    }
    return false;
}

static bool is_made(const tb_site *site, tb_slice name) {
    for (size_t low = 0, high = site->files.n; low < high;) {
        size_t middle = low + (high - low) / 2;
        int c = tb_slice_cmp(site->files.at[middle].path, name);
        if (c == 0) return true;
        if (c < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

static tb_status remove_old(writer *w, const tb_site *site) {
    for (size_t at = 0; at < w->old.len;) {
        const char *end = memchr(w->old.p + at, '\n', w->old.len - at);
        size_t stop = end ? (size_t)(end - w->old.p) : w->old.len;
        tb_slice name = {w->old.p + at, stop - at}, path;
        at = stop + 1;
        if (!is_ours(name) || is_made(site, name) || memchr(name.p, 0, name.len)) continue;
        TB_TRY(path_of(w, name, &path));
        if (unlink(path.p) != 0 && tb_file_exists(path.p)) {
            tb_error_set(&w->error, 0, "%s: an old page that cannot be removed", path.p);
            return TB_EIO;
        }
    }
    return TB_OK;
}

static tb_status write_one(writer *w, tb_slice name, tb_slice bytes) {
    tb_slice path;
    TB_TRY(path_of(w, name, &path));
    return tb_file_write(path.p, bytes, &w->error);
}

/* The list comes first and names the files of both runs until all is written, so that a run that is broken off leaves
 * nothing that the next one does not know. */
static tb_status write_all(writer *w, const tb_site *site) {
    tb_buf list = {0};
    for (size_t i = 0; i < site->files.n; i++) {
        tb_buf_put(&list, site->files.at[i].path);
        tb_buf_putc(&list, '\n');
    }
    size_t made = list.len;
    tb_buf_put(&list, tb_buf_slice(&w->old));
    tb_status status = tb_buf_status(&list);
    if (status == TB_OK) status = write_one(w, TB_S(LIST), tb_buf_slice(&list));
    if (status == TB_OK) status = remove_old(w, site);
    static const char *const folders[] = {"entity", "article", "assets"};
    for (size_t i = 0; i < 3 && status == TB_OK; i++) {
        tb_slice path;
        status = path_of(w, tb_slice_cstr(folders[i]), &path);
        if (status == TB_OK) status = tb_dir_make(path.p, &w->error);
    }
    for (size_t i = 0; i < site->files.n && status == TB_OK; i++)
        status = write_one(w, site->files.at[i].path, tb_buf_slice(&site->files.at[i].bytes));
    list.len = made;
    if (status == TB_OK) status = write_one(w, TB_S(LIST), tb_buf_slice(&list));
    tb_buf_free(&list);
    return status;
}

static int site(writer *w, const tb_load *l) {
    tb_filter filter;
    tb_site *made = NULL;
    int status = tb_load_remark(w->cli, l);
    if (!status) status = tb_filter_read(w->cli, l->book, &filter);
    if (!status) status = tb_filter_chains(w->cli, l->check, &filter);
    if (!status) status = look_at(w);
    if (status) return status;
    filter.isolated = tb_filter_is_whole(&filter); /* entities without links have pages too */
    tb_site_options options = {.filter = &filter, .with_texts = tb_args_has(w->cli->args, TB_OPT_WITH_TEXTS)};
    if (l->book->n_links > 1000) tb_cli_note(w->cli, "laying out %zu links takes a while", l->book->n_links);
    tb_cli_progress(w->cli, "laying out ...", 0, 1);
    tb_status done = tb_site_new(l->check, &l->origins, &l->findings, &options, &made, &w->error);
    tb_cli_progress(w->cli, "", 1, 1);
    if (done == TB_OK) done = tb_dir_make(w->dir, &w->error);
    if (done == TB_OK) done = write_all(w, made);
    tb_site_free(made);
    if (done != TB_OK) return tb_cli_failed(w->cli, done, &w->error);
    if (!w->cli->quiet) tb_buf_printf(&w->cli->out.buf, "%s/index.html\n", w->dir);
    return TB_EXIT_CLEAN;
}

int tb_cli_site(tb_cli *cli) {
    const char *path;
    tb_load l;
    writer w = {.cli = cli, .dir = tb_args_value(cli->args, TB_OPT_OUTPUT)};
    if (!w.dir || strcmp(w.dir, "-") == 0 || !*w.dir)
        return tb_cli_misused(cli, "site needs a folder to write into", "-o DIR");
    int status = tb_filter_check(cli);
    if (!status) status = tb_load_path(cli, cli->args->operands[0], &path);
    if (status) return status;
    status = tb_load_book(cli, path, &l);
    if (!status) status = tb_load_check(cli, &l);
    if (!status) status = site(&w, &l);
    tb_load_free(&l);
    tb_buf_free(&w.old);
    return status;
}
