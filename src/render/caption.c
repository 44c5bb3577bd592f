/* Title, sources and legend; see caption.h.
 *
 * Graphviz 2.43 ends the process (an assertion in its HTML tables) where a FIXEDSIZE cell is too small for
 * what is in it, so sizes here are only ever lower bounds. */
#include "render/caption.h"

#include "render/style.h"
#include "render/words.h"

enum {
    HEAD_LINE = 44,
    SMALL_HEAD_LINE = 66,
    TITLE_LINE = 72,
    TITLE_MAX = 216
}; /* characters in a line; in all */

/* text in lines of at most `width` characters, broken at blanks. */
static void put_lines(tb_buf *out, tb_slice text, size_t width) {
    size_t column = 0;
    for (size_t at = 0; at < text.len;) {
        size_t end = at, chars = 0;
        for (; end < text.len && text.p[end] != ' '; end++)
            chars += ((unsigned char)text.p[end] & 0xC0) != 0x80;
        if (column && column + 1 + chars > width) {
            tb_buf_puts(out, "<BR ALIGN=\"LEFT\"/>");
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

static void put_cut_lines(tb_buf *out, tb_slice text, size_t width) {
    bool cut;
    put_lines(out, tb_cut(text, TITLE_MAX, &cut), width);
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

/* ---- cells ---- */

/* A stretch of line as the lower edge of the upper of two empty cells, or two of the upper two of three. */
static void put_sample(tb_buf *out, const char *style, const char *colour, int width, bool twofold) {
    tb_buf_puts(out, "<TD><TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"0\">");
    for (int i = 0; i <= twofold; i++)
        tb_buf_printf(out,
                      "<TR><TD SIDES=\"B\" BORDER=\"%d\" STYLE=\"%s\" COLOR=\"%s\" WIDTH=\"30\" "
                      "HEIGHT=\"%d\"></TD></TR>",
                      width, style, colour, i ? 3 : 7);
    tb_buf_puts(out, "<TR><TD HEIGHT=\"5\"></TD></TR></TABLE></TD>");
}

static void put_words(tb_buf *out, const char *words) {
    tb_buf_printf(out, "<TD ALIGN=\"LEFT\">%s</TD>", words);
}

/* ---- legend ---- */

/* What is in the drawing and needs an explanation. */
typedef struct legend {
    const tb_view *view;
    tb_theme theme;
    bool lines[TB_LINE_UNSOURCED + 1], several, doubtful;
    bool changes[TB_CHANGE_OTHER + 1];
    size_t kind, line, change, edge; /* where the next row begins */
} legend;

static void look(legend *l) {
    for (size_t i = 0; i < l->view->n_edges; i++) {
        const tb_view_edge *e = &l->view->edges[i];
        l->lines[e->line] = true;
        l->changes[e->change] = true;
        l->several |= e->independent > 1;
        for (size_t k = 0; k < e->n_evidence; k++) l->doubtful |= e->evidence[k].support <= TB_SUPPORT_NONE;
    }
    for (size_t i = 0; i < l->view->n_nodes; i++) l->changes[l->view->nodes[i].change] = true;
    l->changes[TB_CHANGE_NONE] = false;
}

static bool has_kind(const tb_view *view, size_t kind) {
    for (size_t i = 0; i < view->n_nodes; i++)
        if (view->nodes[i].kind_index == kind) return true;
    return false;
}

static void put_kind(tb_buf *out, const legend *l, uint32_t kind) {
    tb_kind_style style = tb_style_kind(l->view, l->theme, kind);
    tb_buf_printf(out,
                  "<TD><TABLE BORDER=\"1\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"0\" COLOR=\"%s\" "
                  "BGCOLOR=\"%s\" STYLE=\"%s\"><TR><TD WIDTH=\"24\" HEIGHT=\"9\"></TD></TR></TABLE></TD>"
                  "<TD ALIGN=\"LEFT\">",
                  style.line, style.fill,
                  style.rounded || style.outline == TB_OUTLINE_ELLIPSE ? "rounded" : "solid");
    bool cut;
    tb_put_html(out, tb_cut(l->view->kinds.at[kind], 40, &cut));
    tb_buf_printf(out, " (%s)</TD>", style.called);
}

static void put_line(tb_buf *out, const legend *l, tb_line line) {
    const tb_palette *palette = tb_style_palette(l->theme);
    const tb_line_style *style = tb_style_line(l->theme, line);
    put_sample(out, style->style, line == TB_LINE_UNSOURCED ? palette->faint : palette->ink, 1,
               style->twofold);
    put_words(out, style->called);
}

static void put_change(tb_buf *out, const legend *l, tb_change change) {
    const tb_change_style *style = tb_style_change(l->theme, change);
    tb_buf_printf(out, "<TD><FONT COLOR=\"%s\">%s</FONT></TD>", style->colour, style->sign);
    put_words(out, style->called);
}

/* Whether an edge is the first of its relation that the book gives a colour. Edges are not sorted by
 * relation, but the relations with a colour are few. */
static bool is_first_of_colour(const legend *l, size_t edge) {
    const tb_view_edge *e = &l->view->edges[edge];
    if (!tb_style_has_colour(e, l->theme)) return false;
    for (size_t i = 0; i < edge; i++)
        if (tb_slice_eq(l->view->edges[i].relation, e->relation)) return false;
    return true;
}

static void put_relation(tb_buf *out, const legend *l, const tb_view_edge *e) {
    put_sample(out, "solid", tb_style_edge_colour(l->view, e, l->theme), 2, false);
    tb_buf_puts(out, "<TD ALIGN=\"LEFT\">");
    bool cut;
    tb_put_html(out, tb_cut(e->relation, 40, &cut));
    tb_buf_puts(out, cut ? "\xE2\x80\xA6</TD>" : "</TD>");
}

/* The two cells of the next row of the legend; false, and nothing, where it is at its end. */
static bool put_legend_row(tb_buf *out, legend *l) {
    while (l->kind < l->view->kinds.n)
        if (has_kind(l->view, l->kind++)) return put_kind(out, l, (uint32_t)l->kind - 1), true;
    while (l->line <= TB_LINE_UNSOURCED)
        if (l->lines[l->line++]) return put_line(out, l, (tb_line)(l->line - 1)), true;
    while (l->edge < l->view->n_edges)
        if (is_first_of_colour(l, l->edge++)) return put_relation(out, l, &l->view->edges[l->edge - 1]), true;
    while (l->change <= TB_CHANGE_OTHER)
        if (l->changes[l->change++]) return put_change(out, l, (tb_change)(l->change - 1)), true;
    if (l->several) {
        l->several = false;
        put_sample(out, "solid", tb_style_palette(l->theme)->several, 3, false);
        put_words(out, "thicker: more independent sources");
        return true;
    }
    if (l->doubtful) {
        l->doubtful = false;
        put_words(out, "[n?]");
        put_words(out, "not borne out by the text of n");
        return true;
    }
    return false;
}

/* ---- sources ---- */

static void put_source(tb_buf *out, const tb_view *view, const tb_view_source *s, tb_theme theme) {
    tb_slice url = s->url.len ? s->url : s->archive;
    if (tb_style_coloured(view, theme)) /* else a black line would say nothing, or seem to */
        put_sample(out, "solid", tb_style_source_colour(view, s, theme), 2, false);
    else
        tb_buf_puts(out, "<TD></TD>");
    tb_buf_printf(out, "<TD ALIGN=\"RIGHT\">[%u]</TD><TD ALIGN=\"LEFT\" BALIGN=\"LEFT\"", s->number);
    if (url.len) {
        /* without an id Graphviz gives one by a count that runs on through the process */
        tb_buf_printf(out, " ID=\"source-%u\" HREF=\"", s->number);
        tb_put_html_url(out, url);
        tb_buf_puts(out, "\" TOOLTIP=\"");
        tb_put_html(out, url);
        tb_buf_puts(out, "\"");
    }
    tb_buf_puts(out, ">");
    put_cut_lines(out, s->title.len ? s->title : s->id, TITLE_LINE);
    tb_slice more[] = {s->author, s->publisher, s->date};
    for (size_t i = 0; i < sizeof more / sizeof *more; i++) {
        if (more[i].len == 0) continue;
        tb_buf_puts(out, i < 2 ? ". " : ", ");
        bool cut;
        tb_put_html(out, tb_cut(more[i], TITLE_LINE, &cut));
        if (cut) tb_buf_puts(out, "\xE2\x80\xA6");
    }
    tb_buf_puts(out, "</TD>");
}

/* ---- all ---- */

static void put_rows(tb_buf *out, const tb_view *view, tb_theme theme) {
    legend l = {.view = view, .theme = theme};
    look(&l);
    tb_buf_puts(out, "<TR><TD COLSPAN=\"2\" ALIGN=\"LEFT\"><B>Legend</B></TD><TD WIDTH=\"14\"></TD>"
                     "<TD COLSPAN=\"2\" ALIGN=\"LEFT\">");
    tb_buf_puts(out, view->n_sources ? "<B>Sources</B>" : "");
    /* as wide as a line of the title, or the columns would be stretched to its width */
    tb_buf_puts(out, "</TD><TD WIDTH=\"360\"></TD></TR>\n");
    bool more = true;
    for (size_t i = 0; i < view->n_sources || more; i++) {
        size_t before = out->len;
        tb_buf_puts(out, "<TR>");
        more = more && put_legend_row(out, &l);
        if (!more && i >= view->n_sources) {
            out->len = before;
            break;
        }
        if (!more) tb_buf_puts(out, "<TD COLSPAN=\"2\"></TD>");
        tb_buf_puts(out, "<TD></TD>");
        if (i < view->n_sources)
            put_source(out, view, &view->sources[i], theme);
        else
            tb_buf_puts(out, "<TD COLSPAN=\"3\"></TD>");
        tb_buf_puts(out, "</TR>\n");
    }
}

static void put_head(tb_buf *out, tb_slice words, int size, long growth) {
    tb_buf_printf(out, "<TR><TD COLSPAN=\"6\" ALIGN=\"LEFT\" BALIGN=\"LEFT\"><FONT POINT-SIZE=\"%ld\"><B>",
                  size * growth / 100);
    put_cut_lines(out, words, size > 12 ? HEAD_LINE : SMALL_HEAD_LINE);
    tb_buf_puts(out, "</B></FONT></TD></TR>\n");
}

void tb_put_caption(tb_buf *out, const tb_view *view, const tb_render_options *options) {
    tb_slice book = view->book_title.len ? view->book_title : TB_S("Who is tied to whom");
    tb_buf_puts(out, "\n<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"2\">\n"
                     "<TR><TD COLSPAN=\"6\" HEIGHT=\"14\"></TD></TR>\n");
    if (view->slice_title.len) put_head(out, view->slice_title, 16, tb_style_growth(view->n_edges));
    put_head(out, book, view->slice_title.len ? 11 : 16, tb_style_growth(view->n_edges));
    tb_buf_puts(out, "<TR><TD COLSPAN=\"6\" ALIGN=\"LEFT\">");
    tb_put_counts(out, view);
    tb_buf_puts(out, "</TD></TR>\n");
    if (view->remark.len) {
        tb_buf_puts(out, "<TR><TD COLSPAN=\"6\" ALIGN=\"LEFT\" BALIGN=\"LEFT\">");
        put_cut_lines(out, view->remark, TITLE_LINE);
        tb_buf_puts(out, "</TD></TR>\n<TR><TD COLSPAN=\"6\" HEIGHT=\"6\"></TD></TR>\n");
    }
    put_rows(out, view, options->theme);
    tb_buf_puts(out, "</TABLE>");
}
