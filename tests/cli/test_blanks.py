#!/usr/bin/env python3
"""Empty forms as an office would send them out: titles and heads are whole, nothing is counted that nobody has written yet,
pages are filled with rows that a pen can write into, and workbooks have rows to spare. Asked of every form there is.

    test_blanks.py BIAOCE [unittest arguments]
"""
import os
import re
import subprocess
import sys
import tempfile
import unittest
import zipfile
from collections import defaultdict
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted(path.stem for path in (PROJECT / 'templates').glob('*.yaml'))
BIAOCE = None

MM = 72 / 25.4
ROW_LEAST, ROW_MOST = 8 * MM, 10 * MM
ROW_ALONE = 24 * MM  # where there is nothing else to fill the page
NUMBER_DROP = 25.16      # points from the foot of the type area to the base line of a page's number
FILLED_LEAST = 0.85
SHEET_ROWS = 10
NEAR = 0.1               # points
ITEM = re.compile(r'text (\S+) (\S+) (\S+) (\S+) (\S+) "(.*)"( number| repeated)?$')
RULE = re.compile(r'rule ([hv]) (\S+) (\S+) (\S+) (\S+)$')


def run(*words):
    return subprocess.run([BIAOCE, *words], capture_output=True, text=True, check=False,
                          env={**os.environ, 'LC_ALL': 'C.UTF-8', 'BIAOCE_DATA': str(PROJECT)})


class Page:
    def __init__(self):
        self.texts, self.rules, self.number = [], [], None

    def take(self, line):
        if match := ITEM.match(line):
            x, y, _, font, _, words, role = match.groups()
            if role == ' number':
                self.number = float(y)
            else:
                self.texts.append((float(x), float(y), font, words))
        elif match := RULE.match(line):
            self.rules.append((match[1], *map(float, match.groups()[1:])))

    def words(self, font=None):
        return [words for _, _, role, words in self.texts if font in (None, role)]

    def filled(self):
        """How much of the type area is used; the upper edge is that of what stands first."""
        top = min([y - 20 for _, y, _, _ in self.texts] + [rule[2] for rule in self.rules])
        foot = max([y for _, y, _, _ in self.texts] + [rule[2] for rule in self.rules if rule[0] == 'h'])
        return (foot - top) / (self.number - NUMBER_DROP - top)

    def rows(self):
        """(height, base lines of the words in it) of each row at the right edge of the page's tables, heads left out."""
        edge = max((x + length for kind, x, _, length, _ in self.rules if kind == 'h'), default=0) - 3
        lines = sorted(y for kind, x, y, length, _ in self.rules if kind == 'h' and x < edge < x + length)
        for above, below in zip(lines, lines[1:]):
            inside = [(y, font) for _, y, font, _ in self.texts if above < y < below]
            framed = any(y < (above + below) / 2 < y + length for kind, _, y, length, _ in self.rules if kind == 'v')
            if framed and not any(font == 'head' for _, font in inside):
                yield below - above, len({y for y, _ in inside})


def pages_of(template, *words):
    done = run('blank', template, '-f', 'trace', '-o', '-', *words)
    assert done.returncode == 0, done.stderr
    pages = []
    for line in done.stdout.splitlines():
        if line.startswith('page '):
            pages.append(Page())
        else:
            pages[-1].take(line)
    return pages


def names_in(workbook):
    text = zipfile.ZipFile(workbook).read('xl/workbook.xml').decode()
    return re.findall(r'definedName name="biaoce\.([^"]+)"', text)


def texts_in(workbook):
    text = zipfile.ZipFile(workbook).read('xl/sharedStrings.xml').decode()
    return re.findall(r'<t[^>]*>([^<]*)</t>', text)


def source_of(template):
    """The words of a template with those that it extends."""
    path = PROJECT / 'templates' / f'{template}.yaml'
    text = (path if path.exists() else PROJECT / 'templates/shared' / path.name).read_text(encoding='utf-8')
    extended = re.search(r'^extends: \[?([^\]\n]+)', text, re.M)
    for name in re.split(r',\s*', extended[1]) if extended else ():
        text += source_of(name)
    return text


class EveryForm(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.pages = {name: pages_of(name) for name in TEMPLATES}
        cls.books = {}
        for name in TEMPLATES:
            cls.books[name] = Path(cls.folder.name) / f'{name}.xlsx'
            done = run('blank', name, '-o', str(cls.books[name]))
            assert done.returncode == 0, done.stderr

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def ask(self, question):
        for name in TEMPLATES:
            with self.subTest(template=name):
                question(name, self.pages[name], source_of(name))

    def test_titles_are_whole(self):
        def question(name, pages, source):
            title = re.sub(r'\s', '', ''.join(pages[0].words('title')))
            called = re.search(r'^name: (.*)', source, re.M)[1]
            called = called[:called.rfind('（')] if '（' in called else called
            if not title:  # a row of its table
                title = re.sub(r'\s', '', next(words for words in pages[0].words('head') if '年' in words))
            words = re.sub(r'^年度?', '', title)
            self.assertTrue(called in title or (len(words) >= 4 and words in called) or called.endswith(words[-5:]),
                            f'{title} of {called}')
            self.assertNotRegex(title, '^年度?$')
        self.ask(question)

    def test_brackets_and_labels_leave_room(self):
        def question(_0, pages, _2):
            for words in [words for page in pages for words in page.words()]:
                self.assertNotRegex(words, r'（[ 年度分]*）|[（，：](个|年|份|项)(?![一-鿿])')
        self.ask(question)

    def test_nothing_is_counted(self):
        def question(_0, pages, source):
            for words in [words for page in pages for words in page.words()]:
                for count in re.findall(r'\d+ ?(?:个|项|份|条|元|分(?!值))', words):
                    self.assertIn(count, source, words)
        self.ask(question)

    def test_totals_are_empty(self):
        def question(_0, pages, source):
            for words in [words for page in pages for words in page.words('number')]:
                self.assertIn(words, re.findall(r'default: ([^,}]+)', source), 'a number that nobody has written')
        self.ask(question)

    def test_rows_can_be_written_into(self):
        def question(name, pages, source):
            rows = [row for page in pages for row in page.rows()]
            for height, _ in rows:
                self.assertGreaterEqual(height, ROW_LEAST - NEAR)
            most = ROW_MOST if re.search(r'type: (list|prose)|of: prose|of:\n', source) else ROW_ALONE
            tall = [height for height, lines in rows if height > most + NEAR and lines < 2]
            self.assertLessEqual(len(tall), len(re.findall('type: prose|style: prose|blank-height', source)), f'{name}: {tall}')
        self.ask(question)

    def test_pages_are_filled(self):
        def question(name, pages, source):
            if not re.search(r'type: (list|prose)', source) or not pages[0].number or name == 'budget-09-three-public':
                return  # nothing that could fill them
            for page in pages:
                self.assertGreaterEqual(page.filled(), FILLED_LEAST)
                self.assertLessEqual(page.filled(), 1.01)
        self.ask(question)

    def test_workbooks_have_rows(self):
        def question(name, _1, source):
            lists = defaultdict(set)
            for key in names_in(self.books[name]):
                if match := re.match(r'([a-z_.]+)\.(\d+)\.\w', key):
                    lists[match[1]].add(int(match[2]))
            for key, places in lists.items():
                if not re.search(rf'\b{key.rsplit(".", 1)[-1].replace("_", "-")}: .*labels', source):
                    self.assertGreaterEqual(len(places), SHEET_ROWS, key)
        self.ask(question)

    def test_framework(self):
        for name in ('mof-project-targets', 'mof-project-declaration', 'mof-self-evaluation', 'mof-department-declaration'):
            with self.subTest(template=name):
                told = texts_in(self.books[name])
                for level in ('成本指标', '产出指标', '效益指标', '满意度指标', '生态环境成本指标', '服务对象满意度指标'):
                    self.assertIn(level, told)


class BlankTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name)

    def template(self, fields, layout):
        path = self.path / 'own.yaml'
        path.write_text('form: own\nname: 自制表\nextends: [gb9704]\nfields:\n  year: {label: 年度, type: year}\n'
                        f'{fields}layout:\n{layout}', encoding='utf-8')
        return str(path)

    LIST = '  rows: {label: 行, type: list, of: {a: {label: 甲}, b: {label: 乙, type: money}}}\n'
    TABLE = '  - table: {widths: [1, 1], header: [[甲, 乙]], rows: [{each: rows, rows: [[=a, =b]]}]}\n'

    def test_heads_keep_their_years(self):
        heads = ['$(year - 2)年完成值', '$(year - 1)年完成值', '$(year)年目标值', '$(year + 1)年目标值']
        name = self.template(self.LIST, f'  - title: $(year)年表\n  - table: {{widths: [1, 1, 1, 1], header: [{heads}], '
                             'rows: [{each: rows, rows: [[=a, =b, =a, =b]]}]}\n')
        (empty,), (dated,) = pages_of(name), pages_of(name, '--year', '2025')
        self.assertEqual(empty.words('head'), ['Y-2年完成值', 'Y-1年完成值', '　　　　年目标值', 'Y+1年目标值'])
        self.assertEqual(dated.words('head'), ['2023年完成值', '2024年完成值', '2025年目标值', '2026年目标值'])
        self.assertEqual(dated.words('title'), ['2025年表'])

    def test_rows_as_asked(self):
        name = self.template(self.LIST, '  - title: 表\n' + self.TABLE)
        for rows in (1, 4, 17):
            (page,) = pages_of(name, '--rows', str(rows))
            self.assertEqual(len(list(page.rows())), rows)
            book = self.path / 'own.xlsx'
            self.assertEqual(run('blank', name, '--rows', str(rows), '-o', str(book)).returncode, 0)
            self.assertEqual(len([key for key in names_in(book) if key.endswith('.a')]), rows)

    def test_lists_share_the_page(self):
        fields = self.LIST + self.LIST.replace('rows', 'more') + '  goal: {label: 目标, type: prose}\n'
        layout = ('  - title: 表\n' + self.TABLE + self.TABLE.replace('rows, rows', 'more, rows')
                  + '  - table: {widths: [1, 4], rows: [[目标, =goal]]}\n')
        (page,) = pages_of(self.template(fields, layout))
        rows = list(page.rows())
        prose = max(rows)[0]
        self.assertGreater(prose, 25 * MM)
        self.assertGreaterEqual(len(rows) - 1, 2 * 3)
        self.assertGreater(page.filled(), 0.95)
        joined = fields.replace('type: prose', 'type: list, of: prose')
        (page,) = pages_of(self.template(joined, layout.replace('=goal', '{value: "goal.join()", style: prose}')))
        self.assertAlmostEqual(max(page.rows())[0], prose, delta=NEAR)
        (fixed,) = pages_of(self.template(fields, layout.replace('=goal', '{value: goal, blank-height: 100mm}')))
        self.assertAlmostEqual(max(fixed.rows())[0], 100 * MM, delta=NEAR)
        self.assertLess(len(list(fixed.rows())), len(rows))

    def test_short_form_keeps_its_page(self):
        (page,) = pages_of(self.template('  a: {label: 甲}\n', '  - title: 表\n  - table: {widths: [1, 2], rows: [[甲, =a]]}\n'))
        ((height, _),) = page.rows()
        self.assertAlmostEqual(height, ROW_ALONE, delta=NEAR)

    def test_titles_stand_in_the_middle(self):
        (page,) = pages_of(self.template('  a: {label: 甲}\n',
                                         '  - title: $(year)年收支总表\n  - table: {widths: [1, 2], rows: [[甲, =a]]}\n'))
        (title,) = [words for words in page.words() if '年收支总表' in words]
        self.assertRegex(title, r'^(\u3000+)年收支总表\1$')

    def test_columns_wait_for_their_texts(self):
        fields = '  rows: {label: 行, type: list, of: {name: {label: 名}, n: {label: 数, type: integer}, why: {label: 因, type: prose}}}\n'
        (page,) = pages_of(self.template(fields, '  - title: 表\n  - table: {widths: auto, header: [[名, 数, 因]], '
                                                 'rows: [{each: rows, rows: [[=name, =n, =why]]}]}\n'))
        edges = sorted({x for kind, x, _, _, _ in page.rules if kind == 'v'})
        name, number, reason = (right - left for left, right in zip(edges, edges[1:]))
        self.assertGreater(name, 1.5 * number)
        self.assertGreater(reason, 1.5 * name)

    def test_room_to_sign(self):
        (page,) = pages_of(self.template('', "  - title: 表\n  - line: {right: '填表人：　　　　'}\n  - line: {right: 填表人：}\n"))
        room, plain = (x for x, _, _, words in page.texts if words.startswith('填表人'))
        self.assertAlmostEqual(plain - room, 4.5 * 10.5, delta=0.01)  # a colon at the edge is half as wide

    def test_wrong_years(self):
        for year in ('25', 'next', '12025', '-1'):
            self.assertEqual(run('blank', 'budget-03-spending', '--year', year, '-o', '-').returncode, 2)

    def test_faults_are_told_once(self):
        name = self.template('', '  - title: 表\n  - table: {widths: [1, 30], rows: [[甲乙丙丁, "$(1 / 0)"]]}\n')
        done = run('blank', name, '-f', 'pdf,xlsx', '-o', str(self.path))
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stderr.count('E323'), 1, done.stderr)


if __name__ == '__main__':
    BIAOCE = sys.argv.pop(1)
    unittest.main()
