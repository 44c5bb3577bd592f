/* Vectors: arrays that grow, in an arena (freed with it) or on the heap (arena NULL, freed with
 * tb_vec_free). All zeros is an empty vector. */
#ifndef TB_BASE_VEC_H
#define TB_BASE_VEC_H

#include "base/arena.h"

#define TB_VEC(T)    \
    struct {         \
        T *at;       \
        size_t n;    \
        size_t cap;  \
    }

/* Room for one more element of elem bytes: grows *at and *cap. TB_ENOMEM leaves both alone. */
TB_MUST_USE tb_status tb_vec_grow(tb_arena *arena, void *at_pointer, size_t n, size_t *cap, size_t elem);

/* Appends value; evaluates to a tb_status. */
#define tb_vec_push(arena, v, value)                                                        \
    (((v)->n < (v)->cap ? TB_OK                                                             \
                        : tb_vec_grow((arena), &(v)->at, (v)->n, &(v)->cap, sizeof *(v)->at)) == TB_OK \
         ? ((v)->at[(v)->n++] = (value), TB_OK)                                             \
         : TB_ENOMEM)

/* Frees a vector of the heap. */
#define tb_vec_free(v) (tb_vec_free_((v)->at), (v)->at = NULL, (v)->n = (v)->cap = 0)
void tb_vec_free_(void *at);

#endif
