/* Writing changes of the book's files: each whole or as it was. */
#ifndef TB_CLI_EDIT_H
#define TB_CLI_EDIT_H

#include "book/change.h"
#include "cli/load.h"

/* Applies changes to every file that has one, makes sure that all results are proper YAML, and only then writes them. Says
 * what was written. 0, or says what is wrong and gives the exit status. */
int tb_edit_write(const tb_cli *cli, const tb_load *l, const tb_changes *changes);

#endif
