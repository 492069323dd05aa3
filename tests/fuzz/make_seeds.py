#!/usr/bin/env python3
"""Seeds and dictionaries of the fuzz targets of whole pipelines: make_seeds.py BIAOCE"""
import json
import re
import struct
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parents[1]

RECORDS = {
    'plain': ('tangshan-project', '项目名称: 甲\n预算数: 260万元\n资金支出计划: [0%, 40%]\n'),
    'named': ('tangshan-project', "项目名称: 甲\n项目编码: '1'\n\0$(项目编码)/$(file)-$(record)"),
    'list': ('quanzhou-project', '- {项目名称: 乙, 绩效指标: [{指标: a, 指标值: ≥1%}]}\n- &a {项目名称: 丙}\n- *a\n'),
    'json': ('qingdao-project', '{"项目名称": "丁", "预算数": 1.5e3, "x-科室": [1, {"a": null}]}'),
    'wrong': ('jinan-project', "项目名称: [a]\n预算数: 26,00万元\n~: x\n'': {: }\n"),
}
BOOKS = {
    'plain': ('book: 册\nyear: 2026\nissuer: 甲\nstyle: gb9704\nparts:\n- contents: {title: 目录, depth: 2}\n'
              '- prose: prose.md\n- section: 一\n  forms: records.yaml\n  entry: $(项目名称)\n  sort: 项目编码\n',
              '# 一\n\n甲**乙***丙*，见第$(page("一"))页。\n\n1. a\n2. b\n\n- c\n  - d\n\n## 二\n\ne\n', 'x-科室'),
    'parts': ('book: 册\nwidths-from: part\noutline: {sections: collapsed}\nparts:\n- section: 一\n  parts:\n  - section: 二\n'
              "    forms: [records.yaml]\n    where: \"项目名称 = '甲'\"\n  - batch: x\n", '', ''),
    'wrong': ('book: [a]\nparts: {}\n', '', ''),
    'prose': ('book: 册\nparts:\n- prose: prose.md\n', '[a](#b)\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n```\na\n```\n> b\n\n![c](d.png)\n***\n<b>',
              '$('),
    'batch': ('book: 册\nheads: titles\nparts:\n- part: 甲\n- section: 一\n  divider: true\n  forms: [records.yaml]\n'
              '  batch: summary.yaml\n  page: {start: recto, number: 1, numerals: roman}\n- attachment: 二\n  text: [a, b]\n'
              '- blank: 2\n- cover: {}\n', '', '$(项目名称)'),
}
LISTS = {
    'baseline': b'\0[{"code": "REQUIRED", "place": "a", "text": "b"}]',
    'totals': '\1教育局: 1万元\n卫健委: 2.5万元\n'.encode(),
    'projects': "\2- '1'\n- 甲\n".encode(),
}
FONTS = {
    'list': 'roles:\n  title:\n    official: [甲]\n    substitutes: [{family: Noto Serif CJK SC, weight: 700}, DejaVu Sans]\n'
            '  body: {substitutes: [Noto Serif CJK SC], digits: half-width}\n',
    'file': 'roles:\n  table: {substitutes: [{family: F, file: /nowhere.otf}]}\n',
}
COMMANDS = ('render record.yaml -f pdf,xlsx -o out', 'render --one-workbook -f xlsx -o - record.yaml', 'book book.yaml --split-by x',
            'check --strict --fix --report a.sarif --write-baseline b record.yaml', 'blank tangshan-project --rows 3 --year 2026',
            'new tangshan-project', 'schema --template', 'schema jinan-project', 'lint-template record.yaml', 'templates', 'fonts --all',
            'explain E100', 'explain --list', 'help render', '--version', 'render -t record.yaml -j 2 --name $(x) -', 'render --limit')
LETTERS = ('项目名称: ', '预算数: ', '绩效指标: ', 'form: ', '---\n', '万元', '≥', '%', "''", '&a ', '*a', '!!map ', '{', '}', '[', ']', '? ',
           ': ', '- ', '|\n ', '>-\n ', '\0', '$(', ')', 'x-a: ', '2026-01-01', '〔2026〕1号', '\\u0000')


def properties(schema, found):
    """Every key that a schema of ours names, and every value that it lists."""
    if isinstance(schema, dict):
        found |= set(schema.get('properties', {}))
        found |= {value for value in schema.get('enum', []) if isinstance(value, str)}
    for inside in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        properties(inside, found)
    return found


def write_dictionary(name, words):
    def escaped(word):
        return ''.join(chr(b) if 32 <= b < 127 and chr(b) not in '"\\' else f'\\x{b:02x}' for b in word.encode())
    (HERE / f'{name}.dict').write_text(''.join(f'"{escaped(word)}"\n' for word in words), encoding='ascii')


def write(folder, name, content):
    (HERE / folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())


def font(tables, kind):
    """A font file of these tables."""
    directory, bodies, at = b'', b'', 12 + 16 * len(tables)
    for tag, body in sorted(tables.items()):
        directory += tag.encode() + struct.pack('>III', 0, at + len(bodies), len(body))
        bodies += body + bytes(-len(body) % 4)
    return kind + struct.pack('>HHHH', len(tables), 16, 0, 0) + directory + bodies


def tables(glyphs):
    """What every font has, with a character map for A and 一."""
    segments = [(0x41, 0x41, 1), (0x4E00, 0x4E00, 2), (0xFFFF, 0xFFFF, 0)]
    columns = [*zip(*[(end, start, (glyph - start) % 65536, 0) for start, end, glyph in segments])]
    ends, starts, deltas, offsets = (struct.pack('>3H', *column) for column in columns)
    cmap = struct.pack('>HHHHHHH', 4, 16 + 24, 0, 6, 4, 1, 2) + ends + b'\0\0' + starts + deltas + offsets
    names = b''.join(struct.pack('>HHHHHH', 1, 0, 0, number, 1, 0) for number in (1, 2, 6))
    return {
        'head': struct.pack('>IIIIHHQQhhhhHHhhh', 0x10000, 0, 0, 0x5F0F3CF5, 0, 1000, 0, 0, 0, -200, 1000, 800, 0, 8, 2, 1, 0),
        'hhea': struct.pack('>IhhhHhhhhhhhhhhhH', 0x10000, 800, -200, 0, 1000, 0, 0, 1000, 1, 0, 0, 0, 0, 0, 0, 0, glyphs),
        'maxp': struct.pack('>IH13H', 0x10000, glyphs, 9, 2, 9, 2, 2, 0, 0, 0, 0, 0, 0, 1, 1),
        'hmtx': struct.pack('>Hh', 1000, 0) * glyphs,
        'cmap': struct.pack('>HHHHI', 0, 1, 3, 1, 12) + cmap,
        'name': struct.pack('>HHH', 0, 3, 6 + len(names)) + names + b'F',
        'post': struct.pack('>IIhhIIIII', 0x30000, 0, -100, 50, 0, 0, 0, 0, 0),
        'OS/2': struct.pack('>HhHHH', 4, 500, 400, 5, 0) + bytes(68) + struct.pack('>hhhHHIIhhHHH', 800, -200, 0, 800, 200, 1, 0, 500,
                                                                                   700, 0, 32, 1),
    }


def write_fonts():
    square = struct.pack('>hhhhhHH', 1, 0, 0, 500, 500, 3, 0) + bytes([1, 1, 1, 1]) + struct.pack('>8h', 0, 500, 0, -500, 0, 0, 500, 0)
    of_others = struct.pack('>hhhhh', -1, 0, 0, 500, 500) + struct.pack('>HHbb', 0x22, 1, 0, 0) + struct.pack('>HHbb', 2, 1, 9, 9)
    glyf = square + square + of_others
    places = [0, len(square), 2 * len(square), len(glyf)]
    true = {**tables(3), 'glyf': glyf, 'loca': struct.pack('>4I', *places)}
    write('font', 'truetype', font(true, b'\0\1\0\0'))
    for name in ('name-keyed', 'cid-keyed'):
        write('font', f'cff-{name}', font({**tables(3), 'CFF ': (HERE / 'cff' / name).read_bytes()}, b'OTTO'))
    one = font({tag: body for tag, body in true.items() if tag != 'OS/2'}, b'\0\1\0\0')
    write('font', 'collection', b'ttcf' + struct.pack('>IIII', 0x10000, 2, 20, 20) + one)


def main():
    biaoce = sys.argv[1]
    for target in ('template', 'record', 'book', 'lists', 'fonts', 'font', 'arguments'):
        (HERE / target).mkdir(exist_ok=True)
    listed = subprocess.run([biaoce, 'templates'], capture_output=True, check=True, text=True).stdout
    forms = [line.split()[0] for line in listed.splitlines()]
    for name, (form, text) in RECORDS.items():
        write('record', name, bytes([forms.index(form)]) + text.encode())
    write('record', 'one-workbook', bytes([0x80 | len(forms)]) + '- {form: jinan-project, 项目名称: 戊}\n- {form: nobody}\n'.encode())
    for name, parts in BOOKS.items():
        write('book', name, '\0'.join(parts))
    for name, content in LISTS.items():
        write('lists', name, content)
    for name, content in FONTS.items():
        write('fonts', name, content)
    for number, words in enumerate(COMMANDS):
        write('arguments', f'words-{number:02}', words.replace(' ', '\0'))
    for name in ('tangshan-project', 'quanzhou-project', 'jinan-department'):
        form = (PROJECT / 'templates' / f'{name}.yaml').read_text(encoding='utf-8')
        write('template', name, f'{form}\0项目名称: 甲\n预算数: 1万元\n')
    write_fonts()
    schema = json.loads(subprocess.run([biaoce, 'schema', '--template'], capture_output=True, check=True, text=True).stdout)
    write_dictionary('template', sorted(properties(schema, set())))
    write_dictionary('record', LETTERS)
    explained = subprocess.run([biaoce, 'explain'], capture_output=True, check=True, text=True).stdout
    keys = set(re.findall(r'^(\S+) \(', explained, re.M))
    for name, page in (('book', 'books.md'), ('fonts', 'fonts.md')):
        text = (PROJECT / 'docs' / page).read_text(encoding='utf-8')
        write_dictionary(name, sorted(key for key in keys if re.search(rf'\b{key}:|`{key}`', text)))
    helps = ''.join(subprocess.run([biaoce, 'help', command], capture_output=True, check=True, text=True).stdout
                    for command in ('render', 'book', 'check', 'blank', 'explain', 'fonts', 'schema', 'new', 'templates', 'lint-template'))
    write_dictionary('arguments', sorted({word.rstrip(',') for word in helps.split() if word.startswith('-')}))


if __name__ == '__main__':
    main()
