/* A signature is a dictionary in a field; the field is shown by a widget on a page, and listed in the form. First all
 * of it is written with room for the signature and blanks for which bytes it covers; then those are filled in, and what
 * stands around the room is signed. */
#include "sign/private/add.h"

#include "base/strmap.h"
#include "base/tr.h"
#include "sign/private/objects.h"
#include "sign/private/seal.h"
#include "sign/private/tags.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

typedef struct addition {
    bc_arena *arena;
    bc_pdfread *file;
    bc_str bytes;
    const bc_sign_wanted *wanted;
    bc_sign_fields fields;
    const bc_sign_field *old; /* the field that is filled; NULL: a new one */
    bc_sign_update update;
    bc_sign_page page;
    bc_sign_rectangle place; /* all zero: it is not seen */
    bool seen;
    uint32_t signature, widget; /* numbers */
    size_t room, range;         /* where these begin in what is added */
    bc_sign_added *out;
} addition;

/* -- may it be signed ----------------------------------------------------------------------------------- */

/* What a certified file lets happen; 0: it is not certified (ISO 32000-1, 12.8.2.2). */
static int64_t certified(bc_pdfread *file)
{
    const bc_pdfread_object *permissions = bc_pdfread_find(file, bc_pdfread_catalog(file), "Perms");
    const bc_pdfread_object *signature = bc_pdfread_find(file, permissions, "DocMDP");
    if (!bc_sign_is_dict(signature))
        return 0;
    const bc_pdfread_object *how = bc_pdfread_item(file, bc_pdfread_find(file, signature, "Reference"), 0);
    const bc_pdfread_object *level = bc_pdfread_find(file, bc_pdfread_find(file, how, "TransformParams"), "P");
    return level->kind == BC_PDFREAD_INTEGER ? level->as.integer : 2;
}

/* Many signatures may list the same names, so that all of them are more than the file. */
static bool has_name(addition *a, const bc_pdfread_object *names, bc_str name)
{
    enum { READ = 4 /* times finding it */, STEP = 32 /* bytes */ };
    const bc_pdfread_object *own;
    bc_buf text;
    bool has = false;
    bc_buf_init(&text);
    for (uint32_t i = 0; !has && (own = bc_pdfread_next(a->file, names, &i));) {
        bc_buf_clear(&text);
        if (own->kind == BC_PDFREAD_STRING)
            (void)bc_pdfread_text_up_to(own->as.text, name.n + 1, &text);
        has = bc_pdfread_charge(a->file, READ + text.n / STEP) && bc_str_eq(bc_buf_str(&text), name);
    }
    bc_buf_release(&text);
    return has;
}

/* Whether a signature that is there says that the field may not change any more. */
static bool is_locked(addition *a, bc_str name)
{
    bool locked = false;
    for (size_t i = 0; i < a->fields.list.n && !locked; i++) {
        const bc_sign_field *field = &a->fields.list.at[i];
        const bc_pdfread_object *all = field->value ? bc_pdfread_find(a->file, field->value, "Reference") : NULL, *how;
        for (uint32_t k = 0; all && !locked && (how = bc_pdfread_next(a->file, all, &k));) {
            const bc_pdfread_object *what = bc_pdfread_find(a->file, how, "TransformParams");
            const bc_pdfread_object *action = bc_pdfread_find(a->file, what, "Action");
            if (!bc_pdfread_is_name(bc_pdfread_find(a->file, how, "TransformMethod"), "FieldMDP"))
                continue;
            const bool named = has_name(a, bc_pdfread_find(a->file, what, "Fields"), name);
            locked = bc_pdfread_is_name(action, "All") || (bc_pdfread_is_name(action, "Include") && named) ||
                     (bc_pdfread_is_name(action, "Exclude") && !named);
        }
    }
    return locked;
}

/* Of the kinds of signatures that a field asks for (seed values) ours must be one. */
static bool takes_ours(addition *a)
{
    enum { SUBFILTER_REQUIRED = 2, DIGEST_REQUIRED = 64 };
    const bc_pdfread_object *seeds = a->old ? bc_pdfread_find(a->file, a->old->dict, "SV") : NULL;
    if (!seeds || !bc_sign_is_dict(seeds))
        return true;
    const bc_pdfread_object *flags = bc_pdfread_find(a->file, seeds, "Ff");
    const int64_t required = flags->kind == BC_PDFREAD_INTEGER ? flags->as.integer : 0;
    const bc_pdfread_object *kinds = bc_pdfread_find(a->file, seeds, "SubFilter"),
                            *digests = bc_pdfread_find(a->file, seeds, "DigestMethod"), *own;
    bool kind = !(required & SUBFILTER_REQUIRED) || kinds->kind != BC_PDFREAD_ARRAY,
         digest = !(required & DIGEST_REQUIRED) || digests->kind != BC_PDFREAD_ARRAY;
    for (uint32_t i = 0; !kind && (own = bc_pdfread_next(a->file, kinds, &i));)
        kind = bc_pdfread_is_name(own, "ETSI.CAdES.detached");
    return kind && (digest || has_name(a, digests, BC_STR("SHA256")));
}

/* -- which field ---------------------------------------------------------------------------------------- */

static bool is_taken(const addition *a, bc_str name)
{
    bool taken = false;
    for (size_t i = 0; i < a->fields.names.n && !taken; i++)
        taken = bc_str_eq(a->fields.names.at[i], name);
    return taken;
}

/* The first of Signature1, Signature2 … that no field has: of as many as there are fields, and one more, one is free.
 */
static bc_str new_name(addition *a)
{
    bc_strmap taken = { 0 };
    bc_str name = a->wanted->field;
    for (size_t i = 0; i < a->fields.names.n; i++)
        if (a->fields.names.at[i].n)
            bc_strmap_put(&taken, a->fields.names.at[i], a);
    for (unsigned i = 1; !name.n || bc_strmap_find(&taken, name); i++)
        name = bc_arena_printf(a->arena, "Signature%u", i);
    bc_strmap_release(&taken);
    return name;
}

static bc_sign_fault choose_field(addition *a)
{
    const bc_str wanted = a->wanted->field;
    for (size_t i = 0; i < a->fields.list.n; i++) {
        const bc_sign_field *field = &a->fields.list.at[i];
        const bool is_free = !field->value && field->number && field->widget_number;
        if (wanted.n ? bc_str_eq(field->name, wanted) : is_free && a->wanted->key && !a->wanted->place) {
            a->old = field;
            a->out->field = bc_arena_str(a->arena, field->name);
            if (field->value || !a->wanted->key)
                return BC_SIGN_SIGNED;
            if (!is_free)
                return BC_SIGN_SHAPE;
            return a->wanted->place ? BC_SIGN_PLACED : BC_SIGN_DONE;
        }
    }
    if (wanted.n && (is_taken(a, wanted) || bc_str_find(wanted, BC_STR("."), 0) != SIZE_MAX))
        return BC_SIGN_NO_FIELD;
    a->out->field = bc_arena_str(a->arena, new_name(a));
    return BC_SIGN_DONE;
}

/* -- where ---------------------------------------------------------------------------------------------- */

/* The field's own place, when it has one. */
static bc_sign_fault find_old_place(addition *a)
{
    const bc_pdfread_object *rectangle = bc_pdfread_find(a->file, a->old->widget, "Rect"),
                            *page = bc_pdfread_raw(a->old->widget, "P");
    int64_t sides[4] = { 0 };
    for (uint32_t i = 0; i < 4; i++)
        if (!bc_sign_length_of(bc_pdfread_item(a->file, rectangle, i), &sides[i]))
            return BC_SIGN_SHAPE;
    a->place =
        (bc_sign_rectangle){ sides[0] < sides[2] ? sides[0] : sides[2], sides[1] < sides[3] ? sides[1] : sides[3],
                             sides[0] < sides[2] ? sides[2] : sides[0], sides[1] < sides[3] ? sides[3] : sides[1] };
    a->seen = a->place.left < a->place.right && a->place.bottom < a->place.top;
    if (page && page->kind == BC_PDFREAD_REF)
        (void)bc_sign_page_of(a->file, page->as.ref, &a->page);
    return a->wanted->seal && !a->seen ? BC_SIGN_NO_PLACE : BC_SIGN_DONE;
}

static bc_sign_fault find_new_place(addition *a)
{
    const bc_sign_place *wanted = a->wanted->place;
    if (!wanted && (a->wanted->seal || !a->wanted->key))
        return BC_SIGN_NO_PLACE;
    if (!bc_sign_page_find(a->file, wanted ? wanted->page : 1, &a->page))
        return wanted ? BC_SIGN_NO_PAGE : BC_SIGN_SHAPE;
    if (!wanted)
        return BC_SIGN_DONE;
    bc_sign_place place = *wanted;
    if (!place.height && a->wanted->seal) {
        const bc_picture_size size = bc_picture_shown(a->wanted->seal);
        place.height = bc_len_scale(place.width, size.height, size.width);
    }
    if (!place.height)
        place.height = place.width;
    a->seen = true;
    return bc_sign_place_on(&a->page, &place, &a->place) ? BC_SIGN_DONE : BC_SIGN_OFF_PAGE;
}

/* -- writing -------------------------------------------------------------------------------------------- */

static void put_date(bc_buf *out, int64_t time)
{
    const time_t seconds = (time_t)time;
    struct tm tm = { 0 };
    (void)gmtime_r(&seconds, &tm);
    bc_buf_printf(out, "(D:%04d%02d%02d%02d%02d%02d+00'00')", tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour,
                  tm.tm_min, tm.tm_sec);
}

static void put_word(bc_buf *out, const char *key, bc_str text)
{
    if (!text.n)
        return;
    bc_buf_add_text(out, key);
    bc_sign_put_text(out, text);
}

/* A field that locks others when it is signed says so in its signature (12.8.2.4). */
static void put_lock(addition *a, bc_buf *out)
{
    static const char *const NOT[] = { "Type", "P", NULL };
    const bc_pdfread_object *lock = a->old ? bc_pdfread_find(a->file, a->old->dict, "Lock") : NULL;
    if (!lock || !bc_sign_is_dict(lock))
        return;
    bc_buf_add_text(out, "/Reference[<</Type/SigRef/TransformMethod/FieldMDP/Data ");
    bc_sign_update_refer(&a->update, a->update.catalog);
    bc_buf_add_text(out, "/TransformParams<</Type/TransformParams/V/1.2");
    bc_sign_put_entries(out, lock, NOT);
    bc_buf_add_text(out, ">>>>]");
}

/* Room for numbers of ten figures. */
#define RANGE "/ByteRange[0                                 ]"

static void put_signature(addition *a)
{
    bc_buf *out = &a->update.added;
    a->signature = bc_sign_update_number(&a->update);
    bc_sign_update_begin(&a->update, a->signature);
    bc_buf_add_text(out, "<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/M");
    put_date(out, a->wanted->time);
    put_word(out, "/Name", bc_sign_key_name(a->wanted->key));
    put_word(out, "/Reason", a->wanted->reason);
    put_word(out, "/Location", a->wanted->location);
    put_lock(a, out);
    a->range = out->n;
    bc_buf_add_text(out, RANGE "/Contents");
    a->room = out->n;
    bc_buf_add_char(out, '<');
    for (size_t i = 0; i < 2 * bc_sign_key_room(a->wanted->key); i++)
        bc_buf_add_char(out, '0');
    bc_buf_add_text(out, ">>>");
    bc_sign_update_end(&a->update);
}

static uint32_t put_appearance(addition *a)
{
    const int64_t width = a->place.right - a->place.left, height = a->place.top - a->place.bottom;
    const bool aside = a->page.turn % 2;
    return bc_sign_seal_put(&a->update, a->wanted->seal, aside ? height : width, aside ? width : height, a->page.turn);
}

static void put_rectangle(bc_buf *out, const bc_sign_rectangle *r)
{
    const int64_t sides[] = { r->left, r->bottom, r->right, r->top };
    bc_buf_add_text(out, "/Rect[");
    for (int i = 0; i < 4; i++) {
        bc_sign_put_length(out, sides[i]);
        bc_buf_add_text(out, i < 3 ? " " : "]");
    }
}

/* What is said of the field to people who do not see it. */
static bc_str words(addition *a)
{
    if (a->wanted->key)
        return bc_arena_printf(a->arena, bc_tr("signature of %.*s"), BC_STR_ARG(bc_sign_key_name(a->wanted->key)));
    return bc_arena_printf(a->arena, bc_tr("field for a signature: %.*s"), BC_STR_ARG(a->out->field));
}

static void put_new_widget(addition *a)
{
    enum { PRINTED = 4, LOCKED = 128 };
    bc_buf *out = &a->update.added;
    a->widget = bc_sign_update_number(&a->update);
    const bool tagged = bc_sign_tags_are(a->file);
    const int64_t key = tagged ? bc_sign_tags_add(&a->update, a->page.number, a->widget, words(a)) : -1;
    const uint32_t appearance = put_appearance(a); /* PDF/A-1 asks for one even where nothing is seen */
    a->out->untagged = tagged && key < 0;
    bc_sign_update_begin(&a->update, a->widget);
    bc_buf_printf(out, "<</Type/Annot/Subtype/Widget/FT/Sig/F %d/T", a->wanted->key ? PRINTED | LOCKED : PRINTED);
    bc_sign_put_text(out, a->out->field);
    bc_buf_add_text(out, "/TU");
    bc_sign_put_text(out, words(a));
    bc_buf_add_text(out, "/P ");
    bc_sign_update_refer(&a->update, a->page.number);
    put_rectangle(out, &a->place);
    if (key >= 0)
        bc_buf_printf(out, "/StructParent %lld", (long long)key);
    bc_buf_printf(out, "/AP<</N %u 0 R>>", appearance);
    if (a->signature)
        bc_buf_printf(out, "/V %u 0 R", a->signature);
    bc_buf_add_text(out, ">>");
    bc_sign_update_end(&a->update);
}

static void put_again(addition *a, uint32_t number, const bc_pdfread_object *dict, uint32_t value, uint32_t appearance)
{
    static const char *const OWN[] = { "V", "AP", NULL }, *const VALUE[] = { "V", NULL };
    bc_buf *out = &a->update.added;
    bc_sign_update_begin(&a->update, number);
    bc_buf_add_text(out, "<<");
    bc_sign_put_entries(out, dict, appearance ? OWN : VALUE);
    if (appearance)
        bc_buf_printf(out, "/AP<</N %u 0 R>>", appearance);
    if (value)
        bc_buf_printf(out, "/V %u 0 R", value);
    bc_buf_add_text(out, ">>");
    bc_sign_update_end(&a->update);
}

static void put_old_field(addition *a)
{
    const uint32_t appearance = a->seen && a->wanted->seal ? put_appearance(a) : 0;
    const bool apart = a->old->widget_number != a->old->number;
    put_again(a, a->old->number, a->old->dict, a->signature, apart ? 0 : appearance);
    if (apart && appearance)
        put_again(a, a->old->widget_number, a->old->widget, 0, appearance);
}

/* `/Annots[…]` or `/Fields[…]` with the widget behind those that are there. */
static void put_list(addition *a, const bc_pdfread_object *dict, const char *key)
{
    bc_buf *out = &a->update.added;
    const bc_pdfread_object *list = bc_pdfread_find(a->file, dict, key);
    bc_buf_printf(out, "/%s[", key);
    for (uint32_t i = 0; list->kind == BC_PDFREAD_ARRAY && i < list->n; i++) {
        bc_sign_put_object(out, &list->as.items[i]);
        bc_buf_add_char(out, ' ');
    }
    bc_sign_update_refer(&a->update, a->widget);
    bc_buf_add_char(out, ']');
}

static void put_page(addition *a)
{
    static const char *const OWN[] = { "Annots", "Tabs", NULL };
    bc_buf *out = &a->update.added;
    const bc_pdfread_object *tabs = bc_pdfread_raw(a->page.dict, "Tabs");
    bc_sign_update_begin(&a->update, a->page.number);
    bc_buf_add_text(out, "<<");
    bc_sign_put_entries(out, a->page.dict, OWN);
    if (bc_sign_tags_are(a->file)) {
        bc_buf_add_text(out, "/Tabs/S"); /* PDF/UA asks it of pages with annotations */
    } else if (tabs) {
        bc_buf_add_text(out, "/Tabs");
        bc_buf_add_char(out, ' ');
        bc_sign_put_object(out, tabs);
    }
    put_list(a, a->page.dict, "Annots");
    bc_buf_add_text(out, ">>");
    bc_sign_update_end(&a->update);
}

static void put_form_entries(addition *a, const bc_pdfread_object *form)
{
    enum { SIGNATURES = 1, APPEND_ONLY = 2 };
    static const char *const OWN[] = { "Fields", "SigFlags", NULL }, *const FLAGS[] = { "SigFlags", NULL };
    bc_buf *out = &a->update.added;
    const bc_pdfread_object *flags = bc_pdfread_find(a->file, form, "SigFlags");
    const int64_t before = flags->kind == BC_PDFREAD_INTEGER ? flags->as.integer & (SIGNATURES | APPEND_ONLY) : 0;
    bc_sign_put_entries(out, form, a->old ? FLAGS : OWN);
    if (!a->old)
        put_list(a, form, "Fields");
    bc_buf_printf(out, "/SigFlags %d", a->signature ? SIGNATURES | APPEND_ONLY : (int)before | SIGNATURES);
}

/* The form, which may stand in the catalog. */
static void put_form(addition *a)
{
    static const char *const FORM[] = { "AcroForm", NULL };
    bc_buf *out = &a->update.added;
    const bc_pdfread_object *catalog = bc_pdfread_catalog(a->file), *raw = bc_pdfread_raw(catalog, "AcroForm");
    const bc_pdfread_object *form = bc_pdfread_find(a->file, catalog, "AcroForm");
    const bool apart = raw && raw->kind == BC_PDFREAD_REF && bc_sign_is_dict(form);
    bc_sign_update_begin(&a->update, apart ? raw->as.ref : a->update.catalog);
    bc_buf_add_text(out, "<<");
    if (!apart) {
        bc_sign_put_entries(out, catalog, FORM);
        bc_buf_add_text(out, "/AcroForm<<");
    }
    put_form_entries(a, form);
    bc_buf_add_text(out, apart ? ">>" : ">>>>");
    bc_sign_update_end(&a->update);
}

/* -- signing -------------------------------------------------------------------------------------------- */

static bool fill_in(addition *a)
{
    static const char HEX[] = "0123456789abcdef";
    bc_buf *added = &a->update.added;
    const size_t hole = 1 + 2 * bc_sign_key_room(a->wanted->key) + 1, before = a->bytes.n;
    char range[sizeof RANGE];
    const int n = snprintf(range, sizeof range, "/ByteRange[0 %zu %zu %zu", before + a->room, before + a->room + hole,
                           added->n - a->room - hole);
    assert(n > 0 && (size_t)n < sizeof RANGE - 1);
    memcpy(added->p + a->range, range, (size_t)n);
    bc_buf made;
    bc_buf_init(&made);
    const bc_str whole = bc_buf_str(added);
    const bc_str parts[] = { a->bytes, bc_str_slice(whole, 0, a->room), bc_str_slice(whole, a->room + hole, whole.n) };
    const bool done = bc_sign_key_sign(a->wanted->key, parts, sizeof parts / sizeof *parts, &made) &&
                      made.n <= bc_sign_key_room(a->wanted->key);
    for (size_t i = 0; done && i < made.n; i++) {
        const unsigned char c = (unsigned char)made.p[i];
        added->p[a->room + 1 + 2 * i] = HEX[c >> 4];
        added->p[a->room + 2 + 2 * i] = HEX[c & 15];
    }
    bc_buf_release(&made);
    return done;
}

static bc_sign_fault look(addition *a)
{
    enum { NOTHING = 1 };
    const int64_t level = certified(a->file);
    bc_sign_fields_find(a->file, &a->fields);
    if (a->fields.over || bc_pdfread_is_over(a->file))
        return BC_SIGN_MANY;
    if (level == NOTHING || (level && !a->wanted->key))
        return BC_SIGN_FORBIDDEN;
    bc_sign_fault fault = choose_field(a);
    if (fault == BC_SIGN_DONE)
        fault = a->old ? find_old_place(a) : find_new_place(a);
    if (fault == BC_SIGN_DONE && level && !a->old && a->seen)
        fault = BC_SIGN_FORBIDDEN_NEW;
    if (fault == BC_SIGN_DONE && is_locked(a, a->out->field))
        fault = BC_SIGN_LOCKED;
    if (fault == BC_SIGN_DONE && !takes_ours(a))
        fault = BC_SIGN_DEMANDS;
    return fault;
}

static bc_sign_fault put_all(addition *a)
{
    if (!a->update.catalog)
        return BC_SIGN_SHAPE;
    if (a->wanted->key)
        put_signature(a);
    if (a->old) {
        put_old_field(a);
    } else {
        put_new_widget(a);
        put_page(a);
    }
    put_form(a);
    bc_sign_update_finish(&a->update);
    if (bc_pdfread_is_over(a->file))
        return BC_SIGN_MANY;
    return !a->wanted->key || fill_in(a) ? BC_SIGN_DONE : BC_SIGN_FAILED;
}

bc_sign_fault bc_sign_add(bc_arena *arena, bc_pdfread *file, bc_str bytes, const bc_sign_wanted *wanted,
                          bc_sign_added *out)
{
    addition a = { .arena = arena, .file = file, .bytes = bytes, .wanted = wanted, .out = out };
    bc_sign_update_init(&a.update, file, bytes);
    bc_sign_fault fault = look(&a);
    if (fault == BC_SIGN_DONE)
        fault = put_all(&a);
    if (fault == BC_SIGN_DONE)
        bc_buf_add_str(&out->bytes, bc_buf_str(&a.update.added));
    bc_sign_update_release(&a.update);
    bc_sign_fields_release(&a.fields);
    return fault;
}
