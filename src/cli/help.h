/* The help, written from the tables. */
#ifndef TB_CLI_HELP_H
#define TB_CLI_HELP_H

#include "base/buf.h"
#include "cli/options.h"

/* The help of one command, or with NULL of the program. */
void tb_help_write(tb_buf *out, const tb_command *command);

#endif
