"""Slips of the hand and of programs: what Excel, Word, PDF readers and copying do to a form on its way through an office.
Listed from what happens there, before any rule that might find it was written or read."""
import re
from decimal import Decimal

from .forms import DEPARTMENTS, GOALS, UNITS, USES, plain
from .kinds import Edit, mistake, one_of, right


def kind(name, taste=False):
    return mistake('slips', name, taste)


def clause(text, more):
    return text.rstrip('。；，、：\n ') + '；' + more + '。'


def neighbours(form, test):
    """Pairs of rows that follow each other in a list of one category and pass the test."""
    rows = form.rows
    for one, two in zip(rows, rows[1:]):
        if one.path[:-1] == two.path[:-1] and one.value and two.value and one.name and two.name and test(one, two):
            yield one, two


# -- Excel: amounts and figures --

@kind('a total whose formula misses the last row')
def row_missed(form):
    for total, parts in form.sums:
        last = form.amounts[parts[-1]]
        if len(parts) > 1 and last.number and len([part for part in parts if form.amounts[part].number]) > 1:
            one = form.amounts[total]
            yield {total: one.say((form.worth(total) - form.worth(parts[-1])) * one.number / form.worth(total))}


@kind('a part filled down from the cell above it')
def filled_down(form):
    for _, parts in form.sums:
        for above, below in zip(parts, parts[1:]):
            if form.at(above) != form.at(below) and form.amounts[above].number:
                yield Edit({below: form.at(above)}, source=(above,))


@kind('######## for an amount')
def too_narrow(form):
    yield from ({total: '########'} for total, _ in form.sums)


@kind('a total rounded to whole 万元, its parts as they were')
def rounded(form):
    for total, _ in form.sums:
        one = form.amounts[total]
        if one.number != round(one.number) and len(total) == 1:
            yield {total: one.say(round(one.number), decimals=0)}


@kind('a rate shown as a fraction (≥0.95, cell format lost)')
def fraction(form):
    for row in form.rows_of('quality', 'time', 'benefit', rate=True):
        if row.name.endswith('率') and Decimal(row.number) > 20 and not row.split:
            yield row.set(number=plain(Decimal(row.number) / 100), unit='')


@kind('a rate shown as a fraction of a percent (≥0.95%)')
def fraction_percent(form):
    for row in form.rows_of('quality', 'time', 'satisfaction', rate=True):
        if Decimal(row.number) >= 80:
            yield row.set(number=plain(Decimal(row.number) / 100))


@kind('the decimal point of a rate lost (≥985% for 98.5%)')
def point_lost(form):
    for row in form.rows_of('quality', 'time', 'satisfaction', rate=True):
        if re.fullmatch(r'\d\d', row.number) and int(row.number) >= 80:
            yield row.set(number=row.number + '5')


@kind('a deadline turned into a serial number (45657)')
def serial(form):
    for row in form.single_rows:
        if row.kind == 'time' and row.number is None and re.search('月|年', row.value) and not row.split:
            yield row.say(one_of(form, '45657', '45291', '45473'))


@kind('a deadline turned into a date of Excel (31-Dec, 2024/12/31 0:00:00)', taste=True)
def excel_date(form):
    for row in form.single_rows:
        if row.kind == 'time' and row.number is None and re.search('月|年', row.value) and not row.split:
            yield row.say(one_of(form, '31-Dec', 'Dec-24', '2024/12/31 0:00:00'))


@kind('a number turned into a date (4次 → 1月4日)')
def into_date(form):
    for row in form.rows_of('quantity', count=True):
        if not row.split and re.fullmatch(r'\d{1,2}', row.number):
            yield row.say(one_of(form, '1月4日', '3月5日', '2-Mar'))


@kind('a number in scientific notation (≥1.2E+05)')
def scientific(form):
    for row in form.rows_of(count=True):
        if len(row.number) >= 4 and not row.split:
            yield row.set(number='1.2E+05')


@kind('a formula error for a value (#N/A, #DIV/0!, #VALUE!)')
def formula_error(form):
    yield from (row.say(one_of(form, '#N/A', '#DIV/0!', '#VALUE!')) for row in form.rows_of())


@kind('values counting on (≥95%, ≥96%, ≥97%: a series filled down)')
def series(form):
    for one, two in neighbours(form, lambda one, two: one.number and two.number and not one.split
                               and (one.sign, one.unit) != (two.sign, two.unit)):
        number = Decimal(one.number.replace(',', ''))
        yield {two.at(two.value_key): one.sign + plain(number + 1) + one.unit}


@kind('names counting on (a name and a number filled down: 培训人数1, 培训人数2)')
def names_counting(form):
    for one, two in neighbours(form, lambda one, two: len(one.name) > 3 and not re.search(r'\d$', one.name)):
        yield {one.at('三级指标'): one.name + '1', two.at('三级指标'): one.name + '2'}


# -- copying: rows and cells that slipped --

@kind('the values of two rows changed places (a rate and a number)')
def exchanged(form):
    for one, two in neighbours(form, lambda one, two: (one.is_rate and two.is_count) or (one.is_count and two.is_rate)):
        changes = {one.at(one.value_key): two.value, two.at(two.value_key): one.value}
        if one.split:
            changes.update({one.at('计量单位'): two.unit, two.at('计量单位'): one.unit})
        yield changes


@kind('the values of a category one row too low')
def shifted(form):
    seen = set()
    for row in form.rows:
        where = row.path[:-1]
        rows = [one for one in form.rows if one.path[:-1] == where]
        if where in seen or len(rows) < 3 or len(rows[0].path) < 3 or row.split:
            continue
        seen.add(where)
        kinds = {(one.sign, one.unit) for one in rows}
        if len(kinds) > 1 and all(one.value for one in rows):
            yield {**{below.at(below.value_key): above.value for above, below in zip(rows, rows[1:])},
                   rows[0].at(rows[0].value_key): ''}


@kind('the row of heads stands in the list (三级指标, 指标值)')
def head_row(form):
    for row in form.rows_of()[:3]:
        yield row.followed_by(三级指标='三级指标', value='指标值')


@kind('a row 合计 stands in the list', taste=True)
def sum_row(form):
    for row in form.rows_of(count=True):
        yield row.followed_by(三级指标='合计', value=row.value)


@kind('two indicators in one row (merged cells copied)')
def merged(form):
    for one, two in neighbours(form, lambda one, two: not one.split):
        rows = [row for row in form.at(one.path[:-1]) if row is not two.fields]
        at = rows.index(one.fields)
        rows[at] = {**one.fields, '三级指标': f'{one.name}\n{two.name}', one.value_key: f'{one.value}\n{two.value}'}
        yield Edit({one.path[:-1]: rows}, source=(one.at('三级指标'), two.at('三级指标')))


@kind('the code stands in the cell of the name')
def code_for_name(form):
    if form.project and form.code:
        yield {form.project[0]: form.code[1]}


@kind('the name of the project stands in the cell of the unit')
def name_for_unit(form):
    for path, _ in form.all(UNITS)[:1]:
        if form.project and form.project[0] != path:
            yield Edit({path: form.project[1]}, source=(form.project[0],))


@kind('a copy by name: （副本）, - 副本, .xlsx in the name of the project')
def copy_name(form):
    if form.project and form.project[0] != ('部门名称',):
        yield {form.project[0]: form.project[1] + one_of(form, '（副本）', ' - 副本', '.xlsx')}


@kind('the column of units filled down with the first one')
def units_filled(form):
    rows = [row for row in form.rows_of() if row.split and row.unit]
    for one, two in zip(rows, rows[1:]):
        if one.unit != two.unit and '%' in (one.unit, two.unit):
            yield two.put('计量单位', one.fields['计量单位'])


# -- Word and PDF: characters --

@kind('≥ and ≤ in the font Symbol (³90%, £5万元)')
def symbol(form):
    for row in form.rows_of():
        changes = row.written(sign={'≥': '³', '≤': '£'}[row.sign]) if row.sign in ('≥', '≤') else None
        if changes:
            yield changes


@kind('≥ lost to a question mark (?90%)')
def sign_lost(form):
    for row in form.rows_of():
        changes = row.written(sign='?') if row.sign in ('≥', '≤') else None
        if changes:
            yield changes


def in_text(name, make, taste=False, labels=None, least=20):
    @kind(name, taste)
    def each(form):
        for path, text in form.texts(labels, least):
            new = make(form, text)
            if new and new != text:
                yield {path: new}


RADICALS = {'工': '⼯', '人': '⼈', '大': '⼤', '生': '⽣', '用': '⽤', '力': '⼒', '水': '⽔', '一': '⼀', '方': '⽅', '目': '⽬'}
in_text('radicals for characters, copied from a PDF (⼯作)', lambda form, text: next(
    (text.replace(old, new, 1) for old, new in RADICALS.items() if old in text), None))
in_text('bullets of Word turned into letters (l, Ø, n)',
        lambda form, text: one_of(form, 'l ', 'Ø ', 'n ') + text + '\n' + one_of(form, 'l ', 'Ø ', 'n ') + '加强日常管理。')
in_text('错误！未找到引用源。', lambda form, text: clause(text, '详见第错误！未找到引用源。条'))
in_text('a field of Word (HYPERLINK, MERGEFORMAT)',
        lambda form, text: clause(text, one_of(form, '网址HYPERLINK "http://www.example.gov.cn"', '第PAGE \\* MERGEFORMAT页')))
in_text('a comment of a reviewer left in (【批注：…】)', lambda form, text: clause(
    text, one_of(form, '【批注：此处请核实】', '（请核实）', '（此处数据待核）')))
in_text('marks of a chat program (**…**, ###)', lambda form, text: one_of(
    form, '**总体目标**：', '### 总体目标\n', '- **目标**：') + text)
in_text('the answer of a chat program (好的，以下是…)', lambda form, text: '好的，以下是为您撰写的绩效目标：' + text)
in_text('O or l within a figure of a text (1O处, l2场)', lambda form, text: clause(
    text, one_of(form, '新建站点1O处', '开展培训l2场', '服务2OO人次')))
in_text('曰 for 日, 未 for 末 (12月31曰, 12月未)', lambda form, text: clause(
    text, one_of(form, '12月31曰前完成验收', '12月未前完成验收', '2024年未全部建成')))
in_text('traditional characters among simplified ones (項目, 資金)', lambda form, text: next(
    (text.replace(old, new, 1) for old, new in (('资金', '資金'), ('项目', '項目'), ('发展', '發展'), ('建设', '建設'),
                                                ('经费', '經費')) if old in text), None), taste=True)


# -- texts: cut, pasted, of another year --

@kind('cut at 255 characters, as cells of Excel are')
def cut_255(form):
    for path, text in form.texts(least=270):
        if '\n' not in text[:255]:
            yield {path: text[:255]}


@kind('cut at 100 characters, as fields of databases are')
def cut_100(form):
    for path, text in form.texts(least=115):
        if '\n' not in text[:100] and text[99] not in '。；' and text[100] not in '。；':
            yield {path: text[:100]}


in_text('the whole text pasted twice', lambda form, text: text + text if len(text) < 400 else None)
in_text('the last sentence pasted once more', lambda form, text: text + re.split('(?<=。)', text.rstrip())[-2]
        if text.rstrip().endswith('。') and text.count('。') > 1 and len(re.split('(?<=。)', text.rstrip())[-2]) > 12 else None)


@kind("last year's deadline left in the text")
def old_deadline(form):
    for path, text in form.texts(GOALS, least=20):
        if form.year:
            yield {path: clause(text, f'{form.year - 1}年12月底前全部完成')}


@kind("last year's budget left in the text")
def old_budget(form):
    for path, text in form.texts(USES, least=8)[:1]:
        if form.budget and form.worth(form.budget) > 1:
            yield {path: clause(text, f'项目预算总额{plain((form.worth(form.budget) * Decimal("1.2") + 1).quantize(Decimal("0.1")))}万元')}


@kind('the text of another field pasted over it')
def pasted_over(form):
    texts = [(path, text) for path, text in form.texts(least=20) if len(path) == 1]
    for (path, text), (there, other) in zip(texts, texts[1:]):
        if text != other:
            yield Edit({path: other}, source=(there,))


# -- codes, telephones, departments --

@kind('.0 behind the code (a number of a program)')
def point_zero(form):
    if form.code and form.code[1].isdigit():
        yield {form.code[0]: form.code[1] + '.0'}


@kind('a telephone computed (0595-22198765 → -22198170)')
def phone_computed(form):
    if '联系电话' in form.data:
        yield {('联系电话',): '-22198170'}


@kind('the code of the unit is that of the project')
def unit_is_project(form):
    if form.code and form.data.get('单位编码'):
        yield Edit({('单位编码',): form.code[1]}, source=(form.code[0],))


@kind('department: a unit stands twice in the list')
def unit_twice(form):
    for label in ('直属单位情况', '内设职能部门情况'):
        text = form.data.get(label, '')
        parts = re.split('、', text.rstrip('。'))
        if re.search(r'\d+ ?个，包括', text) and len(parts) > 2 and not re.search('[（）()，；]', parts[-1] + parts[-2]):
            yield {(label,): '、'.join([*parts[:-1], parts[-2]]) + '。'}


@kind('self-evaluation: more done than is possible (实际完成值 120%)')
def reached_much(form):
    for row in form.rows_of('satisfaction', rate=True):
        if '实际完成值' in row.fields:
            yield row.put('实际完成值', '120%')


@kind('self-evaluation: reached in another unit')
def reached_unit(form):
    for row in form.rows_of(count=True):
        if '实际完成值' in row.fields:
            yield row.put('实际完成值', row.fields['实际完成值'].replace(row.unit, '平方米'))


@kind('the department and the unit changed places in the form', taste=True)
def department_unit(form):
    unit, department = form.first(UNITS), form.first(DEPARTMENTS)
    if unit and department and unit[1] != department[1] and re.match(r'\d{6}', unit[1]) and re.match(r'\d{3}-', department[1]):
        yield {unit[0]: department[1], department[0]: unit[1]}


@kind('the use of funds tells nothing but the amount', taste=True)
def only_amount(form):
    for path, _ in form.texts(USES, least=12)[:1]:
        if form.budget:
            yield {path: f'{plain(form.worth(form.budget))}万元'}


# -- right ways --

def right_clause(name, *clauses, labels=None):
    @right('slips', name)
    def each(form):
        for path, text in form.texts(labels, least=20):
            yield {path: clause(text, one_of(form, *clauses))}


right_clause('an abbreviation introduced (以下简称“…”)', '组建项目工作专班（以下简称“专班”），统筹推进各项任务')
right_clause('a clause that ends in 的 (对符合条件的，…)', '对符合条件的，按规定给予补助；对验收不合格的，责令整改')
right_clause('months and ends of periods (12月末, 年末, 期末)', '12月末前完成验收，年末组织绩效自评，期末余额按规定收回')
right_clause('what last year brought (较上年增长, 上年投入)', '上年投入120万元，惠及群众3000人次，今年力争稳中有升')
right_clause('letters that stand for things (B座, K12, 3D, O2O)', '在B座设立O2O服务点2处，配备3D打印设备1台，服务K12学生')
right_clause('an address and a route (G106, 108国道)', '整治G106沿线和108国道两侧环境，覆盖3个乡镇')
right_clause('another department named (配合省财政厅)', '配合省财政厅、市审计局做好绩效评价，学习借鉴杭州市经验')
right_clause('a question asked (问计于民)', '围绕“群众需要什么？我们能做什么？”开展调研')
right_clause('days and times of a document (2016年3月1日印发)', '执行2016年3月1日印发的《项目支出管理办法》')


@right('slips', 'an ending without a stop that is a whole noun (…经费)')
def noun_end(form):
    for path, text in form.texts(USES, least=20):
        if text.endswith('。') and len(text) < 120:
            yield {path: text.rstrip('。') + '，用于保障机构正常运转和开展业务工作所需经费'}


def right_row(name, source, fields_name, value, level2=''):
    @right('slips', name)
    def each(form):
        if any(row.split or '分值' in row.fields or '分值权重' in row.fields for row in form.rows):
            return
        for row in [row for row in form.single_rows if row.kind == source and row.name and level2 in row.level2][:1]:
            fields = {'三级指标': fields_name, 'value': value}
            for key in ('绩效指标描述', '指标解释'):
                if key in row.fields:
                    fields[key] = '按季度统计并由第三方复核的结果'
            if '指标值确定依据' in row.fields:
                fields['指标值确定依据'] = '工作经验'
            yield row.followed_by(**fields)


right_row('one more: a name that goes on from another one (参训学员就业质量提升幅度)', 'benefit', '参训学员就业质量提升幅度', '≥5%')
right_row('one more: a rare unit (课时, 标箱, 床位, 车次)', 'quantity', '开设专业课程', '≥240课时')
right_row('one more: a unit of measure (mg/L, dB)', 'benefit', '出水化学需氧量', '≤50mg/L', '生态')
right_row('one more: a rate below one percent (≤0.5%)', 'quality', '设备故障率', '≤0.8%')
right_row('one more: of a small share (≥0.95%)', 'benefit', '研发经费投入强度', '≥0.95%')
right_row('one more: 井 counted in 口', 'quantity', '新打机井数量', '≥12口')
right_row('one more: fewer than before (办理环节减少)', 'benefit', '办事环节压减数量', '≥3个')


@right('slips', "a code of the year before (a project that goes on)")
def older_code(form):
    if form.code and form.year and re.match(r'\d{6}2\d', form.code[1]):
        path, code = form.code
        yield {path: f'{code[:6]}{form.year % 100 - 1:02}{code[8:]}'}


@right('slips', 'a name of the project without its first words (no year)')
def name_without_year(form):
    if form.project and re.match(r'\d{4}年度?', form.project[1]) and '标题' not in form.data:
        yield {form.project[0]: re.sub(r'^\d{4}年度?', '', form.project[1])}


@right('slips', 'department: fewer staff than posts')
def fewer_staff(form):
    staff = form.data.get('人员情况')
    if isinstance(staff, list):
        for nth, row in enumerate(staff):
            found = re.search(r'(在编人员 ?)(\d+)', row.get('当年', ''))
            if found and int(found[2]) > 3:
                yield {('人员情况', nth, '当年'): row['当年'].replace(found[0], f'{found[1]}{int(found[2]) - 2}', 1)}


@right('slips', 'the plan left with zeros at its begin (0, 40, 80, 100)')
def slow_plan(form):
    if form.plan and form.plan[3] and len(form.plan[1]) == 4 and isinstance(form.at(form.plan[0]), dict):
        path, keys, _, _ = form.plan
        yield {path: dict(zip(keys, ('0%', '45%', '85%', '100%')))}
