"""What goes wrong at the desk of the clerk who fills in a form from last year's file, another project's file, a colleague's
template, documents and spreadsheets."""
import re
import zlib
from decimal import Decimal

from .forms import DEPARTMENTS, GOALS, MONEY_UNITS, TEXTS, UNITS, USES, WHOLES, amount, plain
from .kinds import Edit, mistake, right, swapped

PROGRESS = ['实施期进度计划', '测算依据', *USES]
EXPLAINING = ['绩效指标描述', '指标解释', '内涵解释']
RATE_NAME = re.compile(r'(率|度|比例|占比)(?:（%）|\(%\))?$')
IN_BRACKETS = re.compile(r'《[^》]*》|〔[^〕]*〕|【[^】]*】|[（(][^（）()]*[）)]|\[[^\]]*\]')
YEAR = re.compile(r'(?<![\d.])(20\d\d)(?= ?(?:年|\.\d))')
FLAT = ('一级指标', '二级指标')


# -- helpers --

def some(form, salt, choices):
    """One of these, always the same for a record and a kind."""
    return choices[zlib.crc32((form.name + salt).encode()) % len(choices)]


def leaves(value, path=()):
    if isinstance(value, dict):
        for key, one in value.items():
            yield from leaves(one, path + (key,))
    elif isinstance(value, list):
        for nth, one in enumerate(value):
            yield from leaves(one, path + (nth,))
    elif isinstance(value, str) and path[-1] != 'form':
        yield path, value


def bare(text):
    """This text with titles and brackets blanked out, places kept."""
    return IN_BRACKETS.sub(lambda found: '＿' * len(found[0]), text)


def plan_year(form):
    """(year of the budget, how many cells say it)."""
    seen = {}
    for path, text in leaves(form.data):
        for year in {int(one) for one in YEAR.findall(bare(text))}:
            seen.setdefault(year, set()).add(path)
    if form.year:
        return form.year, len(seen.get(form.year, ())) + 1
    if form.family in ('qingdao-project', 'futian-project'):
        return 2023, len(seen.get(2023, ()))
    year = max(seen, key=lambda one: len(seen[one]), default=None)
    return (year, len(seen[year])) if year else (None, 0)


def put_text(form, path, old_at, length, new):
    text = form.at(path)
    return {path: text[:old_at] + new + text[old_at + length:]}


def behind(text, sentence):
    """A sentence put behind a text, with the mark between that it needs."""
    text = text.rstrip()
    text = re.sub(r'[；;，,]$', '。', text)
    return text + ('' if re.search(r'[。！.!]$', text) else '。') + sentence


def goal(form):
    """(path, text) of the last goal."""
    found = [(path, text) for path, text in form.texts(GOALS) if len(text) >= 5]
    kinds = ['年度绩效目标', '年度目标', '年度总体目标']
    for kind in kinds:
        mine = [one for one in found if one[0][0] == kind]
        if mine:
            return mine[-1]
    return found[-1] if found else None


def goals(form):
    return [(path, text) for path, text in form.texts(GOALS) if len(text) >= 5]


def title(form):
    return form.project[1] if form.project else None


def pairs_of(text):
    return {text[nth:nth + 2] for nth in range(len(text) - 1)}


def about(form):
    return pairs_of(''.join([title(form) or '', *[text for _, text in form.texts(USES + GOALS)]]))


def strangers(form):
    """The other records of the family that are the least like this one, the least first."""
    mine = about(form)
    return sorted([other for other in form.others if title(other) and title(other) != title(form)],
                  key=lambda other: len(mine & about(other)) / (1 + min(len(mine), len(about(other)))))


def stranger(form, salt='', asked=lambda other: True):
    found = [other for other in strangers(form) if asked(other)]
    return some(form, salt, found[:4]) if found else None


def renumber(row, number):
    """Another number in the same spelling."""
    return {one.at(one.value_key): one.value.replace(one.number, number, 1) for one in [row, *row.twins]}


def resign(row, sign):
    """Another sign, all else as it is."""
    if row.split:
        return {one.at('指标方向'): {'≥': '大于等于', '≤': '小于等于', '=': '等于'}[sign] for one in [row, *row.twins]}
    return {one.at(one.value_key): one.value.replace(row.sign, sign, 1) for one in [row, *row.twins]}


def twinned(row, fields):
    """This row, and the one beside it in the other list, with these fields."""
    return {one.path: {**one.fields, **fields} for one in [row, *row.twins]}


def named_rate(row):
    return row.is_rate and RATE_NAME.search(row.name)


def units_in(row):
    """Whether the unit stands in the name of the row."""
    return re.search(r'[（(][^（()）]{1,4}[）)]$', row.name)


def money_worth(row):
    """A row's amount in 万元."""
    return Decimal(row.number.replace(',', '')) * MONEY_UNITS[row.unit] / 10_000


def budget_worth(form):
    if form.budget is None:
        return None
    worth = form.worth(form.budget)
    return worth / 10_000 if form.form == 'futian-project' else worth


def cost_rows(form):
    """Rows whose amount is the budget."""
    worth = budget_worth(form)
    return [row for row in form.rows_of(money=True) if worth and money_worth(row) == worth]


def amounts_in_texts(form):
    """(path, match, 万元) of amounts in texts that are the budget."""
    worth, found = budget_worth(form), []
    if form.family == 'tangshan-project-quarter':
        text = form.data['项目资金主要用途']
        head = re.search(r'预算数 ?([\d.]+) ?万元', text)
        worth = Decimal(head[1]) if head else None
    if worth:
        for path, text in form.texts(PROGRESS + GOALS):
            for one in re.finditer(r'(?<![\d.])(\d[\d,]*(?:\.\d+)?)( ?)(亿元|万元|元)(?!/|每)', bare(text)):
                if Decimal(one[1].replace(',', '')) * MONEY_UNITS[one[3]] / 10_000 == worth:
                    found.append((path, one, worth))
    return found


def plan_cells(form, numbers):
    """The plan of spending with these cumulative numbers in all columns, spelled as the form spells them."""
    plan = form.data['资金支出计划']
    if isinstance(plan, list):
        keys = list(range(len(plan)))
    elif form.family in ('tangshan-project', 'qingdao-project'):
        keys = ['3月底', '6月底', '10月底', '12月底']
    else:
        keys = ['第一季度', '第二季度', '第三季度', '第四季度']
    if len(keys) != 4:
        return None
    old = plan[-1] if isinstance(plan, list) else list(plan.values())[-1]
    sign = '%' if old.endswith('%') else ''
    digits = 2 if '.' in old else 0
    cells = [f'{Decimal(number):.{digits}f}{sign}' for number in numbers]
    return {('资金支出计划',): cells if isinstance(plan, list) else dict(zip(keys, cells))}


def deadlines(form):
    """(row, match) of rows whose value has a year."""
    return [(row, found) for row in form.single_rows if (found := re.search(r'(?<!\d)(20\d\d)(?= ?[年.])', row.value))]


def new_row(form, row, name, sign, number, unit, note=None, **more):
    """A further row behind this one, in the form's columns."""
    fields = {'三级指标': name}
    for key in EXPLAINING:
        if key in row.fields:
            fields[key] = note or name
    if row.split:
        fields['value'] = number
        fields['指标方向'] = {'≥': '大于等于', '≤': '小于等于', '=': '等于', '': '等于'}[sign]
        fields['计量单位'] = unit
        fields['指标性质'] = '反向' if sign == '≤' else '正向'
        for key in row.fields:
            if '半年' in key:
                fields[key] = '0'
        fields['关键指标'] = '否' if '关键指标' in row.fields else None
        for key in ('指标计算公式或方法', '评分标准'):
            if key in row.fields:
                fields[key] = '统计法' if '公式' in key else '达到目标值得满分，未达到的按比例得分'
    else:
        fields['value'] = sign + number + unit
    if '实施期目标值' in row.fields:
        fields['实施期目标值'] = sign + number + unit
    if '指标值确定依据' in row.fields:
        fields['指标值确定依据'] = row.fields['指标值确定依据']
    fields = {key: value for key, value in {**fields, **more}.items()
              if value is not None and (key == 'value' or key in row.fields)}
    edit = row.followed_by(**fields)
    return edit.changes


def simple(form):
    """Whether rows can be added (no weights that have to add up, no actual values)."""
    return form.form not in ('mof-self-evaluation', 'mof-project-targets', 'quanzhou-soe-management', 'quanzhou-social-insurance')


# -- last year's file --

@mistake('desk', "last year's year in one goal or plan of progress")
def last_year_in_text(form):
    year, cells = plan_year(form)
    if not year or cells < 2:
        return
    for path, text in form.texts(GOALS + PROGRESS):
        found = [one for one in re.finditer(rf'(?<!\d){year}(?= ?年)', bare(text))
                 if not re.match(r' ?年度?(第|以来|的?基础)', text[one.end():]) and not re.search(r'(较|比|自|从)$', text[:one.start()])]
        if found:
            yield put_text(form, path, found[-1].start(), 4, str(year - 1))
            return


@mistake('desk', "the deadline of an indicator is last year's")
def last_year_in_value(form):
    year, cells = plan_year(form)
    for row, found in deadlines(form):
        if int(found[1]) == year and cells >= 2:
            yield row.say(row.value[:found.start()] + str(year - 1) + row.value[found.end():])
            return
    for row in form.single_rows:
        month = re.fullmatch(r'≤?(\d\d?)月(?:份|底前?)', row.value)
        if month and row.level2.startswith('时效') and cells:
            yield row.say(f'{year - 1}年{month[1]}月底前')
            return


@mistake('desk', 'a deadline behind the year of the budget')
def next_year_in_value(form):
    year, cells = plan_year(form)
    end = form.data.get('结束年度') or form.data.get('中期目标截止年度') or form.data.get('项目结束时间')
    if not cells or (end and int(end[:4]) > year) or form.family == 'futian-project':
        return
    for row in form.single_rows:
        dated = re.search(rf'^{year} ?年.*(前|底|完成|月)$', row.value) and cells >= 2
        if row.level2.startswith('时效') and (dated or re.search(r'^\d+月底前?$|^≤?\d+月份?$', row.value)):
            yield row.say(f'{year + 1}年' + some(form, 'next', ['3月底前', '6月底前', '5月31日前', '4月底前']))
            return


@mistake('desk', "a sentence of last year's file left behind the goal")
def last_year_sentence(form):
    year, cells = plan_year(form)
    found = goal(form)
    if not found or not year or cells < 2:
        return
    sentence = some(form, 'left', [f'确保{year - 1}年12月底前全部完成。', f'{year - 1}年底前完成全部资金支付。',
                                   f'力争{year - 1}年11月底前完成验收。', f'各项任务于{year - 1}年12月31日前完成。'])
    if form.family == 'jinan-department' or form.form == 'mof-department-declaration':
        sentence = f'各项任务于{year - 1}年12月31日前完成。'
    yield {found[0]: behind(found[1], sentence)}


@mistake('desk', "the head bears last year's year, all cells say another")
def year_of_head(form):
    if form.year and plan_year(form)[1] >= 2:
        at = next((other for other in form.others if other.year == form.year), None)
        yield Edit({('年度',): str(form.year - 1)}, partner=at.name if at else None)


@mistake('desk', 'the end of the project typed before its start')
def ends_before(form):
    for first, last in (('开始年度', '结束年度'), ('项目开始时间', '项目结束时间')):
        if first in form.data and last in form.data:
            end = form.data[last]
            yield {(last,): str(int(end[:4]) - 1) + end[4:]}
    for key in ('项目期', '实施期'):
        text = form.data.get(key, '')
        found = re.fullmatch(r'(.+?)(-|至|—)(.+)', text)
        if found and found[1] != found[3]:
            yield {(key,): found[3] + found[2] + found[1]}


@mistake('desk', 'a year typed wrongly')
def year_typed(form):
    for path, text in [*form.texts(GOALS + PROGRESS), *[(row.at(row.value_key), row.value) for row in form.rows]]:
        found = next((one for one in YEAR.finditer(bare(text)) if text[one.end():].lstrip()[:1] == '年'), None)
        if found:
            old = found[1]
            yield put_text(form, path, found.start(), 4, some(form, 'typed', [
                old[0] + old[2] + old[1] + old[3], old[:2] + old[3] + old[2], old[:3], old[:2] + old[2] + old[2:]]))
            return


@mistake('desk', 'a month or a day that is none')
def no_such_day(form):
    for row in form.single_rows:
        if '1月1日' in row.value.replace(' ', ''):
            continue
        day = re.search(r'(\d+)( ?月 ?)31( ?日)', row.value)
        month = re.search(r'(?<!\d)(\d\d?)(?= ?月(?!数))', row.value)
        if day:
            yield row.say(row.value[:day.start()] + '11' + day[2] + '31' + day[3] + row.value[day.end():])
            return
        if month and int(month[1]) <= 12 and row.level2.startswith(('时效', '职责')) and '个' not in row.value:
            yield row.say(row.value[:month.start()] + some(form, 'month', ['13', '0', '21' if month[1] == '12' else '15']) + row.value[month.end():])
            return
    for path, text in form.texts(GOALS + PROGRESS):
        day = re.search(r'(\d+)( ?月 ?)31( ?日)', text)
        if day:
            yield put_text(form, path, day.start(), len(day[0]), '11' + day[2] + '31' + day[3])
            return


@mistake('desk', 'a document number of a year to come')
def number_to_come(form):
    year = plan_year(form)[0]
    for path, text in leaves(form.data):
        found = re.search(r'([〔【\[])(20[12]\d)([〕】\]]) ?\d+ ?号', text)
        if found and year:
            new = some(form, 'number', [str(year + 3), '20' + found[2][3] + found[2][2] if int(found[2][3]) > 3 else '20' + '3' + found[2][3]])
            if int(new) > year:
                yield put_text(form, path, found.start(2), 4, new)
                return


@mistake('desk', 'one list of indicators renewed, its twin not')
def one_list_renewed(form):
    """A value of the annual list above that of the whole project, for people and things that are counted."""
    for row in form.rows:
        if row.path[0] == '年度绩效指标' and row.twins and row.is_count and Decimal(row.number.replace(',', '')) >= 2:
            number = Decimal(row.number.replace(',', ''))
            more = plain((number * Decimal('1.2')).quantize(Decimal(1)) if number >= 5 else number + 2)
            changes = renumber(row, more)
            yield Edit({path: value for path, value in changes.items() if path[0] == '年度绩效指标'},
                       source=(row.twins[0].at(row.twins[0].value_key),))
            return


@mistake('desk', 'one of two goals alike renewed in its figures, the other not')
def one_goal_renewed(form):
    for whole, part in (('总体绩效目标', '年度绩效目标'), ('长期目标', '年度目标')):
        one, two = form.data.get(whole), form.data.get(part)
        if not isinstance(one, str) or not isinstance(two, str) or one.replace(' ', '') != two.replace(' ', ''):
            continue
        found = re.search(r'(?<![\d第.])([2-9]|[1-9]\d{1,4})(?= ?(?:个|处|人|家|场|次|台|万平方米|平方米)(?!月))', bare(two))
        if found:
            number = int(found[1])
            yield Edit(put_text(form, (part,), found.start(), len(found[1]), str(number + max(1, number // 5))), source=((whole,),))
            continue
        found = re.search(r'(?<![\d.])(\d\d)(?= ?%)', two)
        if found:
            yield Edit(put_text(form, (part,), found.start(), 2, str(int(found[1]) - 5)), source=((whole,),))


def said_twice(form):
    """(row, path, match): a row whose number and unit stand in a goal or use."""
    for row in form.single_rows:
        if row.number is None or row.unit in ('', '%') or Decimal(row.number.replace(',', '')) < 2 or (
                row.is_money and row in cost_rows(form)):
            continue
        unit = row.unit if row.unit not in ('百分比',) else '%'
        for path, text in form.texts(GOALS + USES + ['测算依据']):
            found = re.search(rf'(?<![\d.〔]){re.escape(row.number)}(?= ?{re.escape(unit)}(?!/))', text)
            clause = text[max(0, (found.start() if found else 0) - 25):(found.end() if found else 0) + 15]
            if found and pairs_of(row.name) & pairs_of(clause):
                yield row, path, found
                break


@mistake('desk', 'the figure of an indicator is not that of the goal')
def indicator_not_goal(form):
    for row, path, found in said_twice(form):
        number = Decimal(row.number.replace(',', ''))
        less = swapped(row.number) if some(form, 'said', [0, 1]) and '.' not in row.number else None
        new = less or plain((number * Decimal('0.8')).quantize(Decimal(1)) if number >= 5 and '.' not in row.number else number - 1 if number > 2 else number + 2)
        if new != row.number:
            yield Edit(renumber(row, new), source=(path,))
            return


@mistake('desk', 'the figure of a goal is not that of the indicator')
def goal_not_indicator(form):
    for row, path, found in said_twice(form):
        number = Decimal(row.number.replace(',', ''))
        new = plain((number * Decimal('1.3')).quantize(Decimal(1)) if number >= 5 else number + 1)
        yield Edit(put_text(form, path, found.start(), len(found[0]), new), source=(row.at(row.value_key),))
        return


# -- another project's file --

@mistake('desk', "another project's name behind the goal")
def other_name_in_goal(form):
    found, other = goal(form), stranger(form, 'name')
    if not found or not other or 'department' in form.form:
        return
    name = title(other)
    sentence = some(form, 'says', [f'保障{name}按计划支出。', f'确保{name}及时足额拨付。', f'切实发挥{name}的使用效益。',
                                   f'按进度完成{name}的支付工作。', f'规范{name}的管理和使用。'])
    yield Edit({found[0]: behind(found[1], sentence)}, partner=other.name)


@mistake('desk', "another project's goal")
def other_goal(form):
    found = goals(form)
    other = stranger(form, 'goal', lambda other: [path for path, _ in goals(other) if path == found[0][0]] if found else None)
    if not other:
        return
    labels = {path[0] for path, _ in found} & set(other.data)
    yield Edit({(label,): other.data[label] for label in labels if label != '部门战略目标'}, partner=other.name)


@mistake('desk', "another project's use of money or basis of calculation")
def other_use(form):
    use = form.first(['资金用途', '项目资金主要用途', '测算依据', '项目概况'])
    if not use:
        return
    other = stranger(form, 'use', lambda other: len(other.data.get(use[0][0], '')) > 8)
    if other:
        yield Edit({use[0]: other.data[use[0][0]]}, partner=other.name)


def foreign_row(form, salt, kinds=('quantity',)):
    for other in strangers(form)[:6] if some(form, salt, [0, 1]) else strangers(form)[1:6]:
        mine = about(form) | pairs_of(''.join(row.name for row in form.rows))
        for row in other.rows_of(*kinds, count=True):
            name = pairs_of(row.name) - {'数量', '次数', '人数', '个数', '道路', '建设', '面积', '长度', '项目', '企业'}
            if len(row.name) >= 5 and len(name) >= 3 and not name & mine and not re.search(r'巡查|会议|评审|走访|培训|新闻|报道|提升改造|考核|开展活动|参与协会|参展商|合作意向|补助资金人数', row.name):
                return other, row
    return None


@mistake('desk', "an indicator of another project in place of the own one")
def other_row(form):
    found = foreign_row(form, 'row')
    mine = form.rows_of('quantity')
    if found and mine:
        other, row = found
        fields = {key: value for key, value in row.fields.items() if key in mine[0].fields and key not in FLAT}
        value = {mine[0].value_key: row.value}
        yield Edit(twinned(mine[0], {**fields, **value}), partner=other.name)


@mistake('desk', "an indicator of another project left behind the own ones")
def other_row_left(form):
    found = foreign_row(form, 'behind')
    mine = form.rows_of('quantity')
    if found and mine and simple(form):
        other, row = found
        fields = {key: value for key, value in row.fields.items() if key in mine[-1].fields and key not in FLAT}
        fields['value'] = row.value
        fields.pop(row.value_key, None)
        yield Edit(mine[-1].followed_by(**fields).changes, partner=other.name)


@mistake('desk', "another project's indicators altogether")
def other_list(form):
    other = stranger(form, 'list')
    if other and 'department' not in form.form:
        label = '年度绩效指标' if '年度绩效指标' in form.data else '绩效指标'
        if label in other.data:
            yield Edit({(label,): other.data[label]}, partner=other.name)


@mistake('desk', 'the description of an indicator is that of another row')
def other_description(form):
    rows = [row for row in form.single_rows if any(key in row.fields for key in EXPLAINING)]
    for nth in range(1, len(rows)):
        row, above = rows[nth], rows[nth - 1]
        key = next((key for key in EXPLAINING if key in row.fields), None)
        theirs = above.fields.get(key) or ''
        near = pairs_of(row.name) & (pairs_of(above.name) | pairs_of(theirs))
        if len(theirs) >= 5 and theirs != row.fields.get(key) and not near and (row.level2 != above.level2 or row.unit != above.unit):
            yield Edit({row.at(key): theirs}, source=(above.at(key),))
            return


@mistake('desk', 'the description of an indicator is that of another project')
def foreign_description(form):
    found = foreign_row(form, 'said')
    if not found:
        return
    other, row = found
    key = next((key for key in EXPLAINING if key in row.fields), None)
    mine = next((one for one in form.rows_of('quantity') if key and len(one.fields.get(key) or '') > 3), None)
    if key and mine and len(row.fields[key] or '') >= 6 and pairs_of(row.fields[key]) & pairs_of(row.name[:4]) and not pairs_of(row.fields[key]) & (pairs_of(mine.name) - {'数量', '人数', '次数'}):
        yield Edit({mine.at(key): row.fields[key]}, partner=other.name)


@mistake('desk', "the name is that of the form that was copied")
def other_project(form):
    other = stranger(form, 'title')
    if other and form.project:
        yield Edit({form.project[0]: title(other)}, partner=other.name)


@mistake('desk', 'the title is that of the form that was copied')
def other_title(form):
    other = stranger(form, 'head')
    if other and '标题' in form.data:
        end = re.search(r'(项目)?绩效(目标|指标)?表$', form.data['标题'])
        name = re.sub(r'(资金|经费|费|项目)$', '', title(other))
        yield Edit({('标题',): name + '项目绩效目标表' if end else name}, partner=other.name)


@mistake('desk', 'the code of the project is that of the form that was copied')
def other_code(form):
    other = next((other for other in form.others if other.code and form.code and other.code[1] != form.code[1]), None)
    if other:
        yield Edit({form.code[0]: other.code[1]}, partner=other.name)


@mistake('desk', 'a serial number twice in the batch')
def other_serial(form):
    other = next((other for other in form.others if '序号' in other.data), None)
    if other and '序号' in form.data:
        yield Edit({('序号',): other.data['序号']}, partner=other.name)


def code_and_name(form):
    """(path, code, mark, name) of a unit whose code and name stand in a cell, or in two."""
    for label in ('单位编码及名称', '主管部门(单位)名称及部门预算编码', '主管部门及代码', '实施单位', '主管部门'):
        found = re.fullmatch(r'(\d{3,6})(-?)(.+)', form.data.get(label, ''))
        if found:
            return (label,), found[1], found[2], found[3]
    for code, name in (('单位编码', '单位名称'), ('主管部门编码', '主管部门')):
        if form.data.get(code) and form.data.get(name):
            return ((code,), (name,)), form.data[code], None, form.data[name]
    return None


@mistake('desk', "a unit's name with another unit's code")
def code_of_other_unit(form):
    mine = code_and_name(form)
    if not mine:
        return
    path, code, mark, name = mine
    others = [other for other in form.others if (theirs := code_and_name(other)) and theirs[1] != code and theirs[3] != name
              and (mark is None) == (theirs[2] is None)]
    if not others:
        return
    other = some(form, 'code', others[:4])
    theirs = code_and_name(other)
    if mark is None:
        yield Edit({path[0]: theirs[1]}, partner=other.name)
    else:
        yield Edit({path: theirs[1] + mark + name}, partner=other.name)


@mistake('desk', "the unit is that of another project's file")
def other_unit(form):
    for label in ('项目实施单位', '单位名称', '实施单位', '申请单位', '单位编码及名称', '主管部门(单位)名称及部门预算编码'):
        mine = form.data.get(label)
        other = next((other for other in strangers(form) if mine and other.data.get(label) not in (None, mine)
                      and (label != '项目实施单位' or other.data['主管部门'] != form.data['主管部门'])), None)
        if other:
            new = other.data[label]
            if label in ('单位编码及名称', '主管部门(单位)名称及部门预算编码'):  # the name only, with the own code
                code = re.match(r'\d+-?', mine)[0]
                new = code + re.sub(r'^\d+-?', '', new)
            yield Edit({(label,): new}, partner=other.name)
            return


PLACES = [('青岛市', ['烟台市', '潍坊市', '淄博市'], r'青岛市'),
          ('济南市市中区', ['济南市历下区', '济南市槐荫区', '济南市天桥区'], r'济南市市中区|市中区'),
          ('福田区', ['罗湖区', '南山区', '盐田区'], r'福田区'), ('泉州市', ['漳州市', '莆田市', '厦门市'], r'泉州市|泉州'),
          ('高新区', ['路北区', '丰南区', '开平区'], r'高新区')]


@mistake('desk', "a place of a colleague's template")
def other_place(form):
    whole = '\n'.join(text for _, text in leaves(form.data))
    for place, others, pattern in PLACES:
        batch = any(place in text for other in form.others[:8] for _, text in leaves(other.data))
        times = len(re.findall(pattern, whole))
        if not times and not (batch and form.others):
            continue
        new = some(form, 'place', others)
        for path, text in form.texts(GOALS + USES):
            found = re.search(pattern, re.sub(r'《[^》]*》', lambda one: '＿' * len(one[0]), text))
            if found and times > 1:
                yield put_text(form, path, found.start(), len(found[0]), new[3:] if found[0] == '市中区' else new.rstrip('市') if found[0] == '泉州' else new)
                return
        found = goal(form)
        if found and times:
            yield {found[0]: behind(found[1], some(form, 'serves', [f'为{new}经济社会发展提供保障。', f'不断提升{new}群众的获得感和满意度。',
                                                                  f'确保{new}各项工作落到实处。', f'推动{new}相关工作再上新台阶。']))}
            return


@mistake('desk', 'one form of the batch names its unit otherwise')
def unit_named_otherwise(form):
    """A unit that the form names twice, one of them typed wrongly."""
    cells = form.all(DEPARTMENTS + UNITS)
    names = [re.sub(r'^\d+-?', '', text) for _, text in cells]
    for nth, (path, text) in enumerate(cells):
        same = [other for other in form.others if any(name == names[nth] for name in
                                                     [re.sub(r'^\d+-?', '', one) for _, one in other.all(DEPARTMENTS + UNITS)])]
        if names.count(names[nth]) > 1 or same:
            name = names[nth]
            wrong = next((name.replace(a, b) for a, b in (
                ('事务中心', '服务中心'), ('工业和信息化局', '工业信息化局'), ('残疾人联合会', '残疾人联合社'), ('民政局', '民正局'),
                ('城市管理局', '城市管理周'), ('住房和城乡建设局', '住房城乡建设局'), ('退役军人事务局', '退伍军人事务局'),
                ('医疗保障局', '医疗保险局'), ('投资促进局', '投资促进中心'), ('审计局', '审记局'), ('农业农村局', '农业局'),
                ('无线电监测站', '无线电检测站'), ('创新发展中心', '创新发展中必'), ('委组织部', '委组织布'), ('服务中心', '服务中必')) if a in name), None)
            if wrong:
                yield Edit({path: text.replace(name, wrong)}, partner=same[0].name if same and names.count(name) < 2 else None)
                return


# -- wrong row, wrong column, wrong cell --

@mistake('desk', "two rows stand in each other's category")
def rows_in_wrong_category(form):
    counts = [row for row in form.rows_of('quantity', count=True) if not RATE_NAME.search(row.name)]
    happy = [row for row in form.rows_of('satisfaction') if '满意' in row.name and '满意' in row.level2]
    if counts and happy:
        one, two = some(form, 'cat', counts), happy[0]
        changes = {}
        for mine, theirs in [(one, two), (two, one)]:
            for row in [mine, *mine.twins]:
                flat = {key: row.fields[key] for key in FLAT if key in row.fields}
                source = next((t for t in [theirs, *theirs.twins] if t.path[0] == row.path[0]), theirs)
                changes[row.path] = {**{key: v for key, v in source.fields.items() if key not in FLAT}, **flat}
        yield changes


@mistake('desk', 'a row stands one category too low or too high')
def row_moved(form):
    """The deadline among the costs, the cost among the benefits, the satisfaction among the quantities."""
    wants = [('time', '成本指标', lambda row: re.search(r'时间|时限|及时|月', row.name + row.value)),
             ('satisfaction', '数量指标', lambda row: '满意' in row.name),
             ('cost', '时效指标', lambda row: row.is_money), ('quantity', '服务对象满意度指标', lambda row: row.is_count)]
    start = zlib.crc32(form.name.encode()) % 4
    for kind, level2, fits in wants[start:] + wants[:start]:
        for row in form.single_rows:
            holder = form.at(row.path[:-1])
            if row.kind != kind or not fits(row) or not isinstance(form.data[row.path[0]], dict) or len(row.path) != 4 or len(holder) < 2:
                continue
            changes = {}
            for one in [row, *row.twins]:
                label = one.path[0]
                target = next(((label, up, low) for up, below in form.data[label].items() for low in below if low == level2), None)
                if not target or target == one.path[:-1]:
                    break
                source = form.at(one.path[:-1])
                changes[target] = list(form.at(target)) + [one.fields]
                changes[one.path[:-1]] = [other for other in source if other is not one.fields]
            else:
                yield changes
                return


def in_order(form):
    """Neighbours (above, below) in the first list."""
    rows = form.single_rows
    return [(one, two) for one, two in zip(rows, rows[1:]) if one.path[0] == two.path[0]]


def clear(row):
    """'rate' or 'count' for rows whose name says what they measure."""
    if not row.number or units_in(row):
        return None
    if named_rate(row):
        return 'rate'
    if row.is_count and not RATE_NAME.search(row.name) and row.unit not in ('期', '项', '种'):
        return 'count'
    return None


COUNTING = re.compile(r'(数|数量|人数|次数|面积|长度|个数|项数|人次|条数|户数|总量|栽植量|场次|期数|册数)$')


def value_fields(row, taker):
    """The value of a row as fields of another."""
    fields = {taker.value_key: row.value}
    for key in ('指标方向', '计量单位', '指标性质', '实施期目标值'):
        if key in taker.fields and key in row.fields:
            fields[key] = row.fields[key]
    return fields


@mistake('desk', 'the values of two rows are exchanged')
def values_exchanged(form):
    rates = [row for row in form.single_rows if clear(row) == 'rate']
    counts = [row for row in form.single_rows if clear(row) == 'count' and COUNTING.search(row.name)]
    if rates and counts:
        one, two = some(form, 'rate', rates), some(form, 'count', counts)
        yield {**twinned(one, value_fields(two, one)), **twinned(two, value_fields(one, two))}


@mistake('desk', 'the value of the row above was dragged down')
def dragged_down(form):
    found = [(one, two) for one, two in in_order(form) if clear(one) and clear(two) and clear(one) != clear(two)
             and (clear(two) == 'rate' or COUNTING.search(two.name))]
    if found:
        one, two = some(form, 'drag', found)
        yield Edit(twinned(two, value_fields(one, two)), source=(one.at(one.value_key),))


@mistake('desk', 'two columns of a row are exchanged')
def columns_exchanged(form):
    for row in form.single_rows[some(form, 'columns', [0, 1, 2]):]:
        keys = list(row.fields)
        if not row.value or not re.search(r'\d', row.value):
            continue
        for one, two in (('计量单位', row.value_key), ('指标值确定依据', row.value_key), ('绩效指标描述', row.value_key),
                         ('指标解释', row.value_key), ('三级指标', row.value_key)):
            if one not in keys or not row.fields[one] or (one == '三级指标' and len(row.name) < 4):
                continue
            if one == '指标值确定依据' and some(form, 'third', [0, 0, 1]):
                continue
            yield {path: value for mine in [row, *row.twins] for path, value in
                   {mine.at(one): mine.fields[two], mine.at(two): mine.fields[one]}.items()}
            return


@mistake('desk', 'two cells of the head are exchanged')
def cells_exchanged(form):
    pairs = [('实施期限', '是否新增项目'), ('项目类别', '项目属性'), ('项目类别', '存续状态'), ('主管部门', '主管部门编码'), ('单位编码', '单位名称'),
             ('项目类型', '分配方式'), ('联系人', '联系电话'), ('项目负责人', '联系电话'), ('项目编码', '项目名称'), ('实施单位', '项目属性'),
             ('项目名称', '实施单位'), ('主管部门', '奖补对象'), ('统筹地区', '险种名称')]
    fit = [(one, two) for one, two in pairs if isinstance(form.data.get(one), str) and isinstance(form.data.get(two), str)
           and form.data[one] != form.data[two] and not re.fullmatch(r'[—\-(（].*', form.data[one])]
    if fit:
        one, two = some(form, 'cells', fit)
        yield {(one,): form.data[two], (two,): form.data[one]}


@mistake('desk', 'the text of the use pasted into the cell of the name')
def name_and_use(form):
    use = form.first(['资金用途', '测算依据', '项目资金主要用途', '项目概况'])
    if use and form.project and len(use[1]) > 25:
        yield {form.project[0]: use[1]}


@mistake('desk', 'the amount stands one cell too low as well')
def amount_twice(form):
    """The source of money filled in twice: the fiscal part and the other one both hold the whole."""
    second = {'财政资金': '其他资金', '财政拨款': '其他资金', '当年财政拨款': '上年结转资金', '年度财政拨款': '年度其他资金',
              '中期财政拨款': '中期其他资金', '预算拨款（年度）': '其他资金（年度）', '本年财政拨款': '其他资金'}
    for total, parts in form.sums:
        for path in parts:
            low = (second.get(path[0]), *path[1:])
            if low[0] and path[0] != '预算拨款（实施期）' and (len(path) == 1 or path[1] == '全年预算数' or path[1] == '年初预算数'):
                yield {low: form.at(path)}
                return


@mistake('desk', 'the head of the table was pasted as a row')
def head_pasted(form):
    row = some(form, 'head', form.single_rows[:4])
    fields = {key: key for key in row.fields if key not in FLAT}
    fields['value'] = fields.pop(row.value_key)
    yield Edit(row.followed_by(**fields).changes)


@mistake('desk', "the template's example row was left")
def example_left(form):
    row = some(form, 'example', form.single_rows[:4])
    if not simple(form):
        return
    name, value = some(form, 'ex', [('指标1：', '……'), ('指标1：××数量', '≥××个'), ('（示例）培训人次', '≥×人次'), ('指标2：', 'XX%'), ('……', '……')])
    fields = {key: '' for key in row.fields if key not in FLAT and key != row.value_key}
    fields['三级指标'] = name
    yield Edit(row.followed_by(**{**fields, 'value': value}).changes)


@mistake('desk', 'a row pasted twice')
def row_twice(form):
    rows = [row for row in form.single_rows if row.value and len(row.name) >= 4]
    if simple(form) and rows:
        yield some(form, 'twice', rows).followed_by()


@mistake('desk', 'the same indicator twice with two values, the copy half changed')
def row_twice_changed(form):
    rows = [row for row in form.single_rows if row.number and (row.is_rate or row.is_count) and not row.split]
    if simple(form) and rows:
        row = some(form, 'twice2', rows)
        number = Decimal(row.number.replace(',', ''))
        new = plain(number - 5 if row.is_rate and number > 10 else (number * Decimal('0.9')).quantize(Decimal(1)) if number >= 10 else number + 1)
        value = row.value[:row.value.index(row.number)] + new + row.value[row.value.index(row.number) + len(row.number):]
        yield row.followed_by(value=value)


@mistake('desk', 'the second goal is the first one again')
def goal_twice(form):
    for label in GOALS:
        cells = form.data.get(label)
        if isinstance(cells, list) and len(cells) >= 2 and '部门' not in form.form:
            first = re.match(r'(目标(?:内容)?)(\d)([：: ]?)(.*)', cells[0], re.S)
            second = re.match(r'(目标(?:内容)?)(\d)([：: ]?)', cells[1])
            new = cells[0]
            if first and second and some(form, 'renumbered', [0, 1]):
                new = second[0] + first[4]
            yield Edit({(label, 1): new}, source=((label, 0),))
            return


@mistake('desk', 'the numbers of the goals do not go on')
def goals_misnumbered(form):
    for label in [*GOALS, '测算依据', '实施期进度计划', '部门战略目标']:
        value = form.data.get(label)
        cells = value if isinstance(value, list) else [value] if isinstance(value, str) else []
        for nth, text in enumerate(cells):
            path = (label, nth) if isinstance(value, list) else (label,)
            if nth:
                one, two = re.match(r'目标(?:内容)?(\d)', cells[nth - 1]), re.match(r'(目标(?:内容)?)(\d)', text)
                if one and two and int(two[2]) == int(one[1]) + 1:
                    yield {path: two[1] + one[1] + text[two.end():]}
                    return
            heads = list(re.finditer(r'(?:^|\n|；|。 ?)(\d{1,2})(?=\.(?!\d))', text))
            if len(heads) >= 2 and [int(one[1]) for one in heads[:2]] == [1, 2]:
                at = heads[1]
                new = some(form, 'numbers', ['1', '3', '1'])
                if len(heads) == 2 or new == '1':
                    yield put_text(form, path, at.start(1), 1, new)
                    return
                yield put_text(form, path, at.start(1), 1, '1')
                return


@mistake('desk', 'a text pasted twice')
def text_twice(form):
    texts = [(path, text) for path, text in form.texts(GOALS + USES + ['测算依据'], least=12) if len(text) < 600]
    if texts:
        path, text = some(form, 'paste', texts)
        yield {path: text + text}


# -- figures --

@mistake('desk', 'the total in 元 in a form in 万元')
def total_in_yuan(form):
    for total, parts in form.sums:
        one = form.amounts[total]
        if one.unit in ('', None, '万元'):
            yield {total: one.say(one.number * 10_000)}
            return


@mistake('desk', 'all amounts of the head in 元 in a form in 万元')
def block_in_yuan(form):
    if form.form == 'futian-project':
        if cost_rows(form) or amounts_in_texts(form):
            yield {path: one.say(one.number / 10_000) for path, one in form.amounts.items()}
        return
    if form.sums and (cost_rows(form) or amounts_in_texts(form)):
        changes = {path: one.say(one.number * 10_000) for path, one in form.amounts.items() if one.number}
        yield changes


@mistake('desk', 'the point of an amount moved, a digit lost or typed twice')
def amount_typed(form):
    for total, parts in form.sums[:2]:
        path = some(form, 'cell', [total, *parts])
        one = form.amounts[path]
        if not one.number:
            path, one = total, form.amounts[total]
        digits = plain(one.number)
        new = some(form, 'how', [one.number * 10, one.number / 10, Decimal(swapped(digits) or digits + '0'),
                                 Decimal(digits[0] + digits), Decimal(digits[0] + (digits[2:] if len(digits.split('.')[0]) > 1 else digits))])
        if new != one.number:
            yield {path: one.say(new)}
            return
    if form.form == 'futian-project':
        one = form.amounts[('本年度项目金额',)]
        if amounts_in_texts(form):
            yield {('本年度项目金额',): one.say(one.number * 10)}


@mistake('desk', 'the total was cut, the parts were not')
def total_cut(form):
    for total, parts in form.sums:
        one = form.amounts[total]
        if one.number > 3:
            yield {total: one.say((one.number * some(form, 'cut', [Decimal('0.9'), Decimal('0.85'), Decimal('0.95'), Decimal('0.8')])).quantize(Decimal('0.01')))}
            return


@mistake('desk', "the year's amount above that of the whole project")
def year_above_whole(form):
    for whole, part in WHOLES:
        if (whole,) not in form.amounts or (part,) not in form.amounts:
            continue
        parts = next((parts for total, parts in form.sums if total == (whole,)), [])
        year = form.amounts[(part,)].number
        if form.amounts[(whole,)].number != year and not parts:
            yield {(whole,): form.at((part,)), (part,): form.at((whole,))}
            return
        factor = some(form, 'whole', [Decimal('0.9'), Decimal('0.8'), Decimal('0.75')])
        goal_number = (year * factor).quantize(Decimal('0.01'))
        main = max(parts, key=lambda path: form.amounts[path].number, default=None)
        if main:
            rest = sum(form.amounts[path].number for path in parts if path != main)
            if goal_number > rest:
                yield {(whole,): form.amounts[(whole,)].say(goal_number), main: form.amounts[main].say(goal_number - rest)}
                return


@mistake('desk', 'the amount in the text is not that of the cell')
def amount_in_text(form):
    found = amounts_in_texts(form)
    if found:
        path, one, worth = found[-1]
        if form.family == 'tangshan-project-quarter' and len(found) < 2:
            return
        number = Decimal(one[1].replace(',', ''))
        new = plain((number * some(form, 'text', [Decimal('0.9'), Decimal('1.1'), Decimal('0.95')])).quantize(Decimal('0.1')))
        if Decimal(new) == number:
            new = plain(number + Decimal('0.5'))
        yield put_text(form, path, one.start(1), len(one[1]), new)


@mistake('desk', '元 for 万元 in a text')
def unit_in_text(form):
    """A budget or an item of it, said in 元."""
    found = [(path, one) for path, one, _ in amounts_in_texts(form)]
    if not found:
        for path, text in form.texts(PROGRESS):
            items = [one for one in re.finditer(r'(?<![\d.])(\d[\d,]*(?:\.\d+)?)( ?)(万元)(?!/|每)', bare(text))]
            if len(items) >= 2:
                found = [(path, one) for one in items]
                break
    if found:
        path, one = found[-1]
        yield put_text(form, path, one.start(3), len(one[3]), '元')


@mistake('desk', 'the items of a text do not add up to the budget')
def items_do_not_add_up(form):
    worth = budget_worth(form)
    if form.family == 'quanzhou-fund-declaration':
        worth = Decimal(20)
    for path, text in form.texts(PROGRESS) if worth else []:
        items = list(re.finditer(r'(?<![\d.])(\d[\d,]*(?:\.\d+)?) ?万元(?!/)', bare(text)))
        numbers = [Decimal(one[1].replace(',', '')) for one in items]
        single = [nth for nth, number in enumerate(numbers) if number != worth]
        if len(single) >= 2 and sum(numbers[nth] for nth in single) == worth:
            at = items[some(form, 'item', single)]
            number = Decimal(at[1].replace(',', ''))
            new = swapped(at[1]) if swapped(at[1]) and some(form, 'itemhow', [0, 1]) else plain(number + some(form, 'plus', [10, 5, 20]) if number >= 5 else number * 10)
            yield put_text(form, path, at.start(1), len(at[1]), new)
            return


@mistake('desk', "the cost indicator has last year's budget")
def cost_of_last_year(form):
    rows = [row for row in cost_rows(form) if row.kind == 'cost' and not (row.sign == '≥')]
    if rows:
        row = rows[0]
        number = Decimal(row.number.replace(',', ''))
        new = (number * some(form, 'costs', [Decimal('1.15'), Decimal('1.2'), Decimal('1.08'), Decimal('1.3')])).quantize(
            Decimal('0.1') if number < 100 else Decimal(1))
        if new != number:
            yield row.set(number=plain(new))


@mistake('desk', 'a value of the cost in 元 for 万元')
def cost_in_yuan(form):
    rows = cost_rows(form)
    if rows:
        row = rows[0]
        yield row.set(unit='元')


@mistake('desk', 'the 万 of a size is lost')
def wan_lost(form):
    for row in form.single_rows:
        if row.number and row.unit.startswith('万') and len(row.unit) > 1 and not row.is_money and not re.search('[/|]', row.unit):
            yield row.set(unit=row.unit[1:])
            return
    for row, path, found in said_twice(form):
        if Decimal(row.number.replace(',', '')) >= 100 and row.is_count and not row.unit.startswith('万'):
            yield Edit(row.set(unit='万' + row.unit), source=(path,))
            return


@mistake('desk', 'the plan of spending by quarter, not cumulative')
def plan_by_quarter(form):
    if not form.plan:
        return
    path, keys, numbers, percent = form.plan
    end = 100 if percent else numbers[-1]
    shares = some(form, 'quarters', [(25, 25, 25, 25), (20, 30, 30, 20), (10, 30, 40, 20), (30, 30, 20, 20)])
    cells = plan_cells(form, [Decimal(end) * share / 100 for share in shares])
    if cells:
        yield cells


@mistake('desk', 'the plan of spending falls')
def plan_falls(form):
    if not form.plan:
        return
    path, keys, numbers, percent = form.plan
    end = 100 if percent else numbers[-1]
    shares = some(form, 'falls', [(20, 60, 40, 100), (50, 30, 75, 100), (10, 80, 50, 100)])
    cells = plan_cells(form, [Decimal(end) * share / 100 for share in shares])
    if cells:
        yield cells


@mistake('desk', 'the plan of spending does not end at the whole')
def plan_ends_wrong(form):
    if not form.plan:
        return
    path, keys, numbers, percent = form.plan
    end = 100 if percent else numbers[-1]
    shares = some(form, 'ends', [(20, 45, 80, 110), (25, 50, 75, 120), (10, 40, 60, 80), (10, 30, 50, 70)])
    cells = plan_cells(form, [Decimal(end) * share / 100 for share in shares])
    if cells:
        yield cells


@mistake('desk', 'the plan of spending in the wrong unit')
def plan_unit(form):
    if not form.plan or form.plan[3] is None:
        return
    path, keys, numbers, percent = form.plan
    plan = form.data['资金支出计划']
    if percent and form.budget and not isinstance(plan, list):
        worth = budget_worth(form)
        if worth != 100:
            cells = plan_cells(form, [plain((worth * share / 100).quantize(Decimal('0.1'))) for share in (25, 50, 75, 100)])
            cells = {path: {key: plain((worth * share / 100).quantize(Decimal('0.1'))) for key, share in zip(value, (25, 50, 75, 100))}
                     for path, value in cells.items()}
            yield cells
    elif not percent and numbers[-1] != 100:
        yield {path: dict(zip(('3月底', '6月底', '10月底', '12月底'), some(form, 'percents', [('25%', '50%', '75%', '100%'), ('20.00', '50.00', '80.00', '100.00')])))}


def sure_rates(form, least=60):
    return [row for row in form.rows_of() if row.is_rate and RATE_NAME.search(row.name) and not units_in(row)
            and '增' not in row.name and Decimal(row.number.replace(',', '')) >= least]


@mistake('desk', 'a percentage that lost its format: 0.9 for 90%')
def percent_lost(form):
    rows = [row for row in sure_rates(form) if Decimal(row.number) < 100]
    if rows:
        row = some(form, 'lost', rows)
        yield row.set(number=plain(Decimal(row.number) / 100), unit='' if not row.split else row.fields.get('计量单位', ''))


@mistake('desk', 'a percentage above 100: a digit too many or the format applied twice')
def percent_too_big(form):
    rows = [row for row in sure_rates(form) if row.kind in ('satisfaction', 'quality', 'time', None)]
    rows = [row for row in rows if not re.search(r'控制|变动|执行率|调整|比重|负债', row.name)]
    if rows:
        row = some(form, 'big', rows)
        number = row.number
        yield renumber(row, some(form, 'bighow', [number + '0', '1' + number if len(number) == 2 else number + '0', number + '00',
                                                  number + number[-1]]))


@mistake('desk', 'per cent in a row that counts')
def percent_for_count(form):
    rows = [row for row in form.rows_of() if clear(row) == 'count' and re.search(r'(数|数量|人数|次数|面积|长度|个数|项数|人次)$', row.name)]
    if rows:
        yield some(form, 'percent', rows).set(unit='%')


@mistake('desk', 'a unit of counting in a row that is a rate')
def count_for_percent(form):
    rows = sure_rates(form, least=1)
    if rows:
        yield some(form, 'counted', rows).set(unit=some(form, 'unit', ['个', '人', '次', '家', '项', '天', '万元']))


@mistake('desk', 'the wrong unit from the list: people in 公里, metres in 家')
def wrong_unit(form):
    wrong = {'人': ['公里', '座', '平方米'], '人次': ['公里', '台', '吨'], '家': ['平方米', '公里'], '次': ['平方米', '吨', '户'], '场': ['吨', '平方米'],
             '米': ['人', '家'], '公里': ['人', '家'], '平方米': ['人', '次'], '个': ['公里', '吨'], '户': ['米', '吨'], '台': ['亩', '人'], '件': ['公里', '亩'],
             '万平方米': ['人', '家'], '座': ['人次', '吨'], '处': ['人次', '吨'], '条': ['人', '吨'], '株': ['人次', '家'], '亩': ['人', '次'], '套': ['亩', '公里']}
    rows = [row for row in form.rows_of() if clear(row) == 'count' and row.unit in wrong and not re.search(r'里程|长度.*面积', row.name)]
    if rows:
        row = some(form, 'wrongunit', rows)
        yield row.set(unit=some(form, 'wu', wrong[row.unit]))


@mistake('desk', 'the unit stands twice')
def unit_twice(form):
    rows = [row for row in form.rows_of() if row.unit and row.unit != '%' or row.is_rate]
    if rows:
        row = some(form, 'twice', rows)
        written = '%' if row.value.endswith('%') else row.unit
        if not row.split:
            yield {one.at(one.value_key): one.value + written for one in [row, *row.twins]}


@mistake('desk', 'the unit of a count is missing')
def unit_missing(form):
    rows = [row for row in form.rows_of() if clear(row) == 'count' and not re.search(r'数$|数量$|人次$|场次$', row.name)
            and row.number != '0']
    if rows:
        yield some(form, 'none', rows).set(unit='')


@mistake('desk', 'the sign of a value is the wrong way round')
def sign_reversed(form):
    rows = [row for row in form.rows_of() if row.sign == '≥' and (row.kind in ('satisfaction', 'quantity') or (row.kind in ('quality', 'time') and named_rate(row)))
            and not re.search(r'投诉|差错|事故|违规|下降|降低|误差|成本|标准', row.name)]
    if rows:
        yield resign(some(form, 'sign', rows), '≤')


@mistake('desk', 'the sign of a limit is the wrong way round')
def limit_reversed(form):
    rows = [row for row in form.rows_of() if row.sign == '≤' and (row.is_money or re.search(r'投诉|差错|事故|控制率|变动率|结余率|成本', row.name))
            and not re.search(r'政府购买|采购额', row.name)]
    if rows:
        yield resign(some(form, 'limit', rows), '≥')


@mistake('desk', 'a letter for a digit in a value')
def letter_for_digit(form):
    rows = [row for row in form.rows_of() if re.search('[01]', row.number)]
    if rows:
        row = some(form, 'letter', rows)
        number = row.number.replace('0', some(form, 'O', ['O', 'o', '〇']), 1) if '0' in row.number else row.number.replace('1', 'l', 1)
        yield renumber(row, number)


@mistake('desk', 'an amount with two points, a comma for a point, or a letter')
def amount_misspelled(form):
    cells = [path for path, one in form.amounts.items() if one.number]
    if cells:
        path = some(form, 'misspelled', cells)
        text = form.at(path)
        choices = []
        if ',' in text:
            choices += [text.replace(',', '.', 1), text.replace(',', '，', 1), text.replace(',', ',,', 1)]
        if '.' in text:
            choices += [text.replace('.', '..'), text.replace('.', '。'), text.replace('.', '，')]
        if '0' in text:
            choices += [text.replace('0', 'O', 1)]
        if choices:
            yield {path: some(form, 'spelled', choices)}


@mistake('desk', 'the comma of thousands in a wrong place')
def comma_misplaced(form):
    for path, one in form.amounts.items():
        whole = str(int(one.number))
        if len(whole) >= 4:
            rest = f'{one.number:.{one.decimals}f}'[len(whole):]
            at = some(form, 'comma', [2, 1 if len(whole) > 4 else 2, len(whole) - 2])
            if len(whole) - at != 3:
                yield {path: whole[:at] + ',' + whole[at:] + rest + (one.unit or '')}
                return


@mistake('desk', "the value of the half year above that of the year, or the actual value in the column of the target")
def half_year_above(form):
    for row in form.rows_of():
        half = next((key for key in row.fields if '半年' in key), None)
        if half and re.fullmatch(r'[\d.]+', row.value) and row.fields[half] != row.value:
            yield {row.at(half): row.value, row.at(row.value_key): row.fields[half]}
            return
    for row in form.rows_of(count=True):
        if '实施期目标值' in row.fields or '实际完成值' in row.fields:
            key = '实施期目标值' if '实施期目标值' in row.fields else '实际完成值'
            yield {row.at(key): row.value, row.at(row.value_key): row.fields[key]}
            return


@mistake('desk', "a digit of a unit's code lost")
def unit_code_short(form):
    mine = code_and_name(form)
    if mine:
        path, code, mark, name = mine
        at = some(form, 'short', [1, len(code) - 2, len(code) - 1])
        new = code[:at] + code[at + 1:]
        yield {path[0]: new} if mark is None else {path: new + mark + name}


# -- spreadsheets and conversion --

@mistake('desk', "a spreadsheet's error in a cell")
def spreadsheet_error(form):
    error = some(form, 'error', ['#REF!', '#N/A', '#VALUE!', '########', '#DIV/0!', '#NAME?'])
    total = next((total for total, _ in form.sums), form.budget)
    if total and some(form, 'where', [0, 1]):
        yield {total: error}
    else:
        rows = form.rows_of()
        yield some(form, 'errow', rows).say(error)


@mistake('desk', 'a formula in place of its result')
def formula(form):
    total = next((total for total, _ in form.sums), form.budget)
    if total:
        yield {total: some(form, 'formula', ['=SUM(D6:D8)', '=C7+C8', '=SUM(C5:C6)', '=E12/10000', "='2023'!C7"])}


@mistake('desk', 'a code that a spreadsheet made a number of')
def code_as_number(form):
    text = form.data.get('项目编码', '')
    if re.fullmatch(r'\d{16,}', text):
        mantissa = plain((Decimal(text) / Decimal(10) ** (len(text) - 1)).quantize(Decimal('0.00001')))
        yield {('项目编码',): some(form, 'e', [f'{mantissa}E+{len(text) - 1}', f'{mantissa}e+{len(text) - 1}'])}


@mistake('desk', 'a code with a letter O, a blank or a line break, or cut short')
def code_typed(form):
    if form.code:
        path, text = form.code
        yield {path: some(form, 'codetyped', [text.replace('0', 'O', 1), text[:10] + ' ' + text[10:], text[:12] + '\n' + text[12:], text[:14], text + text[-6:]])}


@mistake('desk', 'the number of a day in place of a date')
def serial_day(form):
    for row in form.single_rows:
        found = re.fullmatch(r'(\d{4}) ?年 ?(?:(\d\d?) ?月(?:底|份)?(?: ?(\d\d?) ?日)?)?.*', row.value)
        if found and row.level2.startswith('时效') or re.fullmatch(r'\d\d?月底前', row.value):
            year, month = plan_year(form)[0] or 2021, int((found and found[2]) or 12)
            day = 44197 + (year - 2021) * 365 + (1 if year > 2024 else 0) + (month - 1) * 30 + month // 2 + 30
            yield row.say(str(day))
            return
    for key in ('项目开始时间', '项目结束时间'):
        if '.' in form.data.get(key, ''):
            yield {(key,): '45566'}
            return


@mistake('desk', 'the tail of a floating-point number')
def float_tail(form):
    for total, parts in form.sums:
        one = form.amounts[total]
        if one.number != int(one.number) or some(form, 'tail', [0, 1]):
            text = plain(one.number)
            new = text + ('.' if '.' not in text else '') + '0000000001'[-(10 if '.' not in text else 9):]
            if some(form, 'nines', [0, 1]):
                less = one.number - Decimal('0.00000000002')
                new = f'{less}'
            yield {total: new + (one.unit or '')}
            return


@mistake('desk', 'a sign or a blank that got lost in the conversion of a file')
def conversion(form):
    rows = [row for row in form.rows_of() if row.sign and not row.split]
    if rows and some(form, 'conv', [0, 1, 1]):
        row = some(form, 'convrow', rows)
        yield {one.at(one.value_key): one.value.replace(row.sign, some(form, 'mark', ['?', '&ge;' if row.sign == '≥' else '&le;' if row.sign == '≤' else '&#61;', '□', '�'])) for one in [row, *row.twins]}
        return
    texts = form.texts(GOALS + USES + ['测算依据'], least=10)
    if texts:
        path, text = some(form, 'convtext', texts)
        at = next((found.end() for found in re.finditer('[，,；。、]', text)), len(text) // 2)
        yield {path: text[:at] + some(form, 'tag', ['&nbsp;', '_x000D_', '<br>', '&nbsp;&nbsp;', '<p>', '□□', '锟斤拷']) + text[at:]}


@mistake('desk', 'a text cut off at the end of a cell')
def cut_off(form):
    texts = [(path, text) for path, text in form.texts(GOALS + USES + ['测算依据'], least=40)]
    if texts:
        path, text = some(form, 'cut', texts)
        clean = text.rstrip('。；.\n ')
        last = max((found.end() for found in re.finditer('[，,；。;]', clean)), default=0)
        tail = clean[last:]
        if len(tail) >= 6 and not re.search(r'[）》”)]', tail):
            joints = [nth for nth in range(3, len(tail) - 1) if tail[nth - 1:nth + 1] in WORDS and not re.search(r'\d', tail[nth - 1:nth + 1])]
            if joints:
                yield {path: clean[:last + joints[-1]]}


WORDS = set('''工作 发展 建设 管理 服务 保障 提升 提高 完成 实施 支付 项目 资金 环境 生活 安全 设施 企业 群众 改造 工程 运行 任务 需要 支出 费用 水平
质量 能力 顺利 开展 持续 推进 创新 培训 治理 保护 健康 污染 卫生 政策 落实 经费 素质 产业 配套 更好 进度 有效 监控 节约 资源 满意 正常 运转
稳定 增收 动力 系统 平台 居民 社区 社会 和谐 促进 奖励 待遇 补助 生态 达标 检测 清理 支撑 影响 规模 扩大 进展 成果 目标'''.split())


@mistake('desk', 'a line break or a blank in the middle of a word', taste=True)
def word_broken(form):
    rows = [row for row in form.single_rows if re.fullmatch(r'[\u4e00-\u9fff]{5,}', row.name)]
    if rows:
        row = some(form, 'broken', rows)
        found = re.search(r'满意|合格|数量|及时|完成|成本|资金|项目|时间|培训|改造|质量|次数', row.name)
        at = found.start() + 1 if found else 0
        if at:
            yield row.rename(row.name[:at] + some(form, 'break', ['\n', ' ', '　']) + row.name[at:])


@mistake('desk', 'a bracket or quotation mark lost', taste=True)
def bracket_lost(form):
    for path, text in form.texts(TEXTS):
        found = re.search(r'[）》”]', text)
        if found and len(text) < 1500 and re.search(r'[（《“]', text[:found.start()]):
            yield put_text(form, path, found.start(), 1, '')
            return


# -- forgotten --

@mistake('desk', 'the value of an indicator is forgotten')
def value_forgotten(form):
    rows = [row for row in form.single_rows if row.value]
    if rows:
        row = some(form, 'forgot', rows)
        yield {one.at(one.value_key): '' for one in [row, *row.twins]}


@mistake('desk', 'the name of an indicator is forgotten')
def name_forgotten(form):
    rows = [row for row in form.single_rows if row.number]
    if rows:
        yield some(form, 'noname', rows).rename('')


@mistake('desk', 'the goal is forgotten')
def goal_forgotten(form):
    found = goal(form)
    if found:
        label = found[0][0]
        yield {(label,): [''] if isinstance(form.data[label], list) else ''}


@mistake('desk', 'a cell of the head is forgotten: name, use, amount, unit')
def cell_forgotten(form):
    cells = form.all(['项目名称', '部门名称', '专项名称', '资金用途', '项目资金主要用途', '测算依据', '预算数', '资金总额', '年度资金申请总额', '项目实施单位', '申请单位',
                      '主管部门', '本年度项目金额', '年度资金总额', '单位名称', '项目立项的依据', '部门职能', '核心职能', '开始年度', '实施单位', '年度金额'])
    if cells:
        yield {some(form, 'cell', cells)[0]: ''}


@mistake('desk', 'the plan of spending is forgotten')
def plan_forgotten(form):
    if form.plan and isinstance(form.data['资金支出计划'], dict):
        yield {('资金支出计划',): {key: '' for key in form.data['资金支出计划']}}


@mistake('desk', 'the basis or the description of one indicator is forgotten')
def basis_forgotten(form):
    for key in some(form, 'basis', [['指标值确定依据', *EXPLAINING], [*EXPLAINING, '指标值确定依据']]):
        rows = [row for row in form.single_rows if row.fields.get(key)]
        if len(rows) >= 4:
            yield {some(form, 'base', rows).at(key): ''}
            return


@mistake('desk', 'the rows of satisfaction were cut away')
def satisfaction_cut(form):
    rows = [row for row in form.single_rows if row.kind == 'satisfaction' and '满意' in row.level1 + row.level2]
    if len(rows) == 1 and simple(form):
        yield rows[0].dropped()


@mistake('desk', 'no quantity is left among the outputs')
def quantity_cut(form):
    rows = [row for row in form.single_rows if row.level2.startswith('数量')]
    if len(rows) == 1 and simple(form) and not rows[0].twins and form.family != 'futian-project':
        yield rows[0].dropped()


@mistake('desk', 'a placeholder of the template is left in a text')
def placeholder(form):
    found = goal(form)
    if found:
        sentence = some(form, 'xx', ['计划完成XX项任务，资金使用率达到XX%。', '20XX年底前完成全部工作。', '受益群众××人以上。', '预计××××。', '完成___项工作。', '服务对象满意度达到【】%以上。',
                                     '覆盖X个街道。'])
        yield {found[0]: behind(found[1], sentence)}


@mistake('desk', 'a hint of the template is left in a text')
def hint_left(form):
    found = goal(form) or form.first(USES)
    if found:
        hint = some(form, 'hint', ['（填写说明：简要描述项目实施后达到的效果，200字以内）', '（此处填写年度目标）', '（请根据项目实际情况填写）', '（注意：与指标值保持一致，填完删除本行）', '填表说明：分条列出，不超过500字。'])
        yield {found[0]: hint + found[1] if some(form, 'front', [0, 1]) else found[1] + hint}


@mistake('desk', 'a remark to the colleague is left in a cell')
def remark_left(form):
    remark = some(form, 'remark', ['（待核实）', '（同去年）', '（王科长确认后再改）', '？？', '（暂估，财务复核）', '（数据待业务科室提供）', '【此处需修改】'])
    rows = [row for row in form.rows_of() if not row.split]
    if rows and some(form, 'rem', [0, 1]):
        row = some(form, 'remrow', rows)
        yield {one.at(one.value_key): one.value + remark for one in [row, *row.twins]}
    elif found := goal(form):
        yield {found[0]: found[1] + remark}


@mistake('desk', '同上, 见附件, 待定 in place of a value')
def no_value(form):
    rows = [row for row in form.single_rows if row.number]
    if rows:
        yield some(form, 'novalue', rows).say(some(form, 'nov', ['同上', '待定', '见附件', '详见方案', '〃', '/', '待上级下达', '按实际']))


@mistake('desk', 'a word in place of an amount')
def no_amount(form):
    cells = [path for path, one in form.amounts.items() if one.number]
    if cells:
        path = some(form, 'noam', cells)
        text = form.at(path)
        yield {path: some(form, 'noamount', ['待定', '约' + text, text + '左右', '见附件', 'XX', '同上年', text + '（暂定）', '详见预算批复'])}


# -- typing --

HOMOPHONES = [('满意度', '满一度'), ('合格率', '和格率'), ('及时率', '急时率'), ('完成率', '完城率'), ('数量', '数两'), ('验收', '验受'), ('资金', '紫金'), ('工程', '工成'),
              ('项目', '相目'), ('培训', '陪训'), ('补助', '补住'), ('补贴', '补帖'), ('道路', '到路'), ('环境', '环镜'), ('建设', '建社'), ('企业', '企叶'),
              ('管理', '管里'), ('服务', '服物'), ('群众', '群从'), ('设备', '设被'), ('保障', '保帐'), ('质量', '质两'), ('成本', '城本'), ('社区', '设区'), ('安全', '按全'), ('提升', '提声'),
              ('发放', '发方'), ('审计', '审记'), ('垃圾', '拉圾'), ('绩效', '积效'), ('工作', '公作'), ('提高', '题高'), ('完成', '完城')]


@mistake('desk', 'a wrong homophone in the name of an indicator')
def homophone_in_name(form):
    found = [(row, right_one, wrong) for row in form.single_rows for right_one, wrong in HOMOPHONES if right_one in row.name]
    if found:
        row, right_one, wrong = some(form, 'homo', found)
        yield row.rename(row.name.replace(right_one, wrong, 1))


@mistake('desk', 'a wrong homophone in a text')
def homophone_in_text(form):
    found = [(path, right_one, wrong) for path, text in form.texts(GOALS + USES) for right_one, wrong in HOMOPHONES if right_one in text]
    if found:
        path, right_one, wrong = some(form, 'homotext', found)
        yield {path: form.at(path).replace(right_one, wrong, 1)}


@mistake('desk', 'name and telephone exchanged, or a telephone number too short')
def telephone(form):
    phone = form.data.get('联系电话')
    person = next((key for key in ('联系人', '项目负责人') if form.data.get(key)), None)
    if phone and person:
        yield some(form, 'phone', [{('联系电话',): form.data[person], (person,): phone}, {('联系电话',): '0531-8205' if 'jinan' in form.name else '0595-2258'},
                                   {('联系电话',): '1385950'}])


# -- departments --

@mistake('desk', "a department's spending does not add up")
def department_sum(form):
    if '基本支出' in form.data and '财政拨款' in form.data:
        for label in ('基本支出', '项目支出', '财政拨款'):
            one = form.amounts[(label,)]
            text = swapped(plain(one.number))
            if text:
                yield {(label,): one.say(Decimal(text))}


@mistake('desk', "a task's money is not that of its sources, or a task's amount of another row")
def task_money(form):
    tasks = form.data.get('年度主要任务')
    for nth, task in enumerate(tasks or []):
        key = '预算资金（万元）' if '预算资金（万元）' in task else '预算金额'
        fiscal = '财政拨款（万元）' if '财政拨款（万元）' in task else '财政拨款'
        one = amount(task.get(key, ''))
        if one and fiscal in task:
            new = one.number * 10 if nth % 3 == 0 else one.number + 50 if nth % 3 == 1 else Decimal(swapped(plain(one.number)) or plain(one.number + 9))
            if new != one.number:
                yield {('年度主要任务', nth, some(form, 'task', [key, fiscal])): one.say(new)}


@mistake('desk', 'a task twice in the list of a department')
def task_twice(form):
    tasks = form.data.get('年度主要任务')
    if tasks:
        yield Edit({('年度主要任务',): tasks + [tasks[0]]}, source=(('年度主要任务', 0),))


@mistake('desk', 'the number of subordinate units or sections is not that of the names')
def number_of_units(form):
    for label in ('直属单位情况', '内设职能部门情况'):
        text = form.data.get(label, '')
        found = re.search(r'\d+', text)
        if found:
            yield {(label,): text[:found.start()] + str(int(found[0]) + some(form, label, [1, 2])) + text[found.end():]}


def staff_of(form):
    """(posts, match of the staff) of this year, or None."""
    rows = form.data.get('人员情况')
    if rows and len(rows) >= 2:
        posts, staff = re.search(r'\d+', rows[0]['当年']), re.search(r'(?<=在编人员)( ?)(\d+)', rows[1]['当年'])
        return (int(posts[0]), staff) if posts and staff else None
    return None


@mistake('desk', 'more staff than posts, a rate of control of at most 100%')
def staff_above(form):
    found = staff_of(form)
    if found:
        posts, staff = found
        text = form.data['人员情况'][1]['当年']
        yield {('人员情况', 1, '当年'): text[:staff.start(2)] + str(posts + 6) + text[staff.end(2):]}


@mistake('desk', "another department's function, duties or goals")
def other_department(form):
    if form.family == 'jinan-department':
        for label in ('核心职能', '部门职能', '年度绩效目标', '职能依据', '部门战略目标', '年度主要任务', '直属单位情况'):
            other = some(form, label, form.others)
            yield Edit({(label,): other.data[label]}, partner=other.name)


@mistake('desk', "a value of a department's fixed indicators in the wrong row")
def fixed_rows(form):
    rows = {row.name: row for row in form.rows if row.level1 == '投入管理指标'}
    for one, two in (('预算执行率', '预算调整率'), ('资产管理制度健全性', '固定资产利用率'), ('资金使用合规性', '政府采购执行率'), ('在职人员控制率', '“三公经费”变动率'),
                     ('结转结余率', '预算执行进度率')):
        if one in rows and two in rows and rows[one].value != rows[two].value:
            yield {rows[one].at('目标值'): rows[two].value, rows[two].at('目标值'): rows[one].value}


# -- right ways --

@right('desk', 'the rows of a category in other order')
def other_order(form):
    for row in form.rows:
        rows = form.at(row.path[:-1])
        if len(rows) >= 2 and row.path[-1] == 0 and isinstance(form.data[row.path[0]], dict):
            changes = {row.path[:-1]: rows[::-1]}
            for twin in row.twins:
                theirs = form.at(twin.path[:-1])
                if [one['三级指标'] for one in theirs] == [one['三级指标'] for one in rows]:
                    changes[twin.path[:-1]] = theirs[::-1]
            yield changes
            return


@right('desk', 'amounts of the head spelled otherwise, all alike')
def amounts_spelled(form):
    cells = {path: one for path, one in form.amounts.items()}
    if not cells or form.form == 'mof-self-evaluation':
        return
    grouped = any(one.number >= 1000 for one in cells.values())
    unit = any(one.unit for one in cells.values())
    if unit:
        changes = {path: one.say(one.number, decimals=2, unit='万元') for path, one in cells.items()}
        if form.alters(changes):
            yield changes
    elif grouped:
        turn = not any(one.grouped for one in cells.values())
        changes = {path: one.say(one.number, grouped=turn) for path, one in cells.items()}
        if form.alters(changes):
            yield changes
    else:
        changes = {path: one.say(one.number, decimals=2) for path, one in cells.items()}
        if form.alters(changes):
            yield changes


@right('desk', 'at least and at most in words or other signs')
def signs_spelled(form):
    rows = [row for row in form.rows_of() if row.sign in ('≥', '≤') and not row.split and row.is_rate | row.is_count | row.is_money]
    for row in rows[:3]:
        unit = row.value.replace(' ', '')[len(row.sign + row.number):]
        up, down = ['不低于{}', '{}以上', '不少于{}', '大于等于{}', '>={}', '≥ {}'], ['不超过{}', '{}以内', '不高于{}', '小于等于{}', '<={}', '≤ {}']
        text = some(form, row.name, up if row.sign == '≥' else down)
        yield {one.at(one.value_key): text.format(row.number + unit) for one in [row, *row.twins]}


@right('desk', 'per cent full width')
def percent_spelled(form):
    rows = [row for row in form.rows_of() if row.value.endswith('%')]
    if rows:
        row = some(form, 'full', rows)
        yield {one.at(one.value_key): one.value.replace('%', '％') for one in [row, *row.twins]}


@right('desk', 'a deadline in another spelling')
def deadline_spelled(form):
    for row in form.single_rows:
        found = re.fullmatch(r'(20\d\d) ?年 ?12 ?月(?:底|31日)?前?', row.value)
        short = re.fullmatch(r'12月底前', row.value)
        if found:
            yield row.say(some(form, 'dl', [f'{found[1]}年12月底前', f'{found[1]}年底前', f'{found[1]}.12.31前', f'{found[1]}年12月31日前', f'{found[1]}-12-31前', f'{found[1]}年年底前完成']))
            return
        if short:
            yield row.say(some(form, 'dl', ['12月31日前', '年底前', '12月底之前', '当年12月底前']))
            return


@right('desk', 'another deadline within the year')
def deadline_earlier(form):
    for row in form.single_rows:
        found = re.fullmatch(r'(?:(20\d\d) ?年)? ?(?:12|11) ?月(?:底|31日)?前?', row.value)
        if found and row.level2.startswith('时效') and not any('月' in (row.fields.get(key) or '') for key in EXPLAINING):
            year = f'{found[1]}年' if found[1] else ''
            yield row.say(year + some(form, 'early', ['11月底前', '10月31日前', '9月底前', '11月30日前', '8月底前']))
            return


def free_of_figures(form):
    """Whether the budget stands in amounts, plan and cost rows only."""
    worth = budget_worth(form)
    whole = ''.join(text for _, text in form.texts(TEXTS))
    return worth and not re.search(r'\d ?[亿万]?元|\d万', whole) and form.form != 'mof-self-evaluation'


@right('desk', 'another budget, in all cells')
def other_budget(form):
    if not free_of_figures(form) or form.family in ('quanzhou-county-subsidy', 'quanzhou-soe-budget', 'quanzhou-soe-management'):
        return
    factor = some(form, 'budget', [Decimal('1.5'), Decimal(2), Decimal('1.2'), Decimal('0.8')])
    if any(one.number * factor * 100 % 1 for one in form.amounts.values()):
        factor = Decimal(2)
    changes = {path: one.say(one.number * factor) for path, one in form.amounts.items()}
    money = [row for row in form.rows_of(money=True) if row.kind == 'cost']
    if any(row.is_money and row.kind != 'cost' and row in cost_rows(form) for row in form.rows_of(money=True)) or form.family.startswith('quanzhou-project'):
        return
    if any(row.kind == 'cost' and row.number is None and re.search(r'\d ?[万元]', row.value) for row in form.rows):
        return
    for row in money:
        if money_worth(row) <= budget_worth(form):
            changes.update(row.set(number=plain(Decimal(row.number.replace(',', '')) * factor)))
    if form.plan and not form.plan[3]:
        path, keys, numbers, _ = form.plan
        changes[path] = {key: f'{number * factor:.2f}' for key, number in zip(keys, numbers)}
    yield changes


@right('desk', 'money from two sources that add up')
def two_sources(form):
    if form.form in ('mof-self-evaluation', 'jinan-department') or not free_of_figures(form) or len(form.sums) != 1 or any(
            re.search('政府|财政', row.name) for row in cost_rows(form)):
        return
    main = form.sums[0][1][0]
    low = {'财政资金': '其他资金', '财政拨款': '其他资金'}.get(main[0])
    one, other = form.amounts[main], form.amounts.get((low,))
    if low and not (other and other.number) and one.number >= 10:
        rest = (one.number * Decimal('0.1')).quantize(Decimal('0.01'))
        yield {main: one.say(one.number - rest), (low,): one.say(rest)}


@right('desk', 'another cumulative plan of spending')
def other_plan(form):
    if form.plan:
        path, keys, numbers, percent = form.plan
        end = 100 if percent else numbers[-1]
        shares = some(form, 'plan', [(0, 0, 0, 100), (15, 45, 85, 100), (0, 30, 90, 100), (5, 35, 35, 100), (40, 60, 90, 100)])
        cells = plan_cells(form, [Decimal(end) * share / 100 for share in shares])
        if cells and form.alters(cells):
            yield cells


@right('desk', 'a big number in 万')
def in_wan(form):
    for row in form.rows_of(count=True):
        number = Decimal(row.number.replace(',', ''))
        if number >= 10000 and number % 1000 == 0 and row.unit in ('人', '人次', '平方米', '吨', '亩', '册', '件', '户') and not row.split:
            yield row.set(number=plain(number / 10_000), unit='万' + row.unit)
            return


@right('desk', 'the cost in another unit, the same amount')
def cost_unit(form):
    rows = [row for row in cost_rows(form) if not row.split and row.unit in ('万元', '万')]
    if rows:
        row = rows[0]
        number = Decimal(row.number.replace(',', ''))
        yield row.set(number=plain(number * 10_000), unit='元')
        if number >= 1000 and number % 100 == 0:
            yield row.set(number=plain(number / 10_000), unit='亿元')
        if number * 100 % 1 == 0 and f'{number:.2f}' != row.number:
            yield row.set(unit='万元', number=f'{number:.2f}')


GOOD_ROWS = {
    'quantity': [('召开工作调度会次数', '≥', '4', '次'), ('印发宣传资料份数', '≥', '2000', '份'), ('开展业务培训期数', '≥', '2', '期'), ('组织现场检查次数', '≥', '12', '次'),
                 ('形成工作总结报告数量', '=', '1', '份'), ('资料归档卷数', '≥', '12', '卷')],
    'quality': [('政府采购合规率', '=', '100', '%'), ('档案资料完整率', '≥', '98', '%'), ('考核不合格率', '≤', '2', '%'), ('资料退回率', '≤', '0.5', '%'), ('资料差错率', '≤', '1', '%')],
    'time': [('问题整改按时完成率', '≥', '95', '%'), ('投诉处理时限', '≤', '5', '个工作日'), ('资金支付审批时限', '≤', '10', '天'), ('应急响应时间', '≤', '30', '分钟')],
    'benefit': [('安全责任事故发生数', '=', '0', '起'), ('有责投诉件数', '≤', '3', '件'), ('重大舆情发生次数', '=', '0', '次'), ('政策知晓率', '≥', '85', '%'), ('信访量同比下降率', '≥', '5', '%')],
}


@right('desk', 'one more indicator that fits any trade')
def good_row(form):
    if not simple(form) or form.family == 'jinan-department':
        return
    for kind in ('quantity', 'quality', 'time', 'benefit'):
        rows = [row for row in form.rows_of(kind) if row.level2.startswith(('数量', '质量', '时效', '社会'))]
        if rows:
            name, sign, number, unit = some(form, kind, GOOD_ROWS[kind])
            if not any(name == row.name for row in form.rows):
                yield new_row(form, rows[-1], name, sign, number, unit)


@right('desk', 'a benefit above 100% or below 0 that may be')
def above_hundred(form):
    if not simple(form) or form.family == 'jinan-department':
        return
    rows = [row for row in form.single_rows if row.level2.startswith(('社会效益', '经济效益')) and (row.split or '指标性质' not in row.fields)
            and row.fields.get('指标性质') != '定性']
    if rows:
        name, sign, number, unit = some(form, 'above', [('受益人数相当于上年的比例', '≥', '110', '%'), ('年度服务总量与上年之比', '≥', '105', '%'), ('带动社会投入与财政资金之比', '≥', '300', '%'),
                                                        ('单位能耗同比增长率', '≤', '-3', '%'), ('运行成本较上年变动幅度', '≤', '-2', '%'), ('投诉量较上年变化率', '≤', '-10', '%')])
        yield new_row(form, rows[-1], name, sign, number, unit)


@right('desk', 'one more group whose satisfaction is asked')
def more_satisfied(form):
    rows = [row for row in form.rows_of('satisfaction') if '满意' in row.level2 and row.is_rate]
    if rows and simple(form):
        name = some(form, 'group', ['基层工作人员满意度', '社会公众满意度', '主管部门满意度', '参与单位满意度', '周边单位满意度'])
        if not any(pairs_of(name[:4]) <= pairs_of(row.name) for row in form.rows):
            yield new_row(form, rows[-1], name, '≥', some(form, 'gv', ['85', '88', '92.5', '80', '90']), '%')


@right('desk', 'a satisfaction with other figures')
def other_satisfaction(form):
    rows = [row for row in form.rows_of('satisfaction') if row.is_rate and row.sign == '≥']
    texts = ''.join(text for _, text in form.texts(TEXTS))
    if rows and rows[0].number + '%' not in texts and '满意' not in texts and not rows[0].split:
        yield renumber(rows[0], some(form, 'osat', ['92.5', '88', '93', '86.5', '97']))


@right('desk', 'the goal compares with last year')
def compares(form):
    year, found = plan_year(form)[0], goal(form)
    if found and year and 'department' not in form.form:
        yield {found[0]: behind(found[1], some(form, 'compare', [
            f'在{year - 1}年工作的基础上进一步规范资金管理。', f'群众反映问题的办理时间较{year - 1}年明显缩短。', f'总结{year - 1}年经验，完善工作机制。',
            f'同时为{year + 1}年的工作打好基础。', f'资料归档质量比{year - 1}年有所提高。']))}


@right('desk', 'the text cites documents of earlier years')
def cites(form):
    found = form.first(['资金用途', '测算依据', '项目概况']) or goal(form)
    if found and 'department' not in form.form:
        yield {found[0]: behind(found[1], some(form, 'cite', [
            '资金管理执行《中华人民共和国预算法实施条例》（国务院令第729号）。', '绩效管理执行《中共中央 国务院关于全面实施预算绩效管理的意见》（中发〔2018〕34号）。',
            '采购活动执行《政府采购需求管理办法》（财库〔2021〕22号）的规定。', '项目评价参照《项目支出绩效评价管理办法》（财预〔2020〕10号）执行。']))}


@right('desk', 'the goal names others who take part')
def names_others(form):
    found = goal(form)
    if found and 'department' not in form.form:
        yield {found[0]: behind(found[1], some(form, 'parts', [
            '同有关街道、社区建立联系制度。', '定期向主管部门报告进展情况。', '邀请第三方机构开展中期评估，并接受财政、审计部门监督。', '由财务科和业务科室共同负责，责任到人。', '项目结束后及时组织验收、办理决算并公开结果。']))}


@right('desk', 'goal and a new indicator that agree')
def goal_and_row(form):
    found, rows = goal(form), [row for row in form.rows_of('quantity') if row.level2.startswith('数量')]
    if not found or not rows or not simple(form) or 'department' in form.form or form.form == 'mof-project-declaration' or (
            form.family == 'jinan-project' and not rows[-1].twins):
        return
    sentence, name, number, unit = some(form, 'agree', [('全年组织业务培训6期。', '组织业务培训期数', '6', '期'), ('年内开展专项检查24次以上。', '开展专项检查次数', '24', '次'),
                                                        ('印制宣传手册5000册。', '印制宣传手册数量', '5000', '册'), ('走访服务对象160户。', '走访服务对象户数', '160', '户'),
                                                        ('召开座谈会8场，听取各方意见。', '召开座谈会场次', '8', '场')])
    changes = new_row(form, rows[-1], name, '≥', number, unit)
    changes[found[0]] = behind(found[1], sentence)
    other = {'年度绩效目标': '总体绩效目标'}.get(found[0][0])
    if other and isinstance(form.data.get(other), str):
        changes[(other,)] = behind(form.data[other], sentence)
    yield changes


@right('desk', 'an indicator that another form of the batch has too')
def common_row(form):
    names = ''.join(row.name for row in form.rows)
    if not simple(form) or not form.others or form.family == 'jinan-department':
        return
    for name, kind in (('资金使用合规率', 'quality'), ('资金拨付及时率', 'time')):
        rows = [row for row in form.rows_of(kind) if row.level2.startswith(('质量', '时效'))]
        if rows and '合规' not in names and '拨付' not in names and '支付' not in names:
            yield Edit(new_row(form, rows[-1], name, '=', '100', '%'))
            return


@right('desk', 'a qualitative value in other words')
def other_words(form):
    words = {'是': ['达到', '已实现'], '提升': ['有所提升', '明显提升'], '有效': ['效果明显', '有效保障'], '及时': ['按时完成', '及时办理'], '健全': ['基本健全', '制度健全'],
             '合格': ['全部合格', '验收合格'], '改善': ['明显改善', '有所改善'], '完善': ['基本完善', '不断完善'], '保障': ['有效保障', '得到保障'], '明显提升': ['显著提升', '明显提高'],
             '规范': ['较为规范', '运行规范'], '无垃圾残留': ['干净整洁', '日产日清']}
    for row in form.single_rows:
        if row.value in words and not (row.value == '是' and '是否' not in row.name):
            if row.value == '是':
                continue
            if row.name.endswith('率'):
                continue
            yield row.say(some(form, 'words', words[row.value]))
            return


@right('desk', 'a name with phase or year')
def name_with_phase(form):
    if form.project and form.project[0] == ('项目名称',) and '标题' not in form.data and not re.search(r'20\d\d|期|（', form.project[1]):
        name = title(form)
        if sum(name in text for _, text in leaves(form.data)) == 1:
            year, cells = plan_year(form)
            year = year if form.year or cells >= 2 or form.family == 'qingdao-project' else None
            yield {form.project[0]: name + (f'（{year}年度）' if year and some(form, 'phase', [1, 1, 0]) and '项目期' not in form.data and form.family != 'futian-project' else some(form, 'batch', ['（第二批）', '（一期）', '(二期)']))}


@right('desk', 'full-width marks for half-width ones')
def other_marks(form):
    for path, text in form.texts(GOALS + PROGRESS, least=12):
        if re.search('[,;(]', text) and not re.search(r'\d,\d|,\d|\(\d', text):
            yield {path: text.translate(str.maketrans(',;()', '，；（）'))}
            return


@right('desk', 'the goals numbered otherwise')
def goals_numbered(form):
    for label in GOALS:
        cells = form.data.get(label)
        if isinstance(cells, list) and 2 <= len(cells) <= 4 and form.form != 'jinan-department':
            plain_ones = [re.sub(r'^(目标(内容)?)?\d+ ?[：:.、]?', '', cell) for cell in cells]
            if any(re.search(r'目标\d|\d\.(?!\d)', one) for one in plain_ones):
                return
            style = some(form, 'style', ['{}.', '目标{}：', '（{}）', '{}、'])
            changes = {(label, nth): style.format(nth + 1) + one for nth, one in enumerate(plain_ones)}
            if form.alters(changes):
                yield changes
            return


@right('desk', 'an optional amount of nought, written as nought')
def nought(form):
    cells = {'tangshan-project': '0万元', 'qingdao-project': '0.00', 'tangshan-project-mixed': '0万元', 'quanzhou-ip-award': '0.00'}
    if form.family in cells and ('其他资金',) not in form.amounts and form.amounts.get(('预算数',)) and '其他资金' not in form.data:
        yield {('其他资金',): cells[form.family] if form.amounts[('预算数',)].unit or form.family == 'qingdao-project' else '0'}


@right('desk', 'a more exact description')
def exact_description(form):
    for row in form.rows_of():
        key = next((key for key in EXPLAINING if len(row.fields.get(key) or '') >= 4), None)
        if key and not row.fields[key].endswith(('。', '】')) and not row.split:
            yield {row.at(key): row.fields[key] + some(form, 'exact', ['（以年末数为准）', '，由业务科室统计', '（据实统计）'])}
            return


@right('desk', 'a unit in another spelling')
def unit_spelled(form):
    same = {'平方米': ['㎡', 'm²', '平米'], '公里': ['千米', 'km'], '吨': ['t'], '米': ['m'], '万平方米': ['万㎡', '万平米'], '家': ['户'], '株': ['棵'], '人': ['名'],
            '场': ['场次']}
    for row in form.rows_of(count=True):
        if row.unit in same and not row.split and row.unit != '家' and not re.search(r'人次', row.name):
            new = some(form, 'same', same[row.unit])
            yield {one.at(one.value_key): re.sub(re.escape(row.unit) + '$', new, one.value) for one in [row, *row.twins]}
            return


@right('desk', 'a department with one more subordinate unit or section')
def one_more_unit(form):
    for label, name in (('直属单位情况', some(form, 'unit', ['信息中心', '综合服务中心', '培训中心'])), ('内设职能部门情况', some(form, 'section', ['督查科', '信息科', '法制科']))):
        text = form.data.get(label, '')
        found = re.search(r'\d+', text)
        if found:
            place = re.sub(r'局$', '', form.data['部门名称']) if label == '直属单位情况' else ''
            mark = '；' if '；' in text else '、'
            yield {(label,): text[:found.start()] + str(int(found[0]) + 1) + text[found.end():].rstrip('。') + mark + place + name}


@right('desk', 'a department with another number of posts and staff')
def other_staff(form):
    found = staff_of(form)
    if found:
        posts, staff = found
        text = form.data['人员情况'][1]['当年']
        yield {('人员情况', 0, '当年'): str(posts + 2), ('人员情况', 1, '当年'): text[:staff.start(2)] + str(int(staff[2]) + 1) + text[staff.end(2):]}


@right('desk', 'a department with higher basic spending and total')
def basic_spending(form):
    if '基本支出' in form.data and '财政拨款' in form.data:
        one, two = form.amounts[('基本支出',)], form.amounts[('财政拨款',)]
        sum_of = one.number + form.amounts[('项目支出',)].number
        if sum_of == two.number and form.amounts.get(('区（县）本级安排',)) and form.amounts[('区（县）本级安排',)].number < two.number:
            yield {('基本支出',): one.say(one.number + Decimal('35.60')), ('财政拨款',): two.say(two.number + Decimal('35.60'))}
