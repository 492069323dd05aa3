"""PDF/A-1b: forms, blanks and a book made as it, by rules of our own and by PDFBox; what cannot be in it is refused; each rule
is shown a file that breaks it. test_archive.py BIAOCE SOURCE"""
import io
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

import pikepdf
from PIL import Image

import archive_rules

BIAOCE, SOURCE = sys.argv[1], pathlib.Path(sys.argv[2])
EXAMPLES = SOURCE / 'examples'
FAMILIES = ['tangshan-project-quarter', 'qingdao-project', 'jinan-project', 'futian-project', 'many-indicators']
JARS = [pathlib.Path('/usr/share/java') / f'{name}.jar' for name in
        ('preflight', 'pdfbox2', 'fontbox2', 'xmpbox', 'commons-logging', 'javax.activation', 'jaxb-api')]
FORM = '''form: pictures
fields: {name: 名称, note: 说明}
output: $(name)
layout:
  - title: 图片
  - table:
      widths: [2, 6]
      rows:
        - [名称, =name]
        - {row: [说明, {value: note, style: {font: emphasis, colour: '#B00000'}}]}
        - [图片, {image: %s, width: 40mm, alt: 图片}]
%s
'''

LINES = '''form: lines
fields:
  name: 项目名称
  code: 项目编码
  unit: {label: 主管部门, role: department}
output: 行
layout:
  - title: $(name)
  - table: {widths: [1, 1], rows: [[项目编码, =code], [主管部门, =unit]]}
'''


def run(*command):
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False)


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def render(self, *records, expected=0, more=()):
        done = run(BIAOCE, 'render', '-q', '--force', '--pdf', 'a-1b', *more, '-o', f'{self.folder}/out/', *records)
        self.assertEqual(done.returncode, expected, done.stderr)
        self.told = done.stderr
        return sorted((self.folder / 'out').glob('*.pdf'))

    def picture_form(self, picture, extra=''):
        (self.folder / 'pictures.yaml').write_text(FORM % (picture, extra), encoding='utf-8')
        record = self.folder / 'record.yaml'
        record.write_text('form: pictures\nname: 甲\nnote: 𠮷野家，第1中学 Office\n', encoding='utf-8')
        return record

    def judge(self, path):
        self.assertEqual(archive_rules.find(path), [], path.name)
        done = run('qpdf', '--check', path)
        self.assertIn('No syntax or stream encoding errors', done.stdout)


class Made(Case):
    def test_forms(self):
        made = self.render(*(EXAMPLES / f'{name}.yaml' for name in FAMILIES))
        self.assertGreaterEqual(len(made), len(FAMILIES))
        for path in made:
            with self.subTest(path.name):
                self.judge(path)
        self.preflight(made[:2])

    def test_the_same_words_as_usual(self):
        record = EXAMPLES / f'{FAMILIES[2]}.yaml'
        [made] = self.render(record)
        done = run(BIAOCE, 'render', '-q', '--force', '-o', self.folder / 'usual.pdf', record)
        self.assertEqual(done.returncode, 0)
        texts = [run('pdftotext', '-layout', path, '-').stdout for path in (made, self.folder / 'usual.pdf')]
        self.assertEqual(*texts)
        self.assertIn('绩效', texts[0])

    def test_blank(self):
        done = run(BIAOCE, 'blank', '-q', '--pdf', 'a-1b', '-o', self.folder / 'blank.pdf', 'qingdao-project')
        self.assertEqual(done.returncode, 0, done.stderr)
        self.judge(self.folder / 'blank.pdf')

    def test_book(self):
        made = []
        for threads in (1, 4):
            made.append(self.folder / f'{threads}.pdf')
            done = run(BIAOCE, 'book', '-q', '--no-check', '-f', 'pdf', '--pdf', 'a-1b', f'-j{threads}', '-o', made[-1],
                       EXAMPLES / 'book-families/book.yaml')
            self.assertEqual(done.returncode, 0, done.stderr)
        self.judge(made[0])
        self.assertEqual(made[0].read_bytes(), made[1].read_bytes())
        self.preflight(made[:1])

    def test_pictures_and_colours(self):
        """Opaque ones, a face of TrueType outlines, red letters."""
        Image.new('RGB', (40, 30), (200, 10, 10)).save(self.folder / 'red.png')
        Image.new('L', (40, 30), 90).save(self.folder / 'grey.jpg')
        Image.new('CMYK', (40, 30), (0, 90, 90, 0)).save(self.folder / 'inks.jpg')
        for picture in ('red.png', 'grey.jpg', 'inks.jpg'):
            with self.subTest(picture):
                [made] = self.render(self.picture_form(picture), more=('-T', self.folder))
                self.judge(made)
                with pikepdf.open(made) as pdf:
                    keys = {key for o in pdf.objects if isinstance(o, pikepdf.Dictionary) for key in o.keys()}
                self.assertLessEqual({'/FontFile2', '/FontFile3', '/CIDSet'}, keys)

    def test_words_of_several_lines(self):
        """XMP is in attributes, which hold no line ends."""
        (self.folder / 'lines.yaml').write_text(LINES, encoding='utf-8')
        record = self.folder / 'record.yaml'
        record.write_text('form: lines\n项目名称: "甲\\n 乙  丙\\t丁"\n项目编码: "1.\\r\\n2\\n"\n主管部门: "局\\n\\n科"\n', encoding='utf-8')
        [made] = self.render(record, more=('-T', self.folder, '--no-check'))
        self.judge(made)
        with pikepdf.open(made) as pdf:
            self.assertEqual([str(pdf.docinfo[key]) for key in ('/Title', '/Keywords', '/Author')], ['甲乙 丙 丁', '1. 2', '局 科'])

    def preflight(self, paths):
        if not shutil.which('java') or not all(jar.exists() for jar in JARS):
            self.skipTest('PDFBox preflight is not installed')
        for path in paths:
            done = run('java', '-cp', ':'.join(map(str, JARS)), 'org.apache.pdfbox.preflight.Validator_A1b', path)
            self.assertIn('is a valid PDF/A-1b file', done.stdout, done.stdout + done.stderr)


class Refused(Case):
    """What shows through, and attachments; other records come out."""

    def test_seal_and_transparency(self):
        Image.new('RGBA', (40, 30), (200, 10, 10, 90)).save(self.folder / 'clear.png')
        for picture in ('clear.png', str(EXAMPLES / 'certificate/photo.jpg')):
            extra = '' if picture == 'clear.png' else '''  - table:
      widths: [1]
      rows:
        - [{text: 公章, seal: {image: clear.png, width: 20mm, at: 公章, alt: 公章}}]
'''
            shutil.copy(EXAMPLES / 'certificate/photo.jpg', self.folder)
            record = self.picture_form(pathlib.Path(picture).name, extra)
            with self.subTest(picture):
                made = self.render(record, EXAMPLES / 'jinan-project.yaml', more=('-T', self.folder), expected=1)
                self.assertIn('[E510]', self.told)
                self.assertIn('a-2a', self.told)
                self.assertEqual(len(made), 1)
                self.assertFalse([p for p in (self.folder / 'out').iterdir() if p not in made])

    def test_seal_in_a_book(self):
        for name in ('certificate.yaml', 'record.yaml', 'photo.jpg', 'seal.png'):
            shutil.copy(EXAMPLES / 'certificate' / name, self.folder)
        shutil.copy(EXAMPLES / 'jinan-project.yaml', self.folder)
        book = self.folder / 'book.yaml'
        book.write_text('book: 汇编\nparts:\n  - section: 证书\n    forms: [record.yaml, jinan-project.yaml]\n', encoding='utf-8')
        command = (BIAOCE, 'book', '-q', '--no-check', '-T', self.folder, '-f', 'pdf', '--pdf', 'a-1b', '-o', self.folder / 'b.pdf', book)
        done = run(*command)
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn('record.yaml:1:1: error', done.stderr)
        self.assertIn('[E510]', done.stderr)
        self.assertFalse((self.folder / 'b.pdf').exists())
        done = run(*command, '--force')
        self.assertEqual(done.returncode, 1, done.stderr)
        self.judge(self.folder / 'b.pdf')

    def test_attachments(self):
        for command in (('render', '-o', self.folder / 'x.pdf', EXAMPLES / 'jinan-project.yaml'),
                        ('book', '-o', self.folder / 'x.pdf', EXAMPLES / 'book-jinan/book.yaml')):
            done = run(BIAOCE, command[0], '-q', '--pdf', 'a-1b', '--attach-data', *command[1:])
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertIn('[E505]', done.stderr)
            self.assertFalse((self.folder / 'x.pdf').exists())

    def test_a_kind_that_is_none(self):
        done = run(BIAOCE, 'render', '--pdf', 'a-1a', EXAMPLES / 'jinan-project.yaml')
        self.assertEqual(done.returncode, 2)
        self.assertIn('a-1b', done.stderr)


def first_font(pdf, key):
    return next(o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and key in o)


def spoil_cid_set(pdf):
    own = first_font(pdf, '/CIDSet')['/CIDSet']
    bits = bytearray(own.read_bytes())
    bits[0] ^= 0x10
    own.write(bytes(bits))


def spoil_metadata(pdf, old, new):
    stream = pdf.Root['/Metadata']
    data = stream.read_bytes()
    assert old in data
    stream.write(data.replace(old, new))


def add_transparency(pdf):
    pdf.pages[0].obj['/Group'] = pikepdf.Dictionary(S=pikepdf.Name('/Transparency'), CS=pikepdf.Name('/DeviceRGB'))


def add_picture(pdf, **entries):
    image = pikepdf.Stream(pdf, b'\0' * 3)
    image.stream_dict = pikepdf.Dictionary(Type=pikepdf.Name('/XObject'), Subtype=pikepdf.Name('/Image'), Width=1, Height=1,
                                           BitsPerComponent=8, ColorSpace=pikepdf.Name('/DeviceGray'), **entries)
    pdf.Root['/Spare'] = pdf.make_indirect(image)


def add_annotation(pdf):
    own = pikepdf.Dictionary(Type=pikepdf.Name('/Annot'), Subtype=pikepdf.Name('/Text'), Rect=[0, 0, 9, 9], F=4)
    pdf.pages[0].obj['/Annots'] = pikepdf.Array([pdf.make_indirect(own)])


def use_inks(pdf):
    page = pdf.pages[0]
    page.obj['/Contents'] = pdf.make_stream(b'0 0 0 1 k\n' + page.obj['/Contents'].read_bytes())


BREAKS = {
    'limits': lambda pdf: pdf.Root.__setitem__('/Spare', pikepdf.Array([0] * 8192)),
    'claims': lambda pdf: spoil_metadata(pdf, b'pdfaid:part="1"', b'pdfaid:part="2"'),
    'same-words': lambda pdf: pdf.docinfo.__setitem__('/Title', 'another'),
    'intent': lambda pdf: pdf.Root.__delitem__('/OutputIntents'),
    'colours': use_inks,
    'images': lambda pdf: add_picture(pdf, Interpolate=True),
    'transparent': add_transparency,
    'embedded': lambda pdf: first_font(pdf, '/FontFile3')['/FontFile3'].__setitem__('/Subtype', pikepdf.Name('/OpenType')),
    'cid-set': spoil_cid_set,
    'attachments': lambda pdf: pdf.attachments.__setitem__('x', pikepdf.AttachedFileSpec(pdf, b'x', filename='x')),
    'annotations': add_annotation,
}
BYTES = {
    'header': lambda data: data.replace(b'%PDF-1.4', b'%PDF-1.7', 1),
    'end': lambda data: data + b'\n\n% more',
    'id': lambda data: re.sub(rb'/ID', rb'/XX', data),
}


class Rules(Case):
    """Each of them finds the file that breaks it, and nothing else of it."""

    def setUp(self):
        super().setUp()
        [self.good] = self.render(EXAMPLES / 'jinan-project.yaml')

    def found(self, data):
        path = self.folder / 'broken.pdf'
        path.write_bytes(data)
        return {rule for rule, _ in archive_rules.find(path)}

    def saved(self, change, **options):
        out = io.BytesIO()
        with pikepdf.open(self.good) as pdf:
            change(pdf)
            pdf.save(out, static_id=True, fix_metadata_version=False, object_stream_mode=pikepdf.ObjectStreamMode.disable,
                     **options)
        return out.getvalue()

    def test_untouched(self):
        self.assertEqual(self.found(self.saved(lambda pdf: None)), set())

    def test_each(self):
        tried = set()
        for rule, change in BREAKS.items():
            with self.subTest(rule):
                self.assertEqual(self.found(self.saved(change)), {rule})
            tried.add(rule)
        for rule, change in BYTES.items():
            with self.subTest(rule):
                self.assertEqual(self.found(change(self.good.read_bytes())), {rule})
            tried.add(rule)
        out = io.BytesIO()
        with pikepdf.open(self.good) as pdf:
            pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        self.assertIn('table', self.found(out.getvalue()))
        self.assertEqual(tried | {'table'}, set(archive_rules.RULES))


if __name__ == '__main__':
    unittest.main(argv=sys.argv[:1])
