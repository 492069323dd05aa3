"""Totals as formulas: check_formulas.py BIAOCE FOLDER. Renders the examples with and without --formulas; reads each formula with
openpyxl and adds up its cells: they have to give the figure that stands in the file beside it, which is that of the paper."""
import math
import re
import subprocess
import sys
from pathlib import Path

import openpyxl

ROOT = Path(__file__).resolve().parents[2]
SUM = re.compile(r'=SUM\((.*)\)')


def render(program, folder, *options):
    inputs = [ROOT / 'examples', ROOT / 'tests/corpus/jinan-department']
    subprocess.run([program, 'render', '-q', '--no-check', '-f', 'xlsx', '-o', folder, *options, *inputs], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return {path.name: path for path in folder.glob('*.xlsx')}


def cells(path, data_only, formulas=False):
    return {cell.coordinate: cell.value for row in openpyxl.load_workbook(path, data_only=data_only).worksheets[0].iter_rows()
            for cell in row if cell.value is not None and (not formulas or cell.data_type == 'f')}


def added(formula, values):
    places = SUM.fullmatch(formula)[1].split(',')
    total = 0
    for place in places:
        left, top, right, bottom = openpyxl.utils.range_boundaries(place)
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                value = values.get(f'{openpyxl.utils.get_column_letter(column)}{row}')
                total += value if isinstance(value, (int, float)) else 0  # SUM passes over texts
    return total


def main():
    program, folder = sys.argv[1], Path(sys.argv[2])
    plain, summed = render(program, folder / 'plain'), render(program, folder / 'formulas', '--formulas')
    formulas, wrong = 0, []
    for name, path in summed.items():
        values, written, before = cells(path, True), cells(path, False, True), cells(plain[name], False)
        if values != before:
            wrong.append(f'{name}: the figures are not those of a workbook without formulas')
        for place, text in written.items():
            formulas += 1
            if not math.isclose(added(text, values), values[place], abs_tol=1e-6):
                wrong.append(f'{name} {place}: {text} gives {added(text, values)}, {values[place]} is said')
    print(f'{formulas} formulas in {len(summed)} workbooks')
    if formulas < 50:
        wrong.append('too few of the totals are formulas')
    if wrong or plain.keys() != summed.keys():
        sys.exit('\n'.join(wrong) or 'other workbooks were made')


main()
