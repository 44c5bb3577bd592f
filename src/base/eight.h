/* Eight bytes in a word of 64 bits, for those who look at bytes by eights. */
#ifndef TB_BASE_EIGHT_H
#define TB_BASE_EIGHT_H

#include <stdint.h>

/* Eight bytes, each set to b. */
#define TB_ALL(b) (UINT64_C(0x0101010101010101) * (b))

/* Not 0 where one of eight bytes is 0; which one it does not say. */
static inline uint64_t tb_any_zero(uint64_t x) {
    return (x - TB_ALL(1)) & ~x & TB_ALL(0x80);
}

#endif
