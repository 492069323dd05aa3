"""Records as the mutations see them: where amounts, plans, names, indicators and texts stand, by the labels of the forms.

A form is a map of strings, as its YAML writes them; a path is a tuple of keys and places. Nothing here is changed in
place: a mutation gives {path: value}, and `Form.changed` makes a copy with these values.
"""
import copy
import functools
import json
import re
from decimal import Decimal
from pathlib import Path

import yaml

from .kinds import Edit

ROOT = Path(__file__).resolve().parents[3]
REMOVE = object()  # as a value: without this key
# What the rules are built on, and what they are only measured on: four families, about two fifths of the records.
HELD_OUT = ('qingdao-project', 'tangshan-project-quarter', 'futian-project', 'jinan-department')


class Words(yaml.SafeLoader):
    """Every scalar is a string; of YAML's own words only `<<` keeps its meaning."""


Words.yaml_implicit_resolvers = {'<': [one for one in yaml.SafeLoader.yaml_implicit_resolvers['<'] if 'merge' in one[0]]}


# -- amounts --

AMOUNT = re.compile(r'^([-−]?)(\d[\d,]*)(\.\d+)?( *)(万元|元|亿元|万)?$')
MONEY_UNITS = {'元': 1, '万元': 10_000, '万': 10_000, '亿元': 100_000_000}
TEXT_AMOUNT = re.compile(r'(?<![\d.,])(\d[\d,]*(?:\.\d+)?) ?(亿元|万元|元)(?!/|每)')
SUMS = [
    ('预算数', ['财政资金', '其他资金']),
    ('项目资金总额', ['财政资金', '其他资金']),
    ('年度资金申请总额', ['当年财政拨款', '上年结转资金', '其他资金（年度）']),
    ('资金总额', ['财政拨款', '其他资金']),
    ('资金总额（实施期）', ['预算拨款（实施期）', '其他资金（实施期）']),
    ('资金总额（年度）', ['预算拨款（年度）', '其他资金（年度）']),
    ('中期资金总额', ['中期财政拨款', '中期其他资金']),
    ('年度资金总额', ['年度财政拨款', '年度其他资金']),
    ('年度资金总额', ['财政拨款', '上年结转', '其他资金']),
    ('项目支出', ['运转类支出', '特定目标类支出']),
]
SUMS_OF_MAPS = [('年度资金总额', ['当年财政拨款', '本年财政拨款', '上年结转资金', '其他资金'])]
BUDGETS = ['预算数', '年度资金申请总额', '资金总额（年度）', '资金总额', '年度资金总额', '本年度项目金额', '年度金额']
WHOLES = [('项目资金总额', '年度资金申请总额'), ('项目总金额', '本年度项目金额'), ('中期资金总额', '年度资金总额'),
          ('资金总额（实施期）', '资金总额（年度）')]
AMOUNTS = {label for total, parts in SUMS for label in [total, *parts]} | set(BUDGETS) | {
    '项目总金额', '基本支出', '财政拨款', '区（县）本级安排'}


class Amount:
    """An amount and how it is written."""

    def __init__(self, found):
        sign, whole, rest, self.blank, self.unit = found.groups()
        self.number = Decimal((('-' if sign else '') + whole + (rest or '')).replace(',', ''))
        self.decimals = len(rest) - 1 if rest else 0
        self.grouped = ',' in whole

    def say(self, number, decimals=None, unit=None, grouped=None):
        """Another number in the same spelling; with more decimals where it needs them."""
        number = Decimal(number)
        least = self.decimals if decimals is None else decimals
        exact = -number.normalize().as_tuple().exponent
        places = max(least, exact if exact > 0 else 0)
        comma = ',' if (self.grouped if grouped is None else grouped) else ''
        return f'{number:{comma}.{places}f}' + self.blank + ((self.unit or '') if unit is None else unit)


def amount(text):
    found = AMOUNT.match(text) if isinstance(text, str) else None
    return Amount(found) if found else None


def plain(number):
    """A number without zeros behind it: 260, 0.5."""
    number = Decimal(number)
    return f'{number.normalize():f}' if number else '0'


# -- indicators --

LISTS = ['绩效指标', '总体绩效指标', '年度绩效指标', '中期绩效指标']
VALUES = ['指标值', '目标值', '年度指标值', '年度目标值']
SIGNS = {'大于等于': '≥', '小于等于': '≤', '等于': '='}
SPELT = {sign: word for word, sign in SIGNS.items()}
DATED = re.compile(r'年.*[\d内底前]|年\D*完成.*|月(?:份|底|中)?前?.*|.*前')  # behind a number: it is the year or month of a date
TARGET = re.compile(r'^(≥|≤|=)?( *)(\d[\d,]*(?:\.\d+)?)( *)([^\d\s；，。,;].*)?$')
KINDS = {'satisfaction': '满意', 'cost': '成本', 'quantity': '数量', 'quality': '质量', 'time': '时效', 'benefit': '效益|效果|影响'}
COUNTS = set('个 家 次 人 人次 户 台 座 株 件 项 条 场 处 份 套 名 期 种 卷 册 盏 平方米 万平方米 公里 米 吨 亩 万亩 万人'.split())
DEADLINE = re.compile(r'(\d{4}) ?年(?: ?(\d+) ?月)?')


class Row:
    """One indicator: its categories, name, and value in three parts, wherever the form keeps them."""

    def __init__(self, form, path, levels, fields):
        self.form, self.path, self.fields = form, path, fields
        self.level1, self.level2 = levels
        self.name = fields.get('三级指标', '')
        self.value_key = next((key for key in fields if key in VALUES or re.fullmatch(r'\d{4}年目标值', key)), None)
        self.value = fields.get(self.value_key, '') or ''
        self.split = '计量单位' in fields or '指标方向' in fields
        found = TARGET.match(self.value)
        if found and DATED.fullmatch((found[5] or '').strip()):
            found = None
        self.number = found[3] if found else None
        self.sign, self.unit = (found[1] or '', (found[5] or '').strip()) if found else ('', '')
        if self.split:
            self.sign, self.unit = SIGNS.get(fields.get('指标方向'), ''), fields.get('计量单位', '')
        if self.unit in ('百分号', '百分比'):
            self.unit = '%'
        self.kind = next((kind for kind, words in KINDS.items() if re.search(words, self.level2)), None) or next(
            (kind for kind, words in KINDS.items() if re.search(words, self.level1)), None)
        if '满意' in self.name:
            self.kind = 'satisfaction'
        self.twins = []

    def at(self, key):
        return self.path + (key,)

    def put(self, key, value):
        """This row with another value of a key, and the same row of a list beside it."""
        return {row.at(key): value for row in [self, *self.twins] if key in row.fields or value is not REMOVE}

    def rename(self, name):
        return self.put('三级指标', name)

    def say(self, text):
        """The whole value in other words; where the form has columns for sign and unit, these become empty."""
        changes = {}
        for row in [self, *self.twins]:
            changes[row.at(row.value_key)] = text
        return changes

    def set(self, sign=None, number=None, unit=None):
        """The value with another sign, number or unit, each in its column."""
        sign, number, unit = (mine if new is None else new for new, mine in
                              ((sign, self.sign), (number, self.number), (unit, self.unit)))
        changes = {}
        for row in [self, *self.twins]:
            if row.split:
                changes[row.at(row.value_key)] = number
                if sign != row.sign:
                    changes[row.at('指标方向')] = SPELT.get(sign, sign)
                if unit != row.unit:
                    changes[row.at('计量单位')] = unit
            else:
                changes[row.at(row.value_key)] = sign + number + unit
        return changes

    def written(self, sign=None, number=None, unit=None):
        """The value in one cell, as a form without columns writes it; None in a form that has them."""
        if self.split or self.number is None:
            return None
        sign, number, unit = (mine if new is None else new for new, mine in
                              ((sign, self.sign), (number, self.number), (unit, self.unit)))
        return self.say(sign + number + unit)

    def followed_by(self, **fields):
        """A copy of this row with other fields behind it."""
        changes = {}
        source = tuple(row.at(key) for row in [self, *self.twins] for key in row.fields)
        for row in [self, *self.twins]:
            more = {**row.fields, **{row.value_key if key == 'value' else key: value for key, value in fields.items()}}
            where = row.path[:-1]
            rows = list(changes.get(where) or row.form.at(where))
            rows.insert(row.path[-1] + 1, more)
            changes[where] = rows
        return Edit(changes, source=source)

    def dropped(self):
        """Without this row; with its category, when it was the only one."""
        changes = {}
        for row in [self, *self.twins]:
            path = row.path
            rest = [one for one in row.form.at(path[:-1]) if one is not row.fields]
            while not rest and len(path) > 2:
                path = path[:-1]
                above = row.form.at(path[:-1])
                rest = {key: one for key, one in above.items() if key != path[-1]}
            changes[path[:-1]] = rest
        return changes

    is_rate = property(lambda self: self.number is not None and self.unit == '%')
    is_count = property(lambda self: self.number is not None and self.unit in COUNTS)
    is_money = property(lambda self: self.number is not None and self.unit in MONEY_UNITS)


# -- forms --

TEXTS = ['资金用途', '项目资金主要用途', '测算依据', '项目概况', '年度目标', '长期目标', '总体目标', '整体目标', '总体绩效目标',
         '年度绩效目标', '绩效目标', '预期目标', '年度总体目标', '中期目标', '项目实施期目标', '实施期进度计划', '政策依据',
         '部门战略目标', '部门职能', '项目立项的依据', '项目立项依据', '项目申报的可行性', '项目立项可行性']
GOALS = [one for one in TEXTS if '目标' in one]
USES = ['资金用途', '项目资金主要用途', '测算依据', '项目概况']
UNITS = ['项目实施单位', '实施单位', '申请单位', '单位名称', '单位编码及名称', '编制部门']
DEPARTMENTS = ['主管部门', '主管部门及代码', '一级预算单位', '主管部门(单位)名称及部门预算编码', '部门名称']
NAMES = ['项目名称', '专项名称', '部门名称']


class Form:
    def __init__(self, name, family, data):
        self.name, self.family, self.data = name, family, data
        self.held_out = family in HELD_OUT
        self.others = []

    def at(self, path):
        value = self.data
        for key in path:
            value = value[key]
        return value

    def alters(self, changes):
        """Whether these changes are any."""
        for path, value in changes.items():
            try:
                old = self.at(path)
            except (KeyError, IndexError):
                old = REMOVE
            if old is REMOVE or value is REMOVE:
                if old is not value:
                    return True
            elif json.dumps(old) != json.dumps(value):  # which knows the order of keys
                return True
        return False

    def changed(self, changes):
        """The record with these changes; what did not change is shared with this one."""
        data = dict(self.data)
        for path, value in changes.items():
            if not path:
                return value
            holder = data
            for key in path[:-1]:
                holder[key] = copy.copy(holder[key])
                holder = holder[key]
            if value is REMOVE:
                holder.pop(path[-1], None)
            else:
                holder[path[-1]] = value
        return data

    def first(self, labels):
        """(path, text) of the first of these labels that the record fills in, or None."""
        return next((((label,), self.data[label]) for label in labels
                     if isinstance(self.data.get(label), str) and self.data[label].strip()), None)

    def all(self, labels):
        return [((label,), self.data[label]) for label in labels
                if isinstance(self.data.get(label), str) and self.data[label].strip()]

    def texts(self, labels=None, least=0):
        """(path, text) of running texts: fields, and the elements of lists of them."""
        found = []
        for label in labels or TEXTS:
            value = self.data.get(label)
            if isinstance(value, str):
                found.append(((label,), value))
            elif isinstance(value, list):
                found += [((label, nth), text) for nth, text in enumerate(value) if isinstance(text, str)]
        return [(path, text) for path, text in found if len(text) >= least]

    @functools.cached_property
    def project(self):
        return self.first(NAMES)

    @functools.cached_property
    def year(self):
        text = self.data.get('年度')
        return int(text) if isinstance(text, str) and re.fullmatch(r'\d{4}', text) else None

    @functools.cached_property
    def code(self):
        text = self.data.get('项目编码', '')
        return (('项目编码',), text) if re.fullmatch(r'\d[\dA-Z]{15,}', text) else None

    @functools.cached_property
    def amounts(self):
        """{path: Amount} of all cells of money outside of lists."""
        found = {(label,): amount(text) for label, text in self.data.items() if label in AMOUNTS}
        for total, parts in SUMS_OF_MAPS:
            for label in [total, *parts]:
                if isinstance(self.data.get(label), dict):
                    found.update({(label, key): amount(text) for key, text in self.data[label].items()})
        return {path: one for path, one in found.items() if one}

    @functools.cached_property
    def sums(self):
        """[(path of the total, paths of its parts)] that compute."""
        found = []
        for total, parts in SUMS:
            found.append(((total,), [(part,) for part in parts]))
        for total, parts in SUMS_OF_MAPS:
            if isinstance(self.data.get(total), dict):
                found += [((total, key), [(part, key) for part in parts]) for key in self.data[total]]
        computing = []
        for total, parts in found:
            have = [path for path in parts if path in self.amounts]
            if total in self.amounts and have and self.worth(total) == sum(map(self.worth, have)) != 0:
                computing.append((total, have))
        return computing

    def worth(self, path):
        """An amount in the unit of its label, which is 万元."""
        one = self.amounts[path]
        return one.number * MONEY_UNITS[one.unit or '万元'] / 10_000

    @functools.cached_property
    def budget(self):
        return next(((label,) for label in BUDGETS if (label,) in self.amounts), None)

    @functools.cached_property
    def plan(self):
        """(path, keys or places, Decimals, in percent) of the plan of spending, or None."""
        plan = self.data.get('资金支出计划')
        if not isinstance(plan, (dict, list)):
            return None
        keys = list(plan) if isinstance(plan, dict) else list(range(len(plan)))
        read = [re.fullmatch(r'(\d[\d,]*(?:\.\d+)?)%?', plan[key]) for key in keys]
        if not all(read):
            return None
        numbers = [Decimal(one[1].replace(',', '')) for one in read]
        percent = numbers[-1] == 100 and (any(plan[key].endswith('%') for key in keys) or self.form != 'qingdao-project')
        return ('资金支出计划',), keys, numbers, percent

    @property
    def form(self):
        return self.data.get('form', '')

    @functools.cached_property
    def rows(self):
        found = []
        for label in LISTS:
            value = self.data.get(label)
            if isinstance(value, dict):
                for level1, below in value.items():
                    for level2, rows in below.items() if isinstance(below, dict) else [('', below)]:
                        where = (label, level1, level2) if isinstance(below, dict) else (label, level1)
                        found += [Row(self, where + (nth,), (level1, level2), row) for nth, row in enumerate(rows or [])]
            elif isinstance(value, list):
                found += [Row(self, (label, nth), (row.get('一级指标', ''), row.get('二级指标', '')), row)
                          for nth, row in enumerate(value)]
        found = [row for row in found if row.value_key]
        for row in found:
            row.twins = [other for other in found if other.path[0] != row.path[0] and other.name == row.name
                         and (other.level1, other.level2) == (row.level1, row.level2)
                         and other.value.replace(' ', '') == row.value.replace(' ', '')][:1]
        return found

    def rows_of(self, *kinds, rate=None, count=None, money=None):
        """The rows of these kinds with a number, of the first list where there are two."""
        seen, chosen = set(), []
        for row in self.rows:
            if row.path in seen or row.number is None or (kinds and row.kind not in kinds):
                continue
            seen.update(twin.path for twin in row.twins)
            asked = ((rate, row.is_rate), (count, row.is_count), (money, row.is_money))
            if all(want is None or want == has for want, has in asked):
                chosen.append(row)
        return chosen

    @property
    def single_rows(self):
        """All rows, each of two alike once."""
        seen, chosen = set(), []
        for row in self.rows:
            if row.path not in seen:
                seen.update(twin.path for twin in row.twins)
                chosen.append(row)
        return chosen

    @functools.cached_property
    def own(self):
        """What `written` gives for the record as it is."""
        return self.written(self.data)

    @staticmethod
    def written(data):
        """(a record as JSON, a value to a line; {path: line})."""
        lines, where = [], {}

        def value(one, path, head):
            where[path] = len(lines) + 1
            if isinstance(one, (dict, list)) and one:
                pairs = list(one.items()) if isinstance(one, dict) else list(enumerate(one))
                lines.append(head + ('{' if isinstance(one, dict) else '['))
                for nth, (key, below) in enumerate(pairs):
                    label = json.dumps(key, ensure_ascii=False) + ': ' if isinstance(one, dict) else ''
                    value(below, path + (key,), label)
                    lines[-1] += ',' if nth + 1 < len(pairs) else ''
                lines.append('}' if isinstance(one, dict) else ']')
            else:
                lines.append(head + json.dumps(one, ensure_ascii=False))

        value(data, (), '')
        return '\n'.join(lines) + '\n', where


def collection():
    """The published forms and the examples that have indicators, each record a Form."""
    forms, seen = [], set()
    for path in [*sorted(ROOT.glob('tests/corpus/*/*.yaml')), *sorted(ROOT.glob('examples/*.yaml'))]:
        records = []
        for data in yaml.load_all(path.read_text(encoding='utf-8'), Words):
            records += data if isinstance(data, list) else [data]
        for nth, record in enumerate(record for record in records if any(label in record for label in LISTS)):
            name = path.stem if path.parent.name == 'examples' else f'{path.parent.name}-{path.stem}'
            form = Form(name + (f'-{nth + 1}' if nth else ''), record['form'], record)
            title = (form.family, form.project)
            if title not in seen:  # an example that is a published form stands here once
                forms.append(form)
            seen.add(title)
    for form in forms:  # the others of its family, from the next one on
        family = [other for other in forms if other.family == form.family]
        at = family.index(form)
        form.others = family[at + 1:] + family[:at]
    return forms
