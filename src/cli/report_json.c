/* `check --format json`. The keys are promised in the manual; new ones may be added, none may change. */
#include "base/json.h"
#include "cli/baseline.h"
#include "cli/report.h"

static void text(tb_json *j, const char *key, tb_slice s) {
    tb_json_key(j, key);
    tb_json_string(j, s);
}

static void number(tb_json *j, const char *key, size_t n) {
    tb_json_key(j, key);
    tb_json_uint(j, n);
}

static void number_or_null(tb_json *j, const char *key, bool known, size_t n) {
    tb_json_key(j, key);
    if (known)
        tb_json_uint(j, n);
    else
        tb_json_null(j);
}

/* "file", "line", "column", "message" */
static void spot(tb_json *j, const tb_load *l, tb_place at, tb_slice message) {
    tb_spot s = tb_spot_of(l, at);
    text(j, "file", s.file);
    number_or_null(j, "line", s.origin, s.from.line);
    number_or_null(j, "column", s.origin, s.from.column);
    text(j, "message", message);
}

static void finding(tb_json *j, const tb_load *l, const tb_finding *f) {
    tb_json_object(j);
    text(j, "code", tb_slice_cstr(tb_rule_of(f->code)->code));
    text(j, "level", tb_slice_cstr(tb_level_name(f->level)));
    spot(j, l, f->at, f->message);
    tb_json_key(j, "related");
    tb_json_array(j);
    for (size_t i = 0; i < f->related.n; i++) {
        tb_json_object(j);
        spot(j, l, f->related.at[i].at, f->related.at[i].message);
        tb_json_end_object(j);
    }
    tb_json_end_array(j);
    tb_json_end_object(j);
}

static void findings(tb_json *j, const tb_load *l) {
    tb_json_key(j, "findings");
    tb_json_array(j);
    for (size_t i = 0; i < l->findings.all.n; i++)
        if (!l->findings.all.at[i]->waived) finding(j, l, l->findings.all.at[i]);
    tb_json_end_array(j);
    tb_json_key(j, "counts");
    tb_json_object(j);
    for (tb_level level = TB_ERROR; level <= TB_NOTE; level++)
        number(j, tb_level_name(level), tb_findings_count(&l->findings, level));
    tb_json_end_object(j);
}

static void baseline(tb_json *j, const tb_baseline *b) {
    tb_json_key(j, "baseline");
    tb_json_object(j);
    number(j, "known", b->n_known);
    tb_json_key(j, "gone");
    tb_json_array(j);
    for (size_t i = 0; i < b->gone.n; i++) {
        const tb_known *k = &b->gone.at[i];
        tb_json_object(j);
        text(j, "file", k->file);
        text(j, "code", k->code);
        text(j, "subject", k->subject);
        text(j, "message", k->message);
        number(j, "count", k->count);
        tb_json_end_object(j);
    }
    tb_json_end_array(j);
    tb_json_end_object(j);
}

/* What was checked: a clean run must not look like one that checked nothing. */
static void checked(tb_json *j, const tb_load *l) {
    tb_json_key(j, "checked");
    if (!l->check) {
        tb_json_null(j);
        return;
    }
    const tb_counts *c = &l->check->counts;
    tb_json_object(j);
    number(j, "articles", c->articles);
    number(j, "articles_read", c->articles_read);
    number(j, "entities", c->entities);
    number(j, "entities_mentioned", c->entities_mentioned);
    number(j, "mentions", c->mentions);
    number(j, "links", c->links);
    number(j, "links_supported", c->links_supported);
    number(j, "links_weak", c->links_weak);
    number(j, "links_unsupported", c->links_unsupported);
    number(j, "links_unsourced", c->links_unsourced);
    number(j, "links_unchecked", c->links_unchecked);
    number(j, "quotes", c->quotes);
    number(j, "quotes_found", c->quotes_found);
    tb_json_end_object(j);
}

static void entities(tb_json *j, const tb_load *l) {
    const tb_book *b = l->book;
    tb_json_key(j, "entities");
    tb_json_array(j);
    for (size_t i = 0; i < b->n_entities && l->check; i++) {
        const tb_entity *e = &b->entities[i];
        tb_json_object(j);
        text(j, "id", e->id);
        text(j, "kind", b->kinds[e->kind].singular);
        text(j, "name", e->forms[0].text);
        tb_json_key(j, "mentions");
        tb_json_object(j);
        for (size_t s = 0; s < b->n_sources; s++) {
            size_t n = l->check->mentions[i * b->n_sources + s];
            if (!n) continue;
            tb_json_key_slice(j, b->sources[s].id);
            tb_json_uint(j, n);
        }
        tb_json_end_object(j);
        tb_json_end_object(j);
    }
    tb_json_end_array(j);
}

/* ["from", "to"], those that are set. */
static void ends(tb_json *j, const char *key, bool from, bool to) {
    tb_json_key(j, key);
    tb_json_array(j);
    if (from) tb_json_cstr(j, "from");
    if (to) tb_json_cstr(j, "to");
    tb_json_end_array(j);
}

void tb_report_json_quotes(tb_json *j, const tb_evidence *e) {
    tb_json_key(j, "quote");
    if (e->n_quotes == 1) {
        tb_json_string(j, e->quotes[0].text);
        return;
    }
    tb_json_array(j);
    for (size_t i = 0; i < e->n_quotes; i++) tb_json_string(j, e->quotes[i].text);
    tb_json_end_array(j);
}

void tb_report_json_claimant(tb_json *j, const tb_book *b, const tb_evidence *e) {
    tb_json_key(j, "by");
    if (e->by != TB_NONE) {
        tb_json_string(j, b->entities[e->by].id);
    } else if (e->by_name.len) {
        tb_json_object(j);
        text(j, "name", e->by_name);
        tb_json_end_object(j);
    } else {
        tb_json_null(j);
    }
}

void tb_report_json_verdict(tb_json *j, const tb_load *l, const tb_evidence *e, const tb_verdict *v) {
    bool known = v->n_spans > 0 && v->spans[0].end > v->spans[0].start;
    tb_place place = TB_NOWHERE;
    if (known) {
        const tb_article *a = &l->check->sources[e->source].article;
        place = (tb_place){a->origin, v->spans[0].start, v->spans[0].end};
        tb_text_to_raw(&a->text, &place.start, &place.end);
    }
    tb_spot s = tb_spot_of(l, place);
    tb_json_key(j, "found");
    if (v->checked)
        tb_json_bool(j, v->found);
    else
        tb_json_null(j);
    number_or_null(j, "start", known, place.start);
    number_or_null(j, "end", known, place.end);
    number_or_null(j, "line", known && s.origin, s.from.line);
    number_or_null(j, "column", known && s.origin, s.from.column);
    text(j, "support", tb_slice_cstr(tb_support_name(v->support)));
    ends(j, "by_reference", v->from_by_reference, v->to_by_reference);
    ends(j, "nested", v->from_nested, v->to_nested);
    text(j, "stance", tb_slice_cstr(tb_stance_name(e->stance)));
}

static void evidence(tb_json *j, const tb_load *l, const tb_evidence *e, const tb_verdict *v) {
    tb_json_object(j);
    tb_json_key(j, "source");
    if (e->source != TB_NONE)
        tb_json_string(j, l->book->sources[e->source].id);
    else
        tb_json_null(j);
    tb_report_json_quotes(j, e);
    tb_report_json_verdict(j, l, e, v);
    tb_report_json_claimant(j, l->book, e);
    tb_json_end_object(j);
}

static void links(tb_json *j, const tb_load *l) {
    const tb_book *b = l->book;
    tb_json_key(j, "links");
    tb_json_array(j);
    for (size_t i = 0; i < b->n_links && l->check; i++) {
        const tb_link *link = &b->links[i];
        tb_json_object(j);
        if (link->named) text(j, "id", link->id);
        text(j, "from", b->entities[link->from].id);
        text(j, "relation", b->relations[link->relation].name);
        text(j, "to", b->entities[link->to].id);
        if (link->unsourced.len) text(j, "unsourced", link->unsourced);
        tb_json_key(j, "evidence");
        tb_json_array(j);
        for (size_t e = 0; e < link->n_evidence; e++)
            evidence(j, l, &link->evidence[e], &l->check->links[i].verdicts[e]);
        tb_json_end_array(j);
        tb_json_end_object(j);
    }
    tb_json_end_array(j);
}

/* Of a broken book nothing is made but the finding: what was read before the break may be anything. */
void tb_report_json(tb_buf *out, const tb_load *l) {
    tb_json j = tb_json_to(out, 2);
    tb_json_object(&j);
    number(&j, "tiebook", 1);
    text(&j, "book", l->book->path);
    findings(&j, l);
    if (l->baseline) baseline(&j, l->baseline);
    checked(&j, l);
    entities(&j, l);
    links(&j, l);
    tb_json_end_object(&j);
    tb_buf_putc(out, '\n');
}
