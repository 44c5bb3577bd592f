/* The hash map: open addressing with linear probing, at most three quarters full, keys borrowed.
 *
 * The hash is SipHash-1-3 (Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012; one and three
 * rounds as in the Rust standard library) under a fixed key, so that a run is the same on every machine. */
#include "base/map.h"

#include <assert.h>
#include <stdlib.h>

struct tb_map_slot {
    uint64_t hash;
    tb_slice key;
    uint32_t value;
    bool taken;
};

static inline uint64_t rotate(uint64_t x, unsigned by) {
    return x << by | x >> (64 - by);
}

static inline void sip_round(uint64_t v[4]) {
    v[0] += v[1], v[1] = rotate(v[1], 13), v[1] ^= v[0], v[0] = rotate(v[0], 32);
    v[2] += v[3], v[3] = rotate(v[3], 16), v[3] ^= v[2];
    v[0] += v[3], v[3] = rotate(v[3], 21), v[3] ^= v[0];
    v[2] += v[1], v[1] = rotate(v[1], 17), v[1] ^= v[2], v[2] = rotate(v[2], 32);
}

/* The bytes as a little-endian number, so that every machine has the same hash. */
static inline uint64_t load(const unsigned char *p, size_t n) {
    uint64_t x = 0;
    for (size_t i = 0; i < n; i++) x |= (uint64_t)p[i] << (8 * i);
    return x;
}

uint64_t tb_hash(tb_slice s) {
    const uint64_t k0 = 0x0706050403020100u, k1 = 0x0f0e0d0c0b0a0908u;
    uint64_t v[4] = {k0 ^ 0x736f6d6570736575u, k1 ^ 0x646f72616e646f6du, k0 ^ 0x6c7967656e657261u,
                     k1 ^ 0x7465646279746573u};
    const unsigned char *p = (const unsigned char *)s.p;
    size_t whole = s.len / 8;
    for (size_t i = 0; i < whole; i++) {
        uint64_t m = load(p + 8 * i, 8);
        v[3] ^= m;
        sip_round(v);
        v[0] ^= m;
    }
    uint64_t last = (uint64_t)(s.len & 0xff) << 56;
    if (s.len % 8) last |= load(p + 8 * whole, s.len % 8);
    v[3] ^= last;
    sip_round(v);
    v[0] ^= last;
    v[2] ^= 0xff;
    for (int i = 0; i < 3; i++) sip_round(v);
    return v[0] ^ v[1] ^ v[2] ^ v[3];
}

/* The slot of key, or the free one where it would go. There is always a free one. */
static struct tb_map_slot *find(const tb_map *m, tb_slice key, uint64_t hash) {
    size_t mask = m->cap - 1;
    for (size_t i = (size_t)hash & mask;; i = (i + 1) & mask) {
        struct tb_map_slot *slot = &m->slots[i];
        if (!slot->taken || (slot->hash == hash && tb_slice_eq(slot->key, key))) return slot;
    }
}

static tb_status grow(tb_map *m) {
    if (m->cap > SIZE_MAX / 2 / sizeof *m->slots) return TB_ENOMEM;
    tb_map grown = {.n = m->n, .cap = m->cap ? m->cap * 2 : 16};
    grown.slots = calloc(grown.cap, sizeof *grown.slots);
    if (!grown.slots) return TB_ENOMEM;
    for (size_t i = 0; i < m->cap; i++)
        if (m->slots[i].taken) *find(&grown, m->slots[i].key, m->slots[i].hash) = m->slots[i];
    free(m->slots);
    *m = grown;
    return TB_OK;
}

uint32_t tb_map_get(const tb_map *m, tb_slice key) {
    if (m->n == 0) return TB_MAP_NONE;
    const struct tb_map_slot *slot = find(m, key, tb_hash(key));
    return slot->taken ? slot->value : TB_MAP_NONE;
}

/* The slot of key, made with value where there was none. */
static tb_status enter(tb_map *m, tb_slice key, uint32_t value, struct tb_map_slot **out, bool *added) {
    assert(value != TB_MAP_NONE);
    uint64_t hash = tb_hash(key);
    if (m->cap) {
        *out = find(m, key, hash);
        *added = false;
        if ((*out)->taken) return TB_OK;
    }
    if (m->n >= m->cap / 4 * 3) TB_TRY(grow(m));
    *out = find(m, key, hash);
    **out = (struct tb_map_slot){hash, key, value, true};
    m->n++;
    *added = true;
    return TB_OK;
}

tb_status tb_map_set(tb_map *m, tb_slice key, uint32_t value) {
    struct tb_map_slot *slot;
    bool added;
    TB_TRY(enter(m, key, value, &slot, &added));
    slot->value = value;
    return TB_OK;
}

tb_status tb_map_add(tb_map *m, tb_slice key, uint32_t value, uint32_t *out, bool *added) {
    struct tb_map_slot *slot;
    bool is_new;
    *out = value;
    if (added) *added = false;
    TB_TRY(enter(m, key, value, &slot, &is_new));
    *out = slot->value;
    if (added) *added = is_new;
    return TB_OK;
}

void tb_map_free(tb_map *m) {
    free(m->slots);
    *m = (tb_map){0};
}
