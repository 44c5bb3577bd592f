/* What of a page is its article. The rules, as docs/texts.md tells them to users. Within the room only. */
#ifndef TB_CORPUS_HTML_MAIN_H
#define TB_CORPUS_HTML_MAIN_H

#include <gumbo.h>

#include "base/vec.h"

/* How a node bears on the text around it. */
typedef enum tb_html_role {
    TB_HTML_INLINE,       /* counts for nothing, its content counts */
    TB_HTML_BLOCK,        /* the paragraph ends before and after it */
    TB_HTML_PREFORMATTED, /* the same, and its line breaks count */
    TB_HTML_LINE_BREAK,   /* <br> */
    TB_HTML_OBJECT,       /* left out; stands like a blank between words (a picture, a button) */
    TB_HTML_OUT,          /* left out, counts for nothing */
    TB_HTML_OUT_BLOCK,    /* left out, the paragraph ends there */
} tb_html_role;

/* What surrounds a node, as far as the rules ask; kept while a tree is walked. */
typedef struct tb_html_around {
    size_t sections, quotes; /* open article, main and section elements; open blockquotes */
    const GumboNode *page_form; /* the form that holds the page, or NULL */
    bool any_form;           /* every form counts (while it is measured) */
} tb_html_around;

tb_html_role tb_html_role_of(const GumboNode *element, const tb_html_around *around);
/* To be called when a node is entered (by = 1) and left (by = -1). */
void tb_html_pass(tb_html_around *around, const GumboNode *element, int by);

/* Walks a tree without recursion, from {.node = root}. Nodes come in document order, elements that are entered
 * once more when they are left; an element that the caller does not enter is passed over with all in it. */
typedef struct tb_html_walk {
    TB_VEC(struct { const GumboNode *node; unsigned next; }) open; /* on the heap */
    const GumboNode *node; /* the current one, or NULL at the end */
    bool leaving;
} tb_html_walk;
/* Goes on to the next node; enter says whether to go into the current one. TB_ENOMEM. */
TB_MUST_USE tb_status tb_html_walk_next(tb_html_walk *w, bool enter);
void tb_html_walk_free(tb_html_walk *w);
static inline bool tb_html_is_element(const GumboNode *node) {
    return node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE;
}

/* Chooses the element that holds the article (NULL where the page has no body) and the form that holds the page (or
 * NULL), by how much text is where. TB_ENOMEM. */
TB_MUST_USE tb_status tb_html_choose(const GumboNode *html, const GumboNode **main, const GumboNode **page_form);

#endif
