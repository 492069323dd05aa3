#!/usr/bin/env python3
"""Empty forms as PDFs with fields: every template, filled in by other programs, collected.

    test_pdf.py BIAOCE [unittest arguments]

Records of every third form, with RECORDS=all every one. What poppler, MuPDF and qpdf say of the files; nothing here is read by the
program that made it.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import pikepdf

sys.path.insert(0, str(Path(__file__).resolve().parent))
import forms  # noqa: E402
import test_roundtrip as rounds  # noqa: E402
from forms import Sheet  # noqa: E402

HIDDEN, READ_ONLY = 2, 1


def biaoce(*words):
    return rounds.biaoce(*words)


def fields_of(pdf):
    """By name: the fields, and their places."""
    found = {}

    def walk(node, above):
        name = above
        if '/T' in node:
            name = f'{above}.{node.T}' if above else str(node.T)
        if '/Kids' in node and any('/T' in kid for kid in node.Kids):
            for kid in node.Kids:
                walk(kid, name)
            return
        assert name not in found, name
        found[name] = node, list(node.Kids) if '/Kids' in node else [node]

    for node in pdf.Root.AcroForm.Fields:
        walk(node, '')
    return found


def set_values(path, values, out, **how):
    """Writes values as a program does that knows nothing of the form: each in a way of its own."""
    with pikepdf.open(path) as pdf:
        found = fields_of(pdf)
        for number, (name, text) in enumerate(values.items()):
            field = found[name][0]
            if text.isascii() or number % 3:
                field.V = pikepdf.String(text)
            elif number % 2:
                field.V = pikepdf.String(b'\xef\xbb\xbf' + text.encode())
            else:
                field.V = pdf.make_stream(b'\xfe\xff' + text.encode('utf-16-be'))
            for place in found[name][1]:
                if '/AP' in place:
                    del place.AP
        pdf.save(out, **how)


def typed(said):
    value, shown = said
    if isinstance(value, float) and value == int(value):
        value = int(value)
    if isinstance(value, (int, float)) and shown and '%' in shown:
        return f'{round(value * 100, 8):g}%'
    return '' if value is None else str(value)


class Pdf(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.path = Path(cls.folder.name)
        done = biaoce('templates')
        cls.templates = re.findall(r'(?m)^([\w-]+)', done.stdout)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def blank(self, template, *options):
        out = self.path / f'{template}.pdf'
        done = biaoce('blank', '-q', '-f', 'pdf', '--fillable', *options, '-o', out, template)
        self.assertEqual((done.returncode, done.stderr.count('warning')), (0, 0), done.stderr)
        return out

    # -- what the file is ---------------------------------------------------------------------------------------------

    def check_places(self, template, pdf):
        """Within the paper, apart, in the order in which they are read; each has an appearance."""
        found = fields_of(pdf)
        places = [(name, field, place) for name, (field, own) in found.items() for place in own]
        order = []
        for page in pdf.pages:
            shown = [one for one in page.get('/Annots', []) if not int(one.F) & HIDDEN]
            order += [one.objgen for one in shown]
            boxes = [[float(x) for x in one.Rect] for one in shown]
            for i, a in enumerate(boxes):
                self.assertTrue(0 <= a[0] < a[2] <= float(page.MediaBox[2]) and 0 <= a[1] < a[3] <= float(page.MediaBox[3]), a)
                for b in boxes[:i]:
                    self.assertFalse(a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3], (template, a, b))
            self.assertEqual(page.Tabs, '/S') if shown else None
        for name, field, place in places:
            self.assertIn('/N', place.AP)
            if not int(place.F) & HIDDEN:
                self.assertTrue(str(field.get('/TU', '')), name)
        self.assertEqual(order, self.read_order(pdf))
        return found

    def read_order(self, pdf):
        """The places as the structure has them, each of which leads back to its element."""
        parents, found = {}, []

        def note(node):
            for kid in node.get('/Kids', []):
                note(kid)
            numbers = list(node.get('/Nums', []))
            parents.update({int(numbers[i]): numbers[i + 1] for i in range(0, len(numbers), 2)})

        def walk(element):
            kids = element.get('/K', [])
            for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
                if not isinstance(kid, pikepdf.Dictionary):
                    continue
                if kid.get('/Type') == '/OBJR':
                    self.assertEqual(element.S, '/Form')
                    self.assertEqual(parents[int(kid.Obj.StructParent)].objgen, element.objgen)
                    found.append(kid.Obj.objgen)
                elif '/S' in kid:
                    walk(kid)

        note(pdf.Root.StructTreeRoot.ParentTree)
        walk(pdf.Root.StructTreeRoot.K)
        return found

    def check_rules(self, template, pdf, *options):
        """No line of the form goes through a place."""
        done = biaoce('blank', '-q', '-f', 'trace', *options, '-o', '-', template)
        self.assertEqual(done.returncode, 0, done.stderr)
        pages = re.split('(?m)^page ', done.stdout)[1:]
        self.assertEqual(len(pages), len(pdf.pages))
        for page, text in zip(pdf.pages, pages):
            high = float(page.MediaBox[3])
            rules = re.findall(r'(?m)^rule ([\d.-]+) ([\d.-]+) ([\d.-]+) [\d.]+ ?(\w*)', text)
            for one in page.get('/Annots', []):
                left, low, right, top = [float(x) for x in one.Rect]
                for x, y, length, way in rules:
                    x, y, length = float(x), float(y), float(length)
                    box = (x, y, x, y + length) if way.startswith('v') else (x, y, x + length, y)
                    crosses = box[0] < right and box[2] > left and high - box[3] < top and high - box[1] > low
                    self.assertFalse(crosses and not int(one.F) & HIDDEN, (template, one.Rect, box))

    def test_every_template(self):
        """Without warnings, and empty it comes back as an empty workbook does."""
        for template in self.templates:
            with self.subTest(template):
                out = self.blank(template)
                checked = subprocess.run(['qpdf', '--check', out], capture_output=True, text=True, check=False)
                self.assertEqual(checked.returncode, 0, checked.stdout + checked.stderr)
                with pikepdf.open(out) as pdf:
                    if '/AcroForm' not in pdf.Root:
                        continue
                    self.check_places(template, pdf)
                    self.check_rules(template, pdf)
                    self.assertNotIn('/NeedAppearances', pdf.Root.AcroForm)
                    meta = pdf.Root.Metadata.read_bytes()
                    self.assertNotIn(b'pdfaid', meta)
                    self.assertNotIn(b'pdfuaid', meta)
                    self.assertNotIn('/OutputIntents', pdf.Root)
                if template in ('findings-report', 'comparison-report', 'book-cover'):  # none that are filled in
                    continue
                sheet = self.path / 'blank.xlsx'
                self.assertEqual(biaoce('blank', '-q', '-f', 'xlsx', '-o', sheet, template).returncode, 0)
                said = []
                for path in (out, sheet):
                    done = biaoce('collect', '--diagnostics', 'json', '-o', self.path / 'empty', path)
                    found = set(re.findall(r'"code":"([^"]*)","message":"([^"]*)"', done.stderr))
                    said.append(sorted(one for one in found if '预算年度' not in one[1]))  # heads of columns say Y-1
                self.assertEqual(*said)

    # -- what comes back ----------------------------------------------------------------------------------------------

    @classmethod
    def finished(cls, record):
        """The record as a workbook, from which people would copy it; which form it is, and how many rows it needs."""
        path = cls.path / 'finished.xlsx'
        done = biaoce('render', '-q', '--no-check', '-f', 'xlsx', '-o', path, record)
        assert done.returncode == 0, done.stderr
        sheet = Sheet(path)
        form = next(one.attr_text for one in sheet.book.defined_names.definedName if one.name == 'biaoceform').strip('"').split(';')[0]
        year = re.search(r'(?m)^(?:预算)?年度: *.?(\d{4})', record.read_text(encoding='utf-8'))
        most = max([10] + [len(indices) * 4 for indices in forms.lists_of(sheet).values()])
        return sheet, form, ['--rows', min(most, 1000), *(['--year', year[1]] if year else [])]

    def words_of(self, form, sheet, options):
        """Lines and titles as they were completed, by what the empty form has there."""
        path = self.path / 'blank.xlsx'
        assert biaoce('blank', '-q', '-f', 'xlsx', *options, '-o', path, form).returncode == 0
        blank, empty = Sheet(path), Sheet(path)
        forms.complete(blank, sheet)
        return {re.sub(r'\s', '', cell.value): blank.sheet.cell(cell.row, cell.column).value
                for row in empty.sheet.iter_rows() for cell in row
                if isinstance(cell.value, str) and blank.sheet.cell(cell.row, cell.column).value != cell.value}

    def fill_list(self, path, sheet, found, given):
        """Each element into a row of its kind, as far as the form has printed kinds; else the kind is written over."""
        rows, columns = forms.rows_of(sheet, path), forms.columns_of(sheet, path)
        slots, carried = {}, {}
        for name in found:
            match = re.match(re.escape(path) + r'\.(\d+)\.', name)
            if match and int(match[1]) not in slots:
                index = int(match[1])
                for level in ('level1', 'level2'):
                    own = found.get(f'{path}.{index}.{level}')
                    if own:
                        said = str(own[0].get('/V', ''))
                        if level == 'level1' and said:
                            carried.pop('level2', None)
                        carried[level] = said, index
                slots[index] = dict(carried)
        free = list(slots)
        for row in rows.values():
            said = {key: typed(sheet.said((row, column))) for key, column in columns.items()}
            kinds = {level: said.get(f'.{level}', '') for level in ('level1', 'level2')}
            fits = [i for i in free if all(not slots[i].get(level, ('',))[0] or slots[i][level][0] == kinds[level] for level in kinds)]
            if not fits:
                fits = self.write_over(path, kinds, slots, free, given)
            self.assertTrue(fits, (path, said, slots))
            free.remove(fits[0])
            for key, text in said.items():
                name = f'{path}.{fits[0]}{key}'
                if text and name in found and not str(found[name][0].get('/V', '')):
                    given[name] = text

    @staticmethod
    def write_over(path, kinds, slots, free, given):
        """A kind that the form has not: over one of which no row is taken, below its own first level if that can be."""
        for level in ('level2', 'level1'):
            for i in free:
                own = slots[i].get(level, ('', -1))
                group = [k for k in slots if slots[k].get(level) == own]
                if own[1] != i or any(k not in free for k in group) or level == 'level2' and slots[i].get('level1', ('',))[0] != kinds['level1']:
                    continue
                inner = [k for k in group if slots[k].get('level2') == slots[i].get('level2')]
                given[f'{path}.{i}.level2'] = kinds['level2']
                for k in inner:
                    slots[k]['level2'] = kinds['level2'], i
                if level == 'level1':
                    given[f'{path}.{i}.level1'] = kinds['level1']
                    for k in group:
                        slots[k]['level1'] = kinds['level1'], i
                return [i]
        return []

    def fill(self, record, out, **how):
        sheet, form, options = self.finished(record)
        blank, words, given = self.blank(form, *options), self.words_of(form, sheet, options), {}
        with pikepdf.open(blank) as pdf:
            found = {name: own for name, own in fields_of(pdf).items() if not int(own[0].get('/Ff', 0)) & READ_ONLY}
            plain = [path for path in forms.lists_of(sheet) if forms.rows_of(sheet, path) and '.' not in path
                     and forms.columns_of(sheet, path).keys() != {''}]
            for path in plain:
                self.fill_list(path, sheet, found, given)
            for name, place in sheet.cells.items():
                text = typed(sheet.said(place))
                if text and name in found and not any(name.startswith(f'{path}.') for path in plain):
                    given[name] = text
            for name in found:
                own = re.sub(r'\s', '', str(found[name][0].get('/V', '')))
                if name.startswith('_words.') and own in words:
                    given[name] = words[own]
        set_values(blank, given, out, **how)
        return form

    @staticmethod
    def plain_pairs(rows):
        return {pair for row in rows for pair in row.items()}

    def check_round(self, folder, expected):
        out = self.path / 'out'
        shutil.rmtree(out, ignore_errors=True)
        done = biaoce('collect', '--name', '$(file)', '-o', out, folder)
        wrong = {}
        for name, (form, rows) in expected.items():
            if not (out / f'{name}.yaml').exists():
                wrong[name] = 'it is not there'
                continue
            lost_too, defaults = rounds.lost_by(form), rounds.defaults_of(form)
            before = self.plain_pairs(rows)
            after = self.plain_pairs(rounds.rows_of(out / f'{name}.yaml', self.path / 'rows'))
            lost = sorted(pair for pair in before - after if pair[0] not in lost_too)
            added = sorted(after - before - defaults)
            if lost or added:
                wrong[name] = lost, added
        self.assertEqual(wrong, {}, done.stderr[:3000])

    def test_round(self):
        """Filled in, as it is and rewritten by other programs."""
        ways = {'plain': {}, 'streams': {'object_stream_mode': pikepdf.ObjectStreamMode.generate},
                'old': {'object_stream_mode': pikepdf.ObjectStreamMode.disable, 'force_version': '1.4'}}
        expected, folders = {}, {}
        for number, record in enumerate(rounds.RECORDS if rounds.ALL else rounds.RECORDS[::3]):
            name = f'{record.parent.name}-{record.stem}'
            way = list(ways)[number % len(ways)]
            folder = folders.setdefault(way, self.path / way)
            folder.mkdir(exist_ok=True)
            form = self.fill(record, folder / f'{name}.pdf', **ways[way])
            expected[name] = form, rounds.rows_of(record, self.path / 'rows')
        every = self.path / 'every'
        every.mkdir()
        for folder in folders.values():
            for path in folder.glob('*.pdf'):
                shutil.copy(path, every)
        self.check_round(every, expected)

    # -- what readers and others make of the file -----------------------------------------------------------------------

    VALUES = {'name': '道路维护', 'code': '0012', 'budget.total': '100', 'budget.fiscal': '80', 'usage': '一、道路\r\n二、桥梁', 'goals.0': '完成',
              'indicators.0.level1': '产出指标', 'indicators.0.name': '里程', 'indicators.0.target': '≥10公里', 'indicators.2.name': '满意度'}
    RECORD = """form: tangshan-project
项目名称: 道路维护
项目编码: '0012'
预算数: 100
财政资金: 80
资金用途: |-
  一、道路
  二、桥梁
绩效目标:
  - 完成
绩效指标:
  - 一级指标: 产出指标
    三级指标: 里程
    指标值: ≥10公里
  - 一级指标: 产出指标
    三级指标: 满意度
"""

    def filled(self, values=None):
        path = self.path / 'one.pdf'
        set_values(self.blank('tangshan-project', '--year', '2026'), values or self.VALUES, path)
        return path

    def collect(self, path, *options):
        out = self.path / 'collected'
        shutil.rmtree(out, ignore_errors=True)
        done = biaoce('collect', '--name', 'record', '-o', out, *options, path)
        record = out / 'record.yaml'
        text = record.read_text(encoding='utf-8') if record.exists() else ''
        return '\n'.join(line for line in text.splitlines() if not line.startswith('#')) + '\n', done

    def codes_of_piped(self, path):
        with open(path, 'rb') as file:
            done = subprocess.run([rounds.BIAOCE, 'collect', '-o', self.path / 'piped', '-'], stdin=file, capture_output=True, text=True, check=False,
                                  env={**os.environ, 'BIAOCE_DATA': str(forms.ROOT), 'LC_ALL': 'C.UTF-8'})
        return re.findall(r'\[([EWN]\d+)\]', done.stderr)

    def test_rewritten(self):
        """By other programs, as the next version of the same file, without the tree of fields, and through a pipe."""
        whole = self.filled()
        ways = {'as it is': whole}
        for name, words in {'qpdf': ['qpdf', '--object-streams=generate', '--recompress-flate'], 'plain': ['qpdf', '--qdf'],
                            'mutool': ['mutool', 'clean', '-ggg']}.items():
            ways[name] = self.path / f'{name}.pdf'
            subprocess.run([*words, whole, ways[name]], check=True, capture_output=True)
        with pikepdf.open(whole) as pdf:
            del pdf.Root.AcroForm.Fields
            ways['strays'] = self.path / 'strays.pdf'
            pdf.save(ways['strays'])
        with pikepdf.open(whole) as pdf:  # the field that says which form it is goes, as some programs do with what is not seen
            pdf.Root.AcroForm.Fields = pikepdf.Array([one for one in pdf.Root.AcroForm.Fields if one.T != 'biaoceform'])
            pdf.pages[0].Annots = pikepdf.Array([one for one in pdf.pages[0].Annots if one.get('/T') != 'biaoceform'])
            ways['unseen'] = self.path / 'unseen.pdf'
            pdf.save(ways['unseen'])
        for name, path in ways.items():
            with self.subTest(name):
                self.assertEqual(self.collect(path)[0], self.RECORD)
        with open(whole, 'rb') as file:
            done = subprocess.run([rounds.BIAOCE, 'collect', '-o', self.path / 'piped', '-'], stdin=file, capture_output=True, text=True, check=False,
                                  env={**os.environ, 'BIAOCE_DATA': str(forms.ROOT)})
        self.assertIn('1 written', done.stderr)

    def test_incremental(self):
        """What a reader appends to the file counts."""
        plain = self.path / 'plain.pdf'
        subprocess.run(['qpdf', '--object-streams=disable', self.filled(), plain], check=True)
        data = plain.read_bytes()
        with pikepdf.open(plain) as pdf:
            field = fields_of(pdf)['name'][0]
            number = field.objgen[0]
            size, root = len(pdf.objects) + 1, pdf.trailer.Root.objgen[0]
            field.V = pikepdf.String('另一名称')
            body = field.unparse(resolved=True)
        start = data.rindex(b'startxref') + 9
        before = int(data[start:].split()[0])
        own = b'%d 0 obj\n%s\nendobj\n' % (number, body)
        at = len(data)
        tail = b'xref\n%d 1\n%010d 00000 n \ntrailer\n<</Size %d/Root %d 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n' % (
            number, at, size, root, before, at + len(own))
        plain.write_bytes(data + own + tail)
        self.assertIn('项目名称: 另一名称', self.collect(plain)[0])

    def edited(self, edit):
        out = self.path / 'edited.pdf'
        with pikepdf.open(self.filled()) as pdf:
            edit(pdf)
            pdf.save(out)
        return out

    def test_hostile(self):
        """What no reader of forms writes is told, and takes no time."""
        def cycle(pdf):
            own = pdf.make_indirect(pikepdf.Dictionary(T=pikepdf.String('x')))
            own.Kids = pikepdf.Array([own, own, own])
            pdf.Root.AcroForm.Fields.append(own)

        def deep(pdf):
            own = pdf.make_indirect(pikepdf.Dictionary(T=pikepdf.String('x'), FT=pikepdf.Name.Tx, V=pikepdf.String('1')))
            for _ in range(40):
                own = pdf.make_indirect(pikepdf.Dictionary(T=pikepdf.String('x'), Kids=pikepdf.Array([own])))
            pdf.Root.AcroForm.Fields.append(own)

        def many(pdf):
            for i in range(70000):
                pdf.Root.AcroForm.Fields.append(pikepdf.Dictionary(T=pikepdf.String(f'x{i}'), FT=pikepdf.Name.Tx))

        def strange(pdf):
            pdf.Root.AcroForm.Fields.append(pdf.make_indirect(pikepdf.Dictionary(
                T=pikepdf.String('../../etc'), FT=pikepdf.Name.Tx, V=pikepdf.String('绩效指标'))))

        def gone(pdf):
            pdf.Root.AcroForm.Fields = pikepdf.Array([one for one in pdf.Root.AcroForm.Fields if one.T != 'usage'])
            pdf.pages[0].Annots = pikepdf.Array([one for one in pdf.pages[0].Annots if one.get('/T') != 'usage'])

        def twice(pdf):
            pdf.Root.AcroForm.Fields.append(pdf.make_indirect(pikepdf.Dictionary(
                T=pikepdf.String('name'), FT=pikepdf.Name.Tx, V=pikepdf.String('别的'))))

        def flat(pdf):
            del pdf.Root.AcroForm
            for page in pdf.pages:
                del page.Annots

        def xfa(pdf):
            flat(pdf)
            pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([]), XFA=pdf.make_stream(b'<xdp/>'))

        def stacked(pdf):
            for _, places in fields_of(pdf).values():
                places[0].Rect = pikepdf.Array([1, 1, 2, 2])

        for edit, code, read in ((cycle, 'E882', False), (deep, 'E882', False), (many, 'E882', False), (strange, 'W880', True),
                                 (gone, 'W881', True), (twice, 'W882', True), (flat, 'E883', False), (xfa, 'E883', False),
                                 (stacked, None, True)):
            with self.subTest(edit.__name__):
                record, done = self.collect(self.edited(edit))
                if code:
                    self.assertIn(f'[{code}]', done.stderr)
                if read:
                    self.assertEqual(self.codes_of_piped(self.edited(edit)), re.findall(r'\[([EWN]\d+)\]', done.stderr))
                self.assertEqual('项目名称: 道路维护' in record, read, done.stderr)
        locked = self.path / 'locked.pdf'
        subprocess.run(['qpdf', '--encrypt', 'a', 'b', '256', '--', self.filled(), locked], check=True)
        self.assertIn('[E881]', self.collect(locked)[1].stderr)
        broken = self.path / 'broken.pdf'
        broken.write_bytes(b'%PDF-1.7\nnothing')
        self.assertIn('[E880]', self.collect(broken)[1].stderr)

    def test_boxes(self):
        """A box that is ticked says its state, one that is not says nothing."""
        def tick(pdf):
            field = fields_of(pdf)['name'][0]
            field.FT, field.V, field.AS = pikepdf.Name.Btn, pikepdf.Name('/Yes'), pikepdf.Name('/Yes')
            other = fields_of(pdf)['usage'][0]
            other.FT, other.V, other.AS = pikepdf.Name.Btn, pikepdf.Name.Off, pikepdf.Name.Off
        record = self.collect(self.edited(tick))[0]
        self.assertIn("项目名称: 'Yes'\n", record)
        self.assertNotIn('资金用途', record)

    def test_folders(self):
        """Scans that lie beside forms are told, and no mistake; a round takes in PDFs as it does workbooks."""
        folder = self.path / 'folder'
        folder.mkdir()
        shutil.copy(self.filled(), folder / 'one.pdf')
        self.assertEqual(biaoce('blank', '-q', '-o', folder / 'scan.pdf', 'tangshan-project').returncode, 0)
        done = biaoce('collect', '-o', self.path / 'folded', folder)
        self.assertIn('scan.pdf: note: ', done.stderr)
        self.assertIn('[N881]', done.stderr)
        self.assertNotIn('E883', done.stderr)
        own = self.path / 'round'
        own.mkdir()
        (own / 'round.yaml').write_text('round: 试\nform: tangshan-project\nwhose: name\ndepartments: [道路维护]\n', encoding='utf-8')
        done = biaoce('collect', '--round', own, folder)
        self.assertTrue((own / 'versions/道路维护/1.yaml').exists(), done.stderr)
        self.assertTrue((own / 'back/道路维护.xlsx').exists(), done.stderr)
        back = Sheet(own / 'back/道路维护.xlsx')
        self.assertTrue([cell for row in back.sheet.iter_rows() for cell in row if cell.comment])
        again = biaoce('collect', '--round', own, folder)
        self.assertIn('known already', again.stderr)

    def test_seen(self):
        """Words of the form are shown, and what was typed is, by programs that know the font by its name alone."""
        if not shutil.which('pdftotext'):
            self.skipTest('poppler is not here')
        text = subprocess.run(['pdftotext', self.filled(), '-'], capture_output=True, text=True, check=True).stdout
        for words in ('二、桥梁', '里程'):
            self.assertIn(words, text)
        blank = self.blank('tangshan-project', '--year', '2026')
        self.assertIn('项目绩效目标表', subprocess.run(['pdftotext', blank, '-'], capture_output=True, text=True, check=True).stdout)

    def test_refused(self):
        done = biaoce('blank', '--fillable', '-f', 'xlsx', '-o', self.path / 'no.xlsx', 'tangshan-project')
        self.assertEqual(done.returncode, 2, done.stderr)
        done = biaoce('blank', '--fillable', '--pdf', 'plain', '-o', self.path / 'plain2.pdf', 'tangshan-project')
        self.assertIn('[N880]', done.stderr)
        with pikepdf.open(self.path / 'plain2.pdf') as pdf:
            self.assertNotIn('/StructTreeRoot', pdf.Root)
            self.assertEqual(pdf.pages[0].Tabs, '/R')
            self.assertIn('name', fields_of(pdf))


if __name__ == '__main__':
    rounds.BIAOCE = os.path.abspath(sys.argv.pop(1))
    unittest.main()
