#!/usr/bin/env python3
"""A form over many records keeps little of each: at most 200 bytes beside the fields that it reads, whatever else the
records hold.

    test_memory.py BIAOCE [unittest arguments]
"""
import os
import subprocess
import sys
import tempfile
import threading
import unittest
from pathlib import Path

BIAOCE = None
PROJECT = '''
form: project
extends: [gb9704]
fields:
  name: 项目名称
  department: 主管部门
  remark: {label: 备注, type: prose}
  total: {label: 预算数, type: money, unit: 万元}
layout: [{title: $(name)}]
'''
SUMMARY = '''
form: summary
extends: [gb9704, records]
layout:
  - title: 汇总表
  - para: 共$(records.size())个，$(short(records.sum(total)))，$(records.last().department)
'''
FEW, MANY = 20_000, 140_000
READ = 2                      # fields
A_FIELD = 72                  # bytes of its value, with which expressions compute
MOST_KEPT = 200 + READ * A_FIELD
NOISE = 6 << 20               # what the allocator keeps on top, in one run more than in another


class MemoryTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = Path(self.folder.name)
        for name, text in ('project', PROJECT), ('summary', SUMMARY):
            (self.root / f'{name}.yaml').write_text(text, encoding='utf-8')

    def peak(self, n):
        process = subprocess.Popen([BIAOCE, 'render', '-T', '.', '-q', '-f', 'trace', '-t', 'summary', '-o', 'out', '-'],
                                   cwd=self.root, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        said = []
        listener = threading.Thread(target=lambda: said.append(process.stderr.read()))
        listener.start()
        for i in range(n):
            process.stdin.write(f'- {{form: project, 项目名称: 第{i}号项目, 主管部门: 第{i % 40}局, 预算数: {i}.25, '
                                f'备注: {"说明" * 40}}}\n'.encode())
        process.stdin.close()
        listener.join()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        process.stderr.close()
        self.assertEqual(process.returncode, 0, said)
        page = (self.root / 'out/汇总表.trace').read_text(encoding='utf-8')
        self.assertIn(f'共{n}个，{n * (n - 1) // 2 + n // 4:,}', page)
        return used.ru_maxrss * 1024

    def test_what_is_kept(self):
        few, many = self.peak(FEW), self.peak(MANY)
        self.assertLess(many - few, (MANY - FEW) * MOST_KEPT + NOISE, f'{few >> 10} KB became {many >> 10} KB')


if __name__ == '__main__':
    BIAOCE = os.path.abspath(sys.argv.pop(1))
    unittest.main()
