/* The report itself; see gaps.h. Names come from the files of names.h; pairs, forms, entities and sources are read off the
 * check. */
#include "report/gaps.h"

#include <stdlib.h>

#include "match/match.h"
#include "report/names.h"
#include "report/pairs.h"

const char *tb_likely_name(tb_likely kind) {
    static const char *const names[] = {"person", "group", "state", "place", "other", "unknown"};
    return names[kind];
}

static tb_status find_names(tb_gathering *g, tb_gaps *out) {
    TB_TRY(tb_lexicon_make(g->book->language, &g->lexicon));
    TB_TRY(tb_tokens_read(g));
    TB_TRY(tb_chunks_find(g));
    TB_TRY(tb_described_find(g));
    TB_TRY(tb_candidates_merge(g));
    return tb_candidates_rank(g, &out->names, &out->n_names);
}

/* Whether a form is nothing, or the same as an earlier one of its entity: `check` says so, and it cannot be seen. */
static tb_status is_double(const tb_entity *e, uint32_t form, tb_buf keys[2], bool *out) {
    *out = tb_pattern_empty(e->forms[form].text);
    tb_buf_clear(&keys[0]);
    tb_fold_key(&keys[0], e->forms[form].text);
    for (uint32_t f = 0; f < form && !*out; f++) {
        tb_buf_clear(&keys[1]);
        tb_fold_key(&keys[1], e->forms[f].text);
        *out = tb_slice_eq(tb_buf_slice(&keys[0]), tb_buf_slice(&keys[1]));
    }
    return keys[0].status != TB_OK ? keys[0].status : keys[1].status;
}

/* Forms of an entity that is mentioned. Readers may know it by a name that no text has, so the name is not among them. */
static tb_status list_forms(const tb_entity *e, uint32_t entity, const bool *seen, tb_gap_form *out, size_t *n) {
    tb_buf keys[2] = {{0}, {0}};
    tb_status status = TB_OK;
    for (uint32_t f = 1; f < e->n_forms && status == TB_OK; f++) {
        bool same = false;
        if (seen[f]) continue;
        status = is_double(e, f, keys, &same);
        if (!same) out[(*n)++] = (tb_gap_form){entity, f};
    }
    tb_buf_free(&keys[0]);
    tb_buf_free(&keys[1]);
    return status;
}

/* Forms and entities that no text has; places inside longer names count as seen. */
static tb_status find_unseen(const tb_check *c, tb_gaps *out) {
    const tb_book *b = c->book;
    size_t *first = TB_NEW_ARRAY(&out->arena, b->n_entities + 1, size_t);
    if (!first) return TB_ENOMEM;
    for (size_t e = 0; e < b->n_entities; e++) first[e + 1] = first[e] + b->entities[e].n_forms;
    bool *seen = TB_NEW_ARRAY(&out->arena, first[b->n_entities], bool);
    tb_gap_form *forms = TB_NEW_ARRAY(&out->arena, first[b->n_entities], tb_gap_form);
    uint32_t *entities = TB_NEW_ARRAY(&out->arena, b->n_entities, uint32_t);
    if (!seen || !forms || !entities) return TB_ENOMEM;
    for (size_t s = 0; s < b->n_sources; s++)
        for (size_t i = 0; i < c->sources[s].mentions.n; i++)
            seen[first[c->sources[s].mentions.at[i].entity] + c->sources[s].mentions.at[i].form] = true;
    for (uint32_t e = 0; e < b->n_entities; e++) {
        size_t n = 0;
        for (size_t f = first[e]; f < first[e + 1]; f++) n += seen[f];
        if (n == 0) entities[out->n_entities++] = e;
        if (n) TB_TRY(list_forms(&b->entities[e], e, seen + first[e], forms, &out->n_forms));
    }
    out->forms = forms;
    out->entities = entities;
    return TB_OK;
}

static tb_status find_idle(const tb_check *c, tb_gaps *out) {
    const tb_book *b = c->book;
    bool *cited = TB_NEW_ARRAY(&out->arena, b->n_sources, bool);
    uint32_t *idle = TB_NEW_ARRAY(&out->arena, b->n_sources, uint32_t);
    uint32_t *unread = TB_NEW_ARRAY(&out->arena, b->n_sources, uint32_t);
    if (!cited || !idle || !unread) return TB_ENOMEM;
    for (size_t l = 0; l < b->n_links; l++)
        for (size_t e = 0; e < b->links[l].n_evidence; e++)
            if (b->links[l].evidence[e].source < b->n_sources) cited[b->links[l].evidence[e].source] = true;
    for (uint32_t s = 0; s < b->n_sources; s++) {
        if (!cited[s]) idle[out->n_sources++] = s;
        if (!c->sources[s].is_read || !c->sources[s].article.readable) unread[out->n_unread++] = s;
    }
    out->sources = idle;
    out->unread = unread;
    return TB_OK;
}

static tb_status find(tb_gathering *g, const tb_check *check, tb_gaps *out) {
    TB_TRY(find_names(g, out));
    TB_TRY(tb_pairs_find(check, &out->arena, &out->pairs, &out->n_pairs));
    TB_TRY(find_idle(check, out));
    return out->n_unread ? TB_OK : find_unseen(check, out); /* a name that was not seen may stand in a text that was not read */
}

tb_status tb_gaps_find(const tb_check *check, tb_gaps *out) {
    *out = (tb_gaps){0};
    tb_gathering g = {.arena = &out->arena, .check = check, .book = check->book};
    tb_status status = find(&g, check, out);
    tb_lexicon_free(&g.lexicon);
    tb_map_free(&g.spellings_by_key);
    tb_map_free(&g.candidates_by_key);
    tb_buf_free(&g.scratch);
    if (status != TB_OK) tb_gaps_free(out);
    return status;
}

void tb_gaps_free(tb_gaps *g) {
    tb_arena_free(&g->arena);
    *g = (tb_gaps){0};
}
