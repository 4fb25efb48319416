# The page of `e2roi report` (tools/page), built by Node and put into the program. Without Node, or
# where npm cannot fetch the packages, everything else is built and `e2roi report` says what is missing.
set(E2ROI_PAGE "AUTO" CACHE STRING
    "AUTO: build the page where Node 18 and npm are; OFF: without it; FILE.html: one built elsewhere")

# page_modules(<folder> <source folder> <ready>): what package-lock.json there names, in <folder>/node_modules.
# Sets the variable <ready> to whether it is all there.
function(page_modules folder source ready)
  set(${ready} FALSE PARENT_SCOPE)  # until proved
  file(SHA256 ${source}/package-lock.json lock)
  set(stamp ${folder}/installed)
  if(EXISTS ${stamp})
    file(READ ${stamp} installed)
    if(installed STREQUAL lock)
      set(${ready} TRUE PARENT_SCOPE)
      return()
    endif()
  endif()
  file(MAKE_DIRECTORY ${folder})
  file(COPY ${source}/package.json ${source}/package-lock.json DESTINATION ${folder})
  message(STATUS "Fetching the packages of ${source} with npm")
  execute_process(COMMAND ${E2ROI_NPM} ci --ignore-scripts --no-audit --no-fund --loglevel=error
                          --prefer-offline --fetch-retries=1 --fetch-retry-mintimeout=1000
                  WORKING_DIRECTORY ${folder} TIMEOUT 300 RESULT_VARIABLE failed
                  OUTPUT_FILE ${folder}/npm.log ERROR_FILE ${folder}/npm.log)
  if(failed)
    message(STATUS "npm could not fetch them: ${folder}/npm.log")
  else()
    file(WRITE ${stamp} ${lock})
    set(${ready} TRUE PARENT_SCOPE)
  endif()
endfunction()

find_program(E2ROI_NODE NAMES node nodejs)
find_program(E2ROI_NPM npm)
set(node_works FALSE)
if(E2ROI_NODE AND E2ROI_NPM)
  execute_process(COMMAND ${E2ROI_NODE} --version OUTPUT_VARIABLE node_version
                  OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE failed)
  if(NOT failed AND node_version MATCHES "^v([0-9]+)" AND CMAKE_MATCH_1 GREATER_EQUAL 18)
    set(node_works TRUE)
  endif()
endif()

set(page_file "")
if(E2ROI_PAGE STREQUAL "AUTO")
  if(node_works)
    page_modules(${PROJECT_BINARY_DIR}/page ${PROJECT_SOURCE_DIR}/tools/page page_ready)
  endif()
  if(page_ready)
    set(page_file ${PROJECT_BINARY_DIR}/page/page.html)
    file(GLOB_RECURSE page_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tools/page/src/*)
    add_custom_command(OUTPUT ${page_file}
                       COMMAND ${E2ROI_NODE} ${PROJECT_SOURCE_DIR}/tools/page/build.mjs ${page_file}
                               ${PROJECT_BINARY_DIR}/page/node_modules
                       DEPENDS ${page_sources} ${PROJECT_SOURCE_DIR}/tools/page/build.mjs
                               ${PROJECT_SOURCE_DIR}/tools/page/template.html
                               ${PROJECT_BINARY_DIR}/page/installed
                       COMMENT "Building the page" VERBATIM)
  else()
    message(STATUS "The page of `e2roi report` is not built in: Node 18 and npm with its packages are needed")
  endif()
elseif(E2ROI_PAGE)
  get_filename_component(page_file ${E2ROI_PAGE} ABSOLUTE BASE_DIR ${PROJECT_BINARY_DIR})
  if(NOT EXISTS ${page_file})
    message(FATAL_ERROR "E2ROI_PAGE: there is no file ${page_file}")
  endif()
endif()

if(page_file)
  set_source_files_properties(${PROJECT_SOURCE_DIR}/tools/e2roi/page_template.cpp PROPERTIES
                              OBJECT_DEPENDS ${page_file}
                              COMPILE_DEFINITIONS "E2ROI_PAGE_FILE=\"${page_file}\"")
endif()
