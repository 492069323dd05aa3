#!/usr/bin/env python3
"""Records laid out as tables: what is read back must print as the record that was written by hand.

    test_intake.py BIAOCE [unittest arguments]

Each record of examples/ becomes rows in several ways: heads in one row or two, cells merged over the rows of a list or
repeated in each, lists on the same sheet or on their own, CSV and XLSX, with a title, a line with the unit, numbers of
columns and a total around them.
"""
import csv
import io
import json
import os
import random
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import openpyxl
import yaml

BIAOCE = None
EXAMPLES = Path(__file__).resolve().parents[2] / 'examples'
LEVELS = ('一级指标', '二级指标')
RESERVED = {'form', '表样', '表单', '模板', '豁免', 'allow'}


def run(*args, status=0, cwd=None):
    env = {**os.environ, 'LANGUAGE': 'en', 'LC_ALL': 'C.UTF-8'}
    done = subprocess.run([BIAOCE, *map(str, args)], capture_output=True, env=env, check=False, cwd=cwd)
    if status is not None and done.returncode != status:
        raise AssertionError(f'{args}: {done.returncode}\n{done.stderr.decode()}')
    return done.stdout.decode(), done.stderr.decode()


def elements(value, levels=()):
    """The elements of a list that may be written nested by its levels."""
    if isinstance(value, list):
        for item in value:
            yield {**dict(zip(LEVELS, levels)), **item}
    elif len(levels) < len(LEVELS) and all(isinstance(inner, (dict, list)) for inner in value.values()):
        for name, inner in value.items():
            yield from elements(inner, (*levels, name))
    else:
        yield {**dict(zip(LEVELS, levels)), **value}


def is_list_of_maps(value):
    if isinstance(value, list):
        return any(isinstance(item, dict) for item in value)
    return isinstance(value, dict) and any(is_list_of_maps(inner) or (isinstance(inner, dict) and is_list_of_maps(inner))
                                           for inner in value.values() if isinstance(inner, (dict, list)))


def flatten(record):
    """(columns of the record: head parts → value, lists of maps: name → elements)"""
    columns, lists = {}, {}

    def add(path, value):
        if isinstance(value, dict):
            for key, inner in value.items():
                add((*path, key), inner)
        elif isinstance(value, list):
            for i, item in enumerate(value, 1):
                columns[(*path[:-1], f'{path[-1]}{i}' if len(value) > 1 else path[-1])] = item
        elif value is not None:
            columns[path] = value

    for key, value in record.items():
        if key in RESERVED:
            continue
        if is_list_of_maps(value):
            lists[key] = list(elements(value))
        else:
            add((key,), value)
    return columns, lists


class Table:
    """Head parts of columns, and rows of values; `spans` are rows that cells of the record are merged over."""

    def __init__(self, heads):
        self.heads, self.rows, self.spans = heads, [], []

    def head_rows(self, two):
        if not two:
            return [['/'.join(parts) for parts in self.heads]]
        upper = [parts[0] if len(parts) > 1 else '/'.join(parts) for parts in self.heads]
        return [upper, ['/'.join(parts[1:]) for parts in self.heads]]


def lay_out(record, with_list, repeat):
    """The table of a record, with the elements of that list in its rows, and what the record's cells span."""
    columns, lists = flatten(record)
    items = lists.get(with_list, [{}])
    inner = list(dict.fromkeys(key for item in items for key in item))
    table = Table([*columns, *((with_list, key) for key in inner)])
    for i, item in enumerate(items):
        own = list(columns.values()) if repeat or not i else [None] * len(columns)
        table.rows.append([*own, *(item.get(key) for key in inner)])
    if not repeat:
        table.spans.append((0, len(items), len(columns)))
    return table


def as_text(value):
    return '' if value is None else value if isinstance(value, str) else str(value)


def write_csv(path, table, two, chance):
    rows = [[as_text(value) for value in row] for row in (*table.head_rows(two), *table.rows)]
    if chance.random() < 0.5:
        rows.insert(0, ['2025年度项目表'] + [''] * (len(table.heads) - 1))
    out = io.StringIO()
    csv.writer(out, delimiter=chance.choice(',;\t'), lineterminator=chance.choice(['\n', '\r\n'])).writerows(rows)
    path.write_bytes(out.getvalue().encode(chance.choice(['utf-8', 'utf-8-sig', 'gb18030', 'utf-16'])))


def write_sheet(sheet, table, two, chance):
    line = 1
    if chance.random() < 0.5:
        sheet.cell(1, 1, '2025年度项目表')
        sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(table.heads))
        line = 3
    heads = table.head_rows(two)
    for i, row in enumerate(heads):
        for column, text in enumerate(row, 1):
            if text:
                sheet.cell(line + i, column, text)
    first = 0
    for column in range(1, len(table.heads) + 1):
        upper = [parts[0] for parts in table.heads]
        if two and len(table.heads[column - 1]) == 1:
            sheet.merge_cells(start_row=line, end_row=line + 1, start_column=column, end_column=column)
        elif two and column - 1 == upper.index(upper[column - 1]):
            last = max(i for i, name in enumerate(upper) if name == upper[column - 1])
            if last > column - 1 and all(name == upper[column - 1] for name in upper[column - 1:last + 1]):
                for merged in range(column + 1, last + 2):
                    sheet.cell(line, merged).value = None
                sheet.merge_cells(start_row=line, end_row=line, start_column=column, end_column=last + 1)
    first = line + len(heads)
    for i, row in enumerate(table.rows):
        for column, value in enumerate(row, 1):
            if value is not None:
                sheet.cell(first + i, column, as_text(value)).data_type = 's'
    for start, count, columns in table.spans:
        for column in range(1, columns + 1):
            if count > 1:
                sheet.merge_cells(start_row=first + start, end_row=first + start + count - 1, start_column=column,
                                  end_column=column)


class Records(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def printed(self, path, form):
        out = self.folder / 'out'
        out.mkdir(exist_ok=True)
        trace, said = run('render', '-q', '--force', '--no-check', '-t', form, path, '-f', 'trace', '-o', '-', status=None)
        return trace, said

    def check(self, path, form, expected):
        trace, said = self.printed(path, form)
        self.assertEqual(trace, expected, f'{path.name}\n{said}')

    def test_examples(self):
        tried = 0
        for file in sorted(EXAMPLES.glob('*.yaml')):
            records = list(yaml.load_all(file.read_text(encoding='utf-8'), yaml.BaseLoader))
            record = records[0]
            if len(records) > 1 or not isinstance(record, dict) or not record.get('form', record.get('表单')):
                continue
            form = record.get('form', record.get('表单'))
            columns, lists = flatten(record)
            if len(lists) > 1:
                continue
            plain = self.folder / 'plain.json'
            plain.write_text(json.dumps(record, ensure_ascii=False), encoding='utf-8')
            expected, _ = self.printed(plain, form)
            name = next(iter(lists), None)
            for seed in range(2):
                chance = random.Random(f'{file.name}{seed}')
                with self.subTest(file=file.name, seed=seed):
                    table = lay_out(record, name, repeat=chance.random() < 0.5)
                    two = chance.random() < 0.5
                    write_csv(self.folder / 'r.csv', table, False, chance)
                    self.check(self.folder / 'r.csv', form, expected)
                    book = openpyxl.Workbook()
                    write_sheet(book.active, table, two, chance)
                    book.save(self.folder / 'r.xlsx')
                    self.check(self.folder / 'r.xlsx', form, expected)
                    tried += 1
        self.assertGreater(tried, 30)


if __name__ == '__main__':
    BIAOCE = os.path.abspath(sys.argv.pop(1))
    unittest.main()
