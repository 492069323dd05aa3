#!/usr/bin/env python3
"""Balanced tables as they are printed: random trees in two columns with totals, and random cross tables with groups, rendered into
workbooks and read back. Parts add up to totals in all directions, every figure is less than a unit off its exact amount, and
nought is nought.

    check_tables.py BIAOCE
"""
import random
import subprocess
import sys
import tempfile
import unittest
from decimal import Decimal
from pathlib import Path

import openpyxl

BIAOCE = None

TREE = """form: tree
extends: [gb9704]
styles: {figure: {like: money, decimals: PLACES}}
fields:
  items:
    label: 支出
    type: list
    tree: code
    of:
      code: {label: 编码, type: code}
      basic: {label: 基本, type: money, unit: 元, of-children: sum}
      project: {label: 项目, type: money, unit: 元, of-children: sum}
      total: {label: 合计, type: money, unit: 元, computed: basic + project}
layout:
  - table:
      unit: 万元
      balance: true
      widths: [2, 2, 2, 2]
      rows:
        - [合计, {value: items.sum(total), style: figure}, {value: items.sum(basic), style: figure}, {value: items.sum(project), style: figure}]
        - each: items
          rows: [[=code, {value: total, style: figure}, {value: basic, style: figure}, {value: project, style: figure}]]
"""

CROSS = """form: cross
extends: [gb9704]
styles: {figure: {like: money, decimals: PLACES, empty: —}}
fields:
  items:
    label: 支出
    type: list
    of: {group: 组, name: 部门, month: 月, amount: {label: 金额, type: money, unit: 元}}
layout:
  - table:
      unit: 万元
      balance: true
      widths: auto
      header: [[组, 部门, {each: items, by: month, label: $(month)}, 合计]]
      rows:
        - [合计, '', {each: items, by: month, value: these.sum(amount), style: figure}, {value: items.sum(amount), style: figure}]
        - each: items
          by: group
          rows:
            - [=group, 小计, {each: these, by: month, value: these.sum(amount), style: figure}, {value: these.sum(amount), style: figure}]
            - each: these
              by: name
              rows: [['', =name, {each: these, by: month, value: these.sum(amount), style: figure}, {value: these.sum(amount), style: figure}]]
"""


def some_amount(chance):
    return chance.choice([0, chance.randrange(10**9), chance.randrange(10**6), -chance.randrange(10**8), 5000 * chance.randrange(10**5)])


class Balanced(unittest.TestCase):
    def render(self, template, places, rows):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            (root / 't.yaml').write_text(template.replace('PLACES', str(places)), encoding='utf-8')
            form = template[len('form: '):template.index('\n')]
            (root / 'r.yaml').write_text(f'form: {form}\n支出:\n' + ''.join(f'  - {{{row}}}\n' for row in rows), encoding='utf-8')
            done = subprocess.run([BIAOCE, 'render', '-t', 't.yaml', 'r.yaml', '-f', 'xlsx', '-o', 'r.xlsx', '--diagnostics', 'json'], cwd=root,
                                  capture_output=True, text=True, check=False)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertNotIn('W448', done.stderr)
            sheet = openpyxl.load_workbook(root / 'r.xlsx').active
            return [[v.replace('\n', '') if isinstance(v, str) else v for v in row] for row in sheet.iter_rows(values_only=True)]

    def figure(self, value, places, exact):
        """The printed figure, which is a neighbour of the exact one."""
        unit = Decimal(1).scaleb(-places)
        shown = Decimal(str(0 if value is None else value)).quantize(unit)
        self.assertLess(abs(shown - exact), unit)
        self.assertTrue(exact % unit or shown == exact, (shown, exact))
        return shown

    def test_trees(self):
        for seed in range(12):
            chance, places = random.Random(seed), seed % 3
            exact, rows = {}, []
            for first in range(chance.randrange(1, 5)):
                for second in range(chance.randrange(0, 5)):
                    for third in range(chance.randrange(1, 7)):
                        code = f'{201 + first}{second + 1:02}{third + 1:02}'
                        exact[code] = [some_amount(chance), some_amount(chance)]
                        for above in (code[:3], code[:5]):
                            old = exact.setdefault(above, [0, 0])
                            exact[above] = [old[0] + exact[code][0], old[1] + exact[code][1]]
            lowest = {code for code in exact if len(code) == 7}
            rows = [f'编码: "{code}"' + (f', 基本: {exact[code][0] / 100:.2f}, 项目: {exact[code][1] / 100:.2f}' if code in lowest else '')
                    for code in sorted(exact)]
            if not rows:
                continue
            tops = [amounts for code, amounts in exact.items() if len(code) == 3]
            exact['合计'] = [sum(a[0] for a in tops), sum(a[1] for a in tops)]
            shown = {}
            for code, total, basic, project in self.render(TREE, places, rows):
                a, b = (Decimal(x).scaleb(-6) for x in exact[code])
                shown[code] = [self.figure(total, places, a + b), self.figure(basic, places, a), self.figure(project, places, b)]
                self.assertEqual(shown[code][0], shown[code][1] + shown[code][2], code)
            self.assertEqual(set(shown), set(exact))
            for code, figures in shown.items():
                below = [f for c, f in shown.items() if code == '合计' and len(c) == 3 or c.startswith(code) and len(c) == len(code) + 2]
                if below:
                    self.assertEqual(figures, [sum(column) for column in zip(*below)], code)

    def test_cross(self):
        for seed in range(12):
            chance, places = random.Random(100 + seed), seed % 3
            exact, rows = {}, []
            for group in range(chance.randrange(1, 4)):
                for name in range(chance.randrange(1, 6)):
                    for month in range(chance.randrange(2, 9)):
                        for _ in range(chance.randrange(0, 3)):
                            amount = some_amount(chance)
                            rows.append(f'组: 组{group}, 部门: 部{group}{name}, 月: "{month + 1}月", 金额: {amount / 100:.2f}')
                            for row in (('合计', ''), (f'组{group}', '小计'), ('', f'部{group}{name}')):
                                for column in (f'{month + 1}月', '合计'):
                                    exact[row, column] = exact.get((row, column), 0) + amount
            if not rows:
                continue
            table = self.render(CROSS, places, rows)
            head, lines = table[0], table[1:]
            shown = {}
            for line in lines:
                row = (line[0] or '', line[1] or '')
                for column, value in zip(head[2:], line[2:]):
                    amount = Decimal(exact.get((row, column), 0)).scaleb(-6)
                    shown[row, column] = self.figure(None if value == '—' else value, places, amount)
                self.assertEqual(sum(shown[row, column] for column in head[2:-1]), shown[row, '合计'])
            for column in head[2:]:
                groups = [(l[0], l[1]) for l in lines if l[1] == '小计']
                self.assertEqual(shown[('合计', ''), column], sum(shown[row, column] for row in groups))
                for group in groups:
                    members = [row for row, c in shown if c == column and row[1].startswith('部' + group[0][1:])]
                    self.assertEqual(shown[group, column], sum(shown[row, column] for row in members))


if __name__ == '__main__':
    BIAOCE = sys.argv.pop(1)
    unittest.main()
