/* A book cut into several drawings; see tb_view_slices. A slice is a name and a filter, nothing more. */
#include <stdlib.h>

#include "view/slices.h"

enum { STEM_MAX = 120 }; /* bytes of a file's name without its ending; file systems allow 255 */

static const char *const words[] = {"whole", "source", "entity", "relation", "kind", "component", "community"};

bool tb_by_find(tb_slice word, tb_by *out) {
    for (size_t i = 1; i < sizeof words / sizeof *words; i++)
        if (tb_slice_eq(word, tb_slice_cstr(words[i]))) {
            *out = (tb_by)i;
            return true;
        }
    return false;
}

/* "source-isis-routes": the words of the name that a file may have; a very long one is cut, with a hash for
 * the rest; where only the case differs the capitals are spelt out. */
static tb_status make_stem(tb_cutter *c, tb_slice word, tb_slice id, tb_slice *out) {
    for (int spelt = 0; spelt < 2; spelt++) {
        tb_buf_clear(&c->scratch);
        tb_buf_printf(&c->scratch, "%.*s-", TB_FMT(word));
        for (size_t i = 0; i < id.len; i++) {
            if (spelt && id.p[i] >= 'A' && id.p[i] <= 'Z')
                tb_buf_printf(&c->scratch, ".%02x", (unsigned)id.p[i]);
            else
                tb_id_encode(&c->scratch, tb_slice_sub(id, i, i + 1));
        }
        if (c->scratch.len > STEM_MAX) {
            uint64_t hash = tb_hash(id);
            c->scratch.len = STEM_MAX - 17;
            tb_buf_printf(&c->scratch, ".%08x%08x", (unsigned)(hash >> 32), (unsigned)(hash & 0xFFFFFFFFu));
        }
        TB_TRY(tb_buf_status(&c->scratch));
        TB_TRY(tb_arena_copy(c->arena, tb_buf_slice(&c->scratch), out));
        tb_slice lower;
        TB_TRY(tb_arena_copy(c->arena, *out, &lower));
        char *p = tb_arena_alloc(c->arena, lower.len);
        if (!p) return TB_ENOMEM;
        for (size_t i = 0; i < lower.len; i++)
            p[i] = lower.p[i] >= 'A' && lower.p[i] <= 'Z' ? (char)(lower.p[i] + 32) : lower.p[i];
        bool added;
        TB_TRY(tb_map_add(&c->stems, (tb_slice){p, lower.len}, 0, &(uint32_t){0}, &added));
        if (added) break;
    }
    return TB_OK;
}

tb_status tb_slice_name(tb_cutter *c, tb_slice id, tb_view_slice *s) {
    TB_TRY(tb_arena_printf(c->arena, &s->name, "%s:%.*s", words[c->by], TB_FMT(id)));
    TB_TRY(make_stem(c, tb_slice_cstr(words[c->by]), id, &s->stem));
    s->filter = *c->base;
    s->filter.name = s->name;
    s->filter.isolated = false;
    return TB_OK;
}

tb_status tb_slice_title(const tb_cutter *c, tb_slice title, tb_view_slice *s) {
    s->filter.title = title;
    if (c->base->title.len == 0) return TB_OK;
    return tb_arena_printf(c->arena, &s->filter.title, "%.*s (%.*s)", TB_FMT(title), TB_FMT(c->base->title));
}

/* Adds the slice for one thing, with the list (of one) that the filter points to. */
static tb_status add(tb_cutter *c, uint32_t index, tb_slice id, tb_slice title) {
    uint32_t *one = TB_NEW(c->arena, uint32_t);
    if (!one) return TB_ENOMEM;
    *one = index;
    tb_view_slice s = {.name = {NULL, 0}};
    TB_TRY(tb_slice_name(c, id, &s));
    TB_TRY(tb_slice_title(c, title, &s));
    switch (c->by) {
    case TB_BY_SOURCE:
        s.filter.sources = one, s.filter.n_sources = 1;
        break;
    case TB_BY_ENTITY:
        s.filter.touching = one, s.filter.n_touching = 1;
        break;
    case TB_BY_RELATION:
        s.filter.relations = one, s.filter.n_relations = 1;
        break;
    case TB_BY_KIND:
        s.filter.touching_kinds = one, s.filter.n_touching_kinds = 1;
        break;
    default:
        break;
    }
    return tb_vec_push(c->arena, &c->out, s);
}

static tb_status add_used(tb_cutter *c, const bool *used, size_t n) {
    for (uint32_t i = 0; i < n; i++) {
        const tb_book *b = c->book;
        if (!used[i]) continue;
        switch (c->by) {
        case TB_BY_SOURCE:
            TB_TRY(add(c, i, b->sources[i].id,
                       b->sources[i].title.len ? b->sources[i].title : b->sources[i].id));
            break;
        case TB_BY_ENTITY:
            TB_TRY(add(c, i, b->entities[i].id,
                       b->entities[i].n_forms ? b->entities[i].forms[0].text : b->entities[i].id));
            break;
        case TB_BY_RELATION:
            TB_TRY(add(c, i, b->relations[i].name, b->relations[i].name));
            break;
        case TB_BY_KIND:
            TB_TRY(add(c, i, b->kinds[i].singular, b->kinds[i].section));
            break;
        default:
            break;
        }
    }
    return TB_OK;
}

/* What the links that the base filter leaves have in them. */
static void mark(const tb_cutter *c, const tb_choice *choice, bool *used) {
    for (size_t i = 0; i < choice->links.n; i++) {
        const tb_chosen *chosen = &choice->links.at[i];
        const tb_link *l = &c->book->links[chosen->link];
        switch (c->by) {
        case TB_BY_SOURCE:
            for (size_t k = 0; k < chosen->n; k++) used[l->evidence[chosen->evidence[k]].source] = true;
            break;
        case TB_BY_ENTITY:
            used[l->from] = used[l->to] = true;
            break;
        case TB_BY_RELATION:
            used[l->relation] = true;
            break;
        case TB_BY_KIND:
            used[c->book->entities[l->from].kind] = used[c->book->entities[l->to].kind] = true;
            break;
        default:
            break;
        }
    }
}

static int by_name(const void *x, const void *y) {
    return tb_slice_cmp(((const tb_view_slice *)x)->name, ((const tb_view_slice *)y)->name);
}

static tb_status cut(tb_cutter *c, const tb_check *check) {
    const tb_book *b = c->book;
    size_t n = b->n_sources + b->n_entities + b->n_relations + b->n_kinds; /* enough for any of them */
    tb_choice choice;
    TB_TRY(tb_filter_apply(check, c->base, c->arena, &choice));
    if (c->by >= TB_BY_COMPONENT) {
        TB_TRY(tb_cut_groups(c, &choice));
    } else {
        bool *used = TB_NEW_ARRAY(c->arena, n, bool);
        if (!used) return TB_ENOMEM;
        mark(c, &choice, used);
        size_t things[] = {0, b->n_sources, b->n_entities, b->n_relations, b->n_kinds};
        TB_TRY(add_used(c, used, things[c->by]));
    }
    if (c->out.n) qsort(c->out.at, c->out.n, sizeof *c->out.at, by_name);
    return TB_OK;
}

/* All that the base filter leaves, called after its name: "around:iran" is "around-iran". */
static tb_status add_whole(tb_cutter *c) {
    tb_slice name = c->base->name;
    tb_view_slice s = {.name = name, .stem = TB_S("whole"), .filter = *c->base};
    const char *colon = name.len ? memchr(name.p, ':', name.len) : NULL;
    if (colon) {
        size_t at = (size_t)(colon - name.p);
        TB_TRY(make_stem(c, tb_slice_sub(name, 0, at), tb_slice_sub(name, at + 1, name.len), &s.stem));
    }
    return tb_vec_push(c->arena, &c->out, s);
}

tb_status tb_view_slices(const tb_check *check, const tb_filter *base, tb_by by, tb_arena *arena,
                         const tb_view_slice **out, size_t *n) {
    tb_cutter c = {.book = check->book, .base = base, .by = by, .arena = arena};
    tb_status status;
    if (by == TB_BY_WHOLE) {
        status = add_whole(&c);
    } else {
        status = cut(&c, check);
    }
    tb_map_free(&c.stems);
    tb_buf_free(&c.scratch);
    *out = c.out.at;
    *n = c.out.n;
    return status;
}
