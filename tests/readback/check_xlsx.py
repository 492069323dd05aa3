"""Compares a workbook with what its record has to show, read by openpyxl; each function yields what is wrong."""
import re
from math import ceil, floor

import openpyxl
from openpyxl.utils import get_column_letter

from expect import normal, same_value

A4 = 9
# Height of a line in units of the type size: the least of the faces that show these forms (宋体 and 仿宋 of Windows).
LINE = 1.14
CELL_PADDING = 3.75  # points left and right of the text together: the 5 pixels that a column width includes


def shown(cell):
    """The text a spreadsheet shows for a cell, for the few number formats that forms use."""
    value = cell.value
    if value is None or isinstance(value, str):
        return value or ''
    code = cell.number_format.split(';')[0]
    literal = re.compile(r'"([^"]*)"|\\(.)')
    core = literal.sub('', code)
    if core not in ('General', '@') and not re.fullmatch(r'(#,##)?0(\.[0#]+)?%?', core):
        raise ValueError(f'{cell.coordinate}: number format {code!r} is not known to this test')
    number = value * 100 if core.endswith('%') else value
    if core in ('General', '@'):
        text = f'{number:.15g}'
    else:
        places = len(core.rstrip('%').partition('.')[2])
        text = f'{number:{"," if "#,##" in core else ""}.{places}f}'
        if core.rstrip('%').endswith('#'):
            text = text.rstrip('0').rstrip('.')
    at = re.search(r'General|@|[#0]', code)
    before, after = code[:at.start()] if at else '', code[at.start():] if at else code
    words = [''.join(a or b for a, b in literal.findall(part)) for part in (before, after)]
    return words[0] + text + ('%' if core.endswith('%') else '') + words[1]


def digit_pixels(book):
    """Width of a digit of the workbook's normal font on a screen of 96 dpi, the unit of column widths."""
    normal_font = book._named_styles['Normal'].font
    if normal_font.name in ('宋体', '黑体', '仿宋_GB2312', '楷体_GB2312'):
        return ceil(round(normal_font.sz * 96 / 72) / 2)  # digits of Chinese faces are half as wide as high
    return 7  # Calibri 11


def column_points(sheet, column):
    """Width of a column as a spreadsheet draws it."""
    digit = digit_pixels(sheet.parent)
    width = 8.43
    for dimension in sheet.column_dimensions.values():
        if dimension.min and dimension.min <= column <= dimension.max and dimension.width:
            width = dimension.width
    return floor((256 * width + floor(128 / digit)) / 256 * digit) * 0.75


def lines_needed(text, points, size):
    """How many lines the text takes at least when every character may stand at a line's end."""
    count = 0
    for paragraph in text.split('\n'):
        used, count = 0.0, count + 1
        for character in paragraph:
            wide = size if ord(character) > 0x2E7F or character in '—…“”‘’·' else size * 0.5
            if used + wide > points and used:
                used, count = 0.0, count + 1
            used += wide
    return count


def check_fit(sheet, cell, down, across):
    """Rows of a merged cell do not grow by themselves, so the heights in the file have to be enough."""
    size = cell.font.sz or 11
    width = sum(column_points(sheet, cell.column + i) for i in range(across)) - CELL_PADDING
    height = sum(sheet.row_dimensions[cell.row + i].height or 0 for i in range(down))
    need = lines_needed(shown(cell), width, size) * size * LINE
    if not cell.alignment.wrap_text and not cell.alignment.shrink_to_fit and need > size * LINE:
        yield f'{cell.coordinate}: a text of several lines is not wrapped'
    if height + 0.5 < need:
        yield f'{cell.coordinate}: {height:.1f} pt high, {need:.1f} needed for {shown(cell)!r}'


def sheet_rows(expected, first, merges):
    """The sheet row in which each row of the form begins: a row higher than a sheet allows (409 pt) is several there."""
    starts, rows = [first], max(cell.row + cell.down for cell in expected.cells)
    for row in range(rows):
        heights = [merges.get((starts[-1], 1 + cell.column), (1, 1))[0] for cell in expected.cells
                   if cell.row == row and cell.down == 1]
        starts.append(starts[-1] + min(heights, default=1))
    return starts


def check_sheet(sheet, expected):
    first = next((row[0].row for row in sheet.iter_rows(max_col=1)
                  if normal(row[0].value or '') == normal(expected.cells[0].text)), None)
    if first is None:
        yield f'no cell of column A holds {expected.cells[0].text}'
        return
    above = ''.join(str(cell.value or '') for row in sheet.iter_rows(max_row=first - 1) for cell in row) if first > 1 else ''
    if normal(expected.title) not in normal(above):
        yield f'the title is {above!r}, not {expected.title!r}'
    merges = {(area.min_row, area.min_col): (area.max_row - area.min_row + 1, area.max_col - area.min_col + 1)
              for area in sheet.merged_cells.ranges if area.min_row >= first}
    starts = sheet_rows(expected, first, merges)
    last = starts[-1]
    below = ''.join(str(cell.value or '') for row in sheet.iter_rows(min_row=last) for cell in row)
    yield from (f'{text!r} does not stand around the table' for text in expected.around
                if normal(text) not in normal(above) and normal(text) not in normal(below))
    if sheet.max_column != expected.columns:
        yield f'{sheet.max_column} columns, not {expected.columns}'

    for wanted in expected.cells:
        row, column = starts[wanted.row], 1 + wanted.column
        down = starts[wanted.row + wanted.down] - row
        cell = sheet.cell(row, column)
        place = f'{get_column_letter(column)}{row}'
        if not same_value(wanted, shown(cell)):
            yield f'{place}: {shown(cell)!r} instead of {wanted.text!r}'
        if wanted.kind == 'money' and wanted.text and re.fullmatch(r'[\d.,]+\D*', wanted.text) and isinstance(cell.value, str):
            yield f'{place}: the amount {cell.value!r} is text'
        merge = merges.pop((row, column), (1, 1))
        if merge != (down, wanted.across):
            yield f'{place}: covers {merge[0]} rows and {merge[1]} columns, not {down} and {wanted.across}'
        yield from check_fit(sheet, cell, *merge)
    yield from (f'merge at row {row} column {column} is not in the form' for row, column in merges if row < last)


def check_print_setup(sheet):
    setup = sheet.page_setup
    if str(setup.paperSize) != str(A4):
        yield f'paper size {setup.paperSize}, not A4'
    if not sheet.sheet_properties.pageSetUpPr or not sheet.sheet_properties.pageSetUpPr.fitToPage or setup.fitToWidth not in (None, 1):
        yield 'the sheet is not fitted to the width of the page'


def check_workbook(path, expected):
    book = openpyxl.load_workbook(path)
    if len(book.worksheets) != 1:
        yield f'{len(book.worksheets)} sheets for one record'
    yield from check_sheet(book.worksheets[0], expected)
    yield from check_print_setup(book.worksheets[0])
