/* The table of keys as a JSON Schema. Knows the table alone, so that schema and reader cannot disagree on
 * what keys there are. */
#include "base/finding.h"
#include "base/json.h"
#include "book/schema.h"

static void member(tb_json *j, const char *key, const char *value) {
    tb_json_key(j, key);
    tb_json_cstr(j, value);
}

/* "type": ["a", "b"] from "a|b", "type": "a" from "a". */
static void words(tb_json *j, const char *key, const char *list) {
    if (!strchr(list, '|') && strcmp(key, "enum") != 0) {
        member(j, key, list);
        return;
    }
    tb_json_key(j, key);
    tb_json_array(j);
    for (const char *p = list; *p;) {
        size_t len = strcspn(p, "|");
        tb_json_string(j, (tb_slice){p, len});
        p += len + (p[len] == '|');
    }
    tb_json_end_array(j);
}

static void codes(tb_json *j) {
    tb_json_key(j, "enum");
    tb_json_array(j);
    for (int i = 0; i < TB_N_CODES; i++) tb_json_cstr(j, tb_rule_of((tb_code)i)->code);
    tb_json_end_array(j);
}

static void flags(tb_json *j) {
    tb_json_key(j, "enum");
    tb_json_array(j);
    tb_json_bool(j, true);
    tb_json_bool(j, false);
    tb_json_cstr(j, "true");
    tb_json_cstr(j, "false");
    tb_json_end_array(j);
}

static void version(tb_json *j) {
    tb_json_key(j, "enum");
    tb_json_array(j);
    tb_json_uint(j, 1);
    tb_json_cstr(j, "1");
    tb_json_end_array(j);
}

static void refer(tb_json *j, tb_object object) {
    tb_buf path = {0};
    tb_buf_printf(&path, "#/definitions/%s", tb_schema_of(object)->name);
    tb_json_key(j, "$ref");
    tb_json_string(j, tb_buf_slice(&path));
    if (tb_buf_status(&path) != TB_OK) j->out->status = TB_ENOMEM;
    tb_buf_free(&path);
}

/* The members that say what a scalar of a type looks like. Patterns are those of ECMA 262. */
static void scalar(tb_json *j, const tb_schema_key *k) {
    switch (k->type) {
    case TB_TYPE_TEXT: words(j, "type", "string|number|boolean|null"); break;
    case TB_TYPE_NAME: member(j, "type", "string"); break;
    case TB_TYPE_ID:
        member(j, "type", "string");
        member(j, "pattern", "^[^\\s/\\\\:#]+$");
        break;
    case TB_TYPE_FLAG: flags(j); break;
    case TB_TYPE_WORD: words(j, "enum", k->words); break;
    case TB_TYPE_DATE:
        words(j, "type", "string|integer");
        member(j, "pattern", "^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$");
        break;
    case TB_TYPE_URL:
        member(j, "type", "string");
        member(j, "pattern", "^([Hh][Tt][Tt][Pp][Ss]?://|[Mm][Aa][Ii][Ll][Tt][Oo]:)\\S+$");
        break;
    case TB_TYPE_VERSION: version(j); break;
    case TB_TYPE_LANGUAGE:
        member(j, "type", "string");
        member(j, "pattern", "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$");
        break;
    case TB_TYPE_SHA256:
        member(j, "type", "string");
        member(j, "pattern", "^[0-9A-Fa-f]{64}$");
        break;
    case TB_TYPE_WIKIDATA:
        member(j, "type", "string");
        member(j, "pattern", "^Q[1-9][0-9]*$");
        break;
    case TB_TYPE_COLOR:
        member(j, "type", "string");
        member(j, "pattern", "^#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$");
        break;
    case TB_TYPE_CODE: codes(j); break;
    case TB_TYPE_OBJECT: refer(j, k->of); break;
    }
}

/* One value: a scalar, an object, or either. */
static void item(tb_json *j, const tb_schema_key *k) {
    tb_json_object(j);
    if (k->type == TB_TYPE_OBJECT || k->of == TB_OBJECT_NONE) {
        scalar(j, k);
    } else {
        tb_json_key(j, "anyOf");
        tb_json_array(j);
        tb_json_object(j);
        scalar(j, k);
        tb_json_end_object(j);
        tb_json_object(j);
        refer(j, k->of);
        tb_json_end_object(j);
        tb_json_end_array(j);
    }
    tb_json_end_object(j);
}

static void list(tb_json *j, const tb_schema_key *k, const char *type) {
    words(j, "type", type);
    tb_json_key(j, "items");
    item(j, k);
}

/* Members beside "description": a reference would hide its neighbours, so it stands in a list of its own. */
static void value(tb_json *j, const tb_schema_key *k) {
    switch (k->shape) {
    case TB_SHAPE_ONE:
        if (k->type != TB_TYPE_OBJECT && k->of == TB_OBJECT_NONE) {
            scalar(j, k);
            break;
        }
        tb_json_key(j, "allOf");
        tb_json_array(j);
        item(j, k);
        tb_json_end_array(j);
        break;
    case TB_SHAPE_LIST: list(j, k, k->flags & TB_REQUIRED ? "array" : "array|null"); break;
    case TB_SHAPE_SOME:
        tb_json_key(j, "anyOf");
        tb_json_array(j);
        item(j, k);
        tb_json_object(j);
        list(j, k, "array");
        tb_json_end_object(j);
        tb_json_end_array(j);
        break;
    case TB_SHAPE_MAP:
        words(j, "type", "object|null");
        tb_json_key(j, "additionalProperties");
        item(j, k);
        break;
    }
}

static bool any_flag(const tb_schema_object *o, unsigned flags) {
    for (size_t i = 0; i < o->n_keys; i++)
        if (o->keys[i].flags & flags) return true;
    return false;
}

/* "required": the keys with the flag; the version is asked of the book alone. */
static void required(tb_json *j, const tb_schema_object *o, bool book) {
    tb_json_key(j, "required");
    tb_json_array(j);
    for (size_t i = 0; i < o->n_keys; i++)
        if (o->keys[i].flags & (book ? TB_MAIN_ONLY : TB_REQUIRED)) tb_json_cstr(j, o->keys[i].key);
    tb_json_end_array(j);
}

static void either(tb_json *j, const tb_schema_object *o) {
    tb_json_key(j, "anyOf");
    tb_json_array(j);
    for (size_t i = 0; i < o->n_keys; i++) {
        if (!(o->keys[i].flags & TB_EITHER)) continue;
        tb_json_object(j);
        tb_json_key(j, "required");
        tb_json_array(j);
        tb_json_cstr(j, o->keys[i].key);
        tb_json_end_array(j);
        tb_json_end_object(j);
    }
    tb_json_end_array(j);
}

/* The members of an object's schema. A section of a declared kind is any other key of the book. */
static void object(tb_json *j, tb_object which, bool part) {
    const tb_schema_object *o = tb_schema_of(which);
    bool is_book = which == TB_OBJECT_BOOK, some = any_flag(o, TB_REQUIRED | TB_EITHER);
    member(j, "description", o->description);
    words(j, "type", some || is_book ? "object" : "object|null");
    tb_json_key(j, "properties");
    tb_json_object(j);
    for (size_t i = 0; i < o->n_keys; i++) {
        if (part && (o->keys[i].flags & TB_MAIN_ONLY)) continue;
        tb_json_key(j, o->keys[i].key);
        tb_json_object(j);
        member(j, "description", o->keys[i].description);
        value(j, &o->keys[i]);
        tb_json_end_object(j);
    }
    tb_json_end_object(j);
    if (any_flag(o, TB_REQUIRED) || (is_book && !part)) required(j, o, is_book);
    if (any_flag(o, TB_EITHER)) either(j, o);
    tb_json_key(j, "additionalProperties");
    if (is_book) {
        static const tb_schema_key section = {
            .shape = TB_SHAPE_MAP, .type = TB_TYPE_OBJECT, .of = TB_OBJECT_ENTITY};
        tb_json_object(j);
        member(j, "description", "A section of a kind that is declared under kinds.");
        value(j, &section);
        tb_json_end_object(j);
    } else {
        tb_json_bool(j, false);
    }
}

void tb_schema_json(tb_buf *out, bool part) {
    tb_json j = tb_json_to(out, 1);
    tb_json_object(&j);
    member(&j, "$schema", "http://json-schema.org/draft-07/schema#");
    member(&j, "title", part ? "A part of a tiebook book" : "A tiebook book");
    object(&j, TB_OBJECT_BOOK, part);
    tb_json_key(&j, "definitions");
    tb_json_object(&j);
    for (int i = TB_OBJECT_BOOK + 1; i < TB_N_OBJECTS; i++) {
        tb_json_key(&j, tb_schema_of((tb_object)i)->name);
        tb_json_object(&j);
        object(&j, (tb_object)i, part);
        tb_json_end_object(&j);
    }
    tb_json_end_object(&j);
    tb_json_end_object(&j);
    tb_buf_putc(out, '\n');
}
