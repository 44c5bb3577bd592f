/* HTML: the main text of a page, with the way back to its source.
 *
 * gumbo builds the tree; the characters come from the source. What gumbo parses is a copy of the same length in
 * which '&' is MASK and CR is LF, so that the text of its nodes is, byte for byte, what stands in the source
 * apart from tags that it passed over; references are then replaced here, where their place is known. */
#include "corpus/html.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "corpus/html_main.h"
#include "corpus/html_tree.h"
#include "corpus/read.h"

enum { MASK = '*' }; /* a character that is neither mark-up nor white space */

typedef struct {
    tb_pieces pieces;
    tb_entities entities;
    tb_slice copy; /* of the whole file */
    tb_html_around around;
    size_t literal;      /* open elements in which mark-up has no meaning */
    size_t preformatted; /* open elements whose line breaks count */
    bool line_blank;     /* in them: nothing but blanks on the line so far */
    size_t at;           /* where the last text or object ended in the file */
    bool after_br;       /* nothing but white space came after a <br> */
} reader;

static bool is_letter(char c) {
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static bool is_blank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r' && c != '\v');
}

bool tb_html_is_markup(tb_slice s) {
    return s.len > 1 && s.p[0] == '<' && (is_letter(s.p[1]) || s.p[1] == '/' || s.p[1] == '!' || s.p[1] == '?');
}

static size_t skip_blanks(tb_slice s, size_t i) {
    while (i < s.len && is_blank(s.p[i])) i++;
    return i;
}

/* Behind the characters from i on that are no blank and none of ends. */
static size_t skip_until(tb_slice s, size_t i, const char *ends) {
    while (i < s.len && !is_blank(s.p[i]) && (s.p[i] == '\0' || !strchr(ends, s.p[i]))) i++;
    return i;
}

/* Behind the value that begins, after blanks, at i. */
static size_t skip_value(tb_slice s, size_t i) {
    i = skip_blanks(s, i);
    if (i == s.len || (s.p[i] != '"' && s.p[i] != '\'')) return skip_until(s, i, ">");
    const char *end = memchr(s.p + i + 1, s.p[i], s.len - i - 1);
    return end ? (size_t)(end - s.p) + 1 : s.len;
}

/* A tag, by the states of the HTML standard's tokenizer: a > in a quoted value does not end it, a quotation mark in a
 * name opens nothing. */
static size_t tag_len(tb_slice s) {
    size_t i = skip_until(s, 2, "/>"); /* behind the name; s.p[1] may be its slash */
    for (;;) {
        while (i < s.len && (is_blank(s.p[i]) || s.p[i] == '/')) i++;
        if (i == s.len) return i;
        if (s.p[i] == '>') return i + 1;
        i = skip_until(s, i + 1, "/>="); /* an equals sign may begin a name */
        size_t equals = skip_blanks(s, i);
        if (equals < s.len && s.p[equals] == '=') i = skip_value(s, equals + 1);
    }
}

size_t tb_html_markup_len(tb_slice s) {
    if (s.len > 2 && (is_letter(s.p[1]) || (s.p[1] == '/' && is_letter(s.p[2])))) return tag_len(s);
    bool comment = tb_slice_starts(s, TB_S("<!--"));
    for (size_t i = comment ? 4 : 2; i < s.len; i++)
        if (s.p[i] == '>' && (!comment || i == 4 || (s.p[i - 1] == '-' && s.p[i - 2] == '-'))) return i + 1;
    return s.len;
}

bool tb_html_is_named(tb_slice tag, const char *name) {
    size_t n = strlen(name);
    if (tag.len < n) return false;
    for (size_t i = 0; i < n; i++)
        if ((tag.p[i] | 0x20) != name[i]) return false;
    char after = tag.len > n ? tag.p[n] : '>';
    return !is_letter(after) && !(after >= '0' && after <= '9') && after != '-';
}

tb_status tb_html_add_decoded(tb_pieces *pieces, tb_entities *entities, size_t from, size_t to) {
    while (from < to) {
        const char *amp = memchr(pieces->raw.p + from, '&', to - from);
        size_t end = amp ? (size_t)(amp - pieces->raw.p) : to;
        TB_TRY(tb_pieces_add(pieces, from, end - from));
        from = end;
        if (!amp) break;
        tb_entity_value value;
        TB_TRY(tb_entity_read(entities, tb_slice_sub(pieces->raw, from, to), &value));
        if (value.raw_len)
            TB_TRY(tb_pieces_replace(pieces, from, value.raw_len, value.instead));
        else
            TB_TRY(tb_pieces_add(pieces, from, 1));
        from += value.raw_len ? value.raw_len : 1;
    }
    return TB_OK;
}

/* Adds raw[from, to), white space at the beginning of a paragraph left out. */
static tb_status add_run(reader *r, size_t from, size_t to) {
    if (!r->pieces.begun)
        while (from < to && is_blank(r->copy.p[from])) from++;
    for (size_t i = from; i < to && r->after_br; i++) r->after_br = is_blank(r->copy.p[i]);
    if (from == to) return TB_OK;
    r->at = to;
    return tb_html_add_decoded(&r->pieces, &r->entities, from, to);
}

/* Line by line; a blank line ends the paragraph, as in plain text. Tags may stand anywhere in a line. */
static tb_status add_preformatted(reader *r, size_t from, size_t to) {
    for (size_t whole; from < to; from += whole) {
        size_t len = tb_line_len(r->pieces.raw.p + from, to - from, &whole);
        r->line_blank &= tb_trim(tb_slice_sub(r->pieces.raw, from, from + len)).len == 0;
        TB_TRY(add_run(r, from, from + whole));
        if (whole == len) continue;
        if (r->line_blank) tb_pieces_break(&r->pieces);
        r->line_blank = true;
    }
    return TB_OK;
}

/* Bytes of the character of the copy at `at`, if it is what t begins with, else 0; *n_t gets its bytes in t. gumbo
 * writes U+FFFD for control characters and noncharacters. */
static size_t same_len(const reader *r, size_t at, const char *t, size_t *n_t) {
    size_t n = tb_utf8_len(r->copy.p + at, r->copy.len - at);
    *n_t = n;
    if (n == 0 || strncmp(r->copy.p + at, t, n) == 0) return n;
    *n_t = 3;
    return strncmp(t, "\xEF\xBF\xBD", 3) == 0 ? n : 0;
}

/* The node in front of node in the same parent, or NULL. */
static const GumboNode *before(const GumboNode *node) {
    const GumboNode *parent = node->parent;
    if (!parent || !tb_html_is_element(parent) || node->index_within_parent == 0) return NULL;
    return parent->v.element.children.data[node->index_within_parent - 1];
}

/* gumbo (0.10.1) puts the last text of a form behind the form. Where a node that begins at `at` begins with such a
 * rest, the offset of the form's end tag; else 0. */
static size_t form_rest(const reader *r, const GumboNode *node, size_t at) {
    const GumboNode *form = before(node);
    if (!form || form->type != GUMBO_NODE_ELEMENT || form->v.element.tag != GUMBO_TAG_FORM) return 0;
    tb_slice all = tb_slice_sub(r->copy, 0, at + node->v.text.original_text.length);
    for (; at < all.len; at++) {
        tb_slice rest = tb_slice_sub(all, at, all.len);
        if (!tb_html_is_markup(rest)) continue;
        if (rest.p[1] == '/' && tb_html_is_named(tb_slice_sub(rest, 2, rest.len), "form")) return at;
        at += tb_html_markup_len(rest) - 1;
    }
    return 0;
}

/* Bytes of mark-up in the copy at `at`, 0 where there is text. */
static size_t markup_at(const reader *r, size_t at) {
    if (r->literal || at >= r->copy.len || r->copy.p[at] != '<') return 0;
    tb_slice rest = tb_slice_sub(r->copy, at, r->copy.len);
    return tb_html_is_markup(rest) ? tb_html_markup_len(rest) : 0;
}

/* Finds the text of a node in the copy, from where gumbo says that it begins. Tags that gumbo passed over stand
 * between its parts. What cannot be found (it has not been seen) is kept, without exact places. */
static tb_status add_text(reader *r, const GumboNode *node) {
    const char *t = node->v.text.text, *data = node->v.text.original_text.data;
    if (!data || data < r->copy.p || data > r->copy.p + r->copy.len) return TB_OK;
    size_t at = (size_t)(data - r->copy.p), markup, same, n_t = 0;
    size_t form_end = form_rest(r, node, at);
    bool form_counts = form_end && r->around.page_form == before(node);
    while (*t) {
        if ((markup = markup_at(r, at)) > 0) {
            if (form_end && at == form_end) tb_pieces_break(&r->pieces);
            at += markup;
            continue;
        }
        size_t from = at;
        while (*t && at < r->copy.len && !markup_at(r, at) && (same = same_len(r, at, t, &n_t)) > 0) {
            t += n_t;
            at += same;
        }
        if (at == from) break;
        if (from >= form_end || form_counts)
            TB_TRY(r->preformatted ? add_preformatted(r, from, at) : add_run(r, from, at));
    }
    if (!*t) return TB_OK;
    tb_slice rest;
    TB_TRY(tb_arena_copy(r->pieces.arena, tb_slice_cstr(t), &rest));
    return tb_pieces_replace(&r->pieces, at, 0, rest);
}

/* The place of an element's tag in the file: nowhere in particular where gumbo made it up. */
static void tag_place(const reader *r, const GumboNode *node, size_t *from, size_t *len) {
    GumboStringPiece tag = node->v.element.original_tag;
    bool is_there = tag.data && tag.data >= r->copy.p && tag.data + tag.length <= r->copy.p + r->copy.len;
    *from = is_there ? (size_t)(tag.data - r->copy.p) : r->at;
    *len = is_there ? tag.length : 0;
}

/* One <br> is a line break, two with nothing between them are a blank line. */
static tb_status add_br(reader *r, const GumboNode *node) {
    size_t from, len;
    tag_place(r, node, &from, &len);
    if (r->after_br) tb_pieces_break(&r->pieces);
    r->after_br = true;
    if (!r->pieces.begun) return TB_OK;
    r->at = from + len;
    return tb_pieces_replace(&r->pieces, from, len, TB_S("\n"));
}

static tb_status add_object(reader *r, const GumboNode *node) {
    size_t from, len;
    tag_place(r, node, &from, &len);
    r->after_br = false;
    if (!r->pieces.begun) return TB_OK;
    r->at = from + len;
    return tb_pieces_replace(&r->pieces, from, len, TB_S(" "));
}

/* A new paragraph, if the element makes one. */
static void break_at(reader *r, tb_html_role role) {
    if (role != TB_HTML_BLOCK && role != TB_HTML_PREFORMATTED && role != TB_HTML_OUT_BLOCK) return;
    tb_pieces_break(&r->pieces);
    r->after_br = false;
}

static bool is_literal(const GumboNode *node) {
    GumboTag tag = node->v.element.tag;
    return node->v.element.tag_namespace == GUMBO_NAMESPACE_HTML &&
           (tag == GUMBO_TAG_XMP || tag == GUMBO_TAG_PLAINTEXT);
}

static tb_status enter(reader *r, const GumboNode *node, bool *inside) {
    tb_html_role role = tb_html_role_of(node, &r->around);
    *inside = role < TB_HTML_LINE_BREAK;
    break_at(r, role);
    if (role == TB_HTML_LINE_BREAK) return add_br(r, node);
    if (role == TB_HTML_OBJECT) return add_object(r, node);
    if (role == TB_HTML_PREFORMATTED) {
        r->preformatted++;
        r->line_blank = false; /* a first line that is blank ends no paragraph */
    }
    if (!*inside) return TB_OK;
    r->literal += is_literal(node);
    tb_html_pass(&r->around, node, 1);
    return TB_OK;
}

static void leave(reader *r, const GumboNode *node) {
    tb_html_pass(&r->around, node, -1);
    r->literal -= is_literal(node);
    tb_html_role role = tb_html_role_of(node, &r->around);
    break_at(r, role);
    if (role == TB_HTML_PREFORMATTED) r->preformatted--;
}

static tb_status read_tree(reader *r, const GumboNode *root) {
    tb_html_walk w = {.node = root};
    tb_status status = TB_OK;
    while (status == TB_OK && w.node) {
        bool inside = false;
        if (tb_html_is_element(w.node) && w.leaving)
            leave(r, w.node);
        else if (tb_html_is_element(w.node))
            status = enter(r, w.node, &inside);
        else if (w.node->type != GUMBO_NODE_COMMENT)
            status = add_text(r, w.node);
        if (status == TB_OK) status = tb_html_walk_next(&w, inside);
    }
    tb_html_walk_free(&w);
    return status;
}

static tb_status read_page(reader *r, size_t body, const tb_ignore *ignore, tb_html_limit *limit, tb_text *out) {
    tb_html_tree tree;
    tb_status status = tb_html_tree_parse(r->copy.p + body, r->copy.len - body, &tree);
    *limit = tree.limit;
    if (status != TB_OK) return status;
    const GumboNode *root;
    status = tb_html_choose(tree.root, &root, &r->around.page_form);
    if (status == TB_OK && root) status = read_tree(r, root);
    tb_html_tree_free(&tree);
    if (status == TB_OK) status = tb_pieces_ignore(&r->pieces, ignore);
    return status == TB_OK ? tb_pieces_make(&r->pieces, out) : status;
}

static const char *limit_words(tb_html_limit limit) {
    switch (limit) {
    case TB_HTML_NO_LIMIT: return "it is larger than a page can be";
    case TB_HTML_TOO_DEEP: return "its elements nest more than 256 deep";
    case TB_HTML_TOO_MANY_ATTRIBUTES: return "a tag has hundreds of attributes";
    case TB_HTML_TOO_TANGLED: return "its mark-up is too tangled to be put in order";
    }
    return "";
}

/* In XHTML an element may end in its own tag (<script/>). HTML does not know that: all that follows would be the
 * script's. In the copy such a tag gets a name that means nothing. */
static void rename_empty(char *copy, size_t from, size_t len) {
    static const char *const names[] = {
        "script", "style", "title",  "textarea", "iframe", "noscript", "noframes", "template", "select", "button", "object",
        "canvas", "video", "audio",  "map",      "nav",    "aside",    "header",   "footer",   "form",   "article", "main",
    };
    for (size_t i = from; i < len; i++) {
        tb_slice rest = {copy + i, len - i};
        if (!tb_html_is_markup(rest)) continue;
        size_t n = tb_html_markup_len(rest);
        for (size_t k = 0; copy[i + n - 2] == '/' && k < sizeof names / sizeof *names; k++)
            if (tb_html_is_named(tb_slice_sub(rest, 1, n), names[k])) copy[i + 1] = 'x';
        i += n - 1;
    }
}

/* What gumbo gets to see of a file, as the head of this file says; NULL where there is no memory. */
static char *make_copy(tb_slice raw, size_t body, bool xml) {
    char *copy = malloc(raw.len + 1);
    if (!copy) return NULL;
    for (size_t i = 0; i < raw.len; i++) copy[i] = raw.p[i] == '&' ? MASK : raw.p[i] == '\r' ? '\n' : raw.p[i];
    if (xml || tb_slice_starts(tb_slice_sub(raw, body, raw.len), TB_S("<?xml"))) rename_empty(copy, body, raw.len);
    return copy;
}

tb_status tb_html_read(tb_arena *arena, tb_slice raw, size_t body, bool xml, const tb_ignore *ignore, tb_text *out,
                       const char **why) {
    tb_html_limit limit = TB_HTML_NO_LIMIT;
    *why = limit_words(limit);
    if (raw.len > TB_HTML_MAX) return TB_ELIMIT;
    char *copy = make_copy(raw, body, xml);
    if (!copy) return TB_ENOMEM;
    reader r = {.pieces = {.arena = arena, .raw = raw, .separators = true},
                .entities = {.arena = arena},
                .copy = {copy, raw.len},
                .at = body};
    tb_status status = read_page(&r, body, ignore, &limit, out);
    *why = limit_words(limit);
    tb_entities_free(&r.entities);
    tb_pieces_free(&r.pieces);
    free(copy);
    return status;
}

tb_slice tb_html_charset(tb_slice page) {
    static const char word[] = "charset";
    size_t end = page.len < 4096 ? page.len : 4096, n = sizeof word - 1;
    for (size_t i = 0; i + n < end; i++) {
        size_t k = 0;
        while (k < n && (page.p[i + k] | 0x20) == word[k]) k++;
        if (k < n) continue;
        size_t from = i + n;
        while (from < end && (is_blank(page.p[from]) || page.p[from] == '=')) from++;
        if (from < end && (page.p[from] == '"' || page.p[from] == '\'')) from++;
        size_t to = from;
        while (to < end && (is_letter(page.p[to]) || (page.p[to] >= '0' && page.p[to] <= ':') || page.p[to] == '-' ||
                            page.p[to] == '_'))
            to++;
        if (to > from) return tb_slice_sub(page, from, to);
    }
    return (tb_slice){0};
}
