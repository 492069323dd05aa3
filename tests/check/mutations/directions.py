"""Mistakes in signs: at least, at most, exactly, and which of them is better."""
import re

from .kinds import mistake, one_of, right

FEWER = re.compile('投诉|事故|差错|故障|违规|信访|损失|返贫|排放|能耗|变动率|结余|超支|流失|控制|辍|空置|降低|节约')


def kind(name, taste=False):
    return mistake('directions', name, taste)


def better_more(form, *kinds, **what):
    return [row for row in form.rows_of(*kinds, **what) if not FEWER.search(row.name) and row.sign in ('≥', '=')]


@kind('satisfaction ≥ → ≤')
def satisfaction(form):
    yield from (row.set(sign='≤') for row in better_more(form, 'satisfaction', rate=True))


@kind('a rate of quality ≥ → ≤')
def quality(form):
    yield from (row.set(sign='≤') for row in better_more(form, 'quality', rate=True))


@kind('a rate of time ≥ → ≤')
def time(form):
    yield from (row.set(sign='≤') for row in better_more(form, 'time', rate=True))


@kind('a rate of benefit ≥ → ≤')
def benefit(form):
    yield from (row.set(sign='≤') for row in better_more(form, 'benefit', rate=True))


@kind('a number of benefit ≥ → ≤')
def benefit_count(form):
    yield from (row.set(sign='≤') for row in better_more(form, 'benefit', count=True))


@kind('quantity ≥ → ≤')
def quantity(form):
    yield from (row.set(sign='≤') for row in better_more(form, 'quantity', count=True))


@kind('a cost ≤ → ≥')
def cost(form):
    yield from (row.set(sign='≥') for row in form.rows_of('cost', money=True) if row.sign in ('≤', '='))


@kind('a rate that is better when lower gets ≥ (群众投诉率 ≥3%)')
def complaints(form):
    for row in form.rows_of('quality', 'benefit', rate=True):
        yield {**row.set(sign='≥', number='3'), **row.rename(one_of(form, '群众投诉率', '差错率', '安全事故发生率'))}


@kind('a number that is better when lower gets ≥ (安全事故 ≥2次)')
def accidents(form):
    for row in form.rows_of('quantity', 'benefit', count=True):
        yield {**row.set(sign='≥', number='2', unit='起'), **row.rename('安全生产事故起数')}


@kind('no sign before a rate')
def no_sign_rate(form):
    yield from (row.set(sign='') for row in form.rows_of(rate=True) if row.sign)


@kind('no sign before a number')
def no_sign_count(form):
    yield from (row.set(sign='') for row in form.rows_of(count=True) if row.sign)


@kind('no sign before a cost')
def no_sign_cost(form):
    yield from (row.set(sign='') for row in form.rows_of(money=True) if row.sign)


@kind('two operators (≥95%以上)')
def two_operators(form):
    for row in form.rows_of():
        changes = row.written(unit=row.unit + '以上') if row.sign == '≥' and row.unit else None
        if changes:
            yield changes


@kind('two signs (≥=, ≥≤)')
def two_signs(form):
    for row in form.rows_of():
        changes = row.written(sign=one_of(form, '≥=', '≥≤', '≥≥')) if row.sign else None
        if changes:
            yield changes


@kind('the sign behind the number (90%≥)')
def sign_behind(form):
    for row in form.rows_of():
        if row.sign and not row.split:
            yield row.say(row.number + row.unit + row.sign)


def spelt(*signs):
    def make(form):
        for row in form.rows_of():
            changes = row.written(sign=one_of(form, *signs)) if row.sign == '≥' else None
            if changes:
                yield changes
    return make


kind('≥ spelt >= or =>', taste=True)(spelt('>=', '=>'))
kind('≥ spelt ≧, ⩾ or ＞＝', taste=True)(spelt('≧', '⩾', '＞＝'))
kind('≥ spelt > = with a blank', taste=True)(spelt('> =', '＞ ='))
kind('≥ spelt 》 or 〉')(spelt('》', '〉'))
kind('≥ in words: 大于等于', taste=True)(spelt('大于等于'))
kind('≥ in words: 至少, 达到', taste=True)(spelt('至少', '达到'))
kind('≥ in words: 高于, 超过', taste=True)(spelt('高于', '超过'))
kind('about: 约, 左右', taste=True)(spelt('约', '大约'))


@kind('a target that is always met (≥0)')
def always_met(form):
    yield from (row.set(number='0') for row in form.rows_of('quantity', 'quality', 'satisfaction') if row.sign == '≥')


@kind('a ceiling of 0 for what shall be done (≤0)')
def none_at_all(form):
    yield from (row.set(sign='≤', number='0') for row in better_more(form, 'quantity', count=True))


@kind('a range turned round (90%-80%)')
def range_turned(form):
    for row in form.rows_of(rate=True):
        if not row.split and float(row.number) > 20:
            yield row.say(f'{row.number}%-{float(row.number) - 15:g}%')


@kind('satisfaction of 110 %')
def satisfaction_110(form):
    yield from (row.set(number='110') for row in form.rows_of('satisfaction', rate=True))


@kind('satisfaction of 100 %', taste=True)
def satisfaction_100(form):
    yield from (row.set(number='100') for row in form.rows_of('satisfaction', rate=True) if row.number != '100')


@kind('satisfaction of 50 %', taste=True)
def satisfaction_50(form):
    yield from (row.set(number='50') for row in form.rows_of('satisfaction', rate=True))


@kind('satisfaction of 0.9')
def satisfaction_fraction(form):
    yield from (row.set(number='0.9', unit='') for row in form.rows_of('satisfaction', rate=True))


@kind('satisfaction in words (满意, 较高)')
def satisfaction_words(form):
    for row in form.rows_of('satisfaction', rate=True):
        yield row.say(one_of(form, '满意', '较高', '基本满意'))


@kind('a rate of 1000 %')
def rate_1000(form):
    yield from (row.set(number='1000') for row in form.rows_of('quality', 'time', rate=True))


@kind('a rate of 110 %')
def rate_110(form):
    for row in form.rows_of('quality', 'time', rate=True):
        if not re.search('增|提高|提升|超', row.name):
            yield row.set(number='110')


@kind('nature and direction contradict each other')
def nature(form):
    for row in form.rows_of():
        if row.fields.get('指标性质') == '正向' and row.fields.get('指标方向') == '大于等于':
            yield row.put('指标性质', '反向')
            yield row.put('指标性质', '定性')


@kind('the direction left out')
def direction_left_out(form):
    for row in form.rows_of():
        if row.fields.get('指标方向') in ('大于等于', '等于'):
            yield row.put('指标方向', '')


# -- right ways --

@right('directions', '不低于90% for ≥90%')
def not_below(form):
    for row in form.rows_of():
        changes = row.written(sign='不低于') if row.sign == '≥' else None
        if changes:
            yield changes


@right('directions', '不超过 for ≤')
def not_above(form):
    for row in form.rows_of():
        changes = row.written(sign='不超过') if row.sign == '≤' else None
        if changes:
            yield changes


@right('directions', '不少于, 不小于 for ≥')
def not_fewer(form):
    for row in form.rows_of(count=True):
        changes = row.written(sign=one_of(form, '不少于', '不小于')) if row.sign == '≥' else None
        if changes:
            yield changes


@right('directions', '30天以内, 5万元以内 for ≤')
def within(form):
    for row in form.rows_of():
        changes = row.written(sign='', unit=row.unit + '以内') if row.sign == '≤' and row.unit else None
        if changes:
            yield changes


@right('directions', '90%以上 for ≥90%')
def and_above(form):
    for row in form.rows_of():
        changes = row.written(sign='', unit=row.unit + '以上') if row.sign == '≥' and row.unit else None
        if changes:
            yield changes


@right('directions', 'full-width sign ＝')
def wide_equal(form):
    for row in form.rows_of():
        changes = row.written(sign='＝') if row.sign == '=' else None
        if changes:
            yield changes


def told(form, row):
    """Whether a text tells the same figure, so that it has to change, too."""
    return any(row.number in text for _, text in form.texts())


@right('directions', 'another sensible percentage of satisfaction')
def other_percent(form):
    for row in form.rows_of('satisfaction', rate=True):
        if row.sign == '≥' and not told(form, row):
            yield row.set(number='88' if row.number != '88' else '92')


@right('directions', 'a better figure (one more)')
def one_more(form):
    for row in form.rows_of('quantity', count=True):
        if row.sign == '≥' and re.fullmatch(r'\d+', row.number) and int(row.number) > 20 and not told(form, row):
            yield row.set(number=str(int(row.number) + 1))
