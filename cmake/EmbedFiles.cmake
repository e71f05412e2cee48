# Text files as C++: the installed program needs no data folder.
#   tenbin_embed_files(TARGET NAMESPACE FILES...): adds a source that defines
#   `const std::vector<std::pair<std::string_view, std::string_view>>& NAMESPACE::embedded_files()`: name, text.
# A changed file is embedded again by the next build.
function(tenbin_embed_files target namespace)
  string(REPLACE "::" "_" stem ${namespace})
  set(output ${CMAKE_CURRENT_BINARY_DIR}/embedded_${stem}.cpp)
  set(body "#include <string_view>\n#include <utility>\n#include <vector>\n\n")
  string(APPEND body "namespace ${namespace} {\nconst std::vector<std::pair<std::string_view, std::string_view>>& embedded_files();\n")
  string(APPEND body "const std::vector<std::pair<std::string_view, std::string_view>>& embedded_files() {\n")
  string(APPEND body "  static const std::vector<std::pair<std::string_view, std::string_view>> files = {\n")
  foreach(file ${ARGN})
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
    get_filename_component(name ${file} NAME)
    file(READ ${file} hex HEX)
    # Bytes, not a raw string: string literals have a length that compilers warn about.
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${hex}")
    string(MAKE_C_IDENTIFIER ${name} id)
    string(PREPEND body "static const char bytes_${id}[] = {${bytes}};\n")
    string(APPEND body "      {\"${name}\", {bytes_${id}, sizeof bytes_${id}}},\n")
  endforeach()
  string(APPEND body "  };\n  return files;\n}\n}  // namespace ${namespace}\n")
  file(CONFIGURE OUTPUT ${output} CONTENT "@body@" @ONLY)
  target_sources(${target} PRIVATE ${output})
endfunction()
