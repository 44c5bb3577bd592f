/* The frame of every page: head, policy, navigation, foot. */
#include "site/page.h"

/* Nothing but the folder's own files may be loaded, nothing may be sent. 'self' holds for files on the disk too, in
 * Chromium and in Firefox; see docs/adr. A served page asks its server whether something is new. */
#define POLICY "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"

static const struct {
    const char *path, *called;
} tabs[] = {
    [TB_TAB_GRAPH] = {"index.html", "Graph"},        [TB_TAB_ENTITIES] = {"entities.html", "Entities"},
    [TB_TAB_ARTICLES] = {"articles.html", "Articles"}, [TB_TAB_MATRIX] = {"matrix.html", "Matrix"},
    [TB_TAB_TIMELINE] = {"timeline.html", "Timeline"}, [TB_TAB_FINDINGS] = {"findings.html", "Findings"},
};
enum { N_TABS = sizeof tabs / sizeof *tabs };

bool tb_page_findings(const tb_maker *m) {
    return !m->options->filter->is_public;
}

const char *tb_page_up(tb_slice path) {
    if (tb_slice_eq(path, TB_S(TB_SITE_NOT_FOUND))) return "/"; /* stands for addresses of any depth */
    return path.len && memchr(path.p, '/', path.len) ? "../" : "";
}

static void put_tabs(const tb_maker *m, tb_buf *out, tb_tab current, const char *up) {
    tb_buf_puts(out, "<nav aria-label=\"Pages\"><ul>");
    for (int i = 0; i < N_TABS; i++) {
        if (i == TB_TAB_FINDINGS && !tb_page_findings(m)) continue;
        tb_buf_printf(out, "<li><a href=\"%s%s\"%s>%s</a></li>", up, tabs[i].path,
                      i == (int)current ? " aria-current=\"page\"" : "", tabs[i].called);
    }
    tb_buf_puts(out, "</ul></nav>");
}

tb_status tb_page_begin(tb_maker *m, tb_slice path, tb_tab tab, tb_slice title, tb_buf **to) {
    TB_TRY(tb_site_file_add(m, path, to));
    tb_buf *out = *to;
    const char *up = tb_page_up(path);
    bool live = m->options->live;
    tb_slice book = m->view->title.len ? m->view->title : TB_S("Who is tied to whom");
    tb_buf_puts(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                     "<meta http-equiv=\"Content-Security-Policy\" content=\"" POLICY);
    if (live) tb_buf_puts(out, "; connect-src 'self'");
    tb_buf_puts(out, "\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                     "<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"color-scheme\" content=\"light dark\">\n"
                     "<title>");
    if (title.len) {
        tb_html_text(out, title);
        tb_buf_puts(out, " – ");
    }
    tb_html_text(out, book);
    tb_buf_printf(out,
                  "</title>\n<link rel=\"icon\" href=\"%sassets/icon.svg\">\n<link rel=\"stylesheet\" "
                  "href=\"%sassets/site.css\">\n<script defer src=\"%sassets/site.js\"></script>\n%s%s%s</head>\n"
                  "<body class=\"%s\">\n<a class=\"skip\" href=\"#main\">Skip to the content</a>\n"
                  "<header class=\"top\"><p class=\"brand\"><a href=\"%sindex.html\">",
                  up, up, up, live ? "<link rel=\"stylesheet\" href=\"" : "", live ? up : "",
                  live ? "assets/live.css\">\n" : "", tab == TB_TAB_GRAPH ? "graph-page" : "text-page", up);
    tb_html_name(out, book);
    tb_buf_puts(out, "</a></p>");
    put_tabs(m, out, tab, up);
    tb_buf_puts(out, "<button type=\"button\" id=\"theme\" hidden>Theme</button></header>\n<main id=\"main\">\n");
    if (live && tab != TB_TAB_GRAPH) tb_buf_puts(out, TB_SITE_NOTICE "\n");
    return TB_OK;
}

void tb_page_end(tb_maker *m, tb_buf *out, const char *up) {
    (void)up;
    tb_buf_puts(out, "</main>\n<footer class=\"foot\"><p>Every link is stated by an article and verified against its words; "
                     "dashes and dots show how sure the article is. Made with tiebook");
    tb_buf_puts(out, m->options->filter->is_public ? "; private entries are left out." : ".");
    tb_buf_puts(out, "</p></footer>\n</body>\n</html>\n");
}
