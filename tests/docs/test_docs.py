#!/usr/bin/env python3
"""Each example of docs/template-language.md prints what it printed when it was last looked at, without errors and
warnings, and has its picture. UPDATE=1 writes the expectations anew (tests/docs/pictures.py the pictures).

    test_docs.py BIAOCE
"""
import difflib
import os
import re
import sys
import tempfile
from pathlib import Path

from manual import PAGE, examples

EXPECTED = Path(__file__).with_name('expected')
PICTURES = PAGE.parent / 'pictures'
PICTURE_BYTES_MOST = 40 * 1024
# Places and line weights are left out: the golden tests of the layout look at these.
PLACED = re.compile(r'^text \S+ \S+ \S+ (\S+) (\S+) (".*")')


def reduce(trace):
    lines = []
    for line in trace.splitlines():
        text = PLACED.match(line)
        if text:
            lines.append(' '.join(text.groups()))
        elif line.startswith('page'):
            lines.append(line)
    return '\n'.join(lines) + '\n'


def check(example, biaoce):
    """What is wrong with it, as sentences."""
    with tempfile.TemporaryDirectory() as folder:
        done = example.render(biaoce, Path(folder), '-f', 'trace', '-o', '-')
    if done.returncode or b': warning: ' in done.stderr:
        yield f'exit code {done.returncode}: {done.stderr.decode()}'
        return
    made, path = reduce(done.stdout.decode()), EXPECTED / f'{example.name}.txt'
    if os.environ.get('UPDATE'):
        path.write_text(made, encoding='utf-8')
    expected = path.read_text(encoding='utf-8') if path.exists() else ''
    if made != expected:
        yield ''.join(difflib.unified_diff(expected.splitlines(True), made.splitlines(True), path.name, 'made'))
    picture = PICTURES / f'{example.name}.png'
    if f'(pictures/{picture.name})' not in example.between + example.after:
        yield f'its picture pictures/{picture.name} is not shown'
    elif not picture.exists():
        yield f'there is no docs/pictures/{picture.name}; tests/docs/pictures.py makes it'
    elif picture.stat().st_size > PICTURE_BYTES_MOST:
        yield f'docs/pictures/{picture.name} has more than {PICTURE_BYTES_MOST} bytes'


def main():
    found, faults = examples(), 0
    names = [example.name for example in found]
    for example in found:
        problems = list(check(example, sys.argv[1]))
        if names.count(example.name) > 1:
            problems.append('two examples have this name')
        for problem in problems:
            print(f'{PAGE.name}:{example.line}: {example.name}: {problem}')
        faults += bool(problems)
    for path in EXPECTED.glob('*.txt'):
        if path.stem not in names:
            print(f'{path.name}: no example has this name')
            faults += 1
    print(f'{len(found)} examples, {faults} with faults')
    return 1 if faults or not found else 0


if __name__ == '__main__':
    sys.exit(main())
