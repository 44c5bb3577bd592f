/* Pairs of entities that are named in one sentence and not linked; see pairs.h. Names inside longer names do not count, and
 * neither do links of any relation or direction. */
#include "report/pairs.h"

#include <stdlib.h>

enum { IN_SENTENCE = 64 };

typedef struct pair {
    tb_gap_pair gap;
    size_t crowd; /* other entities in its sentences, over all of them */
    uint32_t last_source;
} pair;

typedef struct pairing {
    const tb_check *check;
    tb_arena *arena;
    tb_map by_ends;  /* two indexes as bytes → index into pairs */
    tb_map linked;
    TB_VEC(pair) pairs;
    uint32_t source;
} pairing;

typedef struct ends {
    uint32_t a, b;
} ends;

static tb_slice bytes_of(const ends *e) {
    return (tb_slice){(const char *)e, sizeof *e};
}

/* a by id before b. */
static ends ends_of(const tb_book *book, uint32_t a, uint32_t b) {
    bool swap = tb_slice_cmp(book->entities[a].id, book->entities[b].id) > 0;
    return swap ? (ends){b, a} : (ends){a, b};
}

static tb_status keep_ends(pairing *p, tb_map *map, ends e, uint32_t value) {
    tb_slice key;
    TB_TRY(tb_arena_copy(p->arena, bytes_of(&e), &key));
    return tb_map_set(map, key, value);
}

static tb_status read_links(pairing *p) {
    const tb_book *b = p->check->book;
    for (size_t l = 0; l < b->n_links; l++) {
        if (b->links[l].from >= b->n_entities || b->links[l].to >= b->n_entities) continue;
        TB_TRY(keep_ends(p, &p->linked, ends_of(b, b->links[l].from, b->links[l].to), 1));
    }
    return TB_OK;
}

static tb_status add_pair(pairing *p, const tb_mention *x, const tb_mention *y, tb_span sentence, size_t crowd) {
    ends e = ends_of(p->check->book, x->entity, y->entity);
    if (tb_map_get(&p->linked, bytes_of(&e)) != TB_MAP_NONE) return TB_OK;
    uint32_t at = tb_map_get(&p->by_ends, bytes_of(&e));
    if (at == TB_MAP_NONE) {
        at = (uint32_t)p->pairs.n;
        TB_TRY(keep_ends(p, &p->by_ends, e, at));
        pair fresh = {.gap = {.a = e.a, .b = e.b}, .last_source = TB_NONE};
        TB_TRY(tb_vec_push(p->arena, &p->pairs, fresh));
    }
    pair *known = &p->pairs.at[at];
    bool new_article = known->last_source != p->source;
    known->gap.n_sentences++;
    known->gap.n_articles += new_article;
    known->last_source = p->source;
    known->crowd += crowd;
    tb_gap_place place = {p->source, {x->start, x->end}, {y->start, y->end}, sentence};
    if (known->gap.n_shown < TB_GAPS_PLACES) known->gap.places[known->gap.n_shown++] = place;
    else if (new_article) known->gap.places[TB_GAPS_PLACES - 1] = place;
    return TB_OK;
}

static bool is_blank(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* The first mention of each entity in a sentence, paired with each other. */
static tb_status pair_sentence(pairing *p, const tb_mention *mentions, size_t n, tb_slice text, tb_span sentence) {
    const tb_mention *first[IN_SENTENCE];
    size_t n_first = 0;
    for (size_t i = 0; i < n && n_first < IN_SENTENCE; i++) {
        bool again = mentions[i].nested;
        for (size_t k = 0; k < n_first && !again; k++) again = first[k]->entity == mentions[i].entity;
        if (!again) first[n_first++] = &mentions[i];
    }
    while (sentence.end > sentence.start && is_blank(text.p[sentence.end - 1])) sentence.end--;
    while (sentence.start < sentence.end && is_blank(text.p[sentence.start])) sentence.start++;
    for (size_t i = 0; i < n_first; i++)
        for (size_t k = i + 1; k < n_first; k++)
            if (first[i]->start != first[k]->start || first[i]->end != first[k]->end) /* a form of both is no pair */
                TB_TRY(add_pair(p, first[i], first[k], sentence, n_first - 2));
    return TB_OK;
}

static tb_status pair_source(pairing *p) {
    const tb_source_state *s = &p->check->sources[p->source];
    size_t m = 0;
    for (size_t i = 0; i < s->sentences.n; i++) {
        size_t end = s->sentences.starts[i + 1], from = m;
        while (m < s->mentions.n && s->mentions.at[m].start < end) m++;
        if (m - from > 1)
            TB_TRY(pair_sentence(p, s->mentions.at + from, m - from, s->article.text.text,
                                 (tb_span){s->sentences.starts[i], end}));
    }
    return TB_OK;
}

/* Ends are in the order of ids within a pair; entities of one kind keep the order of the book, so ids are compared here by
 * place in the book, which is the same on every machine. */
static int by_rank(const void *x, const void *y) {
    const pair *a = x, *b = y;
    if (a->gap.n_sentences != b->gap.n_sentences) return a->gap.n_sentences > b->gap.n_sentences ? -1 : 1;
    if (a->gap.n_articles != b->gap.n_articles) return a->gap.n_articles > b->gap.n_articles ? -1 : 1;
    if (a->crowd != b->crowd) return a->crowd < b->crowd ? -1 : 1;
    if (a->gap.a != b->gap.a) return a->gap.a < b->gap.a ? -1 : 1;
    return (a->gap.b > b->gap.b) - (a->gap.b < b->gap.b);
}

static tb_status find(pairing *p, const tb_gap_pair **out, size_t *n) {
    TB_TRY(read_links(p));
    for (p->source = 0; p->source < p->check->book->n_sources; p->source++)
        if (p->check->sources[p->source].is_read && p->check->sources[p->source].article.readable)
            TB_TRY(pair_source(p));
    if (p->pairs.n) qsort(p->pairs.at, p->pairs.n, sizeof *p->pairs.at, by_rank);
    tb_gap_pair *gaps = TB_NEW_ARRAY(p->arena, p->pairs.n, tb_gap_pair);
    if (!gaps) return TB_ENOMEM;
    for (size_t i = 0; i < p->pairs.n; i++) gaps[i] = p->pairs.at[i].gap;
    *out = gaps;
    *n = p->pairs.n;
    return TB_OK;
}

tb_status tb_pairs_find(const tb_check *check, tb_arena *arena, const tb_gap_pair **out, size_t *n) {
    pairing p = {.check = check, .arena = arena};
    tb_status status = find(&p, out, n);
    tb_map_free(&p.by_ends);
    tb_map_free(&p.linked);
    return status;
}
