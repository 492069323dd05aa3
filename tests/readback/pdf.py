"""Reads a PDF back with MuPDF and poppler: its ruled cells and the text that stands in each.

Rules come from `mutool trace`, characters from `mutool draw -F stext`, words from `pdftotext -bbox`. A cell is the
rectangle of rules around a piece of text, so nothing here depends on how biaoce writes its pages.
"""
import html
import re
import subprocess
import xml.etree.ElementTree as xml
from collections import defaultdict
from dataclasses import dataclass, field

SNAP = 1.0  # points: ends of rules and cells closer than this are the same place
MIDDLE = 0.38  # of the size of the type: from the baseline up to the middle of an ideograph
LEADING = 4.0  # points: less than this between two pieces and they stand on one line
THICKEST = 3.0  # points: a filled rectangle thinner than this is a rule


@dataclass(frozen=True)
class Piece:
    """A character or word: from where to where it runs, the middle of its line, and the size of its type (0: unknown)."""
    left: float
    right: float
    middle: float
    size: float
    text: str


@dataclass
class Box:
    """A ruled cell; row and column are places among the rules of its page."""
    left: float
    top: float
    right: float
    bottom: float
    pieces: list = field(default_factory=list)

    @property
    def text(self):
        return ''.join(piece.text for piece in in_reading_order(self.pieces))


@dataclass
class Page:
    width: float
    height: float
    boxes: list
    outside: str  # text that stands in no cell: title, page number


def run(*command):
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode:
        raise RuntimeError(f'{" ".join(map(str, command))}: {done.stderr.decode("utf-8", "replace").strip()}')
    return done.stdout.decode('utf-8', 'replace')


def lines_of(pieces):
    """From the top down, each from left to right; what stands less than LEADING apart is one line."""
    lines = []
    for piece in sorted(pieces, key=lambda p: p.middle):
        if lines and piece.middle - lines[-1][0].middle < LEADING:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [sorted(line, key=lambda p: p.left) for line in lines]


def in_reading_order(pieces):
    return [piece for line in lines_of(pieces) for piece in line]


def parse(text):
    """XML of tools that let control characters through."""
    return xml.fromstring(re.sub('[\x00-\x08\x0b\x0c\x0e-\x1f]', '', text))


def path_rules(path):
    """(left, top, right, bottom) of each straight stroke or thin rectangle of a traced path."""
    a, b, c, d, e, f = map(float, path.get('transform').split())
    points, segments = [], []
    for step in path:
        if step.tag == 'closepath':
            segments += [(points[-1], points[0])] if points else []
            continue
        if step.tag not in ('moveto', 'lineto'):
            return []  # a curve: not a rule
        x, y = float(step.get('x')), float(step.get('y'))
        point = (a * x + c * y + e, b * x + d * y + f)
        if step.tag == 'lineto' and points:
            segments.append((points[-1], point))
            points.append(point)
        else:
            points = [point]
    if path.tag == 'fill_path':
        xs, ys = zip(*[p for segment in segments for p in segment]) if segments else ((0,), (0,))
        thin = min(max(xs) - min(xs), max(ys) - min(ys)) < THICKEST
        return [(min(xs), min(ys), max(xs), max(ys))] if segments and thin else []
    return [(min(p[0], q[0]), min(p[1], q[1]), max(p[0], q[0]), max(p[1], q[1])) for p, q in segments]


def rules_of(path):
    """For each page: horizontal rules (y, left, right) and vertical ones (x, top, bottom)."""
    pages = []
    # The trace repeats text as attributes that need not be well-formed XML; only paths are wanted.
    for page in re.split(r'<page ', run('mutool', 'trace', path))[1:]:
        across, down = [], []
        for found in re.finditer(r'<(stroke_path|fill_path)\b.*?</\1>', page, re.S):
            for left, top, right, bottom in path_rules(xml.fromstring(found[0])):
                if right - left > bottom - top:
                    across.append(((top + bottom) / 2, left, right))
                else:
                    down.append(((left + right) / 2, top, bottom))
        pages.append((across, down))
    return pages


def characters_of(path):
    """For each page: its size and its characters, by MuPDF."""
    document = parse(run('mutool', 'draw', '-q', '-F', 'stext', '-o', '-', path))
    for page in document.iter('page'):
        pieces = []
        for font in page.iter('font'):
            size = float(font.get('size'))
            for char in font.iter('char'):
                quad = [float(n) for n in char.get('quad').split()]
                if not char.get('c').isspace():
                    pieces.append(Piece(quad[0], quad[2], float(char.get('y')) - MIDDLE * size, size, char.get('c')))
        yield float(page.get('width')), float(page.get('height')), pieces


def words_of(path):
    """For each page: its size and its words, by poppler."""
    text = run('pdftotext', '-bbox', path, '-')
    for page in re.split(r'<page ', text)[1:]:
        size = re.match(r'width="([\d.]+)" height="([\d.]+)"', page)
        words = re.findall(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>', page)
        yield float(size[1]), float(size[2]), [
            Piece(float(left), float(right), (float(top) + float(bottom)) / 2, 0, html.unescape(word))
            for left, top, right, bottom, word in words]


def box_around(piece, across, down):
    """The nearest rules around the middle of a piece, or None where a side is open."""
    x, y = (piece.left + piece.right) / 2, piece.middle
    beside = [at for at, top, bottom in down if top - SNAP <= y <= bottom + SNAP]
    level = [at for at, left, right in across if left - SNAP <= x <= right + SNAP]
    try:
        return (max(at for at in beside if at <= x), max(at for at in level if at <= y),
                min(at for at in beside if at > x), min(at for at in level if at > y))
    except ValueError:
        return None


def cells_of(path, pieces_of=characters_of, open_ends=False):
    """Each page with its filled cells from the top down and from left to right.

    With `open_ends` a cell may lack the rule at the head or foot of a page, where a spreadsheet cuts a merged one."""
    pages = []
    for (across, down), (width, height, pieces) in zip(rules_of(path), pieces_of(path), strict=True):
        if open_ends and down:
            left, right = min(at for at, _, _ in down), max(at for at, _, _ in down)
            across += [(min(top for _, top, _ in down), left, right), (max(bottom for _, _, bottom in down), left, right)]
        boxes, outside = defaultdict(list), []
        for piece in pieces:
            around = box_around(piece, across, down)
            if around:
                boxes[tuple(round(edge / SNAP) for edge in around)].append((around, piece))
            else:
                outside.append(piece)
        found = [Box(*inside[0][0], [piece for _, piece in inside]) for inside in boxes.values()]
        found.sort(key=lambda box: (round(box.top), box.left))
        pages.append(Page(width, height, found, ''.join(p.text for p in in_reading_order(outside))))
    return pages


def fonts_of(path):
    """(name, type, embedded, subset, has a Unicode map) of each font."""
    for line in run('pdffonts', path).splitlines()[2:]:
        flags = re.search(r'\s(yes|no)\s+(yes|no)\s+(yes|no)\s+\d+\s+\d+$', line)
        yield line[:36].strip(), *(flag == 'yes' for flag in flags.groups())
