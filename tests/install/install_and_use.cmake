# cmake -DBUILD=… -DWORK=… -DCONSUMER=… -DEXAMPLES=… -DPYTHON=… -DCC=… -DFLAGS=… -DVERSION=… -DLIBDIR=… -P install_and_use.cmake
# Installs BUILD into WORK, moves the tree, and uses it by pkg-config and by find_package, shared and static.
cmake_minimum_required(VERSION 3.25)

function(run variable)
  execute_process(COMMAND ${ARGN} WORKING_DIRECTORY ${WORK} RESULT_VARIABLE code OUTPUT_VARIABLE out ERROR_VARIABLE err
    OUTPUT_STRIP_TRAILING_WHITESPACE)
  if(NOT code EQUAL 0)
    list(JOIN ARGN " " command)
    message(FATAL_ERROR "${command}\nended with ${code}\n${out}\n${err}")
  endif()
  set(${variable} "${out}" PARENT_SCOPE)
  set(${variable}_said "${err}" PARENT_SCOPE)
endfunction()

function(expect_version what shown)
  if(NOT shown MATCHES "${VERSION}")
    message(FATAL_ERROR "${what} says '${shown}', not version ${VERSION}")
  endif()
endfunction()

file(REMOVE_RECURSE ${WORK})
file(MAKE_DIRECTORY ${WORK})
run(out ${CMAKE_COMMAND} --install ${BUILD} --prefix ${WORK}/first)
file(RENAME ${WORK}/first ${WORK}/moved)
set(tree ${WORK}/moved)

foreach(file bin/biaoce include/biaoce.h ${LIBDIR}/libbiaoce.so ${LIBDIR}/libbiaoce.a ${LIBDIR}/pkgconfig/biaoce.pc
    share/man/man1/biaoce.1 share/biaoce/templates/tangshan-project.yaml share/biaoce/fonts/fonts.yaml share/biaoce/templates/shared/profiles/publish.yaml
    share/locale/zh_CN/LC_MESSAGES/biaoce.mo)
  if(NOT EXISTS ${tree}/${file})
    message(FATAL_ERROR "${file} was not installed")
  endif()
endforeach()

# The program, from its new place and without help.
set(ENV{BIAOCE_DATA})
run(out ${tree}/bin/biaoce --version)
expect_version("bin/biaoce" "${out}")
run(out ${tree}/bin/biaoce templates)
if(NOT out MATCHES "tangshan-project")
  message(FATAL_ERROR "biaoce templates does not find what was installed beside it:\n${out}")
endif()

# The shared library shows its public functions only, besides what the linker adds with an underscore in front.
run(symbols nm -D --defined-only ${tree}/${LIBDIR}/libbiaoce.so)
file(READ ${tree}/include/biaoce.h header)
string(REGEX MATCHALL "[ ][TDBR] [A-Za-z][A-Za-z_0-9]+" symbols "${symbols}")
foreach(symbol ${symbols})
  string(SUBSTRING "${symbol}" 3 -1 name)
  if(NOT header MATCHES "${name}")
    message(FATAL_ERROR "libbiaoce.so shows ${name}, which biaoce.h does not declare")
  endif()
  list(APPEND shown ${name})
endforeach()

# The list is recorded: a function that goes, or comes, is a decision.
file(STRINGS ${CONSUMER}/../symbols.txt recorded)
if(NOT "${shown}" STREQUAL "${recorded}")
  message(FATAL_ERROR "libbiaoce.so shows\n${shown}\nbut tests/install/symbols.txt records\n${recorded}")
endif()

# The static library puts no more into the names of the program.
if(NOT FLAGS)
  run(symbols nm -g --defined-only ${tree}/${LIBDIR}/libbiaoce.a)
  string(REGEX MATCHALL "[ ][A-Z] [A-Za-z][A-Za-z_0-9]+" symbols "${symbols}")
  list(TRANSFORM symbols REPLACE "^ . " "")
  if(NOT "${symbols}" STREQUAL "${recorded}")
    message(FATAL_ERROR "libbiaoce.a shows\n${symbols}")
  endif()
  set(apart "")
else() # the objects of a sanitizer's library are not joined: a name of the program must not meet theirs
  set(apart -Dbc_str_find=own_str_find)
endif()

set(ENV{LD_LIBRARY_PATH} ${tree}/${LIBDIR})
set(ENV{PKG_CONFIG_PATH} ${tree}/${LIBDIR}/pkgconfig)
run(flags pkg-config --cflags --libs biaoce)
separate_arguments(flags UNIX_COMMAND "${flags}")
run(out ${CC} ${FLAGS} ${apart} -o by-pkg-config ${CONSUMER}/consumer.c ${flags})
run(out ${WORK}/by-pkg-config)
expect_version("the program made by pkg-config" "${out}")

run(flags pkg-config --static --cflags --libs biaoce)
string(REPLACE "-lbiaoce" "-l:libbiaoce.a" flags "${flags}")
separate_arguments(flags UNIX_COMMAND "${flags}")
run(out ${CC} ${FLAGS} ${apart} -o by-pkg-config-static ${CONSUMER}/consumer.c ${flags})

run(out ${CMAKE_COMMAND} -S ${CONSUMER} -B ${WORK}/by-cmake -DCMAKE_PREFIX_PATH=${tree} -DCMAKE_C_COMPILER=${CC}
  "-DCMAKE_C_FLAGS=${FLAGS} ${apart}" -DCMAKE_CXX_FLAGS=${FLAGS} -DVERSION=${VERSION})
run(out ${CMAKE_COMMAND} --build ${WORK}/by-cmake)
run(out ${WORK}/by-cmake/consumer-cpp)
expect_version("the program in C++" "${out}")
if(NOT FLAGS) # a sanitizer's library would have to be the first
  run(out ${PYTHON} ${EXAMPLES}/from-python/render.py ${tree}/${LIBDIR}/libbiaoce.so ${WORK}/from-python.pdf)
  file(READ ${WORK}/from-python.pdf made LIMIT 4 HEX)
  if(NOT made STREQUAL "25504446")
    message(FATAL_ERROR "the program in Python made no PDF")
  endif()
  if(NOT out_said MATCHES "memory:2:.*\\[E203\\]")
    message(FATAL_ERROR "the program in Python says '${out_said}'")
  endif()
endif()
run(out ${WORK}/by-cmake/consumer-shared)
expect_version("the program made by find_package" "${out}")

# Static programs need no installed library, but its data.
set(ENV{LD_LIBRARY_PATH})
foreach(program by-pkg-config-static by-cmake/consumer-static)
  run(out ${CMAKE_COMMAND} -E env BIAOCE_DATA=${tree}/share/biaoce ${WORK}/${program})
  expect_version("${program}" "${out}")
endforeach()
