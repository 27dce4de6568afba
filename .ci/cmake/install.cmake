# SPDX-License-Identifier: GPL-3.0-or-later
# What `cmake --install` puts where: one library made of the three layers below the program, its headers and
# its descriptions for CMake and pkg-config; the program with manual page and completion; the data sets.

# ---- the library ----

set(library_layers datasets analysis plots)
add_library(tiptrend_library STATIC)
foreach(layer IN LISTS library_layers)
  get_property(links GLOBAL PROPERTY tt_link_${layer})
  target_sources(tiptrend_library PRIVATE $<TARGET_OBJECTS:tt_${layer}>)
  target_link_libraries(tiptrend_library PRIVATE ${links})
endforeach()
target_include_directories(tiptrend_library INTERFACE "$<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>")
set_target_properties(tiptrend_library PROPERTIES
  OUTPUT_NAME tiptrend EXPORT_NAME tiptrend LINKER_LANGUAGE C)

install(TARGETS tiptrend_library EXPORT tiptrend-targets ARCHIVE)
install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/" TYPE INCLUDE FILES_MATCHING PATTERN "*.h")

# ---- for CMake: find_package(tiptrend) gives tiptrend::tiptrend ----

include(CMakePackageConfigHelpers)
set(config_folder "${CMAKE_INSTALL_LIBDIR}/cmake/tiptrend")
configure_package_config_file(
  "${PROJECT_SOURCE_DIR}/.ci/cmake/tiptrend-config.cmake.in" tiptrend-config.cmake
  INSTALL_DESTINATION "${config_folder}" NO_SET_AND_CHECK_MACRO)
# Before 1.0 a minor version may change what functions take.
write_basic_package_version_file(tiptrend-config-version.cmake COMPATIBILITY SameMinorVersion)
install(EXPORT tiptrend-targets NAMESPACE tiptrend:: DESTINATION "${config_folder}")
install(FILES
  "${CMAKE_CURRENT_BINARY_DIR}/tiptrend-config.cmake"
  "${CMAKE_CURRENT_BINARY_DIR}/tiptrend-config-version.cmake"
  "${PROJECT_SOURCE_DIR}/.ci/cmake/FindCSV.cmake"
  DESTINATION "${config_folder}")

# ---- for pkg-config ----

set(pc_requires gsl zlib)
foreach(pair IN LISTS library_modules)
  string(REGEX REPLACE ".*=" "" module "${pair}")
  list(APPEND pc_requires ${module})
endforeach()
list(JOIN pc_requires " " pc_requires)
set(pc_prefix "@pc_prefix@")
configure_file("${PROJECT_SOURCE_DIR}/.ci/cmake/tiptrend.pc.in" tiptrend.pc.half @ONLY)
# The prefix is known at install time only: cmake --install --prefix.
install(CODE "
  set(pc_prefix \"\${CMAKE_INSTALL_PREFIX}\")
  configure_file(\"${CMAKE_CURRENT_BINARY_DIR}/tiptrend.pc.half\"
                 \"${CMAKE_CURRENT_BINARY_DIR}/tiptrend.pc\" @ONLY)")
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/tiptrend.pc"
        DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")

# ---- the program ----

add_custom_command(OUTPUT tiptrend.1 tiptrend.bash
  COMMAND tiptrend help manual > tiptrend.1
  COMMAND tiptrend help completion bash > tiptrend.bash
  DEPENDS tiptrend VERBATIM)
add_custom_target(tiptrend_manual ALL DEPENDS tiptrend.1 tiptrend.bash)

install(TARGETS tiptrend RUNTIME)
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/tiptrend.1" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1")
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/tiptrend.bash" RENAME tiptrend
        DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions")

# ---- data sets and documents ----

install(DIRECTORY "${PROJECT_SOURCE_DIR}/datasets/"
        DESTINATION "${CMAKE_INSTALL_DATADIR}/tiptrend/datasets"
        FILES_MATCHING PATTERN "*.csv" PATTERN "*.md")
install(DIRECTORY "${PROJECT_SOURCE_DIR}/docs/" TYPE DOC)
install(FILES "${PROJECT_SOURCE_DIR}/README.md" "${PROJECT_SOURCE_DIR}/LICENSE" TYPE DOC)
