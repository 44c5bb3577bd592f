/* Mentions as JSON; see mention_lines.h. This is the hot end of a run over a large corpus, so that a line is
 * put together from pieces that are escaped beforehand. */
#include "cli/mention_lines.h"

#include <stdlib.h>

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
    for (size_t i = 0; i < x->book->n_entities; i++) {
        const tb_entity *e = &x->book->entities[i];
        x->tails[i] = TB_NEW_ARRAY(arena, e->n_forms, tb_slice);
        if (!x->tails[i]) return TB_ENOMEM;
        for (size_t f = 0; f < e->n_forms; f++)
            TB_TRY(make_tail(arena, tail, x->book, e, &e->forms[f], &x->tails[i][f]));
    }
    return TB_OK;
}

typedef struct named {
    tb_slice id;
    uint32_t entity;
} named;

static int by_id(const void *a, const void *b) {
    return tb_slice_cmp(((const named *)a)->id, ((const named *)b)->id);
}

static tb_status rank(tb_arena *arena, const tb_book *b, uint32_t **out) {
    named *all = TB_NEW_ARRAY(arena, b->n_entities + 1, named);
    *out = TB_NEW_ARRAY(arena, b->n_entities + 1, uint32_t);
    if (!all || !*out) return TB_ENOMEM;
    for (uint32_t i = 0; i < b->n_entities; i++) all[i] = (named){b->entities[i].id, i};
    qsort(all, b->n_entities, sizeof *all, by_id);
    for (uint32_t i = 0; i < b->n_entities; i++) (*out)[all[i].entity] = i;
    return TB_OK;
}

tb_status tb_mention_lines_new(tb_arena *arena, const tb_book *book, tb_mention_lines *out) {
    *out = (tb_mention_lines){.book = book, .tails = TB_NEW_ARRAY(arena, book->n_entities + 1, tb_slice *)};
    if (!out->tails) return TB_ENOMEM;
    tb_buf tail = {0};
    tb_status status = make_tails(arena, &tail, out);
    tb_buf_free(&tail);
    TB_TRY(status);
    return rank(arena, book, &out->ranks);
}

typedef struct ranked {
    tb_mention mention;
    uint32_t rank;
} ranked;

/* By start, then entity id, then the longer first. */
static int by_place(const void *x, const void *y) {
    const ranked *a = x, *b = y;
    if (a->mention.start != b->mention.start) return a->mention.start < b->mention.start ? -1 : 1;
    if (a->rank != b->rank) return a->rank < b->rank ? -1 : 1;
    return (a->mention.end < b->mention.end) - (a->mention.end > b->mention.end);
}

static ranked ranked_of(const tb_mention_lines *x, const tb_mention *m) {
    return (ranked){*m, x->ranks[m->entity]};
}

/* Mentions come by start, then the longer first: mostly that is the order already. */
static tb_status sort(const tb_mention_lines *x, tb_mentions *m) {
    bool sorted = true;
    for (size_t i = 1; i < m->n && sorted; i++) {
        ranked a = ranked_of(x, &m->at[i - 1]), b = ranked_of(x, &m->at[i]);
        sorted = by_place(&a, &b) <= 0;
    }
    if (sorted) return TB_OK;
    ranked *all = calloc(m->n, sizeof *all);
    if (!all) return TB_ENOMEM;
    for (size_t i = 0; i < m->n; i++) all[i] = ranked_of(x, &m->at[i]);
    qsort(all, m->n, sizeof *all, by_place);
    for (size_t i = 0; i < m->n; i++) m->at[i] = all[i].mention;
    free(all);
    return TB_OK;
}

#define DIGITS 20 /* of a number of 64 bits */

/* Writes a decimal; returns what follows it. */
static char *put_number(char *o, size_t n) {
    char digits[DIGITS];
    size_t at = DIGITS;
    do {
        digits[--at] = (char)('0' + n % 10);
        n /= 10;
    } while (n);
    memcpy(o, digits + at, DIGITS - at);
    return o + (DIGITS - at);
}

#define PUT(o, literal) ((char *)memcpy(o, literal, sizeof(literal) - 1) + (sizeof(literal) - 1))

/* head, "start":…,"end":… and where position is not NULL, "line":…,"column":… */
static void put_places(tb_buf *out, tb_slice head, size_t start, size_t end, const tb_position *position) {
    if (tb_buf_reserve(out, head.len + 4 * DIGITS + 64) != TB_OK) return;
    char *o = (char *)memcpy(out->p + out->len, head.p, head.len) + head.len;
    o = put_number(PUT(o, "\"start\":"), start);
    o = put_number(PUT(o, ",\"end\":"), end);
    if (position) {
        o = put_number(PUT(o, ",\"line\":"), position->line);
        o = put_number(PUT(o, ",\"column\":"), position->column);
    }
    o = PUT(o, ",\"text\":");
    out->len = (size_t)(o - out->p);
}

static void tail(const tb_mention_lines *x, tb_buf *out, const tb_mention *m, tb_slice words) {
    tb_json_escape(out, words);
    tb_buf_put(out, x->tails[m->entity][m->form]);
    tb_buf_put(out, m->nested ? TB_S(",\"nested\":true}") : TB_S("}"));
}

void tb_mention_lines_write(const tb_mention_lines *x, tb_buf *out, tb_slice source, const tb_text *text,
                            const tb_origin *origin, tb_mentions *m) {
    tb_buf head = {0};
    tb_buf_puts(&head, "{\"source\":");
    tb_json_escape(&head, source);
    tb_buf_putc(&head, ',');
    tb_cursor cursor = tb_cursor_on(origin);
    if (sort(x, m) != TB_OK) out->status = TB_ENOMEM;
    for (size_t i = 0; i < m->n && head.status == TB_OK; i++) {
        size_t start = m->at[i].start, end = m->at[i].end;
        tb_text_to_raw(text, &start, &end);
        tb_position at = tb_cursor_at(&cursor, start);
        put_places(out, tb_buf_slice(&head), start, end, &at);
        tail(x, out, &m->at[i], tb_slice_sub(text->raw, start, end));
        tb_buf_putc(out, '\n');
    }
    if (head.status != TB_OK) out->status = head.status;
    tb_cursor_free(&cursor);
    tb_buf_free(&head);
}

void tb_mention_array_write(const tb_mention_lines *x, tb_buf *out, const tb_text *text, tb_mentions *m) {
    if (sort(x, m) != TB_OK) out->status = TB_ENOMEM;
    tb_buf_putc(out, '[');
    for (size_t i = 0; i < m->n; i++) {
        size_t start = m->at[i].start, end = m->at[i].end;
        tb_text_to_raw(text, &start, &end);
        put_places(out, i ? TB_S(",{") : TB_S("{"), start, end, NULL);
        tail(x, out, &m->at[i], tb_slice_sub(text->raw, start, end));
    }
    tb_buf_putc(out, ']');
}
