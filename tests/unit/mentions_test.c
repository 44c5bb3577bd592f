/* Which hits are mentions: leftmost, then longest; only-in, not-in, weak, nested, shared forms. */
#include "check_support.h"

typedef struct mention_case {
    const char *what, *entities, *text;
    const char *expected; /* "text=entity" in order, nested ones in parentheses */
} mention_case;

static const mention_case cases[] = {
    {"leftmost, then longest", "people: {a: {name: Ann Lee}, b: {name: Lee Park}, c: {name: Park}}\n",
     "Ann Lee Park came.", "Ann Lee=a Park=c"},
    {"a longer name hides a shorter one", "groups: {h: {name: Union}, p: {name: Union Branch in Peru}}\nstates: {peru: {name: Peru}}\n",
     "The Union Branch in Peru and the Union.", "(Union=h) Union Branch in Peru=p (Peru=peru) Union=h"},
    {"a longer form that fails leaves the shorter one", "groups: {h: {name: Red Star}, p: {name: Red Star Union}}\n",
     "Red Star Unions met.", "Red Star=h"},
    {"only-in elsewhere is no candidate", "groups: {h: {name: Star}, p: {name: {text: Star Union, only-in: [other]}}}\n",
     "Star Union met.", "Star=h"},
    {"only-in here", "groups: {h: {name: Star}, p: {name: {text: Star Union, only-in: [t]}}}\n",
     "Star Union met.", "(Star=h) Star Union=p"},
    {"not-in excludes the form inside the phrase", "states: {i: {name: Iran, aliases: [{text: Tehran, not-in: [embassy in Tehran]}]}}\n",
     "The embassy in Tehran closed, Tehran said. Embassy in Tehran.", "Tehran=i"},
    {"not-in of one form leaves the others", "states: {i: {name: {text: Oz, not-in: [land of Oz]}}}\npeople: {w: {name: Oz}}\n",
     "The land of Oz.", "Oz=w"},
    {"weak alone does not count", "groups: {a: {name: National Army, aliases: [{text: the Army, weak: true}]}}\n",
     "The Army came.", ""},
    {"weak beside a strong form", "groups: {a: {name: National Army, aliases: [{text: the Army, weak: true}]}}\n",
     "The Army is the National Army.", "The Army=a National Army=a"},
    {"a weak form that does not count leaves a shorter one", "groups: {a: {name: Guard Corps, aliases: [{text: Red Guard, weak: true}]}, b: {name: Red}}\n",
     "Red Guard.", "Red=b"},
    {"strong only inside a longer name is no mention", "groups: {a: {name: Guard, aliases: [{text: the unit, weak: true}]}, b: {name: Red Guard}}\n",
     "Red Guard and the unit.", "Red Guard=b (Guard=a)"},
    {"a shared form names both", "people: {a: {name: Ann Lee, aliases: [Lee]}, b: {name: Bo Lee, aliases: [Lee]}}\n",
     "Lee spoke.", "Lee=a Lee=b"},
    {"entities by id at one place", "people: {z: {name: Lee}, a: {name: Lee}}\n", "Lee spoke.", "Lee=a Lee=z"},
    {"an adjective names it too", "states: {i: {name: Iran, adjectives: [Iranian, Iranians]}}\n",
     "Iranian ships of the Iranians", "Iranian=i Iranians=i"},
};

static void show(const fixture *x, tb_buf *out) {
    const tb_source_state *s = &x->check->sources[0];
    for (size_t i = 0; i < s->mentions.n; i++) {
        const tb_mention *m = &s->mentions.at[i];
        tb_slice id = x->book->entities[m->entity].id;
        tb_slice words = tb_slice_sub(s->article.text.text, m->start, m->end);
        tb_buf_printf(out, m->nested ? "%s(%.*s=%.*s)" : "%s%.*s=%.*s", i ? " " : "", TB_FMT(words), TB_FMT(id));
    }
    tb_buf_putc(out, '\0');
}

static void test_cases(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tb_buf yaml = {0}, shown = {0};
        tb_buf_printf(&yaml, "tiebook: 1\ntitle: T\nsources: {t: {title: T}, other: {title: O}}\n%s", cases[i].entities);
        tb_buf_putc(&yaml, '\0');
        const file_text files[] = {{"t.txt", cases[i].text}, {"other.txt", "Nothing of note."}};
        fixture *x = fixture_new(yaml.p, files, 2);
        show(x, &shown);
        if (strcmp(shown.p, cases[i].expected) != 0)
            fail_msg("%s: expected \"%s\", found \"%s\"", cases[i].what, cases[i].expected, shown.p);
        fixture_free(x, files, 2);
        tb_buf_free(&yaml);
        tb_buf_free(&shown);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
