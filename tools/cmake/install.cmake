# What `cmake --install` puts where: the program, the engine as a library with its headers, and what
# find_package(e2roi) needs to offer e2roi::engine (tests/tools/install_test.sh).
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

install(TARGETS e2roi RUNTIME)
install(TARGETS e2roi_engine EXPORT e2roiTargets ARCHIVE)
install(DIRECTORY engine/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/e2roi/engine
        FILES_MATCHING PATTERN "*.hpp")

set(package ${CMAKE_INSTALL_LIBDIR}/cmake/e2roi)
install(EXPORT e2roiTargets NAMESPACE e2roi:: DESTINATION ${package})
configure_package_config_file(tools/cmake/e2roiConfig.cmake.in
                              ${PROJECT_BINARY_DIR}/generated/e2roiConfig.cmake
                              INSTALL_DESTINATION ${package})
# Before version 1 a new minor version may change the interface.
write_basic_package_version_file(${PROJECT_BINARY_DIR}/generated/e2roiConfigVersion.cmake
                                 COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/generated/e2roiConfig.cmake
              ${PROJECT_BINARY_DIR}/generated/e2roiConfigVersion.cmake
        DESTINATION ${package})
