/* Waivers and levels: what the curator has judged. */
#include "book/reader.h"

static void read_waiver(tb_reader *r, tb_node_id id) {
    tb_waiver w = {.at = tb_place_of(r, id)};
    tb_fields f;
    if (!tb_fields_read(r, TB_OBJECT_WAIVER, id, w.at, &f, NULL)) return;
    tb_node_id code = f.value[TB_KEY_WAIVER_CODE];
    w.at_subject = tb_text_of(r, f.value[TB_KEY_WAIVER_AT]);
    w.reason = tb_text_of(r, f.value[TB_KEY_WAIVER_REASON]);
    (void)tb_date_parse(tb_text_of(r, f.value[TB_KEY_WAIVER_UNTIL]), &w.until);
    if (!code || !w.at_subject.len) return;
    w.code = tb_rule_find(tb_text_of(r, code));
    if (w.code == TB_N_CODES) return;
    tb_keep(r, tb_vec_push(r->arena, &r->waivers, w));
}

static void read_severity(tb_reader *r, const tb_schema_key *key, const tb_pair *pair) {
    static const tb_schema_key code_key = {.key = "severity", .type = TB_TYPE_CODE, .words = ""};
    tb_severity s = {.at = tb_place_of(r, pair->key)};
    if (!tb_scalar_check(r, &code_key, pair->key)) return;
    if (tb_node_of(r, pair->value)->kind != TB_NODE_SCALAR) {
        tb_complain(r, TB_CODE_VALUE_WRONG, pair->value, "a level must be error, warning, note or off");
        return;
    }
    size_t level;
    if (!tb_scalar_check(r, key, pair->value) ||
        !tb_words_have(key->words, tb_text_of(r, pair->value), &level))
        return;
    s.code = tb_rule_find(tb_text_of(r, pair->key));
    s.off = level > TB_NOTE;
    s.level = s.off ? TB_NOTE : (tb_level)level;
    for (size_t i = 0; i < r->severities.n; i++) {
        if (r->severities.at[i].code != s.code) continue;
        tb_finding *f = tb_complain(r, TB_CODE_KEY_DUPLICATE, pair->key,
                                    "another file of the book sets '%s' too", tb_rule_of(s.code)->code);
        tb_complain_related(r, f, r->severities.at[i].at, "the first one");
        return;
    }
    tb_keep(r, tb_vec_push(r->arena, &r->severities, s));
}

void tb_read_waivers(tb_reader *r) {
    const tb_schema_key *severity = &tb_schema_of(TB_OBJECT_BOOK)->keys[TB_KEY_BOOK_SEVERITY];
    for (size_t i = 0; i < r->docs.n; i++) {
        r->doc = &r->docs.at[i];
        tb_items it = tb_items_of(r, r->doc->fields.value[TB_KEY_BOOK_WAIVERS], false);
        for (tb_node_id id; tb_items_next(r, &it, &id);) read_waiver(r, id);
        tb_pairs levels = tb_pairs_of(r, r->doc->fields.value[TB_KEY_BOOK_SEVERITY], "a code");
        for (tb_pair pair; tb_pairs_next(r, &levels, &pair);) read_severity(r, severity, &pair);
        tb_pairs_end(&levels);
    }
    r->book->waivers = r->waivers.at;
    r->book->n_waivers = r->waivers.n;
    r->book->severities = r->severities.at;
    r->book->n_severities = r->severities.n;
}
