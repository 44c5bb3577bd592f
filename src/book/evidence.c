/* Evidence: the passages of a link. Shared by all links that one entry is spread to. */
#include "book/reader.h"

static const tb_quote *read_quotes(tb_reader *r, tb_node_id list, size_t *n) {
    size_t max = tb_items_count(r, list, true);
    *n = 0;
    if (!max) return NULL;
    tb_quote *quotes = TB_NEW_ARRAY(r->arena, max, tb_quote);
    if (!quotes) {
        tb_keep(r, TB_ENOMEM);
        return NULL;
    }
    tb_items it = tb_items_of(r, list, true);
    for (tb_node_id id; tb_items_next(r, &it, &id);) {
        const tb_node *node = tb_node_of(r, id);
        if (node->kind == TB_NODE_SCALAR && !tb_node_is_blank(node))
            quotes[(*n)++] = (tb_quote){tb_node_text(node), tb_place_of(r, id)};
    }
    return quotes;
}

static void read_claimant(tb_reader *r, tb_node_id id, tb_evidence *e) {
    tb_fields f;
    e->by = TB_NONE;
    if (!id) return;
    if (tb_node_of(r, id)->kind == TB_NODE_SCALAR) {
        if (!tb_entity_ref(r, id, &e->by)) e->by = TB_NONE;
    } else if (tb_fields_read(r, TB_OBJECT_CLAIMANT, id, tb_place_of(r, id), &f, NULL)) {
        e->by_name = tb_text_of(r, f.value[TB_KEY_CLAIMANT_NAME]);
    }
}

static void read_period(tb_reader *r, tb_node_id id, tb_evidence *e) {
    tb_fields f;
    if (!id) return;
    if (tb_node_of(r, id)->kind == TB_NODE_SCALAR) {
        e->when_text = tb_text_of(r, id);
        (void)tb_date_parse(e->when_text, &e->when.from);
        e->when.to = e->when.from;
        return;
    }
    if (!tb_fields_read(r, TB_OBJECT_PERIOD, id, tb_place_of(r, id), &f, NULL)) return;
    tb_slice from = tb_text_of(r, f.value[TB_KEY_PERIOD_FROM]), to = tb_text_of(r, f.value[TB_KEY_PERIOD_TO]);
    (void)tb_date_parse(from, &e->when.from);
    (void)tb_date_parse(to, &e->when.to);
    if (!from.len && !to.len) return;
    if (tb_date_cmp(e->when.to, e->when.from) < 0)
        tb_complain(r, TB_CODE_DATE_ORDER, f.value[TB_KEY_PERIOD_TO],
                    "the period ends in %s, before it begins in %s", tb_show(to).s, tb_show(from).s);
    tb_keep(r, tb_arena_printf(r->arena, &e->when_text, "%.*s/%.*s", TB_FMT(from), TB_FMT(to)));
}

static const tb_quote *read_words(tb_reader *r, tb_node_id id) {
    if (!id || !tb_text_of(r, id).len) return NULL;
    tb_quote *q = TB_NEW(r->arena, tb_quote);
    if (!q) {
        tb_keep(r, TB_ENOMEM);
        return NULL;
    }
    *q = (tb_quote){tb_text_of(r, id), tb_place_of(r, id)};
    return q;
}

static void read_reference(tb_reader *r, tb_node_id id, tb_evidence *e) {
    tb_fields f;
    if (!id || !tb_fields_read(r, TB_OBJECT_REFERENCE, id, tb_place_of(r, id), &f, NULL)) return;
    e->as_from = read_words(r, f.value[TB_KEY_REFERENCE_FROM]);
    e->as_to = read_words(r, f.value[TB_KEY_REFERENCE_TO]);
}

static bool read_one(tb_reader *r, tb_node_id id, tb_evidence *e) {
    tb_fields f;
    *e = (tb_evidence){.by = TB_NONE, .at = tb_place_of(r, id)};
    if (!tb_fields_read(r, TB_OBJECT_EVIDENCE, id, e->at, &f, NULL)) return false;
    bool known = tb_source_ref(r, f.value[TB_KEY_EVIDENCE_SOURCE], &e->source);
    e->quotes = read_quotes(r, f.value[TB_KEY_EVIDENCE_QUOTE], &e->n_quotes);
    read_claimant(r, f.value[TB_KEY_EVIDENCE_BY], e);
    size_t stance = TB_ASSERTED;
    if (f.value[TB_KEY_EVIDENCE_STANCE])
        (void)tb_words_have("asserted|alleged|planned|denied", tb_text_of(r, f.value[TB_KEY_EVIDENCE_STANCE]),
                            &stance);
    e->stance = (tb_stance)stance;
    read_period(r, f.value[TB_KEY_EVIDENCE_WHEN], e);
    read_reference(r, f.value[TB_KEY_EVIDENCE_AS], e);
    e->note = tb_text_of(r, f.value[TB_KEY_EVIDENCE_NOTE]);
    e->is_private = tb_flag_of(r, f.value[TB_KEY_EVIDENCE_PRIVATE]);
    return known;
}

const tb_evidence *tb_evidence_read(tb_reader *r, tb_node_id list, size_t *n) {
    size_t max = tb_items_count(r, list, false);
    *n = 0;
    if (!max) return NULL;
    tb_evidence *pieces = TB_NEW_ARRAY(r->arena, max, tb_evidence);
    if (!pieces) {
        tb_keep(r, TB_ENOMEM);
        return NULL;
    }
    tb_items it = tb_items_of(r, list, false);
    for (tb_node_id id; tb_items_next(r, &it, &id);)
        if (read_one(r, id, &pieces[*n])) ++*n;
    return pieces;
}
