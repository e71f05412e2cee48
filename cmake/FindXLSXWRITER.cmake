# libxlsxwriter: writes Excel workbooks. Debian brings a pkg-config file only. Gives XLSXWRITER::XLSXWRITER.
find_path(XLSXWRITER_INCLUDE_DIR xlsxwriter.h)
find_library(XLSXWRITER_LIBRARY xlsxwriter)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(XLSXWRITER REQUIRED_VARS XLSXWRITER_LIBRARY XLSXWRITER_INCLUDE_DIR)
if(XLSXWRITER_FOUND AND NOT TARGET XLSXWRITER::XLSXWRITER)
  add_library(XLSXWRITER::XLSXWRITER UNKNOWN IMPORTED)
  set_target_properties(XLSXWRITER::XLSXWRITER PROPERTIES IMPORTED_LOCATION ${XLSXWRITER_LIBRARY}
                                                          INTERFACE_INCLUDE_DIRECTORIES ${XLSXWRITER_INCLUDE_DIR})
endif()
mark_as_advanced(XLSXWRITER_INCLUDE_DIR XLSXWRITER_LIBRARY)
