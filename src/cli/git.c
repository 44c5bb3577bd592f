/* Running git; see git.h. */
#include "cli/git.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"

extern char **environ;

/* A repository's own settings may name programs: for what is missing and would be fetched, for signatures, for what changed.
 * A command that only reads what is there needs none, and a book may come with a repository that nobody looked at. */
static const char *const nothing_else_runs[] = {
    "-c", "protocol.allow=never",     "-c", "protocol.ext.allow=never",   "-c", "protocol.file.allow=never",
    "-c", "protocol.ssh.allow=never", "-c", "protocol.git.allow=never",   "-c", "protocol.http.allow=never",
    "-c", "protocol.https.allow=never", "-c", "log.showSignature=false", "-c", "core.fsmonitor=false",
};
enum { N_SAFE = sizeof nothing_else_runs / sizeof *nothing_else_runs, MOST_WORDS = 32 };

static int start(const char *const *argv, const char *in, const char *out, bool quiet, pid_t *pid) {
    posix_spawn_file_actions_t files;
    const char *all[1 + N_SAFE + MOST_WORDS + 1] = {"git"};
    size_t n = 1;
    for (size_t i = 0; i < N_SAFE; i++) all[n++] = nothing_else_runs[i];
    for (size_t i = 1; argv[i]; i++) {
        if (i > MOST_WORDS) return E2BIG;
        all[n++] = argv[i];
    }
    int e = posix_spawn_file_actions_init(&files);
    if (e) return e;
    e = posix_spawn_file_actions_addopen(&files, 0, in ? in : "/dev/null", O_RDONLY, 0);
    if (!e) e = posix_spawn_file_actions_addopen(&files, 1, out, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (!e && quiet) e = posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
    /* posix_spawnp does not change its arguments, whatever its prototype says */
    if (!e) e = posix_spawnp(pid, "git", &files, NULL, (char *const *)(uintptr_t)all, environ);
    posix_spawn_file_actions_destroy(&files);
    return e;
}

tb_status tb_git_run(const char *const *argv, const char *in, const char *scratch, bool quiet, tb_buf *out, tb_error *error) {
    pid_t pid;
    int state;
    int e = start(argv, in, scratch, quiet, &pid);
    if (e) {
        tb_error_set(error, e, "git cannot be run");
        return TB_EIO;
    }
    while (waitpid(pid, &state, 0) < 0)
        if (errno != EINTR) {
            tb_error_set(error, errno, "git");
            return TB_EIO;
        }
    tb_status status = tb_file_read(scratch, TB_GIT_OUTPUT_MAX, out, error);
    unlink(scratch);
    if (status != TB_OK) return status;
    return WIFEXITED(state) && WEXITSTATUS(state) == 0 ? TB_OK : TB_EDATA;
}

tb_status tb_git_folder(char folder[TB_GIT_FOLDER_MAX], tb_error *error) {
    const char *tmp = getenv("TMPDIR");
    if (!tmp || tmp[0] != '/' || strlen(tmp) > 200) tmp = "/tmp";
    snprintf(folder, TB_GIT_FOLDER_MAX, "%s/tiebook-XXXXXX", tmp);
    if (mkdtemp(folder)) return TB_OK;
    folder[0] = '\0';
    tb_error_set(error, errno, "%s", tmp);
    return TB_EIO;
}
