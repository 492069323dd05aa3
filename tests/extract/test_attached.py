#!/usr/bin/env python3
"""The data that PDFs hold: what is printed, and with `full` all of the record; the same by other programs' eyes.

    test_attached.py BIAOCE SOURCE
"""
import csv
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import pikepdf

sys.path.insert(0, str(Path(__file__).parent))
import attached_rules

BIAOCE, SOURCE = sys.argv[1], Path(sys.argv[2])
ENVIRONMENT = {**os.environ, 'LC_ALL': 'C.UTF-8', 'SOURCE_DATE_EPOCH': '1700000000'}

FORM = '''
form: held
name: 数据随表
fields:
  name: {label: 名称, role: name}
  code: {label: 编码, type: code}
  amount: {label: 金额, type: money, unit: 万元}
  share: {label: 比例, type: percent}
  secret: {label: 内部意见}
  shown: {label: 备注}
  show: {label: 是否显示}
  from: {label: 默认值, default: 无}
  year: {label: 年度, type: year}
  double: {label: 加倍, type: money, unit: 万元, computed: amount + amount}
  goals: {label: 目标, type: list, of: text}
  plan: {label: 进度, type: list, of: percent, labels: [上半年, 下半年]}
  tasks:
    label: 任务
    type: list
    of:
      kind: 类别
      item: 事项
      cost: {label: 经费, type: money, unit: 万元}
      note: {label: 内部备注}
layout:
  - title: '$(year)年$(name)'
  - note: '编码：$(code)。目标：$(goals.join("；"))'
  - note: '备注：$(shown)'
    when: show == '是'
  - table:
      widths: [30, 40, 30]
      bands:
        - rows:
            - [金额, =amount, =double]
            - [默认值, {value: from, across: 2}]
            - [进度, '=plan[0]', '=plan[1]']
        - rows:
            - each: tasks
              merge: [kind]
              rows:
                - ['=kind', '$(item)（项）', '=cost']
            - [合计, {value: tasks.sum(cost), across: 2}]
'''
RECORD = '''
form: held
名称: 项目甲
编码: "0012"
金额: 1,230.50万元
比例: 12%
内部意见: 不予公开
备注: 也不予公开
是否显示: 否
年度: 2024
目标: [一、修路, 二、架桥]
进度: {上半年: 40%, 下半年: 100%}
任务:
  - {类别: 甲类, 事项: 第一件, 经费: 200, 内部备注: 秘}
  - {类别: 甲类, 事项: 第二件, 经费: 1030.50, 内部备注: 密}
  - {类别: 乙类, 事项: 第三件}
'''


def run(*words, **options):
    return subprocess.run(words, capture_output=True, env=ENVIRONMENT, **options)


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        (self.folder / 'held.yaml').write_text(FORM, encoding='utf-8')
        (self.folder / 'record.yaml').write_text(RECORD, encoding='utf-8')

    def make(self, *words, out='out.pdf', record=None):
        path = self.folder / out
        done = run(BIAOCE, 'render', '-T', str(self.folder), '-q', '--no-check', '-o', str(path), *words,
                   str(record or self.folder / 'record.yaml'))
        self.assertIn(done.returncode, (0,), done.stderr.decode())
        return path

    def extract(self, pdf, name='extracted', code=0):
        folder = self.folder / name
        done = run(BIAOCE, 'extract', '-q', str(pdf), '-o', str(folder))
        self.assertEqual(done.returncode, code, done.stderr.decode())
        return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.exists() else {}

    def data(self, pdf, name='extracted'):
        files = self.extract(pdf, name)
        [text] = [data for path, data in files.items() if path.endswith('.json')]
        return json.loads(text)


class Printed(Case):
    def test_what_is_printed(self):
        data = self.data(self.make('--attach-data'))
        self.assertEqual(data, {
            'form': 'held', '年度': 2024, '名称': '项目甲', '编码': '0012', '目标': ['一、修路', '二、架桥'],
            '金额': '1,230.50万元', '加倍': '2461.00', '默认值': '无', '进度': {'上半年': '40%', '下半年': '100%'},
            '任务': [{'类别': '甲类', '事项': '第一件', '经费': 200}, {'类别': '甲类', '事项': '第二件', '经费': 1030.50},
                     {'类别': '乙类', '事项': '第三件'}]} | {'加倍': data['加倍']})
        self.assertEqual(float(str(data['加倍']).removesuffix('万元')), 2461)

    def test_nothing_hidden_is_in_the_file(self):
        path = self.make('--attach-data')
        with pikepdf.open(path) as pdf:
            streams = b''.join(item.read_bytes() for item in pdf.objects
                               if isinstance(item, pikepdf.Stream) and item.get('/Type') == '/EmbeddedFile')
        for hidden in ('不予公开', '秘', '密', '内部', '12%'):
            self.assertNotIn(hidden.encode(), streams)

    def test_a_condition_shows(self):
        (self.folder / 'record.yaml').write_text(RECORD.replace('是否显示: 否', '是否显示: 是'), encoding='utf-8')
        self.assertEqual(self.data(self.make('--attach-data'))['备注'], '也不予公开')

    def test_full(self):
        path = self.make('--attach-data=full')
        data = self.data(path)
        self.assertEqual((data['内部意见'], data['备注'], data['比例']), ('不予公开', '也不予公开', '12%'))
        self.assertEqual([task.get('内部备注') for task in data['任务']], ['秘', '密', None])
        with pikepdf.open(path) as pdf:
            relations = {str(file['/F']): str(file['/AFRelationship']) for file in pdf.Root['/AF']}
        self.assertEqual(relations, {'data.json': '/Source', 'data-tasks.csv': '/Data', 'table.csv': '/Data'})

    def test_tables(self):
        files = self.extract(self.make('--attach-data'))
        self.assertEqual(sorted(files), ['项目甲-任务.csv', '项目甲-表.csv', '项目甲.json'])
        rows = list(csv.reader(io.StringIO(files['项目甲-任务.csv'].decode('utf-8-sig'))))
        self.assertEqual([[head.removesuffix('（万元）') for head in rows[0]]] + rows[1:],
                         [['类别', '事项', '经费'], ['甲类', '第一件', '200'], ['甲类', '第二件', '1030.50'],
                          ['乙类', '第三件', '']])

    def test_tables_with_totals_are_as_printed(self):
        files = self.extract(self.make('--attach-data'))
        rows = list(csv.reader(io.StringIO(files['项目甲-表.csv'].decode('utf-8-sig'))))
        self.assertEqual([row[:2] for row in rows[:2]], [['金额', '1,230.50'], ['默认值', '无']])
        self.assertEqual(rows[3:], [['甲类', '第一件（项）', '200'], ['', '第二件（项）', '1030.50'],
                                    ['乙类', '第三件（项）', ''], ['合计', '1230.50', '']])

    def test_forms_over_many_records(self):
        summary = SOURCE / 'examples/department-summary'
        path = self.folder / 'sum.pdf'
        done = run(BIAOCE, 'render', '-T', str(summary / 'templates'), '-q', '--attach-data', '-o', str(path),
                   str(summary / 'summary.yaml'))
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        files = self.extract(path)
        [name] = [name for name in files if name.endswith('-表.csv')]
        rows = list(csv.reader(io.StringIO(files[name].decode('utf-8-sig'))))
        printed = run('pdftotext', '-layout', str(path), '-').stdout.decode()
        for cell in (cell for row in rows[2:] for cell in row if cell):
            self.assertIn(cell, printed)

    def test_without_it_nothing_changes(self):
        plain = self.make(out='plain.pdf')
        with pikepdf.open(plain) as pdf:
            self.assertNotIn('/AF', pdf.Root)
            self.assertEqual(pdf.open_metadata().get('pdfaid:part'), '2')

    def test_same_bytes_twice(self):
        self.assertEqual(self.make('--attach-data', out='1.pdf').read_bytes(),
                         self.make('--attach-data', out='2.pdf').read_bytes())

    def test_kinds_of_pdf(self):
        for kind, conformance in (('plain', None), ('a-2u', 'U'), ('a-2a', 'A')):
            path = self.make('--attach-data', '--pdf', kind, out=f'{kind}.pdf')
            with pikepdf.open(path) as pdf:
                xmp = pdf.open_metadata()
                self.assertEqual(xmp.get('pdfaid:conformance'), conformance)
                self.assertEqual(xmp.get('pdfaid:part'), '3' if conformance else None)
            self.assertEqual(self.data(path, kind)['名称'], '项目甲')

    def test_a_word_that_is_none(self):
        done = run(BIAOCE, 'render', '--attach-data=all', str(self.folder / 'record.yaml'))
        self.assertEqual(done.returncode, 2)


class Examples(Case):
    """Of all published forms: what other programs find is what is given back, and reading it again gives the same."""

    def records(self):
        return sorted((SOURCE / 'examples').glob('*.yaml'))

    def test_all(self):
        out = self.folder / 'out'
        done = run(BIAOCE, 'render', '-q', '--force', '--attach-data', '-o', f'{out}/', *map(str, self.records()))
        self.assertIn(done.returncode, (0, 1))
        made = sorted(out.glob('*.pdf'))
        self.assertGreater(len(made), 20)
        for path in made:
            with self.subTest(path.name):
                self.check(path)

    def check(self, path):
        files = self.extract(path, path.stem)
        other = self.folder / 'other'
        other.mkdir()
        done = run('pdfdetach', '-saveall', '-o', str(other), str(path))
        self.assertEqual(done.returncode, 0, done.stderr)
        detached = {p.name: p.read_bytes() for p in other.iterdir()}
        if all(ord(letter) < 0x10000 for letter in path.name):
            self.assertEqual(detached, files)
        else: # poppler 22 writes such names as two halves
            self.assertEqual(sorted(detached.values()), sorted(files.values()))
        shutil.rmtree(other)
        with pikepdf.open(path) as pdf:
            self.assertEqual(attached_rules.find(pdf), [])
            for file in pdf.Root['/AF']:
                self.assertEqual(file['/EF']['/F'].read_bytes(), files[str(file['/UF'])])
        [name] = [name for name in files if name.endswith('.json')]
        again = run(BIAOCE, 'convert', '--to', 'json', str(self.folder / path.stem / name))
        self.assertEqual(json.loads(again.stdout), json.loads(files[name]))
        self.assertEqual(again.stdout, files[name])

    def test_values_are_those_of_the_source(self):
        """By the words of each value: what is attached in full is in the source, and all of the source's is attached."""
        def words(value):
            if isinstance(value, dict):
                return [word for key, inner in value.items() for word in words(inner)]
            if isinstance(value, list):
                return [word for inner in value for word in words(inner)]
            return [str(value)]

        for record in self.records():
            if 'form: budget' in record.read_text(encoding='utf-8') or record.name == 'several-projects.yaml':
                continue
            with self.subTest(record.name):
                done = run(BIAOCE, 'render', '-q', '--force', '--attach-data=full', '-o',
                           str(self.folder / 'one.pdf'), str(record))
                self.assertEqual(done.returncode, 0, done.stderr.decode())
                source = run(BIAOCE, 'convert', '--to', 'json', str(record)).stdout
                data = self.data(self.folder / 'one.pdf', record.stem)
                told = {word for word in words(json.loads(source, parse_float=str, parse_int=str))}
                held = {word for word in words(json.loads(json.dumps(data)))}
                keys = {key for key in self.keys(json.loads(source)) | self.keys(data)}
                normal = lambda all_words: {self.number(word) for word in all_words}
                self.assertLessEqual(normal(told) - normal(keys), normal(held) | normal(keys))

    def keys(self, value):
        if isinstance(value, dict):
            return set(value) | {key for inner in value.values() for key in self.keys(inner)}
        return {key for inner in value for key in self.keys(inner)} if isinstance(value, list) else set()

    def number(self, word):
        try:
            return float(word)
        except ValueError:
            return word


class Rewritten(Case):
    """Files that other programs have saved."""

    def test_programs(self):
        path = self.make('--attach-data')
        expected = self.extract(path)
        ways = {
            'plain': ['qpdf', '--object-streams=disable', str(path)],
            'packed': ['qpdf', '--object-streams=generate', str(path)],
            'linear': ['qpdf', '--linearize', str(path)],
            'readable': ['qpdf', '--qdf', str(path)],
            'clean': ['mutool', 'clean', str(path)],
            'clean-all': ['mutool', 'clean', '-gggg', '-z', str(path)],
        }
        for name, command in ways.items():
            with self.subTest(name):
                out = self.folder / f'{name}.pdf'
                done = run(*command, str(out))
                self.assertIn(done.returncode, (0, 3), done.stderr)
                self.assertEqual(self.extract(out, name), expected)
        with pikepdf.open(path) as pdf:
            pdf.save(self.folder / 'pike.pdf')
        self.assertEqual(self.extract(self.folder / 'pike.pdf', 'pike'), expected)

    def test_added_to(self):
        """An incremental update with another file, as signing programs write it."""
        path = self.make('--attach-data')
        data = path.read_bytes()
        with pikepdf.open(path) as pdf:
            file = [f for f in pdf.Root['/AF'] if str(f['/F']) == 'data.json'][0]['/EF']['/F'].objgen[0]
            root, size = pdf.Root.objgen[0], len(pdf.objects) + 1
        at = len(data)
        text = b'{"changed": true}\n'
        obj = b'%d 0 obj\n<</Type/EmbeddedFile/Length %d>>\nstream\n' % (file, len(text)) + text + b'endstream\nendobj\n'
        previous = int(data[data.rindex(b'startxref') + 9:].split()[0])
        table = b'xref\n%d 1\n%010d 00000 n \ntrailer\n<</Size %d/Root %d 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n' % (
            file, at, size, root, previous, at + len(obj))
        changed = self.folder / 'changed.pdf'
        changed.write_bytes(data + obj + table)
        self.assertEqual(self.extract(changed, 'changed')['项目甲.json'], text)

    def test_without_cross_references(self):
        path = self.make('--attach-data')
        expected = self.extract(path)
        data = path.read_bytes()
        broken = self.folder / 'broken.pdf'
        broken.write_bytes(data[:data.rindex(b'startxref')])
        self.assertEqual(self.extract(broken, 'broken'), expected)
        shifted = self.folder / 'shifted.pdf'
        shifted.write_bytes(b'mail header\r\n\r\n' + data)
        self.assertEqual(self.extract(shifted, 'shifted'), expected)


class Books(Case):
    def test_book(self):
        book = SOURCE / 'examples/book-jinan/book.yaml'
        made = []
        for jobs in ('1', '4'):
            path = self.folder / f'{jobs}.pdf'
            done = run(BIAOCE, 'book', str(book), '--force', '-q', '--attach-data', '-j', jobs, '-o', str(path))
            self.assertIn(done.returncode, (0, 1), done.stderr)
            made.append(path.read_bytes())
        self.assertEqual(made[0], made[1])
        files = self.extract(self.folder / '1.pdf')
        [name] = [name for name in files if name.endswith('.json')]
        records = json.loads(files[name])
        self.assertEqual([record['x-page'] for record in records], sorted(record['x-page'] for record in records))
        again = run(BIAOCE, 'convert', '--to', 'json', str(self.folder / 'extracted' / name))
        self.assertEqual(again.stdout, files[name])
        with pikepdf.open(self.folder / '1.pdf') as pdf:
            self.assertEqual(attached_rules.find(pdf), [])
            self.assertLessEqual(records[-1]['x-page'], len(pdf.pages))
        numbers = [row[0] for path, data in files.items() if path.endswith('申报表（济南市市中区）.csv')
                   for row in list(csv.reader(io.StringIO(data.decode('utf-8-sig'))))[1:]]
        self.assertEqual(sorted(map(int, numbers)), list(range(1, len(records) + 1)))


class Long(Case):
    def test_a_list_of_many_rows(self):
        rows = 5000
        record = self.folder / 'long.yaml'
        record.write_text(RECORD[:RECORD.index('任务:')] + '任务:\n' + ''.join(
            f'  - {{类别: 第{i // 10}类, 事项: 第{i}件, 经费: {i}.50, 内部备注: 密{i}}}\n' for i in range(rows)),
            encoding='utf-8')
        path = self.make('--attach-data', record=record)
        files = self.extract(path)
        table = list(csv.reader(io.StringIO(files['项目甲-任务.csv'].decode('utf-8-sig'))))
        self.assertEqual(table[1:], [[f'第{i // 10}类', f'第{i}件', f'{i}.50'] for i in range(rows)])


class Broken(Case):
    """Each rule is shown a file that breaks it."""

    def breaks(self):
        def file(pdf):
            return pdf.Root['/AF'][0]

        def part(pdf):
            with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
                xmp['pdfaid:part'] = '2'

        def order(pdf):
            names = pdf.Root['/Names']['/EmbeddedFiles']['/Names']
            pdf.Root['/Names']['/EmbeddedFiles']['/Names'] = pikepdf.Array(list(names)[2:] + list(names)[:2])

        def same_name(pdf):
            pdf.Root['/AF'][0]['/UF'] = pdf.Root['/AF'][1]['/UF']

        def remove(*keys):
            def change(pdf):
                holder = file(pdf)
                for key in keys[:-1]:
                    holder = holder[key]
                del holder[keys[-1]]
            return change

        def replace(value, *keys):
            def change(pdf):
                holder = file(pdf)
                for key in keys[:-1]:
                    holder = holder[key]
                holder[keys[-1]] = value
            return change

        return {
            'part': part, 'names': order, 'same-name': same_name,
            'associated': lambda pdf: pdf.Root['/AF'].__delitem__(0),
            'file-names': remove('/UF'), 'relation': remove('/AFRelationship'), 'description': remove('/Desc'),
            'embedded': remove('/EF', '/UF'), 'type': remove('/EF', '/F', '/Subtype'),
            'size': replace(7, '/EF', '/F', '/Params', '/Size'),
            'checksum': replace(pikepdf.String('x'), '/EF', '/F', '/Params', '/CheckSum'),
            'date': remove('/EF', '/F', '/Params', '/ModDate'),
        }

    def test_each(self):
        path = self.make('--attach-data')
        changes = self.breaks()
        self.assertEqual(set(changes), set(attached_rules.RULES))
        for rule, change in changes.items():
            with self.subTest(rule), pikepdf.open(path) as pdf:
                change(pdf)
                self.assertIn(rule, [found for found, _ in attached_rules.find(pdf)])


if __name__ == '__main__':
    unittest.main(argv=sys.argv[:1])
