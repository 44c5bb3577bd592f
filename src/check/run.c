/* The run of a check, from a book to findings, verdicts and counts: texts, names, evidence, waivers. */
#include <stdlib.h>

#include "check/internal.h"

const char *tb_support_name(tb_support s) {
    static const char *const names[] = {"unchecked", "none", "article", "paragraph", "sentence", "quote"};
    return names[s];
}

tb_slice tb_entity_name(const tb_book *book, uint32_t entity) {
    return book->entities[entity].forms[0].text;
}

tb_place tb_span_place(const tb_source_state *s, tb_span span) {
    if (s->article.origin == TB_NO_ORIGIN) return TB_NOWHERE;
    tb_place place = {s->article.origin, span.start, span.end};
    tb_text_to_raw(&s->article.text, &place.start, &place.end);
    return place;
}

tb_support tb_link_support(const tb_check *c, uint32_t link) {
    tb_support best = TB_SUPPORT_UNCHECKED;
    for (size_t e = 0; e < c->book->links[link].n_evidence; e++)
        if (c->links[link].verdicts[e].support > best) best = c->links[link].verdicts[e].support;
    return best;
}

static void count_links(tb_check *c) {
    for (uint32_t l = 0; l < c->book->n_links; l++) {
        const tb_link *link = &c->book->links[l];
        if (link->n_evidence == 0 && link->unsourced.len) {
            c->counts.links_unsourced++;
            continue;
        }
        switch (tb_link_support(c, l)) {
        case TB_SUPPORT_UNCHECKED: c->counts.links_unchecked++; break;
        case TB_SUPPORT_NONE: c->counts.links_unsupported++; break;
        case TB_SUPPORT_ARTICLE: c->counts.links_weak++; break;
        default: c->counts.links_supported++; break;
        }
    }
}

/* Evidence is counted once for each link that it carries; its quotes once. */
static void count_evidence(tb_check *c) {
    for (size_t l = 0; l < c->book->n_links; l++) {
        const tb_link *link = &c->book->links[l];
        bool shared = l > 0 && link->n_evidence && c->book->links[l - 1].evidence == link->evidence;
        for (size_t e = 0; e < link->n_evidence; e++) {
            const tb_verdict *v = &c->links[l].verdicts[e];
            c->counts.evidence++;
            c->counts.by_support[v->support]++;
            if (shared) continue;
            c->counts.quotes += link->evidence[e].n_quotes;
            for (size_t q = 0; q < v->n_spans; q++) c->counts.quotes_found += v->spans[q].end > v->spans[q].start;
        }
    }
}

void tb_check_count(tb_check *c) {
    const tb_book *book = c->book;
    c->counts = (tb_counts){.articles = book->n_sources, .entities = book->n_entities, .links = book->n_links};
    for (size_t s = 0; s < book->n_sources; s++)
        c->counts.articles_read += c->sources[s].is_read && c->sources[s].article.readable;
    for (size_t e = 0; e < book->n_entities; e++) {
        size_t n = 0;
        for (size_t s = 0; s < book->n_sources; s++) n += c->mentions[e * book->n_sources + s];
        c->counts.entities_mentioned += n > 0;
        c->counts.mentions += n;
    }
    count_links(c);
    count_evidence(c);
}

static tb_status allocate(tb_check *c) {
    const tb_book *book = c->book;
    c->sources = TB_NEW_ARRAY(&c->arena, book->n_sources, tb_source_state);
    c->links = TB_NEW_ARRAY(&c->arena, book->n_links, tb_link_state);
    c->mentions = TB_NEW_ARRAY(&c->arena, book->n_entities * book->n_sources, size_t);
    if (!c->sources || !c->links || !c->mentions) return TB_ENOMEM;
    for (size_t l = 0; l < book->n_links; l++) {
        c->links[l].verdicts = TB_NEW_ARRAY(&c->arena, book->links[l].n_evidence, tb_verdict);
        if (!c->links[l].verdicts) return TB_ENOMEM;
    }
    return TB_OK;
}

static void set_level(tb_finding *f, const tb_severity *severities, size_t n) {
    for (size_t k = 0; k < n; k++)
        if (severities[k].code == f->code) f->level = severities[k].off ? TB_OFF : severities[k].level;
}

/* Gives every finding the level that the caller, else the book wants, and drops those that are off. */
static void set_levels(tb_run *run) {
    size_t kept = 0;
    for (size_t i = 0; i < run->findings->all.n; i++) {
        tb_finding *f = run->findings->all.at[i];
        set_level(f, run->book->severities, run->book->n_severities);
        if (run->options) set_level(f, run->options->severities, run->options->n_severities);
        if (f->level != TB_OFF) run->findings->all.at[kept++] = f;
    }
    run->findings->all.n = kept;
}

static tb_status check_all(tb_run *run) {
    TB_TRY(allocate(run->check));
    TB_TRY(tb_scratch_new(&run->scratch));
    TB_TRY(tb_names_index_new(run->book, &run->names));
    TB_TRY(tb_check_texts(run));
    TB_TRY(tb_check_names(run));
    TB_TRY(tb_check_evidence(run));
    TB_TRY(tb_check_drift(run));
    tb_check_count(run->check);
    if (run->check->counts.evidence == 0)
        TB_TRY(tb_findings_add(run->findings, TB_CODE_NOTHING_CHECKED, TB_NOWHERE, TB_S(""), NULL,
                               "%.*s has no evidence, so nothing was checked", TB_FMT(run->book->path)));
    TB_TRY(tb_check_wording(run));
    TB_TRY(tb_check_links(run));
    TB_TRY(tb_check_copies(run));
    set_levels(run);
    TB_TRY(tb_check_waivers(run));
    set_levels(run); /* of the findings on waivers */
    tb_findings_sort(run->findings);
    return TB_OK;
}

tb_status tb_check_run(tb_book *book, const tb_check_options *options, tb_origins *origins, tb_findings *findings,
                       tb_check **out, tb_error *error) {
    *out = NULL;
    tb_check *c = calloc(1, sizeof *c);
    if (!c) return TB_ENOMEM;
    c->book = book;
    tb_run run = {.check = c, .book = book, .origins = origins, .findings = findings, .options = options,
                  .error = error};
    tb_status status = check_all(&run);
    tb_scratch_free(run.scratch);
    tb_names_index_free(run.names);
    if (status != TB_OK) {
        tb_check_free(c);
        return status;
    }
    *out = c;
    return TB_OK;
}

void tb_check_free(tb_check *c) {
    if (!c) return;
    for (size_t s = 0; c->sources && s < c->book->n_sources; s++) {
        if (c->sources[s].is_read) tb_article_free(&c->sources[s].article);
        tb_vec_free(&c->sources[s].mentions);
    }
    tb_arena_free(&c->arena);
    free(c);
}
