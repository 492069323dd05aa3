/* Elements of pages whose file is not known yet, with numbers of their own. When a volume has given the draft a range
 * of numbers, the thread that writes the codes into its pages also packs its elements: the volume then holds finished
 * object streams, as it holds finished pages. The range is, in this order: pages, links, the section, leaves of the two
 * trees, elements. */
#include "paint/pdf/private/drafted.h"

#include "paint/pdf/private/element.h"

#include <stdlib.h>

static uint32_t reserve(void *context)
{
    return ++((bc_pdf_drafted *)context)->count;
}

/* The link of a page by its place among all. */
static void number_links(bc_pdf_drafted *drafted, bc_layout_tag *tag, bc_layout_tag_kid *kids)
{
    for (uint32_t i = 0; i < tag->kid_count; i++) {
        if (!kids[i].link)
            continue;
        kids[i].mark += drafted->first_links.at[kids[i].page - 1];
        drafted->link_owners.at[kids[i].mark] = tag->id;
    }
}

static void keep(void *context, const bc_layout_tag *tag)
{
    bc_pdf_drafted *drafted = context;
    bc_layout_tag own = *tag;
    bc_layout_tag_kid *kids = BC_NEW_COPY(&drafted->arena, tag->kids, tag->kid_count);
    number_links(drafted, &own, kids);
    own.kids = kids;
    own.heads = BC_NEW_COPY(&drafted->arena, tag->heads, tag->head_count);
    own.figure.alt = bc_arena_str(&drafted->arena, tag->figure.alt);
    if (tag->kind == BC_TAG_ROW_HEAD || tag->kind == BC_TAG_COLUMN_HEAD)
        bc_vec_add(&drafted->heads, tag->id);
    bc_vec_add(&drafted->list, own);
}

void bc_pdf_drafted_begin(bc_pdf_drafted *drafted, unsigned level)
{
    drafted->kept = level > 0;
    bc_arena_reset(&drafted->arena);
    bc_vec_clear(&drafted->list);
    bc_vec_clear(&drafted->heads);
    bc_vec_clear(&drafted->marks);
    bc_vec_clear(&drafted->owners);
    bc_vec_clear(&drafted->first_links);
    bc_vec_clear(&drafted->link_owners);
    drafted->count = 0;
    if (drafted->kept && drafted->tags)
        bc_layout_tags_begin(drafted->tags, level);
    else if (drafted->kept)
        drafted->tags = bc_layout_tags_new(&(bc_layout_tag_sink){ reserve, keep, drafted }, 0, level);
}

void bc_pdf_drafted_release(bc_pdf_drafted *drafted)
{
    bc_layout_tags_free(drafted->tags);
    bc_arena_release(&drafted->arena);
    bc_vec_release(&drafted->list);
    bc_vec_release(&drafted->heads);
    bc_vec_release(&drafted->marks);
    bc_vec_release(&drafted->owners);
    bc_vec_release(&drafted->first_links);
    bc_vec_release(&drafted->link_owners);
}

bc_layout_marks bc_pdf_drafted_page(bc_pdf_drafted *drafted, const bc_layout_page *page)
{
    bc_vec_add(&drafted->first_links, (uint32_t)drafted->link_owners.n);
    for (uint32_t i = 0; i < page->link_count; i++)
        bc_vec_add(&drafted->link_owners, 0);
    bc_layout_marks marks = bc_layout_tags_page(drafted->tags, page, (uint32_t)drafted->first_links.n);
    bc_vec_add(&drafted->marks, marks.n);
    for (uint32_t i = 0; i < marks.n; i++)
        bc_vec_add(&drafted->owners, marks.owners[i]);
    return marks;
}

void bc_pdf_drafted_end(bc_pdf_drafted *drafted)
{
    uint32_t n;
    (void)bc_layout_tags_end(drafted->tags, &n);
}

uint32_t bc_pdf_drafted_keys(const bc_pdf_drafted *drafted)
{
    return (uint32_t)(drafted->first_links.n + drafted->link_owners.n);
}

static uint32_t leaves_of(size_t n)
{
    return (uint32_t)((n + BC_PDF_LEAF - 1) / BC_PDF_LEAF);
}

/* Those before the elements. */
static uint32_t others_of(const bc_pdf_drafted *drafted)
{
    const uint32_t keys = bc_pdf_drafted_keys(drafted);
    return keys + 1 + leaves_of(keys) + leaves_of(drafted->heads.n);
}

uint32_t bc_pdf_drafted_objects(const bc_pdf_drafted *drafted)
{
    return others_of(drafted) + drafted->count;
}

/* -- packing -------------------------------------------------------------------------------------------- */

typedef struct packing {
    bc_pdf_numbers numbers;
    bc_pdf_pack packs[BC_PDF_FAMILIES];
    bc_deflate_packer *deflater;
    bc_arena *arena;
    bc_buf text;
    BC_VEC(bc_pdf_packed) done;
} packing;

static void close_pack(packing *p, bc_pdf_pack *pack)
{
    bc_buf entries;
    if (!pack->refs.n)
        return;
    bc_buf_init(&entries);
    bc_str bytes = bc_arena_str(p->arena, bc_pdf_pack_close(pack, p->deflater, BC_DEFLATE_ELEMENTS, &entries));
    bc_vec_add(&p->done, (bc_pdf_packed){ .refs = BC_NEW_COPY(p->arena, pack->refs.at, pack->refs.n),
                                          .n = pack->refs.n,
                                          .entries = bc_arena_str(p->arena, bc_buf_str(&entries)),
                                          .bytes = bytes });
    bc_buf_release(&entries);
    bc_pdf_pack_clear(pack);
}

static void add(packing *p, bc_pdf_family family, bc_pdf_ref ref)
{
    if (bc_pdf_pack_add(&p->packs[family], ref, bc_buf_str(&p->text)))
        close_pack(p, &p->packs[family]);
}

static void add_elements(packing *p, const bc_pdf_drafted *drafted)
{
    for (size_t i = 0; i < drafted->list.n; i++) {
        const bc_layout_tag *tag = &drafted->list.at[i];
        bc_buf_clear(&p->text);
        bc_pdf_family family = bc_pdf_put_element(&p->text, tag, &p->numbers);
        add(p, family, tag->id + p->numbers.elements);
    }
}

static void add_section(packing *p, const bc_pdf_drafted *drafted, const bc_pdf_codes *codes, bc_pdf_ref ref)
{
    uint32_t n;
    const uint32_t *top = bc_layout_tags_end(drafted->tags, &n);
    bc_layout_tag_kid *kids = BC_NEW_ARRAY(p->arena, bc_layout_tag_kid, n);
    for (uint32_t i = 0; i < n; i++)
        kids[i] = (bc_layout_tag_kid){ .id = top[i] };
    bc_pdf_numbers numbers = p->numbers;
    numbers.parent = codes->section;
    bc_buf_clear(&p->text);
    (void)bc_pdf_put_element(&p->text, &(bc_layout_tag){ .kind = BC_TAG_SECTION, .kids = kids, .kid_count = n },
                             &numbers);
    add(p, BC_PDF_MIXED, ref);
}

static const bc_pdf_leaf *add_parents(packing *p, const bc_pdf_drafted *drafted, uint32_t key, bc_pdf_ref *next)
{
    const size_t n = drafted->marks.n;
    const uint32_t *owners = drafted->owners.at;
    bc_pdf_leaf *leaves = BC_NEW_ARRAY(p->arena, bc_pdf_leaf, leaves_of(n));
    for (size_t from = 0, leaf = 0; from < n; from += BC_PDF_LEAF, leaf++) {
        const size_t count = n - from < BC_PDF_LEAF ? n - from : BC_PDF_LEAF;
        const uint32_t low = key + (uint32_t)from;
        leaves[leaf] = (bc_pdf_leaf){ (*next)++, low, low + (uint32_t)count - 1 };
        bc_buf_clear(&p->text);
        bc_pdf_family family =
            bc_pdf_put_parents(&p->text, &leaves[leaf], &drafted->marks.at[from], count, owners, p->numbers.elements);
        add(p, family, leaves[leaf].ref);
        size_t passed = 0;
        for (size_t i = from; i < from + count; i++)
            passed += drafted->marks.at[i] == BC_PDF_ONE ? 1 : drafted->marks.at[i];
        owners = passed ? owners + passed : owners; /* of pages without anything there are none */
    }
    return leaves;
}

static int ascending(const void *a, const void *b)
{
    const uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

static const bc_pdf_leaf *add_ids(packing *p, bc_pdf_drafted *drafted, bc_pdf_ref *next)
{
    uint32_t *ids = drafted->heads.at;
    const size_t n = drafted->heads.n;
    const bc_pdf_ref first = p->numbers.elements;
    bc_pdf_leaf *leaves = BC_NEW_ARRAY(p->arena, bc_pdf_leaf, leaves_of(n));
    if (n)
        qsort(ids, n, sizeof *ids, ascending);
    for (size_t from = 0, leaf = 0; from < n; from += BC_PDF_LEAF, leaf++) {
        const size_t count = n - from < BC_PDF_LEAF ? n - from : BC_PDF_LEAF;
        leaves[leaf] = (bc_pdf_leaf){ (*next)++, ids[from] + first, ids[from + count - 1] + first };
        bc_buf_clear(&p->text);
        bc_pdf_put_ids(&p->text, ids + from, count, first);
        add(p, BC_PDF_MIXED, leaves[leaf].ref);
    }
    return leaves;
}

/* The entry of a link is the element that it is of, not a list. */
static void count_links(bc_pdf_drafted *drafted)
{
    if (drafted->marks.n > drafted->first_links.n)
        return; /* for another volume already */
    for (size_t i = 0; i < drafted->link_owners.n; i++) {
        bc_vec_add(&drafted->marks, BC_PDF_ONE);
        bc_vec_add(&drafted->owners, drafted->link_owners.at[i]);
    }
}

void bc_pdf_drafted_finish(bc_pdf_drafted *drafted, const bc_pdf_codes *codes, bc_pdf_ref first,
                           bc_deflate_packer *deflater, bc_arena *arena, bc_pdf_structure *out)
{
    const uint32_t pages = (uint32_t)drafted->first_links.n, keys = bc_pdf_drafted_keys(drafted);
    bc_pdf_ref next = first + keys;
    packing p = { .deflater = deflater, .arena = arena };
    *out = (bc_pdf_structure){ .section = next++ };
    p.numbers = (bc_pdf_numbers){ .elements = first + others_of(drafted) - 1, /* from 1 on */
                                  .pages = first - 1,
                                  .links = first + pages,
                                  .parent = out->section };
    bc_buf_init(&p.text);
    for (int i = 0; i < BC_PDF_FAMILIES; i++)
        bc_pdf_pack_init(&p.packs[i], (bc_pdf_family)i);
    count_links(drafted);
    add_elements(&p, drafted);
    add_section(&p, drafted, codes, out->section);
    out->parents = add_parents(&p, drafted, codes->key, &next);
    out->ids = add_ids(&p, drafted, &next);
    for (int i = BC_PDF_FAMILIES; i-- > 0;) {
        close_pack(&p, &p.packs[i]);
        bc_pdf_pack_release(&p.packs[i]);
    }
    out->parent_count = leaves_of(keys);
    out->id_count = leaves_of(drafted->heads.n);
    out->packs = BC_NEW_COPY(arena, p.done.at, p.done.n);
    out->pack_count = p.done.n;
    bc_vec_release(&p.done);
    bc_buf_release(&p.text);
}
