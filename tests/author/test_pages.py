#!/usr/bin/env python3
"""Totals by page of random lists: what each page says must be what stands on it, on paper and in the workbook.

    test_pages.py BIAOCE [unittest arguments]
"""
import io
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import unittest
from decimal import Decimal
from pathlib import Path

import openpyxl
import yaml

BIAOCE = None
CASES = 16
KINDS = ['工程类', '货物类', '服务类']
LISTS = {
    'plain': '- {each: items, rows: [[=kind, =name, =amount]]}',
    'merged': '- {each: items, merge: [{by: kind, when-split: continued}], rows: [[=kind, =name, =amount]]}',
    'grouped': '- each: items\n  by: kind\n  rows:\n    - {row: [{label: $(kind), across: 2}, =these.sum(amount)], repeat: continued}\n'
               '    - {each: these, sort: amount, rows: [[=nth, =name, =amount]]}',
    'groups': '- {each: items, by: [kind, amount], rows: [[=kind, =these.size(), =these.sum(amount)]]}',
    'two rows': '- {each: items, rows: [[{value: kind, down: 2}, =name, {value: amount, down: 2}], [备注]]}',
}
TEMPLATE = '''
form: f
extends: [gb9704]
paper: {{margins: {{top: 30mm, bottom: {bottom}mm, left: 40mm, right: 30mm}}, number: none}}
fields:
  items:
    label: 明细
    type: list
    of: {{kind: 类别, name: 名称, amount: {{label: 金额, type: money, unit: 万元, decimals: 2, show-unit: true}}}}
layout:
  - title: 表
  - table:
      continued: 续表
      stub-width: 14
      bands:
        - widths: [1, 3, 2]
          {stub}header: [[类别, 名称, 金额]]
          rows:
{rows}
{total}          page-head:
            - [{{label: 承前页, across: 2}}, '$(before.size())/$(before.sum(amount))']
          page-foot:
            - [{{label: 本页小计, across: 2}}, '$(page.size())/$(page.sum(amount))']
            - {{row: [{{label: 累计, across: 2}}, '$(so-far.size())/$(so-far.sum(amount))'], when: several}}
            - {{row: [{{label: 过次页, across: 2}}, '$(so-far.size())/$(so-far.sum(amount))'], when: goes-on}}
        - {{widths: [1, 1], rows: [[审核, 人]]}}
  - note: 注
'''
TREE = '''
form: f
extends: [gb9704]
paper: {{margins: {{top: 30mm, bottom: {bottom}mm, left: 40mm, right: 30mm}}, number: none}}
fields:
  items:
    type: list
    tree: {{code: code, part: "name.startsWith('其中')"}}
    of: {{code: {{type: code}}, name: 名称, amount: {{type: money, unit: 万元, decimals: 2, of-children: sum}}}}
layout:
  - table:
      widths: [1, 1, 3]
      header: [[编码, 名称, 金额]]
      rows:
        - {{each: items, rows: [[=code, '$(name) $(amount)', =amount]]}}
        - [合计, '合计 $(items.sum(amount))', '']
      page-head: [[承前页, '前 $(before.sum(amount))', =before.sum(amount)]]
      page-foot:
        - [本页小计, '页 $(page.sum(amount))', =page.sum(amount)]
        - [累计, '累 $(so-far.sum(amount))', =so-far.sum(amount)]
'''
ORDER = '''
form: f
extends: [gb9704]
paper: {{margins: {{top: 30mm, bottom: {bottom}mm, left: 40mm, right: 30mm}}, number: none}}
fields:
  items:
    label: 明细
    type: list
    of: {{kind: 类别, name: 名称, amount: {{label: 金额, type: money, unit: 万元, decimals: 2}}}}
layout:
  - table:
      widths: [2, 3, 2]
      header: [[类别, 名称, 金额]]
      rows:
{rows}
        - [{{label: 合计, across: 2}}, =items.sum(amount)]
        - [审核, {{label: '', across: 2}}]
      page-head: [[{{label: 承前页, across: 2}}, =before.sum(amount)]]
      page-foot:
        - [{{label: 本页小计, across: 2}}, =page.sum(amount)]
        - {{row: [{{label: 累计, across: 2}}, =so-far.sum(amount)], when: several}}
        - {{row: [{{label: 过次页, across: 2}}, =so-far.sum(amount)], when: goes-on}}
'''
ORDERED = {
    'plain': ('- {each: items%s, rows: [[=nth, =name, =amount]]}', 'e*'),
    'groups': ('- each: items%s\n  by: kind\n  rows:\n    - [{label: $(kind), across: 3}]\n'
               '    - {each: these, rows: [[=nth, =name, =amount]]}\n'
               '    - [{label: $(kind)小计, across: 2}, =these.sum(amount)]\n', '(he+f)*'),
    'group in group': ('- each: items%s\n  by: kind\n  rows:\n    - [{label: $(kind), across: 3}]\n'
                       '    - each: these\n      by: name\n      rows:\n        - {each: these, rows: [[=nth, =name, =amount]]}\n'
                       '        - [{label: $(name)小计, across: 2}, =these.sum(amount)]\n'
                       '    - [{label: $(kind)小计, across: 2}, =these.sum(amount)]\n', '(h(e+f)+f)*'),
}
SIGNS = {'承前页': 'b', '本页小计': 'p', '累计': 's', '过次页': 'g', '合计': 't', '审核': 'x', **dict.fromkeys(KINDS, 'h')}
AMOUNT = re.compile(r'-?[\d.]+万元$')
TOTALS = ('承前页', '本页小计', '累计', '过次页')


def run(*args):
    env = {**os.environ, 'LANGUAGE': 'en', 'LC_ALL': 'C.UTF-8'}
    done = subprocess.run([BIAOCE, *map(str, args)], capture_output=True, env=env, check=False)
    if done.returncode:
        raise AssertionError(done.stderr.decode())
    return done.stdout


def random_case(seed):
    chance = random.Random(seed)
    rows = chance.choice(list(LISTS))
    total = chance.choice(['', "            - [{label: 合计, across: 2}, '共$(items.sum(amount))']\n"])
    template = TEMPLATE.format(bottom=chance.choice([40, 120, 190]), total=total,
                               stub=chance.choice(['', 'stub: 明细\n          ']),
                               rows=''.join(f'            {line}\n' for line in LISTS[rows].splitlines()))
    items = [{'kind': chance.choice(KINDS), 'name': '项目' * chance.choice([1, 2, 3, 40, 400 if rows != 'two rows' else 40]),
              'amount': str(Decimal(chance.randint(-999, 99999)) / 100)} for _ in range(chance.choice([3, 20, 60]))]
    return rows, template, {'form': 'f', 'items': items}


def said(text):
    """What a total says: how many elements, and their sum."""
    count, amount = text.split('/')
    return int(count), Decimal(amount.removesuffix('万元').strip() or 0)


class Pages(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def render(self, seed):
        rows, template, record = random_case(seed)
        files = [Path(self.folder.name) / name for name in ('f.yaml', 'r.json')]
        files[0].write_text(template, encoding='utf-8')
        files[1].write_text(json.dumps(record, ensure_ascii=False), encoding='utf-8')
        made = [run('render', '-q', '-t', files[0], files[1], '-f', form, '-o', '-') for form in ('trace', 'xlsx')]
        return rows, record['items'], made[0].decode(), openpyxl.load_workbook(io.BytesIO(made[1]))

    def check(self, rows, items, pages):
        """`pages`: of each the amounts of its elements' own rows, and what its totals say."""
        count, total = 0, Decimal(0)
        on = [i for i, (_, totals) in enumerate(pages) if totals]
        for i, (amounts, totals) in enumerate(pages):
            if i not in on:
                self.assertEqual(amounts, [])
                continue
            self.assertEqual(set(totals), {'本页小计', *['承前页'] * (i > on[0]), *['累计'] * (len(on) > 1), *['过次页'] * (i < on[-1])})
            if '承前页' in totals:
                self.assertEqual(said(totals['承前页']), (count, total))
            here, sums = said(totals['本页小计'])
            self.assertEqual(sums, sum(amounts))
            count, total = count + here, total + sums
            if rows != 'groups':
                self.assertEqual(here, len(amounts))
            for name in {'累计', '过次页'} & set(totals):
                self.assertEqual(said(totals[name]), (count, total))
        self.assertEqual((count, total), (len(items), sum(Decimal(item['amount']) for item in items)))

    def test_example(self):
        folder = Path(__file__).resolve().parents[2] / 'examples/procurement-budget'
        record = yaml.safe_load((folder / 'purchases.yaml').read_text(encoding='utf-8'))['采购项目']
        trace = run('render', '-q', '-T', folder, folder / 'purchases.yaml', '-f', 'trace', '-o', '-').decode()
        pages = re.split(r'^page .*$', trace, flags=re.M)[1:]
        self.assertEqual(len(pages), 8)
        groups, offices = {}, list(dict.fromkeys(item['采购单位'] for item in record))
        for office in offices:  # as they are printed
            for kind in ('货物类', '工程类', '服务类'):
                groups[office, kind] = [i for i in record if (i['采购单位'], i['采购类别']) == (office, kind)]
        printed = [item for group in groups.values() for item in group]
        at = 0
        for page in pages:
            lines = {}
            for match in re.finditer(r'^text (\S+) (\S+) .*?"(.*)"$', page, re.M):
                lines.setdefault(match[2], []).append(match[3])
            said = {texts[0]: texts[1:] for texts in lines.values() if texts[0] == '累计' or texts[0].startswith('本页小计')}
            here = int(re.search(r'本页小计（(\d+)项）', page)[1])
            for first, name in (at, f'本页小计（{here}项）'), (0, '累计'):
                columns = [[Decimal(str(item.get(key, 0))) for item in printed[first:at + here]]
                           for key in ('一般公共预算', '政府性基金', '单位资金')]
                sums = [sum(map(sum, columns)), *map(sum, columns)]
                self.assertEqual(said[name], [f'{total:,.2f}' for total in sums if total], name)
            at += here
        self.assertEqual(at, len(record))

    def test_pages_say_what_stands_on_them(self):
        for seed in range(CASES):
            with self.subTest(seed=seed):
                rows, items, trace, book = self.render(seed)
                pages = [self.paper(part, rows) for part in re.split(r'^page .*$', trace, flags=re.M)[1:]]
                self.check(rows, items, pages)
                self.check_heads(rows, trace)
                self.check(rows, items, list(self.sheet(book, rows)))

    def test_pages_of_trees(self):
        """Whatever is above an element and wherever pages break, each page adds its own lowest elements."""
        for seed in range(6):
            chance = random.Random(seed)
            items, wanted = [], []
            for section in range(chance.randint(2, 4)):
                items.append({'code': f'2{section:02}', 'name': '类'})
                for group in range(chance.randint(1, 4)):
                    items.append({'code': f'2{section:02}{group:02}', 'name': '款'})
                    for item in range(chance.randint(1, 6)):
                        amount = Decimal(chance.randint(1, 99999)) / 100
                        items.append({'code': f'2{section:02}{group:02}{item:02}', 'name': '项', 'amount': str(amount)})
                        if chance.random() < .4:
                            items.append({'name': '其中：', 'amount': str(amount / 2)})
            template = TREE.format(bottom=chance.choice([120, 190, 200]))
            files = [Path(self.folder.name) / name for name in ('f.yaml', 'r.json')]
            files[0].write_text(template, encoding='utf-8')
            files[1].write_text(json.dumps({'form': 'f', 'items': items}, ensure_ascii=False), encoding='utf-8')
            trace = run('render', '-q', '-t', files[0], files[1], '-f', 'trace', '-o', '-').decode()
            pages = [re.findall(r'"((?:项|前|页|累) .*?)"', page) for page in re.split('^page ', trace, flags=re.M)[1:]]
            self.assertGreater(len(pages), 1)
            total = Decimal(0)
            for texts in pages:
                said = {kind: [Decimal(text[2:] or 0) for text in texts if text[0] == kind] for kind in '项前页累'}
                self.assertEqual(said['前'] or [0], [total])
                total += sum(said['项'])
                self.assertEqual((said['页'], said['累']), ([sum(said['项'])], [total]))
            self.assertIn(f'合计 {total}', trace)
            book = openpyxl.load_workbook(io.BytesIO(run('render', '-q', '--formulas', '-t', files[0], files[1], '-f', 'xlsx', '-o', '-')))
            sums = [cell.value for row in book.active for cell in row if isinstance(cell.value, str) and cell.value.startswith('=')]
            self.assertEqual(len([text for text in sums if text.startswith('=SUM(C')]) > 0, True)

    def test_blank_rows_fill_the_page(self):
        for count, blank in (4, 'page'), (4, 9), (25, 9), (40, 'page'):
            _, template, record = random_case(0)
            head, tail = TEMPLATE.format(bottom=100, total="            - [{label: 合计, across: 2}, =items.sum(amount)]\n", stub='',
                                         rows=f'            {LISTS["plain"]}\n').split('rows: [[=kind')
            record['items'] = [{'kind': '工程类', 'name': f'项目{i}', 'amount': '1'} for i in range(count)]
            files = [Path(self.folder.name) / name for name in ('f.yaml', 'r.json')]
            shapes = []
            for key in '', f'blank-rows: {blank}, ':
                files[0].write_text(f'{head}{key}rows: [[=kind{tail}', encoding='utf-8')
                files[1].write_text(json.dumps(record, ensure_ascii=False), encoding='utf-8')
                trace = run('render', '-q', '-t', files[0], files[1], '-f', 'trace', '-o', '-').decode()
                pages = re.split(r'^page .*$', trace, flags=re.M)[1:]
                shapes.append((len(pages), [self.paper(page, 'plain') for page in pages],
                               max(int(float(y)) for y in re.findall(r'^rule h \S+ (\S+)', pages[-1], re.M)),
                               sum(len(re.findall('^rule h', page, re.M)) for page in pages)))
            plain, filled = shapes
            self.assertEqual(plain[:2], filled[:2])
            if blank == 'page':  # a row more would not go on it
                self.assertLess(842 - 100 * 72 / 25.4 - filled[2], 60)
                self.assertGreater(filled[3], plain[3])
            else:
                self.assertEqual(filled[3] - plain[3], max(blank - count, 0))

    def test_order_of_totals(self):
        """Totals of groups and blank rows stand above those of their page, and the total of all below the last of these."""
        for seed in range(18):
            chance = random.Random(seed)
            name, empty = list(ORDERED)[seed % 3], seed < 9
            blank = ['', ', blank-rows: 9', ', blank-rows: page'][seed // 3 % 3]
            rows, shape = ORDERED[name]
            rows = rows % (blank if name == 'plain' else blank.replace(', ', '\n  '))
            bottom = chance.choice([130, 160])
            record = {'form': 'f', 'items': [] if empty else [
                {'kind': kind, 'name': f'甲{i // 3}', 'amount': chance.randint(1, 999)}
                for kind in KINDS for i in range(chance.randint(1, 25))]}
            files = [Path(self.folder.name) / name for name in ('f.yaml', 'r.json')]
            files[0].write_text(ORDER.format(bottom=bottom, rows=''.join(f'        {line}\n' for line in rows.splitlines())), encoding='utf-8')
            files[1].write_text(json.dumps(record, ensure_ascii=False), encoding='utf-8')
            made = [run('render', '-q', '-t', files[0], files[1], '-f', form, '-o', '-') for form in ('trace', 'xlsx')]
            paper = [self.signs_of_paper(page) for page in re.split(r'^page .*$', made[0].decode(), flags=re.M)[1:]]
            with self.subTest(seed=seed, name=name, blank=blank, paper=paper):
                for page in paper:
                    self.assertRegex(page, r'^b?([ehf_]+ps?g?)?(tx?|x)?$')
                    self.assertNotRegex(page, r'^b?f|hp')
                self.assertRegex(re.sub('[bpsg]', '', ''.join(paper)), f'^{shape}_*tx$')
                self.assertEqual('_' in ''.join(paper), empty or (blank.endswith('9') and len(record['items']) < 9) or
                                 (blank.endswith('page') and '_' in paper[-1]))
                if empty and blank.endswith('9'):
                    self.assertEqual(''.join(paper), '_' * 9 + 'ptx')
                self.assertEqual(list(self.signs_of_sheet(openpyxl.load_workbook(io.BytesIO(made[1])))), paper)

    @staticmethod
    def sign(text):
        return SIGNS.get(text) or ('f' if text.endswith('小计') else 'e' if text.isdigit() else '')

    def signs_of_paper(self, page):
        """What each row between two rules says first; _: nothing."""
        edges = sorted({float(y) for y in re.findall(r'^rule h \S+ (\S+)', page, re.M)})
        said = [(float(y), self.sign(text)) for y, text in re.findall(r'^text \S+ (\S+) .*?"(.*?)"', page, re.M)]
        rows = [[sign for y, sign in said if top < y < foot] for top, foot in zip(edges[1:], edges[2:])]
        return ''.join((row or '_')[0] for row in rows)

    def signs_of_sheet(self, book):
        sheet = book.worksheets[0]
        breaks = [0, *(at.id for at in sheet.row_breaks.brk), sheet.max_row]
        for first, end in zip(breaks, breaks[1:]):
            rows = [[cell.value for cell in row if cell.value is not None] for row in sheet.iter_rows(first + 1, end)]
            yield ''.join(self.sign(str(row[0])) if row else '_' for row in rows if row[:1] != ['类别'])

    def test_running_balances(self):
        """Each row says what it comes to with those before it, in the order in which they are printed, group after group;
        a row of a group itself to the end of the group."""
        lists = {'plain': '- {each: items, rows: [[%s]]}', 'sorted': '- {each: items, sort: amount, rows: [[%s]]}',
                 'groups': '- each: items\n  by: kind\n  rows:\n    - [{text: $(kind), across: 3}]\n'
                           '    - {each: these, sort: amount, rows: [[%s]]}\n    - [累计, %s]'}
        for seed, (name, rows) in enumerate(lists.items()):
            chance = random.Random(seed)
            _, _, record = random_case(seed)
            cells = "=amount, '$(so-far.size())/$(so-far.sum(amount) - start)', '$(so-far.max(amount))'"
            template = {'form': 'f', 'fields': {'start': {'label': '上年结转', 'type': 'money', 'decimals': 2},
                                                'items': {'label': '明细', 'of': {
                                                    'kind': '类别', 'name': '名称',
                                                    'amount': {'label': '金额', 'type': 'money', 'decimals': 2}}}},
                        'layout': [{'table': {'header': [['金额', '累计', '最大']],
                                              'rows': yaml.safe_load(rows.replace('[累计, %s]', '[累计, ' + cells.split(
                                                  ', ', 1)[1] + ']') % cells)}}]}
            start = record['start'] = chance.randint(0, 999)
            files = [Path(self.folder.name) / name for name in ('f.yaml', 'r.json')]
            for file, data in zip(files, (template, record)):
                file.write_text(json.dumps(data, ensure_ascii=False), encoding='utf-8')
            trace = run('render', '-q', '-t', files[0], files[1], '-f', 'trace', '-o', '-').decode()
            lines = {}
            for number, page in enumerate(re.split(r'^page .*$', trace, flags=re.M)):
                for match in re.finditer(r'^text (\S+) (\S+) .*?"(.*)"$', page, re.M):
                    lines.setdefault((number, match[2]), []).append(match[3].replace(',', ''))
            printed = [texts for texts in lines.values() if len(texts) == 3 and '/' in texts[1]]
            amounts = [Decimal(item['amount']) for item in record['items']]
            here, groups = [], 0
            for texts in printed:
                if texts[0] == '累计':
                    groups += 1
                else:
                    here.append(Decimal(texts[0]))
                self.assertEqual([texts[1], Decimal(texts[2])], [f'{len(here)}/{sum(here) - start:.2f}', max(here)], name)
            self.assertEqual(sorted(here), sorted(amounts), name)
            self.assertEqual(groups, len({item['kind'] for item in record['items']}) if name == 'groups' else 0)
            for name in ('nth', 'these.size()') if name == 'groups' else ('nth',):
                wrong = json.dumps(template, ensure_ascii=False).replace('so-far.max(amount)', f'so-far.max(amount * {name})')
                files[0].write_text(wrong, encoding='utf-8')
                with self.assertRaisesRegex(AssertionError, rf'`so-far` cannot ask for `{name.split(".")[0]}` \[E431\]'):
                    run('lint-template', files[0])

    def test_balance_without_one_side(self):
        """What nothing has been added to yet counts as nought where something is added to it, and is printed as nothing."""
        template = {'form': 'f', 'fields': {'start': {'label': '上年结转', 'type': 'money', 'decimals': 2}, 'items': {
            'label': '明细', 'of': {'month': '月份', 'got': {'label': '收入', 'type': 'money', 'decimals': 2},
                                  'out': {'label': '支出', 'type': 'money', 'decimals': 2}}}},
                    'layout': [{'table': {'header': [['收入', '支出', '累计支出', '余额', '方向']], 'rows': [{
                        'each': 'items', 'by': 'month', 'rows': [{'each': 'these', 'rows': [[
                            '=got', '=out', '=so-far.sum(out)', '=start + so-far.sum(got) - so-far.sum(out)',
                            "=so-far.sum(got) >= so-far.sum(out) ? '借' : '贷'"]]}]}]}}]}
        record = {'start': 100, 'items': [{'month': 1, 'got': 5}, {'month': 1, 'got': 7.5}, {'month': 2, 'out': 40}]}
        files = [Path(self.folder.name) / name for name in ('f.yaml', 'r.json')]
        for file, data in zip(files, (template, record)):
            file.write_text(json.dumps(data, ensure_ascii=False), encoding='utf-8')
        trace = run('render', '-q', '-t', files[0], files[1], '-f', 'trace', '-o', '-').decode()
        texts = re.findall(r'^text .*?"(.*)"', trace, re.M)
        self.assertEqual(texts[texts.index('方向') + 1:],
                         ['5.00', '105.00', '借', '7.50', '112.50', '借', '40.00', '40.00', '72.50', '贷'])

    def test_marks_of_heads(self):
        """（续） stands where a row has room for it: not in the column of its number; where none has, the row grows."""
        rooms = {'number': ([20, 20, 20], '一（续）', False), 'name': ([5, 30, 20], '货物类（续）', False), 'neither': ([5, 8, 20], '一（续）', True),
                 'formula': ([30, 30, 20], '货物类（续）', False), 'code': ([30, 30, 20], '货物类（续）', False)}
        for name, (widths, marked, grows) in rooms.items():
            first = {'formula': {'line': '1=2+…'}, 'code': '201$(nth)'}.get(name, '=numeral(nth)')
            template = {'form': 'f', 'extends': ['gb9704'], 'paper': {'margins': {'top': '25mm', 'bottom': '25mm', 'left': '20mm', 'right': '20mm'}},
                        'styles': {'cell': {'size': '小四', 'leading': '14pt'}},
                        'fields': {'items': {'label': '明细', 'of': {'kind': '类别', 'amount': {'label': '金额', 'type': 'money', 'decimals': 2}}}},
                        'layout': [{'table': {'widths': [f'{width}mm' for width in widths] + [{'share': 1}], 'header': [['号', '类别', '金额', '备注']], 'rows': [
                            {'each': 'items', 'by': 'kind', 'rows': [
                                {'row': [first, '=kind', '=these.sum(amount)', ''], 'repeat': 'continued'},
                                {'each': 'these', 'rows': [[{'line': 2} if name == 'formula' else '=nth', '丙', '=amount', '']]}]}]}}]}
            record = {'items': [{'kind': '货物类', 'amount': at} for at in range(1, 61)]}
            files = [Path(self.folder.name) / name for name in ('f.yaml', 'r.json', 'r.xlsx')]
            for file, data in zip(files, (template, record)):
                file.write_text(json.dumps(data, ensure_ascii=False), encoding='utf-8')
            trace = run('render', '-q', '-t', files[0], files[1], '-f', 'trace', '-o', '-').decode()
            page = re.split(r'^page .*$', trace, flags=re.M)[2]
            found = [(top, text) for top, text in re.findall(r'^text \S+ (\S+) \S+ table \S+ "(.*)" repeated$', page, re.M)
                     if text not in ('号', '类别', '金额', '备注')]
            said = ''.join(text for _, text in found)
            self.assertIn(marked, said, name)
            self.assertEqual(said.count('续'), 1, name)
            self.assertEqual(len({top for top, text in found if text in marked}) > 1, grows, name)
            run('render', '-q', '-t', files[0], files[1], '-f', 'xlsx', '-o', files[2])
            sheet = openpyxl.load_workbook(files[2]).worksheets[0]
            where = {cell.value: cell.row for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)}
            heights = [sheet.row_dimensions[where[text]].height for text in (marked, marked.removesuffix('（续）'))]
            self.assertEqual(grows, heights[0] > heights[1], (name, heights))
            self.assertEqual(sum('（续）' in text for text in where), 1, name)

    def test_high_rows_run_on(self):
        """A row that no page holds begins in the workbook where it begins on paper: no break is put above it, which would leave a
        title or two rows alone, and the head of the table stands on the pages that it runs over."""
        text = '第一段　快速路改造工程包括路基处理和路面摊铺以及排水管网更新，还有交通设施安装和绿化恢复。'
        for above, orientation, size in (0, 'portrait', '五号'), (2, 'portrait', '三号'), (0, 'landscape', '小五'), (2, 'landscape', '五号'):
            template = {'form': 'f', 'extends': ['gb9704'], 'paper': {'orientation': orientation}, 'styles': {'cell': {'size': size}},
                        'fields': {'items': {'label': '明细', 'of': {'name': '名称', 'text': {'label': '内容', 'type': 'prose'}}}},
                        'layout': [{'title': '长表'}, {'table': {'widths': [1, 3], 'header': [['名称', '内容']], 'rows': [
                            {'each': 'items', 'rows': [['=name', '=text']]}]}}]}
            record = {'items': [{'name': f'短{i}', 'text': '短文'} for i in range(above)] +
                      [{'name': '长项', 'text': [text] * 200}] + [{'name': '尾', 'text': '短文'}] * 40}
            files = [Path(self.folder.name) / name for name in ('f.yaml', 'r.json', 'r.xlsx')]
            for file, data in zip(files, (template, record)):
                file.write_text(json.dumps(data, ensure_ascii=False), encoding='utf-8')
            trace = run('render', '-q', '-t', files[0], files[1], '-f', 'trace', '-o', '-').decode()
            self.assertIn('长项', re.split(r'^page .*$', trace, flags=re.M)[1])
            run('render', '-q', '-t', files[0], files[1], '-f', 'xlsx', '-o', files[2])
            sheet = openpyxl.load_workbook(files[2]).worksheets[0]
            row = next(cell.row for cells in sheet.iter_rows() for cell in cells if cell.value == '长项')
            self.assertEqual([at.id for at in sheet.row_breaks.brk if at.id <= row], [], (above, orientation, size))
            self.assertTrue(sheet.print_title_rows, (above, orientation, size))

    def check_heads(self, rows, trace):
        """Each page that goes on inside a group begins with its head; no head is alone."""
        group = None
        for page in re.split(r'^page .*$', trace, flags=re.M)[1:] if rows == 'grouped' else ():
            heads = re.findall(rf'"({"|".join(KINDS)})(（续）)?"( repeated)?', page)
            numbers = [int(text) for text in re.findall(r'^text \S+ \S+ \S+ table 10.500 "(\d+)"$', page, re.M)]
            new = [name for name, _, repeated in heads if not repeated]
            self.assertEqual(numbers.count(1), len(new))
            if heads[len(new):] or numbers[:1] > [1]:
                self.assertEqual([head for head in heads if head[2]], [(group, '（续）', ' repeated')])
            group = new[-1] if new else group

    def paper(self, page, rows):
        lines = {}
        for match in re.finditer(r'^text (\S+) (\S+) .*?"(.*)"$', page, re.M):  # what is repeated ends otherwise
            lines.setdefault(match[2], []).append(match[3])
        return self.of_page(lines.values(), rows)

    def of_page(self, lines, rows):
        """The amounts of elements, and the totals, of lines of texts."""
        amounts, totals = [], {}
        for texts in lines:
            label = next((text for text in texts if text in TOTALS), None)
            if label:
                self.assertNotIn(label, totals)
                totals[label] = next(text for text in texts if '/' in text)
            elif rows != 'grouped' or not set(KINDS) & {text.removesuffix('（续）') for text in texts}:
                amounts += [Decimal(text.removesuffix('万元')) for text in texts if AMOUNT.match(text)]
        return amounts, totals

    def sheet(self, book, rows):
        """The same of each page of the printed sheet. Rows inside the list that are none of its values are named so."""
        sheet = book.worksheets[0]
        breaks = [0, *(at.id for at in sheet.row_breaks.brk), sheet.max_row]
        named = {int(name.attr_text.split('$')[-1]) for name in book.defined_names.definedName if '_page' in name.name}
        told = set()
        for first, end in zip(breaks, breaks[1:]):
            lines = [[self.shown(cell) for cell in row if cell.value is not None] for row in sheet.iter_rows(first + 1, end)]
            again = {f'{kind}（续）' for kind in KINDS} if rows == 'grouped' else set()
            if rows == 'grouped':  # heads of groups; that of the first stands above the list
                told |= {first + 1 + i for i, texts in enumerate(lines) if set(KINDS) & set(texts)}
            told |= {first + 1 + i for i, texts in enumerate(lines) if {*TOTALS, *again, '备注'} & set(texts)}
            yield self.of_page(lines, rows)
        if rows == 'grouped' and told:
            told -= {min(told)}
        self.assertEqual(told, named)

    @staticmethod
    def shown(cell):
        return f'{Decimal(str(cell.value)):.2f}万元' if '万元' in cell.number_format else str(cell.value)


if __name__ == '__main__':
    BIAOCE = sys.argv.pop(1)
    unittest.main()
