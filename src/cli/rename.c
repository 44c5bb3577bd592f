/* tiebook rename: calls an entity, source or link by another id, everywhere in the book's files. */
#include "cli/clean.h"
#include "cli/commands.h"
#include "cli/edit.h"

static bool link_has_id(const tb_book *b, tb_slice id) {
    for (size_t i = 0; i < b->n_links; i++)
        if (b->links[i].named && tb_slice_eq(b->links[i].id, id)) return true;
    return false;
}

static bool has_id(const tb_book *b, tb_renamed what, tb_slice id) {
    switch (what) {
    case TB_RENAMED_ENTITY: return tb_map_get(&b->entity_ids, id) != TB_MAP_NONE;
    case TB_RENAMED_SOURCE: return tb_map_get(&b->source_ids, id) != TB_MAP_NONE;
    case TB_RENAMED_LINK: return link_has_id(b, id);
    }
    return false;
}

/* What the id is of; 0, or says why it cannot be told. */
static int find(const tb_cli *cli, const tb_book *b, const char *word, tb_renamed *out, tb_slice *id) {
    static const char *const names[] = {"entity", "source", "link"};
    unsigned n = 0;
    *id = tb_slice_cstr(word);
    for (tb_renamed what = TB_RENAMED_ENTITY; what <= TB_RENAMED_LINK; what++) {
        size_t len = strlen(names[what]);
        tb_slice whole = tb_slice_cstr(word);
        bool prefixed = whole.len > len && whole.p[len] == ':' && strncmp(word, names[what], len) == 0;
        if (prefixed && has_id(b, what, tb_slice_sub(whole, len + 1, whole.len))) {
            *out = what;
            *id = tb_slice_sub(whole, len + 1, whole.len);
            return 0;
        }
        if (has_id(b, what, whole)) n++, *out = what;
    }
    if (n == 1) return 0;
    if (n == 0) {
        tb_cli_error(cli, "the book has no entity, source or link with the id '%s'", word);
        return TB_EXIT_USAGE;
    }
    tb_cli_error(cli, "'%s' is the id of several things", word);
    tb_cli_hint(cli, "say which: entity:%s, source:%s or link:%s", word, word, word);
    return TB_EXIT_USAGE;
}

/* Why the new id cannot be taken; 0 where it can. */
static int check_new(const tb_cli *cli, const tb_book *b, tb_renamed what, const char *to) {
    if (!tb_id_valid(tb_slice_cstr(to)))
        return tb_cli_misused(cli, "an id is letters, digits, '-', '_' and '.'", NULL);
    if (!has_id(b, what, tb_slice_cstr(to))) return 0;
    tb_cli_error(cli, "the id '%s' is taken", to);
    return TB_EXIT_USAGE;
}

static int rename_in(tb_cli *cli, const tb_load *l, size_t n_files) {
    tb_renamed what;
    const char *to = cli->args->operands[1];
    tb_slice from;
    tb_changes changes = {0};
    int status = find(cli, l->book, cli->args->operands[0], &what, &from);
    if (!status) status = check_new(cli, l->book, what, to);
    if (status) return status;
    tb_status done = tb_change_rename(cli->arena, l->book, &l->origins, n_files, what, from, tb_slice_cstr(to), &changes);
    if (done != TB_OK) return tb_cli_failed(cli, done, NULL);
    status = tb_edit_write(cli, l, &changes);
    if (status) return status;
    tb_cli_note(cli, "%zu place%s", changes.n, changes.n == 1 ? "" : "s");
    if (what == TB_RENAMED_SOURCE && l->book->sources[tb_map_get(&l->book->source_ids, from)].file.len == 0)
        tb_cli_note(cli, "its text is found by the id: rename the file too, or name it with file:");
    return 0;
}

int tb_cli_rename(tb_cli *cli) {
    const char *path;
    tb_load l;
    int status = tb_load_path(cli, NULL, &path);
    if (status) return status;
    status = tb_load_book(cli, path, &l);
    if (!status) status = tb_load_remark(cli, &l);
    if (!status && l.book->incomplete) {
        tb_cli_error(cli, "a file of the book could not be read, and it may use the id; nothing was renamed");
        status = TB_EXIT_FINDINGS;
    }
    if (!status) status = rename_in(cli, &l, l.origins.all.n);
    tb_load_free(&l);
    return status;
}
