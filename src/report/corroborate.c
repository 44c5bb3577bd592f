/* Documents in, the best passages for each link kept; see corroborate.h.
 *
 * Of a document only what names two linked entities in one paragraph is looked at closely; most documents cost no more than
 * their mentions. Each kept passage owns one block of memory, freed when a better one takes its place. */
#include "report/corroborate.h"

#include <stdlib.h>

#include "report/passage.h"
#include "report/sketch.h"

enum { LIKE = 60, COPY = 70 /* resemblance in hundredths above which documents are near copies: of a source, of each other */ };

typedef struct kept {
    tb_corroboration seen;
    tb_sketch sketch;
    uint64_t passage; /* hash of its words */
    size_t document;  /* in the order of reading, so that the first of equal ones stays */
    char *block;      /* the strings of seen */
} kept;

typedef struct shelf { /* of one link */
    kept **at; /* the best first */
    size_t n;
} shelf;

struct tb_corroborator {
    const tb_check *check;
    const tb_book *book;
    size_t most;
    tb_arena arena;
    tb_names_index *names;
    tb_scratch *scratch;
    tb_passages passages;
    shelf *shelves;      /* as the book's links */
    tb_sketch *sketches; /* of the texts of the sources */
    uint64_t *hashes;    /* of the texts of the sources, 0 where there is none */
    tb_mentions mentions;
    size_t n_documents, n_sources;
};

/* ---- making it ---- */

static tb_status sketch_sources(tb_corroborator *c) {
    size_t n = c->book->n_sources;
    c->sketches = TB_NEW_ARRAY(&c->arena, n, tb_sketch);
    c->hashes = TB_NEW_ARRAY(&c->arena, n, uint64_t);
    if (!c->sketches || !c->hashes) return TB_ENOMEM;
    for (size_t s = 0; s < n; s++) {
        const tb_source_state *state = &c->check->sources[s];
        if (!state->is_read || !state->article.readable) continue;
        c->hashes[s] = tb_hash(state->article.text.text);
        TB_TRY(tb_sketch_make(state->article.text.text, &c->sketches[s]));
    }
    return TB_OK;
}

static tb_status make(tb_corroborator *c) {
    c->shelves = TB_NEW_ARRAY(&c->arena, c->book->n_links, shelf);
    if (!c->shelves) return TB_ENOMEM;
    for (size_t i = 0; i < c->book->n_links; i++) {
        c->shelves[i].at = TB_NEW_ARRAY(&c->arena, c->most, kept *);
        if (!c->shelves[i].at) return TB_ENOMEM;
    }
    TB_TRY(sketch_sources(c));
    TB_TRY(tb_scratch_new(&c->scratch));
    TB_TRY(tb_names_index_new(c->book, &c->names));
    return tb_passages_new(c->book, &c->passages);
}

tb_status tb_corroborator_new(const tb_check *check, size_t most, tb_corroborator **out) {
    *out = NULL;
    tb_corroborator *c = calloc(1, sizeof *c);
    if (!c) return TB_ENOMEM;
    c->check = check;
    c->book = check->book;
    c->most = most;
    tb_status status = make(c);
    if (status != TB_OK) tb_corroborator_free(c);
    else *out = c;
    return status;
}

static void free_kept(kept *k) {
    if (!k) return;
    free(k->block);
    free(k);
}

void tb_corroborator_free(tb_corroborator *c) {
    if (!c) return;
    for (size_t i = 0; c->shelves && i < c->book->n_links; i++)
        for (size_t k = 0; k < c->shelves[i].n; k++) free_kept(c->shelves[i].at[k]);
    tb_passages_free(&c->passages);
    tb_names_index_free(c->names);
    tb_scratch_free(c->scratch);
    tb_vec_free(&c->mentions);
    tb_arena_free(&c->arena);
    free(c);
}

/* ---- documents that are no news ---- */

/* What is known of a document once it is looked at closely. */
typedef struct closer_look {
    bool taken;
    tb_sketch sketch;
    uint32_t like;
} closer_look;

static bool has_hash(const tb_source *s, tb_slice hash) {
    for (size_t i = 0; i < s->sha256.n; i++)
        if (tb_slice_eq(s->sha256.at[i], hash)) return true;
    return false;
}

/* A source by its id (of a JSON document), its text, or one of its recorded hashes. */
static bool is_source(const tb_corroborator *c, const tb_document *doc) {
    if (!doc->article && tb_map_get(&c->book->source_ids, doc->id) != TB_MAP_NONE) return true;
    uint64_t hash = tb_hash(doc->text->text);
    tb_slice sha256 = doc->article ? tb_slice_cstr(tb_article_sha256(doc->article)) : TB_S("");
    for (size_t s = 0; s < c->book->n_sources; s++) {
        if (sha256.len && has_hash(&c->book->sources[s], sha256)) return true;
        if (c->hashes[s] == hash && hash && tb_slice_eq(c->check->sources[s].article.text.text, doc->text->text)) return true;
    }
    return false;
}

static tb_status look_closer(tb_corroborator *c, const tb_document *doc, closer_look *look) {
    if (look->taken) return TB_OK;
    look->taken = true;
    look->like = TB_NONE;
    TB_TRY(tb_sketch_make(doc->text->text, &look->sketch));
    unsigned most = LIKE - 1;
    for (uint32_t s = 0; s < c->book->n_sources; s++) {
        unsigned resemblance = tb_sketch_resemblance(&look->sketch, &c->sketches[s]);
        if (resemblance <= most) continue;
        most = resemblance;
        look->like = s;
    }
    return TB_OK;
}

/* ---- keeping ---- */

/* A near copy of a source is no second source, so any other passage goes before it. */
static bool is_better(const kept *a, const kept *b) {
    if ((a->seen.like == TB_NONE) != (b->seen.like == TB_NONE)) return a->seen.like == TB_NONE;
    if (a->seen.score != b->seen.score) return a->seen.score > b->seen.score;
    return a->document < b->document;
}

static bool is_copy(const kept *a, const kept *b) {
    return a->passage == b->passage || tb_sketch_resemblance(&a->sketch, &b->sketch) >= COPY;
}

static void insert(tb_corroborator *c, shelf *s, kept *k) {
    if (s->n == c->most) free_kept(s->at[--s->n]);
    size_t i = s->n++;
    for (; i > 0 && is_better(k, s->at[i - 1]); i--) s->at[i] = s->at[i - 1];
    s->at[i] = k;
}

static void take_out(shelf *s, size_t i) {
    memmove(&s->at[i], &s->at[i + 1], (s->n - i - 1) * sizeof *s->at);
    s->n--;
}

/* Puts a passage on the shelf of its link, or counts it with the one of which it is a copy. Takes k over. */
static void keep(tb_corroborator *c, kept *k) {
    shelf *s = &c->shelves[k->seen.link];
    for (size_t i = 0; i < s->n; i++) {
        kept *known = s->at[i];
        if (!is_copy(k, known)) continue;
        if (!is_better(k, known)) {
            known->seen.copies++;
            free_kept(k);
            return;
        }
        k->seen.copies = known->seen.copies + 1;
        take_out(s, i);
        free_kept(known);
        break;
    }
    insert(c, s, k);
}

/* Whether a passage could find a place, before anything is copied. */
static bool is_wanted(const tb_corroborator *c, const tb_passage_found *p, uint32_t like) {
    const shelf *s = &c->shelves[p->link];
    if (s->n < c->most) return true;
    kept candidate = {.seen = {.score = p->score, .like = like}, .document = c->n_documents};
    return is_better(&candidate, s->at[s->n - 1]);
}

static tb_slice copy(char **at, tb_slice s) {
    tb_slice to = {*at, s.len};
    if (s.len) memcpy(*at, s.p, s.len);
    *at += s.len;
    return to;
}

static void locate(const tb_document *doc, size_t start, tb_corroboration *out) {
    out->line = doc->line;
    out->column = 0;
    if (!doc->article) return;
    const char *p = doc->text->raw.p;
    size_t line = 1, begin = 0;
    for (size_t i = 0; i < start;) {
        size_t n = tb_line_break(p + i, doc->text->raw.len - i);
        if (n && i + n <= start) {
            line++;
            begin = i + n;
        }
        i += n ? n : 1;
    }
    out->line = line;
    if (line == 1 && doc->text->raw.len >= 3 && memcmp(p, "\xEF\xBB\xBF", 3) == 0) begin = start < 3 ? start : 3;
    out->column = 1;
    for (size_t i = begin; i < start; i++) out->column += ((unsigned char)p[i] & 0xC0) != 0x80;
}

static tb_status take(tb_corroborator *c, const tb_document *doc, const closer_look *look, const tb_passage_found *p) {
    tb_passage_words words = {0};
    tb_status status = tb_passage_write(doc->text->text, p, &words);
    kept *k = status == TB_OK ? calloc(1, sizeof *k) : NULL;
    size_t size = doc->id.len + words.passage.len + words.quote.len;
    if (k) k->block = malloc(size + 1);
    if (!k || !k->block) {
        free(k);
        tb_passage_words_free(&words);
        return status == TB_OK ? TB_ENOMEM : status;
    }
    char *at = k->block;
    k->seen = (tb_corroboration){.link = p->link, .id = copy(&at, doc->id), .passage = copy(&at, tb_buf_slice(&words.passage)),
                                 .quote = copy(&at, tb_buf_slice(&words.quote)), .from = words.from, .to = words.to,
                                 .start = p->quote.start, .end = p->quote.end, .one_sentence = p->one_sentence,
                                 .n_cues = p->n_cues, .distance = p->distance, .score = p->score, .like = look->like};
    tb_text_to_raw(doc->text, &k->seen.start, &k->seen.end);
    locate(doc, k->seen.start, &k->seen);
    k->sketch = look->sketch;
    k->passage = words.hash;
    k->document = c->n_documents;
    tb_passage_words_free(&words);
    keep(c, k);
    return TB_OK;
}

/* ---- reading ---- */

static bool names_two(const tb_mentions *m) {
    for (size_t i = 1; i < m->n; i++)
        if (m->at[i].entity != m->at[0].entity) return true;
    return false;
}

static tb_status read_found(tb_corroborator *c, const tb_document *doc, const tb_passage_found *found, size_t n) {
    closer_look look = {.taken = false};
    if (n && is_source(c, doc)) {
        c->n_sources++;
        return TB_OK;
    }
    for (size_t i = 0; i < n; i++) {
        if (!is_wanted(c, &found[i], TB_NONE)) continue;
        TB_TRY(look_closer(c, doc, &look));
        if (is_wanted(c, &found[i], look.like)) TB_TRY(take(c, doc, &look, &found[i]));
    }
    return TB_OK;
}

tb_status tb_corroborator_read(tb_corroborator *c, const tb_document *doc, tb_error *error) {
    const tb_passage_found *found;
    size_t n;
    tb_arena arena = {0};
    c->n_documents++;
    c->mentions.n = 0;
    TB_TRY(tb_mentions_find(c->names, c->scratch, doc->text, TB_NONE, false, &c->mentions));
    if (!names_two(&c->mentions)) return TB_OK;
    tb_status status = tb_passages_find(&c->passages, doc->text, &c->mentions, &arena, &found, &n, error);
    if (status == TB_OK) status = read_found(c, doc, found, n);
    tb_arena_free(&arena);
    return status;
}

tb_status tb_corroborator_results(const tb_corroborator *c, tb_arena *arena, tb_corroborations *out) {
    *out = (tb_corroborations){.n_documents = c->n_documents, .n_sources = c->n_sources};
    for (size_t i = 0; i < c->book->n_links; i++) out->n += c->shelves[i].n;
    tb_corroboration *list = TB_NEW_ARRAY(arena, out->n, tb_corroboration);
    if (!list) return TB_ENOMEM;
    size_t n = 0;
    for (size_t i = 0; i < c->book->n_links; i++) {
        out->n_links += c->shelves[i].n > 0;
        for (size_t k = 0; k < c->shelves[i].n; k++) list[n++] = c->shelves[i].at[k]->seen;
    }
    out->at = list;
    return TB_OK;
}
