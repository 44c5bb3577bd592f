/* Findings as workflow commands of GitHub Actions, which become remarks in the margin of a change:
 * ::error file=F,line=L,endLine=L,col=C,endColumn=C,title=CODE::message. Related places are lines of the
 * message. */
#include "cli/clean.h"
#include "cli/report.h"

/* %, CR and LF would end or change the command; in properties , and : as well. */
static void escaped(tb_buf *out, tb_slice s, bool property) {
    for (size_t i = 0; i < s.len; i++) {
        char c = s.p[i];
        if (c == '%' || c == '\r' || c == '\n' || (property && (c == ':' || c == ',')))
            tb_buf_printf(out, "%%%02X", (unsigned)(unsigned char)c);
        else
            tb_buf_putc(out, c);
    }
}

static void cleaned(tb_buf *out, tb_slice s, bool property) {
    tb_buf b = {0};
    tb_clean_line(&b, s);
    escaped(out, tb_buf_slice(&b), property);
    if (b.status != TB_OK) out->status = b.status;
    tb_buf_free(&b);
}

static void finding(tb_buf *out, const tb_load *l, const tb_finding *f) {
    static const char *const commands[] = {"error", "warning", "notice"};
    tb_spot s = tb_spot_of(l, f->at);
    tb_buf_printf(out, "::%s file=", commands[f->level]);
    cleaned(out, s.file, true);
    if (s.origin) {
        tb_buf_printf(out, ",line=%zu,endLine=%zu,col=%zu", s.from.line, s.to.line, s.from.column);
        /* A column of the end is taken on the same line only. */
        if (s.from.line == s.to.line) tb_buf_printf(out, ",endColumn=%zu", s.to.column);
    }
    tb_buf_printf(out, ",title=%s::", tb_rule_of(f->code)->code);
    cleaned(out, f->message, false);
    for (size_t i = 0; i < f->related.n; i++) {
        const tb_related *r = &f->related.at[i];
        s = tb_spot_of(l, r->at);
        tb_buf_puts(out, "%0A");
        cleaned(out, s.file, false);
        if (s.origin) tb_buf_printf(out, ":%zu:%zu", s.from.line, s.from.column);
        tb_buf_puts(out, ": ");
        cleaned(out, r->message, false);
    }
    tb_buf_putc(out, '\n');
}

void tb_report_github(tb_buf *out, const tb_load *l) {
    for (size_t i = 0; i < l->findings.all.n; i++)
        if (!l->findings.all.at[i]->waived) finding(out, l, l->findings.all.at[i]);
}
