/* `why` of one entity as text: by article, so that a hub with many links can be read. Each article is named once and each
 * passage shown once, with the links that it carries. Which words support one link alone is why_text.c's. */
#include <stdlib.h>

#include "cli/clean.h"
#include "cli/style.h"
#include "cli/why_text.h"

#define INDENT 4

typedef struct piece {
    uint32_t link, source; /* source: TB_NONE for a link without evidence */
    size_t evidence;
    const tb_context *contexts;
    size_t n_contexts;
} piece;

typedef struct pieces {
    piece *at;
    size_t n;
} pieces;

/* ---- gathering ---- */

static int compare(size_t x, size_t y) {
    return (x > y) - (x < y);
}

/* By article, then by passage; what has none stands last. */
static int by_passage(const void *a, const void *b) {
    const piece *x = a, *y = b;
    int c = compare(x->source, y->source);
    if (!c) c = compare(!x->n_contexts, !y->n_contexts);
    if (!c && x->n_contexts) {
        c = compare(x->contexts[0].start, y->contexts[0].start);
        if (!c) c = compare(x->contexts[0].end, y->contexts[0].end);
    }
    if (!c) c = compare(x->link, y->link);
    return c ? c : compare(x->evidence, y->evidence);
}

static tb_status gather(const tb_cli *cli, const tb_why *why, pieces *out) {
    const tb_book *book = why->load->book;
    size_t n = 0;
    for (size_t i = 0; i < why->n_links; i++) n += book->links[why->links[i]].n_evidence + 1;
    out->at = TB_NEW_ARRAY(cli->arena, n, piece);
    if (!out->at) return TB_ENOMEM;
    for (size_t i = 0; i < why->n_links; i++) {
        const tb_link *link = &book->links[why->links[i]];
        for (size_t k = 0; k < link->n_evidence; k++) {
            piece p = {why->links[i], link->evidence[k].source, k, NULL, 0};
            TB_TRY(tb_contexts_find(cli->arena, why->load->check, p.link, k, &p.contexts, &p.n_contexts));
            out->at[out->n++] = p;
        }
        if (!link->n_evidence) out->at[out->n++] = (piece){why->links[i], TB_NONE, 0, NULL, 0};
    }
    qsort(out->at, out->n, sizeof *out->at, by_passage);
    return TB_OK;
}

static bool same_passage(const piece *x, const piece *y) {
    return x->source == y->source && x->n_contexts && y->n_contexts && x->contexts[0].start == y->contexts[0].start &&
           x->contexts[0].end == y->contexts[0].end;
}

/* ---- writing ---- */

static int by_start(const void *a, const void *b) {
    const tb_mark *x = a, *y = b;
    int c = compare(x->start, y->start);
    if (!c) c = compare(y->end, x->end);
    return c ? c : compare(x->what, y->what);
}

/* The passage that n pieces share, with the marks of all. */
static tb_status united(const tb_why_writer *w, const piece *p, size_t n, tb_context *out) {
    size_t n_marks = 0;
    for (size_t i = 0; i < n; i++) n_marks += p[i].contexts[0].n_marks;
    tb_mark *marks = TB_NEW_ARRAY(w->cli->arena, n_marks + 1, tb_mark);
    if (!marks) return TB_ENOMEM;
    *out = p[0].contexts[0];
    out->what = TB_MARK_QUOTE;
    out->n_marks = 0;
    for (size_t i = 0; i < n; i++) {
        const tb_context *c = &p[i].contexts[0];
        if (c->at.start < out->at.start) out->at.start = c->at.start;
        if (c->at.end > out->at.end) out->at.end = c->at.end;
        for (size_t k = 0; k < c->n_marks; k++) marks[out->n_marks++] = c->marks[k];
    }
    qsort(marks, n_marks, sizeof *marks, by_start);
    out->marks = marks;
    return TB_OK;
}

/* "FROM relation TO: “quote”"; the quote where the passage is that of several. */
static void statement(const tb_why_writer *w, const tb_link *link, const tb_evidence *e, bool several) {
    tb_buf line = {0};
    tb_why_sentence(w, &line, link);
    tb_why_tags(&line, link);
    for (size_t i = 0; several && i < e->n_quotes; i++) {
        tb_buf_puts(&line, i ? " … “" : ": “");
        tb_clean_line(&line, e->quotes[i].text);
        tb_buf_puts(&line, "”");
    }
    tb_buf_puts(w->out, "  - ");
    tb_why_paint(w, TB_STYLE_BOLD);
    tb_why_wrapped(w, &line, w->indent);
    tb_why_paint(w, TB_STYLE_RESET);
}

static void one(const tb_why_writer *w, const piece *p, bool several) {
    const tb_link *link = &w->load->book->links[p->link];
    if (!link->n_evidence) {
        statement(w, link, NULL, false);
        tb_why_remarks(w, link);
        return;
    }
    const tb_evidence *e = &link->evidence[p->evidence];
    const tb_verdict *v = &w->load->check->links[p->link].verdicts[p->evidence];
    statement(w, link, e, several && e->n_quotes);
    tb_why_lost_quotes(w, e, v);
    tb_why_claim(w, link, e, v);
    tb_why_remarks(w, link);
    for (size_t k = 1; k < p->n_contexts; k++)
        tb_why_passage(w, link, &w->load->check->sources[p->source].article, &p->contexts[k]);
}

/* The pieces of one passage; gives how many they are. */
static tb_status passage(const tb_why_writer *w, const piece *p, size_t left, size_t *n) {
    tb_why_writer head = *w;
    tb_context all;
    head.indent = 2;
    for (*n = 1; *n < left && same_passage(p, &p[*n]);) ++*n;
    if (p->n_contexts) {
        TB_TRY(united(w, p, *n, &all));
        tb_why_passage(&head, &w->load->book->links[p->link], &w->load->check->sources[p->source].article, &all);
    }
    for (size_t i = 0; i < *n; i++) one(w, &p[i], *n > 1);
    return TB_OK;
}

tb_status tb_why_sources(tb_cli *cli, const tb_why *why) {
    tb_why_writer w = {cli, &cli->out.buf, why->load, INDENT}, head = {cli, &cli->out.buf, why->load, 2};
    const tb_book *book = why->load->book;
    pieces all = {NULL, 0};
    TB_TRY(gather(cli, why, &all));
    if (!cli->quiet && !cli->color)
        tb_buf_puts(w.out, "«…» is a quote, […] a name of an end of a link.\n\n");
    for (size_t i = 0, n; i < all.n; i += n) {
        const piece *p = &all.at[i];
        if (i) tb_buf_putc(w.out, '\n');
        if (p->source == TB_NONE && (!i || p[-1].source != TB_NONE)) {
            tb_buf_puts(w.out, "Without a source\n");
        } else if (!i || p[-1].source != p->source) {
            tb_why_paint(&w, TB_STYLE_BOLD);
            tb_why_source(&head, &book->sources[p->source]);
            tb_why_paint(&w, TB_STYLE_RESET);
        }
        TB_TRY(passage(&w, p, all.n - i, &n));
    }
    return TB_OK;
}
