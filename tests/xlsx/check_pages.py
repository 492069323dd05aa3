"""Prints workbooks with LibreOffice and compares them page for page with the PDF: check_pages.py BIAOCE FOLDER.

All records of tests/corpus and examples are rendered. Every page that begins and ends between rows has to be a page of the
printed workbook, with the same texts; a document without a page that parts a row has to have the same pages altogether.
Pages that part a row are listed: a spreadsheet cannot.
"""
import collections
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import openpyxl.utils

ROOT = Path(__file__).resolve().parents[2]
SKIPPED = 77
ALIKE = {'宋体': 'Noto Serif CJK SC', '黑体': 'Noto Sans CJK SC', '仿宋_GB2312': 'Noto Serif CJK SC',
         '方正小标宋简体': 'Noto Serif CJK SC'}
PAGE_NUMBER = re.compile(r'^\s*(?:—\s*\d+\s*—|第 \d+ 页 共 \d+ 页)\s*$', re.M)
MAX_APART = 0.01  # of a page's characters: heads that a sheet repeats and the paper does not, or the other way about


def write_font_list(path):
    rules = ''.join(f'<match target="pattern"><test name="family"><string>{name}</string></test>'
                    f'<edit name="family" mode="assign" binding="strong"><string>{family}</string></edit></match>'
                    for name, family in ALIKE.items())
    path.write_text(f'<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
                    f'<include>/etc/fonts/fonts.conf</include>{rules}</fontconfig>', encoding='utf-8')


def render(program, folder):
    inputs = [path for pattern in ('tests/corpus/*/*.yaml', 'examples/*.yaml') for path in sorted(ROOT.glob(pattern))]
    subprocess.run([program, 'render', '-q', '--no-check', '-f', 'pdf,xlsx,trace', '-o', folder, '--name', '$(file)-$(record)',
                    *inputs], cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def print_workbooks(folder, fonts):
    """Sheets of one page as well: they have to stay one page."""
    printed = folder / 'printed'
    subprocess.run(['soffice', f'-env:UserInstallation=file://{folder / "profile"}', '--headless', '--convert-to', 'pdf',
                    '--outdir', str(printed), *map(str, sorted(folder.glob('*.xlsx')))], check=True, timeout=500,
                   env=dict(os.environ, FONTCONFIG_FILE=str(fonts)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return printed


def pages_of(pdf):
    """The characters of each page, without what only the paper says: 续表, and the page's number."""
    text = subprocess.run(['pdftotext', '-layout', str(pdf), '-'], check=True, capture_output=True, text=True).stdout
    return [collections.Counter(re.sub(r'\s|续表', '', PAGE_NUMBER.sub('', page))) for page in text.split('\f')[:-1]]


def goes_on(trace):
    return [line.endswith(' goes on') for line in trace.read_text(encoding='utf-8').splitlines() if line.startswith('page ')]


def same(page, other):
    apart = sum(((page - other) + (other - page)).values())
    return apart <= MAX_APART * sum(page.values())


def compare(pages, printed, parted):
    """(pages of the paper that no sheet page is, whether the two have the same pages)"""
    missing, at = [], 0
    for number, page in enumerate(pages):
        found = next((i for i in range(at, len(printed)) if same(page, printed[i])), None)
        if found is not None:
            at = found + 1
        elif not parted[number]:
            missing.append(number + 1)
    return missing, len(pages) == len(printed)


def check_lists(folder):
    """Sheets with a filter are lists: values below a head that stays in sight, no cell merged, no total among them."""
    lists = 0
    for path in sorted(folder.glob('*.xlsx')):
        sheet = openpyxl.load_workbook(path).worksheets[0]
        if not sheet.auto_filter.ref:
            if sheet.freeze_panes:
                yield f'{path.stem}: rows are frozen, but there is no list'
            continue
        lists += 1
        _, head, _, last = openpyxl.utils.range_boundaries(sheet.auto_filter.ref)
        if sheet.freeze_panes != f'A{head + 1}':
            yield f'{path.stem}: {sheet.freeze_panes} is frozen, the list begins in row {head + 1}'
        if any(area.max_row > head and area.min_row <= last for area in sheet.merged_cells.ranges):
            yield f'{path.stem}: a cell of the list {sheet.auto_filter.ref} is merged'
        if any(str(cell.value or '').startswith('合计') for row in sheet.iter_rows(min_row=last, max_row=last) for cell in row):
            yield f'{path.stem}: the total is a row of the list {sheet.auto_filter.ref}'
    if lists < 3:
        yield f'{lists} lists can be filtered'


def main():
    program, folder = sys.argv[1], Path(sys.argv[2]).resolve()
    if not shutil.which('soffice') or not shutil.which('pdftotext'):
        sys.exit(SKIPPED)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    fonts = folder / 'fonts.conf'
    write_font_list(fonts)
    render(program, folder)
    printed = print_workbooks(folder, fonts)
    count, wrong = collections.Counter(), []
    for path in sorted(folder.glob('*.pdf')):
        pages, sheet = pages_of(path), pages_of(printed / path.name)
        begins = goes_on(path.with_suffix('.trace'))
        parted = [begins[i] or (i + 1 < len(pages) and begins[i + 1]) for i in range(len(pages))]
        missing, equal = compare(pages, sheet, parted)
        count['files'] += 1
        count['pages'] += len(pages)
        count['pages that part a row'] += sum(parted)
        if any(parted):
            print(f'{path.stem}: pages {", ".join(str(i + 1) for i, part in enumerate(parted) if part)} part a row '
                  f'({len(pages)} pages, {len(sheet)} of the workbook)')
        if missing:
            wrong.append(f'{path.stem}: pages {missing} of {len(pages)} are none of the {len(sheet)} of the workbook')
        elif not equal and not any(parted):
            wrong.append(f'{path.stem}: {len(pages)} pages, {len(sheet)} of the workbook')
    print(', '.join(f'{number} {name}' for name, number in count.items()))
    wrong += check_lists(folder)
    if wrong or count['pages'] < 100:
        sys.exit('\n'.join(wrong) or 'too few pages were compared')


main()
