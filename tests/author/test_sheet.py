#!/usr/bin/env python3
"""The shape of tables: paper that turns, numbers of columns and lines, lists in halves, against the pages and sheets.

    test_sheet.py BIAOCE [unittest arguments]
"""
import html
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest
import zipfile
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from random import Random

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


NUMBERED = """
form: numbered
extends: [gb9704]
paper: {size: A3, orientation: landscape}
fields:
  months: {label: 月份, type: list, of: text}
  items:
    label: 明细
    type: list
    of:
      group: 组
      name: 项目
      base: {label: 基数, type: money, unit: 万元}
      total: {label: 合计, type: money, unit: 元}
      rate: {label: 比率, type: percent}
      m: {label: 各月, type: list, of: {a: {label: 预算, type: money, unit: 万元}, b: {label: 支出, type: money, unit: 万元}, c: {label: 差额, type: money, unit: 万元}}}
styles:
  cell: {size: 7pt, padding: 1pt}
layout:
  - table:
      widths: auto
      header:
        - [{label: 行次}, {label: 项目}, {label: 基数}, {each: months, cells: [甲, 乙, 丙]}, 合计, 比率]
        - columns: ['', 栏次, ①, {each: months, cells: [②, ③, ④=②-③]}, '⑤＝①+②+…', '⑥=⑤÷①×100%']
      rows:
        - [{line: 1=2+…}, 总计, '', {each: months, cells: ['', '', '']}, '', '']
        - each: items
          by: group
          rows:
            - [{line: 2=3+…}, =group, '', {each: months, cells: ['', '', '']}, '', '']
            - each: these
              rows: [[{line: 3}, =name, =base, {each: m, cells: [=a, =b, =c]}, =total, =rate]]
"""
PLAIN = """
form: plain
extends: []
fields: {a: {label: 甲, type: money, unit: 元}, b: {label: 乙, type: money, unit: 元}, c: {label: 丙, type: money, unit: 元}, r: {label: 率, type: number}}
layout:
  - table:
      widths: [1, 2, 2, 2, 2]
      header: [{columns: [栏次, COLUMNS]}]
      rows: [[{line: 1}, =a, =b, =c, =r], [{line: LINE}, '', '', '', '']]
"""


def circled(n):
    return chr(0x2460 + n - 1) if n <= 20 else str(n)


class NumbersOfColumnsAndLines(Commands):
    def record(self, random, months):
        """Amounts, the parts that are left out of it, and what all of them are."""
        groups = []
        for g in range(random.randint(1, 3)):
            rows = []
            for i in range(random.randint(1, 4)):
                m = [[Decimal(random.randint(-999, 9999)) / 100 for _ in 'ab'] for _ in range(months)]
                rows.append((Decimal(random.randint(1, 99999)) / 100, m))
            groups.append(rows)
        return groups

    def test_random(self):
        """Numbers, printed formulas and all values against a plain computation; some of them are given, some left out."""
        random = Random(11)
        for months in (1, 2, 3, 7):
            groups, items = self.record(random, months), []
            sums = lambda rows: (sum(b for b, _ in rows), [[sum(m[k][j] for _, m in rows) for j in range(2)] for k in range(months)])
            expected = [sums([row for rows in groups for row in rows])]
            for g, rows in enumerate(groups):
                expected.append(sums(rows))
                for base, m in rows:
                    item = {'组': f'g{g}', '项目': 'x', '基数': str(base), '各月': [{'预算': str(a), '支出': str(b)} for a, b in m]}
                    if random.random() < 0.5:
                        item['各月'][-1]['差额'] = str(m[-1][0] - m[-1][1])
                        item['合计'] = str((base + sum(a for a, _ in m)) * 10000)
                    items.append(item)
                    expected.append((base, m))
            sheet = self.sheet(NUMBERED, {'form': 'numbered', '月份': [*range(months)], '明细': items})
            rows = [[cell.value for cell in row if cell.value is not None] for row in sheet.iter_rows()]
            numbers = [circled(1)]
            for k in range(months):
                numbers += [circled(3 * k + 2), circled(3 * k + 3), '='.join((circled(3 * k + 4), f'{circled(3 * k + 2)}-{circled(3 * k + 3)}'))]
            seconds = [circled(3 * k + 2) for k in range(months)]
            spelled = '+'.join(seconds) if months <= 4 else f'{seconds[0]}+{seconds[1]}+…+{seconds[-1]}'
            last = 3 * months + 2
            numbers += [f'{circled(last)}＝①+{spelled}', f'{circled(last + 1)}={circled(last)}÷①×100%']
            self.assertEqual(rows[1], ['栏次', *numbers])
            self.assertEqual(len(rows), 2 + len(expected))
            for row, (base, m) in zip(rows[2:], expected):
                total = base + sum(a for a, _ in m)
                wanted = [base] + [v for a, b in m for v in (a, b, a - b)]
                self.assertEqual([round(Decimal(v), 2) for v in row[2:-2]], wanted)
                yuan = row[-2] > 10 * total or row[0].isdigit() # rows of the record have the unit of their field
                self.assertEqual(round(Decimal(row[-2]), 2), total * 10000 if yuan else total)
                self.assertEqual(round(Decimal(row[-1]), 2), (total / base * 100).quantize(Decimal('0.01'), ROUND_HALF_UP))
            lines = [str(row[0]) for row in rows[2:]]
            self.assertEqual([line.split('=')[0] for line in lines], [str(i + 1) for i in range(len(lines))])
            at = 2
            for rows_of in groups:
                members = [str(at + 1 + i) for i in range(len(rows_of))]
                self.assertEqual(lines[at - 1], f'{at}=' + '+'.join(members))
                at += 1 + len(members)

    def check(self, columns, record, line='2=1'):
        template = self.write('plain.yaml', PLAIN.replace('COLUMNS', columns).replace('LINE', f"'{line}'"))
        done = subprocess.run([BIAOCE, 'check', '-q', '-t', template, self.write('r.yaml', record), '--diagnostics', 'json'],
                              capture_output=True, env={**os.environ, 'LC_ALL': 'C.UTF-8'})
        return [json.loads(text) for text in done.stderr.decode().splitlines() if text.startswith('{')]

    def test_checked(self):
        """(what the columns say, the record, the difference that is told)"""
        for columns, given, away in (
                ('1, 2, 3=1+2, 4', {'甲': 1, '乙': 2, '丙': 3}, None),
                ('1, 2, 3=1+2, 4', {'甲': 1, '乙': 2, '丙': '3.01'}, '0.01'),
                ('1, 2, 3=1+2, 4', {'甲': 1, '丙': 3}, '2'),
                ('1, 2, 3=1+2, 4', {'丙': 3}, None),
                ('1, 2, 3=1-2, 4', {'甲': 1, '乙': 2, '丙': -1}, None),
                ('1, 2, 3=2-(1-2), 4', {'甲': 1, '乙': 2, '丙': 2}, '-1'),
                ('1, 2, 3, 4=1/2*100%', {'甲': 1, '乙': 3, '率': 33.3}, None),
                ('1, 2, 3, 4=1/2*100%', {'甲': 1, '乙': 3, '率': 33.4}, '0.1'),
                ('1, 2, 3, 4=1/2', {'甲': 1, '乙': 3, '率': 0.33333}, None),
                ('1, 2, 3, 4=1/2', {'甲': 1, '乙': 0, '率': 5}, None),
                ('1, 2, 3=1*5%, 4', {'甲': 200, '丙': 10}, None),
                ('1, 2, 3=1*1.5, 4', {'甲': 200, '丙': 310}, '10'),
                ('A, B, C=A+B, D', {'甲': 1, '乙': 1, '丙': 1}, '-1'),
                ('（1）, （2）, （3）＝（1）＋（2）, 4', {'甲': 1, '乙': 1, '丙': 1}, '-1'),
                ('1, 2, 3, 4=1+…+3', {'甲': 1, '乙': 1, '丙': 1, '率': 4}, '1')):
            said = [m for m in self.check(columns, {'form': 'plain', **given}) if m['code'].startswith(('E45', 'W45'))]
            self.assertEqual([(m['code'], m['message'].split('difference ')[1].rstrip(')')) for m in said],
                             [('E455', away)] if away else [], (columns, given))

    def test_words(self):
        said = self.check('1, 2, 3=1+2, 4', {'form': 'plain', '甲': '见附表', '乙': 2, '丙': 3})
        self.assertIn('W450', codes(said))
        self.assertNotIn('E455', codes(said))

    def test_wrong(self):
        """(columns, line, code)"""
        for columns, line, code in (('1, 2, 3=1+7, 4', '2=1', 'E450'), ('1, 2, 2=1, 4', '2=1', 'E451'), ('1, 2, 3=1+4, 4=3', '2=1', 'E452'),
                                    ('1, 2, 3=1+, 4', '2=1', 'E453'), ('1, 2, 3=(1+2, 4', '2=1', 'E453'), ('1, 2, 3=1+x, 4', '2=1', 'E453'),
                                    ('1, 2, 3=4+…, 4', '2=1', 'E454'), ('1, 2, 3, 4', '合计', 'E453'), ('1, 2, 3, 4', '2=3', 'E450'),
                                    ('1, 2, 3, 4', '2=2', 'E452'), ('1, 2, 3=2+…+1, 4', '2=1', 'E453')):
            said = self.check(columns, {'form': 'plain'}, line)
            self.assertEqual(codes(said), [code], (columns, line, said))
        template = NUMBERED.replace("'⑤＝①+②+…'", '⑤＝①+②')
        self.assertEqual(codes(self.trace(template, {'form': 'numbered'}, expect=ERRORS)[1]), ['E454'])

    def test_empty_form(self):
        self.write('form.yaml', NUMBERED)
        self.biaoce('blank', self.folder / 'form.yaml', '-f', 'xlsx', '-o', self.folder / 'blank')
        sheet = openpyxl.load_workbook(next((self.folder / 'blank').iterdir())).worksheets[0]
        values = [cell.value for row in sheet.iter_rows() for cell in row if cell.value]
        self.assertIn('⑬=⑪-⑫', values) # of four elements
        self.assertIn('2=3+4+…+12', values)


MERGED = """
form: merged
extends: [gb9704]
fields:
  items: {label: 指标, type: list, of: {a: 一级, b: 二级, c: 三级, amount: {label: 分值, type: integer}}}
layout:
  - table:
      widths: [1, 1, 1, 1, 1]
      rows:
        - each: items
          merge: [a, b]
          rows: [[{value: nth, by: a}, {text: '$(numbers.a).$(numbers.b)', by: b}, {value: running, by: b}, =nth, =c]]
        - each: items
          by: a
          rows: [{each: these, merge: [b], rows: [[{value: nth, by: b}, {value: running, by: b}, =nth, =running, =c]]}]
"""


class NumbersOfMergedGroups(Commands):
    def test_random(self):
        random = Random(5)
        for size in (1, 4, 9, 23):
            items = sorted(({'一级': f'a{random.randint(0, 3)}', '二级': f'b{random.randint(0, 2)}', '三级': f'c{i}'} for i in range(size)),
                           key=lambda item: (item['一级'], item['二级']))
            sheet = self.sheet(MERGED, {'form': 'merged', '指标': items})
            rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
            first, second = rows[:size], rows[size:]
            a = b = all_b = at = 0
            for i, item in enumerate(items):
                new_a = not i or item['一级'] != items[i - 1]['一级']
                new_b = new_a or item['二级'] != items[i - 1]['二级']
                a, b, all_b, at = a + new_a, 1 if new_a else b + new_b, all_b + new_b, 1 if new_a else at + 1
                self.assertEqual(first[i], [a if new_a else None, f'{a}.{b}' if new_b else None, all_b if new_b else None, i + 1,
                                            item['三级']])
                self.assertEqual(second[i], [b if new_b else None, all_b if new_b else None, at, i + 1, item['三级']])

    def test_wrong(self):
        _, said = self.trace(MERGED.replace('numbers.b', 'numbers.c'), {'form': 'merged'}, expect=ERRORS)
        self.assertEqual(codes(said), ['E307'])
        _, said = self.trace(MERGED.replace('merge: [a, b]', 'least: 1'), {'form': 'merged'}, expect=ERRORS)
        self.assertIn('E307', codes(said))


LEFT, WIDTH = 79.37, 442.2 # of the type area, in points
HALVES = """
form: halves
extends: [gb9704]
fields:
  items: {label: 名单, type: list, of: {name: 名称, amount: {label: 金额, type: money}}}
layout:
  - title: 名单
  - table:
      WIDTHS
      header: [HEAD]
      rows:
        - each: items
          halves: PARTS
          ROWS
  - {note: 注：完。}
"""


class ListsInHalves(Commands):
    def template(self, parts, rows='rows: [[=nth, =name, =amount]]', widths=None):
        return (HALVES.replace('PARTS', str(parts)).replace('ROWS', rows).replace('HEAD', str(['序号', '名称', '金额'] * parts))
                .replace('WIDTHS', f'widths: {widths or [1, 3, 2] * parts}'))

    def test_newspaper(self):
        """Down the first part of a page, then the next; on the last page all are about as long."""
        random = Random(8)
        for parts, size in ((2, 1), (2, 2), (2, 5), (3, 7), (2, 61), (2, 200), (3, 200), (4, 333)):
            items = [{'名称': f'x{i}' + '长' * random.choice((0, 0, 0, 30)), '金额': f'{i}.5'} for i in range(size)]
            record = {'form': 'halves', '名单': items}
            trace, said = self.trace(self.template(parts, rows="rows: [[{label: '#$(nth)', style: {size: 5pt}}, =name, =amount]]"), record)
            self.assertEqual(said, [])
            pages, numbers = re.split(r'^page .*$', trace, flags=re.M)[1:], []
            for at, page in enumerate(pages):
                columns = [[] for _ in range(parts)]
                for x, text in re.findall(r'^text (\S+) .*"#(\d+)"', page, re.M):
                    columns[int((float(x) - LEFT) * parts / WIDTH)].append(int(text))
                columns = [sorted(column) for column in columns]
                numbers += [n for column in columns for n in column]
                slots = -(-sum(map(len, columns)) // parts)
                self.assertTrue(all(len(column) == slots for column in columns[:-1]) or size < parts, columns)
            self.assertEqual(numbers, [*range(1, size + 1)], (parts, size))
            self.assertEqual(len(pages) > 1, size > 60)

    def test_full_pages(self):
        """However high the elements are that stood side by side before they were moved."""
        for short in (30, 60, 90):
            items = [{'名称': f'x{i}' if i < short else f'x{i}' + '长' * 40} for i in range(short * 2)]
            trace, _ = self.trace(self.template(2), {'form': 'halves', '名单': items})
            for page in re.split(r'^page .*$', trace, flags=re.M)[1:-1]:
                lowest = max(float(y) for y in re.findall(r'^text \S+ (\S+) .*"x?\d', page, re.M))
                self.assertGreater(lowest, 620, short)  # a long one more has no room

    def test_workbook(self):
        items = [{'名称': f'x{i}', '金额': f'{i}.25' if i < 60 else i} for i in range(150)]
        sheet = self.sheet(self.template(2), {'form': 'halves', '名单': items})
        breaks = [b.id for b in sheet.row_breaks.brk]
        self.assertTrue(breaks)
        pages, first = [], 1
        for end in breaks + [sheet.max_row]:
            rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=first, max_row=end)]
            rows = [row for row in rows if isinstance(row[0], int)]
            pages += [row[:3] for row in rows] + [row[3:] for row in rows if row[3] is not None]
            first = end + 1
        self.assertEqual([(row[0], row[1]) for row in pages], [(i + 1, f'x{i}') for i in range(150)])

    def test_wrong(self):
        for template in (self.template(2, widths=[1, 3, 2, 1, 3]), self.template(2, widths=[1, 3, 2, 2, 3, 2]),
                         self.template(2, rows='merge: [name]\n          rows: [[=nth, =name, =amount]]'),
                         self.template(2, rows='rows: [{when: "true", rows: [[=nth, =name, =amount]]}]'),
                         self.template(2, rows='rows: [{row: [=nth, =name, =amount], repeat: true}]'),
                         self.template(2, rows='rows: [[=nth, =name, =amount]]\n      page-foot: [[{label: 本页小计, across: 6}]]')):
            _, said = self.trace(template, {'form': 'halves'}, expect=ERRORS)
            self.assertIn('E456', codes(said), template)

    def test_empty_form(self):
        self.write('form.yaml', self.template(2))
        self.biaoce('blank', self.folder / 'form.yaml', '-f', 'trace,xlsx', '-o', self.folder / 'blank')


class AllTables(Commands):
    TABLE = "  - table: {{header: [[甲]], rows: [{{each: a, rows: [[=this]]}}]{more}}}\n"

    def form(self, *more, tables='', extends='gb9704'):
        return (f'form: all\nextends: [{extends}]\n{tables}fields: {{a: {{type: list, of: text}}, b: {{label: 乙, type: money, unit: 元}}}}\n'
                'layout:\n' + ''.join(self.TABLE.format(more=text) for text in more))

    def test_told_once(self):
        record = {'form': 'all', 'a': [f'x{i}' for i in range(60)]}
        self.write('sheet.yaml', 'extends: [gb9704]\ntables: {continued: 续表, lines: three}\n')
        own = self.form(', continued: 续表, lines: three', ', continued: 续表, lines: three')
        wanted, _ = self.trace(own, record)
        self.assertGreater(wanted.count('"续表"'), 1)
        for template in (self.form('', '', tables='tables: {continued: 续表, lines: three}\n'), self.form('', '', extends='sheet'),
                         self.form('', '', extends='sheet', tables='tables: {lines: three}\n')):
            self.assertEqual(self.trace(template, record)[0], wanted)
        there, _ = self.trace(self.form('', ", continued: '', lines: all", extends='sheet'), record)
        self.assertEqual(there, self.trace(self.form(', continued: 续表, lines: three', ''), record)[0])

    def test_told_wrongly_once(self):
        _, said = self.trace(self.form('', '', tables='tables: {unit: 斤}\n'), {'form': 'all'}, expect=ERRORS)
        self.assertEqual(codes(said), ['E303'])


class WhatIsTold(Commands):
    def test_words_too_long_for_heads_of_sheets(self):
        """Excel opens no sheet whose head has more than 255 units of UTF-16; short parts stay whole beside long ones."""
        said_of = {}
        for words in (['长' * 50], ['长' * 190], ['长' * 260], ['长' * 40] * 3, ['长' * 60] * 3, ['&' * 70] * 3, ['𠮷' * 90, '短', ''],
                      ['12' * 60, '7', '第$(page)页'], ['', '样' * 300, '']):
            for mark in ('', 'watermark: 样表, '):
                parts = ', '.join(f"{name}: '{text}'" for name, text in zip(('left', 'centre', 'right'), words) if text)
                template = self.write('form.yaml', 'form: long\nextends: [gb9704]\n'
                                      f"paper: {{{mark}number: none, head: {{{parts}, style: {{size: 5pt}}}}, foot: {{{parts}, style: {{size: 5pt}}}}}}\n"
                                      'layout: [{para: 文}]\n')
                _, said = self.biaoce('render', '-t', template, self.write('r.yaml', 'form: long\n'), '-f', 'xlsx', '-o', self.folder / 'head.xlsx')
                with zipfile.ZipFile(self.folder / 'head.xlsx') as book:
                    sheet = book.read('xl/worksheets/sheet1.xml').decode()
                for line, wanted in ((kind, words) for kind in ('oddHeader', 'oddFooter')):
                    text = html.unescape(re.search(f'<{line}>(.*?)</{line}>', sheet, re.S).group(1))
                    self.assertLessEqual(len(text.encode('utf-16-le')) // 2, 255)
                    whole = all(part.replace('&', '&&').replace('$(page)', '&P') in text for part in wanted)
                    self.assertEqual(whole, '…' not in text, text)
                    self.assertTrue(whole or 'W451' in codes(said), (words, said))
                    self.assertTrue('短' not in wanted or '短' in text)
                said_of[words[0][:1] + str(len(words[0])), len(words), mark] = 'W451' in codes(said)
                _, said = self.biaoce('render', '-t', template, self.folder / 'r.yaml', '-f', 'pdf', '-o', self.folder / 'head.pdf')
                self.assertNotIn('W451', codes(said))
        self.assertEqual([said_of['长50', 1, ''], said_of['长190', 1, ''], said_of['长260', 1, ''], said_of['&70', 3, '']], [False, False, True, True])

    def test_even_pages_of_long_sheets(self):
        self.write('form.yaml', 'form: long\nextends: [gb9704]\nfields: {a: {type: list, of: text}}\n'
                   'layout: [{table: {rows: [{each: a, rows: [{row: [=this], height: 300pt}]}]}}]\n')
        self.write('r.yaml', f"form: long\na: [{', '.join(f'x{i}' for i in range(800))}]\n")
        self.biaoce('render', '-t', self.folder / 'form.yaml', self.folder / 'r.yaml', '-f', 'xlsx', '-o', self.folder / 'long.xlsx')
        with zipfile.ZipFile(self.folder / 'long.xlsx') as book:
            sheet = book.read('xl/worksheets/sheet1.xml').decode()
        self.assertGreater(sheet.count('<brk '), 300)
        self.assertEqual(re.findall('<(?:odd|even)Footer>&amp;(.)', sheet), ['R', 'L'])

    def test_batch_of_a_form_by_any_name(self):
        self.write('project.yaml', 'form: project\nname: 项目表（2025年）\nalias: 新项目表\nextends: [gb9704]\n'
                   'fields: {name: 名称, total: {label: 金额, type: money, unit: 元}}\nlayout: [{title: $(name)}]\n')
        records = self.write('r.yaml', '[{form: project, 名称: 甲, 金额: 3}, {form: project, 名称: 乙, 金额: 4}]')
        for name in ('project', '新项目表', '项目表', '项目表（2025年）'):
            form = self.write('sum.yaml', f'form: sum\nextends: [gb9704]\nbatch: {name}\nlayout: [{{para: 合计$(records.sum(total))元}}]\n')
            trace, said = self.biaoce('render', '-T', self.folder, '-t', form, records, '-f', 'trace', '-o', '-')
            self.assertIn('合计7元', trace, (name, said))


class TablesInParts(Commands):
    def test_left_columns_are_alike(self):
        """However many columns a part has, and whatever they hold."""
        template = PROGRESS.replace('WHOLE', 'split: columns').replace('ORIENTATION', 'portrait')
        for n in (17, 23, 31, 40):
            record = months(n)
            record['项目'][0]['支出'] = [str(10 ** (k % 7)) for k in range(n)]
            trace, _ = self.trace(template, record)
            edges = [float(x) for x, y, length in re.findall(r'^rule v (\S+) (\S+) (\S+)', trace, re.M)]
            inner = [x for x in edges if 57 < x < 530]
            parts = trace.count('"路"')
            self.assertGreater(parts, 1)
            self.assertEqual([inner.count(x) for x in sorted({*inner})[:2]], [parts] * 2, n)

    def test_further_parts_say_so(self):
        template = PROGRESS.replace('WHOLE', 'split: columns\n      continued: 续表').replace('ORIENTATION', 'portrait')
        trace, _ = self.trace(template, months(31))
        said = re.findall(r'"(续表|路)"', trace)
        self.assertGreater(said.count('路'), 1)
        self.assertEqual(said, ['路'] + ['续表', '路'] * (said.count('路') - 1))


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
