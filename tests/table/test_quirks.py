#!/usr/bin/env python3
"""What writers of XLSX do, one by one, in workbooks made by hand: every cell is what a spreadsheet shows.

    test_quirks.py PRINT_WORKBOOK
"""
import io
import sys
import tempfile
import zipfile
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
from workbooks import (Checks, KINDS, MAIN, STRICT, STRICT_KINDS, parts_of, read, relations, sheet_xml,  # noqa: E402
                       write)

FORMATS = {  # code: what it makes of 45596.354166666664 (2024-10-31 08:30:00)
    'yyyy"年"m"月"d"日"': ('date', '2024-10-31'),
    'yyyy/m/d;@': ('date', '2024-10-31'),
    '[$-804]yyyy&quot;年&quot;m&quot;月&quot;': ('date', '2024年10月'),
    '[DBNum1][$-804]yyyy"年"m"月"d"日";@': ('date', '2024-10-31'),
    'yyyy\\-mm\\-dd\\ hh:mm:ss': ('date', '2024-10-31 08:30:00'),
    'm/d/yy h:mm': ('date', '2024-10-31 08:30:00'),
    'mmm': ('date', '2024-10-31'),
    'm': ('date', '2024-10-31'),
    'e"年"m"月"': ('date', '2024年10月'),
    'aaaa': ('date', '2024-10-31'),
    'h:mm': ('time', '08:30:00'),
    'h"时"mm"分"ss"秒"': ('time', '08:30:00'),
    'mm:ss': ('time', '08:30:00'),
    '上午/下午h"时"mm"分"': ('time', '08:30:00'),
    'h:mm AM/PM': ('time', '08:30:00'),
    '[h]:mm': ('time', '1094312:30:00'),
    'General': ('number', '45596.3541666667'),
    'GENERAL"元"': ('number', '45596.3541666667'),
    '0.00"days"': ('number', '45596.3541666667'),
    '0.00\\d': ('number', '45596.3541666667'),
    '#,##0.00;[Red]-#,##0.00': ('number', '45596.3541666667'),
    '0.00E+00': ('number', '45596.3541666667'),
    '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ': ('number', '45596.3541666667'),
    '0.0%': ('percent', '4559635.41666667%'),
    '0"%"': ('number', '45596.3541666667'),
    '@': ('number', '45596.3541666667'),
    'mmm-yy': ('date', '2024年10月'),
    'yyyy/mm;@': ('date', '2024年10月'),
    'yyyy': ('date', '2024'),
    'yyyy"年";@': ('date', '2024年'),
    'm"月"d"日"': ('date', '2024-10-31'),
    'yyyy"年"m"月" h:mm': ('date', '2024-10-31 08:30:00'),
}
BUILT_IN = {9: 'percent', 10: 'percent', 14: 'date', 17: 'date', 18: 'time', 21: 'time', 22: 'date', 27: 'date',
            31: 'date', 32: 'time', 35: 'time', 36: 'date', 45: 'time', 46: 'time', 47: 'time', 50: 'date',
            54: 'date', 55: 'time', 56: 'time', 57: 'date', 58: 'date', 0: 'number', 4: 'number', 12: 'number',
            23: 'number', 37: 'number', 44: 'number', 48: 'number', 49: 'number', 59: 'number'}
SHOWN = (  # code, number in the file, the number that is read, its unit as a power of ten (-1: none), what the sheet shows
    ('General"元"', '26000', '26000', 0, '26000元'),
    ('[DBNum1][$-804]General"元"', '26000.5', '26000.5', 0, '26000.5元'),
    ('0!.0,"万元"', '26000', '2.6', 4, '2.6万元'),
    ('0!.0,"万元"', '26543', '2.6543', 4, '2.7万元'),
    ('0!.0,"万元"', '-26543', '-2.6543', 4, '-2.7万元'),
    ('0!.0000"万元"', '26000', '2.6', 4, '2.6000万元'),
    ('0"."0000"万元"', '123', '0.0123', 4, '0.0123万元'),
    ('#0\\.0,"万"', '26000', '2.6', 4, '2.6万'),
    ('0.00,"千元"', '26000', '26', 3, '26.00千元'),
    ('0.00,,"百万元"', '26000', '0.026', 6, '0.03百万元'),
    ('0.0000,,"亿元"', '26000', '0.026', 8, '0.0260亿元'),
    ('0,.00"千元"', '26000', '26', 3, '26.00千元'),
    ('#,##0.00"元"', '1234567.5', '1234567.5', 0, '1,234,567.50元'),
    ('#,##0_ "元"', '26000', '26000', 0, '26,000 元'),
    ('"人民币"0.00"元"', '3', '3', 0, '人民币3.00元'),
    ('0.00_);[Red](0.00)"元"', '26000', '26000', -1, None),
    ('0.00_);[Red](0.00)"元"', '-26000', '-26000', 0, '(26000.00)元'),
    ('[>=10000]0!.0,"万元";0"元"', '26000', '2.6', 4, '2.6万元'),
    ('[>=10000]0!.0,"万元";0"元"', '9999', '9999', 0, '9999元'),
    ('[<0]"负"0"元";[=0]"无";0"元"', '-5', '-5', 0, '负5元'),
    ('0"元";"负"0"万元";"无"', '-5', '-5', 4, '负5万元'),
    ('0.00,', '26000', '26', -1, None),
    ('"≥"0"平方米"', '15000.4', '15000.4', -1, '≥15000平方米'),
    ('"≥"0.0%', '0.9', '90%', -1, '≥90.0%'),
    ('"≥"0.0"%"', '90', '90', -1, '≥90.0%'),
    ('"第"000"号"', '12', '12', -1, '第012号'),
    ('0000-0000', '22190000', '22190000', -1, '2219-0000'),
    ('0.##"米"', '1.5', '1.5', -1, '1.5米'),
    ('0"亿"0000"万元"', '32000', '32000', 4, '3亿2000万元'),
    ('0.00E+00"元"', '26000', '26000', None, None),
    ('0.00"元/人"', '26000', '26000', None, '26000.00元/人'),
    ('"US$"0.00', '5', '5', None, 'US$5.00'),
    ('[$€-2]0.00', '5', '5', None, '€5.00'),
    ('[$¥-804]#,##0.00', '26000', '26000', '¥', None),
    ('_ "￥"* #,##0.00_ ;_ "￥"* -#,##0.00_ ;_ "￥"* "-"??_ ;_ @_ ', '-5', '-5', '¥', None),
    ('"元', '5', '5', -1, None),
    ('0"元', '5', '5', 0, '5元'),
    ('0[', '5', '5', -1, None),
    ('!', '5', '5', -1, None),
    ('0,,,,,,,,"元"', '5', '5', None, None),
    (';;;', '5', '5', -1, None),
    ('0%%"元"', '5', '5', None, None),
    ('0' * 2000 + '"元"', '5', '5', -1, None),
    ('#' * 200 + '"元"', '5', '5', 0, '5元'),
    ('0"千"', '5', '5', 3, '5千'),
)
NUMBERS = {
    '0.30000000000000004': '0.3', '0.300000000000000000011': '0.3', '1.0049999999999999': '1.005', '1E+021': None,
    '-1.5E-3': '-0.0015', '1.50': '1.5', '007': '7', '-0': '0', '0.000': '0', '5.': '5', '.5': '0.5', '1e3': '1000',
    '+7': '7', '999999999999999.9': '1000000000000000', '123456789012345': '123456789012345',
    '99999.999999999999999': '100000', '1E-19': '0', '0.1234567890123456789': '0.123456789012346',
    '5E-18': '0.000000000000000005', '2.2250738585072014E-308': '0', '45596': '45596', ' 12\n': '12',
}


def test_numbers(checks, program, work):
    rows = ''.join(f'<row r="{i}"><c r="A{i}"><v>{text}</v></c></row>' for i, text in enumerate(NUMBERS, 1))
    rows += '<row r="100"><c r="A100"><v>1.30271E+20</v></c><c r="B100"><v>110101199001011234</v></c></row>'
    found = read(program, write(work / 'numbers.xlsx', parts_of(rows)))
    for i, (text, expected) in enumerate(NUMBERS.items(), 1):
        if expected is None:
            checks.same(text, found.at(f'A{i}'), ('number cut', '1' + '0' * 21))
        else:
            checks.same(text, found.at(f'A{i}'), ('number cut' if len(expected) > 15 and expected[0] == '1' and
                                                   '.' not in expected else 'number', expected))
    checks.same('a code as a number', found.at('A100'), ('number cut', '130271000000000000000'))
    checks.same('an identity card', found.at('B100'), ('number cut', '110101199001011000'))
    for text in ('abc', '1,234', '0x10', '1.2.3', '1E', '--1', 'NaN', '1E+999'):
        broken = read(program, write(work / 'broken.xlsx',
                                     parts_of(f'<row r="1"><c r="C1"><v>{text}</v></c></row><row><c><v>1</v></c></row>')))
        checks.said(text, broken, 'E741', '表!C1:')
        checks.same(f'{text}: rows', (broken.broken, broken.at('A2')), ([1], ('number', '1')))


def styled(codes, cells, **more):
    """A workbook whose style i is the i-th code."""
    formats = ''.join(f'<numFmt numFmtId="{200 + i}" formatCode="{code.replace(chr(34), "&quot;")}"/>'
                      for i, code in enumerate(codes))
    return parts_of(cells, formats=formats, styles=''.join(f'<xf numFmtId="{200 + i}"/>' for i in range(len(codes))),
                    **more)


def test_formats(checks, program, work):
    cells = ''.join(f'<row><c s="{i}"><v>45596.354166666664</v></c></row>' for i in range(len(FORMATS)))
    found = read(program, write(work / 'formats.xlsx', styled(FORMATS, cells)))
    for i, (code, expected) in enumerate(FORMATS.items(), 1):
        checks.same(code, found.at(f'A{i}'), expected)
    cells = ''.join(f'<row><c s="{i}"><v>1.25</v></c></row>' for i in range(len(BUILT_IN)))
    styles = ''.join(f'<xf numFmtId="{number}"/>' for number in BUILT_IN)
    found = read(program, write(work / 'built-in.xlsx', parts_of(cells, styles=styles)))
    for i, (number, kind) in enumerate(BUILT_IN.items(), 1):
        checks.same(f'format {number}', found.at(f'A{i}')[0], kind)
        if number == 46:
            checks.same('[h]:mm:ss', found.at(f'A{i}')[1], '30:00:00')
    cells = ''.join(f'<c s="0"><v>{value}</v></c>' for value in ('123', '0', '1234567', '-5', '1.5', '4.2E1'))
    found = read(program, write(work / 'zeros.xlsx', styled(['000000', '0'], f'<row>{cells}<c s="1"><v>7</v></c></row>')))
    checks.same('000000', list(found.rows[1].values()),
                [('text', '000123'), ('text', '000000'), ('text', '1234567'), ('number', '-5'), ('number', '1.5'),
                 ('text', '000042'), ('number', '7')])
    cells = ''.join(f'<c s="0"><v>{value}</v></c>' for value in ('0.85', '0.3', '1', '0', '1E-3', '0.123456789012345678'))
    found = read(program, write(work / 'percent.xlsx', styled(['0%'], f'<row>{cells}</row>')))
    checks.same('0%', [text for _, text in found.rows[1].values()],
                ['85%', '30%', '100%', '0%', '0.1%', '12.3456789012346%'])


def test_shown(checks, program, work):
    codes = [code.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;') for code, *_ in SHOWN]
    cells = ''.join(f'<row><c s="{i}"><v>{value}</v></c></row>' for i, (_, value, *_) in enumerate(SHOWN))
    found = read(program, write(work / 'shown.xlsx', styled(codes, cells)))
    for i, (code, value, text, power, shown) in enumerate(SHOWN, 1):
        own = found.shown.get((i, 1), {'power': -1, 'yuan': False, 'odd': False})
        unit = None if own['odd'] else '¥' if own['yuan'] and own['power'] < 0 else own['power']
        checks.same(f'{code} of {value}', (found.at(f'A{i}')[1], unit, own.get('shown')), (text, power, shown))
    cells = ''.join(f'<c s="{i}"><v>45596</v></c>' for i in range(3))
    styles = ''.join(f'<xf numFmtId="{number}"/>' for number in (17, 57, 58))
    found = read(program, write(work / 'months.xlsx', parts_of(f'<row>{cells}</row>', styles=styles)))
    checks.same('built-in months', [text for _, text in found.rows[1].values()], ['2024年10月', '2024年10月', '2024-10-31'])


ODS = """<?xml version="1.0"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="表"><table:table-row>
{}</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"""


def test_shown_in_ods(checks, program, work):
    cases = (('float', '26000', '26000元', '26000', 0), ('float', '26000', '2.6万元', '2.6', 4), ('float', '26543', '2.7万元', '2.6543', 4),
             ('float', '26000', '二万六千元', '26000', 0), ('float', '26000', '26!.0万元', '26000', None),
             ('float', '32000', '3亿2,000万元', '32000', 4), ('float', '26000', '26,000.00', '26000', -1),
             ('float', '15000', '≥15000平方米', '15000', -1), ('percentage', '0.9', '≥90.0%', '90%', -1),
             ('float', '26000', '9万元', '26000', None), ('date', '2026-12-01', '2026年12月', '2026年12月', -1),
             ('date', '2026-12-01', '2026年12月1日', '2026-12-01', -1), ('date', '2026-01-01', '2026', '2026', -1))
    cells = ''.join(f'<table:table-cell office:value-type="{kind}" office:{"date-" if kind == "date" else ""}value="{value}"><text:p>{shown}'
                    '</text:p></table:table-cell>' for kind, value, shown, *_ in cases)
    found = read(program, write(work / 'shown.ods', {'mimetype': 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': ODS.format(cells)}))
    for i, (kind, value, shown, text, power) in enumerate(cases, 1):
        own = found.shown.get((1, i), {'power': -1, 'odd': False})
        checks.same(f'{shown} of {value}', (found.rows[1][i][1], None if own['odd'] else own['power']), (text, power))
        words = kind != 'date' and shown != '26,000.00'
        checks.same(f'{shown}: words', own.get('shown'), shown if words else None)


def test_dates(checks, program, work):
    serials = {'1': '1900-01-01', '59': '1900-02-28', '60': '1900-02-29', '61': '1900-03-01', '0': '1900-01-00',
               '45597': '2024-11-01', '45596.999999': '2024-10-31', '2958465': '9999-12-31', '36585': '2000-02-29'}
    cells = ''.join(f'<c s="0"><v>{value}</v></c>' for value in serials)
    cells += '<c s="0"><v>-1</v></c><c s="0"><v>2958466</v></c>'
    found = list(read(program, write(work / 'dates.xlsx', styled(['yyyy-mm-dd'], f'<row>{cells}</row>'))).rows[1].values())
    checks.same('dates', found, [('date', text) for text in serials.values()] + [('number', '-1'), ('number', '2958466')])
    cells = ''.join(f'<c s="0"><v>{value}</v></c>' for value in ('0', '44135', '58'))
    found = read(program, write(work / '1904.xlsx', styled(['yyyy-mm-dd'], f'<row>{cells}</row>',
                                                           book='<workbookPr date1904="1"/>')))
    checks.same('dates of 1904', [text for _, text in found.rows[1].values()], ['1904-01-01', '2024-11-01', '1904-02-28'])
    moments = {'2026-03-01': ('date', '2026-03-01'), '2026-03-01T08:30:00': ('date', '2026-03-01 08:30:00'),
               '2026-03-01T08:30:00.500Z': ('date', '2026-03-01 08:30:00'), '2026-03-01T00:00:00': ('date', '2026-03-01'),
               '08:30:00': ('time', '08:30:00'), 'PT30H15M0S': ('time', '30:15:00'), '三月': ('text', '三月')}
    cells = ''.join(f'<c t="d"><v>{value}</v></c>' for value in moments)
    found = read(program, write(work / 'iso.xlsx', parts_of(f'<row>{cells}</row>')))
    checks.same('t="d"', list(found.rows[1].values()), list(moments.values()))
    times = {'0.5': '12:00:00', '0.999999': '24:00:00', '1.5': '36:00:00', '0': '00:00:00', '0.00001157': '00:00:01'}
    cells = ''.join(f'<c s="0"><v>{value}</v></c>' for value in times)
    found = read(program, write(work / 'times.xlsx', styled(['[h]:mm:ss'], f'<row>{cells}</row>')))
    checks.same('[h]:mm:ss', [text for _, text in found.rows[1].values()], list(times.values()))


def test_kinds(checks, program, work):
    strings = ('<si><t>　共享 </t></si><si><r><t>富</t></r><r><rPr><b/></rPr><t>文本</t></r><rPh sb="0" eb="1"><t>フ</t></rPh>'
               '<phoneticPr fontId="1"/></si><si/><si><t>a_x0001_b_x000D_\nc_x005F_x0041_d_xD842__xDFB7_</t></si>'
               '<si><t xml:space="preserve">  </t></si><si><t>x_x000d_y_x12_ _x00g1_</t></si>')
    rows = ('<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c>'
            '<c r="D1" t="s"><v>3</v></c><c r="E1" t="s"><v>4</v></c><c r="F1" t="s"><v>5</v></c></row>'
            '<row r="2"><c r="A2" t="b"><v>1</v></c><c r="B2" t="b"><v>0</v></c><c r="C2" t="b"><v>true</v></c>'
            '<c r="D2" t="b"><v>FALSE</v></c><c r="E2" t="e"><v>#N/A</v></c><c r="F2" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
            '<row r="3"><c r="A3" t="inlineStr"><is><t> 行内&#32534;码 </t></is></c><c r="B3" t="inlineStr"><is><r><t>甲</t></r>'
            '<r><t>乙</t></r><rPh sb="0" eb="1"><t>ko</t></rPh></is></c><c r="C3" t="str"><v>0012</v></c>'
            '<c r="D3" t="str"><f>A1&amp;B1</f><v>果</v></c><c r="E3" t="str"><f>""</f><v></v></c><c r="F3" t="str"/></row>'
            '<row r="4"><c r="A4"><f>SUM(A1:A2)</f><v>3</v></c><c r="B4"><f>SUM(A1)</f><v></v></c><c r="C4"><f>B1</f></c>'
            '<c r="D4"><f t="shared" si="0"/></c><c r="E4" t="str"><f>B4</f></c><c r="F4"><v></v></c><c r="G4"/></row>'
            '<row r="5"><c r="A5" s="1" t="s"><v>0</v></c><c r="B5" s="1"><v>5</v></c><c r="C5" s="99"><v>6</v></c></row>')
    parts = parts_of(rows, strings=strings, styles='<xf numFmtId="0"/><xf numFmtId="49" quotePrefix="1"/>')
    found = read(program, write(work / 'kinds.xlsx', parts))
    checks.same('errors', found.said, [])
    checks.same('shared', list(found.rows[1].items()),
                [(1, ('text', '共享')), (2, ('text', '富文本')), (4, ('text', 'a\x01b\nc_x0041_d𠮷')),
                 (6, ('text', 'x\ny_x12_ _x00g1_'))])
    checks.same('truths and errors', list(found.rows[2].values()),
                [('bool', 'true'), ('bool', 'false'), ('bool', 'true'), ('bool', 'false'), ('error', '#N/A'),
                 ('error formula', '#DIV/0!')])
    checks.same('texts', list(found.rows[3].items()),
                [(1, ('text', '行内编码')), (2, ('text', '甲乙')), (3, ('text', '0012')), (4, ('text formula', '果'))])
    checks.same('formulas', list(found.rows[4].items()),
                [(1, ('number formula', '3')), (2, ('unknown formula', '=SUM(A1)')), (3, ('unknown formula', '=B1')),
                 (4, ('unknown formula', '=')), (5, ('unknown formula', '=B4'))])
    checks.same('an apostrophe', list(found.rows[5].values()),
                [('text quoted', '共享'), ('number', '5'), ('number', '6')])
    checks.same('places', [found.places[3, 4], found.places[5, 1]], ['kinds.xlsx!表!D3', 'kinds.xlsx!表!A5'])
    uncomputed = '<row><c><f>A9</f><v>0</v></c><c><f>A9</f><v>5</v></c><c><v>0</v></c><c><f>A9</f><v>0.0</v></c></row>'
    parts = parts_of(uncomputed)
    parts['xl/workbook.xml'] = parts['xl/workbook.xml'].replace('</workbook>', '<calcPr fullCalcOnLoad="1"/></workbook>')
    found = read(program, write(work / 'uncomputed.xlsx', parts))
    checks.same('never computed', list(found.rows[1].values()),
                [('unknown formula', '=A9'), ('number formula', '5'), ('number', '0'), ('number formula', '0')])


def test_places(checks, program, work):
    rows = ('<row><c><v>1</v></c><c r="D1"><v>2</v></c><c><v>3</v></c></row><row r="5"><c><v>4</v></c></row>'
            '<row hidden="1"><c r="XFD6"><v>5</v></c></row><row hidden="true"><c><v>6</v></c></row><row r="9"/>'
            '<row r="1048576"><c r="B1048576"><v>8</v></c><c r="A1048576"><v>7</v></c></row>')
    found = read(program, write(work / 'places.xlsx', parts_of(rows)))
    checks.same('places', [found.at(place) for place in ('A1', 'D1', 'E1', 'A5', 'XFD6', 'A7', 'A1048576', 'B1048576')],
                [('number', text) for text in '12345678'])
    checks.same('hidden rows', found.hidden, [6, 7])
    checks.same('cells in order', list(found.rows[1048576]), [1, 2])
    for name, rows, place in (
            ('row too far', '<row><c><v>1</v></c></row><row r="1048577"><c><v>1</v></c></row>', '!表!1:'),
            ('rows turned round', '<row r="3"><c><v>1</v></c></row><row r="3"><c><v>1</v></c></row>', '!表!3:'),
            ('no row', '<row r="x"><c><v>1</v></c></row>', '!表'),
            ('column too far', '<row><c r="XFE1"><v>1</v></c></row>', '!表!A1:'),
            ('no column', '<row><c r="1"><v>1</v></c></row>', '!表!A1:'),
            ('twice', '<row><c r="B1"><v>1</v></c><c r="B1"><v>2</v></c></row>', '!表!B1:')):
        checks.said(name, read(program, write(work / 'wrong.xlsx', parts_of(rows))), 'E739', place)
    found = read(program, write(work / 'absent.xlsx', parts_of('<row><c t="s"><v>7</v></c></row>', strings='<si/>')))
    checks.said('a text that is not there', found, 'E741', '!表!A1:')
    found = read(program, write(work / 'long.xlsx', parts_of(
        '<row><c t="s"><v>0</v></c></row><row><c t="s"><v>1</v></c></row><row><c t="inlineStr"><is><t>' + '字' * 32768 +
        '</t></is></c></row><row><c t="inlineStr"><is><t>' + '𠮷' * 16384 + '</t></is></c></row><row><c t="str"><v>' +
        '_x0041_' * 32767 + '</v></c></row>', strings='<si><t>' + '字' * 32767 + '</t></si><si><t>' + 'x' * 400000 + '</t></si>')))
    checks.same('the longest', (found.at('A1'), found.at('A5')), (('text', '字' * 32767), ('text', 'A' * 32767)))
    checks.same('longer', found.broken, [2, 3, 4])
    checks.said('longer', found, 'E740', '!表!A2:', '!表!A3:', '!表!A4:')


def sheet_with(name, rows, prefix=''):
    return sheet_xml(rows)


def test_books(checks, program, work):
    cell = '<row><c t="inlineStr"><is><t>{}</t></is></c><c><v>2</v></c></row>'
    strict = {name: text.replace(MAIN, STRICT).replace(KINDS, STRICT_KINDS)
              for name, text in parts_of(cell.format('严格')).items()}
    found = read(program, write(work / 'strict.xlsx', strict))
    checks.same('strict', found.at('A1'), ('text', '严格'))

    prefixed = parts_of()
    prefixed['xl/worksheets/sheet1.xml'] = (
        f'<x:worksheet xmlns:x="{MAIN}" xmlns:y="urn:other"><x:sheetData><y:row><y:c><y:v>9</y:v></y:c></y:row><x:row>'
        '<x:c t="inlineStr"><x:is><x:t>前缀</x:t><y:t>!</y:t></x:is></x:c><y:c><y:v>1</y:v></y:c></x:row></x:sheetData>'
        '<x:mergeCells><x:mergeCell ref="A1:C2"/></x:mergeCells></x:worksheet>')
    prefixed['xl/workbook.xml'] = (f'<w:workbook xmlns:w="{MAIN}" xmlns:q="{KINDS}"><w:sheets><w:sheet name="表" sheetId="1" '
                                   'q:id="s"/></w:sheets></w:workbook>')
    found = read(program, write(work / 'prefixed.xlsx', prefixed), '--merges')
    checks.same('prefixed', (found.rows, found.merges), ({1: {1: ('text', '前缀')}}, [(1, 2, 1, 3)]))

    for encoding in ('utf-16', 'utf-16-be', 'utf-16-le', 'utf-8-sig', 'iso-8859-1'):
        parts = parts_of(cell.format('é'), tail='<mergeCells><mergeCell ref="A1:A2"/></mergeCells>')
        text = parts['xl/worksheets/sheet1.xml'].replace('version="1.0"', f'version="1.0" encoding="{encoding[:10].replace("-sig", "")}"')
        if encoding.startswith('utf-16-'):
            text = '\ufeff' + text.replace(encoding, 'utf-16')
        parts['xl/worksheets/sheet1.xml'] = text.encode(encoding)
        found = read(program, write(work / 'encoded.xlsx', parts), '--merges')
        checks.same(encoding, (found.at('A1'), found.merges, found.said), (('text', 'é'), [(1, 2, 1, 1)], []))

    for target in ('/xl/worksheets/sheet1.xml', 'worksheets\\sheet1.xml', '\\xl\\worksheets\\sheet1.xml',
                   './worksheets/../worksheets/Sheet1.xml', '../xl/worksheets/sheet1.XML'):
        parts = parts_of(cell.format('甲'))
        parts['xl/_rels/workbook.xml.rels'] = relations(('s', 'worksheet', target))
        checks.same(target, read(program, write(work / 'target.xlsx', parts)).at('A1'), ('text', '甲'))
    backslashed = {name.replace('/', '\\'): text for name, text in parts_of(cell.format('乙')).items()}
    checks.same('backslashes in the archive', read(program, write(work / 'back.xlsx', backslashed)).at('A1'), ('text', '乙'))
    folders = {'xl/': '', 'xl/worksheets/': '', '_rels/': '', **parts_of(cell.format('丙'))}
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        checks.same('folders', read(program, write(work / 'folders.xlsx', folders, method)).at('A1'), ('text', '丙'))

    alternate = parts_of(sheet=sheet_xml(cell.format('丁'), head='<sheetPr><tabColor rgb="1"/></sheetPr><dimension ref="A1:XFD1048576"/>'
                                         '<cols><col min="1" max="16384"/></cols>',
                                         tail='<extLst><ext><row xmlns="urn:x"><c><v>1</v></c></row></ext></extLst>'))
    checks.same('around the rows', read(program, write(work / 'around.xlsx', alternate)).rows,
                {1: {1: ('text', '丁'), 2: ('number', '2')}})


def test_names(checks, program, work):
    parts = parts_of(''.join(f'<row><c><v>{i}1</v></c><c><v>{i}2</v></c><c><v>{i}3</v></c></row>' for i in range(1, 6)))
    parts['xl/workbook.xml'] = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{KINDS}"><sheets><sheet name="它\'s 表" sheetId="7" r:id="s"/>'
        '<sheet name="图" sheetId="2" r:id="c"/><sheet name="隐" sheetId="3" state="hidden" r:id="h"/>'
        '<sheet name="深" sheetId="4" state="veryHidden" r:id="h"/><sheet name="缺" sheetId="5" r:id="none"/></sheets>'
        '<definedNames><definedName name="区域">\'它\'\'s 表\'!$B$2:$C$3</definedName>'
        '<definedName name="_xlnm.Print_Area" localSheetId="0">\'它\'\'s 表\'!$A$1:$C$2</definedName>'
        '<definedName name="一格">隐!$A$1</definedName><definedName name="常数">12</definedName>'
        '<definedName name="暗" hidden="1">隐!$A$1:$B$2</definedName><definedName name="隐域">隐!A1:B2</definedName>'
        '<definedName name="文" localSheetId="2">"a ""b"";1"</definedName><definedName name="不是文">"a"&amp;"b"</definedName>'
        '<definedName name="图上" localSheetId="1">隐!$XFD$1048576</definedName><definedName name="外">别处!$A$1</definedName>'
        '<definedName name="太远">隐!$A$1048577</definedName><definedName name="错">隐!$A$1:#REF!</definedName><definedName name="列">隐!$A:$B</definedName></definedNames></workbook>')
    parts['xl/_rels/workbook.xml.rels'] = relations(('c', 'chartsheet', 'chart.xml'), ('s', 'worksheet', 'worksheets/sheet1.xml'),
                                                    ('h', 'worksheet', 'worksheets/sheet2.xml'))
    parts['xl/worksheets/sheet2.xml'] = sheet_xml('<row><c><v>1</v></c></row>')
    parts['xl/worksheets/_rels/sheet1.xml.rels'] = relations(('a', 'table', '../tables/table1.xml'), ('b', 'comments', '../c.xml'))
    parts['xl/tables/table1.xml'] = f'<table xmlns="{MAIN}" id="1" name="t" displayName="项目" ref="A2:B4"/>'
    path = write(work / 'names.xlsx', parts)
    found = read(program, path)
    checks.same('sheets', found.sheets,
                [("它's 表", False, (0, 0, 0, 0)), ('隐', True, (0, 0, 0, 0)), ('深', True, (0, 0, 0, 0)),
                 ('缺', False, (0, 0, 0, 0)), ('项目', False, (2, 4, 1, 2)), ('区域', False, (2, 3, 2, 3)),
                 ('隐域', True, (1, 2, 1, 2))])
    nowhere = (-1, -1, 0, 0, 0, 0)
    checks.same('names', {name: place if isinstance(place, str) or place[1] >= 0 else nowhere for name, place in found.names.items()},
                {'区域': (-1, 0, 2, 3, 2, 3), '一格': (-1, 1, 1, 1, 1, 1), '隐域': (-1, 1, 1, 2, 1, 2), '文': 'a "b";1',
                 '图上': (-1, 1, 1048576, 1048576, 16384, 16384), '外': nowhere, '错': nowhere})
    checks.same('a table', read(program, path, '--sheet', 4).rows,
                {i: {1: ('number', f'{i}1'), 2: ('number', f'{i}2')} for i in (2, 3, 4)})
    found = read(program, path, '--sheet', 5)
    checks.same('a range', found.rows, {i: {2: ('number', f'{i}2'), 3: ('number', f'{i}3')} for i in (2, 3)})
    checks.same('its places', found.places[2, 2], "names.xlsx!它's 表!B2")
    checks.said('a sheet without its part', read(program, path, '--sheet', 3), 'E734', '!缺')


def test_merges(checks, program, work):
    rows = ''.join(f'<row>{"".join(f"<c><v>{r}{c}</v></c>" for c in range(1, 6))}</row>' for r in range(1, 6))
    tail = ('<sheetProtection/><mergeCells count="3"><mergeCell ref="B2:C4"/><mergeCell ref="A1:E1"/>'
            '<mergeCell ref="E4:E5"/></mergeCells><dataValidations/>')
    path = write(work / 'merges.xlsx', parts_of(rows, tail=tail))
    for step in (1, 7, 64, 1000, 0):
        found = read(program, path, '--merges', '--step', step)
        checks.same(f'merged, in steps of {step}', {row: ''.join(text for _, text in cells.values()) for row, cells in found.rows.items()},
                    {1: '11', 2: '21222425', 3: '313435', 4: '414445', 5: '51525354'})
        checks.same('over', found.over, {(1, 1): 5, (2, 2): 2})
        checks.same('merges', found.merges, [(1, 1, 1, 5), (2, 4, 2, 3), (4, 5, 5, 5)])
        checks.same('not asked', read(program, path, '--step', step).rows[3], {c: ('number', f'3{c}') for c in range(1, 6)})
    for name, sheet in (
            ('tags in a comment', sheet_xml('<!-- </sheetData> --><row><c><v>1</v></c></row>', head='<!-- <sheetData> -->', tail=tail)),
            ('tags in CDATA', sheet_xml('<row><c t="str"><v><![CDATA[</sheetData><sheetData>]]></v></c></row>', tail=tail)),
            ('no rows', f'<worksheet xmlns="{MAIN}"><sheetData/>{tail}</worksheet>'),
            ('an open tag', f'<worksheet xmlns="{MAIN}"><sheetData a="1>2" ></sheetData >{tail}</worksheet>')):
        found = read(program, write(work / 'tags.xlsx', parts_of(sheet=sheet)), '--merges')
        checks.same(name, (len(found.merges), found.said), (3, []))


def test_archives(checks, program, work):
    parts = parts_of('<row><c><v>1</v></c></row>')
    plain = write(work / 'plain.xlsx', parts)
    with open(plain, 'rb') as file:
        checks.same('standard input, a file', read(program, '-', stdin=file).at('A1'), ('number', '1'))
    import subprocess
    piped = subprocess.Popen(['cat', plain], stdout=subprocess.PIPE)
    checks.same('standard input, a pipe', read(program, '-', stdin=piped.stdout).at('A1'), ('number', '1'))
    piped.wait()
    checks.same('memory', read(program, plain, '--memory').at('A1'), ('number', '1'))
    for ending in ('.xlsm', '.xltx', '.ods', '.bin'):
        path = work / f'other{ending}'
        path.write_bytes(plain.read_bytes())
        checks.same(f'called {ending}', read(program, path).at('A1'), ('number', '1'))

    class Unseekable(io.RawIOBase):  # which makes zipfile write data descriptors
        def __init__(self, file):
            self.file = file

        def writable(self):
            return True

        def write(self, data):
            return self.file.write(data)

    with open(work / 'descriptors.xlsx', 'wb') as file, zipfile.ZipFile(Unseekable(file), 'w', zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    checks.same('data descriptors', read(program, work / 'descriptors.xlsx').at('A1'), ('number', '1'))
    with zipfile.ZipFile(work / 'zip64.xlsx', 'w', zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            with archive.open(name, 'w', force_zip64=True) as part:
                part.write(text.encode())
    checks.same('zip64', read(program, work / 'zip64.xlsx').at('A1'), ('number', '1'))


def main():
    program, checks = sys.argv[1], Checks()
    with tempfile.TemporaryDirectory() as folder:
        for name, test in list(globals().items()):
            if name.startswith('test_'):
                test(checks, program, Path(folder))
    return checks.end()


if __name__ == '__main__':
    sys.exit(main())
