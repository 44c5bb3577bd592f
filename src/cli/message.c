/* Messages of the program to people, on standard error. That they may fail to arrive is nobody's error: there
 * is nowhere left to say so. */
#include <stdarg.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/clean.h"
#include "cli/cli.h"
#include "cli/style.h"

#define WIDTH_OF_FILES 100 /* where the output is no terminal */

static bool is_set(const char *variable) {
    const char *value = getenv(variable);
    return value && *value;
}

static bool wants_color(const tb_cli *cli, int fd) {
    const char *when = tb_args_value(cli->args, TB_OPT_COLOR);
    if (when && strcmp(when, "always") == 0) return true;
    if (when && strcmp(when, "never") == 0) return false;
    const char *term = getenv("TERM");
    return !is_set("NO_COLOR") && term && *term && strcmp(term, "dumb") != 0 && isatty(fd);
}

void tb_cli_look(tb_cli *cli) {
    const char *when = tb_args_value(cli->args, TB_OPT_COLOR);
    bool always = when && strcmp(when, "always") == 0;
    cli->color = (always || !cli->out.path) && wants_color(cli, STDOUT_FILENO);
    cli->err_color = wants_color(cli, STDERR_FILENO);
    cli->quiet = tb_args_has(cli->args, TB_OPT_QUIET);
    cli->progress = !cli->quiet && isatty(STDERR_FILENO);
    struct winsize size;
    cli->width = WIDTH_OF_FILES;
    if (!cli->out.path && isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 &&
        size.ws_col >= 40)
        cli->width = size.ws_col;
}

void tb_cli_print(const tb_buf *text) {
    tb_error ignored;
    if (text->status != TB_OK || tb_fd_write(STDERR_FILENO, "", tb_buf_slice(text), &ignored) != TB_OK) {
        /* nowhere left to say so */
    }
}

/* One line: styled lead, cleaned text. */
static TB_PRINTF(4, 0) void say(const tb_cli *cli, const char *style, const char *lead, const char *format,
                                va_list args) {
    tb_buf text = {0}, line = {0};
    tb_buf_vprintf(&text, format, args);
    if (cli->err_color) tb_buf_puts(&line, style);
    tb_buf_puts(&line, lead);
    if (cli->err_color) tb_buf_puts(&line, TB_STYLE_RESET);
    tb_clean_line(&line, tb_buf_slice(&text));
    tb_buf_putc(&line, '\n');
    tb_cli_print(&line);
    tb_buf_free(&text);
    tb_buf_free(&line);
}

void tb_cli_error(const tb_cli *cli, const char *format, ...) {
    va_list args;
    va_start(args, format);
    say(cli, TB_STYLE_ERROR, "tiebook: ", format, args);
    va_end(args);
}

void tb_cli_note(const tb_cli *cli, const char *format, ...) {
    if (cli->quiet) return;
    va_list args;
    va_start(args, format);
    say(cli, TB_STYLE_NOTE, "tiebook: ", format, args);
    va_end(args);
}

void tb_cli_hint(const tb_cli *cli, const char *format, ...) {
    va_list args;
    va_start(args, format);
    say(cli, TB_STYLE_NOTE, "hint: ", format, args);
    va_end(args);
}

int tb_cli_failed(const tb_cli *cli, tb_status status, const tb_error *error) {
    if (status == TB_ENOMEM)
        tb_cli_error(cli, "out of memory");
    else
        tb_cli_error(cli, "%s", error && error->message[0] ? error->message : "the work could not be done");
    return TB_EXIT_FAILED;
}

int tb_cli_misused(const tb_cli *cli, const char *message, const char *hint) {
    tb_cli_error(cli, "%s", message);
    if (hint && *hint) tb_cli_hint(cli, "%s", hint);
    return TB_EXIT_USAGE;
}

void tb_cli_progress(const tb_cli *cli, const char *what, size_t done, size_t total) {
    if (!cli->progress) return;
    tb_buf line = {0};
    if (done >= total)
        tb_buf_puts(&line, "\r\x1b[K");
    else if (total > 1)
        tb_buf_printf(&line, "\r%s %zu of %zu\x1b[K", what, done, total);
    else
        tb_buf_printf(&line, "\r%s\x1b[K", what);
    tb_cli_print(&line);
    tb_buf_free(&line);
}
