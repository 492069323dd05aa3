#!/usr/bin/env python3
"""Small PDFs that ask for much: what they cost grows as they do, or they are refused, within bounds of memory and time.

    test_growth.py BIAOCE SOURCE
"""
import resource
import struct
import subprocess
import sys
import zlib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from base import *

PAGE = {2: b'<</Type/Pages/Kids[3 0 R]/Count 1>>', 3: b'<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]>>'}
LITTLE = 0.05 # seconds: less is no measure


def pdf(found):
    return raw_objects({**PAGE, **found}, trailer=b'/Size %d/Root 1 0 R' % (max(found) + 1))


class Growth(Case):
    def cost(self, data, *words, megabytes=700, codes=(0, 1)):
        """CPU seconds of a run over the bytes, and what it said."""
        path = self.folder / 'a.pdf'
        path.write_bytes(data)
        (self.folder / 'signed.pdf').unlink(missing_ok=True)

        def limit():
            resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20,) * 2)
            resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run([BIAOCE, *map(str, words), path], capture_output=True, env=ENVIRONMENT, timeout=120, preexec_fn=limit)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.assertIn(done.returncode, codes, done.stderr[-500:])
        return after.ru_utime - before.ru_utime, done.stderr.decode()

    def grows(self, make, n, *words, **how):
        """Four times as much costs no eight times as much. What others do on the machine makes a run slower, never
        faster: the quickest of three counts."""
        def quickest(data):
            return min(self.cost(data, *words, **how)[0] for _ in range(3))
        little, much = quickest(make(n)), quickest(make(4 * n))
        self.assertLess(much, 8 * max(little, LITTLE), (little, much))

    def bounded(self, data, code, *words, seconds=10, **how):
        """A machine may be slow; work that is not bounded would take minutes."""
        spent, said = self.cost(data, *words, **how)
        self.assertLess(spent, seconds)
        if code:
            self.assertIn(f'[{code}]', said)

    def signing(self):
        return 'sign', '-k', SHARED / 'ec.p12', '-o', self.folder / 'signed.pdf'

    def fields(self, fields, *, more=None):
        return pdf({1: b'<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[' + fields + b']>>>>', **(more or {})})

    def test_names_of_fields(self):
        """Each has the name of the one above in its own."""
        def make(n, name=b'A' * 900):
            return self.fields(b'4 0 R', more={4: b'<</T(' + name + b')/Kids[' + b'<</T(a)>>' * n + b']>>'})
        self.grows(make, 10000, 'verify')
        self.bounded(make(20000, b'A' * 1000000), 'E879', 'verify', megabytes=300)
        self.bounded(make(20000, b'A' * 1000000), 'E871', *self.signing(), megabytes=300)
        self.bounded(make(20000, b'A' * 1000000), None, 'collect', '-o', self.folder / 'c', megabytes=700)

    def test_new_names_of_fields(self):
        self.grows(lambda n: self.fields(b''.join(b'<</T(Signature%d)>>' % i for i in range(1, n))), 12000, *self.signing(), codes=(0,))

    def test_lists_that_are_met_again(self):
        many = {6: b'<</Kids[' + b'7 0 R ' * 300000 + b']>>', 7: b'<</Names[' + b'null ' * 300000 + b']>>'}
        self.bounded(pdf({1: b'<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles 6 0 R>>>>', **many}), 'E862', 'extract', '-o', self.folder / 'x')
        shared = {2: b'<</Type/Pages/Kids[' + b'3 0 R ' * 65000 + b']>>', 3: b'<</Type/Page/Annots 5 0 R>>', 5: b'[' + b'null ' * 300000 + b']'}
        self.bounded(self.fields(b'<</T(a)/FT/Tx>>', more=shared), 'E882', 'collect', '-o', self.folder / 'c')
        self.bounded(self.fields(b'', more={**shared, 3: PAGE[3], 2: b'<</Kids[' + b'6 0 R ' * 65000 + b']>>', 6: b'<</Kids 5 0 R>>'}), None, *self.signing())

    def test_values_that_are_shared(self):
        fields = b''.join(b'<</T(%d)/FT/Tx/V 5 0 R>>' % i for i in range(20000))
        self.bounded(self.fields(fields, more={5: b'(' + b'x' * 3000000 + b')'}), 'E882', 'collect', '-o', self.folder / 'c')

    def test_names_that_are_locked(self):
        how = b'<</TransformMethod/FieldMDP/TransformParams<</Action/Include/Fields 6 0 R>>>>'
        value = b'<</Type/Sig/Contents<00>/ByteRange[0 1 2 3]/Reference[' + how * 4000 + b']>>'
        locked = {4: b'<</T(s)/FT/Sig/V 5 0 R>>', 5: value, 6: b'[' + b'(someone else) ' * 50000 + b']'}
        self.bounded(self.fields(b'4 0 R', more=locked), 'E871', *self.signing())

    def test_entries_of_a_dictionary(self):
        """Signed, and changed: each entry is looked for in the other state."""
        def make(n):
            catalog = b'<</Type/Catalog/Pages 2 0 R/X<<' + b''.join(b'/k%d 1' % i for i in range(n)) + b'>>>>'
            (self.folder / 'b.pdf').write_bytes(pdf({1: catalog}))
            once = self.folder / f'once{n}.pdf'
            subprocess.run([BIAOCE, 'sign', '-q', '-k', SHARED / 'ec.p12', '-o', once, self.folder / 'b.pdf'], check=True, env=ENVIRONMENT)
            subprocess.run([BIAOCE, 'sign', '-q', '-k', SHARED / 'ec.p12', '-o', self.folder / f'twice{n}.pdf', '--at', '1,1mm,1mm,9mm', '--seal', SEAL, once],
                           check=True, env=ENVIRONMENT)
            return (self.folder / f'twice{n}.pdf').read_bytes()
        self.grows(make, 15000, 'verify')

    def test_objects_that_are_elsewhere(self):
        """Each stands in its stream at another place than is said: at none."""
        def make(n):
            heads, out = b'9 0 ' * 262144, raw_objects({1: b'<</Type/Catalog/Pages 2 0 R>>', **PAGE}, trailer=b'/Size 9/Root 1 0 R')
            previous, first, body = startxref(out), len(out), zlib.compress(heads + b'null')
            out += b'50 0 obj\n<</Type/ObjStm/N 262144/First %d/Filter/FlateDecode/Length %d>>\nstream\n' % (len(heads), len(body)) + body + b'\nendstream\nendobj\n'
            at = len(out)
            rows = zlib.compress(struct.pack('>BIH', 1, first, 0) + struct.pack('>BIH', 2, 50, 0) * n)
            catalog = b'/AcroForm<</Fields[' + b' '.join(b'%d 0 R' % i for i in range(100, 100 + n)) + b']>>'
            out += b'60 0 obj\n<</Type/XRef/W[1 4 2]/Index[50 1 100 %d]/Size %d/Root<</Type/Catalog/Pages 2 0 R%s>>/Prev %d/Filter/FlateDecode/Length %d>>\nstream\n' % (
                n, 100 + n, catalog, previous, len(rows)) + rows + b'\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n' % at
            return out
        self.bounded(make(40000), 'E875', 'verify')


main()
