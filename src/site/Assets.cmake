# cmake -DFOLDER=DIR -DOUT=FILE.c -P Assets.cmake: the page's scripts, style sheet and icon as C data.
#
# The modules in DIR/js are put one after the other in the order of ORDER, each after those that it imports, without
# their import lines and the word "export", inside one function. So no two of them may give the same name to something
# at their top level; the linter of tests/browser looks at the outcome.
cmake_minimum_required(VERSION 3.22)
set(order data state dom theme tables graph many search filters panel keys live main)

set(script "")
foreach(name ${order})
  file(READ "${FOLDER}/js/${name}.js" module)
  string(REGEX REPLACE "(^|\n)import [^\n]*" "\\1" module "${module}")
  string(REGEX REPLACE "(^|\n)export (async function|function|const|class|let)" "\\1\\2" module "${module}")
  string(APPEND script "/* ${name}.js */\n${module}\n")
endforeach()
get_filename_component(work "${OUT}" DIRECTORY)
file(WRITE "${work}/site.js" "(() => {\n\"use strict\";\n${script}})();\n")

set(bodies "")
set(rows "")
foreach(asset "icon.svg=${FOLDER}/icon.svg" "site.css=${FOLDER}/site.css" "site.js=${work}/site.js")
  string(REGEX MATCH "^[^=]*" name "${asset}")
  string(REGEX REPLACE "^[^=]*=" "" path "${asset}")
  string(MAKE_C_IDENTIFIER "${name}" id)
  file(READ "${path}" hex HEX)
  string(LENGTH "${hex}" length)
  math(EXPR length "${length} / 2")
  string(REGEX REPLACE "(................................)" "\\1\n" hex "${hex}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," hex "${hex}")
  string(APPEND bodies "static const unsigned char ${id}[] = {\n${hex}\n};\n")
  string(APPEND rows "    {\"assets/${name}\", ${id}, ${length}},\n")
endforeach()
file(WRITE "${OUT}" "/* Made by Assets.cmake. */\n#include \"site/page.h\"\n\n${bodies}
const tb_asset tb_assets[] = {\n${rows}};\nconst size_t tb_n_assets = sizeof tb_assets / sizeof *tb_assets;\n")
