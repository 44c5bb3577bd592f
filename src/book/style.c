/* How kinds and relations are drawn: kept as it is written, for whoever draws. */
#include "book/reader.h"

/* The properties that one kind or relation is given. */
static void read_properties(tb_reader *r, tb_object object, const tb_pair *pair, bool of_relation) {
    uint32_t index;
    tb_fields f;
    bool known = of_relation ? tb_relation_ref(r, pair->key, &index) : tb_kind_ref(r, pair->key, &index);
    if (!tb_fields_read(r, object, pair->value, tb_place_of(r, pair->key), &f, NULL) || !known) return;
    const tb_schema_object *o = tb_schema_of(object);
    for (size_t i = 0; i < o->n_keys; i++) {
        if (!f.value[i]) continue;
        tb_style s = {.of_relation = of_relation,
                      .index = index,
                      .key = tb_slice_cstr(o->keys[i].key),
                      .value = tb_text_of(r, f.value[i]),
                      .at = tb_place_of(r, f.value[i])};
        tb_keep(r, tb_vec_push(r->arena, &r->styles, s));
    }
}

static void read_styles(tb_reader *r, tb_object object, tb_node_id map, bool of_relation) {
    tb_pairs it = tb_pairs_of(r, map, of_relation ? "a relation" : "a kind");
    for (tb_pair pair; tb_pairs_next(r, &it, &pair);) read_properties(r, object, &pair, of_relation);
    tb_pairs_end(&it);
}

void tb_read_style(tb_reader *r) {
    for (size_t i = 0; i < r->docs.n; i++) {
        r->doc = &r->docs.at[i];
        tb_node_id style = r->doc->fields.value[TB_KEY_BOOK_STYLE];
        tb_fields f;
        if (!style || !tb_fields_read(r, TB_OBJECT_STYLE, style, tb_place_of(r, style), &f, NULL)) continue;
        read_styles(r, TB_OBJECT_KIND_STYLE, f.value[TB_KEY_STYLE_KINDS], false);
        read_styles(r, TB_OBJECT_RELATION_STYLE, f.value[TB_KEY_STYLE_RELATIONS], true);
    }
    r->book->styles = r->styles.at;
    r->book->n_styles = r->styles.n;
}
