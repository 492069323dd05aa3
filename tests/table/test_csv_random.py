#!/usr/bin/env python3
"""CSV as Python's csv module writes it, in all its dialects and in the encodings that people meet, is read back exactly.

    test_csv_random.py PRINT_ROWS

Each round makes rows at random from a fixed seed, writes them, and compares what print_rows makes of the file with the
rows: every text (without the blanks around it, line breaks as \\n), its column, its line, its place in that line. What
the reader takes off by design (`="…"`, an apostrophe before a number) is left out here and tested in tests/table/test_csv.c.
"""
import csv
import io
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

ROUNDS = 300
PARTS = ['项目', '预算数', 'a', 'b c', '12.50', '-3', '，', '“甲”', '𠮷', '\u3000', ' ', '"', '""', "'", ',', ';', '\t', '|', '\n', '=',
         '1,200.00', '（二期）', '…', 'é', '中华人民共和国']
# What GBK, Big5 and others cannot write is left out of their rows.
ENCODINGS = [('utf-8', b'', ''), ('utf-8', b'\xef\xbb\xbf', ''), ('gb18030', b'', ''), ('gb18030', b'', 'gb18030'),
             ('gbk', b'', 'gbk'), ('utf-16-le', b'\xff\xfe', ''), ('utf-16-be', b'\xfe\xff', ''), ('utf-16-le', b'', 'utf-16le'),
             ('big5', b'', 'big5')]
BLANKS = ' \t\n\r\u3000'


def expected(text):
    return text.replace('\r\n', '\n').replace('\r', '\n').strip(BLANKS)


def is_taken_off(text):
    return expected(text).startswith(('="', "'"))


def make_text(rng, encoding, separator, quoting):
    while True:
        text = ''.join(rng.choice(PARTS) for _ in range(rng.choice([0, 1, 1, 2, 3, 8])))
        if quoting == csv.QUOTE_NONE and any(c in text for c in '"\n' + separator):
            continue
        # Python quotes what it must: a blank or an = before a quotation mark is no reason, so the field begins otherwise.
        if is_taken_off(text):
            continue
        try:
            text.encode(encoding)
        except UnicodeEncodeError:
            continue
        return text


def places(written, separator):
    """(line, column) of each field's first character that is no blank, by reading the file as the format says."""
    rows, line, column, at, start = [], 1, 1, 0, True  # `start`: of a field
    fields, in_quotes = [], False
    while at < len(written):
        if start:
            while at < len(written) and written[at] in ' \t\u3000' and written[at] != separator:
                at, column = at + 1, column + 1
            fields.append((line, column))
            start = False
            continue
        c = written[at]
        if c == '"':
            in_quotes = not in_quotes
        if not in_quotes and c == separator:
            start = True
        at, column = at + 1, column + 1
        if c in '\r\n':
            at += c == '\r' and written[at:at + 1] == '\n'
            line, column = line + 1, 1
            if not in_quotes:
                rows.append(fields)
                fields, start = [], True
    if fields:
        rows.append(fields)
    return rows


def run_round(rng, folder, program):
    encoding, mark, told = rng.choice(ENCODINGS)
    separator = rng.choice([',', ';', '\t', '|'])
    quoting = rng.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC, csv.QUOTE_NONE])
    # Where rows end in CR alone, Python leaves fields with LF bare: nobody could tell them from rows.
    terminator = rng.choice(['\n', '\r\n', '\r'] if quoting == csv.QUOTE_ALL else ['\n', '\r\n'])
    columns = rng.randrange(2, 9)
    rows = [[f'列{"一二三四五六七八"[i]}' for i in range(columns)]]  # the head
    rows += [[make_text(rng, encoding, separator, quoting) for _ in range(columns)] for _ in range(rng.randrange(0, 30))]
    out = io.StringIO()
    csv.writer(out, delimiter=separator, quoting=quoting, lineterminator=terminator,
               quotechar=None if quoting == csv.QUOTE_NONE else '"').writerows(rows)
    written = out.getvalue()
    if rng.random() < 0.3:
        written = written.rstrip('\r\n')
    path = folder / 'rows.csv'
    path.write_bytes(mark + written.encode(encoding))
    step = rng.choice([0, 0, 1, 2, 3, 7, 64])
    found = subprocess.run([program, path, str(step), told, separator if rng.random() < 0.7 or len(rows) < 6 else ''],
                           capture_output=True, check=True, text=True).stdout
    objects = [json.loads(line) for line in found.splitlines()]
    messages = [o for o in objects if 'severity' in o and o['severity'] != 'note']
    actual = [o for o in objects if 'cells' in o]
    # A row of blanks is none.
    wanted = [(row, where) for row, where in zip(rows, places(written, separator)) if any(map(expected, row))]
    assert not messages, (messages, written)
    assert len(actual) == len(wanted), (len(actual), len(wanted), written)
    for got, (row, where) in zip(actual, wanted):
        cells = [(i + 1, expected(text), *where[i]) for i, text in enumerate(row) if expected(text)]
        assert got['line'] == where[0][0] and got['fields'] == len(row), (got, row)
        assert [(c[0], c[5], c[1], c[2]) for c in got['cells']] == cells, (got, cells, written)
    return sum(len(row) for row, _ in wanted)


def main():
    rng, cells = random.Random(20260301), 0
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(ROUNDS):
            cells += run_round(rng, Path(folder), sys.argv[1])
    print(f'{ROUNDS} files, {cells} fields read back')


main()
