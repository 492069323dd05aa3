/* The attachments of a PDF. */
#ifndef BC_EXTRACT_PRIVATE_FIND_H
#define BC_EXTRACT_PRIVATE_FIND_H

#include "base/vec.h"
#include "pdfread/pdfread.h"

enum { BC_EXTRACT_MAX_FILES = 10000 };

/* One of them. Texts live in the list's arena. */
typedef struct bc_extract_found {
    bc_str name; /* as the PDF has it, without folders; may be empty */
    bc_str type, relation, description;
    const bc_pdfread_object *stream;
} bc_extract_found;

typedef struct bc_extract_list {
    bc_arena arena;
    BC_VEC(bc_extract_found) files;
    bool over; /* there are more than are looked for */
} bc_extract_list;

/* Those that it lists by name, then those that only its catalog or its pages know of, each once. The list is zeroed. */
void bc_extract_find(bc_pdfread *file, bc_extract_list *list);
void bc_extract_list_release(bc_extract_list *list);

#endif
