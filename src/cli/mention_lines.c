/* Mentions as JSON; see mention_lines.h. This is the hot end of a run over a large corpus, so that a line is
 * put together from pieces that are escaped beforehand. */
#include "cli/mention_lines.h"

#include "base/json.h"
#include "cli/cursor.h"

static const char *const form_names[] = {"name", "alias", "adjective"};

/* Writes into `tail`, which is used again for the next one. */
static tb_status make_tail(tb_arena *arena, tb_buf *tail, const tb_book *b, const tb_entity *e, const tb_form *f,
                           tb_slice *out) {
    tb_buf_clear(tail);
    tb_buf_puts(tail, ",\"entity\":");
    tb_json_escape(tail, e->id);
    tb_buf_puts(tail, ",\"kind\":");
    tb_json_escape(tail, b->kinds[e->kind].singular);
    tb_buf_puts(tail, ",\"form\":\"");
    tb_buf_puts(tail, form_names[f->type]);
    tb_buf_puts(tail, "\",\"alias\":");
    tb_json_escape(tail, f->text);
    TB_TRY(tb_buf_status(tail));
    return tb_arena_copy(arena, tb_buf_slice(tail), out);
}

static tb_status make_tails(tb_arena *arena, tb_buf *tail, const tb_mention_lines *x) {
    uint32_t n = 0;
    for (size_t i = 0; i < x->book->n_entities; i++) {
        const tb_entity *e = &x->book->entities[i];
        x->firsts[i] = n;
        for (size_t f = 0; f < e->n_forms; f++)
            TB_TRY(make_tail(arena, tail, x->book, e, &e->forms[f], &x->tails[n++]));
    }
    return TB_OK;
}

tb_status tb_mention_lines_new(tb_arena *arena, const tb_book *book, tb_mention_lines *out) {
    size_t n = 0;
    for (size_t i = 0; i < book->n_entities; i++) n += book->entities[i].n_forms;
    *out = (tb_mention_lines){.book = book,
                              .tails = TB_NEW_ARRAY(arena, n, tb_slice),
                              .firsts = TB_NEW_ARRAY(arena, book->n_entities, uint32_t)};
    if (!out->tails || !out->firsts) return TB_ENOMEM;
    tb_buf tail = {0};
    tb_status status = make_tails(arena, &tail, out);
    tb_buf_free(&tail);
    return status;
}

#define DIGITS 20                  /* of a number of 64 bits */
#define PLACES (4 * DIGITS + 64)   /* bytes of a line before its words, behind the source */
#define END 32                     /* and behind what is written beforehand */

static unsigned digits_of(size_t n) {
    for (unsigned more = 0;; more += 4, n /= 10000) {
        if (n < 10) return more + 1;
        if (n < 100) return more + 2;
        if (n < 1000) return more + 3;
        if (n < 10000) return more + 4;
    }
}

/* Writes a decimal; returns what follows it. */
static char *put_number(char *o, size_t n) {
    static const char pairs[] = "00010203040506070809101112131415161718192021222324252627282930313233343536373839"
                                "40414243444546474849505152535455565758596061626364656667686970717273747576777879"
                                "8081828384858687888990919293949596979899";
    char *end = o + digits_of(n), *at = end;
    for (; n >= 100; n /= 100) at = (char *)memcpy(at - 2, pairs + n % 100 * 2, 2);
    if (n >= 10)
        memcpy(at - 2, pairs + n * 2, 2);
    else
        at[-1] = (char)('0' + n);
    return end;
}

#define PUT(o, literal) ((char *)memcpy(o, literal, sizeof(literal) - 1) + (sizeof(literal) - 1))

/* "start":…,"end":… and where position is not NULL, "line":…,"column":… and the end of the line; between them the
 * words and what is written beforehand. There is room for all up to the words. */
static void put_mention(const tb_mention_lines *x, tb_buf *out, const tb_mention *m, const tb_text *text,
                        tb_cursor *cursor) {
    size_t start = m->start, end = m->end;
    tb_slice tail = x->tails[x->firsts[m->entity] + m->form];
    tb_text_to_raw(text, &start, &end);
    char *o = out->p + out->len;
    o = put_number(PUT(o, "\"start\":"), start);
    o = put_number(PUT(o, ",\"end\":"), end);
    if (cursor) {
        tb_position at = tb_cursor_at(cursor, start);
        o = put_number(PUT(o, ",\"line\":"), at.line);
        o = put_number(PUT(o, ",\"column\":"), at.column);
    }
    o = PUT(o, ",\"text\":");
    out->len = (size_t)(o - out->p);
    tb_json_escape(out, tb_slice_sub(text->raw, start, end));
    if (tb_buf_reserve(out, tail.len + END) != TB_OK) return;
    o = (char *)memcpy(out->p + out->len, tail.p, tail.len) + tail.len;
    if (m->nested) o = PUT(o, ",\"nested\":true");
    *o++ = '}';
    if (cursor) *o++ = '\n';
    out->len = (size_t)(o - out->p);
}

void tb_mention_lines_write(const tb_mention_lines *x, tb_buf *out, tb_slice source, const tb_text *text,
                            const tb_origin *origin, const tb_mentions *m) {
    tb_cursor cursor = tb_cursor_on(origin);
    size_t head = out->len, head_len = 0; /* of the first line: all begin alike */
    for (size_t i = 0; i < m->n; i++) {
        if (i == 0) {
            tb_buf_puts(out, "{\"source\":");
            tb_json_escape(out, source);
            tb_buf_putc(out, ',');
            head_len = out->len - head;
        }
        if (tb_buf_reserve(out, head_len + PLACES) != TB_OK) break;
        if (i > 0) {
            memcpy(out->p + out->len, out->p + head, head_len);
            out->len += head_len;
        }
        put_mention(x, out, &m->at[i], text, &cursor);
    }
    tb_cursor_free(&cursor);
}

void tb_mention_array_write(const tb_mention_lines *x, tb_buf *out, const tb_text *text, const tb_mentions *m) {
    tb_buf_putc(out, '[');
    for (size_t i = 0; i < m->n; i++) {
        if (tb_buf_reserve(out, PLACES) != TB_OK) return;
        if (i > 0) out->p[out->len++] = ',';
        out->p[out->len++] = '{';
        put_mention(x, out, &m->at[i], text, NULL);
    }
    tb_buf_putc(out, ']');
}
