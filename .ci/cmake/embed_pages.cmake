# SPDX-License-Identifier: GPL-3.0-or-later
# Text files as C arrays of bytes, and a table of them by name:
#     cmake -D "PAGES=A.md;B.md" -D OUTPUT=FILE.c -P embed_pages.cmake
set(text "/* Made by embed_pages.cmake; do not edit. */\n#include \"pages.h\"\n\n")
set(table "")
foreach(page IN LISTS PAGES)
  get_filename_component(name "${page}" NAME_WE)
  file(READ "${page}" bytes HEX)
  string(REGEX REPLACE "(................................................)" "\\1\n" bytes "${bytes}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
  string(APPEND text "static const unsigned char ${name}_text[] = {\n${bytes}0};\n")
  string(APPEND table "    {\"${name}\", ${name}_text},\n")
endforeach()
string(APPEND text "\nconst cli_page cli_pages[] = {\n${table}};\n")
string(APPEND text "const size_t cli_page_count = sizeof cli_pages / sizeof *cli_pages;\n")
file(WRITE "${OUTPUT}" "${text}")
