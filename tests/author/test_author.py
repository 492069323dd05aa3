#!/usr/bin/env python3
"""What is there for template authors: schema, new, blank and lint-template, looked at with independent programs.

    test_author.py BIAOCE [unittest arguments]
"""
import datetime
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest
import zipfile
from pathlib import Path

import openpyxl
import yaml
from jsonschema import Draft7Validator

BIAOCE = None
ROOT = Path(__file__).resolve().parents[2]
OK, ERRORS, USAGE, IO = range(4)
STRINGS_ONLY = yaml.BaseLoader


def run(*words, expect=OK, data=None, folder=None):
    done = subprocess.run([BIAOCE, *map(str, words)], input=data, capture_output=True, timeout=120, cwd=folder,
                          stdin=subprocess.DEVNULL if data is None else None, env={**os.environ, 'LC_ALL': 'C.UTF-8'})
    assert done.returncode == expect, f'{words}: {done.returncode}\n{done.stderr.decode()}'
    return done.stdout.decode() if expect == OK else done.stderr.decode()


def run_lint(*words, expect):
    done = subprocess.run([BIAOCE, 'lint-template', '-q', '--diagnostics', 'json', *map(str, words)],
                          capture_output=True, timeout=60, env={**os.environ, 'LC_ALL': 'C.UTF-8'})
    assert done.returncode == expect, done.stderr.decode()
    return [json.loads(line) for line in done.stderr.decode().splitlines()]


def template_names():
    return [line.split()[0] for line in run('templates').splitlines()]


def plain(value):
    """As a JSON file would hold it: YAML knows dates, JSON does not."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, (datetime.date, datetime.datetime)) else value


def records():
    """(form, path, document) of all examples and of the corpus, each as texts and as YAML's own types."""
    paths = sorted((ROOT / 'examples').glob('*.yaml')) + sorted((ROOT / 'tests/corpus').glob('*/*.yaml'))
    for path in paths:
        text = path.read_text(encoding='utf-8')
        for loader in (STRINGS_ONLY, yaml.SafeLoader):
            for document in yaml.load_all(text, loader):
                for record in document if isinstance(document, list) else [document]:
                    form = record.get('form') or record.get('表单') or path.parent.name
                    yield str(form), path, plain(record)


class SchemaOfRecords(unittest.TestCase):
    def validator(self, name):
        schema = json.loads(run('schema', name))
        Draft7Validator.check_schema(schema)
        return Draft7Validator(schema)

    def test_takes_all_records(self):
        validators = {name: self.validator(name) for name in template_names()}
        seen = set()
        for form, path, record in records():
            if form not in validators:
                continue # books
            seen.add(form)
            faults = [f'{"/".join(map(str, e.absolute_path))}: {e.message[:200]} {[c.message[-90:] for c in e.context]}'
                      for e in validators[form].iter_errors(record)]
            if faults: # only where biaoce has doubts itself
                said = subprocess.run([BIAOCE, 'render', '-t', form, path, '-f', 'trace', '-o', '-'],
                                      capture_output=True, env={**os.environ, 'LC_ALL': 'C.UTF-8'}).stderr.decode()
                self.assertIn('[W204]', said, f'{path}: {faults}')
        self.assertGreaterEqual(len(seen), 12)

    def test_refuses(self):
        schema = self.validator('quanzhou-project')
        good = {'预算年度': 2024, '项目名称': '甲'}
        self.assertTrue(schema.is_valid(good))
        self.assertTrue(schema.is_valid({'year': 2024, '项目 名称：': '甲', 'unit': {'编码': None} and {}}))
        self.assertTrue(schema.is_valid({**good, 'x-note': 1, 'unit.code': '001', '单位编码': '001'}))
        self.assertTrue(schema.is_valid([good, good]), 'a document may be a list of records')
        self.assertTrue(schema.is_valid({**good, '绩效指标': [{'三级指标': '长度', '2024年目标值': '≥3'}]}))
        for wrong in ({'项目名称': '甲'}, {**good, '项目名': '乙'}, {**good, '预算年度': '明年'},
                      {**good, '资金总额': '待定'}, {**good, '单位编码': ['1']},
                      {**good, '绩效指标': {'产出指标': {'数量指标': [{'三级指际': '长度'}]}}}):
            self.assertFalse(schema.is_valid(wrong), wrong)

    def test_choices_complete_and_closed(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / 'f.yaml'
            path.write_text('form: f\nfields:\n  kind: {label: 类别, type: choice, of: [甲（一）, 2], required: true, '
                            'help: 选一个}\n  code: {type: code, pattern: "[0-9]{3}"}\n'
                            '  money: {amount: {label: 金额, type: money, unit: 万元, required: true}}\n'
                            '  plan: {type: list, of: percent, labels: [6月底, 12月底]}\n'
                            'layout: [{table: {rows: [[=kind], [=code], [=money.amount], ["=plan[0]"]]}}]\n',
                            encoding='utf-8')
            schema = self.validator(path)
        kind = schema.schema['definitions']['field-1']
        self.assertEqual(kind['anyOf'][0]['enum'], ['甲（一）', '2'])
        self.assertIn('选一个', kind['description'])
        good = {'类别': '甲(一)', '金额': 3}
        for more in ({}, {'类别': 2}, {'code': '012'}, {'code': ' 012 '}, {'code': ''}, {'plan': {'6月底': 40}},
                     {'plan': [40, '100%']}, {'plan': None}, {'code': 123}):
            self.assertTrue(schema.is_valid({**good, **more}), more)
        self.assertTrue(schema.is_valid({'类别': 2, 'money': {'金额': 3}}))
        for more in ({'类别': '乙'}, {'code': '12'}, {'plan': {'5月底': 40}}, {'plan': [1, 2, 3]}):
            self.assertFalse(schema.is_valid({**good, **more}), more)
        for wrong in ({'类别': 2}, {'类别': 2, 'money': {}}, {'金额': 3}):
            self.assertFalse(schema.is_valid(wrong), wrong)

    def test_files(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / 's.json'
            run('schema', 'tangshan-project', '-o', path)
            json.loads(path.read_text(encoding='utf-8'))
            self.assertIn('could not be written', run('schema', 'tangshan-project', '-o', path, expect=IO))
            self.assertIn('did you mean', run('schema', 'tangshan-projet', expect=USAGE))
            run('schema', expect=USAGE)
            run('schema', '--template', 'x', expect=USAGE)


# A place of a template, and the attribute table of the schema that describes it. `{X}` stands for an attribute.
PLACES = {
    'template': 'form: f\n{X}\nlayout: [{{page-break: true}}]',
    'field': 'form: f\nfields: {{a: {{label: 甲, {X}}}}}\nlayout: [{{page-break: true}}]',
    'item': 'form: f\nlayout: [{{page-break: true, {X}}}]',
    'line': 'form: f\nlayout: [{{line: {{left: 甲, {X}}}}}]',
    'table': 'form: f\nlayout: [{{table: {{rows: [[甲]], {X}}}}}]',
    'band': 'form: f\nlayout: [{{table: {{bands: [{{rows: [[甲]], {X}}}]}}}}]',
    'column': 'form: f\nlayout: [{{table: {{widths: [{{share: 1, {X}}}, 1], rows: [[甲, 乙]]}}}}]',
    'columns': 'form: f\nfields: {{l: {{type: list, of: text}}}}\n'
               'layout: [{{table: {{widths: [1, {{each: l, {X}}}], rows: [[甲, {{each: l}}]]}}}}]',
    'repeat': 'form: f\nfields: {{l: {{type: list, of: text}}}}\n'
              'layout: [{{table: {{widths: auto, rows: [[甲, {{each: l, {X}}}]]}}}}]',
    'across': 'form: f\nfields: {{l: {{type: list, of: text}}}}\n'
              'layout: [{{table: {{widths: auto, rows: [[甲, {{each: l}}], [乙, {{label: 丙, across: {{each: l, {X}}}}}]]}}}}]',
    'shares': 'form: f\nlayout: [{{table: {{widths: {{shares: [1], {X}}}, rows: [[甲]]}}}}]',
    'head': 'form: f\nlayout: [{{table: {{heads: [{{label: 甲, {X}}}], rows: [[甲]]}}}}]',
    'tree': 'form: f\nfields: {{l: {{type: list, of: {{a: 甲, b: {{type: integer}}}}, tree: {{code: a, {X}}}}}}}\n'
            'layout: [{{table: {{rows: [{{each: l, rows: [[=a]]}}]}}}}]',
    'sorting': 'form: f\nfields: {{l: {{type: list, of: {{a: 甲}}}}}}\n'
               'layout: [{{table: {{rows: [{{each: l, sort: {{by: a, {X}}}, rows: [[=a]]}}]}}}}]',
    'page-rows': 'form: f\nfields: {{l: {{type: list}}}}\n'
                 'layout: [{{table: {{rows: [{{each: l, rows: [[=this]]}}], page-foot: {{rows: [[甲]], {X}}}}}}}]',
    'page-row': 'form: f\nfields: {{l: {{type: list}}}}\n'
                'layout: [{{table: {{rows: [{{each: l, rows: [[=this]]}}], page-foot: [{{row: [甲], {X}}}]}}}}]',
    'stub': 'form: f\nlayout: [{{table: {{bands: [{{stub: {{label: 甲, {X}}}, rows: [[甲]]}}]}}}}]',
    'each': 'form: f\nfields: {{l: {{type: list}}}}\nlayout: [{{table: {{rows: [{{each: l, rows: [[=this]], {X}}}]}}}}]',
    'when': 'form: f\nlayout: [{{table: {{rows: [{{when: "true", rows: [[甲]], {X}}}]}}}}]',
    'row': 'form: f\nlayout: [{{table: {{rows: [{{row: [甲], {X}}}]}}}}]',
    'cell': 'form: f\nlayout: [{{table: {{rows: [[{{label: 甲, {X}}}]]}}}}]',
    'style': 'form: f\nlayout: [{{title: 甲, style: {{size: 9pt, {X}}}}}]',
    'grid': 'form: f\nlayout: [{{para: 甲, style: {{grid: {{lines: 22, {X}}}}}}}]',
    'seal': 'form: f\nlayout: [{{para: 甲, seal: {{image: a.png, {X}}}}}]',
    'chart': 'form: f\nfields: {{l: {{type: list, of: text}}}}\n'
             'layout: [{{chart: bar, each: l, label: this, value: nth, {X}}}]',
    'chart-cell': 'form: f\nfields: {{l: {{type: list, of: text}}}}\n'
                  'layout: [{{table: {{rows: [[{{chart: bar, each: l, label: this, value: nth, {X}}}]]}}}}]',
    'series': 'form: f\nfields: {{l: {{type: list, of: text}}}}\n'
              'layout: [{{chart: bar, each: l, label: this, series: [{{value: nth, {X}}}]}}]',
    'pinned': 'form: f\nlayout: [{{table: {{rows: [[{{label: 甲, foot: {{text: 乙, {X}}}}}]]}}}}]',
    'border': 'form: f\nlayout: [{{table: {{rows: [[{{label: 甲, style: {{border: {{top: 1pt, {X}}}}}}}]]}}}}]',
    'paper': 'form: f\npaper: {{size: A4, {X}}}\nlayout: [{{page-break: true}}]',
    'size': 'form: f\npaper: {{size: {{width: 180mm, height: 250mm, {X}}}}}\nlayout: [{{page-break: true}}]',
    'running': 'form: f\npaper: {{head: {{left: 甲, {X}}}}}\nlayout: [{{page-break: true}}]',
    'tables': 'form: f\ntables: {{continued: 续, {X}}}\nlayout: [{{table: {{rows: [[甲]]}}}}]',
    'margins': 'form: f\npaper: {{margins: {{top: 20mm, {X}}}}}\nlayout: [{{page-break: true}}]',
    'check': 'form: f\nchecks: [{{that: "true", say: 甲, {X}}}]\nlayout: [{{page-break: true}}]',
    'level': 'form: f\nfields: {{l: {{type: list, of: {{a: 甲}}}}}}\n'
             'layout: [{{table: {{rows: [{{each: l, merge: [{{by: a, {X}}}], rows: [[=a]]}}]}}}}]',
    'one-level': 'form: f\nfields: {{l: {{type: list, of: {{a: 甲}}}}}}\n'
                 'layout: [{{table: {{rows: [{{each: l, merge: [[{{by: a, {X}}}]], rows: [[=a]]}}]}}}}]',
    'words': 'form: f\nwords: {{rates: [率], {X}}}\nlayout: [{{page-break: true}}]',
    'kinds': 'form: f\nwords: {{kinds: {{cost: [成本], {X}}}}}\nlayout: [{{page-break: true}}]',
    'relations': 'form: f\nwords: {{operators: {{below: [不到], {X}}}}}\nlayout: [{{page-break: true}}]',
    'natures': 'form: f\nwords: {{natures: {{qualitative: [定性], {X}}}}}\nlayout: [{{page-break: true}}]',
    'changes': 'form: f\nwords: {{changes-to: {{less: [降至], {X}}}}}\nlayout: [{{page-break: true}}]',
    'use': 'form: f\nfragments: {{a: [[甲]]}}\nlayout: [{{table: {{rows: [{{use: a, {X}}}]}}}}]',
}
# Values of which every key refuses some: what each is, and how deep it goes.
WRONG = ['\u0007', -1, 0.5, None, {'q': 'q'}, {'q': ['q']}, ['q'], [['q']], [[['q']]], [[[['q']]]], [{'q': 'q'}], {'q': {'q': {'q': [['q']]}}}]
TAKES_ALL = {('field', 'default')}


def probe(text, key, value):
    """The template of a place with that key in it, or with another value for it."""
    tree = yaml.safe_load(text.format(X='qqqqqqqqqqqqqqqqqqqqqqq: 1'))

    def look(node):
        if isinstance(node, dict) and node.pop('qqqqqqqqqqqqqqqqqqqqqqq', None):
            node[key] = value
        for inner in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
            look(inner)

    look(tree)
    return json.dumps(tree, ensure_ascii=False)


class SchemaOfTemplates(unittest.TestCase):
    def setUp(self):
        self.schema = json.loads(run('schema', '--template'))
        Draft7Validator.check_schema(self.schema)

    def test_takes_all_templates(self):
        validator = Draft7Validator(self.schema)
        for path in sorted((ROOT / 'templates').rglob('*.yaml')):
            if path.parent.name == 'profiles':  # by which records are published: no part of a form
                continue
            tree = yaml.safe_load(path.read_text(encoding='utf-8'))
            faults = [f'{"/".join(map(str, e.absolute_path))}: {e.message[:300]}' for e in validator.iter_errors(tree)]
            self.assertEqual(faults, [], path)

    def properties(self, shape):
        definition = self.schema['definitions'][shape]
        for branch in definition.get('anyOf', [definition]):
            if 'properties' in branch:
                return set(branch['properties'])
        return None

    def test_knows_what_the_compiler_knows(self):
        with tempfile.TemporaryDirectory() as folder:
            for shape, text in PLACES.items():
                path = Path(folder) / f'{shape}.yaml'
                path.write_text(text.format(X='qqqqqqqqqqqqqqqqqqqqqqq: 1') + '\n', encoding='utf-8')
                hints = [m['hint'] for m in run_lint(path, expect=ERRORS) if m['code'] == 'E302']
                self.assertTrue(hints, shape)
                known = set(hints[0].removeprefix('known here: ').split(', '))
                self.assertEqual(self.properties(shape), known, shape)

    def test_described_shapes_are_all_probed(self):
        described = {name for name in self.schema['definitions'] if self.properties(name)}
        rules = {name for name in described if name[0].isupper()}
        self.assertEqual(described - set(PLACES) - rules, set())

    def rules(self):
        return [branch['$ref'].removeprefix('#/definitions/') for branch in self.schema['definitions']['rule']['anyOf']]

    def test_knows_the_rules(self):
        listed = [line.split()[0] for line in run('check', '--rules').splitlines()]
        self.assertEqual(self.rules(), listed)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / 'f.yaml'
            path.write_text('form: f\nlayout: [{page-break: true}]\nchecks:\n' +
                            ''.join(f'  - {{rule: {code}, qqqqqqqqqqqqqqqqqqqqqqq: 1}}\n' for code in listed))
            known = [m['hint'].removeprefix('known here: ').split(', ') for m in run_lint(path, expect=ERRORS)]
        for code, keys in zip(listed, known, strict=True):
            self.assertEqual(self.properties(code), set(keys), code)

    def test_refuses_wrong_parameters(self):
        validator = Draft7Validator(self.schema)
        for good in ({'rule': 'SCORE-SUM', 'total': 100}, {'rule': 'REQUIRED', 'fields': ['a'], 'level': False},
                     {'rule': 'CODE-FORMAT', 'codes': [{'at': 'code', 'length': 21}]}):
            self.assertTrue(validator.is_valid({'checks': [good]}), good)
        for wrong in ({'rule': 'SCORE-SMU'}, {'rule': 'SCORE-SUM', 'budget': 'a'},
                      {'rule': 'TAXONOMY', 'tree': ['一级']}, {'rule': 'CODE-FORMAT', 'codes': [{'length': 21}]},
                      {'rule': 'CODE-FORMAT', 'codes': [{'at': 'code', 'yaer': 6}]},
                      {'rule': 'IND-MINIMUM', 'need': [['数量']]}):
            self.assertFalse(validator.is_valid({'checks': [wrong]}), wrong)

    def test_wrong_types_are_refused(self):
        """Every key of every table, with each of the values that its schema does not take."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / 'place.yaml'
            for shape, text in PLACES.items():
                for key in sorted(self.properties(shape)):
                    definition = {'$ref': f'#/definitions/{shape}', 'definitions': self.schema['definitions']}
                    # Of a table that may be something else too, only the map is asked.
                    branches = [b for b in self.schema['definitions'][shape].get('anyOf', []) if 'properties' in b]
                    if branches:
                        definition = {**branches[0], 'definitions': self.schema['definitions']}
                    validator = Draft7Validator(definition)
                    wrong = [value for value in WRONG if not validator.is_valid({key: value})]
                    self.assertEqual(not wrong, (shape, key) in TAKES_ALL, (shape, key))
                    for value in wrong[:1] + wrong[-1:]:
                        path.write_text(probe(text, key, value), encoding='utf-8')
                        codes = [m['code'] for m in run_lint(path, expect=ERRORS) if m['severity'] == 'error']
                        self.assertTrue({*codes} & {'E301', 'E302', 'E303', 'E334'}, (shape, key, value, codes))
                        # What stands beside the place already may exclude the key.
                        self.assertEqual(len(codes) - codes.count('E309'), 1, (shape, key, value, codes))

    def test_one_mistake_one_message(self):
        """A value of a wrong kind, and a key misspelt, at every few nodes of a real template."""
        def nodes(node, path=()):
            for key in list(node) if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ():
                yield (*path, key)
                yield from nodes(node[key], (*path, key))

        def changed(path, value):
            tree = yaml.load(text, STRINGS_ONLY)
            node = tree
            for key in path[:-1]:
                node = node[key]
            if value is not None:
                node[path[-1]] = value
            elif not isinstance(node, dict):
                return None
            else: # the last letter is lost, or one too many
                node[path[-1][:-1] if len(path[-1]) > 3 else path[-1] + 'x'] = node.pop(path[-1])
            return json.dumps(tree, ensure_ascii=False, indent=1)

        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / 'f.yaml'
            tried = 0
            for name, step in (('quanzhou-ip-award', 4), ('budget-04-fiscal', 3)):
                text = (ROOT / 'templates' / f'{name}.yaml').read_text(encoding='utf-8')
                for place in list(nodes(yaml.load(text, STRINGS_ONLY)))[::step]:
                    for value in (None, [['q']]):
                        written = changed(place, value)
                        if not written:
                            continue
                        path.write_text(written, encoding='utf-8')
                        done = subprocess.run([BIAOCE, 'lint-template', '-q', '--diagnostics', 'json', path],
                                              capture_output=True, timeout=60, env={**os.environ, 'LC_ALL': 'C.UTF-8'})
                        found = [json.loads(line) for line in done.stderr.decode().splitlines()]
                        wrong = [m['code'] for m in found if m['severity'] == 'error']
                        # Names of fields, categories and the like are free: what reads them is told of, place by place.
                        if {*wrong} & {'E301', 'E302', 'E303', 'E309'}:
                            tried += 1
                            self.assertEqual(len(wrong), 1, (place, value, wrong))
            self.assertGreater(tried, 80)


class New(unittest.TestCase):
    def test_reads_back(self):
        for name in template_names():
            text = run('new', name)
            self.assertIsInstance(yaml.safe_load(text), dict, name)
            done = subprocess.run([BIAOCE, 'render', '-', '-o', '-', '-f', 'trace', '--force', '--diagnostics', 'json'],
                                  input=text.encode(), capture_output=True, env={**os.environ, 'LC_ALL': 'C.UTF-8'})
            codes = {json.loads(line)['code'] for line in done.stderr.decode().splitlines()}
            self.assertFalse(codes & {'E202', 'E206', 'E201', 'E110'}, f'{name}: {codes}\n{text}')

    def test_follows_the_form(self):
        text = run('new', 'quanzhou-project')
        for line in ('项目名称:  # must be given', '存续状态:  # 经常性项目 / 阶段性项目 or another', '资金总额:  # 万元'):
            self.assertIn(f'\n{line}\n', text)
        self.assertLess(text.index('项目编码:'), text.index('项目概况:'))
        self.assertLess(text.index('项目概况:'), text.index('绩效指标:'))

    def test_hard_labels(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / 'f.yaml'
            path.write_text('''form: f
fields:
  a: {label: "甲: 一 # 二", help: "第一行\\n第二行"}
  b: {label: 名称}
  g:
    c: {label: 名称}
    d: {label: 名称}
  list: {label: "- 清单", type: list, of: {x: {label: "项: x", required: true}, y: 乙}}
layout: [{table: {rows: [[=a], [=b], [=g.c], [=g.d]]}}]
''', encoding='utf-8')
            text = run('new', path)
            record = yaml.safe_load(text)
            self.assertEqual(list(record), ['form', '甲: 一 # 二', 'b', 'g.c', 'g.d', '- 清单'])
            record = Path(folder) / 'r.yaml'
            record.write_text(text, encoding='utf-8')
            self.assertNotIn('E202', run('render', '-t', path, record, '-f', 'trace', '-o', '-', expect=ERRORS))


def defined_in(book):
    """{name: text} of the book's first sheet, whether openpyxl gives names to books, as before 3.1, or to sheets."""
    names = getattr(book.defined_names, 'definedName', None)
    if names is None:
        names = [*book.defined_names.values(), *book.active.defined_names.values()]
    return {name.name: name.attr_text for name in names}


def names_of(book):
    """{name: cell} of the values in the book's first sheet."""
    return {name: text.split('!')[1].replace('$', '') for name, text in defined_in(book).items() if re.match(r'biaoce\.[^_]', name)
            and '!' in text}


def rows_of_lists(book):
    """Between the fences of lists."""
    rows = set()
    for name, text in defined_in(book).items():
        if name.startswith('biaocerows.'):
            first, last = (int(row) for row in re.findall(r'\$(\d+)', text))
            rows |= set(range(first + 1, last))
    return rows


def computed_fields(name):
    """The keys of a template's fields that are computed, as names of cells spell them."""
    found = set()

    def look(tree, key):
        if isinstance(tree, dict):
            if 'computed' in tree:
                found.add(key.replace('-', '_'))
            for inner, value in tree.items():
                look(value, str(inner))

    path = next((ROOT / 'templates').rglob(f'{name}.yaml'))
    tree = yaml.safe_load(path.read_text(encoding='utf-8'))
    look(tree.get('fields'), '')
    for parent in tree.get('extends', []):
        found |= computed_fields(parent)
    return found


class Blank(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.root = Path(cls.folder.name)
        cls.names = template_names()
        cls.listed = run('blank', *cls.names, '-f', 'pdf,xlsx', '-o', cls.root).splitlines()

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def book(self, name):
        index = self.names.index(name)
        return openpyxl.load_workbook(self.listed[2 * index + 1])

    def test_all_are_made(self):
        self.assertEqual(len(self.listed), 2 * len(self.names))

    def test_values_can_be_written(self):
        for name in self.names:
            computed = computed_fields(name)
            book = self.book(name)
            sheet = book.active
            self.assertTrue(sheet.protection.sheet, name)
            named, field_at = set(), {}
            for defined, place in names_of(book).items():
                if defined.startswith('biaoce.'):
                    named.add(place)
                    field_at[place] = defined.rsplit('.', 1)[1]
            merged = {sheet.cell(*at).coordinate for area in sheet.merged_cells.ranges for at in area.cells
                      if area.start_cell.coordinate in named and not area.start_cell.value}
            worded = {sheet.cell(*at).coordinate for area in sheet.merged_cells.ranges for at in area.cells
                      if re.search('　　|：', str(area.start_cell.value))}
            growing = {row for row in rows_of_lists(book) if sheet.row_dimensions[row].customFormat}
            beside = {sheet.cell(*at).coordinate for area in sheet.merged_cells.ranges for at in area.cells
                      if growing & set(range(area.min_row, area.max_row + 1))}
            for row in sheet.iter_rows():
                for cell in row:
                    is_open = cell.coordinate in named or cell.coordinate in merged
                    if cell.coordinate in named and (cell.value or field_at.get(cell.coordinate) in computed):
                        is_open = False  # what the form computes or prints by itself, nobody writes
                    if cell.row in growing or cell.coordinate in beside:
                        is_open = True  # or the row could not be removed
                    elif not is_open and (cell.coordinate in worded or re.search('　　|：', str(cell.value))):
                        continue  # words with room for a value, where it can be told from them again
                    self.assertEqual(not cell.protection.locked, is_open, f'{name} {cell.coordinate} {cell.value!r}')

    def validations(self, name):
        return {str(rule.sqref): rule for rule in self.book(name).active.data_validations.dataValidation}

    def cell_of(self, name, path):
        return names_of(self.book(name))['biaoce.' + path]

    def test_choices_drop_down(self):
        lists = [rule for name in ('jinan-project', 'mof-project-declaration', 'quanzhou-project')
                 for rule in self.validations(name).values() if rule.type == 'list']
        self.assertGreaterEqual(len(lists), 5)
        self.assertTrue(any('新增项目' in rule.formula1 for rule in lists))
        status = self.validations('quanzhou-project')[self.cell_of('quanzhou-project', 'status')]
        self.assertEqual(status.formula1, '"经常性项目,阶段性项目"')
        with zipfile.ZipFile(self.listed[2 * self.names.index('quanzhou-project') + 1]) as book:
            xml = book.read('xl/worksheets/sheet1.xml').decode()
        rule = re.search(f'<dataValidation [^>]*sqref="{status.sqref}"', xml)[0]
        self.assertNotIn('showErrorMessage', rule, 'open choices take others too')

    def test_required_are_marked(self):
        name = self.cell_of('tangshan-project', 'name')
        sheet = self.book('tangshan-project').active
        self.assertEqual(sheet[name].fill.fgColor.rgb, 'FFFFF2CC')
        self.assertIn('must be given', self.validations('tangshan-project')[name].prompt)
        other = self.cell_of('tangshan-project', 'budget.other')
        self.assertEqual(sheet[other].fill.fill_type, None)

    def test_codes_stay_text(self):
        sheet = self.book('tangshan-project').active
        self.assertEqual(sheet[self.cell_of('tangshan-project', 'code')].number_format, '@')
        self.assertEqual(sheet[self.cell_of('tangshan-project', 'budget.total')].number_format, 'General')
        self.assertIn('biaoce.plan.0', names_of(self.book('tangshan-project')))

    def test_rows_and_places(self):
        with tempfile.TemporaryDirectory() as folder:
            trace = run('blank', 'tangshan-project', '--rows', 7, '-f', 'trace', '-o', '-')
            self.assertIn('"目标7"', trace)
            self.assertNotIn('"目标8"', trace)
            self.assertIn('项目绩效目标表', trace)
            run('blank', 'tangshan-project', '-o', Path(folder) / 'a.xlsx')
            run('blank', 'tangshan-project', 'futian-project', '-o', Path(folder) / 'a.pdf', expect=USAGE)
            run('blank', 'nothing-like-it', '-o', folder, expect=USAGE)
            run('blank', expect=USAGE)
            run('blank', 'tangshan-project', '--rows', 0, expect=USAGE)
            self.assertEqual(sorted(os.listdir(folder)), ['a.xlsx'])

    def test_same_bytes(self):
        first, second = (subprocess.run([BIAOCE, 'blank', 'futian-project', '-f', 'xlsx', '-o', '-'],
                                        capture_output=True).stdout for _ in range(2))
        self.assertTrue(first.startswith(b'PK'))
        self.assertEqual(first, second)


SUSPECT = '''form: suspect
extends: [gb9704, indicators]
fields:
  name: 名称
  forgotten: {label: 忘印, type: text}
  group:
    half: {label: 半, type: text}
  rows: {type: list, of: row}
styles:
  lost: {size: 五号}
fragments:
  nowhere: [[甲]]
categories:
  产出: [数量, 数量指标]
layout:
  - table:
      bands:
        - {widths: [50, 50], rows: [[名称, =name]]}
        - widths: [50.2, 49.8]
          rows:
            - each: rows
              rows: [[=a, =b]]
        - {widths: [2, 98], rows: [[太窄的, '']]}
        - {rows: [[{label: 看不清, style: {colour: 40%, shade: 20%}}], [{label: 看得清, style: {colour: red, shade: 20%}}]]}
        - {widths: [3, 97], rows: [[{label: 竖排的, style: {vertical: true}}, '']]}
  - {title: 太浅, style: {colour: 30%}}
  - {image: 印章.png}
  - {image: 印章.png, alt: 单位公章}
types:
  row: {a: 甲, b: 乙, unseen: 丙}
  idle: {a: 甲}
'''
EXPECTED = [(5, 'W340'), (7, 'W340'), (10, 'W341'), (12, 'W342'), (14, 'W343'), (14, 'W343'), (21, 'W345'), (22, 'W344'), (23, 'W346'),
            (24, 'W350'), (26, 'W350'), (27, 'W352'), (30, 'W340'), (31, 'W342')]


class OwnTemplate(unittest.TestCase):
    """The form that was written with nothing but docs/template-language.md."""

    def test_works_like_the_shipped_ones(self):
        folder = ROOT / 'examples/own-template'
        template, record = folder / 'meeting-budget.yaml', folder / 'meeting.yaml'
        run('lint-template', '--strict', template)
        done = subprocess.run([BIAOCE, 'render', '-q', '-T', folder, record, '-f', 'trace', '-o', '-'],
                              capture_output=True, env={**os.environ, 'LC_ALL': 'C.UTF-8'})
        self.assertEqual((done.returncode, done.stderr.decode()), (OK, ''))
        self.assertIn('"63,760.00"', done.stdout.decode())
        schema = Draft7Validator(json.loads(run('schema', template)))
        self.assertTrue(schema.is_valid(plain(yaml.safe_load(record.read_text(encoding='utf-8')))))
        self.assertIn('会议类别:  # must be given; 一类会议 / 二类会议 / 三类会议 / 四类会议\n', run('new', template))


class Lint(unittest.TestCase):
    def test_shipped_templates_are_clean(self):
        # A book gives its year to every cover, whether that prints it or not.
        run('lint-template', '--strict', *(name for name in template_names() if name != 'book-cover'))
        notes = run_lint(*sorted((ROOT / 'templates/shared').glob('*.yaml')), expect=OK)
        self.assertEqual({note['code'] for note in notes}, {'N347'})

    def test_shipped_templates_repeat_little(self):
        """Lines that stand in a run of three and more which stands somewhere before, blank ones and comments aside."""
        files = sorted((ROOT / 'templates').rglob('*.yaml'))
        texts = [[line.rstrip() for line in path.read_text(encoding='utf-8').splitlines() if line.strip() and line.lstrip()[0] != '#']
                 for path in files]
        seen, again = set(), set()
        for at, lines in enumerate(texts):
            for first in range(len(lines) - 2):
                run_of_three = tuple(lines[first:first + 3])
                if run_of_three in seen:
                    again.update((at, first + k) for k in range(3))
                seen.add(run_of_three)
        total = sum(map(len, texts))
        self.assertLess(len(again), 0.16 * total, f'{len(again)} of {total} lines')
        for path in files:
            self.assertIsNone(re.search(r'(?m)(^|[\s\[{,])(&\w|\*\w+\s*$|<<:)', path.read_text(encoding='utf-8')), path)

    def test_finds_each_kind(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / 'suspect.yaml'
            path.write_text(SUSPECT, encoding='utf-8')
            found = run_lint(path, expect=OK)
            self.assertEqual([(m['line'], m['code']) for m in found], EXPECTED, found)
            self.assertTrue(all(m['column'] and m['severity'] == 'warning' for m in found))
            run_lint(path, '--strict', expect=ERRORS)
            text = run('lint-template', '--strict', path, expect=ERRORS)
            self.assertIn('suspect.yaml:5:3: warning: the field `forgotten`', text)
            self.assertIn('1 template, 0 errors, 14 warnings', text)

    def test_sums_of_sums(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / 'sums.yaml'
            path.write_text('form: sums\nextends: [gb9704]\nfields:\n  rows: {type: list, of: {a: {label: 甲, type: number}, '
                            'b: {label: 乙, type: number, default: 0}, c: {label: 丙, type: number, required: true}}}\n'
                            'layout:\n  - para: $(rows.sum(b - c))、$(rows.sum(sum(a, b)))、$(rows.sum(a * b))、$(rows.sum(a))\n'
                            '  - para: $(rows.sum(c - a))、$(rows.filter(c > 1).average(x, x.b + (x.c - x.a)))\n', encoding='utf-8')
            found = run_lint(path, expect=OK)
            self.assertEqual([(m['line'], m['column'], m['code']) for m in found], [(7, 22, 'N326'), (7, 62, 'N326')], found)

    def test_errors(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / 'bad.yaml'
            path.write_text(SUSPECT.replace('=name', '=nam'), encoding='utf-8')
            found = run_lint(path, expect=ERRORS)
            self.assertEqual([m['code'] for m in found], ['E307'])
            path.write_text(SUSPECT + 'checks: [{rule: SCORE-SUM, total: hundred}]\n', encoding='utf-8')
            found = [m for m in run_lint(path, expect=ERRORS) if m['severity'] == 'error']
            self.assertEqual([m['code'] for m in found], ['E303'])
            path.write_text('form: f\nfields: {a: {label: 甲, role: nmae}}\nlayout: [{para: 甲}]\n', encoding='utf-8')
            found = run_lint(path, expect=ERRORS)
            self.assertEqual([(m['code'], m['hint']) for m in found], [('E303', 'did you mean `name`?')])
            for nothing in ('', '# form: f\n'):  # a template that is there and wrong, not one that is missing
                path.write_text(nothing, encoding='utf-8')
                self.assertEqual([(m['code'], m['file']) for m in run_lint(path, expect=ERRORS)], [('E301', str(path))])
            run_lint('no-such-template', expect=USAGE)
            run('lint-template', expect=USAGE)


if __name__ == '__main__':
    BIAOCE = os.path.abspath(sys.argv.pop(1))
    unittest.main(argv=sys.argv)
