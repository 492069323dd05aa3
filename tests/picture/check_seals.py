#!/usr/bin/env python3
"""Seals read back: each on its words, over all else, with what is below it showing through.

    check_seals.py BIAOCE
"""
import re
import sys
import tempfile
from pathlib import Path

from PIL import Image

import make
from rendered import *

BIAOCE = sys.argv[1]
FORM = '''
form: seals
extends: [gb9704]
paper: {number: none}
fields: {name: 名称}
layout:
%s
'''
RECORD = 'form: seals\n名称: 甲\n'
HEIGHT = 841.89
SEAL = '{image: alpha.png, width: 20mm, at: 公章}'
PLACES = {
    'cell': f'  - table: {{widths: [1, 2], rows: [[=name, {{text: "同意。\\n\\n单位 公章 处", seal: {SEAL}}}]]}}',
    'merged': f'  - table: {{widths: [1, 2], rows: [[{{label: 单位 公章 处, down: 3, style: {{valign: bottom}}, seal: {SEAL}}}, =name], [=name], [=name]]}}',
    'foot': f'  - table: {{widths: [1, 2], rows: [[=name, {{top: 意见：, value: name, foot: 单位 公章 处, seal: {SEAL}}}]]}}',
    'top': f'  - table: {{widths: [1, 2], rows: [[=name, {{top: 单位 公章 处, value: name, foot: 年月日, seal: {SEAL}}}]]}}',
    'foot itself': f'  - table: {{widths: [1, 2], rows: [[=name, {{value: name, foot: {{text: 单位 公章 处, seal: {SEAL}}}}}]]}}',
    'above foot': f'  - table: {{widths: [1, 2], rows: [[=name, {{label: 单位 公章 处, foot: 年月日, seal: {SEAL}}}]]}}',
    'para': f'  - {{para: 单位 公章 处, style: {{align: right}}, seal: {SEAL}}}',
    'line': f'  - {{line: {{left: 单位, right: 财政局 公章 处}}, seal: {SEAL}}}',
    'title': f'  - {{title: 单位 公章 处, seal: {SEAL}}}',
}


def seals(pdf):
    """(x, y) of the middle, in points from the upper left, and the width of what is laid over the page."""
    found = re.findall(r'^/Ink gs\n([\d.]+) 0 0 ([\d.]+) (-?[\d.]+) (-?[\d.]+) cm$', page_operators(pdf), re.M)
    return [(float(x) + float(w) / 2, HEIGHT - float(y) - float(h) / 2, float(w)) for w, h, x, y in found]


def check_places(folder):
    for name, layout in PLACES.items():
        pdf = render(BIAOCE, folder, FORM % layout, RECORD, 'pdf')
        placed = seals(pdf)
        same(len(placed), 1, f'{name}: seals')
        word = [(left + right) / 2 for left, _, text, right in words(pdf) if text == '公章']
        middle = [y for _, y, text, _ in words(pdf) if text == '公章']
        check(word and abs(placed[0][0] - word[0]) < 2 and abs(placed[0][1] - middle[0]) < 4,
              f'{name}: {placed} is not on {word}, {middle}')
        check(abs(placed[0][2] - 20 * 72 / 25.4) < 0.02, f'{name}: size')
        operators = page_operators(pdf)
        check(operators.rindex('/Ink gs') > operators.rindex('TJ\n'), f'{name}: it lies below words')
        anchors = sheet_objects(render(BIAOCE, folder, FORM % layout, RECORD, 'xlsx'))
        same([a.find(f'.//{DRAWING}cNvPr').get('descr') for a in anchors], ['alpha'], f'{name}: in the workbook')


def check_ink(folder):
    """Black words stay black below a seal of red on opaque white; so does the word's paper below its transparent parts."""
    red = Image.new('RGB', (200, 200), (255, 255, 255))
    red.paste((230, 0, 0), (0, 0, 100, 200))
    red.save(folder / 'scan.jpg', quality=95)
    pdf = render(BIAOCE, folder, FORM % '  - {title: ■■■■■■■■, seal: {image: scan.jpg, width: 60mm}}', RECORD, 'pdf')
    subprocess.run(['pdftoppm', '-r', '72', '-png', str(pdf), str(folder / 'page')], check=True)
    page = Image.open(next(folder.glob('page*.png'))).convert('RGB')
    (x, y, width), = seals(pdf)
    colours = {page.getpixel((int(x + dx), int(y + dy))) for dx in range(-60, 60) for dy in range(-3, 3)}
    check(min(max(c) for c in colours) < 60, 'words are not black below the seal')
    check(page.getpixel((int(x - 60), int(y - 60)))[0] > 200 > 60 > page.getpixel((int(x - 60), int(y - 60)))[1], 'no ink')
    same(page.getpixel((int(x + 60), int(y - 60))), (255, 255, 255), 'paper')


def check_edges(folder):
    """It stays on the paper; words that are not there are told; an empty form bears none."""
    edge = FORM.replace('{number: none}', '{number: none, margins: {top: 3mm, left: 3mm, right: 3mm, bottom: 3mm}}')
    pdf = render(BIAOCE, folder, edge % '  - {para: 公章, seal: {image: alpha.png, at: 公章}}', RECORD, 'pdf')
    x, y, width = seals(pdf)[0]
    check(x - width / 2 >= -0.01 and y - width / 2 >= -0.01, f'{x}, {y} leaves the paper')
    check(abs(width - 42 * 72 / 25.4) < 0.02, 'a seal is 42 mm wide')
    finished = run(BIAOCE, folder, FORM % '  - {para: 落款, seal: {image: alpha.png, at: 公章}}', RECORD, '-f', 'pdf',
                   '-o', 'told.pdf')
    check(finished.returncode == 0 and '[W423]' in finished.stderr and '公章' in finished.stderr, finished.stderr)
    upright = FORM % '''  - table:
      widths: [1, 2]
      rows: [[=name, {label: 公章, style: {vertical: true}, seal: {image: alpha.png}}]]'''
    finished = run(BIAOCE, folder, upright, RECORD, '-f', 'pdf', '-o', 'upright.pdf')
    check(finished.returncode == 0 and '[W423]' in finished.stderr and 'upright' in finished.stderr, finished.stderr)
    same(seals(folder / 'upright.pdf'), [], 'on upright text')
    blank = subprocess.run([BIAOCE, 'blank', '-f', 'pdf', '-o', 'blank.pdf', 'form.yaml'], cwd=folder, capture_output=True,
                           text=True, env={'LANG': 'C', 'PATH': '/usr/bin:/bin', **environment()})
    same((blank.returncode, seals(folder / 'blank.pdf')), (0, []), f'the empty form: {blank.stderr}')
    pages = FORM % '''  - table:
      widths: [1, 2]
      rows:
        - {row: [=name, {text: "单位 公章 处", seal: {image: alpha.png, width: 20mm, at: 公章}}], height: 500pt}
        - {row: [=name, {text: "单位 公章 处", seal: {image: alpha.png, width: 20mm, at: 公章}}], height: 500pt}'''
    same(len(seals(render(BIAOCE, folder, pages, RECORD, 'pdf'))), 2, 'seals on two pages')


def check_example(folder):
    """The certificate of the examples: photograph, seal and both codes."""
    example = Path(__file__).resolve().parents[2] / 'examples/certificate'
    for form in ('pdf', 'xlsx'):
        done = subprocess.run([BIAOCE, 'render', '-t', example / 'certificate.yaml', '-f', form, '-o',
                               folder / f'certificate.{form}', example / 'record.yaml'], capture_output=True, text=True,
                              env={'LANG': 'C', 'PATH': '/usr/bin:/bin', **environment()})
        check(done.returncode == 0 and 'warning' not in done.stderr, f'the example: {done.stderr}')
    same(len(seals(folder / 'certificate.pdf')), 1, 'seals of the example')
    said = [a.find(f'.//{DRAWING}cNvPr').get('descr') for a in sheet_objects(folder / 'certificate.xlsx')]
    same(said, ['一号桥检测及加固工程现场照片', '条形码：13020024P00001000012',
                '二维码：https://example.gov.cn/check?code=13020024P00001000012', '某某市财政局公章'], 'of the example')


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make.write(folder, make.good().items())
        for part in (check_places, check_ink, check_edges, check_example):
            part(folder)
    done()


main()
