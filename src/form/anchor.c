/* What a workbook says of its form. The hash is of what decides how a value is read: keys, types, units and places;
 * labels and everything printed may change without it. */
#include "form/anchor.h"

#include <string.h>

enum { VERSION = 1 };

bool bc_form_anchor_write(bc_str prefix, bc_str path, char *out, size_t *n)
{
    memcpy(out, prefix.p, prefix.n);
    *n = prefix.n;
    for (size_t i = 0; i < path.n; i++) {
        unsigned char c = (unsigned char)path.p[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
                     c == '.' || c >= 0x80;
        if (plain || c == '[')
            out[(*n)++] = c == '[' ? '.' : (char)c;
        else if (c == '-')
            out[(*n)++] = '_';
        else if (c != ']')
            return false;
    }
    return true;
}

static void describe(const bc_form_field *fields, uint32_t n, bc_buf *out)
{
    for (uint32_t i = 0; i < n; i++) {
        const bc_form_field *field = &fields[i];
        bc_buf_printf(out, "%.*s %d %d %.*s %u", BC_STR_ARG(field->key), (int)field->type, (int)field->element,
                      BC_STR_ARG(field->unit), field->label_count);
        bc_buf_add_char(out, '(');
        describe(field->children, field->child_count, out);
        bc_buf_add_char(out, ')');
    }
}

bc_str bc_form_anchor_of(const bc_form *form, bc_arena *arena)
{
    bc_buf fields;
    bc_buf_init(&fields);
    describe(form->fields.at, form->fields.n, &fields);
    bc_str anchor = bc_arena_printf(arena, "%.*s;%d;%016llx", BC_STR_ARG(form->id), (int)VERSION,
                                    (unsigned long long)bc_str_hash(bc_buf_str(&fields)));
    bc_buf_release(&fields);
    return anchor;
}

bool bc_form_anchor_read(bc_str anchor, bc_str *form, bc_str *hash)
{
    size_t last = SIZE_MAX, before = SIZE_MAX;
    for (size_t i = 0; i < anchor.n; i++) {
        if (anchor.p[i] != ';')
            continue;
        before = last;
        last = i;
    }
    if (before == SIZE_MAX || before == 0)
        return false;
    *form = bc_str_slice(anchor, 0, before);
    *hash = bc_str_slice(anchor, last + 1, anchor.n);
    return hash->n > 0;
}

const bc_form_field *bc_form_anchor_field(const bc_form *form, bc_str path)
{
    const bc_form_field *field = NULL;
    bc_form_fields fields = form->fields;
    for (size_t at = 0; at < path.n;) {
        size_t end = at;
        while (end < path.n && path.p[end] != '.' && path.p[end] != '[')
            end++;
        field = bc_form_field_find(fields.at, fields.n, bc_str_slice(path, at, end));
        if (!field)
            return NULL;
        while (end < path.n && path.p[end] != '.')
            end++;
        fields = (bc_form_fields){ field->children, field->child_count };
        at = end + 1;
    }
    return field;
}

bool bc_form_anchor_grows(const bc_form_field *list)
{
    bool fixed = list->label_count > 0 || list->blank_row_count > 0;
    for (uint32_t i = 0; i < list->blank_row_count && !list->label_count; i++)
        if (list->blank_rows[i].level_count && !list->blank_rows[i].values)
            fixed = false;
    return !fixed;
}

const bc_form_field *bc_form_anchor_alone(const bc_form *form, const bc_expr_phrase *phrase)
{
    const bc_str place = bc_expr_phrase_place(phrase);
    const bc_form_field *field = place.n ? bc_form_field_find(form->fields.at, form->fields.n, place) : NULL;
    const bool simple = field && field->type != BC_FIELD_LIST && field->type != BC_FIELD_GROUP;
    return simple && !field->computed && !field->fallback ? field : NULL;
}

bool bc_form_anchor_is_title(const bc_form *form, const bc_form_item *item)
{
    return item->kind == BC_FORM_PARA && item->role == BC_FORM_TITLE && bc_form_anchor_alone(form, item->as.para.text);
}
