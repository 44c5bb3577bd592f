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

static int start(const char *const *argv, const char *in, const char *out, bool quiet, pid_t *pid) {
    posix_spawn_file_actions_t files;
    int e = posix_spawn_file_actions_init(&files);
    if (e) return e;
    e = posix_spawn_file_actions_addopen(&files, 0, in ? in : "/dev/null", O_RDONLY, 0);
    if (!e) e = posix_spawn_file_actions_addopen(&files, 1, out, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (!e && quiet) e = posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
    /* posix_spawnp does not change its arguments, whatever its prototype says */
    if (!e) e = posix_spawnp(pid, "git", &files, NULL, (char *const *)(uintptr_t)argv, environ);
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
