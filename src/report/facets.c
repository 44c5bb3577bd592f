/* What two versions of an object differ in; see facets.h. */
#include "report/facets.h"

static tb_status add(tb_facets *f, const char *what, tb_slice before, tb_slice after) {
    tb_facet facet = {what, before, after};
    return tb_vec_push(f->arena, &f->all, facet);
}

tb_status tb_facet_text(tb_facets *f, const char *what, tb_slice before, tb_slice after) {
    return tb_slice_eq(before, after) ? TB_OK : add(f, what, before, after);
}

tb_status tb_facet_flag(tb_facets *f, const char *what, bool before, bool after) {
    return tb_facet_text(f, what, before ? TB_S("yes") : TB_S("no"), after ? TB_S("yes") : TB_S("no"));
}

tb_status tb_facet_number(tb_facets *f, const char *what, unsigned before, unsigned after) {
    tb_slice a, b;
    if (before == after) return TB_OK;
    TB_TRY(tb_arena_printf(f->arena, &a, "%u", before));
    TB_TRY(tb_arena_printf(f->arena, &b, "%u", after));
    return add(f, what, a, b);
}

static bool has(tb_slices list, tb_slice word) {
    for (size_t i = 0; i < list.n; i++)
        if (tb_slice_eq(list.at[i], word)) return true;
    return false;
}

tb_status tb_facet_words(tb_facets *f, const char *what, tb_slices before, tb_slices after) {
    for (size_t i = 0; i < before.n; i++)
        if (!has(after, before.at[i])) TB_TRY(add(f, what, before.at[i], TB_S("")));
    for (size_t i = 0; i < after.n; i++)
        if (!has(before, after.at[i])) TB_TRY(add(f, what, TB_S(""), after.at[i]));
    return TB_OK;
}

/* ---- entities ---- */

/* A form with what confines it, as one line. */
static tb_status form_words(tb_arena *arena, const tb_book *b, const tb_form *form, tb_slice *out) {
    static const char *const cases[] = {"", ", case: exact", ", case: any"};
    tb_buf line = {0};
    tb_buf_put(&line, form->text);
    if (form->weak) tb_buf_puts(&line, ", weak");
    tb_buf_puts(&line, cases[form->letter_case]);
    if (form->accents == TB_ACCENTS_EXACT) tb_buf_puts(&line, ", accents: exact");
    for (size_t i = 0; i < form->n_only_in; i++) {
        tb_buf_puts(&line, i ? ", " : ", only in ");
        tb_buf_put(&line, b->sources[form->only_in[i]].id);
    }
    for (size_t i = 0; i < form->n_not_in; i++) {
        tb_buf_puts(&line, i ? ", " : ", not in ");
        tb_buf_put(&line, form->not_in[i].text);
    }
    for (size_t i = 0; i < form->prefixes.n; i++) {
        tb_buf_puts(&line, i ? " " : ", prefixes ");
        tb_buf_put(&line, form->prefixes.at[i]);
    }
    for (size_t i = 0; i < form->endings.n; i++) {
        tb_buf_puts(&line, i ? " " : ", endings ");
        tb_buf_put(&line, form->endings.at[i]);
    }
    tb_status status = tb_buf_status(&line);
    if (status == TB_OK) status = tb_arena_copy(arena, tb_buf_slice(&line), out);
    tb_buf_free(&line);
    return status;
}

static tb_status forms_of(tb_arena *arena, const tb_book *b, const tb_entity *e, tb_form_type type, tb_slices *out) {
    tb_slice *list = TB_NEW_ARRAY(arena, e->n_forms, tb_slice);
    size_t n = 0;
    if (!list) return TB_ENOMEM;
    for (size_t i = 0; i < e->n_forms; i++)
        if (e->forms[i].type == type) TB_TRY(form_words(arena, b, &e->forms[i], &list[n++]));
    *out = (tb_slices){list, n};
    return TB_OK;
}

tb_status tb_facets_entity(tb_facets *f, const tb_version *old, uint32_t a, const tb_version *now, uint32_t b) {
    static const char *const types[] = {"name", "alias", "adjective"};
    const tb_book *x = old->check->book, *y = now->check->book;
    const tb_entity *p = &x->entities[a], *q = &y->entities[b];
    TB_TRY(tb_facet_text(f, "id", p->id, q->id));
    TB_TRY(tb_facet_text(f, "kind", x->kinds[p->kind].singular, y->kinds[q->kind].singular));
    for (tb_form_type t = TB_FORM_NAME; t <= TB_FORM_ADJECTIVE; t++) {
        tb_slices before, after;
        TB_TRY(forms_of(f->arena, x, p, t, &before));
        TB_TRY(forms_of(f->arena, y, q, t, &after));
        if (t == TB_FORM_NAME && before.n && after.n) TB_TRY(tb_facet_text(f, "name", before.at[0], after.at[0]));
        else TB_TRY(tb_facet_words(f, types[t], before, after));
    }
    TB_TRY(tb_facet_text(f, "wikidata", p->wikidata, q->wikidata));
    TB_TRY(tb_facet_text(f, "url", p->url, q->url));
    TB_TRY(tb_facet_text(f, "note", p->note, q->note));
    TB_TRY(tb_facet_words(f, "tag", p->tags, q->tags));
    return tb_facet_flag(f, "private", p->is_private, q->is_private);
}

/* ---- sources, relations, the book ---- */

tb_status tb_facets_source(tb_facets *f, const tb_book *old, uint32_t a, const tb_book *now, uint32_t b) {
    const tb_source *p = &old->sources[a], *q = &now->sources[b];
    TB_TRY(tb_facet_text(f, "title", p->title, q->title));
    TB_TRY(tb_facet_text(f, "publisher", p->publisher, q->publisher));
    TB_TRY(tb_facet_text(f, "author", p->author, q->author));
    TB_TRY(tb_facet_text(f, "date", p->date_text, q->date_text));
    TB_TRY(tb_facet_text(f, "url", p->url, q->url));
    TB_TRY(tb_facet_text(f, "archive", p->archive, q->archive));
    TB_TRY(tb_facet_text(f, "file", p->file, q->file));
    TB_TRY(tb_facet_text(f, "reprint-of", p->reprint_of == TB_NONE ? TB_S("") : old->sources[p->reprint_of].id,
                         q->reprint_of == TB_NONE ? TB_S("") : now->sources[q->reprint_of].id));
    TB_TRY(tb_facet_text(f, "reliability", (tb_slice){&p->reliability, p->reliability != 0},
                         (tb_slice){&q->reliability, q->reliability != 0}));
    TB_TRY(tb_facet_words(f, "sha256", p->sha256, q->sha256));
    TB_TRY(tb_facet_words(f, "ignore", p->ignore, q->ignore));
    return tb_facet_flag(f, "private", p->is_private, q->is_private);
}

static tb_status kind_names(tb_arena *arena, const tb_book *b, const uint32_t *kinds, size_t n, tb_slices *out) {
    tb_slice *list = TB_NEW_ARRAY(arena, n, tb_slice);
    if (!list) return TB_ENOMEM;
    for (size_t i = 0; i < n; i++) list[i] = b->kinds[kinds[i]].singular;
    *out = (tb_slices){list, n};
    return TB_OK;
}

tb_status tb_facets_relation(tb_facets *f, const tb_book *old, uint32_t a, const tb_book *now, uint32_t b) {
    const tb_relation *p = &old->relations[a], *q = &now->relations[b];
    tb_slices before, after;
    TB_TRY(tb_facet_text(f, "inverse", p->inverse, q->inverse));
    TB_TRY(tb_facet_flag(f, "symmetric", p->symmetric, q->symmetric));
    TB_TRY(kind_names(f->arena, old, p->from, p->n_from, &before));
    TB_TRY(kind_names(f->arena, now, q->from, q->n_from, &after));
    TB_TRY(tb_facet_words(f, "from", before, after));
    TB_TRY(kind_names(f->arena, old, p->to, p->n_to, &before));
    TB_TRY(kind_names(f->arena, now, q->to, q->n_to, &after));
    TB_TRY(tb_facet_words(f, "to", before, after));
    return tb_facet_text(f, "note", p->note, q->note);
}

tb_status tb_facets_book(tb_facets *f, const tb_book *old, const tb_book *now) {
    tb_slice *before = TB_NEW_ARRAY(f->arena, old->n_kinds, tb_slice);
    tb_slice *after = TB_NEW_ARRAY(f->arena, now->n_kinds, tb_slice);
    if (!before || !after) return TB_ENOMEM;
    for (size_t i = 0; i < old->n_kinds; i++) before[i] = old->kinds[i].singular;
    for (size_t i = 0; i < now->n_kinds; i++) after[i] = now->kinds[i].singular;
    TB_TRY(tb_facet_text(f, "title", old->title, now->title));
    TB_TRY(tb_facet_text(f, "language", old->language, now->language));
    return tb_facet_words(f, "kind", (tb_slices){before, old->n_kinds}, (tb_slices){after, now->n_kinds});
}

/* ---- links ---- */

/* A piece of evidence as one line: what makes it this piece and no other, and what it says. */
static tb_status evidence_words(tb_arena *arena, const tb_version *v, const tb_view_evidence *e, tb_slice *out) {
    tb_buf line = {0};
    tb_buf_put(&line, v->view->sources[e->source].id);
    tb_buf_puts(&line, ": \xE2\x80\x9C");
    tb_buf_put(&line, e->quote);
    tb_buf_printf(&line, "\xE2\x80\x9D, %s", tb_stance_name(e->stance));
    if (e->by.len) {
        tb_buf_puts(&line, " by ");
        tb_buf_put(&line, e->by);
    }
    if (e->when.len) {
        tb_buf_puts(&line, ", ");
        tb_buf_put(&line, e->when);
    }
    tb_status status = tb_buf_status(&line);
    if (status == TB_OK) status = tb_arena_copy(arena, tb_buf_slice(&line), out);
    tb_buf_free(&line);
    return status;
}

static tb_status evidence_of(tb_arena *arena, const tb_version *v, const tb_view_edge *e, tb_slices *out) {
    tb_slice *list = TB_NEW_ARRAY(arena, e->n_evidence, tb_slice);
    if (!list) return TB_ENOMEM;
    for (size_t i = 0; i < e->n_evidence; i++) TB_TRY(evidence_words(arena, v, &e->evidence[i], &list[i]));
    *out = (tb_slices){list, e->n_evidence};
    return TB_OK;
}

/* How much a link claims to be so: a denial that is all there is and no source at all are nothing. */
static int strength_of(tb_line line) {
    static const int strengths[] = {
        [TB_LINE_ASSERTED] = 4, [TB_LINE_ALLEGED] = 3, [TB_LINE_PLANNED] = 2,
        [TB_LINE_CONTESTED] = 1, [TB_LINE_DENIED] = 0, [TB_LINE_UNSOURCED] = 0,
    };
    return strengths[line];
}

/* Support, when it is known on both sides. */
static bool known(const tb_view_edge *a, const tb_view_edge *b) {
    return a->support != TB_SUPPORT_UNCHECKED && b->support != TB_SUPPORT_UNCHECKED;
}

static tb_change change_of(const tb_view_edge *a, const tb_view_edge *b, bool differs) {
    int line = strength_of(b->line) - strength_of(a->line);
    int sources = (b->independent > a->independent) - (b->independent < a->independent);
    int support = known(a, b) ? (int)b->support - (int)a->support : 0;
    bool up = line > 0 || sources > 0 || support > 0, down = line < 0 || sources < 0 || support < 0;
    if (up != down) return up ? TB_CHANGE_STRONGER : TB_CHANGE_WEAKER;
    return differs ? TB_CHANGE_OTHER : TB_CHANGE_NONE;
}

tb_status tb_facets_link(tb_facets *f, const tb_version *old, const tb_view_edge *a, const tb_version *now,
                         const tb_view_edge *b, tb_change *out, bool *compared) {
    size_t first = f->all.n;
    tb_slices before, after;
    *compared = known(a, b) || a->n_evidence == 0 || b->n_evidence == 0;
    /* an id that is made of the ends changes with their ids, which is said of them */
    if (old->check->book->links[a->link].named || now->check->book->links[b->link].named)
        TB_TRY(tb_facet_text(f, "id", a->id, b->id));
    TB_TRY(tb_facet_text(f, "stance", tb_slice_cstr(tb_line_name(a->line)), tb_slice_cstr(tb_line_name(b->line))));
    TB_TRY(tb_facet_number(f, "independent sources", a->independent, b->independent));
    if (known(a, b))
        TB_TRY(tb_facet_text(f, "support", tb_slice_cstr(tb_support_name(a->support)),
                             tb_slice_cstr(tb_support_name(b->support))));
    TB_TRY(evidence_of(f->arena, old, a, &before));
    TB_TRY(evidence_of(f->arena, now, b, &after));
    TB_TRY(tb_facet_words(f, "evidence", before, after));
    TB_TRY(tb_facet_text(f, "unsourced", a->unsourced, b->unsourced));
    TB_TRY(tb_facet_text(f, "note", a->note, b->note));
    *out = change_of(a, b, f->all.n > first);
    return TB_OK;
}
