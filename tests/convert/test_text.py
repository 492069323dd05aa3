#!/usr/bin/env python3
"""Records written as YAML, JSON and JSON Lines are read again as the same, by biaoce and by readers of others.

    test_text.py BIAOCE SOURCE

All published records of the source tree and texts made to be misread: from YAML to JSON to JSON Lines to YAML.
"""
import json
import random
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import yaml

BIAOCE, SOURCE = sys.argv[1], Path(sys.argv[2])

# Texts that some reader takes for something else, or that end where they should not.
HOSTILE = [
    '', ' ', '0012', '12', '-5', '+5', '1.50', '1.5', '110101199001011234', '1e5', '1_000', '0x1F', '0o17', '1,260.50',
    '12:30', '12:30:45', '2024-10-31', '2024-10', '2024-10-31T08:30:00Z', 'yes', 'No', 'on', 'OFF', 'y', 'true',
    'False', 'null', '~', 'Null', '=', '<<', '.5', '5.', '.inf', '-.INF', '.NaN', '- a', '-', '--', '---', '...', '?',
    '? a', ':', ': a', 'a: b', 'a:b', 'a:', 'a #b', 'a#b', '#a', '&a', '*a', '!a', '%a', '@a', '`a', '|', '>', '[a]',
    '{a: b}', 'a, b', "'", "''", '"', "it's", '"quoted"', 'a\\b', '\\n', 'a\nb', 'a\nb\n', 'a\n\nb', '\na', 'a\n\n',
    ' a\nb', 'a \nb', 'a\n b', '\ta', 'a\tb', 'a\r\nb', 'a\rb', 'a\x85b', 'a\u2028b', '\ufeffa', '\x01', 'a\x7fb',
    '=SUM(A1)', '=1+1', '@cmd', '+86', "'0012", '_x0041_', '_x000D_', '项目：名称', '目标1：甲', '（注）', '𠮷野家', '　全角',
    '全角　', '# 注', 'a: # b', '100%', '≥90%', '1.0', '-0', '00', '0', '0.0', '1' * 30, 'x' * 2000, '长' * 700 + ': ',
]


def run(*words, data=None, status=0):
    done = subprocess.run([BIAOCE, 'convert', '-q', *map(str, words)], input=data, capture_output=True)
    if done.returncode != status:
        raise AssertionError(f'{words}: {done.returncode}\n{done.stderr.decode()}')
    return done.stdout


def published():
    """Files that hold records and no templates, books or mappings."""
    for path in sorted([*SOURCE.glob('examples/**/*.yaml'), *SOURCE.glob('tests/corpus/*/*.yaml')]):
        first = next(yaml.load_all(path.read_text(encoding='utf-8'), Loader=yaml.BaseLoader), None)
        records = first if isinstance(first, list) else [first]
        if all(isinstance(one, dict) and 'tables' not in one and 'book' not in one and 'round' not in one and 'layout' not in one
               for one in records):
            yield path


def records_of(text):
    """All records of YAML, every scalar a text."""
    found = []
    for document in yaml.load_all(text, Loader=yaml.BaseLoader):
        found += document if isinstance(document, list) else [document]
    return found


def as_texts(value):
    """What JSON holds, with numbers as they are written; nothing is an empty text, as BaseLoader has it."""
    if isinstance(value, dict):
        return {key: as_texts(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_texts(inner) for inner in value]
    if value is None:
        return ''
    if isinstance(value, bool):
        return 'true' if value else 'false'
    return value


def from_json(text):
    return as_texts(json.loads(text, parse_float=str, parse_int=str))


def nothing_is_empty(value):
    if isinstance(value, dict):
        return {key: nothing_is_empty(inner) for key, inner in {**value.get('<<', {}), **value}.items() if key != '<<'}
    if isinstance(value, list):
        return [nothing_is_empty(inner) for inner in value]
    return '' if value in ('~', 'null') else value


class Published(unittest.TestCase):
    def test_round_trips(self):
        count = 0
        for path in published():
            with self.subTest(path=path):
                wanted = records_of(path.read_text(encoding='utf-8'))
                as_json = run('--to', 'json', path)
                found = from_json(as_json)
                found = found if isinstance(found, list) else [found]
                self.assertEqual(found, nothing_is_empty(wanted))
                lines = run('--to', 'jsonl', '-', data=as_json)
                self.assertEqual([from_json(line) for line in lines.splitlines()], found)
                as_yaml = run('--to', 'yaml', '-', data=lines)
                self.assertEqual(records_of(as_yaml.decode()), found)
                self.assertEqual(run('--to', 'json', '-', data=as_yaml), as_json)
                count += len(wanted)
        self.assertGreater(count, 60)


class Broken(unittest.TestCase):
    def test_template(self):
        """The record is written as it stands; what is wrong with its form is said, by the exit code too."""
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / 'bad.yaml').write_text('form: bad\nfeilds: {a: 名称}\nlayout: []\n', encoding='utf-8')
            record = Path(folder) / 'record.yaml'
            for form, status in (('bad', 1), ('none', 0)):
                record.write_text(f'form: {form}\n名称: 甲\n', encoding='utf-8')
                done = subprocess.run([BIAOCE, 'convert', '-T', folder, '--to', 'json', record], capture_output=True, check=False)
                self.assertEqual(done.returncode, status, done.stderr.decode())
                self.assertEqual(b'[E302]' in done.stderr, status == 1)
                self.assertEqual(json.loads(done.stdout), {'form': form, '名称': '甲'})


class Hostile(unittest.TestCase):
    def check(self, records):
        """In one run there and one back."""
        lines = ''.join(json.dumps(record, ensure_ascii=False) + '\n' for record in records).encode()
        as_yaml = run('--to', 'yaml', '-', data=lines)
        back = run('--to', 'jsonl', '-', data=as_yaml).splitlines()
        # what biaoce leaves without quotation marks no other reader takes for anything but a text
        others = list(yaml.load_all(as_yaml.decode(), Loader=yaml.CSafeLoader))
        self.assertEqual(len(back), len(records))
        self.assertEqual(len(others), len(records))
        for record, own, other in zip(records, back, others):
            with self.subTest(record=record):
                self.assertEqual(json.loads(own), record)
                self.assertEqual(other, record)

    def test_values(self):
        self.check([{'a': text, 'list': [text, [text, {'k': text}]], 'map': {'b': text}} for text in HOSTILE])

    def test_keys(self):
        self.check([{text: 'a', 'map': {text: {text + 'x': 'b'}}, 'list': [{text: 'c'}]} for text in HOSTILE])

    def test_empty(self):
        self.check([{'null': None, 'list': [], 'map': {}, 'text': '', 'lists': [[], {}, [[]], [{}], None, [None]]}])

    def test_figures(self):
        data = b'{"a": 12.50, "b": "12.50", "c": 110101199001011234, "d": -0.5, "e": true, "f": "true", "g": 1e3}'
        as_yaml = run('--to', 'yaml', '-', data=data).decode()
        self.assertEqual(as_yaml, "a: 12.50\nb: '12.50'\nc: '110101199001011234'\nd: -0.5\ne: true\nf: 'true'\ng: 1000\n")
        self.assertEqual(run('--to', 'jsonl', '-', data=as_yaml.encode()),
                         b'{"a": 12.50, "b": "12.50", "c": "110101199001011234", "d": -0.5, "e": true, "f": "true", '
                         b'"g": 1000}\n')

    def test_random_trees(self):
        chance = random.Random(7)

        def tree(depth):
            kind = chance.randrange(4 if depth < 4 else 1)
            if kind == 2:
                return [tree(depth + 1) for _ in range(chance.randrange(4))]
            if kind == 3:
                return {chance.choice(HOSTILE) + str(i): tree(depth + 1) for i in range(chance.randrange(4))}
            return ''.join(chance.choice(' :-#\n\t\'"a1.项,[]{}&*!|>%@\\') for _ in range(chance.randrange(12)))
        self.check([{'a': tree(0), 'b': tree(0)} for _ in range(2000)])


if __name__ == '__main__':
    unittest.main(argv=sys.argv[:1] + sys.argv[3:])
