#!/usr/bin/env python3
"""Turns published forms, collected as JSON, into records as a clerk would write them.

    convert.py [--corpus FOLDER] [--out FOLDER] [FAMILY…]

FOLDER/<family>/<NN>.json (or $BIAOCE_CORPUS) becomes OUT/<family>/<NN>.yaml; OUT is the folder of this script. Values
stay exactly as they were printed. Names of persons and telephone numbers are replaced. A family is one function that
takes the JSON object and gives the record, an ordered dict with the labels of the form as keys; FAMILIES names them.
"""
import argparse
import json
import os
import re
import sys
from itertools import groupby
from pathlib import Path

import yaml

PERSON_LABELS = re.compile(r'负责人|联系人|经办人|填报人|填表人|审核人|姓名')
PHONE_LABELS = re.compile(r'电话|手机')
PERSON, PHONE = '某某', '000-00000000'
PHONE_NUMBER = re.compile(r'(?<![\d.])(?:1[3-9]\d{9}|0\d{2,3}[-－— ]\d{7,8})(?![\d.])')


def without_persons(value, label=''):
    """The same value with placeholders for what names or reaches a private person."""
    if isinstance(value, dict):
        return {key: without_persons(inner, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [without_persons(inner, label) for inner in value]
    if not isinstance(value, str) or not value.strip():
        return value
    if PHONE_LABELS.search(label):
        return PHONE
    if PERSON_LABELS.search(label):
        return PERSON
    return PHONE_NUMBER.sub(PHONE, value)


def without_blanks(record):
    """A clerk leaves out what is empty."""
    return {key: value for key, value in record.items() if value not in ('', [], {}, None)}


def paragraphs(texts):
    """One text, a line for each paragraph."""
    return '\n'.join([texts] if isinstance(texts, str) else texts)


def number_or_text(printed):
    """A clerk writes a bare whole number without quotes; what starts with 0 is a code and stays text."""
    return int(printed) if re.fullmatch(r'0|[1-9]\d{0,14}', printed) else printed


def nested_or_flat(indicators, columns):
    """Nested by 一级指标 and 二级指标 where that keeps the printed order, otherwise a flat list.

    A group that is printed again further down cannot be written nested: a map has each key once."""
    rows = [without_blanks({'一级指标': i['l1'], '二级指标': i['l2'], '三级指标': i['l3'],
                            **{column: number_or_text(paragraphs(i.get(column, ''))) for column in columns}})
            for i in indicators]
    runs = [key for key, _ in groupby((row.get('一级指标'), row.get('二级指标')) for row in rows)]
    outer = [key for key, _ in groupby(level1 for level1, _ in runs)]
    if len(set(runs)) < len(runs) or len(set(outer)) < len(outer) or None in {key for run in runs for key in run}:
        return rows
    nested = {}
    for row in rows:
        inside = nested.setdefault(row.pop('一级指标'), {}).setdefault(row.pop('二级指标'), [])
        inside.append(row)
    return nested


def tangshan_project(form):
    name = form['fields']['项目名称']
    usual_title = name + '项目绩效目标表'
    plan = form['plan']
    return without_blanks({
        'form': 'tangshan-project',
        '标题': form['title'] if form['title'] != usual_title else '',
        '项目编码': form['fields']['项目编码'],
        '项目名称': name,
        '预算数': number_or_text(form['funds']['预算数']),
        '财政资金': number_or_text(form['funds']['其中：财政资金']),
        '其他资金': number_or_text(form['funds']['其他资金']),
        '资金用途': paragraphs(form['fields']['资金用途']),
        '资金支出计划': without_blanks(dict(zip(plan['columns'], map(number_or_text, plan['values'])))),
        '绩效目标': [paragraphs(goal['paragraphs']) for goal in form['goals']],
        '绩效指标': nested_or_flat(form['indicators'], ['绩效指标描述', '指标值', '指标值确定依据']),
    })


FAMILIES = {'tangshan-project': tangshan_project}


class Dumper(yaml.SafeDumper):
    """Lists indented under their key, several paragraphs as a block, as a person would write them."""

    def increase_indent(self, flow=False, indentless=False):
        return super().increase_indent(flow, False)


def represent_text(dumper, text):
    return dumper.represent_scalar('tag:yaml.org,2002:str', text, style='|' if '\n' in text else None)


Dumper.add_representer(str, represent_text)


def to_yaml(record):
    return yaml.dump(record, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=10**6)


def convert(corpus, out, family):
    sources = sorted((corpus / family).glob('*.json'))
    if not sources:
        sys.exit(f'{corpus / family}: no records there')
    (out / family).mkdir(parents=True, exist_ok=True)
    for source in sources:
        form = json.loads(source.read_text(encoding='utf-8'))
        record = without_persons(FAMILIES[family](form))
        (out / family / f'{source.stem}.yaml').write_text(to_yaml(record), encoding='utf-8')
    print(f'{family}: {len(sources)} records')


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--corpus', type=Path, default=os.environ.get('BIAOCE_CORPUS'))
    parser.add_argument('--out', type=Path, default=Path(__file__).parent)
    parser.add_argument('families', nargs='*', metavar='FAMILY', help=', '.join(FAMILIES))
    options = parser.parse_args()
    if options.corpus is None:
        parser.error('say where the JSON forms are: --corpus FOLDER or BIAOCE_CORPUS')
    for family in options.families or FAMILIES:
        if family not in FAMILIES:
            parser.error(f'{family} is not a family known here: {", ".join(FAMILIES)}')
        convert(Path(options.corpus), options.out, family)


if __name__ == '__main__':
    main()
