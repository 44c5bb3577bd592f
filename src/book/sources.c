/* The sources: articles by id. */
#include "book/reader.h"

static tb_slice lower_hex(tb_reader *r, tb_slice s) {
    char *low = tb_arena_alloc(r->arena, s.len);
    if (!low) {
        tb_keep(r, TB_ENOMEM);
        return TB_S("");
    }
    for (size_t i = 0; i < s.len; i++)
        low[i] = (char)(s.p[i] >= 'A' && s.p[i] <= 'F' ? s.p[i] | 0x20 : s.p[i]);
    return (tb_slice){low, s.len};
}

/* The sums of the right form; the others were reported. */
static tb_slices read_sums(tb_reader *r, tb_node_id list) {
    tb_slices all = tb_texts_of(r, list, true);
    tb_slice *sums = TB_NEW_ARRAY(r->arena, all.n, tb_slice);
    size_t n = 0;
    if (!sums) tb_keep(r, TB_ENOMEM);
    for (size_t i = 0; i < all.n && sums; i++)
        if (all.at[i].len == 64) sums[n++] = lower_hex(r, all.at[i]);
    return (tb_slices){sums, n};
}

static void read_source(tb_reader *r, const tb_pair *pair) {
    tb_source s = {.id = tb_text_of(r, pair->key),
                   .reprint_of = TB_NONE,
                   .sha256_at = TB_NOWHERE,
                   .at = tb_place_of(r, pair->key)};
    tb_fields f;
    r->subject = s.id;
    uint32_t first = tb_map_get(&r->book->source_ids, s.id);
    const tb_place *first_at = first == TB_MAP_NONE ? NULL : &r->sources.at[first].at;
    if (!tb_id_declare(r, &r->book->source_ids, pair->key, (uint32_t)r->sources.n, first_at, "a source"))
        return;
    if (tb_fields_read(r, TB_OBJECT_SOURCE, pair->value, s.at, &f, NULL)) {
        s.title = tb_text_of(r, f.value[TB_KEY_SOURCE_TITLE]);
        s.publisher = tb_text_of(r, f.value[TB_KEY_SOURCE_PUBLISHER]);
        s.author = tb_text_of(r, f.value[TB_KEY_SOURCE_AUTHOR]);
        s.url = tb_text_of(r, f.value[TB_KEY_SOURCE_URL]);
        s.archive = tb_text_of(r, f.value[TB_KEY_SOURCE_ARCHIVE]);
        s.file = tb_text_of(r, f.value[TB_KEY_SOURCE_FILE]);
        s.note = tb_text_of(r, f.value[TB_KEY_SOURCE_NOTE]);
        s.date_text = tb_text_of(r, f.value[TB_KEY_SOURCE_DATE]);
        (void)tb_date_parse(s.date_text, &s.date);
        tb_slice grade = tb_text_of(r, f.value[TB_KEY_SOURCE_RELIABILITY]);
        if (grade.len == 1) s.reliability = grade.p[0];
        tb_node_id sums = f.value[TB_KEY_SOURCE_SHA256];
        s.sha256 = read_sums(r, sums);
        if (sums) s.sha256_at = tb_place_of(r, sums);
        s.ignore = tb_texts_of(r, f.value[TB_KEY_SOURCE_IGNORE], false);
        s.is_private = tb_flag_of(r, f.value[TB_KEY_SOURCE_PRIVATE]);
        tb_keep(r, tb_vec_push(r->arena, &r->reprints, f.value[TB_KEY_SOURCE_REPRINT_OF]));
    } else {
        tb_keep(r, tb_vec_push(r->arena, &r->reprints, 0));
    }
    tb_keep(r, tb_vec_push(r->arena, &r->sources, s));
}

/* Once all sources are known. `from` is the first source of the file. */
static void link_reprints(tb_reader *r, size_t from, size_t to) {
    for (size_t i = from; i < to && i < r->sources.n && r->status == TB_OK; i++) {
        tb_node_id id = r->reprints.at[i];
        uint32_t original;
        r->subject = r->sources.at[i].id;
        if (!id || !tb_source_ref(r, id, &original)) continue;
        /* A chain that leads back to i would make every source of it a copy. */
        size_t steps = 0;
        uint32_t at = original;
        while (at != TB_NONE && at != i && steps < 100) at = r->sources.at[at].reprint_of, steps++;
        if (at == i)
            tb_complain(r, TB_CODE_VALUE_WRONG, id, "'reprint-of' leads back to '%s' itself",
                        tb_show(r->subject).s);
        else if (at != TB_NONE)
            tb_complain(r, TB_CODE_YAML_LIMIT, id, "'reprint-of' leads through more than 100 sources");
        else r->sources.at[i].reprint_of = original;
    }
}

void tb_read_sources(tb_reader *r) {
    size_t *starts = TB_NEW_ARRAY(r->arena, r->docs.n + 1, size_t);
    if (!starts) {
        tb_keep(r, TB_ENOMEM);
        return;
    }
    for (size_t i = 0; i < r->docs.n; i++) {
        r->doc = &r->docs.at[i];
        tb_pairs it = tb_pairs_of(r, r->doc->fields.value[TB_KEY_BOOK_SOURCES], "an id");
        for (tb_pair pair; tb_pairs_next(r, &it, &pair); r->subject = TB_S("")) read_source(r, &pair);
        tb_pairs_end(&it);
        starts[i + 1] = r->sources.n;
    }
    r->book->sources = r->sources.at;
    r->book->n_sources = r->sources.n;
    for (size_t i = 0; i < r->docs.n; i++) {
        r->doc = &r->docs.at[i];
        link_reprints(r, starts[i], starts[i + 1]);
    }
}
