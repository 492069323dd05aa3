#!/usr/bin/env python3
"""Diagonal heads read back: every name on its side of the strokes in the PDF, borders and lines in the workbook.

    check_heads.py BIAOCE
"""
import re
import sys
import tempfile
from pathlib import Path

from rendered import *

TEMPLATE = '''
form: heads
extends: [gb9704]
paper: {number: none}
fields: {rows: {type: list, label: 明细, of: {item: 项目, a: 甲, b: 乙}}}
layout:
  - table:
      widths: [%s, 2, 2]
      header: [[{label: %s, diagonal: %s}, 左, 右]]
      rows: [{each: rows, rows: [[=item, =a, =b]]}]
'''
RECORD = 'form: heads\n明细: [{项目: 一, 甲: 二, 乙: 三}]\n'
HEIGHT = 841.89  # of A4


def strokes(pdf):
    """The slanted lines of a page: from and to, y downwards."""
    number = r'(-?[\d.]+)'
    found = re.findall(rf'^{number} {number} m\n{number} {number} l$', page_operators(pdf), re.M)
    lines = [tuple(map(float, line)) for line in found]
    return [(a, HEIGHT - b, c, HEIGHT - d) for a, b, c, d in lines if a != c and b != d]


def height_at(line, x):
    a, b, c, d = line
    return b + (d - b) * (x - a) / (c - a)


def check_pdf(pdf, label, beyond, what):
    lines, seen = strokes(pdf), words(pdf)
    same(len(lines), len(beyond), f'{what}: strokes')
    for left, middle, text, right in seen:
        if text in label:
            check(middle > height_at(lines[-1], right), f'{what}: {text} touches the stroke above it')
        elif text in beyond[0]:
            check(middle < height_at(lines[0], left), f'{what}: {text} touches the stroke below it')
        elif len(beyond) > 1 and text in beyond[1]:
            check(middle > height_at(lines[0], right), f'{what}: {text} touches the stroke above it')
            # The second stroke ends in the middle of the lower side; beyond that there is only the edge.
            check(left > lines[1][2] or middle < height_at(lines[1], left), f'{what}: {text} touches the one below')


def check_xlsx(xlsx, label, beyond, what):
    sheet = load(xlsx)
    head, objects = sheet['A1'], sheet_objects(xlsx)
    for name in (label, *beyond):
        check(name in re.sub(r'[\s\u3000]', '', head.value) or all(c in head.value for c in name), f'{what}: {name}')
    if len(beyond) == 1:
        same((head.border.diagonalDown, head.border.diagonal.style), (True, 'thin'), f'{what}: border')
        same(objects, [], f'{what}: objects')
        return
    check(not head.border.diagonalDown, f'{what}: a border')
    same(len(objects), 2, f'{what}: lines')
    emu = sheet.row_dimensions[1].height * 12700
    same(spot(objects[0], 'from'), (0, 0, 0, 0), f'{what}: the corner')
    column, row, across, down = spot(objects[0], 'to')
    same((column, row, across), (1, 0, 0), f'{what}: the right side')
    check(abs(down - emu / 2) < 12700, f'{what}: {down} is not the middle of {emu}')
    column, row, across, down = spot(objects[1], 'to')
    same((column, row, down), (0, 1, 0), f'{what}: the lower side')
    for anchor in objects:
        check(anchor.find(f'.//{ART}ext//*[@val="1"]') is not None, f'{what}: a line is not marked as decoration')


def main():
    cases = [(3, '项目', ['月份']), (1, '支出功能科目', ['预算年度']), (3, '项目', ['月份', '金额']),
             (2, '支出科目', ['预算月份', '数额']), (1, '科目', ['季度', '数'])]
    for width, label, beyond in cases:
        what = f'{label} {beyond} at {width}'
        names = beyond[0] if len(beyond) == 1 else f'[{", ".join(beyond)}]'
        with tempfile.TemporaryDirectory() as name:
            template = TEMPLATE % (width, label, names)
            check_pdf(render(sys.argv[1], Path(name), template, RECORD, 'pdf'), label, beyond, what)
            check_xlsx(render(sys.argv[1], Path(name), template, RECORD, 'xlsx'), label, beyond, what)
    done()


main()
