#!/usr/bin/env python3
"""That each measure counts what is wrong and leaves alone what is right, on pages made here, and that tables compare."""
import unittest

import measure_pages
import measures
from sheets import Cell, Glyph, Grid, Line, Page, mark_last

SIZE = 10.0


def line(text, left=100.0, baseline=100.0, stretch=0.0, font='Song', artifact=False):
    glyphs, x = [], left
    for char in text:
        advance = SIZE * (0.5 if char < '\u0100' else 1)
        glyphs.append(Glyph(x, baseline, SIZE, advance, char, font, artifact))
        x += advance + stretch * SIZE
    return Line(glyphs)


def cell(*lines, left=95.0, right=300.0, top=88.0, step=14.0, starts=None, **how):
    made = [text if isinstance(text, Line) else line(text, (starts or [left + 5] * len(lines))[index], top + 12 + step * index, **how)
            for index, text in enumerate(lines)]
    return Cell(left, top, right, top + step * max(1, len(lines)) + 4, made)


def page(*cells, around=(), number=1, last=True, found=()):
    return Page('form', number, 595.0, 842.0, list(cells), list(around), last, list(found))


def texts(cases):
    return [case.text for case in cases]


class Lines(unittest.TestCase):
    def test_spread(self):
        wide = cell(line('计划完成市中区辖区内', stretch=0.09), line('老旧小区改造', baseline=114.0))
        fine = cell(line('计划完成市中区辖区内', stretch=0.08), line('老旧小区改造', baseline=114.0))
        self.assertEqual(texts(measures.spread([page(wide), page(fine)])), ['0.090 em: 计划完成市中区辖区内'])
        alone = cell(line('目录表', stretch=0.5))
        self.assertEqual(texts(measures.spread([page(alone)])), [])

    def justified(self, *rows):
        """Lines of 20 em, spread to 205 points where they are 20 em long."""
        made = [line(text, baseline=100.0 + 14 * index, stretch=0.5 / 19 if len(text) == 20 else 0) for index, text in enumerate(rows)]
        return page(cell(*made, right=310.0))

    def test_left_short(self):
        full, rest = '一二三四五六七八九十一二三四五六七八九十', '数。'
        self.assertTrue(measures.justified(self.justified(full, full, rest).cells[0].lines))
        for end, start in (('这一段到此为止。', '下一段从这里开始'), ('这一段到此为止', '2.下一段'), ('这一段到此为止', '目标2：下一段')):
            self.assertEqual(texts(measures.short([self.justified(full, full, end, start)])), [], (end, start))
        early = self.justified(full, full, '这一行没有排满', '就换了一行')
        self.assertEqual(len(texts(measures.short([early]))), 1)
        pushed = self.justified(full, full, '一二三四五六七八九十一二三四五六七', '123456平方米的房屋')
        self.assertEqual(len(texts(measures.short([pushed]))), 1)

    def test_ragged_lines_are_not_justified(self):
        rows = ['一二三四五六七八九十', '一二三四五六七八九十', '二三']
        self.assertFalse(measures.justified(cell(*rows).lines))

    def test_search(self):
        self.assertEqual(texts(measures.blanks([page(found=['计 划 完 成', '一、 总 则', '计划完成'])])), ['计 划 完 '])

    def test_forbidden(self):
        self.assertEqual(len(texts(measures.forbidden([page(cell('城市', '，道路（', '桥梁'))]))), 2)
        self.assertEqual(texts(measures.forbidden([page(cell('城市，', '（道路', '桥梁'))])), [])


class Ties(unittest.TestCase):
    def figures(self, *rows):
        return texts(measures.parted([page(cell(*rows))]))

    def test_figures(self):
        for rows in (['≥15000', '平方米'], ['≥', '90%'], ['约1', '260万元'], ['1260.50', '万元'], ['≤15个', '工作日'], ['95', '%以上'],
                     ['8万', '平方米']):
            self.assertEqual(len(self.figures(*rows)), 1, rows)
        for rows in (['≥15000平方米', '以上'], ['完成12座', '桥梁'], ['编码370103', '街道'], ['完成项目5个', '1.新建'], ['370103000000000', '0001'],
                     ['2020', '城市'], ['目标1', '：道路']):
            self.assertEqual(self.figures(*rows), [], rows)

    def test_figures_behind_big_numbers_in_prose(self):
        rows = ['一', '二', '三', '四', '投资8万', '平方米']
        self.assertEqual(self.figures(*rows), [])
        self.assertEqual(len(list(measures.parted_in_prose([page(cell(*rows))]))), 1)

    def test_dates(self):
        for rows in (['2021年', '12月底前'], ['2021', '年底'], ['12月', '31日'], ['2021-12', '-31'], ['2021', '年', '12月']):
            self.assertEqual(len(texts(measures.torn_dates([page(cell(*rows))]))), 1, rows)
            self.assertEqual(self.figures(*rows), [], rows)
        for rows in (['2021年12月', '完成'], ['2021年', '年度预算'], ['12个月', '30户']):
            self.assertEqual(texts(measures.torn_dates([page(cell(*rows))])), [], rows)

    def test_document_numbers(self):
        for rows in (['〔2019〕', '71号'], ['（泉教中【2023', '】4号）'], ['（2023）4', '号']):
            self.assertEqual(len(texts(measures.torn_numbers([page(cell(*rows))]))), 1, rows)
        self.assertEqual(texts(measures.torn_numbers([page(cell('财预', '〔2019〕71号'))])), [])

    def test_cells_are_apart(self):
        self.assertEqual(texts(measures.parted([page(cell('≥15000'), cell('平方米', top=130.0))])), [])


class Cells(unittest.TestCase):
    def test_labels(self):
        self.assertEqual(texts(measures.stacked_labels([page(cell('满意', '度指', '标'), cell('满意度', '指标', top=140.0))])), ['满意｜度指｜标'])
        self.assertEqual(texts(measures.stacked_labels([page(cell('九个字的标', '签不是', '标签'))])), [])
        self.assertEqual(texts(measures.torn_words([page(cell('百分', '比'), cell('百分比'), cell('序', '号'), cell('大于', '等于'))])), ['百分｜比'])

    def test_stacks(self):
        tall = cell('一二三四', '一二三四', '一二三四', '一二三四', '一二', left=95.0, right=145.0)
        empty = Cell(145.0, tall.top, 300.0, tall.bottom, [line('无', 150.0)])
        filled = Cell(145.0, tall.top, 300.0, tall.bottom, [line('一二三四五六七八九十', 150.0)])
        self.assertEqual(len(texts(measures.stacks([page(tall, empty)]))), 1)
        self.assertEqual(texts(measures.stacks([page(tall, filled)])), [])
        # Another cell of the column needs the room.
        other = cell('一二三四五六七八九十', left=145.0, right=300.0, top=400.0)
        self.assertEqual(texts(measures.stacks([page(tall, empty, other)])), [])


    def test_near_edges(self):
        above = cell('甲', left=95.0, right=200.0)
        self.assertEqual(len(texts(measures.near_edges([page(above, cell('乙', left=95.0, right=203.0, top=120.0))]))), 1)
        self.assertEqual(texts(measures.near_edges([page(above, cell('乙', left=95.0, right=206.5, top=120.0))])), [])
        self.assertEqual(texts(measures.near_edges([page(above, cell('乙', left=95.0, right=200.0, top=120.0))])), [])


class Pages(unittest.TestCase):
    def sheet(self, rows, last=False, number=1, repeated=0):
        return page(*(cell('行', top=100.0 + 20 * row, artifact=row < repeated) for row in range(rows)), last=last, number=number)

    def test_white(self):
        full, white, last = self.sheet(30), self.sheet(20, number=2), self.sheet(3, True, 3)
        self.assertEqual([case.page.number for case in measures.white([full, white, last])], [2])
        self.assertEqual([case.page.number for case in measures.few_rows([full, white, last])], [3])
        self.assertEqual([case.page.number for case in measures.empty_last([full, white, last])], [3])
        self.assertEqual(texts(measures.few_rows([full, self.sheet(4, True, 2)])), [])

    def test_last_pages_of_chapters(self):
        pages = [self.sheet(3), self.sheet(3, number=2), page(number=3), self.sheet(3, number=4), self.sheet(3, number=5)]
        mark_last(pages, {1, 4})
        self.assertEqual([one.last for one in pages], [False, True, True, False, True])

    def test_paragraphs_outside_cells(self):
        self.assertEqual([len(block) for block in page(around=[line('第一行'), line('第二行', baseline=114.0)]).blocks], [2])
        apart = [line('一个条目'), line('3', 400.0), line('9村的条目', baseline=114.0), line('4', 400.0, 114.0)]
        self.assertEqual([len(block) for block in page(around=apart).blocks], [1, 1, 1, 1])

    def test_heads_are_no_rows(self):
        self.assertEqual(texts(measures.few_rows([self.sheet(9), self.sheet(5, True, 2, repeated=2)])), ['3 rows'])

    def test_grid(self):
        across = [(0, 0, 100), (20, 0, 100), (40, 50, 100), (60, 0, 100)]
        down = [(0, 0, 60), (50, 0, 60), (100, 0, 60)]
        grid = Grid(across, down)
        self.assertEqual([(c.left, c.top, c.right, c.bottom) for c in grid.cells()],
                         [(0, 0, 50, 20), (50, 0, 100, 20), (0, 20, 50, 60), (50, 20, 100, 40), (50, 40, 100, 60)])
        self.assertIs(grid.find(25, 30), grid.find(25, 50))
        self.assertIsNone(grid.find(25, 70))
        open_side = Grid(across, [(0, 0, 60), (50, 0, 60)])
        self.assertIsNone(open_side.find(75, 10))


class Amounts(unittest.TestCase):
    def column(self, *figures, right=300.0, inset=6.0, fonts=None):
        cells = []
        for row, figure in enumerate(figures):
            x = right - inset - 5.0 * len(figure)
            cells.append(cell(line(figure, x, 112.0 + 18 * row, font=(fonts or {}).get(row, 'Song')), left=200.0, right=right,
                              top=100.0 + 18 * row))
        return page(*cells)

    def test_points(self):
        self.assertEqual(texts(measures.points([self.column('1,200.00', '20.00', '0.00')])), [])
        self.assertEqual(len(texts(measures.points([self.column('1,200.00', '20.0', '30.00')]))), 1)
        self.assertEqual(len(texts(measures.decimals([self.column('1,200.00', '20.0', '30.00')]))), 1)
        # Counts of different things, a year, and amounts with something else between them.
        for figures in (['11', '94.42', '100'], ['2023', '3.50'], ['3.50', '完成', '20.5']):
            self.assertEqual(texts(measures.points([self.column(*figures)])), [], figures)

    def test_faces(self):
        self.assertEqual(texts(measures.faces([self.column('1.00', '2.00', fonts={1: 'Song-Bold'})])), [])
        self.assertEqual(len(texts(measures.faces([self.column('1.00', '2.00', fonts={1: 'Hei'})]))), 1)

    def test_rule(self):
        self.assertEqual(len(texts(measures.near_rule([self.column('1.00', '2.00', inset=3.0)]))), 1)
        self.assertEqual(texts(measures.near_rule([self.column('1.00', '2.00', inset=5.0)])), [])


class Table(unittest.TestCase):
    def test_kept_and_compared(self):
        one = {'torn dates': ['a', 'b'], measure_pages.MEAN: 40_000}, {'pages': 3}
        known = measure_pages.table_in(measure_pages.table_of({'forms': one}))
        self.assertEqual(known, {('torn dates', 'forms'): 2, (measure_pages.MEAN, 'forms'): 40_000})
        self.assertEqual(measure_pages.compare({'forms': one}, known), ([], []))
        worse, better = measure_pages.compare({'forms': ({'torn dates': ['a', 'b', 'c'], measure_pages.MEAN: 41_000}, {})}, known)
        self.assertEqual((len(worse), better), (1 + 3 + 1, []))
        worse, better = measure_pages.compare({'forms': ({'torn dates': ['a'], measure_pages.MEAN: 40_100}, {})}, known)
        self.assertEqual((worse, len(better)), ([], 1))
        worse, _ = measure_pages.compare({'forms': ({'a new one': []}, {})}, known)
        self.assertEqual(len(worse), 1)


if __name__ == '__main__':
    unittest.main()
