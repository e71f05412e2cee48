# Highway: portable SIMD with run-time dispatch. Found by its files, because older packages bring pkg-config files only.
# Gives HWY::hwy and HWY::contrib.
find_path(HWY_INCLUDE_DIR hwy/highway.h)
find_library(HWY_LIBRARY hwy)
find_library(HWY_CONTRIB_LIBRARY hwy_contrib)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(HWY REQUIRED_VARS HWY_LIBRARY HWY_CONTRIB_LIBRARY HWY_INCLUDE_DIR)
if(HWY_FOUND AND NOT TARGET HWY::hwy)
  add_library(HWY::hwy UNKNOWN IMPORTED)
  set_target_properties(HWY::hwy PROPERTIES IMPORTED_LOCATION ${HWY_LIBRARY}
                                            INTERFACE_INCLUDE_DIRECTORIES ${HWY_INCLUDE_DIR})
  add_library(HWY::contrib UNKNOWN IMPORTED)
  set_target_properties(HWY::contrib PROPERTIES IMPORTED_LOCATION ${HWY_CONTRIB_LIBRARY}
                                                INTERFACE_LINK_LIBRARIES HWY::hwy)
endif()
mark_as_advanced(HWY_INCLUDE_DIR HWY_LIBRARY HWY_CONTRIB_LIBRARY)
