"""What a print shop counts over finished pages. Each measure gives cases, a line of words for every one that is wrong.

Limits are those of docs/pages.md, which says in words what is measured here.
"""
import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby

from sheets import Line, SNAP

SPREAD_MOST = 0.08    # em: a gap wider than this is seen, and a search may take it for a blank
SHORT_MOST = 1.0      # em: what a justified line may want to the edge
SAME_EDGE = 0.3       # points: ends of lines closer than this are on one edge
LABEL_MOST = 8        # characters
LABEL_LINES = 3
SHORT_WORD = 3       # characters, which nobody would part by hand
STACK_LINES = 4       # more lines than these want a wider column, if there is one
HALF = 0.5            # of a column's width
WHITE_MOST = 0.15     # of the body
LAST_ROWS = 4         # fewer than these are no page
LAST_FILL = 0.25
POINT_MOST = 0.3      # points: decimal points that are closer than this are in line
EDGE_LEAST = 4.5      # points between an amount and the rule to its right
CODE_DIGITS = 12      # a number this long is a code, which may be cut

UNITS = sorted('''
 % ％ ‰ ℃ ㎡ m² 元 角 分 万元 亿元 美元 个 个月 个工作日 个自然日 个百分点 个小时 个村 个社区 家 次 项 米 平方米 平米 公里 平方公里 立方米
 千米 千瓦 千瓦时 公顷 公斤 千克 克 吨 件 人 人次 人天 户 户次 座 盏 天 天内 月 周 日 工作日 小时 学时 课时 分钟 年 年内 季度 号 处 条 种 辆 辆次
 台 台套 套 套次 份 百分点 车次 名 位 期 批 篇 部 所 间 栋 幢 亩 度 倍 级 场 场次 班 架 艘 块 片 株 棵 只 头 匹 支 枚 张 册 本 卷 门 宗 起 例 轮 届
 标准箱 余人 余家 余个 余项 多人 多家 多个 多项'''.split(), key=len, reverse=True)
FIGURE = re.compile(rf'(?P<sign>[≥≤＞＜>=<＝±￥¥])?(?P<figure>(?<![\d.,A-Za-z\-])\d[\d,]*(?:\.\d+)?)(?P<big>[十百千]?[万亿]+)?'
                    rf'(?P<unit>{"|".join(map(re.escape, UNITS))})?')
DATE = re.compile(r'(?<!\d)(?:19|20)\d\d年(?:\d{1,2}月(?:\d{1,2}日|[初中底末](?!期))?)?|(?<![\d.])\d{1,2}月(?:\d{1,2}日|[初中底末](?!期))|'
                  r'(?<!\d)(?:19|20)\d\d([-./])\d{1,2}\1\d{1,2}(?!\d)')
DOCUMENT = re.compile(r'[〔［\[【（(〈]\d{4}[〕］\]】）)〉]第?\d+号')
ITEM = re.compile(r'(?:\d{1,2}[.．、](?!\d)|[（(]\d{1,2}[）)]|[①-⑳]|[（(]?[一二三四五六七八九十]+[、）)])')
AMOUNT = re.compile(r'(?!(?:19|20)\d\d$)-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?')  # a year is none
NOTHING = re.compile(r'[-—–/]*')
PAREN = re.compile(r'[（(].*?[）)]')
MUST_NOT_START = '，。、；：？！）》〉】〕」』”’…～·%％℃‰'
NAMED = re.compile(r'[\u4e00-\u9fff]{2,12}\d{0,2}[：:]')  # a paragraph that begins with what it is about
CLAUSE_ENDS = '。；！？：….;!?:'
MUST_NOT_END = '（《〈【〔「『“‘'


@dataclass(frozen=True)
class Case:
    page: object
    text: str

    def __str__(self):
        return f'{self.page.file}:{self.page.number}: {self.text}'


def cut(lines, boundary):
    """`…end of a line｜start of the next…`."""
    return f'{lines[boundary].text[-12:]}｜{lines[boundary + 1].text[:12]}'


def justified(block):
    """Whether a block's lines are brought to one edge: two of them end there, and one was spread or set tight for it."""
    if len(block) < 2:
        return False
    edge = max(line.right for line in block)
    full = [line for line in block if edge - line.right < SAME_EDGE]
    return len(full) > 1 and any(abs(line.stretch) > 0.004 for line in full)


def is_prose(page, block):
    """A text to be read, as against a value to be looked up."""
    return len(block) > STACK_LINES or justified(block) or (block[0] in page.around and block[0].size > 12)


# Lines ---------------------------------------------------------------------------------------------------------------

def spread(pages):
    """Lines whose gaps are wider than they may be."""
    for page in pages:
        for block in page.blocks:
            if len(block) > 1:
                yield from (Case(page, f'{line.stretch:.3f} em: {line.text}') for line in block if line.stretch > SPREAD_MOST + 0.001)


def inner_lines(pages):
    """(page, block, index) of lines of justified blocks that another line follows."""
    for page in pages:
        for block in page.blocks:
            if justified(block):
                yield from ((page, block, index) for index in range(len(block) - 1))


def first_piece(line):
    """The width of what a line begins with and no rule lets part: a word, a figure with its unit, an ideograph with marks."""
    text = line.text.replace(' ', '')
    found = (DOCUMENT.match(text) or DATE.match(text) or FIGURE.match(text) or re.match(r'[A-Za-z0-9.,\-/_]+', text)
             or re.match(rf'[{MUST_NOT_END}]*.', text))
    end = found.end()
    while end < len(text) and text[end] in MUST_NOT_START:
        end += 1
    glyphs = [glyph for glyph in line.glyphs if not glyph.text.isspace()][:end]
    return Line(glyphs).right - glyphs[0].x


def short(pages):
    """Justified lines that end before the edge though their paragraph goes on: the next piece had no room there, or they
    end in the middle of a clause."""
    for page, block, index in inner_lines(pages):
        line, after = block[index], block[index + 1]
        room = max(other.right for other in block) - line.right
        heading = ITEM.match(line.text) and abs(after.left - line.left) <= SAME_EDGE
        ended = (line.text[-1] in CLAUSE_ENDS or ITEM.match(after.text) or NAMED.match(after.text)
                 or after.left > line.left + SAME_EDGE or heading)
        if room > SHORT_MOST * line.size and (not ended or room < first_piece(after)):
            yield Case(page, f'{room / line.size:.1f} em: {cut(block, index)}')


def blanks(pages):
    """Lines that a search cannot find, since poppler takes their gaps for blanks."""
    for page in pages:
        for line in page.found:
            for match in re.finditer(r'(?:[\u3400-\u9fff] ){3,}', line):
                yield Case(page, match[0])


def forbidden(pages):
    """Marks where no line may begin or end."""
    for page in pages:
        for block in page.blocks:
            for index in range(len(block) - 1):
                if block[index].text[-1] in MUST_NOT_END or block[index + 1].text[0] in MUST_NOT_START:
                    yield Case(page, cut(block, index))


# Ties ----------------------------------------------------------------------------------------------------------------

def passages(block):
    """Runs of lines without a new item among them."""
    start = 0
    for index in range(1, len(block) + 1):
        if index == len(block) or ITEM.match(block[index].text):
            yield block[start:index]
            start = index


def cuts_inside(pattern, lines):
    """(match, boundary, offset in the match) of each end of a line inside a match of the joined lines."""
    texts = [line.text.replace(' ', '') for line in lines]
    whole, ends, at = ''.join(texts), [], 0
    for text in texts[:-1]:
        at += len(text)
        ends.append(at)
    for match in pattern.finditer(whole):
        for boundary, end in enumerate(ends):
            if match.start() < end < match.end():
                yield match, boundary, end


def cuts(pages, pattern):
    for page in pages:
        for block in page.blocks:
            for lines in passages(block):
                for match, boundary, end in cuts_inside(pattern, lines):
                    yield page, block, lines, match, boundary, end


def torn(pages, pattern):
    seen = set()
    for page, _, lines, match, boundary, _ in cuts(pages, pattern):
        if (id(lines[0]), match.start()) not in seen:
            seen.add((id(lines[0]), match.start()))
            yield Case(page, cut(lines, boundary))


def torn_dates(pages):
    return torn(pages, DATE)


def torn_numbers(pages):
    """Document numbers: 〔2019〕71号."""
    return torn(pages, DOCUMENT)


def figure_cuts(pages):
    """(case, allowed): figures cut inside or parted from sign or unit; behind 万 or 亿 is allowed in prose."""
    for page, block, lines, match, boundary, end in cuts(pages, FIGURE):
        if not (match['sign'] or match['big'] or match['unit'] or match.start('figure') < end < match.end('figure')):
            continue
        if len(re.sub(r'\D', '', match['figure'])) > CODE_DIGITS or inside_other(lines, end):
            continue
        behind_big = bool(match['big']) and end == match.end('big')
        yield Case(page, cut(lines, boundary)), behind_big and is_prose(page, block)


def inside_other(lines, end):
    """Whether this place is inside a date or a document number, which are counted there."""
    whole = ''.join(line.text.replace(' ', '') for line in lines)
    return any(match.start() < end < match.end() for pattern in (DATE, DOCUMENT) for match in pattern.finditer(whole))


def parted(pages):
    return (case for case, allowed in figure_cuts(pages) if not allowed)


def parted_in_prose(pages):
    return (case for case, allowed in figure_cuts(pages) if allowed)


# Cells ---------------------------------------------------------------------------------------------------------------

def stacked_labels(pages):
    for page in pages:
        for cell in page.cells:
            if len(cell.lines) >= LABEL_LINES and len(cell.text.replace(' ', '')) <= LABEL_MOST:
                yield Case(page, '｜'.join(line.text for line in cell.lines))


def torn_words(pages):
    for page in pages:
        for cell in page.cells:
            text = cell.text.replace(' ', '')
            if len(cell.lines) > 1 and len(text) == SHORT_WORD and all('\u4e00' <= char <= '\u9fff' for char in text):
                yield Case(page, '｜'.join(line.text for line in cell.lines))


def needs_half(page, column):
    """Whether all cells between these edges would do with half of their width."""
    cells = [cell for cell in page.cells if same_edges(cell, column)]
    if any(len(cell.lines) > 2 for cell in cells):
        return False
    widest = max((line.right - line.left for cell in cells for line in cell.lines), default=0)
    return widest < HALF * (column.right - column.left)


def same_edges(a, b):
    return abs(a.left - b.left) < SNAP and abs(a.right - b.right) < SNAP


def stacks(pages):
    """Cells of many lines beside a column that is half empty."""
    for page in pages:
        half = {}
        for cell in page.cells:
            if len(cell.lines) <= STACK_LINES:
                continue
            for other in page.cells:
                if other is cell or same_edges(other, cell) or other.top > cell.bottom - SNAP or other.bottom < cell.top + SNAP:
                    continue
                key = round(other.left), round(other.right)
                if key not in half:
                    half[key] = needs_half(page, other)
                if half[key]:
                    yield Case(page, f'{len(cell.lines)} lines, {cell.text[:14]}… beside {other.text[:10] or "nothing"}')
                    break


# Pages ---------------------------------------------------------------------------------------------------------------

def room_key(page):
    """Pages of one size and left edge have one type area."""
    return round(page.width), round(page.height), round(page.ink[0] / 4)


def rooms(pages):
    """{key: (top, bottom)} of type areas: the highest and the lowest ink of all such pages."""
    found = {}
    for page in pages:
        if page.ink:
            key, (_, top, bottom) = room_key(page), page.ink
            before = found.get(key, (top, bottom))
            found[key] = min(top, before[0]), max(bottom, before[1])
    return found


def white_of(page, areas):
    top, bottom = areas[room_key(page)]
    return (bottom - page.ink[2]) / (bottom - top)


def white(pages):
    """Pages that are not the last of a chapter and end early."""
    areas = rooms(pages)
    for page in pages:
        if page.ink and not page.last and white_of(page, areas) > WHITE_MOST:
            yield Case(page, f'{white_of(page, areas):.0%} white')


def rows_of(page):
    """Rows of cells that begin at the same height, without heads that come again."""
    rows = [list(cells) for _, cells in groupby(page.cells, key=lambda cell: round(cell.top))]
    return [cells for cells in rows
            if not any(cell.lines for cell in cells) or any(not line.artifact for cell in cells for line in cell.lines)]


def last_pages(pages):
    """(page, its rows) of last pages of several."""
    for before, page in zip(pages, pages[1:]):
        if page.last and not before.last and page.file == before.file and page.cells:
            yield page, len(rows_of(page))


def few_rows(pages):
    return (Case(page, f'{rows} rows') for page, rows in last_pages(pages) if rows < LAST_ROWS)


def empty_last(pages):
    areas = rooms(pages)
    for page, _ in last_pages(pages):
        fill = 1 - white_of(page, areas)
        if fill < LAST_FILL:
            yield Case(page, f'{fill:.0%} full')


# Amounts -------------------------------------------------------------------------------------------------------------

def amount_runs(page):
    """Amounts that stand under each other between the same edges, with nothing else but dashes and blanks between."""
    columns = defaultdict(list)
    for cell in page.cells:
        columns[round(cell.left), round(cell.right)].append(cell)
    for cells in columns.values():
        run, bottom = [], None
        for cell in cells:
            one = cell.lines[0] if len(cell.lines) == 1 else None
            amount = one and AMOUNT.fullmatch(one.text)
            if (bottom is not None and abs(cell.top - bottom) > SNAP) or not (amount or not cell.lines or one and NOTHING.fullmatch(one.text)):
                yield run
                run = []
            if amount:
                run.append((cell, one))
            bottom = cell.bottom
        yield run


def amount_columns(pages):
    """(page, run) of columns of two amounts and more, most of them with a decimal point: not of counts of different things."""
    for page in pages:
        for run in amount_runs(page):
            if len(run) > 1 and 2 * sum('.' in line.text for _, line in run) > len(run):
                yield page, run


def point_of(line):
    """Where the decimal point of an amount is, or would be."""
    return next((glyph.x for glyph in line.glyphs if glyph.text == '.'), line.glyphs[-1].right)


def points(pages):
    """Columns of amounts whose points are not under each other."""
    for page, run in amount_columns(pages):
        places = [point_of(line) for _, line in run]
        if max(places) - min(places) > POINT_MOST:
            yield Case(page, ' / '.join(line.text for _, line in run[:4]))


def faces(pages):
    """Columns of amounts in more than one face or width of figures."""
    for page, run in amount_columns(pages):
        fonts = {(re.sub(r'-?(Bold|Regular)$', '', line.glyphs[0].font), round(line.glyphs[0].advance / line.size, 2))
                 for _, line in run}
        if len(fonts) > 1:
            yield Case(page, ', '.join(sorted(f'{font} {width}' for font, width in fonts)))


def decimals(pages):
    """Columns of amounts with different numbers of decimals."""
    for page, run in amount_columns(pages):
        if len({len(line.text.partition('.')[2]) for _, line in run}) > 1:
            yield Case(page, ' / '.join(line.text for _, line in run[:4]))


def near_rule(pages):
    """Columns of amounts that stand closer to the rule on their right than is read with ease."""
    for page, run in amount_columns(pages):
        gap = min(cell.right - line.glyphs[-1].right for cell, line in run)
        if gap < EDGE_LEAST:
            yield Case(page, f'{gap:.1f} pt: {run[0][1].text}')


APART = 6  # points: edges of columns nearer than that and not in one place look like a slip


def near_edges(pages):
    """Edges of cells on one page that nearly meet."""
    for page in pages:
        edges = sorted({round(edge, 1) for cell in page.cells for edge in (cell.left, cell.right)})
        for one, other in zip(edges, edges[1:]):
            if 0.2 < other - one < APART:
                yield Case(page, f'{one} and {other} pt')


# (name in the table, cases)
WRONG = [
    ('lines spread by more than 0.08 em', spread),
    ('justified lines left short by more than 1 em', short),
    ('lines that a search cannot find', blanks),
    ('marks where no line may begin or end', forbidden),
    ('figures parted from sign or unit', parted),
    ('torn dates', torn_dates),
    ('torn document numbers', torn_numbers),
    ('labels of up to 8 characters on three lines', stacked_labels),
    ('words of three characters on two lines', torn_words),
    ('cells of more than four lines beside a half empty column', stacks),
    ('edges of columns less than 6 pt apart', near_edges),
    ('pages more than 15 % white, last ones apart', white),
    ('last pages of fewer than four rows', few_rows),
    ('last pages less than a quarter full', empty_last),
    ('columns of amounts: points not in line', points),
    ('columns of amounts: several faces', faces),
    ('columns of amounts: unequal decimals', decimals),
    ('columns of amounts: less than 4.5 pt to the rule', near_rule),
]


def totals(pages):
    """What there is, to know what the cases are a part of."""
    pages = list(pages)
    return [
        ('pages', len(pages)),
        ('lines', sum(len(page.lines) for page in pages)),
        ('justified lines, last ones apart', sum(1 for _ in inner_lines(pages))),
        ('pages that are not the last', sum(not page.last for page in pages)),
        ('last pages of several', sum(1 for _ in last_pages(pages))),
        ('columns of amounts', sum(1 for _ in amount_columns(pages))),
        ('figures parted behind 万 or 亿 in prose', sum(1 for _ in parted_in_prose(pages))),
    ]
