/* Work on a stream of pieces by several threads, the results in the order of the pieces, with a bounded
 * number of pieces under way: memory does not grow with the length of the stream. */
#ifndef TB_CLI_POOL_H
#define TB_CLI_POOL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"

typedef struct tb_pool {
    void *context;
    size_t slot_size; /* bytes of a slot: what one piece needs while it is under way; zeroed before its first
                         use */
    /* Fills slot with the next piece; false at the end. Never called by two threads at once. */
    bool (*take)(void *context, void *slot);
    /* Does the work; called by many threads at once, worker (0 … threads-1) is another in each. */
    void (*work)(void *context, void *slot, size_t worker);
    /* Hands the result on, in the order of take, never by two threads at once; last: nothing else is under
     * way, so that the stream may wait for its reader. false stops all. */
    bool (*give)(void *context, void *slot, bool last);
    /* Frees what a slot keeps from piece to piece; may be NULL. */
    void (*done)(void *context, void *slot);
} tb_pool;

/* Runs the pool to its end with at most threads threads, the caller's among them; fewer where the system
 * gives no more. TB_ENOMEM when nothing could be begun. */
TB_MUST_USE tb_status tb_pool_run(const tb_pool *pool, size_t threads);

#endif
