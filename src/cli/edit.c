/* Applying all changes before the first file is written, so that a fault in the second leaves the first alone. */
#include "cli/edit.h"

#include "base/file.h"

static bool has_change(const tb_changes *changes, uint32_t origin) {
    for (size_t i = 0; i < changes->n; i++)
        if (changes->at[i].origin == origin) return true;
    return false;
}

static int apply_all(const tb_cli *cli, const tb_load *l, const tb_changes *changes, tb_buf *files) {
    for (uint32_t i = 0; i < l->origins.all.n; i++) {
        tb_error error = {0};
        if (!has_change(changes, i)) continue;
        tb_status status = tb_changes_apply(changes, &l->origins, i, &files[i], &error);
        if (status != TB_OK) return tb_cli_failed(cli, status, &error);
    }
    return 0;
}

/* Begins every file before the first is put in its place: a folder that cannot be written stops all. */
static int begin_all(const tb_cli *cli, const tb_load *l, const tb_changes *changes, const tb_buf *files,
                     tb_file_out *outs, uint32_t *n) {
    for (*n = 0; *n < l->origins.all.n; ++*n) {
        tb_error error = {0};
        tb_slice path;
        if (!has_change(changes, *n)) continue;
        if (tb_arena_copy(cli->arena, l->origins.all.at[*n].name, &path) != TB_OK)
            return tb_cli_failed(cli, TB_ENOMEM, NULL);
        tb_status status = tb_file_begin(path.p, &outs[*n], &error);
        if (status != TB_OK) return tb_cli_failed(cli, status, &error);
        status = tb_file_append(&outs[*n], tb_buf_slice(&files[*n]), &error);
        if (status == TB_OK) continue;
        tb_file_abandon(&outs[*n]);
        return tb_cli_failed(cli, status, &error);
    }
    return 0;
}

static int write_all(const tb_cli *cli, const tb_load *l, const tb_changes *changes, const tb_buf *files) {
    uint32_t n = 0;
    tb_file_out *outs = TB_NEW_ARRAY(cli->arena, l->origins.all.n, tb_file_out);
    if (!outs) return tb_cli_failed(cli, TB_ENOMEM, NULL);
    int status = begin_all(cli, l, changes, files, outs, &n);
    for (uint32_t i = 0; i < n; i++) {
        tb_error error = {0};
        if (!has_change(changes, i)) continue;
        if (status) {
            tb_file_abandon(&outs[i]);
            continue;
        }
        tb_status done = tb_file_commit(&outs[i], &error);
        if (done != TB_OK)
            status = tb_cli_failed(cli, done, &error);
        else
            tb_cli_note(cli, "wrote %.*s", TB_FMT(l->origins.all.at[i].name));
    }
    return status;
}

int tb_edit_write(const tb_cli *cli, const tb_load *l, const tb_changes *changes) {
    tb_buf *files = TB_NEW_ARRAY(cli->arena, l->origins.all.n, tb_buf);
    if (!files) return tb_cli_failed(cli, TB_ENOMEM, NULL);
    int status = apply_all(cli, l, changes, files);
    if (!status) status = write_all(cli, l, changes, files);
    for (size_t i = 0; i < l->origins.all.n; i++) tb_buf_free(&files[i]);
    return status;
}
