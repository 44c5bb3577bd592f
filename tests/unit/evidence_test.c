/* Evidence: quotes found exactly or not at all, support graded by the nearest place that names both ends. */
#include "check_support.h"

#define HEAD                                                                                          \
    "tiebook: 1\ntitle: T\nsources: {t: {title: T}}\n"                                                \
    "people: {ann: {name: Ann Lee, aliases: [Lee]}}\n"                                                \
    "groups: {u: {name: Union, adjectives: [Unionist, Unionist Union]}, b: {name: Union Branch}}\n"                   \
    "relations: {leads: {}}\n"

typedef struct evidence_case {
    const char *what, *evidence, *text;
    tb_code code; /* expected finding, TB_N_CODES: none on evidence */
    tb_support support;
    bool from_ref, to_ref, to_nested;
} evidence_case;

static const evidence_case cases[] = {
    {"both in the quote", "{source: t, quote: Ann Lee leads the Union}", "Today Ann Lee leads the Union here.",
     TB_N_CODES, TB_SUPPORT_QUOTE, false, false, false},
    {"one end in the sentence", "{source: t, quote: leads the Union}", "Today Ann Lee leads the Union here.",
     TB_N_CODES, TB_SUPPORT_SENTENCE, false, false, false},
    {"one end in the paragraph", "{source: t, quote: leads the Union}",
     "Ann Lee came. She leads the Union here.\n\nMore.", TB_N_CODES, TB_SUPPORT_PARAGRAPH, false, false, false},
    {"one end elsewhere", "{source: t, quote: leads the Union}", "Ann Lee came.\n\nShe leads the Union here.",
     TB_CODE_SUPPORT_ARTICLE, TB_SUPPORT_ARTICLE, false, false, false},
    {"one end nowhere", "{source: t, quote: leads the Union}", "She leads the Union here.",
     TB_CODE_SUPPORT_NONE, TB_SUPPORT_NONE, false, false, false},
    {"by reference", "{source: t, quote: She leads the Union, as: {from: She}}",
     "Ann Lee came.\n\nShe leads the Union here.", TB_N_CODES, TB_SUPPORT_QUOTE, true, false, false},
    {"a reference to one never named", "{source: t, quote: She leads the Union, as: {from: She}}",
     "She leads the Union here.", TB_CODE_REFERENCE_UNNAMED, TB_SUPPORT_NONE, false, false, false},
    {"a reference that stands elsewhere", "{source: t, quote: leads the Union, as: {from: the chief}}",
     "Ann Lee, the chief, came.\n\nShe leads the Union here.", TB_CODE_REFERENCE_NOT_FOUND, TB_SUPPORT_ARTICLE,
     false, false, false},
    {"nested", "{source: t, quote: leads the Union Branch}", "Ann Lee leads the Union Branch. No other.",
     TB_N_CODES, TB_SUPPORT_SENTENCE, false, false, true},
    {"inside a longer name of its own", "{source: t, quote: leads the Unionist}",
     "Ann Lee leads the Unionist Union. No other.", TB_N_CODES, TB_SUPPORT_SENTENCE, false, false, false},
    {"an adjective counts", "{source: t, quote: leads the Unionist camp}", "Ann Lee leads the Unionist camp.",
     TB_N_CODES, TB_SUPPORT_SENTENCE, false, false, false},
    {"case is exact", "{source: t, quote: ann lee leads}", "Ann Lee leads the Union.",
     TB_CODE_QUOTE_NOT_FOUND, TB_SUPPORT_NONE, false, false, false},
    {"accents are exact", "{source: t, quote: Ann Lee le\xC3\xA0" "ds the Union}", "Ann Lee leads the Union.",
     TB_CODE_QUOTE_NOT_FOUND, TB_SUPPORT_NONE, false, false, false},
    {"whole words", "{source: t, quote: Lee leads the Uni}", "Ann Lee leads the Union.",
     TB_CODE_QUOTE_NOT_FOUND, TB_SUPPORT_NONE, false, false, false},
    {"quotation marks, dashes, apostrophes and blanks are equal", "{source: t, quote: \"Lee's \\\"own\\\" - the Union\"}",
     "Ann Lee\xE2\x80\x99s \xE2\x80\x9Cown\xE2\x80\x9D\n \xE2\x80\x94 the Union.", TB_N_CODES, TB_SUPPORT_QUOTE,
     false, false, false},
    {"words left out", "{source: t, quote: \"Ann Lee [...] the Union\"}", "Ann Lee, they say, leads the Union.",
     TB_N_CODES, TB_SUPPORT_QUOTE, false, false, false},
    {"words left out, not over a paragraph", "{source: t, quote: \"Ann Lee [\xE2\x80\xA6] the Union\"}",
     "Ann Lee came.\n\nHere is the Union.", TB_CODE_QUOTE_NOT_FOUND, TB_SUPPORT_NONE, false, false, false},
    {"words left out, not out of order", "{source: t, quote: \"the Union [...] Ann Lee\"}",
     "Ann Lee leads the Union.", TB_CODE_QUOTE_NOT_FOUND, TB_SUPPORT_NONE, false, false, false},
    {"the text itself has an omission", "{source: t, quote: \"Ann Lee [...] the Union\"}",
     "Ann Lee said. \"Ann Lee [...] the Union\" is bad. Ann Lee [...] the Union.", TB_CODE_QUOTE_AMBIGUOUS,
     TB_SUPPORT_QUOTE, false, false, false},
    {"an omission at the end leaves out nothing", "{source: t, quote: \"[...] Ann Lee leads the Union [\xE2\x80\xA6]\"}",
     "Today Ann Lee leads the Union.", TB_N_CODES, TB_SUPPORT_QUOTE, false, false, false},
    {"no words", "{source: t, quote: \" [...] \"}", "Ann Lee leads the Union.", TB_CODE_QUOTE_EMPTY,
     TB_SUPPORT_NONE, false, false, false},
    {"what is left out is not quoted", "{source: t, quote: \"Today [...] leads the Union\"}",
     "Today Ann Lee leads the Union.", TB_N_CODES, TB_SUPPORT_SENTENCE, false, false, false},
    {"several places", "{source: t, quote: the Union}", "Ann Lee leads the Union. Lee left the Union.",
     TB_CODE_QUOTE_AMBIGUOUS, TB_SUPPORT_SENTENCE, false, false, false},
    {"a list is read together", "{source: t, quote: [Ann Lee came, leads the Union]}",
     "Ann Lee came.\n\nShe leads the Union here.", TB_N_CODES, TB_SUPPORT_QUOTE, false, false, false},
    {"a list with one that is missing", "{source: t, quote: [Ann Lee came, left the Union]}",
     "Ann Lee came.\n\nShe leads the Union here.", TB_CODE_QUOTE_NOT_FOUND, TB_SUPPORT_NONE, false, false, false},
    {"no quote over a paragraph's end", "{source: t, quote: Ann Lee leads the Union}", "Ann Lee leads\n\nthe Union.",
     TB_CODE_QUOTE_NOT_FOUND, TB_SUPPORT_NONE, false, false, false},
};

static const tb_code evidence_codes[] = {
    TB_CODE_QUOTE_NOT_FOUND,   TB_CODE_QUOTE_AMBIGUOUS,   TB_CODE_SUPPORT_NONE,       TB_CODE_SUPPORT_ARTICLE,
    TB_CODE_REFERENCE_UNNAMED, TB_CODE_REFERENCE_NOT_FOUND, TB_CODE_EVIDENCE_UNCHECKED, TB_CODE_QUOTE_EMPTY,
};

static void run_case(const evidence_case *c) {
    tb_buf yaml = {0};
    tb_buf_printf(&yaml, HEAD "links:\n  - {from: ann, relation: leads, to: u, evidence: [%s]}\n", c->evidence);
    tb_buf_putc(&yaml, '\0');
    const file_text files[] = {{"t.txt", c->text}};
    fixture *x = fixture_new(yaml.p, files, 1);
    assert_int_equal(x->book->n_links, 1);
    const tb_verdict *v = &x->check->links[0].verdicts[0];
    if (v->support != c->support)
        fail_msg("%s: support %s, not %s", c->what, tb_support_name(v->support), tb_support_name(c->support));
    if (v->from_by_reference != c->from_ref || v->to_by_reference != c->to_ref || v->to_nested != c->to_nested)
        fail_msg("%s: by reference %d %d, nested %d", c->what, v->from_by_reference, v->to_by_reference, v->to_nested);
    for (size_t i = 0; i < sizeof evidence_codes / sizeof *evidence_codes; i++) {
        bool expected = evidence_codes[i] == c->code, is = n_findings(x, evidence_codes[i]) > 0;
        bool with_none = evidence_codes[i] == TB_CODE_SUPPORT_NONE && c->code == TB_CODE_REFERENCE_UNNAMED;
        bool with_article = evidence_codes[i] == TB_CODE_SUPPORT_ARTICLE && c->code == TB_CODE_REFERENCE_NOT_FOUND;
        if (is != (expected || with_none || with_article))
            fail_msg("%s: finding %s %s", c->what, tb_rule_of(evidence_codes[i])->code, is ? "given" : "missing");
    }
    fixture_free(x, files, 1);
    tb_buf_free(&yaml);
}

static void test_cases(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) run_case(&cases[i]);
}

/* A quote that is almost right gets the place and the difference. */
static void test_near(void **state) {
    (void)state;
    const file_text files[] = {{"t.txt", "Nothing here.\n\nToday Ann Lee surely leads the Union.\n"}};
    fixture *x = fixture_new(HEAD "links:\n  - {from: ann, relation: leads, to: u, evidence: [{source: t, quote: Ann Lee "
                                  "firmly leads the Union}]}\n",
                             files, 1);
    const tb_finding *found = NULL;
    for (size_t i = 0; i < x->findings.all.n; i++)
        if (x->findings.all.at[i]->code == TB_CODE_QUOTE_NOT_FOUND) found = x->findings.all.at[i];
    assert_non_null(found);
    assert_int_equal(found->related.n, 1);
    const tb_related *r = &found->related.at[0];
    assert_int_equal(r->at.start, 21);
    assert_true(tb_slice_eq(r->message, TB_S("the nearest passage has \"surely\" where the quote has \"firmly\"")));
    fixture_free(x, files, 1);
}

/* A waiver takes its finding out of the count; one without a finding, or past its end, is a finding. */
static void test_waivers(void **state) {
    (void)state;
    const file_text files[] = {{"t.txt", "Ann Lee leads the Union. Lee left the Union Branch and the Union.\n"}};
    fixture *x = fixture_new(
        HEAD "links:\n  - {from: ann, relation: leads, to: u, evidence: [{source: t, quote: the Union}]}\n"
             "waivers:\n  - {code: quote-ambiguous, at: ann leads u, reason: both do, until: 2027-01-01}\n"
             "  - {code: support-none, at: ann leads u, reason: gone}\n",
        files, 1);
    assert_int_equal(n_findings(x, TB_CODE_QUOTE_AMBIGUOUS), 0);
    assert_int_equal(n_findings(x, TB_CODE_WAIVER_UNUSED), 1);
    assert_int_equal(n_findings(x, TB_CODE_WAIVER_EXPIRED), 0);
    fixture_free(x, files, 1);
    x = fixture_new(
        HEAD "links:\n  - {from: ann, relation: leads, to: u, evidence: [{source: t, quote: the Union}]}\n"
             "waivers:\n  - {code: quote-ambiguous, at: ann leads u, reason: both do, until: 2025-12-31}\n",
        files, 1);
    assert_int_equal(n_findings(x, TB_CODE_QUOTE_AMBIGUOUS), 1);
    assert_int_equal(n_findings(x, TB_CODE_WAIVER_EXPIRED), 1);
    fixture_free(x, files, 1);
}

/* What could not be checked is said, and never counted as supported. */
static void test_unreadable(void **state) {
    (void)state;
    fixture *x = fixture_new(HEAD "links:\n  - {from: ann, relation: leads, to: u, evidence: [{source: t, quote: a b "
                                  "c}]}\n",
                             NULL, 0);
    assert_int_equal(n_findings(x, TB_CODE_TEXT_MISSING), 1);
    assert_int_equal(n_findings(x, TB_CODE_EVIDENCE_UNCHECKED), 1);
    assert_int_equal(x->check->counts.links_unchecked, 1);
    assert_int_equal(x->check->counts.links_supported, 0);
    assert_int_equal(x->check->counts.articles_read, 0);
    fixture_free(x, NULL, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_near),
        cmocka_unit_test(test_waivers),
        cmocka_unit_test(test_unreadable),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
