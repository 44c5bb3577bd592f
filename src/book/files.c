/* The files of a book: what `include` names, each read once and none from outside the book's folder. */
#include <stdlib.h>
#include <sys/stat.h>

#include "base/file.h"
#include "book/reader.h"

typedef TB_VEC(tb_slice) tb_slice_vec;

/* Whether name fits pattern, in which * stands for any run of bytes and ? for one character. Linear in the
 * pattern times the name: only the last * is ever tried again. */
static bool fits(tb_slice pattern, tb_slice name) {
    size_t p = 0, n = 0, star = SIZE_MAX, retry = 0;
    while (n < name.len) {
        if (p < pattern.len && pattern.p[p] == '*') {
            star = p++;
            retry = n;
        } else if (p < pattern.len && pattern.p[p] == '?') {
            n++;
            while (n < name.len && ((unsigned char)name.p[n] & 0xC0) == 0x80) n++;
            p++;
        } else if (p < pattern.len && pattern.p[p] == name.p[n]) {
            p++, n++;
        } else if (star != SIZE_MAX) {
            p = star + 1;
            n = ++retry;
        } else {
            return false;
        }
    }
    while (p < pattern.len && pattern.p[p] == '*') p++;
    return p == pattern.len;
}

static bool is_pattern(tb_slice segment) {
    return segment.len && (memchr(segment.p, '*', segment.len) || memchr(segment.p, '?', segment.len));
}

/* folder and path as names of folders from the book's folder down; false where it leads out of it. */
static tb_status segments_of(tb_reader *r, tb_slice folder, tb_slice path, tb_slice_vec *out, bool *inside) {
    tb_slice parts[] = {folder, path};
    *inside = !(path.len && path.p[0] == '/');
    for (size_t i = 0; i < 2 && *inside; i++) {
        for (size_t at = 0; at < parts[i].len;) {
            const char *slash = memchr(parts[i].p + at, '/', parts[i].len - at);
            size_t end = slash ? (size_t)(slash - parts[i].p) : parts[i].len;
            tb_slice s = tb_slice_sub(parts[i], at, end);
            at = end + 1;
            if (s.len == 0 || tb_slice_eq(s, TB_S("."))) continue;
            if (tb_slice_eq(s, TB_S(".."))) {
                if (out->n == 0) {
                    *inside = false;
                    break;
                }
                out->n--;
                continue;
            }
            TB_TRY(tb_vec_push(r->arena, out, s));
        }
    }
    return TB_OK;
}

/* The names in folder that fit pattern, each behind `before`, in byte order. Unreadable folders have none. */
static tb_status expand(tb_reader *r, tb_slice before, tb_slice pattern, tb_slice_vec *out) {
    tb_slice folder;
    tb_names names = {0};
    tb_error ignored;
    TB_TRY(tb_path_join(r->arena, r->book->dir, before, &folder));
    tb_status s = tb_dir_list(folder.len ? folder.p : ".", false, r->arena, &names, &ignored);
    if (s == TB_EIO) return TB_OK;
    TB_TRY(s);
    for (size_t i = 0; i < names.n && out->n <= TB_MAX_FILES; i++) {
        tb_slice name = names.at[i], path;
        if ((name.p[0] == '.' && pattern.p[0] != '.') || !fits(pattern, name)) continue;
        TB_TRY(tb_path_join(r->arena, before, name, &path));
        TB_TRY(tb_vec_push(r->arena, out, path));
    }
    return TB_OK;
}

/* The paths (from the book's folder) that segments name; *any_pattern tells whether one had a wildcard. */
static tb_status paths_of(tb_reader *r, const tb_slice_vec *segments, tb_slice_vec *out, bool *any_pattern) {
    tb_slice_vec now = {0};
    *any_pattern = false;
    TB_TRY(tb_vec_push(r->arena, &now, TB_S("")));
    for (size_t i = 0; i < segments->n; i++) {
        tb_slice_vec then = {0};
        *any_pattern |= is_pattern(segments->at[i]);
        for (size_t j = 0; j < now.n; j++) {
            if (is_pattern(segments->at[i])) {
                TB_TRY(expand(r, now.at[j], segments->at[i], &then));
            } else {
                tb_slice path;
                TB_TRY(tb_path_join(r->arena, now.at[j], segments->at[i], &path));
                TB_TRY(tb_vec_push(r->arena, &then, path));
            }
        }
        now = then;
    }
    *out = now;
    return TB_OK;
}

static tb_status real_path(tb_reader *r, tb_slice path, tb_slice *out) {
    char *real = realpath(path.len ? path.p : ".", NULL);
    *out = (tb_slice){0};
    if (!real) return TB_OK;
    tb_status s = tb_arena_copy(r->arena, tb_slice_cstr(real), out);
    free(real);
    return s;
}

static void failed(tb_reader *r, tb_node_id at, const char *why, tb_slice path) {
    r->incomplete = true;
    tb_complain(r, TB_CODE_INCLUDE_FAILED, at, "'%s' %s", tb_show(path).s, why);
}

static void report_problem(tb_reader *r, const tb_doc *doc) {
    const tb_yaml_problem *p = &doc->tree.problem;
    tb_place at = {doc->origin, p->start, p->end};
    r->incomplete = true;
    r->doc = NULL;
    tb_finding *f = tb_complain_at(r, p->code, at, "%s", p->message);
    if (p->has_context)
        tb_complain_related(r, f, (tb_place){doc->origin, p->context_start, p->context_end}, p->context);
}

tb_status tb_files_add(tb_reader *r, tb_doc doc) {
    r->n_bytes += doc.bytes.len;
    TB_TRY(tb_origins_add(r->origins, doc.path, doc.bytes, &doc.origin));
    tb_status s = tb_yaml_read(r->arena, doc.bytes, &doc.tree);
    if (s == TB_OK) s = tb_vec_push(NULL, &r->docs, doc);
    if (s != TB_OK) {
        tb_tree_free(&doc.tree);
        return s;
    }
    tb_doc *mine = &r->docs.at[r->docs.n - 1];
    if (doc.tree.problem.found) report_problem(r, mine);
    r->doc = mine;
    if (mine->tree.root)
        tb_fields_read(r, TB_OBJECT_BOOK, mine->tree.root, tb_place_of(r, mine->tree.root), &mine->fields,
                       &mine->sections);
    return r->status;
}

static tb_status open_file(tb_reader *r, tb_doc doc, tb_node_id at) {
    tb_book_file *file = TB_NEW(r->arena, tb_book_file);
    tb_error error;
    if (!file) return TB_ENOMEM;
    file->next = r->book->files;
    r->book->files = file;
    size_t room = r->n_bytes < TB_YAML_MAX_BYTES ? TB_YAML_MAX_BYTES - r->n_bytes : 0;
    tb_status s = tb_file_read(doc.path.p, room, &file->bytes, &error);
    if (s == TB_EIO) {
        r->incomplete = true;
        tb_complain(r, TB_CODE_INCLUDE_FAILED, at, "%s", error.message);
        return TB_OK;
    }
    if (s == TB_ELIMIT) {
        r->incomplete = true;
        tb_complain(r, TB_CODE_YAML_LIMIT, at, "the files of the book have more than %zu bytes",
                    TB_YAML_MAX_BYTES);
        return TB_OK;
    }
    TB_TRY(s);
    doc.bytes = tb_buf_slice(&file->bytes);
    return tb_files_add(r, doc);
}

static bool is_ancestor(const tb_reader *r, uint32_t doc, uint32_t of) {
    for (; of != TB_NONE; of = r->docs.at[of].parent)
        if (of == doc) return true;
    return false;
}

static bool read_before(tb_reader *r, tb_node_id at, uint32_t including, tb_slice path, tb_slice real) {
    uint32_t doc = tb_map_get(&r->files, real);
    if (doc == TB_MAP_NONE) return false;
    bool itself = is_ancestor(r, doc, including);
    tb_finding *f = tb_complain(r, TB_CODE_INCLUDE_FAILED, at, "'%s' %s", tb_show(path).s,
                                itself ? "includes itself" : "is included twice");
    if (!itself) tb_complain_related(r, f, r->docs.at[doc].included_at, "the first time");
    return true;
}

/* Whether real lies in the book's folder, wherever links lead. */
static tb_status is_inside(tb_reader *r, tb_slice real, bool *out) {
    tb_slice root;
    TB_TRY(real_path(r, r->book->dir, &root));
    size_t n = root.len == 1 ? 0 : root.len; /* "/" */
    *out = root.len && tb_slice_starts(real, root) && real.len > n && real.p[n] == '/';
    return TB_OK;
}

/* A pipe would keep the reader waiting. */
static bool is_regular(tb_slice real) {
    struct stat st;
    return stat(real.p, &st) == 0 && S_ISREG(st.st_mode);
}

static tb_status include_file(tb_reader *r, tb_node_id at, uint32_t including, tb_slice below) {
    tb_slice path, real;
    bool inside;
    TB_TRY(tb_path_join(r->arena, r->book->dir, below, &path));
    TB_TRY(real_path(r, path, &real));
    if (!real.len) {
        failed(r, at, "cannot be read; there is no such file", path);
        return TB_OK;
    }
    TB_TRY(is_inside(r, real, &inside));
    if (!inside) {
        failed(r, at, "lies outside the book's folder", path);
        return TB_OK;
    }
    if (!is_regular(real)) {
        failed(r, at, "is no file that can be read", path);
        return TB_OK;
    }
    if (read_before(r, at, including, path, real)) return TB_OK;
    if (r->docs.n >= TB_MAX_FILES) {
        failed(r, at, "is one file too many", path);
        return TB_OK;
    }
    tb_doc doc = {
        .path = path, .below = tb_path_dir(below), .parent = including, .included_at = tb_place_of(r, at)};
    TB_TRY(tb_map_set(&r->files, real, (uint32_t)r->docs.n));
    return open_file(r, doc, at);
}

static tb_status include_all(tb_reader *r, tb_node_id at, uint32_t including) {
    tb_slice text = tb_text_of(r, at);
    tb_slice_vec segments = {0}, paths = {0};
    bool inside, pattern;
    TB_TRY(segments_of(r, r->docs.at[including].below, text, &segments, &inside));
    if (!inside || segments.n == 0) {
        failed(r, at, inside ? "names no file" : "leads out of the book's folder", text);
        return TB_OK;
    }
    TB_TRY(paths_of(r, &segments, &paths, &pattern));
    size_t n = 0;
    for (size_t i = 0; i < paths.n; i++) {
        tb_slice path;
        TB_TRY(tb_path_join(r->arena, r->book->dir, paths.at[i], &path));
        if (pattern && !(tb_file_exists(path.p) && !tb_file_is_dir(path.p))) continue;
        n++;
        TB_TRY(include_file(r, at, including, paths.at[i]));
        r->doc = &r->docs.at[including];
    }
    if (n == 0) failed(r, at, "fits no file", text);
    return TB_OK;
}

tb_status tb_files_read(tb_reader *r) {
    for (uint32_t i = 0; i < r->docs.n; i++) {
        r->doc = &r->docs.at[i];
        tb_items it = tb_items_of(r, r->doc->fields.value[TB_KEY_BOOK_INCLUDE], false);
        for (tb_node_id id; tb_items_next(r, &it, &id);)
            if (tb_node_of(r, id)->kind == TB_NODE_SCALAR && tb_text_of(r, id).len)
                TB_TRY(include_all(r, id, i));
    }
    return r->status;
}
