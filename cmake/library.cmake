# What is shipped of the modules: libbiaoce, shared and static, and the program over it.

# bc_join_objects(FILE OBJECT…): one object out of all, which shows what the shared library shows: a program that links
# it may call its own functions as it likes.
function(bc_join_objects joined)
  add_custom_command(OUTPUT ${joined}
    COMMAND ${CMAKE_LINKER} -r -o ${joined}.all ${ARGN}
    COMMAND ${CMAKE_OBJCOPY} --localize-hidden ${joined}.all ${joined}
    COMMAND ${CMAKE_COMMAND} -E rm ${joined}.all
    DEPENDS ${ARGN} COMMAND_EXPAND_LISTS VERBATIM)
  set_source_files_properties(${joined} PROPERTIES EXTERNAL_OBJECT TRUE GENERATED TRUE)
endfunction()

# bc_library(MODULES job …): libbiaoce out of these modules and all that they stand on.
# Only what include/biaoce.h marks BIAOCE_API is visible in the shared library.
function(bc_library)
  cmake_parse_arguments(L "" "" "MODULES" ${ARGN})
  list(TRANSFORM L_MODULES PREPEND bc_)

  add_library(biaoce_shared SHARED)
  target_link_libraries(biaoce_shared PRIVATE ${L_MODULES})
  set_target_properties(biaoce_shared PROPERTIES
    OUTPUT_NAME biaoce EXPORT_NAME shared VERSION ${PROJECT_VERSION} SOVERSION ${PROJECT_VERSION_MAJOR})
  if(NOT BC_SANITIZE) # whose run-time functions come with the program
    target_link_options(biaoce_shared PRIVATE -Wl,--no-undefined)
  endif()

  # Its objects are taken as files and its libraries named plainly: an installed static library
  # must not lead back to targets that exist only in this build.
  get_property(modules GLOBAL PROPERTY BC_MODULE_TARGETS)
  list(TRANSFORM modules REPLACE "(.+)" "$<TARGET_OBJECTS:\\1_objects>" OUTPUT_VARIABLE objects)
  if(BC_SANITIZE) # whose tables of variables do not bear to be joined
    add_library(biaoce_static STATIC ${objects})
  else()
    bc_join_objects(${CMAKE_CURRENT_BINARY_DIR}/biaoce.o ${objects})
    add_library(biaoce_static STATIC ${CMAKE_CURRENT_BINARY_DIR}/biaoce.o)
  endif()
  target_link_libraries(biaoce_static INTERFACE ${BC_STATIC_LIBRARIES} Threads::Threads)
  set_target_properties(biaoce_static PROPERTIES OUTPUT_NAME biaoce EXPORT_NAME static LINKER_LANGUAGE C)

  foreach(library biaoce_shared biaoce_static)
    target_include_directories(${library} INTERFACE
      $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
    if(BC_SANITIZE)
      target_link_options(${library} INTERFACE -fsanitize=${BC_SANITIZE})
    endif()
  endforeach()
endfunction()

# bc_program(SOURCES main.c …): the command biaoce. It sees the public header and its own folder, nothing else of src/,
# and carries the library in itself, so that it runs from wherever it is copied together with its data.
function(bc_program)
  cmake_parse_arguments(P "" "" "SOURCES" ${ARGN})
  add_executable(biaoce ${P_SOURCES})
  target_link_libraries(biaoce PRIVATE biaoce_static bc_options)
  if(TARGET biaoce_catalogues)
    add_dependencies(biaoce biaoce_catalogues)
  endif()
endfunction()
