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

static tb_node_id source_in(const tb_tree *tree, tb_slice id) {
    tb_node_id sources = value_of(tree, tree->root, TB_S("sources"));
    return sources ? value_of(tree, sources, id) : 0;
}

static tb_status pin_in(pin *p, tb_slice id) {
    tb_node_id source = source_in(p->tree, id);
    tb_node_id value = source ? value_of(p->tree, source, TB_S("sha256")) : 0;
    if (!source || p->tree->nodes[source].kind == TB_NODE_ALIAS || (value && p->tree->nodes[value].kind == TB_NODE_ALIAS))
        return TB_EDATA;
    if (!value) return pin_new(p, source);
    const tb_node *n = &p->tree->nodes[value];
    if (n->kind != TB_NODE_SEQUENCE) return pin_single(p, value);
    return n->style == TB_STYLE_FLOW || n->n == 0 ? pin_flow(p, value) : pin_block(p, value);
}

static size_t n_versions(const tb_tree *tree, tb_slice id, tb_slice sha256, bool *last) {
    tb_node_id source = source_in(tree, id), value = source ? value_of(tree, source, TB_S("sha256")) : 0;
    const tb_node *n = tb_tree_node(tree, value);
    if (!value) return 0;
    bool list = n->kind == TB_NODE_SEQUENCE && n->n > 0;
    const tb_node *end = list ? tb_tree_node(tree, last_child(tree, (tb_node_id)(n - tree->nodes))) : n;
    *last = tb_slice_eq(tb_node_text(end), sha256);
    return n->kind == TB_NODE_SEQUENCE ? n->n : 1;
}

/* Whether the file says what is wanted with this change, and as much of everything else as before. */
static tb_status says_so(pin *p, const tb_origins *origins, tb_slice id, tb_change change, bool *out) {
    tb_changes one = {&change, 1, 1};
    tb_buf after = {0};
    tb_tree tree = {0};
    tb_error ignored;
    bool last = false, was = false;
    tb_status status = tb_changes_apply(&one, origins, p->origin, &after, &ignored);
    if (status == TB_OK) status = tb_yaml_read(p->arena, tb_buf_slice(&after), &tree);
    size_t n_before = n_versions(p->tree, id, p->sha256, &was);
    *out = status == TB_OK && n_versions(&tree, id, p->sha256, &last) == n_before + 1 && last;
    tb_tree_free(&tree);
    tb_buf_free(&after);
    return status == TB_EDATA ? TB_OK : status;
}

tb_status tb_change_pin(tb_arena *arena, const tb_book *book, const tb_origins *origins, uint32_t source, tb_slice sha256,
                        tb_changes *out, tb_error *error) {
    uint32_t origin = book->sources[source].at.origin;
    tb_slice bytes = origins->all.at[origin].bytes, id = book->sources[source].id;
    tb_tree tree = {0};
    tb_changes mine = {0};
    bool fine = false;
    tb_status status = tb_yaml_read(arena, bytes, &tree);
    pin p = {arena, bytes, sha256, origin, &tree, &mine};
    if (status == TB_OK) status = pin_in(&p, id);
    if (status == TB_OK) status = says_so(&p, origins, id, mine.at[0], &fine);
    if (status == TB_OK && fine) status = tb_vec_push(arena, out, mine.at[0]);
    tb_tree_free(&tree);
    if (status == TB_EDATA || (status == TB_OK && !fine)) {
        tb_error_set(error, 0, "%.*s is written in a way that cannot be added to; add sha256: %.*s by hand", TB_FMT(id),
                     TB_FMT(sha256));
        return TB_EDATA;
    }
    return status;
}
