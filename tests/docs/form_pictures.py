#!/usr/bin/env python3
"""Makes the pictures of docs/templates.md: the first page of each form, from the first record for it in examples/.

    form_pictures.py BIAOCE [FORM…]      all, or those named
"""
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

from pictures import png, read_pgm, trim

ROOT = Path(__file__).resolve().parents[2]
RESOLUTION, MARGIN = 56, 10


def forms():
    """{form: name} of every template."""
    found = {}
    for path in sorted((ROOT / 'templates').glob('*.yaml')):
        template = yaml.safe_load(path.read_text(encoding='utf-8'))
        if template.get('form'):
            found[template['form']] = template['name']
    return found


def examples():
    """{form: (file, number of the record in it)}, the first record for each form; the form's own file comes first."""
    found = {}
    paths = sorted((ROOT / 'examples').glob('*.yaml'), key=lambda path: (path.stem not in forms(), path.name))
    for path in paths:
        documents = list(yaml.safe_load_all(path.read_text(encoding='utf-8')))
        records = [record for document in documents for record in (document if isinstance(document, list) else [document])]
        for number, record in enumerate(records, 1):
            if isinstance(record, dict) and record.get('form'):
                found.setdefault(record['form'], (path, number))
    return found


def picture(program, path, number):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([program, 'render', '-q', '-f', 'pdf', '--name', '$(record)', '-o', folder, path], check=True,
                       stderr=subprocess.DEVNULL)
        page = subprocess.run(['pdftoppm', '-gray', '-r', str(RESOLUTION), '-f', '1', '-l', '1',
                               Path(folder) / f'{number}.pdf'], capture_output=True, check=True).stdout
    return png(trim(read_pgm(page), MARGIN))


def main():
    for form, (path, number) in sorted(examples().items()):
        if form not in forms() or (len(sys.argv) > 2 and form not in sys.argv[2:]):
            continue
        out = ROOT / 'docs/pictures' / f'form-{form}.png'
        out.write_bytes(picture(sys.argv[1], path, number))
        print(f'{out.relative_to(ROOT)}: {out.stat().st_size} bytes')


if __name__ == '__main__':
    main()
