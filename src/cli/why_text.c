/* `why` as text: each link, its pieces of evidence, the passages. */
#include "cli/clean.h"
#include "cli/marked.h"
#include "cli/report.h"
#include "cli/style.h"
#include "cli/why_text.h"
#include "cli/wrap.h"

#define INDENT 5
#define LISTED 12 /* links that are named of each entity where there is none between the two */

typedef tb_why_writer writer;

void tb_why_paint(const writer *w, const char *style) {
    if (w->cli->color) tb_buf_puts(w->out, style);
}

static tb_slice name_of(const writer *w, uint32_t entity) {
    return w->load->book->entities[entity].forms[0].text;
}

/* ", " between parts, then the cleaned part. */
static void part(tb_buf *line, tb_slice s) {
    if (!s.len) return;
    if (line->len) tb_buf_puts(line, ", ");
    tb_clean_line(line, s);
}

void tb_why_wrapped(const writer *w, tb_buf *line, size_t at) {
    tb_wrap(w->out, tb_buf_slice(line), at, w->indent, w->cli->width);
    if (line->status != TB_OK) w->out->status = line->status;
    tb_buf_free(line);
}

void tb_why_source(const writer *w, const tb_source *s) {
    tb_buf line = {0};
    part(&line, s->title);
    part(&line, s->publisher);
    part(&line, s->author);
    part(&line, s->date_text);
    if (s->reprint_of != TB_NONE) {
        tb_buf_puts(&line, line.len ? ", a reprint of " : "a reprint of ");
        tb_clean_line(&line, w->load->book->sources[s->reprint_of].id);
    }
    tb_clean_line(w->out, s->id);
    tb_buf_puts(w->out, line.len ? ": " : "");
    tb_why_wrapped(w, &line, w->indent + tb_clean_width(s->id) + 2);
}

static const char *support_words(const tb_verdict *v) {
    if (!v->checked) return "not checked: the text could not be read";
    if (!v->found) return "none: the quote does not stand in the text";
    switch (v->support) {
    case TB_SUPPORT_NONE:
        return "none: the text does not name both ends";
    case TB_SUPPORT_ARTICLE:
        return "article: the ends are named only elsewhere in it";
    default:
        return tb_support_name(v->support);
    }
}

/* " (NAME by reference: “words”)" */
static void how_named(const writer *w, tb_buf *line, uint32_t entity, bool reference, const tb_quote *words,
                      bool nested) {
    if (!reference && !nested) return;
    tb_buf_puts(line, " (");
    tb_clean_line(line, name_of(w, entity));
    if (reference) {
        tb_buf_puts(line, " by reference");
        if (words) {
            tb_buf_puts(line, ": “");
            tb_clean_line(line, words->text);
            tb_buf_puts(line, "”");
        }
    }
    if (nested) tb_buf_puts(line, reference ? ", inside a longer name" : " inside a longer name");
    tb_buf_putc(line, ')');
}

/* ", held in 2019", ", held from 2019 to 2020", ", held since 2019", ", held until 2020" */
static void held(tb_buf *line, const tb_evidence *e) {
    tb_slice from = e->when_text, to = {NULL, 0};
    const char *slash = from.len ? memchr(from.p, '/', from.len) : NULL;
    if (!from.len) return;
    if (slash) {
        size_t at = (size_t)(slash - from.p);
        to = tb_slice_sub(from, at + 1, from.len);
        from = tb_slice_sub(from, 0, at);
    }
    tb_buf_puts(line, !slash      ? ", held in "
                      : !from.len ? ", held until "
                      : to.len    ? ", held from "
                                  : ", held since ");
    tb_clean_line(line, from);
    if (from.len && to.len) tb_buf_puts(line, " to ");
    tb_clean_line(line, to);
}

void tb_why_claim(const writer *w, const tb_link *link, const tb_evidence *e, const tb_verdict *v) {
    tb_buf line = {0};
    tb_buf_puts(&line, tb_stance_name(e->stance));
    if (e->by != TB_NONE || e->by_name.len) {
        tb_buf_puts(&line, " by ");
        tb_clean_line(&line, e->by != TB_NONE ? name_of(w, e->by) : e->by_name);
    }
    held(&line, e);
    tb_buf_printf(&line, "; support: %s", support_words(v));
    how_named(w, &line, link->from, v->from_by_reference, e->as_from, v->from_nested);
    how_named(w, &line, link->to, v->to_by_reference, e->as_to, v->to_nested);
    if (e->is_private) tb_buf_puts(&line, "; private");
    tb_pad(w->out, w->indent);
    tb_why_wrapped(w, &line, w->indent);
    if (!e->note.len) return;
    tb_pad(w->out, w->indent);
    tb_buf note = {0};
    tb_buf_puts(&note, "note: ");
    tb_clean_line(&note, e->note);
    tb_why_wrapped(w, &note, w->indent);
}

void tb_why_passage(const writer *w, const tb_link *link, const tb_article *a, const tb_context *c) {
    tb_place place = {a->origin, c->at.start, c->at.end};
    tb_text_to_raw(&a->text, &place.start, &place.end);
    tb_spot spot = tb_spot_of(w->load, place);
    tb_pad(w->out, w->indent);
    tb_why_paint(w, TB_STYLE_FAINT);
    tb_clean_line(w->out, spot.file);
    tb_buf_printf(w->out, ":%zu:%zu", spot.from.line, spot.from.column);
    tb_why_paint(w, TB_STYLE_RESET);
    if (c->what != TB_MARK_QUOTE) {
        tb_buf_puts(w->out, " names ");
        tb_clean_line(w->out, name_of(w, c->what == TB_MARK_FROM ? link->from : link->to));
    }
    tb_buf_putc(w->out, '\n');
    tb_marked_write(w->out, a->text.text, c, w->indent + 2, w->cli->width, w->cli->color);
}

void tb_why_lost_quotes(const writer *w, const tb_evidence *e, const tb_verdict *v) {
    for (size_t i = 0; i < e->n_quotes; i++) {
        if (v->checked && i < v->n_spans && v->spans[i].end > v->spans[i].start) continue;
        tb_buf line = {0};
        tb_buf_puts(&line, "quote: “");
        tb_clean_line(&line, e->quotes[i].text);
        tb_buf_puts(&line, "”");
        tb_pad(w->out, w->indent);
        tb_why_wrapped(w, &line, w->indent);
    }
}

static tb_status evidence(const writer *w, uint32_t index, size_t i) {
    const tb_link *link = &w->load->book->links[index];
    const tb_evidence *e = &link->evidence[i];
    const tb_verdict *v = &w->load->check->links[index].verdicts[i];
    const tb_context *contexts;
    size_t n;
    TB_TRY(tb_contexts_find(w->cli->arena, w->load->check, index, i, &contexts, &n));
    if (e->source != TB_NONE) {
        tb_buf_printf(w->out, "%3zu. ", i + 1);
        tb_why_source(w, &w->load->book->sources[e->source]);
    }
    for (size_t k = 0; k < n; k++)
        tb_why_passage(w, link, &w->load->check->sources[e->source].article, &contexts[k]);
    tb_why_lost_quotes(w, e, v);
    tb_why_claim(w, link, e, v);
    return TB_OK;
}

void tb_why_sentence(const writer *w, tb_buf *out, const tb_link *link) {
    tb_clean_line(out, name_of(w, link->from));
    tb_buf_putc(out, ' ');
    tb_clean_line(out, w->load->book->relations[link->relation].name);
    tb_buf_putc(out, ' ');
    tb_clean_line(out, name_of(w, link->to));
}

void tb_why_tags(tb_buf *out, const tb_link *link) {
    if (link->named) {
        tb_buf_puts(out, " (");
        tb_clean_line(out, link->id);
        tb_buf_putc(out, ')');
    }
    if (link->is_private) tb_buf_puts(out, " (private)");
}

void tb_why_remarks(const writer *w, const tb_link *link) {
    tb_buf line = {0};
    if (link->note.len) {
        tb_pad(w->out, w->indent);
        tb_buf_puts(&line, "note: ");
        tb_clean_line(&line, link->note);
        tb_why_wrapped(w, &line, w->indent);
    }
    if (link->unsourced.len || link->n_evidence == 0) {
        line = (tb_buf){0};
        tb_pad(w->out, w->indent);
        tb_buf_puts(&line, link->unsourced.len ? "unsourced: " : "unsourced");
        tb_clean_line(&line, link->unsourced);
        tb_why_wrapped(w, &line, w->indent);
    }
}

static tb_status one_link(const writer *w, uint32_t index) {
    const tb_link *link = &w->load->book->links[index];
    tb_why_paint(w, TB_STYLE_BOLD);
    tb_why_sentence(w, w->out, link);
    tb_why_paint(w, TB_STYLE_RESET);
    tb_why_tags(w->out, link);
    tb_buf_putc(w->out, '\n');
    tb_why_remarks(w, link);
    for (size_t i = 0; i < link->n_evidence; i++) TB_TRY(evidence(w, index, i));
    return TB_OK;
}

/* What the book does state of one entity, where it states nothing between the two. */
static void links_of(const writer *w, uint32_t entity) {
    const tb_book *b = w->load->book;
    size_t n = 0;
    for (size_t i = 0; i < b->n_links; i++) n += tb_why_touches(&b->links[i], entity);
    tb_buf_putc(w->out, '\n');
    tb_clean_line(w->out, name_of(w, entity));
    tb_buf_printf(w->out, " has %zu link%s%s\n", n, n == 1 ? "" : "s", n ? ":" : ".");
    size_t shown = 0;
    for (size_t i = 0; i < b->n_links && shown < LISTED; i++) {
        if (!tb_why_touches(&b->links[i], entity)) continue;
        tb_buf_puts(w->out, "  ");
        tb_why_sentence(w, w->out, &b->links[i]);
        tb_buf_putc(w->out, '\n');
        shown++;
    }
    if (shown < n) tb_buf_printf(w->out, "  and %zu more\n", n - shown);
}

static void no_link(const writer *w, const tb_why *why) {
    tb_buf_puts(w->out, "The book states no link ");
    tb_buf_puts(w->out, why->to == TB_NONE ? "of " : "between ");
    tb_clean_line(w->out, name_of(w, why->from));
    if (why->to != TB_NONE) {
        tb_buf_puts(w->out, " and ");
        tb_clean_line(w->out, name_of(w, why->to));
    }
    tb_buf_puts(w->out, ".\n");
    if (why->to == TB_NONE) return;
    links_of(w, why->from);
    links_of(w, why->to);
}

tb_status tb_why_text(tb_cli *cli, const tb_why *why) {
    writer w = {cli, &cli->out.buf, why->load, INDENT};
    if (why->n_links == 0) {
        no_link(&w, why);
        return TB_OK;
    }
    if (why->to == TB_NONE) return tb_why_sources(cli, why);
    if (!cli->quiet && !cli->color)
        tb_buf_puts(w.out, "«…» is the quote, […] a name of one of the two ends.\n\n");
    for (size_t i = 0; i < why->n_links; i++) {
        if (i) tb_buf_putc(w.out, '\n');
        TB_TRY(one_link(&w, why->links[i]));
    }
    return TB_OK;
}
