/* Levels of findings that the command line wants: --severity CODE=LEVEL. */
#ifndef TB_CLI_SEVERITY_H
#define TB_CLI_SEVERITY_H

#include "cli/load.h"

/* Reads all --severity into l, for tb_load_check. 0, or says what is wrong and gives the exit status. */
int tb_severity_options(const tb_cli *cli, tb_load *l);

#endif
