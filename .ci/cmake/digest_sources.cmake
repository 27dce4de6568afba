# SPDX-License-Identifier: GPL-3.0-or-later
# One SHA-256 of many sources as a C string: cmake -D LIST=FILE -D OUTPUT=FILE.c -P digest_sources.cmake
# LIST names one source a line. The same sources give the same digest on every machine.
file(STRINGS "${LIST}" sources)
set(all "")
foreach(source IN LISTS sources)
  file(SHA256 "${source}" digest)
  string(APPEND all "${digest}\n")
endforeach()
string(SHA256 digest "${all}")
file(WRITE "${OUTPUT}" "/* Made by digest_sources.cmake; do not edit. */\n#include \"source_digest.h\"\n\n"
     "const char cli_source_digest[] = \"${digest}\";\n")
