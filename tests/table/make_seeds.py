#!/usr/bin/env python3
"""Seeds of the fuzz target xlsx, and its dictionary: make_seeds.py FOLDER DICTIONARY"""
import sys
import zipfile
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
from test_hostile import CELL, ODS, ROW  # noqa: E402
from test_quirks import FORMATS  # noqa: E402
from workbooks import MAIN, parts_of, write  # noqa: E402

ROWS = ('<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" s="1"><v>45596.354166666664</v></c><c t="b"><v>1</v></c></row>'
        '<row hidden="1"><c t="inlineStr"><is><t>a_x0001_</t><r><t>b</t></r><rPh><t>c</t></rPh></is></c>'
        '<c s="2"><f>A1</f><v>1E+20</v></c><c t="e"><v>#N/A</v></c><c t="d"><v>2026-03-01T08:30:00</v></c></row>'
        '<row r="9"><c r="B9" t="str"><f>""</f><v></v></c><c><f>X</f></c></row>')
STRINGS = '<sst><si><t>x _xD842__xDFB7_</t></si><si><r><t>a</t></r><r><t>b</t></r></si></sst>'
STYLES = ('<styleSheet><numFmts><numFmt numFmtId="200" formatCode="{}"/></numFmts><cellXfs><xf numFmtId="0"/><xf '
          'numFmtId="200"/><xf numFmtId="9" quotePrefix="1"/></cellXfs></styleSheet>')
BOOK = ('<workbook xmlns:r="r"><workbookPr date1904="{}"/><sheets><sheet name="s" r:id="s"/></sheets><definedNames><definedName '
        'name="n">s!$A$1:$B$2</definedName></definedNames><calcPr fullCalcOnLoad="1"/></workbook>')
SHOWN_CODES = ('0!.0,"万元"', '[&gt;=10000]0!.0,"万";[=0]"无";_ ￥* (#,##0.00)_ ', '0"亿"0000"万元"', '"≥"0.0%;-General"元/人";[$¥-804]0,,')
WORDS = ('<row', '<c', '<v>', '</v>', '<f>', '<is>', '<t>', '<r>', '<rPh>', '<si>', '<sheetData>', '</sheetData>', '<mergeCells>',
         '<mergeCell ref="A1:B2"/>', ' r="A1"', ' t="s"', ' t="str"', ' t="inlineStr"', ' t="b"', ' t="e"', ' t="d"', ' s="1"',
         ' hidden="1"', '_x000D_', '_x005F_', '_xD842__xDFB7_', '<!DOCTYPE', '<![CDATA[', '<!--', '&#10;', ' xmlns:x=', 'formatCode=',
         'numFmtId="14"', 'date1904="1"', ' state="hidden"', '<definedName', '<table:table-row', '<table:table-cell', '<text:p>',
         'table:number-rows-repeated=', 'table:number-columns-repeated=', 'office:value-type="float"', 'office:value=', '1E+20',
         '0.30000000000000004', 'PT30H0M0S', '2026-03-01T08:30:00', 'yyyy', '[h]:mm', '0%', '000000', '$A$1:$D$9')


def main():
    folder = Path(sys.argv[1])
    folder.mkdir(exist_ok=True)
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{ROWS}</sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>'
    strings = STRINGS.replace('<sst', f'<sst xmlns="{MAIN}"')
    for i, code in enumerate([*list(FORMATS)[:8], '000000', '[h]:mm', '0%', *SHOWN_CODES]):
        styles = STYLES.format(code.replace('"', '&quot;').replace('&quot;年&quot;', '年'))
        parts = [sheet, strings, styles, BOOK.format(i % 2)]
        (folder / f'parts-{i}').write_bytes(b'x' + b'\0'.join(part.encode() for part in parts))
    for name, change in {'prefixed': sheet.replace('<', '<x:').replace('<x:/', '</x:').replace('xmlns=', 'xmlns:x='),
                         'utf16': sheet, 'comment': sheet.replace('<sheetData>', '<!-- <sheetData> --><sheetData>'),
                         'doctype': '<!DOCTYPE a [<!ENTITY a "b">]>' + sheet, 'deep': '<a>' * 80, 'cut': sheet[:200],
                         'order': sheet.replace('r="9"', 'r="1"'), 'far': sheet.replace('r="9"', 'r="1048577"'),
                         'twice': sheet.replace('r="C1"', 'r="A1"'), 'column': sheet.replace('r="C1"', 'r="XFE1"'),
                         'empty': '<worksheet><sheetData/></worksheet>'}.items():
        (folder / name).write_bytes(b'x' + (change.encode('utf-16') if name == 'utf16' else change.encode()))
    rows = {'plain': ROW.format('', CELL.format('')), 'repeated': ROW.format('table:number-rows-repeated="3"', CELL.format(
        'table:number-columns-repeated="2" ') + CELL.format('table:number-columns-spanned="2" ')),
        'text': ROW.format('', '<table:table-cell office:value-type="string"><text:p>a<text:s text:c="3"/>b</text:p><text:p>c</text:p>'
                           '</table:table-cell><table:covered-table-cell/><table:table-cell office:value-type="date" '
                           'office:date-value="2026-03-01"/><table:table-cell office:value-type="time" office:time-value="PT30H0M0S"/>'),
        'endless': ROW.format('table:number-rows-repeated="4294967296"', CELL.format('table:number-columns-repeated="2147483648" '))}
    for name, content in rows.items():
        (folder / f'ods-{name}').write_bytes(b'o' + ODS.format(content).encode())
    write(folder / 'archive', parts_of('<row><c><v>1</v></c></row>', strings='<si><t>x</t></si>'))
    write(folder / 'stored', parts_of('<row><c><v>1</v></c></row>'), zipfile.ZIP_STORED)
    quoted = [word.replace('\\', '\\\\').replace('"', '\\"') for word in WORDS]
    Path(sys.argv[2]).write_text(''.join(f'"{word}"\n' for word in quoted), encoding='utf-8')


if __name__ == '__main__':
    main()
