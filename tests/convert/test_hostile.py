#!/usr/bin/env python3
"""Tables hold whatever records say, also what spreadsheets and separators are particular about.

    test_hostile.py BIAOCE SOURCE

A form with a field of each kind, lists in lists, groups, and labels that fit each other; random records of it go into
CSV and workbooks and come back. openpyxl, csv and LibreOffice read what biaoce writes.
"""
import csv
import io
import json
import random
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import openpyxl

BIAOCE = sys.argv[1]

FORM = '''
form: odd
name: 各种字段
fields:
  name: 名称
  code: {label: 编码, type: code}
  day: {label: 日期, type: date}
  year: {label: 年度, type: year}
  prose: {label: 说明, type: prose}
  amount: {label: 金额（元）, type: money, unit: 万元, words: allowed}
  bare: {label: 金额, type: money, words: allowed}
  share: {label: 比例, type: percent, words: allowed}
  count: {label: 数量, type: number, words: allowed}
  given: {label: 有默认, default: 默认}
  kind: {label: 类别, type: choice, of: [甲类, 乙类], open: true}
  fund:
    total: {label: 合计, type: money, unit: 元, words: allowed}
    plan: {label: 计划, type: list, of: percent, labels: [一季度, 二季度]}
    parts:
      label: 构成
      type: list
      of: {name: 名称, total: {label: 合计, type: money, unit: 万元, words: allowed}}
  spent: {total: {label: 合计, type: money, unit: 元, words: allowed}}
  aims: {label: 目标, type: list, of: text}
  items:
    label: 项目[1]/甲
    type: list
    nested-by: [level1]
    of:
      level1: 一级
      name: 名称
      prose: {label: 说明, type: prose}
      days: {label: 日子, type: list, of: date}
      inner: {label: 下级, type: list, of: {name: 名称, more: {label: 更多, type: list, of: {a: 甲}}}}
layout:
  - title: $(name)
  - para: $(code)$(day)$(year)$(prose)$(given)$(kind)
  - para: $(amount)$(bare)$(share)$(count)$(fund.total)$(fund.plan[0])$(spent.total)$(aims.size())
  - para: $(fund.parts.size())$(items.size())
'''

TEXTS = ['甲', '0012', '12', '-5', '+5', '1.50', '12.5', '110101199001011234', '1e5', '1,260.50', '12:30', '2024-10-31',
         '2024-02-30', '1899-12-31', 'yes', 'true', 'null', '=SUM(A1)', '=1+1', '="0012"', "='0012", '@cmd', '-', '--',
         "'0012", "''=1", "'", "'abc", '"', '""', 'a"b', 'a,b', 'a;b;c', 'a\tb', 'a|b', 'a\nb', 'a\n\nb', 'sep=;',
         '_x0041_', '_x005F_x0041_', '__x000D_', '_x000D_\n_x', '<b>&amp;</b>', ']]>', '合计', '小计', '注：', '记录号',
         '名称', '编码', '项目[1]/甲', '["a"]', '[1]', '[]', '{"a": 1}', '𠮷野家', 'ﬀ', '\u202e', '😀', '1' * 20, 'x' * 5000,
         '元', '万元', '单位：元', '1', '2', '3', '4', '100%', '0.5', '0.00', '-0.50', '0', '260万', '贰佰元']


def run(*words, data=None, status=0):
    done = subprocess.run([BIAOCE, 'convert', *map(str, words)], input=data, capture_output=True)
    if done.returncode != status:
        raise AssertionError(f'{words}: {done.returncode}\n{done.stderr.decode()}')
    return done


def as_rows(record):
    """A record as it is read from a table: with keys, without what is empty, lists of the form's own shape."""
    def clean(value):
        if isinstance(value, dict):
            value = {key: clean(inner) for key, inner in value.items()}
            return {key: inner for key, inner in value.items() if inner not in ('', None, {}, [])}
        if isinstance(value, list):
            return [clean(inner) for inner in value]
        return value
    return clean(record)


class Tables(unittest.TestCase):
    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory())) if hasattr(self, 'enterContext') \
            else Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder, True)
        self.form = self.folder / 'odd.yaml'
        self.form.write_text(FORM, encoding='utf-8')

    def write(self, records, ending, *options, status=0):
        source = self.folder / 'given.jsonl'
        source.write_text(''.join(json.dumps(one, ensure_ascii=False) + '\n' for one in records), encoding='utf-8')
        target = self.folder / f'out.{ending}'
        return target, run('-t', self.form, source, '-o', target, *options, status=status)

    def read(self, target):
        mapping = target.with_name('out.mapping.yaml')
        lines = run('-q', '-t', self.form, '--keys', '--to', 'jsonl',
                    mapping if target.suffix == '.csv' else target).stdout.splitlines()
        return [self.unpath(json.loads(line, parse_float=str, parse_int=str)) for line in lines]

    @staticmethod
    def unpath(record):
        """Keys of groups apart: fund.total."""
        out = {}
        for key, value in record.items():
            group, point, inner = key.partition('.')
            if point:
                out.setdefault(group, {})[inner] = value
            elif key == 'items' and isinstance(value, dict):
                out[key] = [{'level1': level, **one} for level, inside in value.items() for one in inside]
            else:
                out[key] = value
        return out

    def check(self, records, ending, *options):
        target, _ = self.write(records, ending, *options)
        found = self.read(target)
        self.assertEqual(len(found), len(records))
        for given, back in zip(records, found):
            with self.subTest(record=given):
                self.assertEqual(back, as_rows(given))

    def everywhere(self, records):
        self.check(records, 'xlsx')
        self.check(records, 'xlsx', '--keys')
        self.check(records, 'csv')
        self.check(records, 'csv', '--keys', '--encoding', 'gb18030')
        self.check(records, 'csv', '--excel-safe')

    def test_each_text_in_each_field(self):
        scalars = ['name', 'code', 'day', 'year', 'prose', 'amount', 'bare', 'share', 'count', 'kind']
        self.everywhere([{field: text} for text in TEXTS for field in scalars])

    def test_lists(self):
        records = [{'name': '甲', 'aims': [text, '乙']} for text in TEXTS]
        records += [{'name': '甲', 'items': [{'level1': '一', 'name': text, 'days': [text, '2024-01-02']}, {'prose': text}]}
                    for text in TEXTS]
        records += [{'fund': {'total': text, 'plan': {'一季度': text}, 'parts': [{'name': text, 'total': text}]},
                     'spent': {'total': text}} for text in TEXTS]
        records += [{'items': [{'name': '甲', 'inner': [{'name': text, 'more': [{'a': text}, {}]}]}]} for text in TEXTS]
        self.everywhere(records)

    def test_empty(self):
        self.everywhere([{}, {'name': ''}, {'name': '甲'}, {'aims': []}, {'items': []}, {'fund': {}}, {}])
        _, done = self.write([{'given': ''}, {'name': '甲', 'items': [{}], 'x-note': 'a'}], 'csv')
        self.assertEqual(done.stderr.decode().count('W805'), 3)

    def test_random(self):
        chance = random.Random(11)

        def some(*fields):
            return {field: chance.choice(TEXTS) for field in fields if chance.random() < 0.6}

        def record():
            one = some('name', 'code', 'day', 'year', 'prose', 'amount', 'bare', 'share', 'count', 'kind')
            one['aims'] = [chance.choice(TEXTS) for _ in range(chance.randrange(3))]
            one['items'] = [{'name': 'n', **some('level1', 'prose')} for _ in range(chance.randrange(4))]
            one['fund'] = {**some('total'), 'parts': [{'name': 'n', **some('total')} for _ in range(chance.randrange(3))]}
            return one
        self.everywhere([record() for _ in range(400)])

    def test_other_readers(self):
        """Texts are texts and figures are figures, for csv and for openpyxl."""
        records = [{'name': text, 'code': text} for text in TEXTS if '\n' not in text]
        target, done = self.write(records, 'csv')
        rows = list(csv.reader(io.StringIO(target.read_bytes().decode('utf-8-sig'), newline='')))
        self.assertEqual(rows[0][:3], ['记录号', '名称', '编码'])
        guarded = [text for text in TEXTS if '\n' not in text]
        for row, text in zip(rows[1:], guarded):
            taken = row[1][1:] if row[1] != text else row[1]
            self.assertEqual(taken, text)
        self.assertIn('N806', run('--all', '-t', self.form, self.folder / 'given.jsonl', '-o', target).stderr.decode())
        safe, done = self.write(records, 'csv', '--excel-safe')
        for row in list(csv.reader(io.StringIO(safe.read_bytes().decode('utf-8-sig'), newline='')))[1:]:
            self.assertNotIn(row[1][:1] if len(row[1]) > 1 else '', ['=', '+', '-', '@'])
        target, _ = self.write([*records, {'amount': '12.50', 'day': '2024-10-31', 'year': '2024'}], 'xlsx')
        sheet = openpyxl.load_workbook(target).worksheets[0]
        heads = [cell.value for cell in sheet[1]]
        for i, text in enumerate(guarded):
            cell = sheet.cell(i + 2, 2)
            self.assertEqual(cell.data_type, 's')
            self.assertEqual(openpyxl.utils.escape.unescape(cell.value) if '_x' in cell.value else cell.value, text)
        last = {head: cell for head, cell in zip(heads, sheet[len(guarded) + 2])}
        self.assertEqual((last['金额（元）（万元）'].value, last['金额（元）（万元）'].number_format), (12.5, '0.00'))
        self.assertEqual(last['日期'].value.isoformat(), '2024-10-31T00:00:00')
        self.assertEqual(last['年度'].value, 2024)

    def test_limits(self):
        target, done = self.write([{'name': 'x' * 40000}, {'name': '甲'}], 'xlsx', status=1)
        self.assertIn('E802', done.stderr.decode())
        self.assertEqual([one['name'] for one in self.read(target)], ['甲'])
        _, done = self.write([{'name': 'x' * 600000}], 'csv', status=1)
        self.assertIn('E802', done.stderr.decode())
        target, done = self.write([{'name': 'a\x01b\x7fc'}], 'csv')
        self.assertIn('W805', done.stderr.decode())
        self.assertEqual(self.read(target), [{'name': 'abc'}])
        self.assertEqual(self.read(self.write([{'name': 'a\x01b'}], 'xlsx')[0]), [{'name': 'a\x01b'}])

    def test_figures(self):
        """Amounts as numbers in the unit of their field, whatever unit the record gives them."""
        amounts = ['700万元', '700', '260万', '1,260.50', '35元', '贰佰万元整', '另定', '7.00']
        target, _ = self.write([{'amount': amount} for amount in amounts], 'csv', '--figures')
        rows = list(csv.reader(io.StringIO(target.read_bytes().decode('utf-8-sig'), newline='')))
        at = rows[0].index('金额（元）（万元）')
        self.assertEqual([row[at] for row in rows[1:]],
                         ['700', '700', '260', '1260.50', '0.0035', '200', '另定', '7.00'])

    def test_rows_to_go_on_with(self):
        """What no field takes, and what could not be read, stands in comments of YAML; JSON keeps the first."""
        table = self.folder / 'in.csv'
        table.write_text('名称,编码,备注,备注\n甲,0012,"# 附件\n见后",二\n乙,1.30271E+20,,\n', encoding='utf-8')
        done = run('-t', self.form, table, status=1)
        self.assertIn('E781', done.stderr.decode())
        out = done.stdout.decode().split('---\n')
        self.assertEqual(out[0], "# 备注: # 附件\n# 见后\n# 备注 (4): 二\n名称: 甲\n编码: '0012'\n")
        self.assertRegex(out[1], r'^# \S*in\.csv:\d+:3: 编码: .*\n名称: 乙\n$')
        book = openpyxl.Workbook()
        book.active.title = '项目'
        for row in (['名称', '编码'], ['丙', 130271212110010000001]):
            book.active.append(row)
        book.save(self.folder / 'in.xlsx')
        done = run('-t', self.form, self.folder / 'in.xlsx', status=1)
        self.assertRegex(done.stdout.decode(), r'^# \S*in\.xlsx!项目!B2: 编码: .*\n名称: 丙\n$')
        lines = run('-q', '-t', self.form, '--to', 'jsonl', table, status=1).stdout.splitlines()
        self.assertEqual(json.loads(lines[0]), {'名称': '甲', '编码': '0012', 'x-备注': '# 附件\n见后', 'x-备注 (4)': '二'})

    def test_forms_apart(self):
        given = b'{"form": "futian-project", "\xe9\xa1\xb9\xe7\x9b\xae\xe5\x90\x8d\xe7\xa7\xb0": "a"}\n' \
                b'{"form": "jinan-project", "\xe9\xa1\xb9\xe7\x9b\xae\xe5\x90\x8d\xe7\xa7\xb0": "b"}\n'
        done = run('-', '-o', self.folder / 'one.xlsx', data=given, status=1)
        self.assertIn('E801', done.stderr.decode())
        done = run('-', '--to', 'xlsx', '-o', self.folder / 'many', data=given)
        self.assertEqual(len(list((self.folder / 'many').glob('*.xlsx'))), 2)
        run('-', '-o', self.folder / 'none.csv', data=b'{"a": 1}', status=1)

    def test_lines_in_a_folder(self):
        """A file for each form, and one for all records of which nobody knows the form."""
        given = [{'form': 'futian-project', '项目名称': 'a'}, {'form': 'jinan-project', '项目名称': 'b'}, {'form': 'nobody', 'x': 1},
                 {'form': 'futian-project', '项目名称': 'c'}, {'y': 2}]
        data = '\n'.join(json.dumps(record, ensure_ascii=False) for record in given).encode()
        folder = self.folder / 'lines'
        done = run('-', '--to', 'jsonl', '-o', folder, data=data)
        self.assertEqual(done.stdout.decode().splitlines(), [str(path) for path in (
            folder / '二级项目支出绩效目标申报表（深圳市福田区）.jsonl', folder / '项目绩效目标申报表（济南市市中区）.jsonl', folder / '其他.jsonl')])
        made = [[json.loads(line) for line in open(path, encoding='utf-8')] for path in done.stdout.decode().splitlines()]
        self.assertEqual(made, [[given[0], given[3]], [given[1]], [given[2], given[4]]])
        (folder / '其他.jsonl').unlink()
        (folder / '其他.jsonl').mkdir()
        done = run('-', '--to', 'jsonl', '-o', folder, data=data, status=3)
        self.assertIn('5 records: 3 converted, 2 with errors', done.stderr.decode())

    def test_what_is_no_record(self):
        """It could not be read again, and comes out in no format."""
        for data in (b'[1, "x", {"form": "nobody"}, []]', b'- 1\n- x\n- form: nobody\n'):
            for kind in ('yaml', 'json', 'jsonl'):
                done = run('-', '--to', kind, data=data, status=1)
                self.assertIn(done.stdout.decode(), ('form: nobody\n', '{"form": "nobody"}\n', '{\n  "form": "nobody"\n}\n'))
                self.assertIn('[E503]', done.stderr.decode())
                self.assertIn('1 converted, ', done.stderr.decode())

    def test_own_source_stays(self):
        source = self.folder / 'own.jsonl'
        source.write_text('{"name": "a"}\n', encoding='utf-8')
        done = run(source, '-o', source, status=3)
        self.assertIn('E515', done.stderr.decode())
        self.assertEqual(source.read_text(encoding='utf-8'), '{"name": "a"}\n')
        self.assertEqual([path.name for path in self.folder.glob('.biaoce*')], [])

    def test_standard_output(self):
        data = json.dumps({'name': '甲', 'items': [{'name': '乙'}]}, ensure_ascii=False).encode()
        table = run('-q', '-t', self.form, '--to', 'csv', '-', data=data).stdout
        self.assertIn('项目[1]/甲(JSON)'.encode(), table)
        (self.folder / 'in.csv').write_bytes(table)
        back = run('-q', '--keys', '-t', self.form, '--to', 'jsonl', self.folder / 'in.csv').stdout
        self.assertEqual(self.unpath(json.loads(back)), {'name': '甲', 'items': [{'name': '乙'}]})
        book = run('-q', '-t', self.form, '--to', 'xlsx', '-', data=data).stdout
        self.assertEqual(openpyxl.load_workbook(io.BytesIO(book)).sheetnames, ['记录', '构成', 'items'])

    @unittest.skipUnless(shutil.which('soffice'), 'LibreOffice is not there')
    def test_libreoffice(self):
        records = [{'name': text, 'amount': '12.50', 'day': '2024-10-31'} for text in TEXTS
                   if '\n' not in text and '\t' not in text and len(text) < 3000]
        target, _ = self.write(records, 'xlsx')
        subprocess.run(['soffice', f'-env:UserInstallation=file://{self.folder}/lo', '--headless', '--convert-to',
                        'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true', '--outdir', self.folder / 'lo-out',
                        target], check=True, capture_output=True)
        rows = list(csv.DictReader(io.StringIO((self.folder / 'lo-out' / 'out.csv').read_text(encoding='utf-8'))))
        self.assertEqual([row['名称'] for row in rows], [one['name'] for one in records])
        self.assertEqual({(row['金额（元）（万元）'], row['日期']) for row in rows}, {('12.50', '2024-10-31')})


if __name__ == '__main__':
    unittest.main(argv=sys.argv[:1] + sys.argv[3:])
