/* The list of findings, for the curator: what the check had to say, each kind with its meaning and remedy. Findings may
 * name what is private, so a public site has none. */
#include "site/page.h"

static void put_place(const tb_origins *origins, tb_buf *out, tb_place at) {
    if (at.origin == TB_NO_ORIGIN || at.origin >= origins->all.n) return;
    const tb_origin *o = &origins->all.at[at.origin];
    tb_position p = tb_origin_position(o, at.start);
    tb_buf_puts(out, "<span class=\"at\">");
    tb_html_name(out, o->name);
    tb_buf_printf(out, ":%zu:%zu</span>", p.line, p.column);
}

void tb_put_finding(const tb_origins *origins, tb_buf *out, const tb_finding *f) {
    tb_buf_printf(out, "<li class=\"%s\"><p><span class=\"level\">%s</span> ", tb_level_name(f->level),
                  tb_level_name(f->level));
    tb_html_name(out, f->message);
    tb_buf_puts(out, "</p><p class=\"where\">");
    put_place(origins, out, f->at);
    tb_buf_puts(out, "</p>");
    for (size_t i = 0; i < f->related.n; i++) {
        tb_buf_puts(out, "<p class=\"where\">");
        tb_html_name(out, f->related.at[i].message);
        tb_buf_putc(out, ' ');
        put_place(origins, out, f->related.at[i].at);
        tb_buf_puts(out, "</p>");
    }
    tb_buf_puts(out, "</li>\n");
}

bool tb_finding_shown(const tb_finding *f) {
    return !f->waived && f->level != TB_OFF;
}

static void put_code(const tb_maker *m, tb_buf *out, tb_code code) {
    const tb_rule *rule = tb_rule_of(code);
    bool any = false;
    for (size_t i = 0; i < m->findings->all.n; i++) {
        const tb_finding *f = m->findings->all.at[i];
        if (f->code != code || !tb_finding_shown(f)) continue;
        if (!any) {
            tb_buf_printf(out, "<section class=\"rule\"><h2 id=\"%s\">%s <code>%s</code></h2>\n<p class=\"hint\">", rule->code,
                          rule->summary, rule->code);
            tb_html_text(out, tb_slice_cstr(rule->meaning));
            tb_buf_putc(out, ' ');
            tb_html_text(out, tb_slice_cstr(rule->remedy));
            tb_buf_puts(out, "</p>\n<ul class=\"findings\">\n");
        }
        any = true;
        tb_put_finding(m->origins, out, f);
    }
    if (any) tb_buf_puts(out, "</ul></section>\n");
}

tb_status tb_site_findings(tb_maker *m) {
    tb_buf *out;
    if (!tb_page_findings(m)) return TB_OK;
    TB_TRY(tb_page_begin(m, TB_S("findings.html"), TB_TAB_FINDINGS, TB_S("Findings"), &out));
    size_t errors = tb_findings_count(m->findings, TB_ERROR), warnings = tb_findings_count(m->findings, TB_WARNING),
           notes = tb_findings_count(m->findings, TB_NOTE);
    const tb_counts *c = &m->check->counts;
    tb_buf_puts(out, "<h1>Findings</h1>\n<p class=\"lead\">");
    tb_html_count(out, errors, "error", "errors");
    tb_buf_puts(out, ", ");
    tb_html_count(out, warnings, "warning", "warnings");
    tb_buf_puts(out, ", ");
    tb_html_count(out, notes, "note", "notes");
    tb_buf_printf(out, ". %zu of %zu articles could be read, %zu of %zu quotes stand in them.</p>\n", c->articles_read,
                  c->articles, c->quotes_found, c->quotes);
    for (int i = 0; i < TB_N_CODES; i++) put_code(m, out, (tb_code)i);
    tb_page_end(m, out, "");
    return TB_OK;
}
