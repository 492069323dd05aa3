#!/usr/bin/env python3
"""Compares what programs are compiled against with what is recorded: functions, numbers of enumerations, and size and
offset of every member of every struct of include/biaoce.h.

    check_abi.py CC PROJECT         exits 1 on a difference; with UPDATE=1 the record is written anew
    check_abi.py CC --self-test     proves on small made-up headers that differences are found

What is asked comes from the header itself, so that no member can be forgotten; what this script does not understand in
it is an error. Compared as well: the structs of the program in Python, and whether the programs shown in the header and in
docs/library.md compile. The record is of machines with pointers of 64 bits; on others there is nothing to compare (exit
code 77).
"""
import ctypes
import difflib
import importlib.util
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

MEMBER = re.compile(r'(?:const )?(?:unsigned|bool|double|int|\w+_t|biaoce_\w+|char|void)\b(?: const)?[ *]+(?:const \*)?'
                    r'(?P<names>\w+(?:, \**\w+)*)$')
FUNCTION_MEMBER = re.compile(r'\w+ \(\*(?P<names>\w+)\)\([^()]*\)$')


class Header:
    def __init__(self, text):
        text = re.sub(r'/\*.*?\*/', '', text, flags=re.S)
        text = re.sub(r'^\s*#[^\n]*(?:\\\n[^\n]*)*', '', text, flags=re.M)
        text = re.sub(r'extern "C" \{', '', text, count=1)
        self.structs, self.enums, self.functions = {}, {}, []
        text = re.sub(r'typedef (struct|enum) (\w+) \{(.*?)\} (\w+);', self.take_type, text, flags=re.S)
        text = re.sub(r'typedef struct (biaoce_\w+) \1;', '', text)
        text = re.sub(r'BIAOCE_API ([^;{}]*\));', self.take_function, text)
        left = text.replace('}', '', 1).split()
        if left:
            sys.exit(f'not understood in the header: {" ".join(left)[:200]}')

    def take_type(self, match):
        kind, name, body, again = match.groups()
        if name != again or '{' in body:
            sys.exit(f'not understood in the header: {name}')
        if kind == 'struct':
            self.structs[name] = [member for part in body.split(';') if part.strip() for member in self.members(part)]
            if self.structs[name][0] != 'size':
                sys.exit(f'{name} does not begin with its size')
        else:
            self.enums[name] = re.findall(r'(\w+)(?: = \d+)?\s*(?:,|$)', ' '.join(body.split()))
        return ''

    def members(self, text):
        text = ' '.join(text.split())
        found = FUNCTION_MEMBER.match(text) or MEMBER.match(text)
        if not found:
            sys.exit(f'not understood in the header: {text}')
        return [name.strip(' *') for name in found['names'].split(',')]

    def take_function(self, match):
        self.functions.append(' '.join(match[1].split()))
        return ''

    def program(self):
        """A program in C that prints the numbers."""
        yield '#include <biaoce.h>\n#include <stdio.h>\nint main(void)\n{'
        for name, values in self.enums.items():
            yield f'printf("enum {name}, %zu bytes\\n", sizeof({name}));'
            yield from (f'printf("    {value} = %d\\n", (int){value});' for value in values)
        for name, members in self.structs.items():
            yield f'printf("struct {name}, %zu bytes\\n", sizeof({name}));'
            yield from (f'printf("    %zu {member}, %zu bytes\\n", offsetof({name}, {member}), '
                        f'sizeof((({name} *)0)->{member}));' for member in members)
        yield 'return 0;\n}'


def ask_compiler(compiler, header, source):
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / 'abi.c').write_text('\n'.join(source))
        subprocess.run([compiler, f'-I{header.parent}', '-o', f'{folder}/abi', f'{folder}/abi.c'], check=True)
        return subprocess.run([f'{folder}/abi'], check=True, capture_output=True, text=True).stdout.splitlines()


def compare_example(path, lines):
    """The structs of the example: what stands in both has the same place."""
    spec = importlib.util.spec_from_file_location('example', path)
    example = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(example)
    places, struct, compared = {}, None, 0
    for line in lines:
        if line.startswith('struct '):
            struct = line.split(',')[0].split()[1]
        elif re.match(r'    \d', line):
            offset, member, size = re.match(r'    (\d+) (\w+), (\d+) bytes', line).groups()
            places[struct, member] = (int(offset), int(size))
    for name, kind in vars(example).items():
        if isinstance(kind, type) and issubclass(kind, ctypes.Structure) and kind is not ctypes.Structure:
            struct = 'biaoce' + re.sub(r'[A-Z]', lambda m: '_' + m.group().lower(), name)
            for member, _ in kind._fields_:
                own = getattr(kind, member)
                compared += 1
                if places.get((struct, member)) != (own.offset, own.size):
                    yield f'{path.name}: {name}.{member} is at {own.offset}, {own.size} bytes, which it is not in C'
    if not compared:
        yield f'{path.name}: no struct to compare'


def compile_examples(compiler, header, page):
    shown = {header.name: '#include <biaoce.h>\n#include <stdio.h>\n' + re.sub(
        r'^ \*', '', re.search(r'^ \*     static void .*?^ \*     \}\n \*\n \* Rules', header.read_text(), re.M | re.S)[0],
        flags=re.M).rsplit('\n', 1)[0]}
    for number, text in enumerate(re.findall(r'^```c\n(.*?)^```', page.read_text(), re.M | re.S)):
        shown[f'{page.name}, program {number + 1}'] = text
    for name, text in shown.items():
        done = subprocess.run([compiler, f'-I{header.parent}', '-Wall', '-Wextra', '-Werror', '-fsyntax-only', '-xc', '-'],
                              input=text, capture_output=True, text=True)
        if done.returncode:
            yield f'{name}: does not compile\n{done.stderr}'


def look(compiler, header):
    parsed = Header(header.read_text())
    return parsed.functions + ask_compiler(compiler, header, parsed.program())


def self_test(compiler):
    whole = ('typedef enum e { A, B = 5 } e;\ntypedef struct s {\n    size_t size;\n    const char *const *a;\n    int b, *c;\n'
             '    void (*f)(void *context, int n);\n} s;\nBIAOCE_API int g(const s *one, e two);\n')
    changes = [('A, B', 'B, A'), ('B = 5', 'B = 6'), ('    int b, *c;\n', '    int b;\n'), ('int b, *c', 'int *c, b'),
               ('int b', 'int64_t b'), ('    void (*f)(void *context, int n);\n', ''), ('e two', 'int two'),
               ('} s;', '    int more;\n} s;')]
    unclear = [('int b', 'int b : 3'), ('int b', 'int b[4]'), ('size_t size;', 'int size_of;'), ('} s;', '} t;'),
               ('BIAOCE_API int', 'int'), ('int b', 'struct { int b; } in')]
    with tempfile.TemporaryDirectory() as folder:
        header = Path(folder) / 'biaoce.h'

        def of(text):
            header.write_text('#define BIAOCE_API\n#include <stddef.h>\n#include <stdint.h>\n' + text)
            return look(compiler, header)
        before = of(whole)
        for old, new in changes:
            assert whole.count(old) == 1 and of(whole.replace(old, new)) != before, f'{old} -> {new} is not seen'
        for old, new in unclear:
            try:
                of(whole.replace(old, new, 1))
            except SystemExit:
                continue
            raise AssertionError(f'{new} is passed over')


def main():
    compiler, root = sys.argv[1], Path(sys.argv[2])
    if ctypes.sizeof(ctypes.c_void_p) != 8:
        sys.exit(77)
    if sys.argv[2] == '--self-test':
        self_test(compiler)
        return
    header, record = root / 'include/biaoce.h', root / 'tests/install/abi.txt'
    lines = look(compiler, header)
    if os.environ.get('UPDATE'):
        record.write_text('\n'.join(lines) + '\n')
    found = list(difflib.unified_diff(record.read_text().splitlines(), lines, record.name, header.name, '', '', 1, ''))
    if found:
        found.append('From version 1.0 on functions stay and structs grow at their end only. UPDATE=1 records a change.')
    found += compare_example(root / 'examples/from-python/render.py', lines)
    found += compile_examples(compiler, header, root / 'docs/library.md')
    print(*found, sep='\n', end='\n' if found else '')
    sys.exit(1 if found else 0)


if __name__ == '__main__':
    main()
