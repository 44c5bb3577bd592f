/* References: from an id as it is written to an index of the model. */
#include "book/reader.h"

/* The nearest of n ids, or "": bounded in number, because each costs a pass over the book. */
typedef tb_slice id_at(const tb_reader *r, size_t i);

static tb_hint nearest(tb_reader *r, tb_slice word, size_t n, id_at *at) {
    tb_slice best = {0};
    size_t least = tb_edit_allowance(word) + 1;
    if (r->n_suggestions++ >= TB_MAX_SUGGESTIONS) return tb_hint_of(best);
    for (size_t i = 0; i < n; i++) {
        tb_slice id = at(r, i);
        size_t d = tb_edit_distance(word, id, least);
        if (d < least) least = d, best = id;
    }
    return tb_hint_of(best);
}

static tb_slice source_id(const tb_reader *r, size_t i) {
    return r->book->sources[i].id;
}
static tb_slice entity_id(const tb_reader *r, size_t i) {
    return r->book->entities[i].id;
}
static tb_slice relation_name(const tb_reader *r, size_t i) {
    return r->book->relations[i].name;
}
static tb_slice kind_name(const tb_reader *r, size_t i) {
    return r->book->kinds[i].singular;
}

static bool is_scalar(const tb_reader *r, tb_node_id id) {
    const tb_node *n = id ? tb_node_of(r, id) : NULL;
    return n && n->kind == TB_NODE_SCALAR && n->n > 0;
}

bool tb_source_ref(tb_reader *r, tb_node_id id, uint32_t *out) {
    if (!is_scalar(r, id)) return false;
    tb_slice word = tb_text_of(r, id);
    *out = tb_map_get(&r->book->source_ids, word);
    if (*out != TB_MAP_NONE) return true;
    if (!r->incomplete && tb_listens(r))
        tb_complain(r, TB_CODE_SOURCE_UNKNOWN, id, "no source has the id '%s'%s", tb_show(word).s,
                    nearest(r, word, r->book->n_sources, source_id).s);
    return false;
}

/* The id of the entity that is called word, for those who write a name where an id belongs. */
static tb_hint named(tb_reader *r, tb_slice word) {
    for (size_t i = 0; i < r->book->n_entities; i++)
        for (size_t j = 0; j < r->book->entities[i].n_forms; j++)
            if (tb_slice_eq(r->book->entities[i].forms[j].text, word))
                return tb_hint_of(r->book->entities[i].id);
    return nearest(r, word, r->book->n_entities, entity_id);
}

bool tb_entity_ref(tb_reader *r, tb_node_id id, uint32_t *out) {
    if (!is_scalar(r, id)) return false;
    tb_slice word = tb_text_of(r, id);
    *out = tb_map_get(&r->book->entity_ids, word);
    if (*out != TB_MAP_NONE) return true;
    if (!r->incomplete && tb_listens(r)) {
        tb_hint hint = r->n_suggestions < TB_MAX_SUGGESTIONS ? named(r, word) : (tb_hint){""};
        tb_complain(r, TB_CODE_ENTITY_UNKNOWN, id, "no entity has the id '%s'%s", tb_show(word).s, hint.s);
    }
    return false;
}

bool tb_relation_ref(tb_reader *r, tb_node_id id, uint32_t *out) {
    if (!is_scalar(r, id)) return false;
    tb_slice word = tb_text_of(r, id);
    *out = tb_map_get(&r->book->relation_names, word);
    if (*out != TB_MAP_NONE) return true;
    if (!r->incomplete && tb_listens(r))
        tb_complain(r, TB_CODE_RELATION_UNKNOWN, id, "the relation '%s' is not declared%s", tb_show(word).s,
                    nearest(r, word, r->book->n_relations, relation_name).s);
    return false;
}

bool tb_kind_ref(tb_reader *r, tb_node_id id, uint32_t *out) {
    if (!is_scalar(r, id)) return false;
    tb_slice word = tb_text_of(r, id);
    tb_hint hint = {""};
    for (size_t i = 0; i < r->book->n_kinds; i++) {
        const tb_kind *k = &r->book->kinds[i];
        *out = (uint32_t)i;
        if (tb_slice_eq(k->singular, word)) return true;
        if (tb_slice_eq(k->section, word)) hint = tb_hint_of(k->singular);
    }
    if (r->incomplete || !tb_listens(r)) return false;
    if (!hint.s[0]) hint = nearest(r, word, r->book->n_kinds, kind_name);
    tb_complain(r, TB_CODE_KIND_UNKNOWN, id, "no kind is called '%s'%s", tb_show(word).s, hint.s);
    return false;
}

bool tb_id_declare(tb_reader *r, tb_map *ids, tb_node_id id, uint32_t index, const tb_place *first_of,
                   const char *what) {
    tb_slice word = tb_text_of(r, id);
    uint32_t first;
    bool added = false;
    tb_traps_check(r, id, true);
    if (!word.len) {
        tb_complain(r, TB_CODE_ID_INVALID, id, "%s needs an id", what);
        return false;
    }
    if (!tb_id_valid(word))
        tb_complain(r, TB_CODE_ID_INVALID, id, "an id is letters, digits, '-', '_' and '.', not '%s'",
                    tb_show(word).s);
    tb_keep(r, tb_map_add(ids, word, index, &first, &added));
    if (r->status != TB_OK || added) return r->status == TB_OK;
    tb_finding *f =
        tb_complain(r, TB_CODE_ID_DUPLICATE, id, "another entry has the id '%s'", tb_show(word).s);
    if (first_of) tb_complain_related(r, f, *first_of, "the first one");
    return false;
}
