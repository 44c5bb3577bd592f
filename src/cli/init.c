/* tiebook init: a small book with two articles to start from. Nothing that is there already is touched: where
 * one of the files exists, none is written. */
#include "base/file.h"
#include "cli/clean.h"
#include "cli/cli.h"
#include "cli/commands.h"
#include "cli/example.h"

/* The path of an example file, and its folder, below dir. */
static tb_status paths(const tb_cli *cli, const char *dir, const char *name, tb_slice *path,
                       tb_slice *folder) {
    TB_TRY(tb_path_join(cli->arena, tb_slice_cstr(dir), tb_slice_cstr(name), path));
    return tb_arena_copy(cli->arena, tb_path_dir(*path), folder);
}

static int look(const tb_cli *cli, const char *dir) {
    tb_slice path, folder;
    for (size_t i = 0; i < tb_n_examples; i++) {
        if (paths(cli, dir, tb_examples[i].name, &path, &folder) != TB_OK)
            return tb_cli_failed(cli, TB_ENOMEM, NULL);
        if (!tb_file_exists(path.p)) continue;
        tb_cli_error(cli, "%s: is there already, so nothing was written", path.p);
        tb_cli_hint(cli, "tiebook init DIR starts a book in another folder");
        return TB_EXIT_FAILED;
    }
    return 0;
}

static tb_status write_file(const tb_cli *cli, const char *dir, const tb_example *e, tb_slice *path,
                            tb_error *error) {
    tb_slice folder;
    TB_TRY(paths(cli, dir, e->name, path, &folder));
    if (folder.len) TB_TRY(tb_dir_make(folder.p, error));
    return tb_file_write(path->p, (tb_slice){(const char *)e->bytes, e->len}, error);
}

int tb_cli_init(tb_cli *cli) {
    const char *dir = cli->args->n_operands ? cli->args->operands[0] : "";
    if (cli->args->n_operands && !*dir) return tb_cli_misused(cli, "the name of the folder is empty", "");
    int status = look(cli, dir);
    if (status) return status;
    for (size_t i = 0; i < tb_n_examples; i++) {
        tb_slice path;
        tb_error error = {.sys = 0};
        tb_status written = write_file(cli, dir, &tb_examples[i], &path, &error);
        if (written != TB_OK) return tb_cli_failed(cli, written, &error);
        if (cli->quiet) continue;
        tb_buf_puts(&cli->out.buf, "wrote ");
        tb_clean_line(&cli->out.buf, path);
        tb_buf_putc(&cli->out.buf, '\n');
    }
    if (cli->quiet) return TB_EXIT_CLEAN;
    tb_buf_puts(&cli->out.buf, "Now try, in that folder:\n  tiebook check\n  tiebook why vera-halloran\n"
                               "  tiebook graph -o graphs\n"
                               "  tiebook site -o page\n");
    return TB_EXIT_CLEAN;
}
