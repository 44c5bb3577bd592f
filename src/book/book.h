/* The book: what the curator states, checked for form, each object with its place in the file.
 *
 * Everything lives in the book's arena and is freed at once. Indexes (entity, source, …) are positions in
 * the arrays below, which keep the order of the file; TB_NONE is no one. Lists of endpoints are already
 * spread into one link for each pair. Strings are UTF-8 as written, white space at the ends kept. */
#ifndef TB_BOOK_BOOK_H
#define TB_BOOK_BOOK_H

#include "base/buf.h"
#include "base/finding.h"
#include "base/map.h"
#include "match/match.h" /* tb_case, tb_accents */

#define TB_NONE UINT32_MAX

typedef struct tb_slices {
    const tb_slice *at;
    size_t n;
} tb_slices;

/* YYYY, YYYY-MM or YYYY-MM-DD; 0 where a part is not given, year 0 where there is no date. */
typedef struct tb_date {
    int16_t year;
    int8_t month, day;
} tb_date;

typedef struct tb_period {
    tb_date from, to; /* a single date is both; an open end is year 0 */
} tb_period;

typedef struct tb_kind {
    tb_slice section;  /* "people", or the declared section */
    tb_slice singular; /* "person" */
    tb_place at;
} tb_kind; /* 0 person, 1 group, 2 state, then the declared ones in order */

typedef enum tb_form_type { TB_FORM_NAME, TB_FORM_ALIAS, TB_FORM_ADJECTIVE } tb_form_type;

typedef struct tb_phrase {
    tb_slice text;
    tb_place at;
} tb_phrase;

typedef struct tb_form {
    tb_slice text; /* as the book writes it */
    tb_place at;
    tb_form_type type;
    tb_case letter_case;
    tb_accents accents;
    bool weak;
    const uint32_t *only_in; /* sources; n_only_in 0 means everywhere */
    size_t n_only_in;
    const tb_phrase *not_in;
    size_t n_not_in;
    tb_slices prefixes, endings;
} tb_form;

typedef struct tb_entity {
    tb_slice id;
    uint32_t kind;
    const tb_form *forms; /* the name first, then aliases, then adjectives, in the order of the book */
    size_t n_forms;       /* at least 1 */
    tb_slice wikidata, url, note; /* "" where not given */
    tb_slices tags;
    bool is_private;
    tb_place at; /* its id */
} tb_entity;

typedef struct tb_source {
    tb_slice id;
    tb_slice title, publisher, author, url, archive, file, note; /* "" where not given */
    tb_slice date_text;
    tb_date date;
    uint32_t reprint_of; /* source, or TB_NONE */
    char reliability;    /* 'A' to 'F', or 0 */
    tb_slices sha256;    /* lower case */
    tb_place sha256_at;  /* its value, or TB_NOWHERE */
    tb_slices ignore;    /* whole lines */
    bool is_private;
    tb_place at;
} tb_source;

typedef struct tb_relation {
    tb_slice name, inverse, note;
    const uint32_t *from, *to; /* kinds; n 0 means any */
    size_t n_from, n_to;
    bool symmetric;
    tb_place at;
} tb_relation;

typedef enum tb_stance { TB_ASSERTED, TB_ALLEGED, TB_PLANNED, TB_DENIED } tb_stance;

typedef struct tb_quote {
    tb_slice text;
    tb_place at;
} tb_quote;

typedef struct tb_evidence {
    uint32_t source;
    const tb_quote *quotes;
    size_t n_quotes; /* at least 1 in a book without errors */
    uint32_t by;      /* entity, or TB_NONE */
    tb_slice by_name; /* the name of a claimant outside the book, or "" */
    tb_stance stance;
    tb_period when;
    tb_slice when_text;         /* as written; a period as "FROM/TO" */
    const tb_quote *as_from, *as_to; /* words that refer to the endpoint, or NULL */
    tb_slice note;
    bool is_private;
    tb_place at;
} tb_evidence;

typedef struct tb_link {
    tb_slice id;   /* as given, or "FROM RELATION TO" with the ids */
    bool named;    /* the id was given */
    uint32_t from, relation, to;
    const tb_evidence *evidence; /* links spread from one list share it; pieces of unknown sources are left out */
    size_t n_evidence;  /* 0 where unsourced, and in a book with errors where no piece could be understood */
    tb_slice unsourced; /* the reason, or "" */
    tb_slice note;
    bool is_private;
    tb_place at; /* the entry in the file */
} tb_link;

typedef struct tb_waiver {
    tb_code code;
    tb_slice at_subject, reason;
    tb_date until;
    tb_place at;
} tb_waiver;

/* What the book says of the level of a finding. */
typedef struct tb_severity {
    tb_code code;
    bool off;       /* not to be reported at all */
    tb_level level; /* else this one */
    tb_place at;
} tb_severity;

/* One property of how a kind or a relation is drawn: "color" is "#RGB" or "#RRGGBB", "shape" a word. */
typedef struct tb_style {
    bool of_relation;
    uint32_t index; /* of the kind or relation */
    tb_slice key, value;
    tb_place at;
} tb_style;

/* A file of the book that the book itself has read. */
typedef struct tb_book_file {
    tb_buf bytes;
    struct tb_book_file *next;
} tb_book_file;

typedef struct tb_book {
    tb_arena arena;
    tb_slice path, dir; /* of the book's file; dir "" for the working folder */
    tb_slice title, language;
    tb_slices texts;    /* folders, relative to dir */
    tb_kind *kinds;         size_t n_kinds;
    tb_entity *entities;    size_t n_entities;
    tb_source *sources;     size_t n_sources;
    tb_relation *relations; size_t n_relations;
    tb_link *links;         size_t n_links;
    size_t n_links_unread;  /* stated links that errors kept out of links; never passed over in a count */
    tb_waiver *waivers;     size_t n_waivers;
    tb_severity *severities; size_t n_severities; /* no code twice */
    tb_style *styles;        size_t n_styles;
    tb_map entity_ids, source_ids, relation_names; /* id → index */
    bool incomplete; /* a file is missing or broken off: what the book does not have it may have */
    tb_book_file *files; /* what the strings and the origins borrow from */
} tb_book;

/* Reads the book at path with all it includes, registers its files in origins and adds what is wrong with it
 * to findings. A book with errors is still handed out, with the entries that could be understood; where it
 * is no proper YAML the book is what stood before the break. TB_EIO when the file itself cannot be read
 * (error filled, *out NULL); TB_ENOMEM. *out is freed with tb_book_free; the origins borrow the bytes of its
 * files, so that no line of them may be shown afterwards. Linear in the bytes. */
TB_MUST_USE tb_status tb_book_read(const char *path, tb_origins *origins, tb_findings *findings,
                                   tb_book **out, tb_error *error);
/* The same from memory: bytes are borrowed and must outlive the book; includes are looked for in the folder of
 * name. error is not filled. */
TB_MUST_USE tb_status tb_book_parse(tb_slice name, tb_slice bytes, tb_origins *origins, tb_findings *findings,
                                    tb_book **out, tb_error *error);
void tb_book_free(tb_book *book);

const char *tb_stance_name(tb_stance s);
/* Letters, digits, '-', '_' and '.', and not dots alone. */
bool tb_id_valid(tb_slice id);
/* Parses a date; false where it is none. */
bool tb_date_parse(tb_slice s, tb_date *out);
/* -1, 0, 1; a missing month or day compares as not known, so that 2019 and 2019-07 are equal. */
int tb_date_cmp(tb_date a, tb_date b);

/* Fields of a source that front matter may give: title, publisher, author, date, url, archive. Reads the
 * YAML of front matter (without its --- lines) and fills in what source leaves out. Findings go to the
 * place of the text. */
TB_MUST_USE tb_status tb_source_fill(tb_book *book, uint32_t source, tb_slice yaml, uint32_t origin,
                                     size_t offset, tb_findings *findings);

/* Who is meant by words on the command line: an id, a name or any alias (case and accents folded). *out gets
 * the matching entities, in the order of the book; none fits: *n is 0 and *nearest (may be NULL) the most
 * similar entities, best first, at most 3. In arena. */
TB_MUST_USE tb_status tb_book_resolve(const tb_book *book, tb_slice words, tb_arena *arena, const uint32_t **out,
                                      size_t *n, const uint32_t **nearest, size_t *n_nearest);

#endif
