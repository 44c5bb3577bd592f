/* Parts of a graph that hang together: components, and communities within them. Internal to the room view; it knows nodes
 * and ties, no book. */
#ifndef TB_VIEW_GROUPS_H
#define TB_VIEW_GROUPS_H

#include <stdint.h>

#include "base/arena.h"

typedef struct tb_tie {
    uint32_t a, b; /* nodes */
} tb_tie;

/* group_of[node], numbered from 0 in the order of their first nodes; *n_out groups. TB_ENOMEM. */
TB_MUST_USE tb_status tb_groups_components(const tb_tie *ties, size_t n_ties, size_t n_nodes, uint32_t *group_of,
                                           size_t *n_out);
/* Communities by modularity, each tie counting one (V. D. Blondel et al., Journal of Statistical Mechanics P10008, 2008: the
 * Louvain method). Nodes move in their order and in whole numbers, so the outcome is the same everywhere. Every node with a
 * tie to another shares its community with a neighbour. About O(ties × log ties) a round, and few rounds. TB_ENOMEM. */
TB_MUST_USE tb_status tb_groups_communities(const tb_tie *ties, size_t n_ties, size_t n_nodes, tb_arena *arena,
                                            uint32_t *group_of, size_t *n_out);

#endif
