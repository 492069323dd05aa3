#!/usr/bin/env python3
"""Packs the inputs of a fuzz target that reach something no other does.

    fuzz_keep.py NAME        build/fuzz/corpus/NAME -> tests/fuzz/kept/NAME.tar.xz, the same bytes for the same inputs
"""
import io
import lzma
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

HERE = Path('build/fuzz')


def main():
    name = sys.argv[1]
    program = (HERE / 'fuzz' / f'{name}.seeds').read_text().splitlines()[0]
    target = Path('tests/fuzz/kept') / f'{name}.tar.xz'
    target.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run([program, '-merge=1', '-rss_limit_mb=2048', folder, HERE / 'corpus' / name],
                              stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if done.returncode:
            print(f'fuzz: {name}: its inputs could not be merged')
            return 1
        inputs = sorted(one.read_bytes() for one in Path(folder).iterdir())
        with tarfile.open(target, 'w:xz', preset=9 | lzma.PRESET_EXTREME) as packed:
            for number, one in enumerate(inputs):  # like ones side by side, and names that say nothing: a tenth of the bytes
                entry = tarfile.TarInfo(str(number))
                entry.size = len(one)
                packed.addfile(entry, io.BytesIO(one))
    print(f'fuzz: {name}: {len(inputs)} inputs kept, {target.stat().st_size} bytes')
    return 0


if __name__ == '__main__':
    sys.exit(main())
