"""Reads the sample workbooks with openpyxl and zipfile: check_samples.py WRITER FOLDER."""
import datetime
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.dom import minidom

import openpyxl

FRAME = 595.28 - (28 + 26) * 72 / 25.4  # of A4 upright, in points
FIGURE = 8  # pixels of a figure in 宋体 11


def check(condition, what):
    if not condition:
        sys.exit(f'wrong: {what}')


def same(got, expected, what):
    check(got == expected, f'{what}: {got!r}, not {expected!r}')


def pixels(width):
    return int((256 * width + 128 // FIGURE) / 256 * FIGURE)


def sheet_points(sheet):
    return sum(pixels(d.width) for d in sheet.column_dimensions.values()) * 0.75


def height(sheet, cells):
    first, last = openpyxl.utils.cell.range_boundaries(cells)[1::2]
    return sum(sheet.row_dimensions[r].height for r in range(first, last + 1))


def names_of(book, sheet):
    index = book.sheetnames.index(sheet.title)
    return {d.name: d.attr_text for d in book.defined_names.definedName if d.localSheetId == index}


def check_archive(path):
    with zipfile.ZipFile(path) as archive:
        same(archive.testzip(), None, f'{path.name}: archive')
        for info in archive.infolist():
            same(info.date_time, (1980, 1, 1, 0, 0, 0), f'{info.filename}: date')
            minidom.parseString(archive.read(info))
        return {info.filename: archive.read(info).decode() for info in archive.infolist()}


def check_form(book):
    sheet = book['第7社区道路改造']
    merges = {str(r) for r in sheet.merged_cells.ranges}
    for cells in ('A1:G1', 'B3:C3', 'E3:G3', 'A4:A5', 'B5:G5', 'D6:E6', 'A7:A18'):
        check(cells in merges, f'{cells} is not merged: {sorted(merges)}')
    same(sheet['A1'].value, '第7社区道路改造项目绩效目标表', 'title')
    same((sheet['A1'].font.name, sheet['A1'].font.sz), ('方正小标宋简体', 18), 'font of the title')
    same((sheet['A3'].font.name, sheet['A3'].font.sz), ('宋体', 10.5), 'font of a label')
    same((sheet['A6'].font.name, sheet['A6'].font.b), ('黑体', True), 'font of a head')
    same(sheet['B3'].value, '13021126P00000000007', 'code')
    same((sheet['C4'].value, sheet['C4'].number_format), (1007.5, '0.00"万元"'), 'amount')
    same(sheet['C4'].alignment.shrink_to_fit, True, 'an amount shrinks rather than show ####')
    same(sheet['A4'].alignment.wrap_text, True, 'a label is broken into lines')
    for cells in ('A4', 'A5'):
        border = sheet[cells].border
        same((border.left.style, border.right.style), ('medium', 'thin'), f'borders of {cells}')
    same(sheet['G18'].border.bottom.style, 'medium', 'frame below')
    same(sheet['A3'].border.top.style, 'medium', 'frame above')
    same(sheet['D7'].border.top.style, 'thin', 'inner rule')
    check(abs(sheet_points(sheet) - FRAME) < 1.5, f'{sheet_points(sheet)} pt wide, the frame is {FRAME:.2f}')
    setup = sheet.page_setup
    same((setup.paperSize, setup.orientation, setup.fitToHeight), (9, 'portrait', 0), 'page')
    check(sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.print_options.horizontalCentered, 'print options')
    check(abs(sheet.page_margins.left - 28 / 25.4) < 0.001 and abs(sheet.page_margins.top - 37 / 25.4) < 0.001, 'margins')
    same(sheet.print_title_rows, '$6:$6', 'repeated rows')
    same(sheet.print_area, ['$A$1:$G$19'], 'print area')
    names = names_of(book, sheet)
    same(names['biaoce.budget.total'], "'第7社区道路改造'!$C$4", 'name of the amount')
    same(names['biaoce.indicators.3.target'], "'第7社区道路改造'!$F$10", 'name of a target')
    same(names['biaoce.indicators.0.level1'], "'第7社区道路改造'!$A$7", 'name of a merged cell')
    same(len([n for n in names if n.startswith('biaoce.') and '._said' not in n]), 6 + 1 + 12 * 4, 'names')
    # No more than half as high again as on paper: 20 + 34 + 34 + 20 + 12 rows of 34.
    check(108 + 12 * 34 <= height(sheet, 'A3:A18') < 1.5 * (108 + 12 * 34), f'heights {height(sheet, "A3:A18")}')


def check_types(book):
    sheet = book['类型']
    got = [(row[1].value, row[1].number_format) for row in sheet.iter_rows()]
    same(got[:11], [(1234.5, '#,##0.00"万元"'), (1234.5, '0.0'), (-1234.5, '#,##0.00'), (0.9, '0%'), (0.1225, '0.00%'),
                    ('90％', 'General'), (90, '0'), (0, '0.00'), ('1234567890123456', '@'),
                    (999999999999.99, '#,##0.00'), ('12个月', 'General')], 'numbers')
    same(got[11:25], [('12345678901234567890', '@'), ('007', '@'), ('=1+1', '@'), ('+86', '@'), ('-5以下', '@'),
                      ('@name', '@'), ('13800000000', '@'), ('2024', '@'), ('a<b>&"c"', 'General'),
                      ('_x0041_', 'General'), ('两行\n文字', 'General'), ('坏', 'General'),
                      ('  前后有空格 ', 'General'), ('丛𠮷名', 'General')], 'texts')
    check(all(sheet.cell(r, 2).data_type in 's' for r in range(12, 26)), 'texts are strings, no formulas')
    same([value for value, _ in got[25:]],
         [datetime.datetime(2024, 2, 29), datetime.datetime(2026, 1, 5), '2026年10月', '2026/1/5'], 'dates')


def check_layout(book):
    sheet = book['a／b：［c］＊？']
    merges = {str(r) for r in sheet.merged_cells.ranges}
    same((sheet.page_setup.orientation, sheet['A1'].value), ('landscape', '版面'), 'page')
    # Edges: 0, 100, 300 (300.2 and 299.9 are the same), 689 and so three columns.
    same(sheet.max_column, 3, 'columns')
    check({'A1:C1', 'B3:C3', 'A4:B4'} <= merges, f'merges {sorted(merges)}')
    same([sheet[c].value for c in ('A2', 'B2', 'C2')], ['左边的文字', '2026年度', '单位：元'], 'line in three parts')
    tall = [r for r in merges if r.startswith('A5:')]
    check(tall and height(sheet, tall[0]) >= 1000, f'a row of 1000 pt: {tall}')
    check(all(d.height is None or d.height <= 409 for d in sheet.row_dimensions.values()), 'rows of at most 409 pt')
    same(len(sheet.row_breaks.brk), 1, 'page breaks')
    body = sheet.cell(sheet.max_row, 1).value
    check(all(line.startswith('　　') for line in body.split('\n')), f'indents of {body!r}')
    same(sheet.print_title_rows, '$4:$4', 'repeated rows')


def check_many(folder):
    book = openpyxl.load_workbook(folder / 'many.xlsx')
    sheet = book.worksheets[0]
    same(sheet.max_row, 2007, 'rows of the long table')
    first = [f'biaoce.indicators.{i}.{key}' for i in range(10) for key in ('basis', 'describes', 'name', 'target')]
    same(sorted(n for n in names_of(book, sheet) if n.startswith('biaoce.')),
         sorted(first + ['biaoce.indicators.0.level1',
          'biaoce.budget.fiscal', 'biaoce.budget.other', 'biaoce.budget.total', 'biaoce.budget.use', 'biaoce.code',
          'biaoce.name']), 'names when there are too many')


def main():
    writer, folder = sys.argv[1], Path(sys.argv[2])
    subprocess.run([writer, str(folder)], check=True)
    same((folder / 'all.xlsx').read_bytes(), (folder / 'again.xlsx').read_bytes(), 'the same input, the same bytes')
    parts = check_archive(folder / 'all.xlsx')
    check('<ignoredError sqref="A1:G19" numberStoredAsText="1"/>' in parts['xl/worksheets/sheet1.xml'], 'no warnings')
    check('<f>' not in ''.join(parts.values()), 'no formulas')
    check('2026-01-01T00:00:00Z' in parts['docProps/core.xml'], 'creation date')
    check('项目绩效目标表 &lt;A &amp; B&gt;' in parts['docProps/core.xml'], 'title')
    check('<headerFooter differentOddEven="1"><oddFooter>&amp;R&amp;"宋体,Regular"&amp;14— &amp;P —　</oddFooter>'
          '<evenFooter>&amp;L&amp;"宋体,Regular"&amp;14　— &amp;P —</evenFooter></headerFooter>'
          in parts['xl/worksheets/sheet1.xml'], 'page numbers outside')
    check(re.search(r'<mergeCells count="\d+">', parts['xl/worksheets/sheet1.xml']), 'merges')
    check_archive(folder / 'many.xlsx')
    book = openpyxl.load_workbook(folder / 'all.xlsx')
    same(book.sheetnames, ['第7社区道路改造', '类型', 'a／b：［c］＊？', '第7社区道路改造 (2)'], 'sheets')
    same((book.properties.creator, book.properties.language), ('某某财政局', 'zh-CN'), 'properties')
    check_form(book)
    check_types(book)
    check_layout(book)
    check_many(folder)


main()
