#!/usr/bin/env python3
"""Goes through docs/from-excel.md as a reader would: its commands run in their order, and say what the page says.

    test_clerk.py BIAOCE [unittest arguments]
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

BIAOCE = None
ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / 'docs/from-excel.md'
BLOCK = re.compile(r'^```(\w+)\n(.*?)^```$', re.M | re.S)


class Clerk(unittest.TestCase):
    def test_the_page_step_by_step(self):
        text = PAGE.read_text(encoding='utf-8')
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            for book in (ROOT / 'examples/from-excel').glob('*.xlsx'):
                shutil.copy(book, folder)
            env = {**os.environ, 'LANGUAGE': 'zh_CN', 'LC_ALL': 'C.UTF-8', 'BIAOCE_DATA': str(ROOT)}
            said, commands = '', 0
            for kind, body in BLOCK.findall(text):
                if kind == 'sh':
                    words = body.split()
                    self.assertEqual(words[0], 'biaoce')
                    done = subprocess.run([BIAOCE, *words[1:]], capture_output=True, env=env, cwd=folder, check=False)
                    said = (done.stdout + done.stderr).decode()
                    said += ''.join(path.read_text(encoding='utf-8') for path in folder.glob('对应.yaml'))
                    self.assertEqual(done.returncode, int('mistakes' in body), said)
                    commands += 1
                elif kind == 'text':
                    for line in body.splitlines():
                        self.assertIn(line, said)
                else:
                    (folder / '对应.yaml').write_text(body, encoding='utf-8')
            self.assertEqual(commands, 6)
            self.assertEqual(len(list((folder / '公开').iterdir())), 4)

    def test_its_pictures_are_there(self):
        for name in re.findall(r'\((pictures/[^)]*)\)', PAGE.read_text(encoding='utf-8')):
            self.assertLess(0, (ROOT / 'docs' / name).stat().st_size)


if __name__ == '__main__':
    BIAOCE = os.path.abspath(sys.argv.pop(1))
    unittest.main()
