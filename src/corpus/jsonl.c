/* JSON Lines through jansson, which no other file knows; lines are split here, so that one bad line is one error. */
#include "corpus/jsonl.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include <jansson.h>

#include "base/file.h"

enum { CHUNK = 1 << 18, KEEP = 1 << 24 }; /* bytes read at once; what the buffer may keep after a long line */

struct tb_jsonl {
    int fd;
    const char *name;
    char *p;
    size_t cap, start, end; /* p[start, end) was read and not handed out */
    size_t number;
    bool at_end, skipping; /* nothing more comes; the rest of a line that is too long does */
};

tb_status tb_jsonl_open(int fd, const char *name, tb_jsonl **out) {
    tb_jsonl *r = calloc(1, sizeof *r);
    if (!r) return TB_ENOMEM;
    r->fd = fd;
    r->name = name;
    *out = r;
    return TB_OK;
}

void tb_jsonl_close(tb_jsonl *r) {
    if (!r) return;
    free(r->p);
    free(r);
}

/* Room for another chunk behind p[end): moves what is left to the front, grows, and gives back what a line of
 * unusual length has taken. */
static tb_status make_room(tb_jsonl *r) {
    size_t left = r->end - r->start;
    if (r->start && left) memmove(r->p, r->p + r->start, left);
    r->start = 0;
    r->end = left;
    size_t want = r->cap;
    if (want > KEEP && left < CHUNK) want = CHUNK * 2;
    while (want < left + CHUNK) want = want ? want * 2 : CHUNK * 2;
    if (want == r->cap) return TB_OK;
    char *p = realloc(r->p, want);
    if (!p) return TB_ENOMEM;
    r->p = p;
    r->cap = want;
    return TB_OK;
}

static tb_status fill(tb_jsonl *r, tb_error *error) {
    TB_TRY(make_room(r));
    ssize_t n;
    do
        n = read(r->fd, r->p + r->end, r->cap - r->end);
    while (n < 0 && errno == EINTR);
    if (n < 0) {
        tb_error_set(error, errno, "%s", r->name);
        return TB_EIO;
    }
    r->at_end = n == 0;
    r->end += (size_t)n;
    return TB_OK;
}

/* Finds the end of the line at p[start, *len), reading on as needed. *found is false where the stream ended first. */
static tb_status find_end(tb_jsonl *r, size_t *len, bool *found, tb_error *error) {
    size_t looked = 0;
    *len = 0;
    *found = false;
    if (!r->p && !r->at_end) TB_TRY(fill(r, error)); /* nothing was read yet */
    if (!r->p) return TB_OK;
    for (;;) {
        const char *from = r->p + r->start;
        const char *lf = r->end > r->start + looked ? memchr(from + looked, '\n', r->end - r->start - looked) : NULL;
        *found = lf != NULL;
        looked = r->end - r->start;
        *len = lf ? (size_t)(lf - from) : looked;
        if (lf || r->at_end) return TB_OK;
        if (looked > TB_JSONL_MAX) { /* what came so far need not be kept */
            r->skipping = true;
            r->start = r->end;
            looked = 0;
        }
        TB_TRY(fill(r, error));
    }
}

static tb_slice without(tb_slice s, size_t number) {
    if (number == 1 && tb_slice_starts(s, TB_S("\xEF\xBB\xBF"))) s = tb_slice_sub(s, 3, s.len);
    if (tb_slice_ends(s, TB_S("\r"))) s.len--;
    return s;
}

tb_status tb_jsonl_next(tb_jsonl *r, tb_jsonl_line *out, bool *more, tb_error *error) {
    size_t len;
    bool found;
    *more = false;
    r->skipping = false;
    tb_status status = find_end(r, &len, &found, error);
    if (status != TB_OK) {
        r->start = r->end = 0;
        r->at_end = true;
        return status;
    }
    if (!found && len == 0 && !r->skipping) return TB_OK;
    *more = true;
    out->number = ++r->number;
    out->too_long = r->skipping || len > TB_JSONL_MAX;
    out->bytes = out->too_long ? (tb_slice){0} : without((tb_slice){r->p + r->start, len}, r->number);
    r->start += len + found;
    return TB_OK;
}

bool tb_jsonl_ready(const tb_jsonl *r) {
    return r->at_end || (r->end > r->start && memchr(r->p + r->start, '\n', r->end - r->start));
}

/* Behind the string that begins at s[i]; s is known to be proper JSON. */
static size_t skip_string(tb_slice s, size_t i) {
    for (i++; s.p[i] != '"'; i++)
        if (s.p[i] == '\\') i++;
    return i + 1;
}

static size_t skip_blanks(tb_slice s, size_t i) {
    while (i < s.len && strchr(" \t\r\n", s.p[i])) i++;
    return i;
}

/* Behind the value that begins at s[i]: where, outside of strings and brackets, its object goes on or ends. */
static size_t skip_value(tb_slice s, size_t i) {
    size_t depth = 0;
    while (depth || (s.p[i] != ',' && s.p[i] != '}')) {
        if (s.p[i] == '"') {
            i = skip_string(s, i);
            continue;
        }
        depth += s.p[i] == '{' || s.p[i] == '[';
        depth -= s.p[i] == '}' || s.p[i] == ']';
        i++;
    }
    return i;
}

/* Whether a key as written, with its quotation marks, is "id"; it may be written with escapes. */
static bool is_id_key(tb_slice key) {
    if (!memchr(key.p, '\\', key.len)) return tb_slice_eq(key, TB_S("\"id\""));
    json_t *value = json_loadb(key.p, key.len, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
    bool is = value && json_string_length(value) == 2 && memcmp(json_string_value(value), "id", 2) == 0;
    json_decref(value);
    return is;
}

/* The value of "id" as written in an object that has one: jansson does not keep the digits of long numbers. */
static tb_slice find_id(tb_slice s) {
    size_t i = skip_blanks(s, 0) + 1;
    for (;;) {
        i = skip_blanks(s, i);
        assert(i < s.len && s.p[i] == '"');
        size_t key = i;
        i = skip_string(s, i);
        bool is_id = is_id_key(tb_slice_sub(s, key, i));
        size_t value = skip_blanks(s, skip_blanks(s, i) + 1); /* behind the colon */
        i = skip_value(s, value);
        if (!is_id) {
            i++; /* behind the comma */
            continue;
        }
        while (strchr(" \t\r\n", s.p[i - 1])) i--;
        return tb_slice_sub(s, value, i);
    }
}

/* Points out the parts of a document; NULL, or why value is none. */
static const char *take_parts(const json_t *value, tb_slice line, tb_jsonl_doc *out) {
    const json_t *id = json_object_get(value, "id"), *text = json_object_get(value, "text");
    if (!json_is_object(value)) return "the line is no JSON object";
    if (!id) return "the object has no \"id\"";
    if (!json_is_string(id) && !json_is_number(id)) return "\"id\" is neither a string nor a number";
    if (!text) return "the object has no \"text\"";
    if (!json_is_string(text)) return "\"text\" is no string";
    out->id_json = find_id(line);
    out->id = json_is_string(id) ? (tb_slice){json_string_value(id), json_string_length(id)} : out->id_json;
    out->text = (tb_slice){json_string_value(text), json_string_length(text)};
    return NULL;
}

tb_status tb_jsonl_parse(const tb_jsonl_line *line, tb_jsonl_doc *out) {
    tb_slice bytes = line->bytes;
    json_error_t error = {0};
    json_t *value = NULL;
    const char *why = NULL;
    *out = (tb_jsonl_doc){0};
    if (line->too_long) {
        why = "the line is longer than 1 GiB";
    } else if (skip_blanks(bytes, 0) == bytes.len) {
        why = "the line is empty";
    } else {
        value = json_loadb(bytes.p, bytes.len, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL,
                           &error);
        if (!value && json_error_code(&error) == json_error_out_of_memory) return TB_ENOMEM;
        if (value) why = take_parts(value, bytes, out);
    }
    out->own = value;
    if (why)
        (void)snprintf(out->error, sizeof out->error, "%s", why);
    else if (!value)
        (void)snprintf(out->error, sizeof out->error, "the line is no JSON: %s (at byte %d)", error.text,
                       error.position);
    return TB_OK;
}

void tb_jsonl_doc_free(tb_jsonl_doc *doc) {
    json_decref(doc->own);
    *doc = (tb_jsonl_doc){0};
}
