/* Links against the vocabulary. */
#include <stdio.h>

#include "book/validate.h"

static bool takes(const uint32_t *kinds, size_t n, uint32_t kind) {
    if (n == 0) return true;
    for (size_t i = 0; i < n; i++)
        if (kinds[i] == kind) return true;
    return false;
}

/* "state or group" */
static void kinds_as_text(const tb_book *b, const uint32_t *kinds, size_t n, char *out, size_t room) {
    size_t used = 0;
    out[0] = '\0';
    for (size_t i = 0; i < n; i++) {
        const char *join = i == 0 ? "" : i + 1 == n ? " or " : ", ";
        int wrote = snprintf(out + used, room - used, "%s%s", join, tb_show(b->kinds[kinds[i]].singular).s);
        if (wrote < 0 || (size_t)wrote >= room - used) return;
        used += (size_t)wrote;
    }
}

static void wrong_kind(tb_reader *r, tb_place at, const tb_relation *rel, bool is_from, uint32_t entity) {
    const tb_book *b = r->book;
    char expected[200];
    kinds_as_text(b, is_from ? rel->from : rel->to, is_from ? rel->n_from : rel->n_to, expected,
                  sizeof expected);
    tb_finding *f = tb_complain_at(r, TB_CODE_RELATION_ENDS, at, "'%s' is of the kind %s; '%s' takes %s %s",
                                   tb_show(b->entities[entity].id).s,
                                   tb_show(b->kinds[b->entities[entity].kind].singular).s,
                                   tb_show(rel->name).s, expected, is_from ? "first" : "last");
    tb_complain_related(r, f, rel->at, "the relation");
}

static void check_ends(tb_reader *r, const tb_link *link, const tb_link_places *places) {
    const tb_book *b = r->book;
    const tb_relation *rel = &b->relations[link->relation];
    uint32_t from = b->entities[link->from].kind, to = b->entities[link->to].kind;
    bool from_fits = takes(rel->from, rel->n_from, from), to_fits = takes(rel->to, rel->n_to, to);
    bool turned = rel->symmetric && takes(rel->from, rel->n_from, to) && takes(rel->to, rel->n_to, from);
    if (turned) return;
    if (!from_fits) wrong_kind(r, places->from, rel, true, link->from);
    if (!to_fits) wrong_kind(r, places->to, rel, false, link->to);
}

void tb_validate_link_ends(tb_reader *r) {
    for (size_t i = 0; i < r->links.n; i++) {
        const tb_link *link = &r->links.at[i];
        r->subject = link->id;
        check_ends(r, link, &r->link_places.at[i]);
        if (link->from == link->to)
            tb_complain_at(r, TB_CODE_LINK_SELF, r->link_places.at[i].to, "both ends are '%s'",
                           tb_show(r->book->entities[link->to].id).s);
    }
}

void tb_validate_unsourced(tb_reader *r) {
    for (size_t i = 0; i < r->links.n; i++) {
        const tb_link *link = &r->links.at[i];
        if (!link->unsourced.len || link->n_evidence) continue;
        r->subject = link->id;
        tb_complain_at(r, TB_CODE_LINK_UNSOURCED, link->at, "the link '%s' has no source: %s",
                       tb_show(link->id).s, tb_show(link->unsourced).s);
    }
}
