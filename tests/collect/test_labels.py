#!/usr/bin/env python3
"""Forms that were made by hand: sheets without any marks, read by their labels. Each is a form that was filled in, of
which only texts, numbers and merged cells are left, changed as departments change them. What is read is what the marks
of the same form lead to.

    test_labels.py BIAOCE [unittest arguments]
"""
import os
import re
import shutil
import sys
import tempfile
import unittest
from pathlib import Path

import openpyxl

sys.path.insert(0, str(Path(__file__).resolve().parent))
import forms  # noqa: E402
from forms import ROOT, Sheet  # noqa: E402
from plain import Plain, labels_of  # noqa: E402

BIAOCE = None
FAMILIES = ['tangshan-project-mixed', 'jinan-project', 'mof-project-declaration']
EXAMPLES = [path for path in sorted((ROOT / 'examples').glob('*.yaml')) if path.name not in ('department-budget.yaml', 'several-projects.yaml')]
YEARS = re.compile(r'(?m)^(预算)?年度: .*\n')  # the year of a title that a department wrote otherwise


def biaoce(*words):
    return forms.run(BIAOCE, *words, env={**os.environ, 'LC_ALL': 'C.UTF-8', 'BIAOCE_DATA': str(ROOT)})


class Labels(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.path = Path(cls.folder.name)
        for name in ('marked', 'plain'):
            (cls.path / name).mkdir()
        for record in EXAMPLES:
            finished = cls.path / 'finished.xlsx'
            done = biaoce('render', '-q', '--no-check', '-f', 'xlsx', '-o', finished, record)
            assert done.returncode == 0, done.stderr
            sheet = Sheet(finished)
            form = next(name.attr_text for name in sheet.book.defined_names.definedName if name.name == 'biaoceform')
            year = re.search(r'(?m)^(?:预算)?年度: *.?(\d{4})', record.read_text(encoding='utf-8'))
            blank = forms.blank_for(BIAOCE, form.strip('"').split(';')[0], sheet, cls.path / 'blank.xlsx',
                                    *(['--year', year[1]] if year else []))
            forms.fill(blank, sheet)
            blank.book.save(cls.path / 'marked' / f'{record.stem}.xlsx')
        cls.expected = cls.collect(cls.path / 'marked')[0]
        assert len(cls.expected) == len(EXAMPLES)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    @classmethod
    def collect(cls, source, *options):
        """The records by file, without comments; what was said."""
        out = cls.path / 'out'
        shutil.rmtree(out, ignore_errors=True)
        done = biaoce('collect', '--all', '--name', '$(file)', '-o', out, *options, source)
        records = {path.stem: re.sub(r'(?m)^#.*\n', '', path.read_text(encoding='utf-8')) for path in sorted(out.glob('*.yaml'))}
        return records, done

    def read(self, names, change, *options):
        """What is read of sheets that were changed so."""
        folder = self.path / 'plain'
        shutil.rmtree(folder)
        folder.mkdir()
        for name in names:
            marked = self.path / 'marked' / f'{name}.xlsx'
            sheet = Plain(marked)
            change(sheet, Sheet(marked))
            sheet.save(folder / f'{name}.xlsx')
        return self.collect(folder, *options)

    def assert_same(self, names, change):
        records, done = self.read(names, change)
        for name in names:
            with self.subTest(name):
                self.assertEqual(YEARS.sub('', records.get(name, done.stderr)), YEARS.sub('', self.expected[name]))
        self.assertNotIn('W828', done.stderr)
        return done

    def test_every_example(self):
        done = self.assert_same([path.stem for path in EXAMPLES], lambda sheet, marked: None)
        self.assertEqual(done.stderr.count('N830'), len(EXAMPLES))

    def test_moved_torn_and_respelled(self):
        def change(sheet, marked):
            sheet.respell(labels_of(marked), seed=7)
            sheet.insert_rows(1, 3)
            sheet.insert_columns(1)
            sheet.tear()
        self.assert_same([path.stem for path in EXAMPLES], change)

    def test_respelled(self):
        for seed in range(4):
            self.assert_same(FAMILIES, lambda sheet, marked, seed=seed: sheet.respell(labels_of(marked), seed))

    def test_rows_and_columns_inserted(self):
        def change(sheet, marked):
            sheet.insert_rows(4)
            sheet.insert_rows(7, 2)
            sheet.insert_columns(3)
        self.assert_same(FAMILIES, change)

    def test_rows_swapped(self):
        def change(sheet, marked):
            one, other = sheet.find('主管部门')[0], sheet.find('项目属性')[0]
            sheet.swap_rows(one, other)
        self.assert_same(['jinan-project'], change)

    def test_rows_of_lists(self):
        """As many elements as there are rows, those that were added too."""
        def change(sheet, marked):
            top, _, _, _ = marked.fences['indicators']
            columns = forms.columns_of(marked, 'indicators')
            sheet.insert_rows(top + 2, 12)
            for row in range(12):
                sheet.cells[top + 2 + row, columns['.name']] = f'新增{row}', 'General'
        records, done = self.read(['tangshan-project-mixed'], change)
        record = records['tangshan-project-mixed']
        self.assertEqual(re.findall(r'三级指标: 新增(\d+)', record), [str(number) for number in range(12)], done.stderr)
        rest = re.sub(r' *- 三级指标: 新增\d+\n', '', record)
        self.assertEqual(rest, self.expected['tangshan-project-mixed'])

    def test_a_label_is_gone(self):
        """Its value is not looked for elsewhere, and what stands there is told."""
        def change(sheet, marked):
            row, column = sheet.find('项目类别')
            sheet.cells[row, column] = '备用栏', 'General'
            sheet.cells[row, column + 1] = '甲乙丙', 'General'
        records, done = self.read(['jinan-project'], change)
        self.assertIn('备用栏', done.stderr)
        self.assertRegex(done.stderr, r'项目类别 was not found \[W828\]')
        self.assertRegex(done.stderr, r'甲乙丙 \[W822\]')
        self.assertNotIn('甲乙丙', records['jinan-project'])
        lost = [line for line in self.expected['jinan-project'].split('\n') if line not in records['jinan-project']]
        self.assertEqual([line for line in lost if not line.startswith('项目类别')], [], done.stderr)

    def test_a_head_is_gone(self):
        """What stands below another one is not taken for that of the list."""
        def change(sheet, marked):
            for place, (value, number_format) in list(sheet.cells.items()):
                if value == '三级指标' and place[0] == marked.fences['indicators_year'][0]:
                    sheet.cells[place] = '备注', number_format
        records, done = self.read(['jinan-project'], change)
        self.assertRegex(done.stderr, r'三级指标 was not found \[W828\]')
        whole, year = records['jinan-project'].split('年度绩效指标:')
        self.assertEqual(whole, self.expected['jinan-project'].split('年度绩效指标:')[0])
        self.assertNotIn('三级指标: ', year)
        self.assertEqual(year.count('指标值: '), self.expected['jinan-project'].split('年度绩效指标:')[1].count('指标值: '))

    def test_units(self):
        """Of the sheet's own words, not of the form."""
        def line(sheet, marked):
            row, column = sheet.find('预算数')
            sheet.cells[row, column + 1] = 17000000, 'General'
            sheet.cells[row, column] = '预算数（元）', 'General'
        records, _ = self.read(['tangshan-project-mixed'], line)
        self.assertRegex(records['tangshan-project-mixed'], r'预算数: (17000000元|1700(万元)?)\n')

        def whole(sheet, marked):
            row, column = sheet.find('预算数')
            sheet.cells[row, column + 1] = 17000000, 'General'
            sheet.insert_rows(2)
            sheet.cells[2, 1] = '填报单位：城建局　金额单位：元（保留两位小数）', 'General'
        records, _ = self.read(['tangshan-project-mixed'], whole)
        self.assertRegex(records['tangshan-project-mixed'], r'预算数: (17000000元|1700(万元)?)\n')

        def unknown(sheet, marked):
            sheet.insert_rows(2)
            sheet.cells[2, 1] = '单位：元/人', 'General'
        _, done = self.read(['tangshan-project-mixed'], unknown)
        self.assertIn('W829', done.stderr)

    def test_two_forms_on_a_sheet(self):
        """Never one record of both: the place of each is told. Heads that a list prints again are no form."""
        def below(sheet, marked):
            last = max(row for row, _ in sheet.cells)
            for (row, column), value in list(sheet.cells.items()):
                sheet.cells[row + last + 2, column] = value
        for name in FAMILIES:
            with self.subTest(name):
                records, done = self.read([name], below)
                self.assertEqual(records, {})
                self.assertRegex(done.stderr, r'![A-Z]+\d+: error: .* again here, the first is in row \d+.*E839')

        def heads(sheet, marked):
            top, bottom, _, _ = marked.fences['indicators']
            middle = (top + bottom) // 2
            head = {column: value for (row, column), value in sheet.cells.items() if row == top}
            sheet.insert_rows(middle)
            for column, value in head.items():
                sheet.cells[middle, column] = value
        records, done = self.read(['tangshan-project-mixed'], heads)
        self.assertNotIn('E839', done.stderr)
        self.assertEqual(len(records), 1)

    def test_which_form(self):
        def other_title(sheet, marked):
            place = min(sheet.cells)
            sheet.cells[place] = '情况表', 'General'
        records, done = self.read(['jinan-project'], other_title)
        self.assertEqual(records, {})
        self.assertIn('E829', done.stderr)
        self.assertIn('jinan-project', done.stderr)
        records, done = self.read(['jinan-project'], other_title, '-t', 'jinan-project')
        self.assertEqual(YEARS.sub('', records['jinan-project']), YEARS.sub('', self.expected['jinan-project']))
        records, done = self.read(['jinan-project'], other_title, '-t', 'tangshan-project')
        self.assertEqual(records, {})
        self.assertRegex(done.stderr, r'E829(.|\n)*jinan-project')

    def test_several_sheets(self):
        book = openpyxl.Workbook()
        book.active.title = '填表说明'
        book.active['A1'] = '请于月底前报送'
        for name in FAMILIES:
            Plain(self.path / 'marked' / f'{name}.xlsx').write(book.create_sheet(f'表{FAMILIES.index(name)}'))
        path = self.path / 'several.xlsx'
        book.save(path)
        records, done = self.collect(path)
        self.assertEqual(sorted(YEARS.sub('', text) for text in records.values()), sorted(YEARS.sub('', self.expected[name]) for name in FAMILIES), done.stderr)

    def test_what_is_no_form(self):
        book = openpyxl.Workbook()
        for row in range(1, 9000):
            book.active.append(['名称', row, '合计', None, '项目'])
        path = self.path / 'table.xlsx'
        book.save(path)
        records, done = self.collect(path)
        self.assertEqual((records, done.returncode), ({}, 1))
        self.assertIn('E827', done.stderr)


if __name__ == '__main__':
    BIAOCE = os.path.abspath(sys.argv.pop(1))
    unittest.main()
