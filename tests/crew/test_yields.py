#!/usr/bin/env python3
"""Threads that are made to wait at random change nothing: outputs, messages and their order are those of one thread.

    test_yields.py BIAOCE SHIM [SEEDS]
"""
import hashlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
BOOK = '''book: 汇编
parts:
  - contents: {title: 目录}
  - section: 一
    forms: records/*.yaml
    sort: [project-name]
'''
COMMANDS = {
    'render': ['render', '-f', 'pdf,xlsx', '-o', 'out', 'records'],
    'workbook': ['render', '--one-workbook', '-o', 'out/all.xlsx', 'records'],
    'book': ['book', '--force', '-f', 'pdf,xlsx', '-o', 'out', 'book.yaml'],
    'check': ['check', '--report', 'out/r.json', '--report', 'out/r.xlsx', 'records'],
}


def make(root):
    """Records of several sizes, some wrong, some in one file."""
    (root / 'records').mkdir()
    corpus = sorted((PROJECT / 'tests/corpus').glob('*project*/*.yaml'))[:12]
    for i in range(3):
        for path in corpus:
            (root / f'records/{path.parent.name}-{path.stem}-{i}.yaml').write_bytes(path.read_bytes())
    (root / 'records/many.yaml').write_text(''.join(f'---\nform: tangshan-project\n项目名称: 项目{i}\n' for i in range(60)),
                                            encoding='utf-8')
    (root / 'records/broken.yaml').write_text('form: tangshan-project\n项目名称: [x\n', encoding='utf-8')
    (root / 'book.yaml').write_text(BOOK, encoding='utf-8')


def run(biaoce, root, words, jobs, shim=None, seed=0):
    for path in (root / 'out').rglob('*'):
        path.unlink()
    (root / 'out').mkdir(exist_ok=True)
    environment = {**os.environ, 'LC_ALL': 'C.UTF-8', 'SOURCE_DATE_EPOCH': '1700000000', 'YIELDS_SEED': str(seed)}
    if shim:
        environment['LD_PRELOAD'] = shim
    done = subprocess.run([biaoce, *words, '-j', str(jobs)], cwd=root, env=environment, capture_output=True, timeout=300)
    files = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (root / 'out').iterdir()}
    messages = [line for line in done.stderr.splitlines() if not line.endswith(b' pages')]  # progress, by the clock
    return done.returncode, done.stdout, messages, files


def main():
    biaoce, shim, seeds = sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 3
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        make(root)
        for name, words in COMMANDS.items():
            wanted = run(biaoce, root, words, 1)
            assert wanted[3], f'{name}: nothing was made'
            for seed in range(1, seeds + 1):
                got = run(biaoce, root, words, 2 + 3 * (seed % 3), shim, seed)
                for what, one, other in zip(('exit code', 'standard output', 'messages', 'files'), wanted, got):
                    assert one == other, f'{name}, seed {seed}: another {what}'
    print(f'{len(COMMANDS)} commands, {seeds} seeds: the same as on one thread')


if __name__ == '__main__':
    main()
