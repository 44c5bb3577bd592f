/* The rules on evidence: is the quote there, once, and does the text name both ends near it? */
#include "check/internal.h"

bool tb_source_readable(const tb_run *run, uint32_t source) {
    const tb_source_state *s = &run->check->sources[source];
    return s->is_read && s->article.readable;
}

tb_slice tb_passage_link(const tb_run *run, const tb_passage *p) {
    return run->book->links[p->first_link].id;
}

static tb_status new_passage(tb_run *run, uint32_t link, const tb_evidence *evidence, tb_passage **out) {
    tb_passage *p = TB_NEW(&run->check->arena, tb_passage);
    if (!p) return TB_ENOMEM;
    p->evidence = evidence;
    p->first_link = link;
    p->quotes = TB_NEW_ARRAY(&run->check->arena, evidence->n_quotes, tb_located);
    *out = p;
    return p->quotes ? TB_OK : TB_ENOMEM;
}

static tb_status report_missing(tb_run *run, const tb_passage *p, const tb_located *q) {
    const tb_source *source = &run->book->sources[p->evidence->source];
    tb_finding *finding;
    if (q->has_no_words)
        return tb_findings_add(run->findings, TB_CODE_QUOTE_EMPTY, q->quote->at, tb_passage_link(run, p), NULL,
                               "the quote has no words");
    TB_TRY(tb_findings_add(run->findings, TB_CODE_QUOTE_NOT_FOUND, q->quote->at, tb_passage_link(run, p), &finding,
                           "the quote does not stand in %.*s", TB_FMT(source->id)));
    return tb_quote_suggest(run, p->evidence->source, q->quote, finding);
}

static tb_status report_ambiguous(tb_run *run, const tb_passage *p, const tb_located *q) {
    enum { SHOWN = 5 };
    const tb_source_state *s = &run->check->sources[p->evidence->source];
    tb_finding *finding;
    TB_TRY(tb_findings_add(run->findings, TB_CODE_QUOTE_AMBIGUOUS, q->quote->at, tb_passage_link(run, p), &finding,
                           "the quote stands in %zu places of %.*s", q->n_places,
                           TB_FMT(run->book->sources[p->evidence->source].id)));
    for (size_t i = 0; i < q->n_places && i < SHOWN; i++)
        TB_TRY(tb_finding_relate(run->findings, finding, tb_span_place(s, q->places[i]), "place %zu of %zu", i + 1,
                                 q->n_places));
    return TB_OK;
}

static tb_status check_quotes(tb_run *run, const tb_passage *p) {
    for (size_t i = 0; i < p->evidence->n_quotes; i++) {
        const tb_located *q = &p->quotes[i];
        if (q->n_places == 0) TB_TRY(report_missing(run, p, q));
        if (q->n_places > 1) TB_TRY(report_ambiguous(run, p, q));
    }
    return TB_OK;
}

static bool text_names(const tb_source_state *s, uint32_t entity) {
    for (size_t i = 0; i < s->mentions.n; i++)
        if (s->mentions.at[i].entity == entity) return true;
    return false;
}

/* Whether the words of a reference stand in the paragraph of one of the quotes. */
static bool reference_near(const tb_source_state *s, const tb_passage *p, const tb_reference *r) {
    for (size_t i = 0; i < r->n_places; i++)
        for (size_t q = 0; q < p->evidence->n_quotes; q++)
            if (tb_text_paragraph(&s->article.text, r->places[i].start) ==
                tb_text_paragraph(&s->article.text, p->quotes[q].places[0].start))
                return true;
    return false;
}

static tb_status check_reference(tb_run *run, const tb_passage *p, const tb_link *link, const tb_reference *r,
                                 uint32_t entity) {
    if (!r->words) return TB_OK;
    const tb_source_state *s = &run->check->sources[p->evidence->source];
    tb_slice source = run->book->sources[p->evidence->source].id, name = tb_entity_name(run->book, entity);
    if (!reference_near(s, p, r)) {
        tb_finding *finding;
        TB_TRY(tb_findings_add(run->findings, TB_CODE_REFERENCE_NOT_FOUND, r->words->at, link->id, &finding,
                               "the words that refer to %.*s do not stand in the paragraph of the quote in %.*s",
                               TB_FMT(name), TB_FMT(source)));
        TB_TRY(tb_finding_relate(run->findings, finding, tb_span_place(s, p->quotes[0].places[0]), "the quote"));
        if (r->n_places)
            TB_TRY(tb_finding_relate(run->findings, finding, tb_span_place(s, r->places[0]), "the words stand here"));
    }
    if (!text_names(s, entity))
        TB_TRY(tb_findings_add(run->findings, TB_CODE_REFERENCE_UNNAMED, r->words->at, link->id, NULL,
                               "%.*s is referred to, but the text of %.*s never names it", TB_FMT(name),
                               TB_FMT(source)));
    return TB_OK;
}

/* Says which end the text never names. */
static tb_status report_none(tb_run *run, const tb_link *link, const tb_passage *p) {
    const tb_source_state *s = &run->check->sources[p->evidence->source];
    const tb_source *source = &run->book->sources[p->evidence->source];
    bool from = text_names(s, link->from), to = text_names(s, link->to);
    tb_slice a = tb_entity_name(run->book, from ? link->to : link->from), b = tb_entity_name(run->book, link->to);
    if (!from && !to)
        return tb_findings_add(run->findings, TB_CODE_SUPPORT_NONE, p->evidence->at, link->id, NULL,
                               "the text of %.*s names neither %.*s nor %.*s", TB_FMT(source->id), TB_FMT(a),
                               TB_FMT(b));
    return tb_findings_add(run->findings, TB_CODE_SUPPORT_NONE, p->evidence->at, link->id, NULL,
                           "the text of %.*s never names %.*s", TB_FMT(source->id), TB_FMT(a));
}

static tb_status report_article(tb_run *run, const tb_link *link, const tb_passage *p, const tb_verdict *v) {
    const tb_source_state *s = &run->check->sources[p->evidence->source];
    tb_finding *finding;
    TB_TRY(tb_findings_add(run->findings, TB_CODE_SUPPORT_ARTICLE, p->evidence->at, link->id, &finding,
                           "%.*s and %.*s are not both named in the paragraph of the quote in %.*s",
                           TB_FMT(tb_entity_name(run->book, link->from)), TB_FMT(tb_entity_name(run->book, link->to)),
                           TB_FMT(run->book->sources[p->evidence->source].id)));
    if (v->n_spans) TB_TRY(tb_finding_relate(run->findings, finding, tb_span_place(s, v->spans[0]), "the quote"));
    TB_TRY(tb_finding_relate(run->findings, finding, tb_span_place(s, v->from_at), "the nearest place that names %.*s",
                             TB_FMT(tb_entity_name(run->book, link->from))));
    return tb_finding_relate(run->findings, finding, tb_span_place(s, v->to_at), "the nearest place that names %.*s",
                             TB_FMT(tb_entity_name(run->book, link->to)));
}

static tb_status check_link(tb_run *run, uint32_t index, const tb_passage *p, tb_verdict *v) {
    const tb_link *link = &run->book->links[index];
    TB_TRY(tb_passage_grade(run, link, p, v));
    if (!p->found) return TB_OK; /* said at the quote */
    TB_TRY(check_reference(run, p, link, &p->from, link->from));
    TB_TRY(check_reference(run, p, link, &p->to, link->to));
    if (v->support == TB_SUPPORT_NONE) return report_none(run, link, p);
    if (v->support == TB_SUPPORT_ARTICLE) return report_article(run, link, p, v);
    return TB_OK;
}

/* One passage for each piece of evidence, in the order of the links; links of one list share theirs. */
static tb_status collect(tb_run *run, tb_passage ***by_link, tb_passage_list *by_source) {
    const tb_book *book = run->book;
    for (uint32_t l = 0; l < book->n_links; l++) {
        const tb_link *link = &book->links[l];
        bool shared = l > 0 && link->n_evidence && book->links[l - 1].evidence == link->evidence;
        if (shared) {
            by_link[l] = by_link[l - 1];
            continue;
        }
        by_link[l] = TB_NEW_ARRAY(&run->check->arena, link->n_evidence, tb_passage *);
        if (!by_link[l]) return TB_ENOMEM;
        for (size_t e = 0; e < link->n_evidence; e++) {
            TB_TRY(new_passage(run, l, &link->evidence[e], &by_link[l][e]));
            uint32_t source = link->evidence[e].source;
            if (source == TB_NONE) continue; /* said by the reader */
            TB_TRY(tb_vec_push(&run->check->arena, &by_source[source], by_link[l][e]));
        }
    }
    return TB_OK;
}

static tb_status report_unchecked(tb_run *run, const tb_passage_list *passages, tb_slice source) {
    for (size_t i = 0; i < passages->n; i++)
        TB_TRY(tb_findings_add(run->findings, TB_CODE_EVIDENCE_UNCHECKED, passages->at[i]->evidence->at,
                               tb_passage_link(run, passages->at[i]), NULL,
                               "not checked: the text of %.*s could not be read", TB_FMT(source)));
    return TB_OK;
}

tb_status tb_check_evidence(tb_run *run) {
    tb_book *book = run->book;
    tb_arena *arena = &run->check->arena;
    tb_passage ***by_link = run->by_link = TB_NEW_ARRAY(arena, book->n_links, tb_passage **);
    tb_passage_list *by_source = run->by_source = TB_NEW_ARRAY(arena, book->n_sources, tb_passage_list);
    if (!by_link || !by_source) return TB_ENOMEM;
    TB_TRY(collect(run, by_link, by_source));
    for (uint32_t s = 0; s < book->n_sources; s++) {
        if (!tb_source_readable(run, s)) {
            TB_TRY(report_unchecked(run, &by_source[s], book->sources[s].id));
            continue;
        }
        TB_TRY(tb_passages_locate(run, &run->check->sources[s].article.text, by_source[s].at, by_source[s].n));
        for (size_t i = 0; i < by_source[s].n; i++) TB_TRY(check_quotes(run, by_source[s].at[i]));
    }
    for (uint32_t l = 0; l < book->n_links; l++) {
        const tb_link *link = &book->links[l];
        for (size_t e = 0; e < link->n_evidence; e++) {
            uint32_t source = link->evidence[e].source;
            if (source != TB_NONE && tb_source_readable(run, source))
                TB_TRY(check_link(run, l, by_link[l][e], &run->check->links[l].verdicts[e]));
        }
    }
    return TB_OK;
}
