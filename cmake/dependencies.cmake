# Every library biaoce stands on; docs/dependencies.md says why each is here.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
pkg_check_modules(FREETYPE REQUIRED IMPORTED_TARGET freetype2)
pkg_check_modules(HARFBUZZ REQUIRED IMPORTED_TARGET harfbuzz)
pkg_check_modules(FONTCONFIG REQUIRED IMPORTED_TARGET fontconfig)
pkg_check_modules(ICU REQUIRED IMPORTED_TARGET icu-uc icu-i18n)
pkg_check_modules(YAML REQUIRED IMPORTED_TARGET yaml-0.1)
pkg_check_modules(MD4C REQUIRED IMPORTED_TARGET md4c)
pkg_check_modules(XLSXWRITER REQUIRED IMPORTED_TARGET xlsxwriter)
pkg_check_modules(DEFLATE REQUIRED IMPORTED_TARGET libdeflate)
pkg_check_modules(ZLIB REQUIRED IMPORTED_TARGET zlib)
pkg_check_modules(PNG REQUIRED IMPORTED_TARGET libpng)
pkg_check_modules(QRENCODE REQUIRED IMPORTED_TARGET libqrencode)
pkg_check_modules(ZIP REQUIRED IMPORTED_TARGET libzip)
pkg_check_modules(EXPAT REQUIRED IMPORTED_TARGET expat)
pkg_check_modules(CRYPTO REQUIRED IMPORTED_TARGET libcrypto>=3.0)

# libharu comes without a pkg-config file.
find_library(HPDF_LIBRARY hpdf REQUIRED)
find_path(HPDF_INCLUDE hpdf.h REQUIRED)
add_library(hpdf UNKNOWN IMPORTED)
set_target_properties(hpdf PROPERTIES IMPORTED_LOCATION ${HPDF_LIBRARY} INTERFACE_SYSTEM_INCLUDE_DIRECTORIES ${HPDF_INCLUDE})

# Of unixODBC only the headers: the library is loaded when a database is asked.
find_path(ODBC_INCLUDE sqlext.h REQUIRED)
add_library(odbc_headers INTERFACE)
target_include_directories(odbc_headers SYSTEM INTERFACE ${ODBC_INCLUDE})

# Neither does zint.
find_library(ZINT_LIBRARY zint REQUIRED)
find_path(ZINT_INCLUDE zint.h REQUIRED)
add_library(zint UNKNOWN IMPORTED)
set_target_properties(zint PROPERTIES IMPORTED_LOCATION ${ZINT_LIBRARY} INTERFACE_SYSTEM_INCLUDE_DIRECTORIES ${ZINT_INCLUDE})

# What a program that links the static library has to link as well.
set(BC_REQUIRES_PRIVATE
  "freetype2 harfbuzz fontconfig icu-uc icu-i18n md4c yaml-0.1 xlsxwriter libdeflate zlib libpng libqrencode libzip expat libcrypto")
set(BC_STATIC_LIBRARIES
  ${FREETYPE_LIBRARIES} ${HARFBUZZ_LIBRARIES} ${FONTCONFIG_LIBRARIES} ${ICU_LIBRARIES}
  ${MD4C_LIBRARIES} ${YAML_LIBRARIES} ${XLSXWRITER_LIBRARIES} ${DEFLATE_LIBRARIES} ${ZLIB_LIBRARIES} ${PNG_LIBRARIES} ${QRENCODE_LIBRARIES} ${ZIP_LIBRARIES} ${EXPAT_LIBRARIES} ${CRYPTO_LIBRARIES}
  hpdf zint m)
list(REMOVE_DUPLICATES BC_STATIC_LIBRARIES)
