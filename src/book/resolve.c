/* Who is meant by words on the command line. */
#include <stdlib.h>

#include "book/book.h"
#include "book/reader.h"

#define TB_NEAREST 3

typedef TB_VEC(uint32_t) tb_entities;

typedef struct tb_resolver {
    const tb_book *book;
    tb_slice key; /* the words, folded */
    tb_buf form;  /* a form of the book, folded */
} tb_resolver;

static tb_status fold(tb_resolver *x, tb_slice text, tb_slice *out) {
    tb_buf_clear(&x->form);
    tb_fold_key(&x->form, text);
    *out = tb_buf_slice(&x->form);
    return tb_buf_status(&x->form);
}

/* Whether the id or a form of e is the words; *distance is how far the nearest is, at most max + 1. */
static tb_status compare(tb_resolver *x, const tb_entity *e, size_t max, bool *same, size_t *distance) {
    *same = false;
    *distance = max + 1;
    for (size_t i = 0; i <= e->n_forms; i++) {
        tb_slice key;
        TB_TRY(fold(x, i == 0 ? e->id : e->forms[i - 1].text, &key));
        if (key.len && tb_slice_eq(key, x->key)) {
            *same = true;
            return TB_OK;
        }
        size_t d = max ? tb_edit_distance(key, x->key, max) : 1;
        if (d < *distance) *distance = d;
    }
    return TB_OK;
}

static tb_status find_same(tb_resolver *x, tb_arena *arena, tb_entities *out) {
    for (uint32_t i = 0; i < x->book->n_entities; i++) {
        bool same;
        size_t ignored;
        TB_TRY(compare(x, &x->book->entities[i], 0, &same, &ignored));
        if (same) TB_TRY(tb_vec_push(arena, out, i));
    }
    return TB_OK;
}

/* The best few, those that stand first in the book before others as near. */
static tb_status find_nearest(tb_resolver *x, tb_arena *arena, tb_entities *out) {
    size_t best[TB_NEAREST], n = 0, max = tb_edit_allowance(x->key);
    uint32_t who[TB_NEAREST];
    for (uint32_t i = 0; i < x->book->n_entities; i++) {
        bool same;
        size_t d;
        TB_TRY(compare(x, &x->book->entities[i], max, &same, &d));
        if (d > max) continue;
        size_t at = n < TB_NEAREST ? n++ : TB_NEAREST;
        while (at > 0 && best[at - 1] > d) {
            if (at < TB_NEAREST) best[at] = best[at - 1], who[at] = who[at - 1];
            at--;
        }
        if (at < TB_NEAREST) best[at] = d, who[at] = i;
    }
    for (size_t i = 0; i < n; i++) TB_TRY(tb_vec_push(arena, out, who[i]));
    return TB_OK;
}

static tb_status resolve(tb_resolver *x, tb_slice words, tb_arena *arena, tb_entities *fitting,
                         tb_entities *nearest) {
    uint32_t by_id = tb_map_get(&x->book->entity_ids, words);
    if (by_id != TB_MAP_NONE) return tb_vec_push(arena, fitting, by_id);
    tb_slice key;
    TB_TRY(fold(x, words, &key));
    TB_TRY(tb_arena_copy(arena, key, &x->key));
    if (x->key.len == 0) return TB_OK;
    TB_TRY(find_same(x, arena, fitting));
    return fitting->n || !nearest ? TB_OK : find_nearest(x, arena, nearest);
}

tb_status tb_book_resolve(const tb_book *book, tb_slice words, tb_arena *arena, const uint32_t **out,
                          size_t *n, const uint32_t **nearest, size_t *n_nearest) {
    tb_resolver x = {.book = book};
    tb_entities fitting = {0}, near = {0};
    tb_status s = resolve(&x, words, arena, &fitting, nearest ? &near : NULL);
    tb_buf_free(&x.form);
    *out = fitting.at;
    *n = fitting.n;
    if (nearest) {
        *nearest = near.at;
        *n_nearest = near.n;
    }
    return s;
}
