/* Findings and the summary of a check as text. */
#include <string.h>

#include "cli/baseline.h"
#include "cli/clean.h"
#include "cli/excerpt.h"
#include "cli/report.h"
#include "cli/style.h"

tb_spot tb_spot_of(const tb_load *l, tb_place place) {
    tb_spot spot = {.file = l->nowhere.len ? l->nowhere : l->book->path};
    if (place.origin == TB_NO_ORIGIN) return spot;
    spot.origin = &l->origins.all.at[place.origin];
    spot.file = spot.origin->name;
    spot.from = tb_locate(l->locator, &l->origins, place.origin, place.start);
    spot.to =
        place.end > place.start ? tb_locate(l->locator, &l->origins, place.origin, place.end) : spot.from;
    return spot;
}

static const char *style_of(tb_level level) {
    return level == TB_ERROR ? TB_STYLE_ERROR : level == TB_WARNING ? TB_STYLE_WARNING : TB_STYLE_NOTE;
}

typedef struct writer {
    tb_buf *out;
    const tb_load *load;
    size_t width;
    bool color;
} writer;

static void paint(const writer *w, const char *style) {
    if (w->color) tb_buf_puts(w->out, style);
}

/* "file:line:column: level: message [code]" and the excerpt; code may be NULL. */
static void place(const writer *w, tb_place at, tb_level level, tb_slice message, const char *code) {
    tb_spot spot = tb_spot_of(w->load, at);
    paint(w, TB_STYLE_BOLD);
    tb_clean_line(w->out, spot.file);
    if (spot.origin) tb_buf_printf(w->out, ":%zu:%zu", spot.from.line, spot.from.column);
    tb_buf_puts(w->out, ": ");
    paint(w, TB_STYLE_RESET);
    paint(w, style_of(level));
    tb_buf_printf(w->out, "%s: ", tb_level_name(level));
    paint(w, TB_STYLE_RESET);
    tb_clean_line(w->out, message);
    if (code) {
        paint(w, TB_STYLE_FAINT);
        tb_buf_printf(w->out, " [%s]", code);
        paint(w, TB_STYLE_RESET);
    }
    tb_buf_putc(w->out, '\n');
    if (spot.origin) tb_excerpt(w->out, spot.origin, spot.from.line, at.start, at.end, w->width, w->color);
}

void tb_report_findings(tb_buf *out, const tb_load *l, size_t width, bool color) {
    writer w = {out, l, width, color};
    for (size_t i = 0; i < l->findings.all.n; i++) {
        const tb_finding *f = l->findings.all.at[i];
        if (f->waived) continue;
        place(&w, f->at, f->level, f->message, tb_rule_of(f->code)->code);
        for (size_t k = 0; k < f->related.n; k++)
            place(&w, f->related.at[k].at, TB_NOTE, f->related.at[k].message, NULL);
    }
}

/* ---- the summary ---- */

static const char *s_of(size_t n) {
    return n == 1 ? "" : "s";
}

static void head(tb_buf *out, const char *what) {
    tb_buf_printf(out, "%-9s ", what);
}

/* ", N what" for N > 0; the first without the comma. */
static void part(tb_buf *out, bool *any, size_t n, const char *what) {
    if (n == 0) return;
    tb_buf_printf(out, "%s%zu %s", *any ? ", " : "", n, what);
    *any = true;
}

static void links(tb_buf *out, const tb_load *l) {
    const tb_counts *c = &l->check->counts;
    size_t by[TB_SUPPORT_QUOTE + 1] = {0};
    for (uint32_t i = 0; i < l->book->n_links; i++)
        if (l->book->links[i].n_evidence) by[tb_link_support(l->check, i)]++;
    head(out, "links");
    tb_buf_printf(out, "%zu stated: %zu supported", c->links + l->book->n_links_unread, c->links_supported);
    if (c->links_supported) {
        bool any = false;
        tb_buf_puts(out, " (both ends named: ");
        part(out, &any, by[TB_SUPPORT_QUOTE], "in the quote");
        part(out, &any, by[TB_SUPPORT_SENTENCE], "in its sentence");
        part(out, &any, by[TB_SUPPORT_PARAGRAPH], "in its paragraph");
        tb_buf_putc(out, ')');
    }
    tb_buf_printf(out, ", %zu weak%s", c->links_weak,
                  c->links_weak ? " (named elsewhere in the article)" : "");
    tb_buf_printf(out, ", %zu unsupported, %zu unsourced, %zu not checked", c->links_unsupported,
                  c->links_unsourced, c->links_unchecked);
    if (l->book->n_links_unread)
        tb_buf_printf(out, ", %zu not read for their errors", l->book->n_links_unread);
    tb_buf_putc(out, '\n');
}

/* A link stands on its best piece of evidence; here each piece counts, once for each link that it carries. */
static void evidence(tb_buf *out, const tb_counts *c) {
    size_t good = c->by_support[TB_SUPPORT_QUOTE] + c->by_support[TB_SUPPORT_SENTENCE] +
                  c->by_support[TB_SUPPORT_PARAGRAPH];
    head(out, "evidence");
    tb_buf_printf(out, "%zu piece%s: %zu supporting, %zu weak, %zu not supporting, %zu not checked\n",
                  c->evidence, s_of(c->evidence), good, c->by_support[TB_SUPPORT_ARTICLE],
                  c->by_support[TB_SUPPORT_NONE], c->by_support[TB_SUPPORT_UNCHECKED]);
}

static void findings(tb_buf *out, const tb_load *l, bool color) {
    size_t errors = tb_findings_count(&l->findings, TB_ERROR),
           warnings = tb_findings_count(&l->findings, TB_WARNING);
    size_t notes = tb_findings_count(&l->findings, TB_NOTE),
           waived = l->findings.all.n - errors - warnings - notes;
    head(out, "findings");
    const char *style = errors ? TB_STYLE_ERROR : warnings ? TB_STYLE_WARNING : TB_STYLE_CARET;
    if (color) tb_buf_puts(out, style);
    tb_buf_printf(out, "%zu error%s, %zu warning%s, %zu note%s", errors, s_of(errors), warnings,
                  s_of(warnings), notes, s_of(notes));
    if (color) tb_buf_puts(out, TB_STYLE_RESET);
    if (waived) tb_buf_printf(out, ", %zu waived", waived);
    if (l->baseline) tb_buf_printf(out, ", %zu known", l->baseline->n_known);
    tb_buf_putc(out, '\n');
}

/* What a baseline has and the book no longer: the list shall get shorter. */
static void gone(tb_buf *out, const tb_baseline *b) {
    size_t n = 0;
    for (size_t i = 0; i < b->gone.n; i++) n += b->gone.at[i].count;
    if (n == 0) return;
    head(out, "baseline");
    tb_buf_printf(out, "%zu finding%s of it no longer occur%s:\n", n, s_of(n), n == 1 ? "s" : "");
    for (size_t i = 0; i < b->gone.n; i++) {
        const tb_known *k = &b->gone.at[i];
        tb_buf_puts(out, "          ");
        tb_clean_line(out, k->file);
        tb_buf_puts(out, ": ");
        tb_clean_line(out, k->message);
        tb_buf_puts(out, " [");
        tb_clean_line(out, k->code);
        tb_buf_putc(out, ']');
        if (k->count > 1) tb_buf_printf(out, " (%zu times)", k->count);
        tb_buf_putc(out, '\n');
    }
}

void tb_report_summary(tb_buf *out, const tb_load *l, bool color) {
    if (l->check) {
        const tb_counts *c = &l->check->counts;
        head(out, "articles");
        tb_buf_printf(out, "%zu of %zu read\n", c->articles_read, c->articles);
        head(out, "entities");
        tb_buf_printf(out, "%zu of %zu mentioned, %zu mention%s\n", c->entities_mentioned, c->entities,
                      c->mentions, s_of(c->mentions));
        links(out, l);
        evidence(out, c);
        head(out, "quotes");
        tb_buf_printf(out, "%zu of %zu found\n", c->quotes_found, c->quotes);
    } else {
        tb_buf_puts(out, "nothing was checked: the book could not be read to its end\n");
    }
    findings(out, l, color);
    if (l->baseline) gone(out, l->baseline);
}
