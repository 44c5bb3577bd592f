/* Applying changes, and the change that pins a version of a text. */
#include "book/change.h"

#include <stdlib.h>

#include "base/file.h"
#include "book/yaml.h"

static int by_start(const void *a, const void *b) {
    const tb_change *x = a, *y = b;
    return (x->start > y->start) - (x->start < y->start);
}

static tb_status still_yaml(tb_slice bytes, tb_error *error) {
    tb_arena arena = {0};
    tb_tree tree = {0};
    tb_status status = tb_yaml_read(&arena, bytes, &tree);
    if (status == TB_OK && tree.problem.found) {
        tb_error_set(error, 0, "the change would break the file: %s", tree.problem.message);
        status = TB_EDATA;
    }
    tb_tree_free(&tree);
    tb_arena_free(&arena);
    return status;
}

tb_status tb_changes_apply(const tb_changes *changes, const tb_origins *origins, uint32_t origin, tb_buf *out,
                           tb_error *error) {
    tb_slice bytes = origins->all.at[origin].bytes;
    tb_change *order = calloc(changes->n + 1, sizeof *order);
    size_t n = 0, at = 0;
    if (!order) return TB_ENOMEM;
    for (size_t i = 0; i < changes->n; i++)
        if (changes->at[i].origin == origin) order[n++] = changes->at[i];
    qsort(order, n, sizeof *order, by_start);
    for (size_t i = 0; i < n; i++) {
        tb_buf_put(out, tb_slice_sub(bytes, at, order[i].start));
        tb_buf_put(out, order[i].with);
        at = order[i].end;
    }
    tb_buf_put(out, tb_slice_sub(bytes, at, bytes.len));
    free(order);
    TB_TRY(tb_buf_status(out));
    return still_yaml(tb_buf_slice(out), error);
}

/* The value of key in a mapping, or 0. */
static tb_node_id value_of(const tb_tree *t, tb_node_id mapping, tb_slice key) {
    const tb_node *m = tb_tree_node(t, mapping);
    if (m->kind != TB_NODE_MAPPING) return 0;
    for (tb_node_id k = m->first; k; k = t->nodes[t->nodes[k].next].next)
        if (tb_slice_eq(tb_node_text(tb_tree_node(t, k)), key)) return t->nodes[k].next;
    return 0;
}

static tb_node_id last_child(const tb_tree *t, tb_node_id collection) {
    tb_node_id last = 0;
    for (tb_node_id c = t->nodes[collection].first; c; c = t->nodes[c].next) last = c;
    return last;
}

static size_t line_start(tb_slice bytes, size_t at) {
    while (at > 0 && bytes.p[at - 1] != '\n' && bytes.p[at - 1] != '\r') at--;
    return at;
}

static size_t line_end(tb_slice bytes, size_t at) {
    while (at < bytes.len && bytes.p[at] != '\n' && bytes.p[at] != '\r') at++;
    return at;
}

/* The line break that the file uses, by the first one. */
static tb_slice line_break(tb_slice bytes) {
    size_t at = line_end(bytes, 0);
    if (at == bytes.len) return TB_S("\n");
    bool both = bytes.p[at] == '\r' && at + 1 < bytes.len && bytes.p[at + 1] == '\n';
    return tb_slice_sub(bytes, at, at + (both ? 2 : 1));
}

typedef struct pin {
    tb_arena *arena;
    tb_slice bytes, sha256;
    uint32_t origin;
    const tb_tree *tree;
    tb_changes *out;
} pin;

static tb_status insert(pin *p, size_t at, tb_slice with) {
    tb_change change = {p->origin, at, at, with};
    return tb_vec_push(p->arena, p->out, change);
}

/* A list in brackets: behind its last item. */
static tb_status pin_flow(pin *p, tb_node_id list) {
    tb_node_id last = last_child(p->tree, list);
    tb_slice with;
    TB_TRY(tb_arena_printf(p->arena, &with, last ? ", %.*s" : "%.*s", TB_FMT(p->sha256)));
    return insert(p, last ? p->tree->nodes[last].end : p->tree->nodes[list].start + 1, with);
}

/* A list of - lines: one more line, indented as the last. */
static tb_status pin_block(pin *p, tb_node_id list) {
    size_t at = p->tree->nodes[last_child(p->tree, list)].start, start = line_start(p->bytes, at);
    tb_slice indent = tb_slice_sub(p->bytes, start, start), with;
    while (start + indent.len < p->bytes.len && p->bytes.p[start + indent.len] == ' ') indent.len++;
    tb_slice eol = line_break(p->bytes);
    TB_TRY(tb_arena_printf(p->arena, &with, "%.*s%.*s- %.*s", TB_FMT(eol), TB_FMT(indent), TB_FMT(p->sha256)));
    return insert(p, line_end(p->bytes, at), with);
}

/* A single value becomes a list. */
static tb_status pin_single(pin *p, tb_node_id value) {
    const tb_node *n = &p->tree->nodes[value];
    tb_slice old = tb_slice_sub(p->bytes, n->start, n->end);
    tb_change change = {p->origin, n->start, n->end, {0}};
    TB_TRY(tb_arena_printf(p->arena, &change.with, "[%.*s, %.*s]", TB_FMT(old), TB_FMT(p->sha256)));
    return tb_vec_push(p->arena, p->out, change);
}

/* A source of which nothing is said yet: braces behind its colon. */
static tb_status pin_blank(pin *p, const tb_node *n) {
    tb_slice with;
    TB_TRY(tb_arena_printf(p->arena, &with, " {sha256: %.*s}", TB_FMT(p->sha256)));
    return insert(p, n->end, with);
}

/* No sha256 yet: one more key, on a line of its own or within the braces. */
static tb_status pin_new(pin *p, tb_node_id source) {
    const tb_node *n = &p->tree->nodes[source];
    tb_slice with;
    if (n->kind != TB_NODE_MAPPING) return pin_blank(p, n);
    if (n->style == TB_STYLE_FLOW) {
        tb_node_id last = last_child(p->tree, source);
        TB_TRY(tb_arena_printf(p->arena, &with, last ? ", sha256: %.*s" : "sha256: %.*s", TB_FMT(p->sha256)));
        return insert(p, last ? p->tree->nodes[last].end : n->start + 1, with);
    }
    size_t key = p->tree->nodes[n->first].start, start = line_start(p->bytes, key);
    tb_slice indent = tb_slice_sub(p->bytes, start, key), eol = line_break(p->bytes);
    TB_TRY(tb_arena_printf(p->arena, &with, "sha256: %.*s%.*s%.*s", TB_FMT(p->sha256), TB_FMT(eol), TB_FMT(indent)));
    return insert(p, key, with);
}

/* ---- the sources of a file, by id ---- */

typedef struct entry {
    tb_slice id;
    tb_node_id node;
} entry;

typedef struct entries {
    entry *at;
    size_t n;
} entries;

static int by_id(const void *a, const void *b) {
    return tb_slice_cmp(((const entry *)a)->id, ((const entry *)b)->id);
}

static tb_status entries_of(const tb_tree *tree, entries *out) {
    tb_node_id sources = value_of(tree, tree->root, TB_S("sources"));
    const tb_node *m = tb_tree_node(tree, sources);
    *out = (entries){calloc(sources ? m->n / 2 + 1 : 1, sizeof *out->at), 0};
    if (!out->at) return TB_ENOMEM;
    if (!sources || m->kind != TB_NODE_MAPPING) return TB_OK;
    for (tb_node_id k = m->first; k; k = tree->nodes[tree->nodes[k].next].next)
        out->at[out->n++] = (entry){tb_node_text(tb_tree_node(tree, k)), tree->nodes[k].next};
    qsort(out->at, out->n, sizeof *out->at, by_id);
    return TB_OK;
}

static tb_node_id source_in(const entries *all, tb_slice id) {
    entry key = {id, 0};
    const entry *found = bsearch(&key, all->at, all->n, sizeof key, by_id);
    return found ? found->node : 0;
}

/* ---- the pins of one file ---- */

static tb_status pin_in(pin *p, const entries *all, tb_slice id) {
    tb_node_id source = source_in(all, id);
    tb_node_id value = source ? value_of(p->tree, source, TB_S("sha256")) : 0;
    if (!source || p->tree->nodes[source].kind == TB_NODE_ALIAS || (value && p->tree->nodes[value].kind == TB_NODE_ALIAS))
        return TB_EDATA;
    if (!value) return pin_new(p, source);
    const tb_node *n = &p->tree->nodes[value];
    if (n->kind != TB_NODE_SEQUENCE) return pin_single(p, value);
    return n->style == TB_STYLE_FLOW || n->n == 0 ? pin_flow(p, value) : pin_block(p, value);
}

static size_t n_versions(const tb_tree *tree, const entries *all, tb_slice id, tb_slice sha256, bool *last) {
    tb_node_id source = source_in(all, id), value = source ? value_of(tree, source, TB_S("sha256")) : 0;
    const tb_node *n = tb_tree_node(tree, value);
    if (!value) return 0;
    bool list = n->kind == TB_NODE_SEQUENCE && n->n > 0;
    const tb_node *end = list ? tb_tree_node(tree, last_child(tree, (tb_node_id)(n - tree->nodes))) : n;
    *last = tb_slice_eq(tb_node_text(end), sha256);
    return n->kind == TB_NODE_SEQUENCE ? n->n : 1;
}

/* What is to be pinned in one file, with the change of each. */
typedef struct work {
    const tb_book *book;
    const tb_origins *origins;
    const tb_pin **pins;
    size_t n;
    tb_tree tree;
    entries sources;
    tb_changes changes; /* as many as pins, in their order */
} work;

static bool all_there(const work *w, const tb_tree *after, const entries *sources, size_t n) {
    for (size_t i = 0; i < n; i++) {
        tb_slice id = w->book->sources[w->pins[i]->source].id, sha256 = w->pins[i]->sha256;
        bool last = false, was;
        size_t before = n_versions(&w->tree, &w->sources, id, sha256, &was);
        if (n_versions(after, sources, id, sha256, &last) != before + 1 || !last) return false;
    }
    return true;
}

/* Whether the file says what is wanted with the first n changes, and as much of everything else as before. */
static tb_status says_so(const work *w, uint32_t origin, size_t n, bool *out) {
    tb_changes some = {w->changes.at, n, n};
    tb_arena arena = {0};
    tb_buf after = {0};
    tb_tree tree = {0};
    entries sources = {0};
    tb_error ignored;
    tb_status status = tb_changes_apply(&some, w->origins, origin, &after, &ignored);
    if (status == TB_OK) status = tb_yaml_read(&arena, tb_buf_slice(&after), &tree);
    if (status == TB_OK) status = entries_of(&tree, &sources);
    *out = status == TB_OK && all_there(w, &tree, &sources, n);
    free(sources.at);
    tb_tree_free(&tree);
    tb_buf_free(&after);
    tb_arena_free(&arena);
    return status == TB_EDATA ? TB_OK : status;
}

/* *bad: the first pin with which the file no longer says what is wanted, or w->n. */
static tb_status first_bad(const work *w, uint32_t origin, size_t *bad) {
    size_t good = 0, end = w->n; /* with good changes all is well, with end it is not */
    bool fine;
    TB_TRY(says_so(w, origin, end, &fine));
    *bad = w->n;
    if (fine) return TB_OK;
    while (end - good > 1) {
        size_t middle = good + (end - good) / 2;
        TB_TRY(says_so(w, origin, middle, &fine));
        *(fine ? &good : &end) = middle;
    }
    *bad = end - 1;
    return TB_OK;
}

static tb_status pin_file(tb_arena *arena, work *w, uint32_t origin, size_t *bad) {
    tb_slice bytes = w->origins->all.at[origin].bytes;
    TB_TRY(tb_yaml_read(arena, bytes, &w->tree));
    TB_TRY(entries_of(&w->tree, &w->sources));
    for (*bad = 0; *bad < w->n; ++*bad) {
        const tb_pin *one = w->pins[*bad];
        pin p = {arena, bytes, one->sha256, origin, &w->tree, &w->changes};
        tb_status status = pin_in(&p, &w->sources, w->book->sources[one->source].id);
        if (status != TB_OK) return status == TB_EDATA ? TB_OK : status;
    }
    return first_bad(w, origin, bad);
}

tb_status tb_change_pin(tb_arena *arena, const tb_book *book, const tb_origins *origins, const tb_pin *pins, size_t n,
                        tb_changes *out, tb_error *error) {
    const tb_pin **of_file = calloc(n + 1, sizeof(tb_pin *));
    tb_status status = of_file ? TB_OK : TB_ENOMEM;
    uint32_t n_files = 0; /* of the book; texts are origins, too */
    for (size_t i = 0; i < n; i++)
        if (book->sources[pins[i].source].at.origin >= n_files) n_files = book->sources[pins[i].source].at.origin + 1;
    for (uint32_t origin = 0; status == TB_OK && origin < n_files; origin++) {
        work w = {.book = book, .origins = origins, .pins = of_file};
        size_t bad = 0;
        for (size_t i = 0; i < n; i++)
            if (book->sources[pins[i].source].at.origin == origin) of_file[w.n++] = &pins[i];
        if (!w.n) continue;
        status = pin_file(arena, &w, origin, &bad);
        for (size_t i = 0; status == TB_OK && bad == w.n && i < w.n; i++)
            status = tb_vec_push(arena, out, w.changes.at[i]);
        if (status == TB_OK && bad < w.n) {
            tb_error_set(error, 0, "%.*s is written in a way that cannot be added to; add sha256: %.*s by hand",
                         TB_FMT(book->sources[of_file[bad]->source].id), TB_FMT(of_file[bad]->sha256));
            status = TB_EDATA;
        }
        free(w.sources.at);
        tb_tree_free(&w.tree);
    }
    free((void *)of_file);
    return status;
}
