# Writes OUTPUT, a header that defines E2ROI_COMMIT: the commit of the source in SOURCE, with
# "+changes" behind it where tracked files of the program differ from it; "unknown" outside git.
#
#   cmake -D SOURCE=… -D OUTPUT=… -P commit.cmake
set(commit "unknown")
execute_process(COMMAND git -C ${SOURCE} rev-parse --show-prefix --short=12 HEAD
                OUTPUT_VARIABLE answer RESULT_VARIABLE failed ERROR_QUIET
                OUTPUT_STRIP_TRAILING_WHITESPACE)
# The first line is where SOURCE stands in the repository: not at its top, it is somebody else's.
if(NOT failed AND answer MATCHES "^\n([0-9a-f]+)$")
  set(commit ${CMAKE_MATCH_1})
  execute_process(COMMAND git -C ${SOURCE} status --porcelain --untracked-files=no --
                          engine tools/e2roi CMakeLists.txt
                  OUTPUT_VARIABLE changes ERROR_QUIET)
  if(changes)
    string(APPEND commit "+changes")
  endif()
endif()
file(WRITE ${OUTPUT} "#pragma once\n#define E2ROI_COMMIT \"${commit}\"\n")
