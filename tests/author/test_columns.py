#!/usr/bin/env python3
"""Cross tables and groups of random lists, in the workbook and on the page, against a plain computation.

    test_columns.py BIAOCE [unittest arguments]
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
CASES = 12
FOLDER = Path(__file__).resolve().parents[2] / 'examples/columns-from-data'
DEPARTMENTS = ['教育局', '卫健委', '交通局', '民政局', '水利局', '财政局', '司法局']
KINDS = ['工资', '办公费', '差旅费', '维修费', '培训费', '印刷费', '水电费', '租赁费', '会议费', '接待费']
TEMPLATE = '''
form: cross
extends: []
fields:
  wanted: {label: 顺序, type: list, of: text}
  months: {label: 月份, type: list, of: text}
  items:
    label: 明细
    type: list
    of: {department: 部门, kind: 科目, name: 名称, amount: {label: 金额, type: money, unit: 万元, decimals: 2}}
  plans:
    label: 计划
    type: list
    of: {name: 名称, spent: {label: 支出, type: list, of: money}}
styles:
  figure: {size: 8pt, empty: —}
layout:
  - table:
      widths: [2, {each: items, by: kind, share: 1}, 1]
      header:
        - [{label: 部门, down: 2}, {label: 科目, across: {each: items}}, {label: 合计, down: 2}]
        - [{each: items, by: kind, sort: kind, label: $(kind)}]
      rows:
        - each: items
          by: department
          order: wanted
          rows:
            - [=department, {each: these, by: kind, value: these.sum(amount), style: figure}, {value: these.sum(amount), style: figure}]
        - [合计, {each: items, by: kind, value: these.sum(amount), style: figure}, =items.sum(amount)]
  - table:
      widths: [1, 2, 2]
      rows:
        - each: items
          by: [kind, department]
          sort: [{by: these.sum(amount), descending: true}, kind, department]
          rows:
            - [=nth, '$(kind)/$(department)', =these.sum(amount)]
            - each: these
              sort: name
              rows: [[=running, =name, =amount]]
  - table:
      widths: [2, 1, 1]
      header: [[名称, {each: months, label: $(this)月}]]
      rows:
        - each: plans
          rows: [[=name, {each: spent}]]
'''


def money(value):
    return f'{value:.2f}'


def total(items):
    """Of no amounts there is no sum."""
    return sum((item['金额'] for item in items), Decimal(0)) if items else None


def by_sound(text):
    """GB 2312 has the usual characters in the order of pinyin."""
    return text.encode('gb18030')


def distinct(values):
    return list(dict.fromkeys(values))


def make_record(rng):
    items = [{'部门': rng.choice(DEPARTMENTS[:rng.randint(1, 7)]), '科目': rng.choice(KINDS[:rng.randint(1, 10)]),
              '名称': f'第{i:03}项', '金额': Decimal(rng.randint(-99, 999999)) / 100} for i in range(rng.randint(1, 60))]
    months = [str(m + 1) for m in range(rng.randint(1, 12))]
    plans = [{'名称': f'计划{i}', '支出': [rng.randint(0, 99) for _ in range(rng.randint(1, 14))]} for i in range(rng.randint(1, 4))]
    return {'form': 'cross', '顺序': rng.sample(DEPARTMENTS, rng.randint(0, 7)), '月份': months, '明细': items, '计划': plans}


def expected_rows(record):
    items = record['明细']
    kinds = sorted({item['科目'] for item in items}, key=by_sound)
    departments = distinct(record['顺序'] + [item['部门'] for item in items])
    rows = [['部门', '科目', '合计'], kinds]

    def line(name, own, empty):
        cells = [total([item for item in own if item['科目'] == kind]) for kind in kinds]
        whole = total(own)
        return [name] + ['—' if cell is None else money(cell) for cell in cells] + [money(whole) if own else empty]

    rows += [line(name, [item for item in items if item['部门'] == name], '—') for name in departments]
    rows.append(line('合计', items, ''))
    groups = {}
    for item in items:
        groups.setdefault((item['科目'], item['部门']), []).append(item)
    running = 0
    ordered = sorted(groups.items(), key=lambda group: (-total(group[1]), by_sound(group[0][0]), by_sound(group[0][1])))
    for nth, ((kind, department), own) in enumerate(ordered, 1):
        rows.append([str(nth), f'{kind}/{department}', money(total(own))])
        for item in sorted(own, key=lambda item: by_sound(item['名称'])):
            running += 1
            rows.append([str(running), item['名称'], money(item['金额'])])
    months = record['月份']
    rows.append(['名称'] + [f'{month}月' for month in months])
    for plan in record['计划']:
        rows.append([plan['名称']] + [str(value) for value in plan['支出'][:len(months)]])
    return [[cell for cell in row if cell] for row in rows]


class Columns(unittest.TestCase):
    def render(self, record, form):
        with tempfile.TemporaryDirectory() as folder:
            template, path = Path(folder) / 'cross.yaml', Path(folder) / 'record.json'
            template.write_text(TEMPLATE, encoding='utf-8')
            path.write_text(json.dumps(record, ensure_ascii=False, default=str), encoding='utf-8')
            done = subprocess.run([BIAOCE, 'render', '-q', '--no-check', '--force', '-t', template, '-f', form, '--diagnostics', 'json', '-o', '-', path],
                                  capture_output=True, timeout=60, env={**os.environ, 'LC_ALL': 'C.UTF-8'})
        lost = sum(len(plan['支出']) > len(record['月份']) for plan in record.get('计划', ()))
        self.assertEqual(done.stderr.decode().count('"E408"'), lost)
        self.assertEqual(done.returncode, 1 if lost else 0, done.stderr.decode())
        return done.stdout, done.stderr.decode()

    def test_random_lists(self):
        for seed in range(CASES):
            record = make_record(random.Random(seed))
            wanted = expected_rows(record)
            workbook, _ = self.render(record, 'xlsx')
            sheet = openpyxl.load_workbook(io.BytesIO(workbook)).active
            rows = []
            for row in sheet.iter_rows():
                texts = [money(cell.value) if isinstance(cell.value, float) or '0.00' in cell.number_format and not isinstance(cell.value, str)
                         else str(cell.value) for cell in row if cell.value is not None]
                if texts:
                    rows.append([text.replace('\n', '') for text in texts])
            self.assertEqual(rows, wanted, f'seed {seed}')

    def test_on_the_page(self):
        """Every text of the tables is on the page as often as in the computation."""
        for seed in range(0, CASES, 5):
            record = make_record(random.Random(seed))
            trace, _ = self.render(record, 'trace')
            printed = sorted(line.split('"', 1)[1].rstrip('"') for line in trace.decode().splitlines() if line.startswith('text '))
            joined, rows = ''.join(printed), expected_rows(record)
            for text in {cell for row in rows for cell in row if len(cell) < 8 and '/' not in cell}:
                self.assertIn(text, joined, f'seed {seed}')


NESTED = '''
form: nested
extends: [gb9704]
fields:
  months: {{label: 月份, type: list, of: {{name: 月, weeks: {{label: 周, type: list, of: text}}}}}}
  items: {{label: 明细, type: list, of: {{month: 月, week: 周, amount: {{label: 金额, type: money}}}}}}
layout:
  - table:
      widths: {widths}
      {rows}
'''
BY_LIST = ('[4, {each: months, widths: [2, {each: weeks, widths: [1, 3]}, 1]}, 2]', '''header:
        - [{label: 'd', down: 2}, {each: months, label: $(name), across: {each: weeks, and: 2}}, {label: 'd', down: 2}]
        - [{each: months, cells: [s, {each: weeks, cells: [$(this), 'p']}, 'e']}]
      rows: [[v, {each: months, cells: [v, {each: weeks, cells: [=this, v]}, v]}, v]]''')
BY_KEY = ('[4, {each: items, by: month, widths: [2, {each: these, by: week, widths: [1, 3]}, 1]}, 2]', '''header:
        - [d, {each: items, by: month, cells: [s, {each: these, by: week, cells: [$(week), 'p']}, 'e']}, d]
      rows:
        - [v, {each: items, by: month, cells: [v, {each: these, by: week, cells: [=these.sum(amount), v]}, v]}, v]''')
ROWS_OF_A_LIST = (BY_LIST[0], '''rows:
        - {each: items, rows: [[{label: v, across: rest}]]}
        - [{label: v, across: rest}]''')


class Nested(unittest.TestCase):
    """Widths inside of widths go with the columns inside of columns."""
    def test_edges(self):
        for seed in range(CASES):
            rng = random.Random(seed)
            weeks = [rng.randint(1, 4) for _ in range(rng.randint(1, 4))]
            record = {'form': 'nested', '月份': [{'月': f'{m}', '周': [f'{w}' for w in range(n)]} for m, n in enumerate(weeks)],
                      '明细': [{'月': f'{m}', '周': f'{w}', '金额': 1} for m, n in enumerate(weeks) for w in range(n)]}
            shares = [4] + [share for n in weeks for share in [2] + [1, 3] * n + [1]] + [2]
            for widths, rows in (BY_LIST, BY_KEY, ROWS_OF_A_LIST):
                edges, frame = self.edges(NESTED.format(widths=widths, rows=rows), record)
                if rows == ROWS_OF_A_LIST[1]:
                    self.assertEqual(len(edges), 2)
                    continue
                wanted = [edges[0] + frame * sum(shares[:i]) / sum(shares) for i in range(len(shares) + 1)]
                self.assertEqual(len(edges), len(wanted), f'seed {seed}')
                for there, want in zip(edges, wanted):
                    self.assertAlmostEqual(there, want, delta=0.01, msg=f'seed {seed}')

    def edges(self, template, record):
        with tempfile.TemporaryDirectory() as folder:
            form, path = Path(folder) / 'nested.yaml', Path(folder) / 'record.json'
            # Type so small that no column needs more than its share.
            form.write_text(template + 'styles: {cell: {size: 2pt, padding: [0pt, 0pt]}}\n', encoding='utf-8')
            path.write_text(json.dumps(record, ensure_ascii=False), encoding='utf-8')
            done = subprocess.run([BIAOCE, 'render', '-q', '--no-check', '-t', form, '-f', 'trace', '-o', '-', path], capture_output=True,
                                  timeout=60, env={**os.environ, 'LC_ALL': 'C.UTF-8'})
        self.assertEqual((done.returncode, done.stderr.decode()), (0, ''))
        edges = sorted({float(line.split()[2]) for line in done.stdout.decode().splitlines() if line.startswith('rule v')})
        return edges, edges[-1] - edges[0]


EXAMPLES = {'progress-3.yaml': (['"3月"', '"88.5"', '"315.0"'], ['"4月"']), 'progress-12.yaml': (['"12月"', '"1260.0"'], []),
            'accounts.yaml': (['"12,580.00"', '"20,366.65"', '"—"'], []), 'transfers.yaml': (['"81,043.25"', '"—"', '"　庚县"', '"县级基本财力保障"'], []), 'accounts-wide.yaml': (['"绩效工资"', '"经济科目（款）"', '"5896.00"'], [])}


class Examples(unittest.TestCase):
    def test_render_without_a_word(self):
        for name, (there, absent) in EXAMPLES.items():
            done = subprocess.run([BIAOCE, 'render', '-q', '-T', FOLDER, '-f', 'trace', '-o', '-', FOLDER / name], capture_output=True,
                                  timeout=60, env={**os.environ, 'LC_ALL': 'C.UTF-8'})
            self.assertEqual((done.returncode, done.stderr.decode()), (0, ''), name)
            for text in there:
                self.assertIn(text, done.stdout.decode(), name)
            for text in absent:
                self.assertNotIn(text, done.stdout.decode(), name)

    def test_totals_of_both_sides(self):
        """The transfers of the counties: every sum of the cross table against the list, under the head it belongs to."""
        items = yaml.safe_load((FOLDER / 'transfers.yaml').read_text(encoding='utf-8'))['分配']
        done = subprocess.run([BIAOCE, 'render', '-q', '-T', FOLDER, '-f', 'xlsx', '-o', '-', FOLDER / 'transfers.yaml'], capture_output=True,
                              timeout=60, env={**os.environ, 'LC_ALL': 'C.UTF-8'})
        rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(io.BytesIO(done.stdout)).active.iter_rows()]
        rows = rows[next(i for i, row in enumerate(rows) if row[0] == '地区'):]
        kind, heads = None, []
        for upper, lower in zip(rows[0][2:], rows[1][2:]):
            kind = upper or kind
            heads.append((kind.replace('\n', ''), lower.replace('\n', '')))
        self.assertEqual(len(heads), len({item['类别'] for item in items}) + len({item['资金'] for item in items}))
        places = {'合计': items}
        for item in items:
            places.setdefault(item['片区'], []).append(item)
            places.setdefault('　' + item['县区'], []).append(item)
        self.assertEqual([row[0] for row in rows[2:]][0], '合计')
        self.assertEqual(sorted(row[0] for row in rows[2:]), sorted(places))
        for row in rows[2:]:
            own = places[row[0]]
            self.assertAlmostEqual(row[1], sum(item['金额'] for item in own), places=6)
            for (kind, fund), value in zip(heads, row[2:]):
                wanted = [item['金额'] for item in own if item['类别'] == kind and fund in ('小计', item['资金'])]
                self.assertAlmostEqual(value if wanted else 0, sum(wanted), places=6)
                self.assertEqual(value == '—', not wanted)

    def test_templates_and_empty_forms(self):
        with tempfile.TemporaryDirectory() as folder:
            for name in ('month-progress', 'department-accounts', 'account-table', 'county-transfers'):
                done = subprocess.run([BIAOCE, 'lint-template', '--strict', FOLDER / f'{name}.yaml'], capture_output=True, timeout=60)
                self.assertEqual(done.returncode, 0, done.stderr.decode())
                done = subprocess.run([BIAOCE, 'blank', '-q', '-T', FOLDER, '-f', 'pdf,xlsx', '-o', folder, name], capture_output=True, timeout=60)
                self.assertEqual((done.returncode, done.stderr.decode()), (0, ''), name)

    def test_empty_boxes(self):
        """A box of an empty form has room for one figure, not for the whole amount."""
        form = """form: boxes
extends: [gb9704]
fields: {lines: {label: 分录, of: {text: 摘要, debit: {label: 借方, type: money, unit: 元}}}}
layout:
  - table:
      widths: [4, {each: [十, 万, 千, 百, 十, 元, 角, 分], share: 0.6}]
      heads: [摘要, {借方金额: [{each: [十, 万, 千, 百, 十, 元, 角, 分], label: $(this)}]}]
      rows: [{each: lines, blank-rows: 3, rows: [[=text, {each: "padStart(text(round(debit * 100)), 8, ' ').split('')"}]]}]
"""
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / 'boxes.yaml').write_text(form, encoding='utf-8')
            done = subprocess.run([BIAOCE, 'blank', '-q', '-f', 'trace', '-o', '-', Path(folder) / 'boxes.yaml'], capture_output=True, timeout=60)
        heads = re.findall(r'^text (\S+) (\S+) .*"([摘要十万千百元角分])"$', done.stdout.decode(), re.M)
        self.assertEqual(''.join(text for _, _, text in heads), '十万千百十元角分', done.stderr.decode())  # 摘要 is on one line
        edges = [float(x) for x, _, _ in heads]
        self.assertLess(edges[-1] - edges[0], 240)

    def test_signs_before_amounts(self):
        """￥ stands before the first figure of an amount, and nowhere where there is none: on rows without that amount, blank
        rows, those of an empty list and in the empty form."""
        ways = {"boxes(debit, 9, '￥')": ['￥12640050', '￥000', '-￥1250', '￥005', '112345678', '', ''],
                "padStart('￥' + text(round(debit * 100)), 9, ' ').split('')": ['￥12640050', '￥0', '￥-1250', '￥5', None, '', '']}
        for cells, wanted in ways.items():
            form = f"""form: signs
extends: [gb9704]
fields: {{lines: {{label: 分录, of: {{text: 摘要, debit: {{label: 借方, type: money, unit: 元}}}}}}}}
layout:
  - table:
      widths: [4, {{each: [1, 2, 3, 4, 5, 6, 7, 8, 9], share: 0.6}}, 2, 2]
      rows:
        - {{each: lines, blank-rows: 7, rows: [[行$(text), {{each: "{cells}"}}, ￥$(debit), {{value: "'￥' + text(debit)"}}]]}}
        - [合, {{each: "{cells.replace('debit', 'lines.sum(debit)')}"}}, '', '']
"""
            amounts = [126400.5, 0, -12.5, 0.05, 1123456.78, None]
            if None in wanted:  # an amount with more figures than boxes is an error there
                amounts.remove(1123456.78)
            records = {'some': amounts, 'none': []}
            with tempfile.TemporaryDirectory() as folder:
                (Path(folder) / 'signs.yaml').write_text(form, encoding='utf-8')
                for name, given in records.items():
                    (Path(folder) / f'{name}.json').write_text(json.dumps({'form': 'signs', '分录': [
                        {'摘要': f'{i}', **({'借方': amount} if amount is not None else {})} for i, amount in enumerate(given)]}), encoding='utf-8')
                for name, command in {**{name: ['render', '-t', 'signs.yaml', f'{name}.json'] for name in records},
                                      'blank': ['blank', 'signs.yaml']}.items():
                    for output in 'trace', 'xlsx':
                        done = subprocess.run([BIAOCE, command[0], '-q', '-f', output, '-o', '-', *command[1:]], cwd=folder, capture_output=True, timeout=60)
                        self.assertEqual(done.returncode, 0, done.stderr.decode())
                        if output == 'xlsx':
                            rows = [[str(cell.value) for cell in row if cell.value is not None]
                                    for row in openpyxl.load_workbook(io.BytesIO(done.stdout)).active.iter_rows()]
                        else:
                            lines = {}
                            for x, y, text in re.findall(r'^text (\S+) (\S+) .*?"(.*?)"', done.stdout.decode(), re.M):
                                lines.setdefault(y, []).append((float(x), text))
                            rows = [[text for _, text in sorted(line)] for line in lines.values()]
                        rows = [row for row in rows if row and (row[0].startswith('行') or row[0] == '合')]
                        if name == 'some':
                            said = [''.join(text.strip() for text in row[1:] if len(text) == 1) for row in rows]
                            total = sum(amount for amount in amounts if amount)
                            figures = f'{round(total * 100)}'
                            last = figures if len(figures) == 9 else '￥' + figures
                            self.assertEqual(said, [text for text in wanted[:-1] if text is not None] + [last], (cells, output))
                            self.assertEqual([text for text in rows[0] if len(text) > 2], ['￥126400.5'] * 2)
                        else:
                            self.assertNotIn('￥', ''.join(map(''.join, rows)), (cells, name, output))

    def test_texts_of_nobody(self):
        """Words round values of an element that is not there are not printed: 号 of $(nth)号, （） of （$(code)）."""
        form = """form: nobody
extends: [gb9704]
fields:
  name: 单位名称
  items: {label: 明细, of: {kind: 科目, name: 名称, code: 编号}}
  other: {label: 另, of: {kind: 科目, name: 名称}}
  offices: {label: 处室, of: {office: 处室名, projects: {label: 项目, of: {name: 项目名}}}}
layout:
  - table:
      widths: [1, 1, 1, 1, 1, 1]
      rows:
        - {each: items, blank-rows: 3, rows: [[$(nth)号, '$(nth)号$(name)', '（$(code)）', '第$(running)行', '$(has(name) ? name : "暂无")项', '=text(nth) + "次"']]}
        - {each: items, least: 2, rows: [[第$(nth)个, '$(name)个', '', '', '', '']]}
        - {each: {left: items, right: other, by: kind}, rows: [['$(kind)类', '$(left.name)左', '$(right.name)右', '$(nth)排', '', '']]}
        - {each: offices, rows: [{each: projects, rows: [['$(office)处', '$(nth)件', '$(name)案', '$(office)第$(nth)', '', '']]}]}
        - {each: items, by: kind, rows: [[{label: '$(kind)（$(these.size())笔）', across: 6}], {each: these, blank-rows: 2, rows: [['$(nth)目', '', '', '', '', '']]}]}
"""
        records = {
            'none': ({}, ['暂无项', '第1个', '第2个']),
            'some': ({'明细': [{'科目': '甲', '名称': '一', '编号': 'A'}], '另': [{'科目': '甲', '名称': '二'}, {'科目': '乙', '名称': '三'}],
                      '处室': [{'处室名': '预算', '项目': [{'项目名': '修缮'}]}, {'处室名': '国库', '项目': []}]},
                     ['1号', '1号一', '（A）', '第1行', '一项', '1次', '第1个', '一个', '第2个', '甲类', '一左', '二右', '1排', '乙类', '三右', '2排',
                      '预算处', '1件', '修缮案', '预算第1', '国库处', '国库第1', '甲（1笔）', '1目'])}
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / 'nobody.yaml').write_text(form, encoding='utf-8')
            for name, (record, wanted) in records.items():
                (Path(folder) / f'{name}.json').write_text(json.dumps({'form': 'nobody', '单位名称': '财政局', **record}), encoding='utf-8')
                for output in 'trace', 'xlsx':
                    done = subprocess.run([BIAOCE, 'render', '-q', '-t', 'nobody.yaml', '-f', output, '-o', '-', f'{name}.json'], cwd=folder, capture_output=True, timeout=60)
                    if output == 'trace':
                        said = [text for text in re.findall(r'^text .*"(.*?)"', done.stdout.decode(), re.M) if not text.startswith('—')]
                    else:
                        said = [cell.value for row in openpyxl.load_workbook(io.BytesIO(done.stdout)).active.iter_rows() for cell in row if cell.value]
                    self.assertEqual(said, wanted, (name, output, done.stderr.decode()))


if __name__ == '__main__':
    BIAOCE = sys.argv.pop(1)
    unittest.main()
