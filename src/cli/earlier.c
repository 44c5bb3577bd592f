/* Earlier versions of texts; see earlier.h. */
#include "cli/earlier.h"

#include <unistd.h>

#include "base/file.h"
#include "cli/git.h"

enum { MOST_VERSIONS = 200 };

/* Runs git in the folder of a text. TB_EDATA where there is no git or no repository. */
static tb_status git(tb_versions *v, const char *dir, const char *const *words, bool quiet, tb_buf *out) {
    const char *argv[20] = {"git", "-C", dir, "--literal-pathspecs"};
    size_t n = 4;
    tb_slice scratch;
    tb_error error = {0};
    while (*words) argv[n++] = *words++;
    TB_TRY(tb_arena_printf(v->cli->arena, &scratch, "%s/out", v->folder));
    tb_status status = tb_git_run(argv, NULL, scratch.p, quiet, out, &error);
    return status == TB_ENOMEM ? status : status == TB_OK ? TB_OK : TB_EDATA;
}

/* Reads one line of git log: the short name of a commit, or ":MODE MODE OLD NEW STATUS TAB NAME". */
static tb_status read_line(tb_versions *v, tb_slice line, tb_slice *commit) {
    if (line.len == 0) return TB_OK;
    if (line.p[0] != ':') return tb_arena_copy(v->cli->arena, line, commit);
    size_t at = 0;
    for (int blanks = 0; at < line.len && blanks < 3; at++) blanks += line.p[at] == ' ';
    size_t end = at;
    while (end < line.len && line.p[end] != ' ') end++;
    tb_version version = {.commit = *commit};
    TB_TRY(tb_arena_copy(v->cli->arena, tb_slice_sub(line, at, end), &version.blob));
    return tb_vec_push(v->cli->arena, &v->list, version);
}

static tb_status list_versions(tb_versions *v, tb_slice path) {
    tb_slice dir, name, most, commit = TB_S("");
    tb_buf out = {0};
    tb_error error = {0};
    if (!v->folder[0] && tb_git_folder(v->folder, &error) != TB_OK) return TB_OK;
    TB_TRY(tb_arena_copy(v->cli->arena, tb_path_dir(path).len ? tb_path_dir(path) : TB_S("."), &dir));
    TB_TRY(tb_arena_printf(v->cli->arena, &name, "./%.*s", TB_FMT(tb_path_name(path))));
    TB_TRY(tb_arena_printf(v->cli->arena, &most, "--max-count=%d", MOST_VERSIONS));
    const char *const words[] = {"log", most.p, "--raw", "--no-abbrev", "--no-renames", "--no-color", "--format=%h", "--", name.p, NULL};
    tb_status status = git(v, dir.p, words, true, &out);
    if (status == TB_EDATA) out.len = 0, status = TB_OK;
    for (size_t i = 0; i < out.len && status == TB_OK;) {
        size_t end = i;
        while (end < out.len && out.p[end] != '\n') end++;
        status = read_line(v, (tb_slice){out.p + i, end - i}, &commit);
        i = end + 1;
    }
    tb_buf_free(&out);
    return status;
}

static tb_status read_version(tb_versions *v, tb_slice path, const tb_version *version, tb_buf *out, tb_slice *where) {
    tb_slice dir;
    TB_TRY(tb_arena_copy(v->cli->arena, tb_path_dir(path).len ? tb_path_dir(path) : TB_S("."), &dir));
    const char *const words[] = {"cat-file", "blob", version->blob.p, NULL};
    tb_status status = git(v, dir.p, words, true, out);
    if (status == TB_EDATA) out->len = 0, status = TB_OK; /* a deletion has no blob */
    TB_TRY(status);
    return tb_arena_printf(v->cli->arena, where, "git revision %.12s", version->commit.p);
}

static tb_status read_file(tb_versions *v, const tb_source *source, tb_slice folder, tb_buf *out, tb_slice *where) {
    tb_slice path, second;
    tb_error error = {0};
    TB_TRY(tb_corpus_find(v->cli->arena, &folder, 1, source->id, source->file, &path, &second));
    *where = path;
    if (path.len == 0) return TB_OK;
    tb_status status = tb_file_read(path.p, TB_TEXT_MAX, out, &error);
    if (status == TB_OK || status == TB_ENOMEM) return status;
    out->len = 0;
    return TB_OK;
}

static tb_status read_earlier(void *context, const tb_source *source, tb_slice path, size_t i, tb_buf *out, tb_slice *where, bool *more) {
    tb_versions *v = context;
    *more = true;
    if (i < v->n_folders) return read_file(v, source, v->folders[i], out, where);
    if (v->source != source) {
        v->source = source;
        v->list.n = 0;
        TB_TRY(list_versions(v, path));
    }
    *more = i - v->n_folders < v->list.n;
    return *more ? read_version(v, path, &v->list.at[i - v->n_folders], out, where) : TB_OK;
}

int tb_versions_open(const tb_cli *cli, tb_versions *v, tb_earlier *out) {
    const char *folder;
    size_t n = 0;
    *v = (tb_versions){.cli = cli};
    *out = (tb_earlier){read_earlier, v};
    for (size_t at = 0; tb_args_next(cli->args, TB_OPT_EARLIER, &at);) n++;
    v->folders = TB_NEW_ARRAY(cli->arena, n + 1, tb_slice);
    if (!v->folders) return tb_cli_failed(cli, TB_ENOMEM, NULL);
    for (size_t at = 0; (folder = tb_args_next(cli->args, TB_OPT_EARLIER, &at));) {
        v->folders[v->n_folders++] = tb_slice_cstr(folder);
        if (tb_file_is_dir(folder)) continue;
        tb_cli_error(cli, "%s: %s", folder, tb_file_exists(folder) ? "not a folder" : "no such folder");
        return TB_EXIT_FAILED;
    }
    return 0;
}

void tb_versions_close(tb_versions *v) {
    if (v->folder[0]) rmdir(v->folder);
    v->folder[0] = '\0';
}
