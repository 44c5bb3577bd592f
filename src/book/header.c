/* The head of the book: version, title, language, folders of texts; and the kinds, with the sections that
 * they open. */
#include "base/file.h"
#include "book/reader.h"

#define TB_MAX_KINDS 1000

static void read_version(tb_reader *r, const tb_doc *doc) {
    bool is_main = doc->parent == TB_NONE;
    const tb_fields *f = &doc->fields;
    tb_node_id key = f->key[TB_KEY_BOOK_TIEBOOK], value = f->value[TB_KEY_BOOK_TIEBOOK];
    if (!is_main) {
        if (key)
            tb_complain(r, TB_CODE_VERSION_UNKNOWN, key,
                        "'tiebook' belongs into the book alone, not into a file that it includes");
        return;
    }
    if (doc->tree.root == 0) {
        tb_complain_at(r, TB_CODE_VERSION_UNKNOWN, (tb_place){doc->origin, 0, 0},
                       "the book is empty; it begins with tiebook: 1");
    } else if (!key && tb_node_of(r, doc->tree.root)->kind == TB_NODE_MAPPING) {
        size_t start = doc->tree.nodes[doc->tree.root].start;
        tb_complain_at(r, TB_CODE_VERSION_UNKNOWN, (tb_place){doc->origin, start, start},
                       "the book does not begin with tiebook: 1");
    } else if (value && !tb_slice_eq(tb_text_of(r, value), TB_S("1"))) {
        r->quiet = true;
    }
}

/* A key that the whole book has once: the first file that gives it counts. */
static void read_once(tb_reader *r, size_t key, tb_slice *out, tb_place *given) {
    const tb_fields *f = &r->doc->fields;
    tb_slice s = tb_text_of(r, f->value[key]);
    if (!s.len) return;
    if (given->origin != TB_NO_ORIGIN) {
        tb_finding *x =
            tb_complain(r, TB_CODE_KEY_DUPLICATE, f->key[key], "another file of the book has '%s' too",
                        tb_schema_of(TB_OBJECT_BOOK)->keys[key].key);
        tb_complain_related(r, x, *given, "the first one");
        return;
    }
    *out = s;
    *given = tb_place_of(r, f->key[key]);
}

void tb_read_header(tb_reader *r) {
    TB_VEC(tb_slice) texts = {0};
    tb_place title = TB_NOWHERE, language = TB_NOWHERE;
    for (size_t i = 0; i < r->docs.n; i++) {
        r->doc = &r->docs.at[i];
        read_version(r, r->doc);
        read_once(r, TB_KEY_BOOK_TITLE, &r->book->title, &title);
        read_once(r, TB_KEY_BOOK_LANGUAGE, &r->book->language, &language);
        tb_slices folders = tb_texts_of(r, r->doc->fields.value[TB_KEY_BOOK_TEXTS], true);
        for (size_t j = 0; j < folders.n; j++) {
            tb_slice folder = folders.at[j];
            if (i > 0) tb_keep(r, tb_path_join(r->arena, r->doc->below, folder, &folder));
            tb_keep(r, tb_vec_push(r->arena, &texts, folder));
        }
    }
    r->book->texts = (tb_slices){texts.at, texts.n};
}

static void add_kind(tb_reader *r, tb_slice section, tb_slice singular, tb_place at) {
    tb_kind kind = {.section = section, .singular = singular, .at = at};
    tb_keep(r, tb_vec_push(r->arena, &r->kinds, kind));
}

static void declare_kind(tb_reader *r, const tb_pair *pair) {
    tb_slice section = tb_text_of(r, pair->key);
    tb_place at = tb_place_of(r, pair->key);
    tb_fields f;
    if (!tb_fields_read(r, TB_OBJECT_KIND, pair->value, at, &f, NULL)) return;
    tb_slice singular = tb_text_of(r, f.value[TB_KEY_KIND_SINGULAR]);
    tb_traps_check(r, pair->key, true);
    const tb_schema_object *book = tb_schema_of(TB_OBJECT_BOOK);
    if (!tb_id_valid(section)) {
        tb_complain(r, TB_CODE_ID_INVALID, pair->key,
                    "a section is letters, digits, '-', '_' and '.', not '%s'", tb_show(section).s);
        return;
    }
    if (tb_schema_find(book, section) < book->n_keys) {
        tb_complain(r, TB_CODE_ID_DUPLICATE, pair->key, "the book has a key '%s' already",
                    tb_show(section).s);
        return;
    }
    if (!singular.len) return;
    if (r->kinds.n >= TB_MAX_KINDS) {
        tb_complain(r, TB_CODE_YAML_LIMIT, pair->key, "more than %d kinds", TB_MAX_KINDS);
        return;
    }
    for (size_t i = 0; i < r->kinds.n; i++) {
        bool same = tb_slice_eq(r->kinds.at[i].section, section);
        if (!same && !tb_slice_eq(r->kinds.at[i].singular, singular)) continue;
        tb_finding *x = tb_complain(r, TB_CODE_ID_DUPLICATE, same ? pair->key : f.value[TB_KEY_KIND_SINGULAR],
                                    "the kind '%s' is there already", tb_show(same ? section : singular).s);
        tb_complain_related(r, x, r->kinds.at[i].at, "the first one");
        return;
    }
    add_kind(r, section, singular, at);
}

void tb_read_kinds(tb_reader *r) {
    add_kind(r, TB_S("people"), TB_S("person"), TB_NOWHERE);
    add_kind(r, TB_S("groups"), TB_S("group"), TB_NOWHERE);
    add_kind(r, TB_S("states"), TB_S("state"), TB_NOWHERE);
    for (size_t i = 0; i < r->docs.n; i++) {
        r->doc = &r->docs.at[i];
        tb_pairs it = tb_pairs_of(r, r->doc->fields.value[TB_KEY_BOOK_KINDS], "a section");
        for (tb_pair pair; tb_pairs_next(r, &it, &pair);) declare_kind(r, &pair);
        tb_pairs_end(&it);
    }
    r->book->kinds = r->kinds.at;
    r->book->n_kinds = r->kinds.n;
}
