#!/usr/bin/env python3
"""Turns published forms, collected as JSON, into records as a clerk would write them.

    convert.py [--corpus FOLDER] [--out FOLDER] [FAMILY…]

FOLDER/<family>/<NN>.json (or $BIAOCE_CORPUS) becomes OUT/<family>/<NN>.yaml; OUT is the folder of this script. Values
stay exactly as they were printed. Names of persons and telephone numbers are replaced. families.py says for each family
of forms how its records are written.
"""
import argparse
import json
import os
import re
import sys
from pathlib import Path

import yaml

from families import FAMILIES, record_of

PERSON_LABELS = re.compile(r'负责人|联系人|经办人|填报人|填表人|审核人|姓名')
PHONE_LABELS = re.compile(r'电话|手机')
PERSON, PHONE = '某某', '000-00000000'
PHONE_NUMBER = re.compile(r'(?<![0-9A-Za-z.])(?:1[3-9]\d{9}|0\d{2,3}[-－— ]\d{7,8})(?![0-9A-Za-z.])')


def persons_in(value, label=''):
    """The names of persons that a record gives in fields of its own."""
    if isinstance(value, dict):
        return [name for key, inner in value.items() for name in persons_in(inner, key)]
    if isinstance(value, list):
        return [name for inner in value for name in persons_in(inner, label)]
    return [value.strip()] if PERSON_LABELS.search(label) and isinstance(value, str) and value.strip() else []


def without_persons(value, label='', persons=None):
    """The same value with placeholders for what names or reaches a private person, in its own field or in a sentence."""
    persons = persons_in(value) if persons is None else persons
    if isinstance(value, dict):
        return {key: without_persons(inner, key, persons) for key, inner in value.items()}
    if isinstance(value, list):
        return [without_persons(inner, label, persons) for inner in value]
    if not isinstance(value, str) or not value.strip():
        return value
    if PHONE_LABELS.search(label):
        return PHONE
    if PERSON_LABELS.search(label):
        return PERSON
    for name in persons:
        value = value.replace(name, PERSON) if len(name) > 1 else value
    return PHONE_NUMBER.sub(PHONE, value)


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
        record = without_persons(record_of(form, family))
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
