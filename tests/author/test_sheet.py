#!/usr/bin/env python3
"""The shape of tables: paper that turns, numbers of columns and lines, lists in halves, against the pages and sheets.

    test_sheet.py BIAOCE [unittest arguments]
"""
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import openpyxl
import yaml

BIAOCE = None
OK, ERRORS = range(2)


class Commands(unittest.TestCase):
    def setUp(self):
        self.place = tempfile.TemporaryDirectory()
        self.addCleanup(self.place.cleanup)
        self.folder = Path(self.place.name)

    def write(self, name, what):
        text = what if isinstance(what, str) else yaml.dump(what, allow_unicode=True, sort_keys=False)
        (self.folder / name).write_text(text, encoding='utf-8')
        return self.folder / name

    def biaoce(self, *words, expect=OK):
        done = subprocess.run([BIAOCE, *map(str, words), '-q', '--diagnostics', 'json'], capture_output=True, timeout=120,
                              env={**os.environ, 'LC_ALL': 'C.UTF-8'})
        self.assertEqual(done.returncode, expect, done.stderr.decode())
        return done.stdout.decode(), [json.loads(line) for line in done.stderr.decode().splitlines() if line.startswith('{')]

    def trace(self, template, record, expect=OK, force=False):
        words = ['render', '-t', self.write('form.yaml', template), self.write('record.yaml', record), '-f', 'trace', '-o', '-']
        return self.biaoce(*words, *(['--force'] if force else []), expect=expect)

    def sheet(self, template, record, *more):
        out = self.folder / 'out.xlsx'
        self.biaoce('render', '-t', self.write('form.yaml', template), self.write('record.yaml', record), '-f', 'xlsx', '-o', out, *more)
        return openpyxl.load_workbook(out).worksheets[0]


def codes(messages):
    return [m['code'] for m in messages]


PROGRESS = '''
form: progress
extends: [gb9704]
paper: {orientation: ORIENTATION, margins: {top: 20mm, bottom: 20mm, left: 20mm, right: 20mm}}
fields:
  months: {label: 月份, type: list, of: text}
  items:
    label: 项目
    type: list
    of: {name: 项目名称, budget: {label: 预算数, type: money, unit: 万元}, spent: {label: 支出, type: list, of: money}}
layout:
  - table:
      WHOLE
      widths: [3, 2, {each: months, share: 2}, 2]
      header:
        - [{label: 项目, down: 2}, {label: 预算数, down: 2}, {label: 支出, across: {each: months}}, {label: 合计, down: 2}]
        - [{each: months, label: $(this)月}]
      rows: [{each: items, rows: [[=name, =budget, {each: spent}, =spent.sum()]]}]
'''
FIXED = '''
form: fixed
extends: [gb9704]
paper: {orientation: ORIENTATION}
fields: {name: 名称, a: {label: 甲, type: money, unit: 元}, b: {label: 乙, type: money, unit: 元}}
layout: [{table: {widths: [6, 1, 1], header: [[名称, 甲, 乙]], rows: [[=name, =a, =b]]}}]
'''


def progress(orientation, split=False):
    return PROGRESS.replace('ORIENTATION', orientation).replace('WHOLE', 'split: columns' if split else 'rule: 0.5pt')


def months(n, amount='2000.75'):
    return {'form': 'progress', '月份': [*range(1, n + 1)], '项目': [{'项目名称': '路', '预算数': amount, '支出': [amount] * n}]}


def is_upright(trace):
    width, height = re.search(r'^page 1 (\S+)x(\S+)', trace, re.M).groups()
    return float(width) < float(height)


class PaperThatTurns(Commands):
    def test_turns_when_upright_has_no_room(self):
        """Exactly when the same form upright would have to set an amount smaller, or part it."""
        turned = []
        for n in range(1, 15):
            trace, said = self.trace(progress('auto'), months(n))
            upright, narrow = self.trace(progress('portrait'), months(n))
            self.assertEqual(not is_upright(trace), bool({'W404', 'W405'} & {*codes(narrow)}), n)
            if is_upright(trace):
                self.assertEqual((trace, said), (upright, narrow))
            else:
                self.assertEqual((trace, said), self.trace(progress('landscape'), months(n)))
            turned.append(not is_upright(trace))
        self.assertEqual(turned, sorted(turned))
        self.assertEqual({*turned}, {False, True})

    def test_columns_of_fixed_shares_count(self):
        for amount, upright in (('10', True), ('1234567890.12', False)):
            trace, _ = self.trace(FIXED.replace('ORIENTATION', 'auto'), {'form': 'fixed', '名称': '道路', '甲': amount, '乙': amount})
            self.assertEqual(is_upright(trace), upright, amount)

    def test_turns_before_it_is_cut(self):
        for n, pages in ((3, 1), (9, 1)):
            trace, _ = self.trace(progress('auto', split=True), months(n))
            self.assertEqual(len(re.findall("路", trace)), pages)
        trace, _ = self.trace(progress('auto', split=True), months(40))
        self.assertFalse(is_upright(trace))
        self.assertGreater(len(re.findall(r'路', trace)), 1)

    def test_each_record_by_itself(self):
        """In files, workbooks and books."""
        template, record = self.write('progress.yaml', progress('auto')), self.write('all.yaml', [months(2), months(12), months(3)])
        wanted = ['portrait', 'landscape', 'portrait']
        self.biaoce('render', '-t', template, record, '-f', 'xlsx', '--one-workbook', '-o', self.folder / 'all.xlsx')
        sheets = openpyxl.load_workbook(self.folder / 'all.xlsx').worksheets
        self.assertEqual([s.page_setup.orientation for s in sheets][-3:], wanted)
        book = self.write('book.yaml', {'book': '汇编', 'style': 'gb9704', 'parts': [{'section': '一', 'forms': 'all.yaml'}]})
        self.biaoce('book', '-T', self.folder, book, '-f', 'pdf,xlsx', '-o', self.folder / 'bound')
        sheets = openpyxl.load_workbook(self.folder / 'bound/汇编.xlsx').worksheets
        self.assertEqual([s.page_setup.orientation for s in sheets][-3:], wanted)
        sizes = subprocess.run(['pdfinfo', '-f', '1', '-l', '9', self.folder / 'bound/汇编.pdf'], capture_output=True).stdout.decode()
        sizes = [tuple(map(float, size)) for size in re.findall(r'Page +\d+ size: +(\S+) x (\S+)', sizes)]
        self.assertEqual(['portrait' if w < h else 'landscape' for w, h in sizes][-3:], wanted)

    def test_empty_form(self):
        for labels, upright in ((2, True), (14, False)):
            template = progress('auto').replace('type: list, of: text', f'type: list, of: text, blank: {[*range(1, labels + 1)]}')
            self.write('form.yaml', template)
            self.biaoce('blank', self.folder / 'form.yaml', '-f', 'trace', '-o', self.folder / f'blank{labels}')
            trace = next((self.folder / f'blank{labels}').iterdir()).read_text(encoding='utf-8')
            self.assertEqual(is_upright(trace), upright, labels)


STROKES = """
form: strokes
extends: [gb9704]
layout:
  - table:
      rule: dotted
      frame-rule: double
      widths: [1, 1, 1]
      rows:
        - [甲, {label: 乙, style: {border: {bottom: 1pt dashed, right: thick}}}, 丙]
        - [丁, 戊, {label: 己, style: {border: {left: dashed}}}]
"""


class LinesOfCells(Commands):
    def test_workbook(self):
        sheet = self.sheet(STROKES, {'form': 'strokes'})
        sides = {cell.value: cell.border for row in sheet.iter_rows() for cell in row if cell.value}
        style = lambda name, side: getattr(sides[name], side).style
        self.assertEqual([style(*at) for at in (('甲', 'left'), ('甲', 'top'), ('甲', 'right'), ('乙', 'bottom'), ('乙', 'right'),
                                                ('己', 'left'), ('己', 'bottom'), ('丁', 'top'))],
                         ['double', 'double', 'dotted', 'mediumDashed', 'medium', 'dashed', 'double', 'dotted'])

    def test_page(self):
        trace, _ = self.trace(STROKES, {'form': 'strokes'})
        rules = re.findall(r'^rule ([hv]) (\S+) (\S+) (\S+) (\S+) ?(\w*)', trace, re.M)
        self.assertEqual({(weight, kind) for *_, weight, kind in rules},
                         {('1.000', ''), ('0.500', 'dotted'), ('1.000', 'dashed'), ('1.500', ''), ('0.500', 'dashed')})
        # Two lines at each side of the frame, of which the inner ones end before the outer ones.
        long = sorted(float(length) for _, _, _, length, weight, kind in rules if (weight, kind) == ('1.000', ''))
        self.assertEqual(len(long), 8)
        self.assertEqual([round(long[i + 2] - long[i], 3) for i in (0, 1, 4, 5)], [4.0] * 4)


if __name__ == '__main__':
    BIAOCE = sys.argv.pop(1)
    unittest.main()
