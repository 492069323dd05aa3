#!/usr/bin/env python3
"""The command that compares two sets of records: what docs/compare.md prints is printed, reports are read by other
programs, and what is told is the same whatever the order and the number of threads.

    test_diff.py BIAOCE [unittest arguments]
"""
import decimal
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import openpyxl
import pikepdf
import yaml

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / 'tests' / 'collect'))
import forms  # noqa: E402

EXAMPLE = ROOT / 'examples' / 'two-years'
ENVIRONMENT = {'LC_ALL': 'C.UTF-8', 'BIAOCE_DATA': str(ROOT), 'TZ': 'UTC'}
BIAOCE = None


def diff(*words, cwd=ROOT, stdin=None, **environment):
    kept = {name: value for name, value in os.environ.items() if name not in ('LANGUAGE', 'LANG', 'BIAOCE_CHECKS')}
    return subprocess.run([BIAOCE, 'diff', *map(str, words)], capture_output=True, text=True, cwd=cwd, input=stdin,
                          env={**kept, **ENVIRONMENT, **environment})


def record(name, **fields):
    """A project of a form that says its year, its amount and its indicators."""
    indicators = fields.pop('指标', {'长度': '≥8公里', '合格率': '=100%', '满意度': '≥90%'})
    made = {'form': 'mof-project-targets', '年度': 2025, '项目名称': name, '主管部门及代码': '甲局', '年度资金总额': '260',
            '财政拨款': '260', '年度总体目标': '完成当年任务。', '绩效指标': {
                '产出指标': {'数量指标': [{'三级指标': key, '指标值': value} for key, value in indicators.items()]}}}
    made.update({key.replace('资金', '年度资金总额'): value for key, value in fields.items()})
    return made


class Folder(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name)
        self.addCleanup(self.folder.cleanup)

    def write(self, name, *records):
        path = self.path / name
        path.write_text(yaml.safe_dump_all(records, allow_unicode=True, sort_keys=False), encoding='utf-8')
        return path

    def compare(self, before, now, *words, code=0, **environment):
        """The comparison as JSON, and what was said."""
        one, other = self.write('before.yaml', *before), self.write('now.yaml', *now)
        done = diff(one, other, '-o', '-', *words, **environment)
        self.assertEqual(done.returncode, code, done.stderr)
        return json.loads(done.stdout), done.stderr


class Manual(unittest.TestCase):
    def test_what_is_printed(self):
        page = (ROOT / 'docs/compare.md').read_text(encoding='utf-8')
        command = re.search(r'^    \$ biaoce diff (.*)\n((?:    .*\n|\n)+)', page, re.M)
        blocks = re.findall(r'\n\n((?:    .*\n|\n)+)', page[command.end():])
        done = diff(*command[1].split())
        self.assertEqual(re.sub('^    ', '', command[2], flags=re.M).rstrip(), done.stdout.rstrip())
        self.assertIn(done.stderr.rstrip(), re.sub('^    ', '', blocks[0], flags=re.M))
        self.assertEqual(done.returncode, 0)

    def test_members_are_those_of_the_manual(self):
        page = (ROOT / 'docs/compare.md').read_text(encoding='utf-8')
        told = set(re.findall(r'`(\w+)`', page[page.index('## JSON'):page.index('## Time')]))

        def names(value):
            if isinstance(value, dict):
                return set(value).union(*map(names, value.values()))
            return set().union(*map(names, value)) if isinstance(value, list) else set()
        made = json.loads(diff(EXAMPLE / '2025', EXAMPLE / '2026', '-o', '-').stdout)
        self.assertEqual(names(made) - told, set())


class Records(Folder):
    def kinds(self, made):
        return {one['now' if one['now'] else 'before']['name']: one['kind'] for one in made['records']}

    def test_what_became_of_each(self):
        before = [record('甲'), record('乙'), record('丙')]
        now = [record('丁'), record('丙', 资金='300', 财政拨款='300'), record('甲')]
        made, _ = self.compare(before, now)
        self.assertEqual(self.kinds(made), {'甲': 'unchanged', '乙': 'dropped', '丙': 'changed', '丁': 'added'})
        change = next(one for one in made['records'] if one['kind'] == 'changed')['changes'][0]
        self.assertEqual((change['label'], change['before'], change['now'], change['difference'], change['unit'],
                          change['percent']), ('年度资金总额', '260万元', '300万元', '40', '万元', '15.4'))

    def test_order_and_threads_change_nothing(self):
        chance = random.Random(7)
        before = [record(f'项目{i}', 资金=str(100 + i), 财政拨款=str(100 + i)) for i in range(60)]
        now = [record(f'项目{i}', 年度=2026, 资金=str(100 + 3 * i), 财政拨款=str(100 + 3 * i)) for i in range(20, 80)]
        first, said = self.compare(before, now, '-j1')
        again, said_again = self.compare(before, now, '-j4')
        self.assertEqual((first, said), (again, said_again))
        chance.shuffle(before)
        chance.shuffle(now)
        shuffled, _ = self.compare(before, now)

        def by_name(made):
            return {(one['now'] or one['before'])['name']: (one['kind'], [(c['path'], c['before'], c['now'])
                    for c in one['changes']]) for one in made['records']}
        self.assertEqual(by_name(shuffled), by_name(first))
        self.assertEqual(shuffled['summary'], first['summary'])

    def test_figures_are_exact(self):
        chance = random.Random(11)
        before, now, wanted = [], [], {}
        for i in range(40):
            a, b = (decimal.Decimal(chance.randrange(1, 10**9)) / 100 for _ in range(2))
            before.append(record(f'项目{i}', 资金=str(a), 财政拨款='1'))
            now.append(record(f'项目{i}', 资金=str(b), 财政拨款='1'))
            wanted[f'项目{i}'] = (b - a, ((b - a) * 100 / a).quantize(decimal.Decimal('0.1'), decimal.ROUND_HALF_UP))
        made, _ = self.compare(before, now)
        for one in made['records']:
            change = one['changes'][0]
            self.assertEqual(decimal.Decimal(change['difference']), wanted[one['now']['name']][0])
            self.assertEqual(decimal.Decimal(change['percent']), wanted[one['now']['name']][1])
        self.assertEqual(decimal.Decimal(made['summary']['difference']), 10000 * sum(d for d, _ in wanted.values()))

    def test_amounts_are_what_they_mean(self):
        made, _ = self.compare([record('甲', 资金='260万元')], [record('甲', 资金='0.026亿元')])
        self.assertEqual(self.kinds(made), {'甲': 'unchanged'})

    def test_the_year_of_both_sides_is_no_change(self):
        new = {'长度': '≥9公里', '合格率': '≥99%', '满意度': '≥91%'}
        made, said = self.compare([record('甲'), record('乙'), record('丙')],
                                  [record('甲', 年度=2026, 指标=new), record('乙', 年度=2026, 指标=new), record('丙', 指标=new)])
        paths = {one['now']['name']: {change['path'] for change in one['changes']} for one in made['records']}
        self.assertNotIn('year', paths['甲'])
        self.assertEqual(said.count('[YEAR-STALE]'), 1)
        made, said = self.compare([record('甲')], [record('甲', 年度=2024)])
        self.assertEqual([change['path'] for change in made['records'][0]['changes']], ['year'])
        self.assertIn('[W542]', said)

    def test_rows_are_not_matched_by_number(self):
        made, _ = self.compare([record('甲')], [record('甲', 指标={'新指标': '≥1个', '长度': '≥8公里', '合格率': '=100%', '满意度': '≥90%'})])
        changes = made['records'][0]['changes']
        self.assertEqual([(one['kind'], one['element']) for one in changes], [('added', '新指标')])

    def test_several_of_one_name(self):
        made, said = self.compare([record('甲', 资金='1'), record('甲', 资金='2')], [record('甲', 资金='1')])
        self.assertIn('[W540]', said)
        self.assertEqual(sorted(one['kind'] for one in made['records']), ['dropped', 'unchanged'])

    def test_other_forms(self):
        old = {'form': 'futian-project', '项目名称': '甲', '申请单位': '甲局', '项目总金额': '26万元'}
        made, said = self.compare([old], [record('甲', 资金='30', 财政拨款='30')])
        self.assertIn('[W541]', said)
        self.assertIn('not compared: before: ', said)
        self.assertEqual(made['records'][0]['kind'], 'changed')
        self.assertEqual(said.count('[W541]'), 1)
        # Both ways, and every field of either is compared or named.
        _, said = self.compare([record('甲')], [old])
        self.assertIn('before: 绩效指标 › 分值权重', said)

    def test_other_forms_with_other_units(self):
        """What was in 元 is in 万元 a year later: nothing has changed, and no rule takes it for that."""
        for unit in ('元', '万元'):
            form = {'form': f'in-{unit}', 'name': '表', 'extends': ['gb9704', 'checks'], 'layout': [{'title': '$(name) $(total) $(year)'}],
                    'fields': {'year': {'label': '年度', 'type': 'year'}, 'name': {'label': '项目名称'},
                               'total': {'label': '预算', 'type': 'money', 'unit': unit}}}
            (self.path / f'in-{unit}.yaml').write_text(yaml.safe_dump(form, allow_unicode=True), encoding='utf-8')
        one, other = ({'form': f'in-{unit}', '年度': year, '项目名称': '甲', '预算': amount}
                      for unit, year, amount in (('元', 2025, '2600000'), ('万元', 2026, '260')))
        made, _ = self.compare([one], [other], '-T', self.path)
        self.assertEqual(self.kinds(made), {'甲': 'unchanged'})
        made, said = self.compare([one], [{**other, '预算': '390'}], '-T', self.path)
        change = made['records'][0]['changes'][0]
        self.assertEqual((change['before'], change['now'], change['percent']), ('2600000元', '390万元', '50.0'))
        self.assertIn('from 260万元 to 390万元 (+50.0%)', said)

    def test_records_with_errors(self):
        made, said = self.compare([record('甲'), {'项目名称': '无表'}], [record('甲', 资金='2,60')], code=1)
        self.assertIn('[E504]', said)
        self.assertIn('[E208]', said)
        self.assertEqual(made['records'][0]['kind'], 'changed')

    def test_forms_over_many(self):
        path = self.write('over.yaml', {'form': 'findings-report'})
        self.assertEqual(diff(path, path).returncode, 0)
        summary = ROOT / 'examples' / 'department-summary'
        done = diff('-T', summary / 'templates', summary / 'summary.yaml', summary / 'projects.yaml')
        self.assertIn('[W543]', done.stderr)


class Rules(Folder):
    NEW = {'长度': '≥9公里', '合格率': '≥99%', '满意度': '≥91%'}

    def codes(self, made):
        return [finding['code'] for one in made['records'] for finding in one['findings']]

    def test_copied_targets(self):
        made, _ = self.compare([record('甲')], [record('甲', 年度=2026)])
        self.assertEqual(self.codes(made), ['TARGET-COPIED'])
        made, _ = self.compare([record('甲')], [record('甲', 年度=2026, 指标=self.NEW)])
        self.assertEqual(self.codes(made), [])

    def test_thresholds_of_the_office(self):
        office = self.path / 'checks.yaml'
        office.write_text('checks:\n- {rule: BUDGET-CHANGE, percent: 10, level: error}\n- {rule: TARGET-COPIED, level: off}\n')
        before, now = [record('甲')], [record('甲', 年度=2026, 资金='300', 财政拨款='300')]
        made, _ = self.compare(before, now)
        self.assertEqual(self.codes(made), ['TARGET-COPIED'])
        made, _ = self.compare(before, now, '--checks', office, code=1)
        self.assertEqual([(one['code'], one['severity']) for one in made['records'][0]['findings']],
                         [('BUDGET-CHANGE', 'error')])

    def test_strict_and_waived(self):
        self.compare([record('甲')], [record('甲', 年度=2026)], '--strict', code=1)
        made, said = self.compare([record('甲')], [record('甲', 年度=2026, 豁免={'TARGET-COPIED': '三年滚动项目'})], '--strict')
        self.assertEqual([one['severity'] for one in made['records'][0]['findings']], ['note'])
        self.assertIn('三年滚动项目', said)


class Command(Folder):
    def test_exit_codes(self):
        one, other = self.write('one.yaml', record('甲')), self.write('other.yaml', record('甲', 资金='261'))
        self.assertEqual(diff(one, other).returncode, 0)
        self.assertEqual(diff('--exit-code', one, other).returncode, 4)
        self.assertEqual(diff('--exit-code', one, one).returncode, 0)
        self.assertEqual(diff(one).returncode, 2)
        self.assertEqual(diff('-', '-').returncode, 2)
        self.assertEqual(diff(one, self.path / 'nowhere.yaml').returncode, 3)
        self.assertEqual(diff(one, other, '-o', 'x.doc').returncode, 2)
        self.assertEqual(diff(one, other, '-o', 'x.pdf', '-o', 'x.pdf', cwd=self.path).returncode, 2)
        self.assertEqual(diff(one, other, '-o', self.path / 'no' / 'x.json').returncode, 3)

    def test_quiet_and_summary(self):
        one, other = self.write('one.yaml', record('甲')), self.write('other.yaml', record('甲', 资金='261'))
        done = diff('-q', one, other)
        self.assertEqual((done.stdout, done.stderr), ('', ''))
        done = diff('--summary', one, other)
        self.assertEqual(done.stdout, '甲局: 1 → 1 records; 260万元 → 261万元 (+1万元, +0.4%)\n')

    def test_no_input_is_replaced(self):
        text = json.dumps([record('甲')], ensure_ascii=False)
        path = self.path / 'records.json'
        path.write_text(text, encoding='utf-8')
        done = diff(path, path, '-o', path)
        self.assertEqual(done.returncode, 3)
        self.assertIn('[E515]', done.stderr)
        self.assertEqual(path.read_text(encoding='utf-8'), text)

    def test_standard_input_and_tables(self):
        one = self.write('one.yaml', record('甲'))
        text = yaml.safe_dump(record('甲', 资金='261'), allow_unicode=True)
        self.assertIn('260万元 → 261万元', diff(one, '-', stdin=text).stdout)
        table = ('项目名称,年度,年度资金总额,年度总体目标\n', '甲,2025,{},完成。\n')
        for name, amount in (('a.csv', 260), ('b.csv', 300)):
            (self.path / name).write_text(table[0] + table[1].format(amount), encoding='utf-8')
        done = diff('-t', 'mof-project-targets', self.path / 'a.csv', self.path / 'b.csv')
        self.assertIn('260万元 → 300万元 (+40万元, +15.4%)', done.stdout, done.stderr)

    def test_forms_that_came_back(self):
        forms.run(BIAOCE, 'blank', '-f', 'xlsx', '-o', self.path / 'empty.xlsx', 'tangshan-project',
                  env={**os.environ, **ENVIRONMENT})
        for name, amount in (('a', 260), ('b', 300)):
            sheet = forms.Sheet(self.path / 'empty.xlsx')
            sheet.write(sheet.cells['name'], '农村公路养护')
            sheet.write(sheet.cells['budget.total'], amount)
            sheet.book.save(self.path / f'{name}.xlsx')
        done = diff(self.path / 'a.xlsx', self.path / 'b.xlsx', '-o', '-')
        changes = json.loads(done.stdout)['records'][0]['changes']
        self.assertEqual([(one['before_number'], one['now_number']) for one in changes], [('260', '300')])
        self.assertRegex(changes[0]['now_place'], r'b\.xlsx!.*![A-Z]+\d+$')

    def test_a_terminal_is_not_steered(self):
        done = diff(self.write('one.yaml', record('甲')), self.write('two.yaml', record('甲', 年度总体目标='x\x9b31m' * 30)))
        self.assertNotIn('\x9b', done.stdout)


class Reports(Folder):
    def setUp(self):
        super().setUp()
        done = diff(EXAMPLE / '2025', EXAMPLE / '2026', *(f'-o{self.path / name}' for name in ('r.json', 'r.pdf', 'r.xlsx')),
                    LANGUAGE='zh_CN')
        self.assertEqual(done.returncode, 0, done.stderr)
        self.json = json.loads((self.path / 'r.json').read_text(encoding='utf-8'))

    def test_workbook(self):
        sheet = openpyxl.load_workbook(self.path / 'r.xlsx').active
        cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
        texts = [str(value) for row in cells for value in row if value is not None]
        for title in ('绩效目标与预算对照表', '一、总体情况', '二、新增项目', '三、取消项目', '四、变动项目金额对照', '六、需要说明的事项',
                      '2025年', '2026年', '城区智慧停车泊位接入', '老旧小区电梯更新补助'):
            self.assertIn(title, texts)
        self.assertIn('单位：万元', texts)
        for one in self.json['records']:
            for change in one['changes']:
                if change.get('unit') == '万元':
                    row = next(row for row in cells if change['label'] in row and float(change['now_number']) in row)
                    self.assertIn(float(change['before_number']), row)
                    self.assertIn(float(change['difference']), row)
                else:
                    self.assertTrue(any(change['now'] in map(str, row) and change['label'] in map(str, row)
                                        for row in cells), change)

    def test_pages(self):
        with pikepdf.open(self.path / 'r.pdf') as pdf:
            box = pdf.pages[0].mediabox
            self.assertGreater(box[2], box[3])
        done = subprocess.run(['pdftotext', '-layout', self.path / 'r.pdf', '-'], capture_output=True, text=True, check=True)
        for text in ('绩效目标与预算对照表', '2,397.50', '-422.50', '-15.0%', '修复桥涵数量', '未说明原因'):
            self.assertIn(text, done.stdout)

    def test_nothing_to_list(self):
        diff('-q', EXAMPLE / '2025', EXAMPLE / '2025', '-o', self.path / 'same.pdf', LANGUAGE='zh_CN')
        done = subprocess.run(['pdftotext', '-layout', self.path / 'same.pdf', '-'], capture_output=True, text=True, check=True)
        self.assertEqual(done.stdout.count('（无）'), 4)
        self.assertNotRegex(done.stdout, r'(?m)^ *1 *$')

    def test_bytes_are_the_same_again(self):
        once = {name: (self.path / name).read_bytes() for name in ('r.json', 'r.pdf', 'r.xlsx')}
        diff(EXAMPLE / '2025', EXAMPLE / '2026', '-j3', *(f'-o{self.path / name}' for name in once), LANGUAGE='zh_CN')
        self.assertEqual(once, {name: (self.path / name).read_bytes() for name in once})


if __name__ == '__main__':
    BIAOCE = str(Path(sys.argv.pop(1)).resolve())
    unittest.main()
