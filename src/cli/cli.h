/* What every command works with: the command line, the output, the way to speak to people. */
#ifndef TB_CLI_CLI_H
#define TB_CLI_CLI_H

#include "base/status.h"
#include "cli/args.h"
#include "cli/sink.h"

/* Exit statuses; the manual promises them. */
enum {
    TB_EXIT_CLEAN = 0,
    TB_EXIT_FINDINGS = 1, /* the book or a text is not as it should be */
    TB_EXIT_USAGE = 2,    /* the command line is not as it should be */
    TB_EXIT_FAILED = 3,   /* the work could not be done */
};

typedef struct tb_cli {
    tb_arena *arena; /* of the run */
    const tb_args *args;
    tb_sink out;
    bool color, err_color; /* of the output; of messages */
    bool quiet;
    bool progress; /* somebody watches standard error */
    size_t width;  /* columns that lines are clipped or wrapped to */
} tb_cli;

/* Fills in colours and width by --color, NO_COLOR, TERM and the streams. */
void tb_cli_look(tb_cli *cli);

/* Messages of the program, on standard error, one line each, cleaned. */
void tb_cli_error(const tb_cli *cli, const char *format, ...) TB_PRINTF(2, 3);
void tb_cli_note(const tb_cli *cli, const char *format, ...) TB_PRINTF(2, 3); /* not with --quiet */
void tb_cli_hint(const tb_cli *cli, const char *format, ...) TB_PRINTF(2, 3);

/* Text that is ready for people, on standard error. */
void tb_cli_print(const tb_buf *text);

/* Says why work could not be done, and gives the exit status for it. */
int tb_cli_failed(const tb_cli *cli, tb_status status, const tb_error *error);
/* Says what is wrong with the command line. */
int tb_cli_misused(const tb_cli *cli, const char *message, const char *hint);

/* A line on the terminal that says how far long work is, rewritten in place; done == total takes it away. */
void tb_cli_progress(const tb_cli *cli, const char *what, size_t done, size_t total);

#endif
