/* The vocabulary of links. */
#include "book/reader.h"

static const uint32_t *read_kinds_of(tb_reader *r, tb_node_id list, size_t *n) {
    size_t max = tb_items_count(r, list, false);
    *n = 0;
    if (!max) return NULL;
    uint32_t *kinds = TB_NEW_ARRAY(r->arena, max, uint32_t);
    if (!kinds) {
        tb_keep(r, TB_ENOMEM);
        return NULL;
    }
    tb_items it = tb_items_of(r, list, false);
    for (tb_node_id id; tb_items_next(r, &it, &id);)
        if (tb_kind_ref(r, id, &kinds[*n])) ++*n;
    return kinds;
}

static void read_relation(tb_reader *r, const tb_pair *pair) {
    tb_relation rel = {.name = tb_text_of(r, pair->key), .at = tb_place_of(r, pair->key)};
    tb_fields f;
    r->subject = rel.name;
    tb_traps_check(r, pair->key, true);
    if (!rel.name.len) {
        tb_complain(r, TB_CODE_VALUE_WRONG, pair->key, "a relation needs a name");
        return;
    }
    uint32_t first;
    bool added = false;
    tb_keep(r, tb_map_add(&r->book->relation_names, rel.name, (uint32_t)r->relations.n, &first, &added));
    if (r->status != TB_OK) return;
    if (!added) {
        tb_finding *x = tb_complain(r, TB_CODE_ID_DUPLICATE, pair->key,
                                    "the relation '%s' is declared already", tb_show(rel.name).s);
        tb_complain_related(r, x, r->relations.at[first].at, "the first one");
        return;
    }
    if (tb_fields_read(r, TB_OBJECT_RELATION, pair->value, rel.at, &f, NULL)) {
        rel.from = read_kinds_of(r, f.value[TB_KEY_RELATION_FROM], &rel.n_from);
        rel.to = read_kinds_of(r, f.value[TB_KEY_RELATION_TO], &rel.n_to);
        rel.symmetric = tb_flag_of(r, f.value[TB_KEY_RELATION_SYMMETRIC]);
        rel.inverse = tb_text_of(r, f.value[TB_KEY_RELATION_INVERSE]);
        rel.note = tb_text_of(r, f.value[TB_KEY_RELATION_NOTE]);
        if (rel.symmetric && rel.inverse.len)
            tb_complain(r, TB_CODE_VALUE_WRONG, f.key[TB_KEY_RELATION_INVERSE],
                        "a symmetric relation reads the same both ways and has no inverse");
    }
    tb_keep(r, tb_vec_push(r->arena, &r->relations, rel));
}

void tb_read_relations(tb_reader *r) {
    for (size_t i = 0; i < r->docs.n; i++) {
        r->doc = &r->docs.at[i];
        tb_pairs it = tb_pairs_of(r, r->doc->fields.value[TB_KEY_BOOK_RELATIONS], "a relation");
        for (tb_pair pair; tb_pairs_next(r, &it, &pair); r->subject = TB_S("")) read_relation(r, &pair);
        tb_pairs_end(&it);
    }
    r->book->relations = r->relations.at;
    r->book->n_relations = r->relations.n;
}
