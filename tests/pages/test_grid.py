#!/usr/bin/env python3
"""The page of GB/T 9704 counted: 22 lines of 28 characters, all lines of a paragraph ending on one edge.

    test_grid.py BIAOCE
"""
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import sheets

MM = 72 / 25.4
LEFT, WIDTH, TOP, HEIGHT = 28 * MM, 156 * MM, 37 * MM, 225 * MM
WORDS = '深入贯彻落实党中央国务院决策部署坚持稳中求进工作总基调完整准确全面贯彻新发展理念'
MIXED = '2023年全市预算安排1,234.56万元，比上年增长12.5%，其中：基本支出800万元、项目支出434.56万元（含“三公”经费20万元）。'


class Grid(unittest.TestCase):
    def pages(self, text, more=''):
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, 'text.md').write_text(text, encoding='utf-8')
            Path(folder, 'book.yaml').write_text(f'book: 网格\n{more}parts:\n  - prose: text.md\n', encoding='utf-8')
            subprocess.run([BIAOCE, 'book', '-q', '-o', Path(folder, 'book.pdf'), Path(folder, 'book.yaml')], check=True)
            return sheets.read(Path(folder, 'book.pdf'))

    def test_ideographs(self):
        pages = self.pages(WORDS * 60)
        self.assertGreater(len(pages), 3)
        for page in pages[1:-1]:
            self.assertEqual([len(line.text) for line in page.body], [28] * 22)
            pitch = page.body[1].baseline - page.body[0].baseline
            self.assertAlmostEqual(pitch, HEIGHT / 22, delta=0.01)
            for number, line in enumerate(page.body):
                # The middle of each line's ideographs is the middle of its share of the height.
                self.assertAlmostEqual(line.baseline - 0.38 * line.size, TOP + HEIGHT / 22 * (number + 0.5), delta=0.2)
                for place, glyph in enumerate(line.glyphs):
                    self.assertAlmostEqual(glyph.x, LEFT + WIDTH / 28 * place, delta=0.06)
        first = pages[0].body[0]
        self.assertEqual(len(first.text), 26)
        self.assertAlmostEqual(first.left, LEFT + WIDTH / 28 * 2, delta=0.06)

    def test_titles_take_whole_lines(self):
        title = '# 标题\n\n'
        for text in (title + WORDS * 60, title + '## 一、小标题\n\n' + WORDS * 60):
            page = self.pages(text)[0]
            lines = [(line.baseline - 0.38 * line.size - TOP) / (HEIGHT / 22) for line in page.body[1:]]
            for place in lines:
                self.assertAlmostEqual(place % 1, 0.5, delta=0.02)
            self.assertEqual(len(page.body), 21)

    def test_lines_with_figures_end_on_the_same_edge(self):
        lines = self.pages(MIXED * 12)[0].body
        self.assertGreater(len(lines), 12)
        self.assertGreater(len({len(line.text) for line in lines[:-1]}), 1)
        for line in lines[:-1]:
            self.assertAlmostEqual(line.right, LEFT + WIDTH, delta=0.3, msg=line.text)

    def test_other_papers(self):
        """A grid that does not suit leaves the type its own distances."""
        page = self.pages(WORDS * 60, 'paper: {orientation: landscape}\n')[0]
        self.assertAlmostEqual(page.body[1].glyphs[1].x - page.body[1].glyphs[0].x, 16, delta=0.5)
        self.assertAlmostEqual(page.body[1].baseline - page.body[0].baseline, 29, delta=0.01)
        wider = self.pages(WORDS * 60, 'paper: {margins: {left: 26mm, right: 24mm}}\n')[0]
        self.assertEqual(len(wider.body[1].text), 28)

    def test_file_says_the_size(self):
        self.assertEqual({round(glyph.size, 2) for line in self.pages(WORDS)[0].body for glyph in line.glyphs}, {16.0})
        self.assertTrue(re.fullmatch('[\u4e00-\u9fff]+', ''.join(line.text for line in self.pages(WORDS)[0].body)))


if __name__ == '__main__':
    BIAOCE = sys.argv.pop(1)
    unittest.main()
