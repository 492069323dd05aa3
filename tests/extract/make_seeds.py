"""Small PDFs with attachments, written in each of the ways in which objects can be kept: seeds of tests/fuzz/fuzz_pdfread.c.

    make_seeds.py FOLDER
"""
import io
import pathlib
import sys
import zlib

DATA = b'{"form": "x"}\n'


def objects(filters=b'', data=DATA):
    return {
        1: b'<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(a.json)4 0 R]>>>>/AF[4 0 R]>>',
        2: b'<</Type/Pages/Kids[3 0 R]/Count 1>>',
        3: b'<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Annots[<</Subtype/FileAttachment/FS 4 0 R>>]>>',
        4: b'<</Type/Filespec/F(a.json)/UF<FEFF0061>/Desc(\\344b\\()/AFRelationship/Data/EF<</F 5 0 R>>>>',
        5: b'<</Type/EmbeddedFile/Subtype/application#2Fjson/Params<</Size 14>>' + filters
           + b'/Length %d>>\nstream\n' % len(data) + data + b'\nendstream',
    }


def table(found, trailer=b'', head=b'%PDF-1.7\n', start=0):
    """A classic file, or a part that is added to one."""
    out = io.BytesIO()
    out.write(head)
    places = {}
    for number, text in found.items():
        places[number] = start + out.tell()
        out.write(b'%d 0 obj\n' % number + text + b'\nendobj\n')
    at = start + out.tell()
    out.write(b'xref\n')
    if not start:
        out.write(b'0 1\n0000000000 65535 f \n')
    for number, place in places.items():
        out.write(b'%d 1\n%010d 00000 n \n' % (number, place))
    out.write(b'trailer\n<</Size 9/Root 1 0 R' + trailer + b'>>\nstartxref\n%d\n%%%%EOF\n' % at)
    return out.getvalue()


def streams(predicted=False):
    """Objects in an object stream, and a cross-reference stream."""
    found = objects()
    alone = found.pop(5)
    texts, heads = b'', b''
    for number, text in found.items():
        heads += b'%d %d ' % (number, len(texts))
        texts += text + b' '
    packed = zlib.compress(heads + texts)
    out = b'%PDF-1.5\n'
    at5 = len(out)
    out += b'5 0 obj\n' + alone + b'\nendobj\n'
    at6 = len(out)
    out += (b'6 0 obj\n<</Type/ObjStm/N 4/First %d/Filter/FlateDecode/Length %d>>\nstream\n' % (len(heads), len(packed))
            + packed + b'\nendstream\nendobj\n')
    at7 = len(out)
    rows = [(0, 0, 0)] + [(2, 6, i) for i in range(4)] + [(1, at5, 0), (1, at6, 0), (1, at7, 0)]
    raw = [bytes([kind]) + place.to_bytes(2, 'big') + bytes([index]) for kind, place, index in rows]
    parameters = b''
    if predicted:
        parameters = b'/DecodeParms<</Predictor 12/Columns 4>>'
        before = bytes(4)
        for i, row in enumerate(raw):
            raw[i], before = b'\x02' + bytes((a - b) & 255 for a, b in zip(row, before)), row
    packed = zlib.compress(b''.join(raw))
    out += (b'7 0 obj\n<</Type/XRef/Size 8/W[1 2 1]/Root 1 0 R/Filter/FlateDecode' + parameters
            + b'/Length %d>>\nstream\n' % len(packed) + packed + b'\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n' % at7)
    return out


def added_to():
    first = table(objects())
    at = first.rindex(b'xref\n0 1')
    newer = {5: objects(data=b'{"form": "y"}\n')[5]}
    return first + table(newer, b'/Prev %d' % at, b'', len(first))


def seeds():
    ascii85 = b'HT@OFEbo9+ASu!h~>'
    return {
        'table': table(objects()),
        'flate': table(objects(b'/Filter/FlateDecode', zlib.compress(DATA))),
        'hex': table(objects(b'/Filter/ASCIIHexDecode', (DATA.hex() + '>').encode())),
        'ascii85': table(objects(b'/Filter/ASCII85Decode', ascii85)),
        'runs': table(objects(b'/Filter/RunLengthDecode', b'\x02abc\xfex\x80')),
        'streams': streams(),
        'predicted': streams(True),
        'added': added_to(),
        'broken': table(objects()).replace(b'startxref', b'startxxxx'),
        'loop': table(objects(), b'/Prev 9') + table(objects(), b'/Prev 0', b'', 1),
        'encrypted': table(objects(), b'/Encrypt<</Filter/Standard>>'),
    }


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in seeds().items():
        (folder / name).write_bytes(data)


if __name__ == '__main__':
    main()
