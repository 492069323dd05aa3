/* Forms gathered by volume. A form's pages are kept in the volumes that it stands in as they come; the order is made
 * once, for all volumes, when the last has come, from keys that compare by bytes. */
#include "bindery/private/volume.h"

#include "base/tr.h"
#include "bindery/private/collate.h"

#include <stdlib.h>

/* -- volumes -------------------------------------------------------------------------------------------- */

static bc_book_volume *add_volume(bc_book_volumes *volumes, bc_str split)
{
    bc_str title = volumes->info.title;
    bc_book_volume *volume = BC_NEW(&volumes->arena, bc_book_volume);
    volume->split = bc_arena_str(&volumes->arena, split);
    volume->title =
        split.n ? bc_arena_printf(&volumes->arena, "%.*s（%.*s）", BC_STR_ARG(title), BC_STR_ARG(split)) : title;
    bc_layout_info info = bc_book_volume_info(volumes, volume);
    volume->pdf = bc_pdf_volume_new(volumes->engine->glyph_cache, &info, volumes->standard, volumes->book->part_count);
    *volumes->last = volume;
    volumes->last = &volume->next;
    volumes->count++;
    return volume;
}

void bc_book_volumes_init(bc_book_volumes *volumes, const bc_book *book, biaoce_engine *engine,
                          const bc_layout_info *info, bc_pdf_standard standard)
{
    *volumes = (bc_book_volumes){ .book = book, .engine = engine, .info = *info, .standard = standard };
    volumes->last = &volumes->whole;
    (void)add_volume(volumes, (bc_str){ 0 });
}

void bc_book_volumes_release(bc_book_volumes *volumes)
{
    for (bc_book_volume *volume = volumes->whole; volume; volume = volume->next) {
        bc_pdf_volume_free(volume->pdf);
        bc_vec_release(&volume->pages);
        bc_vec_release(&volume->numbers);
        bc_vec_release(&volume->sheets);
    }
    bc_strmap_release(&volumes->by_split);
    bc_vec_release(&volumes->forms);
    bc_arena_release(&volumes->arena);
    bc_arena_release(&volumes->form_arena);
}

bc_book_volume *bc_book_volumes_find(bc_book_volumes *volumes, bc_str split)
{
    bc_book_volume *volume = split.n ? bc_strmap_find(&volumes->by_split, split) : volumes->whole;
    if (volume)
        return volume;
    volume = add_volume(volumes, split);
    bc_strmap_put(&volumes->by_split, volume->split, volume);
    return volume;
}

bc_layout_info bc_book_volume_info(const bc_book_volumes *volumes, const bc_book_volume *volume)
{
    bc_layout_info info = volumes->info;
    info.title = volume->title;
    return info;
}

/* -- forms ---------------------------------------------------------------------------------------------- */

static const bc_xlsx_sheet_draft *copy_sheet(bc_arena *arena, const bc_xlsx_sheet_draft *sheet)
{
    bc_xlsx_sheet_draft *copy = BC_NEW(arena, bc_xlsx_sheet_draft);
    *copy = *sheet;
    copy->name = bc_arena_str(arena, sheet->name);
    copy->title = bc_arena_str(arena, sheet->title);
    copy->operations = bc_arena_str(arena, sheet->operations);
    copy->around.watermark = bc_arena_str(arena, sheet->around.watermark);
    for (int i = 0; i < BC_RUNNING_LINES; i++)
        for (int k = 0; k < BC_RUNNING_PARTS; k++)
            copy->around.running[i].parts[k] = bc_arena_str(arena, sheet->around.running[i].parts[k]);
    return copy;
}

void bc_book_volumes_keep(bc_book_volumes *volumes, const bc_book_form *form, const bc_pdf_finished *finished)
{
    bc_arena *arena = &volumes->form_arena;
    bc_book_form kept = *form;
    kept.entry = bc_arena_str(arena, form->entry);
    kept.data = bc_arena_str(arena, form->data);
    bc_str *texts = BC_NEW_ARRAY(arena, bc_str, form->part->sort_count);
    for (uint32_t i = 0; i < form->part->sort_count; i++)
        texts[i] = bc_arena_str(arena, form->sort_texts[i]);
    kept.sort_texts = texts;
    if (form->sheet)
        kept.sheet = copy_sheet(arena, form->sheet);
    for (int i = 0; i < BC_BOOK_COPIES && form->volumes[i]; i++) {
        bc_book_volume *volume = form->volumes[i];
        kept.pages[i] = volume->pages.n;
        bc_vec_add(&volume->numbers, volumes->forms.n);
        const bc_pdf_kept own = bc_pdf_volume_keep(volume->pdf, &finished[i], arena);
        kept.sections[i] = own.section;
        for (uint32_t k = 0; k < form->page_count; k++)
            bc_vec_add(&volume->pages,
                       (bc_book_page){ finished[i].pages[k].width, finished[i].pages[k].height, own.first + k });
    }
    volumes->pages += form->page_count;
    bc_vec_add(&volumes->forms, kept);
}

/* -- order ---------------------------------------------------------------------------------------------- */

static bool make_keys(bc_book_form *form, bc_unicode_collator *collator, bc_arena *arena)
{
    bool good = true;
    bc_str *keys = BC_NEW_ARRAY(arena, bc_str, form->part->sort_count);
    for (uint32_t i = 0; i < form->part->sort_count; i++) {
        const bc_book_sort *sort = &form->part->sorts[i];
        good = bc_book_sort_key(collator, form->sort_texts[i], sort->order, arena, &keys[i]) && good;
        if (sort->descending)
            bc_book_sort_key_reverse(keys[i]);
    }
    form->sort_keys = keys;
    return good;
}

static bool make_all_keys(bc_book_volumes *volumes, bc_diag_list *diags)
{
    bc_unicode_collator collator = { 0 };
    bool good = true;
    for (size_t i = 0; i < volumes->forms.n; i++)
        good = make_keys(&volumes->forms.at[i], &collator, &volumes->form_arena) && good;
    bc_unicode_collator_release(&collator);
    if (!good) {
        bc_diag_add(diags, BC_DIAG_ERROR, "E611", volumes->book->mark,
                    bc_tr("an order of Chinese texts could not be loaded"));
        bc_diag_hint(diags, bc_tr("it is part of ICU: is its data file there, and enough memory?"));
    }
    return good;
}

static int compare_forms(const void *a, const void *b)
{
    const bc_book_form *x = *(const bc_book_form *const *)a, *y = *(const bc_book_form *const *)b;
    if (x->part != y->part)
        return x->part < y->part ? -1 : 1;
    for (uint32_t i = 0; i < x->part->sort_count; i++) {
        int order = bc_str_compare(x->sort_keys[i], y->sort_keys[i]);
        if (order)
            return order;
    }
    return (x->number > y->number) - (x->number < y->number);
}

static void sort_volume(bc_book_volumes *volumes, bc_book_volume *volume)
{
    const bc_book *book = volumes->book;
    size_t n = volume->numbers.n;
    volume->forms = BC_NEW_ARRAY(&volumes->form_arena, bc_book_form *, n);
    volume->first_of_part = BC_NEW_ARRAY(&volumes->form_arena, uint32_t, book->part_count + 1);
    for (size_t i = 0; i < n; i++)
        volume->forms[i] = &volumes->forms.at[volume->numbers.at[i]];
    if (n)
        qsort(volume->forms, n, sizeof(bc_book_form *), compare_forms);
    uint32_t at = 0;
    for (uint32_t part = 0; part <= book->part_count; part++) {
        while (at < n && volume->forms[at]->part < &book->parts[part])
            at++;
        volume->first_of_part[part] = at;
    }
}

bool bc_book_volumes_sort(bc_book_volumes *volumes, bc_diag_list *diags)
{
    if (!make_all_keys(volumes, diags))
        return false;
    for (bc_book_volume *volume = volumes->whole; volume; volume = volume->next)
        sort_volume(volumes, volume);
    return true;
}

/* -- what pages say of themselves ----------------------------------------------------------------------- */

static bool has_title(const bc_book_part *part)
{
    return part->title.n && part->kind != BC_PART_FORMS && part->kind != BC_PART_BATCH && part->kind != BC_PART_BLANK &&
           part->kind != BC_PART_COVER;
}

/* Whether a title is printed before that part in each volume that has it: of a text, or of a page that announces it. */
static bool is_below_title(const bc_book *book, const bc_book_part *part)
{
    unsigned level = part->level;
    for (const bc_book_part *before = part; before-- > book->parts;) {
        const bool announces = before->kind == BC_PART_DIVIDER;
        if (has_title(before) && (!announces || before->level < level))
            return true;
        level = before->level < level ? before->level : level;
    }
    return false;
}

bc_pdf_draft_tags bc_book_volumes_tags(const bc_book_volumes *volumes, const bc_book_part *part)
{
    const bool form = part->kind == BC_PART_FORMS || part->kind == BC_PART_BATCH;
    return (bc_pdf_draft_tags){ .tagged = volumes->standard == BC_PDF_A2A,
                                .level = form && is_below_title(volumes->book, part) ? 2 : 1,
                                .section = form ? (uint32_t)(part - volumes->book->parts) + 1 : 0 };
}

/* -- what stands in a volume ---------------------------------------------------------------------------- */

size_t bc_book_volume_forms(const bc_book_volume *volume, uint32_t part, bc_book_form *const **out)
{
    uint32_t first = volume->first_of_part[part];
    *out = volume->forms + first;
    return volume->first_of_part[part + 1] - first;
}

size_t bc_book_volume_numbers(const bc_book_volumes *volumes, const bc_book_volume *volume, uint32_t part,
                              bc_arena *arena, const size_t **out)
{
    bc_book_form *const *forms = volume->forms;
    const size_t n = part ? bc_book_volume_forms(volume, part - 1, &forms) : volume->numbers.n;
    size_t *numbers = BC_NEW_ARRAY(arena, size_t, n);
    for (size_t i = 0; i < n; i++)
        numbers[i] = (size_t)(forms[i] - volumes->forms.at);
    *out = numbers;
    return n;
}

bool bc_book_volume_wants(const bc_book_volume *volume, const bc_book *book, uint32_t index)
{
    const bc_book_part *part = &book->parts[index];
    bc_book_form *const *forms;
    if (part->kind == BC_PART_BATCH && part->over && volume->split.n)
        return bc_book_volume_forms(volume, part->over - 1, &forms) > 0;
    if (part->kind != BC_PART_DIVIDER)
        return part->kind != BC_PART_FORMS || bc_book_volume_forms(volume, index, &forms) > 0;
    bool announces = false;
    for (uint32_t i = index + 1; i < book->part_count && book->parts[i].level > part->level; i++) {
        if (book->parts[i].kind != BC_PART_DIVIDER && bc_book_volume_wants(volume, book, i))
            return true;
        announces = true;
    }
    return !announces;
}
