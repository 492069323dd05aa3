#!/usr/bin/env python3
"""PDFs of others, and of those who mean harm: what they hold comes out, and nothing else happens.

    test_foreign.py BIAOCE SOURCE [sanitized]
"""
import hashlib
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import unittest
import zlib
from pathlib import Path

import pikepdf

sys.path.insert(0, str(Path(__file__).parent))
import make_seeds

BIAOCE, SANITIZED = sys.argv[1], len(sys.argv) > 3
ENVIRONMENT = {**os.environ, 'LC_ALL': 'C.UTF-8'}


def limit():
    if not SANITIZED: # which takes all addresses there are
        resource.setrlimit(resource.RLIMIT_AS, (1536 << 20,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (20, 20))


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        self.out = self.folder / 'out'

    def run_extract(self, *words):
        return subprocess.run([BIAOCE, 'extract', *map(str, words)], capture_output=True, env=ENVIRONMENT,
                              preexec_fn=limit, timeout=30)

    def extract(self, data, *words):
        """(exit code, files, message)"""
        path = self.folder / 'in.pdf'
        path.write_bytes(data)
        done = self.run_extract(path, '-o', self.out, *words)
        files = {item.name: item.read_bytes() for item in self.out.iterdir()} if self.out.exists() else {}
        self.assertEqual(sorted(item.name for item in self.folder.iterdir()),
                         ['in.pdf', 'out'] if self.out.exists() else ['in.pdf'])
        return done.returncode, files, done.stderr.decode()

    def pike(self, files, change=None, **how):
        path = self.folder / 'made.pdf'
        with pikepdf.new() as pdf:
            pdf.add_blank_page()
            for name, data in files.items():
                pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, data, filename=name)
            if change:
                change(pdf)
            pdf.save(path, **how)
        data = path.read_bytes()
        path.unlink()
        return data


class Others(Case):
    def test_pikepdf(self):
        files = {'a.txt': b'text', '数据.csv': '项目,金额\r\n'.encode(), '𬒈.bin': bytes(range(256)) * 300, 'empty': b''}
        for how in ({}, {'object_stream_mode': pikepdf.ObjectStreamMode.disable},
                    {'object_stream_mode': pikepdf.ObjectStreamMode.generate}, {'linearize': True},
                    {'compress_streams': False, 'stream_decode_level': pikepdf.StreamDecodeLevel.all}):
            with self.subTest(how):
                code, found, said = self.extract(self.pike(files, **how))
                self.assertEqual((code, found), (0, files), said)
                shutil.rmtree(self.out)

    def test_seeds(self):
        seeds = make_seeds.seeds()
        for name in ('table', 'flate', 'hex', 'streams', 'predicted', 'broken', 'loop'):
            with self.subTest(name):
                self.assertEqual(self.extract(seeds[name])[:2], (0, {'a': make_seeds.DATA}))
                shutil.rmtree(self.out)
        self.assertEqual(self.extract(seeds['added'])[:2], (0, {'a': b'{"form": "y"}\n'}))

    def test_hybrid(self):
        """A table for old readers, and a stream beside it with what they do not see."""
        found = make_seeds.objects()
        spec, file = found.pop(4), found.pop(5)
        first = make_seeds.table(found)
        body = first[:first.rindex(b'xref\n0 1')]
        at5 = len(body)
        body += b'5 0 obj\n' + file + b'\nendobj\n'
        packed = zlib.compress(b'4 0 ' + spec)
        at6 = len(body)
        body += b'6 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n' % len(packed)
        body += packed + b'\nendstream\nendobj\n'
        at7 = len(body)
        rows = b''.join(bytes([kind]) + place.to_bytes(2, 'big') + b'\0' for kind, place in
                        ((2, 6), (1, at5), (1, at6)))
        body += b'7 0 obj\n<</Type/XRef/Size 8/Index[4 3]/W[1 2 1]/Length %d>>\nstream\n' % len(rows)
        body += rows + b'\nendstream\nendobj\n'
        at = len(body)
        table = first[first.rindex(b'xref\n0 1'):first.rindex(b'>>\nstartxref')]
        data = body + table + b'/XRefStm %d>>\nstartxref\n%d\n%%%%EOF\n' % (at7, at)
        self.assertEqual(self.extract(data)[:2], (0, {'a': make_seeds.DATA}))

    def test_only_at_a_mark(self):
        def change(pdf):
            spec = pikepdf.AttachedFileSpec(pdf, b'here', filename='mark.txt')
            pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FileAttachment, Rect=[0, 0, 9, 9], FS=spec.obj))])
        self.assertEqual(self.extract(self.pike({}, change))[:2], (0, {'mark.txt': b'here'}))

    def test_list(self):
        path = self.folder / 'in.pdf'
        path.write_bytes(make_seeds.table(make_seeds.objects()))
        done = self.run_extract(path, '--list')
        self.assertEqual((done.returncode, done.stdout), (0, b'a\tapplication/json\tData\t14\n'))
        self.assertEqual(list(self.folder.iterdir()), [path])

    def test_standard_input(self):
        done = subprocess.run([BIAOCE, 'extract', '-', '-o', str(self.out)], capture_output=True, env=ENVIRONMENT,
                              input=make_seeds.streams())
        self.assertEqual((done.returncode, (self.out / 'a').read_bytes()), (0, make_seeds.DATA))


class Names(Case):
    def test_names_stay_in_the_folder(self):
        names = ['../up.txt', '/etc/passwd', '..\\..\\win.ini', '..', '.', '.hidden', 'a/b/c.csv', 'CON', 'nul.txt',
                 'a:b.txt', 'new\nline.txt', '\x1b[31mred.txt', 'x' * 400 + '.csv', ' blank ', 'C:\\x\\y.json']
        code, found, said = self.extract(self.pike({name: name.encode() for name in names}))
        self.assertEqual(code, 0, said)
        self.assertEqual(sorted(found.values()), sorted(name.encode() for name in names))
        for name in found:
            self.assertLessEqual(len(name.encode()), 255)
            self.assertNotRegex(name, r'[\x00-\x1f/\\:]|^\.')

    def test_equal_names(self):
        def change(pdf):
            for file in pdf.attachments.values():
                file.obj.UF = pikepdf.String('Same.csv')
                file.obj.F = pikepdf.String('Same.csv')
            first = next(iter(pdf.attachments.values()))
            first.obj.UF = pikepdf.String('same.CSV')
        code, found, _ = self.extract(self.pike({'1': b'1', '2': b'2', '3': b'3'}, change))
        self.assertEqual((code, sorted(found.values())), (0, [b'1', b'2', b'3']))
        self.assertEqual(len({name.lower() for name in found}), 3)

    def test_nothing_is_replaced(self):
        self.out.mkdir()
        (self.out / 'a').write_bytes(b'mine')
        code, found, said = self.extract(self.pike({'a': b'theirs', 'b': b'other'}))
        self.assertEqual((code, found), (1, {'a': b'mine', 'b': b'other'}))
        self.assertIn('E866', said)

    def test_no_link_is_followed(self):
        self.out.mkdir()
        target = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, target)
        (self.out / 'a').symlink_to(target / 'victim')
        path = self.folder / 'in.pdf'
        path.write_bytes(self.pike({'a': b'theirs'}))
        self.assertEqual(self.run_extract(path, '-o', self.out).returncode, 1)
        self.assertFalse((target / 'victim').exists())


class Wrong(Case):
    def check(self, data, status, code, found=None):
        exit_code, files, said = self.extract(data)
        self.assertEqual((exit_code, files), (status, found or {}), said)
        self.assertIn(f'[{code}]', said)

    def test_no_pdf(self):
        for data in (b'', b'%PDF', b'PK\x03\x04' + bytes(99), 'form: x\n'.encode(), bytes(5000)):
            self.check(data, 1, 'E860')
        for data in (b'%PDF-1.7\n', b'%PDF-1.7\nstartxref\n9\n%%EOF', make_seeds.streams()[:200]):
            self.check(data, 1, 'E860')

    def test_missing(self):
        done = self.run_extract(self.folder / 'none.pdf')
        self.assertEqual(done.returncode, 3)
        self.assertIn(b'E100', done.stderr)

    def test_no_attachments(self):
        self.check(self.pike({}), 1, 'E863')

    def test_encrypted(self):
        self.check(self.pike({'a': b'x'}, encryption=pikepdf.Encryption(owner='o', user='u')), 1, 'E861')
        self.check(make_seeds.seeds()['encrypted'], 1, 'E861')

    def test_filters(self):
        self.check(make_seeds.table(make_seeds.objects(b'/Filter/LZWDecode')), 1, 'E864')
        self.check(make_seeds.table(make_seeds.objects(b'/Filter/FlateDecode', b'no stream')), 1, 'E864')
        cut = zlib.compress(bytes(range(256)) * 40)[:-9]
        self.check(make_seeds.table(make_seeds.objects(b'/Filter/FlateDecode', cut)), 1, 'E864')

    def test_checksum(self):
        good, bad = hashlib.md5(make_seeds.DATA).hexdigest(), hashlib.md5(b'other').hexdigest()
        for digest, told in ((good, False), (bad, True)):
            objects = make_seeds.objects()
            objects[5] = objects[5].replace(b'/Size 14', b'/Size 14/CheckSum<%s>' % digest.encode())
            code, found, said = self.extract(make_seeds.table(objects))
            self.assertEqual((code, found), (0, {'a': make_seeds.DATA}))
            self.assertEqual('W865' in said, told)
            shutil.rmtree(self.out)

    def test_bombs(self):
        bomb = zlib.compress(bytes(200 << 20), 9)
        twice = zlib.compress(bomb, 9)
        path = self.folder / 'in.pdf'
        path.write_bytes(make_seeds.table(make_seeds.objects(b'/Filter[/FlateDecode/FlateDecode]', twice)))
        start = time.monotonic()
        done = self.run_extract(path, '-o', self.out, '--limit', 'memory=64MiB')
        self.assertLess(time.monotonic() - start, 10)
        self.assertEqual(done.returncode, 1)
        self.assertIn(b'E862', done.stderr)

    def test_loops(self):
        """Trees that lead back to themselves, many times at each level."""
        found = make_seeds.objects()
        found[1] = b'<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles 6 0 R>>>>'
        found[6] = b'<</Kids[%s]>>' % (b'6 0 R ' * 50)
        self.check(make_seeds.table(found), 1, 'E862')
        found = make_seeds.objects()
        found[2] = b'<</Type/Pages/Kids[2 0 R 2 0 R 2 0 R]/Count 1>>'
        code, files, said = self.extract(make_seeds.table(found))
        self.assertEqual((code, files), (1, {'a': make_seeds.DATA}), said)
        self.assertIn('E862', said)

    def test_lengths_in_a_circle(self):
        found = make_seeds.objects()
        found[5] = found[5].replace(b'/Length 14', b'/Length 5 0 R')
        self.assertEqual(self.extract(make_seeds.table(found))[:2], (0, {'a': make_seeds.DATA}))

    def test_depth(self):
        for inside in (b'[' * 200000, b'<</a' * 200000, b'(' * 200000, b'<' * 99999):
            found = make_seeds.objects()
            found[1] = inside
            code, files, _ = self.extract(make_seeds.table(found))
            self.assertEqual((code, files), (1, {}))

    def test_parts_that_never_end(self):
        data = make_seeds.table(make_seeds.objects())
        at = data.rindex(b'xref\n0 1')
        self.assertEqual(self.extract(data.replace(b'/Size 9', b'/Size 9/Prev %d' % at))[0], 0)

    def test_many_objects_without_ends(self):
        """Objects whose strings reach to the end of the file, and no cross-references."""
        start = time.monotonic()
        self.extract(b'%PDF-1.4\n' + b''.join(b'%d 0 obj(\n' % i for i in range(1, 60000)))
        self.extract(b'%PDF-1.4\n' + b''.join(b'%d 0 obj<</Length 9>>stream\n' % i for i in range(1, 60000)))
        self.assertLess(time.monotonic() - start, 10)

    def test_every_cut(self):
        for data in (make_seeds.table(make_seeds.objects()), make_seeds.streams(True)):
            for end in range(0, len(data), 97):
                path = self.folder / 'in.pdf'
                path.write_bytes(data[:end])
                self.assertIn(self.run_extract(path, '--list').returncode, (0, 1))


if __name__ == '__main__':
    unittest.main(argv=sys.argv[:1])
