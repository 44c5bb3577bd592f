/* Renaming an id everywhere: the places where an id may stand, by the keys of the format. */
#include "book/change.h"
#include "book/yaml.h"

typedef struct renaming {
    tb_arena *arena;
    const tb_book *book;
    const tb_tree *tree;
    uint32_t origin;
    tb_renamed what;
    tb_slice from, to;
    tb_changes *out;
} renaming;

static tb_slice text(const renaming *r, tb_node_id id) {
    return tb_node_text(&r->tree->nodes[id]);
}

/* Changes part of a scalar: `offset` bytes into its text, of `len`. Quotation marks stay where they are. */
static tb_status change(renaming *r, tb_node_id id, size_t offset, size_t len) {
    const tb_node *n = &r->tree->nodes[id];
    size_t start = n->start + (n->style == TB_STYLE_QUOTED ? 1 : 0) + offset;
    tb_change c = {r->origin, start, start + len, r->to};
    return tb_vec_push(r->arena, r->out, c);
}

/* An id has no character that would be escaped, so its bytes stand in the file as they are read. */
static tb_status rename_scalar(renaming *r, tb_node_id id) {
    const tb_node *n = &r->tree->nodes[id];
    if (n->kind != TB_NODE_SCALAR || !tb_slice_eq(text(r, id), r->from)) return TB_OK;
    return change(r, id, 0, r->from.len);
}

static tb_status rename_list(renaming *r, tb_node_id id) {
    const tb_node *n = &r->tree->nodes[id];
    if (n->kind == TB_NODE_SCALAR) return rename_scalar(r, id);
    if (n->kind != TB_NODE_SEQUENCE) return TB_OK;
    for (tb_node_id c = n->first; c; c = r->tree->nodes[c].next) TB_TRY(rename_scalar(r, c));
    return TB_OK;
}

/* Calls `visit` with key and value of each pair of a mapping. */
typedef tb_status pair_visit(renaming *r, tb_node_id key, tb_node_id value);

static tb_status each_pair(renaming *r, tb_node_id mapping, pair_visit *visit) {
    const tb_node *m = &r->tree->nodes[mapping];
    if (m->kind != TB_NODE_MAPPING) return TB_OK;
    for (tb_node_id k = m->first; k; k = r->tree->nodes[r->tree->nodes[k].next].next)
        TB_TRY(visit(r, k, r->tree->nodes[k].next));
    return TB_OK;
}

static tb_status each_item(renaming *r, tb_node_id list, pair_visit *visit) {
    const tb_node *n = &r->tree->nodes[list];
    if (n->kind == TB_NODE_MAPPING) return each_pair(r, list, visit);
    if (n->kind != TB_NODE_SEQUENCE) return TB_OK;
    for (tb_node_id c = n->first; c; c = r->tree->nodes[c].next) TB_TRY(each_pair(r, c, visit));
    return TB_OK;
}

static bool is(const renaming *r, tb_node_id key, const char *name) {
    return tb_slice_eq(text(r, key), tb_slice_cstr(name));
}

static tb_status in_form(renaming *r, tb_node_id key, tb_node_id value) {
    return r->what == TB_RENAMED_SOURCE && is(r, key, "only-in") ? rename_list(r, value) : TB_OK;
}

static tb_status in_entity(renaming *r, tb_node_id key, tb_node_id value) {
    bool forms = is(r, key, "name") || is(r, key, "aliases") || is(r, key, "adjectives");
    return forms ? each_item(r, value, in_form) : TB_OK;
}

static tb_status in_section(renaming *r, tb_node_id key, tb_node_id value) {
    if (r->what == TB_RENAMED_ENTITY) TB_TRY(rename_scalar(r, key));
    return each_pair(r, value, in_entity);
}

static tb_status in_source(renaming *r, tb_node_id key, tb_node_id value) {
    return r->what == TB_RENAMED_SOURCE && is(r, key, "reprint-of") ? rename_scalar(r, value) : TB_OK;
}

static tb_status in_sources(renaming *r, tb_node_id key, tb_node_id value) {
    if (r->what == TB_RENAMED_SOURCE) TB_TRY(rename_scalar(r, key));
    return each_pair(r, value, in_source);
}

static tb_status in_evidence(renaming *r, tb_node_id key, tb_node_id value) {
    if (r->what == TB_RENAMED_SOURCE && is(r, key, "source")) return rename_scalar(r, value);
    if (r->what == TB_RENAMED_ENTITY && is(r, key, "by")) return rename_scalar(r, value);
    return TB_OK;
}

static tb_status in_link(renaming *r, tb_node_id key, tb_node_id value) {
    if (is(r, key, "evidence")) return each_item(r, value, in_evidence);
    if (r->what == TB_RENAMED_LINK && is(r, key, "id")) return rename_scalar(r, value);
    bool end = is(r, key, "from") || is(r, key, "to");
    return r->what == TB_RENAMED_ENTITY && end ? rename_list(r, value) : TB_OK;
}

/* A waiver is at an id, or at a link called "FROM RELATION TO". */
static tb_status in_waiver(renaming *r, tb_node_id key, tb_node_id value) {
    tb_slice at = text(r, value), from = r->from;
    if (!is(r, key, "at") || r->tree->nodes[value].kind != TB_NODE_SCALAR) return TB_OK;
    if (tb_slice_eq(at, from)) return change(r, value, 0, from.len);
    if (r->what != TB_RENAMED_ENTITY || at.len < from.len + 2) return TB_OK;
    if (tb_slice_starts(at, from) && at.p[from.len] == ' ') TB_TRY(change(r, value, 0, from.len));
    if (tb_slice_ends(at, from) && at.p[at.len - from.len - 1] == ' ')
        return change(r, value, at.len - from.len, from.len);
    return TB_OK;
}

static bool is_kind(const renaming *r, tb_node_id key) {
    for (size_t i = 0; i < r->book->n_kinds; i++)
        if (tb_slice_eq(r->book->kinds[i].section, text(r, key))) return true;
    return false;
}

static tb_status in_book(renaming *r, tb_node_id key, tb_node_id value) {
    if (is(r, key, "sources")) return each_pair(r, value, in_sources);
    if (is(r, key, "links")) return each_item(r, value, in_link);
    if (is(r, key, "waivers")) return each_item(r, value, in_waiver);
    return is_kind(r, key) ? each_pair(r, value, in_section) : TB_OK;
}

tb_status tb_change_rename(tb_arena *arena, const tb_book *book, const tb_origins *origins, size_t n_files, tb_renamed what,
                           tb_slice from, tb_slice to, tb_changes *out) {
    tb_status status = TB_OK;
    for (uint32_t i = 0; i < n_files && status == TB_OK; i++) {
        tb_tree tree = {0};
        status = tb_yaml_read(arena, origins->all.at[i].bytes, &tree);
        renaming r = {arena, book, &tree, i, what, from, to, out};
        if (status == TB_OK && tree.root) status = each_pair(&r, tree.root, in_book);
        tb_tree_free(&tree);
    }
    return status;
}
