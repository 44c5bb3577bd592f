/* tiebook explain: what a finding means and how to mend it, from rules.def. */
#include "base/finding.h"
#include "base/json.h"
#include "cli/cli.h"
#include "cli/commands.h"
#include "cli/style.h"
#include "cli/suggest.h"
#include "cli/wrap.h"

#define COLUMN 24

static const char *style_of(tb_level level) {
    return level == TB_ERROR ? TB_STYLE_ERROR : level == TB_WARNING ? TB_STYLE_WARNING : TB_STYLE_NOTE;
}

static void styled(tb_cli *cli, const char *style, const char *text) {
    if (cli->color) tb_buf_puts(&cli->out.buf, style);
    tb_buf_puts(&cli->out.buf, text);
    if (cli->color) tb_buf_puts(&cli->out.buf, TB_STYLE_RESET);
}

static void write_list(tb_cli *cli) {
    tb_buf *out = &cli->out.buf;
    for (tb_code code = 0; code < TB_N_CODES; code++) {
        const tb_rule *r = tb_rule_of(code);
        size_t n = strlen(r->code);
        styled(cli, TB_STYLE_BOLD, r->code);
        tb_pad(out, n + 2 > COLUMN ? 2 : COLUMN - n);
        styled(cli, style_of(r->level), tb_level_name(r->level));
        tb_pad(out, 9 - strlen(tb_level_name(r->level)));
        tb_buf_printf(out, "%s\n", r->summary);
    }
}

static void write_one(tb_cli *cli, const tb_rule *r) {
    tb_buf *out = &cli->out.buf;
    styled(cli, TB_STYLE_BOLD, r->code);
    tb_buf_puts(out, " (");
    styled(cli, style_of(r->level), tb_level_name(r->level));
    tb_buf_printf(out, "): %s\n\n", r->summary);
    tb_wrap(out, tb_slice_cstr(r->meaning), 0, 0, 80);
    tb_buf_putc(out, '\n');
    tb_wrap(out, tb_slice_cstr(r->remedy), 0, 0, 80);
}

static void json_rule(tb_json *j, const tb_rule *r) {
    tb_json_object(j);
    tb_json_key(j, "code");
    tb_json_cstr(j, r->code);
    tb_json_key(j, "level");
    tb_json_cstr(j, tb_level_name(r->level));
    tb_json_key(j, "summary");
    tb_json_cstr(j, r->summary);
    tb_json_key(j, "meaning");
    tb_json_cstr(j, r->meaning);
    tb_json_key(j, "remedy");
    tb_json_cstr(j, r->remedy);
    tb_json_end_object(j);
}

static void write_json(tb_cli *cli, tb_code only) {
    tb_json j = tb_json_to(&cli->out.buf, 2);
    if (only < TB_N_CODES) {
        json_rule(&j, tb_rule_of(only));
    } else {
        tb_json_array(&j);
        for (tb_code code = 0; code < TB_N_CODES; code++) json_rule(&j, tb_rule_of(code));
        tb_json_end_array(&j);
    }
    tb_buf_putc(&cli->out.buf, '\n');
}

static int unknown(const tb_cli *cli, const char *name) {
    tb_suggest s = tb_suggest_for(tb_slice_cstr(name));
    for (tb_code code = 0; code < TB_N_CODES; code++)
        tb_suggest_offer(&s, tb_slice_cstr(tb_rule_of(code)->code));
    tb_cli_error(cli, "no finding has the code '%s'", name);
    if (s.best.len)
        tb_cli_hint(cli, "did you mean %.*s?", TB_FMT(s.best));
    else
        tb_cli_hint(cli, "tiebook explain lists all codes");
    return TB_EXIT_USAGE;
}

int tb_cli_explain(tb_cli *cli) {
    const char *name = cli->args->operands[0];
    tb_code code = name ? tb_rule_find(tb_slice_cstr(name)) : TB_N_CODES;
    if (name && code == TB_N_CODES) return unknown(cli, name);
    const char *format = tb_args_value(cli->args, TB_OPT_FORMAT);
    if (format && strcmp(format, "json") == 0)
        write_json(cli, code);
    else if (name)
        write_one(cli, tb_rule_of(code));
    else
        write_list(cli);
    return TB_EXIT_CLEAN;
}
