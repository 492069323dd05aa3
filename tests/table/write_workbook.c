/* write_workbook FILE: a workbook as libxlsxwriter makes it, with its escapes and formulas that were never computed. */
#include <xlsxwriter.h>

int main(int argc, char **argv)
{
    lxw_workbook *book = argc == 2 ? workbook_new(argv[1]) : NULL;
    if (!book)
        return 2;
    lxw_worksheet *sheet = workbook_add_worksheet(book, "表");
    lxw_format *date = workbook_add_format(book), *percent = workbook_add_format(book),
               *zeros = workbook_add_format(book), *bold = workbook_add_format(book);
    format_set_num_format(date, "yyyy\"年\"m\"月\"d\"日\"");
    format_set_num_format_index(percent, 9);
    format_set_num_format(zeros, "000000");
    format_set_bold(bold);
    lxw_rich_string_tuple first = { .format = bold, .string = "富" }, second = { .string = "文本" };
    lxw_rich_string_tuple *rich[] = { &first, &second, NULL };
    lxw_datetime day = { 2026, 3, 1, 0, 0, 0 };
    worksheet_write_string(sheet, 0, 0, "项目", NULL);
    worksheet_write_number(sheet, 0, 1, 0.1 + 0.2, NULL);
    worksheet_write_string(sheet, 0, 2,
                           "a\x01"
                           "b_x0041_",
                           NULL);
    worksheet_write_rich_string(sheet, 0, 3, rich, NULL);
    worksheet_write_boolean(sheet, 0, 4, 1, NULL);
    worksheet_write_datetime(sheet, 1, 0, &day, date);
    worksheet_write_number(sheet, 1, 1, 0.85, percent);
    worksheet_write_number(sheet, 1, 2, 123, zeros);
    worksheet_write_formula(sheet, 1, 3, "=B1*2", NULL);
    worksheet_write_formula_num(sheet, 1, 4, "=2*3", NULL, 6);
    worksheet_write_string(sheet, 2, 0, "　项目 ", NULL);
    worksheet_write_number(sheet, 2, 1, -1234.5, NULL);
    workbook_define_name(book, "区域", "=表!$A$1:$B$2");
    return workbook_close(book) == LXW_NO_ERROR ? 0 : 1;
}
