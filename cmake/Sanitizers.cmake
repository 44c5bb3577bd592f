# TIEBOOK_SANITIZE=address,undefined (or thread): an interface target, so that only our own code is built with it.
add_library(tb_sanitizers INTERFACE)
set(TIEBOOK_SANITIZE "" CACHE STRING "Sanitizers, as for -fsanitize=")
if(TIEBOOK_SANITIZE)
  target_compile_options(tb_sanitizers INTERFACE
    -fsanitize=${TIEBOOK_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(tb_sanitizers INTERFACE -fsanitize=${TIEBOOK_SANITIZE})
  target_compile_definitions(tb_sanitizers INTERFACE TB_ARENA_MALLOC)
endif()

# TIEBOOK_FUZZ=ON (clang): the library is instrumented for libFuzzer, and each fuzz target gets a program of it.
option(TIEBOOK_FUZZ "Build libFuzzer programs (clang)" OFF)
if(TIEBOOK_FUZZ)
  target_compile_options(tb_sanitizers INTERFACE -fsanitize=fuzzer-no-link)
endif()
