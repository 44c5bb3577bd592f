/* One name, alias or adjective, with its rules. */
#include "book/reader.h"

#define TB_MAX_AFFIXED 4096        /* forms that prefixes and endings make of one: the matcher's limit */
#define TB_MAX_ALL_AFFIXED 1000000 /* and of all */

static const uint32_t *read_sources_of(tb_reader *r, tb_node_id list, size_t *n) {
    size_t max = tb_items_count(r, list, false);
    *n = 0;
    if (!list) return NULL;
    if (max == 0)
        tb_complain(r, TB_CODE_VALUE_WRONG, list,
                    "'only-in' names no source, so the form would count nowhere");
    uint32_t *sources = TB_NEW_ARRAY(r->arena, max, uint32_t);
    if (!sources) {
        tb_keep(r, TB_ENOMEM);
        return NULL;
    }
    tb_items it = tb_items_of(r, list, false);
    for (tb_node_id id; tb_items_next(r, &it, &id);)
        if (tb_source_ref(r, id, &sources[*n])) ++*n;
    return sources;
}

static const tb_phrase *read_phrases(tb_reader *r, tb_node_id list, size_t *n) {
    size_t max = tb_items_count(r, list, false);
    *n = 0;
    if (!max) return NULL;
    tb_phrase *phrases = TB_NEW_ARRAY(r->arena, max, tb_phrase);
    if (!phrases) {
        tb_keep(r, TB_ENOMEM);
        return NULL;
    }
    tb_items it = tb_items_of(r, list, false);
    for (tb_node_id id; tb_items_next(r, &it, &id);)
        if (tb_text_of(r, id).len) phrases[(*n)++] = (tb_phrase){tb_text_of(r, id), tb_place_of(r, id)};
    return phrases;
}

static void check_affixes(tb_reader *r, tb_form *f) {
    const tb_slices *lists[] = {&f->prefixes, &f->endings};
    for (int i = 0; i < 2; i++)
        for (size_t j = 0; j < lists[i]->n; j++)
            if (tb_pattern_empty(lists[i]->at[j]))
                tb_complain_at(r, TB_CODE_FORM_EMPTY, f->at, "'%s' has an empty %s", tb_show(f->text).s,
                               i ? "ending" : "prefix");
    size_t n = f->prefixes.n + 1, m = f->endings.n + 1;
    bool fits = n <= TB_MAX_AFFIXED && m <= TB_MAX_AFFIXED && n * m <= TB_MAX_AFFIXED;
    if (fits && r->n_affixed + n * m - 1 <= TB_MAX_ALL_AFFIXED) {
        r->n_affixed += n * m - 1;
        return;
    }
    tb_complain_at(r, TB_CODE_YAML_LIMIT, f->at,
                   fits ? "the prefixes and endings of the book make more than %d forms"
                        : "the prefixes and endings make more than %d forms of this one",
                   fits ? TB_MAX_ALL_AFFIXED : TB_MAX_AFFIXED);
    f->prefixes.n = f->endings.n = 0; /* the matcher takes no more */
}

bool tb_form_read(tb_reader *r, tb_node_id id, tb_form_type type, tb_form *form) {
    const tb_node *node = tb_node_of(r, id);
    tb_fields f;
    *form = (tb_form){.type = type, .at = tb_place_of(r, id)};
    if (node->kind == TB_NODE_SCALAR) {
        form->text = tb_node_text(node);
        return !tb_node_is_blank(node);
    }
    if (node->kind != TB_NODE_MAPPING || !tb_fields_read(r, TB_OBJECT_FORM, id, form->at, &f, NULL))
        return false;
    tb_node_id text = f.value[TB_KEY_FORM_TEXT];
    if (!text) return false;
    form->text = tb_text_of(r, text);
    form->at = tb_place_of(r, text);
    form->weak = tb_flag_of(r, f.value[TB_KEY_FORM_WEAK]);
    tb_slice letter_case = tb_text_of(r, f.value[TB_KEY_FORM_CASE]);
    if (tb_slice_eq(letter_case, TB_S("exact"))) form->letter_case = TB_CASE_EXACT;
    if (tb_slice_eq(letter_case, TB_S("any"))) form->letter_case = TB_CASE_ANY;
    if (tb_slice_eq(tb_text_of(r, f.value[TB_KEY_FORM_ACCENTS]), TB_S("exact")))
        form->accents = TB_ACCENTS_EXACT;
    form->only_in = read_sources_of(r, f.value[TB_KEY_FORM_ONLY_IN], &form->n_only_in);
    form->not_in = read_phrases(r, f.value[TB_KEY_FORM_NOT_IN], &form->n_not_in);
    form->prefixes = tb_texts_of(r, f.value[TB_KEY_FORM_PREFIXES], false);
    form->endings = tb_texts_of(r, f.value[TB_KEY_FORM_ENDINGS], false);
    check_affixes(r, form);
    return true;
}
