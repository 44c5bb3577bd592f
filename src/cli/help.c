/* --help and the command help. Knows the tables and nothing of what the commands do. */
#include "cli/help.h"

#include "cli/cli.h"
#include "cli/commands.h"
#include "cli/suggest.h"
#include "cli/wrap.h"

#define WIDTH 80
#define COLUMN 24 /* where the explanations begin */

/* "  -o, --output FILE", and the column where it ends. */
static size_t left(tb_buf *out, const tb_option *o) {
    size_t before = out->len;
    if (o->letter)
        tb_buf_printf(out, "  -%c, --%s", o->letter, o->name);
    else
        tb_buf_printf(out, "      --%s", o->name);
    if (o->arg) tb_buf_printf(out, " %s", o->arg);
    return out->len - before;
}

/* "explanation: a, b or c" */
static void explain(tb_buf *text, const tb_option *o) {
    tb_buf_puts(text, o->help);
    tb_slice choice, next;
    for (size_t i = 0; tb_option_choice(o, i, &choice); i++) {
        bool last = !tb_option_choice(o, i + 1, &next);
        tb_buf_puts(text, i == 0 ? ": " : last && !tb_option_is_list(o) ? " or " : ", ");
        tb_buf_put(text, choice);
    }
}

static void option(tb_buf *out, const tb_option *o) {
    size_t at = left(out, o);
    if (at + 2 > COLUMN) {
        tb_buf_putc(out, '\n');
        at = 0;
    }
    tb_pad(out, COLUMN - at);
    tb_buf text = {0};
    explain(&text, o);
    tb_wrap(out, tb_buf_slice(&text), COLUMN, COLUMN, WIDTH);
    if (text.status != TB_OK) out->status = text.status;
    tb_buf_free(&text);
}

static void of_program(tb_buf *out) {
    tb_buf_puts(out, "Usage: tiebook COMMAND [OPTION]... [ARGUMENT]...\n\n"
                     "Checks a hand-written book of who is tied to whom against the articles that say\n"
                     "so, and draws it.\n\nCommands:\n");
    for (size_t i = 0; i < tb_n_commands; i++) {
        const tb_command *c = &tb_commands[i];
        size_t before = out->len;
        tb_buf_printf(out, "  %s %s", c->name, c->operands);
        size_t at = out->len - before;
        if (at + 2 > COLUMN + 4) tb_buf_putc(out, '\n'), at = 0;
        tb_pad(out, COLUMN + 4 - at);
        tb_wrap(out, tb_slice_cstr(c->summary), COLUMN + 4, COLUMN + 4, WIDTH);
    }
    tb_buf_puts(out, "\nOptions of every command:\n");
    for (size_t i = 0; i < tb_n_options; i++)
        if (tb_option_fits(&tb_options[i], NULL)) option(out, &tb_options[i]);
    tb_buf_puts(out, "\nBOOK is entities.yaml unless it is named; - is standard input or output.\n"
                     "Exit status: 0 clean, 1 findings, 2 wrong usage, 3 the work could not be done.\n"
                     "More: tiebook COMMAND --help, man tiebook, man 5 tiebook (the book).\n");
}

static void of_command(tb_buf *out, const tb_command *c) {
    tb_buf_printf(out, "Usage: tiebook %s [OPTION]... %s\n\n", c->name, c->operands);
    tb_wrap(out, tb_slice_cstr(c->about), 0, 0, WIDTH);
    tb_buf_puts(out, "\nOptions:\n");
    for (size_t i = 0; i < tb_n_options; i++)
        if (tb_option_fits(&tb_options[i], c)) option(out, &tb_options[i]);
}

void tb_help_write(tb_buf *out, const tb_command *command) {
    if (command)
        of_command(out, command);
    else
        of_program(out);
}

int tb_cli_help(tb_cli *cli) {
    const tb_command *c = NULL;
    if (cli->args->n_operands) {
        tb_slice name = tb_slice_cstr(cli->args->operands[0]);
        c = tb_command_find(name);
        if (!c) {
            tb_suggest s = tb_suggest_for(name);
            for (size_t i = 0; i < tb_n_commands; i++)
                tb_suggest_offer(&s, tb_slice_cstr(tb_commands[i].name));
            tb_cli_error(cli, "no command is called '%s'", cli->args->operands[0]);
            if (s.best.len) tb_cli_hint(cli, "did you mean %.*s?", TB_FMT(s.best));
            return TB_EXIT_USAGE;
        }
    }
    tb_help_write(&cli->out.buf, c);
    return TB_EXIT_CLEAN;
}
