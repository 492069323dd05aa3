"""What forms become as sheets, read with openpyxl and printed with LibreOffice: check_sheets.py BIAOCE FOLDER.

Each case is a template, a record, and what is asked of the workbook; all workbooks are printed in one run.
"""
import os
import re
import shutil
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import openpyxl

CASES = []
EMU = 12700  # a point


def check(condition, what):
    if not condition:
        sys.exit(f'wrong: {what}')


def case(template, record):
    """The function is given the sheet, and the PDF that LibreOffice printed of it; None where there is no LibreOffice."""
    def add(function):
        CASES.append((function.__name__, template, record, function))
        return function
    return add


def png():
    """A picture of one grey pixel."""
    def chunk(kind, data):
        return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', 1, 1, 8, 0, 0, 0, 0))
            + chunk(b'IDAT', zlib.compress(b'\0\x80')) + chunk(b'IEND', b''))


# -- what is asked of sheets and pages ---------------------------------------------------------------------


def points(sheet, row):
    return sheet.row_dimensions[row].height


def tops(sheet):
    """The top of each row in points, and that of the row below the last."""
    at = [0, 0]
    for row in range(1, max(sheet.row_dimensions) + 1):
        at.append(at[-1] + points(sheet, row))
    return at


def pictures(sheet):
    """(top, foot) of each picture in points."""
    top = tops(sheet)
    for image in sheet._images:
        begins = top[image.anchor._from.row + 1] + image.anchor._from.rowOff / EMU
        yield begins, begins + image.anchor.ext.height / EMU


def pages(sheet):
    """(top, foot) of each page in points."""
    top = tops(sheet)
    edges = [0] + [top[brk.id + 1] for brk in sheet.row_breaks.brk] + [top[-1]]
    return list(zip(edges, edges[1:]))


def pictures_of_pages(pdf):
    listed = subprocess.run(['pdfimages', '-list', pdf], check=True, capture_output=True, text=True).stdout
    return [int(line.split()[0]) for line in listed.splitlines()[2:] if line.split()[2] == 'image']


# -- seals -------------------------------------------------------------------------------------------------


def check_seals(sheet, pdf, of_pages):
    for top, foot in pictures(sheet):
        check(any(begins - 0.01 <= top and foot <= ends + 0.01 for begins, ends in pages(sheet)),
              f'{sheet.title}: a seal from {top} to {foot} is on none of the pages {pages(sheet)}')
    if pdf:
        check(pictures_of_pages(pdf) == of_pages, f'{sheet.title}: seals on pages {pictures_of_pages(pdf)}, not {of_pages}')


@case('''
  - title: $(name)
  - {line: {right: 某市财政局}, style: {like: para}, seal: {image: seal.png, width: 42mm, at: 财政局, alt: 公章}}
  - page-break: true
  - title: 附件
''', 'name: 通知')
def seal_above_a_break(sheet, pdf):
    check(len(pages(sheet)) == 2, f'pages {pages(sheet)}')
    check_seals(sheet, pdf, [1])


@case('''
  - title: $(name)
  - page-break: true
  - {line: {right: 某市财政局}, style: {like: para}, seal: {image: seal.png, width: 42mm, at: 财政局, alt: 公章}}
''', 'name: 通知')
def seal_below_a_break(sheet, pdf):
    check(len(pages(sheet)) == 2, f'pages {pages(sheet)}')
    check_seals(sheet, None, None)


@case('''
  - title: $(name)
  - table:
      widths: [1, 4]
      header: [[部门, 意见]]
      rows:
        - each: items
          rows:
            - row: [=who, {value: text, style: {valign: bottom}, seal: {image: seal.png, width: 40mm, at: 盖章, alt: 章}}]
              height: 75pt
''', 'name: 意见\nitems:' + ''.join(f'\n  - {{who: 部门{i}, text: 同意。（盖章）}}' for i in range(12)))
def seal_in_the_last_row_of_a_page(sheet, pdf):
    check(len(pages(sheet)) == 2, f'pages {pages(sheet)}')
    check_seals(sheet, pdf, [1] * 7 + [2] * 5)
    row = sheet.row_breaks.brk[0].id
    names = [d.name for d in sheet.parent.defined_names.definedName if d.name.startswith('biaoce._page')]
    check(sheet.cell(row, 1).value is None and names, f'no empty row above the break: {sheet.cell(row, 1).value!r}, {names}')


# -- all of them -------------------------------------------------------------------------------------------

FIELDS = '''
fields:
  name: {label: 名称}
  items: {label: 项目, type: list, of: {who: {label: 单位}, text: {label: 说明}, sum: {label: 金额, type: money, unit: 万元, decimals: 2}}}
'''


def write(folder, name, template, record):
    (folder / f'{name}.t.yaml').write_text(f'form: f\nextends: [gb9704]\n{FIELDS}layout:{template}', encoding='utf-8')
    (folder / f'{name}.yaml').write_text(f'form: f\n{record}\n', encoding='utf-8')


def render(program, folder, name):
    subprocess.run([program, 'render', '-q', '--force', '--no-check', '-t', f'{name}.t.yaml', '-f', 'xlsx', '-o', 'out', '--name', name,
                    f'{name}.yaml'], cwd=folder, check=True)


def print_all(folder):
    if not shutil.which('soffice') or not shutil.which('pdftotext') or not shutil.which('pdfimages'):
        return None
    printed = folder / 'printed'
    subprocess.run(['soffice', f'-env:UserInstallation=file://{folder / "profile"}', '--headless', '--convert-to', 'pdf',
                    '--outdir', str(printed), *map(str, sorted((folder / 'out').glob('*.xlsx')))], check=True, timeout=200,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return printed


def main():
    program, folder = sys.argv[1], Path(sys.argv[2]).resolve()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / 'seal.png').write_bytes(png())
    for name, template, record, _ in CASES:
        write(folder, name, template, record)
        render(program, folder, name)
    printed = print_all(folder)
    for name, _, _, function in CASES:
        sheet = openpyxl.load_workbook(folder / 'out' / f'{name}.xlsx').worksheets[0]
        function(sheet, str(printed / f'{name}.pdf') if printed else None)
    print(f'{len(CASES)} cases' + ('' if printed else ', none of them printed: there is no LibreOffice'))


main()
