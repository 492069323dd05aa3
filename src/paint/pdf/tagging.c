/* Structure elements as objects, packed as soon as layout says that they are complete. An element's number is that of
 * its object. Of finished elements only the numbers of heads are kept, and those of marks' owners on some pages. */
#include "paint/pdf/private/tagging.h"

#include "paint/pdf/private/element.h"
#include "paint/pdf/private/syntax.h"

#include <stdlib.h>

static uint32_t reserve(void *context)
{
    return bc_pdf_reserve(((bc_pdf_tagging *)context)->file);
}

static void define(void *context, const bc_layout_tag *tag)
{
    bc_pdf_tagging *tagging = context;
    const bc_pdf_numbers numbers = { .links = tagging->first_place };
    bc_buf_clear(&tagging->text);
    bc_pdf_family family = bc_pdf_put_element(&tagging->text, tag, &numbers);
    if (tag->kind == BC_TAG_FORM)
        bc_vec_add(&tagging->forms, (bc_pdf_tagged_place){ tagging->first_place + tag->kids[0].mark, tag->id });
    if (tag->kind == BC_TAG_ROW_HEAD || tag->kind == BC_TAG_COLUMN_HEAD)
        bc_vec_add(&tagging->heads, tag->id);
    bc_pdf_define_among(tagging->file, family, tag->id, bc_buf_str(&tagging->text));
}

/* -- trees ---------------------------------------------------------------------------------------------- */

/* The pages that are waiting, each with the owners of its marks. */
static void end_leaf(bc_pdf_tagging *tagging)
{
    if (!tagging->marks.n)
        return;
    bc_pdf_leaf *leaf = &tagging->leaves.at[tagging->leaves.n - 1];
    leaf->high = tagging->pages - 1;
    bc_buf_clear(&tagging->text);
    bc_pdf_family family =
        bc_pdf_put_parents(&tagging->text, leaf, tagging->marks.at, tagging->marks.n, tagging->owners.at, 0);
    bc_pdf_define_among(tagging->file, family, leaf->ref, bc_buf_str(&tagging->text));
    bc_vec_clear(&tagging->marks);
    bc_vec_clear(&tagging->owners);
}

/* Each place has one owner. */
static void add_form_leaves(bc_pdf_tagging *tagging)
{
    uint32_t marks[BC_PDF_LEAF], owners[BC_PDF_LEAF];
    for (size_t from = 0, n; from < tagging->forms.n; from += n) {
        n = tagging->forms.n - from < BC_PDF_LEAF ? tagging->forms.n - from : BC_PDF_LEAF;
        const uint32_t low = tagging->pages + (uint32_t)from;
        const bc_pdf_leaf leaf = { bc_pdf_reserve(tagging->file), low, low + (uint32_t)n - 1 };
        for (size_t i = 0; i < n; i++) {
            marks[i] = BC_PDF_ONE;
            owners[i] = tagging->forms.at[from + i].owner;
        }
        bc_buf_clear(&tagging->text);
        const bc_pdf_family family = bc_pdf_put_parents(&tagging->text, &leaf, marks, n, owners, 0);
        bc_pdf_define_among(tagging->file, family, leaf.ref, bc_buf_str(&tagging->text));
        bc_vec_add(&tagging->leaves, leaf);
    }
}

static int ascending(const void *a, const void *b)
{
    const uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

static bc_pdf_ref define_ids(bc_pdf_tagging *tagging)
{
    BC_VEC(bc_pdf_leaf) leaves = { 0 };
    uint32_t *ids = tagging->heads.at;
    const size_t n = tagging->heads.n;
    if (!n)
        return 0;
    qsort(ids, n, sizeof *ids, ascending);
    for (size_t from = 0; from < n; from += BC_PDF_LEAF) {
        const size_t count = n - from < BC_PDF_LEAF ? n - from : BC_PDF_LEAF;
        const bc_pdf_leaf leaf = { bc_pdf_reserve(tagging->file), ids[from], ids[from + count - 1] };
        bc_buf_clear(&tagging->text);
        bc_pdf_put_ids(&tagging->text, ids + from, count, 0);
        bc_pdf_define(tagging->file, leaf.ref, bc_buf_str(&tagging->text));
        bc_vec_add(&leaves, leaf);
    }
    bc_pdf_ref root = bc_pdf_define_tree(tagging->file, leaves.at, leaves.n, true);
    bc_vec_release(&leaves);
    return root;
}

/* -- the document --------------------------------------------------------------------------------------- */

void bc_pdf_tagging_begin(bc_pdf_tagging *tagging, bc_pdf_file *file)
{
    *tagging = (bc_pdf_tagging){ .file = file };
    bc_buf_init(&tagging->text);
    tagging->root = bc_pdf_reserve(file);
    tagging->document = bc_pdf_reserve(file);
    tagging->tags = bc_layout_tags_new(&(bc_layout_tag_sink){ reserve, define, tagging }, tagging->document, 1);
}

void bc_pdf_tagging_release(bc_pdf_tagging *tagging)
{
    bc_layout_tags_free(tagging->tags);
    bc_vec_release(&tagging->marks);
    bc_vec_release(&tagging->owners);
    bc_buf_release(&tagging->text);
    bc_vec_release(&tagging->leaves);
    bc_vec_release(&tagging->heads);
    bc_vec_release(&tagging->forms);
}

bc_layout_marks bc_pdf_tagging_page(bc_pdf_tagging *tagging, const bc_layout_page *page, bc_pdf_ref ref, uint32_t *key)
{
    *key = tagging->pages;
    if (*key % BC_PDF_LEAF == 0) {
        end_leaf(tagging);
        bc_vec_add(&tagging->leaves, (bc_pdf_leaf){ bc_pdf_reserve(tagging->file), *key, *key });
    }
    tagging->pages++;
    bc_layout_marks marks = bc_layout_tags_page(tagging->tags, page, ref);
    bc_vec_add(&tagging->marks, marks.n);
    for (uint32_t i = 0; i < marks.n; i++)
        bc_vec_add(&tagging->owners, marks.owners[i]);
    return marks;
}

void bc_pdf_tagging_end(bc_pdf_tagging *tagging, bc_buf *out)
{
    bc_buf *text = &tagging->text;
    uint32_t n;
    const uint32_t *top = bc_layout_tags_end(tagging->tags, &n);
    end_leaf(tagging);
    add_form_leaves(tagging);
    bc_pdf_ref parents = bc_pdf_define_tree(tagging->file, tagging->leaves.at, tagging->leaves.n, false);
    bc_pdf_ref ids = define_ids(tagging);
    bc_buf_clear(text);
    bc_buf_printf(text, "/S/Document/P %u 0 R/K[", tagging->root);
    for (uint32_t i = 0; i < n; i++) {
        bc_buf_add_text(text, i ? " " : "");
        bc_pdf_put_ref(text, top[i]);
    }
    bc_buf_add_char(text, ']');
    bc_pdf_define(tagging->file, tagging->document, bc_buf_str(text));
    bc_buf_clear(text);
    bc_buf_printf(text, "/Type/StructTreeRoot/K %u 0 R/ParentTree %u 0 R/ParentTreeNextKey %u", tagging->document,
                  parents, tagging->pages + (uint32_t)tagging->forms.n);
    if (ids)
        bc_buf_printf(text, "/IDTree %u 0 R", ids);
    bc_pdf_define(tagging->file, tagging->root, bc_buf_str(text));
    bc_buf_printf(out, "/MarkInfo<</Marked true>>/StructTreeRoot %u 0 R", tagging->root);
}
