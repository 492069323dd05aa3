"""The grids of the published forms, written down from the paper: one function for each family, record → Expected.

Nothing here knows biaoce's code or templates. A record has the labels of the form as keys (tests/corpus).
"""
import re
from itertools import groupby

import yaml

from expect import Cell, Expected, as_text

LEVELS = ['一级指标', '二级指标', '三级指标']


class Grid:
    """Cells placed row by row from left to right, around those that reach down from above."""

    def __init__(self, columns):
        self.columns, self.cells, self.row_count = columns, [], 0
        self.covered = [0] * columns  # by column: rows that are still taken

    def row(self, *specs):
        column = 0
        for spec in specs:
            while self.covered[column]:
                column += 1
            across = spec.get('across', 1)
            if across == 'rest':
                across = next((i for i in range(column, self.columns) if self.covered[i]), self.columns) - column
            down = spec.get('down', 1)
            self.cells.append(Cell(self.row_count, column, spec['text'], down, across, spec.get('kind', 'text'),
                                   spec.get('repeats', False)))
            for i in range(column, column + across):
                self.covered[i] = down
            column += across
        if not all(self.covered):
            raise ValueError(f'row {self.row_count} leaves columns open: {self.covered}')
        self.covered = [left - 1 for left in self.covered]
        self.row_count += 1


def label(text, across=1, down=1, repeats=False):
    return {'text': text, 'across': across, 'down': down, 'repeats': repeats}


def value(given, across=1, down=1, kind='text'):
    return {'text': as_text(given), 'across': across, 'down': down, 'kind': kind}


def money(given, across=1, down=1):
    return value(given, across, down, 'money')


def rest(given):
    return value(given, 'rest')


def flat_indicators(indicators):
    """Rows of (level 1, level 2, map) from either way of writing them."""
    if isinstance(indicators, list):
        return [(row.get('一级指标', ''), row.get('二级指标', ''), row) for row in indicators]
    return [(one, two, row) for one, inside in indicators.items() for two, rows in inside.items() for row in rows]


def with_categories(rows, categories, empty=''):
    """The rows in the order of the form's fixed categories; one without rows shows `empty` in every cell."""
    ordered = []
    for one, twos in categories.items():
        for two in twos:
            ordered += [row for row in rows if row[:2] == (one, two)] or [(one, two, None)]
    return [(one, two, row if row is not None else dict.fromkeys(['三级指标'], empty), row is None) for one, two, row in ordered]


def runs(keys):
    """For each key how many equal ones begin with it, 0 inside a run."""
    out = []
    for _, run in groupby(keys):
        count = len(list(run))
        out += [count] + [0] * (count - 1)
    return out


def indicator_rows(grid, rows, columns, stub=None, header=None, spans=(), merge=2, shown_levels=None):
    """The head and the rows below it; equal neighbours of the first `merge` levels are one cell.

    `columns` are (label in the head, key in the record) of what follows the third level; `spans` the columns' widths."""
    head = LEVELS + [name for name, _ in columns]
    spans = list(spans) or [1] * len(head)
    stubs = []
    if stub and header:
        stubs = [label(header, repeats=True)]
    elif stub:
        stubs = [label(stub, down=len(rows) + 1, repeats=True)]
    grid.row(*stubs, *[label(text, across, repeats=True) for text, across in zip(head, spans)])
    levels = [[as_text(row[i]) for row in rows] for i in (0, 1)]
    counts = [runs(levels[0]), runs(list(zip(*levels)))]
    for i, (_, _, row) in enumerate(rows):
        cells = [label(stub, down=len(rows), repeats=True)] if stub and header and i == 0 else []
        for level in (0, 1):
            text = shown_levels[level](levels[level][i]) if shown_levels else levels[level][i]
            if level >= merge:
                cells.append(label(text, spans[level]))
            elif counts[level][i]:
                cells.append(label(text, spans[level], counts[level][i], repeats=True))
        cells += [value(row.get(key), across) for key, across in zip(['三级指标'] + [key for _, key in columns], spans[2:])]
        grid.row(*cells)


def amount_with_unit(given, unit):
    """`700万元` stays; a bare 240 is printed with the unit of its field."""
    text = as_text(given)
    return text + unit if re.fullmatch(r'-?[\d,]+(\.\d+)?', text) else text


def list_text(given):
    return '\n'.join(map(as_text, given)) if isinstance(given, list) else as_text(given)


# -- 唐山, 青岛 ------------------------------------------------------------------------------------------------

DESCRIBED = [('绩效指标描述', '绩效指标描述'), ('指标值', '指标值'), ('指标值确定依据', '指标值确定依据')]
DESCRIBED_SPANS = [1, 1, 1, 2, 1, 1]


def money_row(grid, record, unit):
    def amount(key):
        return money(amount_with_unit(record.get(key), unit))
    grid.row(label('预算规模及资金用途', down=2), label('预算数'), amount('预算数'), label('其中：财政资金'), amount('财政资金'),
             label('其他资金'), amount('其他资金'))
    grid.row(rest(record.get('资金用途')))


def plan_rows(grid, record, when, title):
    plan, spans = record.get('资金支出计划', {}), [2, 1, 1, 2]
    shares = plan if isinstance(plan, list) else [plan.get(name) for name in when]
    grid.row(label(title, down=2), *[label(name, across) for name, across in zip(when, spans)])
    grid.row(*[value(share, across, kind='percent') for share, across in zip(shares, spans)])


def tangshan_head(record):
    grid = Grid(7)
    grid.row(label('项目编码'), value(record.get('项目编码'), 2), label('项目名称'), rest(record['项目名称']))
    return grid


def tangshan_end(grid, record):
    indicator_rows(grid, flat_indicators(record['绩效指标']), DESCRIBED, spans=DESCRIBED_SPANS)
    return Expected(record.get('标题') or record['项目名称'] + '项目绩效目标表', 7, grid.cells)


def tangshan_project(record):
    grid = tangshan_head(record)
    money_row(grid, record, '万元')
    plan_rows(grid, record, ['3月底', '6月底', '10月底', '12月底'], '资金支出计划（%）')
    goals = record['绩效目标']
    for i, goal in enumerate(goals):
        stub = [label('绩效目标', down=len(goals), repeats=True)] if i == 0 else []
        grid.row(*stub, label(f'目标{i + 1}'), rest(goal))
    rows = flat_indicators(record['绩效指标'])
    head = LEVELS + [name for name, _ in DESCRIBED]
    grid.row(*[label(text, across, down=2, repeats=True) for text, across in zip(head, DESCRIBED_SPANS)])
    grid.row()  # the head is two rows high
    body = Grid(7)
    indicator_rows(body, rows, DESCRIBED, spans=DESCRIBED_SPANS)
    grid.cells += [Cell(c.row - 1 + grid.row_count, c.column, c.text, c.down, c.across, c.kind, c.repeats)
                   for c in body.cells if c.row]
    return Expected(record.get('标题') or record['项目名称'] + '项目绩效目标表', 7, grid.cells)


QUARTERS = ['第一季度', '第二季度', '第三季度', '第四季度']


def tangshan_project_quarter(record):
    grid = tangshan_head(record)
    grid.row(label('项目资金主要用途'), rest(record.get('项目资金主要用途')))
    plan_rows(grid, record, QUARTERS, record.get('资金支出计划标题', '资金支出计划（累计进度%）'))
    grid.row(label('绩效目标'), rest(list_text(record['绩效目标'])))
    return tangshan_end(grid, record)


def tangshan_project_mixed(record):
    grid = tangshan_head(record)
    money_row(grid, record, '万元')
    plan_rows(grid, record, QUARTERS, record.get('资金支出计划标题', '资金支出计划（累计进度%）'))
    grid.row(label('绩效目标'), rest(list_text(record['绩效目标'])))
    return tangshan_end(grid, record)


def qingdao_project(record):
    grid = tangshan_head(record)
    money_row(grid, record, '')
    plan_rows(grid, record, ['3月底', '6月底', '10月底', '12月底'], '资金支出计划（%）')
    grid.row(label('绩效目标'), rest(list_text(record['绩效目标'])))
    indicator_rows(grid, flat_indicators(record['绩效指标']), DESCRIBED, spans=DESCRIBED_SPANS, merge=1)
    number = record.get('序号')
    title = record.get('标题') or (f'{number}.' if number else '') + record['项目名称'] + '绩效目标表'
    return Expected(title, 7, grid.cells, [record['单位编码及名称'], '单位：万元'])


# -- 深圳 ------------------------------------------------------------------------------------------------------

FUTIAN = {'产出': ['数量', '质量', '时效', '成本'], '效益': ['经济效益', '社会效益', '生态效益', '可持续影响'],
          '满意度': ['服务对象满意度', '其他满意度']}
FUTIAN_REQUIRED = {'数量', '质量', '时效', '成本', '社会效益', '服务对象满意度'}


def futian_project(record):
    grid = Grid(5)
    for left, right in (('项目编码', '项目名称'), ('申请单位', '一级预算单位'), ('实施期限', '项目类型'), ('是否新增项目', '分配方式')):
        grid.row(label(left + '：'), value(record.get(left)), label(right + '：'), rest(record.get(right)))
    grid.row(label('项目总金额（中期规划，万元）：'), money(record.get('项目总金额')), label('本年度项目金额（万元）：'),
             money(record.get('本年度项目金额'), 'rest'))
    for text, key in (('政策依据：', '政策依据'), ('测算依据：', '测算依据'), ('年度目标：', '年度目标'),
                      ('长期目标（跨度多年的项目需填）：', '长期目标')):
        grid.row(label(text), rest(record.get(key)))
    rows = []
    for one, two, row, missing in with_categories(flat_indicators(record['绩效指标']), FUTIAN):
        rows.append((one, two, dict.fromkeys(['三级指标', '指标值', '指标解释'], '不适用') if missing else row))
    indicator_rows(grid, rows, [('指标值', '指标值'), ('指标解释', '指标解释')], merge=0,
                   shown_levels=(as_text, lambda two: ('*' if two in FUTIAN_REQUIRED else '') + two))
    return Expected('二级项目支出绩效目标申报表', 5, grid.cells, free=True)


# -- 济南 ------------------------------------------------------------------------------------------------------


def jinan_project(record):
    grid = Grid(5)
    get = record.get
    grid.row(label('项目名称'), value(get('项目名称'), 2), label('项目类别'), value(get('项目类别')))
    grid.row(label('主管部门'), value(get('主管部门'), 2), label('主管部门编码'), value(get('主管部门编码')))
    grid.row(label('项目实施单位'), rest(get('项目实施单位')))
    grid.row(label('项目属性'), rest(get('项目属性')))
    grid.row(label('项目期限'), value(get('开始年度'), 2), label('至'), value(get('结束年度')))
    grid.row(label('项目资金（万元）', down=4), label('项目资金总额'), money(get('项目资金总额')), label('年度资金申请总额'),
             money(get('年度资金申请总额')))
    grid.row(label('其中：财政资金', down=2), money(get('财政资金'), down=2), label('其中：当年财政拨款'), money(get('当年财政拨款')))
    grid.row(label('上年结转资金'), money(get('上年结转资金')))
    grid.row(label('其他资金'), money(get('其他资金')), label('其他资金'), money(get('其他资金（年度）')))
    grid.row(label('实施期进度计划'), rest(get('实施期进度计划')))
    grid.row(label('绩效目标', down=2, repeats=True), label('总体绩效目标', 2), label('年度绩效目标', 2))
    grid.row(value(get('总体绩效目标'), 2), value(get('年度绩效目标'), 2))
    for banner in ('总体绩效指标', '年度绩效指标'):
        grid.row(label(banner, 'rest'))
        indicator_rows(grid, flat_indicators(record[banner]), [('指标值', '指标值')], stub='绩效指标')
    return Expected('项目绩效目标申报表', 5, grid.cells, [f'（{record["年度"]} 年度）'], free=True)


class Bands:
    """Grids one below the other, each with column edges of its own; the sheet has the edges of all of them."""

    def __init__(self, stub, width):
        self.stub, self.width, self.bands = stub, width, []

    def band(self, shares):
        grid = Grid(len(shares) + 1)
        edges, room = [0, self.stub], self.width - self.stub
        for i in range(len(shares)):
            edges.append(self.stub + room * sum(shares[:i + 1]) / sum(shares))
        self.bands.append((grid, edges))
        return grid

    def cells(self):
        """(columns, cells) on the union of the edges; what lies closer than 0.6 pt is one edge."""
        union = []
        for edge in sorted(edge for _, edges in self.bands for edge in edges):
            if not union or edge - union[-1] >= 0.6:
                union.append(edge)

        def column_of(edge):
            return min(range(len(union)), key=lambda i: abs(union[i] - edge))
        cells, first_row = [], 0
        for grid, edges in self.bands:
            at = [column_of(edge) for edge in edges]
            for c in grid.cells:
                left, right = at[c.column], at[c.column + c.across]
                cells.append(Cell(first_row + c.row, left, c.text, c.down, right - left, c.kind, c.repeats))
            first_row += grid.row_count
        return len(union) - 1, cells


def total(tasks, key):
    """The sum of a column, shown with as many decimals as its terms; nothing when there are none."""
    amounts = [as_text(task.get(key)).replace(',', '') for task in tasks]
    amounts = [amount for amount in amounts if re.fullmatch(r'\d+(\.\d+)?', amount)]
    places = max((len(amount.partition('.')[2]) for amount in amounts), default=0)
    return f'{sum(map(float, amounts)):.{places}f}' if amounts else ''


def jinan_department(record):
    get, form = record.get, Bands(stub=0.12 * 442.2, width=442.2)
    form.band([1]).row(label('部门名称'), value(get('部门名称')))
    form.band([2, 1, 2]).row(label('联系人'), value(get('联系人')), label('联系电话'), value(get('联系电话')))
    duties = get('部门职能', [])
    grid = form.band([1])
    grid.row(label('部门职能', down=4 + len(duties), repeats=True), label('职能依据：'))
    for text in [get('职能依据'), '部门职能：', *duties, get('核心职能')]:
        grid.row(value(text))
    form.band([1]).row(label('部门战略目标', repeats=True), value(get('部门战略目标')))
    grid = form.band([1])
    for i, goal in enumerate(get('年度绩效目标')):
        stub = [label('年度绩效目标', down=len(get('年度绩效目标')), repeats=True)] if i == 0 else []
        grid.row(*stub, value(goal))
    grid = form.band([4, 1])
    grid.row(label('部门基本信息', down=3, repeats=True), value(get('直属单位情况'), 2))
    grid.row(label('直属单位一并纳入本表填报的预算绩效管理范围：'), value(get('一并纳入填报范围')))
    grid.row(value(get('内设职能部门情况'), 2))
    grid = form.band([2, 1, 1])
    grid.row(label('人员情况', down=1 + len(get('人员情况')), repeats=True), *[label(t, repeats=True) for t in ('内容', '上年', '当年')])
    for person in get('人员情况'):
        grid.row(*[value(person.get(key)) for key in ('内容', '上年', '当年')])
    grid = form.band([3, 2, 3, 2])
    rows = [('按支出类型分', None, '按来源类型分', None), ('其中：基本支出', '基本支出', '其中：财政拨款', '财政拨款'),
            ('项目支出', '项目支出', '其他资金', '其他资金'), ('按支出性质分', None, '区（县）级财政专项资金', None),
            ('其中：运转类支出', '运转类支出', '其中：区（县）本级安排', '区（县）本级安排'),
            ('特定目标类支出', '特定目标类支出', '上级转移支付', '上级转移支付')]
    for i, (one, key1, two, key2) in enumerate(rows):
        stub = [label('预算情况（万元）', down=6, repeats=True)] if i == 0 else []
        amounts = [money(get(key)) if key else label('预算金额（万元）') for key in (key1, key2)]
        grid.row(*stub, label(one), amounts[0], label(two), amounts[1])
    task_rows(form.band([12, 34, 16, 13, 13, 12]), get('年度主要任务'))
    indicator_rows(form.band([15, 18, 35, 20]), flat_indicators(record['绩效指标']), [('目标值', '目标值')], stub='年度绩效指标')
    columns, cells = form.cells()
    return Expected('部门（单位）整体支出绩效目标申报表', columns, cells, [f'（{record["年度"]} 年）'], free=True)


def task_rows(grid, tasks):
    grid.row(label('年度主要任务', down=len(tasks) + 3, repeats=True),
             *[label(text, down=2, repeats=True) for text in ('职能', '政策或重点任务', '对应的拟安排项目', '预算资金（万元）')],
             label('其中：', 2, repeats=True))
    grid.row(label('财政拨款（万元）', repeats=True), label('其他资金（万元）', repeats=True))
    amounts = ['预算资金（万元）', '财政拨款（万元）', '其他资金（万元）']
    for task, count in zip(tasks, runs([task.get('职能') for task in tasks])):
        duty = [label(task['职能'], down=count, repeats=True)] if count else []
        grid.row(*duty, value(task.get('政策或重点任务')), value(task.get('对应的拟安排项目')), *[money(task.get(key)) for key in amounts])
    grid.row(label('合计', 3), *[money(total(tasks, key)) for key in amounts])


# -- 泉州 ------------------------------------------------------------------------------------------------------


def funds_rows(grid, record, left, right='rest'):
    for i, (text, key) in enumerate((('资金总额：', '资金总额'), ('其中：财政拨款', '财政拨款'), ('其他资金', '其他资金'))):
        stub = [label('专项资金情况（万元）', down=3)] if i == 0 else []
        grid.row(*stub, label(text, left), money(record.get(key), right))


def quanzhou_wide(record, columns, left, code, grounds):
    grid, get = Grid(columns), record.get
    grid.row(label(code), value(get(code), left), label('项目名称'), rest(get('项目名称')))
    grid.row(label('单位编码'), value(get('单位编码'), left), label('单位名称'), rest(get('单位名称')))
    for key in ('项目类别', '存续状态'):
        grid.row(label(key), rest(get(key)))
    grid.row(label('项目负责人'), value(get('项目负责人'), left), label('联系电话'), rest(get('联系电话')))
    grid.row(label('项目开始时间'), value(get('项目开始时间'), left), label('项目结束时间'), rest(get('项目结束时间')))
    grid.row(label('项目概况'), rest(get('项目概况')))
    if len(grounds) == 3:
        grid.row(label(grounds[0], down=2), label(grounds[1]), rest(get(grounds[1])))
        grid.row(label(grounds[2]), rest(get(grounds[2])))
    else:
        for key in grounds:
            grid.row(label(key), rest(get(key)))
    for key in ('项目实施期目标', '备注'):
        grid.row(label(key), rest(get(key)))
    funds_rows(grid, record, left)
    return grid


def wide_columns(year, star='', past=True):
    names = ['内涵解释', '设置依据', '指标计算公式或方法', '评分标准', '关键指标（与预算安排直接挂钩的指标）', '指标性质', '指标方向']
    names += [f'{year - 2}年完成值', f'{year - 1}年目标值', f'{year - 1}年完成值'] if past else []
    names += [f'{year}年半年目标值', f'{year}年目标值', '计量单位', '指标新增方式']
    return [(star + name, name.partition('（')[0]) for name in names]


def quanzhou_project(record):
    grid = quanzhou_wide(record, 18, 7, '项目编码', ['项目立项情况', '项目立项的依据', '项目申报的可行性'])
    indicator_rows(grid, flat_indicators(record['绩效指标']), wide_columns(record['年度']), stub='绩效指标', header='绩效目标指标')
    return Expected(record['项目名称'] + '项目绩效目标表', 18, grid.cells)


def quanzhou_soe_management(record):
    grid = quanzhou_wide(record, 15, 5, '项目编码', ['项目立项情况', '项目立项的依据', '项目申报的可行性'])
    indicator_rows(grid, flat_indicators(record['绩效指标']), wide_columns(record['年度'], past=False), stub='绩效指标',
                   header='绩效目标指标')
    return Expected(f'{record["年度"]}年度国有资本经营预算绩效目标管理表', 15, grid.cells)


AWARD = {'产出指标': ['数量指标', '质量指标', '时效指标', '成本指标'],
         '效益指标': ['经济效益指标', '社会效益指标', '生态效益指标', '可持续效益指标'], '满意度指标': ['服务对象满意度指标']}


def quanzhou_ip_award(record):
    grid = quanzhou_wide(record, 15, 5, '项目编号', ['项目立项依据', '项目立项可行性'])
    rows = [row[:3] for row in with_categories(flat_indicators(record['绩效指标']), AWARD)]
    first = len(grid.cells)
    indicator_rows(grid, rows, wide_columns(record['年度'], '*', past=False), stub='绩效指标', header='绩效目标指标')
    grid.cells = [Cell(c.row, c.column, '*' + c.text, c.down, c.across, c.kind, c.repeats)
                  if i >= first and c.text == '三级指标' else c for i, c in enumerate(grid.cells)]
    notes = ['产出指标的四个二级指标均要有一条以上的目标', '目标合计数不得少于六条', '二级指标相对应的三级指标可根据实际情况新增条数']
    return Expected(record['标题'], 15, grid.cells, notes)


def quanzhou_special_fund(record):
    grid, get = Grid(9), record.get
    grid.row(label('项目名称'), rest(get('项目名称')))
    grid.row(label('主管部门（单位）名称及部门预算编码'), value(get('主管部门(单位)名称及部门预算编码'), 3), label('补助项目/区域'),
             rest(get('补助项目/区域')))
    funds_rows(grid, record, 3)
    grid.row(label('总体目标'), rest(get('总体目标')))
    columns = [(name, name) for name in ('指标解释', '指标性质', '指标方向', '目标值', '计量单位')]
    indicator_rows(grid, flat_indicators(record['绩效指标']), columns, stub='绩效指标')
    return Expected('绩效目标表', 9, grid.cells, [f'（{record["年度"]}年度）'])


def quanzhou_county_subsidy(record):
    grid, get = Grid(5), record.get
    grid.row(label(f'{record["年度"]}年{record["专项名称"]}绩效目标表', 5))
    grid.row(label('专项名称'), rest(get('专项名称')))
    grid.row(label('主管部门'), value(get('主管部门')), label('奖补对象'), rest(get('奖补对象')))
    grid.row(label('资金情况（万元）', down=3), label('年度金额'), money(get('年度金额'), 3))
    grid.row(label('其中：市级补助'), money(get('市级补助'), 3))
    grid.row(label('县级自筹'), money(get('县级自筹'), 3))
    grid.row(label('总体目标'), rest(get('总体目标')))
    indicator_rows(grid, flat_indicators(record['绩效指标']), [('指标值', '指标值')], stub='绩效目标')
    return Expected('附件3', 5, grid.cells)


def quanzhou_fund_declaration(record):
    grid, get = Grid(5), record.get
    for key in ('专项名称', '主管部门', '项目概况'):
        grid.row(label(key), rest(get(key)))
    grid.row(label('项目资金（万元）', down=5), label(''), label('年初预算数'), label('全年预算数', 2))
    for text, key in (('年度资金总额', '年度资金总额'), ('其中：当年财政拨款', '当年财政拨款'), ('其他资金', '其他资金'),
                      ('上年结转资金', '上年结转资金')):
        grid.row(label(text), money(get(key, {}).get('年初预算数')), money(get(key, {}).get('全年预算数'), 2))
    grid.row(label('年度总体目标', down=2), label('预期目标', 4))
    grid.row(rest(get('预期目标')))
    indicator_rows(grid, flat_indicators(record['绩效指标']), [('年度指标值', '年度指标值')], stub='绩效指标')
    return Expected('专项资金绩效目标申报表', 5, grid.cells, [f'（{record["年度"]}年度）'])


SOE = {'成本指标': ['经济成本指标', '社会成本指标', '生态成本指标'], '产出指标': ['数量指标', '质量指标', '时效指标'],
       '效益指标': ['经济效益指标', '社会效益指标', '生态效益指标', '可持续影响指标'], '满意度指标': ['服务对象满意度指标']}


def quanzhou_soe_budget(record):
    grid, get = Grid(7), record.get
    grid.row(label('收入预算'), money(get('收入预算')), label('利润上缴'), money(get('利润上缴'), 4))
    grid.row(label('支出计划（项目名称）'), rest(get('项目名称')))
    grid.row(label('主管部门'), value(get('主管部门')), label('实施单位'), rest(get('实施单位')))
    grid.row(label('所属阶段'), label(f'实施期绩效目标（{get("实施期")}）', 2), label('年度绩效目标', 4))
    for i, (text, key) in enumerate((('资金总额：', '资金总额'), ('其中：预算拨款', '预算拨款'), ('其他资金', '其他资金'))):
        stub = [label('支出预算', down=3)] if i == 0 else []
        grid.row(*stub, label(text), money(get(key + '（实施期）')), label(text), money(get(key + '（年度）'), 3))
    grid.row(label('总体目标'), rest(get('总体目标')))
    rows = [row[:3] for row in with_categories(flat_indicators(record['绩效指标']), SOE)]
    columns = [(name, name) for name in ('指标解释', '实施期目标值', '年度目标值')]
    indicator_rows(grid, rows, columns, stub='项目绩效指标')
    return Expected('国有资本经营预算绩效目标表', 7, grid.cells,
                    ['附件5', f'（{record["年度"]}年度）', '单位：万元', '绩效目标及指标要能清晰反映预算资金的预期产出和效果。',
                     '自行设定绩效目标和指标。'])


def quanzhou_social_insurance(record):
    grid, get = Grid(5), record.get
    grid.row(label('险种名称', 2), rest(get('险种名称')))
    grid.row(label('中央主管部门及相关部门', 2), rest(get('中央主管部门及相关部门')))
    grid.row(label('省级财政部门', 1), value(get('省级财政部门')), label('省级主管部门及相关部门'), rest(get('省级主管部门及相关部门')))
    grid.row(label('资金情况', down=2), label('收入预算金额（亿元）：'), money(get('收入预算金额'), 3))
    grid.row(label('支出预算金额（亿元）：'), money(get('支出预算金额'), 3))
    grid.row(label('绩效目标', down=3, repeats=True), label('整体目标'), rest(get('整体目标')))
    grid.row(label('总体目标', 2), label('年度目标', 2))
    grid.row(value(get('总体目标'), 2), value(get('年度目标'), 2))
    indicator_rows(grid, flat_indicators(record['绩效指标']), [('指标值', '指标值')], stub='绩效指标')
    return Expected('社会保险基金预算区域绩效目标表', 5, grid.cells, [f'（{record["年度"]}年度）', record['统筹地区']])


# -- 财政部 ----------------------------------------------------------------------------------------------------


def grouped(given):
    """An amount with two decimals and commas."""
    return '' if given is None else f'{float(given):,.2f}'


def mof_project_declaration(record):
    grid, get = Grid(8), record.get
    grid.row(label('项目名称', 2), rest(get('项目名称')))
    grid.row(label('主管部门及代码', 2), value(get('主管部门及代码'), 2), label('实施单位'), rest(get('实施单位')))
    grid.row(label('项目属性', 2), value(get('项目属性'), 2), label('项目期'), rest(get('项目期')))
    for i, (left, right, key) in enumerate((('中期资金总额：', '年度资金总额：', '资金总额'), ('其中：财政拨款',) * 2 + ('财政拨款',),
                                            ('其他资金',) * 3)):
        stub = [label('项目资金（万元）', 2, down=3)] if i == 0 else []
        grid.row(*stub, label(left), money(grouped(get('中期' + key)), 2), label(right), money(grouped(get('年度' + key)), 2))
    until = get('中期目标截止年度')
    grid.row(label('总体目标', down=2), label(f'中期目标（{record["年度"]}年' + (f'—{until}年）' if until else '）'), 4),
             label('年度目标', 'rest'))
    grid.row(value(get('中期目标'), 4), rest(get('年度目标')))
    sides = [flat_indicators(record[key]) for key in ('中期绩效指标', '年度绩效指标')]
    rows = []  # (level 1, left row or None, right row or None)
    for level1 in dict.fromkeys(row[0] for side in sides for row in side):
        halves = [[row for row in side if row[0] == level1] for side in sides]
        for i in range(max(map(len, halves))):
            rows.append((level1, *[half[i] if i < len(half) else None for half in halves]))
    head = ['一级指标', '二级指标', '三级指标', '指标值', '二级指标', '三级指标', '指标值']
    grid.row(label('绩效指标', down=len(rows) + 1, repeats=True), *[label(text, repeats=True) for text in head])
    outer = runs([row[0] for row in rows])
    inner = [runs([(row[0], row[half] and row[half][1]) for row in rows]) for half in (1, 2)]
    for i, row in enumerate(rows):
        cells = [label(row[0], down=outer[i], repeats=True)] if outer[i] else []
        for half in (1, 2):
            given = row[half]
            if inner[half - 1][i]:
                cells.append(label(given[1] if given else '', down=inner[half - 1][i], repeats=True))
            cells += [value(given[2].get(key) if given else '') for key in ('三级指标', '指标值')]
        grid.row(*cells)
    return Expected('项目支出绩效目标申报表', 8, grid.cells, [f'（{record["年度"]}年度）'])


def mof_project_targets(record):
    grid, get = Grid(6), record.get
    grid.row(label('项目名称'), rest(get('项目名称')))
    grid.row(label('主管部门及代码'), value(get('主管部门及代码'), 2), label('实施单位'), rest(get('实施单位')))
    for i, (text, key) in enumerate((('年度资金总额',) * 2, ('其中：财政拨款', '财政拨款'), ('上年结转',) * 2, ('其他资金',) * 2)):
        stub = [label('项目资金（万元）', down=4)] if i == 0 else []
        grid.row(*stub, label(text, 2), money(grouped(get(key)), 3))
    grid.row(label('年度总体目标'), rest(get('年度总体目标')))
    rows = with_equal_decimals(flat_indicators(record['绩效指标']), '分值权重')
    first = len(grid.cells)
    indicator_rows(grid, rows, [('指标值', '指标值'), (f'分值权重（{get("权重满分", 90)}）', '分值权重')], stub='绩效指标')
    grid.cells[first] = Cell(**{**vars(grid.cells[first]), 'down': len(rows) + 2})
    grid.covered[0] = 1
    weights = [{'分值权重': as_text(row[2]['分值权重'])} for row in rows]
    grid.row(label('合计', 4), value(total(weights, '分值权重')))
    return Expected('项目支出绩效目标表', 6, grid.cells, [f'（{record["年度"]}年度）'])


def mof_department_declaration(record):
    get, form = record.get, Bands(stub=0.12 * 442.2, width=442.2)
    form.band([1]).row(label('部门（单位）名称'), value(get('部门名称')))
    tasks, grid = get('年度主要任务'), form.band([20, 30, 16, 17, 16])
    grid.row(label('年度主要任务', down=len(tasks) + 3, repeats=True), label('任务名称', down=2, repeats=True),
             label('主要内容', down=2, repeats=True), label('预算金额（万元）', 3, repeats=True))
    grid.row(*[label(text, repeats=True) for text in ('总额', '财政拨款', '其他资金')])
    amounts = ['预算金额', '财政拨款', '其他资金']
    for task in tasks:
        grid.row(value(task['任务名称']), value(task.get('主要内容')), *[money(grouped(task.get(key))) for key in amounts])
    grid.row(label('金额合计', 2), *[money(grouped(sum(task.get(key, 0) for task in tasks))) for key in amounts])
    goals, grid = get('年度总体目标'), form.band([1, 8])
    for i, goal in enumerate(goals):
        stub = [label('年度总体目标', down=len(goals), repeats=True)] if i == 0 else []
        grid.row(*stub, label(f'目标{i + 1}：'), value(goal))
    indicator_rows(form.band([14, 20, 38, 20]), flat_indicators(record['年度绩效指标']), [('指标值', '指标值')], stub='年度绩效指标')
    columns, cells = form.cells()
    return Expected('部门（单位）整体支出绩效目标申报表', columns, cells, [f'（{record["年度"]}年度）'])


def figure(text):
    return float(re.search(r'\d[\d,]*(\.\d+)?', str(text))[0].replace(',', ''))


def with_equal_decimals(rows, key):
    """The rows with as many decimals in that column as the figure that has most."""
    places = max(len(as_text(row[key]).partition('.')[2]) for _, _, row in rows)
    return [(one, two, {**row, key: f'{float(row[key]):.{places}f}'}) for one, two, row in rows]


def score_of(row):
    """What the indicator scores: as given, or by how much of the target was reached."""
    if '得分' in row:
        return float(row['得分'])
    target, actual = figure(row['年度指标值']), figure(row['实际完成值'])
    part = (target / actual if actual > target else 1) if row['年度指标值'][0] in '≤<' else actual / target
    return round(min(part, 1) * row['分值'] + 1e-9, 2)


def mof_self_evaluation(record):
    grid, get = Grid(9), record.get
    grid.row(label('项目名称'), rest(get('项目名称')))
    grid.row(label('主管部门'), value(get('主管部门'), 4), label('实施单位'), rest(get('实施单位')))
    grid.row(label('项目资金（万元）', down=5), label('', 2), *[label(text) for text in (
        '年初预算数', '全年预算数（A）', '全年执行数（B）', '分值', '执行率（B/A）', '得分')])
    columns = ['年初预算数', '全年预算数', '全年执行数']
    rate = get('年度资金总额')['全年执行数'] / get('年度资金总额')['全年预算数']
    money_score = round(min(rate, 1) * 10 + 1e-9, 2)
    for text, key in (('年度资金总额',) * 2, ('其中：本年财政拨款', '本年财政拨款'), ('上年结转资金',) * 2, ('其他资金',) * 2):
        scores = ['10', f'{rate * 100:.2f}%', f'{money_score:.2f}'] if key == '年度资金总额' else ['—'] * 3
        grid.row(label(text, 2), *[money(grouped(get(key, {}).get(column))) for column in columns], *map(value, scores))
    grid.row(label('年度总体目标', down=2), label('预期目标', 4), label('实际完成情况', 'rest'))
    grid.row(value(get('预期目标'), 4), rest(get('实际完成情况')))
    rows = [(one, two, {**row, '得分': f'{score_of(row):.2f}'}) for one, two, row in flat_indicators(record['绩效指标'])]
    names = ['年度指标值', '实际完成值', '分值', '得分']
    indicator_rows(grid, rows, [(name, name) for name in names] + [('偏差原因分析及改进措施', '偏差原因')], stub='绩效指标')
    full, result = sum(row[2]['分值'] for row in rows) + 10, sum(float(row[2]['得分']) for row in rows) + money_score
    grade = next(word for least, word in ((90, '优'), (80, '良'), (60, '中'), (0, '差')) if result >= least)
    grid.row(label('总分', 6), value(f'{full:g}'), value(f'{result:.2f}'), value(grade))
    return Expected('项目支出绩效自评表', 9, grid.cells, [f'（{record["年度"]}年度）'])


FAMILIES = {function.__name__.replace('_', '-'): function for function in (
    futian_project, jinan_department, jinan_project, mof_department_declaration,
    mof_project_declaration, mof_project_targets, mof_self_evaluation, qingdao_project, quanzhou_county_subsidy, quanzhou_fund_declaration,
    quanzhou_ip_award, quanzhou_project, quanzhou_social_insurance, quanzhou_soe_budget, quanzhou_soe_management,
    quanzhou_special_fund, tangshan_project, tangshan_project_mixed, tangshan_project_quarter)}


def expected_of(path):
    with open(path, encoding='utf-8') as file:
        record = yaml.safe_load(file)
    expected = FAMILIES[record['form']](record)
    expected.cells.sort(key=lambda cell: (cell.row, cell.column))
    return expected
