/* The table of a book's keys, made from schema.def: what may stand where, what it means, and in which form.
 * Public to those who describe the format (the JSON Schema, the manual, completions). */
#ifndef TB_BOOK_SCHEMA_H
#define TB_BOOK_SCHEMA_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/slice.h"

enum {
    TB_REQUIRED = 1,
    TB_MAIN_ONLY = 2, /* not in an included file */
    TB_EITHER = 4,    /* of the keys of an object with this flag at least one is required */
};

typedef enum tb_value_shape {
    TB_SHAPE_ONE,  /* a single value */
    TB_SHAPE_LIST, /* a list of values */
    TB_SHAPE_SOME, /* a single value or a list of them */
    TB_SHAPE_MAP,  /* a mapping from names of the curator's to values */
} tb_value_shape;

typedef enum tb_value_type {
    TB_TYPE_TEXT,     /* free text that nobody takes for anything else: a title, a note */
    TB_TYPE_NAME,     /* text whose characters count: a form, a quote, a relation; yaml-mistyped is looked for */
    TB_TYPE_ID,       /* letters, digits, '-', '_', '.': an id or a reference to one */
    TB_TYPE_FLAG,     /* true or false */
    TB_TYPE_WORD,     /* one of `words` */
    TB_TYPE_DATE,     /* YYYY, YYYY-MM, YYYY-MM-DD */
    TB_TYPE_URL,      /* http, https, mailto */
    TB_TYPE_VERSION,  /* 1 */
    TB_TYPE_LANGUAGE, /* a BCP 47 tag */
    TB_TYPE_SHA256,   /* 64 hexadecimal digits */
    TB_TYPE_WIKIDATA, /* Q and a number */
    TB_TYPE_COLOR,    /* #RGB or #RRGGBB */
    TB_TYPE_CODE,     /* a code of rules.def */
    TB_TYPE_OBJECT,   /* a mapping with the keys of `of` */
} tb_value_type;

typedef enum tb_object {
    TB_OBJECT_NONE,
#define TB_OBJECT(object, title, description) TB_OBJECT_##object,
#define TB_KEY(object, id, key, shape, type, of, words, flags, description)
#define TB_END(object)
#include "book/schema.def"
#undef TB_OBJECT
#undef TB_KEY
#undef TB_END
    TB_N_OBJECTS
} tb_object;

/* TB_KEY_LINK_FROM and the like count from 0 within their object; TB_KEYS_LINK is how many it has. */
#define TB_OBJECT(object, title, description) enum {
#define TB_KEY(object, id, key, shape, type, of, words, flags, description) TB_KEY_##object##_##id,
#define TB_END(object) \
    TB_KEYS_##object   \
    }                  \
    ;
#include "book/schema.def"
#undef TB_OBJECT
#undef TB_KEY
#undef TB_END

#define TB_MAX_KEYS 20 /* of one object */

typedef struct tb_schema_key {
    const char *key;
    uint8_t key_len;
    tb_value_shape shape;
    tb_value_type type;
    tb_object of;
    const char *words; /* "exact|any", or "" */
    unsigned flags;
    const char *description;
} tb_schema_key;

typedef struct tb_schema_object {
    const char *name;  /* "LINK" */
    const char *title; /* with its article: "a link" */
    const char *description;
    const tb_schema_key *keys; /* in the order of the manual */
    size_t n_keys;             /* at most TB_MAX_KEYS */
} tb_schema_object;

/* The keys of an object; valid for ever. object must be one of the table and not TB_OBJECT_NONE. */
const tb_schema_object *tb_schema_of(tb_object object);
/* Index of key in object, or its n_keys. O(n_keys). */
size_t tb_schema_find(const tb_schema_object *object, tb_slice key);
/* Whether words ("a|b|c") has word; *index (may be NULL) is its position. */
bool tb_words_have(const char *words, tb_slice word, size_t *index);

/* A JSON Schema (draft-07) of the book for editors, with the descriptions of the table; with `part` of a
 * file that a book includes. It allows what a reader of YAML 1.2 makes of a book that tiebook takes: a date
 * may be a number there. Appended to out, indented, with a line break at its end. */
void tb_schema_json(tb_buf *out, bool part);

#endif
