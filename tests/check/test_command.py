#!/usr/bin/env python3
"""`biaoce check` from outside: exit codes, reports, baselines, fixes, rules across a batch."""
import argparse
import json
import os
import re
import shutil
import subprocess
import unittest
import zipfile
from pathlib import Path

import yaml

BASES = Path(__file__).parent / 'bases'
OPTIONS = None


def check(*words, folder, stdin=None, **more):
    environment = {**os.environ, 'LC_ALL': 'C', 'LANGUAGE': '', **more}
    return subprocess.run([OPTIONS.biaoce, 'check', *map(str, words)], cwd=folder, env=environment, check=False,
                          stdin=stdin, capture_output=True, text=True, encoding='utf-8')


def codes(done):
    return [line.rsplit('[', 1)[1][:-1] for line in done.stderr.splitlines() if line.endswith(']') and ': ' in line]


class Command(unittest.TestCase):
    def setUp(self):
        self.folder = OPTIONS.work / self.id()
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.base = (BASES / 'tangshan-project.yaml').read_text(encoding='utf-8')

    def write(self, name, *changes):
        text = self.base
        for old, new in changes:
            self.assertIn(old, text)
            text = text.replace(old, new)
        (self.folder / name).write_text(text, encoding='utf-8')
        return text

    def run_check(self, *words, **more):
        return check(*words, folder=self.folder, **more)

    def test_a_clean_record(self):
        self.write('good.yaml')
        done = self.run_check('good.yaml')
        self.assertEqual((done.returncode, done.stdout), (0, ''))
        self.assertEqual(done.stderr, '1 checked: 0 errors, 0 warnings, 0 notes\n')

    def test_levels_and_exit_codes(self):
        self.write('warned.yaml', ('≥15000平方米', '15000平方米'))
        self.assertEqual(self.run_check('warned.yaml').returncode, 0)
        self.assertEqual(self.run_check('--strict', 'warned.yaml').returncode, 1)
        self.write('wrong.yaml', ('财政资金: 200.00', '财政资金: 180.00'))
        done = self.run_check('wrong.yaml')
        self.assertEqual((done.returncode, codes(done)), (1, ['FUND-SUM']))
        self.assertIn('预算数 260.00 ≠ 财政资金 180.00 + 其他资金 60.00, a difference of 20.00 万元', done.stderr)
        self.assertEqual(self.run_check('nowhere.yaml').returncode, 3)
        self.assertEqual(self.run_check().returncode, 2)
        self.assertEqual(self.run_check('--write', 'wrong.yaml').returncode, 2)
        self.assertEqual(self.run_check('--report', 'findings.doc', 'wrong.yaml').returncode, 2)

    def test_nothing_wrong_is_published(self):
        self.write('wrong.yaml', ('财政资金: 200.00', '财政资金: 180.00'))
        for options, made in (([], False), (['--force'], True), (['--no-check'], True)):
            out = self.folder / ('out' + ''.join(options))
            subprocess.run([OPTIONS.biaoce, 'render', '-q', *options, '-o', out, 'wrong.yaml'], cwd=self.folder,
                           check=False, capture_output=True)
            self.assertEqual(any(out.glob('*.pdf')), made, options)

    def test_waivers(self):
        self.write('waived.yaml', ('财政资金: 200.00', '财政资金: 180.00'),
                   ('项目名称:', '豁免: {FUND-SUM: 余款由上级另文下达}\n项目名称:'))
        done = self.run_check('waived.yaml')
        self.assertEqual(done.returncode, 0)
        self.assertIn('(waived: 余款由上级另文下达)', done.stderr)

    def test_a_mistyped_waiver_waives_nothing_and_is_told(self):
        self.write('mistyped.yaml', ('财政资金: 200.00', '财政资金: 180.00'),
                   ('项目名称:', '豁免: {FUND-SMU: 余款由上级另文下达}\n项目名称:'))
        done = self.run_check('mistyped.yaml')
        self.assertEqual(done.returncode, 1)
        self.assertIn('[FUND-SUM]', done.stderr)
        self.assertRegex(done.stderr, r'warning: no check has the code `FUND-SMU` \[W212\][\s\S]*did you mean `FUND-SUM`')

    def test_a_report_without_fonts(self):
        """Why it could not be made is said, and that is all."""
        self.write('good.yaml')
        for text, code in (('roles: 3\n', 'E410'), ('roles: [\n', 'E114'), ('', 'E521')):
            (self.folder / 'fonts.yaml').write_text(text, encoding='utf-8')
            done = self.run_check('--fonts', 'fonts.yaml', '--report', 'found.pdf', 'good.yaml')
            self.assertEqual((done.returncode, codes(done)), (3, [code]))
            self.assertFalse((self.folder / 'found.pdf').exists())

    def test_reports(self):
        self.write('wrong.yaml', ('财政资金: 200.00', '财政资金: 180.00'))
        done = self.run_check('wrong.yaml', *[word for ending in ('sarif', 'json', 'xlsx', 'pdf')
                                              for word in ('--report', f'findings.{ending}')])
        self.assertEqual(done.returncode, 1)
        sarif = json.loads((self.folder / 'findings.sarif').read_text(encoding='utf-8'))
        self.assertEqual(sarif['version'], '2.1.0')
        run = sarif['runs'][0]
        rules = [rule['id'] for rule in run['tool']['driver']['rules']]
        self.assertEqual(len(rules), len(set(rules)))
        result = run['results'][0]
        self.assertIn(result['ruleId'], rules)
        self.assertEqual((result['ruleId'], result['level']), ('FUND-SUM', 'error'))
        place = result['locations'][0]['physicalLocation']
        self.assertEqual(place['artifactLocation']['uri'], 'wrong.yaml')
        self.assertEqual(place['region']['startLine'], 4)
        plain = json.loads((self.folder / 'findings.json').read_text(encoding='utf-8'))
        self.assertEqual([finding['code'] for finding in plain], ['FUND-SUM'])
        with zipfile.ZipFile(self.folder / 'findings.xlsx') as book:
            self.assertIn('FUND-SUM', book.read('xl/sharedStrings.xml').decode()
                          if 'xl/sharedStrings.xml' in book.namelist()
                          else book.read('xl/worksheets/sheet1.xml').decode())
        self.assertEqual((self.folder / 'findings.pdf').read_bytes()[:5], b'%PDF-')

    def test_a_report_has_one_language(self):
        for folder in ('a', 'b'):
            (self.folder / 'records' / folder).mkdir(parents=True)
            self.write(f'records/{folder}/wrong.yaml', ('财政资金: 200.00', '财政资金: 180.00'))
        words = {'': ['Rule', 'List of findings', 'sum of its parts', 'error', 'Total'],
                 'zh_CN': ['规则', '问题清单', '合计等于各部分之和', '错误', '合计']}
        for language, own in words.items():
            done = self.run_check('--report', 'r.pdf', 'records/a', 'records/b', LC_ALL='C.UTF-8', LANGUAGE=language)
            self.assertEqual(done.returncode, 1, done.stderr)
            text = subprocess.run(['pdftotext', '-layout', self.folder / 'r.pdf', '-'], capture_output=True, text=True, check=True).stdout
            others = [word for other, theirs in words.items() for word in theirs if other != language]
            for word in own:
                self.assertIn(word, text)
            for word in others:
                self.assertNotIn(word, text)
            self.assertIn('FUND-SUM', text)
            self.assertIn('a/wrong.yaml:4', text)
            self.assertNotIn('records/a/wrong.yaml:4', text)

    def test_baselines(self):
        self.write('old.yaml', ('财政资金: 200.00', '财政资金: 180.00'))
        self.assertEqual(self.run_check('--write-baseline', 'known.txt', 'old.yaml').returncode, 1)
        done = self.run_check('--baseline', 'known.txt', 'old.yaml')
        self.assertEqual((done.returncode, codes(done)), (0, []))
        self.assertIn('1 known', done.stderr)
        # It is known wherever the line has moved to; what is new is told.
        self.write('old.yaml', ('财政资金: 200.00', '财政资金: 180.00'), ('项目名称:', '# a line more\n项目名称:'),
                   ('≥15000平方米', '15000平方米'))
        done = self.run_check('--baseline', 'known.txt', 'old.yaml')
        self.assertEqual((done.returncode, codes(done)), (0, ['OPERATOR-MISSING']))

    def test_trend(self):
        """What of a baseline is no longer there is gone, in files that were read; reports say it by rule."""
        self.write('a.yaml', ('财政资金: 200.00', '财政资金: 180.00'))
        self.write('b.yaml', ('财政资金: 200.00', '财政资金: 170.00'))
        self.run_check('--write-baseline', 'known.txt', 'a.yaml', 'b.yaml')
        self.write('a.yaml', ('≥15000平方米', '15000平方米'))
        done = self.run_check('--baseline', 'known.txt', 'a.yaml')  # of b nobody knows
        self.assertTrue(done.stderr.endswith('1 checked: 0 errors, 1 warnings, 0 notes, 1 gone\n'), done.stderr)
        (self.folder / 'other.txt').write_text('a note of somebody\nFUND-SUM\tno message\n', encoding='utf-8')
        self.assertNotIn('gone', self.run_check('--baseline', 'other.txt', 'a.yaml').stderr)
        done = self.run_check('--baseline', 'known.txt', '--report', 'r.pdf', '--report', 'r.xlsx', 'a.yaml', 'b.yaml')
        self.assertRegex(done.stderr, r'2 checked: 0 errors, 1 warnings, \d+ notes, [1-9]\d* known, 1 gone\n$')
        text = subprocess.run(['pdftotext', '-layout', self.folder / 'r.pdf', '-'], capture_output=True, text=True).stdout
        lines = text.splitlines()
        for code, numbers in (('FUND-SUM', ['0', '1', '1']), ('OPERATOR-MISSING', ['1', '0', '0'])):
            at = next(i for i, line in enumerate(lines) if line.strip().startswith(code))
            said = ' '.join(lines[max(0, at - 2):at + 1]).split()
            self.assertEqual([word for word in said if word.isdigit()][-3:], numbers, (code, text))
        with zipfile.ZipFile(self.folder / 'r.xlsx') as book:
            self.assertIn('Still there', book.read('xl/sharedStrings.xml').decode())

    def test_nothing_that_is_read_is_replaced(self):
        text = self.write('r.json.yaml')
        (self.folder / 'r.json').write_text('{}', encoding='utf-8')
        (self.folder / 'totals.json').write_text('{}', encoding='utf-8')
        (self.folder / 'templates').mkdir()
        form = self.folder / 'templates/own.yaml'
        form.write_text('form: own\nextends: [tangshan-project]\n', encoding='utf-8')
        os.link(self.folder / 'r.json.yaml', self.folder / 'linked.sarif')
        own = ['-T', 'templates', '-t', 'own']
        for words, kept in ([['--write-baseline', 'r.json.yaml'], 'r.json.yaml'], [['--report', 'r.json', 'r.json'], 'r.json'],
                            [['--report', 'linked.sarif'], 'r.json.yaml'],
                            [['--totals', 'totals.json', '--report', 'totals.json'], 'totals.json'],
                            [[*own, '--write-baseline', 'templates/own.yaml'], 'templates/own.yaml']):
            before = (self.folder / kept).read_bytes()
            done = self.run_check(*words, 'r.json.yaml')
            self.assertEqual((done.returncode, 'E515' in done.stderr), (3, True), f'{words} {done.stderr}')
            self.assertEqual((self.folder / kept).read_bytes(), before)
        self.assertEqual((self.folder / 'r.json.yaml').read_text(encoding='utf-8'), text)
        (self.folder / 'photo.png').write_bytes(b'\x89PNG\r\n\x1a\n' + bytes(20))
        (self.folder / 'list.csv').write_text('项目编码,项目名称\n1,甲\n', encoding='utf-8')
        (self.folder / 'secret').write_text('s3cret\n')
        (self.folder / 'secret').chmod(0o600)
        (self.folder / 'map.yaml').write_text('form: tangshan-project\ntables:\n  a: {file: list.csv}\n  b: {odbc: "Driver=SQLite3;Database=x", sql: select 1, '
                                              'password: {file: secret}}\nrecords: {from: a}\n', encoding='utf-8')
        for kept, record in ('photo.png', 'r.json.yaml'), ('secret', 'map.yaml'):
            before = (self.folder / kept).read_bytes()
            done = self.run_check('--write-baseline', kept, record)
            self.assertEqual((done.returncode, 'E515' in done.stderr), (3, True), done.stderr)
            self.assertEqual((self.folder / kept).read_bytes(), before)
        done = self.run_check('--baseline', 'list.csv', '--write-baseline', 'list.csv', 'r.json.yaml')
        self.assertEqual((done.returncode, 'E562' in done.stderr), (2, True), done.stderr)
        self.assertIn('甲', (self.folder / 'list.csv').read_text(encoding='utf-8'))
        done = self.run_check('--report', 'x.json', '--write-baseline', 'x.json', 'r.json.yaml')
        self.assertEqual((done.returncode, 'E505' in done.stderr), (2, True))
        self.assertFalse((self.folder / 'x.json').exists())

    def test_a_fixed_file_stays_as_private_as_it_was(self):
        self.write('private.yaml', ('广场，补栽', '广场,补栽'))
        path = self.folder / 'private.yaml'
        path.chmod(0o640)
        owner = (65534, 65534) if os.getuid() == 0 else (os.getuid(), os.getgid())
        os.chown(path, *owner)
        marked = True
        try:
            os.setxattr(path, 'user.mark', b'kept')
        except OSError:
            marked = False  # not on every file system
        self.run_check('--fix', '--write', 'private.yaml')
        self.assertIn('广场，补栽', path.read_text(encoding='utf-8'))
        info = path.stat()
        self.assertEqual((info.st_mode & 0o7777, info.st_uid, info.st_gid), (0o640, *owner))
        if marked:
            self.assertEqual(os.getxattr(path, 'user.mark'), b'kept')

    def test_fixes(self):
        before = self.write('dirty.yaml', ('资金用途: 翻修社区主路及广场，补栽行道树。',
                                           '资金用途: 翻修社区主路及广场,补栽行道树。。  # how it came in'),
                            ('≥90%', '">=90百分号"'), ('绩效目标:\n  - 改善居民出行条件。',
                                                        '绩效目标:\n  - |\n    改善居民出行条件,提升环境。\n    第二段。'))
        done = self.run_check('--fix', 'dirty.yaml')
        after = before.replace('广场,补栽行道树。。', '广场，补栽行道树。').replace('>=90百分号', '≥90%').replace(
            '条件,提升', '条件，提升')
        self.assertEqual((self.folder / 'dirty.yaml').read_text(encoding='utf-8'), before)
        changed = [(old, new) for old, new in zip(before.splitlines(), after.splitlines()) if old != new]
        diff = [line for line in done.stdout.splitlines() if line[:3] not in ('---', '+++')]
        self.assertEqual([line[1:] for line in diff if line.startswith('-')], [old for old, _ in changed])
        self.assertEqual([line[1:] for line in diff if line.startswith('+')], [new for _, new in changed])
        self.assertTrue(all(line[1:] in before for line in diff if line.startswith(' ')))
        self.run_check('--fix', '--write', 'dirty.yaml')
        self.assertEqual((self.folder / 'dirty.yaml').read_text(encoding='utf-8'), after)
        done = self.run_check('--fix', 'dirty.yaml')
        self.assertEqual((done.stdout, codes(done)), ('', []))

    def as_json(self, *changes, **options):
        text = self.base
        for old, new in changes:
            self.assertIn(old, text)
            text = text.replace(old, new)
        return json.dumps(yaml.load(text, Loader=yaml.BaseLoader), **options)

    DIRTY = ('资金用途: 翻修社区主路及广场，补栽', '资金用途: 翻修社区主路及广场,补栽')

    def test_fixes_in_json(self):
        """Lists, lines and indented files; what is escaped is left to its author."""
        dirty, clean = self.as_json(self.DIRTY, ensure_ascii=False), self.as_json(ensure_ascii=False)
        for name, before, after in (('list.json', f'[{clean}, {dirty}]\n', f'[{clean}, {clean}]\n'),
                                    ('lines.jsonl', f'{dirty}\n\n{clean}\r\n{dirty}', f'{clean}\n\n{clean}\r\n{clean}'),
                                    ('indented.json', self.as_json(self.DIRTY, ensure_ascii=False, indent=2),
                                     self.as_json(ensure_ascii=False, indent=2))):
            (self.folder / name).write_bytes(before.encode('utf-8'))
            self.assertIn('HALF-WIDTH', codes(self.run_check(name)))
            done = self.run_check('--fix', '--write', name)
            self.assertNotIn('W519', codes(done))
            self.assertEqual((self.folder / name).read_bytes().decode('utf-8'), after)
        (self.folder / 'ascii.json').write_text(self.as_json(self.DIRTY), encoding='utf-8')
        done = self.run_check('--fix', 'ascii.json')
        self.assertEqual(done.stdout, '')
        self.assertIn('HALF-WIDTH', codes(done))

    def test_places_in_escaped_texts(self):
        """Programs write JSON in ASCII: what is underlined is the part that is meant, not the whole text."""
        text = self.as_json(self.DIRTY, ('补栽行道树', '补栽𠮷"树'))
        (self.folder / 'ascii.json').write_text(text, encoding='utf-8')
        done = self.run_check('ascii.json')
        place = re.search(r'ascii\.json:1:(\d+): .*HALF-WIDTH', done.stderr)
        self.assertTrue(place, done.stderr)
        column = int(place[1]) - 1
        self.assertEqual(text[column], ',')
        self.assertTrue(text[:column].endswith(json.dumps('广场')[1:-1]))

    def test_standard_input_is_not_rewritten(self):
        self.write('dirty.yaml', ('资金用途: 翻修社区主路及广场，补栽', '资金用途: 翻修社区主路及广场,补栽'))
        text = (self.folder / 'dirty.yaml').read_text(encoding='utf-8')
        for name in '<standard input>', '-':
            (self.folder / name).write_text(text, encoding='utf-8')
        with open(self.folder / 'dirty.yaml', encoding='utf-8') as records:
            done = check('--fix', '--write', '-', folder=self.folder, stdin=records)
        self.assertIn('+资金用途: 翻修社区主路及广场，补栽', done.stdout)
        self.assertEqual((done.returncode, codes(done)), (0, ['HALF-WIDTH']))
        for name in '<standard input>', '-':
            self.assertEqual((self.folder / name).read_text(encoding='utf-8'), text)

    def test_roles(self):
        """A form that calls its fields otherwise is checked as one that calls them like everyone."""
        (self.folder / 'own.yaml').write_text('''form: own
extends: [checks]
fields:
  total: {label: 合计, type: money, unit: 万元}
  jahr: {label: 年度, type: year, role: year}
  nr: {label: 编号, type: code, role: code}
  was: {label: 名称, type: text, role: name}
  wer: {label: 单位, type: text, role: department}
  geld:
    heuer: {label: 本年, type: money, unit: 万元, role: total}
  ende: {label: 结束, type: date, role: end}
  ziele:
    label: 指标
    type: list
    of:
      erste: {label: 一级指标, type: text, role: level1}
      zweite: {label: 二级指标, type: text, role: level2}
      ziel: {label: 三级指标, type: text, role: name}
      wert: {label: 指标值, type: target}
      sinn: {label: 解释, type: text, role: explanation}
      alias: {label: 上年值, type: text, alias: $(jahr - 1)年值}
checks:
  - {rule: IND-MINIMUM, need: [数量], least: 1}
  - {rule: TAXONOMY, tree: {产出指标: [数量指标]}}
layout: [{title: $(was)}]
''', encoding='utf-8')
        one = '''{合计: 900, 年度: 2024, 编号: A1, 名称: 甲, 单位: 某局, 本年: 5, 结束: 2023-01-01, 指标: [
  {一级指标: 产出指标, 二级指标: 数量, 三级指标: 数量, 指标值: 5个, 解释: 数量, 2023年值: '4'}]}'''
        (self.folder / 'r.yaml').write_text(f'- {one}\n- {one.replace("甲", "乙")}\n', encoding='utf-8')
        (self.folder / 'totals.yaml').write_text('某局: 11万元\n', encoding='utf-8')
        done = self.run_check('-t', 'own.yaml', '--totals', 'totals.yaml', 'r.yaml')
        found = codes(done)
        for code, count in {'DATE-IN-YEAR': 2, 'TAXONOMY': 2, 'OPERATOR-MISSING': 2, 'NAME-TRIVIAL': 2,
                            'EXPLAIN-SAME': 2, 'CODE-NAME': 1, 'DEPT-TOTAL': 1}.items():
            self.assertEqual(found.count(code), count, f'{code}\n{done.stderr}')
        self.assertNotIn('E202', found)
        self.assertIn('add up to 10.00', done.stderr)

    def test_codes_of_any_form(self):
        """What is no code of the budget system is not measured by it; what is wrong in any code is."""
        (self.folder / 'own.yaml').write_text('''form: own
extends: [checks]
fields:
  year: {label: 年度, type: year}
  org: {label: 统一社会信用代码, type: code}
checks: [{rule: IND-MINIMUM, level: off}]
layout: [{title: $(org)}]
''', encoding='utf-8')
        for code, wrong in (('91110108MA01ABCD2X', False), ('12350527400000000X', False), ('20240000000000000001', False),
                            ('440304221461500000008', False), ('991234221461500000008', True), ('440304271461500000008', True),
                            ('44O304221461500000008', True), ('00000000', True), ('440304221461500000000', True)):
            (self.folder / 'r.yaml').write_text(f"{{年度: 2024, 统一社会信用代码: '{code}'}}\n", encoding='utf-8')
            done = self.run_check('-t', 'own.yaml', 'r.yaml')
            self.assertEqual('CODE-FORMAT' in codes(done), wrong, f'{code}\n{done.stderr}')

    def test_a_text_of_many_amounts(self):
        """Each is looked at once, however many there are."""
        self.write('r.yaml', ('翻修社区主路及广场，补栽行道树。', '共需（大写），1元、1元、合计3元，' + '1元、1元、合计2元，' * 50000))
        done = self.run_check('--limit', 'time=20s', 'r.yaml')
        self.assertNotIn('E533', done.stderr[:3000])
        self.assertIn('TEXT-SUM', codes(done))

    def goals(self, n, ends, wrong):
        """Codes and messages of a form whose goal tells the figures of all its indicators, of one a wrong one."""
        names = [chr(0x4E00 + i % 97) + chr(0x5E00 + i // 97 % 97) + chr(0x6E00 + i % 89) + ends[i % len(ends)] for i in range(n)]
        rows = '\n'.join(f'  - {{一级指标: 产出指标, 二级指标: 数量指标, 三级指标: {name}面积, 指标值: ≥{i + 100}平方米}}' for i, name in enumerate(names))
        goal = '，'.join(f'{name}{99999999 if i == wrong else i + 100}平方米' for i, name in enumerate(names))
        (self.folder / 'r.yaml').write_text(f'form: tangshan-project\n绩效目标: [{goal}。]\n绩效指标:\n{rows}\n', encoding='utf-8')
        done = self.run_check('--limit', 'time=20s', 'r.yaml')
        self.assertNotIn('E533', done.stderr[-3000:])
        return names[wrong], [line for line in done.stderr.splitlines() if line.endswith('[GOAL-NUMBER]')]

    def test_a_goal_of_many_figures(self):
        """Each is held against each indicator, up to far more than forms have; what is left out is said."""
        ends = [chr(0x7E00 + i) + chr(0x8E00 + i) for i in range(50)]
        for n in (20, 200, 2000):
            name, said = self.goals(n, ends, n - 3)
            self.assertEqual(len(said), 1, said)
            self.assertIn(f'绩效目标 speaks of 99999999平方米, but `{name}面积` is', said[0])
        _, said = self.goals(6000, ['改造'], 5997)
        self.assertEqual(len(said), 1, said)
        self.assertIn('note: 绩效目标 tells so many figures that those from here on are not held against the indicators', said[0])

    def test_forms_of_evaluation(self):
        """Indicators that are evaluated were chosen before, and what was reached is neither a floor nor a ceiling."""
        for key, more, told in (('actual', '', ['OPERATOR-MISSING']), ('done', ', role: actual', ['OPERATOR-MISSING']),
                                ('done', '', ['IND-MINIMUM', 'OPERATOR-MISSING'])):
            (self.folder / 'form.yaml').write_text(f'''form: form
extends: [gb9704, indicators, checks]
fields:
  name: 名称
  indicators: {{of: {{target: {{label: 指标值, type: target}}, {key}: {{label: 实际完成值, type: target{more}}}}}}}
layout: [{{para: $(name)$(indicators.size())$(indicators.first().target)$(indicators.first().{key})$(indicators.first().name)}}]
''', encoding='utf-8')
            rows = '绩效指标:\n  - {一级指标: 产出指标, 二级指标: 数量指标, 三级指标: 改造道路面积, 指标值: %s平方米, 实际完成值: %s平方米}\n'
            for target, reached, wanted in (('300', '≥300', told), ('≥300', '310', told if len(told) == 2 else [])):
                (self.folder / 'r.yaml').write_text('form: form\n名称: 道路改造\n' + rows % (target, reached), encoding='utf-8')
                found = {'IND-MINIMUM', 'OPERATOR-MISSING'} & {*codes(self.run_check('-t', 'form.yaml', 'r.yaml'))}
                self.assertEqual(sorted(found), wanted, (key, more, target))

    def test_conditions_name_what_is_empty(self):
        """A condition that compares with nothing does not hold: which field it is stands beside the form's own words."""
        (self.folder / 'form.yaml').write_text('''form: form
extends: [gb9704]
fields:
  total: {label: 预算数, type: money, unit: 万元}
  planned: {label: 年度预算数, type: money, unit: 万元}
  who: {phone: {label: 电话, type: phone}}
  rows: {label: 明细, type: list, of: {a: {label: 计划, type: number}, b: {label: 实际, type: number}}}
checks:
  - {that: planned <= total, say: 不应超过, code: TOTAL}
  - {that: rows.sum(a) == 3 && who.phone != null, say: 不符, code: SUM}
  - {each: rows, that: b <= a && b <= total, say: 第$(nth)行超过, code: ROW}
  - {that: 'rows.all(has(a))', say: 应当填写, code: ALL}
layout: [{para: $(total)$(planned)$(who.phone)$(rows.size())}]
''', encoding='utf-8')

        def said(record):
            (self.folder / 'r.yaml').write_text('form: form\n' + record, encoding='utf-8')
            done = self.run_check('-t', 'form.yaml', 'r.yaml', '--diagnostics', 'json')
            return [(m['code'], m['message'], m.get('hint', '')) for m in map(json.loads, (line for line in done.stderr.splitlines() if line.startswith('{')))]

        self.assertEqual(said('年度预算数: 5\n预算数: 6\n电话: 0595-1234567\n明细: [{计划: 3, 实际: 3}]\n'), [])
        self.assertEqual(said('年度预算数: 5\n预算数: 4\n电话: 0595-1234567\n明细: [{计划: 3, 实际: 1}, {计划: 0, 实际: 1}]\n'),
                         [('TOTAL', '不应超过', ''), ('ROW', '第2行超过', '')])
        self.assertEqual(said('明细: [{计划: 3}, {实际: 1}]\n'),
                         [('TOTAL', '不应超过', 'empty: 年度预算数, 预算数'), ('SUM', '不符', 'empty: 电话'),
                          ('ALL', '应当填写', ''), ('ROW', '第1行超过', 'empty: 实际, 预算数'), ('ROW', '第2行超过', 'empty: 计划, 预算数')])

    def test_the_forms_of_the_ministry(self):
        examples = Path(__file__).parents[2] / 'examples'
        for form, old, new, code in (
                ('mof-project-declaration', '年度财政拨款: 2400', '年度财政拨款: 2300', 'FUND-SUM'),
                ('mof-project-declaration', '中期财政拨款: 7200', '中期财政拨款: 7000', 'FUND-SUM'),
                ('mof-project-declaration', '中期目标截止年度: 2026', '中期目标截止年度: 2023', 'FUND-PERIOD'),
                ('mof-project-targets', '财政拨款: 1500', '财政拨款: 1400', 'FUND-SUM'),
                ('mof-project-targets', '≤1860万元', '≤18600万元', 'COST-BUDGET'),
                ('mof-self-evaluation', '全年执行数: 288.23', '全年执行数: 278.23', 'FUND-SUM'),
                ('mof-self-evaluation', '全年执行数: 318.73', '全年执行数: 338.73', 'FUND-SPENT'),
                ('mof-department-declaration', '预算金额: 210, 财政拨款: 160', '预算金额: 210, 财政拨款: 150', 'TASK-SUM')):
            text = (examples / f'{form}.yaml').read_text(encoding='utf-8')
            self.assertIn(old, text)
            (self.folder / 'as-it-is.yaml').write_text(text, encoding='utf-8')
            (self.folder / 'wrong.yaml').write_text(text.replace(old, new), encoding='utf-8')
            self.assertNotIn(code, codes(self.run_check('as-it-is.yaml')))
            self.assertIn(code, codes(self.run_check('wrong.yaml')), form)

    def office(self, text, name='office.yaml'):
        (self.folder / name).write_text(text, encoding='utf-8')
        return name

    def test_an_office_has_its_own_levels_thresholds_and_words(self):
        self.write('r.yaml', ('≥15000平方米', '15000平方米'), ('翻修道路', '某某道路'))
        self.assertEqual(codes(self.run_check('r.yaml')), ['OPERATOR-MISSING'])
        off = self.office('checks: [{rule: OPERATOR-MISSING, level: off}]\n')
        self.assertEqual(codes(self.run_check('--checks', off, 'r.yaml')), [])
        worse = self.office('checks: [{rule: OPERATOR-MISSING, level: error}]\nwords: {remnants: [某某道路]}\n')
        done = self.run_check('--checks', worse, 'r.yaml')
        self.assertEqual((done.returncode, sorted(codes(done))), (1, ['OPERATOR-MISSING', 'PLACEHOLDER']))
        self.assertEqual(sorted(codes(self.run_check('r.yaml', BIAOCE_CHECKS=worse))), ['OPERATOR-MISSING', 'PLACEHOLDER'])
        late = self.office('checks: [{rule: PLAN-LATE, june: 99, october: 99, level: warning}]\n')
        self.assertIn('PLAN-LATE', codes(self.run_check('--checks', late, 'r.yaml')))
        self.assertNotIn('PLAN-LATE', codes(self.run_check('r.yaml')))
        self.assertEqual(self.run_check('--checks', late, '--report', late, 'r.yaml').returncode, 2)

    def test_what_an_office_may_not_say(self):
        self.write('r.yaml')
        for text, wanted in (('checks: [{rule: OPERATOR-MISING, level: off}]', ['E340']),
                             ('checks: [{rule: PLAN-LATE, jun: 10}]', ['E302']),
                             ('checks: [{rule: PLAN-LATE, june: many}]', ['E303']),
                             ('checks: [{rule: REQUIRED, fields: [usage]}]', ['E342']),
                             ('checks: [{that: 1 > 2, say: x}]', ['E303']),
                             ('words: {remnant: [a]}', ['E302']), ('rules: []', ['E302']), ('[]', ['E301']),
                             ('a: 1\n---\nb: 2', ['E516']), ('checks: [', ['E114'])):
            done = self.run_check('--checks', self.office(text + '\n'), 'r.yaml')
            self.assertEqual((done.returncode, codes(done)[:1]), (1, wanted), text)
            self.assertIn('office.yaml:', done.stderr)
        self.assertEqual(self.run_check('--checks', 'none.yaml', 'r.yaml').returncode, 3)

    def test_words(self):
        """A template adds words to the vocabulary; what the vocabulary has stays known."""
        def run(words, extends='checks'):
            (self.folder / 'own.yaml').write_text(f'''form: own
extends: [{extends}]
fields: {{a: 甲, b: 乙}}
checks: [{{rule: PLACEHOLDER}}]
layout: [{{para: $(a)$(b)}}]
{words}''', encoding='utf-8')
            (self.folder / 'r.yaml').write_text('甲: 请勿空着\n乙: 待填写\n', encoding='utf-8')
            return self.run_check('-t', 'own.yaml', 'r.yaml')
        self.assertEqual(codes(run('')), ['PLACEHOLDER'])
        self.assertEqual(codes(run('words: {remnants: [请勿空着]}')), ['PLACEHOLDER'] * 2)
        self.assertEqual(codes(run('words: {remnants: 请勿空着}')), ['PLACEHOLDER'] * 2)
        done = run('words: {remnant: [请勿空着]}')
        self.assertEqual((done.returncode, codes(done)), (1, ['E302']))
        self.assertIn('did you mean `remnants`?', done.stderr)
        self.assertEqual(codes(run('words: {remnants: [[请勿空着]]}')), ['E303'])
        self.assertEqual(codes(run('words: 请勿空着')), ['E301'])
        self.assertEqual(codes(run('', extends='gb9704')).count('W349'), 2)

    def test_words_with_meanings(self):
        """Kinds, operators, natures and units are words of the vocabulary too, and a template may have others."""
        def run(words, rules, row, category='产出指标: {数量'):
            (self.folder / 'own.yaml').write_text(f'''form: own
extends: [vocabulary]
fields:
  name: 名称
  ziele:
    label: 指标
    type: list
    nested-by: [level1, level2]
    of:
      level1: {{label: 一级指标, type: text}}
      level2: {{label: 二级指标, type: text}}
      name: {{label: 三级指标, type: text}}
      wert: {{label: 指标值, type: target}}
      unit: {{label: 单位, type: text}}
      nature: {{label: 性质, type: text}}
      direction: {{label: 方向, type: text}}
categories: {{产出: [数量]}}
checks: [{rules}]
words: {words}
layout:
  - table: {{widths: [1, 1], rows: [{{each: ziele, over: categories, rows: [[=name, =wert]]}}]}}
''', encoding='utf-8')
            (self.folder / 'r.yaml').write_text(f'名称: 甲\n指标: {{{category}: [{{{row}}}]}}}}\n', encoding='utf-8')
            done = self.run_check('-t', 'own.yaml', 'r.yaml')
            return sorted(re.findall(r'\[([A-Z0-9-]+)\]$', done.stderr, re.M)), done.stderr

        kinds = '{rule: IND-MINIMUM, need: [数量, 质量]}'
        row = '三级指标: 台数, 指标值: 5'
        found, said = run('{}', kinds, row)
        self.assertEqual(found, ['IND-MINIMUM'])
        self.assertIn('has no indicator of 质量', said)
        self.assertEqual(run('{kinds: {quality: 品位}}', kinds, row, '产出: {品位')[0], ['IND-MINIMUM'])
        self.assertIn('of 数量', run('{kinds: {quality: 品位}}', kinds, row, '产出: {品位')[1])
        found, said = run('{}', '{rule: IND-MINIMUM, need: [数目]}', row)
        self.assertEqual(found, ['E303'])
        self.assertIn('did you mean `数量`?', said)
        # operators, before and behind, and in a column of their own
        spelling = '{rule: OPERATOR-SPELLING}'
        self.assertEqual(run('{}', spelling, '三级指标: 台数, 指标值: 不低于5台')[0], ['OPERATOR-SPELLING'])
        self.assertEqual(run('{}', spelling, '三级指标: 台数, 指标值: 起码5台')[0], [])
        found, said = run('{operators: {at-least: 起码}}', spelling, '三级指标: 台数, 指标值: 起码5台')
        self.assertEqual(found, ['OPERATOR-SPELLING'])
        self.assertIn('`起码` is written ≥', said)
        self.assertEqual(run('{operators-behind: {at-most: 封顶}}', spelling, '三级指标: 台数, 指标值: 5台封顶')[0],
                         ['OPERATOR-SPELLING'])
        nature = '{rule: NATURE-DIRECTION}'
        self.assertEqual(run('{}', nature, row + ', 性质: 正向, 方向: 小于等于')[0], ['NATURE-DIRECTION'])
        found, said = run('{}', nature, row + ', 性质: 望大, 方向: 大于等于')
        self.assertEqual(found, ['NATURE-DIRECTION'])
        self.assertIn('is 正向, 反向 or 定性, not `望大`', said)
        self.assertEqual(run('{natures: {better-more: 望大}}', nature, row + ', 性质: 望大, 方向: 大于等于')[0], [])
        found, said = run('{natures: {better-more: 望大}, directions: {at-most: 至多}}', nature,
                          row + ', 性质: 望大, 方向: 至多')
        self.assertEqual(found, ['NATURE-DIRECTION'])
        self.assertIn('a 望大 indicator is better when higher', said)
        # units, empty answers, counts
        units = '{rule: UNIT-VOCABULARY}'
        self.assertEqual(run('{}', units, row + ', 单位: 公斤')[0], [])
        found, said = run('{unit-spellings: {千克: 公斤}}', units, row + ', 单位: 公斤')
        self.assertEqual(found, ['UNIT-VOCABULARY'])
        self.assertIn('`公斤` is written 千克', said)
        self.assertEqual(run('{}', kinds, '三级指标: 免填, 指标值: 5')[0], ['IND-MINIMUM'])
        self.assertEqual(run('{not-applicable: 免填}', kinds, '三级指标: 免填, 指标值: 5')[0], [])
        kind = '{rule: QUANTITY-KIND}'
        found, said = run('{}', kind, '三级指标: 检查次数, 指标值: 5, 单位: 个')
        self.assertEqual(found, ['QUANTITY-KIND'])
        self.assertIn('次数 are counted in 次, not in 个', said)
        found, said = run('{counted-in: {车次: 趟数}, not-counted-in: {辆: 趟数}}', kind,
                          '三级指标: 趟数, 指标值: 5, 单位: 辆')
        self.assertIn('趟数 are counted in 车次, not in 辆', said)
        # a category with or without its end is one
        self.assertEqual(run('{}', '', row, '产出指标: {数量指标')[0], [])
        for words, code in (('{kinds: {qauntity: 数}}', 'E302'), ('{kinds: [数量]}', 'E301'),
                            ('{natures: {better-few: {a: b}}}', 'E303'), ('{unit-spellings: [[a]]}', 'E301'),
                            ('{operators: {at-least: [[≥]]}}', 'E303'), ('{rates: {a: b}}', 'E303')):
            self.assertEqual(run(words, '', row)[0], [code], words)

    def test_the_batch(self):
        self.write('a.yaml')
        self.write('b.yaml')
        self.write('c.yaml', ('项目名称: 社区道路改造', '项目名称: 社区绿化'))
        self.write('d.yaml', ('项目编码: \'130271212110010000012\'', '项目编码: \'130271212110010000013\''))
        done = self.run_check('a.yaml', 'b.yaml', 'c.yaml', 'd.yaml')
        self.assertEqual(sorted(codes(done)), ['CODE-NAME', 'CODE-UNIQUE', 'NAME-UNIQUE'])
        for jobs in ('1', '4'):
            self.assertEqual(self.run_check('-j', jobs, '.').stderr.replace('./', ''), done.stderr)

    def test_what_another_project_says(self):
        other = (('项目名称: 社区道路改造', '项目名称: 社区绿化'), ("'130271212110010000012'", "'130271212110010000013'"))
        self.write('a.yaml')
        self.write('b.yaml', *other)
        done = self.run_check('a.yaml', 'b.yaml')
        self.assertEqual((done.returncode, codes(done)), (0, ['TEXT-UNIQUE']))
        self.assertIn('`社区道路改造` says in a.yaml on line ', done.stderr)
        (self.folder / 'office.yaml').write_text('checks: [{rule: TEXT-UNIQUE, level: off}]\n', encoding='utf-8')
        self.assertEqual(codes(self.run_check('--checks', 'office.yaml', 'a.yaml', 'b.yaml')), [])
        # some indicators are alike where the work is; no text is
        self.write('b.yaml', *other, ('翻修社区主路及广场，补栽行道树。', '补栽行道树，更换花箱。'),
                   ('≥15000平方米', '≥12000平方米'), ('改善居民出行条件。', '让居民推窗见绿。'))
        self.assertEqual(codes(self.run_check('a.yaml', 'b.yaml')), [])

    def test_codes_of_units(self):
        self.base = (BASES / 'jinan-project.yaml').read_text(encoding='utf-8')
        self.write('a.yaml')
        self.write('b.yaml', ('项目名称: 渣土管理经费', '项目名称: 环卫作业经费'), ('主管部门: 城市管理局', '主管部门: 教育局'))
        self.assertIn('UNIT-CODE', codes(self.run_check('a.yaml', 'b.yaml')))
        self.write('b.yaml', ('项目名称: 渣土管理经费', '项目名称: 环卫作业经费'), ('主管部门: 城市管理局', '主管部门: 教育局'),
                   ("'303'", "'304'"))
        self.assertNotIn('UNIT-CODE', codes(self.run_check('a.yaml', 'b.yaml')))

    def test_lists_and_totals(self):
        self.write('a.yaml')
        (self.folder / 'lists').mkdir()
        (self.folder / 'lists' / 'projects.yaml').write_text(
            '- 社区道路改造\n- "130271212110010000012"\n- {项目编码: "1", 项目名称: 河道清淤}\n', encoding='utf-8')
        done = self.run_check('--projects', 'lists/projects.yaml', 'a.yaml')
        self.assertEqual((done.returncode, codes(done)), (1, ['PROJECT-MISSING']))
        self.assertIn('lists/projects.yaml:3:', done.stderr)
        (self.folder / 'lists' / 'wrong.yaml').write_text(
            '- {cod: X}\n- [a]\n- {code: [1]}\n- ""\n- {}\n- {name: ""}\n-\n- {code: "1", 备注: x}\n- 社区道路改造\n',
            encoding='utf-8')
        done = self.run_check('--projects', 'lists/wrong.yaml', 'a.yaml')
        self.assertEqual((done.returncode, codes(done)), (1, ['E341'] * 7)) # of eight, two of which are alike
        self.assertIn('8 errors', done.stdout + done.stderr)
        self.assertIn('the same on line', done.stderr)
        # a list may call code and name what the forms of the batch call them, and nothing else
        (self.folder / 'own.yaml').write_text('''form: own
fields: {a: {label: 编号, type: code, role: code}, b: {label: 名字, role: name}}
layout: [{para: $(a)$(b)}]
''', encoding='utf-8')
        (self.folder / 'r.yaml').write_text('编号: A1\n名字: 甲\n', encoding='utf-8')
        (self.folder / 'lists' / 'labels.yaml').write_text('- {编号: A1}\n- {名字: 乙}\n- {项目名称: 甲}\n',
                                                           encoding='utf-8')
        done = self.run_check('-t', 'own.yaml', '--projects', 'lists/labels.yaml', 'r.yaml')
        self.assertEqual((done.returncode, codes(done)), (1, ['PROJECT-MISSING', 'E341']))
        text = (self.folder / 'own.yaml').read_text(encoding='utf-8') + 'words: {name-keys: 项目名称}\n'
        (self.folder / 'own.yaml').write_text(text, encoding='utf-8')
        done = self.run_check('-t', 'own.yaml', '--projects', 'lists/labels.yaml', 'r.yaml')
        self.assertEqual((done.returncode, codes(done)), (1, ['PROJECT-MISSING']))
        special = (BASES / 'quanzhou-project.yaml').read_text(encoding='utf-8')
        (self.folder / 'q.yaml').write_text(special, encoding='utf-8')
        (self.folder / 'lists' / 'totals.yaml').write_text('市市场监督管理局: 60万元\n', encoding='utf-8')
        self.assertEqual(self.run_check('--totals', 'lists/totals.yaml', 'q.yaml').returncode, 0)
        (self.folder / 'lists' / 'totals.yaml').write_text('市市场监督管理局: 75.5\n', encoding='utf-8')
        done = self.run_check('--totals', 'lists/totals.yaml', 'q.yaml')
        self.assertEqual((done.returncode, [code for code in codes(done) if code != 'PRIVATE']), (1, ['DEPT-TOTAL']))
        self.assertIn('60.00 万元, a difference of -15.50 万元', done.stderr)

    def tables(self, change=None):
        """The set of budget tables of the examples, after `change`, checked: (exit code, what was told)."""
        path = BASES.parents[2] / 'examples' / 'department-budget.yaml'
        tables = list(yaml.load_all(path.read_text(encoding='utf-8'), yaml.BaseLoader))
        if change:
            change(tables)
        (self.folder / 'set.yaml').write_text(yaml.dump_all(tables, allow_unicode=True, sort_keys=False), encoding='utf-8')
        done = self.run_check('--diagnostics', 'json', 'set.yaml')
        told = [json.loads(line) for line in done.stderr.splitlines() if line.startswith('{')]
        return done.returncode, told

    def test_a_set_of_tables(self):
        self.assertEqual(self.tables(), (0, []))

        def spend(table, row, key, amount):
            return lambda tables: tables[table]['支出'][row].update({key: amount})

        code, told = self.tables(spend(3, 1, '一般公共预算', '402700'))
        self.assertEqual(code, 1)
        self.assertIn('一般公共预算支出 卫生健康支出 is 402,600.00 元 here, and 402,700.00 元 in', told[-1]['message'])
        code, told = self.tables(lambda tables: tables[6].update({'支出': [
            {'类': '212', '科目名称': '城乡社区支出', '项目支出': '100000'}]}))
        self.assertEqual([one['code'] for one in told], ['TABLES-AGREE'])
        code, told = self.tables(lambda tables: tables[4].update({'编制部门': '某市气象灾害防治中心'}))
        self.assertEqual([(one['code'], one['severity']) for one in told], [('TABLES-AGREE', 'warning')])
        self.assertIn('某市气象灾害防治中心', told[0]['message'])
        code, told = self.tables(lambda tables: tables[4].update({'年度': '2023'}))
        self.assertIn('the table is of 2023, and one of the same department in set.yaml on line', told[0]['message'])
        code, told = self.tables(lambda tables: tables[4].update({'单位': '万元'}))
        self.assertIn('ten thousand times as much', ''.join(one['hint'] or '' for one in told))

        def in_wan(tables):  # rounded, one by one
            tables[4]['单位'] = '万元'
            for row in tables[4]['支出']:
                row.update({key: f'{int(row[key]) / 10000:.2f}' for key in ('基本支出', '项目支出') if key in row})
        self.assertEqual(self.tables(in_wan), (0, []))

        def two(tables):  # all tables of two departments, in any order
            tables += [{**table, '编制部门': '某市教育局'} for table in tables]
        self.assertEqual(self.tables(two), (0, []))
        self.assertEqual(self.tables(lambda tables: two(tables) or tables.sort(key=lambda table: table['form'])), (0, []))

    def test_the_likely_mistake(self):
        def spend(row, key, amount):
            return lambda tables: tables[2]['支出'][row].update({key: amount})

        def told(change):
            return [(one['line'], one['hint']) for one in self.tables(change)[1] if one['code'] == 'ACCOUNT-SUM']

        def line_of(row, key):
            text = (self.folder / 'set.yaml').read_text(encoding='utf-8').split('form: budget-03-spending')
            rows = text[1].split('\n- ')
            before = text[0] + 'form: budget-03-spending' + '\n- '.join(rows[:row + 1])
            return before.count('\n') + 2 + [line.split(':')[0].strip() for line in rows[row + 1].splitlines()].index(key)

        found = told(spend(8, '基本支出', '5502200'))
        self.assertEqual(found, [(line_of(8, '基本支出'), 'it would add up with 2200504 气象事业机构 5,052,200.00 in place of '
                                  '5,502,200.00: were two of its figures swapped?')])
        found = told(spend(9, '项目支出', '216'))
        self.assertIn('in place of 216.00: was it written in another unit?', found[0][1])
        found = told(spend(7, '项目支出', '2170000'))  # between two levels
        self.assertEqual(found, [(line_of(7, '项目支出'), 'with 2,160,000.00 here `220 自然资源海洋气象等支出` adds up, too')])
        found = told(spend(8, '基本支出', '5052300'))  # nobody can know
        self.assertEqual(found, [(line_of(7, '基本支出'), '')])
        self.write('sum.yaml', ('财政资金: 200.00', '财政资金: 2000000'))
        done = self.run_check('sum.yaml')
        self.assertIn('it would add up with 财政资金 200.00 in place of 2,000,000.00: was it written in another unit?', done.stderr)

    def test_the_likely_mistake_of_tasks(self):
        def told(project, *tasks):
            keys = '政策或重点任务', '对应的拟安排项目', '预算资金（万元）', '财政拨款（万元）', '其他资金（万元）'
            rows = '\n'.join('  - {' + ', '.join(f'{key}: {value}' for key, value in zip(keys, task)) + '}' for task in tasks)
            (self.folder / 'tasks.yaml').write_text(f'form: jinan-department\n项目支出: {project}\n年度主要任务:\n{rows}\n', encoding='utf-8')
            done = self.run_check('--diagnostics', 'json', 'tasks.yaml')
            found = [json.loads(line) for line in done.stderr.splitlines() if line.startswith('{')]
            return [(one['line'], one['hint']) for one in found if one['code'] == 'DEPT-TASKS']

        right = ('防汛', '水库加固', 120, 102, 18), ('抗旱', '机井开挖', 110, 110, 0)
        self.assertEqual(told(230, *right), [])
        swapped, again = 'it would add up with 财政拨款（万元） %s in place of %s: were two of its figures swapped?', 'was it written in another unit?'
        self.assertEqual(told(230, right[0], ('抗旱', '机井开挖', 110, 101, 0)), [(5, swapped % ('110.00', '101.00'))])
        self.assertEqual(told(230, right[0], ('抗旱', '机井开挖', 110, 1100000, 0)),
                         [(5, 'it would add up with 财政拨款（万元） 110.00 in place of 1,100,000.00: ' + again)])
        self.assertEqual(told(230, right[0], ('抗旱', '机井开挖', 110, 105, 0)), [(5, '')])  # nobody can know
        found = told(230, ('防汛', '水库加固', 1200000, 1020000, 180000), right[1])
        self.assertEqual(found, [(4, 'it would add up with 水库加固 120.00 in place of 1,200,000.00: ' + again)])
        self.assertEqual(told(203, *right), [(2, 'it would add up with 项目支出 230.00 in place of 203.00: were two of its figures swapped?')])
        self.assertEqual(told(120, *right), [(2, 'the difference is 机井开挖, which the total leaves out')])

    def test_places_in_tables(self):
        (self.folder / 'own.yaml').write_text("""\
form: own-list
extends: [gb9704, checks]
fields:
  name: {label: 项目名称, type: text}
  total: {label: 预算数, type: money, unit: 万元}
  fiscal: {label: 财政资金, type: money, unit: 万元}
  other: {label: 其他资金, type: money, unit: 万元}
layout:
  - table: {widths: [1, 1], rows: [[项目名称, =name], [预算数, =total], [财政, =fiscal], [其他, =other]]}
checks:
  - {rule: FUND-SUM, sums: [{total: total, of: [fiscal, other]}]}
  - {that: total <= 100, say: 太多, code: MUCH}
""", encoding='utf-8')
        (self.folder / 't.csv').write_text('项目名称,预算数,财政资金,其他资金\n甲项目建设,20.00,18.00,2.00\n'
                                           '乙项目建设,20.00,18.00,0.00\n丙项目建设,,18.00,3.00\n'
                                           '丁项目建设,61.20,15.00,64.20\n戊项目建设,200.00,200.00,0.00\n', encoding='utf-8')
        done = self.run_check('-t', 'own.yaml', 't.csv')
        for place in ('t.csv:3:7: error', 't.csv:4:8: warning', 't.csv:5:19: error', 't.csv:6:7: error: 太多'):
            self.assertIn(place, done.stderr)
        subprocess.run([OPTIONS.biaoce, 'convert', '-t', 'own.yaml', '-o', 't.xlsx', 't.csv'], cwd=self.folder, check=True,
                       capture_output=True)
        done = self.run_check('-t', 'own.yaml', 't.xlsx')
        for place in ('!C3: error: 预算数 20', '!D4: warning: 预算数 is missing', '!E5: error: 预算数 61.20', '!C6: error: 太多'):
            self.assertIn(place, done.stderr)

    def test_what_was_published_before(self):
        (self.folder / 'roster.yaml').write_text("""\
form: roster
extends: [gb9704, checks]
fields:
  title: {label: 名册名称, type: text}
  contact: {label: 联系人, type: person}
  phone: {label: 联系电话, type: phone}
  code: {label: 名册编码, type: code, pattern: '[0-9]{6}'}
  people:
    label: 人员
    type: list
    of: {name: {label: 姓名, type: person}, id: {label: 身份证号, type: code, pattern: '[0-9]{17}[0-9X]'}}
layout:
  - table: {widths: [1, 1, 1], rows: [[=contact, =phone, =code], {each: people, rows: [[=name, =id, '']]}]}
""", encoding='utf-8')
        masked = """\
form: roster
名册名称: 补助名册
联系人: 陈某某
联系电话: 138****5678
名册编码: '350500'
人员:
  - {姓名: 陈某某, 身份证号: 350***********1234}
  - {姓名: 陈*燕, 身份证号: 350XXXXXXXXXXX1234}
  - {姓名: 王**, 身份证号: '***'}
"""
        (self.folder / 'masked.yaml').write_text(masked, encoding='utf-8')
        clean = '1 checked: 0 errors, 0 warnings, 0 notes\n'
        self.assertEqual(self.run_check('-T', '.', 'masked.yaml').stderr, clean)
        self.assertEqual(self.run_check('-T', '.', '--publish', 'standard', 'masked.yaml').stderr, clean)
        # a code of no person is none without its figures, and no name is one that nobody filled in
        (self.folder / 'code.yaml').write_text(masked.replace("'350500'", '350***'), encoding='utf-8')
        self.assertIn('E207', codes(self.run_check('-T', '.', 'code.yaml')))
        (self.folder / 'bad.yaml').write_text(masked.replace('350XXXXXXXXXXX1234', '350'), encoding='utf-8')
        self.assertIn('E207', codes(self.run_check('-T', '.', 'bad.yaml')))

    def test_hostile_records(self):
        for number, text in enumerate(('form: tangshan-project\n绩效指标: 3\n资金支出计划: {}\n', 'form: tangshan-project\n',
                                       'form: futian-project\n绩效指标: [~, 1, {}]\n',
                                       'form: quanzhou-project\n绩效指标: {产出指标: {数量指标: [{目标值: "≥"}]}}\n',
                                       'form: tangshan-project\n豁免: [x]\n绩效目标: ["（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（"]\n')):
            (self.folder / f'{number}.yaml').write_text(text, encoding='utf-8')
            self.assertEqual(self.run_check(f'{number}.yaml').returncode, 1, text)

    def test_texts_that_never_end(self):
        """What rules look for, again and again: a rule that begins anew at each place would take hours for it."""
        pieces = ('l', 'O0', '1O', '。', '，', '；', '\n', '甲\n', '2\n', '甲。', '甲，', '甲、', '**', '**甲', '张**、', '1.', '号', '（', '(', '{', '占', '20', '2024年',
                  '〔2024〕', '10万元，', '其中', '共3个，包括', '编制3人', '《', '“', '→', '@', '甲乙丙丁', '和', '0曰', '预算数10万元，财政资金1万元', '由5%提高到3%',
                  '一季度', '2023年', '1个其中1个1个，', '11月签订合同7月完成', '3个：甲；', '3个，包括甲、', '四项工作：', '一是', '20家每家10万元需3万元', '上年10万元增加', '構',
                  '〔20211〕', '新建3处改造5处共计9处，', '安排资金2元', '目标1：', '认真')
        size = 200000
        records = [{'form': 'tangshan-project', '项目名称': '甲', '资金用途': piece * (size // len(piece.encode()))} for piece in pieces]
        row = {'三级指标': '2023年' * 20000, '绩效指标描述': '不满意占10%，' * 10000, '指标值': '2023年' * 20000, '指标值确定依据': '〔2021〕' * 20000}
        records.append({'form': 'tangshan-project', '项目名称': '1人' * 20000, '绩效指标': {'产出指标': {'数量指标': [row]}},
                        '绩效目标': [f'目标1：道路{i // 2}' for i in range(20000)]})
        duty = '负责全县水利工程建设管理'
        records.append({'form': 'jinan-department', '部门职能': [duty * 20] * 1000, '本部门的核心职能': duty * 10000,
                        '人员情况': [{'内容': '人员编制数', '当年': '3'}, {'内容': '在职人员总数', '当年': '2023年' * 20000}],
                        '年度主要任务': [{'职能': duty, '政策或重点任务': f'开展维修养护{i // 2}'} for i in range(20000)]})
        (self.folder / 'long.json').write_text(json.dumps(records, ensure_ascii=False), encoding='utf-8')
        done = subprocess.run([OPTIONS.biaoce, 'check', '-q', 'long.json'], cwd=self.folder, capture_output=True, text=True, check=False, timeout=300)
        self.assertEqual(done.returncode, 1, done.stderr[-2000:])
        self.assertIn('[DOUBLED-WORD]', done.stderr)
        self.assertIn('the task stands there twice', done.stderr)

    def test_right_ways_that_look_wrong(self):
        """A time of the day, names that hide behind stars, years behind names, a text cut behind a character of four bytes."""
        self.write('right.yaml', ('12月底前', '每日20:00前'), ('翻修社区主路及广场', '经办人张**、李**，翻修社区主路及广场'),
                   ('- {三级指标: 受益户数, 绩效指标描述: 社区内受益的家庭, 指标值: ≥800户, 指标值确定依据: 社区统计}',
                    '- {三级指标: 受益户数2024, 绩效指标描述: 社区内受益的家庭, 指标值: ≥800户, 指标值确定依据: 社区统计}\n'
                    '      - {三级指标: 受益户数2025, 绩效指标描述: 社区内受益的住户, 指标值: ≥900户, 指标值确定依据: 社区统计}'))
        said = self.run_check('right.yaml').stderr
        for words in ('as a spreadsheet shows it', 'a program left', 'filled down'):
            self.assertNotIn(words, said)
        self.write('wrong.yaml', ('12月底前', '31-Dec'), ('翻修社区主路及广场', '建设：**翻修**社区主路及广场'),
                   ('工程及前期费用', '用于𠮷野家é企业扶'),
                   ('- {三级指标: 受益户数, 绩效指标描述: 社区内受益的家庭, 指标值: ≥800户, 指标值确定依据: 社区统计}',
                    '- {三级指标: 受益户数1, 绩效指标描述: 社区内受益的家庭, 指标值: ≥800户, 指标值确定依据: 社区统计}\n'
                    '      - {三级指标: 受益户数2, 绩效指标描述: 社区内受益的住户, 指标值: ≥900户, 指标值确定依据: 社区统计}'))
        said = self.run_check('wrong.yaml').stderr
        for words in ('as a spreadsheet shows it', 'a program left', 'filled down', 'middle of a word: …é企业扶'):
            self.assertIn(words, said)


def main():
    global OPTIONS
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--biaoce', type=Path, required=True)
    parser.add_argument('--work', type=Path, required=True)
    OPTIONS, rest = parser.parse_known_args()
    OPTIONS.work, OPTIONS.biaoce = OPTIONS.work.absolute(), OPTIONS.biaoce.absolute()
    unittest.main(argv=['test_command', *rest])


if __name__ == '__main__':
    main()
