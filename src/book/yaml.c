/* libyaml events to a tree. The only file that knows libyaml.
 *
 * Invariants: a node's range lies inside the file; a child's number is greater than its parent's; an alias
 * leads to a finished node that is no alias. Events are taken one by one and stop at the first problem,
 * because libyaml's own document loader is quadratic in the depth. */
#include "book/yaml.h"

#include <assert.h>
#include <stdio.h>
#include <yaml.h>

#include "base/map.h"
#include "base/origin.h"

typedef struct tb_anchor {
    tb_node_id node;
    size_t weight; /* nodes under it, aliases followed */
    bool open;
} tb_anchor;

typedef struct tb_frame { /* a collection that is being read */
    tb_node_id node, last;
    size_t weight;
    uint32_t anchor; /* index + 1, or 0 */
} tb_frame;

typedef struct tb_builder {
    yaml_parser_t parser;
    tb_arena *arena;
    tb_tree *tree;
    tb_slice bytes;
    size_t bom;              /* bytes before the YAML */
    size_t at_char, at_byte; /* a known pair of positions, from which others are walked to */
    tb_frame frames[TB_YAML_MAX_DEPTH];
    size_t depth;
    TB_VEC(tb_anchor) anchors;
    tb_map anchor_names;
    size_t repeated;
} tb_builder;

/* libyaml counts characters; index is the number of those before a mark (a CR LF is two), the BOM that we
 * kept from it aside. Marks come almost in order, so that walking from the last one is linear in all. */
static size_t byte_of(tb_builder *b, yaml_mark_t mark) {
    const unsigned char *p = (const unsigned char *)b->bytes.p;
    while (b->at_char < mark.index && b->at_byte < b->bytes.len) {
        uint64_t word;
        if (mark.index - b->at_char >= sizeof word && b->bytes.len - b->at_byte >= sizeof word) {
            memcpy(&word, p + b->at_byte, sizeof word);
            if (!(word & 0x8080808080808080u)) { /* eight characters of ASCII */
                b->at_byte += sizeof word;
                b->at_char += sizeof word;
                continue;
            }
        }
        b->at_byte++;
        while (b->at_byte < b->bytes.len && (p[b->at_byte] & 0xC0) == 0x80) b->at_byte++;
        b->at_char++;
    }
    while (b->at_char > mark.index && b->at_byte > b->bom) {
        b->at_byte--;
        while (b->at_byte > b->bom && (p[b->at_byte] & 0xC0) == 0x80) b->at_byte--;
        b->at_char--;
    }
    return b->at_byte;
}

TB_PRINTF(5, 6)
static tb_status stop(tb_builder *b, tb_code code, size_t start, size_t end, const char *format, ...) {
    tb_yaml_problem *p = &b->tree->problem;
    va_list args;
    va_start(args, format);
    p->found = true;
    p->code = code;
    p->start = start < b->bytes.len ? start : b->bytes.len;
    p->end = end < p->start ? p->start : end < b->bytes.len ? end : b->bytes.len;
    (void)vsnprintf(p->message, sizeof p->message, format, args);
    va_end(args);
    return TB_OK;
}

/* The end of the character that begins at offset. */
static size_t char_end(const tb_builder *b, size_t offset) {
    size_t end = offset < b->bytes.len ? offset + 1 : b->bytes.len;
    while (end < b->bytes.len && ((unsigned char)b->bytes.p[end] & 0xC0) == 0x80) end++;
    return end;
}

/* libyaml names the byte that cannot follow; people look for the character that begins before it. */
static size_t lead_of(const tb_builder *b, size_t offset) {
    for (size_t back = 1; back <= 3 && back <= offset; back++) {
        unsigned char c = (unsigned char)b->bytes.p[offset - back];
        if ((c & 0xC0) == 0x80) continue;
        size_t width = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : c >= 0xC0 ? 2 : 1;
        return width > back ? offset - back : offset;
    }
    return offset;
}

static tb_status stop_at_bad_byte(tb_builder *b) {
    const yaml_parser_t *p = &b->parser;
    size_t at = b->bom + p->problem_offset;
    if (at > b->bytes.len) at = b->bytes.len;
    bool control = p->problem && strncmp(p->problem, "control", 7) == 0;
    if (control && p->problem_value == 0)
        return stop(b, TB_CODE_YAML_ENCODING, at, at + 1, "a NUL byte; a book is text");
    if (control)
        return stop(b, TB_CODE_YAML_ENCODING, at, char_end(b, at),
                    "the control character U+%04X, which YAML does not allow", (unsigned)p->problem_value);
    at = lead_of(b, at);
    unsigned char c = at < b->bytes.len ? (unsigned char)b->bytes.p[at] : 0;
    return stop(b, TB_CODE_YAML_ENCODING, at, at + 1, "the byte 0x%02X at offset %zu is no UTF-8", c, at);
}

/* libyaml's words for the mistakes that people make most, in ours. */
static const struct {
    const char *theirs, *ours;
} sayings[] = {
    {"mapping values are not allowed in this context",
     "a colon with a blank after it stands inside a value; put the value in quotation marks"},
    {"could not find expected ':'", "a colon is missing after a key, or a line is indented too little"},
    {"did not find expected key", "a key was expected here; the line is indented wrongly, or text follows a "
                                  "closing quotation mark or bracket"},
    {"did not find expected '-' indicator", "a list item was expected here; the line is indented wrongly"},
    {"did not find expected ',' or ']'", "a comma or the closing ] of the list is missing"},
    {"did not find expected ',' or '}'", "a comma or the closing } is missing"},
    {"found unexpected end of stream", "the file ends inside quotation marks"},
    {"did not find expected <document start>",
     "the book ended before this line; it is indented wrongly, or is a second document"},
    {"found undefined tag handle",
     "a word that begins with an exclamation mark is a YAML tag; put it in quotation marks"},
    {"found a tab character that violates indentation", "a tab cannot indent; use blanks"},
    {"found a tab character where an indentation space is expected", "a tab cannot indent; use blanks"},
    {"found unknown escape character",
     "this backslash begins an escape that YAML does not have; write two, or use single quotation marks"},
    {"did not find expected alphabetic or numeric character",
     "text that begins with & or * needs quotation marks"},
    {"found unexpected ':'", "a value cannot begin with this colon; put it in quotation marks"},
    {"did not find expected node content", "a value was expected here"},
    {"did not find expected comment or line break", "text below | or > begins on the next line"},
    {"found unexpected document indicator", "a quotation mark is not closed before this line"},
    {"block sequence entries are not allowed in this context",
     "a list cannot begin here; it belongs on a line of its own"},
};

/* What libyaml was at, in our words: the first word that its context has. */
static const char *thing_of(const char *context) {
    static const char *const things[][2] = {
        {"simple key", "the key"},      {"key", "the mapping"},   {"mapping", "the mapping"},
        {"scalar", "the text"},         {"sequence", "the list"}, {"collection", "the list"},
        {"alias", "the alias"},         {"anchor", "the anchor"}, {"tag", "the tag"},
        {"directive", "the directive"},
    };
    for (size_t i = 0; i < sizeof things / sizeof *things; i++)
        if (strstr(context, things[i][0])) return things[i][1];
    return "what could not be read";
}

static tb_status stop_at_syntax(tb_builder *b) {
    const yaml_parser_t *p = &b->parser;
    size_t at = byte_of(b, p->problem_mark);
    const char *said = p->problem ? p->problem : "no proper YAML";
    for (size_t i = 0; i < sizeof sayings / sizeof *sayings; i++)
        if (strcmp(said, sayings[i].theirs) == 0) said = sayings[i].ours;
    if (strstr(said, "cannot start any token")) {
        char c = at < b->bytes.len ? b->bytes.p[at] : '\0';
        if (c == '\t') said = "a tab cannot indent; use blanks";
        else said = "a value cannot begin with this character; put it in quotation marks";
    }
    TB_TRY(stop(b, TB_CODE_YAML_SYNTAX, at, char_end(b, at), "%s", said));
    tb_yaml_problem *out = &b->tree->problem;
    if (p->context && p->context_mark.index != p->problem_mark.index) {
        size_t from = byte_of(b, p->context_mark);
        out->has_context = true;
        out->context_start = from;
        out->context_end = char_end(b, from);
        (void)snprintf(out->context, sizeof out->context, "%s begins here", thing_of(p->context));
    }
    return TB_OK;
}

static tb_status stop_at_error(tb_builder *b) {
    switch (b->parser.error) {
    case YAML_MEMORY_ERROR: return TB_ENOMEM;
    case YAML_READER_ERROR: return stop_at_bad_byte(b);
    default: return stop_at_syntax(b);
    }
}

/* Appends a node under the open collection. *out is 0 when a limit was passed. */
static tb_status add_node(tb_builder *b, tb_node node, tb_node_id *out) {
    tb_tree *t = b->tree;
    *out = 0;
    if (t->n_nodes > TB_YAML_MAX_NODES)
        return stop(b, TB_CODE_YAML_LIMIT, node.start, node.end, "more than %zu values in one file",
                    TB_YAML_MAX_NODES);
    if (t->n_nodes == t->cap) TB_TRY(tb_vec_grow(NULL, &t->nodes, t->n_nodes, &t->cap, sizeof *t->nodes));
    tb_node_id id = (tb_node_id)t->n_nodes++;
    t->nodes[id] = node;
    if (b->depth == 0) {
        t->root = id;
    } else {
        tb_frame *f = &b->frames[b->depth - 1];
        if (f->last) t->nodes[f->last].next = id;
        else t->nodes[f->node].first = id;
        f->last = id;
        t->nodes[f->node].n++;
        f->weight++;
    }
    *out = id;
    return TB_OK;
}

static tb_status add_anchor(tb_builder *b, const yaml_char_t *name, tb_node_id node, bool open,
                            uint32_t *out) {
    *out = 0;
    if (!name) return TB_OK;
    tb_slice key;
    TB_TRY(tb_arena_copy(b->arena, tb_slice_cstr((const char *)name), &key));
    tb_anchor a = {.node = node, .weight = 1, .open = open};
    TB_TRY(tb_vec_push(NULL, &b->anchors, a));
    *out = (uint32_t)b->anchors.n;
    return tb_map_set(&b->anchor_names, key, (uint32_t)b->anchors.n - 1);
}

static tb_status add_alias(tb_builder *b, const yaml_event_t *e) {
    size_t start = byte_of(b, e->start_mark), end = byte_of(b, e->end_mark);
    const char *name = (const char *)e->data.alias.anchor;
    uint32_t i = tb_map_get(&b->anchor_names, tb_slice_cstr(name));
    if (i == TB_MAP_NONE)
        return stop(
            b, TB_CODE_YAML_SYNTAX, start, end,
            "the alias *%.60s repeats an anchor that does not stand before it; text that begins with a * "
            "needs quotation marks",
            name);
    const tb_anchor *a = &b->anchors.at[i];
    if (a->open)
        return stop(b, TB_CODE_YAML_LIMIT, start, end, "the alias *%.60s lies inside what it repeats", name);
    b->repeated += a->weight;
    if (b->repeated > TB_YAML_MAX_REPEATED)
        return stop(b, TB_CODE_YAML_LIMIT, start, end, "the aliases repeat more than %zu values",
                    TB_YAML_MAX_REPEATED);
    size_t weight = a->weight;
    tb_node_id id;
    TB_TRY(add_node(
        b, (tb_node){.kind = TB_NODE_ALIAS, .start = (uint32_t)start, .end = (uint32_t)end, .first = a->node},
        &id));
    if (b->depth) b->frames[b->depth - 1].weight += weight;
    return TB_OK;
}

static bool tag_known(const yaml_char_t *tag, const char *name) {
    const char *t = (const char *)tag;
    return !t || strcmp(t, "!") == 0 || strcmp(t, name) == 0;
}

static tb_status stop_at_tag(tb_builder *b, const yaml_event_t *e, const yaml_char_t *tag) {
    return stop(b, TB_CODE_YAML_SYNTAX, byte_of(b, e->start_mark), byte_of(b, e->end_mark),
                "the tag %.80s is not part of a book; text that begins with a ! needs quotation marks",
                (const char *)tag);
}

/* The text of a scalar: borrowed from the file where it stands there byte for byte. */
static tb_status scalar_text(tb_builder *b, tb_node *node, const char *value, size_t len) {
    size_t skip = node->style == TB_STYLE_QUOTED ? 1 : 0;
    const char *there = b->bytes.p + node->start + skip;
    if (node->end - node->start >= len + 2 * skip && (len == 0 || memcmp(there, value, len) == 0)) {
        node->p = there;
    } else {
        tb_slice copy;
        TB_TRY(tb_arena_copy(b->arena, (tb_slice){value, len}, &copy));
        node->p = copy.p;
    }
    node->n = (uint32_t)len;
    return TB_OK;
}

/* A block scalar's range ends behind the line breaks that follow it. */
static size_t trim_end(const tb_builder *b, size_t start, size_t end) {
    while (end > start) {
        char c = b->bytes.p[end - 1];
        if (c != '\n' && c != '\r' && c != ' ' && c != '\t') break;
        end--;
    }
    return end;
}

static tb_status add_scalar(tb_builder *b, const yaml_event_t *e) {
    static const uint8_t styles[] = {
        [YAML_ANY_SCALAR_STYLE] = TB_STYLE_PLAIN,
        [YAML_PLAIN_SCALAR_STYLE] = TB_STYLE_PLAIN,
        [YAML_SINGLE_QUOTED_SCALAR_STYLE] = TB_STYLE_QUOTED,
        [YAML_DOUBLE_QUOTED_SCALAR_STYLE] = TB_STYLE_QUOTED,
        [YAML_LITERAL_SCALAR_STYLE] = TB_STYLE_LITERAL,
        [YAML_FOLDED_SCALAR_STYLE] = TB_STYLE_FOLDED,
    };
    if (!tag_known(e->data.scalar.tag, YAML_STR_TAG)) return stop_at_tag(b, e, e->data.scalar.tag);
    size_t start = byte_of(b, e->start_mark), end = byte_of(b, e->end_mark);
    const char *value = (const char *)e->data.scalar.value;
    size_t len = e->data.scalar.length;
    tb_node node = {.kind = TB_NODE_SCALAR,
                    .style = styles[e->data.scalar.style],
                    .several_lines = e->end_mark.line > e->start_mark.line,
                    .tagged = e->data.scalar.tag != NULL,
                    .start = (uint32_t)start};
    if (node.style == TB_STYLE_LITERAL || node.style == TB_STYLE_FOLDED) end = trim_end(b, start, end);
    node.end = (uint32_t)end;
    if (len && memchr(value, '\0', len))
        return stop(b, TB_CODE_YAML_ENCODING, start, end, "text with a NUL character, written as \\0");
    TB_TRY(scalar_text(b, &node, value, len));
    tb_node_id id;
    uint32_t anchor;
    TB_TRY(add_node(b, node, &id));
    return id ? add_anchor(b, e->data.scalar.anchor, id, false, &anchor) : TB_OK;
}

static tb_status open_collection(tb_builder *b, const yaml_event_t *e) {
    bool map = e->type == YAML_MAPPING_START_EVENT;
    const yaml_char_t *tag = map ? e->data.mapping_start.tag : e->data.sequence_start.tag;
    const yaml_char_t *name = map ? e->data.mapping_start.anchor : e->data.sequence_start.anchor;
    bool flow = map ? e->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
                    : e->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
    size_t start = byte_of(b, e->start_mark), end = byte_of(b, e->end_mark);
    if (!tag_known(tag, map ? YAML_MAP_TAG : YAML_SEQ_TAG)) return stop_at_tag(b, e, tag);
    if (b->depth == TB_YAML_MAX_DEPTH)
        return stop(b, TB_CODE_YAML_LIMIT, start, end, "values nested deeper than %d", TB_YAML_MAX_DEPTH);
    tb_node_id id;
    TB_TRY(add_node(b,
                    (tb_node){.kind = map ? TB_NODE_MAPPING : TB_NODE_SEQUENCE,
                              .style = flow ? TB_STYLE_FLOW : TB_STYLE_BLOCK,
                              .start = (uint32_t)start,
                              .end = (uint32_t)end},
                    &id));
    if (!id) return TB_OK;
    tb_frame *f = &b->frames[b->depth++];
    *f = (tb_frame){.node = id, .weight = 1};
    return add_anchor(b, name, id, true, &f->anchor);
}

static void close_collection(tb_builder *b, const yaml_event_t *e) {
    assert(b->depth > 0);
    tb_frame f = b->frames[--b->depth];
    tb_node *node = &b->tree->nodes[f.node];
    if (node->style == TB_STYLE_FLOW && e) node->end = (uint32_t)byte_of(b, e->end_mark);
    else if (f.last && b->tree->nodes[f.last].end > node->end) node->end = b->tree->nodes[f.last].end;
    if (f.anchor) {
        b->anchors.at[f.anchor - 1].weight = f.weight;
        b->anchors.at[f.anchor - 1].open = false;
    }
    if (b->depth) b->frames[b->depth - 1].weight += f.weight - 1; /* the node itself was counted when added */
}

static tb_status take(tb_builder *b, const yaml_event_t *e) {
    switch (e->type) {
    case YAML_SCALAR_EVENT: return add_scalar(b, e);
    case YAML_ALIAS_EVENT: return add_alias(b, e);
    case YAML_SEQUENCE_START_EVENT:
    case YAML_MAPPING_START_EVENT: return open_collection(b, e);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT: close_collection(b, e); return TB_OK;
    case YAML_DOCUMENT_START_EVENT:
        if (b->tree->root)
            return stop(b, TB_CODE_YAML_SYNTAX, byte_of(b, e->start_mark), byte_of(b, e->end_mark),
                        "a second document begins; a book is one");
        return TB_OK;
    default: return TB_OK;
    }
}

/* libyaml compares each %TAG line with all before it; no book has one. */
static bool has_many_directives(tb_slice s, size_t *at) {
    size_t n = 0;
    for (size_t i = 0; i + 4 <= s.len; i++) {
        const char *percent = memchr(s.p + i, '%', s.len - i);
        if (!percent) return false;
        i = (size_t)(percent - s.p);
        bool begins = i == 0 || s.p[i - 1] == '\n' || s.p[i - 1] == '\r';
        if (begins && tb_slice_starts(tb_slice_sub(s, i, s.len), TB_S("%TAG")) && ++n > 64) {
            *at = i;
            return true;
        }
    }
    return false;
}

static tb_status run(tb_builder *b) {
    size_t at;
    if (b->bytes.len > TB_YAML_MAX_BYTES)
        return stop(b, TB_CODE_YAML_LIMIT, 0, 0, "the file has more than %zu bytes", TB_YAML_MAX_BYTES);
    if (has_many_directives(b->bytes, &at))
        return stop(b, TB_CODE_YAML_LIMIT, at, at + 4, "more than 64 lines with %%TAG");
    for (bool done = false; !done;) {
        yaml_event_t e;
        if (!yaml_parser_parse(&b->parser, &e)) return stop_at_error(b);
        done = e.type == YAML_STREAM_END_EVENT;
        tb_status s = take(b, &e);
        yaml_event_delete(&e);
        if (s != TB_OK) return s;
        if (b->tree->problem.found) return TB_OK;
    }
    return TB_OK;
}

tb_status tb_yaml_read(tb_arena *arena, tb_slice bytes, tb_tree *out) {
    *out = (tb_tree){0};
    tb_builder *b = TB_NEW(arena, tb_builder);
    if (!b) return TB_ENOMEM;
    b->arena = arena;
    b->tree = out;
    b->bytes = bytes.p ? bytes : TB_S("");
    b->bom = tb_slice_starts(bytes, TB_S("\xEF\xBB\xBF")) ? 3 : 0;
    b->at_byte = b->bom;
    TB_TRY(tb_vec_grow(NULL, &out->nodes, 0, &out->cap, sizeof *out->nodes));
    out->nodes[0] = (tb_node){0};
    out->n_nodes = 1;
    if (!yaml_parser_initialize(&b->parser)) return TB_ENOMEM;
    yaml_parser_set_encoding(&b->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&b->parser, (const unsigned char *)b->bytes.p + b->bom,
                                 b->bytes.len - b->bom);
    tb_status s = run(b);
    yaml_parser_delete(&b->parser);
    while (b->depth) close_collection(b, NULL);
    tb_vec_free(&b->anchors);
    tb_map_free(&b->anchor_names);
    return s;
}

void tb_tree_free(tb_tree *tree) {
    tb_vec_free_(tree->nodes);
    *tree = (tb_tree){0};
}
