/* Renaming an id everywhere: the places where an id may stand, by the keys of the format. */
#include "base/json.h"
#include "book/change.h"
#include "book/reader.h"

typedef struct renaming {
    tb_arena *arena;
    const tb_book *book;
    const tb_tree *tree;
    tb_slice bytes; /* of the file */
    uint32_t origin;
    tb_renamed what;
    tb_slice from, to;
    bool *done; /* by node: an anchor that is used in several places is changed once */
    tb_changes *out;
} renaming;

/* The node itself, an alias followed: what is renamed is what it repeats. */
static tb_node_id resolve(const renaming *r, tb_node_id id) {
    const tb_node *n = &r->tree->nodes[id];
    return n->kind == TB_NODE_ALIAS ? n->first : id;
}

static tb_slice text(const renaming *r, tb_node_id id) {
    return tb_node_text(&r->tree->nodes[id]);
}

/* Where the text of a scalar begins, behind its anchor and tag. */
static size_t behind_properties(const renaming *r, const tb_node *n) {
    size_t at = n->start;
    while (at < n->end && (r->bytes.p[at] == '&' || r->bytes.p[at] == '!')) {
        while (at < n->end && !strchr(" \t\r\n", r->bytes.p[at])) at++;
        while (at < n->end && strchr(" \t\r\n", r->bytes.p[at])) at++;
    }
    return at;
}

/* Whether text may stand without quotation marks; it is an id, or begins with one. */
static bool may_be_plain(tb_slice s) {
    return s.len && s.p[0] != '-' && s.p[0] != '.' && !tb_text_is_mistyped(s);
}

static tb_status put(renaming *r, size_t start, size_t end, tb_slice with) {
    tb_change c = {r->origin, start, end, with};
    return tb_vec_push(r->arena, r->out, c);
}

/* The whole scalar anew, in double quotation marks. */
static tb_status put_quoted(renaming *r, const tb_node *n, size_t start, tb_slice whole) {
    tb_buf b = {0};
    tb_slice with;
    tb_json_escape(&b, whole); /* YAML knows the escapes of JSON */
    tb_status status = tb_buf_status(&b);
    if (status == TB_OK) status = tb_arena_copy(r->arena, tb_buf_slice(&b), &with);
    tb_buf_free(&b);
    return status == TB_OK ? put(r, start, n->end, with) : status;
}

/* Changes a scalar that begins (head) or ends (tail) with the old id. Quotation marks stay as they are, unless the new text
 * needs some, or the old one does not stand in the file as it is read (escapes, several lines). */
static tb_status change(renaming *r, tb_node_id id, bool head, bool tail) {
    const tb_node *n = &r->tree->nodes[id];
    if (r->done[id]) return TB_OK;
    r->done[id] = true;
    size_t len = r->from.len, first = head ? len : 0;
    tb_slice old = text(r, id), whole, rest = tb_slice_sub(old, first, old.len - (tail ? len : 0)), none = {"", 0};
    TB_TRY(tb_arena_printf(r->arena, &whole, "%.*s%.*s%.*s", TB_FMT(head ? r->to : none), TB_FMT(rest),
                           TB_FMT(tail ? r->to : none)));
    size_t start = behind_properties(r, n), skip = n->style == TB_STYLE_QUOTED ? 1 : 0;
    bool as_read = (n->style == TB_STYLE_QUOTED || n->style == TB_STYLE_PLAIN) && n->end - start == old.len + 2 * skip &&
                   memcmp(r->bytes.p + start + skip, old.p, old.len) == 0;
    if (!as_read || (n->style == TB_STYLE_PLAIN && !may_be_plain(whole))) return put_quoted(r, n, start, whole);
    start += skip;
    if (head) TB_TRY(put(r, start, start + len, r->to));
    return tail ? put(r, start + old.len - len, start + old.len, r->to) : TB_OK;
}

static tb_status rename_scalar(renaming *r, tb_node_id id) {
    id = resolve(r, id);
    if (r->tree->nodes[id].kind != TB_NODE_SCALAR || !tb_slice_eq(text(r, id), r->from)) return TB_OK;
    return change(r, id, true, false);
}

static tb_status rename_list(renaming *r, tb_node_id id) {
    const tb_node *n = &r->tree->nodes[resolve(r, id)];
    if (n->kind == TB_NODE_SCALAR) return rename_scalar(r, id);
    if (n->kind != TB_NODE_SEQUENCE) return TB_OK;
    for (tb_node_id c = n->first; c; c = r->tree->nodes[c].next) TB_TRY(rename_scalar(r, c));
    return TB_OK;
}

/* Calls `visit` with key and value of each pair of a mapping. */
typedef tb_status pair_visit(renaming *r, tb_node_id key, tb_node_id value);

static tb_status each_pair(renaming *r, tb_node_id mapping, pair_visit *visit) {
    const tb_node *m = &r->tree->nodes[resolve(r, mapping)];
    if (m->kind != TB_NODE_MAPPING) return TB_OK;
    for (tb_node_id k = m->first; k; k = r->tree->nodes[r->tree->nodes[k].next].next)
        TB_TRY(visit(r, k, r->tree->nodes[k].next));
    return TB_OK;
}

static tb_status each_item(renaming *r, tb_node_id list, pair_visit *visit) {
    const tb_node *n = &r->tree->nodes[resolve(r, list)];
    if (n->kind == TB_NODE_MAPPING) return each_pair(r, list, visit);
    if (n->kind != TB_NODE_SEQUENCE) return TB_OK;
    for (tb_node_id c = n->first; c; c = r->tree->nodes[c].next) TB_TRY(each_pair(r, c, visit));
    return TB_OK;
}

static bool is(const renaming *r, tb_node_id key, const char *name) {
    return tb_slice_eq(text(r, resolve(r, key)), tb_slice_cstr(name));
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

/* A waiver is at an id, or at a link called "FROM RELATION TO", where one change may be of both ends. */
static tb_status in_waiver(renaming *r, tb_node_id key, tb_node_id value) {
    value = resolve(r, value);
    tb_slice at = text(r, value), from = r->from;
    if (!is(r, key, "at") || r->tree->nodes[value].kind != TB_NODE_SCALAR) return TB_OK;
    if (tb_slice_eq(at, from)) return change(r, value, true, false);
    if (r->what != TB_RENAMED_ENTITY || at.len < from.len + 2) return TB_OK;
    bool first = tb_slice_starts(at, from) && at.p[from.len] == ' ';
    bool last = tb_slice_ends(at, from) && at.p[at.len - from.len - 1] == ' ';
    return first || last ? change(r, value, first, last) : TB_OK;
}

static bool is_kind(const renaming *r, tb_node_id key) {
    for (size_t i = 0; i < r->book->n_kinds; i++)
        if (tb_slice_eq(r->book->kinds[i].section, text(r, resolve(r, key)))) return true;
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
        tb_slice bytes = origins->all.at[i].bytes;
        status = tb_yaml_read(arena, bytes, &tree);
        bool *done = status == TB_OK ? TB_NEW_ARRAY(arena, tree.n_nodes + 1, bool) : NULL;
        if (status == TB_OK && !done) status = TB_ENOMEM;
        renaming r = {arena, book, &tree, bytes, i, what, from, to, done, out};
        if (status == TB_OK && tree.root) status = each_pair(&r, tree.root, in_book);
        tb_tree_free(&tree);
    }
    return status;
}
