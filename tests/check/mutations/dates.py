"""Mistakes in years, periods and deadlines."""
import re

from .forms import GOALS
from .kinds import mistake, one_of, right

PERIODS = [('开始年度', '结束年度'), ('项目开始时间', '项目结束时间')]
DAY = re.compile(r'((?:19|20)\d\d)( ?年)')


def kind(name, taste=False):
    return mistake('dates', name, taste)


def moved(text, years):
    """A date with another year: 2024, 2024.10, 2024年3月."""
    return re.sub(r'\d{4}', lambda found: str(int(found[0]) + years), text, count=1)


def periods(form):
    for start, end in PERIODS:
        if all(re.match(r'\d{4}', form.data.get(label, '')) for label in (start, end)):
            yield (start,), (end,), form.data[start], form.data[end]


@kind('the project ends before it starts')
def ends_first(form):
    for start, end, begin, stop in periods(form):
        yield {end: moved(stop, int(begin[:4]) - int(stop[:4]) - 1)}


@kind('the project ended before the budget year')
def ended(form):
    for start, end, begin, stop in periods(form):
        if form.year:
            yield {end: moved(stop, form.year - int(stop[:4]) - 2), start: moved(begin, form.year - int(begin[:4]) - 3)}


@kind('the project starts after the budget year')
def starts_late(form):
    for start, end, begin, stop in periods(form):
        if form.year:
            yield {start: moved(begin, form.year - int(begin[:4]) + 2), end: moved(stop, form.year - int(stop[:4]) + 3)}


@kind('a period that ends before it starts (2024年12月-2024年7月)')
def range_turned(form):
    for label in ('实施期', '项目期'):
        found = re.fullmatch(r'(\d{4}年(?:\d+月)?)-(\d{4}年(?:\d+月)?)', form.data.get(label, ''))
        if found and found[1] != found[2]:
            yield {(label,): f'{found[2]}-{found[1]}'}
    until = form.data.get('中期目标截止年度')
    if until and form.year:
        yield {('中期目标截止年度',): str(form.year - 1)}


@kind('a project of 99 years')
def ninety_nine(form):
    for start, end, begin, stop in periods(form):
        yield {end: moved(stop, 99)}
    if form.data.get('实施期限'):
        yield {('实施期限',): '99'}


@kind('a year that is none (20204)')
def no_year(form):
    yield from ({end: stop.replace(stop[:4], stop[:3] + '0' + stop[3], 1)} for _, end, _, stop in periods(form))
    if form.year:
        yield {('年度',): f'{form.year}4'}


@kind('the year of the form is ten years off')
def form_year(form):
    if form.year:
        yield {('年度',): str(form.year + 10)}


@kind('the year of the form is one off, all else speaks of another')
def form_year_off(form):
    text = form.project[1] if form.project else ''
    if form.year and (str(form.year) in text or any(str(form.year) in begin for _, _, begin, _ in periods(form))):
        yield {('年度',): str(form.year - 1)}


# -- deadlines --

def deadlines(form):
    """(row, the date as found) of the indicators that are answered with a date of a year."""
    for row in form.single_rows:
        found = DAY.search(row.value)
        if found:
            yield row, found


def with_deadline(form, text):
    """An indicator of time answered in words or with a date, now with this date."""
    for row in form.single_rows:
        if row.kind == 'time' and not row.split and (row.number is None or DAY.search(row.value)):
            yield row.say(text)


@kind("a deadline after the project's end")
def after_end(form):
    for _, _, _, stop in periods(form):
        yield from with_deadline(form, f'{int(stop[:4]) + 1}年6月底前')


@kind("last year's deadline in a form with a year")
def last_year(form):
    if form.year:
        yield from with_deadline(form, f'{form.year - 1}年12月底前')


@kind("last year's deadline in a form without a year, with the year in its texts")
def last_year_told(form):
    texts = [text for _, text in form.texts()] + [form.project[1] if form.project else '', form.data.get('标题', '')]
    told = DAY.search(' '.join(texts))
    if not form.year and told:
        yield from with_deadline(form, f'{int(told[1]) - 1}年12月底前')


@kind('one deadline a year before the other one')
def deadlines_differ(form):
    found = list(deadlines(form))
    for row, date in found:
        if len(found) > 1:
            yield row.say(row.value.replace(date[1], str(int(date[1]) - 1), 1))


@kind("a deadline of ten years ago")
def long_ago(form):
    for row, date in deadlines(form):
        yield row.say(row.value.replace(date[1], str(int(date[1]) - 10), 1))


@kind('a day that is none (2月30日前, 13月底前)')
def no_day(form):
    words = ('2月30日前', '13月底前', '11月31日前')
    yield from with_deadline(form, one_of(form, *words))


@kind('a year of two figures (24年底前)', taste=True)
def short_year(form):
    yield from with_deadline(form, '24年底前完成')


# -- years in names and texts --

def project(form):
    """The name of the project; None in the forms of departments."""
    return form.project if form.project and form.project[0] != ('部门名称',) else None


@kind('the year before last in the name')
def name_year(form):
    if form.year and project(form):
        path, name = form.project
        yield {path: DAY.sub(rf'{form.year - 2}\2', name, count=1) if DAY.search(name) else f'{form.year - 2}年{name}'}


@kind('a coming year in the name')
def name_next_year(form):
    if form.year and project(form):
        path, name = form.project
        yield {path: DAY.sub(rf'{form.year + 2}\2', name, count=1) if DAY.search(name) else f'{form.year + 2}年{name}'}


@kind("the name and the deadlines tell two years, no year of the form")
def name_and_deadline(form):
    if not form.year and form.project:
        path, name = form.project
        years = {date[1] for _, date in deadlines(form)}
        if years and not DAY.search(name):
            yield {path: f'{int(max(years)) - 2}年{name}'}


@kind('the year before last in the annual goal')
def goal_year(form):
    if form.year:
        for path, text in form.texts(GOALS, least=20):
            if str(form.year) in text:
                yield {path: text.replace(str(form.year), str(form.year - 2))}


@kind("half of the year's target above that of the year")
def half_above(form):
    for row in form.rows_of():
        half = next((key for key in row.fields if key.endswith('半年目标值')), None)
        if half and re.fullmatch(r'[\d.]+', row.fields[half]):
            yield row.put(half, str(int(float(row.number)) * 2 + 1))


# -- right ways --

@right('dates', 'a year with 年 or 年度 behind it')
def year_word(form):
    if form.year:
        yield {('年度',): f'{form.year}年度'}


@right('dates', 'full-width figures in the year')
def year_wide(form):
    if form.year:
        yield {('年度',): ''.join(chr(ord(figure) + 0xFEE0) for figure in str(form.year))}


@right('dates', '2024.10 as 2024年10月, 2024-10')
def month_spelt(form):
    for start, end, begin, stop in periods(form):
        for path, text in ((start, begin), (end, stop)):
            if re.fullmatch(r'\d{4}\.\d+', text):
                year, month = text.split('.')
                yield {path: f'{year}年{int(month)}月'}
            elif re.fullmatch(r'\d{4}', text):
                yield {path: f'{text}年'}


@right('dates', '12月31日前 for 12月底前')
def day_spelt(form):
    for row in form.single_rows:
        for old, new in (('12月底前', '12月31日前'), ('12月31日前', '12月底前'), ('6月底前', '6月30日前')):
            if old in row.value:
                yield row.say(row.value.replace(old, new))


@right('dates', 'a deadline in the budget year (5月底前, 第三季度, 全年)')
def in_time(form):
    words = ('5月底前', '第三季度前', '12月31日前', '全年')
    if form.form != 'qingdao-project':
        yield from with_deadline(form, one_of(form, *words))


@right('dates', 'a year before in a title 《》 or behind 截至')
def year_quoted(form):
    year = form.year or 2023
    for path, text in form.texts(GOALS, least=20)[:1]:
        yield {path: text.rstrip('。；;,，') + f'；截至{year - 1}年底的工作按照《{year - 2}年重点工作实施方案》收尾。'}


@right('dates', 'a project that goes on after the budget year')
def longer(form):
    for start, end, begin, stop in periods(form):
        texts = [text for _, text in form.texts()]  # two alike are right as long as the project has one year
        if '一次性项目' not in (form.data.get('项目属性'), form.data.get('存续状态')) and len(texts) == len(set(texts)):
            yield {end: moved(stop, 1)}
