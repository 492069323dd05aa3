#!/usr/bin/env python3
"""Writes the tables of docs/reliability.md from the logs of .ci/full.

    full_tables.py LOGS PAGE

The page keeps its words; what stands between the lines `<!-- campaigns -->` and `<!-- end -->` is written anew. A
campaign without a log keeps the row that it had.
"""
import re
import sys
from datetime import date
from pathlib import Path

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
COUNTED = {
    'books': r'Ran (\d+) tests',
    'chance': r'chance: \d+ records, (\d+) files',
    'slips': r'slips: (\d+) commands',
    'returns': r'Ran (\d+) tests',
}


def tests(log):
    """Tests run and failed, over all of ctest's summaries."""
    rows = re.findall(r'(\d+)% tests passed, (\d+) tests? failed out of (\d+)', log)
    return sum(int(n) for _, _, n in rows), sum(int(n) for _, n, _ in rows)


def count(name, log):
    if name in ('faults', 'allocations'):
        rows = re.findall(r'(?m)^\w+: (\d+) faults, (\d+) wrong$', log)
        return (sum(int(n) for n, _ in rows), sum(int(n) for _, n in rows)) if rows else None
    if name in COUNTED:
        rows = re.findall(COUNTED[name], log)
        return (sum(map(int, rows)), len(re.findall(r'FAILED \(', log))) if rows else None
    return tests(log) if 'tests passed' in log else None


def fuzz_rows(history):
    """Per target, over all runs: time, executions, edges when it began and now, inputs kept."""
    runs = {}
    for line in history.read_text().splitlines() if history.exists() else ():
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
               f'none new for {still // 60} min, {kept[-1]:,} inputs kept | {found} | {done[-1][0]} |')


def rows(folder, old):
    for name, what in WHAT.items():
        path = folder / f'{name}.log'
        counted = count(name, path.read_text(errors='replace')) if path.exists() else None
        known = next((line for line in old if line.startswith(f'| {name}: ')), None)
        if counted:
            yield f'| {name}: {what} | {counted[0]:,} | {counted[1]} | {date.fromtimestamp(path.stat().st_mtime)} |'
        elif known:
            yield known
    yield from list(fuzz_rows(Path('docs/fuzzing.tsv'))) or [line for line in old if line.startswith('| fuzz: ')]


def main():
    folder, page = Path(sys.argv[1]), Path(sys.argv[2])
    head, rest = page.read_text(encoding='utf-8').split(BEGIN)
    old, tail = rest.split(END)
    table = ['| campaign | tried | failed | last run |', '|---|---|---|---|', *rows(folder, old.split('\n'))]
    page.write_text(head + BEGIN + '\n'.join(table) + '\n' + END + tail, encoding='utf-8')
    print(f'full: wrote {page}')


if __name__ == '__main__':
    main()
