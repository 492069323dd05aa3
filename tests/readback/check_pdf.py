"""Compares a PDF with what its record has to show; each function yields what is wrong."""
from collections import defaultdict

import pdf
from expect import normal, same_value

CONTINUED = '（续）'
# Full-width marks whose ink fills one half of their box; at the edge of a line the other, blank half is squeezed out.
CLOSING, OPENING = '，。、；：！？）》」』】〉〕”’', '（《「『【〈〔“‘'


def placed_once(expected, boxes):
    """A form on one page: the same cells in the same order, and the grid's edges at one place each."""
    wanted = [cell for cell in expected.cells if normal(cell.text)]
    if len(wanted) != len(boxes):
        yield f'{len(boxes)} filled cells, not {len(wanted)}'
    edges = defaultdict(set)
    for cell, box in zip(wanted, boxes):
        if not same_value(cell, box.text):
            yield f'row {cell.row} column {cell.column}: {box.text!r} instead of {cell.text!r}'
            return  # everything after it would be shifted
        for name, at in (('column', (cell.column, box.left)), ('column', (cell.column + cell.across, box.right)),
                         ('row', (cell.row, box.top)), ('row', (cell.row + cell.down, box.bottom))):
            if name == 'row' or not expected.free or at[0] in (0, expected.columns):
                edges[name, at[0]].add(round(at[1]))
    for (name, index), places in sorted(edges.items()):
        if max(places) - min(places) > 1:
            yield f'the edge before {name} {index} stands at {sorted(places)}'


def placed_over_pages(expected, pages):
    """A form that goes on: every cell once, whole or in parts over following pages; labels may come again."""
    waiting = [cell for cell in expected.cells if normal(cell.text)]
    again = [cell for cell in expected.cells if cell.repeats]
    parts = []  # (cell, text still missing)
    for number, page in enumerate(pages, 1):
        going_on, parts = parts, []
        for box in page.boxes:
            text = normal(box.text)
            plain = text.removesuffix(CONTINUED)
            match = next((cell for cell in waiting if same_value(cell, text)), None)
            rest = next(((cell, rest) for cell, rest in going_on if rest.startswith(text)), None)
            start = next((cell for cell in waiting if normal(cell.text).startswith(text)), None)
            if rest:
                going_on.remove(rest)
                if rest[1] != text:
                    parts.append((rest[0], rest[1][len(text):]))
            elif match:
                waiting.remove(match)
            elif number > 1 and any(same_value(cell, plain) for cell in again):
                pass
            elif start:
                waiting.remove(start)
                parts.append((start, normal(start.text)[len(text):]))
            else:
                yield f'page {number}: {box.text!r} belongs to no cell'
        for cell, rest in going_on:
            yield f'row {cell.row} column {cell.column}: {rest!r} is missing'
    for cell in waiting + [cell for cell, _ in parts]:
        yield f'row {cell.row} column {cell.column}: {cell.text!r} is not there whole'


def ink(piece):
    """From where to where a character can be seen."""
    half = (piece.right - piece.left) / 2
    return piece.left + (half if piece.text in OPENING else 0), piece.right - (half if piece.text in CLOSING else 0)


def inside(pages):
    """Nothing reaches over the rules of its cell or the edge of the page, and lines do not overlap."""
    for number, page in enumerate(pages, 1):
        for box in page.boxes:
            for piece in box.pieces:
                half = piece.size * 0.45
                left, right = ink(piece)
                if left < box.left - 0.5 or right > box.right + 0.5 or \
                        piece.middle - half < box.top - 0.5 or piece.middle + half > box.bottom + 0.5:
                    yield f'page {number}: {piece.text!r} of {box.text!r} reaches over its cell'
                    break
            lines = pdf.lines_of(box.pieces)
            for above, below in zip(lines, lines[1:]):
                if below[0].middle - above[0].middle < 0.9 * max(piece.size for piece in above + below):
                    yield f'page {number}: lines of {box.text!r} overlap'
                    break
            if box.left < 0 or box.top < 0 or box.right > page.width or box.bottom > page.height:
                yield f'page {number}: the cell of {box.text!r} leaves the page'


def check_cells(path, expected):
    """Content and geometry, read by MuPDF and by poppler."""
    for reader, pieces_of in (('MuPDF', pdf.characters_of), ('poppler', pdf.words_of)):
        pages = pdf.cells_of(path, pieces_of)
        found = placed_once(expected, pages[0].boxes) if len(pages) == 1 else placed_over_pages(expected, pages)
        yield from (f'{reader}: {problem}' for problem in found)
        if normal(expected.title) not in normal(pages[0].outside):
            yield f'{reader}: the title is {pages[0].outside!r}, not {expected.title!r}'
        outside = normal(''.join(page.outside for page in pages))
        yield from (f'{reader}: {text!r} does not stand around the table' for text in expected.around
                    if normal(text) not in outside)
        if pieces_of is pdf.characters_of:
            yield from inside(pages)


def check_file(path, most_bytes_a_page):
    """What holds for every PDF: sound, small, all fonts inside with a Unicode map."""
    try:
        pdf.run('qpdf', '--check', path)
    except RuntimeError as problem:
        yield str(problem)
    pages = len(list(pdf.characters_of(path)))
    if path.stat().st_size > most_bytes_a_page * pages:
        yield f'{path.stat().st_size} bytes for {pages} pages'
    fonts = list(pdf.fonts_of(path))
    if not fonts:
        yield 'no fonts'
    for name, embedded, subset, unicode_map in fonts:
        if not (embedded and subset and unicode_map):
            yield f'font {name}: embedded {embedded}, subset {subset}, Unicode map {unicode_map}'
