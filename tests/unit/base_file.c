/* Files: whole or not at all, each failure reported, nothing left behind. Each test has a folder of its own. */
#include "test.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"

typedef struct fixture {
    tb_arena arena;
    char dir[64];
} fixture;

static int set_up(void **state) {
    fixture *f = calloc(1, sizeof *f);
    if (!f) return -1;
    strcpy(f->dir, "/tmp/tiebook-test-XXXXXX");
    if (!mkdtemp(f->dir)) return -1;
    *state = f;
    return 0;
}

static int tear_down(void **state) {
    fixture *f = *state;
    char command[256];
    (void)snprintf(command, sizeof command, "chmod -R u+rwx %s; rm -rf %s", f->dir, f->dir);
    int failed = system(command);
    tb_arena_free(&f->arena);
    free(f);
    return failed;
}

/* A path in the test's folder. */
static const char *in(fixture *f, const char *name) {
    tb_slice path;
    assert_ok(tb_path_join(&f->arena, tb_slice_cstr(f->dir), tb_slice_cstr(name), &path));
    return path.p;
}

static void put(const char *path, const char *text) {
    FILE *stream = fopen(path, "wb");
    assert_non_null(stream);
    assert_int_equal(fputs(text, stream) < 0, 0);
    assert_int_equal(fclose(stream), 0);
}

static void assert_file(const char *path, const char *want) {
    tb_buf b = {0};
    tb_error error;
    assert_ok(tb_file_read(path, 1 << 20, &b, &error));
    assert_slice(tb_buf_slice(&b), want);
    tb_buf_free(&b);
}

/* The names in the folder, joined with blanks: nothing may be left behind. */
static void assert_names(fixture *f, const char *dir, bool recursive, const char *want) {
    tb_names names = {0};
    tb_error error;
    tb_buf b = {0};
    assert_ok(tb_dir_list(dir, recursive, &f->arena, &names, &error));
    for (size_t i = 0; i < names.n; i++) {
        if (i) tb_buf_putc(&b, ' ');
        tb_buf_put(&b, names.at[i]);
        assert_int_equal(names.at[i].p[names.at[i].len], '\0');
    }
    assert_slice(tb_buf_slice(&b), want);
    tb_buf_free(&b);
}

static mode_t mode_of(const char *path) {
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    return st.st_mode & 0777;
}

/* ---- errors ---- */

static void errors_say_what_the_system_says(void **state) {
    (void)state;
    tb_error error;
    tb_error_set(&error, ENOENT, "%s", "a/b.txt");
    assert_string_equal(error.message, "a/b.txt: No such file or directory");
    assert_int_equal(error.sys, ENOENT);
    tb_error_set(&error, 0, "%d things", 3);
    assert_string_equal(error.message, "3 things");
    tb_error_set(NULL, ENOENT, "nobody listens");
}

static void errors_are_cut_between_characters(void **state) {
    (void)state;
    static const char *const characters[] = {"x", "\xC3\xA9", "\xE4\xB8\xAD", "\xF0\x9F\x98\x80"};
    for (size_t c = 0; c < 4; c++)
        for (size_t before = 0; before < 4; before++) {
            char text[1024] = {0};
            memset(text, 'a', before);
            while (strlen(text) < 700) strcat(text, characters[c]);
            tb_error error;
            tb_error_set(&error, c % 2 ? ENOENT : 0, "%s", text);
            size_t len = strlen(error.message), n = strlen(characters[c]);
            assert_true(len < sizeof error.message && len + n >= sizeof error.message);
            assert_int_equal((len - before) % n, 0);
        }
}

/* ---- reading ---- */

static void reads_what_is_there(void **state) {
    fixture *f = *state;
    put(in(f, "a"), "text\r\n");
    put(in(f, "empty"), "");
    assert_file(in(f, "a"), "text\r\n");
    assert_file(in(f, "empty"), "");
    tb_buf b = {0};
    tb_error error;
    tb_buf_puts(&b, "what was there before");
    assert_ok(tb_file_read(in(f, "a"), 6, &b, &error));
    assert_slice(tb_buf_slice(&b), "text\r\n");
    tb_buf_free(&b);
}

static void reads_files_that_do_not_say_their_size(void **state) {
    (void)state;
    tb_buf b = {0};
    tb_error error;
    assert_ok(tb_file_read("/proc/self/status", 1 << 20, &b, &error));
    assert_true(b.len > 100);
    assert_ok(tb_file_read("/dev/null", 0, &b, &error));
    assert_int_equal(b.len, 0);
    tb_buf_free(&b);
}

static void reading_fails_with_its_reason(void **state) {
    fixture *f = *state;
    tb_buf b = {0};
    tb_error error = {0};
    assert_int_equal(tb_file_read(f->dir, 100, &b, &error), TB_EIO);
    assert_int_equal(error.sys, EISDIR);
    assert_non_null(strstr(error.message, ": Is a directory"));
    assert_int_equal(tb_file_read(in(f, "no"), 100, &b, &error), TB_EIO);
    assert_int_equal(error.sys, ENOENT);
    put(in(f, "file"), "x");
    assert_int_equal(tb_file_read(in(f, "file/x"), 100, &b, &error), TB_EIO);
    assert_int_equal(error.sys, ENOTDIR);
    assert_int_equal(tb_file_read("", 100, &b, &error), TB_EIO);
    tb_buf_free(&b);
}

static void reading_stops_at_the_limit(void **state) {
    fixture *f = *state;
    tb_buf b = {0};
    tb_error error = {0};
    put(in(f, "a"), "12345");
    assert_ok(tb_file_read(in(f, "a"), 5, &b, &error));
    assert_int_equal(tb_file_read(in(f, "a"), 4, &b, &error), TB_ELIMIT);
    assert_non_null(strstr(error.message, "4 bytes"));
    /* a file without a size, and without an end */
    assert_int_equal(tb_file_read("/dev/zero", 100000, &b, &error), TB_ELIMIT);
    tb_buf_free(&b);
}

/* ---- writing ---- */

static void writes_new_files_and_replaces_old_ones(void **state) {
    fixture *f = *state;
    tb_error error;
    mode_t mask = umask(027);
    assert_ok(tb_file_write(in(f, "a"), TB_S("one"), &error));
    umask(mask);
    assert_file(in(f, "a"), "one");
    assert_int_equal(mode_of(in(f, "a")), 0640);
    assert_int_equal(chmod(in(f, "a"), 0604), 0);
    assert_ok(tb_file_write(in(f, "a"), TB_S("other"), &error));
    assert_file(in(f, "a"), "other");
    assert_int_equal(mode_of(in(f, "a")), 0604);
    assert_ok(tb_file_write(in(f, "a"), (tb_slice){0}, &error));
    assert_file(in(f, "a"), "");
    assert_names(f, f->dir, false, "a");
}

static void a_reader_keeps_the_old_file(void **state) {
    fixture *f = *state;
    tb_error error;
    put(in(f, "a"), "old");
    int fd = open(in(f, "a"), O_RDONLY);
    assert_true(fd >= 0);
    assert_ok(tb_file_write(in(f, "a"), TB_S("new"), &error));
    char old[8] = {0};
    assert_int_equal(read(fd, old, sizeof old), 3);
    assert_string_equal(old, "old");
    close(fd);
}

static void a_name_as_long_as_can_be_is_written(void **state) {
    fixture *f = *state;
    tb_error error;
    char name[256] = {0};
    memset(name, 'n', 255);
    assert_ok(tb_file_write(in(f, name), TB_S("x"), &error));
    assert_file(in(f, name), "x");
}

static void writes_through_links(void **state) {
    fixture *f = *state;
    tb_error error;
    assert_int_equal(mkdir(in(f, "sub"), 0777), 0);
    put(in(f, "sub/target"), "old");
    assert_int_equal(symlink("sub/middle", in(f, "link")), 0);
    assert_int_equal(symlink("target", in(f, "sub/middle")), 0);
    assert_ok(tb_file_write(in(f, "link"), TB_S("new"), &error));
    assert_file(in(f, "sub/target"), "new");
    struct stat st;
    assert_int_equal(lstat(in(f, "link"), &st), 0);
    assert_true(S_ISLNK(st.st_mode));
    /* also to a file that is not there yet */
    assert_int_equal(unlink(in(f, "sub/target")), 0);
    assert_ok(tb_file_write(in(f, "link"), TB_S("again"), &error));
    assert_file(in(f, "sub/target"), "again");
    assert_names(f, f->dir, true, "link sub/middle sub/target");
    assert_int_equal(symlink("loop", in(f, "loop")), 0);
    assert_int_equal(tb_file_write(in(f, "loop"), TB_S("x"), &error), TB_EIO);
    assert_int_equal(error.sys, ELOOP);
}

static void writes_straight_into_a_pipe(void **state) {
    fixture *f = *state;
    tb_error error;
    assert_int_equal(mkfifo(in(f, "pipe"), 0600), 0);
    int reader = open(in(f, "pipe"), O_RDONLY | O_NONBLOCK);
    assert_true(reader >= 0);
    assert_ok(tb_file_write(in(f, "pipe"), TB_S("through"), &error));
    char got[16] = {0};
    assert_int_equal(read(reader, got, sizeof got), 7);
    assert_string_equal(got, "through");
    close(reader);
    struct stat st;
    assert_int_equal(lstat(in(f, "pipe"), &st), 0);
    assert_true(S_ISFIFO(st.st_mode));
    assert_ok(tb_file_write("/dev/null", TB_S("x"), &error));
    assert_int_equal(stat("/dev/null", &st), 0);
    assert_true(S_ISCHR(st.st_mode));
}

static void a_full_device_is_an_error(void **state) {
    (void)state;
    tb_error error = {0};
    assert_int_equal(tb_file_write("/dev/full", TB_S("x"), &error), TB_EIO);
    assert_string_equal(error.message, "/dev/full: No space left on device");
    int fd = open("/dev/full", O_WRONLY);
    assert_true(fd >= 0);
    assert_int_equal(tb_fd_write(fd, "standard output", TB_S("x"), &error), TB_EIO);
    assert_string_equal(error.message, "standard output: No space left on device");
    assert_ok(tb_fd_write(fd, "standard output", (tb_slice){0}, &error));
    close(fd);
    assert_int_equal(tb_fd_write(-1, "closed", TB_S("x"), &error), TB_EIO);
    assert_int_equal(error.sys, EBADF);
}

static void a_write_that_fails_midway_leaves_the_old_file(void **state) {
    fixture *f = *state;
    tb_error error = {0};
    put(in(f, "a"), "old");
    char *much = malloc(1 << 20);
    assert_non_null(much);
    memset(much, 'x', 1 << 20);
    /* A limit on the size of files stands for a disk that fills up while it is written to. */
    struct rlimit before, limit;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    limit = before;
    limit.rlim_cur = 4096;
    void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
    tb_status replaced = tb_file_write(in(f, "a"), (tb_slice){much, 1 << 20}, &error);
    tb_status made = tb_file_write(in(f, "b"), (tb_slice){much, 1 << 20}, &error);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    signal(SIGXFSZ, handler);
    free(much);
    assert_int_equal(replaced, TB_EIO);
    assert_int_equal(made, TB_EIO);
    assert_int_equal(error.sys, EFBIG);
    assert_file(in(f, "a"), "old");
    assert_names(f, f->dir, false, "a");
}

static void a_reader_that_goes_away_is_an_error(void **state) {
    (void)state;
    int ends[2];
    tb_error error = {0};
    assert_int_equal(pipe(ends), 0);
    close(ends[0]);
    void (*handler)(int) = signal(SIGPIPE, SIG_IGN);
    assert_int_equal(tb_fd_write(ends[1], "standard output", TB_S("x"), &error), TB_EIO);
    signal(SIGPIPE, handler);
    assert_int_equal(error.sys, EPIPE);
    close(ends[1]);
}

static void a_stream_that_is_not_ready_is_waited_for(void **state) {
    (void)state;
    enum { N = 1 << 20 };
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        static char got[65536];
        size_t total = 0;
        close(ends[1]);
        nanosleep(&(struct timespec){.tv_nsec = 20000000}, NULL);
        for (ssize_t n; (n = read(ends[0], got, sizeof got)) > 0;) total += (size_t)n;
        _exit(total == N ? 0 : 1);
    }
    close(ends[0]);
    assert_int_equal(fcntl(ends[1], F_SETFL, O_NONBLOCK), 0);
    char *much = calloc(1, N);
    assert_non_null(much);
    tb_error error;
    assert_ok(tb_fd_write(ends[1], "pipe", (tb_slice){much, N}, &error));
    free(much);
    close(ends[1]);
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

static void a_file_in_pieces_is_there_when_it_is_whole(void **state) {
    fixture *f = *state;
    tb_error error;
    tb_file_out out;
    put(in(f, "a"), "old");
    assert_ok(tb_file_begin(in(f, "a"), &out, &error));
    assert_ok(tb_file_append(&out, TB_S("one "), &error));
    assert_ok(tb_file_append(&out, (tb_slice){0}, &error));
    assert_ok(tb_file_append(&out, TB_S("two"), &error));
    assert_file(in(f, "a"), "old");
    assert_ok(tb_file_commit(&out, &error));
    assert_file(in(f, "a"), "one two");
    assert_ok(tb_file_begin(in(f, "a"), &out, &error));
    assert_ok(tb_file_append(&out, TB_S("never"), &error));
    tb_file_abandon(&out);
    assert_file(in(f, "a"), "one two");
    assert_ok(tb_file_begin(in(f, "b"), &out, &error));
    tb_file_abandon(&out);
    assert_names(f, f->dir, false, "a");
    assert_ok(tb_file_begin("/dev/full", &out, &error));
    assert_int_equal(tb_file_append(&out, TB_S("x"), &error), TB_EIO);
    tb_file_abandon(&out);
    assert_int_equal(tb_file_begin(f->dir, &out, &error), TB_EIO);
    /* the folder goes away before the end */
    assert_ok(tb_dir_make(in(f, "sub"), &error));
    assert_ok(tb_file_begin(in(f, "sub/c"), &out, &error));
    assert_int_equal(rename(in(f, "sub"), in(f, "gone")), 0);
    assert_int_equal(tb_file_commit(&out, &error), TB_EIO);
    assert_int_equal(error.sys, ENOENT);
}

static void writing_fails_with_its_reason(void **state) {
    fixture *f = *state;
    tb_error error = {0};
    assert_int_equal(tb_file_write(f->dir, TB_S("x"), &error), TB_EIO);
    assert_int_equal(error.sys, EISDIR);
    assert_int_equal(tb_file_write(in(f, "no/such"), TB_S("x"), &error), TB_EIO);
    assert_int_equal(error.sys, ENOENT);
    assert_non_null(strstr(error.message, "no/such"));
    assert_int_equal(tb_file_write(in(f, "new/"), TB_S("x"), &error), TB_EIO);
    assert_int_equal(tb_file_write("", TB_S("x"), &error), TB_EIO);
    put(in(f, "file"), "kept");
    assert_int_equal(tb_file_write(in(f, "file/x"), TB_S("x"), &error), TB_EIO);
    assert_int_equal(error.sys, ENOTDIR);
    if (geteuid() != 0) { /* root may write everywhere */
        assert_int_equal(chmod(in(f, "file"), 0400), 0);
        assert_int_equal(tb_file_write(in(f, "file"), TB_S("x"), &error), TB_EIO);
        assert_int_equal(error.sys, EACCES);
    }
    assert_file(in(f, "file"), "kept");
    assert_names(f, f->dir, false, "file");
}

/* ---- folders ---- */

static void folders_are_made_with_those_above(void **state) {
    fixture *f = *state;
    tb_error error = {0};
    assert_ok(tb_dir_make(in(f, "a/b//c/"), &error));
    assert_true(tb_file_is_dir(in(f, "a/b/c")));
    assert_ok(tb_dir_make(in(f, "a/b/c"), &error));
    assert_ok(tb_dir_make("/", &error));
    assert_ok(tb_dir_make(".", &error));
    put(in(f, "file"), "");
    assert_int_equal(tb_dir_make(in(f, "file"), &error), TB_EIO);
    assert_int_equal(error.sys, ENOTDIR);
    assert_int_equal(tb_dir_make(in(f, "file/x"), &error), TB_EIO);
    assert_non_null(strstr(error.message, "file: Not a directory"));
    assert_true(tb_file_exists(in(f, "file")));
    assert_false(tb_file_is_dir(in(f, "file")));
    assert_false(tb_file_exists(in(f, "none")));
}

static void assert_next(tb_folder *last, const char *path, const char *want) {
    tb_buf b = {0};
    tb_error error;
    assert_ok(tb_file_read_in(last, path, 1 << 20, &b, &error));
    assert_slice(tb_buf_slice(&b), want);
    tb_buf_free(&b);
}

/* The folder that is kept open changes nothing but the time that it takes. */
static void files_are_read_one_after_the_other(void **state) {
    fixture *f = *state;
    tb_error error;
    tb_folder last = {0};
    tb_buf b = {0};
    assert_ok(tb_dir_make(in(f, "a"), &error));
    assert_ok(tb_dir_make(in(f, "ab"), &error));
    put(in(f, "a/x"), "ax");
    put(in(f, "a/y"), "ay");
    put(in(f, "ab/x"), "abx");
    assert_next(&last, in(f, "a/x"), "ax");
    assert_false(last.is_open);
    assert_next(&last, in(f, "a/y"), "ay");
    assert_true(last.is_open);
    assert_next(&last, in(f, "a/x"), "ax");
    assert_next(&last, in(f, "ab/x"), "abx");
    assert_next(&last, in(f, "ab/../a/x"), "ax");
    assert_next(&last, in(f, "ab/../a/y"), "ay");
    for (int i = 0; i < 3; i++) {
        assert_int_equal(tb_file_read_in(&last, in(f, "a/none"), 100, &b, &error), TB_EIO);
        assert_int_equal(error.sys, ENOENT);
        assert_non_null(strstr(error.message, "/a/none: "));
        assert_int_equal(tb_file_read_in(&last, in(f, "none/x"), 100, &b, &error), TB_EIO);
        assert_int_equal(error.sys, ENOENT);
        assert_int_equal(tb_file_read_in(&last, in(f, "a/x/y"), 100, &b, &error), TB_EIO);
        assert_int_equal(error.sys, ENOTDIR);
        assert_int_equal(tb_file_read_in(&last, in(f, "a/"), 100, &b, &error), TB_EIO);
        assert_int_equal(error.sys, EISDIR);
        assert_int_equal(tb_file_read_in(&last, "nowhere-at-all", 100, &b, &error), TB_EIO);
        assert_next(&last, in(f, "a/x"), "ax");
        assert_next(&last, in(f, "a/y"), "ay");
    }
    /* Another folder of this name came in its place, with a file that the open one has not. */
    assert_int_equal(rename(in(f, "a"), in(f, "old")), 0);
    assert_ok(tb_dir_make(in(f, "a"), &error));
    put(in(f, "a/new"), "new");
    assert_next(&last, in(f, "a/new"), "new");
    tb_folder_close(&last);
    tb_folder_close(&last);
    tb_buf_free(&b);
}

/* The folder takes a descriptor; a file that needs it gets it. */
static void the_folder_gives_its_descriptor_up(void **state) {
    fixture *f = *state;
    tb_folder last = {0};
    struct rlimit before, few;
    put(in(f, "x"), "x of it");
    put(in(f, "y"), "y of it");
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
    int next = dup(STDIN_FILENO);
    assert_true(next >= 0);
    assert_int_equal(close(next), 0);
    few = before;
    few.rlim_cur = (rlim_t)next + 1;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &few), 0);
    for (int i = 0; i < 3; i++) {
        assert_next(&last, in(f, "x"), "x of it");
        assert_next(&last, in(f, "y"), "y of it");
    }
    tb_folder_close(&last);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
}

/* A path that is too long for the system is, whichever files were read before. */
static void a_long_path_is_too_long_each_time(void **state) {
    fixture *f = *state;
    tb_folder last = {0};
    tb_buf b = {0}, path = {0};
    tb_error error;
    put(in(f, "file-with-a-name"), "text");
    tb_buf_puts(&path, in(f, ""));
    while (path.len < PATH_MAX - 10) tb_buf_puts(&path, "./");
    tb_buf_puts(&path, "file-with-a-name");
    tb_buf_putc(&path, '\0');
    assert_ok(tb_buf_status(&path));
    for (int i = 0; i < 3; i++) {
        assert_int_equal(tb_file_read_in(&last, path.p, 100, &b, &error), TB_EIO);
        assert_int_equal(error.sys, ENAMETOOLONG);
    }
    tb_folder_close(&last);
    tb_buf_free(&path);
    tb_buf_free(&b);
}

static void folders_are_listed_in_byte_order(void **state) {
    fixture *f = *state;
    tb_error error;
    assert_ok(tb_dir_make(in(f, "b/deep/er"), &error));
    put(in(f, "b/deep/er/x"), "");
    put(in(f, "b/y"), "");
    put(in(f, "b.txt"), "");
    put(in(f, "b0"), "");
    put(in(f, "B"), "");
    put(in(f, ".hidden"), "");
    put(in(f, "\xC3\xA9"), "");
    assert_int_equal(symlink("..", in(f, "b/up")), 0);
    assert_int_equal(symlink("../B", in(f, "b/to-file")), 0);
    assert_int_equal(symlink("nowhere", in(f, "broken")), 0);
    assert_names(f, f->dir, false, ".hidden B b b.txt b0 broken \xC3\xA9");
    assert_names(f, f->dir, true, ".hidden B b.txt b/deep/er/x b/to-file b/y b0 broken \xC3\xA9");
    tb_names names = {0};
    assert_int_equal(tb_dir_list(in(f, "B"), false, &f->arena, &names, &error), TB_EIO);
    assert_int_equal(error.sys, ENOTDIR);
    assert_int_equal(tb_dir_list(in(f, "none"), true, &f->arena, &names, &error), TB_EIO);
    assert_int_equal(error.sys, ENOENT);
}

/* ---- paths ---- */

static void paths_are_taken_apart(void **state) {
    (void)state;
    static const struct {
        const char *path, *dir, *name, *stem, *ext;
    } cases[] = {
        {"a/b/c.txt", "a/b", "c.txt", "c", "txt"}, {"c.tar.gz", "", "c.tar.gz", "c.tar", "gz"},
        {"/x", "/", "x", "x", ""},                 {"//x", "/", "x", "x", ""},
        {"a//x.", "a", "x.", "x", ""},             {".profile", "", ".profile", ".profile", ""},
        {"a.b/c", "a.b", "c", "c", ""},            {"a/", "a", "", "", ""},
        {"", "", "", "", ""},                      {"..", "", "..", "..", ""},
        {".a.b", "", ".a.b", ".a", "b"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tb_slice path = tb_slice_cstr(cases[i].path);
        assert_slice(tb_path_dir(path), cases[i].dir);
        assert_slice(tb_path_name(path), cases[i].name);
        assert_slice(tb_path_stem(path), cases[i].stem);
        assert_slice(tb_path_ext(path), cases[i].ext);
    }
}

static void paths_are_joined(void **state) {
    fixture *f = *state;
    static const struct {
        const char *dir, *name, *want;
    } cases[] = {{"a", "b", "a/b"}, {"a/", "b", "a/b"}, {"/", "b", "/b"}, {"", "b", "b"}, {"a", "/b", "/b"},
                 {"a", "", "a/"},   {"", "", ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tb_slice out;
        assert_ok(tb_path_join(&f->arena, tb_slice_cstr(cases[i].dir), tb_slice_cstr(cases[i].name), &out));
        assert_slice(out, cases[i].want);
        assert_int_equal(out.p[out.len], '\0');
    }
}

#define in_folder(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(errors_say_what_the_system_says),
        cmocka_unit_test(errors_are_cut_between_characters),
        in_folder(reads_what_is_there),
        cmocka_unit_test(reads_files_that_do_not_say_their_size),
        in_folder(reading_fails_with_its_reason),
        in_folder(reading_stops_at_the_limit),
        in_folder(writes_new_files_and_replaces_old_ones),
        in_folder(a_reader_keeps_the_old_file),
        in_folder(a_name_as_long_as_can_be_is_written),
        in_folder(writes_through_links),
        in_folder(writes_straight_into_a_pipe),
        cmocka_unit_test(a_full_device_is_an_error),
        in_folder(a_write_that_fails_midway_leaves_the_old_file),
        cmocka_unit_test(a_reader_that_goes_away_is_an_error),
        cmocka_unit_test(a_stream_that_is_not_ready_is_waited_for),
        in_folder(a_file_in_pieces_is_there_when_it_is_whole),
        in_folder(writing_fails_with_its_reason),
        in_folder(folders_are_made_with_those_above),
        in_folder(files_are_read_one_after_the_other),
        in_folder(the_folder_gives_its_descriptor_up),
        in_folder(a_long_path_is_too_long_each_time),
        in_folder(folders_are_listed_in_byte_order),
        cmocka_unit_test(paths_are_taken_apart),
        in_folder(paths_are_joined),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
