"""Every code that a message can have stands in the table of src/base/diag_codes.c, and no other does; docs/diagnostics.md
is what the table says. With UPDATE=1 the page is written anew.

    check_codes.py SOURCE_TREE WRITE_PAGE
"""
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(sys.argv[1])
PAGE = ROOT / 'docs/diagnostics.md'
TABLE = ROOT / 'src/base/diag_codes.c'
CODE = r'[EWN]\d{3}'


def codes_in_source():
    found = {}
    for path in sorted((ROOT / 'src').rglob('*.c')):
        if path != TABLE:
            for code in re.findall(rf'"({CODE})"', path.read_text(encoding='utf-8')):
                found.setdefault(code, path.relative_to(ROOT))
    return found


def compare_page():
    """The page begins with words of its own; its tables are those of the program."""
    text = PAGE.read_text(encoding='utf-8')
    head = text[:text.index('\n## ')]
    tables = subprocess.run([sys.argv[2]], capture_output=True, text=True, check=True).stdout
    if text == head + tables:
        return []
    if os.environ.get('UPDATE'):
        PAGE.write_text(head + tables, encoding='utf-8')
        return []
    told = set(text.splitlines())
    first = next((line for line in tables.splitlines() if line not in told), 'a line too many')
    return [f'docs/diagnostics.md is not what the table says (UPDATE=1 writes it): {first}']


def main():
    used = codes_in_source()
    described = re.findall(rf'{{ "({CODE})",\s*bc_tr_mark', TABLE.read_text(encoding='utf-8'))
    faults = [f'{code} ({used[code]}) is not in the table' for code in sorted(set(used) - set(described))]
    faults += [f'{code} is in the table, but nothing reports it' for code in sorted(set(described) - set(used))]
    faults += [f'{code} is in the table twice' for code in sorted(set(described)) if described.count(code) > 1]
    faults += compare_page()
    print(*faults, f'{len(used)} codes, {len(faults)} faults', sep='\n')
    return bool(faults) or not used


sys.exit(main())
