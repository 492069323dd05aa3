/* Pictures looked for when all is composed, beside the file that names them; codes made. */
#include "layout/figures.h"

#include "base/tr.h"

static bc_str folder_of(bc_str file)
{
    size_t end = file.n;
    while (end > 0 && file.p[end - 1] != '/')
        end--;
    return end > 1 ? bc_str_slice(file, 0, end - 1) : bc_str_slice(file, 0, end);
}

static bc_str file_of(bc_diag_mark mark)
{
    return mark.source ? mark.source->name : (bc_str){ 0 };
}

static void report(const bc_layout_figure *figure, const bc_picture_answer *answer, bc_diag_list *diags)
{
    bc_str name = figure->source;
    switch (answer->absence) {
    case BC_PICTURE_FOUND:
        break;
    case BC_PICTURE_MISSING:
        bc_diag_add(diags, BC_DIAG_ERROR, "E420", figure->mark, bc_tr("there is no picture `%.*s`"), BC_STR_ARG(name));
        bc_diag_hint(diags, "%s",
                     figure->constant ? bc_tr("the file is looked for beside the template that names it")
                                      : bc_tr("the file is looked for beside the record, then beside the template"));
        break;
    case BC_PICTURE_OUTSIDE:
        bc_diag_add(diags, BC_DIAG_ERROR, "E420", figure->mark,
                    bc_tr("the picture `%.*s` does not lie below the folder of the file that names it"),
                    BC_STR_ARG(name));
        bc_diag_hint(diags, "%s", bc_tr("names from the root, `..` and symbolic links are not followed"));
        break;
    case BC_PICTURE_UNREADABLE:
        bc_diag_add(diags, BC_DIAG_ERROR, "E420", figure->mark, bc_tr("the picture `%.*s` cannot be read: %s"),
                    BC_STR_ARG(name), answer->why);
        break;
    case BC_PICTURE_UNFIT:
        bc_diag_add(diags, BC_DIAG_ERROR, "E421", figure->mark, bc_tr("the picture `%.*s` cannot be printed: %s"),
                    BC_STR_ARG(name), answer->why);
        break;
    }
}

/* Without words of its own a picture is called as its field or its file is. */
static void name_it(bc_layout_figure *figure)
{
    if (figure->alt.n || figure->form->alt)
        return;
    const bc_form_field *field = figure->form->field;
    bc_str name = figure->source;
    for (size_t at; (at = bc_str_find(name, BC_STR("/"), 0)) != SIZE_MAX;)
        name = bc_str_slice(name, at + 1, name.n);
    for (size_t end = name.n; end > 1; end--)
        if (name.p[end - 1] == '.') {
            name = bc_str_slice(name, 0, end - 1);
            break;
        }
    figure->alt = field && field->label.n ? field->label : name;
}

/* For workbooks, which know no vectors of that kind. */
static bc_picture *draw_code(const bc_symbol *symbol, bool is_qr, bc_picture_shelf *shelf)
{
    enum { QR_PIXELS = 8, BAR_PIXELS = 4, BAR_ROWS = 120 };
    bc_picture_modules modules = { .dark = symbol->dark,
                                   .columns = symbol->columns,
                                   .rows = symbol->rows,
                                   .quiet_across = is_qr ? BC_SYMBOL_QUIET_QR : BC_SYMBOL_QUIET_BARS,
                                   .quiet_down = is_qr ? BC_SYMBOL_QUIET_QR : 0,
                                   .across = is_qr ? QR_PIXELS : BAR_PIXELS,
                                   .down = is_qr ? QR_PIXELS : BAR_ROWS };
    return bc_picture_shelf_make(shelf, &modules);
}

/* A code is made here, so that what cannot be one is told like a picture that is not there. */
static void make_code(bc_layout_figure *figure, const bc_layout_figure_places *places, bc_diag_list *diags)
{
    const char *why = NULL;
    bool is_qr = figure->form->kind == BC_FIGURE_QR;
    bc_symbol *symbol = BC_NEW(places->arena, bc_symbol);
    bool made = is_qr ? bc_symbol_make_qr(figure->source, places->arena, symbol, &why)
                      : bc_symbol_make_bars(figure->source, places->arena, symbol, &why);
    if (!made) {
        bc_diag_add(diags, BC_DIAG_ERROR, "E422", figure->mark, bc_tr("`%.*s` cannot be made into a code: %s"),
                    BC_STR_ARG(figure->source), why);
        return;
    }
    figure->symbol = symbol;
    if (!figure->alt.n && !figure->form->alt)
        figure->alt =
            bc_arena_printf(places->arena, is_qr ? "二维码：%.*s" : "条形码：%.*s", BC_STR_ARG(figure->source));
    if (places->workbook)
        figure->picture = draw_code(symbol, is_qr, places->shelf);
}

static void find_one(bc_layout_figure *figure, const bc_layout_figure_places *places, bc_diag_list *diags)
{
    bc_str form = folder_of(file_of(figure->form->mark));
    bc_picture_answer answer = { .absence = BC_PICTURE_MISSING };
    if (!figure->constant)
        answer = bc_picture_shelf_find(places->shelf, folder_of(places->record), figure->source);
    if (answer.absence == BC_PICTURE_MISSING)
        answer = bc_picture_shelf_find(places->shelf, form, figure->source);
    figure->picture = answer.picture;
    report(figure, &answer, diags);
}

void bc_layout_figures_find(const bc_layout_composed *document, const bc_layout_figure_places *places,
                            bc_diag_list *diags)
{
    for (uint32_t i = 0; i < document->figure_count; i++) {
        bc_layout_figure *figure = document->figures[i];
        if (!figure->source.n)
            continue;
        if (figure->form->kind == BC_FIGURE_PICTURE) {
            name_it(figure);
            find_one(figure, places, diags);
        } else {
            make_code(figure, places, diags);
        }
    }
}

void bc_layout_figures_keep(const bc_layout_composed *document)
{
    for (uint32_t i = 0; i < document->figure_count; i++)
        if (document->figures[i]->picture)
            bc_picture_keep(document->figures[i]->picture);
}

void bc_layout_figures_give_back(const bc_layout_composed *document)
{
    for (uint32_t i = 0; i < document->figure_count; i++) {
        bc_picture_give_back(document->figures[i]->picture);
        document->figures[i]->picture = NULL;
    }
}
