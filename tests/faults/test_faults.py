#!/usr/bin/env python3
"""Lets every call to the system fail in turn (shim.c), and sees that a run then gives whole files or says why not.

A run is repeated with its Nth open, write, rename … failing, for each N that it reaches, or for some of them evenly
spread. After each:

- a file under a final name has the bytes of the undisturbed run (or those that it had before), never a part of them;
- no temporary file is left;
- exit 0 means that all files are there, with these bytes, and that all that was said before is said again;
- otherwise the exit code is 1 or 3, and stderr has something more to say. The reports of a check that could not read all
  say other things then, but they are whole.

Fonts are found as ever, but in a folder of links and with a cache of its own: a fontconfig that is disturbed writes into
its cache, and the user's must not be touched.

When memory runs out the process ends, or a library loses something or crashes: docs/architecture.md. Of these runs it is
asked only that each final file is absent or whole, and where it was a library of STRICT that exit 0 still means what it says; how they
ended is counted.

    test_faults.py --biaoce BIAOCE --shim SHIM [--most N | --all] [--jobs N] [--only GROUP,…] [COMMAND…]
"""
import argparse
import concurrent.futures
import errno
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree
import zipfile
from collections import Counter
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
SECONDS = 20  # for a run that takes a fraction of one
BOOK = '''book: 汇编
parts:
  - {prose: preface.md, title: 说明}
  - contents: {title: 目录}
  - section: 项目
    forms: in/*.yaml
'''
VOLUMES = '''book: 汇编
parts:
  - section: 项目
    widths-from: part
    forms: in/several-projects.yaml
'''
RECORDS = ['futian-project.yaml', 'several-projects.yaml', 'jinan-project.yaml']
COMMANDS = {
    'render': ['render', '-f', 'pdf,xlsx', '-o', 'out', 'in'],
    'workbook': ['render', '-f', 'xlsx', '-o', 'out', 'in'],
    'book': ['book', '-f', 'pdf,xlsx', '-o', 'out', 'book.yaml'],
    'check': ['check', '--baseline', 'known.txt', '--write-baseline', 'new.txt', '--report', 'found.json', '--report',
              'found.sarif', '--report', 'found.pdf', '--report', 'found.xlsx', 'in'],
    'fix': ['check', '--fix', '--write', 'in'],
    'tables': ['render', '-q', '-f', 'pdf', '-o', 'out', '--name', '$(file)-$(code)', 'tables/mapping.yaml', 'tables/sheets.yaml'],
    'convert': ['convert', '-o', 'out', '--to', 'csv', 'tables/mapping.yaml'],
    'convert-xlsx': ['convert', '-o', 'out.xlsx', 'tables/mapping.yaml', 'tables/sheets.yaml'],
    'convert-yaml': ['convert', '-o', 'out', '--to', 'yaml', '-t', 'tangshan-project', 'tables/projects.xlsx'],
    'opinions': ['check', '--opinions', 'out', '-f', 'pdf,xlsx', 'in'],
    'publish': ['render', '-f', 'pdf', '--publish', 'standard', '--publish-log', 'log.csv', '--attach-data', '-o', 'out', 'in'],
    'one-workbook': ['render', '-f', 'xlsx', '--one-workbook', '-o', 'out', 'in'],
    'volumes': ['book', '--split-by', '项目编码', '-o', 'out', 'volumes.yaml'],
    'blank': ['blank', '-f', 'pdf,xlsx', '--fillable', '-o', 'out', 'futian-project', 'tangshan-project'],
    'collect': ['collect', '-o', 'out', '--report', 'xlsx', '--opinions', 'opinions', 'returned-again'],
    'round': ['collect', '--round', 'round', 'returned-again'],
    'diff': ['diff', '-o', 'diff.json', '-o', 'diff.pdf', '-o', 'diff.xlsx', 'in', 'now'],
    'sign': ['sign', '-k', 'key.p12', '--password-file', 'password', '-o', 'out', 'pdfs/one.pdf', 'pdfs/two.pdf'],
    'extract': ['extract', '-o', 'out', 'attached.pdf'],
    'new': ['new', '-o', 'new.yaml', 'tangshan-project'],
    'lint': ['lint-template', '--publish', 'standard', 'tangshan-project', 'futian-project'],
    'map': ['map', '-t', 'tangshan-project', '-o', 'map.yaml', 'tables/projects.csv'],
}
# A workbook as a table.
SHEETS = '''form: tangshan-project
tables: {库: {file: projects.xlsx}, 指标: {file: projects.xlsx, sheet: 绩效指标}}
records: {from: 库, fields: {绩效指标: {from: 指标, by: 项目编码}}}
'''
# What fails, how, and whether it does from then on. EINTR for ever is not asked for: trying again is right.
FAULTS = [
    ('open', 'EIO', False), ('open', 'EMFILE', False), ('open', 'EINTR', False), ('open', 'EMFILE', True),
    ('fopen', 'EMFILE', False), ('opendir', 'EMFILE', False), ('opendir', 'EACCES', False), ('readdir', 'EIO', False),
    ('read', 'EIO', False), ('read', 'EINTR', False), ('read', 'EIO', True),
    ('write', 'ENOSPC', False), ('write', 'EIO', False), ('write', 'EINTR', False), ('write', 'short', False),
    ('write', 'zero', False), ('write', 'ENOSPC', True), ('write', 'short', True), ('write', 'zero', True),
    ('fsync', 'EIO', False), ('fsync', 'EINTR', False),
    ('rename', 'EIO', False), ('rename', 'EINTR', False), ('rename', 'EIO', True),
    ('close', 'EIO', False), ('close', 'EINTR', False), ('mmap', 'ENOMEM', False), ('mmap', 'ENOMEM', True),
    ('pthread_create', 'EAGAIN', False), ('pthread_create', 'EAGAIN', True),
    ('malloc', 'ENOMEM', False), ('malloc', 'ENOMEM', True),
]
FONTS_CONF = '<fontconfig><dir>{}</dir><cachedir prefix="xdg">fontconfig</cachedir></fontconfig>'
# Libraries whose every answer is asked for: nothing is lost without a word when memory runs out for them. (HarfBuzz reads
# tables of a font when it first needs them, and says nothing when it cannot.)
STRICT = 'libxlsxwriter|libyaml|libmd4c|libdeflate'
# What these make is on the disk when they end: one file, or one of all records.
SYNCED = ['book', 'check', 'fix', 'opinions', 'one-workbook', 'volumes', 'round', 'diff', 'sign']
# Their files hold what could be read, and say what could not.
SOME = ['check', 'convert-xlsx', 'opinions', 'one-workbook', 'publish', 'collect', 'round', 'diff']
# These write nothing.
READERS = ['lint']
# These have one thread.
ALONE = ['convert', 'convert-xlsx', 'convert-yaml', 'blank', 'sign', 'extract', 'map', 'new', 'lint']
# Failures that are known: commands, groups of calls, the files they were about, what goes wrong.
KNOWN = []


def read_folder(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob('*') if path.is_file()}


class Run:
    """A command in a fresh folder, with a fault or none."""

    def __init__(self, options, environment, name, group='', fault=''):
        with tempfile.TemporaryDirectory(prefix='biaoce-faults-') as root:
            folder, report, cache = Path(root) / 'work', Path(root) / 'report', Path(root) / 'cache'
            shutil.copytree(environment / 'records', folder)
            shutil.copytree(environment / 'cache', cache)
            words = [*COMMANDS[name]]
            if name not in ALONE:
                words += ['-j', '4' if group == 'pthread_create' else '1']
            more = {'LD_PRELOAD': options.shim, 'FAULT': fault or group, 'FAULT_REPORT': report} if group else {}
            variables = {'PATH': os.environ['PATH'], 'HOME': root, 'XDG_CACHE_HOME': cache, 'LC_ALL': 'C.UTF-8',
                         'FONTCONFIG_FILE': environment / 'fonts.conf', 'BIAOCE_DATA': PROJECT,
                         'SOURCE_DATE_EPOCH': '1700000000', **more}
            try:
                done = subprocess.run([options.biaoce, *words], cwd=folder, env=variables, stdin=subprocess.DEVNULL,
                                      capture_output=True, timeout=SECONDS)
                self.code, self.said = done.returncode, set(done.stdout.splitlines() + done.stderr.splitlines())
                self.errors = set(done.stderr.splitlines())
            except subprocess.TimeoutExpired:
                self.code, self.said, self.errors = 'hang', set(), set()
            self.files = read_folder(folder)
            lines = report.read_text(errors='replace').splitlines() if report.exists() else []
        self.failed = [line[len('failed '):] for line in lines if line.startswith('failed ')]
        self.calls = next((int(line.split()[1]) for line in lines if line.startswith('calls ')), 0)


def is_temporary(name):
    return Path(name).name.startswith('.biaoce-')


def whole(name, data):
    """Whether a file that is not what it should be is at least a whole one."""
    if name.endswith('.pdf'):
        with tempfile.NamedTemporaryFile(suffix='.pdf') as file:
            file.write(data)
            file.flush()
            return subprocess.run(['qpdf', '--check', file.name], capture_output=True).returncode == 0
    try:
        if name.endswith('.xlsx'):
            with tempfile.TemporaryFile() as file:
                file.write(data)
                with zipfile.ZipFile(file) as book:
                    for part in book.namelist():
                        xml.etree.ElementTree.fromstring(book.read(part))
        elif name.endswith(('.json', '.sarif')):
            json.loads(data)
        return data.endswith(b'\n') or name.endswith('.xlsx')
    except (ValueError, zipfile.BadZipFile, xml.etree.ElementTree.ParseError):
        return False


class Campaign:
    def __init__(self, options, environment, name):
        self.options, self.environment, self.name = options, environment, name
        self.before = read_folder(environment / 'records')
        self.clean = self.run()
        if self.clean.code != 0 or (self.clean.files == self.before) != (self.name in READERS):
            sys.exit(f'{name}: without any fault: exit {self.clean.code}\n' + b'\n'.join(self.clean.said).decode())

        if self.name in SYNCED and not self.run('fsync').calls:
            sys.exit(f'{name}: nothing was synced')

    def run(self, group='', fault=''):
        return Run(self.options, self.environment, self.name, group, fault)

    def partial(self, run, allowed=None):
        """Whether a final name has bytes that it neither should have nor had, nor are `allowed`."""
        for name, data in run.files.items():
            expected = data in (self.clean.files.get(name), self.before.get(name))
            if not expected and not is_temporary(name) and not (allowed and allowed(name, data)):
                return True
        return False

    def ending(self, run):
        """How the run ended, in words; `same` and `refused` are as it should."""
        if run.code == 'hang':
            return 'hang'
        if run.code < 0:
            return 'abort' if run.code == -6 else 'crash'
        if any(map(is_temporary, run.files)):
            return 'a temporary file is left'
        if run.code == 0:
            if run.files != self.clean.files:
                return 'exit 0 with other files'
            return 'same' if self.clean.said <= run.said else 'exit 0, but something is not said'
        if self.partial(run, whole if self.name in SOME else None):
            return 'other bytes under a final name'
        if run.code not in (1, 3):
            return f'exit {run.code}'
        if run.code == 1 and any(file.endswith('.yaml') for file in run.failed):
            return 'exit 1, as for a mistake in what could not be read'
        return 'refused' if run.errors - self.clean.errors else 'refused without a word'

    def judge(self, group, run):
        """(how it ended, is that right, known to be wrong, or wrong)"""
        ending = self.ending(run)
        if group == 'malloc':
            lost = ending.startswith('exit 0') and any(re.search(STRICT, file) for file in run.failed)
            return ending, 'wrong' if lost or self.partial(run, whole) else 'right'
        if ending in ('same', 'refused'):
            return ending, 'right'
        for commands, groups, files, what in KNOWN:
            about = any(re.search(files, file) for file in run.failed)
            if self.name in commands and group in groups and ending == what and about:
                return ending, 'known'
        return ending, 'wrong'

    def sweep(self, group, how, onwards, pool):
        """Fails the calls of one group; returns how many were tried, and how many went wrong."""
        calls = self.run(group).calls
        most = calls if self.options.all else min(calls, self.options.most)
        picked = [1 + i * (calls - 1) // max(most - 1, 1) for i in range(most)]  # the first and the last, and between
        number = how if how in ('short', 'zero') else getattr(errno, how)
        faults = [f'{group}:{at}:{number}{":on" * onwards}' for at in picked]
        endings, wrong = Counter(), 0
        for fault, run in zip(faults, pool.map(lambda fault: self.run(group, fault), faults)):
            ending, verdict = self.judge(group, run)
            endings[ending if verdict != 'known' else f'{ending} (known)'] += 1
            if verdict == 'wrong':
                wrong += 1
                print(f'WRONG: FAULT={fault} ({run.failed[:1]}): {ending}; exit {run.code}; '
                      + b' | '.join(sorted(run.errors - self.clean.errors)).decode(errors='replace')[:300])
        if faults:
            print(f'{self.name}: {group} {how}{" and on" * onwards}: {len(faults)} of {calls} calls: '
                  + ', '.join(f'{n} {ending}' for ending, n in endings.most_common()), flush=True)
        return len(faults), wrong


def make_fonts(options, environment):
    folder, cache = environment / 'fonts', environment / 'cache'
    folder.mkdir()
    cache.mkdir()
    listed = subprocess.run([options.biaoce, 'fonts'], env={**os.environ, 'BIAOCE_DATA': PROJECT, 'LC_ALL': 'C.UTF-8'},
                            capture_output=True, text=True, check=True).stdout
    for path in set(re.findall(r'(?m)^ +(/.*)$', listed)):
        (folder / Path(path).name).symlink_to(path)
    (environment / 'fonts.conf').write_text(FONTS_CONF.format(folder))
    subprocess.run([options.biaoce, 'fonts'], capture_output=True, check=True, env={
        'BIAOCE_DATA': PROJECT, 'FONTCONFIG_FILE': environment / 'fonts.conf', 'XDG_CACHE_HOME': cache})


def make_records(environment):
    folder = environment / 'records'
    (folder / 'in').mkdir(parents=True)
    for name in RECORDS:
        shutil.copy(PROJECT / 'examples' / name, folder / 'in')
    shutil.copytree(PROJECT / 'examples' / 'from-tables', folder / 'tables')
    shutil.copy(PROJECT / 'examples' / 'from-excel' / 'projects.xlsx', folder / 'tables')
    (folder / 'tables' / 'sheets.yaml').write_text(SHEETS, encoding='utf-8')
    (folder / 'preface.md').write_text('# 说明\n\n一段文字。\n', encoding='utf-8')
    (folder / 'known.txt').write_text('# biaoce check --baseline\n', encoding='utf-8')
    (folder / 'book.yaml').write_text(BOOK, encoding='utf-8')
    (folder / 'volumes.yaml').write_text(VOLUMES, encoding='utf-8')


def make_returned(options, environment):
    """What departments send back, a round that has taken in the first of it, and PDFs: made without any fault."""
    def biaoce(*words):
        done = subprocess.run([options.biaoce, *words], cwd=folder, capture_output=True, text=True, env={
            **os.environ, 'BIAOCE_DATA': PROJECT, 'LC_ALL': 'C.UTF-8', 'SOURCE_DATE_EPOCH': '1700000000'})
        if done.returncode > 1:
            sys.exit(f'{words}: {done.stderr}')
    folder = environment / 'records'
    (folder / 'pdfs').mkdir()
    shutil.copytree(PROJECT / 'examples' / 'round', folder / 'round')
    form = ['render', '-q', '--force', '-t', 'budget-09-three-public', '-f', 'xlsx', '--name', '$(department)', '-o']
    for table, target in (('returned', 'returned-before'), ('again', 'returned-again')):
        rows = (folder / 'round' / f'{table}.csv').read_text(encoding='utf-8').splitlines(keepends=True)
        (folder / 'some.csv').write_text(''.join(rows[:4]), encoding='utf-8')
        biaoce(*form, target, 'some.csv')
    biaoce('collect', '-q', '--round', 'round', 'returned-before')
    biaoce('blank', '-f', 'pdf', '--fillable', '-o', 'pdfs/one.pdf', 'futian-project')
    biaoce('blank', '-f', 'pdf', '-o', 'pdfs/two.pdf', 'tangshan-project')
    biaoce('render', '-q', '--attach-data', '-o', 'attached.pdf', 'in/jinan-project.yaml')
    shutil.copytree(folder / 'in', folder / 'now')
    changed = folder / 'now' / 'futian-project.yaml'
    changed.write_text(changed.read_text(encoding='utf-8').replace('100', '200'), encoding='utf-8')
    (folder / 'password').write_text('secret\n')
    (folder / 'password').chmod(0o600)
    subprocess.run(['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=tests', '-days', '9999', '-keyout', 'key', '-out', 'pem'],
                   cwd=folder, check=True, capture_output=True)
    subprocess.run(['openssl', 'pkcs12', '-export', '-inkey', 'key', '-in', 'pem', '-out', 'key.p12', '-passout', 'pass:secret'], cwd=folder, check=True,
                   capture_output=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--biaoce')
    parser.add_argument('--shim')
    parser.add_argument('--list', action='store_true', help='print the commands')
    parser.add_argument('--most', type=int, default=20, help='calls of a kind that are tried')
    parser.add_argument('--all', action='store_true', help='try every call')
    parser.add_argument('--jobs', type=int, default=1)
    parser.add_argument('--only', help='groups of calls, separated by commas')
    parser.add_argument('commands', nargs='*', metavar='COMMAND', help=f'all, or some of {", ".join(COMMANDS)}')
    options = parser.parse_args()
    if options.list:
        print(*COMMANDS, sep='\n')
        return False
    options.biaoce, options.shim = Path(options.biaoce).resolve(), Path(options.shim).resolve()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with tempfile.TemporaryDirectory(prefix='biaoce-faults-') as root, \
            concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        make_fonts(options, Path(root))
        make_records(Path(root))
        make_returned(options, Path(root))
        only = options.only.split(',') if options.only else [group for group, _, _ in FAULTS]
        all_wrong = 0
        for command in options.commands or COMMANDS:
            campaign = Campaign(options, Path(root), command)
            tried, wrong = (sum(column) for column in zip(*(campaign.sweep(*fault, pool) for fault in FAULTS if fault[0] in only)))
            print(f'{command}: {tried} faults, {wrong} wrong', flush=True)
            all_wrong += wrong
    return all_wrong > 0


if __name__ == '__main__':
    sys.exit(main())
