# The program e2roi: everything of it but main.cpp is a library of objects, which its tests link too.
file(GLOB program_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tools/e2roi/*.cpp)
list(FILTER program_sources EXCLUDE REGEX "/main\\.cpp$")

# What it was built from. The commit is looked up again whenever a source or the commit changes.
set(generated ${PROJECT_BINARY_DIR}/generated)
set(libraries "HDF5 ${HDF5_VERSION}, oneTBB ${TBB_VERSION}, toml++ ${tomlplusplus_VERSION}")
string(APPEND libraries ", Eigen ${Eigen3_VERSION}, Boost ${Boost_VERSION_STRING}")
string(APPEND libraries ", OpenSSL ${OPENSSL_VERSION}")
file(CONFIGURE OUTPUT ${generated}/e2roi_build.hpp CONTENT [[
#pragma once
#define E2ROI_VERSION "@PROJECT_VERSION@"
#define E2ROI_COMPILER "@CMAKE_CXX_COMPILER_ID@ @CMAKE_CXX_COMPILER_VERSION@"
#define E2ROI_LIBRARIES "@libraries@"
]] @ONLY)
file(GLOB_RECURSE commit_inputs CONFIGURE_DEPENDS
     ${PROJECT_SOURCE_DIR}/engine/*.[ch]pp ${PROJECT_SOURCE_DIR}/tools/e2roi/*.[ch]pp)
execute_process(COMMAND git -C ${PROJECT_SOURCE_DIR} rev-parse --git-path logs/HEAD
                OUTPUT_VARIABLE head_log OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
cmake_path(ABSOLUTE_PATH head_log BASE_DIRECTORY ${PROJECT_SOURCE_DIR})
if(NOT IS_DIRECTORY ${head_log} AND EXISTS ${head_log})
  list(APPEND commit_inputs ${head_log})
endif()
add_custom_command(OUTPUT ${generated}/e2roi_commit.hpp
                   COMMAND ${CMAKE_COMMAND} -D SOURCE=${PROJECT_SOURCE_DIR}
                           -D OUTPUT=${generated}/e2roi_commit.hpp
                           -P ${PROJECT_SOURCE_DIR}/tools/cmake/commit.cmake
                   DEPENDS ${commit_inputs} ${PROJECT_SOURCE_DIR}/CMakeLists.txt
                           ${PROJECT_SOURCE_DIR}/tools/cmake/commit.cmake
                   COMMENT "Noting the commit" VERBATIM)

include(${PROJECT_SOURCE_DIR}/tools/cmake/page.cmake)
add_library(program OBJECT ${program_sources} ${generated}/e2roi_commit.hpp)
target_include_directories(program PUBLIC ${PROJECT_SOURCE_DIR} PRIVATE ${generated})
target_link_libraries(program PUBLIC Boost::program_options PRIVATE xlsxwriter::xlsxwriter)
target_compile_options(program PRIVATE ${warnings_of_ours})

add_executable(e2roi tools/e2roi/main.cpp)
target_link_libraries(e2roi PRIVATE program e2roi_engine xlsxwriter::xlsxwriter)
target_compile_options(e2roi PRIVATE ${warnings_of_ours})
