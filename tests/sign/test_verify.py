#!/usr/bin/env python3
"""What is said of signatures: each of the five answers alone, of files that were changed and of such as lie.

    test_verify.py BIAOCE SOURCE [sanitized]
"""
import re
import resource
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from base import *

GOOD = ['good'] * 5


def changed(data, found, trailer=b''):
    """The objects are replaced by an update."""
    size = max(found) + 1
    old = max(int(each) for each in re.findall(rb'/Size (\d+)', data))
    root = re.findall(rb'/Root (\d+) 0 R', data)[-1]
    info = re.findall(rb'/Info \d+ 0 R', data)
    trailer = trailer or b''.join(info[-1:])
    return raw_objects(found, data, b'/Size %d/Root %s 0 R/Prev %d' % (max(size, old), root, startxref(data)) + trailer)


# 1 catalog, 2 pages, 3 page, 4 contents, 5 font, 6 text field, 7 note, 8 its appearance, 9 info
BASE = {
    1: b'<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R]>>>>',
    2: b'<</Type/Pages/Kids[3 0 R]/Count 1>>',
    3: b'<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>/Annots[6 0 R 7 0 R]>>',
    4: b'<</Length 33>>\nstream\nBT /F 12 Tf 20 20 Td (1000) Tj ET\nendstream',
    5: b'<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
    6: b'<</Type/Annot/Subtype/Widget/FT/Tx/T(t)/V(a)/Rect[10 50 90 60]/P 3 0 R/AP<</N 8 0 R>>>>',
    7: b'<</Type/Annot/Subtype/Square/Rect[10 70 90 80]/P 3 0 R>>',
    8: b'<</Type/XObject/Subtype/Form/BBox[0 0 80 10]/Length 0>>\nstream\n\nendstream',
    9: b'<</Title(x)>>',
}


class Verify(Case):
    @classmethod
    def setUpClass(cls):
        """A file of few objects, signed; the catalog, the page and the form are written anew by that."""
        (SHARED / 'base.pdf').write_bytes(raw_objects(BASE, trailer=b'/Size 10/Root 1 0 R/Info 9 0 R'))
        subprocess.run([BIAOCE, 'sign', '-k', SHARED / 'rsa.p12', '-o', SHARED / 'signed.pdf', SHARED / 'base.pdf'], check=True,
                       env=ENVIRONMENT, capture_output=True)
        cls.signed = (SHARED / 'signed.pdf').read_bytes()
        with pikepdf.open(SHARED / 'signed.pdf') as pdf:
            cls.form = pdf.Root.AcroForm.unparse()
            cls.field = pdf.Root.AcroForm.Fields[-1].objgen[0]
            cls.annotations = pdf.pages[0].Annots.unparse()
            cls.value = pdf.Root.AcroForm.Fields[-1].V.objgen[0]

    def answer(self, data, code=1, *words):
        path = self.folder / 'a.pdf'
        path.write_bytes(data)
        answers = self.verify(path, '--trust', SHARED / 'root.pem', *words, code=code)
        return answers[0] if answers else None

    def after(self, found, trailer=b''):
        """Verdict and kinds of what was done to the signed file."""
        data = changed(self.signed, found, trailer)
        path = self.folder / 'a.pdf'
        path.write_bytes(data)
        done = self.run_biaoce('verify', '--json', '--trust', SHARED / 'root.pem', path)
        answer = json.loads(done.stdout)
        verdicts = self.verdicts(answer)
        self.assertEqual([verdicts[0]] + verdicts[2:], ['good'] * 4)
        self.assertEqual(done.returncode, 1 if verdicts[1] == 'bad' else 0)
        self.assertEqual(b'E877' in done.stderr, verdicts[1] == 'bad')
        return verdicts[1], answer['updates']

    def page(self, entries=b'', annotations=None):
        return (b'<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>/Annots'
                + (annotations or self.annotations) + entries + b'>>')

    def catalog(self, entries=b'', form=None):
        return b'<</Type/Catalog/Pages 2 0 R/AcroForm' + (form or self.form) + entries + b'>>'

    def test_as_it_was_signed(self):
        self.assertEqual(self.verdicts(self.answer(self.signed, 0)), GOOD)
        self.assertEqual(self.verdicts(self.answer(self.signed + b'\r\n\n', 0)), GOOD)
        self.assertEqual(self.after({9: b'<</Title(x)>>'}), ('good', []))

    def test_what_may_follow(self):
        self.assertEqual(self.after({9: b'<</Title(y)>>'}, b'/Info 9 0 R'), ('good', ['properties']))
        self.assertEqual(self.after({1: self.catalog(b'/DSS<</Certs[20 0 R]>>'), 20: BASE[8]}), ('good', ['validation']))

    def test_defaults_of_forms(self):
        """Acrobat adds them when it signs."""
        form = self.form.rstrip()[:-2] + b'/DR<</Font<</Helv 5 0 R>>>>/DA(/Helv 0 Tf 0 g)>>'
        self.assertEqual(self.after({1: self.catalog(form=form)}), ('good', []))
        self.assertEqual(self.after({1: self.catalog(form=form[:-2] + b'/NeedAppearances true>>')}), ('bad', ['form']))
        self.assertEqual(self.after({1: self.catalog(form=form[:-2] + b'/XFA[]>>')}), ('bad', ['other']))

    def test_forms(self):
        filled = BASE[6].replace(b'/V(a)', b'/V(b)')
        self.assertEqual(self.after({6: filled}), ('bad', ['form']))
        self.assertEqual(self.after({6: filled.replace(b'8 0 R', b'20 0 R'), 20: BASE[8]}), ('bad', ['form']))
        # what it shows changes, and its value does not
        self.assertEqual(self.after({8: BASE[8].replace(b'80 10', b'80 90')}), ('bad', ['content']))
        self.assertEqual(self.after({6: BASE[6].replace(b'[10 50', b'[10 10')}), ('bad', ['content']))
        self.assertEqual(self.after({6: BASE[6].replace(b'/P 3', b'/F 2/P 3')}), ('bad', ['content']))

    def test_annotations(self):
        more = self.annotations.replace(b']', b' 20 0 R]')
        note = b'<</Type/Annot/Subtype/FreeText/Rect[0 0 200 200]/Contents(2000)>>'
        self.assertEqual(self.after({3: self.page(annotations=more), 20: note}), ('bad', ['annotations']))
        self.assertEqual(self.after({7: BASE[7].replace(b'10 70', b'10 10')}), ('bad', ['annotations']))
        # one that is taken away may have hidden what is seen now
        self.assertEqual(self.after({3: self.page(annotations=self.annotations.replace(b'7 0 R', b''))}), ('bad', ['content']))
        # that it says it is a signature does not make it one
        fake = b'<</Type/Annot/Subtype/Widget/FT/Sig/T(s)/Rect[0 0 200 200]/P 3 0 R>>'
        self.assertEqual(self.after({3: self.page(annotations=more), 20: fake}), ('bad', ['annotations']))

    def test_a_signature_without_a_signature(self):
        """It is listed as another one, and judged as that."""
        more = self.annotations.replace(b']', b' 20 0 R]')
        fake = b'<</Type/Annot/Subtype/Widget/FT/Sig/T(s)/Rect[0 0 200 200]/P 3 0 R/V<</Contents<00>/ByteRange[0 1 2 3]>>>>'
        data = changed(self.signed, {3: self.page(annotations=more), 20: fake, 1: self.catalog(form=self.form.replace(b'] ', b' 20 0 R] ', 1)
                       if b'] ' in self.form else self.form.replace(b']', b' 20 0 R]', 1))})
        (self.folder / 'a.pdf').write_bytes(data)
        answers = self.verify(self.folder / 'a.pdf', code=1)
        self.assertEqual([each['good'] for each in answers], [True, False])

    def test_contents(self):
        other = b'<</Length 33>>\nstream\nBT /F 12 Tf 20 20 Td (9000) Tj ET\nendstream'
        kinds = {
            'contents': {4: other},
            'another stream': {3: self.page().replace(b'4 0 R', b'20 0 R'), 20: other},
            'font': {5: BASE[5].replace(b'Helvetica', b'Courier')},
            'size': {3: self.page().replace(b'200 200', b'200 100')},
            'page added': {2: b'<</Type/Pages/Kids[3 0 R 20 0 R]/Count 2>>', 20: b'<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>'},
            'page taken away': {2: b'<</Type/Pages/Kids[]/Count 0>>'},
            'pages': {1: self.catalog().replace(b'2 0 R', b'20 0 R'), 20: b'<</Type/Pages/Kids[21 0 R]/Count 1>>',
                      21: b'<</Type/Page/Parent 20 0 R/MediaBox[0 0 200 200]/Contents 22 0 R>>', 22: other},
            'layers': {1: self.catalog(b'/OCProperties<<>>')},
            'from above': {2: BASE[2].replace(b'/Count', b'/Rotate 90/Count')},
        }
        for name, found in kinds.items():
            with self.subTest(name):
                verdict, updates = self.after(found)
                self.assertEqual(verdict, 'bad')
                self.assertIn('content', updates)

    def test_what_is_not_known(self):
        for entry in (b'/OpenAction<</S/JavaScript/JS(x)>>', b'/Names<<>>', b'/Perms<<>>', b'/StructTreeRoot<</Type/StructTreeRoot>>'):
            verdict, updates = self.after({1: self.catalog(entry)})
            self.assertEqual((verdict, updates), ('bad', ['other']), entry)

    def test_the_form_is_gone(self):
        data = changed(self.signed, {1: b'<</Type/Catalog/Pages 2 0 R>>'})
        self.assertIsNone(self.answer(data, 1))
        self.assertIn('E875', self.said)

    def test_tags(self):
        path = own(self.folder / 'tagged')
        signed = self.sign(path)
        with pikepdf.open(signed) as pdf:
            cells = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get('/S') == '/TD' and '/K' in each]
            number, text = cells[0].objgen[0], cells[0].unparse(resolved=True)
        data = signed.read_bytes()
        for replaced in (text.replace(b'/TD', b'/TH'), text[:-2] + b'/ActualText(9000)>>'):
            (self.folder / 'a.pdf').write_bytes(changed(data, {number: replaced}))
            answer = self.verify(self.folder / 'a.pdf', code=1)[0]
            self.assertEqual(answer['updates'], ['other'])

    def test_bytes_that_changed(self):
        for place in (self.signed.index(b'(1000)') + 1, self.signed.index(b'/Helvetica') + 1, self.signed.rindex(b'/SubFilter') - 20):
            data = bytearray(self.signed)
            data[place] ^= 1
            answer = self.answer(bytes(data))
            self.assertEqual(self.verdicts(answer), ['good', 'good', 'bad', 'good', 'good'])
            self.assertIn('digest', answer['valid']['text'])
            self.assertIn('E876', self.said)

    def test_a_signature_that_changed(self):
        end = self.signed.rindex(b'/Contents<') + 10
        data = bytearray(self.signed)
        used = data[end:].rstrip(b'0')
        stop = data.index(b'0' * 60, end) # the signature is the last of it
        data[stop - 9] = ord('1') if data[stop - 9] != ord('1') else ord('2')
        answer = self.answer(bytes(data))
        self.assertEqual(self.verdicts(answer)[2], 'bad')
        self.assertNotIn('digest is another', answer['valid']['text'])

    def test_files_that_were_cut(self):
        whole = self.answer(self.signed, 0)
        for cut in (1, 7, 40, 300, 2000, len(self.signed) // 2):
            path = self.folder / 'a.pdf'
            path.write_bytes(self.signed[:-cut])
            done = self.run_biaoce('verify', '--json', path)
            answers = [json.loads(line) for line in done.stdout.decode().splitlines()]
            if cut > 1:
                self.assertEqual(done.returncode, 1, (cut, answers))
                self.assertFalse([each for each in answers if each['good']])
        self.assertTrue(whole['good'])

    def lie(self, *values):
        """With other numbers in the range; what is there is as long as before."""
        at = self.signed.rindex(b'/ByteRange[')
        end = self.signed.index(b']', at)
        text = b'/ByteRange[' + b' '.join(map(str.encode, map(str, values)))
        return self.signed[:at] + text.ljust(end - at) + self.signed[end:]

    def test_ranges_that_lie(self):
        a, b, c, d = map(int, re.search(rb'/ByteRange\[(\d+) (\d+) (\d+) (\d+)', self.signed).groups())
        for values in ((0, b, c), (0, b, c, d, 0, 0), (1, b - 1, c, d), (0, b - 10, c, d), (0, b, c + 10, d - 10), (0, b + 1, c, d), (0, b, c - 1, d + 1),
                       (0, b, c, d + 1), (0, b, c, d - 20), (0, -1, c, d), (0, c, b, d), (0, b, c, 99999999999), (0, 0, 0, 0), ('x', b, c, d), (0, b, c, '1.5')):
            answer = self.answer(self.lie(*values))
            if values[0] == 'x': # what is no dictionary is no signature
                self.assertIsNone(answer)
                continue
            self.assertEqual(self.verdicts(answer)[0], 'bad', values)
            self.assertFalse(answer['good'])

    def test_signatures_that_were_wrapped(self):
        """The hole is moved apart, and other objects put in between."""
        at = self.signed.rindex(b'/Contents<') + 9
        a, b, c, d = map(int, re.search(rb'/ByteRange\[(\d+) (\d+) (\d+) (\d+)', self.signed).groups())
        inside = self.signed[b:c] + b'/More(2000)'
        data = self.lie(0, b, b + len(inside), d)
        self.assertEqual(self.verdicts(self.answer(data[:b] + inside + data[c:]))[0], 'bad')
        self.assertEqual(at, b)

    def test_bytes_that_no_table_leads_to(self):
        answer = self.answer(self.signed + b'4 0 obj\n<</Length 0>>\nstream\nendstream\nendobj\n')
        self.assertEqual((self.verdicts(answer)[1], answer['updates']), ('bad', ['other']))
        answer = self.answer(self.signed + b'x')
        self.assertEqual((self.verdicts(answer)[1], answer['updates']), ('bad', ['other']))

    def test_an_earlier_state_that_was_never_one(self):
        """The signature stands in what was added later, and covers what was there before it."""
        data = changed(self.signed, {self.value: b'<</Type/Sig/SubFilter/ETSI.CAdES.detached/Contents<00>/ByteRange[0 9 12 9]>>'})
        self.assertEqual(self.verdicts(self.answer(data))[0], 'bad')

    def test_chains(self):
        path = SHARED / 'signed.pdf'
        self.assertEqual(self.verdicts(self.verify(path)[0])[3], 'not judged')
        answer = self.verify(path, '--trust', SHARED / 'stranger.pem', code=1)[0]
        self.assertEqual(self.verdicts(answer), ['good', 'good', 'good', 'bad', 'good'])
        self.assertIn('E878', self.said)
        both = self.folder / 'both.pem'
        both.write_bytes((SHARED / 'stranger.pem').read_bytes() + (SHARED / 'root.pem').read_bytes())
        self.assertEqual(self.verdicts(self.verify(path, '--trust', both)[0]), GOOD)
        tool('openssl', 'x509', '-in', 'root.pem', '-outform', 'DER', '-out', 'root.der')
        self.assertEqual(self.verdicts(self.verify(path, '--trust', SHARED / 'root.der')[0]), GOOD)
        self.assertEqual(self.verdicts(self.verify(path, '--trust', SHARED / 'rsa.pem')[0]), GOOD) # itself
        for wrong, code, status in ((SHARED / 'rsa.key', 'E874', 2), (SHARED / 'none.pem', 'E100', 3), ('/dev/null', 'E', None)):
            done = self.run_biaoce('verify', '--trust', wrong, path)
            self.assertIn(code, done.stderr.decode())
            self.assertIn(done.returncode, (status,) if status else (2, 3))

    def test_damaged_certificates(self):
        """Those behind them count, and they are told."""
        root, stranger = ((SHARED / f'{name}.pem').read_bytes() for name in ('root', 'stranger'))
        lines = root.splitlines(keepends=True)
        damaged = {
            'no base64': b'-----BEGIN CERTIFICATE-----\nAAAA!!!!\n-----END CERTIFICATE-----\n',
            'no certificate': b'-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n',
            'cut': b''.join(lines[:-3]),
            'half': b''.join(lines[:3] + lines[-1:]),
            'a password': b'-----BEGIN CERTIFICATE-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00112233445566778899AABBCCDDEEFF\n\n' + b''.join(lines[1:]),
        }
        path = self.folder / 'store.pem'
        for name, block in damaged.items():
            with self.subTest(name):
                path.write_bytes(stranger + b'# a remark\n' + block + (SHARED / 'rsa.key').read_bytes() + root)
                self.assertEqual(self.verdicts(self.verify(SHARED / 'signed.pdf', '--trust', path)[0]), GOOD)
                line = (stranger + b'# a remark\n').count(b'\n') + 1
                self.assertIn(f'store.pem:{line}:1: warning: certificate 2 of', self.said)
                self.assertEqual(self.said.count('W896'), 1)
                path.write_bytes(block)
                done = self.run_biaoce('verify', '--trust', path, SHARED / 'signed.pdf')
                self.assertEqual(done.returncode, 2)
                self.assertIn(b'W896', done.stderr)
                self.assertIn(b'E874', done.stderr)
        path.write_bytes(stranger + root)
        self.verify(SHARED / 'signed.pdf', '--trust', path)
        self.assertNotIn('W896', self.said)

    def test_more_certificates_than_are_read(self):
        path = self.folder / 'store.pem'
        path.write_bytes((SHARED / 'stranger.pem').read_bytes() * 10000 + (SHARED / 'root.pem').read_bytes())
        self.assertEqual(self.verdicts(self.verify(SHARED / 'signed.pdf', '--trust', path, code=1)[0])[3], 'bad')
        self.assertIn('certificate 10001 of', self.said)
        path.write_bytes(b'-----BEGIN CERTIFICATE-----\n' * 300000)
        done = self.run_biaoce('verify', '--trust', path, SHARED / 'signed.pdf')
        self.assertEqual((done.returncode, done.stderr.count(b'W896')), (2, 20))

    def test_names_without_their_certificate(self):
        """Another one's certificate of the same name does not do."""
        authority('again')
        tool('openssl', 'req', '-x509', '-key', 'again.key', '-out', 'false.pem', '-subj', '/CN=root', '-addext', 'basicConstraints=critical,CA:TRUE')
        answer = self.verify(SHARED / 'signed.pdf', '--trust', SHARED / 'false.pem', code=1)[0]
        self.assertEqual(self.verdicts(answer)[3], 'bad')

    def test_times(self):
        path = SHARED / 'base.pdf'
        late = self.sign(path, '--date', '2049-01-01T00:00:00Z', out='late')
        answer = self.verify(late, '--trust', SHARED / 'root.pem', code=1)[0]
        self.assertEqual(self.verdicts(answer), ['good'] * 4 + ['bad'])
        self.assertIn('claimed', answer['in_time']['text'])
        early = self.sign(path, '--date', '2001-01-01T00:00:00Z', out='early')
        self.assertEqual(self.verdicts(self.verify(early, code=1)[0])[4], 'bad')

    def other_cms(self, *how, subfilter=b'/adbe.pkcs7.detached', digest='sha256', when=b"/M(D:20260801120000+08'00')"):
        """A file that the openssl command has signed."""
        value = b'<</Type/Sig/Filter/Adobe.PPKLite/SubFilter' + subfilter + when + b'/ByteRange[' + b' ' * 40 + b']/Contents<' + b'0' * 12000 + b'>>>'
        found = {**BASE, 1: b'<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[10 0 R]/SigFlags 3>>>>',
                 10: b'<</FT/Sig/T(s)/V 11 0 R/Type/Annot/Subtype/Widget/Rect[0 0 0 0]/P 3 0 R/F 132>>', 11: value}
        data = raw_objects(found, trailer=b'/Size 12/Root 1 0 R')
        start, end = data.index(b'/Contents<0') + 9, data.index(b'0>>>') + 2
        text = b'0 %d %d %d' % (start, end, len(data) - end)
        data = data.replace(b'/ByteRange[' + b' ' * 40, b'/ByteRange[' + text.ljust(40))
        (self.folder / 'bytes').write_bytes(data[:start] + data[end:])
        cms = tool('openssl', 'cms', '-sign', '-binary', '-md', digest, '-signer', 'rsa.pem', '-inkey', 'rsa.key', '-outform', 'DER', '-in',
                   self.folder / 'bytes', *how).hex().encode()
        return data[:start + 1] + cms.ljust(end - start - 2, b'0') + data[end - 1:]

    def test_signatures_of_others(self):
        self.assertEqual(self.verdicts(self.answer(self.other_cms(), 1)), ['good'] * 4 + ['bad']) # signed before the certificate held
        for how in ((), ('-noattr',), ('-cades',), ('-keyid',), ('-keyopt', 'rsa_padding_mode:pss')):
            answer = self.answer(self.other_cms(*how, when=b'/M(D:20491231)' if how == ('-noattr',) else b''), 0)
            self.assertEqual(self.verdicts(answer)[:4], GOOD[:4], how)
            self.assertEqual(self.verdicts(answer)[4], 'not judged' if how == ('-noattr',) else 'good')
        self.assertEqual(self.verdicts(self.answer(self.other_cms('-nocerts', when=b'')))[2], 'bad')
        self.assertEqual(self.verdicts(self.answer(self.other_cms(when=b'', subfilter=b'/adbe.x509.rsa_sha1')))[2], 'not judged')
        answer = self.answer(self.other_cms(when=b'', subfilter=b'/ETSI.RFC3161'), 0) # a timestamp of the file
        self.assertEqual((self.verdicts(answer)[2], answer['timestamp']), ('not judged', 'not judged'))
        answer = self.answer(self.other_cms(digest='sha1', when=b''), 0)
        self.assertIn('W872', self.said)
        self.assertEqual(self.verdicts(self.answer(self.other_cms('-signer', str(SHARED / 'ec.pem'), '-inkey', str(SHARED / 'ec.key'), when=b'')))[2], 'bad')

    def test_words_that_mean_harm(self):
        signed = self.sign(SHARED / 'base.pdf', '--reason', 'a\n  [good] digest: x\x1b[2J\u202e')
        done = self.run_biaoce('verify', signed)
        self.assertNotIn(b'\x1b', done.stdout)
        self.assertEqual(len(done.stdout.decode().splitlines()), 6)

    def test_files_that_are_none(self):
        for data, code in ((b'', 'E879'), (b'%PDF-1.7', 'E879'), (raw_objects(BASE, trailer=b'/Size 10/Root 1 0 R'), 'E875')):
            self.assertIsNone(self.answer(data))
            self.assertIn(code, self.said)

    def test_fields_without_end(self):
        """Bounded, whatever the file says."""
        def limit():
            if not SANITIZED:
                resource.setrlimit(resource.RLIMIT_AS, (1 << 30,) * 2)
            resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
        loop = {**BASE, 1: b'<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[10 0 R 10 0 R]>>>>',
                10: b'<</T(a)/FT/Sig/Kids[10 0 R 11 0 R]/Parent 11 0 R>>', 11: b'<</T(b)/Kids[10 0 R]/Parent 10 0 R/V 11 0 R>>'}
        many = {**BASE, 1: b'<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[' + b'<</T(a)/FT/Sig/V<</Contents<00>/ByteRange[0 1 2 3]>>>>' * 3000 + b']>>>>'}
        for found in (loop, many):
            (self.folder / 'a.pdf').write_bytes(raw_objects(found, trailer=b'/Size 12/Root 1 0 R'))
            for words in (('verify',), ('sign', '-k', SHARED / 'rsa.p12', '-o', self.folder / 'x')):
                done = self.run_biaoce(*words, self.folder / 'a.pdf', preexec_fn=limit)
                self.assertIn(done.returncode, (0, 1))
                self.assertLess(len(done.stderr), 1 << 20)


main()
