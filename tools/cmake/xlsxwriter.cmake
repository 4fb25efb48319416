# xlsxwriter::xlsxwriter, the library of Excel workbooks: Debian's brings no CMake package.
find_path(XLSXWRITER_INCLUDE xlsxwriter.h REQUIRED)
find_library(XLSXWRITER_LIBRARY xlsxwriter REQUIRED)
mark_as_advanced(XLSXWRITER_INCLUDE XLSXWRITER_LIBRARY)
add_library(xlsxwriter::xlsxwriter UNKNOWN IMPORTED)
set_target_properties(xlsxwriter::xlsxwriter PROPERTIES
                      IMPORTED_LOCATION ${XLSXWRITER_LIBRARY}
                      INTERFACE_INCLUDE_DIRECTORIES ${XLSXWRITER_INCLUDE})
