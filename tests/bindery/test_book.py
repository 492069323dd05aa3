#!/usr/bin/env python3
"""Binds books and reads them back with poppler, qpdf and openpyxl, which know nothing of biaoce.

Checked of every book: each line of the contents names the number that its page carries, and the title stands on that
page; each link and each bookmark leads there; a form's pages have the same characters as the form rendered alone, so
that nothing is lost, doubled or moved; heads are repeated on every page of a form; numbers stand right on odd and left
on even pages; one thread and eight give the same bytes; PDFs are sound.

    test_book.py BIAOCE PROJECT
"""
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import unittest
from collections import Counter
from pathlib import Path

BIAOCE, PROJECT = Path(sys.argv.pop(1)).resolve(), Path(sys.argv.pop(1)).resolve()
ENTRY = re.compile(r'^\s*(.*?)\s+([0-9]+|[ivxlcdm]+)$')
NUMBER = re.compile(r'^(?:—([0-9]+|[ivxlcdm]+)—|第([0-9]+)页共([0-9]+)页)$')


def run(*words, ok=(0,), cwd=None):
    done = subprocess.run([str(w) for w in words], capture_output=True, text=True, cwd=cwd,
                          env={**os.environ, 'LC_ALL': 'C.UTF-8', 'BIAOCE_DATA': str(PROJECT), 'SOURCE_DATE_EPOCH': '1700000000'})
    assert done.returncode in ok, (done.returncode, words, done.stderr)
    return done


def squeeze(text):
    return re.sub(r'\s+', '', text)


def roman(n):
    signs = [(1000, 'm'), (900, 'cm'), (500, 'd'), (400, 'cd'), (100, 'c'), (90, 'xc'), (50, 'l'), (40, 'xl'), (10, 'x'),
             (9, 'ix'), (5, 'v'), (4, 'iv'), (1, 'i')]
    out = ''
    for value, sign in signs:
        while n >= value:
            out, n = out + sign, n - value
    return out


class Book:
    """A PDF as other programs read it."""

    def __init__(self, path, heads=()):
        self.path, self.heads = path, {'目录', *heads}
        check = run('qpdf', '--check', path)
        assert 'No syntax or stream encoding errors' in check.stdout, check.stdout
        text = run('pdftotext', '-layout', path, '-').stdout
        self.pages = text.split('\f')[:-1]
        tree = json.loads(run('qpdf', '--json', '--json-key=pagelabels', '--json-key=outlines', '--json-key=pages',
                              path).stdout)
        self.labels = self.read_labels(tree['pagelabels'])
        self.outline = list(self.walk(tree['outlines'], 0))
        self.page_objects = {page['object']: i for i, page in enumerate(tree['pages'])}

    def read_labels(self, ranges):
        labels = []
        ranges = [(r['index'], r['label']) for r in ranges] + [(len(self.pages), None)]
        for (start, label), (end, _) in zip(ranges, ranges[1:]):
            for i in range(start, end):
                number = label.get('/St', 1) + i - start
                style = {'/D': str, '/r': roman, None: lambda n: ''}[label.get('/S')]
                labels.append(label.get('/P', '')[2:] + style(number))
        return labels

    def walk(self, nodes, level):
        for node in nodes:
            yield level, node['title'], node['destpageposfrom1'] - 1, node['open']
            yield from self.walk(node['kids'], level + 1)

    def links(self):
        """[(page, target)]"""
        objects = json.loads(run('qpdf', '--json', '--json-key=qpdf', self.path).stdout)['qpdf'][1]
        refs = {f'obj:{name}': page for name, page in self.page_objects.items()}
        found = []
        for key, page in refs.items():
            for ref in objects[key]['value'].get('/Annots', []):
                link = objects[f'obj:{ref}']['value']
                assert link['/Subtype'] == '/Link'
                found.append((page, self.page_objects[link['/Dest'][0]]))
        return found

    def printed_number(self, page):
        """The label in the line that is a page number, or None."""
        lines = [line for line in self.pages[page].split('\n') if line.strip()]
        for line in lines[-1:] + lines[:1]:
            found = NUMBER.match(squeeze(line))
            if found:
                return found.group(1) or found.group(2)
        return None

    def stands_right(self, page):
        """Whether the page's number, the lowest words of it, stands in its right half."""
        boxes = run('pdftotext', '-bbox', '-f', page + 1, '-l', page + 1, self.path, '-').stdout
        width = float(re.search(r'<page width="([\d.]+)"', boxes).group(1))
        words = re.findall(r'<word xMin="([-\d.]+)" yMin="[-\d.]+" xMax="([-\d.]+)" yMax="([-\d.]+)">', boxes)
        left, right, _ = max(words, key=lambda word: float(word[2]))
        return float(left) + float(right) > width

    def raw(self, page):
        """Its lines in the order in which they were painted."""
        raw = run('pdftotext', '-raw', '-f', page + 1, '-l', page + 1, self.path, '-').stdout
        return [squeeze(line) for line in raw.replace('\f', '').split('\n')]

    def holds(self, page, words):
        """Whether the words stand on the page, perhaps in several lines of a cell."""
        return words in squeeze(self.pages[page]) or words in ''.join(self.raw(page))

    def body(self, page):
        """Its characters without those of the page number."""
        lines = self.raw(page)
        return Counter(''.join(line for line in lines if not NUMBER.match(line)))

    def contents(self):
        """[(text, number)] of all entries, on the pages with links; a line without a number is the beginning of the next."""
        entries, before = [], ''
        for page in sorted({page for page, _ in self.links()}):
            for line in self.pages[page].split('\n'):
                found = ENTRY.match(line)
                if found:
                    entries.append((squeeze(before + found.group(1)), found.group(2)))
                before = '' if found or NUMBER.match(squeeze(line)) or squeeze(line) in self.heads else before + line
        return entries


def bind(folder, text, *more, name='book.yaml', ok=(0,)):
    (folder / name).write_text(text, encoding='utf-8')
    return run(BIAOCE, 'book', '-q', '--no-check', folder / name, *more, ok=ok)


class TestCase(unittest.TestCase):
    def setUp(self):
        self.work = tempfile.TemporaryDirectory()
        self.folder = Path(self.work.name)

    def tearDown(self):
        self.work.cleanup()

    def verify(self, book, words_of=lambda text: text, unlisted=()):
        """What holds for every book. `words_of` gives the words of an entry that stand on its page; `unlisted` are only bookmarks."""
        listed = [(level, title, page) for level, title, page, _ in book.outline if title not in ('目录', *unlisted)]
        entries = book.contents()
        if entries:
            self.assertEqual([squeeze(title) for _, title, _ in listed][-len(entries):], [e[0] for e in entries])
            links = sorted(set(target for _, target in book.links()))
            self.assertEqual(sorted(set(page for _, _, page in listed[-len(entries):])), links)
        for (text, number), (_, title, page) in zip(entries, listed[-len(entries):]):
            self.assertEqual(book.labels[page], number, text)
            self.assertTrue(book.holds(page, squeeze(words_of(title))), (text, number))
        for page in range(len(book.pages)):
            number = book.printed_number(page)
            if number:
                self.assertEqual(book.labels[page], number)
        return entries, listed

    def verify_forms(self, book, files, starts):
        """Each form's pages have the characters of the form rendered alone."""
        ends = sorted(set(starts) | {page for _, _, page, _ in book.outline} | {len(book.pages)})
        for file, start in zip(files, starts):
            alone = self.folder / 'alone.pdf'
            run(BIAOCE, 'render', '-q', '--no-check', file, '-o', alone, ok=(0,))
            single = Book(alone)
            end = next(e for e in ends if e > start)
            self.assertGreaterEqual(end - start, len(single.pages), file)
            for i in range(len(single.pages)):
                self.assertEqual(book.body(start + i), single.body(i), (file, i))
            for page in range(start + len(single.pages), end):
                self.assertEqual(squeeze(book.pages[page]), '', (file, page))


class Examples(TestCase):
    def test_jinan(self):
        out = self.folder / 'jinan.pdf'
        run(BIAOCE, 'book', '-q', '--no-check', PROJECT / 'examples/book-jinan/book.yaml', '-o', out)
        book = Book(out)
        # Titles of sections and departments' units are words of the contents only.
        entries, listed = self.verify(book, lambda text: re.sub(r'^[12]\. (项目|部门（单位）整体支出).*', r'\1', text)
                                      .split('-')[-1])
        self.assertEqual(len(entries), 2 + 9 + 4)
        self.assertEqual(entries[0], ('1.项目绩效目标申报表', '1'))
        starts = [page for level, _, page in listed if level == 1]
        self.assertEqual(book.labels[:3], ['i', 'ii', '1'])
        corpus = PROJECT / 'tests/corpus'
        self.verify_forms(book, sorted((corpus / 'jinan-project').glob('*.yaml')) +
                          sorted((corpus / 'jinan-department').glob('*.yaml')), starts)

    def test_families(self):
        out = self.folder / 'families.pdf'
        run(BIAOCE, 'book', '-q', '--no-check', PROJECT / 'examples/book-families/book.yaml', '-o', out)
        book = Book(out, heads=['预算绩效目标表汇编'])
        def words(text):
            return '' if re.match('^[一二三四五六七八九]、', text) else text
        headings = ['一、收录范围', '二、编排方法', '（一）次序', '（二）页码']
        entries, listed = self.verify(book, words, headings)
        self.assertEqual([title for _, title, _, _ in book.outline if title in headings], headings)
        self.assertGreater(len(entries), 80)
        parts = [page for _, title, page in listed if title.startswith('第')]
        self.assertTrue(all(page % 2 == 0 for page in parts), 'parts begin on the right')
        self.assertFalse(any(is_open for _, title, _, is_open in book.outline if title.startswith('一、') and title not in headings))


class Manual(TestCase):
    def test_example(self):
        page = (PROJECT / 'docs/books.md').read_text(encoding='utf-8')
        corpus = PROJECT / 'tests/corpus'
        for folder, family in [('projects', 'jinan-project'), ('departments', 'jinan-department')]:
            (self.folder / folder).mkdir()
            for file in sorted((corpus / family).glob('*.yaml'))[:2]:
                (self.folder / folder / file.name).write_bytes(file.read_bytes())
        (self.folder / 'explanation.md').write_text('一段。', encoding='utf-8')
        bind(self.folder, re.search('```yaml\n(.*?)```', page, re.S).group(1), '-o', self.folder / 'x.pdf')
        self.assertEqual(len(Book(self.folder / 'x.pdf').contents()), 7)


RECORD = """form: tangshan-project
项目编码: '{code}'
项目名称: {name}
预算数: {money}万元
财政资金: {money}万元
资金用途: {use}
资金支出计划: [25%, 50%, 75%, 100%]
绩效目标: [{goal}]
绩效指标:
"""


def random_record(rng, code, name):
    def words(most):
        return ''.join(rng.choice('预算绩效目标资金项目完成数量质量时效成本社会经济满意') for _ in range(rng.randint(2, most)))
    text = RECORD.format(code=code, name=name, money=rng.randint(1, 99999), use=words(rng.choice([20, 200, 1500])),
                         goal=words(60))
    for level1 in rng.sample(['产出指标', '效益指标', '满意度指标'], rng.randint(1, 3)):
        for level2 in rng.sample(['数量指标', '质量指标', '时效指标'], rng.randint(1, 3)):
            for _ in range(rng.choice([1, 2, 3, 12])):
                text += (f'  - {{一级指标: {level1}, 二级指标: {level2}, 三级指标: {words(14)}, '
                         f'绩效指标描述: {words(rng.choice([10, 40, 400]))}, 指标值: ≥{rng.randint(1, 999)}个, '
                         f'指标值确定依据: {words(8)}}}\n')
    return text


class RandomBooks(TestCase):
    def test_random(self):
        for seed in range(int(os.environ.get('BOOKS', '4'))):
            with self.subTest(seed=seed):
                self.bind_random(random.Random(seed))

    def bind_random(self, rng):
        forms = self.folder / f'forms{rng.random()}'
        forms.mkdir()
        names, files = [], []
        for i in range(rng.randint(3, 9)):
            name = '第' + ''.join(rng.choice('甲乙丙丁戊己庚辛') for _ in range(4)) + f'{i}项' + '附注说明' * rng.choice([0, 0, 9])
            file = forms / f'{i:03}.yaml'
            file.write_text(random_record(rng, f'{i:021}', name), encoding='utf-8')
            names.append(name)
            files.append(file)
        style = rng.choice(['gongwen', 'centre', 'of-total'])
        restart = rng.choice(['', ', number: 1', ', number: 95'])
        text = f"""
book: 随机汇编
pages: {{style: {style}}}
parts:
  - {{contents: {{depth: 3}}, page: {{numerals: {rng.choice(['roman', 'arabic'])}}}}}
  - section: 全部表格
    forms: {forms.name}/*.yaml
    page: {{start: {rng.choice(['any', 'recto', 'verso'])}{restart}}}
    divider: {rng.choice(['true', 'false'])}
"""
        one, eight = self.folder / 'one.pdf', self.folder / 'eight.pdf'
        bind(self.folder, text, '-j', '1', '-o', one)
        bind(self.folder, text, '-j', '8', '-o', eight)
        self.assertEqual(one.read_bytes(), eight.read_bytes())
        book = Book(one)
        entries, listed = self.verify(book, lambda title: title if title in names else '')
        self.assertEqual(len(entries), 1 + len(names))
        starts = [page for _, title, page in listed if title in names]
        self.verify_forms(book, files, starts)
        for start, end in zip(starts, starts[1:]):
            for page in range(start, end):
                lines = squeeze(book.pages[page])
                if page > start and '个' in lines:
                    self.assertIn('三级指标', lines)
        for page in range(len(book.pages)):
            number = book.printed_number(page)
            if number and style == 'gongwen' and number.isdigit():
                self.assertEqual(book.stands_right(page), int(number) % 2 == 1, page)


class Details(TestCase):
    def setUp(self):
        super().setUp()
        rng = random.Random(7)
        for i, name in enumerate(['丁一', '王二', '安三', '一四']):
            text = random_record(rng, f'{i:021}', name)
            (self.folder / f'{i}.yaml').write_text(text, encoding='utf-8')

    def bind(self, parts, *more, ok=(0,), head=''):
        done = bind(self.folder, f'book: 试\n{head}parts:\n{parts}', *more, ok=ok, name='b.book')
        return done

    def titles(self, sort):
        self.bind(f'  - contents: true\n  - section: 节\n    forms: "*.yaml"\n    sort: {sort}\n', '-o', self.folder / 'x.pdf')
        return [text for text, _ in Book(self.folder / 'x.pdf').contents()][1:]

    def test_orders(self):
        self.assertEqual(self.titles('name'), ['安三', '丁一', '王二', '一四'])
        self.assertEqual(self.titles('{by: 项目名称, order: strokes}'), ['一四', '丁一', '王二', '安三'])
        self.assertEqual(self.titles('{by: code, order: number, descending: true}'), ['一四', '安三', '王二', '丁一'])

    def test_totals(self):
        self.bind('  - section: 节\n    forms: "*.yaml"\n', '-o', self.folder / 'x.pdf', head='pages: {style: of-total}\n')
        book = Book(self.folder / 'x.pdf')
        pages = len(book.pages)
        for i in range(pages):
            self.assertIn(f'第{i + 1}页共{pages}页', squeeze(book.pages[i]))

    def test_landscape_numbers_stand_on_the_left(self):
        self.bind('  - section: 节\n    forms: "*.yaml"\n    template: tangshan-project\n'
                  '    paper: {orientation: landscape}\n', '-o', self.folder / 'x.pdf')
        boxes = run('pdftotext', '-bbox', self.folder / 'x.pdf', '-').stdout
        pages = boxes.split('<page ')[1:]
        for i, page in enumerate(pages):
            self.assertIn('width="841.89', page)
            number = re.search(r'xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>' + str(i + 1) + '</word>', page)
            self.assertTrue(number, page[-300:])
            self.assertLess(float(number.group(1)), 100)
            self.assertEqual(float(number.group(2)) > 300, (i + 1) % 2 == 1)

    def test_split(self):
        parts = ('  - contents: true\n  - part: 第一部分\n  - section: 甲\n    forms: "[01].yaml"\n'
                 '  - section: 乙\n    divider: true\n    forms: "[23].yaml"\n')
        out = self.folder / 'out'
        self.bind(parts, '-o', out / 'whole.pdf', ok=(0, 3)) if out.exists() else out.mkdir()
        self.bind(parts, '-o', out, '--split-by', '项目名称', '-f', 'pdf,xlsx')
        whole = Book(out / '试.pdf')
        starts = {title: page for _, title, page, _ in whole.outline}
        import openpyxl
        names = ['试'] + [f'试 {n}' for n in ['丁一', '王二', '安三', '一四']]
        self.assertEqual(sorted(p.name for p in out.iterdir()),
                         sorted(f'{name}.{ending}' for name in names for ending in ('pdf', 'xlsx')))
        for name, section in [('丁一', '甲'), ('一四', '乙')]:
            volume = Book(out / f'试 {name}.pdf')
            self.assertEqual([t for _, t, _, _ in volume.outline], ['目录', '第一部分', section, name])
            own = next(page for _, title, page, _ in volume.outline if title == name)
            for i in range(len(volume.pages) - own):
                self.assertEqual(volume.body(own + i), whole.body(starts[name] + i))
            book = openpyxl.load_workbook(out / f'试 {name}.xlsx')
            self.assertEqual(book.sheetnames[1:], [name])
            self.assertEqual(book[name].page_setup.firstPageNumber, int(dict(volume.contents())[name]))
            listed = [cell.value for row in book.worksheets[0].iter_rows() for cell in row]
            self.assertIn(section, listed)
            self.assertNotIn('乙' if section == '甲' else '甲', listed)
            both = openpyxl.load_workbook(out / '试.xlsx')[name], book[name]
            self.assertEqual(*([(cell.coordinate, cell.value, cell.number_format, cell.font.name, cell.font.sz,
                                 cell.font.b, cell.border.left.style, cell.border.bottom.style)
                                for row in sheet.iter_rows() for cell in row] for sheet in both))
            self.assertEqual(*(sorted(map(str, sheet.merged_cells.ranges)) for sheet in both))

    def test_keys_that_are_no_fields_sort_and_split(self):
        for i, bureau in enumerate(['乙局', '甲局', '乙局', '甲局']):
            path = self.folder / f'{i}.yaml'
            path.write_text(f'x-主管: {bureau}\n' + path.read_text(), encoding='utf-8')
        out = self.folder / 'out'
        out.mkdir()
        part = '  - contents: true\n  - section: 甲\n    forms: "*.yaml"\n    sort: [x-主管, {by: name}]\n    entry: $(x-主管)$(name)\n'
        self.bind(part + '    where: name != "王二"\n', '-o', out, '--split-by', 'x-主管')
        self.assertEqual(sorted(p.name for p in out.iterdir()), ['试 乙局.pdf', '试 甲局.pdf', '试.pdf'])
        entries = [text for text, _ in Book(out / '试.pdf').contents()][1:]
        names = {i: re.search('(?m)^项目名称: (.*)$', (self.folder / f'{i}.yaml').read_text()).group(1) for i in range(4)}
        self.assertEqual({entry[:2] for entry in entries}, {'甲局', '乙局'})
        self.assertEqual(sorted(entry[2:] for entry in entries), sorted(set(names.values()) - {'王二'}))
        self.assertEqual([entry[:2] for entry in entries], sorted((entry[:2] for entry in entries), key=['甲局', '乙局'].index))

    def test_texts_that_a_cell_cannot_hold_are_told(self):
        record = self.folder / '0.yaml'
        record.write_text(re.sub('(?m)^资金用途: .*', '资金用途: ' + '长' * 33000, record.read_text()))
        done = self.bind('  - section: 甲\n    forms: 0.yaml\n', '-f', 'pdf,xlsx', '-o', str(self.folder) + '/')
        self.assertRegex(done.stderr, r'0\.yaml:\d+:\d+: warning: .* 1 texts? .*\[W511\]')

    def test_volumes_do_not_depend_on_threads(self):
        for i in range(40):
            (self.folder / f'many{i:02}.yaml').write_text(
                (self.folder / '0.yaml').read_text().replace('项目名称: ', f'项目名称: 第{i}号'))
        parts = '  - contents: true\n  - section: 甲\n    forms: many*.yaml\n'
        told = []
        for jobs in '1', '5':
            done = self.bind(parts, '-o', self.folder / jobs, '--split-by', '项目名称', '-f', 'pdf,xlsx', '-j', jobs)
            told.append(done.stdout.replace(f'/{jobs}/', '/'))
        self.assertEqual(told[0], told[1])
        names = sorted(p.name for p in (self.folder / '1').iterdir())
        self.assertEqual(len(names), 2 * 41)
        for name in names:
            self.assertEqual((self.folder / '1' / name).read_bytes(), (self.folder / '5' / name).read_bytes(), name)

    def test_prose_refers_to_pages(self):
        """With 95 pages before the forms a number grows by a figure while the prose is set again."""
        (self.folder / '文.md').write_text('甲见第$(page("丁一"))页，节见第$(page(\'节\'))页。\n\n' * 120, encoding='utf-8')
        out = self.folder / 'x.pdf'
        for start in ('1', '93', '97'):
            self.bind(f'  - prose: 文.md\n    title: 说明\n    page: {{number: {start}}}\n  - contents: true\n'
                      '  - section: 节\n    forms: "*.yaml"\n    sort: name\n', '-o', out)
            book = Book(out)
            numbers = dict(book.contents())
            said = re.findall(r'甲见第(\d+)页，节见第(\d+)页。', squeeze(''.join(book.pages)))
            self.assertEqual(len(said), 120)
            self.assertEqual(set(said), {(numbers['丁一'], numbers['节'])})

    def test_a_reference_to_nothing(self):
        (self.folder / '文.md').write_text('见第$(page("丁二"))页。\n', encoding='utf-8')
        parts = '  - prose: 文.md\n    title: 说明\n  - section: 节\n    forms: "*.yaml"\n'
        done = self.bind(parts, '-f', 'pdf,xlsx', '-o', self.folder / 'made', ok=(1,))
        self.assertIn('[E610]', done.stderr)
        self.assertFalse((self.folder / 'made').exists() and any((self.folder / 'made').iterdir()))

    def test_a_reference_to_an_attachment(self):
        for name in ('附文', '附件　附文'):
            self.bind(f'  - text: 见第$(page("{name}"))页\n  - attachment: 附文\n    text: 一\n', '-o',
                      self.folder / 'x.pdf')
            self.assertIn('见第2页', ''.join(run('pdftotext', self.folder / 'x.pdf', '-').stdout.split()))

    def test_headings_of_prose(self):
        """They are bookmarks, and entries of the contents as far as their part says; references to pages move them."""
        words = '落实各项工作，按时完成。' * 60
        text = ''.join(f'## 一级{i}\n\n见第$(page("二级{9 - i}"))页。{words}\n\n### 二级{i}\n\n{words}\n\n' for i in range(10))
        (self.folder / '文.md').write_text(text, encoding='utf-8')
        (self.folder / '静.md').write_text('# 自题\n\n### 越级\n\n文\n\n## 平级\n\n文\n', encoding='utf-8')
        parts = '  - contents: true\n  - section: 说明\n    prose: 文.md\n    headings: {}\n    page: {{number: 92}}\n  - prose: 静.md\n    headings: 1\n'
        first, second = [f'一级{i}' for i in range(10)], [f'二级{i}' for i in range(10)]
        for levels in range(3):
            self.bind(parts.format(levels), '-o', self.folder / 'x.pdf')
            book = Book(self.folder / 'x.pdf')
            entries, starts = dict(book.contents()), {title: page for _, title, page, _ in book.outline}
            wanted = ['说明', *(one for pair in zip(first, second) for one in pair[:levels]), '自题', '平级']
            self.assertEqual(list(entries), wanted)
            self.assertEqual([(level, title) for level, title, _, _ in book.outline if title[0] not in '一二'],
                             [(0, '目录'), (0, '说明'), (0, '自题'), (1, '越级'), (1, '平级')])
            for title in first + second:
                self.assertIn(title, squeeze(book.pages[starts[title]]))
                self.assertEqual(entries.get(title, book.labels[starts[title]]), book.labels[starts[title]])
            self.assertGreater(len({starts[title] for title in first}), 5)
            said = re.findall(r'见第(\d+)页', squeeze(''.join(book.pages)))
            self.assertEqual(said, [book.labels[starts[title]] for title in reversed(second)])
            self.assertEqual(sorted(target for _, target in book.links()), sorted(starts[title] for title in wanted))

    def test_a_heading_that_refers_to_a_page(self):
        (self.folder / '文.md').write_text('文\n\n' * 200 + '## 见第$(page("节"))页\n\n文\n', encoding='utf-8')
        self.bind('  - contents: true\n  - prose: 文.md\n    title: 说明\n    headings: 1\n  - section: 节\n    text: 文\n', '-o', self.folder / 'x.pdf')
        book = Book(self.folder / 'x.pdf')
        entries = book.contents()
        self.assertEqual(entries[1][0], f'见第{entries[2][1]}页')
        self.assertIn(entries[1][0], squeeze(book.pages[book.outline[2][2]]))

    def test_headings_belong_to_prose(self):
        done = self.bind('  - section: 节\n    forms: "*.yaml"\n    headings: 2\n', '-o', self.folder / 'x.pdf', ok=(1,))
        self.assertIn('b.book:5:5: error', done.stderr)

    def test_attachments_have_numbers_when_there_are_several(self):
        for count, labels in ((1, ['附件']), (2, ['附件1', '附件2'])):
            parts = ''.join(f'  - attachment: 附文{i}\n    text: 一\n' for i in range(count))
            self.bind('  - contents: 目录\n' + parts, '-o', self.folder / 'x.pdf')
            book = Book(self.folder / 'x.pdf')
            self.assertEqual([title.split('\u3000')[0] for _, title, _, _ in book.outline[1:]], labels)
            for i, label in enumerate(labels):
                first, title, text = [word for word in self.words(i + 2) if not word[4].startswith('—')][:3]
                self.assertEqual((first[4], title[4], text[4]), (label, f'附文{i}', '一'))
                # The label is on line 1, the title on line 3, of 22 lines of 225 mm.
                for word, line in ((first, 1), (title, 3)):
                    middle = (word[1] + word[3]) / 2 / 72 * 25.4 - 37
                    self.assertAlmostEqual(middle / (225 / 22), line - 0.5, delta=0.12, msg=word)

    def test_what_is_attached_to_an_attachment(self):
        """The label of the book stands in place of the form's own; those of what is attached to the form stay."""
        import openpyxl
        layout = ("layout:\n  - line: {right: 表一}\n  - attachment: 附表\n  - title: 通知\n  - para: 见附件。\n  - page-break: true\n"
                  "  - attachment: 附件甲\n  - title: 名单\n  - table: {widths: [1], rows: [[单位]]}\n")
        (self.folder / 'notice.yaml').write_text('form: notice\nextends: [gb9704]\n' + layout, encoding='utf-8')
        (self.folder / 'n.yaml').write_text('form: notice\n', encoding='utf-8')
        self.bind('  - {attachment: 通知, template: notice.yaml, forms: n.yaml}\n', '-f', 'pdf,xlsx', '-o', self.folder / 'made')
        made = next((self.folder / 'made').glob('*.pdf'))
        pages = [''.join(page.split()) for page in run('pdftotext', made, '-').stdout.split('\f')]
        self.assertEqual([re.findall('附[件表]甲?(?!。)', page) for page in pages[:2]], [['附件'], ['附件甲']])
        sheet = openpyxl.load_workbook(next((self.folder / 'made').glob('*.xlsx'))).worksheets[-1]
        said = [cell.value for row in sheet.iter_rows() for cell in row if cell.value]
        self.assertEqual([text for text in said if text.startswith('附')], ['附件', '附件甲'])

    def words(self, page):
        """(left, top, right, bottom, word) of a page counted from 1, by poppler."""
        text = run('pdftotext', '-bbox', '-f', page, '-l', page, self.folder / 'x.pdf', '-').stdout
        found = re.findall(r'xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>', text)
        return sorted(((*map(float, box), word) for *box, word in found), key=lambda word: word[1])

    def test_margins_mirror_where_leaves_have_two_sides(self):
        inch, text = 72 / 25.4, '预算' * 2000
        for head, start, two in (('', 'recto', True), ('sides: two\n', 'any', True), ('', 'any', False), ('sides: one\n', 'recto', False)):
            self.bind(f'  - text: {text}\n    page: {{start: {start}}}\n', '-o', self.folder / 'x.pdf', head=head)
            for page in (1, 2, 3):
                lines = [word for word in self.words(page) if len(word[4]) == 28]
                self.assertGreater(len(lines), 20)
                left = 26 if two and page == 2 else 28
                self.assertEqual({round(word[0] / inch, 1) for word in lines}, {left}, (head, page))
                number = next(word for word in self.words(page)[::-1] if word[4] == str(page))
                self.assertEqual(number[0] > 300, page % 2 == 1)

    def test_links_and_wide_pages_mirror(self):
        parts = ('  - {blank: 1, page: {start: recto}}\n  - contents: true\n  - section: 节\n    forms: "*.yaml"\n'
                 '    template: tangshan-project\n    paper: {orientation: landscape}\n')
        tops, lefts = {}, {}
        for sides in ('one', 'two'):
            self.bind(parts, '-o', self.folder / 'x.pdf', head=f'sides: {sides}\n')
            book = Book(self.folder / 'x.pdf')
            tops[sides] = [self.words(page)[0][1] if page > 2 else 0 for page in range(1, len(book.pages) + 1)]
            objects = json.loads(run('qpdf', '--json', '--json-key=qpdf', self.folder / 'x.pdf').stdout)['qpdf'][1]
            lefts[sides] = {objects[key]['value']['/Rect'][0] for key in objects
                            if isinstance(objects[key].get('value'), dict) and objects[key]['value'].get('/Subtype') == '/Link'}
        self.assertEqual([round(two - one, 1) for one, two in zip(tops['one'], tops['two'])],
                         [-round(2 * 72 / 25.4, 1) if page % 2 and page > 2 else 0 for page in range(len(tops['one']))])
        self.assertAlmostEqual(lefts['two'].pop() - lefts['one'].pop(), -2 * 72 / 25.4, delta=0.01)

    def test_blank_pages_lie_in_the_numbers_around_them(self):
        self.bind('  - cover: true\n  - {text: 一, title: 说明, page: {start: recto, number: 1, numerals: roman}}\n'
                  '  - {blank: 1}\n  - {text: 二, title: 正文, page: {start: verso, number: 1}}\n', '-o', self.folder / 'x.pdf')
        self.assertEqual(Book(self.folder / 'x.pdf').labels, ['封面', '', 'i', 'ii', 'iii', '1'])

    def test_leaders_are_marks_on_one_grid(self):
        self.bind('  - contents: true\n  - section: 节\n    page: {number: 98}\n    forms: "*.yaml"\n', '-o', self.folder / 'x.pdf')
        trace = run('mutool', 'trace', self.folder / 'x.pdf', 1).stdout
        text = ''.join(re.findall('unicode="(.*?)"', trace))
        self.assertNotIn('…', text)
        self.assertIn('目\u3000录', text)
        rows = []
        for width, dash, path in re.findall(r'<stroke_path linewidth="([^"]*)"[^>]*dash="([^"]*)"[^>]*>(.*?)</stroke_path>', trace, re.S):
            (x0, y0), (x1, y1) = [tuple(map(float, point)) for point in re.findall('x="([^"]*)" y="([^"]*)"', path)]
            self.assertEqual((width, y0), ('1', y1))
            pitch = float(dash.split()[1])
            rows.append((round(x0 % pitch, 3), pitch, (x1 - x0 - pitch / 2) % pitch, x1))
        entries = len(Book(self.folder / 'x.pdf').contents())
        self.assertEqual(len(rows), entries)
        self.assertEqual(len({(grid, pitch, round(end, 3)) for grid, pitch, _, end in rows}), 1, rows)
        numbers = [word for word in self.words(1) if re.fullmatch('[0-9]{2,3}', word[4])]
        self.assertEqual(len(numbers), entries)
        self.assertEqual({round(right, 1) for _, _, right, _, _ in numbers}, {round(595.276 - 26 * 72 / 25.4, 1)})
        self.assertIn('Artifact', trace)

    def test_running_heads(self):
        text, long_title = '预算' * 2000, '很长的一节标题' * 12
        parts = (f'  - cover: true\n  - {{blank: 1}}\n  - part: 第一部分 总表\n    page: {{start: recto}}\n'
                 f'  - {{section: 甲节, text: {text}}}\n  - {{section: {long_title}, text: {text}, page: {{start: recto}}}}\n')

        def head(page):
            words = [word for word in self.words(page) if word[3] < 37 * 72 / 25.4]
            return (words[0][4], words[0][0] > 300) if words else None

        def ends(page):
            return [word for word in self.words(page) if word[3] < 37 * 72 / 25.4][0][2]

        self.bind(parts, '-o', self.folder / 'x.pdf', head='heads: titles\n')
        book = Book(self.folder / 'x.pdf')
        self.assertEqual([head(page) for page in range(1, 5)], [None] * 4)  # cover, blank, part page, a part's first page
        self.assertEqual([head(page) for page in (5, 6)], [('甲节', True), ('试', False)])
        second = next(page for _, title, page, _ in book.outline if title == long_title) + 1
        self.assertEqual((second % 2, head(second), head(second + 1)), (1, None, ('试', False)))
        words, _ = head(second + 2)
        self.assertTrue(long_title.startswith(words[:-1]) and words.endswith('…'), words)
        self.assertLess(ends(second + 2), 595.3 - 26 * 72 / 25.4 + 1)
        self.bind(parts, '-o', self.folder / 'x.pdf', head='heads: titles\nsides: one\n')
        self.assertEqual([head(page) for page in (5, 6)], [('甲节', True)] * 2)
        self.bind(parts, '-o', self.folder / 'x.pdf')
        self.assertEqual([head(page) for page in (5, 6)], [None] * 2)

    def test_forms_with_heads_and_feet_of_their_own(self):
        """A form's own head is not printed over; a foot that the book's numbers are printed over is told."""
        forms = {}
        for name, paper in (('own', 'head: 表头文字, foot: {left: 脚}'), ('middle', 'foot: {centre: 脚}'), ('plain', 'size: A4')):
            (self.folder / f'{name}.yaml').write_text(
                f'form: {name}\nextends: [gb9704]\npaper: {{number: none, {paper}}}\nfields: {{name: 名称, a: {{type: list, of: text}}}}\n'
                'layout: [{table: {rows: [{each: a, rows: [[=this]]}]}}]\n', encoding='utf-8')
            forms[name] = self.folder / f'{name}.record'
            forms[name].write_text(f'form: {name}\n名称: {name}\na: [{", ".join("甲" for _ in range(80))}]\n', encoding='utf-8')
        parts = ''.join(f'  - section: 节{name}\n    forms: {name}.record\n    template: {name}.yaml\n' for name in forms)
        for style, told in (('gongwen', ['own']), ('centre', ['middle']), ('none', [])):
            done = self.bind(parts.replace('    forms', f'    page: {{style: {style}}}\n    forms'), '-o', self.folder / 'x.pdf', head='heads: titles\n')
            said = [line.split(':')[0] for line in done.stderr.splitlines() if '[W615]' in line]
            self.assertEqual([Path(name).stem for name in said], told, style)
            book = Book(self.folder / 'x.pdf')
            heads = [[word[4] for word in self.words(page + 1) if word[3] < 37 * 72 / 25.4] for page in range(len(book.pages))]
            starts = {title: page for _, title, page, _ in book.outline}
            self.assertEqual(heads[starts['节own']:starts['节own'] + 2], [['表头文字']] * 2)
            self.assertEqual(heads[starts['节plain']], [])
            self.assertEqual(len(heads[starts['节plain'] + 1]), 1)

    def test_part_pages_have_two_lines(self):
        self.bind('  - contents: true\n  - {part: 第一部分 总表}\n  - {section: 甲, text: 一}\n', '-o', self.folder / 'x.pdf')
        self.assertEqual([word[4] for word in self.words(2)][:2], ['第一部分', '总表'])
        self.assertIn('第一部分\u3000总表', [title for _, title, _, _ in Book(self.folder / 'x.pdf').outline])

    def test_where(self):
        out = self.folder / '试.pdf'
        self.bind('  - contents: true\n  - section: 甲\n    forms: "*.yaml"\n    sort: name\n'
                  '    where: 项目名称.contains("一")\n', '-o', out)
        self.assertEqual([title for title, _ in Book(out).contents()], ['甲', '丁一', '一四'])

    def test_where_names_what_is_not_there(self):
        done = self.bind('  - section: 甲\n    forms: "*.yaml"\n    where: 项目名 == "一"\n', '-o', self.folder / '试.pdf', ok=(1,))
        self.assertRegex(done.stderr, r'has no field `项目名` \[E507\][\s\S]*did you mean `项目名称`')
        self.assertFalse((self.folder / '试.pdf').exists())

    def test_workbook(self):
        import openpyxl
        self.bind('  - contents: true\n  - section: 节\n    forms: "*.yaml"\n    sort: name\n    page: {number: 5}\n',
                  '-f', 'pdf,xlsx', '-o', str(self.folder) + '/')
        pdf, book = Book(self.folder / '试.pdf'), openpyxl.load_workbook(self.folder / '试.xlsx')
        self.assertEqual(book.sheetnames[1:], ['安三', '丁一', '王二', '一四'])
        names = [row[1].value for row in book.worksheets[0].iter_rows() if row[1].hyperlink]
        self.assertEqual(names, ['安三', '丁一', '王二', '一四'])
        numbers = dict(pdf.contents())
        after = 0  # the pages of the sheet before, which may be more than those on paper
        for name in names:
            first = book[name].page_setup.firstPageNumber
            self.assertEqual(first, max(int(numbers[name]), after))
            after = first + len(book[name].row_breaks.brk) + 1

    def uprights(self, path):
        """Where the vertical rules of each page stand."""
        trace = run('mutool', 'draw', '-q', '-F', 'trace', path).stdout
        moves = re.compile(r'<moveto x="([\d.]+)" y="[\d.]+"/>\s*<lineto x="([\d.]+)"')
        return [frozenset(round(float(x)) for x, to in moves.findall(page) if x == to) for page in trace.split('<page ')[1:]]

    def test_widths_of_a_part(self):
        names = ['短', '名称很长的一个项目名称一二三四五六七八九十', '中等长度的名称']
        for i, name in enumerate(names):
            done = 'x' * (3 + 9 * i)
            (self.folder / f'{i}.yaml').write_text(
                'form: w\n名称: ' + name + '\n指标:\n  - {项目: 甲, 值: ' + done + ', 依据: ' + '长' * (8 + 40 * i) + '}\n',
                encoding='utf-8')
        (self.folder / 'w').mkdir()
        (self.folder / 'w' / 'w.yaml').write_text(
            'form: w\nextends: [gb9704]\nfields: {name: 名称, l: {label: 指标, type: list, of: {a: 项目, b: 值, c: 依据}}}\n'
            'layout:\n  - title: $(name)\n  - table: {widths: auto, header: [[项目, 值, 依据]], rows: [{each: l, rows: [[=a, =b, =c]]}]}\n',
            encoding='utf-8')
        parts = '  - section: 节\n    forms: [0.yaml, 1.yaml, 2.yaml]\n'
        templates = ['--templates', self.folder / 'w']
        self.bind(parts, *templates, '-o', self.folder / 'own.pdf')
        self.assertEqual(len(set(self.uprights(self.folder / 'own.pdf'))), 3)
        self.bind(parts + '    widths-from: part\n', *templates, '-j', 1, '-o', self.folder / 'part.pdf')
        self.assertEqual(len(set(self.uprights(self.folder / 'part.pdf'))), 1)
        self.bind(parts + '    widths-from: part\n', *templates, '-j', 4, '-o', self.folder / 'again.pdf')
        self.assertEqual((self.folder / 'part.pdf').read_bytes(), (self.folder / 'again.pdf').read_bytes())

    def test_fit(self):
        parts = '  - section: 节\n    forms: 0.yaml\n    fit: {pages: 1, least-percent: 50, least-size: 5pt}\n'
        rng = random.Random(3)
        record = random_record(rng, '1' * 21, '合')
        while True:
            (self.folder / '0.yaml').write_text(record, encoding='utf-8')
            run(BIAOCE, 'render', '-q', '--no-check', self.folder / '0.yaml', '-o', self.folder / 'a.pdf')
            if len(Book(self.folder / 'a.pdf').pages) == 2:
                break
            record = random_record(rng, '1' * 21, '合')
        done = self.bind(parts, '-o', self.folder / 'x.pdf')
        self.assertEqual(len(Book(self.folder / 'x.pdf').pages), 1)
        self.assertIn('to fit one page', done.stderr)
        done = self.bind(parts.replace('50', '95'), '-o', self.folder / 'x.pdf')
        self.assertIn('W603', done.stderr)

    def test_prose(self):
        (self.folder / 't.md').write_text('# 题\n\n落实**《意见》**，*重点*是：\n\n3. 甲\n4. 乙\n', encoding='utf-8')
        done = self.bind('  - prose: t.md\n    title: 题\n  - attachment: 附表\n    text: [一**段**。, 二段。]\n', '-o',
                         self.folder / 'x.pdf')
        book = Book(self.folder / 'x.pdf')
        self.assertEqual(squeeze(book.pages[0]), '题落实《意见》，重点是：3.甲4.乙—1—')
        self.assertEqual(squeeze(book.pages[1]), '附件附表一段。二段。—2—')
        fonts = run('pdffonts', self.folder / 'x.pdf').stdout
        self.assertEqual(fonts.count('yes yes yes'), len(fonts.strip().split('\n')) - 2, fonts)

    def test_prose_with_what_cannot_be_printed(self):
        (self.folder / 't.md').write_text('一\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n', encoding='utf-8')
        for force in [], ['--force']:
            done = self.bind('  - prose: t.md\n  - {section: 节, text: [一, 见`码`]}\n', '-o', self.folder / 'x.pdf', *force,
                             ok=(1,))
            self.assertRegex(done.stderr, r't\.md:3:1: error: prose cannot hold tables \[E613\]')
            self.assertRegex(done.stderr, r'book:\d+:24: error: prose cannot hold code \(`\) \[E613\]')
            self.assertFalse((self.folder / 'x.pdf').exists())

    def test_sources_stay(self):
        own = self.folder / 'own.pdf'
        text = 'book: 试\nparts:\n  - text: 一段\n'
        own.write_text(text, encoding='utf-8')
        done = run(BIAOCE, 'book', '-q', own, '-o', own, ok=(3,))
        self.assertIn('E515', done.stderr)
        self.assertEqual(own.read_text(encoding='utf-8'), text)

    def test_edges(self):
        """Books of next to nothing."""
        for parts, pages in [('  - contents: true\n', 1), ('  - blank: 3\n', 3), ('  - text: ""\n', 1),
                             ('  - {text: 一, page: {start: verso}}\n', 2), ('  - cover: true\n', 1),
                             ('  - part: 一\n  - contents: {depth: 1}\n  - {text: 一, title: 甲}\n  - contents: 二\n', 4)]:
            self.bind(parts, '-o', self.folder / 'x.pdf')
            book = Book(self.folder / 'x.pdf')
            self.assertEqual(len(book.pages), pages)
            self.verify(Book(self.folder / 'x.pdf')) if len(book.contents()) < 3 else None

    def test_one_message_for_one_mistake(self):
        """What a first mistake makes of the rest is not said."""
        section = '  - section: 节\n    forms: 0.yaml\n    sort: '
        for parts, codes in [('  3\n', ['E303']), ('  - 3\n', ['E301']), ('  - chapter: 1\n', ['E605']),
                             ('  - title: 无\n', ['E605']), (section + '{q: 1}\n', ['E302']), ('', ['E303']), ('  []\n', ['E606']),
                             (section + '{order: pinyin}\n', ['E602'])]:
            done = self.bind(parts, '-o', self.folder / 'x.pdf', ok=(1,))
            self.assertEqual(re.findall(r'(?m)error: .*\[(E\d+)\]$', done.stderr), codes, parts)
        done = self.bind('  - prose: none.md\n', '-o', self.folder / 'x.pdf', ok=(3,))
        self.assertEqual(re.findall(r'\[(E\d+)\]', done.stderr), ['E100'])

    def test_errors(self):
        for parts, code in [('  - section: 节\n    forms: none/*.yaml\n', 'E608'), ('  - section: 节\n', 'E604'),
                            ('  - prose: none.md\n', 'E'), ('  - chapter: 1\n', 'E605'), ('  - sectoin: 1\n', 'did you mean `section`'),
                            ('  - {section: 节, text: 一, forms: 0.yaml}\n', 'E309'),
                            ('  - {section: 节, text: 一, sort: name}\n', 'E309'),
                            ('  - {cover: true, where: year}\n', 'E302'), ('  - {cover: maybe}\n', 'E303'),
                            ('  - {contents: {titel: 目录}}\n', 'E302'), ('  - {blank: 100}\n', 'E303'),
                            ('  - {part: 一, page: {start: left}}\n', 'E303'), ('  - {text: 一, page: 1}\n', 'E301'),
                            ('  - {attachment: 节, forms: 0.yaml, fit: {least-size: big}}\n', 'E303'),
                            ('  - {section: 节, forms: 0.yaml, sort: [{by: name, oder: pinyin}]}\n', 'E302'),
                            ('  - {section: 节, forms: 0.yaml, template: t, paper: {sise: A3}}\n', 'E302'), ('  - title: 无\n', 'E605'),
                            ('  - section: 节\n    forms: 0.yaml\n    sort: {order: pinyin}\n', 'E602'),
                            ('  - section: 节\n    forms: 0.yaml\n    paper: {size: A3}\n', 'E603'),
                            ('  - section: 节\n    forms: 0.yaml\n    entry: $(nothing)\n', 'E507'), ('  []\n', 'E606')]:
            done = self.bind(parts, '-o', self.folder / 'x.pdf', ok=(1, 3))
            self.assertIn(code, done.stderr)
            self.assertFalse((self.folder / 'x.pdf').exists())
        (self.folder / 'circle').symlink_to('circle')
        for pattern in ('circle/*.yaml', '*/circle/x.yaml', 'c*/*.yaml'):
            done = self.bind(f'  - section: 节\n    forms: "{pattern}"\n', '-o', self.folder / 'x.pdf', ok=(1, 3))
            self.assertIn('E608', done.stderr)
            if pattern == 'circle/*.yaml':
                self.assertEqual(done.returncode, 3)
                self.assertIn('symbolic links lead in a circle', done.stderr)
        (self.folder / 'circle').unlink()
        bad = (self.folder / '0.yaml').read_text(encoding='utf-8').replace('form: tangshan', 'form: nowhere')
        (self.folder / '0.yaml').write_text(bad, encoding='utf-8')
        parts = '  - section: 节\n    forms: "*.yaml"\n'
        self.assertIn('E609', self.bind(parts, '-o', self.folder / 'x.pdf', ok=(1,)).stderr)
        self.assertFalse((self.folder / 'x.pdf').exists())
        self.bind(parts, '-o', self.folder / 'x.pdf', '--force', ok=(1,))
        self.assertEqual(len(Book(self.folder / 'x.pdf').outline), 4)


if __name__ == '__main__':
    unittest.main()
