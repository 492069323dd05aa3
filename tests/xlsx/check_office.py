"""Prints the sample workbooks with LibreOffice and looks for lost text: check_office.py WRITER FOLDER.

The official fonts are not free. Two runs stand for what readers have: fonts that resemble them, and none at all.
"""
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import openpyxl

SKIPPED = 77
ALIKE = {'宋体': 'Noto Serif CJK SC', '黑体': 'Noto Sans CJK SC', '仿宋_GB2312': 'Noto Serif CJK SC',
         '方正小标宋简体': 'Noto Serif CJK SC'}
MAIN = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'


def write_font_list(path):
    rules = ''.join(f'<match target="pattern"><test name="family"><string>{name}</string></test>'
                    f'<edit name="family" mode="assign" binding="strong"><string>{family}</string></edit></match>'
                    for name, family in ALIKE.items())
    path.write_text(f'<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
                    f'<include>/etc/fonts/fonts.conf</include>{rules}</fontconfig>', encoding='utf-8')


def office(source, target, folder, kind, fonts=None):
    environment = dict(os.environ, **({'FONTCONFIG_FILE': str(fonts)} if fonts else {}))
    subprocess.run(['soffice', f'-env:UserInstallation=file://{folder / "profile"}', '--headless', '--convert-to', kind,
                    '--outdir', str(target), str(source)], check=True, timeout=250, env=environment,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def letters(text):
    return re.sub(r'\s', '', text)


def lost(workbook, pdf):
    """Texts of the workbook that are not in the PDF. Cells are printed side by side, so each line of the PDF may mix
    them; what counts is that every character is there often enough."""
    printed = letters(subprocess.run(['pdftotext', '-layout', str(pdf), '-'], check=True, capture_output=True,
                                     text=True).stdout)
    have, need = {}, {}
    for character in printed:
        have[character] = have.get(character, 0) + 1
    for sheet in openpyxl.load_workbook(workbook).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    for character in letters(cell.value):
                        need[character] = need.get(character, 0) + 1
    return {c: (n, have.get(c, 0)) for c, n in need.items() if n > have.get(c, 0)}


def heights(path, part='xl/worksheets/sheet1.xml'):
    with zipfile.ZipFile(path) as archive:
        rows = ElementTree.fromstring(archive.read(part)).iter(MAIN + 'row')
        return {int(r.get('r')): float(r.get('ht')) for r in rows if r.get('ht')}


def free_heights(source, folder, fonts):
    """The heights LibreOffice gives the rows itself. It does so only for rows that come without any, from its own format."""
    folder.mkdir(exist_ok=True)
    profile = folder.parent
    office(source, folder, profile, 'fods', fonts)
    flat = folder / (source.stem + '.fods')
    text = re.sub(r' style:row-height="[^"]*"', '', flat.read_text(encoding='utf-8'))
    text = text.replace('style:use-optimal-row-height="false"', 'style:use-optimal-row-height="true"')
    flat.write_text(text, encoding='utf-8')
    office(flat, folder, profile, 'xlsx', fonts)
    return heights(folder / source.name)


def check_heights(folder, name, fonts):
    ours = heights(folder / 'heights.xlsx')
    theirs = free_heights(folder / 'heights.xlsx', folder / f'free-{name}', fonts)
    sheet = openpyxl.load_workbook(folder / 'heights.xlsx').worksheets[0]
    if len(ours) < 100 or len(set(theirs.values())) < 10:
        sys.exit(f'fonts {name}: LibreOffice has not made heights of its own')
    total = lines = 0
    split = {row for merged in sheet.merged_cells.ranges for row in range(merged.min_row, merged.max_row + 1)}
    for row, height in ours.items():
        if row in split:  # higher than 409 pt
            continue
        cell = next(c for c in sheet[row] if c.value)
        if height < theirs[row]:
            sys.exit(f'fonts {name}, row {row}: {height} pt, LibreOffice needs {theirs[row]} for {cell.value!r}')
        total, lines = total + height, lines + theirs[row]
    print(f'fonts {name}: heights together {total / lines:.3f} of what LibreOffice needs')
    if name == 'alike' and total > 1.25 * lines:
        sys.exit('too much room is left')


def main():
    writer, folder = sys.argv[1], Path(sys.argv[2]).resolve()
    if not shutil.which('soffice') or not shutil.which('pdftotext'):
        sys.exit(SKIPPED)
    subprocess.run([writer, str(folder)], check=True)
    fonts = folder / 'fonts.conf'
    write_font_list(fonts)
    for name, choice in (('alike', fonts), ('none', None)):
        target = folder / name
        target.mkdir(exist_ok=True)
        office(folder / 'all.xlsx', target, folder, 'pdf', choice)
        missing = lost(folder / 'all.xlsx', target / 'all.pdf')
        if missing:
            sys.exit(f'fonts {name}: characters (needed, printed) {missing}')
        check_heights(folder, name, choice)


main()
