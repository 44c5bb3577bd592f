/* Books of git revisions; see revision.h. What git has to say of an error goes to the user
 * as it is. */
#include "cli/revision.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/git.h"

enum { OUTPUT_MAX = TB_GIT_OUTPUT_MAX };

typedef struct opener {
    const tb_cli *cli;
    tb_revision *r;
    tb_error error;
    tb_buf out; /* of the last git */
} opener;

/* Runs git and reads what it writes into o->out. TB_EDATA where git ends with a failure; TB_EIO. */
static tb_status git(opener *o, const char *const *argv, const char *in, bool quiet) {
    tb_slice out;
    TB_TRY(tb_arena_printf(o->cli->arena, &out, "%s/.out", o->r->folder));
    return tb_git_run(argv, in, out.p, quiet, &o->out, &o->error);
}

/* The first line of the last output. */
static tb_slice first_line(const opener *o) {
    size_t n = 0;
    while (n < o->out.len && o->out.p[n] != '\n') n++;
    return (tb_slice){o->out.p, n};
}

/* ---- the temporary folder ---- */

static tb_status remember(opener *o, tb_slice path) {
    return tb_vec_push(NULL, &o->r->made, path);
}

/* Writes a file of the revision below the temporary folder, with the folders above it. */
static tb_status write_file(opener *o, tb_slice name, tb_slice bytes) {
    tb_slice path;
    TB_TRY(tb_path_join(o->cli->arena, tb_slice_cstr(o->r->folder), name, &path));
    for (size_t i = strlen(o->r->folder) + 1; i < path.len; i++) {
        tb_slice dir;
        if (path.p[i] != '/') continue;
        TB_TRY(tb_arena_copy(o->cli->arena, tb_slice_sub(path, 0, i), &dir));
        if (mkdir(dir.p, 0700) == 0) TB_TRY(remember(o, dir));
        else if (errno != EEXIST) {
            tb_error_set(&o->error, errno, "%s", dir.p);
            return TB_EIO;
        }
    }
    TB_TRY(tb_file_write(path.p, bytes, &o->error));
    return remember(o, path);
}

void tb_revision_free(tb_revision *r) {
    for (size_t i = r->made.n; i-- > 0;)
        if (unlink(r->made.at[i].p) != 0) rmdir(r->made.at[i].p);
    tb_vec_free(&r->made);
    if (r->folder[0]) rmdir(r->folder);
    r->folder[0] = '\0';
}

/* ---- paths ---- */

/* Takes "." and ".." out of a path; false where it leaves its root. */
static tb_status normalise(tb_arena *arena, tb_slice path, tb_slice *out, bool *inside) {
    char *p = TB_NEW_ARRAY(arena, path.len + 1, char);
    size_t n = 0;
    if (!p) return TB_ENOMEM;
    *inside = true;
    for (size_t i = 0; i < path.len;) {
        size_t end = i;
        while (end < path.len && path.p[end] != '/') end++;
        tb_slice part = tb_slice_sub(path, i, end);
        i = end + 1;
        if (part.len == 0 || tb_slice_eq(part, TB_S("."))) continue;
        if (tb_slice_eq(part, TB_S(".."))) {
            if (n == 0) *inside = false;
            while (n > 0 && p[n - 1] != '/') n--;
            if (n > 0) n--;
            continue;
        }
        if (n) p[n++] = '/';
        memcpy(p + n, part.p, part.len);
        n += part.len;
    }
    p[n] = '\0';
    *out = (tb_slice){p, n};
    return TB_OK;
}

/* The path of a folder of the disk within its work tree, with a "/" at its end, or "". */
static tb_status prefix_of(opener *o, const char *dir, tb_slice *out) {
    const char *const argv[] = {"git", "-C", dir, "rev-parse", "--show-prefix", NULL};
    TB_TRY(git(o, argv, NULL, false));
    return tb_arena_copy(o->cli->arena, first_line(o), out);
}

/* Which file of the revision is the book, from the root of the repository. */
static tb_status find_book(opener *o, tb_slice path, tb_slice *out) {
    tb_slice prefix, joined;
    bool inside;
    if (path.p) { /* REV:PATH, from the root unless it begins with "./" or "../" */
        bool relative = tb_slice_starts(path, TB_S("./")) || tb_slice_starts(path, TB_S("../"));
        prefix = TB_S("");
        if (relative) TB_TRY(prefix_of(o, ".", &prefix));
        joined = path;
    } else {
        const char *named = tb_args_value(o->cli->args, TB_OPT_BOOK);
        tb_slice book = tb_slice_cstr(named ? named : "entities.yaml"), dir;
        TB_TRY(tb_arena_copy(o->cli->arena, tb_path_dir(book), &dir));
        TB_TRY(prefix_of(o, dir.len ? dir.p : ".", &prefix));
        joined = tb_path_name(book);
    }
    TB_TRY(tb_arena_printf(o->cli->arena, &joined, "%.*s%.*s", TB_FMT(prefix), TB_FMT(joined)));
    TB_TRY(normalise(o->cli->arena, joined, out, &inside));
    if (inside && out->len) return TB_OK;
    tb_error_set(&o->error, 0, "%.*s lies outside of the repository", TB_FMT(joined));
    return TB_EIO;
}

/* ---- the files of a revision ---- */

typedef struct blob {
    tb_slice hash, name;
} blob;
typedef TB_VEC(blob) blobs;

static bool is_yaml(tb_slice name) {
    return tb_slice_ends(name, TB_S(".yaml")) || tb_slice_ends(name, TB_S(".yml"));
}

static bool is_known(const opener *o, tb_slice name) {
    size_t folder = strlen(o->r->folder) + 1;
    for (size_t i = 0; i < o->r->made.n; i++)
        if (tb_slice_eq(tb_slice_sub(o->r->made.at[i], folder, o->r->made.at[i].len), name)) return true;
    return false;
}

/* The regular files below a folder of the commit ("" for all), as far as `wanted`; links and submodules are left out. */
static tb_status list_files(opener *o, tb_slice folder, bool (*wanted)(tb_slice), blobs *out) {
    tb_slice below; /* ls-tree takes paths as they are, no patterns */
    TB_TRY(tb_arena_printf(o->cli->arena, &below, "%.*s/", TB_FMT(folder)));
    const char *const all[] = {"git", "ls-tree", "-r", "-z", "--full-tree", o->r->commit, NULL};
    const char *const some[] = {"git", "ls-tree", "-r", "-z", "--full-tree", o->r->commit, "--", below.p, NULL};
    TB_TRY(git(o, folder.len ? some : all, NULL, false));
    for (size_t i = 0; i < o->out.len;) {
        /* MODE TYPE HASH TAB NAME NUL */
        tb_slice entry = {o->out.p + i, strlen(o->out.p + i)};
        i += entry.len + 1;
        const char *tab = memchr(entry.p, '\t', entry.len);
        if (!tab || !tb_slice_starts(entry, TB_S("100"))) continue;
        size_t at = (size_t)(tab - entry.p), hash = at;
        while (hash > 0 && entry.p[hash - 1] != ' ') hash--;
        tb_slice name = tb_slice_sub(entry, at + 1, entry.len);
        bool inside;
        blob b;
        TB_TRY(normalise(o->cli->arena, name, &b.name, &inside));
        if (!inside || !tb_slice_eq(name, b.name) || (wanted && !wanted(name)) || is_known(o, name)) continue;
        TB_TRY(tb_arena_copy(o->cli->arena, tb_slice_sub(entry, hash, at), &b.hash));
        TB_TRY(tb_vec_push(o->cli->arena, out, b));
    }
    return TB_OK;
}

/* Copies blobs in one run of git: what is asked for is a file, and so is the answer. */
static tb_status copy_files(opener *o, const blobs *list) {
    tb_buf wanted = {0};
    tb_slice in;
    if (list->n == 0) return TB_OK;
    for (size_t i = 0; i < list->n; i++) {
        tb_buf_put(&wanted, list->at[i].hash);
        tb_buf_putc(&wanted, '\n');
    }
    tb_status status = tb_arena_printf(o->cli->arena, &in, "%s/.in", o->r->folder);
    if (status == TB_OK) status = tb_buf_status(&wanted);
    if (status == TB_OK) status = tb_file_write(in.p, tb_buf_slice(&wanted), &o->error);
    tb_buf_free(&wanted);
    TB_TRY(status);
    const char *const argv[] = {"git", "cat-file", "--batch", NULL};
    status = git(o, argv, in.p, false);
    unlink(in.p);
    size_t at = 0;
    for (size_t i = 0; i < list->n && status == TB_OK; i++) {
        /* HASH blob SIZE LF bytes LF */
        tb_slice rest = {o->out.p + at, o->out.len - at};
        const char *line = memchr(rest.p, '\n', rest.len);
        size_t head = line ? (size_t)(line - rest.p) : 0, size = 0, digits = head;
        while (digits > 0 && rest.p[digits - 1] != ' ') digits--;
        for (size_t k = digits; k < head && size < OUTPUT_MAX; k++) size = size * 10 + (size_t)(rest.p[k] - '0');
        if (!line || size > rest.len - head - 1) {
            tb_error_set(&o->error, 0, "git cat-file: an answer that cannot be read");
            return TB_EIO;
        }
        status = write_file(o, list->at[i].name, tb_slice_sub(rest, head + 1, head + 1 + size));
        at += head + 1 + size + 1;
    }
    return status;
}

/* The folders of texts that the book names, read from the copy of the book. */
static tb_status copy_texts(opener *o, tb_slice book) {
    tb_load l = {.book = NULL};
    blobs files = {0};
    tb_status status = tb_book_read(o->r->path, &l.origins, &l.findings, &l.book, &o->error);
    for (size_t i = 0; status == TB_OK && i < l.book->texts.n; i++) {
        tb_slice folder;
        bool inside;
        status = tb_path_join(o->cli->arena, tb_path_dir(book), l.book->texts.at[i], &folder);
        if (status == TB_OK) status = normalise(o->cli->arena, folder, &folder, &inside);
        if (status != TB_OK) break;
        bool absolute = l.book->texts.at[i].len && l.book->texts.at[i].p[0] == '/';
        if (absolute || !inside) tb_cli_note(o->cli, "%.*s: the texts in %.*s are not part of the revision", TB_FMT(o->r->shown), TB_FMT(l.book->texts.at[i]));
        else status = list_files(o, folder, NULL, &files);
    }
    if (status == TB_OK) status = copy_files(o, &files);
    tb_load_free(&l);
    return status;
}

static tb_status copy_book(opener *o, tb_slice book) {
    blobs files = {0};
    tb_slice path;
    TB_TRY(list_files(o, tb_path_dir(book), is_yaml, &files));
    bool found = false;
    for (size_t i = 0; i < files.n; i++) found |= tb_slice_eq(files.at[i].name, book);
    if (!found && !is_yaml(book)) {
        blobs others = {0};
        TB_TRY(list_files(o, tb_path_dir(book), NULL, &others));
        for (size_t i = 0; i < others.n; i++)
            if (tb_slice_eq(others.at[i].name, book)) {
                found = true;
                TB_TRY(tb_vec_push(o->cli->arena, &files, others.at[i]));
            }
    }
    if (!found) {
        tb_error_set(&o->error, 0, "%.*s: the revision has no such file", TB_FMT(o->r->shown));
        return TB_EIO;
    }
    TB_TRY(copy_files(o, &files));
    TB_TRY(tb_path_join(o->cli->arena, tb_slice_cstr(o->r->folder), book, &path));
    o->r->path = path.p;
    return copy_texts(o, book);
}

/* ---- the whole ---- */

static tb_status open_revision(opener *o, const char *operand, bool *known) {
    const char *colon = strchr(operand, ':');
    tb_slice rev = {operand, colon ? (size_t)(colon - operand) : strlen(operand)}, commit, book;
    tb_slice path = colon ? tb_slice_cstr(colon + 1) : (tb_slice){NULL, 0};
    *known = false;
    if (rev.len == 0 || operand[0] == '-') return TB_EDATA;
    TB_TRY(tb_git_folder(o->r->folder, &o->error));
    TB_TRY(tb_arena_printf(o->cli->arena, &commit, "%.*s^{commit}", TB_FMT(rev)));
    const char *const argv[] = {"git", "rev-parse", "--verify", "--quiet", "--end-of-options", commit.p, NULL};
    TB_TRY(git(o, argv, NULL, true));
    *known = true;
    tb_slice hash = first_line(o);
    if (hash.len >= sizeof o->r->commit) return TB_EDATA;
    memcpy(o->r->commit, hash.p, hash.len);
    o->r->commit[hash.len] = '\0';
    TB_TRY(find_book(o, path, &book));
    TB_TRY(tb_arena_printf(o->cli->arena, &o->r->shown, "%.*s:%.*s", TB_FMT(rev), TB_FMT(book)));
    return copy_book(o, book);
}

int tb_revision_open(const tb_cli *cli, const char *operand, tb_revision *out) {
    *out = (tb_revision){.path = operand, .shown = tb_slice_cstr(operand)};
    if (tb_file_exists(operand)) return 0;
    opener o = {.cli = cli, .r = out};
    bool known;
    tb_status status = open_revision(&o, operand, &known);
    tb_buf_free(&o.out);
    if (status == TB_OK) return 0;
    if (status == TB_EDATA && !known) {
        tb_cli_error(cli, "%s: no such file, and no revision of git", operand);
        return TB_EXIT_FAILED;
    }
    if (status == TB_EDATA) tb_error_set(&o.error, 0, "%s: git could not read the revision", operand);
    return tb_cli_failed(cli, status == TB_EDATA ? TB_EIO : status, &o.error);
}

void tb_revision_name(const tb_cli *cli, const tb_revision *r, tb_load *l) {
    size_t n = strlen(r->folder);
    tb_slice rev = r->shown, shown;
    if (n == 0) return;
    rev.len = (size_t)((const char *)memchr(rev.p, ':', rev.len) - rev.p);
    for (size_t i = 0; i < l->origins.all.n; i++) {
        tb_slice *name = &l->origins.all.at[i].name;
        if (!tb_slice_starts(*name, (tb_slice){r->folder, n})) continue;
        if (tb_arena_printf(cli->arena, &shown, "%.*s:%.*s", TB_FMT(rev), TB_FMT(tb_slice_sub(*name, n + 1, name->len))) == TB_OK)
            *name = shown;
    }
}
