# tb_room(NAME SOURCES a.c b.c [LIBS target…]): the sources of src/NAME, compiled once into the library
# `tiebook`. LIBS are the foreign libraries that this room alone may know; its sources alone see them.
function(tb_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;LIBS" ${ARGN})
  add_library(tb_${name} OBJECT ${ROOM_SOURCES})
  target_include_directories(tb_${name} PUBLIC "${PROJECT_SOURCE_DIR}/src")
  target_compile_definitions(tb_${name} PRIVATE _POSIX_C_SOURCE=200809L)
  target_link_libraries(tb_${name} PRIVATE tb_warnings tb_sanitizers ${ROOM_LIBS})
  target_sources(tiebook PRIVATE $<TARGET_OBJECTS:tb_${name}>)
  target_link_libraries(tiebook PRIVATE ${ROOM_LIBS})
endfunction()

# tb_program(SOURCES main.c … [LIBS target…]): src/cli, the program on top of the library: the target
# `tiebook_cli`, the file bin/tiebook.
function(tb_program)
  cmake_parse_arguments(PROGRAM "" "" "SOURCES;LIBS" ${ARGN})
  add_executable(tiebook_cli ${PROGRAM_SOURCES})
  set_target_properties(tiebook_cli PROPERTIES OUTPUT_NAME tiebook
    RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/bin")
  target_compile_definitions(tiebook_cli PRIVATE _POSIX_C_SOURCE=200809L TB_VERSION="${PROJECT_VERSION}")
  target_link_libraries(tiebook_cli PRIVATE tiebook tb_warnings tb_sanitizers Threads::Threads ${PROGRAM_LIBS})
endfunction()
