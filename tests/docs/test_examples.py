#!/usr/bin/env python3
"""Examples are what people copy: one that is checked with warnings says in a comment at its head that they are meant, and
by which rules they come.

    test_examples.py BIAOCE [unittest arguments]
"""
import json
import os
import re
import subprocess
import sys
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BIAOCE = None
NO_RECORD = re.compile(r'(?m)^(layout|book|round):')  # templates, books, rounds


def warnings(path):
    done = subprocess.run([BIAOCE, 'check', '--diagnostics', 'json', '-T', str(path.parent), str(path)], capture_output=True, text=True,
                          env={**os.environ, 'LC_ALL': 'C.UTF-8', 'BIAOCE_DATA': str(ROOT)})
    said = [json.loads(line) for line in done.stderr.splitlines() if line.startswith('{')]
    return {message['code'] for message in said if message.get('severity') in ('warning', 'error')}


class Examples(unittest.TestCase):
    def test_warnings_are_accounted_for(self):
        looked_at = 0
        for path in sorted((ROOT / 'examples').rglob('*.yaml')):
            text = path.read_text(encoding='utf-8')
            if NO_RECORD.search(text):
                continue
            looked_at += 1
            head = re.match(r'(#.*\n)*', text).group()
            told = set(re.findall(r'\b[A-Z]+(?:-[A-Z]+)*\b', head.partition('警告（')[2].partition('）')[0]))
            with self.subTest(path=path.name):
                self.assertEqual(told, warnings(path))
        self.assertGreater(looked_at, 30)


if __name__ == '__main__':
    BIAOCE = os.path.abspath(sys.argv.pop(1))
    unittest.main()
