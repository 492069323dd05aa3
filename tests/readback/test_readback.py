#!/usr/bin/env python3
"""The readers and checks themselves: a sheet made by openpyxl and printed by LibreOffice passes; each damage is seen."""
import sys
import tempfile
import unittest
from dataclasses import replace
from pathlib import Path

import openpyxl
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.properties import PageSetupProperties

import check_pdf
import check_xlsx
import expect
import pdf
import published

RECORD = Path(__file__).parents[1] / 'corpus/tangshan-project/15.yaml'
THIN = Side(style='thin')
FRAME = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)


def workbook_of(expected, row_height=60):
    """The form as openpyxl would write it."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet['A1'] = expected.title
    sheet.merge_cells('A1:G1')
    for cell in expected.cells:
        at = sheet.cell(cell.row + 2, cell.column + 1)
        at.value, at.font = cell.text, Font(sz=10.5)
        if cell.kind == 'money' and cell.text:
            at.value, at.number_format = float(cell.text.removesuffix('万元')), '0"万元"'
        at.alignment = Alignment(wrap_text=True, vertical='center')
        for row in range(cell.down):
            for column in range(cell.across):
                sheet.cell(at.row + row, at.column + column).border = FRAME
        if cell.down > 1 or cell.across > 1:
            sheet.merge_cells(start_row=at.row, start_column=at.column, end_row=at.row + cell.down - 1,
                              end_column=at.column + cell.across - 1)
    for row in range(2, sheet.max_row + 1):
        sheet.row_dimensions[row].height = row_height
    for column in 'ABCDEFG':
        sheet.column_dimensions[column].width = 13
    sheet.page_setup.paperSize = check_xlsx.A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    return book


def with_text(expected, row, column, text):
    return replace(expected, cells=[replace(cell, text=text) if (cell.row, cell.column) == (row, column) else cell
                                    for cell in expected.cells])


class Checks(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.expected = published.expected_of(RECORD)
        cls.xlsx = Path(cls.folder.name) / 'good.xlsx'
        workbook_of(cls.expected).save(cls.xlsx)
        cls.pdf = cls.print(cls.xlsx)

    @classmethod
    def print(cls, workbook):
        pdf.run('soffice', f'-env:UserInstallation={(Path(cls.folder.name) / "profile").as_uri()}', '--headless',
                '--convert-to', 'pdf', '--outdir', cls.folder.name, workbook)
        return workbook.with_suffix('.pdf')

    def sheet_problems(self, change):
        book = openpyxl.load_workbook(self.xlsx)
        change(book.active)
        path = Path(self.folder.name) / 'changed.xlsx'
        book.save(path)
        return list(check_xlsx.check_workbook(path, self.expected))

    def test_good_files_pass(self):
        self.assertEqual(list(check_xlsx.check_workbook(self.xlsx, self.expected)), [])
        self.assertEqual(list(check_pdf.check_cells(self.pdf, self.expected)), [])
        self.assertEqual(list(check_pdf.check_file(self.pdf, 100_000)), [])

    def test_sheet_damage_is_seen(self):
        damages = {
            'value': lambda sheet: sheet['C11'].__setattr__('value', '工程'),
            'merge': lambda sheet: sheet.unmerge_cells('B4:G4'),
            'new merge': lambda sheet: sheet.merge_cells('C11:C12'),
            'height': lambda sheet: sheet.row_dimensions[4].__setattr__('height', 10),
            'amount as text': lambda sheet: sheet['C3'].__setattr__('value', '750万元'),
            'unit': lambda sheet: sheet['C3'].__setattr__('number_format', '0'),
            'title': lambda sheet: sheet['A1'].__setattr__('value', '表'),
            'paper': lambda sheet: sheet.page_setup.__setattr__('paperSize', 1),
        }
        self.assertEqual(self.sheet_problems(lambda sheet: None), [])
        for name, damage in damages.items():
            with self.subTest(name):
                self.assertNotEqual(self.sheet_problems(damage), [])

    def test_page_damage_is_seen(self):
        for name, expected in {
            'value': with_text(self.expected, 2, 1, '新建给水主管线'),
            'blank cell': with_text(self.expected, 1, 6, '5万元'),
            'title': replace(self.expected, title='另一个项目绩效目标表'),
            'span': replace(self.expected, cells=[
                replace(cell, across=5) if (cell.row, cell.column) == (2, 1) else cell for cell in self.expected.cells]),
        }.items():
            with self.subTest(name):
                self.assertNotEqual(list(check_pdf.check_cells(self.pdf, expected)), [])

    def test_clipped_rows_are_seen(self):
        path = Path(self.folder.name) / 'low.xlsx'
        workbook_of(self.expected, row_height=12).save(path)
        pages = pdf.cells_of(self.print(path))
        self.assertNotEqual(list(check_pdf.placed_once(self.expected, pages[0].boxes)) + list(check_pdf.inside(pages)), [])

    def test_a_form_over_pages(self):
        """Labels come again and a long cell goes on; a lost part is noticed."""
        def page(*texts):
            boxes = [pdf.Box(0, row, 1, row + 1, [pdf.Piece(0, 1, row, 0, text)]) for row, text in enumerate(texts)]
            return pdf.Page(100, 100, boxes, '')

        cells = [expect.Cell(0, 0, '一级指标', repeats=True), expect.Cell(1, 0, '产出', down=2, repeats=True),
                 expect.Cell(1, 1, '甲乙丙丁'), expect.Cell(2, 1, '戊')]
        form = expect.Expected('', 2, cells)
        whole = [page('一级指标', '产出', '甲乙'), page('一级指标', '产出（续）', '丙丁', '戊')]
        self.assertEqual(list(check_pdf.placed_over_pages(form, whole)), [])
        for pages in ([whole[0], page('一级指标', '产出', '丙', '戊')], [whole[0], page('一级指标', '产出', '戊')],
                      [whole[0], page('丙丁')], [page('一级指标', '产出', '甲乙', '产出'), whole[1]]):
            self.assertNotEqual(list(check_pdf.placed_over_pages(form, pages)), [])


if __name__ == '__main__':
    sys.dont_write_bytecode = True
    unittest.main()
