#!/usr/bin/env python3
"""Makes what docs/from-excel.md shows: the workbooks of examples/from-excel and the pictures.

    clerk.py BIAOCE
"""
import subprocess
import sys
import tempfile
from pathlib import Path

import openpyxl
from openpyxl.styles import Alignment, Border, Font, Side

from pictures import png, read_pgm, trim

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / 'examples/from-excel'
PROJECTS = [
    ['410101261001000000001', '社区道路改造', 2600000, 2600000, '道路改造工程款及前期费用', 0, 0.5, 0.8, 1, '完成12公里社区道路改造，改善居民出行条件。'],
    ['410101261001000000002', '中小学营养午餐', 5184000, 5184000, '学生午餐补助', 0.2, 0.5, 0.8, 1, '为12所学校的学生提供营养午餐。'],
]
HEADS = ['项目编码', '项目名称', '预算数', '财政资金', '资金用途', '3月底', '6月底', '10月底', '12月底', '绩效目标']
INDICATOR_HEADS = ['项目编码', '一级指标', '二级指标', '三级指标', '绩效指标描述', '指标值', '指标值确定依据']
INDICATORS = [
    ['410101261001000000001', '产出指标', '数量指标', '改造道路长度', '完成改造的社区道路长度', '≥12公里', '实施方案'],
    ['410101261001000000001', '产出指标', '质量指标', '工程验收合格率', '验收合格的路段所占比率', '≥98%', '行业规范'],
    ['410101261001000000001', '产出指标', '时效指标', '完工时间', '全部路段验收的时间', '10月底前', '合同约定'],
    ['410101261001000000001', '产出指标', '成本指标', '改造总成本', '工程及前期费用', '≤260万元', '概算批复'],
    ['410101261001000000001', '效果指标', '社会效益指标', '受益户数', '社区内受益的家庭', '≥800户', '社区统计'],
    ['410101261001000000001', '满意度指标', '服务对象满意度指标', '群众满意度', '满意人数占调查人数的比率', '≥90%', '工作经验'],
    ['410101261001000000002', '产出指标', '数量指标', '供餐学校', '供应午餐的学校数', '≥12所', '实施方案'],
    ['410101261001000000002', '产出指标', '质量指标', '食品抽检合格率', '抽检合格批次所占比率', '≥99%', '行业规范'],
    ['410101261001000000002', '产出指标', '时效指标', '按时供餐率', '按时供餐的天数所占比率', '≥98%', '实施方案'],
    ['410101261001000000002', '产出指标', '成本指标', '每餐成本', '每份午餐的成本', '≤12元/份', '实施方案'],
    ['410101261001000000002', '效果指标', '社会效益指标', '受益学生', '享受午餐的学生数', '≥6000人', '学籍统计'],
    ['410101261001000000002', '满意度指标', '服务对象满意度指标', '家长满意度', '满意人数占调查人数的比率', '≥90%', '工作经验'],
]
WIDTHS = ([26, 18, 12, 12, 26, 8, 8, 8, 8, 44], [26, 13, 20, 18, 28, 12, 16])


def dress(sheet, head, widths):
    line = Side(style='thin', color='888888')
    for i, width in enumerate(widths):
        sheet.column_dimensions[chr(ord('A') + i)].width = width
    for row in sheet.iter_rows(min_row=head, max_row=sheet.max_row, max_col=len(widths)):
        for cell in row:
            cell.border = Border(left=line, right=line, top=line, bottom=line)
            cell.alignment = Alignment(vertical='center', wrap_text=True, horizontal='center' if cell.row == head else None)
            cell.font = Font(name='宋体', size=11, bold=cell.row == head)
    sheet.print_options.headings = sheet.print_options.gridLines = True
    sheet.page_setup.orientation = 'landscape'
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)


def write(path, heads=HEADS, total=7784000, change=None):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = '项目库'
    sheet.append(['2026年度项目库'])
    sheet.append(['单位：元'])
    sheet.append(heads)
    for row in PROJECTS:
        sheet.append(row)
    sheet.append(['合计', None, total, total])
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(heads))
    sheet['A1'].alignment, sheet['A1'].font = Alignment(horizontal='center'), Font(name='宋体', size=15, bold=True)
    dress(sheet, 3, WIDTHS[0])
    for row in sheet.iter_rows(min_row=4, max_row=6):
        row[0].number_format = '@'
        for cell in row[2:4]:
            cell.number_format = '#,##0'
        for cell in row[5:9]:
            cell.number_format = '0%'
    items = book.create_sheet('绩效指标')
    for row in [INDICATOR_HEADS, *INDICATORS]:
        items.append(row)
    dress(items, 1, WIDTHS[1])
    for row in items.iter_rows(min_row=2, max_col=1):
        row[0].number_format = '@'
    if change:
        change(sheet)
    for time in ('created', 'modified'):
        setattr(book.properties, time, __import__('datetime').datetime(2026, 1, 1))
    book.save(path)


def mistakes(sheet):
    """What happens in offices: a code that was typed as a number, an amount in another column, a total that was not renewed."""
    sheet['A4'].value, sheet['A4'].number_format = 410101261001000000001, '0'
    sheet['D5'].value = 4000000
    sheet['I5'].value = 0.9


def first_page(pdf, name, resolution, page=1):
    data = subprocess.run(['pdftoppm', '-gray', '-r', str(resolution), '-f', str(page), '-l', str(page), pdf], capture_output=True,
                          check=True).stdout
    path = ROOT / f'docs/pictures/{name}.png'
    path.write_bytes(png(trim(read_pgm(data), 8)))
    print(f'{path.relative_to(ROOT)}: {path.stat().st_size} bytes')


def as_sheets(book, folder):
    subprocess.run(['soffice', f'-env:UserInstallation=file://{folder}/office', '--headless', '--convert-to', 'pdf', '--outdir', folder, book],
                   check=True, capture_output=True)
    return Path(folder) / (Path(book).stem + '.pdf')


def main():
    FOLDER.mkdir(exist_ok=True)
    write(FOLDER / 'projects.xlsx')
    write(FOLDER / 'with-mistakes.xlsx', change=mistakes)
    write(FOLDER / 'other-heads.xlsx', heads=['编号', '名称', '资金总额', '财政', '用途', '3月底', '6月底', '10月底', '12月底', '绩效目标'])
    with tempfile.TemporaryDirectory() as folder:
        sheets = as_sheets(FOLDER / 'projects.xlsx', folder)
        first_page(sheets, 'clerk-sheet', 90)
        first_page(sheets, 'clerk-indicators', 80, 2)
        subprocess.run([sys.argv[1], 'render', '-q', '-t', 'tangshan-project', '-f', 'pdf,xlsx', '-o', folder, '--name', '$(record)', FOLDER / 'projects.xlsx'],
                       check=True, stderr=subprocess.DEVNULL)
        first_page(Path(folder) / '1.pdf', 'clerk-form', 64)


if __name__ == '__main__':
    main()
