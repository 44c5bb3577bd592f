/* Character references. Numbers are read here, because gumbo reads them into an int that overflows; the 2,231
 * names are gumbo's, asked one at a time. */
#include "corpus/html_entity.h"

#include <stdint.h>

#include "corpus/html_tree.h"
#include "text/utf8.h"

enum { NAME_MAX_LEN = 40 }; /* the longest name has 31 letters */

/* What &#128; to &#159; stand for: the characters of Windows-1252; 0 where that has none. */
static const uint16_t windows_1252[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

static int digit(char c, bool hex) {
    if (c >= '0' && c <= '9') return c - '0';
    if (!hex) return -1;
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* &#1234; and &#x4D2; */
static tb_status read_number(tb_entities *e, tb_slice s, tb_entity_value *out) {
    size_t i = 2;
    bool hex = i < s.len && (s.p[i] | 0x20) == 'x';
    if (hex) i++;
    size_t first = i;
    uint32_t cp = 0;
    for (; i < s.len && digit(s.p[i], hex) >= 0; i++)
        if (cp <= 0x10FFFF) cp = cp * (hex ? 16 : 10) + (uint32_t)digit(s.p[i], hex);
    *out = (tb_entity_value){0};
    if (i == first) return TB_OK;
    if (i < s.len && s.p[i] == ';') i++;
    if (cp >= 0x80 && cp < 0xA0 && windows_1252[cp - 0x80]) cp = windows_1252[cp - 0x80];
    if (cp == 0 || cp > 0x10FFFF || (cp >= 0xD800 && cp < 0xE000)) cp = 0xFFFD;
    char bytes[4];
    TB_TRY(tb_arena_copy(e->arena, (tb_slice){bytes, tb_utf8_put(bytes, cp)}, &out->instead));
    out->raw_len = i;
    return TB_OK;
}

/* The text of the first text node below node. */
static tb_slice first_text(const GumboNode *node) {
    while (node && (node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE)) {
        const GumboVector *children = &node->v.element.children;
        node = children->length ? children->data[children->length - 1] : NULL; /* the body comes after the head */
    }
    return node && node->type == GUMBO_NODE_TEXT ? tb_slice_cstr(node->v.text.text) : (tb_slice){0};
}

/* Asks gumbo. What it answers for "x&ampere" is "x&ere": the end that question and answer have in common was not part of
 * the reference, what the answer has before it is what the reference stands for. */
static tb_status ask(tb_entities *e, tb_slice candidate, tb_entity_value *out) {
    char page[NAME_MAX_LEN + 1];
    page[0] = 'x';
    memcpy(page + 1, candidate.p, candidate.len);
    tb_html_tree tree;
    TB_TRY(tb_html_tree_parse(page, candidate.len + 1, &tree));
    tb_slice text = first_text(tree.root);
    tb_slice answer = tb_slice_sub(text, 1, text.len);
    *out = (tb_entity_value){0};
    tb_status status = TB_OK;
    if (answer.len && !tb_slice_eq(answer, candidate)) {
        size_t same = 0;
        while (same + 1 < answer.len && same < candidate.len &&
               answer.p[answer.len - 1 - same] == candidate.p[candidate.len - 1 - same])
            same++;
        out->raw_len = candidate.len - same;
        status = tb_arena_copy(e->arena, tb_slice_sub(answer, 0, answer.len - same), &out->instead);
    }
    tb_html_tree_free(&tree);
    return status;
}

/* &name; and the old names that need no semicolon. */
static tb_status read_name(tb_entities *e, tb_slice s, tb_entity_value *out) {
    size_t n = 1;
    while (n < s.len && n < NAME_MAX_LEN - 1 && (digit(s.p[n], false) >= 0 || ((s.p[n] | 0x20) >= 'a' && (s.p[n] | 0x20) <= 'z')))
        n++;
    *out = (tb_entity_value){0};
    if (n == 1) return TB_OK;
    if (n < s.len && s.p[n] == ';') n++;
    tb_slice candidate = tb_slice_sub(s, 0, n);
    uint32_t known = tb_map_get(&e->names, candidate);
    if (known != TB_MAP_NONE) {
        *out = e->values.at[known];
        return TB_OK;
    }
    TB_TRY(ask(e, candidate, out));
    TB_TRY(tb_vec_push(e->arena, &e->values, *out));
    return tb_map_set(&e->names, candidate, (uint32_t)(e->values.n - 1));
}

tb_status tb_entity_read(tb_entities *e, tb_slice s, tb_entity_value *out) {
    return s.len > 1 && s.p[1] == '#' ? read_number(e, s, out) : read_name(e, s, out);
}

void tb_entities_free(tb_entities *e) {
    tb_map_free(&e->names);
    *e = (tb_entities){0};
}
