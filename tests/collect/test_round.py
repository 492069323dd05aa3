#!/usr/bin/env python3
"""Rounds of returned forms: the example of forty departments from its first return to the bound volume, and what goes
wrong on the way.

    test_round.py BIAOCE [unittest arguments]
"""
import csv
import fcntl
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
import unittest
import zipfile
from pathlib import Path

import openpyxl
import yaml

sys.path.insert(0, str(Path(__file__).resolve().parent))
import forms  # noqa: E402
from forms import ROOT  # noqa: E402

BIAOCE = None
EXAMPLE = ROOT / 'examples' / 'round'
FORM = 'budget-09-three-public'
ENVIRONMENT = {'LC_ALL': 'C.UTF-8', 'BIAOCE_DATA': str(ROOT), 'TZ': 'UTC'}
DAY = 1790000000  # in September 2026


def biaoce(*words, **more):
    return forms.run(BIAOCE, *words, env={**os.environ, **ENVIRONMENT}, **more)


def tree(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob('*')) if path.is_file()}


def table(path):
    with open(path, encoding='utf-8-sig', newline='') as file:
        return list(csv.DictReader(file))


def change(path, out, cells, day=DAY + 86400):
    """A copy in which somebody wrote, saved a day later."""
    sheet = forms.Sheet(path)
    for place, value in cells.items():
        sheet.write(sheet.cells[place], value)
    sheet.book.save(out)
    forms.saved(out, day)


class Rounds(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.path = Path(cls.folder.name)
        cls.sent = {}
        for number, name in enumerate(('returned', 'again')):
            out = cls.path / name
            done = biaoce('render', '-q', '--force', '-t', FORM, '-f', 'xlsx', '--name', '$(department)', '-o', out, EXAMPLE / f'{name}.csv')
            assert out.is_dir(), done.stderr
            for path in out.iterdir():
                os.utime(path, (DAY + number * 86400,) * 2)
            cls.sent[name] = out

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def setUp(self):
        self.round = self.path / self.id().rsplit('.', 1)[1]
        self.round.mkdir()
        shutil.copy(EXAMPLE / 'round.yaml', self.round)

    def collect(self, *words, **more):
        return biaoce('collect', '--round', self.round, *words, **more)

    def states(self):
        rows = {}
        for row in table(self.round / 'status.csv'):
            rows.setdefault(row['department'], []).append(row['state'])
        return rows

    def plan(self, **values):
        plan = yaml.safe_load((EXAMPLE / 'round.yaml').read_text(encoding='utf-8'))
        plan.update(values)
        (self.round / 'round.yaml').write_text(yaml.safe_dump(plan, allow_unicode=True), encoding='utf-8')

    # -- the example --------------------------------------------------------------------------------------

    def test_example(self):
        before = tree(self.sent['returned'])
        done = self.collect(self.sent['returned'])
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn('37 workbooks: 36 forms taken in, 0 workbooks known already\n34 accepted, 2 with errors, 4 not returned', done.stderr)
        self.assertRegex(done.stderr, r'体育管理局\.xlsx!.*nobody is expected that is called `体育管理局` \[E835\]')
        self.assertEqual(before, tree(self.sent['returned']))
        states = self.states()
        self.assertEqual(len(states), 40)
        self.assertEqual([name for name, state in states.items() if state == ['returned with errors']], ['财政局', '水务局'])
        self.assertEqual([name for name, state in states.items() if state == ['not returned']], ['体育局', '信访局', '档案馆', '博物馆'])
        self.assertEqual(states['教育局'], ['accepted'])  # which calls itself 教体局
        self.assertEqual(sorted(path.stem for path in (self.round / 'back').iterdir()), ['水务局', '财政局'])
        self.assertEqual(len(list((self.round / 'records').iterdir())), 34)
        self.assertEqual((self.round / 'records/教育局.yaml').read_bytes(), (self.round / 'versions/教育局/1.yaml').read_bytes())

        done = self.collect(self.sent['again'])
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn('38 accepted, 0 with errors, 2 not returned', done.stderr)
        self.assertEqual([(row['field'], row['change'], row['before'], row['now']) for row in table(self.round / 'changes/财政局/2.csv')],
                         [('公务接待费', 'changed', '3万元', '2.5万元'), ('合计', 'changed', '99万元', '10.5万元')])
        row = table(self.round / 'changes/财政局/2.csv')[0]
        self.assertRegex(row['place before'], r'^versions/财政局/1\.yaml:\d+:\d+$')
        self.assertRegex(row['place now'], r'again/财政局\.xlsx!.*!F6$')
        self.assertFalse(list((self.round / 'back').iterdir()))  # nothing is to be sent back any more
        done = biaoce('render', '-q', '--one-workbook', '-f', 'xlsx', '-o', self.round / 'out.xlsx', self.round / 'records')
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(len(openpyxl.load_workbook(self.round / 'out.xlsx').worksheets), 39)
        book = self.round.parent / 'book.yaml'
        book.write_text(f'book: 汇编\nparts:\n  - section: 各单位\n    forms: {self.round.name}/records/*.yaml\n', encoding='utf-8')
        done = biaoce('book', '-q', '-o', self.round.parent / 'book.pdf', book)
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_again_changes_nothing(self):
        """Whatever order, names and number of runs: the same bytes."""
        self.collect(self.sent['returned'])
        self.collect(self.sent['again'])
        first = tree(self.round)
        done = self.collect(self.sent['again'], self.sent['returned'])
        self.assertIn('42 workbooks: 1 forms', done.stderr.replace('0 forms', '1 forms'))
        self.assertEqual(first, tree(self.round))
        copies = self.round.parent / 'copies'
        shutil.copytree(self.sent['returned'], copies)
        done = self.collect(copies)  # other dates, the same content
        self.assertIn('36 workbooks known already', done.stderr)
        self.assertEqual(first, tree(self.round))

    def test_killed_runs(self):
        """What a run that was killed has left is made whole by the next one."""
        turns, given = (12, [self.sent['returned'], self.sent['again']]) if os.environ.get('RECORDS') == 'all' else (3, [self.sent['again']])
        self.collect('-j', 1, *given)
        whole = tree(self.round)
        chance = random.Random(5)
        for turn in range(turns):
            shutil.rmtree(self.round)
            self.round.mkdir()
            shutil.copy(EXAMPLE / 'round.yaml', self.round)
            words = [BIAOCE, 'collect', '-q', '--round', self.round, *given]
            run = subprocess.Popen(list(map(str, words)), env={**os.environ, **ENVIRONMENT}, stderr=subprocess.DEVNULL)
            time.sleep(chance.random() * (0.4 if turns > 3 else 0.1))
            run.kill()
            run.wait()
            if turn % 2:  # as if it had been ended in the middle of a workbook
                for path in list((self.round / 'returns').rglob('*.yaml') if (self.round / 'returns').exists() else [])[-2:]:
                    path.unlink()
            self.collect(*given)
            left = {name: data for name, data in tree(self.round).items() if not Path(name).name.startswith('.biaoce-')}
            self.assertEqual(whole.keys(), left.keys())
            self.assertEqual(whole, left)

    # -- what goes back -----------------------------------------------------------------------------------

    def test_back(self):
        """As it was typed, with comments at the findings; filled in again it is the next version."""
        wrong = self.round / 'in.xlsx'
        change(self.sent['returned'] / '商务局.xlsx', wrong, {'reception': '约三万', 'abroad': '=1+'})
        book = openpyxl.load_workbook(wrong)
        book.worksheets[0]['H9'] = '放错了地方'
        book.save(wrong)
        forms.saved(wrong, DAY + 86400)
        received = wrong.read_bytes()
        done = self.collect('--strict', wrong)
        self.assertEqual(done.returncode, 1)
        self.assertEqual(received, wrong.read_bytes())
        back = self.round / 'back/商务局.xlsx'
        sheet = forms.Sheet(back)
        cell = sheet.sheet.cell(*sheet.cells['reception'])
        self.assertEqual(cell.value, '约三万')
        self.assertIn('is not an amount', cell.comment.text)
        self.assertTrue(sheet.sheet.protection.sheet)
        said = '\n'.join(str(cell.value) for row in sheet.book.worksheets[1].iter_rows() for cell in row if cell.value)
        self.assertIn('放错了地方', said)
        self.assertIn('is not an amount', said)
        report = openpyxl.load_workbook(self.round / 'findings/商务局.xlsx')
        self.assertEqual(len(report.worksheets), 1)
        mended = self.round / 'mended.xlsx'
        change(back, mended, {'reception': 3, 'abroad': 1}, DAY + 2 * 86400)
        done = self.collect('--strict', mended)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.states()['商务局'], ['accepted'])
        self.assertFalse(back.exists())
        self.assertIn(('公务接待费', '约三万'), [(row['field'], row['before']) for row in table(self.round / 'changes/商务局/2.csv')])

    @unittest.skipUnless(os.environ.get('RECORDS') == 'all', 'RECORDS=all')
    def test_back_through_other_programs(self):
        """What goes back is opened and saved by somebody's spreadsheet: nothing is changed by that, but totals
        that had been typed are computed."""
        self.collect(self.sent['returned'])
        back = self.round / 'back/财政局.xlsx'
        made = {}
        if shutil.which('ssconvert'):
            made['gnumeric'] = self.round / 'gnumeric.xlsx'
            subprocess.run(['ssconvert', back, made['gnumeric']], check=True, capture_output=True, timeout=120)
        if shutil.which('libreoffice'):
            profile = f'-env:UserInstallation=file://{self.round}/profile'
            subprocess.run(['libreoffice', profile, '--headless', '--convert-to', 'xlsx', '--outdir', self.round / 'office', back], check=True,
                           capture_output=True, timeout=300)
            made['libreoffice'] = self.round / 'office/财政局.xlsx'
        for version, (name, path) in enumerate(made.items(), 2):
            with self.subTest(name):
                forms.saved(path, DAY + version * 86400)
                self.collect(path)
                said = [(row['field'], row['before'], row['now']) for row in table(self.round / f'changes/财政局/{version}.csv')]
                self.assertEqual(said, [('公务用车小计', '7', ''), ('合计', '99', '')] if version == 2 else [])
                sheet = openpyxl.load_workbook(path, data_only=True).worksheets[0]
                self.assertEqual(sheet.cell(*forms.Sheet(back if back.exists() else path).cells['total']).value, 11)

    # -- whose it is --------------------------------------------------------------------------------------

    def test_accepted_by_hand(self):
        self.collect(self.sent['returned'])
        self.plan(accept=[{'department': '财政局', 'because': '另行说明'}, {'department': '档案馆'}])
        done = self.collect()
        self.assertIn('W838', done.stderr)
        self.assertEqual(self.states()['财政局'], ['accepted by hand'])
        self.assertTrue((self.round / 'records/财政局.yaml').exists())
        self.collect(self.sent['again'])
        self.plan(accept=[{'department': '010', 'version': 1}])
        self.collect()
        self.assertEqual((self.round / 'records/财政局.yaml').read_bytes(), (self.round / 'versions/财政局/1.yaml').read_bytes())
        self.plan()
        self.collect()
        self.assertEqual((self.round / 'records/财政局.yaml').read_bytes(), (self.round / 'versions/财政局/2.yaml').read_bytes())

    def test_saved_by_the_workbooks_themselves(self):
        """Copies of files get new times: what counts is when somebody saved the workbook, where it says so."""
        first, second = self.round / '第一次.xlsx', self.round / '更正.xlsx'
        change(self.sent['returned'] / '办公室.xlsx', first, {'reception': 3}, DAY + 86400)
        change(self.sent['returned'] / '办公室.xlsx', second, {'reception': 4}, DAY + 3 * 86400)
        os.utime(second, (DAY + 10 * 86400, DAY + 10 * 86400))  # as unpacked from a mail
        os.utime(first, (DAY + 10 * 86400 + 60,) * 2)
        self.plan(due='2026-09-30')
        done = self.collect(first, second)
        version = yaml.safe_load((self.round / 'returns/办公室/2.yaml').read_text(encoding='utf-8'))
        self.assertEqual(Path(version['file']).name, '更正.xlsx')
        self.assertEqual((version['date'], version['saved'], version['file-changed']), ('2026-09-24', '2026-09-24T14:13:20Z', '2026-10-01T14:13:20Z'))
        self.assertIn('公务接待费: 4', (self.round / 'records/办公室.yaml').read_text(encoding='utf-8'))
        self.assertRegex(done.stderr, r'更正\.xlsx.*warning: .*2026-09-24 14:13.*第一次\.xlsx.*2026-09-22 14:13.*W834')
        self.assertEqual({row['late'] for row in table(self.round / 'status.csv') if row['department'] == '办公室'}, {''})

        older = self.round / '更早.xlsx'  # that comes later, in another run
        change(self.sent['returned'] / '办公室.xlsx', older, {'reception': 5}, DAY)
        done = self.collect(older)
        self.assertRegex(done.stderr, r'更早\.xlsx.*warning: .*更正\.xlsx.*version 2.*W836')

    def test_clocks_that_are_wrong(self):
        """A workbook that was saved in the future, or before it was made, or that says nothing: its file tells."""
        for number, moment in enumerate((4000000000, 1000000000, None)):
            out = self.round / f'{number}.xlsx'
            change(self.sent['returned'] / '办公室.xlsx', out, {'reception': number + 1})
            if moment:
                forms.saved(out, moment)
            else:
                with zipfile.ZipFile(out) as book:
                    parts = {name: book.read(name) for name in book.namelist() if name != 'docProps/core.xml'}
                with zipfile.ZipFile(out, 'w') as book:
                    for name, data in parts.items():
                        book.writestr(name, data)
            os.utime(out, (DAY + number * 86400,) * 2)
            self.collect(out)
            version = yaml.safe_load((self.round / f'returns/办公室/{number + 1}.yaml').read_text(encoding='utf-8'))
            self.assertEqual(version['saved'], version['file-changed'], number)

    def test_names_with_codes(self):
        """003-教育局 is who is called 教育局 and has the code 003; with another's code it is nobody."""
        plan = ['办公室', {'name': '教育局', 'code': '003'}, {'name': '财政局', 'code': '004'}, '体育局（本级）']
        for said, whose in (('003-教育局', '教育局'), ('００３教育局', '教育局'), ('教育局（003）', '教育局'), ('[003]教育局', '教育局'), ('207-办公室', '办公室'),
                            ('101-体育局(本级)', '体育局（本级）'), ('004-教育局', None), ('005-教育局', None), ('003-教委', None)):
            with self.subTest(said):
                shutil.rmtree(self.round)
                self.round.mkdir()
                self.plan(departments=plan, accept=[])
                sheet = forms.Sheet(self.sent['returned'] / '办公室.xlsx')
                for row in sheet.sheet.iter_rows():
                    for cell in row:
                        if cell.value == '编制部门：办公室':
                            cell.value = f'编制部门：{said}'
                out = self.round / 'in.xlsx'
                sheet.book.save(out)
                done = self.collect(out)
                taken = [path.name for path in (self.round / 'versions').glob('*')]
                self.assertEqual(taken, [whose] if whose else [], done.stderr[:300])
                self.assertEqual('E835' in done.stderr, whose is None)

    def test_late(self):
        self.plan(due='2026-01-31')
        self.collect(self.sent['again'])
        self.assertEqual({row['late'] for row in table(self.round / 'status.csv') if row['versions']}, {'late'})

    def test_several_of_a_department(self):
        """With `each`, records of a department are told apart by a field; without it a second one is refused."""
        book = self.round / 'both.xlsx'
        done = biaoce('render', '-q', '--one-workbook', '-t', FORM, '-f', 'xlsx', '-o', book, self.twice())
        self.assertEqual(done.returncode, 0, done.stderr)
        done = self.collect(book)
        self.assertIn('E836', done.stderr)
        self.assertEqual(len(list((self.round / 'versions').rglob('*.yaml'))), 1)
        shutil.rmtree(self.round / 'versions')
        shutil.rmtree(self.round / 'returns')
        self.plan(each='year')
        done = self.collect(book)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(sorted(path.name for path in (self.round / 'records/商务局').iterdir()), ['2025.yaml', '2026.yaml'])
        self.assertEqual(len(self.states()['商务局']), 2)

    def test_names_that_differ_in_small_letters(self):
        """They are told apart on disks that do not, whichever came first."""
        self.plan(each='note', form='own')
        (self.round / 'own.yaml').write_text('form: own\nfields: {department: {label: 单位}, note: {label: 号}}\n'
                                             'layout: [{table: {widths: [1, 1], rows: [[单位, =department], [号, =note]]}}]\n', encoding='utf-8')
        trees = []
        for order in (('p1', 'P1'), ('P1', 'p1')):
            for number, note in enumerate(order):
                record = self.round / 'one.yaml'
                record.write_text(f'{{form: own, 单位: 商务局, 号: {note}}}\n', encoding='utf-8')
                book = self.round / f'{number}.xlsx'
                biaoce('render', '-q', '-T', self.round, '-f', 'xlsx', '-o', book, record)
                done = self.collect('-T', self.round, book)
                self.assertEqual(done.returncode, 0, done.stderr)
            trees.append(sorted(path.name for path in (self.round / 'records/商务局').iterdir()))
            self.assertEqual(len({name.lower() for name in trees[-1]}), 2)
            for name in 'records', 'versions', 'returns', 'findings', 'back':
                shutil.rmtree(self.round / name, ignore_errors=True)
        self.assertEqual(*trees)

    def twice(self):
        path = self.round / 'two.yaml'
        path.write_text('\n---\n'.join(f'{{编制部门: 商务局, 年度: {year}, 公务接待费: {amount}}}' for year, amount in ((2025, 1), (2026, 2))), encoding='utf-8')
        return path

    def test_whose(self):
        self.plan(whose=['number', 'department'])
        done = self.collect(self.sent['again'])
        self.assertIn('nobody is expected that is called `部门公开表9`', done.stderr)
        self.assertFalse((self.round / 'versions').exists())

    def test_names_however_they_are_set(self):
        """Blanks and widths do not make another department of it; another word does."""
        path = self.round / 'sent.yaml'
        path.write_text('\n---\n'.join(f'{{编制部门: "{name}", 年度: 2026, 公务接待费: 1}}' for name in ('教　育 局（本级）', 'ＩＴ办 公室', '教育局')),
                        encoding='utf-8')
        biaoce('render', '-q', '--no-check', '-t', FORM, '-f', 'xlsx', '--name', '$(department)', '-o', self.round / 'sent', path)
        self.plan(departments=['教育局(本级)', 'IT办公室'])
        done = self.collect(self.round / 'sent')
        self.assertEqual({name for name, states in self.states().items() if states != ['not returned']}, {'教育局(本级)', 'IT办公室'}, done.stderr)
        self.assertIn('nobody is expected that is called `教育局`', done.stderr)
        self.plan(departments=['教育局(本级)', '教 育局（本级）'])
        self.assertIn('[E834]', self.collect(self.round / 'sent').stderr)

    # -- mistakes -----------------------------------------------------------------------------------------

    def test_mistakes_of_the_plan(self):
        for said, text in (
                ('E834', 'round: 甲\nform: no-such-form\ndepartments: [甲]\n'),
                ('E834', f'round: 甲\nform: {FORM}\ndepartments: [甲, 乙, 甲]\n'),
                ('E834', f'round: 甲\nform: {FORM}\ndepartments: [a/b, a_b]\n'),
                ('E834', f'round: 甲\nform: {FORM}\nwhose: nothing\ndepartments: [甲]\n'),
                ('E834', f'round: 甲\nform: {FORM}\ndue: 明天\ndepartments: [甲]\n'),
                ('E834', f'round: 甲\nform: {FORM}\ndepartments: [甲]\naccept: [{{department: 乙}}]\n'),
                ('E302', f'round: 甲\nform: {FORM}\ndepartments: [甲]\ndeu: 2026-11-30\n'),
                ('E303', f'round: 甲\nform: {FORM}\n'),
                ('E303', f'round: 甲\nform: {FORM}\ndepartments: [[甲]]\n'),
                ('E834', '')):
            with self.subTest(text):
                (self.round / 'round.yaml').write_text(text, encoding='utf-8')
                done = self.collect(self.sent['again'])
                self.assertEqual(done.returncode, 2, done.stderr)
                self.assertRegex(done.stderr, rf'round\.yaml.*\[{said}\]')
                self.assertEqual([path.name for path in self.round.iterdir()], ['round.yaml'])

    def test_spoiled_state(self):
        """A file of the round that makes no sense is told, and its return is taken in anew; others stay, and so does what was of it."""
        self.collect(self.sent['again'])
        whole = tree(self.round)
        (self.round / 'returns/财政局/1.yaml').write_text('department: [', encoding='utf-8')
        (self.round / 'returns/水务局/1.yaml').write_text('department: 别处\nform: x\nversion: 1\nsha256: a\nsheet: b\nsheets: 1\nerrors: 0\n', encoding='utf-8')
        done = self.collect()
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr, r'returns/水务局/1\.yaml:1:1: error: a return is kept of `别处`')
        self.assertRegex(done.stderr, r'returns/财政局/1\.yaml')
        self.assertEqual(self.states()['财政局'], ['not returned'])
        self.collect(self.sent['again'])
        now = tree(self.round)
        for name in ('财政局', '水务局'):
            self.assertEqual(now[f'versions/{name}/1.yaml'], whole[f'versions/{name}/1.yaml'])
            self.assertEqual(now[f'returns/{name}/2.yaml'], whole[f'returns/{name}/1.yaml'].replace(b'version: 1', b'version: 2'))
        self.assertEqual(now['returns/财政局/1.yaml'], 'department: ['.encode())

    def test_killed_before_its_first_file(self):
        """A run that came no further than to its folders is no obstacle to the next one."""
        self.collect(self.sent['again'])
        whole = tree(self.round)
        for name in 'versions', 'returns', 'findings', 'changes', 'back', 'records':
            shutil.rmtree(self.round / name, ignore_errors=True)
            (self.round / name / '财政局').mkdir(parents=True)
            (self.round / name / '财政局/.biaoce-1234-0123456789abcdef.tmp').write_text('half')
        done = self.collect(self.sent['again'])
        self.assertIn(done.returncode, (0, 1), done.stderr)
        self.assertEqual({name: data for name, data in tree(self.round).items() if not name.endswith('.tmp')}, whole)

    def test_one_run_at_a_time(self):
        with open(self.round / 'round.yaml', encoding='utf-8') as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            done = self.collect(self.sent['again'])
            self.assertEqual((done.returncode, [path.name for path in self.round.iterdir()]), (3, ['round.yaml']))
            self.assertIn('E838', done.stderr)
        self.assertNotEqual(self.collect(self.sent['again']).returncode, 3)

    def test_limits_are_no_findings(self):
        done = self.collect('--limit', 'memory=1KiB', self.sent['again'])
        self.assertIn('E533', done.stderr)
        self.assertFalse((self.round / 'versions').exists())
        self.collect(self.sent['again'])
        self.assertEqual(self.states()['财政局'], ['accepted'])

    def test_earlier_version_is_gone(self):
        self.collect(self.sent['returned'])
        (self.round / 'versions/财政局/1.yaml').unlink()
        done = self.collect(self.sent['again'])
        self.assertEqual(done.returncode, 3)
        self.assertRegex(done.stderr, r'versions/财政局/1\.yaml: error: .*E100')
        self.assertTrue((self.round / 'versions/财政局/2.yaml').exists())
        self.assertEqual(self.collect(self.sent['again']).returncode, 0)

    def test_plan_is_changed(self):
        """Nothing is printed of a department that is expected no more without somebody being told."""
        self.collect(self.sent['again'])
        plan = yaml.safe_load((EXAMPLE / 'round.yaml').read_text(encoding='utf-8'))
        self.plan(departments=[one for one in plan['departments'] if one['name'] != '水务局'])
        done = self.collect()
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr, r'returns/水务局/1\.yaml:1:1: error: .*\[E837\]')
        self.assertRegex(done.stderr, r'records/水务局\.yaml: warning: .*\[W839\]')
        self.plan(each='year')
        done = self.collect()
        self.assertIn('had another `each`', done.stderr)

    def test_started(self):
        (self.round / 'round.yaml').unlink()
        done = self.collect(self.sent['again'])
        self.assertEqual(done.returncode, 2)
        self.assertIn('E834', done.stderr)
        done = self.collect('-t', FORM)
        self.assertEqual(done.returncode, 0, done.stderr)
        plan = yaml.safe_load((self.round / 'round.yaml').read_text(encoding='utf-8'))
        self.assertEqual((plan['form'], plan['departments']), (FORM, []))
        done = self.collect()
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_options(self):
        for words in (['-o', 'x'], ['--report', 'xlsx'], ['--name', 'x'], ['-']):
            self.assertEqual(self.collect(*words).returncode, 2)
        self.assertEqual(biaoce('collect').returncode, 2)
        self.assertEqual([path.name for path in self.round.iterdir()], ['round.yaml'])

    def test_no_input_is_replaced(self):
        """The round's own workbooks as returns: what is read stays, and is told."""
        wrong = self.round / 'wrong.xlsx'
        change(self.sent['returned'] / '财政局.xlsx', wrong, {'reception': '约三'})
        self.collect(wrong)
        back = self.round / 'back/财政局.xlsx'
        data = back.read_bytes()
        done = self.collect(back)
        self.assertEqual(back.read_bytes(), data)
        self.assertEqual(done.returncode, 3)
        self.assertIn('E515', done.stderr)

    def test_folders_that_cannot_be_read(self):
        """Also where the user who runs this may read everything."""
        self.collect(self.sent['returned'])
        everything = ['setpriv', '--bounding-set=-dac_override,-dac_read_search', '--inh-caps=-all'] if os.getuid() == 0 else []
        for name, code in (('records', 'E100'), ('returns', 'E100'), ('versions', 'E837')):
            with self.subTest(name):
                (self.round / name).chmod(0)
                done = forms.run(*everything, BIAOCE, 'collect', '--round', self.round, env={**os.environ, **ENVIRONMENT})
                (self.round / name).chmod(0o755)
                self.assertEqual(done.returncode, 3, done.stderr)
                self.assertRegex(done.stderr, rf'/{name}[^:]*: error: [^\n]*permission denied \[{code}\]')
                self.assertNotIn('W839', done.stderr)
                self.assertEqual(self.collect().returncode, 0)

    @unittest.skipIf('SANITIZED' in os.environ, 'a sanitizer makes calls of its own')
    def test_sandbox(self):
        done = self.collect('--sandbox', self.sent['returned'])
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertEqual(len(list((self.round / 'records').iterdir())), 34)
        self.assertEqual(self.collect('--sandbox', self.sent['again']).returncode, 0)
        self.assertEqual(len(list((self.round / 'records').iterdir())), 38)


if __name__ == '__main__':
    BIAOCE = sys.argv.pop(1)
    unittest.main()
