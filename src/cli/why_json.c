/* `why --format json`. The members of evidence are those of `check --format json`, and more. */
#include "cli/context.h"
#include "cli/report.h"
#include "cli/why.h"

static void text(tb_json *j, const char *key, tb_slice s) {
    tb_json_key(j, key);
    tb_json_string(j, s);
}

/* Only where it is given. */
static void given(tb_json *j, const char *key, tb_slice s) {
    if (s.len) text(j, key, s);
}

static void number(tb_json *j, const char *key, size_t n) {
    tb_json_key(j, key);
    tb_json_uint(j, n);
}

static void entity(tb_json *j, const char *key, const tb_book *b, uint32_t index) {
    tb_json_key(j, key);
    if (index == TB_NONE) {
        tb_json_null(j);
        return;
    }
    const tb_entity *e = &b->entities[index];
    tb_json_object(j);
    text(j, "id", e->id);
    text(j, "kind", b->kinds[e->kind].singular);
    text(j, "name", e->forms[0].text);
    tb_json_end_object(j);
}

static void article(tb_json *j, const tb_book *b, const tb_source *s) {
    tb_json_key(j, "article");
    tb_json_object(j);
    given(j, "title", s->title);
    given(j, "publisher", s->publisher);
    given(j, "author", s->author);
    given(j, "date", s->date_text);
    given(j, "url", s->url);
    given(j, "archive", s->archive);
    if (s->reliability) text(j, "reliability", (tb_slice){&s->reliability, 1});
    if (s->reprint_of != TB_NONE) text(j, "reprint_of", b->sources[s->reprint_of].id);
    tb_json_end_object(j);
}

static const char *mark_name(unsigned what) {
    return what == TB_MARK_QUOTE ? "quote" : what == TB_MARK_FROM ? "from" : "to";
}

/* start and end are bytes of the file; those of marks are bytes of "text". */
static void passage(tb_json *j, const tb_load *l, const tb_article *a, const tb_context *c) {
    tb_place place = {a->origin, c->start, c->end};
    tb_text_to_raw(&a->text, &place.start, &place.end);
    tb_spot spot = tb_spot_of(l, place);
    tb_json_object(j);
    text(j, "shows", tb_slice_cstr(mark_name(c->what)));
    number(j, "start", place.start);
    number(j, "end", place.end);
    number(j, "line", spot.from.line);
    number(j, "column", spot.from.column);
    text(j, "text", tb_slice_sub(a->text.text, c->start, c->end));
    tb_json_key(j, "marks");
    tb_json_array(j);
    for (size_t i = 0; i < c->n_marks; i++) {
        tb_json_object(j);
        text(j, "what", tb_slice_cstr(mark_name(c->marks[i].what)));
        number(j, "start", c->marks[i].start - c->start);
        number(j, "end", c->marks[i].end - c->start);
        tb_json_end_object(j);
    }
    tb_json_end_array(j);
    tb_json_end_object(j);
}

static tb_status passages(tb_json *j, const tb_cli *cli, const tb_load *l, uint32_t link, size_t i) {
    const tb_evidence *e = &l->book->links[link].evidence[i];
    const tb_context *contexts;
    size_t n;
    TB_TRY(tb_contexts_find(cli->arena, l->check, link, i, &contexts, &n));
    tb_json_key(j, "passages");
    tb_json_array(j);
    for (size_t k = 0; k < n; k++) passage(j, l, &l->check->sources[e->source].article, &contexts[k]);
    tb_json_end_array(j);
    return TB_OK;
}

static tb_status evidence(tb_json *j, const tb_cli *cli, const tb_load *l, uint32_t link, size_t i) {
    const tb_evidence *e = &l->book->links[link].evidence[i];
    tb_json_object(j);
    tb_json_key(j, "source");
    if (e->source != TB_NONE) {
        tb_json_string(j, l->book->sources[e->source].id);
        article(j, l->book, &l->book->sources[e->source]);
        const tb_source_state *state = &l->check->sources[e->source];
        if (state->is_read) text(j, "file", state->article.path);
    } else {
        tb_json_null(j);
    }
    tb_report_json_quotes(j, e);
    tb_report_json_verdict(j, l, e, &l->check->links[link].verdicts[i]);
    tb_report_json_claimant(j, l->book, e);
    given(j, "when", e->when_text);
    given(j, "note", e->note);
    if (e->is_private) {
        tb_json_key(j, "private");
        tb_json_bool(j, true);
    }
    TB_TRY(passages(j, cli, l, link, i));
    tb_json_end_object(j);
    return TB_OK;
}

static tb_status one_link(tb_json *j, const tb_cli *cli, const tb_load *l, uint32_t index) {
    const tb_book *b = l->book;
    const tb_link *link = &b->links[index];
    tb_json_object(j);
    text(j, "id", link->id);
    text(j, "from", b->entities[link->from].id);
    text(j, "relation", b->relations[link->relation].name);
    text(j, "to", b->entities[link->to].id);
    tb_json_key(j, "symmetric");
    tb_json_bool(j, b->relations[link->relation].symmetric);
    given(j, "unsourced", link->unsourced);
    given(j, "note", link->note);
    if (link->is_private) {
        tb_json_key(j, "private");
        tb_json_bool(j, true);
    }
    tb_json_key(j, "evidence");
    tb_json_array(j);
    for (size_t i = 0; i < link->n_evidence; i++) TB_TRY(evidence(j, cli, l, index, i));
    tb_json_end_array(j);
    tb_json_end_object(j);
    return TB_OK;
}

tb_status tb_why_json(tb_cli *cli, const tb_why *why) {
    tb_json j = tb_json_to(&cli->out.buf, 2);
    tb_json_object(&j);
    number(&j, "tiebook", 1);
    text(&j, "book", why->load->book->path);
    entity(&j, "from", why->load->book, why->from);
    entity(&j, "to", why->load->book, why->to);
    tb_json_key(&j, "links");
    tb_json_array(&j);
    for (size_t i = 0; i < why->n_links; i++) TB_TRY(one_link(&j, cli, why->load, why->links[i]));
    tb_json_end_array(&j);
    tb_json_end_object(&j);
    tb_buf_putc(&cli->out.buf, '\n');
    return TB_OK;
}
