/* tiebook check: does every stated link stand in its article? */
#include "cli/commands.h"
#include "cli/report.h"

static void write_report(tb_cli *cli, const tb_load *l) {
    const char *format = tb_args_value(cli->args, TB_OPT_FORMAT);
    tb_buf *out = &cli->out.buf;
    if (format && strcmp(format, "json") == 0) {
        tb_report_json(out, l);
        return;
    }
    if (format && strcmp(format, "sarif") == 0) {
        tb_report_sarif(out, l);
        return;
    }
    if (format && strcmp(format, "github") == 0)
        tb_report_github(out, l);
    else
        tb_report_findings(out, l, cli->width, cli->color);
    if (!cli->quiet) tb_report_summary(out, l, cli->color);
}

int tb_cli_check(tb_cli *cli) {
    const char *path;
    tb_load l;
    int status = tb_load_path(cli, cli->args->operands[0], &path);
    if (status) return status;
    status = tb_load_book(cli, path, &l);
    if (!status) status = tb_load_check(cli, &l);
    if (!status) {
        write_report(cli, &l);
        bool bad = tb_findings_count(&l.findings, TB_ERROR) > 0;
        if (tb_args_has(cli->args, TB_OPT_STRICT)) bad |= tb_findings_count(&l.findings, TB_WARNING) > 0;
        status = bad ? TB_EXIT_FINDINGS : TB_EXIT_CLEAN;
    }
    tb_load_free(&l);
    return status;
}
