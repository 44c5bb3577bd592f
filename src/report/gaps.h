/* What the texts say and the book does not: a work list. Everything here is a suggestion to a reader; nothing of it is ever
 * written into a book, and what stands together is no link. */
#ifndef TB_REPORT_GAPS_H
#define TB_REPORT_GAPS_H

#include "check/check.h"

#define TB_GAPS_PLACES 3 /* shown of each gap */

typedef struct tb_gap_place {
    uint32_t source;
    tb_span at;       /* bytes of the text's `text` */
    tb_span other;    /* of a pair: the second name; else empty */
    tb_span sentence; /* that it stands in, without white space at the ends */
} tb_gap_place;

typedef enum tb_likely { /* kind, as far as the words around tell */
    TB_LIKELY_PERSON, TB_LIKELY_GROUP, TB_LIKELY_STATE, TB_LIKELY_PLACE, TB_LIKELY_OTHER, TB_LIKELY_UNKNOWN,
} tb_likely;

/* A name that no entity covers, with the other forms that seem to mean the same. */
typedef struct tb_gap_name {
    tb_slice name;    /* as it stands in a text, the fullest form */
    tb_slices also;   /* its other forms, the most frequent first */
    tb_likely likely;
    bool described;   /* not a name but a description: "drug cartels" */
    uint32_t entity;  /* of which it seems to be another form, or TB_NONE */
    size_t n_places, n_articles, n_sentences;
    size_t n_beside;  /* sentences that name an entity of the book as well: there are the links to be found */
    tb_gap_place places[TB_GAPS_PLACES]; /* from different articles and sentences where there are */
    size_t n_shown;
    double score;     /* the list is in the order of it */
} tb_gap_name;

/* Two entities that are named in one sentence and have no link between them. */
typedef struct tb_gap_pair {
    uint32_t a, b; /* entities, a by id before b */
    size_t n_sentences, n_articles;
    tb_gap_place places[TB_GAPS_PLACES];
    size_t n_shown;
} tb_gap_pair;

typedef struct tb_gap_form {
    uint32_t entity, form;
} tb_gap_form;

typedef struct tb_gaps {
    tb_arena arena;
    const tb_gap_name *names; /* the most useful first */
    size_t n_names;
    const tb_gap_pair *pairs; /* more sentences first, then more articles, then those with fewest other names between, ids */
    size_t n_pairs;
    /* forms and entities are looked for where all texts could be read */
    const tb_gap_form *forms; /* that no text has, of entities that are mentioned; names not among them; in the book's order */
    size_t n_forms;
    const uint32_t *entities; /* that no text mentions, in the book's order */
    size_t n_entities;
    const uint32_t *sources;  /* that no evidence cites, in the book's order */
    size_t n_sources;
    const uint32_t *unread;   /* sources whose text could not be read: nothing was looked for there */
    size_t n_unread;
} tb_gaps;

const char *tb_likely_name(tb_likely kind); /* "person", "group", "state", "place", "other", "unknown" */

/* Names in scripts without capitals are not found, and words are judged by the book's language (report/lexicon.def has data
 * for "en" and "es"). *out refers to the check, and is freed with tb_gaps_free. TB_ENOMEM. */
TB_MUST_USE tb_status tb_gaps_find(const tb_check *check, tb_gaps *out);
void tb_gaps_free(tb_gaps *g);

#endif
