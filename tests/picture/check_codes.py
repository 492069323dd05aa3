#!/usr/bin/env python3
"""Codes read back by zbar, from the printed page and out of the workbook; told where they cannot be made.

    check_codes.py BIAOCE
"""
import re
import sys
import tempfile
from pathlib import Path

from PIL import Image

from rendered import *

BIAOCE = sys.argv[1]
FORM = '''
form: codes
extends: [gb9704]
paper: {number: none}
fields: {code: {label: 编码, type: text}}
layout:
%s
'''
QR = ['13020024P00001000012', '一号桥检测，2025年', 'https://example.gov.cn/check?code=1&x=%20', 'A', '①②③ mixed 中文 ABC',
      '中文' * 180, '9' * 600]
BARS = ['13020024P00001000012', 'A', '00123456', 'ab-CD/12 $x', '~!@#(){}', '1' * 40]


def quoted(text):
    return "'" + text.replace("'", "''") + "'"


def read(path):
    """What zbar reads in a picture: {kind: text}."""
    done = subprocess.run(['zbarimg', '-q', '--nodbus', str(path)], capture_output=True, text=True)
    return dict(line.split(':', 1) for line in done.stdout.splitlines() if ':' in line)


def page_picture(pdf, folder):
    subprocess.run(['pdftoppm', '-r', '300', '-gray', '-png', str(pdf), str(folder / 'page')], check=True)
    return next(folder.glob('page*.png'))


def flat(picture_bytes, path):
    """A picture of the workbook as it is, with a white margin, for zbar."""
    path.write_bytes(picture_bytes)
    picture = Image.open(path).convert('L')
    wider = Image.new('L', (picture.width + 40, picture.height + 40), 255)
    wider.paste(picture, (20, 20))
    wider.save(path)
    return path


def check_read(folder):
    for kind, texts, name in (('qr', QR, 'QR-Code'), ('barcode', BARS, 'CODE-128')):
        for text in texts:
            width = 150 if len(text) > 60 or kind == 'barcode' else 40
            for layout in (f'  - {{{kind}: =code, width: {width}mm}}',
                           f'  - table: {{widths: [1], rows: [[{{{kind}: =code, width: {width}mm}}]]}}'):
                record = f'form: codes\n编码: {quoted(text)}\n'
                with tempfile.TemporaryDirectory() as work:
                    pdf = render(BIAOCE, folder, FORM % layout, record, 'pdf')
                    got = read(page_picture(pdf, Path(work))).get(name)
                    same(got, text, f'{kind} on paper')
                    check('Image' not in page_operators(pdf), f'{kind}: a picture in place of vectors')
                    xlsx = render(BIAOCE, folder, FORM % layout, record, 'xlsx')
                    sheet = load(xlsx)
                    same(len(sheet._images), 1, f'{kind}: pictures in the workbook')
                    same(read(flat(sheet._images[0]._data(), Path(work) / 'code.png')).get(name), text, f'{kind} in the workbook')
                    said = sheet_objects(xlsx)[0].find(f'.//{DRAWING}cNvPr').get('descr')
                    same(said, ('二维码：' if kind == 'qr' else '条形码：') + text, f'{kind}: its words')
                    if kind == 'barcode':
                        check(text in ''.join(w[2] for w in words(pdf)).replace('&amp;', '&') or ' ' in text, f'{text} in words')
                        if 'table' in layout:
                            same(sheet['A1'].value, text, 'the cell')


def check_size(folder):
    """As large as asked with the light margin: 4 modules around a QR code, 10 beside bars."""
    pdf = render(BIAOCE, folder, FORM % '  - {qr: =code, width: 30mm}', "form: codes\n编码: 'A'\n", 'pdf')
    marks = [tuple(map(float, r)) for r in re.findall(r'^([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) re$', page_operators(pdf), re.M)]
    left, right = min(r[0] for r in marks), max(r[0] + r[2] for r in marks)
    check(abs((right - left) - 30 * 72 / 25.4 * 21 / 29) < 0.02, f'{right - left} points for 21 of 29 modules')
    check(all(abs(h - 30 * 72 / 25.4 / 29) < 0.002 for _, _, _, h in marks), 'modules are not square')


def check_refused(folder):
    for kind, text, words_said in (('qr', '中' * 900, 'too long'), ('barcode', '一号', 'ASCII only'),
                                   ('barcode', '1' * 81, 'too long')):
        finished = run(BIAOCE, folder, FORM % f'  - {{{kind}: =code}}\n  - {{para: 正文}}', f'form: codes\n编码: {quoted(text)}\n',
                       '-f', 'pdf', '-o', 'refused.pdf')
        check(finished.returncode == 1 and 'record.yaml:2:5: error' in finished.stderr and '[E422]' in finished.stderr
              and words_said in finished.stderr, f'{kind} {text[:4]}: {finished.stderr}')
    pdf = render(BIAOCE, folder, FORM % '  - {qr: =code}\n  - {para: 正文}', "form: codes\n编码:\n", 'pdf')
    check(' re\n' not in page_operators(pdf), 'nothing to say, and a code')


def main():
    with tempfile.TemporaryDirectory() as name:
        for part in (check_read, check_size, check_refused):
            part(Path(name))
    done()


main()
