/* A hash map from byte strings to 32-bit numbers (indexes into the caller's arrays). Keys are borrowed:
 * they must outlive the map. Seeded per process only where input is hostile: the hash is SipHash-like
 * mixing with a fixed key, and a chain is bounded by the load factor, so iteration order is never used. */
#ifndef TB_BASE_MAP_H
#define TB_BASE_MAP_H

#include <stdint.h>

#include "base/slice.h"
#include "base/status.h"

#define TB_MAP_NONE UINT32_MAX

typedef struct tb_map {
    struct tb_map_slot *slots;
    size_t n;
    size_t cap; /* a power of two, or 0 */
} tb_map;

/* The number of key, or TB_MAP_NONE. */
uint32_t tb_map_get(const tb_map *m, tb_slice key);
/* Sets key to value (not TB_MAP_NONE), replacing an older one. */
TB_MUST_USE tb_status tb_map_set(tb_map *m, tb_slice key, uint32_t value);
/* Adds key unless it is there; *out is the number that key has afterwards, *added may be NULL. With TB_ENOMEM *out is
 * value and *added false, so that a caller who looks at the status later goes on with defined numbers. */
TB_MUST_USE tb_status tb_map_add(tb_map *m, tb_slice key, uint32_t value, uint32_t *out, bool *added);
void tb_map_free(tb_map *m);
/* The hash itself, for tables of one's own. */
uint64_t tb_hash(tb_slice s);

#endif
