/* Fields by name: `fund.fiscal` is the field `fiscal` below `fund`. A field that stands at several places has one
 * value, and each place is a kid of it; at one place the two are one dictionary. What is typed is set by the reader in
 * a font that every reader of Chinese documents has, of which the file says the name alone: nobody knows before which
 * characters it will be. What the form itself has in such a place is drawn with the fonts of its pages. */
#include "paint/pdf/private/fields.h"

#include "paint/pdf/private/metadata.h"
#include "paint/pdf/private/syntax.h"

enum {
    /* of fields (tables 221, 226, 228, 230) and annotations (table 165) */
    READ_ONLY = 1,
    REQUIRED = 1 << 1,
    MULTILINE = 1 << 12,
    COMBO = 1 << 17,
    EDIT = 1 << 18,
    HIDDEN = 1 << 1,
    PRINT = 1 << 2
};
/* Texts of one line in narrow cells are set as small as they ask for, of less than so many characters. */
enum { NARROW = 5 };

#define FONT_NAME "STSong"

struct bc_pdf_field_node {
    bc_str name, part;
    bc_pdf_field_node *parent; /* NULL: none is above it */
    bc_pdf_ref ref;
    bool is_field; /* a value, not a name that others begin with */
    BC_VEC(bc_pdf_field_node *) kids;
    BC_VEC(uint32_t) places; /* of the widgets */
};

void bc_pdf_fields_release(bc_pdf_fields *fields)
{
    for (size_t i = 0; i < fields->nodes.n; i++) {
        bc_vec_release(&fields->nodes.at[i]->kids);
        bc_vec_release(&fields->nodes.at[i]->places);
    }
    bc_vec_release(&fields->nodes);
    bc_vec_release(&fields->widgets);
    bc_strmap_release(&fields->by_name);
    bc_arena_release(&fields->arena);
}

/* -- names ---------------------------------------------------------------------------------------------- */

static bc_pdf_field_node *node_of(bc_pdf_fields *fields, bc_str name, bc_pdf_field_node *parent, bc_str part)
{
    bc_pdf_field_node *node = bc_strmap_find(&fields->by_name, name);
    if (node)
        return node;
    node = BC_NEW(&fields->arena, bc_pdf_field_node);
    *node = (bc_pdf_field_node){ .name = name, .part = part, .parent = parent };
    bc_strmap_put(&fields->by_name, name, node);
    bc_vec_add(&fields->nodes, node);
    if (parent)
        bc_vec_add(&parent->kids, node);
    return node;
}

/* The field of that name; NULL: it would be below one that holds a value, or have others below it. */
static bc_pdf_field_node *field_of(bc_pdf_fields *fields, bc_str name)
{
    bc_pdf_field_node *node = NULL;
    for (size_t at = 0; at <= name.n;) {
        size_t end = at;
        while (end < name.n && name.p[end] != '.')
            end++;
        if (end == at || (node && node->is_field))
            return NULL;
        node = node_of(fields, bc_str_slice(name, 0, end), node, bc_str_slice(name, at, end));
        at = end + 1;
    }
    if (!node || node->kids.n)
        return NULL;
    node->is_field = true;
    return node;
}

/* -- pages ---------------------------------------------------------------------------------------------- */

static const bc_layout_item *keep_items(bc_arena *arena, const bc_layout_fillin *place)
{
    bc_layout_item *items = BC_NEW_COPY(arena, place->items, place->item_count);
    for (uint32_t i = 0; i < place->item_count; i++) {
        bc_layout_item *item = &items[i];
        item->x -= place->x;
        item->y -= place->y;
        item->as.text.line = bc_arena_str(arena, item->as.text.line);
        item->as.text.style = BC_NEW_COPY(arena, item->as.text.style, 1);
    }
    return items;
}

static const bc_str *keep_texts(bc_arena *arena, const bc_str *texts, uint32_t n)
{
    bc_str *kept = BC_NEW_ARRAY(arena, bc_str, n);
    for (uint32_t i = 0; i < n; i++)
        kept[i] = bc_arena_str(arena, texts[i]);
    return kept;
}

static bc_layout_fillin keep(bc_arena *arena, const bc_layout_fillin *place)
{
    bc_layout_fillin kept = *place;
    kept.name = bc_arena_str(arena, place->name);
    kept.label = bc_arena_str(arena, place->label);
    kept.words = bc_arena_str(arena, place->words);
    kept.choices = keep_texts(arena, place->choices, place->choice_count);
    kept.style = place->style ? BC_NEW_COPY(arena, place->style, 1) : NULL;
    kept.items = keep_items(arena, place);
    return kept;
}

static void add_place(bc_pdf_fields *fields, bc_pdf_file *file, const bc_layout_page *page, bc_pdf_ref ref,
                      const bc_layout_fillin *place, bc_buf *out)
{
    bc_pdf_widget widget = {
        .place = keep(&fields->arena, place), .ref = bc_pdf_reserve(file), .page = ref, .page_height = page->height
    };
    widget.node = field_of(fields, widget.place.name);
    if (widget.node) {
        bc_vec_add(&widget.node->places, (uint32_t)fields->widgets.n);
        bc_pdf_put_ref(out, widget.ref);
        bc_buf_add_char(out, ' ');
    }
    bc_vec_add(&fields->widgets, widget);
}

/* What stands nowhere: which form it is, and what it was given. */
static void add_unseen(bc_pdf_fields *fields, bc_pdf_file *file, const bc_layout_page *page, bc_pdf_ref ref,
                       bc_buf *out)
{
    const bc_layout_fillin form = { .kind = BC_FILLIN_SAID,
                                    .name = fields->form.anchor_name,
                                    .words = fields->form.anchor };
    const bc_layout_fillin given = { .kind = BC_FILLIN_SAID,
                                     .name = fields->form.given_name,
                                     .words = fields->form.given };
    add_place(fields, file, page, ref, &form, out);
    if (given.name.n && given.words.n && !bc_strmap_find(&fields->by_name, given.name))
        add_place(fields, file, page, ref, &given, out);
}

bc_str bc_pdf_fields_page(bc_pdf_fields *fields, bc_pdf_file *file, const bc_layout_page *page, bc_pdf_ref ref)
{
    const bool begins = !fields->root;
    bc_buf out;
    if (!fields->asked)
        return (bc_str){ 0 };
    if (begins)
        fields->root = bc_pdf_reserve(file);
    bc_buf_init(&out);
    fields->first = fields->widgets.n;
    for (uint32_t i = 0; i < page->fillin_count; i++)
        add_place(fields, file, page, ref, &page->fillins[i], &out);
    if (begins)
        add_unseen(fields, file, page, ref, &out);
    const bc_str annotations = bc_arena_str(&fields->arena, bc_str_trim(bc_buf_str(&out)));
    bc_buf_release(&out);
    return annotations;
}

bc_pdf_ref bc_pdf_fields_first(const bc_pdf_fields *fields)
{
    return fields->first < fields->widgets.n ? fields->widgets.at[fields->first].ref : 0;
}

void bc_pdf_fields_tagged(bc_pdf_fields *fields, const bc_pdf_tagging *tagging, size_t from)
{
    for (size_t i = from; i < tagging->forms.n; i++) {
        const size_t at = fields->first + (tagging->forms.at[i].place - bc_pdf_fields_first(fields));
        fields->widgets.at[at].form = (uint32_t)i + 1;
    }
}

/* -- the font ------------------------------------------------------------------------------------------- */

/* Widths of the characters of ASCII as faces of Song have them with Latin letters of their kind, from the blank on. */
static const uint16_t WIDTHS[] = { 250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278,
                                   500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444,
                                   921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722,
                                   556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500,
                                   333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500,
                                   500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541 };

/* Codes are UTF-16, so each stands for itself. Readers know that by the name of the encoding; poppler takes codes for
 * numbers of glyphs where it is not told. */
static const char CODES[] = "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                            "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
                            "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
                            "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
                            "1 beginbfrange\n<0000> <FFFF> <0000>\nendbfrange\n"
                            "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend";

/* By name alone, as programs that make forms for Chinese have always done it. */
static bc_pdf_ref define_font(bc_pdf_file *file)
{
    bc_pdf_ref font = bc_pdf_reserve(file), below = bc_pdf_reserve(file), descriptor = bc_pdf_reserve(file),
               codes = bc_pdf_reserve(file);
    bc_pdf_define_stream(file, codes, (bc_str){ 0 }, bc_str_from(CODES));
    bc_buf out;
    bc_buf_init(&out);
    bc_buf_printf(&out,
                  "/Type/Font/Subtype/Type0/BaseFont/STSong-Light-UniGB-UTF16-H/Encoding/UniGB-UTF16-H"
                  "/DescendantFonts[%u 0 R]/ToUnicode %u 0 R",
                  below, codes);
    bc_pdf_define(file, font, bc_buf_str(&out));
    bc_buf_clear(&out);
    bc_buf_printf(&out,
                  "/Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light"
                  "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 5>>/FontDescriptor %u 0 R/DW 1000/W[1[",
                  descriptor);
    for (size_t i = 0; i < sizeof WIDTHS / sizeof *WIDTHS; i++)
        bc_buf_printf(&out, i ? " %u" : "%u", WIDTHS[i]);
    bc_buf_add_text(&out, "]]");
    bc_pdf_define(file, below, bc_buf_str(&out));
    bc_buf_release(&out);
    bc_pdf_define(file, descriptor,
                  BC_STR("/Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0"
                         "/Ascent 880/Descent -120/CapHeight 880/StemV 93"));
    return font;
}

/* -- appearances ---------------------------------------------------------------------------------------- */

static bc_pdf_ref define_appearance(const bc_pdf_widget *widget, const bc_pdf_field_paint *paint)
{
    const bc_layout_fillin *place = &widget->place;
    bc_pdf_ref ref = bc_pdf_reserve(paint->file);
    bc_arena arena = { 0 };
    bc_buf entries, content;
    bc_buf_init(&entries);
    bc_buf_init(&content);
    bc_buf_add_text(&content, "/Tx BMC\n");
    if (place->item_count) {
        const bc_layout_page page = {
            .width = place->width, .height = place->height, .items = place->items, .item_count = place->item_count
        };
        bc_buf_add_text(&content, "q\n");
        bc_pdf_put_page(&page, paint->shown, paint->typesetter, &arena, &content, &(bc_pdf_page_extra){ 0 });
        bc_buf_add_text(&content, "Q\n");
    }
    bc_buf_add_text(&content, "EMC");
    bc_buf_add_text(&entries, "/Type/XObject/Subtype/Form/BBox[0 0 ");
    bc_pdf_put_length(&entries, place->width);
    bc_buf_add_char(&entries, ' ');
    bc_pdf_put_length(&entries, place->height);
    bc_buf_add_char(&entries, ']');
    if (place->item_count)
        bc_buf_printf(&entries, "/Resources %u 0 R", paint->resources);
    else
        bc_buf_add_text(&entries, "/Resources<<>>");
    bc_pdf_define_stream(paint->file, ref, bc_buf_str(&entries), bc_buf_str(&content));
    bc_buf_release(&content);
    bc_buf_release(&entries);
    bc_arena_release(&arena);
    return ref;
}

/* -- dictionaries --------------------------------------------------------------------------------------- */

static unsigned flags_of(const bc_layout_fillin *place)
{
    unsigned flags = 0;
    if (place->kind == BC_FILLIN_SAID)
        return READ_ONLY;
    if (place->required)
        flags |= REQUIRED;
    if (place->choice_count)
        flags |= COMBO | (place->other ? EDIT : 0U);
    else if (place->several)
        flags |= MULTILINE;
    return flags;
}

static void put_default_look(const bc_layout_fillin *place, bc_buf *out)
{
    if (!place->style)
        return;
    const bool narrow = !place->several && !place->number && place->width < NARROW * place->style->size;
    bc_buf_add_text(out, "/DA(/" FONT_NAME " ");
    bc_pdf_put_length(out, narrow && place->kind == BC_FILLIN_VALUE ? 0 : place->style->size);
    bc_buf_add_text(out, " Tf 0 g)");
    const int q = place->align == BC_ALIGN_CENTRE                                    ? 1
                  : place->align == BC_ALIGN_RIGHT || place->align == BC_ALIGN_POINT ? 2
                                                                                     : 0;
    if (q)
        bc_buf_printf(out, "/Q %d", q);
}

/* None of the choices is one, too: else whoever took one could not take it back. */
static void put_choices(const bc_layout_fillin *place, bc_buf *out)
{
    bc_buf_add_text(out, "/Opt[()");
    for (uint32_t i = 0; i < place->choice_count; i++)
        bc_pdf_put_text(out, place->choices[i]);
    bc_buf_add_char(out, ']');
}

/* What the field is, wherever it stands. */
static void put_field(const bc_pdf_field_node *node, const bc_layout_fillin *place, bc_buf *out)
{
    const unsigned flags = flags_of(place);
    bc_buf_add_text(out, "/T");
    bc_pdf_put_text(out, node->part);
    if (node->parent)
        bc_buf_printf(out, "/Parent %u 0 R", node->parent->ref);
    bc_buf_add_text(out, place->choice_count ? "/FT/Ch" : "/FT/Tx");
    if (flags)
        bc_buf_printf(out, "/Ff %u", flags);
    if (place->label.n) {
        bc_buf_add_text(out, "/TU");
        bc_pdf_put_text(out, place->label);
    }
    if (place->words.n) {
        bc_buf_add_text(out, "/V");
        bc_pdf_put_text(out, place->words);
        bc_buf_add_text(out, "/DV");
        bc_pdf_put_text(out, place->words);
    }
    if (place->choice_count)
        put_choices(place, out);
    else if (place->most)
        bc_buf_printf(out, "/MaxLen %u", place->most);
}

static void put_widget(const bc_pdf_widget *widget, const bc_pdf_field_paint *paint, bc_buf *out)
{
    const bc_layout_fillin *place = &widget->place;
    const int64_t left = place->x, top = (int64_t)widget->page_height - place->y;
    const bool seen = place->style != NULL;
    const int64_t corners[] = { seen ? left : 0, seen ? top - place->height : 0, seen ? left + place->width : 0,
                                seen ? top : 0 };
    bc_buf_printf(out, "/Type/Annot/Subtype/Widget/P %u 0 R/F %d/Rect[", widget->page,
                  place->kind == BC_FILLIN_SAID ? (int)HIDDEN : (int)PRINT);
    for (size_t i = 0; i < sizeof corners / sizeof *corners; i++) {
        bc_buf_add_text(out, i ? " " : "");
        bc_pdf_put_length(out, corners[i]);
    }
    bc_buf_printf(out, "]/AP<</N %u 0 R>>", define_appearance(widget, paint));
    if (widget->form)
        bc_buf_printf(out, "/StructParent %u", paint->keys + widget->form - 1);
    put_default_look(place, out);
}

static void define_field(const bc_pdf_fields *fields, bc_pdf_field_node *node, const bc_pdf_field_paint *paint)
{
    const bc_pdf_widget *first = &fields->widgets.at[node->places.at[0]];
    const bool alone = node->places.n == 1;
    bc_buf out;
    bc_buf_init(&out);
    put_field(node, &first->place, &out);
    if (alone)
        put_widget(first, paint, &out);
    for (size_t i = 0; !alone && i < node->places.n; i++) {
        bc_buf_add_text(&out, i ? " " : "/Kids[");
        bc_pdf_put_ref(&out, fields->widgets.at[node->places.at[i]].ref);
    }
    bc_buf_add_text(&out, alone ? "" : "]");
    bc_pdf_define(paint->file, node->ref, bc_buf_str(&out));
    for (size_t i = 0; !alone && i < node->places.n; i++) {
        const bc_pdf_widget *widget = &fields->widgets.at[node->places.at[i]];
        bc_buf_clear(&out);
        bc_buf_printf(&out, "/Parent %u 0 R", node->ref);
        put_widget(widget, paint, &out);
        bc_pdf_define(paint->file, widget->ref, bc_buf_str(&out));
    }
    bc_buf_release(&out);
}

static void define_group(const bc_pdf_field_node *node, bc_pdf_file *file)
{
    bc_buf out;
    bc_buf_init(&out);
    bc_buf_add_text(&out, "/T");
    bc_pdf_put_text(&out, node->part);
    if (node->parent)
        bc_buf_printf(&out, "/Parent %u 0 R", node->parent->ref);
    for (size_t i = 0; i < node->kids.n; i++) {
        bc_buf_add_text(&out, i ? " " : "/Kids[");
        bc_pdf_put_ref(&out, node->kids.at[i]->ref);
    }
    bc_buf_add_char(&out, ']');
    bc_pdf_define(file, node->ref, bc_buf_str(&out));
    bc_buf_release(&out);
}

/* A name that others begin with and below which nothing came to stand: one of a place that is none. */
static bool is_empty(const bc_pdf_field_node *node)
{
    for (size_t i = 0; i < node->kids.n; i++)
        if (!is_empty(node->kids.at[i]))
            return false;
    return !node->is_field;
}

static void drop_empty(bc_pdf_field_node *node)
{
    size_t n = 0;
    for (size_t i = 0; i < node->kids.n; i++)
        if (!is_empty(node->kids.at[i]))
            node->kids.at[n++] = node->kids.at[i];
    node->kids.n = n;
}

void bc_pdf_fields_define(bc_pdf_fields *fields, const bc_pdf_field_paint *paint)
{
    if (!fields->root)
        return;
    bc_buf out;
    bc_buf_init(&out);
    for (size_t i = 0; i < fields->nodes.n; i++) {
        bc_pdf_field_node *node = fields->nodes.at[i];
        drop_empty(node);
        node->ref = node->is_field && node->places.n == 1 ? fields->widgets.at[node->places.at[0]].ref
                                                          : bc_pdf_reserve(paint->file);
    }
    bc_buf_add_text(&out, "/Fields[");
    for (size_t i = 0; i < fields->nodes.n; i++) {
        bc_pdf_field_node *node = fields->nodes.at[i];
        if (node->is_field)
            define_field(fields, node, paint);
        else if (node->kids.n)
            define_group(node, paint->file);
        if (!node->parent && !is_empty(node)) {
            bc_pdf_put_ref(&out, node->ref);
            bc_buf_add_char(&out, ' ');
        }
    }
    bc_buf_printf(&out, "]/DR<</Font<</" FONT_NAME " %u 0 R>>>>/DA(/" FONT_NAME " 0 Tf 0 g)", define_font(paint->file));
    bc_pdf_define(paint->file, fields->root, bc_buf_str(&out));
    bc_buf_release(&out);
}

/* Which form it is stands in the catalog once more: some programs drop fields that are not seen. */
void bc_pdf_fields_put(const bc_pdf_fields *fields, int64_t time, bc_buf *out)
{
    if (!fields->root)
        return;
    bc_buf_printf(out, "/AcroForm %u 0 R/PieceInfo<</biaoce<<", fields->root);
    bc_pdf_put_date(out, "/LastModified", time);
    bc_buf_add_text(out, "/Private<</Form");
    bc_pdf_put_text(out, fields->form.anchor);
    bc_buf_add_text(out, ">>>>>>");
}
