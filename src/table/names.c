/* Names of cells and of texts. Formulas stand for neither and are left out, so that a workbook full of them costs
 * nothing; a name whose cells were deleted is kept, for somebody may ask where they are. */
#include "table/private/names.h"

#include "base/strmap.h"
#include "table/private/reader.h"
#include "table/private/reference.h"

void bc_table_names_add(bc_table_named_list *list, bc_str name, bc_str formula, uint32_t scope, char separator,
                        bc_arena *arena)
{
    bc_buf scratch;
    bc_table_merge cells;
    if (list->n == BC_TABLE_MAX_NAMES || !name.n)
        return;
    bc_buf_init(&scratch);
    const bool known = bc_table_reference_place(formula, separator, &scratch, &cells) ||
                       bc_table_reference_text(formula, &scratch) ||
                       bc_str_find(formula, BC_STR("#REF!"), 0) != SIZE_MAX;
    bc_buf_release(&scratch);
    if (known)
        bc_vec_add(list, (bc_table_named){ bc_arena_str(arena, name), bc_arena_str(arena, formula), scope });
}

static bc_table_name settle(const bc_table_named *named, const bc_strmap *by_name, char separator, bc_buf *scratch,
                            bc_arena *arena)
{
    bc_table_name name = { .name = named->name, .scope = named->scope, .sheet = BC_TABLE_NO_SHEET };
    if (bc_table_reference_text(named->formula, scratch)) {
        name.text = bc_arena_str(arena, bc_buf_str(scratch));
    } else if (bc_table_reference_place(named->formula, separator, scratch, &name.cells)) {
        const uintptr_t found = (uintptr_t)bc_strmap_find(by_name, bc_buf_str(scratch));
        name.sheet = found ? (uint32_t)(found - 1) : BC_TABLE_NO_SHEET;
    }
    return name;
}

void bc_table_names_settle(const bc_table_named_list *list, const bc_table_sheet *sheets, size_t n, char separator,
                           bc_arena *arena, bc_table *table)
{
    bc_strmap by_name = { 0 };
    bc_buf scratch;
    bc_buf_init(&scratch);
    for (size_t i = n; i-- > 0 && list->n;)
        bc_strmap_put(&by_name, sheets[i].name, (void *)(uintptr_t)(i + 1));
    bc_table_name *names = BC_NEW_ARRAY(arena, bc_table_name, list->n);
    for (size_t i = 0; i < list->n; i++)
        names[i] = settle(&list->at[i], &by_name, separator, &scratch, arena);
    table->names = names;
    table->name_count = (uint32_t)list->n;
    bc_buf_release(&scratch);
    bc_strmap_release(&by_name);
}
