#!/usr/bin/env python3
"""Holds src/ to the map of src/README.md.

Checked for every file: an `#include "room/…"` leads to the file's own room or to one on its line, and so does every name
that is used, by whatever header it came; headers under private/ stay in their room, and a header that no other room
includes lies there; every function and type of a header bears a prefix of its room, which no other room has; each
third-party library is seen by one room; the command line sees the public header only; a function that a header declares
is called by another file than its own, be it a test; the constants of limits are called MAX_… and MIN_…. Checked for the map: no permission is unused. Checked for every
CMakeLists.txt: the MODULES of bc_module(…) stand on its room's line.

    check_layers.py SOURCE_TREE      prints each violation, exits 1 when there is one
    check_layers.py --self-test      proves on small made-up trees that violations are found
"""
import re
import sys
import tempfile
from pathlib import Path

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)
MODULE_CALL = re.compile(r'\bbc_module\(\s*(\w+)([^)]*)\)', re.S)
NAME = re.compile(r'\b(?:bc|biaoce)_\w+')
STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"')
COMMENT = re.compile(r'(?P<string>"(?:[^"\\\n]|\\.)*")|/\*.*?\*/|//[^\n]*', re.S)
PUBLIC_HEADER = 'biaoce.h'
TOP = 'cli'  # which nobody includes, so that all of it is private
# What one room only may see, so that each library can be replaced.
LIBRARIES = {
    'hpdf': 'paint/pdf', 'xlsxwriter': 'paint/xlsx', 'unicode': 'unicode', 'libdeflate': 'deflate', 'zlib': 'deflate', 'yaml': 'source',
    'hb': 'text', 'ft2build': 'text', 'fontconfig': 'text', 'md4c': 'bindery', 'png': 'picture', 'qrencode': 'symbol', 'zint': 'symbol',
    'zip': 'table', 'expat': 'table', 'sqlext': 'table',
    'openssl': 'sign',
}
# What a header declares at its outermost level.
DECLARED = [
    re.compile(r'^(?:typedef\s+)?(?:struct|enum|union)\s+(\w+)\s*\{', re.M),
    re.compile(r'^\}\s*(\w+)\s*;', re.M),
    re.compile(r'^typedef\s[^;{()]*?\b(\w+)\s*;', re.M),
    re.compile(r'^typedef\s[^;{]*?\(\*(\w+)\)\s*\(', re.M),
    re.compile(r'^typedef\s[^;{(]*?\b(\w+)\s*\((?!\*)[^;]*\)\s*;', re.M),
    re.compile(r'^(?!typedef|#|struct \w+ \{|enum|union)(?:[\w*]+\s+)+\**(\w+)\s*\(', re.M),
]
# A limit is a MAX_… or MIN_…, behind a prefix; BC_AT_MOST is no limit but a relation.
CONSTANT = re.compile(r'\b(?!BC_AT_)(?:[A-Z][A-Z0-9]*_)*'
                      r'(?:MOST|LEAST|LONGEST|LARGEST|WIDEST|DEEPEST|FEWEST|SMALLEST|GREATEST|HIGHEST)(?:_[A-Z0-9]+)*\b')
FUNCTION = re.compile(r'^(?!typedef|#|static)[\w* \n]*?\b(bc_\w+)\s*\([^;{]*\)[^;{]*;', re.M)


class Map:
    """The table of src/README.md."""

    def __init__(self, readme):
        self.allowed, self.prefixes, self.owners = {}, {}, {}
        for line in readme.read_text(encoding='utf-8').splitlines():
            cells = [cell.strip() for cell in line.strip().strip('|').split('|')]
            if line.startswith('|') and len(cells) == 4 and cells[0] != 'room' and set(cells[0]) - set('-: '):
                self.allowed[cells[0]] = set(cells[3].split())
                self.prefixes[cells[0]] = cells[1].split()

    def room_of(self, path):
        """The longest name of a room that `path` (relative to src/) lies in, or None."""
        parents = [parent.as_posix() for parent in Path(path).parents]
        return next((parent for parent in parents if parent in self.allowed), None)

    def room_of_name(self, name):
        """The room whose prefix a name of the code begins with, or None."""
        parts = name.split('_')
        for n in range(len(parts), 1, -1):
            if '_'.join(parts[:n]) in self.owners:
                return self.owners['_'.join(parts[:n])]
        return PUBLIC_HEADER if parts[0] == 'biaoce' else None

    def problems(self):
        if not self.allowed:
            yield 'src/README.md: no table of rooms found'
        named = set().union(*self.allowed.values()) - {PUBLIC_HEADER} if self.allowed else set()
        for name in sorted(named - set(self.allowed)):
            yield f'src/README.md: the table allows {name}, which has no line'
        for room, prefixes in self.prefixes.items():
            for prefix in prefixes:
                if self.owners.setdefault(prefix, room) != room:
                    yield f'src/README.md: {prefix} belongs to {self.owners[prefix]} and to {room}'


def is_private(name):
    return '/private/' in name


def check_include(rooms, own, system, name, folder, source_root):
    """Why this include is forbidden, or None."""
    if system or name == PUBLIC_HEADER:
        for library, home in LIBRARIES.items():
            if re.match(library + r'(\.h|_|-|/|$)', name) and own != home:
                return f'only {home} may include <{name}>'
        if name == PUBLIC_HEADER and PUBLIC_HEADER not in rooms.allowed[own]:
            return f'{own} may not include the public header'
        return None
    if not (source_root / name).exists() and (folder / name).exists():
        return f'write "{(folder / name).resolve().relative_to(source_root.resolve())}" in full'
    target = rooms.room_of(name)
    if target is None:
        return f'"{name}" belongs to no room of the table'
    if target != own and target not in rooms.allowed[own]:
        return f'{own} may include {" ".join(sorted(rooms.allowed[own])) or "nothing"}, not {target}'
    if target != own and is_private(name):
        return f'"{name}" is private to {target}'
    return None


def declared_names(text):
    """Names of functions and types that a header without comments declares, each with where it stands."""
    text = re.sub(r'\\\n', '  ', text)
    text = re.sub(r'^\s*#[^\n]*', lambda m: ' ' * len(m.group()), text, flags=re.M)
    return sorted({(match.start(1), match[1]) for pattern in DECLARED for match in pattern.finditer(text)})


def check_names(rooms, own, text):
    prefixes = rooms.prefixes[own]
    for at, name in declared_names(text):
        if not any(name == prefix or name.startswith(prefix + '_') for prefix in prefixes) and not (
                name.startswith('biaoce_') and PUBLIC_HEADER in rooms.allowed[own]):
            yield at, f'{name} does not begin with {" or ".join(prefixes)}'


class Sources:
    def __init__(self, root, rooms):
        self.root, self.rooms, self.source_root = root, rooms, root / 'src'
        self.used = {room: set() for room in rooms.allowed}
        self.wanted = {}  # header -> rooms that include it
        self.headers = set()
        self.through_doors = set()  # what headers for others include
        self.declared = {}  # function -> its header
        self.users = {}  # name -> files that use it

    def check_file(self, path):
        shown, name = path.relative_to(self.root), path.relative_to(self.source_root)
        own = self.rooms.room_of(name)
        if own is None:
            yield f'{shown}: its folder is not in the table of src/README.md'
            return
        # Comments are blanked, not cut, to keep the line numbers.
        text = COMMENT.sub(lambda m: m['string'] or re.sub(r'[^\n]', ' ', m.group()), path.read_text(encoding='utf-8'))
        line_of = lambda at: text.count('\n', 0, at) + 1
        for match in INCLUDE.finditer(text):
            why = check_include(self.rooms, own, match[1] == '<', match[2], path.parent, self.source_root)
            if why:
                yield f'{shown}:{line_of(match.start(2))}: {why}'
            if not match[2].endswith(PUBLIC_HEADER):
                self.used[own].add(self.rooms.room_of(match[2]))
            self.wanted.setdefault(match[2], set()).add(own)
            if path.suffix == '.h' and own != TOP and not is_private(name.as_posix()):
                self.through_doors.add(match[2])
                if is_private(match[2]):
                    yield f'{shown}:{line_of(match.start(2))}: a header for others may not include a private one'
        for match in CONSTANT.finditer(STRING.sub(lambda m: ' ' * len(m.group()), text)):
            yield f'{shown}:{line_of(match.start())}: a limit is called MAX_… or MIN_…, not {match.group()}'
        names = NAME.findall(STRING.sub('', text))
        for name_used in set(names):
            self.users.setdefault(name_used, set()).add(path)
        if path.suffix == '.h':
            self.declared |= {function: path for function in FUNCTION.findall(text) if names.count(function) == 1}
        told = set()
        for match in NAME.finditer(STRING.sub(lambda m: ' ' * len(m.group()), text)):
            room = self.rooms.room_of_name(match.group())
            self.used[own].add(room)
            if room and room != own and room not in self.rooms.allowed[own] and room not in told:
                told.add(room)
                yield f'{shown}:{line_of(match.start())}: {own} may not use {match.group()}, which is of {room}'
        if path.suffix == '.h':
            self.headers.add(name.as_posix())
            for at, why in check_names(self.rooms, own, text):
                yield f'{shown}:{line_of(at)}: {why}'

    def check_use(self):
        outside = {name for folder in ('tests', 'bench') for path in (self.root / folder).rglob('*.[ch]')
                   for name in NAME.findall(path.read_text(encoding='utf-8'))}
        for function, header in sorted(self.declared.items()):
            if len(self.users[function] - {header}) == 1 and function not in outside:
                yield f'{header.relative_to(self.root)}: {function} is used in one file only, which may have it for itself'

    def check_all(self):
        for path in sorted(self.source_root.rglob('*.[ch]')):
            yield from self.check_file(path)
        for name in sorted(self.headers):
            own = self.rooms.room_of(name)
            if own != TOP and not is_private(name) and not self.wanted.get(name, set()) - {own} and \
                    name not in self.through_doors:
                yield f'src/{name}: no other room includes it: it belongs into {own}/private/'
        yield from self.check_use()
        for room, used in self.used.items():
            for unused in sorted(self.rooms.allowed[room] - used):
                yield f'src/README.md: {room} may include {unused} and does not'


def check_build(root, rooms):
    """A room's CMake name is its folder with _ for /."""
    folders = {room.replace('/', '_'): room for room in rooms.allowed}
    for path in sorted((root / 'src').rglob('CMakeLists.txt')):
        for name, arguments in MODULE_CALL.findall(path.read_text(encoding='utf-8')):
            if name not in folders:
                yield f'{path.relative_to(root)}: bc_module({name}) is not in the table of src/README.md'
                continue
            listed = re.search(r'\bMODULES\b((?:\s+[a-z]\w*)*)', arguments)
            for module in listed[1].split() if listed else ():
                if folders.get(module) != folders[name] and folders.get(module) not in rooms.allowed[folders[name]]:
                    yield f'{path.relative_to(root)}: {name} may not stand on {module}'


def check_tree(root):
    rooms = Map(root / 'src' / 'README.md')
    problems = list(rooms.problems())
    if rooms.allowed:
        problems += Sources(root, rooms).check_all()
        problems += check_build(root, rooms)
    return problems


TABLE = '''# Map
| room | prefix | owns | may include |
|---|---|---|---|
| base | bc_str bc_buf | slices | |
| text | bc_text | type | base |
| layout | bc_layout | seam | base text |
| paint/pdf | bc_pdf | PDF | layout |
| job | bc_job | all | base paint/pdf biaoce.h |
| cli | cmd | commands | biaoce.h |
'''
CLEAN = {
    'base/str.h': 'typedef struct bc_str {\n    int n;\n} bc_str;\nint bc_str_length(bc_str s); /* other_name(x) */',
    'base/buf.h': 'typedef enum bc_buf_kind { BC_A } bc_buf_kind;\ntypedef void bc_buf_visit(void *context);\n'
                  'static inline int bc_buf_size(void)\n{\n    return strlen("");\n}\n',
    'text/font.h': '#include "base/str.h"\n#include <stdio.h>\n#include "text/role.h"', 'text/role.h': '',
    'text/font.c': '#include "text/private/face.h"\nvoid bc_text_face_close(void)\n{\n}\n',
    'text/face.c': '#include "text/private/face.h"\nint x = bc_text_face_close();',
    'base/str.c': '#include "base/str.h"\nint bc_str_length(bc_str s)\n{\n    return 0;\n}\n',
    'text/private/face.h': 'struct bc_text_face;\nvoid bc_text_face_close(struct bc_text_face *face)\n    __attribute__((x));',
    'layout/block.h': '#include "base/buf.h"\n#include "text/font.h"', 'job/private/run.h': '',
    'paint/pdf/pdf.h': '', 'paint/pdf/object.c': '#include <hpdf.h>\n#include "layout/block.h"\n#include "paint/pdf/pdf.h"',
    'job/job.c': '#include "paint/pdf/pdf.h"\n#include "base/str.h"\n#include <biaoce.h>\nint x = biaoce_open() + bc_str_length();',
    'cli/main.c': '#include "biaoce.h"\n#include "cli/cmd.h"\nint x = biaoce_open();', 'cli/cmd.h': '/* #include "base/str.h" */\nint cmd_run(void);',
    'text/CMakeLists.txt': 'bc_module(text SOURCES a.c MODULES base LIBRARIES X::Y)',
    'paint/pdf/CMakeLists.txt': 'bc_module(paint_pdf SOURCES a.c\n  MODULES layout)',
}
FORBIDDEN = {
    'upward include': ('base/a.c', '#include "text/font.h"'),
    'sibling painter': ('layout/trace.c', '#include "paint/pdf/pdf.h"'),
    'inside a header': ('text/private/a.h', '\n\n  #  include "paint/pdf/pdf.h"'),
    'command line past the header': ('cli/a.c', '#include "base/str.h"'),
    'public header from below': ('text/a.c', '#include <biaoce.h>'),
    'backend outside its painter': ('text/a.c', '#include <hpdf_types.h>'),
    'other backend': ('paint/pdf/a.c', '#include <xlsxwriter/format.h>'),
    'library outside its room': ('layout/a.c', '#include <unicode/ubrk.h>'),
    'library with a dash': ('layout/a.c', '#include <hb-ot.h>'),
    'neighbour without its room': ('text/a.c', '#include "private/face.h"'),
    'unknown room': ('text/a.c', '#include "util/x.h"'),
    'folder without a line': ('extra/a.c', ''),
    'link against the layers': ('base/CMakeLists.txt', 'bc_module(base SOURCES a.c MODULES text)'),
    'private header of another room': ('layout/a.c', '#include "text/private/face.h"'),
    'private header in a door': ('text/role.h', '#include "text/private/face.h"'),
    'private header outside private/': ('layout/inner.h', ''),
    'function without prefix': ('text/private/a.h', 'void bc_face_close(void);'),
    'function of another room': ('text/private/a.h', 'bc_str\n    bc_str_upper(bc_str s);'),
    'type without prefix': ('text/private/a.h', 'typedef struct bc_face {\n    int x;\n} bc_text_face;'),
    'typedef without prefix': ('text/private/a.h', 'typedef struct bc_text_face bc_face;'),
    'callback without prefix': ('text/private/a.h', 'typedef int (*bc_visit)(int);'),
    'prefix that only begins alike': ('text/private/a.h', 'void bc_textual(void);'),
    'public name from below': ('text/a.c', 'int x = biaoce_open();'),
    'name of a room that is not on the line': ('paint/pdf/a.c', 'int x = bc_str_length(s);'),
    'limit that is not called so': ('text/a.c', 'enum { ROWS_LEAST = 4 };'),
    'function of one file': ('text/face.c', ''),
    'unused permission': ('README.md', TABLE.replace('| PDF | layout |', '| PDF | layout text |')),
    'prefix of two rooms': ('README.md', TABLE.replace('| bc_layout |', '| bc_layout bc_text |')),
}


def self_test():
    failed = 0
    for name, (path, text) in {'clean tree': (None, None), **FORBIDDEN}.items():
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            for file, content in {'README.md': TABLE, **CLEAN, **({path: text} if path else {})}.items():
                (root / 'src' / file).parent.mkdir(parents=True, exist_ok=True)
                (root / 'src' / file).write_text(content, encoding='utf-8')
            problems = check_tree(root)
            if len(problems) != (1 if path else 0):
                failed += 1
                print(f'self-test: {name}: {problems}')
    print(f'self-test: {len(FORBIDDEN)} violations, {failed} mistakes')
    return 1 if failed else 0


def main():
    if sys.argv[1:] == ['--self-test']:
        return self_test()
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    problems = check_tree(Path(sys.argv[1]))
    print('\n'.join(problems) or 'src/ is as its map says')
    return 1 if problems else 0


if __name__ == '__main__':
    sys.exit(main())
