/* Objects of a file that does not say where they are, or wrongly: every `12 0 obj` is one, of equal numbers the last;
 * then what object streams hold that stands nowhere else. */
#include "pdfread/private/file.h"

#include <string.h>

/* Where the two numbers in front of the word at `at` begin; SIZE_MAX: there are none. */
static size_t before_word(bc_str bytes, size_t at)
{
    for (int i = 0; i < 2; i++) {
        const size_t blanks = at;
        while (at && bc_pdfread_is_space(bytes.p[at - 1]))
            at--;
        const size_t digits = at;
        while (at && bytes.p[at - 1] >= '0' && bytes.p[at - 1] <= '9' && digits - at < 10)
            at--;
        if (at == digits || (blanks == digits && i))
            return SIZE_MAX;
    }
    return at;
}

static bool is_trailer(bc_pdfread *file, const bc_pdfread_object *dict)
{
    return bc_pdfread_find(file, dict, "Root")->kind != BC_PDFREAD_NULL;
}

/* The last one is the newest. */
static void find_trailers(bc_pdfread *file)
{
    const bc_str WORD = BC_STR("trailer");
    bc_pdfread_object trailer;
    for (size_t at = 0; (at = bc_str_find(file->bytes, WORD, at)) != SIZE_MAX && file->values;) {
        at += WORD.n;
        bc_pdfread_cursor in = { file->bytes, at, &file->arena, &file->values, NULL };
        if (bc_pdfread_value(&in, &trailer) && trailer.kind == BC_PDFREAD_DICT && is_trailer(file, &trailer))
            file->trailer = trailer;
    }
}

/* Only when all have been read: until then places are looked up. */
static void add_packed(bc_pdfread *file)
{
    for (size_t k = 0; k < file->packs.n; k++) {
        const bc_pdfread_pack *pack = file->packs.at[k];
        for (uint32_t i = 0; i < pack->n; i++)
            bc_pdfread_add(file, pack->heads[2 * (size_t)i], BC_PDFREAD_PACKED, pack->number, i);
    }
}

/* Objects that say where others are, or are a trailer; and where none is, a catalog. */
static void look_into(bc_pdfread *file)
{
    for (size_t i = 0; i < file->places.n && file->values; i++) {
        const bc_pdfread_place place = file->places.at[i];
        const bc_pdfread_object ref = { .kind = BC_PDFREAD_REF, .as.ref = place.number };
        const bc_pdfread_object *object = bc_pdfread_resolve(file, &ref);
        const bc_pdfread_object *type = bc_pdfread_find(file, object, "Type");
        if (bc_pdfread_is_name(type, "ObjStm"))
            (void)bc_pdfread_pack_of(file, place.number);
        if (bc_pdfread_is_name(type, "XRef") && file->trailer.kind == BC_PDFREAD_NULL) {
            file->trailer = *object;
            file->trailer.kind = BC_PDFREAD_DICT;
        }
    }
}

static bool name_catalog(bc_pdfread *file)
{
    for (size_t i = file->places.n; i > 0 && file->values; i--) {
        const bc_pdfread_object ref = { .kind = BC_PDFREAD_REF, .as.ref = file->places.at[i - 1].number };
        if (!bc_pdfread_is_name(bc_pdfread_find(file, bc_pdfread_resolve(file, &ref), "Type"), "Catalog"))
            continue;
        bc_pdfread_entry *root = BC_NEW(&file->arena, bc_pdfread_entry);
        *root = (bc_pdfread_entry){ BC_STR("Root"), ref };
        file->trailer = (bc_pdfread_object){ .kind = BC_PDFREAD_DICT, .n = 1, .as.entries = root };
        return true;
    }
    return false;
}

bool bc_pdfread_rebuild(bc_pdfread *file)
{
    const bc_str WORD = BC_STR("obj");
    BC_VEC(size_t) starts = { 0 };
    for (size_t at = 0; (at = bc_str_find(file->bytes, WORD, at)) != SIZE_MAX; at += WORD.n) {
        const size_t start = before_word(file->bytes, at);
        if (start != SIZE_MAX)
            bc_vec_add(&starts, start);
    }
    for (size_t i = starts.n; i > 0; i--) {
        bc_pdfread_cursor in = { file->bytes, starts.at[i - 1], &file->arena, &file->values, NULL };
        uint64_t number;
        if (bc_pdfread_number(&in, BC_PDFREAD_MAX_NUMBER, &number))
            bc_pdfread_add(file, number, BC_PDFREAD_ALONE, starts.at[i - 1], 0);
    }
    bc_vec_release(&starts);
    bc_pdfread_settle(file);
    find_trailers(file);
    look_into(file);
    add_packed(file);
    bc_pdfread_settle(file);
    bc_strmap_clear(&file->known); /* what was looked for before object streams were */
    return file->trailer.kind == BC_PDFREAD_DICT || name_catalog(file);
}
