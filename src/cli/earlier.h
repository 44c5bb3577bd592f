/* Earlier versions of the texts, for the check of those that drifted: from the folders of --earlier, then from what git has of
 * the file. Git is only asked once a text drifted; where there is none, nothing is known, and the finding says so. */
#ifndef TB_CLI_EARLIER_H
#define TB_CLI_EARLIER_H

#include "check/check.h"
#include "cli/cli.h"
#include "cli/git.h"

/* A version that git has. */
typedef struct tb_version {
    tb_slice blob, commit;
} tb_version;

typedef struct tb_versions {
    const tb_cli *cli;
    tb_slice *folders; /* of --earlier */
    size_t n_folders;
    const tb_source *source;  /* whose versions are listed */
    TB_VEC(tb_version) list;
    char folder[TB_GIT_FOLDER_MAX]; /* temporary, or "" */
} tb_versions;

/* Fills *v and *out, which refers to it. 0, or says what is wrong and gives the exit status. */
int tb_versions_open(const tb_cli *cli, tb_versions *v, tb_earlier *out);
void tb_versions_close(tb_versions *v);

#endif
