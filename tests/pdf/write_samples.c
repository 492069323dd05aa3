/* Writes the documents that check_samples.py reads with other people's programs: form.pdf, texts.pdf, book.pdf. */
#include "sample.h"

#include "base/file.h"

#include <stdio.h>

enum { BOOK_PAGES = 200, NOT_INSTALLED = 77 };

static bool write_sample(sample *s, const char *folder, const char *name, const bc_layout_page *const *pages,
                         size_t count)
{
    bc_buf path, pdf;
    bc_buf_init(&path);
    bc_buf_init(&pdf);
    bc_buf_printf(&path, "%s/%s", folder, name);
    bool good =
        sample_paint(s, pages, count, &pdf, NULL) &&
        bc_file_write(path.p, bc_buf_str(&pdf), &(bc_file_write_options){ .exclusive = false }).status == BC_FILE_OK;
    bc_buf_release(&path);
    bc_buf_release(&pdf);
    return good;
}

/* What copied text must give back, line by line; check_samples.py has the same list. */
static const char *const LINES[] = {
    "一⼀一⼀",
    "𠮷野家𬱖𫖯䶮𰻞",
    "1,234,567.89万元 ≥95% 100‰",
    "Office affluent, fjord AVATAR To",
    "（甲）“乙”‘丙’《丁》〔2024〕、。！",
    "café à la über",
    "葛󠄀城 x̃y café",
};

int main(int argc, char **argv)
{
    sample s;
    if (argc != 2)
        return 2;
    if (!sample_open(&s)) {
        sample_close(&s);
        return NOT_INSTALLED;
    }
    const bc_layout_page *form = sample_form(&s, 1);
    const bc_layout_page *texts = sample_lines(&s, LINES, sizeof LINES / sizeof *LINES, BC_ROLE_TABLE);
    const bc_layout_page *book[BOOK_PAGES];
    for (unsigned i = 0; i < BOOK_PAGES; i++)
        book[i] = sample_form(&s, i);
    bool good = write_sample(&s, argv[1], "form.pdf", &form, 1) && write_sample(&s, argv[1], "texts.pdf", &texts, 1) &&
                write_sample(&s, argv[1], "book.pdf", book, BOOK_PAGES);
    sample_close(&s);
    return good ? 0 : 1;
}
