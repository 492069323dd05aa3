"""Every code that a message can have stands in docs/diagnostics.md, and no other does."""
import pathlib
import re
import sys

ROOT = pathlib.Path(sys.argv[1])
CODE = r'[EWN]\d{3}'


def codes_in_source():
    found = {}
    for path in sorted((ROOT / 'src').rglob('*.c')):
        for code in re.findall(rf'"({CODE})"', path.read_text(encoding='utf-8')):
            found.setdefault(code, path.relative_to(ROOT))
    return found


def codes_in_page():
    page = (ROOT / 'docs/diagnostics.md').read_text(encoding='utf-8')
    return [code for cell in re.findall(r'^\| ([^|]+) \|', page, re.M) for code in re.findall(CODE, cell)]


def main():
    used, described = codes_in_source(), codes_in_page()
    faults = [f'{code} ({used[code]}) is not described' for code in sorted(set(used) - set(described))]
    faults += [f'{code} is described, but nothing reports it' for code in sorted(set(described) - set(used))]
    faults += [f'{code} is described twice' for code in sorted(set(described)) if described.count(code) > 1]
    for fault in faults:
        print(f'docs/diagnostics.md: {fault}')
    print(f'{len(used)} codes, {len(faults)} faults')
    return bool(faults) or not used


sys.exit(main())
