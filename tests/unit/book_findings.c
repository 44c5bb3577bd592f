/* What the reader says of mistakes: a table of books and their findings, with line and column. */
#include "book_support.h"

#define HEAD "tiebook: 1\n"
/* Two people and a group, a source and two relations, in lines 2 to 6. */
#define BASE                                                                                                 \
    HEAD "people: {ann: {name: Ann}, bob: {name: Bob}}\n"                                                    \
         "groups: {bank: {name: Bank}}\n"                                                                    \
         "sources: {s: {}}\n"                                                                                \
         "relations: {owns: {from: [person], to: [group]}, knows: {symmetric: true}}\n"
#define EVIDENCE "evidence: [{source: s, quote: q}]"

static const struct {
    const char *what, *yaml, *findings;
} cases[] = {
    {"the least book", HEAD, ""},
    {"nothing", "", "1:1 version-unknown"},
    {"a comment alone", "# nothing\n", "1:1 version-unknown"},
    {"no version", "title: x\n", "1:1 version-unknown"},
    {"another version silences the rest", "tiebook: 2\nfoo: bar\n", "1:10 version-unknown"},
    {"a version without a value", "tiebook:\n", "1:9 version-unknown"},
    {"a list as root", "- a\n", "1:1 value-wrong"},
    {"text as root", "hello\n", "1:1 value-wrong"},
    {"sections without a value are empty",
     HEAD "people:\nlinks:\nsources:\nrelations:\nwaivers:\ninclude:\ntexts:\n", "8:7 value-wrong"},

    /* YAML */
    {"tab", HEAD "people:\n\tann: x\n", "3:1 yaml-syntax"},
    {"colon in a value", HEAD "title: a: b\n", "2:9 yaml-syntax"},
    {"open quotation mark", HEAD "title: \"a\n", "3:1 yaml-syntax"},
    {"second document", HEAD "---\nfoo: bar\n", "2:1 yaml-syntax"},
    {"unknown alias", HEAD "title: *x\n", "2:8 yaml-syntax"},
    {"alias in what it repeats", HEAD "people: &x {a: *x}\n", "2:16 yaml-limit"},
    {"unknown tag", HEAD "title: !!binary aGVsbG8=\n", "2:8 yaml-syntax"},
    {"known tags", "!!map {tiebook: !!str 1, people: !!map {}, links: !!seq []}\n", ""},
    {"nul by escape", HEAD "title: \"a\\0b\"\n", "2:8 yaml-encoding"},
    {"control character",
     HEAD "title: a\x07"
          "b\n",
     "2:9 yaml-encoding"},
    {"latin-1", HEAD "title: Z\xFCrich\n", "2:9 yaml-encoding"},
    {"latin-1 at the end", HEAD "title: caf\xE9\n", "2:11 yaml-encoding"},
    {"cut character", HEAD "title: x\xE2\x82", "2:9 yaml-encoding"},
    {"nothing is said of a file that broke off", HEAD "foo: 1\nlinks: [{from: a}]\nbad: [\n",
     "5:1 yaml-syntax"},
    {"text for every reader", HEAD "people: {x: {name: \"NO\", aliases: ['12', !!str on, \"~\"]}}\n", ""},
    {"truth values", HEAD "people: {x: {name: NO, aliases: [yes, Off, y]}}\n",
     "2:20 yaml-mistyped, 2:34 yaml-mistyped, 2:39 yaml-mistyped, 2:44 yaml-mistyped"},
    {"numbers", HEAD "people: {x: {name: 012, aliases: [1e3, 12:30:45, 0x1F, .5, -1_000, .inf]}}\n",
     "2:20 yaml-mistyped, 2:35 yaml-mistyped, 2:40 yaml-mistyped, 2:50 yaml-mistyped, 2:56 yaml-mistyped, "
     "2:60 "
     "yaml-mistyped, 2:68 yaml-mistyped"},
    {"no numbers",
     HEAD "people: {x: {name: 1.2.3, aliases: [3G, 12:75, e3, F-16, '0b11', 0b12, \"1\", 9/11]}}\n", ""},
    {"nothings and dates", HEAD "people: {x: {name: ~, aliases: [null, 2019-07-19]}}\n",
     "2:20 yaml-mistyped, 2:33 yaml-mistyped, 2:39 yaml-mistyped"},
    {"dates and titles may look like themselves",
     HEAD "title: 1984\nsources: {s: {title: NO, date: 2019-07-19, note: 12}}\n", ""},
    {"ids are text", HEAD "states: {NO: {name: Norway}}\n", "2:10 yaml-mistyped"},
    {"folded hyphen", HEAD "title: >\n  a Hez-\n  bollah\n", "3:8 yaml-folded-hyphen"},
    {"plain text over two lines", HEAD "title: a Hez-\n  bollah\n", "2:13 yaml-folded-hyphen"},
    {"literal text is not folded", HEAD "title: |\n  a Hez-\n  bollah\n", ""},
    {"a dash is no hyphen", HEAD "title: \"a -\n  b --\n  c\"\n", ""},
    {"the mark of a block is no hyphen", HEAD "title: >-\n  a\n  b\n", ""},

    /* keys and values */
    {"unknown key", HEAD "titel: x\n", "2:1 key-unknown"},
    {"unknown key below", HEAD "people: {x: {name: X, alias: [Y]}}\n", "2:23 key-unknown"},
    {"merge key", HEAD "people: {x: &x {name: X}, z: {<<: *x, name: Z}}\n", "2:31 key-unknown"},
    {"duplicate key", HEAD "title: a\ntitle: b\n", "3:1 key-duplicate"},
    {"duplicate id in one section", HEAD "people:\n  x: {name: A}\n  x: {name: B}\n", "4:3 key-duplicate"},
    {"duplicate section", HEAD "people: {x: {name: A}}\npeople: {y: {name: B}}\n", "3:1 key-duplicate"},
    {"key that is a list", HEAD "? [a]\n: b\n", "2:3 value-wrong"},
    {"name missing", HEAD "people: {x: {aliases: [Z]}}\n", "2:10 key-missing"},
    {"name empty", HEAD "people: {x: {name: }}\n", "2:20 value-wrong"},
    {"entity without a value", HEAD "people:\n  x:\n", "3:5 value-wrong"},
    {"aliases no list", HEAD "people: {x: {name: X, aliases: Y}}\n", "2:32 value-wrong"},
    {"alias a list", HEAD "people: {x: {name: X, aliases: [[Y]]}}\n", "2:33 value-wrong"},
    {"evidence no list",
     BASE "links: [{from: ann, relation: owns, to: bank, evidence: {source: s, quote: q}}]\n",
     "6:57 value-wrong"},
    {"private", HEAD "people: {x: {name: X, private: yes}}\n", "2:32 value-wrong"},
    {"form words", HEAD "people: {x: {name: {text: X, case: smart, accents: any, weak: 1}}}\n",
     "2:36 value-wrong, 2:52 value-wrong, 2:63 value-wrong"},
    {"source values",
     HEAD "sources: {s: {reliability: G, sha256: abc, url: 'javascript:x', archive: \"http:/x\"}}\n",
     "2:28 value-wrong, 2:39 value-wrong, 2:49 url-unsafe, 2:74 url-unsafe"},
    {"urls",
     HEAD "sources: {a: {url: HTTPS://x}, b: {url: mailto:a@b.c}, c: {url: 'http://a b'}, d: {url: //x}}\n",
     "2:65 url-unsafe, 2:89 url-unsafe"},
    {"wikidata", HEAD "people: {x: {name: X, wikidata: Q0}, z: {name: Z, wikidata: Q42}}\n",
     "2:33 value-wrong"},
    {"language", HEAD "language: English_language\n", "2:11 value-wrong"},
    {"dates",
     HEAD "sources: {a: {date: 2019-02-29}, b: {date: 2020-02-29}, c: {date: '2019-7'}, d: {date: 0000}, e: "
          "{date: "
          "2019-00}, f: {date: '2019-07-19T10:00'}}\n",
     "2:21 date-invalid, 2:67 date-invalid, 2:88 date-invalid, 2:105 date-invalid, 2:125 date-invalid"},

    {"sections that are no mappings",
     HEAD "people: x\nsources: [a]\nkinds: {events: {singular: event}}\nevents: [x]\n",
     "2:9 value-wrong, 3:10 value-wrong, 5:9 value-wrong"},
    {"ids that are lists or empty", HEAD "people: {? [a] : {name: A}, '': {name: B}}\nrelations: {'': {}}\n",
     "2:12 value-wrong, 2:29 id-invalid, 3:13 value-wrong"},
    {"invalid ids of a section and a link",
     BASE
     "kinds: {my events: {singular: event}}\nlinks: [{id: a b, from: ann, relation: owns, to: bank, " EVIDENCE
     "}]\n",
     "6:9 id-invalid, 7:14 id-invalid"},
    {"source and level that are mistaken", HEAD "sources: {s: text}\nseverity: {text-drift: [off]}\n",
     "2:14 value-wrong, 3:24 value-wrong"},
    {"forms told apart by phrases and prefixes",
     HEAD "people: {x: {name: Xy, aliases: [{text: A, not-in: [A b]}, {text: A, not-in: [A c]}, {text: B, "
          "prefixes: [a, b]}, {text: B, prefixes: [a, c]}]}}\n",
     ""},
    {"form covered with its phrases",
     HEAD
     "people: {x: {name: Xy, aliases: [{text: A, not-in: [A b]}, {text: A, not-in: [A b], weak: true}]}}\n",
     "2:67 form-duplicate"},

    /* ids and references */
    {"invalid ids", HEAD "people: {a b: {name: A}, é: {name: E}, 'x/y': {name: X}, ..: {name: D}}\n",
     "2:10 id-invalid, 2:40 id-invalid, 2:58 id-invalid"},
    {"one id in two kinds", HEAD "people: {x: {name: A}}\ngroups: {x: {name: B}}\n", "3:10 id-duplicate"},
    {"sources and entities have ids of their own", HEAD "people: {x: {name: A}}\nsources: {x: {}}\n", ""},
    {"unknown source", HEAD "people: {x: {name: {text: X, only-in: [s]}}}\n", "2:40 source-unknown"},
    {"only-in nowhere", HEAD "people: {x: {name: {text: X, only-in: []}}}\n", "2:39 value-wrong"},
    {"reprint of nothing", HEAD "sources: {s: {reprint-of: t}}\n", "2:27 source-unknown"},
    {"reprints in a ring", HEAD "sources: {s: {reprint-of: t}, t: {reprint-of: s}}\n", "2:47 value-wrong"},
    {"reprint of itself", HEAD "sources: {s: {reprint-of: s}}\n", "2:27 value-wrong"},
    {"unknown entity, relation and source",
     BASE "links: [{from: anne, relation: own, to: bank, evidence: [{source: t, quote: q}]}]\n",
     "6:16 entity-unknown, 6:32 relation-unknown, 6:67 source-unknown"},
    {"unknown claimant",
     BASE "links: [{from: ann, relation: owns, to: bank, evidence: [{source: s, quote: q, by: eve}]}]\n",
     "6:84 entity-unknown"},
    {"unknown kind", HEAD "relations: {r: {from: [people, alien]}}\n",
     "2:24 kind-unknown, 2:32 kind-unknown"},

    /* kinds */
    {"declared kind",
     HEAD "kinds: {events: {singular: event}}\nevents: {x: {name: X}}\nrelations: {r: {from: [event]}}\n",
     ""},
    {"kind declared below its section", HEAD "events: {x: {name: X}}\nkinds: {events: {singular: event}}\n",
     ""},
    {"section of no kind", HEAD "events: {x: {name: X}}\n", "2:1 key-unknown"},
    {"section of a kind twice",
     HEAD "kinds: {events: {singular: event}}\nevents: {x: {name: X}}\nevents: {y: {name: Y}}\n",
     "4:1 key-duplicate"},
    {"kind like a key", HEAD "kinds: {links: {singular: link}, people: {singular: human}}\n",
     "2:9 id-duplicate, 2:34 id-duplicate"},
    {"singular twice", HEAD "kinds: {folk: {singular: person}}\n", "2:26 id-duplicate"},
    {"kind without singular", HEAD "kinds: {events: {}}\n", "2:9 key-missing"},

    /* relations and links */
    {"relation without rules", HEAD "relations:\n  knows:\n", ""},
    {"symmetric with an inverse", HEAD "relations: {r: {symmetric: true, inverse: x}}\n", "2:34 value-wrong"},
    {"good links",
     BASE "links:\n  - {from: ann, relation: owns, to: bank, " EVIDENCE
          "}\n  - {from: ann, relation: knows, to: bob, " EVIDENCE "}\n",
     ""},
    {"wrong ends", BASE "links:\n  - {from: bank, relation: owns, to: ann, " EVIDENCE "}\n",
     "7:12 relation-ends, 7:38 relation-ends"},
    {"symmetric ends either way",
     HEAD "people: {a: {name: A}}\ngroups: {g: {name: G}}\nsources: {s: {}}\nrelations: {r: {from: [person], "
          "to: [group], symmetric: true}}\n"
          "links:\n  - {from: g, relation: r, to: a, " EVIDENCE "}\n",
     ""},
    {"self", BASE "links: [{from: ann, relation: knows, to: ann, " EVIDENCE "}]\n", "6:42 link-self"},
    {"twice",
     BASE "links:\n  - {from: ann, relation: owns, to: bank, " EVIDENCE
          "}\n  - {from: ann, relation: owns, to: bank, " EVIDENCE "}\n",
     "8:37 link-duplicate"},
    {"twice in both directions",
     BASE "links:\n  - {from: ann, relation: knows, to: bob, " EVIDENCE
          "}\n  - {from: bob, relation: knows, to: ann, " EVIDENCE "}\n",
     "8:38 link-duplicate"},
    {"one relation both ways",
     BASE "links:\n  - {from: ann, relation: owns, to: bank, " EVIDENCE
          "}\n  - {from: bank, relation: knows, to: ann, " EVIDENCE "}\n",
     ""},
    {"twice in one list", BASE "links:\n  - {from: ann, relation: knows, to: [bob, bob], " EVIDENCE "}\n",
     "7:44 link-duplicate"},
    {"twice with ids of their own",
     BASE "links:\n  - {id: a, from: ann, relation: owns, to: bank, " EVIDENCE
          "}\n  - {id: b, from: ann, relation: owns, to: bank, " EVIDENCE "}\n",
     ""},
    {"twice with one id",
     BASE "links:\n  - {id: a, from: ann, relation: owns, to: bank, " EVIDENCE
          "}\n  - {from: ann, relation: owns, to: bank, " EVIDENCE "}\n",
     "8:37 link-duplicate"},
    {"link ids twice",
     BASE "links:\n  - {id: a, from: ann, relation: owns, to: bank, " EVIDENCE
          "}\n  - {id: a, from: ann, relation: knows, to: bob, " EVIDENCE "}\n",
     "8:10 id-duplicate"},
    {"id of several links",
     BASE "links:\n  - {id: a, from: ann, relation: knows, to: [bob, bank], " EVIDENCE "}\n",
     "7:10 value-wrong"},
    {"no grounds", BASE "links:\n  - {from: ann, relation: owns, to: bank}\n", "7:5 key-missing"},
    {"empty evidence", BASE "links:\n  - {from: ann, relation: owns, to: bank, evidence: []}\n",
     "7:53 value-wrong"},
    {"unsourced", BASE "links:\n  - {from: ann, relation: owns, to: bank, unsourced: heard it}\n",
     "7:5 link-unsourced"},
    {"unsourced without a reason", BASE "links:\n  - {from: ann, relation: owns, to: bank, unsourced: }\n",
     "7:43 value-wrong"},
    {"unsourced with evidence",
     BASE "links:\n  - {from: ann, relation: owns, to: bank, unsourced: x, " EVIDENCE "}\n",
     "7:43 value-wrong"},
    {"comma in braces",
     BASE "links:\n  - {from: ann, relation: owns, to: bank, unsourced: heard it, no text yet}\n",
     "7:5 link-unsourced, 7:64 key-unknown"},
    {"empty ends", BASE "links: [{from: [], relation: owns, to: bank, " EVIDENCE "}]\n", "6:16 value-wrong"},
    {"period turned round",
     BASE "links: [{from: ann, relation: owns, to: bank, evidence: [{source: s, quote: q, when: {from: "
          "2020-02, to: 2019}}]}]\n",
     "6:106 date-order"},
    {"period within a year",
     BASE "links: [{from: ann, relation: owns, to: bank, evidence: [{source: s, quote: q, when: {from: "
          "2020-02, to: 2020}}]}]\n",
     ""},
    {"empty period and reference",
     BASE
     "links: [{from: ann, relation: owns, to: bank, evidence: [{source: s, quote: q, when: {}, as: {}}]}]\n",
     "6:86 key-missing, 6:94 key-missing"},
    {"stance",
     BASE
     "links: [{from: ann, relation: owns, to: bank, evidence: [{source: s, quote: q, stance: rumoured}]}]\n",
     "6:88 value-wrong"},

    /* forms */
    {"form without a character", HEAD "people: {x: {name: X, aliases: [\" \", \"\\u00ad\"]}}\n",
     "2:33 form-empty, 2:38 form-empty"},
    {"form twice", HEAD "people: {x: {name: Ann, aliases: [Ann, 'Ánn', ANN, ann]}}\n",
     "2:35 form-duplicate, 2:40 form-duplicate, 2:47 form-duplicate"},
    {"form twice by apostrophe", HEAD "people: {x: {name: O'Neill, aliases: [O’Neill]}}\n",
     "2:39 form-duplicate"},
    {"form with a rule of its own",
     HEAD "people: {x: {name: {text: US, case: exact}, aliases: [{text: us, case: any}, {text: US, case: "
          "any}]}}\n",
     "2:85 form-duplicate"},
    {"limited forms beside each other",
     HEAD "sources: {s: {}, t: {}}\npeople: {x: {name: Xy, aliases: [{text: A, only-in: [s]}, {text: A, "
          "only-in: [t]}, "
          "{text: A, weak: true}]}}\n",
     ""},
    {"limited form beside the free one",
     HEAD
     "sources: {s: {}}\npeople: {x: {name: A, aliases: [{text: A, only-in: [s]}, {text: A, weak: true}]}}\n",
     "3:40 form-duplicate, 3:65 form-duplicate"},
    {"accents tell forms apart",
     HEAD "people: {x: {name: {text: Pena, accents: exact}, aliases: [{text: Peña, accents: exact}]}}\n", ""},
    {"weak alone", HEAD "people: {x: {name: {text: A, weak: true}, aliases: [{text: B, weak: true}]}}\n",
     "2:27 form-only-weak"},
    {"phrases",
     HEAD "people: {x: {name: {text: Tehran, not-in: [embassy in Tehran, TEHRAN airport, visit Iran, "
          "Tehranis]}}}\n",
     "2:79 phrase-without-form, 2:91 phrase-without-form"},
    {"phrase of a form with endings",
     HEAD "people: {x: {name: {text: Тегеран, endings: [у], not-in: [к Тегерану]}}}\n", ""},
    {"empty ending", HEAD "people: {x: {name: {text: A, endings: ['']}}}\n", ""},
    {"blank prefix", HEAD "people: {x: {name: {text: A, prefixes: [' ']}}}\n", "2:27 form-empty"},

    /* waivers, levels, style */
    {"waiver", HEAD "waivers: [{code: quote-ambiguous, at: x, reason: y, until: 2027-01-01}]\n", ""},
    {"waiver of no code", HEAD "waivers: [{code: quote-ambiguos, at: x, reason: y}]\n", "2:18 value-wrong"},
    {"waiver without reason", HEAD "waivers: [{code: quote-ambiguous, at: x}]\n", "2:11 key-missing"},
    {"levels", HEAD "severity: {form-unseen: off, quote-ambiguous: error, no-code: off, text-drift: fatal}\n",
     "2:54 value-wrong, 2:80 value-wrong"},
    {"style",
     HEAD "relations: {r: {}}\nstyle: {kinds: {person: {color: '#12f', shape: box}, alien: {}}, relations: "
          "{r: {color: red}}}\n",
     "3:54 kind-unknown, 3:89 value-wrong"},
};

static void test_findings(void **state) {
    (void)state;
    int failed = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[4000];
        read_book *x = book_of(cases[i].yaml);
        if (strcmp(findings_text(x, text, sizeof text), cases[i].findings) != 0) {
            print_error("%s:\n%s  expected: %s\n  got:      %s\n", cases[i].what, cases[i].yaml,
                        cases[i].findings, text);
            for (size_t k = 0; k < x->findings.all.n; k++)
                print_error("    %.*s\n", TB_FMT(x->findings.all.at[k]->message));
            failed++;
        }
        book_end(x);
    }
    assert_int_equal(failed, 0);
}

static const struct {
    const char *yaml, *message;
} messages[] = {
    {HEAD "titel: x\n", "the book has no key 'titel'; did you mean 'title'?"},
    {HEAD "events: {}\n",
     "the book has no key 'events'; a section of entities is declared under kinds first"},
    {HEAD "people: {x: {name: X, alias: []}}\n", "an entity has no key 'alias'; did you mean 'aliases'?"},
    {HEAD "relations: {r: {kinds: {}}}\n",
     "a relation has no key 'kinds'; its keys are from, to, symmetric, inverse, note"},
    {BASE "links: [{from: Ann, relation: owns, to: bank, " EVIDENCE "}]\n",
     "no entity has the id 'Ann'; did you mean 'ann'?"},
    {BASE "links: [{from: ann, relation: owns, to: Bank, " EVIDENCE "}]\n",
     "no entity has the id 'Bank'; did you mean 'bank'?"},
    {HEAD "people: {leader-of-it: {name: Bob}}\nrelations: {r: {}}\nlinks: [{from: Bob, relation: r, to: "
          "leader-of-it, unsourced: x}]\n",
     "no entity has the id 'Bob'; did you mean 'leader-of-it'?"},
    {HEAD "relations: {r: {from: [people]}}\n", "no kind is called 'people'; did you mean 'person'?"},
    {HEAD "waivers: [{code: quote-missing-here, at: x, reason: y}]\n",
     "'code': no finding has the code 'quote-missing-here'"},
    {HEAD "title: [\n", "a value was expected here"},
};

static void test_messages(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof messages / sizeof *messages; i++) {
        read_book *x = book_of(messages[i].yaml);
        assert_true(x->findings.all.n > 0);
        assert_slice(x->findings.all.at[0]->message, messages[i].message);
        book_end(x);
    }
}

/* What a waiver names: the link of the finding, an entity, a source. */
static void test_subjects(void **state) {
    (void)state;
    read_book *x =
        book_of(BASE "links:\n  - {from: ann, relation: knows, to: [bob, bob], " EVIDENCE
                     "}\n  - {id: deal, from: ann, relation: owns, to: bank, unsourced: x}\n"
                     "  - {from: bank, relation: owns, to: [bank, ann], evidence: [{source: s}]}\n");
    static const char *const subjects[] = {"ann knows bob", "deal",           "bank owns bank",
                                           "bank owns ann", "bank owns bank", "bank owns ann",
                                           "bank owns bank"};
    char text[500];
    assert_string_equal(findings_text(x, text, sizeof text),
                        "7:44 link-duplicate, 8:5 link-unsourced, 9:12 relation-ends, 9:12 relation-ends, "
                        "9:39 link-self, 9:45 relation-ends, 9:62 key-missing");
    for (size_t i = 0; i < x->findings.all.n; i++) {
        tb_slice s = x->findings.all.at[i]->subject;
        bool known = false;
        for (size_t k = 0; k < sizeof subjects / sizeof *subjects; k++)
            known |= tb_slice_eq(s, tb_slice_cstr(subjects[k]));
        assert_true(known);
    }
    assert_slice(x->findings.all.at[0]->subject, "ann knows bob");
    assert_slice(x->findings.all.at[1]->subject, "deal");
    assert_slice(x->findings.all.at[6]->subject, "bank owns bank");
    book_end(x);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_findings),
        cmocka_unit_test(test_messages),
        cmocka_unit_test(test_subjects),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
