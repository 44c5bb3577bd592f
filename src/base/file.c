/* Files and folders: read whole, list in a fixed order; and paths as text. Writing is in file_write.c.
 *
 * These two own every system call on files in the library, so that each error is reported in one way. Must not know
 * what is in a file. */
#if !defined(_DEFAULT_SOURCE)
#define _DEFAULT_SOURCE /* DT_DIR and its like, which spare a stat for each of 100,000 files; madvise */
#endif
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/utf8.h"

/* ---- errors ---- */

void tb_error_set(tb_error *error, int sys, const char *format, ...) {
    if (!error) return;
    error->sys = sys;
    va_list args;
    va_start(args, format);
    int n = vsnprintf(error->message, sizeof error->message, format, args);
    va_end(args);
    size_t len = n < 0 ? 0 : (size_t)n;
    if (sys && len < sizeof error->message) {
        char words[128];
        if (strerror_r(sys, words, sizeof words) != 0) (void)snprintf(words, sizeof words, "error %d", sys);
        n = snprintf(error->message + len, sizeof error->message - len, ": %s", words);
        len += n < 0 ? 0 : (size_t)n;
    }
    if (len < sizeof error->message) return;
    /* Cut short: take away a character of which only a part is left. */
    size_t end = sizeof error->message - 1, first = end;
    while (first > 0 && end - first < 3 && ((unsigned char)error->message[first - 1] & 0xC0) == 0x80) first--;
    if (first > 0 && (unsigned char)error->message[first - 1] >= 0xC0 &&
        tb_utf8_len(error->message + first - 1, end - first + 1) == 0)
        error->message[first - 1] = '\0';
}

static tb_status io_error(tb_error *error, int sys, const char *name) {
    tb_error_set(error, sys, "%s", name);
    return TB_EIO;
}

/* ---- reading ---- */

static tb_status too_large(tb_error *error, const char *name, size_t max_bytes) {
    tb_error_set(error, EFBIG, "%s: larger than the limit of %zu bytes", name, max_bytes);
    return TB_ELIMIT;
}

#define LARGE ((size_t)4 << 20) /* bytes of a file for which large pages are asked for */

/* Asks for large pages below the buffer of a large file: a fault for each small one takes as long as its bytes do. Where there
 * are none, nothing is lost. */
static void ask_for_large_pages(const tb_buf *b) {
#if defined(MADV_HUGEPAGE)
    uintptr_t page = (uintptr_t)2 << 20, start = ((uintptr_t)b->p + page - 1) / page * page;
    uintptr_t end = ((uintptr_t)b->p + b->cap) / page * page;
    if (end > start) (void)madvise(b->p + (start - (uintptr_t)b->p), end - start, MADV_HUGEPAGE);
#else
    (void)b;
#endif
}

/* Reads up to one byte beyond max_bytes, by which a file that grows while it is read is noticed. expected is the size
 * of a regular file, of which a read that gives less than it was asked for gives the rest; else 0. */
static tb_status read_all(int fd, const char *name, size_t max_bytes, size_t expected, tb_buf *out,
                          tb_error *error) {
    size_t chunk = expected < max_bytes ? expected + 1 : 65536;
    for (;;) {
        TB_TRY(tb_buf_reserve(out, chunk));
        if (out->len == 0 && expected >= LARGE) ask_for_large_pages(out);
        size_t room = out->cap - out->len;
        ssize_t n = read(fd, out->p + out->len, room);
        if (n == 0) return TB_OK;
        if (n < 0) {
            if (errno == EINTR) continue;
            return io_error(error, errno, name);
        }
        out->len += (size_t)n;
        if (out->len > max_bytes) return too_large(error, name, max_bytes);
        if (expected > 0 && out->len >= expected && (size_t)n < room) return TB_OK;
        chunk = 65536;
    }
}

/* Reads what fd is open on, and closes it. */
static tb_status read_open(int fd, const char *path, size_t max_bytes, tb_buf *out, tb_error *error) {
    struct stat st;
    tb_status status;
    if (fstat(fd, &st) != 0) {
        status = io_error(error, errno, path);
    } else if (S_ISDIR(st.st_mode)) {
        status = io_error(error, EISDIR, path);
    } else if (S_ISREG(st.st_mode) && (uintmax_t)st.st_size > max_bytes) {
        status = too_large(error, path, max_bytes);
    } else {
        size_t expected = S_ISREG(st.st_mode) && st.st_size > 0 ? (size_t)st.st_size : 0;
        status = read_all(fd, path, max_bytes, expected, out, error);
    }
    (void)close(fd); /* nothing was written, so nothing can be lost */
    return status;
}

tb_status tb_file_read(const char *path, size_t max_bytes, tb_buf *out, tb_error *error) {
    tb_buf_clear(out);
    if (strcmp(path, "-") == 0) return read_all(STDIN_FILENO, "standard input", max_bytes, 0, out, error);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    return fd < 0 ? io_error(error, errno, path) : read_open(fd, path, max_bytes, out, error);
}

static void forget(tb_folder *f) {
    if (f->is_open) (void)close(f->fd);
    f->is_open = f->tried = false;
    tb_buf_clear(&f->path);
}

/* Opens name, with which path ends, in the last folder; -1 where that is not its folder or cannot be had. */
static int open_in(tb_folder *last, const char *path, const char *name) {
    tb_slice folder = {path, (size_t)(name - path)};
    if (last->path.len != folder.len + 1 || memcmp(last->path.p, path, folder.len) != 0) {
        forget(last);
        tb_buf_put(&last->path, folder);
        tb_buf_putc(&last->path, '\0');
        if (last->path.status != TB_OK) tb_buf_free(&last->path);
        return -1;
    }
    if (!last->tried) {
        last->fd = open(last->path.p, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        last->is_open = last->fd >= 0;
        last->tried = true;
    }
    if (!last->is_open) return -1;
    int fd = openat(last->fd, name, O_RDONLY | O_CLOEXEC);
    if (fd < 0) forget(last); /* perhaps its descriptor is what is wanting, or it stands elsewhere by now */
    return fd;
}

tb_status tb_file_read_in(tb_folder *last, const char *path, size_t max_bytes, tb_buf *out, tb_error *error) {
    const char *slash = strrchr(path, '/');
    /* What is too long for a path is so for each file of the folder. */
    bool fits = strlen(path) < PATH_MAX;
    int fd = fits && slash && slash[1] ? open_in(last, path, slash + 1) : -1;
    if (fd < 0) return tb_file_read(path, max_bytes, out, error);
    tb_buf_clear(out);
    return read_open(fd, path, max_bytes, out, error);
}

void tb_folder_close(tb_folder *f) {
    forget(f);
    tb_buf_free(&f->path);
}

/* ---- folders ---- */

tb_status tb_dir_make(const char *path, tb_error *error) {
    tb_buf b = {0};
    tb_buf_puts(&b, path);
    tb_buf_putc(&b, '\0');
    tb_status status = tb_buf_status(&b);
    for (size_t i = 1; status == TB_OK && i < b.len; i++) {
        if (b.p[i] != '/' && b.p[i] != '\0') continue;
        if (b.p[i - 1] == '/') continue;
        char kept = b.p[i];
        b.p[i] = '\0';
        if (mkdir(b.p, 0777) != 0) {
            int sys = errno;
            if (!tb_file_is_dir(b.p)) status = io_error(error, sys == EEXIST ? ENOTDIR : sys, b.p);
        }
        b.p[i] = kept;
    }
    tb_buf_free(&b);
    return status;
}

bool tb_file_exists(const char *path) {
    struct stat st;
    return stat(path, &st) == 0;
}

bool tb_file_is_dir(const char *path) {
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

typedef enum kind { KIND_FOLDER, KIND_LINKED_FOLDER, KIND_OTHER } kind;

static kind kind_of(DIR *dir, const struct dirent *entry) {
    struct stat st;
    if (entry->d_type == DT_DIR) return KIND_FOLDER;
    if (entry->d_type != DT_UNKNOWN && entry->d_type != DT_LNK) return KIND_OTHER;
    if (fstatat(dirfd(dir), entry->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0) return KIND_OTHER;
    if (S_ISDIR(st.st_mode)) return KIND_FOLDER;
    if (!S_ISLNK(st.st_mode)) return KIND_OTHER;
    return fstatat(dirfd(dir), entry->d_name, &st, 0) == 0 && S_ISDIR(st.st_mode) ? KIND_LINKED_FOLDER
                                                                                 : KIND_OTHER;
}

/* A folder that is being listed: its names, in order; those of folders end in "/", so that in this order the paths
 * below them stand in the order of bytes. */
typedef struct level {
    tb_slice prefix; /* of its paths, "" or ends in "/" */
    tb_names names;  /* on the heap */
    size_t next;
} level;

/* Adds the names in path; folders only where they are wanted as such. */
static tb_status read_names(const char *path, bool recursive, tb_arena *arena, tb_names *out, tb_error *error) {
    DIR *dir = opendir(path);
    if (!dir) return io_error(error, errno, path);
    tb_status status = TB_OK;
    while (status == TB_OK) {
        errno = 0;
        const struct dirent *entry = readdir(dir);
        if (!entry) {
            if (errno) status = io_error(error, errno, path);
            break;
        }
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
        kind k = recursive ? kind_of(dir, entry) : KIND_OTHER;
        if (k == KIND_LINKED_FOLDER) continue;
        tb_slice name = tb_slice_cstr(entry->d_name);
        status = k == KIND_FOLDER ? tb_arena_printf(arena, &name, "%s/", entry->d_name)
                                  : tb_arena_copy(arena, name, &name);
        if (status == TB_OK) status = tb_vec_push(NULL, out, name);
    }
    (void)closedir(dir);
    return status;
}

static int compare_names(const void *a, const void *b) {
    return tb_slice_cmp(*(const tb_slice *)a, *(const tb_slice *)b);
}

typedef TB_VEC(level) levels;

static tb_status enter(const char *path, tb_slice prefix, bool recursive, tb_arena *arena, levels *open,
                       tb_error *error) {
    level l = {.prefix = prefix};
    tb_status status = read_names(path, recursive, arena, &l.names, error);
    if (l.names.n) qsort(l.names.at, l.names.n, sizeof *l.names.at, compare_names);
    if (status == TB_OK) status = tb_vec_push(NULL, open, l);
    if (status != TB_OK) tb_vec_free(&l.names);
    return status;
}

static void leave(levels *open) {
    open->n--;
    tb_vec_free(&open->at[open->n].names);
}

/* Adds the next path of the innermost folder, or enters the next folder, or leaves this one. */
static tb_status go_on(const char *path, bool recursive, tb_arena *arena, levels *open, tb_names *out,
                       tb_error *error) {
    level *l = &open->at[open->n - 1];
    if (l->next == l->names.n) {
        leave(open);
        return TB_OK;
    }
    tb_slice name = l->names.at[l->next++], below;
    if (l->prefix.len) TB_TRY(tb_path_join(arena, l->prefix, name, &name));
    if (!tb_slice_ends(name, TB_S("/"))) return tb_vec_push(arena, out, name);
    TB_TRY(tb_path_join(arena, tb_slice_cstr(path), name, &below));
    return enter(below.p, name, recursive, arena, open, error);
}

tb_status tb_dir_list(const char *path, bool recursive, tb_arena *arena, tb_names *out, tb_error *error) {
    levels open = {0}; /* a list instead of recursion, since depth is input */
    tb_status status = enter(path, (tb_slice){0}, recursive, arena, &open, error);
    while (status == TB_OK && open.n) status = go_on(path, recursive, arena, &open, out, error);
    while (open.n) leave(&open);
    tb_vec_free(&open);
    return status;
}

/* ---- paths as text ---- */

tb_status tb_path_join(tb_arena *arena, tb_slice dir, tb_slice name, tb_slice *out) {
    bool alone = dir.len == 0 || (name.len && name.p[0] == '/');
    bool slash = !alone && dir.p[dir.len - 1] != '/';
    size_t at = alone ? 0 : dir.len;
    char *p = tb_arena_alloc(arena, at + slash + name.len + 1);
    if (!p) return TB_ENOMEM;
    if (at) memcpy(p, dir.p, at);
    if (slash) p[at++] = '/';
    if (name.len) memcpy(p + at, name.p, name.len);
    *out = (tb_slice){p, at + name.len};
    return TB_OK;
}

/* Offset just after the last "/", or 0. */
static size_t name_start(tb_slice path) {
    size_t at = path.len;
    while (at && path.p[at - 1] != '/') at--;
    return at;
}

tb_slice tb_path_dir(tb_slice path) {
    size_t end = name_start(path);
    while (end > 1 && path.p[end - 1] == '/') end--;
    return tb_slice_sub(path, 0, end);
}

tb_slice tb_path_name(tb_slice path) {
    return tb_slice_sub(path, name_start(path), path.len);
}

/* Offset of the dot of a name's ending, or name.len; dots at the front make no ending. */
static size_t ending(tb_slice name) {
    size_t first = 0;
    while (first < name.len && name.p[first] == '.') first++;
    for (size_t i = name.len; i > first; i--)
        if (name.p[i - 1] == '.') return i - 1;
    return name.len;
}

tb_slice tb_path_stem(tb_slice path) {
    tb_slice name = tb_path_name(path);
    return tb_slice_sub(name, 0, ending(name));
}

tb_slice tb_path_ext(tb_slice path) {
    tb_slice name = tb_path_name(path);
    size_t dot = ending(name);
    return tb_slice_sub(name, dot < name.len ? dot + 1 : dot, name.len);
}
