/* Texts that drifted: the book knows their versions by hash, and this one is none of them. What became of the quotes is told
 * by comparing with the version that was curated, where one can be had; without it, only whether they still stand.
 *
 * A quote stands as before in the same words of a sentence at the same line, has moved with its sentence to another line, or
 * stands in a sentence that is another one now: then the words may say something else. */
#include "check/cues.h"
#include "check/internal.h"

/* Quotes that moved by the same number of lines, most often because lines were added or removed above all of them. */
typedef struct shift {
    long lines; /* down; up where below 0 */
    size_t quotes;
    tb_span first; /* one of them, in the text of now */
    size_t from;   /* its line before */
} shift;

typedef struct drift {
    tb_run *run;
    uint32_t source;
    const tb_source_state *now;
    tb_source_state before; /* the version that was curated; is_read where it is known */
    tb_origins origins;     /* of before alone */
    tb_slice where;         /* what before is */
    tb_finding *finding;
    TB_VEC(shift) shifts;
    size_t quotes, same, moved, changed, lost;
} drift;

/* ---- the version that was curated ---- */

static bool is_curated(const tb_source *source, tb_slice bytes) {
    char hash[65];
    tb_sha256_hex(bytes, hash);
    for (size_t i = 0; i < source->sha256.n; i++)
        if (tb_slice_eq(source->sha256.at[i], tb_slice_cstr(hash))) return true;
    return false;
}

static tb_status parse(drift *d, const tb_source *source, tb_buf *bytes) {
    tb_findings ignored = {0}; /* it was curated, so what is wrong with it was seen */
    tb_slice language;
    TB_TRY(tb_arena_copy(&d->run->check->arena, d->run->book->language.len ? d->run->book->language : TB_S("en"), &language));
    d->before.is_read = true;
    tb_status status = tb_article_parse(&d->before.article, d->now->article.path, bytes, source->ignore.at, source->ignore.n,
                                        &d->origins, &ignored, source->id, TB_NOWHERE);
    tb_findings_free(&ignored);
    TB_TRY(status);
    return tb_sentences_find(&d->before.article.arena, &d->before.article.text, language.p, &d->before.sentences, d->run->error);
}

static tb_status find_before(drift *d) {
    const tb_earlier *earlier = d->run->options ? d->run->options->earlier : NULL;
    const tb_source *source = &d->run->book->sources[d->source];
    tb_buf bytes = {0};
    tb_status status = TB_OK;
    bool more = earlier != NULL;
    for (size_t i = 0; more && status == TB_OK && !d->before.is_read; i++) {
        tb_buf_clear(&bytes);
        status = earlier->read(earlier->context, source, d->now->article.path, i, &bytes, &d->where, &more);
        if (status == TB_OK && more && is_curated(source, tb_buf_slice(&bytes))) status = parse(d, source, &bytes);
    }
    tb_buf_free(&bytes);
    return status;
}

/* ---- one quote ---- */

static size_t line_of(const tb_source_state *s, const tb_origins *origins, size_t at) {
    size_t end = at;
    tb_text_to_raw(&s->article.text, &at, &end);
    return tb_origin_position(&origins->all.at[s->article.origin], at).line;
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Whether two sentences are the same but for the width of their blanks. */
static bool same_words(tb_slice a, tb_slice b) {
    size_t i = 0, j = 0;
    for (;;) {
        bool blank_a = false, blank_b = false;
        for (; i < a.len && is_blank(a.p[i]); i++) blank_a = true;
        for (; j < b.len && is_blank(b.p[j]); j++) blank_b = true;
        if (i == a.len || j == b.len) return i == a.len && j == b.len;
        if (blank_a != blank_b || a.p[i++] != b.p[j++]) return false;
    }
}

static tb_slice sentences_round(const tb_source_state *s, tb_span place) {
    tb_span round = tb_sentences_round(s, place);
    return tb_slice_sub(s->article.text.text, round.start, round.end);
}

/* On one line, and not too long for a message. */
static tb_status shorten(drift *d, tb_slice sentence, tb_slice *out) {
    enum { LONGEST = 240 };
    char *p = TB_NEW_ARRAY(&d->run->check->arena, LONGEST + 4, char);
    size_t n = 0;
    if (!p) return TB_ENOMEM;
    for (size_t i = 0; i < sentence.len; i++) {
        if (n == LONGEST) {
            if (((unsigned char)sentence.p[i] & 0xC0) == 0x80) { /* not within a character */
                while (n && ((unsigned char)p[n - 1] & 0xC0) == 0x80) n--;
                if (n) n--;
            }
            memcpy(p + n, "…", 3);
            n += 3;
            break;
        }
        bool blank = is_blank(sentence.p[i]);
        if (!blank) p[n++] = sentence.p[i];
        else if (n && p[n - 1] != ' ') p[n++] = ' ';
    }
    while (n && p[n - 1] == ' ') n--;
    *out = (tb_slice){p, n};
    return TB_OK;
}

static tb_status add_moved(drift *d, tb_span place, size_t before, size_t now) {
    long lines = (long)now - (long)before;
    d->moved++;
    for (size_t i = 0; i < d->shifts.n; i++) {
        if (d->shifts.at[i].lines != lines) continue;
        d->shifts.at[i].quotes++;
        return TB_OK;
    }
    return tb_vec_push(&d->run->check->arena, &d->shifts, ((shift){lines, 1, place, before}));
}

static tb_status report_moved(drift *d) {
    for (size_t i = 0; i < d->shifts.n; i++) {
        const shift *s = &d->shifts.at[i];
        size_t lines = (size_t)(s->lines < 0 ? -s->lines : s->lines);
        const char *plural = lines == 1 ? "" : "s", *where = s->lines < 0 ? "up" : "down";
        tb_place place = tb_span_place(d->now, s->first);
        if (s->quotes == 1)
            TB_TRY(tb_finding_relate(d->run->findings, d->finding, place, "this quote stood in line %zu, %zu line%s further %s", s->from,
                                     lines, plural, s->lines < 0 ? "down" : "up"));
        else
            TB_TRY(tb_finding_relate(d->run->findings, d->finding, place, "%zu quotes moved %zu line%s %s; this one stood in line %zu",
                                     s->quotes, lines, plural, where, s->from));
    }
    return TB_OK;
}

static tb_status compare(drift *d, const tb_located *now, const tb_located *before) {
    tb_findings *findings = d->run->findings;
    tb_span new_place = now->places[0], old_place = before->places[0];
    size_t new_line = line_of(d->now, d->run->origins, new_place.start);
    size_t old_line = line_of(&d->before, &d->origins, old_place.start);
    tb_slice new_words = sentences_round(d->now, new_place), old_words = sentences_round(&d->before, old_place);
    if (!same_words(new_words, old_words)) {
        tb_slice shown;
        d->changed++;
        TB_TRY(shorten(d, old_words, &shown));
        return tb_finding_relate(findings, d->finding, tb_span_place(d->now, new_place),
                                 "the sentence of this quote has changed; it was, in line %zu: %.*s", old_line, TB_FMT(shown));
    }
    if (new_line == old_line) {
        d->same++;
        return TB_OK;
    }
    return add_moved(d, new_place, old_line, new_line);
}

static tb_status look_at(drift *d, const tb_located *now, const tb_located *before) {
    d->quotes++;
    if (now->n_places && before && before->n_places) return compare(d, now, before);
    if (now->n_places) {
        if (!before) d->same++;
        else d->changed++;
        if (!before) return TB_OK;
        return tb_finding_relate(d->run->findings, d->finding, tb_span_place(d->now, now->places[0]),
                                 "these words did not stand in the version that was curated");
    }
    d->lost++;
    if (!before) return tb_finding_relate(d->run->findings, d->finding, now->quote->at, "this quote is gone");
    if (!before->n_places)
        return tb_finding_relate(d->run->findings, d->finding, now->quote->at,
                                 "this quote is not there, and was not in the version that was curated");
    return tb_finding_relate(d->run->findings, d->finding, now->quote->at, "this quote is gone; it stood in line %zu",
                             line_of(&d->before, &d->origins, before->places[0].start));
}

/* ---- all quotes of a source ---- */

/* The same passages, to be looked up in the earlier text. */
static tb_status copy_passages(drift *d, const tb_passage_list *list, tb_passage ***out) {
    tb_arena *arena = &d->run->check->arena;
    tb_passage **copies = TB_NEW_ARRAY(arena, list->n, tb_passage *);
    if (!copies) return TB_ENOMEM;
    for (size_t i = 0; i < list->n; i++) {
        copies[i] = TB_NEW(arena, tb_passage);
        if (!copies[i]) return TB_ENOMEM;
        copies[i]->evidence = list->at[i]->evidence;
        copies[i]->first_link = list->at[i]->first_link;
        copies[i]->quotes = TB_NEW_ARRAY(arena, list->at[i]->evidence->n_quotes, tb_located);
        if (!copies[i]->quotes) return TB_ENOMEM;
    }
    *out = copies;
    return TB_OK;
}

/* The message, now that everything is counted. */
static tb_status conclude(drift *d) {
    tb_arena *arena = &d->run->findings->arena;
    tb_slice head = d->finding->message, tail;
    if (d->quotes == 0)
        TB_TRY(tb_arena_printf(arena, &tail, "; no quote is from it"));
    else if (d->before.is_read)
        TB_TRY(tb_arena_printf(arena, &tail, "; quotes, compared with %.*s: %zu as before, %zu moved, %zu in a changed sentence, %zu gone",
                               TB_FMT(d->where), d->same, d->moved, d->changed, d->lost));
    else
        TB_TRY(tb_arena_printf(arena, &tail, "; quotes: %zu found, %zu gone; whether they moved is not known, for want of the version that was curated",
                               d->same, d->lost));
    return tb_arena_printf(arena, &d->finding->message, "%.*s%.*s", TB_FMT(head), TB_FMT(tail));
}

static tb_status report(drift *d) {
    const tb_source *source = &d->run->book->sources[d->source];
    const tb_passage_list *list = &d->run->by_source[d->source];
    tb_passage **before = NULL;
    TB_TRY(tb_findings_add(d->run->findings, TB_CODE_TEXT_DRIFT, source->sha256_at, source->id, &d->finding,
                           "the text of %.*s (%.*s) is none of the versions that were curated; its sha256 is %s", TB_FMT(source->id),
                           TB_FMT(d->now->article.path), d->now->article.sha256));
    TB_TRY(find_before(d));
    if (d->before.is_read && list->n) {
        TB_TRY(copy_passages(d, list, &before));
        TB_TRY(tb_passages_locate(d->run, &d->before.article.text, before, list->n));
    }
    for (size_t i = 0; i < list->n; i++)
        for (size_t q = 0; q < list->at[i]->evidence->n_quotes; q++)
            if (!list->at[i]->quotes[q].has_no_words)
                TB_TRY(look_at(d, &list->at[i]->quotes[q], before ? &before[i]->quotes[q] : NULL));
    TB_TRY(report_moved(d));
    return conclude(d);
}

tb_status tb_check_drift(tb_run *run) {
    tb_status status = TB_OK;
    for (uint32_t s = 0; s < run->book->n_sources && status == TB_OK; s++) {
        if (!run->check->sources[s].drifted) continue;
        drift d = {.run = run, .source = s, .now = &run->check->sources[s]};
        status = report(&d);
        if (d.before.is_read) tb_article_free(&d.before.article);
        tb_origins_free(&d.origins);
    }
    return status;
}
