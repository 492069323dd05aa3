#!/usr/bin/env python3
"""The book of the long campaigns: docs/campaigns.tsv, a line for each with what came of its last run.

    campaigns.py sources                                what the sources are, as a hash
    campaigns.py passed NAME SOURCES                    exit 0 when NAME has passed with them
    campaigns.py note NAME SOURCES LOG SECONDS RESULT   writes down what LOG says of a run that ended with this exit code
    campaigns.py tables                                 writes the table of docs/reliability.md

A line holds: campaign, day, the sources (the first half of a hash), seconds, tried, failed. A campaign of parts has a line for
each, NAME/PART, and a row of the table for all. Words, corpora of fuzzing and tables that campaigns write are no sources. What
fuzzing came to stands in docs/fuzzing.tsv (fuzz_one.py).
"""
import hashlib
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

HISTORY, FUZZED, PAGE = Path('docs/campaigns.tsv'), Path('docs/fuzzing.tsv'), Path('docs/reliability.md')
NO_SOURCES = [':!docs', ':!CHANGELOG.md', ':!README*.md', ':!tests/fuzz/kept']
BEGIN, END = '<!-- campaigns -->\n', '<!-- end -->\n'
WHAT = {
    'run': 'everything of `.ci/run`: tests, sanitizers, two compilers, analyser, fuzzing from the seeds',
    'stress': 'all tests with tiny arena blocks that are given back at once, ASan, UBSan, use-after-return',
    'tsan': 'all tests under ThreadSanitizer',
    'faults': 'each open, read, write, fsync, rename, close, mmap and thread failed in turn, over twenty-two commands',
    'allocations': 'allocations failed in turn, one or all from there on, spread over the same twenty-two commands',
    'books': 'books of random parts read back with poppler, qpdf and openpyxl',
    'chance': 'records by chance of all forms, thirty of each: PDF/A and tags by own rules, data given back, the same bytes again; files',
    'slips': 'slips by chance in files of every kind, for every command, under ASan and UBSan: nothing in silence, nothing half done',
    'returns': 'every published record typed into an empty form, saved by LibreOffice and collected',
    'mutants': 'every kind of mistake put into records on purpose and looked for, as docs/rules.md says',
}
COUNTED = {  # (what was tried, what failed)
    'faults': (r'(?m)^[\w-]+: (\d+) faults, \d+ wrong$', r'(?m)^[\w-]+: \d+ faults, (\d+) wrong$'),
    'allocations': (r'(?m)^[\w-]+: (\d+) faults, \d+ wrong$', r'(?m)^[\w-]+: \d+ faults, (\d+) wrong$'),
    'books': (r'Ran (\d+) tests', r'FAILED \((?:failures|errors)=(\d+)'),
    'chance': (r'chance: \d+ records, (\d+) files', r'FAILED \((?:failures|errors)=(\d+)'),
    'slips': (r'slips: (\d+) commands', r'FAILED \((?:failures|errors)=(\d+)'),
    'returns': (r'Ran (\d+) tests', r'FAILED \((?:failures|errors)=(\d+)'),
}
BY_CTEST = (r'\d+% tests passed, \d+ tests? failed out of (\d+)', r'\d+% tests passed, (\d+) tests? failed out of \d+')


def sources():
    names = subprocess.run(['git', 'ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', '.', *NO_SOURCES],
                           capture_output=True, check=True).stdout.split(b'\0')
    whole = hashlib.sha256()
    for name in sorted(filter(None, names)):
        path = Path(name.decode())
        if path.is_file():
            whole.update(name + b'\0' + hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()[:32]


def print_sources():
    print(sources())
    return True


def history():
    lines = HISTORY.read_text().splitlines() if HISTORY.exists() else []
    return {line.split('\t')[0]: line.split('\t') for line in lines}


def note(name, state, log, seconds, result):
    text = Path(log).read_text(errors='replace')
    tried, failed = (sum(map(int, re.findall(what, text))) for what in COUNTED.get(name.split('/')[0], BY_CTEST))
    failed = max(failed, int(result) != 0)  # it may also have ended before it could count
    known = history()
    known[name] = [name, date.today().isoformat(), state, seconds, str(tried), str(failed)]
    HISTORY.write_text(''.join('\t'.join(line) + '\n' for _, line in sorted(known.items())))
    return tried > 0


def passed(name, state):
    line = history().get(name)
    return line is not None and line[2] == state and int(line[4]) > 0 and line[5] == '0'


def campaign_rows():
    known = history()
    for name, what in WHAT.items():
        parts = [line for key, line in known.items() if key.split('/')[0] == name]
        if not parts:
            continue
        days, states, _, tried, failed = zip(*(line[1:] for line in parts))
        state = states[0][:8] if len(set(states)) == 1 else 'several'
        yield f'| {name}: {what} | {sum(map(int, tried)):,} | {sum(map(int, failed))} | {state} | {min(days)} |'


def fuzz_rows():
    """Per target, over all runs: time, executions, edges when it began and now, inputs kept."""
    runs = {}
    for line in FUZZED.read_text().splitlines() if FUZZED.exists() else ():
        name, *figures = line.split('\t')
        runs.setdefault(name, []).append((figures[0], *map(int, figures[1:])))
    for name, done in sorted(runs.items()):
        _, seconds, executions, first, last, kept, quiet = zip(*done)
        still = quiet[-1]
        for k in range(len(done) - 2, -1, -1):  # runs that found nothing new at all
            if last[k] < last[k + 1]:
                break
            still = quiet[k] + sum(seconds[k + 1:])
        found = len(list(Path('build/fuzz/findings').glob(name + '-*')))
        yield (f'| fuzz: {name} | {sum(seconds) / 3600:.2f} CPU hours, {sum(executions):,} executions, edges {first[0]} → {max(last)}, '
               f'none new for {still // 60} min, {kept[-1]:,} inputs kept | {found} | | {done[-1][0]} |')


def tables():
    head, rest = PAGE.read_text(encoding='utf-8').split(BEGIN)
    _, tail = rest.split(END)
    table = ['| campaign | tried | failed | sources | last run |', '|---|---|---|---|---|', *campaign_rows(), *fuzz_rows()]
    PAGE.write_text(head + BEGIN + '\n'.join(table) + '\n' + END + tail, encoding='utf-8')
    print(f'full: wrote {PAGE}')
    return True


if __name__ == '__main__':
    what, *words = sys.argv[1:]
    sys.exit(not {'sources': print_sources, 'passed': passed, 'note': note, 'tables': tables}[what](*words))
