#!/usr/bin/env python3
"""Pictures read back: the pixels that were put in, each file once, every turn of a camera, and every kind of file that
cannot be printed told at its place.

    check_pictures.py BIAOCE
"""
import io
import os
import re
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageCms

import make
from rendered import *

BIAOCE = sys.argv[1]
FORM = '''
form: pictures
extends: [gb9704]
paper: {number: none}
fields: {photo: {label: 现场照片}, name: 名称}
layout:
%s
'''


def listing(pdf):
    """What pdfimages says of each picture shown: type, width, height, colour, object."""
    done = subprocess.run(['pdfimages', '-list', str(pdf)], capture_output=True, text=True)
    rows = [line.split() for line in done.stdout.splitlines()[2:]]
    return [{'type': r[2], 'size': (int(r[3]), int(r[4])), 'colour': r[5], 'encoding': r[8], 'object': r[10]} for r in rows]


def extracted(pdf, folder):
    subprocess.run(['pdfimages', '-png', str(pdf), str(folder / 'got')], check=True)
    return [Image.open(path) for path in sorted(folder.glob('got-*.png'))]


def close(one, other, slack=0):
    """Whether two pictures are the same, as far as `slack` of 255."""
    if one.size != other.size:
        return False
    pairs = zip(one.convert('RGB').getdata(), other.convert('RGB').getdata())
    return all(abs(a - b) <= slack for left, right in pairs for a, b in zip(left, right))


def check_pixels(folder):
    """Every PNG, decoded by others out of the PDF; transparent ones with their masks."""
    for name, content in make.good().items():
        if not content.startswith(b'\x89PNG'):
            continue
        with tempfile.TemporaryDirectory() as work:
            pdf = render(BIAOCE, folder, FORM % f'  - {{image: {name}, width: 40mm}}', 'form: pictures\n名称: 甲\n', 'pdf')
            shown, source = extracted(pdf, Path(work)), Image.open(folder / name)
            same([row['type'] for row in listing(pdf)], ['image'] + ['smask'] * (len(shown) - 1), f'{name}: objects')
            wanted = source.convert('RGBA') if name != 'sixteen.png' else source
            alpha = None if name == 'sixteen.png' else wanted.getchannel('A')
            if name == 'interlaced.png':
                wanted = Image.new('L', (60, 40))
                wanted.putdata([(x * 4 + y) % 256 for y in range(40) for x in range(60)])
            check(close(shown[0], wanted, 1), f'{name}: other pixels')
            opaque = alpha is None or alpha.getextrema() == (255, 255)
            same(len(shown), 1 if opaque else 2, f'{name}: a mask')
            if len(shown) > 1 and not opaque:
                check(close(shown[1], alpha), f'{name}: another mask')


def check_jpeg(folder):
    """Not decoded: the very bytes."""
    for name in ('rgb.jpg', 'grey.jpg', 'cmyk.jpg', 'jpeg-called.png'):
        pdf = render(BIAOCE, folder, FORM % f'  - {{image: {name}}}', 'form: pictures\n名称: 甲\n', 'pdf')
        check((folder / name).read_bytes() in pdf.read_bytes(), f'{name}: other bytes')
    operators = page_operators(pdf)
    inks = page_operators(render(BIAOCE, folder, FORM % '  - {image: cmyk.jpg}', 'form: pictures\n名称: 甲\n', 'pdf'))
    check('/Decode [ 1 0 1 0 1 0 1 0 ]' in ' '.join(inks.split()), 'inverted inks')
    check('/Decode' not in operators, 'colours are not inverted')


def check_inks(folder):
    """Files for archives say what inks look like, as any colour engine reads it."""
    run(BIAOCE, folder, FORM % '  - {image: cmyk.jpg}', 'form: pictures\n名称: 甲\n', '-f', 'pdf', '--pdf', 'a-2u', '-o',
        'inks.pdf')
    text = page_operators(folder / 'inks.pdf')
    check('/ICCBased' in text and '/DeviceCMYK' not in text, 'inks that no profile describes')
    raw = subprocess.run(['qpdf', '--qdf', '--object-streams=disable', str(folder / 'inks.pdf'), '-'],
                         capture_output=True).stdout
    at = raw.index(b'scnrCMYKXYZ ') - 12
    profile = ImageCms.ImageCmsProfile(io.BytesIO(raw[at:at + int.from_bytes(raw[at:at + 4], 'big')]))
    seen = ImageCms.buildTransform(profile, ImageCms.createProfile('sRGB'), 'CMYK', 'RGB', renderingIntent=1)
    for inks, wanted in (((0, 0, 0, 0), (255, 255, 255)), ((255, 0, 0, 0), (0, 158, 224)), ((0, 255, 0, 0), (230, 0, 126)),
                         ((0, 0, 255, 0), (255, 237, 0)), ((0, 0, 0, 255), (40, 40, 40))):
        got = ImageCms.applyTransform(Image.new('CMYK', (1, 1), inks), seen).getpixel((0, 0))
        check(all(abs(a - b) < 16 for a, b in zip(got, wanted)), f'inks {inks}: {got}, not {wanted}')


def check_turns(folder):
    """The white corner of the picture stands where a viewer that knows EXIF has it."""
    for turn in range(1, 9):
        name = f'turn{turn}.jpg'
        wide = turn < 5
        with tempfile.TemporaryDirectory() as work:
            pdf = render(BIAOCE, folder, FORM % f'  - {{image: {name}, {"width" if wide else "height"}: 60mm}}',
                         'form: pictures\n名称: 甲\n', 'pdf')
            subprocess.run(['pdftoppm', '-r', '72', '-png', str(pdf), f'{work}/page'], check=True)
            page = Image.open(next(Path(work).glob('page*.png'))).convert('RGB')
            box = Image.eval(page.getchannel('B'), lambda v: 255 if abs(v - 128) < 40 else 0).getbbox()
            from PIL import ImageOps
            upright = ImageOps.exif_transpose(Image.open(folder / name)).resize((box[2] - box[0], box[3] - box[1]))
            points = [(0.1, 0.1), (0.9, 0.1), (0.1, 0.9), (0.9, 0.9)]
            for x, y in points:
                at = int(x * (upright.width - 1)), int(y * (upright.height - 1))
                got, wanted = page.getpixel((box[0] + at[0], box[1] + at[1])), upright.getpixel(at)
                check(all(abs(a - b) < 40 for a, b in zip(got, wanted)), f'{name}: {got} at {x}, {y}, not {wanted}')
        anchor = sheet_objects(render(BIAOCE, folder, FORM % f'  - {{image: {name}, height: 30mm}}',
                                      'form: pictures\n名称: 甲\n', 'xlsx'))[0]
        frame = anchor.find(f'.//{ART}xfrm')
        same((frame.get('rot'), frame.get('flipH'), frame.get('flipV')),
             {1: (None, None, None), 2: (None, '1', None), 3: ('10800000', None, None), 4: (None, None, '1'),
              5: ('16200000', '1', None), 6: ('5400000', None, None), 7: ('5400000', '1', None),
              8: ('16200000', None, None)}[turn], f'{name}: in the workbook')


def check_places(folder):
    """As large as asked, in its proportions, aligned; with its words; in the workbook at the same size."""
    layout = '''  - table:
      widths: [1, 1]
      rows:
        - [{image: rgb.png, width: 30mm, height: 30mm, alt: '桥 "一号" <近景>'}, {image: =photo, height: 20mm}]
        - [{image: alpha.png, style: {align: right}}, =name]'''
    record = 'form: pictures\n名称: 甲\n现场照片: sub/photo.jpg\n'
    pdf = render(BIAOCE, folder, FORM % layout, record, 'pdf')
    operators = page_operators(pdf)
    sizes = [tuple(map(float, size)) for size in re.findall(r'^([\d.]+) 0 0 ([\d.]+) [\d.]+ [\d.]+ cm$', operators, re.M)]
    points = 72 / 25.4
    for got, wanted in zip(sizes, [(30 * points, 20 * points), (30 * points, 20 * points), (60, 60)]):
        check(all(abs(a - b) < 0.02 for a, b in zip(got, wanted)), f'{got} points, not {wanted}')
    same(len(sizes), 3, 'pictures shown')
    alts = [bytes.fromhex(text).decode('utf-16') for text in re.findall(r'/Alt ?<(feff[0-9a-f]+)>', operators)]
    same(alts + re.findall(r'/Alt ?\((.*?)\)', operators), ['桥 "一号" <近景>', '现场照片', 'alpha'], 'words in the PDF')
    xlsx = render(BIAOCE, folder, FORM % layout, record, 'xlsx')
    anchors = sheet_objects(xlsx)
    same([a.find(f'.//{DRAWING}cNvPr').get('descr') for a in anchors], ['桥 "一号" <近景>', '现场照片', 'alpha'],
         'words in the workbook')
    for anchor, (width, height) in zip(anchors, sizes):
        extent = anchor.find(f'{DRAWING}ext')
        check(abs(int(extent.get('cx')) - width * 12700) < 300 and abs(int(extent.get('cy')) - height * 12700) < 300,
              'another size in the workbook')
    sheet = load(xlsx)
    same(len(sheet._images), 3, 'pictures for openpyxl')
    same([image._data()[:4] for image in sheet._images], [b'\x89PNG', b'\xff\xd8\xff\xe0', b'\x89PNG'], 'their files')


def check_once(folder):
    """A picture shown often is one object of a volume and one part of a workbook."""
    layout = '''  - table: {widths: [1, 1], rows: [[{image: alpha.png, width: 20mm}, {image: alpha.png, width: 30mm}], [=name, ~]]}'''
    records = '---\n'.join(f'form: pictures\n名称: 第{i}份\n' for i in range(12))
    (folder / 'copy').mkdir(exist_ok=True)
    pdf = render(BIAOCE, folder, FORM % layout, 'form: pictures\n名称: 甲\n', 'pdf')
    same(len({row['object'] for row in listing(pdf) if row['type'] == 'image'}), 1, 'objects of a document')
    finished = run(BIAOCE, folder, FORM % layout, records, '-f', 'xlsx', '-o', 'all.xlsx', '--one-workbook')
    same(finished.returncode, 0, finished.stderr)
    with zipfile.ZipFile(folder / 'all.xlsx') as archive:
        same([n for n in archive.namelist() if 'media' in n], ['xl/media/image1.png'], 'parts of the workbook')
        same(len([n for n in archive.namelist() if re.fullmatch(r'xl/drawings/drawing\d+\.xml', n)]), 12, 'drawings')
    (folder / 'book.yaml').write_text('book: 汇编\nparts:\n  - {section: 表, forms: record.yaml, template: form.yaml}\n')
    made = subprocess.run([BIAOCE, 'book', '-f', 'pdf,xlsx', '-o', 'bound', 'book.yaml'], cwd=folder, capture_output=True,
                          text=True, env={'LANG': 'C', 'PATH': '/usr/bin:/bin', **environment()})
    same(made.returncode, 0, made.stderr)
    for bound in (folder / 'bound').glob('*.pdf'):
        rows = [row for row in listing(bound) if row['type'] == 'image']
        same((len(rows), len({row['object'] for row in rows})), (24, 1), 'objects of a volume')
    for bound in (folder / 'bound').glob('*.xlsx'):
        with zipfile.ZipFile(bound) as archive:
            same([n for n in archive.namelist() if 'media' in n], ['xl/media/image1.png'], 'parts of a bound workbook')


def check_same_bytes(folder):
    layout = '  - {image: =photo, width: 40mm}\n  - {para: $(name)}'
    names = [name for name in make.good()]
    records = '---\n'.join(f'form: pictures\n名称: 第{i}份\n现场照片: {name}\n' for i, name in enumerate(names))
    made = []
    for threads in ('1', '4'):
        out = folder / f'threads{threads}'
        finished = run(BIAOCE, folder, FORM % layout, records, '-f', 'pdf,xlsx', '-j', threads, '-o', str(out))
        same(finished.returncode, 0, finished.stderr)
        made.append({path.name: path.read_bytes() for path in out.iterdir()})
    same(len(made[0]), 2 * len(names), 'outputs')
    check(made[0] == made[1], 'other bytes with other threads')


def refuse(folder, name, code, words, layout='  - {image: =photo}\n  - {para: 正文}'):
    record = f"form: pictures\n名称: 甲\n现场照片: '{name}'\n"
    finished = run(BIAOCE, folder, FORM % layout, record, '-f', 'pdf,xlsx', '-o', 'refused')
    same(finished.returncode, 1, f'{name}: {finished.stderr}')
    check(f'record.yaml:3:7: error: ' in finished.stderr and f'[{code}]' in finished.stderr and words in finished.stderr,
          f'{name}: {code} {words}: {finished.stderr}')
    check(not list(folder.glob('refused/*')), f'{name}: something was made')


def check_refused(folder):
    for name, _, words in make.broken():
        refuse(folder, name, 'E421', words)
    outside = folder / 'outside'
    outside.mkdir()
    inside = folder / 'inside'
    inside.mkdir()
    (outside / 'secret.png').write_bytes(make.good()['rgb.png'])
    (inside / 'link.png').symlink_to('../outside/secret.png')
    (inside / 'folder').symlink_to('../outside')
    os.mkfifo(inside / 'pipe.png')
    (inside / 'sub').mkdir()
    (inside / 'big.png').write_bytes(b'\x89PNG')
    os.truncate(inside / 'big.png', 40 << 20)
    for name, words in (('missing.png', 'there is no picture'), ('sub/missing.png', 'there is no picture'),
                        ('link.png', 'does not lie below'), ('folder/secret.png', 'does not lie below'),
                        ('../outside/secret.png', 'does not lie below'), ('sub/../../outside/secret.png', 'does not lie below'),
                        (str(outside / 'secret.png'), 'does not lie below'), ('pipe.png', 'cannot be read'),
                        ('sub', 'cannot be read'), ('big.png', 'larger than 32 MB')):
        refuse(inside, name, 'E420', words)
    finished = run(BIAOCE, inside, FORM % '  - {image: =photo, width: 30mm}\n  - {para: 正文}',
                   "form: pictures\n名称: 甲\n现场照片: no.png\n", '--force', '-f', 'pdf', '-o', 'forced.pdf')
    check((inside / 'forced.pdf').exists() and '[E420]' in finished.stderr, f'--force: {finished.stderr}')
    # The form's own name is looked for beside the form, not beside the record.
    (inside / 'forms').mkdir()
    (inside / 'forms/own.yaml').write_text(FORM % '  - {image: own.png}\n  - {para: 正文}', encoding='utf-8')
    (inside / 'own.png').write_bytes(make.good()['rgb.png'])
    done = lambda: subprocess.run([BIAOCE, 'render', '-t', 'forms/own.yaml', '-f', 'pdf', '-o', 'own.pdf', 'record.yaml'],
                                  cwd=inside, capture_output=True, text=True,
                                  env={'LANG': 'C', 'PATH': '/usr/bin:/bin', **environment()})
    check('own.yaml:7:13: error: ' in done().stderr, f'beside the form: {done().stderr}')
    (inside / 'forms/own.png').write_bytes(make.good()['rgb.png'])
    same(done().returncode, 0, 'beside the form')


def check_bomb(folder):
    """The largest picture that is taken, packed as small as can be, is printed before patience ends."""
    rows = make.zlib.compressobj(9)
    data = b''.join([rows.compress(b'\0' * 20001) for _ in range(2000)]) + rows.flush()
    header = make.struct.pack('>IIBBBBB', 20000, 2000, 8, 0, 0, 0, 0)
    content = b'\x89PNG\r\n\x1a\n' + make.chunk(b'IHDR', header) + make.chunk(b'IDAT', data) + make.chunk(b'IEND', b'')
    (folder / 'bomb.png').write_bytes(content)
    pdf = render(BIAOCE, folder, FORM % '  - {image: bomb.png}', 'form: pictures\n名称: 甲\n', 'pdf')
    same([row['size'] for row in listing(pdf)], [(20000, 2000)], 'the largest')


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make.write(folder, [*make.good().items(), *((name, content) for name, content, _ in make.broken())])
        (folder / 'sub').mkdir()
        (folder / 'sub/photo.jpg').write_bytes(make.good()['rgb.jpg'])
        for part in (check_pixels, check_jpeg, check_inks, check_turns, check_places, check_once, check_same_bytes, check_refused,
                     check_bomb):
            part(folder)
    done()


main()
