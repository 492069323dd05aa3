"""What a printed form has to show, derived from a record and the published grid alone, without biaoce's code or templates.

A form is a grid of cells; a family is one function record → list of Cell. Rows and columns count from 0.
"""
import re
from dataclasses import dataclass, replace
from itertools import groupby

import yaml


@dataclass(frozen=True)
class Cell:
    row: int
    column: int
    text: str
    down: int = 1
    across: int = 1
    kind: str = 'text'  # or money, percent: a number in XLSX
    repeats: bool = False  # a label that is printed again where its table goes on


@dataclass(frozen=True)
class Expected:
    title: str
    columns: int
    cells: list


def normal(text):
    """Text without what line breaking and alignment add or take."""
    return re.sub(r'[\s\u200b\u3000]', '', str(text))


def as_text(value):
    return '' if value is None else str(value)


def flat_indicators(indicators):
    """Rows of (level 1, level 2, map) from either way of writing them."""
    if isinstance(indicators, list):
        return [(row.get('一级指标', ''), row.get('二级指标', ''), row) for row in indicators]
    return [(one, two, row) for one, inside in indicators.items() for two, rows in inside.items() for row in rows]


def merged(rows, depth, first_row):
    """Label cells of equal neighbours under the same parent, for the first `depth` entries of each row."""
    for level in range(depth):
        at = first_row
        for key, run in groupby(rows, key=lambda row: row[:level + 1]):
            count = len(list(run))
            yield Cell(at, level, as_text(key[level]), down=count, repeats=True)
            at += count


def amount_with_unit(value, unit):
    """`700万元` stays; a bare 240 is printed with the unit of its field."""
    text = as_text(value)
    return text + unit if re.fullmatch(r'-?[\d,]+(\.\d+)?', text) else text


def tangshan_project(record):
    def money(key):
        return amount_with_unit(record.get(key), '万元')

    plan = record.get('资金支出计划', {})
    when = ['3月底', '6月底', '10月底', '12月底']
    shares = plan if isinstance(plan, list) else [plan.get(label) for label in when]
    places = [(1, 2), (3, 1), (4, 1), (5, 2)]
    cells = [
        Cell(0, 0, '项目编码'), Cell(0, 1, as_text(record.get('项目编码')), across=2),
        Cell(0, 3, '项目名称'), Cell(0, 4, record['项目名称'], across=3),
        Cell(1, 0, '预算规模及资金用途', down=2),
        Cell(1, 1, '预算数'), Cell(1, 2, money('预算数'), kind='money'),
        Cell(1, 3, '其中：财政资金'), Cell(1, 4, money('财政资金'), kind='money'),
        Cell(1, 5, '其他资金'), Cell(1, 6, money('其他资金'), kind='money'),
        Cell(2, 1, as_text(record.get('资金用途')), across=6),
        Cell(3, 0, '资金支出计划（%）', down=2),
    ]
    cells += [Cell(3, column, label, across=across) for label, (column, across) in zip(when, places)]
    cells += [Cell(4, column, as_text(share), across=across, kind='percent')
              for share, (column, across) in zip(shares, places)]

    goals = record['绩效目标']
    cells.append(Cell(5, 0, '绩效目标', down=len(goals), repeats=True))
    for i, goal in enumerate(goals):
        cells += [Cell(5 + i, 1, f'目标{i + 1}'), Cell(5 + i, 2, as_text(goal), across=5)]

    head = 5 + len(goals)
    places = [(0, 1), (1, 1), (2, 1), (3, 2), (5, 1), (6, 1)]
    labels = ['一级指标', '二级指标', '三级指标', '绩效指标描述', '指标值', '指标值确定依据']
    # The published forms have a second, empty row of heads under the first.
    cells += [Cell(head, column, label, down=2, across=across, repeats=True)
              for label, (column, across) in zip(labels, places)]
    rows = flat_indicators(record['绩效指标'])
    cells += merged([row[:2] for row in rows], 2, head + 2)
    for i, (_, _, row) in enumerate(rows):
        cells += [Cell(head + 2 + i, column, as_text(row.get(label)), across=across)
                  for label, (column, across) in zip(labels[2:], places[2:])]
    title = record.get('标题') or record['项目名称'] + '项目绩效目标表'
    return Expected(title, 7, sorted(cells, key=lambda cell: (cell.row, cell.column)))


FAMILIES = {'tangshan-project': tangshan_project}


def expected_of(path):
    with open(path, encoding='utf-8') as file:
        record = yaml.safe_load(file)
    return FAMILIES[record['form']](record)


def same_value(cell, shown):
    """Whether `shown` is what the cell has to show. A share may be printed with or without its %."""
    wanted, shown = normal(cell.text), normal(shown)
    if cell.kind == 'percent':
        return wanted.rstrip('%％') == shown.rstrip('%％')
    if cell.kind == 'money':
        return wanted.replace(',', '') == shown.replace(',', '')
    return wanted == shown


def without_text(cell):
    return replace(cell, text='')
