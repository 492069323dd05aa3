#!/usr/bin/env python3
"""Addresses of pages in the cells of published forms: no column becomes so narrow that its characters stand across its
rules, and one address alone leaves the other columns as they are wanted.

    test_addresses.py BIAOCE
"""
import json
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import yaml

import sheets

EXAMPLES = Path(__file__).resolve().parents[2] / 'examples'
ADDRESS = 'https://www.mohurd.gov.cn/gongkai/zhengce/zhengcefilelib/202404/20240410_777612345678.html'
MARKS = '，。、；：（）《》“”【】〔〕「」'  # may stand in half of their room


def across_rules(page):
    """Glyphs through whose middle a vertical rule goes."""
    down = sheets.rules_of(page)[1]
    return [glyph for glyph in sheets.glyphs_of(page) if glyph.text.strip() and glyph.text not in MARKS
            and any(top < glyph.y - 0.35 * glyph.size < bottom and 0.2 < (x - glyph.x) / (glyph.advance or 1) < 0.8
                    for x, top, bottom in down)]


def filled(node, path=()):
    """The record with the address in every text; figures and choices stay."""
    if isinstance(node, dict):
        return {key: value if key == 'form' else filled(value, path + (key,)) for key, value in node.items()}
    if isinstance(node, list):
        return [filled(item, path) for item in node]
    return node if node in ('是', '否') or re.fullmatch('[-0-9.,%]*', node) else ADDRESS


class Addresses(unittest.TestCase):
    def render(self, record):
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, 'record.json').write_text(json.dumps(record), encoding='utf-8')
            done = subprocess.run([BIAOCE, 'render', '--no-check', '-o', Path(folder, 'form.pdf'),
                                   Path(folder, 'record.json')], capture_output=True, text=True)
            self.assertEqual(done.returncode, 0, done.stderr)
            trace = subprocess.run(['mutool', 'trace', Path(folder, 'form.pdf')], capture_output=True, text=True, check=True)
            return done.stderr, trace.stdout.split('<page ')[1:]

    def record(self, form):
        return next(yaml.load_all((EXAMPLES / f'{form}.yaml').read_text(encoding='utf-8'), yaml.BaseLoader))

    def test_in_every_text(self):
        for form in ('quanzhou-special-fund', 'quanzhou-project', 'tangshan-project-mixed', 'futian-project'):
            for page in self.render(filled(self.record(form)))[1]:
                self.assertEqual([glyph.text for glyph in across_rules(page)], [], form)

    def test_what_has_no_room_is_named(self):
        said, _ = self.render(filled(self.record('quanzhou-project')))
        self.assertRegex(said, r'W404')
        self.assertIn('`指标性质`', said)
        self.assertIn('`https://www.mohurd', said)

    def test_one_takes_no_room_from_others(self):
        record = self.record('tangshan-project-quarter')
        before, pages = self.render(record)
        row = record
        while not isinstance(row, str):
            where, row = row, (row[-1] if isinstance(row, list) else list(row.values())[-1])
        where[list(where)[-1]] = ADDRESS
        after, changed = self.render(record)
        self.assertNotIn('W404', after)
        self.assertEqual(len(pages), len(changed))
        self.assertEqual([glyph.text for page in changed for glyph in across_rules(page)], [])


if __name__ == '__main__':
    BIAOCE = sys.argv.pop(1)
    unittest.main()
