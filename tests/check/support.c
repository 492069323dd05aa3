#include "support.h"

#include "check/years.h"
#include "template/template.h"

#include "record/bind.h"
#include "source/encoding.h"
#include "source/yaml.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

void checker_init(checker *c)
{
    *c = (checker){ 0 };
    bc_diag_list_init(&c->diags);
}

void checker_release(checker *c)
{
    bc_diag_list_release(&c->diags);
    bc_vec_release(&c->forms);
    bc_arena_release(&c->arena);
    bc_arena_release(&c->forms_arena);
}

static void show(const bc_diag_list *diags)
{
    bc_buf text;
    bc_buf_init(&text);
    for (size_t i = 0; i < diags->list.n; i++)
        bc_diag_print(&diags->list.at[i], false, &text);
    print_message("%s", text.p);
    bc_buf_release(&text);
}

const loaded_form *checker_form(checker *c, bc_str name)
{
    for (size_t i = 0; i < c->forms.n; i++)
        if (bc_str_eq(c->forms.at[i].name, name))
            return &c->forms.at[i];
    bc_str folders[] = { bc_str_from(BC_PROJECT_DIR "/templates") };
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    loaded_form loaded = { .name = bc_arena_str(&c->forms_arena, name) };
    loaded.form = bc_template_compile(&c->forms_arena, &(bc_template_folders){ .at = folders, .n = 1 }, loaded.name,
                                      (bc_diag_mark){ 0 }, &diags);
    if (loaded.form)
        loaded.checks = bc_check_set_compile(&c->forms_arena, loaded.form, &diags);
    show(&diags);
    assert_non_null(loaded.form);
    assert_int_equal(diags.errors, 0);
    bc_diag_list_release(&diags);
    bc_vec_add(&c->forms, loaded);
    return &c->forms.at[c->forms.n - 1];
}

static size_t parse(checker *c, const bc_diag_source *source, const bc_node *const **out)
{
    bc_source_documents documents = { 0 };
    bc_diag_list_clear(&c->diags);
    bool good = source && bc_yaml_read(&c->arena, source, &c->diags, &documents);
    show(&c->diags);
    assert_true(good);
    *out = documents.at;
    return documents.n;
}

size_t checker_read(checker *c, const char *path, const bc_node *const **out)
{
    bool io_error = false;
    bc_diag_list_clear(&c->diags);
    return parse(c, bc_source_read(&c->arena, path, &c->diags, &io_error), out);
}

size_t checker_parse(checker *c, bc_str name, bc_str text, const bc_node *const **out)
{
    bc_diag_source *source = BC_NEW(&c->arena, bc_diag_source);
    *source = (bc_diag_source){ .name = bc_arena_str(&c->arena, name), .text = bc_arena_str(&c->arena, text) };
    return parse(c, source, out);
}

void checker_run(checker *c, const bc_node *record, bool strict, bc_check_edits *edits)
{
    bc_diag_mark mark;
    const loaded_form *loaded = checker_form(c, bc_record_form_name(record, &mark));
    bc_diag_list_clear(&c->diags);
    c->diags.strict = strict;
    bc_value datum = bc_record_bind(loaded->form, record, &c->arena, &c->diags);
    bc_check_set_run(loaded->checks, &datum, record, &(bc_check_options){ .edits = edits }, &c->arena, &c->diags);
    bc_diag_list_sort(&c->diags);
}

void checker_run_years(checker *c, const bc_node *before, const bc_node *now, int year, bool strict)
{
    bc_diag_mark mark;
    const loaded_form *loaded = checker_form(c, bc_record_form_name(now, &mark));
    bc_diag_list_clear(&c->diags);
    c->diags.strict = strict;
    const bc_value then = bc_record_bind(loaded->form, before, &c->arena, &c->diags);
    const bc_value later = bc_record_bind(loaded->form, now, &c->arena, &c->diags);
    const bc_check_years years = { .before = &then, .now = &later, .written = now, .year = year };
    bc_check_set_run_years(loaded->checks, &years, &c->arena, &c->diags);
    bc_diag_list_sort(&c->diags);
}

const bc_node *checker_overlay(checker *c, const bc_node *base, const bc_node *over)
{
    bc_node_member *members = BC_NEW_ARRAY(&c->arena, bc_node_member, base->n + over->n);
    uint32_t n = 0;
    for (uint32_t i = 0; i < over->n; i++)
        members[n++] = over->as.members[i];
    for (uint32_t i = 0; i < base->n; i++)
        if (!bc_node_find_member(over, base->as.members[i].key))
            members[n++] = base->as.members[i];
    return bc_node_new_map(&c->arena, over->mark, members, n);
}

size_t checker_count(const checker *c, const char *code)
{
    size_t n = 0;
    for (size_t i = 0; i < c->diags.list.n; i++)
        n += strcmp(c->diags.list.at[i].code, code) == 0;
    return n;
}
