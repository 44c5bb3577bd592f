/* The program: sets the process up, reads the command line, runs the command, hands over what it wrote. */
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/commands.h"
#include "cli/help.h"

/* Where one of the three streams is closed, a file that is opened later would take its number and receive its
 * output. Something that fails on use takes it instead. */
static void guard_streams(void) {
    for (int fd = 0; fd <= 2; fd++)
        if (fcntl(fd, F_GETFD) == -1 && open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) != fd) return;
}

static int run(tb_cli *cli) {
    const tb_args *a = cli->args;
    if (tb_args_has(a, TB_OPT_HELP)) {
        tb_help_write(&cli->out.buf, a->command);
        return TB_EXIT_CLEAN;
    }
    if (tb_args_has(a, TB_OPT_VERSION)) {
        tb_buf_puts(&cli->out.buf, "tiebook " TB_VERSION "\n");
        return TB_EXIT_CLEAN;
    }
    return a->command->run(cli);
}

/* Writes the output of a run that came to an end; of one that did not, half of it is worth nothing. */
static int finish(tb_cli *cli, int status) {
    if (status >= TB_EXIT_USAGE) {
        tb_sink_drop(&cli->out);
        return status;
    }
    tb_status written = tb_sink_close(&cli->out);
    return written == TB_OK ? status : tb_cli_failed(cli, written, &cli->out.error);
}

int main(int argc, char **argv) {
    guard_streams();
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    sigaction(SIGPIPE, &ignore, NULL);

    tb_arena arena = {0};
    tb_args args = {.command = NULL};
    tb_misuse misuse;
    tb_cli cli = {.arena = &arena, .args = &args};
    tb_status parsed = tb_args_parse(&arena, argc, argv, &args, &misuse);
    const tb_command *c = args.command;
    /* these write their files themselves: there -o is a folder */
    bool own = c && (c->run == tb_cli_graph || c->run == tb_cli_site);
    tb_sink_open(&cli.out, parsed == TB_OK && !own ? tb_args_value(&args, TB_OPT_OUTPUT) : NULL);
    tb_cli_look(&cli);
    int status;
    if (parsed == TB_EDATA)
        status = tb_cli_misused(&cli, misuse.message, misuse.hint);
    else if (parsed != TB_OK)
        status = tb_cli_failed(&cli, parsed, NULL);
    else
        status = finish(&cli, run(&cli));
    tb_arena_free(&arena);
    return status;
}
