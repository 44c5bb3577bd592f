/* Chains of links between two entities, the shortest first.
 *
 * A chain is a row of entities, none of them twice, each tied to the next by at least one link of the view; two links
 * between the same two entities make one hop, not two chains. A tie is a tie: links may be gone along against their
 * direction unless that is asked for. */
#ifndef TB_REPORT_PATH_H
#define TB_REPORT_PATH_H

#include "view/view.h"

#define TB_PATHS_MAX 1000 /* chains that may be asked for at once */

typedef struct tb_hop {
    uint32_t from, to;     /* nodes of the view, in the order of the chain */
    const uint32_t *edges; /* links between the two that may be gone along, the least doubtful first */
    size_t n_edges;        /* at least 1 */
} tb_hop;

typedef struct tb_chain {
    const tb_hop *hops;
    size_t n_hops;      /* at least 1 */
    unsigned doubt;     /* the sum of tb_edge_doubt over the best link of each hop */
    tb_support weakest; /* a chain is as strong as its weakest hop, a hop as its best link */
} tb_chain;

typedef struct tb_paths {
    tb_arena arena;
    const tb_chain *chains; /* fewer hops first, then less doubt, then by the ids of the entities in their order */
    size_t n_chains;
} tb_paths;

/* How doubtful a link is, from 0: what it is claimed to be weighs most, then one source against several, then support.
 * Only comparisons are meant by it. */
unsigned tb_edge_doubt(const tb_view_edge *edge);

/* The k (at most TB_PATHS_MAX) best chains from node `from` to node `to` of the view, different nodes; directed goes along
 * links in their direction alone (symmetric ones both ways). None is no error. *out is freed with tb_paths_free.
 * TB_ENOMEM. Yen's algorithm with Lawler's improvement (J. Y. Yen, Management Science 17(11), 1971; E. L. Lawler,
 * Management Science 18(7), 1972): O(k × hops × links × log links). */
TB_MUST_USE tb_status tb_paths_find(const tb_view *view, uint32_t from, uint32_t to, size_t k, bool directed,
                                    tb_paths *out);
void tb_paths_free(tb_paths *p);

/* The nodes and links of the chains as flags over those of the view. In the arena of p. TB_ENOMEM. */
TB_MUST_USE tb_status tb_paths_union(tb_paths *p, const tb_view *view, bool **nodes, bool **edges);

#endif
