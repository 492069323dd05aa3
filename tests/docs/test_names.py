#!/usr/bin/env python3
"""Holds what docs/ says about the code to the code: names that have moved, tables that are no longer complete.

    test_names.py      prints each sentence that is not so, exits 1 when there is one
"""
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.dont_write_bytecode = True
sys.path.insert(0, str(ROOT / 'tests/layering'))
from check_layers import LIBRARIES  # noqa: E402

PAGES = sorted([*ROOT.glob('docs/*.md'), *ROOT.glob('docs/decisions/*.md'), ROOT / 'CONTRIBUTING.md', ROOT / 'README.md', ROOT / 'SECURITY.md',
                ROOT / 'src/README.md'])
QUOTED = re.compile(r'`([^`\n]+)`')
SOURCE = re.compile(r'(?:[\w.-]+/)*[\w-]+\.(?:c|h|py|cmake)')
OWN = ('src/', 'tests/', 'docs/', 'templates/', 'fonts/', 'include/', 'examples/', 'bench/', 'cmake/', 'po/', '.ci/')
# What is said of a library in docs/dependencies.md, by the name that its headers go by.
HEADERS = {'libharu': 'hpdf', 'libxlsxwriter': 'xlsxwriter', 'ICU': 'unicode', 'libdeflate': 'libdeflate', 'zlib': 'zlib', 'libyaml': 'yaml',
           'HarfBuzz': 'hb', 'FreeType': 'ft2build', 'libpng': 'png', 'libqrencode': 'qrencode', 'zint': 'zint', 'fontconfig': 'fontconfig', 'md4c': 'md4c',
           'libzip': 'zip', 'expat': 'expat', 'unixODBC': 'sqlext', 'OpenSSL': 'openssl'}
# Files say what they are for; shorter ones than this have no idea of their own.
MIN_LINES = 30


def rooms():
    table = (ROOT / 'src/README.md').read_text()
    return re.findall(r'^\| ([a-z]+(?:/[a-z]+)?) \|', table, re.M)[1:]


def exists(name, known):
    if '/' not in name:
        return name in known
    return (ROOT / name).exists() or (ROOT / 'src' / name).exists() or (ROOT / 'include' / name).exists()


def names_of_tests():
    """Tests that SECURITY.md names exist: they hold its promises."""
    tests = '\n'.join(path.read_text(errors='replace') for path in (ROOT / 'tests').rglob('test_*.py'))
    for name in re.findall(r'`(test_\w+|[A-Z]\w+)`', (ROOT / 'SECURITY.md').read_text()):
        if not re.search(rf'(def|class) {name}\b', tests):
            yield f'SECURITY.md: there is no test {name}'


def names_of_files():
    known = {path.name for folder in ('src', 'tests', 'include', 'cmake', 'bench', 'examples')
             for path in (ROOT / folder).rglob('*')}
    for page in PAGES:
        for quoted in QUOTED.findall(page.read_text()):
            whole = quoted.startswith(OWN) and re.fullmatch(r'[\w./-]+', quoted)
            if (whole or SOURCE.fullmatch(quoted)) and not exists(quoted, known):
                yield f'{page.relative_to(ROOT)}: there is no {quoted}'


def tables_of_files():
    table = set(re.findall(r'`(\w+\.c)`', '\n'.join(re.findall(r'^\|.*', (ROOT / 'docs/pdf.md').read_text(), re.M))))
    there = {path.name for room in ('pdf', 'font') for path in (ROOT / 'src/paint' / room).glob('*.c')}
    for name in sorted(table ^ there):
        yield f'docs/pdf.md: its table {"lacks" if name in there else "has"} {name}'
    words = set(QUOTED.findall((ROOT / 'docs/xlsx.md').read_text()))
    for path in sorted((ROOT / 'src/paint/xlsx').glob('*.c')):
        if path.stem not in words:
            yield f'docs/xlsx.md: {path.stem} is not named'


def rooms_named():
    words = set(QUOTED.findall((ROOT / 'docs/architecture.md').read_text()))
    for room in rooms():
        if room not in words:
            yield f'docs/architecture.md: the room {room} is not named'


def libraries_seen():
    text, named = (ROOT / 'docs/dependencies.md').read_text(), set()
    for name, seen_by in re.findall(r'^\| (\w+) [\d.]+ \|.*\| `([\w/]+)` \|$', text, re.M):
        named.add(HEADERS.get(name))
        if LIBRARIES.get(HEADERS.get(name)) != seen_by:
            yield f'docs/dependencies.md: {name} is not seen by {seen_by}'
    for header in sorted(set(LIBRARIES) - named):
        yield f'docs/dependencies.md: the library of {header} is not named, or no room that sees it'


def heads():
    for room in rooms():
        for path in sorted((ROOT / 'src' / room).glob('*.c')):
            text = path.read_text()
            if text.count('\n') >= MIN_LINES and not text.startswith('/* '):
                yield f'{path.relative_to(ROOT)}: does not begin with a paragraph about itself'


def main():
    found = [line for check in (names_of_files, names_of_tests, tables_of_files, rooms_named, libraries_seen, heads) for line in check()]
    print(*found, sep='\n', end='\n' if found else '')
    sys.exit(1 if found else 0)


if __name__ == '__main__':
    main()
