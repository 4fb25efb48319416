# The engine of the page: WebAssembly, by clang and lld with Debian's libc and libc++ for wasm32
# (tools/packages.sh, group page). Where one of them is missing everything else builds as before, and
# E2ROI_PAGE_ENGINE_MISSING says what it was.
option(E2ROI_PAGE_ENGINE "Compile the engine to WebAssembly for the page, if the compiler can" ON)
set(E2ROI_PAGE_WASM "")
set(E2ROI_PAGE_ENGINE_MISSING "")
find_program(E2ROI_WASM_COMPILER NAMES clang++-14 clang++)
find_program(E2ROI_WASM_LINKER NAMES wasm-ld-14 wasm-ld)
find_file(E2ROI_WASM_LIBC wasm32-wasi/libc.a PATHS /usr/lib NO_DEFAULT_PATH)
find_file(E2ROI_WASM_LIBCXX wasm32-wasi/libc++.a PATHS /usr/lib NO_DEFAULT_PATH)
if(NOT E2ROI_PAGE_ENGINE)
  set(E2ROI_PAGE_ENGINE_MISSING "E2ROI_PAGE_ENGINE is OFF")
else()
  foreach(needed E2ROI_WASM_COMPILER:clang E2ROI_WASM_LINKER:lld E2ROI_WASM_LIBC:wasi-libc
          E2ROI_WASM_LIBCXX:libc++-14-dev-wasm32)
    string(REPLACE ":" ";" needed ${needed})
    list(GET needed 0 found)
    list(GET needed 1 package)
    if(NOT ${found})
      list(APPEND E2ROI_PAGE_ENGINE_MISSING ${package})
    endif()
  endforeach()
endif()

if(E2ROI_PAGE_ENGINE_MISSING)
  message(STATUS "No engine for the page: ${E2ROI_PAGE_ENGINE_MISSING}")
else()
  set(E2ROI_PAGE_WASM ${PROJECT_BINARY_DIR}/page/engine.wasm)
  # As the program is compiled, but for its threads, files and libraries. Standing in for them:
  # tools/page/engine/instead.
  set(wasm_flags --target=wasm32-wasi -std=c++20 -DNDEBUG -DEIGEN_NO_DEBUG -msimd128
                 -ffp-contract=off -fno-math-errno -fno-trapping-math -ffunction-sections
                 -fdata-sections -Wall -Wextra -Wconversion -Wshadow -Werror
                 -Wno-shorten-64-to-32  # sizes have 32 bits there, and a page is small
                 -I${PROJECT_SOURCE_DIR}/tools/page/engine/instead -I${PROJECT_SOURCE_DIR}
                 -isystem ${EIGEN3_INCLUDE_DIRS})
  set(wasm_sources
      engine/analysis/given_data_shares engine/analysis/ranks engine/analysis/sight
      engine/analysis/tornado engine/core/order_statistics engine/core/statistics engine/model/kernel engine/model/schedule
      engine/run/fans engine/run/inputs engine/run/row_ranges engine/run/stretch engine/run/tables
      engine/run/tally_kernel engine/sampling/copula engine/sampling/correlation_matrix
      engine/sampling/design engine/sampling/distribution engine/sampling/distribution_values
      engine/sampling/fitting engine/sampling/independent engine/sampling/latin_hypercube
      engine/sampling/quantiles engine/sampling/sobol tools/page/engine/beta_quantile
      tools/page/engine/exports tools/page/engine/plan tools/page/engine/runtime
      tools/page/engine/session tools/page/engine/swings)
  set(wasm_objects "")
  foreach(source ${wasm_sources})
    string(REPLACE "/" "_" object ${source})
    set(object ${PROJECT_BINARY_DIR}/page/${object}.o)
    # The months and the counting are for speed, the rest for size. Packs of two draws took a sixth
    # more time, packs of eight no less, in more code (tools/page/engine/README.md). Counting goes
    # by eight.
    set(how -Os -DE2ROI_LEVEL=fours -DE2ROI_PACK_LANES=4)
    if(source MATCHES "model/kernel$|independent|statistics$")
      list(APPEND how -O3)
    elseif(source MATCHES "tally_kernel$")
      set(how -O3 -DE2ROI_LEVEL=eights)
    endif()
    add_custom_command(OUTPUT ${object}
                       COMMAND ${E2ROI_WASM_COMPILER} ${wasm_flags} ${how} -MD -MF ${object}.d
                               -c ${PROJECT_SOURCE_DIR}/${source}.cpp -o ${object}
                       DEPENDS ${PROJECT_SOURCE_DIR}/${source}.cpp DEPFILE ${object}.d
                       COMMENT "Building ${source} for the page" VERBATIM)
    list(APPEND wasm_objects ${object})
  endforeach()
  file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/page)
  add_custom_command(OUTPUT ${E2ROI_PAGE_WASM}
                     COMMAND ${E2ROI_WASM_COMPILER} --target=wasm32-wasi -nostartfiles
                             -Wl,--no-entry,--gc-sections,--strip-all
                             -Wl,--export=__wasm_call_ctors,-z,stack-size=262144
                             ${wasm_objects} -lc++ -lc++abi -o ${E2ROI_PAGE_WASM}
                     DEPENDS ${wasm_objects} COMMENT "Linking the page's engine" VERBATIM)
  # As it goes into a page: a third of the size, and browsers unpack it by themselves.
  find_program(E2ROI_GZIP gzip REQUIRED)
  add_custom_command(OUTPUT ${E2ROI_PAGE_WASM}.gz
                     COMMAND ${E2ROI_GZIP} -9nkf ${E2ROI_PAGE_WASM}
                     DEPENDS ${E2ROI_PAGE_WASM} VERBATIM)
  find_program(E2ROI_BASE64 base64 REQUIRED)
  add_custom_command(OUTPUT ${E2ROI_PAGE_WASM}.txt
                     COMMAND ${E2ROI_BASE64} -w0 ${E2ROI_PAGE_WASM}.gz > ${E2ROI_PAGE_WASM}.txt
                     DEPENDS ${E2ROI_PAGE_WASM}.gz VERBATIM)
  add_custom_target(page_engine ALL DEPENDS ${E2ROI_PAGE_WASM}.gz ${E2ROI_PAGE_WASM}.txt)
  # For `e2roi workshop`.
  set_source_files_properties(${PROJECT_SOURCE_DIR}/tools/e2roi/page_engine.cpp PROPERTIES
                              OBJECT_DEPENDS ${E2ROI_PAGE_WASM}.txt
                              COMPILE_DEFINITIONS "E2ROI_PAGE_ENGINE_FILE=\"${E2ROI_PAGE_WASM}.txt\"")
endif()

# What a scenario is for the page, as text: for tests and measurements.
add_executable(page_plan tools/page/plan_main.cpp)
target_link_libraries(page_plan PRIVATE program e2roi_engine)
set_target_properties(page_plan PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/page)
