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
    for (size_t i = 0; i < bytes.len; i++) {
        size_t n = tb_line_break(bytes.p + i, bytes.len - i);
        if (n) return tb_slice_sub(bytes, i, i + n);
    }
    return TB_S("\n");
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
static tb_status pin_flow(pin *p, tb_node_id list, tb_error *error) {
    const tb_node *n = &p->tree->nodes[list];
    tb_node_id last = last_child(p->tree, list);
    tb_slice with;
    for (size_t i = n->start; i < n->end; i++)
        if (p->bytes.p[i] == '#') {
            tb_error_set(error, 0, "the list of sha256 has a comment in its brackets; write it with - lines");
            return TB_EDATA;
        }
    TB_TRY(tb_arena_printf(p->arena, &with, last ? ", %.*s" : "%.*s", TB_FMT(p->sha256)));
    return insert(p, last ? p->tree->nodes[last].end : n->start + 1, with);
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

/* No sha256 yet: one more key, on a line of its own or within the braces. */
static tb_status pin_new(pin *p, tb_node_id source, tb_error *error) {
    const tb_node *n = &p->tree->nodes[source];
    if (n->kind != TB_NODE_MAPPING || n->n == 0) {
        tb_error_set(error, 0, "the source has no keys to add sha256 to; give it a title first");
        return TB_EDATA;
    }
    tb_slice with;
    if (n->style == TB_STYLE_FLOW) {
        TB_TRY(tb_arena_printf(p->arena, &with, ", sha256: %.*s", TB_FMT(p->sha256)));
        return insert(p, p->tree->nodes[last_child(p->tree, source)].end, with);
    }
    size_t key = p->tree->nodes[n->first].start, start = line_start(p->bytes, key);
    tb_slice indent = tb_slice_sub(p->bytes, start, key), eol = line_break(p->bytes);
    TB_TRY(tb_arena_printf(p->arena, &with, "sha256: %.*s%.*s%.*s", TB_FMT(p->sha256), TB_FMT(eol), TB_FMT(indent)));
    return insert(p, key, with);
}

static tb_status pin_in(pin *p, tb_slice id, tb_error *error) {
    tb_node_id sources = value_of(p->tree, p->tree->root, TB_S("sources"));
    tb_node_id source = sources ? value_of(p->tree, sources, id) : 0;
    tb_node_id value = source ? value_of(p->tree, source, TB_S("sha256")) : 0;
    if (!source || p->tree->nodes[source].kind == TB_NODE_ALIAS || (value && p->tree->nodes[value].kind == TB_NODE_ALIAS)) {
        tb_error_set(error, 0, "%.*s is written by way of an alias; write it out", TB_FMT(id));
        return TB_EDATA;
    }
    if (!value) return pin_new(p, source, error);
    const tb_node *n = &p->tree->nodes[value];
    if (n->kind != TB_NODE_SEQUENCE) return pin_single(p, value);
    return n->style == TB_STYLE_FLOW || n->n == 0 ? pin_flow(p, value, error) : pin_block(p, value);
}

tb_status tb_change_pin(tb_arena *arena, const tb_book *book, const tb_origins *origins, uint32_t source, tb_slice sha256,
                        tb_changes *out, tb_error *error) {
    uint32_t origin = book->sources[source].at.origin;
    tb_slice bytes = origins->all.at[origin].bytes;
    tb_tree tree = {0};
    tb_status status = tb_yaml_read(arena, bytes, &tree);
    pin p = {arena, bytes, sha256, origin, &tree, out};
    if (status == TB_OK) status = pin_in(&p, book->sources[source].id, error);
    tb_tree_free(&tree);
    return status;
}
