"""Mistakes in amounts: totals and parts, units of money, texts that tell the same amounts, computed products."""
import re
from decimal import Decimal

from .forms import MONEY_UNITS, REMOVE, TEXT_AMOUNT, USES, WHOLES, plain
from .kinds import mistake, one_of, right, shorter, swapped


def kind(name, taste=False):
    return mistake('amounts', name, taste)


def with_digits(form, path, change):
    """The amount at this path with changed digits, in its own spelling; None when there is no such change."""
    one = form.amounts[path]
    digits = change(one.say(abs(one.number), unit='', grouped=False).strip())
    return {path: one.say(Decimal(digits))} if digits else None


def whole_sums(form):
    """Sums in which every amount is in the unit of its label, with the amounts that are not 0."""
    for total, parts in form.sums:
        yield total, [part for part in parts if form.amounts[part].number]


@kind('the total 0.01 more than its parts')
def total_off(form):
    for total, _ in whole_sums(form):
        yield {total: form.amounts[total].say(form.amounts[total].number + Decimal('0.01'))}


@kind('a part 0.1 less')
def part_off(form):
    for _, parts in whole_sums(form):
        yield from ({part: form.amounts[part].say(form.amounts[part].number - Decimal('0.1'))} for part in parts)


@kind('a digit of the total dropped')
def total_short(form):
    yield from filter(None, (with_digits(form, total, shorter) for total, _ in whole_sums(form)))


@kind('a digit of a part dropped')
def part_short(form):
    yield from filter(None, (with_digits(form, part, shorter) for _, parts in whole_sums(form) for part in parts))


@kind('two digits of the total swapped')
def total_swapped(form):
    yield from filter(None, (with_digits(form, total, swapped) for total, _ in whole_sums(form)))


@kind('two digits of a part swapped')
def part_swapped(form):
    yield from filter(None, (with_digits(form, part, swapped) for _, parts in whole_sums(form) for part in parts))


@kind('one part in 元 under a label in 万元')
def part_in_yuan(form):
    for _, parts in whole_sums(form):
        yield from ({part: form.amounts[part].say(form.amounts[part].number * 10_000)} for part in parts)


@kind('the total in 元, its parts in 万元')
def total_in_yuan(form):
    yield from ({total: form.amounts[total].say(form.amounts[total].number * 10_000)} for total, _ in whole_sums(form))


@kind('one part ten times')
def part_tenfold(form):
    for _, parts in whole_sums(form):
        yield from ({part: form.amounts[part].say(form.amounts[part].number * 10)} for part in parts)


def times(form, factor):
    """All cells of money of the head multiplied; those of which the form has sums or a budget."""
    return {path: one.say(one.number * factor) for path, one in sorted(form.amounts.items(), key=str) if one.number}


def largest(form):
    return max((form.worth(path) for path in form.amounts), default=0)


@kind('all amounts in 元 under labels in 万元, budget of 100 万元 and more')
def all_in_yuan(form):
    if form.sums and largest(form) >= 100:
        yield times(form, 10_000)


@kind('all amounts in 元 under labels in 万元, budget below 100 万元')
def small_in_yuan(form):
    if form.sums and 0 < largest(form) < 100:
        yield times(form, 10_000)


@kind('all amounts a ten-thousandth')
def all_divided(form):
    if form.sums and largest(form) > 10:
        yield times(form, Decimal('0.0001'))


@kind('all amounts of the head ten times, texts and costs as they were')
def all_tenfold(form):
    costs = {row.number for row in form.rows if row.is_money}
    if form.budget and form.sums and (plain(form.amounts[form.budget].number) in costs or texts_of_budget(form)):
        yield times(form, 10)


@kind('元 for 万元 in all cells (300元 for 300万元)')
def yuan_for_wan(form):
    if form.sums and all(one.unit == '万元' for one in form.amounts.values() if one.number):
        yield {path: one.say(one.number, unit='元') for path, one in form.amounts.items()}


@kind('元 for 万元 in one cell')
def one_yuan_for_wan(form):
    for total, parts in whole_sums(form):
        yield from ({path: form.amounts[path].say(form.amounts[path].number, unit='元')}
                    for path in [total, *parts] if form.amounts[path].unit == '万元')


@kind('all amounts negative')
def all_negative(form):
    if form.sums:
        yield times(form, -1)


@kind('a negative part, the sum right')
def part_negative(form):
    for total, parts in form.sums:
        others = [part for part in parts if part != parts[0]]
        if others:
            first, last = form.amounts[parts[0]], form.amounts[others[-1]]
            yield {others[-1]: last.say(last.number - first.number - 10), parts[0]: first.say(first.number * 2 + 10)}


@kind('all amounts 0')
def all_zero(form):
    if form.sums and form.budget and largest(form):
        yield {path: one.say(0) for path, one in form.amounts.items()}


@kind('the total removed')
def total_removed(form):
    yield from ({total: REMOVE} for total, _ in form.sums if len(total) == 1)


@kind('the part of fiscal money removed')
def part_removed(form):
    for _, parts in whole_sums(form):
        yield from ({part: REMOVE} for part in parts[:1] if len(part) == 1)


@kind('three decimals')
def three_decimals(form):
    for total, parts in whole_sums(form):
        for part in parts[:1]:
            more = Decimal('0.003')
            yield {path: form.amounts[path].say(form.amounts[path].number + more) for path in (total, part)}


@kind('what is no amount: 26,00 / 1.30271E+20 / #REF! / 100-200 / 2O0')
def no_amount(form):
    wrong = ('26,00万元', '1.30271E+20', '#REF!', '100-200', '2O0')
    yield from ({total: one_of(form, *wrong)} for total, _ in form.sums)


@kind('the unit twice (260万元万元)')
def unit_twice(form):
    yield from ({total: form.amounts[total].say(form.amounts[total].number, unit='万元万元')} for total, _ in form.sums)


@kind('an amount in dollars')
def dollars(form):
    yield from ({total: form.amounts[total].say(form.amounts[total].number, unit='万美元')} for total, _ in form.sums)


@kind('an amount and a second one in the same cell')
def two_amounts(form):
    for total, _ in form.sums:
        one = form.amounts[total]
        yield {total: one.say(one.number) + '/' + one.say(one.number / 2)}


@kind('the annual total above the total of a project of several years')
def above_whole(form):
    for whole, annual in WHOLES:
        if (whole,) not in form.amounts or (annual,) not in form.amounts:
            continue
        for total, parts in form.sums:
            if total == (annual,):
                factor = form.worth((whole,)) / form.worth(total) * 2
                yield {path: form.amounts[path].say((form.amounts[path].number * factor).quantize(Decimal('0.01')))
                       for path in [total, *parts]}


# -- indicators of cost --

@kind('a ceiling of cost ten times the budget')
def cost_tenfold(form):
    if form.budget:
        for row in form.rows_of('cost', money=True):
            worth = Decimal(row.number.replace(',', '')) * MONEY_UNITS[row.unit] / 10_000
            if '/' not in row.unit and worth and form.worth(form.budget) / 2 <= worth <= form.worth(form.budget):
                yield row.set(number=plain(worth * 100_000 / MONEY_UNITS[row.unit]))


@kind('a norm times its quantity above the budget (500元/人 for 100,000人)')
def norm_times_quantity(form):
    if form.budget:
        for row in form.rows_of('cost'):
            per = re.fullmatch(r'(万?元)/(\S+)', row.unit)
            for other in form.rows_of('quantity', count=True):
                quantity = Decimal(other.number.replace(',', ''))
                if per and quantity and other.unit == per[2]:
                    norm = form.worth(form.budget) * 50_000 / quantity / MONEY_UNITS[per[1]]
                    yield row.set(number=plain(norm.quantize(Decimal('0.01'))))


def ceilings(form):
    """The costs that are the budget itself."""
    if form.budget:
        for row in form.rows_of('cost', money=True):
            if Decimal(row.number.replace(',', '')) * MONEY_UNITS[row.unit] == form.worth(form.budget) * 10_000:
                yield row


@kind('two digits of a ceiling of cost that is the budget swapped')
def ceiling_swapped(form):
    for row in ceilings(form):
        digits = swapped(row.number)
        if digits:
            yield row.set(number=digits)


@kind('a ceiling of cost in 元 that is the budget in 万元')
def ceiling_in_yuan(form):
    yield from (row.set(unit='元') for row in ceilings(form) if row.unit in ('万元', '万'))


# -- amounts in texts --

def told(text):
    """[(match, amount in 万元)] of a text."""
    return [(found, Decimal(found[1].replace(',', '')) * MONEY_UNITS[found[2]] / 10_000)
            for found in TEXT_AMOUNT.finditer(text)]


def texts_of_budget(form):
    """(path, text, match) where a text tells the budget."""
    if not form.budget:
        return []
    return [(path, text, found) for path, text in form.texts(USES + ['实施期进度计划'])
            for found, worth in told(text) if worth == form.worth(form.budget)]


def replaced(text, found, new):
    return text[:found.start(1)] + new + text[found.end(1):]


def addends(form):
    """(path, text, matches) of texts whose amounts add up to a total that stands there too or is the budget."""
    for path, text in form.texts(USES + ['实施期进度计划']):
        amounts = told(text)
        worth = [one for _, one in amounts]
        budget = form.worth(form.budget) if form.budget else None
        for total in {*worth, budget} - {None}:
            parts = [(found, one) for found, one in amounts if one != total]
            if len(parts) > 1 and sum(one for _, one in parts) == total:
                yield path, text, [found for found, _ in parts]


@kind('an addend told in the text changed')
def addend_changed(form):
    for path, text, parts in addends(form):
        found = parts[len(parts) // 2]
        yield {path: replaced(text, found, plain(Decimal(found[1].replace(',', '')) + 1))}


@kind('an addend left out of the text')
def addend_left_out(form):
    for path, text, parts in addends(form):
        found = parts[-1]
        clause = re.search(r'[^，,；;。、\n]*$', text[:found.start()])
        yield {path: text[:clause.start()].rstrip('，,；;、') + re.sub(r'^[^，,；;。\n合共]*', '', text[found.end():])}


@kind('the total told in the text changed')
def told_changed(form):
    for path, text, found in texts_of_budget(form):
        digits = swapped(found[1]) or shorter(found[1])
        if digits:
            yield {path: replaced(text, found, digits)}


@kind('the total told in the text in 元 for 万元')
def told_in_yuan(form):
    for path, text, found in texts_of_budget(form):
        if found[2] == '万元':
            yield {path: text[:found.start(2)] + '元' + text[found.end(2):]}


@kind('财政资金 in the sentence is not 预算数')
def sentence(form):
    for path, text in form.texts(USES):
        found = re.search(r'财政资金 ?(\d[\d,.]*\d) ?万元', text)
        if found and re.search(r'预算数 ?\d', text):
            yield {path: replaced(text, found, plain(Decimal(found[1].replace(',', '')) - 3))}


@kind('a product in the text that does not compute (10人*200元=3000元)')
def product(form):
    words = ('聘请专家10人*200元/人=3000元', '租车12天×800元=9800元', '印刷材料500册*15元/册=7600元')
    for path, text in form.texts(USES, least=8)[:1]:
        yield {path: text.rstrip('。；;,，') + '，其中' + one_of(form, *words) + '。'}


@kind('a list in the text that does not add up (A 3万元、B 4万元，合计8万元)')
def wrong_list(form):
    for path, text in form.texts(USES, least=8)[:1]:
        yield {path: text.rstrip('。；;,，') + '，其中会议费0.3万元、印刷费0.4万元，两项合计0.8万元。'}


def of_parts(form, *shares):
    """A sentence that tells the budget and parts of it."""
    if form.budget:
        budget = form.worth(form.budget)
        words = [f'{name}{plain((budget * share / 100).quantize(Decimal("0.0001")))}万元'
                 for name, share in zip(('设备购置费', '人员培训费', '宣传费'), shares)]
        for path, text in form.texts(USES, least=8)[:1]:
            yield {path: text.rstrip('。；;,，') + f'。项目预算{plain(budget)}万元，其中：{"，".join(words)}。'}


@kind('parts told in the text do not make the budget told there')
def parts_told(form):
    yield from of_parts(form, 50, 25, 15)


@right('amounts', 'parts told in the text that make the budget')
def right_parts(form):
    yield from of_parts(form, 50, 30, 20)


@right('amounts', 'a product in the text that computes')
def right_product(form):
    words = ('聘请专家10人*200元/人=2000元', '租车12天×800元=9600元', '印刷材料500册*15元/册=7500元')
    for path, text in form.texts(USES, least=8)[:1]:
        yield {path: text.rstrip('。；;,，') + '，其中' + one_of(form, *words) + '。'}


@kind('the amount in words (大写) is another')
def in_words(form):
    if form.budget:
        for path, text in form.texts(USES, least=8)[:1]:
            yield {path: text.rstrip('。；;,，') + f'，共需{plain(form.worth(form.budget))}万元（大写：壹佰零柒万贰仟元整）。'}


@kind('a point left behind in the text (5.万元)')
def lone_point(form):
    for path, text in form.texts(USES):
        for found, _ in told(text):
            if '.' not in found[1]:
                yield {path: replaced(text, found, found[1] + '.')}


# -- departments --

def tasks(form):
    listed = form.data.get('年度主要任务')
    return [(('年度主要任务', nth), task) for nth, task in enumerate(listed)] if isinstance(listed, list) else []


@kind('department: the amount of a task changed')
def task_changed(form):
    for path, task in tasks(form):
        for key in ('预算资金（万元）', '预算金额'):
            digits = shorter(task.get(key, '').replace(',', ''))
            if digits:
                yield {path + (key,): digits}


@kind('department: a task without amount')
def task_empty(form):
    for path, task in tasks(form):
        for key in ('预算资金（万元）', '预算金额'):
            if task.get(key):
                yield {path + (key,): REMOVE}


@kind('department: fiscal money of a task above its total')
def task_fiscal(form):
    for path, task in tasks(form):
        for key in ('财政拨款（万元）', '财政拨款'):
            if re.fullmatch(r'[\d,]+(\.\d+)?', task.get(key, '')):
                yield {path + (key,): plain(Decimal(task[key].replace(',', '')) + 15)}


@kind('department: basic and project spending are not the whole')
def department_balance(form):
    for label in ('基本支出', '项目支出'):
        if (label,) in form.amounts and ('财政拨款',) in form.amounts and '基本支出' in form.data:
            one = form.amounts[(label,)]
            yield {(label,): one.say(one.number + 30)}


@kind('self-evaluation: more spent than there was')
def overspent(form):
    total = form.data.get('年度资金总额')
    if isinstance(total, dict) and '全年执行数' in total:
        for label in ('年度资金总额', '本年财政拨款'):
            one = form.amounts[(label, '全年执行数')]
            yield {(label, '全年执行数'): one.say(one.number + 100)}
