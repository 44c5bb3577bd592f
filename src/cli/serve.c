/* tiebook serve: the page on the loopback, made anew as the book or a text changes. The server answers in a thread of its
 * own; everything else happens here, one round after the other. Nothing is written to the disk. */
#include "serve/server.h"

#include <errno.h>
#include <signal.h>
#include <sys/select.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/commands.h"
#include "cli/filter.h"
#include "serve/watch.h"

enum { PORT = 8017, TICK_MS = 200, SETTLE = 10 /* ticks that files may go on changing */ };

static volatile sig_atomic_t asked_to_end, is_busy;

/* In the middle of work nothing is lost by ending at once: nothing is written anywhere. */
static void end_quietly(int signal) {
    (void)signal;
    asked_to_end = 1;
    if (is_busy) _exit(TB_EXIT_CLEAN);
}

typedef struct serving {
    tb_cli *cli;
    const char *path; /* of the book */
    tb_server *server;
    tb_watch *watch;
    bool any;          /* something is shown */
    bool look_again;   /* files are watched that were not watched while they were read */
    uint64_t seen;     /* what was read for that which is shown; see fingerprint */
    tb_error error;
} serving;

static void on_signal(int signal) {
    struct sigaction action = {.sa_handler = end_quietly};
    sigemptyset(&action.sa_mask);
    sigaction(signal, &action, NULL);
}

/* Sleeps for a tick; false where the run is to end. */
static bool tick(serving *s) {
    sigset_t ends, before;
    struct timespec time = {0, TICK_MS * 1000000L};
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    sigprocmask(SIG_BLOCK, &ends, &before); /* or one that comes before the sleep would wait for its end */
    is_busy = 0;
    if (!asked_to_end) (void)pselect(0, NULL, NULL, NULL, &time, &before);
    bool goes_on = !asked_to_end;
    is_busy = goes_on;
    sigprocmask(SIG_SETMASK, &before, NULL);
    if (goes_on) tb_server_tick(s->server);
    return goes_on;
}

/* ---- what is watched ---- */

/* What was read, and what was found in it: the same number, the same page. */
static uint64_t fingerprint(const tb_load *l) {
    uint64_t h = 1;
    for (size_t i = 0; i < l->origins.all.n; i++) {
        const tb_origin *o = &l->origins.all.at[i];
        h = ((h ^ tb_hash(o->name)) * 0x9E3779B97F4A7C15u ^ tb_hash(o->bytes)) * 0x9E3779B97F4A7C15u;
    }
    for (size_t i = 0; i < l->findings.all.n; i++)
        h = (h ^ tb_hash(l->findings.all.at[i]->message)) * 0x9E3779B97F4A7C15u;
    return h;
}

typedef TB_VEC(tb_slice) paths;

/* A folder is watched for files that are missing today. */
static tb_status add_folder(tb_arena *arena, paths *all, tb_slice folder) {
    return tb_vec_push(arena, all, folder.len ? folder : TB_S("."));
}

/* The book, its texts as far as they are known, and the folders they are looked for in. */
static tb_status watch_all(serving *s, const tb_cli *round, const tb_load *l) {
    paths all = {0};
    TB_TRY(tb_vec_push(round->arena, &all, tb_slice_cstr(s->path)));
    TB_TRY(add_folder(round->arena, &all, tb_path_dir(tb_slice_cstr(s->path))));
    for (size_t i = 0; i < l->origins.all.n; i++) {
        TB_TRY(tb_vec_push(round->arena, &all, l->origins.all.at[i].name));
        TB_TRY(add_folder(round->arena, &all, tb_path_dir(l->origins.all.at[i].name)));
    }
    if (l->book) {
        const tb_slice *folders;
        size_t n;
        tb_check_options options = {.texts = l->texts, .n_texts = l->n_texts};
        TB_TRY(tb_check_folders(round->arena, l->book, &options, &folders, &n));
        for (size_t i = 0; i < n; i++) TB_TRY(add_folder(round->arena, &all, folders[i]));
    }
    return tb_watch_set(s->watch, all.at, all.n, &s->look_again);
}

/* ---- a round ---- */

static void say_counts(const serving *s, const tb_load *l, const char *what) {
    size_t errors = tb_findings_count(&l->findings, TB_ERROR), warnings = tb_findings_count(&l->findings, TB_WARNING);
    tb_cli_note(s->cli, "%s: %zu error%s, %zu warning%s", what, errors, errors == 1 ? "" : "s", warnings,
                warnings == 1 ? "" : "s");
}

/* Hands over a page (NULL: the last one) with the notice that belongs to it. */
static int show(serving *s, tb_site *site, const tb_load *l, const char *trouble) {
    tb_buf notice = {0};
    tb_site_notice n = {.origins = &l->origins, .findings = &l->findings, .trouble = tb_slice_cstr(trouble),
                        .is_public = tb_args_has(s->cli->args, TB_OPT_PUBLIC)};
    if (!site && !s->any) {
        tb_status status = tb_site_blank(&site);
        if (status != TB_OK) return tb_cli_failed(s->cli, status, NULL);
    }
    tb_site_notice_put(&n, &notice);
    tb_status status = tb_server_show(s->server, site, &notice, &s->error);
    s->any |= status == TB_OK;
    return status == TB_OK ? 0 : tb_cli_failed(s->cli, status, &s->error);
}

/* Makes the page of a book that could be read. */
static int make(serving *s, tb_cli *round, const tb_load *l) {
    tb_filter filter;
    tb_site *site = NULL;
    int status = tb_filter_read(round, l->book, &filter);
    if (!status) status = tb_filter_chains(round, l->check, &filter);
    if (status) return status;
    filter.isolated = tb_filter_is_whole(&filter);
    tb_site_options options = {.filter = &filter, .with_texts = tb_args_has(s->cli->args, TB_OPT_WITH_TEXTS), .live = true};
    tb_cli_progress(s->cli, "laying out ...", 0, 1);
    tb_status made = tb_site_new(l->check, &l->origins, &l->findings, &options, &site, &s->error);
    tb_cli_progress(s->cli, "", 1, 1);
    if (made != TB_OK) return tb_cli_failed(s->cli, made, &s->error);
    status = show(s, site, l, "");
    if (!status) say_counts(s, l, "shown");
    return status;
}

/* Reads everything and shows it if it is not what is shown. The status is that of what could not be done. */
static int read_and_show(serving *s, tb_cli *round) {
    tb_load l;
    int status = tb_load_book(round, s->path, &l);
    if (!status) status = tb_load_check(round, &l);
    tb_status watched = watch_all(s, round, &l);
    uint64_t seen = status ? 0 : fingerprint(&l);
    bool same = s->any && seen == s->seen;
    s->seen = seen;
    if (watched != TB_OK) {
        status = tb_cli_failed(round, watched, NULL);
    } else if (!same && !status && l.broken) {
        status = tb_load_remark(round, &l) == TB_EXIT_FINDINGS
                     ? show(s, NULL, &l, s->any ? "The book is broken. The page is that of the last version that was not."
                                                : "The book is broken.")
                     : TB_EXIT_FAILED;
    } else if (!same) {
        if (!status) status = make(s, round, &l);
        if (status && s->any && show(s, NULL, &l, "The page could not be made anew; the terminal says why.") == 0) status = 0;
    }
    tb_load_free(&l);
    return status;
}

/* All memory of a round but that of the page is freed at its end. */
static int run_round(serving *s) {
    tb_arena arena = {0};
    tb_cli round = *s->cli;
    round.arena = &arena;
    int status = read_and_show(s, &round);
    tb_arena_free(&arena);
    return status;
}

/* Waits for a change and for its end: an editor may take its time. */
static bool wait_for_change(serving *s) {
    bool changed = false;
    while (!changed) {
        if (!tick(s)) return false;
        changed = tb_watch_look(s->watch) || s->look_again;
    }
    for (int i = 0; i < SETTLE; i++) {
        if (!tick(s)) return false;
        if (!tb_watch_look(s->watch)) break;
    }
    return true;
}

static int serve(serving *s) {
    tb_slice path = tb_slice_cstr(s->path);
    tb_status status = tb_watch_new(&s->watch);
    if (status == TB_OK) status = tb_watch_set(s->watch, &path, 1, &s->look_again);
    if (status != TB_OK) return tb_cli_failed(s->cli, status, NULL);
    int failed = run_round(s);
    if (failed) return failed;
    tb_buf_printf(&s->cli->out.buf, "http://127.0.0.1:%u/\n", tb_server_port(s->server));
    (void)tb_sink_push(&s->cli->out); /* who does not listen to it has the page all the same */
    while (wait_for_change(s)) {
        failed = run_round(s);
        if (failed) return failed;
    }
    return TB_EXIT_CLEAN;
}

int tb_cli_serve(tb_cli *cli) {
    serving s = {.cli = cli};
    unsigned port = tb_args_number(cli->args, TB_OPT_PORT, PORT);
    int status = tb_filter_check(cli);
    if (!status) status = tb_load_path(cli, cli->args->operands[0], &s.path);
    if (status) return status;
    unsigned long seed = (unsigned long)time(NULL) * 65599u ^ (unsigned long)getpid();
    is_busy = 1;
    on_signal(SIGINT);
    on_signal(SIGTERM);
    tb_status opened = tb_server_open(port, seed, &s.server, &s.error);
    if (opened != TB_OK) {
        status = tb_cli_failed(cli, opened, &s.error);
        if (s.error.sys == EADDRINUSE) tb_cli_hint(cli, "--port 0 takes a port that is free");
        if (s.error.sys == EACCES) tb_cli_hint(cli, "ports below 1024 are for the system; --port 0 takes one that is free");
        return status;
    }
    status = serve(&s);
    tb_server_free(s.server);
    tb_watch_free(s.watch);
    return status;
}
