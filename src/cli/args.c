/* The parser of command lines. It knows the tables, and no command. Abbreviated long options are not taken: a
 * script that uses one would break with the next option. */
#include "cli/args.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "book/book.h" /* tb_date_parse */
#include "cli/suggest.h"

typedef struct parse {
    tb_args *args;
    tb_misuse *misuse;
    char **argv;
    int argc, at; /* the word that is read next */
} parse;

static TB_PRINTF(2, 3) tb_status wrong(tb_misuse *m, const char *format, ...) {
    va_list args;
    va_start(args, format);
    vsnprintf(m->message, sizeof m->message, format, args);
    va_end(args);
    return TB_EDATA;
}

static TB_PRINTF(2, 3) void hint(tb_misuse *m, const char *format, ...) {
    va_list args;
    va_start(args, format);
    vsnprintf(m->hint, sizeof m->hint, format, args);
    va_end(args);
}

static tb_slice long_name(const char *word) {
    return (tb_slice){word + 2, strcspn(word + 2, "=")};
}

static bool is_named(const tb_option *o, tb_slice name, char letter) {
    return letter ? o->letter == letter : tb_slice_eq(tb_slice_cstr(o->name), name);
}

/* The row for an option of command; else any row of that name, so that the message can say whose it is. */
static const tb_option *find(const tb_command *command, tb_slice name, char letter, bool *fits) {
    const tb_option *other = NULL;
    for (size_t i = 0; i < tb_n_options; i++) {
        if (!is_named(&tb_options[i], name, letter)) continue;
        *fits = tb_option_fits(&tb_options[i], command);
        if (*fits) return &tb_options[i];
        if (!other) other = &tb_options[i];
    }
    return other;
}

static tb_status unknown(parse *p, tb_slice name, char letter) {
    const tb_command *c = p->args->command;
    if (letter)
        hint(p->misuse, "see tiebook %s%s--help", c ? c->name : "", c ? " " : "");
    else {
        tb_suggest s = tb_suggest_for(name);
        for (size_t i = 0; i < tb_n_options; i++)
            if (tb_option_fits(&tb_options[i], c)) tb_suggest_offer(&s, tb_slice_cstr(tb_options[i].name));
        if (s.best.len)
            hint(p->misuse, "did you mean --%.*s?", TB_FMT(s.best));
        else
            hint(p->misuse, "see tiebook %s%s--help", c ? c->name : "", c ? " " : "");
    }
    if (letter) return wrong(p->misuse, "no option is called -%c", letter);
    return wrong(p->misuse, "no option is called --%.*s", TB_FMT(name));
}

static tb_status not_here(parse *p, const tb_option *o, tb_slice name) {
    const tb_command *c = p->args->command;
    hint(p->misuse, "it is an option of: %s", o->commands);
    if (!c) return wrong(p->misuse, "--%s needs a command", o->name);
    return wrong(p->misuse, "%s does not take --%.*s", c->name, TB_FMT(name));
}

static void hint_choices(parse *p, const tb_option *o, tb_slice word) {
    tb_suggest s = tb_suggest_for(word);
    tb_slice choice;
    char all[256] = "";
    size_t n = 0;
    for (size_t i = 0; tb_option_choice(o, i, &choice) && n < sizeof all; i++) {
        tb_suggest_offer(&s, choice);
        n += (size_t)snprintf(all + n, sizeof all - n, "%s%.*s", n ? ", " : "", TB_FMT(choice));
    }
    if (s.best.len)
        hint(p->misuse, "did you mean %.*s? It takes: %s", TB_FMT(s.best), all);
    else
        hint(p->misuse, "it takes: %s", all);
}

static tb_status check_number(parse *p, const tb_option *o, const char *value) {
    unsigned long n = 0;
    size_t digits = strspn(value, "0123456789");
    if (digits > 0 && digits < 10 && !value[digits]) {
        n = strtoul(value, NULL, 10);
        if (n >= o->low && n <= o->high) return TB_OK;
    }
    return wrong(p->misuse, "--%s takes a number from %u to %u, not '%s'", o->name, o->low, o->high, value);
}

static bool is_choice(const tb_option *o, tb_slice word) {
    tb_slice choice;
    for (size_t i = 0; tb_option_choice(o, i, &choice); i++)
        if (tb_slice_eq(choice, word)) return true;
    return false;
}

static tb_status check_choices(parse *p, const tb_option *o, const char *value) {
    for (const char *at = value;;) {
        tb_slice word = {at, tb_option_is_list(o) ? strcspn(at, ",") : strlen(at)};
        if (!is_choice(o, word)) {
            hint_choices(p, o, word);
            return wrong(p->misuse, "--%s does not take '%.*s'", o->name, TB_FMT(word));
        }
        at += word.len;
        if (!*at++) return TB_OK;
    }
}

static tb_status check_value(parse *p, const tb_option *o, const char *value) {
    tb_date date;
    switch (o->type) {
    case TB_ARG_NUMBER:
        return check_number(p, o, value);
    case TB_ARG_CHOICE:
    case TB_ARG_LIST:
    case TB_ARG_FORMATS:
        return check_choices(p, o, value);
    case TB_ARG_DATE:
        if (tb_date_parse(tb_slice_cstr(value), &date)) return TB_OK;
        return wrong(p->misuse, "--%s takes YYYY, YYYY-MM or YYYY-MM-DD, not '%s'", o->name, value);
    default:
        if (*value) return TB_OK;
        return wrong(p->misuse, "--%s needs a value that is not empty", o->name);
    }
}

static tb_status give(parse *p, const tb_option *o, const char *value) {
    if (value) TB_TRY(check_value(p, o, value));
    p->args->given[p->args->n_given++] = (tb_given){o, value};
    return TB_OK;
}

/* The value of o that stands in the next word. */
static tb_status next_value(parse *p, const tb_option *o, const char **out) {
    if (p->at >= p->argc) return wrong(p->misuse, "--%s needs a value: %s", o->name, o->arg);
    *out = p->argv[p->at++];
    return TB_OK;
}

/* A pair is given as two values. */
static tb_status give_pair(parse *p, const tb_option *o, const char *value) {
    TB_TRY(give(p, o, value));
    TB_TRY(next_value(p, o, &value));
    return give(p, o, value);
}

static tb_status read_long(parse *p, const char *word) {
    tb_slice name = long_name(word);
    const char *value = name.p[name.len] == '=' ? name.p + name.len + 1 : NULL;
    bool fits = false;
    const tb_option *o = find(p->args->command, name, 0, &fits);
    if (!o) return unknown(p, name, 0);
    if (!fits) return not_here(p, o, name);
    if (o->type == TB_ARG_NONE && value) return wrong(p->misuse, "--%s takes no value", o->name);
    if (o->type != TB_ARG_NONE && !value) TB_TRY(next_value(p, o, &value));
    return o->type == TB_ARG_PAIR ? give_pair(p, o, value) : give(p, o, value);
}

/* -qo FILE, -qoFILE: flags, then at most one option with a value. */
static tb_status read_letters(parse *p, const char *word) {
    for (const char *at = word + 1; *at;) {
        bool fits = false;
        char letter = *at++;
        const tb_option *o = find(p->args->command, TB_S(""), letter, &fits);
        if (!o) return unknown(p, TB_S(""), letter);
        if (!fits) return not_here(p, o, tb_slice_cstr(o->name));
        const char *value = NULL;
        if (o->type != TB_ARG_NONE) {
            value = at;
            at += strlen(at);
            if (!*value) TB_TRY(next_value(p, o, &value));
        }
        TB_TRY(give(p, o, value));
    }
    return TB_OK;
}

static bool is_option(const char *word) {
    return word[0] == '-' && word[1];
}

/* How many of the next words belong to this option: any row of the name tells, see options.h. */
static int takes_next(const char *word) {
    bool fits;
    const tb_option *o;
    if (word[1] == '-') {
        tb_slice name = long_name(word);
        o = find(NULL, name, 0, &fits);
        if (!o || o->type == TB_ARG_NONE) return 0;
        return (name.p[name.len] != '=') + (o->type == TB_ARG_PAIR);
    }
    for (word++; *word; word++) {
        o = find(NULL, TB_S(""), *word, &fits);
        if (o && o->type != TB_ARG_NONE) return !word[1];
    }
    return 0;
}

/* The command is the first word that is no option and no option's value. Its place in argv, or 0. */
static tb_status find_command(parse *p, int *place) {
    *place = 0;
    for (int i = 1; i < p->argc; i++) {
        const char *word = p->argv[i];
        if (strcmp(word, "--") == 0) return TB_OK;
        if (is_option(word)) {
            i += takes_next(word);
            continue;
        }
        *place = i;
        p->args->command = tb_command_find(tb_slice_cstr(word));
        if (p->args->command) return TB_OK;
        tb_suggest s = tb_suggest_for(tb_slice_cstr(word));
        for (size_t k = 0; k < tb_n_commands; k++) tb_suggest_offer(&s, tb_slice_cstr(tb_commands[k].name));
        if (s.best.len)
            hint(p->misuse, "did you mean %.*s?", TB_FMT(s.best));
        else
            hint(p->misuse, "see tiebook --help");
        return wrong(p->misuse, "no command is called '%s'", word);
    }
    return TB_OK;
}

static tb_status check_operands(parse *p) {
    const tb_args *a = p->args;
    const tb_command *c = a->command;
    if (tb_args_has(a, TB_OPT_HELP) || tb_args_has(a, TB_OPT_VERSION)) return TB_OK;
    if (!c) {
        hint(p->misuse, "see tiebook --help");
        return wrong(p->misuse, "which command?");
    }
    if (a->n_operands >= c->min && a->n_operands <= c->max) return TB_OK;
    hint(p->misuse, "usage: tiebook %s %s", c->name, c->operands);
    if (a->n_operands < c->min) return wrong(p->misuse, "%s needs an argument", c->name);
    return wrong(p->misuse, "%s does not know what to do with '%s'", c->name, a->operands[c->max]);
}

tb_status tb_args_parse(tb_arena *arena, int argc, char **argv, tb_args *out, tb_misuse *misuse) {
    *misuse = (tb_misuse){.message = ""};
    *out = (tb_args){.command = NULL};
    /* A cluster gives an option for each of its bytes; a word of its own gives at most one. */
    size_t most = 1;
    for (int i = 1; i < argc; i++) most += strlen(argv[i]) + 1;
    out->given = TB_NEW_ARRAY(arena, most, tb_given);
    out->operands = TB_NEW_ARRAY(arena, (size_t)argc + 1, const char *);
    if (!out->given || !out->operands) return TB_ENOMEM;

    parse p = {.args = out, .misuse = misuse, .argv = argv, .argc = argc, .at = 1};
    int command = 0;
    TB_TRY(find_command(&p, &command));
    while (p.at < argc) {
        const char *word = argv[p.at++];
        if (strcmp(word, "--") == 0) {
            while (p.at < argc) out->operands[out->n_operands++] = argv[p.at++];
        } else if (is_option(word)) {
            TB_TRY(word[1] == '-' ? read_long(&p, word) : read_letters(&p, word));
        } else if (p.at - 1 != command) {
            out->operands[out->n_operands++] = word;
        }
    }
    return check_operands(&p);
}

bool tb_args_has(const tb_args *args, tb_option_key key) {
    for (size_t i = 0; i < args->n_given; i++)
        if (args->given[i].option->key == key) return true;
    return false;
}

const char *tb_args_value(const tb_args *args, tb_option_key key) {
    for (size_t i = args->n_given; i-- > 0;)
        if (args->given[i].option->key == key) return args->given[i].value;
    return NULL;
}

unsigned tb_args_number(const tb_args *args, tb_option_key key, unsigned otherwise) {
    const char *value = tb_args_value(args, key);
    return value ? (unsigned)strtoul(value, NULL, 10) : otherwise;
}

const char *tb_args_next(const tb_args *args, tb_option_key key, size_t *at) {
    while (*at < args->n_given) {
        const tb_given *g = &args->given[(*at)++];
        if (g->option->key == key) return g->value;
    }
    return NULL;
}

bool tb_args_lists(const tb_args *args, tb_option_key key, const char *word) {
    const char *value;
    size_t n = strlen(word);
    for (size_t at = 0; (value = tb_args_next(args, key, &at));)
        for (const char *p = value; *p; p += strcspn(p, ","), p += *p == ',')
            if (strcspn(p, ",") == n && memcmp(p, word, n) == 0) return true;
    return false;
}
