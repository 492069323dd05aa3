"""Empty forms as workbooks: check_blanks.py BIAOCE FOLDER. Reads them with openpyxl: each sheet says which form it is and where its
lists begin and end, rows of lists can be added and removed under its protection, and one rule goes over each column of a
list. LibreOffice, where it is installed, computes the totals of forms that were filled in, and keeps all names."""
import math
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import openpyxl
from openpyxl.cell.cell import MergedCell
from openpyxl.utils import range_boundaries

ROOT = Path(__file__).resolve().parents[2]
wrong = []


def check(good, what):
    if not good:
        wrong.append(what)


def names_of(book):
    return {name.name: name.attr_text for name in book.defined_names.definedName if name.localSheetId == 0}


def area_of(text):
    return range_boundaries(text.rsplit('!', 1)[1].replace('$', ''))


def element_rows(names):
    """By list: the rows and columns of its cells. What follows from others, such as the numbers of rows, is in none."""
    found = defaultdict(set)
    for name, text in names.items():
        if match := re.match(r'biaoce\.(?!_said)(.*?)\.\d+(\.|$)', name):
            left, top, _, _ = area_of(text)
            found[match[1]].add((top, left))
    return found


def check_fences(label, sheet, names):
    for path, cells in element_rows(names).items():
        rows = sorted({row for row, _ in cells})
        columns = [column for _, column in cells]
        if len(rows) == 1:
            check(f'biaocerows.{path}' not in names, f'{label}: {path} lies in one row, and has no rows of its own')
            continue
        fence = names.get(f'biaocerows.{path}')
        if not fence:
            wrong.append(f'{label}: nothing says where {path} begins and ends')
            continue
        left, top, right, bottom = area_of(fence)
        check(top == rows[0] - 1, f'{label}: {path} begins below row {top}, its first is {rows[0]}')
        check(bottom > rows[-1] and left <= min(columns) and right >= max(columns), f'{label}: {path} is larger than {fence}')
        merged = {cell: area for area in sheet.merged_cells.ranges for cell in [(area.min_row, area.min_col)]}
        last = max(merged[cell].max_row if cell in merged else cell[0] for cell in cells)
        check(bottom == last + 1, f'{label}: {path} ends above row {bottom}, its last is {last}')


def is_locked(sheet, row, column):
    return sheet.cell(row, column).protection.locked


def check_rows(label, sheet, names):
    """Of a list whose rows can be removed no cell is locked, also beside the table; of others some are."""
    for path, cells in element_rows(names).items():
        rows = sorted({row for row, _ in cells})
        if len(rows) == 1 or not sheet.row_dimensions[rows[0]].customFormat:
            continue
        for row in rows:
            dimension = sheet.row_dimensions[row]
            check(dimension.customFormat and not dimension.protection.locked, f'{label}: row {row} of {path} is locked')
            locked = [c for c in range(1, sheet.max_column + 1) if is_locked(sheet, row, c)]
            check(not locked, f'{label}: columns {locked} of row {row} of {path} are locked')
    heads = [row for row in range(1, sheet.max_row + 1) if not sheet.row_dimensions[row].customFormat]
    check(any(is_locked(sheet, row, 1) for row in heads), f'{label}: heads are open')
    check(sheet.protection.sheet and not sheet.protection.insertRows and not sheet.protection.deleteRows,
          f'{label}: rows cannot be added')


def check_rules(label, sheet, names):
    places = defaultdict(list)
    for rule in sheet.data_validations.dataValidation:
        for area in rule.sqref.ranges:
            for row in range(area.min_row, area.max_row + 1):
                places[row, area.min_col].append(rule)
    check(all(len(rules) == 1 for rules in places.values()), f'{label}: a cell has two rules')
    for name, text in names.items():
        if match := re.match(r'biaocerows\.(.*)', name):
            _, top, _, bottom = area_of(text)
            for column in {c for _, c in element_rows(names)[match[1]]}:
                had = [bool(places[row, column]) for row in range(top + 1, bottom)]
                check(all(had) or not any(had), f'{label}: column {column} of {match[1]} has rules in some rows')


def fill(path, out):
    """Writes into every number of the sheet that can be written to."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    written = 0
    for rule in sheet.data_validations.dataValidation:
        for area in rule.sqref.ranges:
            for row in range(area.min_row, area.max_row + 1):
                cell = sheet.cell(row, area.min_col)
                if rule.type == 'decimal' and not isinstance(cell, MergedCell) and cell.data_type != 'f':
                    written += 1
                    cell.value = written + 0.5
    book.save(out)
    return names_of(book)


def parts_of(formula):
    plain = re.sub(r'OFFSET\(([A-Z]+)(\d+),-1,0\)', lambda m: f'{m[1]}{int(m[2]) - 1}', formula)
    for part in re.search(r',SUM\((.*)\)\)$', plain)[1].split(','):
        left, top, right, bottom = range_boundaries(part)
        yield from ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))


def total_of(sheet, place):
    """What stands in a cell, its formula computed: nothing as long as there is nothing to add."""
    cell = sheet.cell(*place)
    if cell.data_type != 'f':
        return cell.value if isinstance(cell.value, (int, float)) else None
    added = [value for value in (total_of(sheet, part) for part in parts_of(cell.value)) if value is not None]
    return sum(added) if added else None


def check_totals(label, path, computed):
    sheet = openpyxl.load_workbook(path).worksheets[0]
    values = openpyxl.load_workbook(computed, data_only=True).worksheets[0]
    formulas = [(cell.row, cell.column) for row in sheet.iter_rows() for cell in row if cell.data_type == 'f']
    for place in formulas:
        said, meant = values.cell(*place).value, total_of(sheet, place)
        check(said == meant or (said and meant and math.isclose(said, meant)), f'{label}: {place} gives {said}, not {meant}')
    return len(formulas)


def office(folder, files):
    program = shutil.which('libreoffice') or shutil.which('soffice')
    if not program:
        return {}
    out = folder / 'saved'
    out.mkdir(exist_ok=True)
    subprocess.run([program, f'-env:UserInstallation=file://{folder}/profile', '--headless', '--convert-to', 'xlsx', '--outdir',
                    out, *files], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=240)
    return {path.stem: path for path in out.glob('*.xlsx')}


def main():
    program, folder = sys.argv[1], Path(sys.argv[2]).resolve()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    filled, formulas = {}, 0
    for template in sorted(path.stem for path in (ROOT / 'templates').glob('*.yaml')):
        path = folder / f'{template}.xlsx'
        subprocess.run([program, 'blank', '-q', '-f', 'xlsx', '-o', path, template], check=True)
        book = openpyxl.load_workbook(path)
        names = names_of(book)
        check(re.fullmatch(rf'"{template};1;[0-9a-f]{{16}}"', names.get('biaoceform', '')), f'{template} does not say which form it is')
        check_fences(template, book.worksheets[0], names)
        check_rows(template, book.worksheets[0], names)
        check_rules(template, book.worksheets[0], names)
        (folder / 'filled').mkdir(exist_ok=True)
        filled[template] = folder / 'filled' / path.name, fill(path, folder / 'filled' / path.name)
    saved = office(folder, [path for path, _ in filled.values()])
    for template, computed in saved.items():
        path, names = filled[template]
        kept = names_of(openpyxl.load_workbook(computed))
        check(names.keys() <= kept.keys(), f'{template}: names are lost: {sorted(names.keys() - kept.keys())[:5]}')
        formulas += check_totals(template, path, computed)
    check(not saved or formulas > 50, 'too few of the totals are live')
    print(f'{len(filled)} forms, {formulas} totals computed')
    if wrong:
        sys.exit('\n'.join(wrong))


main()
