/* The few terminal styles; one place, so that they agree. */
#ifndef TB_CLI_STYLE_H
#define TB_CLI_STYLE_H

#define TB_STYLE_RESET "\x1b[0m"
#define TB_STYLE_BOLD "\x1b[1m"
#define TB_STYLE_ERROR "\x1b[1;31m"
#define TB_STYLE_WARNING "\x1b[1;35m"
#define TB_STYLE_NOTE "\x1b[1;36m"
#define TB_STYLE_CARET "\x1b[1;32m"
#define TB_STYLE_QUOTE "\x1b[7m"   /* reverse: does not lean on a colour */
#define TB_STYLE_NAME "\x1b[1;4m"  /* bold and underlined: likewise */
#define TB_STYLE_FAINT "\x1b[2m"

#endif
