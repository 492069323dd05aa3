/* Objects by their numbers. Each is read once; what is being read while it is asked for is null, so that references in
 * a circle end. */
#include "pdfread/private/file.h"

#include <stdlib.h>
#include <string.h>

const bc_pdfread_object bc_pdfread_nothing = { .kind = BC_PDFREAD_NULL };

enum {
    MAX_FILTERS = 8,
    MAX_PACKED = 1 << 18 /* objects of one stream, which usually has some hundreds */
};

/* -- places --------------------------------------------------------------------------------------------- */

void bc_pdfread_add(bc_pdfread *file, uint64_t number, bc_pdfread_place_kind kind, uint64_t at, uint64_t index)
{
    file->over = file->over || file->places.n == BC_PDFREAD_MAX_OBJECTS;
    file->strange = file->strange || number > BC_PDFREAD_MAX_NUMBER || index > UINT32_MAX;
    if (number && number <= BC_PDFREAD_MAX_NUMBER && !file->over && index <= UINT32_MAX)
        bc_vec_add(&file->places, (bc_pdfread_place){ .number = (uint32_t)number,
                                                      .order = (uint32_t)file->places.n,
                                                      .at = at,
                                                      .index = (uint32_t)index,
                                                      .kind = (uint8_t)kind });
}

static int by_number(const void *a, const void *b)
{
    const bc_pdfread_place *x = a, *y = b;
    if (x->number != y->number)
        return x->number < y->number ? -1 : 1;
    return (x->order > y->order) - (x->order < y->order);
}

void bc_pdfread_settle(bc_pdfread *file)
{
    size_t n = 0;
    if (file->places.n)
        qsort(file->places.at, file->places.n, sizeof *file->places.at, by_number);
    for (size_t i = 0; i < file->places.n; i++)
        if (!n || file->places.at[n - 1].number != file->places.at[i].number)
            file->places.at[n++] = file->places.at[i];
    file->places.n = n;
}

static int is_number(const void *key, const void *place)
{
    const uint32_t number = *(const uint32_t *)key, own = ((const bc_pdfread_place *)place)->number;
    return (number > own) - (number < own);
}

static const bc_pdfread_place *place_of(const bc_pdfread *file, uint32_t number)
{
    return file->places.n ? bsearch(&number, file->places.at, file->places.n, sizeof *file->places.at, is_number)
                          : NULL;
}

bc_pdfread_spot bc_pdfread_spot_of(const bc_pdfread *file, uint32_t number)
{
    const bc_pdfread_place *place = place_of(file, number);
    if (!place || place->kind == BC_PDFREAD_FREE)
        return (bc_pdfread_spot){ 0 };
    return (bc_pdfread_spot){ true, place->kind == BC_PDFREAD_PACKED, place->at, place->index };
}

/* -- reading -------------------------------------------------------------------------------------------- */

static bc_pdfread_cursor cursor_at(bc_pdfread *file, bc_str bytes, uint64_t at)
{
    return (bc_pdfread_cursor){
        .bytes = bytes, .at = at < bytes.n ? (size_t)at : bytes.n, .arena = &file->arena, .values = &file->values
    };
}

/* Where the bytes end that begin there: at the length that is said, if `endstream` stands behind it, else before that
 * word. */
static bc_str bytes_of(bc_pdfread *file, const bc_pdfread_object *dict, size_t from)
{
    enum { SEARCH = 16 /* times faster than reading */ };
    const bc_pdfread_object *length = bc_pdfread_find(file, dict, "Length");
    const uint64_t left = file->bytes.n - from;
    if (length->kind == BC_PDFREAD_INTEGER && length->as.integer >= 0 && (uint64_t)length->as.integer <= left) {
        bc_pdfread_cursor behind = cursor_at(file, file->bytes, from + (uint64_t)length->as.integer);
        if (bc_pdfread_word(&behind, "endstream"))
            return bc_str_slice(file->bytes, from, from + (size_t)length->as.integer);
    }
    size_t end = bc_str_find(file->bytes, BC_STR("endstream"), from);
    end = end == SIZE_MAX ? file->bytes.n : end;
    bc_pdfread_spend(&file->values, (end - from) / SEARCH);
    if (end > from && file->bytes.p[end - 1] == '\n')
        end--;
    if (end > from && file->bytes.p[end - 1] == '\r')
        end--;
    return bc_str_slice(file->bytes, from, end);
}

bool bc_pdfread_object_at(bc_pdfread *file, uint64_t at, uint32_t *number, bc_pdfread_object *out)
{
    bc_pdfread_cursor in = cursor_at(file, file->bytes, at);
    uint64_t own, generation;
    *out = bc_pdfread_nothing;
    if (!bc_pdfread_number(&in, BC_PDFREAD_MAX_NUMBER, &own) || !bc_pdfread_number(&in, UINT16_MAX, &generation) ||
        !bc_pdfread_word(&in, "obj") || !bc_pdfread_value(&in, out))
        return false;
    *number = (uint32_t)own;
    if (out->kind != BC_PDFREAD_DICT || !bc_pdfread_word(&in, "stream"))
        return true;
    if (in.at < in.bytes.n && in.bytes.p[in.at] == '\r')
        in.at++;
    if (in.at < in.bytes.n && in.bytes.p[in.at] == '\n')
        in.at++;
    out->bytes = bytes_of(file, out, in.at);
    out->kind = BC_PDFREAD_STREAM;
    return true;
}

static void read_heads(bc_pdfread *file, bc_pdfread_pack *pack, uint64_t count)
{
    bc_pdfread_cursor in = cursor_at(file, bc_buf_str(&pack->bytes), 0);
    if (count > pack->bytes.n / 4) /* `1 0 ` is the least that each takes */
        count = pack->bytes.n / 4;
    if (count > MAX_PACKED)
        count = MAX_PACKED;
    pack->heads = BC_NEW_ARRAY(&file->arena, uint64_t, 2 * count);
    for (; pack->n < count; pack->n++)
        if (!bc_pdfread_number(&in, BC_PDFREAD_MAX_NUMBER, &pack->heads[2 * (size_t)pack->n]) ||
            !bc_pdfread_number(&in, pack->bytes.n, &pack->heads[2 * (size_t)pack->n + 1]))
            return;
}

static void unpack(bc_pdfread *file, bc_pdfread_pack *pack, const bc_pdfread_object *stream)
{
    const bc_pdfread_object *n = bc_pdfread_find(file, stream, "N"), *first = bc_pdfread_find(file, stream, "First");
    if (!bc_pdfread_is_name(bc_pdfread_find(file, stream, "Type"), "ObjStm") || n->kind != BC_PDFREAD_INTEGER ||
        first->kind != BC_PDFREAD_INTEGER || n->as.integer < 0 || first->as.integer < 0)
        return;
    const bc_pdfread_fault fault = bc_pdfread_unpack(file, stream, file->structure, &pack->bytes);
    file->structure -= pack->bytes.n;
    file->over = file->over || fault == BC_PDFREAD_LIMIT;
    if (fault == BC_PDFREAD_LIMIT || fault == BC_PDFREAD_FILTER)
        return;
    pack->first = (uint64_t)first->as.integer;
    read_heads(file, pack, (uint64_t)n->as.integer);
}

static int by_head(const void *a, const void *b)
{
    const bc_pdfread_head *x = a, *y = b;
    if (x->number != y->number)
        return x->number < y->number ? -1 : 1;
    return (x->index > y->index) - (x->index < y->index);
}

/* The first place of that number in the stream, when it is not where it is said to be; n: there is none. */
static uint32_t index_in(bc_pdfread *file, bc_pdfread_pack *pack, uint32_t number)
{
    uint32_t from = 0, to = pack->n;
    if (!pack->sorted) {
        pack->sorted = BC_NEW_ARRAY(&file->arena, bc_pdfread_head, pack->n);
        for (uint32_t i = 0; i < pack->n; i++)
            pack->sorted[i] = (bc_pdfread_head){ (uint32_t)pack->heads[2 * (size_t)i], i };
        qsort(pack->sorted, pack->n, sizeof *pack->sorted, by_head);
    }
    while (from < to) {
        const uint32_t middle = from + (to - from) / 2;
        from = pack->sorted[middle].number < number ? middle + 1 : from;
        to = pack->sorted[middle].number < number ? to : middle;
    }
    return from < pack->n && pack->sorted[from].number == number ? pack->sorted[from].index : pack->n;
}

bc_pdfread_pack *bc_pdfread_pack_of(bc_pdfread *file, uint64_t number)
{
    const uint32_t key = (uint32_t)number;
    const bc_str bytes = { (const char *)&key, sizeof key };
    bc_pdfread_pack *known = number <= BC_PDFREAD_MAX_NUMBER ? bc_strmap_find(&file->packs_known, bytes) : NULL;
    if (known)
        return known->n ? known : NULL;
    const bc_pdfread_place *place = number <= BC_PDFREAD_MAX_NUMBER ? place_of(file, key) : NULL;
    bc_pdfread_object stream;
    uint32_t own;
    if (!place || place->kind != BC_PDFREAD_ALONE)
        return NULL;
    bc_pdfread_pack *pack = BC_NEW(&file->arena, bc_pdfread_pack);
    pack->number = (uint32_t)number;
    bc_buf_init(&pack->bytes);
    bc_vec_add(&file->packs, pack);
    bc_strmap_put(&file->packs_known, bc_arena_str(&file->arena, bytes), pack);
    if (bc_pdfread_object_at(file, place->at, &own, &stream) && own == number && stream.kind == BC_PDFREAD_STREAM)
        unpack(file, pack, &stream);
    return pack->n ? pack : NULL;
}

static void read_packed(bc_pdfread *file, const bc_pdfread_place *place, bc_pdfread_object *out)
{
    bc_pdfread_pack *pack = bc_pdfread_pack_of(file, place->at);
    uint32_t index = place->index;
    if (!pack)
        return;
    if (index >= pack->n || pack->heads[2 * (size_t)index] != place->number)
        index = index_in(file, pack, place->number);
    if (index == pack->n)
        return;
    bc_pdfread_cursor in = cursor_at(file, bc_buf_str(&pack->bytes), pack->first + pack->heads[2 * (size_t)index + 1]);
    (void)bc_pdfread_value(&in, out);
}

static const bc_pdfread_object *read_object(bc_pdfread *file, uint32_t number)
{
    const bc_str key = bc_arena_str(&file->arena, (bc_str){ (const char *)&number, sizeof number });
    const bc_pdfread_place *place = place_of(file, number);
    bc_pdfread_object *made = BC_NEW(&file->arena, bc_pdfread_object);
    uint32_t own;
    bc_strmap_put(&file->known, key, made);
    if (!place || file->depth >= BC_PDFREAD_MAX_DEPTH)
        return made;
    file->depth++;
    bc_pdfread_object read = bc_pdfread_nothing;
    if (place->kind == BC_PDFREAD_PACKED)
        read_packed(file, place, &read);
    else if (place->kind == BC_PDFREAD_ALONE && (!bc_pdfread_object_at(file, place->at, &own, &read) || own != number))
        read = bc_pdfread_nothing;
    file->depth--;
    *made = read;
    return made;
}

const bc_pdfread_object *bc_pdfread_resolve(bc_pdfread *file, const bc_pdfread_object *object)
{
    for (unsigned i = 0; object->kind == BC_PDFREAD_REF; i++) {
        const uint32_t number = object->as.ref;
        const bc_pdfread_object *known = bc_strmap_find(&file->known, (bc_str){ (const char *)&number, sizeof number });
        if (i == BC_PDFREAD_MAX_DEPTH)
            return &bc_pdfread_nothing;
        object = known ? known : read_object(file, number);
    }
    return object;
}

/* -- finding -------------------------------------------------------------------------------------------- */

bool bc_pdfread_charge(bc_pdfread *file, size_t steps)
{
    enum { OFTEN = 1 << 16 };
    const uint32_t before = file->steps / OFTEN;
    file->steps = steps < file->steps ? file->steps - (uint32_t)steps : 0;
    if (before != file->steps / OFTEN && file->is_cancelled && file->is_cancelled(file->watcher))
        file->steps = 0;
    return file->steps;
}

void bc_pdfread_watch(bc_pdfread *file, bool (*is_cancelled)(void *watcher), void *watcher)
{
    file->is_cancelled = is_cancelled;
    file->watcher = watcher;
}

static const bc_pdfread_object *raw_by_index(const bc_pdfread_object *dict, bc_str key)
{
    const uint32_t *index = (const uint32_t *)(dict->as.entries + dict->n);
    uint32_t from = 0, to = dict->n;
    while (from < to) {
        const uint32_t middle = from + (to - from) / 2;
        const bc_pdfread_entry *entry = &dict->as.entries[index[middle]];
        const int order = bc_pdfread_compare_keys(key, entry->key);
        if (!order)
            return &entry->value;
        from = order > 0 ? middle + 1 : from;
        to = order > 0 ? to : middle;
    }
    return NULL;
}

const bc_pdfread_object *bc_pdfread_raw_of(const bc_pdfread_object *dict, bc_str key)
{
    if (dict->kind != BC_PDFREAD_DICT && dict->kind != BC_PDFREAD_STREAM)
        return NULL;
    if (dict->n > BC_PDFREAD_FEW)
        return raw_by_index(dict, key);
    for (uint32_t i = 0; i < dict->n; i++)
        if (bc_str_eq(dict->as.entries[i].key, key))
            return &dict->as.entries[i].value;
    return NULL;
}

const bc_pdfread_object *bc_pdfread_raw(const bc_pdfread_object *dict, const char *key)
{
    return bc_pdfread_raw_of(dict, bc_str_from(key));
}

const bc_pdfread_object *bc_pdfread_find(bc_pdfread *file, const bc_pdfread_object *dict, const char *key)
{
    const bc_pdfread_object *raw = bc_pdfread_charge(file, 1) ? bc_pdfread_raw(dict, key) : NULL;
    return raw ? bc_pdfread_resolve(file, raw) : &bc_pdfread_nothing;
}

const bc_pdfread_object *bc_pdfread_item(bc_pdfread *file, const bc_pdfread_object *array, uint32_t i)
{
    return array->kind == BC_PDFREAD_ARRAY && i < array->n && bc_pdfread_charge(file, 1)
               ? bc_pdfread_resolve(file, &array->as.items[i])
               : &bc_pdfread_nothing;
}

const bc_pdfread_object *bc_pdfread_next(bc_pdfread *file, const bc_pdfread_object *array, uint32_t *i)
{
    if (array->kind != BC_PDFREAD_ARRAY || *i >= array->n || !bc_pdfread_charge(file, 1))
        return NULL;
    return bc_pdfread_resolve(file, &array->as.items[(*i)++]);
}

bool bc_pdfread_is_name(const bc_pdfread_object *object, const char *name)
{
    return object->kind == BC_PDFREAD_NAME && bc_str_is(object->as.text, name);
}

/* -- what streams hold ---------------------------------------------------------------------------------- */

/* The filter, or the i-th of several; null: there is none. */
static const bc_pdfread_object *part(bc_pdfread *file, const bc_pdfread_object *stream, const char *key, uint32_t i)
{
    const bc_pdfread_object *all = bc_pdfread_find(file, stream, key);
    if (all->kind == BC_PDFREAD_ARRAY)
        return bc_pdfread_item(file, all, i);
    return i ? &bc_pdfread_nothing : all;
}

static int64_t number_of(bc_pdfread *file, const bc_pdfread_object *parameters, const char *key, int64_t otherwise)
{
    const bc_pdfread_object *value = bc_pdfread_find(file, parameters, key);
    return value->kind == BC_PDFREAD_INTEGER ? value->as.integer : otherwise;
}

static bc_pdfread_fault undo(bc_pdfread *file, bc_str name, const bc_pdfread_object *parameters, bc_str from,
                             size_t most, bc_buf *out)
{
    const bc_pdfread_predictor predictor = { number_of(file, parameters, "Predictor", 1),
                                             number_of(file, parameters, "Colors", 1),
                                             number_of(file, parameters, "BitsPerComponent", 8),
                                             number_of(file, parameters, "Columns", 1) };
    return bc_pdfread_filter(name, &predictor, from, most, out);
}

bc_pdfread_fault bc_pdfread_unpack(bc_pdfread *file, const bc_pdfread_object *stream, size_t most, bc_buf *out)
{
    enum { PACKED = 256 /* bytes that are unpacked in the time of some steps */ };
    bc_buf halves[2];
    bc_str bytes = stream->bytes;
    bc_pdfread_fault fault = bc_pdfread_charge(file, bytes.n / PACKED) ? BC_PDFREAD_GOOD : BC_PDFREAD_LIMIT;
    bc_buf_init(&halves[0]);
    bc_buf_init(&halves[1]);
    for (uint32_t i = 0; fault == BC_PDFREAD_GOOD || fault == BC_PDFREAD_BROKEN; i++) {
        const bc_pdfread_object *name = part(file, stream, "Filter", i);
        if (name->kind != BC_PDFREAD_NAME)
            break;
        bc_buf *into = &halves[i % 2];
        bc_buf_clear(into);
        const bc_pdfread_fault own =
            i == MAX_FILTERS ? BC_PDFREAD_FILTER
                             : undo(file, name->as.text, part(file, stream, "DecodeParms", i), bytes, most, into);
        fault = own == BC_PDFREAD_GOOD ? fault : own;
        bytes = bc_buf_str(into);
    }
    if ((bytes.n > most || !file->steps) && fault == BC_PDFREAD_GOOD) /* without steps no filter is found */
        fault = BC_PDFREAD_LIMIT;
    if (fault != BC_PDFREAD_FILTER)
        bc_buf_add_str(out, bc_str_slice(bytes, 0, most));
    bc_buf_release(&halves[0]);
    bc_buf_release(&halves[1]);
    return fault;
}
