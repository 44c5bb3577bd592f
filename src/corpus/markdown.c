/* Markdown (CommonMark with the tables, strikethrough and task lists of GitHub): its text, with the way back.
 *
 * md4c hands out pointers into the source, so places are known; what it makes up itself (line feeds, blanks) is
 * looked up in the source behind the last text. Mark-up inside a line counts for nothing; the ends of blocks are
 * paragraphs' ends. Pictures' descriptions, link targets and raw HTML tags are mark-up; text between HTML tags is text. */
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>

#include <md4c.h>

#include "corpus/html.h"
#include "corpus/read.h"

typedef struct {
    tb_pieces pieces;
    tb_entities entities;
    const char *copy; /* of the text, which begins at `body` in the file, with a line feed and a NUL at its end */
    size_t body;
    size_t at;       /* where the last text ended in the file */
    size_t pictures; /* open ones: their text is a description */
    bool html_block;
    size_t html_from, html_to; /* the part of an HTML block that was handed out and is not read yet */
    size_t cells, max_cells; /* of tables; md4c adds the cells that a row lacks, so few bytes can make many */
    tb_status status;        /* why the parser was left */
} reader;

enum { LEFT = -1 }; /* what a callback returns to leave the parser */

/* What md4c does with brackets takes time in proportion to the lines of their paragraph (it counts lines from
 * the paragraph's first for every pair), so this product over all paragraphs is bounded: about five seconds. */
#define MAX_BRACKET_LINES ((uint64_t)5000000000)

static bool is_line_blank(tb_slice line) {
    for (size_t i = 0; i < line.len; i++)
        if (line.p[i] != ' ' && line.p[i] != '\t' && line.p[i] != '>') return false;
    return true;
}

/* Whether the paragraph before it ends at this line in any case: a bullet point or a heading. */
static bool begins_block(tb_slice line) {
    size_t i = 0;
    while (i < line.len && i < 3 && line.p[i] == ' ') i++;
    if (i + 2 >= line.len) return false;
    if (line.p[i] == '#') return line.p[i + 1] == ' ';
    return strchr("-*+", line.p[i]) && line.p[i + 1] == ' ' && line.p[i + 2] != ' ';
}

static uint64_t bracket_lines(tb_slice s) {
    uint64_t sum = 0, lines = 0, opened = 0, closed = 0;
    for (size_t at = 0, whole; at < s.len; at += whole) {
        tb_slice line = {s.p + at, tb_line_len(s.p + at, s.len - at, &whole)};
        bool blank = is_line_blank(line);
        if (blank || begins_block(line)) {
            sum += lines * (opened < closed ? opened : closed);
            lines = opened = closed = 0;
        }
        lines += !blank;
        for (size_t i = 0; i < line.len; i++) {
            opened += line.p[i] == '[';
            closed += line.p[i] == ']';
        }
    }
    return sum + lines * (opened < closed ? opened : closed);
}

/* Whether md4c's text stands in the source, or is only its own; *at is where. */
static bool place_of(const reader *r, const MD_CHAR *text, MD_SIZE size, size_t *at) {
    uintptr_t first = (uintptr_t)r->copy, p = (uintptr_t)text;
    if (p < first || p + size > first + (r->pieces.raw.len - r->body)) return false;
    *at = (size_t)(p - first) + r->body;
    return true;
}

/* The line break behind the last text; what stands before it on its line is mark-up. */
static tb_status add_line_break(reader *r) {
    tb_slice raw = r->pieces.raw;
    size_t at = r->at;
    while (at < raw.len && raw.p[at] != '\n' && raw.p[at] != '\r') at++;
    size_t len = at + 1 < raw.len && raw.p[at] == '\r' && raw.p[at + 1] == '\n' ? 2 : at < raw.len;
    if (!r->pieces.begun) return TB_OK;
    r->at = at + len;
    return tb_pieces_add(&r->pieces, at, len);
}

static tb_status add_entity(reader *r, size_t at, size_t len) {
    return tb_html_add_decoded(&r->pieces, &r->entities, at, at + len);
}

/* Whether a tag (its text from the name on) ends a paragraph wherever it stands. The others are inside lines. */
static bool is_block_tag(tb_slice name) {
    static const char *const blocks[] = {
        "address", "article", "aside", "blockquote", "center", "dd", "details", "div", "dl", "dt", "figcaption",
        "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p",
        "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    };
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
        if (tb_html_is_named(name, blocks[i])) return true;
    return false;
}

/* Where the content of a <script> or <style> ends that begins at `from`: at its end tag, or at `to`. */
static size_t skip_raw_text(tb_slice raw, size_t from, size_t to, const char *name) {
    for (size_t i = from; i + 1 < to; i++)
        if (raw.p[i] == '<' && raw.p[i + 1] == '/' && tb_html_is_named(tb_slice_sub(raw, i + 2, to), name)) return i;
    return to;
}

/* One tag, comment or declaration at raw[from..to); *end gets what comes after it. */
static tb_status pass_markup(reader *r, size_t from, size_t to, size_t *end) {
    tb_slice s = tb_slice_sub(r->pieces.raw, from, to);
    *end = from + tb_html_markup_len(s);
    tb_slice name = tb_slice_sub(s, s.len > 1 && s.p[1] == '/' ? 2 : 1, s.len);
    if (is_block_tag(name)) tb_pieces_break(&r->pieces);
    if (s.p[1] == '/') return TB_OK;
    if (tb_html_is_named(name, "script")) *end = skip_raw_text(r->pieces.raw, *end, to, "script");
    if (tb_html_is_named(name, "style")) *end = skip_raw_text(r->pieces.raw, *end, to, "style");
    if (!tb_html_is_named(name, "br") || !r->pieces.begun) return TB_OK;
    return tb_pieces_replace(&r->pieces, from, *end - from, TB_S("\n"));
}

/* The text between the tags of raw HTML. */
static tb_status add_html(reader *r, size_t from, size_t to) {
    tb_slice raw = r->pieces.raw;
    while (from < to) {
        if (tb_html_is_markup(tb_slice_sub(raw, from, to))) {
            TB_TRY(pass_markup(r, from, to, &from));
            continue;
        }
        size_t end = from + 1;
        while (end < to && !tb_html_is_markup(tb_slice_sub(raw, end, to))) end++;
        if (!r->pieces.begun)
            for (size_t n; from < end && (n = tb_space_len(tb_slice_sub(raw, from, end))) > 0;) from += n;
        TB_TRY(tb_html_add_decoded(&r->pieces, &r->entities, from, end));
        from = end;
    }
    r->at = to;
    return TB_OK;
}

/* Lines of an HTML block come one by one; a tag may go over several, so they are read together where nothing (as
 * the > of a quotation) stands between them. */
static tb_status read_html_block(reader *r) {
    size_t from = r->html_from;
    r->html_from = r->html_to;
    return from < r->html_to ? add_html(r, from, r->html_to) : TB_OK;
}

static tb_status add_html_line(reader *r, size_t at, size_t len) {
    bool joins = r->html_from < r->html_to;
    for (size_t i = r->html_to; joins && i < at; i++) joins = r->pieces.raw.p[i] == '\n' || r->pieces.raw.p[i] == '\r';
    if (!joins) {
        bool again = r->html_from < r->html_to;
        TB_TRY(read_html_block(r));
        if (again) TB_TRY(add_line_break(r));
        r->html_from = at;
    }
    r->html_to = at + len;
    return TB_OK;
}

static tb_status add_text(reader *r, MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size) {
    size_t at;
    if (r->pictures || size == 0) return TB_OK;
    if (!place_of(r, text, size, &at)) { /* a line feed or blank of md4c's own, or the indentation of code */
        bool is_break = size == 1 && (text[0] == '\n' || (type == MD_TEXT_CODE && text[0] == ' '));
        return is_break && !r->html_block ? add_line_break(r) : TB_OK;
    }
    if (r->html_block) return add_html_line(r, at, size);
    if (type == MD_TEXT_HTML) return add_html(r, at, at + size);
    r->at = at + size;
    return type == MD_TEXT_ENTITY ? add_entity(r, at, size) : tb_pieces_add(&r->pieces, at, size);
}

static int on_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *userdata) {
    reader *r = userdata;
    r->status = add_text(r, type, text, size);
    return r->status == TB_OK ? 0 : LEFT;
}

static int on_block(MD_BLOCKTYPE type, void *detail, void *userdata) {
    (void)detail;
    reader *r = userdata;
    if (r->html_block) r->status = read_html_block(r);
    r->html_block = type == MD_BLOCK_HTML && !r->html_block;
    tb_pieces_break(&r->pieces);
    if (type == MD_BLOCK_TD && ++r->cells > r->max_cells) r->status = TB_ELIMIT;
    return r->status == TB_OK ? 0 : LEFT;
}

static int on_enter_span(MD_SPANTYPE type, void *detail, void *userdata) {
    (void)detail;
    if (type == MD_SPAN_IMG) ((reader *)userdata)->pictures++;
    return 0;
}

static int on_leave_span(MD_SPANTYPE type, void *detail, void *userdata) {
    (void)detail;
    if (type == MD_SPAN_IMG) ((reader *)userdata)->pictures--;
    return 0;
}

static tb_status parse(reader *r) {
    MD_PARSER parser = {
        .flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS,
        .enter_block = on_block,
        .leave_block = on_block,
        .enter_span = on_enter_span,
        .leave_span = on_leave_span,
        .text = on_text,
    };
    size_t len = r->pieces.raw.len - r->body;
    /* md4c (0.4.8) reads on behind a text that ends within a link, and looks for line ends with strcspn. */
    char *copy = malloc(len + 2);
    if (!copy) return TB_ENOMEM;
    memcpy(copy, r->pieces.raw.p + r->body, len);
    memcpy(copy + len, "\n", 2);
    r->copy = copy;
    int left = md_parse(copy, (MD_SIZE)(len + 1), &parser, r);
    free(copy);
    return left && r->status == TB_OK ? TB_ENOMEM : r->status; /* md4c itself fails for want of memory alone */
}

static tb_status read_all(reader *r, const tb_ignore *ignore, tb_text *out, const char **why) {
    tb_slice text = tb_slice_sub(r->pieces.raw, r->body, r->pieces.raw.len);
    *why = "it is larger than Markdown can be";
    if (text.len >= UINT_MAX) return TB_ELIMIT;
    *why = "a paragraph has too many lines and brackets; put blank lines between its parts";
    if (bracket_lines(text) > MAX_BRACKET_LINES) return TB_ELIMIT;
    *why = "a table has more columns than its rows have cells for";
    r->max_cells = ((size_t)1 << 20) + text.len;
    TB_TRY(parse(r));
    TB_TRY(tb_pieces_ignore_raw(&r->pieces, r->body, ignore));
    TB_TRY(tb_pieces_ignore(&r->pieces, ignore));
    return tb_pieces_make(&r->pieces, out);
}

tb_status tb_markdown_read(tb_arena *arena, tb_slice raw, size_t body, const tb_ignore *ignore, tb_text *out,
                           const char **why) {
    reader r = {.pieces = {.arena = arena, .raw = raw, .separators = true},
                .entities = {.arena = arena},
                .body = body,
                .at = body};
    tb_status status = read_all(&r, ignore, out, why);
    tb_entities_free(&r.entities);
    tb_pieces_free(&r.pieces);
    return status;
}
