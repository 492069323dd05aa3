#!/usr/bin/env python3
"""Renders records with biaoce and reads the PDF and XLSX back with other programs.

    readback.py --biaoce PROGRAM --work FOLDER RECORD.yaml…

Every value of the record has to stand whole in its cell, in a PDF read by MuPDF and poppler, in a workbook read by
openpyxl, and in that workbook as LibreOffice prints it. Prints what is wrong; exits 1 when something is.
"""
import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

import check_pdf
import check_xlsx
import pdf
import published

MOST_BYTES_A_PAGE = 80_000  # of fonts mostly: a dense page shows 500 different characters


def render(program, record, folder):
    """The PDF and the workbook of one record."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    done = subprocess.run([program, 'render', '--no-check', '-f', 'pdf,xlsx', '-o', folder, record],
                          capture_output=True, check=False)
    if done.returncode:
        raise RuntimeError(f'exit code {done.returncode}: {done.stderr.decode("utf-8", "replace").strip()}')
    made = [sorted(folder.glob(pattern)) for pattern in ('*.pdf', '*.xlsx')]
    if [len(files) for files in made] != [1, 1]:
        raise RuntimeError(f'made {sorted(path.name for path in folder.iterdir())}')
    return made[0][0], made[1][0]


def check_bytes(program, record, folder, first):
    """The same record gives the same bytes."""
    for path, again in zip(first, render(program, record, folder)):
        if path.read_bytes() != again.read_bytes():
            yield f'{path.suffix}: a second run made other bytes'


# The official fonts are not free: fonts that resemble them stand in.
ALIKE = {'宋体': 'Noto Serif CJK SC', '黑体': 'Noto Sans CJK SC', '仿宋_GB2312': 'Noto Serif CJK SC',
         '方正小标宋简体': 'Noto Serif CJK SC'}


def write_font_list(path):
    rules = ''.join(f'<match target="pattern"><test name="family"><string>{name}</string></test>'
                    f'<edit name="family" mode="assign" binding="strong"><string>{family}</string></edit></match>'
                    for name, family in ALIKE.items())
    path.write_text(f'<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
                    f'<include>/etc/fonts/fonts.conf</include>{rules}</fontconfig>', encoding='utf-8')


def check_in_libreoffice(workbooks, folder):
    """{number: problems} of workbooks as LibreOffice prints them; one start for all, numbered names."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    write_font_list(folder / 'fonts.conf')
    os.environ['FONTCONFIG_FILE'] = str((folder / 'fonts.conf').absolute())
    for number, (path, _) in workbooks.items():
        shutil.copyfile(path, folder / f'{number}.xlsx')
    pdf.run('soffice', f'-env:UserInstallation={(folder / "profile").absolute().as_uri()}', '--headless', '--convert-to',
            'pdf', '--outdir', folder, *sorted(folder.glob('*.xlsx')))
    for number, (_, expected) in workbooks.items():
        pages = pdf.cells_of(folder / f'{number}.pdf', open_ends=True)
        yield number, list(check_pdf.placed_once(expected, pages[0].boxes) if len(pages) == 1
                           else check_pdf.placed_over_pages(expected, pages))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--biaoce', required=True, type=Path)
    parser.add_argument('--work', required=True, type=Path)
    parser.add_argument('records', nargs='+', type=Path)
    options = parser.parse_args()

    problems, workbooks = {}, {}
    for number, record in enumerate(options.records):
        found = problems[number] = []
        expected = published.expected_of(record)
        try:
            made = render(options.biaoce, record, options.work / str(number))
            found += [f'PDF: {problem}' for problem in check_pdf.check_file(made[0], MOST_BYTES_A_PAGE)]
            found += [f'PDF: {problem}' for problem in check_pdf.check_cells(made[0], expected)]
            found += [f'XLSX: {problem}' for problem in check_xlsx.check_workbook(made[1], expected)]
            found += check_bytes(options.biaoce, record, options.work / f'{number}-again', made)
            workbooks[number] = made[1], expected
        except Exception as problem:  # a damaged file may break a reader in any way
            found.append(f'{type(problem).__name__}: {problem}')
    if workbooks:
        for number, found in check_in_libreoffice(workbooks, options.work / 'libreoffice'):
            problems[number] += [f'XLSX in LibreOffice: {problem}' for problem in found]

    for number, found in problems.items():
        for problem in found:
            print(f'{options.records[number]}: {problem}')
    wrong = sum(bool(found) for found in problems.values())
    print(f'{len(options.records)} records read back, {wrong} of them with problems')
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main())
