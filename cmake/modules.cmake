# One object library per folder of src/, so that each compiles alone with only its own dependencies.
add_library(bc_options INTERFACE)
target_include_directories(bc_options INTERFACE ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR}/include)
target_compile_definitions(bc_options INTERFACE _GNU_SOURCE)
target_compile_options(bc_options INTERFACE -Wall -Wextra -Wconversion -Wcast-qual -Wstrict-prototypes -Wmissing-prototypes)
if(BC_WERROR)
  target_compile_options(bc_options INTERFACE -Werror)
endif()
if(BC_STRESS)
  target_compile_definitions(bc_options INTERFACE BC_STRESS)
endif()
if(BC_SANITIZE)
  set(sanitize -fsanitize=${BC_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_compile_options(bc_options INTERFACE ${sanitize})
  target_link_options(bc_options INTERFACE ${sanitize})
endif()
if(BC_FUZZ)
  if(NOT CMAKE_C_COMPILER_ID MATCHES Clang)
    message(FATAL_ERROR "BC_FUZZ needs clang: use the preset `fuzz`, or -DCMAKE_C_COMPILER=clang")
  endif()
  target_compile_options(bc_options INTERFACE -fsanitize=fuzzer-no-link)
endif()

# Where a program finds its data, for the one module that looks it up: bc_module(… LIBRARIES bc_places).
# BC_DATA_DIR and BC_SOURCE_DIR both hold templates/ and fonts/; BC_LOCALE_DIR and BC_BUILD_LOCALE_DIR <language>/….
add_library(bc_places INTERFACE)
target_compile_definitions(bc_places INTERFACE
  BC_VERSION="${PROJECT_VERSION}"
  BC_DATA_DIR="${CMAKE_INSTALL_FULL_DATADIR}/biaoce"
  BC_LOCALE_DIR="${CMAKE_INSTALL_FULL_LOCALEDIR}"
  BC_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
  BC_BUILD_DIR="${PROJECT_BINARY_DIR}"
  BC_BUILD_LOCALE_DIR="${PROJECT_BINARY_DIR}/locale")

# bc_module(NAME SOURCES a.c … MODULES base … LIBRARIES PkgConfig::X …)
# MODULES are the modules whose code it calls; linking NAME brings their objects along.
function(bc_module name)
  cmake_parse_arguments(M "" "" "SOURCES;MODULES;LIBRARIES" ${ARGN})
  add_library(bc_${name}_objects OBJECT ${M_SOURCES})
  target_link_libraries(bc_${name}_objects PUBLIC bc_options ${M_LIBRARIES})
  add_library(bc_${name} INTERFACE)
  target_sources(bc_${name} INTERFACE $<TARGET_OBJECTS:bc_${name}_objects>)
  target_link_libraries(bc_${name} INTERFACE bc_options ${M_LIBRARIES})
  foreach(module ${M_MODULES})
    target_link_libraries(bc_${name} INTERFACE bc_${module})
  endforeach()
  set_property(GLOBAL APPEND PROPERTY BC_MODULE_TARGETS bc_${name})
endfunction()

# bc_unit_test(NAME SOURCES a.c MODULES text …): a cmocka program, run by ctest as NAME.
function(bc_unit_test name)
  cmake_parse_arguments(T "" "" "SOURCES;MODULES" ${ARGN})
  add_executable(test_${name} ${T_SOURCES})
  target_link_libraries(test_${name} PRIVATE bc_options PkgConfig::CMOCKA m)
  foreach(module ${T_MODULES})
    target_link_libraries(test_${name} PRIVATE bc_${module})
  endforeach()
  target_compile_definitions(test_${name} PRIVATE BC_PROJECT_DIR="${PROJECT_SOURCE_DIR}")
  add_test(NAME unit/${name} COMMAND test_${name})
endfunction()

# bc_fuzz_test(NAME RUNS n SOURCES fuzz_x.c MODULES source … SEEDS file-or-folder …): a file with LLVMFuzzerTestOneInput.
# With BC_FUZZ it becomes the libFuzzer program fuzz_NAME (.ci/fuzz runs them all); otherwise ctest replays the seeds
# through it as fuzz/NAME, so that what fuzzing once found stays found. SEEDS are relative to the folder that calls, and
# so is the DICTIONARY, libFuzzer's list of what the inputs are made of. RUNS: how many of `.ci/fuzz same`, some ten seconds.
function(bc_fuzz_test name)
  cmake_parse_arguments(F "" "DICTIONARY;RUNS" "SOURCES;MODULES;SEEDS" ${ARGN})
  list(TRANSFORM F_SEEDS PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/)
  if(BC_FUZZ)
    add_executable(fuzz_${name} ${F_SOURCES})
    target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
    file(GENERATE OUTPUT ${PROJECT_BINARY_DIR}/fuzz/${name}.seeds CONTENT "$<TARGET_FILE:fuzz_${name}>\n${F_RUNS}\n$<JOIN:${F_SEEDS},\n>\n")
    if(F_DICTIONARY)
      configure_file(${CMAKE_CURRENT_SOURCE_DIR}/${F_DICTIONARY} ${PROJECT_BINARY_DIR}/fuzz/${name}.dict COPYONLY)
    endif()
  else()
    add_executable(fuzz_${name} ${F_SOURCES} ${PROJECT_SOURCE_DIR}/tests/fuzz/replay.c)
    add_test(NAME fuzz/${name} COMMAND fuzz_${name} ${F_SEEDS})
  endif()
  target_link_libraries(fuzz_${name} PRIVATE bc_options)
  foreach(module ${F_MODULES})
    target_link_libraries(fuzz_${name} PRIVATE bc_${module})
  endforeach()
endfunction()
