#!/usr/bin/env python3
"""Makes the pictures of docs/template-language.md: the first page of each example, blank margins cut off, 16 greys.

    pictures.py BIAOCE [NAME…]      all, or those named
"""
import struct
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

from manual import PAGE, examples

RESOLUTION, MARGIN, GREYS = 100, 12, 16


def read_pgm(data):
    magic, size, most, pixels = data.split(b'\n', 3)
    width, height = map(int, size.split())
    assert magic == b'P5' and most == b'255'
    return [pixels[y * width:(y + 1) * width] for y in range(height)]


def trim(rows, margin):
    """Without the page number at the foot: what a blank third of the page separates is no part of the example."""
    inked = [y for y, row in enumerate(rows) if min(row) < 200]
    body = [y for i, y in enumerate(inked) if y - inked[max(i - 1, 0)] < len(rows) / 3]
    if len(body) < len(inked):
        body = inked[:next(i for i in range(1, len(inked)) if inked[i] - inked[i - 1] >= len(rows) / 3)]
    rows = rows[max(body[0] - margin, 0):body[-1] + margin]
    columns = [x for x in range(len(rows[0])) if min(row[x] for row in rows) < 200]
    return [row[max(columns[0] - margin, 0):columns[-1] + margin] for row in rows]


def chunk(kind, data):
    return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))


def png(rows):
    width, packed = len(rows[0]), b''
    for row in rows:
        levels = [round(value * (GREYS - 1) / 255) for value in row] + [GREYS - 1] * (width % 2)
        packed += b'\0' + bytes(levels[x] << 4 | levels[x + 1] for x in range(0, len(levels), 2))
    palette = b''.join(bytes([level * 255 // (GREYS - 1)] * 3) for level in range(GREYS))
    header = struct.pack('>IIBBBBB', width, len(rows), 4, 3, 0, 0, 0)
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', header) + chunk(b'PLTE', palette) +
            chunk(b'IDAT', zlib.compress(packed, 9)) + chunk(b'IEND', b''))


def picture(example, biaoce):
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder) / 'page.pdf'
        example.render(biaoce, Path(folder), '-o', pdf).check_returncode()
        page = subprocess.run(['pdftoppm', '-gray', '-r', str(RESOLUTION), '-f', '1', '-l', '1', pdf],
                              capture_output=True, check=True).stdout
    return png(trim(read_pgm(page), MARGIN))


def main():
    folder = PAGE.parent / 'pictures'
    folder.mkdir(exist_ok=True)
    for example in examples():
        if len(sys.argv) > 2 and example.name not in sys.argv[2:]:
            continue
        path = folder / f'{example.name}.png'
        path.write_bytes(picture(example, sys.argv[1]))
        print(f'{path.relative_to(PAGE.parents[1])}: {path.stat().st_size} bytes')


if __name__ == '__main__':
    main()
