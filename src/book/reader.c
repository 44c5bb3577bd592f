/* The reader's tools: complaints, and walking over lists and mappings. Knows the tree, not the format. */
#include "book/reader.h"

#include <stdarg.h>
#include <stdio.h>

tb_place tb_place_of(const tb_reader *r, tb_node_id id) {
    const tb_node *n = &r->doc->tree.nodes[id];
    return (tb_place){r->doc->origin, n->start, n->end};
}

tb_shown tb_show(tb_slice text) {
    tb_shown out;
    size_t room = sizeof out.s - 4, n = text.len < room ? text.len : room;
    while (n < text.len && n > 0 && ((unsigned char)text.p[n] & 0xC0) == 0x80) n--;
    if (n) memcpy(out.s, text.p, n);
    for (size_t i = 0; i < n; i++)
        if (out.s[i] == '\0' || out.s[i] == '\n' || out.s[i] == '\r') out.s[i] = ' ';
    memcpy(out.s + n, n < text.len ? "…" : "", n < text.len ? 4 : 1);
    return out;
}

TB_PRINTF(4, 0)
static tb_finding *complain(tb_reader *r, tb_code code, tb_place at, const char *format, va_list args) {
    tb_finding *f = NULL;
    char message[600];
    if (!tb_listens(r)) return NULL;
    if (r->doc && r->doc->tree.problem.found)
        return NULL; /* the file broke off: what is missing may follow */
    if (r->n_findings++ == TB_MAX_FINDINGS) {
        tb_keep(r, tb_findings_add(r->findings, TB_CODE_YAML_LIMIT, at, TB_S(""), NULL,
                                   "more than %d findings; what follows is not listed", TB_MAX_FINDINGS));
        return NULL;
    }
    (void)vsnprintf(message, sizeof message, format, args);
    tb_keep(r, tb_findings_add(r->findings, code, at, r->subject, &f, "%s", message));
    return r->status == TB_OK ? f : NULL;
}

tb_finding *tb_complain(tb_reader *r, tb_code code, tb_node_id at, const char *format, ...) {
    va_list args;
    va_start(args, format);
    tb_finding *f = complain(r, code, tb_place_of(r, at), format, args);
    va_end(args);
    return f;
}

tb_finding *tb_complain_at(tb_reader *r, tb_code code, tb_place at, const char *format, ...) {
    va_list args;
    va_start(args, format);
    tb_finding *f = complain(r, code, at, format, args);
    va_end(args);
    return f;
}

void tb_complain_related(tb_reader *r, tb_finding *finding, tb_place at, const char *message) {
    if (finding && at.origin != TB_NO_ORIGIN)
        tb_keep(r, tb_finding_relate(r->findings, finding, at, "%s", message));
}

tb_items tb_items_of(const tb_reader *r, tb_node_id list, bool single) {
    if (!list) return (tb_items){0, false};
    const tb_node *n = tb_node_of(r, list);
    if (n->kind == TB_NODE_SEQUENCE) return (tb_items){n->first, false};
    return (tb_items){single ? list : 0, true};
}

bool tb_items_next(const tb_reader *r, tb_items *it, tb_node_id *out) {
    if (!it->at) return false;
    *out = it->at;
    it->at = it->single ? 0 : r->doc->tree.nodes[it->at].next;
    return true;
}

size_t tb_items_count(const tb_reader *r, tb_node_id list, bool single) {
    if (!list) return 0;
    const tb_node *n = tb_node_of(r, list);
    return n->kind == TB_NODE_SEQUENCE ? n->n : single;
}

tb_pairs tb_pairs_of(const tb_reader *r, tb_node_id mapping, const char *what) {
    tb_pairs it = {.what = what};
    if (mapping && tb_node_of(r, mapping)->kind == TB_NODE_MAPPING) it.at = tb_node_of(r, mapping)->first;
    return it;
}

bool tb_pairs_next(tb_reader *r, tb_pairs *it, tb_pair *out) {
    const tb_node *nodes = r->doc->tree.nodes;
    while (it->at && r->status == TB_OK) {
        tb_pair pair = {it->at, nodes[it->at].next};
        if (!pair.value) return false; /* the file broke off behind the key */
        it->at = nodes[pair.value].next;
        const tb_node *key = tb_node_of(r, pair.key);
        if (key->kind != TB_NODE_SCALAR) {
            tb_complain(r, TB_CODE_VALUE_WRONG, pair.key, "%s must be text, not a list or a mapping",
                        it->what);
            continue;
        }
        uint32_t first;
        bool added = false;
        tb_keep(r, tb_map_add(&it->seen, tb_node_text(key), pair.key, &first, &added));
        if (r->status != TB_OK) return false;
        if (!added) {
            tb_finding *f = tb_complain(r, TB_CODE_KEY_DUPLICATE, pair.key,
                                        "'%s' stands twice in one mapping", tb_show(tb_node_text(key)).s);
            tb_complain_related(r, f, tb_place_of(r, first), "the first one");
            continue;
        }
        *out = pair;
        return true;
    }
    return false;
}

void tb_pairs_end(tb_pairs *it) {
    tb_map_free(&it->seen);
}

tb_slice tb_text_of(const tb_reader *r, tb_node_id id) {
    return id ? tb_node_text(tb_node_of(r, id)) : TB_S("");
}

tb_slices tb_texts_of(tb_reader *r, tb_node_id list, bool single) {
    size_t n = 0, max = tb_items_count(r, list, single);
    if (!max) return (tb_slices){NULL, 0};
    tb_slice *texts = TB_NEW_ARRAY(r->arena, max, tb_slice);
    if (!texts) {
        tb_keep(r, TB_ENOMEM);
        return (tb_slices){NULL, 0};
    }
    tb_items it = tb_items_of(r, list, single);
    for (tb_node_id id; tb_items_next(r, &it, &id);)
        if (tb_node_of(r, id)->kind == TB_NODE_SCALAR && tb_text_of(r, id).len)
            texts[n++] = tb_text_of(r, id);
    return (tb_slices){texts, n};
}
