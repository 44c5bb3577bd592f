/* A page as gumbo's tree, with limits that gumbo does not have. Within the room's html*.c only.
 *
 * gumbo neither survives a lack of memory nor bounds its work: its time grows with the depth of the tree times the
 * number of tags, its destructor recurses, and tags with thousands of attributes take quadratic time. So it is
 * given an allocator that counts, looks at each node's depth, and leaves the parser when a limit is passed. */
#ifndef TB_CORPUS_HTML_TREE_H
#define TB_CORPUS_HTML_TREE_H

#include <gumbo.h>

#include "base/status.h"

enum {
    TB_HTML_DEPTH = 256,      /* elements inside one another; pages have thirty, browsers stop at 512 */
    TB_HTML_ATTRIBUTES = 512, /* of one tag */
};

typedef enum tb_html_limit {
    TB_HTML_NO_LIMIT,
    TB_HTML_TOO_DEEP,
    TB_HTML_TOO_MANY_ATTRIBUTES,
    TB_HTML_TOO_TANGLED, /* the tree takes far more memory or work than a page of this size should */
} tb_html_limit;

typedef struct tb_html_tree {
    const GumboNode *root; /* the html element */
    tb_html_limit limit;   /* which limit was passed, when the status was TB_ELIMIT */
    struct tb_html_heap *heap;
} tb_html_tree;

/* Parses len bytes of UTF-8, which must outlive the tree: nodes point into them. TB_ELIMIT, TB_ENOMEM; then there is
 * nothing to free. Memory is at most 64 MiB and 64 times len. */
TB_MUST_USE tb_status tb_html_tree_parse(const char *p, size_t len, tb_html_tree *out);
void tb_html_tree_free(tb_html_tree *tree);

#endif
