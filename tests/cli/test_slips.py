#!/usr/bin/env python3
"""Slips of the command line, and of files beside each other: what is typed by mistake is told, and nothing is made of it.

    test_slips.py BIAOCE [unittest arguments]
"""
import os
import subprocess
import sys
import tempfile
import unittest
import zipfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
BIAOCE = None
TEMPLATE = 'form: {}\nextends: [gb9704]\nfields: {{name: 名称}}\nlayout: [{{title: $(name)}}]\n'


class Slips(unittest.TestCase):
    def setUp(self):
        held = tempfile.TemporaryDirectory()
        self.addCleanup(held.cleanup)
        self.root = Path(held.name)
        self.write('t/hello.yaml', TEMPLATE.format('hello'))
        self.write('record.yaml', 'form: hello\n名称: 甲\n')

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding='utf-8')

    def run_cli(self, *words):
        return subprocess.run([BIAOCE, *words], capture_output=True, text=True, cwd=self.root,
                              env={**os.environ, 'LC_ALL': 'C.UTF-8', 'BIAOCE_DATA': str(PROJECT)})

    def made(self):
        return {str(path.relative_to(self.root)) for path in self.root.rglob('*')}

    def refused(self, *words, saying):
        before = self.made()
        done = self.run_cli(*words)
        self.assertEqual(done.returncode, 2, done)
        self.assertIn(saying, done.stderr)
        self.assertEqual(self.made(), before)

    def render(self, *words, record='record.yaml'):
        done = self.run_cli('render', '-T', 't', *words, record)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done

    def test_kinds_of_files_that_are_not_written(self):
        for name in ('out.docx', 'out.doc', 'a/out.html', 'out.xls', 'out.CSV', './out.txt'):
            self.refused('render', '-T', 't', '-o', name, 'record.yaml', saying=f'name a .pdf or .xlsx file, or {name}/ for a folder')
        for folder in ('out.docx/', '第1.2版', '.hidden', 'v1.2', '2026.1', 'a.b/c', 'there.doc'):
            (self.root / 'there.doc').mkdir(exist_ok=True)
            self.render('-o', folder)
            self.assertTrue((self.root / folder / '甲.pdf').is_file() or list((self.root / folder).glob('*.pdf')), folder)
        self.render('-o', 'OUT.PDF')
        self.assertTrue((self.root / 'OUT.PDF').is_file())

    def test_formats(self):
        for word in ('pdf;xlsx', 'pdf，xlsx', 'pdf、xlsx', 'pdf xlsx', 'pdf/xlsx'):
            self.refused('render', '-T', 't', '-f', word, '-o', 'o', 'record.yaml',
                         saying='half-width commas')
        self.refused('render', '-T', 't', '-f', 'docx', '-o', 'o', 'record.yaml', saying='there is no format docx')
        self.refused('render', '-T', 't', '-f', 'pdf', 'xlsx', '-o', 'o', 'record.yaml', saying='-f pdf,xlsx')
        for command in 'explain', 'schema', 'new':  # whose words are no files and have no formats
            done = self.run_cli(command, 'pdf')
            self.assertEqual((done.returncode, '-f pdf,xlsx' in done.stderr), (2, False), done.stderr)
        self.render('-f', 'PDF, Xlsx', '-o', 'o')
        self.assertEqual({path.suffix for path in (self.root / 'o').iterdir()}, {'.pdf', '.xlsx'})

    def test_options(self):
        self.refused('render', '-output', 'o', 'record.yaml', saying='two dashes: --output')
        self.refused('render', '-o=o', 'record.yaml', saying='-o o or --output=o')
        self.refused('render', '—output', 'o', 'record.yaml', saying='half-width dashes')
        self.refused('record.yaml', saying='biaoce render record.yaml')
        self.write('甲 乙.yaml', 'form: hello\n名称: 乙\n')
        self.refused('check', '-T', 't', '甲', '乙.yaml', saying="'甲 乙.yaml'")

    def test_template_beside_the_record(self):
        self.write('hello.yaml', TEMPLATE.format('hello'))
        self.assertIn('record.yaml:1:7: warning: `hello` is the template of the template folders, not hello.yaml', self.render('-o', 'o').stderr)
        self.assertEqual(self.run_cli('check', '-t', 'hello.yaml', 'record.yaml').stderr.count('W516'), 0)
        self.assertEqual(self.run_cli('check', '-T', '.', 'record.yaml').stderr.count('W516'), 0)
        self.write('hello.yaml', 'form: hello\n名称: 丙\n')  # a record may be called like its form
        self.assertNotIn('W516', self.render('-o', 'o').stderr)
        self.write('mine.yaml', TEMPLATE.format('mine'))
        self.write('other.yaml', 'form: mine\n名称: 丁\n')
        said = self.run_cli('check', 'other.yaml').stderr
        self.assertIn('[E334]', said)
        self.assertIn('-t mine.yaml takes the one beside the record', said)

    def test_option_over_record(self):
        self.write('t/else.yaml', TEMPLATE.format('else').replace('fields', 'alias: 别名\nfields'))
        self.write('two.yaml', 'form: hello\n名称: 甲\n---\nform: hello\n名称: 乙\n---\n名称: 丙\n---\nform: 别名\n名称: 丁\n')
        said = self.render('-t', 'else', '-o', 'o', record='two.yaml').stderr
        self.assertIn('two.yaml:1:7: note: the record asks for `hello`; -t puts it on `else` [N515]', said)
        self.assertIn('1 note (N515 1)', said)  # that of the second record is counted
        self.assertEqual(self.run_cli('check', '-T', 't', '-t', 'else', 'two.yaml').stderr.count('[N515]'), 2)
        self.assertNotIn('N515', self.render('-t', 'hello', '-o', 'o').stderr)

    def test_what_is_no_record_and_no_template(self):
        self.assertIn('t/hello.yaml:1:1: error: this is a template, not a record [E503]', self.run_cli('check', 't/hello.yaml').stderr)
        said = self.run_cli('render', '-t', 'record.yaml', '-o', 'o', 'record.yaml').stderr
        self.assertIn('record.yaml:1:1: error: this is no template: it has neither `fields` nor `layout` [E301]', said)
        self.assertIn('there is no template file `none.yaml`', self.run_cli('render', '-t', 'none.yaml', 'record.yaml').stderr)
        self.assertIn('templates that are called like this: tangshan-project, ', self.run_cli('render', '-t', 'tangshan', 'record.yaml').stderr)

    def test_files_called_what_they_are_not(self):
        for content, saying in ((b'', 'is empty'), ('项目名称,预算数\n甲,1\n'.encode('gb18030'), 'a text that is called a workbook'),
                                (b'\xef\xbb\xbf<html><table>', 'a web page or XML'), (b'PK\x03\x04' + bytes(600), 'no workbook, or one that is damaged')):
            (self.root / 'a.xlsx').write_bytes(content)
            said = self.run_cli('check', 'a.xlsx').stderr
            self.assertRegex(said, f'^a.xlsx: error: this .*{saying}')
            self.assertIn('[E732]', said)
            self.assertNotIn('with -t', said)
        with zipfile.ZipFile(self.root / 'a.docx', 'w') as document:
            document.writestr('[Content_Types].xml', '<Types/>')
            document.writestr('word/document.xml', '<w/>')
        self.assertIn('this is a Word document, no workbook [E733]', self.run_cli('check', 'a.docx').stderr)

    def test_mappings(self):
        for name in ('projects.csv', 'indicators.csv'):
            (self.root / name).write_bytes((PROJECT / 'examples/from-tables' / name).read_bytes())
        mapping = (PROJECT / 'examples/from-tables/mapping.yaml').read_text(encoding='utf-8')
        for old, new, saying in (
                ('by: 编码', 'by: 编号', "m.yaml:11:5: error: the table has no column `编号` [E795]"),
                ('order: 序号', 'order: 次序', "m.yaml:11:5: error: the table has no column `次序` [E795]"),
                ('file: projects.csv', 'file: projects.csv, sheet: 项目', 'leave out `sheet`'),
                ('form: tangshan-project\n', '', 'write `form: NAME` into the mapping file'),
                ('tables:\n', 'table:\n', 'm.yaml:2:1: error: this looks like a mapping file, but has only one'),
                ('records:\n', 'record:\n', 'm.yaml:2:1: error: this looks like a mapping file, but has only one'),
                ('= 预算数 - 其中', '= 预算数-其中', '2 checked: 0 errors'),
                ('= 预算数 - 其中', '= 预算-其中', 'the table has no column `预算`')):
            self.assertIn(old, mapping)
            self.write('m.yaml', mapping.replace(old, new))
            self.assertIn(saying, self.run_cli('check', 'm.yaml').stderr)

    def test_marks_of_another_keyboard_in_tables(self):
        for mark in '，；':
            self.write('a.csv', f'项目名称{mark}预算数\n甲{mark}1\n')
            self.assertIn('parted by half-width commas', self.run_cli('check', '-t', 'tangshan-project', 'a.csv').stderr)


if __name__ == '__main__':
    BIAOCE = os.path.abspath(sys.argv.pop(1))
    unittest.main()
