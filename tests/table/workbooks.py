"""Workbooks made by hand, and what the reader gives of any workbook."""
import json
import subprocess
import zipfile

MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
STRICT = 'http://purl.oclc.org/ooxml/spreadsheetml/main'
KINDS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
STRICT_KINDS = 'http://purl.oclc.org/ooxml/officeDocument/relationships'
PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships'


class Read:
    """What the program printed: sheets [(name, hidden, range)], rows {number: {column: (kind, text)}}, …"""

    def __init__(self, output, code):
        lines = [json.loads(line) for line in output.splitlines()]
        self.code = code
        self.said = [line['said'] for line in lines if 'said' in line]
        self.names = {line['name']: line.get('text', tuple(line['place'])) for line in lines if 'name' in line}
        self.sheets = [(line['sheet'], line['hidden'], tuple(line['range'])) for line in lines if 'sheet' in line]
        self.merges = [tuple(line['merge']) for line in lines if 'merge' in line]
        self.raw = [line for line in lines if 'row' in line]
        self.rows = {line['row']: {cell[0]: (cell[1], cell[2]) for cell in line['cells']} for line in self.raw}
        self.hidden = [line['row'] for line in self.raw if line['hidden']]
        self.broken = [line['row'] for line in self.raw if line['broken']]
        self.over = {(line['row'], cell[0]): cell[4] for line in self.raw for cell in line['cells'] if cell[4] > 1}
        self.shown = {(line['row'], cell[0]): cell[5] for line in self.raw for cell in line['cells'] if len(cell) > 5}
        self.places = {(line['row'], cell[0]): cell[3] for line in self.raw for cell in line['cells']}

    def at(self, place):
        """(kind, text) of A1; None when it is empty."""
        letters = place.rstrip('0123456789')
        column = 0
        for letter in letters:
            column = column * 26 + ord(letter) - 64
        return self.rows.get(int(place[len(letters):]), {}).get(column)


def read(program, path, *options, stdin=None, limit_mb=None, seconds=120):
    command = [program, *map(str, options), str(path)]
    if limit_mb:
        command = ['bash', '-c', f'ulimit -v {limit_mb * 1024}; exec "$@"', 'bash', *command]
    done = subprocess.run(command, stdin=stdin, capture_output=True, timeout=seconds,
                          env={'LC_ALL': 'C', 'PATH': '/usr/bin:/bin'})
    if done.returncode not in (0, 1, 3):
        raise AssertionError(f'{path}: the reader ended with {done.returncode}: {done.stderr.decode()[-2000:]}')
    return Read(done.stdout.decode('utf-8'), done.returncode)


def relations(*targets, kinds=KINDS):
    """(id, kind, target) each."""
    inner = ''.join(f'<Relationship Id="{i}" Type="{kinds}/{kind}" Target="{target}"/>' for i, kind, target in targets)
    return f'<?xml version="1.0"?><Relationships xmlns="{PACKAGE}">{inner}</Relationships>'


def sheet_xml(rows, head='', tail='', main=MAIN):
    return f'<?xml version="1.0"?><worksheet xmlns="{main}">{head}<sheetData>{rows}</sheetData>{tail}</worksheet>'


def parts_of(rows='', strings=None, formats='', styles='', book='', names='', tail='', sheet=None):
    """The parts of a workbook with one sheet, `表`; `rows` inside <sheetData>, `styles` inside <cellXfs>."""
    parts = {
        '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        '_rels/.rels': relations(('a', 'officeDocument', 'xl/workbook.xml')),
        'xl/workbook.xml': f'<workbook xmlns="{MAIN}" xmlns:r="{KINDS}">{book}<sheets><sheet name="表" sheetId="1" '
                           f'r:id="s"/></sheets>{names}</workbook>',
        'xl/_rels/workbook.xml.rels': relations(('s', 'worksheet', 'worksheets/sheet1.xml'),
                                                ('t', 'sharedStrings', 'sharedStrings.xml'),
                                                ('u', 'styles', 'styles.xml')),
        'xl/worksheets/sheet1.xml': sheet or sheet_xml(rows, tail=tail),
        'xl/styles.xml': f'<styleSheet xmlns="{MAIN}"><numFmts>{formats}</numFmts><cellStyleXfs><xf numFmtId="14"/>'
                         f'</cellStyleXfs><cellXfs>{styles}</cellXfs><dxfs><dxf><numFmt numFmtId="0" formatCode="d"/>'
                         f'</dxf></dxfs></styleSheet>',
    }
    if strings is not None:
        parts['xl/sharedStrings.xml'] = f'<sst xmlns="{MAIN}">{strings}</sst>'
    return parts


def write(path, parts, method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, 'w', method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


class Checks:
    """Counts what is not as it should be."""

    def __init__(self):
        self.wrong = 0
        self.done = 0

    def same(self, what, found, expected):
        self.done += 1
        if found != expected:
            self.wrong += 1
            print(f'{what}: expected {expected!r}, found {found!r}')

    def said(self, what, result, code, *words):
        """An error with this code whose text has these words."""
        self.done += 1
        texts = [text for text in result.said if f'[{code}]' in text]
        if not texts or not all(any(word in text for text in texts) for word in words):
            self.wrong += 1
            print(f'{what}: expected {code} with {words}, found {result.said}')

    def end(self):
        print(f'{self.done} checks, {self.wrong} wrong')
        return 1 if self.wrong or not self.done else 0
