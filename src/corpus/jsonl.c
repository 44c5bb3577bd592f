/* JSON Lines through jansson, which no other file knows; lines are split here, so that one bad line is one error. */
#include "corpus/jsonl.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <jansson.h>

#include "base/buf.h"
#include "base/file.h"
#include "corpus/jsonl_string.h"
#include "text/text.h"

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

/* A line of JSON, and what jansson has to see of it: jansson goes byte by byte, so long values are cut down to "". */
typedef struct {
    tb_slice line;
    json_t *value;
    char *id, *text; /* strings of our own, where the value was cut */
} parsed;

enum { LONG = 64 }; /* bytes of a string literal from which on it is cut */

static size_t skip_blanks(tb_slice s, size_t i) {
    while (i < s.len && (s.p[i] == ' ' || s.p[i] == '\t' || s.p[i] == '\r' || s.p[i] == '\n')) i++;
    return i;
}

/* Writes line to out with the long values cut down; false where a string literal is at fault. */
static bool cut_values(tb_slice line, tb_buf *out) {
    size_t kept = 0;
    for (size_t i = 0; i < line.len;) {
        const char *quote = memchr(line.p + i, '"', line.len - i);
        if (!quote) break;
        size_t from = (size_t)(quote - line.p), to = tb_jsonl_string_end(line, from);
        if (to == 0) return false;
        i = to;
        if (to - from < LONG) continue;
        size_t after = skip_blanks(line, to);
        if (after < line.len && line.p[after] == ':') continue; /* a key: cut, two might become the same */
        tb_buf_put(out, tb_slice_sub(line, kept, from));
        tb_buf_puts(out, "\"\"");
        kept = to;
    }
    tb_buf_put(out, tb_slice_sub(line, kept, line.len));
    return true;
}

/* Behind the value that begins at s[i]: where, outside of strings and brackets, its object goes on or ends. */
static size_t skip_value(tb_slice s, size_t i) {
    size_t depth = 0;
    while (depth || (s.p[i] != ',' && s.p[i] != '}')) {
        if (s.p[i] == '"') {
            i = tb_jsonl_string_end(s, i);
            continue;
        }
        depth += s.p[i] == '{' || s.p[i] == '[';
        depth -= s.p[i] == '}' || s.p[i] == ']';
        i++;
    }
    return i;
}

/* Whether a key as written, with its quotation marks, is name; it may be written with escapes. */
static bool is_key(tb_slice key, const char *name) {
    char plain[LONG];
    if (key.len > sizeof plain) return false;
    return tb_slice_eq((tb_slice){plain, tb_jsonl_unescape(key, plain)}, tb_slice_cstr(name));
}

/* The value of a key as written; s is proper JSON, an object that has the key. */
static tb_slice find_value(tb_slice s, const char *name) {
    size_t i = skip_blanks(s, 0) + 1;
    for (;;) {
        size_t key = skip_blanks(s, i);
        assert(key < s.len && s.p[key] == '"');
        i = tb_jsonl_string_end(s, key);
        bool is_it = is_key(tb_slice_sub(s, key, i), name);
        size_t value = skip_blanks(s, skip_blanks(s, i) + 1); /* behind the colon */
        i = skip_value(s, value);
        if (!is_it) {
            i++; /* behind the comma */
            continue;
        }
        while (strchr(" \t\r\n", s.p[i - 1])) i--;
        return tb_slice_sub(s, value, i);
    }
}

/* The string that a value stands for: jansson's, or where it was cut one of our own. */
static tb_status take_string(const json_t *value, tb_slice literal, char **own, tb_slice *out) {
    *out = (tb_slice){json_string_value(value), json_string_length(value)};
    if (literal.len < LONG) return TB_OK;
    *own = malloc(literal.len);
    if (!*own) return TB_ENOMEM;
    *out = (tb_slice){*own, tb_jsonl_unescape(literal, *own)};
    return TB_OK;
}

/* Points out the parts of a document, or says why p is none. */
static tb_status take_parts(parsed *p, tb_jsonl_doc *out, const char **why) {
    const json_t *id = json_object_get(p->value, "id"), *text = json_object_get(p->value, "text");
    *why = !json_is_object(p->value)                      ? "the line is no JSON object"
           : !id                                          ? "the object has no \"id\""
           : !json_is_string(id) && !json_is_number(id)   ? "\"id\" is neither a string nor a number"
           : !text                                        ? "the object has no \"text\""
           : !json_is_string(text)                        ? "\"text\" is no string"
                                                          : NULL;
    if (*why) return TB_OK;
    out->id_json = out->id = find_value(p->line, "id"); /* jansson does not keep the digits of long numbers */
    if (json_is_string(id)) TB_TRY(take_string(id, out->id_json, &p->id, &out->id));
    return take_string(text, find_value(p->line, "text"), &p->text, &out->text);
}

static json_t *load(tb_slice bytes, json_error_t *error) {
    return json_loadb(bytes.p, bytes.len, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL, error);
}

/* Has jansson read the line; what it says of a line that is at fault is about the whole line. */
static tb_status read_json(parsed *p, tb_jsonl_doc *out) {
    json_error_t error = {0};
    tb_buf cut = {0};
    if (tb_utf8_valid_len(p->line) == p->line.len && cut_values(p->line, &cut) && tb_buf_status(&cut) == TB_OK)
        p->value = load(tb_buf_slice(&cut), &error);
    tb_status status = tb_buf_status(&cut);
    tb_buf_free(&cut);
    if (status != TB_OK || p->value) return status;
    if (json_error_code(&error) == json_error_out_of_memory) return TB_ENOMEM;
    json_decref(load(p->line, &error)); /* NULL, as the parts of p->line must not be looked for */
    if (json_error_code(&error) == json_error_out_of_memory) return TB_ENOMEM;
    (void)snprintf(out->error, sizeof out->error, "the line is no JSON: %s (at byte %d)", error.text, error.position);
    return TB_OK;
}

tb_status tb_jsonl_parse(const tb_jsonl_line *line, tb_jsonl_doc *out) {
    const char *why = NULL;
    *out = (tb_jsonl_doc){0};
    if (line->too_long) why = "the line is longer than 1 GiB";
    else if (skip_blanks(line->bytes, 0) == line->bytes.len) why = "the line is empty";
    tb_status status = TB_OK;
    if (!why) {
        parsed *p = calloc(1, sizeof *p);
        if (!p) return TB_ENOMEM;
        out->own = p;
        p->line = line->bytes;
        status = read_json(p, out);
        if (status == TB_OK && p->value) status = take_parts(p, out, &why);
    }
    if (status != TB_OK) tb_jsonl_doc_free(out);
    else if (why) (void)snprintf(out->error, sizeof out->error, "%s", why);
    return status;
}

void tb_jsonl_doc_free(tb_jsonl_doc *doc) {
    parsed *p = doc->own;
    if (p) {
        json_decref(p->value);
        free(p->id);
        free(p->text);
        free(p);
    }
    *doc = (tb_jsonl_doc){0};
}
