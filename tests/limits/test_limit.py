#!/usr/bin/env python3
"""--limit: a record that takes more than it may is refused with one message, and the others are made.

    test_limit.py BIAOCE [unittest arguments]
"""
import json
import os
import resource
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

BIAOCE = None
OK, RECORD_ERRORS, USAGE = range(3)
TEMPLATE = '''
form: card
extends: [gb9704]
fields:
  name: {label: 名称, type: text, required: true}
  note: {label: 说明, type: prose}
  rows: {label: 行, type: list, of: {item: {label: 事项, type: text}}}
layout:
  - title: $(name)
  - para: $(note)
  - table: {widths: [1, 4], bands: [{rows: [{each: rows, rows: [[=nth, =item]]}]}]}
'''
NESTED = TEMPLATE.replace("[{each: rows, rows: [[=nth, =item]]}]",
                          "[{each: rows, rows: [{each: rows, rows: [{each: rows, rows: [[=nth, =item]]}]}]}]")
SLOW = TEMPLATE.replace('=nth, =item', '=nth, "=rows.filter(r, rows.filter(s, s.item == r.item).size() > 0).size()"')
MATCHES = TEMPLATE.replace('=nth, =item', '''=nth, "=rows.filter(r, r.item.matches('(a|b|ab)*c')).size()"''')
CHECK = TEMPLATE + '''checks:
  - {that: 'rows.filter(r, rows.filter(s, s.item.contains(r.item)).size() > 5).size() == 0', say: 多余}
'''


def rows(n, text='事项 %d'):
    return 'form: card\nname: 大\nrows:\n' + ''.join(f'  - {{item: {text % i}}}\n' for i in range(n))


SMALL = 'form: card\nname: 小\nrows: [{item: 一}]\n'


class Limits(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        self.write('templates/card.yaml', TEMPLATE)

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding='utf-8')

    def run_cli(self, *words, expect=OK, data=None):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run([BIAOCE, *words], cwd=self.root, input=data, capture_output=True, timeout=300,
                              env={**os.environ, 'LC_ALL': 'C.UTF-8', 'BIAOCE_TEMPLATES': 'templates'})
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        done.seconds = after.ru_utime - before.ru_utime
        done.err = done.stderr.decode('utf-8')
        self.assertEqual(done.returncode, expect, done.err[:3000])
        return done

    def made(self, folder='out'):
        return sorted(os.listdir(self.root / folder)) if (self.root / folder).exists() else []

    def refused(self, limit, why, *words, place='big.yaml:1:1', folder='out'):
        """The big record is refused with one message; those before and behind it are made."""
        self.write('records/a.yaml', SMALL.replace('小', '前'))
        self.write('records/z.yaml', SMALL.replace('小', '后'))
        messages = []
        for jobs in '1', '3':
            done = self.run_cli('render', '--limit', limit, '-j', jobs, '-o', folder, *words, 'records/a.yaml',
                                'big.yaml', 'records/z.yaml', expect=RECORD_ERRORS)
            messages.append(done.err)
            self.assertIn(f'{place}: error: {why} [E533]\n', done.err)
            self.assertEqual(done.err.count(': error:'), 1, done.err)
            self.assertEqual(done.err.count(': warning:'), 0, done.err)
            self.assertIn('3 records: 2 rendered, 1 with errors', done.err)
            self.assertFalse([name for name in self.made(folder) if name[0] not in '前后'])
        self.assertEqual(*messages)
        return done


class Memory(Limits):
    def test_rows(self):
        for formats in 'pdf', 'xlsx', 'pdf,xlsx,trace':
            with self.subTest(formats):
                self.write('big.yaml', rows(20000))
                self.refused('memory=8MiB', 'the record takes more than 8 MiB of memory', '-f', formats)

    def test_while_it_is_read(self):
        self.write('big.yaml', rows(300000))
        done = self.run_cli('check', '--limit', 'memory=16MiB', 'big.yaml', expect=RECORD_ERRORS)
        self.assertIn('big.yaml:1:1: error: the record takes more than 16 MiB of memory [E533]', done.err)
        self.write('big.json', json.dumps({'form': 'card', 'name': '大', 'rows': [{'item': 'x'}] * 300000}))
        done = self.run_cli('check', '--limit', 'memory=16MiB', 'big.json', expect=RECORD_ERRORS)
        self.assertIn('big.json:1:1: error: the record takes more than 16 MiB of memory [E533]', done.err)

    def test_lists_in_each_other(self):
        self.write('templates/card.yaml', NESTED)
        self.write('big.yaml', rows(100))
        self.refused('memory=64MiB', 'the record takes more than 64 MiB of memory')

    def test_one_text(self):
        for text in 'a' * 5000000, '项' * 2000000:
            self.write('big.yaml', f'form: card\nname: 大\nnote: {text}\n')
            self.refused('memory=32MiB', 'the record takes more than 32 MiB of memory')

    def test_more_lines_than_lengths_can_say(self):
        """Sanitizers see sums that have no room; without them columns took widths from what was left of these."""
        self.write('big.yaml', 'form: tangshan-project\n项目名称: |\n' + '  x\n' * 300000)
        done = self.run_cli('render', '--force', '--limit', 'time=100s,memory=2GiB', '-f', 'pdf,xlsx', '--name', '大', '-o', 'out', 'big.yaml',
                            expect=RECORD_ERRORS)
        self.assertEqual((self.made(), done.err.count('runtime error')), (['大.pdf', '大.xlsx'], 0))

    def test_documents_behind(self):
        self.write('all.yaml', '---\n'.join([SMALL, rows(50000), SMALL]))
        done = self.run_cli('render', '--limit', 'memory=8MiB', '-o', 'out', 'all.yaml', expect=RECORD_ERRORS)
        self.assertIn('all.yaml:5:1: error: the record takes more than 8 MiB of memory [E533]', done.err)
        self.assertEqual(self.made(), ['小 (2).pdf', '小.pdf'])
        lines = [json.dumps({'form': 'card', 'name': name, 'rows': [{'item': 'x'}] * n})
                 for name, n in (('甲', 1), ('乙', 100000), ('丙', 1))]
        done = self.run_cli('render', '--limit', 'memory=8MiB', '-o', 'lines', '-', expect=RECORD_ERRORS,
                            data='\n'.join(lines).encode())
        self.assertIn(':2:1: error: the record takes more than 8 MiB of memory [E533]', done.err)
        self.assertEqual(self.made('lines'), ['丙.pdf', '甲.pdf'])

    def test_conversion(self):
        self.write('all.yaml', '---\n'.join([SMALL, rows(50000), SMALL]))
        for to, limit in ('yaml', '8 MiB'), ('jsonl', '8 MiB'), ('csv', '8 MiB'), ('yaml', '1 MiB'):  # while it is read
            done = self.run_cli('convert', '--limit', f'memory={limit.replace(" ", "")}', '--to', to, 'all.yaml',
                                expect=RECORD_ERRORS)
            self.assertIn(f'all.yaml:5:1: error: the record takes more than {limit} of memory [E533]', done.err)
            self.assertEqual(done.stdout.decode().count('小'), 2)
            self.assertNotIn('大', done.stdout.decode())

    def test_what_fits_does_not_depend_on_the_records_before(self):
        """The least that a record needs, to a few bytes, alone and behind one that has left large blocks."""
        self.write('big.yaml', rows(3000))
        self.write('larger.yaml', rows(9000).replace('大', '更大'))
        low, high = 1 << 10, 1 << 26
        while high - low > 64:
            middle = (low + high) // 2
            code = subprocess.run([BIAOCE, 'render', '-q', '--limit', f'memory={middle}B', '-o', 'out', 'big.yaml'],
                                  cwd=self.root, capture_output=True, timeout=60,
                                  env={**os.environ, 'BIAOCE_TEMPLATES': 'templates'}).returncode
            low, high = (low, middle) if code == 0 else (middle, high)
        for limit, fits in ((low, False), (high, True)):
            done = self.run_cli('render', '-j1', '--limit', f'memory={limit}B', '-o', 'both', 'larger.yaml', 'big.yaml',
                                expect=RECORD_ERRORS)
            self.assertEqual('big.yaml:1:1' not in done.err, fits, limit)
            self.write('small.yaml', SMALL)
            for _ in range(5):
                done = subprocess.run([BIAOCE, 'render', '-j3', '--limit', f'memory={limit}B', '-o', 'threads', 'small.yaml', 'big.yaml'],
                                      cwd=self.root, capture_output=True, text=True, timeout=60,
                                      env={**os.environ, 'BIAOCE_TEMPLATES': 'templates'})
                self.assertEqual('big.yaml:1:1' not in done.stderr, fits, limit)

    def peak(self, record):
        """MB that the process takes at most."""
        self.write('big.yaml', record)
        pid = os.posix_spawn(BIAOCE, [BIAOCE, 'render', '-q', '-j1', '--limit', 'memory=100MiB', '-o', str(self.root / 'out'), str(self.root / 'big.yaml')],
                             {**os.environ, 'BIAOCE_TEMPLATES': str(self.root / 'templates')},
                             file_actions=[(os.POSIX_SPAWN_OPEN, n, '/dev/null', os.O_RDWR, 0) for n in (1, 2)])
        return os.wait4(pid, 0)[2].ru_maxrss / 1024

    @unittest.skipIf('SANITIZED' in os.environ, 'sanitizers take memory of their own')
    def test_what_the_process_takes(self):
        """What is counted is most of it, however rows, texts and lists in each other ask for memory."""
        small = self.peak(SMALL)
        for template, record in ((TEMPLATE, rows(200000)), (NESTED, rows(150)), (TEMPLATE, rows(60000, '事项 %d ' + '长' * 300)),
                                 (TEMPLATE, f'form: card\nname: 大\nnote: {"项" * 4000000}\n')):
            self.write('templates/card.yaml', template)
            self.assertLess(self.peak(record) - small, 2.5 * 100)

    def test_books(self):
        self.write('big.yaml', rows(30000))
        self.write('small.yaml', SMALL)
        self.write('book.yaml', 'book: 汇编\nparts: [{section: 一, forms: [small.yaml, big.yaml]}]\n')
        words = ['book', '-f', 'pdf,xlsx', '--limit', 'memory=8MiB', '-o', 'out', 'book.yaml']
        done = self.run_cli(*words, expect=RECORD_ERRORS)
        self.assertIn('big.yaml:1:1: error: the record takes more than 8 MiB of memory [E533]', done.err)
        self.assertEqual(self.made(), [])
        self.run_cli(*words, '--force', expect=RECORD_ERRORS)
        self.assertEqual(self.made(), ['汇编.pdf', '汇编.xlsx'])


class Time(Limits):
    def test_expressions(self):
        for template in SLOW, MATCHES:
            self.write('templates/card.yaml', template)
            self.write('big.yaml', rows(3000, 'ab' * 60 + '%d'))
            done = self.refused('time=0.3s', 'the record takes more than 0.3 s')
            self.assertLess(done.seconds, 10)

    def test_checks(self):
        self.write('templates/card.yaml', CHECK)
        self.write('big.yaml', rows(4000))
        done = self.run_cli('check', '--limit', 'time=50ms', 'big.yaml', expect=RECORD_ERRORS)
        self.assertIn('big.yaml:1:1: error: the record takes more than 0.05 s [E533]', done.err)
        self.assertEqual(done.err.count('error:'), 1)

    def test_long_records(self):
        self.write('big.yaml', rows(200000))
        done = self.refused('time=100毫秒', 'the record takes more than 0.1 s', '-f', 'pdf,xlsx')
        self.assertLess(done.seconds, 10)


class Pages(Limits):
    def test_rows(self):
        self.write('big.yaml', rows(100000))
        for formats in 'pdf', 'xlsx':
            self.refused('pages=50', 'the record makes more than 50 pages', '-f', formats)
        self.refused('pages=50页', 'the record makes more than 50 pages', '--force', folder='forced')

    def test_as_many_as_allowed(self):
        self.write('big.yaml', rows(100))
        done = self.run_cli('render', '-o', 'x.pdf', 'big.yaml')
        pages = int(done.stdout.decode().split('(')[1].split()[0])
        self.run_cli('render', '-o', 'x.pdf', '--limit', f'pages={pages}', 'big.yaml')
        self.run_cli('render', '-o', 'x.pdf', '--limit', f'pages={pages - 1}', 'big.yaml', expect=RECORD_ERRORS)


class Usage(Limits):
    def test_written_wrongly(self):
        for limit in ('memory=0', 'memory=5', 'memory=1x', 'memory=', 'memory', 'pages=1.5', 'pages=-1', 'pages=1e3', '',
                      'time=.5s', 'time=5.s', 'time=1 s', 'time=1h', 'foo=1', 'pages=1,,time=1s', 'pages=1,pages=2',
                      'time=99999999999999999999s', 'memory=99999999999GiB', 'pages=4294967296', 'memory=1.5B'):
            with self.subTest(limit):
                done = self.run_cli('render', '--limit', limit, 'x.yaml', expect=USAGE)
                self.assertRegex(done.err, r'^biaoce: --limit ')
        self.run_cli('templates', '--limit', 'pages=1', expect=USAGE)

    def test_written_well(self):
        self.write('big.yaml', SMALL)
        for limit in ('memory=64MiB', 'memory=0.5GiB', 'memory=70000KB', 'memory=99999999字节', 'time=2min', 'time=1.5分钟',
                      'time=90秒', 'pages=7', 'pages=7页,time=2500毫秒,memory=1GB'):
            with self.subTest(limit):
                self.run_cli('render', '-q', '--limit', limit, '-o', 'out', 'big.yaml')
        self.run_cli('render', '-q', '--limit', 'pages=7', '--limit', 'time=1min', '-o', 'out', 'big.yaml')


if __name__ == '__main__':
    BIAOCE = sys.argv.pop(1)
    unittest.main()
