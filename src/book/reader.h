/* What the parts of the reader share: the files that were read, the book that is being made, and how a
 * mistake is reported. Internal to the room.
 *
 * The reader works in phases over all files (fields, kinds, sources, entities, relations, links, the rest),
 * so that the order of sections and files does not matter. A failure for lack of memory sticks in
 * `status`: later work may go on but does nothing that matters, and the end looks at it once. */
#ifndef TB_BOOK_READER_H
#define TB_BOOK_READER_H

#include "base/edit.h"
#include "book/book.h"
#include "book/schema.h"
#include "book/yaml.h"

#define TB_MAX_FINDINGS 10000  /* of the reader; then one finding says that there are more */
#define TB_MAX_SUGGESTIONS 200 /* looking for a nearest id costs time in a large book */
#define TB_MAX_FILES 10000

typedef struct tb_fields { /* the keys of one mapping, by their index in the table */
    tb_node_id key[TB_MAX_KEYS], value[TB_MAX_KEYS]; /* 0 where not given */
} tb_fields;

typedef struct tb_pair {
    tb_node_id key, value;
} tb_pair;

typedef TB_VEC(tb_pair) tb_pair_vec; /* in the book's arena */

typedef struct tb_doc {
    tb_slice path;    /* as shown */
    tb_slice dir;     /* its folder; "" for the working folder */
    tb_slice below;   /* its folder as seen from the book's folder */
    uint32_t origin;
    uint32_t parent;  /* the file that includes it, or TB_NONE for the book itself */
    tb_place included_at;
    tb_slice bytes;
    tb_tree tree;
    tb_fields fields; /* of the root */
    tb_pair_vec sections; /* keys of the root that the table does not have: declared kinds, or mistakes */
} tb_doc;

typedef struct tb_link_places { /* where the ends of a link are written */
    tb_place from, relation, to;
} tb_link_places;

typedef struct tb_reader {
    tb_book *book;
    tb_arena *arena; /* the book's */
    tb_origins *origins;
    tb_findings *findings;
    TB_VEC(tb_doc) docs; /* on the heap; [0] is the book's file */
    tb_map files;        /* real path → doc */
    const tb_doc *doc;   /* the one that node ids belong to at present */
    tb_slice subject;    /* what is being read, for waivers */
    size_t n_bytes;      /* of all files */
    size_t n_findings, n_suggestions;
    size_t n_affixed;    /* forms that prefixes and endings add */
    bool quiet;          /* the format is unknown: nothing more is reported */
    bool incomplete;     /* a file is missing or broken: what is not there may be there */
    tb_status status;
    /* The growing arrays of the model, in the arena; book->… are set to them at the end of their phase. */
    TB_VEC(tb_kind) kinds;
    TB_VEC(tb_entity) entities;
    TB_VEC(tb_source) sources;
    TB_VEC(tb_node_id) reprints; /* as sources: the value of reprint-of, or 0 */
    TB_VEC(tb_relation) relations;
    TB_VEC(tb_link) links;
    TB_VEC(tb_link_places) link_places; /* as links */
    TB_VEC(tb_waiver) waivers;
    TB_VEC(tb_severity) severities;
    TB_VEC(tb_style) styles;
} tb_reader;

/* Reports a mistake at a node (aliases at their own place) or place. The result may be NULL. */
tb_finding *tb_complain(tb_reader *r, tb_code code, tb_node_id at, const char *format, ...) TB_PRINTF(4, 5);
tb_finding *tb_complain_at(tb_reader *r, tb_code code, tb_place at, const char *format, ...) TB_PRINTF(4, 5);
void tb_complain_related(tb_reader *r, tb_finding *finding, tb_place at, const char *message);

/* Whether complaints are still heard: hints need not be looked for otherwise. */
static inline bool tb_listens(const tb_reader *r) {
    return r->status == TB_OK && !r->quiet && r->n_findings <= TB_MAX_FINDINGS;
}

tb_place tb_place_of(const tb_reader *r, tb_node_id id);
static inline const tb_node *tb_node_of(const tb_reader *r, tb_node_id id) {
    return tb_tree_node(&r->doc->tree, id);
}
/* Keeps the first failure. */
static inline void tb_keep(tb_reader *r, tb_status s) {
    if (s != TB_OK && r->status == TB_OK) r->status = s;
}

/* A hostile text made short enough for a message. */
typedef struct tb_shown {
    char s[72];
} tb_shown;
tb_shown tb_show(tb_slice text);

/* Items of a list, or the one value where `single` and it is none. Items that are not there are skipped. */
typedef struct tb_items {
    tb_node_id at;
    bool single;
} tb_items;
tb_items tb_items_of(const tb_reader *r, tb_node_id list, bool single);
bool tb_items_next(const tb_reader *r, tb_items *it, tb_node_id *out);
size_t tb_items_count(const tb_reader *r, tb_node_id list, bool single);

/* Pairs of a mapping. A key that is no text is reported and skipped, and so is a key that stands twice. */
typedef struct tb_pairs {
    tb_node_id at;
    tb_map seen;
    const char *what; /* "an id" */
} tb_pairs;
tb_pairs tb_pairs_of(const tb_reader *r, tb_node_id mapping, const char *what);
bool tb_pairs_next(tb_reader *r, tb_pairs *it, tb_pair *out);
void tb_pairs_end(tb_pairs *it);

/* Reads the mapping `node` by the table: unknown, duplicate and missing keys and values of the wrong form
 * are reported, and only values of the right shape are handed out. `at` is where a missing key is
 * reported. Unknown keys go to `extra` unreported where it is not NULL. False: it is no mapping. */
bool tb_fields_read(tb_reader *r, tb_object object, tb_node_id node, tb_place at, tb_fields *out,
                    tb_pair_vec *extra);
/* Reports what is wrong with a scalar of the key's type; true where it can be used. */
bool tb_scalar_check(tb_reader *r, const tb_schema_key *key, tb_node_id node);
/* Reports what other YAML readers would make of a scalar, and words that folding cuts. */
void tb_traps_check(tb_reader *r, tb_node_id node, bool is_name);
/* Whether other YAML readers take a plain text for a truth value, a number, a date or nothing. */
bool tb_text_is_mistyped(tb_slice s);
bool tb_url_valid(tb_slice url);

/* The text of a scalar without a copy; "" where id is 0 or it is none. */
tb_slice tb_text_of(const tb_reader *r, tb_node_id id);
/* The texts of the scalars in a list (or of a single one). */
tb_slices tb_texts_of(tb_reader *r, tb_node_id list, bool single);
static inline bool tb_flag_of(const tb_reader *r, tb_node_id id) {
    return id && tb_slice_eq(tb_text_of(r, id), TB_S("true"));
}

/* "; did you mean 'x'?" or "", for the message about an unknown word. */
typedef struct tb_hint {
    char s[100];
} tb_hint;
tb_hint tb_hint_of(tb_slice best);

/* files.c: follows `include` from docs[0] on, until no file names another. */
TB_MUST_USE tb_status tb_files_read(tb_reader *r);
/* Registers a file whose bytes are there, parses it, reads its root and appends it to docs. */
TB_MUST_USE tb_status tb_files_add(tb_reader *r, tb_doc doc);

/* refs.c: what an id names. Unknown ones are reported, with the nearest, unless files are missing. */
bool tb_source_ref(tb_reader *r, tb_node_id id, uint32_t *out);
bool tb_entity_ref(tb_reader *r, tb_node_id id, uint32_t *out);
bool tb_relation_ref(tb_reader *r, tb_node_id id, uint32_t *out);
bool tb_kind_ref(tb_reader *r, tb_node_id id, uint32_t *out);
/* Reports an id that cannot be one or that `ids` has already; true where it is new and was added. */
bool tb_id_declare(tb_reader *r, tb_map *ids, tb_node_id id, uint32_t index, const tb_place *first_of,
                   const char *what);

/* Reads a name or alias, written as text or as a mapping; false where it has no text. */
bool tb_form_read(tb_reader *r, tb_node_id id, tb_form_type type, tb_form *form);
/* Reads the pieces of evidence whose source is known, in their order. */
const tb_evidence *tb_evidence_read(tb_reader *r, tb_node_id list, size_t *n);

/* The phases, each over all files. */
void tb_read_header(tb_reader *r);
void tb_read_kinds(tb_reader *r);
void tb_read_sources(tb_reader *r);
void tb_read_entities(tb_reader *r);
void tb_read_relations(tb_reader *r);
void tb_read_links(tb_reader *r);
void tb_read_waivers(tb_reader *r);
void tb_read_style(tb_reader *r);

/* Findings on the finished model: one function a family, listed in validate.c. */
void tb_validate(tb_reader *r);

#endif
