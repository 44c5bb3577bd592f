/* tiebook gaps: what the texts say and the book does not. A work list, never data. */
#include "report/gaps.h"

#include "cli/clean.h"
#include "cli/commands.h"
#include "cli/marked.h"
#include "cli/report.h"
#include "cli/style.h"

enum { MOST = 20 /* of each section of the text */, INDENT = 5 };

typedef struct writer {
    tb_cli *cli;
    const tb_load *load;
    const tb_gaps *gaps;
    size_t most;
} writer;

static const tb_book *book(const writer *w) {
    return w->load->book;
}

static tb_spot spot_of(const writer *w, const tb_gap_place *p, tb_place *place) {
    const tb_article *a = &w->load->check->sources[p->source].article;
    *place = (tb_place){a->origin, p->at.start, p->at.end};
    tb_text_to_raw(&a->text, &place->start, &place->end);
    return tb_spot_of(w->load, *place);
}

/* ---- text ---- */

static const char *s(size_t n) {
    return n == 1 ? "" : "s";
}

/* "Names that no entity covers: 92, the first 20" */
static void heading(const writer *w, const char *words, size_t n) {
    tb_buf *out = &w->cli->out.buf;
    if (out->len) tb_buf_putc(out, '\n');
    if (w->cli->color) tb_buf_puts(out, TB_STYLE_BOLD);
    tb_buf_printf(out, "%s: %zu", words, n);
    if (w->most < n) tb_buf_printf(out, ", here the first %zu", w->most);
    if (w->cli->color) tb_buf_puts(out, TB_STYLE_RESET);
    tb_buf_putc(out, '\n');
}

static void place_text(const writer *w, const tb_gap_place *p) {
    tb_buf *out = &w->cli->out.buf;
    tb_place place;
    tb_spot spot = spot_of(w, p, &place);
    const tb_mark marks[] = {{TB_MARK_FROM, p->at.start, p->at.end}, {TB_MARK_TO, p->other.start, p->other.end}};
    tb_context c = {.start = p->sentence.start, .end = p->sentence.end, .at = p->at, .what = TB_MARK_FROM, .marks = marks,
                    .n_marks = p->other.end ? 2 : 1};
    tb_buf_printf(out, "%*s", INDENT, "");
    if (w->cli->color) tb_buf_puts(out, TB_STYLE_FAINT);
    tb_clean_line(out, spot.file);
    tb_buf_printf(out, ":%zu:%zu", spot.from.line, spot.from.column);
    if (w->cli->color) tb_buf_puts(out, TB_STYLE_RESET);
    tb_buf_putc(out, '\n');
    tb_marked_write(out, w->load->check->sources[p->source].article.text.text, &c, INDENT + 2, w->cli->width, w->cli->color);
}

static void name_text(const writer *w, const tb_gap_name *n, size_t number) {
    tb_buf *out = &w->cli->out.buf;
    tb_buf_printf(out, "%3zu. ", number);
    if (w->cli->color) tb_buf_puts(out, TB_STYLE_NAME);
    tb_clean_line(out, n->name);
    if (w->cli->color) tb_buf_puts(out, TB_STYLE_RESET);
    if (n->entity != TB_NONE) {
        tb_buf_puts(out, ", perhaps a form of ");
        tb_clean_line(out, book(w)->entities[n->entity].id);
    } else if (n->likely != TB_LIKELY_UNKNOWN) {
        tb_buf_printf(out, ", perhaps a %s", n->likely == TB_LIKELY_OTHER ? "thing" : tb_likely_name(n->likely));
    }
    tb_buf_printf(out, ": %zu place%s in %zu article%s", n->n_places, s(n->n_places), n->n_articles, s(n->n_articles));
    if (n->n_beside) tb_buf_printf(out, ", beside the book\xE2\x80\x99s names in %zu sentence%s", n->n_beside, s(n->n_beside));
    for (size_t i = 0; i < n->also.n; i++) {
        tb_buf_puts(out, i ? ", " : "; also ");
        tb_clean_line(out, n->also.at[i]);
    }
    tb_buf_putc(out, '\n');
    for (size_t i = 0; i < n->n_shown; i++) place_text(w, &n->places[i]);
}

static void pair_text(const writer *w, const tb_gap_pair *p, size_t number) {
    tb_buf *out = &w->cli->out.buf;
    tb_buf_printf(out, "%3zu. ", number);
    tb_clean_line(out, book(w)->entities[p->a].forms[0].text);
    tb_buf_puts(out, ", ");
    tb_clean_line(out, book(w)->entities[p->b].forms[0].text);
    tb_buf_printf(out, ": %zu sentence%s in %zu article%s\n", p->n_sentences, s(p->n_sentences), p->n_articles,
                  s(p->n_articles));
    for (size_t i = 0; i < p->n_shown; i++) place_text(w, &p->places[i]);
}

static void names_text(const writer *w) {
    heading(w, "Names that no entity covers", w->gaps->n_names);
    for (size_t i = 0; i < w->gaps->n_names && i < w->most; i++) name_text(w, &w->gaps->names[i], i + 1);
}

static void pairs_text(const writer *w) {
    heading(w, "Pairs named in one sentence and not linked", w->gaps->n_pairs);
    for (size_t i = 0; i < w->gaps->n_pairs && i < w->most; i++) pair_text(w, &w->gaps->pairs[i], i + 1);
}

static void rest_text(const writer *w) {
    tb_buf *out = &w->cli->out.buf;
    const tb_gaps *g = w->gaps;
    if (g->n_entities) heading(w, "Entities that no text names", g->n_entities);
    for (size_t i = 0; i < g->n_entities && i < w->most; i++) {
        tb_buf_puts(out, "  ");
        tb_clean_line(out, book(w)->entities[g->entities[i]].id);
        tb_buf_putc(out, '\n');
    }
    if (g->n_forms) heading(w, "Forms that no text has", g->n_forms);
    for (size_t i = 0; i < g->n_forms && i < w->most; i++) {
        const tb_entity *e = &book(w)->entities[g->forms[i].entity];
        tb_buf_puts(out, "  ");
        tb_clean_line(out, e->id);
        tb_buf_puts(out, ": ");
        tb_clean_line(out, e->forms[g->forms[i].form].text);
        tb_buf_putc(out, '\n');
    }
    if (g->n_sources) heading(w, "Sources that support no link", g->n_sources);
    for (size_t i = 0; i < g->n_sources && i < w->most; i++) {
        tb_buf_puts(out, "  ");
        tb_clean_line(out, book(w)->sources[g->sources[i]].id);
        tb_buf_putc(out, '\n');
    }
    if (g->n_unread) heading(w, "Texts that could not be read, so nothing was looked for in them", g->n_unread);
    for (size_t i = 0; i < g->n_unread; i++) {
        tb_buf_puts(out, "  ");
        tb_clean_line(out, book(w)->sources[g->unread[i]].id);
        tb_buf_putc(out, '\n');
    }
}

/* ---- JSON ---- */

static void key_text(tb_json *j, const char *key, tb_slice value) {
    tb_json_key(j, key);
    tb_json_string(j, value);
}

static void key_uint(tb_json *j, const char *key, size_t n) {
    tb_json_key(j, key);
    tb_json_uint(j, n);
}

static void places_json(tb_json *j, const writer *w, const tb_gap_place *places, size_t n) {
    tb_json_key(j, "contexts");
    tb_json_array(j);
    for (size_t i = 0; i < n; i++) {
        tb_place place;
        tb_spot spot = spot_of(w, &places[i], &place);
        const tb_article *a = &w->load->check->sources[places[i].source].article;
        tb_json_object(j);
        key_text(j, "source", book(w)->sources[places[i].source].id);
        key_text(j, "file", spot.file);
        key_uint(j, "start", place.start);
        key_uint(j, "end", place.end);
        key_uint(j, "line", spot.from.line);
        key_uint(j, "column", spot.from.column);
        key_text(j, "text", tb_slice_sub(a->text.text, places[i].sentence.start, places[i].sentence.end));
        tb_json_end_object(j);
    }
    tb_json_end_array(j);
}

static void name_json(tb_json *j, const writer *w, const tb_gap_name *n) {
    tb_json_object(j);
    key_text(j, "name", n->name);
    tb_json_key(j, "also");
    tb_json_array(j);
    for (size_t i = 0; i < n->also.n; i++) tb_json_string(j, n->also.at[i]);
    tb_json_end_array(j);
    tb_json_key(j, "likely");
    tb_json_cstr(j, n->likely == TB_LIKELY_UNKNOWN ? NULL : tb_likely_name(n->likely));
    tb_json_key(j, "described");
    tb_json_bool(j, n->described);
    tb_json_key(j, "form_of");
    if (n->entity == TB_NONE) tb_json_null(j);
    else tb_json_string(j, book(w)->entities[n->entity].id);
    key_uint(j, "places", n->n_places);
    key_uint(j, "articles", n->n_articles);
    key_uint(j, "sentences", n->n_sentences);
    key_uint(j, "beside", n->n_beside);
    places_json(j, w, n->places, n->n_shown);
    tb_json_end_object(j);
}

static void pair_json(tb_json *j, const writer *w, const tb_gap_pair *p) {
    tb_json_object(j);
    key_text(j, "a", book(w)->entities[p->a].id);
    key_text(j, "b", book(w)->entities[p->b].id);
    key_uint(j, "sentences", p->n_sentences);
    key_uint(j, "articles", p->n_articles);
    places_json(j, w, p->places, p->n_shown);
    tb_json_end_object(j);
}

static void sources_json(tb_json *j, const writer *w, const char *key, const uint32_t *list, size_t n) {
    tb_json_key(j, key);
    tb_json_array(j);
    for (size_t i = 0; i < n; i++) tb_json_string(j, book(w)->sources[list[i]].id);
    tb_json_end_array(j);
}

static void as_json(const writer *w) {
    const tb_gaps *g = w->gaps;
    tb_json j = tb_json_to(&w->cli->out.buf, 2);
    tb_json_object(&j);
    key_uint(&j, "tiebook", 1);
    key_text(&j, "book", book(w)->path);
    tb_json_key(&j, "names");
    tb_json_array(&j);
    for (size_t i = 0; i < g->n_names && i < w->most; i++) name_json(&j, w, &g->names[i]);
    tb_json_end_array(&j);
    tb_json_key(&j, "pairs");
    tb_json_array(&j);
    for (size_t i = 0; i < g->n_pairs && i < w->most; i++) pair_json(&j, w, &g->pairs[i]);
    tb_json_end_array(&j);
    tb_json_key(&j, "entities");
    tb_json_array(&j);
    for (size_t i = 0; i < g->n_entities; i++) tb_json_string(&j, book(w)->entities[g->entities[i]].id);
    tb_json_end_array(&j);
    tb_json_key(&j, "forms");
    tb_json_array(&j);
    for (size_t i = 0; i < g->n_forms; i++) {
        const tb_entity *e = &book(w)->entities[g->forms[i].entity];
        tb_json_object(&j);
        key_text(&j, "entity", e->id);
        key_text(&j, "form", e->forms[g->forms[i].form].text);
        tb_json_end_object(&j);
    }
    tb_json_end_array(&j);
    sources_json(&j, w, "sources", g->sources, g->n_sources);
    sources_json(&j, w, "unread", g->unread, g->n_unread);
    tb_json_end_object(&j);
    tb_buf_putc(&w->cli->out.buf, '\n');
}

/* ---- the command ---- */

static int answer(tb_cli *cli, const tb_load *l) {
    tb_gaps gaps;
    int status = tb_load_remark(cli, l);
    if (status) return status;
    tb_status found = tb_gaps_find(l->check, &gaps);
    if (found != TB_OK) return tb_cli_failed(cli, found, NULL);
    const char *format = tb_args_value(cli->args, TB_OPT_FORMAT);
    bool json = format && strcmp(format, "json") == 0;
    writer w = {cli, l, &gaps, tb_args_number(cli->args, TB_OPT_MOST, json ? UINT32_MAX : MOST)};
    if (json) {
        as_json(&w);
    } else {
        names_text(&w);
        pairs_text(&w);
        rest_text(&w);
    }
    status = gaps.n_unread ? TB_EXIT_FINDINGS : TB_EXIT_CLEAN;
    tb_gaps_free(&gaps);
    return status;
}

int tb_cli_gaps(tb_cli *cli) {
    const char *path;
    tb_load l;
    int status = tb_load_path(cli, cli->args->operands[0], &path);
    if (status) return status;
    status = tb_load_book(cli, path, &l);
    if (!status) status = tb_load_check(cli, &l);
    if (!status) status = answer(cli, &l);
    tb_load_free(&l);
    return status;
}
