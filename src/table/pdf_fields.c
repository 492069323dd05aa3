/* Fields are a tree: names go together from the root down, what a field has it hands down, and what has no name of its
 * own is a place of the field above it. Files may lie about all of that: trees lead back into themselves, so that depth
 * and nodes are counted; and some programs forget the tree, so places that no field was read of are read by the fields
 * above them. */
#include "table/private/pdf_fields.h"

enum { MAX_LEVELS = 32 /* upwards */, MAX_NODES = 1 << 18, MAX_PAGES = 1 << 16 };

typedef struct reader {
    bc_table_pdf_fields *out;
    bc_pdfread *file;
    bc_str form_name;
    bc_strmap pages; /* by the bytes of the pointer to an annotation: the number of its page */
    bc_strmap seen;  /* places that were read, likewise */
    bc_strmap names; /* of the list */
    uint32_t nodes, page_count;
    size_t texts;
    bc_buf room;
} reader;

/* What a field hands down. */
typedef struct inherited {
    bc_str name;
    const bc_pdfread_object *type, *value;
} inherited;

static bc_str key_of(const bc_pdfread_object *const *object)
{
    return (bc_str){ (const char *)object, sizeof *object };
}

static void mark(reader *r, bc_strmap *map, const bc_pdfread_object *object, void *value)
{
    const bc_pdfread_object **key = BC_NEW_COPY(&r->out->arena, &object, 1);
    bc_strmap_put(map, key_of((const bc_pdfread_object *const *)key), value);
}

/* -- pages ---------------------------------------------------------------------------------------------- */

static bool spend(reader *r, unsigned level)
{
    if (level == MAX_LEVELS || !r->nodes) {
        r->out->over = true;
        return false;
    }
    r->nodes--;
    return true;
}

static void note_page(reader *r, const bc_pdfread_object *page)
{
    const bc_pdfread_object *marks = bc_pdfread_find(r->file, page, "Annots"), *own;
    const uintptr_t number = ++r->page_count;
    for (uint32_t i = 0; !r->out->over && (own = bc_pdfread_next(r->file, marks, &i));)
        if (own->kind == BC_PDFREAD_DICT && spend(r, 0))
            mark(r, &r->pages, own, (void *)number);
}

static void note_pages(reader *r, const bc_pdfread_object *root)
{
    bc_pdfread_tree tree;
    bc_pdfread_tree_begin(&tree, r->file, root);
    while (r->page_count < MAX_PAGES && bc_pdfread_tree_next(&tree) && spend(r, 0))
        if (!tree.kids)
            note_page(r, tree.node);
    r->out->over = r->out->over || tree.over;
}

/* -- values --------------------------------------------------------------------------------------------- */

/* No more of it than is kept: many fields may say the same megabytes. */
static void add_text(reader *r, const bc_pdfread_object *value, bc_table_pdf_field *field)
{
    const size_t most = BC_TABLE_MAX_FIELD_TEXT;
    const bool state = value->kind == BC_PDFREAD_NAME && !bc_str_is(value->as.text, "Off");
    if (value->kind == BC_PDFREAD_STRING) {
        field->cut = !bc_pdfread_text_up_to(value->as.text, most, &r->room) || field->cut;
    } else if (state || value->kind == BC_PDFREAD_REAL) {
        field->cut = field->cut || value->as.text.n > most;
        bc_buf_add_str(&r->room, bc_str_slice(value->as.text, 0, most));
    } else if (value->kind == BC_PDFREAD_INTEGER) {
        bc_buf_add_int(&r->room, value->as.integer);
    } else if (value->kind == BC_PDFREAD_STREAM) {
        bc_buf bytes;
        bc_buf_init(&bytes);
        field->cut = bc_pdfread_unpack(r->file, value, most, &bytes) != BC_PDFREAD_GOOD || field->cut;
        (void)bc_pdfread_text_up_to(bc_buf_str(&bytes), most, &r->room);
        bc_buf_release(&bytes);
    }
}

/* Lines end with LF, whoever wrote them; what nobody sees is left out. */
static bc_str clean(reader *r)
{
    bc_buf *room = &r->room;
    size_t n = 0;
    for (size_t i = 0; i < room->n; i++) {
        const char c = room->p[i];
        if (c == '\r' && i + 1 < room->n && room->p[i + 1] == '\n')
            continue;
        if ((unsigned char)c >= ' ' || c == '\n' || c == '\r' || c == '\t')
            room->p[n++] = c == '\r' ? '\n' : c == '\t' ? ' ' : c;
    }
    return bc_arena_str(&r->out->arena, bc_str_trim((bc_str){ room->p, n }));
}

/* Of several choices each on a line. A box that is ticked says what its state is called. */
static void read_value(reader *r, const inherited *in, const bc_pdfread_object *place, bc_table_pdf_field *field)
{
    const bc_pdfread_object *value = in->value;
    if (value->kind == BC_PDFREAD_NULL && bc_pdfread_is_name(in->type, "Btn"))
        value = bc_pdfread_find(r->file, place, "AS");
    bc_buf_clear(&r->room);
    if (value->kind == BC_PDFREAD_ARRAY) {
        const bc_pdfread_object *own;
        for (uint32_t i = 0; r->room.n < BC_TABLE_MAX_FIELD_TEXT && (own = bc_pdfread_next(r->file, value, &i));) {
            bc_buf_add_text(&r->room, i > 1 ? "\n" : "");
            add_text(r, own, field);
        }
    } else {
        add_text(r, value, field);
    }
    if (r->room.n > BC_TABLE_MAX_FIELD_TEXT) {
        field->cut = true;
        r->room.n = BC_TABLE_MAX_FIELD_TEXT;
    }
    r->texts += r->room.n;
    if (r->texts > BC_TABLE_MAX_FIELD_TEXTS)
        r->out->over = true;
    else
        field->value = clean(r);
}

/* -- places --------------------------------------------------------------------------------------------- */

/* In thousandths; what is no number, or lies beyond any page, is 0. */
static int64_t length_of(const bc_pdfread_object *number)
{
    enum { FARTHEST = 1000 * 1000 };
    if (number->kind == BC_PDFREAD_INTEGER)
        return number->as.integer > -FARTHEST && number->as.integer < FARTHEST ? number->as.integer * 1000 : 0;
    if (number->kind != BC_PDFREAD_REAL)
        return 0;
    int64_t value = 0, scale = 0;
    bool negative = false;
    for (size_t i = 0; i < number->as.text.n && value < (int64_t)FARTHEST * 1000; i++) {
        const char c = number->as.text.p[i];
        negative = negative || c == '-';
        if (c == '.')
            scale = 1;
        else if (c >= '0' && c <= '9' && scale < 1000) {
            value = value * 10 + (c - '0');
            scale *= 10;
        }
    }
    for (int64_t s = scale ? scale : 1; s < 1000; s *= 10)
        value *= 10;
    return negative ? -value : value;
}

static void read_place(reader *r, const bc_pdfread_object *place, bc_table_pdf_field *field)
{
    const bc_pdfread_object *corners = bc_pdfread_find(r->file, place, "Rect");
    const uintptr_t page = (uintptr_t)bc_strmap_find(&r->pages, key_of(&place));
    mark(r, &r->seen, place, r);
    if (corners->kind != BC_PDFREAD_ARRAY || corners->n != 4 || field->page)
        return;
    int64_t at[4];
    for (uint32_t i = 0; i < 4; i++)
        at[i] = length_of(bc_pdfread_item(r->file, corners, i));
    const int64_t right = at[0] > at[2] ? at[0] : at[2];
    field->left = at[0] < at[2] ? at[0] : at[2];
    field->top = at[1] > at[3] ? at[1] : at[3];
    if (right > field->left) /* what has no width is nowhere */
        field->page = (uint32_t)page;
}

/* -- fields --------------------------------------------------------------------------------------------- */

static bc_str join(reader *r, bc_str above, const bc_pdfread_object *part)
{
    bc_buf *room = &r->room;
    bc_buf_clear(room);
    bc_buf_add_str(room, above);
    bc_buf_add_text(room, above.n ? "." : "");
    (void)bc_pdfread_text_up_to(part->as.text, BC_TABLE_MAX_FIELD_NAME, room);
    size_t n = 0;
    for (size_t i = 0; i < room->n && n < BC_TABLE_MAX_FIELD_NAME; i++)
        if ((unsigned char)room->p[i] >= ' ')
            room->p[n++] = room->p[i];
    r->texts += n;
    r->out->over = r->out->over || r->texts > BC_TABLE_MAX_FIELD_TEXTS;
    return bc_arena_str(&r->out->arena, (bc_str){ room->p, n });
}

static inherited inherit(reader *r, const bc_pdfread_object *node, const inherited *above)
{
    inherited in = *above;
    const bc_pdfread_object *part = bc_pdfread_find(r->file, node, "T"), *type = bc_pdfread_find(r->file, node, "FT"),
                            *value = bc_pdfread_find(r->file, node, "V");
    if (part->kind == BC_PDFREAD_STRING)
        in.name = join(r, above->name, part);
    if (type->kind == BC_PDFREAD_NAME)
        in.type = type;
    if (value->kind != BC_PDFREAD_NULL)
        in.value = value;
    return in;
}

/* The field of that name, of which this is a place. Values of one name are one: the first that says something. */
static void add_field(reader *r, const inherited *in, const bc_pdfread_object *place)
{
    bc_table_pdf_fields *out = r->out;
    const uintptr_t known = (uintptr_t)bc_strmap_find(&r->names, in->name);
    if (!known && out->list.n == BC_TABLE_MAX_FIELDS) {
        out->over = true;
        return;
    }
    bc_table_pdf_field field = { .name = in->name };
    read_value(r, in, place, &field);
    if (known) {
        const bc_str value = field.value;
        field = out->list.at[known - 1];
        field.doubtful = field.doubtful || (field.value.n && value.n && !bc_str_eq(field.value, value));
        field.value = field.value.n ? field.value : value;
    }
    read_place(r, place, &field);
    if (bc_str_eq(in->name, r->form_name)) {
        out->form = field.value;
    } else if (known) {
        out->list.at[known - 1] = field;
    } else {
        bc_vec_add(&out->list, field);
        bc_strmap_put(&r->names, in->name, (void *)(uintptr_t)out->list.n);
    }
}

static const bc_pdfread_object NOTHING = { .kind = BC_PDFREAD_NULL };
static const inherited NO_FIELD = { .type = &NOTHING, .value = &NOTHING };

static void read_fields(reader *r, const bc_pdfread_object *list)
{
    inherited from[BC_PDFREAD_MAX_LEVELS + 1] = { NO_FIELD };
    bc_pdfread_tree tree;
    bc_pdfread_tree_begin(&tree, r->file, list->kind == BC_PDFREAD_ARRAY ? list : NULL);
    while (!r->out->over && bc_pdfread_tree_next(&tree) && spend(r, 0)) {
        inherited *in = &from[tree.level + 1];
        *in = inherit(r, tree.node, &from[tree.level]);
        if (!(tree.kids && tree.kids->n) && in->name.n)
            add_field(r, in, tree.node);
    }
    r->out->over = r->out->over || tree.over;
}

/* What a place has from the fields above it, the outermost first. */
static inherited inherit_upwards(reader *r, const bc_pdfread_object *node, unsigned level)
{
    if (node->kind != BC_PDFREAD_DICT || !spend(r, level))
        return NO_FIELD;
    const inherited above = inherit_upwards(r, bc_pdfread_find(r->file, node, "Parent"), level + 1);
    return inherit(r, node, &above);
}

/* Places on a page that no field led to. */
static void read_strays(reader *r, const bc_pdfread_object *page)
{
    const bc_pdfread_object *marks = bc_pdfread_find(r->file, page, "Annots"), *own;
    for (uint32_t i = 0; !r->out->over && (own = bc_pdfread_next(r->file, marks, &i));) {
        if (own->kind != BC_PDFREAD_DICT || bc_strmap_find(&r->seen, key_of(&own)) ||
            !bc_pdfread_is_name(bc_pdfread_find(r->file, own, "Subtype"), "Widget"))
            continue;
        const inherited in = inherit_upwards(r, own, 0);
        if (in.name.n)
            add_field(r, &in, own);
    }
}

static void read_all_strays(reader *r, const bc_pdfread_object *root)
{
    bc_pdfread_tree tree;
    bc_pdfread_tree_begin(&tree, r->file, root);
    while (!r->out->over && bc_pdfread_tree_next(&tree) && spend(r, 0))
        read_strays(r, tree.node);
}

/* -- documents ------------------------------------------------------------------------------------------ */

/* Some programs drop fields that are not seen. */
static void read_form(reader *r, const bc_pdfread_object *catalog)
{
    const bc_pdfread_object *piece = bc_pdfread_find(r->file, catalog, "PieceInfo"),
                            *own = bc_pdfread_find(r->file, piece, "biaoce"),
                            *kept = bc_pdfread_find(r->file, own, "Private"),
                            *form = bc_pdfread_find(r->file, kept, "Form");
    if (r->out->form.n || form->kind != BC_PDFREAD_STRING)
        return;
    bc_buf_clear(&r->room);
    bc_pdfread_text(form->as.text, &r->room);
    r->out->form = clean(r);
}

void bc_table_pdf_fields_read(bc_table_pdf_fields *fields, bc_pdfread *file, bc_str form_name)
{
    reader r = { .out = fields, .file = file, .form_name = form_name, .nodes = MAX_NODES };
    const bc_pdfread_object *catalog = bc_pdfread_catalog(file), *pages = bc_pdfread_raw(catalog, "Pages"),
                            *form = bc_pdfread_find(file, catalog, "AcroForm"),
                            *list = bc_pdfread_find(file, form, "Fields");
    bc_buf_init(&r.room);
    note_pages(&r, pages);
    read_fields(&r, list);
    read_all_strays(&r, pages);
    read_form(&r, catalog);
    fields->xfa = bc_pdfread_find(file, form, "XFA")->kind != BC_PDFREAD_NULL;
    fields->over = fields->over || bc_pdfread_is_over(file);
    bc_strmap_release(&r.pages);
    bc_strmap_release(&r.seen);
    bc_strmap_release(&r.names);
    bc_buf_release(&r.room);
}

void bc_table_pdf_fields_release(bc_table_pdf_fields *fields)
{
    bc_vec_release(&fields->list);
    bc_arena_release(&fields->arena);
}
