#!/usr/bin/env python3
"""Holds the .c files of src/ to what makes them readable one by one.

Files of a room call each other downwards: where two call each other, directly or around, they are one idea cut in pieces,
or lack a seam. A function fits on a screen (60 lines, its head counted), a file can be read (1,000 lines). Words of forms
and of their trade stand in templates/shared/vocabulary.yaml: a text of the rules has characters of the script (numerals,
date and unit characters, punctuation) and messages only.

    check_files.py SOURCE_TREE      prints each violation, exits 1 when there is one
    check_files.py --self-test      proves on small made-up trees that violations are found
"""
import re
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
from check_layers import Map  # noqa: E402

FUNCTION_MOST, FILE_MOST = 60, 1000
HIDDEN = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'', re.S)
# The head of a definition begins in the first column and its brace stands there too: clang-format sees to that.
FUNCTION = re.compile(r'^(?P<head>[A-Za-z_][^;{}=#]*?\b(?P<name>\w+)\([^;{}]*\))\n\{\n.*?^\}', re.M | re.S)
WORD = re.compile(r'\w+')
# Rooms whose texts are looked at, and what may stand there beside messages.
RULES = ('check',)
SCRIPT = re.compile(r'[年月日号底前等和第、，。；：（）《》【】“”％～—％０-９一二三四五六七八九十百千万亿元]*')
LITERAL = re.compile(r'(?P<call>\w+\()?\s*"(?P<text>(?:[^"\\\n]|\\.)*)"')
KEYS = {'allow', '豁免'}  # of records, in their two languages


def blanked(match):
    """As many lines, but nothing to read."""
    return re.sub(r'[^\n]', ' ', match.group())


def functions(text):
    """(name, is static, first line, number of lines) of each definition."""
    for match in FUNCTION.finditer(HIDDEN.sub(blanked, text)):
        first = text.count('\n', 0, match.start()) + 1
        yield match['name'], match['head'].startswith('static'), first, match.group().count('\n') + 1


def check_sizes(name, text):
    if text.count('\n') > FILE_MOST:
        yield f'{name}: {text.count(chr(10))} lines; a file has {FILE_MOST} at most'
    for function, _, line, lines in functions(text):
        if lines > FUNCTION_MOST:
            yield f'{name}:{line}: {function} has {lines} lines; a function has {FUNCTION_MOST} at most'


def calls_of_room(files):
    """{file: the files whose visible functions it names} among the files of a room, {name: text}."""
    owners = {function: name for name, text in files.items() for function, hidden, _, _ in functions(text) if not hidden}
    return {name: {owners[word] for word in WORD.findall(HIDDEN.sub(blanked, text)) if word in owners} - {name}
            for name, text in files.items()}


def circles(calls):
    """The sets of files that reach each other."""
    reached = {}
    for start in calls:
        seen, open_ = set(), [start]
        while open_:
            new = calls[open_.pop()] - seen
            seen |= new
            open_ += new
        reached[start] = seen
    return {frozenset({name, *(other for other in reached[name] if name in reached[other])})
            for name in calls if name in reached[name]}


def without_messages(text):
    """The text without what is translated, which may speak of anything."""
    return re.sub(r'\bbc_tr(?:_mark)?\((?:[^()"]|"(?:[^"\\\n]|\\.)*")*\)', blanked, text)


def check_words(name, text):
    text = without_messages(re.sub(r'("(?:[^"\\\n]|\\.)*")|/\*.*?\*/|//[^\n]*', lambda m: m[1] or blanked(m), text, flags=re.S))
    for match in LITERAL.finditer(text):
        chinese = ''.join(re.findall(r'[\u4e00-\u9fff]+', match['text']))
        if chinese and match['text'] not in KEYS and not SCRIPT.fullmatch(chinese):
            line = text.count('\n', 0, match.start('text')) + 1
            yield f'{name}:{line}: "{match["text"]}" is a word of forms; those stand in templates/shared/vocabulary.yaml'


def check_tree(root):
    rooms, by_room, problems = Map(root / 'src' / 'README.md'), {}, []
    for path in sorted((root / 'src').rglob('*.c')):
        name = path.relative_to(root / 'src').as_posix()
        room, text = rooms.room_of(name), path.read_text(encoding='utf-8')
        by_room.setdefault(room, {})[name] = text
        problems += check_sizes(name, text)
        if room in RULES:
            problems += check_words(name, text)
    for files in by_room.values():
        for circle in sorted(circles(calls_of_room(files)), key=sorted):
            problems.append(f'{", ".join(sorted(circle))} call each other: join them, or find the seam')
    return problems


TABLE = '''| room | prefix | owns | may include |
|---|---|---|---|
| base | bc_a bc_b bc_c | all | |
| check | bc_check | rules | base |
'''
CLEAN = {
    'base/a.c': '/* bc_c_go(); "bc_c_go" */\nstatic int inner(void)\n{\n    return 1;\n}\n\nint bc_a_go(int n)\n{\n'
                '    if (n) {\n        return bc_b_go(n);\n    }\n    return inner();\n}\n',
    'base/b.c': 'static const char *const NAMES[] = { "bc_a_go(1)" };\n\nint bc_b_go(int n)\n{\n    return bc_c_go(n);\n}\n',
    'base/c.c': 'static int bc_a_go_on(int n)\n{\n    return n;\n}\n\nint bc_c_go(int n)\n{\n    return bc_a_go_on(n);\n}\n',
    'check/a.c': '/* 数量 */\nint bc_check_go(void)\n{\n    say(bc_tr("数量 (%d) is missing"), is("年"), is("allow"), is("、"));\n}\n',
}
LONG = 'int bc_b_long(void)\n{{\n{}}}\n'
WRONG = {
    'two files in a circle': {'base/c.c': 'int bc_c_go(int n)\n{\n    return bc_b_go(n);\n}\n'},
    'three files in a circle': {'base/c.c': 'int bc_c_go(int n)\n{\n    return bc_a_go(n);\n}\n'},
    'a circle by a pointer': {'base/c.c': 'int bc_c_go(int n)\n{\n    return call(bc_a_go, n);\n}\n'},
    'a circle with a head of two lines': {'base/c.c': 'int bc_c_go(int n,\n            int m)\n{\n    return bc_b_go(n);\n}\n'},
    'a function too long': {'base/d.c': LONG.format('    x();\n' * 58)},
    'a static function too long': {'base/d.c': 'static ' + LONG.format('\n' * 58)},
    'a function of braces too long': {'base/d.c': LONG.format('    if (x) {\n    }\n' * 29)},
    'a file too long': {'base/d.c': 'int x;\n' * 1001},
    'a word of forms': {'check/b.c': 'bool x = is("数量");\n'},
    'a word of forms in a table': {'check/b.c': 'static const char *const X[] = { "年", "不适用" };\n'},
    'a word of forms behind a message': {'check/b.c': 'bool x = say(bc_tr("a"), "满意度");\n'},
}
RIGHT = {
    'a function as long as may be': {'base/d.c': LONG.format('    x();\n' * 57)},
    'a file as long as may be': {'base/d.c': 'int x;\n' * 1000},
    'a circle across rooms': {'base/c.c': 'int bc_c_go(int n)\n{\n    return bc_check_go();\n}\n',
                              'check/a.c': 'int bc_check_go(void)\n{\n    return bc_c_go(1);\n}\n'},
}


def self_test():
    failed = 0
    for name, change in {'clean tree': {}, **RIGHT, **WRONG}.items():
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            for file, content in {'README.md': TABLE, **CLEAN, **change}.items():
                (root / 'src' / file).parent.mkdir(parents=True, exist_ok=True)
                (root / 'src' / file).write_text(content, encoding='utf-8')
            problems = check_tree(root)
            if len(problems) != (name in WRONG):
                failed += 1
                print(f'self-test: {name}: {problems}')
    print(f'self-test: {len(WRONG)} violations, {failed} mistakes')
    return 1 if failed else 0


def main():
    if sys.argv[1:] == ['--self-test']:
        return self_test()
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    problems = check_tree(Path(sys.argv[1]))
    print('\n'.join(problems) or 'files of src/ stand for themselves')
    return 1 if problems else 0


if __name__ == '__main__':
    sys.exit(main())
