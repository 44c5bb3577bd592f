/* A picture as DOT, through cgraph; the only file that knows cgraph (draw.c sees it through gvc).
 *
 * What had to be got round, in cgraph 2.43:
 * - An HTML-like label is a flag on an interned string: the same text as a plain value elsewhere would share
 * the string and its flag. So our labels hold a line break, which plain values never do (views are clean).
 * - agset on an undeclared attribute fails in silence: everything is declared first, and each set is looked
 * at.
 * - Long strings are folded at 128 columns unless the graph has linelength=0.
 * - agwrite does not look at what its writer returns for every piece, so our writer's failure sticks in the
 * buffer. */
#include "render/picture.h"

#include <graphviz/cgraph.h>
#include <stdio.h>
#include <stdlib.h>

/* cgraph takes C strings that it may write to as far as their type says; it does not. */
static char *mutable(const char *s) {
    union {
        const char *in;
        char *out;
    } both = {.in = s};
    return both.out;
}

static int put(void *channel, const char *s) {
    tb_buf *out = channel;
    tb_buf_puts(out, s);
    return tb_buf_status(out) == TB_OK ? 0 : EOF;
}

static int flush(void *channel) {
    tb_buf *out = channel;
    return tb_buf_status(out) == TB_OK ? 0 : EOF;
}

/* Values are slices of an arena, which all end in NUL (tb_arena_copy) or are literals. */
static tb_status set(void *object, Agraph_t *g, int type, const tb_attr *a) {
    Agsym_t *symbol = agattr(g, type, mutable(a->name), NULL);
    if (!symbol) symbol = agattr(g, type, mutable(a->name), mutable(""));
    if (!symbol) return TB_ENOMEM;
    char *value = mutable(a->value.len ? a->value.p : "");
    if (a->html) {
        value = agstrdup_html(g, value);
        if (!value) return TB_ENOMEM;
    }
    int failed = agxset(object, symbol, value);
    if (a->html) agstrfree(g, value);
    return failed ? TB_ENOMEM : TB_OK;
}

static tb_status set_all(void *object, Agraph_t *g, int type, const tb_attrs *attrs) {
    for (size_t i = 0; i < attrs->n; i++) TB_TRY(set(object, g, type, &attrs->at[i]));
    return TB_OK;
}

static tb_status defaults(Agraph_t *g, int type, const tb_attrs *attrs) {
    for (size_t i = 0; i < attrs->n; i++)
        if (!agattr(g, type, mutable(attrs->at[i].name), mutable(attrs->at[i].value.p))) return TB_ENOMEM;
    return TB_OK;
}

static tb_status fill(Agraph_t *g, const tb_picture *p, Agnode_t **nodes) {
    TB_TRY(set_all(g, g, AGRAPH, &p->graph));
    /* The first layout of a process declares this default for all later graphs; so that it does not matter
     * whether there was one, it always stands there. */
    if (!agattr(g, AGNODE, mutable("label"), mutable("\\N"))) return TB_ENOMEM;
    TB_TRY(defaults(g, AGNODE, &p->node));
    TB_TRY(defaults(g, AGEDGE, &p->edge));
    for (size_t i = 0; i < p->nodes.n; i++) {
        nodes[i] = agnode(g, mutable(p->nodes.at[i].name.p), 1);
        if (!nodes[i]) return TB_ENOMEM;
        TB_TRY(set_all(nodes[i], g, AGNODE, &p->nodes.at[i].attrs));
    }
    for (size_t i = 0; i < p->edges.n; i++) {
        Agedge_t *e = agedge(g, nodes[p->edges.at[i].tail], nodes[p->edges.at[i].head], NULL, 1);
        if (!e) return TB_ENOMEM;
        TB_TRY(set_all(e, g, AGEDGE, &p->edges.at[i].attrs));
    }
    return TB_OK;
}

tb_status tb_dot_write(const tb_picture *p, const char *name, tb_buf *out) {
    Agiodisc_t io = {NULL, put, flush};
    Agdisc_t disc = {&AgMemDisc, &AgIdDisc, &io};
    Agraph_t *g = agopen(mutable(name), Agdirected, &disc);
    Agnode_t **nodes = calloc(p->nodes.n + 1, sizeof *nodes);
    tb_status status = g && nodes ? fill(g, p, nodes) : TB_ENOMEM;
    if (status == TB_OK && agwrite(g, out) < 0) status = TB_ENOMEM;
    if (status == TB_OK) status = tb_buf_status(out);
    free(nodes);
    if (g) agclose(g);
    return status;
}
