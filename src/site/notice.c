/* What only a served site has: the notice on top of each page, the page for what is not there, and their style. The list
 * of findings as a page of its own is findings.c's. */
#include "site/page.h"

enum { SHOWN = 200 }; /* findings in a notice; the page of findings has all */

static const char style[] =
    "#notice { font: 14px/1.45 var(--sans); margin: 0 0 18px; }\n"
    "#notice summary { display: block; width: 100%; text-align: left; }\n"
    "#notice .trouble { margin: 0 0 8px; padding: 9px 12px; border: 2px solid var(--bad); border-radius: 6px; background: var(--card); }\n"
    "#notice ul { max-height: 42vh; overflow: auto; margin: 8px 0 0; }\n"
    "#notice .all { margin: 6px 0 0; }\n"
    "@media print { #notice { display: none; } }\n";

static void put_counts(tb_buf *out, const tb_findings *f) {
    tb_html_count(out, tb_findings_count(f, TB_ERROR), "error", "errors");
    tb_buf_puts(out, ", ");
    tb_html_count(out, tb_findings_count(f, TB_WARNING), "warning", "warnings");
    tb_buf_puts(out, ", ");
    tb_html_count(out, tb_findings_count(f, TB_NOTE), "note", "notes");
}

/* The findings of one level; how many places are left. */
static size_t put_level(const tb_site_notice *n, tb_buf *out, tb_level level, size_t left) {
    for (size_t i = 0; i < n->findings->all.n && left; i++) {
        const tb_finding *f = n->findings->all.at[i];
        if (f->level != level || !tb_finding_shown(f)) continue;
        tb_put_finding(n->origins, out, f);
        left--;
    }
    return left;
}

static void put_list(const tb_site_notice *n, tb_buf *out) {
    size_t left = SHOWN;
    tb_buf_puts(out, "<ul class=\"findings\" tabindex=\"0\">\n");
    for (int level = TB_ERROR; level < TB_OFF; level++) left = put_level(n, out, (tb_level)level, left);
    tb_buf_puts(out, "</ul>\n");
    if (left == 0) tb_buf_printf(out, "<p class=\"all\">The first %d are shown.</p>\n", SHOWN);
    if (n->trouble.len == 0)
        tb_buf_puts(out, "<p class=\"all\"><a href=\"/findings.html\">What they mean and how to mend them</a></p>\n");
}

void tb_site_notice_put(const tb_site_notice *n, tb_buf *out) {
    const tb_findings *f = n->findings;
    size_t all = f ? tb_findings_count(f, TB_ERROR) + tb_findings_count(f, TB_WARNING) + tb_findings_count(f, TB_NOTE) : 0;
    tb_buf_puts(out, "<section id=\"notice\" aria-label=\"Findings\">\n");
    if (n->trouble.len) {
        tb_buf_puts(out, "<p class=\"trouble\" role=\"status\">");
        tb_html_text(out, n->trouble);
        tb_buf_puts(out, "</p>\n");
    }
    if (f) {
        bool list = all > 0 && !n->is_public;
        bool open = n->trouble.len || tb_findings_count(f, TB_ERROR) > 0;
        tb_buf_puts(out, list ? open ? "<details open><summary>" : "<details><summary>" : "<p>");
        put_counts(out, f);
        tb_buf_puts(out, list ? "</summary>\n" : "</p>\n");
        if (list) {
            put_list(n, out);
            tb_buf_puts(out, "</details>\n");
        }
    }
    tb_buf_puts(out, "</section>\n");
}

/* A page that says one thing. */
static tb_status put_page(tb_maker *m, tb_slice path, const char *title, const char *words) {
    tb_buf *out;
    TB_TRY(tb_page_begin(m, path, TB_TAB_NONE, tb_slice_cstr(title), &out));
    tb_buf_printf(out, "<h1>%s</h1>\n<p class=\"lead\">%s</p>\n", title, words);
    tb_page_end(m, out, tb_page_up(path));
    return TB_OK;
}

tb_status tb_site_live(tb_maker *m) {
    tb_buf *out;
    TB_TRY(put_page(m, TB_S(TB_SITE_NOT_FOUND), "Nothing here",
                    "There is no such page in the book, or not any more. It comes back when the book has it."));
    if (!m->book) /* of tb_site_blank */
        TB_TRY(put_page(m, TB_S("index.html"), "Nothing to show yet", "The graph appears here when the book can be read."));
    TB_TRY(tb_site_file_add(m, TB_S("assets/live.css"), &out));
    tb_buf_puts(out, style);
    return TB_OK;
}
