#!/usr/bin/env python3
"""Forms that come back: each example record is typed into an empty form by a program, saved, changed as people and
programs change it, and read again: the same form is printed of it.

    test_collect.py BIAOCE [unittest arguments]
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import openpyxl

sys.path.insert(0, str(Path(__file__).resolve().parent))
import forms  # noqa: E402
from forms import ROOT, Sheet  # noqa: E402

BIAOCE = None
EXAMPLES = [path for path in sorted((ROOT / 'examples').glob('*.yaml')) if path.name not in ('department-budget.yaml', 'several-projects.yaml')]
FEW = ['tangshan-project-mixed', 'mof-project-declaration', 'jinan-project']
OFFICE = shutil.which('soffice') or shutil.which('libreoffice')


def biaoce(*words):
    return forms.run(BIAOCE, *words, env={**os.environ, 'LC_ALL': 'C.UTF-8', 'BIAOCE_DATA': str(ROOT)})


class Forms(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.path = Path(cls.folder.name)
        cls.finished, cls.filled = {}, {}
        for record in EXAMPLES:
            cls.prepare(record)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    @classmethod
    def prepare(cls, record):
        """The sheet that the record makes, and an empty form with the same typed into it."""
        path = cls.path / f'finished-{record.stem}.xlsx'
        done = biaoce('render', '-q', '--no-check', '-f', 'xlsx', '-o', path, record)
        assert done.returncode == 0, done.stderr
        sheet = Sheet(path)
        form = next(name.attr_text for name in sheet.book.defined_names.definedName if name.name == 'biaoceform')
        year = re.search(r'(?m)^(?:预算)?年度: *.?(\d{4})', record.read_text(encoding='utf-8'))
        blank = forms.blank_for(BIAOCE, form.strip('"').split(';')[0], sheet, cls.path / 'blank.xlsx',
                                *(['--year', year[1]] if year else []))
        assert forms.fill(blank, sheet) > 10
        out = cls.path / f'{record.stem}.xlsx'
        blank.book.save(out)
        cls.finished[record.stem], cls.filled[record.stem] = path, out

    def read(self, path, *options):
        """The sheets that what came back makes, and what was said."""
        out = self.path / 'out'
        shutil.rmtree(out, ignore_errors=True)
        done = biaoce('render', '--no-check', '-f', 'xlsx', '-o', out, *options, path)
        return [Sheet(made) for made in sorted(out.glob('*.xlsx'))], done

    def assert_same(self, name, sheet, stderr=''):
        expected, found = forms.contents(Sheet(self.finished[name])), forms.contents(sheet)
        lost = {key: (value, found.get(key)) for key, value in expected.items() if found.get(key) != value}
        added = {key: value for key, value in found.items() if key not in expected}
        self.assertEqual((lost, added), ({}, {}), f'{name}: {stderr}')

    def test_every_example(self):
        for name, path in self.filled.items():
            with self.subTest(name):
                made, done = self.read(path)
                self.assertEqual(len(made), 1, done.stderr)
                self.assert_same(name, made[0], done.stderr)
                self.assertNotIn('W80', done.stderr)

    @unittest.skipUnless(OFFICE, 'LibreOffice is not here')
    def test_saved_by_libreoffice(self):
        profile = f'-env:UserInstallation=file://{self.path}/profile'

        def convert(kind, folder, files):
            subprocess.run([OFFICE, profile, '--headless', '--convert-to', kind, '--outdir', folder, *files], check=True, timeout=300,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        files = [self.filled[name] for name in FEW]
        for kind in ('xlsx', 'ods', 'xls'):
            convert(kind, self.path / kind, files)
        convert('xlsx', self.path / 'from-xls', [self.path / 'xls' / f'{name}.xls' for name in FEW])
        for folder, ending in (('xlsx', 'xlsx'), ('ods', 'ods'), ('from-xls', 'xlsx')):
            for name in FEW:
                with self.subTest(name, folder=folder):
                    made, done = self.read(self.path / folder / f'{name}.{ending}')
                    self.assertEqual(len(made), 1, done.stderr)
                    self.assert_same(name, made[0], done.stderr)

    def changed(self, name, change):
        sheet = Sheet(self.filled[name])
        change(sheet)
        out = self.path / 'changed.xlsx'
        sheet.book.save(out)
        return self.read(out)

    def test_rows_are_added(self):
        """Before the first row, between two, behind the last."""
        for where in ('first', 'between', 'last'):
            def add(sheet, where=where):
                top, bottom, _, _ = sheet.fences['indicators']
                at = {'first': top + 1, 'between': top + 3, 'last': bottom}[where]
                forms.shift(sheet, at, 1)
                for key, column in forms.columns_of(sheet, 'indicators').items():
                    sheet.write((at, column), {'.level1': '效益指标', '.level2': '社会效益指标', '.target': '≥7个'}.get(key, '新加的指标'))
            with self.subTest(where):
                (made,), done = self.changed('tangshan-project-mixed', add)
                rows = forms.contents(made)['indicators']
                self.assertEqual(len(rows), len(forms.contents(Sheet(self.finished['tangshan-project-mixed']))['indicators']) + 1)
                self.assertIn('新加的指标', str(rows))
                self.assertNotIn('W80', done.stderr)

    def test_rows_are_removed(self):
        for first in (1, 2):
            with self.subTest(first):
                def remove(sheet, first=first):
                    forms.shift(sheet, sheet.fences['indicators'][0] + first, -1)
                (made,), done = self.changed('tangshan-project-mixed', remove)
                self.assertEqual(len(forms.contents(made)['indicators']),
                                 len(forms.contents(Sheet(self.finished['tangshan-project-mixed']))['indicators']) - 1)
                self.assertNotIn('W80', done.stderr)

    def test_all_merges_gone(self):
        def unmerge(sheet):
            for area in list(sheet.sheet.merged_cells.ranges):
                sheet.sheet.unmerge_cells(str(area))
        (made,), done = self.changed('tangshan-project-mixed', unmerge)
        self.assert_same('tangshan-project-mixed', made, done.stderr)

    def test_copied_together(self):
        book = openpyxl.Workbook()
        book.worksheets[0]['A1'] = '说明：请各单位填报'
        for name in FEW:
            forms.copy_into(book, self.filled[name], f'单位 {name}'[:31])
        out = self.path / 'together.xlsx'
        book.save(out)
        made, done = self.read(out)
        self.assertEqual(len(made), len(FEW), done.stderr)
        self.assertIn('N824', done.stderr)
        contents = [forms.contents(sheet) for sheet in made]
        for name in FEW:
            self.assertIn(forms.contents(Sheet(self.finished[name])), contents, name)

    def test_places(self):
        """Marks are cells, so that whoever filled in the form finds what is meant."""
        def spoil(sheet):
            sheet.write(sheet.cells['budget.total'], '很多')
            sheet.sheet.cell(40, 12).value = '请领导审阅'
        _, done = self.changed('tangshan-project-mixed', spoil)
        self.assertRegex(done.stderr, r'changed\.xlsx!项目绩效目标表（唐山高新区.*!C3: ')
        self.assertRegex(done.stderr, r'!L40: .*请领导审阅.*W822')

    def test_levels_are_carried_on(self):
        """A kind is written once, and stands for the rows below."""
        def write(sheet):
            top, _, _, _ = sheet.fences['indicators']
            column = forms.columns_of(sheet, 'indicators')['.level1']
            values = [sheet.sheet.cell(row, column).value for row in range(top + 1, top + 5)]
            assert values[0] == values[1], values
            sheet.write((top + 2, column), None)
        (made,), done = self.changed('tangshan-project-mixed', write)
        self.assert_same('tangshan-project-mixed', made, done.stderr)

    def test_another_version(self):
        def rename(sheet):
            for name in sheet.book.defined_names.definedName:
                if name.name == 'biaoceform':
                    name.attr_text = re.sub(r'[0-9a-f]{16}', '0' * 16, name.attr_text)
        (made,), done = self.changed('tangshan-project-mixed', rename)
        self.assertIn('N823', done.stderr)
        self.assert_same('tangshan-project-mixed', made)

    def test_which_form(self):
        _, done = self.read(self.filled['jinan-project'], '-t', 'tangshan-project')
        self.assertIn('E820', done.stderr)

        def forget(sheet):
            sheet.book.defined_names.definedName = [name for name in sheet.book.defined_names.definedName if name.name != 'biaoceform']
        _, done = self.changed('tangshan-project-mixed', forget)
        self.assertIn('E820', done.stderr)
        made, done = self.read(self.path / 'changed.xlsx', '-t', 'tangshan-project-mixed')
        self.assert_same('tangshan-project-mixed', made[0], done.stderr)

    def test_year_is_known(self):
        """The year that a form was made for comes back, though it stands in no cell; one that was corrected is told."""
        made, done = self.read(self.filled['jinan-project'])
        self.assertEqual(done.returncode, 0, done.stderr)

        def correct(sheet):
            for row in sheet.sheet.iter_rows(max_row=4):
                for cell in row:
                    if isinstance(cell.value, str) and re.search(r'（20\d\d ?年度）', cell.value):
                        cell.value = '（2031 年度）'
        _, done = self.changed('jinan-project', correct)
        self.assertIn('W826', done.stderr)


class Command(unittest.TestCase):
    """biaoce collect: records as files, findings for each workbook, who returned what."""
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.path = Path(cls.folder.name)
        cls.returned = cls.path / 'returned'
        cls.returned.mkdir()
        Forms.path, Forms.finished, Forms.filled = cls.path, {}, {}
        for name in FEW:
            Forms.prepare(ROOT / 'examples' / f'{name}.yaml')
            shutil.copy(Forms.filled[name], cls.returned / f'{name}.xlsx')

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def setUp(self):
        self.out = self.path / 'out'
        shutil.rmtree(self.out, ignore_errors=True)

    def collect(self, *words, expect):
        done = biaoce('collect', '-o', self.out, *words)
        self.assertEqual(done.returncode, expect, done.stderr)
        return done

    def made(self):
        return {path.name: path.read_bytes() for path in sorted(self.out.iterdir())}

    def test_records_are_written(self):
        """What is printed of the record is what is printed of the sheet itself."""
        done = self.collect(self.returned, expect=0)
        made = sorted(self.out.glob('*.yaml'))
        self.assertEqual(len(made), len(FEW), done.stderr)
        self.assertEqual(sorted(done.stdout.split('\n')[:-1]), [str(path) for path in made])
        for path in made:
            text = path.read_text(encoding='utf-8')
            source = re.match(r'# (.*?\.xlsx)!', text)
            name = Path(source[1]).stem
            rendered = biaoce('render', '-q', '--no-check', '-f', 'xlsx', '-o', self.path / 'again.xlsx', path)
            self.assertEqual(rendered.returncode, 0, rendered.stderr)
            self.assertEqual(forms.contents(Sheet(Forms.finished[name])), forms.contents(Sheet(self.path / 'again.xlsx')))

    def test_labels_tell_the_form(self):
        """Where a program dropped the name that says it."""
        for name in FEW:
            sheet = Sheet(self.returned / f'{name}.xlsx')
            sheet.book.defined_names.definedName = [one for one in sheet.book.defined_names.definedName if one.name != 'biaoceform']
            sheet.book.save(self.path / f'{name}.xlsx')
            texts = []
            for path in (self.returned / f'{name}.xlsx', self.path / f'{name}.xlsx'):
                shutil.rmtree(self.out, ignore_errors=True)
                self.collect(path, '--name', 'same', expect=0)
                texts.append((self.out / 'same.yaml').read_text(encoding='utf-8').split('\n', 1)[1])
            self.assertEqual(*texts)

    def test_summary(self):
        done = self.collect(self.returned, expect=0)
        lines = done.stderr.strip().split('\n')[-len(FEW) - 1:]
        for name, line in zip(sorted(FEW), lines):
            self.assertRegex(line, rf'^{name} .*1 records, 0 with errors')
        self.assertRegex(lines[-1], rf'^{len(FEW)} workbooks, {len(FEW)} records: {len(FEW)} written, 0 with errors')

    def test_reports(self):
        sheet = Sheet(self.returned / f'{FEW[0]}.xlsx')
        sheet.write(sheet.cells['budget.total'], '很多')
        sheet.sheet.cell(40, 12).value = '请领导审阅'
        spoilt = self.path / 'spoilt.xlsx'
        sheet.book.save(spoilt)
        before = spoilt.read_bytes()
        for kind in ('json', 'xlsx', 'pdf', 'sarif'):
            done = self.collect('--report', kind, spoilt, self.returned / f'{FEW[1]}.xlsx', expect=0)
            names = [name for name in self.made() if name.endswith(f'审核意见.{kind}')]
            self.assertEqual(names, sorted([f'spoilt 审核意见.{kind}', f'{FEW[1]} 审核意见.{kind}']), done.stderr)
        found = json.loads(self.made()['spoilt 审核意见.json'])
        self.assertIn(('C3', 'W204'), [(one.get('cell'), one['code']) for one in found])
        self.assertTrue(all(one['file'] == str(spoilt) for one in found if one['file']))
        other = json.loads(self.made()[f'{FEW[1]} 审核意见.json'])
        self.assertFalse([one for one in other if 'spoilt' in one['file']])
        text = next(path.read_text(encoding='utf-8') for path in self.out.glob('*.yaml') if 'spoilt' in path.read_text(encoding='utf-8'))
        self.assertRegex(text, r'(?m)^# L40: .*请领导审阅')
        self.assertEqual(spoilt.read_bytes(), before)

    def test_threads_and_copies(self):
        """The same names and bytes, whatever the threads; equal names are numbered; sheets copied together."""
        many = self.path / 'many'
        many.mkdir(exist_ok=True)
        for number in range(7):
            shutil.copy(Forms.filled[FEW[number % 2]], many / f'{number}.xlsx')
        book = openpyxl.load_workbook(self.returned / f'{FEW[0]}.xlsx')
        forms.copy_into(book, self.returned / f'{FEW[1]}.xlsx', '另一张')
        book.save(many / '8.xlsx')
        results = []
        for jobs in (1, 5):
            done = biaoce('collect', '-o', self.out, '-j', jobs, '--report', 'json', many)
            results.append((done.returncode, done.stdout, done.stderr, self.made()))
            shutil.rmtree(self.out)
        self.assertEqual(*results)
        self.assertEqual(len([name for name in results[0][3] if name.endswith('.yaml')]), 9, results[0][2])

    def test_what_is_not_read(self):
        mixed = self.path / 'mixed'
        mixed.mkdir(exist_ok=True)
        shutil.copy(self.returned / f'{FEW[0]}.xlsx', mixed / 'good.xlsx')
        (mixed / 'old.xls').write_bytes(bytes.fromhex('d0cf11e0a1b11ae1') + bytes(2000))
        (mixed / 'notes.yaml').write_text('form: x', encoding='utf-8')
        openpyxl.Workbook().save(mixed / 'empty.xlsx')
        paper = self.path / 'paper.pdf'
        paper.write_bytes(b'%PDF-1.7')
        done = self.collect(mixed, paper, expect=1)
        self.assertRegex(done.stderr, r'old\.xls: error: .*E730')
        self.assertRegex(done.stderr, r'soffice --headless --convert-to xlsx')
        self.assertRegex(done.stderr, r'empty\.xlsx: error: .*E827')
        self.assertRegex(done.stderr, r'paper\.pdf: error: .*E880')
        self.assertNotIn('notes.yaml', done.stderr)
        self.assertEqual(len(self.made()), 1)
        self.assertEqual(self.collect(self.path / 'absent.xlsx', expect=3).stdout, '')
        self.collect('--report', 'doc', mixed, expect=2)

    def test_reports_are_no_forms(self):
        """What was written into the folder of the forms is not read as one of them."""
        self.collect('--report', 'xlsx', self.returned / f'{FEW[1]}.xlsx', expect=0)
        report = next(self.out.glob('*.xlsx'))
        done = biaoce('collect', '-o', self.out / 'again', report)
        self.assertIn('E827', done.stderr)


class Typed(unittest.TestCase):
    """Values as people and programs write them."""
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.path = Path(cls.folder.name)
        for form in ('tangshan-project-mixed', 'budget-01-balance'):
            done = biaoce('blank', '-q', '-f', 'xlsx', '-o', cls.path / f'{form}.xlsx', form)
            assert done.returncode == 0, done.stderr

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def collect(self, form, change, through=None):
        """The record and what was said of a form that was filled in so, and perhaps saved by another program."""
        sheet = Sheet(self.path / f'{form}.xlsx')
        change(sheet)
        path = self.path / 'typed.xlsx'
        sheet.book.save(path)
        if through:
            subprocess.run([OFFICE, f'-env:UserInstallation=file://{self.path}/profile', '--headless', '--convert-to', through, '--outdir',
                            self.path / 'saved', path], check=True, timeout=300, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            path = self.path / 'saved' / f'typed.{through}'
        out = self.path / 'out'
        shutil.rmtree(out, ignore_errors=True)
        done = biaoce('collect', '--name', 'one', '-o', out, path)
        return (out / 'one.yaml').read_text(encoding='utf-8'), done.stderr

    def test_units_that_the_form_does_not_have(self):
        """A department that counts in 元 changes the label, or says so above the table; the form's own units are no others."""
        def label(sheet):
            row, column = sheet.cells['budget.total']
            sheet.write((row, column - 1), '预算数（元）')
            sheet.write((row, column), 17000000)
            sheet.write(sheet.cells['budget.fiscal'], 1700)
        text, said = self.collect('tangshan-project-mixed', label)
        self.assertRegex(text, r'(?m)^预算数: 1700$')
        self.assertRegex(text, r'(?m)^财政资金: 1700$')
        self.assertRegex(said, r'!B3: warning: .*`预算数（元）`.*元.*万元 \[W833\]')
        self.assertNotIn('W822', said)

        def above(sheet):
            sheet.sheet.cell(1, 9).value = '单位：元'
            sheet.write(sheet.cells['budget.total'], 17000000)
        text, said = self.collect('tangshan-project-mixed', above)
        self.assertRegex(text, r'(?m)^预算数: 1700$')
        self.assertRegex(said, r'!I1: warning: .*W833')

        def same(sheet):
            row, column = sheet.cells['budget.total']
            sheet.write((row, column - 1), '预算数（万元）')
            sheet.write((row, column), 1700)
        text, said = self.collect('tangshan-project-mixed', same)
        self.assertRegex(text, r'(?m)^预算数: 1700$')
        self.assertNotIn('W833', said)

        def field(sheet):  # where 单位 is a field of the form, it is one
            for row in sheet.sheet.iter_rows():
                for cell in row:
                    if isinstance(cell.value, str) and cell.value.startswith('单位：'):
                        cell.value = '单位：万元'
        text, said = self.collect('budget-01-balance', field)
        self.assertIn('单位: 万元', text)
        self.assertNotIn('W833', said)

    def test_values_that_stand_in(self):
        """科目名称 of the budget tables, which is printed further right the lower its row is."""
        rows = [('208', None, None, '社会保障和就业支出'), ('208', '05', None, '行政事业单位养老支出'), ('208', '05', '05', '　　养老保险缴费')]
        for form in ('budget-02-income', 'budget-03-spending', 'budget-06-basic'):
            with self.subTest(form):
                biaoce('blank', '-q', '-f', 'xlsx', '--year', '2026', '-o', self.path / f'{form}.xlsx', form)

                def change(sheet):
                    for i, row in enumerate(rows):
                        for key, value in zip(('class', 'section', 'item', 'name'), row):
                            if f'rows.{i}.{key}' in sheet.cells:
                                self.assertFalse(sheet.sheet.cell(*sheet.cells[f'rows.{i}.{key}']).protection.locked)
                                sheet.write(sheet.cells[f'rows.{i}.{key}'], value)
                text, said = self.collect(form, change)
                self.assertEqual(re.findall(r'科目名称: (.*)', text), ['社会保障和就业支出', '行政事业单位养老支出', '养老保险缴费'])
                self.assertNotIn('W822', said)
                self.assertNotIn('科目名称 is missing', said)
                self.assertNotIn('科目名称', biaoce('lint-template', form).stderr)

    def test_amounts(self):
        for value, number_format, expected in (
                (1700, 'General', '1700'), ('1,700.00', '@', '1,700.00'), ('１７００', '@', '１７００'), (' 1700 ', '@', '1700'), (17000000, '#,##0.00"元"', '1700'),
                (0.17, '0.00"亿元"', '1700'), (1700, '#,##0.00_ "万元"', '1700'), ('17000000元', '@', '17000000元')):
            with self.subTest(value=value, form=number_format):
                def change(sheet, value=value, number_format=number_format):
                    sheet.write(sheet.cells['budget.total'], value, number_format)
                text, said = self.collect('tangshan-project-mixed', change)
                found = re.search(r'(?m)^预算数: (.*)$', text)
                self.assertEqual(found and found[1].strip("'"), expected, said)
                self.assertNotIn('W204', said)

    def test_what_formats_show(self):
        """A unit with another scale, and words around a target."""
        def change(sheet):
            sheet.write(sheet.cells['budget.total'], 17000000, '0!.0,"万元"')
            top, _, _, _ = sheet.fences['indicators']
            columns = forms.columns_of(sheet, 'indicators')
            sheet.write((top + 1, columns['.name']), '改造面积')
            sheet.write((top + 1, columns['.target']), 15000, '"≥"0"平方米"')
        text, said = self.collect('tangshan-project-mixed', change)
        self.assertRegex(text, r'(?m)^预算数: 1700$', said)
        self.assertIn('≥15000平方米', text)

    def test_place_of_what_is_missing(self):
        """In a group it is the cell of the field, not that of the next one; without a cell it is the sheet."""
        def change(sheet):
            sheet.write(sheet.cells['budget.fiscal'], 1700)
        _, said = self.collect('tangshan-project-mixed', change)
        row, column = Sheet(self.path / 'tangshan-project-mixed.xlsx').cells['budget.total']
        self.assertRegex(said, rf'!{chr(64 + column)}{row}: \S+ 预算数.* \[E203\]')

    @unittest.skipUnless(OFFICE, 'LibreOffice is not here')
    def test_saved_by_libreoffice(self):
        """A format that shows a unit, and a formula: by what they came to when the file was saved."""
        def change(sheet):
            sheet.write(sheet.cells['budget.total'], 17000000, '#,##0.00"元"')
            row, column = sheet.cells['budget.fiscal']
            sheet.write((row, column), '=1000+700')
            sheet.sheet.cell(row, column).data_type = 'f'
        for kind in ('xlsx', 'ods'):
            text, said = self.collect('tangshan-project-mixed', change, kind)
            self.assertRegex(text, r'(?m)^预算数: 1700$', said)
            self.assertRegex(text, r'(?m)^财政资金: 1700$', said)

    def test_percentages(self):
        paths = [path for path in Sheet(self.path / 'tangshan-project-mixed.xlsx').cells if path.startswith('plan.')]

        def change(sheet):
            for path, (value, number_format) in zip(paths, ((0.25, '0%'), ('50%', '@'), (75, 'General'), (1, '0%'))):
                sheet.write(sheet.cells[path], value, number_format)
        text, said = self.collect('tangshan-project-mixed', change)
        self.assertEqual(re.findall(r'第.季度: (\S+)', text), ['25%', '50%', '75', '100%'], said)

    def test_merged_away(self):
        """Of two values that were merged the second is lost, and said to be: it is not the first again."""
        def beside(sheet):
            for path, value in (('budget.total', 1700), ('budget.fiscal', 1600)):
                sheet.write(sheet.cells[path], value)
            (top, left), (bottom, right) = sheet.cells['budget.total'], sheet.cells['budget.fiscal']
            for area in list(sheet.sheet.merged_cells.ranges):
                if top <= area.min_row <= bottom:
                    sheet.sheet.unmerge_cells(str(area))
            sheet.sheet.merge_cells(start_row=top, start_column=min(left, right), end_row=bottom, end_column=max(left, right))
        text, said = self.collect('tangshan-project-mixed', beside)
        self.assertRegex(text, r'(?m)^预算数: 1700$')
        self.assertNotIn('财政资金:', text)
        self.assertRegex(said, r'W831')

        def in_rows(sheet):
            top, _, _, _ = sheet.fences['indicators']
            columns = forms.columns_of(sheet, 'indicators')
            sheet.write((top + 1, columns['.name']), '受益人数')
            sheet.sheet.merge_cells(start_row=top + 1, start_column=columns['.name'], end_row=top + 1, end_column=columns['.name'] + 1)
        text, said = self.collect('tangshan-project-mixed', in_rows)
        self.assertIn('三级指标: 受益人数', text)
        self.assertRegex(said, r'W831')

    def test_totals_typed_over(self):
        def change(sheet):
            for path in ('income.0.amount', 'income.1.amount'):
                sheet.write(sheet.cells[path], 100)
            sheet.write(sheet.cells['income_now'], 777)
        text, said = self.collect('budget-01-balance', change)
        self.assertRegex(said, r'777 \[W832\]')
        self.assertEqual(said.count('W832'), 1, said)

        def leave(sheet):
            sheet.write(sheet.cells['income.0.amount'], 100)
        self.assertNotIn('W832', self.collect('budget-01-balance', leave)[1])


NESTED = '''
form: nested
name: 部门项目表
extends: [gb9704]
fields:
  name: {label: 单位名称, type: text}
  projects:
    label: 项目
    type: list
    of:
      title: {label: 项目名称, type: text}
      parts: {label: 分项, type: list, of: {what: {label: 内容, type: text}, amount: {label: 金额, type: money, unit: 万元}}}
layout:
  - title: 部门项目明细表
  - table:
      widths: [40, 40, 40]
      bands:
        - rows: [[单位名称, {value: name, across: 2}]]
        - header: [[项目名称, 内容, 金额]]
          rows:
            - each: projects
              rows:
                TITLE
                - each: parts
                  rows: [[COLUMN, =what, =amount]]
        - rows: [[{label: 备注说明, across: 3}]]
'''


class Nested(unittest.TestCase):
    """Lists in lists: rows that were added are of the element above them, once."""
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name)

    def filled(self, text):
        (self.path / 'nested.yaml').write_text(text, encoding='utf-8')
        done = biaoce('blank', '-q', '-f', 'xlsx', '--rows', 3, '-o', self.path / 'blank.xlsx', self.path / 'nested.yaml')
        self.assertEqual(done.returncode, 0, done.stderr)
        sheet = Sheet(self.path / 'blank.xlsx')
        for i in range(2):
            sheet.write(sheet.cells[f'projects.{i}.title'], f'项目{i}')
            for k in range(3):
                sheet.write(sheet.cells[f'projects.{i}.parts.{k}.what'], f'内容{i}{k}')
                sheet.write(sheet.cells[f'projects.{i}.parts.{k}.amount'], 10 * i + k)
        return sheet

    def add(self, sheet, path, below, what, title=None):
        row, column = sheet.cells[path]
        forms.shift(sheet, row + below, 1)
        sheet.write((row + below, column), what)
        if title:
            sheet.write((row + below, 1), title)
        sheet.book.save(self.path / 'filled.xlsx')
        return Sheet(self.path / 'filled.xlsx')

    def read(self):
        out = self.path / 'out'
        shutil.rmtree(out, ignore_errors=True)
        done = biaoce('collect', '-t', self.path / 'nested.yaml', '--name', 'one', '-o', out, self.path / 'filled.xlsx')
        text = (out / 'one.yaml').read_text(encoding='utf-8')
        return [re.findall('内容: (.*)', part) for part in text.split('项目名称:')[1:]], done.stderr

    def test_rows_are_added(self):
        for title, column in (("- [=title, {label: 合计}, =parts.sum(amount)]", "''"), ('', '=title')):
            with self.subTest(column=column):
                sheet = self.filled(NESTED.replace('TITLE', title).replace('COLUMN', column))
                sheet = self.add(sheet, 'projects.0.parts.1.what', 0, '中间')
                sheet = self.add(sheet, 'projects.0.parts.2.what', 1, '末尾')
                expected = [['内容00', '中间', '内容01', '内容02', '末尾'], ['内容10', '内容11', '内容12']]
                found, said = self.read()
                self.assertEqual(found, expected, said)
                self.add(sheet, 'projects.1.parts.2.what', 1, '新内容', '新项目')
                found, said = self.read()
                self.assertEqual(found, expected, said)
                self.assertRegex(said, r'新项目 \[W822\](.|\n)*新内容 \[W822\]')


class Hostile(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name)
        self.blank = self.path / 'blank.xlsx'
        done = biaoce('blank', '-q', '-f', 'xlsx', '-o', self.blank, 'tangshan-project')
        self.assertEqual(done.returncode, 0, done.stderr)

    def ask(self, *names):
        """Reads the form with these names instead of its own of the same kind."""
        sheet = Sheet(self.blank)
        sheet.write(sheet.cells['name'], '某某项目')
        label = next(name.attr_text.rsplit('!', 1)[0] for name in sheet.book.defined_names.definedName if '!' in name.attr_text)
        own = {name for name, _ in names}
        kept = [name for name in sheet.book.defined_names.definedName if name.name not in own]
        made = [openpyxl.workbook.defined_name.DefinedName(name, localSheetId=0, attr_text=text.replace('@', label)) for name, text in names]
        sheet.book.defined_names.definedName = kept + made
        out = self.path / 'hostile.xlsx'
        sheet.book.save(out)
        done = forms.run(BIAOCE, 'check', out, timeout=60, env={**os.environ, 'LC_ALL': 'C.UTF-8', 'BIAOCE_DATA': str(ROOT)})
        self.assertIn(done.returncode, (0, 1), done.stderr)
        return done.stderr

    def test_fences(self):
        self.assertIn('W825', self.ask(('biaocerows.indicators', '@!#REF!')))
        self.ask(('biaocerows.indicators', '@!$A$1:$XFD$1048576'))
        self.ask(('biaocerows.indicators', '@!$A$1048576:$G$1048576'), ('biaocerows.goals', '@!$A$2:$G$28'))
        self.ask(('biaocerows.goals', "'别的表'!$A$1:$B$9"))
        self.ask(('biaocerows.nothing', '@!$A$1:$B$9'), ('biaocerows', '@!$A$1:$B$9'), ('biaoce.', '@!$A$1'))

    def test_values(self):
        self.assertIn('W821', self.ask(('biaoce.code', '@!#REF!')))
        self.ask(('biaoce.code', "'别的表'!$A$1"), ('biaoce.usage', '@!$A:$A'))
        self.ask(('biaoce.code.code.code', '@!$A$1'), ('biaoce.indicators.99999999999.name', '@!$A$1'),
                 ('biaoce.indicators.name', '@!$A$1'), ('biaoce.indicators.1', '@!$A$1'), ('biaoce.name.1', '@!$A$1'))
        self.ask(*[(f'biaoce.indicators.{i}.name', f'@!$C${i + 19}') for i in range(20000)])
        self.ask(*[(f'biaocerows.indicators{i}', '@!$A$1:$A$9') for i in range(500)], ('biaoceform', '"x;y"'))


if __name__ == '__main__':
    BIAOCE = os.path.abspath(sys.argv.pop(1))
    unittest.main()
