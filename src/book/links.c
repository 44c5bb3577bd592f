/* The links: each entry spread into one link a pair of endpoints, no link twice. */
#include "book/reader.h"

#define TB_MAX_PAIRS 10000   /* of one entry */
#define TB_MAX_LINKS 1000000 /* of a book */

typedef struct tb_triple { /* what makes two links the same; the key of a map */
    uint32_t from, relation, to;
} tb_triple;

typedef struct tb_linker {
    tb_reader *r;
    tb_map ids;     /* given ids and those made of the parts → link */
    tb_map triples; /* → the first unnamed or only link of the triple */
} tb_linker;

typedef struct tb_entry { /* one entry of the list while it is spread */
    tb_node_id node;
    tb_fields f;
    tb_link link; /* what its links share */
    size_t n_pairs;
} tb_entry;

/* The first scalar of a key's value, before the fields are checked. */
static tb_slice peek(const tb_reader *r, tb_node_id entry, const char *key) {
    const tb_node *n = tb_node_of(r, entry);
    if (n->kind != TB_NODE_MAPPING) return TB_S("");
    for (tb_node_id k = n->first; k;) {
        tb_node_id value = r->doc->tree.nodes[k].next;
        if (!value) break;
        if (tb_slice_eq(tb_text_of(r, k), tb_slice_cstr(key))) {
            tb_items it = tb_items_of(r, value, true);
            tb_node_id item;
            return tb_items_next(r, &it, &item) ? tb_text_of(r, item) : TB_S("");
        }
        k = r->doc->tree.nodes[value].next;
    }
    return TB_S("");
}

/* What a link is called in waivers: its id, else the words of its sentence (of the first pair). */
static void set_subject(tb_reader *r, tb_node_id entry) {
    tb_slice id = peek(r, entry, "id");
    r->subject = id;
    if (id.len) return;
    tb_slice from = peek(r, entry, "from"), relation = peek(r, entry, "relation"), to = peek(r, entry, "to");
    tb_keep(r, tb_arena_printf(r->arena, &r->subject, "%.*s %.*s %.*s", TB_FMT(from), TB_FMT(relation),
                               TB_FMT(to)));
}

static bool has_text(const tb_reader *r, const tb_entry *e, size_t key) {
    return tb_text_of(r, e->f.value[key]).len > 0;
}

static void check_grounds(tb_reader *r, const tb_entry *e) {
    tb_node_id evidence = e->f.value[TB_KEY_LINK_EVIDENCE];
    bool unsourced = e->f.key[TB_KEY_LINK_UNSOURCED] != 0;
    size_t n = tb_items_count(r, evidence, false);
    if (n && unsourced)
        tb_complain(r, TB_CODE_VALUE_WRONG, e->f.key[TB_KEY_LINK_UNSOURCED],
                    "a link with evidence is not unsourced; remove one of the two");
    else if (unsourced && !has_text(r, e, TB_KEY_LINK_UNSOURCED))
        tb_complain(r, TB_CODE_VALUE_WRONG, e->f.key[TB_KEY_LINK_UNSOURCED],
                    "'unsourced' must say why there is no text yet");
    else if (evidence && n == 0)
        tb_complain(
            r, TB_CODE_VALUE_WRONG, evidence,
            "'evidence' is empty; quote at least one passage, or say with 'unsourced' why there is none");
}

static tb_status link_name(tb_reader *r, const tb_entry *e, tb_link *link) {
    if (link->named) {
        link->id = tb_text_of(r, e->f.value[TB_KEY_LINK_ID]);
        return TB_OK;
    }
    const tb_book *b = r->book;
    tb_slice from = b->entities[link->from].id, to = b->entities[link->to].id;
    return tb_arena_printf(r->arena, &link->id, "%.*s %.*s %.*s", TB_FMT(from),
                           TB_FMT(b->relations[link->relation].name), TB_FMT(to));
}

static tb_status triple_key(tb_reader *r, const tb_link *link, tb_slice *out) {
    bool turn = r->book->relations[link->relation].symmetric && link->from > link->to;
    tb_triple t = {turn ? link->to : link->from, link->relation, turn ? link->from : link->to};
    return tb_arena_copy(r->arena, (tb_slice){(const char *)&t, sizeof t}, out);
}

static void twice(tb_reader *r, tb_place at, const tb_link *link, uint32_t first) {
    tb_slice entry = r->subject;
    r->subject = link->id; /* of this pair, which need not be the first of its entry */
    tb_finding *f =
        tb_complain_at(r, TB_CODE_LINK_DUPLICATE, at, "the link '%s' stands twice", tb_show(link->id).s);
    tb_complain_related(r, f, r->links.at[first].at, "the first time");
    r->subject = entry;
}

/* Two links of one triple are the same unless both have an id of their own. */
static tb_status add_link(tb_linker *l, const tb_entry *e, tb_link link, tb_link_places places) {
    tb_reader *r = l->r;
    uint32_t index = (uint32_t)r->links.n, first;
    tb_slice key;
    bool added;
    TB_TRY(link_name(r, e, &link));
    TB_TRY(triple_key(r, &link, &key));
    first = tb_map_get(&l->triples, key);
    if (first != TB_MAP_NONE && !(link.named && r->links.at[first].named)) {
        twice(r, places.to, &link, first);
        return TB_OK;
    }
    TB_TRY(tb_map_add(&l->ids, link.id, index, &first, &added));
    if (!added) {
        tb_place at = link.named ? tb_place_of(r, e->f.value[TB_KEY_LINK_ID]) : link.at;
        tb_finding *f =
            tb_complain_at(r, TB_CODE_ID_DUPLICATE, at, "another link is called '%s'", tb_show(link.id).s);
        tb_complain_related(r, f, r->links.at[first].at, "the first one");
        return TB_OK;
    }
    TB_TRY(tb_map_add(&l->triples, key, index, &first, &added));
    TB_TRY(tb_vec_push(r->arena, &r->links, link));
    return tb_vec_push(r->arena, &r->link_places, places);
}

/* One link for each pair of known endpoints. */
static tb_status spread(tb_linker *l, const tb_entry *e) {
    tb_reader *r = l->r;
    tb_link link = e->link;
    tb_link_places places;
    tb_items froms = tb_items_of(r, e->f.value[TB_KEY_LINK_FROM], true);
    places.relation = tb_place_of(r, e->f.value[TB_KEY_LINK_RELATION]);
    for (tb_node_id from; tb_items_next(r, &froms, &from);) {
        link.from = tb_map_get(&r->book->entity_ids, tb_text_of(r, from));
        if (link.from == TB_MAP_NONE) continue;
        places.from = tb_place_of(r, from);
        tb_items tos = tb_items_of(r, e->f.value[TB_KEY_LINK_TO], true);
        for (tb_node_id to; tb_items_next(r, &tos, &to);) {
            link.to = tb_map_get(&r->book->entity_ids, tb_text_of(r, to));
            if (link.to == TB_MAP_NONE) continue;
            places.to = tb_place_of(r, to);
            TB_TRY(add_link(l, e, link, places));
        }
    }
    return TB_OK;
}

/* Reports each unknown endpoint once, however many pairs it is in. */
static void check_ends(tb_reader *r, const tb_entry *e) {
    const size_t keys[] = {TB_KEY_LINK_FROM, TB_KEY_LINK_TO};
    for (int i = 0; i < 2; i++) {
        tb_node_id list = e->f.value[keys[i]];
        tb_items it = tb_items_of(r, list, true);
        uint32_t ignored;
        if (list && tb_items_count(r, list, true) == 0)
            tb_complain(r, TB_CODE_VALUE_WRONG, list, "'%s' is an empty list", i ? "to" : "from");
        for (tb_node_id id; tb_items_next(r, &it, &id);) (void)tb_entity_ref(r, id, &ignored);
    }
}

static void check_id(tb_reader *r, tb_entry *e) {
    tb_node_id id = e->f.value[TB_KEY_LINK_ID];
    e->link.named = tb_text_of(r, id).len > 0;
    if (!e->link.named) return;
    if (!tb_id_valid(tb_text_of(r, id)))
        tb_complain(r, TB_CODE_ID_INVALID, id, "an id is letters, digits, '-', '_' and '.', not '%s'",
                    tb_show(tb_text_of(r, id)).s);
    if (e->n_pairs > 1) {
        tb_complain(r, TB_CODE_VALUE_WRONG, id,
                    "'id' would name %zu links; write them apart, or leave the id out", e->n_pairs);
        e->link.named = false;
    }
}

/* What an entry states and could not be used: one link at least, so that it does not vanish from the counts.
 */
static void count_unread(tb_reader *r, size_t n_pairs, size_t n_before) {
    size_t stated = n_pairs ? n_pairs : 1, added = r->links.n - n_before;
    r->book->n_links_unread += stated > added ? stated - added : 0;
}

static tb_status read_entry(tb_linker *l, tb_node_id node, size_t *n_pairs) {
    tb_reader *r = l->r;
    tb_entry e = {.node = node, .link = {.at = tb_place_of(r, node)}};
    set_subject(r, node);
    if (!tb_fields_read(r, TB_OBJECT_LINK, node, e.link.at, &e.f, NULL)) return r->status;
    e.n_pairs = tb_items_count(r, e.f.value[TB_KEY_LINK_FROM], true) *
                tb_items_count(r, e.f.value[TB_KEY_LINK_TO], true);
    *n_pairs = e.n_pairs;
    if (e.n_pairs > TB_MAX_PAIRS || e.n_pairs + r->links.n > TB_MAX_LINKS) {
        tb_complain(r, TB_CODE_YAML_LIMIT, node, "the entry would be %zu links", e.n_pairs);
        return r->status;
    }
    bool known = tb_relation_ref(r, e.f.value[TB_KEY_LINK_RELATION], &e.link.relation);
    check_ends(r, &e);
    check_id(r, &e);
    check_grounds(r, &e);
    e.link.evidence = tb_evidence_read(r, e.f.value[TB_KEY_LINK_EVIDENCE], &e.link.n_evidence);
    e.link.unsourced = tb_text_of(r, e.f.value[TB_KEY_LINK_UNSOURCED]);
    e.link.note = tb_text_of(r, e.f.value[TB_KEY_LINK_NOTE]);
    e.link.is_private = tb_flag_of(r, e.f.value[TB_KEY_LINK_PRIVATE]);
    if (known) tb_keep(r, spread(l, &e));
    return r->status;
}

void tb_read_links(tb_reader *r) {
    tb_linker l = {.r = r};
    for (size_t i = 0; i < r->docs.n && r->status == TB_OK; i++) {
        r->doc = &r->docs.at[i];
        tb_items it = tb_items_of(r, r->doc->fields.value[TB_KEY_BOOK_LINKS], false);
        for (tb_node_id id; r->status == TB_OK && tb_items_next(r, &it, &id);) {
            size_t n_pairs = 0, n_before = r->links.n;
            tb_keep(r, read_entry(&l, id, &n_pairs));
            count_unread(r, n_pairs, n_before);
        }
    }
    tb_map_free(&l.ids);
    tb_map_free(&l.triples);
    r->book->links = r->links.at;
    r->book->n_links = r->links.n;
}
