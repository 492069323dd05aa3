"""Forms as people fill them in: the words of a record's finished sheet are typed into an empty form, by the names of cells."""
import copy
import datetime
import os
import re
import subprocess
import zipfile
from pathlib import Path

import openpyxl
from openpyxl.cell.cell import MergedCell
from openpyxl.utils import range_boundaries

ROOT = Path(__file__).resolve().parents[2]


def run(program, *words, **options):
    return subprocess.run([program, *map(str, words)], capture_output=True, text=True, check=False, **options)


def saved(path, moment):
    """As if somebody had saved the workbook then: it says so itself, which copies of the file do not change."""
    stamp = datetime.datetime.fromtimestamp(moment, datetime.timezone.utc).strftime('%Y-%m-%dT%H:%M:%SZ')
    with zipfile.ZipFile(path) as book:
        parts = {info: book.read(info) for info in book.infolist()}
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as book:
        for info, data in parts.items():
            if info.filename == 'docProps/core.xml':
                text = re.sub(r'(<dcterms:created[^>]*>)[^<]*', r'\g<1>2026-01-01T00:00:00Z', data.decode())
                data = re.sub(r'(<dcterms:modified[^>]*>)[^<]*', rf'\g<1>{stamp}', text).encode()
            book.writestr(info.filename, data)
    os.utime(path, (moment, moment))


class Sheet:
    """A sheet and what its names say: cells of values by path, rows of lists by path."""
    def __init__(self, path, number=0):
        self.book = openpyxl.load_workbook(path)
        self.sheet = self.book.worksheets[number]
        self.cells, self.fences = {}, {}
        for name in self.book.defined_names.definedName:
            if name.localSheetId != number or '!' not in name.attr_text:
                continue
            left, top, right, bottom = range_boundaries(name.attr_text.rsplit('!', 1)[1].replace('$', ''))
            if name.name.startswith('biaocerows.'):
                self.fences[name.name[11:]] = top, bottom, left, right
            elif re.match(r'biaoce\.(?!_)', name.name):
                self.cells[name.name[7:]] = top, left
        self.merged = {}
        for area in self.sheet.merged_cells.ranges:
            for row in range(area.min_row, area.max_row + 1):
                for column in range(area.min_col, area.max_col + 1):
                    self.merged[row, column] = area.min_row, area.min_col

    def said(self, place):
        """What a person reads there."""
        cell = self.sheet.cell(*self.merged.get(place, place))
        return as_typed(cell)

    def write(self, place, value, number_format=None):
        cell = self.sheet.cell(*place)
        if isinstance(cell, MergedCell):
            area = next(a for a in self.sheet.merged_cells.ranges if a.min_row <= place[0] <= a.max_row and a.min_col <= place[1] <= a.max_col)
            self.sheet.unmerge_cells(str(area))
            cell = self.sheet.cell(*place)
        cell.value = value
        if isinstance(value, str) and value[:1] in '=+-@':
            cell.data_type = 's'
        if number_format:
            cell.number_format = number_format


def as_typed(cell):
    """A number where the sheet has one, in the words of the paper where there are units around it."""
    value, shown = cell.value, cell.number_format
    if cell.is_date:
        form = shown.replace('\\', '').replace('"', '')
        text = form.replace('yyyy', str(value.year))
        text = text.replace('mm', f'{value.month:02}').replace('dd', f'{value.day:02}')
        return re.sub('m', str(value.month), re.sub('d', str(value.day), text)), None
    if isinstance(value, (int, float)):
        if '%' in shown:
            return value, shown
        suffix = re.search(r'"([^"]*)"(?:_ )?(?:;|$)', shown)
        if suffix:
            figures = re.search(r'\.(0+)', shown.split(';')[0])
            return f'{value:.{len(figures[1]) if figures else 0}f}{suffix[1]}', None
        return value, None
    return value, None


def lists_of(sheet):
    """By list: the indices of its elements."""
    found = {}
    for path in sheet.cells:
        if match := re.match(r'(.*?)\.(\d+)(\.|$)', path):
            found.setdefault(match[1], set()).add(int(match[2]))
    return {path: sorted(indices) for path, indices in found.items()}


def columns_of(sheet, path):
    """Of a list: what stands in which column."""
    found = {}
    for name, (_, column) in sheet.cells.items():
        if match := re.match(re.escape(path) + r'\.\d+(\..*|)$', name):
            found.setdefault(match[1], column)
    return found


def rows_of(sheet, path):
    """Of a list whose elements take a row each: the row of each; else None."""
    rows = {}
    for name, (row, _) in sheet.cells.items():
        if match := re.match(re.escape(path) + r'\.(\d+)(\.|$)', name):
            rows.setdefault(int(match[1]), set()).add(row)
    plain = path in sheet.fences and all(len(own) == 1 for own in rows.values())
    return {index: min(own) for index, own in rows.items()} if plain else None


def printed_kind(sheet, row, columns):
    """The kind of indicators that the form has printed beside a row, nearest to its values."""
    for column in range(min(columns.values()) if columns else 1, 0, -1):
        value = sheet.sheet.cell(*sheet.merged.get((row, column), (row, column))).value
        if column not in columns.values() and isinstance(value, str):
            return re.sub(r'\W', '', value)
    for column in range(2, max(columns.values())):
        value = sheet.sheet.cell(*sheet.merged.get((row, column), (row, column))).value
        if column not in columns.values() and isinstance(value, str):
            return re.sub(r'\W', '', value)
    return ''


def fill(blank, finished):
    """Types what the finished sheet says into the blank. Returns how many cells were written."""
    written = 0
    sources = {path: rows_of(finished, path) for path in lists_of(finished)}
    targets = {path: rows_of(blank, path) for path in sources}
    done = {path for path in sources if sources[path] and targets[path]}
    for path in sorted(done):
        fence, source = blank.fences[path], sources[path]
        beside = [other for other in done if blank.fences[other][:2] == fence[:2]]
        rows = sorted({row for other in beside for row in sources[other].values()})
        free = sorted({row for other in beside for row in targets[other].values()})
        assert len(free) >= len(rows), f'{path}: {len(rows)} rows with elements, room in {len(free)}'
        columns, places = columns_of(blank, path), columns_of(finished, path)
        taken = set()
        for index in source:
            row = free[rows.index(source[index])]
            kind = printed_kind(finished, source[index], places)
            if kind and '.level1' in columns and '.level2' not in columns:  # a person writes beside the name that the form has printed
                row = next(one for one in free if one not in taken and printed_kind(blank, one, columns) == kind)
            taken.add(row)
            for key, column in columns.items():
                if key not in places:
                    continue
                value, form = finished.said((source[index], places[key]))
                if blank.sheet.cell(row, column).data_type == 'f':
                    continue  # it computes itself
                blank.write((row, column), value, form)
                written += value is not None
    for path, place in finished.cells.items():
        if any(path.startswith(f'{name}.') for name in done) or path not in blank.cells:
            continue
        value, form = finished.said(place)
        cell = blank.sheet.cell(*blank.cells[path])
        if cell.data_type != 'f' and not cell.protection.locked:
            blank.write(blank.cells[path], value, form)
            written += value is not None
    return written + complete(blank, finished)


def complete(blank, finished):
    """What stands among words, above the lists: what the form has alone on a line is behind its label in the empty one."""
    written = 0
    named = set(blank.cells.values())
    last = min([fence[0] for fence in blank.fences.values()] + [12])
    for row in blank.sheet.iter_rows(max_row=last):
        for cell in row:
            value = finished.sheet.cell(cell.row, cell.column).value
            if not isinstance(cell.value, str) or not isinstance(value, str) or cell.protection.locked or (cell.row, cell.column) in named:
                continue
            words = [re.escape(part) for part in re.split('　+', cell.value)]
            if re.fullmatch('.*'.join(words), value, re.S):
                cell.value = value
            elif cell.value.endswith('：'):
                cell.value += value
            else:
                continue  # another title, by which nobody would know the form
            written += 1
    return written


def blank_for(program, template, finished, out, *options):
    """An empty form with as many rows as the record needs."""
    most = max([10] + [len(indices) * 3 for indices in lists_of(finished).values()])
    done = run(program, 'blank', '-q', '-f', 'xlsx', '--rows', min(most, 1000), *options, '-o', out, template)
    assert done.returncode == 0, done.stderr
    return Sheet(out)


# -- what was read ----------------------------------------------------------------------------------------------------

def plain(value):
    """Equal for what is the same written otherwise: 1,260.50万元 and 1260.5万元."""
    value = value[0] if isinstance(value, tuple) else value
    text = '' if value is None else re.sub(r'\s', '', str(value)).replace(',', '')
    match = re.fullmatch(r'(-?\d+(?:\.\d+)?)(\D*)', text)
    return (float(match[1]), match[2]) if match else text


def contents(sheet):
    """What a sheet says: values by path, and of lists their elements in whatever order."""
    rows = {path: rows_of(sheet, path) for path in lists_of(sheet)}
    found = {path: plain(sheet.said(place)) for path, place in sheet.cells.items()
             if not any(path.startswith(f'{name}.') for name, own in rows.items() if own)}
    for path, own in rows.items():
        if own:
            columns = columns_of(sheet, path)
            items = [tuple(str(plain(sheet.said((row, column)))) for _, column in sorted(columns.items())) for row in own.values()]
            found[path] = sorted(item for item in items if any(text not in ("", "不适用") for text in item))
    return {path: value for path, value in found.items() if value not in ('', [], '-', '—')}


# -- what programs do when rows are added, removed and copied ---------------------------------------------------------

def shift(sheet, at, by):
    """Inserts a row above row `at` (by 1) or removes it (by -1): cells, merged cells, names and rules move along."""
    ws = sheet.sheet
    areas = [(a.min_row, a.max_row, a.min_col, a.max_col) for a in ws.merged_cells.ranges]
    for area in list(ws.merged_cells.ranges):
        ws.unmerge_cells(str(area))
    (ws.insert_rows if by > 0 else ws.delete_rows)(at)

    def moved(top, bottom):
        if by > 0:
            return top + (top >= at), bottom + (bottom >= at)
        if top == bottom == at:
            return None
        return top - (top > at), bottom - (bottom >= at)
    for top, bottom, left, right in areas:
        rows = moved(top, bottom)
        if rows and (rows[0], left) != (rows[1], right):
            ws.merge_cells(start_row=rows[0], end_row=rows[1], start_column=left, end_column=right)
    for name in sheet.book.defined_names.definedName:
        if '!' not in name.attr_text or name.name.startswith('_xlnm'):
            continue
        label, area = name.attr_text.rsplit('!', 1)
        if '#REF' in area:
            continue
        left, top, right, bottom = range_boundaries(area.replace('$', ''))
        rows = moved(top, bottom)
        letter = openpyxl.utils.get_column_letter
        name.attr_text = f'{label}!${letter(left)}${rows[0]}:${letter(right)}${rows[1]}' if rows else f'{label}!#REF!'


def copy_into(book, path, title):
    """Copies the first sheet of a file into the book under another name; its names come along, as programs have it."""
    source = Sheet(path)
    target = book.create_sheet(title)
    for row in source.sheet.iter_rows():
        for cell in row:
            if not isinstance(cell, MergedCell) and cell.value is not None:
                made = target.cell(cell.row, cell.column, cell.value)
                made.number_format = cell.number_format
                if cell.data_type == 's':
                    made.data_type = 's'
    for area in source.sheet.merged_cells.ranges:
        target.merge_cells(str(area))
    number = book.sheetnames.index(title)
    for name in source.book.defined_names.definedName:
        if name.localSheetId != 0 or name.name.startswith('_xlnm'):
            continue
        made = copy.copy(name)
        made.localSheetId = number
        if '!' in name.attr_text:
            made.attr_text = f"'{title}'!{name.attr_text.rsplit('!', 1)[1]}"
        book.defined_names.append(made)
