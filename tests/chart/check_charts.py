#!/usr/bin/env python3
"""Charts read back: words and paths on paper, native charts and their figures in workbooks, drafts of books, what is told
of figures that cannot be drawn.

    check_charts.py BIAOCE
"""
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / 'picture'))
from rendered import *  # noqa: E402

BIAOCE = sys.argv[1]
ROOT = Path(__file__).resolve().parents[2]
CHART = '{http://schemas.openxmlformats.org/drawingml/2006/chart}'
FORM = '''
form: charts
extends: [gb9704]
paper: {number: none}
fields:
  items:
    type: list
    label: 支出
    of:
      name: {label: 科目}
      unit: {label: 单位}
      budget: {label: 预算数, type: money, unit: 万元, decimals: 2, words: allowed}
      spent: {label: 支出数, type: money, unit: 万元, decimals: 2}
      rate: {label: 执行率, type: percent}
layout:
%s
'''
ITEMS = [('教育支出', 1260.5, 1180), ('卫生健康支出', 532, 530.25), ('农林水支出', 410, None), ('预备费', 0, 12)]
RECORD = 'form: charts\n支出:\n' + ''.join(
    f'  - {{科目: {name}, 预算数: {budget}' + (f', 支出数: {spent}' if spent is not None else '') + '}\n'
    for name, budget, spent in ITEMS)
KINDS = {'bar': 'BarChart', 'line': 'LineChart', 'pie': 'PieChart'}


def item(text):
    return FORM % f'  - {{{text}}}'


def numbers(xlsx):
    """The hidden sheet, as rows."""
    sheet = openpyxl.load_workbook(xlsx).worksheets[-1]
    same(sheet.title, '图表数据', 'the sheet of figures')
    same(sheet.sheet_state, 'hidden', 'its state')
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def charts(xlsx):
    return [chart for sheet in openpyxl.load_workbook(xlsx).worksheets for chart in sheet._charts]


def cached(xlsx, number=1):
    """What a chart holds of its figures: a list for each series."""
    with zipfile.ZipFile(xlsx) as archive:
        tree = ElementTree.fromstring(archive.read(f'xl/charts/chart{number}.xml'))
    found = []
    for series in tree.iter(CHART + 'ser'):
        at = {int(p.get('idx')): float(p.find(CHART + 'v').text) for p in series.find(CHART + 'val').iter(CHART + 'pt')}
        n = int(series.find(CHART + 'val').find(f'.//{CHART}ptCount').get('val'))
        found.append([at.get(i) for i in range(n)])
    return found


def check_paper(folder):
    """Names and figures can be searched, the paths are vectors, all figures are said."""
    for kind in KINDS:
        pdf = render(BIAOCE, folder, item(f'chart: {kind}, each: items, label: name, value: budget, title: 一览'), RECORD, 'pdf')
        text = ' '.join(w[2] for w in words(pdf))
        for word in ('一览', '教育支出', '1,260.50', '单位：万元'):
            check(word in text, f'{kind}: {word} is not on the page')
        operators = page_operators(pdf)
        check('/Image' not in operators, f'{kind}: a picture in place of vectors')
        said = '/alt <feff' + {'bar': '柱形图', 'line': '折线图', 'pie': '饼图'}[kind].encode('utf-16-be').hex()
        check(said in operators.lower(), f'{kind}: not said in words')
        figure = '1,260.50'.encode('utf-16-be').hex()
        check(figure in operators.lower(), f'{kind}: its figures are not said')


def check_workbook(folder):
    """A chart of its kind over cells that hold the record's figures; the same in what it keeps of them."""
    for kind, name in KINDS.items():
        for where in ('  - {%s}', '  - table: {widths: [1, 2], rows: [[甲, {%s}]]}'):
            form = FORM % (where % f'chart: {kind}, each: items, label: name, value: budget, title: 一览')
            xlsx = render(BIAOCE, folder, form, RECORD, 'xlsx')
            made = charts(xlsx)
            same([type(c).__name__ for c in made], [name], f'{kind}: charts')
            shown = [i for i in ITEMS if i[1]] if kind == 'pie' else ITEMS
            same(numbers(xlsx)[:len(shown) + 1],
                 [['一览', '预算数']] + [[i[0], i[1]] for i in shown], f'{kind}: figures')
            same(cached(xlsx), [[float(i[1]) for i in shown]], f'{kind}: what it keeps')
            same(made[0].series[0].val.numRef.f, f"'图表数据'!$B$2:$B${len(shown) + 1}", f'{kind}: cells')
            said = sheet_objects(xlsx)[0].find(f'.//{DRAWING}cNvPr').get('descr')
            check('教育支出 1,260.50' in said, f'{kind}: {said}')


def check_series(folder):
    """A value that is not there is a gap; bars that lie and stand on each other are Excel's."""
    for extra, direction, grouping in (('', 'col', 'clustered'), (', lying: true', 'bar', 'clustered'),
                                       (', stacked: true', 'col', 'stacked'), (', lying: true, stacked: true', 'bar', 'stacked')):
        form = item(f'chart: bar, each: items, label: name, series: {{预算数: budget, 支出数: spent}}{extra}')
        xlsx = render(BIAOCE, folder, form, RECORD, 'xlsx')
        chart = charts(xlsx)[0]
        same((chart.barDir, chart.grouping), (direction, grouping), f'bars{extra}')
        same(cached(xlsx), [[i[1] for i in ITEMS], [i[2] for i in ITEMS]], f'bars{extra}: figures')
        same([r[2] for r in numbers(xlsx)[1:5]], [i[2] for i in ITEMS], f'bars{extra}: cells')
        with zipfile.ZipFile(xlsx) as archive:
            part = archive.read('xl/charts/chart1.xml').decode()
        check('<c:dispBlanksAs val="gap"/>' in part, 'gaps')
        same(part.count('<c:showVal'), part.count('<c:showSerName val="0"/>'), 'labels that say more than values')


def check_series_of_data(folder):
    """A series for each department of a flat list, months beside each other."""
    flat = 'form: charts\n支出:\n' + ''.join(f'  - {{科目: {m}月, 单位: {d}, 预算数: {v}}}\n'
                                            for m, d, v in ((1, '甲局', 5), (1, '乙局', 7), (2, '乙局', 9), (3, '甲局', 4), (3, '甲局', 2)))
    form = item('chart: line, each: items, by: name, label: name, series: [{each: these, by: unit, value: these.sum(budget)}]')
    xlsx = render(BIAOCE, folder, form, flat, 'xlsx')
    same(numbers(xlsx)[:4], [[None, '甲局', '乙局'], ['1月', 5, 7], ['2月', None, 9], ['3月', 6, None]], 'series of the data')


def check_messages(folder):
    """(layout, record, code, line in the file that it names)"""
    words_in = RECORD.replace('预算数: 410', '预算数: 资金池')
    negative = RECORD.replace('预算数: 410', '预算数: -410')
    many = 'form: charts\n支出:\n' + ''.join(f'  - {{科目: 第{i}号预算支出科目, 预算数: {i}}}\n' for i in range(200))
    series = ', '.join(f'第{i}项: budget + {i}' for i in range(9))
    for layout, record, code, file, line in (
            ('chart: pie, each: items, label: name, value: budget', negative, 'E435', 'record.yaml', 5),
            ('chart: bar, each: items, label: name, value: budget', words_in, 'W435', 'record.yaml', 5),
            ('chart: pie, each: items, label: name, series: [budget, spent]', RECORD, 'E436', 'form.yaml', 16),
            ('chart: bar, each: items, label: name, value: budget', many, 'W436', 'form.yaml', 16),
            ('chart: bar, each: items, label: name, value: unit', RECORD, 'E437', 'form.yaml', 16),
            ('chart: line, each: items, label: name, series: [budget, rate]', RECORD, 'W437', 'form.yaml', 16),
            ('chart: bar, each: items, label: name, value: budget, height: 8mm', RECORD, 'W438', 'form.yaml', 16),
            (f'chart: line, each: items, label: name, series: {{{series}}}', RECORD, 'W439', 'form.yaml', 16)):
        said = run(BIAOCE, folder, item(layout), record, '-f', 'trace', '-o', '-').stderr
        told = [m for m in said.splitlines() if f'[{code}]' in m or f' {code}' in m or code in m]
        check(len(told) == 1 and told[0].startswith(f'{file}:{line}:'), f'{code}: {said}')


def check_told_once(folder):
    """Two charts of one list, one message."""
    form = FORM % '  - {chart: bar, each: items, label: name, value: budget}\n  - {chart: line, each: items, label: name, value: budget}'
    said = run(BIAOCE, folder, form, RECORD.replace('预算数: 410', '预算数: 资金池'), '-f', 'trace', '-o', '-').stderr
    same(said.count('W435'), 1, 'messages of two charts')


def check_nothing(folder):
    """Nothing to draw is said in its place; an empty form has the frame alone."""
    form = item('chart: bar, each: items, label: name, value: budget')
    for record in ('form: charts\n', 'form: charts\n支出: []\n'):
        pdf = render(BIAOCE, folder, form, record, 'pdf')
        same([w[2] for w in words(pdf)], ['（没有数据）'], 'an empty list')
        xlsx = render(BIAOCE, folder, form, record, 'xlsx')
        same((len(charts(xlsx)), load(xlsx)['A1'].value), (0, '（没有数据）'), 'an empty list in a workbook')
        same(len(openpyxl.load_workbook(xlsx).worksheets), 1, 'sheets without charts')
    titled = item('chart: bar, each: items, label: name, value: budget, title: 图7 支出, height: 60mm')
    pdf = render(BIAOCE, folder, titled, 'form: charts\n', 'pdf')
    same([w[2] for w in words(pdf)], ['图7', '支出', '（没有数据）'], 'an empty list below its title')
    xlsx = render(BIAOCE, folder, titled, 'form: charts\n', 'xlsx')
    same((len(charts(xlsx)), load(xlsx)['A1'].value), (0, '图7 支出\n（没有数据）'), 'the same in a workbook')
    (folder / 'form.yaml').write_text(form, encoding='utf-8')
    subprocess.run([BIAOCE, 'blank', 'form.yaml', '-f', 'pdf,xlsx', '-o', 'blank'], cwd=folder, check=True, capture_output=True,
                   env={'PATH': '/usr/bin:/bin', **environment()})
    pdf, xlsx = next((folder / 'blank').glob('*.pdf')), next((folder / 'blank').glob('*.xlsx'))
    check(not words(pdf), f'words in an empty form: {words(pdf)}')
    same(len(charts(xlsx)), 0, 'charts in an empty form')


def check_book(folder):
    """Charts of many records: sheets are drafts there, and their records are gone."""
    (folder / 'form.yaml').write_text(item('chart: bar, each: items, label: name, value: budget'), encoding='utf-8')
    names = []
    for i in range(30):
        names.append(f'r{i}.yaml')
        (folder / names[-1]).write_text(f'form: charts\n支出:\n  - {{科目: 第{i}类, 预算数: {i + 1}}}\n', encoding='utf-8')
    (folder / 'book.yaml').write_text('book: 图册\nstyle: gb9704\nparts: [{section: 各表, forms: [%s]}]\n' % ', '.join(names), encoding='utf-8')
    done = subprocess.run([BIAOCE, 'book', '-T', '.', '-f', 'pdf,xlsx', '-o', 'book', 'book.yaml'], cwd=folder, capture_output=True,
                          text=True, env={'LANG': 'C', 'PATH': '/usr/bin:/bin', **environment()})
    check(done.returncode == 0, f'book: {done.stderr}')
    xlsx = next((folder / 'book').glob('*.xlsx'))
    same(len(charts(xlsx)), 30, 'charts of a book')
    same([r[1] for r in numbers(xlsx) if r[0] and r[0].startswith('第')], list(range(1, 31)), 'figures of a book')
    same([cached(xlsx, i + 1) for i in range(30)], [[[i + 1.0]] for i in range(30)], 'each has its own')
    done = subprocess.run(['qpdf', '--check', str(next((folder / 'book').glob('*.pdf')))], capture_output=True, text=True)
    check(done.returncode == 0, f'qpdf: {done.stdout}{done.stderr}')


def check_example(folder):
    for form in ('pdf', 'xlsx'):
        outputs = []
        for jobs in ('1', '3'):
            out = folder / f'{jobs}.{form}'
            subprocess.run([BIAOCE, 'render', '-j', jobs, '-f', form, '-T', ROOT / 'examples/chart-page', '-o', out,
                            ROOT / 'examples/chart-page/record.yaml'], check=True, capture_output=True,
                           env={'PATH': '/usr/bin:/bin', **environment()})
            outputs.append(out.read_bytes())
        same(outputs[0] == outputs[1], True, f'the same {form} twice')
    text = ' '.join(w[2] for w in words(folder / '1.pdf'))
    for word in ('86,420.50', '67,216.88', '77.3', '98,215.45', '86.8%', '文化旅游体育与传媒支出', '9月'):
        check(word in text, f'the example has no {word}')
    same([type(c).__name__ for c in charts(folder / '1.xlsx')], ['BarChart', 'LineChart', 'PieChart'], 'charts of the example')
    shares = [w for w in text.split() if w.endswith('%') and w[0].isdigit()]
    same(round(sum({float(s[:-1]) for s in shares}), 1), 100.0, f'shares {shares}')


for check_one in (check_paper, check_workbook, check_series, check_series_of_data, check_messages, check_told_once, check_nothing, check_book,
                  check_example):
    with tempfile.TemporaryDirectory() as place:
        check_one(Path(place))
done()
