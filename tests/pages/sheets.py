"""A finished PDF as a reader's eye has it: pages with ruled cells, and the lines of text in and around them.

Glyphs and rules come from `mutool trace`, chapters from the bookmarks, what a search sees from `pdftotext`. Nothing is asked of the program that made the
file: a cell is what rules enclose, a line is what stands on one baseline inside one cell.
"""
import html
import re
import sys
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / 'readback'))
from pdf import MIDDLE, SNAP, run  # noqa: E402

APART = 3.0      # of the type's size: a gap this wide on one baseline parts two lines that no rule parts
PITCH_MOST = 2.4  # of the type's size: lines outside cells that are farther apart belong to different paragraphs
HALF_BLANK = '，。、；：？！）》〉】〕」』”’'  # their right half is blank and may be trimmed at the end of a line
NUMBER = re.compile(r'[—–-]?\s*[0-9ivxlcIVXLC]+\s*[—–-]?$')  # a page's own number


@dataclass(frozen=True)
class Glyph:
    x: float
    y: float  # of the baseline
    size: float
    advance: float  # as its font has it
    text: str
    font: str
    artifact: bool = False  # marked as no part of the text: a page number, a head that comes again

    @property
    def right(self):
        return self.x + self.advance

    @property
    def ideograph(self):
        return '\u3400' <= self.text <= '\u9fff' or self.text > '\U00020000'


@dataclass
class Line:
    glyphs: list

    @cached_property
    def text(self):
        return ''.join(glyph.text for glyph in self.glyphs).strip()

    @cached_property
    def size(self):
        return max(glyph.size for glyph in self.glyphs)

    @property
    def baseline(self):
        return self.glyphs[0].y

    @property
    def left(self):
        return self.glyphs[0].x

    @property
    def artifact(self):
        return self.glyphs[0].artifact

    @cached_property
    def right(self):
        """Where its ink can end: a closing mark counts half, trimmed or not."""
        last = next(glyph for glyph in reversed(self.glyphs) if not glyph.text.isspace() or glyph is self.glyphs[0])
        return last.right - (last.advance / 2 if last.text in HALF_BLANK else 0)

    @cached_property
    def stretch(self):
        """What stands between two ideographs more than their own widths, in em; 0 where there are too few to know."""
        gaps = [(b.x - a.right) / a.size for a, b in zip(self.glyphs, self.glyphs[1:]) if a.ideograph and b.ideograph]
        if len(gaps) < 2:
            gaps = [(b.x - a.right) / a.size for a, b in zip(self.glyphs, self.glyphs[1:])
                    if (a.ideograph or a.text.isdigit()) and b.ideograph or a.ideograph and b.text.isdigit()]
        return median(gaps) if len(gaps) > 1 else 0.0


@dataclass
class Cell:
    left: float
    top: float
    right: float
    bottom: float
    lines: list = field(default_factory=list)

    @cached_property
    def text(self):
        return ''.join(line.text for line in self.lines)


@dataclass
class Page:
    file: str
    number: int
    width: float
    height: float
    cells: list  # empty ones too; from the top down, each row from left to right
    around: list  # lines that stand in no cell
    last: bool = False  # of its chapter
    found: list = field(default_factory=list)  # its lines as poppler copies them, blanks and all

    @cached_property
    def lines(self):
        return [line for cell in self.cells for line in cell.lines] + self.around

    @cached_property
    def body(self):
        """Lines but for the page's number and its running head: an artifact alone at the top."""
        lines = [line for line in self.lines if not (line.baseline > self.height * 0.85 and NUMBER.match(line.text))]
        top = min(lines, key=lambda line: line.baseline, default=None)
        below = [line.baseline - line.size for line in lines if line is not top] + [cell.top for cell in self.cells]
        if top and top.artifact and top in self.around and below and min(below) - top.baseline > 0.9 * top.size:
            lines.remove(top)
        return lines

    @property
    def ink(self):
        """(left, top, bottom) of what stands in the type area."""
        text = self.body
        if not text and not self.cells:
            return None
        return (min([line.left for line in text] + [cell.left for cell in self.cells]),
                min([line.baseline - line.size for line in text] + [cell.top for cell in self.cells]),
                max([line.baseline + line.size * 0.12 for line in text] + [cell.bottom for cell in self.cells]))

    @cached_property
    def blocks(self):
        """Lists of lines that belong together: those of a cell, and paragraphs outside cells."""
        found = [cell.lines for cell in self.cells if cell.lines]
        block = []
        for line in self.around:
            if block and (abs(line.size - block[-1].size) > 0.2
                          or not 0 < line.baseline - block[-1].baseline < PITCH_MOST * line.size
                          or line.left > block[-1].right or line.right < block[-1].left):
                found.append(block)
                block = []
            block.append(line)
        return found + [block] if block else found


def number(text):
    return float(text) if text else 0.0


def transformed(matrix, x, y):
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def matrix_of(text):
    return [number(part) for part in text.split()]


def glyphs_of(page):
    """Upright glyphs in the order of the file. What stands sideways is a page number of a sheet that lies across."""
    layers = []
    for piece in re.finditer(r'<layer name="([^"]*)"|<end_layer|<fill_text [^>]*transform="([^"]+)">(.*?)</fill_text>', page, re.S):
        if piece[0].startswith('<layer'):
            layers.append(piece[1])
            continue
        if piece[0].startswith('<end_layer'):
            layers and layers.pop()
            continue
        matrix = matrix_of(piece[2])
        for span in re.finditer(r'<span font="([^"]*)"[^>]*trm="([^"]+)">(.*?)</span>', piece[3], re.S):
            a, b, _, _ = matrix_of(span[2])
            across, down = a * matrix[0] + b * matrix[2], a * matrix[1] + b * matrix[3]
            if abs(down) > 0.01 * abs(across):
                continue
            font = span[1].split('+')[-1]
            for text, x, y, advance in re.findall(
                    r'<g unicode="(.*?)" glyph="[^"]*" x="([^"]+)" y="([^"]+)" adv="([^"]*)"', span[3], re.S):
                at = transformed(matrix, number(x), number(y))
                yield Glyph(*at, across, number(advance) * across, html.unescape(text), font, 'Artifact' in layers)


def rules_of(page):
    """Horizontal rules (y, left, right) and vertical ones (x, top, bottom)."""
    across, down = [], []
    for path in re.finditer(r'<stroke_path [^>]*transform="([^"]+)">(.*?)</stroke_path>', page, re.S):
        matrix = matrix_of(path[1])
        start = None
        for step, x, y in re.findall(r'<(moveto|lineto) x="([^"]+)" y="([^"]+)"', path[2]):
            end = transformed(matrix, number(x), number(y))
            if step == 'lineto' and start:
                (left, right), (top, bottom) = sorted((start[0], end[0])), sorted((start[1], end[1]))
                if right - left > bottom - top:
                    across.append(((top + bottom) / 2, left, right))
                else:
                    down.append(((left + right) / 2, top, bottom))
            start = end
    return across, down


def places(values):
    """Different ones of values, those closer than SNAP being the same."""
    found = []
    for value in sorted(values):
        if not found or value - found[-1] > SNAP:
            found.append(value)
    return found


class Grid:
    """The cells that the rules of a page enclose."""

    def __init__(self, across, down):
        self.xs, self.ys = places(x for x, _, _ in down), places(y for y, _, _ in across)
        self.walls = self.covered(down, self.xs, self.ys)  # (x, row) is closed
        self.floors = self.covered(across, self.ys, self.xs)  # (y, column) is closed
        self.cell_at = {}
        for row in range(len(self.ys) - 1):
            for column in range(len(self.xs) - 1):
                if (row, column) not in self.cell_at:
                    self.enclose(row, column)

    @staticmethod
    def index(positions, value):
        return bisect_right(positions, value + SNAP) - 1

    def covered(self, rules, positions, steps):
        return {(self.index(positions, at), step) for at, start, end in rules
                for step in range(self.index(steps, start), self.index(steps, end)) if step >= 0}

    def enclose(self, row, column):
        """Everything that is reached from here without crossing a rule is one cell, or open to the outside."""
        reached, waiting, closed = {(row, column)}, [(row, column)], True
        while waiting:
            r, c = waiting.pop()
            steps = (((r, c - 1), (c, r) in self.walls), ((r, c + 1), (c + 1, r) in self.walls),
                     ((r - 1, c), (r, c) in self.floors), ((r + 1, c), (r + 1, c) in self.floors))
            for place, wall in steps:
                if wall:
                    continue
                if not (0 <= place[0] < len(self.ys) - 1 and 0 <= place[1] < len(self.xs) - 1):
                    closed = False
                elif place not in reached:
                    reached.add(place)
                    waiting.append(place)
        rows, columns = [r for r, _ in reached], [c for _, c in reached]
        cell = Cell(self.xs[min(columns)], self.ys[min(rows)], self.xs[max(columns) + 1], self.ys[max(rows) + 1]) \
            if closed else None
        self.cell_at.update(dict.fromkeys(reached, cell))

    def find(self, x, y):
        return self.cell_at.get((bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1))

    def cells(self):
        return sorted({id(cell): cell for cell in self.cell_at.values() if cell}.values(),
                      key=lambda cell: (cell.top, cell.left))


def page_of(text, file, index):
    box = re.match(r'[^>]*mediabox="([^"]+)"', text)
    left, top, right, bottom = map(float, box[1].split())
    grid = Grid(*rules_of(text))
    around, line, cell = [], None, None
    for glyph in glyphs_of(text):
        inside = grid.find(glyph.x + min(glyph.advance, glyph.size) / 2, glyph.y - MIDDLE * glyph.size)
        last = line.glyphs[-1] if line else None
        if (not last or inside is not cell or abs(last.y - glyph.y) > 0.5 or glyph.x < last.x
                or glyph.x - last.right > APART * glyph.size):
            line, cell = Line([]), inside
            (inside.lines if inside else around).append(line)
        line.glyphs.append(glyph)
    cells = grid.cells()
    for lines in (around, *(cell.lines for cell in cells)):
        lines[:] = [line for line in lines if line.text]
    for cell in cells:
        cell.lines.sort(key=lambda line: line.baseline)
    return Page(file, index, right - left, bottom - top, cells, around)


def chapters_of(path):
    """Numbers of pages that bookmarks lead to."""
    return {int(page) for page in re.findall(r'#page=(\d+)', run('mutool', 'show', path, 'outline'))}


def mark_last(pages, starts):
    """Blank pages between chapters belong to neither."""
    ends = True
    for page in reversed(pages):
        page.last = ends
        ends = page.number in starts or (ends and not page.ink)


def read(path, name=None):
    """The pages of a PDF; the last ones of its chapters are marked."""
    texts = re.split(r'<page ', run('mutool', 'trace', path))[1:]
    pages = [page_of(text, name or Path(path).name, index) for index, text in enumerate(texts, 1)]
    starts = chapters_of(path)
    for page, text in zip(pages, run('pdftotext', path, '-').split('\f'), strict=False):
        page.found = text.splitlines()
    mark_last(pages, starts)
    return pages
