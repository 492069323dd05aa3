"""Mistakes in names: of indicators, of the project, of units and departments; rows that stand twice."""
import re

from .forms import DEPARTMENTS, REMOVE, UNITS
from .kinds import Edit, mistake, one_of, right


def kind(name, taste=False):
    return mistake('names', name, taste)


def rows(form):
    return [row for row in form.single_rows if row.name and '\n' not in row.name]


@kind('the name of an indicator removed')
def removed(form):
    yield from (row.put('三级指标', REMOVE) for row in rows(form))


@kind('the name of an indicator empty')
def empty(form):
    yield from (row.rename('') for row in rows(form))


@kind('the value of an indicator removed')
def value_removed(form):
    yield from (row.put(row.value_key, REMOVE) for row in rows(form) if row.value)


@kind('the value of an indicator empty')
def value_empty(form):
    yield from (row.say('') for row in rows(form) if row.value)


@kind('the unit of the form removed')
def unit_removed(form):
    yield from ({path: REMOVE} for path, _ in form.all(UNITS))


@kind('the department of the form removed')
def department_removed(form):
    yield from ({path: REMOVE} for path, _ in form.all(DEPARTMENTS))


@kind('the name of the project removed')
def project_removed(form):
    if form.project:
        yield {form.project[0]: REMOVE}


@kind('the explanation of an indicator removed')
def explanation_removed(form):
    for row in rows(form):
        for key in ('绩效指标描述', '指标解释', '内涵解释'):
            if row.fields.get(key):
                yield row.put(key, REMOVE)


@kind('the explanation of an indicator is its name', taste=True)
def explanation_is_name(form):
    for row in rows(form):
        for key in ('绩效指标描述', '指标解释', '内涵解释'):
            if row.fields.get(key):
                yield row.put(key, row.name)


@kind('the basis of an indicator removed')
def basis_removed(form):
    for row in rows(form):
        for key in ('指标值确定依据', '设置依据', '评分标准', '指标计算公式或方法'):
            if row.fields.get(key):
                yield row.put(key, REMOVE)


@kind('the explanation is that of another indicator')
def explanation_of_another(form):
    found = rows(form)
    for row, other in zip(found, found[1:]):
        for key in ('绩效指标描述', '指标解释', '内涵解释'):
            if row.fields.get(key) and other.fields.get(key) and row.fields[key] != other.fields[key]:
                yield other.put(key, row.fields[key])


@kind('an indicator twice')
def twice(form):
    yield from (row.followed_by() for row in rows(form))


@kind('an indicator twice, with another value')
def twice_other_value(form):
    for row in form.rows_of():
        number = str(float(row.number.replace(',', '')) * 0.8).removesuffix('.0')
        yield row.followed_by(value=row.value.replace(row.number, number))


@kind('an indicator twice, with a blank in the name')
def twice_blank(form):
    yield from (row.followed_by(三级指标=row.name[:2] + ' ' + row.name[2:]) for row in rows(form) if len(row.name) > 3)


@kind('an indicator twice, with a mark in the name')
def twice_mark(form):
    yield from (row.followed_by(三级指标=row.name + '。') for row in rows(form) if len(row.name) > 3)


@kind('an indicator twice, brackets full- and half-width')
def twice_brackets(form):
    for row in rows(form):
        if '（' in row.name:
            yield row.followed_by(三级指标=row.name.replace('（', '(').replace('）', ')'))


@kind('an indicator under two categories')
def twice_categories(form):
    for row in form.rows_of('quality', 'time'):
        for other in form.rows_of('quantity', 'benefit')[:1]:
            if other.path[0] == row.path[0] and other.path[:-1] != row.path[:-1]:
                below = [{key: value for key, value in row.fields.items()
                          if key not in ('一级指标', '二级指标')} | {key: other.fields[key] for key in ('一级指标', '二级指标')
                                                             if key in other.fields}]
                rows_there = list(form.at(other.path[:-1])) + below
                yield Edit({other.path[:-1]: rows_there}, source=tuple(map(row.at, row.fields)))


@kind('an indicator twice in another wording (的 left out, 数 for 数量)', taste=True)
def twice_worded(form):
    for row in rows(form):
        other = row.name.replace('数量', '数') if '数量' in row.name else row.name.replace('的', '')
        if other != row.name:
            yield row.followed_by(三级指标=other)


@kind('a name is doubled (满意度满意度)')
def doubled(form):
    yield from (row.rename(row.name * 2) for row in rows(form) if len(row.name) <= 8)


@kind('a word in a name doubled (群众群众满意度)', taste=True)
def word_doubled(form):
    for row in rows(form):
        if len(row.name) > 4 and re.fullmatch('[一-鿿]{4}.*', row.name) and row.name[:2] != row.name[2:4]:
            yield row.rename(row.name[:2] + row.name)


@kind('a trivial name: the category (数量指标, 数量)')
def trivial(form):
    yield from (row.rename(row.level2) for row in rows(form) if row.level2)


@kind('a trivial name: 服务对象满意度（%）', taste=True)
def trivial_percent(form):
    yield from (row.rename('服务对象满意度（%）') for row in form.rows_of('satisfaction', rate=True))


@kind('a trivial name: another category', taste=True)
def trivial_other(form):
    for row in rows(form):
        if row.kind in ('quantity', 'quality', 'time'):
            yield row.rename({'quantity': '质量指标', 'quality': '数量指标', 'time': '产出指标'}[row.kind])


@kind('a trivial name: 指标, 其他, 数量')
def trivial_word(form):
    yield from (row.rename(one_of(form, '指标', '其他', '内容')) for row in rows(form))


def renamed(name, make, taste=False):
    @kind(name, taste)
    def each(form):
        for row in rows(form):
            new = make(row.name)
            if new and new != row.name and not row.name.startswith('指标'):
                yield row.rename(new)


renamed('XX in a name', lambda name: 'XX' + name)
renamed('×× in a name', lambda name: '××' + name)
renamed('{单位} in a name', lambda name: '{单位}' + name)
renamed('某某 in a name', lambda name: '某某' + name)
renamed('指标1： before a name', lambda name: '指标1：' + name)
renamed('指标1 before a name', lambda name: '指标1' + name)
renamed('1. before a name', lambda name: '1.' + name)
renamed('1、 or （1） before a name', lambda name: ('1、' if len(name) % 2 else '（1）') + name)
renamed('a * before a name', lambda name: '*' + name)
renamed('a name that is - or /', lambda name: '-' if len(name) % 2 else '/')
renamed('a name that is a figure', lambda name: '1')
renamed('a name that is 无', lambda name: '无')
renamed('…… for the name', lambda name: '……')
renamed('a full stop behind a name', lambda name: name + '。', taste=True)
renamed('a mark before a name', lambda name: '、' + name)
renamed('the value in the name too (≥90%)', lambda name: name + '≥90%')


renamed('a blank in a name', lambda name: name[:2] + ' ' + name[2:] if len(name) > 3 else None, taste=True)
renamed('U+FFFD in a name', lambda name: name[:2] + '\ufffd' + name[2:])
renamed('a private-use character in a name', lambda name: name[:2] + '\ue5e5' + name[2:])
renamed('a TAB in a name', lambda name: name[:2] + '\t' + name[2:])
renamed('a line break in a name', lambda name: name[:2] + '\n' + name[2:], taste=True)
renamed('a bracket not closed in a name', lambda name: name + '（' if '（' not in name else None)


@kind('a sentence for a value')
def sentence(form):
    yield from (row.say('按照上级部门的要求及时完成各项工作任务，确保取得实效。') for row in form.rows_of() if not row.split)


@kind('无 behind a value (=2024年底前完成无)')
def none_behind(form):
    yield from (row.say(row.value + '无') for row in rows(form) if row.value and not row.split and row.number is None)


@kind('the value of an indicator is its name')
def value_is_name(form):
    yield from (row.say(row.name) for row in form.rows_of() if not row.split)


@kind('name and value changed places')
def changed_places(form):
    for row in form.rows_of():
        if not row.split and row.unit:
            yield {**row.say(row.name), **row.rename(row.value)}


# -- of the project, of units --

def project(name, make, taste=False):
    @kind(name, taste)
    def each(form):
        if form.project:
            yield {form.project[0]: make(form.project[1])}


project('XX in the name of the project', lambda name: name[:2] + 'XX' + name[2:])
project('the name of the project is 项目名称', lambda name: '项目名称')
project('the name of the project is a figure', lambda name: '1')
project('a line break in the name of the project', lambda name: name[:4] + '\n' + name[4:])
project('the name of the project doubled', lambda name: name + name)
project('the name of the project ends in a comma', lambda name: name + '，')


@kind('the title is that of another project')
def title(form):
    if '标题' in form.data and form.project:
        yield {('标题',): form.data['标题'].replace(form.project[1][:4], '城区道路')}
    elif form.form.startswith('tangshan') and form.project:
        yield {('标题',): '城区道路养护项目绩效目标表'}


@kind('XX局 for the unit or department')
def unit_placeholder(form):
    yield from ({path: 'XX局'} for path, _ in form.all(UNITS + DEPARTMENTS))


@kind('the unit is a figure')
def unit_figure(form):
    yield from ({path: '0'} for path, _ in form.all(UNITS + DEPARTMENTS))


@kind('the unit spelt in another way than in the rest of the form', taste=True)
def unit_spelt(form):
    pairs = [('申请单位', '一级预算单位')]
    for one, other in pairs:
        if form.data.get(one) and form.data.get(one) == form.data.get(other):
            yield {(other,): form.data[other].replace('活力城区', '活力城市').replace('中心', '服务中心')}


@kind('batch: the department spelt otherwise than in the other forms (城市 for 城区)', taste=True)
def department_spelt(form):
    for path, name in form.all(UNITS + DEPARTMENTS):
        like = sorted(other.name for other in form.others if other.data.get(path[0]) == name)
        for old, new in (('城区', '城市'), ('委员会', '委'), ('管理局', '局'), ('信息化局', '信息局'), ('街道办事处', '街道')):
            if len(like) > 1 and old in name:
                yield Edit({path: name.replace(old, new, 1)}, partner=like[0])
                break


@kind('batch: the name of another project of the batch')
def same_project(form):
    for other in form.others[:1]:
        if form.project and other.project and other.project[1] != form.project[1]:
            yield Edit({form.project[0]: other.project[1]}, partner=other.name)


# -- right ways --

@right('names', 'a longer name of its own')
def longer(form):
    yield from (row.rename(one_of(form, '全年', '辖区', '本级') + row.name) for row in form.rows_of()
                if not row.name.startswith(('全', '辖', '本', '指标', '年')) and not re.search(r'\d', row.name))


@right('names', 'half-width brackets in a name for full-width ones')
def brackets(form):
    if form.project and '（' in form.project[1]:
        yield {form.project[0]: form.project[1].replace('（', '(').replace('）', ')')}


@right('names', 'quotation marks “” and 《》 in the name of a project')
def quoted(form):
    if form.project and not form.form.startswith('tangshan'):
        path, name = form.project
        yield {path: f'“十四五”规划{name}'}
