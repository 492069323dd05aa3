"""Published forms drawn anew as a department types them into a spreadsheet: by the grid of the paper they were published
on, not by that of our templates. What such a sheet says is known, so what is read of it can be compared."""
import re

import openpyxl
from openpyxl.cell.cell import MergedCell

HEADS = ('一级指标', '二级指标', '三级指标')


class Grid:
    """Rows of cells, each a text or (text, columns[, rows])."""

    def __init__(self, record):
        self.record = record
        self.rows = []

    def row(self, *cells):
        self.rows.append([(*cell, 1)[:3] if isinstance(cell, tuple) else (cell, 1, 1) for cell in cells])

    def __getitem__(self, path):
        value = self.record
        for name in [path] if path in self.record else path.split('/'):
            value = value.get(name) if isinstance(value, dict) else None
        return typed('\n'.join(value) if isinstance(value, list) else value)

    def indicators(self, name, columns, stub=None, merged=True, spans=(), heads=()):
        """The list under its heads; each level is merged over what stands beside it, or repeated."""
        rows = list(indicators(self.record.get(name)))
        self.row(*([(stub, 1, len(rows) + 1)] if stub else []), *heads)
        done = (None, None)
        for number, (first, second, own) in enumerate(rows):
            levels = [(first, 1, run(rows[number:], 1)), (second, 1, run(rows[number:], 2))] if merged else [first, second]
            if merged:
                levels = [level for level, now, before in zip(levels, (first, (first, second)), done) if now != before]
            done = (first, (first, second))
            self.row(*levels, *((typed(own.get(column)), dict(spans).get(column, 1)) for column in columns))

    def cells(self):
        """(row, column, rows, columns, text)"""
        taken, placed = set(), []
        for row, cells in enumerate(self.rows, 1):
            column = 1
            for text, columns, rows in cells:
                while (row, column) in taken:
                    column += 1
                taken |= {(row + i, column + k) for i in range(rows) for k in range(columns)}
                placed.append((row, column, rows, columns, text))
        return placed


def typed(value):
    """Figures as people type them: without separators, and as numbers."""
    if isinstance(value, str) and re.fullmatch(r'-?[1-9][\d,]*(\.\d+)?|0?\.\d+', value) and len(value) < 15:
        return float(value.replace(',', ''))
    return value


def indicators(tree):
    if isinstance(tree, list):
        for own in tree:
            yield own.get('一级指标'), own.get('二级指标'), own
        return
    for first, seconds in (tree or {}).items():
        for second, owns in seconds.items() if isinstance(seconds, dict) else [(None, seconds)]:
            for own in owns or [{}]:
                yield first, second or own.get('二级指标'), own


def run(rows, levels):
    """How many of the rows in front are of one kind."""
    n = 0
    while n < len(rows) and rows[n][:levels] == rows[0][:levels]:
        n += 1
    return n


# -- the forms ---------------------------------------------------------------------------------------------------------

def tangshan_project(g):
    g.row((f'{g["项目名称"]}项目绩效目标表', 7))
    g.row('项目\n编码', (g['项目编码'], 2), '项目名称', (g['项目名称'], 3))
    g.row(('预算规模及资金用途', 1, 2), '预算数', g['预算数'], '其中：财政资金', g['财政资金'], '其他资金', g['其他资金'])
    g.row((g['资金用途'], 6))
    plan = '资金支出计划/'
    g.row(('资金支出计划（%）', 1, 2), ('3月底', 2), '6月底', '10月底', ('12月底', 2))
    g.row((g[plan + '3月底'], 2), g[plan + '6月底'], g[plan + '10月底'], (g[plan + '12月底'], 2))
    goals = g.record.get('绩效目标') or []
    goals = goals if isinstance(goals, list) else [goals]
    for i, goal in enumerate(goals):
        g.row(*([('绩效\n目标', 1, len(goals))] if i == 0 else []), f'目标{i + 1}', (goal, 5))
    g.indicators('绩效指标', ('三级指标', '绩效指标描述', '指标值', '指标值确定依据'), spans={'绩效指标描述': 2}.items(),
                 heads=(*HEADS, ('绩效指标描述', 2), '指标值', '指标值确定依据'))


def qingdao_project(g):
    g.row((f'{g["项目名称"]}绩效目标表', 7))
    g.row(('', 6), '单位：万元')
    g.row('项目编码', (g['项目编码'], 2), '项目名称', (g['项目名称'], 3))
    g.row(('预算规模及资金用途', 1, 2), '预算数', g['预算数'], '其中：财政资金', g['财政资金'], '其他资金', g['其他资金'])
    g.row((g['资金用途'], 6))
    plan = '资金支出计划/'
    g.row(('资金支出计划（%）', 1, 2), ('3月底', 2), '6月底', '10月底', ('12月底', 2))
    g.row((g[plan + '3月底'], 2), g[plan + '6月底'], g[plan + '10月底'], (g[plan + '12月底'], 2))
    g.row('绩效目标', (g['绩效目标'], 6))
    g.indicators('绩效指标', ('三级指标', '绩效指标描述', '指标值', '指标值确定依据'), spans={'绩效指标描述': 2}.items(),
                 merged=False, heads=(*HEADS, ('绩效指标描述', 2), '指标值', '指标值确定依据'))


def fund_declaration(g):
    g.row(('专项资金绩效目标申报表', 5))
    g.row((f'({g.record["年度"]}年度)', 5))
    for name in ('专项名称', '主管部门', '项目概况'):
        g.row(name, (g[name], 4))
    g.row(('项目资金\n(万元)', 1, 5), None, '年初预算数', ('全年预算数', 2))
    for label in ('年度资金总额', '其中：当年财政拨款', '其他资金', '上年结转资金'):
        name = label.replace('其中：', '')
        g.row(label, g[f'{name}/年初预算数'], (g[f'{name}/全年预算数'], 2))
    g.row(('年度总体目标', 1, 2), ('预期目标', 4))
    g.row((g['预期目标'], 4))
    g.indicators('绩效指标', ('三级指标', '年度指标值'), stub='绩效指标', heads=(*HEADS, '年度指标值'))


def special_fund(g):
    g.row(('绩效目标表', 9))
    g.row((f'({g.record["年度"]}年度)', 9))
    g.row('项目名称', (g['项目名称'], 8))
    g.row('主管部门(单位)名称及部门预算编码', (g['主管部门(单位)名称及部门预算编码'], 3), '补助项目/区域', (g['补助项目/区域'], 4))
    g.row(('专项资金情况(万元)', 1, 3), ('资金总额:', 3), (g['资金总额'], 5))
    g.row(('其中:财政拨款', 3), (g['财政拨款'], 5))
    g.row(('其他资金', 3), (g['其他资金'], 5))
    g.row('总体目标', (g['总体目标'], 8))
    columns = ('指标解释', '指标性质', '指标方向', '目标值', '计量单位')
    g.indicators('绩效指标', ('三级指标', *columns), stub='绩效指标', heads=(*HEADS, *columns))


def jinan_project(g):
    g.row(('项目绩效目标申报表', 5))
    g.row((f'（{g.record["年度"]} 年度）', 5))
    g.row('项目名称', (g['项目名称'], 2), '项目类别', g['项目类别'])
    g.row('主管部门', (g['主管部门'], 2), '主管部门编码', g.record.get('主管部门编码'))
    g.row('项目实施单位', (g['项目实施单位'], 4))
    g.row('项目属性', (g['项目属性'], 4))
    g.row('项目期限', (g['开始年度'], 2), '至', g['结束年度'])
    g.row(('项目资金\n(万元)', 1, 4), '项目资金总额', g['项目资金总额'], '年度资金申请总额', g['年度资金申请总额'])
    g.row(('其中：财政资金', 1, 2), (g['财政资金'], 1, 2), '其中：当年财政拨款', g['当年财政拨款'])
    g.row('上年结转资金', g['上年结转资金'])
    g.row('其他资金', g['其他资金'], '其他资金', g['其他资金（年度）'])
    g.row('实施期\n进度计划', (g['实施期进度计划'], 4))
    g.row(('绩效目标', 1, 2), ('总体绩效目标', 2), ('年度绩效目标', 2))
    g.row((g['总体绩效目标'], 2), (g['年度绩效目标'], 2))
    for name in ('总体绩效指标', '年度绩效指标'):
        g.row((name, 5))
        g.indicators(name, ('三级指标', '指标值'), stub='绩效指标', heads=(*HEADS, '指标值'))


def futian_project(g):
    g.row(('二级项目支出绩效目标申报表', 5))
    for pair in (('项目编码:', '项目名称:'), ('申请单位:', '一级预算单位:'), ('实施期限:', '项目类型:'),
                 ('是否新增项目:', '分配方式:'), ('项目总金额(中期规划,万元):', '本年度项目金额(万元):')):
        values = [g[re.sub(r'[(:].*', '', label)] for label in pair]
        g.row(pair[0], values[0], pair[1], (values[1], 2))
    for label in ('政策依据:', '测算依据:', '年度目标:', '长期目标(跨度多年的项目需填):'):
        g.row(label, (g[re.sub(r'[(:].*', '', label)], 4))
    g.indicators('绩效指标', ('三级指标', '指标值', '指标解释'), merged=False, heads=(*HEADS, '指标值', '指标解释'))


def quanzhou_project(g):
    year = int(g.record['年度'])
    g.row((f'{g["项目名称"]}项目绩效目标表', 18))
    for left, right in (('项目编码', '项目名称'), ('单位编码', '单位名称')):
        g.row(left, (g.record.get(left), 7), right, (g[right], 9))
    g.row('项目类别', (g['项目类别'], 17))
    g.row('存续状态', (g['存续状态'], 17))
    for left, right in (('项目负责人', '联系电话'), ('项目开始时间', '项目结束时间')):
        g.row(left, (g.record.get(left), 7), right, (g.record.get(right), 9))
    g.row('项目概况', (g['项目概况'], 17))
    g.row(('项目立项情况', 1, 2), '项目立项的依据', (g['项目立项的依据'], 16))
    g.row('项目申报的可行性', (g['项目申报的可行性'], 16))
    g.row('项目实施期目标', (g['项目实施期目标'], 17))
    g.row('备注', (g['备注'], 17))
    g.row(('专项资金情况\n(万元)', 1, 3), ('资金总额:', 7), (g['资金总额'], 10))
    g.row(('其中:财政拨款', 7), (g['财政拨款'], 10))
    g.row(('其他资金', 7), (g['其他资金'], 10))
    columns = ('内涵解释', '设置依据', '指标计算公式或方法', '评分标准', '关键指标', '指标性质', '指标方向', f'{year - 2}年完成值',
               f'{year - 1}年目标值', f'{year - 1}年完成值', f'{year}年半年目标值', f'{year}年目标值', '计量单位', '指标新增方式')
    heads = ['关键指标\n(与预算安排直接挂钩的指标)' if column == '关键指标' else column for column in columns]
    g.indicators('绩效指标', ('三级指标', *columns), stub='绩效目标指标', heads=(*HEADS, *heads))


def social_insurance(g):
    g.row(('社会保险基金预算区域绩效目标表', 5))
    g.row((f'（ {g.record["年度"]} 年度）', 5))
    g.row((g['统筹地区'], 5))
    g.row(('险种名称', 2), (g['险种名称'], 3))
    g.row(('中央主管部门及相关部门', 2), (g['中央主管部门及相关部门'], 3))
    g.row('省级财政部门', g['省级财政部门'], '省级主管部门及相关部门', (g['省级主管部门及相关部门'], 2))
    g.row(('资金情况', 1, 2), '收入预算金额（亿元）：', (g['收入预算金额'], 3))
    g.row('支出预算金额（亿元）：', (g['支出预算金额'], 3))
    g.row(('绩效目标', 1, 3), '整体目标', (g['整体目标'], 3))
    g.row(('总体目标', 2), ('年度目标', 2))
    g.row((g['总体目标'], 2), (g['年度目标'], 2))
    g.indicators('绩效指标', ('三级指标', '指标值'), stub='绩效指标', heads=(*HEADS, '指标值'))


def soe_budget(g):
    g.row('附件5')
    g.row(('国有资本经营预算绩效目标表', 7))
    g.row((f'({g.record["年度"]}年度)', 7))
    g.row(('', 6), '单位：万元')
    g.row('收入预算', g['收入预算'], '利润上缴', (g.record.get('利润上缴'), 4))
    g.row('支出计划\n(项目名称)', (g['项目名称'], 6))
    g.row('主管部门', g['主管部门'], '实施单位', (g['实施单位'], 4))
    g.row('所属阶段', (f'实施期绩效目标({g["实施期"]})', 2), ('年度绩效目标', 4))
    labels = ('资金总额:', '其中: 预算拨款', '其他资金')
    for i, (label, name) in enumerate(zip(labels, ('资金总额', '预算拨款', '其他资金'))):
        g.row(*([('支出预算', 1, 3)] if i == 0 else []), label, g.record.get(f'{name}（实施期）'), label,
              (g.record.get(f'{name}（年度）'), 3))
    g.row('总体目标', (g['总体目标'], 6))
    columns = ('指标解释', '实施期目标值', '年度目标值')
    g.indicators('绩效指标', ('三级指标', *columns), stub='项目绩效指标', heads=(*HEADS, *columns))


FORMS = {'tangshan-project': tangshan_project, 'qingdao-project': qingdao_project, 'jinan-project': jinan_project,
         'futian-project': futian_project, 'quanzhou-fund-declaration': fund_declaration,
         'quanzhou-special-fund': special_fund, 'quanzhou-project': quanzhou_project,
         'quanzhou-social-insurance': social_insurance, 'quanzhou-soe-budget': soe_budget}


def draw(family, record):
    grid = Grid(record)
    FORMS[family](grid)
    return grid.cells()


# -- other hands -------------------------------------------------------------------------------------------------------

def lists_from(cells):
    """The row of the first heads of a list, and their columns."""
    first = min(row for row, _, _, _, text in cells if text == HEADS[0])
    return first, sorted((column, columns) for row, column, _, columns, _ in cells if row == first)


def label_with_value(cells):
    """项目名称：…… in one cell."""
    at = {(row, column): (rows, columns, text) for row, column, rows, columns, text in cells}
    last = lists_from(cells)[0]
    joined, gone = [], set()
    for row, column, rows, columns, text in cells:
        value = at.get((row, column + columns))
        if (row, column) in gone:
            continue
        is_label = isinstance(text, str) and row < last and column % 2 and len(text) < 12 and text in KNOWN
        if is_label and value and value[0] == rows and value[2] not in (None, ''):
            gone.add((row, column + columns))
            joined.append((row, column, rows, columns + value[1], f'{text.rstrip(":：")}：{shown(value[2])}'))
        else:
            joined.append((row, column, rows, columns, text))
    return joined


KNOWN = ('项目名称', '项目编码', '项目\n编码', '主管部门', '项目概况', '项目类别', '项目实施单位', '项目属性', '项目编码:', '申请单位:', '政策依据:',
         '测算依据:', '年度目标:', '单位编码', '单位名称', '存续状态', '险种名称', '收入预算', '总体目标')


def shown(value):
    return f'{value:.2f}' if isinstance(value, float) else value


def swapped(cells):
    """The last two columns of the list change places."""
    first, columns = lists_from(cells)
    (one, width), (other, other_width) = columns[-2:]
    if width != other_width:
        return cells
    places = {one: other, other: one}
    return [(row, places.get(column, column) if row >= first and wide == width else column, rows, wide, text)
            for row, column, rows, wide, text in cells]


def numbered(cells):
    """A column of numbers in front of the kinds of a list; of several lists in none."""
    first, _ = lists_from(cells)
    if sum(text == HEADS[0] for *_, text in cells) > 1:
        return cells
    at = next(column for row, column, _, _, text in cells if row == first and text == HEADS[0])
    last = max(row for row, *_ in cells)
    wider = [(row, column + (column > at or (column == at and row >= first)), rows,
              columns + (column <= at < column + columns and not (column == at and row >= first)), text)
             for row, column, rows, columns, text in cells]
    return wider + [(first, at, 1, 1, '序号')] + [(row, at, 1, 1, row - first) for row in range(first + 1, last + 1)]


def moved(cells):
    return [(row + 2, column + 1, *rest) for row, column, *rest in cells]


def signed(cells):
    last = max(row + rows for row, _, rows, _, _ in cells)
    return cells + [(last + 1, 1, 1, 3, '填表人：        联系电话：          填表日期：')]


HANDS = {'as published': lambda cells: cells, 'labels with values': label_with_value, 'columns swapped': swapped,
         'numbered': numbered, 'moved and signed': lambda cells: signed(moved(cells))}


def save(cells, path, merged=True):
    book = openpyxl.Workbook()
    sheet = book.active
    for row, column, rows, columns, text in cells:
        cell = sheet.cell(row, column)
        assert not isinstance(cell, MergedCell), (row, column, text)
        cell.value = text
        if isinstance(text, str):
            cell.data_type = 's'
        if merged and (rows > 1 or columns > 1):
            sheet.merge_cells(start_row=row, start_column=column, end_row=row + rows - 1, end_column=column + columns - 1)
    book.save(path)
