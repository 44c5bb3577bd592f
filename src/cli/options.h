/* The tables of the command line: one row a command, one row an option. The parser, --help, the shell
 * completions and the test of the manual read them; nothing else says which commands and options there are.
 *
 * An option that means the same everywhere is one row with several commands; one that means something else
 * elsewhere (--format) has several rows under one key. A long name takes an argument in all its rows or in
 * none, so that options may stand before the command. */
#ifndef TB_CLI_OPTIONS_H
#define TB_CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/slice.h"

typedef enum tb_option_key {
    TB_OPT_HELP, TB_OPT_VERSION, TB_OPT_BOOK, TB_OPT_TEXTS, TB_OPT_FORMAT, TB_OPT_OUTPUT, TB_OPT_COLOR,
    TB_OPT_QUIET, TB_OPT_STRICT, TB_OPT_JOBS, TB_OPT_NESTED, TB_OPT_JSONL, TB_OPT_BY, TB_OPT_THEME, TB_OPT_LABELS, TB_OPT_AROUND, TB_OPT_DEPTH,
    TB_OPT_SOURCE, TB_OPT_KIND, TB_OPT_RELATION, TB_OPT_STANCE, TB_OPT_SINCE, TB_OPT_UNTIL,
    TB_OPT_MIN_SOURCES, TB_OPT_PUBLIC, TB_OPT_REPRINTS, TB_OPT_PATHS, TB_OPT_DIRECTED, TB_OPT_PATH, TB_OPT_MOST, TB_OPT_WITH_TEXTS, TB_OPT_PORT,
    TB_OPT_SEVERITY, TB_OPT_BASELINE, TB_OPT_WRITE_BASELINE, TB_OPT_EARLIER,
    TB_N_OPTIONS
} tb_option_key;

/* What follows an option; also tells the shells what to complete. */
typedef enum tb_arg_type {
    TB_ARG_NONE,
    TB_ARG_TEXT,   /* any words */
    TB_ARG_PAIR,   /* twice any words: --path FROM TO; two values, the first may be attached */
    TB_ARG_FILE,
    TB_ARG_FOLDER,
    TB_ARG_NUMBER, /* decimal, from `low` to `high` */
    TB_ARG_CHOICE, /* one of `choices` */
    TB_ARG_LIST,   /* some of `choices`, parted by commas */
    TB_ARG_FORMATS, /* some of the formats of render.h, parted by commas */
    TB_ARG_DATE,   /* YYYY, YYYY-MM or YYYY-MM-DD */
} tb_arg_type;

struct tb_cli;

typedef struct tb_command {
    const char *name;
    const char *operands; /* as the synopsis shows them */
    size_t min, max;      /* operands; max SIZE_MAX is any number */
    tb_arg_type completes; /* what an operand is, for the shells */
    const char *summary;  /* one line, no full stop */
    const char *about;    /* a paragraph */
    int (*run)(struct tb_cli *cli); /* returns the exit status */
} tb_command;

typedef struct tb_option {
    tb_option_key key;
    char letter; /* or 0 */
    const char *name;
    tb_arg_type type;
    const char *arg;     /* as the help names it, or NULL */
    const char *choices; /* "a b c", or NULL */
    unsigned low, high;
    bool many; /* may be given several times; else the last one counts */
    const char *commands; /* "check graph", or "*" */
    const char *help;
} tb_option;

extern const tb_command tb_commands[];
extern const size_t tb_n_commands;
extern const tb_option tb_options[];
extern const size_t tb_n_options;

/* The command that is called name, or NULL. */
const tb_command *tb_command_find(tb_slice name);
/* Whether command takes option; command NULL stands for the words before a command. */
bool tb_option_fits(const tb_option *option, const tb_command *command);
/* The i-th word (from 0) that an option may have as its value; false where there are no more, or where it takes other
 * things than fixed words. */
bool tb_option_choice(const tb_option *option, size_t i, tb_slice *out);
/* Whether an option takes some of its words, parted by commas. */
bool tb_option_is_list(const tb_option *option);

#endif
