#!/usr/bin/env python3
"""Signatures as they are made, judged by programs of others: poppler (NSS), MuPDF, qpdf, OpenSSL, pikepdf.

    test_sign.py BIAOCE SOURCE [sanitized]
"""
import fcntl
import os
import re
import shutil
import subprocess
import sys
import unittest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from base import *

sys.path.insert(0, str(SOURCE / 'tests/tags'))
import rules
sys.path.insert(0, str(SOURCE / 'tests/pdf'))
import archive_rules


def pdfsig(path):
    return subprocess.run(['pdfsig', '-nocert', path], capture_output=True, text=True, env={**os.environ, 'TZ': 'UTC', 'HOME': str(SHARED)}).stdout


def signature_of(path, index=-1):
    """(dictionary as Python has it, the bytes that are signed, CMS)"""
    data = Path(path).read_bytes()
    with pikepdf.open(path) as pdf:
        field = pdf.Root.AcroForm.Fields[index]
        value = {name: field.V[name] for name in field.V.keys() if name not in ('/Contents', '/ByteRange')}
        value = {name: str(each) for name, each in value.items() if not isinstance(each, pikepdf.Array)}
        a, b, c, d = map(int, field.V.ByteRange)
        contents = bytes(field.V.Contents)
    return value, data[a:a + b] + data[c:c + d], contents


class Sign(Case):
    def judge(self, path, n=1, name='张三'):
        """By the others."""
        said = pdfsig(path)
        self.assertEqual(said.count('Signature is Valid'), n, said)
        self.assertEqual(said.count('Total document signed'), said.count('Signature #') - said.count('Not total'))
        self.assertIn(name, said)
        self.assertIn('ETSI.CAdES.detached', said)
        self.assertEqual(subprocess.run(['qpdf', '--check', path], capture_output=True).returncode, 0)
        said = subprocess.run(['mutool', 'sign', '-v', path], capture_output=True, text=True).stdout
        self.assertEqual(said.count('The document is unchanged') + said.count('The signature is valid'), n, said)
        return self.judge_bytes(path)

    def judge_bytes(self, path, index=-1):
        value, signed, cms = signature_of(path, index)
        (self.folder / 'signed').write_bytes(signed)
        (self.folder / 'cms').write_bytes(cms)
        tool('openssl', 'cms', '-verify', '-cades', '-binary', '-inform', 'DER', '-in', self.folder / 'cms', '-content', self.folder / 'signed',
             '-CAfile', SHARED / 'root.pem', '-purpose', 'any', '-out', '/dev/null')
        return value, tool('openssl', 'cms', '-cmsout', '-print', '-inform', 'DER', '-in', self.folder / 'cms').decode()

    def test_files_of_all_kinds(self):
        made = {
            'table': pages(self.folder / 'table.pdf', object_stream_mode=pikepdf.ObjectStreamMode.disable),
            'streams': pages(self.folder / 'streams.pdf', object_stream_mode=pikepdf.ObjectStreamMode.generate),
            'plain': own(self.folder / 'plain', '--pdf', 'plain'),
            'tagged': own(self.folder / 'tagged'),
        }
        for name, path in made.items():
            with self.subTest(name):
                kind = b'xref' if path.read_bytes()[startxref(path.read_bytes()):][:4] == b'xref' else b'obj'
                signed = self.sign(path, out=name + '-out')
                data = signed.read_bytes()
                self.assertEqual(b'xref' if data[startxref(data):][:4] == b'xref' else b'obj', kind)
                self.all_good(signed)
                self.judge(signed)

    def test_a_file_whose_last_line_has_no_end(self):
        path = pages(self.folder / 'a.pdf')
        path.write_bytes(path.read_bytes().rstrip())
        self.judge(self.sign(path))

    def test_hybrid_files(self):
        hidden = zlib.compress(b'3 0 <</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>')
        out = raw_objects({1: b'<</Type/Catalog/Pages 2 0 R>>', 2: b'<</Type/Pages/Kids[3 0 R]/Count 1>>',
                           5: b'<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n' % len(hidden) + hidden + b'\nendstream'},
                          trailer=b'/Size 7/Root 1 0 R')
        body = out[:out.rindex(b'xref\n0 1')]
        stream = len(body)
        row = b'\x02\x00\x05\x00'
        body += b'6 0 obj\n<</Type/XRef/Size 7/W[1 2 1]/Index[3 1]/Length 4>>\nstream\n' + row + b'\nendstream\nendobj\n'
        at = len(body)
        table = out[out.rindex(b'xref\n0 1'):out.rindex(b'trailer')]
        (self.folder / 'hybrid.pdf').write_bytes(body + table + b'trailer\n<</Size 7/Root 1 0 R/XRefStm %d>>\nstartxref\n%d\n%%%%EOF\n' % (stream, at))
        signed = self.sign(self.folder / 'hybrid.pdf')
        self.all_good(signed)
        self.judge(signed)

    def test_what_is_said_in_it(self):
        signed = self.sign(pages(self.folder / 'a.pdf'), '--reason', '审定 (终稿)', '--location', '济南', '--date',
                           '2026-02-03T04:05:06+08:00')
        value, cms = self.judge(signed)
        self.assertEqual(value, {'/Type': '/Sig', '/Filter': '/Adobe.PPKLite', '/SubFilter': '/ETSI.CAdES.detached',
                                 '/M': "D:20260202200506+00'00'", '/Name': '张三', '/Reason': '审定 (终稿)', '/Location': '济南'})
        self.assertIn('Feb 02 2026 20:05:06', pdfsig(signed))
        self.assertIn('signingCertificateV2', cms)
        self.assertNotIn('signingTime', cms)
        self.assertEqual(cms.count('d.certificate'), 2, 'the chain is in it')
        with pikepdf.open(signed) as pdf:
            self.assertEqual(int(pdf.Root.AcroForm.SigFlags), 3)
            self.assertEqual([str(pdf.trailer.ID[0]) == str(pdf.trailer.ID[1])], [False])

    def test_the_date_of_outputs(self):
        path = pages(self.folder / 'a.pdf')
        done = self.run_biaoce('sign', '-k', SHARED / 'rsa.p12', '-o', '-', path, environment={**ENVIRONMENT, 'SOURCE_DATE_EPOCH': '1770000000'})
        (self.folder / 'b.pdf').write_bytes(done.stdout)
        self.assertEqual(signature_of(self.folder / 'b.pdf')[0]['/M'], "D:20260202024000+00'00'")

    def test_other_keys(self):
        key('old', 'root', export=('-legacy',))
        path = pages(self.folder / 'a.pdf')
        for name in ('ec', 'old'):
            with self.subTest(name):
                signed = self.sign(path, key=name, out=name)
                self.all_good(signed)
                self.judge(signed, name=name)

    def test_two_signatures(self):
        first = self.sign(own(self.folder / 'tagged'), '--seal', SEAL, '--at', '1,120mm,220mm,40mm')
        second = self.sign(first, key='ec', out='second')
        answers = self.all_good(second, 2)
        self.assertEqual([each['updates'] for each in answers], [['signature'], []])
        self.assertEqual([each['field'] for each in answers], ['Signature1', 'Signature2'])
        self.judge(second, 2)

    def check_tags(self, path, fields):
        """PDF/UA-1, 7.18: the widget is in a Form, found by its key, has words, and its page an order."""
        with pikepdf.open(path) as pdf:
            self.assertEqual([each for each in rules.find(pdf) if each[0] != 'links'], [])
            tree = rules.number_tree(pdf.Root.StructTreeRoot.ParentTree)
            self.assertEqual(sorted(tree), list(tree))
            self.assertEqual(max(tree) + 1, int(pdf.Root.StructTreeRoot.ParentTreeNextKey))
            self.assertEqual(len(pdf.Root.AcroForm.Fields), fields)
            for field in pdf.Root.AcroForm.Fields:
                element = tree[int(field.StructParent)]
                self.assertEqual(str(element.S), '/Form')
                self.assertEqual(element.K.Obj.objgen, field.objgen)
                self.assertIn(element.objgen, [kid.objgen for kid in element.P.K if isinstance(kid, pikepdf.Dictionary)])
                self.assertTrue(str(field.TU) and str(element.Alt))
                self.assertEqual(str(field.P.Tabs), '/S')
                self.assertIn(field.objgen, [each.objgen for each in field.P.Annots])
                # PDF/A-2, 6.3.2 and 6.3.3, PDF/A-1, 6.9: printed, not hidden; an appearance, empty where nothing is seen
                self.assertEqual(int(field.F) & 0b100111, 4)
                left, bottom, right, top = map(float, field.Rect)
                self.assertEqual(list(field.AP.keys()), ['/N'])
                if left < right and bottom < top:
                    self.check_colours(field.AP.N)
                else:
                    self.assertEqual(field.AP.N.read_bytes(), b'')

    def check_colours(self, appearance):
        image = appearance.Resources.XObject.Seal
        self.assertEqual(str(image.ColorSpace[0]), '/CalRGB', 'not the device\'s, whose intent may be grey')
        self.assertEqual(str(image.SMask.ColorSpace), '/DeviceGray')
        self.assertNotIn('/Interpolate', image)

    def test_promises_are_kept(self):
        path = own(self.folder / 'tagged')
        seen = self.sign(path, '--seal', SEAL, '--at', '1,120mm,220mm,40mm', out='seen')
        self.check_tags(seen, 1)
        self.check_tags(self.sign(seen, out='both'), 2)
        for each in (seen, self.folder / 'both' / seen.name):
            data = each.read_bytes()
            self.assertTrue(data.endswith(b'%%EOF\n'))
            with pikepdf.open(each) as pdf: # PDF/A-2, 6.1.13
                self.assertLess(max(len(bytes(field.V.Contents)) for field in pdf.Root.AcroForm.Fields), 32768)

    def seen_at(self, path, page=1):
        """Where the page is red: left, top, right, bottom in mm as it is shown."""
        from PIL import Image
        subprocess.run(['pdftoppm', '-r', '127', '-f', str(page), '-l', str(page), '-png', '-singlefile', path, self.folder / 'page'], check=True)
        picture = Image.open(self.folder / 'page.png').convert('RGB')
        red = picture.point(lambda v: v).split()
        mask = Image.eval(red[0], lambda v: 255 if v > 150 else 0)
        mask = Image.composite(Image.eval(red[1], lambda v: 255 if v < 100 else 0), Image.new('L', picture.size), mask)
        return [round(v / 5) for v in mask.getbbox()]

    def test_seals_are_where_they_are_put(self):
        for turn in (0, 90, 180, 270):
            with self.subTest(turn):
                with pikepdf.new() as pdf:
                    for i in range(2):
                        pdf.add_blank_page(page_size=(595.276, 841.89))
                        pdf.pages[i].Rotate = turn
                        pdf.pages[i].CropBox = [0, 0, 595.276, 841.89]
                    pdf.save(self.folder / 'a.pdf')
                signed = self.sign(self.folder / 'a.pdf', '--seal', SEAL, '--at', 'last,30mm,50mm,4cm', out=f'turn{turn}')
                self.all_good(signed)
                found = self.seen_at(signed, 2)
                for a, b in zip(found, (30, 50, 70, 90)):
                    self.assertLessEqual(abs(a - b), 1, found)

    def test_words_below_a_seal_stay(self):
        with pikepdf.new() as pdf:
            pdf.add_blank_page(page_size=(595, 842))
            pdf.pages[0].Contents = pdf.make_stream(b'0 g 0 0 595 842 re f')
            pdf.save(self.folder / 'black.pdf')
        signed = self.sign(self.folder / 'black.pdf', '--seal', SEAL, '--at', '1,20mm,20mm,40mm')
        subprocess.run(['pdftoppm', '-r', '40', '-png', '-singlefile', signed, self.folder / 'page'], check=True)
        from PIL import Image
        self.assertLess(max(high for _, high in Image.open(self.folder / 'page.png').convert('RGB').getextrema()), 40)

    def test_fields_that_were_prepared(self):
        path = own(self.folder / 'tagged')
        done = self.run_biaoce('sign', '--prepare', '--field', '财务负责人', '--at', '1,120mm,220mm,50mm,30mm', '-o', self.folder / 'prepared', path)
        self.assertEqual(done.returncode, 0, done.stderr)
        prepared = self.folder / 'prepared' / path.name
        self.assertIn('E875', self.verify(prepared, code=1) or self.said)
        with pikepdf.open(prepared) as pdf:
            self.assertNotIn('/V', pdf.Root.AcroForm.Fields[0])
            self.assertEqual(int(pdf.Root.AcroForm.SigFlags), 1)
        signed = self.sign(prepared, '--seal', SEAL)
        self.check_tags(signed, 1)
        self.assertEqual(self.all_good(signed)[0]['field'], '财务负责人')
        self.judge(signed)
        left, top, right, bottom = self.seen_at(signed)
        self.assertLessEqual(max(abs(left - 130), abs(right - 160), abs(top - 220), abs(bottom - 250)), 1) # as large as fits, in its middle
        self.sign(signed, '--field', '财务负责人', out='again', code=1)
        self.assertIn('E873', self.said)

    def test_fields_of_others(self):
        def change(pdf):
            widget = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, Rect=[50, 50, 150, 150], F=4,
                                                          P=pdf.pages[0].obj))
            field = pdf.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name.Sig, T='上级', Kids=[widget], Lock=pikepdf.Dictionary(
                Type=pikepdf.Name.SigFieldLock, Action=pikepdf.Name.Include, Fields=pikepdf.Array([pikepdf.String('另一')]))))
            widget.Parent = field
            other = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, Rect=[0, 0, 0, 0], F=4, T='另一',
                                                         FT=pikepdf.Name.Sig, P=pdf.pages[0].obj))
            text = pdf.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name.Tx, T='文字', Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget,
                                                        Rect=[200, 200, 300, 220], P=pdf.pages[0].obj))
            pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([widget, other, text]))
            pdf.Root.AcroForm = pdf.make_indirect(pikepdf.Dictionary(Fields=pikepdf.Array([field, other, text])))
        with pikepdf.open(pages(self.folder / 'base.pdf')) as pdf:
            change(pdf)
            pdf.save(self.folder / 'a.pdf')
        signed = self.sign(self.folder / 'a.pdf', '--seal', SEAL)
        self.assertEqual(self.all_good(signed)[0]['field'], '上级')
        self.judge_bytes(signed, 0) # the others look for a value where the field is shown, not in the field
        with pikepdf.open(signed) as pdf:
            self.assertEqual(str(pdf.Root.AcroForm.Fields[0].V.Reference[0].TransformMethod), '/FieldMDP')
            self.assertIn('/AP', pdf.Root.AcroForm.Fields[0].Kids[0])
        self.sign(signed, out='locked', code=1) # its lock names the one that is left
        self.assertIn('E871', self.said)
        self.sign(signed, '--field', '文字', out='text', code=1)
        self.assertIn('E873', self.said)
        self.all_good(self.sign(signed, '--field', '新', out='new'), 2)

    def test_one_bad_file_stops_no_other(self):
        good = [pages(self.folder / f'{i}.pdf') for i in range(2)]
        (self.folder / 'bad.pdf').write_bytes(b'%PDF-1.7\nnothing')
        done = self.run_biaoce('sign', '-k', SHARED / 'rsa.p12', '-o', self.folder / 'out', good[0], self.folder / 'bad.pdf', good[1])
        self.assertEqual(done.returncode, 1)
        self.assertEqual(sorted(each.name for each in (self.folder / 'out').iterdir()), ['0.pdf', '1.pdf'])
        self.assertEqual(done.stdout.decode().split(), [str(self.folder / 'out/0.pdf'), str(self.folder / 'out/1.pdf')])

    def test_nothing_is_replaced(self):
        path = pages(self.folder / 'a.pdf')
        before = path.read_bytes()
        self.assertEqual(self.run_biaoce('sign', '-k', SHARED / 'rsa.p12', path).returncode, 0)
        self.all_good(self.folder / 'a-signed.pdf')
        done = self.run_biaoce('sign', '-k', SHARED / 'rsa.p12', path)
        self.assertEqual((done.returncode, b'E872' in done.stderr), (1, True))
        self.assertEqual(self.run_biaoce('sign', '-k', SHARED / 'rsa.p12', '-o', self.folder, path).returncode, 1)
        self.assertEqual(path.read_bytes(), before)
        path.chmod(0o640)
        self.assertEqual(self.run_biaoce('sign', '-k', SHARED / 'rsa.p12', '--in-place', path).returncode, 0)
        self.all_good(path)
        self.assertEqual(path.stat().st_mode & 0o777, 0o640)
        self.assertEqual(sorted(each.name for each in self.folder.iterdir()), ['a-signed.pdf', 'a.pdf'])

    def test_one_run_at_a_time_in_place(self):
        """No signature is lost when two runs replace one file: each adds to what the other has written, or is refused."""
        path = pages(self.folder / 'a.pdf')
        before = path.read_bytes()
        with open(path, 'rb') as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            done = self.run_biaoce('sign', '-k', SHARED / 'rsa.p12', '--in-place', path)
            self.assertEqual((done.returncode, b'E869' in done.stderr, path.read_bytes() == before), (3, True, True), done.stderr)
        with ThreadPoolExecutor(6) as pool:
            runs = [*pool.map(lambda _: self.run_biaoce('sign', '-k', SHARED / 'rsa.p12', '--in-place', path), range(18))]
        self.assertLessEqual({run.returncode for run in runs}, {0, 3})
        self.assertEqual([run.returncode for run in runs if b'E869' not in run.stderr and run.returncode], [])
        signed = sum(run.returncode == 0 for run in runs)
        self.assertEqual(len(re.findall(rb'/ByteRange', path.read_bytes())), signed)
        self.assertGreaterEqual(signed, 1)

    def refuse(self, path, code, *words, key='rsa', status=1, environment=None):
        done = self.run_biaoce('sign', '-k', SHARED / f'{key}.p12', '-o', self.folder / 'no', *words, path, environment=environment)
        self.assertEqual(done.returncode, status, done.stderr.decode())
        self.assertIn(code, done.stderr.decode())
        self.assertFalse(list((self.folder / 'no').glob('*')) if (self.folder / 'no').exists() else [])
        return done.stderr.decode() + done.stdout.decode()

    def test_files_that_are_refused(self):
        path = pages(self.folder / 'a.pdf', object_stream_mode=pikepdf.ObjectStreamMode.disable)
        data = path.read_bytes()
        odd = self.folder / 'odd.pdf'
        for change in (b'x' * 20 + data, data[:-40], data.replace(b'startxref', b'startxxxx'), data[:len(data) // 2], b''):
            odd.write_bytes(change)
            self.refuse(odd, 'E871')
        with pikepdf.open(path) as pdf:
            pdf.save(self.folder / 'locked.pdf', encryption=pikepdf.Encryption(owner='o', user=''))
        self.assertIn('encrypted', self.refuse(self.folder / 'locked.pdf', 'E871'))
        self.refuse(self.folder / 'none.pdf', 'E100', status=3)

    def test_certified_files(self):
        for level, new, old in ((1, 'E871', 'E871'), (2, 'E871', None), (3, 'E871', None)):
            with self.subTest(level), pikepdf.open(pages(self.folder / 'base.pdf')) as pdf:
                field = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Sig, T='先有',
                                                             Rect=[10, 10, 90, 90], P=pdf.pages[0].obj))
                value = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Sig, Reference=[pikepdf.Dictionary(
                    TransformMethod=pikepdf.Name.DocMDP, TransformParams=pikepdf.Dictionary(P=level))]))
                pdf.pages[0].Annots = [field]
                pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[field])
                pdf.Root.Perms = pikepdf.Dictionary(DocMDP=value)
                pdf.save(self.folder / 'a.pdf')
                self.refuse(self.folder / 'a.pdf', new, '--seal', SEAL, '--at', '1,10mm,10mm,10mm')
                if old:
                    self.refuse(self.folder / 'a.pdf', old)
                else:
                    self.sign(self.folder / 'a.pdf', '--seal', SEAL, out=f'level{level}')

    def test_keys_that_are_refused(self):
        path = pages(self.folder / 'a.pdf')
        key('short', 'root', new=('rsa:1024',))
        tool('openssl', 'req', '-newkey', 'ed25519', '-nodes', '-keyout', 'ed.key', '-x509', '-out', 'ed.pem', '-subj', '/CN=ed')
        tool('openssl', 'pkcs12', '-export', '-inkey', 'ed.key', '-in', 'ed.pem', '-out', 'ed.p12', '-passout', f'pass:{PASSWORD}')
        tool('openssl', 'pkcs12', '-export', '-nokeys', '-in', 'rsa.pem', '-out', 'certificate.p12', '-passout', f'pass:{PASSWORD}')
        shutil.copy(SHARED / 'rsa.pem', SHARED / 'text.p12')
        (SHARED / 'cut.p12').write_bytes((SHARED / 'rsa.p12').read_bytes()[:900])
        for name in ('short', 'ed', 'certificate', 'text', 'cut'):
            with self.subTest(name):
                self.refuse(path, 'E870', key=name, status=2)
        self.refuse(path, 'E100', key='none', status=3)
        (self.folder / 'wrong').write_text('not it\n')
        for given in (('--password-file', self.folder / 'wrong'), ('--password-file', os.devnull)):
            said = self.refuse(path, 'E870', *given, status=2)
            self.assertNotIn('not it', said)
        said = self.refuse(path, 'E870', status=2, environment={**ENVIRONMENT, 'BIAOCE_SIGN_PASSWORD': 'other'})
        self.assertNotIn('other', said.replace('another', ''))
        (self.folder / 'wrong').write_text('x' * 2000)
        self.refuse(path, '1023', '--password-file', self.folder / 'wrong', status=3)
        (self.folder / 'right').write_text(PASSWORD + '\r\nsecond line')
        self.sign(path, '--password-file', self.folder / 'right')

    def test_keys_that_are_doubtful(self):
        key('ended', 'root', days='1')
        key('tls', 'root', extensions='keyUsage=keyEncipherment\n')
        path = pages(self.folder / 'a.pdf')
        signed = self.sign(path, '--date', '2031-01-01T00:00:00Z', key='ended', out='ended')
        self.assertIn('W870', self.said)
        self.assertEqual(self.verdicts(self.verify(signed, '--trust', SHARED / 'root.pem', code=1)[0]), ['good'] * 4 + ['bad'])
        self.sign(path, key='tls', out='tls')
        self.assertIn('W870', self.said)

    def test_places_and_pictures_that_are_refused(self):
        path = pages(self.folder / 'a.pdf')
        for at in ('', '1', '0,1mm,1mm,9mm', '1,1mm,1mm', '1,1mm,1mm,0', '1,1mm,1mm,9mm,', '1,-1mm,1mm,9mm', 'x,1mm,1mm,9mm', '1,1mm,1mm,9mm,9mm,9mm'):
            self.refuse(path, 'E873', '--seal', SEAL, '--at', at, status=2)
        for at in ('3,1mm,1mm,9mm', '1,200mm,1mm,20mm', '1,1mm,290mm,20mm', '1,1mm,1mm,300mm'):
            self.refuse(path, 'E873', '--seal', SEAL, '--at', at)
        self.refuse(path, 'E873', '--seal', SEAL)
        self.refuse(path, 'E873', '--seal', path, '--at', '1,1mm,1mm,9mm', status=2)
        self.refuse(path, 'E100', '--seal', self.folder / 'none.png', '--at', '1,1mm,1mm,9mm', status=3)

    def test_other_promises(self):
        with pikepdf.open(pages(self.folder / 'base.pdf')) as pdf:
            with pdf.open_metadata() as metadata:
                metadata['pdfaid:part'], metadata['pdfaid:conformance'] = '1', 'B'
            pdf.save(self.folder / 'a.pdf')
        self.sign(self.folder / 'a.pdf', out='unseen')
        self.assertNotIn('W871', self.said)
        self.sign(self.folder / 'a.pdf', '--seal', SEAL, '--at', '1,1mm,1mm,40mm')
        self.assertIn('W871', self.said)

    def test_the_first_pdf_a_stays_one(self):
        """What is signed unseen has an appearance all the same, which PDF/A-1 asks of every field."""
        path = own(self.folder / 'old', '--pdf', 'a-1b')
        self.assertEqual(archive_rules.find(self.sign(path)), [])
        self.assertNotIn('W871', self.said)

    def test_words_of_the_command_line(self):
        path = pages(self.folder / 'a.pdf')
        for words in (['sign', path], ['sign', '-k', 'x', '--prepare', path], ['sign', '-k', 'x', '--in-place', '-o', 'y', path],
                      ['sign', '-k', 'x', '-o', 'y.pdf', path, path], ['sign', '-k', 'x', '--date', '2026-01-01', path], ['sign', '-k', 'x'],
                      ['verify'], ['sign', '-k', 'x', '--limit', 'time=1s', path]):
            self.assertEqual(self.run_biaoce(*words).returncode, 2, words)

    @unittest.skipIf(SANITIZED, 'sanitizers do not run in a sandbox')
    def test_in_a_sandbox(self):
        path = pages(self.folder / 'a.pdf')
        signed = self.sign(path, '--sandbox', '--seal', SEAL, '--at', '1,1mm,1mm,40mm')
        self.assertEqual(self.verdicts(self.verify(signed, '--sandbox', '--trust', SHARED / 'root.pem')[0]), ['good'] * 5)


main()
