#!/usr/bin/env python3
"""The converter on small forms, and the converted records themselves."""
import re
import unittest
from pathlib import Path

import yaml

import convert
import families

HERE = Path(__file__).parent


def row(level1, level2, name):
    return {'l1': level1, 'l2': level2, 'l3': name, '指标值': '1'}


class Converter(unittest.TestCase):
    def test_neighbours_are_nested(self):
        nested = families.nested_or_flat([row('产出', '数量', 'a'), row('产出', '质量', 'b'), row('效果', '社会', 'c')], ['指标值'])
        self.assertEqual(list(nested), ['产出', '效果'])
        self.assertEqual(nested['产出']['质量'], [{'三级指标': 'b', '指标值': 1}])

    def test_a_group_printed_twice_stays_in_order(self):
        flat = families.nested_or_flat([row('产出', '数量', 'a'), row('产出', '质量', 'b'), row('产出', '数量', 'c')], ['指标值'])
        self.assertEqual([r['三级指标'] for r in flat], ['a', 'b', 'c'])
        flat = families.nested_or_flat([row('产出', '数量', 'a'), row('效果', '社会', 'b'), row('产出', '成本', 'c')], ['指标值'])
        self.assertEqual([r['一级指标'] for r in flat], ['产出', '效果', '产出'])

    def test_persons_become_placeholders(self):
        record = {'联系人': '李四', '联系电话': '8888', '备注': ['请拨13800138000询问', '面积13800138000.5平米'], '项目名称': '李四光纪念馆'}
        self.assertEqual(convert.without_persons(record), {
            '联系人': '某某', '联系电话': '000-00000000', '备注': ['请拨000-00000000询问', '面积13800138000.5平米'],
            '项目名称': '某某光纪念馆'})
        self.assertEqual(convert.without_persons({'项目编码': '37020023P13800138000L'}), {'项目编码': '37020023P13800138000L'})

    def test_text_survives_yaml(self):
        record = {'项目编码': '0012', '指标值': '第一段\n第二段', '比例': '100%', '否': 'no', '日期': '2021-12-01', '预算数': 240}
        self.assertEqual(yaml.safe_load(convert.to_yaml(record)), record)


class Records(unittest.TestCase):
    def test_each_names_its_form_and_holds_no_number_to_call(self):
        records = sorted(HERE.glob('*/*.yaml'))
        self.assertGreaterEqual(len(records), 67)
        for path in records:
            with self.subTest(path=path):
                text = path.read_text(encoding='utf-8')
                self.assertEqual(yaml.safe_load(text)['form'], path.parent.name)
                self.assertIsNone(convert.PHONE_NUMBER.search(text.replace(convert.PHONE, '')))


if __name__ == '__main__':
    unittest.main()
