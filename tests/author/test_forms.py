#!/usr/bin/env python3
"""The large forms of examples/large-forms: what is printed and what stands in the workbook against what Python makes of
their records.

    test_forms.py BIAOCE [unittest arguments]
"""
import io
import os
import subprocess
import sys
import tempfile
import unittest
from decimal import Decimal
from pathlib import Path

import openpyxl
import yaml

BIAOCE = None
FOLDER = Path(__file__).resolve().parents[2] / 'examples/large-forms'
FORMS = {'road-evaluation.yaml': 'evaluation-system', 'county-targets.yaml': 'regional-targets', 'office-register.yaml': 'target-register'}


def run(*words):
    return subprocess.run([BIAOCE, *words], capture_output=True, timeout=60, env={**os.environ, 'LC_ALL': 'C.UTF-8'})


def record(name):
    return yaml.safe_load((FOLDER / name).read_text(encoding='utf-8'))


def rows_of(nested, levels=()):
    """The elements of a nested list, each with the levels that its place says."""
    if isinstance(nested, dict):
        return [row for key, inner in nested.items() for row in rows_of(inner, (*levels, key))]
    return [(levels, element) for element in nested]


class Forms(unittest.TestCase):
    def render(self, name, form):
        done = run('render', '-q', '-T', FOLDER, '-f', form, '-o', '-', FOLDER / name)
        self.assertEqual((done.returncode, done.stderr.decode()), (0, ''), name)
        return done.stdout

    def sheet(self, name):
        return openpyxl.load_workbook(io.BytesIO(self.render(name, 'xlsx'))).active

    def at(self, sheet, text):
        """The cell that holds this text, and no other."""
        found = [cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str) and cell.value.replace('\n', '') == text]
        self.assertEqual(len(found), 1, text)
        return found[0]

    def span(self, sheet, cell):
        """How many columns and rows the cell takes."""
        for merged in sheet.merged_cells.ranges:
            if cell.coordinate in merged:
                return merged.max_col - merged.min_col + 1, merged.max_row - merged.min_row + 1
        return 1, 1

    def test_weights_and_levels(self):
        rows = rows_of(record('road-evaluation.yaml')['评价要点'])
        sheet = self.sheet('road-evaluation.yaml')
        weights = {}
        for levels, point in rows:
            for depth in range(3):
                weights.setdefault((depth, levels[depth]), []).append(Decimal(str(point['分值'])))
        # A page break parts merged levels; what stands below the last of them is told by the page.
        for (depth, name), own in weights.items():
            label = f'{name}（{sum(own).normalize():f}分）'
            spans = [self.span(sheet, cell) for row in sheet.iter_rows() for cell in row
                     if isinstance(cell.value, str) and cell.value.replace('\n', '').removesuffix('（续）') == label]
            self.assertEqual((sum(down for _, down in spans), {across for across, _ in spans}), (len(own), {1}), label)
        for name in {levels[0] for levels, _ in rows}:
            own = [point for levels, point in rows if levels[0] == name]
            total = self.at(sheet, f'{name}小计')
            self.assertEqual(self.span(sheet, total), (5, 1))
            self.assertEqual(sheet.cell(total.row, 6).value, float(sum(Decimal(str(point['分值'])) for point in own)))
            self.assertEqual(sheet.cell(total.row, 8).value, float(sum(Decimal(str(point['得分'])) for point in own)))
        whole = self.at(sheet, '合计')
        self.assertEqual(sheet.cell(whole.row, 6).value, 100)
        self.assertEqual(sheet.cell(whole.row, 7).value, '优')

    def test_weights_are_checked(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / 'record.yaml'
            text = (FOLDER / 'road-evaluation.yaml').read_text(encoding='utf-8').replace('分值: 7,', '分值: 6,')
            path.write_text(text, encoding='utf-8')
            done = run('check', '-T', FOLDER, path)
            self.assertEqual(done.returncode, 1)
            self.assertIn('分值合计为 99 分', done.stderr.decode() + done.stdout.decode())
            self.assertIn('抽样调查的得分 6.5 超过分值 6', done.stderr.decode() + done.stdout.decode())

    def test_regional_targets(self):
        given = record('county-targets.yaml')
        sheet = self.sheet('county-targets.yaml')
        money = self.at(sheet, '资金情况（万元）')
        self.assertEqual(self.span(sheet, money), (2, 1 + len(given['资金情况'])))
        for label, key in (('实施期金额', '实施期金额'), ('年度金额', '年度金额')):
            cell = self.at(sheet, label)
            value = sheet.cell(cell.row, cell.column + self.span(sheet, cell)[0]).value
            self.assertEqual(value, sum(source[key] for source in given['资金情况']))
        whole, annual = (rows_of(given[key]) for key in ('实施期绩效指标', '年度绩效指标'))
        values = [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
        for _, indicator in whole + annual:
            self.assertIn(indicator['三级指标'], [value.replace('\n', '') for value in values])
        height = sum(max(sum(levels[0] == first for levels, _ in side) for side in (whole, annual))
                     for first in dict.fromkeys(levels[0] for levels, _ in whole + annual))
        self.assertEqual(self.span(sheet, self.at(sheet, '绩效指标')), (1, height + 1))

    def test_wide_register(self):
        projects = record('office-register.yaml')['项目']
        sheet = self.sheet('office-register.yaml')
        for head, columns in (('项目基本情况', 4), ('预算资金', 5), ('其中', 4), ('绩效指标', 12), ('年度指标值', 3)):
            self.assertEqual(self.span(sheet, self.at(sheet, head))[0], columns, head)
        self.assertEqual(self.span(sheet, self.at(sheet, '年度绩效目标')), (1, 3))
        money = ('一般公共预算', '政府性基金预算', '国有资本经营预算', '其他资金')
        for project in projects:
            rows = len(rows_of(project['绩效指标']))
            cell = self.at(sheet, project['项目名称'])
            for column in (1, cell.column, cell.column + 1, cell.column + 3, 11):
                self.assertEqual(self.span(sheet, sheet.cell(cell.row, column)), (1, rows), project['项目名称'])
            self.assertEqual(sheet.cell(cell.row, 6).value, sum(project.get(key, 0) for key in money))
        total = sheet.cell(self.at(sheet, projects[0]['项目名称']).row - 1, 6)
        self.assertEqual(total.value, float(sum(Decimal(str(project.get(key, 0))) for project in projects for key in money)))
        self.assertEqual(sheet.max_column, 24)

    def test_on_the_page(self):
        """The beginning of every text of a list is printed, and nothing is set beyond the paper."""
        for name in FORMS:
            trace = self.render(name, 'trace').decode().splitlines()
            width = 0
            for line in trace:
                if line.startswith('page '):
                    width = float(line.split()[2].split('x')[0])
                elif line.startswith('text '):
                    left, length = float(line.split()[1]), float(line.split()[3])
                    self.assertTrue(0 < left and left + length < width, f'{name}: {line}')
            printed = ''.join(line.split('"', 1)[1].rstrip('"') for line in trace if line.startswith('text '))
            self.assertEqual(len([line for line in trace if line.startswith('page ')]), 2 if name == 'road-evaluation.yaml' else 1, name)
            nested = [value for value in record(name).values() if isinstance(value, dict)]
            nested += [project['绩效指标'] for project in record(name).get('项目', [])]
            for levels, element in (row for value in nested for row in rows_of(value)):
                for text in (*levels, *element.values()):
                    self.assertIn(str(text)[:2].removesuffix('.'), printed, name)

    def test_templates_and_empty_forms(self):
        with tempfile.TemporaryDirectory() as folder:
            for form in FORMS.values():
                done = run('lint-template', '--strict', FOLDER / f'{form}.yaml')
                self.assertEqual(done.returncode, 0, done.stderr.decode())
                done = run('blank', '-q', '-T', FOLDER, '-f', 'pdf,xlsx', '-o', folder, form)
                self.assertEqual((done.returncode, done.stderr.decode()), (0, ''), form)
                done = run('new', '-T', FOLDER, form)
                self.assertEqual((done.returncode, done.stderr.decode()), (0, ''), form)


HABITS = '''
form: habits
extends: [gb9704]
fields:
  items:
    label: 明细
    type: list
    of:
      name: 内容
      parts: {label: 其中, type: list, of: {name: 名称}}
layout:
  - table:
      widths: [2, 4]
      heads: [序号, 内容]
      rows:
        - each: items
          rows:
            - [=nth, =name]
            - each: parts
              rows: [['', 其中：$(name)]]
            - each: parts
              least: 1
              rows: [['', 备注：$(name)]]
  - line: {left: 负责人：, right: 填表人：}
'''


class Habits(unittest.TestCase):
    """What a form is to look like though its template does not say so."""

    def test_numbers_lists_and_the_line_below(self):
        with tempfile.TemporaryDirectory() as folder:
            template, path = Path(folder) / 'habits.yaml', Path(folder) / 'record.yaml'
            template.write_text(HABITS, encoding='utf-8')
            path.write_text('form: habits\n明细: [{内容: 设备}, {内容: 服务, 其中: [{名称: 运维}]}]\n', encoding='utf-8')
            done = run('render', '-q', '-t', template, '-f', 'trace', '-o', '-', path)
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        texts, rules = {}, []
        for line in done.stdout.decode().splitlines():
            words = line.split()
            if words[0] == 'text':
                texts.setdefault(line.split('"')[1], (float(words[1]), float(words[2]), float(words[3])))
            elif words[0] == 'rule':
                rules.append((words[1], float(words[2]), float(words[3])))
        columns = sorted({x for kind, x, _ in rules if kind == 'v'})
        for number in '12':
            left, _, width = texts[number]
            self.assertAlmostEqual(left + width / 2, (columns[0] + columns[1]) / 2, delta=0.6)
        self.assertEqual([text for text in texts if text.startswith('其中')], ['其中：运维'])
        self.assertIn('备注：', texts)
        foot = max(y for kind, _, y in rules if kind == 'h')
        self.assertGreater(texts['负责人：'][1] - foot, 14)  # the baseline of 五号 on 16 pt, and 4 pt


if __name__ == '__main__':
    BIAOCE = sys.argv.pop(1)
    unittest.main()
