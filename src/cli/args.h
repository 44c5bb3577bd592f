/* The words of a command line, read by the tables of options.h in the GNU way: options anywhere before "--",
 * --name=value and --name value, letters in clusters with the value attached or next. */
#ifndef TB_CLI_ARGS_H
#define TB_CLI_ARGS_H

#include "base/arena.h"
#include "cli/options.h"

typedef struct tb_given {
    const tb_option *option;
    const char *value; /* NULL for a flag */
} tb_given;

typedef struct tb_args {
    const tb_command *command; /* NULL where --help or --version came without one */
    tb_given *given;           /* in the order of the command line */
    size_t n_given;
    const char **operands; /* NULL after the last */
    size_t n_operands;
} tb_args;

/* What is wrong with a command line, and what to do about it ("" if there is nothing to say). */
typedef struct tb_misuse {
    char message[512];
    char hint[512];
} tb_misuse;

/* Reads argv[1..argc). TB_EDATA with misuse filled; TB_ENOMEM. Result in arena; values are argv's own. */
TB_MUST_USE tb_status tb_args_parse(tb_arena *arena, int argc, char **argv, tb_args *out, tb_misuse *misuse);

bool tb_args_has(const tb_args *args, tb_option_key key);
/* The last value of an option, or NULL. */
const char *tb_args_value(const tb_args *args, tb_option_key key);
/* Its number, or otherwise where it was not given. */
unsigned tb_args_number(const tb_args *args, tb_option_key key, unsigned otherwise);
/* The next value of a repeatable option from *at (begins as 0) on, or NULL. */
const char *tb_args_next(const tb_args *args, tb_option_key key, size_t *at);
/* Whether a TB_ARG_LIST has word in it. */
bool tb_args_lists(const tb_args *args, tb_option_key key, const char *word);

#endif
