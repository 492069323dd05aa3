"""Mistakes in the plan of spending: in a row of cells, or told in a sentence."""
import re
from decimal import Decimal

from .forms import REMOVE, plain
from .kinds import mistake


def kind(name, taste=False):
    return mistake('plans', name, taste)


def cells(form, values, percent=None):
    """The cells of the plan that get other values, in its own spelling."""
    path, keys, _, is_percent = form.plan
    old = form.at(path)
    mark = '%' if old[keys[-1]].endswith('%') else ''
    if (percent if percent is not None else is_percent) is False:
        mark = ''
    spelt = {key: value if isinstance(value, str) else plain(value) + mark for key, value in zip(keys, values)}
    return {path + (key,): spelt[key] for key, number, value in zip(keys, form.plan[2], values)
            if number != value or (percent is not None and percent != is_percent)}


def plans(form, places=2):
    """The plan when it has at least so many cells and rises."""
    if form.plan:
        _, keys, numbers, percent = form.plan
        if len(keys) >= places and numbers == sorted(numbers) and numbers[-1]:
            yield keys, numbers, percent


def shares(form, *parts):
    """Parts of a hundred as percent, or as amounts of a plan in amounts."""
    _, _, numbers, percent = form.plan
    return [Decimal(part) if percent else numbers[-1] * part / 100 for part in parts]


@kind('two periods swapped')
def swap(form):
    for keys, numbers, _ in plans(form, 3):
        for at in range(len(numbers) - 1):
            if numbers[at] != numbers[at + 1]:
                yield cells(form, numbers[:at] + [numbers[at + 1], numbers[at]] + numbers[at + 2:])


@kind('ends at 90 %')
def ninety(form):
    for _, numbers, _ in plans(form):
        if numbers[-2] <= numbers[-1] * Decimal('0.9'):
            yield cells(form, numbers[:-1] + shares(form, 90))


@kind('1000 % at the end')
def thousand(form):
    yield from (cells(form, numbers[:-1] + [numbers[-1] * 10]) for _, numbers, _ in plans(form))


@kind('110 % at the end')
def more_than_all(form):
    yield from (cells(form, numbers[:-1] + shares(form, 110)) for _, numbers, _ in plans(form))


@kind('a hole: the cell of a period empty')
def hole(form):
    for keys, numbers, _ in plans(form, 4):
        yield {('资金支出计划', keys[1]): ''}
        yield {('资金支出计划', keys[2]): ''}


@kind('four times 25 %')
def uniform(form):
    for _, numbers, percent in plans(form, 4):
        yield cells(form, shares(form, 25, 25, 25, 25))


@kind('shares of each period instead of sums (10, 20, 30, 40)')
def not_cumulative(form):
    for _, numbers, _ in plans(form, 4):
        yield cells(form, shares(form, 40, 20, 30, 10))


@kind('rising shares of each period (10, 20, 30, 40)')
def rising(form):
    for _, numbers, _ in plans(form, 4):
        yield cells(form, shares(form, 10, 20, 30, 40))


@kind('all of the budget in the last quarter (0, 0, 0, 100)', taste=True)
def late(form):
    for _, numbers, _ in plans(form, 4):
        if numbers[2]:
            yield cells(form, shares(form, 0, 0, 0, 100))


@kind('all of the budget in the first quarter', taste=True)
def early(form):
    for _, numbers, _ in plans(form, 4):
        yield cells(form, shares(form, 100, 100, 100, 100))


@kind('nothing at all (0, 0, 0, 0)')
def nothing(form):
    for _, numbers, _ in plans(form, 4):
        yield cells(form, shares(form, 0, 0, 0, 0))


@kind('the plan left out')
def left_out(form):
    if form.plan:
        yield {('资金支出计划',): REMOVE}
    elif '实施期进度计划' in form.data:
        yield {('实施期进度计划',): REMOVE}


@kind('amounts for percentages')
def amounts(form):
    for _, numbers, percent in plans(form, 2):
        if percent and form.budget:
            budget = form.worth(form.budget)
            yield cells(form, [(budget * number / 100).quantize(Decimal('0.01')) for number in numbers], percent=False)


@kind('a plan in amounts does not end at the budget')
def amounts_end(form):
    for _, numbers, percent in plans(form, 2):
        if not percent and form.budget and numbers[-2] <= numbers[-1] - 1 and numbers[-1] == form.worth(form.budget):
            yield cells(form, numbers[:-1] + [numbers[-1] - 1])


@kind('a plan in amounts in 元, the budget in 万元')
def amounts_yuan(form):
    for _, numbers, percent in plans(form, 2):
        if not percent and form.budget:
            yield cells(form, [number * 10_000 for number in numbers])


@kind('fractions for percentages (0.25, 0.5, 0.75, 1)')
def fractions(form):
    for _, numbers, percent in plans(form, 3):
        if percent:
            yield cells(form, [number / 100 for number in numbers], percent=False)


@kind('one cell an amount among percentages')
def mixed(form):
    for keys, numbers, percent in plans(form, 4):
        if percent and form.budget:
            yield {('资金支出计划', keys[1]): plain((form.worth(form.budget) / 2).quantize(Decimal('0.01'))) + '万元'}


@kind('a cell of words (按进度)')
def words(form):
    for keys, _, _ in plans(form, 4):
        yield {('资金支出计划', keys[1]): '按进度'}


@kind('a negative share')
def negative(form):
    for _, numbers, _ in plans(form, 4):
        yield cells(form, [-shares(form, 10)[0], *numbers[1:]])


# -- told in a sentence --

SHARES = re.compile(r'第?([一二三四])季度[^\d%，。；、]{0,12}?(\d+(?:\.\d+)?)%')


def sentences(form):
    text = form.data.get('实施期进度计划', '')
    found = list(SHARES.finditer(text))
    if [one[1] for one in found] in (list('一二三四'), list('二三四')):
        yield ('实施期进度计划',), text, found


def told(text, found, share):
    return text[:found.start(2)] + share + text[found.end(2):]


@kind('in a sentence: ends at 90 %')
def sentence_ninety(form):
    for path, text, found in sentences(form):
        yield {path: told(text, found[-1], '90')}


@kind('in a sentence: two periods swapped')
def sentence_swapped(form):
    for path, text, found in sentences(form):
        yield {path: told(told(text, found[-1], found[-2][2]), found[-2], found[-1][2])}


@kind('in a sentence: a period without its share')
def sentence_hole(form):
    for path, text, found in sentences(form):
        yield {path: text[:found[-2].start(2)].rstrip() + text[found[-2].end():]}


@kind('in a sentence: shares of each period instead of sums')
def sentence_each(form):
    for path, text, found in sentences(form):
        for one, share in zip(reversed(found), ('10', '40', '30', '20')):
            text = told(text, one, share)
        yield {path: text}


@kind('in a sentence: 1000 %')
def sentence_thousand(form):
    for path, text, found in sentences(form):
        yield {path: told(text, found[-1], '1000')}
