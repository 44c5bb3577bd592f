/* Making the site: what all pages look up, then page by page. */
#include "site/site.h"

#include <stdlib.h>

#include "site/page.h"

tb_status tb_site_file_add(tb_maker *m, tb_slice path, tb_buf **out) {
    tb_site_file file = {.path = {NULL, 0}};
    TB_TRY(tb_arena_copy(&m->site->arena, path, &file.path));
    TB_TRY(tb_vec_push(NULL, &m->site->files, file));
    *out = &m->site->files.at[m->site->files.n - 1].bytes;
    return TB_OK;
}

static tb_status make_names(tb_maker *m) {
    const tb_view *v = m->view;
    m->node_pages = TB_NEW_ARRAY(&m->arena, v->n_nodes, tb_slice);
    m->source_pages = TB_NEW_ARRAY(&m->arena, v->n_sources, tb_slice);
    m->node_of = TB_NEW_ARRAY(&m->arena, m->book->n_entities, uint32_t);
    if (!m->node_pages || !m->source_pages || !m->node_of) return TB_ENOMEM;
    for (size_t i = 0; i < m->book->n_entities; i++) m->node_of[i] = TB_NONE;
    for (uint32_t i = 0; i < v->n_nodes; i++) {
        m->node_of[v->nodes[i].entity] = i;
        TB_TRY(tb_site_name(&m->arena, "entity", v->nodes[i].id, &m->node_pages[i]));
    }
    for (uint32_t i = 0; i < v->n_sources; i++)
        TB_TRY(tb_site_name(&m->arena, "article", v->sources[i].id, &m->source_pages[i]));
    return TB_OK;
}

typedef struct named {
    tb_slice name;
    uint32_t node;
} named;

static int lower(unsigned char c) {
    return c >= 'A' && c <= 'Z' ? c + 32 : c;
}

/* As in a list for people, as far as that goes without a language: capitals count as small letters. */
static int by_name(const void *x, const void *y) {
    const named *a = x, *b = y;
    for (size_t i = 0; i < a->name.len && i < b->name.len; i++) {
        int c = lower((unsigned char)a->name.p[i]) - lower((unsigned char)b->name.p[i]);
        if (c) return c;
    }
    if (a->name.len != b->name.len) return a->name.len < b->name.len ? -1 : 1;
    return (a->node > b->node) - (a->node < b->node);
}

static tb_status sort_names(tb_maker *m) {
    size_t n = m->view->n_nodes;
    named *all = TB_NEW_ARRAY(&m->arena, n, named);
    m->by_name = TB_NEW_ARRAY(&m->arena, n, uint32_t);
    if (!all || !m->by_name) return TB_ENOMEM;
    for (uint32_t i = 0; i < n; i++) all[i] = (named){m->view->nodes[i].name, i};
    if (n) qsort(all, n, sizeof *all, by_name);
    for (size_t i = 0; i < n; i++) m->by_name[i] = all[i].node;
    return TB_OK;
}

/* The things that edge i belongs to; a link to itself touches its node once. */
static size_t ends_of(const tb_view_edge *e, bool by_source, const uint32_t **list, uint32_t ends[2]) {
    if (by_source) {
        *list = e->sources;
        return e->n_sources;
    }
    ends[0] = e->from, ends[1] = e->to;
    *list = ends;
    return e->from == e->to ? 1 : 2;
}

static tb_status make_lists(tb_maker *m, tb_lists *out, size_t n, bool by_source) {
    const tb_view *v = m->view;
    const uint32_t *list;
    uint32_t ends[2];
    out->start = TB_NEW_ARRAY(&m->arena, n + 2, uint32_t);
    if (!out->start) return TB_ENOMEM;
    for (size_t i = 0; i < v->n_edges; i++)
        for (size_t k = ends_of(&v->edges[i], by_source, &list, ends); k-- > 0;) out->start[list[k] + 2]++;
    for (size_t i = 2; i < n + 2; i++) out->start[i] += out->start[i - 1];
    out->at = TB_NEW_ARRAY(&m->arena, out->start[n + 1], uint32_t);
    if (!out->at) return TB_ENOMEM;
    for (uint32_t i = 0; i < v->n_edges; i++)
        for (size_t k = ends_of(&v->edges[i], by_source, &list, ends); k-- > 0;)
            out->at[out->start[list[k] + 1]++] = i;
    return TB_OK;
}

static tb_status put_assets(tb_maker *m) {
    for (size_t i = 0; i < tb_n_assets; i++) {
        tb_buf *out;
        TB_TRY(tb_site_file_add(m, tb_slice_cstr(tb_assets[i].path), &out));
        tb_buf_put(out, (tb_slice){(const char *)tb_assets[i].bytes, tb_assets[i].len});
    }
    return TB_OK;
}

static int by_path(const void *x, const void *y) {
    const tb_site_file *a = x, *b = y;
    return tb_slice_cmp(a->path, b->path);
}

static tb_status finish(tb_maker *m) {
    TB_TRY(put_assets(m));
    for (size_t i = 0; i < m->site->files.n; i++) TB_TRY(tb_buf_status(&m->site->files.at[i].bytes));
    qsort(m->site->files.at, m->site->files.n, sizeof *m->site->files.at, by_path);
    return TB_OK;
}

static tb_status make(tb_maker *m) {
    TB_TRY(make_names(m));
    TB_TRY(sort_names(m));
    TB_TRY(make_lists(m, &m->node_edges, m->view->n_nodes, false));
    TB_TRY(make_lists(m, &m->source_edges, m->view->n_sources, true));
    TB_TRY(tb_site_index(m));
    TB_TRY(tb_site_entities(m));
    TB_TRY(tb_site_articles(m));
    TB_TRY(tb_site_matrix(m));
    TB_TRY(tb_site_timeline(m));
    TB_TRY(tb_site_findings(m));
    if (m->options->live) TB_TRY(tb_site_live(m));
    return finish(m);
}

tb_status tb_site_new(const tb_check *check, const tb_origins *origins, const tb_findings *findings,
                      const tb_site_options *options, tb_site **out, tb_error *error) {
    tb_view *view = NULL;
    *out = NULL;
    TB_TRY(tb_view_new(check, options->filter, &view));
    tb_maker m = {.check = check, .book = check->book, .origins = origins, .findings = findings,
                  .options = options, .view = view, .error = error};
    tb_status status = TB_ENOMEM;
    m.site = calloc(1, sizeof *m.site);
    if (m.site) status = make(&m);
    tb_arena_free(&m.arena);
    tb_view_free(view);
    if (status == TB_OK)
        *out = m.site;
    else
        tb_site_free(m.site);
    return status;
}

tb_status tb_site_blank(tb_site **out) {
    static const tb_view nothing;
    static const tb_filter filter = {.is_public = true}; /* without a list of findings */
    static const tb_site_options options = {.filter = &filter, .live = true};
    *out = NULL;
    tb_maker m = {.options = &options, .view = &nothing, .site = calloc(1, sizeof *m.site)};
    if (!m.site) return TB_ENOMEM;
    tb_status status = tb_site_live(&m);
    if (status == TB_OK) status = finish(&m);
    if (status == TB_OK)
        *out = m.site;
    else
        tb_site_free(m.site);
    return status;
}

void tb_site_free(tb_site *site) {
    if (!site) return;
    for (size_t i = 0; i < site->files.n; i++) tb_buf_free(&site->files.at[i].bytes);
    tb_vec_free(&site->files);
    tb_arena_free(&site->arena);
    free(site);
}
