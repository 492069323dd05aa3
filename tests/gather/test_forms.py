#!/usr/bin/env python3
"""Forms over many records, read back: their sums are those that Python finds in the same records, whatever form, unit or
file these have, in whatever order threads took them.

    test_forms.py BIAOCE [unittest arguments]
"""
import os
import random
import re
import subprocess
import sys
import tempfile
import unittest
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import openpyxl
import yaml

BIAOCE = None
ROOT = Path(__file__).resolve().parents[2]
OK, RECORD_ERRORS, USAGE, IO = range(4)
PROJECT = '''
form: project
extends: [gb9704]
fields:
  year: {label: 年度, type: year}
  name: {label: 项目名称, required: true}
  department: {label: 预算部门}
  budget:
    total: {label: 预算总额, type: money, unit: 元}
  items:
    type: list
    label: 明细
    of: {what: 内容, cost: {label: 金额, type: money, unit: 元}}
layout:
  - title: $(name)
  - table: {widths: [1, 1], rows: [[部门, =department], [预算, =budget.total], [年度, =year],
      {each: items, rows: [[=what, =cost]]}]}
'''
SUBSIDY = '''
form: subsidy
extends: [gb9704]
fields:
  title: {label: 补助名称, role: name}
  who: {label: 主管单位, role: department}
  sum: {label: 补助金额, type: money, unit: 亿元, role: total}
  name: 申请人
layout: [{title: $(title)}, {table: {widths: [1, 1, 1], rows: [[=who, =sum, =name]]}}]
'''
SUMMARY = '''
form: summary
extends: [gb9704, records]
fields:
  issuer: {label: 编制单位}
  records:
    of:
      form: {label: 表名}
layout:
  - title: 汇总表
  - line: {left: $(issuer), right: 单位：万元}
  - para: 共$(records.size())个，$(short(records.sum(total)))
  - table:
      widths: [4, 2, 3]
      header: [[部门, 项目数, 预算数]]
      rows:
        - each: records.map(department).distinct()
          rows:
            - [=this, '=records.filter(r, r.department == this).size()', '=records.filter(r, r.department == this).sum(total)']
        - [合计, =records.size(), =records.sum(total)]
'''
LISTING = '''
form: listing
extends: [gb9704, records]
fields: {records: {of: {form: 表名}}}
layout:
  - title: 项目清单
  - table:
      widths: [1, 4, 4, 3, 2]
      header: [[序号, 名称, 部门, 预算数, 表]]
      rows:
        - each: records
          rows: [[=nth, =name, =department, =total, =form]]
'''
TEMPLATES = {'project': PROJECT, 'subsidy': SUBSIDY, 'summary': SUMMARY, 'listing': LISTING}


class FormsTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = Path(self.folder.name)
        for name, text in TEMPLATES.items():
            self.write(f'templates/{name}.yaml', text)

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding='utf-8')
        return path

    def run_cli(self, *words, expect=OK, **more):
        environment = {**os.environ, 'LC_ALL': 'C.UTF-8', 'BIAOCE_TEMPLATES': str(self.root / 'templates'),
                       'SOURCE_DATE_EPOCH': '1700000000', **more.pop('env', {})}
        done = subprocess.run([BIAOCE, *map(str, words)], cwd=self.root, env=environment, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=120, **more)
        self.assertEqual(done.returncode, expect, f'{words}\n{done.stdout}\n{done.stderr}')
        return done

    def texts(self, path):
        return re.findall(r'"((?:[^"\\]|\\.)*)"', (self.root / path).read_text(encoding='utf-8'))

    def rows(self, path):
        """The rows of the only table in a sheet, as texts and numbers."""
        sheet = openpyxl.load_workbook(self.root / path).worksheets[0]
        return [[cell.value for cell in row if cell.value is not None] for row in sheet.iter_rows()]

    def made(self, folder='out'):
        return sorted(str(path.relative_to(self.root / folder)) for path in (self.root / folder).rglob('*') if path.is_file())


def random_records(rng, n):
    """(text of a record, its name, its department, its amount in 万元)."""
    for i in range(n):
        department = rng.choice(['教育局', '卫健委', '水利局', '"008"', '交通局（本级）'])
        yuan = Decimal(rng.randrange(1, 10 ** rng.randrange(3, 12))) / 100
        shown = rng.choice([f'{yuan:f}', f'{yuan:f}元', f'{yuan / 10000:f}万元', f'{yuan / 10 ** 8:f}亿元'])
        name = f'项目{i}'
        if rng.random() < 0.3:
            own = f'{yuan / 10 ** 8:f}'
            text = f'form: subsidy\n补助名称: {name}\n主管单位: {department}\n补助金额: {own}\nname: 张三{i}\n'
        elif rng.random() < 0.5:
            text = f'form: project\n年度: 2025\n项目名称: {name}\n预算部门: {department}\n预算总额: {shown}\n'
        else:
            text = f'form: project\n年度: 2025\nname: {name}\ndepartment: {department}\nbudget: {{total: {shown}}}\n'
        yield text, name, department.strip('"'), yuan / 10000


class Sums(FormsTest):
    def put_records(self, rng, n):
        """In files of one and of several, as documents and as lists."""
        records, rest, file = list(random_records(rng, n)), [], 0
        for text, *_ in records:
            rest.append(text)
            if rng.random() < 0.6:
                self.write(f'in/{file:05}.yaml', '---\n'.join(rest))
                rest, file = [], file + 1
        if rest:
            self.write(f'in/{file:05}.yaml', '---\n'.join(rest))
        return records

    def test_sums_are_those_of_python(self):
        for seed in range(6):
            rng = random.Random(seed)
            folder = self.root / 'in'
            if folder.exists():
                for path in folder.iterdir():
                    path.unlink()
            records = self.put_records(rng, rng.choice([1, 2, 30, 300]))
            self.run_cli('render', '-t', 'summary', '-f', 'xlsx,trace', '-o', f'out{seed}', 'in')
            table = self.rows(f'out{seed}/汇总表.xlsx')
            head = next(i for i, row in enumerate(table) if row[:1] == ['部门'])
            found = {str(row[0]): (int(row[1]), Decimal(str(row[2]))) for row in table[head + 1:] if len(row) == 3}
            wanted = {}
            for _, _, department, amount in records:
                count, total = wanted.get(department, (0, Decimal(0)))
                wanted[department] = count + 1, total + amount
            wanted['合计'] = len(records), sum(amount for *_, amount in records)
            self.assertEqual(list(found), list(dict.fromkeys(department for _, _, department, _ in records)) + ['合计'])
            for name, (count, total) in wanted.items():
                self.assertEqual(found[name][0], count)
                self.assertLess(abs(found[name][1] - total), Decimal('0.0000005') * max(1, total), (seed, name))  # a double
            exact = next(text for text in self.texts(f'out{seed}/汇总表.trace') if text.startswith('共'))
            count, total = re.fullmatch(r'共(\d+)个，([\d.,]+)', exact).groups()
            self.assertEqual((int(count), Decimal(total.replace(',', ''))), wanted['合计'])

    def test_lists_are_in_the_order_of_the_records_whatever_the_threads(self):
        records = self.put_records(random.Random(7), 400)
        for jobs in '1', '2', '8':
            self.run_cli('render', '-j', jobs, '-t', 'listing', '--batch', 'summary', '-f', 'pdf,xlsx', '-o', f'out{jobs}', 'in')
        for name in self.made('out1'):
            first = (self.root / 'out1' / name).read_bytes()
            for jobs in '2', '8':
                self.assertEqual((self.root / f'out{jobs}' / name).read_bytes(), first, name)
        self.assertEqual(self.made('out1'), ['汇总表.pdf', '汇总表.xlsx', '项目清单.pdf', '项目清单.xlsx'])
        table = self.rows('out1/项目清单.xlsx')
        found = [row for row in table if len(row) == 5 and str(row[0]).isdigit()]
        self.assertEqual([(row[1], str(row[2])) for row in found], [(name, department) for _, name, department, _ in records])
        self.assertEqual({row[4] for row in found}, {'project', 'subsidy'})

    def test_lists_inside_records(self):
        self.write('templates/costs.yaml', '''
form: costs
extends: [gb9704]
batch: true
fields:
  records:
    of:
      name: 名称
      items: {label: 明细, type: list, of: {what: 内容, cost: {label: 金额, type: money, unit: 万元}}}
layout:
  - title: 明细表
  - para: 共$(short(records.sum(items.sum(cost))))
  - table:
      widths: [1, 1, 1]
      rows:
        - each: records
          rows:
            - each: items
              rows: [[=name, =what, =cost]]
''')
        for i in range(3):
            items = ''.join(f'  - {{内容: 第{k}件, 金额: {(i + 1) * 10000 * k}}}\n' for k in range(1, 4))
            self.write(f'in/{i}.yaml', f'form: project\n项目名称: 项目{i}\n明细:\n{items}')
        self.run_cli('render', '-t', 'costs', '-f', 'trace', '-o', 'out', 'in')
        texts = self.texts('out/明细表.trace')
        self.assertEqual(texts[:2], ['明细表', '共36'])
        self.assertEqual(texts[2:11], ['项目0', '第1件', '1', '项目0', '第2件', '2', '项目0', '第3件', '3'])


class Example(FormsTest):
    """examples/department-summary, against what Python finds in its records."""

    def test_sums_by_department(self):
        folder = ROOT / 'examples/department-summary'
        for path in folder.glob('templates/*.yaml'):
            self.run_cli('lint-template', '--strict', path)
        self.run_cli('render', '-T', folder / 'templates', folder / 'summary.yaml', '-f', 'xlsx', '-o', 'out')
        records = yaml.load((folder / 'projects.yaml').read_text(encoding='utf-8'), yaml.BaseLoader)
        self.assertEqual(len(records), 300)
        wanted = {}
        for record in records:
            row = wanted.setdefault(record['主管部门'], [0, 0, Decimal(0), Decimal(0)])
            for i, value in enumerate((1, record['项目类别'] == '新增项目', record['预算数'], record['其中：财政拨款'])):
                row[i] += Decimal(value) if isinstance(value, str) else value
        whole = [sum(row[i] for row in wanted.values()) for i in range(4)]
        found = [row for row in self.rows(f'out/{self.made()[0]}') if len(row) in (6, 7) and str(row[-2]).replace('.', '').isdigit()]
        self.assertEqual([Decimal(str(value)) for value in found[0][1:5]], whole)
        self.assertEqual([row[1] for row in found[1:]], sorted(wanted, key=lambda name: -wanted[name][2]))
        for row in found[1:]:
            self.assertEqual([Decimal(str(value)) for value in row[2:6]], wanted[row[1]])
            share = wanted[row[1]][2] / whole[2] * 100
            self.assertEqual(Decimal(str(row[6])), share.quantize(Decimal('0.1'), ROUND_HALF_UP))

    def test_a_book_of_them(self):
        folder = ROOT / 'examples/department-summary'
        (self.root / 'out').mkdir()
        self.run_cli('book', '-q', '-T', folder / 'templates', folder / 'book.yaml', '-o', 'out/', '-f', 'pdf,xlsx')
        self.assertEqual([name.rpartition('.')[2] for name in self.made()], ['pdf', 'xlsx'])


class Own(FormsTest):
    def setUp(self):
        super().setUp()
        for i in range(4):
            self.write(f'p/{i}.yaml', f'form: project\n项目名称: 项目{i}\n预算部门: 局{i % 2}\n预算总额: {i + 1}0000\n')

    def test_beside_the_records(self):
        done = self.run_cli('render', '--batch', 'summary', '-o', 'out', 'p')
        self.assertEqual(self.made(), ['汇总表.pdf'] + [f'项目{i}.pdf' for i in range(4)])
        self.assertEqual(done.stdout.splitlines()[-1], 'out/汇总表.pdf (1 page)')
        self.assertIn('4 records: 4 rendered, forms over them: 1', done.stderr)

    def test_a_record_of_its_own(self):
        self.write('p/z.yaml', 'form: summary\n编制单位: 市财政局\n')
        self.run_cli('render', '-t', 'summary', '-f', 'trace', '-o', 'out', 'p')
        self.assertEqual(self.texts('out/汇总表.trace')[:4], ['汇总表', '市财政局', '单位：万元', '共4个，10'])
        done = self.run_cli('render', '-o', 'none', 'p', expect=RECORD_ERRORS)
        self.assertIn('p/z.yaml:1:1: error', done.stderr)
        self.assertIn('E531', done.stderr)

    def test_forms_by_other_names(self):
        path = self.root / 'templates/summary.yaml'
        path.write_text(path.read_text(encoding='utf-8').replace('form: summary', 'form: summary\nname: 某市汇总表\nbatch: 一般项目'),
                        encoding='utf-8')
        path = self.root / 'templates/project.yaml'
        path.write_text(path.read_text(encoding='utf-8').replace('form: project', 'form: project\nalias: 一般项目'), encoding='utf-8')
        self.write('p/x.yaml', 'form: subsidy\n补助名称: 补助\n补助金额: 1\n')
        self.write('p/z.yaml', 'form: 某市汇总表\n编制单位: 市财政局\n')
        for name in 'summary', '某市汇总表', 'templates/summary.yaml':
            done = self.run_cli('render', '-t', name, '-f', 'trace', '-o', 'out', 'p')
            self.assertEqual(self.texts('out/汇总表.trace')[:4], ['汇总表', '市财政局', '单位：万元', '共4个，10'], name)
            self.assertEqual(self.made(), ['汇总表.trace'], done.stderr)

    def test_a_record_that_names_files(self):
        for records in ('p/*.yaml', '[p]', '["p/[01].yaml", "p/[23].yaml"]', 'p'):
            self.write('s.yaml', f'form: summary\n编制单位: 甲\n记录: {records}\n')
            self.run_cli('render', '-f', 'trace', '-o', 'out', 's.yaml')
            self.assertEqual(self.texts('out/汇总表.trace')[1:4], ['甲', '单位：万元', '共4个，10'], records)
            self.assertEqual(self.made(), ['汇总表.trace'])
        self.write('p/s.yaml', 'form: summary\nrecords: "*.yaml"\n')
        self.run_cli('render', '-f', 'trace', '-o', 'own', 'p/s.yaml')
        self.assertIn('共4个，10', self.texts('own/汇总表.trace'))
        self.run_cli('render', '-o', 'one.pdf', 's.yaml')
        self.assertTrue((self.root / 'one.pdf').exists())

    def test_files_lie_beside_the_record(self):
        self.write('elsewhere.yaml', 'form: project\n项目名称: 别处\n')
        for records in ('../elsewhere.yaml', '/etc/passwd', 'sub/../../elsewhere.yaml', 'nothing-*.yaml'):
            self.write('p/s.yaml', f'form: summary\nrecords: {records}\n')
            done = self.run_cli('render', '-o', 'out', 'p/s.yaml', expect=RECORD_ERRORS)
            self.assertIn('p/s.yaml:2:10: error', done.stderr)
            self.assertIn('E532', done.stderr)
        self.assertEqual(self.made(), [])

    def test_records_in_the_record(self):
        self.write('s.yaml', 'form: summary\nrecords:\n  - {主管部门: 甲, 预算数: 12}\n  - {department: 乙, total: 3万元}\n')
        self.run_cli('render', '-f', 'trace', '-o', 'out', 's.yaml')
        self.assertIn('共2个，15', self.texts('out/汇总表.trace'))
        done = self.run_cli('render', '-t', 'summary', '-f', 'trace', '-o', 'over', 's.yaml')
        self.assertIn('共2个，15', self.texts('over/汇总表.trace'))
        self.assertEqual((self.made('over'), done.stderr), (['汇总表.trace'], '1 record: 1 rendered\n'))

    def test_one_output(self):
        self.run_cli('render', '-t', 'summary', '-o', 'sum.xlsx', 'p')
        self.assertIn(['合计', 4, 10], self.rows('sum.xlsx'))
        done = self.run_cli('render', '-t', 'summary', '--batch', 'listing', '-o', 'sum.pdf', 'p', expect=USAGE)
        self.assertIn('E506', done.stderr)
        self.assertIn('E506', self.run_cli('render', '--batch', 'summary', '-o', 'sum.pdf', 'p', expect=USAGE).stderr)
        self.assertIn('E505', self.run_cli('render', '--batch', 'project', 'p', expect=USAGE).stderr)
        self.assertFalse((self.root / 'sum.pdf').exists())

    def test_checks_are_of_single_records(self):
        self.assertIn('E505', self.run_cli('check', '-t', 'summary', 'p', expect=USAGE).stderr)
        self.write('s.yaml', 'form: summary\nrecords: p\n')
        self.assertIn('5 checked: 0 errors', self.run_cli('check', 'p', 's.yaml').stderr)

    def test_in_one_workbook(self):
        self.run_cli('render', '--batch', 'summary', '--one-workbook', '-o', 'all.xlsx', 'p')
        self.assertEqual(openpyxl.load_workbook(self.root / 'all.xlsx').sheetnames[1:],
                         [f'项目{i}' for i in range(4)] + ['汇总表'])

    def test_of_some_forms_only(self):
        self.write('p/x.yaml', 'form: subsidy\n补助名称: 补助\n补助金额: 1\n')
        self.write('templates/project.yaml', PROJECT.replace('    of: {what: 内容, cost: {label: 金额, type: money, unit: 元}}\n',
                                                             '    of: item\n').replace('layout:', 'types: {item: {what: 内容, '
                   'cost: {label: 金额, type: money, unit: 元}}}\nlayout:'))
        self.write('p/3.yaml', 'form: project\n项目名称: 项目3\n预算总额: 40000\n明细: [{内容: 甲, 金额: 3}, {内容: 乙, 金额: 4}]\n')
        self.write('templates/some.yaml', '''
form: some
extends: [gb9704]
batch: project
layout:
  - title: 选
  - para: 共$(records.size())个，$(records.sum(budget.total))，$(records.first().budget.total)，$(records.last().items.sum(cost))
  - table: {widths: [1, 1], rows: [{each: records, rows: [[=name, =budget.total]]}]}
''')
        self.run_cli('render', '-t', 'some', '-f', 'trace', '-o', 'out', 'p')
        self.assertEqual(self.texts('out/选.trace')[:6], ['选', '共4个，100000，10000，7', '项目0', '10000', '项目1', '20000'])


class Books(FormsTest):
    def setUp(self):
        super().setUp()
        self.amounts = {}
        for i in range(12):
            self.write(f'p/{i:02}.yaml', f'form: project\n项目名称: 项目{i:02}\n预算部门: 局{i % 3}\n预算总额: {(i + 1) * 10000}\n')
            self.amounts.setdefault(f'局{i % 3}', []).append((f'项目{i:02}', i + 1))

    def bind(self, parts, *more, expect=OK):
        self.write('b.yaml', f'book: 汇编\nparts:\n{parts}')
        return self.run_cli('book', '-q', 'b.yaml', '-o', 'out/', *more, expect=expect)

    def pages(self, name):
        text = subprocess.run(['pdftotext', '-layout', self.root / 'out' / name, '-'], capture_output=True, text=True).stdout
        return [re.sub(r'[ \u3000]+', ' ', page) for page in text.split('\f')[:-1]]

    PARTS = ('  - contents: true\n'
             '  - section: 总表\n    page: {number: 1}\n    batch: {template: summary, 编制单位: 市财政局}\n'
             '  - section: 项目\n    batch: listing\n    forms: p/*.yaml\n'
             '    sort: {by: budget.total, order: number, descending: true}\n')

    def test_over_all_and_over_a_section(self):
        (self.root / 'out').mkdir()
        self.bind(self.PARTS, '-f', 'pdf,xlsx')
        pages = self.pages('汇编.pdf')
        self.assertEqual(len(pages), 1 + 1 + 1 + 12)
        self.assertIn('市财政局', pages[1])
        self.assertIn('共12个，78', pages[1])
        rows = re.findall(r'^ *(\d+) (项目\d\d) ', pages[2], re.M)
        self.assertEqual(rows, [(str(i + 1), f'项目{11 - i:02}') for i in range(12)])  # as the section is sorted
        entries = re.findall(r'^ *(\S+) (\d+)$', pages[0], re.M)
        self.assertEqual(entries, [('总表', '1'), ('项目', '2')] + [(f'项目{11 - i:02}', str(3 + i)) for i in range(12)])
        book = openpyxl.load_workbook(self.root / 'out/汇编.xlsx')
        self.assertEqual(book.sheetnames[1:], ['总表', '项目'] + [f'项目{11 - i:02}' for i in range(12)])
        self.assertEqual([book[name].page_setup.firstPageNumber or 1 for name in ('总表', '项目', '项目11')], [1, 2, 3])

    def test_volumes_have_their_own_sums(self):
        (self.root / 'out').mkdir()
        self.bind(self.PARTS, '--split-by', '预算部门', '-f', 'pdf,xlsx', '-j', '4')
        for name, amounts in self.amounts.items():
            pages = self.pages(f'汇编 {name}.pdf')
            self.assertIn(f'共4个，{sum(amount for _, amount in amounts)}', pages[1])
            self.assertEqual(re.findall(r'^ *\d+ (项目\d\d) ', pages[2], re.M), [n for n, _ in reversed(amounts)])
            self.assertEqual(len(pages), 1 + 1 + 1 + 4)
            book = openpyxl.load_workbook(self.root / f'out/汇编 {name}.xlsx')
            self.assertEqual(book.sheetnames[1:3], ['总表', '项目'])
        first = {name: (self.root / 'out' / name).read_bytes() for name in self.made()}
        self.bind(self.PARTS, '--split-by', '预算部门', '-f', 'pdf,xlsx', '-j', '1')
        self.assertEqual({name: (self.root / 'out' / name).read_bytes() for name in self.made()}, first)

    def test_sections_without_forms_have_no_sums(self):
        (self.root / 'out').mkdir()
        parts = ('  - section: 甲\n    batch: summary\n    forms: p/*.yaml\n    where: department == "局0"\n    divider: true\n'
                 '  - section: 乙\n    batch: listing\n    forms: p/*.yaml\n    where: department != "局0"\n')
        self.bind('  - contents: true\n' + parts, '--split-by', '预算部门')
        whole, own = self.pages('汇编.pdf'), self.pages('汇编 局0.pdf')
        self.assertEqual(len(whole), 1 + 1 + 1 + 4 + 1 + 8)
        self.assertEqual(len(own), 1 + 1 + 1 + 4)
        self.assertIn('共4个', whole[2])
        self.assertIn('汇总表', whole[0])  # under the section's page

    def test_what_is_wrong(self):
        (self.root / 'out').mkdir()
        done = self.bind('  - section: 甲\n    batch: project\n  - section: 乙\n    forms: p/*.yaml\n', expect=RECORD_ERRORS)
        self.assertRegex(done.stderr, r'b\.yaml:4:12: error: the form project is not over many records \[E614\]')
        done = self.bind('  - section: 甲\n    batch: {year: 1}\n  - section: 乙\n    forms: p/*.yaml\n', expect=RECORD_ERRORS)
        self.assertIn('E614', done.stderr)
        done = self.bind('  - section: 甲\n    batch: summery\n  - section: 乙\n    forms: p/*.yaml\n', expect=RECORD_ERRORS)
        self.assertIn('did you mean `summary`?', done.stderr)
        self.write('p/zz.yaml', 'form: summary\nrecords: "*.yaml"\n')
        done = self.bind('  - section: 乙\n    forms: p/*.yaml\n', expect=RECORD_ERRORS)
        self.assertRegex(done.stderr, r'p/zz\.yaml:1:1: error: .*\[E614\]')
        self.write('p/zz.yaml', 'form: project\n预算部门: 局\n')
        self.bind(self.PARTS, expect=RECORD_ERRORS)
        self.assertEqual(self.made(), [])
        done = self.bind(self.PARTS, '--force', expect=RECORD_ERRORS)
        self.assertIn('共13个', self.pages('汇编.pdf')[1])
        done = self.bind('  - section: 甲\n    batch: summary\n    sort: name\n  - section: 乙\n    forms: p/0*.yaml\n')
        self.assertRegex(done.stderr, r'b\.yaml:5:5: warning: `sort` has no effect here')


class Told(FormsTest):
    def test_records_with_errors_are_left_out_and_named(self):
        self.write('p/a.yaml', 'form: project\n项目名称: 甲\n预算总额: 10000\n预算部门: 局\n')
        self.write('p/b.yaml', 'form: project\n预算总额: 20000\n预算部门: 局\n')
        self.write('p/c.yaml', 'form: project\n  broken: [\n')
        done = self.run_cli('render', '-t', 'summary', '-f', 'trace', '-o', 'out', 'p', expect=RECORD_ERRORS)
        self.assertIn('共1个，1', self.texts('out/汇总表.trace'))
        self.assertRegex(done.stderr, r'warning: .*p/b\.yaml, p/c\.yaml \[W526\]')
        done = self.run_cli('render', '--force', '-t', 'summary', '-f', 'trace', '-o', 'out', 'p', expect=RECORD_ERRORS)
        self.assertIn('共2个，3', self.texts('out/汇总表.trace'))
        self.assertNotRegex(done.stderr, r'p/b\.yaml, p/c\.yaml \[W526\]')
        self.run_cli('render', '--strict', '-t', 'summary', '-o', 'strict', 'p', expect=RECORD_ERRORS)
        self.assertEqual(self.made('strict'), [])

    def test_words_for_amounts_leave_sums_unknown(self):
        self.write('p/a.yaml', 'form: project\n项目名称: 甲\n预算总额: 10000\n预算部门: 局\n')
        self.write('p/b.yaml', 'form: project\n项目名称: 乙\n预算总额: 资金池\n预算部门: 局\n')
        done = self.run_cli('render', '-t', 'summary', '-f', 'trace', '-o', 'out', 'p')
        self.assertIn('共2个，', self.texts('out/汇总表.trace'))
        self.assertRegex(done.stderr, r'p/b\.yaml:3:7: warning: what is computed with `资金池`')

    def test_fields_that_no_form_has(self):
        self.write('p/a.yaml', 'form: project\n项目名称: 甲\n')
        self.write('templates/wrong.yaml', LISTING.replace('form: listing', 'form: wrong').replace(
            '{form: 表名}', '{form: 表名, kind: 预算总头}').replace('=form', '=kind'))
        done = self.run_cli('render', '-t', 'wrong', '-o', 'out', 'p', expect=RECORD_ERRORS)
        self.assertRegex(done.stderr, r'templates/wrong\.yaml:\d+:\d+: error: no form of the records has a field `kind`')
        self.assertEqual(self.made(), [])

    def test_fields_that_some_forms_have(self):
        self.write('p/a.yaml', 'form: project\n项目名称: 甲\n年度: 2025\n')
        self.write('p/b.yaml', 'form: subsidy\n补助名称: 乙\n---\nform: subsidy\n补助名称: 丙\n')
        self.write('templates/years.yaml', LISTING.replace('form: listing', 'form: years').replace('=form', '=year'))
        done = self.run_cli('render', '-t', 'years', '-o', 'out', 'p')
        self.assertRegex(done.stderr, r'warning: the form subsidy has no field `year`.* 2 records \[W528\]')

    def test_no_records(self):
        self.write('p/a.yaml', 'form: subsidy\n补助名称: 乙\n')
        self.write('templates/some.yaml', 'form: some\nextends: [gb9704]\nbatch: project\nlayout: [{title: 选$(records.size())}]\n')
        done = self.run_cli('render', '-t', 'some', '-f', 'trace', '-o', 'out', 'p')
        self.assertIn('W529', done.stderr)
        self.assertIn('选0', self.texts('out/选0.trace'))

    def test_keys_that_are_no_fields(self):
        self.write('templates/bureaus.yaml', '''
form: bureaus
extends: [gb9704]
batch: true
fields:
  records: {of: {bureau: {label: 主管部门}, extra: {label: 追加, type: money, unit: 万元}, name: 名称}}
layout:
  - title: 表
  - para: $(records.map(bureau).distinct().join("、"))，$(records.sum(extra))
''')
        self.write('p/a.yaml', 'form: project\n项目名称: 甲\nx-主管部门: 乙局\nx-追加: 20000元\n---\n'
                               'form: project\n项目名称: 乙\nx-bureau: 甲局\nx-追加: 1亿元\n')
        self.run_cli('render', '-t', 'bureaus', '-f', 'trace', '-o', 'out', 'p')
        self.assertEqual(self.texts('out/表.trace')[1], '乙局、甲局，10002')
        self.write('p/b.yaml', 'form: project\n项目名称: 丙\nx-追加: 2O0\n')
        done = self.run_cli('render', '-t', 'bureaus', '-f', 'trace', '-o', 'out', 'p')
        self.assertRegex(done.stderr, r'p/b\.yaml:3:7: warning: 追加: `2O0`')
        self.assertEqual(self.texts('out/表.trace')[1], '乙局、甲局，')

    def test_checks_over_all_records(self):
        self.write('templates/checked.yaml', """
form: checked
extends: [gb9704, indicators]
fields:
  limit: {label: 控制数, type: money, unit: 万元, computed: '3'}
  records:
    label: 记录
    type: list
    of: {level1: 一级, level2: 二级, unused: 没有用的, name: 项目名称, total: {label: 预算总额, type: money, unit: 万元}}
batch: true
checks:
  - {that: records.sum(total) <= limit, say: '合计$(records.sum(total))超过控制数', at: limit, code: LIMIT}
  - {each: records, that: total < 2, say: '$(name)太大', level: warning, code: LARGE}
layout: [{title: 表}, {table: {widths: [1, 1], rows: [{each: indicators, rows: [[=level1, =name]]}, [=limit, =records.size()]]}}]
""")
        for i in range(3):
            self.write(f'p/{i}.yaml', f'form: project\n项目名称: 项目{i}\n预算总额: {i}0000\nx-一级: 产出\nx-二级: 数量\n')
        done = self.run_cli('render', '-t', 'checked', '-f', 'trace', '-o', 'out', 'p')
        self.assertIn('项目2太大', done.stderr)
        self.assertNotIn('LIMIT', done.stderr)
        self.write('p/3.yaml', 'form: project\n项目名称: 项目3\n预算总额: 10000\nx-一级: 产出\nx-二级: 数量\n')
        done = self.run_cli('render', '-t', 'checked', '-f', 'trace', '-o', 'none', 'p', expect=RECORD_ERRORS)
        self.assertIn('error: 合计4超过控制数 [LIMIT]', done.stderr)
        self.write('p/3.yaml', 'form: project\n项目名称: 项目3\n预算总额: 资金池\nx-一级: 产出\nx-二级: 数量\n')
        done = self.run_cli('render', '-t', 'checked', '-f', 'trace', '-o', 'none', 'p')
        self.assertRegex(done.stderr, r'p/3\.yaml:3:7: warning: what is computed with `资金池`')

    def test_what_is_not_declared(self):
        self.write('templates/none.yaml', 'form: none\nextends: [gb9704]\nbatch: true\nlayout: [{title: $(records.size())}]\n')
        self.write('p/a.yaml', 'form: project\n项目名称: 甲\n')
        done = self.run_cli('render', '-t', 'none', 'p', expect=RECORD_ERRORS)
        self.assertIn('E350', done.stderr)
        self.write('templates/absent.yaml', 'form: absent\nextends: [gb9704]\nbatch: nothing\nlayout: [{title: $(records.size())}]\n')
        done = self.run_cli('render', '-t', 'absent', 'p', expect=RECORD_ERRORS)
        self.assertRegex(done.stderr, r'templates/absent\.yaml:3:8: error')

    def test_a_place_for_what_is_kept(self):
        for i in range(50):
            self.write(f'p/{i}.yaml', f'form: project\n项目名称: 甲{i}\n预算总额: 10000\n')
        self.run_cli('render', '-t', 'summary', '-f', 'trace', '-o', 'out', 'p', env={'TMPDIR': '/nowhere'})
        self.assertIn('共50个，50', self.texts('out/汇总表.trace'))


if __name__ == '__main__':
    BIAOCE = Path(sys.argv.pop(1)).resolve()
    unittest.main()
