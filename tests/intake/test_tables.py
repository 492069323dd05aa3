#!/usr/bin/env python3
"""What tables mean to a form, what is asked, and what is refused: small tables, their records and their messages.

    test_tables.py BIAOCE [unittest arguments]
"""
import datetime
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

BIAOCE = None
TEMPLATE = '''
form: t
extends: [gb9704]
fields:
  code: {label: 项目编码, type: code, required: true}
  name: {label: 项目名称, required: true}
  kind: {label: 类型, type: choice, of: [新增, 延续], open: true}
  use: {label: 用途, type: prose}
  share: {label: 占比, type: percent}
  budget: {total: {label: 合计, type: money, unit: 万元, show-unit: true}, fiscal: {label: 财政拨款, type: money, unit: 万元, show-unit: true}}
  支出: {total: {label: 合计, type: money, unit: 万元, show-unit: true}}
  goals: {label: 目标, type: list, of: prose}
  plan: {label: 计划, type: list, of: percent, labels: [3月底, 6月底]}
  items:
    label: 明细
    nested-by: [level1]
    of: {level1: 一级, name: {label: 名称, alias: [指标]}, value: {label: 数量, type: number}}
layout:
  - table:
      widths: [1, 1, 1, 1]
      rows:
        - ['=code', '=name', '=kind', '=use']
        - ['b=$(budget.total)/$(budget.fiscal)', 'p=$(支出.total)', 's=$(share)', 'q=$(plan[0])/$(plan[1])']
        - [{text: 'g=$(goals.size())', across: 4}]
        - {each: goals, least: 0, rows: [[{value: this, across: 4}]]}
        - {each: items, least: 0, rows: [['i=$(level1)', =name, =value, '']]}
'''


class Tables(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.write('T/t.yaml', TEMPLATE)

    def write(self, name, text, encoding='utf-8'):
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding=encoding)
        return path

    def book(self, sheets, name='r.xlsx', change=None):
        book = openpyxl.Workbook()
        book.remove(book.active)
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(row)
        if change:
            change(book)
        book.save(self.folder / name)
        return self.folder / name

    def run_on(self, path, *options, form='t'):
        """(texts of each record, messages)"""
        env = {**os.environ, 'LANGUAGE': 'en', 'LC_ALL': 'C.UTF-8'}
        args = [BIAOCE, 'render', '-q', '--no-check', '-T', 'T', *(['-t', form] if form else []), '--diagnostics', 'json',
                '-f', 'trace', '-o', 'out', '--name', '$(code)', *options, path]
        done = subprocess.run(list(map(str, args)), capture_output=True, env=env, check=False, cwd=self.folder)
        self.assertIn(done.returncode, (0, 1, 3), done.stderr.decode())
        said = [json.loads(line) for line in done.stderr.decode().splitlines() if line.startswith('{')]
        self.assertEqual(bool(done.returncode), bool(any(m['severity'] == 'error' for m in said)), done.stderr.decode())
        records = {}
        for file in sorted((self.folder / 'out').glob('*.trace')) if (self.folder / 'out').exists() else ():
            texts = re.findall(r'^text .*"(.*)"(?: repeated)?$', file.read_text(encoding='utf-8'), re.M)
            records[file.stem] = [text for text in texts if not text.startswith('— ')]
        return records, said

    def codes(self, said, *others):
        return [m['code'] for m in said if m['code'] not in ('N789', 'N209', *others)]

    def message(self, said, code):
        found = [m for m in said if m['code'] == code]
        self.assertTrue(found, f'no {code}: {said}')
        return found[0]

    # -- columns ----------------------------------------------------------------------------------------

    def test_heads_bind_by_label_key_and_place(self):
        records, said = self.run_on(self.write('r.csv', '项目编码,name,budget/合计,支出-合计,其中：财政拨款（元）,计划3月底,计划/6月底,目标1,目标2\n'
                                               '007,甲,3,2,10000,10,20,完成,验收\n'))
        self.assertEqual(records, {'007': ['007', '甲', 'b=3/1', 'p=2', 's=', 'q=10/20', 'g=2', '完成', '验收']})
        self.assertEqual(self.codes(said), [])
        note = self.message(said, 'N789')
        self.assertIn('其中：财政拨款 → 财政拨款 (in 元)', note['message'])
        self.assertEqual((note['line'], note['column']), (1, None))

    def test_a_head_of_two_meanings_is_asked(self):
        _, said = self.run_on(self.write('r.csv', '项目编码,项目名称,合计\n1,甲,3\n'))
        message = self.message(said, 'E786')
        self.assertIn('budget/合计 and 支出/合计', message['message'])
        self.assertEqual((message['line'], message['column']), (1, 11))
        _, said = self.run_on(self.write('r.csv', '项目编码,项目名称,name,类型\n1,甲,乙,新增\n'))
        self.assertIn('two heads', self.message(said, 'E787')['message'])

    def test_another_table_is_refused_once(self):
        records, said = self.run_on(self.write('r.csv', '类型,日期\n' + '新增,1\n' * 50))
        self.assertEqual(records, {})
        self.assertEqual(self.codes(said), ['E788'])
        self.assertIn('项目编码, 项目名称', said[0]['message'])
        self.assertIn('日期', said[0]['hint'])
        _, said = self.run_on(self.write('r.csv', 'a,b\n1,2\n'))
        self.assertEqual(self.codes(said), ['E780'])

    def test_units(self):
        for text, expected in (('单位：元\n项目编码,项目名称,财政拨款\n1,甲,12345.60\n', 'b=/1.23456'),
                               ('项目编码,项目名称,财政拨款(亿元)\n1,甲,0.5\n', 'b=/5000'),
                               ('项目编码,项目名称,财政拨款\n,,千元\n1,甲,30\n', 'b=/3'),
                               ('单位：元,,\n项目编码,项目名称,财政拨款\n1,甲,3万元\n', 'b=/3'),
                               ('（金额单位：元）\n项目编码,项目名称,财政拨款\n1,甲,30000\n', 'b=/3'),
                               ('填报单位：城建局　　单位：人民币元（保留两位小数）\n项目编码,项目名称,财政拨款\n1,甲,30000\n', 'b=/3'),
                               ('填报单位：,城建局,单位：,元\n项目编码,项目名称,财政拨款\n1,甲,30000\n', 'b=/3'),
                               ('项目编码,项目名称,财政拨款（单位：元）\n1,甲,30000\n', 'b=/3'),
                               ('项目编码,项目名称,财政拨款\n1,甲,30\n', 'b=/30')):
            records, said = self.run_on(self.write('r.csv', text))
            self.assertIn(expected, records['1'], text)
            self.assertEqual(self.codes(said), [], text)
        records, said = self.run_on(self.write('r.csv', '单位：元,,\n项目编码,项目名称,财政拨款（万元）\n1,甲,3\n'))
        self.assertEqual(self.codes(said), ['W787'])
        self.assertIn('b=/3', records['1'])
        records, said = self.run_on(self.write('r.csv', '单位：万美元,,\n项目编码,项目名称,财政拨款\n1,甲,3\n'))
        self.assertEqual(self.codes(said), ['W788'])
        self.assertIn('万美元', self.message(said, 'W788')['message'])

    def test_what_programs_made_of_what_was_typed(self):
        def change(book):
            sheet = book['一']
            sheet['C2'].number_format = '0%'
            sheet['A3'].number_format = 'yyyy-mm-dd'
        rows = [['项目编码', '项目名称', '占比', '财政拨款'], ['a1', '甲', 0.305, 0.1 + 0.2], [45596, '乙', 0.3, 1],
                [1234567890123456789012, '丙', 30, 1], ['a4', '#N/A', 30, '=1+1'], ['a5', '丁', 1, 1]]
        records, said = self.run_on(self.book({'一': rows}, change=change))
        self.assertIn('s=30.5%', records['a1'])
        self.assertIn('b=/0.3', records['a1'])
        self.assertIn('a5', records)
        told = {m['code']: m for m in said}
        self.assertEqual(told['W785']['cell'], 'C3')
        self.assertEqual([m['cell'] for m in said if m['code'] == 'E781'], ['A3', 'A4'])
        self.assertEqual(told['E783']['cell'], 'B5')
        self.assertEqual(told['E784']['cell'], 'D5')
        self.assertEqual({m['sheet'] for m in said if 'cell' in m}, {'一'})

    def test_heads_that_are_given_bind(self):
        """What `new --table` writes for each form of biaoce, filled in with something, is understood whole."""
        env = {**os.environ, 'LANGUAGE': 'en', 'LC_ALL': 'C.UTF-8'}
        tried = 0
        for template in [*sorted((Path(__file__).parents[2] / 'templates').glob('*.yaml')), self.folder / 'T/t.yaml']:
            done = subprocess.run([BIAOCE, 'new', '--table', str(template)], capture_output=True, env=env, check=False)
            self.assertEqual(done.returncode, 0, done.stderr.decode())
            heads = done.stdout.decode('utf-8-sig')
            if heads == '\r\n':
                continue
            self.write('heads.csv', heads + '1,' + ','.join('2' * (heads.count(',') - 1)) + '\n')
            said = [json.loads(line) for line in subprocess.run([BIAOCE, 'check', '--diagnostics', 'json', '-t', str(template), 'heads.csv'], capture_output=True,
                                                                env=env, check=False, cwd=self.folder).stderr.decode().splitlines() if line.startswith('{')]
            self.assertEqual([m for m in said if m['code'][1:] in ('780', '786', '787', '788') or 'not used' in m.get('hint', '')], [], template.name)
            self.assertIn('N789', [m['code'] for m in said], template.name)
            tried += 1
        self.assertGreater(tried, 20)

    # -- rows -------------------------------------------------------------------------------------------

    def test_amounts_have_the_unit_of_their_column_however_they_are_written(self):
        head = '项目编码,项目名称,财政拨款（元）\n1,甲,'
        for text in ('26000', '26，000', '26 000', '\xa026000', '２６０００．００', '二万六千', '2万6千', "'26000", '"26,000.00"', '2.6万', '2.6万元', '26000元',
                     '贰万陆仟元整', '￥26000'):
            records, said = self.run_on(self.write('r.csv', head + text + '\n'))
            self.assertIn('b=/2.6', [re.sub(r'(\.\d*?)0+$', r'\1', value) for value in records['1']], text)
            self.assertEqual(self.codes(said), [], text)
        note = [m for m in self.run_on(self.write('r.csv', head + '二万六千\n'))[1] if m['code'] == 'N209']
        self.assertEqual([(m['line'], m['column']) for m in note], [(2, 5)])
        self.assertIn('`二万六千` is taken as 2.6万元', note[0]['message'])
        for text, code in (('26000.', 'E208'), ('2万美元', 'E208'), ('未定', 'W204')):
            self.assertEqual(self.codes(self.run_on(self.write('r.csv', head + text + '\n'))[1]), [code], text)
        records, said = self.run_on(self.write('r.csv', head + '二万六千\n2,乙,"1，000"\n合计,,27000\n'))
        self.assertEqual(self.codes(said), ['N790'])

    FORMATS = (('0!.0,"万元"', 26000, '2.6'), ('General"元"', 26000, '2.6'), ('0.00,,"百万元"', 26000, '2.6'), ('0.00"万元"', 2.6, '2.6'),
               ('[>=10000]0!.0,"万元";0"元"', 26000, '2.6'), ('0"万"', 26, '26'), ('0', 26, '26'), ('0,', 26000, '26'))

    def test_what_a_sheet_shows_counts(self):
        for unit in ('', '（元）'):
            for code, value, amount in self.FORMATS:
                def change(book, code=code):
                    book['一'].cell(2, 3).number_format = code
                records, said = self.run_on(self.book({'一': [['项目编码', '项目名称', '财政拨款' + unit], ['1', '甲', value]]}, change=change))
                if unit and code in ('0', '0,'):
                    amount = '0.0026'
                self.assertIn(f'b=/{amount}', records['1'], f'{code} {unit}')
                self.assertEqual(self.codes(said), [], code)
        for code, head, amount, codes in (('0.00"元/人"', '财政拨款', '5', ['W786']), ('"US$"0.00', '财政拨款', '5', ['W786']),
                                          ('"¥"0.00', '财政拨款', '0.0005', ['W786']), ('"¥"0.00', '财政拨款（万元）', '5', []),
                                          ('"¥"0.00', '财政拨款（元）', '0.0005', [])):
            def dollar(book, code=code):
                book['一'].cell(2, 3).number_format = code
            records, said = self.run_on(self.book({'一': [['项目编码', '项目名称', head], ['1', '甲', 5]]}, change=dollar))
            self.assertIn(f'b=/{amount}', records['1'], code)
            self.assertEqual(self.codes(said), codes, code)
            self.assertTrue(not codes or self.message(said, 'W786')['cell'] == 'C2' or self.message(said, 'W786')['line'] == 2)

    def test_rows_of_other_sheets_keep_what_they_show(self):
        def change(book):
            book['付'].cell(2, 2).number_format = '0!.0,"万元"'
        self.book({'库': [['编码', '名'], ['1', '甲']], '付': [['编码', '已付'], ['1', 26000]]}, name='付.xlsx', change=change)
        records, said = self.run_on(self.write('m.yaml', '''
form: t
tables: {库: {file: 付.xlsx, sheet: 库}, 付: {file: 付.xlsx, sheet: 付}}
records: {from: 库, fields: {项目编码: 编码, 项目名称: 名, 支出/合计: {from: 付, by: 编码, column: 已付}}}
'''), form=None)
        self.assertIn('p=2.6', records['1'])
        self.assertEqual(self.codes(said), [])

    def test_words_of_formats_belong_to_texts(self):
        day = datetime.date(2026, 12, 1)
        for code, value, text in (('"≥"0"平方米"', 15000, '≥15000平方米'), ('"≥"0.0%', 0.9, '≥90.0%'), ('0"户"', 800, '800户'), ('0.00', 12.5, '12.50'),
                                  ('yyyy"年"m"月"', day, '2026年12月'), ('mmm-yy', day, '2026年12月'), ('yyyy"年"', day, '2026年'), ('yyyy-mm-dd', day, '2026-12-01')):
            def change(book, code=code):
                book['一'].cell(2, 3).number_format = code
                book['明细'].cell(2, 3).number_format = code
            rows = {'一': [['项目编码', '项目名称', '用途'], ['1', '甲', value]], '明细': [['项目编码', '一级', '名称'], ['1', '产出', value]]}
            records, said = self.run_on(self.book(rows, change=change))
            self.assertEqual((records['1'][2], records['1'][-1]), (text, text), code)
            self.assertEqual(self.codes(said), [], code)

        def household(book):
            book['一'].cell(2, 4).number_format = '0"户"'
            book['一'].cell(2, 1).number_format = '"DM"0000'
        records, said = self.run_on(self.book({'一': [['项目编码', '项目名称', '一级', '数量'], [12, '甲', '产出', 800]]}, change=household))
        self.assertEqual(records['DM0012'][-1], '800')

        def coded(book):
            book['一'].cell(2, 1).number_format = '"DM"0000'
        records, said = self.run_on(self.book({'一': [['项目编码', '项目名称'], [12, '甲']], '明细': [['项目编码', '一级', '名称'], ['DM0012', '产出', '长']]}, change=coded))
        self.assertEqual(records['DM0012'][-2:], ['i=产出', '长'])
        self.assertEqual(self.codes(said), [])

    def test_long_numbers_in_texts_are_lost(self):
        records, said = self.run_on(self.book({'一': [['项目编码', '项目名称', '用途', '目标1'], ['1', '甲', 6222021234567890123, '6222021234567890123'],
                                                    ['2', '乙', 622202123456789, 6222021234567890123]]}))
        self.assertEqual([(m['code'], m['line'], m['column']) for m in said if m['code'] == 'E781'], [('E781', 2, 3), ('E781', 3, 4)])
        self.assertIn('E781', self.codes(self.run_on(self.write('r.csv', '项目编码,项目名称,用途\n1,甲,6.22202E+18\n'))[1]))
        self.assertEqual(self.codes(self.run_on(self.write('r.csv', '项目编码,项目名称,用途\n1,甲,"按 6.2E+3 计"\n'))[1]), [])

    def test_sheets_with_the_same_heads_are_named(self):
        rows = [['项目表', None, None], ['项目编码', '项目名称', '财政拨款（元）'], ['1', '甲', 5]]
        sheets = {'教育局': rows, '说明': [['项目编码'], ['见附件']], '民政局': [['民政局项目'], [], *rows], '空': rows[:2], '住建局': rows}

        def hide(book):
            book['住建局'].sheet_state = 'hidden'
        _, said = self.run_on(self.book(sheets, change=hide))
        self.assertEqual(self.codes(said), ['W790', 'N791'])
        message = self.message(said, 'W790')
        self.assertIn('only the sheet `教育局` was read; others with the same heads were not: 民政局', message['message'])
        self.assertNotIn('空', message['message'])
        self.assertIn('--sheet', message['hint'])
        self.assertEqual(self.codes(self.run_on(self.folder / 'r.xlsx', '--sheet', '民政局')[1]), [])
        two = [['项目编码', '项目名称', '支出', None], [None, None, '合计', '其他'], ['1', '甲', 5, 4]]
        _, said = self.run_on(self.book({'一': two, '二': two}, change=lambda book: [sheet.merge_cells('A1:A2') or sheet.merge_cells('C1:D1') for sheet in book]),
                              '--no-check')
        self.assertIn('二', self.message(said, 'W790')['message'])
        _, said = self.run_on(self.book({'说明': [['请逐项填报'], ['谢谢']], '项目库': rows}))
        self.assertEqual(self.codes(said), ['E780'])
        self.assertIn('--sheet, such as 项目库', self.message(said, 'E780')['hint'])

    def test_rows_of_lists(self):
        expected = ['1', '甲', 'b=/', 'p=', 's=', 'q=/', 'g=0', 'i=产出', '长', '3', 'i=产出', '宽', '4', 'i=效益', '快', '5']
        for rows in ('1,甲,产出,长,3\n,,,宽,4\n,,效益,快,5\n2,乙,产出,长,6\n', '1,甲,产出,长,3\n1,甲,产出,宽,4\n1,甲,效益,快,5\n2,乙,产出,长,6\n'):
            records, said = self.run_on(self.write('r.csv', '项目编码,项目名称,一级,指标,数量\n' + rows))
            self.assertEqual(records['1'], expected)
            self.assertEqual(records['2'][-3:], ['i=产出', '长', '6'])
            self.assertEqual(self.codes(said), [])
        _, said = self.run_on(self.write('r.csv', '项目编码,项目名称,一级,指标,数量\n1,甲,产出,长,3\n1,乙,产出,宽,4\n'))
        self.assertEqual(self.message(said, 'W794')['line'], 3)

    def test_rows_that_are_no_records(self):
        head = '项目编码,项目名称,财政拨款,支出/合计\n'
        for text, codes in ((head + '合 计,,4,5\n1,甲,1,2\n2,乙,3,3\n', ['N790']), (head + '1,甲,1,2\n2,乙,3,3\n合计,,4,5\n注：无,,,\n', ['N790'] * 2),
                            (head + '1,甲,1,2\n小计,,1,2\n2,乙,3,3\n小计,,3,3\n总计,,4,6\n', ['N790', 'W791', 'N790']),
                            (head + '1,2,3,4\n1,甲,1,2\n2,乙,3,3\n', [])):
            records, said = self.run_on(self.write('r.csv', text))
            self.assertEqual(sorted(records), ['1', '2'], text)
            self.assertEqual(self.codes(said), codes, text)
        _, said = self.run_on(self.write('r.csv', head + '1,合计中心,1,2\n合计,,1,2.5\n'))
        self.assertIn('2.5', self.message(said, 'W791')['message'])

    BETWEEN = '项目编码,部门,项目名称,用途,财政拨款（元）\n'

    def test_rows_between_records(self):
        """Of each row whether it is a record, and what else is said of it."""
        head = self.BETWEEN
        for row, said in ((',人社局小计,,,1', 'no records, subtotals: 1 (3)'), (',人社局  合计,,,1', 'no records, subtotals: 1 (3)'),
                          ('人社局小计,,,,1', 'subtotals'), (',人社局,小计,,1', 'subtotals'), ('一、人社局,,,,', 'groups or pages: 1 (3)'), (',（二）住建局,,,', 'groups or pages: 1 (3)'),
                          ('一、人社局,,,,300', 'groups or pages: 1 (3)'), ('项目库（续）,,,,', 'groups or pages: 1 (3)'), (head.strip(), 'head again'), ('项目编码,部门,项目名称,,', 'head again'),
                          ('单位：元,,,,', 'head again'), ('大写：叁佰元整,,,,', 'remarks'), ('制表：甲,审核：乙,日期：2026年1月1日,,', 'remarks'),
                          ('制表：甲,审核：乙,复核：丙,日期：2026年1月1日,', 'remarks'), ('第1页 共2页,,,,', 'remarks')):
            records, messages = self.run_on(self.write('r.csv', head + f'1,人社局,甲,路,1\n{row}\n2,人社局,乙,桥,2\n合计,,,,3\n'))
            self.assertEqual(sorted(records), ['1', '2'], row)
            self.assertEqual(self.codes(messages), ['N790', 'N790'], row)
            self.assertIn(said, ' '.join(m['message'] for m in messages), row)
        for row in ('3,人社局,各局合计,,1', '3,人社局,人社局小计,,1', '3,人社局,一、路灯,,1', '3,人社局,大写：路,,1', '3,人社局小计,路灯,亮,1', '3,,,,1', '3,一、人社局,,,',
                    '三,一、人社局,甲,路,1'):
            shutil.rmtree(self.folder / 'out', ignore_errors=True)
            records, messages = self.run_on(self.write('r.csv', head + f'1,人社局,甲,路,1\n{row}\n'))
            self.assertNotIn('N790', self.codes(messages), row)
            self.assertTrue(row[0] in records or 'E203' in self.codes(messages), row)
        shutil.rmtree(self.folder / 'out')
        self.write('T/u.yaml', TEMPLATE.replace('form: t\n', 'form: u\n').replace('type: code, required: true', 'type: code'))
        table = self.write('r.csv', '项目名称,用途,财政拨款\n老旧小区改造合计,翻修,5\n小区改造总计,,6\n改造小计,,7\n')
        records, messages = self.run_on(table, '--name', '$(name)', form='u')
        self.assertEqual(sorted(records), ['小区改造总计', '老旧小区改造合计'])
        self.assertEqual(self.codes(messages), ['N790'])

    def test_a_group_over_the_whole_table(self):
        def change(book):
            book['一'].merge_cells('A2:C2')
            book['一'].merge_cells('B3:B5')
        records, said = self.run_on(self.book({'一': [['项目编码', '类型', '项目名称', '财政拨款'], ['人社局'], ['1', '新增', '甲', 1], ['2', None, '乙', 2], [None, None, '小计', 3],
                                                    ['3', '延续', '丙', 4], ['合计', None, None, 7]]}, change=change))
        self.assertEqual(sorted(records), ['1', '2', '3'])
        self.assertEqual(self.codes(said), ['N790'] * 3)

    def test_broken_rows_leave_the_others(self):
        records, said = self.run_on(self.write('r.csv', '项目编码,项目名称\n1,甲\n2,"乙"丙\n3,丁\n'))
        self.assertEqual(sorted(records), ['1', '3'])
        self.assertEqual(self.message(said, 'E703')['line'], 3)

    def test_rows_say_their_forms(self):
        self.write('T/u.yaml', TEMPLATE.replace('form: t\n', 'form: u\n').replace("'=code', '=name'", "'=code', 'u:$(name)'"))
        records, said = self.run_on(self.write('r.csv', '表单,项目编码,项目名称\nt,1,甲\nu,2,乙\nv,3,丙\n,4,丁\n'), form=None)
        self.assertEqual((records['1'][1], records['2'][1]), ('甲', 'u:乙'))
        self.assertEqual(sorted(records), ['1', '2'])
        self.assertEqual(self.codes(said), ['E334', 'E792'])
        _, said = self.run_on(self.write('r.csv', '项目编码,项目名称\n1,甲\n'), form=None)
        self.assertIn('-t', self.message(said, 'E780')['hint'])

    def test_sheets_called_as_lists(self):
        sheets = {'项目': [['项目编码', '项目名称'], ['1', '甲'], ['2', '乙']],
                  '明细': [['项目编码', '一级', '名称', '数量'], ['2', '产出', '宽', 4], ['1', '产出', '长', 3], ['2', '效益', '快', 5], ['9', '效益', '快', 5]]}
        records, said = self.run_on(self.book(sheets))
        self.assertEqual(records['1'][-3:], ['i=产出', '长', '3'])
        self.assertEqual(records['2'][-6:], ['i=产出', '宽', '4', 'i=效益', '快', '5'])
        self.assertEqual((self.message(said, 'W798')['sheet'], self.message(said, 'W798')['line']), ('明细', 5))

    def test_sheets_of_records_of_several_forms(self):
        self.write('T/u.yaml', TEMPLATE.replace('form: t\n', 'form: u\n'))
        lists = [['项目编码', '一级', '名称', '数量'], ['2', '产出', '宽', 4], ['1', '产出', '长', 3], ['9', '效益', '快', 5]]
        sheets = {'项目': [['表样', '项目编码', '项目名称'], ['t', '1', '甲'], ['u', '2', '乙']], '明细': lists}
        records, said = self.run_on(self.book(sheets), form=None)
        self.assertEqual((records['1'][-3:], records['2'][-3:]), (['i=产出', '长', '3'], ['i=产出', '宽', '4']))
        self.assertEqual([(m['code'], m.get('line')) for m in said if m['code'] != 'N789'], [('W798', 4)])
        mapping = ('tables: {项目: {file: r.xlsx}, 明细: {file: r.xlsx, sheet: 明细}}\n'
                   'records: {from: 项目, fields: {明细: {from: 明细, by: 项目编码}}}\n')
        mapped, said = self.run_on(self.write('m.yaml', mapping), form=None)
        self.assertEqual(mapped, records)
        self.assertEqual(self.codes(said), ['W798'])

    def test_nothing_says_the_form(self):
        _, said = self.run_on(self.book({'记录': [['记录号', '项目编码'], [1, '1']]}), form=None)
        self.assertEqual(self.codes(said), ['E792'])
        self.assertIn('-t', self.message(said, 'E792')['hint'])

    def test_slashes_in_heads(self):
        self.write('T/t.yaml', TEMPLATE.replace('label: 用途', 'label: 用途/说明'))
        records, said = self.run_on(self.write('r.csv', '项目编码,项目名称,用途/说明,单位/占比,类型／口径\n1,甲,路,30,新增\n'))
        self.assertEqual(records['1'][2:6], ['路', 'b=/', 'p=', 's='])
        self.assertIn('单位/占比', self.message(said, 'N789')['hint'])

    def test_dates(self):
        self.write('T/t.yaml', TEMPLATE.replace('name: {label: 项目名称, required: true}',
                                                'name: {label: 项目名称, required: true}\n  day: {label: 日期, type: date}').replace("'=use'", "'d=$(day)'"))
        days = ('2026-01-01 00:00:00', '2026/1/1 0:00', '2026-01-01T00:00:00Z', '2026-01-01 00:00:00.000+08', '2026-01-01')
        records, said = self.run_on(self.write('r.csv', '项目编码,项目名称,日期\n' + ''.join(f'{i},甲,{day}\n' for i, day in enumerate(days))))
        self.assertEqual({texts[2] for texts in records.values()}, {'d=2026-01-01', 'd=2026/1/1'})
        self.assertEqual(self.codes(said), [])
        _, said = self.run_on(self.write('r.csv', '项目编码,项目名称,日期\n1.30271E+20,甲,45596\n'))
        self.assertEqual(self.codes(said).count('E781'), 2)
        self.assertIn('45596 is a day as spreadsheets count it', ' '.join(m['message'] for m in said))

    def test_what_nobody_sees_is_said(self):
        def change(book):
            book['一'].row_dimensions[3].hidden = True
            book['藏'].sheet_state = 'hidden'
        book = self.book({'一': [['项目编码', '项目名称'], ['1', '甲'], ['2', '乙']], '藏': [['x']]}, change=change)
        records, said = self.run_on(book)
        self.assertEqual(sorted(records), ['1', '2'])
        self.assertEqual([m['message'] for m in said if m['code'] == 'N791'],
                         ['rows that are hidden, and read like the others: 1', 'sheets that are hidden, and not read: 1'])

    # -- mappings ---------------------------------------------------------------------------------------

    MAPPING = '''
form: t
tables:
  库: {file: 库.csv, fill: 大类}
  指标: {file: '指标*.csv'}
  付: {file: 付.csv}
records:
  from: 库
  key: 编号
  fields:
    项目编码: 编号
    项目名称: 名
    类型: {column: 类, values: {01: 新增, 02: 延续}}
    用途: [大类, 说明]
    占比: {column: 比, as: share}
    budget.total: 资金来源/合计
    财政拨款: = 资金来源/合计 - 资金来源/其他
    支出/合计: {from: 付, column: 已付, by: 编号}
    目标: {constant: [按期完成]}
    计划: {3月底: 一季, 6月底: 二季}
    明细: {from: 指标, by: 项目, order: 序, fields: {一级: 层, 名称: 指}}
'''

    def mapped(self):
        self.write('库.csv', '编号,名,大类,类,说明,资金来源,,比,一季,二季\n,,,,,合计,其他,,,\n01,甲,基建,01,路,10,2.5,0.5,10,20\n02,乙,,02,桥,7,,1,30,40\n')
        self.write('指标1.csv', '项目,序,层,指,数量\n02,1,产出,宽,4\n01,2,效益,快,5\n')
        self.write('指标2.csv', '项目;序;层;指;数量\n01;1;产出;长;3\n')
        self.write('付.csv', '编号,已付\n02,1.5\n')

    def test_mapping(self):
        self.mapped()
        records, said = self.run_on(self.write('m.yaml', self.MAPPING), form=None)
        self.assertEqual(self.codes(said), [])
        self.assertEqual(records['01'], ['01', '甲', '新增', '基建', '路', 'b=10/7.5', 'p=', 's=50%', 'q=10/20', 'g=1', '按期完成',
                                         'i=产出', '长', '3', 'i=效益', '快', '5'])
        self.assertEqual(records['02'][:9], ['02', '乙', '延续', '基建', '桥', 'b=7/', 'p=1.5', 's=100%', 'q=30/40'])

    def test_rows_that_a_mapping_takes(self):
        self.write('库.csv', '编码,类,报,金额\n1,01,是,5\n2,02,,6\n3,01,否,70\n4,02,是,80\n合计,,,161\n')
        self.write('单.csv', '编码,层,名称,用\n1,产出,长,是\n1,产出,宽,否\n4,产出,快,是\n')
        text = ('form: t\ntables:\n  库: {file: 库.csv, where: WHERE}\n  单: {file: 单.csv, where: 用 == "是"}\n'
                'records: {from: 库, fields: {项目编码: 编码, 项目名称: 类, 明细: {from: 单, by: 编码, fields: {一级: 层}}}}\n')
        for where, codes in (("报 == '是'", '14'), ("类 == '02'", '24'), ('金额 > 5 && 金额 < 75', '23'), ("报 != '是' || 金额 > 10", '234'), ("!(报 == '是')", '23')):
            for file in (self.folder / 'out').glob('*'):
                file.unlink()
            records, said = self.run_on(self.write('m.yaml', text.replace('WHERE', '"' + where + '"')), form=None)
            self.assertEqual(sorted(records), list(codes), f'{where} {said}')
            self.assertIn('rows that `where` leaves out', str(said))
        self.assertEqual(records.get('1'), None)
        for where, code in (('报了 == 1', 'E795'), ('报 == (', 'E3'), ('金额 + 1', 'E3')):
            _, said = self.run_on(self.write('m.yaml', text.replace('WHERE', '"' + where + '"')), form=None)
            self.assertTrue([m for m in said if m['severity'] == 'error' and m['code'].startswith(code)], f'{where} {said}')

    def test_formulas_reckon_with_units(self):
        """Whatever unit an amount comes in, what a formula gives is the field's, or it is told that it may not be."""
        def shown(book):
            for row, code in enumerate(formats, 2):
                book['a'].cell(row, 2).number_format = code
        for head, row, formula, expected, codes in (
                ('甲（元）,乙（元）', '26000,13000', '甲 - 乙', '1.3', []),
                ('甲（元）,乙（万元）', '26000,1', '甲 + 乙', '3.6', []),
                ('甲（万元）,乙（元）', '3,10000', 'max(甲, 乙) - 乙', '2', []),
                ('甲（亿元）,乙', '1,1', '甲 + 乙', '10001', []),
                ('甲,乙', '26,13', '甲 - 乙', '13', []),
                ('甲,乙', '26000元,1', '甲 - 乙', '1.6', []),
                ('甲（元）,乙', '2万元,"1,000"', '甲 + 乙', '1002', []),
                ('甲（元）,乙', '26000,3', '甲 * 乙', '7.8', []),
                ('甲（元）,乙', '26000,3', '甲 * 50 / 100', '1.3', []),
                ('甲（元）,乙', '26000,3', '甲 / 10000', '0.00026', ['W792']),
                ('甲（元）,乙', '26000,3', '0.0001 * 甲', '0.00026', ['W792']),
                ('甲（元）,乙', '26000,3', "in_unit(甲, '') / 10000", '2.6', []),
                ('甲,乙', '26000,3', '甲 / 10000', '2.6', []),
                ('甲（元）,乙（万元）', '26000,2', '甲 > 乙 ? 甲 : 乙', '2.6', [])):
            self.write('a.csv', f'编号,{head}\n1,{row}\n')
            records, said = self.run_on(self.write('m.yaml', 'form: t\ntables: {a: {file: a.csv}}\n'
                                                   f'records: {{from: a, fields: {{项目编码: 编号, 项目名称: 编号, 财政拨款: "= {formula}"}}}}\n'), form=None)
            self.assertEqual((records['1'][2], self.codes(said)), ('b=/' + expected, codes), f'{head} {row} {formula} {said}')
        self.write('a.csv', '单位：元,\n编号,甲,乙\n1,26000,13000\n')
        formats = ['0!.0,"万元"', '0.00"元"', '0']
        self.book({'a': [['编号', '甲', '乙'], ['1', 26000, 1], ['2', 26000, 1], ['3', 26000, 1]]}, 'a.xlsx', shown)
        for file, expected in (('a.csv', ['1.3']), ('a.xlsx', ['1.6', '1.6', '25999'])):
            records, said = self.run_on(self.write('m.yaml', 'form: t\ntables: {a: {file: %s}}\n' % file +
                                                   'records: {from: a, fields: {项目编码: 编号, 项目名称: 编号, 财政拨款: "= 甲 - 乙", 用途: "= text(甲)"}}\n'), form=None)
            self.assertEqual([text for code in '123'[:len(expected)] for text in records[code] if text.startswith('b=')],
                             ['b=/' + one for one in expected], said)
        self.write('a.csv', '编号,甲（元）,乙（万元）\n1,26000,2\n2,26000,3\n')
        records, said = self.run_on(self.write('m.yaml', 'form: t\ntables: {a: {file: a.csv, where: 甲 > 乙}}\n'
                                               'records: {from: a, fields: {项目编码: 编号, 项目名称: 编号, 占比: "= 乙 / 甲 * 100"}}\n'), form=None)
        self.assertEqual([records[code][3:5] for code in records if code == '1'], [['p=', 's=76.9230769231']], said)
        self.assertIn('rows that `where` leaves out: 1', str(said))

    def test_files_of_records_are_tables(self):
        dump = {'code': 0, 'data': {'list': [
            {'id': '01', 'project': {'name': '甲', 'open': True}, 'money': 12345.5, 'steps': ['一', '二'], 'kpis': [
                {'level': '产出', 'title': '长', 'n': 3}, {'level': '产出', 'title': '宽', 'n': 4}, {'level': '效益', 'title': '快', 'n': 5}]},
            {'id': '02', 'project': {'name': '乙', 'open': None}, 'money': None, 'late': 'x', 'kpis': []}]}}
        self.write('d.json', json.dumps(dump, ensure_ascii=False))
        text = """
form: t
tables: {库: {file: d.json, at: data.list, unit: 元}}
records:
  from: 库
  fields: {项目编码: id, 项目名称: project/name, 类型: project/open, 财政拨款: money, 目标: steps, 一级: kpis/level, 名称: kpis/title, 数量: kpis/n}
"""
        records, said = self.run_on(self.write('m.yaml', text), form=None)
        self.assertEqual(records, {'01': ['01', '甲', '是', 'b=/1.23455', 'p=', 's=', 'q=/', 'g=2', '一', '二',
                                          'i=产出', '长', '3', 'i=产出', '宽', '4', 'i=效益', '快', '5'],
                                   '02': ['02', '乙', 'b=/', 'p=', 's=', 'q=/', 'g=0']})
        self.assertEqual(self.codes(said), [])
        self.assertEqual(self.message(said, 'N789')['hint'], 'not used: late')
        lines = '\n'.join(json.dumps({'pid': code, '一级': '产出', '名称': name, '数量': 1}, ensure_ascii=False) for code, name in (('2', '宽'), ('1', '长'), ('2', '快')))
        for name, body in (('k.jsonl', lines), ('k.yaml', '\n'.join('- ' + line for line in lines.splitlines())), ('k.json', '[' + lines.replace('\n', ',') + ']')):
            self.write(name, body)
            self.write('r.csv', '项目编码,项目名称\n1,甲\n2,乙\n')
            records, said = self.run_on(self.write('m.yaml', 'form: t\ntables: {a: {file: r.csv}, b: {file: %s}}\nrecords: {from: a, fields: {明细: {from: b, by: pid}}}' % name), form=None)
            self.assertEqual(records['2'][-6:], ['i=产出', '宽', '1', 'i=产出', '快', '1'], f'{name} {said}')
            self.assertEqual(self.codes(said), [])
        for body, code in (('[{"a": 1}', 'E'), ('', 'E780'), ('[1, 2]', 'E780')):
            self.write('d.json', body)
            _, said = self.run_on(self.write('m.yaml', text.replace(', at: data.list', '')), form=None)
            self.assertTrue(any(m['severity'] == 'error' and m['code'].startswith(code) for m in said), said)

    def test_mistakes_in_mappings(self):
        self.mapped()
        for old, new, code, says in (('key: 编号', 'key: 编好', 'E795', '编好'), ('file: 库.csv', 'flie: 库.csv', 'E302', 'flie'),
                                     ('from: 库', 'from: 项目库', 'E795', '`tables` has no `项目库`'), ('项目名称: 名', '项目名: 名', 'E795', 'no field `项目名`'),
                                     ('占比: {column: 比', '占比: {column: 比例', 'E795', 'no column `比例`'), ('as: share', 'as: part', 'E303', 'part'),
                                     ('02: 延续', '03: 延续', 'E782', '类型'), ('= 资金来源/合计 -', '= 资金来源/合计 - (', 'E3', ''),
                                     ('by: 项目', 'by: 编号', 'E795', '编号'), ('file: 付.csv', 'file: 没有.csv', 'E100', ''),
                                     ('{from: 付, column: 已付, by: 编号}', '{from: 付}', 'E795', 'column'),
                                     ('{file: 付.csv}', '{odbc: DSN=x, sql: select 1, password: {env: NO_SUCH_SECRET}}', 'E796', 'NO_SUCH_SECRET')):
            self.assertIn(old, self.MAPPING)
            _, said = self.run_on(self.write('m.yaml', self.MAPPING.replace(old, new)), form=None)
            errors = [m for m in said if m['severity'] == 'error']
            self.assertTrue(errors and errors[0]['code'].startswith(code), f'{new}: {said}')
            self.assertIn(says, errors[0]['message'], new)
        self.write('付.csv', '编号,已付\n02,1.5\n02,2\n')
        _, said = self.run_on(self.write('m.yaml', self.MAPPING), form=None)
        self.assertIn('2 rows for `02`', self.message(said, 'E797')['message'])
        secret = self.write('secret', 'x\n')
        secret.chmod(0o644)
        odbc = '{odbc: DSN=x, sql: select 1, password: {file: secret}}'
        _, said = self.run_on(self.write('m.yaml', self.MAPPING.replace('{file: 付.csv}', odbc)), form=None)
        self.assertEqual(self.message(said, 'E796')['hint'], 'chmod 600 secret')


if __name__ == '__main__':
    BIAOCE = os.path.abspath(sys.argv.pop(1))
    unittest.main()
