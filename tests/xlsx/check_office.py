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


def unmerge(source, target):
    """The workbook without merged rows and given heights: LibreOffice then takes the heights it wants itself."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, 'w') as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename.startswith('xl/worksheets/'):
                text = re.sub(r' ht="[^"]*"| customHeight="1"', '', data.decode())
                data = re.sub(r'<mergeCells.*</mergeCells>', '', text).encode()
            new.writestr(info.filename, data)


def heights(path, part='xl/worksheets/sheet1.xml'):
    with zipfile.ZipFile(path) as archive:
        rows = ElementTree.fromstring(archive.read(part)).iter(MAIN + 'row')
        return {int(r.get('r')): float(r.get('ht')) for r in rows if r.get('ht')}


def check_heights(folder, fonts):
    """Rows 7 to 18 of the form hold cells that are not merged: ours must be as high as LibreOffice makes them."""
    (folder / 'free').mkdir(exist_ok=True)
    unmerge(folder / 'all.xlsx', folder / 'free.xlsx')
    office(folder / 'free.xlsx', folder / 'free', folder, 'xlsx', fonts)
    ours, theirs = heights(folder / 'all.xlsx'), heights(folder / 'free' / 'free.xlsx')
    for row in range(7, 19):
        if ours[row] < theirs[row]:
            sys.exit(f'row {row} is {ours[row]} pt high, LibreOffice needs {theirs[row]}')
        if ours[row] > theirs[row] + 20:
            sys.exit(f'row {row} is {ours[row]} pt high, LibreOffice needs only {theirs[row]}')


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
    check_heights(folder, fonts)


main()
