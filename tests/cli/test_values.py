#!/usr/bin/env python3
"""Values as people write them: what is printed for them, what is said, and what is not checked for want of a number.

    test_values.py BIAOCE [unittest arguments]
"""
import os
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
BIAOCE = None

TEMPLATE = '''
form: values
extends: [gb9704]
fields:
  name: {label: 名称, required: true}
  amount: {label: 金额, type: money, unit: 万元}
  yuan: {label: 元数, type: money, unit: 元}
  share: {label: 比例, type: percent}
  count: {label: 数量, type: integer, unit: 个}
  people: {label: 人数, type: number, unit: 万人}
  year: {label: 年度, type: year}
  day: {label: 日期, type: date}
  code: {label: 编码, type: code}
  free: {label: 随意, type: money, unit: 万元, words: allowed}
  firm: {label: 从严, type: money, unit: 万元, words: refused}
  parts: {label: 分项, type: list, of: {item: {label: 项}, part: {label: 数额, type: money, unit: 万元}}}
  total: {label: 合计, type: money, unit: 万元, computed: parts.sum(part)}
checks:
  - {that: 'total == null || total == amount', say: 合计不等, code: SAME-TOTAL, level: error}
layout:
  - para: '名$(name)额$(amount)元$(yuan)比$(share)数$(count)人$(people)年$(year)日$(day)码$(code)随$(free)严$(firm)合$(total)终'
'''


class ValuesTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.path = Path(cls.folder.name)
        (cls.path / 'values.yaml').write_text(TEMPLATE, encoding='utf-8')

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def run_on(self, text, *words, command='check', language='C.UTF-8'):
        record = self.path / 'record.yaml'
        record.write_text('名称: 甲\n' + text + '\n', encoding='utf-8')
        return subprocess.run([BIAOCE, command, '-t', str(self.path / 'values.yaml'), *words, str(record)],
                              capture_output=True, text=True, cwd=self.path,
                              env={**os.environ, 'LC_ALL': language, 'BIAOCE_DATA': str(PROJECT)})

    def said(self, text, *words):
        """The codes with their severities, in the order of the record."""
        return [(m.group(2), m.group(1)) for m in
                re.finditer(r'^\S*record.yaml:\d+:\d+: (\w+): .*\[([A-Z0-9-]+)\]$', self.run_on(text, *words).stderr, re.M)]

    def printed(self, text):
        for old in self.path.glob('*.pdf'):
            old.unlink()
        done = self.run_on(text, '-o', str(self.path / 'out.pdf'), command='render')
        self.assertEqual(done.returncode, 0, done.stderr)
        words = subprocess.run(['pdftotext', '-raw', str(self.path / 'out.pdf'), '-'], capture_output=True, text=True).stdout
        return re.sub(r'\s', '', words)

    def field(self, mark, end, text):
        found = re.search(f'{mark}(.*?){end}', self.printed(text))
        return found.group(1)

    def test_understood(self):
        for text, mark, end, value in (
                ('金额: 260万', '额', '元', '260'), ('金额: 二百六十万', '额', '元', '260'), ('金额: 2亿6000万', '额', '元', '26000'),
                ('元数: 二百六十万', '元', '比', '2600000'), ('金额: ￥260万元', '额', '元', '260'),
                ('金额: 2，600，000元', '额', '元', '260'), ('金额: 贰佰陆拾万元整', '额', '元', '260'),
                ('元数: 260.5万元', '元', '比', '2605000.0'), ('元数: 壹拾元伍角', '元', '比', '10.5'),
                ('金额: 2 600', '额', '元', '2600'), ('比例: 百分之八十五', '比', '数', '85%'),
                ('比例: ３０％', '比', '数', '30%'), ('数量: 十二个', '数', '人', '12'), ('数量: 3千', '数', '人', '3000'),
                ('人数: 260万人', '人', '年', '260'), ('年度: 二〇二五年度', '年', '日', '2025'),
                ('日期: 2024-10-31 00:00:00', '日', '码', '2024-10-31'), ('日期: 二〇二四年十月', '日', '码', '2024年10月'),
                ('编码: ‘13027122’', '码', '随', '13027122'), ('编码: 130271.0', '码', '随', '130271')):
            self.assertEqual(self.said(text), [('N209', 'note')], text)
            self.assertEqual(self.field(mark, end, text), value, text)

    def test_as_written(self):
        for text, mark, end, value in (
                ('金额: 260.50万元', '额', '元', '260.50'), ('金额: 1,260', '额', '元', '1,260'), ('金额: "-"', '额', '元', '-'),
                ('比例: 85', '比', '数', '85'), ('日期: 2024年10月', '日', '码', '2024年10月'),
                ('编码: 00012', '码', '随', '00012'), ('随意: 资金池预算', '随', '严', '资金池预算')):
            self.assertEqual(self.said(text), [], text)
            self.assertEqual(self.field(mark, end, text), value, text)

    def test_faulty(self):
        for text in ('金额: 26,00万元', '金额: 1.30271E+20', '金额: "#REF!"', '金额: 100-200', '金额: 5万美元', '金额: 12个',
                     '金额: 85%', '比例: ≥90%', '数量: 2.5', '数量: 12人', '数量: 2O0', '年度: 25年', '年度: 2024年10月',
                     '日期: 45596', '日期: 2024-02-30', '日期: 10/31/2024', '编码: 1.30271E+20', '从严: 资金池预算', '随意: 26,00'):
            self.assertEqual(self.said(text), [('E208', 'error')], text)
            self.assertEqual(self.run_on(text, '-o', str(self.path), command='render').returncode, 1, text)
        self.assertIn('2024-10-31 may be meant', self.run_on('日期: 45596').stderr)

    def test_words(self):
        for text in ('金额: 资金池预算', '金额: 4617(其中117万元从两江资金安排)', '比例: 若干', '数量: 多', '日期: 长期', '年度: 本年'):
            self.assertEqual(self.said(text), [('W204', 'warning')], text)
            done = self.run_on(text, '-o', str(self.path), command='render')
            self.assertEqual(done.returncode, 0)
            self.assertIn('[W204]', done.stderr)
            self.assertEqual(self.run_on(text, '--strict', '-o', str(self.path), command='render').returncode, 1)

    def test_sums_over_words(self):
        text = '金额: 5\n分项: [{项: 甲, 数额: 3}, {项: 乙, 数额: 另行安排}]'
        self.assertEqual(self.said(text), [('W204', 'warning'), ('W213', 'warning'), ('SAME-TOTAL', 'warning')])
        self.assertIn('SAME-TOTAL is not checked, because 数额 is `另行安排`', self.run_on(text).stderr)
        self.assertEqual(self.field('合', '终', text), '')
        self.assertEqual(self.field('合', '终', text.replace('另行安排', '二')), '5')
        self.assertEqual(self.said(text.replace('另行安排', '1')), [('SAME-TOTAL', 'error')])
        # A value that is wrong is said once.
        self.assertEqual(self.said(text.replace('另行安排', '"3,00"')), [('E208', 'error')])

    def test_unit_of_the_record(self):
        """What the record says of its unit holds for amounts whose fields say none."""
        fields = "fields:\n  名称: {type: text}\n  单位: {type: choice, of: [元, 万元], default: 元, role: unit}\n  费: {type: money, decimals: 2}\n  列: {type: list, of: {数: {type: money, decimals: 2}}}\n"
        form = 'form: values\n' + fields + ("layout:\n  - table:\n      rows:\n        - [单, =单位]\n        - [费, =费]\n"
                                            "        - {each: 列, rows: [[数, =数]]}\n        - [总, '=sum(费, 列.sum(数))']\n")
        known = self.path / 'values.yaml'
        kept = known.read_text(encoding='utf-8')
        for unit, given, printed in (
                ('', ('12', '3万元', '5千元', '4元'), '单元费12.00数30000.00数5000.00数4.00总35016.00'),
                ('单位: 万元\n', ('12', '3万元', '5千元', '4元'), '单万元费12.00数3.00数0.5数0.0004总15.50'),
                ('单位: 万元\n', ('120000元', '3', '￥1亿', '0'), '单万元费12.00数3.00数10000.00数0.00总10015.00')):
            known.write_text(form, encoding='utf-8')
            text = f'{unit}费: {given[0]}\n列: [{{数: {given[1]}}}, {{数: {given[2]}}}, {{数: {given[3]}}}]'
            self.assertLessEqual({code for code, _ in self.said(text)}, {'N209'}, text)
            self.assertEqual(self.printed(text), printed.replace('0.5数', '0.50数').replace('0.0004', '0.00'), text)
        known.write_text(form.replace(', role: unit', '').replace('单位', '币种').replace('of: [元, 万元], default: 元', 'of: [美元]'), encoding='utf-8')
        self.assertEqual(self.said('费: 3万元'), [('W214', 'warning')])
        self.assertEqual(self.said('费: 3'), [])
        known.write_text(form.replace(', role: unit', '').replace('单位', '币种').replace('decimals: 2', 'show-unit: true', 1), encoding='utf-8')
        self.assertEqual(self.said('费: 3万元'), [])
        known.write_text(kept, encoding='utf-8')

    def test_comment(self):
        self.assertEqual(self.said('编码: A1 #楼前道路'), [('W132', 'warning')])
        self.assertEqual(self.said('分项: [{项: 甲 #乙\n }]'), [('W132', 'warning')])
        for text in ('编码: A1 # 楼前道路', '编码: "A1 #楼"', '编码: A1#楼', '编码:  #无', '编码: A1\n#整行'):
            self.assertNotIn('W132', self.run_on(text).stderr, text)

    def test_notes_are_counted(self):
        text = '金额: 260万\n元数: 3万元'
        done = self.run_on(text, '-o', str(self.path), command='render')
        self.assertEqual(done.stderr, '1 record: 1 rendered; 2 notes (N209 2), shown with --all\n')
        done = self.run_on(text, '--all', '-o', str(self.path), command='render')
        self.assertEqual(len(re.findall(r'\[N209\]', done.stderr)), 2)
        self.assertTrue(done.stderr.endswith('1 record: 1 rendered\n'), done.stderr)

    def test_name_is_no_list(self):
        record = self.path / 'list.yaml'
        record.write_text('名称: [甲, 乙]\n', encoding='utf-8')
        done = subprocess.run([BIAOCE, 'check', '-t', str(self.path / 'values.yaml'), str(record)], capture_output=True,
                              text=True, env={**os.environ, 'LC_ALL': 'C.UTF-8', 'BIAOCE_DATA': str(PROJECT)})
        self.assertIn('[E201]', done.stderr)


if __name__ == '__main__':
    BIAOCE = sys.argv.pop(1)
    unittest.main()
