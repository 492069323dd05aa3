#!/usr/bin/env python3
"""Many records in one workbook, read by openpyxl: a sheet for each, the list in front linked to all of them.

    one_workbook.py --biaoce PROGRAM --work FOLDER RECORDS…
"""
import argparse
import subprocess
import sys
from pathlib import Path

import openpyxl


def render(program, out, inputs, *options):
    subprocess.run([program, 'render', '-q', '--no-check', '--one-workbook', '-o', out, *options, *inputs], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return out.read_bytes()


def problems_of(path):
    book = openpyxl.load_workbook(path)
    contents, *sheets = book.worksheets
    links = [cell for row in contents.iter_rows() for cell in row if cell.hyperlink]
    if contents['A1'].value != '目录':
        yield f'the first sheet begins with {contents["A1"].value!r}'
    targets = [link.hyperlink.location for link in links]
    wanted = ["'{}'!A1".format(sheet.title.replace("'", "''")) for sheet in sheets]
    if [target.strip("'") for target in targets] != [target.strip("'") for target in wanted]:
        yield f'the links are {targets}, the sheets {wanted}'
    for nth, (link, sheet) in enumerate(zip(links, sheets), 1):
        if contents.cell(link.row, 1).value != nth:
            yield f'entry {nth} has the number {contents.cell(link.row, 1).value!r}'
        if sheet.title.split(' (')[0].rstrip('…') not in str(link.value):
            yield f'entry {nth} is {link.value!r}, its sheet {sheet.title!r}'
        if not any(cell.value for row in sheet.iter_rows() for cell in row):
            yield f'the sheet {sheet.title!r} is empty'
    if contents.print_title_rows not in ('$2:$2', '2:2'):
        yield f'repeated on each page: {contents.print_title_rows}'


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--biaoce', required=True, type=Path)
    parser.add_argument('--work', required=True, type=Path)
    parser.add_argument('records', nargs='+', type=Path)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    made = options.work / 'all.xlsx'
    first = render(options.biaoce, made, options.records, '-j1')
    found = list(problems_of(made))
    if render(options.biaoce, options.work / 'again.xlsx', options.records, '-j4') != first:
        found.append('another number of threads made other bytes')
    print(*found, f'{len(openpyxl.load_workbook(made).worksheets) - 1} sheets', sep='\n')
    return 1 if found else 0


if __name__ == '__main__':
    sys.exit(main())
