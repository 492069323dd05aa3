"""What forms become as sheets, read with openpyxl and printed with LibreOffice: check_sheets.py BIAOCE FOLDER.

Each case is a template, a record, and what is asked of the workbook; all workbooks are printed in one run.
"""
import os
import re
import shutil
import struct
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import openpyxl

CASES = []
EMU = 12700  # a point


def check(condition, what):
    if not condition:
        raise AssertionError(what)


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


def boxes_of(pdf):
    """(left edge, right edge, word) of all words"""
    boxes = subprocess.run(['pdftotext', '-bbox', pdf, '-'], check=True, capture_output=True, text=True).stdout
    found = re.findall(r'<word xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)"[^>]*>([^<]*)</word>', boxes)
    return [(float(left), float(right), word) for left, right, word in found]


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


# -- lines in parts ----------------------------------------------------------------------------------------


def lines_of(pdf):
    return [' '.join(line.split()) for line in subprocess.run(['pdftotext', '-layout', pdf, '-'], check=True, capture_output=True,
                                                              text=True).stdout.splitlines()]


def parts_of(sheet, row):
    """(text, width in points) of the cells of the row"""
    widths = [int((sheet.column_dimensions[openpyxl.utils.get_column_letter(c + 1)].width + 1 / 16) * 8) * 0.75
              for c in range(sheet.max_column)]
    ends = {merged.min_col: merged.max_col for merged in sheet.merged_cells.ranges if merged.min_row <= row <= merged.max_row}
    for cell in sheet[row]:
        if cell.value:
            yield cell.value, sum(widths[cell.column - 1:ends.get(cell.column, cell.column)])


PARTS = ['填报单位（盖章）：某市住房和城乡建设局', '填报人：张三', '单位：万元']
NARROW_FIRST = f'''
  - line: {{left: {PARTS[0]}, centre: {PARTS[1]}, right: {PARTS[2]}}}
  - table: {{widths: [1, 1, 5], rows: [[甲, 乙, 丙]]}}
'''


@case(NARROW_FIRST, 'name: 三段')
def three_parts_beside_narrow_columns(sheet, pdf):
    texts = [text for text, _ in parts_of(sheet, 1)]
    check(texts == PARTS, f'parts {texts}')
    check(points(sheet, 1) < 2 * 15, f'the line is {points(sheet, 1)} pt high')
    check(not pdf or ' '.join(PARTS) in lines_of(pdf), f'printed {pdf and lines_of(pdf)}')


@case('''
  - line: {left: 付款单位：某市教育局, right: 二〇二五年十月三十一日（贰零贰伍年壹拾月叁拾壹日）}
  - table:
      bands:
        - widths: [2, 8, {each: [亿, 千, 百, 十, 万, 千, 百, 十, 元, 角, 分], share: 0.6}]
          rows: [[金额, '', {each: [亿, 千, 百, 十, 万, 千, 百, 十, 元, 角, 分], label: $(this)}]]
''', 'name: 凭证')
def two_parts_beside_boxes(sheet, pdf):
    printed = '付款单位：某市教育局 二〇二五年十月三十一日（贰零贰伍年壹拾月叁拾壹日）'
    check(not pdf or printed in lines_of(pdf), f'printed {pdf and lines_of(pdf)}')
    check(points(sheet, 1) < 2 * 15, f'the line is {points(sheet, 1)} pt high')


@case('''
  - line: {left: 付款单位：某市教育局, right: 单位：万元}
  - table: {widths: [1, 1, 5, 2], rows: [[甲, 乙, 丙, 丁]]}
''', 'name: 有边')
def two_parts_at_an_edge(sheet, _):
    check(sheet.max_column == 4, f'{sheet.max_column} columns, though those of the table give room')
    check(points(sheet, 1) < 2 * 15, f'the line is {points(sheet, 1)} pt high')


@case(NARROW_FIRST.replace('rows: [[甲, 乙, 丙]]', 'rows: [{each: items, rows: [[=who, =sum, =text]]}], header: [[甲, 乙, 丙]]'),
      'name: 名单\nitems:' + ''.join(f'\n  - {{who: 甲{i}, text: 说明, sum: 1}}' for i in range(12)))
def a_list_keeps_its_columns(sheet, _):
    check(sheet.max_column == 3 and sheet.auto_filter.ref, f'{sheet.max_column} columns, filter {sheet.auto_filter.ref}')


@case('''
  - line: {left: 预算单位全称预算单位全称预算单位全称预算单位全称预算单位全称预算单位全称：, right: 单位：万元（保留两位小数）单位：万元（保留两位小数）}
  - table: {widths: [1, 1, 1, 1, 1, 1, 1, 1], rows: [[甲, 乙, 丙, 丁, 戊, 己, 庚, 辛]]}
''', 'name: 太长')
def two_parts_too_long_share_the_line(sheet, _):
    (left, wide), (right, narrow) = parts_of(sheet, 1)
    check(wide / len(left) > 0.7 * narrow / len(right) and narrow / len(right) > 0.7 * wide / len(left),
          f'{len(left)} characters on {wide} pt, {len(right)} on {narrow} pt')
    check(points(sheet, 1) < 3 * 17, f'the line is {points(sheet, 1)} pt high')


# -- upright text ------------------------------------------------------------------------------------------


@case('''
  - table:
      bands:
        - stub: {label: 总体目标完成情况, style: {vertical: true}}
          stub-width: 12mm
          widths: [1, 1]
          rows: [[{label: 收款人全称, style: {vertical: true}}, =name], [=name, =name]]
''', 'name: 竖排')
def upright_text_has_the_lines_of_programs(sheet, _):
    for merged in ['A1:A2', 'B1']:
        first, last = openpyxl.utils.cell.range_boundaries(merged)[1::2]
        cell, height = sheet[merged.split(':')[0]], sum(points(sheet, row) for row in range(first, last + 1))
        check(cell.alignment.textRotation == 255, f'{cell.value} is not upright')
        check(height >= len(cell.value) * 1.45 * cell.font.sz, f'{cell.value}: {height} pt for {cell.font.sz} pt')


# -- indents -----------------------------------------------------------------------------------------------

LONG = '其中：上级财政拨款安排的专项转移支付资金'


@case(f'''
  - table:
      widths: [3, 2, 2]
      rows:
        - [{{label: 年度资金总额, style: {{align: left}}}}, {{value: name, style: {{indent: 2em}}}}, '']
        - [{{label: 其中：财政拨款, style: {{align: left, indent: 2em}}}}, {{value: name, style: {{align: centre, indent: 2em}}}}, '']
        - [{{text: 其他资金, style: {{like: value, indent: 4em}}}}, {{label: {LONG * 3}, style: {{align: left, indent: 2em}}}}, '']
        - ['', {{value: items.first().text, style: {{indent: 2em}}}}, '']
''', f'name: 缩进\nitems: [{{text: {LONG * 3}}}]')
def indents_are_kept(sheet, pdf):
    rows = {cell: (sheet[cell].alignment.indent, sheet[cell].alignment.horizontal) for cell in ('A1', 'A2', 'A3', 'B1')}
    check(rows == {'A1': (0, 'left'), 'A2': (2, 'left'), 'A3': (4, 'left'), 'B1': (2, 'left')}, f'indents {rows}')
    check(sheet['B2'].alignment.indent == 0, 'a text in the middle is indented')
    check(sheet['A2'].value == '其中：财政拨款', f'blanks became part of {sheet["A2"].value!r}')
    lines = sheet['B3'].value.split('\n')
    check(sheet['B3'].alignment.indent == 0 and len(lines) > 1, f'a label of several lines: {lines}')
    check([line.startswith('　　') for line in lines] == [True] + [False] * (len(lines) - 1), f'blanks in {lines}')
    check(sheet['B4'].value == LONG * 3 and sheet['B4'].alignment.indent == 0, 'a value of several lines is as it was')
    if pdf:
        left = {word: x for x, _, word in boxes_of(pdf)}
        check(left['其中：财政拨款'] - left['年度资金总额'] > 15, f'printed at {left}')


# -- charts ------------------------------------------------------------------------------------------------


def part(sheet, path):
    with zipfile.ZipFile(sheet.parent.path_of_file) as archive:
        return archive.read(path).decode()


@case('''
  - {chart: line, each: items, label: who, value: sum, title: 图1, height: 60mm}
''', 'name: 图\nitems: [{who: 甲, sum: 0}, {who: 乙, sum: 0}, {who: 丙, sum: 100}, {who: 丁, sum: 0}]')
def lines_are_not_bent(sheet, _):
    xml = part(sheet, 'xl/charts/chart1.xml')
    check(re.findall('<c:smooth [^>]*>', xml) == ['<c:smooth val="0"/>'], f'lines: {xml}')
    check(re.search('</c:val><c:smooth [^>]*></c:ser>', xml), 'it stands where the standard has it')


# -- what stands again on a page ---------------------------------------------------------------------------


def grouped(align):
    return f'''
  - table:
      widths: [4, 2, 3]
      header: [[单位, 金额, 说明]]
      rows:
        - each: items
          by: who
          rows:
            - {{row: [{{value: who}}, {{value: these.sum(sum), style: {{like: money, align: {align}}}}}, ''], repeat: true}}
            - each: these
              rows: [[=text, {{value: sum, style: {{like: money, align: {align}}}}}, '']]
'''


GROUPS = 'name: 分组\nitems:' + ''.join(f'\n  - {{who: {who}, text: 项目, sum: {sum}}}' for who, sum in [('甲', 100)] * 2 + [('乙', 0.25)] * 80)


def again(sheet):
    """The row of the group that stands again at the top of the second page."""
    return sheet.row_breaks.brk[0].id + (2 if sheet.print_title_rows is None else 1)


@case(grouped('right'), GROUPS)
def amounts_that_stand_again_are_in_line(sheet, pdf):
    cell = sheet.cell(again(sheet), 2)
    check((cell.value, cell.data_type, cell.number_format) == ('20.00', 's', '@_ '),
          f'{cell.value!r} as {cell.number_format!r}')
    check(sheet.cell(again(sheet) + 1, 2).number_format.endswith('_ '), 'numbers are not set off the rule')
    if pdf:
        edges = {right for _, right, word in boxes_of(pdf) if word in ('20.00', '0.25')}
        check(max(edges) - min(edges) < 0.7, f'amounts end at {edges}')


@case(grouped('point'), GROUPS.replace('0.25', '0.025'))
def points_that_stand_again_are_in_line(sheet, _):
    cell = sheet.cell(again(sheet), 2)
    check((cell.value, cell.number_format) == ('2.00', '_0_0@'), f'{cell.value!r} as {cell.number_format!r}')


# -- diagonal heads ----------------------------------------------------------------------------------------


@case('''
  - table:
      widths: [3, 2, 2]
      header:
        - [{label: 县（市、区）, diagonal: 资金项目, down: 2}, {label: 分项资金, across: 2}]
        - [{label: 义务教育薄弱环节改善与能力提升补助资金安排情况, style: {size: 16pt, leading: 24pt}}, 其他]
      rows: [[=name, '', '']]
''', 'name: 某县')
def a_high_diagonal_head_is_filled(sheet, pdf):
    lines = sheet['A1'].value.split('\n')
    height = points(sheet, 1) + points(sheet, 2)
    check(lines[0].strip() == '资金项目' and lines[-1] == '县（市、区）' and not any(lines[1:-1]), f'lines {lines}')
    check(len(lines) == int((height - 1.5) / (1.45 * sheet['A1'].font.sz)) > 3, f'{len(lines)} lines in {height} pt')


# -- rows higher than a page -------------------------------------------------------------------------------

PROSE = '（{0}）对照年初批复的绩效目标，数量指标完成率为9{0}.5%，资金支出10{0}.10万元；其中“三公”经费压减4%，未发现截留、挤占、挪用等问题。'
TALL = '''
  - table:
      widths: [2, 2, 3]
      header: [[单位, 金额, 说明]]
      rows: [{each: items, rows: [[=who, =sum, =text]]}]
paper: {orientation: landscape}
'''


def tall(who, sentences):
    return f'\n  - {{who: {who}, text: {"".join(PROSE.format(i) for i in range(sentences))}}}'


@case(TALL, 'name: 高行\nitems:' + ''.join(tall(who, n) for who, n in [('甲', 24), ('乙', 30), ('丙', 36), ('丁', 42), ('戊', 48)]))
def each_page_of_a_high_row_has_text(sheet, pdf):
    cells = [cell for cell in sheet['C'] if cell.value and len(cell.value) > 1000]
    check([cell.alignment.vertical for cell in cells] == ['justify'] * 5, f'{[cell.alignment.vertical for cell in cells]}')
    check(sheet.cell(cells[0].row, 1).alignment.vertical == 'top', 'what is short stands at the top')
    if pdf:
        texts = subprocess.run(['pdftotext', '-layout', pdf, '-'], check=True, capture_output=True, text=True).stdout.split('\f')[:-1]
        letters = [len(re.sub(r'\s', '', text)) for text in texts]
        check(len(letters) >= 10 and min(letters) > 60, f'letters of the pages: {letters}')


BOOK = '''book: 汇编
parts:
  - {section: 一、高行, template: book.t.yaml, forms: tall.yaml}
  - {section: 二、其他, template: book.t.yaml, forms: low.yaml}
  - {section: 三、再次, template: book.t.yaml, forms: lower.yaml, page: {number: 3}}
'''


def make_book(program, folder):
    write(folder, 'book', TALL.replace('landscape', 'landscape, number: centre'), '')
    for name, sentences in [('tall', 48), ('low', 1), ('lower', 1)]:
        (folder / f'{name}.yaml').write_text(f'form: f\nname: {name}\nitems:{tall("甲", sentences)}\n', encoding='utf-8')
    (folder / 'book.yaml').write_text(BOOK, encoding='utf-8')
    subprocess.run([program, 'book', '--no-check', '--force', '-f', 'xlsx', '-o', 'out/book.xlsx', 'book.yaml'], cwd=folder, check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def check_book(folder, printed):
    """No number is printed on two pages of a part, though the first form takes more pages than on paper."""
    sheets = openpyxl.load_workbook(folder / 'out' / 'book.xlsx').worksheets[1:]
    first, second, third = [sheet.page_setup.firstPageNumber for sheet in sheets]
    check(first in (None, 1) and third == 3, f'parts begin with {first}, {second}, {third}')
    if printed:
        text = subprocess.run(['pdftotext', '-layout', printed / 'book.pdf', '-'], check=True, capture_output=True, text=True).stdout
        numbers = [int(number) for number in re.findall(r'—\s*(\d+)\s*—', text)][1:]  # behind the list in front
        check(numbers == [*range(1, second + 1), 3] and second > 4, f'pages {numbers}, the second form begins with {second}')


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
    make_book(program, folder)
    printed = print_all(folder)
    wrong = []
    for name, _, _, function in CASES:
        book = openpyxl.load_workbook(folder / 'out' / f'{name}.xlsx')
        book.path_of_file = folder / 'out' / f'{name}.xlsx'
        sheet = book.worksheets[0]
        try:
            function(sheet, str(printed / f'{name}.pdf') if printed else None)
        except AssertionError as error:
            wrong.append(f'{name}: {error}')
    try:
        check_book(folder, printed)
    except AssertionError as error:
        wrong.append(f'book: {error}')
    if wrong:
        sys.exit('\n'.join(wrong))
    print(f'{len(CASES)} cases' + ('' if printed else ', none of them printed: there is no LibreOffice'))


main()
