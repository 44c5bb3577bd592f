/* Which passages of a document name both ends of links, and how well each fits; see passage.h. */
#include "report/passage.h"

#include <stdlib.h>

#include "match/match.h"
#include "text/words.h"

enum { IN_PARAGRAPH = 64, QUOTE_MAX = 160 /* bytes; a longer quote leaves its middle out */, AROUND = 24 };

/* ---- links by their ends ---- */

typedef struct ends {
    uint32_t low, high;
} ends;

static ends ends_of(uint32_t a, uint32_t b) {
    return a < b ? (ends){a, b} : (ends){b, a};
}

static tb_slice bytes_of(const ends *e) {
    return (tb_slice){(const char *)e, sizeof *e};
}

static tb_status add_link(tb_passages *p, uint32_t link, uint32_t *n_pairs) {
    const tb_link *l = &p->book->links[link];
    p->next[link] = TB_NONE;
    if (l->from >= p->book->n_entities || l->to >= p->book->n_entities || l->from == l->to) return TB_OK;
    ends e = ends_of(l->from, l->to);
    tb_slice key;
    uint32_t at;
    bool added;
    TB_TRY(tb_arena_copy(&p->arena, bytes_of(&e), &key));
    TB_TRY(tb_map_add(&p->pairs, key, *n_pairs, &at, &added));
    if (added) p->first[(*n_pairs)++] = TB_NONE;
    p->next[link] = p->first[at];
    p->first[at] = link;
    return TB_OK;
}

static tb_status make(tb_passages *p) {
    uint32_t n_pairs = 0;
    p->first = TB_NEW_ARRAY(&p->arena, p->book->n_links, uint32_t);
    p->next = TB_NEW_ARRAY(&p->arena, p->book->n_links, uint32_t);
    if (!p->first || !p->next) return TB_ENOMEM;
    for (uint32_t i = 0; i < p->book->n_links; i++) TB_TRY(add_link(p, i, &n_pairs));
    return tb_cues_make(p->book, &p->cues);
}

tb_status tb_passages_new(const tb_book *book, tb_passages *out) {
    *out = (tb_passages){.book = book};
    tb_status status = make(out);
    if (status != TB_OK) tb_passages_free(out);
    return status;
}

void tb_passages_free(tb_passages *p) {
    tb_cues_free(&p->cues);
    tb_map_free(&p->pairs);
    tb_arena_free(&p->arena);
    *p = (tb_passages){0};
}

static uint32_t first_link(const tb_passages *p, uint32_t a, uint32_t b) {
    ends e = ends_of(a, b);
    uint32_t at = tb_map_get(&p->pairs, bytes_of(&e));
    return at == TB_MAP_NONE ? TB_NONE : p->first[at];
}

/* ---- one document ---- */

/* The words of a sentence without their endings. */
typedef struct heard {
    const tb_word *words; /* offsets within the sentence */
    uint64_t *stems;
    size_t n;
    bool done;
} heard;

typedef struct finder {
    const tb_passages *p;
    const tb_text *text;
    const tb_mentions *mentions;
    tb_arena *arena;
    tb_sentences sentences;
    bool cut; /* into sentences */
    heard *heard; /* of each sentence, as far as they were asked for */
    tb_error *error;
    TB_VEC(tb_passage_found) found; /* by link at last */
    tb_buf scratch;
} finder;

static tb_span trimmed(tb_slice text, size_t start, size_t end) {
    while (end > start && strchr(" \n\r\t", text.p[end - 1])) end--;
    while (start < end && strchr(" \n\r\t", text.p[start])) start++;
    return (tb_span){start, end};
}

static tb_span sentence_of(const finder *f, size_t offset, size_t *index) {
    size_t i = tb_sentence_at(&f->sentences, offset);
    *index = i;
    return trimmed(f->text->text, f->sentences.starts[i], f->sentences.starts[i + 1]);
}

static tb_status hear(finder *f, size_t sentence, const heard **out) {
    heard *h = &f->heard[sentence];
    *out = h;
    if (h->done) return TB_OK;
    size_t start = f->sentences.starts[sentence];
    tb_slice text = tb_slice_sub(f->text->text, start, f->sentences.starts[sentence + 1]);
    tb_words words;
    TB_TRY(tb_words_find(f->arena, text, &words));
    h->words = words.at;
    h->stems = TB_NEW_ARRAY(f->arena, words.n, uint64_t);
    if (!h->stems) return TB_ENOMEM;
    for (size_t i = 0; i < words.n; i++) {
        tb_buf_clear(&f->scratch);
        tb_fold_key(&f->scratch, tb_slice_sub(text, words.at[i].start, words.at[i].end));
        TB_TRY(tb_buf_status(&f->scratch));
        h->stems[i] = tb_cues_stem(&f->p->cues, tb_buf_slice(&f->scratch));
    }
    h->n = words.n;
    h->done = true;
    return TB_OK;
}

/* Cues among the words of a sentence; those between the names count twice. */
static tb_status count_cues(finder *f, uint32_t relation, size_t sentence, tb_span between, unsigned *n, unsigned *weight) {
    const heard *h;
    TB_TRY(hear(f, sentence, &h));
    size_t start = f->sentences.starts[sentence];
    for (size_t i = 0; i < h->n; i++) {
        size_t at = start + h->words[i].start;
        if (!tb_cues_has(&f->p->cues, relation, h->stems[i])) continue;
        ++*n;
        *weight += at >= between.start && at < between.end ? 2 : 1;
    }
    return TB_OK;
}

static unsigned count_words(tb_slice text, tb_span span) {
    unsigned n = 0;
    bool in = false;
    for (size_t i = span.start; i < span.end; i++) {
        bool blank = strchr(" \n\r\t", text.p[i]) != NULL;
        n += !blank && !in;
        in = !blank;
    }
    return n;
}

static bool is_adjective(const finder *f, const tb_mention *m) {
    return f->p->book->entities[m->entity].forms[m->form].type == TB_FORM_ADJECTIVE;
}

/* Entities that the sentences name besides the two. */
static unsigned crowd_of(const finder *f, const tb_passage_found *x) {
    unsigned n = 0;
    for (size_t i = 0; i < f->mentions->n; i++) {
        const tb_mention *m = &f->mentions->at[i];
        bool in = (m->start >= x->first.start && m->end <= x->first.end) ||
                  (m->start >= x->second.start && m->end <= x->second.end);
        n += in;
    }
    return n > 2 ? n - 2 : 0;
}

/* The weights are judgements: one sentence before one paragraph, then words that tell of the relation, then nearness. */
static tb_status score(finder *f, const tb_mention *from, const tb_mention *to, const size_t sentences[2], tb_passage_found *x) {
    const tb_link *link = &f->p->book->links[x->link];
    tb_span between = {from->end, to->start};
    if (from->start > to->start) between = (tb_span){to->end, from->start};
    if (between.end < between.start) between.end = between.start;
    unsigned weight = 0, crowd = crowd_of(f, x);
    x->distance = count_words(f->text->text, between);
    TB_TRY(count_cues(f, link->relation, sentences[0], between, &x->n_cues, &weight));
    if (!x->one_sentence) TB_TRY(count_cues(f, link->relation, sentences[1], between, &x->n_cues, &weight));
    x->score = 100 + (x->one_sentence ? 300 : 0) + (x->n_cues ? 120 : 0) + 30 * (weight < 6 ? weight : 6);
    x->score += 100 / (1 + x->distance / 6);
    x->score -= (is_adjective(f, from) ? 20 : 0) + (is_adjective(f, to) ? 20 : 0) + 6 * (crowd < 8 ? crowd : 8);
    if (!f->p->book->relations[link->relation].symmetric && from->start < to->start) x->score += 15;
    return TB_OK;
}

/* Keeps the better of two passages for a link. */
static tb_status keep(finder *f, const tb_passage_found *x) {
    for (size_t i = 0; i < f->found.n; i++) {
        if (f->found.at[i].link != x->link) continue;
        if (x->score > f->found.at[i].score) f->found.at[i] = *x;
        return TB_OK;
    }
    return tb_vec_push(f->arena, &f->found, *x);
}

static tb_status try_pair(finder *f, const tb_mention *a, const tb_mention *b, uint32_t link) {
    const tb_link *l = &f->p->book->links[link];
    const tb_mention *from = a->entity == l->from ? a : b, *to = from == a ? b : a;
    const tb_mention *one = a->start <= b->start ? a : b, *other = one == a ? b : a;
    tb_passage_found x = {.link = link, .from = {from->start, from->end}, .to = {to->start, to->end}};
    size_t sentences[2];
    x.first = sentence_of(f, one->start, &sentences[0]);
    x.second = sentence_of(f, other->start, &sentences[1]);
    x.one_sentence = sentences[0] == sentences[1];
    bool adjacent = sentences[1] <= sentences[0] + 1;
    x.quote = (tb_span){one->start, other->end > one->end ? other->end : one->end};
    TB_TRY(score(f, from, to, sentences, &x));
    return adjacent || x.n_cues ? keep(f, &x) : TB_OK; /* two names far apart, and no word of what ties them */
}

/* Of all places of two entities in a paragraph those two that stand nearest to each other: mentions are sorted, so they are neighbours
 * among the places of the two. */
static tb_status try_entities(finder *f, const tb_mention *m, size_t n, uint32_t a, uint32_t b, uint32_t link) {
    const tb_mention *last = NULL, *one = NULL, *other = NULL;
    size_t nearest = SIZE_MAX;
    bool together = false; /* one and other stand in one sentence */
    for (size_t i = 0; i < n; i++) {
        if (m[i].entity != a && m[i].entity != b) continue;
        if (last && last->entity != m[i].entity) {
            size_t gap = m[i].start > last->end ? m[i].start - last->end : 0;
            bool same = tb_sentence_at(&f->sentences, last->start) == tb_sentence_at(&f->sentences, m[i].start);
            if ((same && !together) || (same == together && gap < nearest)) {
                nearest = gap;
                together = same;
                one = last;
                other = &m[i];
            }
        }
        last = &m[i];
    }
    for (; one && link != TB_NONE; link = f->p->next[link]) TB_TRY(try_pair(f, one, other, link));
    return TB_OK;
}

/* The entities of a paragraph, each once; of a list of more than IN_PARAGRAPH the first. */
static size_t entities_of(const tb_mention *m, size_t n, uint32_t out[IN_PARAGRAPH]) {
    size_t n_out = 0;
    for (size_t i = 0; i < n && n_out < IN_PARAGRAPH; i++) {
        bool again = false;
        for (size_t k = 0; k < n_out && !again; k++) again = out[k] == m[i].entity;
        if (!again) out[n_out++] = m[i].entity;
    }
    return n_out;
}

static tb_status cut(finder *f, const char *language) {
    if (f->cut) return TB_OK;
    TB_TRY(tb_sentences_find(f->arena, f->text, language, &f->sentences, f->error));
    f->heard = TB_NEW_ARRAY(f->arena, f->sentences.n, heard);
    f->cut = true;
    return f->heard ? TB_OK : TB_ENOMEM;
}

static tb_status try_paragraph(finder *f, const tb_mention *m, size_t n, const char *language) {
    uint32_t entities[IN_PARAGRAPH];
    size_t n_entities = entities_of(m, n, entities);
    for (size_t i = 0; i < n_entities; i++)
        for (size_t k = i + 1; k < n_entities; k++) {
            uint32_t link = first_link(f->p, entities[i], entities[k]);
            if (link == TB_NONE) continue;
            TB_TRY(cut(f, language));
            TB_TRY(try_entities(f, m, n, entities[i], entities[k], link));
        }
    return TB_OK;
}

static int by_link(const void *x, const void *y) {
    const tb_passage_found *a = x, *b = y;
    return (a->link > b->link) - (a->link < b->link);
}

static tb_status find(finder *f, const char *language) {
    for (size_t i = 0; i < f->mentions->n;) {
        size_t paragraph = tb_text_paragraph(f->text, f->mentions->at[i].start), end = i + 1;
        size_t stop = f->text->breaks[paragraph + 1];
        while (end < f->mentions->n && f->mentions->at[end].start < stop) end++;
        TB_TRY(try_paragraph(f, f->mentions->at + i, end - i, language));
        i = end;
    }
    if (f->found.n) qsort(f->found.at, f->found.n, sizeof *f->found.at, by_link);
    return TB_OK;
}

tb_status tb_passages_find(const tb_passages *p, const tb_text *text, const tb_mentions *mentions, tb_arena *arena,
                           const tb_passage_found **out, size_t *n, tb_error *error) {
    char language[32] = "en";
    tb_slice tag = p->book->language;
    if (tag.len && tag.len < sizeof language) {
        memcpy(language, tag.p, tag.len);
        language[tag.len] = '\0';
    }
    finder f = {.p = p, .text = text, .mentions = mentions, .arena = arena, .error = error};
    tb_status status = find(&f, language);
    tb_buf_free(&f.scratch);
    *out = f.found.at;
    *n = f.found.n;
    return status;
}

/* ---- words ---- */

/* Appends a span with runs of white space as one blank; offsets of `span` that are marked are moved along. */
static void put_line(tb_buf *out, tb_slice text, tb_span span, const tb_span *marks[2], tb_span *moved[2]) {
    bool blank = false;
    for (size_t i = span.start; i < span.end; i++) {
        for (int m = 0; m < 2 && marks; m++) {
            if (i == marks[m]->start) moved[m]->start = out->len + blank;
            if (i == marks[m]->end) moved[m]->end = out->len;
        }
        if (strchr(" \n\r\t", text.p[i])) {
            blank = true;
            continue;
        }
        if (blank) tb_buf_putc(out, ' ');
        blank = false;
        tb_buf_putc(out, text.p[i]);
    }
    for (int m = 0; m < 2 && marks; m++)
        if (marks[m]->end == span.end) moved[m]->end = out->len;
}

/* The end of the word that holds offset, at most AROUND bytes on; where the next one begins going back. */
static size_t word_after(tb_slice text, size_t offset, size_t limit) {
    size_t end = offset;
    for (size_t i = offset; i < limit && i < offset + AROUND; i++)
        if (strchr(" \n\r\t", text.p[i])) end = i;
    return end;
}

static size_t word_before(tb_slice text, size_t offset, size_t limit) {
    size_t start = offset;
    for (size_t i = offset; i > limit && i + AROUND > offset; i--)
        if (strchr(" \n\r\t", text.p[i - 1])) start = i;
    return start;
}

/* From the one name to the other; a long way, or one over the end of a sentence, leaves words out. */
static void put_quote(tb_buf *out, tb_slice text, const tb_passage_found *p) {
    tb_span one = p->from.start < p->to.start ? p->from : p->to, other = p->from.start < p->to.start ? p->to : p->from;
    if (p->quote.end - p->quote.start <= QUOTE_MAX && p->one_sentence) {
        put_line(out, text, p->quote, NULL, NULL);
        return;
    }
    size_t after = word_after(text, one.end, p->first.end), before = word_before(text, other.start, p->second.start);
    if (after > before) after = one.end, before = other.start;
    put_line(out, text, (tb_span){one.start, after}, NULL, NULL);
    tb_buf_puts(out, " [\xE2\x80\xA6] ");
    put_line(out, text, (tb_span){before, other.end}, NULL, NULL);
}

tb_status tb_passage_write(tb_slice text, const tb_passage_found *p, tb_passage_words *out) {
    const tb_span *marks[2] = {&p->from, &p->to};
    tb_span *moved[2] = {&out->from, &out->to};
    tb_buf key = {0};
    put_line(&out->passage, text, p->first, marks, moved);
    if (!p->one_sentence) {
        bool next = p->second.start <= p->first.end + 2;
        tb_buf_puts(&out->passage, next ? " " : " [\xE2\x80\xA6] ");
        put_line(&out->passage, text, p->second, marks, moved);
    }
    put_quote(&out->quote, text, p);
    tb_fold_key(&key, tb_buf_slice(&out->passage));
    out->hash = tb_hash(tb_buf_slice(&key));
    tb_status status = key.status;
    tb_buf_free(&key);
    if (status == TB_OK) status = tb_buf_status(&out->passage);
    return status == TB_OK ? tb_buf_status(&out->quote) : status;
}

void tb_passage_words_free(tb_passage_words *w) {
    tb_buf_free(&w->passage);
    tb_buf_free(&w->quote);
}
