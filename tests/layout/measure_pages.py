#!/usr/bin/env python3
"""Measures how well the pages of the published records and of the examples are filled.

    measure_pages.py BIAOCE             prints the table of docs/pagination.md, fails when it has become worse
    measure_pages.py BIAOCE --list      names the pages that are at fault as well

White is what is left below the last line or border, in hundredths of the type area. Rows are those between two borders,
without the ones printed again.
"""
import collections
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
MM = 72 / 25.4
MAX_WHITE, MAX_VERY_WHITE, MIN_ROWS, MIN_SHARE = 15, 40, 4, 25
AT_MOST = {'too white': 0, 'very white': 0, 'of few rows': 0, 'at most a quarter full': 0}
NAMES = {'pages': 'pages', 'not the last': 'not the last', 'too white': f'of these over {MAX_WHITE} % white',
         'very white': f'of these over {MAX_VERY_WHITE} % white', 'last': 'last pages of several',
         'of few rows': f'of these of fewer than {MIN_ROWS} rows', 'at most a quarter full': 'of these at most a quarter full'}


def margins():
    """Top and bottom margin by the left one, as the templates have them."""
    found = {}
    for path in (ROOT / 'templates').rglob('*.yaml'):
        paper = (yaml.safe_load(path.read_text(encoding='utf-8')) or {}).get('paper') or {}
        if 'margins' in paper:
            top, bottom, left = (float(paper['margins'][side].removesuffix('mm')) * MM for side in ('top', 'bottom', 'left'))
            found[round(left)] = (top, bottom)
    return found


class Page:
    def __init__(self, line):
        self.height = float(line.split()[2].split('x')[1])
        self.filled, self.left, self.lines, self.edges, self.content, self.repeated = 0, None, 0, set(), [], []

    def add(self, line):
        word = line.split(' ', 6)
        if line.startswith('rule h'):
            x, y = float(word[2]), float(word[3])
            self.left = x if self.left is None else min(x, self.left)
            self.edges.add(y)
            self.filled = max(self.filled, y)
        elif line.startswith('text') and not line.rstrip().endswith(' number'):
            y = float(word[2])
            again = line.rstrip().endswith(' repeated')
            (self.repeated if again else self.content).append(y)
            self.filled = max(self.filled, y + float(word[5]) / 4)

    def rows(self):
        edges = sorted(self.edges)
        return sum(any(top < y < bottom for y in self.content) for top, bottom in zip(edges, edges[1:]))

    def white(self, by_left):
        top, bottom = by_left[round(self.left)]
        return 100 * max(0, self.height - bottom - self.filled) / (self.height - bottom - top)


def read_trace(path):
    pages = []
    for line in path.read_text(encoding='utf-8').splitlines():
        if line.startswith('page '):
            pages.append(Page(line))
        else:
            pages[-1].add(line)
    return pages


def measure(folder, by_left, tell):
    count = collections.Counter()
    for path in sorted(folder.rglob('*.trace')):
        pages = read_trace(path)
        if not any(page.edges for page in pages):
            continue  # prose alone
        for number, page in enumerate(pages, 1):
            last, faults = number == len(pages), []
            white = page.white(by_left) if page.edges else 0
            count['pages'] += 1
            if not last:
                count['not the last'] += 1
                faults += ['too white'] * (white > MAX_WHITE) + ['very white'] * (white > MAX_VERY_WHITE)
            elif number > 1:
                count['last'] += 1
                faults += ['of few rows'] * (page.rows() < MIN_ROWS) + ['at most a quarter full'] * (100 - white <= MIN_SHARE)
            for fault in faults:
                count[fault] += 1
            if faults and tell:
                print(f'{path.relative_to(folder)}, page {number} of {len(pages)}: {", ".join(faults)} '
                      f'({white:.0f} % white, {page.rows()} rows)')
    return count


def main():
    program, tell = sys.argv[1], '--list' in sys.argv[2:]
    inputs = [path for pattern in ('tests/corpus/*/*.yaml', 'examples/*.yaml') for path in sorted(ROOT.glob(pattern))]
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run([program, 'render', '-q', '--no-check', '-f', 'trace', '--name', '$(file)-$(record)', '-o', folder,
                               *inputs], cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(done.stderr)
        count = measure(Path(folder), margins(), tell)
    for key, name in NAMES.items():
        print(f'{name:38} {count[key]:4}')
    worse = [NAMES[key] for key, most in AT_MOST.items() if count[key] > most]
    if worse:
        sys.exit('more than before: ' + '; '.join(worse))


if __name__ == '__main__':
    main()
