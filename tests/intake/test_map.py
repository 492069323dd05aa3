#!/usr/bin/env python3
"""What `biaoce map` proposes for tables, what it asks, and that its files are accepted as they stand.

    test_map.py BIAOCE [unittest arguments]
"""
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import unittest
from pathlib import Path

import jsonschema
import openpyxl
import yaml

sys.path.insert(0, str(Path(__file__).parent))
import test_intake  # noqa: E402
import test_tables  # noqa: E402

BIAOCE = None
MAPPING = test_tables.Tables.MAPPING


class Proposals(test_tables.Tables):
    """Small tables, proposed for."""

    def propose(self, source, *options, status=0, locale='C.UTF-8'):
        """(the file as a tree, its text)"""
        env = {**os.environ, 'LANGUAGE': 'zh_CN' if locale.startswith('zh') else 'en', 'LC_ALL': 'C.UTF-8'}
        args = [BIAOCE, 'map', '-T', 'T', '-t', 't', *options, source]
        done = subprocess.run(list(map(str, args)), capture_output=True, env=env, check=False, cwd=self.folder)
        self.assertEqual(done.returncode, status, done.stderr.decode())
        text = done.stdout.decode()
        return (yaml.load(text, yaml.BaseLoader) if text else None), text + done.stderr.decode()

    def accepted(self, source):
        """What render says to the proposal for the source."""
        _, text = self.propose(source)
        self.write('map.yaml', text)
        records, said = self.run_on(self.folder / 'map.yaml', form=None)
        self.assertEqual([m['code'] for m in said if m['code'][:2] in ('E3', 'E1', 'E5') or m['code'] in ('E786', 'E787', 'E788', 'E789', 'E795')], [],
                         text)
        return records, said

    def test_heads_become_lines(self):
        source = self.write('库.csv', '单位：元,,,,,,,\n项目编码,name,budget/合计,支出-合计,其中：财政拨款,计划3月底,目标1,目标2,备注,目标3\n007,甲,3,2,10000,10,完成,验收,x,\n')
        tree, text = self.propose(source)
        self.assertEqual(tree, {'form': 't', 'tables': {'库': {'file': str(source)}}, 'records': {'from': '库', 'fields': {
            '项目编码': '项目编码', '项目名称': 'name', 'budget/合计': 'budget/合计', '支出/合计': '支出-合计', '财政拨款': '其中：财政拨款', '计划': {'3月底': '计划3月底'},
            '目标': ['目标1', '目标2', '目标3']}}})
        self.assertIn('# head: 2 was found', text)
        self.assertIn('财政拨款 is in 元, the field in 万元: it is converted', text)
        self.assertIn('columns that fill nothing: 备注', text)
        self.assertIn('may be left out: 类型, 用途, 占比, 明细', text)
        records, _ = self.accepted(source)
        self.assertEqual(records, self.run_on(source)[0])

    def test_what_is_doubtful_is_asked_and_left_out(self):
        rows = '项目名称,合计,类型,占比,用途,name\n甲,3,01,0.3,长,乙\n乙,4,新增,0.5,宽,丙\n'
        source = self.write('r.csv', rows)
        tree, text = self.propose(source)
        self.assertEqual(tree['records']['ignore'], ['项目名称', '合计', 'name'])
        self.assertEqual(tree['records']['fields'], {'类型': '类型', '占比': '占比', '用途': '用途'})
        self.assertIn('the head 合计 fits two fields', text)
        self.assertIn('#   budget/合计: 合计\n', text)
        self.assertIn('#   支出/合计: 合计\n', text)
        self.assertIn('another head means 项目名称, too', text)
        self.assertIn('must be given, and that nothing fills', text)
        self.assertIn('#   项目编码:\n', text)
        self.assertIn('{column: 占比, as: share}', text)
        self.assertIn('[W785] (2 times)', text)
        self.accepted(source)

    def test_values_of_choices(self):
        self.write('T/t.yaml', test_tables.TEMPLATE.replace(', open: true}', '}'))
        _, text = self.propose(self.write('r.csv', '项目编码,项目名称,类型\n1,甲,01\n2,乙,新增\n3,丙,02\n'))
        self.assertIn('类型 holds what 类型 cannot be: 01, 02 (it is one of 新增, 延续)', text)
        self.assertIn("#   类型: {column: 类型, values: {'01': , 新增: 新增, '02': }}\n", text)

    def test_units_that_nobody_says(self):
        _, text = self.propose(self.write('r.csv', '项目编码,项目名称,财政拨款,支出/合计（元）\n1,甲,3,4\n'))
        self.assertIn('? 财政拨款 does not say its unit; it is taken for 万元', text)
        _, text = self.propose(self.write('r.csv', '单位：元,,\n项目编码,项目名称,财政拨款（万元）\n1,甲,3\n'))
        self.assertIn('财政拨款 is in 万元 by its head and in 元 by what stands above', text)

    def test_sheets_are_lists(self):
        def change(book):
            book['项目'].row_dimensions[3].hidden = True
            book.create_sheet('藏').sheet_state = 'hidden'
        sheets = {'项目': [['项目编码', '项目名称', '财政拨款'], ['1', '甲', 1], ['2', '乙', 2], ['合计', None, 4]],
                  '明细': [['项目编码', '一级', '名称', '数量', '备注'], ['2', '产出', '宽', 4, ''], ['1', '产出', '长', 3, 'x'], ['9', '效益', '快', 5, '']],
                  '说明': [['请勿修改']]}
        book = self.book(sheets, change=change)
        tree, text = self.propose(book)
        self.assertEqual(tree['tables']['明细'], {'file': str(book), 'sheet': '明细'})
        self.assertEqual(tree['records']['key'], '项目编码')
        self.assertEqual(tree['records']['fields']['明细'], {'from': '明细', 'by': '项目编码', 'fields': {'一级': '一级', '名称': '名称', '数量': '数量'}})
        for part in ('1 of its rows are hidden', 'hidden sheets, which are not read: 1', 'the table 说明 fills nothing', 'columns that fill nothing: 备注',
                     '项目!4: this row is a total', '项目!C4: 财政拨款: the total says 4', '明细!4: `明细`: `9` of this row is the first'):
            self.assertIn(part.replace('`9` of this row is the first', 'no record has the key `9`'), text)
        records, _ = self.accepted(book)
        self.assertEqual(records, self.run_on(book)[0])

    def test_rows_of_lists(self):
        source = self.write('r.csv', '项目编码,项目名称,一级,指标,数量\n1,甲,产出,长,3\n,,,宽,4\n2,乙,产出,长,6\n')
        tree, _ = self.propose(source)
        self.assertEqual(tree['records']['fields'], {'项目编码': '项目编码', '项目名称': '项目名称', '一级': '一级', '名称': '指标', '数量': '数量'})
        self.assertEqual(self.accepted(source)[0], self.run_on(source)[0])

    def test_keys_that_tables_share(self):
        sheets = {'项目': [['编码', '项目名称'], ['a', '甲'], ['b', '乙']], '明细': [['编码', '名称', '数量'], ['b', '宽', 4]]}
        tree, text = self.propose(self.book(sheets))
        self.assertEqual((tree['records']['key'], tree['records']['fields']['明细']['by']), ('编码', '编码'))
        self.assertIn('? 编码 stands in several tables', text)
        self.assertIn('#   项目编码: 编码\n', text)

    def test_tables_without_any_known_head(self):
        tree, text = self.propose(self.write('r.csv', '表一,,\na,b,c\n1,2,3\n'))
        self.assertEqual(tree['tables']['r']['head'], '2')
        self.assertIn('is this its head?', text)
        self.assertIn('#   项目编码:\n', text)

    def test_drafts_and_names_of_files(self):
        self.write('库.csv', '项目编码,项目名称\n1,甲\n')
        (self.folder / 'deep').mkdir()
        self.propose('库.csv', '-o', 'deep/map.yaml')
        tree = yaml.safe_load((self.folder / 'deep/map.yaml').read_text(encoding='utf-8'))
        self.assertEqual(tree['tables']['库']['file'], '../库.csv')
        self.assertEqual(sorted(self.run_on('deep/map.yaml', form=None)[0]), ['1'])
        draft = self.write('draft.yaml', 'tables:\n  库: {file: 库.csv, unit: 元}\n  "a: b": {file: [库.csv], head: 1}\n')
        tree, _ = self.propose(draft)
        self.assertEqual(tree['tables'], {'库': {'file': '库.csv', 'unit': '元'}, 'a: b': {'file': ['库.csv'], 'head': '1'}})
        self.assertEqual(self.propose('库.csv', '-o', 'deep/map.yaml', status=3)[0], None)

    def test_what_is_no_table(self):
        for name, text, code in (('r.csv', '', 'E'), ('r.yaml', 'a: 1\n', 'E302'), ('r.yaml', 'tables: {x: {fiel: y}}\n', 'E302'),
                                 ('r.yaml', 'tables: {}\n', 'E795'), ('r.yaml', 'tables: []\n', 'E301')):
            _, said = self.propose(self.write(name, text), status=1)
            self.assertIn(f'[{code}', said)
        self.assertIn('E100', self.propose('none.csv', status=3)[1])
        self.assertIn('E795', self.propose('-', status=1)[1])
        self.assertIn('E795', self.propose('DSN=none;UID=x', status=1)[1])

    def test_heads_that_yaml_would_read_otherwise(self):
        heads = ['项目编码', '项目名称', '- 用途: "x"', 'null', '{a}', "'类型"]
        source = self.write('r.csv', ','.join('"' + head.replace('"', '""') + '"' for head in heads) + '\n1,甲,a,b,c,新增\n')
        tree, _ = self.propose(source)
        self.assertEqual(tree['records']['fields'], {'项目编码': '项目编码', '项目名称': '项目名称'})
        self.assertEqual(sorted(self.accepted(source)[0]), ['1'])

    def test_queries(self):
        listed = subprocess.run(['odbcinst', '-q', '-d'], capture_output=True, check=False).stdout if shutil.which('odbcinst') else b''
        if b'SQLite3' not in listed:
            self.skipTest('no ODBC driver for SQLite')
        database = sqlite3.connect(self.folder / 'x.db')
        database.executescript("create table p (code text, 名 text); insert into p values ('1', '甲'), ('2', '乙');")
        database.close()
        sql = 'select code as "项目编码", 名 as "项目名称" from p'
        tree, text = self.propose(f'Driver=SQLite3;Database={self.folder}/x.db', '--sql', sql)
        self.assertEqual(tree['tables']['库']['sql'], sql)
        self.assertNotIn('head:', text)
        self.assertEqual(sorted(self.run_on(self.write('map.yaml', text), form=None)[0]), ['1', '2'])

    def test_editors_know_its_keys(self):
        schema = json.loads(subprocess.run([BIAOCE, 'schema', '--mapping'], capture_output=True, check=True).stdout)
        jsonschema.Draft7Validator.check_schema(schema)
        validator = jsonschema.Draft7Validator(schema)
        tree, _ = self.propose(self.write('r.csv', '单位：元,,\n项目编码,项目名称,合计\n1,甲,3\n'))
        for good in (tree, yaml.safe_load(MAPPING)):
            self.assertEqual([error.message for error in validator.iter_errors(good)], [])
        tree['tables']['r']['flie'] = 'x'
        self.assertTrue(list(validator.iter_errors(tree)))
        said = subprocess.run([BIAOCE, 'explain', 'ignore'], capture_output=True, check=True, env={**os.environ, 'LANGUAGE': 'en'}).stdout
        self.assertIn(b'a key of mapping files', said)

    def test_it_is_in_the_language_of_the_user(self):
        _, text = self.propose(self.write('r.csv', '项目编码,项目名称,备注\n1,甲,x\n'), locale='zh')
        self.assertTrue(all(any('一' <= c <= '鿿' for c in line) for line in text.splitlines()[1:] if line.strip().startswith('#')), text)
        self.assertNotIn('that fill nothing', text)


class Examples(test_intake.Records):
    """Every record of examples/ as a table: by its proposed mapping it prints as without one."""

    def check(self, path, form, expected):
        done = subprocess.run([BIAOCE, 'map', '-t', form, str(path), '-o', str(self.folder / 'map.yaml')], capture_output=True, check=False,
                              env={**os.environ, 'LANGUAGE': 'en', 'LC_ALL': 'C.UTF-8'})
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        trace, said = self.printed(self.folder / 'map.yaml', form)
        text = (self.folder / 'map.yaml').read_text(encoding='utf-8')
        (self.folder / 'map.yaml').unlink()
        self.assertEqual(trace, expected, f'{path.name}\n{said}\n{text}')


for inherited in [name for name in dir(test_tables.Tables) if name.startswith('test_') and name not in vars(Proposals)]:
    setattr(Proposals, inherited, None)
del test_tables.Tables, test_intake.Records
if __name__ == '__main__':
    BIAOCE = test_intake.BIAOCE = test_tables.BIAOCE = os.path.abspath(sys.argv.pop(1))
    unittest.main()
