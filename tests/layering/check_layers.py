#!/usr/bin/env python3
"""Reads the table of src/README.md and fails on what it does not allow.

Checked for every file of src/: each `#include "module/…"` leads to the file's own module or to one on its line; the
command line includes the public header only; libharu and libxlsxwriter stay behind their painters. Checked for every
src/**/CMakeLists.txt: the MODULES of bc_module(…) stand on its line.

    check_layers.py SOURCE_TREE      prints each violation, exits 1 when there is one
    check_layers.py --self-test      proves on small made-up trees that violations are found
"""
import re
import sys
import tempfile
from pathlib import Path

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)
MODULE_CALL = re.compile(r'\bbc_module\(\s*(\w+)([^)]*)\)', re.S)
COMMENT = re.compile(r'/\*.*?\*/|//[^\n]*', re.S)
PUBLIC_HEADER = 'biaoce.h'
# What only one module may see of the libraries that stand behind it, so that each can be replaced.
BACKENDS = {
    'hpdf': 'paint/pdf', 'xlsxwriter': 'paint/xlsx', 'unicode': 'unicode', 'libdeflate': 'deflate', 'yaml': 'source', 'hb': 'text',
    'ft2build': 'text', 'fontconfig': 'text', 'md4c': 'bindery',
}


def read_table(readme):
    """{module: set of modules (and perhaps biaoce.h) that it may include}"""
    allowed = {}
    for line in readme.read_text(encoding='utf-8').splitlines():
        cells = [cell.strip() for cell in line.strip().strip('|').split('|')]
        if line.startswith('|') and len(cells) == 4 and cells[0] not in ('module', 'room') and set(cells[0]) - set('-: '):
            allowed[cells[0]] = set(cells[3].split())
    return allowed


def module_of(path, modules):
    """The longest module name that `path` (relative to src/) lies in, or None."""
    parents = [parent.as_posix() for parent in Path(path).parents]
    return next((parent for parent in parents if parent in modules), None)


def check_include(own, system, name, folder, source_root, allowed):
    """Why this include is forbidden, or None."""
    if system or name == PUBLIC_HEADER:
        for backend, home in BACKENDS.items():
            if re.match(backend + r'(\.h|_|/)', name) and own != home:
                return f'only {home} may include <{name}>'
        if name == PUBLIC_HEADER and PUBLIC_HEADER not in allowed[own]:
            return f'{own} may not include the public header'
        return None
    if not (source_root / name).exists() and (folder / name).exists():
        return f'write "{(folder / name).resolve().relative_to(source_root.resolve())}" in full'
    target = module_of(name, allowed)
    if target is None:
        return f'"{name}" belongs to no module of the table'
    if target != own and target not in allowed[own]:
        return f'{own} may include {" ".join(sorted(allowed[own])) or "nothing"}, not {target}'
    return None


def check_sources(root, allowed):
    source_root = root / 'src'
    for path in sorted(source_root.rglob('*.[ch]')):
        shown = path.relative_to(root)
        own = module_of(path.relative_to(source_root), allowed)
        if own is None:
            yield f'{shown}: its folder is not in the table of src/README.md'
            continue
        # Comments are blanked, not cut, to keep the line numbers.
        text = COMMENT.sub(lambda m: re.sub(r'[^\n]', ' ', m.group()), path.read_text(encoding='utf-8'))
        for match in INCLUDE.finditer(text):
            why = check_include(own, match[1] == '<', match[2], path.parent, source_root, allowed)
            if why:
                yield f'{shown}:{text.count(chr(10), 0, match.start(2)) + 1}: {why}'


def check_build(root, allowed):
    """A module's CMake name is its folder, or the last part of it (paint/pdf is pdf)."""
    folders = {name: folder for folder in allowed for name in (folder.split('/')[-1], folder.replace('/', '_'))}
    for path in sorted((root / 'src').rglob('CMakeLists.txt')):
        for name, arguments in MODULE_CALL.findall(path.read_text(encoding='utf-8')):
            if name not in folders:
                yield f'{path.relative_to(root)}: bc_module({name}) is not in the table of src/README.md'
                continue
            listed = re.search(r'\bMODULES\b((?:\s+[a-z]\w*)*)', arguments)
            for module in listed[1].split() if listed else ():
                if folders.get(module) != folders[name] and folders.get(module) not in allowed[folders[name]]:
                    yield f'{path.relative_to(root)}: {name} may not stand on {module}'


def check_tree(root):
    readme = root / 'src' / 'README.md'
    allowed = read_table(readme)
    if not allowed:
        return [f'{readme}: no table of modules found']
    named = set().union(*allowed.values()) - {PUBLIC_HEADER}
    problems = [f'src/README.md: the table allows {name}, which has no line' for name in sorted(named - set(allowed))]
    return problems + list(check_sources(root, allowed)) + list(check_build(root, allowed))


TABLE = '''# Map
| module | prefix | owns | may include |
|---|---|---|---|
| base | bc_str | slices | |
| text | bc_text | type | base |
| layout | bc_painter | seam | base text |
| paint/pdf | bc_pdf | PDF | base text layout |
| job | bc_job | all | base text layout paint/pdf biaoce.h |
| cli | cmd | commands | biaoce.h |
'''


def self_test():
    clean = {
        'base/str.h': '', 'text/font.h': '#include "base/str.h"\n#include <stdio.h>', 'layout/painter.h': '',
        'paint/pdf/pdf.h': '', 'paint/pdf/object.c': '#include <hpdf.h>\n#include "layout/painter.h"\n#include "paint/pdf/pdf.h"',
        'job/job.c': '#include "paint/pdf/pdf.h"\n#include <biaoce.h>', 'cli/main.c': '#include "biaoce.h"\n#include "cli/cmd.h"',
        'cli/cmd.h': '/* #include "base/str.h" */', 'text/CMakeLists.txt': 'bc_module(text SOURCES a.c MODULES base LIBRARIES X::Y)',
        'paint/pdf/CMakeLists.txt': 'bc_module(pdf SOURCES a.c\n  MODULES base layout)',
    }
    forbidden = {
        'upward include': ('base/a.c', '#include "text/font.h"'),
        'sibling painter': ('layout/trace.c', '#include "paint/pdf/pdf.h"'),
        'inside a header': ('text/deep/a.h', '\n\n  #  include "job/job.h"'),
        'command line past the header': ('cli/a.c', '#include "base/str.h"'),
        'public header from below': ('text/a.c', '#include <biaoce.h>'),
        'backend outside its painter': ('text/a.c', '#include <hpdf_types.h>'),
        'other backend': ('paint/pdf/a.c', '#include <xlsxwriter/format.h>'),
        'neighbour without its module': ('text/a.c', '#include "font.h"'),
        'unknown module': ('text/a.c', '#include "util/x.h"'),
        'folder without a line': ('extra/a.c', ''),
        'link against the layers': ('base/CMakeLists.txt', 'bc_module(base SOURCES a.c MODULES text)'),
    }
    failed = 0
    for name, (path, text) in {'clean tree': (None, None), **forbidden}.items():
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            (root / 'src').mkdir()
            (root / 'src/README.md').write_text(TABLE, encoding='utf-8')
            for file, content in {**clean, **({path: text} if path else {})}.items():
                (root / 'src' / file).parent.mkdir(parents=True, exist_ok=True)
                (root / 'src' / file).write_text(content, encoding='utf-8')
            problems = check_tree(root)
            if len(problems) != (1 if path else 0):
                failed += 1
                print(f'self-test: {name}: {problems}')
    print(f'self-test: {len(forbidden)} violations, {failed} mistakes')
    return 1 if failed else 0


def main():
    if sys.argv[1:] == ['--self-test']:
        return self_test()
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    problems = check_tree(Path(sys.argv[1]))
    print('\n'.join(problems) or 'every include is allowed')
    return 1 if problems else 0


if __name__ == '__main__':
    sys.exit(main())
