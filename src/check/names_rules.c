/* The rules on names: entities that no text names, forms that no text has, forms that two entities share in a
 * text. Fills the table of mentions on the way. */
#include <stdlib.h>

#include "check/internal.h"

static bool all_read(const tb_run *run) {
    for (size_t s = 0; s < run->book->n_sources; s++)
        if (!run->check->sources[s].is_read || !run->check->sources[s].article.readable) return false;
    return run->book->n_sources > 0;
}

/* Numbers of the forms of all entities in one row: entity e's first form is at first[e]. */
static tb_status number_forms(tb_run *run, size_t **first, bool **seen) {
    const tb_book *book = run->book;
    *first = TB_NEW_ARRAY(&run->check->arena, book->n_entities + 1, size_t);
    if (!*first) return TB_ENOMEM;
    for (size_t e = 0; e < book->n_entities; e++) (*first)[e + 1] = (*first)[e] + book->entities[e].n_forms;
    *seen = TB_NEW_ARRAY(&run->check->arena, (*first)[book->n_entities], bool);
    return *seen ? TB_OK : TB_ENOMEM;
}

static void tally(tb_run *run, const size_t *first, bool *seen) {
    size_t n_sources = run->book->n_sources;
    for (size_t s = 0; s < n_sources; s++) {
        const tb_mentions *mentions = &run->check->sources[s].mentions;
        for (size_t i = 0; i < mentions->n; i++) {
            const tb_mention *m = &mentions->at[i];
            seen[first[m->entity] + m->form] = true;
            if (!m->nested) run->check->mentions[m->entity * n_sources + s]++;
        }
    }
}

static bool mentioned(const tb_run *run, size_t entity) {
    for (size_t s = 0; s < run->book->n_sources; s++)
        if (run->check->mentions[entity * run->book->n_sources + s]) return true;
    return false;
}

static bool nested_somewhere(const tb_run *run, const size_t *first, const bool *seen, size_t entity) {
    (void)run;
    for (size_t f = first[entity]; f < first[entity + 1]; f++)
        if (seen[f]) return true;
    return false;
}

typedef struct form_key {
    tb_slice key;
    size_t form;
} form_key;

static int by_key(const void *a, const void *b) {
    const form_key *x = a, *y = b;
    int c = tb_slice_cmp(x->key, y->key);
    return c ? c : (x->form > y->form) - (x->form < y->form);
}

/* Marks the forms of an entity that are empty, or equal to an earlier one: they are reported as what they are, and a
 * place that has both is counted for the earlier one. */
static tb_status mark_doubles(tb_arena *arena, const tb_entity *entity, bool *doubles) {
    form_key *keys = TB_NEW_ARRAY(arena, entity->n_forms, form_key);
    if (!keys) return TB_ENOMEM;
    for (size_t f = 0; f < entity->n_forms; f++) {
        tb_buf b = {0};
        tb_fold_key(&b, entity->forms[f].text);
        tb_status status = tb_buf_status(&b);
        if (status == TB_OK) status = tb_arena_copy(arena, tb_buf_slice(&b), &keys[f].key);
        tb_buf_free(&b);
        TB_TRY(status);
        keys[f].form = f;
        doubles[f] = tb_pattern_empty(entity->forms[f].text);
    }
    qsort(keys, entity->n_forms, sizeof *keys, by_key);
    for (size_t f = 1; f < entity->n_forms; f++)
        if (tb_slice_eq(keys[f - 1].key, keys[f].key)) doubles[keys[f].form] = true;
    return TB_OK;
}

static tb_status find_doubles(tb_run *run, const size_t *first, bool **out) {
    const tb_book *book = run->book;
    bool *doubles = TB_NEW_ARRAY(&run->check->arena, first[book->n_entities], bool);
    tb_arena keys = {0};
    tb_status status = doubles ? TB_OK : TB_ENOMEM;
    for (size_t e = 0; e < book->n_entities && status == TB_OK; e++)
        status = mark_doubles(&keys, &book->entities[e], doubles + first[e]);
    tb_arena_free(&keys);
    *out = doubles;
    return status;
}

static tb_status report_unseen(tb_run *run, const size_t *first, const bool *seen) {
    bool *doubles;
    TB_TRY(find_doubles(run, first, &doubles));
    for (size_t e = 0; e < run->book->n_entities; e++) {
        const tb_entity *entity = &run->book->entities[e];
        if (!mentioned(run, e)) {
            TB_TRY(tb_findings_add(run->findings, TB_CODE_ENTITY_UNMENTIONED, entity->at, entity->id, NULL,
                                   nested_somewhere(run, first, seen, e)
                                       ? "%.*s is named only inside longer names"
                                       : "no text names %.*s",
                                   TB_FMT(entity->forms[0].text)));
            continue;
        }
        /* A name may be the one by which readers know the entity; the other forms are there to be found. */
        for (size_t f = 1; f < entity->n_forms; f++)
            if (!seen[first[e] + f] && !doubles[first[e] + f])
                TB_TRY(tb_findings_add(run->findings, TB_CODE_FORM_UNSEEN, entity->forms[f].at, entity->id, NULL,
                                       "no text has \"%.*s\"", TB_FMT(entity->forms[f].text)));
    }
    return TB_OK;
}

/* Whether this pair of forms was already reported for this text. */
typedef struct shared_pair {
    uint32_t entity_a, form_a, entity_b, form_b;
    tb_finding *finding;
    size_t n;
} shared_pair;

typedef TB_VEC(shared_pair) shared_pairs;

static tb_status report_shared(tb_run *run, uint32_t source, const tb_mention *a, const tb_mention *b,
                               shared_pairs *known) {
    enum { SHOWN = 3 };
    const tb_source_state *state = &run->check->sources[source];
    const tb_entity *x = &run->book->entities[a->entity], *y = &run->book->entities[b->entity];
    shared_pair *pair = NULL;
    for (size_t i = 0; i < known->n && !pair; i++) {
        shared_pair *k = &known->at[i];
        if (k->entity_a == a->entity && k->form_a == a->form && k->entity_b == b->entity && k->form_b == b->form)
            pair = k;
    }
    if (!pair) {
        shared_pair fresh = {a->entity, a->form, b->entity, b->form, NULL, 0};
        TB_TRY(tb_findings_add(run->findings, TB_CODE_FORM_AMBIGUOUS, x->forms[a->form].at, x->id, &fresh.finding,
                               "\"%.*s\" names both %.*s and %.*s in %.*s", TB_FMT(x->forms[a->form].text),
                               TB_FMT(x->id), TB_FMT(y->id), TB_FMT(run->book->sources[source].id)));
        TB_TRY(tb_finding_relate(run->findings, fresh.finding, y->forms[b->form].at, "the same form of %.*s",
                                 TB_FMT(y->id)));
        TB_TRY(tb_vec_push(&run->check->arena, known, fresh));
        pair = &known->at[known->n - 1];
    }
    if (pair->n++ >= SHOWN) return TB_OK;
    return tb_finding_relate(run->findings, pair->finding, tb_span_place(state, (tb_span){a->start, a->end}),
                             "it stands here");
}

static tb_status check_shared(tb_run *run, uint32_t source) {
    const tb_mentions *mentions = &run->check->sources[source].mentions;
    shared_pairs known = {0};
    for (size_t i = 0; i < mentions->n; i++) {
        const tb_mention *a = &mentions->at[i];
        for (size_t j = i + 1; !a->nested && j < mentions->n; j++) {
            const tb_mention *b = &mentions->at[j];
            if (b->start != a->start) break;
            if (b->end == a->end && !b->nested && b->entity != a->entity)
                TB_TRY(report_shared(run, source, a, b, &known));
        }
    }
    return TB_OK;
}

tb_status tb_check_names(tb_run *run) {
    size_t *first;
    bool *seen;
    TB_TRY(number_forms(run, &first, &seen));
    tally(run, first, seen);
    /* Where a text is missing, that a name was not seen says nothing. */
    if (all_read(run)) TB_TRY(report_unseen(run, first, seen));
    for (uint32_t s = 0; s < run->book->n_sources; s++) TB_TRY(check_shared(run, s));
    return TB_OK;
}
