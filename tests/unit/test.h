/* What every cmocka program includes, in the order that cmocka wants. */
#ifndef TB_TESTS_UNIT_TEST_H
#define TB_TESTS_UNIT_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/slice.h"
#include "base/status.h"

#define assert_ok(expression) assert_int_equal((expression), TB_OK)

/* The slice holds exactly the characters of a C string; shows both where it does not. */
#define assert_slice(slice, cstr) tb_assert_slice((slice), (cstr), __FILE__, __LINE__)

static inline void tb_assert_slice(tb_slice got, const char *want, const char *file, int line) {
    if (tb_slice_eq(got, tb_slice_cstr(want))) return;
    print_error("expected \"%s\", got \"%.*s\"\n", want, TB_FMT(got));
    _fail(file, line);
}

#endif
