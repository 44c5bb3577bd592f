/* Whether `gaps` brings back what is taken out of a book: a random third of the entities is removed, with their links, and the
 * lines in which they come back are counted. docs/gaps.md has the figures and says what counts.
 *
 * Without arguments it is a test on the digests of the project; `report_gaps_recall BOOK TEXTS SEEDS [-v]` prints the table,
 * with -v also the lines and what came late. */
#include "check_support.h"

#include "report/gaps.h"

enum { N_DEPTHS = 5 };

typedef struct recall {
    size_t removed, open;        /* entities that were mentioned; those that the rest of the book does not cover */
    size_t found[N_DEPTHS];      /* in the first so many lines */
    size_t lines;
} recall;

/* Lines, in hundredths of the number of removed entities. */
static const size_t depths[N_DEPTHS] = {100, 150, 200, 300, 100000};

static uint32_t draw(uint64_t *seed, uint32_t below) {
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*seed >> 33) % below;
}

/* A third of the numbers below n. */
static void choose(uint64_t seed, size_t n, bool *out) {
    uint32_t *order = calloc(n + 1, sizeof *order);
    assert_non_null(order);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t j = draw(&seed, i + 1);
        order[i] = order[j];
        order[j] = i;
    }
    for (size_t i = 0; i < n; i++) out[order[i]] = i < n / 3;
    free(order);
}

/* The book without some entities, and without the links and claimants that they are. Borrows from book; free the parts. */
static tb_book without(const tb_book *book, const bool *removed) {
    tb_book b = *book;
    b.arena = (tb_arena){0}; /* a check adds what front matter says */
    uint32_t *to = calloc(book->n_entities + 1, sizeof *to);
    b.entities = calloc(book->n_entities + 1, sizeof *b.entities);
    b.links = calloc(book->n_links + 1, sizeof *b.links);
    assert_true(to && b.entities && b.links);
    b.n_entities = b.n_links = b.n_waivers = 0;
    b.entity_ids = (tb_map){0};
    for (uint32_t i = 0; i < book->n_entities; i++) {
        to[i] = TB_NONE;
        if (removed[i]) continue;
        to[i] = (uint32_t)b.n_entities;
        assert_int_equal(tb_map_set(&b.entity_ids, book->entities[i].id, to[i]), TB_OK);
        b.entities[b.n_entities++] = book->entities[i];
    }
    for (size_t i = 0; i < book->n_links; i++) {
        tb_link l = book->links[i];
        if (to[l.from] == TB_NONE || to[l.to] == TB_NONE) continue;
        l.from = to[l.from];
        l.to = to[l.to];
        tb_evidence *evidence = calloc(l.n_evidence + 1, sizeof *evidence);
        assert_non_null(evidence);
        for (size_t e = 0; e < l.n_evidence; e++) {
            evidence[e] = l.evidence[e];
            if (evidence[e].by != TB_NONE) evidence[e].by = to[evidence[e].by];
        }
        l.evidence = evidence;
        b.links[b.n_links++] = l;
    }
    free(to);
    return b;
}

static void free_without(tb_book *b) {
    for (size_t i = 0; i < b->n_links; i++) free((void *)(uintptr_t)b->links[i].evidence);
    free(b->links);
    free(b->entities);
    tb_map_free(&b->entity_ids);
    tb_arena_free(&b->arena);
}

typedef struct run {
    tb_origins origins;
    tb_findings findings;
    tb_check *check;
} run;

static run check(tb_book *book, const char *texts) {
    run r = {.check = NULL};
    tb_error error;
    tb_slice folder = tb_slice_cstr(texts);
    tb_check_options options = {.texts = &folder, .n_texts = 1, .today = {2026, 1, 1}};
    assert_int_equal(tb_check_run(book, &options, &r.origins, &r.findings, &r.check, &error), TB_OK);
    return r;
}

static void free_run(run *r) {
    tb_check_free(r->check);
    tb_findings_free(&r->findings);
    tb_origins_free(&r->origins);
}

static bool is_mentioned(const tb_check *c, uint32_t entity) {
    for (size_t s = 0; s < c->book->n_sources; s++)
        if (c->mentions[entity * c->book->n_sources + s]) return true;
    return false;
}

/* Whether the entity stands at some place that no mention of the smaller book covers whole. */
static bool is_open(const tb_check *before, const tb_check *after, uint32_t entity) {
    for (size_t s = 0; s < before->book->n_sources; s++) {
        const tb_mentions *x = &before->sources[s].mentions, *y = &after->sources[s].mentions;
        for (size_t i = 0; i < x->n; i++) {
            if (x->at[i].entity != entity || x->at[i].nested) continue;
            bool covered = false;
            for (size_t k = 0; k < y->n && !covered; k++)
                covered = y->at[k].start <= x->at[i].start && y->at[k].end >= x->at[i].end;
            if (!covered) return true;
        }
    }
    return false;
}

static bool same(tb_slice a, tb_slice b) {
    tb_buf x = {0}, y = {0};
    tb_fold_key(&x, a);
    tb_fold_key(&y, b);
    bool equal = tb_slice_eq(tb_buf_slice(&x), tb_buf_slice(&y));
    tb_buf_free(&x);
    tb_buf_free(&y);
    return equal;
}

/* Whether a line shows a place of the entity: one of its forms, or at a place that it shows what stands there for the most part,
 * or (a description) the noun by which the book calls it. */
static bool shows_place(const tb_gap_name *line, const tb_check *before, uint32_t entity) {
    for (size_t p = 0; p < line->n_shown; p++) {
        tb_span at = line->places[p].at;
        const tb_source_state *s = &before->sources[line->places[p].source];
        for (size_t i = 0; i < s->mentions.n; i++) {
            const tb_mention *m = &s->mentions.at[i];
            if (m->entity != entity || m->nested || m->start >= at.end || m->end <= at.start) continue;
            bool inside = m->start >= at.start && m->end <= at.end, around = m->start <= at.start && m->end >= at.end;
            size_t shorter = inside ? m->end - m->start : at.end - at.start;
            size_t longer = inside ? at.end - at.start : m->end - m->start;
            char first = s->article.text.text.p[m->start];
            if ((inside || around) && shorter * 2 >= longer) return true;
            if (inside && line->described && first >= 'a' && first <= 'z') return true;
        }
    }
    return false;
}

static bool names(const tb_gap_name *line, const tb_check *before, uint32_t entity) {
    const tb_entity *e = &before->book->entities[entity];
    for (size_t f = 0; f < e->n_forms; f++) {
        if (same(line->name, e->forms[f].text)) return true;
        for (size_t k = 0; k < line->also.n; k++)
            if (same(line->also.at[k], e->forms[f].text)) return true;
    }
    return shows_place(line, before, entity);
}

/* The line, from 0, that brings an entity back, or n. */
static size_t line_of(const tb_gaps *g, const tb_check *before, uint32_t e) {
    size_t i = 0;
    while (i < g->n_names && !names(&g->names[i], before, e)) i++;
    return i;
}

static void show(const tb_book *book, const bool *removed, const tb_gaps *g, const tb_check *before, const tb_check *after,
                 size_t n) {
    for (size_t i = 0; i < g->n_names && i < n * 2; i++) {
        const tb_gap_name *l = &g->names[i];
        const char *mark = " ";
        for (uint32_t e = 0; e < book->n_entities; e++)
            if (removed[e] && names(l, before, e)) mark = "*";
        printf("%s %3zu %5.2f %-7s %3zu %.*s", mark, i + 1, l->score, tb_likely_name(l->likely), l->n_places, TB_FMT(l->name));
        for (size_t k = 0; k < l->also.n; k++) printf(" | %.*s", TB_FMT(l->also.at[k]));
        printf("\n");
    }
    for (uint32_t e = 0; e < book->n_entities; e++)
        if (removed[e] && is_mentioned(before, e) && line_of(g, before, e) >= n)
            printf("  %s at line %zu of %zu: %.*s\n", is_open(before, after, e) ? "late" : "covered",
                   line_of(g, before, e) + 1, g->n_names, TB_FMT(book->entities[e].id));
}

static recall measure(const tb_book *book, const tb_check *before, const char *texts, uint64_t seed, bool verbose) {
    recall r = {0};
    bool *removed = calloc(book->n_entities + 1, sizeof *removed);
    assert_non_null(removed);
    choose(seed, book->n_entities, removed);
    tb_book smaller = without(book, removed);
    run after = check(&smaller, texts);
    tb_gaps g;
    assert_int_equal(tb_gaps_find(after.check, &g), TB_OK);
    for (uint32_t e = 0; e < book->n_entities; e++) {
        if (!removed[e] || !is_mentioned(before, e)) continue;
        r.removed++;
        r.open += is_open(before, after.check, e);
    }
    r.lines = g.n_names;
    for (uint32_t e = 0; e < book->n_entities; e++) {
        if (!removed[e] || !is_mentioned(before, e) || !is_open(before, after.check, e)) continue;
        size_t line = line_of(&g, before, e);
        for (size_t d = 0; d < N_DEPTHS; d++) r.found[d] += line < g.n_names && line * 100 < r.open * depths[d];
    }
    if (verbose) show(book, removed, &g, before, after.check, r.open);
    tb_gaps_free(&g);
    free_run(&after);
    free_without(&smaller);
    free(removed);
    return r;
}

static recall measure_all(const char *path, const char *texts, size_t seeds, bool print, bool verbose) {
    tb_origins origins = {0};
    tb_findings findings = {0};
    tb_book *book;
    tb_error error;
    recall sum = {0};
    assert_int_equal(tb_book_read(path, &origins, &findings, &book, &error), TB_OK);
    run before = check(book, texts);
    if (print) printf("| seed | removed | open | lines | in 1 x | in 1.5 x | in 2 x | in 3 x | anywhere |\n"
                      "| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
    for (size_t s = 1; s <= seeds; s++) {
        recall r = measure(book, before.check, texts, s, verbose);
        if (print) printf("| %zu | %zu | %zu | %zu |", s, r.removed, r.open, r.lines);
        for (size_t d = 0; d < N_DEPTHS; d++) {
            if (print) printf(" %.0f %% |", 100.0 * (double)r.found[d] / (double)r.open);
            sum.found[d] += r.found[d];
        }
        if (print) printf("\n");
        sum.removed += r.removed;
        sum.open += r.open;
        sum.lines += r.lines;
    }
    if (print) {
        printf("| all | %zu | %zu | %zu |", sum.removed, sum.open, sum.lines);
        for (size_t d = 0; d < N_DEPTHS; d++) printf(" %.1f %% |", 100.0 * (double)sum.found[d] / (double)sum.open);
        printf("\n");
    }
    free_run(&before);
    tb_book_free(book);
    tb_findings_free(&findings);
    tb_origins_free(&origins);
    return sum;
}

static void a_removed_third_comes_back(void **state) {
    (void)state;
    recall r = measure_all(TB_PROJECT "/entities.yaml", TB_PROJECT "/articles", 10, false, false);
    assert_true(r.open > 200);
    /* docs/gaps.md has 78, 99 and 99; the book may grow */
    assert_true(r.found[0] * 100 >= r.open * 65);
    assert_true(r.found[2] * 100 >= r.open * 90);
    assert_true(r.found[N_DEPTHS - 1] * 100 >= r.open * 93);
}

int main(int argc, char **argv) {
    if (argc > 3) {
        measure_all(argv[1], argv[2], (size_t)strtoul(argv[3], NULL, 10), true, argc > 4);
        return 0;
    }
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_removed_third_comes_back)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
