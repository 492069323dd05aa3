"""Small signed PDFs, and their parts: seeds of tests/fuzz/fuzz_verify.c. The keys are made for it and thrown away.

    make_seeds.py BIAOCE SOURCE FOLDER
"""
import re
import struct
import sys
from pathlib import Path

FOLDER = Path(sys.argv.pop(3))
sys.path.insert(0, str(Path(__file__).parent))
from base import *

PAGE = {1: b'<</Type/Catalog/Pages 2 0 R>>', 2: b'<</Type/Pages/Kids[3 0 R]/Count 1>>',
        3: b'<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>', 4: b'<</Length 3>>\nstream\nq Q\nendstream'}

keys()
FOLDER.mkdir(exist_ok=True)
(SHARED / 'x.pdf').write_bytes(raw_objects(PAGE, trailer=b'/Size 5/Root 1 0 R'))
with pikepdf.open(SHARED / 'x.pdf') as pdf:
    pdf.save(SHARED / 'y.pdf', object_stream_mode=pikepdf.ObjectStreamMode.generate)


def sign(path, out):
    subprocess.run([BIAOCE, 'sign', '-q', '-k', SHARED / 'ec.p12', '-o', out, path], check=True, env=ENVIRONMENT)
    return out.read_bytes()


def packed(data):
    """An object in a stream, and a stream of cross-references, added."""
    root = re.findall(rb'/Root (\d+) 0 R', data)[-1]
    at = len(data)
    data += b'41 0 obj\n<</Type/ObjStm/N 1/First 5/Length 18>>\nstream\n40 0 <</New true>>\nendstream\nendobj\n'
    x = len(data)
    rows = struct.pack('>BIH', 2, 41, 0) + struct.pack('>BIH', 1, at, 0) + struct.pack('>BIH', 1, x, 0)
    data += b'42 0 obj\n<</Type/XRef/W[1 4 2]/Index[40 3]/Size 43/Root %s 0 R/Prev %d/Length %d>>\nstream\n' % (root, startxref(data[:at]), len(rows))
    return data + rows + b'\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n' % x


signed = sign(SHARED / 'x.pdf', SHARED / 'once.pdf')
(FOLDER / 'table').write_bytes(signed)
(FOLDER / 'streams').write_bytes(sign(SHARED / 'y.pdf', SHARED / 'other.pdf'))
(FOLDER / 'twice').write_bytes(sign(SHARED / 'once.pdf', SHARED / 'twice.pdf'))
(FOLDER / 'changed').write_bytes(raw_objects({4: b'<</Length 3>>\nstream\nQ q\nendstream'}, signed,
                                             b'/Size 20/Root 1 0 R/Prev %d' % startxref(signed)))
(FOLDER / 'repeated').write_bytes(raw_objects({3: PAGE[3][:-2] + b'/Contents 30 0 R>>', 30: PAGE[4]}, signed,
                                              b'/Size 31/Root 1 0 R/Prev %d' % startxref(signed)))
(FOLDER / 'packed').write_bytes(packed((FOLDER / 'streams').read_bytes()))
with pikepdf.open(SHARED / 'once.pdf') as pdf:
    (FOLDER / 'cms').write_bytes(bytes(pdf.Root.AcroForm.Fields[0].V.Contents))
(FOLDER / 'certificate').write_bytes((SHARED / 'root.pem').read_bytes())
shutil.rmtree(SHARED)
