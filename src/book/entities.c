/* The entities and their forms, section by section in the order of the file. */
#include <stdlib.h>

#include "book/reader.h"

static void read_forms(tb_reader *r, const tb_fields *f, tb_entity *e) {
    tb_node_id name = f->value[TB_KEY_ENTITY_NAME];
    tb_node_id lists[] = {f->value[TB_KEY_ENTITY_ALIASES], f->value[TB_KEY_ENTITY_ADJECTIVES]};
    size_t max = 1 + tb_items_count(r, lists[0], false) + tb_items_count(r, lists[1], false);
    tb_form *forms = TB_NEW_ARRAY(r->arena, max, tb_form);
    if (!forms) {
        tb_keep(r, TB_ENOMEM);
        return;
    }
    /* An entity whose name is missing is shown by its id: links to it are not unknown on top of that. */
    if (!name || !tb_form_read(r, name, TB_FORM_NAME, &forms[0]))
        forms[0] = (tb_form){.text = e->id, .type = TB_FORM_NAME, .at = e->at};
    e->n_forms = 1;
    for (int i = 0; i < 2; i++) {
        tb_items it = tb_items_of(r, lists[i], false);
        for (tb_node_id id; tb_items_next(r, &it, &id);)
            if (tb_form_read(r, id, i ? TB_FORM_ADJECTIVE : TB_FORM_ALIAS, &forms[e->n_forms])) e->n_forms++;
    }
    e->forms = forms;
}

static void read_entity(tb_reader *r, uint32_t kind, const tb_pair *pair) {
    tb_entity e = {.id = tb_text_of(r, pair->key), .kind = kind, .at = tb_place_of(r, pair->key)};
    tb_fields f = {0};
    r->subject = e.id;
    uint32_t first = tb_map_get(&r->book->entity_ids, e.id);
    const tb_place *first_at = first == TB_MAP_NONE ? NULL : &r->entities.at[first].at;
    if (!tb_id_declare(r, &r->book->entity_ids, pair->key, (uint32_t)r->entities.n, first_at, "an entity"))
        return;
    (void)tb_fields_read(r, TB_OBJECT_ENTITY, pair->value, e.at, &f, NULL);
    read_forms(r, &f, &e);
    e.wikidata = tb_text_of(r, f.value[TB_KEY_ENTITY_WIKIDATA]);
    e.url = tb_text_of(r, f.value[TB_KEY_ENTITY_URL]);
    e.note = tb_text_of(r, f.value[TB_KEY_ENTITY_NOTE]);
    e.tags = tb_texts_of(r, f.value[TB_KEY_ENTITY_TAGS], false);
    e.is_private = tb_flag_of(r, f.value[TB_KEY_ENTITY_PRIVATE]);
    tb_keep(r, tb_vec_push(r->arena, &r->entities, e));
}

static void unknown_section(tb_reader *r, tb_node_id key) {
    const tb_schema_object *book = tb_schema_of(TB_OBJECT_BOOK);
    tb_slice word = tb_text_of(r, key), best = {0};
    size_t least = tb_edit_allowance(word) + 1;
    for (size_t i = 0; i < book->n_keys + r->kinds.n; i++) {
        tb_slice known =
            i < book->n_keys ? tb_slice_cstr(book->keys[i].key) : r->kinds.at[i - book->n_keys].section;
        size_t d = tb_edit_distance(word, known, least);
        if (d < least) least = d, best = known;
    }
    tb_complain(r, TB_CODE_KEY_UNKNOWN, key, "the book has no key '%s'%s", tb_show(word).s,
                best.len ? tb_hint_of(best).s : "; a section of entities is declared under kinds first");
}

static int by_place(const void *a, const void *b) {
    tb_node_id x = ((const tb_pair *)a)->key, y = ((const tb_pair *)b)->key;
    return (x > y) - (x < y);
}

/* The built-in sections beside the others of the file, in its order. */
static void sort_sections(tb_reader *r, tb_doc *doc) {
    static const size_t builtin[] = {TB_KEY_BOOK_PEOPLE, TB_KEY_BOOK_GROUPS, TB_KEY_BOOK_STATES};
    for (size_t i = 0; i < 3; i++) {
        tb_pair pair = {doc->fields.key[builtin[i]], doc->fields.value[builtin[i]]};
        if (pair.value) tb_keep(r, tb_vec_push(r->arena, &doc->sections, pair));
    }
    if (doc->sections.n) qsort(doc->sections.at, doc->sections.n, sizeof *doc->sections.at, by_place);
}

static void read_section(tb_reader *r, const tb_map *kinds, const tb_pair *section) {
    uint32_t kind = tb_map_get(kinds, tb_text_of(r, section->key));
    if (kind == TB_MAP_NONE) {
        if (!r->incomplete && tb_listens(r)) unknown_section(r, section->key);
        return;
    }
    const tb_node *n = tb_node_of(r, section->value);
    if (n->kind != TB_NODE_MAPPING && !tb_node_is_blank(n)) {
        tb_complain(r, TB_CODE_VALUE_WRONG, section->value, "'%s' must be a mapping from ids to entities",
                    tb_show(tb_text_of(r, section->key)).s);
        return;
    }
    tb_pairs it = tb_pairs_of(r, section->value, "an id");
    for (tb_pair pair; tb_pairs_next(r, &it, &pair); r->subject = TB_S("")) read_entity(r, kind, &pair);
    tb_pairs_end(&it);
}

/* The sections of one file; one that stands twice counts once. */
static void read_sections(tb_reader *r, const tb_map *kinds) {
    tb_map seen = {0};
    for (size_t i = 0; i < r->doc->sections.n && r->status == TB_OK; i++) {
        const tb_pair *section = &r->doc->sections.at[i];
        uint32_t first = section->key; /* stays so where there is no memory */
        bool added = false;
        tb_keep(r, tb_map_add(&seen, tb_text_of(r, section->key), section->key, &first, &added));
        if (added) {
            read_section(r, kinds, section);
            continue;
        }
        tb_finding *f =
            tb_complain(r, TB_CODE_KEY_DUPLICATE, section->key, "'%s' stands twice in one mapping",
                        tb_show(tb_text_of(r, section->key)).s);
        tb_complain_related(r, f, tb_place_of(r, first), "the first one");
    }
    tb_map_free(&seen);
}

void tb_read_entities(tb_reader *r) {
    tb_map kinds = {0};
    for (size_t i = 0; i < r->kinds.n; i++)
        tb_keep(r, tb_map_set(&kinds, r->kinds.at[i].section, (uint32_t)i));
    for (size_t i = 0; i < r->docs.n; i++) {
        r->doc = &r->docs.at[i];
        sort_sections(r, &r->docs.at[i]);
        read_sections(r, &kinds);
    }
    tb_map_free(&kinds);
    r->book->entities = r->entities.at;
    r->book->n_entities = r->entities.n;
}
