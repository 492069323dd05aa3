#!/usr/bin/env python3
"""`biaoce check --opinions` and `biaoce collect --opinions`: what a department is told, held against the forms as poppler and openpyxl read them."""
import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import unittest
from pathlib import Path

import openpyxl
import pikepdf
import yaml

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / 'collect'))
from forms import Sheet  # noqa: E402
OPTIONS = None
FINDING = ('project', 'code', 'form', 'source', 'file', 'level', 'rule', 'message', 'hint', 'where', 'page', 'cell', 'row', 'sheet',
           'address', 'again')
HEAD = ('department', 'years', 'date', 'checked', 'faulty', 'unread', 'errors', 'warnings', 'notes', 'known_errors', 'known_warnings',
        'known_notes')
CLEAN = '''form: mof-project-targets
年度: 2025
项目名称: %s
主管部门及代码: %s
实施单位: 某局
年度资金总额: 100
财政拨款: 100
年度总体目标: 维护道路，提升通行能力。
权重满分: 90
'''


def run(command, *words, folder, **more):
    environment = {**os.environ, 'LC_ALL': 'C.UTF-8', 'LANGUAGE': 'zh_CN', 'SOURCE_DATE_EPOCH': '1767312000', **more}
    return subprocess.run([OPTIONS.biaoce, command, *map(str, words)], cwd=folder, env=environment, check=False,
                          capture_output=True, text=True, encoding='utf-8')


def squeezed(text):
    return re.sub(r'\s+', '', str(text or ''))


def pages_of(path):
    text = subprocess.run(['pdftotext', '-raw', path, '-'], check=True, capture_output=True, text=True).stdout
    return text.split('\f')[:-1]


def cells_of(row):
    """Cells without those that a merge has covered."""
    return [cell for cell in row if not isinstance(cell, openpyxl.cell.cell.MergedCell)]


def read(path):
    """Head, rules and findings of an opinion that the tests' own template made."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    rows = [[cell.value if cell.value is not None else '' for cell in cells_of(row)] for row in sheet.iter_rows()]
    head = next(dict(zip(HEAD, map(str, row))) for row in rows if len(row) == len(HEAD))
    rules = [row for row in rows if len(row) == 4]
    return head, rules, [dict(zip(FINDING, map(str, row))) for row in rows if len(row) == len(FINDING) and any(row[:-1])]


def scalars(path):
    """(line, column, end, value) of all scalars of a YAML file, by another reader."""
    found = []

    def walk(node):
        if isinstance(node, yaml.ScalarNode):
            found.append(((node.start_mark.line + 1, node.start_mark.column + 1),
                          (node.end_mark.line + 1, node.end_mark.column + 1), node.value))
        for child in node.value if isinstance(node.value, list) else ():
            for part in child[1:] if isinstance(child, tuple) else (child,):
                walk(part)

    for document in yaml.compose_all(Path(path).read_text(encoding='utf-8')):
        walk(document)
    return found


def value_at(values, line, column):
    return next((squeezed(value) for start, end, value in values if start <= (line, column) < end), None)


def indicators(targets):
    lines = ['绩效指标:']
    for i, target in enumerate(targets):
        lines.append(f'  - {{一级指标: 产出指标, 二级指标: 数量指标, 三级指标: 道路维护长度{i}, 指标值: "{target}", 分值权重: 1}}')
    return '\n'.join(lines) + '\n'


class Opinions(unittest.TestCase):
    def setUp(self):
        self.folder = OPTIONS.work / self.id()
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)

    def run(self, *words, **more):
        if not words or not isinstance(words[0], str):
            return super().run(*words, **more)
        return run(*words, folder=self.folder, **more)

    def write(self, name, text):
        (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / name).write_text(text, encoding='utf-8')

    def opinions(self, *words, formats='xlsx', command='check', **more):
        """{department: (head, rules, findings)} by the tests' own template."""
        out = self.folder / 'own'
        shutil.rmtree(out, ignore_errors=True)
        done = self.run(command, '-q', '-T', HERE / 'templates', '--opinions', out, '-f', formats, *words, **more)
        made = [read(path) for path in sorted(out.glob('*.xlsx'))]
        return done, {head['department']: (head, rules, findings) for head, rules, findings in made}

    # -- pages and cells -----------------------------------------------------------------------------------

    def compare_record(self, record):
        """How many findings were found again, by what stands at their places in the record: on their page, in their cell."""
        out = self.folder / 'forms'
        on_page = in_cell = 0
        shutil.rmtree(out, ignore_errors=True)
        self.run('render', '-q', '--force', '-f', 'pdf,xlsx', '--name', 'form', '-o', out, record)
        pages = [squeezed(page) for page in pages_of(out / 'form.pdf')]
        book = openpyxl.load_workbook(out / 'form.xlsx')
        _, made = self.opinions('--report', 'found.json', record)
        told = {(finding['rule'], squeezed(finding['message'])): finding for _, _, all_of_it in made.values()
                for finding in all_of_it}
        plain = json.loads((self.folder / 'found.json').read_text(encoding='utf-8'))
        self.assertEqual({(found['code'], squeezed(found['message'])) for found in plain}, set(told))
        values = scalars(record)
        for found in plain:
            finding = told.pop((found['code'], squeezed(found['message'])), None)
            value = value_at(values, found['line'], found['column'])
            said = f'{record}: {found} {finding} {value}'
            if not finding or finding['where'] != 'printed':
                continue
            self.assertLessEqual(int(finding['page']), len(pages), said)
            self.assertNotEqual(finding['cell'], '', said)
            if not value or len(value) < 2 or re.match(r'[-\d.,]+(万元|%)?$', value):
                continue
            self.assertIn(value, pages[int(finding['page']) - 1], said)
            on_page += 1
            if finding['address']:
                self.assertIn(value, squeezed(book[finding['sheet']][finding['address']].value), said)
                in_cell += 1
        return on_page, in_cell

    def compare_family(self, family):
        compared = [self.compare_record(record) for record in sorted((ROOT / 'tests/corpus' / family).glob('*.yaml'))[:2]]
        return [sum(column) for column in zip(*compared)]

    def test_places_are_those_of_the_printed_forms(self):
        for family, least in (('quanzhou-social-insurance', 1), ('qingdao-project', 8), ('futian-project', 4),
                              ('jinan-project', 8), ('tangshan-project', 3), ('quanzhou-fund-declaration', 1)):
            with self.subTest(family):
                on_page, in_cell = self.compare_family(family)
                self.assertGreaterEqual(on_page, least)
                self.assertGreaterEqual(in_cell, least)

    def test_a_row_far_below_is_on_its_own_page(self):
        wrong = {3: '3公里多', 70: '70公里多', 119: '119公里多'}
        self.write('long.yaml', CLEAN % ('长表项目', '某局') + indicators(
            wrong.get(i, f'≥{i}公里') for i in range(120)))
        self.run('render', '-q', '--force', '-f', 'pdf,xlsx', '--name', 'form', '-o', 'forms', 'long.yaml')
        pages = [squeezed(page) for page in pages_of(self.folder / 'forms/form.pdf')]
        book = openpyxl.load_workbook(self.folder / 'forms/form.xlsx')
        _, made = self.opinions('long.yaml')
        seen = set()
        for finding in made['某局'][2]:
            places = [(finding['page'], finding['cell'], finding['row'], finding['address'])]
            places += [tuple(place.rsplit(' ', 2)[0].split(' ', 1)) + tuple(place.rsplit(' ', 2)[1:])
                       for place in finding['again'].split('+')[0].split('；') if place]
            for page, cell, row, address in places:
                if not cell.endswith('指标值'):
                    continue
                value = str(book[finding['sheet'] if finding['sheet'] else book.sheetnames[0]][address].value)
                self.assertEqual(cell, '绩效指标 > 产出指标 > 数量指标 > 指标值')
                self.assertIn(f'{int(row) - 1}公里', value)
                self.assertIn(squeezed(value), pages[int(page) - 1])
                seen.add((int(row) - 1, int(page)))
        self.assertLessEqual(set(wrong), {row for row, _ in seen}, seen)
        self.assertGreater(len({page for _, page in seen}), 1)

    def test_what_is_empty_has_its_cell(self):
        self.write('empty.yaml', CLEAN.replace('实施单位: 某局\n', '').replace('年度总体目标: 维护道路，提升通行能力。\n', '')
                   % ('道路项目', '某局') + indicators(['≥3公里']))
        _, made = self.opinions('empty.yaml')
        missing = [finding for finding in made['某局'][2] if finding['rule'] == 'E203']
        self.assertEqual([(finding['where'], finding['page'], squeezed(finding['cell'])) for finding in missing],
                         [('printed', '1', '年度总体目标')])

    def test_cells_of_a_workbook_that_was_handed_in(self):
        book = openpyxl.Workbook()
        book.active.title = '项目库'
        book.active.append(['年度', '项目名称', '主管部门及代码', '年度资金总额', '财政拨款', '年度总体目标'])
        book.active.append([2025, '道路项目', '某局', 100, 60, '请填写'])
        book.save(self.folder / 'in.xlsx')
        _, made = self.opinions('-t', 'mof-project-targets', 'in.xlsx')
        found = {finding['rule']: finding for finding in made['某局'][2]}
        self.assertEqual((found['PLACEHOLDER']['sheet'], found['PLACEHOLDER']['address']), ('项目库', 'F2'))
        self.assertEqual(found['PLACEHOLDER']['page'], '1')

    # -- departments ---------------------------------------------------------------------------------------

    def test_nothing_wrong_passes(self):
        shutil.copy(ROOT / 'tests/check/bases/tangshan-project.yaml', self.folder / 'good.yaml')
        done = self.run('check', '--opinions', 'out', 'good.yaml')
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn('审核意见 1 份', done.stderr)
        pages = pages_of(next((self.folder / 'out').glob('*.pdf')))
        self.assertEqual(len(pages), 1)
        self.assertIn('予以通过', squeezed(pages[0]))
        self.assertIn('2026年1月2日', squeezed(pages[0]))
        self.assertIn('审核人：', squeezed(pages[0]))
        self.assertNotIn('问题和修改意见', squeezed(pages[0]))

    def test_a_department_with_hundreds(self):
        """Nothing is cut off in silence: all numbers stand in the PDF, under repeated heads."""
        self.write('many.yaml', '\n---\n'.join(CLEAN % (f'第{i}项目', '大局') + indicators(
            f'{i + k}公里多' for k in range(1, 3)) for i in range(100, 210)))
        done = self.run('check', '-q', '--opinions', 'out', '-f', 'pdf,xlsx', 'many.yaml')
        _, made = self.opinions('many.yaml')
        head, rules, findings = made['大局']
        self.assertGreater(len(findings), 200)
        self.assertEqual(len(findings), sum(int(head[key]) for key in ('errors', 'warnings', 'notes')))
        self.assertEqual(len(findings), sum(int(rule[3]) for rule in rules))
        self.assertEqual((head['checked'], head['faulty'], head['years']), ('110', '110', '2025'))
        pages = pages_of(self.folder / 'out/大局 绩效目标审核意见.pdf')
        self.assertGreater(len(pages), 5)
        self.assertTrue(all('问题和修改意见' in squeezed(page) for page in pages[1:-1]))
        text = '\n'.join(pages)
        for i in range(1, len(findings) + 1):
            self.assertRegex(text, rf'(?m)^ *{i}( |$)')
        self.assertEqual(done.returncode, 0 if head['errors'] == '0' else 1)

    def test_records_that_say_no_department_and_such_as_cannot_be_read(self):
        self.write('in/a.yaml', CLEAN.replace('实施单位: 某局\n', '').replace('主管部门及代码: %s\n', '') % '无主项目')
        self.write('in/b.yaml', 'form: nowhere\n项目名称: 乙\n')
        self.write('in/c.yaml', 'form: [\n')
        done, made = self.opinions('in')
        self.assertEqual(done.returncode, 1)
        head, _, findings = made['']
        self.assertEqual(head['checked'], '2')
        self.assertEqual({finding['source'].split(':')[0] for finding in findings if not finding['project']},
                         {'b.yaml', 'c.yaml'})
        self.run('check', '-q', '--opinions', 'out', 'in')
        self.assertEqual([path.name for path in (self.folder / 'out').iterdir()],
                         ['未填写单位的绩效目标表 绩效目标审核意见.pdf'])

    def test_what_records_are_to_each_other(self):
        """A code that is used twice: told to the department of the later record, at its cell."""
        base = (ROOT / 'tests/check/bases/tangshan-project.yaml').read_text(encoding='utf-8')
        self.write('a.yaml', base)
        self.write('b.yaml', base)
        done, made = self.opinions('a.yaml', 'b.yaml')
        twice = [finding for _, _, findings in made.values() for finding in findings if finding['rule'] == 'CODE-UNIQUE']
        self.assertTrue(twice, (done.stderr, [f for m in made.values() for f in m[2]]))
        self.assertEqual({(finding['where'], finding['page']) for finding in twice}, {('printed', '1')})

    def test_known_findings_still_count(self):
        self.write('a.yaml', CLEAN.replace('财政拨款: 100', '财政拨款: 60') % ('道路项目', '某局') + indicators(['≥3公里']))
        self.run('check', '-q', '--write-baseline', 'known.txt', 'a.yaml')
        _, made = self.opinions('--baseline', 'known.txt', 'a.yaml')
        head, _, findings = made['某局']
        self.assertEqual((head['errors'], findings), ('0', []))
        self.assertGreaterEqual(int(head['known_errors']), 1)
        self.run('check', '-q', '--baseline', 'known.txt', '--opinions', 'out', 'a.yaml')
        self.assertIn('退回修改', squeezed(pages_of(self.folder / 'out/某局 绩效目标审核意见.pdf')[0]))

    def test_an_ordinary_department_is_told_on_one_page(self):
        self.write('a.yaml', CLEAN.replace('财政拨款: 100', '财政拨款: 60') % ('道路项目', '某局') + indicators(['3公里']))
        self.write('b.yaml', CLEAN % ('桥梁项目', '某局') + indicators(['≥3公里']))
        self.run('check', '-q', '--opinions', 'out', 'a.yaml', 'b.yaml')
        pages = pages_of(self.folder / 'out/某局 绩效目标审核意见.pdf')
        self.assertEqual(len(pages), 1, pages)

    # -- forms that came back ------------------------------------------------------------------------------

    def returned(self, name, record, **changes):
        """A workbook of the record's form, whose cells of these values hold other words."""
        self.write('record.yaml', record)
        self.run('render', '-q', '--force', '--no-check', '-f', 'xlsx', '-o', 'blank.xlsx', 'record.yaml')
        sheet = Sheet(self.folder / 'blank.xlsx')
        for path, text in changes.items():
            sheet.write(sheet.cells[path.replace('__', '.')], text)
        path = self.folder / 'in' / name
        path.parent.mkdir(exist_ok=True)
        sheet.book.save(path)
        return path

    def test_returned_forms(self):
        """Every finding: the cell that came back, and page and cell of the form as it is printed."""
        handed = self.returned('某局.xlsx', CLEAN % ('道路项目', '某局') + indicators(f'≥{i}公里' for i in range(60)),
                               funds__fiscal='二三十万', goal='请填写', indicators__3__target='3公里多', indicators__55__target='55公里多')
        book = openpyxl.load_workbook(handed)
        book.active['K2'] = '谁写的'
        book.save(handed)
        done, made = self.opinions('-o', 'out', 'in', command='collect')
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertEqual(list(made), ['某局'])
        self.run('render', '-q', '--force', '--no-check', '-f', 'pdf,xlsx', '--name', 'form', '-o', 'forms', 'out')
        pages = [squeezed(page) for page in pages_of(self.folder / 'forms/form.pdf')]
        self.assertGreater(len(pages), 1)
        returned, seen = openpyxl.load_workbook(handed), {}
        for finding in made['某局'][2]:
            self.assertEqual(finding['file'], '某局.xlsx')
            value = squeezed(returned[finding['sheet']][finding['address']].value) if finding['address'] else ''
            seen[value] = finding
            if finding['where'] == 'printed' and re.search('[^0-9]', value):
                self.assertIn(value, pages[int(finding['page']) - 1], finding)
        self.assertEqual((seen['谁写的']['where'], seen['谁写的']['address'], seen['谁写的']['rule']), ('whole', 'K2', 'W822'))
        self.assertEqual({value: (seen[value]['where'], seen[value]['page']) for value in ('请填写', '二三十万')},
                         {'请填写': ('printed', '1'), '二三十万': ('printed', '1')})
        places = [(finding['page'], finding['row']) for finding in made['某局'][2] if finding['cell'].endswith('指标值')]
        places += re.findall(r'(\d+) [^；]*?指标值 (\d+)', '；'.join(finding['again'] for finding in made['某局'][2]))
        self.assertLessEqual({'4', '56'}, {row for _, row in places})
        again = [cell for finding in made['某局'][2] for cell in re.findall(r'指标值 \d+ (E\d+)', finding['again'])]
        self.assertIn('55公里多', [returned['道路项目'][cell].value for cell in again])
        self.assertGreater(len({page for page, _ in places}), 1)

    def test_returned_forms_are_told_as_records_are(self):
        """The same document as check makes, but for where it was handed in."""
        self.returned('某局.xlsx', CLEAN.replace('财政拨款: 100', '财政拨款: 60') % ('道路项目', '某局') + indicators(['3公里']))
        _, back = self.opinions('in', command='collect')
        _, checked = self.opinions('in/某局.xlsx', '-t', 'mof-project-targets')
        self.assertEqual(back, checked)
        done = self.run('collect', '-q', '-o', 'out', '--opinions', 'out', '-f', 'pdf,xlsx', '--report', 'xlsx', 'in')
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertEqual(sorted(path.name for path in (self.folder / 'out').iterdir()),
                         ['某局 审核意见.xlsx', '某局 绩效目标审核意见.pdf', '某局 绩效目标审核意见.xlsx', '道路项目.yaml'])
        page = squeezed(pages_of(self.folder / 'out/某局 绩效目标审核意见.pdf')[0])
        self.assertIn('退回修改', page)
        self.assertIn('报送文件：某局.xlsx', page)
        self.assertEqual(self.run('collect', '-o', 'again', '--opinions', 'again', 'in').stderr.count('审核意见 1 份'), 1)

    def test_files_that_cannot_be_read_are_told_to_whom_they_are_called_after(self):
        form = CLEAN % ('道路项目', '某局（本级）') + indicators(['≥3公里'])
        good = self.returned('01 某局(本级).xlsx', form.replace('实施单位: 某局\n', '')).read_bytes()
        other = self.returned('02 另局.xlsx', (CLEAN % ('桥梁项目', '另局')).replace('实施单位: 某局\n', '') + indicators(['≥3公里']))
        for name in ('01 某局（本级）-补充.xlsx', '另局幼儿园.xlsx', '某局.xlsx', '另局、某局(本级).xlsx'):
            (self.folder / 'in' / name).write_bytes(good[:900])
        book = openpyxl.load_workbook(other)
        book.copy_worksheet(book.active).title = '说不清'
        book.save(other)
        _, made = self.opinions('in', command='collect')
        told = {department: sorted({finding['source'].split('!')[0] for finding in findings if finding['rule'].startswith('E7')})
                for department, (_, _, findings) in made.items()}
        self.assertEqual(told, {'某局（本级）': ['01 某局（本级）-补充.xlsx', '另局、某局(本级).xlsx'], '另局': [],
                                '': ['另局幼儿园.xlsx', '某局.xlsx']})
        self.assertEqual({department: (head['checked'], head['unread']) for department, (head, _, _) in made.items()},
                         {'某局（本级）': ('1', '2'), '另局': ('1', '0'), '': ('0', '2')})
        self.run('collect', '-q', '-o', 'out', '--opinions', 'out', 'in')
        self.assertIn('另有2个文件无法读取', squeezed(pages_of(self.folder / 'out/某局（本级） 绩效目标审核意见.pdf')[0]))

    def test_a_form_without_a_department_has_that_of_its_file(self):
        self.write('a.yaml', '\n---\n'.join((CLEAN % ('道路项目', '某局'), CLEAN.replace('实施单位: 某局\n', '').replace(
            '主管部门及代码: %s\n', '') % '无主项目')))
        self.write('b.yaml', '\n---\n'.join((CLEAN % ('一', '某局'), CLEAN.replace('某局', '另局') % ('二', '另局'), 'form: nowhere\n')))
        _, made = self.opinions('a.yaml', 'b.yaml')
        self.assertEqual({department: head['checked'] for department, (head, _, _) in made.items()}, {'某局': '3', '另局': '1', '': '1'})

    def test_a_returned_pdf(self):
        self.run('blank', '-q', '-f', 'pdf', '--fillable', '--year', '2025', '-o', 'blank.pdf', 'mof-project-targets')
        (self.folder / 'in').mkdir()
        values = {'name': '道路项目', 'department': '某局', 'unit': '某局', 'funds.total': '100', 'funds.fiscal': '二三十万', 'goal': '请填写'}
        with pikepdf.open(self.folder / 'blank.pdf') as pdf:
            fields = [(field, str(field.get('/T', ''))) for field in pdf.Root.AcroForm.Fields]
            for field, name in fields:
                fields += [(kid, f'{name}.{kid.T}') for kid in field.get('/Kids', []) if '/T' in kid]
                if name in values:
                    field.V = pikepdf.String(values.pop(name))
            self.assertEqual(values, {})
            pdf.save(self.folder / 'in/某局.pdf')
        done, made = self.opinions('in', command='collect')
        self.assertEqual(done.returncode, 1, done.stderr)
        amount = next(finding for finding in made['某局'][2] if 'funds.fiscal' in finding['address'])
        self.assertEqual((amount['file'], amount['where'], amount['page'], amount['sheet']), ('某局.pdf', 'printed', '1', ''))
        self.run('collect', '-q', '-o', 'out', '--opinions', 'out', 'in')
        text = squeezed('\n'.join(pages_of(self.folder / 'out/某局 绩效目标审核意见.pdf')))
        self.assertIn('报送文件：某局.pdf', text)
        self.assertNotIn('工作表', text)

    def test_returned_forms_refused(self):
        self.returned('某局.xlsx', CLEAN % ('道路项目', '某局'))
        self.write('file', '')
        for words, status in ((['-f', 'pdf'], 2), (['--opinions', 'o', '-f', 'trace'], 2), (['--opinions', ''], 2),
                              (['--opinions', 'file/o'], 3)):
            with self.subTest(words):
                done = self.run('collect', '-o', 'out', *words, 'in')
                self.assertEqual(done.returncode, status, done.stderr)
                self.assertFalse((self.folder / 'o').exists())
                self.assertEqual(list((self.folder / 'out').glob('*')), [])

    def test_a_round(self):
        """What is new, by the names of round.yaml; of several returns of one department the latest."""
        def put(name, department, day, targets):
            path = self.returned(name, CLEAN.replace('实施单位: 某局', f'实施单位: {department}') % ('道路项目', department) + indicators(targets))
            os.utime(path, (1767312000 + day * 86400,) * 2)

        def taken(*words, **more):
            return self.opinions('--round', 'round', *words, command='collect', **more)

        self.write('round/round.yaml', 'round: 绩效目标\nform: mof-project-targets\nwhose: department\ndepartments:\n'
                   '  - {name: 甲局, code: "001", also: [甲委]}\n  - {name: 乙局, code: "002"}\n  - {name: 丙局, code: "003"}\n')
        put('first.xlsx', '甲局', 1, ['3公里多'])
        put('second.xlsx', '甲委', 2, ['4公里多', '5公里'])
        put('other.xlsx', '路人局', 1, ['≥6公里'])
        self.write('in/002 乙局（盖章）.xlsx', 'none')
        self.write('in/2003 表.xlsx', 'neither')
        done, made = taken('in')
        self.assertEqual(set(made), {'甲局', '乙局', '路人局', ''}, done.stderr)
        self.assertEqual((made['甲局'][0]['checked'], made['乙局'][0]['checked'], made['乙局'][0]['unread']), ('1', '0', '1'))
        told = {finding['file'] for finding in made['甲局'][2]}
        self.assertEqual(told, {'second.xlsx'})
        self.assertFalse([finding for finding in made['甲局'][2] if '3公里多' in finding['message']])
        self.assertTrue([finding for finding in made['甲局'][2] if '4公里多' in finding['message'] and finding['where'] == 'printed'])
        self.assertIn('E835', {finding['rule'] for finding in made['路人局'][2]})
        self.assertEqual({finding['source'] for finding in made[''][2]}, {'2003 表.xlsx'})
        self.assertTrue((self.folder / 'round/back/甲局.xlsx').exists())
        shutil.rmtree(self.folder / 'in')
        put('third.xlsx', '丙局', 3, ['7公里'])
        shutil.copy(self.folder / 'in/third.xlsx', self.folder / 'third.xlsx')
        done = self.run('collect', '--round', 'round', '--opinions', 'o', 'in')
        self.assertEqual([path.name for path in (self.folder / 'o').iterdir()], ['丙局 绩效目标审核意见.pdf'], done.stderr)
        self.assertIn('审核意见 1 份', done.stderr)
        done = self.run('collect', '--round', 'round', '--opinions', 'again', 'in')
        self.assertEqual(list((self.folder / 'again').iterdir()), [], done.stderr)
        plain = self.run('collect', '--round', 'other', '-t', 'mof-project-targets')
        self.assertEqual(plain.returncode, 0, plain.stderr)

    def test_findings_that_cannot_be_kept(self):
        """E560: nothing is made, and it is said."""
        text = 'form: mof-project-targets\n项目名称: %s%d\n' + ''.join(f'x{i}: 1\n' for i in range(60))
        self.write('many.yaml', '---\n'.join(text % ('很长的项目名称' * 2000, i) for i in range(25)))
        done = self.run('check', '-q', '--limit', 'pages=1', '--opinions', 'out', 'many.yaml', TMPDIR='/nowhere')
        self.assertEqual(done.returncode, 3)
        self.assertIn('[E560]', done.stderr)
        self.assertEqual(list((self.folder / 'out').iterdir()), [])

    def test_what_the_system_fails_in_is_told_to_nobody(self):
        """E563: a department is not asked to mend what is in order, nor told that all is where nobody has seen it."""
        self.write('某局.yaml', CLEAN % ('道路项目', '某局') + indicators(['≥3公里']))
        self.write('另局.yaml', (CLEAN % ('桥梁项目', '另局')).replace('实施单位: 某局\n', '') + indicators(['≥3公里']))
        done = self.run('check', '--opinions', 'o', '-f', 'pdf,xlsx', '--report', 'found.pdf', '某局.yaml', '另局.yaml', '某局 补报.yaml')
        self.assertEqual((done.returncode, sorted(path.name for path in (self.folder / 'o').iterdir())),
                         (3, ['另局 绩效目标审核意见.pdf', '另局 绩效目标审核意见.xlsx']), done.stderr)
        self.assertRegex(done.stderr, r'有 1 个部门.*\[E563\]\n.*某局')
        self.assertIn('审核意见 1 份', done.stderr)
        self.assertTrue((self.folder / 'found.pdf').exists())
        self.returned('某局.xlsx', CLEAN % ('道路项目', '某局') + indicators(['3公里多']))
        self.returned('另局.xlsx', (CLEAN % ('桥梁项目', '另局')).replace('实施单位: 某局\n', '') + indicators(['3公里多']))
        self.run('collect', '-o', 'first', '--name', '$(file)', 'in')
        (self.folder / 'out/某局.yaml').mkdir(parents=True)
        done = self.run('collect', '-o', 'out', '--name', '$(file)', '--report', 'json', '--opinions', 'p', 'in')
        self.assertEqual((done.returncode, sorted(path.name for path in (self.folder / 'p').iterdir())), (3, ['另局 绩效目标审核意见.pdf']), done.stderr)
        self.assertEqual(sorted(path.name for path in (self.folder / 'out').iterdir()), ['另局 审核意见.json', '另局.yaml', '某局.yaml'])
        self.assertRegex(done.stderr, r'in/某局\.xlsx: .*\[E563\]')

    def test_a_report_is_made_whatever_opinions_lack(self):
        self.write('某局.yaml', CLEAN % ('道路项目', '某局') + indicators(['≥3公里']))
        self.write('own/review-opinion.yaml', 'form: review-opinion\nfields: 7\nlayout: 8\n')
        done = self.run('check', '-T', 'own', '--opinions', 'o', '--report', 'found.xlsx', '某局.yaml')
        self.assertEqual((done.returncode, (self.folder / 'found.xlsx').exists()), (3, True), done.stderr)

    def test_clocks_that_are_wrong_by_centuries(self):
        self.write('某局.yaml', CLEAN % ('道路项目', '某局') + indicators(['≥3公里']))
        for seconds, date in ((7289654399, '2200-12-31'), (7289654400, ''), (253402300799, '')):
            done, made = self.opinions('某局.yaml', SOURCE_DATE_EPOCH=str(seconds))
            self.assertEqual((done.returncode, made['某局'][0]['date']), (1, date), done.stderr)

    def test_returned_forms_by_threads_and_in_a_sandbox(self):
        for i in range(12):
            self.returned(f'{i}局.xlsx', CLEAN.replace('某局', f'{i}局') % (f'道路项目{i}', f'{i}局') + indicators(['3公里', f'{i}公里多']))
        made = []
        for words in (['-j', 1], ['-j', 4], ['-j', 3, '--sandbox']):
            for name in ('o', 'out'):
                shutil.rmtree(self.folder / name, ignore_errors=True)
            done = self.run('collect', *words, '-o', 'out', '--opinions', 'o', '-f', 'pdf,xlsx', 'in')
            if done.returncode == 2 and '--sandbox' in words:
                continue
            made.append((done.stderr, {path.name: path.read_bytes() for path in (self.folder / 'o').iterdir()}))
        self.assertEqual(len(made[0][1]), 24)
        self.assertTrue(all(one == made[0] for one in made))

    # -- reports -------------------------------------------------------------------------------------------

    def test_reports_have_the_printed_places(self):
        self.write('a.yaml', CLEAN.replace('财政拨款: 100', '财政拨款: 60') % ('道路项目', '某局') + indicators(['3公里多']))
        done, made = self.opinions('--report', 'r.json', '--report', 'r.sarif', 'a.yaml')
        plain = json.loads((self.folder / 'r.json').read_text(encoding='utf-8'))
        results = json.loads((self.folder / 'r.sarif').read_text(encoding='utf-8'))['runs'][0]['results']
        told = {(finding['rule'], squeezed(finding['message'])): finding for finding in made['某局'][2]}
        self.assertEqual(len(plain), len(told))
        self.assertTrue(any(found['printed']['where'] == 'printed' for found in plain))
        for found, result in zip(plain, results):
            finding, printed = told[found['code'], squeezed(found['message'])], found['printed']
            keys = {'where': 'where', 'page': 'page', 'cell': 'cell', 'row': 'row', 'sheet': 'sheet', 'address': 'address'}
            self.assertEqual({key: squeezed(printed.get(key)) for key in keys}, {key: squeezed(finding[own]) for key, own in keys.items()})
            self.assertEqual(result['properties'], {'printed': printed})
            named = [one for one in result['locations'][0].get('logicalLocations', []) if one['kind'] == 'printed-cell']
            self.assertEqual([one['fullyQualifiedName'] for one in named], [printed['cell']] if printed['where'] == 'printed' and 'cell' in printed else [])
        self.run('check', '-q', '--report', 'r.json', '--report', 'r.sarif', 'a.yaml')
        self.assertNotIn('printed', (self.folder / 'r.json').read_text(encoding='utf-8'))
        self.assertNotIn('printed', (self.folder / 'r.sarif').read_text(encoding='utf-8'))

    # -- the run -------------------------------------------------------------------------------------------

    def test_threads_make_no_difference(self):
        made = []
        for jobs in (1, 4):
            out = self.folder / f'out{jobs}'
            done = self.run('check', '-j', jobs, '--opinions', out, '-f', 'pdf,xlsx', '-r', ROOT / 'tests/corpus')
            made.append((done.stderr, {path.name: path.read_bytes() for path in out.iterdir()}))
        self.assertGreater(len(made[0][1]), 40)
        self.assertTrue(made[0] == made[1])

    def test_names_are_safe_and_distinct(self):
        for i, department in enumerate(('../市/局', 'A?局', 'a:局')):
            self.write(f'{i}.yaml', CLEAN.replace('实施单位: 某局\n', '') % (f'项目{i}', department))
        self.run('check', '-q', '--opinions', 'deep/out', '0.yaml', '1.yaml', '2.yaml')
        names = sorted(path.name for path in (self.folder / 'deep/out').iterdir())
        self.assertEqual(len(names), 3, names)
        self.assertEqual(len({name.lower() for name in names}), 3, names)

    def test_refused(self):
        self.write('a.yaml', CLEAN % ('道路项目', '某局'))
        self.write('file', '')
        for words, status in ((['-f', 'pdf'], 2), (['--opinions', 'out', '-f', 'trace'], 2), (['--opinions', ''], 2),
                              (['--opinions', 'out', '--publish', 'standard'], 2), (['--opinions', 'file/out'], 3)):
            with self.subTest(words):
                done = self.run('check', *words, 'a.yaml')
                self.assertEqual(done.returncode, status, done.stderr)
                self.assertFalse((self.folder / 'out').exists())

    def test_a_form_that_may_not_be_laid_out(self):
        self.write('long.yaml', CLEAN % ('长表项目', '某局') + indicators('3公里多' for i in range(120)))
        done, made = self.opinions('--limit', 'pages=1', 'long.yaml')
        self.assertIn('W560', done.stderr)
        self.assertTrue(made['某局'][2])
        self.assertEqual({finding['page'] for finding in made['某局'][2]}, {''})

    def test_in_chinese_whatever_the_locale(self):
        self.write('a.yaml', CLEAN.replace('财政拨款: 100', '财政拨款: 60') % ('道路项目', '某局'))
        for i, language in enumerate(({}, {'LC_ALL': 'C', 'LANGUAGE': ''}, {'LC_ALL': 'C.UTF-8', 'LANGUAGE': 'en'})):
            done = self.run('check', '--opinions', f'in{i}', 'a.yaml', **language)
            self.assertEqual(done.returncode, 1, done.stderr)
            self.assertIn('错误', done.stderr)
        made = [next((self.folder / f'in{i}').iterdir()).read_bytes() for i in range(3)]
        self.assertEqual(made, made[:1] * 3)

    def test_in_a_sandbox(self):
        self.write('a.yaml', CLEAN % ('道路项目', '某局'))
        done = self.run('check', '--sandbox', '--opinions', 'out', '-f', 'pdf,xlsx', 'a.yaml')
        if done.returncode == 2:
            self.skipTest(done.stderr)
        self.assertEqual(len(list((self.folder / 'out').iterdir())), 2)

    # -- baselines -----------------------------------------------------------------------------------------

    def test_a_baseline_says_its_language(self):
        self.write('a.yaml', CLEAN.replace('财政拨款: 100', '财政拨款: 60') % ('道路项目', '某局'))
        self.run('check', '-q', '--write-baseline', 'known.txt', 'a.yaml')
        self.assertIn('# language: zh_CN\n', (self.folder / 'known.txt').read_text(encoding='utf-8'))
        self.assertNotIn('W561', self.run('check', '--baseline', 'known.txt', 'a.yaml').stderr)
        done = self.run('check', '--baseline', 'known.txt', 'a.yaml', LANGUAGE='')
        self.assertIn('known.txt:2:1: warning: ', done.stderr)
        self.assertIn('[W561]', done.stderr)
        self.assertEqual(self.run('check', '-q', '--write-baseline', 'new.txt', 'a.yaml', LANGUAGE='').returncode, 1)
        self.assertIn('# language: en\n', (self.folder / 'new.txt').read_text(encoding='utf-8'))

    def test_lines_of_a_baseline_that_are_no_findings(self):
        self.write('a.yaml', CLEAN % ('道路项目', '某局'))
        self.write('known.txt', '# biaoce check --baseline\n\nnot a finding\nE203 a.yaml what\n')
        done = self.run('check', '--baseline', 'known.txt', 'a.yaml')
        self.assertRegex(done.stderr, r'known\.txt:3:1: [^\n]*2[^\n]*\[W562\]')


if __name__ == '__main__':
    parser = argparse.ArgumentParser()
    parser.add_argument('--biaoce', type=Path, required=True)
    parser.add_argument('--work', type=Path, required=True)
    OPTIONS, rest = parser.parse_known_args()
    unittest.main(argv=[__file__, *rest])
