/* gumbo under limits: an allocator that can refuse. Owns every byte that gumbo uses, so that a parse can be left at
 * any allocation and freed without gumbo's help. */
#include "corpus/html_tree.h"

#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_SLOTS = 64, MAX_SLABS = 40 };

/* In front of every allocation; a size of 0 marks a slot for a node. */
typedef union header {
    struct {
        union header *prev, *next;
        size_t size;
    } h;
    max_align_t align;
} header;

typedef struct {
    header head;
    GumboNode node;
} slot;

typedef struct tb_html_heap {
    header list; /* ring of the plain allocations */
    /* What has the size of a node lies in slots, so that it can be told whether a pointer leads to one. */
    struct {
        slot *slots;
        size_t n, used;
    } slabs[MAX_SLABS];
    size_t n_slabs;
    slot *unused;     /* given back, linked by head.next */
    GumboNode *last;  /* the newest slot, not looked at yet */
    const GumboNode *html, *body;
    size_t attributes; /* since the newest node */
    size_t used, max;     /* bytes */
    size_t work, max_work; /* levels of the tree above nodes that were made, as each tag costs gumbo such a climb */
    tb_html_limit limit;
    jmp_buf leave;
} tb_html_heap;

static _Noreturn void refuse(tb_html_heap *heap, tb_html_limit limit) {
    heap->limit = limit;
    longjmp(heap->leave, 1);
}

static bool is_slot(const tb_html_heap *heap, const GumboNode *node) {
    uintptr_t p = (uintptr_t)node;
    for (size_t i = heap->n_slabs; i-- > 0;) {
        uintptr_t first = (uintptr_t)&heap->slabs[i].slots[0].node;
        if (p >= first && p < first + heap->slabs[i].n * sizeof(slot)) return (p - first) % sizeof(slot) == 0;
    }
    return false;
}

/* Looks at the newest slot once it has had time to find its parent. It may as well hold a string of the size of a
 * node, so no pointer in it is followed that does not lead to a slot. */
static void look_at_last(tb_html_heap *heap) {
    const GumboNode *last = heap->last, *parent = last ? last->parent : NULL;
    if (!parent || !is_slot(heap, parent)) return;
    heap->attributes = 0;
    if (last->type == GUMBO_NODE_ELEMENT && last->v.element.tag == GUMBO_TAG_HTML && !heap->html) heap->html = last;
    if (last->type == GUMBO_NODE_ELEMENT && last->v.element.tag == GUMBO_TAG_BODY && !heap->body) heap->body = last;
    size_t depth = 1;
    for (; parent && is_slot(heap, parent); parent = parent->parent)
        if (++depth > TB_HTML_DEPTH) refuse(heap, TB_HTML_TOO_DEEP);
    heap->work += depth;
    if (heap->work > heap->max_work) refuse(heap, TB_HTML_TOO_TANGLED);
}

static void add_slab(tb_html_heap *heap) {
    if (heap->n_slabs == MAX_SLABS) refuse(heap, TB_HTML_TOO_TANGLED);
    size_t n = heap->n_slabs ? heap->slabs[heap->n_slabs - 1].n * 2 : FIRST_SLOTS;
    slot *slots = calloc(n, sizeof *slots);
    if (!slots) refuse(heap, TB_HTML_NO_LIMIT);
    heap->slabs[heap->n_slabs].slots = slots;
    heap->slabs[heap->n_slabs].n = n;
    heap->slabs[heap->n_slabs++].used = 0;
}

static void *take_slot(tb_html_heap *heap) {
    look_at_last(heap);
    heap->last = NULL;
    slot *s = heap->unused;
    if (s) {
        heap->unused = (slot *)(void *)s->head.h.next;
        memset(s, 0, sizeof *s);
    } else {
        if (heap->n_slabs == 0 || heap->slabs[heap->n_slabs - 1].used == heap->slabs[heap->n_slabs - 1].n)
            add_slab(heap);
        s = &heap->slabs[heap->n_slabs - 1].slots[heap->slabs[heap->n_slabs - 1].used++];
    }
    heap->last = &s->node;
    return &s->node;
}

/* Every further <html> and <body> tag adds its attributes to the element that is there, however many it has. */
static void count_attribute(tb_html_heap *heap) {
    size_t merged = (heap->html ? heap->html->v.element.attributes.length : 0) +
                    (heap->body ? heap->body->v.element.attributes.length : 0);
    if (++heap->attributes > TB_HTML_ATTRIBUTES || merged > 2 * TB_HTML_ATTRIBUTES)
        refuse(heap, TB_HTML_TOO_MANY_ATTRIBUTES);
}

static void *take(void *userdata, size_t size) {
    tb_html_heap *heap = userdata;
    if (size > heap->max - heap->used) refuse(heap, TB_HTML_TOO_TANGLED);
    heap->used += size;
    if (size == sizeof(GumboAttribute)) count_attribute(heap);
    if (size == sizeof(GumboNode)) return take_slot(heap);
    header *h = malloc(sizeof *h + size);
    if (!h) refuse(heap, TB_HTML_NO_LIMIT);
    h->h.size = size + 1;
    h->h.prev = &heap->list;
    h->h.next = heap->list.h.next;
    h->h.next->h.prev = h;
    heap->list.h.next = h;
    return h + 1;
}

static void give_back(void *userdata, void *p) {
    tb_html_heap *heap = userdata;
    if (!p) return;
    header *h = (header *)p - 1;
    if (h->h.size == 0) {
        slot *s = (slot *)(void *)h;
        heap->used -= sizeof(GumboNode);
        if (heap->last == &s->node) heap->last = NULL;
        if (heap->html == &s->node) heap->html = NULL;
        if (heap->body == &s->node) heap->body = NULL;
        memset(&s->node, 0, sizeof s->node);
        s->head.h.next = (header *)(void *)heap->unused;
        heap->unused = s;
        return;
    }
    heap->used -= h->h.size - 1;
    h->h.prev->h.next = h->h.next;
    h->h.next->h.prev = h->h.prev;
    free(h);
}

static void free_heap(tb_html_heap *heap) {
    for (header *h = heap->list.h.next; h != &heap->list;) {
        header *next = h->h.next;
        free(h);
        h = next;
    }
    for (size_t i = 0; i < heap->n_slabs; i++) free(heap->slabs[i].slots);
    free(heap);
}

/* A function of its own, so that no local variable lives across the jump. */
static const GumboOutput *parse(tb_html_heap *heap, const char *p, size_t len) {
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = take;
    options.deallocator = give_back;
    options.userdata = heap;
    options.max_errors = 0;
    return setjmp(heap->leave) ? NULL : gumbo_parse_with_options(&options, p, len);
}

tb_status tb_html_tree_parse(const char *p, size_t len, tb_html_tree *out) {
    *out = (tb_html_tree){0};
    tb_html_heap *heap = calloc(1, sizeof *heap);
    if (!heap) return TB_ENOMEM;
    heap->list.h.next = heap->list.h.prev = &heap->list;
    heap->max = ((size_t)64 << 20) + 64 * len;
    heap->max_work = ((size_t)32 << 20) + 16 * len;
    const GumboOutput *output = parse(heap, p, len);
    if (!output) {
        out->limit = heap->limit;
        free_heap(heap);
        return out->limit == TB_HTML_NO_LIMIT ? TB_ENOMEM : TB_ELIMIT;
    }
    out->root = output->root;
    out->heap = heap;
    return TB_OK;
}

void tb_html_tree_free(tb_html_tree *tree) {
    if (tree->heap) free_heap(tree->heap);
    *tree = (tb_html_tree){0};
}
