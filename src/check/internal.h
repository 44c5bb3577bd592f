/* What the files of the check share among themselves; other rooms include check.h alone. */
#ifndef TB_CHECK_INTERNAL_H
#define TB_CHECK_INTERNAL_H

#include "check/check.h"

typedef struct tb_passage tb_passage;
typedef TB_VEC(tb_passage *) tb_passage_list;

/* Everything a rule may look at, and where it puts what it finds. */
typedef struct tb_check_run_state {
    tb_check *check;
    tb_book *book;
    tb_origins *origins;
    tb_findings *findings;
    const tb_check_options *options;
    tb_names_index *names;
    tb_scratch *scratch;
    tb_error *error;
    tb_passage ***by_link;      /* [link][evidence]; set by tb_check_evidence */
    tb_passage_list *by_source; /* [source]: each piece of evidence once */
} tb_run;

/* A quote as it stands in a text. */
typedef struct tb_located {
    const tb_quote *quote;
    const tb_span *places; /* every place, from the first piece's start to the last one's end */
    size_t n_places;       /* 0: not found */
    const tb_span *pieces; /* of the first place: what stands between the [...] */
    size_t n_pieces;
    bool has_no_words; /* nothing stands beside its omissions */
} tb_located;

/* Words that `as` gives for an endpoint, as they stand in a text. */
typedef struct tb_reference {
    const tb_quote *words; /* NULL: none given */
    const tb_span *places;
    size_t n_places;
} tb_reference;

/* One piece of evidence, looked up in its text; links spread from one list share it. */
struct tb_passage {
    const tb_evidence *evidence;
    uint32_t first_link; /* whose id the findings carry */
    tb_located *quotes;  /* as evidence->quotes */
    tb_reference from, to;
    bool found;          /* every quote */
};

/* quotes.c: looks up the passages of one source in its text, or in another version of it. */
TB_MUST_USE tb_status tb_passages_locate(tb_run *run, const tb_text *text, tb_passage **passages, size_t n);
/* Splits a quote at [...] and […]; pieces are trimmed of white space, empty ones left out. In arena. */
TB_MUST_USE tb_status tb_quote_split(tb_arena *arena, tb_slice quote, tb_slice **out, size_t *n);

/* grade.c: how well a passage supports a link between two entities. */
TB_MUST_USE tb_status tb_passage_grade(tb_run *run, const tb_link *link, const tb_passage *passage, tb_verdict *out);

/* near.c: adds to finding the place that comes nearest to a quote that is not found, with what differs. */
TB_MUST_USE tb_status tb_quote_suggest(tb_run *run, uint32_t source, const tb_quote *quote, tb_finding *finding);

/* texts.c, names_rules.c, evidence.c, drift.c, wording.c, links.c, copies.c, waivers.c: the families of rules, in the order of the
 * run. */
TB_MUST_USE tb_status tb_check_texts(tb_run *run);
TB_MUST_USE tb_status tb_check_names(tb_run *run);
TB_MUST_USE tb_status tb_check_evidence(tb_run *run);
TB_MUST_USE tb_status tb_check_drift(tb_run *run);
TB_MUST_USE tb_status tb_check_wording(tb_run *run);
TB_MUST_USE tb_status tb_check_links(tb_run *run);
TB_MUST_USE tb_status tb_check_copies(tb_run *run);
TB_MUST_USE tb_status tb_check_waivers(tb_run *run);
/* The id of the first link that a passage is evidence of: the subject of findings on it. */
tb_slice tb_passage_link(const tb_run *run, const tb_passage *p);
bool tb_source_readable(const tb_run *run, uint32_t source);
void tb_check_count(tb_check *c);

/* A span of a source's text as a place in its file. */
tb_place tb_span_place(const tb_source_state *s, tb_span span);
/* The name of an entity. */
tb_slice tb_entity_name(const tb_book *book, uint32_t entity);

#endif
