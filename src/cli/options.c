/* The tables of commands and options; see options.h. A new command is one file and one row here. */
#include "cli/options.h"

#include <stdint.h>

#include "cli/commands.h"
#include "render/render.h"

const tb_command tb_commands[] = {
    {"check", "[BOOK]", 0, 1, TB_ARG_FILE, "does every stated link stand in its article?",
     "Reads the book and the texts of its sources, looks for every quote and every name, and reports what does not "
     "hold, each finding with its place. At the end it says what was checked.",
     tb_cli_check},
    {"graph", "[BOOK] -o DIR", 0, 1, TB_ARG_FILE, "diagrams: DOT, and SVG, PNG, PDF",
     "Draws the stated links with the numbers of their articles. One drawing of the whole book, or with --by one each; "
     "the filters leave out what is not asked for.",
     tb_cli_graph},
    {"why", "FROM [TO]", 1, 2, TB_ARG_TEXT, "which article supports a link, with its words in context",
     "Shows every stated link between two entities, in both directions, or all links of one, with the passages that "
     "support them. An entity is named by id, name or any alias.",
     tb_cli_why},
    {"mentions", "[BOOK] [FILE...]", 0, SIZE_MAX, TB_ARG_FILE, "every mention of every entity, as JSON Lines",
     "Looks for the names of the book in the texts of its sources, in the given files and folders, or with --jsonl in "
     "documents from standard input. A first argument that ends in .yaml or .yml is the book.",
     tb_cli_mentions},
    {"gaps", "[BOOK]", 0, 1, TB_ARG_FILE, "what the texts say and the book does not (work list)",
     "Lists names that no entity covers, pairs of entities that stand in one sentence and have no link, forms and entities "
     "that no text has, and sources that support nothing; what is most worth an hour comes first. Nothing of it is written "
     "into the book.",
     tb_cli_gaps},
    {"corroborate", "[BOOK] CORPUS...", 1, SIZE_MAX, TB_ARG_FILE, "passages elsewhere that name both ends of a stated link",
     "Looks in other articles for passages that name both ends of a stated link, and shows the best of each, with evidence to "
     "paste if they say what the link says. CORPUS is a folder, a text, a .jsonl file, or - for JSON Lines on standard input.",
     tb_cli_corroborate},
    {"path", "FROM TO", 2, 2, TB_ARG_TEXT, "chains of links between two entities, each link with its sources",
     "Shows the shortest chains of stated links that lead from one entity to another, whichever way the links point; of "
     "chains of one length those on the best evidence come first.",
     tb_cli_path},
    {"impact", "[SOURCE...]", 0, SIZE_MAX, TB_ARG_TEXT, "what falls if these articles (or --by claimants) are withdrawn",
     "Shows which links fall when the evidence from these sources, or by these claimants, is withdrawn, which keep a single "
     "source, and which entities are cut off. The book is not changed.",
     tb_cli_impact},
    {"site", "[BOOK] -o DIR", 0, 1, TB_ARG_FILE, "a self-contained page to explore the graph",
     "Writes a folder that opens from the disk in any browser, without a network: the graph, every entity and article, "
     "and the words that state each link. Of the articles it shows the quotes alone, or with --with-texts everything.",
     tb_cli_site},
    {"serve", "[BOOK]", 0, 1, TB_ARG_FILE, "the page in a browser, made anew as the book or a text changes",
     "Shows the page of site on this machine alone, with the findings beside the graph, and prints its address. It follows "
     "every change of the book and its texts; a book that is broken leaves the last page in place. Nothing is written to the "
     "disk. Ctrl-C ends it.",
     tb_cli_serve},
    {"diff", "OLD NEW", 2, 2, TB_ARG_FILE, "two versions of a book (files, or git revisions)",
     "Shows which entities and links were added or removed, which links are stronger or weaker, and what else changed in "
     "forms, sources and relations. OLD and NEW are files, or revisions of git like HEAD~1 or REV:PATH.",
     tb_cli_diff},
    {"init", "[DIR]", 0, 1, TB_ARG_FOLDER, "start a book",
     "Writes a small example: a book and two articles that it is checked against. Files that are there already are "
     "never overwritten.",
     tb_cli_init},
    {"pin", "[BOOK]", 0, 1, TB_ARG_FILE, "record the versions of the texts that were checked",
     "Checks the book and, where it has no errors, adds the sha256 of each text that is not recorded yet to its source. "
     "Every other byte of the file stays as it is.",
     tb_cli_pin},
    {"rename", "OLD NEW", 2, 2, TB_ARG_TEXT, "call an entity, source or link by another id, everywhere",
     "Changes the id where it is declared and wherever the book's files use it. Every other byte stays as it is. Where "
     "OLD is the id of several things, entity:OLD, source:OLD or link:OLD says which.",
     tb_cli_rename},
    {"explain", "[CODE]", 0, 1, TB_ARG_CHOICE, "what a finding means and how to mend it",
     "Explains the code that stands in brackets at the end of a finding; without a code it lists all of them.",
     tb_cli_explain},
    {"completion", "SHELL", 1, 1, TB_ARG_CHOICE, "completions for bash, zsh or fish",
     "Writes a script for the named shell that completes commands, options and their values.", tb_cli_completion},
    {"help", "[COMMAND]", 0, 1, TB_ARG_CHOICE, "this help, or that of a command",
     "Shows what tiebook --help shows, or the help of one command.", tb_cli_help},
};
const size_t tb_n_commands = sizeof tb_commands / sizeof *tb_commands;

/* The commands that read a book; those that draw or export a part of it. */
#define BOOK "check graph why mentions gaps corroborate path impact diff site serve pin rename"
#define VIEW "graph"
#define FILTERED VIEW " path impact site serve"

#define FLAG TB_ARG_NONE, NULL, NULL, 0, 0, false
#define TEXT(arg) TB_ARG_TEXT, arg, NULL, 0, 0, false
#define TEXTS(arg) TB_ARG_TEXT, arg, NULL, 0, 0, true
#define NUMBER(arg, low, high) TB_ARG_NUMBER, arg, NULL, low, high, false
#define CHOICE(arg, choices) TB_ARG_CHOICE, arg, choices, 0, 0, false
#define CHOICES(arg, choices) TB_ARG_LIST, arg, choices, 0, 0, true
#define FORMATS(arg) TB_ARG_FORMATS, arg, NULL, 0, 0, true
#define DATE(arg) TB_ARG_DATE, arg, NULL, 0, 0, false

const tb_option tb_options[] = {
    {TB_OPT_BOOK, 0, "book", TB_ARG_FILE, "FILE", NULL, 0, 0, false, BOOK, "read this book instead of entities.yaml"},
    {TB_OPT_TEXTS, 0, "texts", TB_ARG_FOLDER, "DIR", NULL, 0, 0, true, BOOK,
     "look for the texts here instead of where the book says; may be repeated"},
    {TB_OPT_FORMAT, 0, "format", CHOICE("FORMAT", "text json sarif github rdjson"), "check", "how to write the findings"},
    {TB_OPT_FORMAT, 0, "format", FORMATS("LIST"), VIEW, "what to write, dot,svg if not given"},
    {TB_OPT_FORMAT, 0, "format", CHOICE("FORMAT", "text json"), "why explain gaps corroborate", "how to write the answer"},
    {TB_OPT_FORMAT, 0, "format", CHOICE("FORMAT", "text json dot svg"), "path impact diff", "how to write the answer, or draw it"},
    {TB_OPT_FORMAT, 0, "format", CHOICE("FORMAT", "jsonl"), "mentions", "JSON Lines, the only format"},
    {TB_OPT_OUTPUT, 'o', "output", TB_ARG_FILE, "FILE", NULL, 0, 0, false, "check why mentions gaps corroborate path impact diff explain completion",
     "write to this file, whole or not at all; - is standard output"},
    {TB_OPT_OUTPUT, 'o', "output", TB_ARG_FOLDER, "DIR", NULL, 0, 0, false, VIEW,
     "write the drawings into this folder; - writes a single one to standard output"},
    {TB_OPT_OUTPUT, 'o', "output", TB_ARG_FOLDER, "DIR", NULL, 0, 0, false, "site",
     "write the page into this folder: a new one, an empty one, or that of an earlier page"},
    {TB_OPT_WITH_TEXTS, 0, "with-texts", FLAG, "site serve", "show the articles' texts, not their quotes alone"},
    {TB_OPT_PORT, 0, "port", NUMBER("N", 0, 65535), "serve", "listen on this port, 8017 if not given; 0 takes one that is free"},
    {TB_OPT_STRICT, 0, "strict", FLAG, "check", "warnings count as errors in the exit status"},
    {TB_OPT_SEVERITY, 0, "severity", TEXTS("CODE=LEVEL"), "check",
     "level of a finding: error, warning, note or off; goes over the book's; may be repeated"},
    {TB_OPT_BASELINE, 0, "baseline", TB_ARG_FILE, "FILE", NULL, 0, 0, false, "check",
     "show and count only findings that are not in this file"},
    {TB_OPT_WRITE_BASELINE, 0, "write-baseline", TB_ARG_FILE, "FILE", NULL, 0, 0, false, "check",
     "write all findings of today into this file, for --baseline"},
    {TB_OPT_EARLIER, 0, "earlier", TB_ARG_FOLDER, "DIR", NULL, 0, 0, true, "check",
     "texts as they were curated, to compare with those that drifted; git is asked for what is not there; may be repeated"},
    {TB_OPT_NESTED, 0, "nested", FLAG, "mentions", "also names inside longer names of the book"},
    {TB_OPT_JSONL, 0, "jsonl", FLAG, "mentions", "read documents from standard input, one JSON object a line"},
    {TB_OPT_BY, 0, "by", CHOICE("WHAT", "source entity relation kind component community"), VIEW,
     "cut the book into one drawing for each"},
    {TB_OPT_BY, 0, "by", TEXTS("CLAIMANT"), "impact", "withdraw all that this claimant says; may be repeated"},
    {TB_OPT_REPRINTS, 0, "reprints", FLAG, "impact", "withdraw the reprints of the sources too"},
    {TB_OPT_PATHS, 'k', "paths", NUMBER("N", 1, 1000), "path " VIEW " site serve", "so many chains, 3 if not given"},
    {TB_OPT_DIRECTED, 0, "directed", FLAG, "path " VIEW " site serve", "chains that go along links in their direction alone"},
    {TB_OPT_MOST, 0, "most", NUMBER("N", 1, 100), "corroborate", "keep so many passages of each link, 3 if not given"},
    {TB_OPT_MOST, 0, "most", NUMBER("N", 1, 1000000), "gaps", "show so many of each kind, 20 in text and all in JSON if not given"},
    {TB_OPT_THEME, 0, "theme", CHOICE("THEME", "light dark print"), "graph", "colours of the drawing"},
    {TB_OPT_LABELS, 0, "labels", CHOICE("WHAT", "full numbers none"), "graph",
     "what stands at a link: its relation and the numbers of its articles, the numbers, or nothing"},
    {TB_OPT_AROUND, 0, "around", TEXTS("ENTITY"), VIEW " site serve", "only what is within --depth links of this entity"},
    {TB_OPT_DEPTH, 0, "depth", NUMBER("N", 0, 1000), VIEW " site serve", "how many links --around goes; 1 if not given"},
    {TB_OPT_PATH, 0, "path", TB_ARG_PAIR, "FROM TO", NULL, 0, 0, true, VIEW " site serve",
     "only the shortest chains of links between two entities"},
    {TB_OPT_SOURCE, 0, "source", TEXTS("ID"), FILTERED, "only links that this source states; may be repeated"},
    {TB_OPT_KIND, 0, "kind", TEXTS("KIND"), FILTERED, "only entities of this kind (person, group, ...); may be repeated"},
    {TB_OPT_RELATION, 0, "relation", TEXTS("NAME"), FILTERED, "only links of this relation; may be repeated"},
    {TB_OPT_STANCE, 0, "stance", CHOICES("LIST", "asserted alleged planned denied"), FILTERED,
     "only evidence of these stances"},
    {TB_OPT_SINCE, 0, "since", DATE("DATE"), FILTERED, "only links that held on or after this date"},
    {TB_OPT_UNTIL, 0, "until", DATE("DATE"), FILTERED, "only links that held on or before this date"},
    {TB_OPT_MIN_SOURCES, 0, "min-sources", NUMBER("N", 1, 1000000), FILTERED,
     "only links that so many independent sources state"},
    {TB_OPT_PUBLIC, 0, "public", FLAG, FILTERED " diff", "leave out all that the book calls private"},
    {TB_OPT_JOBS, 'j', "jobs", NUMBER("N", 1, 1024), BOOK, "use at most so many threads"},
    {TB_OPT_COLOR, 0, "color", CHOICE("WHEN", "auto always never"), "*", "colours, with auto on a terminal only"},
    {TB_OPT_QUIET, 'q', "quiet", FLAG, "check graph why mentions gaps corroborate path impact diff site serve init pin rename",
     "no summary and no remarks; findings and errors only"},
    {TB_OPT_HELP, 'h', "help", FLAG, "*", "show this help"},
    {TB_OPT_VERSION, 'V', "version", FLAG, "*", "show the version"},
};
const size_t tb_n_options = sizeof tb_options / sizeof *tb_options;

/* The i-th word of "a b c". */
static bool word_at(const char *words, size_t i, tb_slice *out) {
    for (;; i--) {
        while (*words == ' ') words++;
        *out = (tb_slice){words, strcspn(words, " ")};
        if (i == 0 || out->len == 0) return out->len > 0;
        words += out->len;
    }
}

const tb_command *tb_command_find(tb_slice name) {
    for (size_t i = 0; i < tb_n_commands; i++)
        if (tb_slice_eq(name, tb_slice_cstr(tb_commands[i].name))) return &tb_commands[i];
    return NULL;
}

bool tb_option_fits(const tb_option *option, const tb_command *command) {
    if (option->commands[0] == '*') return true;
    tb_slice word;
    for (size_t i = 0; command && word_at(option->commands, i, &word); i++)
        if (tb_slice_eq(word, tb_slice_cstr(command->name))) return true;
    return false;
}

bool tb_option_choice(const tb_option *option, size_t i, tb_slice *out) {
    if (option->type != TB_ARG_FORMATS) return option->choices && word_at(option->choices, i, out);
    size_t n;
    const tb_format *formats = tb_formats(&n);
    if (i >= n) return false;
    *out = tb_slice_cstr(formats[i].name);
    return true;
}

bool tb_option_is_list(const tb_option *option) {
    return option->type == TB_ARG_LIST || option->type == TB_ARG_FORMATS;
}
