/* tiebook corroborate: where else do articles name both ends of a stated link? */
#include "report/corroborate.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/clean.h"
#include "cli/commands.h"
#include "cli/load.h"
#include "cli/marked.h"
#include "cli/report.h"
#include "cli/style.h"
#include "corpus/jsonl.h"

enum { MOST = 3, INDENT = 5, EVERY = 256 /* documents between signs of life */ };

typedef struct reader {
    tb_cli *cli;
    const tb_load *load;
    tb_corroborator *corroborator;
    tb_error error;
    size_t read, bad;      /* documents; those that could not be read */
    tb_slice first_bad;    /* what was wrong with the first of them */
} reader;

/* ---- reading ---- */

static void refuse(reader *r, tb_slice where, const char *why) {
    if (r->bad++ == 0 && tb_arena_printf(r->cli->arena, &r->first_bad, "%.*s: %s", TB_FMT(where), why) != TB_OK)
        r->first_bad = where;
}

static void show_life(const reader *r) {
    if (r->read % EVERY == 0) tb_cli_progress(r->cli, "documents", r->read, r->read + 1);
}

/* Origins and findings live as long as one file: memory must not grow with their number. */
static tb_status read_file(reader *r, tb_slice path) {
    tb_origins origins = {0};
    tb_findings findings = {0};
    tb_article article;
    tb_status status = tb_article_read(&article, path.p, NULL, 0, &origins, &findings, path, TB_NOWHERE);
    r->read++;
    show_life(r);
    if (status == TB_OK && article.readable) {
        tb_document doc = {.id = path, .text = &article.text, .article = &article};
        status = tb_corroborator_read(r->corroborator, &doc, &r->error);
    } else if (status == TB_OK) {
        tb_slice why = findings.all.n ? findings.all.at[0]->message : TB_S("the text cannot be read");
        if (r->bad++ == 0) status = tb_arena_copy(r->cli->arena, why, &r->first_bad);
    }
    tb_article_free(&article);
    tb_findings_free(&findings);
    tb_origins_free(&origins);
    return status;
}

static bool is_text(tb_slice path) {
    static const char *const endings[] = {"", "txt", "md", "markdown", "html", "htm", "xhtml"};
    tb_slice ext = tb_path_ext(path), name = tb_path_name(path);
    if (name.len && name.p[0] == '.') return false;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (tb_slice_eq(ext, tb_slice_cstr(endings[i]))) return true;
    return false;
}

static bool is_lines(tb_slice path) {
    return tb_slice_ends(path, TB_S(".jsonl")) || tb_slice_ends(path, TB_S(".ndjson"));
}

static tb_status read_line(reader *r, const char *name, const tb_jsonl_line *line) {
    tb_jsonl_doc doc;
    tb_slice where;
    TB_TRY(tb_jsonl_parse(line, &doc));
    tb_status status = TB_OK;
    r->read++;
    show_life(r);
    if (doc.error[0]) {
        if (r->bad == 0) status = tb_arena_printf(r->cli->arena, &where, "%s:%zu", name, line->number);
        else where = TB_S("");
        if (status == TB_OK) refuse(r, where, doc.error);
    } else {
        tb_arena arena = {0};
        tb_text text;
        status = tb_corpus_plain(&arena, doc.text, NULL, 0, &text);
        tb_document document = {.id = doc.id, .text = &text, .line = line->number};
        if (status == TB_OK) status = tb_corroborator_read(r->corroborator, &document, &r->error);
        tb_arena_free(&arena);
    }
    tb_jsonl_doc_free(&doc);
    return status;
}

static tb_status read_lines(reader *r, const char *path) {
    bool standard = strcmp(path, "-") == 0;
    const char *name = standard ? "standard input" : path;
    int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        tb_error_set(&r->error, errno, "%s", path);
        return TB_EIO;
    }
    tb_jsonl *lines;
    tb_jsonl_line line;
    bool more = true;
    tb_status status = tb_jsonl_open(fd, name, &lines);
    while (status == TB_OK) {
        status = tb_jsonl_next(lines, &line, &more, &r->error);
        if (status != TB_OK || !more) break;
        status = read_line(r, name, &line);
    }
    tb_jsonl_close(lines);
    if (!standard) close(fd);
    return status;
}

static tb_status read_folder(reader *r, const char *path) {
    tb_arena arena = {0};
    tb_names names = {0};
    tb_status status = tb_dir_list(path, true, &arena, &names, &r->error);
    for (size_t i = 0; i < names.n && status == TB_OK; i++) {
        tb_slice file;
        bool lines = is_lines(names.at[i]);
        if (!lines && !is_text(names.at[i])) continue;
        status = tb_path_join(&arena, tb_slice_cstr(path), names.at[i], &file);
        if (status == TB_OK) status = lines ? read_lines(r, file.p) : read_file(r, file);
    }
    tb_arena_free(&arena);
    return status;
}

static tb_status read_corpus(reader *r, const char *path) {
    tb_slice s = tb_slice_cstr(path);
    if (strcmp(path, "-") == 0 || is_lines(s)) return read_lines(r, path);
    if (tb_file_is_dir(path)) return read_folder(r, path);
    if (tb_file_exists(path)) return read_file(r, s);
    tb_error_set(&r->error, ENOENT, "%s", path);
    return TB_EIO;
}

/* ---- what to paste ---- */

/* An id for a source that does not exist yet: the stem of the path, or the id of the document, with what an id may have. */
static void new_id(tb_buf *out, const tb_load *l, const tb_corroboration *c) {
    tb_slice stem = c->column ? tb_path_stem(tb_path_name(c->id)) : c->id;
    size_t start = out->len;
    for (size_t i = 0; i < stem.len; i++) {
        char x = stem.p[i];
        bool fine = (x >= 'a' && x <= 'z') || (x >= 'A' && x <= 'Z') || (x >= '0' && x <= '9') || x == '-' || x == '_' || x == '.';
        if (fine) tb_buf_putc(out, x);
        else if (out->len > start && out->p[out->len - 1] != '-') tb_buf_putc(out, '-');
    }
    while (out->len > start && out->p[out->len - 1] == '-') out->len--;
    if (out->len == start) tb_buf_puts(out, "article");
    if (out->status == TB_OK && tb_map_get(&l->book->source_ids, tb_slice_sub(tb_buf_slice(out), start, out->len)) != TB_MAP_NONE)
        tb_buf_puts(out, "-2");
}

/* Evidence in YAML: JSON strings are YAML. */
static void evidence_yaml(tb_buf *out, const tb_load *l, const tb_corroboration *c) {
    tb_buf_puts(out, "- {source: ");
    new_id(out, l, c);
    tb_buf_puts(out, ", quote: ");
    tb_json_escape(out, c->quote);
    tb_buf_putc(out, '}');
}

/* ---- text ---- */

static tb_slice name_of(const tb_load *l, uint32_t entity) {
    return l->book->entities[entity].forms[0].text;
}

static void link_text(const reader *r, uint32_t link) {
    tb_buf *out = &r->cli->out.buf;
    const tb_link *l = &r->load->book->links[link];
    if (out->len) tb_buf_putc(out, '\n');
    if (r->cli->color) tb_buf_puts(out, TB_STYLE_BOLD);
    tb_clean_line(out, name_of(r->load, l->from));
    tb_buf_putc(out, ' ');
    tb_clean_line(out, r->load->book->relations[l->relation].name);
    tb_buf_putc(out, ' ');
    tb_clean_line(out, name_of(r->load, l->to));
    if (r->cli->color) tb_buf_puts(out, TB_STYLE_RESET);
    tb_buf_printf(out, " (%zu piece%s of evidence so far)\n", l->n_evidence, l->n_evidence == 1 ? "" : "s");
}

static void passage_text(const reader *r, const tb_corroboration *c, size_t number) {
    tb_buf *out = &r->cli->out.buf;
    const tb_mark marks[] = {{TB_MARK_FROM, c->from.start, c->from.end}, {TB_MARK_TO, c->to.start, c->to.end}};
    bool turned = c->from.start > c->to.start;
    const tb_mark in_order[] = {marks[turned], marks[!turned]};
    tb_context context = {.start = 0, .end = c->passage.len, .at = c->from, .what = TB_MARK_FROM, .marks = in_order, .n_marks = 2};
    tb_buf_printf(out, "%3zu. ", number);
    tb_clean_line(out, c->id);
    if (c->column) tb_buf_printf(out, ":%zu:%zu", c->line, c->column);
    else tb_buf_printf(out, " (line %zu)", c->line);
    tb_buf_puts(out, c->one_sentence ? ", one sentence" : ", one paragraph");
    if (c->n_cues) tb_buf_printf(out, ", %u word%s of the relation", c->n_cues, c->n_cues == 1 ? "" : "s");
    if (c->like != TB_NONE) {
        tb_buf_puts(out, ", nearly the text of ");
        tb_clean_line(out, r->load->book->sources[c->like].id);
    }
    if (c->copies) tb_buf_printf(out, ", and %u like it", c->copies);
    tb_buf_putc(out, '\n');
    tb_marked_write(out, c->passage, &context, INDENT + 2, r->cli->width, r->cli->color);
    tb_buf_printf(out, "%*s", INDENT + 2, "");
    evidence_yaml(out, r->load, c);
    tb_buf_putc(out, '\n');
}

static void as_text(const reader *r, const tb_corroborations *all) {
    size_t number = 0;
    for (size_t i = 0; i < all->n; i++) {
        bool first = i == 0 || all->at[i].link != all->at[i - 1].link;
        if (first) link_text(r, all->at[i].link);
        number = first ? 1 : number + 1;
        passage_text(r, &all->at[i], number);
    }
    tb_cli_note(r->cli, "%zu document%s, passages for %zu of %zu links%s", all->n_documents, all->n_documents == 1 ? "" : "s",
                all->n_links, r->load->book->n_links, all->n_sources ? "; sources of the book were passed over" : "");
}

/* ---- JSON ---- */

static void key_text(tb_json *j, const char *key, tb_slice s) {
    tb_json_key(j, key);
    tb_json_string(j, s);
}

static void key_uint(tb_json *j, const char *key, size_t n) {
    tb_json_key(j, key);
    tb_json_uint(j, n);
}

static void span_json(tb_json *j, const char *key, tb_span span) {
    tb_json_key(j, key);
    tb_json_object(j);
    key_uint(j, "start", span.start);
    key_uint(j, "end", span.end);
    tb_json_end_object(j);
}

static void passage_json(tb_json *j, const reader *r, const tb_corroboration *c) {
    tb_buf yaml = {0};
    evidence_yaml(&yaml, r->load, c);
    if (tb_buf_status(&yaml) != TB_OK) j->out->status = TB_ENOMEM;
    tb_json_object(j);
    key_text(j, "document", c->id);
    key_uint(j, "line", c->line);
    tb_json_key(j, "column");
    if (c->column) tb_json_uint(j, c->column);
    else tb_json_null(j);
    key_uint(j, "start", c->start);
    key_uint(j, "end", c->end);
    key_text(j, "text", c->passage);
    span_json(j, "from", c->from);
    span_json(j, "to", c->to);
    key_text(j, "quote", c->quote);
    key_text(j, "yaml", tb_buf_slice(&yaml));
    key_text(j, "named_in", c->one_sentence ? TB_S("sentence") : TB_S("paragraph"));
    key_uint(j, "cues", c->n_cues);
    key_uint(j, "distance", c->distance);
    key_uint(j, "score", c->score);
    tb_json_key(j, "like");
    if (c->like == TB_NONE) tb_json_null(j);
    else tb_json_string(j, r->load->book->sources[c->like].id);
    key_uint(j, "copies", c->copies);
    tb_json_end_object(j);
    tb_buf_free(&yaml);
}

static void link_json(tb_json *j, const reader *r, const tb_corroborations *all, size_t *i) {
    const tb_book *b = r->load->book;
    const tb_link *l = &b->links[all->at[*i].link];
    uint32_t link = all->at[*i].link;
    tb_json_object(j);
    key_text(j, "id", l->id);
    key_text(j, "from", b->entities[l->from].id);
    key_text(j, "relation", b->relations[l->relation].name);
    key_text(j, "to", b->entities[l->to].id);
    key_uint(j, "evidence", l->n_evidence);
    tb_json_key(j, "passages");
    tb_json_array(j);
    for (; *i < all->n && all->at[*i].link == link; ++*i) passage_json(j, r, &all->at[*i]);
    tb_json_end_array(j);
    tb_json_end_object(j);
}

static void as_json(const reader *r, const tb_corroborations *all) {
    tb_json j = tb_json_to(&r->cli->out.buf, 2);
    tb_json_object(&j);
    key_uint(&j, "tiebook", 1);
    key_text(&j, "book", r->load->book->path);
    key_uint(&j, "documents", all->n_documents);
    key_uint(&j, "unread", r->bad);
    key_uint(&j, "sources", all->n_sources);
    tb_json_key(&j, "links");
    tb_json_array(&j);
    for (size_t i = 0; i < all->n;) link_json(&j, r, all, &i);
    tb_json_end_array(&j);
    tb_json_end_object(&j);
    tb_buf_putc(&r->cli->out.buf, '\n');
}

/* ---- the command ---- */

static bool is_book(const char *word) {
    tb_slice s = tb_slice_cstr(word);
    return tb_slice_ends(s, TB_S(".yaml")) || tb_slice_ends(s, TB_S(".yml"));
}

static int answer(reader *r, const char *const *paths, size_t n) {
    tb_corroborations all;
    tb_status status = tb_corroborator_new(r->load->check, tb_args_number(r->cli->args, TB_OPT_MOST, MOST), &r->corroborator);
    for (size_t i = 0; i < n && status == TB_OK; i++) status = read_corpus(r, paths[i]);
    tb_cli_progress(r->cli, "", 1, 1);
    if (status == TB_OK) status = tb_corroborator_results(r->corroborator, r->cli->arena, &all);
    if (status != TB_OK) return tb_cli_failed(r->cli, status, &r->error);
    const char *format = tb_args_value(r->cli->args, TB_OPT_FORMAT);
    if (format && strcmp(format, "json") == 0) as_json(r, &all);
    else as_text(r, &all);
    if (r->bad)
        tb_cli_error(r->cli, "%zu document%s could not be read; the first: %.*s", r->bad, r->bad == 1 ? "" : "s", TB_FMT(r->first_bad));
    return r->bad ? TB_EXIT_FINDINGS : TB_EXIT_CLEAN;
}

int tb_cli_corroborate(tb_cli *cli) {
    const char *const *paths = cli->args->operands;
    size_t n = cli->args->n_operands;
    const char *operand = n && is_book(paths[0]) ? paths[0] : NULL, *path;
    if (operand) paths++, n--;
    if (n == 0) return tb_cli_misused(cli, "corroborate needs a corpus", "folders, text files, .jsonl files, or - for JSON Lines on standard input");
    int status = tb_load_path(cli, operand, &path);
    if (status) return status;
    tb_load l;
    status = tb_load_book(cli, path, &l);
    if (!status) status = tb_load_check(cli, &l);
    if (!status) status = tb_load_remark(cli, &l);
    if (!status) {
        reader r = {.cli = cli, .load = &l};
        status = answer(&r, paths, n);
        tb_corroborator_free(r.corroborator);
    }
    tb_load_free(&l);
    return status;
}
