#!/usr/bin/env python3
"""Random JSON as read by biaoce's reader and by Python's: the same values, and the same texts refused.

    test_json_values.py PRINT_TREES [SEED [COUNT]]

Documents are written with every freedom that RFC 8259 leaves (blanks, escapes, numbers); then bytes of them are changed.
Python takes some things that RFC 8259 or biaoce does not (NaN, halves of pairs, double keys, NUL): those count as refused.
"""
import decimal
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

PRINT_TREES = sys.argv[1]
SEED = int(sys.argv[2]) if len(sys.argv) > 2 else 20251122
COUNT = int(sys.argv[3]) if len(sys.argv) > 3 else 1500
DEPTH_MOST = 60
BLANKS = ['', '', '', ' ', '  ', '\t', '\n', '\r\n', ' \n ']
LETTERS = 'abz019 _-.,:;[]{}#\'/&*!|>%@`~'


class Word(str):
    """A number as it is written."""


class Refused(Exception):
    pass


def without_twins(pairs):
    made = dict(pairs)
    if len(made) < len(pairs):
        raise Refused
    return made


def refuse(_):
    raise Refused


def texts_are_good(value):
    if isinstance(value, dict):
        return all(texts_are_good(k) and texts_are_good(v) for k, v in value.items())
    if isinstance(value, list):
        return all(texts_are_good(v) for v in value)
    if isinstance(value, str):
        return '\0' not in value and not any(0xD800 <= ord(c) < 0xE000 for c in value)
    return True


def depth(value):
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return 0 if inner is None else 1 + max(map(depth, inner), default=0)


def load(text):
    """The value with numbers as Words; Refused when it is none."""
    try:
        value = json.loads(text, parse_int=Word, parse_float=Word, parse_constant=refuse,
                           object_pairs_hook=without_twins)
    except ValueError as e:
        raise Refused from e
    if not texts_are_good(value) or depth(value) > 64:
        raise Refused
    return value


def same(ours, theirs):
    if isinstance(theirs, Word):
        if not isinstance(ours, Word):
            return False
        if 'e' not in theirs.lower():
            return str(ours) == str(theirs)
        if 'e' in ours.lower():  # too large for any amount
            return str(ours) == str(theirs)
        with decimal.localcontext() as context:
            context.prec = 1000
            return decimal.Decimal(ours) == decimal.Decimal(theirs)
    if type(ours) is not type(theirs):
        return False
    if isinstance(theirs, dict):
        return list(ours) == list(theirs) and all(same(ours[k], theirs[k]) for k in theirs)
    if isinstance(theirs, list):
        return len(ours) == len(theirs) and all(map(same, ours, theirs))
    return ours == theirs


class Writer:
    def __init__(self, rng, lines):
        self.rng = rng
        self.blanks = BLANKS if lines else [b for b in BLANKS if '\n' not in b]

    def blank(self):
        return self.rng.choice(self.blanks)

    def character(self):
        r = self.rng
        kind = r.random()
        c = r.choice(LETTERS) if kind < .5 else chr(r.randrange(0x4E00, 0x9FA5)) if kind < .8 else \
            chr(r.randrange(0x10000, 0x110000)) if kind < .85 else chr(r.randrange(1, 0xD800))
        how = r.random()
        if how < .15 or ord(c) < 0x20:
            units = c.encode('utf-16-be')
            return ''.join(('\\u%04x' if r.random() < .5 else '\\u%04X') % (units[i] << 8 | units[i + 1])
                           for i in range(0, len(units), 2))
        return '\\' + c if c in '"\\' else '\\/' if c == '/' and how < .5 else c

    def text(self):
        r = self.rng
        short = ''.join(self.character() for _ in range(r.choice([0, 1, 2, 5, 9, 40])))
        return '"%s%s"' % (short, ''.join(r.choice(['', '\\n', '\\t', '\\"', '\\\\', '\\b\\f\\r']) for _ in range(2)))

    def number(self):
        r = self.rng
        text = r.choice(['', '', '-']) + r.choice(['0', str(r.randrange(1, 10)), str(r.randrange(1, 10**12))])
        if r.random() < .5:
            text += '.' + ''.join(r.choice('0123456789') for _ in range(r.randrange(1, 9)))
        if r.random() < .3:
            text += r.choice('eE') + r.choice(['', '+', '-']) + r.choice(['0', '00', '3', '07', '12', '39', '41', '400'])
        return text

    def value(self, most):
        r = self.rng
        kind = r.random() * (1 if most else .6)
        if kind < .3:
            return self.text()
        if kind < .5:
            return self.number()
        if kind < .6:
            return r.choice(['true', 'false', 'null'])
        n = r.choice([0, 1, 2, 3, 8])
        b = self.blank
        if kind < .8:
            return '[' + b() + ','.join(b() + self.value(most - 1) + b() for _ in range(n)) + ']'
        keys = {}
        while len(keys) < n:
            key = self.text()
            keys[json.loads(key)] = key
        return '{' + b() + ','.join(b() + key + b() + ':' + b() + self.value(most - 1) + b()
                                    for key in keys.values()) + '}'


def change(rng, text):
    for _ in range(rng.choice([1, 1, 1, 2, 3])):
        at = rng.randrange(len(text) + 1)
        piece = rng.choice(['', '', '"', '\\', ',', ':', '[', ']', '{', '}', '0', '1', '-', '+', '.', 'e', 'n', 't', '/', '#', "'",
                            ' ', '\t', '\x01', '，', '：', '“', 'NaN', 'null', '\\u', '\\ud842', '\\udfb7', '//', '/*', '\ufeff'])
        text = text[:at] + piece + text[at + rng.choice([0, 0, 1, 2]):]
    return text


def read_all(paths, *options):
    out = subprocess.run([PRINT_TREES, *options, *map(str, paths)], stdout=subprocess.PIPE, check=True)
    files = out.stdout.decode('utf-8').split('#\n')
    assert len(files) == len(paths) + 1 and not files[-1], (len(files), len(paths))
    return [f.split("\n")[:-1] for f in files[:-1]]


def records(lines):
    return [json.loads(line, parse_int=Word, parse_float=Word) for line in lines if not line.startswith('! ')]


def expected_records(value):
    return value if isinstance(value, list) else [] if value is None else [value]


def compare(folder, texts, options):
    paths = []
    for i, text in enumerate(texts):
        paths.append(folder / f'{i}.json')
        paths[-1].write_bytes(text.encode('utf-8', 'surrogatepass'))
    wrong = accepted = 0
    for text, lines in zip(texts, read_all(paths, *options)):
        messages = [line for line in lines if line.startswith('! ') and not line.startswith('! W133 ')]  # \\b and \\f
        try:
            value = load(text.strip(' \t\r\n').removeprefix('\ufeff') if text.startswith('\ufeff') else text)
        except Refused:
            good = bool(messages) or not text.strip(' \t\r\n\ufeff')
        else:
            accepted += 1
            good = not messages and same(records(lines), expected_records(value))
        if not good:
            wrong += 1
            print('differs:', json.dumps(text), '\n  ', '\n   '.join(lines[:6]), file=sys.stderr)
    return wrong, accepted


def main():
    rng = random.Random(SEED)
    wrong = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for options in ([], ['-b', '7', '-s', '3']):
            texts = [Writer(rng, True).value(5) for _ in range(COUNT // 2)]
            differing, accepted = compare(folder, [Writer(rng, True).blank() + t for t in texts], options)
            wrong += differing + (accepted != len(texts))
            texts = [change(rng, Writer(rng, False).value(4)) for _ in range(COUNT)]
            differing, accepted = compare(folder, texts, options)
            wrong += differing
            if not COUNT // 50 < accepted < COUNT:
                sys.exit(f'{accepted} of {COUNT} changed texts are JSON: nothing is tried')
        lines = [Writer(rng, False).value(4) for _ in range(COUNT)]
        path = folder / 'all.jsonl'
        path.write_text('\n'.join(lines) + '\n', encoding='utf-8')
        expected = [r for line in lines for r in expected_records(load(line))]
        if not same(records(read_all([path], '-s', '1000')[0]), expected):
            wrong += 1
            print('JSON Lines differ', file=sys.stderr)
    sys.exit(f'{wrong} differ, seed {SEED}' if wrong else 0)


if __name__ == '__main__':
    main()
