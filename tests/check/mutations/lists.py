"""Mistakes in lists: categories, their order, kinds of indicators that are missing, lists told in a sentence, weights."""
import re
from decimal import Decimal

from .forms import LISTS, REMOVE, plain
from .kinds import Edit, mistake, right


def kind(name, taste=False):
    return mistake('lists', name, taste)


def trees(form):
    """[(path, tree)] of nested lists of indicators; both where there are two alike."""
    return [((label,), form.data[label]) for label in LISTS if isinstance(form.data.get(label), dict)]


def keyed(tree, old, new):
    """The same map with another key in its place."""
    return {new if key == old else key: value for key, value in tree.items()}


def categories(form, change):
    """A changed map of a first-level category, in every list that has this category and the second-level one."""
    nested = [(path, tree) for path, tree in trees(form) if all(isinstance(below, dict) for below in tree.values())]
    for level1, below in nested[0][1].items() if nested else ():
        for level2 in below:
            yield {path + (level1,): change(tree[level1], level2)
                   for path, tree in nested if level2 in tree.get(level1, ())}


def renamed(form, wrong):
    """A second-level category in other words."""
    for changes in categories(form, lambda below, level2: keyed(below, level2, wrong(level2))):
        if any(form.at(path) != new for path, new in changes.items()):
            yield changes


def every_tree(form, change):
    """All lists of the form changed; nothing when the change is none for one of them."""
    changes = {path: change(tree) for path, tree in trees(form)}
    if changes and all(changes.values()) and form.alters(changes):
        yield changes


def replaced(text, *pairs):
    for old, new in pairs:
        text = text.replace(old, new)
    return text


@kind('a second-level category misspelt (数量指目)')
def misspelt(form):
    yield from renamed(form, lambda level2: level2[:-1] + '目' if level2.endswith('标') else level2 + '目')


@kind('a second-level category with a typing error (数理指标, 质最指标)')
def typo(form):
    yield from renamed(form, lambda level2: replaced(level2, ('数量', '数理'), ('质量', '质最'), ('时效', '实效'), ('效益', '效宜')))


@kind('a first-level category misspelt')
def misspelt_first(form):
    for old, new in (('产出', '产岀'), ('效益', '效宜'), ('效果', '效呆'), ('满意', '满義')):
        yield from every_tree(form, lambda tree, old=old, new=new: {
            key.replace(old, new): below for key, below in tree.items()})


def exchanged(tree, nth):
    """The nth output moved to the benefits."""
    output = next((level1 for level1 in tree if '产出' in level1), None)
    benefit = next((level1 for level1 in tree if '效益' in level1 or '效果' in level1), None)
    if not output or not benefit or not isinstance(tree[output], dict) or not isinstance(tree[benefit], dict):
        return None
    level2 = [*tree[output], *[None] * nth][nth]
    if level2 is None or level2 in tree[benefit] or len(tree[output]) < 2:
        return None
    rest = {key: rows for key, rows in tree[output].items() if key != level2}
    return {**tree, output: rest, benefit: {**tree[benefit], level2: tree[output][level2]}}


@kind('an output under the benefits (数量指标 in 效益指标)')
def wrong_first(form):
    for nth in range(3):
        yield from every_tree(form, lambda tree, nth=nth: exchanged(tree, nth))


@kind('a category that no framework has (其他指标)')
def invented(form):
    yield from renamed(form, lambda level2: '其他指标')


@kind('the second-level category empty')
def no_second(form):
    yield from renamed(form, lambda level2: '')


@kind('the first-level category empty')
def no_first(form):
    yield from every_tree(form, lambda tree: keyed(tree, next(iter(tree)), ''))


@kind('the order of the categories of the outputs', taste=True)
def order(form):
    def turned(tree):
        return {level1: dict(reversed(below.items())) if '产出' in level1 and isinstance(below, dict) else below
                for level1, below in tree.items()}
    if any('产出' in level1 and isinstance(below, dict) and len(below) > 2
           for _, tree in trees(form) for level1, below in tree.items()):
        yield {path: turned(tree) for path, tree in trees(form)}


@kind('the order of the first-level categories', taste=True)
def first_order(form):
    yield from every_tree(form, lambda tree: dict(reversed(tree.items())) if len(tree) > 2 else None)


def without(kind_of, name):
    @kind(f'no indicator of {name}')
    def each(form):
        changes = {}
        for path, tree in trees(form):
            rest = {}
            for level1, below in tree.items():
                kept = below
                if isinstance(below, dict):
                    kept = {level2: rows for level2, rows in below.items() if not re.search(kind_of, level2)}
                if kept and not re.search(kind_of, level1):
                    rest[level1] = kept
            if rest != tree and rest:
                changes[path] = rest
        if changes:
            yield changes


without('数量', 'quantity')
without('质量', 'quality')
without('时效', 'time')
without('成本', 'cost')
without('效益|效果|影响', 'benefit')
without('满意', 'satisfaction')


@kind('no indicators at all')
def no_indicators(form):
    paths = [(label,) for label in LISTS if label in form.data]
    yield {path: REMOVE for path in paths}


@kind('a single indicator in the whole form')
def single(form):
    for path, tree in trees(form):
        level1 = next(iter(tree))
        if isinstance(tree[level1], dict):
            level2 = next(iter(tree[level1]))
            yield {path: {level1: {level2: tree[level1][level2][:1]}}}


@kind('a category without indicators')
def empty_category(form):
    yield from categories(form, lambda below, level2: {**below, level2: []})


# -- an indicator at a wrong place --

def plain_rows(form, kind_of):
    """The rows of a kind, of forms that keep sign and unit with the value."""
    if any(row.split for row in form.rows):
        return []
    return [row for row in form.single_rows if row.kind == kind_of and row.name]


def misplaced(name, source, target, test):
    """A copy of a row of one kind among those of another."""
    @kind(name, taste=True)
    def each(form):
        for other in [row for row in form.single_rows if row.kind == target][:1]:
            for row in form.rows_of(source):
                if test(row) and other.path[:-1] != row.path[:-1]:
                    fields = {**row.fields, **{key: other.fields[key] for key in ('一级指标', '二级指标') if key in other.fields}}
                    changes = {one.path[:-1]: [*form.at(one.path[:-1]), fields] for one in [other, *other.twins]}
                    yield Edit(changes, source=tuple(map(row.at, row.fields)))


misplaced('satisfaction under the benefits too', 'satisfaction', 'benefit', lambda row: row.is_rate)
misplaced('a number of things under quality too', 'quantity', 'quality', lambda row: row.is_count)


def added(name, target, fields_name, value, taste=True):
    """A row of another kind put behind the first one of a category."""
    @kind(name, taste)
    def each(form):
        for row in plain_rows(form, target)[:1]:
            fields = {'三级指标': fields_name, 'value': value}
            for key in ('绩效指标描述', '指标解释'):
                if key in row.fields:
                    fields[key] = '反映' + fields_name + '的情况'
            yield row.followed_by(**fields)


added('a rate of timeliness under quantity (资金拨付及时率)', 'quantity', '资金拨付及时率', '≥95%')
added('a rate of acceptance under quantity (工程验收合格率)', 'quantity', '工程验收合格率', '≥95%')
added('a number of things under time (举办培训场次)', 'time', '举办培训场次', '≥12场')
added('an output under the benefits (采购设备数量)', 'benefit', '采购设备数量', '≥12台')
added('a benefit under the costs (带动就业人数)', 'cost', '带动就业人数', '≥300人')
added('a rate of quality under satisfaction (工程验收合格率)', 'satisfaction', '工程验收合格率', '≥95%')


# -- two lists, twins --

@kind('the two lists of a form differ in a value', taste=True)
def twins_value(form):
    for row in form.rows_of():
        if row.twins and not row.split and Decimal(row.number.replace(',', '')) > 2:
            number = plain(Decimal(row.number.replace(',', '')) - 2)
            yield {row.at(row.value_key): row.value.replace(row.number, number, 1)}


@kind('the annual target above that of the whole project')
def annual_above(form):
    for row in form.rows_of(count=True):
        if row.path[0] in ('年度绩效指标',) or '年度目标值' in row.fields:
            key = '年度目标值' if '年度目标值' in row.fields else row.value_key
            yield {row.at(key): row.value.replace(row.number, plain(Decimal(row.number.replace(',', '')) * 10), 1)}
        elif row.twins:
            twin = row.twins[0]
            ten = plain(Decimal(row.number.replace(',', '')) * 10)
            yield {twin.at(twin.value_key): twin.value.replace(row.number, ten, 1)}


@kind('an indicator of one list is not in the other', taste=True)
def twins_row(form):
    for row in form.single_rows:
        rows = form.at(row.path[:-1])
        if row.twins and len(rows) > 1:
            yield {row.path[:-1]: [one for one in rows if one is not row.fields]}


# -- departments --

@kind('department: n 个，包括 has another n')
def other_number(form):
    for label in ('直属单位情况', '内设职能部门情况'):
        found = re.search(r'(\d+) ?个，包括', form.data.get(label, ''))
        if found:
            yield {(label,): form.data[label].replace(found[1], str(int(found[1]) + 1), 1)}


@kind('department: a unit of the list left out')
def unit_left_out(form):
    for label in ('直属单位情况', '内设职能部门情况'):
        text = form.data.get(label, '')
        if re.search(r'\d+ ?个，包括', text) and len(re.split('[、；]', text)) > 2:
            yield {(label,): re.sub(r'[、；][^、；（）]*$', '。', text)}


@kind('department: more staff than posts')
def staff(form):
    staff_rows = form.data.get('人员情况')
    if isinstance(staff_rows, list):
        for nth, row in enumerate(staff_rows):
            found = re.search(r'(在编人员 ?)(\d+)', row.get('当年', ''))
            if found:
                yield {('人员情况', nth, '当年'): row['当年'].replace(found[0], f'{found[1]}{int(found[2]) + 60}', 1)}


@kind('department: a task for a duty that it does not have')
def duty(form):
    tasks = form.data.get('年度主要任务')
    if isinstance(tasks, list):
        for nth, task in enumerate(tasks):
            if task.get('职能'):
                yield {('年度主要任务', nth, '职能'): '负责海洋渔业捕捞许可'}


@kind('department: a task twice')
def task_twice(form):
    tasks = form.data.get('年度主要任务')
    if isinstance(tasks, list) and len(tasks) > 1:
        yield Edit({('年度主要任务',): [*tasks, tasks[0]]}, source=tuple(('年度主要任务', 0, key) for key in tasks[0]))


@kind('department: the core duty is none of its duties', taste=True)
def core(form):
    if form.data.get('核心职能'):
        yield {('核心职能',): '本部门的核心职能为：海洋渔业捕捞许可、远洋运输管理。'}


# -- weights --

def weighted(form):
    return [row for row in form.rows if re.fullmatch(r'[\d.]+', row.fields.get('分值权重', row.fields.get('分值', '')))]


def weight_key(row):
    return '分值权重' if '分值权重' in row.fields else '分值'


@kind('the weights do not add up')
def weights(form):
    for row in weighted(form):
        yield {row.at(weight_key(row)): plain(Decimal(row.fields[weight_key(row)]) + 5)}


@kind('a weight removed')
def weight_removed(form):
    for row in weighted(form):
        yield {row.at(weight_key(row)): REMOVE}


@kind('a negative weight, the sum right')
def weight_negative(form):
    found = weighted(form)
    if len(found) > 1:
        one, two = found[0], found[1]
        mine, other = Decimal(one.fields[weight_key(one)]), Decimal(two.fields[weight_key(two)])
        yield {one.at(weight_key(one)): plain(-5), two.at(weight_key(two)): plain(mine + other + 5)}


@kind('self-evaluation: a score above its points')
def score_above(form):
    for row in weighted(form):
        if '实际完成值' in row.fields:
            yield {row.at('得分'): plain(Decimal(row.fields['分值']) + 3)}


@kind('self-evaluation: missed, without a reason')
def no_reason(form):
    for row in weighted(form):
        if row.fields.get('偏差原因'):
            yield {row.at('偏差原因'): REMOVE}


@kind('self-evaluation: the value reached removed')
def reached_removed(form):
    for row in weighted(form):
        if row.fields.get('实际完成值'):
            yield {row.at('实际完成值'): REMOVE}


@kind('batch: the indicators of another project, all of them')
def copied_indicators(form):
    labels = [label for label in LISTS if label in form.data]
    for other in form.others[:1]:
        if labels and all(label in other.data and other.data[label] != form.data[label] for label in labels):
            yield Edit({(label,): other.data[label] for label in labels}, partner=other.name)


# -- right ways --

@right('lists', 'a flat list for a nested one')
def flat(form):
    changes = {}
    for path, tree in trees(form):
        rows = []
        for level1, below in tree.items():
            if not isinstance(below, dict):
                return
            for level2, listed in below.items():
                rows += [{'一级指标': level1, '二级指标': level2, **row} for row in listed]
        changes[path] = rows
    if changes:
        yield changes


@right('lists', 'a nested list for a flat one')
def nested(form):
    rows = form.data.get('绩效指标')
    if isinstance(rows, list) and rows and '一级指标' in rows[0]:
        tree = {}
        for row in rows:
            rest = {key: value for key, value in row.items() if key not in ('一级指标', '二级指标')}
            tree.setdefault(row['一级指标'], {}).setdefault(row.get('二级指标', ''), []).append(rest)
        flat_again = [(one, two) for one, below in tree.items() for two, listed in below.items() for _ in listed]
        if flat_again == [(row['一级指标'], row.get('二级指标', '')) for row in rows]:
            yield {('绩效指标',): tree}


@right('lists', 'categories without 指标 behind them, or with it')
def suffix(form):
    changes = {}
    for path, tree in trees(form):
        if not all(isinstance(below, dict) for below in tree.values()):
            return
        if all(key.endswith('指标') for below in tree.values() for key in below):
            changes[path] = {one: {two.removesuffix('指标'): rows for two, rows in below.items()}
                             for one, below in tree.items()}
    if changes:
        yield changes


@right('lists', 'other order of the keys')
def keys_turned(form):
    head, *rest = form.data.items()
    yield {(): dict([head, *reversed(rest)])}


def right_row(name, target, fields_name, value, level2=''):
    @right('lists', name)
    def each(form):
        for row in [row for row in plain_rows(form, target) if level2 in row.level2][:1]:
            fields = {'三级指标': fields_name, 'value': value}
            for key in ('绩效指标描述', '指标解释'):
                if key in row.fields:
                    fields[key] = '按季度统计并由第三方复核的结果'
            if '指标值确定依据' in row.fields:
                fields['指标值确定依据'] = '工作经验'
            for key in ('分值', '分值权重'):
                if key in row.fields:
                    return
            yield row.followed_by(**fields)


right_row('one more: 群众投诉率 ≤1%', 'quality', '群众投诉率', '≤1%')
right_row('one more: 安全生产事故起数 =0起', 'quality', '安全生产事故', '=0起')
right_row('one more: 图书编目差错率 ≤0.5%', 'quality', '图书编目差错率', '≤0.5%')
right_row('one more: 旅游收入增长率 ≥120%', 'benefit', '旅游收入同比增长率', '≥120%')
right_row('one more: 单位产值能耗 ≤0.3吨标准煤/万元', 'benefit', '单位产值能耗', '≤0.3吨标准煤/万元')
right_row('one more: 政策知晓率 ≥80%', 'benefit', '政策知晓率', '≥80%')
right_row('one more: 培训人次 ≥1.2万人次', 'quantity', '开展技能培训', '≥1.2万人次')
right_row('one more: 购置设备 =8台（套）', 'quantity', '购置检测设备', '=8台（套）')
right_row('one more: 管网长度 ≥12.5公里', 'quantity', '新建供水管网长度', '≥12.5公里')
right_row('one more: 巡查频次 ≥4次/月', 'quantity', '河道巡查频次', '≥4次/月')
right_row('one more: 问题办结时限 ≤5个工作日', 'time', '问题办结时限', '≤5个工作日')
right_row('one more: 应急响应时间 ≤2小时', 'time', '应急响应时间', '≤2小时')
right_row('one more: 人均培训成本 ≤350元/人', 'cost', '人均培训成本', '≤350元/人')
right_row('one more: 成本节约率 ≥3%', 'cost', '成本节约率', '≥3%')
right_row('one more: 参训学员满意度 ≥92%', 'satisfaction', '参训学员满意度', '≥92%')
right_row('one more: PM2.5年均浓度 ≤35微克/立方米', 'benefit', 'PM2.5年均浓度', '≤35微克/立方米')
right_row('one more: 室内温度 ≥18℃', 'quality', '供暖室内温度', '≥18℃')
right_row('one more: 覆盖乡镇数量 ≥16个', 'quantity', '项目覆盖乡镇数量', '≥16个')
right_row('one more: 设施空置率 ≤5%', 'benefit', '设施空置率', '≤5%')
right_row('one more: 重复上访率 ≤2%', 'benefit', '重复上访率', '≤2%')
right_row('one more: 学生辍学率 ≤0.5%', 'benefit', '学生辍学率', '≤0.5%')
right_row('one more: 成本超支率 ≤0%', 'cost', '成本超支率', '≤0%')
right_row('one more: 检测误差 ≤5%', 'quality', '检测误差率', '≤5%')
right_row('one more: 办理周期 ≤30天', 'time', '平均办理周期', '≤30天')
right_row('one more: 二氧化碳排放量 ≤120吨', 'benefit', '二氧化碳排放量', '≤120吨', '生态')
right_row('one more: 验收结果 合格', 'quality', '竣工验收结论', '合格')
right_row('one more: 群众安全感 明显提升', 'benefit', '群众安全感', '明显提升')
right_row('one more: 投资回报 ≥1.5倍', 'benefit', '财政资金带动社会投资', '≥1.5倍')
right_row('one more: 每户补助标准 =300元/户', 'cost', '每户补助标准', '=300元/户')


@right('lists', 'two names that are nearly alike (一等奖, 二等奖)')
def nearly_alike(form):
    for row in plain_rows(form, 'quantity')[:1]:
        if all(key in ('三级指标', row.value_key) for key in row.fields):
            for where, rows in row.followed_by(三级指标='评选二等奖数量', value='=20个').changes.items():
                yield {where: [*rows, {'三级指标': '评选一等奖数量', row.value_key: '=10个'}]}


@right('lists', 'department: one unit more, and n one more')
def one_unit_more(form):
    for label in ('直属单位情况', '内设职能部门情况'):
        text = form.data.get(label, '')
        found = re.search(r'(\d+) ?个，包括', text)
        if found and len(re.split('[、；]', text)) == int(found[1]):
            yield {(label,): text.replace(found[1], str(int(found[1]) + 1), 1).rstrip('。') + '、综合服务中心。'}
