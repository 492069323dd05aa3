#!/usr/bin/env python3
"""Published records: typed into an empty form through the names of its cells, saved by other programs, collected,
and equal to the record but for what docs/returned-forms.md says that paper does not show.

    test_roundtrip.py BIAOCE [unittest arguments]

One of each form, with RECORDS=all every one, and by programs that are slower to save. BIAOCE_NODE_MODULES: the folder that
npm has put exceljs into.
"""
import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import openpyxl

sys.path.insert(0, str(Path(__file__).resolve().parent))
import forms  # noqa: E402
from forms import ROOT, Sheet  # noqa: E402

BIAOCE = None
OFFICE = shutil.which('soffice') or shutil.which('libreoffice')
ALL = os.environ.get('RECORDS') == 'all'
EXCELJS = shutil.which('node') and os.environ.get('BIAOCE_NODE_MODULES')
RECORDS = [path for path in sorted((ROOT / 'examples').glob('*.yaml')) if path.name not in ('department-budget.yaml', 'several-projects.yaml')]
RECORDS += sorted((ROOT / 'tests/corpus').glob('*/*.yaml'))
if not ALL:  # one of each form, as .ci/full does not
    RECORDS = list({re.search(r'(?m)^form: *(\S+)', path.read_text(encoding='utf-8'))[1]: path for path in reversed(RECORDS)}.values())
# Titles and lines with values among their words, trees, rows that the form has printed, lists beside each other, scores.
OF_A_KIND = ('qingdao-project', 'quanzhou-social-insurance', 'futian-project', 'jinan-department', 'mof-self-evaluation', 'mof-project-targets')


def biaoce(*words):
    return forms.run(BIAOCE, *words, env={**os.environ, 'LC_ALL': 'C.UTF-8', 'BIAOCE_DATA': str(ROOT)})


def rows_of(path, out):
    """What a record says, as rows of a table: keys and values, amounts as figures in the unit of their field."""
    shutil.rmtree(out, ignore_errors=True)
    done = biaoce('convert', '-q', '--to', 'csv', '--figures', '-o', out, path)
    assert done.returncode in (0, 1), done.stderr
    text = next(out.glob('*.csv')).read_text(encoding='utf-8-sig')
    return [{key.rsplit('/', 1)[-1].split('（')[0]: plain(value) for key, value in row.items() if value} for row in csv.DictReader(io.StringIO(text))]


def lost_by(form):
    """Labels of what the linter says that it does not come back."""
    done = biaoce('lint-template', '-q', '--diagnostics', 'json', form)
    notes = [json.loads(line) for line in done.stderr.splitlines()]
    return {re.match(r'(.*?) does not come back', note['message'])[1].split('（')[0] for note in notes if note['code'] == 'N833'}


def plain(text):
    """Without what a cell does not tell apart: blanks, commas between thousands, zeros at the end."""
    text = re.sub(r'\s', '', text)
    if re.fullmatch(r'-?[\d,]+(\.\d+)?%?', text):
        text = re.sub(r'(\.\d*?)0+(?=%|$)', r'\1', text.replace(',', '')).replace('.%', '%')
        text = text[:-1] if text.endswith('.') else text
    return text


def defaults_of(form):
    """What a form says by itself where a record says nothing, by label."""
    text = (ROOT / 'templates' / f'{form}.yaml').read_text(encoding='utf-8')
    return {(label, plain(value)) for label, value in re.findall(r'label: ([^,}]+),[^}]*default: ([^,}]+)', text)}


class RoundTrip(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.path = Path(cls.folder.name)
        cls.filled = cls.path / 'filled'
        cls.filled.mkdir()
        cls.expected, cls.forms, cls.lost, cls.defaults = {}, {}, {}, {}
        for record in RECORDS:
            cls.prepare(record)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    @classmethod
    def prepare(cls, record):
        name = f'{record.parent.name}-{record.stem}'
        finished = cls.path / 'finished.xlsx'
        done = biaoce('render', '-q', '--no-check', '-f', 'xlsx', '-o', finished, record)
        assert done.returncode == 0, done.stderr
        sheet = Sheet(finished)
        form = next(one.attr_text for one in sheet.book.defined_names.definedName if one.name == 'biaoceform')
        year = re.search(r'(?m)^(?:预算)?年度: *.?(\d{4})', record.read_text(encoding='utf-8'))
        blank = forms.blank_for(BIAOCE, form.strip('"').split(';')[0], sheet, cls.path / 'blank.xlsx',
                                *(['--year', year[1]] if year else []))
        assert forms.fill(blank, sheet) > 5, name
        blank.book.save(cls.filled / f'{name}.xlsx')
        cls.expected[name] = rows_of(record, cls.path / 'rows')
        form = form.strip('"').split(';')[0]
        cls.forms[name] = form
        if form not in cls.lost:
            cls.lost[form], cls.defaults[form] = lost_by(form), defaults_of(form)

    def assert_round(self, folder, lost_too=()):
        out = self.path / 'out'
        shutil.rmtree(out, ignore_errors=True)
        done = biaoce('collect', '--name', '$(file)', '-o', out, folder)
        wrong = {}
        for name, expected in self.expected.items():
            if not (out / f'{name}.yaml').exists():
                wrong[name] = 'it is not there'
                continue
            found = rows_of(out / f'{name}.yaml', self.path / 'rows')
            before = {pair for row in expected for pair in row.items()}
            after = {pair for row in found for pair in row.items()}
            form = self.forms[name]
            lost = sorted(pair for pair in before - after if pair[0] not in self.lost[form] and pair[0] not in lost_too)
            added = sorted(after - before - self.defaults[form])
            if lost or added:
                wrong[name] = lost, added
        self.assertEqual(wrong, {}, done.stderr[:2000])

    def test_the_linter_tells(self):
        """What it says is lost is lost of some record: it is no excuse for all."""
        lost = {(form, label) for form, labels in self.lost.items() for label in labels}
        self.assertIn(('jinan-department', '本部门的核心职能'), lost)
        self.assertNotIn(('quanzhou-soe-budget', '实施期'), lost)
        self.assertNotIn(('qingdao-project', '单位编码及名称'), lost)
        self.assertNotIn(('mof-project-declaration', '一级指标'), lost)
        self.assertEqual({label for form, label in lost if form in ('futian-project', 'jinan-project', 'mof-self-evaluation')}, set())

    def test_as_typed(self):
        self.assert_round(self.filled)

    def send_back(self, path, whose=None):
        """A return in which something was found, and the form that goes back, in a round of their own."""
        folder = self.path / 'back' / path.stem
        folder.mkdir(parents=True, exist_ok=True)
        book = openpyxl.load_workbook(path)
        book.worksheets[0].cell(3, 40).value = '放错了地方'
        book.save(folder / 'sent.xlsx')
        plan = f'round: 收表\nform: {self.forms[path.stem]}\ndepartments: ["{whose or "某某"}"]\n'
        (folder / 'round.yaml').write_text(plan, encoding='utf-8')
        done = biaoce('collect', '--round', folder, folder / 'sent.xlsx')
        called = re.search(r'nobody is expected that is called `(.*?)`', done.stderr)
        if called and not whose:
            return self.send_back(path, called[1])
        return folder, next(iter((folder / 'back').glob('**/*.xlsx')), None), done.stderr

    def test_what_goes_back(self):
        """Sent back at once, nothing corrected, it is the same form."""
        wrong = {}
        for path in sorted(self.filled.glob('*.xlsx')):
            if not ALL and self.forms[path.stem] not in OF_A_KIND:
                continue
            folder, back, said = self.send_back(path)
            if not back:
                wrong[path.stem] = said
                continue
            again = folder / 'again.xlsx'
            shutil.copy(back, again)
            done = biaoce('collect', '--round', folder, again)
            made = []
            for version in sorted((folder / 'versions').glob('**/*.yaml')):
                out = folder / f'{version.stem}.xlsx'
                biaoce('render', '-q', '--force', '--no-check', '-f', 'xlsx', '-o', out, version)
                made.append(forms.contents(Sheet(out)) if out.exists() else None)
            if 'W822' in done.stderr or 'W832' in done.stderr:
                wrong[path.stem] = done.stderr
            elif len(made) != 2 or made[0] != made[1]:
                both = [set(map(str, one.items())) for one in made if one]
                wrong[path.stem] = [both[0] ^ both[1] if len(both) == 2 else None, done.stderr]
        self.assertEqual(wrong, {})

    def convert(self, files, kind, folder):
        subprocess.run([OFFICE, f'-env:UserInstallation=file://{self.path}/profile', '--headless', '--convert-to', kind, '--outdir', folder,
                        *sorted(files)], check=True, timeout=500, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return folder

    @unittest.skipUnless(OFFICE, 'LibreOffice is not here')
    def test_saved_by_libreoffice(self):
        for kind in ('xlsx', 'ods'):
            with self.subTest(kind):
                self.assert_round(self.convert(self.filled.glob('*.xlsx'), kind, self.path / kind))

    @unittest.skipUnless(OFFICE and ALL, 'LibreOffice is not here, or one record a form is asked for')
    def test_saved_as_xls_and_back(self):
        """What offices with old programs do; .xls itself is not read."""
        old = self.convert(self.filled.glob('*.xlsx'), 'xls', self.path / 'xls')
        self.assert_round(self.convert(old.glob('*.xls'), 'xlsx', self.path / 'from-xls'))

    @unittest.skipUnless(shutil.which('ssconvert') and ALL, 'gnumeric is not here, or one record a form is asked for')
    def test_saved_by_gnumeric(self):
        saved = self.path / 'gnumeric'
        saved.mkdir()
        for path in sorted(self.filled.glob('*.xlsx')):
            subprocess.run(['ssconvert', '-T', 'Gnumeric_Excel:xlsx2', path, saved / path.name], check=True, timeout=100,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.assert_round(saved)

    @unittest.skipUnless(EXCELJS, 'exceljs is not where BIAOCE_NODE_MODULES says')
    def test_saved_by_exceljs(self):
        """It makes local names global, and loses those that are a text: which form it is, which the labels tell, and a year that no
        cell shows."""
        saved = self.path / 'exceljs'
        saved.mkdir()
        subprocess.run(['node', Path(__file__).with_name('exceljs.js'), self.filled, saved], check=True, timeout=500,
                       env={**os.environ, 'NODE_PATH': EXCELJS})
        self.assert_round(saved, lost_too=('预算年度',))


if __name__ == '__main__':
    BIAOCE = os.path.abspath(sys.argv.pop(1))
    unittest.main()
