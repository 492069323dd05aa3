#!/usr/bin/env python3
"""Files made to do harm, and damaged ones: each is refused with its name, in little time and memory.

    test_hostile.py PRINT_WORKBOOK [--large]      with gigabytes, too
"""
import os
import random
import subprocess
import sys
import tempfile
import zipfile
import zlib
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
from workbooks import Checks, MAIN, parts_of, read, relations, sheet_xml, write  # noqa: E402

MEMORY, SECONDS = 400, 20  # MB of address space, under which no sanitizer runs
SHEET = 'xl/worksheets/sheet1.xml'
if 'BIAOCE_SANITIZED' in os.environ:
    MEMORY, SECONDS = None, 300


def long_part(path, parts, name, pieces):
    """A workbook whose part `name` is what `pieces` yields: never in memory."""
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for other, content in parts.items():
            if other != name:
                archive.writestr(other, content)
        with archive.open(name, 'w', force_zip64=True) as part:
            for piece in pieces:
                part.write(piece)
    return path


def head():
    return f'<worksheet xmlns="{MAIN}"><sheetData>'.encode()


def repeated(piece, times, before=b'', after=b''):
    yield before
    block = piece * max(1, (1 << 20) // len(piece))
    count = len(block) // len(piece)
    for _ in range(times // count):
        yield block
    yield piece * (times % count) + after


def attack(checks, program, what, path, code, *words, options=()):
    found = read(program, path, *options, limit_mb=MEMORY, seconds=SECONDS)
    checks.said(what, found, code, *words)
    checks.same(f'{what}: exit code', found.code, 1)
    return found


def test_xml(checks, program, work):
    path = work / 'x.xlsx'
    for option in ((), ('--merges',)):
        long_part(path, parts_of(), SHEET, repeated(b'x' * 1000, 300000, f'<worksheet xmlns="{MAIN}"><sheetData><row a="'.encode(), b'"/>'))
        attack(checks, program, 'an attribute of 300 MB', path, 'E736', 'longer than 1 MB', options=option)
        long_part(path, parts_of(), SHEET, repeated(b'<a>', 20000000, head()))
        attack(checks, program, '20 million nested tags', path, 'E736', 'nested more than 64', options=option)
        long_part(path, parts_of(), SHEET, repeated(b' ', 100000000, head() + b'<!--', b'-->'))
        attack(checks, program, 'a comment of 100 MB', path, 'E736', 'longer than 1 MB', options=option)
    names = head()[:-len('<sheetData>')] + b':sheetData' * 500000 + b'<sheetData><row><c><v>1</v></c></row></sheetData></worksheet>'
    found = read(program, write(path, {**parts_of(), SHEET: names}), '--merges', limit_mb=MEMORY, seconds=SECONDS)
    checks.same('half a million tags that are none', len(found.rows), 1)
    laughs = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    for part in (SHEET, 'xl/workbook.xml', 'xl/styles.xml', 'xl/sharedStrings.xml', '_rels/.rels', 'xl/_rels/workbook.xml.rels'):
        parts = parts_of('<row><c t="inlineStr"><is><t>&b;</t></is></c></row>', strings='<si/>')
        parts[part] = laughs + parts[part].split('?>')[-1]
        attack(checks, program, f'entities in {part}', write(path, parts), 'E736', 'document type', part)
    parts = parts_of(sheet=f'<!DOCTYPE a SYSTEM "file:///etc/passwd"><worksheet xmlns="{MAIN}"/>')
    attack(checks, program, 'a file of the system', write(path, parts), 'E736', 'document type')
    for text in ('', '<', 'x', '<worksheet', '\0\0\0', head().decode() + '<row>', head().decode() + '<row></c></row>',
                 head().decode() + '<row a="1" a="2"/>', head().decode() + '&nbsp;', head().decode() + '\x01',
                 '<?xml version="1.0" encoding="gb2312"?>' + head().decode() + '</sheetData></worksheet>'):
        attack(checks, program, f'no XML: {text[:60]!r}', write(path, parts_of(sheet=text or ' ')), 'E735', SHEET)
    parts = parts_of()
    parts[SHEET] = head() + b'<row><c t="str"><v>\xff\xfe\x80</v></c></row></sheetData></worksheet>'
    attack(checks, program, 'no UTF-8', write(path, parts), 'E735', SHEET)


def test_sizes(checks, program, work):
    path = work / 'x.xlsx'
    long_part(path, parts_of(), SHEET, repeated(b'<row/>', 40000000, head(), b'</sheetData></worksheet>'))
    found = read(program, path, limit_mb=MEMORY, seconds=60)
    checks.said('40 million rows', found, 'E739')
    attack(checks, program, 'more than is allowed', path, 'E737', SHEET, options=('--most', 1 << 20))
    parts = parts_of('<row><c r="A1"><v>1</v></c></row>')
    parts[SHEET] = parts[SHEET].replace('<sheetData>', '<dimension ref="A1:ZZZZ99999999"/><cols><col min="1" max="999999999"/></cols><sheetData>')
    found = read(program, write(path, parts), limit_mb=MEMORY, seconds=SECONDS)
    checks.same('a dimension of millions', found.rows, {1: {1: ('number', '1')}})
    rows = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    checks.same('the last cell', read(program, write(path, parts_of(rows)), limit_mb=MEMORY, seconds=SECONDS).rows,
                {1048576: {16384: ('number', '1')}})
    long_part(path, parts_of(), SHEET, repeated(b'<c t="s"><v>0</v></c>', 16384, head() + b'<row>', b'</row></sheetData></worksheet>'))
    with zipfile.ZipFile(path, 'a', zipfile.ZIP_DEFLATED) as archive:
        archive.writestr('xl/sharedStrings.xml', f'<sst xmlns="{MAIN}"><si><t>{"字" * 30000}</t></si></sst>')
    attack(checks, program, 'a row of 1.4 GB', path, 'E740', '!表!1:', '64 MB')
    merges = ''.join(f'<mergeCell ref="A{i}:XFD1048576"/>' for i in range(1, 200001))
    rows = ''.join('<row><c><v>1</v></c></row>' for i in range(20000))
    found = read(program, write(path, parts_of(rows, tail=f'<mergeCells>{merges}</mergeCells>')), '--merges', seconds=60)
    checks.same('merges over each other', len(found.rows), 1)
    many = ''.join(f'<sheet name="s{i}" sheetId="{i}" r:id="s"/>' for i in range(1, 70000))
    parts = parts_of()
    parts['xl/workbook.xml'] = parts['xl/workbook.xml'].replace('<sheets>', '<sheets>' + many)
    attack(checks, program, 'too many sheets', write(path, parts), 'E742', 'sheets')


def test_gigabytes(checks, program, work):
    if '--large' not in sys.argv:
        return
    path = work / 'x.xlsx'
    text = b'<si><t>' + b'x' * 30000 + b'</t></si>'
    long_part(path, parts_of('<row/>', strings=''), 'xl/sharedStrings.xml',
              repeated(text, 40000, f'<sst xmlns="{MAIN}">'.encode(), b'</sst>'))
    found = read(program, path, limit_mb=MEMORY and 3000, seconds=120)
    checks.said('texts of 1.2 GB', found, 'E738')
    long_part(path, parts_of(), 'xl/styles.xml', repeated(b'<xf/>', 100000000, f'<styleSheet xmlns="{MAIN}"><cellXfs>'.encode()))
    attack(checks, program, 'styles of 500 MB', path, 'E737', 'xl/styles.xml')


def test_damage(checks, program, work):
    path = work / 'x.xlsx'
    rows = ''.join(f'<row><c t="inlineStr"><is><t>{random.Random(i).random()}</t></is></c></row>' for i in range(5000))
    good = write(work / 'good.xlsx', parts_of(rows)).read_bytes()
    for length in (0, 1, 4, 100, len(good) // 2, len(good) - 1, len(good) - 30):
        path.write_bytes(good[:length])
        found = read(program, path, limit_mb=MEMORY, seconds=SECONDS)
        checks.same(f'cut at {length}: exit code', found.code, 1)
        checks.same(f'cut at {length}: one message', len(found.said), 1)
    at = good.index(zlib.compress(b'')[:0] + b'xl/worksheets/sheet1.xml') + 3000
    path.write_bytes(good[:at] + bytes([good[at] ^ 0x55]) + good[at + 1:])
    found = read(program, path, limit_mb=MEMORY, seconds=SECONDS)
    checks.same('a changed byte: exit code', found.code, 1)
    stored = bytearray(write(path, parts_of(rows), zipfile.ZIP_STORED).read_bytes())
    at = stored.index(b'<t>0.')
    stored[at + 5] ^= 1
    path.write_bytes(stored)
    attack(checks, program, 'a wrong checksum', path, 'E732', SHEET)
    attack(checks, program, 'a wrong checksum, with merges', path, 'E732', SHEET, options=('--merges',))
    for name, content in (('empty.xlsx', b''), ('text.xlsx', b'a,b\n1,2\n'), ('html.xlsx', b'<html><table/></html>')):
        (work / name).write_bytes(content)
        checks.same(name, read(program, work / name).code, 1)
    encrypted = bytearray(write(path, parts_of(rows)).read_bytes())
    for mark, where in ((b'PK\x03\x04', 6), (b'PK\x01\x02', 8)):
        at = -1
        while (at := encrypted.find(mark, at + 1)) >= 0:
            encrypted[at + where] |= 1
    path.write_bytes(encrypted)
    attack(checks, program, 'encrypted entries', path, 'E731', 'password')
    result = subprocess.run([program, str(work / 'nowhere.xlsx')], capture_output=True)
    checks.same('no such file', (result.returncode, b'E100' in result.stdout), (3, True))
    result = subprocess.run([program, str(work)], capture_output=True)
    checks.same('a folder', b'[E' in result.stdout and result.returncode != 0, True)


def test_others(checks, program, work):
    path = work / 'x.zip'
    inner = write(work / 'inner.xlsx', parts_of()).read_bytes()
    attack(checks, program, 'workbooks in an archive', write(path, {'甲.xlsx': inner, '乙.xlsx': inner}), 'E733', 'archive', 'unpack')
    attack(checks, program, 'some archive', write(path, {'a.txt': 'x'}), 'E733', 'archive')
    word = {'_rels/.rels': relations(('a', 'officeDocument', 'word/document.xml')), 'word/document.xml': '<document xmlns="urn:w"/>'}
    attack(checks, program, 'a text document', write(work / 'x.xlsx', word), 'E733', 'Office document')
    attack(checks, program, 'a binary workbook', write(work / 'x.xlsb', {'xl/workbook.bin': b'\x83\x01'}), 'E730', '.xlsb')
    attack(checks, program, 'a binary workbook called .xlsx', write(work / 'x.xlsx', {'xl/workbook.bin': b'\x83\x01'}), 'E730', '.xlsb')
    parts = parts_of()
    parts['xl/_rels/workbook.xml.rels'] = relations(('s', 'chartsheet', 'chart.xml'))
    attack(checks, program, 'charts only', write(work / 'x.xlsx', parts), 'E733', 'no sheet')
    old = b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + bytes(600000)
    (work / 'old.xls').write_bytes(old + 'Workbook'.encode('utf-16-le') + bytes(500))
    attack(checks, program, 'an old workbook', work / 'old.xls', 'E730', 'old format', 'soffice')
    (work / 'locked.xlsx').write_bytes(old + 'EncryptedPackage'.encode('utf-16-le') + bytes(500))
    attack(checks, program, 'an encrypted workbook', work / 'locked.xlsx', 'E731', 'password')
    (work / 'x.xls').write_bytes(b'<html><table/></html>')
    attack(checks, program, 'HTML called .xls', work / 'x.xls', 'E730', 'not read')


ODS = ('<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
       'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
       '<office:body><office:spreadsheet><table:table table:name="表">{}</table:table></office:spreadsheet></office:body>'
       '</office:document-content>')
CELL = '<table:table-cell {}office:value-type="float" office:value="1"/>'
ROW = '<table:table-row {}>{}</table:table-row>'


def test_ods(checks, program, work):
    path = work / 'x.ods'

    def ods(rows):
        return write(path, {'mimetype': 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': ODS.format(rows)})

    empty = ROW.format('table:number-rows-repeated="4294967296"', '<table:table-cell table:number-columns-repeated="2147483648"/>')
    found = read(program, ods(ROW.format('', CELL.format('')) + empty), limit_mb=MEMORY, seconds=SECONDS)
    checks.same('empty rows without end', (found.rows, found.said), ({1: {1: ('number', '1')}}, []))
    attack(checks, program, 'a row behind them', ods(empty + ROW.format('', CELL.format(''))), 'E739', '!表!')
    attack(checks, program, 'rows repeated 2^31 times', ods(ROW.format('table:number-rows-repeated="2147483648"', CELL.format(''))), 'E739')
    attack(checks, program, 'cells repeated 2^31 times', ods(ROW.format('', CELL.format('table:number-columns-repeated="2147483648" '))), 'E739')
    full = CELL.format('table:number-columns-repeated="16384" ')
    attack(checks, program, 'a full sheet', ods(ROW.format('table:number-rows-repeated="1048576"', full)), 'E743')
    text = f'<table:table-cell table:number-columns-repeated="16384" office:value-type="string"><text:p>{"字" * 30000}</text:p></table:table-cell>'
    attack(checks, program, 'a row of 1.4 GB', ods(ROW.format('', text)), 'E740', '64 MB')
    text = f'<table:table-cell office:value-type="string"><text:p>{"字" * 30000}</text:p></table:table-cell>'
    attack(checks, program, 'a text a million times', ods(ROW.format('table:number-rows-repeated="1048576"', text)), 'E743')
    found = read(program, ods(ROW.format('table:number-rows-repeated="3"', CELL.format('table:number-columns-repeated="2" '))))
    checks.same('an honest repetition', found.rows, {i: {1: ('number', '1'), 2: ('number', '1')} for i in (1, 2, 3)})
    spans = CELL.format('table:number-columns-spanned="2" ')
    attack(checks, program, 'merges without end', ods(ROW.format('table:number-rows-repeated="1048576"', spans * 2)), 'E742')
    nested = '<table:table-row-group>' * 100
    attack(checks, program, 'groups in groups', ods(nested), 'E736')
    manifest = '<manifest:manifest xmlns:manifest="urn:m"><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>'
    attack(checks, program, 'an encrypted ODS', write(path, {'content.xml': b'\x8f\x00\xff', 'META-INF/manifest.xml': manifest}), 'E731', 'password')
    attack(checks, program, 'a drawing', write(path, {'content.xml': ODS.format('').replace('office:spreadsheet', 'office:drawing')}), 'E733', 'Office document')


def main():
    program, checks = sys.argv[1], Checks()
    with tempfile.TemporaryDirectory() as folder:
        for name, test in list(globals().items()):
            if name.startswith('test_'):
                test(checks, program, Path(folder))
    return checks.end()


if __name__ == '__main__':
    sys.exit(main())
