"""Mistakes in units and in numbers that do not go with them."""
import re

from .kinds import mistake, one_of, right

AREA = {'平方米', '万平方米', '平方公里', '亩', '万亩', '公顷'}
LENGTH = {'公里', '米', '千米'}
PEOPLE = {'人', '人次', '万人', '户'}


def kind(name, taste=False):
    return mistake('units', name, taste)


def counts(form, *kinds):
    return form.rows_of(*kinds, count=True)


@kind('the unit of a number removed')
def missing(form):
    yield from (row.set(unit='') for row in counts(form))


@kind('the unit of a cost removed')
def cost_missing(form):
    yield from (row.set(unit='') for row in form.rows_of('cost', money=True))


@kind('% removed from a rate')
def percent_removed(form):
    yield from (row.set(unit='') for row in form.rows_of('quality', 'time', 'benefit', rate=True)
                if row.name.endswith(('率', '比例')))


@kind('% removed from satisfaction')
def satisfaction_bare(form):
    yield from (row.set(unit='') for row in form.rows_of('satisfaction', rate=True))


@kind('a unit that the name cannot have (人数 in 公里, 面积 in 人)')
def wrong_unit(form):
    for row in counts(form):
        if row.unit in AREA or '面积' in row.name:
            yield row.set(unit='人')
        elif row.unit in LENGTH or '长度' in row.name:
            yield row.set(unit='人')
        elif row.unit in PEOPLE or re.search('人数|人次', row.name):
            yield row.set(unit='公里')
        elif re.search('次数|家数|户数|个数', row.name):
            yield row.set(unit='平方米')


@kind('a number of things in money')
def in_money(form):
    for row in counts(form, 'quantity'):
        if re.search('数量|人数|次数|面积|长度|户数|家数', row.name):
            yield row.set(unit='万元')


@kind('a number of things in %')
def in_percent(form):
    yield from (row.set(number='90', unit='%') for row in counts(form, 'quantity')
                if not re.search('率|比|度$', row.name))


@kind('a rate in 个')
def rate_in_pieces(form):
    yield from (row.set(unit='个') for row in form.rows_of(rate=True) if row.name.endswith('率'))


@kind('satisfaction in 人')
def satisfaction_people(form):
    yield from (row.set(unit='人') for row in form.rows_of('satisfaction', rate=True))


@kind('a number of things in days')
def in_days(form):
    yield from (row.set(unit='天') for row in counts(form, 'quantity') if re.search('数量|人数|面积|长度|家数', row.name))


@kind('（%） in the name, 个 in the value')
def name_percent(form):
    yield from ({**row.rename(row.name + '（%）'), **row.set()} for row in counts(form, 'quantity') if '（' not in row.name)


@kind('（家） in the name, another unit in the value')
def name_unit(form):
    for row in counts(form):
        if '（' not in row.name and '(' not in row.name:
            yield row.rename(row.name + ('（家）' if row.unit not in ('家', '户') else '（人）'))


@kind('a remark behind the unit (≥15次，力争更多)')
def remark(form):
    for row in form.rows_of():
        changes = row.written(unit=row.unit + '，力争更多') if row.unit else None
        if changes:
            yield changes


@kind('a remark in brackets behind the unit (≥15次（预计）)')
def remark_in_brackets(form):
    for row in form.rows_of():
        changes = row.written(unit=row.unit + '（预计）') if row.unit else None
        if changes:
            yield changes


@kind('a noun behind the unit (≥15次培训)')
def noun(form):
    for row in counts(form):
        changes = row.written(unit=row.unit + one_of(form, '培训', '改造任务', '设备'))
        if changes:
            yield changes


@kind('the unit twice (≥15次次, 90%%)')
def unit_twice(form):
    for row in form.rows_of():
        if row.unit and row.split:
            yield row.put(row.value_key, row.number + row.unit)
        elif row.unit:
            yield row.set(unit=row.unit * 2)


@kind('percent as a word (90百分比)')
def percent_word(form):
    for row in form.rows_of(rate=True):
        if row.value.endswith('%'):
            yield row.say(row.value[:-1] + '百分比')


@kind('the unit in brackets (≥90.00(%))')
def bracketed(form):
    for row in form.rows_of():
        changes = row.written(unit=f'({row.unit})') if row.unit else None
        if changes:
            yield changes


@kind('a unit of no language (平米米, 千人口)')
def nonsense(form):
    yield from (row.set(unit=one_of(form, '口', '吖', '各')) for row in counts(form))


@kind('per-mille and the like for percent (≥90‰)')
def per_mille(form):
    yield from (row.set(unit='‰') for row in form.rows_of('satisfaction', 'quality', rate=True) if not row.split)


@kind('the unit of a norm loses its 每 (元/人 → 元)')
def norm(form):
    for row in form.rows_of():
        found = re.fullmatch(r'((?:万)?元)/.+', row.unit)
        if found:
            yield {**row.set(unit=found[1]), **({} if '每' in row.name else row.rename('每人' + row.name))}


@kind('half a person, half a time (≥15.5人)')
def half(form):
    for row in counts(form):
        if row.unit in ('人', '次', '家', '个', '户', '台', '座', '场', '人次') and re.fullmatch(r'\d+', row.number):
            yield row.set(number=row.number + '.5')


@kind('the letter O or l in a number (9O%, l00%)')
def letters(form):
    for row in form.rows_of():
        if '1' in row.number:
            yield row.set(number=row.number.replace('1', 'l', 1))
        if '0' in row.number:
            head, tail = row.number.rsplit('0', 1)
            yield row.set(number=f'{head}O{tail}')


@kind('two numbers for one target (≥90%、≥95%)')
def two_values(form):
    for row in form.rows_of(rate=True):
        if not row.split:
            yield row.say(f'{row.value}、≥95%')


@kind('a comma for the point (≥97，5%)')
def comma_for_point(form):
    for row in form.rows_of(rate=True):
        if re.fullmatch(r'\d\d', row.number):
            yield row.set(number=row.number + '，5')


@kind('a number with two points (≥9.5.0%)')
def two_points(form):
    for row in form.rows_of(rate=True):
        if re.fullmatch(r'\d\d', row.number):
            yield row.set(number=f'{row.number[0]}.{row.number[1]}.0')


@kind('a rate answered with 是')
def rate_yes(form):
    yield from (row.say('是') for row in form.rows_of('quality', 'time', rate=True)
                if row.name.endswith('率') and not row.split)


@kind('a number of things answered in words (若干, 完成)')
def count_words(form):
    for row in counts(form, 'quantity'):
        if re.search('数量|人数|次数|面积|长度|户数|家数', row.name) and not row.split:
            yield row.say(one_of(form, '若干', '完成', '有效'))


@kind('an output answered with 较好, 及时, 有效', taste=True)
def vague(form):
    for row in form.rows_of('quantity', 'quality', 'time'):
        if not row.split:
            yield row.say(one_of(form, '较好', '及时', '有效'))


@kind('a cost answered in words (合理, 可控)', taste=True)
def cost_words(form):
    for row in form.rows_of('cost', money=True):
        if not row.split:
            yield row.say(one_of(form, '合理', '可控', '控制在预算内'))


@kind('the column of units empty')
def column_empty(form):
    for row in form.rows_of():
        if row.fields.get('计量单位'):
            yield row.put('计量单位', '')


@kind('the column of units holds 无 or / beside a number')
def column_none(form):
    for row in form.rows_of():
        if row.fields.get('计量单位'):
            yield row.put('计量单位', one_of(form, '无', '/'))


@kind('the sign or unit stands in the column of values too (≥90% beside 大于等于 and %)')
def column_twice(form):
    for row in form.rows_of(rate=True):
        if row.split and row.sign and row.fields.get('计量单位') == '%':
            yield row.put(row.value_key, row.sign + row.number + '%')


@kind('预算执行率 as a cost')
def execution(form):
    for row in form.rows_of('cost', money=True):
        if not row.split:
            yield {**row.say('100%'), **row.rename('预算执行率')}


@kind('a cost per thing without 每 or / (单位面积造价 ≤133元)', taste=True)
def cost_norm(form):
    for row in form.rows_of('cost', money=True):
        if '/' not in row.unit and not row.split:
            yield {**row.set(number='133', unit='元'), **row.rename('单位面积平均造价')}


@kind('explanation: per thing, unit without /', taste=True)
def explained_norm(form):
    for row in form.rows_of('cost', money=True):
        if '绩效指标描述' in row.fields:
            yield {**row.set(number='500', unit='元'), **row.put('绩效指标描述', '每名学员的平均培训支出'), **row.rename('人均培训支出')}


# -- right ways --

@right('units', 'blanks round the number (≥ 90 %)')
def blanks(form):
    for row in form.rows_of():
        if not row.split and row.sign and row.unit:
            yield row.say(f'{row.sign} {row.number} {row.unit}')


@right('units', 'full-width figures and ％')
def wide(form):
    for row in form.rows_of():
        if not row.split and row.sign:
            text = row.sign + row.number + row.unit
            yield row.say(''.join(chr(ord(one) + 0xFEE0) if one.isdigit() or one == '%' else one for one in text))


@right('units', 'commas between thousands in a value')
def thousands(form):
    for row in form.rows_of():
        if re.fullmatch(r'\d{4,}', row.number) and not row.split:
            yield row.set(number=f'{int(row.number):,}')


@right('units', '1.2万人 for 12000人')
def ten_thousands(form):
    for row in counts(form):
        if row.split or row.unit.startswith('万'):
            continue
        if re.fullmatch(r'\d+00', row.number) and int(row.number) >= 10_000:
            yield row.set(number=f'{int(row.number) / 10_000:g}', unit='万' + row.unit)


@right('units', 'synonyms (㎡, m², 千米, 千克)')
def synonyms(form):
    words = {'平方米': ('㎡', 'm²'), '公里': ('千米', 'km'), '立方米': ('m³', 'm³'), '公斤': ('千克', 'kg'), '米': ('m', 'm'),
             '万平方米': ('万㎡', '万m²')}
    for row in form.rows_of():
        if row.unit in words:
            yield row.set(unit=one_of(form, *words[row.unit]))


@right('units', 'a double measure word (台（套）, 人（次）)')
def double_unit(form):
    for row in counts(form):
        if row.unit in ('台', '人') and not row.split and '人数' not in row.name:
            yield row.set(unit={'台': '台（套）', '人': '人（次）'}[row.unit])


@right('units', 'a trailing zero (≥90.0%)')
def zeros(form):
    for row in form.rows_of('satisfaction', 'quality', rate=True):
        if re.fullmatch(r'\d\d', row.number):
            yield row.set(number=row.number + '.0')


@right('units', 'the unit also in the name, the same (人数（人）)')
def same_in_name(form):
    for row in counts(form):
        if '（' not in row.name and '(' not in row.name and row.unit in ('人', '个', '家', '次'):
            yield row.rename(f'{row.name}（{row.unit}）')


@right('units', '（%） in the name of a rate')
def rate_in_name(form):
    for row in form.rows_of('quality', 'time', rate=True):
        if row.name.endswith('率'):
            yield row.rename(row.name + '（%）')
