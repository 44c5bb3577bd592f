# Warnings for our own targets alone, as an interface target.
add_library(tb_warnings INTERFACE)
option(TIEBOOK_WERROR "Warnings are errors" OFF)
target_compile_options(tb_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wvla -Wstrict-prototypes -Wmissing-prototypes -Wundef
  -Wwrite-strings -Wpointer-arith -Wcast-qual -Wimplicit-fallthrough -Wformat=2 -Wdouble-promotion
  $<$<BOOL:${TIEBOOK_WERROR}>:-Werror>)
