/* Title, sources and legend; see caption.h.
 *
 * Graphviz 2.43 ends the process (an assertion in its HTML tables) where a FIXEDSIZE cell is too small for what is in
 * it, so sizes here are only ever lower bounds. */
#include "render/caption.h"

#include "render/style.h"
#include "render/words.h"

enum { TITLE_LINE = 78, TITLE_MAX = 234 }; /* characters of a source's title in a line, and in all */

/* text in lines of at most `width` characters, broken at blanks. */
static void put_lines(tb_buf *out, tb_slice text, size_t width, const char *align) {
    size_t column = 0;
    for (size_t at = 0; at < text.len;) {
        size_t end = at, chars = 0;
        for (; end < text.len && text.p[end] != ' '; end++) chars += ((unsigned char)text.p[end] & 0xC0) != 0x80;
        if (column && column + 1 + chars > width) {
            tb_buf_printf(out, "<BR ALIGN=\"%s\"/>", align);
            column = 0;
        } else if (column) {
            tb_buf_putc(out, ' ');
            column++;
        }
        tb_put_html(out, tb_slice_sub(text, at, end));
        column += chars;
        at = end + 1;
    }
}

static void put_cut_lines(tb_buf *out, tb_slice text) {
    bool cut;
    put_lines(out, tb_cut(text, TITLE_MAX, &cut), TITLE_LINE, "LEFT");
    if (cut) tb_buf_puts(out, "\xE2\x80\xA6");
}

static void count(tb_buf *out, size_t n, const char *one, const char *many) {
    tb_buf_printf(out, "%zu %s", n, n == 1 ? one : many);
}

void tb_put_counts(tb_buf *out, const tb_view *view) {
    count(out, view->n_edges, "link", "links");
    tb_buf_puts(out, " between ");
    count(out, view->n_nodes, "entity", "entities");
    tb_buf_puts(out, ", from ");
    count(out, view->n_sources, "article", "articles");
}

/* A stretch of line as the lower edge of an empty cell. */
static void put_sample(tb_buf *out, const char *style, const char *colour, int width, bool twofold) {
    tb_buf_printf(out,
                  "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"0\"><TR><TD SIDES=\"%s\" "
                  "BORDER=\"%d\" STYLE=\"%s\" COLOR=\"%s\" WIDTH=\"30\" HEIGHT=\"3\"></TD></TR></TABLE>",
                  twofold ? "TB" : "B", width, style, colour);
}

static void put_source(tb_buf *out, const tb_view *view, const tb_view_source *s, tb_theme theme) {
    tb_slice url = s->url.len ? s->url : s->archive;
    tb_buf_puts(out, "<TR><TD>");
    put_sample(out, "solid", tb_style_source_colour(view, s, theme), 2, false);
    tb_buf_printf(out, "</TD><TD ALIGN=\"RIGHT\" VALIGN=\"TOP\">[%u]</TD><TD ALIGN=\"LEFT\" BALIGN=\"LEFT\"", s->number);
    if (url.len) {
        tb_buf_puts(out, " HREF=\"");
        tb_put_html_url(out, url);
        tb_buf_puts(out, "\" TOOLTIP=\"");
        tb_put_html_url(out, url);
        tb_buf_puts(out, "\"");
    }
    tb_buf_puts(out, ">");
    put_cut_lines(out, s->title.len ? s->title : s->id);
    tb_slice more[] = {s->author, s->publisher, s->date};
    for (size_t i = 0; i < sizeof more / sizeof *more; i++) {
        if (more[i].len == 0) continue;
        tb_buf_puts(out, i < 2 ? ". " : ", ");
        bool cut;
        tb_put_html(out, tb_cut(more[i], TITLE_LINE, &cut));
        if (cut) tb_buf_puts(out, "\xE2\x80\xA6");
    }
    tb_buf_puts(out, "</TD></TR>\n");
}

static void put_sources(tb_buf *out, const tb_view *view, tb_theme theme) {
    tb_buf_puts(out, "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"2\">\n"
                     "<TR><TD COLSPAN=\"3\" ALIGN=\"LEFT\"><B>Sources</B></TD></TR>\n");
    for (size_t i = 0; i < view->n_sources; i++) put_source(out, view, &view->sources[i], theme);
    tb_buf_puts(out, "</TABLE>");
}

static void put_row(tb_buf *out, const char *words) {
    tb_buf_printf(out, "</TD><TD ALIGN=\"LEFT\">%s</TD></TR>\n", words);
}

static void put_kinds(tb_buf *out, const tb_view *view, tb_theme theme) {
    for (uint32_t k = 0; k < view->kinds.n; k++) {
        bool has = false;
        for (size_t i = 0; i < view->n_nodes && !has; i++) has = view->nodes[i].kind_index == k;
        if (!has) continue;
        tb_kind_style style = tb_style_kind(theme, k);
        tb_buf_printf(out,
                      "<TR><TD><TABLE BORDER=\"1\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"0\" COLOR=\"%s\" "
                      "BGCOLOR=\"%s\" STYLE=\"%s\"><TR><TD WIDTH=\"22\" HEIGHT=\"8\"></TD></TR></TABLE></TD>"
                      "<TD ALIGN=\"LEFT\">",
                      style.line, style.fill, style.outline == TB_OUTLINE_ELLIPSE ? "rounded" : "solid");
        bool cut;
        tb_put_html(out, tb_cut(view->kinds.at[k], 40, &cut));
        tb_buf_printf(out, " (%s)</TD></TR>\n", style.called);
    }
}

static void put_legend(tb_buf *out, const tb_view *view, tb_theme theme) {
    const tb_palette *palette = tb_style_palette(theme);
    bool has[TB_LINE_UNSOURCED + 1] = {false}, several = false, doubtful = false;
    for (size_t i = 0; i < view->n_edges; i++) {
        const tb_view_edge *e = &view->edges[i];
        has[e->line] = true;
        several |= e->independent > 1;
        for (size_t k = 0; k < e->n_evidence; k++) doubtful |= e->evidence[k].support <= TB_SUPPORT_NONE;
    }
    tb_buf_puts(out, "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"2\">\n"
                     "<TR><TD COLSPAN=\"2\" ALIGN=\"LEFT\"><B>Legend</B></TD></TR>\n");
    put_kinds(out, view, theme);
    for (int line = 0; line <= TB_LINE_UNSOURCED; line++) {
        if (!has[line]) continue;
        const tb_line_style *style = tb_style_line(theme, (tb_line)line);
        tb_buf_puts(out, "<TR><TD>");
        put_sample(out, style->style, line == TB_LINE_UNSOURCED ? palette->faint : palette->ink, 1, style->twofold);
        put_row(out, style->called);
    }
    if (several) {
        tb_buf_puts(out, "<TR><TD>");
        put_sample(out, "solid", palette->several, 3, false);
        put_row(out, "thicker: more independent sources");
    }
    if (doubtful) {
        tb_buf_puts(out, "<TR><TD>[n?]");
        put_row(out, "not borne out by the text of n");
    }
    tb_buf_puts(out, "</TABLE>");
}

void tb_put_caption(tb_buf *out, const tb_view *view, const tb_render_options *options) {
    tb_buf_puts(out, "\n<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"3\">\n"
                     "<TR><TD COLSPAN=\"2\" ALIGN=\"LEFT\" BALIGN=\"LEFT\"><FONT POINT-SIZE=\"16\"><B>");
    put_cut_lines(out, view->title.len ? view->title : TB_S("Who is tied to whom"));
    tb_buf_puts(out, "</B></FONT></TD></TR>\n<TR><TD COLSPAN=\"2\" ALIGN=\"LEFT\">");
    tb_put_counts(out, view);
    tb_buf_puts(out, "</TD></TR>\n<TR><TD ALIGN=\"LEFT\" VALIGN=\"TOP\">");
    put_legend(out, view, options->theme);
    if (view->n_sources) {
        tb_buf_puts(out, "</TD><TD ALIGN=\"LEFT\" VALIGN=\"TOP\">");
        put_sources(out, view, options->theme);
    }
    tb_buf_puts(out, "</TD></TR>\n</TABLE>");
}
