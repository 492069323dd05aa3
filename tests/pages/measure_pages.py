#!/usr/bin/env python3
"""Measures finished pages as a print shop would, and keeps docs/pages.md true.

    measure_pages.py --biaoce PROGRAM --work FOLDER
    measure_pages.py [--biaoce PROGRAM --work FOLDER] FILE…

The first form measures the forms and books of the project and compares them with the table of docs/pages.md: a figure
that is worse fails, with all its cases; one that is better is said. UPDATE=1 writes the table anew. The second form
prints figures and cases of any PDF, record (.yaml, .json) or folder of them.
"""
import argparse
import os
import shutil
import sys
from concurrent.futures import ProcessPoolExecutor
from itertools import groupby
from pathlib import Path

import measures
import sheets
from sheets import run

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / 'docs' / 'pages.md'
BEGIN, END = '<!-- measured -->\n', '<!-- end -->\n'
BYTES_SLACK = 1.01  # compressors differ a little; what is not about bytes has to be as good as it was
SETS = {
    'published forms': ('render', sorted(ROOT.glob('tests/corpus/*/*.yaml'))),
    'examples': ('render', sorted(ROOT.glob('examples/*.yaml'))),
    'book-families': ('book', [ROOT / 'examples/book-families/book.yaml']),
    'book-jinan': ('book', [ROOT / 'examples/book-jinan/book.yaml']),
}
MEAN, LARGEST = 'bytes of a form on one page, mean', 'bytes of a form on one page, the largest'


def make(program, command, sources, folder):
    """The PDF files of these sources, in folders and with names like theirs."""
    shutil.rmtree(folder, ignore_errors=True)
    options = ['book'] if command == 'book' else ['render', '--name', '$(file)']
    for parent, below in groupby(sources, key=lambda source: source.resolve().parent.name):
        (folder / parent).mkdir(parents=True)
        run(program, *options, '-q', '--no-check', '-o', folder / parent, *below)
    return sorted(folder.glob('*/*.pdf'))


def read(path):
    return sheets.read(path, f'{path.parent.name}/{path.stem}'), path.stat().st_size


def measure(files, forms=True):
    """{name: cases, or a number} of all measures over these files."""
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        read_files = list(pool.map(read, files))
    pages = [page for pages, _ in read_files for page in pages]
    wrong = {name: list(cases(pages)) for name, cases in measures.WRONG}
    sizes = [size for pages, size in read_files if len(pages) == 1]
    if forms and sizes:
        wrong[MEAN], wrong[LARGEST] = sum(sizes) // len(sizes), max(sizes)
    return wrong, dict(measures.totals(pages))


def figure(value):
    return value if isinstance(value, int) else len(value)


def table_of(results):
    """The Markdown table: a row for each measure, a column for each set."""
    sets = list(results)
    lines = [['', *sets]]
    for kind in (0, 1):
        names = dict.fromkeys(name for result in results.values() for name in result[kind])
        for name in names:
            cells = [f'{figure(results[one][kind][name]):,}' if name in results[one][kind] else '' for one in sets]
            lines.append([name if kind == 0 else f'*{name}*', *cells])
    lines.insert(1, ['---'] + ['---:'] * len(sets))
    return ''.join('| ' + ' | '.join(line) + ' |\n' for line in lines)


def table_in(text):
    """{(measure, set): figure} of a page's table; the totals, in italics, are left out."""
    rows = [[cell.strip() for cell in line.strip('|\n').split('|')] for line in text.splitlines() if line.startswith('|')]
    return {(row[0], name): int(cell.replace(',', '')) for row in rows[2:] if not row[0].startswith('*')
            for name, cell in zip(rows[0][1:], row[1:]) if cell}


def compare(results, known):
    """(worse, better): lines of words."""
    worse, better = [], []
    for one, (wrong, _) in results.items():
        for name, value in wrong.items():
            was, now = known.get((name, one)), figure(value)
            if was is None:
                worse.append(f'{one}: {name}: {now}, and no figure for it in docs/pages.md')
            elif now > was * (BYTES_SLACK if isinstance(value, int) else 1):
                worse.append(f'{one}: {name}: {now}, and was {was}')
                worse += [] if isinstance(value, int) else [f'    {case}' for case in value]
            elif now < was and not isinstance(value, int):
                better.append(f'{one}: {name}: {now}, and was {was}')
    return worse, better


def keep(results):
    page = PAGE.read_text(encoding='utf-8')
    head, rest = page.split(BEGIN)
    table, tail = rest.split(END)
    worse, better = compare(results, table_in(table))
    if os.environ.get('UPDATE'):
        PAGE.write_text(head + BEGIN + table_of(results) + END + tail, encoding='utf-8')
        print(*worse, *better, f'wrote {PAGE}', sep='\n')
        return 0
    print(*worse, sep='\n', end='\n' if worse else '')
    if better:
        print('better (UPDATE=1 records it):', *better, sep='\n')
    return 1 if worse else 0


def tell(results):
    for one, (wrong, totals) in results.items():
        print(f'== {one}')
        for name, value in wrong.items():
            print(f'{figure(value):8,}  {name}')
            if not isinstance(value, int):
                print(*(f'          {case}' for case in value), sep='\n', end='\n' if value else '')
        for name, value in totals.items():
            print(f'{value:8,}  {name} in all')


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--biaoce', type=Path)
    parser.add_argument('--work', type=Path)
    parser.add_argument('--set', choices=SETS, action='append', help='prints figures and cases of one of the sets')
    parser.add_argument('files', nargs='*', type=Path)
    options = parser.parse_args()
    if options.files:
        ready = [path for path in options.files if path.suffix == '.pdf']
        records = [path for path in options.files if path.suffix != '.pdf']
        made = make(options.biaoce, 'render', records, options.work / 'given') if records else []
        tell({'given': measure(ready + made)})
        return 0
    results = {name: measure(make(options.biaoce, command, sources, options.work / name.replace(' ', '-')), command == 'render')
               for name, (command, sources) in SETS.items() if not options.set or name in options.set}
    if options.set:
        tell(results)
        return 0
    return keep(results)


if __name__ == '__main__':
    sys.exit(main())
