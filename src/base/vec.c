/* How vectors grow: by half and more, in an arena or on the heap. Knows elements only by their size. */
#include "base/vec.h"

#include <stdint.h>
#include <stdlib.h>

tb_status tb_vec_grow(tb_arena *arena, void *at_pointer, size_t n, size_t *cap, size_t elem) {
    size_t wanted = *cap < 4 ? 4 : *cap + *cap / 2 + 1;
    if (wanted <= n) wanted = n + 1;
    if (wanted < *cap || (elem && wanted > SIZE_MAX / elem)) return TB_ENOMEM;
    /* The caller's pointer is a T *, of which only the bytes may be looked at here. */
    void *old;
    memcpy(&old, at_pointer, sizeof old);
    void *grown;
    if (arena) {
        grown = tb_arena_array(arena, wanted, elem);
        if (grown && n) memcpy(grown, old, n * elem);
    } else {
        grown = realloc(old, wanted * elem);
    }
    if (!grown) return TB_ENOMEM;
    memcpy(at_pointer, &grown, sizeof grown);
    *cap = wanted;
    return TB_OK;
}

void tb_vec_free_(void *at) {
    free(at);
}
