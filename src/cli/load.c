/* Reading and checking a book for a command, and what is said to people when that does not go well. */
#include "cli/load.h"

#include <errno.h>
#include <stdlib.h>
#include <time.h>

#include "base/file.h"
#include "cli/report.h"

#define BOOK "entities.yaml"

int tb_load_path(const tb_cli *cli, const char *operand, const char **out) {
    const char *named = tb_args_value(cli->args, TB_OPT_BOOK);
    if (named && operand && strcmp(named, operand) != 0)
        return tb_cli_misused(cli, "two books are named", "give the book as an argument or with --book");
    *out = named ? named : operand ? operand : BOOK;
    if (!**out)
        return tb_cli_misused(cli, "the name of the book is empty",
                              "the book is " BOOK " unless it is named");
    return 0;
}

static int no_book(const tb_cli *cli, const char *path, tb_status status, const tb_error *error) {
    int exit_status = tb_cli_failed(cli, status, error);
    if (status != TB_EIO) return exit_status;
    if (error->sys == EISDIR) {
        tb_slice inside = {NULL, 0};
        bool found = tb_path_join(cli->arena, tb_slice_cstr(path), TB_S(BOOK), &inside) == TB_OK &&
                     tb_file_exists(inside.p);
        if (found)
            tb_cli_hint(cli, "a book is a file; did you mean %s?", inside.p);
        else
            tb_cli_hint(cli, "a book is one YAML file, not a folder");
    } else if (error->sys == ENOENT) {
        tb_cli_hint(cli, "tiebook init starts a book; --book FILE names one that is elsewhere");
    }
    return exit_status;
}

/* Codes after which the rest of the book was not read. */
static bool breaks(tb_code code) {
    return code == TB_CODE_YAML_SYNTAX || code == TB_CODE_YAML_LIMIT || code == TB_CODE_YAML_ENCODING;
}

int tb_load_book(const tb_cli *cli, const char *path, tb_load *l) {
    *l = (tb_load){.locator = TB_NEW(cli->arena, tb_locator)};
    if (!l->locator) return tb_cli_failed(cli, TB_ENOMEM, NULL);
    tb_error error = {.sys = 0};
    tb_status status = tb_book_read(path, &l->origins, &l->findings, &l->book, &error);
    if (status != TB_OK) return no_book(cli, path, status, &error);
    for (size_t i = 0; i < l->findings.all.n; i++) l->broken |= breaks(l->findings.all.at[i]->code);
    tb_findings_sort(&l->findings);
    return 0;
}

/* Today for waivers, in UTC. SOURCE_DATE_EPOCH stands for the clock, so that a run can be repeated. */
static tb_date today(void) {
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    time_t now = epoch && *epoch ? (time_t)strtoll(epoch, NULL, 10) : time(NULL);
    struct tm tm;
    if (!gmtime_r(&now, &tm) || tm.tm_year > 8000) return (tb_date){0};
    return (tb_date){(int16_t)(tm.tm_year + 1900), (int8_t)(tm.tm_mon + 1), (int8_t)tm.tm_mday};
}

static tb_status read_texts_option(const tb_cli *cli, tb_load *l) {
    const char *folder;
    size_t n = 0;
    for (size_t at = 0; tb_args_next(cli->args, TB_OPT_TEXTS, &at);) n++;
    l->texts = TB_NEW_ARRAY(cli->arena, n + 1, tb_slice);
    if (!l->texts) return TB_ENOMEM;
    for (size_t at = 0; (folder = tb_args_next(cli->args, TB_OPT_TEXTS, &at));)
        l->texts[l->n_texts++] = tb_slice_cstr(folder);
    return TB_OK;
}

/* A folder that is named on the command line and is not there is a slip of the fingers, no finding. */
int tb_load_texts(const tb_cli *cli, tb_load *l) {
    if (read_texts_option(cli, l) != TB_OK) return tb_cli_failed(cli, TB_ENOMEM, NULL);
    for (size_t i = 0; i < l->n_texts; i++) {
        if (tb_file_is_dir(l->texts[i].p)) continue;
        tb_cli_error(cli, "%s: %s", l->texts[i].p,
                     tb_file_exists(l->texts[i].p) ? "not a folder" : "no such folder");
        return TB_EXIT_FAILED;
    }
    return 0;
}

int tb_load_check(const tb_cli *cli, tb_load *l) {
    int wrong = tb_load_texts(cli, l);
    if (wrong || l->broken) return wrong;
    tb_check_options options = {.texts = l->texts, .n_texts = l->n_texts, .today = today(),
                                .severities = l->severities, .n_severities = l->n_severities, .earlier = l->earlier};
    tb_error error = {.sys = 0};
    bool slow = l->book->n_sources > 100 || l->book->n_links > 10000;
    if (slow) tb_cli_progress(cli, "checking ...", 0, 1);
    tb_status status = tb_check_run(l->book, &options, &l->origins, &l->findings, &l->check, &error);
    if (slow) tb_cli_progress(cli, "", 1, 1);
    return status == TB_OK ? 0 : tb_cli_failed(cli, status, &error);
}

void tb_load_free(tb_load *l) {
    tb_check_free(l->check);
    if (l->book) tb_book_free(l->book);
    if (l->locator) tb_locator_free(l->locator);
    tb_findings_free(&l->findings);
    tb_origins_free(&l->origins);
}

int tb_load_remark(const tb_cli *cli, const tb_load *l) {
    size_t errors = tb_findings_count(&l->findings, TB_ERROR);
    if (l->broken) {
        tb_buf text = {0};
        tb_report_findings(&text, l, cli->width, cli->err_color);
        tb_cli_print(&text);
        tb_buf_free(&text);
        return TB_EXIT_FINDINGS;
    }
    if (errors)
        tb_cli_note(cli, "the book has %zu error%s; tiebook check shows %s", errors, errors == 1 ? "" : "s",
                    errors == 1 ? "it" : "them");
    return 0;
}

static void list_entities(const tb_cli *cli, const tb_book *book, const uint32_t *some, size_t n,
                          const char *lead) {
    for (size_t i = 0; i < n; i++) {
        const tb_entity *e = &book->entities[some[i]];
        tb_cli_hint(cli, "%s%.*s (%.*s, %.*s)", lead, TB_FMT(e->id), TB_FMT(e->forms[0].text),
                    TB_FMT(book->kinds[e->kind].singular));
    }
}

int tb_load_entity(const tb_cli *cli, const tb_book *book, const char *words, uint32_t *out) {
    const uint32_t *fits = NULL, *nearest = NULL;
    size_t n = 0, n_nearest = 0;
    tb_status status =
        tb_book_resolve(book, tb_slice_cstr(words), cli->arena, &fits, &n, &nearest, &n_nearest);
    if (status != TB_OK) return tb_cli_failed(cli, status, NULL);
    if (n == 1) {
        *out = fits[0];
        return 0;
    }
    if (n == 0) {
        tb_cli_error(cli, "the book has no entity that is called '%s'", words);
        list_entities(cli, book, nearest, n_nearest, "perhaps ");
    } else {
        tb_cli_error(cli, "'%s' names %zu entities; say which by its id", words, n);
        list_entities(cli, book, fits, n, "");
    }
    return TB_EXIT_USAGE;
}
