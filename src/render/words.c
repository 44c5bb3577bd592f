/* Words and their escapes; see words.h. The facts on which the escapes rest were tried with Graphviz 2.43:
 * - in labels, ids and the like \N, \G, \E, \L and \n are live, and a doubled backslash is a backslash;
 * entities as &amp; are decoded;
 * - tooltips are expanded twice, so a backslash is written as a character reference; their & < > " are
 * escaped on output, except that what looks like an entity is left alone;
 * - URLs are written into SVG as they are, so & is written as &amp;, and inside an HTML-like label, which is
 * XML itself, once more. */
#include "render/words.h"

#include "render/style.h"

enum {
    LINE = 16, /* characters, as all of these */
    NAME_MAX_CHARS = 120,
    WORD_MAX = 28,
    RELATION_MAX = 60,
    QUOTE_MAX = 600,
    PLAIN_MAX = 4000,
    ID_MAX = 200, /* bytes */
};

static bool is_start(char c) { /* of a character in UTF-8 */
    return ((unsigned char)c & 0xC0) != 0x80;
}

static void put_escaped(tb_buf *out, tb_slice s, const char *backslash, const char *amp, bool markup) {
    for (size_t i = 0; i < s.len; i++) {
        char c = s.p[i];
        if (c == '\\')
            tb_buf_puts(out, backslash);
        else if (c == '&')
            tb_buf_puts(out, amp);
        else if (markup && c == '<')
            tb_buf_puts(out, "&lt;");
        else if (markup && c == '>')
            tb_buf_puts(out, "&gt;");
        else if (markup && c == '"')
            tb_buf_puts(out, "&quot;");
        else
            tb_buf_putc(out, c);
    }
}

void tb_put_label(tb_buf *out, tb_slice s) {
    put_escaped(out, s, "\\\\", "&amp;", false);
}

void tb_put_tooltip(tb_buf *out, tb_slice s) {
    put_escaped(out, s, "\\\\\\\\", "&amp;", false);
}

void tb_put_xml(tb_buf *out, tb_slice s) {
    put_escaped(out, s, "\\", "&amp;", true);
}

void tb_put_html(tb_buf *out, tb_slice s) {
    put_escaped(out, s, "&#92;", "&amp;", true);
}

/* Characters that a URL cannot have are percent-encoded; what is encoded already stays. */
static void put_url(tb_buf *out, tb_slice url, const char *amp) {
    for (size_t i = 0; i < url.len; i++) {
        unsigned char c = (unsigned char)url.p[i];
        if (c == '&')
            tb_buf_puts(out, amp);
        else if (c <= 0x20 || c >= 0x7F || strchr("\"<>\\^`{|}'", c))
            tb_buf_printf(out, "%%%02X", (unsigned)c);
        else
            tb_buf_putc(out, (char)c);
    }
}

void tb_put_url(tb_buf *out, tb_slice url) {
    put_url(out, url, "&amp;");
}

void tb_put_html_url(tb_buf *out, tb_slice url) {
    put_url(out, url, "&amp;amp;");
}

tb_slice tb_cut(tb_slice s, size_t max, bool *cut) {
    size_t chars = 0;
    *cut = false;
    for (size_t i = 0; i < s.len; i++) {
        if (!is_start(s.p[i])) continue;
        if (chars++ == max) {
            *cut = true;
            return tb_slice_sub(s, 0, i);
        }
    }
    return s;
}

static void put_cut(tb_buf *out, tb_slice s, size_t max, tb_put put) {
    bool cut;
    put(out, tb_cut(s, max, &cut));
    if (cut) tb_buf_puts(out, "\xE2\x80\xA6");
}

static void put_doubled(tb_buf *out, tb_slice s) {
    put_escaped(out, s, "\\\\", "&", false);
}

/* DOT cannot write a single backslash before a quotation mark or at the end, so all are doubled. */
void tb_put_plain(tb_buf *out, tb_slice s) {
    put_cut(out, s, PLAIN_MAX, put_doubled);
}

static size_t count_chars(tb_slice s) {
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++) n += is_start(s.p[i]);
    return n;
}

/* A word that is longer than any line is broken wherever it is: better than a node as wide as the page. */
static void put_word(tb_buf *out, tb_slice word) {
    for (;;) {
        bool cut;
        tb_slice head = tb_cut(word, WORD_MAX, &cut);
        tb_put_label(out, head);
        if (!cut) return;
        tb_buf_puts(out, "\\n");
        word = tb_slice_sub(word, head.len, word.len);
    }
}

void tb_put_name(tb_buf *out, tb_slice name) {
    bool cut;
    tb_slice rest = tb_cut(name, NAME_MAX_CHARS, &cut);
    size_t column = 0;
    for (size_t at = 0; at < rest.len;) {
        size_t end = at;
        while (end < rest.len && rest.p[end] != ' ') end++;
        tb_slice word = tb_slice_sub(rest, at, end);
        size_t chars = count_chars(word);
        if (column && column + 1 + chars > LINE) {
            tb_buf_puts(out, "\\n");
            column = 0;
        } else if (column) {
            tb_buf_putc(out, ' ');
            column++;
        }
        put_word(out, word);
        column += chars;
        at = end + 1;
    }
    if (cut) tb_buf_puts(out, "\xE2\x80\xA6");
}

/* Whether any piece of evidence from the source was found in it. */
static bool is_borne_out(const tb_view_edge *edge, uint32_t source) {
    for (size_t i = 0; i < edge->n_evidence; i++)
        if (edge->evidence[i].source == source && edge->evidence[i].support > TB_SUPPORT_NONE) return true;
    return false;
}

void tb_put_link_label(tb_buf *out, const tb_view *view, const tb_view_edge *edge, tb_labels labels) {
    if (labels == TB_LABELS_NONE) return;
    tb_buf_puts(out, tb_style_change(TB_THEME_LIGHT, edge->change)->sign);
    if (labels == TB_LABELS_FULL) {
        bool cut;
        tb_buf_put(out, tb_cut(edge->relation, RELATION_MAX, &cut));
        tb_buf_puts(out, cut ? "\xE2\x80\xA6 " : " ");
    }
    if (edge->n_sources == 0) {
        tb_buf_puts(out, "[unsourced]");
        return;
    }
    for (size_t i = 0; i < edge->n_sources; i++) {
        tb_buf_putc(out, i ? ',' : '[');
        tb_buf_putu(out, view->sources[edge->sources[i]].number);
        if (!is_borne_out(edge, edge->sources[i])) tb_buf_putc(out, '?');
    }
    tb_buf_putc(out, ']');
}

void tb_put_sentence(tb_buf *out, const tb_view *view, const tb_view_edge *edge, tb_put put) {
    put_cut(out, view->nodes[edge->from].name, NAME_MAX_CHARS, put);
    tb_buf_putc(out, ' ');
    put_cut(out, edge->relation, NAME_MAX_CHARS, put);
    tb_buf_putc(out, ' ');
    put_cut(out, view->nodes[edge->to].name, NAME_MAX_CHARS, put);
    if (edge->line != TB_LINE_ASSERTED) tb_buf_printf(out, " (%s)", tb_line_name(edge->line));
}

static void put_source(tb_buf *out, const tb_view_source *s, tb_put put) {
    tb_buf_printf(out, "[%u] ", s->number);
    put_cut(out, s->title.len ? s->title : s->id, QUOTE_MAX, put);
    if (s->publisher.len) {
        tb_buf_puts(out, ", ");
        put_cut(out, s->publisher, NAME_MAX_CHARS, put);
    }
    if (s->date.len) {
        tb_buf_puts(out, ", ");
        put(out, s->date);
    }
}

static void put_evidence(tb_buf *out, const tb_view *view, const tb_view_evidence *e, tb_put put) {
    tb_buf_puts(out, "\xE2\x80\x9C");
    put_cut(out, e->quote, QUOTE_MAX, put);
    tb_buf_puts(out, "\xE2\x80\x9D");
    if (e->stance != TB_ASSERTED) tb_buf_printf(out, " (%s)", tb_stance_name(e->stance));
    if (e->by.len) {
        tb_buf_puts(out, ", says ");
        put_cut(out, e->by, NAME_MAX_CHARS, put);
    }
    tb_buf_puts(out, " \xE2\x80\x93 ");
    put_source(out, &view->sources[e->source], put);
    if (e->support <= TB_SUPPORT_NONE)
        tb_buf_puts(out, e->found ? " (names not both ends)" : " (words not found)");
}

void tb_put_link_meaning(tb_buf *out, const tb_view *view, const tb_view_edge *edge, tb_put put,
                         const char *line_break) {
    tb_put_sentence(out, view, edge, put);
    for (size_t i = 0; i < edge->n_evidence; i++) {
        tb_buf_puts(out, line_break);
        put_evidence(out, view, &edge->evidence[i], put);
    }
    if (edge->unsourced.len) {
        tb_buf_puts(out, line_break);
        tb_buf_puts(out, "unsourced: ");
        put_cut(out, edge->unsourced, QUOTE_MAX, put);
    }
}

void tb_put_node_meaning(tb_buf *out, const tb_view_node *node, tb_put put, const char *line_break) {
    put_cut(out, node->name, QUOTE_MAX, put);
    tb_buf_puts(out, " (");
    put_cut(out, node->kind, NAME_MAX_CHARS, put);
    tb_buf_puts(out, ")");
    if (node->aliases.n) {
        tb_buf_puts(out, line_break);
        tb_buf_puts(out, "also: ");
    }
    for (size_t i = 0; i < node->aliases.n && i < 12; i++) {
        if (i) tb_buf_puts(out, ", ");
        put_cut(out, node->aliases.at[i], NAME_MAX_CHARS, put);
    }
    if (node->aliases.n > 12) tb_buf_puts(out, ", \xE2\x80\xA6");
    tb_buf_puts(out, line_break);
    tb_buf_printf(out, "%u %s, named %zu %s in the texts", node->degree, node->degree == 1 ? "link" : "links",
                  node->mentions, node->mentions == 1 ? "time" : "times");
    if (node->note.len) {
        tb_buf_puts(out, line_break);
        put_cut(out, node->note, QUOTE_MAX, put);
    }
}

/* An id longer than any that people write is cut, with a hash for the rest: DOT's readers have a limit. */
static void put_id(tb_buf *out, const char *prefix, tb_slice id) {
    size_t start = out->len;
    tb_buf_puts(out, prefix);
    tb_id_encode(out, tb_slice_sub(id, 0, ID_MAX + 1));
    if (tb_buf_status(out) != TB_OK || (out->len - start <= ID_MAX && id.len <= ID_MAX)) return;
    uint64_t hash = tb_hash(id);
    out->len = out->len - start < ID_MAX ? out->len : start + ID_MAX;
    tb_buf_printf(out, ".%08x%08x", (unsigned)(hash >> 32), (unsigned)(hash & 0xFFFFFFFFu));
}

void tb_render_node_id(tb_buf *out, const tb_view_node *node) {
    put_id(out, "node-", node->id);
}

void tb_render_link_id(tb_buf *out, const tb_view_edge *edge) {
    put_id(out, "link-", edge->id);
}
