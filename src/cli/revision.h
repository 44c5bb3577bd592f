/* A book as it was in a revision of git. The files that belong to it are copied into a temporary folder, so that they can be read
 * like any book; git is run without a shell, and only to read. */
#ifndef TB_CLI_REVISION_H
#define TB_CLI_REVISION_H

#include "base/vec.h"
#include "cli/git.h"
#include "cli/load.h"

typedef struct tb_revision {
    const char *path;    /* the book, to be read */
    tb_slice shown;      /* what it is called: the operand, or "REV:path" */
    char folder[TB_GIT_FOLDER_MAX];    /* temporary, with everything below it; "" where the operand is a file */
    char commit[128];
    TB_VEC(tb_slice) made; /* files and folders below it, a folder before what is in it */
} tb_revision;

/* Takes a file as it is; else REV, for the book of the command line in that revision, or REV:PATH as git writes it. Copies the
 * book, the YAML files below its folder (it may include them) and its folders of texts. 0, or says what is wrong and gives the exit status. Free it in
 * any case. */
int tb_revision_open(const tb_cli *cli, const char *operand, tb_revision *out);
/* Calls files of the revision by its name in what is said of them. After reading the book, and after checking it. */
void tb_revision_name(const tb_cli *cli, const tb_revision *r, tb_load *l);
void tb_revision_free(tb_revision *r);

#endif
