#!/usr/bin/env python3
"""Little that asks for much, in records and templates: it is refused with a message, within bounds of memory and time.

    test_growth.py BIAOCE
"""
import os
import resource
import subprocess
import sys
import tempfile
import unittest
import zipfile
from pathlib import Path

BIAOCE = Path(sys.argv.pop(1)).resolve()
PROJECT = Path(__file__).resolve().parents[2]
HEAD = 'fields:\n  rows: {type: list, label: 行}\n'
CELL = '  - table:\n      widths: [1]\n      rows: [%s]\n'


class Growth(unittest.TestCase):
    def run_form(self, words, template, values, megabytes):
        """What is said of a record with that many values, in no more memory and 60 seconds; and the exit code."""
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, 'grows.yaml').write_text('form: grows\n' + template, encoding='utf-8')
            record = 'form: grows\nrows: [%s]\n' % ', '.join(f'v{i}' for i in range(values))
            Path(folder, 'records').mkdir()
            Path(folder, 'records', 'record.yaml').write_text(record, encoding='utf-8')

            def limit():
                resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))

            done = subprocess.run([BIAOCE, *words, '-T', folder, str(Path(folder, 'records'))], capture_output=True,
                                  text=True, timeout=60, preexec_fn=limit, cwd=folder,
                                  env={**os.environ, 'BIAOCE_DATA': str(PROJECT), 'LC_ALL': 'C.UTF-8'})
            return done.stderr + done.stdout, done.returncode

    def expect(self, code, *arguments):
        said, status = self.run_form(*arguments)
        self.assertEqual(status, 1, said[-500:])
        self.assertEqual(said.count(f'[{code}]'), 1, said[-500:])

    def test_conditions_over_a_list(self):
        check = "checks:\n  - {each: rows, that: 'rows.filter(this == this).size() > 0', say: x, code: X-1}\n"
        template = HEAD + check + 'layout:\n' + CELL % '[=rows.size()]'
        said, status = self.run_form(['check'], template, 2500, 250)
        self.assertEqual(status, 0, said[-500:])
        self.expect('E327', ['check'], template, 20000, 250)

    def run_files(self, *words, megabytes=0, **files):
        """What is said of these files, in 20 seconds and no more memory than is said."""
        def limit():
            if megabytes:
                resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))

        with tempfile.TemporaryDirectory() as folder:
            for name, text in files.items():
                Path(folder, name.replace('_', '.')).write_text(text, encoding='utf-8')
            return subprocess.run([BIAOCE, *words], capture_output=True, text=True, timeout=20, cwd=folder, preexec_fn=limit,
                                  env={**os.environ, 'BIAOCE_DATA': str(PROJECT), 'LC_ALL': 'C.UTF-8'})

    def test_figures_without_end(self):
        row = '{年度指标值: %s, 实际完成值: %s}' % ('"' + '1' * 500000 + '"', '"' + '１２' * 250000 + '"')
        record = f'form: mof-self-evaluation\n项目名称: 甲\n绩效指标: [{row}]\n'
        self.assertEqual(self.run_files('check', '-q', 'a.yaml', a_yaml=record).returncode, 1)
        template = 'form: f\nfields:\n  t: {type: text, label: 文}\nlayout:\n' + CELL % '[=figure(t)]'
        done = self.run_files('render', '-t', 'f.yaml', '-f', 'trace', '-o', '-', 'a.yaml', f_yaml=template, a_yaml='form: f\nt: "' + '1' * 500000 + '"\n')
        self.assertEqual(done.returncode, 0, done.stderr[-500:])

    def test_words_without_end(self):
        """Wider than lengths can say: they ask for no more room, and no more memory, than others do."""
        for piece in ('x', 'a1/', '0', '预', 'W '):
            text = piece * (400000 // len(piece))
            row = f'{{一级指标: 产出指标, 二级指标: 数量指标, 三级指标: "{text}", 指标值: "{text}"}}'
            record = f'form: tangshan-project\n项目名称: "{text}"\n绩效目标: "{text}"\n绩效指标: [{row}]\n'
            done = self.run_files('render', '--force', '-f', 'pdf,xlsx', '--name', 'a', '-o', 'out', 'a.yaml', megabytes=600,
                                  a_yaml=record)
            self.assertEqual(done.returncode, 1, done.stderr[-500:])
            self.assertRegex(done.stdout, r'^out/a\.pdf \(.*\)\nout/a\.xlsx\n$')

    def test_prose_that_cannot_be_printed(self):
        book = 'book: 册\nparts: [{prose: p.md, title: 说明}]\n'
        for piece in '<b>', '[^1]', '[^', '`', '> ', '---\n', '![', '[a](b)', '~~~\n':
            done = self.run_files('book', '-o', 'o.pdf', 'b.yaml', b_yaml=book, p_md='# 甲\n\n' + piece * (1000000 // len(piece)))
            self.assertIn(done.returncode, (0, 1), done.stderr[-500:])
            self.assertLessEqual(done.stderr.count('[E613]'), 100)

    def test_rows_with_the_same_fault(self):
        done = self.run_files('check', '-t', 'tangshan-project', 'a.csv', a_csv='项目编码,项目名称\n' + '"甲' * 100000)
        self.assertLess(len(done.stderr), 1000000)
        done = self.run_files('check', 'a.json', a_json='[' + ', '.join(['{"form": "tangshan-project"}'] * 5000) + ']')
        self.assertLess(len(done.stderr), 2000000)
        self.assertRegex(done.stderr, r'a\.json: E203 was told 1000 times')
        self.assertRegex(done.stderr, r'5,?000 checked')

    def test_sheets(self):
        """A workbook is opened once and not for each of its sheets."""
        main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
        kind = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
        package = 'xmlns="http://schemas.openxmlformats.org/package/2006/'
        count = range(1, 8001)
        cell = '<c r="A%d" t="inlineStr"><is><t>%s</t></is></c>'
        sheet = ''.join(f'<row r="{row}">{cell % (row, text)}</row>' for row, text in ((1, '项目名称'), (2, '甲')))
        parts = {'[Content_Types].xml': f'<Types {package}content-types"/>',
                 '_rels/.rels': f'<Relationships {package}relationships"><Relationship Id="r" Type="{kind}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
                 'xl/workbook.xml': f'<workbook {main} xmlns:r="{kind}"><sheets>' +
                                    ''.join(f'<sheet name="s{n}" sheetId="{n}" r:id="r{n}"/>' for n in count) + '</sheets></workbook>',
                 'xl/_rels/workbook.xml.rels': f'<Relationships {package}relationships">' +
                                               ''.join(f'<Relationship Id="r{n}" Type="{kind}/worksheet" Target="worksheets/{n}.xml"/>' for n in count) + '</Relationships>',
                 **{f'xl/worksheets/{n}.xml': f'<worksheet {main}><sheetData>{sheet}</sheetData></worksheet>' for n in count}}
        with tempfile.TemporaryDirectory() as folder:
            with zipfile.ZipFile(Path(folder, 'a.xlsx'), 'w') as packed:
                for name, text in parts.items():
                    packed.writestr(name, text)
            done = subprocess.run([BIAOCE, 'map', '-t', 'tangshan-project', 'a.xlsx'], capture_output=True, text=True, timeout=20, cwd=folder,
                                  env={**os.environ, 'BIAOCE_DATA': str(PROJECT), 'LC_ALL': 'C.UTF-8'})
            self.assertEqual((done.returncode, done.stdout.count('file: a.xlsx')), (0, len(count)), done.stderr[-500:])

    def test_long_arguments(self):
        done = self.run_files('render', '--limit', 'a' * 100000, 'a.yaml', a_yaml='')
        self.assertLess(len(done.stderr), 5000)

    def test_cells_over_a_list(self):
        cell = "{each: rows, rows: [['=rows.filter(this == this).size()']]}"
        self.expect('E327', ['render', '-o', 'out'], HEAD + 'layout:\n' + CELL % cell, 20000, 2500)

    def test_lists_in_lists(self):
        rows = '[=this]'
        for _ in range(6):
            rows = '{each: rows, rows: [%s]}' % rows
        self.expect('E458', ['render', '-o', 'out'], HEAD + 'layout:\n' + CELL % rows, 60, 2000)

    def test_fragments_in_fragments(self):
        fragments = 'fragments:\n  f0: [%s]\n' % ', '.join(['[=rows.size()]'] * 10)
        for i in range(8):
            fragments += f'  f{i + 1}: [%s]\n' % ', '.join([f'{{use: f{i}}}'] * 10)
        self.expect('E332', ['render', '-o', 'out'], HEAD + fragments + 'layout:\n' + CELL % '{use: f8}', 3, 250)

    def test_a_fragment_in_itself(self):
        fragments = 'fragments:\n  f: [%s]\n' % ', '.join(['{use: f}'] * 10)
        self.expect('E332', ['render', '-o', 'out'], HEAD + fragments + 'layout:\n' + CELL % '{use: f}', 3, 250)


unittest.main()
