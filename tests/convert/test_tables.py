#!/usr/bin/env python3
"""Records written as CSV and XLSX are read again as the same records.

    test_tables.py BIAOCE SOURCE

All published records of the source tree, with labels and with keys as heads: what is read again has the same texts, and
prints the same pages.
"""
import json
import re
import subprocess
import sys
import tempfile
import unittest
from collections import Counter
from pathlib import Path

import yaml

BIAOCE, SOURCE = sys.argv[1], Path(sys.argv[2])


TEMPLATES = sorted({path.parent for path in SOURCE.glob('examples/*/**/*.yaml')
                    if re.search('^(layout|extends):', path.read_text(encoding='utf-8'), re.M)})


def run(command, *words, status=(0,)):
    folders = [word for folder in TEMPLATES for word in ('-T', folder)]
    done = subprocess.run([BIAOCE, command, '-q', *map(str, [*folders, *words])], capture_output=True)
    if done.returncode not in status:
        raise AssertionError(f'{command} {words}: {done.returncode}\n{done.stderr.decode()}')
    return done.stdout


def published():
    """All records by their form, each a line of JSON."""
    found = {}
    for path in sorted([*SOURCE.glob('examples/**/*.yaml'), *SOURCE.glob('tests/corpus/*/*.yaml')]):
        first = next(yaml.load_all(path.read_text(encoding='utf-8'), Loader=yaml.BaseLoader), None)
        first = first[0] if isinstance(first, list) else first
        if {'tables', 'book', 'round', 'layout', 'extends', 'records', 'template'} & set(first):
            continue
        for line in run('convert', '--to', 'jsonl', path).splitlines(True):
            record = json.loads(line)
            form = record.get('form') or record.get('表单') or path.parent.name
            if isinstance(record.get('records') or record.get('项目'), str):
                continue  # over the records of other files
            found.setdefault(form, []).append(line)
    return found


LEVELS = {'一级指标', '二级指标', 'level1', 'level2'}  # which may be keys that lists are nested by


def leaves(value, out):
    """All texts of a record but those of levels; blanks around them and empty ones are no matter."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in LEVELS:
                leaves(inner, out)
    elif isinstance(value, list):
        for inner in value:
            leaves(inner, out)
    elif value is not None:
        text = str(value).lower() if isinstance(value, bool) else str(value)
        out.update(line.strip() for line in text.splitlines() if line.strip())
    return out


def texts_of(lines):
    found = []
    for line in lines.splitlines():
        record = json.loads(line, parse_float=str, parse_int=str)
        found.append(leaves({key: inner for key, inner in record.items()
                             if key not in ('form', '表单', 'allow', '豁免') and not key.startswith('x-')}, Counter()))
    return found


class Published(unittest.TestCase):
    records, printed = published(), {}

    def pages(self, folder, form, source):
        out = folder / f'{source.stem}-pages'
        run('render', '-f', 'trace', '--force', '--no-check', '--name', '$(record)', '-t', form, source, '-o', out,
            status=(0, 1))
        return {path.name: path.read_bytes() for path in out.iterdir()}

    def check(self, ending, *options):
        count = 0
        for form, lines in self.records.items():
            with self.subTest(form=form), tempfile.TemporaryDirectory() as folder:
                folder = Path(folder)
                source, back = folder / 'given.jsonl', folder / 'back.jsonl'
                source.write_bytes(b''.join(lines))
                run('convert', '-t', form, source, '-o', folder / f'out.{ending}', *options)
                mapping = folder / 'out.mapping.yaml'
                run('convert', '-t', form, mapping if mapping.exists() else folder / f'out.{ending}', '-o', back)
                self.assertEqual(texts_of(back.read_bytes()), texts_of(source.read_bytes()))
                if form not in self.printed:
                    self.printed[form] = self.pages(folder, form, source)
                self.assertEqual(self.pages(folder, form, back), self.printed[form])
                count += len(lines)
        self.assertGreater(count, 70)

    def test_csv(self):
        self.check('csv')

    def test_csv_with_keys(self):
        self.check('csv', '--keys', '--encoding', 'gb18030', '--excel-safe')

    def test_workbook(self):
        self.check('xlsx')

    def test_workbook_with_keys(self):
        self.check('xlsx', '--keys')


if __name__ == '__main__':
    unittest.main(argv=sys.argv[:1] + sys.argv[3:])
