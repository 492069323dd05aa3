#!/usr/bin/env python3
"""What is added to a signed file may make one reader see another document than the next. Here such additions are made,
and other programs are asked what the pages show: where biaoce calls the changes good they show what they showed before.

    test_attacks.py BIAOCE SOURCE [sanitized]
"""
import re
import struct
import subprocess
import sys
import zlib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from base import *

PAID = b'BT /F 24 Tf 20 100 Td (Pay 1000) Tj ET'
EVIL = b'BT /F 24 Tf 20 100 Td (Pay 9999) Tj ET'


def stream(data, entries=b''):
    return b'<<' + entries + b'/Length %d>>\nstream\n' % len(data) + data + b'\nendstream'


# 1 catalog, 2 pages, 3 page, 4 contents, 5 font, 6 what the page draws, 7 a file that nobody looks into, 8 field without a look
BASE = {
    1: b'<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[8 0 R]>>>>',
    2: b'<</Type/Pages/Kids[3 0 R]/Count 1>>',
    3: b'<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Annots[8 0 R]/Resources 10 0 R>>',
    4: stream(PAID + b' /SE Do /Metadata Do /M Do'),
    5: b'<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
    6: stream(b'', b'/Type/XObject/Subtype/Form/BBox[0 0 300 200]/Resources<</Font<</F 5 0 R>>>>'),
    7: stream(b'\n4 0 obj\n' + stream(EVIL) + b'\nendobj\n'),
    8: b'<</Type/Annot/Subtype/Widget/FT/Tx/T(t)/V(Pay 8888)/Rect[10 10 200 40]/P 3 0 R>>',
    9: b'<</Title(x)>>',
    10: b'<</Font<</F 5 0 R>>/XObject 11 0 R>>',
    11: b'<</Type/Page/FT/Tx/SE 6 0 R/Metadata 6 0 R/M 6 0 R>>',
}
PAGE = BASE[3]
FORM = BASE[6].replace(b'/Length 0>>\nstream\n', b'/Length %d>>\nstream\n' % len(EVIL) + EVIL)


class Signed:
    """A signed file, and ways to add to it."""

    def __init__(self, path):
        self.data = path.read_bytes()
        self.streams = self.data.rstrip().endswith(b'%%EOF') and not re.search(rb'\ntrailer\n', self.data)
        with pikepdf.open(path) as pdf:
            self.size, self.root = int(pdf.trailer.Size), pdf.Root.objgen[0]
            self.page, self.pages = pdf.pages[0].objgen[0], pdf.Root.Pages.objgen[0]
            self.contents = pdf.pages[0].Contents.objgen[0]
            self.form = pdf.pages[0].Resources.XObject['/SE'].objgen[0]
            self.drawn = pdf.pages[0].Resources.XObject.objgen[0]
            self.catalog_text, self.page_text = pdf.Root.unparse(resolved=True), pdf.pages[0].obj.unparse(resolved=True)
            self.info = pdf.trailer.Info.objgen[0]
            field = pdf.Root.AcroForm.Fields[-1]
            self.field, self.value = field.objgen[0], field.V.objgen[0]
            self.fields, self.annotations = pdf.Root.AcroForm.Fields.unparse(), pdf.pages[0].Annots.unparse()
            self.drawn_text = pdf.pages[0].Resources.XObject.unparse(resolved=True)

    def trailer(self, size=None, root=None, prev=None, more=b''):
        return b'/Size %d/Root %d 0 R/Prev %d' % (size or self.size + 20, root or self.root, startxref(self.data) if prev is None else prev) + more

    def place(self, bodies, data):
        out, places = data, []
        for number, text, *generation in bodies:
            places.append((number, len(out), generation[0] if generation else 0))
            out += b'%d %d obj\n' % (number, places[-1][2]) + text + b'\nendobj\n'
        return out, places

    def table(self, bodies, rows=lambda rows: rows, data=None, at=lambda at: at, remark=b'', **how):
        """An addition with a table; `rows` may say otherwise than it is."""
        out, places = self.place(bodies, data or self.data)
        out += remark
        x = len(out)
        out += b'xref\n' + b''.join(b'%d 1\n%010d %05d %s \n' % (n, p, g, k[0] if k else b'n') for n, p, g, *k in rows(places))
        return out + b'trailer\n<<' + self.trailer(**how) + b'>>\nstartxref\n%d\n%%%%EOF\n' % at(x)

    def stream(self, bodies, packed=(), rows=lambda rows: rows, heads=lambda heads: heads, dictionary=b'', pack=b'', number=None, **how):
        """The same with a stream of cross-references, and objects in a stream of them."""
        number, own = number or self.size + 10, self.size + 9
        out, places = self.place(bodies, self.data)
        if packed:
            texts, list_of = b'', []
            for n, text in packed:
                list_of.append((n, len(texts)))
                texts += text + b' '
            head = b' '.join(b'%d %d' % each for each in heads(list_of)) + b' '
            body = stream(head + texts, b'/Type/ObjStm/N %d/First %d' % (len(heads(list_of)), len(head)) + pack)
            out, more = self.place([(own, body)], out)
            places += more
        x = len(out)
        entries = [(n, 1, p, g) for n, p, g in places] + [(n, 2, own, i) for i, (n, _) in enumerate(packed)] + [(number, 1, x, 0)]
        entries = rows(entries)
        table = b''.join(struct.pack('>BIH', *each[1:]) for each in entries)
        index = b' '.join(b'%d 1' % each[0] for each in entries)
        text = stream(table, b'/Type/XRef/W[1 4 2]/Index[' + index + b']' + dictionary + self.trailer(**how))
        return out + b'%d 0 obj\n' % number + text + b'\nendobj\nstartxref\n%d\n%%%%EOF\n' % x


def entry(text, more):
    return text.rstrip()[:-2] + more + b'>>'


def attacks(s):
    new, other, evil = s.size + 1, s.size + 2, stream(EVIL)
    again = entry(s.page_text, b'/Contents %d 0 R' % new)
    catalog = entry(s.catalog_text, b'').replace(b'/Pages %d 0 R' % s.pages, b'/Pages %d 0 R' % other)
    tree = [(other, b'<</Type/Pages/Kids[%d 0 R]/Count 1>>' % (s.size + 3)),
            (s.size + 3, s.page_text.replace(b'/Contents %d 0 R' % s.contents, b'/Contents %d 0 R' % new).replace(b'/Parent %d 0' % s.pages, b'/Parent %d 0' % other))]
    assert b'/Pages %d 0 R' % s.pages in s.catalog_text and tree[1][1] != s.page_text
    yield 'contents', s.table([(s.contents, evil)])
    yield 'repeated in the page', s.table([(s.page, again), (new, evil)])
    yield 'repeated, escaped', s.table([(s.page, again.replace(b'/Contents %d' % new, b'/Con#74ents %d' % new)), (new, evil)])
    yield 'repeated, with NUL', s.table([(s.page, again.replace(b'/Contents %d' % new, b'/Contents#00 %d' % new)), (new, evil)])
    yield 'repeated, first', s.table([(s.page, b'<</Contents %d 0 R' % new + s.page_text.lstrip()[2:]), (new, evil)])
    yield 'repeated root', s.table([(new, evil), (s.size, catalog), *tree], more=b'/Root %d 0 R' % s.size)
    yield 'repeated root, first', s.table([(new, evil), (s.size, catalog), *tree], root=s.size, more=b'/Root %d 0 R' % s.root)
    yield 'repeated in resources', s.table([(s.drawn, entry(s.drawn_text, b'/SE %d 0 R' % new)), (new, FORM)])
    yield 'repeated length', s.table([(s.contents, stream(PAID, b'/Length 4'))])
    yield 'repeated in a packed object', s.stream([(new, evil)], packed=[(s.page, again)])
    yield 'repeated in a stream of references', s.stream([(new, evil), (s.size, catalog), *tree], dictionary=b'/Root %d 0 R' % s.size)
    yield 'repeated in a stream of objects', s.stream([(new, evil)], packed=[(s.page, s.page_text)], pack=b'/First 1')
    yield 'two heads', s.stream([(new, evil)], packed=[(s.page, s.page_text), (s.page, again)], rows=lambda rows: [each for each in rows if each[3] != 1])
    yield 'another place in the stream', s.stream([(new, evil)], packed=[(s.page, s.page_text), (s.size, tree[1][1])], rows=lambda rows: [(n, k, p, 1 if n == s.page else i) for n, k, p, i in rows])
    elsewhere = s.stream([(s.contents, evil), (new, b'[%d 1]' % s.contents)])[len(s.data):]
    yield 'an index elsewhere', s.data + elsewhere.replace(b'/Index[', b'/Index %d 0 R/Was[' % new)
    yield 'a kind of row', s.stream([(s.contents, evil)], rows=lambda rows: [(n, 3 if n == s.contents else k, p, i) for n, k, p, i in rows])
    yield 'a generation asked for', s.table([(s.page, s.page_text.replace(b'/Contents %d 0 R' % s.contents, b'/Contents %d 1 R' % s.contents))])
    yield 'another generation', s.table([(s.contents, stream(PAID + b' /SE Do /Metadata Do /M Do'), 1)])
    yield 'a generation that is not there', s.table([(s.contents, evil)], rows=lambda rows: [(n, p, 1) for n, p, _ in rows])
    yield 'a row beside its object', s.table([(s.contents, evil)], rows=lambda rows: [(n, p + 9, g) for n, p, g in rows])
    yield 'a row to nothing', s.table([(s.contents, evil)], rows=lambda rows: [(n, 0, g) for n, p, g in rows])
    yield 'a row into another object', s.table([], rows=lambda rows: [(s.contents, s.data.index(b'4 0 obj\n' + stream(EVIL)) if stream(EVIL) in s.data else 1, 0)])
    yield 'an object without a row', s.table([(s.contents, evil), (s.info, BASE[9])], rows=lambda rows: rows[1:])
    yield 'an object twice', s.table([(s.contents, evil), (s.contents, stream(PAID))])
    yield 'an object twice, one row', s.table([(s.contents, evil), (s.contents, stream(PAID))], rows=lambda rows: rows[1:])
    yield 'taken away', s.table([], rows=lambda rows: [(s.contents, 0, 1, b'f')])
    yield 'counted from one', s.table([(s.contents, evil)], rows=lambda rows: [(1, 0, 65535, b'f'), *rows])
    yield 'a size that is too small', s.table([(s.contents, evil), (new, evil)], size=3)
    yield 'a part that is passed over', s.table([(s.info, BASE[9])], data=s.table([(s.contents, evil)]), prev=startxref(s.data))
    yield 'no part before', s.table([(s.info, BASE[9])], prev=0)
    yield 'a part before itself', s.table([(s.info, BASE[9])], prev=len(s.data) + len(BASE[9]) + 16)
    yield 'beside a table', hybrid(s, evil)
    yield 'two ends', s.table([(s.info, BASE[9])]) + b'startxref\n%d\n%%%%EOF\n' % startxref(s.data)
    yield 'an end that lies', s.table([(s.contents, evil)], at=lambda at: startxref(s.data))
    yield 'an end that is far', s.data + b'\n' * 3000
    yield 'an end that is farther', s.table([(s.info, BASE[9])]) + b' ' * 1500
    yield 'bytes behind', s.table([(s.info, BASE[9])]) + b'4 0 obj\n' + evil + b'\nendobj\n'
    yield 'in a remark', s.table([(s.info, BASE[9])], remark=b'% 4 0 obj ' + evil.replace(b'\n', b' ') + b' endobj\n')
    yield 'a remark in an object', s.table([(s.page, again.replace(b'/Contents %d' % new, b'%%\r/Contents %d' % new)), (new, evil)])
    yield 'a length that lies', s.table([(s.contents, b'<</Length %d>>\nstream\n' % len(PAID) + PAID + b'\nendstream\n' + EVIL + b'\nendstream')])
    yield 'a length that is short', s.table([(new, b'<</Length 4>>\nstream\n' + EVIL + b'\nendstream')])
    yield 'a line that ends by CR', s.table([(new, stream(EVIL).replace(b'stream\n', b'stream\r', 1))])
    yield 'a number of 33 bits', s.table([(s.page, s.page_text.replace(b'/Contents %d 0 R' % s.contents, b'/Contents %d 0 R' % (s.contents + (1 << 32))))])
    yield 'encrypted before', s.table([(s.info, BASE[9])], data=s.table([(s.info, BASE[9])], more=b'/Encrypt<<>>'), prev=len(s.table([(s.info, BASE[9])], more=b'/Encrypt<<>>')))
    yield from fields(s, new, other)
    yield from names(s, new)


def hybrid(s, evil):
    """A table that says nothing, and a stream beside it that does."""
    out, places = s.place([(s.contents, evil)], s.data)
    x = len(out)
    rows = struct.pack('>BIH', 1, places[0][1], 0)
    out += b'%d 0 obj\n' % (s.size + 5) + stream(rows, b'/Type/XRef/W[1 4 2]/Index[%d 1]/Size %d' % (s.contents, s.size)) + b'\nendobj\n'
    return s.table([(s.info, BASE[9])], data=out, more=b'/XRefStm %d' % x)


def ranged(data):
    """With the bytes that the last signature covers: all but itself."""
    at = data.rindex(b'/Contents<00>') + 9
    text = b'0 %010d %010d %010d' % (at, at + 4, len(data) - at - 4)
    return data.replace(b'0 0000000001 0000000002 0000000003', text)


def fields(s, new, other):
    """Signatures that are none, and show something."""
    look = b'/Type/Annot/Subtype/Widget/F 4/Rect[0 0 300 200]/P %d 0 R/AP<</N %d 0 R>>' % (s.page, new)
    page = s.page_text.replace(s.annotations, s.annotations.rstrip()[:-1] + b' %d 0 R]' % other)
    form = s.catalog_text.replace(s.fields, s.fields.rstrip()[:-1] + b' %d 0 R]' % other)
    assert page != s.page_text and form != s.catalog_text
    stamp = b'<</Type/Sig/SubFilter/ETSI.RFC3161/ByteRange[0 0000000001 0000000002 0000000003]/Contents<00>>>'
    widget = {'a signature of no form': b'/FT/Sig/T(x)/V<</Contents(x)>>', 'one more place of the signature': b'/Parent %d 0 R' % s.field}
    for name, entries in widget.items():
        yield name, s.table([(s.page, page), (new, FORM), (other, b'<<' + look + entries + b'>>')])
    for name, value in {'a field that takes the signature': b'%d 0 R' % s.value, 'a time that nobody judges': b'%d 0 R' % (s.size + 3)}.items():
        yield name, ranged(s.table([(s.page, page), (s.root, form), (new, FORM), (s.size + 3, stamp), (other, b'<<' + look + b'/FT/Sig/T(x)/V ' + value + b'>>')]))
    mark = look.replace(b'/Widget', b'/Stamp')
    yield 'a time that is a stamp', ranged(s.table([(s.page, page), (s.root, form), (new, FORM), (s.size + 3, stamp), (other, b'<<' + mark + b'/FT/Sig/T(x)/V %d 0 R>>' % (s.size + 3))]))


def names(s, new):
    """What pages draw by names that stand for nothing elsewhere."""
    for key in (b'SE', b'Metadata', b'M'):
        text = re.sub(rb'/' + key + rb' %d 0 R' % s.form, b'/' + key + b' %d 0 R' % new, s.drawn_text)
        assert text != s.drawn_text
        yield f'drawn by the name {key.decode()}', s.table([(s.drawn, text), (new, FORM)])
    yield 'a form that gets a font', s.table([(s.root, re.sub(rb'/AcroForm ?<<', b'/AcroForm<</DA(/F 24 Tf 0 g)/DR<</Font<</F 5 0 R>>>>', s.catalog_text))])


def harmless(s):
    yield 'properties', s.table([(s.info, b'<</Title(y)>>')], more=b'/Info %d 0 R' % s.info)
    yield 'the same page', s.table([(s.page, s.page_text)])
    yield 'a remark', s.table([(s.info, b'<</Title(y)>>')], remark=b'% made by hand\n')
    yield 'packed', s.stream([], packed=[(s.page, s.page_text), (s.size, b'<</Unused true>>')])
    yield 'extended', s.stream([], packed=[(s.page, s.page_text)], pack=b'/Extends 1 0 R') # Acrobat writes it, and no reader heeds it
    yield 'twice', added_twice(s)


def added_twice(s):
    once = s.table([(s.page, s.page_text)])
    return s.table([(s.info, b'<</Title(y)>>'), (s.page, s.page_text)], data=once, prev=startxref(once))


class Attacks(Case):
    def shown(self, path):
        """What the pages show, to three readers."""
        def ask(*words):
            done = subprocess.run(list(map(str, words)), capture_output=True, timeout=60)
            return b''.join(done.stdout.split())
        try:
            with pikepdf.open(path) as pdf:
                contents = [pikepdf.unparse_content_stream(pikepdf.parse_content_stream(page)) for page in pdf.pages]
        except Exception as error: # another program's trouble, which is no text either
            contents = type(error)
        return ask('pdftotext', path, '-'), ask('mutool', 'draw', '-q', '-F', 'txt', path), contents

    def signed(self, name, **how):
        (SHARED / 'raw.pdf').write_bytes(raw_objects(BASE, trailer=b'/Size 12/Root 1 0 R/Info 9 0 R'))
        path = self.folder / f'{name}.pdf'
        if how:
            with pikepdf.open(SHARED / 'raw.pdf') as pdf:
                pdf.save(path, **how)
        else:
            path.write_bytes((SHARED / 'raw.pdf').read_bytes())
        return self.sign(path)

    def judge(self, data, name='a.pdf'):
        path = self.folder / name
        path.write_bytes(data)
        done = self.run_biaoce('verify', '--json', '--trust', SHARED / 'root.pem', path)
        self.assertIn(done.returncode, (0, 1), done.stderr)
        return path, done.returncode == 0, done.stdout

    def try_all(self, signed):
        s = Signed(signed)
        before = self.shown(signed)
        self.assertIn(b'Pay1000', before[0])
        self.assertIn(b'Pay1000', before[1])
        seen = 0
        for name, data in attacks(s):
            path, good, said = self.judge(data)
            with self.subTest(name):
                self.assertFalse(good, said)
            seen += self.shown(path) != before
        for name, data in harmless(s):
            path, good, said = self.judge(data)
            with self.subTest(name):
                self.assertTrue(good, said)
                self.assertEqual(self.shown(path), before)
        return seen

    def test_tables(self):
        self.assertGreater(self.try_all(self.signed('table')), 15) # of what is refused that many would have been seen

    def test_streams(self):
        self.assertGreater(self.try_all(self.signed('stream', object_stream_mode=pikepdf.ObjectStreamMode.generate)), 15)

    def test_a_stream_of_objects_that_was_there(self):
        """What is in it is others, and no cross-reference says so."""
        signed = self.signed('stream', object_stream_mode=pikepdf.ObjectStreamMode.generate)
        s = Signed(signed)
        number = int(re.search(rb'(\d+) 0 obj\s*<<[^>]*/Type ?/ObjStm', s.data)[1])
        with pikepdf.open(signed) as pdf:
            pack = pdf.get_object(number, 0)
            text = pack.read_bytes().replace(b'Helvetica', b'Courier  ')
            body = stream(text, b'/Type/ObjStm/N %d/First %d' % (pack.N, pack.First))
        self.assertFalse(self.judge(s.stream([(number, body)]))[1])
        self.assertFalse(self.judge(s.stream([], rows=lambda rows: [(number, 0, 0, 1), *rows]))[1])


main()
