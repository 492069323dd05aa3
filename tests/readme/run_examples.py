#!/usr/bin/env python3
"""run_examples.py PROGRAM WORK FILE.md…: renders every record that a page shows, and wants no message about any.

A record is a block fenced with ```yaml record. What a page says the command prints or makes has to be true."""
import re
import shutil
import subprocess
import sys
from pathlib import Path

BLOCK = re.compile(r'^```yaml record\n(.*?)^```', re.M | re.S)


def main():
    program, work, pages = sys.argv[1], Path(sys.argv[2]), [Path(page) for page in sys.argv[3:]]
    shutil.rmtree(work, ignore_errors=True)
    failed = 0
    for page in pages:
        text = page.read_text(encoding='utf-8')
        blocks = BLOCK.findall(text)
        if not blocks:
            failed += 1
            print(f'{page}: no record to try')
        for number, block in enumerate(blocks, 1):
            folder = work / page.name / str(number)
            folder.mkdir(parents=True)
            record = folder / 'record.yaml'
            record.write_text(block, encoding='utf-8')
            done = subprocess.run([program, 'render', '-f', 'pdf,xlsx', '-o', folder / 'out', record],
                                  capture_output=True, text=True, encoding='utf-8', check=False)
            if done.returncode or 'record.yaml:' in done.stderr:
                failed += 1
                print(f'{page}: record {number}: exit code {done.returncode}\n{done.stderr}')
            for made in re.findall(r'`out/([^`]+\.(?:pdf|xlsx))`', text):
                if not (folder / 'out' / made).is_file():
                    failed += 1
                    print(f'{page}: record {number} did not make {made}')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
