"""Compares a workbook with what its record has to show, read by openpyxl; each function yields what is wrong."""
import re
from math import ceil, floor

import openpyxl
from openpyxl.utils import get_column_letter

from expect import normal, same_value

A4 = 9
HEAD_FONT = '黑体'
# Height of a line in units of the type size: the least of the faces that show these forms (宋体 and 仿宋 of Windows).
LINE = 1.14
CELL_PADDING = 3.75  # points left and right of the text together: the 5 pixels that a column width includes


def shown(cell):
    """The text a spreadsheet shows for a cell, for the few number formats that forms use."""
    value = cell.value
    if value is None or isinstance(value, str):
        return value or ''
    code = re.sub(r'_.', '', cell.number_format.split(';')[0])  # room, as wide as a character
    if '?' in code:  # room for digits that are not there
        code = re.sub(r'[?,]+0', '#,##0' if ',' in code else '0', code)
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


def places_of(expected, first, merges):
    """The sheet row in which each row of the form begins (a row higher than a sheet allows, 409 pt, is several there), and
    the column of each cell: where the form's own grid has it, or one behind the other, around what reaches down from
    above."""
    starts, columns, reaching = [first], {}, []
    for row in range(max(cell.row + cell.down for cell in expected.cells)):
        wanted = [cell for cell in expected.cells if cell.row == row]
        reaching = [(end, taken) for end, taken in reaching if end > row]
        covered = set().union(*(taken for _, taken in reaching))
        column = 1
        for cell in wanted:
            while column in covered:
                column += 1
            columns[id(cell)] = column if expected.free else 1 + cell.column
            across = merges.get((starts[-1], columns[id(cell)]), (1, 1))[1]
            if cell.down > 1:
                reaching.append((row + cell.down, set(range(column, column + across))))
            column += across
        heights = [merges.get((starts[-1], columns[id(cell)]), (1, 1))[0] for cell in wanted if cell.down == 1]
        starts.append(starts[-1] + min(heights, default=1))
    return starts, columns


class Flat:
    """A sheet without what its page breaks put into it: 续表, header rows that stand there again, and cuts through merged
    cells. Rows count from 1, as if there were one long page."""

    def __init__(self, sheet):
        self.sheet = sheet
        self.breaks = {page_break.id + 1 for page_break in sheet.row_breaks.brk}
        spans = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
        covered = {(row, column) for area in spans.values() for row in range(area.min_row + 1, area.max_row + 1)
                   for column in range(area.min_col, area.max_col + 1)}
        self.real, added = [], set()  # real: by flat row; added: real rows that a break put in
        seen = {}
        for row in range(1, sheet.max_row + 1):
            texts = {column: normal(str(sheet.cell(row, column).value or '')) for column in range(1, sheet.max_column + 1)
                     if (row, column) not in covered}
            texts = {column: text for column, text in texts.items() if text}
            top = row in self.breaks or row - 1 in added
            if top and (list(texts.values()) == ['续表'] or self.stands_again(texts, seen, spans, row)):
                added.add(row)
                continue
            self.real.append(row)
            seen.setdefault(tuple(sorted(texts.items())), row)
        flat = {row: number for number, row in enumerate(self.real, 1)}
        for row in sorted(added, reverse=True):
            flat[row] = flat[row + 1]
        self.tops = {flat[row] for row in self.breaks}
        self.spans = {(flat[area.min_row], area.min_col): area for area in spans.values() if area.max_row not in added}
        self.merges = {start: (flat[area.max_row] - start[0] + 1, area.max_col - area.min_col + 1)
                       for start, area in self.spans.items()}
        self.last = len(self.real)

    def stands_again(self, texts, seen, spans, row):
        """The texts of an earlier row, all in the type of heads, but for labels that begin again on this page."""
        heads = {column: text for column, text in texts.items() if self.sheet.cell(row, column).font.name == HEAD_FONT}
        labels = all((row, column) in spans for column in texts.keys() - heads.keys())
        return len(heads) > 1 and labels and any(set(heads.items()) <= set(before) for before in seen)

    def cell(self, row, column):
        area = self.spans.get((row, column))
        return self.sheet.cell(area.min_row if area else self.real[row - 1], column)

    def parts(self, row, column, down):
        """The parts in which a cell of so many rows is printed: (first row, rows, columns) of each."""
        at = row
        while at < row + down:
            rows, columns = self.merges.pop((at, column), (1, 1))
            yield at, rows, columns
            at += rows
            if at not in self.tops:
                break


def check_part(flat, row, column, rows, columns):
    cell = flat.cell(row, column)
    area = flat.spans.get((row, column))
    yield from check_fit(flat.sheet, cell, area.max_row - area.min_row + 1 if area else 1, columns)


def check_sheet(sheet, expected):
    flat = Flat(sheet)
    rows = range(1, flat.last + 1)

    def texts(among):
        return ''.join(str(flat.cell(row, column).value or '') for row in among for column in range(1, sheet.max_column + 1))

    first = next((row for row in rows if normal(str(flat.cell(row, 1).value or '')) == normal(expected.cells[0].text)), None)
    if first is None:
        yield f'no cell of column A holds {expected.cells[0].text}'
        return
    above = texts(range(1, first))
    if normal(expected.title) not in normal(above):
        yield f'the title is {above!r}, not {expected.title!r}'
    starts, places = places_of(expected, first, flat.merges)
    last = starts[-1]
    below = texts(range(last, flat.last + 1))
    yield from (f'{text!r} does not stand around the table' for text in expected.around
                if normal(text) not in normal(above) and normal(text) not in normal(below))
    if not expected.free and sheet.max_column != expected.columns:
        yield f'{sheet.max_column} columns, not {expected.columns}'

    for wanted in expected.cells:
        row, column = starts[wanted.row], places[id(wanted)]
        down = starts[wanted.row + wanted.down] - row
        cell = flat.cell(row, column)
        place = cell.coordinate
        if not same_value(wanted, shown(cell)):
            yield f'{place}: {shown(cell)!r} instead of {wanted.text!r}'
        if wanted.kind == 'money' and wanted.text and re.fullmatch(r'[\d.,]+\D*', wanted.text) and isinstance(cell.value, str):
            yield f'{place}: the amount {cell.value!r} is text'
        parts = list(flat.parts(row, column, down))
        covers = sum(rows for _, rows, _ in parts), {columns for _, _, columns in parts}
        across = covers[1] if expected.free else {wanted.across}
        if covers != (down, across):
            yield f'{place}: covers {covers[0]} rows and {covers[1]} columns, not {down} and {wanted.across}'
        if len(parts) > 1 and not wanted.repeats:
            yield f'{place}: a value is cut into {len(parts)} cells'
        for at, rows, columns in parts:
            if normal(shown(flat.cell(at, column))) not in ('', normal(shown(cell)), normal(shown(cell)) + '（续）'):
                yield f'{flat.cell(at, column).coordinate}: {flat.cell(at, column).value!r} below {shown(cell)!r}'
            yield from check_part(flat, at, column, rows, columns)
    yield from (f'merge at row {flat.real[row - 1]} column {column} is not in the form' for row, column in flat.merges
                if first <= row < last)


def check_print_setup(sheet):
    setup = sheet.page_setup
    if str(setup.paperSize) != str(A4):
        yield f'paper size {setup.paperSize}, not A4'
    fits = sheet.sheet_properties.pageSetUpPr and sheet.sheet_properties.pageSetUpPr.fitToPage
    if fits and sheet.row_breaks.brk:
        yield 'the sheet is fitted to the page, and Excel takes no notice of its breaks'
    if fits and setup.fitToWidth not in (None, 1) or not fits and not 85 <= int(setup.scale or 100) <= 100:
        yield f'the sheet is neither fitted to the width of the page nor printed in a fair scale ({setup.scale})'


def check_workbook(path, expected):
    book = openpyxl.load_workbook(path)
    if len(book.worksheets) != 1:
        yield f'{len(book.worksheets)} sheets for one record'
    yield from check_sheet(book.worksheets[0], expected)
    yield from check_print_setup(book.worksheets[0])
