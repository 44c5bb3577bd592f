/* Memory that runs out on purpose: the nth allocation of the project's own code fails, and all after it too.
 * A program that uses this is linked with LIBS tb_nomem. Foreign libraries keep their memory. */
#ifndef TB_TESTS_UNIT_NOMEM_H
#define TB_TESTS_UNIT_NOMEM_H

#include <stdbool.h>
#include <stddef.h>

/* From here on n allocations succeed. */
void tb_nomem_after(size_t n);
/* Ends the scarcity; whether an allocation failed. */
bool tb_nomem_end(void);

/* Runs `work` (an expression that gives a tb_status, and cleans up after itself) with ever more memory until it has
 * enough: each time before it must say TB_ENOMEM. */
#define tb_nomem_run(work)                                          \
    for (size_t tb_n_ = 0;; tb_n_++) {                              \
        tb_nomem_after(tb_n_);                                      \
        tb_status tb_status_ = (work);                              \
        if (!tb_nomem_end()) {                                      \
            assert_int_equal(tb_status_, TB_OK);                    \
            assert_true(tb_n_ > 0);                                 \
            break;                                                  \
        }                                                           \
        assert_int_equal(tb_status_, TB_ENOMEM);                    \
    }

#endif
