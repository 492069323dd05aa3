#!/usr/bin/env python3
"""The workbook that goes back, all the way: an empty form filled in with mistakes, taken into a round, sent back,
corrected where it can be written to, recalculated by LibreOffice, taken in again.

    test_back.py BIAOCE [unittest arguments]
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import openpyxl
import yaml

sys.path.insert(0, str(Path(__file__).resolve().parent))
import forms  # noqa: E402
from forms import ROOT, Sheet  # noqa: E402

BIAOCE = None
OFFICE = shutil.which('soffice') or shutil.which('libreoffice')
ENVIRONMENT = {'LC_ALL': 'C.UTF-8', 'BIAOCE_DATA': str(ROOT), 'TZ': 'UTC'}
DAY = 1790000000  # in September 2026

INDICATORS = [('产出指标', '数量指标', '新增藏书', '≥2.6万册', '2.3万册', 20, None),
              ('产出指标', '质量指标', '验收合格率', '≥98%', '98%', 20, None),
              ('产出指标', '时效指标', '书目编目', '及时', '及时', 10, 9),
              ('效益指标', '社会效益指标', '读者增长', '≥10%', '12%', 30, None),
              ('满意度指标', '服务对象满意度指标', '读者满意度', '≥90%', '95%', 10, None)]
KEYS = ('name', 'target', 'actual', 'weight', 'score')
AMOUNTS = {'total': (300, 400, 380), 'fiscal': (300, 400, 380)}
EVALUATION = {'name': '图书馆购书经费', 'department': '某市文化和旅游局', 'unit': '某市图书馆', 'expected': '充实馆藏', 'reached': '馆藏已充实',
              **{f'{key}.{i}': amount for key, own in AMOUNTS.items() for i, amount in enumerate(own)},
              **{(kind, key): value for _, kind, *row in INDICATORS for key, value in zip(KEYS, row) if value is not None}}
EVALUATION['社会效益指标', 'weight'] = '三十几'  # the mistake
PROJECT = {'code': '130271212110010000012', 'name': '社区道路改造', 'budget.total': '约260', 'budget.fiscal': 200, 'budget.other': 60,
           'usage': '翻修社区主路及广场。', 'plan.0': '0%', 'plan.1': '40%', 'plan.2': '80%', 'plan.3': '100%', 'goals.0': '改善居民出行条件。',
           'goals.1': '提升社区环境。',
           **{f'indicators.{i}.{key}': value
              for i, row in enumerate([('产出指标', '数量指标', '改造面积', '改造的面积', '≥15000平方米', '设计'),
                                       ('产出指标', '质量指标', '验收合格率', '通过验收', '≥98%', '规范'),
                                       ('产出指标', '时效指标', '完工时间', '按期完工', '12月底前', '合同'),
                                       ('产出指标', '成本指标', '改造总成本', '不超预算', '≤260万元', '概算'),
                                       ('效果指标', '社会效益指标', '受益户数', '沿线住户', '≥800户', '统计'),
                                       ('满意度指标', '服务对象满意度指标', '群众满意度', '抽样调查', '≥90%', '调查')])
              for key, value in zip(('level1', 'level2', 'name', 'describes', 'target', 'basis'), row)}}
THREE = {'abroad': 7, 'purchase': 0, 'running': 7.5, 'reception': '约4'}


def biaoce(*words, **more):
    return forms.run(BIAOCE, *words, env={**os.environ, **ENVIRONMENT}, **more)


def is_open(sheet, place):
    return not sheet.sheet.cell(*sheet.merged.get(place, place)).protection.locked


class Back(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.path = Path(cls.folder.name)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def begin(self, form, department, values, words=None):
        """A return with mistakes, in a round of its own: the empty form, the one that goes back, and what was said."""
        folder = self.path / self.id().rsplit('.', 1)[1] / form
        folder.mkdir(parents=True)
        (folder / 'round').mkdir()
        self.round = folder / 'round'
        plan = {'round': '收表', 'form': form, 'departments': [department]}
        if form == 'tangshan-project':
            plan['whose'] = 'name'
        (folder / 'round/round.yaml').write_text(yaml.safe_dump(plan, allow_unicode=True), encoding='utf-8')
        done = biaoce('blank', '-q', '-f', 'xlsx', '--year', '2024' if 'evaluation' in form else '2026', '-o', folder / 'blank.xlsx', form)
        self.assertEqual(done.returncode, 0, done.stderr)
        filled = Sheet(folder / 'blank.xlsx')
        kinds = {filled.sheet.cell(*at).value: path[:-len('level2')] for path, at in filled.cells.items() if path.endswith('.level2')}
        for path, value in values.items():
            path = path if isinstance(path, str) else kinds[path[0]] + path[1]
            self.assertTrue(is_open(filled, filled.cells[path]), path)
            filled.write(filled.cells[path], value)
        for row in filled.sheet.iter_rows():
            for cell in row:
                if words and isinstance(cell.value, str) and cell.value.startswith(words) and not cell.protection.locked:
                    cell.value = f'{words}{department}'
        filled.book.save(folder / 'filled.xlsx')
        forms.saved(folder / 'filled.xlsx', DAY)
        done = biaoce('collect', '--round', self.round, folder / 'filled.xlsx')
        found = list((self.round / 'back').rglob('*.xlsx'))
        self.assertEqual(len(found), 1, done.stderr)
        return Sheet(folder / 'blank.xlsx'), Sheet(found[0]), done.stderr

    def send(self, back, changes):
        """Corrects it where it can be written to, and has it recalculated."""
        for path, value in changes.items():
            self.assertTrue(is_open(back, back.cells[path]), f'{path} is locked')
            back.write(back.cells[path], value)
        corrected, office = self.round.parent / 'corrected.xlsx', self.round.parent / 'office'
        back.book.save(corrected)
        subprocess.run([OFFICE, f'-env:UserInstallation=file://{self.path}/profile', '--headless', '--convert-to', 'xlsx', '--outdir', office,
                        corrected], check=True, timeout=300, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        forms.saved(office / 'corrected.xlsx', DAY + 86400)
        done = biaoce('collect', '--round', self.round, office / 'corrected.xlsx')
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertRegex(done.stderr, r'accepted +2 returns; 0 errors')
        self.assertNotIn('W832', done.stderr)
        self.assertNotIn('W455', done.stderr)
        self.office = openpyxl.load_workbook(office / 'corrected.xlsx', data_only=True).worksheets[0]
        (record,) = (self.round / 'records').rglob('*.yaml')
        text = record.read_text(encoding='utf-8')
        return yaml.safe_load(text), text

    def printed(self):
        """What the form that counts says, by paths."""
        (record,) = (self.round / 'records').rglob('*.yaml')
        out = self.round.parent / 'printed.xlsx'
        done = biaoce('render', '-q', '--force', '-f', 'xlsx', '-o', out, record)
        self.assertTrue(out.exists(), done.stderr)
        sheet = Sheet(out)
        return lambda path: sheet.sheet.cell(*sheet.cells[path]).value

    def assert_as_open(self, blank, back):
        """What can be written to in the empty form can in the one that goes back, and nothing else of the form."""
        rows = lambda sheet: {path.split('.')[0] for path in sheet.fences}  # noqa: E731
        for path, place in blank.cells.items():
            if path.split('.')[0] not in rows(blank):
                self.assertEqual(is_open(blank, place), is_open(back, back.cells[path]), path)
        self.assertEqual(rows(blank), rows(back))
        for path in rows(blank):
            opened = [sum(any(is_open(sheet, (row, column)) for column in range(1, 10)) for row in range(*sheet.fences[path][:2]))
                      for sheet in (blank, back)]
            self.assertGreaterEqual(opened[1], opened[0], path)
        self.assertTrue(back.sheet.protection.sheet)
        for path, place in blank.cells.items():
            if blank.sheet.cell(*place).data_type == 'f':
                self.assertEqual(back.sheet.cell(*back.cells[path]).data_type, 'f', path)

    def comment(self, back, path):
        comment = back.sheet.cell(*back.cells[path]).comment
        return comment.text if comment else ''

    @unittest.skipUnless(OFFICE, 'needs LibreOffice')
    def test_sums(self):
        blank, back, _ = self.begin('budget-09-three-public', '卫健局', THREE, '编制部门：')
        self.assert_as_open(blank, back)
        self.assertIn('is not an amount', self.comment(back, 'reception'))
        _, text = self.send(back, {'reception': 4, 'purchase': 18, 'running': 5})
        self.assertEqual([self.office.cell(*back.cells[path]).value for path in ('vehicles', 'total')], [23, 34])
        self.assertNotIn('合计', text)
        said = self.printed()
        self.assertEqual([said(path) for path in ('vehicles', 'total', 'reception')], [23, 34, 4])

    @unittest.skipUnless(OFFICE, 'needs LibreOffice')
    def test_scores(self):
        blank, back, said = self.begin('mof-self-evaluation', '某市文化和旅游局', EVALUATION)
        self.assert_as_open(blank, back)
        kinds = [{path: sheet.sheet.cell(*at).value for path, at in sheet.cells.items() if path.endswith('.level2')} for sheet in (blank, back)]
        self.assertEqual(list(kinds[0].values()), [kinds[1][f'indicators.{i}.level2'] for i in range(10)])  # each once, in order
        place = {back.sheet.cell(*at).value: re.sub(r'name$', '', path) for path, at in back.cells.items() if path.endswith('.name')}
        self.assertIn('三十几', self.comment(back, place['读者增长'] + 'weight'), said)
        self.assertEqual(back.sheet.cell(*back.cells[place['书目编目'] + 'score']).value, 9)  # that was typed
        _, text = self.send(back, {place['读者增长'] + 'weight': 30, place['新增藏书'] + 'actual': '2.6万册', 'total.2': 400, 'fiscal.2': 400})
        for word in ('执行率', '资金得分', '总分'):
            self.assertNotRegex(text, f'(?m)^{word}:')
        self.assertEqual([float(one) for one in re.findall(r'得分: (.*)', text)], [9])
        said = self.printed()
        self.assertEqual([said(path) for path in ('rate', 'money_score', 'full', 'result', 'grade')], [1, 10, 100, 99, '优'])
        printed = [row for row in openpyxl.load_workbook(self.round.parent / 'printed.xlsx').worksheets[0].iter_rows(values_only=True)
                   if '新增藏书' in row]
        self.assertIn(20, printed[0])

    @unittest.skipUnless(OFFICE, 'needs LibreOffice')
    def test_lists(self):
        blank, back, _ = self.begin('tangshan-project', '社区道路改造', PROJECT)
        self.assert_as_open(blank, back)
        self.assertIn('约260', self.comment(back, 'budget.total'))
        free = next(path for path, at in sorted(back.cells.items(), key=lambda one: one[1])
                    if re.fullmatch(r'indicators\.\d+\.name', path) and not back.sheet.cell(*at).value)
        row = dict(zip(('level1', 'level2', 'name', 'describes', 'target', 'basis'),
                       ('效果指标', '可持续影响指标', '养护年限', '建成后养护', '≥10年', '办法')))
        record, text = self.send(back, {'budget.total': 260, 'goals.1': '改善环境。', 'goals.2': '完善设施。',
                                           **{free.replace('name', key): value for key, value in row.items()}})
        self.assertEqual(record['预算数'], 260)
        self.assertEqual(record['绩效目标'], ['改善居民出行条件。', '改善环境。', '完善设施。'])
        self.assertEqual(text.count('三级指标:'), 7)
        self.assertIn('养护年限', text)

    def test_typed_over_what_is_computed(self):
        """A return by somebody who took the protection off, or who pasted values: the cell computes again."""
        folder = self.path / 'over'
        (folder / 'round').mkdir(parents=True)
        (folder / 'round/round.yaml').write_text('round: 收表\nform: budget-09-three-public\ndepartments: [卫健局]\n', encoding='utf-8')
        biaoce('blank', '-q', '-f', 'xlsx', '--year', '2026', '-o', folder / 'blank.xlsx', 'budget-09-three-public')
        filled = Sheet(folder / 'blank.xlsx')
        for path, value in {**THREE, 'reception': 4, 'vehicles': 9.5}.items():
            filled.write(filled.cells[path], value)
        for row in filled.sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith('编制部门：'):
                    cell.value = '编制部门：卫健局'
        filled.book.save(folder / 'filled.xlsx')
        biaoce('collect', '--round', folder / 'round', folder / 'filled.xlsx')
        back = Sheet(folder / 'round/back/卫健局.xlsx')
        self.assertEqual(back.sheet.cell(*back.cells['vehicles']).data_type, 'f')
        self.assertIn('9.5', self.comment(back, 'vehicles'))
        values = openpyxl.load_workbook(folder / 'round/back/卫健局.xlsx', data_only=True).worksheets[0]
        self.assertEqual([values.cell(*back.cells[path]).value for path in ('vehicles', 'total')], [7.5, 18.5])


if __name__ == '__main__':
    BIAOCE = str(Path(sys.argv.pop(1)).resolve())
    unittest.main()
