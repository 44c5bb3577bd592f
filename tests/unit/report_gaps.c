/* Names that no entity covers: small texts and what is to come of them. Each case is run on a book that knows Norway and Ann Lee. */
#include "check_support.h"
#include "report/gaps.h"

typedef struct gaps_case {
    const char *what, *language, *text;
    const char *want; /* "name|kind|other forms", parted by "; ": the lines in their order */
} gaps_case;

static const gaps_case cases[] = {
    {"nothing", "en", "nothing here has a name.", ""},
    {"known names are no gaps", "en", "Here Ann Lee met Norwegian farmers from Norway.", ""},
    {"an office before a person", "en", "They met Foreign Minister Jonas Berg there.", "Jonas Berg|person"},
    {"an office of something before a person", "en", "They met Secretary of State Ida Holm there.", "Ida Holm|person"},
    {"an office alone is no name", "en", "They met the Foreign Minister and the President there.", ""},
    {"a surname belongs to the full name", "en", "They met Jonas Berg. Then Berg spoke, and Berg left.", "Jonas Berg|person|Berg"},
    {"a surname of two is left alone", "en", "They met Jonas Berg. They met Ida Berg. Then, said Berg, all left.",
     "Berg|person; Ida Berg|person; Jonas Berg|person"},
    {"an initial", "en", "They met John F. Holm there.", "John F. Holm|person"},
    {"a particle", "en", "They met Pedro de la Vega there.", "Pedro de la Vega|person"},
    {"a particle with a hyphen", "en", "It stood in Asharq al-Awsat and was read by al-Sadi there.",
     "al-Sadi|person; Asharq al-Awsat|place"},
    {"a body with what it is for", "en", "It was the Center for a Secure Harbour (CSH) that paid. The CSH denied it.",
     "Center for a Secure Harbour|group|CSH"},
    {"a body with and", "en", "It was the Department for New Ships and Boats that paid.", "Department for New Ships and Boats|group"},
    {"a body of a body", "en", "It was the Data Bank of the Federal Service that paid.", "Data Bank|group; Federal Service|group"},
    {"a body of a known state", "en", "It was the Ministry of Fishing of Norway that paid.", "Ministry of Fishing|group"},
    {"a known state before a body", "en", "It was the Norwegian Fishing Ministry that paid.",
     "Norwegian Fishing Ministry|group|Fishing Ministry"},
    {"a state and its people", "en", "They sold to Danish farmers, to Danes and to Denmark.", "Denmark|state|Danes, Danish"},
    {"a state of several words", "en", "They sold to the United Kingdom and to British farmers.",
     "United Kingdom|state|British"},
    {"sentence beginnings", "en", "However, all was well. The wind fell. Boats came. The boats and the wind were strong.", ""},
    {"a name at the beginning of a sentence", "en", "Holm said no. They asked Holm again.", "Holm|person"},
    {"small words at the beginning", "en", "In Bergen all was well. While Holm slept, they left Bergen for Holm.",
     "Holm|unknown; Bergen|place"},
    {"headlines say nothing", "en", "Great Boats Come Home Again Today\n\nThe boats came.", ""},
    {"days and months", "en", "They came on Monday, in March, and left on Friday.", ""},
    {"numbers in Roman letters", "en", "It was in the XXth century, under chapter IV there.", ""},
    {"a region", "en", "They sail to South America and trade in South American fish.", "South America|place|South American"},
    {"possessives end a name", "en", "They saw Holm\xE2\x80\x99s Boatyard Company there.", "Boatyard Company|group; Holm|unknown"},
    {"hyphens", "en", "They met Tove Lind-Moen and a Bergen-backed group.", "Tove Lind-Moen|person; Bergen|unknown; Bergen-backed group|group"},
    {"described groups", "en", "It was the fishing cartels of old, and Shiite communities, and the tin deal.",
     "Shiite communities|group; tin deal|other"},
    {"a seat in a place", "en", "They built a mosque in Bergen there.", "mosque in Bergen|group; Bergen|place"},
    {"counted people", "en", "They caught two Danes there.", "Danes|state; two Danes|group"},
    {"in a row with a known one", "en", "They sold to Norway, Zembla and others.", "Zembla|state"},
    {"another form of a known person", "en", "They met Anne Lee there.", "Anne Lee|person"},
    {"wrapped lines", "en", "They met Jonas\nBerg there.", "Jonas\nBerg|person"},
    {"long lines end names", "en",
     "They met in the old house by the harbour and spoke for hours and hours of boats and of fish and of the weather and the nets in Bergen\n"
     "Oslo was next, they said, and after Oslo came the long way home to Bergen.", "Oslo|unknown; Bergen|place"},
    {"a quoted title", "en", "They founded the party \xE2\x80\x9C" "Friends of the Sea\xE2\x80\x9D that year.", "Friends of the Sea|place"},
    {"Spanish", "es", "Ayer el presidente Pedro Gil dijo que el Banco del Mar y los daneses pagaron. Gil viaj\xC3\xB3 a Oslo.",
     "Pedro Gil|person|Gil; Banco del Mar|group; Oslo|unknown"},
    {"Cyrillic has capitals", "ru", "\xD0\x92\xD1\x87\xD0\xB5\xD1\x80\xD0\xB0 \xD0\xBF\xD1\x80\xD0\xB8\xD1\x88\xD1\x91\xD0\xBB "
     "\xD0\x98\xD0\xB2\xD0\xB0\xD0\xBD \xD0\x9F\xD0\xB5\xD1\x82\xD1\x80\xD0\xBE\xD0\xB2.",
     "\xD0\x98\xD0\xB2\xD0\xB0\xD0\xBD \xD0\x9F\xD0\xB5\xD1\x82\xD1\x80\xD0\xBE\xD0\xB2|person"},
    {"no capitals, no names", "ar", "\xD8\xB2\xD8\xA7\xD8\xB1 \xD8\xA7\xD9\x84\xD8\xB1\xD8\xA6\xD9\x8A\xD8\xB3 \xD8\xA7\xD9\x84\xD9\x82\xD8\xA7\xD9\x87\xD8\xB1\xD8\xA9.", ""},
    {"Han", "zh", "\xE6\x88\x91\xE5\x9C\xA8\xE5\x8C\x97\xE4\xBA\xAC\xE3\x80\x82", ""},
};

static void write_line(char *out, size_t size, const tb_gap_name *n) {
    size_t at = strlen(out);
    snprintf(out + at, size - at, "%s%.*s|%s", at ? "; " : "", TB_FMT(n->name), tb_likely_name(n->likely));
    for (size_t i = 0; i < n->also.n; i++) {
        at = strlen(out);
        snprintf(out + at, size - at, "%s%.*s", i ? ", " : "|", TB_FMT(n->also.at[i]));
    }
}

/* "-" as a kind in `want` stands for any. */
static bool fits(const char *got, const char *want) {
    while (*want) {
        if (*want == '-' && (want[1] == '\0' || want[1] == ';') && want > got - 1 && want[-1] == '|') {
            got += strcspn(got, ";|");
            want++;
            continue;
        }
        if (*got++ != *want++) return false;
    }
    return *got == '\0';
}

static bool run_case(const gaps_case *c) {
    char yaml[512], got[2048] = "";
    snprintf(yaml, sizeof yaml,
             "tiebook: 1\ntitle: T\nlanguage: %s\nsources: {t: {title: T}}\npeople: {ann: {name: Ann Lee}}\n"
             "states: {norway: {name: Norway, adjectives: [Norwegian]}}\n", c->language);
    const file_text files[] = {{"t.txt", c->text}};
    fixture *x = fixture_new(yaml, files, 1);
    tb_gaps g;
    assert_int_equal(tb_gaps_find(x->check, &g), TB_OK);
    for (size_t i = 0; i < g.n_names; i++) write_line(got, sizeof got, &g.names[i]);
    if (!fits(got, c->want))
        print_error("%s:\n  got  %s\n  want %s\n", c->what, got, c->want);
    bool fine = fits(got, c->want);
    tb_gaps_free(&g);
    fixture_free(x, files, 1);
    return fine;
}

static void names_are_proposed(void **state) {
    (void)state;
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) wrong += !run_case(&cases[i]);
    assert_int_equal(wrong, 0);
}

#define BOOK                                                                                                      \
    "tiebook: 1\ntitle: T\nsources: {a: {title: A}, b: {title: B}, c: {title: C}}\n"                              \
    "people: {ann: {name: Ann, aliases: [Annie, ann, Nan]}, bob: {name: Bob}, cy: {name: Cy}, dee: {name: Dee}}\n" \
    "groups: {club: {name: Bob Club}}\nrelations: {knows: {}}\n"                                                  \
    "links: [{from: bob, relation: knows, to: ann, evidence: [{source: a, quote: Ann and Bob}]}]\n"

static void pairs_and_what_is_never_seen(void **state) {
    (void)state;
    const file_text files[] = {{"a.txt", "Ann and Bob met Cy. Cy met Annie. The Bob Club met."},
                               {"b.txt", "Cy, so Ann says, is away. Bob and Cy, too."},
                               {"c.txt", "Nobody of note."}};
    fixture *x = fixture_new(BOOK, files, 3);
    tb_gaps g;
    assert_int_equal(tb_gaps_find(x->check, &g), TB_OK);
    assert_int_equal(g.n_pairs, 2); /* Ann and Bob have a link, though in the other direction */
    assert_int_equal(g.pairs[0].a, 0);
    assert_int_equal(g.pairs[0].b, 2);
    assert_int_equal(g.pairs[0].n_sentences, 3);
    assert_int_equal(g.pairs[0].n_articles, 2);
    assert_int_equal(g.pairs[0].n_shown, 3);
    assert_int_equal(g.pairs[1].n_sentences, 2); /* the Bob in the club's name does not count */
    assert_int_equal(g.n_forms, 1);              /* Nan; "ann" is only Ann again */
    assert_int_equal(g.forms[0].form, 3);
    assert_int_equal(g.n_entities, 1);
    assert_int_equal(g.entities[0], 3);
    assert_int_equal(g.n_sources, 2);
    assert_int_equal(g.n_unread, 0);
    tb_gaps_free(&g);
    fixture_free(x, files, 3);
}

static void of_a_missing_text_nothing_is_said(void **state) {
    (void)state;
    const file_text files[] = {{"a.txt", "Ann and Bob met Cy."}, {"b.txt", "Bob."}};
    fixture *x = fixture_new(BOOK, files, 2);
    tb_gaps g;
    assert_int_equal(tb_gaps_find(x->check, &g), TB_OK);
    assert_int_equal(g.n_unread, 1);
    assert_int_equal(g.n_entities + g.n_forms, 0);
    tb_gaps_free(&g);
    fixture_free(x, files, 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_proposed),
        cmocka_unit_test(pairs_and_what_is_never_seen),
        cmocka_unit_test(of_a_missing_text_nothing_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
