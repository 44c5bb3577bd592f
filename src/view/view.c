/* The view of a checked book; see view.h. Which links are in it is filter.c's business; here they get their
 * words, numbers, lines and order. Everything is copied into the view's arena, so a view outlives its book.
 */
#include "view/view.h"

#include <stdlib.h>

#include "view/clean.h"
#include "view/filter.h"

typedef struct builder {
    const tb_check *check;
    const tb_book *book;
    const tb_filter *filter;
    tb_view *view;
    tb_buf scratch;
    tb_arena work; /* freed when the view is made */
    tb_choice choice;
    uint32_t *node_of;   /* entity → node, or TB_NONE */
    uint32_t *source_of; /* source of the book → of the view, or TB_NONE */
    tb_slice *link_ids;  /* unique */
} builder;

static tb_status clean(builder *b, tb_slice s, tb_slice *out) {
    return tb_clean(&b->view->arena, &b->scratch, s, out);
}

static tb_status clean_all(builder *b, tb_slices in, tb_slices *out) {
    tb_slice *at = TB_NEW_ARRAY(&b->view->arena, in.n, tb_slice);
    if (!at) return TB_ENOMEM;
    for (size_t i = 0; i < in.n; i++) TB_TRY(clean(b, in.at[i], &at[i]));
    *out = (tb_slices){at, in.n};
    return TB_OK;
}

/* Ids that are unique whatever the book: the second "x" becomes "x#2". In the order of the book, over all of
 * it, so that an id is the same in every view. The map holds the number that the next double of an id would
 * get. */
static tb_status make_unique(tb_arena *arena, tb_map *seen, tb_slice *id) {
    tb_slice own = *id;
    bool added;
    uint32_t k;
    TB_TRY(tb_map_add(seen, own, 2, &k, &added));
    while (!added) {
        TB_TRY(tb_arena_printf(arena, id, "%.*s#%u", TB_FMT(own), (unsigned)k));
        TB_TRY(tb_map_set(seen, own, ++k));
        TB_TRY(tb_map_add(seen, *id, 2, &(uint32_t){0}, &added));
    }
    return TB_OK;
}

static tb_status unique(builder *b, tb_slice *ids, size_t n) {
    tb_map seen = {0};
    tb_status status = TB_OK;
    for (size_t i = 0; i < n && status == TB_OK; i++) status = make_unique(&b->view->arena, &seen, &ids[i]);
    tb_map_free(&seen);
    return status;
}

/* ---- style ---- */

/* What the book's style says of a kind or relation under key, or "". */
static tb_slice style_of(const builder *b, bool of_relation, uint32_t index, const char *key) {
    for (size_t i = 0; i < b->book->n_styles; i++) {
        const tb_style *s = &b->book->styles[i];
        if (s->of_relation == of_relation && s->index == index && tb_slice_eq(s->key, tb_slice_cstr(key)))
            return s->value;
    }
    return TB_S("");
}

static tb_status make_kind_styles(builder *b, const char *key, tb_slices *out) {
    if (b->book->n_styles == 0) return TB_OK;
    tb_slice *at = TB_NEW_ARRAY(&b->view->arena, b->book->n_kinds, tb_slice);
    if (!at) return TB_ENOMEM;
    for (uint32_t i = 0; i < b->book->n_kinds; i++) TB_TRY(clean(b, style_of(b, false, i, key), &at[i]));
    *out = (tb_slices){at, b->book->n_kinds};
    return TB_OK;
}

/* ---- sources ---- */

typedef struct dated {
    tb_slice id;
    tb_date date;
    uint32_t source;
} dated;

/* Exact, unlike tb_date_cmp, for which 2019 and 2019-07 are equal: an order needs to be a total one. Undated
 * last. */
static int by_date_then_id(const void *x, const void *y) {
    const dated *a = x, *b = y;
    if ((a->date.year == 0) != (b->date.year == 0)) return a->date.year == 0 ? 1 : -1;
    if (a->date.year != b->date.year) return a->date.year < b->date.year ? -1 : 1;
    if (a->date.month != b->date.month) return a->date.month < b->date.month ? -1 : 1;
    if (a->date.day != b->date.day) return a->date.day < b->date.day ? -1 : 1;
    int c = tb_slice_cmp(a->id, b->id);
    return c ? c : (a->source > b->source) - (a->source < b->source);
}

static tb_status fill_source(builder *b, uint32_t at, unsigned number, tb_view_source *out) {
    const tb_source *s = &b->book->sources[at];
    *out = (tb_view_source){.number = number, .source = at};
    TB_TRY(clean(b, s->id, &out->id));
    TB_TRY(clean(b, s->title, &out->title));
    TB_TRY(clean(b, s->publisher, &out->publisher));
    TB_TRY(clean(b, s->author, &out->author));
    TB_TRY(clean(b, s->date_text, &out->date));
    TB_TRY(clean(b, tb_url_safe(s->url), &out->url));
    return clean(b, tb_url_safe(s->archive), &out->archive);
}

/* Numbers all sources of the book (without private ones where they are left out, or the gaps would tell of
 * them) and takes in those that are cited. */
static tb_status make_sources(builder *b) {
    size_t n = b->book->n_sources, n_shown = 0;
    dated *order = TB_NEW_ARRAY(&b->work, n, dated);
    bool *cited = TB_NEW_ARRAY(&b->work, n, bool);
    b->source_of = TB_NEW_ARRAY(&b->work, n, uint32_t);
    b->view->sources = TB_NEW_ARRAY(&b->view->arena, n, tb_view_source);
    if (!order || !cited || !b->source_of || !b->view->sources) return TB_ENOMEM;
    for (size_t i = 0; i < b->choice.links.n; i++) {
        const tb_chosen *c = &b->choice.links.at[i];
        for (size_t k = 0; k < c->n; k++)
            cited[b->book->links[c->link].evidence[c->evidence[k]].source] = true;
    }
    for (uint32_t i = 0; i < n; i++) {
        const tb_source *s = &b->book->sources[i];
        b->source_of[i] = TB_NONE;
        if (b->filter->is_public && s->is_private) continue;
        order[n_shown++] = (dated){s->id, s->date, i};
    }
    if (n_shown) qsort(order, n_shown, sizeof *order, by_date_then_id);
    for (size_t i = 0; i < n_shown; i++) {
        if (!cited[order[i].source]) continue;
        size_t at = b->view->n_sources++;
        b->source_of[order[i].source] = (uint32_t)at;
        TB_TRY(fill_source(b, order[i].source, (unsigned)i + 1, &b->view->sources[at]));
    }
    return TB_OK;
}

/* ---- nodes ---- */

static size_t mentions_of(const builder *b, uint32_t entity) {
    size_t n = 0;
    if (!b->check->mentions) return 0;
    for (size_t s = 0; s < b->book->n_sources; s++)
        if (!b->filter->is_public || !b->book->sources[s].is_private)
            n += b->check->mentions[entity * b->book->n_sources + s];
    return n;
}

static tb_status fill_node(builder *b, uint32_t entity, tb_slice id, tb_view_node *out) {
    const tb_entity *e = &b->book->entities[entity];
    *out =
        (tb_view_node){.id = id, .entity = entity, .kind_index = e->kind, .mentions = mentions_of(b, entity)};
    TB_TRY(clean(b, e->n_forms ? e->forms[0].text : e->id, &out->name));
    if (out->name.len == 0) out->name = id;
    if (e->kind < b->view->kinds.n) out->kind = b->view->kinds.at[e->kind];
    TB_TRY(clean(b, e->note, &out->note));
    TB_TRY(clean(b, e->wikidata, &out->wikidata));
    TB_TRY(clean(b, tb_url_safe(e->url), &out->url));
    TB_TRY(clean_all(b, e->tags, &out->tags));
    size_t n = e->n_forms ? e->n_forms - 1 : 0;
    tb_slice *forms = TB_NEW_ARRAY(&b->view->arena, n, tb_slice);
    if (!forms) return TB_ENOMEM;
    for (size_t i = 0; i < n; i++) TB_TRY(clean(b, e->forms[i + 1].text, &forms[i]));
    out->aliases = (tb_slices){forms, n};
    return TB_OK;
}

static int by_node_id(const void *x, const void *y) {
    const tb_view_node *a = x, *b = y;
    int c = tb_slice_cmp(a->id, b->id);
    return c ? c : (a->entity > b->entity) - (a->entity < b->entity);
}

static tb_status make_nodes(builder *b) {
    size_t n = b->book->n_entities;
    tb_slice *ids = TB_NEW_ARRAY(&b->work, n, tb_slice);
    b->node_of = TB_NEW_ARRAY(&b->work, n, uint32_t);
    b->view->nodes = TB_NEW_ARRAY(&b->view->arena, n, tb_view_node);
    if (!ids || !b->node_of || !b->view->nodes) return TB_ENOMEM;
    for (size_t i = 0; i < n; i++) TB_TRY(clean(b, b->book->entities[i].id, &ids[i]));
    TB_TRY(unique(b, ids, n));
    for (uint32_t i = 0; i < n; i++)
        if (b->choice.entities[i]) TB_TRY(fill_node(b, i, ids[i], &b->view->nodes[b->view->n_nodes++]));
    if (b->view->n_nodes) qsort(b->view->nodes, b->view->n_nodes, sizeof *b->view->nodes, by_node_id);
    for (size_t i = 0; i < n; i++) b->node_of[i] = TB_NONE;
    for (size_t i = 0; i < b->view->n_nodes; i++) b->node_of[b->view->nodes[i].entity] = (uint32_t)i;
    return TB_OK;
}

/* ---- edges ---- */

static tb_line line_of(const tb_link *l, const tb_chosen *c) {
    bool has[TB_DENIED + 1] = {false};
    if (c->n == 0) return TB_LINE_UNSOURCED;
    for (size_t i = 0; i < c->n; i++) has[l->evidence[c->evidence[i]].stance] = true;
    bool claimed = has[TB_ASSERTED] || has[TB_ALLEGED] || has[TB_PLANNED];
    if (has[TB_DENIED]) return claimed ? TB_LINE_CONTESTED : TB_LINE_DENIED;
    return has[TB_ASSERTED] ? TB_LINE_ASSERTED : has[TB_ALLEGED] ? TB_LINE_ALLEGED : TB_LINE_PLANNED;
}

static tb_status join_quotes(builder *b, const tb_evidence *e, tb_slice *out) {
    tb_buf all = {0};
    for (size_t i = 0; i < e->n_quotes; i++) {
        if (i) tb_buf_puts(&all, " \xE2\x80\xA6 ");
        tb_buf_put(&all, e->quotes[i].text);
    }
    tb_status status = tb_buf_status(&all);
    if (status == TB_OK) status = clean(b, tb_buf_slice(&all), out);
    tb_buf_free(&all);
    return status;
}

static tb_status fill_claimant(builder *b, const tb_evidence *e, tb_view_evidence *out) {
    if (e->by == TB_NONE || e->by >= b->book->n_entities) return clean(b, e->by_name, &out->by);
    const tb_entity *by = &b->book->entities[e->by];
    if (b->filter->is_public && by->is_private) return TB_OK;
    TB_TRY(clean(b, by->id, &out->by_id));
    return clean(b, by->n_forms ? by->forms[0].text : by->id, &out->by);
}

static tb_status fill_evidence(builder *b, const tb_chosen *c, size_t at, tb_view_evidence *out) {
    const tb_evidence *e = &b->book->links[c->link].evidence[c->evidence[at]];
    *out =
        (tb_view_evidence){.source = b->source_of[e->source], .stance = e->stance, .index = c->evidence[at]};
    if (b->check->links && b->check->links[c->link].verdicts) {
        const tb_verdict *v = &b->check->links[c->link].verdicts[c->evidence[at]];
        out->support = v->support;
        out->found = v->found;
        out->by_reference = v->from_by_reference || v->to_by_reference;
        out->nested = v->from_nested || v->to_nested;
    }
    TB_TRY(join_quotes(b, e, &out->quote));
    TB_TRY(fill_claimant(b, e, out));
    TB_TRY(clean(b, e->when_text, &out->when));
    return clean(b, e->note, &out->note);
}

/* The sources of an edge, ascending and without doubles: insertion, since they are few. */
static tb_status fill_sources(builder *b, tb_view_edge *out) {
    uint32_t *list = TB_NEW_ARRAY(&b->view->arena, out->n_evidence, uint32_t);
    if (!list) return TB_ENOMEM;
    size_t n = 0;
    for (size_t i = 0; i < out->n_evidence; i++) {
        uint32_t s = out->evidence[i].source;
        size_t k = n;
        while (k > 0 && list[k - 1] > s) k--;
        if (k > 0 && list[k - 1] == s) continue;
        memmove(list + k + 1, list + k, (n - k) * sizeof *list);
        list[k] = s;
        n++;
        b->view->sources[s].n_links++;
    }
    out->sources = list;
    out->n_sources = n;
    return TB_OK;
}

static tb_status fill_edge(builder *b, const tb_chosen *c, tb_view_edge *out) {
    const tb_link *l = &b->book->links[c->link];
    const tb_relation *r = &b->book->relations[l->relation];
    *out = (tb_view_edge){.id = b->link_ids[c->link],
                          .from = b->node_of[l->from],
                          .to = b->node_of[l->to],
                          .symmetric = r->symmetric,
                          .line = line_of(l, c),
                          .link = c->link,
                          .n_evidence = c->n,
                          .independent = tb_filter_independent(b->book, l, c->evidence, c->n)};
    TB_TRY(clean(b, r->name, &out->relation));
    TB_TRY(clean(b, r->inverse, &out->inverse));
    TB_TRY(clean(b, style_of(b, true, l->relation, "color"), &out->colour));
    TB_TRY(clean(b, l->unsourced, &out->unsourced));
    TB_TRY(clean(b, l->note, &out->note));
    tb_view_evidence *e = TB_NEW_ARRAY(&b->view->arena, c->n, tb_view_evidence);
    if (!e) return TB_ENOMEM;
    for (size_t i = 0; i < c->n; i++) {
        TB_TRY(fill_evidence(b, c, i, &e[i]));
        if (e[i].support > out->support) out->support = e[i].support;
    }
    out->evidence = e;
    b->view->nodes[out->from].degree++;
    if (out->to != out->from) b->view->nodes[out->to].degree++;
    return fill_sources(b, out);
}

/* Nodes are sorted by id, so their indexes compare as their ids do. */
static int by_ends(const void *x, const void *y) {
    const tb_view_edge *a = x, *b = y;
    if (a->from != b->from) return a->from < b->from ? -1 : 1;
    int c = tb_slice_cmp(a->relation, b->relation);
    if (c) return c;
    if (a->to != b->to) return a->to < b->to ? -1 : 1;
    return tb_slice_cmp(a->id, b->id);
}

static tb_status make_edges(builder *b) {
    size_t n = b->choice.links.n;
    b->link_ids = TB_NEW_ARRAY(&b->work, b->book->n_links, tb_slice);
    b->view->edges = TB_NEW_ARRAY(&b->view->arena, n, tb_view_edge);
    if (!b->link_ids || !b->view->edges) return TB_ENOMEM;
    for (size_t i = 0; i < b->book->n_links; i++) TB_TRY(clean(b, b->book->links[i].id, &b->link_ids[i]));
    TB_TRY(unique(b, b->link_ids, b->book->n_links));
    for (size_t i = 0; i < n; i++) TB_TRY(fill_edge(b, &b->choice.links.at[i], &b->view->edges[i]));
    b->view->n_edges = n;
    if (n) qsort(b->view->edges, n, sizeof *b->view->edges, by_ends);
    return TB_OK;
}

/* ---- the whole ---- */

static tb_status make_head(builder *b) {
    tb_slice *kinds = TB_NEW_ARRAY(&b->view->arena, b->book->n_kinds, tb_slice);
    tb_slice *own = &b->view->book_title, *added = &b->view->slice_title;
    if (!kinds) return TB_ENOMEM;
    for (size_t i = 0; i < b->book->n_kinds; i++) TB_TRY(clean(b, b->book->kinds[i].singular, &kinds[i]));
    b->view->kinds = (tb_slices){kinds, b->book->n_kinds};
    TB_TRY(make_kind_styles(b, "color", &b->view->kind_colours));
    TB_TRY(make_kind_styles(b, "shape", &b->view->kind_shapes));
    TB_TRY(clean(b, b->filter->name, &b->view->name));
    TB_TRY(clean(b, b->book->title, own));
    TB_TRY(clean(b, b->filter->remark, &b->view->remark));
    TB_TRY(clean(b, b->filter->title, added));
    const char *dash = own->len && added->len ? " \xE2\x80\x93 " : "";
    return tb_arena_printf(&b->view->arena, &b->view->title, "%.*s%s%.*s", TB_FMT(*own), dash,
                           TB_FMT(*added));
}

static tb_status build(builder *b) {
    TB_TRY(tb_filter_apply(b->check, b->filter, &b->work, &b->choice));
    TB_TRY(make_head(b));
    TB_TRY(make_sources(b));
    TB_TRY(make_nodes(b));
    return make_edges(b);
}

tb_status tb_view_new(const tb_check *check, const tb_filter *filter, tb_view **out) {
    static const tb_filter everything;
    *out = NULL;
    tb_view *v = calloc(1, sizeof *v);
    if (!v) return TB_ENOMEM;
    builder b = {.check = check, .book = check->book, .filter = filter ? filter : &everything, .view = v};
    tb_status status = build(&b);
    tb_buf_free(&b.scratch);
    tb_arena_free(&b.work);
    if (status != TB_OK)
        tb_view_free(v);
    else
        *out = v;
    return status;
}

void tb_view_free(tb_view *v) {
    if (!v) return;
    tb_arena_free(&v->arena);
    free(v);
}

const char *tb_line_name(tb_line line) {
    static const char *const names[] = {"asserted", "alleged", "planned", "denied", "contested", "unsourced"};
    return names[line];
}

const char *tb_change_name(tb_change change) {
    static const char *const names[] = {"", "gone", "new", "weaker", "stronger", "changed"};
    return names[change];
}
