/* Mentions in files: which files, with which ids; each read and searched by some thread, written in the order
 * of ids. */
#include <stdlib.h>
#include <sys/stat.h>

#include "base/file.h"
#include "cli/mentions.h"
#include "cli/pool.h"
#include "cli/report.h"

#define MOST_AT_ONCE 16 /* texts */

typedef struct text {
    tb_slice id, path;
    uint32_t source; /* TB_NONE: a text outside the book */
} text;

typedef struct list {
    tb_seeker *seeker;
    struct reader **readers; /* one a thread */
    TB_VEC(text) texts; /* in the arena of the run */
    tb_map known;       /* the files of sources, as device and number → source */
    size_t next, given;
    size_t at_once; /* texts that a thread takes */
} list;

/* What a thread reads texts into, one after the other in the same memory. */
typedef struct reader {
    tb_article article;
    tb_origins origins; /* of its own, as are the findings: those of the run are not made for several threads */
    tb_findings findings;
    tb_mentions mentions;
} reader;

/* What a thread takes, and hands to the one that writes. */
typedef struct slot {
    const text *texts;
    size_t n;
    tb_buf lines, problems;
    bool bad;
    tb_status status;
} slot;

/* ---- which files ---- */

/* What makes two paths the same file, in arena; "" where there is none. */
static tb_status identity(tb_arena *arena, const char *path, tb_slice *out) {
    struct stat st;
    *out = TB_S("");
    if (stat(path, &st) != 0) return TB_OK;
    return tb_arena_printf(arena, out, "%ju %ju", (uintmax_t)st.st_dev, (uintmax_t)st.st_ino);
}

static tb_status missing(list *l, uint32_t index, const tb_slice *folders) {
    const tb_source *s = &l->seeker->load->book->sources[index];
    return tb_findings_add(&l->seeker->load->findings, TB_CODE_TEXT_MISSING, s->at, s->id, NULL,
                           "no text of %.*s in %.*s", TB_FMT(s->id), TB_FMT(folders[0]));
}

/* Two files in one folder: the first is looked in, as the check does, but nobody said which is meant. */
static tb_status twice(list *l, uint32_t index, tb_slice path, tb_slice second) {
    const tb_source *s = &l->seeker->load->book->sources[index];
    return tb_findings_add(&l->seeker->load->findings, TB_CODE_TEXT_TWICE, s->at, s->id, NULL,
                           "both %.*s and %.*s could be the text of %.*s", TB_FMT(path), TB_FMT(second), TB_FMT(s->id));
}

/* Finds the texts of the sources: to look in them, or to know their ids where they are named as files. */
static tb_status find_sources(list *l, bool look_in_them) {
    tb_arena *arena = l->seeker->cli->arena;
    const tb_book *book = l->seeker->load->book;
    tb_check_options options = {.texts = l->seeker->load->texts, .n_texts = l->seeker->load->n_texts};
    const tb_slice *folders;
    size_t n_folders;
    TB_TRY(tb_check_folders(arena, book, &options, &folders, &n_folders));
    for (uint32_t i = 0; i < book->n_sources; i++) {
        const tb_source *s = &book->sources[i];
        tb_slice path, second, key;
        TB_TRY(tb_corpus_find(arena, folders, n_folders, s->id, s->file, &path, &second));
        if (look_in_them && path.len == 0) TB_TRY(missing(l, i, folders));
        if (path.len == 0) continue;
        if (look_in_them && second.len) TB_TRY(twice(l, i, path, second));
        if (look_in_them) {
            TB_TRY(tb_vec_push(arena, &l->texts, ((text){s->id, path, i})));
            continue;
        }
        TB_TRY(identity(arena, path.p, &key));
        if (key.len) TB_TRY(tb_map_set(&l->known, key, i));
    }
    return TB_OK;
}

static tb_status add_file(list *l, tb_slice path) {
    tb_arena *arena = l->seeker->cli->arena;
    text t = {path, path, TB_NONE};
    tb_slice key;
    /* Asking 100,000 files who they are takes time, and is of no use where no source has a file. */
    if (l->known.n == 0) return tb_vec_push(arena, &l->texts, t);
    TB_TRY(identity(arena, path.p, &key));
    uint32_t source = key.len ? tb_map_get(&l->known, key) : TB_MAP_NONE;
    if (source != TB_MAP_NONE) {
        t.source = source;
        t.id = l->seeker->load->book->sources[source].id;
    }
    return tb_vec_push(arena, &l->texts, t);
}

/* The files of a folder that end like texts. Of others nobody knows what is in them. */
static bool is_text(tb_slice path) {
    static const char *const endings[] = {"", "txt", "md", "markdown", "html", "htm", "xhtml"};
    tb_slice ext = tb_path_ext(path), name = tb_path_name(path);
    if (name.len && name.p[0] == '.') return false;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (tb_slice_eq(ext, tb_slice_cstr(endings[i]))) return true;
    return false;
}

static tb_status add_folder(list *l, tb_slice folder, tb_error *error) {
    tb_arena *arena = l->seeker->cli->arena;
    tb_names names = {0};
    TB_TRY(tb_dir_list(folder.p, true, arena, &names, error));
    for (size_t i = 0; i < names.n; i++) {
        tb_slice path;
        if (!is_text(names.at[i])) continue;
        TB_TRY(tb_path_join(arena, folder, names.at[i], &path));
        TB_TRY(add_file(l, path));
    }
    return TB_OK;
}

static int by_id(const void *a, const void *b) {
    const text *x = a, *y = b;
    int c = tb_slice_cmp(x->id, y->id);
    return c ? c : tb_slice_cmp(x->path, y->path);
}

/* By id; a text that was named twice is one text. The files of a folder come in order. */
static void sort(list *l) {
    size_t kept = 0, in_order = 1;
    while (in_order < l->texts.n && by_id(&l->texts.at[in_order - 1], &l->texts.at[in_order]) < 0) in_order++;
    if (in_order >= l->texts.n) return;
    qsort(l->texts.at, l->texts.n, sizeof *l->texts.at, by_id);
    for (size_t i = 0; i < l->texts.n; i++)
        if (!kept || by_id(&l->texts.at[kept - 1], &l->texts.at[i]) != 0)
            l->texts.at[kept++] = l->texts.at[i];
    l->texts.n = kept;
}

static tb_status gather(list *l, const char *const *files, size_t n, tb_error *error) {
    TB_TRY(find_sources(l, n == 0));
    for (size_t i = 0; i < n; i++) {
        tb_slice path = tb_slice_cstr(files[i]);
        TB_TRY(tb_file_is_dir(files[i]) ? add_folder(l, path, error) : add_file(l, path));
    }
    sort(l);
    return TB_OK;
}

/* ---- the work ---- */

static bool take(void *context, void *into) {
    list *l = context;
    slot *s = into;
    size_t left = l->texts.n - l->next;
    if (left == 0) return false;
    s->texts = &l->texts.at[l->next];
    s->n = left < l->at_once ? left : l->at_once;
    l->next += s->n;
    return true;
}

static tb_status look(list *l, slot *s, const text *t, size_t worker) {
    const tb_seeker *k = l->seeker;
    reader *r = l->readers[worker];
    tb_slices ignore = t->source == TB_NONE ? (tb_slices){NULL, 0} : k->load->book->sources[t->source].ignore;
    tb_origins_clear(&r->origins);
    tb_findings_clear(&r->findings);
    r->article.readable = false;
    TB_TRY(tb_article_read_next(&r->article, t->path.p, ignore.at, ignore.n, &r->origins, &r->findings, t->id,
                                TB_NOWHERE));
    if (!r->article.readable) return TB_OK;
    r->mentions.n = 0;
    TB_TRY(tb_mentions_find(k->index, k->scratches[worker], &r->article.text, t->source, k->nested, &r->mentions));
    tb_mention_lines_write(&k->lines, &s->lines, t->id, &r->article.text, &r->origins.all.at[r->article.origin],
                           &r->mentions);
    return tb_buf_status(&s->lines);
}

static void report(const list *l, slot *s, const text *t, const reader *r) {
    const tb_cli *cli = l->seeker->cli;
    tb_locator locator = {0};
    tb_load own = {.book = l->seeker->load->book, .nowhere = t->path, .locator = &locator,
                   .origins = r->origins, .findings = r->findings};
    tb_report_findings(&s->problems, &own, cli->width, cli->err_color);
    tb_locator_free(&locator);
}

static void look_and_report(list *l, slot *s, const text *t, size_t worker) {
    const reader *r = l->readers[worker];
    s->status = look(l, s, t, worker);
    s->bad |= !r->article.readable;
    if (r->findings.all.n) report(l, s, t, r);
}

static void work(void *context, void *at, size_t worker) {
    slot *s = at;
    tb_buf_clear(&s->lines);
    tb_buf_clear(&s->problems);
    s->bad = false;
    s->status = TB_OK;
    for (size_t i = 0; i < s->n && s->status == TB_OK; i++) look_and_report(context, s, &s->texts[i], worker);
}

static bool give(void *context, void *from, bool last) {
    list *l = context;
    slot *s = from;
    tb_seeker *k = l->seeker;
    (void)last;
    if (s->status != TB_OK) {
        k->status = s->status;
        return false;
    }
    k->bad |= s->bad;
    if (s->problems.len) {
        tb_cli_progress(k->cli, "", 1, 1);
        tb_cli_print(&s->problems);
    }
    if (l->texts.n > 1000 && l->given / 256 != (l->given + s->n) / 256)
        tb_cli_progress(k->cli, "looking in text", l->given, l->texts.n);
    l->given += s->n;
    return tb_sink_pass(&k->cli->out, &s->lines);
}

static void done(void *context, void *at) {
    slot *s = at;
    (void)context;
    tb_buf_free(&s->lines);
    tb_buf_free(&s->problems);
}

static void free_readers(reader **readers, size_t n) {
    for (size_t i = 0; readers && i < n && readers[i]; i++) {
        tb_article_free(&readers[i]->article);
        tb_origins_free(&readers[i]->origins);
        tb_findings_free(&readers[i]->findings);
        tb_vec_free(&readers[i]->mentions);
        free(readers[i]);
    }
    free(readers);
}

/* Each in memory of its own, so that threads do not wait for each other's. */
static tb_status make_readers(list *l, size_t n) {
    l->readers = calloc(n, sizeof *l->readers);
    if (!l->readers) return TB_ENOMEM;
    for (size_t i = 0; i < n; i++) {
        l->readers[i] = calloc(1, sizeof **l->readers);
        if (!l->readers[i]) return TB_ENOMEM;
    }
    return TB_OK;
}

/* Sources without a text, or with more than one; other findings are the check's. */
static void report_gathered(const list *l) {
    tb_seeker *k = l->seeker;
    tb_load only = {.origins = k->load->origins, .book = k->load->book, .locator = k->load->locator};
    tb_buf out = {0};
    for (size_t i = 0; i < k->load->findings.all.n; i++) {
        tb_finding *f = k->load->findings.all.at[i];
        if (f->code != TB_CODE_TEXT_MISSING && f->code != TB_CODE_TEXT_TWICE) continue;
        k->bad = true;
        if (tb_vec_push(&only.findings.arena, &only.findings.all, f) != TB_OK) break;
    }
    tb_report_findings(&out, &only, k->cli->width, k->cli->err_color);
    tb_cli_print(&out);
    tb_buf_free(&out);
    tb_findings_free(&only.findings);
}

static tb_status seek(list *l) {
    tb_pool pool = {l, sizeof(slot), take, work, give, done};
    size_t threads = l->seeker->threads < l->texts.n ? l->seeker->threads : l->texts.n;
    if (threads == 0) return TB_OK;
    /* Small files take less time than handing one over; but no thread is to be left with much when the others are
     * done. */
    l->at_once = l->texts.n / (threads * 16) + 1;
    if (l->at_once > MOST_AT_ONCE) l->at_once = MOST_AT_ONCE;
    tb_status status = make_readers(l, threads);
    if (status == TB_OK) status = tb_pool_run(&pool, threads);
    free_readers(l->readers, threads);
    if (l->texts.n > 1000) tb_cli_progress(l->seeker->cli, "", 1, 1);
    return status;
}

int tb_seek_files(tb_seeker *s, const char *const *files, size_t n) {
    list l = {.seeker = s};
    tb_error error = {.sys = 0};
    tb_status status = gather(&l, files, n, &error);
    if (status == TB_OK) {
        report_gathered(&l);
        status = seek(&l);
    }
    tb_map_free(&l.known);
    return status == TB_OK ? 0 : tb_cli_failed(s->cli, status, &error);
}
