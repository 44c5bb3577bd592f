/* Files: read whole, write whole or not at all, list in a fixed order. */
#ifndef TB_BASE_FILE_H
#define TB_BASE_FILE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/vec.h"

/* Reads the whole of path ("-" is standard input) into *out, which is cleared first. A folder, a file
 * that is not there and one that grows past max_bytes are errors: TB_EIO with error filled, or TB_ELIMIT. */
TB_MUST_USE tb_status tb_file_read(const char *path, size_t max_bytes, tb_buf *out, tb_error *error);

/* The same for one of many files: keeps the folder of the last one open where two in turn are in it, since the system
 * finds a name in an open folder sooner than a path: a folder is taken as it stood when its second file was read. All zeros to begin
 * with; of one thread. */
typedef struct tb_folder {
    tb_buf path; /* with its last "/", and a NUL */
    int fd;
    bool is_open, tried;
} tb_folder;
TB_MUST_USE tb_status tb_file_read_in(tb_folder *last, const char *path, size_t max_bytes, tb_buf *out, tb_error *error);
void tb_folder_close(tb_folder *f);

/* Writes bytes to path ("-" is standard output) by way of a temporary file in the same folder that is synced and renamed over
 * it: afterwards path holds all of bytes, or what it held before. Keeps the mode of a file that was
 * there. Writes through a symbolic link, and straight into a device or pipe. TB_EIO. */
TB_MUST_USE tb_status tb_file_write(const char *path, tb_slice bytes, tb_error *error);

/* The same for bytes that come one after the other: begin, append as often as needed, then commit or abandon. Until
 * the commit path holds what it held before (a device or pipe has what was appended). */
typedef struct tb_file_out {
    tb_arena arena;
    tb_slice path, target, folder; /* as given; where it leads; the folder of that */
    tb_slice temporary;            /* the file that is written, "" where path itself is */
    int fd;
    bool borrowed; /* a stream of the process */
} tb_file_out;
TB_MUST_USE tb_status tb_file_begin(const char *path, tb_file_out *out, tb_error *error); /* *out needs no end on failure */
TB_MUST_USE tb_status tb_file_append(tb_file_out *f, tb_slice bytes, tb_error *error);
TB_MUST_USE tb_status tb_file_commit(tb_file_out *f, tb_error *error); /* ends *f also on failure */
void tb_file_abandon(tb_file_out *f);

/* Writes to an open stream ("-" and the like): every short write and error is TB_EIO. */
TB_MUST_USE tb_status tb_fd_write(int fd, const char *name, tb_slice bytes, tb_error *error);

/* Makes path and the folders above it, as mkdir -p. */
TB_MUST_USE tb_status tb_dir_make(const char *path, tb_error *error);

typedef TB_VEC(tb_slice) tb_names;
/* The names in a folder (no "." and ".."), in byte order, as NUL-ended slices of arena; with recursive
 * the paths below it (relative to path: "sub/x.txt"), folders left out, symbolic links to folders neither
 * followed nor listed. TB_EIO, TB_ENOMEM. */
TB_MUST_USE tb_status tb_dir_list(const char *path, bool recursive, tb_arena *arena, tb_names *out,
                                  tb_error *error);
bool tb_file_exists(const char *path);
bool tb_file_is_dir(const char *path);

/* dir "/" name, or name where it is absolute or dir is empty; NUL-ended in arena. */
TB_MUST_USE tb_status tb_path_join(tb_arena *arena, tb_slice dir, tb_slice name, tb_slice *out);
/* The folder part of path, without its last "/": "" for a plain name, "/" for "/x". */
tb_slice tb_path_dir(tb_slice path);
/* The name without folder; the stem is the name without its last ".ext" (a leading dot is no ending). */
tb_slice tb_path_name(tb_slice path);
tb_slice tb_path_stem(tb_slice path);
tb_slice tb_path_ext(tb_slice path); /* without the dot; "" if none */

/* Fills error (may be NULL) with a formatted message; sys is an errno, of which ": " and the system's words are
 * appended, or 0. Example: tb_error_set(error, errno, "%s", path). */
void tb_error_set(tb_error *error, int sys, const char *format, ...) TB_PRINTF(3, 4);

#endif
