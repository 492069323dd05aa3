"""Right ways of writing amounts, plans and records, in which nothing may be found."""
from .forms import REMOVE, plain
from .kinds import right

FIGURES = '零壹贰叁肆伍陆柒捌玖'
STEPS = ['', '拾', '佰', '仟']


def amounts(name, write):
    """All cells of money of the head written in another way: write(Amount, its worth in 元)."""
    @right('amounts', name)
    def each(form):
        changes = {}
        for path, one in form.amounts.items():
            new = write(one, form.worth(path) * 10_000)
            if new and new != form.at(path):
                changes[path] = new
        if form.sums and changes:
            yield changes


def wide(text):
    return ''.join(chr(ord(one) + 0xFEE0) if one.isdigit() or one in ',.' else one for one in text)


def capitals(yuan):
    """壹佰贰拾万元整 for a number of 元 without rest; None for others."""
    if yuan != int(yuan) or not 0 < yuan < 10 ** 12:
        return None
    groups, number = [], int(yuan)
    while number:
        groups.append(number % 10_000)
        number //= 10_000
    words = ''
    for place, group in reversed(list(enumerate(groups))):
        part = ''
        for step in (3, 2, 1, 0):
            figure = group // 10 ** step % 10
            if figure:
                part += FIGURES[figure] + STEPS[step]
            elif part and not part.endswith('零'):
                part += '零'
        part = part.rstrip('零')
        if part:
            words += ('零' if words and group < 1000 else '') + part + ['', '万', '亿'][place]
    return words + '元整'


amounts('2,600,000元 for 260万元', lambda one, yuan: f'{yuan:,.0f}元' if yuan == int(yuan) else f'{yuan:,.2f}元')
amounts('the unit told behind every amount (260万元)', lambda one, yuan: plain(yuan / 10_000) + '万元')
amounts('260万 without 元', lambda one, yuan: plain(yuan / 10_000) + '万' if yuan else None)
amounts('0.026亿元', lambda one, yuan: plain(yuan / 100_000_000) + '亿元' if yuan else None)
amounts('￥ before the amount', lambda one, yuan: f'￥{plain(yuan / 10_000)}万元' if yuan else None)
amounts('full-width figures and marks', lambda one, yuan: wide(plain(yuan / 10_000)) + '万元')
amounts('in words (贰佰陆拾万元整)', lambda one, yuan: capitals(yuan))
amounts('commas between thousands',
        lambda one, yuan: one.say(one.number, grouped=True) if abs(one.number) >= 1000 else None)
amounts('no commas between thousands', lambda one, yuan: one.say(one.number, grouped=False))
amounts('a blank before the unit, blanks round it', lambda one, yuan: f' {plain(yuan / 10_000)} 万元 ')
amounts('two decimals, zeros behind',
        lambda one, yuan: one.say(one.number, decimals=2) if one.number == round(one.number, 2) else None)


@right('amounts', 'parts of 0 left out')
def zeros_left_out(form):
    changes = {path: REMOVE for _, parts in form.sums for path in parts
               if not form.amounts[path].number and len(path) == 1}
    if changes and form.form != 'quanzhou-project':  # this form asks for every amount
        yield changes


# -- plans --

def plan(name, write, places=0):
    """The plan written in another way, where it is a map of percentages: write({period: Decimal}, how it was)."""
    @right('plans', name)
    def each(form):
        if form.plan:
            path, keys, numbers, percent = form.plan
            old = form.at(path)
            if percent and isinstance(old, dict) and len(keys) >= places:
                yield {path: write(dict(zip(keys, numbers)), old)}


def even(*shares):
    return lambda plan, old: dict(zip(plan, (f'{share}%' for share in shares)))


plan('a list for a map of periods', lambda plan, old: list(old.values()), 4)
plan('with % or without', lambda plan, old: {
    key: plain(share) + ('' if old[key].endswith('%') else '%') for key, share in plan.items()})
plan('％ in full width', lambda plan, old: {key: plain(share) + '％' for key, share in plan.items()})
plan('blanks before %', lambda plan, old: {key: plain(share) + ' %' for key, share in plan.items()})
plan('another even plan (20, 45, 85, 100)', even(20, 45, 85, 100), 4)
plan('one decimal (16.7, 50.0, 83.3, 100.0)', even('16.7', '50.0', '83.3', '100.0'), 4)


# -- records --

def other_label(form, change):
    """The labels of the head in other words."""
    return {(): {change(key) if key != 'form' else key: value for key, value in form.data.items()}}


@right('records', 'brackets of labels in the other width')
def brackets(form):
    if any(mark in key for key in form.data for mark in '（('):
        yield other_label(form, lambda key: key.translate(str.maketrans('（）()', '()（）')))


@right('records', 'blanks and a colon at labels')
def colons(form):
    yield other_label(form, lambda key: key + '：')


@right('records', '其中： before parts')
def among(form):
    parts = {part[0] for _, listed in form.sums for part in listed if len(part) == 1}
    if parts:
        yield other_label(form, lambda key: '其中：' + key if key in parts else key)


@right('records', 'English names of fields (name, code, year)')
def english(form):
    names = {'项目名称': 'name', '项目编码': 'code', '年度': 'year'}
    names = names if form.form != 'jinan-department' else {'年度': 'year'}
    if any(key in form.data for key in names):
        yield other_label(form, lambda key: names.get(key, key))


@right('records', 'blanks at the ends of names and values')
def blank_ends(form):
    changes = {}
    for row in form.rows:
        changes[row.at(row.value_key)] = f' {row.value} '
        changes[row.at('三级指标')] = f' {row.name} '
    yield changes


@right('records', 'a paragraph text as a list of paragraphs, a list as a text')
def paragraphs(form):
    for path, text in form.texts(least=10):
        if len(path) == 1 and '\n' in text:
            yield {path: text.split('\n')}
