/* A record of one person and one text: whatever both say, the text comes out as text, no longer holds the person's
 * numbers, and nothing crashes. The first line is what the field says, the rest is the text. */
#include "base/utf8.h"
#include "form/field.h"
#include "publish/publish.h"
#include "record/bind.h"
#include "source/reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(bool what)
{
    if (!what)
        abort();
}

static const bc_node *read_text(bc_arena *arena, bc_str text)
{
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    bc_diag_source *source = BC_NEW(arena, bc_diag_source);
    *source = (bc_diag_source){ .name = BC_STR("fuzz"), .text = text };
    bc_source_documents read = { 0 };
    expect(bc_source_read_documents(arena, source, BC_SYNTAX_BY_NAME, &diags, &read) && read.n == 1);
    bc_diag_list_release(&diags);
    return read.at[0];
}

/* Read once, for the life of the process. */
static struct {
    bc_arena arena;
    bc_form form;
    bc_publish_masker *masker;
} made;

static void make(void)
{
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    bc_buf text;
    bc_buf_init(&text);
    FILE *file = fopen(BC_PROJECT_DIR "/templates/shared/profiles/publish.yaml", "r");
    expect(file != NULL);
    for (int c; (c = getc(file)) != EOF;)
        bc_buf_add_char(&text, (char)c);
    fclose(file);
    const bc_publish_profile *profile = bc_publish_profile_compile(
        &made.arena, read_text(&made.arena, bc_arena_str(&made.arena, bc_buf_str(&text))), NULL, &diags);
    expect(profile != NULL);
    bc_buf_release(&text);
    made.masker = bc_publish_masker_new(profile);
    made.form.id = made.form.name = BC_STR("fuzz");
    made.form.fields = bc_form_fields_compile(
        &made.arena,
        read_text(&made.arena, BC_STR("who: {label: 某甲, type: person}\nnote: {label: 说明, type: prose}\n"
                                      "code: {label: 编码, type: code}\n")),
        &diags);
    bc_diag_list_release(&diags);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum { MAX_TEXT = 4096 };
    if (size > MAX_TEXT || bc_utf8_invalid_at((bc_str){ (const char *)data, size }) != SIZE_MAX)
        return 0;
    if (!made.masker)
        make();
    bc_arena arena = { 0 };
    const bc_str all = bc_arena_str(&arena, (bc_str){ (const char *)data, size });
    const size_t end = bc_str_find(all, BC_STR("\n"), 0);
    const bc_str person = bc_str_slice(all, 0, end == SIZE_MAX ? all.n : end),
                 note = bc_str_slice(all, person.n, all.n);
    const bc_diag_mark at = { 0 };
    const bc_node_member members[] = { { BC_STR("who"), at, bc_node_new_text(&arena, at, person, true) },
                                       { BC_STR("note"), at, bc_node_new_text(&arena, at, note, true) },
                                       { BC_STR("code"), at, bc_node_new_text(&arena, at, note, true) },
                                       { person, at, bc_node_new_text(&arena, at, note, true) } };
    const bc_node *tree = bc_node_new_map(&arena, at, members, 4);
    bc_value datum = bc_record_bind(&made.form, tree, &arena, NULL);
    const bc_publish_task task = {
        .form = &made.form, .tree = tree, .datum = &datum, .input = person, .places = &arena
    };
    bc_publish_result out;
    bc_publish_mask(made.masker, &task, &arena, &out);
    datum = bc_record_bind(&made.form, out.tree, &arena, NULL);
    bc_publish_sweep(made.masker, &made.form, &datum, &arena);
    const bc_str masked = bc_node_text(bc_node_find(out.tree, "note"));
    expect(bc_utf8_invalid_at(masked) == SIZE_MAX);
    const bool number = person.n == 11 && person.p[0] == '1' && strspn(person.p, "0123456789") >= 11;
    if (number && bc_str_trim(note).n == 11)
        expect(!bc_str_eq(bc_str_trim(masked), person));
    bc_arena_release(&arena);
    return 0;
}
