/* From options to a tb_filter: words are looked up in the book, and unknown ones get the nearest. */
#include "cli/filter.h"

#include "cli/filter_words.h"
#include "cli/links.h"
#include "cli/suggest.h"
#include "report/path.h"

/* What a word of the command line is looked up in: the names of n things, and how one is called in messages. */
typedef struct vocabulary {
    const char *what;
    size_t n;
    tb_slice (*name)(const tb_book *book, size_t i);
    tb_slice (*other)(const tb_book *book, size_t i); /* a second name, or NULL */
} vocabulary;

static tb_slice source_id(const tb_book *b, size_t i) {
    return b->sources[i].id;
}
static tb_slice relation_name(const tb_book *b, size_t i) {
    return b->relations[i].name;
}
static tb_slice kind_singular(const tb_book *b, size_t i) {
    return b->kinds[i].singular;
}
static tb_slice kind_section(const tb_book *b, size_t i) {
    return b->kinds[i].section;
}

static int look_up(const tb_cli *cli, const tb_book *b, const vocabulary *v, const char *word, uint32_t *out) {
    tb_slice wanted = tb_slice_cstr(word);
    tb_suggest s = tb_suggest_for(wanted);
    for (size_t i = 0; i < v->n; i++) {
        if (tb_slice_eq(v->name(b, i), wanted) || (v->other && tb_slice_eq(v->other(b, i), wanted))) {
            *out = (uint32_t)i;
            return 0;
        }
        tb_suggest_offer(&s, v->name(b, i));
    }
    tb_cli_error(cli, "the book has no %s '%s'", v->what, word);
    if (s.best.len) tb_cli_hint(cli, "did you mean %.*s?", TB_FMT(s.best));
    return TB_EXIT_USAGE;
}

/* All values of a repeatable option; v NULL: entities. */
static int read_list(const tb_cli *cli, const tb_book *b, tb_option_key key, const vocabulary *v, const uint32_t **out,
                     size_t *n) {
    size_t most = 0;
    for (size_t at = 0; tb_args_next(cli->args, key, &at);) most++;
    uint32_t *list = TB_NEW_ARRAY(cli->arena, most + 1, uint32_t);
    if (!list) return tb_cli_failed(cli, TB_ENOMEM, NULL);
    const char *word;
    *n = 0;
    for (size_t at = 0; (word = tb_args_next(cli->args, key, &at));) {
        int status = v ? look_up(cli, b, v, word, &list[*n]) : tb_load_entity(cli, b, word, &list[*n]);
        if (status) return status;
        ++*n;
    }
    *out = list;
    return 0;
}

static void read_period(const tb_cli *cli, tb_filter *f) {
    const char *since = tb_args_value(cli->args, TB_OPT_SINCE), *until = tb_args_value(cli->args, TB_OPT_UNTIL);
    /* The parser has looked at both. */
    if (since) (void)tb_date_parse(tb_slice_cstr(since), &f->when.from);
    if (until) (void)tb_date_parse(tb_slice_cstr(until), &f->when.to);
}

static int check_path(const tb_cli *cli) {
    size_t n = 0;
    for (size_t at = 0; tb_args_next(cli->args, TB_OPT_PATH, &at);) n++;
    if (n > 2) return tb_cli_misused(cli, "--path is given twice", "one pair of entities can be asked for");
    bool asks = n || strcmp(cli->args->command->name, "path") == 0;
    if (!asks && (tb_args_has(cli->args, TB_OPT_PATHS) || tb_args_has(cli->args, TB_OPT_DIRECTED)))
        return tb_cli_misused(cli, "--paths and --directed need --path", "--path FROM TO");
    return 0;
}

int tb_filter_check(const tb_cli *cli) {
    tb_filter f = {.depth = 0};
    read_period(cli, &f);
    if (f.when.from.year && f.when.to.year && tb_date_cmp(f.when.from, f.when.to) > 0)
        return tb_cli_misused(cli, "--since lies after --until", "");
    if (tb_args_has(cli->args, TB_OPT_DEPTH) && !tb_args_has(cli->args, TB_OPT_AROUND))
        return tb_cli_misused(cli, "--depth needs --around", "--around ENTITY --depth N");
    return check_path(cli);
}

/* The links of the chains are group 1 of all links. */
static tb_status mark_chains(const tb_cli *cli, const tb_view *view, tb_paths *chains, uint32_t *groups) {
    bool *nodes, *edges;
    TB_TRY(tb_paths_union(chains, view, &nodes, &edges));
    for (size_t i = 0; i < view->n_edges; i++)
        if (edges[i]) groups[view->edges[i].link] = 1;
    if (chains->n_chains == 0) tb_cli_note(cli, "no chain of links leads from one to the other");
    return TB_OK;
}

static tb_status find_chains(const tb_cli *cli, const tb_check *check, const tb_filter *f, const uint32_t ends[2],
                             uint32_t *groups) {
    tb_view *view;
    tb_paths chains = {.n_chains = 0};
    TB_TRY(tb_view_new(check, f, &view));
    uint32_t from = tb_links_node(view, ends[0]), to = tb_links_node(view, ends[1]);
    tb_status status = TB_OK;
    if (from != TB_NONE && to != TB_NONE)
        status = tb_paths_find(view, from, to, tb_args_number(cli->args, TB_OPT_PATHS, 3),
                               tb_args_has(cli->args, TB_OPT_DIRECTED), &chains);
    if (status == TB_OK) status = mark_chains(cli, view, &chains, groups);
    tb_paths_free(&chains);
    tb_view_free(view);
    return status;
}

int tb_filter_chains(const tb_cli *cli, const tb_check *check, tb_filter *f) {
    const uint32_t *ends;
    size_t n;
    int failed = read_list(cli, check->book, TB_OPT_PATH, NULL, &ends, &n);
    if (failed || n == 0) return failed;
    if (ends[0] == ends[1]) return tb_cli_misused(cli, "both words name the same entity", "a path has two ends");
    uint32_t *groups = TB_NEW_ARRAY(cli->arena, check->book->n_links, uint32_t);
    tb_status status = groups ? find_chains(cli, check, f, ends, groups) : TB_ENOMEM;
    if (status == TB_OK) status = tb_filter_name_path(cli, check->book, ends, f);
    f->groups = groups;
    f->group = 1;
    return status == TB_OK ? 0 : tb_cli_failed(cli, status, NULL);
}

bool tb_filter_is_whole(const tb_filter *f) {
    return f->n_sources + f->n_kinds + f->n_relations + f->n_around + f->stances + f->min_sources == 0 && !f->groups &&
           f->when.from.year == 0 && f->when.to.year == 0;
}

int tb_filter_source(const tb_cli *cli, const tb_book *book, const char *word, uint32_t *out) {
    vocabulary sources = {"source", book->n_sources, source_id, NULL};
    return look_up(cli, book, &sources, word, out);
}

int tb_filter_read(const tb_cli *cli, const tb_book *book, tb_filter *out) {
    tb_filter f = {.depth = tb_args_number(cli->args, TB_OPT_DEPTH, 1)};
    vocabulary sources = {"source", book->n_sources, source_id, NULL};
    vocabulary kinds = {"kind", book->n_kinds, kind_singular, kind_section};
    vocabulary relations = {"relation", book->n_relations, relation_name, NULL};
    int status = read_list(cli, book, TB_OPT_AROUND, NULL, &f.around, &f.n_around);
    if (!status) status = read_list(cli, book, TB_OPT_SOURCE, &sources, &f.sources, &f.n_sources);
    if (!status) status = read_list(cli, book, TB_OPT_KIND, &kinds, &f.kinds, &f.n_kinds);
    if (!status) status = read_list(cli, book, TB_OPT_RELATION, &relations, &f.relations, &f.n_relations);
    if (status) return status;
    for (tb_stance s = TB_ASSERTED; s <= TB_DENIED; s++)
        if (tb_args_lists(cli->args, TB_OPT_STANCE, tb_stance_name(s))) f.stances |= 1u << s;
    read_period(cli, &f);
    f.min_sources = tb_args_number(cli->args, TB_OPT_MIN_SOURCES, 0);
    f.is_public = tb_args_has(cli->args, TB_OPT_PUBLIC);
    tb_status made = tb_filter_name(cli, book, &f);
    *out = f;
    return made == TB_OK ? 0 : tb_cli_failed(cli, made, NULL);
}
