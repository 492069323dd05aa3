#!/usr/bin/env python3
"""What the styles of docs/template-language.md look like in finished files, seen by other programs: the workbook by
openpyxl, the pages by MuPDF and poppler.

    styles.py BIAOCE
"""
import re
import subprocess
import sys
import tempfile
import unittest
import zipfile
from pathlib import Path

import openpyxl

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / 'docs'))
from manual import examples  # noqa: E402

BIAOCE = None


class Styles(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def made(self, name, suffix):
        example = next(e for e in examples() if e.name == name)
        path = Path(self.folder.name) / f'{name}.{suffix}'
        example.render(BIAOCE, Path(self.folder.name), '-f', suffix, '-o', path).check_returncode()
        return path

    def sheet(self, name):
        return openpyxl.load_workbook(self.made(name, 'xlsx')).active

    def trace(self, name):
        return subprocess.run(['mutool', 'trace', self.made(name, 'pdf')], capture_output=True, check=True).stdout.decode()

    def words(self, name):
        return subprocess.run(['pdftotext', '-layout', self.made(name, 'pdf'), '-'], capture_output=True,
                              check=True).stdout.decode()

    @staticmethod
    def cell(sheet, text):
        return next(c for row in sheet.iter_rows() for c in row if c.value == text)

    def test_grounds_and_letters(self):
        sheet = self.sheet('borders')
        self.assertEqual(self.cell(sheet, '项目').fill.fgColor.rgb, 'FFE6E6E6')
        self.assertEqual(self.cell(sheet, '同意。').fill.fgColor.rgb, 'FFFFF2CC')
        self.assertEqual(self.cell(sheet, '注：调整预算数不含年末追加。').font.color.rgb, 'FFC00000')
        self.assertIsNone(self.cell(sheet, '道路').fill.fill_type)
        trace = self.trace('borders')
        fills = re.findall(r'<fill_path[^>]*color="([\d. ]+)"', trace)
        self.assertIn('.902', ''.join(fills).replace('0.9', '.9'))
        self.assertTrue(re.search(r'<fill_text[^>]*color="0?\.753 0 0"', trace), trace[:2000])

    def test_lines(self):
        sheet = self.sheet('borders')
        head, body, total = self.cell(sheet, '项目'), self.cell(sheet, '道路'), self.cell(sheet, '合计')
        sides = {name: getattr(head.border, name).style for name in ('top', 'left', 'right')}
        self.assertEqual(sides, {'top': 'medium', 'left': None, 'right': None})
        self.assertEqual((body.border.left.style, body.border.bottom.style), (None, None))
        self.assertEqual((total.border.top.style, total.border.bottom.style), ('double', 'medium'))
        corner = self.cell(sheet, '决算数合计')
        self.assertEqual((corner.border.left.style, corner.border.right.style), ('medium', None))
        self.assertEqual(self.cell(sheet, '同意。').border.bottom.style, 'thick')

    def test_signs(self):
        sheet = self.sheet('signs')
        rows = [[c.value for c in row[:5]] for row in sheet.iter_rows() if row[0].value in ('甲局', '乙局', '丙局', '合计')]
        self.assertEqual(rows, [['甲局', 120, 0, 0.865, '含结转'], ['乙局', 0, '—', 0, '/'],
                                ['丙局', 0.004, '—', '无', '/'], ['合计', 120.004, 0, None, None]])
        formats = {c.coordinate: c.number_format for row in sheet.iter_rows() for c in row if c.value == 0}
        self.assertEqual(sorted(f.split(';')[2] for f in formats.values()), ['"-"', '"-"', '"0"', '"0.00"'])
        words = [line.split() for line in self.words('signs').splitlines() if line.split()[:1] in (['甲局'], ['乙局'], ['丙局'])]
        self.assertEqual(words, [['甲局', '120.00', '-', '86.5%', '含结转'], ['乙局', '-', '—', '0', '/'],
                                 ['丙局', '0.00', '—', '无', '/']])

    def test_narrow(self):
        sheet = self.sheet('narrow')
        at = {text: self.cell(sheet, text).alignment for text in ('个人情况（第1项共12项）', '标准分', '实际得分', '评分项目')}
        self.assertEqual([a.text_rotation for a in at.values()], [255, 90, 180, 0])
        self.assertEqual(at['评分项目'].horizontal, 'distributed')
        self.assertEqual(self.cell(sheet, '姓\u2002\u2002\u2002\u2002名').alignment.horizontal, 'center')
        code = self.cell(sheet, '130271199001010000')
        self.assertTrue(code.alignment.shrink_to_fit and code.font.size == 10.5)
        unit = self.cell(sheet, '某市城区社区道路改造与雨污分流管网更新工程建设指挥部')
        self.assertTrue(7.5 <= unit.font.size < 10.5)
        words = self.words('narrow')
        for text in ('个人情况（第1项共12项）', '姓名', '评分项目', '130271199001010000', '标准分', '实际得分'):
            self.assertIn(text, words)
        found = subprocess.run(['mutool', 'draw', '-F', 'txt', self.made('narrow', 'pdf')], capture_output=True,
                               check=True).stdout.decode()
        self.assertIn('评分项目', ''.join(found.split()))

    def test_even_pages_have_the_header_too(self):
        folder = Path(self.folder.name)
        (folder / 'form.yaml').write_text(
            'form: form\nextends: [gb9704]\npaper: {head: {left: "$(unit)", right: 第$(page)页}}\n'
            'fields: {unit: 单位}\nlayout:\n  - para: 甲\n  - page-break: true\n  - para: 乙\n', encoding='utf-8')
        (folder / 'record.yaml').write_text('form: form\n单位: </oddHeader>&某局\n', encoding='utf-8')
        subprocess.run([BIAOCE, 'render', '-t', folder / 'form.yaml', '-f', 'xlsx', '-o', folder / 'form.xlsx',
                        folder / 'record.yaml'], check=True, capture_output=True)
        sheet = openpyxl.load_workbook(folder / 'form.xlsx').active
        self.assertTrue(sheet.HeaderFooter.differentOddEven)
        self.assertNotEqual(sheet.oddFooter.right.text, sheet.evenFooter.right.text)
        for header in (sheet.oddHeader, sheet.evenHeader):
            self.assertEqual((header.left.text, header.right.text), ('</oddHeader>&&某局', '第&P页'))

    def test_running(self):
        sheet = self.sheet('running')
        head, foot = sheet.oddHeader, sheet.oddFooter
        self.assertEqual((head.left.text, head.center.text, head.right.text), ('编制单位：某市财政局', '样表', '（2025年度）'))
        self.assertEqual((foot.left.text, foot.right.text), ('编码：130271', '第&P页 共&N页'))
        margins, width = sheet.page_margins, 184 / 25.4 - 40 / 25.4
        self.assertEqual(sheet.page_setup.paperSize, 9)
        # Two characters less on either side leave room for columns that come out wider.
        self.assertLess(abs(210 / 25.4 - margins.left - margins.right - width), 0.8)
        info = subprocess.run(['pdfinfo', self.made('running', 'pdf')], capture_output=True, check=True).stdout.decode()
        self.assertIn('521.575 x 737.008', info)
        words = self.words('running')
        self.assertNotIn('样表', words)
        for text in ('编制单位：某市财政局', '第1页 共2页', '第2页 共2页'):
            self.assertIn(text, words)
        trace = self.trace('running')
        self.assertIn('.878', trace[:trace.index('<fill_text')])  # the watermark lies below the first text
        self.assertIn('<curveto', trace)

    def test_stamps(self):
        sheet = self.sheet('stamps')
        opinion, seal = self.cell(sheet, '情况属实，同意申报。'), self.cell(sheet, '（盖章）　　')
        self.assertEqual(opinion.row + 1, seal.row)
        self.assertEqual((opinion.border.top.style, opinion.border.bottom.style, seal.border.bottom.style), (None, None, 'medium'))
        self.assertEqual((seal.alignment.horizontal, seal.alignment.vertical or 'bottom'), ('right', 'bottom'))
        workbook = zipfile.ZipFile(self.made('stamps', 'xlsx')).read('xl/workbook.xml').decode()
        names = set(re.findall(r'<definedName name="([^"]+)"', workbook))
        self.assertTrue({'biaoce.opinion', 'biaoce.review', 'biaoce.date', 'biaoce.start'} <= names, names)
        label = self.cell(sheet, '意见')
        merged = next(str(m) for m in sheet.merged_cells.ranges if label.coordinate in m)
        self.assertEqual(merged, f'{label.coordinate}:A{label.row + 2}')


if __name__ == '__main__':
    BIAOCE = sys.argv.pop(1)
    unittest.main()
