"""What the reviewer of a finance bureau marks in red before the budget is approved; written without knowing the rules."""
import functools
import re
import zlib
from decimal import ROUND_HALF_UP, Decimal

from .forms import COUNTS, GOALS, LISTS, SPELT, TEXT_AMOUNT, TEXTS, USES, plain
from . import kinds
from .kinds import Edit

GROUP = 'review'
AIMS = ['年度绩效目标', '年度目标', '年度总体目标', '绩效目标', '预期目标', '总体目标', '项目实施期目标', '总体绩效目标']
REASONS = ['资金用途', '项目资金主要用途', '测算依据', '项目概况', '实施期进度计划']
DESCRIBED = ['绩效指标描述', '指标解释', '内涵解释']
BASED = ['指标值确定依据', '设置依据']
LEVELS = ('一级指标', '二级指标')
WEIGHTS = ('分值', '分值权重', '实际完成值', '评分标准')
SMALL = set('人 家 个 户 次 座 台 件 场 处 名 项 株 条 册 盏 份 期 卷 种 间'.split())  # what is not counted in fractions
CLEAR = {
    'quantity': r'(数量|人数|次数|面积|长度|个数|条数|户数|家数|面积数|栽植量|册数|套数|量|数)$',
    'quality': r'(合格|达标|准确|通过|差错|符合|规范|验收|出勤|完好|真实|取证|匹配)[性率度]|合规性|合规率',
    'time': r'及时|时限|按期|按时|时间$|时效$|完成$',
    'cost': r'成本|造价|费用|投入|资本金?$|资金$|标准$|付费|经费|费$|金额$|控制数',
    'satisfaction': r'满意',
}


def changing(register):
    """The same decorator for functions whose changes may hold what stays as it is."""
    def named(group, name, **more):
        def keep(function):
            @functools.wraps(function)
            def make(form):
                for one in function(form):
                    if not isinstance(one, Edit):
                        one = {path: value for path, value in one.items() if form.alters({path: value})}
                    if not isinstance(one, dict) or one:
                        yield one
            register(group, name, **more)(make)
            return function
        return keep
    return named


mistake, right = changing(kinds.mistake), changing(kinds.right)


def number_of(form, salt=''):
    return zlib.crc32((form.name + salt).encode())


def pick(form, salt, choices):
    """One of these, always the same for a record and a purpose."""
    choices = list(choices)
    return choices[number_of(form, salt) % len(choices)] if choices else None


def said(form):
    """All that the record says, in one string."""
    def strings(value):
        if isinstance(value, dict):
            for one in value.values():
                yield from strings(one)
        elif isinstance(value, list):
            for one in value:
                yield from strings(one)
        elif isinstance(value, str):
            yield value
    return '\n'.join(strings(form.data))


def title(form):
    return form.project[1] if form.project else ''


def about(form):
    return title(form) + ''.join(text for _, text in form.texts(USES))


def theme(form):
    """What trade the project is of: works, payments to people, grants to firms, or the running of an office."""
    name = title(form)
    for kind, words in (('office', '咨询|培训费$|管理服务|工作经费|运营|规划|环评|环卫|保洁|垃圾|渣土|市政维护|社区经费|指挥中心|平安社区|物业|运维'),
                        ('people', '补贴|补助|救助|优抚|保险|残疾|老年|退役|计划生育|人才|医疗|医药|乡村一体|培训|未成年'),
                        ('build', '工程|道路|道（|路（|改造|修缮|绿化|管线|PPP|办学条件|整治|污水|中学建设|建设资金$'),
                        ('fund', '扶持|奖|专项资金|产业|专利|知识产权|博览会|时装周|开拓市场|扶贫|乡村振兴')):
        if re.search(words, name):
            return kind
    return 'office'


def odd(form):
    """Records whose columns are shifted as published, or whose indicators a ministry has laid down."""
    return form.form in ('quanzhou-soe-management', 'quanzhou-social-insurance') or form.family == 'jinan-department'


def budget(form):
    """The year's budget in 万元, as cells or the first sentence have it."""
    if form.budget and form.form not in ('quanzhou-soe-management',):
        number = form.amounts[form.budget].number
        return number / 10_000 if form.form == 'futian-project' else form.worth(form.budget)
    found = re.search(r'^预算数 ?(\d+(?:\.\d+)?) ?万元', form.data.get('项目资金主要用途') or '')
    return Decimal(found[1]) if found else None


def rounded(number, like):
    step = Decimal(10) if like >= 2000 else Decimal(1) if like >= 50 else Decimal('0.1') if like >= 5 else Decimal('0.01')
    return (Decimal(number) / step).quantize(Decimal(1), ROUND_HALF_UP) * step


def wan(number):
    return plain(number) + '万元'


def place(form, labels, last=True):
    """(path, text) of the running text that a clerk would add a sentence to."""
    for label in labels:
        found = form.texts([label], 4)
        if found:
            path, text = found[-1] if last else found[0]
            if re.search(r'\d\.。?$|3\.。$', text.strip()):
                continue
            return path, text
    return None


def added(form, labels, sentence, before=False):
    """The text of one of these labels with another sentence."""
    found = place(form, labels)
    if not found or form.form == 'mof-self-evaluation':  # where a goal asks for a result beside it
        return None
    path, text = found
    end = '' if text.rstrip().endswith(('。', '！', '”')) else '。'
    body = text.rstrip().rstrip('；;，,、') + ('' if text.rstrip().endswith('。') else end)
    return {path: sentence + body if before else body + sentence}


def own_amounts(form):
    """Whether the text has amounts of its own, which another breakdown would contradict."""
    total = budget(form)
    text = ''.join(text for _, text in form.texts(REASONS))
    return any(Decimal(number.replace(',', '')) * {'元': Decimal('0.0001'), '万元': 1, '亿元': 10000}[unit] != total
               for number, unit in TEXT_AMOUNT.findall(text)) or re.search(r'\d 万|\d万', text) and '预算数' not in text


def clear(form, kind, **asked):
    """Rows that are of a kind by their name too."""
    if odd(form):
        return []
    others = [words for one, words in CLEAR.items() if one != kind and one != 'quantity']
    return [row for row in form.single_rows if row.kind == kind and re.search(CLEAR[kind], row.name)
            and not any(re.search(words, row.name) for words in others)
            and all(getattr(row, key) == value for key, value in asked.items())]


def counted(form, units=SMALL):
    """Rows of quantity with a plain whole number of things."""
    return [row for row in form.rows_of('quantity', count=True) if row.unit in units and row.number.isdigit()
            and not re.search('率|标准|是否|费|宽度|单场', row.name) and not odd(form)
            and not any(re.search('每天|每日|每月|每季|单场', row.fields.get(key, '')) for key in DESCRIBED)]


def measured(form):
    return [row for row in form.rows_of('quantity') if row.unit and row.unit != '%' and not row.is_money and not odd(form)
            and re.fullmatch(r'\d+(\.\d+)?', row.number) and not re.search('率|标准|是否|费', row.name)
            and not re.search(r'[年月天/日]', row.unit)]


def bare(name):
    """A name without numbering, unit in brackets and the word 指标."""
    return re.sub(r'^指标\d[：:]|（%）|\(%\)|（人）|\(个\)|指标$', '', name)


def written_rows(form, *kinds, **asked):
    return [row for row in form.rows_of(*kinds, **asked) if not row.split and not odd(form)]


def satisfied(form):
    """Rows of satisfaction whose name a sentence can take."""
    return [row for row in form.rows_of('satisfaction', rate=True)
            if re.fullmatch(r'.{2,14}满意[度率]', bare(row.name)) and re.fullmatch(r'\d+', row.number)]


def trade(first, second):
    """Two rows each in the other's category."""
    if bool(first.twins) != bool(second.twins):
        return None
    changes = {}
    for one, two in [(first, second), *zip(first.twins, second.twins)]:
        for here, there in ((one, two), (two, one)):
            levels = {key: value for key, value in here.fields.items() if key in LEVELS}
            rest = {key: value for key, value in there.fields.items() if key not in LEVELS}
            changes[here.path] = {**levels, **rest}
    return changes


def further(row, name, sign, number, unit, say=None, why=None):
    """Another row behind this one, of its category; None where its form has columns that it cannot fill."""
    if any(key in row.fields for key in WEIGHTS) or odd(row.form):
        return None
    fields = {'三级指标': name}
    for key in DESCRIBED:
        if key in row.fields:
            fields[key] = say or name
    for key in BASED:
        if key in row.fields:
            fields[key] = why or ('计划标准' if '标准' in row.fields[key] else '工作要求')
    if row.split:
        if sign is None:
            return None
        fields.update({'value': number, '指标方向': SPELT[sign or '='], '计量单位': unit})
        if '指标性质' in row.fields:
            fields['指标性质'] = '反向' if sign == '≤' else '正向'
    else:
        fields['value'] = (sign or '') + number + unit
    if '实施期目标值' in row.fields:
        fields['实施期目标值'] = fields['value']
    return row.followed_by(**fields)


def without(form, gone):
    """The record's lists without these rows, and without the categories that are empty then."""
    changes = {}
    for label in LISTS:
        value = form.data.get(label)
        if isinstance(value, list):
            changes[(label,)] = [row for row in value if not any(row is one for one in gone)]
        elif isinstance(value, dict):
            kept = {}
            for level1, below in value.items():
                if isinstance(below, dict):
                    below = {key: [row for row in rows if not any(row is one for one in gone)] for key, rows in below.items()}
                    below = {key: rows for key, rows in below.items() if rows}
                else:
                    below = [row for row in below if not any(row is one for one in gone)]
                if below:
                    kept[level1] = below
            changes[(label,)] = kept
    return changes


def pairs(text):
    text = re.sub(r'[^一-鿿]', '', text)
    return {text[at:at + 2] for at in range(len(text) - 1)}


def strangers(form):
    """The other records of its family that have least to do with this one, the farthest first."""
    own = pairs(about(form))
    scored = []
    for nth, other in enumerate(form.others):
        its = pairs(about(other))
        if its and title(other) != title(form):
            scored.append((len(own & its) / len(its), nth, other))
    return [other for score, _, other in sorted(scored)[:3] if score < 0.35]


def year_of(form):
    """The year of the budget, when the record says it beyond doubt."""
    if form.year:
        return form.year
    years = set(re.findall(r'(?<!\d)(20[12]\d) ?年', re.sub(r'《[^》]*》|〔\d+〕', '', said(form))))
    if form.family == 'futian-project' and '2023' in years:
        return 2023
    return int(years.pop()) if len(years) == 1 else None


# -- money --

def parts_of(form, wrong=0):
    """Three purposes with amounts that make the budget, one of them changed by about a tenth."""
    total = budget(form)
    if not total or total < 5 or own_amounts(form):
        return None
    names = {'build': (['工程施工费', '监理及设计费', '工程咨询费'], ['建筑安装费用', '勘察设计费', '监理检测费'], ['材料费', '人工费', '机械使用费']),
             'people': (['补助资金发放', '政策宣传', '人员信息核查'], ['直接补助', '委托服务费', '工作经费']),
             'fund': (['企业奖补资金', '项目评审费', '宣传推广费'], ['奖补资金', '第三方审核费', '活动组织费']),
             'office': (['委托业务费', '劳务费', '差旅费'], ['设备购置费', '运行维护费', '印刷及办公费'], ['技术服务费', '专家咨询费', '资料印刷费'])}
    names = pick(form, 'parts', names[theme(form)])
    first = rounded(total * pick(form, 'share', [Decimal('0.6'), Decimal('0.55'), Decimal('0.5')]), total)
    second = rounded(total * pick(form, 'share2', [Decimal('0.25'), Decimal('0.2'), Decimal('0.3')]), total)
    amounts = [first, second, total - first - second]
    if wrong:
        step = max(rounded(total * Decimal('0.1'), total), Decimal('0.1'))
        at = number_of(form, 'which') % 2
        amounts[at] += wrong * step
    return names, amounts, total


def breakdown(form, wrong):
    found = parts_of(form, wrong)
    if not found:
        return None
    names, amounts, total = found
    listed = [name + wan(one) for name, one in zip(names, amounts)]
    return pick(form, 'say', [f'测算如下：{"，".join(listed)}，合计{wan(total)}。',
                              f'其中：{"、".join(listed)}，共计{wan(total)}。',
                              f'具体为：1.{listed[0]}；2.{listed[1]}；3.{listed[2]}。以上合计{wan(total)}。'])


@mistake(GROUP, 'a breakdown in the text that does not make the sum it states')
def breakdown_wrong(form):
    sentence = breakdown(form, pick(form, 'sign', [1, -1]))
    changes = sentence and added(form, REASONS, sentence)
    if changes:
        yield changes


@right(GROUP, 'a breakdown in the text that makes its sum and the budget')
def breakdown_right(form):
    sentence = breakdown(form, 0)
    changes = sentence and added(form, REASONS, sentence)
    if changes:
        yield changes


def whole_of_parts(form, wrong):
    found = parts_of(form, wrong)
    if not found:
        return None
    names, amounts, total = found
    listed = '，'.join(name + wan(one) for name, one in zip(names, amounts))
    return pick(form, 'whole', [f'本年度预算{wan(total)}，全部用于以下支出：{listed}。', f'项目预算共{wan(total)}，其中{listed}，无其他支出。',
                                f'预算{wan(total)}由三部分组成：{listed}。'])


@mistake(GROUP, 'a budget said to be all of these parts, which make another sum')
def parts_short(form):
    sentence = whole_of_parts(form, -1)
    changes = sentence and added(form, REASONS, sentence)
    if changes:
        yield changes


@right(GROUP, 'a budget said to be all of these parts')
def parts_whole(form):
    sentence = whole_of_parts(form, 0)
    changes = sentence and added(form, REASONS, sentence)
    if changes:
        yield changes


@mistake(GROUP, 'one amount of a breakdown changed after the sum was made')
def one_of_breakdown(form):
    total = budget(form)
    if not total:
        return
    for path, text in form.texts(REASONS):
        found = list(TEXT_AMOUNT.finditer(text))
        worth = [Decimal(one[1].replace(',', '')) * {'元': Decimal('0.0001'), '万元': 1, '亿元': 10000}[one[2]] for one in found]
        parts = [nth for nth, one in enumerate(worth) if one != total]
        if len(parts) >= 2 and sum(worth[nth] for nth in parts) == total:
            at = found[parts[number_of(form) % len(parts)]]
            number = Decimal(at[1].replace(',', ''))
            step = Decimal(10) if number >= 30 else Decimal(2) if number >= 5 else Decimal(1)
            yield {path: text[:at.start(1)] + plain(number + step) + text[at.end(1):]}
            return


@mistake(GROUP, 'an amount of the text in 元 instead of 万元')
def amount_in_yuan(form):
    if form.form == 'mof-self-evaluation':
        return
    for path, text in form.texts(REASONS):
        for found in TEXT_AMOUNT.finditer(text):
            number = Decimal(found[1].replace(',', ''))
            behind = text[found.end():found.end() + 2]
            if found[2] == '万元' and 10 <= number < 20000 and not behind.startswith('/') and '每' not in text[max(0, found.start() - 8):found.start()]:
                yield {path: text[:found.start(2)] + '元' + text[found.end(2):]}
                return


@mistake(GROUP, 'another budget in the text than in its cell')
def other_budget(form):
    total = budget(form)
    if not total or not form.budget or total < 5 or own_amounts(form):
        return
    digits = plain(total)
    number = Decimal(re.sub(r'^(\d)(\d)', r'\2\1', digits)) if len(digits) > 2 and digits[0] != digits[1] and digits[1] not in '.0' else \
        rounded(total * Decimal('1.2'), total)
    sentence = pick(form, 'budget', [f'本年度项目预算{wan(number)}。', f'申请本年预算资金{wan(number)}。',
                                     f'本项目本年预算安排资金{wan(number)}。', f'经测算，本年度共需资金{wan(number)}。'])
    changes = added(form, REASONS, sentence)
    if changes:
        yield changes


@right(GROUP, 'the budget of the cell once more in the text, in 元')
def same_budget(form):
    total = budget(form)
    if not total or not form.budget or own_amounts(form):
        return
    yuan = total * 10_000
    sentence = pick(form, 'budget', [f'本年度项目预算{plain(yuan)}元。', f'经测算，本年度共需资金{yuan:,.2f}元。', f'本项目本年预算安排资金{wan(total)}（{plain(yuan)}元）。',
                                     f'本年度预算安排资金{plain(yuan)}元。'])
    changes = added(form, REASONS, sentence)
    if changes:
        yield changes


PRICES = {'人': (50, 30_000), '户': (200, 30_000), '家': (500, 100_000), '台': (200, 20_000), '座': (2000, 1_000_000), '处': (2000, 500_000),
          '个': (500, 200_000), '场': (500, 100_000), '株': (20, 3000), '米': (50, 30_000), '平方米': (10, 3000), '亩': (100, 20_000), '吨': (20, 3000)}


def fair_price(row, total):
    """What one of them may cost in 元, so that all of them stay within the budget; None when nothing sensible fits."""
    least, most = PRICES[row.unit]
    price = min(total * 10_000 / Decimal(row.number) * Decimal('0.9'), Decimal(most))
    step = Decimal(10) ** max(len(str(int(price))) - 2, 0)
    price = price // step * step
    return price if price >= least else None


def per_piece(form, wrong):
    """Number times standard, out of the form's own quantity."""
    total = budget(form)
    if not total or own_amounts(form):
        return None
    rows = [row for row in form.rows_of('quantity', count=True) if row.unit in set('人 家 户 座 台 株 处 米 平方米 亩 吨 场'.split())
            and re.fullmatch(r'\d+', row.number) and 5 <= int(row.number) and not odd(form) and not re.search('宽度|单场|参展', row.name)]
    if any(re.search('元[/|]', row.value) or '补助标准' in row.name for row in form.single_rows if row.kind == 'cost'):
        return None  # which have standards of their own
    rows = [row for row in rows if fair_price(row, total)]
    row = pick(form, 'row', rows)
    if not row:
        return None
    number, price = Decimal(row.number), fair_price(row, total)
    worth = number * price / 10_000
    if worth != worth.quantize(Decimal('0.01')):
        return None
    stated = worth
    if wrong:
        stated = worth * 10 if pick(form, 'how', [0, 0, 1]) else rounded(worth * Decimal('1.15'), worth)
        if stated == worth:
            return None
    each = wan(price / 10_000) if price >= 10_000 else plain(price) + '元'
    return pick(form, 'per', [f'按{row.number}{row.unit}、每{row.unit}{each}测算，需资金{wan(stated)}。' if worth < total * Decimal('0.8') else
                              f'按{row.number}{row.unit}、每{row.unit}{each}测算，需资金{wan(stated)}，其余为组织实施费用。',
                              f'测算标准：每{row.unit}{each}×{row.number}{row.unit}={wan(stated)}。',
                              f'每{row.unit}支出{each}，{row.number}{row.unit}共需{wan(stated)}。'])


@mistake(GROUP, 'number times standard is not the amount stated')
def standard_wrong(form):
    sentence = per_piece(form, True)
    changes = sentence and added(form, REASONS, sentence)
    if changes:
        yield changes


@right(GROUP, 'number times standard is the amount stated')
def standard_right(form):
    sentence = per_piece(form, False)
    changes = sentence and added(form, REASONS, sentence)
    if changes:
        yield changes


def shares(form, good):
    if not form.budget or odd(form):
        return None
    names = {'build': ['工程款', '设计监理费用', '前期费用'], 'people': ['补助资金', '委托服务', '宣传培训'],
             'fund': ['企业奖补', '评审审核', '宣传推广'], 'office': ['委托业务费', '人员劳务', '日常办公']}[theme(form)]
    first, second = pick(form, 'shares', [(60, 25), (50, 35), (70, 20), (55, 30)])
    third = 100 - first - second + (0 if good else pick(form, 'off', [10, 5, -10 + 5, 10]))
    return pick(form, 'saying', [f'从支出结构看，{names[0]}占{first}%，{names[1]}占{second}%，{names[2]}占{third}%。',
                                 f'资金构成为{names[0]}{first}%、{names[1]}{second}%、{names[2]}{third}%。'])


@mistake(GROUP, 'shares of the spending that do not make 100 %')
def shares_wrong(form):
    sentence = shares(form, False)
    changes = sentence and added(form, REASONS, sentence)
    if changes:
        yield changes


@right(GROUP, 'shares of the spending that make 100 %')
def shares_right(form):
    sentence = shares(form, True)
    changes = sentence and added(form, REASONS, sentence)
    if changes:
        yield changes


def against_last_year(form, good):
    total = budget(form)
    if not total or not form.budget or total < 5 or own_amounts(form):
        return None
    last = rounded(total * pick(form, 'last', [Decimal('0.8'), Decimal('0.75'), Decimal('1.2'), Decimal('0.9')]), total)
    more = total - last
    said_more = abs(more) if good else abs(more) + max(rounded(total * Decimal('0.05'), total), Decimal('0.1'))
    word = '增加' if more > 0 else '减少'
    if not good and pick(form, 'turn', [0, 0, 1]):
        said_more, word = abs(more), '减少' if more > 0 else '增加'
    return pick(form, 'compare', [f'本年预算{wan(total)}，较上年预算{wan(last)}{word}{wan(said_more)}。',
                                  f'上年预算{wan(last)}，本年预算{wan(total)}，{word}{wan(said_more)}。'])


@mistake(GROUP, 'a change against last year that does not compute')
def change_wrong(form):
    sentence = against_last_year(form, False)
    changes = sentence and added(form, REASONS, sentence)
    if changes:
        yield changes


@right(GROUP, 'a change against last year that computes')
def change_right(form):
    sentence = against_last_year(form, True)
    changes = sentence and added(form, REASONS, sentence)
    if changes:
        yield changes


OTHER_FUNDS = {'预算数': '其他资金', '项目资金总额': '其他资金', '资金总额': '其他资金', '年度资金申请总额': '其他资金（年度）', '年度资金总额': '其他资金'}


@mistake(GROUP, 'other funds filled in, the total not raised')
def others_not_in_total(form):
    if form.form in ('tangshan-project-quarter', 'mof-self-evaluation', 'quanzhou-fund-declaration'):
        return
    for total, parts in form.sums:
        label = OTHER_FUNDS.get(total[0])
        if len(total) == 1 and label and (label,) in parts or label and form.family in ('tangshan-project', 'qingdao-project', 'tangshan-project-mixed'):
            one = form.amounts[total]
            had = form.amounts[(label,)].number if (label,) in parts else Decimal(0)
            more = rounded(one.number * Decimal('0.1'), one.number)
            yield {(label,): one.say(had + max(more, Decimal('0.1')))}
            return


@mistake(GROUP, 'public funds above the total')
def part_above_total(form):
    for total, parts in form.sums:
        part = next((path for path in parts if form.amounts[path].number > 0), None)
        if part:
            number = form.amounts[part].number
            yield {part: form.amounts[part].say(number + max(rounded(number * Decimal('0.1'), number), Decimal('0.1')))}
            return


@mistake(GROUP, 'a part in 元 where the total is in 万元')
def part_in_yuan(form):
    for total, parts in form.sums:
        part = next((path for path in parts if form.amounts[path].number > 0), None)
        if part:
            yield {part: form.amounts[part].say(form.amounts[part].number * 10_000, decimals=2 if form.amounts[part].grouped else 0)}
            return


@mistake(GROUP, 'all amounts in 元, the unit still 万元')
def all_in_yuan(form):
    if form.form in ('futian-project', 'quanzhou-soe-management'):
        return
    total = budget(form)
    if not form.sums or not total or total < 10:
        return
    known = any(row.is_money and row.unit in ('万元', '万') and row.kind == 'cost' and Decimal(row.number.replace(',', '')) == total
                for row in form.single_rows) or TEXT_AMOUNT.search(''.join(text for _, text in form.texts(REASONS)))
    if known or total > 200:  # beyond any project of a county
        changes = {path: one.say(one.number * 10_000, decimals=0 if one.decimals else None) for path, one in form.amounts.items() if one.number}
        if form.plan and not form.plan[3]:
            path, keys, numbers, _ = form.plan
            changes.update({path + (key,): plain(number * 10_000) for key, number in zip(keys, numbers)})
        yield changes


@mistake(GROUP, "the year's amount above the amount of the whole project")
def year_above_whole(form):
    for whole, year in (('项目资金总额', '年度资金申请总额'), ('项目总金额', '本年度项目金额'), ('中期资金总额', '年度资金总额'),
                        ('资金总额（实施期）', '资金总额（年度）')):
        if (whole,) in form.amounts and (year,) in form.amounts:
            one, all_of_it = form.amounts[(year,)], form.amounts[(whole,)].number
            factor = Decimal('0.8')
            changes = {}
            for total, parts in form.sums:  # the whole is less than the year, each sum still right
                if total == (whole,):
                    changes = {path: form.amounts[path].say(rounded(form.amounts[path].number * factor, all_of_it))
                               for path in [total, *parts] if form.amounts[path].number}
            if all_of_it * factor >= one.number:
                return
            yield changes or {(whole,): form.amounts[(whole,)].say(rounded(all_of_it * factor, all_of_it) if all_of_it == one.number
                                                                  else rounded(one.number * factor, one.number))}
            return


def cost_is_budget(form):
    total = budget(form)
    return total and [row for row in form.rows_of('cost', money=True) if row.unit in ('万元', '万') and
                      Decimal(row.number.replace(',', '')) == total]


@mistake(GROUP, 'a cost indicator above the budget')
def cost_above(form):
    total = budget(form)
    for row in (cost_is_budget(form) or [])[:1]:
        yield row.set(number=plain(total + max(rounded(total * Decimal('0.15'), total), Decimal('0.5'))))
        return
    if total and not odd(form) and not cost_is_budget(form):
        rows = [row for row in form.single_rows if row.kind == 'cost' and row.number is None or row.kind == 'cost' and row.unit == '%']
        row = pick(form, 'cost', [row for row in rows if '是否' not in row.name])
        if row and not row.split:
            above = total + max(rounded(total * Decimal('0.2'), total), Decimal('0.5'))
            changes = further(row, pick(form, 'name', ['项目总成本', '预算控制数', '项目资金支出总额', '项目成本控制数']), '≤', plain(above), '万元',
                              '项目全部支出的金额')
            if changes:
                yield changes


@right(GROUP, 'a cost indicator that is the budget, or a little below')
def cost_below(form):
    total = budget(form)
    if not total or odd(form):
        return
    row = pick(form, 'cost', [row for row in form.single_rows if row.kind == 'cost' and not row.split])
    if row and not cost_is_budget(form):
        if form.form == 'jinan-project' and form.data['项目资金总额'] != form.data['年度资金申请总额']:
            return
        name = pick(form, 'name', ['项目总成本', '预算控制数', '项目资金支出总额', '项目成本控制数'])
        part = total if '控制数' in name else rounded(total * Decimal('0.98'), total)
        changes = further(row, name, '≤', plain(min(part, total)),
                          '万元', '项目全部支出的金额')
        if changes:
            yield changes


@mistake(GROUP, 'a cost indicator of the whole budget in 元')
def cost_in_yuan(form):
    for row in (cost_is_budget(form) or [])[:1]:
        yield row.set(unit='元')


@mistake(GROUP, 'mean cost times number far above the budget')
def mean_cost(form):
    total = budget(form)
    row = pick(form, 'mean', [row for row in counted(form, set('人 家 户 座 台 处 场 个'.split())) if 4 <= int(row.number) <= 5000])
    costs = [one for one in form.single_rows if one.kind == 'cost' and not one.split]
    if not total or not row or not costs:
        return
    price = total * 10_000 / Decimal(row.number) * 8  # eight times the budget
    step = Decimal(10) ** (len(str(int(price))) - 1)
    price = max(price // step, 1) * step
    value = plain(price) + '元' if price < 10_000 else plain(price / 10_000) + '万元'
    unit = re.sub(r'^[\d.]+', '', value)
    changes = further(costs[-1], f'{re.sub("(数量|人数|个数|户数|户户数|家数|次数|数)$", "", bare(row.name))}平均每{row.unit}成本', '≤', re.match(r'[\d.]+', value)[0],
                      f'{unit}/{row.unit}', f'平均每{row.unit}的支出金额')
    if changes:
        yield changes


@right(GROUP, 'mean cost times number within the budget')
def mean_cost_right(form):
    total = budget(form)
    row = pick(form, 'mean', [row for row in counted(form, set('人 家 户 座 台 处 场 个'.split())) if 4 <= int(row.number) <= 5000])
    costs = [one for one in form.single_rows if one.kind == 'cost' and not one.split]
    price = total and row and fair_price(row, total)
    if not price or not costs or own_amounts(form) or any(re.search('元[/|]', one.value) for one in costs):
        return
    value = (plain(price), '元') if price < 10_000 else (plain(price / 10_000), '万元')
    changes = further(costs[-1], f'{re.sub("(数量|人数|个数|户数|户户数|家数|次数|数)$", "", bare(row.name))}平均每{row.unit}成本', '≤', value[0],
                      f'{value[1]}/{row.unit}', f'平均每{row.unit}的支出金额')
    if changes:
        yield changes


@mistake(GROUP, 'the decimal point of an amount typed as a Chinese stop')
def stop_for_point(form):
    for path, one in form.amounts.items():
        if one.decimals and one.number:
            yield {path: form.at(path).replace('.', pick(form, 'stop', ['。', '．．', '，', '。']))}
            return


@mistake(GROUP, 'a thousands separator in the wrong place')
def comma_misplaced(form):
    for path, one in form.amounts.items():
        text = form.at(path)
        found = re.match(r'(\d),(\d)(\d\d)(?!\d|,)', text) or re.match(r'(\d\d),(\d)(\d\d)(?!\d|,)', text)
        if found and one.number:
            yield {path: found[1] + found[2] + ',' + found[3] + text[found.end():]}
            return


@mistake(GROUP, 'a fiscal part in the sentence below the total, the rest not named')
def fiscal_less(form):
    for path, text in form.texts(['项目资金主要用途']):
        found = re.match(r'(预算数 ?)([\d.]+)( ?万元.{0,2}其中：财政资金)([\d.]+)(万元)', text)
        if found and found[2] == found[4] and '其他资金' not in text[:60]:
            number = Decimal(found[4])
            yield {path: text[:found.start(4)] + plain(number - max(rounded(number * Decimal('0.1'), number), 1)) + text[found.end(4):]}
    if form.texts(['项目资金主要用途']):
        return
    total = budget(form)
    if total and form.family in ('tangshan-project', 'qingdao-project', 'tangshan-project-mixed') and not own_amounts(form):
        changes = added(form, ['资金用途'], f'预算{wan(total)}，其中：财政资金{wan(total - max(rounded(total * Decimal("0.1"), total), Decimal("0.1")))}。')
        if changes:
            yield changes


@right(GROUP, 'part of the funds given in the text, with 等')
def partly(form):
    found = parts_of(form)
    if found:
        names, amounts, total = found
        changes = added(form, REASONS, pick(form, 'partly', [f'包括{names[0]}{wan(amounts[0])}、{names[1]}{wan(amounts[1])}等。',
                                                              f'其中{names[0]}约{wan(amounts[0])}。']))
        if changes:
            yield changes


@right(GROUP, 'funds of two sources that make the total')
def two_sources(form):
    if form.family not in ('tangshan-project', 'qingdao-project', 'tangshan-project-mixed', 'quanzhou-project', 'jinan-project'):
        return
    if own_amounts(form) or re.search('财政资金|全部|政府注入|政府付费|财政', said(form).replace('财政资金：', '')):
        return
    changes = {}
    for total, parts in form.sums:
        label = OTHER_FUNDS.get(total[0])
        part = next((path for path in parts if path[0] in ('财政资金', '财政拨款', '当年财政拨款')), None)
        if not label or not part or form.amounts[part].number != form.amounts[total].number:
            return
        one = form.amounts[total]
        other = rounded(one.number * Decimal('0.2'), one.number)
        changes.update({part: form.amounts[part].say(one.number - other), (label,): one.say(other)})
    if changes:
        yield changes


@right(GROUP, 'two decimals behind all amounts')
def two_decimals(form):
    if form.form in ('futian-project', 'quanzhou-soe-management') or any(one.grouped for one in form.amounts.values()):
        return
    changes = {path: one.say(one.number, decimals=2) for path, one in form.amounts.items()}
    if form.alters(changes):
        yield changes


# -- plans and dates --

def plan_of(form, numbers):
    """The plan with these shares of the whole (0 to 100)."""
    path, keys, had, percent = form.plan
    changes = {}
    for key, number in zip(keys, numbers):
        text = form.at(path + (key,))
        if percent:
            changes[path + (key,)] = plain(number) + ('%' if text.endswith('%') else '')
        else:
            changes[path + (key,)] = f'{(had[-1] * Decimal(number) / 100).quantize(Decimal("0.01"))}'
    return changes


@mistake(GROUP, 'a plan of spending that does not reach the whole')
def plan_short(form):
    if form.plan:
        keys = form.plan[1]
        last = pick(form, 'short', [90, 95, 80])
        share = [number / form.plan[2][-1] * 100 for number in form.plan[2]]
        numbers = [min(one, Decimal(last - 10)) if nth < len(keys) - 1 and one > last else one for nth, one in enumerate(share[:-1])] + [last]
        yield plan_of(form, numbers)


@mistake(GROUP, 'a plan of spending that goes beyond the whole')
def plan_over(form):
    if form.plan:
        path, keys, numbers, percent = form.plan
        yield {(*path, keys[-1]): plan_of(form, [0] * (len(keys) - 1) + [pick(form, 'over', [110, 120, 105])])[(*path, keys[-1])]}


@mistake(GROUP, 'a cumulative plan that falls')
def plan_falls(form):
    if form.plan and len(form.plan[1]) >= 3:
        yield plan_of(form, {3: [60, 40, 100], 4: pick(form, 'falls', [[20, 60, 40, 100], [40, 30, 80, 100], [30, 70, 50, 100]])}[len(form.plan[1])])


@mistake(GROUP, 'the share of each quarter where the plan is cumulative')
def plan_by_quarter(form):
    if form.plan and len(form.plan[1]) >= 3:
        yield plan_of(form, {3: [30, 40, 30], 4: pick(form, 'each', [[25, 25, 25, 25], [10, 30, 35, 25], [20, 30, 30, 20]])}[len(form.plan[1])])


@right(GROUP, 'another plan of spending that rises to the whole')
def plan_rises(form):
    if form.plan and len(form.plan[1]) >= 3:
        yield plan_of(form, {3: [25, 70, 100], 4: pick(form, 'rises', [[10, 40, 75, 100], [0, 35, 80, 100], [15, 45, 85, 100]])}[len(form.plan[1])])


@right(GROUP, 'a plan in which nothing is spent in one quarter')
def plan_level(form):
    if form.plan and len(form.plan[1]) >= 3:
        yield plan_of(form, {3: [40, 40, 100], 4: pick(form, 'level', [[30, 30, 80, 100], [0, 50, 50, 100], [20, 60, 100, 100]])}[len(form.plan[1])])


@mistake(GROUP, 'a term that ends before it starts')
def term_reversed(form):
    data = form.data
    for start, end in (('开始年度', '结束年度'), ('项目开始时间', '项目结束时间')):
        if start in data and end in data:
            if data[start] == data[end] and re.fullmatch(r'\d{4}', data[end]):
                yield {(start,): str(int(data[start]) + 1)} if number_of(form) % 2 else {(end,): str(int(data[end]) - 1)}
            else:
                yield {(start,): data[end], (end,): data[start]}
            return
    for label in ('项目期', '实施期'):
        found = re.fullmatch(r'(\S+年(?:\d+月)?)-(\S+)', data.get(label, ''))
        if found:
            yield {(label,): f'{found[2]}-{found[1]}'}
            return


def months(form, good):
    start, end = pick(form, 'months', [(9, 6), (10, 5), (8, 4), (11, 7)])
    if good:
        if re.search(r'(?<!\d)(1[01]|[1-9]) ?月', re.sub('《[^》]*》', '', ''.join(text for _, text in form.texts()) + ''.join(row.value for row in form.rows))):
            return None
        start, end = pick(form, 'months', [(3, 11), (4, 10), (2, 9), (5, 12)])
    words = {'build': ['计划{0}月开工，当年{1}月底前完工并验收。', '工程计划于{0}月进场施工，同年{1}月竣工。'],
             'people': ['计划{0}月启动申报审核，当年{1}月底前全部发放到位。', '{0}月完成人员信息核查，同年{1}月底前完成资金发放。'],
             'fund': ['计划{0}月组织申报评审，当年{1}月底前拨付到位。', '{0}月启动项目征集，同年{1}月完成全部资金拨付。'],
             'office': ['计划{0}月签订合同，当年{1}月底前完成履约验收。', '{0}月启动采购，同年{1}月底前全部完成。']}[theme(form)]
    return pick(form, 'words', words).format(start, end)


@mistake(GROUP, 'an end before the start in the text')
def months_reversed(form):
    sentence = not odd(form) and months(form, False)
    changes = sentence and added(form, AIMS, sentence)
    if changes:
        yield changes


@right(GROUP, 'a start before the end in the text')
def months_right(form):
    sentence = not odd(form) and months(form, True)
    changes = sentence and added(form, AIMS, sentence)
    if changes:
        yield changes


def due(form):
    """Rows of time whose value is a date or a yes, not a rate."""
    return [row for row in form.single_rows if row.kind == 'time' and not row.split and not row.is_rate and not odd(form)
            and not re.search('率', row.name) and re.search('时限|时间|完成|完工|按期|按时|发放|及时|拨付|采购|举办', row.name)
            and not any(key in row.fields for key in WEIGHTS) and not re.search(r'小时|工作日|\d天|季度|\d日$', row.value)]


@mistake(GROUP, 'a deadline in the year before the budget')
def year_before(form):
    year = year_of(form)
    row = pick(form, 'due', due(form))
    if row and year and not (form.year is None and str(year) in row.value and said(form).count(str(year)) < 2 + len(row.twins)):
        yield row.say(f'{year - 1}年{pick(form, "month", [11, 12, 10])}月底前')


@mistake(GROUP, 'a deadline after the year of the budget')
def year_after(form):
    year = year_of(form)
    row = pick(form, 'due', due(form))
    if row and year and form.form not in ('mof-project-declaration',) and form.family != 'futian-project' and \
            not (form.year is None and str(year) in row.value and said(form).count(str(year)) < 2 + len(row.twins)):
        yield row.say(f'{year + 1}年{pick(form, "month", [3, 6, 5])}月底前')


@right(GROUP, 'a deadline of the year in other words')
def deadline_words(form):
    year = year_of(form)
    row = pick(form, 'due', due(form))
    if row and not row.name.startswith('是否') and not row.name.endswith('及时性'):
        choices = ['12月31日前', '第四季度内', '11月底前']
        if year:
            choices += [f'{year}年11月30日前', f'{year}年第四季度内', f'{year}.12.20前', f'不晚于{year}年12月20日']
        if not re.search(r'5月|11月|10月|6月', row.value):
            yield row.say(pick(form, 'words', choices))


@mistake(GROUP, 'a day that does not exist')
def no_such_day(form):
    row = pick(form, 'due', due(form))
    if row and not row.name.startswith('是否'):
        yield row.say(pick(form, 'day', ['11月31日前', '9月31日前', '13月底前', '6月31日前', '2月30日前']))


@mistake(GROUP, 'the year of the last form left in a goal')
def old_year(form):
    year = year_of(form)
    if not year or odd(form) or form.form in ('mof-self-evaluation',):
        return
    last = year - 1
    words = {'build': [f'力争{last}年底前全部完工并投入使用。', f'确保{last}年12月底前通过竣工验收。'],
             'people': [f'确保{last}年12月底前足额发放到位。', f'力争{last}年底前完成全部补助发放。'],
             'fund': [f'计划{last}年底前完成全部资金拨付。', f'力争{last}年内全部兑现到位。'],
             'office': [f'确保{last}年各项工作按期完成。', f'力争{last}年底前完成全部工作。']}[theme(form)]
    changes = added(form, AIMS, pick(form, 'old', words))
    if changes:
        yield changes


@right(GROUP, "last year's spending as a reference")
def last_year_named(form):
    year = year_of(form)
    if year and not odd(form):
        changes = added(form, REASONS, pick(form, 'ref', [f'支出标准参照{year - 1}年实际支出水平确定。', f'根据{year - 1}年执行情况测算。',
                                                           f'{year - 1}年同类支出已通过绩效评价。']))
        if changes:
            yield changes


@right(GROUP, 'a retention that is paid in the next year')
def retention(form):
    if theme(form) == 'build' and not odd(form):
        year = year_of(form)
        changes = added(form, REASONS, pick(form, 'keep', ['质保金待缺陷责任期满后于下一年度支付，不列入本年预算。',
                                                            f'质保金按合同约定于{year + 1}年支付，另行申请预算。' if year else '质保金另行申请预算。']))
        if changes:
            yield changes


# -- goals against indicators --

def more_than(number):
    number = int(number)
    if number < 10:
        return number + pick_small(number)
    digits = len(str(number))
    step = 10 ** max(digits - 2, 0)
    return (number * 14 // 10) // step * step


def pick_small(number):
    return 2 if number > 1 else 1


def quantity_said(form, good):
    rows = [row for row in counted(form, COUNTS) if re.search(CLEAR['quantity'], bare(row.name)) and len(bare(row.name)) <= 20]
    goals = ''.join(text for _, text in form.texts(GOALS))
    rows = [row for row in rows if row.number not in goals and bare(row.name)[:4] not in goals
            and sum(one.name == row.name for one in form.single_rows) == 1 and '、' not in row.name]
    row = pick(form, 'said', rows)
    if not row:
        return None
    number = row.number if good else more_than(row.number)
    name = bare(row.name)
    return pick(form, 'quantity', [f'全年{name}达到{number}{row.unit}。', f'本年度{name}不少于{number}{row.unit}。', f'{name}达到{number}{row.unit}。'])


@mistake(GROUP, 'a goal that names another quantity than the indicator')
def goal_quantity(form):
    sentence = form.form != 'mof-self-evaluation' and quantity_said(form, False)
    changes = sentence and added(form, AIMS, sentence)
    if changes:
        yield changes


@right(GROUP, "a goal that names the indicator's quantity")
def goal_quantity_right(form):
    sentence = form.form != 'mof-self-evaluation' and quantity_said(form, True)
    changes = sentence and added(form, AIMS, sentence)
    if changes:
        yield changes


def satisfaction_said(form, good):
    rows = satisfied(form)
    if not rows or '满意' in ''.join(text for _, text in form.texts(GOALS)):
        return None
    row = pick(form, 'satisfied', rows)
    number = int(row.number)
    if not good:
        if number >= 97:
            return None
        number = number + 5 if number <= 90 else 98
    return pick(form, 'of', [f'{bare(row.name)}达到{number}%以上。', f'确保{bare(row.name)}不低于{number}%。', f'{bare(row.name)}达到{number}%。'][:2 if good else 3])


@mistake(GROUP, 'a goal that names another satisfaction than the indicator')
def goal_satisfaction(form):
    sentence = satisfaction_said(form, False)
    changes = sentence and added(form, AIMS, sentence)
    if changes:
        yield changes


@right(GROUP, "a goal that names the indicator's satisfaction")
def goal_satisfaction_right(form):
    sentence = satisfaction_said(form, True)
    changes = sentence and added(form, AIMS, sentence)
    if changes:
        yield changes


@mistake(GROUP, 'goals of another project of the batch')
def goals_of_another(form):
    if form.family in ('quanzhou-project', 'jinan-department'):
        return
    mine = [label for label in GOALS if form.data.get(label)]
    for other in strangers(form):
        if mine and all(other.data.get(label) and other.data[label] != form.data[label] for label in mine):
            goals = ''.join(text for _, text in other.texts(GOALS))
            if theme(other) != theme(form) and not pairs(title(form)) & pairs(goals) - {'项目', '建设', '工程', '工作', '服务', '管理', '社区', '发展', '资金', '企业'}:
                yield Edit({(label,): other.data[label] for label in mine}, partner=other.name)
                return


@mistake(GROUP, 'use of the funds copied from another project of the batch')
def use_of_another(form):
    for label in ('资金用途', '项目资金主要用途', '测算依据'):
        for other in strangers(form):
            if form.data.get(label) and other.data.get(label) and other.data[label] != form.data[label]:
                text = other.data[label]
                if label == '项目资金主要用途':
                    keep, more = (re.match(r'(.*?万元。?(?:\s*其中：.*?万元)?[。，])\s*(.*)', one, re.S) for one in (form.data[label], text))
                    if not keep or not more or not more[2].strip() or '万元' in more[2]:
                        continue
                    text = keep[1] + more[2]
                elif TEXT_AMOUNT.search(text):
                    continue
                if len(text) >= 10 and '新建市政' not in text:
                    yield Edit({(label,): text}, partner=other.name)
                    return


@mistake(GROUP, 'a goal left as a placeholder')
def goal_placeholder(form):
    found = place(form, AIMS)
    if found:
        yield {found[0]: pick(form, 'empty', ['待定', '同上', '（请填写年度绩效目标）', 'XXX', '无', '略', '详见附件', '/'])}


@mistake(GROUP, 'a goal without content', taste=True)
def goal_empty_words(form):
    if odd(form):
        return
    for label in AIMS:
        value = form.data.get(label)
        if not value:
            continue
        text = pick(form, 'words', ['完成年度各项工作任务。', '保质保量完成上级交办的各项工作。', '按要求做好相关工作，确保各项任务顺利完成。', '认真完成本年度工作。'])
        yield {(label,): [text] if isinstance(value, list) else text}
        return


@mistake(GROUP, 'a goal that reports what is done already')
def goal_past(form):
    if odd(form) or form.form == 'mof-self-evaluation':
        return
    words = {'build': ['截至目前，工程已全部完工并通过竣工验收，资金已全部支付。', '上年度已完成全部建设内容，现已交付使用。'],
             'people': ['截至目前，全部补助资金已发放到位，受益人员无一遗漏。', '上年度全部补助已发放完毕，群众反映良好。'],
             'fund': ['截至目前，扶持资金已全部兑付，企业反映良好。', '上年度资金已全部拨付到位，取得了良好成效。'],
             'office': ['截至目前，各项工作已全部完成，资金已支付完毕。', '上年度已完成全部工作并通过验收，取得了良好效果。']}[theme(form)]
    for label in AIMS:
        value = form.data.get(label)
        if value:
            text = pick(form, 'past', words)
            yield {(label, len(value) - 1): text} if isinstance(value, list) else {(label,): text}
            return


@mistake(GROUP, 'the same goal twice')
def goal_twice(form):
    value = form.data.get('绩效目标')
    if isinstance(value, list) and len(value) >= 2 and '目标2' not in ''.join(value[0]):
        head = re.match(r'(?:目标内容|目标)?\d?[：:.、]?', value[1])[0]
        body = re.sub(r'^(?:目标内容|目标)?\d?[：:.、]?', '', value[0])
        yield {('绩效目标', 1): head + body}
        return
    for label in AIMS:
        text = form.data.get(label)
        if isinstance(text, str):
            parts = [one for one in re.split(r'(?<=[。；])', text) if len(one) >= 15 and not re.match(r'\s*\d', one)]
            if parts and not odd(form):
                yield {(label,): text.rstrip() + ('' if text.rstrip()[-1] in '。；' else '。') + parts[0].strip()}
            return


@mistake(GROUP, 'two goals with one number')
def goal_number_twice(form):
    value = form.data.get('绩效目标')
    if isinstance(value, list) and len(value) >= 2 and not re.search(r'目标2.*目标3', value[-1], re.S):
        found = re.match(r'(目标(?:内容)?)(\d)|(\d)[.、]', value[1])
        if found and re.match(r'(目标(?:内容)?)1|1[.、]', value[0]):
            yield {('绩效目标', 1): (found[1] + '1' + value[1][found.end():]) if found[1] else '1' + value[1][1:]}
        elif not found and not re.match(r'目标|\d', value[0]):
            texts = [f'目标{1 if nth == 1 else nth + 1}：{one}' for nth, one in enumerate(value)]
            yield {('绩效目标',): texts}


def raised(form, good):
    row = pick(form, 'raise', satisfied(form))
    if not row or '满意' in ''.join(text for _, text in form.texts(GOALS)) or int(row.number) > 96:
        return None
    number = int(row.number)
    last = number - 5 if good else number + 3
    return pick(form, 'raised', [f'{bare(row.name)}由上年的{last}%提高到{number}%以上。', f'推动{bare(row.name)}从{last}%提升至{number}%以上。'])


@mistake(GROUP, 'a figure "raised" to a lower one')
def raised_down(form):
    sentence = raised(form, False)
    changes = sentence and added(form, AIMS, sentence)
    if changes:
        yield changes


@right(GROUP, 'a figure raised to a higher one')
def raised_up(form):
    sentence = raised(form, True)
    changes = sentence and added(form, AIMS, sentence)
    if changes:
        yield changes


def points(form, good):
    three = {'build': ['加快前期手续办理', '严格施工质量管理', '规范工程款支付'], 'people': ['精准核实对象', '按时足额发放', '加强政策宣传'],
             'fund': ['组织好申报评审', '及时拨付资金', '跟踪资金使用成效'], 'office': ['健全内部制度', '规范采购程序', '加强经费管理']}[theme(form)]
    count = '三' if good else pick(form, 'count', ['四', '两', '五', '四'])
    return pick(form, 'points', [f'重点做好{count}项工作：一是{three[0]}；二是{three[1]}；三是{three[2]}。',
                                 f'主要抓好{count}个方面：（1）{three[0]}；（2）{three[1]}；（3）{three[2]}。'])


@mistake(GROUP, 'points announced and points given differ in number')
def points_wrong(form):
    changes = not odd(form) and added(form, AIMS, points(form, False))
    if changes:
        yield changes


@right(GROUP, 'as many points as announced')
def points_right(form):
    changes = not odd(form) and added(form, AIMS, points(form, True))
    if changes:
        yield changes


def sub_counts(form, good):
    first, second = pick(form, 'subs', [(7, 5), (9, 4), (12, 6), (6, 3), (11, 8)])
    total = first + second + (0 if good else pick(form, 'miss', [1, 2, -2, 3]))
    what = {'build': ('惠及周边{0}个社区（村），其中社区{1}个、行政村{2}个。', '受益居民小区{0}个，其中商品房小区{1}个、安置小区{2}个。'),
            'people': ('覆盖全区{0}个镇街，其中街道{1}个、乡镇{2}个。', '涉及{0}个社区（村），其中城市社区{1}个、农村社区{2}个。'),
            'fund': ('带动{0}家企业，其中民营企业{1}家、国有企业{2}家。', '涉及{0}个园区，其中省级园区{1}个、市级园区{2}个。'),
            'office': ('服务保障{0}个科室（单位），其中机关科室{1}个、下属单位{2}个。', '涉及{0}项业务，其中常规业务{1}项、专项业务{2}项。')}[theme(form)]
    return pick(form, 'subs', what).format(total, first, second)


@mistake(GROUP, 'a number and its parts that do not make it')
def subs_wrong(form):
    changes = not odd(form) and added(form, AIMS, sub_counts(form, False))
    if changes:
        yield changes


@right(GROUP, 'a number and its parts that make it')
def subs_right(form):
    changes = not odd(form) and added(form, AIMS, sub_counts(form, True))
    if changes:
        yield changes


@mistake(GROUP, "the year's quantity above that of the whole project")
def year_over_all(form):
    found = []
    for whole, year in (('总体绩效指标', '年度绩效指标'), ('中期绩效指标', '年度绩效指标')):
        for row in form.rows:
            if row.path[0] == year and row.kind == 'quantity' and row.is_count and row.number.isdigit() and row.sign in ('≥', '=', ''):
                pair = [one for one in form.rows if one.path[0] == whole and one.name == row.name and one.is_count and one.number.isdigit()]
                if len(pair) == 1 and (row.level1, row.level2) == (pair[0].level1, pair[0].level2):
                    found.append({row.at(row.value_key): row.value.replace(row.number, str(more_than(pair[0].number)))})
    if found:
        yield pick(form, 'over', found)


@right(GROUP, 'a third goal')
def third_goal(form):
    value = form.data.get('绩效目标')
    if isinstance(value, list) and '目标3' not in ''.join(value) and '3.' not in ''.join(value):
        text = {'build': '强化工程质量和安全管理，杜绝安全事故。', 'people': '加强资金监管，确保专款专用。',
                'fund': '健全绩效跟踪机制，提高资金使用效益。', 'office': '厉行节约，严控一般性支出。'}[theme(form)]
        found = re.match(r'(目标内容|目标)?(\d)([：:.、])', value[-1])
        if not found and re.match(r'目标|\d', value[-1]):
            return
        yield {('绩效目标',): [*value, (found[1] or '') + str(int(found[2]) + 1) + found[3] + text if found else text]}


@right(GROUP, 'goals in another order')
def goals_turned(form):
    value = form.data.get('绩效目标')
    if isinstance(value, list) and len(value) >= 2 and not any(re.match(r'目标|\d', one) for one in value):
        yield {('绩效目标',): value[::-1]}


@right(GROUP, 'a term over several years in the text')
def years_term(form):
    if not odd(form) and not form.year:
        words = {'build': ['工程跨年度实施，上年已完成前期手续，本年完成全部建设内容。', '前期工作已于上年完成，本年组织实施。'],
                 'office': ['相关服务合同期限为两年，本年支付第二年费用。', '服务合同一签三年，本年为第二年。']}.get(theme(form), ['政策执行期三年，本年为第二年。'])
        changes = added(form, REASONS, pick(form, 'term', words))
        if changes:
            yield changes


# -- indicators against their categories --

def exchanged(form, one, other):
    first, second = pick(form, one, clear(form, one)), pick(form, other, clear(form, other))
    if first and second and first.level2 != second.level2 and '资金' not in first.name + second.name:
        changes = trade(first, second)
        if changes:
            yield changes


@mistake(GROUP, 'a quantity and a quality indicator in each other\'s place')
def quantity_quality(form):
    first = pick(form, 'q', [row for row in counted(form, COUNTS) if re.search(CLEAR['quantity'], bare(row.name))])
    second = pick(form, 'r', clear(form, 'quality', is_rate=True))
    if first and second:
        changes = trade(first, second)
        if changes:
            yield changes


@mistake(GROUP, 'a quality and a time indicator in each other\'s place')
def quality_time(form):
    yield from exchanged(form, 'quality', 'time')


@mistake(GROUP, 'a quantity and a cost indicator in each other\'s place')
def quantity_cost(form):
    first = pick(form, 'q', [row for row in counted(form, COUNTS) if re.search(CLEAR['quantity'], bare(row.name))])
    second = pick(form, 'c', [row for row in form.rows_of('cost', money=True)] + [row for row in form.single_rows if row.kind == 'cost' and '元/' in row.value])
    if first and second and not odd(form):
        changes = trade(first, second)
        if changes:
            yield changes


@mistake(GROUP, 'a benefit and a satisfaction indicator in each other\'s place')
def benefit_satisfaction(form):
    first = pick(form, 'b', [row for row in form.single_rows if row.kind == 'benefit' and '满意' not in row.name])
    second = pick(form, 's', [row for row in form.single_rows if row.kind == 'satisfaction' and '满意' in row.level2 and '满意' in row.name])
    if first and second and not odd(form):
        changes = trade(first, second)
        if changes:
            yield changes


@mistake(GROUP, 'a time and a cost indicator in each other\'s place')
def time_cost(form):
    first = pick(form, 't', clear(form, 'time'))
    second = pick(form, 'c', [row for row in form.rows_of('cost', money=True)] + [row for row in form.single_rows if row.kind == 'cost' and '元/' in row.value])
    if first and second and not odd(form):
        changes = trade(first, second)
        if changes:
            yield changes


@mistake(GROUP, 'money spent as a quantity')
def money_as_quantity(form):
    total = budget(form)
    row = next((row for row in form.single_rows if row.kind == 'quantity' and '数量' in row.level2), None)
    if total and row:
        changes = further(row, pick(form, 'money', ['项目资金投入金额', '财政资金支出金额', '本年支付资金数额', '经费支出金额']), pick(form, 'sign', ['=', '≤']),
                          plain(total), '万元', '本年度项目资金支出的金额')
        if changes:
            yield changes


@mistake(GROUP, 'work done as a benefit')
def work_as_benefit(form):
    row = pick(form, 'benefit', [row for row in form.single_rows if '社会效益' in row.level2 or '经济效益' in row.level2])
    name, number, unit = pick(form, 'work', [('召开工作推进会次数', '4', '次'), ('印发文件数量', '10', '份'), ('签订合同数量', '3', '份'),
                                             ('开展现场检查次数', '12', '次'), ('编制实施方案数量', '1', '份'), ('组织业务培训期数', '2', '期')])
    changes = row and further(row, name, '≥', number, unit, '本年度' + name)
    if changes:
        yield changes


@mistake(GROUP, 'an ecological effect as an economic one, or the other way round')
def wrong_effect(form):
    rows = {key: [row for row in form.single_rows if key in row.level2] for key in ('经济效益', '生态效益', '社会效益')}
    if rows['经济效益']:
        name, number, unit = pick(form, 'eco', [('空气质量优良天数', '280', '天'), ('扬尘排放下降率', '5', '%'), ('绿化覆盖率', '40', '%'), ('单位能耗碳排放下降率', '3', '%')])
        changes = further(rows['经济效益'][0], name, '≥', number, unit, '项目实施后' + name)
    elif rows['生态效益']:
        name, number, unit = pick(form, 'money', [('带动企业销售收入增长额', '200', '万元'), ('节约财政资金', '20', '万元'), ('带动居民增收', '50', '万元')])
        changes = further(rows['生态效益'][0], name, '≥', number, unit, '项目实施后' + name)
    elif rows['社会效益']:
        name, number, unit = pick(form, 'sales', [('带动企业新增营业收入', '500', '万元'), ('新增税收', '30', '万元'), ('区域空气质量优良天数', '280', '天'), ('二氧化硫排放量下降率', '3', '%')])
        changes = further(rows['社会效益'][0], name, '≥', number, unit, '项目实施后' + name)
    else:
        return
    if changes:
        yield changes


@mistake(GROUP, 'a number of things done as satisfaction')
def count_as_satisfaction(form):
    row = next((row for row in form.single_rows if '满意' in row.level2 and row.number), None)
    if not row or odd(form) or any(key in row.fields for key in WEIGHTS[1:]):
        return
    name, number, unit = pick(form, 'count', [('发放调查问卷数量', '200', '份'), ('接待群众来访次数', '20', '次'), ('受理咨询数量', '100', '件'), ('回访服务对象数量', '50', '人')])
    changes = {**row.rename(name), **row.set(sign='≥', number=number, unit=unit)}
    for key in DESCRIBED:
        if key in row.fields:
            changes.update(row.put(key, '本年度' + name))
    yield changes


def dropping(form, chosen):
    if odd(form) or any('分值' in row.fields or '分值权重' in row.fields for row in form.rows):
        return None
    rows = [row for row in form.rows if chosen(row)]
    return without(form, [row.fields for row in rows]) if rows and len(rows) < len(form.rows) else None


@mistake(GROUP, 'every indicator of satisfaction struck out')
def no_satisfaction(form):
    changes = dropping(form, lambda row: '满意' in row.level1 or '满意' in row.level2 or '满意' in row.name)
    if changes:
        yield changes


@mistake(GROUP, 'every indicator of benefit struck out')
def no_benefit(form):
    changes = dropping(form, lambda row: re.search('效益|效果', row.level1))
    if changes:
        yield changes


@mistake(GROUP, 'every indicator of quantity struck out')
def no_quantity(form):
    changes = dropping(form, lambda row: '数量' in row.level2)
    if changes:
        yield changes


@mistake(GROUP, 'one indicator twice, with two values')
def twice_two_values(form):
    rows = [row for row in form.rows_of('satisfaction', 'quantity', 'quality') if re.fullmatch(r'\d+', row.number) and row.unit
            and not any(key in row.fields for key in WEIGHTS) and sum(one.name == row.name for one in form.single_rows) == 1 and not odd(form)]
    row = pick(form, 'twice', rows)
    if not row:
        return
    number = int(row.number)
    other = str(number - 5 if number > 90 else number + 5) if row.is_rate else str(more_than(number))
    sign = '' if row.split else row.value[:row.value.index(row.number)]
    yield row.followed_by(value=other if row.split else sign + row.value[len(sign):].replace(row.number, other, 1))


@mistake(GROUP, 'one indicator in two categories')
def in_two_categories(form):
    rows = [row for row in form.single_rows if row.kind in ('quality', 'quantity', 'time') and row.number and not row.twins
            and not any(key in row.fields for key in WEIGHTS) and not odd(form)]
    row = pick(form, 'copied', rows)
    targets = row and [one for one in form.single_rows if one.level2 != row.level2 and one.path[0] == row.path[0] and not one.twins
                       and one.kind in ('quality', 'time', 'benefit', 'quantity')]
    if not targets:
        return
    target = pick(form, 'target', targets)
    rest = {key: value for key, value in row.fields.items() if key not in LEVELS and key != row.value_key}
    edit = target.followed_by(**rest, value=row.fields[row.value_key])
    yield Edit(edit.changes, source=tuple(row.at(key) for key in row.fields))


@mistake(GROUP, 'an indicator of another project')
def foreign_indicator(form):
    own = pairs(said(form))
    mine = next((row for row in form.single_rows if row.kind == 'quantity' and not row.split and not row.twins
                 and not any(key in row.fields for key in WEIGHTS)), None)
    if not mine or odd(form):
        return
    for other in strangers(form):
        for row in counted(other, COUNTS):
            if not row.split and not row.twins and len(pairs(bare(row.name)) - {'数量', '人数', '个数', '面积', '次数'}) >= 2 and \
                    not (pairs(row.name) - {'数量', '人数', '个数', '面积', '次数', '社区', '道路'}) & own:
                more = {key: row.fields[key] for key in ('绩效指标描述', '指标解释', '指标值确定依据') if key in row.fields and key in mine.fields}
                edit = mine.followed_by(三级指标=row.name, value=row.value, **more)
                yield Edit(edit.changes, partner=other.name, source=edit.source)
                return


@mistake(GROUP, 'satisfaction of people whom the project does not serve')
def foreign_people(form):
    row = next((row for row in form.single_rows if '满意' in row.level2 and '满意' in row.name and row.number), None)
    if not row or odd(form) or sum('满意' in one.name for one in form.single_rows) != 1:
        return
    text = said(form)
    names = [name for words, name in (('医|药|病|疾|疫|卫生', '住院患者满意度'), ('旅|游|文化|展|博览', '游客满意度'), ('农|渔|养殖|乡', '养殖户满意度'), ('运动|体育|赛|文体', '参赛运动员满意度'),
                                      ('学|教|培训|家长', '学生家长满意度')) if not re.search(words, text)]
    name = pick(form, 'people', names)
    if name:
        changes = row.rename(name)
        for key in DESCRIBED:
            if key in row.fields and number_of(form) % 2:
                changes.update(row.put(key, name))
        yield changes


@right(GROUP, 'a report as one more output')
def report_too(form):
    row = next((row for row in form.single_rows if row.kind == 'quantity' and '数量' in row.level2), None)
    name = pick(form, 'report', ['编制项目总结报告数量', '形成绩效自评报告数量', '建立项目管理台账数量'])
    changes = row and further(row, name, pick(form, 'sign', ['≥', '=']), '1', '份', '本年度' + name)
    if changes:
        yield changes


@right(GROUP, 'a rate that is better low, with ≤')
def low_rate(form):
    row = next((row for row in form.single_rows if row.kind == 'quality' and '质量' in row.level2), None)
    name, number = pick(form, 'low', {'build': [('返工率', '3'), ('工程质量缺陷率', '2')], 'people': [('信息录入差错率', '0.5'), ('有效投诉率', '1')],
                                      'fund': [('材料审核差错率', '1'), ('有效投诉率', '2')], 'office': [('资料差错率', '2'), ('有效投诉率', '1')]}[theme(form)])
    changes = row and further(row, name, '≤', number, '%', name.replace('率', '数量占总量的比率'))
    if changes:
        yield changes


@right(GROUP, 'no accidents as a benefit')
def no_accident(form):
    row = next((row for row in form.single_rows if '社会效益' in row.level2), None)
    name, unit = pick(form, 'none', [('安全责任事故发生数', '起'), ('重大舆情事件发生数', '起'), ('群体性上访事件发生次数', '次'), ('重大安全生产事故数量', '起')])
    changes = row and further(row, name, '=', '0', unit, '本年度' + name)
    if changes:
        yield changes


@right(GROUP, 'a multiple or a growth above 100 % as an economic benefit')
def above_hundred(form):
    row = next((row for row in form.single_rows if '经济效益' in row.level2), None)
    name, number, unit = pick(form, 'grow', [('财政资金撬动社会资本倍数', '3', '倍'), ('社会投资与财政投入比例', '150', '%'), ('财政资金带动社会投资比例', '200', '%'), ('拉动投资额', '2.5', '亿元')])
    changes = row and further(row, name, '≥', number, unit, '项目实施后' + name)
    if changes:
        yield changes


@right(GROUP, 'the rows of a category in another order')
def rows_turned(form):
    if odd(form) or form.form == 'mof-self-evaluation':
        return
    for label in LISTS:
        value = form.data.get(label)
        if isinstance(value, dict):
            for level1, below in value.items():
                for level2, rows in below.items() if isinstance(below, dict) else ():
                    if len(rows) > 1 and len({row.get('三级指标') for row in rows}) == len(rows):
                        yield {(label, level1, level2): rows[::-1]}
                        return
        elif isinstance(value, list):
            for nth in range(len(value) - 1):
                if value[nth].get('二级指标') and value[nth].get('二级指标') == value[nth + 1].get('二级指标'):
                    yield {(label, nth): value[nth + 1], (label, nth + 1): value[nth]}
                    return


# -- values and units --

@mistake(GROUP, 'satisfaction at most')
def satisfaction_at_most(form):
    row = pick(form, 's', [row for row in form.rows_of('satisfaction', rate=True) if row.value.startswith(('≥', '>', '大于')) or row.split or row.sign == ''])
    if row and not odd(form):
        if row.value.startswith('大于等于'):
            yield row.say(row.value.replace('大于', '小于'))
        elif row.number:
            yield row.set(sign='≤')


@mistake(GROUP, 'cost at least')
def cost_at_least(form):
    row = pick(form, 'c', [row for row in form.rows_of('cost', money=True)] +
               [row for row in form.rows_of('cost') if row.unit.startswith(('元/', '万元/'))])
    if row and not odd(form) and row.number and row.sign != '≥' and not re.search('保险|补助|补贴|奖励|救助|扶持', row.name):
        yield row.set(sign='≥')


@mistake(GROUP, 'a fault rate or a time with at least')
def fault_at_least(form):
    row = next((row for row in form.single_rows if row.kind == 'quality' and '质量' in row.level2), None)
    if number_of(form) % 3 == 0:
        row = next((row for row in form.single_rows if row.kind == 'time' and '时效' in row.level2), None)
        name, number, unit = pick(form, 'days', [('问题整改完成时限', '15', '个工作日'), ('资金拨付所需时间', '30', '天'), ('投诉处理时间', '5', '个工作日')])
    else:
        name, number, unit = pick(form, 'fault', {
            'build': [('返工率', '3', '%'), ('质量事故发生次数', '1', '次'), ('安全事故发生率', '1', '%')], 'people': [('信息录入差错率', '2', '%'), ('投诉率', '1', '%'), ('错发漏发率', '1', '%')],
            'fund': [('审核差错率', '2', '%'), ('投诉率', '1', '%')], 'office': [('差错率', '2', '%'), ('投诉率', '3', '%'), ('故障率', '5', '%')]}[theme(form)])
    changes = row and further(row, name, '≥', number, unit, name)
    if changes:
        yield changes


@mistake(GROUP, 'the percent sign forgotten')
def percent_forgotten(form):
    row = pick(form, 'rate', [row for row in form.rows_of('satisfaction', 'quality', 'time', rate=True) if '%' not in row.name])
    if row and not odd(form):
        yield row.set(unit='')


@mistake(GROUP, 'a rate in a counting unit')
def rate_counted(form):
    row = pick(form, 'rate', [row for row in form.rows_of('satisfaction', 'quality', 'time', rate=True)
                              if re.search(r'[率度]$', row.name)])
    if row and not odd(form):
        unit = {'satisfaction': ['人', '个', '分钟'], 'quality': ['个', '项', '次'], 'time': ['天', '次', '个']}[row.kind]
        yield row.set(unit=pick(form, 'unit', unit))


@mistake(GROUP, 'a quantity in a unit of something else')
def unit_of_else(form):
    rows = [(row, units) for row in measured(form) for words, have, units in
            (('人数$|人员数量', '人名', ['家', '平方米', '元', '台']), ('面积', '平', ['公里', '个', '米', '吨']), ('长度', '米公里', ['平方米', '个', '吨', '人']),
             ('次数$', '次', ['人', '米', '家', '吨']), ('(企业|单位|机构|家)(数量|数)$', '家', ['次', '平方米', '%', '米']), ('栽植量', '株', ['平方米', '人']),
             ('(设备|报告|社区|道路|项目).*(数量|数|条数)$', '台个份项条', ['人', '吨', '元'])) if re.search(words, bare(row.name)) and row.unit[0] in have]
    if rows:
        row, units = pick(form, 'else', rows)
        if '（' not in row.name:
            yield row.set(unit=pick(form, 'unit', units))


@mistake(GROUP, 'a share above 100 %')
def above_all(form):
    row = pick(form, 'share', [row for row in form.rows_of('satisfaction', 'quality', rate=True)
                               if re.search('满意|合格|达标|通过|准确|覆盖|符合|合规|出勤|验收', row.name)])
    if row and not odd(form):
        yield row.set(sign=row.sign or '≥', number=pick(form, 'above', ['110', '120', '105', '190', '150']))


@mistake(GROUP, 'a target that has lost a digit')
def digit_lost(form):
    row = pick(form, 'lost', [row for row in form.rows_of('satisfaction', 'quality', rate=True)
                              if re.search('满意|合格|达标|通过|准确|符合|合规|出勤|验收', row.name) and re.fullmatch(r'\d{2,3}', row.number)
                              and not re.search('差错|误差', row.name)])
    if row and not odd(form):
        yield row.set(sign=row.sign or '≥', number=row.number[:-1])


@mistake(GROUP, 'a target of none')
def target_of_none(form):
    row = pick(form, 'none', [row for row in counted(form, COUNTS) if not re.search('事故|投诉|事件', row.name)])
    if row:
        yield row.set(sign=pick(form, 'zero', ['≥', '≥', row.sign]), number='0')


@mistake(GROUP, 'half a person')
def half_one(form):
    row = pick(form, 'half', [row for row in counted(form) if row.unit in set('人 家 户 次 座 台 件 场 名 株 个'.split()) and int(row.number) < 5000])
    if row:
        yield row.set(number=row.number + pick(form, 'frac', ['.5', '.3', '.7']))


@right(GROUP, 'a fraction of what divides')
def fraction(form):
    row = pick(form, 'frac', [row for row in measured(form) if row.unit in ('米', '平方米', '公里', '吨', '亩', '平米', '万平方米', '万人次') and row.number.isdigit()])
    goals = ''.join(text for _, text in form.texts(GOALS)) + ''.join(row.fields.get(key, '') for key in DESCRIBED) if row else ''
    if row and row.number not in goals:
        yield row.set(number=row.number + '.5')


@mistake(GROUP, 'a vague quantity')
def vague_quantity(form):
    row = pick(form, 'vague', [row for row in counted(form, COUNTS) if not row.split and not any(key in row.fields for key in WEIGHTS)])
    if row:
        yield row.say(pick(form, 'word', ['若干' + row.unit, '较多', '适量', '多' + row.unit if row.unit in SMALL else '若干', '一定数量', '若干']))


@mistake(GROUP, 'a vague time')
def vague_time(form):
    row = pick(form, 'due', due(form))
    if row and not row.name.startswith('是否'):
        yield row.say(pick(form, 'when', ['尽快', '适时', '视情况而定', '尽早完成', '根据实际情况']))


@mistake(GROUP, 'a value left as a placeholder')
def value_placeholder(form):
    row = pick(form, 'left', [row for row in form.single_rows if row.number and not any(key in row.fields for key in WEIGHTS[:3])])
    if row and not odd(form):
        yield row.say(pick(form, 'what', ['待定', 'XX', '——', '≥XX' if not row.split else 'XX', '/', '？', '待填']))


@mistake(GROUP, 'yes as the value of a number')
def yes_for_number(form):
    row = pick(form, 'yes', [row for row in written_rows(form, 'quantity', 'satisfaction') if re.search(r'(数量|人数|次数|面积|长度|满意度|满意率|数)$', row.name)
                             and not any(key in row.fields for key in WEIGHTS)])
    if row:
        yield row.say(pick(form, 'is', ['是', '有', '是', '完成'] if row.kind == 'quantity' else ['是', '高', '满意']))


@mistake(GROUP, 'a range the wrong way round')
def range_reversed(form):
    row = pick(form, 'range', [row for row in written_rows(form, 'quality', 'satisfaction', 'time', rate=True) if re.fullmatch(r'\d{2}|100', row.number)
                               and not any(key in row.fields for key in WEIGHTS)])
    if row:
        high = min(int(row.number) + 5, 100)
        low = high - 10
        yield row.say(pick(form, 'range', [f'{high}%-{low}%', f'{high}%～{low}%', f'≥{high}%且≤{low}%']))


@right(GROUP, 'a range the right way round')
def range_right(form):
    row = pick(form, 'range', [row for row in written_rows(form, 'quality', 'satisfaction', 'time', rate=True) if re.fullmatch(r'\d{2}|100', row.number)
                               and not any(key in row.fields for key in WEIGHTS)])
    if row and '满意' not in ''.join(text for _, text in form.texts(GOALS)):
        high = min(int(row.number) + 5, 100)
        yield row.say(pick(form, 'range', [f'{high - 10}%-{high}%', f'{high - 10}%～{high}%', f'{high - 5}%-100%']))


@mistake(GROUP, 'another value in the name of the indicator')
def value_in_name(form):
    row = pick(form, 'named', [row for row in form.rows_of('satisfaction', 'quality', rate=True) if re.fullmatch(r'\d{2}|100', row.number)
                               and re.search('[率度]$', row.name)])
    if row and not odd(form):
        number = int(row.number)
        other = number - 5 if number > 90 else number + 5
        yield row.rename(row.name + pick(form, 'bracket', [f'（≥{other}%）', f'达到{other}%以上', f'（{other}%）', f'不低于{other}%']))


@mistake(GROUP, 'a letter for a digit')
def letter_for_digit(form):
    row = pick(form, 'letter', [row for row in form.rows_of() if re.search('[01]', row.number) and len(row.number) > 1])
    if row and not odd(form):
        yield row.set(number=row.number[:-1] + row.number[-1].replace('0', 'O') if row.number.endswith('0') else
                      row.number.replace('1', 'l', 1) if '1' in row.number else row.number.replace('0', 'O', 1))


@mistake(GROUP, 'all respondents content', taste=True)
def all_content(form):
    row = pick(form, 's', [row for row in form.rows_of('satisfaction', rate=True) if row.number != '100'])
    if row and not odd(form):
        yield row.set(sign='=', number='100')


@mistake(GROUP, 'half the year asks for more than the whole')
def half_above(form):
    for row in form.single_rows:
        key = next((key for key in row.fields if '半年目标值' in key), None)
        if key and row.number and row.number.isdigit() and row.fields.get('指标方向') == '大于等于' and int(row.number) > 1:
            yield {row.at(key): str(more_than(row.number))}
            return


@mistake(GROUP, 'a nature that its direction or value contradicts')
def nature_wrong(form):
    rows = [row for row in form.single_rows if row.fields.get('指标性质') == '正向' and row.fields.get('指标方向') == '大于等于' and row.number]
    row = pick(form, 'nature', rows)
    if row:
        yield row.put('指标性质', '反向') if number_of(form) % 2 else row.put('指标方向', '小于等于')


@right(GROUP, 'at least and at most in words')
def in_words(form):
    row = pick(form, 'words', [row for row in written_rows(form) if row.sign in ('≥', '≤') and not any(key in row.fields for key in WEIGHTS)
                               and not re.search('[年月日]', row.unit)])
    if row:
        words = ['不低于', '大于等于', '不少于'][:2 if row.is_rate else 3] if row.sign == '≥' else ['不超过', '小于等于', '不高于']
        value = row.number + row.unit
        choices = [word + value for word in words] + ([value + '以上'] if row.sign == '≥' else [value + '以内'])
        yield row.say(pick(form, 'word', choices))


@right(GROUP, 'a full-width percent sign, or a blank before the unit')
def wide_percent(form):
    row = pick(form, 'wide', [row for row in written_rows(form) if row.is_rate and row.value.endswith('%')])
    if row:
        yield row.say(row.value.replace('%', pick(form, 'p', ['％', ' %', '％'])))


@right(GROUP, 'a somewhat other target of satisfaction')
def other_target(form):
    row = pick(form, 's', [row for row in form.rows_of('satisfaction', rate=True)])
    if row and '满意' not in ''.join(text for _, text in form.texts(GOALS)) and not odd(form) and not any(key in row.fields for key in (*WEIGHTS, '实施期目标值')):
        yield row.set(number=pick(form, 'value', ['88', '92', '95', '85', '93.5']))


@right(GROUP, 'other respondents who fit the project')
def other_people(form):
    row = next((row for row in form.single_rows if '满意' in row.level2 and '满意' in row.name), None)
    if row and not odd(form) and form.form != 'mof-self-evaluation':
        name = pick(form, 'who', {'build': ['周边居民满意度', '沿线群众满意度', '受益群众满意度'], 'people': ['受益对象满意度', '补助对象满意度', '服务对象满意度'],
                                  'fund': ['受益企业满意度', '申报单位满意度', '服务对象满意率'], 'office': ['服务对象满意度', '服务对象满意率']}[theme(form)])
        text = ''.join(row.fields.get(key, '') for key in DESCRIBED)
        if not any(one.name == name for one in form.rows) and row.name[:2] not in text and (not text or re.search('人数|总数', text)):
            yield row.rename(name)


@right(GROUP, 'the unit in the name of the indicator')
def unit_in_name(form):
    row = pick(form, 'unit', [row for row in counted(form) if '（' not in row.name and '(' not in row.name])
    if row:
        yield row.rename(f'{row.name}（{row.unit}）')


# -- reasons and bases --

def described(form, labels):
    return next((key for key in labels if any(key in row.fields for row in form.rows)), None) if not odd(form) else None


@mistake(GROUP, 'a basis that is none')
def no_basis(form):
    key = described(form, ['指标值确定依据'])
    row = key and pick(form, 'basis', [row for row in form.single_rows if row.fields.get(key)])
    if row:
        yield row.put(key, pick(form, 'none', ['无', '', '/', '待补充', '同上', '不详']))


@mistake(GROUP, 'value and basis in each other\'s column')
def value_and_basis(form):
    key = described(form, ['指标值确定依据'])
    row = key and pick(form, 'vb', [row for row in form.single_rows if row.fields.get(key) and row.number and not row.split])
    if row:
        yield {**row.put(key, row.value), **row.say(row.fields[key])}


@mistake(GROUP, 'the descriptions of two indicators exchanged')
def descriptions_exchanged(form):
    key = described(form, DESCRIBED)
    if not key:
        return
    rows = [row for row in form.single_rows if len(row.fields.get(key, '')) >= 4 and not row.twins
            and len(pairs(row.name) & pairs(row.fields[key])) >= 2]
    first = pick(form, 'first', rows)
    others = first and [row for row in rows if row is not first and row.kind != first.kind
                        and len(pairs(row.fields[key]) & pairs(first.name)) <= 1 and len(pairs(first.fields[key]) & pairs(row.name)) <= 1]
    second = others and pick(form, 'second', others)
    if second:
        yield {first.at(key): second.fields[key], second.at(key): first.fields[key]}


@mistake(GROUP, 'numerator and denominator exchanged')
def fraction_turned(form):
    for row in form.single_rows:
        for key in [*DESCRIBED, '指标计算公式或方法']:
            text = row.fields.get(key, '')
            found = re.search(r'([^，。；（）/=]{2,22})占([^，。；（）/]{2,22}?)(的(?:比率|比例|比值|百分比)|$)', text) or \
                re.search(r'(?<==)([^，。；（）/=]{2,22})/([^，。；（）/*]{2,22}?)(\*100%)', text) or \
                re.search(r'(^[^，。；（）/=]{2,22})/([^，。；（）/*]{2,22}?)(\*100%)', text)
            if found and not found[2].startswith('比') and not odd(form):
                middle = text[found.end(1):found.start(2)]
                yield row.put(key, text[:found.start()] + found[2] + middle + found[1] + found[3] + text[found.end():])
                return


@right(GROUP, 'a description that is a formula')
def formula(form):
    key = described(form, ['绩效指标描述', '指标解释'])
    row = key and pick(form, 'formula', [row for row in form.rows_of('satisfaction', rate=True) if key in row.fields and not row.split])
    if row:
        yield row.put(key, pick(form, 'f', ['满意人数/调查总人数×100%', '（满意人数+基本满意人数）÷参与调查人数×100%', f'{bare(row.name)}=满意人数/问卷调查总人数*100%',
                                            '调查问卷中选择“满意”的份数占收回有效问卷份数的比率']))


def figure_in_description(form, good):
    key = described(form, ['绩效指标描述', '指标解释'])
    row = key and pick(form, 'figure', [row for row in counted(form, COUNTS) if key in row.fields and not row.split
                                        and not re.search(r'\d', row.fields[key])])
    if row:
        number = row.number if good else more_than(row.number)
        text = row.fields[key].rstrip('。')
        return row.put(key, text + pick(form, 'said', [f'，本年计划{number}{row.unit}', f'，全年共{number}{row.unit}', f'（{number}{row.unit}）']))
    return None


@mistake(GROUP, 'a description that names another figure than the value')
def description_figure(form):
    changes = figure_in_description(form, False)
    if changes:
        yield changes


@right(GROUP, 'a description that names the figure of the value')
def description_figure_right(form):
    changes = figure_in_description(form, True)
    if changes:
        yield changes


@right(GROUP, 'a document as the basis of a value')
def basis_document(form):
    key = described(form, ['指标值确定依据'])
    row = key and pick(form, 'doc', [row for row in form.single_rows if key in row.fields])
    if row:
        yield row.put(key, pick(form, 'document', {
            'build': ['《政府投资条例》（国务院令第712号）', '招标文件及中标通知书', '可行性研究报告及批复', '施工图设计文件'],
            'people': ['《项目实施方案》', '会议纪要', '上年度发放台账', '上级下达的任务计划'],
            'fund': ['《项目申报指南》', '《项目实施方案》', '会议纪要'],
            'office': ['《政府购买服务管理办法》（财政部令第102号）', '服务采购合同', '部门年度工作计划', '会议纪要']}[theme(form)]))


DOCUMENT = re.compile(r'(?<=[〔【\[])20[012]\d(?=[〕】\]])')


@mistake(GROUP, 'a document number with a year that cannot be')
def document_year(form):
    for path, text in form.texts([*TEXTS, '政策依据', '职能依据']) + [((label,), form.data[label]) for label in ('职能依据',) if label in form.data]:
        found = list(DOCUMENT.finditer(text))
        if found:
            one = found[number_of(form) % len(found)]
            year = pick(form, 'year', [one[0][0] + one[0][2] + one[0][1] + one[0][3], one[0] + one[0][-1], one[0][0] + '2' + one[0][1:3]])
            yield {path: text[:one.start()] + year + text[one.end():]}
            return
    for row in form.single_rows:
        for key in BASED:
            found = DOCUMENT.search(row.fields.get(key, ''))
            if found:
                text = row.fields[key]
                yield row.put(key, text[:found.start()] + found[0][0] + found[0][2] + found[0][1] + found[0][3] + text[found.end():])
                return


@mistake(GROUP, 'a reason without content', taste=True)
def reason_empty(form):
    for label in ('资金用途', '测算依据', '实施期进度计划', '项目立项依据', '项目立项的依据'):
        if form.data.get(label):
            yield {(label,): pick(form, 'why', ['根据工作需要安排。', '用于相关工作支出。', '按照有关规定执行。', '根据实际情况测算。', '用于日常工作开支'])}
            return


# -- names, codes, wording --

PLACES = {'jinan-project': [('济南市市中区', '济南市历下区'), ('市中区', '历下区')], 'jinan-department': [('济南市市中区', '济南市槐荫区'), ('市中区', '槐荫区')],
          'qingdao-project': [('青岛', '烟台')], 'futian-project': [('福田区', '罗湖区')], 'tangshan-project': [('唐山', '保定'), ('高新区', '曹妃甸区')],
          'tangshan-project-quarter': [('唐山', '廊坊')], 'tangshan-project-mixed': [('唐山', '廊坊')]}


@mistake(GROUP, 'the unit of another place')
def unit_elsewhere(form):
    pairs_of = PLACES.get(form.family) or ([('泉州', '漳州')] if form.family.startswith('quanzhou') else [])
    for label in ('项目实施单位', '单位编码及名称', '申请单位', '单位名称', '实施单位', '主管部门(单位)名称及部门预算编码', '部门名称', '主管部门'):
        for own, other in pairs_of:
            text = form.data.get(label)
            if isinstance(text, str) and own in text and said(form).count(own) > 1 + (label == '部门名称'):
                yield {(label,): text.replace(own, other, 1)}
                return


@mistake(GROUP, 'another place in the text')
def place_elsewhere(form):
    pairs_of = PLACES.get(form.family) or ([('泉州', '漳州')] if form.family.startswith('quanzhou') else [])
    for path, text in form.texts(TEXTS + ['实施期进度计划']):
        shut = [range(*one.span()) for one in re.finditer('《[^》]*》', text)]
        for own, other in pairs_of:
            found = [one for one in re.finditer(own, text) if not any(one.start() in span for span in shut)]
            if found and said(form).count(own) > 1:
                one = found[number_of(form) % len(found)]
                yield {path: text[:one.start()] + other + text[one.end():]}
                return


@mistake(GROUP, 'the code of another department of the batch')
def code_of_another(form):
    mine = form.data.get('主管部门编码')
    for other in form.others:
        code = other.data.get('主管部门编码')
        if mine and code and code != mine:
            yield Edit({('主管部门编码',): code}, partner=other.name)
            return
    found = re.match(r'(\d{6})(\D.*)', form.data.get('单位编码及名称', ''))
    for other in form.others if found else ():
        its = re.match(r'(\d{6})(\D.*)', other.data.get('单位编码及名称', ''))
        if its and its[1] != found[1]:
            yield Edit({('单位编码及名称',): its[1] + found[2]}, partner=other.name)
            return


@mistake(GROUP, 'the project code of another project of the batch')
def project_code_of_another(form):
    if form.code:
        other = next((other for other in form.others if other.code and other.code[1] != form.code[1]), None)
        if other:
            yield Edit({form.code[0]: other.code[1]}, partner=other.name)


@mistake(GROUP, 'an indicator without a name of its own')
def nameless(form):
    row = pick(form, 'nameless', [row for row in form.single_rows if row.kind and not odd(form)])
    if row:
        yield row.rename(pick(form, 'name', ['指标1', '指标1：', '三级指标', '……', '指标名称', '']))


SLIPS = [('拨付', '拔付'), ('健全', '建全'), ('部署', '布署'), ('覆盖', '复盖'), ('购置', '购制'), ('确保', '却保'), ('维护', '维户'), ('补助', '补住'), ('验收', '验受'),
         ('落实', '落时'), ('提高', '题高'), ('保障', '保彰'), ('及时', '及是'), ('完成', '完城'), ('支付', '支负'), ('改造', '改遭'), ('推动', '推懂'), ('推进', '推近'), ('服务', '服物'),
         ('提升', '题升'), ('管理', '管里'), ('建设', '建没'), ('环境', '环景'), ('质量', '质亮'), ('安全', '安泉'), ('项目', '项日'), ('企业', '企叶'), ('工作', '工做'), ('资金', '资今'),
         ('工程', '工呈'), ('开展', '开站'), ('促进', '促近'), ('用于', '用与'), ('费用', '废用'), ('监测', '检侧'), ('道路', '道陆'), ('保护', '保户')]


def open_text(text, at):
    return not any(one.start() <= at < one.end() for one in re.finditer('《[^》]*》|“[^”]*”', text))


@mistake(GROUP, 'a wrong character of the same sound or shape')
def wrong_character(form):
    found = [(path, text, one.start(), good, bad) for path, text in form.texts() for good, bad in SLIPS
             for one in re.finditer(good, text) if open_text(text, one.start())]
    rare = [one for one in found if one[3] in ('拨付', '健全', '部署', '覆盖', '购置', '确保', '维护', '验收', '落实')]
    chosen = pick(form, 'slip', rare or found)
    if chosen:
        path, text, at, good, bad = chosen
        yield {path: text[:at] + bad + text[at + len(good):]}


@mistake(GROUP, 'a word twice')
def word_twice(form):
    found = [(path, text, one.end(), word) for path, text in form.texts() for word in
             ('确保', '保障', '提升', '完成', '提高', '用于', '主要', '根据', '促进', '推动', '开展', '加强', '进行', '资金', '工作', '项目', '建设') for one in re.finditer(word, text)
             if open_text(text, one.start())]
    chosen = pick(form, 'twice', found)
    if chosen:
        path, text, at, word = chosen
        yield {path: text[:at] + word + text[at:]}


@mistake(GROUP, 'a text that breaks off')
def broken_off(form):
    found = []
    for path, text in form.texts(least=24):
        for one in re.finditer('[，、]', text):
            if one.start() > len(text) * 0.45 and open_text(text, one.start()) and text[:one.start()].count('（') == text[:one.start()].count('）'):
                found.append((path, text, one.end()))
    chosen = pick(form, 'off', found)
    if chosen:
        path, text, at = chosen
        yield {path: text[:at] + pick(form, 'rest', ['', '', '并', '进一步', '以及'])}


@mistake(GROUP, 'a hint of the template left in the text')
def hint_left(form):
    hint = pick(form, 'hint', ['（此处填写项目主要内容）', '（不超过200字）', '（请根据实际情况填写）', '（XX年XX月）', 'XXX（单位名称）', '（注：本栏必填）', '【待补充】'])
    found = place(form, REASONS + AIMS)
    if found:
        path, text = found
        yield {path: hint + text if number_of(form) % 2 else text + hint}


@mistake(GROUP, 'a stop or comma twice')
def mark_twice(form):
    found = [(path, text, one.start()) for path, text in form.texts() for one in re.finditer('[，、；。]', text) if open_text(text, one.start())
             and text[one.start():one.start() + 2] not in ('。。', '，，') and text[one.start() - 1] not in '。，.']
    chosen = pick(form, 'mark', found)
    if chosen:
        path, text, at = chosen
        mark = text[at]
        yield {path: text[:at + 1] + pick(form, 'second', [mark, mark, '，' if mark != '，' else '、', '。' if mark in '，；' else mark]) + text[at + 1:]}


@mistake(GROUP, 'a bracket or book-title mark not closed')
def bracket_open(form):
    found = [(path, text, one.end() - 1) for path, text in form.texts() for one in re.finditer('（[^（）]*）|《[^《》]*》|〔\\d+〕|“[^“”]*”', text)]
    chosen = pick(form, 'bracket', found)
    if chosen:
        path, text, at = chosen
        yield {path: text[:at] + text[at + 1:]}
        return
    rows = [(row, key) for row in form.single_rows for key in ('三级指标', *DESCRIBED, *BASED) if re.search('（[^（）]+）', row.fields.get(key, ''))]
    chosen = pick(form, 'bracket', rows)
    if chosen:
        row, key = chosen
        yield row.put(key, re.sub('（([^（）]+)）', r'（\1', row.fields[key], count=1))
