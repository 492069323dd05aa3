"""Mistakes in texts: cut, marks, characters that are none, leftovers of blank forms, copies, personal data."""
import re

from .forms import DEPARTMENTS, GOALS, REMOVE, TEXT_AMOUNT, USES
from .kinds import Edit, mistake, right

STOP = re.compile('[，；。]')


def kind(name, taste=False):
    return mistake('texts', name, taste)


def in_text(name, make, taste=False, labels=None, least=20):
    """A kind that changes a running text."""
    @kind(name, taste)
    def each(form):
        for path, text in form.texts(labels, least):
            new = make(text)
            if new and new != text:
                yield {path: new}


def middle(text):
    """A place between two characters of Chinese, in the middle of a clause in the middle of a text."""
    for found in re.finditer(r'(?<=[一-鿿]{2})(?=[一-鿿]{3})', text):
        if found.start() > len(text) // 2:
            return found.start()
    return None


def put(word):
    def make(text):
        at = middle(text)
        return at and text[:at] + word + text[at:]
    return make


def cut_begin(text):
    at = middle(text[:40])
    return at and text[at:]


def cut_end(text):
    places = [found.start() for found in re.finditer(r'(?<=[一-鿿]{3})(?=[一-鿿]{3})', text)
              if found.start() > len(text) * .6]
    return text[:places[0]] if places else None


in_text('the beginning cut off', cut_begin)
in_text('the end cut off', cut_end)
in_text('the end cut off behind a comma', lambda text: text[:[*STOP.finditer(text)][0].end()].replace('。', '，')
        if len(STOP.findall(text)) > 1 and STOP.search(text)[0] == '，' else None)
in_text('the end cut off behind 和, 的, 以及', lambda text: text.rstrip('。；，') + ('，并加强对', '和', '以及')[len(text) % 3])
in_text('ends in =, / or （', lambda text: text.rstrip('。；，\n') + '=/（'[len(text) % 3])
in_text('begins with a comma', lambda text: '，' + text)
in_text('begins with a closing bracket', lambda text: '）' + text)


@kind('the name of the project cut off')
def project_cut(form):
    if form.project and len(form.project[1]) > 8:
        yield {form.project[0]: form.project[1][:-3]}


@kind('the name of an indicator cut off')
def name_cut(form):
    for row in form.rows_of():
        if len(row.name) > 6 and row.name.endswith(('率', '数量', '满意度')):
            yield row.rename(row.name[:-1])


@kind('the explanation of an indicator cut off')
def explanation_cut(form):
    for row in form.single_rows:
        for key in ('绩效指标描述', '指标解释', '内涵解释'):
            if len(row.fields.get(key, '')) > 14:
                yield row.put(key, row.fields[key][:-5])


# -- marks --

in_text('half-width comma', lambda text: re.sub('(?<=[一-鿿])，(?=[一-鿿])', ',', text, count=1), taste=True)
in_text('half-width comma and a blank', lambda text: re.sub('(?<=[一-鿿])，(?=[一-鿿])', ', ', text, count=1), taste=True)
in_text('half-width comma behind a figure or %', put('完成100%,'), taste=True)
in_text('half-width semicolon', lambda text: re.sub('(?<=[一-鿿])；', ';', text, count=1), taste=True)
in_text('half-width colon', lambda text: re.sub('(?<=[一-鿿])：(?=[一-鿿])', ':', text, count=1), taste=True)
in_text('half-width full stop', lambda text: re.sub('(?<=[一-鿿])。', '.', text, count=1), taste=True)
in_text('half-width brackets', put('(含下属单位)'), taste=True)
in_text('half-width quotation marks', put('"放心工程"'), taste=True)
in_text('one bracket full-width, one half-width', put('（含下属单位)'))
in_text('doubled full stop', lambda text: text.rstrip('。；') + '。。')
in_text('doubled comma', lambda text: text.replace('，', '，，', 1))
in_text('comma and full stop', lambda text: text.rstrip('。；，') + '，。')
in_text('mark behind a mark (；。 、，)', lambda text: text.replace('，', '、，', 1))
in_text('a bracket too many', put('）'))
in_text('a bracket not closed', put('（含'))
in_text('a quotation mark not closed', put('“'))
in_text('《 not closed', put('《'))
in_text('round brackets one in the other', put('（含（市级））'), taste=True)
in_text('...... for ……', lambda text: text.rstrip('。；，') + '......', taste=True)
in_text('[2021] or (2021) for 〔2021〕', lambda text: text.rstrip('。；，') + (
    '（市政发[2021]15号）' if len(text) % 2 else '（市政发(2021)15号）'), taste=True)

# -- characters --

in_text('U+FFFD', put('\ufffd'))
in_text('a private-use character', put('\ue5e5'))
in_text('a TAB', put('\t'))
in_text('a zero-width blank', put('\u200b'))
in_text('a soft hyphen', put('\u00ad'))
in_text('two blanks between characters', put('  '))
in_text('a full-width blank between characters', put('\u3000'), taste=True)
in_text('a line break inside a sentence', put('\n'), taste=True)
in_text('锟斤拷', put('锟斤拷'))
in_text('characters of a wrong code page (æ°´)', put('æ\xb0\xb4å\x8a¡'))
in_text('&nbsp; or &lt;', put('&nbsp;'))
in_text('<br> or <p>', put('<br>'))
in_text('错误！未定义书签。', put('错误！未定义书签。'))
in_text('a question mark for a character', put('?'))
in_text('□ for a character', put('□'))

# -- leftovers --

in_text('XX in a text', put('XX'))
in_text('××× in a text', put('×××'))
in_text('{单位} in a text', put('{单位}'))
in_text('20XX年 in a text', put('20XX年'))
in_text('待填写 in a text', put('（待填写）'))
in_text('（请填写…） left in a text', lambda text: '（请简要填写，不超过200字）' + text)
in_text('____ in a text', put('____'))
in_text('目标内容1 before a goal', lambda text: '目标内容1' + text if '目标' not in text[:4] else None, labels=GOALS)
in_text('a word doubled', lambda text: middle(text) and put(text[middle(text):middle(text) + 2])(text), taste=True)
in_text('a clause doubled', lambda text: re.sub('(?<=[，；。])([^，；。\n]{8,}[，；])', r'\1\1', text, count=1))
in_text('待定 as a text', lambda text: '待定')
in_text('同上 as a text', lambda text: '同上')
in_text('详见附件 as a text', lambda text: '详见附件')
in_text('无 as a text', lambda text: '无', labels=USES + GOALS)
in_text('a figure as a text', lambda text: '1')


@kind('the use of funds or the annual goal removed')
def removed(form):
    for path, _ in form.texts(USES + GOALS):
        if len(path) == 1:
            yield {path: REMOVE}
        elif path[-1] == 0:
            yield {path[:1]: REMOVE}


@kind('政策依据 or the reason of the project removed')
def basis_removed(form):
    for label in ('政策依据', '项目立项的依据', '项目立项依据', '职能依据', '项目申报的可行性'):
        if form.data.get(label):
            yield {(label,): REMOVE}


def as_value(word, taste=False):
    @kind(f'{word} as a value', taste)
    def each(form):
        for row in form.rows_of():
            if not row.split:
                yield row.say(word)
            else:
                yield row.put(row.value_key, word)


for one in ('待定', '同上', 'XX', '……', '详见附件', '/', '-', '*', '无', '按要求', '≥', '%', '不适用', '见文件'):
    as_value(one)


# -- copies --

@kind('the annual goal is the long-term goal', taste=True)
def same_goals(form):
    for year, whole in (('年度目标', '长期目标'), ('年度绩效目标', '总体绩效目标'), ('年度目标', '中期目标'), ('年度目标', '总体目标')):
        if isinstance(form.data.get(year), str) and form.data.get(whole) and form.data[year] != form.data[whole]:
            yield Edit({(year,): form.data[whole]}, source=((whole,),))


@kind('two goals alike')
def goals_alike(form):
    goals = form.data.get('绩效目标')
    if isinstance(goals, list) and len(goals) > 1:
        yield Edit({('绩效目标', 1): goals[0]}, source=(('绩效目标', 0),))


@kind('the goal is the name of the project')
def goal_is_name(form):
    for path, _ in form.texts(GOALS, least=12):
        if form.project:
            yield {path: form.project[1]}


@kind('the use of funds is the name of the project')
def use_is_name(form):
    for path, _ in form.texts(USES, least=12):
        if form.project:
            yield {path: form.project[1]}


@kind('the goal is the use of funds', taste=True)
def goal_is_use(form):
    for path, _ in form.texts(GOALS, least=12)[:1]:
        for there, use in form.texts(USES, least=12)[:1]:
            yield Edit({path: use}, source=(there,))


@kind('a goal of five characters (做好工作)', taste=True)
def short_goal(form):
    for path, _ in form.texts(GOALS, least=20):
        yield {path: '做好工作'}


@kind('the number in the goal and in the indicator differ', taste=True)
def numbers_differ(form):
    for path, text in form.texts(GOALS + USES, least=10):
        for row in form.rows_of(count=True):
            found = re.search(rf'(?<![\d.]){re.escape(row.number)}(?= ?{re.escape(row.unit)})', text)
            if found and not row.split and not TEXT_AMOUNT.match(text, found.start()):
                number = f'{float(row.number.replace(",", "")) * 1.5 + 1:.0f}'
                yield {path: text[:found.start()] + number + text[found.end():]}


@kind('a rate in the goal and in the indicator differ', taste=True)
def rates_differ(form):
    for path, text in form.texts(GOALS, least=10):
        for row in form.rows_of(rate=True):
            found = re.search(rf'{re.escape(row.name[-4:])}[^，。；]{{0,8}}?{re.escape(row.number)}(?=%)', text)
            if found and not row.split:
                yield {path: text[:found.end() - len(row.number)] + '45' + text[found.end():]}


@kind('the department of another place in the text', taste=True)
def other_department(form):
    for path, text in form.texts(GOALS, least=20)[:1]:
        if form.first(DEPARTMENTS):
            yield {path: '天津市河东区财政局' + text}


# -- personal data --

in_text('an identity number in a text', lambda text: text.rstrip('。；，') + '，联系人身份证号11010519491231002X。')
in_text('a mobile number in a text', lambda text: text.rstrip('。；，') + '，联系电话13800138000。')
in_text('a bank account in a text', lambda text: text.rstrip('。；，') + '，账号6222020200112233445。')
in_text('an e-mail address in a text', lambda text: text.rstrip('。；，') + '，邮箱zhangsan@163.com。', taste=True)
in_text('密级 in a text', lambda text: '机密★1年。' + text)

# -- right ways --


def right_text(name, make, labels=None, least=20):
    @right('texts', name)
    def each(form):
        for path, text in form.texts(labels, least):
            new = make(text)
            if new and new != text:
                yield {path: new}


def added(clause):
    return lambda text: text.rstrip('。；，、\n ') + '；' + clause + '。'


right_text('（含…） in full-width brackets', put('（含下属单位）'))
right_text('“…” in quotation marks', put('“放心工程”'))
right_text('《…》〔2021〕15号', added('按照《项目支出管理办法》（市政发〔2021〕15号）执行'))
right_text('a clause more', added('加强日常管理和监督检查'))
right_text('decimals, ratios, times, models (3.5%, 1:2, 8:30, A4, PM2.5)',
           added('窗口8:30开放，A4纸双面打印，PM2.5平均浓度下降3.5%，配套比例1:2'))
right_text('thousands with commas (1,200人)', added('全年服务1,200人次以上'))
right_text('an abbreviation in Latin (PPP, 5G, GDP)', added('支持PPP项目和5G基站建设'))
right_text('numbering （一） 1. ①', lambda text: '（一）' + text if not re.match(r'[\d（(一目]', text) else None)
right_text('what looks like a leftover and is none (X光机, 3×5米, A/B类, 某些)', added('购置X光机和3×5米展板，服务A/B类对象，解决某些难点'))
right_text('a measure for each (每人300元)', added('按每人300元、每场不超过2000元的标准执行'))
right_text('money of others (带动社会投资2亿元)', added('带动社会投资2亿元，企业户均增收1.5万元'))
right_text('a final full stop more', lambda text: text + '。' if text[-1] not in '。；，、：%.' else None)
right_text('a short text without a full stop', lambda text: text[:-1] if text.endswith('。') and len(text) < 60 else None)
right_text('blanks at the end', lambda text: text + ' ')
right_text('a doubled word that is right (人人, 天天, 家家户户, 一一)', added('做到人人参与、家家户户知晓，问题一一整改'))
right_text('a paragraph more', lambda text: text + '\n加强日常管理和监督检查。' if text.endswith('。') else None)
right_text('a range and a date (2024年1月—12月, 3～5次)', added('每月组织3～5次巡查'))
right_text('rare characters of Extension B', put('𬭚'))
