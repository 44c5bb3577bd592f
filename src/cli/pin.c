/* tiebook pin: records the versions of the texts that were just found clean. */
#include "cli/clean.h"
#include "cli/commands.h"
#include "cli/edit.h"

static bool is_pinned(const tb_source *source, tb_slice hash) {
    for (size_t i = 0; i < source->sha256.n; i++)
        if (tb_slice_eq(source->sha256.at[i], hash)) return true;
    return false;
}

static int collect(tb_cli *cli, const tb_load *l, tb_changes *changes) {
    TB_VEC(tb_pin) pins = {0};
    tb_error error = {0};
    tb_status status = TB_OK;
    for (uint32_t i = 0; status == TB_OK && i < l->book->n_sources; i++) {
        tb_source_state *state = &l->check->sources[i];
        if (!state->is_read || !state->article.readable) continue;
        tb_pin one = {i, tb_slice_cstr(tb_article_sha256(&state->article))};
        if (!is_pinned(&l->book->sources[i], one.sha256)) status = tb_vec_push(cli->arena, &pins, one);
    }
    if (status == TB_OK) status = tb_change_pin(cli->arena, l->book, &l->origins, pins.at, pins.n, changes, &error);
    return status == TB_OK ? 0 : tb_cli_failed(cli, status, &error);
}

static int pin(tb_cli *cli, const tb_load *l) {
    size_t errors = tb_findings_count(&l->findings, TB_ERROR);
    tb_changes changes = {0};
    if (errors) {
        tb_cli_error(cli, "nothing was pinned: the check has %zu error%s", errors, errors == 1 ? "" : "s");
        tb_cli_hint(cli, "see them with tiebook check; a version is recorded once its quotes stand in it");
        return TB_EXIT_FINDINGS;
    }
    int status = collect(cli, l, &changes);
    if (status) return status;
    if (changes.n == 0) tb_cli_note(cli, "every text is one of the versions that the book records");
    status = tb_edit_write(cli, l, &changes);
    if (!status && changes.n) tb_cli_note(cli, "%zu version%s recorded", changes.n, changes.n == 1 ? "" : "s");
    return status;
}

int tb_cli_pin(tb_cli *cli) {
    const char *path;
    tb_load l;
    int status = tb_load_path(cli, cli->args->operands[0], &path);
    if (status) return status;
    status = tb_load_book(cli, path, &l);
    if (!status) status = tb_load_check(cli, &l);
    if (!status) status = l.check ? pin(cli, &l) : tb_load_remark(cli, &l);
    tb_load_free(&l);
    return status;
}
