/* Reading --severity. That the words are codes and levels is checked here, not by the parser: the codes are many, and a
 * misspelt one gets the nearest. */
#include "cli/severity.h"

#include "cli/suggest.h"

static int unknown_code(const tb_cli *cli, tb_slice name) {
    tb_suggest s = tb_suggest_for(name);
    for (tb_code code = 0; code < TB_N_CODES; code++) tb_suggest_offer(&s, tb_slice_cstr(tb_rule_of(code)->code));
    tb_cli_error(cli, "--severity: no finding has the code '%.*s'", TB_FMT(name));
    if (s.best.len)
        tb_cli_hint(cli, "did you mean %.*s?", TB_FMT(s.best));
    else
        tb_cli_hint(cli, "tiebook explain lists all codes");
    return TB_EXIT_USAGE;
}

static int unknown_level(const tb_cli *cli, tb_slice name) {
    tb_suggest s = tb_suggest_for(name);
    for (tb_level level = TB_ERROR; level <= TB_OFF; level++) tb_suggest_offer(&s, tb_slice_cstr(tb_level_name(level)));
    tb_cli_error(cli, "--severity: no level is called '%.*s'", TB_FMT(name));
    if (s.best.len)
        tb_cli_hint(cli, "did you mean %.*s? It takes: error, warning, note, off", TB_FMT(s.best));
    else
        tb_cli_hint(cli, "it takes: error, warning, note, off");
    return TB_EXIT_USAGE;
}

static int read_one(const tb_cli *cli, const char *value, tb_severity *out) {
    tb_slice all = tb_slice_cstr(value), name = {value, strcspn(value, "=")};
    if (name.len == all.len)
        return tb_cli_misused(cli, "--severity takes CODE=LEVEL", "for example --severity form-unseen=off");
    tb_slice level = tb_slice_sub(all, name.len + 1, all.len);
    *out = (tb_severity){.code = tb_rule_find(name), .at = TB_NOWHERE};
    if (out->code == TB_N_CODES) return unknown_code(cli, name);
    while (out->level <= TB_OFF && !tb_slice_eq(level, tb_slice_cstr(tb_level_name(out->level)))) out->level++;
    if (out->level > TB_OFF) return unknown_level(cli, level);
    out->off = out->level == TB_OFF;
    return 0;
}

int tb_severity_options(const tb_cli *cli, tb_load *l) {
    const char *value;
    size_t n = 0;
    for (size_t at = 0; tb_args_next(cli->args, TB_OPT_SEVERITY, &at);) n++;
    tb_severity *all = TB_NEW_ARRAY(cli->arena, n + 1, tb_severity);
    if (!all) return tb_cli_failed(cli, TB_ENOMEM, NULL);
    n = 0;
    for (size_t at = 0; (value = tb_args_next(cli->args, TB_OPT_SEVERITY, &at));) {
        int status = read_one(cli, value, &all[n++]);
        if (status) return status;
    }
    l->severities = all;
    l->n_severities = n;
    return 0;
}
