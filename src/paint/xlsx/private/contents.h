/* The first sheet of a workbook of many: a list of the others with links. */
#ifndef BC_PAINT_XLSX_PRIVATE_CONTENTS_H
#define BC_PAINT_XLSX_PRIVATE_CONTENTS_H

#include "paint/xlsx/private/writer.h"

typedef struct bc_xlsx_entry {
    bc_str name, title; /* of the document; a heading has no title */
    const char *sheet;  /* its name; NULL: a heading */
} bc_xlsx_entry;

typedef struct bc_xlsx_contents {
    lxw_worksheet *sheet; /* NULL: the workbook has no list */
    bc_str title;
    const char *even_footer;
    BC_VEC(bc_xlsx_entry) entries;
} bc_xlsx_contents;

/* How the list is printed: A4 as GB/T 9704 has it. */
bc_form_paper bc_xlsx_contents_paper(void);
/* Writes the list from the beginning to the end; `player` as bc_xlsx_writer_begin takes it. */
void bc_xlsx_contents_write(bc_xlsx_writer *w, bc_xlsx_player *player, const bc_xlsx_contents *contents);

#endif
