"""Mistakes within sentences, as auditors of a finance bureau quote them: figures that contradict each other or the
indicators, lists that miscount, documents and periods that cannot be."""
from decimal import Decimal

from .forms import GOALS, plain
from .kinds import mistake, one_of, right


def kind(name, taste=False):
    return mistake('sentences', name, taste)


def clause(text, more):
    """The text with a clause more, whatever stop it had at its end."""
    return text.rstrip('。；，、：\n ') + '；' + more + '。'


def added(name, *clauses, taste=False):
    """A kind that puts one of these clauses at the end of a running text."""
    @kind(name, taste)
    def each(form):
        for path, text in form.texts(least=20):
            yield {path: clause(text, one_of(form, *clauses))}


# -- items of a list --

ITEMS = ('开展业务培训', '完善管理制度', '加强监督检查')


def items(form, numbers, mark, ends='；；。'):
    """A goal of numbered items, one line each."""
    for path, text in form.texts(GOALS, least=20):
        if not any(digit in text for digit in '12①') and '\n' not in text:
            lines = [f'{number}{mark}{item}{end}' for number, item, end in zip(numbers, ITEMS, ends)]
            yield {path: clause(text, '具体包括') .rstrip('。') + '：\n' + '\n'.join(lines)}


@kind('the numbers of items leave one out (1. 2. 4.)')
def skipped(form):
    yield from items(form, '124', one_of(form, '.', '、'))


@kind('two items have the same number (1. 2. 2.)')
def twice(form):
    yield from items(form, '122', one_of(form, '.', '、'))


@kind('an item without a text at the end (3.)')
def empty_item(form):
    for path, text in form.texts(GOALS, least=20):
        mark = one_of(form, '.', '、')
        yield {path: clause(text, f'1{mark}开展业务培训；2{mark}完善管理制度；3{mark}').rstrip('。')}


# -- what cannot be --

added('a document of a year to come (〔2039〕)', '按照《项目支出管理办法》（市政发〔2039〕15号）执行',
      '依据市财预〔2038〕6号文件安排')
added('a period in a text that ends before it starts', '实施期为2021年9月至2021年3月', '工期2020年11月—2020年2月')
added('counts in a text that do not add up (新建3处、改造5处，共9处)', '新建站点3处、改造站点5处，共计9处',
      '培训干部40人、群众60人，合计110人')
added('raised to less than it was (由95%提高到85%)', '办结率由95%提高到85%', '覆盖面积从120公顷增加到80公顷')
added('a lowest satisfaction with 以下', '群众满意度达到90%以下', '验收合格率达到95%以下')
added('shares of a whole over 100 %', '其中设备购置占60%，安装调试占50%', '其中财政资金占70%，自筹资金占40%')


# -- the goal and the indicators --

def counted(form):
    """Rows with a count of more than ten, whose names no text of the form tells."""
    texts = ''.join(text for _, text in form.texts())
    for row in form.rows_of(count=True):
        number = Decimal(row.number.replace(',', ''))
        if not row.split and row.sign != '≤' and number > 10 and len(row.name) >= 4 and row.name[:4] not in texts:
            yield row, number


def in_goal(name, say, of=kind):
    """A kind that tells an indicator in the goal: say(its name, its number, its unit, its relation)."""
    @of(name)
    def each(form):
        for path, text in form.texts(GOALS, least=20):
            for row, number in counted(form):
                yield {path: clause(text, say(row.name, number, row.unit))}


in_goal('the goal tells an indicator with another number', lambda name, number, unit: f'{name}{plain(number + 7)}{unit}')
in_goal('the goal tells an indicator ten times', lambda name, number, unit: f'{name}达到{plain(number * 10)}{unit}')


# -- right ways --

def right_clause(name, *clauses):
    @right('sentences', name)
    def each(form):
        for path, text in form.texts(least=20):
            yield {path: clause(text, one_of(form, *clauses))}


@right('sentences', 'numbered items (1. 2. 3.)')
def numbered(form):
    yield from items(form, '123', one_of(form, '.', '、', '）'))


right_clause('numbers that begin again in the next list', '一是保障运行：1.开展培训；2.加强检查；二是提升质量：1.完善制度；2.组织考核')
right_clause('a figure at the end of a clause', '全年组织检查3次，每次不少于2.5天，覆盖站点8处')
right_clause('a document of the years before', '按照《项目支出管理办法》（市政发〔2016〕15号）执行')
right_clause('a plan of years to come (2035年远景目标)', '落实《城市总体规划（2021—2035年）》和2035年远景目标纲要')
right_clause('a period that ends in the next year', '实施期为2021年11月至2022年3月', '工期2020年1月—2020年12月')
right_clause('counts that add up', '新建站点3处、改造站点5处，共计8处', '培训干部40人、群众60人，合计100人')
right_clause('a count behind others of another kind', '检查企业30家，抽样12批次，共出具报告5份', '建成站点3处，完善站点5处，共服务9个乡镇')
right_clause('a rate that falls to what is wanted', '投诉率由5%降低到3%', '次均费用从120元下降到80元')
right_clause('a rate that rises', '办结率由85%提高到95%', '覆盖面积从80公顷增加到120公顷')
right_clause('a small rate with 以下', '群众投诉率控制在3%以下', '能耗降至90%以下')
right_clause('shares that need not add up', '其中设备购置占60%，安装调试占30%', '党员占70%，女性占45%，满意率占比提升到98%')


def right_goal(name, say):
    in_goal(name, say, lambda told: right('sentences', told))


right_goal('goal: the number of the indicator', lambda name, number, unit: f'{name}{plain(number)}{unit}')
right_goal('goal: the number of the year before', lambda name, number, unit: f'上年{name}{plain(number - 5)}{unit}')
right_goal('goal: a part of it', lambda name, number, unit: f'其中城区{name}{plain(number - 9)}{unit}')
right_goal('goal: the sum of several years', lambda name, number, unit: f'三年累计{name}{plain(number * 3)}{unit}')
right_goal('goal: more by so many', lambda name, number, unit: f'{name}比上年增加{plain(number // 4 + 1)}{unit}')
right_goal('goal: a range', lambda name, number, unit: f'{name}{plain(number - 5)}-{plain(number + 5)}{unit}')
right_goal('goal: from the one to the other', lambda name, number, unit:
           f'{name}由{plain(number - 8)}{unit}增加到{plain(number)}{unit}')
right_goal('goal: for each of several', lambda name, number, unit: f'每个街道{name}{plain(number // 3 + 1)}{unit}')
right_goal('goal: by the middle of the year', lambda name, number, unit: f'上半年{name}{plain(number // 2)}{unit}')
right_goal('goal: by the end of a plan of years', lambda name, number, unit:
           f'到“十四五”末{name}达到{plain(number * 2)}{unit}')
