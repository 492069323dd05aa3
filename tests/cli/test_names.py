#!/usr/bin/env python3
"""Names of templates: by form, file, alias and title, in one folder and in several.

    test_names.py BIAOCE [unittest arguments]
"""
import os
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
BIAOCE = None
LAYOUT = 'extends: [gb9704]\nfields: {name: 名称}\nlayout: [{title: $(name)}]\n'


class Names(unittest.TestCase):
    def setUp(self):
        held = tempfile.TemporaryDirectory()
        self.addCleanup(held.cleanup)
        self.root = Path(held.name)
        self.write('record.yaml', '名称: 甲\n')

    def write(self, name, text, **more):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, **{'encoding': 'utf-8', **more})

    def template(self, name, head, title='$(name)'):
        self.write(name, head + '\n' + LAYOUT.replace('$(name)', title))

    def run_cli(self, *words, **more):
        return subprocess.run([BIAOCE, *words], capture_output=True, text=True, cwd=self.root,
                              env={**os.environ, 'LC_ALL': 'C.UTF-8', 'BIAOCE_DATA': str(PROJECT), **more})

    def title(self, *words, record='record.yaml'):
        """What the template that is found prints."""
        done = self.run_cli('render', *words, '-f', 'trace', '-o', 'out', record)
        self.assertEqual(done.returncode, 0, done.stderr)
        trace = next((self.root / 'out').glob('*.trace'))
        text = trace.read_text(encoding='utf-8')
        trace.unlink()
        return ''.join(re.findall(r'(?m)^ *text .*"(.*)"$', text))

    def fails(self, *words, record='record.yaml'):
        done = self.run_cli('render', *words, '-f', 'trace', '-o', 'out', record)
        self.assertNotEqual(done.returncode, 0)
        return done.stderr

    def ids(self, *words):
        done = self.run_cli('templates', *words)
        return [line.split()[0] for line in done.stdout.splitlines()]

    def test_by_form_whatever_the_file(self):
        self.template('t/新 表.yml', 'form: 区域绩效目标表\nname: 区域表', '区域')
        self.template('t/inner/y.yaml', '# 说明\n---\nform: "inner"   # 表样\nname: \'内 表\'', '内')
        self.assertEqual(self.title('-T', 't', '-t', '区域绩效目标表'), '区域')
        self.assertEqual(self.title('-T', 't', '-t', 'inner'), '内')
        for key in ('form', '表样', '表单', '模板'):
            self.write('named.yaml', f'{key}: 区域绩效目标表\n名称: 甲\n')
            self.assertEqual(self.title('-T', 't', record='named.yaml'), '区域')
        self.assertLessEqual({'区域绩效目标表', 'inner'}, set(self.ids('-T', 't')))

    def test_by_alias_and_title(self):
        self.template('t/a.yaml', 'form: a\nname: 项目绩效目标表（甲市）\nalias: [甲表, "甲 市"]', '甲')
        self.template('t/b.yaml', 'form: b\nname: 汇总表（乙市）\nalias:\n  - 乙表\n  - &x 乙市表', '乙')
        for name, title in (('甲表', '甲'), ('甲 市', '甲'), ('项目绩效目标表（甲市）', '甲'), ('乙市表', '乙'), ('汇总表', '乙')):
            self.assertEqual(self.title('-T', 't', '-t', name), title, name)
        self.template('t/c.yaml', 'form: c\nname: 汇总表（丙市）', '丙')
        self.assertRegex(self.fails('-T', 't', '-t', '汇总表'), r'several templates are called `汇总表`: b, c \[E338\]')
        self.assertEqual(self.title('-T', 't', '-t', '汇总表（丙市）'), '丙')

    def test_one_template_by_several_names(self):
        self.template('t/a.yaml', 'form: a\nname: 表（甲市）\nalias: 甲表')
        self.write('records.yaml', '- {form: a, 名称: 甲}\n- {form: 甲表, 名称: 乙}\n- {表样: 表, 名称: 丙}\n- {form: 甲表, 名称: 丁}\n')
        for jobs in '14':
            done = self.run_cli('check', '-T', 't', '-j', jobs, 'records.yaml')
            self.assertEqual((done.returncode, done.stderr.count('E334')), (0, 0), done.stderr)
            done = self.run_cli('render', '-T', 't', '-j', jobs, '-f', 'xlsx', '--one-workbook', '-o', f'all{jobs}.xlsx', 'records.yaml')
            self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual((self.root / 'all1.xlsx').read_bytes(), (self.root / 'all4.xlsx').read_bytes())

    def test_a_form_goes_before_a_file(self):
        self.template('t/a.yaml', 'form: b', '甲')
        self.template('t/b.yaml', 'form: a', '乙')
        self.assertEqual(self.title('-T', 't', '-t', 'a'), '乙')
        self.template('t/file.yaml', 'form: other', '丙')
        self.assertEqual(self.title('-T', 't', '-t', 'file'), '丙')

    def test_earlier_folders_go_first(self):
        self.template('one/x.yaml', 'form: t', '一')
        self.template('two/t.yaml', 'form: t', '二')
        self.assertEqual(self.title('-T', 'one', '-T', 'two', '-t', 't'), '一')
        self.assertEqual(self.title('-T', 'two', '-T', 'one', '-t', 't'), '二')
        self.assertEqual(self.ids('-T', 'one', '-T', 'two').count('t'), 1)

    def test_two_of_one_name(self):
        self.template('t/a.yaml', 'form: t', '一')
        self.template('t/inner/b.yaml', 'form: t', '二')
        self.assertRegex(self.fails('-T', 't', '-t', 't'), r'several templates are called `t`: t/a.yaml, t/inner/b.yaml \[E338\]')
        done = self.run_cli('templates', '-T', 't')
        self.assertIn('[E338]', done.stderr)
        self.assertNotEqual(done.returncode, 0)

    def test_extending_the_one_of_the_same_name(self):
        self.template('base/t.yaml', 'form: t\nname: 原表', '原')
        self.write('own/表.yaml', 'form: t\nname: 自改\nextends: [t]\nlayout: [{title: 改}]\n')
        self.assertEqual(self.title('-T', 'own', '-T', 'base', '-t', 't'), '改')
        self.assertIn('[E335]', self.fails('-T', 'own', '-t', 't'))
        self.write('own/u.yaml', 'form: u\nextends: [v]\n')
        self.write('own/w.yaml', 'form: v\nextends: [u]\n')
        self.assertIn('[E335]', self.fails('-T', 'own', '-t', 'u'))

    def test_records_are_no_templates(self):
        self.template('t/a.yaml', 'form: a', '甲')
        self.write('t/记录.yaml', 'form: a\n名称: 甲\n')
        self.write('t/several.yaml', '- {form: a, 名称: 甲}\n- {form: a, 名称: 乙}\n')
        self.write('t/two.yaml', 'form: b\n名称: 甲\n---\nform: b\n名称: 乙\n')
        self.assertEqual(self.title('-T', 't', '-t', 'a'), '甲')
        self.assertEqual([name for name in self.ids('-T', 't') if name in 'ab'], ['a'])

    def test_other_writing(self):
        self.write('t/gbk.yaml', 'form: 甲表\n' + LAYOUT, encoding='gb18030')
        self.write('t/wide.yaml', 'form: 乙表\n' + LAYOUT, encoding='utf-16')
        self.write('t/crlf.yaml', ('form: 丙表\n' + LAYOUT).replace('\n', '\r\n'))
        self.write('t/flow.yaml', '{form: 丁表, extends: [gb9704], fields: {name: 名称}, layout: [{title: $(name)}]}\n')
        self.write('t/block.yaml', 'form: >-\n  戊表\n' + LAYOUT)
        self.write('t/broken.yaml', 'form: 己表\nlayout: [\n')
        for name in '甲乙丙丁戊':
            self.assertEqual(self.title('-T', 't', '-t', name + '表'), '甲', name)
        self.assertIn('broken.yaml', self.fails('-T', 't', '-t', 'broken'))

    @unittest.skipIf(os.geteuid() == 0, 'root reads everything')
    def test_a_file_that_cannot_be_read_may_be_any(self):
        self.template('one/x.yaml', 'form: t', '一')
        self.template('one/y.yaml', 'form: u', '丁')
        self.template('two/t.yaml', 'form: t', '二')
        (self.root / 'one/x.yaml').chmod(0)
        self.assertRegex(self.fails('-T', 'one', '-T', 'two', '-t', 't'), r'templates in one/x\.yaml cannot be looked up.*\[E100\]')
        self.assertEqual(self.title('-T', 'one', '-T', 'two', '-t', 'u'), '丁')
        self.assertEqual(self.title('-T', 'two', '-T', 'one', '-t', 't'), '二')

    def test_names_of_outputs_ask_elements_for_what_they_have(self):
        self.write('t/list.yaml', 'form: list\nextends: [gb9704]\nfields: {name: 名称, rows: {label: 明细, type: list, of: {cost: 金额}}}\n'
                                  'layout: [{title: $(name)}]\n')
        for pattern, wrong, near in (('$(rows.map(coost).join())', 'coost', 'cost'), ('$(rows[0].cots)甲', r'rows\[0\].cots', 'cost'),
                                     ('$(rows.map(r, r.csot).join())甲', 'r.csot', 'cost')):
            said = self.fails('-t', 't/list.yaml', '--name', pattern)
            self.assertRegex(said, rf'the form list has no field `{wrong}` \[E507\][^$]*[\s\S]*did you mean `{near}`')
            self.assertEqual(said.count('E507'), 1, said)
        done = self.run_cli('render', '-t', 't/list.yaml', '--name', '$(rows.map(名称).join())$(rows.filter(x-a == 1).map(cost).size())$(明细.map(z).size())',
                            '-f', 'trace', '-o', 'out', 'record.yaml')
        self.assertEqual((done.returncode, [path.name for path in (self.root / 'out').iterdir()]), (0, ['00.trace']), done.stderr)

    def test_books_count_from_their_folder(self):
        self.template('book/forms/own.yaml', 'form: own', '自')
        self.write('book/0.yaml', '名称: 甲\n')
        self.write('book/book.yaml', 'book: 书\nparts:\n  - {section: 节, forms: 0.yaml, template: forms/own.yaml}\n')
        done = self.run_cli('book', 'book/book.yaml', '-o', 'out.pdf')
        self.assertEqual(done.returncode, 0, done.stderr)


if __name__ == '__main__':
    BIAOCE = str(Path(sys.argv.pop(1)).resolve())
    unittest.main()
