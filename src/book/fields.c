/* A mapping read by the table of keys: what is unknown, missing, twice there, or of the wrong shape. */
#include <stdio.h>

#include "book/reader.h"

static const char *nearest_key(const tb_schema_object *object, tb_slice word) {
    const char *best = NULL;
    size_t least = tb_edit_allowance(word) + 1;
    for (size_t i = 0; i < object->n_keys; i++) {
        tb_slice key = tb_slice_cstr(object->keys[i].key);
        size_t d = tb_edit_distance(word, key, least);
        if (d < least) {
            least = d;
            best = object->keys[i].key;
        }
    }
    return best;
}

/* Whether the pair stands in a mapping in braces: behind a key without a value comes a comma or the end. */
static bool in_braces(const tb_reader *r, tb_node_id key) {
    size_t at = r->doc->tree.nodes[key].end;
    while (at < r->doc->bytes.len && strchr(" \t\r\n", r->doc->bytes.p[at]) && r->doc->bytes.p[at]) at++;
    return at < r->doc->bytes.len && (r->doc->bytes.p[at] == ',' || r->doc->bytes.p[at] == '}');
}

/* "; its keys are a, b, c" */
static void keys_as_text(const tb_schema_object *object, char *out, size_t room) {
    size_t n = 0;
    for (size_t i = 0; i < object->n_keys && n < room; i++) {
        int wrote = snprintf(out + n, room - n, "%s%s", i ? ", " : "; its keys are ", object->keys[i].key);
        n += wrote > 0 ? (size_t)wrote : 0;
    }
}

static void unknown_key(tb_reader *r, const tb_schema_object *object, tb_pair pair) {
    tb_node_id key = pair.key;
    tb_slice word = tb_text_of(r, key);
    if (!tb_listens(r)) return;
    if (tb_slice_eq(word, TB_S("<<"))) {
        tb_complain(r, TB_CODE_KEY_UNKNOWN, key,
                    "the merge key << is not part of the format; write the keys out");
        return;
    }
    const char *best = nearest_key(object, word);
    /* {unsourced: heard it, no text yet}: the words behind the comma are a key of their own. */
    if (!best && tb_node_is_blank(tb_node_of(r, pair.value)) && in_braces(r, key)) {
        tb_complain(r, TB_CODE_KEY_UNKNOWN, key,
                    "%s has no key '%s'; inside {…} a comma ends a value, and text with a comma needs "
                    "quotation marks",
                    object->title, tb_show(word).s);
        return;
    }
    char keys[300] = "";
    if (!best) keys_as_text(object, keys, sizeof keys);
    tb_complain(r, TB_CODE_KEY_UNKNOWN, key, "%s has no key '%s'%s", object->title, tb_show(word).s,
                best ? tb_hint_of(tb_slice_cstr(best)).s : keys);
}

static const char *kind_name(const tb_node *n) {
    if (n->kind == TB_NODE_SEQUENCE) return "a list";
    if (n->kind == TB_NODE_MAPPING) return "a mapping";
    return tb_node_is_blank(n) ? "nothing" : "a single value";
}

/* One value, or one item of a list. */
static bool check_item(tb_reader *r, const tb_schema_key *k, tb_node_id id) {
    const tb_node *n = tb_node_of(r, id);
    if (k->type == TB_TYPE_OBJECT) return true; /* whoever reads its fields looks */
    if (n->kind == TB_NODE_MAPPING && k->of != TB_OBJECT_NONE) return true;
    if (n->kind == TB_NODE_SCALAR) return tb_scalar_check(r, k, id);
    bool list = k->shape == TB_SHAPE_LIST || k->shape == TB_SHAPE_SOME;
    tb_complain(r, TB_CODE_VALUE_WRONG, id, "%s'%s' must be text%s%s, not %s", list ? "an item of " : "",
                k->key, k->of != TB_OBJECT_NONE ? " or " : "",
                k->of != TB_OBJECT_NONE ? tb_schema_of(k->of)->title : "", kind_name(n));
    return false;
}

static bool check_list(tb_reader *r, const tb_schema_key *k, tb_node_id id) {
    const tb_node *n = tb_node_of(r, id);
    if (tb_node_is_blank(n) && !(k->flags & TB_REQUIRED)) return true;
    if (n->kind != TB_NODE_SEQUENCE) {
        const char *item = k->type == TB_TYPE_OBJECT ? "- {…}" : "[…]";
        tb_complain(r, TB_CODE_VALUE_WRONG, id, "'%s' must be a list, not %s; write it as %s", k->key,
                    kind_name(n), item);
        return false;
    }
    tb_items it = tb_items_of(r, id, false);
    for (tb_node_id item; tb_items_next(r, &it, &item);) (void)check_item(r, k, item);
    return true;
}

static bool check_map(tb_reader *r, const tb_schema_key *k, tb_node_id id) {
    const tb_node *n = tb_node_of(r, id);
    if (tb_node_is_blank(n) || n->kind == TB_NODE_MAPPING) return true;
    tb_complain(r, TB_CODE_VALUE_WRONG, id, "'%s' must be a mapping from names to entries, not %s", k->key,
                kind_name(n));
    return false;
}

static bool check_value(tb_reader *r, const tb_schema_key *k, tb_node_id id) {
    switch (k->shape) {
    case TB_SHAPE_ONE: return check_item(r, k, id);
    case TB_SHAPE_LIST: return check_list(r, k, id);
    case TB_SHAPE_SOME:
        return tb_node_of(r, id)->kind == TB_NODE_SEQUENCE ? check_list(r, k, id) : check_item(r, k, id);
    case TB_SHAPE_MAP: return check_map(r, k, id);
    }
    return false;
}

static bool any_flag(const tb_schema_object *object, unsigned flags) {
    for (size_t i = 0; i < object->n_keys; i++)
        if (object->keys[i].flags & flags) return true;
    return false;
}

/* Of the keys of which one is needed, whether there is one; else they are reported. */
static void check_either(tb_reader *r, const tb_schema_object *object, tb_place at, const tb_fields *f) {
    char keys[200] = "";
    size_t n = 0;
    for (size_t i = 0; i < object->n_keys; i++) {
        if (!(object->keys[i].flags & TB_EITHER)) continue;
        if (f->key[i]) return;
        int wrote = snprintf(keys + n, sizeof keys - n, "%s'%s'", n ? " or " : "", object->keys[i].key);
        n += wrote > 0 && (size_t)wrote < sizeof keys - n ? (size_t)wrote : 0;
    }
    tb_complain_at(r, TB_CODE_KEY_MISSING, at, "%s needs the key %s", object->title, keys);
}

static void take_pair(tb_reader *r, const tb_schema_object *object, tb_pair pair, tb_fields *out,
                      tb_pair_vec *extra) {
    if (tb_node_of(r, pair.key)->kind != TB_NODE_SCALAR) {
        tb_complain(r, TB_CODE_VALUE_WRONG, pair.key, "a key must be text, not %s",
                    kind_name(tb_node_of(r, pair.key)));
        return;
    }
    size_t i = tb_schema_find(object, tb_text_of(r, pair.key));
    if (i == object->n_keys) {
        if (extra) tb_keep(r, tb_vec_push(r->arena, extra, pair));
        else unknown_key(r, object, pair);
    } else if (out->key[i]) {
        tb_finding *f = tb_complain(r, TB_CODE_KEY_DUPLICATE, pair.key, "'%s' stands twice in one mapping",
                                    object->keys[i].key);
        tb_complain_related(r, f, tb_place_of(r, out->key[i]), "the first one");
    } else {
        out->key[i] = pair.key;
        if (check_value(r, &object->keys[i], pair.value)) out->value[i] = pair.value;
    }
}

bool tb_fields_read(tb_reader *r, tb_object which, tb_node_id node, tb_place at, tb_fields *out,
                    tb_pair_vec *extra) {
    const tb_schema_object *object = tb_schema_of(which);
    const tb_node *n = tb_node_of(r, node);
    *out = (tb_fields){0};
    if (n->kind != TB_NODE_MAPPING && !(tb_node_is_blank(n) && !any_flag(object, TB_REQUIRED | TB_EITHER))) {
        tb_complain(r, TB_CODE_VALUE_WRONG, node, "%s must be a mapping of keys to values, not %s",
                    object->title, kind_name(n));
        return false;
    }
    tb_node_id next = n->kind == TB_NODE_MAPPING ? n->first : 0;
    while (next && r->status == TB_OK) {
        tb_pair pair = {next, r->doc->tree.nodes[next].next};
        if (!pair.value) break; /* the file broke off behind the key */
        next = r->doc->tree.nodes[pair.value].next;
        take_pair(r, object, pair, out, extra);
    }
    for (size_t i = 0; i < object->n_keys; i++)
        if ((object->keys[i].flags & TB_REQUIRED) && !out->key[i])
            tb_complain_at(r, TB_CODE_KEY_MISSING, at, "%s needs the key '%s'", object->title,
                           object->keys[i].key);
    if (any_flag(object, TB_EITHER)) check_either(r, object, at, out);
    return true;
}
