# HDF5 as hdf5::hdf5: the static library beside the shared one where it can be linked, for Debian's
# shared one loads libcurl and thirty more libraries behind it, 5 ms at every start of the program.
# Not with sanitizers, whose list of known leaks goes by the name of the shared library.
include(CheckCSourceCompiles)
find_package(HDF5 1.10 REQUIRED COMPONENTS C)
if(NOT E2ROI_SANITIZE)
  get_target_property(hdf5_static hdf5::hdf5 IMPORTED_LOCATION)
  string(REGEX REPLACE "\\.so$" ".a" hdf5_static "${hdf5_static}")
  set(hdf5_needs sz z m ${CMAKE_DL_LIBS})  # not curl: only files on the web need that
  set(CMAKE_REQUIRED_INCLUDES ${HDF5_INCLUDE_DIRS})
  set(CMAKE_REQUIRED_LIBRARIES ${hdf5_static} ${hdf5_needs})
  check_c_source_compiles("#include <hdf5.h>\nint main(void) { return H5open(); }" E2ROI_STATIC_HDF5)
  unset(CMAKE_REQUIRED_INCLUDES)
  unset(CMAKE_REQUIRED_LIBRARIES)
  if(E2ROI_STATIC_HDF5)
    set_target_properties(hdf5::hdf5 PROPERTIES IMPORTED_LOCATION ${hdf5_static}
                          INTERFACE_LINK_LIBRARIES "${hdf5_needs}")
  endif()
endif()
