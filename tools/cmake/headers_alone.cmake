# Target headers_alone: each header compiled by itself, so that it includes what it uses.
file(GLOB_RECURSE headers CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR} engine/*.hpp
     tools/e2roi/*.hpp)
foreach(header ${headers})
  set(unit ${PROJECT_BINARY_DIR}/headers_alone/${header}.cpp)
  file(CONFIGURE OUTPUT ${unit} CONTENT "#include \"${header}\"  // twice: it has a guard
#include \"${header}\"\n")
  list(APPEND units ${unit})
endforeach()
add_library(headers_alone OBJECT EXCLUDE_FROM_ALL ${units})
target_include_directories(headers_alone PRIVATE ${PROJECT_SOURCE_DIR})
target_link_libraries(headers_alone PRIVATE Boost::headers Boost::program_options Eigen3::Eigen
                      hdf5::hdf5 TBB::tbb tomlplusplus::tomlplusplus
                      OpenSSL::Crypto xlsxwriter::xlsxwriter)
target_compile_options(headers_alone PRIVATE -Wno-unused)
set_target_properties(headers_alone PROPERTIES UNITY_BUILD OFF)
