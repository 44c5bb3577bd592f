/* Front matter: the YAML at the top of a text, which fills in what the book leaves out of a source. */
#include "book/book.h"
#include "book/reader.h"

typedef struct tb_front {
    tb_book *book;
    tb_tree tree;
    uint32_t origin;
    size_t offset; /* of the YAML in the file */
    tb_findings *findings;
    const tb_source *source;
} tb_front;

static tb_place place_of(const tb_front *x, tb_node_id id) {
    const tb_node *n = &x->tree.nodes[id];
    return (tb_place){x->origin, x->offset + n->start, x->offset + n->end};
}

static tb_slice trim(tb_slice s) {
    while (s.len && (unsigned char)s.p[s.len - 1] <= ' ') s.len--;
    while (s.len && (unsigned char)*s.p <= ' ') s.p++, s.len--;
    return s;
}

/* The text of a value; the items of a list (several authors) are joined. "" for anything else. */
static tb_status text_of(tb_front *x, tb_node_id id, tb_slice *out) {
    const tb_node *n = tb_tree_node(&x->tree, id);
    *out = TB_S("");
    if (n->kind == TB_NODE_SCALAR) return tb_arena_copy(&x->book->arena, trim(tb_node_text(n)), out);
    if (n->kind != TB_NODE_SEQUENCE) return TB_OK;
    tb_buf joined = {0};
    for (tb_node_id i = n->first; i; i = x->tree.nodes[i].next) {
        tb_slice item = trim(tb_node_text(tb_tree_node(&x->tree, i)));
        if (joined.len && item.len) tb_buf_puts(&joined, ", ");
        tb_buf_put(&joined, item);
    }
    tb_status s = tb_buf_status(&joined);
    if (s == TB_OK) s = tb_arena_copy(&x->book->arena, tb_buf_slice(&joined), out);
    tb_buf_free(&joined);
    return s;
}

static tb_status conflict(tb_front *x, tb_node_id id, const char *key, tb_slice mine, tb_slice theirs) {
    tb_finding *f;
    TB_TRY(tb_findings_add(x->findings, TB_CODE_SOURCE_CONFLICT, place_of(x, id), x->source->id, &f,
                           "the book gives '%s' as '%s', the front matter as '%s'", key, tb_show(mine).s,
                           tb_show(theirs).s));
    return tb_finding_relate(x->findings, f, x->source->at, "the source in the book");
}

static tb_status fill_text(tb_front *x, tb_node_id id, const char *key, bool is_url, tb_slice *field) {
    tb_slice text;
    TB_TRY(text_of(x, id, &text));
    if (!text.len) return TB_OK;
    if (field->len) return tb_slice_eq(trim(*field), text) ? TB_OK : conflict(x, id, key, *field, text);
    *field = text;
    if (!is_url || tb_url_valid(text)) return TB_OK;
    return tb_findings_add(x->findings, TB_CODE_URL_UNSAFE, place_of(x, id), x->source->id, NULL,
                           "'%s' must be an http, https or mailto URL without blanks, not '%s'", key,
                           tb_show(text).s);
}

/* A date, or the date of a timestamp such as 2019-07-19T10:00:00Z. */
static bool parse_date(tb_slice *text, tb_date *out) {
    if (text->len > 10 && strchr("Tt ", text->p[10])) text->len = 10;
    return tb_date_parse(*text, out);
}

static tb_status fill_date(tb_front *x, tb_node_id id, tb_source *s) {
    tb_slice text;
    tb_date date;
    TB_TRY(text_of(x, id, &text));
    if (!text.len) return TB_OK;
    if (!parse_date(&text, &date))
        return tb_findings_add(x->findings, TB_CODE_DATE_INVALID, place_of(x, id), s->id, NULL,
                               "'date' must be a date such as 2019, 2019-07 or 2019-07-19, not '%s'",
                               tb_show(text).s);
    if (s->date_text.len)
        return tb_date_cmp(s->date, date) == 0 ? TB_OK : conflict(x, id, "date", s->date_text, text);
    s->date_text = text;
    s->date = date;
    return TB_OK;
}

static tb_status fill(tb_front *x, tb_source *s) {
    const struct {
        const char *key;
        bool is_url;
        tb_slice *field;
    } fields[] = {
        {"title", false, &s->title}, {"publisher", false, &s->publisher}, {"author", false, &s->author},
        {"url", true, &s->url},      {"archive", true, &s->archive},
    };
    const tb_node *root = tb_tree_node(&x->tree, x->tree.root);
    for (tb_node_id key = root->first; key;) {
        tb_node_id value = x->tree.nodes[key].next;
        if (!value) break;
        tb_slice word = tb_node_text(tb_tree_node(&x->tree, key));
        for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
            if (tb_slice_eq(word, tb_slice_cstr(fields[i].key)))
                TB_TRY(fill_text(x, value, fields[i].key, fields[i].is_url, fields[i].field));
        if (tb_slice_eq(word, TB_S("date"))) TB_TRY(fill_date(x, value, s));
        key = x->tree.nodes[value].next;
    }
    return TB_OK;
}

static tb_status invalid(const tb_front *x, size_t start, size_t end, const char *why) {
    tb_place at = {x->origin, x->offset + start, x->offset + end};
    return tb_findings_add(x->findings, TB_CODE_FRONT_MATTER_INVALID, at, x->source->id, NULL,
                           "front matter: %s", why);
}

static tb_status read_front(tb_front *x, tb_source *s, tb_slice yaml) {
    TB_TRY(tb_yaml_read(&x->book->arena, yaml, &x->tree));
    const tb_yaml_problem *p = &x->tree.problem;
    if (p->found) return invalid(x, p->start, p->end, p->message);
    if (!x->tree.root) return TB_OK;
    const tb_node *root = tb_tree_node(&x->tree, x->tree.root);
    if (root->kind == TB_NODE_MAPPING) return fill(x, s);
    return tb_node_is_blank(root)
               ? TB_OK
               : invalid(x, root->start, root->end, "it must be a mapping of keys to values");
}

tb_status tb_source_fill(tb_book *book, uint32_t source, tb_slice yaml, uint32_t origin, size_t offset,
                         tb_findings *findings) {
    tb_source *s = &book->sources[source];
    tb_front x = {.book = book, .origin = origin, .offset = offset, .findings = findings, .source = s};
    tb_status status = read_front(&x, s, yaml);
    tb_tree_free(&x.tree);
    return status;
}
