/* A file is opened by what it says of itself, and where that leads to no catalog, by what is in it. */
#include "pdfread/private/file.h"

enum { HEAD_WITHIN = 1024 /* bytes, as all readers look for it */ };

const bc_pdfread_object *bc_pdfread_catalog(bc_pdfread *file)
{
    return bc_pdfread_find(file, &file->trailer, "Root");
}

const bc_pdfread_object *bc_pdfread_trailer(const bc_pdfread *file)
{
    return &file->trailer;
}

/* The trailer says how many numbers there are, and may lie. */
bc_pdfread_end bc_pdfread_end_of(const bc_pdfread *file)
{
    bc_pdfread_end end = file->end;
    const bc_pdfread_object *size = bc_pdfread_raw(&file->trailer, "Size");
    if (size && size->kind == BC_PDFREAD_INTEGER && size->as.integer > 0 && size->as.integer <= BC_PDFREAD_MAX_NUMBER)
        end.number = (uint32_t)size->as.integer;
    if (file->places.n && end.number <= file->places.at[file->places.n - 1].number)
        end.number = file->places.at[file->places.n - 1].number + 1;
    return end;
}

static bool has_catalog(bc_pdfread *file)
{
    const bc_pdfread_object *catalog = bc_pdfread_catalog(file);
    return bc_pdfread_find(file, catalog, "Pages")->kind == BC_PDFREAD_DICT ||
           bc_pdfread_is_name(bc_pdfread_find(file, catalog, "Type"), "Catalog");
}

static void forget(bc_pdfread *file)
{
    bc_vec_clear(&file->places);
    bc_strmap_clear(&file->known);
    for (size_t i = 0; i < file->packs.n; i++)
        bc_buf_release(&file->packs.at[i]->bytes);
    bc_vec_clear(&file->packs);
    bc_strmap_clear(&file->packs_known);
    file->trailer = bc_pdfread_nothing;
}

static bc_pdfread_fault find_objects(bc_pdfread *file)
{
    if (!bc_pdfread_follow(file) || !has_catalog(file)) {
        forget(file);
        file->end.repaired = true;
        if (!bc_pdfread_rebuild(file) || !has_catalog(file))
            return file->over ? BC_PDFREAD_LIMIT : BC_PDFREAD_BROKEN;
    }
    return bc_pdfread_find(file, &file->trailer, "Encrypt")->kind == BC_PDFREAD_NULL ? BC_PDFREAD_GOOD
                                                                                     : BC_PDFREAD_ENCRYPTED;
}

bc_pdfread *bc_pdfread_open(bc_str bytes, bc_pdfread_fault *fault)
{
    const size_t head = bc_str_find(bc_str_slice(bytes, 0, HEAD_WITHIN), BC_STR("%PDF-"), 0);
    *fault = BC_PDFREAD_NO_PDF;
    if (head == SIZE_MAX)
        return NULL;
    bc_pdfread *file = bc_mem_alloc(sizeof *file);
    file->bytes = bc_str_slice(bytes, head, bytes.n);
    file->end.head = head;
    file->values = BC_PDFREAD_MAX_VALUES;
    file->steps = BC_PDFREAD_MAX_STEPS;
    file->structure = BC_PDFREAD_MAX_STRUCTURE;
    *fault = find_objects(file);
    if (*fault == BC_PDFREAD_GOOD)
        return file;
    bc_pdfread_free(file);
    return NULL;
}

void bc_pdfread_free(bc_pdfread *file)
{
    if (!file)
        return;
    forget(file);
    bc_vec_release(&file->places);
    bc_vec_release(&file->packs);
    bc_strmap_release(&file->packs_known);
    bc_strmap_release(&file->known);
    bc_arena_release(&file->arena);
    bc_mem_free(file);
}

bool bc_pdfread_is_over(const bc_pdfread *file)
{
    return file->over || !file->values || !file->steps;
}
