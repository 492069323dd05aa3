#!/usr/bin/env python3
"""Makes the pictures that the tests use; none is taken from elsewhere.

    make.py FOLDER          all kinds that can be printed, and broken ones
    make.py --seeds FOLDER  small ones for the fuzzer
    make.py --examples FOLDER  those of examples/certificate
"""
import io
import struct
import sys
import zlib
from pathlib import Path

from PIL import Image, ImageDraw


def chunk(kind, data):
    return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))


def png(width, height, bits, colour, rows, *chunks, interlaced=0):
    header = struct.pack('>IIBBBBB', width, height, bits, colour, 0, 0, interlaced)
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', header) + b''.join(chunks) +
            chunk(b'IDAT', zlib.compress(rows, 9)) + chunk(b'IEND', b''))


def scene(width=60, height=40):
    """Colours that differ in every corner, so that a turned picture is known."""
    picture = Image.new('RGB', (width, height))
    picture.putdata([(x * 255 // width, y * 255 // height, 128) for y in range(height) for x in range(width)])
    ImageDraw.Draw(picture).rectangle((0, 0, width // 5, height // 5), fill=(255, 255, 255))
    return picture


def seal(size=80):
    picture = Image.new('RGBA', (size, size), (255, 255, 255, 0))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((2, 2, size - 3, size - 3), outline=(200, 20, 20, 255), width=4)
    draw.rectangle((size // 3, size // 3, size * 2 // 3, size * 2 // 3), fill=(200, 20, 20, 128))
    return picture


def saved(picture, form, **options):
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


def sixteen_bits():
    rows = b''.join(b'\0' + b''.join(struct.pack('>HHH', x * 1000, y * 1500, 0x8040) for x in range(60))
                    for y in range(40))
    return png(60, 40, 16, 2, rows)


def interlaced():
    """Adam7 by hand: the passes of a grey picture."""
    value = lambda x, y: (x * 4 + y) % 256
    rows = b''
    for x0, y0, dx, dy in ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)):
        for y in range(y0, 40, dy):
            rows += b'\0' + bytes(value(x, y) for x in range(x0, 60, dx))
    return png(60, 40, 8, 0, rows, interlaced=1)


def good():
    plain, grey = scene(), scene().convert('L')
    palette = plain.quantize(16)
    files = {
        'rgb.png': saved(plain, 'PNG', dpi=(150, 150)), 'grey.png': saved(grey, 'PNG'),
        'alpha.png': saved(seal(), 'PNG'), 'grey-alpha.png': saved(seal().convert('LA'), 'PNG'),
        'palette.png': saved(palette, 'PNG', bits=4), 'clear.png': saved(palette, 'PNG', transparency=3),
        'one-bit.png': saved(plain.convert('1'), 'PNG'), 'opaque.png': saved(plain.convert('RGBA'), 'PNG'),
        'sixteen.png': sixteen_bits(), 'interlaced.png': interlaced(),
        'rgb.jpg': saved(plain, 'JPEG', dpi=(150, 150)), 'grey.jpg': saved(grey, 'JPEG', progressive=True),
        'cmyk.jpg': saved(plain.convert('CMYK'), 'JPEG'), 'jpeg-called.png': saved(plain, 'JPEG', quality=90),
    }
    for turn in range(1, 9):
        exif = Image.Exif()
        exif[0x112] = turn
        files[f'turn{turn}.jpg'] = saved(plain, 'JPEG', exif=exif.tobytes(), quality=95)
    return files


def broken():
    """Name, bytes, and what is said of it."""
    fine, photo = saved(scene(), 'PNG'), saved(scene(), 'JPEG')
    at = fine.index(b'IDAT')
    twelve = bytearray(photo)
    twelve[photo.index(b'\xff\xc0') + 4] = 12
    lossless = photo.replace(b'\xff\xc0', b'\xff\xc3', 1)
    return [
        ('empty.png', b'', 'empty'), ('cut.png', fine[:-30], 'cut off'), ('cut-head.png', fine[:20], 'cut off'),
        ('crc.png', fine[:at + 8] + bytes([fine[at + 8] ^ 1]) + fine[at + 9:], 'damaged'),
        ('no-head.png', fine[:12] + b'tEXt' + fine[16:], 'damaged'),
        ('wide.png', png(60000, 60000, 8, 2, b'\0'), '60000 x 60000'), ('none.png', png(0, 5, 8, 2, b''), 'no pixels'),
        ('short.png', png(300, 300, 8, 2, b'\0' * 1000), 'damaged'),
        ('cut.jpg', photo[:-20], 'cut off'), ('cut-head.jpg', photo[:30], 'cut off'),
        ('hole.jpg', photo[:20] + b'\0\0\0\0' + photo[24:], 'damaged'), ('twelve.jpg', bytes(twelve), '12 bits'),
        ('lossless.jpg', lossless, 'lossless'), ('headless.jpg', b'\xff\xd8\xff\xd9', 'damaged'),
        ('one.gif', saved(scene(), 'GIF'), 'it is GIF'), ('one.bmp', saved(scene(), 'BMP'), 'it is BMP'),
        ('one.tif', saved(scene(), 'TIFF'), 'it is TIFF'), ('word.png', b'PK\x03\x04 no picture', 'neither PNG nor JPEG'),
    ]


def sample_seal(size=640):
    """A round seal with a star, the name of an office round it, and 样章 below: of no office that there is."""
    import math
    from PIL import ImageFont
    red, middle = (200, 16, 20, 255), size / 2
    picture = Image.new('RGBA', (size, size), (255, 255, 255, 0))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((8, 8, size - 9, size - 9), outline=red, width=18)
    radii = [size * 0.15 if i % 2 == 0 else size * 0.0573 for i in range(10)]
    draw.polygon([(middle + r * math.sin(i * math.pi / 5), middle - r * math.cos(i * math.pi / 5))
                  for i, r in enumerate(radii)], fill=red)
    font = ImageFont.truetype('/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc', size // 8)
    office = '某某市财政局'
    for i, character in enumerate(office):
        angle = (i - (len(office) - 1) / 2) * 40
        letter = Image.new('RGBA', (size, size), (255, 255, 255, 0))
        ImageDraw.Draw(letter).text((middle, size * 0.145), character, font=font, fill=red, anchor='mm')
        picture.alpha_composite(letter.rotate(-angle, resample=Image.BICUBIC))
    draw.text((middle, size * 0.78), '样章', font=font, fill=red, anchor='mm')
    return picture.resize((size // 2, size // 2), Image.LANCZOS)


def sample_photo(width=480, height=320):
    """A bridge, drawn."""
    picture = Image.new('RGB', (width, height))
    picture.putdata([(150 + y // 5, 190 + y // 8, 230) if y < 200 else (70, 110 + y // 8, 140)
                     for y in range(height) for _ in range(width)])
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 168, width, 184), fill=(110, 110, 112))
    for x in (120, 360):
        draw.rectangle((x - 7, 60, x + 7, 250), fill=(140, 120, 110))
        for reach in range(20, 121, 20):
            for side in (-1, 1):
                draw.line((x, 66, x + side * reach, 168), fill=(90, 90, 92), width=2)
    return picture


def examples():
    quantized = sample_seal()
    return {'seal.png': saved(quantized, 'PNG', dpi=(194, 194), optimize=True),
            'photo.jpg': saved(sample_photo(), 'JPEG', quality=80, dpi=(150, 150))}


def write(folder, files):
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files:
        (folder / name).write_bytes(content)


if __name__ == '__main__':
    if sys.argv[1] == '--seeds':
        small = {name: content for name, content in good().items() if len(content) < 3000}
        small |= {name: content for name, content, _ in broken() if len(content) < 3000}
        write(Path(sys.argv[2]), small.items())
    elif sys.argv[1] == '--examples':
        write(Path(sys.argv[2]), examples().items())
    else:
        write(Path(sys.argv[1]), [*good().items(), *((name, content) for name, content, _ in broken())])
