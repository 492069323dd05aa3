#!/usr/bin/env python3
"""Runs with --sandbox make the same as those without, and reach nothing else, whatever code runs in them.

    test_sandbox.py BIAOCE SHIM [unittest arguments]

Where the system has no Landlock the exit code is 77: skipped.
"""
import hashlib
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

BIAOCE = SHIM = None
PROJECT = Path(__file__).resolve().parents[2]
OK, RECORD_ERRORS, USAGE, IO = range(4)
TEMPLATE = '''
form: card
extends: [gb9704]
fields:
  name: {label: 名称, type: text, required: true}
  photo: 照片
  rows: {label: 行, type: list, of: {item: {label: 事项, type: text}}}
layout:
  - title: $(name)
  - {image: =photo, height: 2cm}
  - table: {widths: [1], bands: [{rows: [{each: rows, rows: [[=item]]}]}]}
'''


def run(*words, cwd, env=None, data=None):
    environment = {**os.environ, 'LC_ALL': 'C.UTF-8', **(env or {})}
    environment.pop('BIAOCE_TEMPLATES', None)
    done = subprocess.run([BIAOCE, *map(str, words)], cwd=cwd, env=environment, input=data, capture_output=True,
                          timeout=240)
    done.err = done.stderr.decode('utf-8', 'replace')
    done.out = done.stdout.decode('utf-8', 'replace')
    return done


class Sandboxed(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.top = Path(folder.name)
        self.root = self.top / 'work'  # what lies beside it is outside
        self.temporary = self.top / 'tmp'
        for path in (self.root / 'records', self.root / 'templates', self.temporary):
            path.mkdir(parents=True)
        (self.root / 'templates/card.yaml').write_text(TEMPLATE, encoding='utf-8')
        (self.top / 'secret').write_text('form: card\nname: 机密\n', encoding='utf-8')

    def record(self, text, name='records/a.yaml'):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding='utf-8')
        return path

    def biaoce(self, *words, expect=OK, cwd=None, env=None, data=None):
        done = run(*words, cwd=cwd or self.root, env={'TMPDIR': str(self.temporary), **(env or {})}, data=data)
        if expect is not None:
            self.assertEqual(done.returncode, expect, f'{words}\n{done.out[-3000:]}\n{done.err[-3000:]}')
        self.assertEqual(os.listdir(self.temporary), [], 'the run has left something')
        return done

    def hashes(self, folder):
        return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
                for path in Path(folder).rglob('*') if path.is_file()}

    def twice(self, *words, folders=(), expect=OK, data=None):
        """With and without, into folders of their own: the same output, messages and files."""
        seen = []
        for options in ((), ('--sandbox',)):
            place = self.root / ('closed' if options else 'open')
            place.mkdir()
            done = self.biaoce(*words, *options, *folders, expect=expect, cwd=place, data=data)
            seen.append((done.stdout, done.err, self.hashes(place)))
        for plain, closed in zip(*seen):
            self.assertEqual(plain, closed)
        return seen[0]


class TheSame(Sandboxed):
    def test_batches_with_threads(self):
        made = self.twice('render', '-f', 'pdf,xlsx,trace', '-j', '4', '-o', 'out/deep', PROJECT / 'examples')
        self.assertGreater(len(made[2]), 90)

    def test_thousands_of_records(self):
        self.record(''.join(f'---\nform: card\nname: 第{i}号\n' for i in range(2000)))
        made = self.twice('render', '-j', '3', '-T', '../templates', '-o', 'out', '../records')
        self.assertEqual(len(made[2]), 2000)

    def test_names_make_folders(self):
        self.record('- {form: card, name: 甲}\n- {form: card, name: 乙}\n')
        made = self.twice('render', '-T', '../templates', '--name', '$(name)/$(record)', '../records')
        self.assertEqual(sorted(made[2]), ['乙/2.pdf', '甲/1.pdf'])

    def test_pipes(self):
        records = (PROJECT / 'examples/several-projects.yaml').read_bytes()
        stdout, _, _ = self.twice('render', '--one-workbook', '-o', '-', '-', data=records)
        self.assertEqual(stdout[:2], b'PK')

    def test_books_of_a_thousand_pages(self):
        self.record('\n'.join(f'- {{form: card, name: 第{i}号}}' for i in range(1000)))
        self.record('book: 汇编\nparts:\n  - contents: {title: 目录}\n  - section: 一\n    forms: records/*.yaml\n',
                    'book.yaml')
        made = self.twice('book', '-j', '2', '-f', 'pdf,xlsx', '-T', '../templates', '-o', 'out', '../book.yaml')
        self.assertEqual(len(made[2]), 2)

    def test_checks_with_reports_and_lists(self):
        self.record('市教育局: 1万元\n', 'totals.yaml')
        corpus = PROJECT / 'tests/corpus/jinan-project'
        made = self.twice('check', '--report', 'r.pdf', '--report', 'r.xlsx', '--report', 'r.sarif', '--write-baseline',
                          'known.json', '--totals', '../totals.yaml', corpus, expect=RECORD_ERRORS)
        self.assertEqual(len(made[2]), 4)

    def test_two_sets_of_records(self):
        years = PROJECT / 'examples/two-years'
        made = self.twice('diff', '-o', 'r.pdf', '-o', 'r.xlsx', '-o', 'r.json', years / '2025', years / '2026')
        self.assertEqual(len(made[2]), 3)

    def test_records_are_mended_in_place(self):
        text = (PROJECT / 'examples/tangshan-project-mixed.yaml').read_text(encoding='utf-8')
        text = re.sub('指标值: ≥(.*)', r"指标值: '>=\1'", text)
        for place in ('open', 'closed'):
            path = self.record(text, f'{place}-records/a.yaml')
            path.chmod(0o600)
            options = ['--sandbox'] if place == 'closed' else []
            self.biaoce('check', '--fix', '--write', *options, path)
            self.assertEqual(path.stat().st_mode & 0o777, 0o600)
        mended = (self.root / 'closed-records/a.yaml').read_text(encoding='utf-8')
        self.assertEqual(mended, (self.root / 'open-records/a.yaml').read_text(encoding='utf-8'))
        self.assertNotIn('>=', mended)

    def test_tables_from_files_and_pipes(self):
        self.twice('render', '-o', 'out', PROJECT / 'examples/from-tables/mapping.yaml')

    def test_templates_lists_and_pictures_that_are_named(self):
        self.record((PROJECT / 'examples/certificate/record.yaml').read_text(encoding='utf-8'), 'given/record.yaml')
        for name in ('photo.jpg', 'seal.png', 'certificate.yaml'):
            (self.root / 'given' / name).write_bytes((PROJECT / 'examples/certificate' / name).read_bytes())
        self.twice('render', '-t', '../given/certificate.yaml', '-o', 'x.pdf', '../given/record.yaml')


class Refused(Sandboxed):
    """What records, templates and books ask for that lies elsewhere."""

    def test_pictures(self):
        (self.top / 'outside.png').write_bytes((PROJECT / 'examples/certificate/seal.png').read_bytes())
        (self.root / 'records/link.png').symlink_to(self.top / 'outside.png')
        for name in ('link.png', str(self.top / 'outside.png'), '../../outside.png'):
            with self.subTest(name):
                self.record(f'form: card\nname: 甲\nphoto: {name}\n')
                done = self.biaoce('render', '--sandbox', '-T', 'templates', '-o', 'out', 'records',
                                   expect=RECORD_ERRORS)
                self.assertEqual(self.hashes(self.root / 'out'), {})
                self.assertIn('records/a.yaml:3:8: error', done.err)

    def test_records_behind_links(self):
        (self.root / 'records/b.yaml').symlink_to(self.top / 'secret')
        self.biaoce('render', '-T', 'templates', '-o', 'out', 'records')
        done = self.biaoce('render', '--sandbox', '-T', 'templates', '-o', 'closed', 'records', expect=IO)
        self.assertIn('records/b.yaml: error: the file cannot be read: permission denied [E100]', done.err)
        self.assertEqual(self.hashes(self.root / 'closed'), {})

    def test_templates_that_extend_others_elsewhere(self):
        (self.top / 'outside.yaml').write_text('styles: {}\n', encoding='utf-8')
        self.record('form: card\nextends: [../outside.yaml]\nlayout: [{title: x}]\n', 'templates/card.yaml')
        self.record('form: card\n')
        self.biaoce('render', '-T', 'templates', '-o', 'out', 'records')
        done = self.biaoce('render', '--sandbox', '-T', 'templates', '-o', 'closed', 'records', expect=IO)
        self.assertIn('permission denied', done.err)

    def test_books_reach_further_where_that_is_allowed(self):
        (self.top / 'far').mkdir()
        (self.top / 'far/a.yaml').write_text('form: card\nname: 甲\n', encoding='utf-8')
        self.record('book: 汇编\nparts: [{section: 一, forms: ../far/*.yaml}]\n', 'book.yaml')
        words = ('book', '--sandbox', '-T', 'templates', '-o', 'x.pdf', 'book.yaml')
        done = self.biaoce(*words, expect=IO)
        self.assertIn('permission denied', done.err)
        self.biaoce(*words, '--allow', '../far')
        self.assertTrue((self.root / 'x.pdf').exists())

    def test_outputs_stay_in_their_folder(self):
        self.record(f'- {{form: card, name: "../../x"}}\n- {{form: card, name: "{self.top}/y"}}\n')
        self.biaoce('render', '--sandbox', '-T', 'templates', '--name', '../$(name)', '-o', 'out', 'records',
                    expect=USAGE)
        self.biaoce('render', '--sandbox', '-T', 'templates', '--name', '$(name)', '-o', 'out', 'records')
        self.assertEqual(len(self.hashes(self.root / 'out')), 2)
        self.assertEqual(sorted(os.listdir(self.top)), ['secret', 'tmp', 'work'])

    def test_databases(self):
        self.record('form: card\ntables:\n  t: {odbc: DSN=x, sql: select 1}\nrecords: {from: t}\n', 'records/m.yaml')
        done = self.biaoce('render', '--sandbox', '-T', 'templates', '-o', 'out', 'records/m.yaml',
                           expect=RECORD_ERRORS)
        self.assertIn('records/m.yaml:3:3: error: databases are not asked in this run [E776]', done.err)


class TakenOver(Sandboxed):
    """Code that is not ours, in the middle of the run."""

    def attempt(self, what, path='', expect=OK, sandbox=True, **more):
        self.record('form: card\nname: 甲\n')
        options = ['--sandbox'] if sandbox else []
        env = {'LD_PRELOAD': SHIM, 'SHIM_TRY': what, 'SHIM_PATH': str(path)}
        words = ('render', *options, '-j', '2', '-T', 'templates', '-o', 'out', 'records')
        if expect != OK:
            return run(*words, cwd=self.root, env={'TMPDIR': str(self.temporary), **env}).returncode
        done = self.biaoce(*words, env=env, **more)
        self.assertIn('甲.pdf', os.listdir(self.root / 'out'), 'the record is rendered all the same')
        return [line.split()[1] for line in done.err.splitlines() if line.startswith('tried:')][0]

    def test_the_attempts_succeed_without(self):
        for what, path in (('read', '/etc/passwd'), ('list', '/'), ('write', self.top / 'new'), ('socket', ''),
                           ('unix', ''), ('code', ''), ('link', ''), ('empty', self.top / 'secret'), ('owner', self.top),
                           ('special', self.top / 'secret')):
            with self.subTest(what):
                self.assertEqual(self.attempt(what, path, sandbox=False), 'done')

    def test_files(self):
        secret = self.top / 'secret'
        for what, path in (('read', '/etc/passwd'), ('read', secret), ('list', '/'), ('list', self.top),
                           ('write', self.top / 'new'), ('write', self.temporary / 'new'), ('write', '/dev/shm/x'),
                           ('write', self.root / 'records/a.yaml'), ('unlink', secret), ('rename', secret),
                           ('unlink', self.root / 'records/a.yaml'), ('read', '/proc/self/environ')):
            with self.subTest(what=what, path=str(path)):
                self.assertIn(self.attempt(what, path), ('EACCES', 'EXDEV'))
        self.assertEqual(secret.read_text(encoding='utf-8'), 'form: card\nname: 机密\n')

    def test_what_is_needed_can_be_reached(self):
        self.assertEqual(self.attempt('read', self.root / 'records/a.yaml'), 'done')
        self.assertEqual(self.attempt('write', self.root / 'out/.new'), 'done')

    def test_calls(self):
        for what in ('socket', 'unix', 'kill', 'truncate', 'chmod', 'link'):
            with self.subTest(what):
                self.assertEqual(self.attempt(what, self.root / 'records/a.yaml'), 'ENOSYS')
        for what in ('code', 'empty', 'owner', 'special'):
            with self.subTest(what):
                self.assertEqual(self.attempt(what, self.root / 'records/a.yaml'), 'EPERM')
        self.assertEqual((self.root / 'records/a.yaml').read_text(encoding='utf-8'), 'form: card\nname: 甲\n')

    def test_programs_and_other_processes_end_it(self):
        for what in ('exec', 'fork', 'trace'):
            with self.subTest(what):
                self.assertEqual(self.attempt(what, expect=-signal.SIGSYS), -signal.SIGSYS)
                self.assertNotIn('甲.pdf', os.listdir(self.root / 'out'))


class Lacking(Sandboxed):
    """Nothing is made where it cannot be had."""

    def test_systems_without(self):
        self.record('form: card\nname: 甲\n')
        for what, words in (('landlock', '--sandbox needs Landlock, which this system does not have'),
                            ('restriction', '--sandbox: the files could not be closed off'),
                            ('seccomp', '--sandbox: the calls to the system could not be closed off')):
            for command in ('render', 'check'):
                with self.subTest(what=what, command=command):
                    output = ['-o', 'out'] if command == 'render' else []
                    done = self.biaoce(command, '--sandbox', '-T', 'templates', *output, 'records', expect=USAGE,
                                       env={'LD_PRELOAD': SHIM, 'SHIM_LACKS': what})
                    self.assertIn(words, done.err)
                    self.assertEqual(self.hashes(self.root / 'out'), {})

    def test_usage(self):
        done = self.biaoce('render', '--allow', 'x', 'records', expect=USAGE)
        self.assertIn('--allow goes with --sandbox', done.err)
        self.biaoce('templates', '--sandbox', expect=USAGE)

    def test_no_fonts(self):
        self.record('[]\n', 'fonts.yaml')
        self.biaoce('render', '--sandbox', '--fonts', 'fonts.yaml', 'records', expect=IO)
        done = self.biaoce('render', '--sandbox', '--fonts', 'nothing.yaml', 'records', expect=IO)
        self.assertEqual(done.err.count('nothing.yaml: error: '), 1)

    def test_zone(self):
        """Days are those of the same zone within."""
        dates = []
        book = self.root / 'form.xlsx'
        self.record('form: budget-09-three-public\n编制部门: 甲\n年度: 2026\n')
        self.biaoce('render', '--force', '--no-check', '-f', 'xlsx', '-o', book, 'records/a.yaml')
        os.utime(book, (1764520200,) * 2)  # 2025-11-30 16:30, which is the first of December in China
        for words in [], ['--sandbox']:
            round_ = self.root / f'round{len(words)}'
            round_.mkdir()
            (round_ / 'round.yaml').write_text('round: 收表\nform: budget-09-three-public\ndepartments: [甲]\nwhose: department\n', encoding='utf-8')
            self.biaoce('collect', '--round', round_, *words, book, env={'TZ': 'Asia/Shanghai'}, expect=None)
            dates.append((round_ / 'status.csv').read_text(encoding='utf-8'))
        self.assertEqual(*dates)
        self.assertIn('2025-12-01', dates[0])

    def test_interrupted(self):
        self.record(''.join(f'---\nform: card\nname: 第{i}号\n' for i in range(20000)))
        run_ = subprocess.Popen([BIAOCE, 'render', '--sandbox', '-T', 'templates', '-o', 'out', 'records'],
                                cwd=self.root, env={**os.environ, 'TMPDIR': str(self.temporary)},
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while run_.poll() is None and not (self.root / 'out/第9号.pdf').exists():
            time.sleep(0.01)
        run_.send_signal(signal.SIGTERM)
        self.assertEqual(run_.wait(60), -signal.SIGTERM)
        self.assertEqual(os.listdir(self.temporary), [])
        self.assertFalse([name for name in os.listdir(self.root / 'out') if not name.endswith('.pdf')])


def is_there():
    with tempfile.TemporaryDirectory() as folder:
        done = run('check', '--sandbox', 'nothing.yaml', cwd=folder)
    return 'Landlock' not in done.err


if __name__ == '__main__':
    BIAOCE, SHIM = sys.argv[1:3]
    if not is_there():
        print('this system has no Landlock: skipped')
        sys.exit(77)
    unittest.main(argv=sys.argv[:1] + sys.argv[3:])
