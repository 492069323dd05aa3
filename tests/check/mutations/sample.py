"""What an outside accountant marks when he samples published forms, and what he lets pass."""
import json
import re
from decimal import Decimal as D

from .forms import GOALS, LISTS, USES, WHOLES, plain
from .kinds import Edit, mistake, one_of, right

GROUP = 'sample'
GOAL_ORDER = ['年度绩效目标', '年度总体目标', '年度目标', '绩效目标', '预期目标', '总体目标', '总体绩效目标', '项目实施期目标', '中期目标']
EXPLAINED = ['绩效指标描述', '指标解释', '内涵解释']
PLACES = {'futian': '深圳', 'jinan': '济南', 'qingdao': '青岛', 'quanzhou': '泉州', 'tangshan': '唐山'}


# -- what the form says --

def goal(form):
    """(path, text) of the goal that a sentence may be added to: the last of several."""
    for label in GOAL_ORDER:
        value = form.data.get(label)
        if isinstance(value, list) and value and isinstance(value[-1], str) and len(value[-1]) > 5:
            if not value[-1].endswith('3.。'):
                return (label, len(value) - 1), value[-1]
        if isinstance(value, str) and len(value) > 5:
            return (label,), value
    return None


def use(form):
    for label in USES:
        value = form.data.get(label)
        if isinstance(value, str) and len(value) > 5:
            return (label,), value
    return None


def more(text, sentence):
    text = text.rstrip()
    text = text.rstrip('。') if text.endswith('。。') else text
    return text + ('' if text[-1] in '。！？' else '。') + sentence if text[-1] not in '；;，,' else text[:-1] + '。' + sentence


def bare_use(form):
    """The same, where it has no sums of its own yet, or nothing but the budget."""
    found = use(form)
    if found and money(form) and (not re.search('元', found[1]) or found[1].startswith('预算数') and not re.search('本级安排|支付安排', found[1])):
        return found
    return None


def said(form):
    return json.dumps(form.data, ensure_ascii=False)


def year(form):
    if form.year:
        return form.year
    found = set(re.findall(r'(20\d\d) ?年', said(form)))
    return int(found.pop()) if len(found) == 1 else None


def money(form):
    """The year's money in 万元."""
    if form.form == 'quanzhou-soe-management':
        return None
    if form.budget:
        worth = form.worth(form.budget)
        return worth / 10_000 if form.form == 'futian-project' else worth
    text = form.data.get('项目资金主要用途', '')
    found = re.search(r'预算数(\d+(?:\.\d+)?) ?万元', text)
    if found:
        return D(found[1])
    whole = form.data.get('年度资金总额')
    if isinstance(whole, dict) and '全年预算数' in whole and form.form != 'mof-self-evaluation':
        return D(whole['全年预算数'])
    return None


def explain(row, words):
    """The fields that explain an indicator, in these words."""
    return {key: words for key in EXPLAINED if key in row.fields}


def beside(row, name, sign, number, unit, words=None, whole=None):
    """A further indicator behind this one, in the columns of the form."""
    fields = {'三级指标': name, **explain(row, words or name)}
    if '指标计算公式或方法' in row.fields:
        fields['指标计算公式或方法'] = '统计法'
    if '评分标准' in row.fields:
        fields['评分标准'] = '完成得满分，未完成按比例得分'
    for key in row.fields:
        if '半年目标值' in key:  # what holds all the year, or what is only counted up by its end
            fields[key] = number if unit == '%' or sign == '≤' else '0'
        if key == '实施期目标值':
            fields[key] = whole or sign + number + unit
    if row.split:
        fields['计量单位'] = unit or '无'
        if '指标方向' in row.fields:
            fields['指标方向'] = {'≥': '大于等于', '≤': '小于等于'}.get(sign, '等于')
        if '指标性质' in row.fields:
            fields['指标性质'] = '定性' if whole else ('反向' if sign == '≤' or number == '0' else '正向')
        fields['value'] = whole or number
    else:
        fields['value'] = whole or sign + number + unit
    return row.followed_by(**fields)


def renamed(row, name, words=None):
    changes = row.rename(name)
    for key in explain(row, ''):
        changes.update(row.put(key, words or name))
    return changes


def kinds_of(form, *kinds):
    return [row for row in form.single_rows if row.kind in kinds and row.name]


def scored(form):
    return any('分值' in row.fields or '分值权重' in row.fields for row in form.rows)


def whole_cost(form):
    """Rows that say the cost of the whole."""
    total = money(form)
    for row in form.rows_of('cost', money=True):
        worth = D(row.number.replace(',', '')) * {'元': D('0.0001'), '亿元': D(10000)}.get(row.unit, D(1))
        if total and worth == total:
            yield row, total


def social_or_quality(form):
    rows = [] if scored(form) else form.single_rows
    return [row for row in rows if '质量' in row.level2] or [row for row in rows if re.search('社会效益|履职效益', row.level2)]


def pairs(text):
    return {text[at:at + 2] for at in range(len(text) - 1) if re.fullmatch('[一-鿿]{2}', text[at:at + 2])}


def strange(text, form, most=0.25):
    """Whether a text shares next to nothing with a form."""
    mine = pairs(text)
    return len(mine) >= 5 and len(mine & pairs(said(form))) / len(mine) <= most


# -- money --

@mistake(GROUP, 'cost indicator above the budget of the project')
def cost_above(form):
    for row, total in whole_cost(form):
        factor = one_of(form, D('1.2'), D('1.5'), D('1.1'))
        yield row.set(number=plain((D(row.number.replace(',', '')) * factor).quantize(D('0.01'))))


@mistake(GROUP, 'use of the money names another total than the budget')
def other_total(form):
    found, total = use(form), money(form)
    if found and total and form.name not in ('futian-project-01', 'futian-project-11'):  # whose text is at odds with the cell already
        wrong = plain((total * one_of(form, D('1.25'), D('0.8'), D('1.4'))).quantize(D('0.1')))
        yield {found[0]: more(found[1], one_of(form, f'本年度共需资金{wrong}万元。', f'本年度计划安排资金{wrong}万元。', f'共计安排资金{wrong}万元。'))}


@right(GROUP, 'use of the money names the budget')
def same_total(form):
    found, total = bare_use(form), money(form)
    if found:
        yield {found[0]: more(found[1], one_of(form, f'本年度共需资金{plain(total)}万元。', f'本年度计划安排资金{plain(total * 10000)}元。', f'共计安排资金{plain(total)}万元。'))}


def parts_text(form, parts):
    first, second, third = one_of(form, ('主体工作', '配套工作', '其他支出'), ('直接支出', '配套支出', '管理费用'),
                                  ('重点任务', '一般任务', '其他费用'))
    a, b, c = map(plain, parts)
    return f'其中：{first}{a}万元，{second}{b}万元，{third}{c}万元。'


@mistake(GROUP, 'breakdown in the use of the money does not add up to the budget')
def parts_off(form):
    found, total = bare_use(form), money(form)
    if found:
        a, b = (total * D('0.5')).quantize(D('0.1')), (total * D('0.3')).quantize(D('0.1'))
        yield {found[0]: more(found[1], parts_text(form, (a, b, (total - a - b) + (total * one_of(form, D('0.1'), D('-0.1'), D('0.2'))).quantize(D('0.1')) + D('0.5'))))}


@right(GROUP, 'breakdown in the use of the money adds up to the budget')
def parts_fine(form):
    found, total = bare_use(form), money(form)
    if found:
        a, b = (total * D('0.5')).quantize(D('0.1')), (total * D('0.3')).quantize(D('0.1'))
        yield {found[0]: more(found[1], parts_text(form, (a, b, total - a - b)))}


UNITS_OF = [('个子项', '每个子项平均'), ('个分项', '每个分项平均'), ('个工作包', '每个工作包')]


@mistake(GROUP, 'calculation in the use of the money: number times standard gives another product')
def product_off(form):
    found, total = bare_use(form), money(form)
    if found and total >= 20:
        many, each = one_of(form, *UNITS_OF)
        n = one_of(form, 4, 5, 8)
        rate = (total / n).quantize(D('0.01')) + one_of(form, D('2'), D('3.5'), D('1.2'))
        yield {found[0]: more(found[1], f'按{n}{many}、{each}{plain(rate)}万元测算，共计{plain(total)}万元。')}


@right(GROUP, 'calculation in the use of the money: number times standard gives the budget')
def product_fine(form):
    found, total = bare_use(form), money(form)
    if found and total >= 20:
        many, each = one_of(form, *UNITS_OF)
        n = one_of(form, 4, 5, 8)
        yield {found[0]: more(found[1], f'按{n}{many}、{each}{plain(total / n)}万元测算，共计{plain(total)}万元。')}


@mistake(GROUP, 'the text speaks of own money where the form has none but public money')
def own_money(form):
    found, total = use(form), money(form)
    if not found or not total or total < 5:
        return
    others = [amount for path, amount in form.amounts.items() if '其他资金' in path[-1] or '其他资金' in path[0]]
    fiscal = next((form.worth(path) for path in form.amounts if path[0] in ('财政资金', '财政拨款')), None)
    stated = '财政资金' + plain(total) + '万元' in found[1]
    if (fiscal == total or stated) and not any(one.number for one in others) and '自筹' not in found[1]:
        part = plain((total * one_of(form, D('0.2'), D('0.3'), D('0.1'))).quantize(D('0.1')))
        yield {found[0]: more(found[1], one_of(form, f'其中单位自筹资金{part}万元。', f'其中{part}万元由实施单位自筹解决。', f'另有社会捐赠等其他资金{part}万元一并列入本项目预算。'))}


@mistake(GROUP, 'unit cost above the whole budget')
def each_too_dear(form):
    total = money(form)
    rows = [row for row in form.rows_of('quantity', count=True) if row.unit in '人户家台座株场次' and row.unit]
    costs = kinds_of(form, 'cost')
    if total and rows and costs and not scored(form):
        unit = rows[0].unit
        much = plain((total * one_of(form, D('1.5'), D('2'), D('3'))).quantize(D('1')) + 1)
        named = one_of(form, f'平均每{unit}投入标准', f'每{unit}支出标准', f'单{unit}成本')
        yield beside(costs[-1], named, '≤', much, f'万元/{unit}', f'平均每{unit}的财政投入')


@mistake(GROUP, 'budget cell ten thousand times too large: 元 in a form in 万元')
def in_yuan(form):
    if form.budget and form.form != 'futian-project' and money(form):
        total = form.budget
        one = form.amounts[total]
        if not one.unit:
            yield {total: one.say(one.number * 10000)}


@mistake(GROUP, 'a part of the money is more than the whole')
def part_above(form):
    for total, parts in form.sums[:1]:
        if total in form.amounts and form.worth(total):
            one = form.amounts[parts[0]]
            if one.number:
                yield {parts[0]: one.say(one.number + one_of(form, D(50), D(100), D(20)))}


@mistake(GROUP, 'the year asks for more than the project has')
def year_above_all(form):
    for whole, part in WHOLES:
        if (whole,) in form.amounts and (part,) in form.amounts and form.amounts[(whole,)].number:
            one = form.amounts[(whole,)]
            small = (form.amounts[(part,)].number * D('0.6')).quantize(D('1'))
            changes = {(whole,): one.say(small)}
            for total, parts in form.sums:  # its parts go along
                if total == (whole,):
                    keep = next(path for path in parts if form.amounts[path].number)
                    rest = sum(form.amounts[path].number for path in parts if path != keep)
                    changes[keep] = form.amounts[keep].say(small - rest)
            if all(not text.startswith('-') for text in changes.values()):
                yield changes


@mistake(GROUP, 'a slip in a figure of money: letter, doubled point or comma out of place')
def money_slip(form):
    path = form.budget or next(iter(form.amounts), None)
    if path:
        text = form.at(path)
        for new in (text.replace('0', 'O', 1) if '0' in text else None, re.sub(r'\.', '..', text, count=1) if '.' in text else None):
            if new and new != text:
                yield {path: new}


# -- plan of spending --

def plan_put(form, numbers, some=None):
    path, keys, old, percent = form.plan
    changes = {}
    for key, was, number in zip(keys, old, numbers):
        text = form.at(path + (key,))
        changes[path + (key,)] = re.sub(r'\d[\d,]*(?:\.\d+)?', (f'{number:.2f}' if '.' in text else plain(number)), text, count=1)
    return {path: text for path, text in changes.items() if text != form.at(path)}


@mistake(GROUP, 'plan of spending gives each period by itself in a cumulative column')
def plan_apart(form):
    if form.plan and len(form.plan[1]) >= 3:
        numbers = form.plan[2]
        alone = [numbers[0]] + [b - a for a, b in zip(numbers, numbers[1:])]
        if alone[-1] < max(alone[:-1]) or alone[-1] < numbers[-1] and alone[-1] != numbers[-1]:
            if alone != numbers and alone[-1] < numbers[-1]:
                yield plan_put(form, alone)


@mistake(GROUP, 'plan of spending does not reach the whole')
def plan_short(form):
    if form.plan and form.plan[2][-1] > 0:
        numbers = list(form.plan[2])
        last = numbers[-1] * one_of(form, D('0.95'), D('0.9'), D('0.85'))
        if len(numbers) == 1 or last >= numbers[-2]:
            yield plan_put(form, numbers[:-1] + [last.quantize(D('0.01')) if not form.plan[3] else last])


@mistake(GROUP, 'plan of spending goes above the whole')
def plan_over(form):
    if form.plan and form.plan[2][-1] > 0:
        numbers = list(form.plan[2])
        yield plan_put(form, numbers[:-1] + [numbers[-1] * one_of(form, D('1.1'), D('1.2'), D('1.05'))])


@right(GROUP, 'a plan of spending of its own that rises to the whole')
def plan_other(form):
    if form.plan and len(form.plan[1]) >= 3 and form.plan[2][-1] > 0:
        numbers, last = form.plan[2], form.plan[2][-1]
        step = one_of(form, ('0.15', '0.4', '0.7'), ('0', '0.35', '0.8'), ('0.3', '0.6', '0.9'))
        shares = [D(one) for one in step][-(len(numbers) - 1):] if len(numbers) <= 4 else None
        if shares:
            yield plan_put(form, [(last * share).quantize(D('0.01')) for share in shares] + [last])


# -- goals and indicators against each other --

def sayable(form):
    rows = [row for row in form.single_rows if row.number and row.kind in ('quantity', 'quality', 'benefit', None)
            and row.unit and not row.is_money and len(row.name) > 5 and not re.search(r'[（(]|是否|\d', row.name)
            and (row.is_count or row.is_rate) and '≤' != row.sign and re.search('数量?$|率$|次数|面积', row.name)]
    return [row for row in rows if row.name not in str(goal(form)) and D(row.number.replace(',', '')) > 0]


def sentence(form, row, number):
    unit = row.unit
    return one_of(form, f'全年{row.name}达到{number}{unit}。', f'{row.name}达到{number}{unit}。', f'确保{row.name}达到{number}{unit}。')


@mistake(GROUP, 'goal promises another figure than the indicator')
def goal_other(form):
    found = goal(form)
    for row in sayable(form)[:2]:
        if found:
            old = D(row.number.replace(',', ''))
            if row.is_rate:
                new = {D(100): D(95), D(95): D(98), D(90): D(95), D(85): D(95), D(80): D(90)}.get(old)
            else:
                new = old + max(D(1), (old * one_of(form, D('0.5'), D('0.25'), D('1'))).quantize(D(1)))
            if new:
                yield {found[0]: more(found[1], sentence(form, row, plain(new)))}


@right(GROUP, 'goal promises the figure of the indicator')
def goal_same(form):
    found = goal(form)
    for row in sayable(form)[:2]:
        if found:
            yield {found[0]: more(found[1], sentence(form, row, row.number))}


@mistake(GROUP, 'goal promises another satisfaction than the indicator')
def goal_satisfaction(form):
    found, rows = goal(form), form.rows_of('satisfaction', rate=True)
    if found and len(rows) == 1 and '满意度达' not in found[1] and rows[0].number in ('80', '85', '90', '95'):
        other = {'80': '90', '85': '95', '90': '98', '95': '85'}[rows[0].number]
        name = re.sub(r'（.*|\(.*|指标\d?：?', '', rows[0].name)
        if re.search('满意[度率]$', name):
            yield {found[0]: more(found[1], one_of(form, f'{name}达到{other}%以上。', f'使{name}达到{other}%。', f'确保{name}不低于{other}%。'))}


@mistake(GROUP, 'the explanation says another figure than the value')
def explained_other(form):
    for row in form.rows_of('satisfaction', 'quality', rate=True):
        key = next(iter(explain(row, '')), None)
        if key and row.name and row.number in ('80', '85', '90', '95', '100'):
            other = {'80': '90', '85': '95', '90': '85', '95': '90', '100': '95'}[row.number]
            name = re.sub(r'（.*|\(.*|指标\d：', '', row.name)
            yield row.put(key, one_of(form, f'{name}达到{other}%以上', f'反映{name}情况，达到{other}%得满分', f'考核{name}是否达到{other}%'))
            return


@mistake(GROUP, 'number in the name of an indicator differs from its value')
def name_other(form):
    for row in form.rows_of('quantity', count=True):
        if re.search('数量?$|次数$|数$', row.name) and not row.split and not re.search(r'\d', row.name) and '.' not in row.number:
            base = re.sub('(数量|[次人个项册户场条件]?数)$', '', row.name)
            number = int(row.number.replace(',', ''))
            other = number + one_of(form, 1, 2, max(3, number // 5))
            if len(base) > 2:
                yield row.rename(f'{base}{other}{row.unit}')
                return


@right(GROUP, 'number in the name of an indicator is its value')
def name_same(form):
    for row in form.rows_of('quantity', count=True):
        if re.search('数量?$|次数$|数$', row.name) and not row.split and not re.search(r'\d', row.name) and '.' not in row.number:
            base = re.sub('(数量|[次人个项册户场条件]?数)$', '', row.name)
            if len(base) > 2:
                yield row.rename(f'{base}{row.number}{row.unit}')
                return


@mistake(GROUP, 'unit in the name of an indicator is another than that of its value')
def name_unit(form):
    wrong = {'人': '户', '家': '人', '个': '公里', '次': '万元', '户': '亩', '台': '人', '座': '平方米', '株': '公里', '项': '人', '件': '平方米',
             '平方米': '公里', '平米': '公里', '米': '平方米', '条': '座', '处': '人', '人次': '个', '场': '人', '吨': '座', '种': '人', '间': '人', '公里': '座'}
    for row in form.rows_of('quantity'):
        if row.unit in wrong and not re.search('[（(]', row.name) and re.search('数量?$|量$|面积$|长度$|次数$', row.name):
            yield row.rename(f'{row.name}（{wrong[row.unit]}）')
            return


@mistake(GROUP, 'two rows of one name with two values')
def two_values(form):
    for row in form.rows_of('satisfaction', 'quality', 'quantity'):
        if not scored(form) and row.number in ('80', '85', '90', '95', '100') or row.is_count and not scored(form):
            number = D(row.number.replace(',', ''))
            new = plain(number - 5) if row.is_rate else plain(number + max(1, int(number) // 4))
            yield beside(row, row.name, row.sign, new, row.unit, row.fields.get(next(iter(explain(row, '')), ''), None))
            return


@mistake(GROUP, 'the annual value is above that of the whole project')
def annual_above(form):
    for row in form.rows:
        if row.path[0] in ('年度绩效指标',) and row.twins and row.is_count and '≤' != row.sign and row.number:
            number = D(row.number.replace(',', ''))
            yield {row.at(row.value_key): row.value.replace(row.number, plain(number * one_of(form, 2, 3) + 1))}
            return
    for row in form.single_rows:
        half = next((key for key in row.fields if '半年目标值' in key), None)
        if half and row.number and row.unit != '无':
            yield row.put(half, plain(D(row.number.replace(',', '')) * 2))
            return


# -- values --

@mistake(GROUP, 'rate that cannot exceed 100 % does')
def above_hundred(form):
    for row in form.rows_of('quality', 'satisfaction', 'time', rate=True):
        if re.search('合格率|覆盖率|通过率|满意|及时率|准确率|达标率|符合率', row.name):
            yield row.set(number=one_of(form, '110', '120', '150', '105'))
            return


@right(GROUP, 'a growth of more than 100 %')
def growth(form):
    rows = [row for row in form.single_rows if re.search('社会效益|履职效益', row.level2) and not scored(form)]
    if rows:
        yield beside(rows[-1], one_of(form, '信息公开栏目访问量增长率', '群众咨询答复量增长率', '媒体宣传报道量同比增幅'), '≥', one_of(form, '120', '150', '110'), '%',
                     '与上年相比增长的比率')


@mistake(GROUP, 'zero as the target of a good thing')
def zero_good(form):
    for row in form.rows_of('satisfaction', 'quality', rate=True):
        if re.search('合格率|覆盖率|通过率|满意|达标率|准确率|完成率', row.name):
            yield row.set(number='0')
            return
    for row in form.rows_of('quantity', count=True):
        yield row.set(number='0')
        return


@mistake(GROUP, 'satisfaction target lost a digit')
def lost_digit(form):
    for row in form.rows_of('satisfaction', rate=True):
        if row.number in ('80', '85', '90', '95', '98'):
            yield row.set(number=row.number[0])
            return


@mistake(GROUP, 'satisfaction or pass rate with ≤')
def rate_at_most(form):
    for row in form.rows_of(one_of(form, 'satisfaction', 'quality', 'satisfaction'), rate=True):
        if re.search('满意|合格率|达标率|通过率|覆盖率|及时率|准确率', row.name):
            yield row.set(sign='≤')
            return


@mistake(GROUP, 'complaints, accidents or errors with ≥')
def bad_at_least(form):
    rows = social_or_quality(form)
    if rows:
        name, number, unit = one_of(form, ('群众投诉率', '5', '%'), ('安全事故发生数', '1', '起'), ('有效投诉次数', '3', '次'), ('差错率', '2', '%'), ('信访投诉件数', '2', '件'))
        yield beside(rows[-1], name, '≥', number, unit, f'反映项目实施过程中{name}情况')


@right(GROUP, 'complaints, accidents or errors with ≤ or none')
def bad_at_most(form):
    rows = social_or_quality(form)
    if rows:
        name, sign, number, unit = one_of(form, ('群众投诉率', '≤', '5', '%'), ('安全事故发生数', '=', '0', '起'), ('有效投诉次数', '≤', '3', '次'), ('差错率', '≤', '2', '%'),
                                          ('信访投诉件数', '≤', '2', '件'))
        yield beside(rows[-1], name, sign, number, unit, f'反映项目实施过程中{name}情况')


@mistake(GROUP, 'rate measured in pieces')
def rate_pieces(form):
    for row in form.rows_of('quality', 'satisfaction', 'time', rate=True):
        if re.search('率$|满意度$', row.name):
            yield row.set(unit=one_of(form, '个', '次', '万元', '人'))
            return


@mistake(GROUP, 'number of things in percent')
def pieces_rate(form):
    for row in form.rows_of('quantity', count=True):
        if re.search('数量?$|次数$|人数$|面积|长度', row.name):
            yield row.set(unit='%')
            return


@mistake(GROUP, 'rate without its percent sign')
def no_percent(form):
    for row in form.rows_of('satisfaction', 'quality', 'time', rate=True):
        if not row.split and row.number not in ('0', '1') and '%' not in row.name:
            yield row.set(unit='')
            return


@mistake(GROUP, 'number of things without a unit')
def no_unit(form):
    for row in form.rows_of('quantity', 'benefit', count=True):
        if not re.search('[（(]|率', row.name):
            yield row.set(unit='')
            return


@mistake(GROUP, 'area in metres, length in square metres, people in pieces')
def wrong_measure(form):
    wrong = [('面积', ('米', '公里')), ('长度|里程', ('平方米', '平方米')), ('人数|人次', ('件', '台')), ('次数|场次', ('人', '元')),
             ('企业|机构|单位', ('吨', '米')), ('设备|树木|栽植', ('人', '人')), ('数量', ('公里', '平方米'))]
    for row in form.rows_of('quantity'):
        for words, units in wrong:
            if row.unit and re.search(words, row.name) and row.unit not in units and row.unit != '%':
                yield row.set(unit=one_of(form, *units))
                return


@mistake(GROUP, 'half a person, half a machine')
def half(form):
    for row in form.rows_of('quantity', count=True):
        if row.unit in ('人', '户', '家', '台', '座', '株', '次', '人次', '场', '名', '件', '个') and '.' not in row.number:
            yield row.set(number=row.number + one_of(form, '.5', '.7', '.3'))
            return


@mistake(GROUP, 'sign and word of a bound against each other')
def sign_word(form):
    for row in form.rows_of('satisfaction', 'quality', rate=True):
        if row.sign == '≥' and not row.split:
            yield row.say(one_of(form, f'≥{row.number}%以下', f'≤{row.number}%以上', f'不低于≤{row.number}%', f'≥{row.number}%以内'))
            return


@mistake(GROUP, 'doubled sign')
def twice(form):
    for row in form.rows_of('satisfaction', 'quality', 'quantity'):
        if row.written() and row.unit:
            yield row.say(one_of(form, f'≥≥{row.number}{row.unit}', f'≥{row.number}{row.unit}{row.unit}', f'≥＝={row.number}{row.unit}'))
            return


@mistake(GROUP, 'range from high to low', taste=True)
def range_back(form):
    for row in form.rows_of('satisfaction', 'quality', rate=True):
        if not row.split and row.number in ('80', '85', '90', '95', '98'):
            yield row.say(one_of(form, f'{row.number}%-{int(row.number) - 15}%', f'{row.number}%～{int(row.number) - 10}%', f'{row.number}%至{int(row.number) - 10}%'))
            return


@mistake(GROUP, 'an empty value')
def no_value(form):
    rows = [row for row in form.single_rows if row.value and row.name]
    if rows:
        row = rows[one_of(form, 0, len(rows) // 2, -1)]
        yield row.say(one_of(form, '', '', '/', '-'))


@mistake(GROUP, 'an empty name')
def no_name(form):
    rows = [row for row in form.single_rows if row.value and row.name]
    if rows:
        row = rows[one_of(form, 0, len(rows) // 2, -1)]
        yield row.rename(one_of(form, '', '', '/', '无'))


@mistake(GROUP, 'quantity said by a word')
def word_for_number(form):
    for row in form.rows_of('quantity', count=True):
        if re.search('数量?$|次数$|人数$|面积$|长度$|量$', row.name) and not row.split:
            yield row.say(one_of(form, '完成', '若干', '较多', '按计划完成', '达标'))
            return


@mistake(GROUP, 'rate said by a word', taste=True)
def word_for_rate(form):
    for row in form.rows_of('satisfaction', rate=True):
        if not row.split:
            yield row.say(one_of(form, '满意', '较高', '基本满意', '良好'))
            return


@mistake(GROUP, 'money in the cell of a deadline')
def money_deadline(form):
    total = money(form)
    for row in kinds_of(form, 'time'):
        if total and not row.split and re.search('时间|时限|及时|完成|期', row.name):
            yield row.say(f'≤{plain(total)}万元')
            return


@mistake(GROUP, 'words of another column in the value')
def other_column(form):
    for row in form.rows_of('quality', 'quantity', 'satisfaction'):
        if not row.split and len(row.name) > 5:
            yield row.say(one_of(form, row.name, '定量指标', '正向指标', '三级指标', row.fields.get('指标值确定依据') or '计划标准'))
            return


# -- dates --

def dated(form):
    return [row for row in kinds_of(form, 'time') if not row.split and re.search('时间|时限|期限|日期', row.name) and not re.search('是否|率', row.name)
            and not re.search(r'≤\d+(个工作)?[日天]|\d+天|工作日|小时|季度', row.value)]


@mistake(GROUP, 'a day that the calendar does not have')
def no_such_day(form):
    for row in dated(form)[:1]:
        yield row.say(one_of(form, '11月31日前', '9月31日前', '6月31日前', '2月30日前', '4月31日前'))


@mistake(GROUP, 'a thirteenth month')
def month_13(form):
    for row in dated(form)[:1]:
        yield row.say(one_of(form, '13月底前', '15月底前', '≤13月份', '20月底前'))


@right(GROUP, 'deadline in other words')
def deadline_words(form):
    for row in dated(form)[:1]:
        now = year(form)
        text = one_of(form, f'{now}年12月31日前' if now else '12月31日前', '12月中旬前', '第四季度', '12月20日前', '年底前')
        yield row.say(text if text != row.value else '12月25日前')


@mistake(GROUP, 'deadline of an earlier year')
def deadline_before(form):
    now = year(form)
    for row in dated(form)[:1]:
        if now and str(now - 1) not in said(form) and (form.year or said(form).count(str(now)) > row.value.count(str(now))):
            yield row.say(one_of(form, f'{now - 1}年12月底前', f'{now - 2}年12月31日前', f'{now - 1}年10月底前'))


@mistake(GROUP, 'goal of an earlier year')
def goal_before(form):
    now, found = year(form), goal(form)
    if now and found and str(now - 1) not in said(form):
        yield {found[0]: more(found[1], one_of(form, f'{now - 1}年全面完成各项工作任务。', f'确保{now - 1}年12月底前全部完成。', f'{now - 1}年度资金支付率达到100%。'))}


@right(GROUP, 'goal compares with the year before')
def goal_compares(form):
    now, found = year(form), goal(form)
    if now and found:
        yield {found[0]: more(found[1], one_of(form, f'群众投诉量较{now - 1}年下降10%。', f'工作效率较{now - 1}年度进一步提升。', f'资金支付进度快于{now - 1}年同期。'))}


@right(GROUP, 'goal names an older regulation')
def goal_rule(form):
    found, now = goal(form), year(form)
    if found and now:
        older = '资金使用严格执行《行政事业单位内部控制规范（试行）》（财会〔2012〕21号）。'
        yield {found[0]: more(found[1], older if now < 2022 else one_of(form, '资金使用严格执行《行政事业单位内部控制规范（试行）》（财会〔2012〕21号）。', '采购活动按照《政府采购需求管理办法》（财库〔2021〕22号）执行。',
                                             '绩效管理按照《项目支出绩效评价管理办法》（财预〔2020〕10号）执行。'))}


@mistake(GROUP, 'goal finishes later than the indicator')
def goal_later(form):
    found = goal(form)
    for row in dated(form):
        dates = re.findall(r'(20\d\d) ?年', row.value)
        if found and dates and '前' in row.value + '前':
            end = max(map(int, dates))
            yield {found[0]: more(found[1], one_of(form, f'{end + 1}年6月底前全部完成。', f'项目于{end + 1}年3月底前完工。', f'力争{end + 1}年9月底前完成全部任务。'))}
            return
        month = re.search(r'(?<!\d)(\d|1[01])月', row.value)
        if found and month and '部门名称' not in form.data and int(month[1]) < 11 and re.search('完成|完工', row.name) and not re.search('资金|拨付|发放', row.name):
            yield {found[0]: more(found[1], one_of(form, '12月底前全部完成。', '项目于12月底前完成。', '力争12月底完成全部任务。'))}
            return


@mistake(GROUP, 'end of the project before its start')
def ends_first(form):
    for start, end in (('开始年度', '结束年度'), ('项目开始时间', '项目结束时间')):
        a, b = form.data.get(start), form.data.get(end)
        if isinstance(a, str) and isinstance(b, str) and re.match(r'20\d\d', a) and re.match(r'20\d\d', b):
            yield {(end,): re.sub(r'^20\d\d', str(int(a[:4]) - one_of(form, 1, 2, 1)), b)}


# -- copied and misfiled --

@mistake(GROUP, 'the goals of a neighbour in the batch')
def goals_of_other(form):
    for other in form.others:
        labels = [label for label in GOALS if label in form.data and label in other.data and label != '部门战略目标']
        if labels and form.project and other.project and form.project[1] != other.project[1] and all(
                strange(str(other.data[label]), form, 0.3) and len(pairs(other.project[1]) & pairs(str(other.data[label]))) >= 2 for label in labels):
            yield Edit({(label,): other.data[label] for label in labels}, partner=other.name)
            return


@mistake(GROUP, 'an indicator of another project of the batch')
def row_of_other(form):
    if scored(form):
        return
    mine = form.rows_of('quantity')
    for other in form.others:
        for row in other.rows_of('quantity'):
            if mine and other.project and pairs(row.name) & pairs(other.project[1]) and len(row.name) >= 6 and strange(row.name, form, 0.1) and set(row.fields) == set(mine[-1].fields) and row.value_key == mine[-1].value_key:
                fields = {key: value for key, value in row.fields.items() if key != row.value_key}
                yield Edit(mine[-1].followed_by(**fields, value=row.value).changes, partner=other.name, source=tuple(row.at(key) for key in row.fields))
                return


@mistake(GROUP, 'another city in the goal')
def other_city(form):
    found, mine = goal(form), PLACES.get(form.family.split('-')[0])
    if found and mine:
        city = one_of(form, '郑州市', '绵阳市', '徐州市', '襄阳市', '南阳市', '赣州市')
        yield {found[0]: more(found[1], one_of(form, f'为{city}经济社会发展提供有力保障。', f'进一步提升{city}公共服务水平。', f'不断增强{city}群众的获得感、幸福感。'))}


@right(GROUP, 'the own city in the goal')
def own_city(form):
    found, mine = goal(form), PLACES.get(form.family.split('-')[0])
    if found and mine:
        yield {found[0]: more(found[1], one_of(form, f'为{mine}市经济社会发展提供有力保障。', f'进一步提升{mine}市公共服务水平。', f'不断增强{mine}市群众的获得感、幸福感。'))}


@mistake(GROUP, 'satisfaction of people that the project does not serve')
def other_people(form):
    about = said(form)
    for row in form.rows_of('satisfaction')[:1]:
        for people, words in one_of(form, (('住院患者', '患者|医疗|医院|卫生'), ('养殖户', '养殖|畜|农|村|污'), ('参赛运动员', '体育|运动|赛')),
                                    (('养殖户', '养殖|畜|农|村|污'), ('乘客', '公交|客运|交通|道路|出行'), ('住院患者', '患者|医疗|医院|卫生')),
                                    (('参赛运动员', '体育|运动|赛'), ('住院患者', '患者|医疗|医院|卫生'), ('养殖户', '养殖|畜|农|村|污'))):
            if not re.search(words, about):
                yield renamed(row, people + '满意度', f'{people}中表示满意的人数占受访人数的比率')
                return


@mistake(GROUP, 'no satisfaction in the block of satisfaction')
def satisfaction_block(form):
    rows = [row for row in form.single_rows if '满意' in row.level1 + row.level2 and row.is_rate]
    if rows:
        yield renamed(rows[0], one_of(form, '资金拨付及时率', '项目完成率', '工程验收合格率', '预算执行率', '资料归档率'))


@mistake(GROUP, 'satisfaction in place of a quality')
def satisfaction_as_quality(form):
    for row in form.rows_of('quality', rate=True)[:1]:
        name = one_of(form, '受益群众满意度', '服务对象满意度评价', '社会公众满意度')
        if re.search('质量', row.level2) and row.number != '0' and name not in said(form):
            yield renamed(row, name, '受访者中表示满意的人数占受访人数的比率')


@mistake(GROUP, 'deadline in the block of quantities')
def time_in_quantity(form):
    rows = [row for row in kinds_of(form, 'quantity') if re.search('数量', row.level2)]
    if rows and not scored(form):
        name, number, unit = one_of(form, ('资金拨付及时率', '100', '%'), ('任务按时完成率', '95', '%'), ('问题整改及时率', '98', '%'))
        if name not in said(form):
            yield beside(rows[-1], name, '=' if number == '100' else '≥', number, unit)


@mistake(GROUP, 'money in the block of quality')
def cost_in_quality(form):
    total = money(form)
    rows = [row for row in kinds_of(form, 'quality') if re.search('质量', row.level2)]
    if rows and total and not scored(form):
        yield beside(rows[-1], one_of(form, '项目总成本', '预算控制数', '项目支出总额'), '≤', plain(total), '万元', '项目全年支出总额')


@mistake(GROUP, 'an output as a social benefit')
def output_as_benefit(form):
    rows = [row for row in form.single_rows if '社会效益' in row.level2]
    if rows and not scored(form):
        name, number, unit = one_of(form, ('召开工作例会次数', '12', '次'), ('印发文件数量', '6', '份'), ('购置办公用品批次', '4', '次'), ('签订合同份数', '3', '份'))
        yield beside(rows[-1], name, '≥', number, unit)


@mistake(GROUP, 'explanation of the neighbour row')
def neighbour(form):
    rows = [row for row in form.single_rows if explain(row, '') and form.form != 'quanzhou-soe-budget']
    for one, two in zip(rows, rows[1:]):
        key = next(iter(explain(one, '')))
        if key in two.fields and one.level2 != two.level2 and len(two.fields[key]) > 5 and len(one.fields[key]) > 3 and not (
                pairs(two.fields[key]) & pairs(one.name)) and two.fields[key] != one.fields[key]:
            yield Edit(one.put(key, two.fields[key]), source=(two.at(key),))
            return


@mistake(GROUP, 'share upside down in the explanation of satisfaction')
def upside_down(form):
    for row in form.rows_of('satisfaction', rate=True)[:1]:
        for key in list(explain(row, ''))[:1]:
            yield row.put(key, one_of(form, '调查总人数占满意人数的比率', '受访总人数与满意人数的比值', '调查人数占满意和比较满意人数的百分比'))


@right(GROUP, 'share the right way up in the explanation of satisfaction')
def right_way_up(form):
    for row in form.rows_of('satisfaction', rate=True)[:1]:
        for key in list(explain(row, ''))[:1]:
            yield row.put(key, one_of(form, '满意人数占调查总人数的比率', '满意人数与受访总人数的比值', '满意和比较满意人数占有效问卷的百分比'))


@mistake(GROUP, 'explanation of satisfaction turned into a count of failures')
def dissatisfied(form):
    for row in form.rows_of('satisfaction', rate=True)[:1]:
        for key in list(explain(row, ''))[:1]:
            yield row.put(key, one_of(form, '不满意人数占调查总人数的比率', '未按时完成的工作量占全部工作量的比率', '验收不合格数量占验收总数的比率'))


@mistake(GROUP, 'satisfaction missing altogether')
def no_satisfaction(form):
    rows = [row for row in form.single_rows if '满意' in row.level1 + row.level2 and row.kind == 'satisfaction']
    if len(rows) == 1 and sum('满意' in row.name for row in form.single_rows) == 1 and not scored(form):
        yield rows[0].dropped()


@mistake(GROUP, 'benefits missing altogether')
def no_benefits(form):
    changes = {}
    for label in LISTS:
        value = form.data.get(label)
        if isinstance(value, dict) and not scored(form):
            rest = {key: below for key, below in value.items() if not re.search('效益|效果', key)}
            if len(rest) < len(value):
                changes[(label,)] = rest
    if changes:
        yield changes


@mistake(GROUP, 'no number at all among the quantities')
def no_quantity(form):
    rows = [row for row in form.single_rows if row.kind == 'quantity']
    if 1 <= len(rows) <= 2 and not scored(form) and len([row for row in rows if row.number]) == len(rows):
        changes = {}
        for row in rows:
            if row.split:
                return
            changes.update(row.say(one_of(form, '完成', '按要求完成', '已完成')))
        yield changes


# -- texts --

@mistake(GROUP, 'goal left to be filled in')
def to_fill(form):
    found = goal(form)
    if found:
        yield {found[0]: more(found[1], one_of(form, '年内完成XX项任务。', '（此处补充量化目标）', '具体目标待定。', '完成××项工作，覆盖××个单位。', '受益人数达到____人。'))}


@mistake(GROUP, 'goal says nothing')
def no_goal(form):
    found = goal(form)
    if found:
        path = found[0] if len(found[0]) == 1 else found[0][:1]
        word = one_of(form, '无', '略', '详见附件', '同上', '见项目申报书', '完成工作')
        yield {path: word if len(found[0]) == 1 else [word]}


@mistake(GROUP, 'goal is nothing but the name of the project')
def goal_is_name(form):
    found = goal(form)
    if found and form.project:
        path = found[0] if len(found[0]) == 1 else found[0][:1]
        yield {path: form.project[1] if len(found[0]) == 1 else [form.project[1]]}


@mistake(GROUP, 'goal is a slogan', taste=True)
def slogan(form):
    found = goal(form)
    if found:
        path = found[0] if len(found[0]) == 1 else found[0][:1]
        text = one_of(form, '提高认识，加强领导，狠抓落实，努力开创工作新局面。', '统一思想，凝心聚力，全力做好各项工作。', '进一步加强管理，提高水平，取得良好成效。')
        yield {path: text if len(found[0]) == 1 else [text]}


@mistake(GROUP, 'goal breaks off')
def broken_off(form):
    found = goal(form)
    if found and len(found[1]) >= 25:
        text = found[1].rstrip('。； \n')
        cut = max((text.rfind(mark, 10, len(text) - 6) for mark in '，、,'), default=-1)
        if cut > 10:
            yield {found[0]: text[:cut + 1] + one_of(form, '', '以及', '并')}
        else:
            yield {found[0]: text + one_of(form, '，以及', '，并进一步', '，通过')}


@mistake(GROUP, 'a sentence twice')
def twice_said(form):
    found = goal(form) if one_of(form, 0, 1) else use(form)
    if found and len(found[1]) >= 15:
        last = re.split(r'(?<=[。；])', found[1].strip())
        last = [one for one in last if len(one) > 8]
        if last and found[1].strip().endswith(last[-1]):
            yield {found[0]: more(found[1], last[-1].rstrip('；。') + '。')}


SLIPS = [('拨付', '拔付'), ('补贴', '补帖'), ('竣工', '峻工'), ('覆盖', '复盖'), ('安装', '按装'), ('部署', '布署'), ('宣传', '宜传'), ('检测', '捡测'), ('培训', '陪训'),
         ('合格率', '合格律'), ('完成率', '完成律'), ('及时率', '及时律'), ('满意度', '满意渡'), ('采购', '采够'), ('验收', '验受')]


@mistake(GROUP, 'a wrong character in a name')
def wrong_character(form):
    found = []
    for row in form.single_rows:
        for good, bad in SLIPS:
            if good in row.name:
                found.append((row, good, bad))
    if found:
        row, good, bad = found[one_of(form, 0, len(found) // 2, -1)]
        yield row.rename(row.name.replace(good, bad, 1))


@mistake(GROUP, 'bracket or title mark left open')
def left_open(form):
    found = use(form) or goal(form)
    if found:
        yield {found[0]: more(found[1], one_of(form, '按照《项目资金管理办法要求专款专用。', '资金实行专账核算（由财务科负责。', '做到“专款专用、专账核算。', '按合同约定分期支付（以验收结果为准。'))}


@mistake(GROUP, 'contact and phone in each other\'s cell')
def contact(form):
    for who in ('联系人', '项目负责人'):
        if form.data.get(who) and form.data.get('联系电话'):
            yield {(who,): form.data['联系电话'], ('联系电话',): form.data[who]}
            return


@mistake(GROUP, 'name of the project missing or left from a trial')
def trial_name(form):
    if form.project and form.project[0][0] != '部门名称':
        yield {form.project[0]: one_of(form, '', '测试项目', '项目名称', '111', 'XX项目')}


@mistake(GROUP, 'basis of a value is no basis', taste=True)
def no_basis(form):
    for row in form.single_rows:
        if row.fields.get('指标值确定依据'):
            yield row.put('指标值确定依据', one_of(form, '无', row.value, '领导要求', '估计'))
            return


@mistake(GROUP, 'headcount: number and list of the units of a department')
def units_listed(form):
    for key in ('直属单位情况', '内设职能部门情况'):
        text = form.data.get(key, '')
        found = re.search(r'(\d+) ?个', text)
        if found and '包括' in text:
            yield {(key,): text.replace(found[0], found[0].replace(found[1], str(int(found[1]) + one_of(form, 1, 2))), 1)}


@mistake(GROUP, 'tasks of a department: public money above the money of the task')
def task_above(form):
    tasks = form.data.get('年度主要任务')
    for nth, task in enumerate(tasks if isinstance(tasks, list) else []):
        for whole, part in (('预算资金（万元）', '财政拨款（万元）'), ('预算金额', '财政拨款')):
            if re.fullmatch(r'[\d,.]+', task.get(whole) or '') and re.fullmatch(r'[\d,.]+', task.get(part) or ''):
                yield {('年度主要任务', nth, part): plain(D(task[whole].replace(',', '')) + one_of(form, 10, 25, 40))}
                return


# -- right ways --

@right(GROUP, 'a bound in words')
def bound_words(form):
    for row in form.rows_of('satisfaction', 'quality', rate=True):
        if row.sign == '≥' and not row.split:
            yield row.say(one_of(form, f'不低于{row.number}%', f'{row.number}%以上', f'大于等于{row.number}%', f'达到{row.number}%以上'))
            return


@right(GROUP, 'a further good indicator of process')
def further(form):
    rows = [row for row in kinds_of(form, 'quality') if re.search('质量', row.level2) and not scored(form)]
    if rows and goal(form):
        name, sign, number, unit = one_of(form, ('档案资料归档率', '≥', '98', '%'), ('合同履约率', '=', '100', '%'), ('资金使用合规率', '=', '100', '%'), ('抽查合格率', '≥', '95', '%'))
        if name not in said(form):
            yield beside(rows[-1], name, sign, number, unit, f'反映项目{name}情况')


@right(GROUP, 'a further satisfaction with another target')
def further_satisfaction(form):
    rows = [row for row in form.rows_of('satisfaction', rate=True) if not scored(form)]
    if rows:
        people = one_of(form, '主管部门', '参与单位', '工作人员')
        if people not in said(form):
            yield beside(rows[-1], people + '满意度', '≥', one_of(form, '85', '88', '92'), '%', f'{people}中表示满意的占受访总数的比率')


@right(GROUP, 'satisfaction as a mark of 100')
def mark(form):
    for row in form.rows_of('satisfaction', rate=True)[:1]:
        if re.search('满意度$', row.name) and not row.split and row.number not in said(form).replace(row.value, ''):
            changes = row.rename(row.name + '评分')
            changes.update(row.say(f'≥{row.number}分'))
            for key in explain(row, ''):
                changes.update(row.put(key, '问卷调查平均得分（满分100分）'))
            yield changes


@right(GROUP, 'time in working days')
def working_days(form):
    rows = [row for row in kinds_of(form, 'time') if not scored(form)]
    if rows:
        name, number, unit = one_of(form, ('资金审核时限', '10', '个工作日'), ('问题响应时间', '24', '小时'), ('诉求办结时限', '5', '个工作日'), ('款项支付时限', '30', '日'))
        yield beside(rows[-1], name, '≤', number, unit, f'{name}不超过{number}{unit}')


@right(GROUP, 'order of two rows of a block')
def order(form):
    for row in form.single_rows:
        rows = form.at(row.path[:-1])
        if isinstance(rows, list) and len(rows) >= 2 and row.path[-1] == 0 and len(row.path) > 2 and not re.search('第|其中|预', str(rows[0])) and rows[0] != rows[1]:
            changes = {}
            for one in [row, *row.twins]:
                below = form.at(one.path[:-1])
                if len(below) >= 2 and one.path[-1] == 0 and below[1].get('三级指标') == rows[1].get('三级指标'):
                    changes[one.path[:-1]] = [below[1], below[0], *below[2:]]
            if len(changes) == 1 + len(row.twins):
                yield changes
                return


@right(GROUP, 'order of the goals')
def goal_order(form):
    for label in ('绩效目标', '年度总体目标'):
        value = form.data.get(label)
        if isinstance(value, list) and len(value) >= 2 and not any(re.search(r'^目标|^\d|^[（(]|。。|3\.', one) for one in value):
            yield {(label,): value[::-1]}


@right(GROUP, 'cost of the whole in 元')
def cost_in_yuan(form):
    for row, total in whole_cost(form):
        if row.unit in ('万元', '万'):
            changes = row.set(number=plain(total * 10000), unit='元')
            for key, text in row.fields.items():
                if '半年目标值' in key and re.fullmatch(r'[\d.]+', text):
                    changes.update(row.put(key, plain(D(text) * 10000)))
            yield changes


@right(GROUP, 'a cost indicator of a part below the budget')
def cost_part(form):
    total, rows = money(form), kinds_of(form, 'cost')
    if total and total > 10 and rows and not scored(form) and len(form.rows_of('cost', money=True)) <= 1:
        yield beside(rows[-1], one_of(form, '宣传印刷费控制数', '专家评审费用', '日常管理费用'), '≤', plain((total * D('0.02')).quantize(D('0.1'))), '万元')


@right(GROUP, 'rate 100 % with or without sign')
def hundred(form):
    for row in form.rows_of('quality', 'time', rate=True):
        if row.number == '100' and row.written() and row.sign in ('', '='):
            yield row.set(sign='' if row.sign else '=')
            return


@right(GROUP, 'other people of the same service in the satisfaction')
def same_people(form):
    for row in form.rows_of('satisfaction', rate=True)[:1]:
        if row.name in ('群众满意度', '服务对象满意度', '居民满意度', '受益群体满意度', '社会公众满意度') and row.name not in str(goal(form)):
            yield row.rename({'群': one_of(form, '受访群众综合满意率', '受益群众满意度'), '社': '受访公众满意度', '居': '辖区居民总体满意度'}.get(row.name[0], one_of(form, '服务对象总体满意度', '受访服务对象满意度')))


@right(GROUP, 'public money in groups of three or with two decimals')
def spelt(form):
    changes = {}
    for path, one in form.amounts.items():
        changes[path] = one.say(one.number, decimals=2, grouped=True)
    changes = {path: text for path, text in changes.items() if text != form.at(path)}
    if changes:
        yield changes


@right(GROUP, 'the goal tells of support, inspection and review')
def manage(form):
    found = goal(form)
    if found:
        yield {found[0]: more(found[1], one_of(form, '每半年开展一次绩效监控，年度终了及时组织绩效自评。', '每季度通报一次资金支付进度，发现偏差及时纠正。', '项目完成后组织验收，验收资料及时归档。'))}
