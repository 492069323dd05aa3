# Where everything goes: the data keeps the shape of the source tree, share/biaoce/{templates,fonts}.
include(CMakePackageConfigHelpers)

if(NOT TARGET biaoce)
  return()
endif()

install(DIRECTORY templates DESTINATION ${CMAKE_INSTALL_DATADIR}/biaoce FILES_MATCHING PATTERN "*.yaml")
install(FILES fonts/fonts.yaml DESTINATION ${CMAKE_INSTALL_DATADIR}/biaoce/fonts)
install(FILES docs/biaoce.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES README.md README.zh-CN.md CHANGELOG.md LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY docs/ DESTINATION ${CMAKE_INSTALL_DOCDIR} FILES_MATCHING PATTERN "*.md" PATTERN decisions EXCLUDE)
install(DIRECTORY examples DESTINATION ${CMAKE_INSTALL_DOCDIR} FILES_MATCHING PATTERN "*.yaml" PATTERN "*.md" PATTERN "*.py")

install(TARGETS biaoce RUNTIME)
install(FILES include/biaoce.h TYPE INCLUDE)
install(TARGETS biaoce_shared biaoce_static EXPORT biaoce-targets LIBRARY ARCHIVE)
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/biaoce)
install(EXPORT biaoce-targets NAMESPACE biaoce:: DESTINATION ${package_dir})
configure_package_config_file(cmake/biaoce-config.cmake.in biaoce-config.cmake INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file(biaoce-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/biaoce-config.cmake ${PROJECT_BINARY_DIR}/biaoce-config-version.cmake
  DESTINATION ${package_dir})

file(RELATIVE_PATH BC_PC_UP /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
configure_file(cmake/biaoce.pc.in biaoce.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/biaoce.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
