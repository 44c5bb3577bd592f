/* tiebook completion: scripts for bash, zsh and fish, written from the tables. Each script is plain data and
 * one short function; it never runs the program. */
#include "base/finding.h"
#include "cli/cli.h"
#include "cli/commands.h"

/* ---- shared ---- */

/* The words that an option takes; false where they are none of a fixed list. */
static bool option_words(tb_buf *out, const tb_option *o) {
    tb_slice word;
    size_t i = 0;
    for (; tb_option_choice(o, i, &word); i++) tb_buf_printf(out, "%s%.*s", i ? " " : "", TB_FMT(word));
    return i > 0;
}

/* text within '…' of a shell. */
static void quoted(tb_buf *out, const char *text, const char *escape) {
    for (; *text; text++) {
        if (*text == '\'')
            tb_buf_puts(out, escape);
        else
            tb_buf_putc(out, *text);
    }
}

static void command_names(tb_buf *out) {
    for (size_t i = 0; i < tb_n_commands; i++) tb_buf_printf(out, "%s%s", i ? " " : "", tb_commands[i].name);
}

/* The words that an operand of c is one of; false where it is none of a fixed list. */
static bool operand_words(tb_buf *out, const tb_command *c) {
    if (c->run == tb_cli_help) {
        command_names(out);
    } else if (c->run == tb_cli_explain) {
        for (tb_code i = 0; i < TB_N_CODES; i++)
            tb_buf_printf(out, "%s%s", i ? " " : "", tb_rule_of(i)->code);
    } else if (c->run == tb_cli_completion) {
        tb_buf_puts(out, "bash zsh fish");
    } else {
        return false;
    }
    return true;
}

/* ---- bash ---- */

static void bash_options(tb_buf *out, const tb_command *c) {
    const char *blank = "";
    for (size_t i = 0; i < tb_n_options; i++) {
        const tb_option *o = &tb_options[i];
        if (!tb_option_fits(o, c)) continue;
        tb_buf_printf(out, "%s--%s", blank, o->name);
        blank = " ";
        if (o->letter) tb_buf_printf(out, " -%c", o->letter);
    }
}

static const char *bash_kind(tb_arg_type type) {
    return type == TB_ARG_FILE ? "kind=file" : type == TB_ARG_FOLDER ? "kind=folder" : "kind=none";
}

/* The values of each option of c, as arms of a case over the word before the cursor. */
static void bash_values(tb_buf *out, const tb_command *c) {
    for (size_t i = 0; i < tb_n_options; i++) {
        const tb_option *o = &tb_options[i];
        if (o->type == TB_ARG_NONE || !tb_option_fits(o, c)) continue;
        tb_buf_printf(out, "        %s:--%s", c->name, o->name);
        if (o->letter) tb_buf_printf(out, "|%s:-%c", c->name, o->letter);
        tb_buf_puts(out, ") words=\"");
        bool fixed = option_words(out, o);
        tb_buf_printf(out, "\"%s%s ;;\n", fixed ? "" : " ", fixed ? "" : bash_kind(o->type));
    }
}

static void bash_operands(tb_buf *out, const tb_command *c) {
    tb_buf_printf(out, "            %s) words=\"", c->name);
    bool fixed = operand_words(out, c);
    tb_buf_printf(out, "\"%s%s ;;\n", fixed ? "" : " ", fixed ? "" : bash_kind(c->completes));
}

static void bash(tb_buf *out) {
    tb_buf_puts(
        out,
        "# tiebook for bash: source <(tiebook completion bash)\n"
        "_tiebook() {\n"
        "    local word=\"${COMP_WORDS[COMP_CWORD]}\" before=\"${COMP_WORDS[COMP_CWORD-1]}\"\n"
        "    local command=\"\" words=\"\" kind=\"\" i\n"
        "    # readline makes a word of its own of the = in --name=value\n"
        "    if [[ $word == = ]]; then word=\"\"; fi\n"
        "    if [[ $before == = && COMP_CWORD -ge 2 ]]; then before=\"${COMP_WORDS[COMP_CWORD-2]}\"; fi\n"
        "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
        "        case \"${COMP_WORDS[i]}\" in\n            ");
    for (size_t i = 0; i < tb_n_commands; i++) tb_buf_printf(out, "%s%s", i ? "|" : "", tb_commands[i].name);
    tb_buf_puts(out, ") command=\"${COMP_WORDS[i]}\"; break ;;\n        esac\n    done\n"
                     "    case \"$command:$before\" in\n");
    for (size_t i = 0; i < tb_n_commands; i++) bash_values(out, &tb_commands[i]);
    tb_buf_puts(out, "    esac\n"
                     "    if [[ -z $words && -z $kind && $word == -* ]]; then\n"
                     "        case \"$command\" in\n");
    for (size_t i = 0; i < tb_n_commands; i++) {
        tb_buf_printf(out, "            %s) words=\"", tb_commands[i].name);
        bash_options(out, &tb_commands[i]);
        tb_buf_puts(out, "\" ;;\n");
    }
    tb_buf_puts(out, "            *) words=\"");
    bash_options(out, NULL);
    tb_buf_puts(out, "\" ;;\n        esac\n"
                     "    elif [[ -z $words && -z $kind ]]; then\n"
                     "        case \"$command\" in\n");
    for (size_t i = 0; i < tb_n_commands; i++) bash_operands(out, &tb_commands[i]);
    tb_buf_puts(out, "            *) words=\"");
    command_names(out);
    tb_buf_puts(out,
                "\" ;;\n        esac\n    fi\n"
                "    COMPREPLY=()\n"
                "    case \"$kind\" in\n"
                "        file) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- \"$word\") ;;\n"
                "        folder) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- \"$word\") ;;\n"
                "        none) ;;\n"
                "        *) mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\") ;;\n"
                "    esac\n"
                "}\n"
                "complete -F _tiebook tiebook\n");
}

/* ---- zsh ---- */

/* text within '…' and within […] of an _arguments specification. */
static void zsh_text(tb_buf *out, const char *text) {
    for (; *text; text++) {
        if (*text == '\'') {
            tb_buf_puts(out, "'\\''");
            continue;
        }
        if (strchr("[]:\\", *text)) tb_buf_putc(out, '\\');
        tb_buf_putc(out, *text);
    }
}

static void zsh_action(tb_buf *out, const tb_option *o) {
    if (tb_option_is_list(o)) {
        tb_buf_printf(out, "_values -s , %s ", o->name);
        (void)option_words(out, o);
    } else if (o->type == TB_ARG_CHOICE) {
        tb_buf_putc(out, '(');
        (void)option_words(out, o);
        tb_buf_putc(out, ')');
    } else if (o->type == TB_ARG_FILE || o->type == TB_ARG_FOLDER) {
        tb_buf_puts(out, o->type == TB_ARG_FILE ? "_files" : "_files -/");
    }
}

static void zsh_option(tb_buf *out, const tb_option *o, char letter) {
    tb_buf_puts(out, o->many ? "                '*" : "                '");
    if (letter)
        tb_buf_printf(out, "-%c", letter);
    else
        tb_buf_printf(out, "--%s", o->name);
    if (o->type != TB_ARG_NONE) tb_buf_putc(out, letter ? '+' : '=');
    tb_buf_putc(out, '[');
    zsh_text(out, o->help);
    tb_buf_putc(out, ']');
    if (o->type != TB_ARG_NONE) {
        tb_buf_printf(out, ":%s:", o->arg);
        zsh_action(out, o);
        if (o->type == TB_ARG_PAIR) tb_buf_puts(out, " :and: ");
    }
    tb_buf_puts(out, "' \\\n");
}

static void zsh_operands(tb_buf *out, const tb_command *c) {
    tb_buf_puts(out, "                '*:argument:");
    if (c->completes == TB_ARG_FILE || c->completes == TB_ARG_FOLDER) {
        tb_buf_puts(out, c->completes == TB_ARG_FILE ? "_files" : "_files -/");
    } else {
        tb_buf_putc(out, '(');
        (void)operand_words(out, c);
        tb_buf_putc(out, ')');
    }
    tb_buf_puts(out, "' ;;\n");
}

static void zsh(tb_buf *out) {
    tb_buf_puts(out, "#compdef tiebook\n"
                     "# tiebook for zsh: put this as _tiebook into a folder of $fpath, or source it\n"
                     "_tiebook() {\n"
                     "    local -a commands\n"
                     "    commands=(\n");
    for (size_t i = 0; i < tb_n_commands; i++) {
        tb_buf_printf(out, "        '%s:", tb_commands[i].name);
        quoted(out, tb_commands[i].summary, "'\\''");
        tb_buf_puts(out, "'\n");
    }
    tb_buf_puts(out, "    )\n"
                     "    if (( CURRENT == 2 )); then\n"
                     "        if [[ ${words[CURRENT]} == -* ]]; then\n"
                     "            _arguments \\\n");
    for (size_t i = 0; i < tb_n_options; i++)
        if (tb_option_fits(&tb_options[i], NULL)) zsh_option(out, &tb_options[i], 0);
    tb_buf_puts(out, "                '*: :'\n"
                     "        else\n"
                     "            _describe command commands\n"
                     "        fi\n"
                     "        return\n"
                     "    fi\n"
                     "    local command=${words[2]}\n"
                     "    shift words\n"
                     "    (( CURRENT-- ))\n"
                     "    case $command in\n");
    for (size_t i = 0; i < tb_n_commands; i++) {
        const tb_command *c = &tb_commands[i];
        tb_buf_printf(out, "        %s)\n            _arguments -s -S \\\n", c->name);
        for (size_t k = 0; k < tb_n_options; k++) {
            if (!tb_option_fits(&tb_options[k], c)) continue;
            zsh_option(out, &tb_options[k], 0);
            if (tb_options[k].letter) zsh_option(out, &tb_options[k], tb_options[k].letter);
        }
        zsh_operands(out, c);
    }
    tb_buf_puts(
        out,
        "    esac\n"
        "}\n"
        "if [[ ${funcstack[1]} == _tiebook ]]; then _tiebook \"$@\"; else compdef _tiebook tiebook; fi\n");
}

/* ---- fish ---- */

static void fish_option(tb_buf *out, const tb_option *o, const char *condition) {
    tb_buf_printf(out, "complete -c tiebook%s -l %s", condition, o->name);
    if (o->letter) tb_buf_printf(out, " -s %c", o->letter);
    if (o->type == TB_ARG_CHOICE || tb_option_is_list(o)) {
        tb_buf_puts(out, " -x -a '");
        (void)option_words(out, o);
        tb_buf_putc(out, '\'');
    } else if (o->type == TB_ARG_FILE)
        tb_buf_puts(out, " -r -F");
    else if (o->type == TB_ARG_FOLDER)
        tb_buf_puts(out, " -x -a '(__fish_complete_directories)'");
    else if (o->type != TB_ARG_NONE)
        tb_buf_puts(out, " -x");
    tb_buf_puts(out, " -d '");
    quoted(out, o->help, "\\'");
    tb_buf_puts(out, "'\n");
}

static void fish_operands(tb_buf *out, const tb_command *c) {
    const char *when = " -n '__fish_seen_subcommand_from";
    if (c->completes == TB_ARG_FILE) tb_buf_printf(out, "complete -c tiebook%s %s' -F\n", when, c->name);
    if (c->completes == TB_ARG_FOLDER)
        tb_buf_printf(out, "complete -c tiebook%s %s' -a '(__fish_complete_directories)'\n", when, c->name);
    if (c->completes == TB_ARG_CHOICE) {
        tb_buf_printf(out, "complete -c tiebook%s %s' -a '", when, c->name);
        (void)operand_words(out, c);
        tb_buf_puts(out, "'\n");
    }
}

static void fish(tb_buf *out) {
    tb_buf_puts(out, "# tiebook for fish: tiebook completion fish | source\n"
                     "complete -c tiebook -f\n");
    for (size_t i = 0; i < tb_n_options; i++)
        if (tb_option_fits(&tb_options[i], NULL)) fish_option(out, &tb_options[i], "");
    for (size_t i = 0; i < tb_n_commands; i++) {
        const tb_command *c = &tb_commands[i];
        tb_buf condition = {0};
        tb_buf_printf(out, "complete -c tiebook -n __fish_use_subcommand -a %s -d '", c->name);
        quoted(out, c->summary, "\\'");
        tb_buf_puts(out, "'\n");
        tb_buf_printf(&condition, " -n '__fish_seen_subcommand_from %s'%c", c->name, '\0');
        if (condition.status != TB_OK) {
            out->status = condition.status;
            return;
        }
        for (size_t k = 0; k < tb_n_options; k++)
            if (tb_option_fits(&tb_options[k], c) && !tb_option_fits(&tb_options[k], NULL))
                fish_option(out, &tb_options[k], condition.p);
        tb_buf_free(&condition);
        fish_operands(out, c);
    }
}

/* ---- the command ---- */

int tb_cli_completion(tb_cli *cli) {
    static const struct {
        const char *name;
        void (*write)(tb_buf *out);
    } shells[] = {{"bash", bash}, {"zsh", zsh}, {"fish", fish}};
    const char *name = cli->args->operands[0];
    for (size_t i = 0; i < sizeof shells / sizeof *shells; i++) {
        if (strcmp(name, shells[i].name) != 0) continue;
        shells[i].write(&cli->out.buf);
        return TB_EXIT_CLEAN;
    }
    tb_cli_error(cli, "there are no completions for '%s'", name);
    tb_cli_hint(cli, "there are some for bash, zsh and fish");
    return TB_EXIT_USAGE;
}
