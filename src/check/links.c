/* The rules on whole links: how many independent sources and claimants carry them, whether they are contested, whether
 * their dates can be. */
#include "check/internal.h"

/* The original that a source goes back to; a ring of reprints ends at its first member. */
static uint32_t original(const tb_book *book, uint32_t source) {
    for (size_t steps = 0; steps < book->n_sources; steps++) {
        uint32_t next = source == TB_NONE ? TB_NONE : book->sources[source].reprint_of;
        if (next == TB_NONE) break;
        source = next;
    }
    return source;
}

static bool same_claimant(const tb_evidence *a, const tb_evidence *b) {
    if (a->by != TB_NONE || b->by != TB_NONE) return a->by == b->by;
    return a->by_name.len && tb_slice_eq(a->by_name, b->by_name);
}

typedef struct tally {
    size_t sources, originals; /* different ones among the evidence that does not deny */
    bool one_claimant;         /* all of it goes back to one */
    bool denied, claimed;
} tally;

static tally count(const tb_book *book, const tb_link *link) {
    tally t = {.one_claimant = true};
    const tb_evidence *first = NULL;
    for (size_t i = 0; i < link->n_evidence; i++) {
        const tb_evidence *e = &link->evidence[i];
        if (e->stance == TB_DENIED) {
            t.denied = true;
            continue;
        }
        bool new_source = e->source != TB_NONE, new_original = new_source;
        for (size_t k = 0; k < i; k++) {
            const tb_evidence *before = &link->evidence[k];
            if (before->stance == TB_DENIED || before->source == TB_NONE || e->source == TB_NONE) continue;
            if (before->source == e->source) new_source = false;
            if (original(book, before->source) == original(book, e->source)) new_original = false;
        }
        t.sources += new_source;
        t.originals += new_original;
        t.claimed = true;
        if (first) t.one_claimant &= same_claimant(first, e);
        else first = e;
    }
    return t;
}

static tb_status check_date(tb_run *run, const tb_link *link, const tb_evidence *e) {
    if (e->source == TB_NONE || e->stance == TB_PLANNED || !e->when.from.year) return TB_OK;
    const tb_source *source = &run->book->sources[e->source];
    if (!source->date.year || tb_date_cmp(e->when.from, source->date) <= 0) return TB_OK;
    return tb_findings_add(run->findings, TB_CODE_DATE_AFTER_ARTICLE, e->at, link->id, NULL,
                           "the link is dated %.*s, and %.*s appeared on %.*s", TB_FMT(e->when_text), TB_FMT(source->id),
                           TB_FMT(source->date_text));
}

static tb_status check_link(tb_run *run, const tb_link *link) {
    tally t = count(run->book, link);
    if (t.denied && t.claimed)
        TB_TRY(tb_findings_add(run->findings, TB_CODE_LINK_CONTESTED, link->at, link->id, NULL,
                               "one piece of evidence claims the link, another denies it"));
    if (t.sources == 1)
        TB_TRY(tb_findings_add(run->findings, TB_CODE_LINK_ONE_SOURCE, link->at, link->id, NULL,
                               "one article carries the link"));
    if (t.sources > 1 && t.originals == 1)
        TB_TRY(tb_findings_add(run->findings, TB_CODE_LINK_REPRINTS, link->at, link->id, NULL,
                               "the %zu articles of the link are reprints of one", t.sources));
    else if (t.sources > 1 && t.one_claimant)
        TB_TRY(tb_findings_add(run->findings, TB_CODE_LINK_ONE_CLAIMANT, link->at, link->id, NULL,
                               "all %zu articles of the link have it from one claimant", t.sources));
    for (size_t i = 0; i < link->n_evidence; i++) TB_TRY(check_date(run, link, &link->evidence[i]));
    return TB_OK;
}

tb_status tb_check_links(tb_run *run) {
    for (size_t i = 0; i < run->book->n_links; i++) TB_TRY(check_link(run, &run->book->links[i]));
    return TB_OK;
}
