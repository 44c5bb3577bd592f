/* A ring of slots between one that takes, many that work and one that gives; see pool.h.
 *
 * Invariants, under `lock`: given <= taken <= given + n_slots; slot i % n_slots belongs to piece i from its
 * take to its give; `giving` holds the right to call give. `take` is its own lock, so that a reader that
 * waits for input does not keep anybody from working or giving. */
#include "cli/pool.h"

#include <pthread.h>
#include <stdlib.h>

#define SLOTS_A_THREAD 4
#define APART 128 /* bytes: what one thread writes in its slot shares no line of the cache with the next slot */

typedef struct ring {
    const tb_pool *pool;
    pthread_mutex_t take, lock;
    pthread_cond_t space;
    char *slots;
    bool *finished; /* the work on the slot's piece */
    size_t n_slots, slot_size, taken, given;
    bool ended, stopped, giving;
} ring;

typedef struct worker {
    ring *ring;
    size_t number;
    pthread_t thread;
} worker;

static void *slot_of(const ring *r, size_t piece) {
    return r->slots + piece % r->n_slots * r->slot_size;
}

/* Waits for a free slot and fills it; false when there is nothing more to do. */
static bool take(ring *r, size_t *piece) {
    pthread_mutex_lock(&r->take);
    pthread_mutex_lock(&r->lock);
    while (!r->stopped && r->taken - r->given >= r->n_slots) pthread_cond_wait(&r->space, &r->lock);
    bool more = !r->stopped && !r->ended;
    *piece = r->taken;
    pthread_mutex_unlock(&r->lock);
    if (more) {
        more = r->pool->take(r->pool->context, slot_of(r, *piece));
        pthread_mutex_lock(&r->lock);
        if (more)
            r->taken++;
        else
            r->ended = true;
        pthread_mutex_unlock(&r->lock);
    }
    pthread_mutex_unlock(&r->take);
    return more;
}

/* Gives all that is finished and next in turn, unless another thread is at it: that one will see this piece
 * too. */
static void give(ring *r, size_t piece) {
    pthread_mutex_lock(&r->lock);
    r->finished[piece % r->n_slots] = true;
    while (!r->giving && r->given < r->taken && r->finished[r->given % r->n_slots]) {
        size_t next = r->given;
        bool last = r->taken == next + 1;
        bool go_on = r->stopped;
        r->giving = true;
        pthread_mutex_unlock(&r->lock);
        if (!go_on) go_on = r->pool->give(r->pool->context, slot_of(r, next), last);
        pthread_mutex_lock(&r->lock);
        r->giving = false;
        r->finished[next % r->n_slots] = false;
        r->given++;
        if (!go_on) r->stopped = true;
        pthread_cond_broadcast(&r->space);
    }
    pthread_mutex_unlock(&r->lock);
}

static void *run(void *argument) {
    worker *w = argument;
    size_t piece;
    while (take(w->ring, &piece)) {
        w->ring->pool->work(w->ring->pool->context, slot_of(w->ring, piece), w->number);
        give(w->ring, piece);
    }
    return NULL;
}

static void run_all(ring *r, worker *workers, size_t threads) {
    size_t n = 1; /* worker 0 is the caller */
    for (; n < threads; n++) {
        workers[n] = (worker){.ring = r, .number = n};
        if (pthread_create(&workers[n].thread, NULL, run, &workers[n]) != 0) break;
    }
    workers[0] = (worker){.ring = r, .number = 0};
    run(&workers[0]);
    for (size_t i = 1; i < n; i++) pthread_join(workers[i].thread, NULL);
}

tb_status tb_pool_run(const tb_pool *pool, size_t threads) {
    if (threads == 0) threads = 1;
    ring r = {.pool = pool, .n_slots = threads > 1 ? threads * SLOTS_A_THREAD : 1};
    r.slot_size = (pool->slot_size + 2 * APART - 1) / APART * APART;
    r.slots = calloc(r.n_slots, r.slot_size);
    r.finished = calloc(r.n_slots, sizeof *r.finished);
    worker *workers = calloc(threads, sizeof *workers);
    tb_status status = r.slots && r.finished && workers ? TB_OK : TB_ENOMEM;
    if (status == TB_OK) {
        pthread_mutex_init(&r.take, NULL);
        pthread_mutex_init(&r.lock, NULL);
        pthread_cond_init(&r.space, NULL);
        run_all(&r, workers, threads);
        for (size_t i = 0; pool->done && i < r.n_slots; i++) pool->done(pool->context, slot_of(&r, i));
        pthread_cond_destroy(&r.space);
        pthread_mutex_destroy(&r.lock);
        pthread_mutex_destroy(&r.take);
    }
    free(r.slots);
    free(r.finished);
    free(workers);
    return status;
}
