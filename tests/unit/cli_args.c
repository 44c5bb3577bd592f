/* The tables of commands and options, and the parser that reads command lines by them. */
#include "test.h"

#include <stdio.h>
#include <string.h>

#include "cli/args.h"
#include "cli/help.h"
#include "render/render.h"

#define MOST 16

typedef struct line {
    tb_arena arena;
    tb_args args;
    tb_misuse misuse;
    tb_status status;
} line;

/* Parses words parted by '|', "tiebook" put before them. */
static void parse(line *l, const char *words) {
    static char copy[512];
    char *argv[MOST + 2] = {copy};
    int argc = 1;
    *l = (line){.status = TB_OK};
    copy[0] = '\0';
    assert_true(strlen(words) < sizeof copy - 1);
    char *p = copy + 1;
    memcpy(p, words, strlen(words) + 1);
    while (p && argc < MOST) {
        argv[argc++] = p;
        p = strchr(p, '|');
        if (p) *p++ = '\0';
    }
    l->status = tb_args_parse(&l->arena, argc, argv, &l->args, &l->misuse);
}

static void end(line *l) {
    tb_arena_free(&l->arena);
}

static void assert_misuse(const char *words, const char *message, const char *hint) {
    line l;
    parse(&l, words);
    assert_int_equal(l.status, TB_EDATA);
    assert_string_equal(l.misuse.message, message);
    assert_string_equal(l.misuse.hint, hint);
    end(&l);
}

static void options_stand_anywhere(void **state) {
    (void)state;
    static const char *const lines[] = {"check|--strict|a.yaml|-q", "--strict|-q|check|a.yaml", "-q|check|a.yaml|--strict",
                                        "check|-q|--strict|--|a.yaml"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        line l;
        parse(&l, lines[i]);
        assert_ok(l.status);
        assert_string_equal(l.args.command->name, "check");
        assert_true(tb_args_has(&l.args, TB_OPT_STRICT));
        assert_true(tb_args_has(&l.args, TB_OPT_QUIET));
        assert_int_equal(l.args.n_operands, 1);
        assert_string_equal(l.args.operands[0], "a.yaml");
        assert_null(l.args.operands[1]);
        end(&l);
    }
}

static void values_are_attached_or_next(void **state) {
    (void)state;
    static const char *const lines[] = {"check|--output=x", "check|--output|x", "check|-ox", "check|-o|x", "check|-qox",
                                        "check|-qo|x", "--output=x|check", "check|-o|first|-o|x"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        line l;
        parse(&l, lines[i]);
        assert_ok(l.status);
        assert_string_equal(tb_args_value(&l.args, TB_OPT_OUTPUT), "x");
        assert_int_equal(l.args.n_operands, 0);
        end(&l);
    }
}

static void values_may_look_like_anything(void **state) {
    (void)state;
    line l;
    parse(&l, "check|-o|-|--book|--strict|--texts|check");
    assert_ok(l.status);
    assert_string_equal(tb_args_value(&l.args, TB_OPT_OUTPUT), "-");
    assert_string_equal(tb_args_value(&l.args, TB_OPT_BOOK), "--strict");
    assert_string_equal(tb_args_value(&l.args, TB_OPT_TEXTS), "check");
    assert_false(tb_args_has(&l.args, TB_OPT_STRICT));
    end(&l);
    /* The value of an option before the command is no command. */
    parse(&l, "--book|why|why|x");
    assert_ok(l.status);
    assert_string_equal(l.args.command->name, "why");
    assert_int_equal(l.args.n_operands, 1);
    end(&l);
    parse(&l, "why|--|-x|--strict");
    assert_ok(l.status);
    assert_string_equal(l.args.operands[0], "-x");
    assert_string_equal(l.args.operands[1], "--strict");
    end(&l);
}

static void some_options_repeat(void **state) {
    (void)state;
    line l;
    size_t at = 0;
    parse(&l, "graph|--source|a|--source=b|--format|dot,svg|--format|pdf|--depth|3");
    assert_ok(l.status);
    assert_string_equal(tb_args_next(&l.args, TB_OPT_SOURCE, &at), "a");
    assert_string_equal(tb_args_next(&l.args, TB_OPT_SOURCE, &at), "b");
    assert_null(tb_args_next(&l.args, TB_OPT_SOURCE, &at));
    assert_true(tb_args_lists(&l.args, TB_OPT_FORMAT, "dot"));
    assert_true(tb_args_lists(&l.args, TB_OPT_FORMAT, "svg"));
    assert_true(tb_args_lists(&l.args, TB_OPT_FORMAT, "pdf"));
    assert_false(tb_args_lists(&l.args, TB_OPT_FORMAT, "png"));
    assert_false(tb_args_lists(&l.args, TB_OPT_FORMAT, "do"));
    assert_int_equal(tb_args_number(&l.args, TB_OPT_DEPTH, 1), 3);
    assert_int_equal(tb_args_number(&l.args, TB_OPT_MIN_SOURCES, 7), 7);
    end(&l);
}

static void help_needs_nothing_else(void **state) {
    (void)state;
    static const char *const lines[] = {"--help", "-h", "why|--help", "--version", "-V", "why|-h|a|b|c"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        line l;
        parse(&l, lines[i]);
        assert_ok(l.status);
        end(&l);
    }
}

static void misuse_is_explained(void **state) {
    (void)state;
    assert_misuse("", "no command is called ''", "see tiebook --help");
    assert_misuse("chekc", "no command is called 'chekc'", "did you mean check?");
    assert_misuse("check|--strickt", "no option is called --strickt", "did you mean --strict?");
    assert_misuse("check|--str", "no option is called --str", "did you mean --strict?");
    assert_misuse("check|-x", "no option is called -x", "see tiebook check --help");
    assert_misuse("-x", "no option is called -x", "see tiebook --help");
    assert_misuse("check|--by|kind", "check does not take --by", "it is an option of: graph");
    assert_misuse("check|--strict=yes", "--strict takes no value", "");
    assert_misuse("check|-o", "--output needs a value: FILE", "");
    assert_misuse("check|--output=", "--output needs a value that is not empty", "");
    assert_misuse("why|x|--format|jsno", "--format does not take 'jsno'",
                  "did you mean json? It takes: text, json");
    assert_misuse("why|x|--format|text json", "--format does not take 'text json'", "it takes: text, json");
    assert_misuse("graph|--stance|alleged,,denied", "--stance does not take ''",
                  "it takes: asserted, alleged, planned, denied");
    assert_misuse("mentions|--jobs|0", "--jobs takes a number from 1 to 1024, not '0'", "");
    assert_misuse("mentions|--jobs|1x", "--jobs takes a number from 1 to 1024, not '1x'", "");
    assert_misuse("mentions|--jobs|99999999999999999999", "--jobs takes a number from 1 to 1024, not '99999999999999999999'",
                  "");
    assert_misuse("graph|--since|2019-13", "--since takes YYYY, YYYY-MM or YYYY-MM-DD, not '2019-13'", "");
    assert_misuse("why", "why needs an argument", "usage: tiebook why FROM [TO]");
    assert_misuse("check|a|b", "check does not know what to do with 'b'", "usage: tiebook check [BOOK]");
    assert_misuse("--strict", "--strict needs a command", "it is an option of: check");
}

/* ---- the tables ---- */

static void tables_agree(void **state) {
    (void)state;
    for (size_t i = 0; i < tb_n_options; i++) {
        const tb_option *o = &tb_options[i];
        tb_slice choice;
        bool fixed = o->type == TB_ARG_CHOICE || o->type == TB_ARG_LIST || o->type == TB_ARG_FORMATS;
        assert_int_equal(o->arg != NULL, o->type != TB_ARG_NONE);
        assert_int_equal(tb_option_choice(o, 0, &choice), fixed);
        assert_true(strlen(o->help) > 10 && o->help[strlen(o->help) - 1] != '.');
        for (const char *p = o->commands; *p && *p != '*'; p += strcspn(p, " "), p += *p == ' ')
            assert_non_null(tb_command_find((tb_slice){p, strcspn(p, " ")}));
        for (size_t k = 0; k < i; k++) {
            const tb_option *other = &tb_options[k];
            bool same = strcmp(o->name, other->name) == 0;
            bool clash = same || (o->letter && o->letter == other->letter);
            /* A name takes a value everywhere or nowhere, and stands for one key. */
            if (same) assert_int_equal(o->type == TB_ARG_NONE, other->type == TB_ARG_NONE);
            assert_int_equal(same, o->key == other->key);
            for (size_t c = 0; clash && c < tb_n_commands; c++)
                assert_false(tb_option_fits(o, &tb_commands[c]) && tb_option_fits(other, &tb_commands[c]));
        }
    }
    for (size_t i = 0; i < tb_n_commands; i++) {
        assert_true(tb_command_find(tb_slice_cstr(tb_commands[i].name)) == &tb_commands[i]);
        assert_true(tb_commands[i].min <= tb_commands[i].max);
    }
}

/* Words of the table that other rooms must know. */
static void choices_are_known(void **state) {
    (void)state;
    for (size_t i = 0; i < tb_n_options; i++) {
        tb_slice choice;
        tb_theme theme;
        tb_labels labels;
        tb_by by;
        for (size_t k = 0; tb_option_choice(&tb_options[i], k, &choice); k++) {
            if (tb_options[i].key == TB_OPT_THEME) assert_true(tb_theme_find(choice, &theme));
            if (tb_options[i].key == TB_OPT_LABELS) assert_true(tb_labels_find(choice, &labels));
            if (tb_options[i].key == TB_OPT_BY) assert_true(tb_by_find(choice, &by));
            if (tb_options[i].key == TB_OPT_STANCE) assert_slice(choice, tb_stance_name((tb_stance)k));
        }
    }
}

/* Whether text has name with nothing of a name behind it. */
static bool shows(tb_slice text, const char *name) {
    size_t n = strlen(name);
    for (size_t i = 0; i + n < text.len; i++)
        if (memcmp(text.p + i, name, n) == 0 && !(text.p[i + n] == '-' || (text.p[i + n] >= 'a' && text.p[i + n] <= 'z')))
            return true;
    return false;
}

static void help_shows_every_option(void **state) {
    (void)state;
    for (size_t c = 0; c <= tb_n_commands; c++) {
        const tb_command *command = c < tb_n_commands ? &tb_commands[c] : NULL;
        tb_buf help = {0};
        tb_help_write(&help, command);
        assert_ok(tb_buf_status(&help));
        for (size_t i = 0; i < tb_n_options; i++) {
            char name[64];
            snprintf(name, sizeof name, "--%s", tb_options[i].name);
            if (tb_option_fits(&tb_options[i], command)) assert_true(shows(tb_buf_slice(&help), name));
        }
        for (size_t i = 0; !command && i < tb_n_commands; i++)
            assert_true(shows(tb_buf_slice(&help), tb_commands[i].name));
        /* No line is wider than a terminal. */
        for (size_t i = 0, start = 0; i < help.len; i++)
            if (help.p[i] == '\n') {
                assert_true(i - start <= 80);
                start = i + 1;
            }
        tb_buf_free(&help);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_stand_anywhere),  cmocka_unit_test(values_are_attached_or_next),
        cmocka_unit_test(values_may_look_like_anything), cmocka_unit_test(some_options_repeat),
        cmocka_unit_test(help_needs_nothing_else), cmocka_unit_test(misuse_is_explained),
        cmocka_unit_test(tables_agree),
        cmocka_unit_test(choices_are_known),       cmocka_unit_test(help_shows_every_option),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
