#!/usr/bin/env python3
"""The same values, written by openpyxl, libxlsxwriter, LibreOffice and gnumeric (XLSX and ODS), are read alike; files of
exceljs and SheetJS are as they were made.

    test_writers.py PRINT_WORKBOOK WRITE_WORKBOOK      WRITE_WORKBOOK FILE writes with libxlsxwriter
"""
import datetime
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import openpyxl
from openpyxl.worksheet.table import Table

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
from workbooks import Checks, read  # noqa: E402

# place: (value, number format, how it is read)
CELLS = {
    'A1': ('项目名称', None, ('text', '项目名称')), 'B1': (' 金额（万元） ', None, ('text', '金额（万元）')),
    'C1': ('a\nb', None, ('text', 'a\nb')), 'D1': ('<&>"\'', None, ('text', '<&>"\'')), 'E1': ('𠮷野', None, ('text', '𠮷野')),
    'F1': ('0012', None, ('text', '0012')), 'G1': ('a  b', None, ('text', 'a  b')),
    'A2': (12, None, ('number', '12')), 'B2': (-0.5, None, ('number', '-0.5')), 'C2': (0.1 + 0.2, None, ('number', '0.3')),
    'D2': (1234567.891, '#,##0.00', ('number', '1234567.891')), 'E2': (1.30271e20, None, ('number cut', '130271000000000000000')),
    'F2': (1.5e-7, None, ('number', '0.00000015')), 'G2': (123456789012345, None, ('number', '123456789012345')),
    'A3': (0.85, '0%', ('percent', '85%')), 'B3': (0.1234, '0.00%', ('percent', '12.34%')), 'C3': (1, '0%', ('percent', '100%')),
    'D3': (123, '000000', ('text', '000123')), 'E3': (0, '0.00', ('number', '0.00')),
    'A4': (datetime.date(2026, 3, 1), 'yyyy-mm-dd', ('date', '2026-03-01')),
    'B4': (datetime.datetime(2026, 3, 1, 8, 30, 5), 'yyyy-mm-dd hh:mm:ss', ('date', '2026-03-01 08:30:05')),
    'C4': (datetime.date(1900, 3, 1), 'yyyy"年"m"月"d"日"', ('date', '1900-03-01')),
    'D4': (datetime.time(8, 30), 'hh:mm:ss', ('time', '08:30:00')),
    'E4': (datetime.timedelta(hours=30), '[h]:mm:ss', ('time', '30:00:00')),
    'A5': (True, None, ('bool', 'true')), 'B5': (False, None, ('bool', 'false')),
    'A6': ('=A2*2', None, ('number formula', '24')), 'B6': ('=A1&"！"', None, ('text formula', '项目名称！')),
    'C6': ('=1/0', None, ('error formula', '#DIV/0!')), 'D6': ('=NA()', None, ('error formula', '#N/A')),
    'E6': ('=A2>1', None, ('bool formula', 'true')), 'A7': ('合并', None, ('text', '合并')), 'A9': ('隐藏的行', None, ('text', '隐藏的行')),
}


def write_with_openpyxl(path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = '项目 表'
    for place, (value, number_format, _) in CELLS.items():
        sheet[place] = value
        if number_format:
            sheet[place].number_format = number_format
    sheet.merge_cells('A7:C8')
    sheet.row_dimensions[9].hidden = True
    hidden = book.create_sheet('隐藏')
    hidden.sheet_state = 'hidden'
    hidden.append(['字段', '值'])
    hidden.append(['甲', 1])
    hidden.add_table(Table(displayName='清单', ref='A1:B2'))
    book.save(path)


def compare(checks, maker, found, uncomputed=False, same_kind=True):
    checks.same(f'{maker}: errors', found.said, [])
    for place, (_, _, expected) in CELLS.items():
        kind, text = found.at(place) or (None, None)
        if expected[0].endswith('formula') and uncomputed:
            checks.same(f'{maker} {place}', kind, 'unknown formula')
        elif not same_kind and expected[0].startswith('bool'):
            checks.same(f'{maker} {place}', (kind or '').split()[0], 'bool')
        else:
            checks.same(f'{maker} {place}', (kind, text), expected)
    checks.same(f'{maker}: sheets', [name for name, _, where in found.sheets if not where[0]], ['项目 表', '隐藏'])
    checks.same(f'{maker}: merges', (found.merges, found.over), ([(7, 8, 1, 3)], {(7, 1): 3}))
    checks.same(f'{maker}: hidden rows', found.hidden, [9])


def convert(work, source, kind):
    folder = work / kind
    folder.mkdir()
    subprocess.run(['soffice', f'-env:UserInstallation=file://{work}/profile', '--headless', '--convert-to', kind, '--outdir',
                    str(folder), str(source)], check=True, capture_output=True, timeout=240)
    return folder / f'{source.stem}.{kind}'


def test_openpyxl(checks, program, work, _):
    path = work / 'openpyxl.xlsx'
    write_with_openpyxl(path)
    found = read(program, path, '--merges')
    compare(checks, 'openpyxl', found, uncomputed=True)
    checks.same('openpyxl: all sheets', found.sheets,
                [('项目 表', False, (0, 0, 0, 0)), ('隐藏', True, (0, 0, 0, 0)), ('清单', True, (1, 2, 1, 2))])


def test_libreoffice(checks, program, work, _):
    if not shutil.which('soffice'):
        print('soffice is not installed')
        return
    source = work / 'openpyxl.xlsx'
    for kind in ('xlsx', 'ods'):
        found = read(program, convert(work, source, kind), '--merges')
        compare(checks, f'LibreOffice {kind}', found, same_kind=False)
        checks.same(f'LibreOffice {kind}: hidden', found.sheets[1][1], True)
        checks.same(f'LibreOffice {kind}: a table', ('清单', (1, 2, 1, 2)) in [(name, where) for name, _, where in found.sheets], True)
    old = convert(work, source, 'xls')
    checks.said('an old workbook', read(program, old), 'E730', 'old format')


def test_gnumeric(checks, program, work, _):
    if not shutil.which('ssconvert'):
        print('ssconvert is not installed')
        return
    path = work / 'gnumeric.xlsx'
    subprocess.run(['ssconvert', str(work / 'openpyxl.xlsx'), str(path)], check=True, capture_output=True, timeout=120)
    compare(checks, 'gnumeric', read(program, path, '--merges'))
    subprocess.run(['ssconvert', str(work / 'openpyxl.xlsx'), str(work / 'gnumeric.ods')], check=True, capture_output=True, timeout=120)
    compare(checks, 'gnumeric ods', read(program, work / 'gnumeric.ods', '--merges'))


def test_libxlsxwriter(checks, program, work, writer):
    path = work / 'libxlsxwriter.xlsx'
    subprocess.run([writer, str(path)], check=True)
    found = read(program, path)
    expected = {  # its `_x0041_` is not escaped, and so is an A in every spreadsheet
        1: {1: ('text', '项目'), 2: ('number', '0.3'), 3: ('text', 'a\x01bA'), 4: ('text', '富文本'), 5: ('bool', 'true')},
        2: {1: ('date', '2026-03-01'), 2: ('percent', '85%'), 3: ('text', '000123'), 4: ('unknown formula', '=B1*2'),
            5: ('number formula', '6')},
        3: {1: ('text', '项目'), 2: ('number', '-1234.5')},
    }
    checks.same('libxlsxwriter', found.rows, expected)
    checks.same('libxlsxwriter: names', found.sheets[-1], ('区域', False, (1, 2, 1, 2)))


def test_files(checks, program, *_):
    """Files of writers that are not at hand, made once by files/make.js."""
    folder = Path(__file__).resolve().parent / 'files'
    found = read(program, folder / 'exceljs.xlsx', '--merges')
    checks.same('exceljs', found.rows, {
        1: {1: ('text', '项目'), 2: ('number', '0.3'), 3: ('date', '2026-03-01'), 4: ('bool', 'true'), 5: ('number formula', '0.6'),
            6: ('unknown formula', '=B1*3'), 7: ('error', '#N/A')},
        2: {1: ('text', '富文本'), 2: ('percent', '85%'), 3: ('text', '000123'), 4: ('text', '链接'),
            5: ('number cut', '130271000000000000000'), 6: ('date', '2026-03-01 08:30:00')},
        4: {1: ('text', '合并')}, 8: {1: ('text', '甲'), 2: ('text', '乙')}, 9: {1: ('text', 'x'), 2: ('number', '1')},
        10: {1: ('text', 'y'), 2: ('number', '2')}})
    checks.same('exceljs: sheets', found.sheets, [('表 一', False, (0, 0, 0, 0)), ('隐', True, (0, 0, 0, 0)),
                                                  ('清单', False, (8, 10, 1, 2)), ('区域', False, (1, 2, 1, 2))])
    checks.same('exceljs: hidden', (found.hidden, found.over), ([2], {(4, 1): 3}))
    rows = {1: {1: ('text', '项目'), 2: ('number', '0.3'), 3: ('date', '2026-03-01'), 4: ('bool', 'true'), 6: ('text', 'x')},
            2: {1: ('percent', '85%'), 2: ('text', '000123'), 3: ('error', '#N/A'), 4: ('number formula', '5')},
            4: {1: ('text', '合并')}}
    found = read(program, folder / 'sheetjs.xlsx', '--merges')
    checks.same('SheetJS', (found.rows, found.hidden, found.merges), (rows, [2], [(4, 5, 1, 3)]))
    found = read(program, folder / 'sheetjs.ods', '--merges')  # which has neither formats nor errors
    rows[2] = {1: ('number', '0.85'), 2: ('number', '123'), 4: ('number formula', '5')}
    checks.same('SheetJS ods', (found.rows, found.merges), (rows, [(4, 5, 1, 3)]))


def main():
    program, writer, checks = sys.argv[1], sys.argv[2], Checks()
    with tempfile.TemporaryDirectory() as folder:
        for name, test in list(globals().items()):
            if name.startswith('test_'):
                test(checks, program, Path(folder), writer)
    return checks.end()


if __name__ == '__main__':
    sys.exit(main())
