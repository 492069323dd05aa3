#!/usr/bin/env python3
"""Goes through docs/own-template.md as its reader would: its files are saved, its commands run in their order and end as
the page says (```sh 1: with exit code 1), what it quotes is what they say, and what is made has no warning.

    test_own_template.py BIAOCE [unittest arguments]      UPDATE=1 makes its picture
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from pictures import png, read_pgm, trim

BIAOCE = None
ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / 'docs/own-template.md'
PICTURE = ROOT / 'docs/pictures/own-template.png'
MARGIN = 12  # of the picture, in its points
BLOCK = re.compile(r'^```(\w+)(?: (\S+))?\n(.*?)^```$', re.M | re.S)


class Author(unittest.TestCase):
    def test_the_page_step_by_step(self):
        text = PAGE.read_text(encoding='utf-8')
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            env = {**os.environ, 'LANGUAGE': 'zh_CN', 'LC_ALL': 'C.UTF-8', 'BIAOCE_DATA': str(ROOT)}
            said, commands = '', 0
            for kind, label, body in BLOCK.findall(text):
                if kind == 'yaml':
                    (folder / label).write_text(body, encoding='utf-8')
                elif kind == 'text':
                    for line in body.splitlines():
                        self.assertIn(line, said)
                else:
                    said = ''
                    for line in body.splitlines():
                        words = line.split()
                        done = subprocess.run([BIAOCE if words[0] == 'biaoce' else words[0], *words[1:]], capture_output=True, env=env,
                                              cwd=folder, check=False)
                        said += (done.stdout + done.stderr).decode()
                        self.assertEqual(done.returncode, int(label or 0), line + '\n' + said)
                        self.assertNotIn('警告: ', said)
                        commands += 1
            self.assertGreater(commands, 12)
            if os.environ.get('UPDATE'):
                page = subprocess.run(['pdftoppm', '-gray', '-r', '60', '-singlefile', folder / '输出/某市图书馆设备购置申请表.pdf'],
                                      capture_output=True, check=True).stdout
                PICTURE.write_bytes(png(trim(read_pgm(page), MARGIN)))

    def test_what_it_names(self):
        text = PAGE.read_text(encoding='utf-8')
        for place in re.findall(r'\]\(([^)#]*)(?:#[^)]*)?\)', text):
            self.assertTrue((PAGE.parent / place).exists(), place)
        heads = {re.sub(r'[^\w -]', '', head).strip().lower().replace(' ', '-')
                 for head in re.findall(r'(?m)^#+ (.*)', (ROOT / 'docs/template-language.md').read_text(encoding='utf-8'))}
        for anchor in re.findall(r'template-language\.md#([\w-]+)', text):
            self.assertIn(anchor, heads)

    def test_slips_are_told_as_it_says(self):
        template = ('form: slips\nextends: [gb9704]\nfields:\n  unit: {label: 申请单位}\n  amount: {label: 预算数, type: money, unit: 万元}\n'
                    '  half: {label: 一半, type: money, unit: 万元, default: =amount / 2}\nlayout:\n'
                    '  - table: {widths: [1, 1], rows: [[unit, {label: =unit}], [=amount, =half]]}\n  - {note: 单位：{{unit}}}\n').replace(
                        '{note: 单位：{{unit}}}', "{note: '单位：{{unit}}'}")
        with tempfile.TemporaryDirectory() as name:
            path = Path(name) / 'slips.yaml'
            path.write_text(template, encoding='utf-8')
            done = subprocess.run([BIAOCE, 'lint-template', path], capture_output=True, text=True,
                                  env={**os.environ, 'LC_ALL': 'C.UTF-8', 'BIAOCE_DATA': str(ROOT)}, check=False)
            self.assertEqual(sorted(set(re.findall(r'\[(W35\d)\]', done.stderr))), ['W353', 'W354', 'W355', 'W356'], done.stderr)


if __name__ == '__main__':
    BIAOCE = shutil.which(sys.argv[1]) or os.path.abspath(sys.argv[1])
    del sys.argv[1]
    unittest.main()
