/* Running git, without a shell and only to read. */
#ifndef TB_CLI_GIT_H
#define TB_CLI_GIT_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/status.h"

enum { TB_GIT_OUTPUT_MAX = 1 << 30 };

/* Runs argv ("git", ..., NULL) with the file `in` (or NULL: nothing) as its input, and reads what it writes into *out, which is
 * cleared first. Its output goes by way of the file `scratch`, which is written over and removed: no pipe can fill up. quiet: what it has to say of an error
 * is not shown. No program is run that the repository's settings name, and nothing is fetched. TB_EDATA where git ends with a failure; TB_EIO, with error filled, where it cannot be run; TB_ENOMEM. */
TB_MUST_USE tb_status tb_git_run(const char *const *argv, const char *in, const char *scratch, bool quiet, tb_buf *out,
                                 tb_error *error);

/* Makes a temporary folder for what git writes; folder is "" where that fails, with error filled: TB_EIO. The caller removes it. */
#define TB_GIT_FOLDER_MAX 256
TB_MUST_USE tb_status tb_git_folder(char folder[TB_GIT_FOLDER_MAX], tb_error *error);

#endif
