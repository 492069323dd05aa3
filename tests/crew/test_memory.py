#!/usr/bin/env python3
"""What a run holds does not grow with its input: ten times the records through a pipe, in as much memory but for what is
kept to give no name twice, and to find codes that stand for two projects.

    test_memory.py BIAOCE [unittest arguments]
"""
import json
import os
import subprocess
import sys
import tempfile
import threading
import unittest
from pathlib import Path

BIAOCE = None
TEMPLATE = '''
form: card
name: 卡片
extends: [gb9704]
fields:
  name: {label: 名称, type: text, required: true}
  code: {label: 编码, type: code}
  remark: {label: 备注, type: prose}
layout:
  - title: $(name)
'''
FEW, MANY = 300, 3000
TEXT = '预算绩效' * 600        # a record of 7 KB, 20 MB in all
MOST_KEPT = 1024              # bytes for each record
NOISE = 6 << 20               # what the allocator keeps on top, in one run more than in another


def record(i):
    return {'form': 'card', 'name': f'项目{i}', 'code': f'{i:06d}', 'remark': TEXT}


def as_list(n):
    for i in range(n):
        yield f'- form: card\n  name: 项目{i}\n  code: "{i:06d}"\n  remark: {TEXT}\n'


def as_documents(n):
    for i in range(n):
        yield f'---\nform: card\nname: 项目{i}\ncode: "{i:06d}"\nremark: |\n  {TEXT}\n'


def as_json(n):
    yield '['
    for i in range(n):
        yield (', ' if i else '') + json.dumps(record(i), ensure_ascii=False)
    yield ']'


class MemoryTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = Path(self.folder.name)
        (self.root / 'card.yaml').write_text(TEMPLATE, encoding='utf-8')

    def peak(self, texts, *words):
        """The most memory that the command had, in bytes, with these texts on its standard input."""
        process = subprocess.Popen([BIAOCE, *words], cwd=self.root, stdin=subprocess.PIPE,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        said = []
        listener = threading.Thread(target=lambda: said.append(process.stderr.read()))
        listener.start()
        for text in texts:
            process.stdin.write(text.encode())
        process.stdin.close()
        listener.join()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        process.stderr.close()
        self.assertEqual(process.returncode, 0, said)
        return used.ru_maxrss * 1024

    def expect_no_growth(self, form, *words):
        few, many = self.peak(form(FEW), *words), self.peak(form(MANY), *words)
        self.assertLess(many - few, (MANY - FEW) * MOST_KEPT + NOISE, f'{few >> 10} KB became {many >> 10} KB')

    def test_checked(self):
        for form in as_list, as_documents, as_json:
            with self.subTest(form.__name__):
                self.expect_no_growth(form, 'check', '-q', '-t', 'card.yaml', '-')

    def test_rendered(self):
        self.expect_no_growth(as_list, 'render', '-q', '-f', 'trace', '-t', 'card.yaml', '-o', 'out', '-')


if __name__ == '__main__':
    BIAOCE = os.path.abspath(sys.argv.pop(1))
    unittest.main()
