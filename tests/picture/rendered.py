"""A record rendered and read back by programs that are not ours."""
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import openpyxl

DRAWING = '{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}'
ART = '{http://schemas.openxmlformats.org/drawingml/2006/main}'
faults = []


def check(condition, what):
    if not condition:
        faults.append(what)


def same(got, expected, what):
    check(got == expected, f'{what}: {got!r}, not {expected!r}')


def done():
    print('\n'.join(faults) or 'all as it should be')
    sys.exit(bool(faults))


def run(biaoce, folder, template, record, *options):
    """Writes both into the folder and renders them; the finished process."""
    (folder / 'form.yaml').write_text(template, encoding='utf-8')
    (folder / 'record.yaml').write_text(record, encoding='utf-8')
    return subprocess.run([biaoce, 'render', '-t', 'form.yaml', *options, 'record.yaml'], cwd=folder, capture_output=True,
                          text=True, timeout=PATIENCE, env={'LANG': 'C', 'PATH': '/usr/bin:/bin', **environment()})


PATIENCE = 600  # seconds after which a program hangs; no measure of speed, sanitizers take their time


def environment():
    kept = {name: os.environ[name] for name in ('BIAOCE_DATA', 'HOME', 'ASAN_OPTIONS') if name in os.environ}
    return {**kept, 'SOURCE_DATE_EPOCH': '1700000000'}


def render(biaoce, folder, template, record, form):
    """The one output in that format."""
    finished = run(biaoce, folder, template, record, '-f', form, '-o', f'out.{form}')
    check(finished.returncode == 0 and 'warning' not in finished.stderr, f'{form}: {finished.stderr}')
    return folder / f'out.{form}'


def page_operators(pdf):
    """The content of all pages, as text."""
    done = subprocess.run(['qpdf', '--qdf', '--object-streams=disable', str(pdf), '-'], capture_output=True)
    return done.stdout.decode('latin-1')


def words(pdf):
    """(x, y, word) of the first page, by poppler; x of the left edge, y of the middle."""
    html = subprocess.run(['pdftotext', '-bbox', str(pdf), '-'], capture_output=True, text=True).stdout
    found = re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>', html)
    return [(float(a), (float(b) + float(d)) / 2, text, float(c)) for a, b, c, d, text in found]


def sheet_objects(xlsx):
    """The anchors of the first sheet's drawing, as elements; none without one."""
    with zipfile.ZipFile(xlsx) as archive:
        names = archive.namelist()
        if 'xl/drawings/drawing1.xml' not in names:
            return []
        return list(ElementTree.fromstring(archive.read('xl/drawings/drawing1.xml')))


def spot(anchor, name):
    """(column, row, offset across, offset down) of an anchor's corner."""
    at = anchor.find(DRAWING + name)
    return tuple(int(at.find(DRAWING + part).text) for part in ('col', 'row', 'colOff', 'rowOff'))


def load(xlsx):
    return openpyxl.load_workbook(xlsx).worksheets[0]


__all__ = [name for name in dir() if not name.startswith('_')]
