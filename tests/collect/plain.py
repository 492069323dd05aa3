"""Sheets without any marks, as departments make them by hand: only texts, numbers and merged cells."""
import random
import re

import forms
import openpyxl
from openpyxl.cell.cell import MergedCell


class Plain:
    def __init__(self, path):
        """What stands on the first sheet; formulas do not, for nothing has computed them."""
        sheet = openpyxl.load_workbook(path).worksheets[0]
        self.cells = {}
        for row in sheet.iter_rows():
            for cell in row:
                if not isinstance(cell, MergedCell) and cell.value is not None and cell.data_type != 'f':
                    self.cells[cell.row, cell.column] = cell.value, cell.number_format
        self.merged = [(a.min_row, a.min_col, a.max_row, a.max_col) for a in sheet.merged_cells.ranges]

    def save(self, path, title='Sheet1'):
        book = openpyxl.Workbook()
        book.active.title = title
        self.write(book.active)
        book.save(path)

    def write(self, sheet):
        for (row, column), (value, number_format) in self.cells.items():
            cell = sheet.cell(row, column, value)
            cell.number_format = number_format
            if isinstance(value, str):
                cell.data_type = 's'
        for area in self.merged:
            if area[:2] != area[2:]:
                sheet.merge_cells(start_row=area[0], start_column=area[1], end_row=area[2], end_column=area[3])

    def insert_rows(self, at, count=1):
        self.cells = {(row + count * (row >= at), column): value for (row, column), value in self.cells.items()}
        self.merged = [(a + count * (a >= at), b, c + count * (c >= at), d) for a, b, c, d in self.merged]

    def insert_columns(self, at, count=1):
        self.cells = {(row, column + count * (column >= at)): value for (row, column), value in self.cells.items()}
        self.merged = [(a, b + count * (b >= at), c, d + count * (d >= at)) for a, b, c, d in self.merged]

    def delete_row(self, at):
        self.cells = {(row - (row > at), column): value for (row, column), value in self.cells.items() if row != at}
        self.merged = [(a - (a > at), b, c - (c >= at), d) for a, b, c, d in self.merged if not a == c == at]

    def swap_rows(self, one, other):
        """Rows that nothing is merged over."""
        swapped = {one: other, other: one}
        self.cells = {(swapped.get(row, row), column): value for (row, column), value in self.cells.items()}
        self.merged = [(swapped.get(a, a), b, swapped.get(c, c), d) if a == c else (a, b, c, d) for a, b, c, d in self.merged]

    def tear(self):
        self.merged = []

    def find(self, text):
        """The cell that has this text, blanks aside."""
        return next(place for place, (value, _) in sorted(self.cells.items())
                    if isinstance(value, str) and re.sub(r'\s', '', value) == text)

    def respell(self, labels, seed=0):
        """Writes labels otherwise: set wide, with colons, other brackets, ordinals, units."""
        chance = random.Random(seed)
        for place, (value, number_format) in sorted(self.cells.items()):
            if isinstance(value, str) and re.sub(r'\s', '', value) in labels:
                self.cells[place] = respelled(value, chance), number_format


def respelled(text, chance):
    kind = chance.randrange(6)
    if kind == 0:
        return '　'.join(re.sub(r'\s', '', text))
    if kind == 1:
        return f' {text}：'
    if kind == 2:
        return text.replace('（', '(').replace('）', ')').replace('：', ':') + '\n'
    if kind == 3:
        return f'{text}（必填）'
    if kind == 4:
        return f'{chance.randrange(1, 9)}.{text}'
    return re.sub(r'[（(].*?[）)]', '', text) or text


def labels_of(filled):
    """Words of a form that was filled in: what stands in no cell of a value, in no column of a list, and is locked, for
    among open ones there are values."""
    values = set(filled.cells.values())
    for path, (top, bottom, _, _) in filled.fences.items():
        columns = set(forms.columns_of(filled, path).values())
        values |= {(row, column) for row in range(top + 1, bottom) for column in columns}
    return {re.sub(r'\s', '', cell.value) for row in filled.sheet.iter_rows() for cell in row
            if isinstance(cell.value, str) and (cell.row, cell.column) not in values and len(cell.value) < 40
            and cell.protection.locked and not re.search(r'\d{4}', cell.value)}
