#!/usr/bin/env python3
"""Published forms, typed into sheets by other hands: drawn by the grid of the paper they were published on, with columns
added and swapped, values behind their labels in one cell, cells torn apart. Each value that stands on the sheet comes
back under the name that it has in the record. RECORDS=all takes all published records, not one of each family.

    test_by_hand.py BIAOCE [unittest arguments]
"""
import collections
import json
import os
import re
import sys
import tempfile
import unittest
from pathlib import Path

import yaml

sys.path.insert(0, str(Path(__file__).resolve().parent))
import by_hand  # noqa: E402
import forms  # noqa: E402
from forms import ROOT  # noqa: E402

BIAOCE = None
# What the sheets do not say, or only alone on a line: that is told, not read.
UNPRINTED = {'form', '标题', '序号', '单位编码及名称', '统筹地区'}


def biaoce(*words):
    return forms.run(BIAOCE, *words, env={**os.environ, 'LC_ALL': 'C.UTF-8', 'BIAOCE_DATA': str(ROOT)})


def records():
    for family in by_hand.FORMS:
        paths = sorted((ROOT / 'tests' / 'corpus' / family).glob('*.yaml'))
        for path in paths if os.environ.get('RECORDS') == 'all' else paths[:1]:
            yield family, path, yaml.load(path.read_text(encoding='utf-8'), Loader=yaml.BaseLoader)


def plain(text):
    """A value however it is written: without blanks, 万元, and zeros behind the point."""
    text = re.sub(r'\s|,|万元', '', str(text))
    return re.sub(r'\.?0+$', '', text) if re.fullmatch(r'-?\d+\.\d+', text) else text


def column_name(name):
    """目标值 of 2024年目标值, 关键指标 of 关键指标（与预算安排直接挂钩的指标）."""
    return re.sub(r'^\d{4}年|（.*', '', name)


def values(record):
    """How often each value is there: of lists with the name of its column, for those have one name."""
    found = collections.Counter()
    for name, value in record.items():
        if name in UNPRINTED or (name in ('年度', '预算年度') and record.get('form') == 'quanzhou-project'):
            continue
        if '绩效指标' in name:
            for number, (first, second, own) in enumerate(by_hand.indicators(value)):
                row = {**own, '一级指标': first, '二级指标': second}
                found.update((number, column_name(column), plain(cell)) for column, cell in row.items() if cell)
        elif isinstance(value, dict):
            found += values(value)
        elif name == '绩效目标' and isinstance(value, list):
            found[plain(''.join(value))] += 1
        elif value not in (None, ''):
            found[plain(value)] += 1
    return found


class ByHand(unittest.TestCase):
    def check(self, hand, merged=True):
        with tempfile.TemporaryDirectory() as folder:
            folder = Path(folder)
            expected = {}
            for family, path, record in records():
                name = f'{family}-{path.stem}'
                by_hand.save(by_hand.HANDS[hand](by_hand.draw(family, record)), folder / f'{name}.xlsx', merged)
                expected[name] = family, record
            for family in by_hand.FORMS:
                sheets = sorted(folder.glob(f'{family}-[0-9]*.xlsx'))
                done = biaoce('collect', '-q', '-t', family, '-o', folder / 'out', '--name', '$(file)', *sheets)
                self.assertIn(done.returncode, (0, 1), done.stderr)
            for name, (family, record) in expected.items():
                with self.subTest(record=name, hand=hand, merged=merged):
                    path = folder / 'out' / f'{name}.yaml'
                    self.assertTrue(path.exists(), done.stderr)
                    read = yaml.load(path.read_text(encoding='utf-8'), Loader=yaml.BaseLoader)
                    lost, invented = values(record) - values(read), values(read) - values(record)
                    self.assertEqual((lost, invented), ({}, {}))

    def test_as_published(self):
        self.check('as published')

    def test_torn_apart(self):
        self.check('as published', merged=False)

    def test_values_behind_their_labels(self):
        self.check('labels with values')

    def test_columns_swapped(self):
        self.check('columns swapped')

    def test_numbered(self):
        self.check('numbered')

    def test_moved_and_signed(self):
        self.check('moved and signed')


if __name__ == '__main__':
    BIAOCE = sys.argv.pop(1)
    unittest.main()
