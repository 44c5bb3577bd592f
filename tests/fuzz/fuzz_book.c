/* A book from arbitrary bytes, and front matter from the same: whatever is handed out stays inside its file
 * and its arrays, ids lead back to their entries, and what is wrong has a place. */
#include <string.h>

#include "book/book.h"
#include "fuzz.h"

/* Touches each byte, for the sanitizers. */
static void touch(tb_slice s) {
    unsigned sum = 0;
    for (size_t i = 0; i < s.len; i++) sum += (unsigned char)s.p[i];
    volatile unsigned kept = sum;
    (void)kept;
}

static void check_place(const tb_origins *o, tb_place at) {
    if (at.origin == TB_NO_ORIGIN) return;
    CHECK(at.origin < o->all.n);
    CHECK(at.start <= at.end && at.end <= o->all.at[at.origin].bytes.len);
}

static void check_findings(const tb_origins *o, const tb_findings *f) {
    for (size_t i = 0; i < f->all.n; i++) {
        const tb_finding *x = f->all.at[i];
        CHECK(x->code < TB_N_CODES && x->message.len > 0 && x->at.origin != TB_NO_ORIGIN);
        check_place(o, x->at);
        touch(x->subject);
        for (size_t k = 0; k < x->related.n; k++) check_place(o, x->related.at[k].at);
    }
}

static void check_forms(const tb_book *b, const tb_origins *o, const tb_entity *e) {
    CHECK(e->n_forms >= 1 && e->forms[0].type == TB_FORM_NAME);
    for (size_t i = 0; i < e->n_forms; i++) {
        const tb_form *f = &e->forms[i];
        CHECK(i == 0 || f->type >= e->forms[i - 1].type);
        CHECK((f->prefixes.n + 1) * (f->endings.n + 1) <= 4096);
        touch(f->text);
        check_place(o, f->at);
        for (size_t k = 0; k < f->n_only_in; k++) CHECK(f->only_in[k] < b->n_sources);
        for (size_t k = 0; k < f->n_not_in; k++) check_place(o, f->not_in[k].at);
    }
}

static void check_entries(const tb_book *b, const tb_origins *o) {
    CHECK(b->n_kinds >= 3);
    for (size_t i = 0; i < b->n_entities; i++) {
        CHECK(b->entities[i].kind < b->n_kinds);
        CHECK(tb_map_get(&b->entity_ids, b->entities[i].id) == i);
        check_place(o, b->entities[i].at);
        check_forms(b, o, &b->entities[i]);
    }
    for (size_t i = 0; i < b->n_sources; i++) {
        CHECK(tb_map_get(&b->source_ids, b->sources[i].id) == i);
        size_t steps = 0;
        for (uint32_t s = b->sources[i].reprint_of; s != TB_NONE; s = b->sources[s].reprint_of)
            CHECK(s < b->n_sources && steps++ < b->n_sources);
        for (size_t k = 0; k < b->sources[i].sha256.n; k++) CHECK(b->sources[i].sha256.at[k].len == 64);
        check_place(o, b->sources[i].sha256_at);
    }
    for (size_t i = 0; i < b->n_relations; i++) {
        CHECK(tb_map_get(&b->relation_names, b->relations[i].name) == i);
        for (size_t k = 0; k < b->relations[i].n_from; k++) CHECK(b->relations[i].from[k] < b->n_kinds);
        for (size_t k = 0; k < b->relations[i].n_to; k++) CHECK(b->relations[i].to[k] < b->n_kinds);
    }
}

static void check_links(const tb_book *b, const tb_origins *o) {
    for (size_t i = 0; i < b->n_links; i++) {
        const tb_link *l = &b->links[i];
        CHECK(l->from < b->n_entities && l->to < b->n_entities && l->relation < b->n_relations);
        touch(l->id);
        touch(l->unsourced);
        check_place(o, l->at);
        for (size_t k = 0; k < l->n_evidence; k++) {
            const tb_evidence *e = &l->evidence[k];
            CHECK(e->source < b->n_sources && (e->by == TB_NONE || e->by < b->n_entities));
            CHECK(e->stance <= TB_DENIED && e->when.from.month <= 12 && e->when.to.day <= 31);
            for (size_t q = 0; q < e->n_quotes; q++)
                check_place(o, e->quotes[q].at), touch(e->quotes[q].text);
            if (e->as_from) check_place(o, e->as_from->at);
            if (e->as_to) check_place(o, e->as_to->at);
        }
    }
    for (size_t i = 0; i < b->n_waivers; i++) CHECK(b->waivers[i].code < TB_N_CODES);
    for (size_t i = 0; i < b->n_severities; i++) CHECK(b->severities[i].code < TB_N_CODES);
    for (size_t i = 0; i < b->n_styles; i++)
        CHECK(b->styles[i].index < (b->styles[i].of_relation ? b->n_relations : b->n_kinds));
}

static void check_resolve(const tb_book *b, tb_slice bytes) {
    tb_arena arena = {0};
    const uint32_t *who, *near;
    size_t n, n_near;
    tb_slice words = tb_slice_sub(bytes, 0, 24);
    CHECK(tb_book_resolve(b, words, &arena, &who, &n, &near, &n_near) == TB_OK);
    for (size_t i = 0; i < n; i++) CHECK(who[i] < b->n_entities && (i == 0 || who[i] > who[i - 1]));
    for (size_t i = 0; i < n_near; i++) CHECK(near[i] < b->n_entities && n_near <= 3 && n == 0);
    if (b->n_entities) {
        uint32_t last = (uint32_t)b->n_entities - 1;
        CHECK(tb_book_resolve(b, b->entities[last].id, &arena, &who, &n, NULL, NULL) == TB_OK);
        CHECK(n == 1 && who[0] == last);
    }
    tb_arena_free(&arena);
}

static void check_front_matter(tb_slice bytes) {
    static const char yaml[] = "tiebook: 1\nsources: {s: {title: T}}\n";
    tb_origins o = {0};
    tb_findings f = {0};
    tb_book *b;
    tb_error error;
    uint32_t origin;
    CHECK(tb_book_parse(TB_S("book.yaml"), tb_slice_cstr(yaml), &o, &f, &b, &error) == TB_OK);
    CHECK(f.all.n == 0 && b->n_sources == 1);
    CHECK(tb_origins_add(&o, TB_S("text"), bytes, &origin) == TB_OK);
    CHECK(tb_source_fill(b, 0, bytes, origin, 0, &f) == TB_OK);
    check_findings(&o, &f);
    CHECK(tb_slice_eq(b->sources[0].title, TB_S("T")));
    touch(b->sources[0].author);
    tb_book_free(b);
    tb_findings_free(&f);
    tb_origins_free(&o);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    tb_slice bytes = {(const char *)data, size};
    tb_origins o = {0};
    tb_findings f = {0};
    tb_book *b;
    tb_error error;
    /* A folder that is not there: nothing can be included. */
    CHECK(tb_book_parse(TB_S("no-such-folder/book.yaml"), bytes, &o, &f, &b, &error) == TB_OK);
    check_findings(&o, &f);
    check_entries(b, &o);
    check_links(b, &o);
    check_resolve(b, bytes);
    tb_book_free(b);
    tb_findings_free(&f);
    tb_origins_free(&o);
    check_front_matter(bytes);
    return 0;
}
