# SPDX-License-Identifier: GPL-3.0-or-later
# The lines of a text file as a C array: cmake -D INPUT=FILE -D NAME=ARRAY -D OUTPUT=FILE.c -P embed_lines.cmake
# The file must not contain brackets or semicolons, which CMake's lists would take apart.
file(STRINGS "${INPUT}" lines ENCODING UTF-8)
set(text "/* Made from ${NAME} by embed_lines.cmake; do not edit. */\n#include <stddef.h>\n\n")
string(APPEND text "extern const char *const ${NAME}[];\nextern const size_t ${NAME}_count;\n")
string(APPEND text "const char *const ${NAME}[] = {\n")
foreach(line IN LISTS lines)
  string(REPLACE "\\" "\\\\" line "${line}")
  string(REPLACE "\"" "\\\"" line "${line}")
  string(APPEND text "    \"${line}\",\n")
endforeach()
string(APPEND text "};\nconst size_t ${NAME}_count = sizeof ${NAME} / sizeof *${NAME};\n")
file(WRITE "${OUTPUT}" "${text}")
