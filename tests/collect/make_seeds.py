#!/usr/bin/env python3
"""Seeds of the fuzz target for filled-in PDFs: one for each way in which fields are kept, small and readable.

    make_seeds.py FOLDER
"""
import sys
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, String


def field(pdf, name, value=None, rect=(10, 10, 50, 20), **more):
    own = Dictionary(T=String(name), FT=Name.Tx, Type=Name.Annot, Subtype=Name.Widget, F=4, Rect=Array(list(rect)), **more)
    if value is not None:
        own.V = value
    return pdf.make_indirect(own)


def document(build):
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(200, 200))
    page.Annots = pdf.make_indirect(Array([]))
    pdf.Root.AcroForm = Dictionary(Fields=Array([]))
    build(pdf, page)
    return pdf


def plain(pdf, page):
    for i, (name, text) in enumerate([('biaoceform', 'x;1;2'), ('name', '道路'), ('code', '0012')]):
        one = field(pdf, name, String(text), (10, 10 * i, 50, 10 * i + 9))
        pdf.Root.AcroForm.Fields.append(one)
        page.Annots.append(one)


def tree(pdf, page):
    rows = pdf.make_indirect(Dictionary(T=String('list'), Kids=Array([])))
    for i in range(3):
        row = pdf.make_indirect(Dictionary(T=String(str(i)), Parent=rows, Kids=Array([])))
        rows.Kids.append(row)
        for k, name in enumerate(('a', 'b')):
            one = field(pdf, name, String(f'{i}{name}'), (10.5 + 50 * k, 100 - 20 * i, 55 + 50 * k, 118.25 - 20 * i), Parent=row)
            row.Kids.append(one)
            page.Annots.append(one)
    pdf.Root.AcroForm.Fields.append(rows)


def places(pdf, page):
    both = pdf.make_indirect(Dictionary(T=String('twice'), FT=Name.Tx, V=String('1\r2\r\n3'), Kids=Array([])))
    for y in (10, 50):
        one = pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Widget, Rect=Array([10, y, 60, y + 9]), Parent=both))
        both.Kids.append(one)
        page.Annots.append(one)
    pdf.Root.AcroForm.Fields.append(both)


def values(pdf, page):
    kinds = {'stream': pdf.make_stream(b'\xfe\xff\x00a\x00b'), 'utf8': String(b'\xef\xbb\xbf\xe4\xb8\x80'), 'list': Array([String('a'), String('b')]),
             'number': 12, 'real': pikepdf.Object.parse(b'-1.50'), 'state': Name.Yes, 'off': Name.Off}
    for i, (name, value) in enumerate(kinds.items()):
        one = field(pdf, name, value, (10, 10 * i, 50, 10 * i + 9))
        pdf.Root.AcroForm.Fields.append(one)
        page.Annots.append(one)


def strays(pdf, page):
    above = pdf.make_indirect(Dictionary(T=String('group'), FT=Name.Tx, V=String('x')))
    page.Annots.append(field(pdf, 'lost', None, Parent=above))


def cycle(pdf, page):
    own = pdf.make_indirect(Dictionary(T=String('x'), FT=Name.Tx))
    own.Kids = Array([own, own])
    own.Parent = own
    pdf.Root.AcroForm.Fields.append(own)
    page.Annots.append(own)


def stacked(pdf, page):
    for i in range(4):
        one = field(pdf, f'a.{i}', String('x'), (10, 10, 50, 20))
        pdf.Root.AcroForm.Fields.append(one)
        page.Annots.append(one)


def xfa(pdf, page):
    pdf.Root.AcroForm.XFA = pdf.make_stream(b'<xdp/>')


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    for build in (plain, tree, places, values, strays, cycle, stacked, xfa):
        document(build).save(folder / build.__name__, static_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable,
                             compress_streams=False)
    document(tree).save(folder / 'streams', static_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)


if __name__ == '__main__':
    main(Path(sys.argv[1]))
