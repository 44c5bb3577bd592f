/* Files: written whole or not at all.
 *
 * Invariant: the name of a regular file leads, at every moment, to all of the old bytes or to all of the new ones. The new
 * ones go into a temporary file beside it, which is renamed over it at the end. Must not know what is in a file. */
#if !defined(_DEFAULT_SOURCE)
#define _DEFAULT_SOURCE /* symbolic links, owners */
#endif
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

#define LINKS_MAX 40 /* as the kernel's own limit on symbolic links in a path */

static tb_status io_error(tb_error *error, int sys, const char *name) {
    tb_error_set(error, sys, "%s", name);
    return TB_EIO;
}

tb_status tb_fd_write(int fd, const char *name, tb_slice bytes, tb_error *error) {
    while (bytes.len) {
        ssize_t n = write(fd, bytes.p, bytes.len < SSIZE_MAX ? bytes.len : SSIZE_MAX);
        if (n < 0) {
            if (errno == EINTR) continue;
            if (errno != EAGAIN && errno != EWOULDBLOCK) return io_error(error, errno, name);
            /* Somebody set the stream to non-blocking; wait until it takes more. */
            struct pollfd wait = {.fd = fd, .events = POLLOUT};
            if (poll(&wait, 1, -1) < 0 && errno != EINTR) return io_error(error, errno, name);
            continue;
        }
        bytes = tb_slice_sub(bytes, (size_t)n, bytes.len);
    }
    return TB_OK;
}

/* The stream that path is another name of, or -1. Opened by its name, a standard output that leads into a
 * file would be replaced or overwritten from its start. */
static int stream_of(const char *path) {
    if (strcmp(path, "-") == 0 || strcmp(path, "/dev/stdout") == 0 || strcmp(path, "/dev/fd/1") == 0 ||
        strcmp(path, "/proc/self/fd/1") == 0)
        return STDOUT_FILENO;
    if (strcmp(path, "/dev/stderr") == 0 || strcmp(path, "/dev/fd/2") == 0 ||
        strcmp(path, "/proc/self/fd/2") == 0)
        return STDERR_FILENO;
    return -1;
}

/* Where path leads when its last name is a symbolic link, also to a file that is not there yet. */
static tb_status follow_links(tb_arena *arena, tb_slice path, tb_slice *out, tb_error *error) {
    char target[PATH_MAX];
    for (int i = 0; i < LINKS_MAX; i++) {
        struct stat st;
        if (lstat(path.p, &st) != 0 || !S_ISLNK(st.st_mode)) {
            *out = path;
            return TB_OK;
        }
        ssize_t n = readlink(path.p, target, sizeof target);
        if (n < 0) return io_error(error, errno, path.p);
        if ((size_t)n == sizeof target) return io_error(error, ENAMETOOLONG, path.p);
        TB_TRY(tb_path_join(arena, tb_path_dir(path), (tb_slice){target, (size_t)n}, &path));
    }
    return io_error(error, ELOOP, path.p);
}

/* Opens a new file beside target under a name that nothing has; the umask applies. */
static tb_status open_temporary(tb_arena *arena, tb_slice target, int *fd, tb_slice *name, tb_error *error) {
    tb_slice own;
    for (unsigned i = 0; i < 1000; i++) {
        TB_TRY(tb_arena_printf(arena, &own, ".tiebook-%ld-%u.tmp", (long)getpid(), i));
        TB_TRY(tb_path_join(arena, tb_path_dir(target), own, name));
        *fd = open(name->p, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
        if (*fd >= 0) return TB_OK;
        if (errno != EEXIST) break;
    }
    return io_error(error, errno, target.p);
}

/* Makes the rename last through a loss of power. Some file systems cannot sync a folder; the file is whole
 * all the same, so that is no error. */
static void sync_folder(const char *folder) {
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return;
    (void)fsync(fd);
    (void)close(fd);
}

/* Owner and mode of the file that is replaced. */
static tb_status take_over(int fd, const char *name, const struct stat *old, tb_error *error) {
    /* The owner can be kept only with privilege; without it the new file is ours, as with any editor. */
    if (fchown(fd, old->st_uid, old->st_gid) != 0 && errno != EPERM && errno != EINVAL)
        return io_error(error, errno, name);
    if (fchmod(fd, old->st_mode & 0777) != 0) return io_error(error, errno, name);
    return TB_OK;
}

/* What is written to goes beside the file that path leads to, which is old, or NULL where there is none. */
static tb_status begin_beside(tb_file_out *f, const struct stat *old, tb_error *error) {
    TB_TRY(follow_links(&f->arena, f->path, &f->target, error));
    /* A rename would get round the protection of a file that may not be written. */
    if (old && access(f->target.p, W_OK) != 0) return io_error(error, errno, f->path.p);
    /* Asked for now, so that nothing can go wrong after the rename. */
    tb_slice dir = tb_path_dir(f->target), temporary;
    TB_TRY(tb_arena_copy(&f->arena, dir.len ? dir : TB_S("."), &f->folder));
    TB_TRY(open_temporary(&f->arena, f->target, &f->fd, &temporary, error));
    f->temporary = temporary;
    return old ? take_over(f->fd, f->path.p, old, error) : TB_OK;
}

static tb_status begin(tb_file_out *f, const char *path, tb_error *error) {
    struct stat st;
    TB_TRY(tb_arena_copy(&f->arena, tb_slice_cstr(path), &f->path));
    bool exists = stat(path, &st) == 0;
    if (!exists && errno != ENOENT) return io_error(error, errno, path);
    if (exists && S_ISDIR(st.st_mode)) return io_error(error, EISDIR, path);
    if (!exists && (*path == '\0' || path[strlen(path) - 1] == '/'))
        return io_error(error, *path ? EISDIR : ENOENT, path);
    if (!exists || S_ISREG(st.st_mode)) return begin_beside(f, exists ? &st : NULL, error);
    /* A device or a pipe is written straight into. */
    f->fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    return f->fd < 0 ? io_error(error, errno, path) : TB_OK;
}

tb_status tb_file_begin(const char *path, tb_file_out *out, tb_error *error) {
    *out = (tb_file_out){.fd = stream_of(path)};
    if (out->fd >= 0) {
        out->borrowed = true;
        return tb_arena_copy(&out->arena, out->fd == STDOUT_FILENO ? TB_S("standard output") : tb_slice_cstr(path),
                             &out->path);
    }
    tb_status status = begin(out, path, error);
    if (status != TB_OK) tb_file_abandon(out);
    return status;
}

tb_status tb_file_append(tb_file_out *f, tb_slice bytes, tb_error *error) {
    return tb_fd_write(f->fd, f->path.p, bytes, error);
}

static tb_status commit(tb_file_out *f, tb_error *error) {
    bool beside = f->temporary.len > 0;
    if (f->borrowed) return TB_OK;
    if (beside && fsync(f->fd) != 0 && errno != EINVAL && errno != ENOSYS) return io_error(error, errno, f->path.p);
    int fd = f->fd;
    f->fd = -1;
    if (close(fd) != 0) return io_error(error, errno, f->path.p);
    if (!beside) return TB_OK;
    if (rename(f->temporary.p, f->target.p) != 0) return io_error(error, errno, f->path.p);
    f->temporary = TB_S("");
    sync_folder(f->folder.p);
    return TB_OK;
}

tb_status tb_file_commit(tb_file_out *f, tb_error *error) {
    tb_status status = commit(f, error);
    tb_file_abandon(f);
    return status;
}

void tb_file_abandon(tb_file_out *f) {
    if (f->fd >= 0 && !f->borrowed) (void)close(f->fd); /* what was written to it is given up */
    if (f->temporary.len) (void)unlink(f->temporary.p);
    tb_arena_free(&f->arena);
    *f = (tb_file_out){.fd = -1};
}

tb_status tb_file_write(const char *path, tb_slice bytes, tb_error *error) {
    tb_file_out f;
    TB_TRY(tb_file_begin(path, &f, error));
    tb_status status = tb_file_append(&f, bytes, error);
    if (status == TB_OK) return tb_file_commit(&f, error);
    tb_file_abandon(&f);
    return status;
}
