"""Slips by chance in files of every kind, for every command: what goes wrong is said, what is not said went right, and nothing
half done is left. SLIPS=n makes n of them; SEED=n others. test_slips.py BIAOCE SOURCE WORK"""
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import unittest

BIAOCE, SOURCE, WORK = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
SLIPS, SEED = int(os.environ.get('SLIPS', '150')), int(os.environ.get('SEED', '1'))
SECONDS = 120  # under sanitizers, on a machine that others use
SAID = re.compile(r'(?m)\b(error|错误): .*\[[A-Z0-9-]+\]$|^biaoce: ')
RECORDS = sorted([*(SOURCE / 'examples').glob('*.yaml'), *(SOURCE / 'tests/corpus').glob('*/0*.yaml')])
TEMPLATES = sorted([*(SOURCE / 'templates').glob('*.yaml'), *(SOURCE / 'templates/shared').glob('*.yaml')])
BOOKS = sorted((SOURCE / 'examples').glob('book-*/book.yaml'))
ODD = ('{}', '[]', "''", 'x', 'null', '~', '0', '-1', '1e9', '9' * 20, 'true', '"', '{', '[', '- ', '$(x)', '$(name', '=', '=sum(', '=1/0', '万元', '260万',
       '2025-02-30', '|', '>', '&a', '*a', '!!int 3', '%', '@', '\t', '# c', '<<: *a', '?', 'a: b', '[1, 2', '…', '\u200b', '\ufeff', '\0',
       '\x1b[31m', '../../x', '/etc/passwd', 'a' * 3000, '-' * 200)
CHECKS = 'rules:\n  TEXT-CUT: off\n  SATISFACTION: {level: error, least: 85}\nwords:\n  so-far: [截至]\n'
PUBLISH = 'publish: office\nfields:\n  联系人: surname\n  联系电话: mask\nwords: [王五]\n'
MAPPING = ('form: tangshan-project\ntables:\n  库: {file: a.csv}\nrecords:\n  from: 库\n  fields:\n    项目名称: 名\n    budget:\n'
           '      total: = 金额\n')
TABLE = '名,金额,项目编码\n甲,10,1\n乙,20万元,2\n'
OPTIONS = ('--name', '--pdf', '-f', '--formats', '-j', '--limit', '--split-by', '--publish', '-t', '--report', '--baseline', '--attach-data',
           '--strict', '--one-workbook', '--date', '-T', '--colour', '--diagnostics', '--all', '-r', '--totals', '-p', '--encoding', '--sheet',
           '--opinions', '--mark', '--from')
VALUES = ('', 'x', '0', '-', 'a/b', '$(name)', '$(', '99999999', 'pdf', 'xlsx,pdf', 'memory=1', 'time=0s')
COMMANDS = ('render', 'check', 'book', 'blank', 'convert', 'diff', 'collect', 'map', 'extract', 'verify', 'schema', 'explain', 'fonts', 'templates',
            'new')


def read(path):
    return path.read_text(encoding='utf-8')


class Slips:
    """Commands with a file that a slip was made in, by this source of chance; files are in `folder`."""

    def __init__(self, chance, folder):
        self.chance, self.folder = chance, folder
        self.out = ['-o', f'{folder}/out/']

    def slip(self, lines):
        pick = self.chance.choice
        at = self.chance.randrange(len(lines))
        line = lines[at]
        inside = self.chance.randrange(len(line)) if line else 0
        words = re.findall(r'[\w.%-]+', line) or [line]
        pick((lambda: lines.pop(at),
              lambda: lines.insert(at, line),
              lambda: lines.__setitem__(slice(at + 1, None), []),
              lambda: lines.__setitem__(at, re.sub(r':.*', lambda _: ': ' + pick(ODD), line, count=1)),
              lambda: lines.__setitem__(at, '  ' + line),
              lambda: lines.__setitem__(at, line[2:]),
              lambda: lines.__setitem__(at, pick(lines)),
              lambda: lines.__setitem__(at, line[:inside] + pick(ODD) + line[inside:]),
              lambda: lines.__setitem__(at, line[:inside] + line[inside + 1:]),
              lambda: lines.__setitem__(at, re.sub(r'^(\s*)[\w-]+:', lambda m: f'{m[1]}{pick(ODD)}:', line)),
              lambda: lines.__setitem__(at, line.replace(':', '：')),
              lambda: lines.__setitem__(at, line.replace(pick(words), pick(ODD), 1))))()

    def put(self, name, text):
        lines = text.split('\n')
        for _ in range(self.chance.choice((1, 1, 1, 2, 3, 6))):
            if lines:
                self.slip(lines)
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes('\n'.join(lines).encode())
        return path

    def report(self):
        return self.folder / self.chance.choice(('r.json', 'r.sarif', 'r.pdf', 'r.xlsx', 'r.md'))

    def record(self):
        own = self.put('r.yaml', read(self.chance.choice(RECORDS)))
        return (*self.chance.choice((('render', *self.out), ('check',), ('convert', '--to', self.chance.choice(('json', 'csv', 'xlsx')), *self.out),
                                     ('check', '--fix', '--write'), ('render', '-f', 'xlsx', *self.out), ('check', '--report', self.report()),
                                     ('check', '--opinions', self.folder / 'out'))), own)

    def json(self):
        given = subprocess.run([BIAOCE, 'convert', '--to', 'json', '-q', self.chance.choice(RECORDS)], capture_output=True, text=True, check=False)
        return (*self.chance.choice((('render', *self.out), ('convert', '--to', 'yaml', *self.out))), self.put('r.json', given.stdout))

    def template(self):
        path = self.chance.choice(TEMPLATES)
        own = self.put(pathlib.Path('t') / path.relative_to(SOURCE / 'templates'), read(path))
        records = [record for record in RECORDS if path.stem in read(record)[:400]] or RECORDS
        used = ('-T', self.folder / 't', self.chance.choice(records))
        return self.chance.choice((('render', '--no-check', *self.out, *used), ('check', *used), ('convert', *self.out, *used), ('lint-template', own),
                                   ('blank', *self.out, own), ('blank', '-f', 'xlsx', *self.out, own), ('schema', own), ('new', own)))

    def book(self):
        path = self.chance.choice(BOOKS)
        shutil.copytree(path.parent, self.folder / 'b')
        texts = sorted((self.folder / 'b').rglob('*.md'))
        if texts and self.chance.random() < 0.5:
            text = self.chance.choice(texts)
            self.put(text.relative_to(self.folder), read(text))
        else:
            self.put('b/book.yaml', read(path))
        return ('book', '--no-check', *self.chance.choice(((), ('-f', 'pdf'), ('-f', 'xlsx'))), *self.out, self.folder / 'b/book.yaml')

    def office(self):
        record = self.chance.choice(RECORDS)
        return self.chance.choice((lambda: ('check', '--checks', self.put('c.yaml', CHECKS), record),
                                   lambda: ('render', '--publish', self.put('p.yaml', PUBLISH), *self.out, record),
                                   lambda: ('render', '--fonts', self.put('f.yaml', read(SOURCE / 'fonts/fonts.yaml')), *self.out, record),
                                   lambda: ('fonts', '--fonts', self.put('f.yaml', read(SOURCE / 'fonts/fonts.yaml')))))()

    def table(self):
        form = ('-t', 'tangshan-project')
        if self.chance.random() < 0.5:
            (self.folder / 'a.csv').write_text(TABLE, encoding='utf-8')
            own = self.put('m.yaml', MAPPING)
            return self.chance.choice((('render', *self.out, own), ('map', own, *form), ('check', own)))
        own = self.put('a.csv', TABLE)
        return self.chance.choice((('render', *form, *self.out, own), ('map', own, *form), ('check', *form, own)))

    def difference(self):
        record = self.chance.choice(RECORDS)
        return ('diff', *self.chance.choice(((), ('--to', 'json'), ('-o', self.folder / 'd.pdf'))), record, self.put('r.yaml', read(record)))

    def words(self):
        words = [self.chance.choice(COMMANDS)]
        for _ in range(self.chance.randrange(1, 5)):
            words.append(self.chance.choice(OPTIONS))
            if self.chance.random() < 0.7:
                words.append(self.chance.choice(VALUES))
        return (*words, *self.out[:self.chance.choice((0, 2))], self.chance.choice(RECORDS))

    def command(self):
        return self.chance.choice((self.record, self.record, self.json, self.template, self.template, self.template, self.book, self.office,
                                   self.table, self.difference, self.words))()


def what_is_wrong(done, command, folder):
    """None, or what no run may leave behind."""
    messages = done.stderr.decode('utf-8', 'replace')
    said = SAID.search(messages + done.stdout.decode('utf-8', 'replace'))
    if done.returncode not in (0, 1, 2, 3):
        return f'ended with {done.returncode}'
    if done.returncode and not said and command[0] != 'diff':  # which ends with 1 where there is a difference
        return f'ended with {done.returncode} and said nothing'
    if not done.returncode and re.search(r'(?m)^\S.*: (error|错误): ', messages):
        return 'said an error, and ended with 0'
    for path in folder.rglob('*'):
        if path.name.startswith('.biaoce'):
            return f'left {path.name}'
        if path.suffix == '.pdf' and not (path.read_bytes().startswith(b'%PDF-') and path.read_bytes().rstrip().endswith(b'%%EOF')):
            return f'half of {path.name}'
    return None


class Test(unittest.TestCase):
    def test_slips(self):
        for number in range(SEED * 1000000, SEED * 1000000 + SLIPS):
            shutil.rmtree(WORK, ignore_errors=True)
            WORK.mkdir(parents=True)
            command = Slips(random.Random(number), WORK).command()
            with self.subTest(number=number, command=' '.join(map(str, command))):
                done = subprocess.run([BIAOCE, *map(str, command)], capture_output=True, timeout=SECONDS, cwd=WORK, check=False,
                                      env={**os.environ, 'LC_ALL': 'C.UTF-8'}, stdin=subprocess.DEVNULL)
                wrong = what_is_wrong(done, command, WORK)
                self.assertIsNone(wrong, done.stderr.decode('utf-8', 'replace')[-2000:])
        print(f'slips: {SLIPS} commands')


class Judged(unittest.TestCase):
    """What the test would find."""

    def judge(self, status, messages, command='render', **files):
        shutil.rmtree(WORK, ignore_errors=True)
        WORK.mkdir(parents=True)
        for name, data in files.items():
            (WORK / name.replace('_', '.')).write_bytes(data)
        return what_is_wrong(subprocess.CompletedProcess([], status, b'', messages), (command,), WORK)

    def test_each(self):
        told = 'r.yaml:1:1: error: 名称 is missing [E203]\n'.encode()
        self.assertIsNone(self.judge(1, told))
        self.assertIsNone(self.judge(0, b'', a_pdf=b'%PDF-1.7\n%%EOF\n'))
        self.assertIsNone(self.judge(1, b'', 'diff'))
        for status, messages, files in ((1, b'', {}), (3, b'1 record\n', {}), (-11, told, {}), (0, told, {}), (0, b'', {'a_pdf': b'%PDF-1.7\n'}),
                                        (1, told, {'_biaoce-1': b''})):
            self.assertIsNotNone(self.judge(status, messages, **files), (status, messages, files))


if __name__ == '__main__':
    unittest.main(argv=sys.argv[:1])
