#!/usr/bin/env python3
"""What is told of wrong files, word for word. A case is a folder: `command` has what is typed in it, a command on each
line, `expected` what comes of them: each with its exit code and what was said. UPDATE=1 rewrites `expected`.

    test_told.py BIAOCE [unittest arguments]
"""
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
CASES = Path(__file__).resolve().parent / 'cases'
BIAOCE = None


def run(folder):
    said = []
    for line in (folder / 'command').read_text(encoding='utf-8').splitlines():
        done = subprocess.run([BIAOCE, *shlex.split(line)], cwd=folder, capture_output=True, text=True, check=False,
                              env={**os.environ, 'LC_ALL': 'C.UTF-8', 'LANGUAGE': '', 'BIAOCE_DATA': str(PROJECT)})
        said.append(f'$ {line}\n{done.stdout}{done.stderr}= {done.returncode}\n')
    return '\n'.join(said)


class Told(unittest.TestCase):
    def test_cases(self):
        cases = sorted(path.parent for path in CASES.glob('*/command'))
        self.assertTrue(cases)
        for case in cases:
            with self.subTest(case.name), tempfile.TemporaryDirectory() as held:
                folder = Path(held) / 'case'
                shutil.copytree(case, folder)
                (folder / 'expected').unlink(missing_ok=True)
                said = run(folder)
                expected = case / 'expected'
                if os.environ.get('UPDATE'):
                    expected.write_text(said, encoding='utf-8')
                self.assertEqual(said, expected.read_text(encoding='utf-8'))


if __name__ == '__main__':
    BIAOCE = str(Path(sys.argv.pop(1)).resolve())
    Told.maxDiff = None
    unittest.main()
