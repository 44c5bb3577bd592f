/* The model that a book without mistakes becomes. */
#include "book_support.h"

static const char yaml[] =
    "tiebook: 1\n"
    "title: A book\n"
    "language: pt-BR\n"
    "texts: [one, two]\n"
    "states:\n"
    "  \"NO\": {name: Norway, adjectives: [{text: Norwegian, weak: true}, Norse], wikidata: Q20}\n"
    "kinds: {events: {singular: event}}\n"
    "sources:\n"
    "  a: {title: T, publisher: P, author: W, date: 2019-07, url: https://x.example, archive: "
    "https://y.example,\n"
    "      file: other.txt, note: N, reliability: C, sha256: "
    "ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef0123456789,\n"
    "      ignore: [Sign up, ' Read more '], private: true}\n"
    "  b: {reprint-of: a}\n"
    "events: {storm: {name: the Storm, private: false}}\n"
    "people:\n"
    "  ann:\n"
    "    name: Ann\n"
    "    aliases:\n"
    "      - Annie\n"
    "      - {text: the chair, weak: true, only-in: [b, a], not-in: [the chair of the club, the chair leg],\n"
    "         case: exact, accents: exact, prefixes: [x, w], endings: [z]}\n"
    "      - {text: Nan, case: any}\n"
    "    tags: [t, u]\n"
    "    url: mailto:a@b.example\n"
    "    note: >\n"
    "      two\n"
    "      lines\n"
    "groups: {club: {name: Club}, firm: {name: Firm}}\n"
    "relations:\n"
    "  leads: {from: [person, state], to: [group], inverse: led by, note: runs it}\n"
    "  allied with: {symmetric: true}\n"
    "links:\n"
    "  - {from: [ann, \"NO\"], relation: leads, to: [club, firm], private: true, evidence: [\n"
    "      {source: a, quote: [q one, q two], by: ann, stance: planned, when: 2019, as: {to: it}, note: n, "
    "private: true},\n"
    "      {source: b, quote: q, by: {name: A clerk}, when: {from: 2019-02-03}}]}\n"
    "  - {id: pact, from: \"NO\", relation: allied with, to: storm, unsourced: heard, note: m}\n"
    "waivers: [{code: link-unsourced, at: pact, reason: known, until: 2027-01-31}]\n"
    "severity: {form-unseen: off, text-drift: error}\n"
    "style: {kinds: {event: {color: '#123', shape: box}}, relations: {leads: {color: '#abcdef'}}}\n";

static void test_head(void **state) {
    (void)state;
    char text[1000];
    read_book *x = book_of(yaml);
    const tb_book *b = x->book;
    assert_string_equal(findings_text(x, text, sizeof text), "35:5 link-unsourced");
    assert_slice(b->path, "book.yaml");
    assert_slice(b->dir, "");
    assert_slice(b->title, "A book");
    assert_slice(b->language, "pt-BR");
    assert_int_equal(b->texts.n, 2);
    assert_slice(b->texts.at[1], "two");
    assert_int_equal(b->n_kinds, 4);
    assert_slice(b->kinds[2].singular, "state");
    assert_slice(b->kinds[3].section, "events");
    assert_slice(b->kinds[3].singular, "event");
    assert_false(b->incomplete);
    book_end(x);
    x = book_of("tiebook: 1\n");
    assert_slice(x->book->language, "en");
    assert_int_equal(x->book->texts.n, 0);
    book_end(x);
}

static void test_sources(void **state) {
    (void)state;
    read_book *x = book_of(yaml);
    const tb_source *a = &x->book->sources[0], *b = &x->book->sources[1];
    assert_slice(a->id, "a");
    assert_slice(a->title, "T");
    assert_slice(a->publisher, "P");
    assert_slice(a->author, "W");
    assert_slice(a->url, "https://x.example");
    assert_slice(a->archive, "https://y.example");
    assert_slice(a->file, "other.txt");
    assert_slice(a->note, "N");
    assert_slice(a->date_text, "2019-07");
    assert_int_equal(a->date.year * 10000 + a->date.month * 100 + a->date.day, 20190700);
    assert_int_equal(a->reprint_of, TB_NONE);
    assert_int_equal(a->reliability, 'C');
    assert_int_equal(a->sha256.n, 1);
    assert_slice(a->sha256.at[0], "abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789");
    assert_int_equal(a->sha256_at.end - a->sha256_at.start, 64);
    assert_int_equal(a->ignore.n, 2);
    assert_slice(a->ignore.at[1], " Read more ");
    assert_true(a->is_private);
    assert_int_equal(b->reprint_of, 0);
    assert_int_equal(b->sha256_at.origin, TB_NO_ORIGIN);
    assert_false(b->is_private);
    book_end(x);
}

static void test_entities(void **state) {
    (void)state;
    read_book *x = book_of(yaml);
    const tb_book *b = x->book;
    const char *ids[] = {"NO", "storm", "ann", "club", "firm"}; /* the order of the file */
    const uint32_t kinds[] = {2, 3, 0, 1, 1};
    assert_int_equal(b->n_entities, 5);
    for (uint32_t i = 0; i < 5; i++) {
        assert_slice(b->entities[i].id, ids[i]);
        assert_int_equal(b->entities[i].kind, kinds[i]);
        assert_int_equal(tb_map_get(&b->entity_ids, tb_slice_cstr(ids[i])), i);
    }
    assert_int_equal(b->entities[0].n_forms, 3);
    assert_int_equal(b->entities[0].forms[1].type, TB_FORM_ADJECTIVE);
    assert_true(b->entities[0].forms[1].weak);
    assert_slice(b->entities[0].wikidata, "Q20");
    const tb_entity *ann = &b->entities[2];
    assert_slice(ann->note, "two lines\n");
    assert_slice(ann->url, "mailto:a@b.example");
    assert_int_equal(ann->tags.n, 2);
    assert_int_equal(ann->n_forms, 4);
    assert_int_equal(ann->forms[0].type, TB_FORM_NAME);
    assert_int_equal(ann->forms[1].letter_case, TB_CASE_SMART);
    assert_int_equal(ann->forms[3].letter_case, TB_CASE_ANY);
    const tb_form *f = &ann->forms[2];
    assert_int_equal(f->type, TB_FORM_ALIAS);
    assert_int_equal(f->letter_case, TB_CASE_EXACT);
    assert_int_equal(f->accents, TB_ACCENTS_EXACT);
    assert_int_equal(f->n_only_in, 2);
    assert_int_equal(f->only_in[0], 1);
    assert_int_equal(f->only_in[1], 0);
    assert_int_equal(f->n_not_in, 2);
    assert_slice(f->not_in[1].text, "the chair leg");
    assert_int_equal(f->prefixes.n, 2);
    assert_slice(f->endings.at[0], "z");
    book_end(x);
}

static void test_links(void **state) {
    (void)state;
    read_book *x = book_of(yaml);
    const tb_book *b = x->book;
    const char *ids[] = {"ann leads club", "ann leads firm", "NO leads club", "NO leads firm", "pact"};
    assert_int_equal(b->n_links, 5);
    for (size_t i = 0; i < 5; i++) assert_slice(b->links[i].id, ids[i]);
    const tb_link *l = &b->links[3], *pact = &b->links[4];
    assert_int_equal(l->from, 0);
    assert_int_equal(l->to, 4);
    assert_false(l->named);
    assert_true(l->is_private);
    assert_ptr_equal(l->evidence, b->links[0].evidence);
    assert_int_equal(l->n_evidence, 2);
    const tb_evidence *e = &l->evidence[0];
    assert_int_equal(e->source, 0);
    assert_int_equal(e->n_quotes, 2);
    assert_slice(e->quotes[1].text, "q two");
    assert_int_equal(e->by, 2);
    assert_int_equal(e->stance, TB_PLANNED);
    assert_string_equal(tb_stance_name(e->stance), "planned");
    assert_slice(e->when_text, "2019");
    assert_int_equal(e->when.to.year, 2019);
    assert_null(e->as_from);
    assert_slice(e->as_to->text, "it");
    assert_slice(e->note, "n");
    assert_true(e->is_private);
    e = &l->evidence[1];
    assert_int_equal(e->by, TB_NONE);
    assert_slice(e->by_name, "A clerk");
    assert_int_equal(e->stance, TB_ASSERTED);
    assert_slice(e->when_text, "2019-02-03/");
    assert_int_equal(e->when.from.day, 3);
    assert_int_equal(e->when.to.year, 0);
    assert_true(pact->named);
    assert_slice(pact->unsourced, "heard");
    assert_slice(pact->note, "m");
    assert_true(b->relations[pact->relation].symmetric);
    const tb_relation *leads = &b->relations[0];
    assert_slice(leads->inverse, "led by");
    assert_int_equal(leads->n_from, 2);
    assert_int_equal(leads->from[1], 2);
    book_end(x);
}

static void test_judgements(void **state) {
    (void)state;
    read_book *x = book_of(yaml);
    const tb_book *b = x->book;
    assert_int_equal(b->n_waivers, 1);
    assert_int_equal(b->waivers[0].code, TB_CODE_LINK_UNSOURCED);
    assert_slice(b->waivers[0].at_subject, "pact");
    assert_slice(b->waivers[0].reason, "known");
    assert_int_equal(b->waivers[0].until.day, 31);
    assert_int_equal(b->n_severities, 2);
    assert_true(b->severities[0].off);
    assert_int_equal(b->severities[1].code, TB_CODE_TEXT_DRIFT);
    assert_int_equal(b->severities[1].level, TB_ERROR);
    assert_int_equal(b->n_styles, 3);
    assert_slice(b->styles[1].key, "shape");
    assert_slice(b->styles[1].value, "box");
    assert_int_equal(b->styles[1].index, 3);
    assert_true(b->styles[2].of_relation);
    book_end(x);
}

/* What could be understood is there, and nothing points at what was not. */
static void test_rest_of_a_bad_book(void **state) {
    (void)state;
    read_book *x =
        book_of("tiebook: 1\npeople: {a: {name: A}, b: {}}\nsources: {s: {}}\nrelations: {r: {}}\nlinks:\n"
                "  - {from: a, relation: r, to: [b, c], evidence: [{source: t, quote: q}, {source: s}, "
                "{source: s, quote: q}]}\n"
                "  - {from: a, relation: q, to: b, unsourced: x}\n");
    const tb_book *b = x->book;
    assert_int_equal(b->n_entities, 2);
    assert_slice(b->entities[1].forms[0].text, "b"); /* an entity without a name is shown by its id */
    assert_int_equal(b->n_links, 1);
    assert_int_equal(b->links[0].n_evidence, 2);
    assert_int_equal(b->links[0].evidence[0].n_quotes, 0);
    assert_int_equal(b->links[0].evidence[1].n_quotes, 1);
    book_end(x);
    x = book_of("tiebook: 1\npeople: {a: {name: A}}\nstates: {b: {name: B}}\nlinks: [\n");
    assert_true(x->book->incomplete);
    assert_int_equal(x->book->n_entities, 2);
    book_end(x);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_head),       cmocka_unit_test(test_sources),
        cmocka_unit_test(test_entities),   cmocka_unit_test(test_links),
        cmocka_unit_test(test_judgements), cmocka_unit_test(test_rest_of_a_bad_book),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
