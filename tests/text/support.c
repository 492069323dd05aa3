#include "support.h"

#include "base/file.h"
#include "source/yaml.h"

#include <stdio.h>
#include <string.h>

void world_open(text_world *world, const char *yaml)
{
    *world = (text_world){ .fonts = NULL };
    bc_buf_init(&world->yaml);
    bc_diag_list_init(&world->diags);
    if (yaml)
        bc_buf_add_text(&world->yaml, yaml);
    else
        assert_int_equal(bc_file_read(BC_PROJECT_DIR "/fonts/fonts.yaml", 1 << 20, &world->yaml).status, BC_FILE_OK);
    world->source = (bc_diag_source){ .name = BC_STR("fonts.yaml"), .text = bc_buf_str(&world->yaml) };
    bc_source_documents documents = { .n = 0 };
    assert_true(bc_yaml_read(&world->arena, &world->source, &world->diags, &documents));
    world->fonts = bc_font_set_new(documents.n > 0 ? documents.at[0] : NULL, &world->diags);
    if (world->fonts)
        world->typesetter = bc_text_typesetter_new(world->fonts);
}

void world_close(text_world *world)
{
    bc_text_typesetter_free(world->typesetter);
    bc_font_set_free(world->fonts);
    bc_diag_list_release(&world->diags);
    bc_buf_release(&world->yaml);
    bc_arena_release(&world->arena);
}

int open_default_world(void **state)
{
    text_world *world = bc_mem_alloc(sizeof *world);
    world_open(world, NULL);
    *state = world;
    return world->fonts && world->diags.errors == 0 ? 0 : -1;
}

int close_world(void **state)
{
    world_close(*state);
    bc_mem_free(*state);
    return 0;
}

bc_text_style style_of(bc_font_role role)
{
    return (bc_text_style){ .role = role, .size = BC_PT(10.5), .leading = BC_PT(16) };
}

const char *joined(text_world *world, bc_str text, bc_text_lines lines)
{
    bc_buf out;
    bc_buf_init(&out);
    for (uint32_t i = 0; i < lines.n; i++) {
        if (i > 0)
            bc_buf_add_char(&out, '|');
        bc_buf_add_str(&out, bc_str_slice(text, lines.at[i].from, lines.at[i].to));
    }
    const char *one = bc_arena_str(&world->arena, bc_buf_str(&out)).p;
    bc_buf_release(&out);
    return one;
}

static bc_text_box box_of(const bc_text_style *style, int em100)
{
    return (bc_text_box){ .width = bc_len_scale(style->size, em100, 100) };
}

const char *wrapped(text_world *world, const char *text, int em100)
{
    bc_text_style style = style_of(BC_ROLE_TABLE);
    bc_text_box box = box_of(&style, em100);
    bc_str s = bc_str_from(text);
    return joined(world, s, bc_text_wrap(world->typesetter, &world->arena, s, &style, &box));
}

const char *balanced(text_world *world, const char *text, int em100)
{
    bc_text_style style = style_of(BC_ROLE_TITLE);
    bc_text_box box = box_of(&style, em100);
    box.manner = BC_TEXT_BALANCED;
    bc_str s = bc_str_from(text);
    return joined(world, s, bc_text_wrap(world->typesetter, &world->arena, s, &style, &box));
}

void expect_lines(text_world *world, const char *text, int em100, const char *lines)
{
    const char *got = wrapped(world, text, em100);
    if (strcmp(got, lines) != 0)
        print_error("%s at %d/100 em\n", text, em100);
    assert_string_equal(got, lines);
}

unsigned roll(unsigned *seed, unsigned below)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (unsigned)(((uint64_t)(*seed >> 8) * below) >> 24);
}
