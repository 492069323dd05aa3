/* Whether the paper of a document is wide enough, for those that are turned where it is not. Tables are asked what
 * their columns need whether a template lets these look at their texts or not; nothing is shared out. */
#include "layout/room.h"

#include "layout/private/demand.h"

/* The grid as if all its columns had to hold what no line should part. */
static bc_form_grid asking(const bc_form_grid *grid, bc_arena *arena)
{
    bc_form_width *columns = BC_NEW_COPY(arena, grid->columns, grid->n);
    for (uint32_t i = 0; i < grid->n; i++) {
        columns[i].content = true;
        columns[i].kind = BC_WIDTH_SHARE; /* heights do not matter */
    }
    bc_form_grid out = *grid;
    out.columns = columns;
    return out;
}

static bool grid_suffices(const bc_layout_composed_table *table, uint32_t i, bc_text_typesetter *typesetter,
                          bc_arena *arena)
{
    if (table->grids[i].n > BC_MAX_GRID)
        return false;
    bc_form_grid grid = asking(&table->grids[i], arena);
    bc_layout_sharing *sharing = BC_NEW(arena, bc_layout_sharing);
    bc_layout_sharing_init(sharing, &grid, table->width, arena);
    bc_layout_demand_collect(sharing, table, i, typesetter);
    bool suffices = bc_layout_sharing_has_room(sharing);
    bc_layout_sharing_release(sharing);
    return suffices;
}

bool bc_layout_room_suffices(const bc_layout_composed *composed, bc_text_typesetter *typesetter)
{
    bc_arena arena = { 0 };
    bool suffices = true;
    for (uint32_t i = 0; i < composed->block_count && suffices; i++) {
        const bc_layout_composed_block *block = &composed->blocks[i];
        if (block->kind != BC_BLOCK_TABLE)
            continue;
        suffices = !block->as.table->is_part;
        for (uint32_t g = 0; g < block->as.table->grid_count && suffices; g++)
            suffices = grid_suffices(block->as.table, g, typesetter, &arena);
    }
    bc_arena_release(&arena);
    return suffices;
}
