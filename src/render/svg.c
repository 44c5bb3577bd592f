/* The SVG that Graphviz writes, made fit for browsers and screen readers: title, description and role;
 * elements titled with what they mean instead of raw ids; no comments, no DTD, no version; hyphens as
 * hyphens; fonts that exist.
 *
 * It is a pass over the text that relies on how Graphviz writes: one element a line or less, & < > escaped in
 * attributes and text. What it does not know it copies. */
#include "render/caption.h"
#include "render/draw.h"
#include "render/job.h"
#include "render/words.h"

#define FONTS "Arial,Helvetica,Liberation Sans,sans-serif" /* of the same widths, wherever one is */

typedef struct fixer {
    const tb_view *view;
    tb_slice in;
    size_t at;
    tb_buf *out;
    tb_map ids;     /* id of an element → node, or n_nodes + edge */
    tb_arena arena; /* of the ids */
} fixer;

static bool looking_at(const fixer *f, const char *what) {
    return tb_slice_starts(tb_slice_sub(f->in, f->at, f->in.len), tb_slice_cstr(what));
}

/* The offset of what, from `from` on, or the end. */
static size_t find(const fixer *f, size_t from, const char *what) {
    size_t n = strlen(what);
    for (size_t i = from; i + n <= f->in.len; i++) {
        const char *p = memchr(f->in.p + i, what[0], f->in.len - i);
        if (!p) break;
        i = (size_t)(p - f->in.p);
        if (i + n <= f->in.len && memcmp(p, what, n) == 0) return i;
    }
    return f->in.len;
}

static tb_status add_id(fixer *f, tb_buf *scratch, uint32_t value) {
    tb_slice id;
    TB_TRY(tb_buf_status(scratch));
    TB_TRY(tb_arena_copy(&f->arena, tb_buf_slice(scratch), &id));
    tb_buf_clear(scratch);
    return tb_map_set(&f->ids, id, value);
}

static tb_status index_ids(fixer *f) {
    tb_buf scratch = {0};
    tb_status status = TB_OK;
    for (uint32_t i = 0; i < f->view->n_nodes && status == TB_OK; i++) {
        tb_render_node_id(&scratch, &f->view->nodes[i]);
        status = add_id(f, &scratch, i);
    }
    for (uint32_t i = 0; i < f->view->n_edges && status == TB_OK; i++) {
        tb_render_link_id(&scratch, &f->view->edges[i]);
        status = add_id(f, &scratch, (uint32_t)f->view->n_nodes + i);
    }
    tb_buf_free(&scratch);
    return status;
}

/* Copies [at, end), mending what is wrong everywhere: Graphviz writes hyphens as references, and a colour
 * that SVG does not have. */
static void copy_to(fixer *f, size_t end) {
    while (f->at < end) {
        if (looking_at(f, "&#45;")) {
            tb_buf_putc(f->out, '-');
            f->at += 5;
        } else if (looking_at(
                       f,
                       "stroke-dasharray=\"1,5\"")) { /* too faint at our widths, as the next is too dense */
            tb_buf_puts(f->out, "stroke-dasharray=\"1.5,3\"");
            f->at += 22;
        } else if (looking_at(f, "stroke-dasharray=\"5,2\"")) {
            tb_buf_puts(f->out, "stroke-dasharray=\"5,3\"");
            f->at += 22;
        } else if (looking_at(f, "\"transparent\"")) {
            tb_buf_puts(f->out, "\"none\"");
            f->at += 13;
        } else if (looking_at(f, "\"Arial\"")) {
            tb_buf_puts(f->out, "\"" FONTS "\"");
            f->at += 7;
        } else if (looking_at(f, "\"Arial Bold\"")) {
            tb_buf_puts(f->out, "\"" FONTS "\" font-weight=\"bold\"");
            f->at += 12;
        } else {
            tb_buf_putc(f->out, f->in.p[f->at++]);
        }
    }
}

static void put_head(fixer *f) {
    tb_buf_puts(f->out,
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg role=\"img\" aria-labelledby=\"title\" "
                "aria-describedby=\"desc\"");
    f->at = find(f, 0, "<svg") + 4;
    size_t end = find(f, f->at, ">");
    copy_to(f, end < f->in.len ? end + 1 : end);
    tb_buf_puts(f->out, "\n<title id=\"title\">");
    tb_put_xml(f->out, f->view->title.len ? f->view->title : TB_S("Who is tied to whom"));
    tb_buf_puts(f->out, "</title>\n<desc id=\"desc\">");
    tb_put_counts(f->out, f->view);
    if (f->view->remark.len) tb_buf_puts(f->out, ". ");
    tb_put_xml(f->out, f->view->remark);
    tb_buf_puts(
        f->out,
        ". Entities are shapes by kind; links are lines with their relation and, in brackets, the numbers "
        "of the articles that state them, listed below the drawing.</desc>");
}

static void put_meaning(fixer *f, uint32_t what) {
    size_t n = f->view->n_nodes;
    if (what < n)
        tb_put_node_meaning(f->out, &f->view->nodes[what], tb_put_xml, "\n");
    else
        tb_put_link_meaning(f->out, f->view, &f->view->edges[what - n], tb_put_xml, "\n");
}

/* `<g id="…" class="node …">` and the title in it. */
static void put_group(fixer *f) {
    size_t start = f->at + strlen("<g id=\""), quote = find(f, start, "\""), end = find(f, quote, ">");
    size_t before = f->out->len;
    copy_to(f, end < f->in.len ? end + 1 : end);
    /* the id as it was copied, with its hyphens mended */
    size_t from = before + strlen("<g id=\""), to = from;
    while (to < f->out->len && f->out->p[to] != '"') to++;
    if (from > f->out->len) return;
    uint32_t what = tb_map_get(&f->ids, (tb_slice){f->out->p + from, to - from});
    if (!looking_at(f, "\n<title>")) return;
    f->at = find(f, f->at, "</title>") + strlen("</title>");
    if (f->at > f->in.len) f->at = f->in.len;
    if (what == TB_MAP_NONE) return;
    tb_buf_puts(f->out, "\n<title>");
    put_meaning(f, what);
    tb_buf_puts(f->out, "</title>");
}

static void fix(fixer *f) {
    put_head(f);
    while (f->at < f->in.len && tb_buf_status(f->out) == TB_OK) {
        copy_to(f, find(f, f->at, "<"));
        if (f->at >= f->in.len) break;
        if (looking_at(f, "<!--")) {
            f->at = find(f, f->at, "-->") + 3;
            if (f->at < f->in.len && f->in.p[f->at] == '\n') f->at++;
            if (f->at > f->in.len) f->at = f->in.len;
        } else if (looking_at(f, "<g id=\"")) {
            put_group(f);
        } else {
            copy_to(f, f->at + 1);
        }
    }
}

tb_status tb_format_svg(tb_render *r, const tb_format *format, tb_error *error) {
    tb_buf raw = {0};
    fixer f = {.view = r->view, .out = tb_render_file(r, ".svg")};
    tb_status status = tb_render_scene(r, error);
    if (status == TB_OK)
        status =
            tb_draw_render(tb_buf_slice(&r->scene), r->draw_with, format->name, 0, &raw, &r->messages, error);
    if (status == TB_OK) status = index_ids(&f);
    if (status == TB_OK) {
        f.in = tb_buf_slice(&raw);
        fix(&f);
        status = tb_buf_status(f.out);
    }
    tb_map_free(&f.ids);
    tb_arena_free(&f.arena);
    tb_buf_free(&raw);
    return status;
}
