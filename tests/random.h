/* Random numbers that are the same on every machine: splitmix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number
 * generators", 2014). */
#ifndef TB_TESTS_RANDOM_H
#define TB_TESTS_RANDOM_H

#include <stddef.h>
#include <stdint.h>

static inline uint64_t next_random(uint64_t *state) {
    uint64_t x = *state += UINT64_C(0x9E3779B97F4A7C15);
    x = (x ^ x >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ x >> 27) * UINT64_C(0x94D049BB133111EB);
    return x ^ x >> 31;
}

/* A number below n. */
static inline size_t below(uint64_t *state, size_t n) {
    return (size_t)(next_random(state) % n);
}

#endif
