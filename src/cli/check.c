/* tiebook check: does every stated link stand in its article? */
#include "cli/baseline.h"
#include "cli/commands.h"
#include "cli/earlier.h"
#include "cli/report.h"
#include "cli/severity.h"

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
    if (format && strcmp(format, "rdjson") == 0) {
        tb_report_rdjson(out, l);
        return;
    }
    if (format && strcmp(format, "github") == 0)
        tb_report_github(out, l);
    else
        tb_report_findings(out, l, cli->width, cli->color);
    if (!cli->quiet) tb_report_summary(out, l, cli->color);
}

static int report(tb_cli *cli, const tb_load *l) {
    write_report(cli, l);
    bool bad = tb_findings_count(&l->findings, TB_ERROR) > 0;
    if (tb_args_has(cli->args, TB_OPT_STRICT)) bad |= tb_findings_count(&l->findings, TB_WARNING) > 0;
    return bad ? TB_EXIT_FINDINGS : TB_EXIT_CLEAN;
}

/* The findings of today become those that are known: they are shown once more, and the run is clean. */
static int accept(tb_cli *cli, const tb_load *l) {
    if (l->broken) {
        tb_cli_error(cli, "the book could not be read to its end; no baseline was written");
        return report(cli, l);
    }
    int status = tb_baseline_write(cli, l);
    if (status) return status;
    write_report(cli, l);
    return TB_EXIT_CLEAN;
}

int tb_cli_check(tb_cli *cli) {
    const char *path;
    bool accepts = tb_args_has(cli->args, TB_OPT_WRITE_BASELINE);
    tb_load l;
    tb_versions versions;
    tb_earlier earlier;
    if (accepts && tb_args_has(cli->args, TB_OPT_BASELINE))
        return tb_cli_misused(cli, "--baseline and --write-baseline exclude each other",
                              "--write-baseline alone brings a baseline up to date");
    int status = tb_load_path(cli, cli->args->operands[0], &path);
    if (status) return status;
    status = tb_load_book(cli, path, &l);
    if (!status) status = tb_severity_options(cli, &l);
    if (!status) status = tb_versions_open(cli, &versions, &earlier);
    if (!status) {
        l.earlier = &earlier;
        status = tb_load_check(cli, &l);
        tb_versions_close(&versions);
    }
    if (!status) status = tb_baseline_apply(cli, &l);
    if (!status) status = accepts ? accept(cli, &l) : report(cli, &l);
    tb_load_free(&l);
    return status;
}
