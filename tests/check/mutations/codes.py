"""Mistakes in codes and numbers of identity: projects, units, telephones."""
import re

from .forms import REMOVE
from .kinds import Edit, mistake, one_of, right


def kind(name, taste=False):
    return mistake('codes', name, taste)


def coded(name, make, taste=False):
    @kind(name, taste)
    def each(form):
        if form.code:
            path, code = form.code
            new = make(code)
            if new and new != code:
                yield {path: new}


def year_at(code):
    """Where the two figures of the year stand: behind the division of six figures."""
    return 6 if re.match(r'\d{6}2\d', code) else None


def other_year(years):
    def make(code):
        at = year_at(code)
        return at and f'{code[:at]}{int(code[at:at + 2]) + years:02}{code[at + 2:]}'
    return make


coded('one figure dropped', lambda code: code[:9] + code[10:])
coded('one figure too many', lambda code: code[:12] + code[11:])
coded('three figures dropped', lambda code: code[:-3])
coded('the letter O for 0', lambda code: code[:10] + code[10:].replace('0', 'O', 1))
coded('the letter l or I for 1', lambda code: code[:6] + code[6:].replace('1', 'Il'[len(code) % 2], 1))
coded('a letter in the division', lambda code: code[:5] + 'A' + code[6:])
coded("next year's code", other_year(1))
coded('a code of two years ago', other_year(-2))
coded('a code of ten years ahead', other_year(10))
coded('a division that is none (00…, 99…)', lambda code: ('99' if len(code) % 2 else '00') + code[2:])
coded('scientific (1.30271E+20)', lambda code: f'{code[0]}.{code[1:6]}E+20')
coded('rounded by a spreadsheet (zeros behind 15 figures)',
      lambda code: re.match(r'\d{16}', code) and code[:15] + '0' * (len(code) - 15))
coded('one curly quote before it', lambda code: '“' + code, taste=True)
coded('an apostrophe before it', lambda code: "'" + code, taste=True)
coded('a full stop behind it', lambda code: code + '。')
coded('words for it (待赋码)', lambda code: '待赋码')
coded('only zeros', lambda code: '0' * len(code))
coded('two codes in the cell', lambda code: code + '、' + code[:-1] + '9')


@kind('the code removed')
def removed(form):
    if form.code:
        yield {form.code[0]: REMOVE}


@kind('the segment of the department is not the code of the unit')
def segment(form):
    if form.code:
        path, code = form.code
        unit = re.match(r'\d{3}', form.data.get('单位编码', ''))
        if unit and code[8:11] == unit[0]:
            yield {path: code[:8] + f'{int(unit[0]) + 1:03}' + code[11:]}


@kind('the code of the unit one figure short')
def unit_short(form):
    for label in ('单位编码', '主管部门编码'):
        if re.fullmatch(r'\d{3,}', form.data.get(label, '')):
            yield {(label,): form.data[label][:-1]}
    for label in ('主管部门及代码', '主管部门(单位)名称及部门预算编码', '单位编码及名称', '实施单位'):
        found = re.match(r'\d{3,6}', form.data.get(label, ''))
        if found:
            yield {(label,): form.data[label].replace(found[0], found[0][:-1], 1)}


@kind('the code of the unit is not that of its department')
def unit_other(form):
    found = re.match(r'(\d{3})-', form.data.get('主管部门及代码', form.data.get('主管部门', '')))
    unit = re.match(r'(\d{3})\d{3}-', form.data.get('实施单位', ''))
    if found and unit and found[1] == unit[1]:
        yield {('实施单位',): f'{int(unit[1]) + 7}{form.data["实施单位"][3:]}'}


@kind('batch: the code of another project of the batch')
def same_code(form):
    for other in form.others:
        if form.code and other.code and other.code[1] != form.code[1]:
            yield Edit({form.code[0]: other.code[1]}, partner=other.name)
            return


# -- telephones --

def phone(name, number, taste=False):
    @kind(name, taste)
    def each(form):
        if '联系电话' in form.data:
            yield {('联系电话',): number}


phone('a telephone number one figure short', '0595-221987')
phone('a mobile number one figure short', '1380013800')
phone('a mobile number one figure too long', '138001380001')
phone('a telephone number with a letter', '0595-2219876O')
phone('words for the telephone', '见附件')


# -- right ways --

@right('codes', 'full-width figures in a code')
def wide(form):
    if form.code:
        path, code = form.code
        yield {path: ''.join(chr(ord(one) + 0xFEE0) if one.isdigit() else one for one in code)}


@right('codes', 'curly quotation marks round a code')
def quoted(form):
    if form.code:
        yield {form.code[0]: f'“{form.code[1]}”'}


@right('codes', 'blanks in and round a code')
def blanks(form):
    if form.code:
        path, code = form.code
        yield {path: f' {code[:6]} {code[6:]} '}


@right('codes', 'another serial number')
def serial(form):
    if form.code:
        path, code = form.code
        found = re.search(r'\d{3}(?=[A-Z]?$)', code)
        yield {path: f'{code[:found.start()]}{(int(found[0]) + 711) % 1000:03}{code[found.end():]}'}


@right('codes', 'telephone numbers of all usual shapes')
def phones(form):
    if '联系电话' in form.data:
        shapes = ('0595-22198765', '（0595）22198765', '0595 22198765', '0531-82078123', '0595-22198765-801')
        yield {('联系电话',): one_of(form, *shapes)}
