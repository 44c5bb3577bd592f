/* YAML as a plain tree of nodes, each with its exact bytes in the file. What the keys mean is not known
 * here; that this tree was made by libyaml is known to yaml.c alone.
 *
 * The tree is flat: nodes are numbered from 1 in the order of the file, 0 is no node, and the children of
 * a collection are chained by `next` (those of a mapping are key, value, key, value …). An alias is a node
 * of its own that leads to the node it repeats, so that aliases cost no memory. */
#ifndef TB_BOOK_YAML_H
#define TB_BOOK_YAML_H

#include <stdint.h>

#include "base/arena.h"
#include "base/finding.h"

#define TB_YAML_MAX_BYTES ((size_t)256 << 20) /* of one file */
#define TB_YAML_MAX_DEPTH 64                  /* of collections in one another */
#define TB_YAML_MAX_NODES ((size_t)10000000)
#define TB_YAML_MAX_REPEATED ((size_t)100000) /* nodes that aliases repeat, all together */

typedef uint32_t tb_node_id; /* 0: no node */

typedef enum tb_node_kind { TB_NODE_SCALAR, TB_NODE_SEQUENCE, TB_NODE_MAPPING, TB_NODE_ALIAS } tb_node_kind;

typedef enum tb_node_style {
    TB_STYLE_PLAIN,
    TB_STYLE_QUOTED, /* single or double quotation marks */
    TB_STYLE_LITERAL,
    TB_STYLE_FOLDED,
    TB_STYLE_BLOCK, /* a collection by indentation */
    TB_STYLE_FLOW,  /* a collection in brackets */
} tb_node_style;

typedef struct tb_node {
    uint8_t kind, style;
    bool several_lines; /* a scalar that goes on over a line break */
    bool tagged;        /* a scalar with the tag !!str or !: text for every reader */
    tb_node_id next;    /* sibling */
    uint32_t start, end; /* bytes of the file, end exclusive */
    tb_node_id first;   /* collection: its first child; alias: the node it repeats */
    uint32_t n;         /* scalar: bytes of p; collection: children (a mapping has two for each pair) */
    const char *p;      /* scalar: its text, borrowed from the file where it is written as it is read */
} tb_node;

/* Why reading stopped. */
typedef struct tb_yaml_problem {
    bool found;
    tb_code code;
    size_t start, end; /* bytes of the file */
    char message[200];
    bool has_context; /* the place where the thing began that could not be ended */
    size_t context_start, context_end;
    char context[120];
} tb_yaml_problem;

typedef struct tb_tree {
    tb_node *nodes; /* [0] is unused */
    size_t n_nodes; /* with the unused one; 0 for a tree that was never read */
    size_t cap;
    tb_node_id root; /* 0 for a file without content */
    tb_yaml_problem problem; /* where found, the tree is what stood before it */
} tb_tree;

/* Reads bytes, which the tree borrows; scalars that are not written as they are read go to arena.
 * A file that is no proper YAML or passes a limit is TB_OK with tree->problem. Linear in the bytes, and
 * no recursion. TB_ENOMEM. Freed with tb_tree_free in each case. */
TB_MUST_USE tb_status tb_yaml_read(tb_arena *arena, tb_slice bytes, tb_tree *out);
void tb_tree_free(tb_tree *tree);

/* The node of an id, an alias followed to what it repeats. */
static inline const tb_node *tb_tree_node(const tb_tree *t, tb_node_id id) {
    const tb_node *n = &t->nodes[id];
    return n->kind == TB_NODE_ALIAS ? &t->nodes[n->first] : n;
}
static inline tb_slice tb_node_text(const tb_node *n) {
    return n->kind == TB_NODE_SCALAR ? (tb_slice){n->p, n->n} : (tb_slice){"", 0};
}
/* Nothing at all was written: the value of a key that stands alone. */
static inline bool tb_node_is_blank(const tb_node *n) {
    return n->kind == TB_NODE_SCALAR && n->n == 0 && n->style == TB_STYLE_PLAIN;
}

#endif
